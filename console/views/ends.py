"""How a deadline is shown, as a column and in full: first the day as people name it, then the time left."""

from datetime import datetime, timedelta

from console.domain.times import now, parse
from console.look.senses import Sense
from console.views.view import Viewer

_NEAR_DAYS = 6
"""Within this many days a weekday name alone is clear; the seventh day has the same name as today."""

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def short(viewer: Viewer, due: str, days: int) -> str:
    """`今天 21:00`, `明天(周六) 07:15`, `周一 12:00`, `12-15 剩14工作日`, `逾期 2 小时`; empty if there is no deadline.

    `due` is an instant, `days` the working days after today up to its day.
    """
    if not due:
        return ""
    if due <= _now(viewer):
        return _late(viewer, due)
    when = _local(viewer, due)
    ahead = (when.date() - _local(viewer, _now(viewer)).date()).days
    name, time = viewer.label("day_short", str(when.isoweekday())), f"{when:%H:%M}"
    if ahead == 0:
        return viewer.t("ends.today", time=time)
    if ahead == 1:
        return f"{viewer.label('day_tomorrow', str(when.isoweekday()))} {time}"
    if ahead <= _NEAR_DAYS:
        return f"{name} {time}"
    return _counted(viewer, "ends.days", days, day=f"{when:%m-%d}")


def sense(viewer: Viewer, due: str) -> Sense:
    """Overdue, ends today, or has time."""
    if not due:
        return Sense.PLAIN
    if due <= _now(viewer):
        return Sense.BAD
    today = _local(viewer, _now(viewer)).date()
    return Sense.YOURS if _local(viewer, due).date() == today else Sense.WAITING


def full(viewer: Viewer, due: str, days: int, *, told: bool = False, unsure: int = 0) -> str:
    """The instant with its zone, then the name of its day and how many working days are left; the arguments are those of `short`.

    A further line says of which year the public holidays are not known (`unsure`), the last one that the superior is `told`.
    """
    if not due:
        return ""
    if due <= _now(viewer):
        left = _late(viewer, due)
    else:
        left = f"{_day(viewer, due)}{viewer.t('ends.comma')}{_left(viewer, due, days)}"
    guess = [viewer.t("ends.unsure", year=unsure)] if unsure and due > _now(viewer) else []
    return "\n".join((viewer.when(due), left, *guess, *([told_words(viewer, due)] if told else [])))


def told_words(viewer: Viewer, due: str) -> str:
    """That a superior sees it too, and whether it is overdue or only due soon."""
    return viewer.t("late.told_over" if due and due <= _now(viewer) else "late.told")


def _left(viewer: Viewer, due: str, days: int) -> str:
    if days > 0:
        return _counted(viewer, "ends.left", days)
    today = _local(viewer, due).date() == _local(viewer, _now(viewer)).date()
    return viewer.t("ends.ends_today" if today else "ends.none_between")


def _day(viewer: Viewer, due: str) -> str:
    """The name of its day in full: `今天（周五）`, `明天（周六）`, `周一`."""
    when = _local(viewer, due).date()
    ahead = (when - _local(viewer, _now(viewer)).date()).days
    name = viewer.label("day", str(when.isoweekday()))
    near = {0: "ends.day_today", 1: "ends.day_tomorrow"}.get(ahead)
    return viewer.t(near, name=name) if near else name


def _late(viewer: Viewer, due: str) -> str:
    """Days are counted in the calendar, as filing counts them; less than 24 hours are not yet a day."""
    over = parse(_now(viewer)) - parse(due)
    if over < _HOUR:
        return viewer.t("ends.just_late")
    if over < _DAY:
        return _counted(viewer, "ends.late_hours", over // _HOUR)
    days = (_local(viewer, _now(viewer)).date() - _local(viewer, due).date()).days
    return _counted(viewer, "ends.late_days", days)


def _counted(viewer: Viewer, key: str, n: int, **more: str) -> str:
    return viewer.t(f"{key}_one" if n == 1 else key, n=n, **more)


def _local(viewer: Viewer, instant: str) -> datetime:
    return parse(instant).astimezone(viewer.zone)


def _now(viewer: Viewer) -> str:
    return viewer.now or now()
