"""Until when a thing waits, as a column and in full: its day, the working days left, and that its last day has come."""

from console.screens.session import Session

COLUMN = {"zh": 12, "en": 14}
"""Cells of the column by language."""


def ends_short(session: Session, due: str, days: int) -> str:
    """`12-01 余3日`, `今天 23:59`, `已晚 12-01`; empty where nothing ends it."""
    if not due:
        return ""
    when = session.when(due, year=False)
    day, time = when[:5], when[6:11]
    if due <= session.now():
        return session.t("ends.late", day=day)
    if days <= 0:
        return session.t("ends.today", time=time)
    return session.t("ends.one" if days == 1 else "ends.days", day=day, n=days)


def ends_full(session: Session, due: str, days: int) -> str:
    """The instant with its zone, and how many working days are left."""
    if not due:
        return ""
    if due <= session.now():
        left = session.t("ends.over")
    elif days <= 0:
        left = session.t("ends.last")
    else:
        left = session.t("ends.left_one" if days == 1 else "ends.left", n=days)
    return f"{session.when(due)}  {left}"
