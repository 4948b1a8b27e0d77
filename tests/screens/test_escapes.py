"""Esc is a key of its own, also where a slow line brings the next key along with it."""

import pytest

from console.widgets.terminal import Escapes

_PASTE = "\x1b[200~15400000001\n\x1by\n\x1b[201~"


@pytest.mark.parametrize(
    ("came", "pieces"),
    [
        ("\x1b\r", [None, "\r"]),
        ("\x1b\x13", [None, "\x13"]),
        ("ab\x1b5c", ["ab", None, "5c"]),
        ("\x1b审", [None, "审"]),
        ("\x1b\x1b\x1by", [None, None, None, "y"]),
        ("\x1b[A\x1bOP", ["\x1b[A\x1bOP"]),
        ("\x1b\x1b[A", [None, "\x1b[A"]),
        ("\x1bP>|tmux 3.5a\x1b\\", ["\x1bP>|tmux 3.5a\x1b\\"]),
        (f"a{_PASTE}\x1b\r", ["a", *_PASTE.partition("\x1b[200~")[1:], None, "\r"]),
    ],
)
def test_esc_is_told_from_a_sequence(came: str, pieces: list[str | None]) -> None:
    assert Escapes().split(came) == pieces


def test_an_esc_at_the_end_waits_for_what_comes() -> None:
    escapes = Escapes()
    assert escapes.split("a\x1b") == ["a"]
    assert escapes.split("[A") == ["\x1b[A"]
    assert escapes.split("\x1b") == []
    assert escapes.split("\r") == [None, "\r"]
    assert escapes.split("\x1b") == []
    assert escapes.rest() == [None]
    assert escapes.rest() == []


@pytest.mark.parametrize("cut", range(1, len(_PASTE)))
def test_a_paste_that_comes_in_two_parts_stays_whole(cut: int) -> None:
    escapes = Escapes()
    pieces = escapes.split(_PASTE[:cut]) + escapes.split(_PASTE[cut:])
    # Before the mark of its beginning is whole, nothing says that it is a paste.
    if cut >= len("\x1b[200~"):
        assert "".join(piece or "?" for piece in pieces) == _PASTE
        assert escapes.split("\x1by") == [None, "y"]
