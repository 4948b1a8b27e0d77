"""What a terminal shows, cell by cell: the capture of a screen with its styles, decoded by a terminal emulator."""

from collections.abc import Iterator
from dataclasses import dataclass

import pyte

XTERM = {
    "black": "000000",
    "red": "cd0000",
    "green": "00cd00",
    "brown": "cdcd00",
    "blue": "0000ee",
    "magenta": "cd00cd",
    "cyan": "00cdcd",
    "white": "e5e5e5",
    "brightblack": "7f7f7f",
    "brightred": "ff0000",
    "brightgreen": "00ff00",
    "brightbrown": "ffff00",
    "brightblue": "5c5cff",
    "brightmagenta": "ff00ff",
    "bfightmagenta": "ff00ff",
    "brightcyan": "00ffff",
    "brightwhite": "ffffff",
}
"""The sixteen colours as xterm draws them, by the emulator's names (one of which it misspells)."""


@dataclass(frozen=True)
class Cell:
    """One printing cell: its place, character, and the colours it is drawn in, reverse already applied."""

    row: int
    column: int
    text: str
    ink: str
    ground: str

    @property
    def contrast(self) -> float:
        """The ratio of WCAG 2.1, 1 to 21."""
        light, dark = sorted((_luminance(self.ink), _luminance(self.ground)), reverse=True)
        return (light + 0.05) / (dark + 0.05)


def decode(capture: str, columns: int, rows: int, *, light: bool = False) -> Iterator[Cell]:
    """Yield each printing cell of a capture made with its styles; they run on over the ends of lines.

    `light`: the terminal's own ink and ground are black on white, not white on black.
    """
    own = ("black", "white") if light else ("white", "black")
    screen = pyte.Screen(columns, rows)
    pyte.Stream(screen).feed("\r\n".join(capture.split("\n")[:rows]))
    for row in range(rows):
        for column in range(columns):
            cell = screen.buffer[row][column]
            if not cell.data.strip():
                continue
            ink, ground = _hex(cell.fg, own[0]), _hex(cell.bg, own[1])
            yield Cell(row, column, cell.data, *((ground, ink) if cell.reverse else (ink, ground)))


def _hex(colour: str, default: str) -> str:
    return XTERM.get(default if colour == "default" else colour, colour)


def _luminance(colour: str) -> float:
    def linear(part: str) -> float:
        value = int(part, 16) / 255
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(colour[at : at + 2]) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
