"""A good bundle passes; every way to bend one is refused under its own name."""

from dataclasses import replace as dataclass_replace
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from console.domain import acts, times
from console.domain.archive.check_code import check_code
from console.domain.people.people import Post, Standing
from console.domain.times import render
from console.launch.organisation import Organisation, build
from console.signing.bundle import verify
from console.signing.bundle_file import Own, Verified, pack, unpack
from console.signing.keys import generate
from console.signing.refused import NAMES, Refused
from console.signing.resuming import verify_resume
from console.signing.statements import Signed, decode, digest, sign
from console.signing.trust import Pin, Roots, establish, named_roster
from tests.signing.attacks import documented
from tests.world import Case, make, tampered

replace = msgspec.structs.replace

AT = datetime(2026, 11, 24, 3, 0, 0, tzinfo=UTC)
ORG = build(AT - timedelta(hours=1))


def case(category: str = "notice", department: str = "business", **more: Any) -> Case:
    return make(category, department, org=more.pop("org", ORG), at=AT, n=more.pop("n", 20), **more)


def judge(made: Case, *, own: Own | None = None, pin: Pin | None = None, **changes: Any) -> Verified:
    return verify(made.bundle(**changes), made.org.roots, made.now, own=own, pin=pin)


def refused(made: Case, name: str, detail: str = "", **changes: Any) -> None:
    with pytest.raises(Refused) as caught:
        judge(made, **changes)
    assert caught.value.name == name, str(caught.value)
    if detail:
        assert caught.value.detail == detail


@pytest.mark.parametrize(
    ("category", "department", "signers"),
    [
        ("notice", "business", ["sunli", "qianwei"]),
        ("promotion", "business", ["sunli", "liqiang", "zhoujian", "wangfang", "wuhong"]),
        ("other", "credit", ["jiangbo", "wangfang", "wuhong"]),
    ],
)
def test_each_category_walks_its_own_route(category: str, department: str, signers: list[str]) -> None:
    verified = judge(case(category, department))
    assert [
        s.person for s in verified.signatures if s.kind in {"approval", "acceptance", "release"}
    ] == signers
    assert verified.slot.n == 20
    assert verified.gateway.id == "demo"


def test_a_bundle_survives_packing_and_any_other_spelling_is_refused() -> None:
    data = pack(case().bundle())
    assert pack(unpack(data)) == data
    with pytest.raises(Refused, match="not_canonical"):
        unpack(data.replace(b'"v":1', b'"v": 1'))


def test_third_party_content_needs_the_supervising_manager_too() -> None:
    made = case(third_party=True)
    assert [s.person for s in judge(made).signatures if s.kind == "approval"] == ["sunli", "liqiang"]
    refused(
        case(third_party=True, twist={"request": lambda r: replace(r, route=[Post.DEPARTMENT_MANAGER])}),
        "request_route",
    )


def test_content_of_others_takes_the_way_of_promotion_and_the_document_where_the_pack_says_so() -> None:
    made = case(third_party=True, org=documented())
    verified = judge(made)
    approved = [s.person for s in verified.signatures if s.kind == "approval"]
    assert approved == ["sunli", "liqiang", "zhoujian"]
    assert verified.facts.accepted_by == "wangfang"
    assert not judge(case(org=documented())).request.attachments, "its own need none"
    none = {"request": lambda r: replace(r, attachments=[])}
    refused(case(third_party=True, org=documented(), twist=none), "request_text", "third_party_document")


def test_one_person_of_two_posts_does_not_approve_content_of_others_alone() -> None:
    org = documented()
    assert org.roster is not None
    sole = [
        replace(one, person="sunli")
        if one.post in {Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER} and one.department in {"business", ""}
        else one
        for one in org.roster.posts
    ]
    changes = {"version": 3, "previous": org.rosters[-1].digest(), "posts": sole}
    org.add_roster(replace(org.roster, **changes))
    made = case(third_party=True, org=org)
    whole = replace(
        decode(made.steps[0].text.encode()),
        posts=[Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER],
    )
    alone = sign(whole, org.people["sunli"])
    refused(made, "step_not_allowed", "too_few_approvers", steps=[alone])


# ---- a desk that lies: it changes what people signed, without their keys


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("请及时办理", "请尽快办理"),
        ("提醒客户办理到期存款", "提醒客户办理到期贷款"),
        ('"closes":"2026-11-24T11:00:00Z"', '"closes":"2026-11-25T11:00:00Z"'),
        ('"gateway":"demo"', '"gateway":"demp"'),
    ],
    ids=["text", "purpose", "window", "gateway"],
)
def test_a_changed_byte_of_the_request_is_refused(old: str, new: str) -> None:
    made = case()
    refused(made, "request_signature", request=tampered(made.request, old, new))


def test_a_changed_manifest_approval_or_release_is_refused() -> None:
    made = case()
    refused(made, "list_signature", manifests=[tampered(made.manifest, '"n":20', '"n":21')])
    refused(made, "step_signature", steps=[tampered(made.steps[0], '"count":20', '"count":21')])
    assert made.release
    refused(made, "step_signature", release=tampered(made.release, '"slot":1', '"slot":2'))


def test_a_changed_byte_of_policy_or_gateway_file_is_refused() -> None:
    made = case()
    refused(made, "policy_differs", policy=made.org.policy_text + "\n")
    refused(
        made, "gateway_differs", gateway=made.org.gateway_texts["demo"].replace("window = 50", "window = 51")
    )
    refused(made, "policy_differs", own=Own(made.org.policy_text + "#", made.org.gateway_texts["demo"]))
    refused(made, "gateway_differs", own=Own(made.org.policy_text, made.org.gateway_texts["demo"] + "#"))


def test_the_signature_of_another_purpose_is_refused() -> None:
    made = case()
    key = made.org.people["sunli"]
    step = Signed(made.steps[0].text, [key.sign(made.steps[0].text.encode(), "sms-release@yunling")])
    refused(made, "step_signature", steps=[step])


def test_a_statement_without_or_with_two_signatures_is_refused() -> None:
    made = case()
    refused(made, "step_signature", steps=[Signed(made.steps[0].text, [])])
    act = decode(made.steps[0].text.encode())
    refused(
        made, "step_not_by_signer", steps=[sign(act, made.org.people["sunli"], made.org.people["liqiang"])]
    )


def test_statements_in_another_order_are_refused() -> None:
    made = case("promotion")
    refused(made, "step_order", steps=[made.steps[1], made.steps[0], *made.steps[2:]])
    refused(made, "step_order", steps=[made.steps[3], *made.steps[:3]])


def test_a_missing_level_is_refused() -> None:
    made = case("promotion")
    for gone in range(len(made.steps)):
        refused(made, "step_order", steps=[s for i, s in enumerate(made.steps) if i != gone])
    refused(
        case(twist={"release": lambda r: replace(r, previous=r.request)}),
        "route_incomplete",
        "0 of 1",
        steps=[],
    )


def test_an_approval_of_another_request_is_refused() -> None:
    made, other = case(), case(twist={"request": lambda r: replace(r, purpose="另一件事")})
    refused(made, "step_other_request", steps=other.steps)
    refused(made, "step_other_request", release=other.release)


def test_a_bundle_of_another_organisation_is_refused() -> None:
    made = case()
    refused(made, "foreign_organisation", org="other")
    refused(case(twist={"approval1": lambda a: replace(a, org="other")}), "foreign_organisation")


# ---- insiders with good keys and wrong acts


def test_the_wrong_person_signs_nothing() -> None:
    for signer in ("qianwei", "zhaomin", "liqiang", "zhoujian", "fenglei"):
        refused(case(signer={"approval1": signer}), "step_not_by_signer", "sunli")


@pytest.mark.parametrize(
    ("by", "code"),
    [
        ("zhaomin", "own_work"),
        ("qianwei", "wrong_post"),
        ("jiangbo", "wrong_post"),
        ("fenglei", "wrong_post"),
    ],
)
def test_the_wrong_post_approves_nothing(by: str, code: str) -> None:
    made = case(twist={"approval1": lambda a: replace(a, by=by)}, signer={"approval1": by})
    refused(made, "step_not_allowed", code)


def test_a_later_level_cannot_sign_first() -> None:
    early = {"approval1": lambda a: replace(a, by="zhoujian")}
    refused(
        case("promotion", twist=early, signer={"approval1": "zhoujian"}), "step_not_allowed", "out_of_order"
    )


def test_one_person_signs_once_even_with_two_posts() -> None:
    def also_supervising(org: Organisation) -> None:
        assert org.roster
        posts = [
            replace(p, person="sunli") if p.post is Post.SUPERVISING_MANAGER else p for p in org.roster.posts
        ]
        org.add_roster(replace(org.roster, version=2, previous=org.rosters[0].digest(), posts=posts))

    org = build(AT - timedelta(hours=1))
    also_supervising(org)
    twice = {"approval2": lambda a: replace(a, by="sunli")}
    refused(
        case("promotion", org=org, twist=twice, signer={"approval2": "sunli"}),
        "step_not_allowed",
        "signed_already",
    )


def test_one_signature_for_two_adjacent_posts_counts_for_both() -> None:
    org = build(AT - timedelta(hours=1))
    assert org.roster
    posts = [
        replace(p, person="sunli") if (p.post, p.department) == (Post.SUPERVISING_MANAGER, "business") else p
        for p in org.roster.posts
    ]
    org.add_roster(replace(org.roster, version=2, previous=org.rosters[0].digest(), posts=posts))
    both = [Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER]
    made = case("promotion", org=org, twist={"approval1": lambda a: replace(a, posts=both)})
    general = decode(made.steps[2].text.encode())
    general = replace(general, level=3, previous=made.steps[0].digest())
    second = sign(general, org.people["zhoujian"])
    accept = sign(
        replace(decode(made.steps[3].text.encode()), previous=second.digest()), org.people["wangfang"]
    )
    assert made.release
    release = sign(
        replace(decode(made.release.text.encode()), previous=accept.digest()), org.people["wuhong"]
    )
    verified = judge(made, steps=[made.steps[0], second, accept], release=release)
    assert verified.facts.signed == (("sunli", 2), ("zhoujian", 1))


def test_the_count_must_be_the_one_that_was_approved() -> None:
    refused(case(twist={"approval1": lambda a: replace(a, count=19)}), "step_count")
    refused(case(twist={"release": lambda a: replace(a, count=19)}), "release_count")


def test_the_department_manager_must_have_checked_content_and_list() -> None:
    refused(case(twist={"approval1": lambda a: replace(a, content_checked=False)}), "step_unchecked")
    refused(case(twist={"approval1": lambda a: replace(a, list_checked=False)}), "step_unchecked")


@pytest.mark.parametrize("missing", ["form", "text", "list"])
def test_the_general_department_must_have_form_text_and_list(missing: str) -> None:
    refused(
        case("other", "credit", twist={"acceptance": lambda a: replace(a, **{missing: False})}),
        "acceptance_incomplete",
    )


def coded(act: acts.Acceptance, code: str) -> acts.CodedAcceptance:
    """The same acceptance as it is made now: with the check code that its signer typed."""
    return acts.CodedAcceptance(**{name: getattr(act, name) for name in act.__struct_fields__}, code=code)


def test_an_acceptance_names_the_code_of_the_papers_version_where_it_names_one() -> None:
    right = case("other", "credit", twist={"acceptance": lambda a: coded(a, check_code(a.request).lower())})
    assert judge(right).facts.accepted_by == "wangfang"


def test_an_approver_does_not_accept_for_the_general_department() -> None:
    made = case(
        "other",
        "general",
        twist={"acceptance": lambda a: replace(a, by="zhengtao")},
        signer={"acceptance": "zhengtao"},
    )
    refused(made, "step_not_allowed", "signed_already")


def test_a_request_is_released_by_its_own_operator_alone() -> None:
    for by in ("wuhong", "sunli", "zhaomin", "fenglei"):
        made = case(twist={"release": lambda a, by=by: replace(a, by=by)}, signer={"release": by})
        with pytest.raises(Refused, match="release_not_allowed"):
            judge(made)


def test_a_return_ends_the_chain() -> None:
    made = case(release=False)
    approval = decode(made.steps[0].text.encode())
    assert isinstance(approval, acts.Approval)
    back = acts.Return(
        org=approval.org,
        by="sunli",
        at=approval.at,
        roster=1,
        request=approval.request,
        previous=approval.previous,
        level=1,
        reason="请改",
    )
    refused(made, "step_ended", "Return", steps=[sign(back, made.org.people["sunli"])], release=None)


def test_a_release_for_a_slot_or_gateway_that_nobody_approved_is_refused() -> None:
    refused(case(twist={"release": lambda r: replace(r, slot=2)}), "release_slot")
    refused(case(twist={"release": lambda r: replace(r, gateway="other")}), "gateway_not_approved")


def test_a_release_after_its_window_is_refused() -> None:
    made = case(closes=AT - timedelta(minutes=20))
    refused(made, "release_not_allowed", "window_passed")


def test_each_slot_is_released_alone_with_its_own_list() -> None:
    """Two slots; the second is let go."""

    def two(request: acts.Request) -> acts.Request:
        first = request.slots[0]
        cost = replace(request.cost, billed_total=40, fen=160)
        return replace(request, slots=[first, replace(first, id=2)], cost=cost)

    made = case(
        twist={
            "request": two,
            "approval1": lambda a: replace(a, count=40),
            "release": lambda r: replace(r, slot=2),
        }
    )
    verified = judge(made)
    assert made.release
    assert (verified.slot.id, verified.release_digest) == (2, made.release.digest())
    assert verified.release == decode(made.release.text.encode())
    assert judge(made, release=None).slot.id == 1


# ---- resuming a held send


def resumed(made: Case, by: str = "qianwei", *, signers: tuple[str, ...] = (), **change: Any) -> acts.Resume:
    """Judge the resume of hold 1 of a released notice, with one field changed."""
    assert made.release
    resumption = acts.Resume(
        org=made.org.roots.org,
        by=by,
        at=render(AT),
        roster=1,
        request=made.request.digest(),
        previous=made.release.digest(),
        slot=1,
        hold=1,
        count=20,
    )
    keys = [made.org.people[name] for name in signers or (by,) if name]
    signed = sign(replace(resumption, **change), *keys)
    return verify_resume(judge(made), signed, made.bundle(), made.org.roots, hold=1)


def test_the_operator_resumes_what_he_released() -> None:
    assert resumed(case()).hold == 1


@pytest.mark.parametrize(
    "change",
    [{"request": "0" * 64}, {"previous": "0" * 64}, {"slot": 2}, {"hold": 2}, {"count": 19}],
    ids=["request", "release", "slot", "hold", "count"],
)
def test_a_resume_of_something_else_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="resume_not_allowed: another send or hold"):
        resumed(case(), **change)


def test_only_the_releasing_operator_resumes() -> None:
    for by, why in (("sunli", "not_releasing_operator"), ("fenglei", "custodian_decides_nothing")):
        with pytest.raises(Refused, match=f"resume_not_allowed: {why}"):
            resumed(case(), by)


def test_a_resume_in_anothers_name_or_without_a_signature_is_refused() -> None:
    with pytest.raises(Refused, match="step_not_by_signer"):
        resumed(case(), signers=("wuhong",))
    with pytest.raises(Refused, match="step_not_by_signer"):
        resumed(case(), signers=("qianwei", "wuhong"))
    with pytest.raises(Refused, match="resume_not_allowed: not a resume"):
        resumed(case(), signers=("",))


def test_a_resume_is_of_its_hour_give_or_take_five_minutes() -> None:
    made = case()
    assert made.release
    released = decode(made.release.text.encode())
    assert isinstance(released, acts.Release)
    early, late = times.parse(released.at) - timedelta(minutes=5), AT + timedelta(minutes=5)
    second = timedelta(seconds=1)
    for good in (early, late):
        assert resumed(made, at=render(good)).hold == 1
    with pytest.raises(Refused, match="resume_not_allowed: older than its release"):
        resumed(made, at=render(early - second))
    with pytest.raises(Refused, match="signed_in_future"):
        resumed(made, at=render(late + second))


def test_nothing_is_resumed_that_was_not_released() -> None:
    made = case()
    assert made.release
    before = judge(made, release=None)
    step = made.steps[0].digest()
    resumption = acts.Resume(
        org=made.org.roots.org,
        by="qianwei",
        at=render(AT),
        roster=1,
        request=made.request.digest(),
        previous=step,
        slot=1,
        hold=1,
        count=20,
    )
    signed = sign(resumption, made.org.people["qianwei"])
    with pytest.raises(Refused, match="resume_not_allowed: older than its release"):
        verify_resume(before, signed, made.bundle(), made.org.roots, hold=1)


def test_another_act_is_no_resume() -> None:
    made = case()
    assert made.release
    with pytest.raises(Refused, match="resume_not_allowed: not a resume"):
        verify_resume(judge(made), made.release, made.bundle(), made.org.roots, hold=1)


# ---- lists


def test_a_list_must_fit_its_slot_department_and_importer() -> None:
    refused(case(), "list_missing", manifests=[])
    refused(case(twist={"list": lambda m: replace(m, n=21)}), "list_count")
    refused(case(twist={"list": lambda m: replace(m, department="credit")}), "list_other_department")
    made = case(twist={"list": lambda m: replace(m, by="qianwei")}, signer={"list": "qianwei"})
    refused(made, "list_not_by_drafter", "qianwei")
    refused(case(twist={"list": lambda m: replace(m, by="qianwei")}), "list_not_by_drafter", "qianwei")


def test_the_importer_of_a_list_does_not_approve_it() -> None:
    org = build(AT - timedelta(hours=1))
    assert org.roster
    also = replace(org.roster.posts[0], person="sunli")
    org.add_roster(
        replace(org.roster, version=2, previous=org.rosters[0].digest(), posts=[*org.roster.posts, also])
    )
    made = case(org=org, twist={"list": lambda m: replace(m, by="sunli")}, signer={"list": "sunli"})
    refused(made, "step_not_allowed", "own_work")


# ---- request


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"accept": True}, "request_route"),
        ({"released_by": "general"}, "request_route"),
        ({"policy": "2025-9"}, "policy_other_version"),
        ({"policy_digest": "0" * 64}, "policy_other_version"),
        ({"cost": acts.Cost(chars=30, billed_each=1, wire_each=1, billed_total=1, fen=4)}, "request_cost"),
        ({"drafter": "qianwei"}, "request_not_by_drafter"),
        (
            {
                "checks": acts.SelfChecks(
                    harmless=False, unclassified=True, third_party=False, third_party_approval=""
                )
            },
            "request_text",
        ),
        ({"text": acts.Text(signature="云岭银行", body="好", opt_out="")}, "request_text"),
        ({"text": acts.Text(signature="【云岭】", body="好\u202e", opt_out="")}, "hidden_characters"),
        (
            {
                "slots": [
                    acts.Slot(
                        id=1, list="0" * 64, n=20, opens="2026-11-24T09:00:00Z", closes="2026-11-24T09:00:00Z"
                    )
                ]
            },
            "release_slot",
        ),
    ],
    ids=[
        "accept",
        "released_by",
        "policy",
        "policy_digest",
        "cost",
        "drafter",
        "checks",
        "signature",
        "hidden",
        "slot",
    ],
)
def test_a_request_against_the_rules_is_refused_whoever_signed_it(change: dict[str, Any], name: str) -> None:
    refused(case(twist={"request": lambda r: replace(r, **change)}), name)


def test_promotion_without_an_opt_out_line_is_refused() -> None:
    plain = {"request": lambda r: replace(r, text=replace(r.text, opt_out=""))}
    refused(case("promotion", twist=plain), "request_text")


def test_third_party_content_without_the_banks_approval_is_refused() -> None:
    bare = {"request": lambda r: replace(r, checks=replace(r.checks, third_party_approval=""))}
    refused(case(third_party=True, twist=bare), "request_text", "third_party_approval")


def test_without_a_pledge_nothing_is_submitted_signed_or_released() -> None:
    def without(made: Case, person: str) -> list[Signed]:
        return [p for p in made.org.pledges if f'"by":"{person}"' not in p.text]

    made = case()
    refused(made, "step_not_allowed", "no_pledge", pledges=without(made, "zhaomin"))
    refused(made, "step_not_allowed", "no_pledge", pledges=without(made, "sunli"))
    refused(made, "release_not_allowed", "no_pledge", pledges=without(made, "qianwei"))
    forged = [tampered(p, '"roster":1', '"roster":2') for p in made.org.pledges]
    refused(made, "pledge_signature", pledges=forged)


# ---- rosters


def grown(org: Organisation, **changes: Any) -> Organisation:
    assert org.roster
    org.add_roster(
        replace(org.roster, version=org.roster.version + 1, previous=org.rosters[-1].digest(), **changes)
    )
    return org


def fresh() -> Organisation:
    return build(AT - timedelta(hours=1))


def test_an_older_forged_forked_or_gapped_roster_is_refused() -> None:
    org = fresh()
    made = case(org=org)
    newest = Pin(2, "0" * 64)
    refused(made, "roster_older", pin=newest)
    grown(org, at=render(AT))
    refused(made, "roster_forked", pin=newest)
    refused(made, "roster_chain_broken", rosters=org.rosters[1:])
    refused(made, "roster_chain_broken", rosters=[org.rosters[0], org.rosters[0]])
    refused(made, "roster_not_by_signers", rosters=[tampered(org.rosters[0], "孙丽", "孙莉")])
    assert org.roster
    one = sign(org.roster, org.people["hanxue"])
    refused(made, "roster_not_by_signers", rosters=[org.rosters[0], one])
    stranger = sign(org.roster, generate(), generate())
    refused(made, "roster_not_by_signers", rosters=[org.rosters[0], stranger])
    assert judge(made, pin=Pin(1, org.rosters[0].digest())).pin == Pin(2, org.rosters[1].digest())
    refused(made, "roster_chain_broken", pin=Pin(1, "0" * 64), rosters=org.rosters[1:])
    refused(made, "bundle_malformed", rosters=[])


def test_signers_must_be_named_by_the_roots() -> None:
    made = case()
    signers = decode(made.org.signers[0].text.encode())
    refused(made, "signers_not_by_roots", signers=[sign(signers, generate())])
    refused(made, "roster_not_by_signers", signers=[sign(replace(signers, version=2), made.org.root_keys[0])])
    refused(made, "bundle_malformed", signers=[])


def test_as_many_root_keys_as_the_threshold_says_must_sign_and_never_none() -> None:
    made, second = case(), generate()
    keys = (made.org.root_keys[0].public, second.public)
    act = decode(made.org.signers[0].text.encode())
    by_both = sign(act, made.org.root_keys[0], second)
    for threshold, signers, good in (
        (2, by_both, True),
        (2, made.org.signers[0], False),
        (0, sign(act), False),
        (0, made.org.signers[0], True),
    ):
        roots = Roots(made.org.roots.org, keys, threshold)
        if good:
            assert verify(made.bundle(signers=[signers]), roots, made.now).pin.version == 1
        else:
            with pytest.raises(Refused, match="signers_not_by_roots"):
                verify(made.bundle(signers=[signers]), roots, made.now)


def test_a_lone_surrogate_in_a_statement_is_refused_and_not_a_crash() -> None:
    refused(case(), "not_canonical", "a lone surrogate", steps=[Signed("\ud800", [])])


def test_no_roster_is_in_force_that_is_not_there() -> None:
    made = case()
    trust = establish(made.org.roots, made.org.signers, made.org.rosters, None)
    assert not trust.in_force(2, made.now)
    assert trust.in_force(1, made.now)


def test_no_statement_is_judged_by_a_roster_that_is_not_there() -> None:
    made = case()
    trust = establish(made.org.roots, made.org.signers, made.org.rosters, None)
    release = made.release
    assert release is not None
    act = decode(release.text.encode())
    assert isinstance(act, acts.Release)
    with pytest.raises(Refused, match="roster_not_in_force: version 2"):
        named_roster(trust, replace(act, roster=2))


def test_the_second_of_a_change_still_belongs_to_the_version_before() -> None:
    org = grown(fresh(), at=render(AT - timedelta(minutes=29)))
    trust = establish(org.roots, org.signers, org.rosters, None)
    for seconds, version in ((-1, 1), (0, 1), (1, 2)):
        judging = trust.in_force(1, render(AT - timedelta(minutes=29) + timedelta(seconds=seconds)))
        assert judging is not None
        assert judging.version == version


def while_it_waited(**changes: Any) -> Case:
    """Everybody acts under version 1, for version 2, made in the middle, waits for its second signature."""
    org = grown(fresh(), at=render(AT - timedelta(minutes=29)), **changes)
    names = ("list", "request", "approval1", "release")
    return case(org=org, twist={name: lambda a: replace(a, roster=1) for name in names})


def test_what_was_signed_while_the_next_version_waited_is_judged_by_that_version() -> None:
    assert judge(while_it_waited()).roster.version == 2
    assert ORG.roster
    for person, name in (("sunli", "step_not_allowed"), ("qianwei", "release_not_allowed")):
        posts = [post for post in ORG.roster.posts if post.person != person]
        refused(while_it_waited(posts=posts), name)


def test_an_expired_roster_sends_nothing() -> None:
    made = dataclass_replace(case(), at=AT + timedelta(days=91))
    refused(made, "roster_expired")


def test_a_statement_under_a_roster_not_in_force_is_refused() -> None:
    org = grown(fresh(), at=render(AT - timedelta(minutes=29)))
    refused(case(org=org, twist={"release": lambda r: replace(r, roster=1)}), "roster_not_in_force")
    refused(case(twist={"release": lambda r: replace(r, roster=2)}), "roster_not_in_force")


def test_a_step_does_not_go_back_to_an_older_roster() -> None:
    org = grown(fresh(), at=render(AT + timedelta(minutes=1)))
    back = {
        "list": lambda m: replace(m, roster=1),
        "request": lambda r: replace(r, roster=2, at=render(AT + timedelta(minutes=1))),
    }
    made = case(
        org=org,
        twist={
            **back,
            "approval1": lambda a: replace(a, roster=1),
            "release": lambda a: replace(a, roster=1),
        },
    )
    refused(made, "step_order")


def test_a_revoked_key_or_a_person_suspended_or_gone_stops_what_is_pending() -> None:
    for standing in (Standing.SUSPENDED, Standing.LEFT):
        org = fresh()
        made = case(org=org)
        assert org.roster
        people = [replace(p, standing=standing) if p.id == "sunli" else p for p in org.roster.people]
        refused(
            dataclass_replace(made, org=grown(org, people=people, at=render(AT))),
            "signer_not_active",
            "sunli",
        )
    org = fresh()
    made = case(org=org)
    assert org.roster
    people = [
        replace(p, keys=[replace(p.keys[0], revoked=render(AT))]) if p.id == "zhaomin" else p
        for p in org.roster.people
    ]
    grown(org, people=people, at=render(AT))
    refused(made, "key_revoked", "zhaomin")


def test_a_signature_from_the_future_is_refused() -> None:
    later = {"release": lambda r: replace(r, at=render(AT + timedelta(minutes=6)))}
    refused(case(twist=later), "signed_in_future")


def test_a_solo_roster_reaches_no_real_gateway() -> None:
    text = (
        ORG.gateway_texts["demo"]
        .replace("simulator = true", "simulator = false")
        .replace("port = 0", "port = 2775")
    )
    refused(case(org=build(AT - timedelta(hours=1), gateway_text=text)), "gateway_not_for_solo")
    text = ORG.gateway_texts["demo"].replace('host = "127.0.0.1"', 'host = "10.1.1.1"')
    refused(case(org=build(AT - timedelta(hours=1), gateway_text=text)), "gateway_not_for_solo")


def test_statements_of_the_wrong_type_are_refused() -> None:
    made = case()
    refused(made, "bundle_malformed", request=made.manifest)
    refused(made, "bundle_malformed", steps=[made.manifest])
    refused(made, "bundle_malformed", manifests=[made.request])
    refused(made, "bundle_malformed", release=made.steps[0])
    refused(made, "bundle_malformed", pledges=[made.manifest])
    refused(made, "bundle_malformed", steps=[made.release])


def test_every_refusal_cites_its_clause() -> None:
    assert all(Refused(name).clause == clause and clause for name, clause in NAMES.items())
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
