"""Back from leave (替我办的): what deputies decided in the place of the one who sits here."""

from collections.abc import Hashable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType

from console.screens.lists import ListPage, portion
from console.screens.page import bindings
from console.screens.session import Session
from console.screens.statement import rows
from console.widgets.record_list import Column, Rows
from console.wire import personnel

_PANE = 42


class AbsencePage(ListPage[personnel.AbsenceRow]):
    """Decisions in one's own place, newest first; Enter opens the request as it stands now."""

    SCOPE = "absence"
    TAB = "people"
    BINDINGS: ClassVar[list[BindingType]] = bindings("absence")

    def columns(self) -> Sequence[Column]:
        """What, by whom, when, how the request stands, which."""
        session = self.session
        return (
            Column(self.t("absence.decided"), 12, lambda r: session.label("step", r.kind)),
            Column(self.t("people.deputy"), 10, lambda r: session.name(r.deputy)),
            Column(self.t("column.at"), 12, lambda r: session.when(r.at, year=False)[:11]),
            Column(self.t("column.state"), 9, lambda r: session.state(r.state, "request")),
            Column(self.t("people.of_what"), 0, lambda r: " ".join(filter(None, _of_what(session, r)))),
        )

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """The desk gives at most 500."""
        del text
        found: list[personnel.AbsenceRow] = self.session.desk().call(personnel.InMyAbsence())
        return portion(found, after, limit)

    def key(self, row: personnel.AbsenceRow) -> Hashable:
        """The decision."""
        return row.request, row.at, row.kind

    def changed(self, topics: frozenset[str]) -> None:
        """A deputy decided, or a request went on."""
        if "requests" in topics:
            self.reload()

    def detail(self, row: personnel.AbsenceRow) -> Text:
        """The decision in full."""
        session, t = self.session, self.t
        return rows(
            session,
            [
                (t("column.number"), row.number),
                (t("absence.decided"), done_words(session, row)),
                (t("people.deputy"), session.name(row.deputy)),
                (t("column.at"), session.when(row.at)),
                (t("absence.said"), row.opinion),
                (t("column.state"), session.state(row.state, "request")),
                (t("column.purpose"), row.purpose),
            ],
            _PANE,
        )

    def do_open(self) -> None:
        """The request as it stands now."""
        row: personnel.AbsenceRow | None = self.records.row
        if row is None:
            self.say(self.t("list.absence.empty").partition("\n")[0])
            return
        self.open("request", row.request)


def _of_what(session: Session, row: personnel.AbsenceRow) -> tuple[str, ...]:
    """Which two-person act, where it is one; the request, and what it is for."""
    return session.label("pair", row.pair) if row.pair else "", row.number, row.purpose


def done_words(session: Session, row: personnel.AbsenceRow) -> str:
    """What was done; of a confirmation also of which act."""
    step = session.label("step", row.kind)
    return f"{step} {session.label('pair', row.pair)}" if row.pair else step
