"""Ledger heads that the dispatcher signed, newest first: forms and filings carry them, and a printed head is compared with them."""

from console.screens.ledger.ledger import check_head
from console.screens.lists import ListPage, paged
from console.screens.session import number
from console.views.ledger import HEAD
from console.widgets.record_list import Rows
from console.widgets.show import show
from console.wire.ledger import ledger as wire


class HeadsPage(ListPage[wire.HeadRow], scope="heads"):
    """Signed heads."""

    VIEW = HEAD
    KEY = ("seq",)

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk."""
        del text
        return paged(self, wire.LedgerHeads(after, limit))

    def changed(self, topics: frozenset[str]) -> None:
        """Do nothing: new heads come every hour, and the list is read when the page is opened."""

    def do_open(self) -> None:
        """Show the head as it is printed, with its signature."""
        row = self.here
        if row is not None:
            self.read(
                lambda: f"{number(row.seq)}  {self.session.when(row.at)}",
                lambda: show(f"{row.head}\n\n{row.text}\n\n{row.signature}"),
            )

    def do_check(self) -> None:
        """Type a head from paper, and learn whether it is in the chain."""
        check_head(self)

    def do_filter(self) -> None:
        """Do nothing: heads are few, and the list has no filter."""
