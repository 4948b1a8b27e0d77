"""What people ask while the database is gone: kept in the memory of this process, and carried out before anything leaves once it is back.

Nothing leaves meanwhile anyway. If the process ends before, the promises end with it, which whoever asks is told.
"""

import logging
from typing import Any, Final

import msgspec

from console.dispatch.claiming.text_releases import Withdrawals
from console.dispatch.dispatcher import Dispatcher
from console.dispatch.freezes.freezing import demand_sayable
from console.dispatch.holds import HELD
from console.dispatch.sends import SENDING, WAITING, Send
from console.domain.masking import kept_words
from console.domain.refusals import refuse
from console.errors import ConsoleError, RefusedError
from console.failure import DATABASE_GONE
from console.signing.statements import Signed
from console.wire.control import Question

log = logging.getLogger(__name__)

REASON: Final = 200
"""Characters stored of the reason for a hold, as at the desk."""
_STOPS: Final = frozenset({"hold", "freeze", "withdraw"})
_MOST: Final = 1_000
"""Promises kept at most: nobody may fill the memory."""


class Promises:
    """Lives on the event loop, over the services of one process. `before` is the dispatcher that had the sends when the database went."""

    def __init__(self) -> None:
        self.before: Dispatcher | None = None
        self._made: list[tuple[Question, str]] = []

    def takes(self, question: Question, *, gone: bool) -> bool:
        """Whether a question is promised now: the database is gone, or it is a hold and the sends are not read again yet."""
        return question.verb in _STOPS and (gone or (question.verb == "hold" and self.before is not None))

    def take(self, question: Question, person: str, withdrawals: Withdrawals) -> dict[str, Any]:
        """Promise to carry it out; return the answer. Raises RefusedError for what would be refused, ConsoleError for one too many."""
        answer: dict[str, Any] = {"promised": 1}
        match question.verb:
            case "hold":
                if self.before is None:
                    raise RefusedError(refuse("not_claimed", "R2", request=question.request))
                answer["tally"] = msgspec.to_builtins(holdable(self.before, question).view())
            case "freeze":
                demand_sayable(question.scope, question.subject)
            case _:
                withdrawals.opened(Signed(question.text, [question.signature]))
        if (question, person) not in self._made:
            if len(self._made) >= _MOST:
                raise ConsoleError(DATABASE_GONE)
            self._made.append((question, person))
            log.warning("promised while the database is gone: %s", question.verb)
        return answer | {question.verb: len(self._made)}

    def keep(self, dispatcher: Dispatcher) -> None:
        """Carry out what was promised. The sends must be here and no line open; what is kept is forgotten, also if the next one fails."""
        self.before = None
        while self._made:
            question, person = self._made[0]
            try:
                _carry_out(dispatcher, question, person)
            except RefusedError as error:
                log.warning("a promised %s is refused: %s", question.verb, error.refusal.code)
            else:
                log.warning("carried out as promised: %s", question.verb)
            del self._made[0]


def holdable(dispatcher: Dispatcher, question: Question) -> Send:
    """Return the send that a question would hold. Raises RefusedError."""
    send = dispatcher.find(question.request, question.slot)
    if send is None:
        raise RefusedError(refuse("not_claimed", "R2", request=question.request))
    if send.state not in {WAITING, SENDING}:
        raise RefusedError(refuse("not_sending", "R2", state=send.state))
    return send


def hold(dispatcher: Dispatcher, question: Question) -> Send:
    """Hold a send for a person at our own socket; return it. Raises RefusedError."""
    send = holdable(dispatcher, question)
    dispatcher.hold(send, 0, kept_words(question.reason, REASON) or HELD)
    return send


def _carry_out(dispatcher: Dispatcher, question: Question, person: str) -> None:
    match question.verb:
        case "hold":
            hold(dispatcher, question)
        case "freeze":
            dispatcher.freezing.freeze(
                scope=question.scope, subject=question.subject, person=person, reason=question.reason
            )
        case _:
            dispatcher.withdrawals.take(Signed(question.text, [question.signature]))
