"""Until when a thing waits, as a column and in full: first the day as people name it, then what is left until then."""

from datetime import datetime, timedelta

from console.domain.times import parse
from console.screens.session import Session

COLUMN = {"zh": 16, "en": 18}
"""Cells of the column by language."""

_NEAR_DAYS = 6
"""So far ahead a day is known by its name alone; the seventh has the name of today."""

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def ends_short(session: Session, due: str, days: int) -> str:
    """`今天 21:00`, `明天(周六) 07:15`, `周一 12:00`, `12-15 剩14工作日`, `逾期 2 小时`; empty where nothing ends it.

    `due` is an instant, `days` the working days after today up to its day.
    """
    if not due:
        return ""
    if due <= session.now():
        return _late(session, due)
    when = _local(session, due)
    ahead = (when.date() - _local(session, session.now()).date()).days
    name, time = session.label("day_short", str(when.isoweekday())), f"{when:%H:%M}"
    if ahead == 0:
        return session.t("ends.today", time=time)
    if ahead == 1:
        return session.t("ends.tomorrow", name=name, time=time)
    if ahead <= _NEAR_DAYS:
        return f"{name} {time}"
    return _counted(session, "ends.days", days, day=f"{when:%m-%d}")


def ends_full(session: Session, due: str, days: int) -> str:
    """The instant with its zone, the name of its day, and how many working days are left; arguments as of `ends_short`."""
    if not due:
        return ""
    if due <= session.now():
        left = _late(session, due)
    else:
        left = f"{_day(session, due)}{session.t('ends.comma')}{_left(session, due, days)}"
    return f"{session.when(due)}  {left}"


def _left(session: Session, due: str, days: int) -> str:
    if days > 0:
        return _counted(session, "ends.left", days)
    today = _local(session, due).date() == _local(session, session.now()).date()
    return session.t("ends.ends_today" if today else "ends.none_between")


def _day(session: Session, due: str) -> str:
    """Its day in full: `今天（周五）`, `明天（周六）`, `周一`."""
    when = _local(session, due).date()
    ahead = (when - _local(session, session.now()).date()).days
    name = session.label("day", str(when.isoweekday()))
    near = {0: "ends.day_today", 1: "ends.day_tomorrow"}.get(ahead)
    return session.t(near, name=name) if near else name


def _late(session: Session, due: str) -> str:
    over = parse(session.now()) - parse(due)
    if over < _HOUR:
        return session.t("ends.just_late")
    if over < _DAY:
        return _counted(session, "ends.late_hours", over // _HOUR)
    return _counted(session, "ends.late_days", over // _DAY)


def _counted(session: Session, key: str, n: int, **more: str) -> str:
    return session.t(f"{key}_one" if n == 1 else key, n=n, **more)


def _local(session: Session, instant: str) -> datetime:
    return parse(instant).astimezone(session.zone())
