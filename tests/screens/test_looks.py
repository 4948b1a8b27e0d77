"""Which look a terminal gets is decided by what it says of itself, and by what was asked."""

from pathlib import Path

import pytest

from console.app import ConsoleApp
from console.errors import ConsoleError
from console.widgets.looks import MONO, SIXTEEN, USUAL, chosen


@pytest.mark.parametrize(
    ("asked", "environment", "theme"),
    [
        ("", {"TERM": "xterm-256color"}, USUAL),
        ("", {"TERM": "tmux-256color"}, USUAL),
        ("", {"TERM": "xterm-kitty"}, USUAL),
        ("", {"TERM": "xterm", "COLORTERM": "truecolor"}, USUAL),
        ("", {"TERM": "xterm"}, SIXTEEN.name),
        ("", {"TERM": "screen"}, SIXTEEN.name),
        ("", {"TERM": "linux"}, SIXTEEN.name),
        ("", {}, SIXTEEN.name),
        ("nord", {"TERM": "xterm"}, "nord"),
        ("nord", {"TERM": "xterm", "NO_COLOR": ""}, "nord"),
        # No colour was asked for by the person's whole environment; a theme in a settings file does not undo it.
        ("nord", {"TERM": "xterm-256color", "NO_COLOR": "1"}, MONO.name),
    ],
)
def test_the_look_follows_the_terminal(asked: str, environment: dict[str, str], theme: str) -> None:
    look = chosen(asked, environment)
    assert look.theme == theme
    assert look.ansi == (theme in {MONO.name, SIXTEEN.name})


def test_a_theme_that_nobody_knows_is_refused_with_those_there_are() -> None:
    def nobody(_person: str) -> Path:
        raise AssertionError

    with pytest.raises(ConsoleError) as refused:
        ConsoleApp(nobody, keys=nobody, theme="nonsense")  # type: ignore[arg-type]  # nobody connects
    assert refused.value.code == "unknown_theme"
    assert {"mono", "ansi", USUAL} <= set(str(refused.value.params["known"]).split(", "))
