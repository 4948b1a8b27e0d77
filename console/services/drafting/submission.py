"""Drafts, and their submission: a form is saved, signed, and becomes a version (R1, R2)."""

from typing import Any, get_args

import msgspec
from sqlalchemy import select, update

from console.domain import acts, dating
from console.domain.authority import Act
from console.domain.calendar import local_day
from console.domain.refusals import refuse
from console.domain.states import RequestState, SlotState, move_request
from console.errors import RefusedError
from console.services import kept_rows, pledging, serials
from console.services.content import appeals
from console.services.context import Context, answers, demand, found
from console.services.declared import numbered
from console.services.drafting import drafts
from console.services.ledger import ledger
from console.services.requests import documents
from console.services.requests.requests import facts_for_submit, facts_of, last_date, revisers
from console.services.statements import Incoming, prepares, takes
from console.services.templates import used
from console.store import base
from console.store.contacts import ContactListRecord
from console.store.requests import (
    RequestRecord,
    request,
    request_version,
)
from console.store.sends import slot
from console.wire import calls
from console.wire.acts import Prepare
from console.wire.answers import Done
from console.wire.requests.drafts import Draft
from console.wire.sending.slots import Tally


@answers
def save(ctx: Context, call: calls.SaveDraft) -> Done:
    """Save the form as it stands; only the right to draft is checked."""
    draft = call.draft
    if not call.request:
        demand(ctx.authority.may(ctx.person, Act.DRAFT, department=draft.department))
        made = ctx.conn.execute(
            request.insert().values(
                number=None,
                version=0,
                drafter=ctx.person,
                hands=msgspec.json.encode([ctx.person]).decode(),
                state=RequestState.DRAFT,
                waits_for="",
                reason="",
                digest="",
                head="",
                submitted="",
                **_draft_columns(ctx, draft),
            )
        )
        key = made.inserted_primary_key
        request_id = int(key[0]) if key else 0
    else:
        row = kept_rows.row_by_id(ctx, call.request)
        demand(ctx.authority.may(ctx.person, Act.EDIT, facts_of(ctx, row)))
        if draft.department != row.department:
            raise RefusedError(refuse("department_fixed", "R9"))
        hands = sorted({*msgspec.json.decode(row.hands, type=list[str]), ctx.person})
        # A person who takes over from a former drafter becomes the drafter responsible for the request.
        drafter = row.drafter if row.drafter in revisers(ctx, row) else ctx.person
        ctx.conn.execute(
            update(request)
            .where(request.c.id == call.request)
            .values(drafter=drafter, hands=msgspec.json.encode(hands).decode(), **_draft_columns(ctx, draft))
        )
        request_id = call.request
        documents.drop_unnamed(ctx, request_id, draft)
    ctx.notice("requests")
    return Done(0, request_id)


@answers
def drop(ctx: Context, call: calls.DropDraft) -> Done:
    """Delete a draft that was never submitted; raises RefusedError if it has a number, because it must be withdrawn instead."""
    row = kept_rows.row_by_id(ctx, call.request)
    demand(ctx.authority.may(ctx.person, Act.EDIT, facts_of(ctx, row)))
    if row.version:
        raise RefusedError(refuse("has_number", "R3", number=row.number))
    documents.drop_unnamed(ctx, call.request, None)
    appeals.dropped(ctx, call.request)
    ctx.conn.execute(request.delete().where(request.c.id == call.request))
    ctx.notice("requests")
    return Done(0, call.request)


def _draft_columns(ctx: Context, draft: Draft) -> dict[str, Any]:
    known = {d.id for d in ctx.roster.departments}
    if draft.department not in known or draft.category not in set(acts.Category):
        raise RefusedError(refuse("field_missing", "R2", field="department"))
    return {
        "department": draft.department,
        "category": draft.category,
        "purpose": draft.purpose[:2000],
        "draft": msgspec.json.encode(draft).decode(),
        "recipients": drafts.recipients(ctx, draft),
        "opens": min((s.opens for s in draft.slots if s.opens), default=""),
        "closes": max((s.closes for s in draft.slots if s.closes), default=""),
        "updated": ctx.at,
        **used.columns(ctx, draft),
    }


@prepares(acts.REQUEST)
def prepare(ctx: Context, call: Prepare, _kind: type[acts.NewestRequest]) -> acts.Request:
    """The request statement of a saved draft; raises the first fault's refusal if the form is not complete."""
    row = kept_rows.row_by_id(ctx, numbered(call))
    ctx = ctx.signed_by(call.by)
    facts = facts_for_submit(ctx, row)
    demand(ctx.authority.may(ctx.person, Act.SUBMIT, facts) or appeals.own(ctx, row.id, facts.hands))
    draft = msgspec.json.decode(row.draft, type=Draft)
    faults = drafts.faults(ctx, draft, row.id)
    if faults:
        raise RefusedError(faults[0].refusal)
    return drafts.statement(ctx, row, draft, next_number(ctx, row))


@takes(*get_args(acts.AnyRequest))
def submit(ctx: Context, incoming: Incoming) -> Done:
    """Take a signed request: it must be exactly what the saved draft says, by a drafter with a pledge."""
    act = incoming.act
    if not isinstance(act, acts.Request):
        raise RefusedError(refuse("not_a_personal_act", "I1"))
    row = _row_for(ctx, act, incoming.draft)
    draft = msgspec.json.decode(row.draft, type=Draft)
    facts = facts_for_submit(ctx, row)
    facts = msgspec.structs.replace(facts, hands=facts.hands | {act.by})
    demand(ctx.authority.may(act.by, Act.SUBMIT, facts) or appeals.own(ctx, row.id, facts.hands))
    pledged = pledging.pledged(ctx.conn, ctx.roster, ctx.policy.pledge.version, act.at)
    # Also at the date of the signature, because the verifier judges it by that date.
    demand(ctx.authority_at(act.at).may(act.by, Act.SUBMIT, msgspec.structs.replace(facts, pledged=pledged)))
    demand(dating.before(act.at, last_date(ctx, row.id, row.version)))
    faults = drafts.faults(ctx, draft, row.id)
    if faults:
        raise RefusedError(faults[0].refusal)
    expected = drafts.statement(ctx, row, draft, next_number(ctx, row))
    if not _same(ctx, expected, act):
        raise RefusedError(refuse("stale", "R2"))
    return _store_version(ctx, row, act, incoming, sorted(facts.hands))


def _row_for(ctx: Context, act: acts.Request, draft_id: int) -> RequestRecord:
    """The draft behind a statement: by number for a new version, otherwise the named draft or the only one that fits."""
    if act.version > 1:
        row = base.row(ctx.conn, select(RequestRecord).where(RequestRecord.number == act.number))
        return found(row, "no_such_request", request=act.number)
    where = [
        request.c.version == 0,
        request.c.department == act.department,
        request.c.purpose == act.purpose,
        *([request.c.id == draft_id] if draft_id else []),
    ]
    rows = base.rows(ctx.conn, select(RequestRecord).where(*where).order_by(RequestRecord.id))
    fitting = [row for row in rows if _fits(ctx, row, act)]
    if not fitting:
        raise RefusedError(refuse("stale", "R2"))
    if len(fitting) > 1:
        # If one were chosen, the signer of the other could find it unsubmitted and send the same again.
        raise RefusedError(refuse("identical_drafts", "R9", drafts=", ".join(str(row.id) for row in fitting)))
    return fitting[0]


def _fits(ctx: Context, row: RequestRecord, act: acts.Request) -> bool:
    draft = msgspec.json.decode(row.draft, type=Draft)
    return not drafts.faults(ctx, draft, row.id) and _same(
        ctx, drafts.statement(ctx, row, draft, act.number), act
    )


def _same(ctx: Context, expected: acts.Request, act: acts.Request) -> bool:
    """Whether an act equals what would be prepared now, except signer and time; the day of application is that of its date."""
    day = local_day(act.at, ctx.desk.timezone)
    return msgspec.structs.replace(expected, by=act.by, at=act.at, applied_on=f"{day:%Y-%m-%d}") == act


def _store_version(
    ctx: Context, row: RequestRecord, act: acts.Request, incoming: Incoming, hands: list[str]
) -> Done:
    carrier = ctx.caller.person if ctx.caller.person != act.by else ""
    packed = msgspec.json.encode(hands).decode()
    ctx.conn.execute(
        request_version.insert().values(
            request=row.id,
            version=act.version,
            digest=incoming.digest,
            text=incoming.text,
            signature=incoming.signature,
            carrier=carrier,
            hands=packed,
            at=ctx.at,
        )
    )
    _store_slots(ctx, row.id, act)
    _take_number(ctx, act)
    ctx.conn.execute(
        update(request)
        .where(request.c.id == row.id)
        .values(
            number=act.number,
            version=act.version,
            hands=packed,
            category=act.category,
            recipients=act.recipients(),
            state=move_request(RequestState(row.state), RequestState.SUBMITTED),
            waits_for=act.route[0],
            reason="",
            digest=incoming.digest,
            head=incoming.digest,
            submitted=ctx.at,
            updated=ctx.at,
        )
    )
    ctx.notice("requests")
    seq = ledger.record(
        ctx,
        "request.submitted",
        f"request:{row.id}",
        {
            "number": act.number,
            "version": act.version,
            "recipients": act.recipients(),
            "screening": ctx.screening.version,
        },
        actor=act.by,
        statement=incoming.text,
        signature=incoming.signature,
    )
    return Done(seq, row.id, act.number)


def _store_slots(ctx: Context, request_id: int, act: acts.Request) -> None:
    for part in act.slots:
        list_id = ctx.conn.execute(
            select(ContactListRecord.id).where(ContactListRecord.digest == part.list)
        ).scalar_one()
        ctx.conn.execute(
            slot.insert().values(
                request=request_id,
                version=act.version,
                slot=part.id,
                list_id=list_id,
                n=part.n,
                opens=part.opens,
                closes=part.closes,
                state=SlotState.WAITING,
                reason="",
                gateway=act.gateway,
                release="",
                released_by="",
                wish="",
                hold=0,
                resume="",
                resume_signature="",
                tally=msgspec.json.encode(Tally(approved=part.n, queued=part.n)).decode(),
                updated=ctx.at,
                continues=0,
                confirmed_by="",
            )
        )


def next_number(ctx: Context, row: RequestRecord) -> str:
    """The form number: kept from the first version on, else the next serial of year and department (R3)."""
    if row.number:
        return str(row.number)
    department, serial = ctx.roster.department(row.department), serials.last(ctx, row.department) + 1
    return f"{ctx.year}-{department.name if department else row.department}-{serial:04d}"


def _take_number(ctx: Context, act: acts.Request) -> None:
    if act.version > 1:
        return
    year, serial = int(act.number[:4]), int(act.number.rpartition("-")[2])
    serials.keep(ctx, act.department, year, serial)
