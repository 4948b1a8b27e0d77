"""The pictures of README and tutorial are drawn from the real screens, and those that lie in the documents are today's."""

import itertools
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from rich.cells import cell_len

from tests.pictures import FOLDER, SHOTS, Shot, shoot

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "README.zh.md", "docs/tutorial.md", "docs/tutorial.zh.md")
SVG = "{http://www.w3.org/2000/svg}"


def test_every_picture_lies_in_the_documents_and_is_shown_in_one() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {f"{shot.name}.svg" for shot in SHOTS}
    shown = [
        (ROOT / page).parent / target
        for page in PAGES
        for target in re.findall(r"!\[[^]]+\]\(([^)]+\.svg)\)", (ROOT / page).read_text("utf-8"))
    ]
    assert {path.name for path in shown} == {f"{shot.name}.svg" for shot in SHOTS}
    assert all(path.parent.samefile(FOLDER) for path in shown)


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
async def test_a_picture_is_what_the_console_draws_now(shot: Shot, tmp_path: Path) -> None:
    drawn = await shoot(shot, tmp_path)
    each_character_has_its_place(drawn)
    assert (FOLDER / f"{shot.name}.svg").read_text("utf-8") == drawn, "draw it anew: python -m tests.pictures"


def each_character_has_its_place(drawn: str) -> None:
    pieces = ET.fromstring(drawn).findall(f"{SVG}text")  # noqa: S314 - made here
    assert len(pieces) > 20
    for one in pieces:
        text, places = one.text or "", [int(place) for place in one.attrib["x"].split()]
        assert len(places) == len(text)
        assert [b - a for a, b in itertools.pairwise(places)] == [9 * cell_len(char) for char in text[:-1]]
