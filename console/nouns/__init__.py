"""Every noun, as people see it: one module each, found here by its file. None loads a page."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from console.action import ALL, TABS
from console.look.senses import Sense
from console.noun import Noun, Page


@cache
def every() -> tuple[Noun, ...]:
    """All nouns by name."""
    return tuple(
        import_module(f"{__name__}.{one}").NOUN for one in sorted(m.name for m in iter_modules(__path__))
    )


@cache
def pages() -> dict[str, Page]:
    """Every page by its name."""
    return {page.name: page for noun in every() for page in noun.pages if page.place}


def tab(name: str) -> str:
    """The tab under which a page is reached; empty for one that is reached from everywhere."""
    if name in TABS:
        return name
    by = pages()[name].by
    return tab(by.partition(".")[0]) if by and not by.startswith(f"{ALL}.") else ""


@cache
def senses() -> dict[str, dict[str, Sense]]:
    """The sense of each code of each set of states."""
    return {name: {**codes} for noun in every() for name, codes in noun.senses.items()}


def sense_of(kind: str, code: str) -> Sense:
    """Return what a code means in its set of states; PLAIN for other sets, and for a code that the set does not know."""
    return senses().get(kind, {}).get(code, Sense.PLAIN)
