"""Presses every key that a footer offers, and notes which of them is answered by a refusal or by a word that there is nothing.

Pages come from the classes, keys from the registry, people from the roster, states from the house in which everything has happened: a new
page, key or state is walked by itself. A form is walked where a key opens it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import msgspec

from console.actions import TABS, Action
from console.domain.refusals import Refusal
from console.errors import ConsoleError, RefusedError
from console.look.senses import Sense
from console.screens import pages, ways
from console.screens.lists import ListPage
from console.screens.page import Page
from console.widgets.form_keys import FormKeys
from console.widgets.modals import Dialog
from console.widgets.record_list import RecordList
from tests.screens.driver import Operator
from tests.walks.test_pages import BENEATH, Samples, settled, until

BARE: Final = frozenset({*TABS, *ways.ALONE})
"""Pages that need nothing but their key."""
ROWS: Final = 60
"""Rows of a list that are looked at for another kind or state than those above."""
MOST: Final = 40
"""What a page may be opened with at most, in turn."""
WIDE: Final = 2000
"""Columns in which every footer is whole."""
ASKS: Final = frozenset({"filter", "again", "every", "versions", "void", "lacking", "queue"})
"""Names of keys that answer by a word alone: a filter says what to type, and what else is shown may be nothing."""
AS_TYPED: Final = frozenset({"form.take", "form.template", "card.next", "import_paste.take"})
"""Keys that may find that nothing has to be changed, or that there is no other one."""


@dataclass
class Pressed:
    """What was pressed, and what refused; `told` are the codes of the refusals since a key was pressed."""

    pages: set[str] = field(default_factory=set)
    states: set[tuple[str, str]] = field(default_factory=set)
    keys: int = 0
    bracketed: int = 0
    wrong: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def tell(self, error: Exception | Refusal) -> None:
        refusal = error.refusal if isinstance(error, RefusedError) else error
        self.told.append(refusal.code if isinstance(refusal, Refusal | ConsoleError) else repr(error))


def openings(samples: Samples, page: type[Page]) -> Iterator[dict[str, Any]]:
    """Everything that a page may be opened with, once each; nothing for a form that only a key opens."""
    if issubclass(page, FormKeys) and page.SCOPE not in BARE:
        return
    seen: list[dict[str, Any]] = []
    for nth in range(MOST):
        given = samples.of(page, nth)
        if given not in seen:
            seen.append(given)
            yield given


def state_of(row: Any) -> tuple[str, ...]:
    """What of a row decides what can be done about it: its kind and its states."""
    if not isinstance(row, msgspec.Struct):
        return (type(row).__name__,)
    named = (one.name for one in msgspec.structs.fields(row) if one.name in {"state", "what", "kind", "step"})
    return type(row).__name__, *(str(getattr(row, name)) for name in named)


def offered(page: Page) -> list[Action]:
    """The page's own actions whose keys stand in the footer without brackets."""
    found, footer = [], page._keys(WIDE).plain
    for one in page.own_actions():
        drawn = page._key(one).plain.strip()
        assert drawn in footer, (page.SCOPE, drawn, footer)
        if not drawn.startswith("("):
            found.append(one)
    return found


def still(page: Page, action: Action) -> bool:
    """Whether a key that was offered still stands without brackets, now that others were pressed."""
    return action in page.own_actions() and not page._key(action).plain.strip().startswith("(")


async def shown(op: Operator, page: Page) -> bool:
    """Wait until a page is drawn with all that it shows first, without what it opens in front of itself; whether it stays."""
    app = op.app
    await until(op, lambda: page.is_mounted or page not in app.screen_stack)
    await settled(op, page)
    await until(op, lambda: page not in app.screen_stack or page.all_here)
    await settled(op, page)
    while isinstance(app.screen, Dialog):
        await app.pop_screen()
    await settled(op, page)
    return page in app.screen_stack


async def arrive(op: Operator, page: Page) -> bool:
    op.app.session.message, op.app.session.meaning = "", Sense.PLAIN
    op.app.push_screen(page)
    return await shown(op, page)


async def leave(op: Operator, beneath: int = BENEATH) -> None:
    while len(op.app.screen_stack) > beneath:
        await op.app.pop_screen()


async def press(op: Operator, page: Page, action: Action, done: Pressed) -> str:
    """Press a key; how it was refused, or that it was answered by a word alone; empty for a key that does something."""
    app = op.app
    app.session.message, app.session.meaning = "", Sense.PLAIN
    done.told.clear()
    page.draw_frame()
    before = op.screen().split("\n")[2:-2]
    await op.press(page.key_of(action))
    await settled(op, page)
    if app.screen is not page and isinstance(app.screen, Page):
        # Whether it may be read shows only once the desk has answered.
        await shown(op, app.screen)
    message, meaning = app.session.message, app.session.meaning
    done.keys += 1
    if done.told:
        return f"refused {done.told}: {message}"
    alone = app.screen is page and before == op.screen().split("\n")[2:-2] and action.name not in ASKS
    alone = alone and action.id not in AS_TYPED
    said = message and message != page.hint() and meaning is not Sense.GOOD
    return f"word {meaning}: {message}" if alone and said else ""


def records_of(page: Page) -> RecordList | None:
    return (
        next(iter(page.query("#records").results(RecordList)), None) if isinstance(page, ListPage) else None
    )


def places(page: Page) -> list[tuple[int, tuple[str, ...]]]:
    """Where the cursor goes: a row of each kind and state; 0 alone on a page without rows."""
    records = records_of(page)
    if records is None or records.total <= 0:
        view = getattr(page, "view", None)
        return [(0, state_of(getattr(view, "row", view)))]
    found: dict[tuple[str, ...], int] = {}
    for nth in range(min(records.total, ROWS)):
        found.setdefault(state_of(records.row_at(nth)), nth)
    return [(nth, state) for state, nth in found.items()]


async def at(op: Operator, page: Page, row: int) -> None:
    records = records_of(page)
    if records is not None and records.total > 0 and records.cursor != row:
        records.move_to(row)
        await settled(op, page)


async def reached(op: Operator, page: type[Page]) -> bool:
    """Whether the way to a page is open to whoever sits there: the first key on it that changes something is offered."""
    way = (ways.opener(one) for one in ways.way(page.SCOPE))
    key = next((one for one in way if one is not None and one.danger), None)
    if key is None or key.scope not in BARE:
        return True
    before: Page = pages.kind(key.scope)()
    there = await arrive(op, before) and key in offered(before)
    await leave(op)
    return there


async def walk(op: Operator, page: type[Page], given: dict[str, Any], done: Pressed, who: str) -> None:
    """Open a page, and press every key that it offers at a row of each kind and state."""
    app, made = op.app, page(**given)
    if not await reached(op, page) or not await arrive(op, made):
        await leave(op)
        return
    about = f"{page.SCOPE} {who} {[v for v in given.values() if isinstance(v, int | str)]}"
    done.pages.add(page.SCOPE)
    forms: set[str] = set()
    for row, state in places(made):
        await at(op, made, row)
        done.states.add((page.SCOPE, repr(state)))
        keys = offered(made)
        done.bracketed += len(made.own_actions()) - len(keys)
        for action in keys:
            if made not in app.screen_stack:
                made = page(**given)
                if not await arrive(op, made):
                    return
            await at(op, made, row)
            if not still(made, action):
                continue
            if wrong := await press(op, made, action, done):
                done.wrong.append(f"{action.id} at {about} {state}: {wrong}")
            front = app.screen
            if isinstance(front, FormKeys) and isinstance(front, Page) and front.SCOPE not in forms:
                forms.add(front.SCOPE)
                await fill(op, front, done, f"{front.SCOPE} {who} from {about} {state}")
            while app.screen is not made and made in app.screen_stack:
                await app.pop_screen()
    await leave(op)


async def fill(op: Operator, form: Page, done: Pressed, about: str) -> None:
    """Press every key that a form offers, which a key has opened."""
    if not await shown(op, form):
        return
    done.pages.add(form.SCOPE)
    beneath = len(op.app.screen_stack)
    for action in offered(form):
        if form not in op.app.screen_stack:
            return
        if wrong := await press(op, form, action, done):
            done.wrong.append(f"{action.id} at {about}: {wrong}")
        await leave(op, beneath)
