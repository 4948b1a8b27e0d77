"""Which column of a table holds the mobile numbers, which row is its heading, and what the other columns hold.

A table is a worksheet or a text with several columns. The column is chosen by content: how many cells look like mobile numbers,
and what its heading says. Whatever else holds numbers is remarked and never merged.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, time, timedelta
from itertools import islice
from typing import NamedTuple

from console.contacts.classify import is_dialled, mobile_run, mobile_runs, narrow
from console.contacts.errors import FileCode, FileRefusedError
from console.contacts.messages import PREVIEW_ROWS, RAW_LENGTH, Remark
from console.contacts.reasons import Reason
from console.domain.contacts import aside
from console.domain.contacts.phone import AFTER_MOBILE, FIRST_MOBILE, is_mobile_form

Cell = int | float | str | bool | time | date | timedelta
STEP = 20_000
"""Rows between two progress reports."""
SURVEYED = 40_000
"""First rows by which the column is chosen; if they hold no number, all rows are looked at."""
_TOLD = 4
"""Columns that are told each by itself; the others are told together."""
_HEAD_ROWS = 30
"""Rows among which the heading is looked for."""
_HEADING = 20
"""Characters of a heading at most."""
_MOBILE_HEAD = re.compile(r"手机|移动电话|mobile|cell\s*phone", re.IGNORECASE)
_PHONE_HEAD = re.compile(r"电话|联系方式|号码|phone|\btel\b", re.IGNORECASE)
# Whose number it is tells a customer's number from that of the clerk who serves him.
_OTHERS_HEAD = re.compile(r"经办|经理|员工|柜员|负责人|紧急|备用|其他|第二|推荐人|身份证|证件|账号|卡号")
# The column of a workbook of findings that a clerk fills in; what was wrong stands beside it and looks like numbers too.
MENDED_HEAD = re.compile("改正后的手机号|mended mobile number")
_ANY_HEAD = re.compile(
    r"序号|姓名|客户|名称|备注|性别|地址|机构|网点|编号|日期|金额|\bname\b|remark", re.IGNORECASE
)
_WHOLE_HEAD = re.compile(
    r"(?:客户|联系人?|接收|本人)?(?:手机号码?|手机|移动电话|电话号码?|电话|联系方式|号码|mobile|phone|tel)(?:\s*(?:no\.?|number))?",
    re.IGNORECASE,
)
"""A heading and nothing else; a title has other words beside the same ones."""
_TOTAL = re.compile(r"\s*(?:合\s*计|总\s*计|小\s*计|共\s*计|总数|总人数|sub\s*-?total|total)", re.IGNORECASE)
_LOOSE = re.compile(r"(?:(?:00)?86)?1[3-9]\d{9}(?:0+)?")
_NOT_DIGIT = re.compile(r"\D+")
_LOST = re.compile(r"1\.[3-9][0-9]*[eE]\+10")
"""What a spreadsheet left of a number."""


class Awkward(NamedTuple):
    """A row that is not simply a number: its text, its reason if the cells themselves show it, and where else the text stands."""

    text: str
    reason: Reason | None = None
    place: str = ""


NOTHING = Awkward("")


class Tally(NamedTuple):
    """A column as far as it was surveyed: cells that hold anything, that look like mobile numbers, that do so `however`."""

    filled: int
    numbers: int
    held: int


def total(rows: Iterable[Sequence[Cell]]) -> int:
    """How many cells of all rows hold a number."""
    source, found = iter(rows), 0
    while block := list(islice(source, STEP)):
        found += sum(map(count_numbers, zip(*block, strict=False)))
    return found


class Survey(NamedTuple):
    """The surveyed columns, the index of the heading row (-1: none), and the first rows."""

    tallies: tuple[Tally, ...]
    heading: int
    first: tuple[tuple[str, ...], ...]

    def head(self, column: int) -> str:
        """What the heading row says of a column."""
        row = self.first[self.heading] if 0 <= self.heading < len(self.first) else ()
        return row[column].strip()[:RAW_LENGTH] if column < len(row) else ""

    @property
    def used(self) -> tuple[int, ...]:
        """The columns that hold anything."""
        return tuple(nth for nth, tally in enumerate(self.tallies) if tally.filled)

    @property
    def most(self) -> int:
        """The numbers of the column that has most."""
        return max((tally.numbers for tally in self.tallies), default=0)


def letter(column: int) -> str:
    """The letters of a column, from 0: A, Z, AA."""
    name, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def plain_number(value: Cell) -> int:
    """Return the number in a cell that holds nothing else; 0 for any other cell."""
    if type(value) is float:
        return int(value) if FIRST_MOBILE <= value < AFTER_MOBILE and value.is_integer() else 0
    return int(value) if type(value) is str and is_mobile_form(value) else 0


def _plain_numbers(values: Iterable[Cell]) -> list[int]:
    """What `plain_number` says of each cell, several times faster."""
    return [
        (int(value) if FIRST_MOBILE <= value < AFTER_MOBILE and value.is_integer() else 0)
        if type(value) is float
        else int(value)
        if type(value) is str
        and len(value) == 11
        and "13" <= value < "2"
        and value.isascii()
        and value.isdigit()
        else 0
        for value in values
    ]


def count_numbers(values: Iterable[Cell]) -> int:
    """How many cells hold a number in some writing, as `looks_like` says of each, `however`."""
    long = [
        value
        for value in values
        if (type(value) is float and value >= FIRST_MOBILE)
        or (type(value) is str and len(value) > 6 and (len(value) > 10 or value[-3:] == "+10"))
    ]
    if not long:
        return 0
    plain = _plain_numbers(long)
    return sum(
        number != 0 or looks_like(value, however=True) for number, value in zip(plain, long, strict=True)
    )


def text_of(value: Cell) -> str:
    """Write a cell as text; a whole number without the `.0` of its storage."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def looks_like(value: Cell, *, however: bool = False) -> bool:
    """Whether a cell holds a mobile number in some writing, be it one that needs a repair.

    `however`: also behind what is dialled before it, or with digits lost. So is counted what is not read.
    """
    if plain_number(value):
        return True
    if type(value) is not str or len(value) > RAW_LENGTH:
        return False
    if len(value) < 11:
        return however and _LOST.fullmatch(value) is not None
    text = narrow(value)
    digits = _NOT_DIGIT.sub("", text)
    if _LOOSE.fullmatch(digits) is not None or mobile_runs(text) > 0:
        return True
    if not however:
        return False
    return (11 < len(digits) < 18 and is_dialled(digits)) or (
        text[-3:] == "+10" and _LOST.fullmatch(text) is not None
    )


def survey(rows: Iterable[Sequence[Cell]], width: int, limit: int = SURVEYED) -> Survey:
    """Count what each column holds in the first `limit` rows, or in all of them if those hold no number."""
    filled, numbers, held = [0] * width, [0] * width, [0] * width
    first: list[tuple[str, ...]] = []
    done, source = 0, iter(rows)
    while block := list(islice(source, STEP)):
        for nth, values in enumerate(zip(*block, strict=False)):
            there = [value for value in values if value != ""]
            filled[nth] += len(there)
            numbers[nth] += sum(map(looks_like, there))
            held[nth] += count_numbers(there)
        first += [
            tuple(text_of(cell)[:RAW_LENGTH] for cell in cells) for cells in block[: _HEAD_ROWS - len(first)]
        ]
        done += len(block)
        if done >= limit and any(numbers):
            break
    return Survey(tuple(map(Tally, filled, numbers, held)), _heading(first), tuple(first))


def _heading(rows: Sequence[Sequence[str]]) -> int:
    """The index of the row that names the columns best, of those above every number; -1 if none does."""
    best, at = 0, -1
    for nth, cells in enumerate(rows):
        # A title may name a telephone; a row of the table has a number alone in a cell.
        if any(looks_like(cell) and not any(map(str.isalpha, cell)) for cell in cells):
            break
        if (score := head_score(cells)) > best:
            best, at = score, nth
    return at


def head_score(cells: Sequence[str]) -> int:
    """How surely cells name columns; 0 if they do not: one that names no number says so only beside another."""
    # (11位) may stand in a heading, a date or a number does not.
    short = [cell.strip() for cell in cells if len(cell) <= _HEADING and sum(map(str.isdigit, cell)) < 3]
    known = [cell for cell in short if _ANY_HEAD.search(cell)]
    phones = [cell for cell in short if _MOBILE_HEAD.search(cell) or _PHONE_HEAD.search(cell)]
    whole = any(map(_WHOLE_HEAD.fullmatch, phones))
    return len({*known, *phones}) + 3 * whole if phones or len(known) > 1 else 0


def rank(head: str) -> int:
    """How surely a heading names the column of the mobile numbers, from 0 (it says nothing of numbers) to 4."""
    if not head or len(head) > _HEADING:
        return 0
    level = 4 if _MOBILE_HEAD.search(head) else 2 if _PHONE_HEAD.search(head) else 0
    return max(0, level - 2 * bool(_OTHERS_HEAD.search(head))) if level else 0


def named(found: Survey, wanted: Iterable[str], offset: int = 0) -> frozenset[int]:
    """Columns by their letters or headings; raises FileRefusedError `no_such_column`."""
    return frozenset(_wanted(found, one, offset) for one in wanted)


def choose(
    found: Survey, wanted: str | None, offset: int = 0, hidden: Collection[int] = ()
) -> tuple[int, tuple[int, ...]]:
    """The column of the numbers, and the others that are as plausible.

    `wanted` is a column's letters or what its heading says; raises FileRefusedError `no_such_column`. Of columns that are equally
    plausible one that is seen comes first; `hidden` are those that are not, from 0 in the sheet.
    """
    used = found.used
    if wanted is not None:
        return _wanted(found, wanted, offset), ()
    if mended := [nth for nth in used if MENDED_HEAD.fullmatch(found.head(nth))]:
        return mended[0], ()
    ranks = {nth: rank(found.head(nth)) for nth in used}
    numbers = {nth: found.tallies[nth].numbers for nth in used}
    most = found.most
    fit = [
        n
        for n in used
        if most and (2 * numbers[n] >= most or (ranks[n] > 2 and _is_named(found.tallies[n], most)))
    ]
    fit = fit or list(used)
    if not fit:
        return 0, ()
    best = max(ranks[nth] for nth in fit)
    same = sorted((nth for nth in fit if ranks[nth] == best), key=lambda nth: nth + offset in hidden)
    return same[0], tuple(same[1:]) if most else ()


def _is_named(tally: Tally, most: int) -> bool:
    """Whether a heading counts although another column has more numbers: not if they are many times more."""
    return max(tally.numbers, tally.filled // _FEW) * _FEW >= most


_FEW = 10


def _wanted(found: Survey, wanted: str, offset: int) -> int:
    asked = wanted.strip()
    for nth in range(len(found.tallies)):
        if letter(nth + offset) == asked.upper():
            return nth
    heads = [nth for nth in found.used if found.head(nth) == asked]
    heads = heads or [nth for nth in found.used if asked and asked in found.head(nth)]
    if not heads:
        raise FileRefusedError(FileCode.NO_SUCH_COLUMN, column=asked[:60])
    return heads[0]


class Reader:
    """Reads one column: `numbers` has one a row (0: not simply a number), `awkward` the rows that are neither that nor blank.

    `heading` is the index of the heading row (-1: none); `offset` is added to a column's number for its letters. `also` are columns that
    are read into the same list: what they hold is no number in another column.
    """

    def __init__(
        self, column: int, heading: int, offset: int = 0, also: frozenset[int] = frozenset()
    ) -> None:
        self.numbers: list[int] = []
        self.awkward: dict[int, Awkward] = {}
        self._column, self._heading, self._offset, self._also = column, heading, offset, also
        self._second: dict[int, int] = {}
        self._without = self._first_without = 0

    def read(self, rows: Iterable[Sequence[Cell]]) -> Iterator[int]:
        """Read all rows; yield now and then how many were read."""
        source = iter(rows)
        while block := list(islice(source, STEP)):
            self.take(block)
            yield len(self.numbers)

    def take(self, block: Sequence[Sequence[Cell]]) -> None:
        """Read the next rows, all of one width."""
        at, column = len(self.numbers), self._column
        found: list[int] = []
        for nth, values in enumerate(zip(*block, strict=False)):
            if nth == column:
                found = _plain_numbers(values)
            elif more := count_numbers(values):
                self._second[nth] = self._second.get(nth, 0) + more
        self.numbers += found
        for nth, number in enumerate(found):
            if not number and not _is_blank(cells := block[nth]):
                self._judge(at + nth, cells)

    def _judge(self, index: int, cells: Sequence[Cell]) -> None:
        """Note a row that is not simply a number, unless it is blank."""
        value = cells[self._column]
        if index <= self._heading:
            texts = [text_of(one) for one in (value, *cells) if one != ""]
            if texts and not looks_like(value):
                self.awkward[index] = Awkward(texts[0], Reason.HEADER)
                return
        totals = [one for one in cells if type(one) is str and _TOTAL.match(one)] if len(cells) > 1 else []
        if totals and not looks_like(value):
            self.awkward[index] = Awkward(str(totals[0]), Reason.JUNK)
        elif value == "":
            self._elsewhere(index, cells)
        elif isinstance(value, (bool, date, time, timedelta)) or (not isinstance(value, str) and value < 0):
            self.awkward[index] = Awkward(text_of(value), Reason.JUNK)
        else:
            self.awkward[index] = Awkward(text_of(value))

    def _elsewhere(self, index: int, cells: Sequence[Cell]) -> None:
        """A row without a number in its column: one in another column is told by itself, a row without any is counted."""
        for nth, cell in enumerate(cells):
            if cell != "" and nth not in self._also and looks_like(cell, however=True):
                # Of a remark only the number is shown: the rest may be about the person.
                found = mobile_run(narrow(text_of(cell))) or text_of(cell)
                self.awkward[index] = Awkward(found, Reason.OTHER_COLUMN, f"{letter(nth + self._offset)}: ")
                return
        self._without += 1
        self._first_without = self._first_without or index + 1

    def aside(self, hidden: Collection[int] = ()) -> dict[str, int]:
        """The numbers of the other columns; `hidden` are those that nobody sees, from 0 in the sheet."""
        named = {nth + self._offset: n for nth, n in self._second.items()}
        return {
            aside.key(aside.HIDDEN_COLUMN if nth in hidden else aside.COLUMN, letter(nth)): n
            for nth, n in named.items()
        }

    def remarks(self) -> tuple[Remark, ...]:
        """What the columns hold that are not read."""
        unread = [one for one in self._second.items() if one[0] not in self._also]
        most = sorted(unread, key=lambda one: (-one[1], one[0]))
        told = [Remark("second_numbers", letter(nth + self._offset), n) for nth, n in sorted(most[:_TOLD])]
        if rest := most[_TOLD:]:
            told.append(Remark("second_more", str(len(rest)), sum(n for _, n in rest)))
        if self._without:
            told.append(Remark("no_number", str(self._first_without), self._without))
        return tuple(told)


def _is_blank(cells: Sequence[Cell]) -> bool:
    return all(cell == "" for cell in cells)


def as_plausible(others: Sequence[int], offset: int = 0) -> Iterator[Remark]:
    """Tell which columns could be the chosen one as well."""
    if others:
        more = "…" if len(others) > _TOLD else ""
        yield Remark(
            "same_columns", ", ".join(letter(nth + offset) for nth in others[:_TOLD]) + more, len(others)
        )


def first_rows(found: Survey, used: Sequence[int]) -> tuple[tuple[str, ...], ...]:
    """The cells of the first rows, a text for each used column."""
    return tuple(
        tuple(row[nth] if nth < len(row) else "" for nth in used) for row in found.first[:PREVIEW_ROWS]
    )
