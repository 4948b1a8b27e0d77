"""From a file's octets to ascending unique numbers and findings by row; runs in the reading process."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import compress, islice
from operator import eq
from typing import Any, TypeVar

from msgspec.structs import replace

from console.contacts import tables
from console.contacts.classify import Verdict, is_wordy, judge_text
from console.contacts.columns import Column, joined
from console.contacts.errors import FileCode, FileRefusedError
from console.contacts.messages import (
    PREVIEW_ROWS,
    RAW_LENGTH,
    Finding,
    Preview,
    Progress,
    Remark,
    SourceInfo,
)
from console.contacts.reasons import ALL_REASONS, NUMBER_OF, TAKEN, Reason, of_class
from console.contacts.tables import STEP, Awkward, head_score, letter, rank
from console.contacts.texts import delimited
from console.contacts.texts.decode import decode_lines
from console.contacts.workbooks.guard import guard
from console.contacts.workbooks.sheets import Book, first_rows
from console.domain.contacts.beside import only_number
from console.domain.contacts.packing import Columns, pack_columns
from console.domain.contacts.phone import NumberClass, NumberPlan

Report = Callable[[Progress], None]
Place = tuple[str | None, str | None]
"""A sheet and a column, each by its name, or None: found out."""
_BLANK = Verdict(Reason.BLANK, 0, frozenset())
_ROW, _ROWS, _REASONS = 25, (1 << 24) - 1, (1 << 6) - 1
"""Of a packed finding: bits below its reason; the greatest row, far above `MAX_LINES`; the greatest reason."""
_NEAR = 17
"""Numbers are neighbours that are equal but for their last bits: about a hundred thousand of them are possible."""

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Judged:
    """A column with verdicts by index for rows that are neither simply a number nor blank; `heading` as in `Column`.

    `blanks` are the runs of blank rows: the index of the first, and the one after the last.
    """

    column: Column
    verdicts: dict[int, Verdict]
    heading: int
    blanks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Sorted:
    """The result: numbers ascending and unique, findings as packed by `_packed`, by row."""

    numbers: "array[int]"
    findings: "array[int]"
    counts: dict[Reason, int]
    repaired: dict[Reason, int]


def read_column(
    data: bytes,
    name: str,
    plan: NumberPlan,
    report: Report,
    *,
    sheet: str | None,
    encoding: str | None,
    column: str | None = None,
    more: Sequence[Place] = (),
) -> Column:
    """Read a file's rows once. Raises as `File` does."""
    return File(data, name, plan, report).column(
        report, sheet=sheet, encoding=encoding, column=column, more=more
    )


class File:
    """A file that was guarded, of which any column can be read. Raises FileRefusedError as the guard does."""

    def __init__(self, data: bytes, name: str, plan: NumberPlan, report: Report) -> None:
        report(Progress("reading", 0, 0))
        self._data, guarded = data, guard(data, name, first_rows)
        self._source = SourceInfo(
            name, sha256(data).hexdigest(), len(data), guarded.kind, None, None, (), (), guarded.notes,
            plan.version,
        )  # fmt: skip
        self._book = None if guarded.kind == "txt" else Book(data, guarded)

    def column(
        self,
        report: Report,
        *,
        sheet: str | None,
        encoding: str | None,
        column: str | None,
        more: Sequence[Place] = (),
    ) -> Column:
        """Read the rows: `column` of a table, or the one that holds the numbers; those of `more` places follow.

        Raises FileRefusedError as the decoder and the sheet reader do.
        """
        places = list(dict.fromkeys([(sheet, column), *more]))
        if len(places) == 1:
            return self._column(report, encoding, (sheet, column), ())
        # By their letters, so that each part knows which other columns of its sheet are taken as well.
        found = [self._column(report, encoding, place, ()).source for place in places]
        named = list(dict.fromkeys((one.sheet, one.column or None) for one in found))
        return joined(
            [
                self._column(
                    report, encoding, place, [c for s, c in named if s == place[0] and c and c != place[1]]
                )
                for place in named
            ]
        )

    def _column(self, report: Report, encoding: str | None, place: Place, also: Sequence[str]) -> Column:
        sheet, column = place
        if self._book is None:
            return text_column(self._data, encoding, report, self._source, column, also)
        return sheet_column(self._book, sheet, report, self._source, column, also)


@dataclass(slots=True)
class _Work:
    """The working data of `sort_out`; `numbers` has one number per row (0: none), those of accepted repairs included."""

    numbers: list[int]
    findings: "array[int]" = field(default_factory=lambda: array("q"))
    repaired_rows: dict[int, frozenset[Reason]] = field(default_factory=dict)
    duplicate_rows: dict[int, int] = field(default_factory=dict)

    def add(self, index: int, reason: Reason, *, kept: bool = False, first: int = 0) -> None:
        self.findings.append(_packed(index + 1, NUMBER_OF[reason], first, kept))


def judge_rows(column: Column, plan: NumberPlan, report: Report) -> Judged:
    """Judge every row that is not simply a number; done once, whatever repairs are accepted later."""
    total = len(column.numbers)
    verdicts: dict[int, Verdict] = {}
    blanks: list[tuple[int, int]] = []
    for done, index in enumerate([i for i, number in enumerate(column.numbers) if not number], 1):
        verdict = _judge(column, index, plan)
        if verdict.reason is not Reason.BLANK:
            verdicts[index] = verdict
        elif blanks and blanks[-1][1] == index:
            blanks[-1] = (blanks[-1][0], index + 1)
        else:
            blanks.append((index, index + 1))
        if done % STEP == 0:
            report(Progress("sorting", index, total))
    return Judged(
        column, verdicts, _heading(column, lambda index: verdicts.get(index, _BLANK)), tuple(blanks)
    )


def sort_out(judged: Judged, plan: NumberPlan, accept: frozenset[Reason], report: Report) -> Sorted:
    """Take in the rows whose repairs are accepted, drop duplicates, sort, and name every row's reasons."""
    work = _Work(judged.column.numbers.copy())
    _take_in(work, judged, accept, _conceal(work, judged, accept))
    report(Progress("sorting", len(work.numbers), len(work.numbers)))
    numbers, repeated = _ascending(work.numbers)
    if repeated:
        _drop_duplicates(work, repeated)
    repaired: Counter[Reason] = Counter()
    for index, repairs in work.repaired_rows.items():
        kept = index not in work.duplicate_rows
        for reason in repairs:
            work.add(index, reason, kept=kept)
        repaired.update(repairs if kept else ())
    for index, why in judged.column.concealed.items():
        if why in accept and work.numbers[index] and index not in work.duplicate_rows:
            work.add(index, TAKEN[why], kept=True)
    _note_classes(work, numbers, plan)
    findings = array("q", sorted(work.findings))
    counts = Counter(entry >> _ROW & _REASONS for entry in findings)
    if judged.blanks:
        counts[NUMBER_OF[Reason.BLANK]] = sum(stop - start for start, stop in judged.blanks)
    return Sorted(numbers, findings, {ALL_REASONS[n]: c for n, c in sorted(counts.items())}, dict(repaired))


def _packed(row: int, reason: int, first: int, kept: bool) -> int:
    """Return a finding as one integer that sorts by row, then reason: rows have 24 bits, reasons 6."""
    return ((row << 6 | reason) << _ROW) | first << 1 | kept


def to_finding(column: Column, entry: int, *, texts: bool = False) -> Finding:
    """Turn a packed finding into a Finding with what was read of its row's number; with `texts` with the row's text, capped."""
    row, reason = entry >> _ROW + 6, entry >> _ROW & _REASONS
    first, kept = entry >> 1 & _ROWS, bool(entry & 1)
    return Finding(row, ALL_REASONS[reason], kept, first, raw_of(column, row - 1, texts=texts))


def raw_of(column: Column, index: int, *, texts: bool) -> str:
    """What is told of a row: where it stands, and its text, of which only the number leaves this process unless `texts` are asked for."""
    text = column.text(index)[:RAW_LENGTH]
    return (column.place(index) + (text if texts else only_number(text)))[:RAW_LENGTH]


def pack_findings(column: Column, entries: "array[int]", *, texts: bool = False) -> Columns:
    """Turn packed findings into columns, as `to_finding` has each of them."""
    rows = [entry >> _ROW + 6 for entry in entries]
    return pack_columns(
        rows,
        [entry >> _ROW & _REASONS for entry in entries],
        [entry & 1 for entry in entries],
        [entry >> 1 & _ROWS for entry in entries],
        [raw_of(column, row - 1, texts=texts) for row in rows],
    )


def preview_of(column: Column, plan: NumberPlan) -> Preview:
    """Return what the file is, and its first rows."""
    heading = _heading(column, lambda index: _judge(column, index, plan))
    return Preview(column.source, len(column.numbers), column.table, heading + 1)


def text_column(
    data: bytes,
    encoding: str | None,
    report: Report,
    source: SourceInfo,
    wanted: str | None,
    also: Sequence[str] = (),
) -> Column:
    """Read a column of a text; `also` are those that are read by themselves. Raises FileRefusedError as `File.column` does."""
    lines, codec, encoding, notes, bad = decode_lines(data, encoding)
    info = replace(source, encoding=encoding, notes=source.notes + notes)
    table = delimited.find(lines, codec, wanted=wanted)
    if table is not None:
        return _table_column(table, info, report, wanted, also, len(lines), bad)
    if wanted is not None and wanted.strip().upper() != "A":
        raise FileRefusedError(FileCode.NO_SUCH_COLUMN, column=wanted.strip()[:60])
    numbers: list[int] = []
    for start in range(0, len(lines), STEP):
        # R10 in one line: eleven ASCII digits that begin with 13 to 19, and nothing else on the row.
        numbers += [
            int(line) if len(line) == 11 and b"13" <= line < b"2" and line.isdigit() else 0
            for line in lines[start : start + STEP]
        ]
        report(Progress("rows", len(numbers), len(lines)))
    # A judged row has at most 201 characters of up to four octets; a character that the cut splits is dropped.
    longest = (RAW_LENGTH + 1) * 4

    def text(index: int) -> str:
        line = lines[index]
        return line.decode(codec) if len(line) <= longest else line[:longest].decode(codec, "ignore")

    def reason(index: int) -> Reason | None:
        return Reason.BAD_OCTETS if index in bad else None

    shown = tuple((text(index)[:RAW_LENGTH],) for index in range(min(len(lines), PREVIEW_ROWS)))
    return Column(info, numbers, text, reason, shown)


def _table_column(
    table: delimited.Delimited,
    source: SourceInfo,
    report: Report,
    wanted: str | None,
    also: Sequence[str],
    lines: int,
    bad: frozenset[int],
) -> Column:
    """One column of a text that has several; `lines` are those of the file, `bad` the ones that hold octets of no text."""
    found = delimited.survey(table)
    column, others = tables.choose(found, wanted)
    reader = tables.Reader(column, found.heading, also=tables.named(found, also))
    for rows in reader.read(table.rows()):
        report(Progress("rows", rows, len(table.lines)))
    numbers = reader.numbers
    for row, line in table.rows_of({one - (lines - len(table.lines)) for one in bad} if bad else ()):
        numbers[row] = 0
        reader.awkward[row] = Awkward(table.lines[line].decode(table.codec), Reason.BAD_OCTETS)
    used = tuple(sorted({*found.used, column}))
    told = tuple(tables.as_plausible(others))
    if len(numbers) < lines:
        told += (Remark("joined_lines", "", lines - len(numbers)),)
    info = replace(
        source,
        columns=tuple(map(letter, used)),
        column=letter(column),
        heads=tuple(found.head(nth) for nth in used),
        remarks=told + reader.remarks(),
        aside=reader.aside(),
    )
    return _awkward_column(info, numbers, reader.awkward, tables.first_rows(found, used), found.heading)


def sheet_column(
    book: Book,
    sheet_name: str | None,
    report: Report,
    source: SourceInfo,
    wanted: str | None,
    also: Sequence[str] = (),
) -> Column:
    """Read a column of a workbook; `also` and errors as `text_column` has them."""
    sheet = book.read(sheet_name, lambda rows, total: report(Progress("rows", rows, total)), wanted, also)
    info = replace(
        source,
        sheet=sheet.chosen,
        sheets=sheet.sheets,
        columns=sheet.columns,
        column=sheet.column,
        heads=sheet.heads,
        remarks=sheet.remarks,
        aside=sheet.aside,
    )
    return _awkward_column(info, sheet.numbers, sheet.awkward, sheet.table, sheet.heading, sheet.concealed)


def _awkward_column(
    source: SourceInfo,
    numbers: list[int],
    awkward: dict[int, Awkward],
    table: tuple[tuple[str, ...], ...],
    heading: int,
    concealed: Mapping[int, Reason] | None = None,
) -> Column:
    """A column whose rows are numbers, awkward, or blank."""

    def text(index: int) -> str:
        known = awkward.get(index)
        return known.text if known is not None else str(numbers[index]) if numbers[index] else ""

    def reason(index: int) -> Reason | None:
        return awkward.get(index, tables.NOTHING).reason

    def place(index: int) -> str:
        return awkward.get(index, tables.NOTHING).place

    return Column(source, numbers, text, reason, table, heading, concealed or {}, place)


def _conceal(work: _Work, judged: Judged, accept: frozenset[Reason]) -> set[int]:
    """Leave out the numbers of rows that nobody sees, unless they are accepted; return those rows."""
    left_out = set[int]()
    for index, why in judged.column.concealed.items():
        verdict = judged.verdicts.get(index)
        if why not in accept and (work.numbers[index] or (verdict is not None and verdict.reason is None)):
            work.numbers[index] = 0
            work.add(index, why)
            left_out.add(index)
    return left_out


def _take_in(work: _Work, judged: Judged, accept: frozenset[Reason], left_out: set[int]) -> None:
    """Turn a row whose repairs are all accepted into a number; name the others and leave them out."""
    for start, stop in judged.blanks:
        work.add(start, Reason.BLANK, first=stop if stop > start + 1 else 0)
    for index, (reason, number, repairs) in judged.verdicts.items():
        if index in left_out:
            continue
        if reason is not None:
            work.add(index, Reason.HEADER if index <= judged.heading else reason)
        elif repairs <= accept:
            work.numbers[index] = number
            if repairs:
                work.repaired_rows[index] = repairs
        else:
            for repair in repairs:
                work.add(index, repair)


def _judge(column: Column, index: int, plan: NumberPlan) -> Verdict:
    reason = column.reason(index)
    if reason is not None:
        return _same(Verdict(reason, 0, frozenset()))
    text = column.text(index)
    if not text:
        return _BLANK
    verdict = judge_text(text, plan)
    if verdict.reason is not None:
        return _same(verdict)
    return Verdict(None, verdict.number, _same(verdict.repairs))


_objects: dict[Hashable, Any] = {}


def _same(one: T) -> T:
    """Return the one object for equal ones: millions of rows may share a few dozen reasons and sets of repairs."""
    same: T = _objects.setdefault(one, one)
    return same


def _heading(column: Column, verdict: Callable[[int], Verdict]) -> int:
    """Return the index of the heading row, above which there are only titles; -1 if there is none.

    It is the row of words that names the numbers best, or else the first row that is not blank, if it is words.
    """
    if column.heading >= 0:
        return column.heading
    at, best, looked = -1, 0, 0
    for index, number in enumerate(column.numbers):
        reason = verdict(index).reason
        if number or looked > _TITLES or (reason is not Reason.BLANK and reason not in _TITLE_REASONS):
            break
        if reason is Reason.BLANK:
            continue
        text, looked = column.text(index), looked + 1
        if len(text) <= RAW_LENGTH and is_wordy(text):
            score = 1 + head_score((text,)) if looked == 1 or rank(text) else 0
            if score > best:
                at, best = index, score
    return at


_TITLES = 5
"""Rows of words above a heading at most."""
_TITLE_REASONS = frozenset({Reason.JUNK, Reason.EXTRA_COLUMN, Reason.HEADER})


def _ascending(numbers: list[int]) -> tuple["array[int]", set[int]]:
    """Return the numbers but for zeros, ascending and each once, and those that were there more than once.

    A million are sorted a quarter faster than in one go: neighbours are put together first, and stay in the processor's cache.
    """
    # Taken out of an array, they are objects beside each other: millions that lie scattered would be sorted more slowly.
    neighbours: defaultdict[int, array[int]] = defaultdict(lambda: array("q"))
    for number in filter(None, numbers):
        neighbours[number >> _NEAR].append(number)
    ascending, repeated = array("q"), set[int]()
    for near in sorted(neighbours):
        some = sorted(neighbours.pop(near))
        if again := set(compress(some, map(eq, some, islice(some, 1, None)))):
            repeated |= again
            some = sorted(set(some))
        ascending.extend(array("q", some))
    return ascending, repeated


def _drop_duplicates(work: _Work, repeated: set[int]) -> None:
    """Keep the first row of a repeated number; name the other rows, with the row that they repeat."""
    first: dict[int, int] = {}
    for index in [index for index, number in enumerate(work.numbers) if number in repeated]:
        before = first.setdefault(work.numbers[index], index + 1)
        if before <= index:
            work.duplicate_rows[index] = before
            work.add(index, Reason.DUPLICATE, first=before)


def _note_classes(work: _Work, numbers: "array[int]", plan: NumberPlan) -> None:
    """Name the kept rows whose number class a drafter should know about."""
    special: dict[int, Reason] = {}
    for span, start, stop in plan.split(numbers):
        if span.number_class is not NumberClass.MOBILE:
            reason = of_class(span.number_class) or Reason.UNASSIGNED
            special.update(dict.fromkeys(numbers[start:stop], reason))
    if not special:
        return
    for index in [index for index, number in enumerate(work.numbers) if number in special]:
        if index not in work.duplicate_rows:
            work.add(index, special[work.numbers[index]], kept=True)
