"""Working days: weekends, the public holidays of each year, and the weekend days worked instead, as dated data.

A day here is a day in the organisation's own time zone. In a year without data only weekends are off (see `covers`).
"""

import tomllib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import msgspec

from console.domain.data_folder import data_folder
from console.domain.times import parse, render

_DAY = timedelta(days=1)
_SATURDAY = 5


class Holiday(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One holiday: its days off, `first` to `last`, and the weekend days that are worked to make up for it."""

    name: str
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
    source: str
    published: date
    holiday: list[Holiday]


class CalendarError(ValueError):
    """The text is not a valid year of the calendar."""


class Calendar:
    """Which days are worked."""

    def __init__(self, years: Iterable[Year]) -> None:
        given = tuple(years)
        self.years = frozenset(one.year for one in given)
        self._off = frozenset(day for one in given for holiday in one.holiday for day in holiday.days())
        self._worked = frozenset(day for one in given for holiday in one.holiday for day in holiday.work)

    def covers(self, day: date) -> bool:
        """Whether the holidays of that day's year are known."""
        return day.year in self.years

    def works(self, day: date) -> bool:
        """Whether the day is a working day."""
        return day in self._worked or (day.weekday() < _SATURDAY and day not in self._off)

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
    """Return the year that a TOML text spells; raises CalendarError if it is malformed or contradicts itself."""
    try:
        year = msgspec.convert(tomllib.loads(text), Year, strict=True)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise CalendarError(str(error)) from error
    off = [day for holiday in year.holiday for day in holiday.days()]
    worked = [day for holiday in year.holiday for day in holiday.work]
    if any(holiday.last < holiday.first for holiday in year.holiday):
        raise CalendarError("a holiday ends before it begins")
    if any(day.year != year.year for day in off + worked):
        raise CalendarError(f"a day outside {year.year}")
    if len({*off, *worked}) < len(off) + len(worked):
        raise CalendarError("a day is named twice")
    if any(day.weekday() < _SATURDAY for day in worked):
        raise CalendarError("only weekend days are worked instead of others")
    return year


@cache
def shipped() -> Calendar:
    """Return the calendar of every year that the program ships. Raises CalendarError if a table is malformed."""
    folder = data_folder() / "calendar"
    return Calendar(
        read(entry.read_text("utf-8")) for entry in folder.iterdir() if entry.name.endswith(".toml")
    )
