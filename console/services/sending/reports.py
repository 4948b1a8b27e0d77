"""The dispatcher's side of sending at the desk: what it pulls, and the reports and results that it brings back."""

from datetime import timedelta
from typing import Any, Final

import msgspec
from sqlalchemy import select, update

from console.domain.sending.limits import by_reason
from console.domain.states import ABSENT, RecipientState, SlotState, move_slot
from console.domain.times import parse, render
from console.errors import ConsoleError
from console.services.contacts import hashed_optouts, optouts
from console.services.content import appealing
from console.services.context import Context, answers
from console.services.erasure import erasure_reports
from console.services.freezes import freeze_reports, freezes
from console.services.holds import legal_holds
from console.services.ledger import ledger
from console.services.replies import open_replies
from console.services.requests import pending
from console.services.sending import continuing, sending, settling, trials
from console.signing.sshsig import BadSignatureError, verify
from console.store import base
from console.store.sends import ResultRecord, SlotRecord, result, slot
from console.store.tables import LedgerRecord
from console.wire import dispatch
from console.wire.answers import Done
from console.wire.sending.slots import Tally

_RATES = 60
_EVENT_STATES = {
    "refused": SlotState.REFUSED,
    "started": SlotState.SENDING,
    "held": SlotState.HELD,
    "resumed": SlotState.SENDING,
    "stopped": SlotState.STOPPED,
    "done": SlotState.DONE,
}


_ORDERED = {("held", "hold", "held"), ("stopped", "stop", "stop")}
"""Event, wish and reason where the dispatcher tells no more than that it did what a person ordered."""


@answers
def pull(ctx: Context, call: dispatch.PullReleased) -> dispatch.Released:
    """Every released slot of these gateways that has not ended, with the desk's wish for it."""
    ctx.service()
    rows = base.rows(
        ctx.conn,
        select(SlotRecord)
        .where(
            SlotRecord.release != "",
            SlotRecord.gateway.in_(call.gateways),
            SlotRecord.state.not_in([*continuing.ENDED, SlotState.REFUSED, SlotState.LAPSED]),
        )
        .order_by(SlotRecord.request, SlotRecord.slot),
    )
    return dispatch.Released(
        [
            dispatch.ReleasedRow(
                request=r.request,
                slot=r.slot,
                release=r.release,
                list_id=r.list_id,
                n=r.n,
                wish=r.wish,
                hold=r.hold,
                resume=r.resume,
                resume_signature=r.resume_signature,
                reason=r.reason,
                **continuing.signatures(ctx, r),
            )
            for r in rows
        ],
        optouts.newest(ctx),
        settling.settlements(ctx, call.gateways),
        ctx.roster.version,
        freezes.orders(ctx),
        freeze_reports.offers(ctx),
        legal_holds.orders(ctx),
        erasure_reports.offers(ctx),
        hashed_optouts.hashed(ctx),
        open_replies.mark(ctx),
        appealing.withdrawals(ctx),
        trials.offers(ctx, call.gateways),
    )


@answers
def report_slot(ctx: Context, call: dispatch.ReportSlot) -> Done:
    """A slot changed its state at the dispatcher; its signed report becomes a ledger entry."""
    service = ctx.service()
    public = next(s.public for s in ctx.roster.services if s.id == service)
    try:
        signer = verify(call.signature, call.text.encode(), f"sms-report@{ctx.roster.org}")
    except BadSignatureError as error:
        raise ConsoleError("bad_report") from error
    row = base.row(ctx.conn, select(SlotRecord).where(SlotRecord.release == call.release))
    if signer != public or row is None or (row.request, row.slot) != (call.request, call.slot):
        raise ConsoleError("bad_report")
    if _told_before(ctx, call):
        return Done(0, call.request)
    report = msgspec.json.decode(call.text, type=_Report)
    values = _as_told(row, call, report)
    settling.answered(ctx, call, report.proposal)
    continuing.take_report(ctx, row, call)
    sending.change(ctx, row, **values)
    sending.tell(ctx, call.request, call.slot, f"{call.event} {call.reason}".strip())
    sending.end_if_done(ctx, call.request, row.version)
    if call.event == "refused":
        pending.refused(ctx, call.request)
    ctx.notice("sends", "requests")
    payload = {
        "slot": call.slot,
        "event": call.event,
        "reason": call.reason,
        "tally": msgspec.to_builtins(call.tally),
    }
    seq = ledger.record(
        ctx,
        f"send.{call.event}",
        f"request:{call.request}",
        payload,
        statement=call.text,
        signature=call.signature,
    )
    return Done(seq, call.request)


def _as_told(row: SlotRecord, call: dispatch.ReportSlot, report: "_Report") -> dict[str, Any]:
    """The columns of a slot that a report changes."""
    values: dict[str, Any] = {
        "tally": msgspec.json.encode(call.tally).decode(),
        "suppressed": _reasons(call.tally, report.suppressed),
        "untaken": "",
    }
    new = _EVENT_STATES.get(call.event)
    if new is not None and new != row.state:
        try:
            values["state"] = move_slot(SlotState(row.state), new)
        except ValueError:
            if row.state not in continuing.ENDED:
                raise
    told = call.event in {"refused", "stopped", "done"} or (call.event == "held" and row.wish != "stop")
    # Why somebody held or stopped it says more than that somebody did.
    if told and not (row.reason and (call.event, row.wish, call.reason) in _ORDERED):
        values["reason"] = call.reason
    hold = report.hold
    if call.event == "held" and hold > row.hold and row.wish != "stop":
        # A hold made at the dispatcher itself needs a number here, because a resume must name that hold.
        values |= {"wish": "hold", "hold": hold}
    elif call.event in {"started", "resumed"}:
        values["reason"] = ""
    return values


def _reasons(tally: Tally, said: dict[str, int]) -> str:
    """The reasons of the suppressed as the slot keeps them; empty if there are none."""
    parts = dict(by_reason(tally.suppressed, said))
    return msgspec.json.encode(parts).decode() if parts else ""


class _Report(msgspec.Struct):
    hold: int = 0
    proposal: str = ""
    suppressed: dict[str, int] = {}


def _told_before(ctx: Context, call: dispatch.ReportSlot) -> bool:
    """Whether the ledger has this very report already; a dispatcher whose answer was lost repeats it."""
    known = ctx.conn.execute(
        select(LedgerRecord.seq).where(
            LedgerRecord.subject == f"request:{call.request}",
            LedgerRecord.kind == f"send.{call.event}",
            LedgerRecord.statement == call.text.encode(),
        )
    )
    return known.first() is not None


@answers
def heartbeat(ctx: Context, call: dispatch.Heartbeat) -> Done:
    """The dispatcher is alive; record it, the state of its lines and its sends, and which files it has."""
    service, live = ctx.service(), ctx.desk.live
    if call.ends:
        live.gone[service] = call.ends
        ctx.notice("gateways", "sends")
        return Done(0)
    asks = (call.unarmed, call.why) if call.unarmed else None
    stands = (call.gateways, frozenset(call.files), asks)
    before = (live.gateways.get(service), live.files.get(service), live.unarmed.get(service))
    if live.gone.pop(service, None) is not None or stands != before:
        ctx.notice("gateways", "sends")
    live.gateways[service], live.files[service] = dict(call.gateways), frozenset(call.files)
    for name, state in call.gateways.items():
        if live.stands.get(name, ("",))[0] != state:
            live.stands[name] = state, ctx.at
    known = live.holds.get(service, {})
    live.holds[service] = {why: known.get(why, ctx.at) for why in call.holds}
    live.witness[service], live.wire[service] = call.witness, dict(call.wire)
    live.unarmed.pop(service, None)
    if asks is not None:
        live.unarmed[service] = asks
    live.heard[service] = render(parse(ctx.at))
    return Done(0)


@answers
def report_progress(ctx: Context, call: dispatch.ReportProgress) -> Done:
    """Take counters of running slots; slots unknown here are skipped."""
    ctx.service()
    for one in call.sends:
        _stands(ctx, one)
    return Done(0)


def _stands(ctx: Context, call: dispatch.Counters) -> None:
    row = base.row(
        ctx.conn,
        select(SlotRecord)
        .where(SlotRecord.request == call.request, SlotRecord.slot == call.slot, SlotRecord.release != "")
        .order_by(SlotRecord.version.desc())
        .limit(1),
    )
    if row is None:
        return
    values = {
        "tally": msgspec.json.encode(call.tally).decode(),
        "suppressed": _reasons(call.tally, dict(call.suppressed)),
        "untaken": "",
    }
    if row.state in {SlotState.RELEASED, SlotState.SENDING}:
        values["reason"] = call.why
        tell_standing(ctx, row, row.reason, call.why)
    sending.change(ctx, row, **values)
    key = (call.request, call.slot)
    rates = ctx.desk.live.rates.setdefault(key, [])
    rates.append(call.rate)
    del rates[:-_RATES]
    ctx.desk.live.monitors[key], ctx.desk.live.monitored_at[key] = call, ctx.at
    if values["tally"] != row.tally or values.get("reason", row.reason) != row.reason:
        ctx.notice("sends")


_STOOD: Final = timedelta(minutes=1)
"""A slot that stood for less is no event: a line that comes back at once would fill the list."""
_PLANNED: Final = frozenset({"", "window_ahead", "quiet_hours"})


def tell_standing(ctx: Context, row: SlotRecord, before: str, why: str) -> None:
    """Record that a slot has stood for a minute although nothing planned it, and that it goes on after that; `before` is why it stood."""
    key, live = (row.request, row.slot), ctx.desk.live.standing
    was, cause = (one.partition(":")[0] for one in (before, why))
    if cause not in _PLANNED:
        since = live.setdefault(key, ctx.at)
        if since and parse(ctx.at) - parse(since) >= _STOOD:
            live[key] = ""
            if not sending.stands(ctx, *key):
                sending.tell(ctx, *key, f"{sending.STANDS} {cause}")
        return
    live.pop(key, None)
    if was not in _PLANNED and sending.stands(ctx, *key):
        sending.tell(ctx, *key, "goes_on")


@answers
def report_results(ctx: Context, call: dispatch.ReportResults) -> Done:
    """Take the results of one chunk; a revision that is not newer than the stored one changes nothing."""
    ctx.service()
    absent = ABSENT in call.states and _continues(ctx, call.request, call.slot)
    if len(call.states) > sending.CHUNK or not set(call.states) - {ABSENT if absent else None} <= {
        *RecipientState
    }:
        raise ConsoleError("bad_chunk")
    same = (result.c.request == call.request, result.c.slot == call.slot, result.c.chunk == call.chunk)
    values = {
        "revision": call.revision,
        "states": call.states,
        "codes": msgspec.json.encode(call.codes).decode(),
        "ids": msgspec.json.encode(call.ids).decode(),
        "signature": call.signature,
        "keyed": int(call.keyed),
        "evidence": msgspec.json.encode(call.evidence).decode() if call.evidence else "",
    }
    known = ctx.conn.execute(select(ResultRecord.revision).where(*same)).scalar_one_or_none()
    if known is None:
        ctx.conn.execute(
            result.insert().values(request=call.request, slot=call.slot, chunk=call.chunk, **values)
        )
    elif known < call.revision:
        ctx.conn.execute(update(result).where(*same).values(**values))
    return Done(0, call.request)


def _continues(ctx: Context, request_id: int, slot_id: int) -> bool:
    """Whether a slot sends to only part of the list."""
    where = (slot.c.request == request_id, slot.c.slot == slot_id, slot.c.continues > 0)
    return ctx.conn.execute(select(SlotRecord.slot).where(*where)).first() is not None
