"""待办 My turn: everything that waits for the caller, oldest deadline first, and why; beneath it, what they did lately."""

from collections.abc import Hashable, Iterable
from typing import Final

from textual.widget import Widget

from console.domain.refusals import refuse
from console.nouns.requests import ToRequest
from console.nouns.sending import ToMonitor
from console.screens.frame import FRAME_LINES
from console.screens.lists import HEADS, ListPage, columns, portion
from console.screens.people import may_order
from console.views.duties import TODO
from console.views.lately import LATELY
from console.widgets.record_list import RecordList, Rows
from console.widgets.show import show
from console.wire import calls
from console.wire.duties.here import TodoRow
from console.wire.duties.lately import Lately, LatelyRow

_PANE: Final = 6
"""Fewest lines of the pane where what was done lately stands beneath it."""
_EMPTY: Final = 4
"""Lines of an empty list."""
_LATELY: Final = HEADS + 2
"""Fewest lines of what was done lately; where there is less room it is left out."""


class TodoPage(ListPage[TodoRow], scope="todo"):
    """The duties of the caller, and what became of what they did."""

    ON_ROW = frozenset({"print"})
    VIEW = TODO
    SNUG = True
    CSS = """
    #lately { height: 1fr; }
    TodoPage.-beside #listed { layout: grid; grid-size: 2; grid-rows: 1fr; }
    TodoPage.-beside.-both #listed { grid-rows: 3fr 2fr; }
    TodoPage.-beside.-both #pane { row-span: 2; }
    TodoPage.-beside #pane { height: 100%; }
    TodoPage.-beside.-alone #listed { grid-size: 1; }
    """

    def companions(self) -> Iterable[Widget]:
        """Yield the pane, and what the caller did lately."""
        yield from super().companions()
        lately = RecordList(
            columns((LATELY,), self.session),
            self._lately,
            lambda row: (row.at, row.request, row.kind),
            empty="",
            waiting=self.t("list.waiting"),
            snug=True,
            id="lately",
        )
        lately.border_title = show(self.t("lately.title"))
        yield lately

    def begin(self) -> None:
        """Load the list, and ask whether the caller may name a deputy."""
        super().begin()
        may_order.grey(self, {"todo.delegate": "deputise"})

    def reload(self) -> None:
        """Load both lists again."""
        super().reload()
        for lately in self._lists("lately"):
            lately.reload()

    def _lists(self, name: str) -> Iterable[RecordList]:
        return self.query(f"#{name}").results(RecordList)

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for the whole list, which has at most 500 rows."""
        del text, after, limit
        rows = self.session.desk().call(calls.Todo())
        return Rows(len(rows), "", rows)

    def _lately(self, text: str, after: str, limit: int) -> Rows:
        del text
        return portion(self.session.desk().call(Lately()), after, limit)

    def key(self, row: TodoRow) -> Hashable:
        """The duty, its subject, and its deadline: two proposals about one slot differ only in these."""
        return row.what, row.subject, row.due

    def share(self) -> None:
        """Give room to what was done lately where list and pane leave some; beneath the list on a wide screen."""
        super().share()
        # While the page is drawn in another language its lists come one after the other.
        parts = self._lists("records"), self._lists("lately"), self.query("#pane"), self.query("#listed")
        for records, lately, pane, listed in zip(*parts, strict=False):
            wide = self.pane_width()
            listed.styles.grid_columns = f"1fr {wide}" if wide and records.total > 0 else "1fr"
            room = (listed.size.height or self.size.height - FRAME_LINES) - _LATELY
            rows = HEADS + (records.total if records.total > 0 else _EMPTY)
            there = lately.total > 0 and room >= rows + (0 if wide or records.total <= 0 else _PANE)
            lately.display = there
            self.set_class(there, "-both")
            self.set_class(records.total <= 0, "-alone")
            hugs = there and not wide
            pane.styles.height, pane.styles.max_height = ("auto", room - rows) if hugs else (None, None)
            if wide or hugs:
                records.styles.height = "100%" if wide else rows

    # ---- opening, printing, a deputy

    def do_open(self) -> None:
        """Open the page on which the duty can be done; of what was done lately, the send that is under way, or the request."""
        did: LatelyRow | None = next((one.row for one in self._lists("lately") if one.has_focus), None)
        if did is not None:
            if did.slot:
                self.go(ToMonitor(did.request, did.slot))
            else:
                self.go(ToRequest(did.request))
            return
        from console.screens.duties.duty_pages import page_for  # noqa: PLC0415 - loads the kinds of acts

        row = self.here
        if row is not None:
            self.app.push_screen(page_for(row))

    def at_row(self, row: TodoRow) -> None:
        """Update the key for printing by whether the row has a form."""
        self.allowed["todo.print"] = None if _has_form(row) else refuse("nothing_to_print", "R3")

    def do_print(self) -> None:
        """Print Attachment 1 of the request that waits."""
        from console.screens.printing import print_form  # noqa: PLC0415 - only when something is printed

        row = self.here
        if row is not None and _has_form(row):
            print_form(self, "request", str(row.request))

    def do_delegate(self) -> None:
        """Name a deputy who decides in the caller's place for some days (代)."""
        self.open("deputy")

    def do_filter(self) -> None:
        """Do nothing: the list is short and has no filter."""


def _has_form(row: TodoRow) -> bool:
    """Whether a duty is about a request that was submitted: a draft has no form yet."""
    return bool(row.request) and row.what != "draft"
