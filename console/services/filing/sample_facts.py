"""What samples are drawn from, the sheets that were signed, and what is owed (R7). Sheets lie in the ledger alone."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import select

from console.domain.filing import sampling
from console.domain.filing.sampling import Sampled, SampleSheet
from console.domain.filing.statistics import Period
from console.domain.people.people import Post
from console.domain.refusals import refuse
from console.domain.times import parse, render
from console.errors import RefusedError
from console.services.context import Context
from console.services.filing import filing_terms
from console.services.filing.filing_facts import slot_of, told_at
from console.store import base
from console.store.requests import request, request_version
from console.store.sends import HeadRecord, head, slot
from console.store.tables import ledger as entries

_DAYS: Final = 10
"""Working days after a month's end within which its sheet is signed, as many as for a quarter."""
_BACK: Final = 3
"""How many months that are over are owed at any time: those of a quarter, which counts what lacks of it."""
_OFFERED: Final = 24
_AT_ONCE: Final = 500
_OWN: Final = 31
"""The highest slot of a request's own; the numbers after it continue a send that was drawn already."""


class Month(NamedTuple):
    """A month in the organisation's zone: its name, its first second and that of the next month, as instants."""

    name: str
    begins: str
    until: str

    def holds(self, at: str) -> bool:
        """Whether an instant lies in the month."""
        return self.begins <= at < self.until


def _month(ctx: Context, period: Period) -> Month:
    zone = ZoneInfo(ctx.desk.timezone)
    return Month(period.name, period.begins(zone), period.ends(zone))


def months(ctx: Context) -> Iterator[Month]:
    """The months since the ledger's first quarter, the running one first; at most so many as are offered."""
    first = _month(ctx, Period.read(filing_terms.first(ctx).name)._replace(months=1))
    one = _month(ctx, Period.read(render(parse(ctx.at).astimezone(ZoneInfo(ctx.desk.timezone)))[:7]))
    for _ in range(_OFFERED):
        if one.begins < first.begins:
            return
        yield one
        one = _month(ctx, Period.read(one.name).before())


def named(ctx: Context, name: str) -> Month:
    """The month with that name; refused for any other shape, and for one that is not offered."""
    found = next((one for one in months(ctx) if one.name == name), None)
    if found is None:
        raise RefusedError(refuse("no_such_month", "R7", month=name))
    return found


# ---- what was sent, and what is drawn of it


def starts(ctx: Context) -> dict[tuple[int, int], str]:
    """When each slot began, as its dispatcher signed it; kept, and only what is new in the ledger is read."""
    last, known = ctx.desk.live.starts
    rows = ctx.conn.execute(
        select(entries.c.seq, entries.c.subject, entries.c.time, entries.c.envelope, entries.c.statement)
        .where(entries.c.kind == "send.started", entries.c.seq > last)
        .order_by(entries.c.seq)
    ).all()
    if rows:
        known = dict(known)
        for one in rows:
            which, at = (int(one.subject.partition(":")[2]), slot_of(one)), told_at(one)
            known[which] = min(at, known.get(which, at))
        ctx.desk.live.starts = rows[-1].seq, known
    return known


def sends(ctx: Context, department: str, month: Month) -> list[Sampled]:
    """Every send of a department that began in a month, by name."""
    ids = {which for which, at in starts(ctx).items() if month.holds(at) and which[1] <= _OWN}
    rows = ctx.conn.execute(
        select(slot.c.request, slot.c.slot, slot.c.n, request.c.number, request_version.c.digest)
        .join(request, request.c.id == slot.c.request)
        .join(
            request_version,
            (request_version.c.request == slot.c.request) & (request_version.c.version == slot.c.version),
        )
        .where(request.c.department == department, slot.c.release != "")
    )
    found = [
        Sampled(f"{row.number}.{row.slot}", row.digest, row.n)
        for row in rows
        if (row.request, row.slot) in ids
    ]
    return sorted(found, key=lambda one: one.name)


def first_head(ctx: Context, month: Month) -> HeadRecord | None:
    """The first head that a dispatcher signed after a month's end."""
    chosen = select(HeadRecord).where(head.c.at >= month.until).order_by(head.c.seq).limit(1)
    return base.row(ctx.conn, chosen)


def sheet(ctx: Context, department: str, month: Month) -> SampleSheet | None:
    """The newest sheet of a month."""
    text = ctx.conn.execute(
        select(entries.c.statement)
        .where(
            entries.c.subject == sampling.subject_of(department, month.name),
            entries.c.kind == sampling.SIGNED,
        )
        .order_by(entries.c.seq.desc())
        .limit(1)
    ).scalar_one_or_none()
    return msgspec.json.decode(bytes(text), type=SampleSheet) if text else None


def due_of(ctx: Context, month: Month) -> str:
    """The last second of the working day by which a month's sheet is signed."""
    last = render(parse(month.until) - timedelta(seconds=1))
    return ctx.calendar.closing(last, _DAYS, ctx.desk.timezone)


def owed(ctx: Context) -> Iterator[tuple[str, Month]]:
    """The months of each department that wait for a sheet, the oldest first."""
    over = [one for one in months(ctx) if one.until <= ctx.at][:_BACK]
    signed = set(
        ctx.conn.execute(select(entries.c.subject).where(entries.c.kind == sampling.SIGNED)).scalars()
    )
    for month in reversed(over):
        began = {which[0] for which, at in starts(ctx).items() if month.holds(at) and which[1] <= _OWN}
        if not began or first_head(ctx, month) is None:
            continue
        theirs: set[str] = set()
        ids = sorted(began)
        for start in range(0, len(ids), _AT_ONCE):
            some = request.c.id.in_(ids[start : start + _AT_ONCE])
            theirs |= {*ctx.conn.execute(select(request.c.department).where(some).distinct()).scalars()}
        for one in ctx.roster.departments:
            if one.id in theirs and sampling.subject_of(one.id, month.name) not in signed:
                yield one.id, month


def signers(ctx: Context, department: str) -> list[str]:
    """Who may sign a department's sheet: its managers, or who is above them if it has none."""
    for post in (Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER):
        if holders := ctx.roster.holders(post, department, ctx.at):
            return sorted(holders)
    return []
