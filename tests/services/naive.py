"""The regulation in a few lines of its own, for people to read: beside it the core is walked (`test_machine`).

It asks none of the product's rules. Of the product it knows the names of the posts, and who works where at the beginning.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from console.domain.people.people import Post
from console.launch.organisation import STAFF

DM, SM, GM = Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER
ABOVE = {DM: SM, SM: GM}
MANAGERS = {DM, SM, GM}
STANDBY = "hexi"
"""The business department's second operator, who sleeps until its manager wakes them."""
PEOPLE = [*(person for person, _, _ in STAFF), STANDBY]
DEPARTMENTS = ("business", "general", "credit")
ROUTES = {"notice": (DM,), "promotion": (DM, SM, GM), "other": (DM,)}
PLEDGED = {"zhaomin", "qianwei", "sunli", "wuhong", "zhengtao", "chenjing", "weina", "jiangbo", STANDBY}
DRAFTERS = {"business": "zhaomin", "general": "chenjing", "credit": "weina"}
OPEN = {"submitted", "approved", "cleared"}
GIVEN_BACK = {"returned", "expired", "lapsed"}


@dataclass
class Signed:
    """One level's signature: whose, in whose place, and who said that they may."""

    by: str
    principal: str = ""
    givers: frozenset[str] = frozenset()


@dataclass
class Asked:
    """A request. `slot` is how its one dated part stands; `numbers` is its list's; `woken_by` who had woken the standby, if it was they who released."""

    id: int
    department: str
    category: str
    drafter: str
    numbers: int
    submitted: datetime
    closes: datetime
    state: str = "submitted"
    slot: str = "waiting"
    signed: list[Signed] = field(default_factory=list)
    accepted_by: str = ""
    extended_by: set[str] = field(default_factory=set)
    released_by: str = ""
    woken_by: frozenset[str] = frozenset()

    @property
    def due(self) -> Post | None:
        route = ROUTES[self.category]
        return route[len(self.signed)] if len(self.signed) < len(route) else None

    @property
    def releasing(self) -> str:
        return self.department if self.category == "notice" else "general"

    def signers(self) -> set[str]:
        return {one.by for one in self.signed}

    def names(self) -> set[str]:
        """Everybody who put their name to it, or in whose name another did."""
        people = {self.drafter, self.accepted_by, self.released_by} | self.extended_by
        return (people | self.signers() | {one.principal for one in self.signed}) - {""}

    def falls_with(self, away: set[str]) -> bool:
        """Whether it stands on somebody who is away; of those who named one deputy, one who is here is enough."""
        return bool(self.names() & away) or any(one.givers and one.givers <= away for one in self.signed)


@dataclass
class Lent:
    """A deputation (代)."""

    digest: str
    by: str
    principal: str
    post: Post
    department: str
    deputy: str
    until: datetime
    recalled: bool = False


@dataclass
class Woken:
    """The days for which a manager woke the standby."""

    digest: str
    by: str
    since: datetime
    until: datetime
    recalled: bool = False


@dataclass
class Frozen:
    """Something that somebody froze; `told` once the dispatcher has it."""

    id: int
    scope: str
    subject: str
    by: str
    told: bool = False
    lifted: bool = False


@dataclass
class Lift:
    """What one manager proposed, and perhaps another confirmed."""

    digest: str
    frozen: Frozen
    by: str
    expires: datetime
    second: str = ""
    over: bool = False


class House:
    """Who is who, what was asked, lent, woken and frozen, at `at`."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.posts = {(person, post, department) for person, _, posts in STAFF for post, department in posts}
        self.away: set[str] = set()
        self.left: set[str] = set()
        self.struck: set[str] = set()
        self.asked: dict[int, Asked] = {}
        self.lent: list[Lent] = []
        self.woken: list[Woken] = []
        self.frozen: list[Frozen] = []
        self.lifts: list[Lift] = []

    # ---- who is who

    def wakers(self) -> frozenset[str]:
        """By whose word the standby is awake now; nobody's, while they are not here themselves.

        What a manager ordered stands while they are suspended, until a roster version says so of them.
        """
        days = [w for w in self.woken if w.since <= self.at < w.until and not w.recalled]
        return frozenset(w.by for w in days if w.by not in self.struck and STANDBY not in self.away)

    def held(self) -> set[tuple[str, Post, str]]:
        """Who holds what now; while the standby acts, whom they stand by for does not."""
        if not self.wakers():
            return self.posts
        rest = {one for one in self.posts if one[1:] != (Post.OPERATOR, "business")}
        return rest | {(STANDBY, Post.OPERATOR, "business")}

    def holds(self, person: str, post: Post, department: str) -> bool:
        return person not in self.away and any(
            p == person and q is post and (d == department or post is GM) for p, q, d in self.held()
        )

    def here(self, person: str) -> bool:
        return person not in self.away and any(p == person for p, _, _ in self.held())

    def holders(self, post: Post, department: str) -> set[str]:
        return {p for p in PEOPLE if self.holds(p, post, department)}

    def under(self, person: str) -> set[str]:
        if self.holds(person, GM, ""):
            return set(PEOPLE) - {person}
        over = {d for p, q, d in self.held() if p == person and q in {DM, SM}}
        return {p for p, _, d in self.held() if d in over} - {person}

    def manages(self, person: str, *, outside: Iterable[str] = ()) -> bool:
        """Whether somebody is a manager of any kind, of a department that is none of `outside`."""
        return person not in self.away and any(
            p == person and q in MANAGERS and d not in set(outside) for p, q, d in self.held()
        )

    def keeps_password(self, person: str) -> bool:
        return self.holds(person, Post.CUSTODIAN, "general")

    # ---- time

    def passes(self, time: timedelta) -> None:
        """Time approves nothing: undecided it expires, and what is not let go in its window lapses."""
        self.at += time
        for asked in self.asked.values():
            if asked.state == "submitted" and self.at > decided_until(asked.submitted):
                asked.state, asked.slot = "expired", "stopped"
            elif asked.state in {"submitted", "approved"} and asked.closes <= self.at:
                asked.state, asked.slot = "lapsed", "stopped"
            elif asked.state == "cleared" and asked.slot == "cleared" and asked.closes <= self.at:
                asked.slot = "lapsed"

    # ---- a request

    def may_ask(self, department: str, category: str) -> bool:
        drafter = DRAFTERS[department]
        return (
            self.holds(drafter, Post.DRAFTER, department)
            and bool(self.holders(Post.OPERATOR, department if category == "notice" else "general"))
            and all(self.holders(post, department) - {drafter} for post in ROUTES[category])
        )

    def may_ask_again(self, asked: Asked) -> bool:
        return asked.state in GIVEN_BACK and self.may_ask(asked.department, asked.category)

    def may_withdraw(self, person: str, asked: Asked) -> bool:
        own = person == asked.drafter or self.holds(person, DM, asked.department)
        return self.here(person) and own and asked.state in OPEN | GIVEN_BACK and asked.slot != "released"

    def lenders(self, person: str, post: Post, asked: Asked) -> list[Lent]:
        """The words by which somebody may sign for that post just now."""
        return [
            lent
            for lent in self.lent
            if lent.deputy == person
            and lent.post is post
            and lent.department == asked.department
            and not lent.recalled
            and self.at < lent.until
            and not {lent.by, lent.principal} & self.away
            and self.holds(lent.principal, lent.post, asked.department)
        ]

    def signature(self, person: str, asked: Asked) -> Signed:
        """What their signature of the level that is due would be."""
        if asked.due is None or self.holds(person, asked.due, asked.department):
            return Signed(person)
        words = self.lenders(person, asked.due, asked)
        principal = min((lent.principal for lent in words), default="")
        return Signed(person, principal, frozenset(w.by for w in words if w.principal == principal))

    def may_decide(self, person: str, asked: Asked) -> bool:
        if asked.state != "submitted" or asked.due is None or not self.here(person):
            return False
        done = asked.signers() | {one.principal for one in asked.signed}
        if person == asked.drafter or person in done or self.keeps_password(person):
            return False
        if self.holds(person, asked.due, asked.department):
            return True
        principal = self.signature(person, asked).principal
        if not principal or principal == asked.drafter or principal in done:
            return False
        near = {asked.drafter} | self.holders(Post.OPERATOR, asked.releasing)
        return person not in near and not self.under(person) & near

    def may_approve(self, person: str, asked: Asked) -> bool:
        return self.may_decide(person, asked) and (asked.due is not DM or person in PLEDGED)

    def may_accept(self, person: str, asked: Asked) -> bool:
        keepers = {Post.OPERATOR, Post.REGISTRAR, DM}
        return (
            asked.state == "approved"
            and person not in self.away
            and any(p == person and d == "general" and q in keepers for p, q, d in self.held())
            and person not in {asked.drafter} | asked.signers()
            and not self.keeps_password(person)
        )

    def may_release(self, person: str, asked: Asked) -> bool:
        return (
            asked.state == "cleared"
            and asked.slot == "cleared"
            and self.holds(person, Post.OPERATOR, asked.releasing)
            and person in PLEDGED
            and person not in asked.signers() | asked.extended_by
        )

    def may_extend(self, person: str, asked: Asked) -> bool:
        """Once its window is over: who holds the last level's post, or signed it as a deputy whose days last."""
        if asked.state != "cleared" or asked.slot != "lapsed" or not self.here(person):
            return False
        last = ROUTES[asked.category][-1]
        stands_in = person == asked.signed[-1].by and bool(self.lenders(person, last, asked))
        return (
            person != asked.drafter
            and not self.keeps_password(person)
            and (self.holds(person, last, asked.department) or stands_in)
        )

    # ---- orders

    def may_lend(self, by: str, principal: str, post: Post, department: str, deputy: str) -> bool:
        above = ABOVE.get(post)
        return (
            self.here(by)
            and self.holds(principal, post, department)
            and (by == principal or (above is not None and self.holds(by, above, department)))
            and deputy != principal
            and self.here(deputy)
            and not self.holds(deputy, Post.AUDITOR, "")
        )

    def may_recall(self, by: str, order: Lent | Woken) -> bool:
        if not self.here(by) or order.recalled or order.until <= self.at:
            return False
        if isinstance(order, Woken):
            return self.holds(by, DM, "business")
        above = ABOVE.get(order.post)
        own = by in {order.by, order.principal}
        return own or (above is not None and self.holds(by, above, order.department))

    def may_wake(self, by: str) -> bool:
        """The department's manager, and a standby who is there to be woken."""
        return self.here(by) and self.holds(by, DM, "business") and STANDBY not in self.away

    def may_suspend(self, by: str, person: str) -> bool:
        """Oneself, the registrar anybody, a manager those of their department (here only such are asked for)."""
        manages = {d for p, q, d in self.held() if p == by and q is DM}
        works = {d for p, _, d in self.held() if p == person} | ({"business"} if person == STANDBY else set())
        return (
            self.here(by)
            and person not in self.away
            and (by in {person, "wangfang"} or bool(works & manages))
        )

    def published(self) -> None:
        """A roster version is out: it says of everybody who is away that they are."""
        self.struck = set(self.away)

    def goes(self, person: str) -> None:
        """Somebody may do nothing any more: what carries their name and was not let go goes back to its drafter."""
        self.away.add(person)
        for asked in self.asked.values():
            if asked.state in OPEN and asked.slot != "released" and asked.falls_with(self.away):
                asked.state, asked.slot = "returned", "stopped"

    # ---- freezes

    def in_force(self) -> list[Frozen]:
        return [one for one in self.frozen if not one.lifted]

    def may_freeze(self, by: str, scope: str, subject: str) -> bool:
        """Anybody who has a post may, at once; of other people no more than three."""
        others = [f for f in self.in_force() if f.by == by and f.scope == "person" and f.subject != by]
        again = any((f.scope, f.subject, f.by) == (scope, subject, by) for f in self.in_force())
        flood = scope == "person" and subject != by and len(others) >= 3
        return self.here(by) and (again or not flood)

    def waiting(self, frozen: Frozen) -> Lift | None:
        """The proposal about a freeze that is neither over nor carried out."""
        return next((one for one in self.lifts if one.frozen is frozen and self.lasts(one)), None)

    def lasts(self, lift: Lift) -> bool:
        return not lift.over and self.at < lift.expires

    def may_lift(self, by: str, frozen: Frozen) -> bool:
        """Any manager proposes it, but the one who is frozen; and not before the dispatcher has it."""
        return self._lifts(by, frozen) and frozen.told and not frozen.lifted and self.waiting(frozen) is None

    def may_second(self, by: str, lift: Lift) -> bool:
        """Another manager, of a department that does not operate it; and who proposed it still might."""
        return (
            self.lasts(lift)
            and not lift.second
            and not lift.frozen.lifted
            and self._seconds(by, lift)
            and self._lifts(lift.by, lift.frozen)
        )

    def carried_out(self, lift: Lift) -> bool:
        """Whether the dispatcher does it: both still might, and neither is frozen themselves."""
        stopped = {f.subject for f in self.in_force() if f.scope == "person" and f.told}
        return (
            self._lifts(lift.by, lift.frozen)
            and self._seconds(lift.second, lift)
            and not {lift.by, lift.second} & stopped
        )

    def _lifts(self, by: str, frozen: Frozen) -> bool:
        return self.manages(by) and not (frozen.scope == "person" and frozen.subject == by)

    def _seconds(self, by: str, lift: Lift) -> bool:
        return (
            by != lift.by
            and self._lifts(by, lift.frozen)
            and self.manages(by, outside=self.operate(lift.frozen))
        )

    def operate(self, frozen: Frozen) -> set[str]:
        """The departments that operate what is frozen: the General Department, where it is nobody else's."""
        departments: set[str] = set()
        if frozen.scope == "request":
            asked = self.asked[int(frozen.subject)]
            departments = {asked.releasing} if asked.slot == "released" else set()
        elif (frozen.scope, frozen.subject) == ("category", "notice"):
            departments = {"business", "credit"}
        elif frozen.scope == "person":
            departments = {d for p, _, d in self.held() if p == frozen.subject} - {""}
        return departments or {"general"}

    # ---- what leaves

    def proved(self, asked: Asked) -> bool:
        """Whether a release is worth something now: it is today's operator's, and leans on nobody who is away."""
        return not asked.falls_with(self.away) and self.holds(
            asked.released_by, Post.OPERATOR, asked.releasing
        )

    def frozen_for(self, asked: Asked) -> bool | None:
        """Whether the dispatcher keeps a release: None where only somebody whose word may not have been needed is frozen."""
        names = asked.names()
        givers = {giver for one in asked.signed for giver in one.givers}
        stopped = {f.subject for f in self.in_force() if f.told and f.scope == "person"}
        things = {("all", ""), ("gateway", "demo"), ("category", asked.category), ("request", str(asked.id))}
        if names & stopped or any((f.scope, f.subject) in things for f in self.in_force() if f.told):
            return True
        if any(
            givers and givers <= stopped for givers in (*(s.givers for s in asked.signed), asked.woken_by)
        ):
            return True
        lent = {p for one in self.lent if one.deputy in names for p in (one.by, one.principal)}
        woke = {one.by for one in self.woken if asked.released_by == STANDBY}
        return None if (givers | lent | woke) & stopped else False


def decided_until(submitted: datetime) -> datetime:
    """The last second of the fifth working day after, in Shanghai; the walks meet no holiday."""
    day = (submitted + timedelta(hours=8)).date()
    for _ in range(5):
        day += timedelta(days=1)
        while day.weekday() > 4:
            day += timedelta(days=1)
    return datetime(day.year, day.month, day.day, 15, 59, 59, tzinfo=UTC)
