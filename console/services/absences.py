"""Back from leave: what deputies did in the caller's place."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import msgspec
from sqlalchemy import select

from console.domain import acts
from console.domain.orders import Deputation
from console.domain.pairing import PAIRS, Part
from console.domain.pairs import Confirmation
from console.domain.people import Post
from console.domain.standing import after_recalls
from console.services import proposals, requests, standing
from console.services.context import Context
from console.store.personnel import proposal
from console.store.requests import request, request_version, step
from console.wire import personnel

_DECISIONS = ("approval", "return", "rejection", "extension")
_MOST = 500

_LEVEL: Final = {Part.FIRST_APPROVER: 0, Part.LAST_APPROVER: -1}
"""The level of a request's route whose word it is."""

_CONFIRMED_BY: Final = {
    str(kind): _LEVEL[rule.confirms[0]] for kind, rule in PAIRS.items() if rule.confirms[0] in _LEVEL
}
"""Two-person acts that an approver confirms, by the level that does."""


class _Of(NamedTuple):
    """A version of a request, and what a deputation may narrow."""

    request: int
    version: int
    department: str
    category: str


def page(ctx: Context, call: personnel.InMyAbsence) -> list[personnel.AbsenceRow]:
    """What the caller's deputies did in his place since an instant (all if empty), newest first, at most 500.

    An approval names its principal. A return or a rejection does not, so it is the deputy's if a deputation of the caller's was
    in force for that department then. An extension, or the confirmation of a two-person act, is a deputy's who had approved
    that version in the caller's place: only then his word stands for the approver's.
    """
    lent = [
        order
        for _, order in after_recalls(standing.orders(ctx.conn))
        if isinstance(order, Deputation) and order.principal == ctx.person
    ]
    if not lent:
        return []
    found = [*_steps(ctx, call.since, lent), *_confirmations(ctx, call.since, lent)]
    return sorted(found, key=lambda row: (row.at, row.request), reverse=True)[:_MOST]


# ---- steps on a request


def _steps(ctx: Context, since: str, lent: list[Deputation]) -> Iterator[personnel.AbsenceRow]:
    rows = ctx.conn.execute(
        select(
            step,
            request.c.number,
            request.c.purpose,
            request.c.category,
            request.c.state,
            request.c.department,
        )
        .join(request, request.c.id == step.c.request)
        .where(
            step.c.person.in_({d.deputy for d in lent}),
            step.c.kind.in_(_DECISIONS),
            step.c.at >= since,
        )
        .order_by(step.c.at.desc(), step.c.request.desc())
        .limit(_MOST)
    ).all()
    for row in rows:
        if _in_place(ctx, row, lent):
            yield _row(row)


def _in_place(ctx: Context, row: Any, lent: list[Deputation]) -> bool:
    if row.kind == "approval":
        return msgspec.json.decode(row.text, type=acts.Approval).deputy_for == ctx.person
    of = _Of(row.request, row.version, row.department, row.category)
    if row.kind == "extension":
        return _for_level(ctx, of, row.person, row.at, _LEVEL[Part.LAST_APPROVER], lent)
    return any(_lends(one, of, row.person, row.at) for one in lent)


def _lends(one: Deputation, of: _Of, deputy: str, at: str, post: Post | None = None) -> bool:
    """Whether a deputation lets somebody sign for the caller about that request at an instant, for that post where one is named."""
    return (
        one.deputy == deputy
        and one.since <= at < one.until
        and one.department in {of.department, ""}
        and (not one.categories or of.category in one.categories)
        and (post is None or one.post is post)
    )


def _for_level(ctx: Context, of: _Of, deputy: str, at: str, level: int, lent: list[Deputation]) -> bool:
    """Whether a deputy's word is that of a level of the version's route because he approved there in the caller's place."""
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


def _row(row: Any) -> personnel.AbsenceRow:
    act = msgspec.json.decode(row.text, type=acts.Approval | acts.Return | acts.Rejection | acts.Extension)
    said = act.opinion if isinstance(act, acts.Approval) else act.reason
    return personnel.AbsenceRow(
        request=row.request,
        number=row.number or "",
        purpose=row.purpose,
        category=row.category,
        deputy=row.person,
        kind=row.kind,
        at=row.at,
        state=row.state,
        opinion=said,
    )


# ---- the second signature of two-person acts


def _confirmations(ctx: Context, since: str, lent: list[Deputation]) -> Iterator[personnel.AbsenceRow]:
    rows = ctx.conn.execute(
        select(
            proposal,
            request.c.number,
            request.c.purpose,
            request.c.category,
            request.c.department,
            request.c.state.label("stands"),
        )
        .join(request, request.c.id == proposal.c.request)
        .where(
            proposal.c.confirmed_by.in_({d.deputy for d in lent}),
            proposal.c.kind.in_(list(_CONFIRMED_BY)),
        )
        .order_by(proposal.c.at.desc(), proposal.c.digest)
        .limit(_MOST)
    ).all()
    for row in rows:
        at = msgspec.json.decode(row.confirmation, type=Confirmation).at
        level = _CONFIRMED_BY[row.kind]
        if at >= since and _for_level(ctx, _subject(ctx, row), row.confirmed_by, at, level, lent):
            yield personnel.AbsenceRow(
                request=row.request,
                number=row.number or "",
                purpose=row.purpose,
                category=row.category,
                deputy=row.confirmed_by,
                kind="confirmation",
                at=at,
                state=row.stands,
                opinion=proposals.statement(row).reason,
                pair=row.kind,
            )


def _subject(ctx: Context, row: Any) -> _Of:
    act = proposals.on_recipients(row)
    version = ctx.conn.execute(
        select(request_version.c.version).where(request_version.c.digest == act.request)
    ).scalar_one()
    return _Of(int(row.request), int(version), row.department, row.category)
