"""The terminal shows the same with the output layer as without it, whatever is drawn; a terminal emulator is the judge."""

from typing import Final, NamedTuple

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from console.widgets.picture import Picture

COLUMNS, LINES = 12, 4
STYLES: Final = (
    "",
    "1",
    "4",
    "7",
    "1;38;5;75",
    "38;5;254;48;5;233",
    "3;9;31",
    "91;107",
    "38;2;1;2;3;48;5;24",
)
CHARACTERS: Final = "ab  1您期【│▌✓\u0301"


class Piece(NamedTuple):
    """A piece as the library writes it: a place, and runs of text in styles."""

    row: int
    column: int
    runs: list[tuple[str, str]]

    def written(self) -> str:
        """Its bytes; a run ends where the line ends."""
        room = COLUMNS - self.column + 1
        parts = [f"\x1b[{self.row};{self.column}H"]
        for style, text in self.runs:
            fits = ""
            for character in text:
                if cell_len(character) > room:
                    break
                # A mark over nothing belongs to no cell, and emulators differ about one over the last.
                if cell_len(character) or (fits and room):
                    fits += character
                    room -= cell_len(character)
            parts.append(f"\x1b[{style}m{fits}\x1b[0m" if style else fits)
        return "".join(parts) + ("\n" if self.row < LINES else "")


RUNS = st.lists(
    st.tuples(st.sampled_from(STYLES), st.text(CHARACTERS, min_size=1, max_size=8)), min_size=1, max_size=4
)
PIECES = st.builds(Piece, st.integers(1, LINES), st.integers(1, COLUMNS), RUNS)
# The library erases only after it has said where.
OTHERS = st.sampled_from(
    ["\x1b[?25l", "\x1b[?2026h", "\x1b[2;3H\x1b[2J", "\x1b[2;3H\x1b[K", "\x1b]0;title\x07", "\x07"]
)
FRAMES = st.lists(st.lists(st.one_of(PIECES, OTHERS), min_size=1, max_size=5), min_size=1, max_size=6)


def shown(screen: pyte.Screen) -> list[object]:
    """Each cell as a person sees it: the ink of a blank is not seen."""
    seen: list[object] = []
    for row in range(LINES):
        for column in range(COLUMNS):
            cell = screen.buffer[row][column]
            lines = cell.underscore, cell.strikethrough, cell.reverse
            if cell.data == " " and not any(lines):
                seen.append((" ", cell.bg))
            else:
                seen.append(cell)
    return seen


@settings(max_examples=400, deadline=None)
@given(FRAMES)
def test_the_terminal_shows_the_same_cells_with_it_and_without(frames: list[list[Piece | str]]) -> None:
    plain, kept = pyte.Screen(COLUMNS, LINES), pyte.Screen(COLUMNS, LINES)
    to_plain, to_kept, picture = pyte.Stream(plain), pyte.Stream(kept), Picture()
    for frame in frames:
        written = "".join(one if isinstance(one, str) else one.written() for one in frame)
        to_plain.feed(written)
        to_kept.feed(picture.rewrite(written))
        assert shown(kept) == shown(plain), written
        # The caret stands where an input method shows what it composes.
        assert (kept.cursor.y, min(kept.cursor.x, COLUMNS - 1)) == (
            plain.cursor.y,
            min(plain.cursor.x, COLUMNS - 1),
        )


def test_what_is_there_is_not_sent_again() -> None:
    picture, line = Picture(), "\x1b[1;1H\x1b[1;38;5;75mabc\x1b[0m 您好"
    assert picture.rewrite(line) == "\x1b[1;1H\x1b[1;38;5;75mabc \x1b[m您好"
    assert picture.rewrite(line) == ""
    assert picture.rewrite(line.replace("b", "x")) == "\x1b[1;2H\x1b[1;38;5;75mx\x1b[1;9H"
    picture.forget()
    assert "abc" in picture.rewrite(line)


def test_another_screen_and_what_erases_are_not_guessed_at() -> None:
    for sequence in ("\x1b[?1049h", "\x1b[2J", "\x1b[3;1H\x1b[K", "\x1bc", "\r\n"):
        picture, line = Picture(), "\x1b[2;1Habc"
        picture.rewrite(line)
        assert picture.rewrite(sequence).endswith(sequence[-4:])
        assert "abc" in picture.rewrite(line), repr(sequence)


def test_modes_questions_and_titles_pass_and_nothing_is_forgotten() -> None:
    picture, line = Picture(), "\x1b[2;1Habc"
    picture.rewrite(line)
    for sequence in (
        "\x1b[?25l",
        "\x1b[?2026h",
        "\x1b[?2026$p",
        "\x1b[>1u",
        "\x1b[6n",
        "\x1b]52;c;YWJj\x07",
        "\x07",
    ):
        assert picture.rewrite(sequence) == sequence
        assert picture.rewrite(line) == ""
