"""What an opt-out covers (R13), judged over every kind of message and every scope."""

from itertools import pairwise, product

import pytest

from console.domain.categories import Category
from console.domain.contacts import optouts
from console.domain.contacts.optouts import (
    CHOICES,
    SCOPES,
    covering,
    covers,
    known_number,
    number_of,
    of_reply,
)

NOTICE, PROMOTION, OTHER = Category
OURS, THEIRS = "business", "retail"

COVERED = {
    "department": {(PROMOTION, OURS, False)},
    "promotion": {(PROMOTION, OURS, False), (PROMOTION, THEIRS, False)},
    "optional": {(category, whose, False) for category in Category for whose in (OURS, THEIRS)},
    "all": set(product(Category, (OURS, THEIRS), (False, True)))
    - {(PROMOTION, OURS, True), (PROMOTION, THEIRS, True)},
}
"""Which messages (category, department, mandatory) each scope keeps back; the department's is of `OURS`."""
MESSAGES = sorted(COVERED["all"])


@pytest.mark.parametrize("scope", SCOPES)
def test_each_scope_keeps_back_exactly_its_messages(scope: str) -> None:
    whose = OURS if scope == "department" else ""
    kept_back = {one for one in MESSAGES if covers(scope, whose, one[0], one[1], mandatory=one[2])}
    assert kept_back == COVERED[scope]


@pytest.mark.parametrize(("category", "department", "mandatory"), MESSAGES)
def test_the_dispatchers_numbers_say_the_same(category: Category, department: str, mandatory: bool) -> None:
    numbers = covering(category, department, mandatory=mandatory)
    for scope, whose in product(SCOPES, (OURS, THEIRS)):
        expected = covers(scope, whose, category, department, mandatory=mandatory)
        assert (number_of(scope, whose) in numbers) == expected
    assert 1 <= len(numbers) <= len(SCOPES)


def test_each_wider_scope_covers_what_the_narrower_one_does() -> None:
    for narrow, wide in pairwise(CHOICES):
        assert COVERED[narrow] < COVERED[wide]
    assert set(CHOICES) == set(SCOPES)


def test_the_numbers_of_before_mean_what_they_meant() -> None:
    assert (number_of("promotion"), number_of("all")) == (0, 1)


def test_departments_have_numbers_of_their_own_that_every_database_holds() -> None:
    numbers = {number_of("department", f"d{nth}") for nth in range(20_000)}
    assert len(numbers) == 20_000
    assert all(2**32 <= number < 2**53 for number in numbers)


def test_a_number_that_is_no_scopes_counts_as_the_widest_one() -> None:
    theirs = number_of("department", THEIRS)
    assert [known_number(one) for one in (0, 1, 2, theirs)] == [0, 1, 2, theirs]
    assert {known_number(one) for one in (-1, 3, 7, 255, 2**32 - 1)} == {number_of("all")}


def test_a_reply_is_never_taken_narrower_than_it_was_said() -> None:
    assert of_reply("promotion", promotion_alone=True) == "promotion"
    assert of_reply("promotion", promotion_alone=False) == "optional"
    for said in ("optional", "all"):
        assert {of_reply(said, promotion_alone=one) for one in (True, False)} == {said}


def test_a_word_that_is_no_scope_has_no_number() -> None:
    with pytest.raises(KeyError):
        optouts.number_of("nothing")
