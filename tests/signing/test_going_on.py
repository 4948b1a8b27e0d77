"""Two people let the sends of a request go on, which stopped by themselves (I2): judged by what is proved about one of its sends."""

from datetime import timedelta
from typing import Any

import pytest

from console.domain.freezes.freezes import Scope
from console.domain.times import parse, render
from console.domain.two_person.pairs import GoOn, Unfreeze
from console.signing.pairs import Pair, verify_go_on
from console.signing.refused import Refused
from tests.signing.test_lifting import House
from tests.signing.test_pairs import verified
from tests.world import make

GO_ON = GoOn(Scope.REQUEST, "1", 1)


@pytest.fixture(scope="module")
def house() -> House:
    return House(make())


def judged(house: House, act: Any, first: str, second: str, stopped: int = 15) -> Any:
    """The pair is proposed ten minutes ago and confirmed five minutes ago; all stopped so many minutes ago."""
    case = house.case
    since = render(case.at - timedelta(minutes=stopped))
    pair = house.pair(act, first, second)
    return verify_go_on(verified(case), pair, case.bundle(), case.org.roots, since)


def test_the_operator_proposes_and_the_first_approver_confirms(house: House) -> None:
    found = judged(house, GO_ON, "qianwei", "sunli")
    assert (found.act, found.proposer, found.confirmer) == (GO_ON, "qianwei", "sunli")


@pytest.mark.parametrize(
    ("act", "first", "second", "stopped", "name"),
    [
        (GO_ON, "sunli", "qianwei", 15, "pair_not_allowed"),
        (GO_ON, "qianwei", "zhengtao", 15, "pair_not_allowed"),
        (GO_ON, "fenglei", "zhengtao", 15, "pair_not_allowed"),
        # Signed before it stopped, it would let go on whatever stops later.
        (GO_ON, "qianwei", "sunli", 1, "pair_order"),
        (GoOn(Scope.GATEWAY, "demo", 1), "fenglei", "zhengtao", 15, "pair_differs"),
        (Unfreeze(Scope.REQUEST, "1", 1), "zhengtao", "jiangbo", 15, "pair_differs"),
    ],
)
def test_nothing_and_nobody_else_lets_them_go_on(
    house: House, act: Any, first: str, second: str, stopped: int, name: str
) -> None:
    with pytest.raises(Refused) as refused:
        judged(house, act, first, second, stopped)
    assert refused.value.name == name


def test_what_was_signed_before_the_release_lets_nothing_go_on(house: House) -> None:
    case = house.case
    before = render(parse(verified(case).since) - timedelta(minutes=15))
    proposal = house.proposal(GO_ON, "qianwei", at=before)
    pair = Pair(proposal, house.confirmation(proposal, "sunli"))
    with pytest.raises(Refused) as refused:
        verify_go_on(verified(case), pair, case.bundle(), case.org.roots, render(case.at - timedelta(days=3)))
    assert refused.value.name == "pair_order"
