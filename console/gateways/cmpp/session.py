"""The session of CMPP."""

from typing import ClassVar

from console.gateways.cmpp import pdus
from console.gateways.cmpp.line import OTHER_VERSION, UNPROVED, CmppLine
from console.gateways.cmpp.messages import prepare
from console.gateways.cmpp.settings import Settings
from console.gateways.ports import Cut
from console.gateways.session import AccountSession, BindAnswers
from console.gateways.text import FramedText


class CmppSession(AccountSession[Settings]):
    """One account's session with an ISMG."""

    ANSWERS: ClassVar[BindAnswers] = BindAnswers(
        refused=frozenset({pdus.WRONG_SOURCE, pdus.WRONG_AUTHENTICATOR}),
        ours={UNPROVED: Cut.UNPROVED, OTHER_VERSION: Cut.OTHER_VERSION},
    )

    def prepare(self, text: str, concatenation: int) -> FramedText:
        """See `ports.Session.prepare`."""
        return prepare(self.settings, text, concatenation)

    def said(self, status: int) -> str:
        """See `ports.Session.said`: the Result of a SUBMIT, as the texts and the makers' tables count it."""
        return f"SUBMIT-{status}"

    def _new_line(self, generation: int, nth: int) -> CmppLine:
        del nth
        return CmppLine(self.settings, self, self._pacer, generation)
