"""Accepted recipients in memory: what a message costs does not grow with how many were forgotten before it."""

from collections import OrderedDict
from collections.abc import Iterator
from typing import Any, cast

from console.dispatch.outcomes import flights
from console.dispatch.outcomes.flights import Flights
from console.dispatch.sends import Send
from console.gateways import window
from console.gateways.ports import Late, Outcome, Why
from console.gateways.window import Window

SEND = cast("Send", None)


class Walked(OrderedDict[Any, Any]):
    """A dictionary that counts how often somebody begins to walk over it."""

    walks = 0

    def __iter__(self) -> Iterator[Any]:
        type(self).walks += 1
        return super().__iter__()


def test_an_accepted_recipient_is_remembered_without_a_walk_however_many_were_forgotten() -> None:
    most, more = flights._REMEMBERED, 1_000
    one = Flights(accepted=Walked())
    Walked.walks = 0
    for nth in range(most + more):
        one.remember(f"{nth}", SEND, nth, nth, nth)
    assert Walked.walks == 0
    # The oldest are forgotten, and the newest are known.
    assert len(one.accepted) == most
    assert [f"{nth}" in one.accepted for nth in (0, more - 1, more, most + more - 1)] == [
        False,
        False,
        True,
        True,
    ]


def test_an_id_that_comes_twice_is_not_matched_from_memory() -> None:
    one = Flights()
    for nth, msgid in enumerate(["a", "b", "a", ""]):
        one.remember(msgid, SEND, nth, nth, 0)
    assert list(one.accepted) == ["b"]


def test_of_the_unanswered_the_newest_are_remembered() -> None:
    line, outcomes = Window(1.0, frozenset()), list[Outcome]()
    for sequence in range(1, window._REMEMBERED + 3):
        line.pending[sequence] = sequence
        assert line.give_up(sequence, Why.TIMEOUT, outcomes)
    outcomes.clear()
    assert [line.answered(sequence, 0, "m", outcomes) for sequence in (1, 2, 3)] == [False, False, True]
    assert outcomes == [Late(3, 0, "m", 0)]


def test_each_deadline_gives_up_what_was_written_by_it_and_nothing_later() -> None:
    line, outcomes = Window(1.0, frozenset()), list[Outcome]()
    for sequence, deadline in ((1, 9.5), (2, 9.9), (3, 20.0)):
        line.pending[sequence] = sequence
        line.written(sequence, deadline)
    assert [*line._deadlines] == [(10.0, 2), (20.0, 3)], "those of one step are one"
    assert outcomes == []
