"""Requests and sends that are unusual (R7): the General Department looks at each, until it is acknowledged with words."""

from collections.abc import Iterator

from console.domain.people.people import Post
from console.services.context import Context
from console.services.duties.bearers import Who, filled
from console.services.duties.duty import Asked, Duty, home, overdue
from console.services.watch import watch
from console.store.watch import ListedWatch
from console.wire.subjects import Watched

_MOST = 200


def unusual(ctx: Context, question: Asked) -> Iterator[Duty]:
    """One for each request, for those who may acknowledge it."""
    if not question.wants("watch") or question.spares(watch.keepers(ctx)):
        return
    at_home, rows = home(ctx), watch.open_rows(ctx, _MOST)
    theirs = watch.acknowledgers(ctx, rows) if rows else {}
    for row in rows:
        number, people = row.form or "", theirs[row.request]
        if question.takes(at_home, number, row.purpose, people=people):
            yield _duty(ctx, at_home, row, number, people)


def _duty(ctx: Context, at_home: str, row: ListedWatch, number: str, people: list[str]) -> Duty:
    def find() -> Who:
        return filled(ctx, Who(sorted(people), ""), Post.REGISTRAR, at_home)

    late = overdue(ctx, row.found)
    about = Watched(row.request)
    return Duty("watch", about, at_home, row.found, "", late, find, number, row.purpose, row.category)
