"""The chase board (催办): who owes what, since when, until when, for those who ask for it (R3, R7)."""

from collections.abc import Hashable, Sequence
from typing import Any, ClassVar

from rich.text import Text
from textual.binding import BindingType

from console.screens.lists import ListPage, portion
from console.screens.page import bindings
from console.screens.session import Session
from console.screens.statement import rows
from console.widgets.modals import Item, Pick
from console.widgets.record_list import Column, Rows
from console.widgets.show import show
from console.wire import deadlines

_PANE = 42


class ChasePage(ListPage):
    """What everybody owes, late things first."""

    SCOPE = "chase"
    TAB = "people"
    BINDINGS: ClassVar[list[BindingType]] = bindings("chase")

    def __init__(self) -> None:
        super().__init__()
        self.department = ""

    def columns(self) -> Sequence[Column]:
        """Late, what, who, until, number or title."""
        session = self.session
        return (
            Column("", 4, lambda r: self.t("chase.late") if r.late else ""),
            Column(self.t("people.owes"), 15, lambda r: session.label("chase", r.what)),
            Column(self.t("people.who"), 16, lambda r: who_words(session, r)),
            Column(self.t("column.due"), 12, lambda r: session.when(r.until, year=False)[:11]),
            Column(self.t("people.of_what"), 0, lambda r: f"{r.number} {r.title}".strip()),
        )

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """The desk gives the whole board, at most 2,000 rows."""
        session, wanted = self.session, text.lower()
        found: list[deadlines.ChaseRow] = session.desk().call(deadlines.Chase(self.department))
        if wanted:
            found = [row for row in found if wanted in _all_words(session, row).lower()]
        return portion(found, after, limit)

    def key(self, row: Any) -> Hashable:
        """What it is about and who owes it."""
        return row.what, row.request, row.slot, tuple(row.who)

    def changed(self, topics: frozenset[str]) -> None:
        """Something was done, or came."""
        if topics & {"requests", "sends", "pledges", "roster", "applications"}:
            self.reload()

    def detail(self, row: deadlines.ChaseRow) -> Text:
        """The row in full."""
        session, t = self.session, self.t
        return rows(
            session,
            [
                (t("people.owes"), session.label("chase", row.what)),
                (t("column.state"), t("chase.late") if row.late else ""),
                (t("people.who"), who_words(session, row)),
                (t("field.post"), session.post(row.post, row.department)),
                (t("people.waits_since"), session.when(row.since)),
                (t("column.due"), session.when(row.until)),
                (t("column.number"), row.number),
                (t("people.slot"), str(row.slot) if row.slot else ""),
                (t("column.purpose"), row.title),
            ],
            _PANE,
        )

    def do_open(self) -> None:
        """Open the request behind it, or the person who owes a pledge."""
        from console.screens.person import PersonPage  # noqa: PLC0415 - loaded when first opened
        from console.screens.request_view import RequestPage  # noqa: PLC0415 - as above

        row: deadlines.ChaseRow | None = self.records.row
        if row is None:
            return
        if row.request:
            self.app.push_screen(RequestPage(row.request))
        elif row.who:
            self.app.push_screen(PersonPage(row.who[0]))

    def do_department(self) -> None:
        """Only one department."""
        options = [Item("*", self.t("filter.every"))]
        options += [Item(one, name) for one, name in self.session.departments.items()]

        def picked(department: str | None) -> None:
            if department:
                self.department = "" if department == "*" else department
                self.records.ask(self.records.filter)
                told = self.session.department(self.department)
                self.say(self.t("filter.state", state=told) if self.department else "")

        self.app.push_screen(Pick(show(self.t("filter.pick")), options, show(self.t("keys.pick"))), picked)


def who_words(session: Session, row: deadlines.ChaseRow) -> str:
    """Those who could do it, by name; nobody says so."""
    return "/".join(session.name(person) for person in row.who) or session.t("route.nobody")


def _all_words(session: Session, row: deadlines.ChaseRow) -> str:
    what, department = session.label("chase", row.what), session.department(row.department)
    return " ".join((what, who_words(session, row), department, row.number, row.title, *row.who))
