"""Who is written to in a turn: of several sends each in its turn, none beyond the room, and none that was held meanwhile."""

from types import SimpleNamespace
from typing import Any

import pytest

from console.dispatch.sending.sender import Sender
from console.dispatch.sends import Send
from console.domain.states import RecipientState


def asked(room: int, *, hushed: bool = False, held: str = "") -> list[tuple[str, int]]:
    """Which sends were asked for people, and for how many at most; each gives as many as it may."""
    found: list[tuple[str, int]] = []

    def take(_turn: object, send: Any, most: int, _now: float) -> list[object]:
        found.append((send.name, most))
        return [()] * min(most, 6)

    sender: Any = object.__new__(Sender)
    sender._first = 0
    sender.holds = SimpleNamespace(
        hushed=lambda: hushed, why=lambda send, _now: "frozen" if send.name == held else ""
    )
    sender._intents = SimpleNamespace(take=take)
    ready: Any = [SimpleNamespace(name=name, parts=1, may_go=lambda: None, message=None) for name in "ab"]
    sender._intend(None, ready, room, 0.0)
    return found


@pytest.mark.parametrize(
    ("room", "more", "found"),
    [
        (10, {}, [("b", 10), ("a", 4)]),
        (6, {}, [("b", 6)]),
        (10, {"hushed": True}, []),
        (10, {"held": "b"}, [("a", 10)]),
        (10, {"held": "a"}, [("b", 10)]),
    ],
)
def test_each_send_has_what_room_is_left_unless_it_is_held(
    room: int, more: dict[str, Any], found: list[tuple[str, int]]
) -> None:
    assert asked(room, **more) == found


@pytest.mark.parametrize(("left", "may"), [(1000, 100), (960, 60), (900, 0), (850, 0)])
def test_of_the_first_ones_so_many_may_go_as_have_not_gone(left: int, may: int) -> None:
    tally = [0] * len(RecipientState)
    tally[RecipientState.QUEUED] = left
    send: Any = SimpleNamespace(first=100, n=1000, tally=tally, proved=lambda: 0)
    assert Send.may_go(send) == may
