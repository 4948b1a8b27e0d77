"""Requests (Attachment 1): drafting, the submitted versions, and what a reader of one request sees."""

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import bindparam, func, select

from console.domain import acts
from console.domain.authority import Act, Facts, SlotFacts
from console.domain.people.people import Post
from console.domain.refusals import Refusal, refuse
from console.domain.requests import mandatory
from console.domain.states import UNSETTLED, RequestState, SlotState
from console.domain.two_person.pairing import Ground
from console.services import complaint_marks, kept_rows, lists, pledging, windows
from console.services.content import appealing, appeals, screened
from console.services.context import Context, answers, found
from console.services.requests import documents, opt_out_lines, signers, unsettled
from console.services.standing import deputations
from console.store import base
from console.store.contacts import ContactListRecord
from console.store.requests import (
    PendingRequest,
    RequestRecord,
    RequestVersionRecord,
    StepRecord,
    Submitted,
    request,
)
from console.store.sends import SlotRecord
from console.wire import calls
from console.wire.requests.drafts import Draft
from console.wire.requests.rows import RequestRow, RequestView, StepRow
from console.wire.sending.slots import SlotRow, Tally

# Built once: building these statements takes as long as executing them.
_STEPS = (
    select(StepRecord)
    .where(StepRecord.request == bindparam("request"), StepRecord.version == bindparam("version"))
    .order_by(StepRecord.nth)
)
_SLOTS = (
    select(SlotRecord)
    .where(SlotRecord.request == bindparam("request"), SlotRecord.version == bindparam("version"))
    .order_by(SlotRecord.slot)
)
_VERSION = select(RequestVersionRecord).where(
    RequestVersionRecord.request == bindparam("request"), RequestVersionRecord.version == bindparam("version")
)
_TEXT = _VERSION.with_only_columns(RequestVersionRecord.text)
_VERSIONS = (
    select(RequestVersionRecord.version)
    .where(RequestVersionRecord.request == bindparam("request"))
    .order_by(RequestVersionRecord.version)
)
_LIST_NAME = select(ContactListRecord.name).where(ContactListRecord.id == bindparam("list"))


# ---- reading


def steps_of(ctx: Context, request_id: int, version: int) -> list[StepRecord]:
    """Signed steps of one version in chain order."""
    return list(base.rows(ctx.conn, _STEPS, request=request_id, version=version))


def slots_of(ctx: Context, request_id: int, version: int) -> list[SlotRecord]:
    """Slots of one version."""
    return list(base.rows(ctx.conn, _SLOTS, request=request_id, version=version))


def slot_of(ctx: Context, row: RequestRecord, slot_id: int) -> SlotRecord:
    """The slot of that number of a request's newest version; raises ConsoleError."""
    slots = slots_of(ctx, row.id, row.version)
    return found(next((one for one in slots if one.slot == slot_id), None), "no_such_slot", slot=slot_id)


def facts_of(ctx: Context, row: RequestRecord) -> Facts:
    """The facts of a request that the rules need, from its projections."""
    draft = msgspec.json.decode(row.draft, type=Draft)
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
        route, accept, releasing = signers.route_of(ctx, draft, row.id)
        category, others = acts.Category(draft.category), draft.third_party
    else:
        route, accept, releasing = list(statement.route), statement.accept, statement.released_by
        category, others = statement.category, statement.checks.third_party
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
        pledged=pledging.pledged(ctx.conn, ctx.roster, ctx.policy.pledge.version, ctx.at),
        decide_by=decide_by(ctx, row),
        third_party=others,
    )


def ground(ctx: Context, row: RequestRecord, at: str) -> Ground:
    """The facts by which two people are judged who act on a request; pledges are taken as of the instant, as the verifier does."""
    facts = facts_of(ctx, row)
    if at != ctx.at:
        pledged = pledging.pledged(ctx.conn, ctx.roster, ctx.policy.pledge.version, at)
        facts = msgspec.structs.replace(facts, pledged=pledged)
    return Ground(ctx.roster, at, facts, deputations=tuple(deputations(ctx.conn, ctx.roster)))


def decide_by(ctx: Context, row: RequestRecord | Submitted) -> str:
    """The last instant for the decisions on a submitted version (architecture section 5); empty if none is due."""
    if row.state != RequestState.SUBMITTED:
        return ""
    return ctx.calendar.closing(row.submitted, ctx.policy.decide_working_days, ctx.desk.timezone)


def statement_of(ctx: Context, request_id: int, version: int) -> acts.Request | None:
    """The signed request statement of a version, or None."""
    text = text_of(ctx, request_id, version)
    return msgspec.json.decode(text, type=acts.AnyRequest) if text else None


def text_of(ctx: Context, request_id: int, version: int) -> str:
    """The signed text of a version; empty if nobody signed one."""
    found_ = ctx.conn.execute(_TEXT, {"request": request_id, "version": version}).scalar_one_or_none()
    return str(found_ or "")


def treated_as(ctx: Context, row: RequestRecord) -> acts.Category:
    """The category in whose hours a request is sent: promotion's for one that promotes, whatever it is filed as (R13)."""
    statement = statement_of(ctx, row.id, row.version)
    if statement is None:
        return acts.Category(row.category)
    return mandatory.treated_as(statement.category, statement.category_was)


def last_date(ctx: Context, request_id: int, version: int) -> str:
    """The newest date in the chain of a version: of its statement and the steps on it; empty for a draft."""
    statement = statement_of(ctx, request_id, version)
    newest = ctx.conn.execute(
        select(func.max(StepRecord.at)).where(StepRecord.request == request_id, StepRecord.version == version)
    ).scalar_one()
    return max(str(newest or ""), statement.at if statement else "")


def revisers(ctx: Context, row: RequestRecord | PendingRequest) -> list[str]:
    """The people who revise a returned request: its drafter, or the department's drafters if that person is no longer one."""
    if ctx.roster.holds(row.drafter, Post.DRAFTER, row.department, ctx.at):
        return [row.drafter]
    return ctx.roster.holders(Post.DRAFTER, row.department, ctx.at)


def filters(ctx: Context, call: calls.RequestsPage) -> list[Any]:
    """The conditions on the rows that follow from a page's filters and from what the caller may read."""
    return [
        *lists.readable(ctx, request.c.department),
        *([unsettled.requests_in(call.state)] if call.state else []),
        *lists.same((request.c.category, call.category), (request.c.department, call.department)),
        *lists.having(call.text, request.c.purpose, request.c.number, request.c.templated),
    ]


def rows_of(ctx: Context, rows: Sequence[RequestRecord]) -> list[RequestRow]:
    """The rows of requests as people see them."""
    left = unsettled.of_requests(ctx, (row.id for row in rows if row.state == RequestState.DONE))
    return [row_of(row, state=UNSETTLED if row.id in left else row.state) for row in rows]


def row_of(
    row: RequestRecord, *, state: str = "", due: str = "", days: int = -1, late: bool = False
) -> RequestRow:
    """A request's row as people see it; the caller passes the deadline, if there is one, and the state if that is not the stored one."""
    return RequestRow(
        id=row.id,
        number=row.number or "",
        version=row.version,
        department=row.department,
        category=row.category,
        purpose=row.purpose,
        drafter=row.drafter,
        recipients=row.recipients,
        state=state or row.state,
        waits_for=row.waits_for,
        updated=row.updated,
        opens=row.opens,
        due=due,
        days=days,
        late=late,
        template=row.templated,
    )


# ---- one request in full


def facts_for_submit(ctx: Context, row: RequestRecord, facts: Facts | None = None) -> Facts:
    """Facts with the route that the draft as it stands would take; `facts` are those of the row, if the caller has them."""
    draft = msgspec.json.decode(row.draft, type=Draft)
    route, accept, releasing = signers.route_of(ctx, draft, row.id)
    return msgspec.structs.replace(
        facts or facts_of(ctx, row),
        category=acts.Category(draft.category),
        route=tuple(route),
        accept=accept,
        releasing_department=releasing,
        third_party=draft.third_party,
        hands=appeals.hands(ctx, row) | {ctx.caller.person} - {""},
    )


@answers
def detail(ctx: Context, call: calls.RequestDetail) -> RequestView:
    """One request with its chain, slots, route, and what the caller may do with it."""
    row = kept_rows.row_by_id(ctx, call.request)
    version = call.version or row.version
    statement = ctx.conn.execute(_TEXT, {"request": row.id, "version": version}).scalar_one_or_none()
    versions = ctx.conn.execute(_VERSIONS, {"request": row.id}).scalars()
    draft = msgspec.json.decode(row.draft, type=Draft)
    facts = facts_of(ctx, row)
    return RequestView(
        row=rows_of(ctx, [row])[0],
        draft=draft,
        statement=statement or "",
        digest=row.digest,
        head=row.head,
        steps=step_rows(ctx, row, version),
        slots=[slot_row(ctx, s, treated_as(ctx, row)) for s in slots_of(ctx, row.id, version)],
        route=signers.route_steps(ctx, facts),
        allowed=_allowed(ctx, row, facts),
        versions=list(versions),
        reason=row.reason,
        complaints=complaint_marks.of_request(ctx.conn, row.id),
        documents=documents.listed(ctx, row.id, _attached(draft, statement)),
        held=_held(ctx, row),
        appeals=[appealing.row_of(ctx, kept) for kept in appealing.of_request(ctx, row.id)],
    )


def _held(ctx: Context, row: RequestRecord) -> Refusal | None:
    """Why the list in force stops a request that is under way and not yet released."""
    statement = statement_of(ctx, row.id, row.version) if row.state in screened.WAITING else None
    return screened.of_request(ctx, row.id, statement) if statement is not None else None


def _attached(draft: Draft, statement: str | None) -> list[tuple[str, str]]:
    """The attachments of the version that is read, or of the draft."""
    if statement is None:
        return draft.attachments
    return documents.of_statement(msgspec.json.decode(statement, type=acts.AnyRequest))


def _allowed(ctx: Context, row: RequestRecord, facts: Facts) -> dict[str, Refusal | None]:
    """Every act on a request by name: None, or the refusal that greys its key."""
    submit_facts = facts_for_submit(ctx, row, facts)
    judge = ctx.authority
    found_acts: dict[str, Refusal | None] = {}
    for act in (Act.EDIT, Act.WITHDRAW, Act.APPROVE, Act.RETURN, Act.REJECT, Act.ACCEPT):
        found_acts[act] = judge.may(ctx.person, act, facts)
    for act in (Act.APPROVE, Act.ACCEPT):
        found_acts[act] = found_acts[act] or unsendable(ctx, row)
    may_submit = judge.may(ctx.person, Act.SUBMIT, submit_facts)
    found_acts[Act.SUBMIT] = may_submit or appeals.own(ctx, row.id, submit_facts.hands)
    for first in facts.slots[:1]:
        for act in (Act.RELEASE, Act.HOLD, Act.RESUME, Act.STOP):
            found_acts[act] = judge.may(ctx.person, act, facts, slot=first.id)
        found_acts[Act.RESUME] = found_acts[Act.RESUME] or text_taken_back(ctx, row)
        statement = statement_of(ctx, row.id, row.version)
        if found_acts[Act.RELEASE] is None and statement is not None:
            found_acts[Act.RELEASE] = screened.of_request(ctx, row.id, statement)
    extend = [judge.may(ctx.person, Act.EXTEND, facts, slot=one.id) for one in facts.slots]
    nothing = refuse("nothing_to_extend", "R2", state=row.state)
    found_acts[Act.EXTEND] = None if None in extend else next(iter(extend), nothing)
    return {**found_acts, "appeal": appealing.may(ctx, row)}


def unsendable(ctx: Context, row: RequestRecord) -> Refusal | None:
    """Why nothing of a submitted version could be sent, however many sign it: windows, opt-out line (R13), or its text (R11)."""
    statement = statement_of(ctx, row.id, row.version)
    if statement is None:
        return None
    category = mandatory.treated_as(statement.category, statement.category_was)
    late = windows.nothing_left(ctx, category, slots_of(ctx, row.id, row.version))
    return late or opt_out_lines.of_request(ctx, statement) or screened.of_request(ctx, row.id, statement)


def held_back(ctx: Context, request_id: int, version: int, gateway: str = "") -> Refusal | None:
    """Why the text of a submitted version could not be sent through a gateway now, or (empty) through any that it names, whoever signs."""
    statement = statement_of(ctx, request_id, version)
    if statement is None:
        return None
    ways = [gateway] if gateway else filter(None, (statement.gateway, statement.backup_gateway))
    mute = [opt_out_lines.of_request(ctx, statement, one) for one in ways]
    return (mute[0] if all(mute) else None) or screened.of_request(ctx, request_id, statement)


def text_taken_back(ctx: Context, row: RequestRecord) -> Refusal | None:
    """Why a held send of a request cannot be resumed, whoever signs: the release of its blocked text was withdrawn (R11)."""
    statement = statement_of(ctx, row.id, row.version)
    return appeals.taken_back(ctx, row, statement) if statement is not None else None


def step_rows(ctx: Context, row: RequestRecord, version: int) -> list[StepRow]:
    """The chain of a version: the submission and every step, each with the verdict on its signature."""
    submitted = base.row(ctx.conn, _VERSION, request=row.id, version=version)
    if submitted is None:
        return []
    signed = [(submitted.text, submitted.signature, submitted.digest, submitted.carrier)]
    signed += [(s.text, s.signature, s.digest, s.carrier) for s in steps_of(ctx, row.id, version)]
    return [signers.step_row(ctx, *one) for one in signed]


def slot_row(ctx: Context, row: SlotRecord, category: str) -> SlotRow:
    """A slot as people see it; one whose window passed with the next possible window of the same length."""
    lapsed = row.state == SlotState.LAPSED or (row.state == SlotState.CLEARED and row.closes <= ctx.at)
    offer = windows.judge(ctx, category, row.opens, row.closes) if lapsed else None
    name = ctx.conn.execute(_LIST_NAME, {"list": row.list_id}).scalar_one()
    return SlotRow(
        id=row.slot,
        list_id=row.list_id,
        list_name=name,
        n=row.n,
        opens=row.opens,
        closes=row.closes,
        state=unsettled.slot_state(ctx, row),
        reason=row.untaken or row.reason,
        tally=msgspec.json.decode(row.tally, type=Tally),
        continues=row.continues,
        next_opens=offer.opens if offer else "",
        next_closes=offer.closes if offer else "",
    )
