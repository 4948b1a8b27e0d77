"""Stopping a send by two ways at once: straight to the dispatcher, and through the desk; at least one must take it (I1, R12).

The dispatcher comes first: it stops at once, even when the desk is down or withholds the order.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from console.acting.sitting import Core
from console.domain.refusals import Refusal
from console.errors import ConsoleError, RefusedError
from console.wire.answers import Done
from console.wire.control import Question
from console.wire.sending import sends

AskDispatcher = Callable[[Question], Any]
"""Puts one question to the dispatcher's own socket; raises RefusedError, or ConsoleError where none serves."""


class Braked(msgspec.Struct, frozen=True):
    """The result of a stop on each way: the desk's answer, None where it did not take it, and the dispatcher's number, else 0.

    A `promised` one the dispatcher, which has no database at the moment, carries out before anything leaves. `refusal` or `problem` is why the other way did not take it; at least one of the two took it.
    """

    desk: Done | None
    dispatcher: int
    refusal: Refusal | None = None
    problem: str = ""
    promised: bool = False


def by_both(take: Callable[[], Done], ask: AskDispatcher, question: Question) -> Braked:
    """Put `question` to the dispatcher, then `take` it to the desk; raises the desk's error if neither takes it."""
    number, promised, refusal, problem = 0, False, None, ""
    try:
        answer = ask(question)
        number, promised = int(answer[question.verb]), bool(answer.get("promised"))
    except RefusedError as error:
        refusal = error.refusal
    except ConsoleError as error:
        problem = error.code
    try:
        return Braked(take(), number, refusal, problem, promised)
    except (RefusedError, ConsoleError) as error:
        if not number:
            raise
        if isinstance(error, RefusedError):
            return Braked(None, number, error.refusal, "", promised)
        return Braked(None, number, None, error.code, promised)


def hold(desk: Callable[[], Core], ask: AskDispatcher, call: sends.HoldSlot, person: str) -> Braked:
    """Hold a slot by both ways."""

    def take() -> Done:
        done: Done = desk().call(call)
        return done

    return by_both(take, ask, holding(call, person))


def holding(call: sends.HoldSlot, person: str) -> Question:
    """Return the dispatcher's question for a hold. A signed stop asks it first: nothing is sent while the desk takes the act."""
    return Question("hold", person=person, request=call.request, slot=call.slot, reason=call.reason)
