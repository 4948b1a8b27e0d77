"""A list as a workbook, as screens and command line are given its writer: only the composing module may load the library."""

from collections.abc import Iterable, Sequence
from typing import BinaryIO, Protocol


class Book(Protocol):
    """Writes rows below their header on a sheet, and returns how many; ConsoleError if they do not fit, or there is no writer."""

    def __call__(
        self,
        file: BinaryIO,
        head: Sequence[str],
        rows: Iterable[Sequence[str | int]],
        sheet_name: str = "",
        /,
    ) -> int:
        """Write them."""
        ...
