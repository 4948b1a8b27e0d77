"""What stands beside a number in a row of a list's file: names, debts, remarks. Of such a row only the number is shown and kept (R10).

A list is for mobile numbers alone, so whatever else a row holds is personal data that nobody needs to say why the row was left out.
"""

import re
from typing import Final
from unicodedata import category

BESIDE: Final = "…"
"""Stands for text beside a number."""

_TWO = r"1[3-9]\d{9}1[3-9]\d{9}"
_MOBILE = r"(?:(?:\+|＋|00)?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}"
_NEARLY = r"1[3-9]\d{8,10}"
_LANDLINE = r"0\d{2,3}[\s-]?\d{7,8}"
_WHOLE = re.compile(rf"(?<!\d)(?:{_TWO}|{_MOBILE}(?:\.\d{{1,6}})?)(?!\d)")
"""A mobile number among signs and digits, also with a prefix or a fraction, and two without anything between them."""
_AMONG = re.compile(rf"(?<!\d)(?:{_TWO}|{_MOBILE}|{_NEARLY}|{_LANDLINE})(?!\d)")
"""What is a number beside words: nearly one, too, or a landline. Any other digits belong to the words."""
_SAID = re.compile(r"#[A-Z0-9/]{2,12}[!?]?|=…|\d+(?:\.\d*)?[eE]\+?\d+")
"""Errors of cells, and digits that are lost."""
_NARROW: Final = {0xFF10 + digit: ord("0") + digit for digit in range(10)}
_LONGEST: Final = 13
"""Digits that may be a number in some writing; more are an account's, or those of an identity card."""


_PLACE = re.compile(r"(?:[^:\n]{1,31}!)?[A-Z]{1,3}[0-9]{1,7}: ")
_COLUMN_OF_OTHER = re.compile(r"[A-Z]{1,3}: ")
_OTHER: Final = "other_column"


def told(raw: str, reason: str) -> str:
    """The text of a finding with everything beside its numbers as `…`; where it stands (`C12: `) is said before it, and stays."""
    place = _PLACE.match(raw) or (_COLUMN_OF_OTHER.match(raw) if reason == _OTHER else None)
    return place[0] + only_number(raw[place.end() :]) if place is not None else only_number(raw)


def only_number(text: str) -> str:
    """The text with everything beside its numbers as `…`; unchanged where it holds nothing else."""
    if text.isdecimal() and len(text) <= _LONGEST:
        return text
    plain = text.translate(_NARROW)
    if all(map(_is_sign, text)):
        rest = _WHOLE.sub("", plain)
        digits = sum(map(str.isdecimal, rest))
        if not digits or (rest == plain and digits <= _LONGEST):
            return text
    elif _SAID.fullmatch(text.strip()):
        return text
    parts, at = [], 0
    for found in _AMONG.finditer(plain):
        parts += [_gap(text[at : found.start()]), text[found.start() : found.end()]]
        at = found.end()
    return "".join([*parts, _gap(text[at:])])


def _gap(text: str) -> str:
    return BESIDE if text.strip() else text


def _is_sign(character: str) -> bool:
    """Whether a character is a digit, or one that can tell nothing: punctuation, white space, one without a width."""
    kind = category(character)
    if kind in {"Cf", "Cc"}:
        # Signs that spell words without being seen.
        return not "\U000e0000" <= character <= "\U000e007f"
    return kind == "Nd" or kind[0] in "PZ" or character in "+＋"
