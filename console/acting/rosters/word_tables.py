"""A table of words for the screening list, from a TXT or workbook: read by the limited reader, column by column, like any list.

The reader looks for numbers, and a word is none: what it says of each row that gave no number is the table. A row that it takes for
a mobile number has no word, and is told as such.
"""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from console.contacts import own_errors
from console.contacts.errors import FileCode, FileRefusedError
from console.contacts.importing import Reading
from console.contacts.reasons import Reason, run_length
from console.contacts.source import Source

HEADS: Final[Mapping[str, frozenset[str]]] = {
    "word": frozenset({"词", "词语", "用词", "敏感词", "关键词", "word", "words", "term"}),
    "class": frozenset({"类别", "分类", "类", "class", "category"}),
    "level": frozenset({"级别", "等级", "处理", "level"}),
    "source": frozenset({"来源", "依据", "出处", "source"}),
    "date": frozenset({"日期", "发布日期", "date", "dated"}),
}
"""What the heading of a column says, in small letters."""
_HEADING: Final = 30
"""Rows among which the heading is looked for."""
_STRIDE: Final = 1000
_MOST: Final = 200_000
"""Rows that are read at most: a list holds 100,000 words."""
_NUMBER: Final = "\0"
"""In place of a text: the row is a mobile number."""


class WordRow(NamedTuple):
    """A row: its number in the file, and its texts by what their column is (`word`, `class`, `level`, `source`, `date`).

    `number`: a mobile number stands in place of the word.
    """

    nth: int
    texts: dict[str, str]
    number: bool = False


def read(source: Source, sheet: str | None = None, encoding: str | None = None) -> list[WordRow]:
    """The rows with anything in them, below the heading if there is one; without one the first column has the words, and no other counts.

    Raises FileRefusedError, ImportFailedError.
    """
    with own_errors.handed_on(), Reading(source, sheet, encoding) as reading:
        preview = reading.preview()
        if preview.rows > _MOST:
            raise FileRefusedError(FileCode.TOO_MANY_ROWS, limit=_MOST)
        letters = preview.source.columns if len(preview.source.columns) > 1 else ("",)
        columns: list[dict[int, str]] = []
        for letter in letters:
            if letter:
                reading.look(sheet, encoding, letter)
            columns.append(_column(reading, preview.rows))
    heading, named = _heading(columns)
    rows = sorted({nth for column in columns for nth in column if nth > heading})
    found = (
        _row(nth, {name: columns[at][nth] for name, at in named.items() if nth in columns[at]})
        for nth in rows
    )
    return [row for row in found if row.number or any(row.texts.values())]


def _row(nth: int, said: dict[str, str]) -> WordRow:
    number = said.get("word") == _NUMBER
    return WordRow(nth, {name: text for name, text in said.items() if text != _NUMBER}, number)


def _column(reading: Reading, rows: int) -> dict[int, str]:
    """The texts of a column by row; a row that is a mobile number has none, and is marked."""
    said: dict[int, str] = {}
    with reading.judge(frozenset(), texts=True).findings as findings:
        blank: set[int] = set()
        for at in range(0, len(findings), _STRIDE):
            for one in findings.page(offset=at, limit=_STRIDE):
                if one.reason is Reason.OTHER_COLUMN:
                    blank.add(one.row)
                elif one.reason is Reason.BLANK:
                    blank.update(range(one.row, one.row + run_length(one.reason, one.row, one.first)))
                elif not one.kept:
                    said.setdefault(one.row, one.raw)
    for nth in range(1, rows + 1):
        if nth not in said and nth not in blank:
            said[nth] = _NUMBER
    return said


def _heading(columns: list[dict[int, str]]) -> tuple[int, dict[str, int]]:
    """The row of the heading (0: none), and which column is what."""
    for nth in range(1, _HEADING + 1):
        named = dict(_named(columns, nth))
        if "word" in named:
            return nth, named
    return 0, {"word": 0}


def _named(columns: list[dict[int, str]], nth: int) -> Iterator[tuple[str, int]]:
    for at, column in enumerate(columns):
        head = column.get(nth, "").strip().casefold()
        yield from ((name, at) for name, heads in HEADS.items() if head in heads)
