"""The custodian's phrase: machine-made, easy to type, to write down and to read aloud (R12).

A phrase has nineteen random symbols (94 bits) and a check symbol, in five groups of four. The alphabet has no letter that looks
like a digit. The check symbol detects every single wrong symbol and every swap of two neighbours, so that a typing error costs no
attempt.
"""

import secrets
from typing import Final

_ALPHABET: Final = "23456789abcdefghjkmnpqrstuvwxyz"
"""31 symbols: the check needs a prime number, otherwise some errors would cancel out."""
_CHANCE: Final = 19
_GROUP: Final = 4

TRAINING: Final = "tray-nyng-phra-se23-456k"
"""The phrase of every training vault: it is printed on screen and protects only the simulator."""


def make() -> str:
    """Return a new phrase."""
    symbols = [secrets.choice(_ALPHABET) for _ in range(_CHANCE)]
    return _grouped("".join(symbols) + _ALPHABET[_check(symbols)])


def tidy(typed: str) -> str:
    """Return a typed phrase in its original form: capitals, blanks and dashes do not matter."""
    return _grouped("".join(typed.lower().split()).replace("-", ""))


def fits(phrase: str) -> bool:
    """Whether a tidied phrase passes the check of a phrase that was made here."""
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
