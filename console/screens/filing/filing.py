"""归档 Filing: a quarter of every department: who has handed in, who is late, what was sent in all (R3)."""

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from console.screens.frame import bindings
from console.screens.lists import ListPage, portion
from console.screens.printing import print_form
from console.screens.session import number
from console.views.filing import FILING
from console.widgets.modals import Item
from console.widgets.record_list import Rows
from console.widgets.show import fit, show
from console.wire import filing as wire

_MARGIN = 2


class FilingPage(ListPage[wire.FilingRow]):
    """A quarter, department by department, with its totals above."""

    SCOPE = "filing"
    TAB = "filing"
    VIEW = FILING
    KEY = ("department",)
    TOPICS = frozenset({"filings", "sends", "requests", "roster", "losses"})
    BINDINGS: ClassVar[list[BindingType]] = bindings("filing")
    CSS = "#totals { height: 1; }"

    class Progressed(Message):
        """The quarter as the desk gave it, for the line above the list."""

        def __init__(self, view: wire.FilingsView) -> None:
            super().__init__()
            self.view = view

    def __init__(self, quarter: str = "") -> None:
        super().__init__()
        self.quarter = quarter
        self.view: wire.FilingsView | None = None

    def body(self) -> Iterable[Widget]:
        """The totals, then the list."""
        yield Static(show(""), id="totals", markup=False)
        yield from super().body()

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """The desk gives the whole quarter."""
        view: wire.FilingsView = self.session.desk().call(wire.Filings(self.quarter, text))
        self.post_message(self.Progressed(view))
        return portion(view.rows, after, limit)

    def on_filing_page_progressed(self, message: Progressed) -> None:
        """Say above the list which quarter it is, and what it comes to."""
        message.stop()
        self.view = message.view
        self.quarter = message.view.quarter
        self._draw_totals()

    def on_resize(self) -> None:
        """Cut the totals to the new width."""
        super().on_resize()
        self._draw_totals()

    def _draw_totals(self) -> None:
        view = self.view
        if view is None:
            return
        words = self.t(
            "filing.totals" if view.over else "filing.totals_running",
            quarter=view.quarter,
            due=self.session.when(view.due)[:10],
            done=view.totals.get("received", 0),
            of=len(view.rows),
            late=view.totals.get("late", 0),
            n=number(view.recipients + view.paper_recipients),
        )
        drawn: Text = show(fit(f" {words}", max(20, self.size.width - _MARGIN)), "bold")
        for label in self.query("#totals").results(Static):
            label.update(drawn)

    def do_open(self) -> None:
        """The department's quarter: forms, gaps, and what to do."""
        row = self.here
        if row is not None:
            self.open("quarter", row.department, row.quarter)

    def do_print(self) -> None:
        """The quarter of the whole unit on paper, as a file in the person's own folder."""
        if self.view is not None:
            print_form(self, "summary", self.view.quarter)

    def do_quarter(self) -> None:
        """Another quarter."""
        view = self.view
        if view is None:
            return

        def picked(value: str) -> None:
            self.quarter = value
            self.records.ask(self.records.filter)

        self.pick(
            lambda: self.t("filing.which"), [Item(one, one) for one in view.quarters], picked, at=self.quarter
        )

    def do_archive(self) -> None:
        """The archive book (R3)."""
        self.open("archive")

    def do_statistics(self) -> None:
        """Figures of use."""
        self.open("statistics")

    def do_erasure(self) -> None:
        """What is due for erasure."""
        self.open("erasure")
