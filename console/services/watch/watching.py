"""Looks for unusual requests and sends, and writes down what it found, for the General Department (R7, R11).

`look` takes its time and only reads; `keep` writes, and is short. The desk does one after the other every minute.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import func, select, update

from console.domain.replies.replies import Decision
from console.domain.replies.reply_judge import Verdict
from console.domain.sending import counts
from console.domain.states import SlotState
from console.domain.watch.watch import Case, What, after_sending, before_sending, joined, news, share, span
from console.services.context import Context
from console.services.ledger import ledger
from console.services.requests import requests
from console.services.watch import past
from console.store import base
from console.store.complaints import complaint
from console.store.replies import reply
from console.store.requests import RequestRecord, request
from console.store.sends import SlotRecord, slot
from console.store.watch import WatchRecord, watch
from console.wire.sending.slots import Tally

OPEN: Final = "open"
ACKNOWLEDGED: Final = "acknowledged"
_STUDIED_DAYS: Final = 1
"""Days after its release within which a request is looked at, so that a desk that was down finds it too."""
_MOST: Final = 20
"""Requests that are looked at in one go; the next minute looks at more."""

_tally = msgspec.json.Decoder(Tally).decode
_cases = msgspec.json.Decoder(list[Case]).decode


class Found(NamedTuple):
    """What is unusual about a request by now."""

    request: int
    department: str
    cases: list[Case]


class Looked(NamedTuple):
    """What a look found, which requests it looked at, and the key of the facts (empty: there is more to look at)."""

    found: list[Found]
    studied: frozenset[int]
    key: tuple[object, ...]


class _Send(NamedTuple):
    """What a request's sends came to."""

    department: str
    submitted: int
    counts: dict[What, int]


def cases_of(text: str) -> list[Case]:
    """The cases as they are stored."""
    return _cases(text) if text else []


# ---- looking


def look(ctx: Context) -> Looked | None:
    """What is unusual and not yet written down so; None if there is nothing, or nothing has happened since it was last looked."""
    key = _key(ctx)
    if ctx.desk.live.watched == key:
        return None
    found: dict[int, Found] = {}
    unstudied = _unstudied(ctx)
    for one in (*_before(ctx, unstudied[:_MOST]), *_after(ctx)):
        known = found.get(one.request)
        found[one.request] = one._replace(cases=[*known.cases, *one.cases]) if known is not None else one
    kept = _kept(ctx, found)
    changed = [
        merged for one in found.values() if (merged := _merged(one, kept.get(one.request))) is not None
    ]
    whole = len(unstudied) <= _MOST
    looked = Looked(changed, frozenset(unstudied[:_MOST]), key if whole else ())
    if changed:
        return looked
    _remember(ctx, looked)
    return None


def _remember(ctx: Context, looked: Looked) -> None:
    """Know what was looked at; before it is written down it is not known, so that a failure loses nothing."""
    ctx.desk.live.studied |= looked.studied
    ctx.desk.live.watched = looked.key


def _key(ctx: Context) -> tuple[object, ...]:
    """What changes whenever something has happened that may be unusual; and with the hour, in which old sends drop out."""
    newest = (
        select(func.max(SlotRecord.updated)),
        select(func.max(reply.c.id)),
        select(func.max(complaint.c.id)),
    )
    return ledger.newest(ctx.conn), *(ctx.conn.execute(one).scalar() for one in newest), ctx.at[:13]


def _unstudied(ctx: Context) -> list[int]:
    """Requests of which a slot was released lately and that this desk has not looked at."""
    chosen = (
        select(SlotRecord.request)
        .distinct()
        .where(
            SlotRecord.release != "",
            SlotRecord.continues == 0,
            (slot.c.state == SlotState.RELEASED) | (SlotRecord.opens >= past.back(ctx, _STUDIED_DAYS)),
        )
        .order_by(SlotRecord.request)
    )
    return [one for one in ctx.conn.execute(chosen).scalars() if one not in ctx.desk.live.studied]


def _before(ctx: Context, unstudied: Iterable[int]) -> Iterator[Found]:
    """What was unusual about requests before they were sent, as their cards said."""
    zone = ZoneInfo(ctx.desk.timezone)
    for which in unstudied:
        row = base.row(ctx.conn, select(RequestRecord).where(request.c.id == which))
        statement = requests.statement_of(ctx, which, row.version) if row is not None else None
        if row is not None and statement is not None:
            within = past.within(ctx, row.category)
            when = joined(span(one.opens, one.closes, zone, within) for one in statement.slots)
            before = past.of_request(ctx, row, statement)
            cases = list(before_sending(ctx.policy.watch, before, statement.recipients(), when))
            if cases:
                yield Found(which, row.department, cases)


def _after(ctx: Context) -> Iterator[Found]:
    """The shares of sends of the last days that stand out."""
    rule = ctx.policy.watch
    sends = _sends(ctx, rule.days)
    whole: dict[str, _Send] = {}
    for one in sends.values():
        sum_ = whole.setdefault(one.department, _Send(one.department, 0, defaultdict(int)))
        for what, n in one.counts.items():
            sum_.counts[what] += n
        whole[one.department] = sum_._replace(submitted=sum_.submitted + one.submitted)
    for which, one in sends.items():
        all_ = whole[one.department]
        rest = all_.submitted - one.submitted
        # A history shorter than what is looked at says nothing.
        usual = {
            what: share(all_.counts[what] - n, rest)
            for what, n in one.counts.items()
            if rest >= rule.recipients
        }
        cases = list(after_sending(rule, one.submitted, one.counts, usual))
        if cases:
            yield Found(which, one.department, cases)


def _sends(ctx: Context, days: int) -> dict[int, _Send]:
    """By request: what the sends that began in the last days came to."""
    since = past.back(ctx, days)
    chosen = (
        select(SlotRecord.request, RequestRecord.department, SlotRecord.tally)
        .join(request, RequestRecord.id == SlotRecord.request)
        .where(SlotRecord.release != "", slot.c.state.in_(past.BEGUN), SlotRecord.opens >= since)
    )
    refusals = _counted(
        ctx,
        # Whose number was erased counts on their own.
        select(reply.c.request, func.count(func.distinct(func.coalesce(reply.c.num, -reply.c.id))))
        .where(
            (reply.c.verdict == str(Verdict.REFUSE)) | (reply.c.decision == str(Decision.REFUSES)),
            reply.c.at >= since,
            reply.c.request > 0,
        )
        .group_by(reply.c.request),
    )
    complaints = _counted(
        ctx,
        select(complaint.c.request, func.count())
        .where(complaint.c.at >= since, complaint.c.request > 0)
        .group_by(complaint.c.request),
    )
    found: dict[int, _Send] = {}
    for which, department, text in ctx.conn.execute(chosen):
        tally = _tally(text)
        known = found.get(which)
        failed = counts.total(tally, counts.FAILED) + (known.counts[What.FAILURES] if known else 0)
        said = {
            What.FAILURES: failed,
            What.REFUSALS: refusals.get(which, 0),
            What.COMPLAINTS: complaints.get(which, 0),
        }
        found[which] = _Send(department, counts.sent(tally) + (known.submitted if known else 0), said)
    return found


def _counted(ctx: Context, chosen: Any) -> dict[int, int]:
    return {int(which): int(n) for which, n in ctx.conn.execute(chosen)}


# ---- what is known already


def _kept(ctx: Context, which: Iterable[int]) -> dict[int, WatchRecord]:
    wanted = list(which)
    rows = base.rows(ctx.conn, select(WatchRecord).where(watch.c.request.in_(wanted))) if wanted else []
    return {row.request: row for row in rows}


def _merged(found: Found, row: WatchRecord | None) -> Found | None:
    """What is known of a request with what was found now; None if that is nothing new, in figures either."""
    known = cases_of(row.cases) if row is not None else []
    now = {one.what: one for one in known}
    # What a department's own share is by now is no news about this send.
    now |= {
        one.what: one
        for one in found.cases
        if one.what not in now or (one.n, one.of) != (now[one.what].n, now[one.what].of)
    }
    cases = [now[what] for what in What if what in now]
    return None if cases == known else found._replace(cases=cases)


# ---- writing it down


def keep(ctx: Context, looked: Looked) -> None:
    """Write down what was found; what nobody knew when it was acknowledged opens it again, and is a ledger entry."""
    for one in looked.found:
        row = base.row(ctx.conn, select(WatchRecord).where(watch.c.request == one.request))
        merged = _merged(one, row)
        if merged is None:
            continue
        cases = msgspec.json.encode(merged.cases).decode()
        known = (
            cases_of(row.seen if row is not None and row.state == ACKNOWLEDGED else row.cases) if row else []
        )
        new = news(merged.cases, known)
        values: dict[str, object] = {"cases": cases}
        if new:
            values |= {"state": OPEN, "found": ctx.at}
        if row is None:
            blank = dict.fromkeys(("looked", "follows", "by", "acknowledged"), "")
            first = {"request": one.request, "department": one.department, "seen": "[]", "at": ctx.at}
            ctx.conn.execute(watch.insert().values(**first, **blank, **values))
        else:
            ctx.conn.execute(update(watch).where(watch.c.id == row.id).values(**values))
        ctx.notice("watch", "requests")
        if new:
            ledger.record(ctx, "watch.found", f"request:{one.request}", _said(new))
    _remember(ctx, looked._replace(key=()))


def _said(cases: Iterable[Case]) -> Mapping[str, object]:
    """The cases as the ledger keeps them."""
    return {one.what: msgspec.to_builtins(one) for one in cases}
