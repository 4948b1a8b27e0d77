"""Two people end a refusal because the person wants messages again (R13): judged by every dispatcher, then ended here."""

import msgspec

from console.domain.contacts.phone import mask
from console.domain.contacts.resubscribing import Resubscribe
from console.domain.refusals import Refusal, refuse
from console.errors import RefusedError
from console.services.context import Context, answers, demand
from console.services.replies import resubscribing
from console.services.two_person import engine, proposals
from console.services.two_person.engine import Subject, registered
from console.services.two_person.everywhere import Everywhere
from console.store.personnel import ProposalRecord
from console.wire.contacts import optouts as wire
from console.wire.dispatch import Lift


@registered
class Resubscribing(Everywhere[Resubscribe]):
    """The act that ends a refusal."""

    ACT = Resubscribe
    OUTCOME = "resubscribed"
    TAKEN = refuse("resubscribe_proposed_already", "R13")
    TOPICS = ("optouts",)

    def subject(self, ctx: Context, act: Resubscribe, digest: str) -> Subject:
        """Return the refusal, by its serial: no number stands in the ledger."""
        del ctx, digest
        return Subject(f"optout:{act.optout}")

    def stands(self, ctx: Context, act: Resubscribe) -> Refusal | None:
        """Return the refusal if it was said again, or ended, or its number was erased."""
        return resubscribing.stands(ctx, act)

    def ready(self, ctx: Context, act: Resubscribe) -> Refusal | None:
        """Return the refusal unless it was looked up, or its end proposed before, and was not said again since."""
        return resubscribing.sought(ctx, act)

    def new(self, ctx: Context, act: Resubscribe) -> Refusal | None:
        """Return why what is given as proof proves nothing."""
        return resubscribing.unproved(ctx, act)

    def note(self, ctx: Context, act: Resubscribe, subject: Subject, done: str, by: str) -> None:
        """Keep the number for the dispatchers, once somebody has proposed the end."""
        del subject, by
        if done == "proposed":
            resubscribing.proposed(ctx, act)

    def since(self, ctx: Context, act: Resubscribe) -> str:
        """Return when the refusal was said."""
        del ctx
        return act.made

    def offered(self, ctx: Context, act: Resubscribe, plain: Lift) -> Lift | None:
        """Return the pair with the number that it seals."""
        num, salt = resubscribing.secret(ctx, act)
        return msgspec.structs.replace(plain, num=num, salt=salt) if num else None

    def carry_out(self, ctx: Context, act: Resubscribe, kept: ProposalRecord) -> str:
        """End the refusal, unless it was said again or erased meanwhile."""
        why = resubscribing.why_not(ctx, act)
        return "" if resubscribing.carry_out(ctx, kept, act) else why

    def undo(self, ctx: Context, act: Resubscribe) -> None:
        """Let every dispatcher hear of the refusal again."""
        resubscribing.goes_on(ctx, act)


@answers
def seal(ctx: Context, call: wire.SealOf) -> wire.OptOutSeal:
    """The salt of a proposal's number, and the number masked, for the person who may sign next."""
    kept = proposals.kept(ctx, call.proposal)
    act = proposals.statement(kept).act
    if not isinstance(act, Resubscribe):
        raise RefusedError(refuse("resubscribe_stale", "R13"))
    demand(engine.may_sign(ctx, kept, ctx.person))
    num, salt = resubscribing.secret(ctx, act)
    if not num:
        raise RefusedError(refuse("resubscribe_stale", "R13"))
    return wire.OptOutSeal(mask(num), salt)
