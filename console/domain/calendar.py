"""Working days: weekends, the public holidays of each year, and the weekend days worked instead, as dated data.

A day here is a day in the organisation's own time zone. In a year without data only weekends are off (see `covers`).
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec

from console.domain.data_folder import shipped_texts
from console.domain.times import parse, render
from console.domain.toml_lines import FileFaultError, line_of, spelled
from console.domain.toml_lines import read as read_toml

_DAY = timedelta(days=1)
_SATURDAY = 5
_FIRST, _LAST = 2000, 2200
"""Years that a calendar may be of."""
_FROM_MONTH = 10
"""The month from which the next year's holidays are asked for; they are published late in the year."""
_SOON = timedelta(days=31)
_LONGEST = timedelta(days=31)
"""The longest holiday, so that a mistyped year is no month of rest."""


class DayKind(StrEnum):
    """What a day is: worked, off, or off because of a public holiday."""

    WORK = "work"
    OFF = "off"
    HOLIDAY = "holiday"


class Holiday(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One holiday: its days off, `first` to `last`, and the weekend days that are worked to make up for it."""

    name: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    first: date
    last: date
    work: list[date]

    def days(self) -> Iterator[date]:
        """Yield every day off."""
        for nth in range((self.last - self.first).days + 1):
            yield self.first + nth * _DAY


class Year(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The holidays of one year as they were published."""

    year: int
    source: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    published: date
    holiday: list[Holiday]


class Calendar:
    """Which days are worked."""

    def __init__(self, years: Iterable[Year]) -> None:
        given = tuple({one.year: one for one in years}.values())
        self.by_year = {one.year: one for one in given}
        self.years = frozenset(self.by_year)
        self._off = frozenset(day for one in given for holiday in one.holiday for day in holiday.days())
        self._worked = frozenset(day for one in given for holiday in one.holiday for day in holiday.work)

    def covers(self, day: date) -> bool:
        """Whether the holidays of that day's year are known."""
        return day.year in self.years

    def works(self, day: date) -> bool:
        """Whether the day is a working day."""
        return day in self._worked or (day.weekday() < _SATURDAY and day not in self._off)

    def made_up(self, day: date) -> bool:
        """Whether it is a weekend day that is worked in place of a holiday."""
        return day in self._worked

    def kind(self, day: date) -> DayKind:
        """Whether the day is worked, off, or a public holiday; in a year without data as the week says."""
        if day in self._off:
            return DayKind.HOLIDAY
        return DayKind.WORK if self.works(day) else DayKind.OFF

    def uncovered(self, first: date, last: date) -> int:
        """The first year without data from one day to another; 0 if all are known."""
        return next((year for year in range(first.year, last.year + 1) if year not in self.years), 0)

    def wanted(self, today: date) -> int:
        """The year whose holidays should be known by `today` and are not: the present one, or from October on the next; else 0."""
        last = date(today.year + (today.month >= _FROM_MONTH), 1, 1)
        return self.uncovered(today, last)

    @staticmethod
    def needed(today: date, missing: int) -> bool:
        """Whether work stops without a missing year: it has begun, or begins within the longest window that may be asked for."""
        return today + _SOON >= date(missing, 1, 1)

    def with_years(self, years: Iterable[Year], *, without: Iterable[int] = ()) -> "Calendar":
        """Return the calendar in which these years replace those of the same number, and the years `without` are unknown."""
        known = {**self.by_year, **{one.year: one for one in years}}
        gone = set(without)
        return Calendar(one for year, one in known.items() if year not in gone)

    def add_working_days(self, day: date, n: int) -> date:
        """Return the `n`-th working day after `day` (before it if `n` is negative); for 0 the day itself."""
        step = _DAY if n > 0 else -_DAY
        for _ in range(abs(n)):
            day += step
            while not self.works(day):
                day += step
        return day

    def working_days_between(self, first: date, last: date) -> int:
        """Return the number of working days after `first` up to and including `last`; 0 if `last` is not later."""
        return sum(self.works(first + nth * _DAY) for nth in range(1, (last - first).days + 1))

    def closing(self, at: str, n: int, timezone: str) -> str:
        """Return the last second of the `n`-th working day after the local day of instant `at`; for 0, of that day itself."""
        zone = ZoneInfo(timezone)
        return end_of(self.add_working_days(local_day(at, timezone), n), zone)

    def eve(self, due: str, timezone: str) -> str:
        """Return the last second of the working day before the local day of `due`."""
        return self.closing(due, -1, timezone)


def local_day(at: str, timezone: str) -> date:
    """Return the day that an instant falls on in a zone."""
    return parse(at).astimezone(ZoneInfo(timezone)).date()


def end_of(day: date, zone: ZoneInfo) -> str:
    """Return the last second of a day of that zone, as an instant."""
    midnight = datetime.combine(day + _DAY, time.min, zone)
    return render(midnight.astimezone(UTC) - timedelta(seconds=1))


def read(text: str) -> Year:
    """Return the year that a TOML text spells; raises FileFaultError if it is malformed or contradicts itself.

    Codes of its own: `holiday_order`, `other_year`, `day_twice`, `worked_weekday`, each with the day in `detail`.
    """
    year = read_toml(text, Year)

    def wrong(code: str, nth: int, field: str, day: date) -> FileFaultError:
        path = ("holiday", nth, field)
        return FileFaultError(code, line_of(text, path), spelled(path), detail=f"{day:%Y-%m-%d}")

    if not _FIRST <= year.year <= _LAST:
        raise FileFaultError("value", line_of(text, ("year",)), "year", detail=str(year.year))
    seen: set[date] = set()
    for nth, holiday in enumerate(year.holiday):
        if not holiday.first <= holiday.last <= holiday.first + _LONGEST:
            raise wrong("holiday_order", nth, "last", holiday.last)
        named = [*(("first", day) for day in holiday.days()), *(("work", day) for day in holiday.work)]
        for field, day in named:
            if day.year != year.year:
                raise wrong("other_year", nth, field, day)
            if day in seen:
                raise wrong("day_twice", nth, field, day)
            if field == "work" and day.weekday() < _SATURDAY:
                raise wrong("worked_weekday", nth, field, day)
            seen.add(day)
    return year


@cache
def shipped() -> Calendar:
    """Return the calendar of every year that the program ships. Raises FileFaultError if a table is malformed."""
    return Calendar(map(read, shipped_texts("calendar")))
