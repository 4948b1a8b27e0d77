"""The tutorial is the same story in both languages, with the pictures of its language, and every key that it names can be pressed."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from console.actions import ACTIONS
from tests.pictures import SCENES

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = {"en": DOCS / "tutorial.md", "zh": DOCS / "tutorial.zh.md"}
NAMES = {
    "?": "question_mark",
    ":": "colon",
    "/": "slash",
    ".": "full_stop",
    "esc": "escape",
    "pgdn": "pagedown",
}
"""Keys that the library calls by another name than people do."""

OF_FIELDS = {"shift+tab", "ctrl+j"}
"""Keys of text fields, which are no actions."""

KEY = re.compile(r"[^\s`]|F\d{1,2}|(?:Ctrl|Shift)\+\w+|[A-Z][A-Za-z]+")


def parts(lang: str) -> list[str]:
    """The tutorial, cut before each heading."""
    return re.split(r"(?m)^(?=#+ )", PAGES[lang].read_text("utf-8"))[1:]


def keys(part: str) -> set[str]:
    """The keys named in backticks, as the library calls them."""
    named = (one.lower() for one in re.findall(r"`([^`\n]+)`", part) if KEY.fullmatch(one))
    return {NAMES.get(one, one) for one in named}


class Step(NamedTuple):
    """A row of a table of steps: what is done, in this order, and what then stands on the screen.

    What is done is a `code`, a key or a text to type, or a `row` to which the arrow keys lead.
    """

    does: list[tuple[str, str]]
    sees: tuple[str, ...]


def steps(part: str) -> Iterator[Step]:
    """Yield the steps of a part: the rows of its tables of two columns whose first one says what is pressed and typed."""
    tables = re.findall(r"(?m)^\| (?:press and type|按键、打字) \| .+\n\| --- \| --- \|\n((?:\|.+\n)+)", part)
    for row in "".join(tables).splitlines():
        left, _, right = row.strip("| ").partition(" |")
        does = [
            ("code", code) if code else ("row", bold)
            for code, bold in re.findall(r"`([^`]+)`|\*\*(.+?)\*\*", left)
        ]
        yield Step(does, tuple(re.findall(r"\*\*(.+?)\*\*", right)))


def test_both_languages_have_the_same_parts() -> None:
    depths = {lang: [len(part.split(" ")[0]) for part in parts(lang)] for lang in PAGES}
    assert depths["en"] == depths["zh"]
    assert len(depths["en"]) > 6


@pytest.mark.parametrize("lang", PAGES)
def test_every_scene_is_shown_in_the_language_of_the_page(lang: str) -> None:
    shown = re.findall(r"!\[[^]]+\]\(pictures/([^)]+)\)", PAGES[lang].read_text("utf-8"))
    assert sorted(shown) == sorted(f"{scene.name}.{lang}.svg" for scene in SCENES)


def test_the_pictures_stand_in_the_same_parts() -> None:
    shown = {lang: [re.findall(r"pictures/(.+?)\.", part) for part in parts(lang)] for lang in PAGES}
    assert shown["en"] == shown["zh"]


@pytest.mark.parametrize("lang", PAGES)
def test_every_key_named_is_that_of_an_action(lang: str) -> None:
    actions = {key for action in ACTIONS for key in action.keys}
    named = set().union(*map(keys, parts(lang)))
    assert named - OF_FIELDS <= actions
    assert {"1", "f9", "escape", "ctrl+s", "a", "h"} <= named


def test_both_languages_take_the_same_steps() -> None:
    for english, chinese in zip(parts("en"), parts("zh"), strict=True):
        pressed = [[[kind for kind, _ in step.does] for step in steps(part)] for part in (english, chinese)]
        assert pressed[0] == pressed[1], english.split("\n", 1)[0]
        assert all(step.does for step in steps(english))


def test_each_part_names_the_same_keys_in_both_languages() -> None:
    for english, chinese in zip(parts("en"), parts("zh"), strict=True):
        assert keys(english) == keys(chinese), english.split("\n", 1)[0]
