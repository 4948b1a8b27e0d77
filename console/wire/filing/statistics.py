"""Calls about figures (R8): tables by department, category, month and quarter, the details of a row, and the workbook."""

from typing import ClassVar

import msgspec

from console.domain.filing.statistics import Figures
from console.wire.base import Ask
from console.wire.bounds import After, Filter, Language, Whole
from console.wire.requests.rows import RequestPage


class FiguresRow(msgspec.Struct, frozen=True):
    """One row: the figures of a department, category, month or quarter.

    `optouts` are those received in that time for the whole bank; -1 if they cannot be split (by department or category).
    """

    key: str
    figures: Figures
    optouts: int = -1


class StatisticsView(msgspec.Struct, frozen=True):
    """A period's figures: one row each, and the total. `begins` and `ends` are instants, the end not included.

    `reasons` are those with which requests were returned, most frequent first, at most 50; `house` says that the caller sees
    every department.
    """

    period: str
    by: str
    begins: str
    ends: str
    rows: list[FiguresRow]
    total: FiguresRow
    reasons: list[tuple[str, int]]
    house: bool


class Statistics(Ask, frozen=True):
    """Figures of a period (`2026`, `2026Q4`, `2026-11`), a row for each value of `by`, as far as the caller may read."""

    period: str
    by: str = "month"
    department: str = ""
    category: str = ""
    Answer: ClassVar[type] = StatisticsView


class CodeRow(msgspec.Struct, frozen=True):
    """How many recipients ended in that state: refused, undelivered or unknown with a raw code of the provider, or suppressed with a reason."""

    state: str
    code: str
    n: int


class StatisticsCodes(Ask, frozen=True):
    """Why recipients of a period's sends were not reached, by code or reason, most frequent first."""

    period: str
    department: str = ""
    category: str = ""
    Answer: ClassVar[type] = list[CodeRow]


class StatisticsRequests(Ask, frozen=True):
    """The requests that a row counts: they had an event in the period, or one of their sends began; newest first."""

    period: str
    department: str = ""
    category: str = ""
    text: Filter = ""
    after: After = ""
    limit: Whole = 128
    Answer: ClassVar[type] = RequestPage


class StatisticsBook(msgspec.Struct, frozen=True):
    """A workbook with charts: its file name and its bytes."""

    name: str
    data: bytes


class MakeStatisticsBook(Ask, frozen=True):
    """The figures of a period as an XLSX workbook with charts; `lang` is zh or en."""

    period: str
    department: str = ""
    category: str = ""
    lang: Language = "zh"
    Answer: ClassVar[type] = StatisticsBook
