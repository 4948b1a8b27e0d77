"""What erases numbers or ends a legal hold is taken only whole: each way to bend it has its name."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from console.domain.erasure.erasing import Erase, ErasedList, ErasedSend, Erasing, HoldScope, ReleaseHold
from console.domain.freezes.freezes import Scope
from console.domain.people.orders import Suspension
from console.domain.people.standing import Brought
from console.domain.times import parse, render
from console.domain.two_person.pairs import Unfreeze
from console.signing.pairs import Agreed, Around, Pair, verify_erasing, verify_lifting
from console.signing.refused import Refused
from tests.signing.test_lifting import House
from tests.world import make, tampered

SEND = ErasedSend("ab" * 32, "cd" * 32, 1, 20)
LIST = ErasedList("ef" * 32, 20, 3, whole=True)
ERASE = Erase(43, [SEND], [LIST])
RELEASE = ReleaseHold(4, HoldScope.DEPARTMENT, "business", "2026-11-24T00:00:00Z")
replace = msgspec.structs.replace


@pytest.fixture(scope="module")
def house() -> House:
    return House(make())


def refused(pair: Pair, around: Around) -> str:
    with pytest.raises(Refused) as caught:
        verify_erasing(pair, around)
    assert caught.value.clause
    return caught.value.name


@pytest.mark.parametrize(
    ("act", "first", "second"), [(ERASE, "wangfang", "chuyan"), (RELEASE, "wangfang", "zhoujian")]
)
def test_what_the_two_right_people_sign_is_taken(house: House, act: Erasing, first: str, second: str) -> None:
    pair = house.pair(act, first, second)
    at = render(house.case.at - timedelta(minutes=10))
    assert verify_erasing(pair, house.around()) == Agreed(act, first, second, at)


@pytest.mark.parametrize(
    ("act", "first", "second"),
    [
        (ERASE, "zhengtao", "chuyan"),
        (ERASE, "chuyan", "wangfang"),
        (ERASE, "wangfang", "liqiang"),  # a supervising manager, but of other departments
        (ERASE, "wangfang", "zhoujian"),
        (ERASE, "wangfang", "wangfang"),
        # Whoever confirms an erasure does not end the hold that keeps them from it.
        (RELEASE, "wangfang", "chuyan"),
        (RELEASE, "zhoujian", "wangfang"),
        (RELEASE, "wangfang", "wangfang"),
    ],
)
def test_what_others_sign_is_refused(house: House, act: Erasing, first: str, second: str) -> None:
    assert refused(house.pair(act, first, second), house.around()) == "pair_not_allowed"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"n":20', '"n":21'),
        ("ab" * 32, "ac" * 32),
        ('"whole":true', '"whole":false'),
        ("查明", "说明"),
        ("43", "44"),
    ],
)
def test_a_desk_that_changes_one_word_of_it_is_refused(house: House, old: str, new: str) -> None:
    first = house.proposal(ERASE, "wangfang")
    bent = tampered(first, old, new)
    assert refused(Pair(bent, house.confirmation(bent, "chuyan")), house.around()) == "pair_signature"
    assert refused(Pair(bent, house.confirmation(first, "chuyan")), house.around()) in {
        "pair_signature",
        "pair_differs",
    }


@pytest.mark.parametrize(
    ("act", "name"),
    [
        (replace(ERASE, count=44), "erase_count"),
        (replace(ERASE, sends=[SEND, SEND], count=63), "erase_twice"),
        (replace(ERASE, lists=[LIST, replace(LIST, whole=False)], count=46), "erase_twice"),
    ],
)
def test_an_act_that_does_not_add_up_is_refused_though_both_signed_it(
    house: House, act: Erase, name: str
) -> None:
    assert refused(house.pair(act, "wangfang", "chuyan"), house.around()) == name


def test_another_s_key_another_s_half_and_another_s_act_count_for_nothing(house: House) -> None:
    first = house.proposal(ERASE, "wangfang")
    stolen = house.proposal(ERASE, "wangfang", key="qianwei")
    assert refused(Pair(stolen, house.confirmation(stolen, "chuyan")), house.around()) == "pair_signature"
    other = house.proposal(ERASE, "wangfang", reason="别的")
    assert refused(Pair(first, house.confirmation(other, "chuyan")), house.around()) == "pair_differs"
    unfreeze = house.pair(Unfreeze(Scope.GATEWAY, "demo", 1), "zhengtao", "sunli")
    assert refused(unfreeze, house.around()) == "pair_differs"
    # Nor does a good erasure lift anything.
    with pytest.raises(Refused) as caught:
        verify_lifting(house.pair(ERASE, "wangfang", "chuyan"), house.around())
    assert caught.value.name == "pair_differs"


def test_a_proposal_that_is_over_or_lasts_too_long_is_nothing(house: House) -> None:
    case = house.case
    over = house.proposal(ERASE, "wangfang", expires=case.now)
    assert refused(Pair(over, house.confirmation(over, "chuyan")), house.around()) == "pair_expired"
    long = house.proposal(ERASE, "wangfang", expires=render(case.at + timedelta(days=30)))
    assert refused(Pair(long, house.confirmation(long, "chuyan")), house.around()) == "pair_expired"


def test_a_confirmation_older_than_its_proposal_is_refused(house: House) -> None:
    first = house.proposal(ERASE, "wangfang")
    before = render(house.case.at - timedelta(hours=1))
    assert (
        refused(Pair(first, house.confirmation(first, "chuyan", at=before)), house.around()) == "pair_order"
    )


def test_who_is_suspended_since_erases_nothing(house: House) -> None:
    case = house.case
    order = Suspension(
        org=case.org.roots.org, by="zhengtao", at=render(case.at - timedelta(minutes=2)), roster=1, person="chuyan",
        reason="离岗",
    )  # fmt: skip
    under = house.trust.under([Brought("c" * 64, order)])
    assert refused(house.pair(ERASE, "wangfang", "chuyan"), house.around(trust=under)) == "signer_not_active"


def test_under_an_expired_roster_nothing_is_erased(house: House) -> None:
    late = house.around(at=render(house.case.at + timedelta(days=101)))
    assert refused(house.pair(ERASE, "wangfang", "chuyan"), late) == "roster_expired"
    assert parse(house.case.now)


def test_hidden_characters_and_a_signature_from_the_future_are_refused(house: House) -> None:
    hidden: Any = house.proposal(ERASE, "wangfang", reason="满\u200b期")
    assert refused(Pair(hidden, house.confirmation(hidden, "chuyan")), house.around()) == "hidden_characters"
    at = render(house.case.at + timedelta(minutes=6))
    ahead = house.proposal(ERASE, "wangfang", at=at)
    assert (
        refused(Pair(ahead, house.confirmation(ahead, "chuyan", at=at)), house.around()) == "signed_in_future"
    )
