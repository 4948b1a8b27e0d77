"""Decisions on a request: the approval card, and approval, return, rejection, withdrawal and acceptance as signed steps."""

from array import array
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import func, select, update

from console.domain import acts
from console.domain.archive.archive import PaperKind
from console.domain.authority import Act
from console.domain.calendar import end_of, local_day
from console.domain.categories import downgraded
from console.domain.leaves import noun_of
from console.domain.people.people import Post
from console.domain.refusals import Refusal, refuse
from console.domain.states import RequestState, SlotState, move_request, move_slot
from console.domain.times import parse
from console.errors import RefusedError
from console.services import declared, kept_rows, windows
from console.services.archive import archive
from console.services.archive.archive_documents import Document, demand_code, request_title
from console.services.contacts import contacts, left_out
from console.services.content import appealing, appeals, screened
from console.services.context import Context, answers, demand, found
from console.services.ledger import ledger
from console.services.requests import deadlines, documents, requests, steps
from console.services.sending import limits
from console.services.statements import Incoming, prepares, shown_digest, takes
from console.services.templates import used
from console.services.watch import past
from console.store import base
from console.store.contacts import ContactListRecord, list_number
from console.store.requests import RequestRecord, StepRecord, request
from console.store.sends import SlotRecord, slot
from console.wire.acts import Prepare
from console.wire.answers import Done
from console.wire.contacts import lists as list_calls
from console.wire.requests import approvals
from console.wire.requests.limits import SlotLimits
from console.wire.sending.windows import SlotHours

_OVERLAP_DAYS = 7
_SAMPLES = 20

# ---- the approval card


@answers
def scope(ctx: Context, call: approvals.Scope) -> approvals.ScopeCard:
    """What an approver reads: the signed text first, then what the desk computed, and the digest of the computed part."""
    row = kept_rows.row_by_id(ctx, call.request)
    ctx.may_see_numbers()
    ctx = ctx.signed_by(call.by)
    statement = found(requests.statement_of(ctx, row.id, row.version), "no_such_request", request=row.id)
    before = requests.text_of(ctx, row.id, row.version - 1)
    facts = requests.facts_of(ctx, row)
    lists = _lists(ctx, row)
    numbers = [contacts.numbers_of(ctx, entry.id) for entry in lists]
    classes, carriers = _split(ctx, numbers)
    to_send = left_out.message(ctx, statement)
    of_slots = _lists_of_slots(ctx, row)
    opted = left_out.of_lists(ctx, to_send, of_slots, anew=True)
    compared = past.of_card(ctx, row, statement)
    template = used.of_statement(ctx, statement)
    freed = [appealing.row_of(ctx, kept) for kept in appeals.fitting(ctx, row.id, statement)]
    computed: dict[str, Any] = {
        "lists": [msgspec.to_builtins(entry) for entry in lists],
        "carriers": carriers,
        "classes": classes,
        "overlap": _overlap(ctx, row, [entry.id for entry in lists]),
        "overlap_days": _OVERLAP_DAYS,
        "opted_out": sum(opted.values()),
        "left_out": opted,
        "duty": str(to_send.duty),
        "despite": left_out.despite(ctx, to_send, of_slots),
        "limits": [msgspec.to_builtins(one) for one in limits.of_request(ctx, row, statement)],
        "samples": _samples(ctx, [entry.id for entry in lists]),
        "screening": ctx.screening.version,
        "hits": screened.told(ctx, statement.text, statement.category),
        "signed_today": _signed_today(ctx),
        "watch": msgspec.json.decode(msgspec.json.encode(compared)),
        "released": [msgspec.to_builtins(one) for one in freed],
    }
    plain = msgspec.to_builtins(computed | {"hits": [list(h) for h in computed["hits"]]})
    return approvals.ScopeCard(
        statement=requests.text_of(ctx, row.id, row.version),
        digest=row.digest,
        head=row.head,
        level=facts.levels() + 1,
        posts=[str(p) for p in ctx.authority.next_posts(ctx.person, facts)],
        lists=lists,
        carriers=carriers,
        classes=classes,
        overlap=computed["overlap"],
        overlap_days=_OVERLAP_DAYS,
        opted_out=computed["opted_out"],
        limits=msgspec.convert(computed["limits"], list[SlotLimits]),
        left_out=opted,
        duty=computed["duty"],
        despite=computed["despite"],
        samples=computed["samples"],
        screening=computed["screening"],
        hits=computed["hits"],
        steps=requests.step_rows(ctx, row, row.version),
        signed_today=computed["signed_today"],
        shown=shown_digest(plain),
        deputy_for=ctx.authority.for_whom(ctx.person, facts),
        hours=_hours(ctx, row, statement),
        documents=documents.listed(ctx, row.id, documents.of_statement(statement)),
        watch=compared,
        released=freed,
        template=template,
        template_newest=used.newest_of(ctx, template),
        before=before,
        list_names=_list_names(ctx, statement, before),
    )


def _hours(ctx: Context, row: RequestRecord, statement: acts.Request) -> list[SlotHours]:
    per_second = windows.speed(ctx, statement.gateway, statement.rate, statement.cost.wire_each)
    slots = requests.slots_of(ctx, row.id, row.version)
    return list(windows.of_slots(ctx, requests.treated_as(ctx, row), slots, per_second))


def _lists(ctx: Context, row: RequestRecord) -> list[list_calls.ListRow]:
    ids = select(SlotRecord.list_id).where(SlotRecord.request == row.id, SlotRecord.version == row.version)
    rows = base.rows(
        ctx.conn,
        select(ContactListRecord).where(ContactListRecord.id.in_(ids)).order_by(ContactListRecord.id),
    )
    return [contacts.row_of(ctx, entry) for entry in rows]


def _lists_of_slots(ctx: Context, row: RequestRecord) -> list[int]:
    """The list of each slot of the request, one of two slots twice; not of slots that continue another."""
    where = (SlotRecord.request == row.id, SlotRecord.version == row.version, SlotRecord.continues == 0)
    return list(ctx.conn.execute(select(SlotRecord.list_id).where(*where)).scalars())


def _split(ctx: Context, lists: "list[array[int]]") -> tuple[dict[str, int], dict[str, int]]:
    """Count numbers by class, and by the carrier that their prefix was first assigned to."""
    classes: dict[str, int] = {}
    carriers: dict[str, int] = {}
    for numbers in lists:
        for span, low, high in ctx.plan.split(numbers):
            if high > low:
                classes[span.number_class] = classes.get(span.number_class, 0) + high - low
                carriers[span.carrier] = carriers.get(span.carrier, 0) + high - low
    return classes, carriers


def _overlap(ctx: Context, row: RequestRecord, lists: list[int]) -> dict[str, int]:
    """Numbers of this request that were also in a slot released within `_OVERLAP_DAYS` days, by that request's number."""
    since = parse(ctx.at).timestamp() - _OVERLAP_DAYS * 86400
    others = ctx.conn.execute(
        select(SlotRecord.list_id, RequestRecord.number, SlotRecord.updated)
        .join(request, RequestRecord.id == SlotRecord.request)
        # A continuation sends to part of the same list, so it would be counted twice.
        .where(SlotRecord.request != row.id, SlotRecord.release != "", SlotRecord.continues == 0)
    ).all()
    counts: dict[str, int] = {}
    for other in others:
        if parse(other.updated).timestamp() < since:
            continue
        mine, theirs = list_number.alias(), list_number.alias()
        n = ctx.conn.execute(
            select(func.count())
            .select_from(mine.join(theirs, mine.c.num == theirs.c.num))
            .where(mine.c.list_id.in_(lists), theirs.c.list_id == other.list_id)
        ).scalar_one()
        if n:
            counts[other.number] = counts.get(other.number, 0) + n
    return counts


def _samples(ctx: Context, lists: list[int]) -> list[str]:
    """Masked sample numbers from each list."""
    share = max(1, _SAMPLES // max(1, len(lists)))
    rows = base.rows(
        ctx.conn,
        select(ContactListRecord).where(ContactListRecord.id.in_(lists)).order_by(ContactListRecord.id),
    )
    return [shown for row in rows for shown in contacts.samples_of(ctx, row, share)][:_SAMPLES]


def _list_names(ctx: Context, statement: acts.Request, before: str) -> dict[str, str]:
    """The names of the lists that this version and the one before name, by digest."""
    earlier = msgspec.json.decode(before, type=acts.AnyRequest).slots if before else []
    digests = {slot.list for slot in (*statement.slots, *earlier)}
    found_ = select(ContactListRecord.digest, ContactListRecord.name).where(
        ContactListRecord.digest.in_(digests)
    )
    return {one.digest: one.name for one in ctx.conn.execute(found_)}


def _signed_today(ctx: Context) -> int:
    yesterday = local_day(ctx.at, ctx.desk.timezone) - timedelta(days=1)
    return ctx.conn.execute(
        select(func.count()).where(
            StepRecord.person == ctx.person,
            StepRecord.kind == "approval",
            StepRecord.at > end_of(yesterday, ZoneInfo(ctx.desk.timezone)),
        )
    ).scalar_one()


# ---- preparing a step


@prepares(acts.Approval, acts.Return, acts.Rejection, acts.Withdrawal, acts.CodedAcceptance, acts.Extension)
def prepare(ctx: Context, call: Prepare, kind: type[acts.Step]) -> acts.Step:
    """Fill in a decision; refused if its signer may not take it, or if the request changed since they looked (`stale`)."""
    ctx, row, facts, slot = steps.looked_at(ctx, call)
    demand(ctx.authority.may(ctx.person, _ACTS[noun_of(kind)], facts, slot=slot))
    demand(_unsendable(ctx, row, kind))
    beyond: dict[type[acts.Step], dict[str, Any]] = {
        acts.Approval: {
            "posts": ctx.authority.next_posts(ctx.person, facts),
            "deputy_for": ctx.authority.for_whom(ctx.person, facts),
        },
        acts.Extension: {"slot": slot},
        acts.CodedAcceptance: {"form": True, "text": True, "list": True},
    }
    if kind in {acts.Approval, acts.Return, acts.Rejection}:
        beyond.setdefault(kind, {})["level"] = facts.levels() + 1
    follows = {"request": row.digest, "previous": row.head}
    act = declared.filled(ctx, kind, call, follows | beyond.get(kind, {}))
    if isinstance(act, acts.Approval) and _unreasoned(ctx, row, act):
        raise RefusedError(refuse("downgrade_reason", "R5"))
    if isinstance(act, acts.Extension):
        deadlines.judge_window(ctx, requests.treated_as(ctx, row), act)
    elif isinstance(act, acts.CodedAcceptance):
        demand_code(ctx, row.id, act.code)
        archive.judged_number(ctx, act.paper)
    return act


def _unsendable(ctx: Context, row: RequestRecord, kind: type[acts.Step]) -> Refusal | None:
    """Refuse to approve or accept what could not be sent now (`requests.unsendable`)."""
    if not issubclass(kind, acts.Approval | acts.Acceptance | acts.CodedAcceptance):
        return None
    return requests.unsendable(ctx, row)


_ACTS = {
    "approval": Act.APPROVE,
    "return": Act.RETURN,
    "rejection": Act.REJECT,
    "withdrawal": Act.WITHDRAW,
    "acceptance": Act.ACCEPT,
    "extension": Act.EXTEND,
}


# ---- taking a step


@takes(
    acts.Approval,
    acts.Return,
    acts.Rejection,
    acts.Withdrawal,
    acts.Acceptance,
    acts.CodedAcceptance,
    acts.Extension,
)
def take(ctx: Context, incoming: Incoming) -> Done:
    """Take a signed decision: it must be allowed now, follow the newest step, and hold what its kind demands."""
    act = incoming.act
    if not isinstance(
        act,
        acts.Approval | acts.Return | acts.Rejection | acts.Withdrawal | acts.Acceptance | acts.Extension,
    ):
        raise RefusedError(refuse("not_a_decision", "R2"))
    row = steps.by_digest(ctx, act.request)
    if act.previous != row.head:
        raise RefusedError(refuse("stale", "R2"))
    facts = requests.facts_of(ctx, row)
    kind = acts.kind(act)
    steps.demand_allowed(ctx, act, _ACTS[kind], facts, slot=getattr(act, "slot", 0))
    demand(_unsendable(ctx, row, type(act)))
    if isinstance(act, acts.Extension):
        steps.store_step(ctx, row, act, incoming)
        return deadlines.extend(ctx, row, act, incoming)
    if isinstance(act, acts.Approval):
        state, waits_for = _approve(ctx, row, act)
    elif isinstance(act, acts.Acceptance):
        _accept(ctx, row, act)
        state, waits_for = RequestState.CLEARED, "release"
    else:
        state = {
            "return": RequestState.RETURNED,
            "rejection": RequestState.REJECTED,
            "withdrawal": RequestState.WITHDRAWN,
        }[kind]
        waits_for = "revise" if state is RequestState.RETURNED else ""
    return _store(ctx, row, act, incoming, state, waits_for)


def _accept(ctx: Context, row: RequestRecord, act: acts.AnyAcceptance) -> None:
    """Check the paper's check code against the signed version (R6), and enter it in the archive book under its number (R3)."""
    if not (act.form and act.text and act.list and act.paper.strip()):
        raise RefusedError(refuse("acceptance_incomplete", "R6"))
    demand_code(ctx, row.id, getattr(act, "code", ""))
    what = Document(f"request:{row.id}", request_title(row.number or "", row.version), row.department)
    archive.put_signed(ctx, PaperKind.REQUEST, what, act.paper, act.place, act.by)


def _approve(ctx: Context, row: RequestRecord, act: acts.Approval) -> tuple[RequestState, str]:
    facts = requests.facts_of(ctx, row)
    if act.level != facts.levels() + 1:
        raise RefusedError(refuse("out_of_order", "R2", post=facts.next_post() or ""))
    held = ctx.authority.next_posts(act.by, facts)
    if act.posts != held[: len(act.posts)]:
        raise RefusedError(refuse("wrong_post", "R2", post=act.posts[0]))
    if act.deputy_for != ctx.authority.for_whom(act.by, facts):
        raise RefusedError(refuse("no_deputy", "R2"))
    if act.count != row.recipients:
        raise RefusedError(refuse("count_differs", "R2", typed=act.count))
    if _unreasoned(ctx, row, act):
        raise RefusedError(refuse("downgrade_reason", "R5"))
    if Post.DEPARTMENT_MANAGER in act.posts and not (act.content_checked and act.list_checked):
        raise RefusedError(refuse("not_checked", "R7"))
    done = facts.levels() + len(act.posts)
    if done < len(facts.route):
        return RequestState.SUBMITTED, facts.route[done]
    if facts.accept:
        return RequestState.APPROVED, "accept"
    return RequestState.CLEARED, "release"


def _unreasoned(ctx: Context, row: RequestRecord, act: acts.Approval) -> bool:
    """Whether the post that a downgraded category needs signs without saying why it is no promotion."""
    asked = requests.statement_of(ctx, row.id, row.version)
    if asked is None or ctx.policy.extra.downgrade not in act.posts:
        return False
    return downgraded(asked.category_was, asked.category) and not act.opinion.strip()


def _store(
    ctx: Context, row: RequestRecord, act: acts.Step, incoming: Incoming, state: RequestState, waits_for: str
) -> Done:
    steps.store_step(ctx, row, act, incoming)
    changed = ctx.conn.execute(
        update(request)
        # Another desk, or its periodic sweep, may have changed the request since it was read.
        .where(request.c.id == row.id, request.c.state == row.state, request.c.head == row.head)
        .values(
            state=move_request(RequestState(row.state), state),
            waits_for=waits_for,
            head=incoming.digest,
            reason=str(getattr(act, "reason", "")),
            updated=ctx.at,
        )
    )
    if not changed.rowcount:
        raise RefusedError(refuse("stale", "R2"))
    if state is RequestState.CLEARED:
        _move_slots(ctx, row, SlotState.WAITING, SlotState.CLEARED)
    elif state in {RequestState.REJECTED, RequestState.WITHDRAWN, RequestState.RETURNED}:
        for old in (SlotState.WAITING, SlotState.CLEARED, SlotState.LAPSED):
            _move_slots(ctx, row, old, SlotState.STOPPED)
    ctx.notice("requests", "sends")
    kind = acts.kind(act)
    payload: dict[str, Any] = {"number": row.number, "version": row.version, "state": str(state)}
    if isinstance(act, acts.Approval):
        payload |= {"level": act.level, "posts": [str(p) for p in act.posts], "count": act.count}
    if isinstance(act, acts.Approval | acts.Acceptance):
        # By which list its text was judged then (R11).
        payload["screening"] = ctx.screening.version
    seq = ledger.record(
        ctx,
        f"request.{kind}",
        f"request:{row.id}",
        payload,
        actor=act.by,
        statement=incoming.text,
        signature=incoming.signature,
    )
    return Done(seq, row.id, row.number or "")


def _move_slots(ctx: Context, row: RequestRecord, old: SlotState, new: SlotState) -> None:
    ctx.conn.execute(
        update(slot)
        .where(slot.c.request == row.id, slot.c.version == row.version, slot.c.state == old)
        .values(state=move_slot(old, new), updated=ctx.at)
    )
