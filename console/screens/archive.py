"""The archive book (档案簿, R3): every paper document, where it lies, who has it; what is owed and what was sent on paper."""

from collections.abc import Sequence
from typing import Any, ClassVar

from rich.text import Text
from textual.binding import BindingType

from console.domain.archive import PaperKind, PaperState
from console.screens.narrowing import NarrowedPage
from console.screens.page import bindings
from console.screens.session import Session
from console.screens.statement import rows
from console.widgets.record_list import Column, Rows
from console.wire import archive as wire

_PANE = 42


class ArchivePage(NarrowedPage[wire.PaperRow]):
    """The book, the newest document first."""

    SCOPE = "archive"
    TAB = "filing"
    PARTS: ClassVar[dict[str, str]] = {"state": "paper_state", "kind": "paper_kind"}
    BINDINGS: ClassVar[list[BindingType]] = bindings("archive")

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._first = text

    def columns(self) -> Sequence[Column]:
        """Number, kind, title, where, state."""
        session, zh = self.session, self.session.lang == "zh"
        return (
            Column(self.t("archive.number"), 12, lambda r: r.number),
            Column(
                self.t("archive.kind"),
                12 if zh else 18,
                lambda r: session.label("paper_kind", r.kind),
            ),
            Column(self.t("archive.state"), 10 if zh else 12, lambda r: state_short(session, r)),
            Column(self.t("archive.title"), 0, lambda r: r.title),
            Column(self.t("archive.where"), 12, place_of),
        )

    def begin(self) -> None:
        """Open at what the page was opened for."""
        super().begin()
        if self._first:
            text, self._first = self._first, ""
            self._filter(text)

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for one page."""
        call = wire.ArchivePage(self.kind, self.state, "", text, after=after, limit=limit)
        found: wire.PapersPage = self.session.desk().call(call)
        return Rows(found.page.total, found.page.after, found.rows)

    def changed(self, topics: frozenset[str]) -> None:
        """Something came into the book, or moved."""
        if topics & {"archive", "roster"}:
            self.reload()

    def detail(self, row: wire.PaperRow) -> Text:
        """The document in full."""
        return rows(self.session, paper_rows(self.session, row), _PANE)

    # ---- keys

    def do_open(self) -> None:
        """The document under the cursor, with what happened to it."""
        row: wire.PaperRow | None = self.records.row
        if row is not None:
            self.open("paper", row.id)

    def do_new(self) -> None:
        """Enter a document."""
        self.open("paper_form")

    def do_owed(self) -> None:
        """What was sent and whose paper is not here."""
        self.open("papers_owed")

    def do_emergencies(self) -> None:
        """What was sent on paper alone."""
        self.open("emergencies")

    def do_numbers(self) -> None:
        """The register of form numbers."""
        self.open("form_numbers")

    def do_state(self) -> None:
        """Only documents of one state."""
        self.narrow("state", PaperState)

    def do_kind(self) -> None:
        """Only documents of one kind."""
        self.narrow("kind", PaperKind)


def place_of(row: wire.PaperRow) -> str:
    """Where a document lies: place, shelf, box."""
    return " ".join(part for part in (row.place, row.shelf, row.box) if part)


def state_short(session: Session, row: wire.PaperRow) -> str:
    """The state of a document for a narrow column: that it should be back comes first."""
    words = session.label("paper_state", row.state)
    return f"{words} {session.t('archive.is_overdue')}" if row.overdue else words


def paper_rows(session: Session, row: wire.PaperRow) -> list[tuple[str, Any]]:
    """A document's fields, labelled."""
    t = session.t
    who = session.name(row.who) if row.who else ""
    back = t("archive.back_on", day=row.due) if row.due else ""
    return [
        (t("archive.number"), row.number),
        (t("archive.kind"), session.label("paper_kind", row.kind)),
        (t("archive.title"), row.title),
        (t("archive.department"), session.department(row.department)),
        (t("archive.place"), row.place),
        (t("archive.shelf"), row.shelf),
        (t("archive.box"), row.box),
        (t("archive.pages"), str(row.pages) if row.pages else ""),
        (t("archive.received"), f"{row.received}  {session.name(row.by)}"),
        (t("archive.brought_by"), row.brought_by),
        (t("archive.state"), "  ".join(part for part in (state_short(session, row), who, back) if part)),
        (t("archive.note"), row.note),
    ]
