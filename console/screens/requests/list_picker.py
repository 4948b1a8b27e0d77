"""Choosing a finished contact list for a slot: typing filters by name, and further columns tell lists of one name apart."""

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from console.screens.session import Session, number
from console.widgets.line_input import LineInput
from console.widgets.modals import Dialog, DialogText
from console.widgets.record_list import Column, RecordList, Rows
from console.widgets.turns import Awaited, Typed
from console.wire.contacts import lists

READY = "ready"
_ABOUT_ROWS = ("enter", "down", "up", "pagedown", "pageup")


class ListPicker(Awaited, Dialog[lists.ListRow]):
    """The department's lists, newest first; typing filters, arrows move, Enter takes the list under the cursor."""

    DEFAULT_CSS = "ListPicker RecordList { height: 13; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("pagedown", "page(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
    ]

    def __init__(
        self,
        session: Session,
        department: str,
        say: Callable[[], DialogText],
        trouble: Callable[[Exception], None],
    ) -> None:
        super().__init__(say)
        self._session, self._department, self._trouble = session, department, trouble
        self._typed = ""

    def body(self) -> ComposeResult:
        """Yield a filter, and the lists with number, name, people, file and day."""
        session = self._session
        yield LineInput(self._typed, id="filter")
        records = RecordList(
            (
                Column(session.t("column.list_id"), 5, lambda r: str(r.id), right=True),
                Column(session.t("column.name"), 0, lambda r: r.name),
                Column(session.t("column.recipients"), 10, lambda r: number(r.n), right=True),
                Column(session.t("column.file"), 16, lambda r: r.source),
                Column(session.t("column.at"), 16, lambda r: session.when(r.at, year=False)),
            ),
            self._fetch,
            lambda r: r.id,
            empty=lambda: session.t("list.unfit_pick" if self._typed.strip() else "list.contacts.empty"),
            waiting=session.t("list.waiting"),
        )
        records.in_use, records.filter = True, self._typed.strip()
        yield records

    def begin(self) -> None:
        """Focus the filter; the cursor in the lists is drawn as in use as well."""
        self.query_one("#filter").focus()

    @property
    def records(self) -> RecordList:
        """The lists."""
        return self.query_one(RecordList)

    def early(self, typed: Typed) -> bool:
        """Whether a key that moves in the lists or takes one was typed before they are read: it is about what fits, not what stood there."""
        about_rows = isinstance(typed, events.Key) and typed.key in _ABOUT_ROWS
        return about_rows and any(one.total < 0 for one in self.query(RecordList))

    @on(Input.Changed, "#filter")
    def _filtered(self, message: Input.Changed) -> None:
        if message.value != self._typed:
            self._typed = message.value
            self.records.ask(self._typed.strip())

    def action_move(self, by: int) -> None:
        """Go up or down in the lists."""
        self.records.action_move(by)

    def action_page(self, by: int) -> None:
        """Go a page up or down."""
        self.records.action_page(by)

    def _fetch(self, text: str, after: str, limit: int) -> Rows:
        page: lists.ListPage = self._session.desk().call(
            lists.ListsPage(department=self._department, text=text, after=after, limit=limit)
        )
        return Rows(page.page.total, page.page.after, page.rows)

    def on_record_list_unread(self, message: RecordList.Unread) -> None:
        """Say why the lists could not be read."""
        message.stop()
        self.dismiss(None)
        self._trouble(message.error)

    def action_take(self) -> None:
        """Take the list under the cursor, if it is finished."""
        row: lists.ListRow | None = self.records.row
        if row is not None and row.state == READY:
            self.dismiss(row)
