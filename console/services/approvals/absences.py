"""Back from leave: what deputies did in the caller's place."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import msgspec
from msgspec.structs import replace
from sqlalchemy import select

from console.domain import acts
from console.domain.pair import Part
from console.domain.people.orders import Deputation
from console.domain.people.people import Post
from console.domain.people.standing import after_recalls
from console.domain.states import UNSETTLED
from console.domain.two_person.pairing import RULES
from console.domain.two_person.pairs import Confirmation
from console.services import standing
from console.services.context import Context, answers
from console.services.requests import requests, unsettled
from console.services.two_person import proposals
from console.store import base
from console.store.personnel import ProposalRecord
from console.store.requests import RequestRecord, RequestVersionRecord, StepRecord, request
from console.wire.people import personnel

_DECISIONS = ("approval", "return", "rejection", "extension")
_MOST = 500

_LEVEL: Final = {Part.FIRST_APPROVER: 0, Part.LAST_APPROVER: -1}
"""The level of a request's route whose decision it is."""

_CONFIRMED_BY: Final = {
    name: _LEVEL[rule.confirms[0]] for name, rule in RULES.items() if rule.confirms[0] in _LEVEL
}
"""Two-person acts that an approver confirms, with the level of that approver."""


class _Of(NamedTuple):
    """A version of a request, and the fields by which a deputation may be limited."""

    request: int
    version: int
    department: str
    category: str


@answers
def page(ctx: Context, call: personnel.InMyAbsence) -> list[personnel.AbsenceRow]:
    """What the caller's deputies did in their place since an instant (everything if empty), newest first, at most 500.

    An approval names its principal. A return or a rejection does not: it counts as made in the caller's place if one of the
    caller's deputations was in force for that department then. An extension, or the confirmation of a two-person act, counts only
    if the deputy had approved that version in the caller's place, because only then does it stand for the approver's.
    """
    lent = [
        order
        for _, order in after_recalls(standing.orders(ctx.conn))
        if isinstance(order, Deputation) and order.principal == ctx.person
    ]
    if not lent:
        return []
    rows = [*_steps(ctx, call.since, lent), *_confirmations(ctx, call.since, lent)]
    newest = sorted(rows, key=lambda row: (row.at, row.request), reverse=True)[:_MOST]
    left = unsettled.of_requests(ctx, {row.request for row in newest})
    return [replace(row, state=UNSETTLED) if row.request in left else row for row in newest]


_REQUEST: Final = (
    RequestRecord.number,
    RequestRecord.purpose,
    RequestRecord.category,
    RequestRecord.department,
    RequestRecord.state.label("stands"),
)
"""Columns that describe the request, beside what a deputy signed about it."""


class _OnRequest:
    number: str | None
    purpose: str
    category: str
    department: str
    stands: str


def _step_row(
    row: _OnRequest, request: int, deputy: str, kind: str, at: str, said: str, pair: str = ""
) -> personnel.AbsenceRow:
    return personnel.AbsenceRow(
        request=request,
        number=row.number or "",
        purpose=row.purpose,
        category=row.category,
        deputy=deputy,
        kind=kind,
        at=at,
        state=row.stands,
        opinion=said,
        pair=pair,
    )


# ---- steps on a request


class _Decision(_OnRequest, StepRecord):
    __abstract__ = True


def _steps(ctx: Context, since: str, lent: list[Deputation]) -> Iterator[personnel.AbsenceRow]:
    chosen = (
        select(StepRecord, *_REQUEST)
        .join(request, RequestRecord.id == StepRecord.request)
        .where(
            StepRecord.person.in_({d.deputy for d in lent}),
            StepRecord.kind.in_(_DECISIONS),
            StepRecord.at >= since,
        )
        .order_by(StepRecord.at.desc(), StepRecord.request.desc())
        .limit(_MOST)
    )
    for row in base.rows_as(_Decision, ctx.conn, chosen):
        if _in_place(ctx, row, lent):
            yield _row(row)


def _in_place(ctx: Context, row: _Decision, lent: list[Deputation]) -> bool:
    if row.kind == "approval":
        return msgspec.json.decode(row.text, type=acts.Approval).deputy_for == ctx.person
    of = _Of(row.request, row.version, row.department, row.category)
    if row.kind == "extension":
        return _for_level(ctx, of, row.person, row.at, _LEVEL[Part.LAST_APPROVER], lent)
    return any(_lends(one, of, row.person, row.at) for one in lent)


def _lends(one: Deputation, of: _Of, deputy: str, at: str, post: Post | None = None) -> bool:
    """Whether a deputation lets that deputy sign for the caller on that request at an instant, for `post` if one is given."""
    return (
        one.deputy == deputy
        and one.since <= at < one.until
        and one.department in {of.department, ""}
        and (not one.categories or of.category in one.categories)
        and (post is None or one.post is post)
    )


def _for_level(ctx: Context, of: _Of, deputy: str, at: str, level: int, lent: list[Deputation]) -> bool:
    """Whether the deputy acts for a level of the version's route, because they approved there in the caller's place."""
    statement = requests.statement_of(ctx, of.request, of.version)
    if statement is None:
        return False
    post = statement.route[level]
    if not any(_lends(one, of, deputy, at, post) for one in lent):
        return False
    steps = requests.steps_of(ctx, of.request, of.version)
    signed = [
        msgspec.json.decode(one.text, type=acts.Approval)
        for one in steps
        if one.kind == "approval" and one.person == deputy
    ]
    return any(one.deputy_for == ctx.person and post in one.posts for one in signed)


def _row(row: _Decision) -> personnel.AbsenceRow:
    act = msgspec.json.decode(row.text, type=acts.Approval | acts.Return | acts.Rejection | acts.Extension)
    said = act.opinion if isinstance(act, acts.Approval) else act.reason
    return _step_row(row, row.request, row.person, row.kind, row.at, said)


# ---- the second signature of two-person acts


class _Confirmed(_OnRequest, ProposalRecord):
    __abstract__ = True


def _confirmations(ctx: Context, since: str, lent: list[Deputation]) -> Iterator[personnel.AbsenceRow]:
    chosen = (
        select(ProposalRecord, *_REQUEST)
        .join(request, RequestRecord.id == ProposalRecord.request)
        .where(
            ProposalRecord.confirmed_by.in_({d.deputy for d in lent}),
            ProposalRecord.kind.in_(list(_CONFIRMED_BY)),
        )
        .order_by(ProposalRecord.at.desc(), ProposalRecord.digest)
        .limit(_MOST)
    )
    for row in base.rows_as(_Confirmed, ctx.conn, chosen):
        at = msgspec.json.decode(row.confirmation, type=Confirmation).at
        level = _CONFIRMED_BY[row.kind]
        if at >= since and _for_level(ctx, _subject(ctx, row), row.confirmed_by, at, level, lent):
            said = proposals.statement(row).reason
            yield _step_row(row, row.request, row.confirmed_by, "confirmation", at, said, row.kind)


def _subject(ctx: Context, row: _Confirmed) -> _Of:
    act = proposals.on_recipients(row)
    version = ctx.conn.execute(
        select(RequestVersionRecord.version).where(RequestVersionRecord.digest == act.request)
    ).scalar_one()
    return _Of(int(row.request), int(version), row.department, row.category)
