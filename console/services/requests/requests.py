"""Requests (Attachment 1): drafting, the submitted versions, and what a reader of one request sees."""

from typing import Any

import msgspec
from sqlalchemy import func, select, update

from console.domain import acts, dating
from console.domain.authority import Act, Facts, SlotFacts
from console.domain.calendar import local_day
from console.domain.people.people import Post
from console.domain.refusals import Refusal, refuse
from console.domain.states import RequestState, SlotState, move_request
from console.errors import RefusedError
from console.services.complaints import complaint_marks
from console.services.context import Context, demand, found
from console.services.declared import numbered
from console.services.ledger import ledger
from console.services.requests import drafts
from console.services.rosters import rules
from console.services.statements import Incoming
from console.store import base
from console.store.contacts import ContactListRecord
from console.store.people import RosterRecord
from console.store.requests import (
    FormNumberRecord,
    PendingRequest,
    RequestRecord,
    RequestVersionRecord,
    StepRecord,
    Submitted,
    form_number,
    request,
    request_version,
)
from console.store.sends import SlotRecord, slot
from console.wire import calls, views
from console.wire.acts import Prepare

_STEP_KINDS = {"approval", "acceptance"}


# ---- reading


def row_by_id(ctx: Context, request_id: int) -> RequestRecord:
    """The projection of one request, for a caller who may read it."""
    row = base.row(ctx.conn, select(RequestRecord).where(RequestRecord.id == request_id))
    row = found(row, "no_such_request", request=request_id)
    if not ctx.caller.service:
        ctx.may_read(row.department)
    return row


def steps_of(ctx: Context, request_id: int, version: int) -> list[StepRecord]:
    """Signed steps of one version in chain order."""
    return list(
        base.rows(
            ctx.conn,
            select(StepRecord)
            .where(StepRecord.request == request_id, StepRecord.version == version)
            .order_by(StepRecord.nth),
        )
    )


def slots_of(ctx: Context, request_id: int, version: int) -> list[SlotRecord]:
    """Slots of one version."""
    return list(
        base.rows(
            ctx.conn,
            select(SlotRecord)
            .where(SlotRecord.request == request_id, SlotRecord.version == version)
            .order_by(SlotRecord.slot),
        )
    )


def facts_of(ctx: Context, row: RequestRecord) -> Facts:
    """What the rules need to know of a request, from its projections."""
    draft = msgspec.json.decode(row.draft, type=views.Draft)
    statement = statement_of(ctx, row.id, row.version) if row.version else None
    signed: list[tuple[str, int]] = []
    accepted_by, lent, stood_in = "", set[str](), set[str]()
    slots = slots_of(ctx, row.id, row.version)
    extended_by = {s.confirmed_by for s in slots} - {""}
    for found_step in steps_of(ctx, row.id, row.version):
        act = msgspec.json.decode(found_step.text, type=acts.Statement)
        if isinstance(act, acts.Approval):
            signed.append((act.by, len(act.posts)))
            lent |= {act.deputy_for} - {""}
            stood_in |= {act.by} if act.deputy_for else set()
        elif isinstance(act, acts.Extension):
            extended_by.add(act.by)
        elif isinstance(act, acts.Acceptance):
            accepted_by = act.by
    if statement is None or row.state == RequestState.DRAFT:
        route, accept, releasing = drafts.route_of(ctx, draft)
        category = acts.Category(draft.category)
    else:
        route, accept, releasing = list(statement.route), statement.accept, statement.released_by
        category = statement.category
    return Facts(
        department=row.department,
        category=category,
        state=RequestState(row.state),
        route=tuple(route),
        accept=accept,
        releasing_department=releasing,
        drafter=row.drafter,
        hands=frozenset(msgspec.json.decode(row.hands, type=list[str])),
        signed=tuple(signed),
        accepted_by=accepted_by,
        lent=frozenset(lent),
        stood_in=frozenset(stood_in),
        extended_by=frozenset(extended_by),
        slots=tuple(
            SlotFacts(s.slot, SlotState(s.state), s.opens, s.closes, s.released_by, s.continues)
            for s in slots
        ),
        pledged=rules.pledged(ctx.conn, ctx.roster, ctx.policy.pledge.version, ctx.at),
        decide_by=decide_by(ctx, row),
    )


def decide_by(ctx: Context, row: RequestRecord | Submitted) -> str:
    """The last instant for the decisions on a submitted version (architecture section 5); empty where none is due."""
    if row.state != RequestState.SUBMITTED:
        return ""
    return ctx.desk.calendar.closing(row.submitted, ctx.policy.decide_working_days, ctx.desk.timezone)


def statement_of(ctx: Context, request_id: int, version: int) -> acts.Request | None:
    """The signed request statement of a version, or None."""
    text = ctx.conn.execute(
        select(RequestVersionRecord.text).where(
            RequestVersionRecord.request == request_id, RequestVersionRecord.version == version
        )
    ).scalar_one_or_none()
    return msgspec.json.decode(text, type=acts.AnyRequest) if text else None


def last_date(ctx: Context, request_id: int, version: int) -> str:
    """The newest date in the chain of a version: of its statement and the steps on it; empty for a draft."""
    statement = statement_of(ctx, request_id, version)
    newest = ctx.conn.execute(
        select(func.max(StepRecord.at)).where(StepRecord.request == request_id, StepRecord.version == version)
    ).scalar_one()
    return max(str(newest or ""), statement.at if statement else "")


def revisers(ctx: Context, row: RequestRecord | PendingRequest) -> list[str]:
    """Who revises a request that came back: its drafter, or, once he is none there any more, the department's drafters."""
    if ctx.roster.holds(row.drafter, Post.DRAFTER, row.department, ctx.at):
        return [row.drafter]
    return ctx.roster.holders(Post.DRAFTER, row.department, ctx.at)


def filters(ctx: Context, call: calls.RequestsPage) -> list[Any]:
    """The conditions that a page's filters, and what the caller may read, put on its rows."""
    where: list[Any] = []
    mine = ctx.departments()
    if mine is not None:
        where.append(request.c.department.in_(mine))
    for column, value in (
        (request.c.state, call.state),
        (request.c.category, call.category),
        (request.c.department, call.department),
    ):
        if value:
            where.append(column == value)
    if call.text:
        like = (request.c.purpose, request.c.number)
        where.append(
            like[0].contains(call.text, autoescape=True) | like[1].contains(call.text, autoescape=True)
        )
    return where


def row_of(row: RequestRecord, *, due: str = "", days: int = -1, late: bool = False) -> views.RequestRow:
    """A request's row as people see it; the caller says until when it waits, where it does."""
    return views.RequestRow(
        id=row.id,
        number=row.number or "",
        version=row.version,
        department=row.department,
        category=row.category,
        purpose=row.purpose,
        drafter=row.drafter,
        recipients=row.recipients,
        state=row.state,
        waits_for=row.waits_for,
        updated=row.updated,
        opens=row.opens,
        due=due,
        days=days,
        late=late,
    )


# ---- drafting


def save(ctx: Context, call: calls.SaveDraft) -> views.Done:
    """Keep the form as it stands; nothing is judged but the right to draft."""
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
        row = row_by_id(ctx, call.request)
        demand(ctx.authority.may(ctx.person, Act.EDIT, facts_of(ctx, row)))
        if draft.department != row.department:
            raise RefusedError(refuse("department_fixed", "R9"))
        hands = sorted({*msgspec.json.decode(row.hands, type=list[str]), ctx.person})
        # Who takes over from a drafter who is none any more answers for it from now on.
        drafter = row.drafter if row.drafter in revisers(ctx, row) else ctx.person
        ctx.conn.execute(
            update(request)
            .where(request.c.id == call.request)
            .values(drafter=drafter, hands=msgspec.json.encode(hands).decode(), **_draft_columns(ctx, draft))
        )
        request_id = call.request
    ctx.notice("requests")
    return views.Done(0, request_id)


def drop(ctx: Context, call: calls.DropDraft) -> views.Done:
    """Throw a draft away that was never submitted; one that has a number is withdrawn instead."""
    row = row_by_id(ctx, call.request)
    demand(ctx.authority.may(ctx.person, Act.EDIT, facts_of(ctx, row)))
    if row.version:
        raise RefusedError(refuse("has_number", "R3", number=row.number))
    ctx.conn.execute(request.delete().where(request.c.id == call.request))
    ctx.notice("requests")
    return views.Done(0, call.request)


def _draft_columns(ctx: Context, draft: views.Draft) -> dict[str, Any]:
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
    }


# ---- submitting


def prepare(ctx: Context, call: Prepare, _kind: type[acts.Request]) -> acts.Request:
    """The request statement of a saved draft; raises the first fault's refusal if the form is not complete."""
    row = row_by_id(ctx, numbered(call))
    ctx = ctx.signed_by(call.by)
    demand(ctx.authority.may(ctx.person, Act.SUBMIT, facts_for_submit(ctx, row)))
    draft = msgspec.json.decode(row.draft, type=views.Draft)
    faults = drafts.faults(ctx, draft)
    if faults:
        raise RefusedError(faults[0].refusal)
    return drafts.statement(ctx, row, draft, _next_number(ctx, row))


def facts_for_submit(ctx: Context, row: RequestRecord) -> Facts:
    """Facts with the route that the draft as it stands would take."""
    draft = msgspec.json.decode(row.draft, type=views.Draft)
    route, accept, releasing = drafts.route_of(ctx, draft)
    return msgspec.structs.replace(
        facts_of(ctx, row),
        category=acts.Category(draft.category),
        route=tuple(route),
        accept=accept,
        releasing_department=releasing,
        hands=frozenset(
            {*msgspec.json.decode(row.hands, type=list[str]), ctx.caller.person, *importers(ctx, draft)}
        )
        - {""},
    )


def importers(ctx: Context, draft: views.Draft) -> list[str]:
    """Who imported the lists of a draft."""
    ids = [s.list_id for s in draft.slots]
    return list(
        ctx.conn.execute(select(ContactListRecord.importer).where(ContactListRecord.id.in_(ids))).scalars()
    )


def submit(ctx: Context, incoming: Incoming, draft_id: int = 0) -> views.Done:
    """A signed request comes in: it must be exactly what the saved draft says, by a drafter with a pledge.

    `draft_id` is the draft's, 0 where whoever brings it in does not know.
    """
    act = incoming.act
    if not isinstance(act, acts.Request):
        raise RefusedError(refuse("not_a_personal_act", "I1"))
    row = _row_for(ctx, act, draft_id)
    draft = msgspec.json.decode(row.draft, type=views.Draft)
    facts = facts_for_submit(ctx, row)
    facts = msgspec.structs.replace(facts, hands=facts.hands | {act.by})
    demand(ctx.authority.may(act.by, Act.SUBMIT, facts))
    pledged = rules.pledged(ctx.conn, ctx.roster, ctx.policy.pledge.version, act.at)
    # And then, for the verifier judges it by its own date.
    demand(ctx.authority_at(act.at).may(act.by, Act.SUBMIT, msgspec.structs.replace(facts, pledged=pledged)))
    demand(dating.before(act.at, last_date(ctx, row.id, row.version)))
    faults = drafts.faults(ctx, draft)
    if faults:
        raise RefusedError(faults[0].refusal)
    expected = drafts.statement(ctx, row, draft, _next_number(ctx, row))
    if not _same(ctx, expected, act):
        raise RefusedError(refuse("stale", "R2"))
    return _store_version(ctx, row, act, incoming, sorted(facts.hands))


def _row_for(ctx: Context, act: acts.Request, draft_id: int) -> RequestRecord:
    """The draft that a statement was prepared from: by number for a new version, else the one that is named, or that alone fits."""
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
        # Whoever signed one of them must not find it unsubmitted still, and send it a second time.
        raise RefusedError(refuse("identical_drafts", "R9", drafts=", ".join(str(row.id) for row in fitting)))
    return fitting[0]


def _fits(ctx: Context, row: RequestRecord, act: acts.Request) -> bool:
    draft = msgspec.json.decode(row.draft, type=views.Draft)
    return not drafts.faults(ctx, draft) and _same(ctx, drafts.statement(ctx, row, draft, act.number), act)


def _same(ctx: Context, expected: acts.Request, act: acts.Request) -> bool:
    """Whether an act is what would be prepared now, but for who signed it and when; the day of application is that of its date."""
    day = local_day(act.at, ctx.desk.timezone)
    return msgspec.structs.replace(expected, by=act.by, at=act.at, applied_on=f"{day:%Y-%m-%d}") == act


def _store_version(
    ctx: Context, row: RequestRecord, act: acts.Request, incoming: Incoming, hands: list[str]
) -> views.Done:
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
        {"number": act.number, "version": act.version, "recipients": act.recipients()},
        actor=act.by,
        statement=incoming.text,
        signature=incoming.signature,
    )
    return views.Done(seq, row.id, act.number)


def _store_slots(ctx: Context, request_id: int, act: acts.Request) -> None:
    for wanted in act.slots:
        list_id = ctx.conn.execute(
            select(ContactListRecord.id).where(ContactListRecord.digest == wanted.list)
        ).scalar_one()
        ctx.conn.execute(
            slot.insert().values(
                request=request_id,
                version=act.version,
                slot=wanted.id,
                list_id=list_id,
                n=wanted.n,
                opens=wanted.opens,
                closes=wanted.closes,
                state=SlotState.WAITING,
                reason="",
                gateway=act.gateway,
                release="",
                released_by="",
                wish="",
                hold=0,
                resume="",
                resume_signature="",
                tally=msgspec.json.encode(views.Tally(approved=wanted.n, queued=wanted.n)).decode(),
                updated=ctx.at,
                continues=0,
                confirmed_by="",
            )
        )


def _next_number(ctx: Context, row: RequestRecord) -> str:
    """The form number: kept from the first version on, else the next serial of year and department (R3)."""
    if row.number:
        return str(row.number)
    year = local_day(ctx.at, ctx.desk.timezone).year
    last = ctx.conn.execute(
        select(FormNumberRecord.last).where(
            FormNumberRecord.year == year, FormNumberRecord.department == row.department
        )
    ).scalar_one_or_none()
    department = ctx.roster.department(row.department)
    return f"{year}-{department.name if department else row.department}-{(last or 0) + 1:04d}"


def _take_number(ctx: Context, act: acts.Request) -> None:
    if act.version > 1:
        return
    year, serial = int(act.number[:4]), int(act.number.rpartition("-")[2])
    same = (form_number.c.year == year, form_number.c.department == act.department)
    changed = ctx.conn.execute(update(form_number).where(*same).values(last=serial))
    if not changed.rowcount:
        ctx.conn.execute(form_number.insert().values(year=year, department=act.department, last=serial))


# ---- one request whole


def detail(ctx: Context, call: calls.RequestDetail) -> views.RequestView:
    """One request with its chain, slots, route, and what the caller may do with it."""
    row = row_by_id(ctx, call.request)
    version = call.version or row.version
    statement = ctx.conn.execute(
        select(RequestVersionRecord.text).where(
            RequestVersionRecord.request == row.id, RequestVersionRecord.version == version
        )
    ).scalar_one_or_none()
    versions = ctx.conn.execute(
        select(RequestVersionRecord.version)
        .where(RequestVersionRecord.request == row.id)
        .order_by(RequestVersionRecord.version)
    ).scalars()
    draft = msgspec.json.decode(row.draft, type=views.Draft)
    return views.RequestView(
        row=row_of(row),
        draft=draft,
        statement=statement or "",
        digest=row.digest,
        head=row.head,
        steps=step_rows(ctx, row, version),
        slots=[slot_row(ctx, s) for s in slots_of(ctx, row.id, version)],
        route=drafts.route_steps(ctx, facts_of(ctx, row)),
        allowed=allowed(ctx, row),
        versions=list(versions),
        reason=row.reason,
        complaints=complaint_marks.of_request(ctx.conn, row.id),
    )


def allowed(ctx: Context, row: RequestRecord) -> dict[str, Refusal | None]:
    """Every act on a request by name: None, or the refusal that greys its key."""
    facts, submit_facts = facts_of(ctx, row), facts_for_submit(ctx, row)
    judge = ctx.authority
    found_acts: dict[str, Refusal | None] = {}
    for act in (Act.EDIT, Act.WITHDRAW, Act.APPROVE, Act.RETURN, Act.REJECT, Act.ACCEPT):
        found_acts[act] = judge.may(ctx.person, act, facts)
    found_acts[Act.SUBMIT] = judge.may(ctx.person, Act.SUBMIT, submit_facts)
    for wanted in facts.slots[:1]:
        for act in (Act.RELEASE, Act.HOLD, Act.RESUME, Act.STOP):
            found_acts[act] = judge.may(ctx.person, act, facts, slot=wanted.id)
    extend = [judge.may(ctx.person, Act.EXTEND, facts, slot=one.id) for one in facts.slots]
    if extend:
        found_acts[Act.EXTEND] = None if None in extend else extend[0]
    return found_acts


def step_rows(ctx: Context, row: RequestRecord, version: int) -> list[views.StepRow]:
    """The chain of a version: the submission and every step, each with the verdict on its signature."""
    submitted = base.row(
        ctx.conn,
        select(RequestVersionRecord).where(
            RequestVersionRecord.request == row.id, RequestVersionRecord.version == version
        ),
    )
    if submitted is None:
        return []
    signed = [(submitted.text, submitted.signature, submitted.digest, submitted.carrier)]
    signed += [(s.text, s.signature, s.digest, s.carrier) for s in steps_of(ctx, row.id, version)]
    return [drafts.step_row(ctx, *one) for one in signed]


def slot_row(ctx: Context, row: SlotRecord) -> views.SlotRow:
    """A slot as people see it."""
    name = ctx.conn.execute(
        select(ContactListRecord.name).where(ContactListRecord.id == row.list_id)
    ).scalar_one()
    return views.SlotRow(
        id=row.slot,
        list_id=row.list_id,
        list_name=name,
        n=row.n,
        opens=row.opens,
        closes=row.closes,
        state=row.state,
        reason=row.reason,
        tally=msgspec.json.decode(row.tally, type=views.Tally),
        continues=row.continues,
    )


def rosters(ctx: Context) -> list[RosterRecord]:
    """Every roster version, oldest first, as signed."""
    return list(base.rows(ctx.conn, select(RosterRecord).order_by(RosterRecord.version)))
