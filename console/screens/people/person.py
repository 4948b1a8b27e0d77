"""One person in full: posts with dates, keys, pledge, orders and applications that name them, what they would leave behind."""

from typing import NamedTuple

from rich.text import Text

from console.acting.steps import Core
from console.domain.people.people import Key, Person
from console.errors import ConsoleError, RefusedError
from console.nouns.approvals import ToDeputy
from console.nouns.people import ToOrders
from console.screens.failures import one_line
from console.screens.labelled import rows
from console.screens.people import may_order, order_acts
from console.screens.session import Session, number
from console.screens.versions import roster_words
from console.screens.versions.people_facts import (
    Staff,
    dates,
    gather,
    key_words,
    live_orders,
    post_words,
    standing_words,
)
from console.screens.whole import WholePage
from console.views.people import order_words
from console.views.view import with_id
from console.widgets.paint import part_heading
from console.widgets.show import show
from console.wire.people import enrolment, personnel
from console.wire.rosters import rosters

_MOST = 20
"""Lines of one kind that the page shows; the lists show all."""


class Known(NamedTuple):
    """What is known of a person; applications and hand-over only for callers who may see them, otherwise the refusal."""

    staff: Staff
    person: Person
    orders: list[personnel.OrderRow]
    applications: list[enrolment.ApplicationRow]
    behind: rosters.HandOver | None
    refused: Exception | None


class PersonPage(WholePage[Known], scope="person"):
    """One person by id."""

    TOPICS = frozenset({"roster", "orders", "pledges", "applications", "people"})

    def __init__(self, person: str) -> None:
        super().__init__()
        self.person = person

    def read_it(self) -> None:
        """Read all facts in one job."""
        keys = {"person.deputise": "deputise", "person.suspend": "suspend", "person.unlock": "unlock"}
        may_order.grey(self, keys, self.person)
        session, person = self.session, self.person
        self.work(lambda: _known(session.desk(), person), self.took, slot="read")

    def words(self, view: Known, width: int) -> Text:
        """What is known of the person."""
        return person_words(self.session, view, width)

    # ---- acts

    def do_deputise(self) -> None:
        """Name a deputy for them."""
        self.go(ToDeputy(self.person))

    def do_suspend(self) -> None:
        """Suspend their rights at once."""
        order_acts.suspend(self, self.person, self.session.name(self.person), self._done)

    def do_unlock(self) -> None:
        """Let them sign again."""
        order_acts.unlock(self, self.person, self.session.name(self.person), self._done)

    def do_orders(self) -> None:
        """Open every order that names them, including ended ones."""
        self.go(ToOrders(self.person))

    def _done(self, done: str) -> None:
        self.say(done)
        self.reload()


def _known(core: Core, person: str) -> Known:
    staff = gather(core)
    known = staff.roster.person(person)
    if known is None:
        raise ConsoleError("no_such_person", person=person)
    page: enrolment.ApplicationPage = core.call(enrolment.ApplicationsPage(text=person))
    applications = [row for row in page.rows if row.person == person]
    behind, refused = None, None
    try:
        behind = core.call(rosters.LeavesBehind(person))
    except RefusedError as error:
        refused = error
    return Known(staff, known, live_orders(core, person), applications, behind, refused)


def person_words(session: Session, known: Known, width: int) -> Text:
    """A person in full."""
    t, staff, person = session.t, known.staff, known.person
    held = staff.posts(person.id, session.now())
    parts = [
        rows(
            session,
            [
                (t("people.name"), with_id(person.name, person.id)),
                (t("people.staff_no"), person.staff_no),
                (t("people.telephone"), person.phone),
                (t("people.standing"), standing_words(session, staff, person)),
                (t("people.account"), str(person.uid) if person.uid >= 0 else t("people.no_account")),
                (
                    t("column.posts"),
                    "\n".join(
                        f"{post_words(session, [one])}  {dates(session, one.since, one.until)}"
                        for one in held
                    )
                    or t("people.no_post"),
                ),
                (
                    t("people.keys"),
                    "\n".join(key_line(session, key) for key in person.keys) or t("people.no_key"),
                ),
                (t("people.pledge"), pledge_words(session, staff.pledges.get(person.id))),
                (t("people.in_roster"), t("people.version", n=staff.roster.version)),
            ],
            width,
        ),
        part_heading(t("people.head.orders")),
        _lines([order_line(session, row) for row in known.orders], t("people.none.orders")),
        part_heading(t("people.head.applications")),
        _lines([application_line(session, row) for row in known.applications], t("people.none.applications")),
        part_heading(t("people.head.behind")),
        behind_words(session, known, width),
    ]
    return Text("\n").join(parts)


def _lines(lines: list[str], nothing: str) -> Text:
    shown = lines[:_MOST]
    if len(lines) > _MOST:
        shown.append(f"... {number(len(lines))}")
    return show("\n".join(shown) or nothing)


def key_line(session: Session, key: Key) -> str:
    """A key: fingerprint, since when it counts, and since when it is revoked."""
    words = f"{key_words(key.public)}\n{session.t('people.key_since', since=session.when(key.since))}"
    if key.revoked:
        words += f"  {session.t('people.key_revoked', since=session.when(key.revoked))}"
    return words


def pledge_words(session: Session, row: personnel.PledgeRow | None) -> str:
    """The state of a person's pledge, until when it is valid, and who witnessed it."""
    if row is None:
        return session.t("people.pledge_not_asked")
    words = session.label("pledge_state", row.state)
    if row.until:
        words += f"  {session.t('people.pledge_until', version=row.version, until=session.when(row.until))}"
        words += f"  {session.t('people.witness')} {session.name(row.witness)}"
    return words


def order_line(session: Session, row: personnel.OrderRow) -> str:
    """An order on one line with its state and its dates."""
    until = session.when(row.until) if row.until else session.t("people.until_next_roster")
    return (
        f"{session.label('order_state', row.state)}  {order_words(session.viewer, row)}  "
        f"{session.when(row.since)} - {until}"
    )


def application_line(session: Session, row: enrolment.ApplicationRow) -> str:
    """An application on one line."""
    post = session.post(row.post, row.department)
    return f"{row.number}  {session.label('application_kind', row.kind)}  {post}  {session.state(row.state, 'application')}"


def behind_words(session: Session, known: Known, width: int) -> Text:
    """What they would leave behind, or why the caller may not see it."""
    behind = known.behind
    if behind is None:
        return show(one_line(known.refused, session) if known.refused else "")
    return roster_words.behind_words(session, behind, width)
