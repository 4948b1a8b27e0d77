"""The act that lifts a hold of a verified release, and the one function that judges it."""

import msgspec

from console.domain.acts import (
    Resume,
)
from console.domain.authority import Act, Authority, SlotFacts
from console.domain.states import SlotState
from console.signing import personnel
from console.signing import trust as chain_of_trust
from console.signing.bundle_file import Bundle, Verified
from console.signing.refused import Refused
from console.signing.skew import later
from console.signing.statements import Signed
from console.signing.trust import Roots


def verify_resume(
    verified: Verified, signed: Signed, bundle: Bundle, roots: Roots, *, hold: int, held_at: str = ""
) -> Resume:
    """Judge the signed act that lifts hold number `hold`, taken at `held_at` (empty: not known), of a verified release.

    A resume may not be older than its hold; otherwise one signed in advance would make the next hold useless. Raises Refused.
    """
    trust = chain_of_trust.establish(roots, bundle.signers, bundle.rosters, verified.pin)
    trust = trust.under(list(verified.orders))
    statement, keys = chain_of_trust.opened(signed, roots.org, "step_signature")
    if not isinstance(statement, Resume) or not keys:
        raise Refused("resume_not_allowed", "not a resume")
    chain_of_trust.signer(trust, statement, keys, "step_not_by_signer")
    if statement.at > later(verified.at):
        raise Refused("signed_in_future", statement.at)
    if not verified.since or later(statement.at) < max(verified.since, held_at):
        raise Refused("resume_not_allowed", "older than its release or hold")
    fits = (
        statement.request == verified.request_digest
        and statement.previous == verified.release_digest
        and statement.slot == verified.slot.id
        and statement.hold == hold
        and statement.count == verified.slot.n
    )
    if not fits:
        raise Refused("resume_not_allowed", "another send or hold")
    slots = (SlotFacts(statement.slot, SlotState.HELD, verified.slot.opens, verified.slot.closes),)
    valid = personnel.pledged(verified.policy.pledge, verified.pledges, statement.at)
    facts = msgspec.structs.replace(verified.facts, slots=slots, pledged=valid)
    refusal = Authority(trust.newest, verified.policy, statement.at).may(
        statement.by, Act.RESUME, facts, slot=statement.slot
    )
    if refusal:
        raise Refused("resume_not_allowed", refusal.code)
    return statement
