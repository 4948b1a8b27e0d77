"""What is owed on requests: decisions, acceptances, revisions, releases, extensions, unknowns, second signatures (R2, R3, I2)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from sqlalchemy import ColumnElement, and_, func, or_, select

from console.domain.authority import Facts
from console.domain.pairing import Ground, PairKind, may_confirm, may_propose
from console.domain.people import Post
from console.domain.states import RequestState, SlotState
from console.services import deadlines, pairs, requests
from console.services.chase_leads import Asked, Lead, held, in_batches, posts_of
from console.services.chase_who import Who, accepting, deciding, extending, filled, keepers, releasing
from console.services.context import Context
from console.store import base
from console.store.requests import PendingRequest, request
from console.store.sends import SlotRecord, slot
from console.store.tables import LedgerRecord
from console.wire import pairs as pair_calls

_GIVEN_BACK = ("request.return", "request.expired", "request.lapsed", "request.stopped")
_REVISED = (RequestState.RETURNED, RequestState.EXPIRED, RequestState.LAPSED)
_SLOT_WAITS: Final[dict[str, str]] = {
    SlotState.CLEARED: "release",
    SlotState.REFUSED: "release",
    SlotState.LAPSED: "extend",
}
_OPEN = "open"
_R = request.c
_PLAIN = (
    _R.id,
    _R.number,
    _R.version,
    _R.department,
    _R.purpose,
    _R.drafter,
    _R.state,
    _R.waits_for,
    _R.submitted,
    _R.closes,
)
"""Columns that tell how urgent a request is. The form itself, kilobytes of it, is read for the page alone."""


def leads(ctx: Context, question: Asked) -> Iterator[Lead]:
    """Everything that is owed on requests."""
    if question.wants("decide", "accept"):
        yield from _decisions(ctx, question)
    if question.wants("revise"):
        yield from _revisions(ctx, question)
    if question.wants("release", "extend", "unknown"):
        yield from _slots(ctx, question)
    if question.wants("confirm"):
        yield from _confirmations(ctx, question)


def _open(
    ctx: Context, question: Asked, states: Iterable[RequestState], *others: ColumnElement[bool]
) -> Sequence[PendingRequest]:
    where = [_R.state.in_(list(states)), *question.within(_R.department)]
    where += question.like((_R.number, _R.purpose), _R.department, *others)
    return base.rows_as(PendingRequest, ctx.conn, select(*_PLAIN).where(*where))


def _facts(ctx: Context, request_id: int) -> Facts:
    return requests.facts_of(ctx, requests.row_by_id(ctx, request_id))


# ---- decisions


def _decisions(ctx: Context, question: Asked) -> Iterator[Lead]:
    """Signatures that are due, and acceptances that wait for the paper."""
    theirs = held(ctx, question, _R.waits_for, _R.department)
    if question.people & keepers(ctx):
        theirs = or_(theirs, _R.waits_for == "accept")
    states = [RequestState.SUBMITTED] * question.wants("decide") + [RequestState.APPROVED] * question.wants(
        "accept"
    )
    rows = _open(ctx, question, states, theirs)
    signed = deadlines.last_steps(ctx, [row.id for row in rows])
    for row in rows:
        since, until = max(signed.get(row.id, ""), row.submitted), deadlines.due(ctx, row)
        late = deadlines.last_day(ctx, since, until)
        what = "decide" if row.state == RequestState.SUBMITTED else "accept"
        yield _lead(ctx, what, row, since, until, late=late)


def _lead(ctx: Context, what: str, row: PendingRequest, since: str, until: str, *, late: bool) -> Lead:
    def find() -> Who:
        facts = _facts(ctx, row.id)
        post = facts.next_post()
        return deciding(ctx, facts, post, late=late) if post is not None else accepting(ctx, facts)

    return _of(what, row, since, until, find, late=late)


def _of(
    what: str,
    row: PendingRequest,
    since: str,
    until: str,
    find: Callable[[], Who],
    *,
    late: bool,
    part: int = 0,
) -> Lead:
    return Lead(
        what, row.department, row.purpose, since, until, late, find, row.id, part, number=row.number or ""
    )


# ---- revisions


def _revisions(ctx: Context, question: Asked) -> Iterator[Lead]:
    """Requests that came back to their drafter; late after as many working days as a decision may take."""
    drafting = {a.department for a in posts_of(ctx, question) if a.post is Post.DRAFTER and question.people}
    theirs = or_(
        _R.drafter.in_(question.people),
        and_(_R.department.in_(drafting), _R.drafter.not_in(_drafters(ctx))),
    )
    rows = _open(ctx, question, _REVISED, theirs)
    given_back = _given_back(ctx, [row.id for row in rows])
    for row in rows:
        since = given_back.get(row.id, "") or row.submitted

        def find(row: PendingRequest = row) -> Who:
            who = Who(sorted(requests.revisers(ctx, row)), "revise")
            return filled(ctx, who, Post.DRAFTER, row.department)

        yield _of("revise", row, since, "", find, late=overdue(ctx, since))


def overdue(ctx: Context, since: str) -> bool:
    """Whether a thing without an end of its own has waited for more working days than a decision may take."""
    return ctx.at > ctx.desk.calendar.closing(since, ctx.policy.decide_working_days, ctx.desk.timezone)


def _drafters(ctx: Context) -> list[str]:
    return [
        p.id
        for p in ctx.roster.people
        if any(a.post is Post.DRAFTER for a in ctx.roster.appointments(p.id, ctx.at))
    ]


def _given_back(ctx: Context, ids: list[int]) -> dict[int, str]:
    """When each request last came back, by its id."""
    found: dict[int, str] = {}
    for batch in in_batches(ids):
        rows = ctx.conn.execute(
            select(LedgerRecord.subject, func.max(LedgerRecord.time))
            .where(
                LedgerRecord.subject.in_([f"request:{one}" for one in batch]),
                LedgerRecord.kind.in_(_GIVEN_BACK),
            )
            .group_by(LedgerRecord.subject)
        )
        found |= {int(subject.partition(":")[2]): time for subject, time in rows}
    return found


# ---- slots


class _WaitingSlot(PendingRequest):
    part: int
    stands: str
    part_opens: str
    part_closes: str
    part_updated: str


def _slots(ctx: Context, question: Asked) -> Iterator[Lead]:
    """Open windows that nobody released, lapsed ones that nobody extended, and recipients whose result nobody settled."""
    wanted = [state for state, what in _SLOT_WAITS.items() if question.wants(what)]
    # A continuation that was refused waits for nobody: it is proposed anew, or left.
    waits: ColumnElement[bool] = and_(slot.c.state.in_(wanted), slot.c.continues == 0)
    if question.wants("unknown"):
        waits = or_(waits, _with_unknowns())
    chosen = (
        select(
            *_PLAIN,
            SlotRecord.slot.label("part"),
            SlotRecord.state.label("stands"),
            SlotRecord.opens.label("part_opens"),
            SlotRecord.closes.label("part_closes"),
            SlotRecord.updated.label("part_updated"),
        )
        .join(slot, (SlotRecord.request == _R.id) & (SlotRecord.version == _R.version))
        .where(
            _R.state.in_([RequestState.CLEARED, RequestState.DONE]),
            waits,
            *question.within(_R.department),
            *question.like((_R.number, _R.purpose), _R.department, _their_slots(ctx, question)),
        )
    )
    rows = base.rows_as(_WaitingSlot, ctx.conn, chosen)
    released = [row.id for row in rows if _SLOT_WAITS.get(row.stands) == "release"]
    signed = deadlines.last_steps(ctx, released)
    for row in rows:
        yield from _slot(ctx, row, signed)


def _with_unknowns() -> ColumnElement[bool]:
    """Slots some of whose recipients are unknown: their tally, a JSON object, says so."""
    ended = slot.c.state.in_([SlotState.DONE, SlotState.STOPPED])
    return and_(ended, ~slot.c.tally.contains('"unknown":0'))


def _their_slots(ctx: Context, question: Asked) -> ColumnElement[bool]:
    """Slots that the operators among those whom the text names release, and that the last approvers among them extend."""
    found = held(ctx, question, _R.waits_for, _R.department)
    general = ctx.roster.general_department()
    own = [c for c, rule in ctx.policy.category.items() if rule.released_by == "own"]
    for one in posts_of(ctx, question):
        if one.post is not Post.OPERATOR:
            continue
        here = and_(_R.category.in_(own), _R.department == one.department)
        if general is not None and one.department == general.id:
            here = or_(here, _R.category.not_in(own))
        found = or_(found, and_(here, slot.c.state != SlotState.LAPSED))
    return found


def _slot(ctx: Context, row: _WaitingSlot, signed: dict[int, str]) -> Iterator[Lead]:
    what, part = _SLOT_WAITS.get(row.stands, "unknown"), row.part
    if what == "extend":

        def extend() -> Who:
            return extending(ctx, _facts(ctx, row.id), part)

        yield _of(what, row, row.part_closes, "", extend, late=True, part=part)
    elif what == "unknown":
        kept = next(s for s in requests.slots_of(ctx, row.id, row.version) if s.slot == part)
        if pairs.unsettled(ctx, row, kept):
            until = ctx.desk.calendar.closing(row.part_updated, 1, ctx.desk.timezone)
            yield _of(
                what,
                row,
                row.part_updated,
                "",
                lambda: _settling(ctx, row.id),
                late=ctx.at > until,
                part=part,
            )
    elif row.part_opens <= ctx.at < row.part_closes:

        def release() -> Who:
            return releasing(ctx, _facts(ctx, row.id), part)

        since = max(row.part_opens, signed.get(row.id, ""), row.submitted)
        late = deadlines.last_day(ctx, since, row.part_closes)
        yield _of(what, row, since, row.part_closes, release, late=late, part=part)


def _settling(ctx: Context, request_id: int) -> Who:
    """The operator who proposes what becomes of unknown recipients."""
    facts = _facts(ctx, request_id)
    ground = Ground(ctx.roster, ctx.at, facts)
    people = ctx.roster.holders(Post.OPERATOR, facts.releasing_department, ctx.at)
    who = [p for p in people if may_propose(p, PairKind.SETTLE, ground) is None]
    return filled(
        ctx, Who(sorted(who), "operator"), Post.OPERATOR, facts.releasing_department, blocked=people
    )


# ---- two-person acts


def _confirmations(ctx: Context, question: Asked) -> Iterator[Lead]:
    """Two-person acts that wait for their second signature."""
    waiting = [one for one in pairs.page(ctx, pair_calls.ProposalsPage()) if one.state == _OPEN]
    rows = {row.id: row for row in _by_id(ctx, [one.request for one in waiting if one.request])}
    yield from _lifting(ctx, question, [one for one in waiting if not one.request])
    for one in waiting:
        if not one.request:
            continue
        row = rows[one.request]

        def find(one: pair_calls.ProposalRow = one) -> Who:
            return _confirming(ctx, one)

        people = find().who if question.text else ()
        if not question.of(row.department) or not question.names(
            one.number, row.purpose, people=people, department=row.department
        ):
            continue
        late = deadlines.last_day(ctx, one.at, one.expires)
        yield _of("confirm", row, one.at, one.expires, find, late=late, part=one.slot)


def _lifting(ctx: Context, question: Asked, waiting: list[pair_calls.ProposalRow]) -> Iterator[Lead]:
    """Acts about no request: the General Department sees to what is frozen, lost or not armed."""
    general = ctx.roster.general_department()
    home = general.id if general is not None else ""
    for one in waiting:

        def find(one: pair_calls.ProposalRow = one) -> Who:
            who = pairs.confirmers(ctx, one.digest)
            found = Who(sorted(who), "")
            return found if who else found._replace(remedy="alone", about=(one.by,))

        people = find().who if question.text else ()
        if not question.of(home) or not question.names(one.number, people=people, department=home):
            continue
        late = deadlines.last_day(ctx, one.at, one.expires)
        yield Lead("confirm", home, one.kind, one.at, one.expires, late, find, number=one.number)


def _by_id(ctx: Context, ids: list[int]) -> Iterator[PendingRequest]:
    for batch in in_batches(ids):
        yield from base.rows_as(PendingRequest, ctx.conn, select(*_PLAIN).where(_R.id.in_(batch)))


def _confirming(ctx: Context, one: pair_calls.ProposalRow) -> Who:
    """Who may give the second signature of a two-person act."""
    ground = Ground(
        ctx.roster, ctx.at, _facts(ctx, one.request), deputations=tuple(ctx.authority.deputations)
    )
    who = [
        p.id
        for p in ctx.roster.people
        if may_confirm(p.id, PairKind(one.kind), ground, proposer=one.by) is None
    ]
    found = Who(sorted(who), "")
    return found if who else found._replace(remedy="alone", about=(one.by,))
