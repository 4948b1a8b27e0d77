"""The session of SMPP."""

from typing import ClassVar

from console.gateways.session import AccountSession, BindAnswers
from console.gateways.smpp import codec
from console.gateways.smpp.line import SmppLine, said
from console.gateways.smpp.messages import prepare
from console.gateways.smpp.settings import Settings
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

    def _new_line(self, generation: int) -> SmppLine:
        return SmppLine(self.settings, self, self._pacer, generation)
