"""审批 Approval queue: what waits for the caller's decision."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType

from console.screens.lists import ListPage, paged
from console.screens.page import bindings
from console.screens.requests import request_words
from console.screens.session import number
from console.widgets.record_list import Column, Rows
from console.wire import calls, views


class ApprovalsPage(ListPage):
    """The queue, newest first."""

    SCOPE = "approvals"
    TAB = "approvals"
    BINDINGS: ClassVar[list[BindingType]] = bindings("approvals")

    def columns(self) -> Sequence[Column]:
        """Number, level, category, recipients, opening, purpose."""
        session = self.session
        return (
            Column(self.t("column.number"), 18, lambda r: r.number),
            Column(self.t("column.waits"), 12, lambda r: session.label("post", r.waits_for)),
            Column(self.t("column.category"), 9, lambda r: session.label("category", r.category)),
            Column(self.t("column.recipients"), 10, lambda r: number(r.recipients), right=True),
            Column(self.t("column.purpose"), 0, lambda r: r.purpose),
        )

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for what the caller may decide."""
        return paged(self, calls.RequestsPage(queue=True, text=text, after=after, limit=limit))

    def detail(self, row: views.RequestRow) -> Text:
        """The row in full."""
        return request_words(self, row)

    def do_open(self) -> None:
        """Open the scope card."""
        from console.screens.card import CardPage  # noqa: PLC0415 - loaded when first opened

        row: views.RequestRow | None = self.records.row
        if row is not None:
            self.app.push_screen(CardPage(row.id))
