"""Paper that is owed after sending (R3): forms of ended sends that are not in the archive book yet."""

from console.nouns.archive import ToPaperForm
from console.nouns.requests import ToRequest
from console.screens.lists import ListPage, portion
from console.views.archive import OWED
from console.widgets.record_list import Rows
from console.wire.archive import archive as wire


class PapersOwedPage(ListPage[wire.OwedPaper], scope="papers_owed"):
    """Papers that are owed, oldest first."""

    ON_ROW = frozenset({"look"})
    VIEW = OWED
    KEY = ("request",)
    TOPICS = frozenset({"archive", "requests", "sends"})

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for the whole list."""
        return portion(self.session.desk().call(wire.PapersOwed(text=text)), after, limit)

    def do_open(self) -> None:
        """Enter the paper of the send."""
        row = self.here
        if row is not None:
            self.go(ToPaperForm(str(row.request), f"{row.number}  {row.purpose}", None, row.number))

    def do_look(self) -> None:
        """Open the request."""
        row = self.here
        if row is not None:
            self.go(ToRequest(row.request))
