"""The evidence of one request: taking it out is recorded with a reason; then its parts are read, and the manifest's digest sealed.

Its content: every version and step as signed, two-person acts, losses that touch it, results by place in the sending order without a
number, the ledger's entries about it with the links to a signed head. Texts are given as they were stored.
"""

import re
from collections.abc import Iterator

import msgspec
from sqlalchemy import select

from console.db import chain
from console.domain import acts
from console.domain.refusals import refuse
from console.domain.requests.text import mobile_in
from console.domain.states import ABSENT, RequestState
from console.errors import RefusedError
from console.services import kept_rows
from console.services.context import Context, answers
from console.services.ledger import ledger, ledger_pages
from console.services.requests import documents, requests
from console.services.sending import sending
from console.store import base
from console.store.complaints import ComplaintRecord
from console.store.contacts import ContactListRecord
from console.store.losses import LossRecord, LossStepRecord
from console.store.personnel import ProposalRecord
from console.store.requests import RequestRecord, RequestVersionRecord, StepRecord
from console.store.sends import HeadRecord, ResultRecord, SlotRecord
from console.store.tables import LedgerRecord
from console.wire.answers import Done
from console.wire.ledger import evidence as wire
from console.wire.ledger import ledger as ledger_wire
from console.wire.requests.rows import DocumentRow
from console.wire.sending.slots import Tally

_LONGEST = 200
_DIGEST = re.compile(r"[0-9a-f]{64}")
_MADE = "evidence.made"
_CLEARED = frozenset({RequestState.CLEARED, RequestState.DONE})


# ---- making and sealing


@answers
def make(ctx: Context, call: wire.MakeEvidence) -> Done:
    """Record that the caller takes the evidence out, and why."""
    row = kept_rows.row_by_id(ctx, call.request)
    ctx.may_see_numbers()
    if not row.digest:
        raise RefusedError(refuse("evidence_of_nothing", "R3"))
    reason = call.reason.strip()
    if not reason or len(reason) > _LONGEST:
        raise RefusedError(refuse("evidence_reason", "R3", most=_LONGEST))
    if mobile_in(reason):
        raise RefusedError(refuse("search_reason_number", "I6"))
    seq = ledger.record(ctx, _MADE, f"request:{row.id}", {"number": row.number, "reason": reason})
    return Done(seq, row.id, row.number or "")


@answers
def seal(ctx: Context, call: wire.SealEvidence) -> Done:
    """Record the digest of the manifest, so that a folder changed together with its manifest can be detected."""
    row = _allowed(ctx, call.request, call.made)
    if _DIGEST.fullmatch(call.digest) is None:
        raise RefusedError(refuse("evidence_digest", "I6"))
    values = {"number": row.number, "made": call.made, "manifest": call.digest}
    return Done(ledger.record(ctx, "evidence.sealed", f"request:{row.id}", values), row.id, row.number or "")


def _allowed(ctx: Context, request_id: int, made: int) -> RequestRecord:
    """The request's row, if the caller recorded that they take its evidence out."""
    row = kept_rows.row_by_id(ctx, request_id)
    entry = ctx.conn.execute(
        select(LedgerRecord.kind, LedgerRecord.actor, LedgerRecord.subject).where(LedgerRecord.seq == made)
    ).one_or_none()
    if entry is None or tuple(entry) != (_MADE, ctx.person, f"request:{row.id}"):
        raise RefusedError(refuse("evidence_not_made", "I6", seq=made))
    return row


# ---- the content


@answers
def outline(ctx: Context, call: wire.EvidenceOutline) -> wire.Outline:
    """What the evidence consists of."""
    row = _allowed(ctx, call.request, call.made)
    slots = requests.slots_of(ctx, row.id, row.version)
    released = [one.slot for one in slots if one.release and not one.continues]
    bundles = released or ([0] if row.state in _CLEARED else [])
    newest = chain.head(ctx.conn, ctx.desk.genesis)
    return wire.Outline(
        request=row.id,
        number=row.number or "",
        org=ctx.roster.org,
        made=call.made,
        at=ctx.at,
        keys=_keys(ctx),
        slots=[_slot(ctx, one) for one in slots],
        bundles=bundles,
        forms=list(_forms(ctx, row)),
        entries=_entries(ctx, row),
        heads=_heads(ctx),
        tip=chain.format_head(newest),
        until=newest.seq,
        documents=_documents(ctx, row),
    )


def _documents(ctx: Context, row: RequestRecord) -> list[DocumentRow]:
    """The attachments that any version names, each once."""
    texts = ctx.conn.execute(
        select(RequestVersionRecord.text)
        .where(RequestVersionRecord.request == row.id)
        .order_by(RequestVersionRecord.version)
    ).scalars()
    named = [
        one
        for text in texts
        for one in documents.of_statement(msgspec.json.decode(text, type=acts.AnyRequest))
    ]
    first = {sha256: (name, sha256) for name, sha256 in reversed(named)}
    return [one for one in documents.listed(ctx, row.id, list(first.values())) if one.size >= 0]


def _keys(ctx: Context) -> list[tuple[str, str]]:
    """Principals and keys, each once: root keys, services, people of every roster version."""
    keys = [(f"root-{nth}", key) for nth, key in enumerate(ctx.desk.roots.keys, 1)]
    for roster in ledger_pages.rosters(ctx):
        keys += [(one.id, one.public) for one in roster.services]
        keys += [(person.id, key.public) for person in roster.people for key in person.keys]
    return list(dict.fromkeys(keys))


def _slot(ctx: Context, one: SlotRecord) -> wire.SlotPart:
    listed = ctx.conn.execute(
        select(ContactListRecord.name, ContactListRecord.text).where(ContactListRecord.id == one.list_id)
    ).one()
    manifest = msgspec.json.decode(listed.text) if listed.text else {}
    chunks = ctx.conn.execute(
        select(ResultRecord.chunk).where(ResultRecord.request == one.request, ResultRecord.slot == one.slot)
    ).all()
    return wire.SlotPart(
        slot=one.slot,
        state=one.state,
        n=one.n,
        list_name=listed.name,
        root=str(manifest.get("root", "")),
        tally=msgspec.json.decode(one.tally, type=Tally),
        chunks=len(chunks),
        continues=one.continues,
        suppressed=dict(sending.reasons_of(one)),
    )


def _forms(ctx: Context, row: RequestRecord) -> Iterator[tuple[str, str, int]]:
    versions = ctx.conn.execute(
        select(RequestVersionRecord.version)
        .where(RequestVersionRecord.request == row.id)
        .order_by(RequestVersionRecord.version)
    ).scalars()
    for version in versions:
        yield "request", str(row.id), version
    if any(one.kind == "acceptance" for one in requests.steps_of(ctx, row.id, row.version)):
        yield "receipt", str(row.id), 0
    for one in _losses(ctx, row):
        certified = select(LossStepRecord.loss).where(
            LossStepRecord.loss == one.id, LossStepRecord.step == "certified"
        )
        if ctx.conn.execute(certified).first() is not None:
            yield "loss", str(one.id), 0


def _losses(ctx: Context, row: RequestRecord) -> list[LossRecord]:
    """Loss cases that touch the request: of its gateway, or of the key or login of one of its signers.

    A case touches it from the reported last safe moment on, up to the end of the case.
    """
    slots = ctx.conn.execute(
        select(SlotRecord.gateway, SlotRecord.updated).where(SlotRecord.request == row.id)
    ).all()
    gateways = {one.gateway for one in slots}
    signed = ctx.conn.execute(
        select(StepRecord.person, StepRecord.at).where(StepRecord.request == row.id)
    ).all()
    people = {one.person for one in signed}
    times = [row.submitted, *(one.at for one in signed), *(one.updated for one in slots)]
    parts = []
    for one in base.rows(ctx.conn, select(LossRecord).order_by(LossRecord.id)):
        report = msgspec.json.decode(one.text)
        touched = one.name in (gateways if one.subject == "gateway" else people)
        since = report.get("seen") or ""
        if touched and since <= max(times) and (not one.closed or one.closed >= min(times)):
            parts.append(one)
    return parts


def _subjects(ctx: Context, row: RequestRecord) -> list[str]:
    """The ledger subjects that concern the request: itself, its lists, complaints and losses that touch it, the roster versions."""
    lists = ctx.conn.execute(
        select(SlotRecord.list_id).where(SlotRecord.request == row.id).distinct()
    ).scalars()
    complained = ctx.conn.execute(
        select(ComplaintRecord.number).where(ComplaintRecord.request == row.id)
    ).scalars()
    subjects = [
        f"request:{row.id}",
        *(f"list:{one}" for one in lists),
        *(f"complaint:{one}" for one in complained),
    ]
    subjects += [f"loss:{one.number}" for one in _losses(ctx, row)]
    return subjects + [f"roster:{roster.version}" for roster in ledger_pages.rosters(ctx)]


def _entries(ctx: Context, row: RequestRecord) -> list[int]:
    query = select(LedgerRecord.seq).where(LedgerRecord.subject.in_(_subjects(ctx, row)))
    return list(ctx.conn.execute(query.order_by(LedgerRecord.seq)).scalars())


def _heads(ctx: Context) -> list[ledger_wire.HeadRow]:
    services = ledger_pages.services_of(ctx)
    rows = base.rows(ctx.conn, select(HeadRecord).order_by(HeadRecord.seq))
    return [ledger_pages.head_row(ctx, row, services) for row in rows]


# ---- the parts


@answers
def proofs(ctx: Context, call: wire.EvidenceProofs) -> list[wire.Proof]:
    """Signed texts beside the bundle: all versions and steps, two-person acts, reports of the dispatcher, losses."""
    row = _allowed(ctx, call.request, call.made)
    rows = list(_proofs(ctx, row))
    return list(ledger_pages.fitting(rows[max(0, call.start) :]))


def _proofs(ctx: Context, row: RequestRecord) -> Iterator[wire.Proof]:
    yield from _own_proofs(ctx, row)
    yield from _pair_proofs(ctx, row)
    for one in ctx.conn.execute(
        select(LedgerRecord.statement, LedgerRecord.signature)
        .where(LedgerRecord.subject == f"request:{row.id}", LedgerRecord.kind.startswith("send."))
        .order_by(LedgerRecord.seq)
    ):
        if one.statement is not None and one.signature:
            yield wire.Proof("report", bytes(one.statement).decode(), [one.signature])
    for case in _losses(ctx, row):
        yield wire.Proof("loss_report", case.text, [])
        steps = select(LossStepRecord).where(LossStepRecord.loss == case.id).order_by(LossStepRecord.nth)
        yield from (
            wire.Proof(f"loss_{one.step}", one.text, [one.signature])
            for one in base.rows(ctx.conn, steps)
            if one.signature
        )


def _own_proofs(ctx: Context, row: RequestRecord) -> Iterator[wire.Proof]:
    """Every version, and every step of each."""
    versions = select(RequestVersionRecord).where(RequestVersionRecord.request == row.id)
    for one in base.rows(ctx.conn, versions.order_by(RequestVersionRecord.version)):
        yield wire.Proof("request", one.text, [one.signature])
    steps = select(StepRecord).where(StepRecord.request == row.id)
    for step in base.rows(ctx.conn, steps.order_by(StepRecord.version, StepRecord.nth)):
        yield wire.Proof(step.kind, step.text, [step.signature])


def _pair_proofs(ctx: Context, row: RequestRecord) -> Iterator[wire.Proof]:
    """The two-person acts about its slots: settlements and continuations."""
    pairs = select(ProposalRecord).where(ProposalRecord.request == row.id)
    for one in base.rows(ctx.conn, pairs.order_by(ProposalRecord.at)):
        yield wire.Proof("proposal", one.text, [one.signature])
        if one.confirmation:
            yield wire.Proof("confirmation", one.confirmation, [one.confirmation_signature])


@answers
def results(ctx: Context, call: wire.EvidenceResults) -> wire.Chunks:
    """Results of a slot by place in the sending order, for as many chunks as one answer carries."""
    row = _allowed(ctx, call.request, call.made)
    slot_row = sending.slot_of(ctx, row, call.slot)
    rows = base.rows(
        ctx.conn,
        select(ResultRecord)
        .where(
            ResultRecord.request == row.id,
            ResultRecord.slot == slot_row.slot,
            ResultRecord.chunk > call.after,
        )
        .order_by(ResultRecord.chunk)
        .limit(500),
    )
    parts = list(ledger_pages.fitting(map(_chunk, rows)))
    return wire.Chunks(parts, parts[-1].chunk if parts else -1)


def _chunk(row: ResultRecord) -> wire.ChunkPart:
    letters = "".join(wire.NOBODY if one == ABSENT else wire.LETTERS[one] for one in bytes(row.states))
    return wire.ChunkPart(row.chunk, letters, msgspec.json.decode(row.codes, type=dict[int, str]))


@answers
def entries(ctx: Context, call: wire.EvidenceEntries) -> list[ledger_wire.RawEntry]:
    """The ledger's entries about the request, in full."""
    row = _allowed(ctx, call.request, call.made)
    rows = base.each(
        ctx.conn,
        select(LedgerRecord)
        .where(LedgerRecord.subject.in_(_subjects(ctx, row)), LedgerRecord.seq > call.after)
        .order_by(LedgerRecord.seq)
        .limit(500),
    )
    return list(ledger_pages.fitting(map(ledger_pages.raw, rows)))


@answers
def links(ctx: Context, call: wire.EvidenceLinks) -> list[wire.LinkPart]:
    """The hashes that bind entries into the chain, without their content."""
    _allowed(ctx, call.request, call.made)
    before = ctx.conn.execute(
        select(LedgerRecord.hash).where(LedgerRecord.seq == call.after)
    ).scalar_one_or_none()
    prev = bytes(before) if before is not None else ctx.desk.genesis
    parts: list[wire.LinkPart] = []
    for link in chain.links(ctx.conn, call.after):
        if link.seq > call.until or len(parts) == _LINKS:
            break
        parts.append(
            wire.LinkPart(link.seq, prev.hex(), link.envelope.hex(), link.signature.hex(), link.hash.hex())
        )
        prev = link.hash
    return parts


_LINKS = 2500
"""Links in one answer: three hundred octets each."""
