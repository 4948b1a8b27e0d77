"""Writes a list as a workbook, for command line and screens; the library is loaded at the first use."""

from collections.abc import Iterable, Sequence
from typing import BinaryIO


def write(
    file: BinaryIO, head: Sequence[str], rows: Iterable[Sequence[str | int]], sheet_name: str = ""
) -> int:
    """Write rows below their header, and return how many; raises as `list_book.write`."""
    from console.exports import list_book  # noqa: PLC0415 - loads the library of workbooks

    return list_book.write(file, head, rows, sheet_name)
