"""The report of a loss (R12): by anybody who knows, at once, and with what was seen."""

import msgspec
from sqlalchemy import Connection, func, select

from console.domain.losses import losses as rules
from console.domain.losses.losses import Report, Subject
from console.domain.people.people import Post
from console.domain.refusals import refuse
from console.errors import RefusedError
from console.services import declared, facts
from console.services.context import Context, answers
from console.services.facts import Reported
from console.services.ledger import ledger
from console.signing.canonical import dumps
from console.signing.statements import digest
from console.store import base
from console.store.losses import LossRecord, loss
from console.wire.answers import Done
from console.wire.calls import WISHES
from console.wire.credentials import losses as wire


@answers
def report(ctx: Context, call: wire.ReportLoss) -> Done:
    """Take a report; from this transaction on the gateway is frozen, or the person has no rights."""
    call = declared.checked(call)
    subject = Subject(call.subject)
    holder, department = _holder(ctx, subject, call.name)
    if subject is not Subject.GATEWAY and call.name != ctx.person:
        _not_too_many(ctx)
    noticed = _past(ctx, call.noticed or ctx.at)
    if call.seen and call.seen > noticed:
        raise RefusedError(refuse("loss_seen_later", "R12"))
    if call.seen:
        _past(ctx, call.seen)
    act = Report(
        org=ctx.roster.org,
        number=_next_number(ctx),
        subject=subject,
        id=call.name,
        holder=holder,
        department=department,
        kind=rules.Kind(call.kind),
        by=ctx.person,
        at=ctx.at,
        noticed=noticed,
        seen=call.seen,
        where=call.where,
        impact=call.impact,
        measures=call.measures,
    )
    return _store(ctx, act)


def _not_too_many(ctx: Context) -> None:
    """Limit the open reports of one person, so that nobody alone can take everybody's rights; others report the next losses."""
    rows = ctx.conn.execute(
        select(func.count())
        .select_from(loss)
        .where(
            LossRecord.by == ctx.person,
            LossRecord.name != ctx.person,
            LossRecord.subject != Subject.GATEWAY,
            LossRecord.resumed == "",
        )
    )
    if rows.scalar_one() >= rules.MOST_REPORTED:
        raise RefusedError(refuse("loss_too_many", "R12", most=rules.MOST_REPORTED))


def _holder(ctx: Context, subject: Subject, name: str) -> tuple[str, str]:
    """The holder of the lost thing, and their department; refused if it does not exist, or its loss is known already."""
    if _open_of(ctx.conn, subject, name):
        raise RefusedError(refuse("loss_known", "R12", name=name))
    if subject is Subject.GATEWAY:
        if ctx.roster.gateway(name) is None:
            raise RefusedError(refuse("no_such_gateway", "R12", gateway=name))
        holders = [a for a in ctx.roster.posts if a.post is Post.CUSTODIAN and a.holds(ctx.at)]
        general = ctx.roster.general_department()
        if holders:
            return holders[0].person, holders[0].department
        return "", general.id if general else ""
    if ctx.roster.person(name) is None:
        raise RefusedError(refuse("no_such_signer", "R12", person=name))
    departments = [a.department for a in ctx.roster.posts if a.person == name and a.department]
    general = ctx.roster.general_department()
    return name, departments[0] if departments else (general.id if general else "")


def _past(ctx: Context, at: str) -> str:
    if at > ctx.at:
        raise RefusedError(refuse("loss_in_future", "R12", at=at))
    return at


def _next_number(ctx: Context) -> str:
    count = ctx.conn.execute(
        select(func.count()).select_from(loss).where(LossRecord.number.startswith(f"{ctx.year}-L"))
    ).scalar_one()
    return f"{ctx.year}-L{count + 1:03d}"


def _store(ctx: Context, act: Report) -> Done:
    text = dumps(msgspec.to_builtins(act)).decode()
    identity = ctx.conn.execute(
        loss.insert()
        .values(
            number=act.number,
            digest=digest(text.encode()),
            subject=act.subject,
            name=act.id,
            by=act.by,
            at=act.at,
            text=text,
            head=digest(text.encode()),
            resumed="",
            closed="",
        )
        .returning(loss.c.id)
    ).scalar_one()
    facts.tell(ctx, Reported(act, digest(text.encode())))
    ctx.notice("losses", "roster", "people", "gateways", "sends", WISHES)
    payload = {"number": act.number, "subject": act.subject, "name": act.id, "kind": act.kind}
    seq = ledger.record(ctx, "loss.reported", f"loss:{act.number}", payload, statement=text)
    return Done(seq, identity, act.number)


def _open_of(conn: Connection, subject: Subject, name: str) -> LossRecord | None:
    return base.first(
        conn,
        select(LossRecord).where(
            LossRecord.subject == subject, LossRecord.name == name, LossRecord.resumed == ""
        ),
    )
