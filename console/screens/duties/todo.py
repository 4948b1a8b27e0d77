"""待办 My turn: everything that waits for the caller, oldest deadline first, and why it waits for them."""

from collections.abc import Hashable
from typing import ClassVar

from textual.binding import BindingType

from console.screens.duties.duty_pages import page_for
from console.screens.frame import bindings
from console.screens.lists import ListPage
from console.screens.people import order_acts
from console.screens.printing import print_form
from console.views.duties import TODO
from console.widgets.record_list import Rows
from console.wire import calls, views


class TodoPage(ListPage[views.TodoRow]):
    """The duties of the caller."""

    SCOPE = "todo"
    TAB = "todo"
    VIEW = TODO
    BINDINGS: ClassVar[list[BindingType]] = bindings("todo")

    def begin(self) -> None:
        """Load the list, and ask whether the caller may name a deputy."""
        super().begin()
        order_acts.grey(self, {"todo.delegate": "deputise"})

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for the whole list, which has at most 500 rows."""
        del text, after, limit
        rows = self.session.desk().call(calls.Todo())
        return Rows(len(rows), "", rows)

    def key(self, row: views.TodoRow) -> Hashable:
        """The duty, its subject, and its deadline: two proposals about one slot differ only in these."""
        return row.what, row.subject, row.due

    def do_open(self) -> None:
        """Open the page on which the duty can be done."""
        row = self.here
        if row is not None:
            self.app.push_screen(page_for(row))

    def do_print(self) -> None:
        """Print Attachment 1 of the request that waits."""
        row = self.here
        if row is None or not row.request or row.what == "draft":
            self.say(self.t("printing.no_request"))
            return
        print_form(self, "request", str(row.request))

    def do_delegate(self) -> None:
        """Name a deputy who decides in the caller's place for some days (代)."""
        self.open("deputy")

    def do_filter(self) -> None:
        """Do nothing: the list is short and has no filter."""
