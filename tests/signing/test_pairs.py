"""A settlement by two people is taken only whole: every way to bend one is refused under its own name."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from console.domain import acts
from console.domain.people.orders import Suspension
from console.domain.people.standing import Brought
from console.domain.times import render
from console.domain.two_person.pairs import Confirmation, Proposal, Settle, Verdict
from console.signing.bundle import verify
from console.signing.bundle_file import Own, Verified
from console.signing.pairs import verify_settle
from console.signing.refused import Refused
from console.signing.statements import Signed, sign
from tests.signing import attacks, stand_ins
from tests.world import Case, make, tampered

COUNT = 3


def proposal(case: Case, by: str = "qianwei", key: str = "", **changes: Any) -> Signed:
    """The releasing operator's proposal; `changes` replace fields of the act or of the proposal, `key` another's signature."""
    assert case.release is not None
    assert case.org.roster is not None
    act = Settle(case.request.digest(), case.release.digest(), 1, COUNT, Verdict.NOT_SENT)
    about = {
        name: changes.pop(name)
        for name in ("request", "release", "slot", "count", "verdict")
        if name in changes
    }
    whole = Proposal(
        org=case.org.roots.org,
        by=by,
        at=render(case.at - timedelta(minutes=10)),
        roster=case.org.roster.version,
        act=msgspec.structs.replace(act, **about),
        expires=render(case.at + timedelta(hours=71)),
        reason="运营商查无记录",
    )
    return sign(msgspec.structs.replace(whole, **changes), case.org.people[key or by])


def confirmation(case: Case, of: Signed, by: str = "sunli", key: str = "", **changes: Any) -> Signed:
    """The first approver's confirmation."""
    assert case.org.roster is not None
    whole = Confirmation(
        org=case.org.roots.org,
        by=by,
        at=render(case.at - timedelta(minutes=5)),
        roster=case.org.roster.version,
        proposal=of.digest(),
    )
    return sign(msgspec.structs.replace(whole, **changes), case.org.people[key or by])


def verified(case: Case, at: str = "") -> Verified:
    own = Own(case.org.policy_text, case.org.gateway_texts["demo"])
    return verify(case.bundle(), case.org.roots, at or case.now, own=own)


def judge(case: Case, first: Signed, second: Signed, *, unknown: int = COUNT, at: str = "") -> Settle:
    return verify_settle(verified(case, at), first, second, case.bundle(), case.org.roots, unknown=unknown)


def refused(case: Case, first: Signed, second: Signed, *, unknown: int = COUNT, at: str = "") -> str:
    with pytest.raises(Refused) as caught:
        judge(case, first, second, unknown=unknown, at=at)
    return caught.value.name


@pytest.fixture(scope="module")
def case() -> Case:
    return make()


@pytest.mark.parametrize("verdict", list(Verdict))
def test_what_operator_and_first_approver_sign_is_taken(case: Case, verdict: Verdict) -> None:
    first = proposal(case, verdict=verdict)
    act = judge(case, first, confirmation(case, first))
    assert (act.verdict, act.count, act.slot) == (verdict, COUNT, 1)


def test_of_a_promotion_the_general_department_proposes_and_the_department_manager_confirms() -> None:
    promotion = make("promotion")
    first = proposal(promotion, by="wuhong")
    assert judge(promotion, first, confirmation(promotion, first)).count == COUNT
    own = proposal(promotion, by="qianwei")
    assert refused(promotion, own, confirmation(promotion, own)) == "pair_not_allowed"
    # Who signed the second or third level is an approver, but not the first.
    for later in ("liqiang", "zhoujian"):
        assert refused(promotion, first, confirmation(promotion, first, by=later)) == "pair_not_allowed"


@pytest.mark.parametrize("old", ["not_sent", "qianwei", '"count":3', "运营商", '"slot":1'])
def test_a_desk_that_changes_one_word_of_the_proposal_is_refused(case: Case, old: str) -> None:
    first = proposal(case)
    new = {
        "not_sent": "sent",
        "qianwei": "wuhong",
        '"count":3': '"count":2',
        "运营商": "我方",
        '"slot":1': '"slot":2',
    }
    bent = tampered(first, old, new[old])
    # Even though the second signature were made anew for the changed bytes.
    assert refused(case, bent, confirmation(case, bent)) == "pair_signature"
    assert refused(case, bent, confirmation(case, first)) in {"pair_signature", "pair_differs"}


def test_a_desk_that_changes_the_confirmation_is_refused(case: Case) -> None:
    first, other = proposal(case), proposal(case, verdict=Verdict.SENT)
    second = confirmation(case, other)
    assert refused(case, first, second) == "pair_differs"
    assert refused(case, first, tampered(second, other.digest(), first.digest())) == "pair_signature"


@pytest.mark.parametrize("which", ["proposal", "confirmation"])
def test_another_key_than_the_signer_s_own_is_refused(case: Case, which: str) -> None:
    first = proposal(case, key="sunli" if which == "proposal" else "")
    second = confirmation(case, first, key="qianwei" if which == "confirmation" else "")
    assert refused(case, first, second) == "pair_signature"


def test_an_unsigned_half_is_refused(case: Case) -> None:
    first = proposal(case)
    second = confirmation(case, first)
    assert refused(case, Signed(first.text, []), second) == "pair_signature"
    assert refused(case, first, Signed(second.text, [])) == "pair_signature"
    assert refused(case, first, Signed(second.text, second.signatures + first.signatures)) == "pair_signature"


def test_halves_in_each_other_s_place_are_refused(case: Case) -> None:
    first = proposal(case)
    second = confirmation(case, first)
    assert refused(case, second, first) == "pair_differs"
    assert refused(case, first, first) == "pair_differs"
    assert case.release is not None
    assert refused(case, case.release, second) == "pair_differs"


def test_another_organisation_s_pair_is_refused(case: Case) -> None:
    first = proposal(case, org="another")
    assert refused(case, first, confirmation(case, first)) == "foreign_organisation"


@pytest.mark.parametrize(
    "field", [{"slot": 2}, {"request": "0" * 64}, {"release": "0" * 64}], ids=["slot", "request", "release"]
)
def test_a_pair_about_another_send_is_refused(case: Case, field: dict[str, Any]) -> None:
    first = proposal(case, **field)
    assert refused(case, first, confirmation(case, first)) == "pair_differs"


@pytest.mark.parametrize("unknown", [0, COUNT - 1, COUNT + 1])
def test_a_count_that_is_not_the_dispatcher_s_own_is_refused(case: Case, unknown: int) -> None:
    first = proposal(case)
    assert refused(case, first, confirmation(case, first), unknown=unknown) == "settle_count"


def test_a_pair_that_was_used_is_refused_for_nobody_is_unknown_any_more(case: Case) -> None:
    first = proposal(case)
    second = confirmation(case, first)
    assert judge(case, first, second).count == COUNT
    assert refused(case, first, second, unknown=0) == "settle_count"
    nobody = proposal(case, count=0)
    assert refused(case, nobody, confirmation(case, nobody), unknown=0) == "settle_count"


@pytest.mark.parametrize("by", ["qianwei", "sunli"])
def test_the_same_person_twice_is_refused(case: Case, by: str) -> None:
    first = proposal(case, by=by)
    assert refused(case, first, confirmation(case, first, by=by)) == "pair_not_allowed"


@pytest.mark.parametrize("by", ["wuhong", "zhaomin", "sunli", "liqiang", "fenglei", "shenyu"])
def test_who_is_not_the_releasing_department_s_operator_proposes_nothing(case: Case, by: str) -> None:
    first = proposal(case, by=by)
    assert refused(case, first, confirmation(case, first)) == "pair_not_allowed"


@pytest.mark.parametrize("by", ["liqiang", "zhoujian", "jiangbo", "zhengtao", "wuhong", "zhaomin"])
def test_who_is_not_the_first_approver_confirms_nothing(case: Case, by: str) -> None:
    first = proposal(case)
    assert refused(case, first, confirmation(case, first, by=by)) == "pair_not_allowed"


def test_an_expired_proposal_is_nothing_whatever_the_confirmation_says(case: Case) -> None:
    first = proposal(case, expires=render(case.at - timedelta(minutes=2)))
    # Confirmed in time by its own clock, and judged too late.
    assert refused(case, first, confirmation(case, first)) == "pair_expired"
    late = proposal(case, expires=case.now)
    assert refused(case, late, confirmation(case, late)) == "pair_expired"
    backwards = proposal(case, expires=render(case.at - timedelta(minutes=30)))
    assert refused(case, backwards, confirmation(case, backwards)) == "pair_expired"


def test_a_confirmation_dated_after_the_end_is_nothing(case: Case) -> None:
    first = proposal(case, expires=render(case.at + timedelta(minutes=1)))
    second = confirmation(case, first, at=render(case.at + timedelta(minutes=2)))
    assert refused(case, first, second) == "pair_expired"


def test_nobody_proposes_for_longer_than_the_policy_says(case: Case) -> None:
    at = case.at - timedelta(minutes=10)
    longest = proposal(case, expires=render(at + timedelta(hours=72)))
    assert judge(case, longest, confirmation(case, longest)).count == COUNT
    longer = proposal(case, expires=render(at + timedelta(hours=72, seconds=1)))
    assert refused(case, longer, confirmation(case, longer)) == "pair_expired"


def test_a_pair_out_of_order_is_refused(case: Case) -> None:
    # The release is eighteen minutes old; clocks may differ by five.
    older = proposal(
        case, at=render(case.at - timedelta(minutes=24)), expires=render(case.at + timedelta(hours=1))
    )
    assert refused(case, older, confirmation(case, older)) == "pair_order"
    first = proposal(case)
    before = confirmation(case, first, at=render(case.at - timedelta(minutes=16)))
    assert refused(case, first, before) == "pair_order"
    nearly = confirmation(case, first, at=render(case.at - timedelta(minutes=15)))
    assert judge(case, first, nearly).count == COUNT
    early = proposal(
        case, at=render(case.at - timedelta(minutes=23)), expires=render(case.at + timedelta(hours=1))
    )
    assert judge(case, early, confirmation(case, early)).count == COUNT


@pytest.mark.parametrize("which", ["proposal", "confirmation"])
def test_a_signature_from_the_future_is_refused(case: Case, which: str) -> None:
    ahead = render(case.at + timedelta(minutes=6))
    first = proposal(case, at=ahead) if which == "proposal" else proposal(case)
    second = confirmation(case, first, at=ahead) if which == "confirmation" else confirmation(case, first)
    assert refused(case, first, second) == "signed_in_future"
    allowed = render(case.at + timedelta(minutes=5))
    first = proposal(case, at=allowed) if which == "proposal" else proposal(case)
    assert judge(case, first, confirmation(case, first, at=allowed)).count == COUNT


def test_hidden_characters_in_the_reason_are_refused(case: Case) -> None:
    first = proposal(case, reason="运营商\u200b查无记录")
    assert refused(case, first, confirmation(case, first)) == "hidden_characters"


def test_without_a_release_there_is_nothing_to_settle(case: Case) -> None:
    first = proposal(case)
    bare = replace(case, release=None)
    with pytest.raises(Refused) as caught:
        verify_settle(
            verified(bare), first, confirmation(case, first), bare.bundle(), case.org.roots, unknown=COUNT
        )
    assert caught.value.name == "pair_order"


def suspended(case: Case, person: str, by: str) -> Case:
    assert case.org.roster is not None
    act = Suspension(
        org=case.org.roots.org,
        by=by,
        at=render(case.at - timedelta(minutes=1)),
        roster=case.org.roster.version,
        person=person,
        reason="密钥可能泄露",
    )
    return replace(case, org=replace(case.org, orders=[sign(act, case.org.people[by])]))


@pytest.mark.parametrize("who", ["qianwei", "sunli"])
def test_a_signer_suspended_since_settles_nothing(case: Case, who: str) -> None:
    """Suspended after both had signed: even where request and release stand, for they were judged before."""
    first = proposal(case)
    second = confirmation(case, first)
    good = verified(case)
    stopped = suspended(case, who, "sunli" if who == "qianwei" else "zhengtao")
    orders = verified_orders(stopped)
    later = msgspec.structs.replace(good, orders=orders)
    with pytest.raises(Refused) as caught:
        verify_settle(later, first, second, stopped.bundle(), case.org.roots, unknown=COUNT)
    assert caught.value.name == "signer_not_active"


def verified_orders(case: Case) -> tuple[Any, ...]:
    """The suspension as a bundle brings it to the verifier."""
    return tuple(
        Brought(one.digest(), msgspec.json.decode(one.text, type=acts.Order)) for one in case.org.orders
    )


def test_who_became_the_operator_since_could_not_propose_before(case: Case) -> None:
    """The rule holds at the moment of each signature, not only now."""
    changed = make(at=case.at)
    roster = changed.org.roster
    assert roster is not None
    first = proposal(changed, by="wuhong")
    second = confirmation(changed, first)
    good = verified(changed)
    own = next(a for a in roster.posts if a.person == "qianwei")
    changed.org.add_roster(
        msgspec.structs.replace(
            roster,
            version=2,
            previous=changed.org.rosters[-1].digest(),
            at=render(case.at - timedelta(minutes=3)),
            posts=[*roster.posts, msgspec.structs.replace(own, person="wuhong")],
        )
    )
    assert changed.org.roster is not None
    assert changed.org.roster.holds("wuhong", own.post, own.department, case.now)
    with pytest.raises(Refused) as caught:
        verify_settle(good, first, second, changed.bundle(), changed.org.roots, unknown=COUNT)
    assert caught.value.name == "pair_not_allowed"


def test_an_operator_who_was_replaced_since_settles_nothing(case: Case) -> None:
    """They were the operator when they signed; the one who confirms and the dispatcher look at who is it now."""
    changed = make(at=case.at)
    roster = changed.org.roster
    assert roster is not None
    first = proposal(changed)
    second = confirmation(changed, first)
    good = verified(changed)
    moved = [
        msgspec.structs.replace(a, until=render(case.at - timedelta(minutes=2)))
        if a.person == "qianwei"
        else a
        for a in roster.posts
    ]
    changed.org.add_roster(
        msgspec.structs.replace(
            roster,
            version=2,
            previous=changed.org.rosters[-1].digest(),
            at=render(case.at - timedelta(minutes=3)),
            posts=moved,
        )
    )
    with pytest.raises(Refused) as caught:
        verify_settle(good, first, second, changed.bundle(), changed.org.roots, unknown=COUNT)
    assert caught.value.name == "pair_not_allowed"


def by_a_deputy(since: int, until: int = 600) -> str:
    """What becomes of a settlement that the deputy of the first level confirms now, whose second days run so (minutes from now).

    They signed the approval as a deputy, and those days are over.
    """
    first_days = stand_ins.deputation(until=attacks.minutes(-20))
    again = stand_ins.deputation(at=-15, since=attacks.minutes(since), until=attacks.minutes(until))
    bundle = stand_ins.by_deputy(first_days, again)
    made = attacks.case(
        twist={"approval1": lambda a: msgspec.structs.replace(a, by="jiangbo", deputy_for="sunli")},
        signer={"approval1": "jiangbo"},
    )
    proved = verify(bundle, attacks.ORG.roots, made.now)
    first = proposal(made)
    second = confirmation(made, first, by="jiangbo")
    try:
        verify_settle(proved, first, second, bundle, attacks.ORG.roots, unknown=COUNT)
    except Refused as found:
        return f"{found.name} {found.detail}"
    return ""


def test_a_deputy_settles_nothing_before_his_days_begin_or_after_they_are_over() -> None:
    assert by_a_deputy(since=-10) == ""
    assert by_a_deputy(since=-4) == "pair_not_allowed not_your_part"
    assert by_a_deputy(since=60) == "pair_not_allowed not_your_part"
    assert by_a_deputy(since=-10, until=-1) == "pair_not_allowed not_your_part"
