"""A filed application (Attachment 3) proved from its signatures: handed in, authorised (R8), approved and filed (R1).

The desk judged each of these acts when it came in. A roster signer's own program judges them again, because they are the grounds on
which the signer gives somebody a right.
"""

from collections.abc import Mapping
from typing import NamedTuple, TypeVar

import msgspec

from console.domain.people import enrolment_rules
from console.domain.people.enrolment import Application, ApplicationState, ApplicationStep, Decision
from console.domain.people.people import Roster
from console.domain.people.standing import Brought, under
from console.domain.policy import Policy
from console.domain.refusals import Refusal
from console.domain.requests.text import unseen
from console.domain.two_person.pairs import Confirmation, Proposal
from console.signing import trust as chain_of_trust
from console.signing.refused import Refused
from console.signing.skew import later
from console.signing.statements import Signed
from console.signing.trust import Trust

_LEVELS = frozenset({Decision.AUTHORISE, Decision.APPROVE})

_Act = TypeVar("_Act", Application, ApplicationStep, Proposal, Confirmation)


class Filed(NamedTuple):
    """An application with the decisions that led to its filing, in order."""

    application: Application
    steps: tuple[ApplicationStep, ...]


class Ground(NamedTuple):
    """What an application is judged by: the chain of rosters as signed, the personnel orders, and the policy packs by digest."""

    trust: Trust
    orders: list[Brought]
    packs: Mapping[str, Policy]

    def roster(self, act: Application | ApplicationStep) -> Roster:
        """The roster of an act's time, with the orders given until then applied; raises Refused."""
        given = [one for one in self.orders if one.order.at <= act.at]
        return under(chain_of_trust.named_roster(self.trust, act), given)


def filed(digest: str, statements: list[Signed], ground: Ground, until: str) -> Filed:
    """Judge the newest version of the application with that digest and every decision on it; raises Refused.

    It must have been filed by the instant `until`, and no roster version of the chain may have carried it out.
    """
    if not statements or statements[0].digest() != digest:
        raise Refused("ground_chain", "another application")
    if ground.trust.carried_out(digest):
        raise Refused("ground_used")
    application = signed_by_one(statements[0], Application, ground)
    if enrolment_rules.key_of_another(
        ground.trust.newest, application.person, application.key, application.by
    ):
        raise Refused("ground_decision", "key_of_another")
    facts = _handed_in(application, ground)
    previous, before = digest, application.at
    steps: list[ApplicationStep] = []
    for signed in statements[1:]:
        step = signed_by_one(signed, ApplicationStep, ground)
        if (step.application, step.previous) != (digest, previous) or later(step.at) < before:
            raise Refused("ground_chain", str(step.decision))
        facts = _decided(step, facts, ground.roster(step))
        previous, before = signed.digest(), max(before, step.at)
        steps.append(step)
    if facts.state is not ApplicationState.FILED:
        raise Refused("ground_not_filed", str(facts.state))
    if before > later(until):
        raise Refused("ground_not_filed", f"only at {before}")
    return Filed(application, tuple(steps))


def signed_by_one(signed: Signed, kind: type[_Act], ground: Ground) -> _Act:
    """The act, signed by its person with one good key of their own; raises Refused."""
    act, keys = chain_of_trust.opened(signed, ground.trust.roots.org, "ground_signature")
    if not isinstance(act, kind):
        raise Refused("ground_chain", f"not of kind {kind.__name__}")
    if unseen(msgspec.to_builtins(act)):
        raise Refused("hidden_characters", kind.__name__)
    chain_of_trust.signer_then(ground.trust, act, keys, "ground_signature")
    person = ground.trust.newest.person(act.by)
    now = next((k for k in person.keys if k.public == keys[0]), None) if person else None
    if now is None or (now.revoked and now.revoked <= act.at):
        raise Refused("key_revoked", act.by)
    return act


def _handed_in(act: Application, ground: Ground) -> enrolment_rules.Facts:
    """Judge that the person may hand it in, on the route of the policy pack of its time."""
    roster = ground.roster(act)
    pack = ground.packs.get(roster.policy.digest)
    if pack is None:
        raise Refused("policy_differs", roster.policy.version)
    _allow(enrolment_rules.may_apply(roster, act.kind, act.department, act.person, act.by, act.at))
    if act.route != enrolment_rules.route(pack, act.kind, act.post):
        raise Refused("ground_decision", "route")
    if act.covers != enrolment_rules.covered(roster, act):
        raise Refused("ground_decision", "covers")
    state, _ = enrolment_rules.standing(tuple(act.route), len(act.covers))
    return enrolment_rules.facts_of(act, state)


def _decided(step: ApplicationStep, facts: enrolment_rules.Facts, roster: Roster) -> enrolment_rules.Facts:
    _allow(enrolment_rules.may_decide(roster, facts, step.by, step.decision, step.at))
    levels = step.decision in _LEVELS
    if step.posts != (enrolment_rules.posts_now(roster, facts, step.by, step.at) if levels else []):
        raise Refused("ground_decision", "posts")
    if step.decision is Decision.FILE and not step.paper.strip():
        raise Refused("ground_decision", "paper")
    state, _ = enrolment_rules.after(facts, step.decision, len(step.posts))
    return msgspec.structs.replace(facts, state=state, signed=(*facts.signed, (step.by, len(step.posts))))


def _allow(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused("ground_decision", refusal.code)
