"""What reaches a terminal is harmless, however many marks somebody piles up."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.locale.guard import guard
from console.widgets.show import fit, line, one_to_one, show

MARKS = [
    "\u1161",
    "\ud7cb",
    "\u0336",
    "\u0489",
    "\u20e3",
    "\u0e47",
    "\u3099",
    "\u1dc4",
    "\U0001d165",
    "\u0948",
]


def longest_run(text: str) -> int:
    most = run = 0
    for one in text:
        run = run + 1 if unicodedata.category(one)[0] == "M" or one in MARKS else 0
        most = max(most, run)
    return most


@pytest.mark.parametrize("mark", MARKS)
def test_at_most_four_combining_marks_in_a_row_reach_a_terminal_and_the_rest_is_counted(mark: str) -> None:
    text = f"张{mark * 100}三"
    for drawn in (guard(text), show(text).plain, line(text).plain, fit(text, 60), one_to_one(text).plain):
        assert longest_run(drawn) == 4
    assert guard(text) == f"张{mark * 4}<+96>三"
    assert len(one_to_one(text).plain) == len(text)


def test_what_languages_need_stays_as_it_is() -> None:
    for text in (
        "Việt Nam",
        "e\u0301\u0323",
        "กำลังน้ำ",
        "हिन्दी",
        "が",
        "é̂̃̄",
        "云岭银行",
        "한글",
        "\u1112\u1161\u11ab",
        "😀👨\u0336",
    ):
        assert guard(text) == text


@given(st.characters(categories=["Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"]))
def test_a_character_that_acts_or_hides_does_not_get_through_by_itself(character: str) -> None:
    assert character not in guard(f"张{character}三")


def test_a_line_break_stays_where_lines_are_wanted_and_is_shown_elsewhere() -> None:
    assert guard("张\n三\t", lines=True) == "张\n三␉"
    assert guard("张\n三\t") == "张␊三␉"


@given(st.text(alphabet=["a", "中", *MARKS, "\u200d", "\ufe0f", "\n"], max_size=60))
def test_no_mixture_of_marks_gets_through(text: str) -> None:
    assert longest_run(guard(text, lines=True)) <= 4
    assert longest_run(one_to_one(text).plain) <= 4
