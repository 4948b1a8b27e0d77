"""Who may take back the release of a text: its two people, and whoever could sign in the place of one of them."""

import pytest

from console.domain.content.appeals import ReleaseText
from console.domain.two_person.pairing import Ground
from console.domain.two_person.withdrawal import may_withdraw
from tests.services.core import bank

AT = "2026-11-24T03:00:00Z"


@pytest.mark.parametrize(
    ("person", "proposer", "confirmer", "may"),
    [
        ("zhaomin", "zhaomin", "", True),
        ("zhaomin", "liqiang", "zhaomin", True),
        ("liqiang", "sunli", "zhaomin", True),
        ("wangfang", "sunli", "zhaomin", True),
        ("zhaomin", "liqiang", "wangfang", False),
        ("qianwei", "liqiang", "wangfang", False),
    ],
)
def test_its_people_and_whoever_could_sign_for_them_take_it_back(
    person: str, proposer: str, confirmer: str, *, may: bool
) -> None:
    roster = bank().roster
    assert roster is not None
    ground = Ground(roster, AT, department="business")
    refusal = may_withdraw(person, ReleaseText.RULE, ground, proposer=proposer, confirmer=confirmer)
    assert (refusal is None) is may
