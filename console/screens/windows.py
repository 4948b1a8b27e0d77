"""Windows as people write them: local wall-clock times, the zone shown beside them; UTC instants in the draft."""

from datetime import datetime
from zoneinfo import ZoneInfo

from console.domain import times

_DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日")
_FORMS = ("%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y%m%d %H%M", "%Y-%m-%d %H:%M:%S")


def to_instant(typed: str, zone: ZoneInfo) -> str:
    """Return the UTC instant that a local time writes; what is no time comes back as typed, so that nothing is lost."""
    words = " ".join(typed.replace("：", ":").split())
    if not words:
        return ""
    for form in _FORMS:
        try:
            # A local time is read as wall-clock digits and given its zone in the same breath.
            moment = datetime.strptime(words, form).replace(tzinfo=zone)
        except ValueError:
            continue
        return times.render(moment)
    return typed


def to_day(typed: str) -> str:
    """Return the day that is written (`2026-12-01`, `2026/12/1`, `20261201`) as `YYYY-MM-DD`; what is no day comes back as typed."""
    for form in _DAYS:
        try:
            # A day of the calendar has no zone.
            return f"{datetime.strptime(typed.strip(), form):%Y-%m-%d}"  # noqa: DTZ007 - see above
        except ValueError:
            continue
    return typed


def is_day(written: str) -> bool:
    """Whether something is a day as `to_day` writes it."""
    try:
        return bool(times.day(written))
    except ValueError:
        return False


def to_local(instant: str, zone: ZoneInfo) -> str:
    """Return an instant as a local time without its zone; what is no instant comes back as it is."""
    try:
        return f"{times.parse(instant).astimezone(zone):%Y-%m-%d %H:%M}"
    except ValueError:
        return instant


def zone_name(zone: ZoneInfo, at: datetime) -> str:
    """The zone as it is shown beside a field: `Asia/Shanghai +08`."""
    offset = at.astimezone(zone).strftime("%z")
    return f"{zone.key} {offset[:3] if offset.endswith('00') else offset}"
