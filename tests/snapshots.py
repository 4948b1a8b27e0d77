"""The screens as they were looked at last: ``python -m tests.snapshots`` writes each of them to tests/screens/seen.

A snapshot is the text of the screen, and beneath it the roles of its cells: a line of letters with their counts for each line of
the screen, and what each letter stands for. What changes by intent is written anew, looked at, and committed with the change.
"""

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from console.widgets.looks import PALETTES, Look
from console.wire.credentials import losses
from tests.pictures import SCENES, Press, Scene, Shot, seen
from tests.pictures_bank import bank
from tests.terminal.sit import House

FOLDER: Final = Path(__file__).resolve().parent / "screens" / "seen"
SAMPLES: Final = Path(__file__).resolve().parents[1] / "data" / "samples"
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _lost(house: House) -> None:
    house.core.call("zhaomin", losses.ReportLoss("gateway", "demo", "leak", ""))


def _dirty(house: House) -> None:
    shutil.copy(SAMPLES / "dirty.txt", house.folder)


_BY_NAME: Final = {scene.name: scene for scene in SCENES}
_LIST: Final = "▌ "
MORE: Final[tuple[tuple[Scene, Callable[[House], None]], ...]] = (
    (Scene("approve-begun", "sunli", (*_BY_NAME["card"].presses, Press("a", "☐"))), lambda _: None),
    (
        Scene(
            "import",
            "zhaomin",
            (
                Press("4", _LIST),
                Press("i", "dirty.txt"),
                Press("enter", word="import_view.which"),
                Press("ctrl+s", word="glance.no_opted"),
            ),
        ),
        _dirty,
    ),
    (Scene("loss", "wangfang", (Press("6", "L001"), Press("down"), Press("enter", "2026-L001"))), _lost),
    (Scene("statistics", "wangfang", (Press("7", _LIST), Press("s", "━"))), lambda _: None),
    (
        Scene(
            "empty",
            "sunli",
            (Press("2", _LIST), Press("slash"), *map(Press, "zzz"), Press("enter", "Ctrl+U")),
        ),
        lambda _: None,
    ),
)
_SCENES: Final = (*((scene, lambda _house: None) for scene in SCENES if scene.name != "filing"), *MORE)


class Snapshot(NamedTuple):
    """A scene in a language, at a size, in a look; and what happened before in the bank."""

    shot: Shot
    size: tuple[int, int]
    theme: str
    before: Callable[[House], None]

    @property
    def name(self) -> str:
        """The file's name, without its ending."""
        columns, rows = self.size
        return f"{self.shot.scene.name}.{columns}x{rows}.{self.shot.lang}.{self.theme}"


def _every() -> Iterable[Snapshot]:
    for scene, before in _SCENES:
        for lang in ("zh", "en"):
            for size in ((80, 24), (120, 40)):
                yield Snapshot(Shot(scene, lang), size, "dark", before)
        if scene.name in {"card", "approve", "monitor"}:
            for theme in PALETTES:
                if theme != "dark":
                    yield Snapshot(Shot(scene, "zh"), (80, 24), theme, before)
        if scene.name in {"card", "form", "monitor"}:
            for size in ((80, 23), (60, 20)):
                yield Snapshot(Shot(scene, "zh"), size, "dark", before)


SNAPSHOTS: Final = tuple(_every())


async def taken(one: Snapshot, folder: Path) -> str:
    """The snapshot as text."""
    house = bank(folder)
    one.before(house)
    return told(await seen(one.shot, house, one.size, Look(one.theme)))


def told(lines: Iterable[Strip]) -> str:
    """The text of a screen, and the styles of its cells."""
    known: dict[str, str] = {}
    texts, styles = [], []
    for strip in lines:
        texts.append(strip.text.rstrip())
        cells = [
            letter
            for text, style, _ in strip
            for character in text
            for letter in [_letter(known, _style(style, blank=character == " "))] * cell_len(character)
        ]
        styles.append(" ".join(f"{letter}{len([*run])}" for letter, run in groupby(cells)))
    legend = [f"{letter} {style}" for style, letter in known.items()]
    return "\n".join([*texts, "", *styles, "", *legend, ""])


def _letter(known: dict[str, str], style: str) -> str:
    return known.setdefault(style, _LETTERS[len(known) % len(_LETTERS)])


def _style(style: Style | None, *, blank: bool) -> str:
    """The style in words; of a blank only what is seen of it."""
    if style is None:
        return "-"
    ink, ground = (one.name if one is not None else "-" for one in (style.color, style.bgcolor))
    also = [name for name in ("bold", "reverse", "underline") if getattr(style, name)]
    if blank and not style.reverse:
        ink, also = "-", [name for name in also if name == "underline"]
    return " ".join([ink, "on", ground, *also])


async def _write() -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    for one in SNAPSHOTS:
        with tempfile.TemporaryDirectory() as folder:
            (FOLDER / f"{one.name}.txt").write_text(await taken(one, Path(folder)), "utf-8")


if __name__ == "__main__":
    asyncio.run(_write())
