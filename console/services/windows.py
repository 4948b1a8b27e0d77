"""Windows against the sending hours of their category (R13): on the form, at submission, approval, acceptance, extension, release."""

from collections.abc import Iterable, Iterator
from typing import Any

from console.domain.categories import Category
from console.domain.refusals import Refusal, refuse
from console.domain.sending import hours
from console.domain.sending.hours import Hours, Verdict
from console.domain.states import SlotState
from console.services.context import Context
from console.store.sends import SlotRecord
from console.wire.sending.windows import SlotHours

_PENDING = frozenset({SlotState.WAITING, SlotState.CLEARED, SlotState.REFUSED})


def judge(
    ctx: Context, category: str, opens: str, closes: str, *, n: int = 0, per_second: float = 0
) -> Verdict:
    """What of a window can be sent from now on; `n` recipients take their time at `per_second` recipients a second."""
    need = int(-(-n // per_second)) if per_second > 0 else 0
    return ctx.hours(Category(category)).judge(opens, closes, ctx.at, need=need)


def speed(ctx: Context, gateway: str, rate: int, parts: int) -> float:
    """Recipients a second at most: the gateway's agreed rate, or the request's own if it is lower; 0 if it is not known."""
    file = ctx.gateway(gateway)
    rates = [one for one in (rate, file.rate if file is not None else 0) if one > 0]
    return min(rates) / max(1, parts) if rates else 0


def refusal(ctx: Context, category: str, verdict: Verdict) -> Refusal | None:
    """Why nothing of a window can be sent, with the next possible window; None if something of it can."""
    if verdict.sendable:
        return None
    said: dict[str, Any] = {"category": category, "sending_hours": _said(ctx.hours(Category(category)))}
    said |= {"opens": verdict.opens, "closes": verdict.closes} if verdict.opens else {}
    if verdict.missing:
        if verdict.opens:
            return refuse("window_no_calendar", "R13", year=verdict.missing, **said)
        return refuse("window_without_calendar", "R13", year=verdict.missing, **said)
    if verdict.opens:
        return refuse("window_outside_hours", "R13", **said)
    return refuse("window_never_open", "R13", **said)


def row(ctx: Context, slot: int, category: str, verdict: Verdict) -> SlotHours:
    """A verdict in the form that the screens and commands show."""
    said = _said(ctx.hours(Category(category)))
    return SlotHours(
        slot, verdict.total, verdict.open, verdict.need, verdict.opens, verdict.closes, verdict.missing, said
    )


def of_slots(
    ctx: Context, category: str, slots: Iterable[SlotRecord], per_second: float
) -> Iterator[SlotHours]:
    """Yield how the window of each slot that is still to be sent stands now."""
    for one in slots:
        if SlotState(one.state) in _PENDING:
            verdict = judge(ctx, category, one.opens, one.closes, n=one.n, per_second=per_second)
            yield row(ctx, one.slot, category, verdict)


def nothing_left(ctx: Context, category: str, slots: Iterable[SlotRecord]) -> Refusal | None:
    """Why none of these slots' windows can be sent any more, as the first of them says; None if one can, or if there is none.

    A window that has passed is no reason of this kind: it lapses, and its refusal says so.
    """
    first: Refusal | None = None
    for one in slots:
        if SlotState(one.state) not in _PENDING or one.closes <= ctx.at:
            continue
        refused = refusal(ctx, category, judge(ctx, category, one.opens, one.closes))
        if refused is None:
            return None
        first = first or refused
    return first


def _said(judged: Hours) -> str:
    """The hours as a refusal carries them: `work=08:00-20:00; off=09:00-20:00`."""
    return "; ".join(f"{name}={spans}" for name, spans in hours.described(judged.rule).items())
