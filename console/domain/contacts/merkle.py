"""The digest of a list: an RFC 6962-style tree over salted chunks of 1,000 numbers.

A chunk is its numbers as 11 ASCII digits, ascending, LF between them and none at the end.
leaf = SHA-256(0x00 | HMAC-SHA-256(salt, chunk)); node = SHA-256(0x01 | left | right).
Without the salt a leaf could be guessed: there are few enough sets of a thousand mobile numbers to try.
"""

import hmac
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
    form = _FORMAT if len(chunk) == CHUNK else "\n".join(["%d"] * len(chunk))
    return (form % chunk).encode("ascii")


def leaf(salt: bytes, numbers: Iterable[int]) -> bytes:
    """Return the leaf of one chunk. Raises like `chunk_bytes`, and ValueError for a salt of another size."""
    if len(salt) != SALT_SIZE:
        raise ValueError("a salt is 32 octets")
    return sha256(b"\x00" + hmac.digest(salt, chunk_bytes(numbers), "sha256")).digest()


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
    """Return the root over leaves in order; RFC 6962, section 2.1. ValueError if there is none.

    Two subtrees of equal size are joined at once, so only one hash per level is kept.
    """
    stack: list[bytes] = []
    for count, item in enumerate(hashes):
        node, size = item, count
        while size & 1:
            node = _node(stack.pop(), node)
            size >>= 1
        stack.append(node)
    if not stack:
        raise ValueError("an empty list has no digest")
    node = stack.pop()
    while stack:
        node = _node(stack.pop(), node)
    return node


def root(salt: bytes, numbers: Iterable[int]) -> bytes:
    """Return the 32-octet digest of an ascending list. Raises like `leaves`."""
    return root_of(leaves(salt, numbers))


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()
