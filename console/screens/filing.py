"""归档 Filing: a quarter of every department: who has handed in, who is late, what was sent in all (R3)."""

from collections.abc import Hashable, Iterable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from console.screens.filing_words import counts_words, due_words, forms_words, on_paper_words, state_words
from console.screens.lists import ListPage, portion
from console.screens.page import bindings
from console.screens.printing import print_form
from console.screens.session import number
from console.screens.statement import rows
from console.widgets.modals import Item
from console.widgets.record_list import Column, Rows
from console.widgets.show import fit, show
from console.wire import filing as wire

_PANE = 42
_MARGIN = 2


class FilingPage(ListPage[wire.FilingRow]):
    """A quarter, department by department, with its totals above."""

    SCOPE = "filing"
    TAB = "filing"
    BINDINGS: ClassVar[list[BindingType]] = bindings("filing")
    CSS = "#totals { height: 1; }"

    class Told(Message):
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

    def columns(self) -> Sequence[Column]:
        """Department, state, forms, recipients, what is missing, due or signed."""
        session = self.session
        return (
            Column(self.t("column.department"), 12, lambda r: r.name),
            Column(
                self.t("column.state"), 20 if session.lang == "en" else 16, lambda r: state_words(session, r)
            ),
            Column(self.t("filing.forms"), 5, lambda r: forms_words(r) if r.id else "", right=True),
            Column(
                self.t("column.recipients"),
                10 if session.lang == "en" else 8,
                lambda r: number(r.recipients + r.paper_recipients) if r.id else "",
                right=True,
            ),
            Column(self.t("filing.gaps"), 4, lambda r: str(r.gaps) if r.gaps else "", right=True),
            Column(self.t("filing.when"), 0, lambda r: due_words(session, r)),
        )

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """The desk gives the whole quarter."""
        view: wire.FilingsView = self.session.desk().call(wire.Filings(self.quarter, text))
        self.post_message(self.Told(view))
        return portion(view.rows, after, limit)

    def on_filing_page_told(self, message: Told) -> None:
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

    def key(self, row: wire.FilingRow) -> Hashable:
        """The department."""
        return str(row.department)

    def changed(self, topics: frozenset[str]) -> None:
        """Somebody compiled, signed or received, or something was sent."""
        if topics & {"filings", "sends", "requests", "roster", "losses"}:
            self.reload()

    def detail(self, row: wire.FilingRow) -> Text:
        """The department's quarter in full."""
        return rows(self.session, self._all(row), _PANE)

    def _all(self, row: wire.FilingRow) -> list[tuple[str, str]]:
        session, t = self.session, self.t
        return [
            (t("column.department"), row.name),
            (t("filing.quarter"), row.quarter),
            (t("column.state"), state_words(session, row)),
            (t("filing.due"), session.when(row.due)),
            (t("filing.counts"), counts_words(session, row) if row.id else ""),
            (t("filing.on_paper"), on_paper_words(session, row.paper_sends, row.paper_recipients)),
            (
                t("filing.signed"),
                f"{session.name(row.signed_by)}  {session.when(row.signed_at)}" if row.signed_by else "",
            ),
            (t("filing.receive_by"), session.when(row.receive_by) if row.receive_by else ""),
            (
                t("filing.received"),
                f"{session.name(row.received_by)}  {session.when(row.received_at)}"
                if row.received_by
                else "",
            ),
            (t("filing.paper"), row.paper),
            (t("column.reason"), row.reason),
        ]

    def do_open(self) -> None:
        """The department's quarter: forms, gaps, and what to do."""
        row: wire.FilingRow | None = self.records.row
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
