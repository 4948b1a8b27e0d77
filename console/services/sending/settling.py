"""Two-person settlements of unknown recipients on their way to the dispatcher, and its answers."""

from collections.abc import Iterable

from sqlalchemy import select, update

from console.domain.two_person.pairs import Settle
from console.services.context import Context
from console.services.two_person import proposals
from console.services.two_person.proposals import APPLIED, CONFIRMED, REFUSED
from console.store.personnel import proposal
from console.store.sends import SlotRecord
from console.wire import dispatch


def settlements(ctx: Context, gateways: Iterable[str]) -> list[dispatch.Settlement]:
    """Confirmed settlements that the dispatcher of these gateways has not answered yet."""
    rows = proposals.offered(ctx, [Settle.RULE.name])
    given: list[dispatch.Settlement] = []
    for kept in rows:
        release = proposals.on_recipients(kept).release
        own = ctx.conn.execute(
            select(SlotRecord.request, SlotRecord.slot).where(
                SlotRecord.request == kept.request,
                SlotRecord.release == release,
                SlotRecord.gateway.in_(list(gateways)),
            )
        ).one_or_none()
        if own is not None:
            given.append(
                dispatch.Settlement(
                    request=own.request,
                    slot=own.slot,
                    release=release,
                    proposal=kept.text,
                    proposal_signature=kept.signature,
                    confirmation=kept.confirmation,
                    confirmation_signature=kept.confirmation_signature,
                )
            )
    return given


def answered(ctx: Context, call: dispatch.ReportSlot, digest: str) -> None:
    """Take the dispatcher's answer to a settlement: applied, or refused with a name; `digest` is the proposal's, else empty.

    A refusal may name a proposal that does not exist here, because the dispatcher received other bytes. It then applies to the
    settlement that was offered for this slot.
    """
    if not digest:
        return
    refused = call.event == "settle_refused"
    values = {"state": REFUSED, "why": call.reason} if refused else {"state": APPLIED, "why": ""}
    touched = ctx.conn.execute(
        update(proposal).where(proposal.c.digest == digest, proposal.c.state != APPLIED).values(**values)
    ).rowcount
    if not touched and refused:
        offered = (
            proposal.c.request == call.request,
            proposal.c.slot == call.slot,
            proposal.c.kind == Settle.RULE.name,
            proposal.c.state == CONFIRMED,
        )
        ctx.conn.execute(update(proposal).where(*offered).values(**values))
