"""Telephone numbers as people write them in a form: whether a text holds one that somebody could dial."""

import re
import unicodedata
from typing import Final

_ONE: Final = re.compile(
    r"\+?[(]?[0-9][0-9 ()-]*[0-9](?:\s*(?:转|转分机|分机|ext\.?|x|#|-)\s*[0-9]{1,6})?",
    re.IGNORECASE | re.ASCII,
)
_BETWEEN: Final = re.compile(r"\s*(?:[、,;/]|或)\s*")
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—−－", "-"))
_FEWEST, _MOST = 3, 24
"""Digits of a number: a short one inside the house, and one from abroad with its extension."""


def telephone(text: str) -> bool:
    """Whether every part of a text (`010-00000001 转 802、95599`) is a telephone number; full-width characters count as their plain ones."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).strip()
    return all(map(_number, _BETWEEN.split(plain)))


def _number(part: str) -> bool:
    digits = sum(map(str.isdigit, part))
    return _FEWEST <= digits <= _MOST and _ONE.fullmatch(part) is not None
