"""The act that takes the release of a text back (R11): whose signature it has, and whether they may."""

import msgspec

from console.domain.content.appeals import AppealWithdrawal, ReleaseText
from console.domain.people.people import Roster
from console.domain.requests.text import mobile_in, unseen
from console.domain.two_person.pairing import Ground
from console.domain.two_person.pairs import Confirmation, Proposal
from console.domain.two_person.withdrawal import may_withdraw
from console.signing import trust as chain_of_trust
from console.signing.bundle_file import Pair
from console.signing.refused import Refused
from console.signing.statements import Signed, decode
from console.signing.trust import Stage


def opened(signed: Signed, roster: Roster) -> AppealWithdrawal:
    """Return a withdrawal that an active person of this roster signed with a key that counts; raises Refused.

    Whether they may withdraw that release is asked of the release itself (`ends`). It only takes a right away, so its date does not
    matter: a clock that is wrong cannot keep anybody from it.
    """
    act, keys = chain_of_trust.opened(signed, roster.org, "step_signature")
    if not isinstance(act, AppealWithdrawal):
        raise Refused("bundle_malformed", "withdraws no release")
    if unseen(msgspec.to_builtins(act)) or mobile_in(act.reason):
        raise Refused("hidden_characters", "appeal_withdrawal")
    person = roster.person(act.by)
    own = [one.public for one in person.keys if not one.revoked] if person is not None else []
    if not chain_of_trust.counts(person, Stage.NEW) or len(keys) != 1 or keys[0] not in own:
        raise Refused("step_not_by_signer", act.by)
    return act


def ends(act: AppealWithdrawal, pair: Pair, roster: Roster, at: str) -> bool:
    """Whether a withdrawal that was `opened` ends the release that this pair gave: it names it, and its signer may (R11)."""
    first, second = (decode(one.text.encode()) for one in (pair.proposal, pair.confirmation))
    if not isinstance(first, Proposal) or not isinstance(second, Confirmation):
        return False
    if act.proposal != pair.proposal.digest() or not isinstance(first.act, ReleaseText):
        return False
    ground = Ground(roster, at, department=first.act.department)
    refusal = may_withdraw(act.by, ReleaseText.RULE, ground, proposer=first.by, confirmer=second.by)
    return refusal is None
