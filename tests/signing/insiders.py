"""The attacks of people inside, with good keys and wrong acts, and of authority that is old, foreign or not there."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import msgspec

from console.domain import acts
from console.domain.people.people import Post, Standing
from console.launch.organisation import Organisation, build
from console.signing.bundle_file import Bundle, Own
from console.signing.keys import generate
from console.signing.statements import digest, sign
from console.signing.trust import Pin
from tests.signing.attacks import (
    AT,
    GOOD,
    ORG,
    START,
    Attack,
    act,
    case,
    chain,
    for_others,
    grown,
    key,
    minutes,
    of_category,
    person,
    post,
    roster,
    same_roots,
    twisted,
)
from tests.world import Twist, make, tampered

replace = msgspec.structs.replace


def wrong_people() -> Attack:
    """Good keys, but not the right persons."""
    for who in ("zhaomin", "qianwei", "jiangbo", "zhoujian", "fenglei", "shenyu"):
        yield f"approved-by-{who}", "step_not_allowed", twisted("approval1", who)
        yield f"approved-by-{who}-in-sunlis-name", "step_not_by_signer", forged_name(who)
    for who in ("wuhong", "sunli", "zhaomin", "fenglei"):
        yield f"released-by-{who}", "release_not_allowed", twisted("release", who)
    for who in ("qianwei", "sunli", "liqiang"):
        yield f"accepted-by-{who}", "step_not_allowed", of_category("other", "credit", "acceptance", who)
    unit = ("other", "general", "acceptance")
    yield "accepted-by-its-approver", "step_not_allowed", of_category(*unit, "zhengtao")
    yield "drafted-by-the-operator", "request_not_by_drafter", twisted("request", "qianwei")
    yield "drafter-named-who-is-none", "request_not_by_drafter", twisted("request", drafter="qianwei")
    yield "drafted-by-another-department", "request_not_by_drafter", twisted("request", "weina")
    yield "approved-by-nobody-known", "step_not_by_signer", twisted("approval1", "", by="nobody")
    deputy = {"approval1": lambda a: replace(a, deputy_for="sunli")}
    yield "approved-by-a-deputy", "step_deputy", case(twist=deputy).bundle()
    custodian = grown(**post("fenglei", Post.DEPARTMENT_MANAGER, "business"))
    yield (
        "approved-by-the-custodian-as-manager",
        "step_not_allowed",
        pledged_by("fenglei", custodian, "approval1"),
    )
    custodian = grown(**post("fenglei", Post.OPERATOR, "business"))
    yield (
        "released-by-the-custodian-as-operator",
        "release_not_allowed",
        pledged_by("fenglei", custodian, "release"),
    )
    operator = grown(**post("sunli", Post.OPERATOR, "business"))
    yield "released-by-its-approver", "release_not_allowed", pledged_by("sunli", operator, "release")
    operator = grown(**post("zhaomin", Post.DEPARTMENT_MANAGER, "business"))
    yield (
        "approved-by-its-drafter-as-manager",
        "step_not_allowed",
        pledged_by("zhaomin", operator, "approval1"),
    )


def two_drafters() -> Attack:
    """The manager is a drafter too: what they draft or is named the drafter of, they do not approve."""
    org = grown(**post("sunli", Post.DRAFTER, "business"))
    by = case(org=org, twist={"request": lambda r: replace(r, by="sunli")}, signer={"request": "sunli"})
    yield "submitted-by-its-approver", "step_not_allowed", by.bundle()
    named = case(org=org, twist={"request": lambda r: replace(r, drafter="sunli")})
    yield "approved-by-its-named-drafter", "step_not_allowed", named.bundle()


def forged_name(who: str) -> Bundle:
    """An approval in the manager's name, signed by another."""
    return case(signer={"approval1": who}).bundle()


def pledged_by(who: str, org: Any, name: str) -> Bundle:
    """The good notice with one act by another person, who has pledged."""
    pledge = replace(act(ORG.pledges[0]), by=who)
    org.pledges.append(sign(pledge, key(who)))
    return case(org=org, twist={name: lambda a: replace(a, by=who)}, signer={name: who}).bundle()


def several_posts() -> Attack:
    """One person in several posts."""
    posts = [
        replace(p, person="sunli") if (p.post, p.department) == (Post.SUPERVISING_MANAGER, "business") else p
        for p in roster().posts
    ]
    org = grown(posts=posts)
    twice = case(
        "promotion",
        org=org,
        twist={"approval2": lambda a: replace(a, by="sunli")},
        signer={"approval2": "sunli"},
    )
    yield "one-person-two-levels-signed-twice", "step_not_allowed", twice.bundle()
    made = case("promotion")
    both = replace(act(made.steps[0]), posts=[Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER])
    rest = [replace(act(made.steps[2]), level=3), act(made.steps[3])]
    yield "a-second-post-claimed-that-is-not-held", "step_not_allowed", chain(made, [both, *rest])
    owner = [p for p in roster().posts if p.post not in {Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER}]
    owner += [
        replace(owner[0], person="sunli", post=p) for p in (Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER)
    ]
    made = case("promotion", org=grown(posts=owner))
    alone = replace(act(made.steps[0]), posts=act(made.request).route)
    yield "promotion-approved-by-one-alone", "step_not_allowed", chain(made, [alone, act(made.steps[3])])


def wrong_words() -> Attack:
    """The right persons, but not what the rules ask of them."""
    yield "approved-another-count", "step_count", twisted("approval1", count=19)
    yield "released-another-count", "release_count", twisted("release", count=19)
    yield "content-not-checked", "step_unchecked", twisted("approval1", content_checked=False)
    yield "list-not-checked", "step_unchecked", twisted("approval1", list_checked=False)
    for part in ("form", "text", "list"):
        bundle = of_category("other", "credit", "acceptance", **{part: False})
        yield f"accepted-without-{part}", "acceptance_incomplete", bundle
    yield "released-for-another-slot", "release_slot", twisted("release", slot=2)
    yield "released-over-another-gateway", "gateway_not_approved", twisted("release", gateway="other")
    yield "approved-gateway-unknown", "gateway_differs", both_gateways()
    yield "text-without-signature", "request_text", text(signature="云岭银行")
    yield "text-with-two-signatures", "request_text", text(body="【某】到期")
    yield "text-with-brackets-in-the-opt-out", "request_text", text(opt_out="【R】")
    yield "text-with-a-direction-override", "hidden_characters", text(body="到期\u202e")
    yield "text-with-a-zero-width-space", "hidden_characters", text(body="到\u200b期")
    yield "text-of-piled-marks", "request_text", text(body="到期\u0323\u0324\u0325\u0326\u0330")
    yield "text-of-spaces", "request_text", text(body=" \u3000 ")
    plain = of_category(
        "promotion", "business", "request", text=replace(act(case().request).text, opt_out="")
    )
    yield "promotion-without-opt-out", "request_text", plain
    for part in ("harmless", "unclassified"):
        checks = replace(act(case().request).checks, **{part: False})
        yield f"not-declared-{part}", "request_text", twisted("request", checks=checks)
    bare = {"request": lambda r: replace(r, checks=replace(r.checks, third_party_approval=""))}
    yield "third-party-without-approval", "request_text", case(third_party=True, twist=bare).bundle()
    none = {"request": lambda r: replace(r, attachments=[])}
    yield "for-others-without-the-document", "request_text", *for_others(twist=none)
    open_ = {"request": lambda r: replace(r, accept=False)}
    yield "for-others-not-accepted", "request_route", *for_others(twist=open_)
    own = {
        "request": lambda r: replace(r, released_by="business"),
        "release": lambda r: replace(r, by="qianwei"),
    }
    taken = for_others(twist=own, signer={"release": "qianwei"})
    yield "for-others-released-by-its-own-operator", "request_route", *taken
    cost = replace(act(case().request).cost, billed_total=19)
    yield "cost-that-does-not-add-up", "request_cost", twisted("request", cost=cost)


def text(**changes: str) -> Bundle:
    """The good notice with another text, signed by everybody."""
    return twisted("request", text=replace(act(case().request).text, **changes))


def both_gateways() -> Bundle:
    """A backup gateway that is approved, and stands in no roster."""
    return case(
        twist={
            "request": lambda r: replace(r, backup_gateway="spare"),
            "release": lambda r: replace(r, gateway="spare"),
        }
    ).bundle()


def slots() -> Attack:
    """Slots that overlap in number, are empty in time, or hold another list."""
    request = act(case().request)
    one = request.slots[0]

    def with_slots(*wanted: acts.Slot, total: int) -> Bundle:
        cost = replace(request.cost, billed_total=total, fen=total * 4)
        return case(
            twist={
                "request": lambda r: replace(
                    r, slots=[replace(s, list=r.slots[0].list) for s in wanted], cost=cost
                ),
                "approval1": lambda a: replace(a, count=total),
            }
        ).bundle()

    yield "slot-numbered-twice", "release_slot", with_slots(one, one, total=40)
    yield "slot-that-never-opens", "release_slot", with_slots(replace(one, opens=one.closes), total=20)
    backwards = replace(one, opens=one.closes, closes=one.opens)
    yield "slot-that-closes-first", "release_slot", with_slots(backwards, total=20)
    yield "slot-of-another-count", "list_count", with_slots(one, replace(one, id=2, n=21), total=41)
    yield "window-passed-at-release", "release_not_allowed", case(closes=AT - timedelta(minutes=18)).bundle()
    nothing = case(twist={"request": lambda r: replace(r, slots=[])})
    yield "no-slots", "not_canonical", nothing.bundle()


def files() -> Attack:
    """Another policy pack or gateway file than the roster names."""
    made = case()
    yield "policy-changed", "policy_differs", made.bundle(policy=ORG.policy_text + "\n")
    slower = ORG.gateway_texts["demo"].replace("window = 50", "window = 51")
    yield "gateway-file-changed", "gateway_differs", made.bundle(gateway=slower)
    yield "policy-empty", "policy_differs", made.bundle(policy="")
    yield "policy-version-claimed", "policy_other_version", twisted("request", policy="2025-9")
    yield "policy-digest-claimed", "policy_other_version", twisted("request", policy_digest="0" * 64)
    unread = "version = 1"
    org = grown(policy=replace(roster().policy, digest=digest_of(unread)))
    yield "policy-named-that-is-none", "policy_differs", *with_files(org, policy=unread)
    org = grown(gateways=[replace(roster().gateways[0], digest=digest_of(unread))])
    yield "gateway-file-named-that-is-none", "gateway_differs", *with_files(org, gateway=unread)
    other = ORG.gateway_texts["demo"].replace('id = "demo"', 'id = "other"')
    org = grown(gateways=[replace(roster().gateways[0], digest=digest_of(other))])
    yield "gateway-file-of-another-gateway", "gateway_differs", *with_files(org, gateway=other)
    far = ORG.gateway_texts["demo"].replace('host = "127.0.0.1"', 'host = "10.1.1.1"')
    apart = grown(gateways=[replace(roster().gateways[0], digest=digest_of(far))], solo=False)
    yield "good-distant-gateway-of-a-roster-that-is-not-solo", GOOD, *with_files(apart, gateway=far)
    org = grown(gateways=[replace(roster().gateways[0], digest=digest_of(far))])
    yield "solo-to-a-distant-gateway", "gateway_not_for_solo", *with_files(org, gateway=far)


def with_files(org: Organisation, **files: str) -> tuple[Bundle, Own]:
    """A notice with other files, which the roster names and the dispatcher has too."""
    bundle = case(
        org=org,
        twist={"request": lambda r: replace(r, policy_digest=roster(org).policy.digest)},
    ).bundle(**files)
    return bundle, Own(bundle.policy, bundle.gateway)


def digest_of(content: str) -> str:
    """SHA-256 as the roster writes it."""
    return digest(content.encode())


def pledges() -> Attack:
    """Attachment 2 not accepted by somebody who acts, or accepted by another or in another version."""
    made = case()

    def without(who: str) -> list[Any]:
        return [p for p in ORG.pledges if act(p).by != who]

    def instead(who: str, **changes: Any) -> list[Any]:
        own = next(act(p) for p in ORG.pledges if act(p).by == who)
        return [*without(who), sign(replace(own, **changes), key(who))]

    acting = {"zhaomin": "step_not_allowed", "sunli": "step_not_allowed", "qianwei": "release_not_allowed"}
    for who, refusal in acting.items():
        yield f"no-pledge-of-{who}", refusal, made.bundle(pledges=without(who))
    yield (
        "pledge-of-another-version",
        "step_not_allowed",
        made.bundle(pledges=instead("sunli", version="2025-1")),
    )
    same = instead("sunli", at=minutes(-28))
    yield "good-pledge-of-the-same-second", GOOD, made.bundle(pledges=same)
    yield (
        "pledge-ends-that-second",
        "step_not_allowed",
        made.bundle(pledges=instead("sunli", until=minutes(-28))),
    )
    yield "pledge-run-out", "step_not_allowed", made.bundle(pledges=instead("sunli", until=minutes(-40)))
    yield (
        "pledge-given-afterwards",
        "step_not_allowed",
        made.bundle(pledges=instead("sunli", at=minutes(-10))),
    )
    own = next(act(p) for p in ORG.pledges if act(p).by == "sunli")
    forged = [*without("sunli"), sign(own, key("qianwei"))]
    yield "pledge-signed-by-another", "pledge_signature", made.bundle(pledges=forged)
    unknown = [*ORG.pledges, sign(replace(own, by="nobody"), generate())]
    yield "pledge-of-nobody-known", "pledge_signature", made.bundle(pledges=unknown)


# ---- rosters, keys, other organisations


def rosters() -> Attack:
    """Rosters that are old, forged, forked, cut or expired."""
    made = case()
    org = grown()
    newer = case(org=org)
    yield "roster-older-than-remembered", "roster_older", made.bundle(), Pin(2, org.rosters[1].digest())
    yield "roster-forked", "roster_forked", newer.bundle(), Pin(2, "0" * 64)
    yield (
        "roster-remembered-left-out",
        "roster_chain_broken",
        newer.bundle(rosters=org.rosters[1:]),
        Pin(1, "0" * 64),
    )
    yield "roster-chain-without-its-start", "roster_chain_broken", newer.bundle(rosters=org.rosters[1:])
    yield "roster-twice", "roster_chain_broken", made.bundle(rosters=[ORG.rosters[0], ORG.rosters[0]])
    gap = sign(replace(roster(), version=3, previous=ORG.rosters[0].digest()), *signers())
    yield "roster-version-skipped", "roster_chain_broken", made.bundle(rosters=[ORG.rosters[0], gap])
    fork = sign(replace(roster(), version=2, previous="0" * 64), *signers())
    yield "roster-of-another-chain", "roster_chain_broken", made.bundle(rosters=[ORG.rosters[0], fork])
    first = sign(replace(roster(), previous="0" * 64), *signers())
    yield "first-roster-with-a-past", "roster_chain_broken", made.bundle(rosters=[first])
    yield "no-roster", "bundle_malformed", made.bundle(rosters=[])
    yield "no-signers-statement", "bundle_malformed", made.bundle(signers=[])
    forged = tampered(ORG.rosters[0], "孙丽", "孙莉")
    yield "roster-changed", "roster_not_by_signers", made.bundle(rosters=[forged])
    one = sign(roster(), key("hanxue"))
    yield "roster-signed-by-one-of-two", "roster_not_by_signers", made.bundle(rosters=[one])
    same = sign(roster(), key("hanxue"), key("hanxue"))
    yield "roster-signed-twice-by-one", "roster_not_by_signers", made.bundle(rosters=[same])
    strangers = sign(roster(), generate(), generate())
    yield "roster-signed-by-strangers", "roster_not_by_signers", made.bundle(rosters=[strangers])
    unnamed = sign(replace(roster(), signers="0" * 64), *signers())
    yield "roster-of-unknown-signers", "roster_not_by_signers", made.bundle(rosters=[unnamed])
    second = replace(roster(), version=2, previous="")
    started = same_roots()
    started.rosters.clear()
    started.add_roster(second)
    yield "first-roster-is-the-second", "roster_chain_broken", case(org=started).bundle()
    statement = act(ORG.signers[0])
    nobody = sign(replace(statement, threshold=0), *ORG.root_keys)
    free = sign(replace(roster(), signers=nobody.digest()))
    yield (
        "signers-of-whom-none-is-needed",
        "roster_not_by_signers",
        made.bundle(signers=[nobody], rosters=[free]),
    )
    own = replace(statement, keys=[key("qianwei").public, key("sunli").public])
    for name, signed in (
        ("nobody", sign(own)),
        ("strangers", sign(own, generate())),
        ("those-it-names", sign(own, key("qianwei"), key("sunli"))),
    ):
        yield f"signers-named-by-{name}", "signers_not_by_roots", made.bundle(signers=[signed])
    forged = tampered(ORG.signers[0], '"threshold":2', '"threshold":1')
    yield "signers-changed", "signers_not_by_roots", made.bundle(signers=[forged])
    ended = grown(expires=minutes(0))
    yield "roster-expired", "roster_expired", case(org=ended).bundle()


def signers() -> list[Any]:
    """The keys of the roster signers."""
    return [key("hanxue"), key("yangfan")]


def changing(**fields: Any) -> Twist:
    """A twist that sets these fields."""
    return lambda statement: replace(statement, **fields)


def times() -> Attack:
    """Statements under a roster that was not in force, or of another hour."""
    org = grown(at=minutes(-29))
    late = {"release": lambda r: replace(r, roster=1)}
    yield "released-under-a-replaced-roster", "roster_not_in_force", case(org=org, twist=late).bundle()
    yield "released-under-a-roster-to-come", "roster_not_in_force", twisted("release", roster=2)
    future = grown(at=minutes(-19))
    steps = {name: changing(roster=1) for name in ("list", "request", "approval1")}
    yield "good-sequence-over-a-change", GOOD, case(org=future, twist=steps).bundle()
    back = {
        "list": changing(roster=1),
        "request": changing(at=minutes(-28)),
        "approval1": changing(roster=1),
    }
    older = case(org=grown(at=minutes(-28)), twist=back)
    yield "approved-under-an-older-roster", "step_order", older.bundle()
    change = grown(at=minutes(-28))
    again = {"release": lambda r: replace(r, roster=1, at=minutes(-28))}
    first = {name: lambda a: replace(a, roster=1) for name in ("list", "request")}
    yield "released-under-an-older-roster", "step_order", case(org=change, twist=first | again).bundle()
    for name, minute in (("at-the-second-of-its-end", -29), ("after-its-end", -28)):
        gap = grown(expires=minutes(-29))
        gap.add_roster(
            replace(
                roster(gap),
                version=3,
                previous=gap.rosters[-1].digest(),
                at=minutes(-20),
                expires=roster().expires,
            )
        )
        steps = {
            "list": changing(roster=2),
            "request": changing(roster=2, at=minutes(minute)),
            "approval1": changing(at=minutes(-19)),
        }
        yield f"requested-under-a-roster-{name}", "roster_not_in_force", case(org=gap, twist=steps).bundle()
    yield "before-its-roster", "roster_not_in_force", twisted("list", at=minutes(-62))
    yield "released-in-the-future", "signed_in_future", twisted("release", at=minutes(6))
    yield "approved-in-the-future", "signed_in_future", twisted("approval1", at=minutes(6))


def keys() -> Attack:
    """Keys revoked or not yet given, people suspended or gone."""
    for standing in (Standing.SUSPENDED, Standing.LEFT):
        for who in ("zhaomin", "sunli", "qianwei"):
            change = person(who, standing=standing)
            steps = case().bundle()
            org = grown(at=minutes(-1), **change)
            yield f"{who}-{standing}", "signer_not_active", replace(steps, rosters=org.rosters)
    for who in ("zhaomin", "sunli", "qianwei"):
        old = next(p for p in roster().people if p.id == who).keys[0]
        org = grown(at=minutes(-1), **person(who, keys=[replace(old, revoked=minutes(-1))]))
        own = [p for p in ORG.pledges if act(p).by != who]
        made = case()
        again = generate()
        org = grown(
            at=minutes(-1),
            **person(who, keys=[replace(old, revoked=minutes(-1)), replace(old, public=again.public)]),
        )
        pledge = next(act(p) for p in ORG.pledges if act(p).by == who)
        fresh = [*own, sign(pledge, again)]
        yield f"key-of-{who}-revoked", "key_revoked", made.bundle(rosters=org.rosters, pledges=fresh)
        gone = grown(at=minutes(-1), **person(who, keys=[replace(old, public=again.public)]))
        yield f"key-of-{who}-replaced", "key_revoked", made.bundle(rosters=gone.rosters, pledges=fresh)
    rest = [p for p in roster().people if p.id != "qianwei"]
    gone = grown(at=minutes(-1), people=rest)
    own = [p for p in ORG.pledges if act(p).by != "qianwei"]
    yield "operator-struck-off", "signer_not_active", case().bundle(rosters=gone.rosters, pledges=own)
    old = next(p for p in roster().people if p.id == "sunli").keys[0]
    later = grown(**person("sunli", keys=[replace(old, since=minutes(-5))]))
    yield "key-not-yet-given", "step_not_by_signer", case(org=later).bundle()
    revoked = grown(
        **person("jiangbo", keys=[replace(old, public=key("jiangbo").public, revoked=minutes(-32))])
    )
    yield "good-although-a-bystanders-key-is-revoked", GOOD, case(org=revoked).bundle()


def foreign() -> Attack:
    """Another organisation's bundle, or parts of one."""
    made = case()
    yield "bundle-of-another-organisation", "foreign_organisation", made.bundle(org="other")
    yield "bundle-of-another-version", "foreign_organisation", made.bundle(v=2)
    elsewhere = {n: lambda a: replace(a, org="other") for n in ("list", "request", "approval1", "release")}
    there = case(twist=elsewhere).bundle(
        org="other", pledges=[sign(replace(act(p), org="other"), key(act(p).by)) for p in ORG.pledges]
    )
    yield "our-people-for-another-organisation", "foreign_organisation", there
    for name in ("list", "request", "approval1", "release"):
        bundle = case(twist={name: lambda a: replace(a, org="other")}).bundle()
        yield f"{name}-of-another-organisation", "foreign_organisation", bundle
    stranger = make(org=build(START), at=AT, n=20)
    yield "same-name-other-roots", "signers_not_by_roots", stranger.bundle()
    mixed = made.bundle(request=stranger.request)
    yield "request-of-the-same-name-elsewhere", "request_not_by_drafter", mixed
    pledge = replace(act(ORG.pledges[0]), org="other")
    foreign_pledge = [*ORG.pledges, sign(pledge, key("zhaomin"))]
    yield "pledge-of-another-organisation", "foreign_organisation", made.bundle(pledges=foreign_pledge)
    signed = sign(replace(roster(), org="other"), *signers())
    yield "roster-of-another-organisation", "foreign_organisation", made.bundle(rosters=[signed])


GROUPS: list[Callable[[], Attack]] = [
    wrong_people, two_drafters, several_posts, wrong_words, slots, files, pledges, rosters, times, keys, foreign,
]  # fmt: skip
__all__ = ["GROUPS", "same_roots"]
