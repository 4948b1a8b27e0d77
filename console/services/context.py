"""What a handler is given: the connection of its transaction, the caller, the rules in force, and the instant."""

import inspect
from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final, NamedTuple, TypeVar, get_args
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from console.db.keyed import KeyFile
from console.db.parallel import Second
from console.domain.authority import Authority
from console.domain.calendar import Calendar, local_day, shipped
from console.domain.categories import Category
from console.domain.contacts import number_plans
from console.domain.contacts.merkle import Growing
from console.domain.contacts.phone import NumberPlan
from console.domain.content.check import Screener, ready
from console.domain.content.lists import ScreeningList
from console.domain.ordering import Ordering
from console.domain.people.people import Post, Roster
from console.domain.policy import Policy
from console.domain.refusals import Refusal, refuse
from console.domain.rosters import rule_files
from console.domain.rosters.rule_files import Kind, Named, RuleFile
from console.domain.sending.gateways import GatewayFile
from console.domain.sending.hours import Hours
from console.domain.timekeeping import Leap
from console.errors import ConsoleError, RefusedError
from console.services.kept_files import KeptFiles
from console.services.standing import deputations
from console.signing.trust import Roots
from console.wire.base import Call
from console.wire.dispatch import Counters, GatewayWire


class Sought(NamedTuple):
    """A refusal that was looked up: its number, the salt that seals it, when it was last said, and when it was looked up."""

    num: int
    salt: bytes
    made: str
    at: str


@dataclass(frozen=True, slots=True)
class Caller:
    """The calling party: a rostered person, or a service entry (then `person` is empty), or one of our own programs (then both are).

    `only` says which: `watch` asks how the installation is, `notices` tells people outside; neither may do anything else.
    """

    person: str
    service: str = ""
    only: str = ""


class Forming(NamedTuple):
    """The digests of a list that is being made: numbers since the last whole leaf, leaves so far, and the digest of its text."""

    rest: tuple[int, ...]
    leaves: tuple[bytes, ...]
    text: Any


@dataclass(slots=True)
class Live:
    """What sends last reported, when services were last heard from, and which files they have; rebuilt by the next report."""

    monitors: dict[tuple[int, int], Counters] = field(default_factory=dict)
    rates: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    gateways: dict[str, dict[str, str]] = field(default_factory=dict)
    """By service: the state of each of its gateways."""
    stands: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By gateway: the state that a dispatcher told last, and since when it is that."""
    gone: dict[str, str] = field(default_factory=dict)
    """Services that were connected and are gone: the reason, as a word of the catalogue's `hold`."""
    monitored_at: dict[tuple[int, int], str] = field(default_factory=dict)
    """When each monitor last reported."""
    standing: dict[tuple[int, int], str] = field(default_factory=dict)
    """Since when each slot stands for a cause that nobody planned; empty once that is among its events."""
    heard: dict[str, str] = field(default_factory=dict)
    files: dict[str, frozenset[str]] = field(default_factory=dict)
    unarmed: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Dispatchers that ask to be armed again: the mark under which they ask, and the reason."""
    leap: Leap = field(default_factory=Leap)
    """Guards what is due by the desk's own clock; two people who accept a dispatcher's clock accept this one, too."""
    witness: dict[str, str] = field(default_factory=dict)
    """By service: the state of what remembers outside its database how far that goes; empty if it does not say."""
    wire: dict[str, dict[str, GatewayWire]] = field(default_factory=dict)
    """By service: what goes wrong on the line of each of its gateways."""
    holds: dict[str, dict[str, str]] = field(default_factory=dict)
    """By service: what stops everything there, and since when it does."""
    collecting: str = ""
    """Since when the house's collector of logs takes nothing; empty if it does, or there is none."""
    low: str = ""
    """Since when the disk of the desk's folder is as good as full."""
    packs: dict[tuple[str, str, str], Any] = field(default_factory=dict)
    """Filing packs being compiled, by person, department and quarter; if they are lost, only the work must be repeated."""
    departments: dict[int, dict[str, str]] = field(default_factory=dict)
    """By roster version: since when each department has been in the rosters."""
    refusing: dict[tuple[int, int, int], set[tuple[int, tuple[str, str]]]] = field(default_factory=dict)
    """Recipients that hashed opt-outs refuse, by list and by the number of hashed opt-outs at that time."""
    sought: dict[int, Sought] = field(default_factory=dict)
    """By serial: refusals that somebody looked up in order to propose their end; if they are lost, they must be looked up again."""
    opted: dict[tuple[int, str], tuple[tuple[int, int, int], float, Mapping[int, int]]] = field(
        default_factory=dict
    )
    """By list and department: which opt-outs its numbers have (`left_out`), for which opt-outs and until when that is used."""
    amends: tuple[tuple[Any, ...], set[tuple[str, str]]] = ((), set())
    """Quarters with late receipts, after the key of the facts that they were computed from."""
    starts: tuple[int, dict[tuple[int, int], str]] = (0, {})
    """When each slot began, by request and slot (`filing.samples`), as far as the ledger was read: up to this entry."""
    orders: dict[tuple[str, int], Ordering] = field(default_factory=dict)
    """Orders in which readers see the recipients of a slot, by owner and length."""
    forming: dict[int, dict[int, Forming]] = field(default_factory=dict)
    """By list that is being made of others: how far its digests are, by its last number. If it is lost, the list is dropped."""
    differences: dict[tuple[int, int, str], "array[int]"] = field(default_factory=dict)
    """Parts of differences between two lists that somebody pages through, as what is shown of each number."""
    firsts: dict[int, "array[int]"] = field(default_factory=dict)
    """The first number of every chunk, for long lists that are being read."""
    checked: set[tuple[int, str]] = field(default_factory=set)
    """Documents, by request and SHA-256, whose content was checked and whose last piece is about to be kept."""
    calendar: tuple[tuple[Any, ...], Calendar] = field(default_factory=lambda: ((), shipped()))
    """The calendar that was last put together, after the years and digests that the roster names."""
    roots: dict[int, Growing] = field(default_factory=dict)
    """The roots of lists that are arriving (`contacts.roots`), by list."""
    acquainted: dict[tuple[int, tuple[int, ...]], tuple[int, ...]] = field(default_factory=dict)
    """What was counted of lists for their cards (`watch.past`): by list and those it was compared with; with none, its rows."""
    studied: set[int] = field(default_factory=set)
    """Requests that were looked at after their release (`watch.watching`); if it is lost, they are looked at again."""
    watched: tuple[Any, ...] = ()
    """The key of the facts at which nothing unusual was left to be written down."""
    notices: tuple[str, str] = ("", "")
    """The program that tells people outside: its own name, and when it last asked."""
    lacking: Any = None
    """What the roster was last found to lack, and until when this result is used."""
    outgrown: tuple[tuple[Any, ...], frozenset[int]] = ((), frozenset())
    """Packs that no longer match their quarters, after the key of the facts that they were computed from."""
    free: tuple[tuple[Any, ...], list[Any]] = ((), [])
    """Numbers whose retention is over and that nothing holds, after the key of the facts that they were computed from."""


class Scan(StrEnum):
    """What the house's own scanner says of a file; `none` is no answer."""

    CLEAN = "clean"
    FOUND = "found"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Desk:
    """State that outlives a call: the pinned organisation, data packs, the displayed time zone, its working days, and kept files.

    `mark` tells this desk from others on the same database and stays the same after a restart. `optout_key` is the file with the
    key of hashed opt-outs; every desk on the same database has the same key. `scan` asks the house's own scanner, if it has one; it
    takes up to a minute and runs apart from the writer and the readers. `backed_up` says when the last good backup was made, if one was. `log`
    is the size of the desk's log in octets, -1 if the last event could not be written; `log_days` is how far it reaches back, -1 for far enough;
    `free` is the room on the disk of the desk's folder.
    """

    roots: Roots
    genesis: bytes
    plan: NumberPlan
    optout_key: KeyFile
    timezone: str = "Asia/Shanghai"
    calendar: Calendar = field(default_factory=shipped)
    live: Live = field(default_factory=Live)
    files: KeptFiles = field(default_factory=KeptFiles)
    second: Second = field(default_factory=Second)
    mark: str = ""
    scan: Callable[[bytes], Scan] | None = None
    backed_up: Callable[[], str] = str
    log: Callable[[], int] = int
    free: Callable[[], int] = lambda: 1 << 62
    log_days: Callable[[], int] = lambda: -1


@dataclass(slots=True)
class Context:
    """The state that one call works with; it lives for one transaction."""

    conn: Connection
    caller: Caller
    at: str
    roster: Roster
    policy: Policy
    desk: Desk
    topics: set[str] = field(default_factory=set)
    _judge: Authority | None = None

    @property
    def authority(self) -> Authority:
        """The authority over the roster, policy and deputations in force at this instant."""
        if self._judge is None:
            self._judge = Authority(self.roster, self.policy, self.at, deputations(self.conn, self.roster))
        return self._judge

    def authority_at(self, at: str) -> Authority:
        """The authority at another instant under the same roster; the verifier judges an act by its own date."""
        return Authority(self.roster, self.policy, at, deputations(self.conn, self.roster))

    @property
    def calendar(self) -> Calendar:
        """The working days and public holidays in force: the shipped years, and in their place those that the roster names."""
        key = tuple((one.year, one.digest) for one in self.roster.calendars)
        if not key:
            return self.desk.calendar
        if self.desk.live.calendar[0] != key:
            made = rule_files.calendar_of(self.roster, self.file, self.desk.calendar)
            if any(one.year not in made.years for one in self.roster.calendars):
                # A file that is not here now may be here later.
                return made
            self.desk.live.calendar = key, made
        return self.desk.live.calendar[1]

    @property
    def year(self) -> int:
        """The year in which it is now where the house stands; every number that is given now begins with it."""
        return self.year_of(self.at)

    def year_of(self, at: str) -> int:
        """The year in which an instant falls where the house stands; the number of what was made then begins with it."""
        return local_day(at, self.desk.timezone).year

    @property
    def plan(self) -> NumberPlan:
        """The number plan that counts today: the shipped one, or the newest of those that the roster names."""
        brought = [
            self._named_plan(Named(Kind.NUMBERS, one.version, one.digest)) for one in self.roster.plans
        ]
        today = local_day(self.at, self.desk.timezone)
        return number_plans.on(today, [self.desk.plan], brought)

    def _named_plan(self, named: Named) -> NumberPlan:
        file = self.file(named)
        if file is None or not isinstance(file.says, NumberPlan):
            raise ConsoleError(
                "rule_file_missing", rule_file=named.kind, name=named.name, digest=named.digest
            )
        return file.says

    def hours(self, category: Category) -> Hours:
        """The sending hours of a category, under the policy and the calendar in force."""
        return Hours(self.policy.category[category].hours, self.calendar, ZoneInfo(self.desk.timezone))

    @property
    def screening(self) -> ScreeningList:
        """The screening list in force (R11)."""
        ref = self.roster.screening
        file = self.file(Named(Kind.SCREENING, ref.version, ref.digest))
        if file is None or not isinstance(file.says, ScreeningList):
            raise ConsoleError(
                "rule_file_missing", rule_file=Kind.SCREENING, name=ref.version, digest=ref.digest
            )
        return file.says

    @property
    def screener(self) -> Screener:
        """The screening list in force, made ready to judge texts."""
        return ready(self.roster.screening.digest, self.screening, self.roster.org_name)

    def gateway(self, gateway_id: str) -> GatewayFile | None:
        """The gateway file in force for that id, or None."""
        ref = self.roster.gateway(gateway_id)
        file = self.file(Named(Kind.GATEWAY, ref.id, ref.digest)) if ref is not None else None
        return file.says if file is not None and isinstance(file.says, GatewayFile) else None

    def file(self, named: Named) -> RuleFile | None:
        """The file that a roster names this way, or None if the desk does not have it."""
        return self.desk.files.get(self.conn, named)

    @property
    def person(self) -> str:
        """The calling person's id; raises RefusedError if a service calls."""
        if not self.caller.person:
            raise RefusedError(refuse("service_has_no_post", "R8"))
        return self.caller.person

    def signed_by(self, person: str) -> "Context":
        """Return the context for an act that another person signs and the caller brings in; the caller's own if they sign it.

        Everything prepared with it is judged as the signer's. Raises RefusedError for a service, ConsoleError("no_such_person").
        """
        if person in {"", self.person}:
            return self
        found(self.roster.person(person), "no_such_person", person=person)
        return replace(self, caller=Caller(person), _judge=None)

    def notice(self, *topics: str) -> None:
        """Tell every client, after the commit, that these topics changed."""
        self.topics.update(topics)

    def service(self) -> str:
        """The calling service's id; raises RefusedError if a person calls."""
        if not self.caller.service or not any(s.id == self.caller.service for s in self.roster.services):
            raise RefusedError(refuse("not_a_service", "R8"))
        return self.caller.service

    def departments(self) -> set[str] | None:
        """Departments whose requests and lists the caller may read; None means all (R7)."""
        if self.caller.service or self.caller.only:
            return None
        seen: set[str] = set()
        general = self.roster.general_department()
        for appointment in self.roster.appointments(self.person, self.at):
            if appointment.post in _SEES_ALL or (general and appointment.department == general.id):
                return None
            # The posts of roster signer and administrator belong to no department, so they add nothing, not an empty name.
            seen |= {appointment.department} - {""}
        for deputation in self.authority.deputations:
            if deputation.deputy == self.person and self.roster.holds(
                deputation.principal, deputation.post, deputation.department, self.at
            ):
                if deputation.post in _SEES_ALL:
                    return None
                seen.add(deputation.department)
        return seen

    @property
    def blind(self) -> bool:
        """Whether the caller is the custodian: they see no recipient's number, not even a masked one (R12)."""
        return self.roster.holds(self.caller.person, Post.CUSTODIAN, "", self.at)

    def may_see_numbers(self) -> None:
        """Refuse the custodian."""
        if self.blind:
            raise RefusedError(refuse("custodian_sees_no_number", "R12"))

    def closed(self, department: str) -> Refusal | None:
        """Why the caller, who has no post or deputation in that department, may not read what is its own; None for whoever may."""
        mine = self.departments()
        ours = mine is None or department in mine
        return None if ours else refuse("not_your_department", "R7", department=department)

    def may_read(self, department: str) -> None:
        """Refuse a caller who has no post or deputation in that department."""
        demand(self.closed(department))


SCRUB: Final = "scrub"
"""The topic with which a handler reports free database pages that must be overwritten."""

_SEES_ALL = frozenset({Post.GENERAL_MANAGER, Post.AUDITOR, Post.REGISTRAR})

Handler = Callable[[Context, Any], Any]
"""Takes (context, call) and returns the call's Answer; raises RefusedError or ConsoleError, and then nothing is stored."""


HANDLERS: Final[dict[type[Call], Handler]] = {}
"""Which function answers which call, once `everything` has loaded all that say so."""
BEFORE: Final[dict[type[Call], Callable[[Context, Any], Callable[[], object] | None]]] = {}
"""What is looked at for a call before it is carried out, and a function of it that takes long and needs no database."""

_C = TypeVar("_C", bound=Call)
_A = TypeVar("_A")
_F = TypeVar("_F", bound=Callable[..., Any])


def keep(table: dict[Any, Any], keys: Iterable[Any], value: Any) -> None:
    """Keep a value under these keys; raises TypeError if one of them has another already."""
    for key in keys:
        if key in table:
            raise TypeError(f"twice: {key}")
        table[key] = value


def _calls(take: Callable[..., Any]) -> tuple[type[Call], ...]:
    """The calls that a function takes, by the type of its second parameter."""
    said = [*inspect.get_annotations(take).values()][1]
    return get_args(said) or (said,)


def answers(take: Callable[[Context, _C], _A]) -> Callable[[Context, _C], _A]:
    """Say that a function answers the call that its second parameter is."""
    keep(HANDLERS, _calls(take), take)
    return take


def beforehand(look: _F) -> _F:
    """Say that a function is asked before the calls that its second parameter is, for what takes long."""
    keep(BEFORE, _calls(look), look)
    return look


def demand(refusal: Refusal | None) -> None:
    """Raise the refusal, if there is one."""
    if refusal is not None:
        raise RefusedError(refusal)


_T = TypeVar("_T")


def found(value: _T | None, code: str, **params: object) -> _T:
    """Return the value, or raise ConsoleError(code) if it is None."""
    if value is None:
        raise ConsoleError(code, **params)
    return value


def handled(call: Call) -> str:
    """The name under which a call is counted and logged; it never holds content."""
    return type(call).__name__


def page_limit(limit: int) -> int:
    """The requested page size, limited to 1 to 1000."""
    return max(1, min(1000, limit))
