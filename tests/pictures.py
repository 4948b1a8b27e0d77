"""Pictures of the real screens for the README and the tutorial: ``python -m tests.pictures`` writes them to docs/pictures.

A picture is what the console draws for a person of the test house, cell by cell, as SVG; each character has its place, so that wide
and narrow ones keep their columns in any font.
"""

import asyncio
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from rich.cells import cell_len
from rich.segment import Segment

from console.look.roles import DARK, Role
from console.widgets.looks import Look
from tests.screens.driver import sitting
from tests.terminal.sit import furnish

FOLDER: Final = Path(__file__).resolve().parents[1] / "docs" / "pictures"
_WIDE, _HIGH, _MARGIN = 9, 20, 10
_FONT: Final = (
    "'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', 'WenQuanYi Zen Hei Mono', monospace"
)


class Shot(NamedTuple):
    """One picture: its file's name, the language, who sits there, the keys that are pressed, and what is seen then."""

    name: str
    lang: str
    person: str
    keys: tuple[tuple[str, str], ...]


SHOTS: Final = (
    Shot("my-turn.zh", "zh", "sunli", (("", "▌ "),)),
    Shot("my-turn.en", "en", "sunli", (("", "▌ "),)),
    Shot("card.zh", "zh", "sunli", (("3", "▌ 2026"), ("enter", "等您签名"))),
    Shot("card.en", "en", "sunli", (("3", "▌ 2026"), ("enter", "your signature"))),
)


async def shoot(shot: Shot, folder: Path, size: tuple[int, int] = (80, 24)) -> str:
    """The picture as SVG; `folder` is for the house."""
    house = furnish(folder)
    async with sitting(house.app(shot.lang, person=shot.person, look=Look("dark")), size) as op:
        for key, seen in shot.keys:
            if key:
                await op.press(key)
            await op.sees(seen)
        await op.pilot.pause(0.3)
        return svg(op.app.screen._compositor.render_strips(), *size)


def svg(lines: Iterable[Iterable[Segment]], columns: int, rows: int) -> str:
    """What a screen shows, as SVG."""
    wide, high = columns * _WIDE + 2 * _MARGIN, rows * _HIGH + 2 * _MARGIN
    drawn = [piece for nth, line in enumerate(lines) for piece in _line(line, nth)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" font-family="{_FONT}" font-size="15">',
            f'<rect width="{wide}" height="{high}" rx="8" fill="{DARK[Role.GROUND]}"/>',
            *drawn,
            "</svg>\n",
        ]
    )


def _line(line: Iterable[Segment], nth: int) -> Iterator[str]:
    column, top = 0, _MARGIN + nth * _HIGH
    for text, style, _ in line:
        cells = cell_len(text)
        left = _MARGIN + column * _WIDE
        ink, ground = DARK[Role.TEXT], ""
        if style is not None:
            ink = style.color.get_truecolor().hex if style.color is not None else ink
            ground = style.bgcolor.get_truecolor().hex if style.bgcolor is not None else ""
        if ground and ground != DARK[Role.GROUND]:
            yield f'<rect x="{left}" y="{top}" width="{cells * _WIDE}" height="{_HIGH}" fill="{ground}"/>'
        if text.strip():
            bold = ' font-weight="bold"' if style is not None and style.bold else ""
            places, at = [], left
            for character in text:
                places.append(str(at))
                at += cell_len(character) * _WIDE
            yield f'<text x="{" ".join(places)}" y="{top + 15}" fill="{ink}"{bold} xml:space="preserve">{escape(text)}</text>'
        column += cells


def main() -> None:
    """Write every picture."""
    FOLDER.mkdir(exist_ok=True)
    for shot in SHOTS:
        with tempfile.TemporaryDirectory() as folder:
            (FOLDER / f"{shot.name}.svg").write_text(asyncio.run(shoot(shot, Path(folder))), "utf-8")


if __name__ == "__main__":
    main()
