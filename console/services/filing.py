"""The quarter that files itself (R3): compiled by the department, signed by its manager, received by the General Department.

The facts are in `filing_facts`, what is missing in `filing_gaps`, the pack in `filing_pack`, what is owed in `filing_duties`.
"""

from collections import Counter
from typing import Any, Final

import msgspec
from sqlalchemy import select, update

from console.db import chain
from console.domain import filing as rules
from console.domain.filed import Amended, Filed, amended
from console.domain.filing import Filing, FilingState, FoundGap
from console.domain.people import Post, Roster
from console.domain.quarters import Quarter
from console.domain.refusals import Refusal, refuse
from console.errors import RefusedError
from console.exports import pack
from console.services import filing_facts, filing_gaps, filing_pack, filing_terms, ledger
from console.services.context import Context, demand, found
from console.services.filing_pack import Making
from console.services.form_parts import department_name
from console.signing.canonical import dumps
from console.store import people
from console.store.filing import filing
from console.wire import filing as wire
from console.wire import views

PART: Final = 512 * 1024
"""Bytes of a pack in one answer; a frame holds a mebibyte."""

_MOST_MAKING: Final = 8
"""Packs in the making that one desk keeps; the oldest goes."""


# ---- reading


def page(ctx: Context, call: wire.Filings) -> wire.FilingsView:
    """A quarter of every department that the caller may read: who has handed in, who is late, what was sent in all."""
    every = filing_terms.quarters(ctx)
    ended = [one for one in every if filing_terms.over(ctx, one)]
    quarter = filing_terms.named(ctx, call.quarter) if call.quarter else (ended or every)[0]
    demand(_sees(ctx))
    mine = ctx.departments()
    amends = filing_terms.amends(ctx)
    rows = [
        _row(ctx, filing_terms.term(ctx, one, quarter), amends=(one, quarter.name) in amends)
        for one in filing_terms.departments(ctx, quarter)
        if mine is None or one in mine
    ]
    wanted = call.text.strip().casefold()
    rows = [row for row in rows if wanted in f"{row.department} {row.name} {row.state}".casefold()]
    return wire.FilingsView(
        quarter=quarter.name,
        quarters=[one.name for one in every],
        over=filing_terms.over(ctx, quarter),
        due=filing_terms.due(ctx, quarter),
        rows=rows,
        totals=dict(Counter(row.state for row in rows)) | {"late": sum(row.late for row in rows)},
        requests=sum(row.requests for row in rows),
        recipients=sum(row.recipients for row in rows),
    )


def detail(ctx: Context, call: wire.FilingDetail) -> wire.FilingView:
    """A department's quarter whole, as it stands now."""
    quarter = _readable(ctx, call.department, call.quarter)
    facts = filing_facts.filed(ctx, call.department, quarter)
    gaps = filing_gaps.gaps(ctx, facts, chained=False)
    one = filing_terms.term(ctx, call.department, quarter)
    before = _received(ctx, call.department, quarter)
    changes = amended(facts_of(ctx, before.id), facts) if before is not None else []
    moved = one.row is not None and facts_of(ctx, one.row.id) != facts
    return wire.FilingView(
        row=_row(ctx, one, facts=facts, amends=bool(changes)),
        forms=[_form_row(form) for form in facts.forms],
        gaps=[gap_row(gap) for gap in [*gaps, *broken(one.row, gaps)]],
        losses=[f"{case.number} {case.subject} {case.name}" for case in facts.losses],
        papers=[f"{paper.kind} {paper.number} {paper.name}" for paper in facts.papers],
        editions=_editions(ctx, call.department, quarter),
        amended=[(c.slot, c.state, c.before, c.after) for c in changes],
        moved_on=moved,
        allowed=_allowed(ctx, one, changes),
    )


def check(ctx: Context, call: wire.GapCheck) -> wire.Gaps:
    """Every gap, with the whole ledger proved."""
    quarter = _readable(ctx, call.department, call.quarter)
    facts = filing_facts.filed(ctx, call.department, quarter)
    head = chain.head(ctx.conn, ctx.desk.genesis)
    gaps = filing_gaps.gaps(ctx, facts, chained=True)
    return wire.Gaps([gap_row(gap) for gap in gaps], head.seq, chain.format_head(head))


def gap_row(gap: FoundGap) -> wire.GapRow:
    """A gap as people get it."""
    return wire.GapRow(str(gap.kind), gap.number, gap.detail, gap.blocks, gap.key)


def row_by_id(ctx: Context, filing_id: int) -> Any:
    """A pack's row without the pack, for a caller who may read its department."""
    row = ctx.conn.execute(select(*filing_terms.LIGHT).where(filing.c.id == filing_id)).one_or_none()
    row = found(row, "no_such_filing", filing=filing_id)
    _readable(ctx, row.department, row.quarter)
    return row


def _readable(ctx: Context, department: str, name: str) -> Quarter:
    """The quarter, for a caller who may read that department's papers; refused for a department that is none."""
    demand(_sees(ctx))
    ctx.may_read(department)
    quarter = filing_terms.named(ctx, name)
    if department not in filing_terms.departments(ctx, quarter):
        raise RefusedError(refuse("filing_no_department", "R3", department=department, quarter=name))
    return quarter


def _sees(ctx: Context) -> Refusal | None:
    """The custodian keeps passwords, and sees neither texts nor scopes (R12)."""
    posts = {held.post for held in ctx.roster.appointments(ctx.person, ctx.at)}
    return refuse("filing_not_custodian", "R12") if posts == {Post.CUSTODIAN} else None


def _row(
    ctx: Context, one: filing_terms.Term, *, facts: Filed | None = None, amends: bool = False
) -> wire.FilingRow:
    row = one.row
    ended = filing_terms.over(ctx, one.quarter)
    late = filing_terms.days_late(ctx, one)
    counted = (facts.nil, len(facts.sent), facts.recipients) if facts is not None else (False, 0, 0)
    nil, requests, recipients = (row.nil, row.requests, row.recipients) if row is not None else counted
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
        nil=nil,
        gaps=len(msgspec.json.decode(row.gaps, type=list[FoundGap])) if row is not None else 0,
        signed_by=row.signed_by if row is not None else "",
        signed_at=row.signed_at if row is not None else "",
        received_by=row.answered_by if row is not None and row.state == FilingState.RECEIVED else "",
        received_at=row.answered_at if row is not None and row.state == FilingState.RECEIVED else "",
        paper=row.paper if row is not None else "",
        reason=row.reason if row is not None else "",
        amends=amends,
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
        purpose=form.purpose,
        recipients=form.recipients,
        billed=form.billed,
        fen=form.fen,
        tally=dict(tally),
        why=form.why,
        paper=form.paper,
        place=form.place,
    )


def broken(row: Any, gaps: list[FoundGap]) -> list[FoundGap]:
    """Faults of the ledger that were found when the pack was compiled: they do not go away unseen."""
    if row is None:
        return []
    kept = msgspec.json.decode(row.gaps, type=list[FoundGap])
    return [one for one in kept if one.kind is rules.Gap.LEDGER_BROKEN and one not in gaps]


def _editions(ctx: Context, department: str, quarter: Quarter) -> list[wire.EditionRow]:
    rows = ctx.conn.execute(
        select(*filing_terms.LIGHT)
        .where(filing.c.department == department, filing.c.quarter == quarter.name)
        .order_by(filing.c.id)
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
        for row in rows
    ]


def facts_of(ctx: Context, filing_id: int) -> Filed:
    """What a pack was compiled from."""
    text = ctx.conn.execute(select(filing.c.facts).where(filing.c.id == filing_id)).scalar_one()
    return msgspec.json.decode(text, type=Filed)


def _received(ctx: Context, department: str, quarter: Quarter) -> Any:
    """The newest pack of a quarter that was received, or None."""
    return ctx.conn.execute(
        select(*filing_terms.LIGHT)
        .where(
            filing.c.department == department,
            filing.c.quarter == quarter.name,
            filing.c.state == FilingState.RECEIVED,
        )
        .order_by(filing.c.id.desc())
        .limit(1)
    ).one_or_none()


def amended_since(ctx: Context, row: Any) -> list[Amended]:
    """What an amendment sheet changes against the pack that was received before it; of revision 1 nothing."""
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
    return amended(msgspec.json.decode(before, type=Filed), facts_of(ctx, row.id))


# ---- what may be done


def _allowed(ctx: Context, one: filing_terms.Term, changes: list[Amended]) -> dict[str, Refusal | None]:
    row = one.row
    allowed = {"compile": _may_compile(ctx, one, changes)}
    allowed["sign"] = waits_for(row, FilingState.COMPILED, "filing_not_compiled") or rules.may_sign(
        ctx.person, one.department, ctx.roster, ctx.at
    )
    refusal = waits_for(row, FilingState.SIGNED, "filing_not_signed")
    if refusal is None:
        act = msgspec.json.decode(row.text, type=Filing)
        refusal = rules.may_receive(ctx.person, act, ctx.roster, ctx.at)
    return allowed | {"receive": refusal, "return": refusal}


def waits_for(row: Any, state: FilingState, code: str) -> Refusal | None:
    """Refuse by `code` a quarter whose newest pack is not in that state."""
    return None if row is not None and row.state == state else refuse(code, "R3")


def _may_compile(ctx: Context, one: filing_terms.Term, changes: list[Amended]) -> Refusal | None:
    if not filing_terms.over(ctx, one.quarter):
        return refuse("filing_not_over", "R3", quarter=one.quarter.name)
    if one.state == FilingState.SIGNED:
        return refuse("filing_is_signed", "R3", quarter=one.quarter.name)
    if one.state == FilingState.RECEIVED and not changes:
        return refuse("filing_nothing_new", "R3", quarter=one.quarter.name)
    return rules.may_compile(ctx.person, one.department, ctx.roster, ctx.at)


# ---- compiling


def build(ctx: Context, call: wire.BuildFiling) -> wire.Built:
    """Make the next file of a pack; the first call gathers the facts and proves the ledger."""
    quarter = _readable(ctx, call.department, call.quarter)
    key = (ctx.person, call.department, call.quarter)
    making: Making | None = ctx.desk.live.packs.get(key)
    if not call.done:
        making = _begin(ctx, call.department, quarter)
        packs = ctx.desk.live.packs
        packs.pop(key, None)
        packs[key] = making
        while len(packs) > _MOST_MAKING:
            packs.pop(next(iter(packs)))
    elif making is None or making.done != call.done:
        raise RefusedError(refuse("filing_begin_again", "R3"))
    if making.done < len(making.steps):
        filing_pack.go_on(ctx, making)
    whole = making.done == len(making.steps)
    return wire.Built(making.done, len(making.steps), making.manifest() if whole else "")


def _begin(ctx: Context, department: str, quarter: Quarter) -> Making:
    one = filing_terms.term(ctx, department, quarter)
    facts = filing_facts.filed(ctx, department, quarter)
    before = _received(ctx, department, quarter)
    changes = amended(facts_of(ctx, before.id), facts) if before is not None else []
    demand(_may_compile(ctx, one, changes))
    gaps = filing_gaps.gaps(ctx, facts, chained=True)
    return filing_pack.begin(
        ctx, facts, gaps, changes, before.revision + 1 if before is not None else 1, _previous(one.row)
    )


def _previous(row: Any) -> str:
    """The digest of the statement that the next one follows: of what was returned or received last."""
    if row is None:
        return ""
    return str(row.previous if row.state == FilingState.COMPILED else row.digest)


def compile_filing(ctx: Context, call: wire.CompileFiling) -> views.Done:
    """Keep a pack that was made; refused if the quarter has moved on meanwhile."""
    quarter = _readable(ctx, call.department, call.quarter)
    making: Making | None = ctx.desk.live.packs.get((ctx.person, call.department, call.quarter))
    if making is None or making.done < len(making.steps) or making.manifest() != call.manifest:
        raise RefusedError(refuse("filing_begin_again", "R3"))
    one = filing_terms.term(ctx, call.department, quarter)
    facts = filing_facts.filed(ctx, call.department, quarter)
    demand(_may_compile(ctx, one, making.amended))
    if facts != making.facts or _previous(one.row) != making.previous:
        raise RefusedError(refuse("filing_moved_on", "R3"))
    values = _compiled(ctx, making)
    if one.row is not None and one.row.state == FilingState.COMPILED:
        identity = one.row.id
        ctx.conn.execute(update(filing).where(filing.c.id == identity).values(**values))
    else:
        nothing = dict.fromkeys(_UNSIGNED, "")
        identity = ctx.conn.execute(
            filing.insert().values(**values, **nothing).returning(filing.c.id)
        ).scalar_one()
    payload = {
        "quarter": call.quarter,
        "revision": making.revision,
        "manifest": call.manifest,
        "requests": len(facts.sent),
        "gaps": len(making.gaps),
    }
    seq = ledger.record(ctx, "filing.compiled", subject_of(call.department, call.quarter), payload)
    ctx.desk.live.packs.pop((ctx.person, call.department, call.quarter), None)
    ctx.notice("filings")
    return views.Done(seq, identity, call.quarter)


_UNSIGNED: Final = (
    "digest", "text", "signature", "signed_by", "signed_at", "carrier", "answer", "answer_digest", "answer_signature",
    "answered_by", "answered_at", "answer_carrier", "paper", "place", "reason",
)  # fmt: skip


def _compiled(ctx: Context, making: Making) -> dict[str, Any]:
    facts = making.facts
    return {
        "department": facts.department,
        "quarter": facts.quarter,
        "revision": making.revision,
        "state": FilingState.COMPILED,
        "previous": making.previous,
        "manifest": making.manifest(),
        "requests": len(facts.sent),
        "recipients": facts.recipients,
        "nil": facts.nil,
        "facts": dumps(msgspec.to_builtins(facts)).decode(),
        "gaps": dumps(msgspec.to_builtins(making.gaps)).decode(),
        "head_seq": making.began.seq,
        "head_hash": making.began.hash,
        "pack": pack.packed(making.files, making.name),
        "compiled_by": ctx.person,
        "compiled_at": ctx.at,
    }


def subject_of(department: str, quarter: str) -> str:
    """The subject of a quarter's ledger entries."""
    return f"filing:{department}/{quarter}"


# ---- the pack


def pack_part(ctx: Context, call: wire.FilingPack) -> wire.PackPart:
    """A stretch of the zip; with the first one what was signed about it."""
    row = row_by_id(ctx, call.filing)
    data = bytes(ctx.conn.execute(select(filing.c.pack).where(filing.c.id == row.id)).scalar_one())
    name = filing_pack.folder_of(row.department, row.quarter, row.revision)
    return wire.PackPart(
        size=len(data),
        data=data[call.offset : call.offset + PART],
        name=name,
        signed=[] if call.offset else _outside(ctx, row),
    )


def _outside(ctx: Context, row: Any) -> list[tuple[str, str]]:
    """What lies beside the pack, because it was signed after it: the statement, the answer, and whose keys they need."""
    files: list[tuple[str, str]] = []
    if row.text:
        files += [("filing.json", row.text), ("filing.json.sig", row.signature)]
    if row.answer:
        name = "receipt" if row.state == FilingState.RECEIVED else "return"
        files += [(f"{name}.json", row.answer), (f"{name}.json.sig", row.answer_signature)]
    wanted = {row.signed_by, row.answered_by} - {""}
    keys: dict[tuple[str, str], tuple[str, str, int]] = {}
    for text in ctx.conn.execute(select(people.roster.c.text).order_by(people.roster.c.version)).scalars():
        roster = msgspec.json.decode(text, type=Roster)
        for person in roster.people:
            for key in person.keys if person.id in wanted else ():
                since = keys.get((person.id, key.public), (key.since, "", 0))[0]
                keys[person.id, key.public] = (since, key.revoked, 0)
    if keys:
        lines = "".join(f"{line}\n" for line in filing_pack.allowed_signers(keys, []))
        files.append(("allowed_signers", lines))
    return files
