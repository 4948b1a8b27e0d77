"""What a workbook's own records say of its cells beyond their values: marks, read beside the workbook reader."""

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
    """Cells that the workbook reader shows wrongly, hidden rows (from 1) and hidden columns (from 0)."""

    cells: Cells = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
