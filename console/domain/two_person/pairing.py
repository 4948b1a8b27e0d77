"""The judge of who may propose and who may confirm a two-person act, by the act's own rule (architecture section 4).

Desk and dispatcher ask the same functions: at the proposal, at the confirmation, and once more when the act takes effect.
"""

from collections.abc import Callable
from typing import Final, get_args

import msgspec

from console.domain.approvals.approvers import Approvers
from console.domain.credentials.custody import CustodyAct, HandOver
from console.domain.freezes.freezes import Scope, operating
from console.domain.pair import Part, Rule
from console.domain.people.orders import Deputation
from console.domain.people.people import DepartmentKind, Post, Roster, Standing
from console.domain.policy import Policy
from console.domain.refusals import Refusal, refuse
from console.domain.requests.facts import Facts
from console.domain.two_person.pairs import TwoPersonAct, Unfreeze

RULES: Final = {rule.name: rule for act in get_args(TwoPersonAct) for rule in act.rules()}
"""The rules of all acts, by their names."""

PAIR_ACTS: Final = frozenset({"settle", "continue", "confirm", "appeal", "trial"})
"""The two-person acts on a request that the desk judges, by the names used to grey a key."""


class Ground(msgspec.Struct, frozen=True):
    """The facts by which a pair is judged: the roster with the personnel orders applied, the instant, and the subject of the act.

    `facts` is the request of an act on recipients; `operating` are the departments that operate the frozen thing; `about` is the
    person concerned, and `hands` are those who had a hand in it: they may sign neither half; `department` is the one concerned; `outgoing` gives custody up and `incoming` takes it over; `deputations` holds
    deputations of any date, from which the instant selects.
    """

    roster: Roster
    at: str
    facts: Facts | None = None
    operating: frozenset[str] = frozenset()
    about: str = ""
    hands: frozenset[str] = frozenset()
    outgoing: str = ""
    incoming: str = ""
    department: str = ""
    deputations: tuple[Deputation, ...] = ()

    def approvers(self) -> Approvers:
        """The rules of who approves for whom at this instant."""
        return Approvers(self.roster, self.at, self.deputations)


def unfreezing(act: Unfreeze, roster: Roster, policy: Policy, at: str, releasing: str = "") -> Ground:
    """Return the ground of an unfreezing; nobody may lift a freeze on themselves. `releasing` as in `freezes.operating`."""
    departments = operating(act.scope, act.subject, roster, policy, at, releasing)
    about = act.subject if act.scope is Scope.PERSON else ""
    return Ground(roster, at, operating=departments, about=about)


def custody(act: CustodyAct, roster: Roster, at: str) -> Ground:
    """Return the ground of an act of custody."""
    if isinstance(act, HandOver):
        return Ground(roster, at, outgoing=act.outgoing, incoming=act.incoming)
    return Ground(roster, at)


def may_propose(person: str, rule: Rule, ground: Ground) -> Refusal | None:
    """Return why `person` may not make the first signature of an act with this rule, or None."""
    refusal = _may(person, rule, rule.proposes, ground)
    if refusal:
        return refusal
    pledged = ground.facts.pledged if ground.facts else frozenset()
    return refuse("no_pledge", "A2", person=person) if rule.lets_go and person not in pledged else None


def may_confirm(
    person: str, rule: Rule, ground: Ground, *, proposer: str, confirmed: tuple[str, ...] = ()
) -> Refusal | None:
    """Return why `person` may not make the next signature after those of `proposer` and `confirmed`, or None."""
    if person == proposer or person in confirmed:
        return refuse("same_person_twice", rule.clause, person=person)
    if len(confirmed) >= len(rule.confirms):
        return refuse("confirmed_already", rule.clause)
    return _may(person, rule, rule.confirms[len(confirmed)], ground)


def _may(person: str, rule: Rule, part: Part, ground: Ground) -> Refusal | None:
    if not ground.roster.expires > ground.at:
        return refuse("roster_expired", "R2", expires=ground.roster.expires)
    if not _there(person, part, ground):
        return refuse("not_in_roster", "R8", person=person)
    if person == ground.about:
        return refuse("about_himself", rule.clause, person=person)
    if not _JUDGES[part](person, ground):
        return refuse("not_your_part", rule.clause, person=person, part=part)
    if person in ground.hands:
        return refuse("appeal_own", rule.clause, person=person)
    return None


def _there(person: str, part: Part, ground: Ground) -> bool:
    """Whether a person has a post; the incoming custodian and the dormant standby (B角) need none in force yet."""
    if part not in {Part.INCOMING_CUSTODIAN, Part.CUSTODIAN_OR_STANDBY}:
        return any(True for _ in ground.roster.appointments(person, ground.at))
    entry = ground.roster.person(person)
    return entry is not None and entry.standing is Standing.ACTIVE


# ---- who plays a part


def _holds(person: str, ground: Ground, post: Post) -> bool:
    return ground.roster.holds(person, post, "", ground.at)


def _releasing_operator(person: str, ground: Ground) -> bool:
    """Whether they are the releasing department's operator, and did not approve or extend the request or hold the password."""
    facts = ground.facts
    return (
        facts is not None
        and ground.roster.holds(person, Post.OPERATOR, facts.releasing_department, ground.at)
        and not any(person == signer for signer, _ in facts.signed)
        and person not in facts.extended_by
        and not ground.roster.holds(person, Post.CUSTODIAN, "", ground.at)
    )


def _approves(person: str, facts: Facts, ground: Ground) -> bool:
    """Whether a person may act as an approver at all: not if they released part of the request or hold the password."""
    return (
        bool(facts.signed)
        and not any(person == slot.released_by for slot in facts.slots)
        and not ground.roster.holds(person, Post.CUSTODIAN, "", ground.at)
    )


def _first_approver(person: str, ground: Ground) -> bool:
    facts = ground.facts
    return (
        facts is not None and _approves(person, facts, ground) and ground.approvers().is_first(person, facts)
    )


def _last_approver(person: str, ground: Ground) -> bool:
    facts = ground.facts
    return (
        facts is not None and _approves(person, facts, ground) and ground.approvers().is_last(person, facts)
    )


def _manages(person: str, ground: Ground, *, besides: frozenset[str] = frozenset()) -> bool:
    return any(
        a.post in _MANAGERS and a.department not in besides
        for a in ground.roster.appointments(person, ground.at)
    )


def _manager_elsewhere(person: str, ground: Ground) -> bool:
    return bool(ground.operating) and _manages(person, ground, besides=ground.operating)


def _custodian_or_superior(person: str, ground: Ground) -> bool:
    """The custodian or the custodian's manager; without one, the manager of the General Department, which owns the contract."""
    if ground.roster.holds(person, Post.CUSTODIAN, "", ground.at):
        return True
    departments = {
        a.department for a in ground.roster.posts if a.post is Post.CUSTODIAN and a.holds(ground.at)
    }
    if not departments:
        return _in_general(person, ground, Post.DEPARTMENT_MANAGER)
    return any(
        ground.roster.holds(person, Post.DEPARTMENT_MANAGER, department, ground.at)
        for department in departments
    )


def _custodian_or_standby(person: str, ground: Ground) -> bool:
    return any(
        a.person == person
        and a.post is Post.CUSTODIAN
        and a.since <= ground.at
        and (not a.until or ground.at < a.until)
        for a in ground.roster.posts
    )


def _witness(person: str, ground: Ground) -> bool:
    """A person of the General Department who is neither the outgoing nor the incoming custodian."""
    return person not in {ground.outgoing, ground.incoming} and _in_general(
        person, ground, Post.OPERATOR, Post.REGISTRAR, Post.DEPARTMENT_MANAGER
    )


def _in_general(person: str, ground: Ground, *posts: Post) -> bool:
    general = {d.id for d in ground.roster.departments if d.kind is DepartmentKind.GENERAL}
    return any(
        a.department in general and a.post in posts for a in ground.roster.appointments(person, ground.at)
    )


_MANAGERS = frozenset({Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER})

_JUDGES: Final[dict[Part, Callable[[str, Ground], bool]]] = {
    Part.RELEASING_OPERATOR: _releasing_operator,
    Part.FIRST_APPROVER: _first_approver,
    Part.LAST_APPROVER: _last_approver,
    Part.MANAGER: _manages,
    Part.MANAGER_ELSEWHERE: _manager_elsewhere,
    Part.CUSTODIAN: lambda person, ground: _holds(person, ground, Post.CUSTODIAN),
    Part.CUSTODIAN_OR_SUPERIOR: _custodian_or_superior,
    Part.INCOMING_CUSTODIAN: lambda person, ground: bool(ground.incoming) and person == ground.incoming,
    Part.GENERAL_MANAGER_OF_DEPARTMENT: lambda person, ground: _in_general(
        person, ground, Post.DEPARTMENT_MANAGER
    ),
    Part.CUSTODIAN_OR_STANDBY: _custodian_or_standby,
    Part.GENERAL_WITNESS: _witness,
    Part.GENERAL_MANAGER: lambda person, ground: _holds(person, ground, Post.GENERAL_MANAGER),
    Part.REGISTRAR: lambda person, ground: _holds(person, ground, Post.REGISTRAR),
    Part.OPTOUT_KEEPER: lambda person, ground: ground.roster.keeps_optouts(person, ground.at),
    Part.SUPERVISOR: lambda person, ground: ground.roster.holds(
        person, Post.SUPERVISING_MANAGER, ground.department, ground.at
    ),
    Part.GENERAL_SUPERVISOR: lambda person, ground: _in_general(person, ground, Post.SUPERVISING_MANAGER),
}
