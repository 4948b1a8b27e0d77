"""Paper that is owed after sending (R3): forms of ended sends that are not in the archive book yet."""

from collections.abc import Hashable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType

from console.screens.lists import ListPage, portion
from console.screens.page import bindings
from console.screens.statement import rows
from console.widgets.record_list import Column, Rows
from console.wire import archive as wire

_PANE = 42


class PapersOwedPage(ListPage[wire.OwedPaper]):
    """What is owed, the oldest first."""

    SCOPE = "papers_owed"
    TAB = "filing"
    BINDINGS: ClassVar[list[BindingType]] = bindings("papers_owed")

    def columns(self) -> Sequence[Column]:
        """Late, number, who, until, purpose."""
        session = self.session
        return (
            Column("", 4, lambda r: self.t("archive.is_late") if r.late else ""),
            Column(self.t("archive.request"), 18, lambda r: r.number),
            Column(self.t("archive.until"), 5, lambda r: session.when(r.until, year=False)[:5]),
            Column(self.t("archive.who"), 16, lambda r: "/".join(session.name(one) for one in r.who)),
            Column(self.t("column.purpose"), 0, lambda r: r.purpose),
        )

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """The desk gives the whole list."""
        return portion(self.session.desk().call(wire.PapersOwed(text=text)), after, limit)

    def key(self, row: wire.OwedPaper) -> Hashable:
        """The request."""
        return row.request

    def changed(self, topics: frozenset[str]) -> None:
        """Something was entered, or a send has ended."""
        if topics & {"archive", "requests", "sends"}:
            self.reload()

    def detail(self, row: wire.OwedPaper) -> Text:
        """Of what, since when, by whom."""
        session, t = self.session, self.t
        return rows(
            session,
            [
                (t("archive.request"), row.number),
                (t("archive.category"), session.label("category", row.category)),
                (t("archive.department"), session.department(row.department)),
                (t("column.purpose"), row.purpose),
                (t("archive.since"), session.when(row.since)),
                (t("archive.until"), session.when(row.until)),
                (t("archive.who"), ", ".join(session.name(one) for one in row.who)),
            ],
            _PANE,
        )

    def do_open(self) -> None:
        """Enter its paper."""
        row: wire.OwedPaper | None = self.records.row
        if row is not None:
            self.open("paper_form", str(row.request), f"{row.number}  {row.purpose}")

    def do_look(self) -> None:
        """The request itself."""
        row: wire.OwedPaper | None = self.records.row
        if row is not None:
            self.open("request", row.request)
