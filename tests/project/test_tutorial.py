"""The tutorial is the same story in both languages, with the pictures of its language, and every key that it names can be pressed."""

import re
from pathlib import Path

import pytest

from console.actions import ACTIONS
from tests.pictures import SCENES

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGES = {"en": DOCS / "tutorial.md", "zh": DOCS / "tutorial.zh.md"}
NAMES = {"?": "question_mark", ":": "colon", "/": "slash", ".": "full_stop", "esc": "escape"}
"""Keys that the library calls by another name than people do."""

OF_FIELDS = {"shift+tab", "ctrl+j"}
"""Keys of text fields, which are no actions."""

KEY = re.compile(r"[^\s`]|F\d{1,2}|(?:Ctrl|Shift)\+\w+|[A-Z][a-z]+")


def parts(lang: str) -> list[str]:
    """The tutorial, cut before each heading."""
    return re.split(r"(?m)^(?=#+ )", PAGES[lang].read_text("utf-8"))[1:]


def keys(part: str) -> set[str]:
    """The keys named in backticks, as the library calls them."""
    named = (one.lower() for one in re.findall(r"`([^`\n]+)`", part) if KEY.fullmatch(one))
    return {NAMES.get(one, one) for one in named}


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


def test_each_part_names_the_same_keys_in_both_languages() -> None:
    for english, chinese in zip(parts("en"), parts("zh"), strict=True):
        assert keys(english) == keys(chinese), english.split("\n", 1)[0]
