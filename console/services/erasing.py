"""Two people erase numbers, or end a legal hold (R13): signed here, judged and carried out by every dispatcher, then here as well.

The desk deletes only when each dispatcher of the roster has reported that nothing of it is left there; what one of them refuses
stays everywhere. What a signature named must still be so when it takes effect: the same sends, lists and counts, due, and free.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import delete, select, update

from console.domain.erasing import (
    MOST,
    Erase,
    ErasedList,
    ErasedSend,
    Erasing,
    HoldScope,
    ReleaseHold,
    fault,
    requests_of,
    rows_of,
)
from console.domain.pairing import Ground, PairKind, kind_of, may_confirm, may_propose
from console.domain.pairs import Proposal
from console.domain.refusals import Refusal, refuse
from console.errors import ConsoleError, RefusedError
from console.services import erased_again, erasures, ledger, legal_holds, proposals, retention
from console.services.context import Context, demand
from console.services.erasures import act_of
from console.services.proposals import APPLIED, CONFIRMED, EXPIRED, LIVE, OPEN, OVERTAKEN, REFUSED
from console.services.retention import Stock, Thing, chosen
from console.services.statements import Incoming
from console.signing.canonical import NotCanonicalError, loads
from console.signing.sshsig import BadSignatureError, verify
from console.signing.statements import digest as digest_of
from console.store import base
from console.store.contacts import ContactListRecord
from console.store.erasure import ErasureReportRecord, LegalHoldRecord, erasure_report, legal_hold
from console.store.personnel import ProposalRecord, proposal
from console.store.requests import RequestVersionRecord
from console.store.tables import LedgerRecord
from console.wire import erasure as wire
from console.wire import pairs, views

KINDS: Final = (PairKind.ERASE, PairKind.RELEASE_HOLD)
"""The acts on what is kept."""
ERASED, ERASE_REFUSED, HOLD_RELEASED = "erased", "erase_refused", "hold_released"
_EVENTS: Final = frozenset({ERASED, ERASE_REFUSED, HOLD_RELEASED})
_MOST: Final = 500
"""Rows that one answer names."""

# ---- people: propose


def prepare(ctx: Context, call: wire.PrepareErasure) -> views.Prepared:
    """The bytes of a proposal to erase; refused if the caller may not make it, or something of it has to be kept."""
    stock = Stock(ctx)
    things = chosen(stock, call.requests, call.lists, call.findings)
    act = act_for(things)
    _demand_reason(call.reason)
    demand(_may(ctx, act, ctx.person, stock))
    if call.count != act.count:
        raise RefusedError(refuse("erase_count_differs", "R13", typed=call.count, n=act.count))
    return proposals.proposed(ctx, act, call.reason)


def prepare_release(ctx: Context, call: wire.PrepareReleaseHold) -> views.Prepared:
    """The bytes of a proposal to end a legal hold."""
    row = legal_holds.by_id(ctx, call.hold)
    _demand_reason(call.reason)
    act = _release(row)
    demand(_may(ctx, act, ctx.person))
    return proposals.proposed(ctx, act, call.reason)


def _release(row: LegalHoldRecord) -> ReleaseHold:
    return ReleaseHold(row.id, HoldScope(row.scope), row.subject, row.at)


def act_for(things: list[Thing]) -> Erase:
    """The act that erases these things, the parts of each once; raises RefusedError for nothing, or too much at once."""
    sends = [send for thing in things for send in thing.sends]
    lists: dict[str, ErasedList] = {}
    for thing in things:
        for part in thing.lists:
            # A list that goes whole takes its findings along.
            if part.manifest not in lists or part.whole:
                lists[part.manifest] = part
    count = sum(thing.n for thing in sends) + sum(
        (one.n if one.whole else 0) + one.findings for one in lists.values()
    )
    if not count:
        raise RefusedError(refuse("erase_nothing", "R13"))
    if len(sends) > MOST or len(lists) > MOST:
        raise RefusedError(refuse("erase_too_many", "R13", most=MOST))
    return Erase(count, sends, sorted(lists.values(), key=lambda one: one.manifest))


def _demand_reason(reason: str) -> None:
    if not reason.strip():
        raise RefusedError(refuse("reason_missing", "R2"))


def propose(ctx: Context, incoming: Incoming, signed: Proposal, act: Erasing) -> views.Done:
    """A signed proposal comes in: allowed now, kept, and waiting for its second."""
    demand(_may(ctx, act, signed.by))
    demand(may_propose(signed.by, kind_of(act), Ground(ctx.roster, signed.at)))
    proposals.judge_term(ctx, signed)
    subject = f"hold:{act.hold}" if isinstance(act, ReleaseHold) else f"erasure:{incoming.digest[:12]}"
    proposals.keep(ctx, signed, incoming, subject=subject)
    return _record(ctx, act, "made", signed.by, subject, incoming)


def _may(ctx: Context, act: Erasing, person: str, stock: Stock | None = None) -> Refusal | None:
    """Who, whether what it says is so, and whether somebody proposed it already."""
    refusal = may_propose(person, kind_of(act), Ground(ctx.roster, ctx.at)) or _stands(ctx, act, stock)
    if refusal is None and waiting(ctx, act) is not None:
        return refuse("erase_proposed_already", "R13")
    return refusal


def waiting(ctx: Context, act: Erasing) -> ProposalRecord | None:
    """The proposal about the same thing that keeps others away: one that waits, or that a dispatcher has still to take."""
    rows = base.rows(
        ctx.conn,
        select(ProposalRecord).where(
            ProposalRecord.kind == str(kind_of(act)),
            ProposalRecord.state.in_(LIVE),
            ProposalRecord.expires > ctx.at,
        ),
    )
    return next((row for row in rows if _meets(act_of(row), act) and state(ctx, row) in LIVE), None)


def _meets(one: Erasing, other: Erasing) -> bool:
    """Whether two acts are about the same hold, send or list."""
    if isinstance(one, ReleaseHold) or isinstance(other, ReleaseHold):
        return isinstance(one, ReleaseHold) and isinstance(other, ReleaseHold) and one.hold == other.hold
    return not _names(one).isdisjoint(_names(other))


def _names(act: Erase) -> set[str]:
    return {send.release for send in act.sends} | {part.manifest for part in act.lists}


# ---- people: confirm


def may_sign(ctx: Context, kept: ProposalRecord, person: str) -> Refusal | None:
    """Why a person may not confirm a kept proposal now, or None: both are judged anew, and it must still say what is so."""
    ground, kind = Ground(ctx.roster, ctx.at), PairKind(kept.kind)
    refusal = may_confirm(person, kind, ground, proposer=kept.by) or may_propose(kept.by, kind, ground)
    if refusal:
        return refusal
    match state(ctx, kept):
        case "open":
            return None
        case "expired":
            return refuse("proposal_expired", "I2", expires=kept.expires)
        case "overtaken":
            return _stands(ctx, act_of(kept))
        case _:
            return refuse("confirmed_already", "I2")


def confirm(ctx: Context, kept: ProposalRecord, by: str, at: str, incoming: Incoming) -> views.Done:
    """The second signature was judged but for its people at its own date: every dispatcher is offered both from now on."""
    kind, then = PairKind(kept.kind), Ground(ctx.roster, at)
    demand(may_sign(ctx, kept, by))
    demand(may_confirm(by, kind, then, proposer=kept.by) or may_propose(kept.by, kind, then))
    proposals.keep_second(ctx, kept, by, incoming)
    return _record(ctx, act_of(kept), "confirmed", by, kept.subject, incoming)


def _record(ctx: Context, act: Erasing, what: str, by: str, subject: str, incoming: Incoming) -> views.Done:
    payload: dict[str, Any] = {"pair": str(kind_of(act)), "subject": subject}
    if isinstance(act, Erase):
        payload |= {"requests": len(list(requests_of(act))), "lists": len(act.lists), "count": act.count}
    ctx.notice("erasure")
    seq = ledger.record(
        ctx,
        f"proposal.{what}",
        subject,
        payload,
        actor=by,
        statement=incoming.text,
        signature=incoming.signature,
    )
    return views.Done(seq, 0, subject.partition(":")[2])


# ---- where an act stands


def state(ctx: Context, kept: ProposalRecord) -> str:
    """Where a proposal stands at this moment."""
    if kept.state not in LIVE:
        return str(kept.state)
    if kept.expires <= ctx.at:
        return EXPIRED
    if kept.state == OPEN and _stands(ctx, act_of(kept)) is not None:
        return OVERTAKEN
    return str(kept.state)


def _stands(ctx: Context, act: Erasing, stock: Stock | None = None) -> Refusal | None:
    """Why what an act says is not so, or None."""
    if isinstance(act, ReleaseHold):
        row = legal_holds.by_id(ctx, act.hold)
        if _release(row) != act:
            return refuse("erase_stale", "R13")
        return legal_holds.standing(row)
    if fault(act):
        return refuse("erase_stale", "R13")
    things = _things(ctx, act, stock or Stock(ctx))
    try:
        now = act_for(things)
    except RefusedError as refused:
        return refused.refusal
    blocked = next((thing.row.blocked for thing in things if thing.row.blocked is not None), None)
    if blocked is not None:
        return blocked
    return None if _same(now, act) else refuse("erase_stale", "R13")


def _same(one: Erase, other: Erase) -> bool:
    def parts(act: Erase) -> tuple[set[ErasedSend], set[ErasedList], int]:
        return set(act.sends), set(act.lists), act.count

    return parts(one) == parts(other)


def _things(ctx: Context, act: Erase, stock: Stock) -> list[Thing]:
    """What an act's digests name here, each as it stands now."""
    digests = list(requests_of(act))
    ids = set(
        ctx.conn.execute(
            select(RequestVersionRecord.request).where(RequestVersionRecord.digest.in_(digests or [""]))
        ).scalars()
    )
    things = chosen(stock, ids, (), ())
    with_requests = {part.manifest for thing in things for part in thing.lists}
    by_digest = {row.digest: row.id for row in stock.lists.values()}
    alone = [part for part in act.lists if part.manifest not in with_requests]
    lists = [by_digest[part.manifest] for part in alone if part.whole and part.manifest in by_digest]
    findings = [by_digest[part.manifest] for part in alone if not part.whole and part.manifest in by_digest]
    return things + chosen(stock, (), lists, findings)


# ---- the dispatchers


def offers(ctx: Context) -> list[views.Lift]:
    """Confirmed pairs that the calling dispatcher has not answered yet."""
    service = ctx.service()
    rows = base.rows(
        ctx.conn,
        select(ProposalRecord)
        .where(
            ProposalRecord.kind.in_([str(kind) for kind in KINDS]),
            ProposalRecord.state == CONFIRMED,
            ProposalRecord.expires > ctx.at,
        )
        .limit(_MOST),
    )
    told = set(
        ctx.conn.execute(
            select(ErasureReportRecord.proposal).where(ErasureReportRecord.dispatcher == service)
        ).scalars()
    )
    return [
        *(
            views.Lift(row.text, row.signature, row.confirmation, row.confirmation_signature)
            for row in rows
            if row.digest not in told and not _held(ctx, row)
        ),
        *erased_again.offers(ctx),
    ]


def _held(ctx: Context, kept: ProposalRecord) -> bool:
    """Whether a legal hold keeps something of what a pair erases; lists that nothing was sent to no dispatcher knows of."""
    act = act_of(kept)
    if isinstance(act, ReleaseHold) or not legal_holds.in_force(ctx):
        return False
    return any(thing.row.holds for thing in _things(ctx, act, Stock(ctx)))


def report(ctx: Context, call: wire.ReportErasure) -> views.Done:
    """What a dispatcher did about a pair; its signed report becomes a ledger entry, once.

    When every dispatcher of the roster has done it, it takes effect here, in the same transaction.
    """
    told = _judged(ctx, call)
    known = ctx.conn.execute(
        select(LedgerRecord.seq).where(
            LedgerRecord.kind == f"erasure.{told.event}", LedgerRecord.statement == call.text.encode()
        )
    )
    if known.first() is not None:
        return views.Done(0)
    kept = _meant(ctx, told)
    payload = {
        name: getattr(told, name)
        for name in ("proof", "why", "sends", "recipients", "rows", "elsewhere", "means")
    }
    seq = ledger.record(
        ctx,
        f"erasure.{told.event}",
        kept.subject if kept is not None else f"service:{told.by}",
        payload,
        statement=call.text,
        signature=call.signature,
    )
    ctx.notice("erasure")
    if kept is not None and kept.state == CONFIRMED:
        _answered(ctx, call, told, kept)
    elif kept is not None and kept.state == APPLIED and told.event == ERASED:
        _keep_report(ctx, call, told, kept)
    return views.Done(seq)


def _meant(ctx: Context, told: wire.ErasureReport) -> ProposalRecord | None:
    """The proposal that a report answers, or None.

    A refusal may name one that is not here, for the bytes that came to the dispatcher were others: then it is the one with these.
    """
    kept = base.row(ctx.conn, select(ProposalRecord).where(ProposalRecord.digest == told.proof))
    if kept is not None or told.event != ERASE_REFUSED:
        return kept
    rows = base.rows(
        ctx.conn,
        select(ProposalRecord).where(
            ProposalRecord.kind.in_([str(kind) for kind in KINDS]), ProposalRecord.state == CONFIRMED
        ),
    )
    return next((row for row in rows if digest_of(row.text.encode()) == told.proof), None)


def _answered(ctx: Context, call: wire.ReportErasure, told: wire.ErasureReport, kept: ProposalRecord) -> None:
    if told.event == ERASE_REFUSED:
        _become(ctx, kept, REFUSED, told.why)
        return
    act = act_of(kept)
    if (told.event == ERASED) != isinstance(act, Erase):
        raise ConsoleError("bad_report")
    if _held(ctx, kept):
        # The hold came while a dispatcher was at it: what is here is what is left to keep.
        _become(ctx, kept, REFUSED, "erase_held")
        return
    _keep_report(ctx, call, told, kept)
    done = set(
        ctx.conn.execute(
            select(ErasureReportRecord.dispatcher).where(ErasureReportRecord.proposal == kept.digest)
        ).scalars()
    )
    if not {service.id for service in ctx.roster.services} <= done:
        return
    if isinstance(act, Erase):
        erasures.carry_out(ctx, kept, act)
    else:
        ctx.conn.execute(
            update(legal_hold)
            .where(legal_hold.c.id == act.hold, legal_hold.c.released == "")
            .values(released=ctx.at, proof=kept.digest)
        )
    _become(ctx, kept, APPLIED)


def _keep_report(
    ctx: Context, call: wire.ReportErasure, told: wire.ErasureReport, kept: ProposalRecord
) -> None:
    """Keep a dispatcher's newest report of an erasure."""
    key = {"proposal": kept.digest, "dispatcher": told.by}
    ctx.conn.execute(
        delete(erasure_report).where(*(erasure_report.c[name] == value for name, value in key.items()))
    )
    ctx.conn.execute(
        erasure_report.insert().values(**key, at=ctx.at, text=call.text, signature=call.signature)
    )


def _become(ctx: Context, kept: ProposalRecord, new: str, why: str = "") -> None:
    ctx.conn.execute(update(proposal).where(proposal.c.digest == kept.digest).values(state=new, why=why))


def _judged(ctx: Context, call: wire.ReportErasure) -> wire.ErasureReport:
    """A report, signed by the service that makes the call; raises ConsoleError `bad_report`."""
    service = ctx.service()
    public = next(s.public for s in ctx.roster.services if s.id == service)
    try:
        signer = verify(call.signature, call.text.encode(), f"sms-erasure@{ctx.roster.org}")
        told = msgspec.convert(loads(call.text.encode()), wire.ErasureReport, strict=True)
    except (BadSignatureError, NotCanonicalError, msgspec.ValidationError, UnicodeEncodeError) as error:
        raise ConsoleError("bad_report") from error
    if signer != public or told.by != service or told.org != ctx.roster.org or told.event not in _EVENTS:
        raise ConsoleError("bad_report")
    return told


# ---- what is owed


def todo(ctx: Context) -> Iterator[views.TodoRow]:
    """That something is due, for whoever proposes its erasure; not while a proposal waits."""
    yield from erased_again.todo(ctx)
    if may_propose(ctx.person, PairKind.ERASE, Ground(ctx.roster, ctx.at)) is not None:
        return
    due = [row for _, _, rows_ in [retention.preview(ctx, wire.ErasurePreview(limit=1000))] for row in rows_]
    free = [row for row in due if row.blocked is None]
    if free and not _proposed(ctx):
        more = f" … +{len(free) - 1}" if len(free) > 1 else ""
        title = f"{free[0].title}{more}"
        yield views.TodoRow("erasure_due", 0, free[0].name, 0, title, "", "", "", "", since=free[0].due)


def _proposed(ctx: Context, states: frozenset[str] = LIVE) -> str:
    """The digest of an erasure that waits for its second, or for a dispatcher; empty if there is none."""
    live = base.rows(
        ctx.conn,
        select(ProposalRecord).where(
            ProposalRecord.kind == str(PairKind.ERASE),
            ProposalRecord.state.in_(LIVE),
            ProposalRecord.expires > ctx.at,
        ),
    )
    return next((str(row.digest) for row in live if state(ctx, row) in states), "")


# ---- reading


def preview(ctx: Context, call: wire.ErasurePreview) -> wire.DuePage:
    """What is due, or kept: longest due first."""
    total, after, rows = retention.preview(ctx, call)
    proposed = _proposed(ctx, frozenset({OPEN}))
    refusal = hold_refusal = None
    if ctx.caller.person:
        refusal = may_propose(ctx.person, PairKind.ERASE, Ground(ctx.roster, ctx.at))
        hold_refusal = retention.may_hold(ctx)
    return wire.DuePage(views.Page(total, after), rows, proposed, refusal, hold_refusal)


def holds(ctx: Context, call: wire.LegalHolds) -> list[wire.LegalHoldRow]:
    """Legal holds, and whether the caller may propose to end them."""
    return [_hold_row(ctx, row) for row in legal_holds.rows(ctx, open_=call.open)]


def _hold_row(ctx: Context, row: LegalHoldRecord) -> wire.LegalHoldRow:
    act = _release(row)
    waits = None if row.released else waiting(ctx, act)
    refusal = legal_holds.standing(row)
    if refusal is None and ctx.caller.person:
        refusal = _may(ctx, act, ctx.person)
    return wire.LegalHoldRow(
        id=row.id, scope=row.scope, subject=row.subject, name=legal_holds.named(ctx, row), reason=row.reason,
        by=row.by, at=row.at, released=row.released, proof=row.proof,
        proposal=waits.digest if waits is not None else "", refusal=refusal,
    )  # fmt: skip


def files(ctx: Context, _call: wire.FilesToRemove) -> list[wire.BroughtFile]:
    """Files of the caller's own lists whose time in the drop box is over, but for those that a legal hold keeps."""
    held = legal_holds.in_force(ctx)
    stock = Stock(ctx) if held else None
    rows = base.rows(
        ctx.conn,
        select(ContactListRecord)
        .where(ContactListRecord.importer == ctx.person, ContactListRecord.state.in_(["ready", "erased"]))
        .order_by(ContactListRecord.id),
    )
    return [
        wire.BroughtFile(row.sha256, row.size, row.source, row.name, due)
        for row in rows
        if (due := row.erased or retention.file_due(ctx, row.at)) <= ctx.at
        and not (stock is not None and stock.held(row))
    ]


def proposal_row(ctx: Context, kept: ProposalRecord) -> pairs.ProposalRow:
    """A kept proposal, as it is listed."""
    act = act_of(kept)
    return pairs.ProposalRow(
        digest=kept.digest, kind=kept.kind, number=kept.subject.partition(":")[2], request=0, slot=0,
        count=rows_of(act) if isinstance(act, Erase) else 0, verdict="", by=kept.by, at=kept.at,
        expires=kept.expires, reason=proposals.statement(kept).reason, state=state(ctx, kept),
        confirmed_by=kept.confirmed_by, why=kept.why, text=kept.text,
        refusal=may_sign(ctx, kept, ctx.person) if ctx.caller.person else None, subject=kept.subject,
    )  # fmt: skip


def rows(ctx: Context, *, open_: bool) -> Sequence[ProposalRecord]:
    """Kept proposals to erase or to end a hold, newest first."""
    live = (ProposalRecord.state.in_(LIVE), ProposalRecord.expires > ctx.at) if open_ else ()
    return proposals.newest(ctx, KINDS, *live)
