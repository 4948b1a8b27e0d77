"""The attacks of a lying desk, which holds nobody's key or has talked people into signing one wrong thing after another."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from console.domain import acts
from console.domain.people.people import PolicyRef, Post, Roster
from console.domain.times import render
from console.launch.organisation import Organisation, build
from console.signing.bundle_file import Bundle, Own, pack
from console.signing.keys import UnlockedKey, generate
from console.signing.statements import Signed, decode, digest, sign
from console.signing.trust import Pin
from tests.world import Case, make, tampered, with_same_keys

replace = msgspec.structs.replace

GOOD = "good"
Attack = Iterator[tuple[str, str, Bundle | bytes] | tuple[str, str, Bundle | bytes, Pin | Own]]
"""Name, expected refusal, bundle (or its bytes), and what the verifier remembers, or has as its own files, if that matters."""

AT = datetime(2026, 11, 24, 3, 0, 0, tzinfo=UTC)
START = AT - timedelta(hours=1)
ORG = build(START)


def minutes(n: int) -> str:
    """An instant `n` minutes after the verifier's own."""
    return render(AT + timedelta(minutes=n))


def case(category: str = "notice", department: str = "business", **more: Any) -> Case:
    """A case of the corpus's organisation."""
    return make(category, department, org=more.pop("org", ORG), at=AT, n=20, **more)


def same_roots() -> Organisation:
    """A copy of the organisation, with the same keys, whose roster chain may grow."""
    return with_same_keys(ORG)


def roster(org: Organisation = ORG) -> Roster:
    """The roster in force."""
    assert org.roster is not None
    return org.roster


def grown(**changes: Any) -> Organisation:
    """The organisation with one more roster version."""
    org = same_roots()
    fields = {"version": 2, "previous": org.rosters[-1].digest(), "at": minutes(-31)} | changes
    org.add_roster(replace(roster(org), **fields))
    return org


def documented() -> Organisation:
    """The organisation under a pack by which what is for others takes the general manager and the document."""
    text = ORG.policy_text.replace(
        'third_party = "supervising_manager"', 'third_party = ["general_manager"]', 1
    )
    org = grown(policy=PolicyRef(roster().policy.version, digest(text.encode())))
    org.policy_text = text
    return org


def for_others(*, third_party: bool = True, **more: Any) -> tuple[Bundle, Own]:
    """A notice for others under that pack, which the dispatcher has too."""
    bundle = case(third_party=third_party, org=documented(), **more).bundle()
    return bundle, Own(bundle.policy, bundle.gateway)


def person(who: str, **changes: Any) -> dict[str, Any]:
    """A roster change in one person."""
    return {"people": [replace(p, **changes) if p.id == who else p for p in roster().people]}


def post(who: str, post: Post, department: str) -> dict[str, Any]:
    """A roster change: one more post."""
    one = replace(roster().posts[0], person=who, post=post, department=department)
    return {"posts": [*roster().posts, one]}


def act(signed: Signed) -> Any:
    """The act that a statement holds."""
    return decode(signed.text.encode())


def key(who: str) -> UnlockedKey:
    """A person's key."""
    return ORG.people[who]


def chain(made: Case, steps: list[Any], release: Any = None) -> Bundle:
    """The case with other steps, each signed by its own person and linked to the one before."""
    before, signed = made.request.digest(), []
    for step in steps:
        signed.append(sign(replace(step, previous=before), key(step.by)))
        before = signed[-1].digest()
    if release is None and made.release:
        release = act(made.release)
    last = sign(replace(release, previous=before), key(release.by))
    return made.bundle(steps=signed, release=last)


def twisted(name: str, by: str = "", /, **changes: Any) -> Bundle:
    """The good notice with one act changed before its signature; `by` also signs it."""
    return of_category("notice", "business", name, by, **changes)


def of_category(category: str, unit: str, name: str, by: str = "", /, **changes: Any) -> Bundle:
    """A good request of that category with one act changed before its signature."""
    fields = changes | ({"by": by} if by else {})
    made = case(category, unit, twist={name: lambda a: replace(a, **fields)}, signer={name: by} if by else {})
    return made.bundle()


def good() -> Attack:
    """What must pass, so that a verifier that refuses everything is found out."""
    yield "good-notice", GOOD, case().bundle()
    yield "good-notice-with-third-party-content", GOOD, case(third_party=True).bundle()
    yield "good-for-others-with-the-document", GOOD, *for_others()
    yield "good-own-notice-without-a-document", GOOD, *for_others(third_party=False)
    yield "good-promotion", GOOD, case("promotion").bundle()
    yield "good-other", GOOD, case("other", "credit").bundle()
    yield "good-not-yet-released", GOOD, case(release=False).bundle()
    yield "good-under-a-grown-roster", GOOD, case(org=grown()).bundle()
    yield "good-clock-five-minutes-ahead", GOOD, twisted("release", at=minutes(5))
    yield (
        "good-only-the-first-level-checks",
        GOOD,
        of_category("promotion", "business", "approval2", content_checked=False),
    )
    spare = replace(roster().gateways[0], id="spare", digest="0" * 64)
    yield (
        "good-with-another-gateway-in-the-roster",
        GOOD,
        case(org=grown(gateways=[spare, *roster().gateways])).bundle(),
    )
    yield (
        "good-at-the-second-of-a-change",
        GOOD,
        case(org=grown(at=minutes(-18)), twist=under_the_first_roster()).bundle(),
    )
    first = next(p for p in roster().people if p.id == "sunli").keys[0]
    given = grown(**person("sunli", keys=[replace(first, since=minutes(-28))]))
    yield "good-with-a-key-given-that-second", GOOD, case(org=given).bundle()
    yield "good-pinned", GOOD, case().bundle(), Pin(1, ORG.rosters[0].digest())


def under_the_first_roster() -> dict[str, Any]:
    """Twists: everything claims roster version 1."""
    return {name: lambda a: replace(a, roster=1) for name in ("list", "request", "approval1", "release")}


# ---- a desk that lies: it holds nobody's key


def forged() -> Attack:
    """Changed under the signatures."""
    made = case()
    assert made.release
    yield "text-changed", "request_signature", made.bundle(request=tampered(made.request, "请及时", "请尽快"))
    yield "window-changed", "request_signature", made.bundle(request=tampered(made.request, "T11:", "T21:"))
    yield (
        "gateway-changed-in-release",
        "step_signature",
        made.bundle(release=tampered(made.release, '"gateway":"demo"', '"gateway":"dem0"')),
    )
    yield "list-changed", "list_signature", made.bundle(manifests=[tampered(made.manifest, "客户", "全行")])
    yield "count-changed", "step_signature", made.bundle(steps=[tampered(made.steps[0], "20,", "21,")])
    yield "opinion-changed", "step_signature", made.bundle(steps=[tampered(made.steps[0], "同意", "照办")])
    yield (
        "slot-changed-in-release",
        "step_signature",
        made.bundle(release=tampered(made.release, '"slot":1', '"slot":2')),
    )
    pledges = [tampered(p, '"department":"', '"department":"x') for p in ORG.pledges]
    yield "pledges-changed", "pledge_signature", made.bundle(pledges=pledges)
    yield "request-unsigned", "request_signature", made.bundle(request=Signed(made.request.text, []))
    yield "approval-unsigned", "step_signature", made.bundle(steps=[Signed(made.steps[0].text, [])])
    yield "list-unsigned", "list_signature", made.bundle(manifests=[Signed(made.manifest.text, [])])
    yield "release-unsigned", "step_signature", made.bundle(release=Signed(made.release.text, []))
    pledges = [Signed(p.text, []) for p in ORG.pledges]
    yield "pledges-unsigned", "pledge_signature", made.bundle(pledges=pledges)
    whole = made.steps[0]
    broken = Signed(whole.text, [whole.signatures[0].replace("U1NIU0lH", "U1NIU0lI", 1)])
    yield "armour-with-another-magic", "step_signature", made.bundle(steps=[broken])
    short = Signed(whole.text, [whole.signatures[0][:120] + "\n-----END SSH SIGNATURE-----\n"])
    yield "armour-cut-short", "step_signature", made.bundle(steps=[short])
    bare = Signed(whole.text, ["no armour at all"])
    yield "armour-missing", "step_signature", made.bundle(steps=[bare])


def purpose() -> Attack:
    """A signature that was given for something else."""
    made = case()
    text = made.steps[0].text
    for kind, org in (("release", "yunling"), ("approval", "other"), ("list", "yunling")):
        armour = key("sunli").sign(text.encode(), f"sms-{kind}@{org}")
        yield (
            f"namespace-of-{kind}-at-{org}",
            "step_signature",
            made.bundle(steps=[Signed(text, [armour])]),
        )
    request = Signed(made.request.text, [key("zhaomin").sign(made.request.text.encode(), "file")])
    yield "namespace-file", "request_signature", made.bundle(request=request)
    two = sign(act(made.steps[0]), key("sunli"), key("liqiang"))
    yield "approval-signed-by-two", "step_not_by_signer", made.bundle(steps=[two])
    pledges = [sign(act(p), key(act(p).by), key("fenglei")) for p in ORG.pledges]
    yield "pledges-signed-by-two", "pledge_signature", made.bundle(pledges=pledges)
    stranger = sign(act(made.steps[0]), generate())
    yield "approval-signed-by-a-stranger", "step_not_by_signer", made.bundle(steps=[stranger])
    service = sign(act(made.steps[0]), ORG.service)
    yield "approval-signed-by-the-dispatcher", "step_not_by_signer", made.bundle(steps=[service])


def replayed() -> Attack:
    """Good statements in the wrong place."""
    made = case()
    other = case(twist={"request": lambda r: replace(r, purpose="另一件事")})
    assert made.release
    assert other.release
    yield "approval-of-another-request", "step_other_request", made.bundle(steps=other.steps)
    yield "release-of-another-request", "step_other_request", made.bundle(release=other.release)
    stolen = sign(
        replace(act(other.release), previous=act(made.release).previous), key(act(other.release).by)
    )
    yield "release-of-another-request-linked-here", "step_other_request", made.bundle(release=stolen)
    linked = sign(replace(act(made.steps[0]), request=other.request.digest()), key("sunli"))
    yield (
        "approval-of-another-request-linked-here",
        "step_other_request",
        made.bundle(steps=[linked], release=None),
    )
    yield "approval-twice", "step_order", made.bundle(steps=[*made.steps, *made.steps])
    both = [act(made.steps[0]), replace(act(made.steps[0]), level=2)]
    yield "approval-twice-linked", "step_order", chain(made, both)
    accept = act(case("other", "credit").steps[1])
    yield (
        "acceptance-where-none-is-due",
        "step_not_allowed",
        chain(made, [act(made.steps[0]), replace(accept, request=made.request.digest())]),
    )
    promoted = case("other", "credit")
    accepted = [*(act(s) for s in promoted.steps), act(promoted.steps[-1])]
    yield "acceptance-twice", "step_not_allowed", chain(promoted, accepted)


def reordered() -> Attack:
    """Levels left out or in another order."""
    made = case("promotion")
    first, second, third, accept = made.steps
    yield "levels-swapped", "step_order", made.bundle(steps=[second, first, third, accept])
    yield "level-missing", "step_order", made.bundle(steps=[first, third, accept])
    yield "first-level-missing", "step_order", made.bundle(steps=[second, third, accept])
    yield "acceptance-missing", "step_order", made.bundle(steps=[first, second, third])
    whole = [act(s) for s in made.steps]
    yield "level-missing-linked", "step_order", chain(made, [whole[0], *whole[2:]])
    yield "acceptance-missing-linked", "route_incomplete", chain(made, whole[:3])
    yield "acceptance-before-the-last-level", "step_not_allowed", chain(made, [*whole[:2], whole[3]])
    yield "no-approval-linked", "route_incomplete", chain(case(), [])
    yield "release-linked-to-the-request", "step_order", twisted_release_link()
    early = replace(whole[1], level=1, posts=[Post.SUPERVISING_MANAGER])
    yield "supervising-manager-first", "step_order", chain(made, [early, *whole[1:]])
    notice = case()
    skipped = replace(act(notice.steps[0]), level=2)
    yield "level-numbered-higher", "step_order", chain(notice, [skipped])
    borrowed = replace(act(case().steps[0]), posts=[Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER])
    yield "more-posts-than-the-route-has", "step_order", chain(case(), [borrowed])
    loose = case()
    unlinked = sign(replace(act(loose.steps[0]), previous="0" * 64), key("sunli"))
    again = sign(replace(act(loose.release), previous=unlinked.digest()), key("qianwei"))  # type: ignore[arg-type]
    yield "approval-linked-to-nothing", "step_order", loose.bundle(steps=[unlinked], release=again)


def twisted_release_link() -> Bundle:
    """A release that skips the approval in its link."""
    return case(twist={"release": lambda r: replace(r, previous=r.request)}).bundle()


def truncated() -> Attack:
    """A route shorter than the rules ask for, signed by everybody on it."""
    short = {"request": lambda r: replace(r, route=[Post.DEPARTMENT_MANAGER])}
    made = case("promotion", twist=short)
    whole = [act(s) for s in made.steps]
    yield "route-truncated", "request_route", chain(made, [whole[0], whole[3]])
    made = case(third_party=True, twist=short)
    yield "third-party-route-truncated", "request_route", chain(made, [act(made.steps[0])])
    two = {"request": lambda r: replace(r, route=r.route[:2], accept=False, released_by="business")}
    made = case(third_party=True, org=documented(), twist=two)
    bundle = chain(made, [act(s) for s in made.steps[:2]])
    yield "for-others-by-two-managers", "request_route", bundle, Own(bundle.policy, bundle.gateway)
    made = case("promotion", twist={"request": lambda r: replace(r, accept=False)})
    yield "acceptance-dropped", "request_route", chain(made, [act(s) for s in made.steps[:3]])
    yield (
        "released-by-its-own-operator",
        "request_route",
        case(
            "promotion",
            twist={
                "request": lambda r: replace(r, released_by="business"),
                "release": lambda r: replace(r, by="qianwei"),
            },
            signer={"release": "qianwei"},
        ).bundle(),
    )
    was = {"request": lambda r: replace(r, category_was="promotion")}
    yield "downgraded-without-the-extra-level", "request_route", case(twist=was).bundle()


def lists() -> Attack:
    """Another list than the one that was approved."""
    made = case()
    swapped = sign(replace(act(made.manifest), name="别的名单"), key("zhaomin"))
    yield "list-swapped", "list_missing", made.bundle(manifests=[swapped])
    yield "list-left-out", "list_missing", made.bundle(manifests=[])
    yield "list-of-another-size", "list_count", twisted("list", n=21)
    yield "list-of-another-department", "list_other_department", twisted("list", "weina", department="credit")
    yield "list-imported-by-the-operator", "list_not_by_drafter", twisted("list", "qianwei")
    yield "list-signed-by-another", "list_not_by_drafter", case(signer={"list": "qianwei"}).bundle()
    org = grown(**post("sunli", Post.DRAFTER, "business"))
    importing = case(org=org, twist={"list": lambda m: replace(m, by="sunli")}, signer={"list": "sunli"})
    yield "list-imported-by-its-approver", "step_not_allowed", importing.bundle()


# ---- the document itself


def spelling() -> Attack:
    """Other bytes for the same or nearly the same values."""
    data = pack(case().bundle())
    yield "space-in-the-bundle", "not_canonical", data.replace(b'"v":1', b'"v": 1')
    yield "line-feed-after-the-bundle", "not_canonical", data + b"\n"
    yield "key-twice-in-the-bundle", "not_canonical", data.replace(b'"v":1', b'"v":1,"v":1')
    yield "byte-order-mark", "not_canonical", b"\xef\xbb\xbf" + data
    yield "not-utf-8", "not_canonical", data.replace("云岭".encode(), b"\xff\xfe")
    yield "cut-in-the-middle", "not_canonical", data[: len(data) // 2]
    yield "float-for-an-integer", "not_canonical", data.replace(b'"v":1', b'"v":1.0')
    yield "nothing-at-all", "not_canonical", b""
    yield "nested-without-end", "not_canonical", b"[" * 100_000
    yield "nested-deeply", "not_canonical", b"[" * 40 + b"]" * 40
    yield "not-a-number", "not_canonical", b'{"v":NaN}'
    yield "an-integer-of-2-to-the-53", "not_canonical", b'{"v":9007199254740992}'
    yield "a-lone-surrogate", "not_canonical", b'{"v":"\\ud800"}'
    yield "text-not-in-nfc", "not_canonical", '{"v":"e\u0301"}'.encode()
    yield "version-as-true", "bundle_malformed", data.replace(b'"v":1', b'"v":true')
    yield "version-as-text", "bundle_malformed", data.replace(b'"v":1', b'"v":"1"')
    yield "unknown-field", "bundle_malformed", data.replace(b'"v":1', b'"v":1,"w":0')
    yield "field-left-out", "bundle_malformed", data.replace(b',"v":1', b"")
    yield "a-list-instead", "bundle_malformed", b"[]"
    made = case()
    for name, old, new in (
        ("spaced", '"count":', '"count": '),
        ("key-twice", '"level":1', '"level":1,"level":1'),
        ("true-for-one", '"level":1', '"level":true'),
        ("one-for-true", '"list_checked":true', '"list_checked":1'),
        ("unknown-field", '"level":1', '"level":1,"lever":1'),
        ("unknown-type", '"approval/1"', '"approval/2"'),
        ("impossible-day", '"at":"2026-11-24', '"at":"2026-11-31'),
        ("offset-time", '02:32:00Z"', '10:32:00+08:00"'),
        ("wide-digits", '"at":"2026', '"at":"２０２６'),
        ("capital-digest", '"shown":"', '"shown":"F'),
        ("minus-zero", '"level":1', '"level":-0'),
    ):
        text = made.steps[0].text.replace(old, new)
        assert text != made.steps[0].text, name
        signed = Signed(text, [key("sunli").sign(text.encode(), "sms-approval@yunling")])
        yield f"approval-{name}", "not_canonical", made.bundle(steps=[signed])


def kinds() -> Attack:
    """Good statements where another kind belongs."""
    made = case()
    assert made.release
    malformed = "bundle_malformed"
    yield "a-list-as-the-request", malformed, made.bundle(request=made.manifest)
    yield "a-list-as-a-step", malformed, made.bundle(steps=[made.manifest, *made.steps])
    yield "a-request-as-a-list", malformed, made.bundle(manifests=[made.request, made.manifest])
    yield "an-approval-as-the-release", malformed, made.bundle(release=made.steps[0])
    yield "a-list-as-a-pledge", malformed, made.bundle(pledges=[made.manifest, *ORG.pledges])
    yield "the-release-as-a-step", malformed, made.bundle(steps=[*made.steps, made.release], release=None)
    yield "a-roster-as-the-request", malformed, made.bundle(request=ORG.rosters[0])
    yield "a-signers-statement-as-a-step", malformed, made.bundle(steps=[ORG.signers[0], *made.steps])
    yield "a-signers-statement-as-a-roster", malformed, made.bundle(rosters=[ORG.signers[0]])
    yield "a-roster-as-a-signers-statement", malformed, made.bundle(signers=[ORG.rosters[0]])
    back = acts.Return(
        org="yunling",
        by="sunli",
        at=minutes(-28),
        roster=1,
        request=made.request.digest(),
        previous=made.request.digest(),
        level=1,
        reason="请改",
    )
    yield "returned", "step_ended", chain(made, [back])
    common = {f: getattr(back, f) for f in ("org", "by", "at", "roster", "request", "previous")}
    yield "rejected", "step_ended", chain(made, [acts.Rejection(**common, level=1, reason="不同意")])
    yield (
        "withdrawn-after-approval",
        "step_ended",
        chain(made, [act(made.steps[0]), acts.Withdrawal(**common, reason="撤回")]),
    )
    stop = acts.Stop(**common, slot=1, reason="停止")
    yield "stopped-before-its-release", "step_ended", chain(made, [act(made.steps[0]), stop])


GROUPS: list[Callable[[], Attack]] = [
    good,
    forged,
    purpose,
    replayed,
    reordered,
    truncated,
    lists,
    spelling,
    kinds,
]
