"""The transport form of numbers and findings.

Numbers are int64, eight octets each, least significant octet first on every machine. Findings are columns: numbers for rows,
one octet each for reasons and for whether the row is kept, and one text for the texts of all rows.
"""

import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from operator import le
from typing import Final, NamedTuple


def pack_numbers(numbers: "array[int]") -> bytes:
    """Return an `array('q')` as octets."""
    return _little_endian(numbers).tobytes()


def unpack_numbers(data: bytes) -> "array[int]":
    """Return the `array('q')` that `pack_numbers` packed; raises ValueError if the length is not a multiple of eight."""
    numbers = array("q")
    numbers.frombytes(data)
    return _little_endian(numbers)


_LARGEST: Final = 1 << 31
"""More rows than any file has."""


class Columns(NamedTuple):
    """Findings by row: file rows, codes of their reasons, 1 if kept, rows first seen, ends in `text` in characters."""

    rows: bytes
    reasons: bytes
    kept: bytes
    firsts: bytes
    ends: bytes
    text: str


def pack_columns(
    rows: Iterable[int],
    reasons: Iterable[int],
    kept: Iterable[int],
    firsts: Iterable[int],
    texts: Sequence[str],
) -> Columns:
    """Return findings as columns; the arguments are of one length, reasons are below 256 and `kept` is 0 or 1."""
    ends = array("q", accumulate(map(len, texts)))
    return Columns(
        pack_numbers(array("q", rows)), bytes(reasons), bytes(kept), pack_numbers(array("q", firsts)),
        pack_numbers(ends), "".join(texts),
    )  # fmt: skip


class Opened(NamedTuple):
    """Columns whose form was checked."""

    rows: "array[int]"
    reasons: bytes
    kept: bytes
    firsts: "array[int]"
    ends: "array[int]"
    text: str

    def raw(self, nth: int) -> str:
        """The text of one finding."""
        return self.text[self.ends[nth - 1] if nth else 0 : self.ends[nth]]

    def raws(self) -> Iterator[str]:
        """The text of each finding, in order."""
        text, at = self.text, 0
        for end in self.ends:
            yield text[at:end]
            at = end


def open_columns(columns: Columns, *, most: int, reasons: int) -> Opened:
    """Check columns of at most `most` findings whose codes are below `reasons`, and unpack their numbers.

    Raises ValueError if the columns differ in length, a code is unknown, or rows or ends do not ascend from 0.
    """
    opened = Opened(
        unpack_numbers(columns.rows), columns.reasons, columns.kept, unpack_numbers(columns.firsts),
        unpack_numbers(columns.ends), columns.text,
    )  # fmt: skip
    count = len(opened.rows)
    if count > most or any(len(one) != count for one in opened[1:5]):
        raise ValueError("columns of different length, or too long")
    if not count:
        if opened.text:
            raise ValueError("a text of no row")
        return opened
    if max(opened.reasons) >= reasons or max(opened.kept) > 1:
        raise ValueError("a code out of range")
    if min(opened.firsts) < 0 or max(*opened.firsts, opened.rows[-1]) > _LARGEST:
        raise ValueError("a row out of range")
    for ascending in (opened.rows, opened.ends):
        if ascending[0] < 0 or not all(map(le, ascending, ascending[1:])):
            raise ValueError("rows or ends do not ascend")
    if opened.ends[-1] != len(opened.text):
        raise ValueError("the text has another length")
    return opened


def _little_endian(numbers: "array[int]") -> "array[int]":
    if sys.byteorder == "little":
        return numbers
    swapped = array("q", numbers)
    swapped.byteswap()
    return swapped
