"""Attacks that an insider or a desk could try on the verifier, and what stops each."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from console.domain import acts
from console.domain.authority import Act, Authority
from console.domain.people.people import Post
from console.domain.policy import read
from console.signing.bundle import verify
from console.signing.bundle_file import Bundle, Own, pack, unpack
from console.signing.refused import Refused
from console.signing.resuming import verify_resume
from console.signing.statements import Signed, decode, sign
from console.signing.trust import Pin
from tests.signing.attacks import (
    AT,
    ORG,
    act,
    case,
    chain,
    grown,
    key,
    minutes,
    person,
    roster,
    same_roots,
    twisted,
)  # fmt: skip
from tests.world import make

replace = msgspec.structs.replace
OWN = Own(ORG.policy_text, ORG.gateway_texts["demo"])


def judged(bundle: Bundle, *, pin: Pin | None = None, own: Own | None = OWN) -> str:
    """The refusal's name, or empty if the dispatcher would send."""
    try:
        verify(unpack(pack(bundle)), ORG.roots, minutes(0), pin=pin, own=own)
    except Refused as refused:
        return refused.name
    return ""


def without_post(who: str) -> list[Any]:
    return [p for p in roster().posts if p.person != who]


def elsewhere(who: str, gone: Post) -> dict[str, Any]:
    """A roster change: the person stays, in another post."""
    return {
        "posts": [
            replace(p, post=Post.AUDITOR) if p.person == who and p.post is gone else p for p in roster().posts
        ]
    }


# ---- 1 high: superseded authority still counts


def test_signers_whom_the_roots_have_replaced_sign_no_further_roster() -> None:
    org = same_roots()
    statement = act(org.signers[0])
    new = [key("zhengtao"), key("shenyu")]
    second = sign(replace(statement, version=2, keys=[k.public for k in new]), org.root_keys[0])
    org.signers.append(second)
    two = replace(
        roster(), version=2, previous=org.rosters[0].digest(), signers=second.digest(), at=minutes(-31)
    )
    org.rosters.append(sign(two, *new))
    pin = Pin(2, org.rosters[1].digest())
    stolen = replace(
        two, version=3, previous=org.rosters[1].digest(), signers=org.signers[0].digest(), at=minutes(-31)
    )
    org.rosters.append(sign(stolen, key("hanxue"), key("yangfan")))
    org.roster = stolen
    assert judged(case(org=org).bundle(), pin=pin)


def test_an_operator_replaced_since_does_not_release_with_an_earlier_clock() -> None:
    org = grown(at=minutes(-2), **elsewhere("qianwei", Post.OPERATOR))
    assert judged(case().bundle(rosters=org.rosters))


def test_an_ordinary_transfer_leaves_earlier_signatures_good() -> None:
    """So a manager transferred since could sign with an earlier clock, if the desk helps them; who must not is marked left."""
    org = grown(at=minutes(-2), **elsewhere("sunli", Post.DEPARTMENT_MANAGER))
    late = {"release": lambda r: replace(r, roster=2, at=minutes(-1))}
    assert judged(case(twist=late).bundle(rosters=org.rosters)) == ""
    gone = (
        [replace(p, standing="left") if p.id == "sunli" else p for p in org.roster.people]
        if org.roster
        else []
    )
    org = grown(at=minutes(-2), people=gone, **elsewhere("sunli", Post.DEPARTMENT_MANAGER))
    assert judged(case(twist=late).bundle(rosters=org.rosters)) == "signer_not_active"


def test_a_post_that_has_run_out_is_not_used_with_an_earlier_clock() -> None:
    posts = [replace(p, until=minutes(-5)) if p.person == "qianwei" else p for p in roster().posts]
    assert judged(case(org=grown(posts=posts)).bundle())


# ---- 2 high: what ends the verifier without a verdict


def test_a_former_category_that_is_none_is_refused_and_not_a_crash() -> None:
    assert judged(twisted("request", category_was="xyz"))


@pytest.mark.parametrize("digits", [4301, 100_000])
def test_an_integer_of_thousands_of_digits_is_refused_and_not_a_crash(digits: int) -> None:
    with pytest.raises(Refused, match="not_canonical"):
        unpack(b'{"v":' + b"1" * digits + b"}")


def test_such_an_integer_inside_a_statement_is_refused_too() -> None:
    text = case().steps[0].text.replace('"count":20', '"count":' + "2" * 5000)
    signed = Signed(text, [key("sunli").sign(text.encode(), "sms-approval@yunling")])
    assert judged(case().bundle(steps=[signed])) == "not_canonical"


# ---- 3 medium: what the approvers sign is not what is true


def cost(**changes: int) -> Bundle:
    return twisted("request", cost=replace(act(case().request).cost, **changes))


@pytest.mark.parametrize(
    "change",
    [{"fen": 1}, {"fen": -80}, {"chars": 1}],
)
def test_the_cost_is_what_text_list_and_gateway_file_give(change: dict[str, int]) -> None:
    assert judged(cost(**change)) == "request_cost"


def long_text(body: str, parts: int) -> Bundle:
    text = replace(act(case().request).text, body=body)
    spent = acts.Cost(
        chars=len(text.whole()), billed_each=parts, wire_each=parts, billed_total=20 * parts, fen=80 * parts
    )
    return twisted("request", text=text, cost=spent)


def test_a_long_text_is_not_signed_as_one_part() -> None:
    assert judged(long_text("好" * 900, 1)) == "request_cost"


def test_a_text_has_no_more_parts_than_the_policy_allows() -> None:
    body = "好" * 900
    parts = -(-(900 + len("【云岭示范银行】")) // 67)
    assert read(ORG.policy_text).max_billed_parts < parts
    assert judged(long_text(body, parts))


def test_the_sender_code_that_was_signed_is_the_one_of_the_gateway_file() -> None:
    assert judged(twisted("request", sender_code="95588"))


def test_a_pledge_accepts_every_clause() -> None:
    own = next(act(p) for p in ORG.pledges if act(p).by == "sunli")
    rest = [p for p in ORG.pledges if act(p).by != "sunli"]
    half = sign(replace(own, accepted=[1]), key("sunli"))
    twice = sign(replace(own, accepted=[1] * 12), key("sunli"))
    assert judged(case().bundle(pledges=[*rest, half]))
    assert judged(case().bundle(pledges=[*rest, twice]))


def test_a_pledge_lasts_no_longer_than_the_policy_says() -> None:
    own = next(act(p) for p in ORG.pledges if act(p).by == "sunli")
    rest = [p for p in ORG.pledges if act(p).by != "sunli"]
    for_ever = sign(replace(own, at="2020-01-01T00:00:00Z", until="9999-12-31T23:59:59Z"), key("sunli"))
    assert judged(case().bundle(pledges=[*rest, for_ever]))


def test_a_roster_is_valid_for_a_hundred_days_at_most() -> None:
    assert judged(case(org=grown(expires="2099-12-31T00:00:00Z")).bundle())


def test_an_approval_is_not_older_than_what_it_approves() -> None:
    assert judged(twisted("approval1", at=minutes(-45)))


def test_a_release_is_not_older_than_the_approvals() -> None:
    assert judged(twisted("release", at=minutes(-45)))


def test_one_key_under_two_names_is_not_two_people() -> None:
    manager = next(p for p in roster().people if p.id == "sunli")
    shared = replace(manager.keys[0], public=key("zhaomin").public)
    org = grown(**person("sunli", keys=[*manager.keys, shared]))
    assert judged(case(org=org, signer={"approval1": "zhaomin"}).bundle())


# ---- 4 low


def test_a_signed_pair_has_no_third_element() -> None:
    data = pack(case().bundle())
    made = case()
    smuggled = data.replace(
        b'-----END SSH SIGNATURE-----\\n"]]', b'-----END SSH SIGNATURE-----\\n"],"extra"]'
    )
    assert smuggled != data
    assert made.request
    with pytest.raises(Refused):
        unpack(smuggled)


def test_a_blank_is_no_approval_of_the_bank_and_no_archive_number() -> None:
    blank = {"request": lambda r: replace(r, checks=replace(r.checks, third_party_approval=" "))}
    assert judged(case(third_party=True, twist=blank).bundle())
    paper = {"acceptance": lambda a: replace(a, paper=" ")}
    assert judged(case("other", "credit", twist=paper).bundle())


def test_a_first_version_has_no_previous_one_and_a_later_one_has() -> None:
    assert judged(twisted("request", version=2, previous=""))
    assert judged(twisted("request", version=1, previous="0" * 64))
    assert judged(twisted("request", version=2, previous="not a digest"))


def test_a_date_that_does_not_exist_is_no_date() -> None:
    assert judged(twisted("request", applied_on="2026-99-99"))
    assert judged(twisted("request", applied_on="２０２６-11-24"))


def test_the_same_signature_twice_is_not_one() -> None:
    made = case()
    step = made.steps[0]
    assert judged(made.bundle(steps=[Signed(step.text, step.signatures * 2)]))


def test_a_rotated_key_of_somebody_who_takes_no_part_stops_nobodys_request() -> None:
    from console.signing.keys import generate

    other = next(p for p in roster().people if p.id == "jiangbo")
    org = grown(**person("jiangbo", keys=[replace(other.keys[0], public=generate().public)]))
    assert judged(case(org=org).bundle()) == ""


@pytest.mark.parametrize("wanted", [Act.APPROVE, Act.ACCEPT, Act.RELEASE, Act.RESUME, Act.STOP, Act.SUBMIT])
def test_an_act_on_a_request_is_not_allowed_without_the_request(wanted: Act) -> None:
    assert Authority(roster(), read(ORG.policy_text), minutes(0)).may("sunli", wanted) is not None


# ---- resuming


def resume(**changes: Any) -> str:
    made = case()
    assert made.release
    verified = verify(made.bundle(**changes.pop("bundle", {})), ORG.roots, minutes(0), own=OWN)
    resumption = acts.Resume(
        org="yunling", by="qianwei", at=minutes(-1), roster=1, request=made.request.digest(),
        previous=made.release.digest(), slot=1, hold=1, count=20,
    )  # fmt: skip
    signed = sign(replace(resumption, **changes), key("qianwei"))
    try:
        verify_resume(verified, signed, made.bundle(), ORG.roots, hold=1)
    except Refused as refused:
        return refused.name
    return ""


def test_a_good_resume_passes() -> None:
    assert resume() == ""


def test_a_resume_from_the_future_is_refused() -> None:
    assert resume(at=minutes(60 * 24)) == "signed_in_future"


def test_a_resume_is_not_older_than_its_release() -> None:
    assert resume(at=minutes(-45))


def test_a_pledge_that_has_run_out_since_the_release_does_not_carry_a_resume() -> None:
    own = next(act(p) for p in ORG.pledges if act(p).by == "qianwei")
    rest = [p for p in ORG.pledges if act(p).by != "qianwei"]
    short = sign(replace(own, until=minutes(-10)), key("qianwei"))
    assert resume(bundle={"pledges": [*rest, short]})


# ---- found later


def test_parts_are_neither_understated_nor_overstated() -> None:
    assert judged(cost(billed_each=2, billed_total=40, fen=160)) == "request_cost"


def drafted_by_weina(pledges: list[Signed]) -> str:
    """A request that names another drafter than the one who submits it."""
    org = grown(posts=[*roster().posts, replace(roster().posts[0], person="weina")])
    made = case(org=org, twist={"request": lambda r: replace(r, drafter="weina")})
    return judged(made.bundle(pledges=pledges))


def test_nobody_but_those_who_drafted_need_have_pledged_when_it_was_submitted() -> None:
    later = [
        p if act(p).by in {"weina", "zhaomin"} else sign(replace(act(p), at=minutes(-28)), key(act(p).by))
        for p in ORG.pledges
    ]
    assert drafted_by_weina(pledges=later) == ""


@pytest.mark.parametrize("where", ["purpose", "audience", "remarks"])
def test_no_field_that_people_sign_holds_characters_that_they_do_not_see(where: str) -> None:
    assert judged(twisted("request", **{where: "提醒\u202e客户"})) == "hidden_characters"
    assert judged(twisted("approval1", opinion="同意\u200b")) == "hidden_characters"


__all__ = ["AT", "chain", "decode", "make", "timedelta"]
