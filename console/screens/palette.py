"""The palette: every action of the page and of all pages by name, in either language or by pinyin initials."""

from collections.abc import Callable
from functools import partial

from console import actions, key_names
from console.actions import Action
from console.locale.words import text
from console.screens.frame import Frame
from console.widgets.modals import Item
from console.widgets.show import fit


def fits(action: Action, typed: str) -> bool:
    """Whether what was typed is part of the action's name in Chinese or English, of its pinyin initials, or of its key."""
    folded = typed.lower()
    names = (action.label("zh"), action.label("en"), text(f"initials.{action.id}", "zh"))
    return any(folded in name.lower() for name in names) or typed in {
        key_names.key_name(k) for k in action.keys
    }


def open_palette(page: Frame, act: Callable[[str], None]) -> None:
    """Let the person find an action by its name; `act` carries out the one of that id."""
    available = [action for scope in (page.SCOPE, *page.COMMON) for action in actions.of(scope)]
    by_id = {action.id: action for action in available}

    def picked(action_id: str) -> None:
        # The dialog has to be gone before the action opens another.
        page.call_after_refresh(partial(act, action_id))

    page.pick(
        lambda: page.t("palette.title"),
        lambda: [Item(action.id, _words(page, action)) for action in available],
        picked,
        fits=lambda option, typed: fits(by_id[option.value], typed),
    )


def _words(page: Frame, action: Action) -> str:
    other = "en" if page.session.lang == "zh" else "zh"
    keys = key_names.key_name(action.keys[0])
    return f"{fit(keys, 8)} {fit(action.label(page.session.lang), 26)} {action.label(other)}"
