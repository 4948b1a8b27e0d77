"""The digest of a list: an RFC 6962-style tree over salted chunks of 1,000 numbers.

A chunk is its numbers as 11 ASCII digits, ascending, LF between them and none at the end.
leaf = SHA-256(0x00 | HMAC-SHA-256(salt, chunk)); node = SHA-256(0x01 | left | right).
Without the salt a leaf could be guessed: there are few enough sets of a thousand mobile numbers to try.
"""

import hmac
from array import array
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import islice
from operator import lt

CHUNK = 1_000
"""Numbers in one leaf; the last leaf may hold fewer."""
SALT_SIZE = 32
"""Octets of salt."""

_FORMAT = "\n".join(["%d"] * CHUNK)
_LEAST = 10_000_000_000
_GREATEST = 99_999_999_999


def chunk_bytes(numbers: Iterable[int]) -> bytes:
    """Write at most `CHUNK` ascending numbers in the canonical form.

    Raises ValueError for an empty or longer chunk, a number without exactly 11 digits, or a number out of order.
    """
    chunk = tuple(numbers)
    if not 0 < len(chunk) <= CHUNK:
        raise ValueError("a chunk holds 1 to 1,000 numbers")
    if not all(map(lt, chunk, chunk[1:])):
        raise ValueError("numbers are not ascending and unique")
    if chunk[0] < _LEAST or chunk[-1] > _GREATEST:
        raise ValueError("a number is not of 11 digits")
    return _written(chunk)


def _written(chunk: tuple[int, ...]) -> bytes:
    form = _FORMAT if len(chunk) == CHUNK else "\n".join(["%d"] * len(chunk))
    return (form % chunk).encode("ascii")


def leaf(salt: bytes, numbers: Iterable[int]) -> bytes:
    """Return the leaf of one chunk. Raises like `chunk_bytes`, and ValueError for a salt of another size."""
    if len(salt) != SALT_SIZE:
        raise ValueError("a salt is 32 octets")
    return _leaf(salt, chunk_bytes(numbers))


def _leaf(salt: bytes, written: bytes) -> bytes:
    return sha256(b"\x00" + hmac.digest(salt, written, "sha256")).digest()


def leaves(salt: bytes, numbers: Iterable[int]) -> Iterator[bytes]:
    """Yield the leaf of each chunk of an ascending list, in order; only one chunk is in memory at a time.

    Raises ValueError for an empty list or chunks out of order, and like `leaf`.
    """
    rest = iter(numbers)
    last = 0
    while chunk := tuple(islice(rest, CHUNK)):
        if chunk[0] <= last:
            raise ValueError("numbers are not ascending and unique")
        last = chunk[-1]
        yield leaf(salt, chunk)
    if not last:
        raise ValueError("an empty list has no digest")


def root_of(hashes: Iterable[bytes]) -> bytes:
    """Return the root over leaves in order; RFC 6962, section 2.1. ValueError if there is none."""
    tree = _Tree()
    for one in hashes:
        tree.push(one)
    return tree.root()


class Growing:
    """The root of a list whose numbers arrive in pieces: only an unfilled chunk and a hash a level are kept."""

    def __init__(self, salt: bytes) -> None:
        """Begin with no number. Raises ValueError for a salt of another size."""
        if len(salt) != SALT_SIZE:
            raise ValueError("a salt is 32 octets")
        self.salt = salt
        self._rest = array("q")
        self._tree = _Tree()
        self.count = 0
        """Numbers so far."""
        self.last = 0
        """The greatest number so far."""

    def add(self, numbers: "array[int]") -> None:
        """Take in the next numbers, an `array('q')`; the caller has seen that they are ascending (`is_ascending`).

        Raises ValueError for no number, one that is not above all before, and one without 11 digits; then nothing was taken in.
        """
        if not (numbers and numbers[0] > self.last):
            raise ValueError("numbers are not ascending and unique")
        if numbers[0] < _LEAST or numbers[-1] > _GREATEST:
            raise ValueError("a number is not of 11 digits")
        rest = self._rest + numbers
        whole = len(rest) - len(rest) % CHUNK
        for at in range(0, whole, CHUNK):
            self._tree.push(_leaf(self.salt, _written(tuple(rest[at : at + CHUNK]))))
        self._rest = rest[whole:]
        self.count, self.last = self.count + len(numbers), numbers[-1]

    def root(self) -> bytes:
        """Return the root of what was taken in; ValueError if that is nothing."""
        tree = self._tree.copy()
        if self._rest:
            tree.push(_leaf(self.salt, _written(tuple(self._rest))))
        return tree.root()


def is_ascending(numbers: "array[int]") -> bool:
    """Whether each number is greater than the one before."""
    return all(map(lt, numbers, memoryview(numbers)[1:]))


def root(salt: bytes, numbers: Iterable[int]) -> bytes:
    """Return the 32-octet digest of an ascending list. Raises like `leaves`."""
    return root_of(leaves(salt, numbers))


class _Tree:
    """Leaves joined as far as they can be: two subtrees of equal size at once, so that only one hash a level is kept."""

    def __init__(self, stack: Iterable[bytes] = (), count: int = 0) -> None:
        self._stack, self._count = list(stack), count

    def copy(self) -> "_Tree":
        return _Tree(self._stack, self._count)

    def push(self, node: bytes) -> None:
        size = self._count
        while size & 1:
            node = _node(self._stack.pop(), node)
            size >>= 1
        self._stack.append(node)
        self._count += 1

    def root(self) -> bytes:
        if not self._stack:
            raise ValueError("an empty list has no digest")
        node = self._stack[-1]
        for left in reversed(self._stack[:-1]):
            node = _node(left, node)
        return node


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()
