"""A loss case in words: how it stands, what it waits for, and how much of its clock is left."""

from console.domain import times
from console.screens.session import Session
from console.wire import losses

_HOUR = 3600
_DAY = 24 * _HOUR


def state_of(session: Session, row: losses.LossRow) -> str:
    """Closed, resumed, or what kind of loss it is."""
    if row.closed:
        return session.t("loss_step.closed")
    return session.t("loss.is_back") if row.resumed else session.label("loss_kind", row.kind)


def waits_words(session: Session, row: losses.LossRow) -> str:
    """The most urgent step, and that there are more."""
    if not row.waits_for:
        return ""
    more = " ..." if len(row.waits_for) > 1 else ""
    return session.label("loss_step", row.waits_for[0]) + more


def clock_words(session: Session, due: str, *, late: bool) -> str:
    """When something is due, and how long that is from now, or by how much it is over."""
    if not due:
        return ""
    seconds = abs(round((times.parse(due) - times.parse(session.now())).total_seconds()))
    length = _length(session, seconds)
    told = session.t("loss.over" if late else "loss.left", length=length)
    return f"{session.when(due)}  {told}"


def _length(session: Session, seconds: int) -> str:
    for unit, size in (("day", _DAY), ("hour", _HOUR)):
        if seconds >= size:
            return session.t(f"length.{unit}", n=seconds // size)
    return session.t("length.minute", n=seconds // 60)
