"""Instants that do not exist, under good signatures: they compare as letters do, so nothing but the reading refuses them."""

from collections.abc import Callable

import msgspec

from console.domain.people.people import Post
from console.signing.statements import sign
from tests.signing.attacks import ORG, Attack, act, case, grown, key, minutes, person, roster, twisted
from tests.signing.orders_beside import beside, held, with_posts
from tests.signing.stand_ins import deputation

replace = msgspec.structs.replace

REFUSED = "not_canonical"


def none(n: int) -> str:
    """A second that no clock shows, `n` minutes after the verifier's own instant."""
    return minutes(n).replace(":00Z", ":60Z")


def in_acts() -> Attack:
    """In what a person signs."""
    yield "list-at-no-instant", REFUSED, twisted("list", at=none(-40))
    yield "request-at-no-instant", REFUSED, twisted("request", at=none(-30))
    slot = act(case().request).slots[0]
    for field in ("opens", "closes"):
        bent = replace(slot, **{field: getattr(slot, field).replace(":00Z", ":60Z")})
        yield f"slot-that-{field}-at-no-instant", REFUSED, twisted("request", slots=[bent])
    pledges = [
        sign(replace(act(p), at=act(p).at[:-3] + "60Z"), key(act(p).by)) if act(p).by == "zhaomin" else p
        for p in ORG.pledges
    ]
    yield "pledge-at-no-instant", REFUSED, case().bundle(pledges=pledges)
    yield "deputation-since-no-instant", REFUSED, beside(deputation(since=none(-60)))
    yield "deputation-until-no-instant", REFUSED, beside(deputation(until=none(600)))


def in_rosters() -> Attack:
    """In what the roster's signers sign."""
    for field, n in (("since", -60), ("until", 600)):
        post = held("chenjing", Post.DRAFTER, **{field: none(n)})
        yield f"post-{field}-no-instant", REFUSED, case(org=with_posts(post)).bundle()
    yield "roster-at-no-instant", REFUSED, case(org=grown(at=none(-55))).bundle()
    expires = roster().expires.replace(":00Z", ":60Z")
    yield (
        "roster-that-expires-at-no-instant",
        REFUSED,
        case(org=grown(expires=expires, at=minutes(-55))).bundle(),
    )
    own = next(p for p in roster().people if p.id == "chenjing").keys[0]
    spare = replace(own, since=none(-60))
    lost = replace(own, revoked=none(-10))
    for name, one in (("since", spare), ("revoked", lost)):
        org = grown(at=minutes(-55), **person("chenjing", keys=[one]))
        yield f"key-{name}-no-instant", REFUSED, case(org=org).bundle()


GROUPS: list[Callable[[], Attack]] = [in_acts, in_rosters]
