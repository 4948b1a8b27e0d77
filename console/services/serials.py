"""Serial numbers of one year, given out once each: of a department's requests, and of other series by their own names."""

from sqlalchemy import select, update

from console.services.context import Context
from console.store.requests import form_number


def last(ctx: Context, series: str) -> int:
    """The last serial of this year that was given out; 0 where none was."""
    taken = select(form_number.c.last).where(
        form_number.c.year == ctx.year, form_number.c.department == series
    )
    return int(ctx.conn.execute(taken).scalar_one_or_none() or 0)


def keep(ctx: Context, series: str, year: int, serial: int) -> None:
    """Note that this serial is given out."""
    same = (form_number.c.year == year, form_number.c.department == series)
    if not ctx.conn.execute(update(form_number).where(*same).values(last=serial)).rowcount:
        ctx.conn.execute(form_number.insert().values(year=year, department=series, last=serial))


def take(ctx: Context, series: str) -> int:
    """Give out the next one of this year."""
    serial = last(ctx, series) + 1
    keep(ctx, series, ctx.year, serial)
    return serial
