"""人员 People: everyone in the roster, what the roster lacks, and the keys to orders, applications, pledges and versions."""

from collections.abc import Iterable

from rich.text import Text
from textual.widget import Widget
from textual.widgets import Static

from console.domain.people.people import Person
from console.domain.refusals import Refusal, refuse
from console.domain.rosters.alert import Alert
from console.locale import words
from console.nouns.people import ToPerson
from console.screens.lists import ListPage, portion
from console.screens.people import may_order, order_acts
from console.screens.session import Session
from console.screens.versions.people_facts import (
    Staff,
    dates,
    gather,
    key_of,
    post_words,
    standing_words,
)
from console.views.people import STAFF, StaffLine
from console.widgets.paint import marks
from console.widgets.record_list import Rows
from console.widgets.show import cells, fit, line, show
from console.wire.rosters import rosters


class PeoplePage(ListPage[StaffLine], scope="people"):
    """Everyone in the roster, in roster order."""

    VIEW = STAFF
    OPENS = ToPerson
    CSS = "#alerts { height: 1; }"

    def __init__(self) -> None:
        super().__init__()
        self.staff: Staff | None = None
        self.alerts: list[Alert] | None = None

    def body(self) -> Iterable[Widget]:
        """Yield the line of alerts, then the list."""
        yield Static(show(""), id="alerts", markup=False)
        yield from super().body()

    def on_resize(self) -> None:
        """Draw the alerts to the new width."""
        super().on_resize()
        self._draw_alerts()

    def begin(self) -> None:
        """Load the list, and ask what the roster lacks."""
        super().begin()
        self.ask(rosters.Alerts(), self._alerts)
        may_order.grey(self, {"people.wake": "wake"})

    def reload(self) -> None:
        """Reload the list and the alerts."""
        super().reload()
        self.ask(rosters.Alerts(), self._alerts)

    def changed(self, topics: frozenset[str]) -> None:
        """Reload after a change of the roster, an order or a pledge; a dispatcher's change of files affects only the alerts."""
        if topics & {"roster", "orders", "pledges", "people"}:
            self.reload()
        elif "gateways" in topics:
            self.ask(rosters.Alerts(), self._alerts)

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for the whole roster; the filter matches everything shown of a person."""
        session = self.session
        if not after or self.staff is None:
            self.staff = gather(session.desk())
        staff, at = self.staff, session.now()
        lines = [_line(session, staff, person, at) for person in staff.roster.people]
        return portion(self.fitting(lines, text), after, limit)

    # ---- alerts

    def _alerts(self, alerts: list[Alert]) -> None:
        self.alerts = alerts
        self._draw_alerts()
        self.draw_frame()

    def _draw_alerts(self) -> None:
        alerts = self.alerts
        for label in self.query("#alerts"):
            if alerts is None or not isinstance(label, Static):
                continue
            if not alerts:
                nothing: Text = line(f" {self.t('people.no_alerts')}")
                label.update(nothing)
                continue
            more = f"  {self.t('people.more_alerts', n=len(alerts))} "
            room = self.size.width - cells(more)
            clause = words.cited(alerts[0].clause, self.session.lang)
            first = f" {marks().yours} {self.session.viewer.alert(alerts[0]).what} [{clause}]"
            drawn: Text = line(fit(first, max(20, room)), "bold" if alerts[0].grave else "").append_text(
                line(more)
            )
            label.update(drawn)

    def bar_alerts(self) -> Refusal | None:
        """That the roster lacks nothing."""
        return refuse("roster_lacks_nothing", "R8") if self.alerts == [] else None

    def do_alerts(self) -> None:
        """Show every alert in full, with its clause and what to do."""
        alerts = self.alerts or []

        def whole() -> Text:
            parts = [
                show("\n").join(
                    show(words_, "bold" if alert.grave and not nth else "")
                    for nth, words_ in enumerate(self.session.viewer.alert(alert))
                )
                for alert in alerts
            ]
            return Text("\n\n").join(parts)

        self.read(lambda: self.t("people.alerts_title", n=len(alerts)), whole)

    # ---- going on

    def do_suspend(self) -> None:
        """Suspend the rights of the person under the cursor."""
        row = self.here
        if row is not None:
            order_acts.suspend(self, row.id, row.name, self._ordered)

    def do_unlock(self) -> None:
        """Let the person under the cursor sign again."""
        row = self.here
        if row is not None:
            order_acts.unlock(self, row.id, row.name, self._ordered)

    def bar_unlock(self) -> Refusal | None:
        """That the person under the cursor is not locked, or not the reader's to unlock."""
        row = self.here
        if row is None or self.staff is None:
            return None
        locked = self.staff.locked.get(row.id)
        return locked.refusal if locked is not None else refuse("not_locked", "R12", person=row.id)

    def do_wake(self) -> None:
        """Activate a standby of the caller's department."""
        order_acts.wake(self, self._ordered)

    def _ordered(self, done: str) -> None:
        self.say(done)
        self.reload()


def _line(session: Session, staff: Staff, person: Person, at: str) -> StaffLine:
    posts, pledge = staff.posts(person.id, at), staff.pledges.get(person.id)
    held = (f"{post_words(session, [one])}\n{dates(session, one.since, one.until)}" for one in posts)
    return StaffLine(
        id=person.id,
        name=person.name,
        staff_no=person.staff_no,
        posts=post_words(session, posts),
        held="\n".join(held),
        standing=staff.shown_standing(person),
        standing_words=standing_words(session, staff, person),
        pledge=pledge.state if pledge is not None else "",
        pledged_until=pledge.until if pledge is not None else "",
        deputy=", ".join(session.name(order.person) for order in staff.deputies(person.id)),
        key=key_of(person),
    )
