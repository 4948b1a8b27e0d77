"""The page `docs/reference/who-sees-what.md` says what the core answers, and no call that reads is missing in it."""

from collections.abc import Iterator
from typing import get_args

import pytest

from console.wire import every_call
from console.wire.base import Call
from tests.walks.filled import Filled
from tests.walks.who_sees_what import FOOT, HEAD, NOT_READING, PAGE, Objects, asking, reading, rows_of

LINES = PAGE.read_text("utf-8").splitlines()


@pytest.fixture(scope="module")
def asked() -> Iterator[tuple[Filled, Objects]]:
    with asking() as found:
        yield found


@pytest.mark.parametrize("call", reading(), ids=lambda call: call.__name__)
def test_the_page_says_who_sees_what(asked: tuple[Filled, Objects], call: type[Call]) -> None:
    on_paper = [line for line in LINES if line.startswith((f"| {call.__name__} ", f"| {call.__name__} |"))]
    assert on_paper == [*rows_of(*asked, call)], "write it anew: python -m tests.walks.who_sees_what"


def test_the_page_has_no_row_of_a_call_that_is_gone() -> None:
    assert (LINES[: len(HEAD)], LINES[-len(FOOT) :]) == ([*HEAD], [*FOOT])
    rows = LINES[len(HEAD) : -len(FOOT)]
    assert {row.split()[1] for row in rows} == {call.__name__ for call in reading()}


def test_every_reason_why_a_call_stands_in_no_row_is_still_of_a_call() -> None:
    names = {one.__name__ for one in get_args(every_call.AnyCall)}
    assert [one for one in NOT_READING if not any(name.startswith(one) for name in names)] == []
    assert len(reading()) > 60
