"""人员 People: everyone in the roster, what the roster lacks, and the ways to orders, applications, pledges and versions."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from console.domain.alert import Alert
from console.domain.people import Person
from console.domain.refusals import refuse
from console.locale import words
from console.screens.lists import ListPage, portion
from console.screens.page import WIDE, bindings
from console.screens.people import order_acts
from console.screens.people.people_facts import (
    Staff,
    alert_words,
    dates,
    gather,
    key_of,
    post_words,
    short_key,
    standing_words,
)
from console.screens.session import Session
from console.screens.statement import rows
from console.widgets.record_list import Column, Rows
from console.widgets.show import cells, fit, line, show
from console.wire import rosters

_PANE = 46


class Row(NamedTuple):
    """A person in the list, in words."""

    id: str
    person: Person
    posts: str
    standing: str
    pledge: str
    deputy: str


class PeoplePage(ListPage[Row]):
    """Everyone in the roster, in its order."""

    SCOPE = "people"
    TAB = "people"
    BINDINGS: ClassVar[list[BindingType]] = bindings("people")
    CSS = "#alerts { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.staff: Staff | None = None
        self.alerts: list[Alert] | None = None

    def body(self) -> Iterable[Widget]:
        """The line of alerts above the list."""
        yield Static(show(""), id="alerts", markup=False)
        yield from super().body()

    def columns(self) -> Sequence[Column]:
        """Name, posts, standing, pledge, deputy; the key too where there is room beside the pane."""
        room = (self.size.width or self.app.size.width) - (_PANE if self.has_class("-wide") else 0)
        found = [
            Column(self.t("people.name"), 8, lambda r: r.person.name),
            Column(self.t("column.posts"), 0, lambda r: r.posts),
            Column(
                self.t("column.state"),
                6 if self.session.lang == "zh" else 9,
                lambda r: self.session.label("standing", r.standing),
            ),
        ]
        if room >= 70:
            found += [
                Column(
                    self.t("people.pledge"),
                    8 if self.session.lang == "zh" else 9,
                    lambda r: self.session.label("pledge_state", r.pledge),
                ),
                Column(self.t("people.deputy_now"), 8, lambda r: r.deputy),
                Column(self.t("people.key"), 10, lambda r: short_key(r.person)),
            ]
        return found

    def on_resize(self) -> None:
        """Leave columns out that have no room."""
        self.set_class(self.size.width >= WIDE, "-wide")
        for records in self.query("#records"):
            records.columns = list(self.columns())  # type: ignore[attr-defined]  # the id is the list's
            records.refresh()
        self._draw_alerts()

    def begin(self) -> None:
        """Ask also what the roster lacks."""
        super().begin()
        self.ask(rosters.Alerts(), self._alerts)
        order_acts.grey(self, {"people.wake": "wake"})

    def reload(self) -> None:
        """Read the list and the alerts anew."""
        super().reload()
        self.ask(rosters.Alerts(), self._alerts)

    def changed(self, topics: frozenset[str]) -> None:
        """The roster, an order or a pledge changed; or a dispatcher has another file, which only the alerts tell."""
        if topics & {"roster", "orders", "pledges", "people"}:
            self.reload()
        elif "gateways" in topics:
            self.ask(rosters.Alerts(), self._alerts)

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """The desk gives the whole roster; the filter looks at everything that is shown of a person."""
        session = self.session
        if not after or self.staff is None:
            self.staff = gather(session.desk())
        staff, at, wanted = self.staff, session.now(), text.lower()
        found = [_row(session, staff, person, at) for person in staff.roster.people]
        if wanted:
            found = [row for row in found if wanted in _all_words(session, row).lower()]
        return portion(found, after, limit)

    def detail(self, row: Row) -> Text:
        """The person in full."""
        staff, session = self.staff, self.session
        if staff is None:
            return Text()
        held = [
            f"{post_words(session, [one])}\n{dates(session, one.since, one.until)}"
            for one in staff.posts(row.id, session.now())
        ]
        pledge = staff.pledges.get(row.id)
        until = session.when(pledge.until) if pledge is not None else ""
        return rows(
            session,
            [
                (self.t("people.name"), f"{row.person.name} ({row.id})"),
                (self.t("people.staff_no"), row.person.staff_no),
                (self.t("people.standing"), standing_words(session, staff, row.person)),
                (self.t("column.posts"), "\n".join(held) or self.t("people.no_post")),
                (self.t("people.pledge"), f"{session.label('pledge_state', row.pledge)}  {until}".strip()),
                (self.t("people.deputy_now"), row.deputy),
                (self.t("people.key"), key_of(row.person) or self.t("people.no_key")),
            ],
            _PANE - 4,
        )

    # ---- alerts

    def _alerts(self, found: list[Alert]) -> None:
        self.alerts = found
        self._draw_alerts()

    def _draw_alerts(self) -> None:
        found = self.alerts
        for label in self.query("#alerts"):
            if found is None or not isinstance(label, Static):
                continue
            if not found:
                nothing: Text = line(f" {self.t('people.no_alerts')}")
                label.update(nothing)
                continue
            more = f"  {self.t('people.more_alerts', n=len(found))} "
            room = self.size.width - cells(more)
            clause = words.cited(found[0].clause, self.session.lang)
            first = f" ! {alert_words(self.session, found[0])[0]} [{clause}]"
            drawn: Text = line(fit(first, max(20, room)), "bold" if found[0].grave else "").append_text(
                line(more)
            )
            label.update(drawn)

    def do_alerts(self) -> None:
        """Every alert whole, with its clause and what to do."""
        found = self.alerts or []
        if not found:
            self.say(self.t("people.no_alerts"))
            return

        def whole() -> Text:
            parts = [
                show("\n").join(
                    show(words_, "bold" if alert.grave and not nth else "")
                    for nth, words_ in enumerate(alert_words(self.session, alert))
                )
                for alert in found
            ]
            return Text("\n\n").join(parts)

        self.read(lambda: self.t("people.alerts_title", n=len(found)), whole)

    # ---- going on

    def _here(self) -> Row | None:
        row: Row | None = self.records.row
        return row

    def do_open(self) -> None:
        """Open the person."""
        row = self._here()
        if row is not None:
            self.open("person", row.id)

    def do_orders(self) -> None:
        """Open the personnel orders."""
        self.open("orders")

    def do_applications(self) -> None:
        """Open the Operator Applications."""
        self.open("applications")

    def do_pledge(self) -> None:
        """Open the caller's own pledge; from there everyone's."""
        self.open("pledge")

    def do_chase(self) -> None:
        """Who owes what."""
        self.open("chase")

    def do_department_rules(self) -> None:
        """The departments' own rules."""
        self.open("department_rules")

    def do_rosters(self) -> None:
        """The versions of the roster."""
        self.open("rosters")

    def do_rules(self) -> None:
        """The files in force: policy pack, screening list, gateways."""
        self.open("rule_files")

    def do_suspend(self) -> None:
        """Stop the rights of the person under the cursor."""
        row = self._here()
        if row is not None:
            order_acts.suspend(self, row.id, row.person.name, self._ordered)

    def do_unlock(self) -> None:
        """Let the person under the cursor sign again."""
        row = self._here()
        if row is None or self.staff is None:
            return
        locked = self.staff.locked.get(row.id)
        refusal = locked.refusal if locked is not None else refuse("not_locked", "R12", person=row.id)
        if refusal is not None:
            self.trouble(refusal)
        else:
            order_acts.unlock(self, row.id, row.person.name, self._ordered)

    def do_wake(self) -> None:
        """Wake a standby of one's department."""
        order_acts.wake(self, self._ordered)

    def _ordered(self, told: str) -> None:
        self.say(told)
        self.reload()


def _row(session: Session, staff: Staff, person: Person, at: str) -> Row:
    pledge = staff.pledges.get(person.id)
    return Row(
        id=person.id,
        person=person,
        posts=post_words(session, staff.posts(person.id, at)),
        standing=staff.told(person),
        pledge=pledge.state if pledge is not None else "",
        deputy=", ".join(session.name(order.person) for order in staff.deputies(person.id)),
    )


def _all_words(session: Session, row: Row) -> str:
    standing, pledge = session.label("standing", row.standing), session.label("pledge_state", row.pledge)
    return " ".join(
        (
            row.id,
            row.person.name,
            row.person.staff_no,
            row.posts,
            standing,
            pledge,
            row.deputy,
            key_of(row.person),
        )
    )
