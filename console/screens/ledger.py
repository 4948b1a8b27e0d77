"""台账 Ledger: entries, newest first; one entry whole; the chain verified from its beginning."""

from collections.abc import Hashable, Sequence
from typing import Any, ClassVar

from rich.text import Text
from textual.binding import BindingType

from console.screens.lists import ListPage, paged
from console.screens.page import bindings
from console.screens.session import number
from console.widgets.record_list import Column, Rows
from console.widgets.show import show
from console.wire import calls, views


class LedgerPage(ListPage):
    """Entries; the filter is `kind`, `@actor` or `subject:id`."""

    SCOPE = "ledger"
    TAB = "ledger"
    BINDINGS: ClassVar[list[BindingType]] = bindings("ledger")

    def columns(self) -> Sequence[Column]:
        """Number, time, kind, actor, subject."""
        session = self.session
        return (
            Column(self.t("column.seq"), 7, lambda r: number(r.seq), right=True),
            Column(self.t("column.at"), 15, lambda r: session.when(r.time, year=False)),
            Column(
                self.t("column.kind"),
                24 if session.lang == "zh" else 30,
                lambda r: session.label("ledger", r.kind),
            ),
            Column(self.t("column.actor"), 8, lambda r: session.name(r.actor)),
            Column(self.t("column.subject"), 0, lambda r: r.subject),
        )

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk."""
        actor = text[1:] if text.startswith("@") else ""
        subject = text if ":" in text and not actor else ""
        kind = "" if actor or subject else text
        return paged(
            self, calls.EntriesPage(kind=kind, actor=actor, subject=subject, after=after, limit=limit)
        )

    def key(self, row: Any) -> Hashable:
        """The entry's number."""
        return row.seq  # type: ignore[no-any-return]  # an integer

    def detail(self, row: views.EntryRow) -> Text:
        """Hash and kind in full."""
        session = self.session
        told = (
            session.label("ledger", row.kind),
            row.kind,
            row.subject,
            session.name(row.actor),
            session.when(row.time),
            "",
            row.hash,
        )
        return show("\n".join(told))

    def do_open(self) -> None:
        """Show the entry as it is stored."""
        row: views.EntryRow | None = self.records.row
        if row is not None:
            self.ask(calls.EntryDetail(row.seq), self._whole)

    def _whole(self, view: views.EntryView) -> None:
        whole = show("\n\n".join(part for part in (view.envelope, view.statement, view.signature) if part))
        self.read(
            lambda: f"{number(view.row.seq)}  {self.session.label('ledger', view.row.kind)}",
            whole,
        )

    def do_verify(self) -> None:
        """Walk the whole chain."""
        self.say(self.t("ledger_view.verifying"))
        self.ask(calls.VerifyLedger(), self._verified)

    def _verified(self, report: views.LedgerReport) -> None:
        if report.bad:

            def bad() -> Text:
                why = self.session.label("chain", report.why)
                return show(self.t("ledger_view.bad", seq=report.bad, why=why), "bold")

            self.read(lambda: self.t("ledger_view.broken"), bad)
        else:
            self.say(self.t("ledger_view.good", n=number(report.entries), head=report.head[:24]))
