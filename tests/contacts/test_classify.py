import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.contacts.classify import Verdict, is_wordy, judge_text
from console.contacts.plan import newest_plan, plan_on, plans
from console.contacts.reasons import REPAIRABLE, Reason

PLAN = newest_plan()
NUMBER = 13800138000


@pytest.mark.parametrize(
    ("text", "repairs"),
    [
        ("13800138000", set()),
        ("+8613800138000", {Reason.PREFIX}),  # V40
        ("008613800138000", {Reason.PREFIX}),
        ("8613800138000", {Reason.PREFIX}),
        ("１３８００１３８０００", {Reason.FULLWIDTH}),  # V41
        ("1380013800０", {Reason.FULLWIDTH}),
        ("\u202d13800138000\u202c", {Reason.INVISIBLE}),  # V49
        ("13800138000\u200b", {Reason.INVISIBLE}),
        ("\ufeff13800138000", {Reason.INVISIBLE}),
        (" 13800138000", {Reason.SPACING}),
        ("13800138000\u3000", {Reason.SPACING}),
        ("138\u00a00013\u00a08000", {Reason.SPACING}),
        ("138-0013-8000", {Reason.SPACING}),
        ("138–0013—8000", {Reason.SPACING}),
        ("（13800138000）", {Reason.SPACING}),
        ("138.0013.8000", {Reason.SPACING}),
        ("'13800138000", {Reason.SPACING}),
        ("“13800138000”", {Reason.SPACING}),
        ("13800138000.0", {Reason.FLOAT_TEXT}),
        ("13800138000.000", {Reason.FLOAT_TEXT}),
        ("13800138000E0", {Reason.FLOAT_TEXT}),
        ("13800138000e+00", {Reason.FLOAT_TEXT}),
        ("8613800138000.0", {Reason.FLOAT_TEXT, Reason.PREFIX}),
        (" 13800138000.0 ", {Reason.FLOAT_TEXT, Reason.SPACING}),
        ("(+86) 138 0013 8000", {Reason.PREFIX, Reason.SPACING}),
        ("＋８６１３８００１３８０００", {Reason.PREFIX, Reason.FULLWIDTH}),
        ("+86-138\u200b00138000", {Reason.PREFIX, Reason.SPACING, Reason.INVISIBLE}),
    ],
)
def test_a_certain_number_is_found_with_the_repairs_that_it_needs(text: str, repairs: set[Reason]) -> None:
    assert judge_text(text, PLAN) == Verdict(None, NUMBER, frozenset(repairs))
    assert repairs <= REPAIRABLE


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Reason.BLANK),
        (" \t\u3000\u200b", Reason.BLANK),
        (" " * 500, Reason.BLANK),
        (" " * 205 + "1", Reason.JUNK),
        ("1.38E+10", Reason.LOST_DIGITS),
        ("1.3800138E10", Reason.LOST_DIGITS),
        ("1.3800138000e+10", Reason.LOST_DIGITS),
        ("13800138000E1", Reason.LOST_DIGITS),
        ("1380013800E0", Reason.LOST_DIGITS),
        ("13900139000.5", Reason.FRACTION),
        ("13800138000 13900139000", Reason.TWO_NUMBERS),
        ("13800138000,13900139000", Reason.TWO_NUMBERS),
        ("13800138000/13900139000", Reason.TWO_NUMBERS),
        ("13800138000、+8613900139000", Reason.TWO_NUMBERS),
        ("１３８００１３８０００；13900139000", Reason.TWO_NUMBERS),
        ("1380013800013900139000", Reason.TWO_NUMBERS),
        ("138 0013 8000 139 0013 9000", Reason.TWO_NUMBERS),
        ("13800138000\t张三", Reason.EXTRA_COLUMN),
        ("张三，13800138000", Reason.EXTRA_COLUMN),
        ("13800138000,", Reason.EXTRA_COLUMN),
        ("张三13800138000", Reason.JUNK),
        ("1380013800O", Reason.JUNK),
        ("l3800138000", Reason.JUNK),
        ("（138）00138000", Reason.JOINED),
        ("①③⑧00138000", Reason.JUNK),
        ("13800138００²", Reason.JUNK),
        ("١٣٨٠٠١٣٨٠٠٠", Reason.JUNK),
        ("138\x000138000", Reason.JUNK),
        ("++8613800138000", Reason.JUNK),
        ("9" * 300, Reason.JUNK),
        ("1380013800", Reason.BAD_LENGTH),  # V46
        ("138001380001", Reason.BAD_LENGTH),
        ("013800138000", Reason.DIALLED),
        ("0 13800138000", Reason.DIALLED),
        ("17951 138 0013 8000", Reason.DIALLED),
        ("17951013800138000", Reason.DIALLED),
        ("+86 013800138000", Reason.DIALLED),
        ("1380013800012", Reason.BAD_LENGTH),
        ("17951138001380", Reason.BAD_LENGTH),
        ("+86 21 58880000", Reason.LANDLINE),
        ("0086-571-88886666", Reason.LANDLINE),
        ("+86 4008001234", Reason.SERVICE_NUMBER),
        ("+86 1380013800", Reason.BAD_LENGTH),
        ("85291234567", Reason.FOREIGN),
        ("853 6612 3456", Reason.FOREIGN),
        ("886912345678", Reason.FOREIGN),
        ("85112345678", Reason.BAD_HEAD),
        ("12012345678", Reason.BAD_HEAD),
        ("11012345678", Reason.BAD_HEAD),
        ("010-62322610", Reason.LANDLINE),
        ("62322610", Reason.LANDLINE),
        ("95588", Reason.SHORT_CODE),
        ("400-123-4567", Reason.SERVICE_NUMBER),
        ("106550101955", Reason.SERVICE_NUMBER),
        ("1440012345678", Reason.IOT13),  # V45
        ("1481234567890", Reason.IOT13),
        ("1461234567890", Reason.IOT13),
        ("1410012345678", Reason.IOT13),
        ("+85291234567", Reason.FOREIGN),
        ("0085291234567", Reason.FOREIGN),
        ("+13800138000", Reason.FOREIGN),
        ("+86", Reason.BAD_LENGTH),
        ("+864001234567", Reason.SERVICE_NUMBER),
    ],
)
def test_a_row_that_is_no_certain_mobile_number_is_named(text: str, reason: Reason) -> None:
    assert judge_text(text, PLAN) == Verdict(reason, 0, frozenset())


@pytest.mark.parametrize(
    ("text", "wordy"),
    [("手机号", True), ("phone", True), ("手机号1", False), ("---", False), ("第１列", False)],
)
def test_only_words_without_digits_can_be_a_heading(text: str, wordy: bool) -> None:
    assert is_wordy(text) is wordy


def reference(text: str) -> int | None:
    """The number that a careful person reads from a row, step by step; None when it would be a guess."""
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf")
    seen = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in seen)
    if re.search("[\t,;|、]", seen.strip()):
        return None
    if match := re.fullmatch(r"([0-9]{11,13})\.0+", seen.strip()):
        seen = match[1]
    gap = r"\s\-\u2010-\u2015\u2212\ufe58\ufe63"
    seen = re.sub(rf"^[{gap}'\"`‘’“”]+|[{gap}'\"`‘’“”]+$", "", seen)
    for opening, closing in ("()", "[]", "【】"):
        if seen.startswith(opening) and seen.endswith(closing):
            seen = seen[1:-1].strip()
            break
    if match := re.match(
        rf"\((\+?86|0086)\)[{gap}]*(?=\d)|(\+86|0086)[{gap}]*(?=\d)|(86)[{gap}]+(?=\d)", seen
    ):
        seen, prefix = seen[match.end() :], match[1] or match[2] or match[3]
    elif seen.startswith("+"):
        seen, prefix = seen[1:], "+"
    else:
        prefix = ""
    groups = re.split(rf"[{gap}]+", seen)
    dotted = re.fullmatch(r"[0-9]{3}\.[0-9]{4}\.[0-9]{4}", seen)
    if not dotted and not (all(len(g) > 1 for g in groups) or all(len(g) == 1 for g in groups)):
        return None
    digits = seen.replace(".", "") if dotted else "".join(groups)
    for known in ("+86", "0086", "86", ""):
        rest = (prefix + digits).removeprefix(known)
        if (prefix + digits).startswith(known) and re.fullmatch("1[3-9][0-9]{9}", rest):
            return int(rest)
    return None


PIECES = st.lists(
    st.sampled_from(
        ["13800138000", "１３８００１３８０００", "138", "0013", "8000", "+86", "86", "0086", "+", "0", ".0", ".5", "E+10", " ",
         "\u3000", "-", "－", "—", "(", "）", "'", "\u200b", "\u202d", "\ufeff", ",", "，", ";", "\t", "张三", "O", "l", "１", "²",
         "5", "95588", "010", "\x00", "\x85", "\u2028", "。", "/"]
    ),
    max_size=7,
).map("".join)  # fmt: skip


@given(PIECES)
@settings(max_examples=1500)
def test_judging_agrees_with_a_careful_reader(text: str) -> None:
    verdict = judge_text(text, PLAN)
    expected = reference(text)
    assert verdict.number == (expected or 0)
    assert (verdict.reason is None) == (expected is not None)
    assert bool(verdict.repairs) == (expected is not None and text != str(expected))


@given(st.text(max_size=250))
def test_any_text_is_judged(text: str) -> None:
    verdict = judge_text(text, PLAN)
    assert (verdict.reason is None) == (13_000_000_000 <= verdict.number < 20_000_000_000)
    assert verdict.reason not in REPAIRABLE


@given(PIECES)
def test_no_digit_is_made_up(text: str) -> None:
    number = judge_text(text, PLAN).number
    ascii_digits = re.sub("[^0-9]", "", unicodedata.normalize("NFKC", text))
    assert not number or str(number) in ascii_digits


def test_the_plan_in_force_follows_the_day() -> None:
    last = plans()[-1]
    assert plan_on(last.effective_from) is last
    assert plan_on(last.effective_from.replace(year=1999)) is plans()[0]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        # A country's code, an area and a subscriber take six digits at the least behind the prefix of a call abroad.
        ("00" + "123456", Reason.FOREIGN),
        ("00" + "85212345678", Reason.FOREIGN),
        ("00" + "12345", Reason.BAD_LENGTH),
        ("00" + "8613800138", Reason.BAD_LENGTH),
        ("00" + "86138001380001", Reason.BAD_LENGTH),
    ],
)
def test_two_noughts_before_enough_digits_are_a_call_abroad(text: str, reason: Reason) -> None:
    assert judge_text(text, PLAN) == Verdict(reason, 0, frozenset())
