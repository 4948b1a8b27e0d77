"""Dispatchers' reports about erasures, released holds and ended refusals (R13), and the confirmed pairs that are offered to them.

The desk deletes only after every dispatcher of the roster has reported that it has nothing left of it; if one refuses, nothing is
deleted at the desk.
"""

from typing import Any, Final

import msgspec
from sqlalchemy import delete, select

from console.domain.contacts.resubscribing import Resubscribe
from console.domain.erasure.erasing import OnNumbers
from console.domain.pair import names
from console.errors import ConsoleError
from console.services.context import Context, answers
from console.services.erasure import erased_again
from console.services.erasure.two_person import Erasure
from console.services.ledger import ledger
from console.services.replies import resubscribing as refusals
from console.services.two_person import proposals
from console.services.two_person.engine import NOUNS
from console.services.two_person.everywhere import Everywhere
from console.services.two_person.proposals import APPLIED, CONFIRMED, REFUSED
from console.signing.canonical import NotCanonicalError, loads
from console.signing.sshsig import BadSignatureError, verify
from console.signing.statements import digest as digest_of
from console.store import base
from console.store.erasure import ErasureReportRecord, erasure_report
from console.store.personnel import ProposalRecord, proposal
from console.store.tables import LedgerRecord
from console.wire import dispatch
from console.wire.answers import Done
from console.wire.sending import erasure as wire

ERASED, ERASE_REFUSED = Erasure.OUTCOME, "erase_refused"
_ACTS: Final = names(OnNumbers)


def _noun(name: str) -> Everywhere[Any]:
    """The rules for the act of a stored proposal; ConsoleError `bad_report` if it is no act on numbers."""
    noun = NOUNS[name]
    if not isinstance(noun, Everywhere):
        raise ConsoleError("bad_report")
    return noun


def offers(ctx: Context) -> list[dispatch.Lift]:
    """Confirmed pairs that the calling dispatcher has not answered yet."""
    service = ctx.service()
    rows = proposals.offered(ctx, _ACTS)
    answered = set(
        ctx.conn.execute(
            select(ErasureReportRecord.proposal).where(ErasureReportRecord.dispatcher == service)
        ).scalars()
    )
    lifts = (_lift(ctx, row) for row in rows if row.digest not in answered and not _held(ctx, row))
    return [*(one for one in lifts if one is not None), *erased_again.offers(ctx)]


def sweep(ctx: Context) -> None:
    """End pairs that were to end a refusal which was said again or erased, or that expired after some dispatcher carried them out."""
    for kept in proposals.newest(ctx, names(Resubscribe), proposal.c.state == CONFIRMED):
        act = proposals.statement(kept).act
        if not isinstance(act, Resubscribe):
            continue
        if not refusals.secret(ctx, act)[0]:
            _ends(ctx, kept, refusals.why_not(ctx, act))
        elif kept.expires <= ctx.at and _carried_out(ctx, kept):
            _ends(ctx, kept, "pair_expired")


def _ends(ctx: Context, kept: ProposalRecord, why: str) -> None:
    """End a pair that is refused; a dispatcher that carried it out must hear of that."""
    proposals.become(ctx, kept.digest, REFUSED, why)
    if _carried_out(ctx, kept):
        _noun(kept.kind).undo(ctx, proposals.statement(kept).act)
    ctx.notice("erasure")


def _carried_out(ctx: Context, kept: ProposalRecord) -> set[str]:
    """The dispatchers that reported that they carried a pair out."""
    chosen = select(ErasureReportRecord.dispatcher).where(ErasureReportRecord.proposal == kept.digest)
    return set(ctx.conn.execute(chosen).scalars())


def _lift(ctx: Context, kept: ProposalRecord) -> dispatch.Lift | None:
    """A pair in the dispatcher's form, or None if it no longer stands."""
    return _noun(kept.kind).offered(ctx, proposals.statement(kept).act, proposals.lift(kept))


def _held(ctx: Context, kept: ProposalRecord) -> bool:
    """Whether a legal hold keeps part of what a pair is about."""
    return _noun(kept.kind).held(ctx, proposals.statement(kept).act)


@answers
def report(ctx: Context, call: wire.ReportErasure) -> Done:
    """Take a dispatcher's signed report about a pair; it becomes a ledger entry, once.

    When every dispatcher of the roster has carried the pair out, it takes effect here in the same transaction.
    """
    taken = _judged(ctx, call)
    known = ctx.conn.execute(
        select(LedgerRecord.seq).where(
            LedgerRecord.kind == f"erasure.{taken.event}", LedgerRecord.statement == call.text.encode()
        )
    )
    if known.first() is not None:
        return Done(0)
    kept = _meant(ctx, taken)
    payload = {
        name: getattr(taken, name)
        for name in ("proof", "why", "sends", "recipients", "rows", "elsewhere", "means")
    }
    seq = ledger.record(
        ctx,
        f"erasure.{taken.event}",
        kept.subject if kept is not None else f"service:{taken.by}",
        payload,
        statement=call.text,
        signature=call.signature,
    )
    ctx.notice("erasure")
    if kept is not None and kept.state == CONFIRMED:
        _answered(ctx, call, taken, kept)
    elif kept is not None and kept.state == APPLIED and taken.event == ERASED:
        _keep_report(ctx, call, taken, kept)
    elif kept is not None and kept.state == REFUSED and taken.event != ERASE_REFUSED:
        # Another dispatcher refused it before.
        _noun(kept.kind).undo(ctx, proposals.statement(kept).act)
    return Done(seq)


def _meant(ctx: Context, taken: wire.ErasureReport) -> ProposalRecord | None:
    """The proposal that a report answers, or None.

    A refusal may name a digest that is not stored, because the dispatcher got other bytes; the pair with these bytes is meant.
    """
    kept = base.row(ctx.conn, select(ProposalRecord).where(ProposalRecord.digest == taken.proof))
    if kept is not None or taken.event != ERASE_REFUSED:
        return kept
    rows = base.rows(
        ctx.conn,
        select(ProposalRecord).where(ProposalRecord.kind.in_(_ACTS), ProposalRecord.state == CONFIRMED),
    )
    return next((row for row in rows if digest_of(row.text.encode()) == taken.proof), None)


def _answered(
    ctx: Context, call: wire.ReportErasure, taken: wire.ErasureReport, kept: ProposalRecord
) -> None:
    act, noun = proposals.statement(kept).act, _noun(kept.kind)
    if taken.event == ERASE_REFUSED:
        _ends(ctx, kept, taken.why)
        return
    if taken.event != noun.OUTCOME:
        raise ConsoleError("bad_report")
    if _held(ctx, kept):
        # The hold was made while a dispatcher was erasing; the desk keeps what is still here.
        proposals.become(ctx, kept.digest, REFUSED, "erase_held")
        return
    _keep_report(ctx, call, taken, kept)
    if not {service.id for service in ctx.roster.services} <= _carried_out(ctx, kept):
        return
    why = noun.carry_out(ctx, act, kept)
    proposals.become(ctx, kept.digest, REFUSED if why else APPLIED, why)


def _keep_report(
    ctx: Context, call: wire.ReportErasure, taken: wire.ErasureReport, kept: ProposalRecord
) -> None:
    """Store a dispatcher's newest report of an erasure."""
    key = {"proposal": kept.digest, "dispatcher": taken.by}
    ctx.conn.execute(
        delete(erasure_report).where(*(erasure_report.c[name] == value for name, value in key.items()))
    )
    ctx.conn.execute(
        erasure_report.insert().values(**key, at=ctx.at, text=call.text, signature=call.signature)
    )


def _judged(ctx: Context, call: wire.ReportErasure) -> wire.ErasureReport:
    """The report, which the calling service must have signed; raises ConsoleError `bad_report`."""
    service = ctx.service()
    public = next(s.public for s in ctx.roster.services if s.id == service)
    try:
        signer = verify(call.signature, call.text.encode(), f"sms-erasure@{ctx.roster.org}")
        parsed = msgspec.convert(loads(call.text.encode()), wire.ErasureReport, strict=True)
    except (BadSignatureError, NotCanonicalError, msgspec.ValidationError, UnicodeEncodeError) as error:
        raise ConsoleError("bad_report") from error
    if (
        signer != public
        or parsed.by != service
        or parsed.org != ctx.roster.org
        or parsed.event not in {ERASE_REFUSED, *(_noun(name).OUTCOME for name in _ACTS)}
    ):
        raise ConsoleError("bad_report")
    return parsed
