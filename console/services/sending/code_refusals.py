"""Opt-outs by a provider's code, as dispatchers report them; and which codes each gateway has sent, declared or not (R13)."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Final

import msgspec
from sqlalchemy import func, select, update

from console.domain.calendar import local_day
from console.domain.contacts.optouts import DEPARTMENT, SCOPES
from console.domain.contacts.phone import is_mobile_form
from console.domain.digit_masking import digits_masked
from console.domain.people.people import Post
from console.domain.refusals import Refusal, refuse
from console.domain.sending.refusal_codes import RefusalCodes, too_many
from console.domain.states import RecipientState
from console.domain.times import parse, render
from console.services.contacts import optouts
from console.services.context import Context, answers, demand
from console.services.ledger import ledger
from console.store import base
from console.store.contacts import code_refusal
from console.store.requests import RequestRecord, request
from console.store.sends import SlotRecord, result, slot
from console.wire import dispatch
from console.wire.answers import Done
from console.wire.rosters import gateway_codes

_C: Final = code_refusal.c
_BACK: Final = timedelta(days=90)
"""How far back codes are counted."""
_ASKED: Final = timedelta(days=7)
"""How long a send with too many refusals by code is brought to people."""
_LONGEST: Final = 40
"""Characters of a gateway's name or a code that are kept."""
_READERS: Final = frozenset(
    {Post.CUSTODIAN, Post.OPERATOR, Post.REGISTRAR, Post.DEPARTMENT_MANAGER, Post.AUDITOR}
)
_FAILED: Final = frozenset({RecipientState.REFUSED, RecipientState.UNDELIVERED})


@answers
def report(ctx: Context, call: dispatch.ReportCodeRefusals) -> Done:
    """Record the opt-outs, and count those that are new by send and code; what is no scope counts as the widest one.

    A dispatcher that lost the answer reports the same again, which counts nobody twice.
    """
    ctx.service()
    rows = [_kept(row) for row in call.rows if is_mobile_form(str(row.num))]
    if not rows:
        return Done(0, 0)
    codes = Counter(f"{row.gateway} {row.code}" for row in rows)
    counts = Counter((row.request, row.slot, row.gateway, row.code) for row in _new(ctx, rows))
    whom: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in rows:
        whom[row.scope, f"gateway {row.gateway} {row.code}"].append(row.num)
    added = sum(optouts.keep(ctx, nums, scope, source) for (scope, source), nums in whom.items())
    before = {key: _share(ctx, *key) for key in {(one[0], one[1]) for one in counts}}
    for key, n in counts.items():
        _count(ctx, *key, n)
    ctx.notice("optouts")
    told = {"n": added, "codes": ", ".join(f"{code}: {n}" for code, n in sorted(codes.items()))[:400]}
    seq = ledger.record(ctx, "optout.by_code", "optouts", told)
    for (request_id, slot_id), was in before.items():
        _report_flood(ctx, request_id, slot_id, was)
    return Done(seq, added)


def _kept(row: dispatch.CodeRefusal) -> dispatch.CodeRefusal:
    """A row as it is kept for ever: a provider may have written a number into the words that a dispatcher reports."""
    scope = row.scope if row.scope in SCOPES and row.scope != DEPARTMENT else "all"
    # Masked before it is cut: a part of a number would not be recognised any more.
    gateway, code = (digits_masked(words)[:_LONGEST] for words in (row.gateway, row.code))
    return msgspec.structs.replace(row, scope=scope, gateway=gateway, code=code)


def _new(ctx: Context, rows: Sequence[dispatch.CodeRefusal]) -> list[dispatch.CodeRefusal]:
    """The rows whose refusals are not known yet, each refusal once."""
    first = {(row.scope, row.num): row for row in reversed(rows)}
    for scope in {row.scope for row in rows}:
        for num in optouts.known(ctx, {row.num for row in rows if row.scope == scope}, (scope, "")):
            del first[scope, num]
    return list(first.values())


def _count(ctx: Context, request_id: int, slot_id: int, gateway: str, code: str, n: int) -> None:
    here = (_C.request == request_id, _C.slot == slot_id, _C.gateway == gateway, _C.code == code)
    changed = ctx.conn.execute(update(code_refusal).where(*here).values(n=_C.n + n, at=ctx.at)).rowcount
    if not changed:
        values = {
            "request": request_id,
            "slot": slot_id,
            "gateway": gateway,
            "code": code,
            "n": n,
            "at": ctx.at,
        }
        ctx.conn.execute(code_refusal.insert().values(**values))


def _share(ctx: Context, request_id: int, slot_id: int) -> tuple[int, int]:
    """How many recipients of a slot refused by code, and how many it has."""
    n = ctx.conn.execute(
        select(func.coalesce(func.sum(_C.n), 0)).where(_C.request == request_id, _C.slot == slot_id)
    ).scalar_one()
    of = ctx.conn.execute(
        select(func.max(SlotRecord.n)).where(SlotRecord.request == request_id, SlotRecord.slot == slot_id)
    ).scalar_one_or_none()
    return int(n), int(of or 0)


def _report_flood(ctx: Context, request_id: int, slot_id: int, was: tuple[int, int]) -> None:
    """Write into the ledger, once a slot, that too many of it refuse by code; the refusals act all the same."""
    n, of = _share(ctx, request_id, slot_id)
    if not too_many(n, of) or too_many(*was):
        return
    row = base.row(ctx.conn, select(RequestRecord).where(request.c.id == request_id))
    told = {"number": row.number or "" if row is not None else "", "slot": slot_id, "n": n, "of": of}
    ledger.record(ctx, "optout.flood", f"request:{request_id}", told)
    ctx.notice("requests")


class Flood(msgspec.Struct, frozen=True):
    """A slot of which too many refuse by code."""

    request: int
    slot: int
    number: str
    n: int
    of: int
    at: str


def floods(ctx: Context) -> Iterator[Flood]:
    """Slots of the last days of which too many refuse by code, newest first."""
    since = render(parse(ctx.at) - _ASKED)
    at = func.max(_C.at)
    rows = ctx.conn.execute(
        select(_C.request, _C.slot, at.label("at"))
        .group_by(_C.request, _C.slot)
        .having(at >= since)
        .order_by(at.desc())
    ).all()
    for found in rows:
        n, of = _share(ctx, found.request, found.slot)
        if too_many(n, of):
            row = base.row(ctx.conn, select(RequestRecord).where(request.c.id == found.request))
            number = (row.number or "") if row is not None else ""
            yield Flood(found.request, found.slot, number, n, of, found.at)


def may_read(ctx: Context) -> Refusal | None:
    """Why the caller does not read the gateways' codes, or None."""
    reads = any(a.post in _READERS for a in ctx.roster.appointments(ctx.person, ctx.at))
    return None if reads else refuse("gateway_codes_not_yours", "R12")


@answers
def codes(ctx: Context, _call: gateway_codes.GatewayCodes) -> list[gateway_codes.GatewayCodeRow]:
    """Which codes each gateway sent for failed messages in the last 90 days, and which of them are declared as refusals."""
    demand(may_read(ctx))
    since = render(parse(ctx.at) - _BACK)
    chosen = (
        select(slot.c.gateway, result.c.codes, result.c.states, slot.c.request, slot.c.slot)
        .join(slot, (slot.c.request == result.c.request) & (slot.c.slot == result.c.slot))
        .where(slot.c.updated >= since, slot.c.release != "", result.c.codes != "{}")
    )
    counted: Counter[tuple[str, str]] = Counter()
    sends: dict[tuple[str, str], set[tuple[int, int]]] = defaultdict(set)
    for gateway, text, states, request_id, slot_id in ctx.conn.execute(chosen):
        for index, code in msgspec.json.decode(text, type=dict[str, str]).items():
            if int(index) < len(states) and states[int(index)] in _FAILED:
                counted[gateway, code] += 1
                sends[gateway, code].add((request_id, slot_id))
    rows = []
    for (gateway, code), n in counted.most_common(500):
        file = ctx.gateway(gateway)
        scope = RefusalCodes(file.refusal_codes if file is not None else ()).scope(
            code, f"{local_day(ctx.at, ctx.desk.timezone):%Y-%m-%d}"
        )
        rows.append(gateway_codes.GatewayCodeRow(gateway, code, n, len(sends[gateway, code]), scope))
    return rows
