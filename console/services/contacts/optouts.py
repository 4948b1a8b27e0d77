"""Opt-outs (退订): recorded once, applied at every send, never removed (R13). They arrive in clear; erasure hashes them.

One that two people ended (`resubscribing`) stays for ever, but keeps nothing back any more.
"""

import hashlib
import secrets
from array import array
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Final

from sqlalchemy import func, or_, select, update

from console.db import gate
from console.db.bulk import insert_many
from console.domain.authority import Act
from console.domain.contacts.optouts import ACTIVE, ALL, DEPARTMENT, PROMOTION, SCOPES, number_of
from console.domain.contacts.packing import pack_numbers
from console.domain.contacts.phone import is_mobile_form, mask
from console.domain.people.people import Post
from console.domain.refusals import Refusal, refuse
from console.domain.requests.text import mobile_in
from console.errors import RefusedError
from console.services import lists
from console.services.contacts import hashed_optouts
from console.services.context import Context, answers, demand
from console.services.ledger import ledger
from console.store.contacts import OptoutRecord, optout
from console.wire import dispatch
from console.wire.answers import Done
from console.wire.contacts import optouts

_LOCK: Final = int.from_bytes(hashlib.sha256(b"sms-optouts-1").digest()[:8], "big", signed=True)
"""PostgreSQL's advisory lock for serials."""
_ONE_BY_ONE: Final = 20
"""Most numbers that come in one by one, as people call or write."""
_PULL = 50_000
_RETURNED: Final = "dispatcher"
"""The source of an opt-out that this desk lost and a dispatcher gave back."""
_TAIL = 4


@answers
def add(ctx: Context, call: optouts.AddOptOuts) -> Done:
    """Record opt-outs that a person enters."""
    demand(may_record(ctx, call.scope, len(call.numbers)))
    demand(unfit(ctx, call.scope, call.department))
    bad = [n for n in call.numbers if not is_mobile_form(str(n))]
    if bad or not call.numbers:
        raise RefusedError(refuse("not_mobile", "R10"))
    if mobile_in(call.source):
        raise RefusedError(refuse("optout_source_number", "I6"))
    added = keep(ctx, call.numbers, call.scope, call.source, call.department)
    ctx.notice("optouts")
    payload = {"n": added, "scope": call.scope, "source": call.source}
    if call.department:
        payload["department"] = call.department
    return Done(ledger.record(ctx, "optout.added", "optouts", payload), added)


def may_record(ctx: Context, scope: str, n: int) -> Refusal | None:
    """Why the caller may not record that many opt-outs of a scope. Many that hold back even mandatory messages are the registrar's."""
    many = scope == ALL and n > _ONE_BY_ONE and not ctx.roster.holds(ctx.person, Post.REGISTRAR, "", ctx.at)
    kept = ctx.authority.may(ctx.person, Act.ADD_OPTOUT)
    return kept or (refuse("optout_many_all", "R13", most=_ONE_BY_ONE) if many else None)


def unfit(ctx: Context, scope: str, department: str) -> Refusal | None:
    """Refuse a word that is no scope; a department's scope without its department, or another one with a department."""
    if scope not in SCOPES:
        return refuse("unknown_scope", "R13", scope=scope)
    if scope == DEPARTMENT and not department:
        return refuse("optout_whose", "R13")
    if department and (scope != DEPARTMENT or ctx.roster.department(department) is None):
        return refuse("optout_no_department", "R13", department=department)
    return None


def whose(scope: str, department: str) -> str:
    """The department of an opt-out of that scope, from the department whose message it refuses."""
    return department if scope == DEPARTMENT else ""


@answers
def page(ctx: Context, call: optouts.OptOutsPage) -> optouts.OptOutPage:
    """Opt-outs, newest first, masked; the filter takes the last four digits, and does not find those whose number is erased."""
    ctx.may_see_numbers()
    where = lists.same((optout.c.scope, call.scope))
    if call.text:
        if len(call.text) != _TAIL or not (call.text.isascii() and call.text.isdigit()):
            raise RefusedError(refuse("four_digits", "R13"))
        where.append(optout.c.num % 10_000 == int(call.text))
    if call.state:
        where.append(optout.c.end == "" if call.state == ACTIVE else optout.c.end != "")
    shown, rows = lists.paged(
        ctx, call, OptoutRecord, select(OptoutRecord).where(*where), OptoutRecord.serial
    )
    return optouts.OptOutPage(shown, [_row(r) for r in rows])


def _row(row: OptoutRecord) -> optouts.OptOutRow:
    number = "" if row.num is None else mask(row.num)
    return optouts.OptOutRow(number, row.scope, row.at, row.ended, row.source, row.department, row.serial)


@answers
def pull(ctx: Context, call: dispatch.PullOptOuts) -> dispatch.OptOutChunk:
    """Opt-outs after a serial, for the dispatcher's replica; for hashed ones it asks list by list (`hashed_optouts.pull`)."""
    ctx.service()
    rows = ctx.conn.execute(
        select(OptoutRecord.serial, OptoutRecord.num, OptoutRecord.scope, OptoutRecord.department)
        .where(OptoutRecord.serial > call.after, OptoutRecord.num.is_not(None), OptoutRecord.end == "")
        .order_by(OptoutRecord.serial)
        .limit(_PULL)
    ).all()
    return dispatch.OptOutChunk(
        numbers=pack_numbers(array("q", (r.num for r in rows))),
        scopes=pack_numbers(array("q", (number_of(r.scope, r.department) for r in rows))),
        serials=pack_numbers(array("q", (r.serial for r in rows))),
        serial=rows[-1].serial if len(rows) == _PULL else max(newest(ctx), call.after),
    )


def newest(ctx: Context) -> int:
    """The newest serial; 0 if there is none."""
    return ctx.conn.execute(select(func.max(OptoutRecord.serial))).scalar_one() or 0


def _alone(ctx: Context) -> None:
    """Have no other desk on this PostgreSQL give serials until the transaction ends; they come in the order of the commits."""
    if gate.is_shared(ctx.conn):
        ctx.conn.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")


@answers
def take_back(ctx: Context, call: dispatch.ReturnOptOuts) -> Done:
    """Record the opt-outs that a dispatcher has and this desk, put back to an older state, has lost; those it has stay as they are.

    One of a department that the roster does not name any more counts as one of the whole bank's promotion.
    """
    ctx.service()
    scopes = {number_of(DEPARTMENT, one.id): (DEPARTMENT, one.id) for one in ctx.roster.departments}
    scopes |= {number_of(scope): (scope, "") for scope in SCOPES if scope != DEPARTMENT}
    whom: dict[hashed_optouts.Scope, set[int]] = defaultdict(set)
    for num, scope in call.rows:
        if is_mobile_form(str(num)):
            whom[scopes.get(scope, (PROMOTION, ""))].add(num)
    added = 0
    for (scope_, department), nums in whom.items():
        new = nums - known(ctx, nums, (scope_, department))
        added += keep(ctx, new, scope_, _RETURNED, department)
    if not added:
        return Done(0, 0)
    ctx.notice("optouts")
    return Done(ledger.record(ctx, "optout.returned", "optouts", {"n": added}), added)


def keep_listed(
    ctx: Context, numbers: Iterable[int], whole: hashed_optouts.Scope, source: str, said: str
) -> tuple[int, int]:
    """Record the opt-outs of a list that ends at the instant `said`; return how many are new, and how many it does not refuse.

    Those are numbers whose refusal two people ended after that instant: an older list does not undo that, a person decides.
    """
    wanted, said = set(numbers), min(said, ctx.at)
    late = ended_since(ctx, wanted, whole, said)
    return keep(ctx, wanted - late, whole[0], source, whole[1], said), len(late)


def ended_since(ctx: Context, numbers: AbstractSet[int], scope: hashed_optouts.Scope, said: str) -> set[int]:
    """Those of the numbers whose opt-out of exactly that scope was ended after an instant, and that have none now."""
    found: set[int] = set()
    ordered = sorted(numbers - known(ctx, numbers, scope))
    for start in range(0, len(ordered), _BATCH):
        part = ordered[start : start + _BATCH]
        marks = hashed_optouts.marks(ctx, part)
        where = (
            or_(OptoutRecord.num.in_(part), OptoutRecord.hmac.in_(list(marks))),
            OptoutRecord.scope == scope[0],
            OptoutRecord.department == scope[1],
            OptoutRecord.ended > said,
        )
        rows = ctx.conn.execute(select(OptoutRecord.num, OptoutRecord.hmac).where(*where))
        found |= {row.num if row.num is not None else marks[bytes(row.hmac)] for row in rows}
    return found


def keep(
    ctx: Context, numbers: Iterable[int], scope: str, source: str, department: str = "", said: str = ""
) -> int:
    """Record opt-outs that are not known yet, and return how many; the caller makes the ledger entry.

    `department` is whose promotion is refused, for that scope alone; `said` is when it was said, if not now.
    """
    whole = (scope, whose(scope, department))
    wanted = set(numbers)
    # Before the first look, so that what another desk records meanwhile is known here.
    _alone(ctx)
    before = known(ctx, wanted, whole)
    _said_again(ctx, before, whole, said)
    new = list(wanted - before)
    # The order is random: serials are shown, and an ascending order would reveal digits that the mask hides.
    secrets.SystemRandom().shuffle(new)
    by, first = ctx.caller.person or ctx.caller.service, newest(ctx) + 1
    rows = ((first + nth, number, *whole, source[:200], ctx.at, by, said) for nth, number in enumerate(new))
    return insert_many(ctx.conn, optout, _COLUMNS, rows)


_COLUMNS = ("serial", "num", "scope", "department", "source", "at", "by", "said")
_BATCH = 500


def known(ctx: Context, numbers: AbstractSet[int], scope: hashed_optouts.Scope) -> set[int]:
    """Those of the numbers that have an opt-out of exactly that scope, in clear or hashed."""
    found: set[int] = set()
    ordered = sorted(numbers)
    for start in range(0, len(ordered), _BATCH):
        part = ordered[start : start + _BATCH]
        where = (
            OptoutRecord.num.in_(part),
            OptoutRecord.scope == scope[0],
            OptoutRecord.department == scope[1],
            OptoutRecord.end == "",
        )
        rows = ctx.conn.execute(select(OptoutRecord.num).where(*where)).scalars()
        found |= {number for number in rows if number is not None}
    return found | hashed_optouts.known(ctx, [number for number in ordered if number not in found], scope)


def _said_again(ctx: Context, numbers: AbstractSet[int], scope: hashed_optouts.Scope, said: str) -> None:
    """Note that refusals of that scope were said again, now or at `said`; one whose end somebody proposed gets a new serial.

    One that was said later than that already is left as it is.
    """
    ordered = sorted(numbers)
    for start in range(0, len(ordered), _BATCH):
        here = (
            optout.c.num.in_(ordered[start : start + _BATCH]),
            optout.c.scope == scope[0],
            optout.c.department == scope[1],
            optout.c.end == "",
            *hashed_optouts.before(said),
        )
        proposed = select(OptoutRecord.serial).where(*here, OptoutRecord.salt.is_not(None))
        serials = ctx.conn.execute(proposed).scalars().all()
        ctx.conn.execute(update(optout).where(*here).values(said=said or ctx.at))
        for serial in serials:
            renumber(ctx, serial)
    hashed_optouts.said_again(ctx, ordered, scope, said)


def renumber(ctx: Context, serial: int) -> None:
    """Give a refusal a new serial: no act that names the old one ends it, and every dispatcher hears of it."""
    _alone(ctx)
    ctx.conn.execute(update(optout).where(optout.c.serial == serial).values(serial=newest(ctx) + 1))
