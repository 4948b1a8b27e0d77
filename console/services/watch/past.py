"""What a department did before a request, and what the request's lists have in common with that (R7, R10).

Asked of a reader: the database counts, and of a long list every so many numbers, so that nobody at the desk waits for it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

import msgspec
from sqlalchemy import select

from console.domain import acts
from console.domain.categories import Category
from console.domain.sending import counts, hours
from console.domain.sending.limits import text_key
from console.domain.states import RequestState, SlotState
from console.domain.times import parse, render
from console.domain.watch.watch import Past, Span, WatchRule, What, before_sending, joined, span
from console.services.contacts import contacts, list_counts
from console.services.context import Context
from console.store import base
from console.store.contacts import ContactListRecord, contact_list
from console.store.requests import RequestRecord, RequestVersionRecord, request, request_version
from console.store.sends import SlotRecord, slot
from console.wire.duties.watch import CardWatch
from console.wire.sending.slots import Tally

BEGUN: Final = (SlotState.SENDING, SlotState.HELD, SlotState.DONE, SlotState.STOPPED)
_ASKED: Final = (RequestState.SUBMITTED, RequestState.APPROVED, RequestState.CLEARED, RequestState.DONE)
_SENDS: Final = 5_000
_REQUESTS: Final = 2_000
_LISTS: Final = 200
"""Lists sent to that a list is compared with, the newest first."""
_LOOKED_UP: Final = 2_000
"""Numbers of a list that are looked up in them: a share is told to within two in a hundred."""
_NOTICED: Final = 400
"""Numbers that are looked up of a list before, where only the habit is asked for."""
_NEWEST: Final = 3
"""Newest lists of the department by which it is known whether its lists are usually alike."""
_TAKEN_OUT: Final = (acts.Making.SUBTRACT, acts.Making.PART)
"""How a list is made that is a part of its first parent."""
_KEPT: Final = 256
"""Counts that are remembered."""


class _Send(SlotRecord):
    """A slot that began, with its request's number and category."""

    __abstract__ = True
    number: str | None
    category: str


class _Brief(msgspec.Struct):
    """What is read of a signed request."""

    text: acts.Text
    slots: list[acts.Slot]


class _Asked(NamedTuple):
    """A request that was handed in: what it may have in common with others, and its lists (what each is known by, its length)."""

    id: int
    at: str
    marks: frozenset[tuple[str, str]]
    lists: tuple[tuple[tuple[object, ...], int], ...]

    @property
    def n(self) -> int:
        return sum(n for _, n in self.lists)


class _Listed:
    """The columns of a list by which another part of the same file is known."""

    digest: str | None
    sha256: str
    sheet: str
    made: str
    parents: str


_brief = msgspec.json.Decoder(_Brief).decode
_tally = msgspec.json.Decoder(Tally).decode


def back(ctx: Context, days: int) -> str:
    """The instant so many days ago."""
    return render(parse(ctx.at) - timedelta(days=days))


def within(ctx: Context, category: str) -> Span:
    """The widest hours of a category."""
    return Span(*hours.widest(ctx.policy.category[Category(category)].hours))


def of_card(ctx: Context, row: RequestRecord, statement: acts.Request) -> CardWatch:
    """What the card of a request says about the watch: of lists only what is unusual, so that a card stays the same meanwhile."""
    rule, before = ctx.policy.watch, of_request(ctx, row, statement)
    told = {one.what for one in before_sending(rule, before, statement.recipients(), None)}
    if What.SPLIT not in told:
        before = msgspec.structs.replace(before, parts=1, in_parts=0, most_part=0, parts_before=0)
    if What.STRANGERS not in told:
        before = msgspec.structs.replace(before, looked=0, known=0, habit=-1)
    return CardWatch(rule, before, within(ctx, row.category))


def of_request(ctx: Context, row: RequestRecord, statement: acts.Request) -> Past:
    """What was before a request, and what its lists have in common with that."""
    rule = ctx.policy.watch
    split, most_before = _parts(ctx, row, statement, rule)
    parts = dict(_sizes(split))
    # Parts of one are not what it is compared with.
    others = parts.keys() if len(parts) >= rule.split_requests else set()
    sends = [one for one in _sends(ctx, row, rule.list_days) if one.request not in others]
    since = back(ctx, rule.days)
    recent = [one for one in sends if one.opens >= since]
    sizes: dict[int, int] = defaultdict(int)
    for one in recent:
        sizes[one.request] += one.n
    largest = max(sizes, key=sizes.__getitem__, default=0)
    numbers = {one.request: one.number or "" for one in recent}
    zone = ZoneInfo(ctx.desk.timezone)
    hours_before = joined(span(one.opens, one.closes, zone, within(ctx, one.category)) for one in recent)
    mine = _lists_of(ctx, row)
    looked, known, habit = _acquainted(ctx, mine, _ready(ctx, (one.list_id for one in sends)))
    rows = [_rows(ctx, one) for one in mine]
    return Past(
        sent=bool(recent),
        largest=sizes.get(largest, 0),
        largest_of=numbers.get(largest, ""),
        earliest=hours_before.first if hours_before else -1,
        latest=hours_before.last if hours_before else -1,
        parts=len(parts),
        in_parts=sum(parts.values()),
        most_part=max(parts.values(), default=0),
        parts_before=most_before,
        looked=looked,
        known=known,
        habit=habit,
        runs=sum(one[0] for one in rows),
        in_runs=sum(one[1] for one in rows),
        longest=max((one[2] for one in rows), default=0),
    )


# ---- sends


def _sends(ctx: Context, row: RequestRecord, days: int) -> list[_Send]:
    """The slots of the department's other requests that were sent in the last days, the newest first; not those stopped at once."""
    chosen = (
        select(SlotRecord, RequestRecord.number, RequestRecord.category)
        .join(request, RequestRecord.id == SlotRecord.request)
        .where(
            RequestRecord.department == row.department,
            RequestRecord.id != row.id,
            SlotRecord.release != "",
            SlotRecord.continues == 0,
            slot.c.state.in_(BEGUN),
            SlotRecord.opens >= back(ctx, days),
        )
        .order_by(SlotRecord.request.desc(), SlotRecord.slot)
        .limit(_SENDS)
    )
    found = base.rows_as(_Send, ctx.conn, chosen)
    return [one for one in found if one.state != SlotState.STOPPED or counts.sent(_tally(one.tally))]


def _lists_of(ctx: Context, row: RequestRecord) -> list[int]:
    where = (SlotRecord.request == row.id, SlotRecord.version == row.version, SlotRecord.continues == 0)
    return sorted(set(ctx.conn.execute(select(SlotRecord.list_id).where(*where)).scalars()))


# ---- one list, several requests


def _parts(
    ctx: Context, row: RequestRecord, statement: acts.Request, rule: WatchRule
) -> tuple[list[_Asked], int]:
    """The requests that look like parts of one, with this one; and the most recipients of such requests in a week before."""
    others = list(_asked(ctx, row, rule.days + rule.split_days))
    mine = _marked(
        row.id, row.submitted or ctx.at, statement.text, statement.slots, _files(ctx, row.department)
    )
    begins = render(parse(mine.at) - timedelta(days=rule.split_days))
    alike = [one for one in others if one.marks & mine.marks]
    before = sorted((one.at, one.n) for one in alike if one.at < begins)
    return [mine, *(one for one in alike if one.at >= begins)], _most(before, timedelta(days=rule.split_days))


def _sizes(split: Iterable[_Asked]) -> Iterator[tuple[int, int]]:
    """Each request with its recipients, without lists that another one has: who writes to a list again does not split it."""
    seen: set[tuple[object, ...]] = set()
    for one in split:
        own = {by: n for by, n in one.lists if by not in seen}
        seen |= own.keys()
        if own:
            yield one.id, sum(own.values())


def _most(before: Sequence[tuple[str, int]], days: timedelta) -> int:
    """The greatest sum within so many days."""
    most = total = first = 0
    for at, n in before:
        total += n
        while parse(before[first][0]) + days < parse(at):
            total -= before[first][1]
            first += 1
        most = max(most, total)
    return most


def _asked(ctx: Context, row: RequestRecord, days: int) -> Iterator[_Asked]:
    """The department's other requests that were handed in and not sent back, the newest first."""
    chosen = (
        select(RequestRecord.id, RequestRecord.submitted, RequestVersionRecord.text)
        .join(
            request_version,
            (RequestVersionRecord.request == RequestRecord.id)
            & (RequestVersionRecord.version == RequestRecord.version),
        )
        .where(
            RequestRecord.department == row.department,
            RequestRecord.id != row.id,
            request.c.state.in_(_ASKED),
            RequestRecord.submitted >= back(ctx, days),
        )
        .order_by(RequestRecord.id.desc())
        .limit(_REQUESTS)
    )
    files = _files(ctx, row.department)
    for one, at, text in ctx.conn.execute(chosen):
        said = _brief(text)
        yield _marked(one, at, said.text, said.slots, files)


def _marked(
    which: int, at: str, text: acts.Text, slots: Iterable[acts.Slot], files: "dict[str, _Listed]"
) -> _Asked:
    """A request by what others may have in common with it: its text, or the file that its lists were read from or taken out of."""
    marks, lists = {("text", text_key(text.whole()))}, {}
    for one in slots:
        known = files.get(one.list)
        by: tuple[object, ...] = (one.list,)
        if known is not None and known.made in _TAKEN_OUT:
            marks.add(("list", str(msgspec.json.decode(known.parents, type=list[int])[0])))
        elif known is not None and not known.made:
            marks.add(("file", known.sha256))
            # The same file read twice is no second part.
            by = known.sha256, known.sheet, one.n
        lists[by] = one.n
    return _Asked(which, at, frozenset(marks), tuple(lists.items()))


def _files(ctx: Context, department: str) -> "dict[str, _Listed]":
    """The department's lists by the digest of their manifests."""
    lists = contact_list.c
    chosen = (
        select(lists.digest, lists.sha256, lists.sheet, lists.made, lists.parents)
        .where(lists.department == department, lists.digest.is_not(None))
        .order_by(lists.id.desc())
        .limit(_SENDS)
    )
    return {one.digest or "": one for one in base.rows_as(_Listed, ctx.conn, chosen)}


# ---- numbers


def _ready(ctx: Context, ids: Iterable[int]) -> list[int]:
    """Those of the lists whose numbers are still here, the newest first."""
    wanted = sorted(set(ids), reverse=True)[:_LISTS]
    chosen = select(ContactListRecord.id).where(
        ContactListRecord.id.in_(wanted), ContactListRecord.state == contacts.READY
    )
    return sorted(ctx.conn.execute(chosen).scalars(), reverse=True)


def _acquainted(ctx: Context, mine: Sequence[int], earlier: Sequence[int]) -> tuple[int, int, int]:
    """How many numbers the lists have, how many of them were written to before, and in what percentage of the newest lists before."""
    if not earlier:
        return 0, 0, -1
    looked = known = 0
    for one in mine:
        n, shared = _known(ctx, one, earlier)
        looked, known = looked + n, known + shared
    shares = []
    for nth, one in enumerate(earlier[:_NEWEST]):
        if rest := [other for other in earlier[nth + 1 :] if other not in mine]:
            n, shared = _known(ctx, one, rest, _NOTICED)
            shares.append(100 * shared // max(1, n))
    return looked, known, sorted(shares)[len(shares) // 2] if shares else -1


def _known(ctx: Context, which: int, others: Sequence[int], most: int = _LOOKED_UP) -> tuple[int, int]:
    """The length of a list, and how many of its numbers are in the others."""
    n = contacts.size_of(ctx, which)
    if which in others:
        return n, n

    def counted() -> tuple[int, ...]:
        return (list_counts.shared(ctx, which, n, others, list_counts.step(n, most)),)

    return n, _kept(ctx, (which, tuple(others)), counted)[0]


def _rows(ctx: Context, which: int) -> tuple[int, ...]:
    """How many unbroken rows of numbers a list has, how many numbers are in them, and how long the longest is."""
    return _kept(ctx, (which, ()), lambda: list_counts.runs(ctx, which))


def _kept(
    ctx: Context, key: tuple[int, tuple[int, ...]], count: Callable[[], tuple[int, ...]]
) -> tuple[int, ...]:
    """What was counted of a list once: finished lists never change, and an approver reads a card more than once."""
    kept = ctx.desk.live.acquainted
    found = kept.get(key)
    if found is None:
        while len(kept) >= _KEPT:
            kept.pop(next(iter(kept)), None)
        found = kept[key] = count()
    return found
