"""Two-person acts about the recipients of a slot: settling unknown ones (settle), and sending again (continue).

The dispatcher carries both out, and tallies follow its reports (`settling`, `continuing`).
"""

from collections.abc import Iterator
from typing import Any, Final, TypeVar

import msgspec
from sqlalchemy import select

from console.domain.refusals import Refusal, refuse
from console.domain.two_person.pairing import Ground
from console.domain.two_person.pairs import (
    Continue,
    ContinueThrough,
    OnRecipients,
    Settle,
    Verdict,
    Which,
    through,
)
from console.errors import RefusedError
from console.services import declared, kept_rows
from console.services.context import Context
from console.services.losses.loss_effects import gateway_lost, lost_gateways
from console.services.requests import deadlines, requests, unsettled
from console.services.sending import continuing, trials
from console.services.two_person import engine, proposals
from console.services.two_person.engine import Subject, TwoPerson, proposes, registered
from console.services.two_person.proposals import CONFIRMED, LIVE, OPEN
from console.store import base
from console.store.personnel import ProposalRecord
from console.store.requests import PendingRequest, RequestRecord, RequestVersionRecord
from console.store.sends import SlotRecord, event
from console.wire import pairs
from console.wire.acts import Prepare

A = TypeVar("A", bound=OnRecipients)


class _OnSlots(TwoPerson[A]):
    """An act on a slot of a request."""

    TAKEN = refuse("proposed_already", "I2")
    TOPICS = ("sends", "requests")

    def subject(self, ctx: Context, act: A, digest: str) -> Subject:
        """Return the request, and the slot."""
        del digest
        row = _row(ctx, act)
        return Subject(f"request:{row.id}", row.number or "", row.id, act.slot)

    def ground(self, ctx: Context, act: A, at: str) -> Ground:
        """Return the facts of the request."""
        return requests.ground(ctx, _row(ctx, act), at)

    def rivals(self, ctx: Context, act: A) -> Iterator[ProposalRecord]:
        """Yield open proposals about the slot."""
        return (one for one in proposals.about(ctx, _row(ctx, act).id, act.slot) if one.state == OPEN)

    def since(self, ctx: Context, act: A) -> str:
        """Return when the slot was released."""
        return proposals.let_go_at(ctx, requests.slot_of(ctx, _row(ctx, act), act.slot))

    def note(self, ctx: Context, act: A, subject: Subject, done: str, by: str) -> None:
        """Record it among the events of the slot."""
        words = f"{self.event(act, done)} {by}"
        ctx.conn.execute(
            event.insert().values(request=subject.request, slot=subject.slot, at=ctx.at, words=words[:300])
        )

    def event(self, act: A, done: str) -> str:
        """Return the name of the event when somebody has `done` something (proposed, confirmed)."""
        return f"{done}_{act.rule.name}"


@registered
class Settling(_OnSlots[Settle]):
    """Unknown results are settled."""

    ACT = Settle

    def ready(self, ctx: Context, act: Settle) -> Refusal | None:
        """Return the refusal if no recipients are concerned, or not yet."""
        tally = proposals.tally(_part(ctx, act))
        if tally.queued or tally.in_flight:
            return refuse("still_sending", "I2", n=tally.queued + tally.in_flight)
        return None if tally.unknown else refuse("nothing_unknown", "I2")

    def new(self, ctx: Context, act: Settle) -> Refusal | None:
        """Return the refusal if it names another release or count than the current one."""
        part = _part(ctx, act)
        if (act.request, act.release) != (_row(ctx, act).digest, part.release):
            return refuse("stale", "R2")
        n = proposals.tally(part).unknown
        return refuse("unknown_count_differs", "I2", typed=act.count, n=n) if act.count != n else None

    def stands(self, ctx: Context, act: Settle) -> Refusal | None:
        """Return the refusal if the count has changed."""
        fits = act.count == proposals.tally(_part(ctx, act)).unknown
        return None if fits else refuse("proposal_overtaken", "I2", n=act.count)

    def rivals(self, ctx: Context, act: Settle) -> Iterator[ProposalRecord]:
        """Yield open proposals about the slot; one settlement blocks another until the dispatcher has taken it.

        A confirmed continuation is a slot of its own, and its recipients are no longer counted.
        """
        for one in proposals.about(ctx, _row(ctx, act).id, act.slot):
            if one.state == OPEN or (one.state == CONFIRMED and one.kind == Settle.RULE.name):
                yield one

    def payload(self, act: Settle, subject: Subject) -> dict[str, Any]:
        """Return the number of the request, the slot, and what the act says about its recipients."""
        return _payload(act, subject) | {"count": act.count, "verdict": str(act.verdict)}

    def event(self, act: Settle, done: str) -> str:
        """Return the name of the event."""
        del act
        return done

    def listed(self, act: Settle, row: pairs.ProposalRow) -> pairs.ProposalRow:
        """Return the row with its count and verdict."""
        return msgspec.structs.replace(row, count=act.count, verdict=str(act.verdict))


@registered
class Continuing(_OnSlots[Continue]):
    """Those who were not reached are sent to again."""

    ACT = Continue

    def ready(self, ctx: Context, act: Continue) -> Refusal | None:
        """Return the refusal if the slot cannot be continued, or not yet."""
        part = _part(ctx, act)
        return continuing.ended(ctx, _row(ctx, act), part) or gateway_lost(
            ctx.conn, through(act, part.gateway)
        )

    def new(self, ctx: Context, act: Continue) -> Refusal | None:
        """Return the refusal if it names another release, count or gateway than the current ones, or not the next slot number."""
        row, part = _row(ctx, act), _part(ctx, act)
        if (act.request, act.release) != (row.digest, part.release):
            return refuse("stale", "R2")
        gateway = through(act, part.gateway)
        if gateway not in continuing.gateways(ctx, row, part):
            return refuse("gateway_not_approved", "R2", gateway=gateway)
        if (held := requests.held_back(ctx, row.id, row.version, gateway)) is not None:
            return held
        n = continuing.available(ctx, part, act.which)
        if not n:
            return continuing.nobody(act.which)
        if (early := continuing.awaited(ctx, part, act.which)) is not None:
            return early
        deadlines.judge_window(ctx, requests.treated_as(ctx, row), act)
        if act.count != n:
            return refuse("continue_count_differs", "I2", typed=act.count, n=n)
        return refuse("stale", "R2") if act.as_slot != continuing.next_slot(ctx, row) else None

    def stands(self, ctx: Context, act: Continue) -> Refusal | None:
        """Return the refusal if the count has changed, or the window is over."""
        part = _part(ctx, act)
        fits = act.count == continuing.available(ctx, part, act.which)
        fits = fits and act.release == part.release and act.closes > ctx.at
        return None if fits else refuse("proposal_overtaken", "I2", n=act.count)

    def lasting(self, ctx: Context, act: Continue) -> str:
        """Return that a continuation stays confirmed, because its slot exists."""
        del ctx, act
        return CONFIRMED

    def whole(self, ctx: Context, act: Continue, kept: ProposalRecord, by: str) -> str:
        """Make the slot of the continuation, which is offered to the dispatcher."""
        continuing.begin(ctx, _row(ctx, act), act, kept.by, by, kept.digest)
        return CONFIRMED

    def payload(self, act: Continue, subject: Subject) -> dict[str, Any]:
        """Return the number of the request, the slot, and what the act says about its recipients."""
        said = {"which": str(act.which), "count": act.count, "as_slot": act.as_slot}
        if isinstance(act, ContinueThrough):
            said["gateway"] = act.gateway
        return _payload(act, subject) | said | {"opens": act.opens, "closes": act.closes}

    def listed(self, act: Continue, row: pairs.ProposalRow) -> pairs.ProposalRow:
        """Return the row with its count, and the slot that it makes."""
        return msgspec.structs.replace(
            row, count=act.count, as_slot=act.as_slot, opens=act.opens, closes=act.closes
        )


def _payload(act: OnRecipients, subject: Subject) -> dict[str, Any]:
    return {"number": subject.number, "slot": act.slot}


def _part(ctx: Context, act: OnRecipients) -> SlotRecord:
    """The slot that an act names."""
    return requests.slot_of(ctx, _row(ctx, act), act.slot)


def _row(ctx: Context, act: OnRecipients) -> RequestRecord:
    """The request that an act names by the digest of one of its versions."""
    chosen = (
        select(RequestRecord)
        .join(RequestVersionRecord, RequestVersionRecord.request == RequestRecord.id)
        .where(RequestVersionRecord.digest == act.request)
    )
    row = base.row(ctx.conn, chosen)
    if row is None:
        raise RefusedError(refuse("stale", "R2"))
    return row


# ---- people


@proposes(Settle)
def settling(ctx: Context, call: Prepare) -> Settle:
    """The act that settles the unknown recipients of a slot (`12.2`)."""
    return declared.filled_in(Settle, call, _slot(ctx, call)[1])


@proposes(ContinueThrough)
def sending_again(ctx: Context, call: Prepare) -> ContinueThrough:
    """The act that sends again to recipients whom a slot did not reach, as the next slot of its request."""
    row, beyond = _slot(ctx, call)
    part = requests.slot_of(ctx, row, beyond["slot"])
    beyond |= {"as_slot": continuing.next_slot(ctx, row), "gateway": part.gateway}
    return declared.filled_in(ContinueThrough, call, beyond)


def _slot(ctx: Context, call: Prepare) -> tuple[RequestRecord, dict[str, Any]]:
    request, slot = declared.slotted(call)
    row = kept_rows.row_by_id(ctx, request)
    part = requests.slot_of(ctx, row, slot)
    # `_NOTHING` makes a slot that was never released fail with a reason of its own.
    return row, {"request": row.digest, "release": part.release or _NOTHING, "slot": part.slot}


_NOTHING: Final = "0" * 64
"""Stands for a missing release."""


# ---- open acts of a slot


def allowed(ctx: Context, row: RequestRecord, part: SlotRecord) -> dict[str, Refusal | None]:
    """Why the caller may not propose acts about a slot, or confirm a proposed one, by act; None if they may."""
    kept = proposals.about(ctx, row.id, part.slot)
    waiting = [one for one in kept if engine.state(ctx, one) == OPEN]
    confirms = engine.may_sign(ctx, waiting[0], ctx.person) if waiting else refuse("nothing_proposed", "I2")
    settles = Settle(row.digest, part.release, part.slot, 0, Verdict.CLOSED)
    return {
        "settle": engine.may(ctx, settles, ctx.person),
        "continue": _may_continue(ctx, row, part),
        "confirm": confirms,
        "trial": trials.may(ctx, row),
    }


def _may_continue(ctx: Context, row: RequestRecord, part: SlotRecord) -> Refusal | None:
    """Why the caller may not propose to send again to anybody, or None."""
    failed = may_continue(ctx, row, part, Which.FAILED, ctx.person)
    left = may_continue(ctx, row, part, Which.REMAINDER, ctx.person)
    if failed is None or left is None:
        return None
    # If some recipients failed, the reason must be about them.
    return left if failed == continuing.nobody(Which.FAILED) else failed


def may_continue(
    ctx: Context, row: RequestRecord, part: SlotRecord, which: Which, person: str
) -> Refusal | None:
    """Why a person may not propose to send again to these recipients, or None."""
    lost = lost_gateways(ctx.conn)
    ways = continuing.gateways(ctx, row, part)
    gateway = next((one for one in ways if one not in lost), part.gateway)
    act = ContinueThrough(row.digest, part.release, part.slot, which, 0, "", "", 0, gateway)
    refusal = engine.may(ctx, act, person)
    if refusal is not None:
        return refusal
    return (
        continuing.awaited(ctx, part, which)
        if continuing.available(ctx, part, which)
        else continuing.nobody(which)
    )


def to_be_settled(ctx: Context, row: RequestRecord | PendingRequest, part: SlotRecord) -> bool:
    """Whether a slot's unknown recipients wait for its operator: no two people closed them, and no open proposal covers them."""
    if not unsettled.left_unknown(ctx, part):
        return False
    return not any(
        isinstance(proposals.on_recipients(one), Settle) and engine.state(ctx, one) in LIVE
        for one in proposals.about(ctx, row.id, part.slot)
    )
