"""What lists have in common, and numbers that follow one another: counted, or estimated from every so many."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import ColumnElement, FromClause, func, select

from console.services.context import Context
from console.store.contacts import list_number

_RUN: Final = 10
"""Numbers without a gap that a person hardly collects by chance."""


_LOOKED_UP: Final = 100_000
"""Numbers of the list that are looked up in others; of a longer list every so many, and the count is an estimate."""


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
