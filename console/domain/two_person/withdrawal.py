"""Who may take back what two people signed."""

from console.domain.pair import Rule
from console.domain.refusals import Refusal
from console.domain.two_person.pairing import Ground, may_confirm, may_propose


def may_withdraw(person: str, rule: Rule, ground: Ground, *, proposer: str, confirmer: str) -> Refusal | None:
    """Return why `person` may not take such an act back, or None: either of its two people may, or who could sign in their place."""
    if person in {proposer, confirmer}:
        return None
    refusal = may_confirm(person, rule, ground, proposer=proposer)
    return refusal and may_propose(person, rule, ground)
