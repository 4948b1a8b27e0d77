"""The check code on paper: twelve letters and digits that prove which signed version a printed form shows (R3)."""

from typing import Final

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without I, L, O and U, which are easily confused in handwriting."""
_READ_AS: Final = str.maketrans("ILO", "110", " -\u2014\u2013\u3000")
_BITS: Final = 60


def check_code(digest: str) -> str:
    """Return the code of a statement's digest (64 hex characters): its first 60 bits as `7K2P-M0QX-9D4T`."""
    number = int(digest, 16) >> (256 - _BITS)
    letters = "".join(_LETTERS[number >> shift & 31] for shift in range(_BITS - 5, -1, -5))
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def spelled(typed: str) -> str:
    """Return a typed code as the paper spells it (`7K2P-M0QX-9D4T`); text that cannot be a code is only trimmed."""
    letters = typed.upper().translate(_READ_AS)
    if len(letters) * 5 != _BITS or any(letter not in _LETTERS for letter in letters):
        return typed.strip()
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def begins(typed: str) -> str:
    """The first 15 hex characters of the digests that a typed code is of; empty for text that cannot be a code."""
    letters = spelled(typed).replace("-", "")
    if len(letters) * 5 != _BITS or any(letter not in _LETTERS for letter in letters):
        return ""
    number = 0
    for letter in letters:
        number = number << 5 | _LETTERS.index(letter)
    return f"{number:0{_BITS // 4}x}"


def matches(typed: str, digest: str) -> bool:
    """Whether the typed text is the code of that digest; case, blanks, dashes, and I, L and O for 1, 1 and 0 do not matter."""
    return typed.upper().translate(_READ_AS) == check_code(digest).replace("-", "")
