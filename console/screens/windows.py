"""Windows as people write them: local time, with the zone shown beside the field; the draft holds UTC instants."""

from datetime import datetime
from zoneinfo import ZoneInfo

from console.domain import times

_DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日")
_FORMS = ("%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y%m%d %H%M", "%Y-%m-%d %H:%M:%S")


def to_instant(typed: str, zone: ZoneInfo) -> str:
    """Return the UTC instant of a typed local time; text that is no time is returned as typed, so that nothing is lost."""
    words = " ".join(typed.replace("：", ":").split())
    if not words:
        return ""
    for form in _FORMS:
        try:
            # The parsed wall-clock time gets its zone at once.
            moment = datetime.strptime(words, form).replace(tzinfo=zone)
        except ValueError:
            continue
        return times.render(moment)
    return typed


def to_day(typed: str) -> str:
    """Return a typed day (`2026-12-01`, `2026/12/1`, `20261201`) as `YYYY-MM-DD`; text that is no day is returned as typed."""
    for form in _DAYS:
        try:
            # A day of the calendar has no zone.
            return f"{datetime.strptime(typed.strip(), form):%Y-%m-%d}"  # noqa: DTZ007 - see above
        except ValueError:
            continue
    return typed


def is_day(written: str) -> bool:
    """Whether a text is a day in the form that `to_day` returns."""
    try:
        return bool(times.day(written))
    except ValueError:
        return False


def to_local(instant: str, zone: ZoneInfo) -> str:
    """Return an instant as a local time without its zone; text that is no instant is returned unchanged."""
    try:
        return f"{times.parse(instant).astimezone(zone):%Y-%m-%d %H:%M}"
    except ValueError:
        return instant


def zone_name(zone: ZoneInfo, at: datetime) -> str:
    """The zone as shown beside a field: `Asia/Shanghai +08`."""
    offset = at.astimezone(zone).strftime("%z")
    return f"{zone.key} {offset[:3] if offset.endswith('00') else offset}"
