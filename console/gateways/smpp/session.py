"""The session of SMPP."""

from dataclasses import replace
from typing import ClassVar

from console.gateways.session import AccountSession, BindAnswers
from console.gateways.smpp import codec
from console.gateways.smpp.line import SmppLine, said
from console.gateways.smpp.messages import prepare
from console.gateways.smpp.settings import BindAs, Settings
from console.gateways.text import FramedText


class SmppSession(AccountSession[Settings]):
    """One account's session with an SMSC."""

    ANSWERS: ClassVar[BindAnswers] = BindAnswers(
        refused=frozenset({codec.INVALID_PASSWORD, codec.INVALID_SYSTEM_ID}),
        wavering=frozenset({codec.BIND_FAILED}),
        taken=frozenset({codec.ALREADY_BOUND}),
    )

    def prepare(self, text: str, concatenation: int) -> FramedText:
        """See `ports.Session.prepare`."""
        return prepare(self.settings, text, concatenation)

    def said(self, status: int) -> str:
        """See `ports.Session.said`."""
        return said(status)

    @property
    def lines(self) -> int:
        """See `AccountSession.lines`: of a pair, one more that only receives."""
        return self.settings.connections + self.settings.paired

    def _whole(self) -> bool:
        """See `AccountSession._whole`: nothing is sent while nobody hears what became of it."""
        return super()._whole() and (not self.settings.paired or self._places[-1].bound)

    def _new_line(self, generation: int, nth: int) -> SmppLine:
        settings = self.settings
        if settings.paired:
            receives = nth == settings.connections
            settings = replace(settings, bind_as=BindAs.RECEIVER if receives else BindAs.TRANSMITTER)
        return SmppLine(settings, self, self._pacer, generation)
