"""The General Department's list of what is unusual: read, and acknowledged with words (R7)."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import func, select, update

from console.domain.people.people import Post
from console.domain.refusals import Refusal, refuse
from console.errors import RefusedError
from console.services import declared
from console.services.context import Context, answers, demand, found, page_limit
from console.services.ledger import ledger
from console.services.watch.watching import ACKNOWLEDGED, OPEN, cases_of
from console.store import base
from console.store.requests import RequestRecord, StepRecord, request
from console.store.watch import ListedWatch, WatchRecord, watch
from console.wire.answers import Done, Page
from console.wire.duties import watch as wire

_BY: Final = (Post.REGISTRAR, Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER)
"""The posts of the General Department that acknowledge."""
_SIGNED: Final = ("approval", "acceptance", "release", "resume")
_SOURCE: Final = watch.join(request, request.c.id == watch.c.request)


# ---- who


def keepers(ctx: Context) -> list[str]:
    """The people of the General Department who acknowledge, as far as they had no hand in it."""
    general = ctx.roster.general_department()
    home = general.id if general is not None else ""
    return list(dict.fromkeys(one for post in _BY for one in ctx.roster.holders(post, home, ctx.at)))


def acknowledgers(ctx: Context, rows: Sequence[WatchRecord]) -> dict[int, list[str]]:
    """By request: who of the General Department may acknowledge each, without those who had a hand in its request or signed it."""
    people = keepers(ctx)
    theirs = _hands(ctx, [row.request for row in rows])
    return {row.request: [one for one in people if one not in theirs[row.request]] for row in rows}


def _hands(ctx: Context, ids: Iterable[int]) -> dict[int, set[str]]:
    """Who drafted, edited, imported for, approved, accepted or released each of these requests."""
    wanted = list(ids)
    rows = ctx.conn.execute(select(RequestRecord.id, RequestRecord.hands).where(request.c.id.in_(wanted)))
    hands = {which: set(msgspec.json.decode(text, type=list[str])) for which, text in rows}
    steps = select(StepRecord.request, StepRecord.person).where(
        StepRecord.request.in_(wanted), StepRecord.kind.in_(_SIGNED)
    )
    for which, person in ctx.conn.execute(steps):
        hands[which].add(person)
    return hands


def _may(ctx: Context, row: WatchRecord) -> Refusal | None:
    if row.state == ACKNOWLEDGED:
        return refuse("watch_acknowledged", "R7")
    if ctx.person in acknowledgers(ctx, [row])[row.request]:
        return None
    if ctx.person in _hands(ctx, [row.request])[row.request]:
        return refuse("watch_own", "R7")
    return refuse("watch_not_yours", "R7")


# ---- reading


@answers
def page(ctx: Context, call: wire.WatchPage) -> wire.WatchedPage:
    """What is unusual about the requests that the caller may read, the newest first."""
    where: list[Any] = []
    mine = ctx.departments()
    if mine is not None:
        where.append(watch.c.department.in_(mine))
    where += [watch.c[name] == value for name in ("state", "department") if (value := getattr(call, name))]
    if call.what:
        where.append(watch.c.cases.contains(f'"what":"{call.what}"', autoescape=True))
    if call.text:
        columns = (request.c.number, request.c.purpose)
        first, second = (column.contains(call.text, autoescape=True) for column in columns)
        where.append(first | second)
    total = ctx.conn.execute(select(func.count()).select_from(_SOURCE).where(*where)).scalar_one()
    if call.after:
        where.append(watch.c.id < int(call.after))
    limit = page_limit(call.limit)
    rows = base.rows_as(
        ListedWatch, ctx.conn, _listed().where(*where).order_by(watch.c.id.desc()).limit(limit)
    )
    after = str(rows[-1].id) if len(rows) == limit else ""
    return wire.WatchedPage(Page(total, after), [row_of(row) for row in rows])


def open_rows(ctx: Context, most: int) -> Sequence[ListedWatch]:
    """What nobody has acknowledged, the oldest first."""
    chosen = _listed().where(watch.c.state == OPEN).order_by(watch.c.id).limit(most)
    return base.rows_as(ListedWatch, ctx.conn, chosen)


@answers
def detail(ctx: Context, call: wire.WatchDetail) -> wire.WatchView:
    """One of them, and who acknowledges it."""
    row = _of(ctx, call.request)
    return wire.WatchView(
        row=row_of(row),
        who=acknowledgers(ctx, [row])[row.request] if row.state == OPEN else [],
        by=row.by,
        looked=row.looked,
        follows=row.follows,
        allowed={"acknowledge": _may(ctx, row)},
    )


def row_of(row: ListedWatch) -> wire.WatchRow:
    """One of them as a row of a list."""
    return wire.WatchRow(
        request=row.request,
        state=row.state,
        form=row.form or "",
        department=row.department,
        cases=cases_of(row.cases),
        found=row.found,
        purpose=row.purpose,
        category=row.category,
        acknowledged=row.acknowledged,
    )


def _listed() -> Any:
    joined = (RequestRecord.number.label("form"), RequestRecord.purpose, RequestRecord.category)
    return select(WatchRecord, *joined).select_from(_SOURCE)


def _of(ctx: Context, which: int) -> ListedWatch:
    row = found(
        base.row_as(ListedWatch, ctx.conn, _listed().where(watch.c.request == which)), "no_such_watch"
    )
    ctx.may_read(row.department)
    return row


# ---- acknowledging


@answers
def acknowledge(ctx: Context, call: wire.AcknowledgeWatch) -> Done:
    """Acknowledge what is unusual: what was looked at, and what follows. Refused if more was found since it was read."""
    row = _of(ctx, call.request)
    demand(_may(ctx, row))
    call = declared.checked(call)
    words = {"looked": call.looked, "follows": call.follows}
    if call.seen and call.seen != row.found:
        raise RefusedError(refuse("stale", "R7"))
    done = {"state": ACKNOWLEDGED, "seen": row.cases, "by": ctx.person, "acknowledged": ctx.at}
    here = update(watch).where(watch.c.id == row.id, watch.c.state == OPEN, watch.c.found == row.found)
    if ctx.conn.execute(here.values(**words, **done)).rowcount != 1:
        # Somebody did so at another desk, or more was found, after the row was read.
        raise RefusedError(refuse("stale", "R7"))
    ctx.notice("watch", "requests")
    told = {**words, "cases": [one.what for one in cases_of(row.cases)]}
    seq = ledger.record(ctx, "watch.acknowledged", f"request:{row.request}", told)
    return Done(seq, row.request, row.form or "")
