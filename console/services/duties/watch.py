"""Requests and sends that are unusual (R7): the General Department looks at each, until it is acknowledged with words."""

from collections.abc import Iterator

from sqlalchemy import exists

from console.domain.people.people import Post
from console.services.context import Context
from console.services.duties.bearers import Who, filled
from console.services.duties.duty import Asked, Duty, home, overdue, source
from console.services.watch import watch
from console.services.watch.watching import OPEN
from console.store.watch import ListedWatch, WatchRecord
from console.wire.duties.subjects import Watched

_MOST = 200


@source(exists().where(WatchRecord.state == OPEN))
def unusual(ctx: Context, question: Asked) -> Iterator[Duty]:
    """One for each request, for those who may acknowledge it; the manager of its department is informed."""
    if not question.wants("watch") or question.spares({*watch.keepers(ctx), *_managers(ctx)}):
        return
    at_home, rows = home(ctx), watch.open_rows(ctx, _MOST)
    theirs = watch.acknowledgers(ctx, rows) if rows else {}
    for row in rows:
        number, who = row.form or "", theirs[row.request]
        told = tuple(one for one in _managers(ctx, row.department) if one not in who)
        if question.takes(
            row.department, number, row.purpose, people=[*who, *told] if question.mine else who
        ):
            yield _duty(ctx, at_home, row, number, Who(sorted(who), "", informed=told))


def _managers(ctx: Context, department: str = "") -> list[str]:
    """Who manages a department, or any; they supervise what it sends (R7)."""
    departments = [department] if department else [one.id for one in ctx.roster.departments]
    return [p for one in departments for p in ctx.roster.holders(Post.DEPARTMENT_MANAGER, one, ctx.at)]


def _duty(ctx: Context, at_home: str, row: ListedWatch, number: str, who: Who) -> Duty:
    def find() -> Who:
        return filled(ctx, who, Post.REGISTRAR, at_home)

    late = overdue(ctx, row.found)
    about = Watched(row.request)
    named = (number, row.purpose, row.category)
    return Duty("watch", about, row.department, row.found, "", late, find, *named, news="watch_told")
