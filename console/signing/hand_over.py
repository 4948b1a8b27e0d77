"""A hand-over of custody proved from its signatures: proposed, taken over, and witnessed (R12).

The desk judged each of these acts when it came in. A roster signer's own program judges them again, because they are the grounds on
which the signer makes somebody the custodian.
"""

from datetime import timedelta
from typing import NamedTuple

from console.domain import times
from console.domain.credentials import custody
from console.domain.credentials.custody import HandOver
from console.domain.people.people import Roster
from console.domain.people.standing import under
from console.domain.refusals import Refusal
from console.domain.two_person import pairing
from console.domain.two_person.pairing import may_confirm, may_propose
from console.domain.two_person.pairs import Confirmation, Proposal
from console.signing import trust as chain_of_trust
from console.signing.enrolment import Ground, signed_by_one
from console.signing.refused import Refused
from console.signing.skew import later
from console.signing.statements import Signed


class Handing(NamedTuple):
    """A fully signed hand-over: what is passed on, who proposed it, and who confirmed it, in order."""

    act: HandOver
    proposal: Proposal
    steps: tuple[Confirmation, ...]


def handed_over(digest: str, statements: list[Signed], ground: Ground, until: str) -> Handing:
    """Judge the hand-over with that digest and its confirmations; raises Refused.

    It must have been complete by the instant `until`, no roster version of the chain may have carried it out, and the custodian
    that it names must still have custody.
    """
    if not statements or statements[0].digest() != digest:
        raise Refused("ground_chain", "another hand-over")
    if ground.trust.carried_out(digest):
        raise Refused("ground_used")
    proposal = signed_by_one(statements[0], Proposal, ground)
    act = proposal.act
    if not isinstance(act, HandOver):
        raise Refused("ground_chain", "not a hand-over")
    _allow(may_propose(proposal.by, act.rule, _on(act, ground, proposal)))
    _judge_term(proposal, ground)
    steps: list[Confirmation] = []
    before = proposal.at
    for signed in statements[1:]:
        step = signed_by_one(signed, Confirmation, ground)
        if step.proposal != digest or later(step.at) < before or not step.at < proposal.expires:
            raise Refused("ground_chain", "confirmation")
        done = tuple(one.by for one in steps)
        on = _on(act, ground, step)
        _allow(may_confirm(step.by, act.rule, on, proposer=proposal.by, confirmed=done))
        before = max(before, step.at)
        steps.append(step)
    if len(steps) != len(act.rule.confirms):
        raise Refused("ground_not_filed", f"{len(steps)} of {len(act.rule.confirms)}")
    if before > later(until):
        raise Refused("ground_not_filed", f"only at {before}")
    _still(act, ground.trust.newest, until)
    return Handing(act, proposal, tuple(steps))


def _on(act: HandOver, ground: Ground, step: Proposal | Confirmation) -> pairing.Ground:
    given = [one for one in ground.orders if one.order.at <= step.at]
    roster = under(chain_of_trust.named_roster(ground.trust, step), given)
    return pairing.custody(act, roster, step.at)


def _judge_term(proposal: Proposal, ground: Ground) -> None:
    """A proposal may wait no longer than the policy pack of its time allows."""
    roster = chain_of_trust.named_roster(ground.trust, proposal)
    pack = ground.packs.get(roster.policy.digest)
    if pack is None:
        raise Refused("policy_differs", roster.policy.version)
    longest = timedelta(hours=pack.orders.proposal_hours)
    if times.parse(proposal.expires) - times.parse(proposal.at) > longest:
        raise Refused("pair_expired", f"longer than {longest}")


def _still(act: HandOver, newest: Roster, at: str) -> None:
    holding = [one.person for one in custody.keepers(newest, at)]
    if holding != ([act.outgoing] if act.outgoing else []):
        raise Refused("ground_decision", "hand_over_not_his")
    _allow(custody.may_take(act.incoming, newest, at))


def _allow(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused("ground_decision", refusal.code)
