"""The gap check of a quarter (R3): everything that is missing or unfinished, each named with the form that it is about."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

import msgspec
from sqlalchemy import func, select

from console.db import chain
from console.db import verify as chain_verify
from console.domain.complaints.complaints import State
from console.domain.filing.filed import Filed, FiledForm, Slot, Standing, slot_name
from console.domain.filing.filing import FilingState, FoundGap, Gap
from console.domain.filing.quarters import Quarter
from console.domain.people.people import Roster
from console.domain.sending import counts
from console.domain.states import ABSENT, RecipientState, SlotState
from console.domain.upkeep import upkeep as upkeep_rules
from console.services.context import Context
from console.services.filing import annexes, sample_facts
from console.services.filing.filing_facts import Bounds, bounds, given_numbers, months_of
from console.services.ledger import verification
from console.services.requests import requests
from console.services.sending import slots as sending_slots
from console.store import base, people
from console.store.filing import filing
from console.store.requests import RequestRecord, form_number, request, request_version, step
from console.store.sends import SlotRecord, result, slot
from console.store.tables import ledger
from console.store.upkeep import UpkeepRecord

_ENDED: Final = frozenset({SlotState.DONE, SlotState.STOPPED})
"""Slot states in which sending has ended."""


def gaps(
    ctx: Context, facts: Filed, *, chained: bool, since: chain.LedgerHead | None = None
) -> list[FoundGap]:
    """Every gap of a quarter. With `chained` the ledger is verified too: all of it, or only the entries after `since`."""
    quarter = Quarter.read(facts.quarter)
    gap_list = [*_missing(ctx, facts.department, bounds(ctx, quarter))]
    for form in facts.forms:
        gap_list += _of_form(ctx, form)
        gap_list += _unsealed(ctx, facts, form)
    gap_list += [
        FoundGap(Gap.LOSS_OPEN, one.number, f"{one.subject} {one.name}")
        for one in facts.losses
        if not one.closed
    ]
    gap_list += [
        FoundGap(Gap.EMERGENCY_OPEN, one.number, one.paper)
        for one in facts.emergencies
        if not one.acknowledged
    ]
    gap_list += [
        FoundGap(Gap.COMPLAINT_OPEN, one.number, one.form)
        for one in facts.complaints
        if one.state != State.CLOSED
    ]
    gap_list += _unsampled(ctx, facts, quarter)
    gap_list += _unkept(ctx, facts, quarter)
    if chained:
        gap_list += _chain(ctx, since)
    return gap_list


def _unsampled(ctx: Context, facts: Filed, quarter: Quarter) -> Iterator[FoundGap]:
    """The months with sends whose samples nobody signed, whether or not they were drawn (R7)."""
    signed, names = {one.month for one in facts.samples}, months_of(quarter)
    for month in reversed([*sample_facts.months(ctx)]):
        owes = month.name in names and month.until <= ctx.at and month.name not in signed
        if owes and sample_facts.sends(ctx, facts.department, month):
            yield FoundGap(Gap.SAMPLE_MISSING, month.name)


def _unkept(ctx: Context, facts: Filed, quarter: Quarter) -> Iterator[FoundGap]:
    """What the General Department owes for its own quarter (R7): a maintenance log, and answers to everybody's questions."""
    if facts.department != upkeep_rules.home(ctx.roster):
        return
    if all(one.kind != upkeep_rules.Kind.MAINTENANCE for one in facts.upkeep):
        yield FoundGap(Gap.UPKEEP_MISSING, facts.quarter)
    within = bounds(ctx, quarter)
    waiting = select(UpkeepRecord).where(
        UpkeepRecord.state == upkeep_rules.State.OPEN,
        UpkeepRecord.at >= within.begins,
        UpkeepRecord.at <= within.ends,
    )
    for row in base.rows(ctx.conn, waiting.order_by(UpkeepRecord.id)):
        yield FoundGap(Gap.SUPPORT_OPEN, row.number, row.about)


def _of_form(ctx: Context, form: FiledForm) -> Iterator[FoundGap]:
    if requests.statement_of(ctx, form.id, form.version) is None:
        yield FoundGap(Gap.FORM_MISSING, form.number, f"v{form.version}")
    if form.standing is Standing.OPEN:
        closes = ctx.conn.execute(select(request.c.closes).where(request.c.id == form.id)).scalar_one()
        if closes and closes <= ctx.at:
            yield FoundGap(Gap.FORM_UNSIGNED, form.number, form.why)
    if form.standing is Standing.SENT and not form.paper:
        yield FoundGap(Gap.PAPER_MISSING, form.number)
    for one in form.slots:
        yield from _of_slot(ctx, form, one)
    yield from _unrecorded(ctx, form)


def _unsealed(ctx: Context, facts: Filed, form: FiledForm) -> Iterator[FoundGap]:
    """The lists that the policy wants whole in the pack, and that were erased before a received pack had them."""
    received = select(func.max(filing.c.answered_at)).where(
        filing.c.department == facts.department,
        filing.c.quarter == facts.quarter,
        filing.c.state == FilingState.RECEIVED,
    )
    at = ctx.conn.execute(received).scalar_one() or ""
    for row in annexes.lost(ctx, form, at):
        yield FoundGap(Gap.ANNEX_MISSING, form.number, row.name)


def _of_slot(ctx: Context, form: FiledForm, one: Slot) -> Iterator[FoundGap]:
    name = slot_name(form, one)
    if one.state not in _ENDED:
        yield FoundGap(Gap.SEND_OPEN, name, one.state)
        return
    row = base.one(ctx.conn, select(RequestRecord).where(request.c.id == form.id))
    part = base.one(
        ctx.conn,
        select(SlotRecord).where(
            slot.c.request == form.id, slot.c.version == one.version, slot.c.slot == one.slot
        ),
    )
    if sending_slots.to_be_settled(ctx, row, part):
        yield FoundGap(Gap.UNKNOWN_OPEN, name, str(one.tally.get("unknown", 0)))
    counted = recount(ctx, form.id, one.slot)
    if counted != {state: n for state, n in one.tally.items() if state != "approved"}:
        yield FoundGap(Gap.RESULTS_MISSING, name, f"{sum(counted.values())}/{one.n}")


def recount(ctx: Context, request_id: int, slot_id: int) -> dict[str, int]:
    """Recipients of a slot by state, counted from the individual results."""
    counted: Counter[int] = Counter()
    for states in ctx.conn.execute(
        select(result.c.states).where(result.c.request == request_id, result.c.slot == slot_id)
    ).scalars():
        counted.update(bytes(states))
    counted.pop(ABSENT, None)
    return {RecipientState(state).name.lower(): n for state, n in sorted(counted.items())}


# ---- numbers without a form


def _missing(ctx: Context, department: str, within: Bounds) -> Iterator[FoundGap]:
    """Numbers that were given and that no request has: gaps in the serials, and submissions in the ledger."""
    named: dict[str, None] = {}
    for year in {within.quarter.year, within.quarter.year - 1}:
        named |= dict.fromkeys(_serials(ctx, department, year, within))
    named |= dict.fromkeys(_submitted(ctx, department, within))
    yield from (FoundGap(Gap.FORM_MISSING, number) for number in sorted(named))


def _serials(ctx: Context, department: str, year: int, within: Bounds) -> Iterator[str]:
    """Missing serials of a year; each belongs to the quarter of the nearest existing serial before it, or else after it."""
    last = ctx.conn.execute(
        select(form_number.c.last).where(form_number.c.year == year, form_number.c.department == department)
    ).scalar_one_or_none()
    given = given_numbers(ctx, department)
    there: dict[int, tuple[str, str]] = {}
    for row in ctx.conn.execute(
        select(request.c.id, request.c.number).where(
            request.c.department == department, request.c.number.startswith(f"{year}-")
        )
    ):
        stem, _, serial = row.number.rpartition("-")
        there[int(serial)] = (stem, given.get(row.id, ""))
    known = ctx.roster.department(department)
    for serial in range(1, (last or 0) + 1):
        if serial in there:
            continue
        before = [one for one in there if one < serial]
        after = [one for one in there if one > serial]
        near = there[max(before)] if before else there[min(after)] if after else None
        stem, at = near or (f"{year}-{known.name if known else department}", within.begins)
        if within.holds(at) and (near or year == within.quarter.year):
            yield f"{stem}-{serial:04d}"


class _Submitted(msgspec.Struct):
    number: str = ""
    version: int = 0


class _Envelope(msgspec.Struct):
    payload: _Submitted


def _submitted(ctx: Context, department: str, within: Bounds) -> Iterator[str]:
    """Numbers of the quarter's submissions in the ledger that no request has."""
    names = _names(ctx, department)
    known = set(
        ctx.conn.execute(select(request.c.number).where(request.c.department == department)).scalars()
    )
    entries = ctx.conn.execute(
        select(ledger.c.envelope).where(
            ledger.c.kind == "request.submitted", ledger.c.time >= within.begins, ledger.c.time <= within.ends
        )
    ).scalars()
    for envelope in entries:
        payload = msgspec.json.decode(bytes(envelope), type=_Envelope).payload
        name = payload.number.partition("-")[2].rpartition("-")[0]
        if payload.version == 1 and name in names and payload.number not in known:
            yield payload.number


def _names(ctx: Context, department: str) -> set[str]:
    """Every name that a department has had."""
    names = {department}
    for text in ctx.conn.execute(select(people.roster.c.text)).scalars():
        known = msgspec.json.decode(text, type=Roster).department(department)
        names |= {known.name} if known else set()
    return names


# ---- the ledger


def _unrecorded(ctx: Context, form: FiledForm) -> Iterator[FoundGap]:
    """Signed versions and steps of a form that no ledger entry holds, and slots without an entry about their start."""
    rows = ctx.conn.execute(
        select(ledger.c.kind, ledger.c.envelope).where(ledger.c.subject == f"request:{form.id}")
    ).all()
    entries = [msgspec.json.decode(bytes(row.envelope), type=_Entry) for row in rows]
    held = {one.payload.statement for one in entries}
    began = {one.payload.slot for one in entries if one.kind == "send.started"}
    signed = [
        (one.digest, f"v{one.version}")
        for one in ctx.conn.execute(select(request_version).where(request_version.c.request == form.id))
    ]
    signed += [
        (one.digest, f"v{one.version} {one.kind}")
        for one in ctx.conn.execute(select(step).where(step.c.request == form.id))
    ]
    for digest, what in sorted(signed, key=lambda one: one[1]):
        if digest not in held:
            yield FoundGap(Gap.LEDGER_BROKEN, form.number, what)
    for one in form.slots:
        if one.slot not in began:
            yield FoundGap(Gap.LEDGER_BROKEN, slot_name(form, one), "send.started")
    # A slot that reached recipients has begun, even if no entry or event says so; otherwise no quarter would list it.
    for part in base.rows(
        ctx.conn, select(SlotRecord).where(slot.c.request == form.id, slot.c.release != "")
    ):
        tally = msgspec.json.decode(part.tally, type=dict[str, int])
        if part.slot not in began and counts.sent(tally):
            yield FoundGap(Gap.LEDGER_BROKEN, f"{form.number}.{part.slot}", "send.started")


class _Told(msgspec.Struct):
    statement: str = ""
    slot: int = 0


class _Entry(msgspec.Struct):
    kind: str
    payload: _Told


def _chain(ctx: Context, since: chain.LedgerHead | None) -> Iterator[FoundGap]:
    """The first entry at which the chain fails, checked against every head that the desk has kept."""
    start = since.seq if since is not None else 0
    known = [one.head for one in verification.kept(ctx) if one.head.seq > start]
    known += [since] if since is not None else []
    report = chain_verify.verify(ctx.conn, genesis=ctx.desk.genesis, since=start, heads=known)
    if report.bad is not None:
        yield FoundGap(Gap.LEDGER_BROKEN, str(report.bad.seq), str(report.bad.reason))
