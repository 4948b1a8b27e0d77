"""Duties on requests before their release: decisions, acceptances, revisions (R2)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from sqlalchemy import ColumnElement, and_, func, or_, select

from console.domain.authority import Facts
from console.domain.people.people import EVERYWHERE, Post
from console.domain.people.standing import SUPERIOR
from console.domain.states import RequestState
from console.services.context import Context
from console.services.duties.bearers import Who, accepting, deciding, filled, keepers
from console.services.duties.duty import Asked, Duty, held, in_batches, overdue, posts_of, source
from console.services.requests import deadlines, requests
from console.store import base
from console.store.requests import PendingRequest, RequestRecord, request
from console.store.tables import LedgerRecord
from console.wire.duties.subjects import Request

_RETURNED = "request.return"
_GIVEN_BACK = (_RETURNED, "request.expired", "request.lapsed", "request.stopped")
_REVISED = (RequestState.RETURNED, RequestState.EXPIRED, RequestState.LAPSED)
_R = request.c
PLAIN: Final = (
    _R.id,
    _R.number,
    _R.version,
    _R.department,
    _R.category,
    _R.purpose,
    _R.drafter,
    _R.state,
    _R.waits_for,
    _R.reason,
    _R.submitted,
    _R.closes,
    _R.recipients,
)
"""The columns that the urgency needs. The form itself takes kilobytes and is read only for the rows of a page."""


def facts_of(ctx: Context, request_id: int) -> Facts:
    """The facts by which a request is judged. The caller's right to read it was checked before."""
    return requests.facts_of(
        ctx, base.one(ctx.conn, select(RequestRecord).where(RequestRecord.id == request_id))
    )


def _open(
    ctx: Context, question: Asked, states: Iterable[RequestState], *theirs: ColumnElement[bool]
) -> Sequence[PendingRequest]:
    where = [_R.state.in_(list(states)), *question.within(_R.department)]
    where += question.like((_R.number, _R.purpose), _R.department, *theirs)
    return base.rows_as(PendingRequest, ctx.conn, select(*PLAIN).where(*where))


def duty(  # noqa: PLR0913 - the fields of a duty
    kind: str,
    row: PendingRequest,
    since: str,
    until: str,
    find: Callable[[], Who],
    *,
    late: bool,
    slot: int = 0,
    because: str = "",
    step: str = "",
    news: str = "",
    sender: str | None = None,
) -> Duty:
    """A duty on a request, or on one of its slots; brought in by its drafter if nobody else is named."""
    about = Request(row.id, slot)
    return Duty(
        kind, about, row.department, since, until, late, find, row.number or "", row.purpose, row.category, because,
        step, news, recipients=row.recipients, sender=row.drafter if sender is None else sender,
    )  # fmt: skip


# ---- decisions


@source()
def decisions(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Signatures that are due, and acceptances that wait for the paper; superiors are informed of a signature once it is late."""
    if not question.wants("decide", "accept"):
        return
    theirs = [held(ctx, question, _R.waits_for, _R.department), *_below(ctx, question)]
    if question.people & keepers(ctx):
        theirs.append(_R.waits_for == "accept")
    states = [RequestState.SUBMITTED] * question.wants("decide") + [RequestState.APPROVED] * question.wants(
        "accept"
    )
    rows = _open(ctx, question, states, *theirs)
    signed = deadlines.last_steps(ctx, [row.id for row in rows])
    for row in rows:
        if row.state == RequestState.SUBMITTED and ctx.at > requests.decide_by(ctx, row):
            # The next sweep returns it to its drafter.
            continue
        since, until = max(signed.get(row.id, ""), row.submitted), deadlines.due(ctx, row)
        late = deadlines.last_day(ctx, since, until)

        def find(row: PendingRequest = row, late: bool = late) -> Who:
            facts = facts_of(ctx, row.id)
            post = facts.next_post()
            return deciding(ctx, facts, post, late=late) if post is not None else accepting(ctx, facts)

        kind = "decide" if row.state == RequestState.SUBMITTED else "accept"
        yield duty(kind, row, since, until, find, late=late, because=row.waits_for, news="late")


def _below(ctx: Context, question: Asked) -> Iterator[ColumnElement[bool]]:
    """With `mine`: decisions at the posts below the caller's own."""
    for held_post in posts_of(ctx, question) if question.mine else ():
        for below, above in SUPERIOR.items():
            if held_post.post in above:
                here = _R.waits_for == str(below)
                yield here if held_post.post in EVERYWHERE else here & (_R.department == held_post.department)


# ---- revisions


@source()
def revisions(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Requests that were returned to their drafter; late after as many working days as a decision may take."""
    if not question.wants("revise"):
        return
    drafting = {a.department for a in posts_of(ctx, question) if a.post is Post.DRAFTER}
    theirs = or_(
        _R.drafter.in_(question.people), and_(_R.department.in_(drafting), _R.drafter.not_in(_drafters(ctx)))
    )
    rows = _open(ctx, question, _REVISED, theirs)
    given_back = _given_back(ctx, [row.id for row in rows])
    for row in rows:
        since, sender = given_back.get(row.id, (row.submitted, ""))
        returned = row.state == RequestState.RETURNED

        def find(row: PendingRequest = row) -> Who:
            who = Who(sorted(requests.revisers(ctx, row)), "revise")
            return filled(ctx, who, Post.DRAFTER, row.department)

        # A new version can still be sent in the window while that lasts.
        until = row.closes if returned and row.closes > ctx.at else ""
        because = row.reason if returned else row.state
        late = overdue(ctx, since)
        yield duty("revise", row, since, until, find, late=late, because=because, sender=sender)


def _drafters(ctx: Context) -> list[str]:
    return [
        p.id
        for p in ctx.roster.people
        if any(a.post is Post.DRAFTER for a in ctx.roster.appointments(p.id, ctx.at))
    ]


def _given_back(ctx: Context, ids: list[int]) -> dict[int, tuple[str, str]]:
    """When each request was last returned, by its id, and by whom; empty for one that a deadline gave back."""
    given: dict[int, tuple[str, str]] = {}
    for batch in in_batches(ids):
        newest = (
            select(func.max(LedgerRecord.seq))
            .where(
                LedgerRecord.subject.in_([f"request:{one}" for one in batch]),
                LedgerRecord.kind.in_(_GIVEN_BACK),
            )
            .group_by(LedgerRecord.subject)
        )
        columns = LedgerRecord.subject, LedgerRecord.time, LedgerRecord.actor, LedgerRecord.kind
        for subject, time, actor, kind in ctx.conn.execute(
            select(*columns).where(LedgerRecord.seq.in_(newest))
        ):
            given[int(subject.partition(":")[2])] = time, actor if kind == _RETURNED else ""
    return given
