"""Erasures carried out (R13): what the desk deletes, what must still be overwritten, and the certificates."""

from collections.abc import Iterator
from typing import Any, Final

import msgspec
from sqlalchemy import case, delete, select, update

from console.domain.erasure.erasing import MOST, Erase, ErasedList, Erasing
from console.domain.states import RequestState
from console.errors import ConsoleError
from console.services import lists
from console.services.complaints import complaint_numbers
from console.services.contacts import hashed_optouts
from console.services.context import SCRUB, Context, answers, found
from console.services.ledger import ledger, ledger_pages
from console.services.replies import reply_numbers
from console.services.two_person import proposals
from console.store import base
from console.store.contacts import ContactListRecord, contact_list, finding, list_number
from console.store.erasure import ErasureRecord, ErasureReportRecord, erasure
from console.store.personnel import ProposalRecord
from console.store.requests import RequestRecord, RequestVersionRecord, request, request_version
from console.store.sends import SlotRecord, result
from console.wire.sending import erasure as wire

SCRUBBED: Final = ("list_number", "finding", "contact_list", "result", "complaint", "optout", "reply")
"""Tables whose free pages are overwritten after an erasure."""
_VOID: Final = (RequestState.WITHDRAWN, RequestState.REJECTED)
"""States that a request keeps when it is erased: its number is void."""


def act_of(kept: ProposalRecord) -> Erasing:
    """The act of a stored proposal (an erasure or a release of a hold); raises TypeError for a proposal about something else."""
    act = proposals.statement(kept).act
    if not isinstance(act, Erasing):
        raise TypeError(kept.kind)
    return act


# ---- carrying out


def carry_out(ctx: Context, kept: ProposalRecord, act: Erase) -> None:
    """Erase numbers, salts, findings and the provider's ids; statements, digests, counts and states stay.

    A signed erasure is carried out even if a list has come into use since, because the dispatcher has already erased it.
    """
    removed: dict[str, int] = {}
    listed = [row for part in act.lists if (row := _list_of(ctx, part)) is not None]
    sent = [
        part
        for send in act.sends
        if (part := base.row(ctx.conn, select(SlotRecord).where(SlotRecord.release == send.release)))
    ]
    ids = {part.request for part in sent}
    whole = {part.manifest for part in act.lists if part.whole}
    # The opt-outs must be hashed before the rows that hold their numbers are deleted.
    hashed = hashed_optouts.erase(
        ctx,
        {part.list_id for part in sent} | {row.id for row in listed if row.digest in whole},
        {row.id for row in listed},
        [*complaint_numbers.of_requests(ctx, ids), *reply_numbers.of_requests(ctx, ids)],
    )
    for part in sent:
        where = (result.c.request == part.request, result.c.slot == part.slot)
        _count(
            removed,
            "result",
            ctx.conn.execute(update(result).where(*where).values(ids="{}", evidence="")).rowcount,
        )
    if ids:
        # A request with slots that lapsed unsent is done too.
        ctx.conn.execute(
            update(request)
            .where(request.c.id.in_(sorted(ids)))
            .values(
                erased=ctx.at,
                state=case((request.c.state.in_(_VOID), request.c.state), else_=str(RequestState.DONE)),
                waits_for="",
            )
        )
        if forgotten := complaint_numbers.forget(ctx, ids):
            _count(removed, "complaint", forgotten)
        if replied := reply_numbers.forget(ctx, ids):
            _count(removed, "reply", replied)
    for row in listed:
        _empty(ctx, row, removed, whole=row.digest in whole)
    if hashed:
        _count(removed, "optout", hashed)
    payload = {
        "proof": kept.digest,
        "count": act.count,
        **{f"removed_{name}": n for name, n in removed.items()},
    }
    seq = ledger.record(ctx, "erasure.done", kept.subject, payload)
    ctx.conn.execute(
        erasure.insert().values(
            proposal=kept.digest, requests=len(ids), lists=len(act.lists), count=act.count, at=ctx.at, scrubbed="",
            removed=msgspec.json.encode(removed).decode(), entry=seq,
        )
    )  # fmt: skip
    ctx.notice(SCRUB, "requests", "lists", "sends", "optouts")


def _count(removed: dict[str, int], name: str, n: int) -> None:
    removed[name] = removed.get(name, 0) + n


def _list_of(ctx: Context, part: ErasedList) -> ContactListRecord | None:
    return base.row(ctx.conn, select(ContactListRecord).where(ContactListRecord.digest == part.manifest))


def _empty(ctx: Context, row: ContactListRecord, removed: dict[str, int], *, whole: bool) -> None:
    """Delete a list's findings and, if it is erased whole, its numbers and its salt."""
    _count(removed, "finding", ctx.conn.execute(delete(finding).where(finding.c.list_id == row.id)).rowcount)
    values: dict[str, Any] = {"cleared": ctx.at}
    if whole:
        gone = ctx.conn.execute(delete(list_number).where(list_number.c.list_id == row.id)).rowcount
        ctx.desk.live.firsts.pop(row.id, None)
        _count(removed, "list_number", gone)
        _count(removed, "salt", 1)
        values |= {"erased": ctx.at, "salt": None, "last": 0, "state": "erased"}
    ctx.conn.execute(update(contact_list).where(contact_list.c.id == row.id).values(**values))


def unscrubbed(ctx: Context) -> bool:
    """Whether free pages must still be overwritten; also notifies the part that maintains the database."""
    left = (
        ctx.conn.execute(select(ErasureRecord.id).where(ErasureRecord.scrubbed == "").limit(1)).first()
        is not None
    )
    left = left or complaint_numbers.unscrubbed(ctx) or reply_numbers.unscrubbed(ctx)
    if left:
        ctx.notice(SCRUB)
    return left


def scrubbed(ctx: Context) -> None:
    """Record that free pages and log were overwritten, at every erasure, complaint and reply that waited for it."""
    complaint_numbers.scrubbed(ctx)
    reply_numbers.scrubbed(ctx)
    rows = ctx.conn.execute(
        select(ErasureRecord.id, ErasureRecord.proposal).where(ErasureRecord.scrubbed == "")
    ).all()
    for row in rows:
        ctx.conn.execute(update(erasure).where(erasure.c.id == row.id).values(scrubbed=ctx.at))
        ledger.record(ctx, "erasure.scrubbed", f"erasure:{row.proposal[:12]}", {"proof": row.proposal})
    if rows:
        ctx.notice("erasure")


# ---- reading


@answers
def page(ctx: Context, call: wire.Erasures) -> wire.ErasurePage:
    """Erasures carried out, newest first; everybody in the organisation may see them."""
    shown, rows = lists.paged(ctx, call, ErasureRecord, select(ErasureRecord), ErasureRecord.id)
    return wire.ErasurePage(shown, [_erasure_row(ctx, row) for row in rows])


def _erasure_row(ctx: Context, row: ErasureRecord) -> wire.ErasureRow:
    kept = proposals.kept(ctx, row.proposal)
    return wire.ErasureRow(
        id=row.id, proposal=row.proposal, by=kept.by, confirmed_by=kept.confirmed_by, at=row.at,
        requests=row.requests, lists=row.lists, count=row.count, scrubbed=row.scrubbed,
        reason=proposals.statement(kept).reason, entry=row.entry,
    )  # fmt: skip


def by_id(ctx: Context, number: int) -> ErasureRecord:
    """The erasure with that number; raises ConsoleError."""
    row = base.row(ctx.conn, select(ErasureRecord).where(ErasureRecord.id == number))
    return found(row, "no_such_erasure")


@answers
def detail(ctx: Context, call: wire.ErasureDetail) -> wire.ErasureView:
    """A certificate: what was erased, who signed, and what each dispatcher reported."""
    row = by_id(ctx, call.id)
    kept = proposals.kept(ctx, row.proposal)
    act = act_of(kept)
    if not isinstance(act, Erase):
        raise ConsoleError("no_such_erasure")
    reports = ctx.conn.execute(
        select(ErasureReportRecord.text)
        .where(ErasureReportRecord.proposal == row.proposal)
        .order_by(ErasureReportRecord.dispatcher)
    ).scalars()
    return wire.ErasureView(
        row=_erasure_row(ctx, row),
        items=list(items(ctx, act)),
        removed=msgspec.json.decode(row.removed, type=dict[str, int]),
        proposal=kept.text,
        confirmation=kept.confirmation,
        reports=list(reports),
    )


def items(ctx: Context, act: Erase) -> Iterator[wire.ErasedItem]:
    """The sends and lists that an act names, with names for people."""
    for send in act.sends:
        number = ctx.conn.execute(
            select(RequestRecord.number)
            .join(request_version, RequestVersionRecord.request == RequestRecord.id)
            .where(RequestVersionRecord.digest == send.request)
        ).scalar_one_or_none()
        yield wire.ErasedItem("send", f"{number or '?'}.{send.slot}", send.release, send.n)
    for one in act.lists:
        name = ctx.conn.execute(
            select(ContactListRecord.name).where(ContactListRecord.digest == one.manifest)
        ).scalar_one_or_none()
        kind = "list" if one.whole else "findings"
        yield wire.ErasedItem(kind, name or "?", one.manifest, (one.n if one.whole else 0) + one.findings)


@answers
def texts(ctx: Context, call: wire.ErasedRequests) -> list[str]:
    """The signed texts of requests by their digests, as far as the caller may read them."""
    named = (
        select(RequestVersionRecord.text)
        .join(request, RequestRecord.id == RequestVersionRecord.request)
        .where(RequestVersionRecord.digest.in_(call.digests[:MOST]))
        .order_by(RequestVersionRecord.digest)
    )
    return _readable(ctx, named, request.c.department)


@answers
def manifests(ctx: Context, call: wire.ErasedLists) -> list[str]:
    """The signed manifests of lists by their digests, as far as the caller may read them; an erased list keeps its manifest."""
    named = (
        select(ContactListRecord.text)
        .where(ContactListRecord.digest.in_(call.digests[:MOST]))
        .order_by(ContactListRecord.digest)
    )
    return _readable(ctx, named, contact_list.c.department)


def _readable(ctx: Context, named: Any, department: Any) -> list[str]:
    """Texts of the caller's departments, as many as fit into one answer."""
    named = named.where(*lists.readable(ctx, department))
    return list(ledger_pages.fitting(ctx.conn.execute(named).scalars()))
