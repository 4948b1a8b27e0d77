"""Combining marks: how many in a row a terminal draws one by one, and so how many a text may have that people read and sign (R11)."""

from itertools import groupby
from typing import Final
from unicodedata import category

MARKS: Final = 4
"""No script needs more; of a longer run only the length is shown (`locale.guard`), so two texts would look alike."""


def combines(character: str) -> bool:
    """Whether a character is a combining mark, or a Hangul vowel or final: it is drawn over the one before it."""
    jamo = "\u1160" <= character <= "\u11ff" or "\ud7b0" <= character <= "\ud7ff"
    return jamo or category(character)[0] == "M"


def piled(text: str) -> bool:
    """Whether more marks than that stand in a row somewhere in a text."""
    return not text.isascii() and any(
        marks and sum(1 for _ in run) > MARKS for marks, run in groupby(text, combines)
    )
