"""How everybody stands who must pledge (附件2), for the General Department and whoever wants to know why somebody cannot act."""

from collections.abc import Hashable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType

from console.screens.lists import ListPage, portion
from console.screens.page import bindings
from console.screens.statement import rows
from console.widgets.record_list import Column, Rows
from console.wire import personnel

_PANE = 42


class PledgesPage(ListPage[personnel.PledgeRow]):
    """Everyone who must pledge, in roster order."""

    SCOPE = "pledges"
    TAB = "people"
    BINDINGS: ClassVar[list[BindingType]] = bindings("pledges")

    def __init__(self) -> None:
        super().__init__()
        self.lacking = False

    def columns(self) -> Sequence[Column]:
        """Name, state, until when, department, witness."""
        session = self.session
        return (
            Column(self.t("people.name"), 10, lambda r: r.name),
            Column(self.t("column.state"), 14, lambda r: session.label("pledge_state", r.state)),
            Column(self.t("people.until"), 20, lambda r: session.when(r.until)),
            Column(self.t("column.department"), 0, lambda r: session.department(r.department)),
            Column(self.t("people.witness"), 10, lambda r: session.name(r.witness)),
        )

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """The desk gives all of them."""
        session, wanted = self.session, text.lower()
        found: list[personnel.PledgeRow] = session.desk().call(personnel.Pledges())
        if self.lacking:
            found = [row for row in found if row.state != "valid"]
        if wanted:
            found = [
                row
                for row in found
                if wanted in f"{row.person} {row.name} {session.department(row.department)}".lower()
            ]
        return portion(found, after, limit)

    def key(self, row: personnel.PledgeRow) -> Hashable:
        """The person."""
        person: str = row.person
        return person

    def changed(self, topics: frozenset[str]) -> None:
        """Somebody pledged, or the roster asks it of others."""
        if topics & {"pledges", "roster"}:
            self.reload()

    def detail(self, row: personnel.PledgeRow) -> Text:
        """The row in full."""
        session, t = self.session, self.t
        return rows(
            session,
            [
                (t("people.name"), f"{row.name} ({row.person})"),
                (t("column.state"), session.label("pledge_state", row.state)),
                (t("people.pledge"), row.version),
                (t("people.since"), session.when(row.at)),
                (t("people.until"), session.when(row.until)),
                (t("people.witness"), session.name(row.witness) if row.witness else ""),
                (t("column.department"), session.department(row.department)),
            ],
            _PANE,
        )

    def do_open(self) -> None:
        """Open the person."""
        row: personnel.PledgeRow | None = self.records.row
        if row is not None:
            self.open("person", row.person)

    def do_lacking(self) -> None:
        """Only those whose pledge is missing, old or about to end; or everyone again."""
        self.lacking = not self.lacking
        self.records.ask(self.records.filter)
        self.say(self.t("people.lacking_on" if self.lacking else "people.lacking_off"))

    def do_mine(self) -> None:
        """The caller's own pledge."""
        self.open("pledge")
