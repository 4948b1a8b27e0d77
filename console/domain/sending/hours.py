"""Sending hours: when a category may be sent, by working day, day off, public holiday or weekday, as one pure calculation (R13).

A span of a day that passes midnight belongs to the day on which it begins. Where clocks change, an edge that happens twice or never
counts so that nothing is sent outside the local hours.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Final, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from console.domain.calendar import Calendar, DayKind
from console.domain.times import parse, render

Hour = Annotated[str, msgspec.Meta(pattern=r"\A([01][0-9]|2[0-4]):[0-5][0-9]\Z")]
Span = Annotated[
    str, msgspec.Meta(pattern=r"\A([01][0-9]|2[0-3]):[0-5][0-9]-(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)\Z")
]
"""`08:00-20:00` in local time, the end not included; `22:00-02:00` passes midnight, `00:00-24:00` is the whole day."""
Spans = Annotated[list[Span], msgspec.Meta(max_length=8)]


class HoursRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The hours of a category: on working days, on days off (missing: as on working days), on public holidays (as on days off).

    A named weekday counts instead on ordinary days of that name; public holidays, and weekend days worked in their place, do not.
    An empty list is a day on which nothing is sent.
    """

    work: Spans
    off: Spans | None = None
    holiday: Spans | None = None
    monday: Spans | None = None
    tuesday: Spans | None = None
    wednesday: Spans | None = None
    thursday: Spans | None = None
    friday: Spans | None = None
    saturday: Spans | None = None
    sunday: Spans | None = None


Rule = tuple[Hour, Hour] | HoursRule
"""A policy's hours: one span for every day (as packs before had it), or spans by kind of day."""

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
AHEAD: Final = timedelta(days=62)
"""How far the next possible window is looked for."""
_DAY: Final = timedelta(days=1)
_MIDNIGHT: Final = 24 * 60


class Opening(NamedTuple):
    """A time in which sending is allowed, from `start` to before `end` (aware UTC)."""

    start: datetime
    end: datetime

    @property
    def seconds(self) -> int:
        """Its length."""
        return int((self.end - self.start).total_seconds())


class Verdict(NamedTuple):
    """What of a window can be sent, in seconds: `total` of it are left, `open` of these are within the hours.

    `opens` and `closes` are the next possible window, empty if none is near. `missing` is a year without a calendar that the window
    reaches into although the hours depend on it, else 0. `need` are the seconds that the recipients take at the agreed rate, 0 if
    that is unknown.
    """

    total: int
    open: int
    opens: str
    closes: str
    missing: int
    need: int

    @property
    def sendable(self) -> bool:
        """Whether anything of the window can be sent."""
        return self.open > 0 and not self.missing

    @property
    def whole(self) -> bool:
        """Whether all of the window can be sent, and it is long enough."""
        return self.sendable and self.open == self.total and self.need <= self.open


class Hours(NamedTuple):
    """The hours of one category on the clock of `zone`, with the calendar that says which days are worked."""

    rule: Rule
    calendar: Calendar
    zone: ZoneInfo

    @property
    def dated(self) -> bool:
        """Whether the hours depend on the calendar of public holidays."""
        if not isinstance(self.rule, HoursRule):
            return False
        named = (getattr(self.rule, name) for name in WEEKDAYS)
        return (
            len(
                {
                    *(_kind_spans(self.rule, kind) for kind in DayKind),
                    *(tuple(one) for one in named if one is not None),
                }
            )
            > 1
        )

    def spans(self, day: date) -> tuple[tuple[int, int], ...]:
        """The spans that begin on a local day, in minutes from its midnight; an end above 1440 is on the next day."""
        if not isinstance(self.rule, HoursRule):
            start, end = self.rule
            return _minutes((f"{start}-{end}",))
        kind = self.calendar.kind(day)
        named = getattr(self.rule, WEEKDAYS[day.weekday()])
        if named is not None and kind is not DayKind.HOLIDAY and not self.calendar.made_up(day):
            return _minutes(named)
        return _minutes(_kind_spans(self.rule, kind))

    def openings(self, first: datetime, last: datetime) -> Iterator[Opening]:
        """Yield every time between two aware instants in which sending is allowed, in order, none touching the next."""
        held: Opening | None = None
        for one in self._by_day(first, last):
            start, end = max(one.start, first), min(one.end, last)
            if start >= end:
                continue
            if held is not None and start <= held.end:
                held = Opening(held.start, max(held.end, end))
                continue
            if held is not None:
                yield held
            held = Opening(start, end)
        if held is not None:
            yield held

    def _by_day(self, first: datetime, last: datetime) -> Iterator[Opening]:
        day, end = _local(first, self.zone) - _DAY, _local(last, self.zone)
        while day <= end:
            spans = [
                Opening(
                    _instant(day, start, self.zone, late=True), _instant(day, stop, self.zone, late=False)
                )
                for start, stop in self.spans(day)
            ]
            yield from sorted(spans)
            day += _DAY

    def missing(self, first: datetime, last: datetime) -> int:
        """The first year without a calendar that the time between two instants touches, if the hours depend on it; else 0."""
        if not self.dated:
            return 0
        years = range(_local(first, self.zone).year, _local(last, self.zone).year + 1)
        return next((year for year in years if year not in self.calendar.years), 0)

    def now(self, at: datetime) -> "Moment":
        """What holds at an instant, and until when."""
        if self.missing(at, at):
            return Moment(open=False, until=None, missing=_local(at, self.zone).year)
        first = next(self.openings(at, self._known_until(at, at + AHEAD)), None)
        if first is None:
            return Moment(open=False, until=None)
        return (
            Moment(open=True, until=first.end) if first.start == at else Moment(open=False, until=first.start)
        )

    def _known_until(self, first: datetime, last: datetime) -> datetime:
        """The last instant up to which the hours are known: at most `last`, at least `first`."""
        missing = self.missing(first, last)
        return max(first, _instant(date(missing, 1, 1), 0, self.zone, late=False)) if missing else last

    def judge(self, opens: str, closes: str, at: str, *, need: int = 0) -> Verdict:
        """What of the window from `opens` to `closes` can still be sent at `at`, and which window could be sent instead.

        The offered window is as long as the one asked for, or as the recipients need, if the hours allow that at a stretch.
        """
        start, end = max(parse(opens), parse(at)), parse(closes)
        total = max(0, int((end - start).total_seconds()))
        # The last second, because a window that ends at midnight of New Year's Day does not reach into that year.
        missing = self.missing(start, max(start, end - timedelta(seconds=1)))
        open_ = sum(one.seconds for one in self.openings(start, end)) if total and not missing else 0
        length = max(int((end - parse(opens)).total_seconds()), need, 60)
        offered = self._offer(start, timedelta(seconds=length))
        return Verdict(total, open_, *offered, missing, need)

    def _offer(self, start: datetime, length: timedelta) -> tuple[str, str]:
        """The next window of that length, or the whole of the next opening if it is shorter; of minutes, as people enter it."""
        begin = _whole_minute(start)
        for one in self.openings(begin, self._known_until(begin, begin + AHEAD)):
            return render(one.start), render(min(one.end, one.start + length))
        return "", ""


class Moment(NamedTuple):
    """Whether sending is allowed at an instant, and until when that stays so (None: longer than `AHEAD`, or unknown).

    `missing` is the year of the instant if its calendar would be needed and is missing.
    """

    open: bool
    until: datetime | None
    missing: int = 0


def empty_spans(rule: Rule) -> Iterator[tuple[str, int, str]]:
    """Yield the spans of a rule by kind of day that begin and end at the same time: day, place, span. `00:00-24:00` is a whole day."""
    for day in HoursRule.__struct_fields__ if isinstance(rule, HoursRule) else ():
        for nth, span in enumerate(getattr(rule, day) or ()):
            if span[:5] == span[6:]:
                yield day, nth, span


def described(rule: Rule) -> dict[str, str]:
    """The hours by kind of day or weekday, for people: `{"work": "08:00-20:00"}`; a day without any has an empty text.

    Kinds that are the same as the one before them are left out.
    """
    if not isinstance(rule, HoursRule):
        return {"work": "-".join(rule)}
    found: dict[str, str] = {}
    last: str | None = None
    for kind in DayKind:
        said = ", ".join(_kind_spans(rule, kind))
        if said != last:
            found[str(kind)] = last = said
    named = ((name, getattr(rule, name)) for name in WEEKDAYS)
    return found | {name: ", ".join(spans) for name, spans in named if spans is not None}


def widest(rule: Rule) -> tuple[int, int]:
    """The minutes of the day between which a rule lets anything be sent on any day; of a span that passes midnight, all of them."""
    said = [span for spans in described(rule).values() for span in spans.split(", ") if span]
    spans = _minutes(said)
    if not spans or max(end for _, end in spans) > _MIDNIGHT:
        return 0, _MIDNIGHT if spans else 0
    return min(start for start, _ in spans), max(end for _, end in spans)


def _kind_spans(rule: HoursRule, kind: DayKind) -> tuple[str, ...]:
    off = rule.work if rule.off is None else rule.off
    holiday = off if rule.holiday is None else rule.holiday
    return tuple({DayKind.WORK: rule.work, DayKind.OFF: off, DayKind.HOLIDAY: holiday}[kind])


def _minutes(spans: "tuple[str, ...] | list[str]") -> tuple[tuple[int, int], ...]:
    found = []
    for span in spans:
        start, end = (int(text[:2]) * 60 + int(text[3:]) for text in span.split("-"))
        end = end + _MIDNIGHT if end < start else min(end, _MIDNIGHT)
        if start < end:
            found.append((start, end))
    return tuple(found)


def _local(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()


def _instant(day: date, minutes: int, zone: ZoneInfo, *, late: bool) -> datetime:
    """The instant of a local time; of two, the later one if `late`. A midnight is one instant for the day before and after."""
    days, rest = divmod(minutes, _MIDNIGHT)
    wall = datetime.combine(day + days * _DAY, time(rest // 60, rest % 60), zone)
    early = wall.replace(fold=0).astimezone(UTC)
    if not rest:
        return early
    other = wall.replace(fold=1).astimezone(UTC)
    return max(early, other) if late else min(early, other)


def _whole_minute(at: datetime) -> datetime:
    cut = at.replace(second=0, microsecond=0)
    return cut if cut == at else cut + timedelta(minutes=1)
