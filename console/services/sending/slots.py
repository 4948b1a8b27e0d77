"""Two-person acts about the recipients of a slot: settling unknown ones (settle), and sending again (continue).

The dispatcher carries both out, and tallies follow its reports (`settling`, `continuing`).
"""

from collections.abc import Iterator
from typing import Any, Final

import msgspec
from sqlalchemy import select

from console.domain.refusals import Refusal, refuse
from console.domain.two_person.pairing import Ground
from console.domain.two_person.pairs import Continue, OnRecipients, Settle, Verdict, Which
from console.errors import RefusedError
from console.services import declared, kept_rows, pledging
from console.services.context import Context
from console.services.losses.loss_effects import gateway_lost
from console.services.requests import deadlines, requests
from console.services.sending import continuing
from console.services.standing import deputations
from console.services.two_person import engine, proposals
from console.services.two_person.engine import Subject, TwoPerson, proposes, registered
from console.services.two_person.proposals import APPLIED, CONFIRMED, LIVE, OPEN
from console.store import base
from console.store.personnel import ProposalRecord
from console.store.requests import PendingRequest, RequestRecord, RequestVersionRecord
from console.store.sends import SlotRecord, event
from console.wire import pairs
from console.wire.acts import Prepare


class OnSlots(TwoPerson[OnRecipients]):
    """Acts on a slot of a request."""

    ACTS = (Settle, Continue)
    TAKEN = refuse("proposed_already", "I2")
    TOPICS = ("sends", "requests")

    def subject(self, ctx: Context, act: OnRecipients, digest: str) -> Subject:
        """Return the request, and the slot."""
        del digest
        row = _row(ctx, act)
        return Subject(f"request:{row.id}", row.number or "", row.id, act.slot)

    def ground(self, ctx: Context, act: OnRecipients, at: str) -> Ground:
        """Return the facts of the request; pledges are taken as of the instant, as the verifier does."""
        facts = requests.facts_of(ctx, _row(ctx, act))
        if at != ctx.at:
            pledged = pledging.pledged(ctx.conn, ctx.roster, ctx.policy.pledge.version, at)
            facts = msgspec.structs.replace(facts, pledged=pledged)
        lent = tuple(deputations(ctx.conn, ctx.roster))
        return Ground(ctx.roster, at, facts, deputations=lent)

    def ready(self, ctx: Context, act: OnRecipients) -> Refusal | None:
        """Return the refusal if no recipients are concerned, or not yet."""
        row = _row(ctx, act)
        part = requests.slot_of(ctx, row, act.slot)
        if isinstance(act, Continue):
            return continuing.ended(ctx, row, part) or gateway_lost(ctx.conn, part.gateway)
        tally = proposals.tally(part)
        if tally.queued or tally.in_flight:
            return refuse("still_sending", "I2", n=tally.queued + tally.in_flight)
        return None if tally.unknown else refuse("nothing_unknown", "I2")

    def new(self, ctx: Context, act: OnRecipients) -> Refusal | None:
        """Return the refusal if it names another release or count than the current one, or not the next slot number."""
        row = _row(ctx, act)
        part = requests.slot_of(ctx, row, act.slot)
        if (act.request, act.release) != (row.digest, part.release):
            return refuse("stale", "R2")
        n = _count(ctx, part, act)
        if isinstance(act, Settle):
            return refuse("unknown_count_differs", "I2", typed=act.count, n=n) if act.count != n else None
        if not n:
            return continuing.nobody(act.which)
        if (early := continuing.awaited(ctx, part, act.which)) is not None:
            return early
        deadlines.judge_window(ctx, requests.treated_as(ctx, row), act)
        if act.count != n:
            return refuse("continue_count_differs", "I2", typed=act.count, n=n)
        return refuse("stale", "R2") if act.as_slot != continuing.next_slot(ctx, row) else None

    def stands(self, ctx: Context, act: OnRecipients) -> Refusal | None:
        """Return the refusal if the count has changed, or the window is over."""
        part = requests.slot_of(ctx, _row(ctx, act), act.slot)
        fits = act.count == _count(ctx, part, act)
        if isinstance(act, Continue):
            fits = fits and act.release == part.release and act.closes > ctx.at
        return None if fits else refuse("proposal_overtaken", "I2", n=act.count)

    def rivals(self, ctx: Context, act: OnRecipients) -> Iterator[ProposalRecord]:
        """Yield open proposals about the slot; one settlement blocks another until the dispatcher has taken it.

        A confirmed continuation is a slot of its own, and its recipients are no longer counted.
        """
        settles = isinstance(act, Settle)
        for one in proposals.about(ctx, _row(ctx, act).id, act.slot):
            if one.state == OPEN or (settles and one.state == CONFIRMED and one.kind == Settle.RULE.name):
                yield one

    def since(self, ctx: Context, act: OnRecipients) -> str:
        """Return when the slot was released."""
        return proposals.let_go_at(ctx, requests.slot_of(ctx, _row(ctx, act), act.slot))

    def lasting(self, ctx: Context, act: OnRecipients) -> str:
        """Return that a continuation stays confirmed, because its slot exists."""
        del ctx
        return CONFIRMED if isinstance(act, Continue) else ""

    def whole(self, ctx: Context, act: OnRecipients, kept: ProposalRecord, by: str) -> str:
        """Make the slot of a continuation; either act is offered to the dispatcher."""
        if isinstance(act, Continue):
            continuing.begin(ctx, _row(ctx, act), act, kept.by, by, kept.digest)
        return CONFIRMED

    def payload(self, act: OnRecipients, subject: Subject) -> dict[str, Any]:
        """Return the number of the request, the slot, and what the act says about its recipients."""
        plain = {"number": subject.number, "slot": act.slot}
        if isinstance(act, Settle):
            return plain | {"count": act.count, "verdict": str(act.verdict)}
        said = {"which": str(act.which), "count": act.count, "as_slot": act.as_slot}
        return plain | said | {"opens": act.opens, "closes": act.closes}

    def note(self, ctx: Context, act: OnRecipients, subject: Subject, done: str, by: str) -> None:
        """Record it among the events of the slot."""
        words = f"{done} {by}" if isinstance(act, Settle) else f"{done}_{act.rule.name} {by}"
        ctx.conn.execute(
            event.insert().values(request=subject.request, slot=subject.slot, at=ctx.at, words=words[:300])
        )

    def listed(self, act: OnRecipients, row: pairs.ProposalRow) -> pairs.ProposalRow:
        """Return the row with its count, and its verdict or the slot that it makes."""
        if isinstance(act, Settle):
            return msgspec.structs.replace(row, count=act.count, verdict=str(act.verdict))
        return msgspec.structs.replace(
            row, count=act.count, as_slot=act.as_slot, opens=act.opens, closes=act.closes
        )


NOUN: Final = registered(OnSlots())


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


def _count(ctx: Context, part: SlotRecord, act: OnRecipients) -> int:
    """How many recipients of a slot an act may cover."""
    if isinstance(act, Settle):
        return proposals.tally(part).unknown
    return continuing.available(ctx, part, act.which)


# ---- people


@proposes(Settle)
def settling(ctx: Context, call: Prepare) -> Settle:
    """The act that settles the unknown recipients of a slot (`12.2`)."""
    return declared.filled_in(Settle, call, _slot(ctx, call)[1])


@proposes(Continue)
def sending_again(ctx: Context, call: Prepare) -> Continue:
    """The act that sends again to recipients whom a slot did not reach, as the next slot of its request."""
    row, beyond = _slot(ctx, call)
    return declared.filled_in(Continue, call, beyond | {"as_slot": continuing.next_slot(ctx, row)})


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
    waiting = [one for one in kept if engine.state(ctx, NOUN, one) == OPEN]
    confirms = (
        engine.may_sign(ctx, NOUN, waiting[0], ctx.person) if waiting else refuse("nothing_proposed", "I2")
    )
    settles = Settle(row.digest, part.release, part.slot, 0, Verdict.CLOSED)
    return {
        "settle": engine.may(ctx, NOUN, settles, ctx.person),
        "continue": _may_continue(ctx, row, part),
        "confirm": confirms,
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
    act = Continue(row.digest, part.release, part.slot, which, 0, "", "", 0)
    refusal = engine.may(ctx, NOUN, act, person)
    if refusal is not None:
        return refusal
    return continuing.awaited(ctx, part, which) if _count(ctx, part, act) else continuing.nobody(which)


def unsettled(ctx: Context, row: RequestRecord | PendingRequest, part: SlotRecord) -> bool:
    """Whether a slot's unknown recipients wait for its operator: no open proposal covers them, and no pair left them unknown."""
    unknown = proposals.tally(part).unknown
    if not unknown:
        return False
    for one in proposals.about(ctx, row.id, part.slot):
        act = proposals.on_recipients(one)
        if not isinstance(act, Settle):
            continue
        if engine.state(ctx, NOUN, one) in LIVE:
            return False
        if one.state == APPLIED and act.verdict is Verdict.CLOSED and act.count >= unknown:
            return False
    return True
