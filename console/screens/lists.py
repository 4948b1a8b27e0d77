"""What pages with one list have in common: the list, a filter line, repeating the last filter, and a pane beside the list."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any, ClassVar, Final, Generic, TypeVar

from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widget import Widget
from textual.widgets import Input

from console import actions
from console.actions import Action
from console.errors import RefusedError
from console.locale.words import has
from console.look.senses import Sense
from console.screens import pages
from console.screens.empty import SPOKEN, first_steps
from console.screens.failures import whole
from console.screens.frame import FRAME_LINES, WIDE, bindings
from console.screens.hearing import silent
from console.screens.labelled import rows
from console.screens.page import Page
from console.screens.session import Session
from console.views.view import EVERYTHING, Field, View
from console.widgets.columns import folded
from console.widgets.line_input import LineInput
from console.widgets.paint import marks
from console.widgets.pane import Pane
from console.widgets.record_list import Column, RecordList, Rows
from console.widgets.room import ROOM
from console.widgets.show import show
from console.wire import paging, shown
from console.wire.base import Ask

_PANE: Final = 47
"""Width of the pane beside the list in cells, with its frame."""
_NARROWEST: Final = 38
"""The least of it: with less room the pane stands beneath."""
AROUND: Final = 5
"""Cells of a pane's width that its frame, its margins and a scroll bar take."""
HEADS: Final = 3
"""Lines of a list that its frame and its heads take."""
_ROWS: Final = 2
"""Fewest rows of a list that has its pane beneath it."""
_BENEATH: Final = 8
"""Fewest lines of a pane beneath the list, with its frame."""

_STRIDE: Final = 1000
"""Rows per call when all rows are read."""

_Begins = tuple[str, Callable[[Any], bool] | None]
"""The filter of a list, and what tells the row that it begins at."""
_Row = TypeVar("_Row")


class ListPage(Page, Generic[_Row]):
    """A page that is one list. Subclasses give `fetch`, and either a VIEW, or columns, `key`, and `facts` for the pane."""

    NAME: ClassVar[str] = ""
    """The name in the catalogue key of its words: `list.<NAME>.empty`."""
    VIEW: ClassVar[View[Any] | None] = None
    """How its rows are shown."""
    MORE: ClassVar[tuple[View[Any], ...]] = ()
    """How rows of other kinds are shown, column by column under the heads of VIEW."""
    PLACE: ClassVar[str] = shown.LIST
    """The place whose fields in VIEW are the columns."""
    SNUG: ClassVar[bool] = False
    """Whether its columns are no wider than what they hold; for a list that is read as a whole."""
    STACKED: ClassVar[bool] = False
    """Whether the pane stands beneath the list on a wide screen too."""
    TITLED = True
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    """The fields that name a row."""
    STATES: ClassVar[tuple[str, Iterable[str]]] = ("", ())
    """The noun of the states by which it can be narrowed, and these states; pages with the key for it give them."""
    OPENS: ClassVar[type[pages.About] | None] = None
    """What Enter opens of a row, made of its key."""
    ON_ROW: ClassVar[frozenset[str]] = frozenset()
    """Names of the actions, besides opening, that are about the row under the cursor; an empty list does not show their keys."""
    every = True
    """Whether the list shows what is over too; one that leaves it out at first says so, and has a key for it."""
    FILLS: ClassVar[str] = "new"
    """The action that brings the first row into an empty list."""
    COMMON = (actions.LIST, actions.ALL)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+u", "clear", show=False),
        *bindings(actions.LIST),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.state = ""
        self._state_of = ""
        self._opening = ""
        self._bare = False
        self._begins: _Begins | None = None
        self._kept: _Begins | None = None

    def columns(self) -> Sequence[Column]:
        """The columns of the list."""
        if self.VIEW is None:
            raise NotImplementedError
        return columns((self.VIEW, *self.MORE), self.session, self.PLACE)

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """The rows that fit a filter, after a key; runs in a thread."""
        raise NotImplementedError

    def fitting(self, rows: Iterable[_Row], text: str) -> list[_Row]:
        """The rows whose columns or pane contain the filter text; for lists that are in memory as a whole. Runs in a thread."""
        viewer, typed = self.session.viewer, text.lower()

        def said(row: _Row) -> str:
            view = self.view_of(row)
            return " ".join(view.read(viewer, one, row) for one in view.at(self.PLACE + shown.PANE))

        return [row for row in rows if typed in said(row).lower()] if typed else [*rows]

    def key(self, row: _Row) -> Hashable:
        """The key of a row."""
        key = tuple(getattr(row, name) for name in self.KEY)
        return key[0] if len(key) == 1 else key

    def facts(self, row: _Row) -> list[tuple[str, str]]:
        """Label and value of everything that the pane shows of a row, as its view declares it."""
        return self.view_of(row).pairs(shown.PANE, self.session.viewer, row)

    @property
    def pane_room(self) -> int:
        """Width in cells for the words of the pane, which stands beside the list or, on a narrower screen, beneath it."""
        width = self.size.width or self.app.size.width
        return (self.pane_width() or width) - AROUND

    def pane_width(self) -> int:
        """Width of the pane where it stands beside the list; 0 if the list's columns need the room."""
        width = self.size.width or self.app.size.width
        if self.STACKED or width < WIDE:
            return 0
        needs = max((one.needs() for one in self.query("#records").results(RecordList)), default=0)
        left = min(_PANE, width - needs)
        return left if left >= _NARROWEST else 0

    def row_words(self, row: _Row, width: int = ROOM) -> Text:
        """The row in full, folded to the width of a dialog or of the pane."""
        senses = (
            self.view_of(row).meanings(shown.PANE, self.session.viewer, row) if self.VIEW is not None else {}
        )
        return rows(self.session, self.facts(row), width, close=True, senses=senses)

    def at_row(self, row: _Row) -> None:
        """Update what depends on the row under the cursor; called before keys and pane are drawn."""

    def view_of(self, row: _Row) -> View[Any]:
        """How a row is shown."""
        view = next((one for one in self.MORE if isinstance(row, one.kind)), self.VIEW)
        if view is None:
            raise NotImplementedError
        return view

    @property
    def here(self) -> _Row | None:
        """The row under the cursor."""
        row: _Row | None = self.records.row
        return row

    def read_row(self, title: Callable[[_Row], str]) -> None:
        """Show the row under the cursor in full in a dialog, because a narrow terminal has no pane."""
        row = self.here
        if row is not None:
            self.read(lambda: title(row), lambda: self.row_words(row))

    def do_open(self) -> None:
        """Open the page of the row under the cursor."""
        row = self.here
        if row is not None and self.OPENS is not None:
            self.go(self.OPENS(*(getattr(row, name) for name in self.KEY)))

    def body(self) -> Iterable[Widget]:
        """Yield list and pane; the filter line comes beneath with the first filter."""
        records = RecordList(
            self.columns(),
            self.fetch,
            self.key,
            empty=self.empty,
            waiting=self.t("list.waiting"),
            unread=self.unread_words,
            snug=self.SNUG,
            id="records",
        )
        kept, self._kept = self._kept, None
        begins = kept or self._begins
        if begins is not None:
            records.begin_at(*begins)
        yield Container(records, *self.companions(), id="listed")

    def companions(self) -> Iterable[Widget]:
        """Yield what stands beside the list or beneath it: the pane."""
        yield Pane(self.more_lines)

    def more_lines(self, n: int, focused: bool) -> str:
        """The sign that a panel goes on beneath its last line, with the key that leads there."""
        return self.t("frame.more_lines" if focused else "frame.more_lines_tab", mark=marks().below, n=n)

    @property
    def records(self) -> RecordList:
        """The list."""
        return self.query_one("#records", RecordList)

    def begin(self) -> None:
        """Focus the list; a new list loads by itself."""
        self.records.focus()

    def hint(self) -> str:
        """Which rows the list is limited to."""
        records = [*self.query("#records").results(RecordList)]
        if records and records[0].filter:
            return self.t("filter.on", text=records[0].filter)
        if self.state and self._state_of:
            return self.t("filter.state", state=self.session.state(self.state, self._state_of))
        return ""

    def empty(self) -> str:
        """The words of an empty list: that nothing fits the filter, or what will appear here and what to do first, or who does it."""
        name = self.NAME or self.SCOPE
        if self.narrowed():
            return self.t("list.unfit")
        if name in SPOKEN:
            return first_steps(self.session, name)
        fills = next((one for one in actions.of(self.SCOPE) if one.name == self.FILLS), None)
        others = fills is not None and self.refusal(fills) is not None and has(f"list.{name}.none")
        return self.t(f"list.{name}.none" if others else f"list.{name}.empty")

    def unread_words(self, error: Exception) -> str:
        """The words of a list that could not be read: what happened, why, and what to do."""
        lines = folded(show(whole(error, self.session)), self.records.size.width - HEADS)
        return "\n".join(one.plain for one in lines)

    def narrowed(self) -> bool:
        """Whether a filter or a state limits the rows."""
        return bool(self.records.filter or self.state)

    def reload(self) -> None:
        """Reload the list."""
        self.records.reload()

    def action_act(self, action_id: str) -> None:
        """Carry out an action as every page does; opening a row waits for the first rows, so that a quick Enter is not lost."""
        waits = any(records.lacks for records in self.query("#records").results(RecordList))
        action = actions.find(action_id)
        self._opening = action_id if waits and action.name == "open" else ""
        if self._bare and self.needs_row(action):
            self.say(self.t("list.no_row", action=self.label_of(action)))
        elif not self._opening:
            super().action_act(action_id)

    # ---- an empty list

    def needs_row(self, action: Action) -> bool:
        """Whether an action is about the row under the cursor."""
        return action.scope == self.SCOPE and action.name in self.ON_ROW | {"open"}

    def undecided(self, action: Action) -> bool:
        """Whether it is not known yet: what is about a row waits for the first rows."""
        unread = any(one.total < 0 for one in self.query("#records").results(RecordList))
        return super().undecided(action) or (unread and self.needs_row(action))

    def own_actions(self) -> list[Action]:
        """The page's own actions; of an empty list, what needs no row, and first what brings one."""
        own = super().own_actions()
        if not self._bare:
            return own
        return sorted((one for one in own if not self.needs_row(one)), key=lambda one: one.name != self.FILLS)

    def primary(self, own: Sequence[Action]) -> Action | None:
        """The one thing to do next; on an empty list what brings a row, unless a filter hides them."""
        if not self._bare:
            return super().primary(own)
        fills = next((one for one in own if one.name == self.FILLS and not self.narrowed()), None)
        return fills if fills is not None and self.refusal(fills) is None else None

    def _empty_or_not(self) -> None:
        """Draw the keys anew once the list has its first row or has lost its last."""
        bare = self.records.total == 0
        if bare is not self._bare:
            self._bare = bare
            self.draw_frame()

    # ---- where it begins

    def begin_with(self, about: pages.About) -> None:
        """Begin at the row that this is about, before the page is drawn; without such a row at the first."""
        wanted = self.sought(about)
        self._begins = None if wanted is None else (self.sought_by(about), wanted)

    def sought(self, about: pages.About) -> Callable[[Any], bool] | None:  # noqa: ARG002 - of a page that is opened for nothing
        """Tell the row that this is about from others; None if the page has no rows for it."""
        return None

    def sought_by(self, about: pages.About) -> str:  # noqa: ARG002 - most lists are short
        """The filter that brings it among the first rows of a long list; empty to look through the list."""
        return ""

    @on(RecordList.Sought, "#records")
    def _sought(self, message: RecordList.Sought) -> None:
        """Look for what was not there without the filter, then among what is over; say so if it is nowhere."""
        message.stop()
        begins = self._begins
        if message.found or begins is None:
            self._begins = None
            return
        wider = not message.records.filter and not self.every
        if message.records.filter or wider:
            self.every = self.every or wider
            message.records.begin_at("", begins[1])
            return
        self._begins = None
        self.say(self.t("list.not_here"))

    async def relabel(self) -> None:
        """Draw the page in the current language, with the filter and the row that it had."""
        for records in self.query("#records").results(RecordList):
            self._kept = records.filter, records.is_at(records.row_key)
        await super().relabel()

    # ---- rows

    def signs_what_is_shown(self, action: Action) -> bool:  # noqa: ARG002 - whichever it is
        """Return False: a key refers to the row that the person saw, and after a reload another row may be under the cursor."""
        return False

    @on(RecordList.Unread)
    def _unread(self, message: RecordList.Unread) -> None:
        message.stop()
        self._opening = ""
        self.console.hear(message.error)
        if isinstance(message.error, RefusedError):
            self.unread = message.error.refusal
            self.draw_frame()
        # The rows stay as they were read, and the head says when.
        if not (
            silent(message.error) and any(one.total > 0 for one in self.query("#records").results(RecordList))
        ):
            self.trouble(message.error)

    @on(RecordList.Opened)
    def _clicked(self, message: RecordList.Opened) -> None:
        message.stop()
        for action in actions.of(self.SCOPE):
            if action.name == "open":
                self.action_act(action.id)

    @on(RecordList.Moved)
    def _moved(self, message: RecordList.Moved) -> None:
        message.stop()
        # By its id: while the page is drawn in another language a list that is gone may still tell of a row.
        if message.records.id != "records":
            # Another list of the page: the room is shared among both.
            self.share()
            return
        self.unread = None
        self._empty_or_not()
        if message.row is not None:
            self.at_row(message.row)
            # What the row has no key for is bracketed.
            self.draw_frame()
        self.draw_pane(message.row)
        if self._opening and message.row is not None:
            again, self._opening = self._opening, ""
            self.action_act(again)

    def draw_pane(self, row: _Row | None) -> None:
        """Draw the row under the cursor in full; without a row there is no pane, and the list has its room."""
        for pane in self.query("#pane").results(Pane):
            pane.display = row is not None
            if row is not None:
                pane.put(self.pane_words(row, self.pane_room), self.pane_title(row), self.pane_sense(row))
        self.share()

    def pane_words(self, row: _Row, width: int) -> Text:
        """What the pane shows of a row, folded to its width."""
        return self.row_words(row, width)

    def pane_title(self, row: _Row) -> str:
        """The name of a row in the border of the pane: what its first column says that is no state."""
        named = [one for one in self.columns() if one.sense is None]
        return named[0].cell(row) if named else ""

    def pane_sense(self, row: _Row) -> Sense:  # noqa: ARG002 - of a list whose panes are alike
        """What the words of the pane mean as a whole, which its border shows."""
        return Sense.PLAIN

    def share(self) -> None:
        """Give the list the lines that its rows need, and the pane beneath it the rest; beside it both have all."""
        for records in self.query("#records").results(RecordList):
            room = self.query_one("#listed").size.height or self.size.height - FRAME_LINES
            beside = self.pane_width()
            beneath = not beside and room >= HEADS + _ROWS + _BENEATH
            self.set_class(bool(beside), "-beside")
            self.set_class(not beside and not beneath, "-low")
            for pane in self.query("#pane"):
                pane.styles.width = beside or None
            lines = min(max(records.total, 1) + HEADS, room - _BENEATH)
            records.styles.height = lines if beneath and records.total > 0 else "1fr"
            named = self.t(f"help.{self.SCOPE}.title") if self.SCOPE else ""
            records.border_title = show(f"{named} {records.total:,}" if records.total > 0 else named)

    def on_resize(self) -> None:
        """Share the room anew; the words of the pane are folded to its width."""
        super().on_resize()
        for records in self.query("#records").results(RecordList):
            self.draw_pane(records.row)

    # ---- as a workbook

    def do_book(self) -> None:
        """Write the rows of the filter as a workbook into the person's own folder, in the columns of the command's table."""
        from console.screens import list_book  # noqa: PLC0415 - few lists are written

        list_book.write(self)

    def all_rows(self, text: str) -> Iterator[_Row]:
        """Every row of the list, page by page; runs in a thread. Raises what `paging.pages` raises."""
        for page in paging.pages(lambda key: self.fetch(text, key, _STRIDE), lambda one: one.after):
            yield from page.rows

    # ---- filtering

    def do_filter(self) -> None:
        """Open the filter line; the desk does the search."""
        search = next(iter(self.query("#search").results(LineInput)), None)
        if search is None:
            # Not with the page: it and its parts would be styled three times before the first row is drawn.
            search = LineInput(id="search")
            self.mount(search, after="#listed")
        search.value = self.records.filter
        search.select_all()
        search.display = True
        # At once, not as `focus` does it after what is queued: a digit that is typed on quickly would open another page.
        self.set_focus(search)
        self.say(self.t(f"filter.{self.NAME or self.SCOPE}"))

    @property
    def searching(self) -> bool:
        """Whether the filter line is open."""
        return any(one.display for one in self.query("#search"))

    def do_again(self) -> None:
        """Apply the last filter of this page again."""
        self._filter(self.session.filters.get(self.SCOPE, ""))

    def action_clear(self) -> None:
        """Remove the filter."""
        self._filter("")

    @on(Input.Submitted, "#search")
    def _searched(self, message: Input.Submitted) -> None:
        message.stop()
        self._close_search()
        self._filter(message.value.strip())

    def _filter(self, text: str) -> None:
        if text:
            self.session.filters[self.SCOPE] = text
        self.records.ask(text)
        self.say(self.t("filter.on", text=text) if text else self.t("filter.off"))

    def _close_search(self) -> None:
        self.query("#search").set(display=False)
        self.records.focus()

    def do_back(self) -> None:
        """Close the filter line on the first Esc, remove the filter on the next, then go back."""
        if self.searching:
            self._close_search()
        elif self.records.filter:
            self._filter("")
        else:
            super().do_back()

    # ---- one state only

    def do_state(self) -> None:
        """Let the person choose one state to see, or all."""
        from console.widgets.modals import Item  # noqa: PLC0415 - when the states are chosen from

        of, states = self.STATES

        def options() -> list[Item]:
            every = Item("*", self.t("filter.every"))
            return [every, *(Item(str(state), self.session.state(state, of)) for state in states)]

        def picked(state: str) -> None:
            self.state, self._state_of = "" if state == "*" else state, of
            self.records.ask(self.records.filter)
            self.say(self.hint())

        self.pick(lambda: self.t("filter.pick"), options, picked, at=self.state)

    def changed(self, topics: frozenset[str]) -> None:
        """Reload the list if the desk reports a change in one of the page's topics."""
        if not self.TOPICS or topics & self.TOPICS:
            self.records.reload()


def columns(views: Sequence[View[Any]], session: Session, place: str = shown.LIST) -> list[Column]:
    """The columns of a list, with the heads of its first view; a row of another kind is read by its own view."""
    viewer, zh = session.viewer, session.lang == "zh"
    shown_ = [(view, view.at(place)) for view in views]

    def of(row: object) -> tuple[View[Any], list[Field]]:
        return next((one for one in shown_[1:] if isinstance(row, one[0].kind)), shown_[0])

    def made(nth: int, head: Field) -> Column:
        marked = any(view.has_sense(fields[nth]) for view, fields in shown_)
        width = head.shown.width[0 if zh else 1]
        room = width or EVERYTHING

        def sense(row: object) -> Sense:
            view, fields = of(row)
            return view.sense(viewer, fields[nth], row)

        def cell(row: object) -> str:
            view, fields = of(row)
            return view.read(viewer, fields[nth], row, room)

        # The mark and the blank after it need room of their own.
        room_of_mark = 2 if marked and width else 0
        return Column(
            views[0].label(session.lang, head),
            width + room_of_mark,
            cell,
            head.right,
            sense if marked else None,
            head.shown.spare,
        )

    return [made(nth, head) for nth, head in enumerate(shown_[0][1])]


def portion(rows: Sequence[Any], after: str, limit: int) -> Rows:
    """One page of a list that is in memory as a whole: the key of the next page is the index of its first row."""
    start = int(after or 0)
    end = start + limit
    return Rows(len(rows), str(end) if end < len(rows) else "", rows[start:end])


def paged(page: Page, call: Ask) -> Rows:
    """Ask for one page of a list; every paged answer of the desk has the same frame."""
    answer = page.session.desk().call(call)
    return Rows(answer.page.total, answer.page.after, answer.rows)
