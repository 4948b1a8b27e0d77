"""Pages by name, which is their `SCOPE`: a page opens another without importing its module, which is loaded on first use."""

from importlib import import_module
from typing import Any

from textual.screen import Screen

from console import noun


def kind(name: str) -> Any:
    """The class of the page with that name. Raises KeyError if there is none."""
    module, _, own = noun.pages()[name].place.partition(":")
    return getattr(import_module(f"console.screens.{module}"), own)


def make(name: str, *given: Any, **named: Any) -> Screen[Any]:
    """Make the page with that name from these arguments."""
    made: Screen[Any] = kind(name)(*given, **named)
    if not named:
        made.named_with = given  # type: ignore[attr-defined]  # every page has it; the library's screens do not
    return made
