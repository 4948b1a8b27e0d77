"""What lifts a freeze, resumes a gateway after its loss or arms again is taken only whole: each way to bend it has its name."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from console.domain import policy
from console.domain.freezes.freezes import Scope, operating
from console.domain.people.orders import Suspension
from console.domain.people.standing import Brought
from console.domain.times import parse, render
from console.domain.two_person.pairs import (
    Confirmation,
    Lifting,
    Proposal,
    Rearm,
    ResumeLoss,
    Settle,
    Unfreeze,
    Verdict,
)
from console.signing.pairs import Around, Lifted, Pair, verify_lifting
from console.signing.refused import Refused
from console.signing.statements import Signed, sign
from console.signing.trust import Trust, establish
from tests.world import Case, make, tampered

GATEWAY = Unfreeze(Scope.GATEWAY, "demo", 1)
RESUME = ResumeLoss("ab" * 32, "demo", "AAAA BBBB CCCC DDDD", "2026-11-24T00:00:00Z")
REARM = Rearm("dispatch-1", "0f" * 16)


@dataclass
class House:
    """An organisation in which people sign."""

    case: Case

    @property
    def trust(self) -> Trust:
        org = self.case.org
        return establish(org.roots, org.signers, org.rosters, None)

    def around(self, **changes: Any) -> Around:
        base = Around(self.trust, policy.read(self.case.org.policy_text), self.case.now)
        return msgspec.structs.replace(base, **changes)

    def proposal(self, act: Any, by: str, key: str = "", **changes: Any) -> Signed:
        case = self.case
        assert case.org.roster is not None
        whole = Proposal(
            org=case.org.roots.org, by=by, at=render(case.at - timedelta(minutes=10)),
            roster=case.org.roster.version, act=act, expires=render(case.at + timedelta(hours=71)),
            reason="已查明",
        )  # fmt: skip
        return sign(msgspec.structs.replace(whole, **changes), case.org.people[key or by])

    def confirmation(self, of: Signed, by: str, key: str = "", **changes: Any) -> Signed:
        case = self.case
        assert case.org.roster is not None
        whole = Confirmation(
            org=case.org.roots.org, by=by, at=render(case.at - timedelta(minutes=5)),
            roster=case.org.roster.version, proposal=of.digest(),
        )  # fmt: skip
        return sign(msgspec.structs.replace(whole, **changes), case.org.people[key or by])

    def pair(self, act: Any, first: str, second: str) -> Pair:
        proposal = self.proposal(act, first)
        return Pair(proposal, self.confirmation(proposal, second))


@pytest.fixture(scope="module")
def house() -> House:
    return House(make())


def refused(pair: Pair, around: Around) -> str:
    with pytest.raises(Refused) as caught:
        verify_lifting(pair, around)
    return caught.value.name


@pytest.mark.parametrize(
    ("act", "first", "second"),
    [
        (GATEWAY, "zhengtao", "sunli"),
        (Unfreeze(Scope.ALL, "", 2), "sunli", "zhoujian"),
        (Unfreeze(Scope.CATEGORY, "notice", 3), "sunli", "zhengtao"),
        (Unfreeze(Scope.CATEGORY, "promotion", 3), "zhengtao", "sunli"),
        (Unfreeze(Scope.PERSON, "zhaomin", 4), "sunli", "jiangbo"),
        (RESUME, "fenglei", "zhengtao"),
        (REARM, "fenglei", "zhengtao"),
    ],
)
def test_what_the_two_right_people_sign_is_taken(house: House, act: Lifting, first: str, second: str) -> None:
    assert verify_lifting(house.pair(act, first, second), house.around()) == Lifted(act, first, second)


@pytest.mark.parametrize(
    ("act", "first", "second"),
    [
        # A drafter, or the operating department's own manager, or one person twice.
        (GATEWAY, "zhaomin", "sunli"),
        (GATEWAY, "sunli", "zhengtao"),
        (GATEWAY, "sunli", "sunli"),
        (Unfreeze(Scope.ALL, "", 2), "sunli", "zhengtao"),
        (Unfreeze(Scope.CATEGORY, "notice", 3), "zhengtao", "jiangbo"),
        (Unfreeze(Scope.PERSON, "zhaomin", 4), "zhengtao", "sunli"),
        # Nobody has a part in lifting the freeze of themselves.
        (Unfreeze(Scope.PERSON, "sunli", 4), "sunli", "zhoujian"),
        (Unfreeze(Scope.PERSON, "jiangbo", 4), "sunli", "jiangbo"),
        # Of a loss and of a copy the custodian proposes, and the General Department's manager confirms.
        (RESUME, "zhengtao", "fenglei"),
        (RESUME, "fenglei", "sunli"),
        (RESUME, "fenglei", "fenglei"),
        (REARM, "wuhong", "zhengtao"),
        (REARM, "fenglei", "zhoujian"),
    ],
)
def test_what_others_sign_is_refused(house: House, act: Lifting, first: str, second: str) -> None:
    assert refused(house.pair(act, first, second), house.around()) == "pair_not_allowed"


def test_a_frozen_request_is_confirmed_outside_the_department_that_releases_it(house: House) -> None:
    act = Unfreeze(Scope.REQUEST, "1", 5)
    inside, outside = house.pair(act, "jiangbo", "sunli"), house.pair(act, "sunli", "jiangbo")
    around = house.around(releasing="business")
    assert refused(inside, around) == "pair_not_allowed"
    assert verify_lifting(outside, around).confirmer == "jiangbo"


@pytest.mark.parametrize(
    ("old", "new"),
    [('"freeze":1', '"freeze":2'), ("demo", "dem2"), ("zhengtao", "sunlisun"), ("查明", "说明")],
)
def test_a_desk_that_changes_one_word_of_it_is_refused(house: House, old: str, new: str) -> None:
    first = house.proposal(GATEWAY, "zhengtao")
    bent = tampered(first, old, new)
    assert refused(Pair(bent, house.confirmation(bent, "sunli")), house.around()) == "pair_signature"
    assert refused(Pair(bent, house.confirmation(first, "sunli")), house.around()) in {
        "pair_signature",
        "pair_differs",
    }


def test_another_s_key_or_a_pair_of_two_halves_counts_for_nothing(house: House) -> None:
    first = house.proposal(GATEWAY, "zhengtao")
    stolen = house.proposal(GATEWAY, "zhengtao", key="qianwei")
    assert refused(Pair(stolen, house.confirmation(stolen, "sunli")), house.around()) == "pair_signature"
    other = house.proposal(Unfreeze(Scope.GATEWAY, "demo", 2), "zhengtao")
    assert refused(Pair(first, house.confirmation(other, "sunli")), house.around()) == "pair_differs"
    assert refused(Pair(house.confirmation(first, "sunli"), first), house.around()) == "pair_differs"


def test_a_settlement_lifts_nothing(house: House) -> None:
    settle = Settle("a" * 64, "b" * 64, 1, 3, Verdict.SENT)
    assert refused(house.pair(settle, "qianwei", "sunli"), house.around()) == "pair_differs"


def test_what_was_signed_before_the_freeze_was_made_does_not_lift_it(house: House) -> None:
    pair = house.pair(GATEWAY, "zhengtao", "sunli")
    later = render(house.case.at + timedelta(minutes=1))
    assert refused(pair, house.around(since=later)) == "pair_order"
    assert verify_lifting(pair, house.around(since=render(house.case.at - timedelta(minutes=11))))


def test_a_proposal_that_is_over_or_lasts_too_long_is_nothing(house: House) -> None:
    case = house.case
    over = house.proposal(GATEWAY, "zhengtao", expires=case.now)
    assert refused(Pair(over, house.confirmation(over, "sunli")), house.around()) == "pair_expired"
    long = house.proposal(GATEWAY, "zhengtao", expires=render(case.at + timedelta(days=30)))
    assert refused(Pair(long, house.confirmation(long, "sunli")), house.around()) == "pair_expired"


def test_who_is_suspended_since_lifts_nothing(house: House) -> None:
    case = house.case
    order = Suspension(
        org=case.org.roots.org, by="zhengtao", at=render(case.at - timedelta(minutes=2)), roster=1, person="sunli",
        reason="离岗",
    )  # fmt: skip
    under = house.trust.under([Brought("c" * 64, order)])
    pair = house.pair(GATEWAY, "zhengtao", "sunli")
    assert refused(pair, house.around(trust=under)) == "signer_not_active"


def test_under_an_expired_roster_nothing_is_lifted(house: House) -> None:
    late = house.around(at=render(house.case.at + timedelta(days=101)))
    assert refused(house.pair(GATEWAY, "zhengtao", "sunli"), late) == "roster_expired"


def test_what_is_frozen_is_operated_by_somebody(house: House) -> None:
    rules, roster, now = house.around().policy, house.trust.newest, house.case.now

    def of(scope: str, subject: str, releasing: str = "") -> frozenset[str]:
        return operating(scope, subject, roster, rules, now, releasing)

    assert of("all", "") == of("gateway", "demo") == of("category", "promotion") == {"general"}
    assert of("category", "notice") == {d.id for d in roster.departments} - {"general"}
    assert of("request", "1", "credit") == {"credit"}
    assert of("request", "1") == of("person", "nobody") == {"general"}
    assert of("person", "zhaomin") == {"business"}


def test_a_roster_is_over_at_its_very_end(house: House) -> None:
    end = house.trust.newest.expires
    before = render(parse(end) - timedelta(seconds=1))
    proposal = house.proposal(GATEWAY, "zhengtao", at=before, expires=render(parse(end) + timedelta(hours=1)))
    signed = Pair(proposal, house.confirmation(proposal, "sunli", at=before))
    assert verify_lifting(signed, house.around(at=before)).act == GATEWAY
    assert refused(signed, house.around(at=end)) == "roster_expired"
