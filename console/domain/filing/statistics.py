"""Figures of use (R8): what was asked for, decided, sent and paid for, by department, category, month and quarter.

The module only counts facts. An event counts in the month in which it happened. A send counts in the month in which its first
message left, with all its later results; the quarter has the same rule (R3).
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time
from enum import StrEnum
from operator import attrgetter
from typing import Final, NamedTuple, Self
from zoneinfo import ZoneInfo

import msgspec

from console.domain.filing.quarters import Quarter
from console.domain.masking import mobiles_masked
from console.domain.replies.reply_judge import Verdict
from console.domain.sending import counts
from console.domain.sending.limits import GROUPS
from console.domain.times import render

_YEAR: Final = re.compile(r"\A2[0-9]{3}\Z")
_MONTH: Final = re.compile(r"\A(2[0-9]{3})-(0[1-9]|1[0-2])\Z")
_MONTHS: Final = 12
_A_QUARTER: Final = 3


class Dimension(StrEnum):
    """What the rows of a table of figures represent."""

    DEPARTMENT = "department"
    CATEGORY = "category"
    MONTH = "month"
    QUARTER = "quarter"


class Happened(StrEnum):
    """The events that are counted: submissions, final approvals, the ways a request comes back, complaints, emergency sends, replies.

    A complaint counts when it came in, an emergency send (补录) when it went out on paper; neither adds to the recipients.
    """

    SUBMITTED = "submitted"
    APPROVED = "approved"
    RETURNED = "returned"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    LAPSED = "lapsed"
    COMPLAINED = "complaints"
    EMERGENCY = "emergencies"
    REPLY_REFUSE = "reply_refuse"
    REPLY_HUMAN = "reply_human"
    REPLY_IGNORE = "reply_ignore"


REPLIES: Final = {
    Verdict.REFUSE: Happened.REPLY_REFUSE,
    Verdict.HUMAN: Happened.REPLY_HUMAN,
    Verdict.IGNORE: Happened.REPLY_IGNORE,
}
"""What a reply counts as, by its verdict when it came in."""


class Period(NamedTuple):
    """A year (`2026`), a quarter (`2026Q4`) or a month (`2026-11`): its first month, counted from year 0, and its length."""

    start: int
    months: int

    @classmethod
    def read(cls, name: str) -> Self:
        """The period that a name stands for; raises ValueError for any other shape."""
        if _YEAR.match(name):
            return cls(int(name) * _MONTHS, _MONTHS)
        month = _MONTH.match(name)
        if month:
            return cls(int(month[1]) * _MONTHS + int(month[2]) - 1, 1)
        quarter = Quarter.read(name)
        return cls(quarter.year * _MONTHS + (quarter.nth - 1) * _A_QUARTER, _A_QUARTER)

    @property
    def name(self) -> str:
        """The written name of the period."""
        year, month = divmod(self.start, _MONTHS)
        if self.months == _MONTHS:
            return f"{year}"
        return f"{year}-{month + 1:02d}" if self.months == 1 else f"{year}Q{month // _A_QUARTER + 1}"

    def before(self) -> "Period":
        """The previous period of the same length."""
        return Period(self.start - self.months, self.months)

    def after(self) -> "Period":
        """The next period of the same length."""
        return Period(self.start + self.months, self.months)

    def split(self, by: Dimension) -> list["Period"]:
        """Return its months, or the quarters that contain it or that it consists of; for other dimensions, the period itself."""
        if by is Dimension.MONTH:
            return [Period(self.start + nth, 1) for nth in range(self.months)]
        if by is Dimension.QUARTER:
            first = self.start // _A_QUARTER
            last = (self.start + self.months - 1) // _A_QUARTER
            return [Period(nth * _A_QUARTER, _A_QUARTER) for nth in range(first, last + 1)]
        return [self]

    def begins(self, zone: ZoneInfo) -> str:
        """The instant at which it begins in a zone."""
        year, month = divmod(self.start, _MONTHS)
        midnight = datetime.combine(date(year, month + 1, 1), time.min, zone)
        return render(midnight.astimezone(UTC))

    def ends(self, zone: ZoneInfo) -> str:
        """The instant at which the next period begins in a zone."""
        return self.after().begins(zone)


class Buckets:
    """Finds the part of a period in which an instant lies; instants have one form, so they are compared as text."""

    def __init__(self, parts: list[Period], zone: ZoneInfo) -> None:
        self._begins = [one.begins(zone) for one in parts]
        self._names = [one.name for one in parts]

    def name(self, at: str) -> str:
        """Return the name of the part in which `at` lies; the first part for any earlier instant."""
        return self._names[max(0, bisect_right(self._begins, at) - 1)]


class Event(NamedTuple):
    """Something that happened to a request. For an approval, `seconds` counts from the submission of the version; -1 if unknown."""

    what: Happened
    at: str
    department: str
    category: str
    seconds: int = -1


class Send(NamedTuple):
    """A slot that began: its recipients by state, billed parts per message, and the price of a part in fen.

    `whys` counts the suppressed by group of reasons (`limits.GROUPS`); whoever is in none was told without a reason.
    """

    at: str
    department: str
    category: str
    recipients: int
    suppressed: int
    delivered: int
    undelivered: int
    refused: int
    no_receipt: int
    unknown: int
    not_sent: int
    running: int
    settled: int
    taken: int
    parts: int
    price: int
    whys: tuple[tuple[str, int], ...] = ()


class Figures(msgspec.Struct, frozen=True):
    """One row of figures.

    `median` and `p90` are seconds between handing in and the last signature, nights and weekends included (-1: none approved);
    nearest rank. `recipients` = suppressed + delivered + undelivered + refused + no_receipt + unknown + not_sent + running.
    `suppressed` = opted_out + reply_open + same_text + over_day + over_30_days + unsaid. `reply_*` are
    replies by verdict. `unknown` are still open, `settled` were settled by two people. `parts` and `fen` cover messages that the provider certainly
    took.
    """

    submitted: int = 0
    approved: int = 0
    returned: int = 0
    rejected: int = 0
    withdrawn: int = 0
    expired: int = 0
    lapsed: int = 0
    median: int = -1
    p90: int = -1
    sends: int = 0
    recipients: int = 0
    suppressed: int = 0
    opted_out: int = 0
    reply_open: int = 0
    same_text: int = 0
    over_day: int = 0
    over_30_days: int = 0
    unsaid: int = 0
    delivered: int = 0
    undelivered: int = 0
    refused: int = 0
    no_receipt: int = 0
    unknown: int = 0
    not_sent: int = 0
    running: int = 0
    settled: int = 0
    parts: int = 0
    fen: int = 0
    complaints: int = 0
    emergencies: int = 0
    reply_refuse: int = 0
    reply_human: int = 0
    reply_ignore: int = 0

    def balances(self) -> bool:
        """Whether the states add up to the recipients."""
        return self.recipients == sum(int(getattr(self, name)) for name in STATES) and self.suppressed == sum(
            int(getattr(self, name)) for name in GROUPS
        )


STATES: Final = (*counts.SUMMED, "running")
"""The recipients' states; a row's `recipients` is the sum of these."""

TOLD: Final = (counts.SUMMED[0], *GROUPS, *STATES[1:])
"""The states as they are shown: behind the suppressed, which come first, their reasons."""

_states: Final[Callable[[Send], tuple[int, ...]]] = attrgetter(*STATES)
"""The same states of a `Send`, in the same order."""

MEASURES: Final = tuple(name for name in Figures.__struct_fields__ if name not in {"median", "p90"})
"""Figures that add up over rows, and can be drawn as bars."""

Group = Callable[[str, str, str], str]
"""Maps (instant, department, category) to the name of the row to which a fact belongs."""


def aggregate(events: Iterable[Event], sends: Iterable[Send], group: Group) -> dict[str, Figures]:
    """Count the facts into rows; a row without facts is left out."""
    counts: dict[str, dict[str, int]] = {}
    lengths: dict[str, list[int]] = {}
    for event in events:
        key = group(event.at, event.department, event.category)
        row = counts.get(key) or counts.setdefault(key, dict.fromkeys(MEASURES, 0))
        row[event.what] += 1
        if event.what is Happened.APPROVED and event.seconds >= 0:
            lengths.setdefault(key, []).append(event.seconds)
    for send in sends:
        key = group(send.at, send.department, send.category)
        row = counts.get(key) or counts.setdefault(key, dict.fromkeys(MEASURES, 0))
        row["sends"] += 1
        row["recipients"] += send.recipients
        row["settled"] += send.settled
        for name, n in zip(STATES, _states(send), strict=True):
            row[name] += n
        row["unsaid"] += send.suppressed - sum(n for _, n in send.whys)
        for why, n in send.whys:
            row[why] += n
        row["parts"] += send.taken * send.parts
        row["fen"] += send.taken * send.parts * send.price
    return {
        key: Figures(**row, median=rank(lengths.get(key, []), 50), p90=rank(lengths.get(key, []), 90))
        for key, row in counts.items()
    }


def masked(text: str) -> str:
    """Return a person's words with the middle of any mobile number hidden."""
    return mobiles_masked(text)


def rank(values: list[int], percent: int) -> int:
    """The smallest value that at least `percent` per cent of all values do not exceed; -1 if there are none."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)] if ordered else -1


def recent(day: date) -> Iterator[Period]:
    """Yield the periods offered to people: this month and the eleven before, the last eight quarters, three years."""
    month = day.year * _MONTHS + day.month - 1
    for nth in range(_MONTHS):
        yield Period(month - nth, 1)
    quarter = month // _A_QUARTER
    for nth in range(8):
        yield Period((quarter - nth) * _A_QUARTER, _A_QUARTER)
    for nth in range(3):
        yield Period((day.year - nth) * _MONTHS, _MONTHS)


def ordered_pairs(counts: dict[str, int]) -> list[tuple[str, int]]:
    """Return the most frequent first, equal counts sorted by name."""
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))
