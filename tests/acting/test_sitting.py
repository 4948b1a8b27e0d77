"""What was asked for ahead is given once, and only while nothing has changed."""

from collections.abc import Callable
from typing import Any

import pytest

from console.acting import sitting
from console.acting.sitting import Sitting
from console.errors import ConsoleError
from console.wire import calls
from console.wire.base import Call


class Desk:
    """Answers every call with how many it was asked; `before` is called before it answers."""

    def __init__(self, before: Callable[[], object] = lambda: None) -> None:
        self.asked, self.before = 0, before

    def call(self, call: Call) -> Any:
        del call
        self.asked += 1
        self.before()
        return self.asked


def test_an_answer_asked_for_ahead_is_given_once() -> None:
    desk = Desk()
    made = Sitting(desk)
    made.ask_ahead([calls.Todo(), calls.RequestsPage(text="a")])
    assert made.call(calls.RequestsPage(text="b")) == 3
    assert [made.call(calls.Todo()) for _ in range(2)] == [1, 4]
    assert made.call(calls.RequestsPage(text="a")) == 2


@pytest.mark.parametrize("act", [calls.Enact("", ""), None], ids=["an act", "a notice"])
def test_after_a_change_the_desk_is_asked_again(act: Call | None) -> None:
    made = Sitting(Desk())
    made.ask_ahead([calls.Todo()])
    made.changed() if act is None else made.call(act)
    assert made.call(calls.Todo()) > 1


def test_what_changes_while_it_is_asked_for_is_asked_again() -> None:
    desk = Desk()
    made = Sitting(desk)
    desk.before = made.changed
    made.ask_ahead([calls.Todo()])
    desk.before = lambda: None
    assert made.call(calls.Todo()) == 2


def test_who_asks_before_the_answer_is_there_asks_the_desk_and_nobody_gets_the_late_one() -> None:
    given: list[int] = []
    desk = Desk()
    made = Sitting(desk)

    def meanwhile() -> None:
        desk.before = lambda: None
        given.append(made.call(calls.Todo()))

    desk.before = meanwhile
    made.ask_ahead([calls.Todo()])
    assert [*given, made.call(calls.Todo())] == [2, 3]


def test_an_old_answer_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitting, "_FRESH", 0.0)
    made = Sitting(Desk())
    made.ask_ahead([calls.Todo()])
    assert made.call(calls.Todo()) == 2


def test_what_the_desk_refuses_ahead_is_asked_again() -> None:
    desk = Desk()
    made = Sitting(desk)

    def gone() -> None:
        raise ConsoleError("desk_gone")

    desk.before = gone
    made.ask_ahead([calls.Todo()])
    desk.before = lambda: None
    assert made.call(calls.Todo()) == 2
