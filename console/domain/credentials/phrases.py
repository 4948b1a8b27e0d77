"""The custodian's phrase: made by the machine, easy to type, to write down and to read aloud (R12).

Nineteen symbols by chance (94 bits) and a twentieth that depends on them, in five groups of four. The alphabet has no letter
that looks like a digit. The last symbol finds every single wrong symbol and every two neighbours that changed places, so that
a slip of the hand costs no attempt.
"""

import secrets
from typing import Final

_ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"
"""31 symbols, a prime number: without it two mistakes of one symbol could cancel each other out."""
_CHANCE: Final = 19
_GROUP: Final = 4

TRAINING: Final = "tray-nyng-phra-se23-456k"
"""The phrase of every training vault: printed on screen, guards nothing but the simulator."""


def make() -> str:
    """Return a new phrase."""
    symbols = [secrets.choice(_ALPHABET) for _ in range(_CHANCE)]
    return _grouped("".join(symbols) + _ALPHABET[_check(symbols)])


def tidy(typed: str) -> str:
    """Return a phrase as it was made from how somebody typed it: capitals, blanks and dashes do not matter."""
    return _grouped("".join(typed.lower().split()).replace("-", ""))


def fits(phrase: str) -> bool:
    """Whether a tidied phrase can be one that was made here."""
    symbols = phrase.replace("-", "")
    return (
        len(symbols) == _CHANCE + 1
        and set(symbols) <= set(_ALPHABET)
        and _ALPHABET[_check(list(symbols[:-1]))] == symbols[-1]
    )


def _check(symbols: list[str]) -> int:
    return sum(place * _ALPHABET.index(symbol) for place, symbol in enumerate(symbols, 2)) % len(_ALPHABET)


def _grouped(symbols: str) -> str:
    return "-".join(symbols[at : at + _GROUP] for at in range(0, len(symbols), _GROUP))
