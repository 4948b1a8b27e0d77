"""What the limits per number leave of a list, estimated at the desk for the form and the approval card (R11).

The desk knows windows and results, but not the minute of each message. So a send that began counts on the days from the opening of
its window to its end, and one that is cleared counts on the day of its opening. The dispatcher decides again at each submit.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import compress
from typing import Final, NamedTuple

import msgspec
from sqlalchemy import and_, select

from console.domain import acts
from console.domain.calendar import local_day
from console.domain.categories import Category
from console.domain.contacts import merkle
from console.domain.requests.mandatory import Duty, mandatory, treated_as
from console.domain.sending.limits import COUNTED, REACH_DAYS, SendLimits, Why, text_key
from console.domain.states import RecipientState, SlotState
from console.domain.times import parse
from console.services.contacts import contacts, left_out
from console.services.context import Context, answers
from console.services.drafting import drafts
from console.services.replies import open_replies
from console.services.requests import requests, signers
from console.services.sending import orders
from console.store import base
from console.store.requests import RequestRecord, RequestVersionRecord, request, request_version
from console.store.sends import ResultRecord, SlotRecord, slot
from console.wire.requests import limits as wire

_PLANNED: Final = (SlotState.CLEARED, SlotState.RELEASED)
_BEGUN: Final = (SlotState.SENDING, SlotState.HELD, SlotState.DONE, SlotState.STOPPED)
_ENDED: Final = (SlotState.DONE, SlotState.STOPPED)
_ALONE: Final = 4
"""How much longer a place takes that is asked for alone than one in a whole order."""
_TURNED: Final = bytes([1, *bytes(255)])


class _Listed(SlotRecord):
    __abstract__ = True
    text: str | None


class _Asked(NamedTuple):
    """A slot that is asked about: its list, its window's opening, and what its messages say and do (`mandatory.treated_as`)."""

    nth: int
    list_id: int
    opens: str
    category: str
    text: str
    request: int
    exempt: bool
    to_send: left_out.Message | None = None


class _Other(NamedTuple):
    """A send, begun or planned, whose messages may count: on which days, to which numbers.

    `same` is whether it has the same text, `mine` whether it belongs to the same request.
    """

    first: date
    last: date
    category: str
    same: bool
    mine: bool
    row: SlotRecord | None
    list_id: int
    without: frozenset[int] = frozenset()


@answers
def of_draft(ctx: Context, call: wire.DraftLimits) -> list[wire.SlotLimits]:
    """The limits for the slots of a draft; lists that the caller may not read are left out."""
    draft = call.draft
    readable = drafts.readable_lists(ctx, draft)
    to_send = left_out.drafted(ctx, draft, signers.category_was(ctx, draft, call.request))
    text, must = signers.text_of(draft).whole(), to_send.duty is Duty.MANDATORY
    asked = [
        _Asked(nth, one.list_id, one.opens, to_send.category, text, call.request, must, to_send)
        for nth, one in enumerate(draft.slots, 1)
        if one.list_id in readable
    ]
    return list(_of(ctx, asked))


def of_list(ctx: Context, list_id: int) -> dict[str, int]:
    """How many numbers of a list have reached a limit of each category today, whatever would be written; without those of none."""
    found, read = {}, _Read(ctx)
    for category in Category:
        limits = ctx.policy.limits.of(category)
        one = _Asked(1, list_id, "", str(category), "", 0, exempt=False)
        others = list(_others(ctx, one, limits, read)) if limits else []
        over = sum(map(len, _over(ctx, one, limits, read, others).values())) if others else 0
        if over:
            found[str(category)] = over
    return found


def of_request(ctx: Context, row: RequestRecord, statement: acts.Request) -> list[wire.SlotLimits]:
    """The limits for the slots of a request that has been handed in, but for those that have begun."""
    to_send = left_out.message(ctx, statement)
    text, must = statement.text.whole(), mandatory(ctx.policy, statement)
    asked = [
        _Asked(one.slot, one.list_id, one.opens, to_send.category, text, row.id, must, to_send)
        for one in requests.slots_of(ctx, row.id, row.version)
        if one.state not in _BEGUN and not one.continues
    ]
    return list(_of(ctx, asked))


def _of(ctx: Context, asked: Sequence[_Asked]) -> Iterator[wire.SlotLimits]:
    """Who gets nothing in each slot, each number once, in the dispatcher's order: refusals, open replies, limits."""
    limits = ctx.policy.limits.of(asked[0].category) if asked else SendLimits()
    exempt = bool(asked) and asked[0].exempt
    read = _Read(ctx)
    others = list(_others(ctx, asked[0], limits, read)) if limits and not exempt else []
    gone: dict[int, frozenset[int]] = {}
    found: dict[int, wire.SlotLimits] = {}
    for one in sorted(asked, key=lambda one: (_opening(ctx, one.opens), one.nth)):
        refused = left_out.refusing(ctx, one.to_send, one.list_id) if one.to_send is not None else frozenset()
        waiting = _waiting(ctx, one, read) - refused
        over: dict[str, int] = {}
        out = refused | waiting
        if limits and not exempt:
            own = [_own(ctx, other, gone[other.nth]) for other in asked if _before(ctx, other, one)]
            reached = _over(ctx, one, limits, read, [*others, *own], out)
            over = {str(why): len(nums) for why, nums in reached.items()}
            out = out.union(*reached.values())
        gone[one.nth] = out
        found[one.nth] = wire.SlotLimits(
            one.nth, contacts.size_of(ctx, one.list_id), _opening(ctx, one.opens), over, exempt and bool(limits),
            len(refused), len(waiting), bool(limits),
        )  # fmt: skip
    yield from (found[one.nth] for one in asked)


def _waiting(ctx: Context, one: _Asked, read: "_Read") -> frozenset[int]:
    """The numbers of a slot's list whose reply is open, if it promotes."""
    if one.category != Category.PROMOTION:
        return frozenset()
    waiting = open_replies.numbers(ctx)
    return waiting & read.listed(one.list_id) if waiting else waiting


def _opening(ctx: Context, opens: str) -> str:
    """When the first message may leave; now for a window that is open, or not filled in yet."""
    try:
        return max(opens, ctx.at) if parse(opens) else ctx.at
    except ValueError:
        return ctx.at


def _before(ctx: Context, other: _Asked, one: _Asked) -> bool:
    return (_opening(ctx, other.opens), other.nth) < (_opening(ctx, one.opens), one.nth)


def _own(ctx: Context, one: _Asked, without: frozenset[int]) -> _Other:
    """An earlier window of the same request, without those who get nothing in it."""
    day = local_day(_opening(ctx, one.opens), ctx.desk.timezone)
    return _Other(day, day, one.category, True, True, None, one.list_id, without)


def _others(ctx: Context, about: _Asked, limits: SendLimits, read: "_Read") -> Iterator[_Other]:
    """The slots of other requests whose messages may count, and the begun ones of this one."""
    zone, key = ctx.desk.timezone, text_key(about.text)
    rows = base.rows_as(
        _Listed,
        ctx.conn,
        select(SlotRecord, RequestVersionRecord.text)
        .join(request, RequestRecord.id == SlotRecord.request)
        .outerjoin(
            request_version,
            and_(
                RequestVersionRecord.request == SlotRecord.request,
                RequestVersionRecord.version == SlotRecord.version,
            ),
        )
        .where(
            slot.c.version == request.c.version,
            slot.c.state.in_([*_PLANNED, *_BEGUN]),
            (slot.c.request != about.request) | slot.c.state.in_(_BEGUN),
            (slot.c.closes >= _instant_before(ctx)) | (slot.c.request == about.request),
        ),
    )
    for row in rows:
        said, category = read.said(row)
        same = bool(limits.same_text_days) and said == key
        every = limits.all_day or limits.all_days_30
        if not (same or every or category == about.category):
            continue
        begun = row.state in _BEGUN
        end = min(row.closes, row.updated if row.state in _ENDED else row.closes)
        first = local_day(row.opens if begun else max(row.opens, ctx.at), zone)
        yield _Other(
            first, max(first, local_day(end, zone)) if begun else first, category, same,
            row.request == about.request, row if begun else None, row.list_id,
        )  # fmt: skip


def _instant_before(ctx: Context) -> str:
    from_then = parse(ctx.at) - timedelta(days=REACH_DAYS + 1)
    return from_then.strftime("%Y-%m-%dT%H:%M:%SZ")


def _over(
    ctx: Context,
    one: _Asked,
    limits: SendLimits,
    read: "_Read",
    others: Iterable[_Other],
    without: frozenset[int] = frozenset(),
) -> dict[Why, set[int]]:
    """The numbers that will have reached a limit, but for those `without`, by the first reason that fits, in the order of `limits.over`."""
    mine, day = read.listed(one.list_id) - without, local_day(_opening(ctx, one.opens), ctx.desk.timezone)
    month = day - timedelta(days=REACH_DAYS - 1)
    text = day - timedelta(days=max(limits.same_text_days, 1) - 1)
    most = {
        Why.SAME_TEXT: int(bool(limits.same_text_days)), Why.DAY: limits.day, Why.ALL_DAY: limits.all_day,
        Why.DAYS_30: limits.days_30, Why.ALL_DAYS_30: limits.all_days_30,
    }  # fmt: skip
    counts: dict[Why, Counter[int]] = {why: Counter() for why in most}
    for other in others:
        recent, own = other.last >= month, other.category == one.category
        within = {
            Why.SAME_TEXT: other.same and (other.last >= text or other.mine),
            Why.DAY: own and other.last >= day,
            Why.ALL_DAY: other.last >= day,
            Why.DAYS_30: own and recent,
            Why.ALL_DAYS_30: recent,
        }
        wanted = [why for why, counted in within.items() if counted and most[why] and other.first <= day]
        # Reading a list is what takes time: only those that can matter are read.
        hit = mine.intersection(read.written_to(other)) - other.without if wanted else ()
        for why in wanted:
            counts[why].update(hit)
    found: dict[Why, set[int]] = {}
    gone: set[int] = set()
    for why, limit in most.items():
        over = {num for num, n in counts[why].items() if limit and n >= limit} - gone
        gone |= over
        if over:
            found[why] = over
    return found


class _Read:
    """What requests say, and the numbers of lists and sends, each read once a call: a draft may have many slots of one list."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._ascending: dict[int, array[int]] = {}
        self._lists: dict[int, frozenset[int]] = {}
        self._sends: dict[tuple[int, int], frozenset[int]] = {}
        self._said: dict[tuple[int, int], tuple[str, str]] = {}

    def said(self, row: _Listed) -> tuple[str, str]:
        """The text of a slot's request as it is compared, and the category of what it does; both empty where nothing is signed."""
        key = row.request, row.version
        if key not in self._said:
            self._said[key] = _said(row.text)
        return self._said[key]

    def listed(self, list_id: int) -> frozenset[int]:
        """Every number of a list."""
        if list_id not in self._lists:
            self._lists[list_id] = frozenset(self._numbers(list_id))
        return self._lists[list_id]

    def _numbers(self, list_id: int) -> "array[int]":
        if list_id not in self._ascending:
            self._ascending[list_id] = contacts.numbers_of(self._ctx, list_id)
        return self._ascending[list_id]

    def written_to(self, other: _Other) -> frozenset[int]:
        """The numbers to which a send has a message that counts, or will have one."""
        if other.row is None:
            return self.listed(other.list_id)
        key = other.row.request, other.row.slot
        if key not in self._sends:
            list_id = other.list_id
            self._sends[key] = _counted(self._ctx, other.row, self._numbers(list_id), self.listed(list_id))
        return self._sends[key]


def _said(signed: str | None) -> tuple[str, str]:
    if not signed:
        return "", ""
    asked = msgspec.json.decode(signed, type=acts.AnyRequest)
    return text_key(asked.text.whole()), str(treated_as(asked.category, asked.category_was))


def _counted(
    ctx: Context, row: SlotRecord, listed: "array[int]", everybody: frozenset[int]
) -> frozenset[int]:
    """The numbers of a send that began, in the states that count; whoever still waits is likely to get their message before.

    `listed` are the numbers of its list, ascending, and `everybody` the same as a set. Nearly all of them count as a rule, and
    then only the others are looked up; the whole order of a long list is computed where neither are few.
    """
    counts = _counting(ctx, row, len(listed))
    count, n = counts.count(1), len(listed)
    if count == n:
        return everybody
    if not orders.keyed(ctx, row):
        return frozenset(compress(listed, counts))
    # In the order of the results.
    order = orders.sending(ctx, row)
    if (n - count) * _ALONE < n:
        return everybody.difference(
            listed[order.position(at)] for at in compress(range(n), counts.translate(_TURNED))
        )
    places = (
        map(order.position, compress(range(n), counts))
        if count * _ALONE < n
        else compress(order.positions(), counts)
    )
    return frozenset(map(listed.__getitem__, places))


def _counting(ctx: Context, row: SlotRecord, n: int) -> bytearray:
    """One for each place of a send whose state counts, in the order of its results; `n` is how many numbers its list has."""
    counted = {*COUNTED, *(() if row.state in _ENDED else (RecipientState.QUEUED,))}
    table = bytes(int(state in counted) for state in range(256))
    counts = bytearray(n)
    rows = ctx.conn.execute(
        select(ResultRecord.chunk, ResultRecord.states).where(
            ResultRecord.request == row.request, ResultRecord.slot == row.slot
        )
    )
    for chunk, states in rows:
        first = chunk * merkle.CHUNK
        counts[first : first + len(states)] = states.translate(table)
    # The numbers of an erased list are gone.
    del counts[n:]
    return counts
