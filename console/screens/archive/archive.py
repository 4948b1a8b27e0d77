"""The archive book (档案簿, R3): every paper document, its place, who has it; papers still owed, and sends made on paper."""

from typing import ClassVar

from console.domain.archive.archive import PaperKind, PaperState
from console.nouns.archive import ToPaper
from console.screens.narrowing import NarrowedPage
from console.views.archive import PAPER
from console.widgets.record_list import Rows
from console.wire.archive import archive as wire


class ArchivePage(NarrowedPage[wire.PaperRow], scope="archive"):
    """The book, newest document first."""

    VIEW = PAPER
    OPENS = ToPaper
    TOPICS = frozenset({"archive", "roster"})
    PARTS: ClassVar[dict[str, str]] = {"state": "paper_state", "kind": "paper_kind"}

    def __init__(self, document: str = "") -> None:
        super().__init__()
        self._first = document

    def begin(self) -> None:
        """Load the book, filtered by the text that the page was opened with."""
        super().begin()
        if self._first:
            text, self._first = self._first, ""
            self._filter(text)

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
