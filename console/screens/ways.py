"""The way to every page: the action by which it is opened from another. Palette and cheat sheet follow it, and name pages by it."""

from typing import Final

from console import actions, noun
from console.actions import TABS, Action
from console.locale.words import text

ALONE: Final = {name: page.by for name, page in noun.pages().items() if page.alone}
"""Pages that only need their key, and the action that opens each."""
WITHIN: Final = {name: page.by for name, page in noun.pages().items() if page.by and not page.alone}
"""Pages of one thing, which is chosen first, and forms; and the action that opens each."""


_BEHIND: Final = {by: page for page, by in (ALONE | WITHIN).items()} | {
    f"{actions.ALL}.{name}": name for name in TABS
}


def behind(action: Action) -> str:
    """The page that an action opens, perhaps once something was chosen or typed; empty if it opens none."""
    return _BEHIND.get(action.id, "")


def opener(page: str) -> Action | None:
    """The action that opens a page; None for the tabs, and for the choice of a person."""
    by = ALONE.get(page) or WITHIN.get(page)
    return actions.find(by) if by else None


def opened(action: Action) -> str:
    """The page that an action opens without anything else; empty if it opens none."""
    if action.scope == actions.ALL and action.name in TABS:
        return action.name
    return next((page for page, by in ALONE.items() if by == action.id), "")


def way(page: str) -> list[str]:
    """The pages from a tab to this page, which is the last of them."""
    by = opener(page)
    return [*(way(by.scope) if by is not None and by.scope != actions.ALL else []), page]


def resting(page: str) -> list[str]:
    """The way as far as it needs nothing but keys: the rest begins with choosing something there."""
    pages = way(page)
    stop = next((nth for nth, one in enumerate(pages) if one in WITHIN), len(pages))
    return pages[:stop]


def steps(action: Action) -> list[Action]:
    """The actions that lead from the last page of `resting` to this one and carry it out."""
    pages = way(action.scope)
    openers = [opener(page) for page in pages[len(resting(action.scope)) :]]
    return [*(one for one in openers if one is not None), action]


def name(page: str, lang: str) -> str:
    """A page's name."""
    return text(f"tab.{page}" if page in TABS else f"help.{page}.title", lang)


def path(page: str, lang: str) -> str:
    """The names of the pages on the way to this one, such as `归档 > 档案簿`."""
    return " > ".join(name(one, lang) for one in way(page))
