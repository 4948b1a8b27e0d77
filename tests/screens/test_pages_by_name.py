"""Pages are opened by what they show, or by a name where they need nothing: each name and each route has its page, which takes it."""

import ast
import inspect
import pkgutil
import sys
from importlib import import_module
from pathlib import Path
from typing import get_args, get_type_hints

import msgspec
import pytest

import console.screens
from console import actions, noun
from console.actions import TABS
from console.screens import pages
from console.screens.page import Page
from console.wire.duties import subjects as about
from tools.trees import ROOT, parsed


def below(kind: type[Page]) -> list[type[Page]]:
    return [kind, *(deeper for sub in kind.__subclasses__() for deeper in below(sub))]


def every() -> list[type[Page]]:
    for found in pkgutil.walk_packages(console.screens.__path__, "console.screens."):
        import_module(found.name)
    return [kind for kind in dict.fromkeys(below(Page)) if vars(kind).get("SCOPE")]


def named() -> list[tuple[Path, str]]:
    """Every name of a page that needs nothing, where one is opened."""
    return [
        (path.relative_to(ROOT), node.args[0].value)
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


@pytest.mark.parametrize(("path", "name"), named(), ids=str)
def test_what_is_opened_by_its_name_needs_nothing(path: Path, name: str) -> None:
    assert inspect.signature(pages.kind(name)).bind() is not None, path


def test_there_are_many_such_places() -> None:
    assert len(named()) > 12


def _named(hints: dict[str, object]) -> dict[str, object]:
    """The types in annotations by their names."""
    inside = [deeper for one in hints.values() for deeper in (one, *get_args(one))]
    return {one.__name__: one for one in inside if isinstance(one, type)}


ROUTES = [(page, route) for page in noun.pages().values() for route in page.about]


@pytest.mark.parametrize(("page", "route"), ROUTES, ids=lambda one: getattr(one, "__name__", ""))
def test_a_page_takes_what_its_routes_have_under_the_same_names_and_types(
    page: noun.Page, route: type[msgspec.Struct]
) -> None:
    takes = {**inspect.signature(pages.kind(page.name)).parameters}
    own = pages.kind(page.name)
    # What a route names of the wire is loaded by its page alone.
    hints = get_type_hints(own.__init__)
    has = get_type_hints(route, localns={**vars(sys.modules[own.__module__]), **_named(hints)})
    fields = [name for name in route.__struct_fields__ if name in takes]
    needed = {name for name, one in takes.items() if one.default is inspect.Parameter.empty}
    assert needed <= {*fields}
    for name in fields:
        assert has[name] == hints[name], name
    if issubclass(route, noun.Route):
        assert fields == [*route.__struct_fields__]
        # What may be left out there may be left out here, with the same meaning.
        left = dict(zip(reversed(fields), reversed(route.__struct_defaults__), strict=False))
        assert left == {name: takes[name].default for name in left}


def test_each_subject_of_a_duty_has_its_page_or_is_divided_by_what_is_to_be_done() -> None:
    divided = {about.Request, about.Pledge, about.Lacking, about.Proposal, about.Replies}
    assert {*get_args(about.Subject)} - {*noun.shown()} == divided


def test_what_no_page_is_about_leads_nowhere() -> None:
    with pytest.raises(LookupError):
        pages.showing(about.Lacking("x"))
