"""Times as people write them at the command line: local wall-clock times, or UTC instants."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from console.cli.session import Session
from console.cli.streams import UsageError
from console.domain import times


def instant(value: object, timezone: str) -> str:
    """Return a time as a UTC instant: `…Z` unchanged, a local time by the zone; raises ValueError."""
    if isinstance(value, datetime):
        moment = value
    elif isinstance(value, date):
        raise ValueError(f"{value}: the hour is missing")  # noqa: TRY004 - as for any other malformed time
    elif not value:
        return ""
    else:
        moment = datetime.fromisoformat(str(value))
        if ":" not in str(value):
            # A bare day would begin at midnight, so a deputy "until" that day would end the evening before.
            raise ValueError(f"{value}: the hour is missing")
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(timezone))
    return times.render(moment)


def moment(run: Session, value: str) -> str:
    """Return a time from the command line as a UTC instant, empty if none was given; raises UsageError."""
    try:
        return instant(value, run.settings.timezone)
    except ValueError as error:
        raise UsageError(run.t("cli.bad_time", value=value)) from error
