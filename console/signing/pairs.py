"""Two-person acts as the dispatcher judges them: both signatures, the rule of the pair, and that they speak of what is here."""

from datetime import timedelta
from typing import TypeVar

import msgspec

from console.domain import times
from console.domain.pairing import Ground, PairKind, may_confirm, may_propose
from console.domain.pairs import Confirmation, Proposal, Settle
from console.domain.refusals import Refusal
from console.domain.text import unseen
from console.signing import trust as chain_of_trust
from console.signing.bundle import Bundle, Verified
from console.signing.refused import Refused
from console.signing.statements import Signed
from console.signing.trust import Roots, Trust

_SKEW = timedelta(minutes=5)
"""How far a signer's clock may run ahead of the verifier's."""

_Act = TypeVar("_Act", Proposal, Confirmation)


def verify_settle(
    verified: Verified, proposal: Signed, confirmation: Signed, bundle: Bundle, roots: Roots, *, unknown: int
) -> Settle:
    """Judge the two signatures that settle the UNKNOWN recipients of a verified release; return the act, or raise Refused.

    `unknown` is how many the verifier itself counts; `verified.at` is the instant of the judgement.
    """
    trust = chain_of_trust.establish(roots, bundle.signers, bundle.rosters, verified.pin)
    trust = trust.under(list(verified.orders))
    first = _signed(trust, proposal, Proposal, verified.at)
    second = _signed(trust, confirmation, Confirmation, verified.at)
    if second.proposal != proposal.digest():
        raise Refused("pair_differs", "another proposal")
    _judge_times(verified, first, second)
    _judge_pair(trust, verified, first, second)
    _judge_send(verified, first.act, unknown)
    return first.act


def _signed(trust: Trust, signed: Signed, wanted: type[_Act], at: str) -> _Act:
    """The statement, made by somebody who is still here, with one good key of his own."""
    statement, keys = chain_of_trust.opened(signed, trust.roots.org, "pair_signature")
    if not isinstance(statement, wanted):
        raise Refused("pair_differs", f"not a {wanted.__name__.lower()}")
    if unseen(msgspec.to_builtins(statement)):
        raise Refused("hidden_characters", wanted.__name__.lower())
    if statement.at > times.render(times.parse(at) + _SKEW):
        raise Refused("signed_in_future", statement.at)
    chain_of_trust.signer(trust, statement, keys, "pair_signature")
    return statement


def _judge_times(verified: Verified, first: Proposal, second: Confirmation) -> None:
    """Release, proposal and confirmation follow each other, and all of it happens before the proposal is nothing any more."""
    release = verified.release
    if release is None or _later(first.at) < release.at:
        raise Refused("pair_order", "older than the release")
    if _later(second.at) < first.at:
        raise Refused("pair_order", "confirmed before it was proposed")
    longest = timedelta(hours=verified.policy.orders.proposal_hours)
    if times.parse(first.expires) - times.parse(first.at) > longest:
        raise Refused("pair_expired", f"longer than {longest}")
    # The second signer's clock is his own; a confirmation that comes too late is not helped by an earlier time in it.
    if not max(second.at, verified.at) < first.expires:
        raise Refused("pair_expired", first.expires)


def _later(at: str) -> str:
    return times.render(times.parse(at) + _SKEW)


def _judge_pair(trust: Trust, verified: Verified, first: Proposal, second: Confirmation) -> None:
    """The rule holds for the rosters that the two named at their moments, and for the newest one now."""
    kind = PairKind.SETTLE
    for roster, at in (
        (chain_of_trust.named_roster(trust, first), first.at),
        (chain_of_trust.named_roster(trust, second), second.at),
        (trust.newest, verified.at),
    ):
        _allow(may_propose(first.by, kind, Ground(roster, at, verified.facts)))
    for roster, at in ((chain_of_trust.named_roster(trust, second), second.at), (trust.newest, verified.at)):
        _allow(may_confirm(second.by, kind, Ground(roster, at, verified.facts), proposer=first.by))


def _allow(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused("pair_not_allowed", refusal.code)


def _judge_send(verified: Verified, act: Settle, unknown: int) -> None:
    named = (act.request, act.release, act.slot)
    if named != (verified.request_digest, verified.release_digest, verified.slot.id):
        raise Refused("pair_differs", "another send")
    if act.count != unknown or not unknown:
        raise Refused("settle_count", f"{act.count} signed, {unknown} here")
