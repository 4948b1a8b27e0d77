"""归档 Filing: one quarter of every department: who has filed, who is late, and the total of what was sent (R3)."""

from collections.abc import Iterable

from rich.text import Text
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from console.domain.refusals import Refusal
from console.screens.lists import ListPage, portion
from console.screens.printing import print_form
from console.screens.session import number
from console.views.filing import FILING
from console.widgets.modals import Item
from console.widgets.paint import strong
from console.widgets.record_list import Rows
from console.widgets.show import fit, show
from console.wire.duties import subjects as about
from console.wire.filing import filing as wire

_MARGIN = 2


class FilingPage(ListPage[wire.FilingRow], scope="filing"):
    """A quarter, department by department, with its totals above."""

    VIEW = FILING
    KEY = ("department",)
    TOPICS = frozenset({"filings", "sends", "requests", "roster", "losses"})
    CSS = "#totals { height: 1; }"

    class Progressed(Message):
        """The quarter from the desk, for the line above the list."""

        def __init__(self, view: wire.FilingsView) -> None:
            super().__init__()
            self.view = view

    def __init__(self, quarter: str = "") -> None:
        super().__init__()
        self.quarter = quarter
        self.view: wire.FilingsView | None = None

    def body(self) -> Iterable[Widget]:
        """Yield the totals, then the list."""
        yield Static(show(""), id="totals", markup=False)
        yield from super().body()

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for the whole quarter."""
        view: wire.FilingsView = self.session.desk().call(wire.Filings(self.quarter, text))
        self.post_message(self.Progressed(view))
        return portion(view.rows, after, limit)

    def on_filing_page_progressed(self, message: Progressed) -> None:
        """Show the quarter and its totals above the list."""
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
        drawn: Text = strong(fit(f" {words}", max(20, self.size.width - _MARGIN)))
        for label in self.query("#totals").results(Static):
            label.update(drawn)

    def do_open(self) -> None:
        """Open the department's quarter: forms, gaps, and what to do."""
        row = self.here
        if row is not None:
            self.go(about.Quarter(row.department, row.quarter))

    def bar_print(self) -> Refusal | None:
        """That the reader does not see every department."""
        return self.session.demand_reader("filing_summary")

    def do_print(self) -> None:
        """Print the quarter of the whole organisation as a file in the person's own folder."""
        if self.view is not None:
            print_form(self, "summary", self.view.quarter)

    def do_quarter(self) -> None:
        """Show another quarter."""
        view = self.view
        if view is None:
            return

        def picked(value: str) -> None:
            self.quarter = value
            self.records.ask(self.records.filter)

        self.pick(
            lambda: self.t("filing.which"), [Item(one, one) for one in view.quarters], picked, at=self.quarter
        )
