"""Sending again to recipients whom a send did not reach, by two people: how many there are, and the slot that is made.

The desk's counts are those reported; the dispatcher counts by itself, from its own rows, before anything is sent.
"""

from datetime import timedelta
from typing import Any, Final

import msgspec
from sqlalchemy import select, update

from console.domain.pair import names
from console.domain.refusals import Refusal, refuse
from console.domain.sending import counts
from console.domain.shapes import LAST_SLOT
from console.domain.states import RequestState, SlotState, move_request
from console.domain.times import parse, render
from console.domain.two_person.pairs import Continue, Which, through
from console.errors import RefusedError
from console.services.context import Context, demand
from console.services.requests import requests
from console.services.two_person import proposals
from console.store import base
from console.store.personnel import ProposalRecord, proposal
from console.store.requests import RequestRecord, request
from console.store.sends import SlotRecord, event, slot
from console.wire import dispatch
from console.wire.sending.slots import Tally

ENDED: Final = (SlotState.DONE, SlotState.STOPPED)
STOPPED_EARLY: Final = "stopped_early"
"""The reason of a slot that was stopped before the dispatcher took it; such a slot has nothing to continue."""
_GOES: Final = (RequestState.CLEARED, RequestState.DONE)


def available(ctx: Context, part: SlotRecord, which: Which) -> int:
    """How many recipients of a slot can be sent to again, without those of earlier continuations."""
    if part.reason == STOPPED_EARLY or not part.release:
        return 0
    tally = proposals.tally(part)
    total = counts.total(tally, counts.FAILED) if which is Which.FAILED else tally.not_sent
    taken = 0
    for one in proposals.about(ctx, part.request, part.slot):
        if one.kind == Continue.BY_HALF[which].name and one.state in {proposals.CONFIRMED, proposals.APPLIED}:
            act = proposals.on_recipients(one)
            taken += act.count if act.release == part.release else 0
    return max(0, total - taken)


def nobody(which: Which) -> Refusal:
    """The refusal if there is nobody to send to again."""
    return refuse("nobody_failed", "I2") if which is Which.FAILED else refuse("nobody_left", "I2")


def awaited(ctx: Context, part: SlotRecord, which: Which) -> Refusal | None:
    """Why those who failed cannot be sent to again yet: receipts that called them undelivered came only just now. None otherwise.

    The desk knows the newest such receipt as long as it runs; the dispatcher knows it always, and waits by itself.
    """
    counters, gateway = ctx.desk.live.monitors.get((part.request, part.slot)), ctx.gateway(part.gateway)
    if which is not Which.FAILED or counters is None or gateway is None or not counters.failed_at:
        return None
    minutes = gateway.failure_quiet_minutes
    until = render(parse(counters.failed_at) + timedelta(minutes=minutes))
    return refuse("receipts_awaited", "I2", minutes=minutes, until=until) if ctx.at < until else None


def ended(ctx: Context, row: RequestRecord, part: SlotRecord) -> Refusal | None:
    """Why a slot cannot be continued at all, or None; it must have ended, and its request must still be in progress."""
    if row.erased:
        return refuse("erased", "R13", number=row.number)
    if row.state not in _GOES:
        return refuse("not_cleared", "R2", state=row.state)
    asked = requests.statement_of(ctx, row.id, row.version)
    if asked is not None and asked.policy_digest != ctx.roster.policy.digest:
        return refuse("approved_under_other_rules", "R2", old=asked.policy, version=ctx.roster.policy.version)
    if part.state not in ENDED:
        return refuse("not_ended", "I2", state=part.state)
    if part.reason == STOPPED_EARLY or not part.release:
        return refuse("never_taken", "I2")
    if ctx.gateway(part.gateway) is None:
        # The dispatcher judges what began by the file of the gateway that it went through.
        return refuse("gateway_left", "R2", gateway=part.gateway)
    tally = proposals.tally(part)
    if tally.queued or tally.in_flight:
        return refuse("still_sending", "I2", n=tally.queued + tally.in_flight)
    return None


def gateways(ctx: Context, row: RequestRecord, part: SlotRecord) -> list[str]:
    """Through which gateways a slot can be continued: the one that it went through, then the other that its request names."""
    asked = requests.statement_of(ctx, row.id, row.version)
    named_ = (asked.gateway, asked.backup_gateway) if asked is not None else ()
    known = (one for one in named_ if one and ctx.gateway(one) is not None)
    return list(dict.fromkeys((part.gateway, *known)))


def next_slot(ctx: Context, row: RequestRecord) -> int:
    """The next slot number of the request, above all its slots and above those named in open proposals."""
    used = {part.slot for part in requests.slots_of(ctx, row.id, row.version)}
    rows = base.rows(
        ctx.conn,
        select(ProposalRecord).where(
            ProposalRecord.request == row.id,
            ProposalRecord.kind.in_(names(Continue)),
            ProposalRecord.state == proposals.OPEN,
            ProposalRecord.expires > ctx.at,
        ),
    )
    named = (proposals.statement(one).act for one in rows)
    used |= {act.as_slot for act in named if isinstance(act, Continue)}
    last = max(used)
    if last >= LAST_SLOT:
        raise RefusedError(refuse("no_slot_left", "I2", n=LAST_SLOT))
    return last + 1


def begin(ctx: Context, row: RequestRecord, act: Continue, first: str, second: str, digest: str) -> None:
    """Make the slot that sends again; from now on it is offered to the dispatcher with both signatures."""
    demand(ended(ctx, row, requests.slot_of(ctx, row, act.slot)))
    if any(part.slot == act.as_slot for part in requests.slots_of(ctx, row.id, row.version)):
        raise RefusedError(refuse("stale", "R2"))
    source = requests.slot_of(ctx, row, act.slot)
    ctx.conn.execute(
        slot.insert().values(
            request=row.id,
            version=row.version,
            slot=act.as_slot,
            list_id=source.list_id,
            n=act.count,
            opens=act.opens,
            closes=act.closes,
            state=SlotState.RELEASED,
            reason="",
            gateway=through(act, source.gateway),
            release=digest,
            released_by=first,
            wish="send",
            hold=0,
            resume="",
            resume_signature="",
            tally=msgspec.json.encode(Tally(approved=act.count, queued=act.count)).decode(),
            updated=ctx.at,
            continues=act.slot,
            confirmed_by=second,
        )
    )
    values: dict[str, Any] = {"closes": max(row.closes, act.closes), "updated": ctx.at}
    if row.state == RequestState.DONE:
        values["state"] = move_request(RequestState.DONE, RequestState.CLEARED)
    ctx.conn.execute(update(request).where(request.c.id == row.id).values(**values))
    ctx.conn.execute(
        event.insert().values(request=row.id, slot=act.as_slot, at=ctx.at, words=f"continues {act.slot}")
    )


def take_report(ctx: Context, part: SlotRecord, call: dispatch.ReportSlot) -> None:
    """Record that the dispatcher began or refused a continuation; after a refusal its recipients may be proposed again."""
    if not part.continues:
        return
    if call.event == "refused" or call.reason == STOPPED_EARLY:
        values = {"state": proposals.REFUSED, "why": call.reason}
    elif call.event in {"started", "stopped", "done"}:
        values = {"state": proposals.APPLIED, "why": ""}
    else:
        return
    ctx.conn.execute(update(proposal).where(proposal.c.digest == part.release).values(**values))


def signatures(ctx: Context, part: SlotRecord) -> dict[str, str]:
    """The two signatures that released a continuation, in the dispatcher's form; empty for any other slot."""
    if not part.continues:
        return {}
    kept = proposals.kept(ctx, part.release)
    return {
        "proposal": kept.text,
        "proposal_signature": kept.signature,
        "confirmation": kept.confirmation,
        "confirmation_signature": kept.confirmation_signature,
    }
