"""Hiding mobile numbers in rows of files and in what was typed, where digits count and no words (R13)."""

import re
import unicodedata

_FLOAT = re.compile(r"(?<![0-9])(1\.[3-9])[0-9]*([eE]\+?10)(?![0-9])")
_WITHIN = re.compile(r"1[3-9][0-9]{9}")
_SHORTEST = 11
_APART = 3
"""The most characters, neither letters nor digits, between two digits of one number."""


def digits_masked(raw: str, *, whole: bool = False) -> str:
    """Return a row of a person's file without any complete number, however the number is written.

    Digits of any script that contain a mobile number, also with blanks, dashes or dots between them, keep the first three (after
    +86) and the last four; the rest becomes `*`. A number that a spreadsheet wrote as a float loses all but its first digits.
    `whole` hides every digit of such a number: in rows in file order, the rank would reveal the masked digits.
    """
    run: list[int] = []
    shown = list(raw)
    for at, character in enumerate([*raw, ""]):
        if _digit(character) >= 0:
            if run and at - run[-1] > _APART + 1:
                _hide(shown, run, whole=whole)
                run = []
            run.append(at)
        elif (not character or character.isalnum() or character in ",;") and run:
            _hide(shown, run, whole=whole)
            run = []
    return _FLOAT.sub("****" if whole else r"\1****\2", "".join(shown))


def _digit(character: str) -> int:
    """The value of a decimal digit of any script, or -1 for anything else."""
    return unicodedata.decimal(character, -1) if len(character) == 1 else -1


def _hide(shown: list[str], run: list[int], *, whole: bool) -> None:
    said = "".join(str(_digit(shown[at])) for at in run)
    if not _WITHIN.search(said):
        return
    country = len(said) - _SHORTEST if said[:-_SHORTEST] in {"86", "0086"} else 0
    for at in run if whole else run[country + 3 : -4]:
        shown[at] = "*"
