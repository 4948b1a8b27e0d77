"""An order in which masked numbers give nothing away: keyed, the same for every page, and reckoned place by place.

Lists stand in ascending order, so a recipient's place among them tells the digits that the mask hides. A permutation of the places
under a secret key tells nothing; this one needs no table of them, however long the list is.
"""

from collections.abc import Callable
from hashlib import blake2b
from math import isqrt
from typing import Final

_ROUNDS: Final = 10
"""Half rounds of the Feistel network over two numbers; four would do for an attacker who sees few places, and they cost little."""
_WORD: Final = 8


class Ordering:
    """A permutation of 0 to n-1 under a key; `label` tells whose it is, and of what.

    It is a Feistel network over (p // width, p % width), with walking where the rectangle is larger than the list.
    """

    def __init__(self, key: bytes, label: str, n: int) -> None:
        self._n = n
        self._width = isqrt(max(n - 1, 0)) + 1
        self._height = max(1, -(-n // self._width))
        secret = blake2b(label.encode(), key=blake2b(key, digest_size=64).digest()).digest()
        self._rounds = [
            _table(
                secret, nth, *((self._width, self._height) if nth % 2 == 0 else (self._height, self._width))
            )
            for nth in range(_ROUNDS)
        ]

    def position(self, place: int) -> int:
        """The list position that stands at a place. Raises IndexError outside of the list."""
        return self._walk(place, self._forth)

    def place(self, position: int) -> int:
        """The place at which a list position stands. Raises IndexError outside of the list."""
        return self._walk(position, self._back)

    def _walk(self, at: int, step: Callable[[int], int]) -> int:
        if not 0 <= at < self._n:
            raise IndexError(at)
        while True:
            at = step(at)
            if at < self._n:
                return at

    def _forth(self, at: int) -> int:
        row, column = divmod(at, self._width)
        height, width, rounds = self._height, self._width, self._rounds
        for nth in range(0, _ROUNDS, 2):
            row = (row + rounds[nth][column]) % height
            column = (column + rounds[nth + 1][row]) % width
        return row * width + column

    def _back(self, at: int) -> int:
        row, column = divmod(at, self._width)
        height, width, rounds = self._height, self._width, self._rounds
        for nth in range(_ROUNDS - 2, -1, -2):
            column = (column - rounds[nth + 1][row]) % width
            row = (row - rounds[nth][column]) % height
        return row * width + column


def _table(secret: bytes, nth: int, size: int, below: int) -> list[int]:
    """A round's function: for each of `size` values a number below `below`."""
    places: list[int] = []
    block = 0
    while len(places) < size:
        said = blake2b(b"%d.%d" % (nth, block), key=secret).digest()
        places += [int.from_bytes(said[at : at + _WORD]) % below for at in range(0, len(said), _WORD)]
        block += 1
    return places[:size]
