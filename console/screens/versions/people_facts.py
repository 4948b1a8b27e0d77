"""What the pages on people share: the roster in force, the orders that change it, the pledges; and people in words."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from console.acting.steps import Core
from console.domain.people.people import Appointment, Person, Post, Roster, Standing
from console.domain.people.standing import SUPERIOR
from console.errors import ConsoleError
from console.screens.session import Session
from console.signing.canonical import NotCanonicalError
from console.signing.sshsig import BadSignatureError, fingerprint
from console.signing.statements import decode
from console.widgets.modals import Item
from console.wire import paging
from console.wire.people import personnel
from console.wire.rosters import rosters

DEPUTISED = (Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER)
"""Posts for which a deputy may sign; the desk judges by the policy in force."""
_PAGE = 1000


@dataclass(frozen=True)
class Staff:
    """The roster in force as it was signed, the orders in force or to come, the required pledges, and the locked people."""

    roster: Roster
    orders: list[personnel.OrderRow]
    pledges: dict[str, personnel.PledgeRow]
    locked: dict[str, personnel.LockoutRow]

    @cached_property
    def _suspended(self) -> frozenset[str]:
        return frozenset(order.person for order in self.orders if order.kind == "suspension")

    @cached_property
    def _appointments(self) -> dict[str, list[Appointment]]:
        by_person: dict[str, list[Appointment]] = defaultdict(list)
        for one in self.roster.posts:
            by_person[one.person].append(one)
        return by_person

    def standing(self, person: Person) -> str:
        """The standing of a person today: that of the roster, or a later suspension."""
        stopped = person.id in self._suspended and person.standing is Standing.ACTIVE
        return "suspended" if stopped else str(person.standing)

    def shown_standing(self, person: Person) -> str:
        """The standing as it is shown: an active person who is locked is shown as locked, because they cannot sign."""
        standing = self.standing(person)
        return "locked" if standing == "active" and person.id in self.locked else standing

    def deputies(self, person: str) -> list[personnel.OrderRow]:
        """Deputations in force in which a person is the principal."""
        return [
            o for o in self.orders if o.kind == "deputation" and o.principal == person and o.state == "live"
        ]

    def posts(self, person: str, at: str) -> list[Appointment]:
        """Every appointment of a person that is not over: held, to come, or on standby."""
        return [a for a in self._appointments.get(person, ()) if not a.until or a.until > at]

    def held(self, person: Person, at: str) -> list[Appointment]:
        """The appointments that give a person rights now; none for a person who is suspended or has left."""
        if self.standing(person) != "active":
            return []
        return [a for a in self._appointments.get(person.id, ()) if a.holds(at)]


def gather(core: Core) -> Staff:
    """Ask the desk for all facts; runs in a thread. Raises RefusedError or ConsoleError."""
    return Staff(
        in_force(core),
        live_orders(core),
        {row.person: row for row in core.call(personnel.Pledges())},
        {row.person: row for row in core.call(personnel.LockedOut())},
    )


def in_force(core: Core) -> Roster:
    """The roster in force as it was signed; it is for reading, so its signatures are not judged here."""
    text: rosters.RosterText = core.call(rosters.RosterDetail())
    return as_roster(text.text)


def as_roster(text: str) -> Roster:
    """The roster in a canonical text; raises ConsoleError("prepared_unreadable")."""
    try:
        roster = decode(text.encode())
    except NotCanonicalError as error:
        raise ConsoleError("prepared_unreadable") from error
    if not isinstance(roster, Roster):
        raise ConsoleError("prepared_unreadable")
    return roster


def live_orders(core: Core, person: str = "") -> list[personnel.OrderRow]:
    """Every order in force or to come, of one person or of all, newest first."""
    return [*paging.rows(core.call, lambda key: personnel.OrdersPage(person=person, after=key, limit=_PAGE))]


# ---- in words


def key_of(person: Person) -> str:
    """The fingerprint of a person's newest key that is not revoked, or empty."""
    good = [key for key in person.keys if not key.revoked]
    return key_words(good[-1].public) if good else ""


def key_words(public: str) -> str:
    """A key's fingerprint as people compare it; a line that is not a key is returned unchanged."""
    try:
        return fingerprint(public)
    except BadSignatureError:
        return public


def post_words(session: Session, held: list[Appointment]) -> str:
    """Posts on one line; two posts of one person are joined as held together (兼), and a standby is marked."""
    parts = []
    for one in held:
        words = session.post(str(one.post), one.department)
        parts.append(f"{words}{session.t('people.standby_mark')}" if one.standby else words)
    return session.t("people.and").join(dict.fromkeys(parts))


def standing_words(session: Session, staff: Staff, person: Person) -> str:
    """The standing of a person; for a locked person also since when."""
    standing = session.label("standing", staff.shown_standing(person))
    if staff.shown_standing(person) != "locked":
        return standing
    since = session.when(staff.locked[person.id].since)
    return f"{standing}  {session.t('people.locked_since', since=since)}"


def dates(session: Session, since: str, until: str) -> str:
    """From when until when; an open end is named as such."""
    return f"{session.when(since)} - {session.when(until) if until else session.t('people.open_end')}"


def person_items(session: Session, staff: Staff, at: str, without: str = "") -> list[Item]:
    """Everyone who holds a post today, to pick from, with their posts."""
    held = [(person, staff.held(person, at)) for person in staff.roster.people if person.id != without]
    return [
        Item(person.id, f"{person.name}  {post_words(session, posts)}  {person.id}")
        for person, posts in held
        if posts
    ]


def deputisable(staff: Staff, me: str, at: str) -> Iterator[Appointment]:
    """Posts for which a person may name a deputy: their own first, then those below them."""
    roster = staff.roster
    yield from (a for a in roster.appointments(me, at) if a.post in DEPUTISED)
    for held in roster.posts:
        above = SUPERIOR.get(held.post, ())
        if (
            held.holds(at)
            and held.person != me
            and any(roster.holds(me, p, held.department, at) for p in above)
        ):
            yield held
