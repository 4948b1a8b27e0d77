"""Which numbers are in a part of a list, and what is no rule."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.contacts import parts
from console.domain.contacts.parts import Rule
from console.domain.refusals import Refusal

SALT, OTHER = b"s" * 32, b"t" * 32
NUMBERS = range(16100000000, 16100005000)


def share(of: int, salt: bytes = SALT) -> set[int]:
    return set(parts.chosen(Rule(share=of), salt, NUMBERS))


def test_a_number_is_in_the_part_if_it_begins_with_one_of_the_prefixes() -> None:
    numbers = [13800000000, 13810000000, 13900000000, 15900000000, 15913800000]
    assert parts.chosen(Rule(["1381", "159"]), SALT, numbers) == [13810000000, 15900000000, 15913800000]
    assert parts.chosen(Rule(["1391234"]), SALT, numbers) == []


def test_the_same_share_of_the_same_list_is_the_same_people_and_a_smaller_one_lies_within_it() -> None:
    drawn = [share(of) for of in (1, 30, 40, 99)]
    assert drawn == [share(of) for of in (1, 30, 40, 99)]
    assert all(small < large for small, large in combinations(drawn, 2))
    assert share(30, OTHER) != drawn[1], "another list's salt draws other people"
    # A number is judged by itself, whatever stands beside it in the list.
    assert parts.chosen(Rule(share=30), SALT, NUMBERS[::7]) == [n for n in NUMBERS[::7] if n in drawn[1]]


def test_a_share_is_about_that_many_and_does_not_follow_the_order_of_numbers() -> None:
    drawn = sorted(share(30))
    assert abs(len(drawn) - 1500) < 150
    for begin in range(0, 5000, 1000):
        within = [n for n in drawn if NUMBERS[begin] <= n < NUMBERS[0] + begin + 1000]
        assert 230 < len(within) < 370, "as many at the beginning as at the end"
    assert {n % 10 for n in drawn} == set(range(10))


def test_who_is_drawn_is_pinned_for_ever() -> None:
    assert parts.chosen(Rule(share=30), SALT, NUMBERS[:20]) == PINNED


PINNED = [16100000001, 16100000008, 16100000013, 16100000014, 16100000017]


@pytest.mark.parametrize(
    ("prefixes", "percent", "rule"),
    [
        ("138,139", "", Rule(["138", "139"])),
        (" 138、1390；159 ", "", Rule(["138", "1390", "159"])),
        ("１３８，１３９", "", Rule(["138", "139"])),
        ("138\n139", " ", Rule(["138", "139"])),
        ("", "30", Rule(share=30)),
        ("", "３０％", Rule(share=30)),
        ("", "1", Rule(share=1)),
        ("", "99 %", Rule(share=99)),
    ],
)
def test_a_rule_is_read_as_people_type_it(prefixes: str, percent: str, rule: Rule) -> None:
    assert parts.typed(prefixes, percent) == rule


@pytest.mark.parametrize(
    ("prefixes", "percent", "code", "named"),
    [
        ("", "", "list_part_rule", {}),
        (" ,、", "", "list_part_rule", {}),
        ("138", "30", "list_part_rule", {}),
        ("13", "", "list_part_prefix", {"prefix": "13"}),
        ("13a", "", "list_part_prefix", {"prefix": "13a"}),
        ("238", "", "list_part_prefix", {"prefix": "238"}),
        ("138-", "", "list_part_prefix", {"prefix": "138-"}),
        ("13812345", "", "list_part_prefix", {"prefix": "1381234…"}),
        ("16100000001", "", "list_part_prefix", {"prefix": "1610000…"}),
        ("138,139,138", "", "list_part_prefix_twice", {"prefix": "138", "other": "138"}),
        ("138,1380", "", "list_part_prefix_twice", {"prefix": "1380", "other": "138"}),
        ("1380,138", "", "list_part_prefix_twice", {"prefix": "1380", "other": "138"}),
        (",".join(str(n) for n in range(1300, 1341)), "", "list_part_prefixes", {"n": "41", "most": "40"}),
        ("", "0", "list_part_share", {"share": "0"}),
        ("", "100", "list_part_share", {"share": "100"}),
        ("", "-3", "list_part_share", {"share": "-3"}),
        ("", "3.5", "list_part_share", {"share": "3.5"}),
        ("", "三成", "list_part_share", {"share": "三成"}),
        ("", "16100000001", "list_part_share", {"share": "1610000…"}),
    ],
)
def test_what_is_no_rule_is_refused_by_its_name_and_says_no_whole_number_again(
    prefixes: str, percent: str, code: str, named: dict[str, str]
) -> None:
    refusal = parts.typed(prefixes, percent)
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.clause, refusal.params) == (code, "R10", named)


def test_forty_prefixes_are_taken() -> None:
    assert isinstance(parts.typed(" ".join(str(n) for n in range(1300, 1340)), ""), Rule)


@pytest.mark.parametrize(
    "bad", [Rule(share=-1), Rule(share=100), Rule(["138"], 30), Rule(), Rule(["１３８"])]
)
def test_a_rule_that_came_over_the_wire_is_judged_the_same_way(bad: Rule) -> None:
    assert parts.fault(bad) is not None


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_is_a_sound_rule_or_a_refusal(prefixes: str, percent: str) -> None:
    found = parts.typed(prefixes, percent)
    if isinstance(found, Rule):
        assert parts.fault(found) is None
    else:
        assert found.code.startswith("list_part_")
