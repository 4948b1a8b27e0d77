"""Subscribers' replies: taken from the dispatcher, shown, and decided on; no ledger entry holds a number (R7, R11, R13)."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
from sqlalchemy import Select, select, update

from console.domain.categories import Category
from console.domain.contacts import searching
from console.domain.contacts.optouts import DEPARTMENT, SCOPES, of_reply
from console.domain.contacts.phone import is_mobile_form, mask
from console.domain.digit_masking import digits_masked
from console.domain.refusals import Refusal, refuse
from console.domain.replies import replies as rules
from console.domain.replies.replies import Decision, State
from console.domain.replies.reply_judge import Verdict, shipped_judge
from console.domain.replies.reply_words import GRAVE, Reason
from console.domain.times import render
from console.errors import RefusedError
from console.services import declared, lists
from console.services.complaints import complaints
from console.services.contacts import optouts
from console.services.context import Context, answers, demand, found
from console.services.ledger import ledger
from console.services.replies import reply_numbers
from console.store import base
from console.store.replies import ListedReply, ReplyRecord, reply
from console.store.requests import RequestRecord, request
from console.wire.answers import Done
from console.wire.contacts import replies as wire

_R: Final = reply.c
_SHORT: Final = 80
_LONGEST: Final = 1_000
_REPORTED: Final = frozenset(SCOPES) - {DEPARTMENT}
"""Scopes that a reply may have by itself: which department somebody means, a person reads."""
_SAID_AGAIN: Final = frozenset({Decision.NOTHING, Decision.COMPLAINT})
"""Decisions after which the same words ask for another one: who was opted out is written to no more."""
"""Most requests with open replies in one to-do list."""
_JOINED: Final = (request.c.number.label("form"), request.c.purpose)


# ---- from the dispatcher


@answers
def report(ctx: Context, call: wire.ReportReplies) -> Done:
    """Store replies, the opt-outs among them, and open the complaints; one already stored is counted, and open again if it was decided on."""
    service = ctx.service()
    refusing: dict[str, list[int]] = {}
    complaining: list[int] = []
    for row in call.rows:
        values = _values(ctx, f"{service}:{row.id}:{row.at}", row)
        known = base.row(ctx.conn, select(ReplyRecord).where(*_told_as(ctx, row)).with_for_update())
        if known is None:
            new = ctx.conn.execute(reply.insert().values(**values)).inserted_primary_key
            if values["reason"] == Reason.COMPLAINT and new:
                complaining.append(new[0])
        elif known.times < row.times:
            more = {"times": values["times"], "last": values["last"]}
            ctx.conn.execute(update(reply).where(_R.id == known.id).values(**more))
            if (
                values["state"] == State.OPEN
                and known.state == State.DECIDED
                and known.decision in _SAID_AGAIN
            ):
                _opens_again(ctx, known, values)
                if values["reason"] == Reason.COMPLAINT:
                    complaining.append(known.id)
        else:
            # It is told again to a desk that may have forgotten it: whoever wanted messages again since did not refuse anew.
            continue
        if values["scope"]:
            refusing.setdefault(values["scope"], []).append(row.num)
    added = sum(optouts.keep(ctx, nums, scope, "reply") for scope, nums in refusing.items())
    for which in complaining:
        _complains(ctx, which)
    ctx.notice("replies")
    if not added:
        return Done(0, 0)
    ctx.notice("optouts")
    return Done(ledger.record(ctx, "optout.received", "optouts", {"n": added}), added)


def _told_as(ctx: Context, row: wire.ReportedReply) -> list[Any]:
    """What a reply that is known fits: dispatchers that share a database share its replies, and each tells them under its own name."""
    origins = [f"{one.id}:{row.id}:{row.at}" for one in ctx.roster.services]
    return [_R.origin.in_(origins), _R.gateway == row.gateway]


def _opens_again(ctx: Context, row: ReplyRecord, values: dict[str, Any]) -> None:
    """Open a reply again whose words came again: what somebody decided was about the first time. Its last decision stays to be read."""
    due = ctx.calendar.closing(values["last"], rules.DAYS, ctx.desk.timezone)
    # If its request is erased, so were number and text when it was decided on.
    back = {name: values[name] for name in ("num", "address", "text", "forgotten", "scrubbed")}
    ctx.conn.execute(update(reply).where(_R.id == row.id).values(state=State.OPEN, due=due, **back))
    params = {"decision": row.decision, "reason": values["reason"], "department": row.department, "due": due}
    ledger.record(ctx, "reply.reopened", f"reply:{row.id}", {k: v for k, v in params.items() if v})


def _complains(ctx: Context, which: int) -> None:
    """Open the complaint that a reply makes. The reply goes on waiting: whether it refuses as well, a person reads."""
    row = found(base.row_as(ListedReply, ctx.conn, _listed().where(_R.id == which)), "no_such_reply")
    number = complaints.of_reply(ctx, row, row.scope)
    ctx.conn.execute(update(reply).where(_R.id == which).values(complaint=number))


def _listed() -> Select[Any]:
    """Replies with the request that each answers."""
    source = reply.outerjoin(request, request.c.id == _R.request)
    return select(ReplyRecord, *_JOINED).select_from(source)


def _values(ctx: Context, origin: str, row: wire.ReportedReply) -> dict[str, Any]:
    num = row.num if is_mobile_form(str(row.num)) else 0
    about = base.row(ctx.conn, select(RequestRecord).where(RequestRecord.id == row.request))
    promotion = about is None or about.category == Category.PROMOTION
    verdict, reason, scope, waits = _judged(row, num, promotion_alone=promotion)
    state = State.OPEN if waits else State.ACTED if scope else State.NOTED
    at = _instant(ctx, row.at)
    due = ctx.calendar.closing(at, rules.DAYS, ctx.desk.timezone) if waits else ""
    return {
        "origin": origin, "gateway": row.gateway, "num": num or None, "address": "" if num else row.address,
        "dest": row.to, "text": row.text[:_LONGEST], "chars": row.chars, "times": row.times, "at": at,
        "last": _instant(ctx, row.last), "verdict": verdict, "reason": reason, "scope": scope,
        "request": about.id if about is not None else 0, "slot": row.slot if about is not None else 0,
        "department": about.department if about is not None else "",
        "category": about.category if about is not None else "", "state": state, "due": due,
        **dict.fromkeys(("decision", "note", "decided", "decided_by", "complaint", "forgotten", "scrubbed"), ""),
    }  # fmt: skip


def _judged(row: wire.ReportedReply, num: int, *, promotion_alone: bool) -> tuple[str, str, str, bool]:
    """Verdict, reason, scope and whether it waits, from the dispatcher; a refusal that the desk's own words find counts too."""
    if num and row.verdict == Verdict.REFUSE and row.scope in _REPORTED:
        return row.verdict, row.reason, row.scope, row.waits
    ours = shipped_judge().judge(row.text)
    if ours.reason is Reason.COMPLAINT and row.reason not in GRAVE:
        row = msgspec.structs.replace(row, verdict=str(Verdict.HUMAN), reason=str(ours.reason))
    if num and ours.verdict is Verdict.REFUSE and row.reason not in {Reason.LONG, Reason.FLOOD}:
        scope = of_reply(ours.scope, promotion_alone=promotion_alone)
        return str(ours.verdict), str(ours.reason), scope, ours.waits
    ignored = row.verdict == Verdict.IGNORE and not row.waits
    verdict = Verdict.IGNORE if ignored else Verdict.HUMAN
    known = row.reason if row.reason in set(Reason) else str(Reason.UNCLEAR)
    return str(verdict), known, "", not ignored


def _instant(ctx: Context, at: int) -> str:
    """Epoch milliseconds as an instant, never later than now, because the dispatcher has a clock of its own."""
    try:
        return min(render(datetime.fromtimestamp(at / 1000, UTC)), ctx.at)
    except (ValueError, OverflowError, OSError):
        return ctx.at


# ---- people


@answers
def decide(ctx: Context, call: wire.DecideReply) -> Done:
    """Record a person's decision on a reply: it opts its sender out, opens a complaint, or needs nothing."""
    row = by_id(ctx, call.id)
    demand(_may_decide(ctx, row))
    call = declared.checked(call)
    demand(_fits(ctx, row, call))
    number = row.complaint
    if call.decision == Decision.COMPLAINT and not number:
        number = complaints.of_reply(ctx, row, call.scope)
    if call.scope and row.num is not None:
        optouts.keep(ctx, [row.num], call.scope, "reply", row.department)
        ctx.notice("optouts")
    values = {
        "state": State.DECIDED, "due": "", "decision": call.decision, "note": call.note, "decided": ctx.at,
        "decided_by": ctx.person, "complaint": number, "scope": call.scope,
    }  # fmt: skip
    values |= reply_numbers.deciding(ctx, row)
    here = update(reply).where(_R.id == row.id, _R.state == row.state).values(**values)
    if ctx.conn.execute(here).rowcount != 1:
        # Somebody decided at another desk after the row was read.
        raise RefusedError(refuse("stale", "R7"))
    ctx.notice("replies", "requests")
    params = {"decision": call.decision, "reason": row.reason, "scope": call.scope, "note": values["note"]}
    params |= {"form": row.form or "", "department": row.department, "complaint": number}
    seq = ledger.record(ctx, "reply.decided", f"reply:{row.id}", {k: v for k, v in params.items() if v})
    return Done(seq, row.id, number if call.decision == Decision.COMPLAINT else "")


def _fits(ctx: Context, row: ReplyRecord, call: wire.DecideReply) -> Refusal | None:
    if call.scope and call.decision == Decision.NOTHING:
        return refuse("unknown_scope", "R13", scope=call.scope)
    unfit = optouts.unfit(ctx, call.scope, optouts.whose(call.scope, row.department)) if call.scope else None
    if unfit is not None:
        return unfit
    if call.decision == Decision.REFUSES and not call.scope:
        return refuse("unknown_scope", "R13", scope="")
    if call.scope and row.num is None:
        return refuse("reply_no_number", "R13")
    return None


def _may_decide(ctx: Context, row: ReplyRecord) -> Refusal | None:
    return rules.may_decide(ctx.person, ctx.roster, ctx.at, row.department, row.state, late=late(ctx, row))


def late(ctx: Context, row: ReplyRecord) -> bool:
    """Whether the deadline for deciding an open reply is over."""
    return bool(row.state == State.OPEN and row.due < ctx.at)


def owers(ctx: Context, row: ReplyRecord) -> list[str]:
    """The people who decide on an open reply; nobody if it is not open."""
    if row.state != State.OPEN:
        return []
    return rules.deciders(ctx.roster, ctx.at, row.department, late=late(ctx, row))


# ---- reading


def by_id(ctx: Context, reply_id: int) -> ListedReply:
    """A reply, if the caller may read it."""
    row = found(base.row_as(ListedReply, ctx.conn, _listed().where(_R.id == reply_id)), "no_such_reply")
    mine = ctx.departments()
    if mine is not None and row.department not in mine:
        raise RefusedError(refuse("not_your_department", "R7", department=row.department))
    return row


@answers
def page(ctx: Context, call: wire.RepliesPage) -> wire.ReplyPage:
    """Replies that the caller may read, newest first."""
    # Digits are not searched in texts: step by step that would reveal a number that is masked in one.
    texts = [] if any(character.isdecimal() for character in call.text) else [_R.text]
    chosen = _listed().where(
        *lists.readable(ctx, _R.department),
        *lists.same((_R.state, call.state), (_R.reason, call.reason), (_R.request, call.request)),
        *lists.having(call.text, request.c.number, request.c.purpose, *texts),
    )
    shown, rows = lists.paged(ctx, call, ListedReply, chosen, _R.id)
    return wire.ReplyPage(shown, [row_of(ctx, row, _SHORT) for row in rows])


@answers
def detail(ctx: Context, call: wire.ReplyDetail) -> wire.ReplyView:
    """One reply in full, and who decides on it."""
    row = by_id(ctx, call.id)
    may = _may_decide(ctx, row)
    nobody = refuse("reply_no_number", "R13") if row.num is None else None
    return wire.ReplyView(
        row=row_of(ctx, row, _LONGEST),
        chars=row.chars,
        last=row.last,
        gateway=row.gateway,
        to=row.dest,
        category=row.category,
        decision=row.decision,
        note=row.note,
        decided=row.decided,
        decided_by=row.decided_by,
        complaint=row.complaint,
        who=owers(ctx, row),
        allowed={
            "refuses": may or nobody,
            "complaint": may,
            "nothing": may,
            "unmask": searching.may_search(ctx.person, ctx.roster, ctx.at) or nobody,
        },
    )


def row_of(ctx: Context, row: ListedReply, most: int) -> wire.ReplyRow:
    """A reply in a list, with its sender and the numbers in its text masked."""
    return wire.ReplyRow(
        id=row.id, state=row.state, sender="" if ctx.blind else sender(row), text=digits_masked(row.text)[:most], verdict=row.verdict,
        reason=row.reason, scope=row.scope, times=row.times, at=row.at, request=row.request, slot=row.slot,
        form=row.form or "", purpose=row.purpose or "", department=row.department, due=row.due, late=late(ctx, row),
    )  # fmt: skip


def sender(row: ReplyRecord) -> str:
    """The sender, masked; a long address that is no mobile number keeps its two ends."""
    if row.num is not None:
        return mask(row.num)
    address: str = row.address
    return address if len(address) <= 8 else f"{address[:3]}****{address[-4:]}"


def of_number(ctx: Context, number: int) -> Iterable[ListedReply]:
    """Replies of a number that the caller may read, oldest first."""
    chosen = _listed().where(_R.num == number, *lists.readable(ctx, _R.department))
    return base.rows_as(ListedReply, ctx.conn, chosen.order_by(_R.id))
