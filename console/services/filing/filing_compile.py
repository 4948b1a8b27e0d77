"""A quarter's pack (R3): made in short steps that do not block the desk, stored unchanged, and handed out whole."""

from typing import Any, Final

import msgspec
from sqlalchemy import func, select, update

from console.domain.filing.filed import amended
from console.domain.filing.filing import FilingState
from console.domain.filing.quarters import Quarter
from console.domain.people.people import Roster
from console.domain.refusals import refuse
from console.errors import RefusedError
from console.exports import pack
from console.services.context import Context, answers, demand
from console.services.filing import filing as service
from console.services.filing import filing_facts, filing_gaps, filing_keys, filing_pack, filing_terms
from console.services.filing.filing_pack import Making
from console.services.ledger import ledger
from console.store import people
from console.store.filing import LightFiling, filing
from console.wire.answers import Done
from console.wire.filing import filing as wire

PART: Final = 512 * 1024
"""Bytes of a pack in one answer; a frame holds one mebibyte."""

_MOST_MAKING: Final = 8
"""How many packs being made one desk keeps; beyond that the oldest is dropped."""


# ---- compiling


@answers
def build(ctx: Context, call: wire.BuildFiling) -> wire.Built:
    """Make the next file of a pack; the first call gathers the facts and verifies the ledger."""
    quarter = service.readable(ctx, call.department, call.quarter)
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
    before = service.received(ctx, department, quarter)
    changes = amended(filing_terms.facts_of(ctx, before.id), facts) if before is not None else []
    demand(service.may_compile(ctx, one, changes))
    gaps = filing_gaps.gaps(ctx, facts, chained=True)
    return filing_pack.begin(
        ctx, facts, gaps, changes, before.revision + 1 if before is not None else 1, _previous(one.row)
    )


def _previous(row: LightFiling | None) -> str:
    """The digest of the statement that the next one follows: the last one that was returned or received."""
    if row is None:
        return ""
    return str(row.previous if row.state == FilingState.COMPILED else row.digest)


@answers
def compile_filing(ctx: Context, call: wire.CompileFiling) -> Done:
    """Store a finished pack; refused if the quarter has changed since it was begun."""
    quarter = service.readable(ctx, call.department, call.quarter)
    making: Making | None = ctx.desk.live.packs.get((ctx.person, call.department, call.quarter))
    if making is None or making.done < len(making.steps) or making.manifest() != call.manifest:
        raise RefusedError(refuse("filing_begin_again", "R3"))
    one = filing_terms.term(ctx, call.department, quarter)
    facts = filing_facts.filed(ctx, call.department, quarter)
    demand(service.may_compile(ctx, one, making.amended))
    if facts != making.facts or _previous(one.row) != making.previous:
        raise RefusedError(refuse("filing_moved_on", "R3"))
    values = _compiled(ctx, making)
    if one.row is not None and one.row.state == FilingState.COMPILED:
        identity = one.row.id
        kept = ctx.conn.execute(
            update(filing)
            .where(filing.c.id == identity, filing.c.state == FilingState.COMPILED)
            .values(**values)
        )
        if kept.rowcount != 1:
            # The pack was signed at another desk since it was read.
            raise RefusedError(refuse("filing_moved_on", "R3"))
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
    seq = ledger.record(ctx, "filing.compiled", service.subject_of(call.department, call.quarter), payload)
    ctx.desk.live.packs.pop((ctx.person, call.department, call.quarter), None)
    ctx.notice("filings")
    return Done(seq, identity, call.quarter)


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
        "facts": msgspec.json.encode(facts).decode(),
        "gaps": msgspec.json.encode(making.gaps).decode(),
        "head_seq": making.began.seq,
        "head_hash": making.began.hash,
        "pack": pack.packed(making.files, making.name),
        "compiled_by": ctx.person,
        "compiled_at": ctx.at,
    }


# ---- the pack


@answers
def pack_part(ctx: Context, call: wire.FilingPack) -> wire.PackPart:
    """A part of the zip; the first part comes with the signed files about it."""
    row = service.row_by_id(ctx, call.filing)
    size, data = ctx.conn.execute(
        select(func.length(filing.c.pack), func.substr(filing.c.pack, max(call.offset, 0) + 1, PART)).where(
            filing.c.id == row.id
        )
    ).one()
    name = filing_pack.folder_of(row.department, row.quarter, row.revision)
    return wire.PackPart(
        size=size,
        data=bytes(data),
        name=name,
        signed=[] if call.offset else _outside(ctx, row),
    )


def _outside(ctx: Context, row: LightFiling) -> list[tuple[str, str]]:
    """Files beside the pack, because they were signed after it: the statement, the answer, and the signers' keys."""
    files: list[tuple[str, str]] = []
    if row.text:
        files += [("filing.json", row.text), ("filing.json.sig", row.signature)]
    if row.answer:
        name = "receipt" if row.state == FilingState.RECEIVED else "return"
        files += [(f"{name}.json", row.answer), (f"{name}.json.sig", row.answer_signature)]
    signers = {row.signed_by, row.answered_by} - {""}
    keys: dict[tuple[str, str], tuple[str, str, int]] = {}
    for text in ctx.conn.execute(select(people.roster.c.text).order_by(people.roster.c.version)).scalars():
        roster = msgspec.json.decode(text, type=Roster)
        for person in roster.people:
            for key in person.keys if person.id in signers else ():
                since = keys.get((person.id, key.public), (key.since, "", 0))[0]
                keys[person.id, key.public] = (since, key.revoked, 0)
    if keys:
        lines = "".join(f"{line}\n" for line in filing_keys.allowed_signers(keys, []))
        files.append(("allowed_signers", lines))
    return files
