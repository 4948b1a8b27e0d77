"""Two-person acts that wait for a further signature, and fully signed hand-overs (R12, I2)."""

from collections.abc import Iterator

from sqlalchemy import exists, select

from console.domain.pair import names
from console.domain.people.people import Post
from console.domain.sending.trials import Trial
from console.domain.two_person.pairs import ResumeLoss, Settle
from console.services.context import Context
from console.services.credentials import hand_overs
from console.services.duties.bearers import Who, signing
from console.services.duties.duty import Asked, Duty, called, home, source
from console.services.requests import deadlines
from console.services.two_person import hand_over_state, pairs, proposals
from console.store.losses import LossRecord
from console.store.personnel import ProposalRecord
from console.store.requests import RequestRecord
from console.wire.duties.subjects import Handover, Proposal, Request, Subject


@source(exists().where(ProposalRecord.state == proposals.OPEN))
def confirmations(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Acts that wait for a signature; those that are not about a request belong to the General Department, which oversees them."""
    if not question.wants("confirm"):
        return
    for kept, row in pairs.waiting(ctx):

        def find(kept: ProposalRecord = kept) -> Who:
            who = pairs.confirmers(ctx, kept, [p.id for p in ctx.roster.people])
            return Who(sorted(who), "") if who else Who([], "", remedy="alone", about=(kept.by,))

        department = row.department if row is not None else home(ctx)
        number = (row.number if row is not None else "") or kept.subject.partition(":")[2]
        title = row.purpose if row is not None else kept.subject
        # Only the people asked about are judged, because each judgement costs queries.
        people = pairs.confirmers(ctx, kept, question.people)
        if question.takes(department, number, *([title] if row is not None else []), people=people):
            yield Duty(
                "confirm",
                _about(ctx, kept, row),
                department,
                kept.at,
                kept.expires,
                deadlines.last_day(ctx, kept.at, kept.expires),
                find,
                number,
                title,
                row.category if row is not None else "",
                kept.by,
                "confirm" if kept.kind == Settle.RULE.name else f"confirm_{kept.kind}",
                said="" if row is not None else kept.kind,
                sender=kept.by,
            )


def _about(ctx: Context, kept: ProposalRecord, row: RequestRecord | None) -> Subject:
    """The request's slot; otherwise, and for a trial, the act itself, with the loss case if the act is a resumption after a loss."""
    if row is not None and kept.kind not in names(Trial):
        return Request(row.id, kept.slot)
    case = 0
    if kept.kind == ResumeLoss.RULE.name:
        chosen = select(LossRecord.id).where(LossRecord.number == kept.subject.partition(":")[2])
        case = ctx.conn.execute(chosen).scalar_one_or_none() or 0
    return Proposal(kept.digest, kept.kind, case, kept.subject)


@source()
def whole_hand_overs(ctx: Context, question: Asked) -> Iterator[Duty]:
    """Fully signed hand-overs that wait for the roster version that carries them out."""
    if not question.wants("hand_over"):
        return
    signers = ctx.roster.holders(Post.ROSTER_SIGNER, "", ctx.at)
    if question.spares(signers):
        return
    for kept, act in hand_overs.signed_by_all(ctx):
        # A search finds the outgoing and the incoming person too, but the duty is the roster signers'.
        named = [] if question.mine else [act.outgoing, act.incoming]
        if not question.takes(act.department, act.number, people=[*signers, *named]):
            continue

        until = hand_over_state.latest(act)
        yield Duty(
            "hand_over",
            Handover(act.number),
            act.department,
            kept.at,
            until,
            deadlines.last_day(ctx, kept.at, until),
            lambda: signing(ctx),
            act.number,
            kept.subject,
            because=act.incoming,
            step="carry_out_hand_over",
            said=called(ctx, act.incoming),
        )
