"""Ledger heads that the dispatcher signed, newest first: what forms and filings carry, and what a printed one is held against."""

from collections.abc import Hashable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType

from console.screens.ledger import check_head
from console.screens.lists import ListPage, paged
from console.screens.page import bindings
from console.screens.session import number
from console.widgets.record_list import Column, Rows
from console.widgets.show import show
from console.wire import ledger as wire


class HeadsPage(ListPage[wire.HeadRow]):
    """Signed heads."""

    SCOPE = "heads"
    TAB = "ledger"
    BINDINGS: ClassVar[list[BindingType]] = bindings("heads")

    def columns(self) -> Sequence[Column]:
        """Number, when, verdict on the signature, hash."""
        session = self.session
        return (
            Column(self.t("column.seq"), 7, lambda r: number(r.seq), right=True),
            Column(self.t("column.at"), 20, lambda r: session.when(r.at)),
            Column(self.t("entry.signature"), 10, lambda r: session.label("entry_verdict", r.verdict)),
            Column(self.t("entry.hash"), 0, lambda r: r.head.partition(":")[2]),
        )

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk."""
        del text
        return paged(self, wire.LedgerHeads(after, limit))

    def key(self, row: wire.HeadRow) -> Hashable:
        """The head's number."""
        return row.seq

    def changed(self, topics: frozenset[str]) -> None:
        """Heads come by the hour; they are read when the page is opened."""

    def detail(self, row: wire.HeadRow) -> Text:
        """The head as it is printed."""
        told = (
            row.head,
            "",
            row.service,
            self.session.when(row.at),
            self.session.label("entry_verdict", row.verdict),
        )
        return show("\n".join(told))

    def do_open(self) -> None:
        """The head as it is printed, with its signature."""
        row: wire.HeadRow | None = self.records.row
        if row is not None:
            self.read(
                lambda: f"{number(row.seq)}  {self.session.when(row.at)}",
                lambda: show(f"{row.head}\n\n{row.text}\n\n{row.signature}"),
            )

    def do_check(self) -> None:
        """Type a head from paper, to be told whether it is in the chain."""
        check_head(self)

    def do_filter(self) -> None:
        """Heads are few; the list has no filter."""
