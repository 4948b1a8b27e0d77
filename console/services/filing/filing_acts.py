"""A quarter is signed, received or returned (R3): three signed acts, each judged when it is prepared and when it arrives."""

from typing import Any, TypeVar

import msgspec
from sqlalchemy import select, update

from console.db import chain
from console.domain.archive.archive import PaperKind
from console.domain.filing import filing as rules
from console.domain.filing.filed import Filed
from console.domain.filing.filing import Filing, FilingReceipt, FilingReturn, FilingState, FoundGap
from console.domain.filing.quarters import Quarter
from console.domain.refusals import Refusal, refuse
from console.errors import RefusedError
from console.services import declared
from console.services.archive import archive
from console.services.archive.archive_documents import Document
from console.services.context import Context, demand, found
from console.services.filing import filing as service
from console.services.filing import filing_facts, filing_gaps, filing_terms
from console.services.ledger import ledger
from console.services.printed.form_parts import department_name
from console.services.statements import Incoming, prepares, takes
from console.store import base
from console.store.filing import LightFiling, filing
from console.wire.acts import Prepare
from console.wire.answers import Done

Answer = TypeVar("Answer", FilingReceipt, FilingReturn)

# ---- signing


@prepares(Filing)
def prepare(ctx: Context, call: Prepare, kind: type[Filing]) -> Filing:
    """Fill in the caller's statement that hands in a quarter, by the id of its pack; refused as the signed one would be."""
    row = service.row_by_id(ctx, declared.numbered(call))
    demand(service.not_compiled(row) or rules.may_sign(ctx.person, row.department, ctx.roster, ctx.at))
    known = ("department", "quarter", "revision", "previous", "manifest", "requests", "recipients", "nil")
    act = declared.filled(ctx, kind, call, {name: getattr(row, name) for name in known})
    _may_hand_in(ctx, row, act)
    return act


@takes(Filing, FilingReceipt, FilingReturn)
def take(ctx: Context, incoming: Incoming) -> Done:
    """Take a signed act about a quarter."""
    match incoming.act:
        case Filing():
            return _sign(ctx, incoming, incoming.act)
        case FilingReceipt():
            return _receive(ctx, incoming, incoming.act)
        case FilingReturn():
            return _send_back(ctx, incoming, incoming.act)
        case _:
            raise RefusedError(refuse("not_a_personal_act", "I1"))


def _may_hand_in(ctx: Context, row: LightFiling, act: Filing) -> None:
    """Judge a statement against the pack that it names and the quarter as it is now."""
    demand(service.not_compiled(row))
    demand(rules.may_sign(act.by, row.department, ctx.roster, ctx.at) or declared.fault(act))
    said = (act.revision, act.previous, act.manifest, act.requests, act.recipients, act.nil)
    if said != (row.revision, row.previous, row.manifest, row.requests, row.recipients, row.nil):
        raise RefusedError(refuse("filing_moved_on", "R3"))
    facts = filing_facts.filed(ctx, row.department, Quarter.read(row.quarter))
    if facts != filing_terms.facts_of(ctx, row.id):
        raise RefusedError(refuse("filing_moved_on", "R3"))
    gaps = _gaps_now(ctx, row, facts)
    blocking = next((gap for gap in gaps if gap.blocks), None)
    if blocking is not None:
        raise RefusedError(refuse("filing_gap", "R3", gap=blocking.kind, number=blocking.number))
    left = rules.unexplained(gaps, act.explained)
    if left is not None:
        raise RefusedError(refuse("filing_unexplained", "R3", gap=left.kind, number=left.number))
    if len(act.explained) != len(gaps):
        raise RefusedError(refuse("filing_moved_on", "R3"))


def _gaps_now(ctx: Context, row: LightFiling, facts: Filed) -> list[FoundGap]:
    """The gaps as they are now; the ledger is verified only after the entry at which compiling verified it."""
    start = chain.LedgerHead(row.head_seq, bytes(row.head_hash))
    gaps = filing_gaps.gaps(ctx, facts, chained=True, since=start if start.seq else None)
    return [*gaps, *service.broken(row, gaps)]


def _sign(ctx: Context, incoming: Incoming, act: Filing) -> Done:
    quarter = filing_terms.named(ctx, act.quarter)
    row = filing_terms.newest(ctx, act.department, quarter)
    if row is None:
        raise RefusedError(refuse("filing_not_compiled", "R3"))
    _may_hand_in(ctx, row, act)
    signed = ctx.conn.execute(
        update(filing)
        # The pack may have been compiled again at another desk since it was read.
        .where(
            filing.c.id == row.id,
            filing.c.state == FilingState.COMPILED,
            filing.c.manifest == act.manifest,
        )
        .values(
            state=FilingState.SIGNED,
            digest=incoming.digest,
            text=incoming.text,
            signature=incoming.signature,
            signed_by=act.by,
            signed_at=ctx.at,
            carrier=_carrier(ctx, act.by),
        )
    )
    if signed.rowcount != 1:
        raise RefusedError(refuse("filing_moved_on", "R3"))
    payload = {"quarter": act.quarter, "revision": act.revision, "manifest": act.manifest, "nil": act.nil}
    return _record(ctx, "filing.signed", row, incoming, payload)


def _carrier(ctx: Context, by: str) -> str:
    return ctx.caller.person if ctx.caller.person != by else ""


def _record(ctx: Context, kind: str, row: LightFiling, incoming: Incoming, payload: dict[str, Any]) -> Done:
    seq = ledger.record(
        ctx,
        kind,
        service.subject_of(row.department, row.quarter),
        payload,
        actor=incoming.act.by,
        statement=incoming.text,
        signature=incoming.signature,
    )
    ctx.notice("filings")
    return Done(seq, row.id, row.quarter)


# ---- the answer


@prepares(FilingReceipt, FilingReturn)
def prepare_answer(ctx: Context, call: Prepare, kind: type[Answer]) -> Answer:
    """Fill in the caller's receipt or return of a pack, by its id."""
    row = service.row_by_id(ctx, declared.numbered(call))
    demand(rules.may_receive(ctx.person, _signed(row), ctx.roster, ctx.at))
    act = declared.filled(ctx, kind, call, {"filing": row.digest})
    if isinstance(act, FilingReceipt):
        demand(_free(ctx, act.paper))
    return act


def _signed(row: LightFiling) -> Filing:
    demand(service.not_signed(row))
    return msgspec.json.decode(row.text, type=Filing)


def _free(ctx: Context, paper: str) -> Refusal | None:
    """Why a quarter cannot get this archive number, or None: another quarter or another document has it."""
    taken = ctx.conn.execute(
        select(filing.c.department, filing.c.quarter).where(filing.c.paper == paper).limit(1)
    ).one_or_none()
    if taken is not None:
        return refuse(
            "filing_paper_taken", "R3", paper=paper, quarter=taken.quarter, department=taken.department
        )
    archive.judged_number(ctx, paper)
    return None


def _of(ctx: Context, digest: str) -> LightFiling:
    row = base.row_as(LightFiling, ctx.conn, select(*filing_terms.LIGHT).where(filing.c.digest == digest))
    return found(row, "no_such_filing", filing=digest[:12])


def _receive(ctx: Context, incoming: Incoming, act: FilingReceipt) -> Done:
    row = _of(ctx, act.filing)
    may = rules.may_receive(act.by, _signed(row), ctx.roster, ctx.at)
    demand(may or declared.fault(act) or _free(ctx, act.paper))
    _answer(ctx, row, incoming, FilingState.RECEIVED, paper=act.paper, place=act.place)
    about = service.subject_of(row.department, row.quarter)
    title = f"{department_name(ctx.roster, row.department)} {row.quarter} r{row.revision}"
    what = Document(about, title, row.department)
    archive.put_signed(ctx, PaperKind.FILING, what, act.paper, act.place, act.by)
    payload = {"quarter": row.quarter, "revision": row.revision, "filing": act.filing, "paper": act.paper}
    return _record(ctx, "filing.received", row, incoming, payload)


def _send_back(ctx: Context, incoming: Incoming, act: FilingReturn) -> Done:
    row = _of(ctx, act.filing)
    demand(rules.may_receive(act.by, _signed(row), ctx.roster, ctx.at) or declared.fault(act))
    _answer(ctx, row, incoming, FilingState.RETURNED, reason=act.reason)
    payload = {"quarter": row.quarter, "revision": row.revision, "filing": act.filing}
    return _record(ctx, "filing.returned", row, incoming, payload)


def _answer(ctx: Context, row: LightFiling, incoming: Incoming, state: FilingState, **more: str) -> None:
    answered = ctx.conn.execute(
        update(filing)
        # Somebody may have answered it at another desk since it was read.
        .where(filing.c.id == row.id, filing.c.state == FilingState.SIGNED)
        .values(
            state=state,
            answer=incoming.text,
            answer_digest=incoming.digest,
            answer_signature=incoming.signature,
            answered_by=incoming.act.by,
            answered_at=ctx.at,
            answer_carrier=_carrier(ctx, incoming.act.by),
            **more,
        )
    )
    if answered.rowcount != 1:
        raise RefusedError(refuse("filing_not_signed", "R3"))
