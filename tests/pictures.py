"""Pictures of the real screens for the README and the tutorial: ``python -m tests.pictures`` writes them to docs/pictures.

A picture is what the console draws for a person of the pictures' bank, cell by cell, as SVG; each character has its place, so that
wide and narrow ones keep their columns in any font. It changes only with the console: clocks stand still and chance repeats itself.
"""

import asyncio
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from rich.cells import cell_len
from rich.segment import Segment
from textual.strip import Strip

from console.locale import words
from console.look.roles import DARK, Role
from console.widgets.looks import Look
from tests.pictures_bank import bank, standing_still
from tests.screens.driver import Operator, sitting
from tests.terminal.sit import House

FOLDER: Final = Path(__file__).resolve().parents[1] / "docs" / "pictures"
SIZE: Final = (80, 24)
_WIDE, _HIGH, _MARGIN = 9, 18, 10
_FONT: Final = (
    "'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', 'WenQuanYi Zen Hei Mono', monospace"
)


class Press(NamedTuple):
    """A key that is pressed (none if empty), and what is seen then: these characters, and this text of the catalogue."""

    key: str = ""
    sees: str = ""
    word: str = ""


class Scene(NamedTuple):
    """A page as one person comes to it."""

    name: str
    person: str
    presses: tuple[Press, ...]


class Shot(NamedTuple):
    """One picture: a scene in a language."""

    scene: Scene
    lang: str

    @property
    def name(self) -> str:
        """The file's name, without its ending."""
        return f"{self.scene.name}.{self.lang}"


_LIST: Final = "▌ "
_CARD: Final = (Press("3", "▌ 2026"), Press("enter", word="card.customers_get"))
SCENES: Final = (
    Scene("my-turn", "sunli", (Press("", _LIST),)),
    Scene(
        "form",
        "zhaomin",
        (Press("2", _LIST), Press("enter", "8.00"), Press("pagedown"), Press("pagedown", "尊敬的客户")),
    ),
    Scene("card", "sunli", _CARD),
    Scene("approve", "sunli", (*_CARD, Press("a", "☐"), *(Press(key) for key in "xx200"))),
    Scene("monitor", "qianwei", (Press("5", _LIST), Press("enter", "1,712"))),
    Scene("filing", "qianwei", (Press("", _LIST), Press("enter", "2026Q3"), Press("c", "r1"))),
)
SHOTS: Final = tuple(Shot(scene, lang) for scene in SCENES for lang in ("zh", "en"))


async def shoot(shot: Shot, folder: Path) -> str:
    """The picture as SVG; `folder` is for the bank."""
    return svg(await seen(shot, bank(folder)), *SIZE)


async def seen(
    shot: Shot, house: House, size: tuple[int, int] = SIZE, look: Look | None = None
) -> list[Strip]:
    """What stands on the screen of the bank once it is at rest, line by line."""
    with standing_still():
        app = house.app(shot.lang, person=shot.scene.person, look=look or Look("dark"))
        async with sitting(app, size) as op:
            for key, *wanted in shot.scene.presses:
                if key:
                    await op.press(key)
                await op.sees(wanted[0], words.text(wanted[1], shot.lang) if wanted[1] else "")
            return await _at_rest(op)


async def _at_rest(op: Operator) -> list[Strip]:
    """The lines of the screen once everything that was asked for is there, and nothing changes in them any more."""
    lines: list[Strip] = []
    while lines != (lines := op.app.screen._compositor.render_strips()) or not _idle(op):
        await op.pilot.pause(0.4)
    return lines


def _idle(op: Operator) -> bool:
    return all(worker.is_finished for worker in op.app.workers)


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
            yield f'<text x="{" ".join(places)}" y="{top + 14}" fill="{ink}"{bold} xml:space="preserve">{escape(text)}</text>'
        column += cells


def main() -> None:
    """Write every picture."""
    FOLDER.mkdir(exist_ok=True)
    for shot in SHOTS:
        with tempfile.TemporaryDirectory() as folder:
            (FOLDER / f"{shot.name}.svg").write_text(asyncio.run(shoot(shot, Path(folder))), "utf-8")


if __name__ == "__main__":
    main()
