"""Two people release a text that the screening list blocks (R11): the supervising manager of its department, and the registrar.

Either takes it back. What is released of a draft or request stands in `requests.appeals`.
"""

from collections.abc import Sequence
from typing import Any, Final

import msgspec
from sqlalchemy import select, update

from console.domain.content.appeals import AppealWithdrawal, ReleaseText
from console.domain.pair import names
from console.domain.refusals import Refusal, refuse
from console.domain.two_person.pairing import Ground, may_propose
from console.domain.two_person.withdrawal import may_withdraw
from console.errors import RefusedError
from console.services import declared
from console.services.content import appeals
from console.services.context import Context, demand
from console.services.ledger import ledger
from console.services.statements import Incoming, prepares, takes
from console.services.two_person import engine, proposals
from console.services.two_person.engine import Subject, TwoPerson, proposes, registered
from console.services.two_person.proposals import CONFIRMED, LIVE, OVERTAKEN, WITHDRAWN
from console.store import base
from console.store.personnel import AppealWithdrawalRecord, ProposalRecord, appeal_withdrawal, proposal
from console.store.requests import RequestRecord
from console.wire import dispatch
from console.wire.acts import Prepare
from console.wire.answers import Done
from console.wire.requests.rows import AppealRow

_OFFERED: Final = 100
"""Withdrawals in one answer to the dispatcher."""


@registered
class Appealing(TwoPerson[ReleaseText]):
    """The act that releases a text."""

    ACT = ReleaseText
    TAKEN = refuse("appeal_proposed_already", "R11")
    TOPICS = ("requests",)

    def subject(self, ctx: Context, act: ReleaseText, digest: str) -> Subject:
        """Return the draft: only those who read its department's requests read its text."""
        del digest
        number = ctx.conn.execute(select(RequestRecord.number).where(RequestRecord.id == act.draft))
        return Subject(appeals.subject(act.draft), number.scalar_one_or_none() or "", act.draft)

    def stands(self, ctx: Context, act: ReleaseText) -> Refusal | None:
        """Return the refusal if the draft was changed since."""
        return appeals.stands(ctx, act)

    def ground(self, ctx: Context, act: ReleaseText, at: str) -> Ground:
        """Return the roster, the department whose supervising manager proposes, and who had a hand in the request."""
        row = base.row(ctx.conn, select(RequestRecord).where(RequestRecord.id == act.draft))
        hands = appeals.hands(ctx, row) if row is not None else frozenset()
        return Ground(ctx.roster, at, hands=hands, department=act.department)

    def lasting(self, ctx: Context, act: ReleaseText) -> str:
        """Return that a release lasts as long as the draft says what was released."""
        return CONFIRMED if appeals.lasts(ctx, act) else OVERTAKEN

    def withdrawn(self, ctx: Context, kept: ProposalRecord) -> Refusal:
        """Return who took the release back, and when."""
        chosen = select(AppealWithdrawalRecord).where(AppealWithdrawalRecord.proposal == kept.digest)
        row = base.row(ctx.conn, chosen.order_by(AppealWithdrawalRecord.at).limit(1))
        if row is None:
            return refuse("appeal_gone", "R11")
        act = msgspec.json.decode(row.text, type=AppealWithdrawal)
        return refuse("appeal_withdrawn", "R11", person=act.by, at=act.at)


@proposes(ReleaseText)
def asked(ctx: Context, call: Prepare) -> ReleaseText:
    """The act that releases the text of the draft which the call names."""
    return appeals.asked(ctx, declared.numbered(call))


def may(ctx: Context, row: RequestRecord) -> Refusal | None:
    """Why the caller can do nothing about a release of a request's text: propose, confirm or take back; None if they can."""
    live = engine.waiting(ctx, of_request(ctx, row.id))
    if live is not None:
        # Whoever may confirm one that waits may take it back, too.
        return _may_withdraw(ctx, live, ctx.person)
    ground = Ground(ctx.roster, ctx.at, hands=appeals.hands(ctx, row), department=row.department)
    return may_propose(ctx.person, ReleaseText.RULE, ground) or _unasked(ctx, row.id)


def _unasked(ctx: Context, draft: int) -> Refusal | None:
    """Why nothing of a draft's text can be released, or None."""
    try:
        appeals.asked(ctx, draft)
    except RefusedError as error:
        return error.refusal
    return None


def of_request(ctx: Context, request: int) -> Sequence[ProposalRecord]:
    """Every release of the text of a draft or request, newest first."""
    return proposals.newest(ctx, names(ReleaseText), ProposalRecord.request == request)


def row_of(ctx: Context, kept: ProposalRecord) -> AppealRow:
    """A release as it is shown with its request."""
    classes, reason = appeals.act_of(kept).classes, proposals.statement(kept).reason
    return AppealRow(
        kept.digest, engine.state(ctx, kept), kept.by, kept.confirmed_by, kept.at, reason, classes
    )


# ---- taking a release back


@prepares(AppealWithdrawal)
def prepare(ctx: Context, call: Prepare, kind: type[AppealWithdrawal]) -> AppealWithdrawal:
    """Fill in the withdrawal of a release, which is named by its proposal's digest; refused as the act itself would be."""
    kept = _live(ctx, call.subject)
    demand(_may_withdraw(ctx, kept, ctx.person))
    return declared.filled(ctx, kind, call, {"proposal": kept.digest})


@takes(AppealWithdrawal)
def take(ctx: Context, incoming: Incoming) -> Done:
    """Take a signed withdrawal: the text is blocked again, and the dispatcher is told; a send that has begun goes on."""
    act = incoming.act
    if not isinstance(act, AppealWithdrawal):
        raise RefusedError(refuse("not_a_personal_act", "I1"))
    kept = _live(ctx, act.proposal)
    demand(_may_withdraw(ctx, kept, act.by) or declared.fault(act))
    values: dict[str, Any] = {"state": WITHDRAWN}
    ctx.conn.execute(update(proposal).where(proposal.c.digest == kept.digest).values(**values))
    row = {"proposal": kept.digest, "at": ctx.at, "text": incoming.text, "signature": incoming.signature}
    ctx.conn.execute(appeal_withdrawal.insert().values(**row))
    ctx.notice("requests", "sends")
    seq = ledger.record(
        ctx, "appeal.withdrawn", kept.subject, {"draft": kept.request, "proposal": kept.digest},
        actor=act.by, statement=incoming.text, signature=incoming.signature,
    )  # fmt: skip
    return Done(seq, kept.request, str(kept.request))


def withdrawals(ctx: Context) -> list[dispatch.WithdrawnText]:
    """The newest signed withdrawals, for the dispatcher: it keeps each for good, so that a desk which forgets cannot undo one."""
    newest = select(AppealWithdrawalRecord).order_by(AppealWithdrawalRecord.at.desc()).limit(_OFFERED)
    rows = base.rows(ctx.conn, newest)
    return [dispatch.WithdrawnText(row.text, row.signature) for row in rows]


def _may_withdraw(ctx: Context, kept: ProposalRecord, person: str) -> Refusal | None:
    """Either of its two people takes a release back, or whoever could sign in their place."""
    act = appeals.act_of(kept)
    ground = Ground(ctx.roster, ctx.at, department=act.department)
    return may_withdraw(person, act.rule, ground, proposer=kept.by, confirmer=kept.confirmed_by)


def _live(ctx: Context, digest: str) -> ProposalRecord:
    """The release of that digest, while it waits or counts; raises ConsoleError."""
    kept = proposals.kept(ctx, digest)
    if kept.kind != ReleaseText.RULE.name or kept.state not in LIVE:
        raise RefusedError(refuse("appeal_gone", "R11"))
    return kept
