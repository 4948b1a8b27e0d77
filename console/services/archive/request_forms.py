"""Attachment 1 on paper: what one version of a request says, who signed it, and what became of it (R2, R3)."""

from collections.abc import Iterator

import msgspec
from sqlalchemy import select

from console.domain import acts
from console.domain.archive.check_code import check_code
from console.domain.people import standing
from console.domain.people.orders import Deputation
from console.domain.people.people import Roster
from console.domain.refusals import refuse
from console.domain.sending.limits import read_reasons
from console.errors import RefusedError
from console.exports import (
    receipt_form,
    request_form,
)
from console.exports.receipt_form import ReceiptForm
from console.exports.request_form import DepartmentCheck, RequestForm, SlotResult, TextRelease
from console.exports.shapes import Printing, SignatureLine
from console.locale import words
from console.services import kept_rows
from console.services.archive import archive
from console.services.contacts import contacts
from console.services.content import appealing, appeals
from console.services.context import Context, found
from console.services.printed.form_parts import called, department_name, line, roster_of
from console.services.printed.forms import Made, number_of, prints
from console.services.requests import requests, signers
from console.services.requests.unsettled import slot_state
from console.services.standing import orders
from console.store import base
from console.store.contacts import ContactListRecord
from console.store.requests import RequestRecord, RequestVersionRecord
from console.store.sends import EventRecord, SlotRecord
from console.wire.archive import forms as wire
from console.wire.requests.rows import StepRow
from console.wire.sending.slots import Tally

_SAMPLES = 20
_RELEASED = frozenset({"released", "sending", "held", "done", "stopped"})


def gathered(ctx: Context, row: RequestRecord, version: int, lang: str) -> RequestForm:
    """Gather what Attachment 1 shows; raises `nothing_to_print` (RefusedError; draft), `no_such_request` (ConsoleError; absent)."""
    if not row.version:
        raise RefusedError(refuse("nothing_to_print", "R3"))
    statement = found(requests.statement_of(ctx, row.id, version), "no_such_request", request=row.id)
    digest = ctx.conn.execute(
        select(RequestVersionRecord.digest).where(
            RequestVersionRecord.request == row.id, RequestVersionRecord.version == version
        )
    ).scalar_one()
    roster = roster_of(ctx, statement.roster)
    lists, samples = _lists(ctx, statement)
    steps = requests.step_rows(ctx, row, version)
    kept = archive.paper_of(ctx, row.id) or ("", "") if version == row.version else ("", "")
    state = requests.rows_of(ctx, [row])[0].state if version == row.version else "returned"
    return RequestForm(
        request=statement,
        digest=digest,
        state=words.state(state, lang, "request"),
        names={p.id: p.name for p in roster.people},
        departments={d.id: d.name for d in roster.departments},
        gateways=_gateways(ctx),
        lists=lists,
        samples=samples,
        signatures=[_signature(ctx, step, statement) for step in steps],
        results=list(_results(ctx, row, version)),
        checked=list(_checked(ctx, roster, row, version)),
        paper=kept[0],
        place=kept[1],
        released=list(_released(ctx, roster, row, statement)),
    )


def _released(
    ctx: Context, roster: Roster, row: RequestRecord, statement: acts.Request
) -> Iterator[TextRelease]:
    """The releases by which the text was sent although the screening list blocks it."""
    for kept in appeals.fitting(ctx, row.id, statement):
        one = appealing.row_of(ctx, kept)
        yield TextRelease(
            called(roster, one.by), called(roster, one.confirmed_by), one.at, one.classes, one.reason
        )


def _signature(ctx: Context, step: StepRow, statement: acts.Request) -> SignatureLine:
    """A signed step as shown on paper; for a deputy also who named them, if that was not the person they stood in for (R2)."""
    shown = line(ctx, step)
    givers = [
        order.by
        for _, order in standing.after_recalls(orders(ctx.conn))
        if isinstance(order, Deputation)
        and (order.deputy, order.principal) == (step.person, step.deputy_for)
        and order.since <= step.at < order.until
        and order.post in step.posts
        and order.department in {statement.department, ""}
        and (not order.categories or statement.category in order.categories)
    ]
    if not givers or step.deputy_for in givers:
        return shown
    return msgspec.structs.replace(shown, appointed_by=called(ctx.roster, givers[0]))


def _gateways(ctx: Context) -> dict[str, str]:
    named = {ref.id: ctx.gateway(ref.id) for ref in ctx.roster.gateways}
    return {gateway_id: gateway.name for gateway_id, gateway in named.items() if gateway is not None}


def _lists(ctx: Context, statement: acts.Request) -> tuple[dict[str, acts.Manifest], dict[str, list[str]]]:
    lists: dict[str, acts.Manifest] = {}
    samples: dict[str, list[str]] = {}
    for digest in dict.fromkeys(one.list for one in statement.slots):
        row = base.row(ctx.conn, select(ContactListRecord).where(ContactListRecord.digest == digest))
        if row is None or row.text is None:
            continue
        lists[digest] = msgspec.json.decode(row.text, type=acts.AnyManifest)
        samples[digest] = contacts.samples_of(ctx, row, _SAMPLES)
    return lists, samples


def _checked(ctx: Context, roster: Roster, row: RequestRecord, version: int) -> Iterator[DepartmentCheck]:
    """The people who checked text and list for the department (R7): the approvals that say so."""
    for step in requests.steps_of(ctx, row.id, version):
        if step.kind != "approval":
            continue
        act = msgspec.json.decode(step.text, type=acts.Approval)
        if act.content_checked or act.list_checked:
            yield DepartmentCheck(called(roster, act.by), act.at, act.content_checked, act.list_checked)


def _results(ctx: Context, row: RequestRecord, version: int) -> list[SlotResult]:
    """One line for each released slot, with its first and last moment as the dispatcher reported them."""
    found_rows: list[SlotResult] = []
    rows = base.rows(
        ctx.conn,
        select(SlotRecord)
        .where(SlotRecord.request == row.id, SlotRecord.version == version)
        .order_by(SlotRecord.slot),
    )
    for one in rows:
        if one.state not in _RELEASED:
            continue
        events = ctx.conn.execute(
            select(EventRecord.at, EventRecord.words)
            .where(EventRecord.request == row.id, EventRecord.slot == one.slot)
            .order_by(EventRecord.id)
        ).all()
        person = ctx.roster.person(one.released_by)
        found_rows.append(
            SlotResult(
                slot=one.slot,
                state=slot_state(ctx, one),
                opens=one.opens,
                closes=one.closes,
                operator=person.name if person else one.released_by,
                started=next((e.at for e in events if e.words.startswith("started")), ""),
                ended=next((e.at for e in reversed(events) if e.words.startswith(("done", "stopped"))), ""),
                tally=msgspec.json.decode(one.tally, type=dict[str, int]),
                suppressed=_whys(one),
            )
        )
    return found_rows


def _whys(row: SlotRecord) -> dict[str, int]:
    """How many recipients of a slot were suppressed for each reason."""
    suppressed = msgspec.json.decode(row.tally, type=Tally).suppressed
    return dict(read_reasons(suppressed, row.suppressed))


@prints("request")
def _request(ctx: Context, call: wire.PrintForm, frame: Printing) -> Made:
    row = kept_rows.row_by_id(ctx, number_of(call))
    version = call.version or row.version
    form = gathered(ctx, row, version, frame.language)
    name = f"{form.request.number}-v{version}"
    return Made(name, request_form.make(form, frame), form.digest, f"request:{row.id}", version)


@prints("receipt")
def _receipt(ctx: Context, call: wire.PrintForm, frame: Printing) -> Made:
    row = kept_rows.row_by_id(ctx, number_of(call))
    statement = found(requests.statement_of(ctx, row.id, row.version), "no_such_request", request=row.id)
    step = next(
        (one for one in requests.steps_of(ctx, row.id, row.version) if one.kind == "acceptance"), None
    )
    if step is None:
        raise RefusedError(refuse("nothing_accepted", "R3", number=row.number))
    act = msgspec.json.decode(step.text, type=acts.AnyAcceptance)
    shown = signers.step_row(ctx, step.text, step.signature, step.digest, step.carrier)
    roster = roster_of(ctx, act.roster)
    form = ReceiptForm(
        acceptance=act,
        digest=step.digest,
        request_number=statement.number,
        request_version=statement.version,
        request_code=check_code(act.request),
        department=department_name(roster, statement.department),
        category=statement.category,
        purpose=statement.purpose,
        recipients=statement.recipients(),
        signature=line(ctx, shown),
    )
    data = receipt_form.make(form, frame)
    return Made(f"{statement.number}-receipt", data, step.digest, f"request:{row.id}", row.version)
