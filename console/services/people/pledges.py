"""Pledges (Attachment 2): the text in force, who has signed it, and signing it clause by clause."""

import msgspec
from sqlalchemy import bindparam, select

from console.domain import acts
from console.domain.people import pledges
from console.domain.people.people import Key, Person
from console.domain.refusals import refuse
from console.errors import ConsoleError, RefusedError
from console.services import declared, pledging
from console.services.context import Context, answers, demand
from console.services.ledger import ledger
from console.services.statements import Incoming, prepares, takes
from console.store import base
from console.store.people import PledgeRecord
from console.store.people import pledge as table
from console.wire.acts import Prepare
from console.wire.answers import Done
from console.wire.people import personnel


@answers
def text(ctx: Context, _call: personnel.Pledge) -> personnel.PledgeText:
    """The pledge in force, in full, and the state of the caller's own."""
    rule = ctx.policy.pledge
    clauses = [
        personnel.PledgeClause(number, one.zh, one.en) for number, one in enumerate(_shipped(ctx).clause, 1)
    ]
    return personnel.PledgeText(rule.version, rule.months, clauses, standing(ctx, ctx.person))


@answers
def page(ctx: Context, _call: personnel.Pledges) -> list[personnel.PledgeRow]:
    """Everyone who must pledge, in roster order; a missing pledge is no secret inside the organisation."""
    rows = (standing(ctx, p.id) for p in ctx.roster.people)
    return [row for row in rows if row is not None]


_GIVEN = (
    select(PledgeRecord)
    .where(PledgeRecord.person == bindparam("person"))
    .order_by(PledgeRecord.until, PledgeRecord.at)
)


def standing(ctx: Context, person: str) -> personnel.PledgeRow | None:
    """The state of one person's pledge; None if their posts require none."""
    rule = ctx.policy.pledge
    departments = pledges.bound(ctx.roster, rule, person, ctx.at)
    if not departments:
        return None
    known = ctx.roster.person(person)
    keys = {k.public for k in _good(known)}
    given = [
        row
        for row in base.rows(
            ctx.conn,
            _GIVEN,
            person=person,
        )
        if pledging.pledge_key(row.text, row.signature, ctx.roster.org) in keys
    ]
    newest = next(
        (row for row in reversed(given) if row.version == rule.version), given[-1] if given else None
    )
    act = _act(newest) if newest is not None else None
    return personnel.PledgeRow(
        person=person,
        name=known.name if known else person,
        department=act.department if act and act.department in departments else departments[0],
        version=act.version if act else "",
        at=act.at if act else "",
        until=act.until if act else "",
        witness=act.witness if act else "",
        state=pledges.state(rule, [(row.version, row.until) for row in given], ctx.at),
    )


@prepares(acts.Pledge)
def prepare(ctx: Context, call: Prepare, kind: type[acts.Pledge]) -> acts.Pledge:
    """The caller's pledge; refused unless every clause was accepted and the witness is allowed."""
    rule = ctx.policy.pledge
    holds = {"version": rule.version, "until": pledges.until(ctx.at, rule.months)}
    act = declared.filled(ctx, kind, call, holds)
    demand(pledges.may_pledge(ctx.roster, rule, act))
    known = ctx.roster.person(ctx.person)
    early = [pledges.too_early(rule, _ends(ctx, ctx.person, k.public), ctx.at) for k in _good(known)]
    if all(early):
        demand(early[0])
    if len(_shipped(ctx).clause) != rule.clauses:
        raise ConsoleError("pledge_text_differs", version=rule.version)
    return act


@takes(acts.Pledge)
def take(ctx: Context, incoming: Incoming) -> Done:
    """Take a signed pledge; it counts from this transaction on, for the desk and in every bundle."""
    act = incoming.act
    if not isinstance(act, acts.Pledge):
        raise RefusedError(refuse("not_a_personal_act", "I1"))
    demand(pledges.may_pledge(ctx.roster, ctx.policy.pledge, act))
    if ctx.conn.execute(select(table.c.digest).where(table.c.digest == incoming.digest)).first() is not None:
        raise RefusedError(refuse("signed_before", "I1"))
    key = pledging.pledge_key(incoming.text, incoming.signature, ctx.roster.org)
    demand(pledges.too_early(ctx.policy.pledge, _ends(ctx, act.by, key), ctx.at))
    ctx.conn.execute(
        table.insert().values(
            digest=incoming.digest,
            person=act.by,
            version=act.version,
            at=act.at,
            until=act.until,
            text=incoming.text,
            signature=incoming.signature,
        )
    )
    seq = ledger.record(
        ctx,
        "pledge.signed",
        f"person:{act.by}",
        {"version": act.version, "until": act.until, "witness": act.witness},
        actor=act.by,
        statement=incoming.text,
        signature=incoming.signature,
    )
    ctx.notice("pledges", "requests")
    return Done(seq, 0, act.version)


def _good(person: Person | None) -> list[Key]:
    return [k for k in person.keys if not k.revoked] if person else []


def _ends(ctx: Context, person: str, key: str) -> list[str]:
    """When the person's pledges of the version in force end that one key signed; with another key a new signature may be needed."""
    rows = ctx.conn.execute(
        select(table.c.until, table.c.text, table.c.signature).where(
            table.c.person == person, table.c.version == ctx.policy.pledge.version
        )
    )
    return [row.until for row in rows if pledging.pledge_key(row.text, row.signature, ctx.roster.org) == key]


def _shipped(ctx: Context) -> pledges.Text:
    version = ctx.policy.pledge.version
    try:
        return pledges.shipped(version)
    except pledges.PledgeTextError as error:
        raise ConsoleError("no_pledge_text", version=version) from error


def _act(row: PledgeRecord) -> acts.Pledge:
    return msgspec.json.decode(row.text, type=acts.Pledge)
