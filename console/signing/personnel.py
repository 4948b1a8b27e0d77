"""What a bundle says about people: personnel orders and pledges, each judged by the roster of its time."""

from collections.abc import Iterable
from datetime import timedelta

from console.domain import times
from console.domain.acts import Order, Pledge
from console.domain.people.orders import Activation, Deputation
from console.domain.people.people import Roster
from console.domain.people.standing import Brought, after_recalls, may_order, under
from console.domain.policy import PledgeRule, Policy
from console.signing import trust as chain_of_trust
from console.signing.refused import Refused
from console.signing.statements import Signed
from console.signing.trust import Stage, Trust


def orders(
    given: list[Signed], trust: Trust, policy: Policy, latest: str, *, stage: Stage = Stage.NEW
) -> list[Brought]:
    """Return the orders that count now, oldest first, each judged as `given_then` does; raises Refused.

    A deputation or activation no longer counts once the person who gave it, or the key that signed it, is gone.
    """
    return [
        one
        for one, key in given_then(given, trust, policy, latest)
        if not isinstance(one.order, Deputation | Activation)
        or _still_here(trust.newest, one.order.by, key, stage)
    ]


def given_then(given: list[Signed], trust: Trust, policy: Policy, latest: str) -> list[tuple[Brought, str]]:
    """Return the orders, oldest first, with the keys that signed them; raises Refused.

    Each must be allowed by the roster of its time with the earlier orders applied.
    """
    in_order: list[Brought] = []
    signed_by: list[str] = []
    for signed in given:
        order, keys = chain_of_trust.opened(signed, trust.roots.org, "order_signature")
        if not isinstance(order, Order):
            raise Refused("bundle_malformed", "not an order")
        if order.at > latest:
            raise Refused("signed_in_future", order.at)
        if in_order and order.at < in_order[-1].order.at:
            raise Refused("order_not_allowed", "older than the one before it")
        chain_of_trust.signer_then(trust, order, keys, "order_signature")
        roster = under(chain_of_trust.named_roster(trust, order), in_order)
        refusal = may_order(roster, policy.orders, order, in_order)
        if refusal:
            raise Refused("order_not_allowed", refusal.code)
        in_order.append(Brought(signed.digest(), order))
        signed_by.append(keys[0])
    return list(zip(in_order, signed_by, strict=True))


def _still_here(newest: Roster, by: str, key: str, stage: Stage) -> bool:
    """Whether the giver is still here with that key. Only orders that give a right need this, not orders that take one away."""
    person = newest.person(by)
    return chain_of_trust.counts(person, stage) and any(
        k.public == key and not k.revoked for k in person.keys
    )


def deputations(given: Iterable[Brought], newest: Roster, *, stage: Stage = Stage.NEW) -> list[Deputation]:
    """The deputations whose giver and principal are still in good standing: a person who left cannot lend a signature."""
    standing = [order for _, order in after_recalls(given) if isinstance(order, Deputation)]
    return [
        d
        for d in standing
        if all(chain_of_trust.counts(newest.person(one), stage) for one in (d.by, d.principal))
    ]


def pledges(given: list[Signed], trust: Trust) -> list[Pledge]:
    """Return the pledges that count; a pledge signed with a key that its signer no longer has is ignored. Raises Refused."""
    valid: list[Pledge] = []
    for signed in given:
        statement, keys = chain_of_trust.opened(signed, trust.roots.org, "pledge_signature")
        if not isinstance(statement, Pledge):
            raise Refused("bundle_malformed", "not a pledge")
        if len(keys) != 1 or not any(
            roster and keys[0] in roster.keys_of(statement.by)
            for roster in (trust.roster(statement.roster), trust.newest)
        ):
            raise Refused("pledge_signature", statement.by)
        # A pledge signed with a withdrawn key is skipped, so that it blocks nobody else.
        person = trust.newest.person(statement.by)
        if person and any(k.public == keys[0] and not k.revoked for k in person.keys):
            valid.append(statement)
    return valid


def pledged(rule: PledgeRule, given: Iterable[Pledge], at: str) -> frozenset[str]:
    """Who has a valid pledge at `at`: for the version in force, with every clause accepted, within the policy's term."""
    longest = timedelta(days=31 * rule.months)
    clauses = list(range(1, rule.clauses + 1))
    return frozenset(
        p.by
        for p in given
        if p.version == rule.version
        and p.accepted == clauses
        and p.at <= at < p.until
        and times.parse(p.until) - times.parse(p.at) <= longest
    )
