"""The palette: everything that the caller may do or open, found by name: in Chinese, in English, or by its pinyin."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Final, NamedTuple

from console import actions, noun
from console.actions import TABS, Action
from console.locale.words import key_name, text
from console.screens import pages, ways
from console.screens.frame import Frame
from console.screens.help import open_help
from console.screens.palette_objects import Objects
from console.widgets.finder import Finder, Found
from console.widgets.modals import DialogText, Item
from console.widgets.show import show

EXACT, PREFIX, PINYIN, WITHIN = range(4)
"""How well a name fits: it or its pinyin or its key are this, it begins so, its pinyin begins so, or it has the text further on."""
_CLOSE: Final = {EXACT, PREFIX, PINYIN}
_DO: Final = "do "
_HELP: Final = "help "
_UNREACHED: Final = {"choose"}
"""Pages that come before there is a person."""


class Named(NamedTuple):
    """The names by which something is found: Chinese and English, the syllables of its pinyin, and what it may also be called."""

    names: tuple[str, ...]
    pinyin: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    def rank(self, typed: str) -> int | None:
        """How well it fits the typed text; None if it does not."""
        folded = typed.casefold()
        # As input methods take it: syllables with or without something between them.
        sounded = folded.replace(" ", "").replace("'", "")
        spelt = ("".join(self.pinyin), "".join(syllable[0] for syllable in self.pinyin))
        if folded in self.names or typed in self.also or sounded in spelt:
            return EXACT
        if any(name.startswith(folded) for name in self.names):
            return PREFIX
        if any(one.startswith(sounded) for one in spelt):
            return PINYIN
        # What is spelt out begins with a syllable: `an` is not found in `dan`.
        later = ("".join(self.pinyin[nth:]) for nth in range(1, len(self.pinyin)))
        within = sounded in spelt[1] or any(one.startswith(sounded) for one in later)
        return WITHIN if within or any(folded in name for name in self.names) else None


def named(action: Action) -> Named:
    """The names of an action; it is found by its keys too."""
    names = tuple(action.label(lang).casefold() for lang in ("zh", "en"))
    keys = tuple(dict.fromkeys(key_name(key, lang) for key in action.keys for lang in ("zh", "en")))
    return Named(names, tuple(text(f"pinyin.{action.id}", "zh").split()), keys)


def every_action() -> list[Action]:
    """The actions of all pages, page by page along the ways to them."""
    scopes = sorted(set(noun.pages()) - _UNREACHED, key=_order)
    return [action for scope in scopes for action in actions.of(scope)]


def _order(page: str) -> list[int]:
    names = list(noun.pages())
    first, *rest = ways.way(page)
    tab = TABS.index(first) if first in TABS else len(TABS)
    return [tab, *(names.index(one) for one in rest)]


def lead(page: Frame, action: Action) -> None:
    """Go to the page of an action, and say which keys follow there; an action that opens a page leads to that page."""
    target = ways.opened(action)
    first, *others = ways.resting(target or action.scope)
    refusal = page.refusal(actions.find(f"{actions.ALL}.{first}")) if first in TABS else None
    if refusal is not None:
        page.trouble(refusal)
        return
    page.console.open_tab(first)
    for name in others:
        page.app.push_screen(pages.make(name))
    if not target:
        lang = page.session.lang
        steps = ways.steps(action)
        keys = " > ".join(f"{key_name(one.keys[0], lang)} {one.label(lang)}" for one in steps)
        page.say(page.t("palette.choose" if len(steps) > 1 else "palette.press", keys=keys))


class Palette:
    """What stands in the palette over one page: its own actions first, then those of all pages, objects, and help."""

    def __init__(self, page: Any, act: Callable[[str], None]) -> None:
        self._page, self._act = page, act
        self._objects = Objects(page.session)
        self._own = [action for scope in (page.SCOPE, *page.COMMON) for action in actions.of(scope)]
        here = {action.id for action in self._own}
        # Before a person is chosen there is nothing but the choice.
        seated = page.session.core is not None
        others = [action for action in every_action() if action.id not in here] if seated else []
        self._actions = [(action, named(action)) for action in (*self._own, *others)]
        self._helps = [(scope, _titles(scope)) for scope in sorted(noun.pages(), key=_order)]

    # ---- what fits

    def known(self, typed: str, found: Sequence[Item]) -> list[Item]:
        """What fits the typed text: actions by how well they fit, objects before those that have it only somewhere, then help."""
        if not typed:
            return [self._item(action) for action, _ in self._actions]
        ranked = [(names.rank(typed), action) for action, names in self._actions]
        own = set(self._own)
        close = [(action not in own, rank, action) for rank, action in ranked if rank in _CLOSE]
        close.sort(key=lambda one: one[:2])
        loose = [action for rank, action in ranked if rank == WITHIN]
        return [
            *(self._item(action) for *_, action in close),
            *found,
            *(self._item(action) for action in loose),
            *self._help_items(typed),
        ]

    def search(self, typed: str) -> Found:
        """What the desk has under that text; runs in a thread."""
        return self._objects.find(typed) if self._page.session.core is not None else Found()

    def _item(self, action: Action) -> Item:
        page, lang = self._page, self._page.session.lang
        own = action in self._own
        key = key_name(page.key_of(action) if own else action.keys[0], lang)
        refused = own and page.refusal(action) is not None
        other = action.label("en" if lang == "zh" else "zh")
        aside = other if own else ways.path(action.scope, lang)
        return Item(f"{_DO}{action.id}", action.label(lang), f"({key})" if refused else key, aside, refused)

    def _help_items(self, typed: str) -> Iterable[Item]:
        lang = self._page.session.lang
        for scope, titles in self._helps:
            if titles.rank(typed) is not None:
                aside = ways.path(scope, lang)
                yield Item(
                    f"{_HELP}{scope}", ways.name(scope, lang), self._page.t("palette.kind.help"), aside
                )

    # ---- what is picked

    def picked(self, value: str) -> None:
        """Carry out an action of this page; go to that of another; open an object over this page, or the help."""
        page = self._page
        if value.startswith(_DO):
            action = actions.find(value.removeprefix(_DO))
            if action in self._own:
                self._act(action.id)
            else:
                page.leave_for(lambda: lead(page, action))
        elif value.startswith(_HELP):
            open_help(page, value.removeprefix(_HELP), lambda: self._act("all.keys"))
        else:
            opens = self._objects.pages[value]
            page.leave_for(lambda: page.app.push_screen(opens()))


def _titles(scope: str) -> Named:
    return Named(tuple(text(f"help.{scope}.title", lang).casefold() for lang in ("zh", "en")))


def open_palette(page: Any, act: Callable[[str], None]) -> None:
    """Let the person find something by its name; `act` is called with the id of an action of this page."""
    palette = Palette(page, act)

    def picked(value: str | None) -> None:
        if value is not None:
            # The dialog must be closed before the action opens another one.
            page.call_after_refresh(partial(palette.picked, value))

    def say() -> DialogText:
        keys = page.keys_of("keys.pick", f"F1 {page.t('action.all.help')}")
        return DialogText(
            show(page.t("palette.title")), show(page.t("keys.pick_nothing")), keys, page.dialog_help("pick")
        )

    page.app.push_screen(
        Finder(say, palette.known, palette.search, lambda: page.t("palette.searching")), picked
    )
