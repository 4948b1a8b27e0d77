"""The certificate of erasure for printing (R13), gathered from the two signed texts and the dispatchers' original reports."""

import hashlib

import msgspec
from sqlalchemy import select

from console.domain.erasure.erasing import Erase
from console.errors import ConsoleError
from console.exports import erasure_form as erasure_paper
from console.exports.erasure_form import ErasedLine, ErasureForm, ReportLine
from console.exports.shapes import Printing, SignatureLine
from console.services.context import Context
from console.services.erasure import erasures
from console.services.printed.form_parts import line
from console.services.printed.forms import Made, number_of, prints
from console.services.requests import signers
from console.services.two_person import proposals
from console.store import base
from console.store.erasure import ErasureReportRecord
from console.wire.archive import forms as wire_forms
from console.wire.sending import erasure as wire


def gathered(ctx: Context, number: int) -> ErasureForm:
    """The certificate of an erasure; raises ConsoleError if there is none."""
    row = erasures.by_id(ctx, number)
    kept = proposals.kept(ctx, row.proposal)
    act = erasures.act_of(kept)
    if not isinstance(act, Erase):
        raise ConsoleError("no_such_erasure")
    return ErasureForm(
        number=f"E-{ctx.year_of(row.at)}-{row.id:03d}",
        digest=row.proposal,
        reason=proposals.statement(kept).reason,
        at=row.at,
        entry=row.entry,
        scrubbed=row.scrubbed,
        total=row.count,
        removed=msgspec.json.decode(row.removed, type=dict[str, int]),
        items=[ErasedLine(one.kind, one.name, one.n, one.digest) for one in erasures.items(ctx, act)],
        reports=[_report(one.text, one.at) for one in _reports(ctx, row.proposal)],
        signatures=[
            _signature(ctx, kept.text, kept.signature, "erasure_proposed"),
            _signature(ctx, kept.confirmation, kept.confirmation_signature, "erasure_confirmed"),
        ],
    )


def _reports(ctx: Context, proposal: str) -> list[ErasureReportRecord]:
    rows = base.rows(
        ctx.conn,
        select(ErasureReportRecord)
        .where(ErasureReportRecord.proposal == proposal)
        .order_by(ErasureReportRecord.dispatcher),
    )
    return list(rows)


def _report(text: str, at: str) -> ReportLine:
    report = msgspec.json.decode(text, type=wire.ErasureReport)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return ReportLine(report.by, at, report.sends, report.recipients, report.rows, report.elsewhere, digest)


def _signature(ctx: Context, text: str, signature: str, what: str) -> SignatureLine:
    digest = hashlib.sha256(text.encode()).hexdigest()
    shown = line(ctx, signers.step_row(ctx, text, signature, digest, ""))
    return msgspec.structs.replace(shown, what=what)


@prints("erasure")
def _erasure(ctx: Context, call: wire_forms.PrintForm, frame: Printing) -> Made:
    form = gathered(ctx, number_of(call))
    return Made(form.number, erasure_paper.make(form, frame), form.digest, f"erasure:{form.digest[:12]}", 1)
