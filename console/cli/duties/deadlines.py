"""The holiday calendar: which years are known."""

from datetime import date, timedelta

from console.cli.session import Session
from console.domain.calendar import Calendar

_AHEAD = timedelta(days=60)


def missing_year(calendar: Calendar, today: date) -> int | None:
    """The year without known holidays that has begun or begins within two months; None if there is none."""
    return next((day.year for day in (today, today + _AHEAD) if not calendar.covers(day)), None)


def calendar_words(run: Session, calendar: Calendar, today: date) -> str:
    """Say which years' holidays are known, and which year's are missing that begins within two months."""
    missing = missing_year(calendar, today)
    if missing is not None:
        return run.t("calendar.missing", year=missing)
    return run.t("calendar.known", years=", ".join(map(str, sorted(calendar.years))))
