"""Which personnel orders the caller may give now, before they fill in anything; judged like the orders themselves."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from console.domain.people.orders import Activation, Deputation, Suspension
from console.domain.people.people import Appointment, Post
from console.domain.people.standing import Order, may_order
from console.domain.refusals import Refusal, refuse
from console.domain.times import parse, render
from console.services import lockouts
from console.services.context import Context, answers
from console.wire.people.order_rights import MayOrder

_LASTS = timedelta(minutes=1)
"""The duration of an order that is only judged and never given."""


@answers
def allowed(ctx: Context, call: MayOrder) -> dict[str, Refusal | None]:
    """Why the caller may not name a deputy, activate a standby or suspend; None if they may.

    With a person: their deputy, their suspension, and whether the caller may unlock them. Without: any deputy; no suspension.
    """
    refusals = {"deputise": _first(ctx, _deputations(ctx, call.person), _nobody_s_deputy(ctx, call.person))}
    refusals["wake"] = _first(ctx, _activations(ctx), refuse("wakes_nobody", "R8"))
    if call.person:
        refusals["suspend"] = _judged(ctx, Suspension(**_common(ctx), person=call.person))
        refusals["unlock"] = lockouts.may_unlock(ctx, call.person)
    return refusals


def _first(ctx: Context, orders: Iterable[Order], otherwise: Refusal) -> Refusal | None:
    """None if one of the orders could be given; else the refusal of the first order, or `otherwise` if there is none."""
    refusals = [_judged(ctx, order) for order in orders]
    return None if None in refusals else next(iter(refusals), otherwise)


def _judged(ctx: Context, order: Order) -> Refusal | None:
    return may_order(ctx.roster, ctx.policy.orders, order, [])


def _common(ctx: Context) -> dict[str, Any]:
    return {
        "org": ctx.roster.org,
        "by": ctx.person,
        "at": ctx.at,
        "roster": ctx.roster.version,
        "reason": "?",
    }


def _dated(ctx: Context) -> dict[str, Any]:
    return {**_common(ctx), "since": ctx.at, "until": render(parse(ctx.at) + _LASTS)}


def _deputations(ctx: Context, principal: str) -> Iterable[Deputation]:
    """One for every post that can have a deputy, the caller's own first; the deputy is any other person."""
    held = [a for a in ctx.roster.posts if a.holds(ctx.at) and principal in {"", a.person}]
    for one in sorted(
        held, key=lambda a: (a.person != ctx.person, a.post not in ctx.policy.orders.deputised)
    ):
        deputy = _other(ctx, one)
        if deputy and (principal or one.person == ctx.person or one.post in ctx.policy.orders.deputised):
            yield Deputation(
                **_dated(ctx),
                principal=one.person,
                post=one.post,
                department=one.department,
                deputy=deputy,
                categories=[],
            )


def _other(ctx: Context, held: Appointment) -> str:
    return next((a.person for a in ctx.roster.posts if a.holds(ctx.at) and a.person != held.person), "")


def _nobody_s_deputy(ctx: Context, principal: str) -> Refusal:
    return refuse("not_yours_to_deputise", "R2", person=principal or ctx.person)


def _activations(ctx: Context) -> Iterable[Activation]:
    """One for every standby of a department that the caller manages."""
    managed = {
        a.department for a in ctx.roster.appointments(ctx.person, ctx.at) if a.post is Post.DEPARTMENT_MANAGER
    }
    for one in ctx.roster.posts:
        if one.standby and one.department in managed:
            yield Activation(**_dated(ctx), department=one.department, post=one.post, person=one.person)
