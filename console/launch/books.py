"""What writes a list as a workbook, for command line and screens; its library is loaded with the first one that is asked for."""

from collections.abc import Iterable, Sequence
from typing import BinaryIO


def write(file: BinaryIO, head: Sequence[str], rows: Iterable[Sequence[str | int]]) -> int:
    """Write rows below their head, and return how many; raises as `list_book.write`."""
    from console.exports import list_book  # noqa: PLC0415 - loads the library of workbooks

    return list_book.write(file, head, rows)
