"""What a message text may hold: NFC, no hidden characters, one signature, the opt-out line where it is due (R11, R13)."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from console.domain.acts import Text
from console.domain.segments import hidden

_SIGNATURE = re.compile(r"\A【[^【】\s]{1,18}】\Z")


_MOBILE = re.compile(r"(?<!\d)(?:(?:\+|00)?86)?[ -]?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)", re.ASCII)


_DIGITS = frozenset("0123456789")
_LENGTH = 11


def mobile_in(text: str) -> bool:
    """Whether a text holds a mobile number, which must stand in no ledger entry."""
    return _MOBILE.search(unicodedata.normalize("NFKC", text)) is not None


def mobiles_masked(text: str) -> str:
    """Return a text without the middle of any mobile number in it; where there is one, in the letters of NFKC."""
    plain = unicodedata.normalize("NFKC", text)
    return _MOBILE.sub(_mask, plain) if _MOBILE.search(plain) else text


def _mask(found: re.Match[str]) -> str:
    digits = re.sub(r"[^0-9]", "", found[0])[-11:]
    before = found[0][: found[0][0] in " -"]
    return f"{before}{digits[:3]}****{digits[-4:]}"


_FLOAT = re.compile(r"(?<![0-9])(1\.[3-9])[0-9]*([eE]\+?10)(?![0-9])")
_WITHIN = re.compile(r"1[3-9][0-9]{9}")
_SHORTEST = 11
_APART = 3
"""So many characters that are neither letters nor digits may stand between two digits of one number."""


def digits_masked(raw: str) -> str:
    """Return a row of somebody's file with no whole number in it, however the number is written.

    Digits that have a mobile number in them, of any script and with blanks, dashes or dots between them, keep the first three
    (after +86) and the last four; the rest becomes `*`. A number that a spreadsheet wrote as a float loses all but its first digits.
    """
    run: list[int] = []
    shown = list(raw)
    for at, character in enumerate([*raw, ""]):
        if _digit(character) >= 0:
            if run and at - run[-1] > _APART + 1:
                _hide(shown, run)
                run = []
            run.append(at)
        elif (not character or character.isalnum() or character in ",;") and run:
            _hide(shown, run)
            run = []
    return _FLOAT.sub(r"\1****\2", "".join(shown))


def _digit(character: str) -> int:
    """The value of a decimal digit of any script, -1 of anything else."""
    return unicodedata.decimal(character, -1) if len(character) == 1 else -1


def _hide(shown: list[str], run: list[int]) -> None:
    said = "".join(str(_digit(shown[at])) for at in run)
    if not _WITHIN.search(said):
        return
    country = len(said) - _SHORTEST if said[:-_SHORTEST] in {"86", "0086"} else 0
    for at in run[country + 3 : -4]:
        shown[at] = "*"


def mobiles_in(text: str) -> set[int]:
    """The mobile numbers that a text holds, however they are spaced or prefixed."""
    found = _MOBILE.findall(unicodedata.normalize("NFKC", text))
    return {int("".join(c for c in one if c in _DIGITS)[-_LENGTH:]) for one in found}


def unseen(value: Any) -> bool:
    """Whether any text within a plain value (as an act's fields are written) holds characters that a reader would not see."""
    if isinstance(value, str):
        return bool(hidden(value))
    if isinstance(value, dict):
        return any(unseen(item) for item in value.values())
    return isinstance(value, Sequence) and any(unseen(item) for item in value)


def faults(text: Text, *, opt_out: bool) -> list[str]:
    """Codes of what is wrong with a text: signature, brackets, nfc, hidden, opt_out; empty when it may be sent."""
    whole = text.whole()
    found = []
    if not _SIGNATURE.match(text.signature):
        found.append("signature")
    if set("【】") & set(text.body + text.opt_out):
        found.append("brackets")
    if not unicodedata.is_normalized("NFC", whole):
        found.append("nfc")
    if hidden(whole):
        found.append("hidden")
    if opt_out and not text.opt_out.strip():
        found.append("opt_out")
    if not text.body.strip():
        found.append("body")
    return found
