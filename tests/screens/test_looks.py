"""Which look a terminal gets is decided by what it says of itself, and by what was asked; every role and sense has its colour."""

import os
import pty
import threading
from pathlib import Path

import pytest
from rich.color import Color
from rich.style import Style

from console.errors import ConsoleError
from console.locale import words
from console.look.marks import ASCII, DRAWN, ROLES
from console.look.roles import Role
from console.look.senses import Sense
from console.noun import senses
from console.widgets import paint, probe, terminal
from console.widgets.looks import PALETTES, Look, chosen, theme_of


@pytest.mark.parametrize(
    ("asked", "environment", "theme"),
    [
        ("", {"TERM": "xterm-256color"}, "dark"),
        ("", {"TERM": "tmux-256color"}, "dark"),
        ("", {"TERM": "xterm-kitty"}, "dark"),
        ("", {"TERM": "xterm", "COLORTERM": "truecolor"}, "dark"),
        ("", {"TERM": "xterm"}, "ansi"),
        ("", {"TERM": "screen"}, "ansi"),
        ("", {"TERM": "linux"}, "ansi"),
        ("", {}, "ansi"),
        ("light", {"TERM": "xterm"}, "light"),
        ("light", {"TERM": "xterm", "NO_COLOR": ""}, "light"),
        # No colour was asked for by the person's whole environment; a theme in a settings file does not undo it.
        ("light", {"TERM": "xterm-256color", "NO_COLOR": "1"}, "mono"),
    ],
)
def test_the_look_follows_the_terminal(asked: str, environment: dict[str, str], theme: str) -> None:
    look = chosen(asked, environment)
    assert look.theme == theme
    assert look.ansi == (theme in {"mono", "ansi"})


@pytest.mark.parametrize(
    ("environment", "wide", "marks"),
    [
        ({"TERM": "xterm-256color", "LANG": "zh_CN.UTF-8"}, False, DRAWN),
        ({"TERM": "xterm-256color", "LANG": "zh_CN.utf8"}, False, DRAWN),
        ({"TERM": "xterm-256color"}, False, DRAWN),
        ({"TERM": "xterm-256color", "LANG": "zh_CN.GB18030"}, False, ASCII),
        ({"TERM": "xterm-256color", "LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.GBK"}, False, ASCII),
        ({"TERM": "linux", "LANG": "zh_CN.UTF-8"}, False, ASCII),
        ({"TERM": "vt100", "LANG": "zh_CN.UTF-8"}, False, ASCII),
        ({"TERM": "dumb"}, False, ASCII),
        ({"TERM": "xterm-256color", "LANG": "zh_CN.UTF-8"}, True, ASCII),
    ],
)
def test_the_marks_are_ascii_where_the_usual_ones_would_not_be_seen(
    environment: dict[str, str], wide: bool, marks: object
) -> None:
    assert chosen("", environment, wide=wide).marks is marks


def test_a_theme_that_nobody_knows_is_refused_with_those_there_are() -> None:
    with pytest.raises(ConsoleError) as refused:
        chosen("nonsense", {})
    assert refused.value.code == "unknown_theme"
    assert set(str(refused.value.params["known"]).split(", ")) == {*PALETTES}


CUBE = (0x00, 0x5F, 0x87, 0xAF, 0xD7, 0xFF)
"""The levels of the colour cube of xterm's table."""


@pytest.mark.parametrize("name", ["dark", "light", "contrast"])
def test_every_colour_is_one_of_the_table_of_256(name: str) -> None:
    """With 256 colours a terminal shows the very same ones, so that the contrast is known."""
    greys = {8 + 10 * step for step in range(24)}
    for role, colour in PALETTES[name].items():
        parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
        grey = len({*parts}) == 1 and parts[0] in greys
        assert grey or all(part in CUBE for part in parts), (role, colour)


def test_a_colour_of_the_table_is_sent_by_its_number_and_any_other_in_full() -> None:
    for number in range(16, 232):
        red, rest = divmod(number - 16, 36)
        colour = [CUBE[red], CUBE[rest // 6], CUBE[rest % 6]]
        sent = terminal._TRUE.sub(terminal._by_number, "\x1b[38;2;{};{};{}m".format(*colour))
        assert sent == f"\x1b[38;5;{number}m"
    other = "\x1b[48;2;95;95;96m"
    assert terminal._TRUE.sub(terminal._by_number, other) == other


def test_every_theme_says_every_role_to_the_library() -> None:
    for name in PALETTES:
        variables = theme_of(name).variables
        assert {f"c-{role}" for role in Role} <= {*variables}, name


def test_what_stands_on_a_ground_has_its_colour_behind_it() -> None:
    paint.use(Look("dark"))
    palette = PALETTES["dark"]
    on, off = paint.style(Role.TEXT, Role.CURSOR), paint.style(Role.TEXT)
    assert (on.color, on.bgcolor) == (Color.parse(palette[Role.TEXT]), Color.parse(palette[Role.CURSOR]))
    assert (off.color, off.bgcolor) == (Color.parse(palette[Role.TEXT]), None)


@pytest.mark.parametrize("theme", [*PALETTES])
def test_a_role_in_a_heavy_line_leaves_it_heavy(theme: str) -> None:
    paint.use(Look(theme))
    both = Style(bold=True, underline=True) + paint.style(Role.TEXT)
    paint.use(Look("dark"))
    assert (both.bold, both.underline) == (True, True)


@pytest.mark.parametrize("theme", [*PALETTES])
def test_what_is_asked_for_in_bold_is_bold(theme: str) -> None:
    paint.use(Look(theme))
    asked, plain = paint.style(Role.TEXT, bold=True), paint.style(Role.TEXT)
    paint.use(Look("dark"))
    assert (asked.bold, plain.bold) == (True, None)


def test_the_senses_differ_by_mark_and_states_by_word() -> None:
    for marks in (DRAWN, ASCII):
        drawn = [marks.of(sense) for sense in Sense if sense]
        assert len({*drawn}) == len(drawn)
    assert DRAWN.of(Sense.PLAIN) == ""
    assert {*ROLES} == {*Sense}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_state_that_has_a_sense_has_a_word(lang: str) -> None:
    for kind, codes in senses().items():
        spoken = {code for code in codes if words.has(f"{kind.replace(':', '.')}.{code}", lang)}
        assert spoken == {*codes}, (kind, {*codes} - spoken)


def _answering(answer: bytes) -> bool:
    """What the probe makes of a terminal that answers so."""
    ours, theirs = pty.openpty()
    asked = threading.Event()

    def terminal() -> None:
        read = b""
        while b"\x1b[6n" not in read:
            read += os.read(ours, 64)
        asked.set()
        if answer:
            os.write(ours, answer)

    thread = threading.Thread(target=terminal)
    thread.start()
    try:
        return probe.wide(os.ttyname(theirs), seconds=0.5)
    finally:
        thread.join()
        assert asked.is_set()
        os.close(ours)
        os.close(theirs)


@pytest.mark.parametrize(
    ("answer", "wide"),
    [
        (b"\x1b[1;3R", True),
        (b"\x1b[24;2R", False),
        # A key that was pressed meanwhile comes first.
        (b"x\x1b[7;3R", True),
        (b"", False),
        (b"nonsense", False),
    ],
)
def test_the_terminal_is_asked_how_wide_it_draws(answer: bytes, wide: bool) -> None:
    assert _answering(answer) is wide


def test_without_a_terminal_nothing_is_wide(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert not probe.wide(str(tmp_path / "none"))
    assert not probe.wide(str(tmp_path / "file"))
