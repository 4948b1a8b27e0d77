"""Calendar quarters on the organisation's clock (R3): the quarter of an instant, its beginning and end, and when it is due."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Final, NamedTuple, Self
from zoneinfo import ZoneInfo

import msgspec

from console.domain.calendar import Calendar, end_of, local_day
from console.domain.times import render

QuarterName = Annotated[str, msgspec.Meta(pattern=r"\A2[0-9]{3}Q[1-4]\Z")]
"""The name of a quarter in acts and papers: `2026Q4`."""

DUE_DAYS: Final = 10
"""Working days after its end within which a quarter must be handed in (R3 sets no deadline; see the glossary)."""

RECEIVE_DAYS: Final = 5
"""Working days after its signature within which the General Department receives a quarter or returns it (likewise)."""

_NAME: Final = re.compile(r"\A(2[0-9]{3})Q([1-4])\Z")
_MONTHS: Final = 3


class Quarter(NamedTuple):
    """One quarter: `nth` is 1 to 4."""

    year: int
    nth: int

    @classmethod
    def read(cls, name: str) -> Self:
        """The quarter that `2026Q4` names; raises ValueError for any other shape."""
        match = _NAME.match(name)
        if not match:
            raise ValueError(name)
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, at: str, timezone: str) -> Self:
        """The quarter in which an instant lies on the clock of a zone."""
        day = local_day(at, timezone)
        return cls(day.year, (day.month - 1) // _MONTHS + 1)

    @property
    def name(self) -> str:
        """`2026Q4`."""
        return f"{self.year}Q{self.nth}"

    def first(self) -> date:
        """Its first day."""
        return date(self.year, (self.nth - 1) * _MONTHS + 1, 1)

    def last(self) -> date:
        """Its last day."""
        return self.next().first() - timedelta(days=1)

    def next(self) -> "Quarter":
        """The next quarter."""
        return Quarter(self.year + self.nth // 4, self.nth % 4 + 1)

    def before(self) -> "Quarter":
        """The previous quarter."""
        return Quarter(self.year - (self.nth == 1), (self.nth - 2) % 4 + 1)

    def begins(self, timezone: str) -> str:
        """The instant at which it begins in a zone."""
        midnight = datetime.combine(self.first(), time.min, ZoneInfo(timezone))
        return render(midnight.astimezone(UTC))

    def ends(self, timezone: str) -> str:
        """Its last second in a zone."""
        return end_of(self.last(), ZoneInfo(timezone))

    def due(self, calendar: Calendar, timezone: str) -> str:
        """The last second of the working day by which it must be handed in."""
        return calendar.closing(self.ends(timezone), DUE_DAYS, timezone)
