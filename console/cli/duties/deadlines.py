"""The holiday calendar as `doctor` tells it: which years are known, and which one is missing by now."""

from datetime import date

from console.cli.checks.finding import Finding
from console.cli.session import Session
from console.domain.calendar import Calendar, shipped
from console.errors import ConsoleError, RefusedError
from console.wire.rosters import rule_files as wire


def calendar(run: Session, today: date) -> Finding:
    """What is known of the public holidays: the desk's word, or without a desk what this program ships.

    A missing year is something to weigh from October on, and wrong once a window that is asked for may reach into it.
    """
    known, missing, grave = _at_desk(run) or _shipped(shipped(), today)
    if not missing:
        return Finding("calendar", "good", run.t("calendar.known", years=", ".join(map(str, known))))
    said = run.t("calendar.missing", year=missing)
    return Finding("calendar", "bad" if grave else "weigh", said, "calendar", {"year": str(missing)})


def _at_desk(run: Session) -> tuple[list[int], int, bool] | None:
    try:
        years: wire.Years = run.ask(wire.CalendarYears())
    except (RefusedError, ConsoleError):
        return None
    return [one.year for one in years.known], years.missing, years.grave


def _shipped(calendar: Calendar, today: date) -> tuple[list[int], int, bool]:
    missing = calendar.wanted(today)
    return sorted(calendar.years), missing, bool(missing) and calendar.needed(today, missing)
