"""待办 My turn: everything that waits on the caller, oldest deadline first, and why it is his."""

from collections.abc import Hashable, Sequence
from typing import Any, ClassVar

from rich.text import Text
from textual.binding import BindingType

from console.locale import words
from console.screens.lists import ListPage
from console.screens.page import Page, bindings
from console.widgets.record_list import Column, Rows
from console.widgets.show import show
from console.wire import calls, views


class TodoPage(ListPage):
    """What waits on me."""

    SCOPE = "todo"
    TAB = "todo"
    BINDINGS: ClassVar[list[BindingType]] = bindings("todo")

    def columns(self) -> Sequence[Column]:
        """What, due, number, purpose."""
        return (
            Column(self.t("column.what"), 18, lambda r: self.session.label("todo", r.what)),
            Column(self.t("column.due"), 16, lambda r: self.session.when(r.due, year=False)),
            Column(self.t("column.number"), 18, lambda r: r.number),
            Column(self.t("column.purpose"), 0, lambda r: r.title),
        )

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """The desk gives the whole of it, at most 500."""
        del text, after, limit
        rows = self.session.desk().call(calls.Todo())
        return Rows(len(rows), "", rows)

    def key(self, row: Any) -> Hashable:
        """Request, slot, what, and application."""
        return row.request, row.slot, row.what, row.application

    def detail(self, row: views.TodoRow) -> Text:
        """Why it is mine, and what happens next."""
        session = self.session
        because = session.label("post", row.because) if row.what in {"decide", "accept"} else row.because
        if row.what == "late":
            who = ", ".join(session.name(person) for person in row.who)
            because = self.t("late.waits", who=who, since=session.when(row.since))
        elif row.what == "revise":
            because = session.state(row.because, "request")
        if row.what in {"release", "refused"} and row.because:
            because = words.slot_reason(row.because, session.lang)
        if row.what == "confirm":
            because = session.name(row.because)
        lines = [
            session.label("todo", row.what),
            f"{row.number} {session.label('category', row.category)}",
            session.department(row.department),
            row.title,
            f"{self.t('column.due')}: {session.when(row.due)}",
            because,
            self.t("late.told") if row.escalated and row.what != "late" else "",
            self.t(f"next.{row.what}"),
        ]
        return show("\n".join(part for part in lines if part))

    def do_open(self) -> None:
        """Open what waits, where it can be done."""
        row: views.TodoRow | None = self.records.row
        if row is not None:
            self.app.push_screen(page_for(row))

    def do_filter(self) -> None:
        """The list is short; it has no filter."""


def page_for(row: views.TodoRow) -> Page:
    """The page on which a thing that waits is done."""
    from console.screens.card import CardPage  # noqa: PLC0415 - loaded when first opened
    from console.screens.monitor import MonitorPage  # noqa: PLC0415 - as above
    from console.screens.request_view import RequestPage  # noqa: PLC0415 - as above

    match row.what:
        case "decide" | "accept":
            return CardPage(row.request)
        case "release" | "refused" | "unknown" | "confirm":
            return MonitorPage(row.request, row.slot)
        case _:
            return RequestPage(row.request)
