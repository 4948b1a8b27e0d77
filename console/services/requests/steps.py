"""A signed step on a request: whether it may be taken, and how it is stored in the order of the chain (R2)."""

import msgspec
from sqlalchemy import func, select

from console.domain import acts, dating
from console.domain.authority import Act, Facts
from console.domain.refusals import refuse
from console.errors import RefusedError
from console.services import declared, kept_rows, pledging
from console.services.context import Context, demand
from console.services.requests import requests
from console.services.statements import Incoming
from console.store import base
from console.store.requests import RequestRecord, StepRecord, step
from console.wire.acts import Prepare


def looked_at(ctx: Context, call: Prepare) -> tuple[Context, RequestRecord, Facts, int]:
    """For the signer (`call.by`): the context, the request that the act names, its facts, and the slot.

    The caller must be allowed to see the request themselves; refused if it changed since they looked (`stale`).
    """
    request_id, slot = declared.slotted(call)
    row = kept_rows.row_by_id(ctx, request_id)
    if call.head != row.head:
        raise RefusedError(refuse("stale", "R2"))
    return ctx.signed_by(call.by), row, requests.facts_of(ctx, row), slot


def demand_allowed(ctx: Context, act: acts.Step, what: Act, facts: Facts, *, slot: int = 0) -> None:
    """Refuse a step that its signer may not take now, or not at its date (the verifier judges by that), or a bad field."""
    demand(ctx.authority.may(act.by, what, facts, slot=slot))
    pledged = pledging.pledged(ctx.conn, ctx.roster, ctx.policy.pledge.version, act.at)
    then = msgspec.structs.replace(facts, pledged=pledged)
    demand(ctx.authority_at(act.at).may(act.by, what, then, slot=slot) or declared.fault(act))


def by_digest(ctx: Context, digest: str) -> RequestRecord:
    """The request whose newest version has that digest; a step on an older version is stale."""
    row = base.row(ctx.conn, select(RequestRecord).where(RequestRecord.digest == digest))
    if row is None:
        raise RefusedError(refuse("stale", "R2"))
    return row


def store_step(ctx: Context, row: RequestRecord, act: acts.Step, incoming: Incoming) -> None:
    """Store a signed step in the order of the chain.

    Refused if the same act was stored before (`signed_before`), or if it is dated before the step it follows (`older_than_before`).
    """
    known = ctx.conn.execute(
        select(StepRecord.digest).where(StepRecord.digest == incoming.digest)
    ).one_or_none()
    if known is not None:
        raise RefusedError(refuse("signed_before", "I1"))
    demand(dating.before(act.at, requests.last_date(ctx, row.id, row.version)))
    nth = ctx.conn.execute(
        select(func.count()).where(StepRecord.request == row.id, StepRecord.version == row.version)
    ).scalar_one()
    ctx.conn.execute(
        step.insert().values(
            request=row.id,
            version=row.version,
            nth=nth + 1,
            kind=acts.kind(act),
            person=act.by,
            digest=incoming.digest,
            text=incoming.text,
            signature=incoming.signature,
            carrier=ctx.caller.person if ctx.caller.person != act.by else "",
            at=act.at,
        )
    )
