"""What stands out about a list before anybody signs it (R9, R10, R11): who else has its numbers, and whether they look generated.

It is asked of a reader, so the desk's writer never waits for it; the database counts, so the desk's other work goes on meanwhile.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, FromClause, func, select

from console.domain.refusals import refuse
from console.domain.times import parse, render
from console.errors import RefusedError
from console.services.contacts import contacts, left_out, list_assets
from console.services.context import Context, answers
from console.services.sending import limits
from console.store import base
from console.store.contacts import ContactListRecord, contact_list, list_number
from console.store.requests import RequestRecord, request
from console.store.sends import SlotRecord
from console.wire import list_assets as wire

_RUN: Final = 10
"""Numbers without a gap that a person hardly collects by chance."""
_DAYS: Final = 30
_COMPARED: Final = 12
"""Other lists of the department that are looked at, the newest first."""
_LOOKED_UP: Final = 100_000
"""Numbers of the list that are looked up in others; of a longer list every so many, and the count is an estimate."""


@answers
def glance(ctx: Context, call: wire.ListGlance) -> wire.Glance:
    """Count what stands out about a list."""
    row = list_assets.readable(ctx, call.list_id)
    if row.state == contacts.ERASED:
        raise RefusedError(refuse("list_not_ready", "R10", name=row.name))
    others = _others(ctx, row)
    every = step(row.n)
    found = [wire.Overlap(one.id, one.name, shared(ctx, row.id, row.n, [one.id], every)) for one in others]
    recent = _sent_to(ctx, row)
    rows, in_rows, longest = runs(ctx, row.id)
    return wire.Glance(
        n=row.n,
        compared=len(others),
        overlaps=sorted((one for one in found if one.n), key=lambda one: -one.n),
        days=_DAYS,
        recent=shared(ctx, row.id, row.n, recent, every) if recent else 0,
        estimated=every > 1,
        opted=left_out.scopes_of(ctx, row),
        over=limits.of_list(ctx, row.id),
        runs=rows,
        in_runs=in_rows,
        longest=longest,
    )


def _others(ctx: Context, row: ContactListRecord) -> Sequence[ContactListRecord]:
    """The newest finished lists of the department beside this one, and beside those that it replaces."""
    later = contact_list.alias("later")
    replaced = select(later.c.id).where(later.c.replaces == contact_list.c.id).exists()
    where = (
        contact_list.c.department == row.department,
        contact_list.c.state == contacts.READY,
        contact_list.c.id != row.id,
        ~replaced,
    )
    chosen = select(ContactListRecord).where(*where).order_by(ContactListRecord.id.desc()).limit(_COMPARED)
    return base.rows(ctx.conn, chosen)


def _sent_to(ctx: Context, row: ContactListRecord) -> list[int]:
    """The lists that the department sent to lately."""
    since = render(parse(ctx.at) - timedelta(days=_DAYS))
    chosen = (
        select(SlotRecord.list_id)
        .distinct()
        .join(request, RequestRecord.id == SlotRecord.request)
        .where(
            RequestRecord.department == row.department, SlotRecord.release != "", SlotRecord.updated >= since
        )
    )
    return list(ctx.conn.execute(chosen).scalars())


def step(n: int, looked_up: int = 0) -> int:
    """Every how manieth of `n` numbers is looked up, so that it is about that many: 1, or a prime, which prefers no digits."""
    least = -(-n // (looked_up or _LOOKED_UP))
    return least if least < 2 else next(one for one in range(least, 2 * least + 2) if _is_prime(one))


def _is_prime(n: int) -> bool:
    return n > 1 and all(n % one for one in range(2, int(n**0.5) + 1))


def shared(ctx: Context, which: int, n: int, others: Sequence[int], every: int) -> int:
    """How many of the `n` numbers of a list are in any of the others, estimated from the values that `every` divides."""
    here, there = list_number.alias("here"), list_number.alias("there")
    where: list[ColumnElement[bool]] = [here.c.list_id == which, _any(there, here, others)]
    if every > 1:
        where.append(here.c.num % every == 0)
    counted = ctx.conn.execute(select(func.count()).select_from(here).where(*where)).scalar_one()
    return min(n, int(counted) * every)


def _any(there: FromClause, here: FromClause, others: Sequence[int]) -> ColumnElement[bool]:
    same = select(there.c.num).where(there.c.list_id.in_(others), there.c.num == here.c.num)
    return same.exists()


def runs(ctx: Context, list_id: int) -> tuple[int, int, int]:
    """How many runs there are, how many numbers are in them, and how long the longest is."""
    island = list_number.c.num - func.row_number().over(order_by=list_number.c.num)
    numbered = select(island.label("island")).where(list_number.c.list_id == list_id).subquery()
    size = func.count().label("size")
    rows = (
        select(size).select_from(numbered).group_by(numbered.c.island).having(func.count() >= _RUN).subquery()
    )
    row = ctx.conn.execute(
        select(func.count(), func.coalesce(func.sum(rows.c.size), 0), func.coalesce(func.max(rows.c.size), 0))
    ).one()
    return int(row[0]), int(row[1]), int(row[2])
