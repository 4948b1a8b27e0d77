"""Erasures carried out (R13): who, when, how much, how far; and the certificate on paper."""

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from rich.text import Text
from textual.binding import BindingType

from console.screens.lists import ListPage, paged
from console.screens.page import bindings
from console.screens.printing import print_form
from console.screens.session import Session, number
from console.screens.statement import rows
from console.widgets.modals import ROOM
from console.widgets.record_list import Column, Rows
from console.wire import erasure as wire

_PANE = 42


class ErasuresPage(ListPage[wire.ErasureRow]):
    """Newest first."""

    SCOPE = "erasures"
    TAB = "filing"
    BINDINGS: ClassVar[list[BindingType]] = bindings("erasures")

    def columns(self) -> Sequence[Column]:
        """When, how much, by whom, why."""
        session = self.session
        return (
            Column(self.t("erasure.carried_out"), 16, lambda r: session.when(r.at)[:16]),
            Column(self.t("erasure.requests"), 10, lambda r: number(r.requests), right=True),
            Column(self.t("erasure.rows"), 9, lambda r: number(r.count), right=True),
            Column(self.t("erasure.proposer"), 12, lambda r: session.name(r.by)),
            Column(self.t("erasure.confirmer"), 13, lambda r: session.name(r.confirmed_by)),
            Column(self.t("act.reason"), 0, lambda r: r.reason),
        )

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk."""
        del text
        return paged(self, wire.Erasures(after=after, limit=limit))

    def narrowed(self) -> bool:
        """Nothing is left out."""
        return False

    def changed(self, topics: frozenset[str]) -> None:
        """Something was erased, or its free pages were written over."""
        if "erasure" in topics:
            self.reload()

    def detail(self, row: wire.ErasureRow) -> Text:
        """The erasure in short."""
        return rows(self.session, erasure_rows(self.session, row), _PANE)

    def do_open(self) -> None:
        """The certificate whole, as it is printed."""
        row: wire.ErasureRow | None = self.records.row
        if row is None:
            return

        def told(found: wire.ErasureView) -> None:
            self.read(
                lambda: self.t("erasure.nth", id=row.id),
                lambda: rows(self.session, whole_rows(self.session, found), ROOM),
            )

        self.ask(wire.ErasureDetail(row.id), told)

    def do_print(self) -> None:
        """Write the certificate to a file in the person's own folder."""
        row: wire.ErasureRow | None = self.records.row
        if row is not None:
            print_form(self, "erasure", str(row.id))

    def do_filter(self) -> None:
        """The list has no filter."""


def erasure_rows(session: Session, row: wire.ErasureRow) -> list[tuple[str, str]]:
    """An erasure as label and value."""
    t = session.t
    return [
        (t("erasure.carried_out"), session.when(row.at)),
        (t("erasure.scrubbed"), session.when(row.scrubbed) or t("erasure.not_scrubbed")),
        (t("erasure.requests"), number(row.requests)),
        (t("erasure.item.list"), number(row.lists)),
        (t("erasure.rows"), number(row.count)),
        (t("erasure.proposer"), session.name(row.by)),
        (t("erasure.confirmer"), session.name(row.confirmed_by)),
        (t("act.reason"), row.reason),
    ]


def whole_rows(session: Session, view: wire.ErasureView) -> list[tuple[str, str]]:
    """A certificate as label and value."""
    t = session.t
    items = "\n".join(
        f"{session.label('erasure.item', item.kind)}  {item.name}  {number(item.n)}" for item in view.items
    )
    reports = []
    for text in view.reports:
        told = msgspec.json.decode(text, type=wire.ErasureReport)
        reports.append(
            t(
                "erasure.told",
                by=told.by,
                sends=number(told.sends),
                recipients=number(told.recipients),
                rows=number(told.rows),
            )
        )
    removed = "  ".join(
        f"{session.label('erased_rows', name)} {number(n)}" for name, n in view.removed.items()
    )
    return [
        *erasure_rows(session, view.row),
        (t("erasure.what"), items),
        (t("erasure.removed"), removed),
        (t("paper.erasure_reports"), "\n".join(reports)),
        (t("people.digest"), view.row.proposal),
    ]
