"""Mobile numbers in texts and file rows that people wrote: finding them, and hiding their middle (R13)."""

import re
import unicodedata

from console.domain.requests.segments import hidden
from console.domain.requests.text import MOBILE


def mobiles_masked(text: str) -> str:
    """Return a text with the middle of every mobile number hidden; a text that contains one is normalised to NFKC."""
    plain = unicodedata.normalize("NFKC", text)
    return MOBILE.sub(_mask, plain) if MOBILE.search(plain) else text


LONGEST_WORDS = 2000
"""The most characters that are kept of a person's words in an emergency."""


def kept_words(text: str, most: int = LONGEST_WORDS) -> str:
    """Return a person's words about an emergency (a hold, a freeze, a loss, a suspension) in a form fit for the permanent ledger.

    Such an act never fails because of its words: the middle of a mobile number is hidden, invisible characters become U+FFFD, and a
    long text is cut.
    """
    plain = unicodedata.normalize("NFC", mobiles_masked(text.strip())[:most])
    unseen = {index for index, _ in hidden(plain)}
    return "".join("\ufffd" if index in unseen else character for index, character in enumerate(plain))


def _mask(match: re.Match[str]) -> str:
    digits = re.sub(r"[^0-9]", "", match[0])[-11:]
    before = match[0][: match[0][0] in " -"]
    return f"{before}{digits[:3]}****{digits[-4:]}"


_SHORTEST = 11
_DIGITS = frozenset("0123456789")


def mobiles_in(text: str) -> set[int]:
    """Return the mobile numbers in a text, however they are spaced or prefixed."""
    numbers = MOBILE.findall(unicodedata.normalize("NFKC", text))
    return {int("".join(c for c in one if c in _DIGITS)[-_SHORTEST:]) for one in numbers}
