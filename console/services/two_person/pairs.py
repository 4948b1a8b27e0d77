"""Two-person acts of every noun, as they come in and as they are listed (architecture section 4)."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import bindparam, or_, select

from console.domain import declared
from console.domain.refusals import refuse
from console.domain.two_person.pairs import (
    Confirmation,
    Proposal,
)
from console.errors import RefusedError
from console.services import kept_rows
from console.services.context import Context, answers, demand
from console.services.declared import filled
from console.services.statements import Incoming, prepares, takes
from console.services.two_person import (
    engine,
    proposals,
)
from console.services.two_person.engine import NOUNS, PROPOSES
from console.services.two_person.proposals import CONFIRMED, LIVE, OPEN
from console.store import base
from console.store.personnel import ProposalRecord
from console.store.requests import RequestRecord
from console.wire import pairs
from console.wire.acts import Prepare
from console.wire.answers import Done, Prepared

__all__ = [
    "confirm",
    "confirmation",
    "confirmers",
    "page",
    "prepare",
    "propose",
    "waiting",
]

# ---- signatures


def prepare(ctx: Context, call: Prepare, kind: type[msgspec.Struct]) -> Prepared:
    """The bytes of a proposal of a declared act; refused if the caller may not make it."""
    for _, refusal in declared.faults(kind, call.said):
        raise RefusedError(refusal)
    act = PROPOSES[kind](ctx, call)
    return engine.prepare(ctx, act, str(declared.whole(kind, call.said)["reason"]))


@takes(Proposal)
def propose(ctx: Context, incoming: Incoming) -> Done:
    """Take a signed proposal: it must be allowed now; it is stored and waits for its second signature."""
    signed = incoming.act
    if not isinstance(signed, Proposal):
        raise RefusedError(refuse("not_a_pair_act", "R2"))
    return engine.propose(ctx, signed, incoming)


@prepares(Confirmation)
def confirmation(ctx: Context, call: Prepare, kind: type[Confirmation]) -> Confirmation:
    """The confirmation of the proposal with that digest; refused if the caller may not confirm it."""
    kept = _readable(ctx, call.subject)
    demand(engine.may_sign(ctx, kept, ctx.person))
    return filled(ctx, kind, call, {"proposal": kept.digest})


@takes(Confirmation)
def confirm(ctx: Context, incoming: Incoming) -> Done:
    """Take a signed confirmation; the last one that is needed completes the act."""
    signed = incoming.act
    if not isinstance(signed, Confirmation):
        raise RefusedError(refuse("not_a_pair_act", "R2"))
    kept = _readable(ctx, signed.proposal)
    return engine.confirm(ctx, kept, signed, incoming)


def _readable(ctx: Context, digest: str) -> ProposalRecord:
    """The proposal of that digest, for a caller who may read the request that it is about; raises ConsoleError."""
    kept = proposals.kept(ctx, digest)
    if kept.request:
        kept_rows.row_by_id(ctx, kept.request)
    return kept


# ---- reading


@answers
def page(ctx: Context, call: pairs.ProposalsPage) -> list[pairs.ProposalRow]:
    """Two-person acts on the requests that the caller may read, and those about no request, newest first."""
    where: list[Any] = proposals.read_by(ctx)
    if call.request:
        where.append(ProposalRecord.request == call.request)
    if call.open:
        where += [
            ProposalRecord.state.in_(LIVE),
            or_(ProposalRecord.expires > ctx.at, ProposalRecord.state == CONFIRMED),
        ]
    rows = [engine.row(ctx, kept) for name in NOUNS for kept in proposals.newest(ctx, (name,), *where)]
    rows.sort(key=lambda one: one.at, reverse=True)
    return [one for one in rows if not call.open or one.state in LIVE]


_WAITING = (
    select(ProposalRecord)
    .where(ProposalRecord.state == OPEN, ProposalRecord.expires > bindparam("now"))
    .order_by(ProposalRecord.at, ProposalRecord.digest)
    .limit(proposals.MOST)
)


def waiting(ctx: Context) -> Iterator[tuple[ProposalRecord, RequestRecord | None]]:
    """Proposals that wait for a signature and are still true, each with its request, or None."""
    rows = base.rows(ctx.conn, _WAITING, now=ctx.at)
    for kept in rows:
        if engine.state(ctx, kept) == OPEN:
            yield kept, base.row(ctx.conn, select(RequestRecord).where(RequestRecord.id == kept.request))


def confirmers(ctx: Context, kept: ProposalRecord, among: Iterable[str]) -> list[str]:
    """Those of `among` who may make the next signature of a proposal now."""
    return [person for person in among if engine.may_sign(ctx, kept, person) is None]
