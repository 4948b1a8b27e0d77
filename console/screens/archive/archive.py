"""The archive book (档案簿, R3): every paper document, its place, who has it; papers still owed, and sends made on paper."""

from collections.abc import Callable
from typing import ClassVar

from console.domain.archive.archive import PaperKind, PaperState
from console.nouns.archive import ToPaper
from console.screens import pages
from console.screens.narrowing import NarrowedPage
from console.views.archive import PAPER
from console.widgets.record_list import Rows
from console.wire.archive import archive as wire
from console.wire.duties import subjects


class ArchivePage(NarrowedPage[wire.PaperRow], scope="archive"):
    """The book, newest document first."""

    VIEW = PAPER
    OPENS = ToPaper
    TOPICS = frozenset({"archive", "roster"})
    PARTS: ClassVar[dict[str, str]] = {"state": "paper_state", "kind": "paper_kind"}

    def sought(self, about: pages.About) -> Callable[[wire.PaperRow], bool] | None:
        """Tell a document by its number."""
        match about:
            case subjects.Document(document=number):
                return lambda row: row.number == number
        return None

    def sought_by(self, about: pages.About) -> str:
        """The number; the book may be long."""
        return about.document if isinstance(about, subjects.Document) else ""

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for one page."""
        call = wire.ArchivePage(self.kind, self.state, "", text, after=after, limit=limit)
        page: wire.PapersPage = self.session.desk().call(call)
        return Rows(page.page.total, page.page.after, page.rows)

    def do_new(self) -> None:
        """Enter a document."""
        self.open("paper_form")

    def do_state(self) -> None:
        """Show only documents of one state."""
        self.narrow("state", PaperState)

    def do_kind(self) -> None:
        """Show only documents of one kind."""
        self.narrow("kind", PaperKind)
