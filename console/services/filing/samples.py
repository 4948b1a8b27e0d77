"""Samples (R7) to be read, and the manager's sheet: prepared, judged again when it comes, and kept in the ledger."""

import msgspec
from sqlalchemy import select

from console.domain import acts
from console.domain.filing import sampling as rules
from console.domain.filing.sampling import Sampled, SampleSheet
from console.domain.refusals import Refusal, refuse
from console.errors import RefusedError
from console.services import declared
from console.services.context import Context, answers, demand
from console.services.filing import filing, sample_facts
from console.services.ledger import ledger
from console.services.printed.form_parts import department_name
from console.services.statements import Incoming, prepares, takes
from console.signing.sshsig import digest
from console.store.requests import request_version
from console.wire.acts import Prepare
from console.wire.answers import Done
from console.wire.filing import samples as wire

# ---- reading


@answers
def page(ctx: Context, call: wire.Samples) -> wire.SamplesView:
    """A month of every department that the caller may read."""
    demand(filing.may_see(ctx))
    months = [*sample_facts.months(ctx)]
    ended = [one for one in months if one.until <= ctx.at]
    month = sample_facts.named(ctx, call.month) if call.month else (ended or months)[0]
    mine, typed = ctx.departments(), call.text.strip().casefold()
    rows = [
        _row(ctx, one.id, month, sample_facts.sends(ctx, one.id, month))
        for one in ctx.roster.departments
        if (mine is None or one.id in mine) and typed in f"{one.id} {one.name}".casefold()
    ]
    return wire.SamplesView(month.name, [one.name for one in months], rows)


@answers
def detail(ctx: Context, call: wire.SampleDetail) -> wire.SampleView:
    """A department's month: every send, what draws, and what is drawn with what was signed for it."""
    demand(filing.may_see(ctx))
    ctx.may_read(call.department)
    month = sample_facts.named(ctx, call.month)
    found = sample_facts.sends(ctx, call.department, month)
    row = _row(ctx, call.department, month, found)
    by = sample_facts.first_head(ctx, month) if found and month.until <= ctx.at else None
    drawn = rules.drawn(digest(by.signature), found) if by is not None else []
    return wire.SampleView(
        row=row,
        seq=by.seq if by is not None else 0,
        head=bytes(by.hash).hex() if by is not None else "",
        told=by.text if by is not None else "",
        signature=by.signature if by is not None else "",
        sends=found if by is not None else [],
        rows=[_sampled(ctx, one) for one in drawn],
        refusal=_open(row) or rules.may_sign(ctx.person, call.department, ctx.roster, ctx.at),
    )


def _open(row: wire.SampleRow) -> Refusal | None:
    """Why nobody can sign a sheet of this month, or None."""
    match row.state:
        case "running":
            return refuse("sample_running", "R7", month=row.month)
        case "none":
            return refuse("sample_none", "R7", month=row.month)
        case "undrawn":
            return refuse("sample_undrawn", "R7", month=row.month)
        case _:
            return None


def _row(ctx: Context, department: str, month: sample_facts.Month, found: list[Sampled]) -> wire.SampleRow:
    sheet = sample_facts.sheet(ctx, department, month)
    if month.until > ctx.at:
        state = "running"
    elif not found:
        state = "none"
    elif sheet is not None:
        state = "faulty" if sheet.faults else "signed"
    else:
        state = "undrawn" if sample_facts.first_head(ctx, month) is None else "due"
    due = sample_facts.due_of(ctx, month) if state in {"running", "undrawn", "due"} else ""
    return wire.SampleRow(
        department=department,
        name=department_name(ctx.roster, department),
        month=month.name,
        state=state,
        of=len(found),
        n=min(rules.MOST, len(found)),
        due=due,
        late=bool(due) and due < ctx.at,
        by=sheet.by if sheet is not None else "",
        at=sheet.at if sheet is not None else "",
        words=sheet.words if sheet is not None else "",
        faults=sheet.faults if sheet is not None else "",
    )


def _sampled(ctx: Context, one: Sampled) -> wire.SampledRow:
    row = ctx.conn.execute(
        select(request_version.c.text, request_version.c.request).where(
            request_version.c.digest == one.request
        )
    ).one()
    act = msgspec.json.decode(row.text, type=acts.AnyRequest)
    number, _, nth = one.name.rpartition(".")
    return wire.SampledRow(
        name=one.name,
        request=row.request,
        form=number,
        category=str(act.category),
        purpose=act.purpose,
        n=one.n,
        started=sample_facts.starts(ctx)[row.request, int(nth)],
        audience=act.audience,
        text=act.text.whole(),
        digest=one.request,
    )


# ---- the manager's sheet


@prepares(SampleSheet)
def prepare(ctx: Context, call: Prepare, kind: type[SampleSheet]) -> SampleSheet:
    """Fill in the caller's sheet of a month (`business/2026-11`); refused as the signed one would be."""
    department, _, month = call.subject.partition("/")
    view = detail(ctx, wire.SampleDetail(department, month))
    demand(view.refusal)
    return declared.filled(ctx, kind, call, {"department": department, "month": month, **_facts(view)})


def _facts(view: wire.SampleView) -> dict[str, object]:
    """What the desk states in a sheet, by field."""
    drawn = {one.name for one in view.rows}
    return {
        "seq": view.seq,
        "head": view.head,
        "lot": digest(view.signature),
        "of": len(view.sends),
        "sends": [one for one in view.sends if one.name in drawn],
    }


@takes(SampleSheet)
def take(ctx: Context, incoming: Incoming) -> Done:
    """Take a sheet; it counts in place of an earlier one."""
    act = incoming.act
    if not isinstance(act, SampleSheet):
        raise RefusedError(refuse("not_a_personal_act", "I1"))
    view = detail(ctx, wire.SampleDetail(act.department, act.month))
    demand(
        _open(view.row) or rules.may_sign(act.by, act.department, ctx.roster, ctx.at) or declared.fault(act)
    )
    if any(getattr(act, name) != value for name, value in _facts(view).items()):
        raise RefusedError(refuse("sample_moved_on", "R7", month=act.month))
    ctx.notice("filings")
    payload = {"month": act.month, "sends": len(act.sends), "of": act.of, "faults": bool(act.faults)}
    seq = ledger.record(
        ctx,
        "sample.signed",
        rules.subject_of(act.department, act.month),
        payload,
        actor=act.by,
        statement=incoming.text,
        signature=incoming.signature,
    )
    return Done(seq, 0, act.month)
