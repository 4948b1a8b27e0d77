"""Sending, between people and the dispatcher: release, hold, resume, stop, the monitor, and the state of slots."""

from typing import Any, Final

import msgspec
from sqlalchemy import and_, case, func, literal, or_, select, update

from console.domain import acts
from console.domain.authority import Act, Facts
from console.domain.leaves import noun_of
from console.domain.masking import kept_words
from console.domain.refusals import Refusal, refuse
from console.domain.sending.limits import read_reasons
from console.domain.states import RequestState, SlotState, move_request, move_slot
from console.domain.times import parse
from console.domain.two_person.pairs import Continue, Which
from console.errors import RefusedError
from console.services import declared, kept_rows, lists, presence, windows
from console.services.contacts import hashed_optouts
from console.services.context import Context, answers, demand, found, page_limit
from console.services.ledger import ledger
from console.services.losses.loss_effects import gateway_lost
from console.services.presence import missing
from console.services.requests import requests, steps, unsettled
from console.services.rosters import rule_files
from console.services.sending import continuing, slots
from console.services.sending.obstacles import Obstacles
from console.services.statements import Incoming, prepares, takes
from console.services.two_person import proposals
from console.store import base
from console.store.requests import RequestRecord, request
from console.store.sends import EventRecord, ResultRecord, SlotRecord, event, slot
from console.wire import calls
from console.wire.acts import Prepare
from console.wire.answers import Done, Page
from console.wire.requests.drafts import Draft
from console.wire.sending import sends
from console.wire.sending.slots import Tally

CHUNK = 1000
_SILENT = 5
"""Seconds without counters after which a slot's speed is unknown: the dispatcher reports them every two seconds."""
_UNDER_WAY = (SlotState.RELEASED, SlotState.SENDING, SlotState.HELD)
_EVENTS = 50
_REASON = 200
"""How many characters of a hold's reason are kept."""
_SHOWN = (
    SlotState.CLEARED,
    SlotState.LAPSED,
    SlotState.RELEASED,
    SlotState.SENDING,
    SlotState.HELD,
    SlotState.REFUSED,
    SlotState.DONE,
    SlotState.STOPPED,
)
_ENDED = continuing.ENDED
_SEND: Final = or_(slot.c.state != SlotState.STOPPED, slot.c.release != "", slot.c.wish == "stop")
"""A slot that ended with an unapproved request is not a send: nobody released it, and nobody stopped it."""
# ---- people: release, resume, stop, hold


@prepares(acts.Release, acts.Resume, acts.Stop)
def prepare(ctx: Context, call: Prepare, kind: type[acts.Step]) -> acts.Step:
    """A release, resume or stop; refused like a decision (`approvals.prepare`)."""
    ctx, row, facts, number = steps.looked_at(ctx, call)
    demand(ctx.authority.may(ctx.person, Act(noun_of(kind)), facts, slot=number))
    slot_row = slot_of(ctx, row, number)
    if kind is acts.Resume:
        demand(_may_lift(slot_row) or requests.text_taken_back(ctx, row))
        seen = call.said.get("hold")
        if seen != slot_row.hold:
            # A resume lifts only the hold that its signer saw, not a newer one.
            raise RefusedError(
                refuse("another_hold", "R2", hold=seen if isinstance(seen, int) else 0, newest=slot_row.hold)
            )
    if kind is acts.Release:
        demand(_unsendable(ctx, row, slot_row, str(call.said.get("gateway") or slot_row.gateway)))
    if kind is not acts.Stop:
        hashed_optouts.demand_key(ctx)
        demand(gateway_lost(ctx.conn, str(call.said.get("gateway") or slot_row.gateway)))
    # A release follows the whole chain; a later step follows only the release.
    previous = row.head if kind is acts.Release else slot_row.release or row.head
    beyond = {"request": row.digest, "previous": previous, "slot": number}
    if kind is acts.Release:
        beyond["gateway"] = slot_row.gateway
    return declared.filled(ctx, kind, call, beyond)


@takes(acts.Release, acts.Resume, acts.Stop)
def take(ctx: Context, incoming: Incoming) -> Done:
    """Take a signed release, resume or stop."""
    act = incoming.act
    if not isinstance(act, acts.Release | acts.Resume | acts.Stop):
        raise RefusedError(refuse("not_a_send_act", "R2"))
    row = steps.by_digest(ctx, act.request)
    facts = requests.facts_of(ctx, row)
    slot_row = slot_of(ctx, row, act.slot)
    kind = acts.kind(act)
    steps.demand_allowed(ctx, act, Act(kind), facts, slot=act.slot)
    if isinstance(act, acts.Release):
        demand(_unsendable(ctx, row, slot_row, act.gateway))
    if not isinstance(act, acts.Stop):
        hashed_optouts.demand_key(ctx)
        demand(gateway_lost(ctx.conn, act.gateway if isinstance(act, acts.Release) else slot_row.gateway))
    expected = row.head if isinstance(act, acts.Release) or not slot_row.release else slot_row.release
    if act.previous != expected:
        raise RefusedError(refuse("stale", "R2"))
    values = _effect(ctx, row, slot_row, act, incoming)
    if isinstance(act, acts.Release) and ctx.gateway(act.gateway) is None:
        raise RefusedError(refuse("gateway_unknown", "R2", gateway=act.gateway))
    steps.store_step(ctx, row, act, incoming)
    change(ctx, slot_row, **values)
    tell(ctx, row.id, act.slot, f"{kind} {act.by}")
    end_if_done(ctx, row.id, row.version)
    ctx.notice("sends", "requests", calls.WISHES)
    payload = {"number": row.number, "slot": act.slot, "n": slot_row.n}
    if isinstance(act, acts.Release):
        payload["screening"] = ctx.screening.version
    seq = ledger.record(
        ctx,
        f"slot.{kind}",
        f"request:{row.id}",
        payload,
        actor=act.by,
        statement=incoming.text,
        signature=incoming.signature,
    )
    return Done(seq, row.id, row.number or "")


def _unsendable(ctx: Context, row: RequestRecord, slot_row: SlotRecord, gateway: str) -> Refusal | None:
    """Why nothing of a slot can be sent through a gateway: its window, the opt-out line of its text (R13), or the text (R11)."""
    late = windows.nothing_left(ctx, requests.treated_as(ctx, row), [slot_row])
    return late or requests.held_back(ctx, row.id, row.version, gateway)


def _held_back(ctx: Context, row: SlotRecord) -> Refusal | None:
    """Why the text of a slot that waits for its release cannot be sent now, whoever releases it; None for all other slots."""
    if row.state not in _TO_RELEASE:
        return None
    return requests.held_back(ctx, row.request, row.version)


def _effect(
    ctx: Context, row: RequestRecord, slot_row: SlotRecord, act: acts.Step, incoming: Incoming
) -> dict[str, Any]:
    statement_gateways = {slot_row.gateway, msgspec.json.decode(row.draft, type=Draft).backup_gateway}
    if isinstance(act, acts.Release):
        if act.count != slot_row.n:
            raise RefusedError(refuse("count_differs", "R2", typed=act.count))
        if act.gateway not in statement_gateways - {""}:
            raise RefusedError(refuse("gateway_not_approved", "R2", gateway=act.gateway))
        return {
            "state": move_slot(SlotState(slot_row.state), SlotState.RELEASED),
            "release": incoming.digest,
            "released_by": act.by,
            "gateway": act.gateway,
            "wish": "send",
            "reason": "",
        }
    if isinstance(act, acts.Resume):
        if act.count != slot_row.n:
            raise RefusedError(refuse("count_differs", "R2", typed=act.count))
        demand(_may_lift(slot_row) or requests.text_taken_back(ctx, row))
        if act.hold != slot_row.hold:
            raise RefusedError(refuse("another_hold", "R2", hold=act.hold, newest=slot_row.hold))
        return {"wish": "send", "resume": incoming.text, "resume_signature": incoming.signature, "reason": ""}
    if not isinstance(act, acts.Stop):
        raise RefusedError(refuse("not_a_send_act", "R2"))
    if slot_row.state in {SlotState.RELEASED, SlotState.SENDING, SlotState.HELD}:
        return {"wish": "stop", "reason": act.reason}
    return {
        "wish": "stop",
        "reason": act.reason,
        "state": move_slot(SlotState(slot_row.state), SlotState.STOPPED),
        "tally": msgspec.json.encode(Tally(approved=slot_row.n, not_sent=slot_row.n)).decode(),
    }


def _may_lift(slot_row: SlotRecord) -> Refusal | None:
    """Refuse to lift a hold that nobody ordered: it ends with its cause."""
    return None if slot_row.wish == "hold" else refuse("holds_by_itself", "R2")


@answers
def hold(ctx: Context, call: sends.HoldSlot) -> Done:
    """Hold a slot at once; it takes effect at the dispatcher within one window."""
    row = kept_rows.row_by_id(ctx, call.request)
    demand(ctx.authority.may(ctx.person, Act.HOLD, requests.facts_of(ctx, row), slot=call.slot))
    slot_row = slot_of(ctx, row, call.slot)
    already = slot_row.wish == "hold"
    # Holding again without a word takes no reason away.
    reason = kept_words(call.reason, _REASON) or (slot_row.reason if already else "")
    number = slot_row.hold if already else slot_row.hold + 1
    change(ctx, slot_row, wish="hold", hold=number, reason=reason)
    tell(ctx, row.id, call.slot, f"hold {ctx.person}")
    ctx.notice("sends", calls.WISHES)
    payload = {"number": row.number, "slot": call.slot, "hold": number, "reason": reason}
    return Done(ledger.record(ctx, "slot.hold", f"request:{row.id}", payload), row.id, row.number or "")


# ---- people: lists and the monitor


_TO_RELEASE = (SlotState.CLEARED, SlotState.REFUSED)
_RANK = case((slot.c.state.in_(_TO_RELEASE), 0), else_=1)
"""Sorts slots that wait for a release before those that run or are over."""
_OPENS = case((slot.c.state.in_(_TO_RELEASE), slot.c.opens), else_="")
"""Sorts slots that wait for a release by when their windows open."""


class _Listed(SlotRecord):
    __abstract__ = True
    number: str | None
    purpose: str
    category: str
    department: str


@answers
def page(ctx: Context, call: sends.SendsPage) -> sends.SendPage:
    """Slots that are cleared or further: those that wait for release first, the earliest window on top, then newest first."""
    where: list[Any] = [
        *(slot.c.state.in_(_SHOWN), slot.c.version == request.c.version, _SEND),
        *lists.readable(ctx, request.c.department),
        *([unsettled.slots_in(call.state)] if call.state else []),
        *lists.having(call.text, request.c.purpose, request.c.number),
    ]
    source = slot.join(request, request.c.id == slot.c.request)
    total = ctx.conn.execute(select(func.count()).select_from(source).where(*where)).scalar_one()
    if call.after:
        key, _, opens = call.after.partition("@")
        rank, first, second = map(int, key.split("."))
        later = (slot.c.request < first) | ((slot.c.request == first) & (slot.c.slot > second))
        later = (literal(opens) < _OPENS) | ((literal(opens) == _OPENS) & later)
        where.append(or_(literal(rank) < _RANK, and_(literal(rank) == _RANK, later)))
    limit = page_limit(call.limit)
    chosen = (
        select(
            SlotRecord,
            RequestRecord.number,
            RequestRecord.purpose,
            RequestRecord.category,
            RequestRecord.department,
        )
        .select_from(source)
        .where(*where)
        .order_by(_RANK, _OPENS, SlotRecord.request.desc(), SlotRecord.slot)
        .limit(limit)
    )
    rows = base.rows_as(_Listed, ctx.conn, chosen)
    last = rows[-1] if len(rows) == limit else None
    after = ""
    if last is not None:
        over = last.state not in _TO_RELEASE
        after = f"{int(over)}.{last.request}.{last.slot}@{'' if over else last.opens}"
    obstacles = Obstacles(ctx)
    return sends.SendPage(Page(total, after), [_send_row(ctx, row, row, obstacles) for row in rows])


@answers
def detail(ctx: Context, call: sends.SendDetail) -> sends.SendView:
    """The monitor of one slot: counters as last reported, never computed here."""
    row = kept_rows.row_by_id(ctx, call.request)
    slot_row = slot_of(ctx, row, call.slot)
    key = (call.request, call.slot)
    counters = ctx.desk.live.monitors.get(key)
    rates = ctx.desk.live.rates.get(key, [])
    tally = msgspec.json.decode(slot_row.tally, type=Tally)
    facts = requests.facts_of(ctx, row)
    # Before the speed: of a dispatcher that goes away meanwhile none is told beside the word that it is gone.
    told = _send_row(ctx, slot_row, row, Obstacles(ctx))
    if missing(ctx, slot_row) or _silent(ctx, key):
        rates = [*rates, 0]
    speed = rates[-1] if rates and slot_row.state == SlotState.SENDING else 0
    left = tally.queued + tally.in_flight
    line = presence.wire(ctx, slot_row.gateway)
    events = ctx.conn.execute(
        select(EventRecord.at, EventRecord.words)
        .where(EventRecord.request == call.request, EventRecord.slot == call.slot)
        .order_by(EventRecord.id.desc())
        .limit(_EVENTS)
    ).all()
    return sends.SendView(
        row=told,
        allowed=allowed(ctx, facts, call.slot, slot_row) | slots.allowed(ctx, row, slot_row),
        rates=list(rates),
        window=counters.window if counters else 0,
        in_flight=tally.in_flight,
        eta_seconds=-(-left // speed) if speed else -1,
        oldest_unknown=counters.oldest_unknown if counters else "",
        lag=counters.lag if counters else (-1, -1),
        errors=counters.errors if counters else [],
        events=[(e.at, e.words) for e in events],
        hold=slot_row.hold if slot_row.wish == "hold" else 0,
        failed=continuing.available(ctx, slot_row, Which.FAILED) if slot_row.state in _ENDED else 0,
        remainder=continuing.available(ctx, slot_row, Which.REMAINDER) if slot_row.state in _ENDED else 0,
        wire=sorted(line.faults.items(), key=lambda one: (-one[1], one[0])),
        unanswered=line.unanswered,
        outage=line.outage,
        witness=presence.witness(ctx, slot_row.gateway) if slot_row.state in _UNDER_WAY else "",
    )


def allowed(
    ctx: Context, facts: Facts, slot_id: int, slot_row: SlotRecord | None = None
) -> dict[str, Refusal | None]:
    """Every act on a slot by name: None, or the refusal that greys its key."""
    found_acts = {
        str(act): ctx.authority.may(ctx.person, act, facts, slot=slot_id)
        for act in (Act.RELEASE, Act.HOLD, Act.RESUME, Act.STOP)
    }
    if slot_row is None:
        return found_acts
    row = kept_rows.row_by_id(ctx, slot_row.request)
    found_acts[Act.RESUME] = found_acts[Act.RESUME] or requests.text_taken_back(ctx, row)
    if found_acts[Act.RELEASE] is None:
        late = windows.nothing_left(ctx, requests.treated_as(ctx, row), [slot_row])
        found_acts[Act.RELEASE] = late or _held_back(ctx, slot_row)
    return found_acts


def chunk_of(
    ctx: Context, slot_row: SlotRecord, chunk: int
) -> tuple[bytes, dict[int, str], dict[int, str]] | None:
    """States, codes and message ids of 1,000 places as the dispatcher reported them, or None before that."""
    result = base.row(
        ctx.conn,
        select(ResultRecord).where(
            ResultRecord.request == slot_row.request,
            ResultRecord.slot == slot_row.slot,
            ResultRecord.chunk == chunk,
        ),
    )
    if result is None:
        return None
    return (
        bytes(result.states),
        msgspec.json.decode(result.codes, type=dict[int, str]),
        msgspec.json.decode(result.ids, type=dict[int, str]),
    )


def slot_of(ctx: Context, row: RequestRecord, slot_id: int) -> SlotRecord:
    """A slot of the request's newest version."""
    slot_row = base.row(
        ctx.conn,
        select(SlotRecord).where(
            SlotRecord.request == row.id, SlotRecord.version == row.version, SlotRecord.slot == slot_id
        ),
    )
    return found(slot_row, "no_such_slot", slot=slot_id)


def change(ctx: Context, row: SlotRecord, **values: Any) -> None:
    """Change columns of a slot."""
    ctx.conn.execute(
        update(slot)
        .where(slot.c.request == row.request, slot.c.version == row.version, slot.c.slot == row.slot)
        .values(updated=ctx.at, **values)
    )


def tell(ctx: Context, request_id: int, slot_id: int, words: str) -> None:
    """Record an event of a slot for the monitor."""
    ctx.conn.execute(event.insert().values(request=request_id, slot=slot_id, at=ctx.at, words=words[:300]))


STANDS: Final = "stands"
"""The event that a slot has stood for a minute."""


def stands(ctx: Context, request_id: int, slot_id: int) -> bool:
    """Whether the newest event of a slot is that it stands."""
    newest = select(EventRecord.words).where(EventRecord.request == request_id, EventRecord.slot == slot_id)
    said = ctx.conn.execute(newest.order_by(EventRecord.id.desc()).limit(1)).scalar_one_or_none() or ""
    return said.partition(" ")[0] == STANDS


def end_if_done(ctx: Context, request_id: int, version: int) -> None:
    """End a cleared request once every slot of it has ended."""
    states = set(
        ctx.conn.execute(
            select(SlotRecord.state).where(
                SlotRecord.request == request_id,
                SlotRecord.version == version,
                # A refused continuation is over: a new proposal can cover the same recipients.
                (SlotRecord.continues == 0) | (SlotRecord.state != SlotState.REFUSED),
            )
        ).scalars()
    )
    row = ctx.conn.execute(
        select(RequestRecord.state, RequestRecord.version).where(RequestRecord.id == request_id)
    ).one()
    if states <= set(_ENDED) and row.version == version and row.state == RequestState.CLEARED:
        ctx.conn.execute(
            update(request)
            .where(request.c.id == request_id)
            .values(
                state=move_request(RequestState(row.state), RequestState.DONE), waits_for="", updated=ctx.at
            )
        )


def _reason(ctx: Context, row: SlotRecord) -> str:
    """Why a slot is in its state: what was reported, what this desk sees itself, or a person's words."""
    if row.state not in _UNDER_WAY or (row.state == SlotState.HELD and row.wish == "hold"):
        return str(row.reason)
    reason = missing(ctx, row) or str(row.untaken)
    if not reason and row.state == SlotState.RELEASED and not row.reason:
        # No report says that no dispatcher can take a release because a file is missing.
        reason = rule_files.why_waiting(ctx, row.gateway) or _awaits(ctx, row)
    return reason or str(row.reason)


def _awaits(ctx: Context, row: SlotRecord) -> str:
    """The reason of a continuation that waits until the receipts of the slot that it continues are quiet; empty if it does not."""
    if not row.continues:
        return ""
    act = proposals.on_recipients(proposals.kept(ctx, row.release))
    source = slot_of(ctx, kept_rows.row_by_id(ctx, row.request), row.continues)
    early = isinstance(act, Continue) and continuing.awaited(ctx, source, act.which)
    return early.code if early else ""


def _silent(ctx: Context, key: tuple[int, int]) -> bool:
    """Whether a slot's counters are too old to tell its speed."""
    at = ctx.desk.live.monitored_at.get(key, "")
    return not at or (parse(ctx.at) - parse(at)).total_seconds() > _SILENT


def _send_row(
    ctx: Context, row: SlotRecord, about: RequestRecord | _Listed, obstacles: Obstacles
) -> sends.SendRow:
    cleared = row.state == SlotState.CLEARED and row.closes > ctx.at
    ahead = obstacles.of(row.gateway, about.category, about.number or "") if cleared else ""
    return sends.SendRow(
        request=row.request,
        number=about.number or "",
        slot=row.slot,
        purpose=about.purpose,
        category=about.category,
        department=about.department,
        gateway=row.gateway,
        state=unsettled.slot_state(ctx, row),
        reason=ahead or _reason(ctx, row),
        opens=row.opens,
        closes=row.closes,
        tally=msgspec.json.decode(row.tally, type=Tally),
        updated=row.updated,
        continues=row.continues,
        suppressed=reasons_of(row),
        held=_held_back(ctx, row),
    )


def reasons_of(row: SlotRecord) -> list[tuple[str, int]]:
    """How many recipients of a slot were suppressed for each reason; the parts add up to those that its tally counts."""
    return read_reasons(msgspec.json.decode(row.tally, type=Tally).suppressed, row.suppressed)
