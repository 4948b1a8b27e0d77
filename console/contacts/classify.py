"""Classifies one row's text: a number, a number that needs repairs, or a reason why it is none (R10).

Only certain repairs are made: full-width forms, spacing, a country prefix, invisible characters, a `.0` that a spreadsheet
added. A digit is never guessed, and digits are joined only across what everybody writes between the groups of a number:

- white space and dashes, where every group has two digits or more, or every digit stands alone; dots in `138.0013.8000` alone;
- quotes and brackets around the whole number, or around the country's prefix, because they join nothing.

A bracket, a quote or any other sign among the digits, and a digit that stands apart (`1380013800 0`, `1380013800(0)`), may as well
be a remark or a number of a row: the row is left out as `joined`.
"""

import re
from typing import NamedTuple
from unicodedata import category

from console.contacts.messages import RAW_LENGTH
from console.contacts.reasons import Reason, of_class
from console.domain.contacts.phone import NumberClass, NumberPlan, is_mobile_form


class Verdict(NamedTuple):
    """Either a `reason` that leaves the row out, or a `number` and the repairs that it needs (perhaps none)."""

    reason: Reason | None
    number: int
    repairs: frozenset[Reason]


# U+FF01..U+FF5E are the ASCII signs shifted by 0xFEE0 (Unicode, Halfwidth and Fullwidth Forms).
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_WIDE_VALUE = re.compile("[０-９Ａ-Ｚａ-ｚ．]")
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63"
# White space but for the line breaks of a cell: what stands on two lines may be two things.
_GAP = rf"[\t\x0b\x0c \x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000{re.escape(_DASHES)}]"
_LOOSE = re.compile(rf"[\s\[\]()【】'\"`‘’“”{re.escape(_DASHES)}]+")
_EDGE = rf"[\s'\"`‘’“”{re.escape(_DASHES)}]+"
_EDGES = re.compile(rf"\A{_EDGE}|{_EDGE}\Z")
_CLOSING = frozenset(")]】")
_NOT_DIGIT = re.compile("[^0-9]+")
_DOT = re.compile(r"(?<=[0-9])\.(?=[0-9])")
_AROUND = re.compile(r"\((.*)\)|\[(.*)\]|【(.*)】", re.DOTALL)
_PREFIX = re.compile(rf"(?:\(((?:\+|00)?86)\)|((?:\+|00)86|86(?={_GAP}))){_GAP}*(?=[0-9])")
_GROUPS = re.compile(
    rf"[0-9]{{2,}}(?:{_GAP}+[0-9]{{2,}})*|[0-9](?:{_GAP}+[0-9])+|[0-9]{{3}}\.[0-9]{{4}}\.[0-9]{{4}}"
)
_COLUMNS = re.compile("[\t,;|、]")
_SCIENTIFIC = re.compile(r"[0-9]+(?:\.[0-9]*)?[eE]\+?[0-9]+")
_WHOLE = re.compile(r"([0-9]{11,13})[eE]\+?0+")
"""All digits, and an exponent that moves none of them."""
_DECIMAL = re.compile(r"([0-9]{11,13})\.([0-9]+)")
_MOBILE_RUN = re.compile(r"(?<![0-9])(?:(?:00)?86)?1[3-9][0-9]{9}(?![0-9])")
_DIGITS = re.compile(r"\+?[0-9]+")
_NEAR_BY = re.compile(r"852[2-9][0-9]{7}|853[268][0-9]{7}|8869[0-9]{8}")
"""Numbers of Hong Kong, Macao and Taiwan behind their codes."""
_DIALLED = re.compile(r"(?:0(?:86)?|179[0-9]{2}0?|12593|10193|12583[0-9])(1[3-9][0-9]{9})")
"""A whole mobile number behind what is dialled before it: the nought of long distance, the code of a carrier's cheap calls."""
_NO_REPAIR: frozenset[Reason] = frozenset()


def judge_text(text: str, plan: NumberPlan) -> Verdict:
    """Judge one row. A returned number has mobile form; its class is left to the number plan."""
    if is_mobile_form(text):
        return Verdict(None, int(text), _NO_REPAIR)
    if text.isdigit() and text.isascii() and len(text) <= RAW_LENGTH:
        # Nothing to see, to trim or to join.
        return _judge_digits(text, set(), plan)
    is_ascii = text.isascii()
    bare, repairs = _visible(text[: RAW_LENGTH + 1] if is_ascii else text[: RAW_LENGTH + 1].translate(_WIDE))
    if not bare.strip() and not text[RAW_LENGTH:].strip():
        return _left_out(Reason.BLANK)
    if len(text) > RAW_LENGTH:
        return _left_out(Reason.JUNK)
    if not is_ascii and _WIDE_VALUE.search(text):
        repairs.add(Reason.FULLWIDTH)
    trimmed = bare.strip()
    if reason := _shape(trimmed):
        return _left_out(reason)
    if decimal := _DECIMAL.fullmatch(trimmed) or _WHOLE.fullmatch(trimmed):
        repairs.add(Reason.FLOAT_TEXT)
        repairs.update({Reason.SPACING} if trimmed != bare else ())
        return _judge_digits(decimal[1], repairs, plan)
    compact = _joined(bare)
    if compact is None:
        return _left_out(_unjoined(bare, plan))
    judged = _judge_digits(compact, repairs, plan)
    if judged.reason is not None or compact == bare:
        return judged
    return judged._replace(repairs=judged.repairs | {Reason.SPACING})


def narrow(text: str) -> str:
    """Return a text with digits and letters of full width as ASCII."""
    return text.translate(_WIDE) if not text.isascii() and _WIDE_VALUE.search(text) else text


def is_dialled(digits: str) -> bool:
    """Whether digits are a mobile number behind what is dialled before it."""
    return _DIALLED.fullmatch(digits) is not None


def mobile_runs(text: str) -> int:
    """Count the runs of digits in a text that each look like a mobile number."""
    return len(_MOBILE_RUN.findall(text))


def mobile_run(text: str) -> str:
    """The first run of digits in a text that looks like a mobile number; empty without any."""
    found = _MOBILE_RUN.search(text)
    return found[0] if found is not None else ""


def is_wordy(text: str) -> bool:
    """Whether a text can be a column's heading: it has letters, and no digit of any script."""
    return any(c.isalpha() for c in text) and not any(c.isdigit() for c in text)


def _left_out(reason: Reason) -> Verdict:
    return Verdict(reason, 0, _NO_REPAIR)


def _visible(text: str) -> tuple[str, set[Reason]]:
    """Drop format characters (Cf: zero width, direction marks, BOM), and say whether there were any."""
    if text.isascii():
        return text, set()
    kept = "".join(c for c in text if category(c) != "Cf")
    return kept, set() if kept == text else {Reason.INVISIBLE}


def _shape(text: str) -> Reason | None:
    """Name a form that no repair can save; judged before spacing is dropped."""
    if mobile_runs(text) > 1:
        return Reason.TWO_NUMBERS
    if _COLUMNS.search(text):
        return Reason.EXTRA_COLUMN
    if _SCIENTIFIC.fullmatch(text) and not _WHOLE.fullmatch(text):
        return Reason.LOST_DIGITS
    decimal = _DECIMAL.fullmatch(text)
    if decimal and decimal[2].strip("0"):
        return Reason.FRACTION
    return None


def _joined(bare: str) -> str | None:
    """Return a row's digits without what may stand between and around them; None where joining them would be a guess."""
    if bare.isascii() and bare.isdigit():
        return bare
    text = bare.strip()
    if not _GROUPS.fullmatch(text):
        return _unwrapped(text)
    return _NOT_DIGIT.sub("", text)


def _unwrapped(text: str) -> str | None:
    """The same for a row that is more than groups of digits."""
    text = _EDGES.sub("", text)
    if text[-1:] in _CLOSING and (around := _AROUND.fullmatch(text)):
        text = next(inside for inside in around.groups() if inside is not None).strip()
    prefix = ""
    if known := _PREFIX.match(text):
        prefix, text = known[1] or known[2], text[known.end() :]
    elif text.startswith("+"):
        prefix, text = "+", text[1:]
    return prefix + _NOT_DIGIT.sub("", text) if _GROUPS.fullmatch(text) else None


def _unjoined(bare: str, plan: NumberPlan) -> Reason:
    """Name a row whose digits are not joined by what they would be if they were."""
    loose = _LOOSE.sub("", bare)
    reason = _judge_digits(loose, set(), plan).reason
    if (
        reason is Reason.JUNK
        and "." in loose
        and _judge_digits(_DOT.sub("", loose), set(), plan).reason is None
    ):
        return Reason.JOINED
    return reason or Reason.JOINED


def _judge_digits(compact: str, repairs: set[Reason], plan: NumberPlan) -> Verdict:
    if not _DIGITS.fullmatch(compact):
        return _left_out(Reason.JUNK)
    national = _national(compact)
    if national is None:
        return _left_out(Reason.FOREIGN)
    if len(national) == 22 and is_mobile_form(national[:11]) and is_mobile_form(national[11:]):
        return _left_out(Reason.TWO_NUMBERS)
    number_class = plan.judge(national)
    if not number_class.sendable:
        return _left_out(_refused(compact, national, number_class, plan))
    if national != compact:
        repairs.add(Reason.PREFIX)
    return Verdict(None, int(national), frozenset(repairs))


def _refused(compact: str, national: str, number_class: NumberClass, plan: NumberPlan) -> Reason:
    """Name what is no mobile number: an area code stands without its nought behind the country's prefix, 港澳台 often without a sign."""
    if _DIALLED.fullmatch(national):
        return Reason.DIALLED
    if _NEAR_BY.fullmatch(national):
        return Reason.FOREIGN
    unnamed = number_class in {NumberClass.BAD_LENGTH, NumberClass.BAD_HEAD}
    if unnamed and compact.startswith(("+86", "0086")) and plan.judge(f"0{national}") is NumberClass.LANDLINE:
        return Reason.LANDLINE
    return of_class(number_class) or Reason.JUNK


def _national(compact: str) -> str | None:
    """Strip +86, 0086, or 86 before a mobile number; None for another country's number."""
    digits = compact.lstrip("+")
    international = digits if compact.startswith("+") else ""
    if not international and digits.startswith("00") and len(digits) >= 8:
        international = digits[2:]
    if international:
        return (international[2:] or digits) if international.startswith("86") else None
    if len(digits) == 13 and digits.startswith("86") and is_mobile_form(digits[2:]):
        return digits[2:]
    return digits
