"""One table of who proposes and who confirms each two-person act, and the rules that judge by it (architecture section 4).

Desk and dispatcher ask the same functions: at the proposal, at the confirmation, and once more when the act takes effect.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Final

import msgspec

from console.domain.approvals.approvers import Approvers
from console.domain.contacts.resubscribing import Resubscribe
from console.domain.content.appeals import ReleaseText
from console.domain.credentials.custody import CustodyAct, HandOver, OpenEnvelope, SealEnvelope
from console.domain.erasure.erasing import Erase, ReleaseHold
from console.domain.freezes.freezes import Scope, operating
from console.domain.people.orders import Deputation
from console.domain.people.people import DepartmentKind, Post, Roster, Standing
from console.domain.policy import Policy
from console.domain.refusals import Refusal, refuse
from console.domain.requests.facts import Facts
from console.domain.two_person.pairs import Continue, Rearm, ResumeLoss, TwoPersonAct, Unfreeze, Which


class PairKind(StrEnum):
    """Every act that takes two people; some have no statement of their own yet."""

    POLICY = "policy"
    GATEWAY = "gateway"
    SCREENING = "screening"
    ROSTER = "roster"
    SETTLE = "settle"
    RESEND = "resend"
    REMAINDER = "remainder"
    UNFREEZE = "unfreeze"
    RESUME_AFTER_LOSS = "resume_after_loss"
    REARM = "rearm"
    HAND_OVER = "hand_over"
    SEAL_ENVELOPE = "seal_envelope"
    OPEN_ENVELOPE = "open_envelope"
    ERASE = "erase"
    RELEASE_HOLD = "release_hold"
    RESUBSCRIBE = "resubscribe"
    APPEAL = "appeal"


class Part(StrEnum):
    """The part that a person plays in a two-person act."""

    ROSTER_SIGNER = "roster_signer"
    RELEASING_OPERATOR = "releasing_operator"
    FIRST_APPROVER = "first_approver"
    LAST_APPROVER = "last_approver"
    MANAGER = "manager"
    MANAGER_ELSEWHERE = "manager_elsewhere"  # of a department that does not operate the frozen thing
    CUSTODIAN = "custodian"
    CUSTODIAN_OR_SUPERIOR = "custodian_or_superior"
    INCOMING_CUSTODIAN = "incoming_custodian"
    CUSTODIAN_OR_STANDBY = "custodian_or_standby"  # the B角, dormant or awake
    GENERAL_MANAGER_OF_DEPARTMENT = "general_department_manager"  # the manager of the General Department
    GENERAL_WITNESS = "general_witness"
    REGISTRAR = "registrar"
    OPTOUT_KEEPER = "optout_keeper"  # who may enter refusals: drafters, operators, the registrar
    GENERAL_MANAGER = "general_manager"
    SUPERVISOR = "supervisor"  # the supervising manager of the department concerned
    GENERAL_SUPERVISOR = "general_supervisor"  # the supervising manager of the General Department


class Rule(msgspec.Struct, frozen=True):
    """One row: the clause, who proposes, and who then confirms; all must be different people."""

    clause: str
    proposes: Part
    confirms: tuple[Part, ...]


PAIRS: Final[dict[PairKind, Rule]] = {
    PairKind.POLICY: Rule("R2", Part.ROSTER_SIGNER, (Part.ROSTER_SIGNER,)),
    PairKind.GATEWAY: Rule("R2", Part.ROSTER_SIGNER, (Part.ROSTER_SIGNER,)),
    PairKind.SCREENING: Rule("R11", Part.ROSTER_SIGNER, (Part.ROSTER_SIGNER,)),
    PairKind.ROSTER: Rule("R8", Part.ROSTER_SIGNER, (Part.ROSTER_SIGNER,)),
    PairKind.SETTLE: Rule("I2", Part.RELEASING_OPERATOR, (Part.FIRST_APPROVER,)),
    PairKind.RESEND: Rule("I2", Part.RELEASING_OPERATOR, (Part.FIRST_APPROVER,)),
    PairKind.REMAINDER: Rule("R2", Part.RELEASING_OPERATOR, (Part.LAST_APPROVER,)),
    PairKind.UNFREEZE: Rule("R12", Part.MANAGER, (Part.MANAGER_ELSEWHERE,)),
    PairKind.RESUME_AFTER_LOSS: Rule("R12", Part.CUSTODIAN, (Part.GENERAL_MANAGER_OF_DEPARTMENT,)),
    PairKind.REARM: Rule("R12", Part.CUSTODIAN, (Part.GENERAL_MANAGER_OF_DEPARTMENT,)),
    PairKind.HAND_OVER: Rule(
        "R12", Part.CUSTODIAN_OR_SUPERIOR, (Part.INCOMING_CUSTODIAN, Part.GENERAL_WITNESS)
    ),
    PairKind.SEAL_ENVELOPE: Rule("R12", Part.CUSTODIAN, (Part.GENERAL_WITNESS,)),
    PairKind.OPEN_ENVELOPE: Rule("R12", Part.CUSTODIAN_OR_STANDBY, (Part.GENERAL_MANAGER_OF_DEPARTMENT,)),
    PairKind.ERASE: Rule("R13", Part.REGISTRAR, (Part.GENERAL_SUPERVISOR,)),
    # Not the pair that erases: otherwise the two people whom a hold must stop could lift it themselves.
    PairKind.RELEASE_HOLD: Rule("R13", Part.REGISTRAR, (Part.GENERAL_MANAGER,)),
    PairKind.RESUBSCRIBE: Rule("R13", Part.OPTOUT_KEEPER, (Part.GENERAL_MANAGER_OF_DEPARTMENT,)),
    PairKind.APPEAL: Rule("R11", Part.SUPERVISOR, (Part.REGISTRAR,)),
}


PAIR_ACTS: Final = frozenset({"settle", "continue", "confirm", "appeal"})
"""The two-person acts on a request that the desk judges, by the names used to grey a key."""

_LETS_GO: Final = frozenset({PairKind.RESEND, PairKind.REMAINDER})
"""Acts after which messages are sent: their proposer releases, and so must have pledged (A2)."""


_KINDS: Final[dict[type, PairKind]] = {
    Unfreeze: PairKind.UNFREEZE,
    ResumeLoss: PairKind.RESUME_AFTER_LOSS,
    Rearm: PairKind.REARM,
    HandOver: PairKind.HAND_OVER,
    SealEnvelope: PairKind.SEAL_ENVELOPE,
    OpenEnvelope: PairKind.OPEN_ENVELOPE,
    Erase: PairKind.ERASE,
    ReleaseHold: PairKind.RELEASE_HOLD,
    Resubscribe: PairKind.RESUBSCRIBE,
    ReleaseText: PairKind.APPEAL,
}


def kind_of(act: TwoPersonAct) -> PairKind:
    """The row of the table for an act."""
    if isinstance(act, Continue):
        return PairKind.RESEND if act.which is Which.FAILED else PairKind.REMAINDER
    return _KINDS.get(type(act), PairKind.SETTLE)


class Ground(msgspec.Struct, frozen=True):
    """The facts by which a pair is judged: the roster with the personnel orders applied, the instant, and the subject of the act.

    `facts` is the request of an act on recipients; `operating` are the departments that operate the frozen thing; `about` is the
    person concerned, who may sign neither half; `department` is the one concerned; `outgoing` gives custody up and `incoming` takes it over; `deputations` holds
    deputations of any date, from which the instant selects.
    """

    roster: Roster
    at: str
    facts: Facts | None = None
    operating: frozenset[str] = frozenset()
    about: str = ""
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


def may_propose(person: str, kind: PairKind, ground: Ground) -> Refusal | None:
    """Return why `person` may not make the first signature of such an act, or None."""
    refusal = _may(person, PAIRS[kind], PAIRS[kind].proposes, ground)
    if refusal:
        return refusal
    pledged = ground.facts.pledged if ground.facts else frozenset()
    return refuse("no_pledge", "A2", person=person) if kind in _LETS_GO and person not in pledged else None


def may_confirm(
    person: str, kind: PairKind, ground: Ground, *, proposer: str, confirmed: tuple[str, ...] = ()
) -> Refusal | None:
    """Return why `person` may not make the next signature after those of `proposer` and `confirmed`, or None."""
    rule = PAIRS[kind]
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
    Part.ROSTER_SIGNER: lambda person, ground: _holds(person, ground, Post.ROSTER_SIGNER),
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
