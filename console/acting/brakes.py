"""What stops a send goes two roads: straight to the dispatcher, and by the desk; whichever is there takes it (I1, R12).

The dispatcher comes first: it stops at once, also when the desk is gone, or keeps what it was told to itself.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from console.acting.sitting import Core
from console.domain.refusals import Refusal
from console.errors import ConsoleError, RefusedError
from console.wire import sends, views
from console.wire.control import Question

AskDispatcher = Callable[[Question], Any]
"""Puts one question to the dispatcher's own socket; raises RefusedError, or ConsoleError where none serves."""


class Braked(msgspec.Struct, frozen=True):
    """What became of a stop on each road: the desk's answer, None where it did not take it, and the dispatcher's number, else 0.

    `refusal` or `problem` is why the other one did not; at least one of the two took it.
    """

    desk: views.Done | None
    dispatcher: int
    refusal: Refusal | None = None
    problem: str = ""


def by_both(take: Callable[[], views.Done], ask: AskDispatcher, question: Question) -> Braked:
    """Put `question` to the dispatcher, then `take` it to the desk; raises what the desk says if neither takes it."""
    number, refusal, problem = 0, None, ""
    try:
        number = int(ask(question)[question.verb])
    except RefusedError as error:
        refusal = error.refusal
    except ConsoleError as error:
        problem = error.code
    try:
        return Braked(take(), number, refusal, problem)
    except (RefusedError, ConsoleError) as error:
        if not number:
            raise
        if isinstance(error, RefusedError):
            return Braked(None, number, error.refusal)
        return Braked(None, number, None, error.code)


def hold(desk: Callable[[], Core], ask: AskDispatcher, call: sends.HoldSlot, person: str) -> Braked:
    """Hold a slot by both roads."""

    def take() -> views.Done:
        done: views.Done = desk().call(call)
        return done

    return by_both(take, ask, holding(call, person))


def holding(call: sends.HoldSlot, person: str) -> Question:
    """What the dispatcher is asked for a hold. A signed stop asks the same first: the desk has the act, and nothing leaves meanwhile."""
    return Question("hold", person=person, request=call.request, slot=call.slot, reason=call.reason)
