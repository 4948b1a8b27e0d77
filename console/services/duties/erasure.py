"""Numbers whose retention is over (R13): to be proposed for erasure, or erased again by a dispatcher that was restored."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import func, select

from console.domain import times
from console.domain.erasure.erasing import Erase
from console.domain.people.people import Post
from console.domain.two_person.pairing import Ground, may_propose
from console.services.context import Context
from console.services.duties.bearers import Who, filled
from console.services.duties.duty import Asked, Duty, home, overdue, source
from console.services.erasure import erased_again, erasure_pages, retention
from console.store.tables import ledger
from console.wire.duties.subjects import Due
from console.wire.sending.erasure import DueRow, ErasurePreview

_HOUR = len("2026-11-24T03")
_REST = timedelta(days=1)
"""How long what may be erased is nobody's duty yet: receipts and replies to what was sent last still come in."""


@source()
def due(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Numbers due for erasure, for those who may propose it, unless a proposal waits; and erasures that must be repeated."""
    if not question.wants("erasure_due", "erasure_again"):
        return
    ground, at_home = Ground(ctx.roster, ctx.at), home(ctx)
    who = [p.id for p in ctx.roster.people if may_propose(p.id, Erase.RULE, ground) is None]
    if not question.takes(at_home, people=who):
        return

    def find() -> Who:
        return filled(ctx, Who(sorted(who), ""), Post.REGISTRAR, at_home)

    for service in ctx.roster.services if question.wants("erasure_again") else ():
        if owed := erased_again.owed(ctx, service.id):
            number, since = owed[0].subject.partition(":")[2], owed[0].at
            about, late = Due(service.id, owed[0].digest), overdue(ctx, since)
            title = f"{service.id}{_more(len(owed))}"
            yield Duty("erasure_again", about, at_home, since, "", late, find, number, title)
    if not question.wants("erasure_due"):
        return
    free = _free(ctx)
    if free and not erasure_pages.proposed(ctx):
        since, title = free[0].due, f"{free[0].title}{_more(len(free))}"
        yield Duty("erasure_due", Due(), at_home, since, "", overdue(ctx, since), find, free[0].name, title)


def _free(ctx: Context) -> list[DueRow]:
    """What could have been erased a day ago; computed only when the ledger has grown or an hour begins, because it looks at everything kept."""
    last = ctx.conn.execute(select(func.max(ledger.c.seq))).scalar_one()
    key = (last, ctx.at[:_HOUR], ctx.departments())
    if ctx.desk.live.free[0] != key:
        _, _, rows = retention.preview(ctx, ErasurePreview(limit=1000))
        since = times.render(times.parse(ctx.at) - _REST)
        ctx.desk.live.free = (key, [row for row in rows if row.blocked is None and row.due <= since])
    return ctx.desk.live.free[1]


def _more(n: int) -> str:
    return f" … +{n - 1}" if n > 1 else ""
