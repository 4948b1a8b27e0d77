"""The dispatchers' reports about freezes and their lifting (R12), and the confirmed pairs that are offered to them."""

from sqlalchemy import select

from console.domain.freezes.freezes import Scope
from console.domain.pair import names
from console.domain.two_person.pairs import Lifting
from console.services.context import Context, answers
from console.services.freezes import freezes
from console.services.freezes.lifting import act_of, dispatcher_of
from console.services.losses import losses
from console.services.two_person import proposals
from console.services.two_person.proposals import APPLIED, REFUSED
from console.store import base
from console.store.losses import LossRecord
from console.store.personnel import ProposalRecord
from console.wire import dispatch
from console.wire.answers import Done
from console.wire.sending import freezes as wire


def offers(ctx: Context) -> list[dispatch.Lift]:
    """Confirmed pairs that the calling dispatcher has not answered yet."""
    service = ctx.service()
    rows = proposals.offered(ctx, names(Lifting))
    return [proposals.lift(row) for row in rows if dispatcher_of(ctx, act_of(row)) in {"", service}]


@answers
def report(ctx: Context, call: wire.ReportFreeze) -> Done:
    """Take a dispatcher's report about a freeze; the signed report becomes a ledger entry, once."""
    taken = freezes.judged(ctx, call)
    if freezes.told_before(ctx, call, taken.event):
        return Done(0)
    match taken.event:
        case freezes.FROZEN:
            freezes.taken(ctx, taken)
        case freezes.LIFTED:
            freezes.lifted(ctx, taken)
            proposals.become(ctx, taken.proof, APPLIED)
            _resume(ctx, taken)
        case freezes.REARMED:
            proposals.become(ctx, taken.proof, APPLIED)
            ctx.desk.live.unarmed.pop(taken.by, None)
            if taken.why == "clock_ahead":
                ctx.desk.live.leap.accept()
        case freezes.REFUSED:
            proposals.become(ctx, taken.proof, REFUSED, taken.why)
        case event:
            # Taken for a refusal, what a dispatcher carried out would stand as refused.
            raise NotImplementedError(event)
    return freezes.record(ctx, call, taken)


def _resume(ctx: Context, taken: wire.FreezeReport) -> None:
    """Continue the loss case after the dispatcher resumed its gateway."""
    if not taken.loss or taken.scope != Scope.GATEWAY:
        return
    case = base.row(ctx.conn, select(LossRecord).where(LossRecord.digest == taken.loss))
    kept = base.row(ctx.conn, select(ProposalRecord).where(ProposalRecord.digest == taken.proof))
    if case is not None and kept is not None and not case.resumed:
        losses.resumed(ctx, case.number, kept.confirmed_by, taken.proof)
