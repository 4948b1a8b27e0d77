"""Who may apply for a post on the platform, and who decides (Attachment 3, R1, R8): pure rules over the roster."""

from enum import StrEnum

import msgspec

from console.domain.people.enrolment import Application, ApplicationKind, ApplicationState, Decision
from console.domain.people.people import Appointment, Post, Roster
from console.domain.policy import Policy
from console.domain.refusals import Refusal, refuse

APPLIED_FOR = (Post.DRAFTER, Post.OPERATOR, Post.DEPARTMENT_MANAGER)
"""Posts that an application can give; the roster signers decide on all others."""


class Duty(StrEnum):
    """The duties of a post on the platform (R8, R9)."""

    DRAFT = "draft"
    CONTACTS = "contacts"
    SEND = "send"
    STATISTICS = "statistics"
    MAINTENANCE = "maintenance"


class Facts(msgspec.Struct, frozen=True):
    """The facts about one application that the rules need.

    `signed` pairs each person with the number of levels that they signed, in order, including an applicant who covers the first
    level; `supervisor` is the person in charge of a department that is to join, otherwise empty.
    """

    department: str
    person: str
    applicant: str
    state: ApplicationState
    route: tuple[Post, ...]
    signed: tuple[tuple[str, int], ...] = ()
    supervisor: str = ""

    def levels(self) -> int:
        """The number of levels of the route that are signed."""
        return sum(n for _, n in self.signed)

    def next_post(self) -> Post | None:
        """The post whose decision is due, or None when the route is complete."""
        done = self.levels()
        return self.route[done] if done < len(self.route) else None


_S = ApplicationState
_UNDER_DECISION = frozenset({_S.SUBMITTED, _S.AUTHORISED})
OPEN = frozenset({_S.SUBMITTED, _S.AUTHORISED, _S.APPROVED, _S.RETURNED, _S.FILED})
"""States in which an application is not over yet."""

MOVES: dict[ApplicationState, frozenset[ApplicationState]] = {
    _S.SUBMITTED: frozenset(
        {_S.SUBMITTED, _S.AUTHORISED, _S.APPROVED, _S.RETURNED, _S.REJECTED, _S.WITHDRAWN}
    ),
    _S.AUTHORISED: frozenset({_S.AUTHORISED, _S.APPROVED, _S.RETURNED, _S.REJECTED, _S.WITHDRAWN}),
    _S.APPROVED: frozenset({_S.FILED, _S.RETURNED, _S.WITHDRAWN}),
    _S.FILED: frozenset({_S.ACTIVE}),
    _S.RETURNED: frozenset({_S.SUBMITTED, _S.AUTHORISED, _S.APPROVED, _S.WITHDRAWN}),
    _S.ACTIVE: frozenset(),
    _S.REJECTED: frozenset(),
    _S.WITHDRAWN: frozenset(),
}
"""A move from a state to itself is one more level of a longer route; a returned application comes back as a new version."""


class MoveError(ValueError):
    """A move that an application may not make."""


def move(old: ApplicationState, new: ApplicationState) -> ApplicationState:
    """Return `new`; raises MoveError if an application may not go there."""
    if new not in MOVES[old]:
        raise MoveError(f"an application does not go from {old} to {new}")
    return new


def route(policy: Policy, kind: ApplicationKind, post: Post) -> list[Post]:
    """The posts that decide, in order. For a department manager's own post these are the posts above it."""
    if kind is ApplicationKind.OPEN_DEPARTMENT:
        return list(policy.enrolment.open_department)
    posts = list(policy.enrolment.route)
    if post in posts:
        return posts[posts.index(post) + 1 :] or posts[-1:]
    return posts


def facts_of(act: Application, state: ApplicationState, signed: tuple[tuple[str, int], ...] = ()) -> Facts:
    """The facts about an application and the levels signed after it."""
    own = ((act.by, len(act.covers)),) if act.covers else ()
    return Facts(
        department=act.department,
        person=act.person,
        applicant=act.by,
        state=state,
        route=tuple(act.route),
        signed=own + signed,
        supervisor=act.new_department.supervisor if act.new_department else "",
    )


def covered(roster: Roster, act: Application) -> list[Post]:
    """The first level of an application's route if its applicant holds that post themselves (兼), otherwise nothing."""
    first = facts_of(msgspec.structs.replace(act, covers=[]), ApplicationState.SUBMITTED)
    own = act.by != act.person and act.by in holders(roster, first, act.route[0], act.at)
    return act.route[:1] if own else []


def holders(roster: Roster, facts: Facts, post: Post, at: str) -> list[str]:
    """The people who may decide at the level of `post`; for a new department only the person named to be in charge of it."""
    if facts.supervisor and post is Post.SUPERVISING_MANAGER:
        acting = any(True for _ in roster.appointments(facts.supervisor, at))
        return [facts.supervisor] if acting else []
    return roster.holders(post, facts.department, at)


def posts_now(roster: Roster, facts: Facts, person: str, at: str) -> list[Post]:
    """The run of next levels that `person` decides with one signature (兼)."""
    run: list[Post] = []
    for post in facts.route[facts.levels() :]:
        if person not in holders(roster, facts, post, at):
            break
        run.append(post)
    return run


def filers(roster: Roster, at: str) -> list[str]:
    """Who files for the General Department: its operator, registrar and manager (R1)."""
    general = roster.general_department()
    return [
        p.id
        for p in roster.people
        if general is not None
        and any(a.department == general.id and a.post in _FILES for a in roster.appointments(p.id, at))
    ]


def may_apply(
    roster: Roster, kind: ApplicationKind, department: str, person: str, by: str, at: str
) -> Refusal | None:
    """Return why `by` may not hand in an application for `person` in `department`, or None."""
    refusal = _acting(roster, by, at)
    if refusal:
        return refusal
    general = roster.general_department()
    if kind is ApplicationKind.OPEN_DEPARTMENT:
        if general is not None and any(
            a.department == general.id and a.post in {Post.REGISTRAR, Post.DEPARTMENT_MANAGER}
            for a in roster.appointments(by, at)
        ):
            return None
        return refuse("not_opener", "R1")
    if by == person or any(roster.holds(by, post, department, at) for post in APPLIED_FOR):
        return None
    return refuse("not_an_applicant", "R1", department=department)


def may_decide(roster: Roster, facts: Facts, person: str, decision: Decision, at: str) -> Refusal | None:
    """Return why `person` may not take this decision on an application, or None."""
    refusal = _acting(roster, person, at)
    if refusal:
        return refusal
    if decision is Decision.WITHDRAW:
        return _may_withdraw(roster, facts, person, at)
    if facts.state not in _UNDER_DECISION | {ApplicationState.APPROVED}:
        return refuse("application_not_waiting", "R1", state=facts.state)
    if person == facts.person:
        return refuse("own_enrolment", "R8", person=person)
    if person == facts.applicant or any(person == signer for signer, _ in facts.signed):
        return refuse("application_signed_already", "R1", person=person)
    if roster.holds(person, Post.CUSTODIAN, "", at):
        return refuse("custodian_decides_nothing", "R12")
    gone = next((s for s in (facts.applicant, *(s for s, _ in facts.signed)) if not _active(roster, s)), "")
    if gone and decision in {Decision.AUTHORISE, Decision.APPROVE, Decision.FILE}:
        return refuse("application_signer_gone", "R8", person=gone)
    if facts.state is ApplicationState.APPROVED:
        return _may_file(roster, person, decision, at)
    return _may_judge(roster, facts, person, decision, at)


def key_of_another(roster: Roster, person: str, key: str, by: str) -> bool:
    """Whether `by` asks for a new key for somebody else who has a key; that person must apply themselves, with their key (R12)."""
    known = roster.person(person)
    return (
        known is not None
        and bool(known.keys)
        and bool(key)
        and by != person
        and key not in roster.keys_of(person)
    )


def after(facts: Facts, decision: Decision, levels: int) -> tuple[ApplicationState, str]:
    """The state that a decision leads to, and what the application then awaits: a post, `file`, `roster`, `revise` or nothing."""
    if decision in {Decision.AUTHORISE, Decision.APPROVE}:
        return standing(facts.route, facts.levels() + levels)
    return {
        Decision.FILE: (ApplicationState.FILED, "roster"),
        Decision.RETURN: (ApplicationState.RETURNED, "revise"),
        Decision.REJECT: (ApplicationState.REJECTED, ""),
        Decision.WITHDRAW: (ApplicationState.WITHDRAWN, ""),
    }[decision]


def standing(posts: tuple[Post, ...], done: int) -> tuple[ApplicationState, str]:
    """The state of an application with `done` levels of its route signed, and whom it waits for."""
    if done >= len(posts):
        return ApplicationState.APPROVED, "file"
    authorised = Post.DEPARTMENT_MANAGER in posts[:done]
    return ApplicationState.AUTHORISED if authorised else ApplicationState.SUBMITTED, str(posts[done])


def nobody_to_decide(roster: Roster, facts: Facts, at: str) -> str:
    """The first level (or `file`) for which nobody would be left, or empty; checked in advance, not when it is too late."""
    out = {facts.person, facts.applicant}
    sole: set[str] = set()
    for post in facts.route[facts.levels() :]:
        able = set(holders(roster, facts, post, at)) - out
        if not able:
            return str(post)
        if len(able) == 1:
            sole |= able
    return "" if set(filers(roster, at)) - out - sole else "file"


def taken(roster: Roster, appointment: Appointment, replaces: str) -> Refusal | None:
    """Judge R8 for a post: one active and one standby operator per department, not counting a person who is replaced."""
    held = [a for a in roster.posts if (a.post, a.department) == (appointment.post, appointment.department)]
    # A standby who is active for some days does not take the post from anybody.
    dormant = {a.person for a in held if a.standby}
    others = [
        a.person
        for a in held
        if a.standby == appointment.standby
        and (a.standby or a.person not in dormant)
        and a.person not in {appointment.person, replaces}
        and (not a.until or appointment.since < a.until)
        and (not appointment.until or a.since < appointment.until)
        and not _left(roster, a.person)
    ]
    if appointment.post is not Post.OPERATOR or not others:
        return None
    if appointment.standby:
        return refuse("one_standby", "R8", person=others[0])
    return refuse("one_operator", "R8", person=others[0])


def _acting(roster: Roster, person: str, at: str) -> Refusal | None:
    if not roster.expires > at:
        return refuse("roster_expired", "R2", expires=roster.expires)
    if not any(True for _ in roster.appointments(person, at)):
        return refuse("not_in_roster", "R8", person=person)
    return None


def _may_withdraw(roster: Roster, facts: Facts, person: str, at: str) -> Refusal | None:
    own = person in {facts.applicant, facts.person} or roster.holds(
        person, Post.DEPARTMENT_MANAGER, facts.department, at
    )
    if not own:
        return refuse("not_your_application", "R1")
    if ApplicationState.WITHDRAWN not in MOVES[facts.state]:
        return refuse("application_not_waiting", "R1", state=facts.state)
    return None


def _may_file(roster: Roster, person: str, decision: Decision, at: str) -> Refusal | None:
    if decision not in {Decision.FILE, Decision.RETURN}:
        return refuse("application_not_waiting", "R1", state=ApplicationState.APPROVED)
    if person not in filers(roster, at):
        return refuse("not_filing", "R1")
    return None


def _may_judge(roster: Roster, facts: Facts, person: str, decision: Decision, at: str) -> Refusal | None:
    post = facts.next_post()
    if post is None or decision is Decision.FILE:
        return refuse("application_not_approved", "R1", state=facts.state)
    clause = "R8" if post is Post.DEPARTMENT_MANAGER else "R1"
    if person not in holders(roster, facts, post, at):
        if any(person in holders(roster, facts, p, at) for p in facts.route):
            return refuse("out_of_order", clause, post=post)
        return refuse("wrong_post", clause, post=post)
    fitting = Decision.AUTHORISE if post is Post.DEPARTMENT_MANAGER else Decision.APPROVE
    if decision not in {fitting, Decision.RETURN, Decision.REJECT}:
        return refuse("other_decision", clause, post=post)
    return None


def _active(roster: Roster, person_id: str) -> bool:
    person = roster.person(person_id)
    return person is not None and person.standing == "active"


def _left(roster: Roster, person_id: str) -> bool:
    person = roster.person(person_id)
    return person is None or person.standing == "left"


_FILES = frozenset({Post.OPERATOR, Post.REGISTRAR, Post.DEPARTMENT_MANAGER})
