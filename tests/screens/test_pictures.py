"""The pictures of the README are drawn from the real screens, and each that is drawn lies there."""

import itertools
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from rich.cells import cell_len

from tests.pictures import FOLDER, SHOTS, shoot

ROOT = Path(__file__).resolve().parents[2]
SVG = "{http://www.w3.org/2000/svg}"


def test_every_picture_lies_in_the_documents_and_those_shown_are_among_them() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {f"{shot.name}.svg" for shot in SHOTS}
    for page in (ROOT / "README.md", ROOT / "README.zh.md"):
        shown = [part.split(")")[0] for part in page.read_text("utf-8").split("](docs/pictures/")[1:]]
        assert shown
        assert all((FOLDER / name).is_file() for name in shown)


@pytest.mark.parametrize("shot", [SHOTS[0], SHOTS[3]], ids=lambda shot: shot.name)
async def test_a_picture_has_each_character_at_its_place(shot: object, tmp_path: Path) -> None:
    assert isinstance(shot, type(SHOTS[0]))
    tree = ET.fromstring(await shoot(shot, tmp_path))  # noqa: S314 - made here
    pieces = tree.findall(f"{SVG}text")
    assert any("孙丽" in (one.text or "") for one in pieces)
    for one in pieces:
        text, places = one.text or "", [int(place) for place in one.attrib["x"].split()]
        assert len(places) == len(text)
        assert [b - a for a, b in itertools.pairwise(places)] == [9 * cell_len(char) for char in text[:-1]]
