"""Messages between the reading process and its parent: MessagePack, decoded by type.

The parent trusts nothing from the child, because the child has parsed a stranger's file: no pickles on this pipe.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import Literal, Self

import msgspec

from console.contacts.reasons import ALL_REASONS, NUMBER_OF, Reason, run_length
from console.domain.contacts.packing import Columns, Opened, open_columns, pack_columns

NUMBERS_A_MESSAGE = 10_000
FINDINGS_A_MESSAGE = 1_000
RAW_LENGTH = 200
"""Characters of a row that a finding keeps."""
MESSAGE_SIZE = 4 * 1024 * 1024
"""Octets of one message at most: 1,000 findings of 200 characters of four octets, and some room."""

PREVIEW_ROWS = 10
"""Rows of a file that are shown before it is read."""

TOLD_NOTES = frozenset({"utf16_without_bom", "utf32_without_bom", "cr_lines", "ctrl_z", "extension_differs"})
"""Notes that a person should know; the other notes are ordinary."""

Kind = Literal["txt", "xls", "xlsx"]


class Progress(msgspec.Struct, frozen=True, tag="progress"):
    """Progress of the reading: the stage, rows done, rows in all (0 while unknown)."""

    stage: Literal["reading", "rows", "sorting"]
    rows: int
    total: int


class SheetInfo(msgspec.Struct, frozen=True):
    """One sheet of a workbook: its last used row, its column count, and whether it is visible to people."""

    name: str
    visible: bool
    rows: int
    columns: int
    chosen: bool


class Remark(msgspec.Struct, frozen=True):
    """Something about a table that a person should know: a code, where (a column's letters, a sheet, a row), and how many."""

    code: str
    place: str
    n: int


class Part(msgspec.Struct, frozen=True):
    """One of several columns that are read into one list: where it stands (`名单!C`), and how many rows it has."""

    place: str
    rows: int


class SourceInfo(msgspec.Struct, frozen=True, tag="source"):
    """The file that was read, as the manifest names it.

    `size` in octets; `sha256` in hex; `sheet` and `sheets` for workbooks, `encoding` for text;
    `columns` are the letters of the columns that hold anything, `heads` what their heading says, `column` is the one whose
    numbers are taken (empty for a text of one column); `notes` are codes such as `bom`, `utf16_without_bom`, `cr_lines`,
    `ctrl_z`, `extension_differs`; `plan` is the number plan's version; `remarks` tell what the other columns and sheets hold.
    `aside` counts by place the cells with numbers that are in no row of the reading, as a manifest has them (`console.domain.contacts.aside`);
    `parts` are the columns where several are read into one list, one after the other.
    """

    name: str
    sha256: str
    size: int
    kind: Kind
    encoding: str | None
    sheet: str | None
    sheets: tuple[SheetInfo, ...]
    columns: tuple[str, ...]
    notes: tuple[str, ...]
    plan: str
    column: str = ""
    heads: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    aside: dict[str, int] = {}
    parts: tuple[Part, ...] = ()

    @property
    def place(self) -> str:
        """Where the numbers stood, as the manifest names it: the sheet, and in a table of several columns the column, `名单!C`."""
        if self.parts:
            return " + ".join(part.place for part in self.parts)
        return f"{self.sheet or ''}!{self.column}" if len(self.columns) > 1 else self.sheet or ""

    @property
    def shape(self) -> str:
        """What files of the same making have in common: a digest of the columns and their headings; empty without a choice."""
        if len(self.columns) < 2 and len(self.sheets) < 2:
            return ""
        return sha256(msgspec.json.encode((self.columns, self.heads))).hexdigest()


class Preview(msgspec.Struct, frozen=True, tag="preview"):
    """The file before it is imported: its description, rows in all, its first rows by cell, the row of its heading (0: none).

    A row of the table has a text for each of the source's columns; a text of one column has one. Unless `whole` it is what the
    beginning of the file says: nothing is counted (0 rows, no remarks), and the rest may say otherwise.
    """

    source: SourceInfo
    rows: int
    table: tuple[tuple[str, ...], ...]
    heading: int
    whole: bool = True

    @property
    def head(self) -> tuple[tuple[int, str], ...]:
        """The first rows as (row number, text)."""
        return tuple((nth, " | ".join(filter(None, row))) for nth, row in enumerate(self.table, 1))


class Finding(msgspec.Struct, frozen=True, array_like=True):
    """One reason about one row: row number in the file (from 1), whether the row's number is in the list.

    `first` is the row that holds the same number (duplicates), or the last of the rows that are blank one after the other
    (blank rows); else 0. `raw` is capped; text beside the number is in it only where that was ordered.
    """

    row: int
    reason: Reason
    kept: bool
    first: int
    raw: str

    @property
    def rows(self) -> int:
        """The rows that the finding is about: several only for blank ones."""
        return run_length(self.reason, self.row, self.first)


class Findings(msgspec.Struct, frozen=True, tag="findings"):
    """Up to 1,000 findings, by row, as columns; a reason's code is its `NUMBER_OF`."""

    columns: Columns

    @classmethod
    def of(cls, items: Iterable[Finding]) -> Self:
        """Pack findings."""
        all_of = tuple(items)
        return cls(
            pack_columns(
                [one.row for one in all_of], [NUMBER_OF[one.reason] for one in all_of], [one.kept for one in all_of],
                [one.first for one in all_of], [one.raw for one in all_of],
            )
        )  # fmt: skip

    def opened(self) -> Opened:
        """Check and unpack the columns; raises ValueError."""
        return open_columns(self.columns, most=FINDINGS_A_MESSAGE, reasons=len(ALL_REASONS))


class Numbers(msgspec.Struct, frozen=True, tag="numbers"):
    """Up to 10,000 ascending numbers as native int64."""

    packed: bytes


class Done(msgspec.Struct, frozen=True, tag="done"):
    """The end of a run: rows in the file, rows by reason, and rows kept after a repair, by class."""

    source: SourceInfo
    rows: int
    numbers: int
    counts: dict[Reason, int]
    repaired: dict[Reason, int]


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """The file is refused, with a `FileCode` value."""

    code: str
    detail: dict[str, str | int]


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """The child caught a failure of its own, with a `FailureCode` value."""

    code: str
    detail: dict[str, str | int]


class Order(msgspec.Struct, frozen=True, tag="order"):
    """An order of the parent to a child that has read the rows: return the list, with these repairs accepted.

    Findings tell of a row what was read of its number; with `texts` everything that stands in it.
    """

    accept: frozenset[Reason]
    texts: bool = False


class Look(msgspec.Struct, frozen=True, tag="look"):
    """Another order: read the rows of this sheet or column, or in this encoding (None: found out), and return their preview.

    With `beginning` that of a long file's beginning will do. `more` are further places, as (sheet, column), for the same list.
    """

    sheet: str | None
    encoding: str | None
    column: str | None
    beginning: bool = False
    more: tuple[tuple[str | None, str | None], ...] = ()


Message = Progress | Preview | Findings | Numbers | Done | Refused | Failed

encode = msgspec.msgpack.Encoder().encode
decode = msgspec.msgpack.Decoder(Message).decode
"""Decode one message of the child; raises msgspec.DecodeError (or its ValidationError) for anything else."""
decode_order = msgspec.msgpack.Decoder(Order | Look).decode
"""Decode an order of the parent; raises as `decode`."""
