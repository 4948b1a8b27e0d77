"""Two-person acts about freezes, losses and re-arming (R12); the dispatcher judges both signatures and alone carries them out.

An act is valid as long as what it states is true: the freeze is in force, the password is the one that was proved, the
dispatcher still asks. It takes effect with the dispatcher's report.
"""

from typing import Final, TypeVar

from sqlalchemy import select

from console.domain.freezes.freezes import Scope
from console.domain.losses.losses import Subject as Lost
from console.domain.refusals import Refusal, refuse
from console.domain.two_person.pairing import Ground, unfreezing
from console.domain.two_person.pairs import PROPOSED, GoOn, Lifting, Rearm, ResumeLoss, Unfreeze, ends_freeze
from console.errors import RefusedError
from console.services.context import Context, demand, found
from console.services.declared import numbered
from console.services.freezes import freezes
from console.services.losses import losses
from console.services.requests import requests
from console.services.two_person import engine, proposals
from console.services.two_person.engine import Subject, TwoPerson, proposes, registered
from console.services.two_person.proposals import APPLIED
from console.store import base
from console.store.credentials import CredentialRecord
from console.store.freezes import FreezeRecord
from console.store.losses import LossRecord
from console.store.personnel import ProposalRecord
from console.wire.acts import Prepare

A = TypeVar("A", bound=Lifting)

DESK: Final = "desk"
"""What stands in the place of a dispatcher's id where two people accept the clock of the desk itself."""

DESK_CLOCK: Final = "desk_clock_ahead"
"""Why the desk asks, as a word of the catalogue's `hold` and of `alert`."""


class _Lifts(TwoPerson[A]):
    """An act that ends a general stop of sending."""

    TAKEN = refuse("lift_proposed_already", "R12")
    TOPICS = ("freezes", "losses", "gateways")


F = TypeVar("F", Unfreeze, GoOn)


class _EndsFreeze(_Lifts[F]):
    """The end of a freeze, by the act that fits it."""

    def subject(self, ctx: Context, act: F, digest: str) -> Subject:
        """Return the freeze; raises ConsoleError if it does not exist."""
        del digest
        return Subject(f"freeze:{_frozen(ctx, act).id}")

    def stands(self, ctx: Context, act: F) -> Refusal | None:
        """Return the refusal if there is nothing to lift, or not by this act."""
        row = _frozen(ctx, act)
        return unfreezable(ctx, row) or _other_act(row, type(act))


@registered
class Unfreezing(_EndsFreeze[Unfreeze]):
    """The end of a freeze that somebody made."""

    ACT = Unfreeze

    def ground(self, ctx: Context, act: Unfreeze, at: str) -> Ground:
        """Return the facts with the department that operates the frozen subject; the second manager must be from outside it."""
        releasing = ""
        row = freezes.the_request(ctx, act.subject) if act.scope is Scope.REQUEST else None
        # Same as at the dispatcher, which knows nothing of a request before its first release.
        if row is not None and any(part.release for part in requests.slots_of(ctx, row.id, row.version)):
            releasing = requests.facts_of(ctx, row).releasing_department
        return unfreezing(act, ctx.roster, ctx.policy, at, releasing)


@registered
class Going(_EndsFreeze[GoOn]):
    """What stopped by itself goes on."""

    ACT = GoOn

    def ground(self, ctx: Context, act: GoOn, at: str) -> Ground:
        """Return the facts of the request that goes on, as those of a slot; for a gateway the roster alone."""
        row = freezes.the_request(ctx, act.subject) if act.scope is Scope.REQUEST else None
        return requests.ground(ctx, row, at) if row is not None else Ground(ctx.roster, at)


@registered
class Resuming(_Lifts[ResumeLoss]):
    """The return of a gateway after its loss."""

    ACT = ResumeLoss

    def subject(self, ctx: Context, act: ResumeLoss, digest: str) -> Subject:
        """Return the loss case; raises ConsoleError if it does not exist."""
        del digest
        return Subject(f"loss:{_case(ctx, act).number}")

    def stands(self, ctx: Context, act: ResumeLoss) -> Refusal | None:
        """Return the refusal if the case cannot be resumed, or the password differs."""
        case = _case(ctx, act)
        return _resumable(ctx, case) or _same_password(ctx, case, act)


@registered
class Rearming(_Lifts[Rearm]):
    """A dispatcher may send again, or a clock is believed."""

    ACT = Rearm

    def subject(self, ctx: Context, act: Rearm, digest: str) -> Subject:
        """Return the dispatcher."""
        del ctx, digest
        return Subject(f"dispatcher:{act.dispatcher}")

    def stands(self, ctx: Context, act: Rearm) -> Refusal | None:
        """Return the refusal if the dispatcher does not ask, or not under this mark."""
        return _asked(ctx, act)

    def whole(self, ctx: Context, act: Rearm, kept: ProposalRecord, by: str) -> str:
        """Believe this desk's own clock; a dispatcher carries out everything else."""
        # By its mark: a dispatcher may have that id.
        if (act.dispatcher, act.instance) == (DESK, ctx.desk.live.leap.mark):
            ctx.desk.live.leap.accept()
            return APPLIED
        return super().whole(ctx, act, kept, by)


# ---- people


@proposes(Unfreeze)
@proposes(GoOn)
def unfreeze(ctx: Context, call: Prepare) -> Unfreeze | GoOn:
    """The act that lifts a freeze, or lets go on what stopped by itself, named by the desk's number."""
    row = freezes.by_id(ctx, numbered(call))
    demand(unfreezable(ctx, row))
    demand(_other_act(row, PROPOSED[call.act]))
    return ending(row)


@proposes(ResumeLoss)
def resume(ctx: Context, call: Prepare) -> ResumeLoss:
    """The act that resumes a gateway after its loss, named by the report's digest; refused before its new password is proved."""
    chosen = select(LossRecord).where(LossRecord.digest == call.subject)
    case = found(base.row(ctx.conn, chosen), "no_such_loss")
    demand(_resumable(ctx, case))
    row = base.row(ctx.conn, select(CredentialRecord).where(CredentialRecord.gateway == case.name))
    if row is None:
        raise RefusedError(refuse("loss_not_installed", "R12"))
    return ResumeLoss(case.digest, case.name, row.fingerprint, row.installed)


@proposes(Rearm)
def rearm(ctx: Context, call: Prepare) -> Rearm:
    """The act that re-arms a dispatcher, named by its id; refused while the dispatcher does not ask for it."""
    act = Rearm(call.subject, asking(ctx, call.subject)[0])
    demand(_asked(ctx, act))
    return act


# ---- the state of an act


def act_of(kept: ProposalRecord) -> Lifting:
    """The act of a stored proposal; raises TypeError for an act of another kind."""
    act = proposals.statement(kept).act
    if not isinstance(act, Lifting):
        raise TypeError(kept.kind)
    return act


def ending(row: FreezeRecord) -> Unfreeze | GoOn:
    """The act that ends a freeze."""
    return ends_freeze(row.scope, row.subject, row.number, row.by)


def _other_act(row: FreezeRecord, kind: type) -> Refusal | None:
    """Refuse an act that ends freezes of the other kind."""
    return None if kind is type(ending(row)) else refuse("freeze_other_act", "R12")


def unfreezable(ctx: Context, row: FreezeRecord) -> Refusal | None:
    """Why two people cannot lift a freeze now, or None."""
    if row.lifted:
        return refuse("freeze_over", "R12")
    if row.loss:
        return refuse("freeze_of_loss", "R12", number=loss_number(ctx, row.loss))
    if not row.number:
        return refuse("freeze_not_told", "R12")
    return None


def asking(ctx: Context, dispatcher: str) -> tuple[str, str]:
    """The mark under which a dispatcher, or this desk (`DESK`), asks two people, and why; both are empty if it does not ask."""
    own = (mark, DESK_CLOCK) if (mark := ctx.desk.live.leap.mark) and dispatcher == DESK else ("", "")
    return ctx.desk.live.unarmed.get(dispatcher, own)


def proposed(ctx: Context, dispatcher: str) -> ProposalRecord | None:
    """The proposal to arm a dispatcher again, or to accept the desk's clock, that is not carried out yet; None without one."""
    return engine.waiting(ctx, proposals.live(ctx, f"dispatcher:{dispatcher}"))


def _asked(ctx: Context, act: Rearm) -> Refusal | None:
    instance, _ = asking(ctx, act.dispatcher)
    if not instance or instance != act.instance:
        return refuse("rearm_not_asked", "R12", dispatcher=act.dispatcher)
    return None


def _resumable(ctx: Context, case: LossRecord) -> Refusal | None:
    if case.subject != Lost.GATEWAY:
        return refuse("loss_by_roster", "R12", number=case.number)
    return losses.may_resume(ctx, case.number)


def _same_password(ctx: Context, case: LossRecord, act: ResumeLoss) -> Refusal | None:
    """Refuse unless the act names the password in force, whose installation the custodian signed in the case."""
    signed = losses.installed(ctx, case.id)
    row = base.row(ctx.conn, select(CredentialRecord).where(CredentialRecord.gateway == case.name))
    named = (act.gateway, act.fingerprint)
    if row is None or row.state != "in_force" or row.installed != act.installed:
        return refuse("other_password", "R12", gateway=case.name)
    if signed is None or named != (case.name, signed.fingerprint) or row.fingerprint != signed.fingerprint:
        return refuse("other_password", "R12", gateway=case.name)
    return None


def _frozen(ctx: Context, act: Unfreeze | GoOn) -> FreezeRecord:
    row = base.first(
        ctx.conn,
        select(FreezeRecord)
        .where(
            FreezeRecord.scope == str(act.scope),
            FreezeRecord.subject == act.subject,
            FreezeRecord.number == act.freeze,
        )
        .order_by(FreezeRecord.lifted != "", FreezeRecord.id.desc()),
    )
    return found(row, "no_such_freeze")


def _case(ctx: Context, act: ResumeLoss) -> LossRecord:
    row = base.row(ctx.conn, select(LossRecord).where(LossRecord.digest == act.case))
    return found(row, "no_such_loss")


def loss_number(ctx: Context, digest: str) -> str:
    """The number of a loss case by the digest of its report; empty for none."""
    if not digest:
        return ""
    return str(ctx.conn.execute(select(LossRecord.number).where(LossRecord.digest == digest)).scalar() or "")


def dispatcher_of(ctx: Context, act: Lifting) -> str:
    """The dispatcher that an act is for; empty if any may take it."""
    if isinstance(act, Rearm):
        return act.dispatcher
    if isinstance(act, Unfreeze | GoOn):
        return str(_frozen(ctx, act).dispatcher)
    rows = ctx.conn.execute(select(FreezeRecord.dispatcher).where(FreezeRecord.loss == act.case))
    return str(rows.scalars().first() or "")
