from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.contacts.phone import (
    AFTER_MOBILE,
    FIRST_MOBILE,
    Carrier,
    NumberClass,
    NumberPlan,
    is_mobile_form,
    mask,
)

TABLE = (Path(__file__).parents[3] / "data/numbers/cn-2026.toml").read_text("utf-8")
PLAN = NumberPlan.from_toml(TABLE)

SMALL = """
version = "t"
effective_from = 2026-01-01
sources = ["s"]
[[heads]]
class = "mobile"
carrier = "china_mobile"
heads = ["138"]
[[refused]]
class = "iot13"
lengths = [13]
heads = ["146"]
"""


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        ("13800138000", NumberClass.MOBILE),
        # V43
        ("16212345678", NumberClass.VIRTUAL_OPERATOR),
        ("16512345678", NumberClass.VIRTUAL_OPERATOR),
        ("16712345678", NumberClass.VIRTUAL_OPERATOR),
        ("17012345678", NumberClass.VIRTUAL_OPERATOR),
        ("17112345678", NumberClass.VIRTUAL_OPERATOR),
        # V44
        ("14912345678", NumberClass.DATA_CARD),
        ("14712345678", NumberClass.DATA_CARD),
        # V45
        ("1440012345678", NumberClass.IOT13),
        ("1481234567890", NumberClass.IOT13),
        ("1461234567890", NumberClass.IOT13),
        ("1410012345678", NumberClass.IOT13),
        ("1064012345678", NumberClass.IOT13),
        # V46
        ("12012345678", NumberClass.BAD_HEAD),
        ("11012345678", NumberClass.BAD_HEAD),
        ("1380013800", NumberClass.BAD_LENGTH),
        ("138001380001", NumberClass.BAD_LENGTH),
        ("01062322610", NumberClass.LANDLINE),
        ("62322610", NumberClass.LANDLINE),
        ("4001234567", NumberClass.SERVICE_NUMBER),
        ("95588", NumberClass.SHORT_CODE),
        ("106550101955", NumberClass.SERVICE_NUMBER),
        # V47
        ("19212345678", NumberClass.MOBILE),
        ("19712345678", NumberClass.MOBILE),
        ("17212345678", NumberClass.MOBILE),
        # V48
        ("15412345678", NumberClass.UNASSIGNED),
        ("19412345678", NumberClass.UNASSIGNED),
        ("16112345678", NumberClass.UNASSIGNED),
        # Five-digit heads inside 174.
        ("17405999999", NumberClass.MOBILE),
        ("17406000000", NumberClass.EMERGENCY),
        ("17412999999", NumberClass.EMERGENCY),
        ("17413000000", NumberClass.UNASSIGNED),
        ("17491234567", NumberClass.SATELLITE),
    ],
)
def test_a_digit_string_is_named_by_the_table(digits: str, expected: NumberClass) -> None:
    assert PLAN.judge(digits) is expected


@pytest.mark.parametrize(
    "text", ["", "１３８００１３８０００", "13800138000\n", "+8613800138000", "²²²²²²²²²²²"]
)
def test_only_ascii_digits_are_judged(text: str) -> None:
    with pytest.raises(ValueError, match="ASCII"):
        PLAN.judge(text)


def test_mobile_form_takes_no_newline_and_no_other_script() -> None:
    # V42 and V41: what `$` and `\d` would let through.
    assert is_mobile_form("13800138000")
    assert not is_mobile_form("13800138000\n")
    assert not is_mobile_form("1380013800０")
    assert not is_mobile_form("12800138000")
    assert not is_mobile_form("23800138000")


@pytest.mark.parametrize(
    ("number", "carrier"),
    [
        (13412345678, Carrier.MOBILE),
        (13491234567, Carrier.TELECOM),
        (13012345678, Carrier.UNICOM),
        (17031234567, Carrier.MOBILE),
        (17001234567, Carrier.TELECOM),
        (17041234567, Carrier.UNICOM),
        (19212345678, Carrier.BROADNET),
        (15412345678, Carrier.UNKNOWN),
    ],
)
def test_the_original_carrier_follows_the_longest_head(number: int, carrier: Carrier) -> None:
    assert PLAN.carrier(number) is carrier


def test_the_plan_says_since_when_and_from_where() -> None:
    assert PLAN.effective_from == date(2026, 1, 1)
    assert PLAN.sources


def test_spans_cover_every_number_of_mobile_form_without_gap_or_overlap() -> None:
    assert PLAN.spans[0].first == FIRST_MOBILE
    assert PLAN.spans[-1].after == AFTER_MOBILE
    for left, right in zip(PLAN.spans, PLAN.spans[1:], strict=False):
        assert left.first < left.after == right.first
        assert (left.number_class, left.carrier) != (right.number_class, right.carrier)


@given(st.lists(st.integers(FIRST_MOBILE, AFTER_MOBILE - 1), unique=True).map(sorted))
def test_splitting_a_list_by_class_agrees_with_asking_number_by_number(numbers: list[int]) -> None:
    parts = [(n, span.number_class) for span, start, stop in PLAN.split(numbers) for n in numbers[start:stop]]
    assert parts == [(n, PLAN.number_class(n)) for n in numbers]


@pytest.mark.parametrize("number", [FIRST_MOBILE - 1, AFTER_MOBILE, 0, -1])
def test_a_number_outside_mobile_form_has_no_class(number: int) -> None:
    with pytest.raises(ValueError, match="mobile form"):
        PLAN.number_class(number)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('heads = ["138"]', 'heads = ["138", "138"]'),
        ('heads = ["138"]', 'heads = ["13"]'),
        ('heads = ["138"]', 'heads = ["128"]'),
        ('heads = ["138"]', 'heads = ["138123"]'),
        ('class = "mobile"', 'class = "unassigned"'),
        ('class = "mobile"', 'class = "phone"'),
        ('class = "iot13"', 'class = "mobile"'),
        ('carrier = "china_mobile"', 'carrier = "x"'),
        ('heads = ["146"]', 'heads = ["14x"]'),
        ('heads = ["146"]', "heads = []"),
        ("effective_from = 2026-01-01", 'effective_from = "soon"'),
        ('version = "t"', ""),
        ("[[heads]]", "[[heads"),
    ],
)
def test_a_malformed_table_is_refused(old: str, new: str) -> None:
    NumberPlan.from_toml(SMALL)
    with pytest.raises(ValueError):  # noqa: PT011 - each case has its own words
        NumberPlan.from_toml(SMALL.replace(old, new, 1))


def test_a_mask_keeps_three_and_four_digits() -> None:
    assert mask(13800138000) == mask("13800138000") == "138****8000"


@pytest.mark.parametrize("number", [1380013800, "138001380001", "1380013800x", "１３８００１３８０００"])
def test_what_is_not_eleven_digits_has_no_mask(number: int | str) -> None:
    with pytest.raises(ValueError, match="eleven"):
        mask(number)
