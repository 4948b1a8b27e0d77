"""Orders that reveal nothing about masked numbers: keyed, the same for every page, and computed place by place.

Lists are in ascending order, so a recipient's place in the list would reveal the digits that the mask hides. A permutation under a
secret key reveals nothing; this one needs no table of places, however long the list is.
"""

from array import array
from collections.abc import Callable
from hashlib import blake2b
from math import isqrt
from typing import Final

_ROUNDS: Final = 10
"""Half rounds of the Feistel network over two numbers; four are enough if an attacker sees few places, but more cost little."""
_WORD: Final = 8
_BLOCK: Final = 10_000
"""Places computed together."""


class Ordering:
    """A permutation of 0 to n-1 under a key; `label` says for whom and for which list it is.

    It is a Feistel network over (p // width, p % width), with cycle walking if the rectangle is larger than the list.
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
        """Return the list position at a place. Raises IndexError outside of the list."""
        return self._walk(self._inside(place), self._forth)

    def place(self, position: int) -> int:
        """Return the place of a list position. Raises IndexError outside of the list."""
        return self._walk(self._inside(position), self._back)

    def _inside(self, at: int) -> int:
        if not 0 <= at < self._n:
            raise IndexError(at)
        return at

    def positions(self) -> "array[int]":
        """Return the list position at every place: the whole permutation at a third of the cost of asking for each."""
        width, walked = self._width, array("q")
        for low in range(0, self._n, _BLOCK):
            places = range(low, min(low + _BLOCK, self._n))
            rows, columns = [at // width for at in places], [at % width for at in places]
            for nth in range(0, _ROUNDS, 2):
                table, size = self._rounds[nth], self._height
                rows = [(row + table[column]) % size for row, column in zip(rows, columns, strict=True)]
                table = self._rounds[nth + 1]
                columns = [(column + table[row]) % width for row, column in zip(rows, columns, strict=True)]
            walked.extend([row * width + column for row, column in zip(rows, columns, strict=True)])
        for place, at in enumerate(walked):
            if at >= self._n:
                walked[place] = self._walk(at, self._forth)
        return walked

    def _walk(self, at: int, step: Callable[[int], int]) -> int:
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


def sending(salt: bytes, n: int) -> Ordering:
    """Return the order in which a send goes through a list: positions, rows, results and reports of it lie in this order.

    In the list's own order the moment of a first result, or whom a stop left out, would give away where a number stands.
    """
    return Ordering(salt, "sending/1", n)


def _table(secret: bytes, nth: int, size: int, below: int) -> list[int]:
    """Return a round's function: for each of `size` values a number below `below`."""
    places: list[int] = []
    block = 0
    while len(places) < size:
        said = blake2b(b"%d.%d" % (nth, block), key=secret).digest()
        places += [int.from_bytes(said[at : at + _WORD]) % below for at in range(0, len(said), _WORD)]
        block += 1
    return places[:size]
