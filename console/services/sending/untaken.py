"""Releases that the dispatcher cannot take in and does not refuse: why, and since when, as the slot keeps it for people."""

from typing import Final

from sqlalchemy import ColumnElement, select

from console.domain.states import SlotState
from console.domain.times import parse, render
from console.services.context import Context, answers
from console.services.sending import reports, sending
from console.store import base
from console.store.sends import SlotRecord, slot
from console.wire import dispatch
from console.wire.answers import Done

UNTAKEN: Final = "untaken"
"""What is left because it may have been sent; what the desk itself cannot give is `dispatch.UNANSWERED`."""
_OPEN: Final = (SlotState.RELEASED, SlotState.SENDING, SlotState.HELD)


@answers
def report_untaken(ctx: Context, call: dispatch.ReportUntaken) -> Done:
    """Keep why releases are left at the desk; slots that are unknown here, or over, are skipped."""
    ctx.service()
    for one in call.rows:
        _keep(ctx, one)
    return Done(0)


def _keep(ctx: Context, one: dispatch.Untaken) -> None:
    named = (
        SlotRecord.release == one.release,
        SlotRecord.request == one.request,
        SlotRecord.slot == one.slot,
    )
    row = base.row(ctx.conn, select(SlotRecord).where(*named, SlotRecord.state.in_(_OPEN)))
    if row is None:
        return
    new = _written(row.untaken, one, ctx.at) if one.why else ""
    reports.tell_standing(ctx, row, row.untaken, new)
    if new != row.untaken:
        sending.change(ctx, row, untaken=new)
        ctx.notice("sends", "requests")


def _written(before: str, one: dispatch.Untaken, at: str) -> str:
    kind = dispatch.UNANSWERED if one.why == dispatch.UNANSWERED else UNTAKEN
    # A dispatcher that began anew does not know since when.
    known = since_of(before) if before.startswith(f"{kind}: ") else at
    return f"{kind}: {min(known, _instant(one.since, at))} {one.why}"


def _instant(told: str, at: str) -> str:
    """What a dispatcher tells as an instant; now, where it is none."""
    try:
        return render(parse(told))
    except ValueError:
        return at


def since_of(untaken: str) -> str:
    """Since when a slot is left (`SlotRecord.untaken`)."""
    return untaken.partition(": ")[2].partition(" ")[0]


def is_left() -> ColumnElement[bool]:
    """The condition that a slot is left at the desk."""
    return slot.c.state.in_(_OPEN) & (slot.c.untaken != "")
