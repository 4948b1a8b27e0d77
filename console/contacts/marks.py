"""What a workbook's own records say of its cells beyond their values: marks, read beside the workbook reader."""

import re
from dataclasses import dataclass, field

from console.contacts.reasons import Reason

MAX_COLUMNS = 256
"""Most columns of a sheet, equal to those of a sheet of an .xls file."""
MAX_CELLS = 32 * 1024 * 1024
"""Most cells of a sheet, counted as last row times last column: the workbook reader keeps them all in memory."""

Cells = dict[tuple[int, int], tuple[str, Reason | None]]
"""By row (from 1) and column (from 0): the text to be shown, and the reason; None where the text is the cell's value."""


@dataclass(slots=True)
class Marks:
    """Cells that the workbook reader shows wrongly, hidden rows (from 1) and hidden columns (from 0).

    `filtered` has the rows (from 1) over which a filter lies: those of them that are hidden it took out of sight.
    """

    cells: Cells = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    filtered: range = range(0)

    def concealed(self, rows: int) -> dict[int, Reason]:
        """The hidden rows among so many, by index (from 0): whether a filter hides them or a person."""
        return {
            row - 1: Reason.FILTERED_ROW if row in self.filtered else Reason.HIDDEN_ROW
            for row in self.hidden_rows
            if row <= rows
        }


LEAST_SEEN = 0.2
"""Width of a column in characters, or height of a row in points, below which nobody sees it."""


def is_unseen(size: str | bytes | None) -> bool:
    """Whether a width or height, as a workbook writes it, is none; False where it says none, or what is no number."""
    try:
        return size is not None and float(size) < LEAST_SEEN
    except ValueError:
        return False


_SPAN = re.compile(r"\$?[A-Za-z]{0,3}\$?([0-9]{1,7})(?::\$?[A-Za-z]{0,3}\$?([0-9]{1,7}))?")


def rows_of(span: str) -> range:
    """The rows of a range as a workbook writes it, `A1:C80`; none where it is written otherwise."""
    found = _SPAN.fullmatch(span)
    return range(int(found[1]), int(found[2] or found[1]) + 1) if found is not None else range(0)
