"""Acts of custody that several people sign (R12): a hand-over, sealing an envelope, opening one. The desk carries them out.

A hand-over that everybody signed is the ground of a roster version, like a filed application; the other acts take effect with
their last signature.
"""

from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import select

from console.domain.credentials.custody import CustodyAct, HandOver, OpenEnvelope, SealEnvelope
from console.domain.pair import Rule
from console.domain.refusals import Refusal, refuse
from console.domain.two_person.pairing import Ground, custody, may_propose
from console.services.context import Context
from console.services.credentials import envelopes, hand_overs
from console.services.rosters.roster_judging import newest
from console.services.two_person import engine, hand_over_state
from console.services.two_person.engine import Subject, TwoPerson, registered
from console.services.two_person.proposals import APPLIED, CONFIRMED, OPEN
from console.store import base
from console.store.personnel import ProposalRecord, proposal

A = TypeVar("A", bound=CustodyAct)


class _Custody(TwoPerson[A]):
    """An act that changes custody, or the state of an envelope."""

    TAKEN = refuse("custody_proposed_already", "R12")
    TOPICS = ("custody", "gateways")
    COSIGNED = True

    def rivals(self, ctx: Context, act: A) -> Sequence[ProposalRecord]:
        """Return other open proposals: only one hand-over and one sealing may wait at a time, and one opening for each envelope."""
        return about(ctx, self.subject(ctx, act, "").name)

    def ground(self, ctx: Context, act: A, at: str) -> Ground:
        """Return the facts that decide who may sign, including the people between whom custody changes."""
        return custody(act, ctx.roster, at)


@registered
class HandingOver(_Custody[HandOver]):
    """Custody goes to another person, by a roster version."""

    ACT = HandOver

    def subject(self, ctx: Context, act: HandOver, digest: str) -> Subject:
        """Return the hand-over, by its number."""
        del ctx, digest
        return Subject(f"hand_over:{act.number}")

    def ready(self, ctx: Context, act: HandOver) -> Refusal | None:
        """Return why it cannot be proposed: its number must be the next one, and its day near enough."""
        return hand_overs.new(ctx, act)

    def stands(self, ctx: Context, act: HandOver) -> Refusal | None:
        """Return the refusal if passwords, keepers or seals have changed since."""
        return hand_overs.stands(ctx, act)

    def lasting(self, ctx: Context, act: HandOver) -> str:
        """Return the state while it waits for its roster version; that wait is limited too."""
        return hand_over_state.whole_state(ctx, act, newest(ctx).roster)


@registered
class Sealing(_Custody[SealEnvelope]):
    """A secret is sealed into an envelope."""

    ACT = SealEnvelope

    def subject(self, ctx: Context, act: SealEnvelope, digest: str) -> Subject:
        """Return the sealing, by its number."""
        del ctx, digest
        return Subject(f"sealing:{act.number}")

    def ready(self, ctx: Context, act: SealEnvelope) -> Refusal | None:
        """Return why it cannot be proposed: its number must be the next one."""
        return envelopes.new_sealing(ctx, act)

    def stands(self, ctx: Context, act: SealEnvelope) -> Refusal | None:
        """Return the refusal if what is sealed has changed since."""
        return envelopes.may_be_sealed(ctx, act)

    def lasting(self, ctx: Context, act: SealEnvelope) -> str:
        """Return that a sealing does not expire."""
        del ctx, act
        return CONFIRMED

    def whole(self, ctx: Context, act: SealEnvelope, kept: ProposalRecord, by: str) -> str:
        """Record the envelope as sealed."""
        envelopes.seal(ctx, act, kept, by)
        return APPLIED


@registered
class Opening(_Custody[OpenEnvelope]):
    """A sealed envelope is opened."""

    ACT = OpenEnvelope

    def subject(self, ctx: Context, act: OpenEnvelope, digest: str) -> Subject:
        """Return the opening, by its number."""
        del ctx, digest
        return Subject(f"opening:{act.number}")

    def stands(self, ctx: Context, act: OpenEnvelope) -> Refusal | None:
        """Return the refusal if it is not sealed any more."""
        return envelopes.may_be_opened(ctx, act)

    def lasting(self, ctx: Context, act: OpenEnvelope) -> str:
        """Return that an opening does not expire."""
        del ctx, act
        return CONFIRMED

    def whole(self, ctx: Context, act: OpenEnvelope, kept: ProposalRecord, by: str) -> str:
        """Record the envelope as open."""
        envelopes.open_(ctx, act, kept, by)
        return APPLIED


# ---- people


def may_hand_over(ctx: Context) -> Refusal | None:
    """Why the caller may not propose any hand-over, or None."""
    return _may_at_all(ctx, HandOver.RULE)


def may_seal(ctx: Context) -> Refusal | None:
    """Why the caller may not seal an envelope, or None."""
    return _may_at_all(ctx, SealEnvelope.RULE)


def _may_at_all(ctx: Context, rule: Rule) -> Refusal | None:
    # Who may propose does not depend on the content of the act.
    return may_propose(ctx.person, rule, Ground(ctx.roster, ctx.at)) if ctx.caller.person else None


def about(ctx: Context, subject: str) -> Sequence[ProposalRecord]:
    """Open proposals that block another one about this subject; all hand-overs, and all sealings, block each other."""
    kind = subject.partition(":")[0]
    same = proposal.c.subject == subject if kind == "opening" else proposal.c.subject.startswith(f"{kind}:")
    return base.rows(ctx.conn, select(ProposalRecord).where(same, ProposalRecord.state == OPEN))


def sealing(ctx: Context) -> ProposalRecord | None:
    """The proposed sealing that waits for its witness, if there is one."""
    return engine.waiting(ctx, about(ctx, "sealing:"))
