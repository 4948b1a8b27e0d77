"""A column of a file as rows to be judged; several columns, also of several sheets, as one that follows the other."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from msgspec.structs import replace

from console.contacts.messages import Part, SourceInfo
from console.contacts.reasons import Reason
from console.domain.contacts import aside


@dataclass(frozen=True, slots=True)
class Column:
    """The rows of a file: a number per row (0 where the row is not simply a number) and the text of any row.

    `reason` names a row's reason if the cell itself showed it; `table` has the cells of the first rows; `heading` is the index
    of the row that names the columns (-1: none, or not known yet). `concealed` are the rows that nobody sees, and why; `place` says
    where a row's text stands if not where the reader expects it.
    """

    source: SourceInfo
    numbers: list[int]
    text: Callable[[int], str]
    reason: Callable[[int], Reason | None]
    table: tuple[tuple[str, ...], ...]
    heading: int = -1
    concealed: Mapping[int, Reason] = field(default_factory=dict)
    place: Callable[[int], str] = lambda _index: ""


def joined(columns: Sequence[Column]) -> Column:
    """The columns as one, each row after those of the columns before it; of a row it is said in which cell it stands."""
    if len(columns) == 1:
        return columns[0]
    starts = [0, *accumulate(len(one.numbers) for one in columns)]

    def at(index: int) -> tuple[Column, int]:
        nth = bisect_right(starts, index, hi=len(columns)) - 1
        return columns[nth], index - starts[nth]

    def text(index: int) -> str:
        column, row = at(index)
        return column.text(row)

    def reason(index: int) -> Reason | None:
        column, row = at(index)
        return column.reason(row)

    def place(index: int) -> str:
        column, row = at(index)
        return column.place(row) or f"{named(column)}{row + 1}: "

    def named(column: Column) -> str:
        sheet, letters = column.source.sheet, column.source.column or "A"
        return f"{sheet}!{letters}" if sheets > 1 and sheet else letters

    sheets = len({one.source.sheet for one in columns})
    numbers: list[int] = []
    concealed: dict[int, Reason] = {}
    for start, column in zip(starts, columns, strict=False):
        numbers += column.numbers
        concealed |= {start + row: why for row, why in column.concealed.items()}
    first = columns[0].source
    source = replace(
        first,
        remarks=tuple(dict.fromkeys(one for column in columns for one in column.source.remarks)),
        aside=_left(columns, sheets > 1),
        parts=tuple(
            Part(f"{one.source.sheet or ''}!{one.source.column}", len(one.numbers)) for one in columns
        ),
    )
    return Column(source, numbers, text, reason, columns[0].table, columns[0].heading, concealed, place)


def _left(columns: Sequence[Column], several_sheets: bool) -> dict[str, int]:
    """What none of the columns took; of several sheets a column is named with its sheet."""
    taken = {(one.source.sheet, one.source.column) for one in columns}
    left: dict[str, int] = {}
    for column in columns:
        sheet = column.source.sheet
        for place in aside.places(column.source.aside):
            if place.kind in {aside.SHEET, aside.HIDDEN_SHEET}:
                if place.name not in {name for name, _ in taken}:
                    left[aside.key(place.kind, place.name)] = place.n
            elif (sheet, place.name) not in taken:
                name = f"{sheet}!{place.name}" if several_sheets and sheet else place.name
                left[aside.key(place.kind, name)] = place.n
    return left
