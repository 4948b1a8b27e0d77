"""Pages are opened by name: each name has its page, and each place that opens one gives what the page takes."""

import ast
import inspect
import pkgutil
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import console.screens
from console import actions, noun
from console.actions import TABS
from console.screens import pages
from console.screens.page import Page
from tools.trees import ROOT, parsed


def below(kind: type[Page]) -> list[type[Page]]:
    return [kind, *(deeper for sub in kind.__subclasses__() for deeper in below(sub))]


def every() -> list[type[Page]]:
    for found in pkgutil.walk_packages(console.screens.__path__, "console.screens."):
        import_module(found.name)
    return [kind for kind in dict.fromkeys(below(Page)) if vars(kind).get("SCOPE")]


def places() -> list[tuple[Path, ast.Call]]:
    """Every call that opens a page by a name that is written there."""
    return [
        (path.relative_to(ROOT), node)
        for path, tree in parsed(ROOT / "console" / "screens")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
        and ast.unparse(node.func) in {"self.open", "page.open", "pages.make"}
    ]


@pytest.mark.parametrize("kind", every(), ids=lambda kind: kind.__name__)
def test_every_page_is_found_by_its_name(kind: type[Page]) -> None:
    assert pages.kind(kind.SCOPE) is kind


def test_no_name_leads_nowhere() -> None:
    assert set(noun.pages()) == {kind.SCOPE for kind in every()}
    for name in ("nothing", "lists", "page"):
        with pytest.raises(LookupError):
            pages.kind(name)


def test_every_tab_is_a_page_that_needs_nothing() -> None:
    for name in TABS:
        assert isinstance(pages.make(name), Page)
        assert actions.find(f"all.{name}")


@pytest.mark.parametrize(
    ("path", "call"), places(), ids=lambda one: str(one) if isinstance(one, Path) else ast.unparse(one)[:60]
)
def test_what_a_place_gives_is_what_the_page_takes(path: Path, call: ast.Call) -> None:
    name = ast.literal_eval(call.args[0])
    given: list[Any] = [object()] * (len(call.args) - 1)
    if any(isinstance(one, ast.Starred) for one in call.args) or any(
        one.arg is None for one in call.keywords
    ):
        assert pages.kind(name), path
        return
    inspect.signature(pages.kind(name)).bind(*given, **{str(one.arg): object() for one in call.keywords})


def test_there_are_many_such_places() -> None:
    assert len(places()) > 60
