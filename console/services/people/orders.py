"""Personnel orders as they come in: deputies, standbys, suspensions, and the recalls that end them (architecture section 5)."""

from datetime import timedelta
from typing import Any

import msgspec
from sqlalchemy import func, or_, select, update

from console.domain import acts, times
from console.domain.people.orders import Activation, Deputation, Recall, Suspension
from console.domain.people.standing import Brought, loses, may_order
from console.domain.refusals import Refusal, refuse
from console.errors import RefusedError
from console.services import declared, lists, standing
from console.services.context import Context, answers, demand
from console.services.ledger import ledger
from console.services.requests import pending
from console.services.statements import Incoming, prepares, takes
from console.store import base
from console.store.personnel import PersonnelOrderRecord, personnel_order
from console.store.requests import step
from console.wire.acts import Prepare
from console.wire.answers import Done
from console.wire.people import personnel

_RULES = frozenset({"activation", "suspension"})
"""Kinds that change the roster by which everybody's calls are judged."""


@prepares(Deputation, Recall, Suspension, Activation)
def prepare(ctx: Context, call: Prepare, kind: type[acts.Order]) -> acts.Order:
    """The requested order; refused if the caller may not give it."""
    order = declared.filled(ctx, kind, call, {})
    known = standing.orders(ctx.conn)
    demand(may_order(ctx.roster, ctx.policy.orders, order, known))
    _judge_number(known, order, ctx.at)
    return order


@takes(Deputation, Recall, Suspension, Activation)
def take(ctx: Context, incoming: Incoming) -> Done:
    """Take a signed order: it must be allowed now; it is stored, and in force with this transaction."""
    order = incoming.act
    if not isinstance(order, acts.Order):
        raise RefusedError(refuse("not_an_order", "R8"))
    if order.at > ctx.at:
        # An order dated ahead would block everybody else's orders until then.
        raise RefusedError(refuse("signed_in_future", "R2", at=order.at, now=ctx.at))
    known = standing.orders(ctx.conn)
    if any(digest == incoming.digest for digest, _ in known):
        raise RefusedError(refuse("signed_before", "I1"))
    if known and order.at < known[-1].order.at:
        # The verifier reads orders by their dates.
        raise RefusedError(refuse("order_older", "I1", at=known[-1].order.at))
    demand(may_order(ctx.roster, ctx.policy.orders, order, known))
    demand(_undoes(ctx, order, known))
    _judge_number(known, order, ctx.at)
    kind = acts.kind(order)
    order_id = _keep(ctx, order, incoming, kind)
    if isinstance(order, Recall):
        ctx.conn.execute(
            update(personnel_order).where(personnel_order.c.digest == order.order).values(recalled=order.at)
        )
    seq = ledger.record(
        ctx,
        f"order.{kind}",
        f"person:{_concerns(order) or order.by}",
        _payload(order),
        actor=order.by,
        statement=incoming.text,
        signature=incoming.signature,
    )
    if isinstance(order, Suspension):
        pending.stop_for(ctx, [order.person], "suspended")
    if kind in _RULES or isinstance(order, Recall):
        ctx.notice("roster")
    ctx.notice("requests", "orders")
    return Done(seq, order_id)


def _undoes(ctx: Context, order: acts.Order, known: list[Brought]) -> Refusal | None:
    """Refuse an order that takes away the basis of a signature already given: the order must be dated after the signature.

    The verifier judges a signature by the orders of its date. It cannot check this itself, because the signature might as well
    have been dated back. A signature dated ahead of the desk's clock is not protected.
    """
    losers, since = loses(ctx.roster, order, known)
    used = ctx.conn.execute(
        select(func.max(step.c.at)).where(step.c.person.in_(losers), step.c.at >= since, step.c.at <= ctx.at)
    ).scalar_one()
    return refuse("order_undoes", "R2", at=order.at, used=used) if used else None


_MOST = 20
"""Deputations and activations that one person may have in force or have given within a day: each travels in bundles."""
_DAY = timedelta(days=1)


def _judge_number(known: list[Brought], order: acts.Order, at: str) -> None:
    """Limit the orders of one person. Suspensions and recalls are never limited, because they may be an emergency.

    A person is suspended once until a roster version says otherwise, and an order is recalled once, while it runs. So there are
    never more of these than there are people and orders.
    """
    if isinstance(order, Recall):
        recalled = next((o for digest, o in known if digest == order.order), None)
        over = isinstance(recalled, Deputation | Activation) and recalled.until <= at
        if over or any(isinstance(one, Recall) and one.order == order.order for _, one in known):
            raise RefusedError(refuse("order_over", "R2"))
    if not isinstance(order, Deputation | Activation):
        return
    since = times.render(times.parse(at) - _DAY)
    given = sum(
        isinstance(one, Deputation | Activation) and one.by == order.by and (one.until > at or one.at > since)
        for _, one in known
    )
    if given >= _MOST:
        raise RefusedError(refuse("too_many_orders", "R2", n=_MOST))


def _keep(ctx: Context, order: acts.Order, incoming: Incoming, kind: str) -> int:
    made = ctx.conn.execute(
        personnel_order.insert().values(
            digest=incoming.digest,
            kind=kind,
            by=order.by,
            person=_concerns(order),
            principal=str(getattr(order, "principal", "")),
            post=str(getattr(order, "post", "")),
            department=str(getattr(order, "department", "")),
            since=str(getattr(order, "since", order.at)),
            until=str(getattr(order, "until", "")),
            recalled="",
            at=order.at,
            carrier=ctx.caller.person if ctx.caller.person != order.by else "",
            text=incoming.text,
            signature=incoming.signature,
        )
    )
    key = made.inserted_primary_key
    return int(key[0]) if key else 0


def _concerns(order: acts.Order) -> str:
    """The person that the order is about; a recall is about its order."""
    return str(getattr(order, "deputy", "") or getattr(order, "person", ""))


def _payload(order: acts.Order) -> dict[str, Any]:
    names = ("principal", "post", "department", "since", "until", "order")
    return {name: str(getattr(order, name)) for name in names if hasattr(order, name)}


# ---- reading


@answers
def page(ctx: Context, call: personnel.OrdersPage) -> personnel.OrderPage:
    """Orders, newest first; where people are is no secret inside the organisation."""
    table = personnel_order.c
    where = [table.kind != "recall", *lists.same((table.kind, call.kind))]
    if call.person:
        where.append(
            or_(table.person == call.person, table.principal == call.person, table.by == call.person)
        )
    if call.live:
        where.append(or_(table.kind == "suspension", table.until > ctx.at))
        where.append(or_(table.recalled == "", table.recalled > ctx.at))
        where.append(or_(table.kind != "suspension", table.at >= ctx.roster.at))
    shown, rows = lists.paged(
        ctx, call, PersonnelOrderRecord, select(PersonnelOrderRecord).where(*where), PersonnelOrderRecord.id
    )
    known = standing.orders(ctx.conn)
    return personnel.OrderPage(shown, [_row(ctx, row, known) for row in rows])


def to_come(ctx: Context, person: str) -> list[personnel.OrderRow]:
    """Deputations and activations in force or to come that name a person in any role, oldest first."""
    table = personnel_order.c
    rows = base.rows(
        ctx.conn,
        select(PersonnelOrderRecord)
        .where(
            table.kind.in_(("deputation", "activation")),
            table.until > ctx.at,
            table.recalled == "",
            or_(table.person == person, table.principal == person, table.by == person),
        )
        .order_by(table.id),
    )
    known = standing.orders(ctx.conn)
    return [_row(ctx, row, known) for row in rows]


def _row(ctx: Context, row: PersonnelOrderRecord, known: list[Brought]) -> personnel.OrderRow:
    order = msgspec.json.decode(row.text, type=acts.Order)
    state = _state(ctx, row)
    return personnel.OrderRow(
        digest=row.digest,
        text=row.text,
        kind=row.kind,
        by=row.by,
        person=row.person,
        principal=row.principal,
        post=row.post,
        department=row.department,
        since=row.since,
        until=min(row.until, row.recalled) if row.until and row.recalled else row.until,
        categories=[str(c) for c in getattr(order, "categories", [])],
        reason=order.reason,
        at=row.at,
        state=state,
        recallable=state in {"live", "coming"} and _recallable(ctx, row, known),
    )


def _recallable(ctx: Context, row: PersonnelOrderRecord, known: list[Brought]) -> bool:
    if not ctx.caller.person:
        return False
    recall = Recall(
        org=ctx.roster.org, by=ctx.person, at=ctx.at, roster=ctx.roster.version, order=row.digest, reason=""
    )
    return may_order(ctx.roster, ctx.policy.orders, recall, known) is None


def _state(ctx: Context, row: PersonnelOrderRecord) -> str:
    """`coming`, `live`, `over` or `recalled`; a suspension is over once a later roster version states the person's standing."""
    if row.recalled and row.recalled <= ctx.at:
        return "recalled"
    if row.kind == "suspension":
        return "live" if row.at >= ctx.roster.at else "over"
    if row.until <= ctx.at:
        return "over"
    return "live" if row.since <= ctx.at else "coming"
