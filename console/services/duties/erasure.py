"""Numbers whose time is over (R13): to be proposed for erasure, or to be erased once more by a dispatcher that forgot it."""

from collections.abc import Iterator

from console.domain.pairing import Ground, PairKind, may_propose
from console.domain.people import Post
from console.services import erased_again, erasure_pages, retention
from console.services.context import Context
from console.services.duties.bearers import Who, filled
from console.services.duties.duty import Asked, Duty, home, overdue
from console.wire.erasure import ErasurePreview
from console.wire.subjects import Due


def due(ctx: Context, question: Asked) -> Iterator[Duty]:
    """That something is due, for whoever proposes its erasure, not while a proposal waits; and what has to go once more."""
    if not question.wants("erasure_due", "erasure_again"):
        return
    ground, at_home = Ground(ctx.roster, ctx.at), home(ctx)
    who = [p.id for p in ctx.roster.people if may_propose(p.id, PairKind.ERASE, ground) is None]
    if not question.takes(at_home, people=who):
        return

    def find() -> Who:
        return filled(ctx, Who(sorted(who), ""), Post.REGISTRAR, at_home)

    for service in ctx.roster.services if question.wants("erasure_again") else ():
        if owed := erased_again.owed(ctx, service.id):
            number, since = owed[0].subject.partition(":")[2], owed[0].at
            about, late = Due(service.id), overdue(ctx, since)
            title = f"{service.id}{_more(len(owed))}"
            yield Duty("erasure_again", about, at_home, since, "", late, find, number, title)
    if not question.wants("erasure_due"):
        return
    _, _, rows = retention.preview(ctx, ErasurePreview(limit=1000))
    free = [row for row in rows if row.blocked is None]
    if free and not erasure_pages.proposed(ctx):
        since, title = free[0].due, f"{free[0].title}{_more(len(free))}"
        yield Duty("erasure_due", Due(), at_home, since, "", overdue(ctx, since), find, free[0].name, title)


def _more(n: int) -> str:
    return f" … +{n - 1}" if n > 1 else ""
