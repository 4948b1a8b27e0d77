"""How loss cases, freezes, deadlines, and dispatchers that wait to be re-armed are shown (R12)."""

from typing import Final

from console.domain import times
from console.locale import words
from console.look.senses import Sense
from console.views.view import Reader, View, Viewer, overdue
from console.wire.credentials import losses
from console.wire.sending import freezes

_MINUTE: Final = 60


def clock(viewer: Viewer, due: str, *, late: bool) -> str:
    """When something is due, and how long from now that is, or by how much it is overdue."""
    if not due:
        return ""
    return f"{viewer.when(due)}  {left(viewer, due, late=late)}"


def left(viewer: Viewer, due: str, *, late: bool) -> str:
    """How long from now something is due, or by how much it is overdue."""
    return viewer.t("loss.over" if late else "loss.left", length=lasting(viewer, passed(viewer, due)))


def passed(viewer: Viewer, since: str) -> int:
    """Seconds between an instant and now."""
    return abs(between(since, viewer.now or times.now()))


def between(first: str, last: str) -> int:
    """Seconds from one instant to another; 0 if the desk gave what is none."""
    try:
        return round((times.parse(last) - times.parse(first)).total_seconds())
    except ValueError:
        return 0


def lasting(viewer: Viewer, seconds: int) -> str:
    """A length of time in its two largest units, in minutes at the least."""
    return words.lasting(max(_MINUTE, seconds // _MINUTE * _MINUTE), viewer.lang)


def limit(viewer: Viewer, step: losses.LossStepRow) -> str:
    """The time limit of a step; empty for a step outside the path."""
    if step.hours:
        return viewer.t("loss.hours", n=step.hours)
    return viewer.t("loss.workdays", n=step.workdays) if step.workdays else ""


def what_is_frozen(viewer: Viewer, scope: str, subject: str) -> str:
    """What is frozen: everything, or one thing of a kind."""
    return f"{viewer.label('freeze_scope', scope)} {words.frozen(scope, subject, viewer.lang)}".rstrip()


_LATE: Final[dict[str, Reader]] = {
    "late": lambda viewer, row: viewer.t("chase.late") if row.late else "",
    "clock": lambda viewer, row: clock(viewer, row.due, late=row.late),
}


def _state(viewer: Viewer, row: losses.LossRow) -> str:
    """Closed, resumed, or else the kind of loss."""
    if row.closed:
        return viewer.t("loss_step.closed")
    return viewer.t("loss.is_back") if row.resumed else viewer.label("loss_kind", row.kind)


def _first_step(viewer: Viewer, row: losses.LossRow) -> str:
    """The most urgent step, with a mark if there are more."""
    first = viewer.label("loss_step", row.waits_for[0]) if row.waits_for else ""
    return f"{first} ..." if len(row.waits_for) > 1 else first


def lost(viewer: Viewer, row: losses.LossRow, kind: str = "loss_subject") -> str:
    """What was lost: a gateway's password, or something of a person."""
    name = row.name if row.subject == "gateway" else viewer.person(row.name)
    return f"{viewer.label(kind, row.subject)} {name}"


def _lost_briefly(viewer: Viewer, row: losses.LossRow) -> str:
    """What was lost, in the words of a narrow column."""
    return lost(viewer, row, "loss_brief")


def _sense(_viewer: Viewer, row: losses.LossRow) -> Sense:
    """What that state means."""
    return Sense.GOOD if row.closed else Sense.WAITING if row.resumed else Sense.BAD


LOSS = View(
    losses.LossRow, "loss", how=_state, first_step=_first_step, lost=lost, lost_briefly=_lost_briefly, **_LATE
).meaning(how=_sense, late=overdue, clock=overdue)


def why(viewer: Viewer, row: freezes.FreezeRow) -> str:
    """The reason that a person gave, or the counts at which it stopped by itself."""
    return row.reason if row.by else words.slot_reason(row.reason, viewer.lang)


def _reason(viewer: Viewer, row: freezes.FreezeRow) -> str:
    """The reason; without one, the loss that the freeze belongs to, or that the reason is still to be given."""
    reason = viewer.t("freeze.of_loss", number=row.loss) if row.loss else viewer.t("freeze.no_reason")
    return why(viewer, row) or reason


def _owed(viewer: Viewer, row: freezes.FreezeRow) -> str:
    """The reason, or that it is still to be given."""
    return why(viewer, row) or (viewer.t("lift.reason_owed") if row.due else "")


def _frozen_briefly(viewer: Viewer, row: freezes.FreezeRow) -> str:
    """What is frozen, in a narrow column: a gateway by its id, as its name holds it too."""
    return what_is_frozen(viewer, row.scope, row.subject if row.scope == "gateway" else row.name)


def _stands(viewer: Viewer, row: freezes.FreezeRow) -> str:
    """That its end waits for the second person, or that it is frozen, or stopped by itself."""
    if row.proposal:
        return viewer.t("lift.waits")
    return viewer.label("gateway", "frozen") if row.by else viewer.t("lift.braked")


FREEZE = View(
    freezes.FreezeRow,
    "freeze",
    row=lambda viewer, row: viewer.t("lift.row", id=row.id),
    frozen=lambda viewer, row: f"{row.id}  {what_is_frozen(viewer, row.scope, row.name)}",
    what=lambda viewer, row: what_is_frozen(viewer, row.scope, row.name or row.subject),
    briefly=_frozen_briefly,
    why=_reason,
    said=_owed,
    owed=lambda viewer, row: _owed(viewer, row) or row.loss,
    until=lambda viewer, row: viewer.when(row.due or row.at, year=False)[:11],
    how=_stands,
    effective=lambda viewer, row: viewer.t("freeze.effective" if row.number else "freeze.on_its_way"),
    **_LATE,
)


def asking(viewer: Viewer, row: freezes.DispatcherRow) -> str:
    """The id of a dispatcher, or the desk by its name."""
    return viewer.t("lift.desk") if row.why == "desk_clock_ahead" else row.id


DISPATCHER = View(
    freezes.DispatcherRow,
    "dispatcher",
    asking=asking,
    rearm=lambda viewer, row: words.slot_reason(row.why, viewer.lang) if row.unarmed else "",
    how=lambda viewer, row: viewer.t("lift.unarmed") if row.unarmed else "",
    awaits=lambda viewer, row: viewer.t("lift.to_confirm" if row.proposal else "lift.to_propose"),
    no_age=lambda _viewer, _row: "",
).meaning(how=lambda _viewer, row: Sense.WAITING if row.proposal else Sense.BAD)
