"""Choosing a finished contact list for a slot."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from console.screens.session import Session, number
from console.widgets.modals import Dialog, Told
from console.widgets.record_list import Column, RecordList, Rows
from console.wire import calls, views

READY = "ready"


class ListPicker(Dialog[views.ListRow]):
    """The department's lists, newest first; Enter takes one."""

    DEFAULT_CSS = "ListPicker RecordList { height: 14; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "take", show=False)]

    def __init__(
        self, session: Session, department: str, say: Callable[[], Told], trouble: Callable[[Exception], None]
    ) -> None:
        super().__init__(say)
        self._session, self._department, self._trouble = session, department, trouble

    def body(self) -> ComposeResult:
        """The lists."""
        session = self._session
        yield RecordList(
            (
                Column(session.t("column.name"), 0, lambda r: r.name),
                Column(session.t("column.recipients"), 11, lambda r: number(r.n), right=True),
                Column(session.t("column.at"), 20, lambda r: session.when(r.at)),
            ),
            self._fetch,
            lambda r: r.id,
            empty=session.t("list.contacts.empty"),
            waiting=session.t("list.waiting"),
        )

    def begin(self) -> None:
        """The list is in use at once."""
        self.query_one(RecordList).focus()

    def _fetch(self, text: str, after: str, limit: int) -> Rows:
        page: views.ListPage = self._session.desk().call(
            calls.ListsPage(department=self._department, text=text, after=after, limit=limit)
        )
        return Rows(page.page.total, page.page.after, page.rows)

    def on_record_list_unread(self, message: RecordList.Unread) -> None:
        """Say why the lists could not be read."""
        message.stop()
        self.dismiss(None)
        self._trouble(message.error)

    def action_take(self) -> None:
        """Take the list under the cursor, if it is finished."""
        row: views.ListRow | None = self.query_one(RecordList).row
        if row is not None and row.state == READY:
            self.dismiss(row)
