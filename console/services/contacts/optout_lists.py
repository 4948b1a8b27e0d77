"""Lists of opt-outs from carriers, other systems and paper: in as files, out for handing over (R13).

What has arrived counts at once: a line that is cut in the middle loses no refusal, and the same file may be brought again.
"""

from array import array
from datetime import date, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import func, select, update

from console.domain.authority import Act
from console.domain.calendar import end_of, local_day
from console.domain.contacts import searching
from console.domain.contacts.optouts import SCOPES, SOURCES
from console.domain.contacts.packing import pack_numbers, unpack_numbers
from console.domain.contacts.phone import is_mobile_form
from console.domain.masking import mobiles_masked
from console.domain.refusals import refuse
from console.domain.requests.text import mobile_in
from console.domain.times import parse, render
from console.errors import ConsoleError, RefusedError
from console.services import lists
from console.services.contacts import hashed_optouts, optouts
from console.services.contacts.searching import reason_of
from console.services.context import Context, answers, demand, found
from console.services.ledger import ledger
from console.store import base
from console.store.contacts import OptoutListRecord, OptoutRecord, optout, optout_list
from console.store.tables import LedgerRecord
from console.wire.answers import Done
from console.wire.contacts import optouts as wire

_CHUNK: Final = 10_000
_WORDS: Final = 120
_EXPORTED: Final = "optout.exported"
_LASTS: Final = timedelta(hours=1)
"""How long an export may be continued."""
_PART: Final = 50_000
_C: Final = optout_list.c


# ---- in


@answers
def scan(ctx: Context, call: wire.ScanOptOuts) -> wire.ScannedOptOuts:
    """How many of these numbers would be new opt-outs."""
    numbers = _numbers(call.numbers)
    demand(optouts.may_record(ctx, call.scope, len(numbers)))
    demand(optouts.unfit(ctx, call.scope, call.department))
    hashed_optouts.demand_key(ctx)
    _demand_day(ctx, call.dated)
    scope = (call.scope, call.department)
    known = len(optouts.known(ctx, numbers, scope))
    ended = len(optouts.ended_since(ctx, set(numbers), scope, _end_of(ctx, call.dated)))
    return wire.ScannedOptOuts(len(numbers) - known - ended, known, ended)


@answers
def begin(ctx: Context, call: wire.BeginOptOutList) -> Done:
    """Note where a list comes from, in the table and in the ledger."""
    demand(optouts.may_record(ctx, call.scope, call.n))
    demand(optouts.unfit(ctx, call.scope, call.department))
    hashed_optouts.demand_key(ctx)
    source = call.source.strip()
    if call.kind not in SOURCES:
        raise RefusedError(refuse("optout_list_kind", "R13", kind=call.kind))
    if not source:
        raise RefusedError(refuse("field_missing", "R13", field="optout_source"))
    if len(source) > _WORDS:
        raise RefusedError(refuse("optout_source_long", "R13", most=_WORDS))
    if mobile_in(source):
        raise RefusedError(refuse("optout_source_number", "I6"))
    if not call.n:
        raise RefusedError(refuse("list_empty", "R10"))
    _demand_day(ctx, call.dated)
    told: dict[str, Any] = {"kind": call.kind, "source": source, "dated": call.dated, "scope": call.scope}
    values = {
        **told, "department": call.department, "file": mobiles_masked(call.file[:200]), "sha256": call.sha256[:64], "n": call.n,
        "no_number": call.no_number, "taken": 0, "added": 0, "overtaken": 0, "at": ctx.at, "by": ctx.person, "ended": "",
    }  # fmt: skip
    key = ctx.conn.execute(optout_list.insert().values(**values)).inserted_primary_key
    list_id = int(key[0]) if key else 0
    told |= {"sha256": values["sha256"], "n": call.n}
    if call.department:
        told["department"] = call.department
    seq = ledger.record(ctx, "optout.list_begun", f"optouts:{list_id}", told)
    return Done(seq, list_id)


@answers
def add(ctx: Context, call: wire.AddListedOptOuts) -> Done:
    """Record the next numbers of a list; they count from now on. Returns how many of them are new."""
    row = _open(ctx, call.list_id)
    numbers = _numbers(call.numbers)
    if row.taken + len(numbers) > row.n:
        raise ConsoleError("bad_chunk")
    source, said = f"{row.kind} {row.dated} {row.source}", _end_of(ctx, row.dated)
    added, ended = optouts.keep_listed(ctx, numbers, (row.scope, row.department), source, said)
    values = {"taken": _C.taken + len(numbers), "added": _C.added + added, "overtaken": _C.overtaken + ended}
    ctx.conn.execute(update(optout_list).where(_C.id == row.id).values(**values))
    return Done(0, added)


@answers
def end(ctx: Context, call: wire.EndOptOutList) -> Done:
    """Close a list whose numbers have all arrived; the ledger gets the counts."""
    row = _open(ctx, call.list_id)
    if row.taken != row.n:
        raise RefusedError(refuse("optout_list_incomplete", "R13", n=row.n, taken=row.taken))
    ctx.conn.execute(update(optout_list).where(_C.id == row.id).values(ended=ctx.at))
    ctx.notice("optouts")
    counts = {"n": row.n, "added": row.added, "known": row.n - row.added - row.overtaken}
    if row.overtaken:
        counts["ended_since"] = row.overtaken
    return Done(ledger.record(ctx, "optout.list_taken", f"optouts:{row.id}", counts), row.added)


def _end_of(ctx: Context, dated: str) -> str:
    """The last second of a list's day: what it says was said by then."""
    return end_of(date.fromisoformat(dated), ZoneInfo(ctx.desk.timezone))


@answers
def page(ctx: Context, call: wire.OptOutLists) -> wire.OptOutListPage:
    """Lists of opt-outs that came in, newest first; they hold no number."""
    ctx.may_see_numbers()
    chosen = select(OptoutListRecord)
    if call.text:
        dated = _C.dated.startswith(call.text, autoescape=True)
        chosen = chosen.where(_C.source.contains(call.text, autoescape=True) | dated)
    shown, rows = lists.paged(ctx, call, OptoutListRecord, chosen, OptoutListRecord.id)
    return wire.OptOutListPage(
        shown,
        [
            wire.OptOutListRow(
                id=r.id, dated=r.dated, kind=r.kind, source=r.source, scope=r.scope, department=r.department, n=r.n,
                added=r.added, no_number=r.no_number, file=r.file, by=r.by, at=r.at, ended=r.ended, taken=r.taken,
            )
            for r in rows
        ],
    )  # fmt: skip


def _open(ctx: Context, list_id: int) -> OptoutListRecord:
    """A list that is being brought in by the caller."""
    demand(ctx.authority.may(ctx.person, Act.ADD_OPTOUT))
    row = base.row(ctx.conn, select(OptoutListRecord).where(_C.id == list_id))
    row = found(row, "no_such_list", list=list_id)
    if row.by != ctx.person or row.ended:
        raise RefusedError(refuse("optout_list_closed", "R13"))
    return row


def _numbers(packed: bytes) -> set[int]:
    """The numbers of a chunk, each once; refused if one is no mobile number."""
    try:
        numbers = unpack_numbers(packed)
    except ValueError as error:
        raise ConsoleError("bad_chunk") from error
    each = set(numbers)
    if not 0 < len(numbers) <= _CHUNK or len(each) != len(numbers):
        raise ConsoleError("bad_chunk")
    if not all(is_mobile_form(str(number)) for number in each):
        raise RefusedError(refuse("not_mobile", "R10"))
    return each


def _demand_day(ctx: Context, dated: str) -> None:
    try:
        parse(f"{dated}T00:00:00Z")
    except ValueError as error:
        raise RefusedError(refuse("optout_list_day", "R13", dated=dated)) from error
    if dated > f"{local_day(ctx.at, ctx.desk.timezone):%Y-%m-%d}":
        raise RefusedError(refuse("optout_list_future", "R13", dated=dated))


# ---- out


@answers
def export(ctx: Context, call: wire.ExportOptOuts) -> wire.HandedOver:
    """Numbers that opted out, for a carrier; the first part makes the ledger entry, which says who, why and how many."""
    demand(searching.may_export(ctx.person, ctx.roster, ctx.at))
    if call.scope and call.scope not in SCOPES:
        raise RefusedError(refuse("unknown_scope", "R13", scope=call.scope))
    # One that has ended is handed to nobody.
    where: list[Any] = [optout.c.end == ""]
    if call.scope:
        where.append(optout.c.scope == call.scope)
    clear = [*where, optout.c.num.is_not(None)]
    total = ctx.conn.execute(select(func.count(func.distinct(optout.c.num))).where(*clear)).scalar_one()
    gone = [*where, optout.c.num.is_(None)]
    erased = ctx.conn.execute(select(func.count(func.distinct(optout.c.hmac))).where(*gone)).scalar_one()
    seq = _continued(ctx, call) if call.seq else _exported(ctx, call, total, erased)
    chosen = (
        select(OptoutRecord.num)
        .where(*clear, optout.c.num > call.after)
        .group_by(optout.c.num)
        .order_by(optout.c.num)
        .limit(_PART)
    )
    numbers = array("q", [number for number in ctx.conn.execute(chosen).scalars() if number is not None])
    after = numbers[-1] if len(numbers) == _PART else 0
    return wire.HandedOver(seq, total, erased, pack_numbers(numbers), after)


def _exported(ctx: Context, call: wire.ExportOptOuts, total: int, erased: int) -> int:
    told = {"n": total, "erased": erased, "scope": call.scope, "reason": reason_of(call.reason)}
    return ledger.record(ctx, _EXPORTED, "optouts", told)


def _continued(ctx: Context, call: wire.ExportOptOuts) -> int:
    """The entry of an export that goes on: the same person's, of the same scope, and of this hour."""
    row = base.row(ctx.conn, select(LedgerRecord).where(LedgerRecord.seq == call.seq))
    since = render(parse(ctx.at) - _LASTS)
    if row is None or row.kind != _EXPORTED or row.actor != ctx.person or row.time < since:
        raise RefusedError(refuse("optout_export_over", "R13"))
    if msgspec.json.decode(row.envelope)["payload"]["scope"] != call.scope:
        raise RefusedError(refuse("optout_export_over", "R13"))
    return call.seq
