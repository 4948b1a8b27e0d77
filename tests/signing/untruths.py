"""The attacks of people who put a good signature to what is not so: sizes, costs, hours, versions, pledges, rosters."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec

from console.domain import acts
from console.domain.people.people import Post
from console.domain.times import render
from console.launch.organisation import Organisation
from console.signing.bundle_file import Bundle
from console.signing.keys import generate
from console.signing.statements import Signed, sign
from tests.signing.attacks import (
    AT,
    GOOD,
    ORG,
    START,
    Attack,
    act,
    case,
    grown,
    key,
    minutes,
    of_category,
    person,
    roster,
    same_roots,
    twisted,
)
from tests.signing.insiders import changing, digest_of, with_files

replace = msgspec.structs.replace
SIGN = len("【云岭示范银行】")


def costs() -> Attack:
    """A request that tells its approvers another size, cost or sender than it has."""
    told = act(case().request).cost
    for name, change in (
        ("fewer-characters", {"chars": 1}),
        ("less-money", {"fen": 1}),
        ("money-back", {"fen": -80}),
        ("more-parts-on-the-wire", {"wire_each": 9}),
        ("more-units-in-all", {"billed_total": 21, "fen": 84}),
        ("more-units-each", {"billed_each": 2, "billed_total": 40, "fen": 160}),
    ):
        yield f"cost-of-{name}", "request_cost", twisted("request", cost=replace(told, **change))
    yield "long-text-told-as-one-part", "request_cost", long_text(67 * 3 - SIGN, parts=1)
    yield "more-parts-than-the-policy-allows", "request_cost", long_text(67 * 9 - SIGN, parts=9)
    yield "good-as-many-parts-as-the-policy-allows", GOOD, long_text(67 * 8 - SIGN, parts=8)
    yield "another-sender", "request_sender", twisted("request", sender_code="95588")
    narrow = ORG.gateway_texts["demo"].replace('encoding = "ucs2"', 'encoding = "gsm7"')
    org = grown(gateways=[replace(roster().gateways[0], digest=digest_of(narrow))])
    yield "text-that-the-gateway-cannot-carry", "request_text", *with_files(org, gateway=narrow)


def long_text(size: int, parts: int) -> Bundle:
    """The good notice with a body of that many characters, told as so many parts."""
    text = replace(act(case().request).text, body="好" * size)
    told = acts.Cost(
        chars=size + SIGN, billed_each=parts, wire_each=parts, billed_total=20 * parts, fen=80 * parts
    )
    return twisted("request", text=text, cost=told)


def versions() -> Attack:
    """A version that its form contradicts, words that are none, days that are none."""
    yield "second-version-without-a-first", "request_version", twisted("request", version=2)
    yield "first-version-with-one-before", "request_version", twisted("request", previous="0" * 64)
    yield "good-second-version", GOOD, twisted("request", version=2, previous="0" * 64)
    yield "pledge-version-claimed", "request_pledge", twisted("request", pledge="1999-9")
    yield "former-category-that-is-none", "not_canonical", twisted("request", category_was="xyz")
    yield "good-category-that-was-the-same", GOOD, twisted("request", category_was="notice")
    lighter = of_category("promotion", "business", "request", category_was="notice")
    yield "good-category-that-was-lighter", GOOD, lighter
    yield "day-that-does-not-exist", "not_canonical", twisted("request", applied_on="2026-02-31")
    blank = {"request": lambda r: replace(r, checks=replace(r.checks, third_party_approval=" "))}
    yield "third-party-approval-blank", "request_text", case(third_party=True, twist=blank).bundle()
    paper = of_category("other", "credit", "acceptance", paper=" ")
    yield "paper-number-blank", "acceptance_incomplete", paper
    text = case().steps[0].text.replace('"count":20', '"count":' + "2" * 5000)
    long = Signed(text, [key("sunli").sign(text.encode(), "sms-approval@yunling")])
    yield "approval-number-without-end", "not_canonical", case().bundle(steps=[long])
    yield "number-without-end", "not_canonical", b'{"v":' + b"1" * 5000 + b"}"
    step = case().steps[0]
    twice = case().bundle(steps=[Signed(step.text, step.signatures * 2)])
    yield "one-signature-twice", "step_signature", twice


def hours() -> Attack:
    """Acts older than what they follow, and posts that are over."""
    yield "approval-older-than-the-request", "step_order", twisted("approval1", at=minutes(-45))
    yield "release-older-than-the-approval", "step_order", twisted("release", at=minutes(-45))
    yield "good-clocks-five-minutes-apart", GOOD, twisted("approval1", at=minutes(-34))
    late = {"approval1": changing(at=minutes(-10))}
    yield "release-older-than-a-late-approval", "step_order", case(twist=late).bundle()
    back = {"approval1": changing(at=minutes(-33)), "approval2": changing(at=minutes(-37))}
    yield "approvals-each-a-little-older", "step_order", case("promotion", twist=back).bundle()
    posts = [
        replace(p, post=Post.AUDITOR) if (p.person, p.post) == ("qianwei", Post.OPERATOR) else p
        for p in roster().posts
    ]
    org = grown(at=minutes(-2), posts=posts)
    refusal = "release_not_allowed"
    yield "released-by-an-operator-replaced-since", refusal, case().bundle(rosters=org.rosters)
    posts = [replace(p, until=minutes(-5)) if p.person == "qianwei" else p for p in roster().posts]
    yield "released-by-an-operator-whose-time-is-over", refusal, case(org=grown(posts=posts)).bundle()


def pledges() -> Attack:
    """A pledge that is not whole, lasts too long, or stands under a key that is gone."""
    made = case()
    own = next(act(p) for p in ORG.pledges if act(p).by == "sunli")
    rest = [p for p in ORG.pledges if act(p).by != "sunli"]

    def instead(**changes: Any) -> Bundle:
        return made.bundle(pledges=[*rest, sign(replace(own, **changes), key("sunli"))])

    refusal = "step_not_allowed"
    yield "pledge-of-one-clause", refusal, instead(accepted=[1])
    yield "pledge-of-one-clause-twelve-times", refusal, instead(accepted=[1] * 12)
    yield "pledge-for-ever", refusal, instead(until="9999-12-31T23:59:59Z")
    longest = render(START - timedelta(minutes=1) + timedelta(days=372))
    yield "good-pledge-of-a-year", GOOD, instead(until=longest)
    yield "good-pledge-under-a-roster-not-at-hand", GOOD, instead(roster=99)
    old = next(p for p in roster().people if p.id == "sunli").keys[0]
    again = generate()
    changed = [replace(old, revoked=minutes(-31)), replace(old, public=again.public)]
    org = grown(**person("sunli", keys=changed))
    org.people["sunli"] = again
    yield "pledge-under-a-key-lost-since", refusal, case(org=org).bundle()
    people = [p for p in roster().people if p.id != "jiangbo"]
    yield "good-although-a-bystander-is-struck-off", GOOD, case(org=grown(people=people)).bundle()


def rosters() -> Attack:
    """Rosters that last too long, give a key two names, or come from signers whom the roots replaced."""
    hundred = render(AT + timedelta(minutes=-31, days=100))
    yield "good-roster-of-a-hundred-days", GOOD, case(org=grown(expires=hundred)).bundle()
    more = render(AT + timedelta(minutes=-31, days=100, seconds=1))
    yield "roster-of-more-than-a-hundred-days", "roster_too_long", case(org=grown(expires=more)).bundle()
    manager = next(p for p in roster().people if p.id == "sunli")
    shared = replace(manager.keys[0], public=key("zhaomin").public)
    two = grown(**person("sunli", keys=[*manager.keys, shared]))
    alone = case(org=two, signer={"approval1": "zhaomin"})
    yield "one-key-under-two-names", "roster_ambiguous", alone.bundle()
    service = grown(services=[replace(roster().services[0], public=key("sunli").public)])
    yield "one-key-for-a-person-and-a-service", "roster_ambiguous", case(org=service).bundle()
    yield "roster-by-signers-replaced-since", "roster_not_by_signers", case(org=replaced()).bundle()


def replaced() -> Organisation:
    """A chain whose third version is signed by the first signers, though the second came from their successors."""
    org = same_roots()
    successors = [key("zhengtao"), key("shenyu")]
    statement = replace(act(org.signers[0]), version=2, keys=[k.public for k in successors])
    org.signers.append(sign(statement, *org.root_keys))
    first, second = (s.digest() for s in org.signers)
    two = replace(roster(), version=2, previous=org.rosters[0].digest(), signers=second, at=minutes(-31))
    org.rosters.append(sign(two, *successors))
    three = replace(two, version=3, previous=org.rosters[1].digest(), signers=first)
    org.add_roster(three)
    return org


GROUPS: list[Callable[[], Attack]] = [costs, versions, hours, pledges, rosters]
