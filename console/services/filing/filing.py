"""Quarterly filing (R3): compiled by the department, signed by its manager, received by the General Department.

The facts are in `filing_facts`, the gaps in `filing_gaps`, the pack in `filing_pack`, the duties in `duties.filing`.
"""

from collections import Counter
from typing import Any, Final

import msgspec
from sqlalchemy import select

from console.db import chain
from console.domain.filing import filing as rules
from console.domain.filing.filed import Amended, Filed, amended
from console.domain.filing.filing import Filing, FilingState, FoundGap
from console.domain.filing.quarters import Quarter
from console.domain.people.people import Post
from console.domain.refusals import Refusal, refuse
from console.errors import RefusedError
from console.services.context import Context, answers, demand, found
from console.services.filing import filing_facts, filing_gaps, filing_terms
from console.services.printed.form_parts import department_name
from console.store import base
from console.store.filing import LightFiling, filing
from console.wire.filing import filing as wire

_SHOWN: Final = 80
"""Characters shown of a purpose and of a reason: a quarter's view holds all forms in one frame; the papers have them in full."""

# ---- reading


@answers
def page(ctx: Context, call: wire.Filings) -> wire.FilingsView:
    """A quarter of every department that the caller may read: its state, lateness, and what was sent in total."""
    every = filing_terms.quarters(ctx)
    ended = [one for one in every if filing_terms.over(ctx, one)]
    quarter = filing_terms.named(ctx, call.quarter) if call.quarter else (ended or every)[0]
    demand(may_see(ctx))
    mine = ctx.departments()
    amends = filing_terms.amends(ctx, filing_terms.briefs(ctx))
    rows = [
        _row(ctx, filing_terms.term(ctx, one, quarter), amends=(one, quarter.name) in amends)
        for one in filing_terms.departments(ctx, quarter)
        if mine is None or one in mine
    ]
    typed = call.text.strip().casefold()
    rows = [row for row in rows if typed in f"{row.department} {row.name} {row.state}".casefold()]
    return wire.FilingsView(
        quarter=quarter.name,
        quarters=[one.name for one in every],
        over=filing_terms.over(ctx, quarter),
        due=filing_terms.due(ctx, quarter),
        rows=rows,
        totals=dict(Counter(row.state for row in rows)) | {"late": sum(row.late for row in rows)},
        requests=sum(row.requests for row in rows),
        recipients=sum(row.recipients for row in rows),
        paper_sends=sum(row.paper_sends for row in rows),
        paper_recipients=sum(row.paper_recipients for row in rows),
    )


@answers
def detail(ctx: Context, call: wire.FilingDetail) -> wire.FilingView:
    """A department's whole quarter, as it is now."""
    quarter = readable(ctx, call.department, call.quarter)
    facts = filing_facts.filed(ctx, call.department, quarter)
    gaps = filing_gaps.gaps(ctx, facts, chained=False)
    one = filing_terms.term(ctx, call.department, quarter)
    before = received(ctx, call.department, quarter)
    changes = amended(filing_terms.facts_of(ctx, before.id), facts) if before is not None else []
    moved = one.row is not None and filing_terms.facts_of(ctx, one.row.id) != facts
    return wire.FilingView(
        row=_row(ctx, one, facts=facts, amends=bool(changes)),
        forms=[_form_row(form) for form in facts.forms],
        emergencies=facts.emergencies,
        complaints=facts.complaints,
        gaps=[gap_row(gap) for gap in [*gaps, *broken(one.row, gaps)]],
        losses=[f"{case.number} {case.subject} {case.name}" for case in facts.losses],
        papers=[f"{paper.kind} {paper.number} {paper.name}" for paper in facts.papers],
        editions=_editions(ctx, call.department, quarter),
        amended=[(c.slot, c.state, c.before, c.after) for c in changes],
        moved_on=moved,
        allowed=_allowed(ctx, one, changes),
    )


@answers
def check(ctx: Context, call: wire.GapCheck) -> wire.Gaps:
    """Every gap; the whole ledger is verified for it."""
    quarter = readable(ctx, call.department, call.quarter)
    facts = filing_facts.filed(ctx, call.department, quarter)
    head = chain.head(ctx.conn, ctx.desk.genesis)
    gaps = filing_gaps.gaps(ctx, facts, chained=True)
    return wire.Gaps([gap_row(gap) for gap in gaps], head.seq, chain.format_head(head))


def gap_row(gap: FoundGap) -> wire.GapRow:
    """A gap as it is shown to people."""
    return wire.GapRow(str(gap.kind), gap.number, gap.detail, gap.blocks, gap.key)


def row_by_id(ctx: Context, filing_id: int) -> LightFiling:
    """A pack's row without the pack itself, for a caller who may read its department."""
    chosen = select(*filing_terms.LIGHT).where(filing.c.id == filing_id)
    row = found(base.row_as(LightFiling, ctx.conn, chosen), "no_such_filing", filing=filing_id)
    readable(ctx, row.department, row.quarter)
    return row


def readable(ctx: Context, department: str, name: str) -> Quarter:
    """The quarter, for a caller who may read that department's papers; refused if the department does not owe that quarter."""
    demand(may_see(ctx))
    ctx.may_read(department)
    quarter = filing_terms.named(ctx, name)
    if department not in filing_terms.departments(ctx, quarter):
        raise RefusedError(refuse("filing_no_department", "R3", department=department, quarter=name))
    return quarter


def may_see(ctx: Context) -> Refusal | None:
    """Why the caller sees no quarter: whoever is custodian alone keeps passwords and sees neither texts nor scopes (R12)."""
    posts = {held.post for held in ctx.roster.appointments(ctx.person, ctx.at)}
    return refuse("filing_not_custodian", "R12") if posts == {Post.CUSTODIAN} else None


def _row(
    ctx: Context, one: filing_terms.Term[LightFiling], *, facts: Filed | None = None, amends: bool = False
) -> wire.FilingRow:
    row = one.row
    ended = filing_terms.over(ctx, one.quarter)
    late = filing_terms.days_late(ctx, one)
    counted = (facts.nil, len(facts.sent), facts.recipients) if facts is not None else (False, 0, 0)
    nil, requests, recipients = (row.nil, row.requests, row.recipients) if row is not None else counted
    on_paper = filing_terms.on_paper(ctx, row.id) if row is not None else (0, 0)
    return wire.FilingRow(
        id=row.id if row is not None else 0,
        department=one.department,
        name=department_name(ctx.roster, one.department),
        quarter=one.quarter.name,
        state=one.state if ended else "running",
        revision=row.revision if row is not None else 0,
        due=one.due,
        late=late > 0,
        days=late,
        requests=requests,
        recipients=recipients,
        paper_sends=on_paper[0],
        paper_recipients=on_paper[1],
        nil=nil,
        gaps=len(msgspec.json.decode(row.gaps, type=list[FoundGap])) if row is not None else 0,
        signed_by=row.signed_by if row is not None else "",
        signed_at=row.signed_at if row is not None else "",
        received_by=row.answered_by if row is not None and row.state == FilingState.RECEIVED else "",
        received_at=row.answered_at if row is not None and row.state == FilingState.RECEIVED else "",
        paper=row.paper if row is not None else "",
        reason=row.reason if row is not None else "",
        amends=amends,
        receive_by=filing_terms.receive_by(ctx, row),
        unreceived=filing_terms.days_unreceived(ctx, row),
    )


def _form_row(form: Any) -> wire.FiledRow:
    tally: Counter[str] = Counter()
    for one in form.slots:
        tally.update(one.tally)
    return wire.FiledRow(
        id=form.id,
        number=form.number,
        version=form.version,
        standing=str(form.standing),
        category=form.category,
        purpose=form.purpose[:_SHOWN],
        recipients=form.recipients,
        billed=form.billed,
        fen=form.fen,
        tally=dict(tally),
        why=form.why[:_SHOWN],
        paper=form.paper,
        place=form.place,
    )


def broken(row: LightFiling | None, gaps: list[FoundGap]) -> list[FoundGap]:
    """Faults of the ledger that were found when the pack was compiled; they are listed even if they have disappeared since."""
    if row is None:
        return []
    kept = msgspec.json.decode(row.gaps, type=list[FoundGap])
    return [one for one in kept if one.kind is rules.Gap.LEDGER_BROKEN and one not in gaps]


def _editions(ctx: Context, department: str, quarter: Quarter) -> list[wire.EditionRow]:
    chosen = select(*filing_terms.LIGHT).where(
        filing.c.department == department, filing.c.quarter == quarter.name
    )
    return [
        wire.EditionRow(
            id=row.id,
            revision=row.revision,
            state=row.state,
            manifest=row.manifest,
            compiled_by=row.compiled_by,
            compiled_at=row.compiled_at,
            signed_by=row.signed_by,
            signed_at=row.signed_at,
            digest=row.digest,
            statement=row.text,
            answered_by=row.answered_by,
            answered_at=row.answered_at,
            answer=row.answer,
            paper=row.paper,
            place=row.place,
            reason=row.reason,
        )
        for row in base.rows_as(LightFiling, ctx.conn, chosen.order_by(filing.c.id))
    ]


def received(ctx: Context, department: str, quarter: Quarter) -> LightFiling | None:
    """The newest received pack of a quarter, or None."""
    return base.row_as(
        LightFiling,
        ctx.conn,
        select(*filing_terms.LIGHT)
        .where(
            filing.c.department == department,
            filing.c.quarter == quarter.name,
            filing.c.state == FilingState.RECEIVED,
        )
        .order_by(filing.c.id.desc())
        .limit(1),
    )


def amended_since(ctx: Context, row: LightFiling) -> list[Amended]:
    """What an amendment sheet changes against the pack received before it; empty for revision 1."""
    before = ctx.conn.execute(
        select(filing.c.facts)
        .where(
            filing.c.department == row.department,
            filing.c.quarter == row.quarter,
            filing.c.state == FilingState.RECEIVED,
            filing.c.id < row.id,
        )
        .order_by(filing.c.id.desc())
        .limit(1)
    ).scalar_one_or_none()
    if before is None:
        return []
    return amended(msgspec.json.decode(before, type=Filed), filing_terms.facts_of(ctx, row.id))


# ---- what may be done


def _allowed(
    ctx: Context, one: filing_terms.Term[LightFiling], changes: list[Amended]
) -> dict[str, Refusal | None]:
    row = one.row
    allowed = {"compile": may_compile(ctx, one, changes)}
    allowed["sign"] = not_compiled(row) or rules.may_sign(ctx.person, one.department, ctx.roster, ctx.at)
    refusal = not_signed(row)
    if row is not None and refusal is None:
        act = msgspec.json.decode(row.text, type=Filing)
        refusal = rules.may_receive(ctx.person, act, ctx.roster, ctx.at)
    return allowed | {"receive": refusal, "return": refusal}


def not_compiled(row: LightFiling | None) -> Refusal | None:
    """Why nothing can be signed, or None: the newest pack must wait for its manager."""
    waits = row is not None and row.state == FilingState.COMPILED
    return None if waits else refuse("filing_not_compiled", "R3")


def not_signed(row: LightFiling | None) -> Refusal | None:
    """Why nothing can be received or returned, or None: the newest pack must be signed and unanswered."""
    waits = row is not None and row.state == FilingState.SIGNED
    return None if waits else refuse("filing_not_signed", "R3")


def may_compile(ctx: Context, one: filing_terms.Term[LightFiling], changes: list[Amended]) -> Refusal | None:
    """Why the caller may not compile a quarter now, or None; `changes` are the changes since it was received."""
    if not filing_terms.over(ctx, one.quarter):
        return refuse("filing_not_over", "R3", quarter=one.quarter.name)
    if one.state == FilingState.SIGNED:
        return refuse("filing_is_signed", "R3", quarter=one.quarter.name)
    if one.state == FilingState.RECEIVED and not changes:
        return refuse("filing_nothing_new", "R3", quarter=one.quarter.name)
    return rules.may_compile(ctx.person, one.department, ctx.roster, ctx.at)


def subject_of(department: str, quarter: str) -> str:
    """The subject of a quarter's ledger entries."""
    return f"filing:{department}/{quarter}"
