"""The palette: find any action of this page or of all pages by name, in either language or by pinyin initials."""

from collections.abc import Callable
from functools import partial

from console import actions
from console.actions import Action
from console.locale import key_names
from console.locale.words import text
from console.screens.frame import Frame
from console.widgets.modals import Item
from console.widgets.show import fit


def fits(action: Action, typed: str) -> bool:
    """Whether the typed text is part of the action's Chinese or English name or of its pinyin initials, or is one of its keys."""
    folded = typed.lower()
    names = (action.label("zh"), action.label("en"), text(f"initials.{action.id}", "zh"))
    return any(folded in name.lower() for name in names) or typed in {
        key_names.key_name(k) for k in action.keys
    }


def open_palette(page: Frame, act: Callable[[str], None]) -> None:
    """Let the person find an action by its name; `act` is called with the id of the action."""
    available = [action for scope in (page.SCOPE, *page.COMMON) for action in actions.of(scope)]
    by_id = {action.id: action for action in available}

    def picked(action_id: str) -> None:
        # The dialog must be closed before the action opens another one.
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
