"""Messages from subscribers: judged, and stored with the opt-outs that they are, before anything else of their turn.

A provider may repeat them, flood with them or invent them. A text that a number repeats on the same day is only counted; beyond a
number of texts a day, messages are counted without their text. A refusal always takes effect.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from console.dispatch.replies import open_replies
from console.dispatch.store import Turn, read_mark, write_mark
from console.domain.categories import Category
from console.domain.contacts.optouts import PROMOTION, number_of, of_reply
from console.domain.replies.reply_judge import Judgement, Verdict, shipped_judge
from console.domain.replies.reply_reading import is_part
from console.domain.replies.reply_words import Reason
from console.domain.times import render
from console.gateways.ports import Inbound
from console.wire.bounds import text_tidied

MOST_EACH: Final = 20
"""Texts stored per number and day (UTC)."""
MOST_STRANGE: Final = 1_000
"""Texts stored per day from senders that are not mobile numbers."""
MOST: Final = 200_000
"""Texts stored per day in all, not counting refusals and counts."""
LONGEST: Final = 1_000
"""Characters of a text that are stored; the same limit applies to octets."""
_DAY: Final = 86_400_000
_MARK: Final = "replies"
_SLACK: Final = 60_000
"""Milliseconds: a reply may be read before the answer to the message that it refers to."""
_OLD: Final = 500
"""Old replies that are judged in one transaction."""
_ANSWERS: Final = 31 * _DAY
"""A reply may answer a send whose window ended this long ago (milliseconds)."""
_LATELY: Final = 3 * _DAY
"""Whatever was sent within this time may be what a reply answers, not the newest message alone."""

Refusal = tuple[int, int]
"""A number, and the scope of its refusal as a number (`domain.contacts.optouts.number_of`)."""


Told = tuple[int, int, int, int]
"""The same with its newest serial at the desk, 0 while the desk has not told it: by it a refusal is known to be said again. The
last is the highest serial of before the desk was put back, 0 if it never was."""


class _Kept(NamedTuple):
    id: int
    num: int
    address: str
    body: str
    scope: str


@dataclass(slots=True)
class _New:
    """A row that this turn adds."""

    reply: Inbound
    body: str
    judged: Judgement
    chars: int
    raw: bytes
    times: int = 1


@dataclass(slots=True)
class _Today:
    """What one sender wrote today: rows by their text, and the scopes of the refusals among them."""

    rows: dict[str, int | _New] = field(default_factory=dict)
    scopes: set[str] = field(default_factory=set)


Sender = tuple[int, str]
"""A number, or the address where there is no number."""


def judge(text: str, raw: bytes) -> Judgement:
    """Judge a message by the word list of the program; only people can understand one part of a longer message."""
    judged = shipped_judge().judge(text, raw)
    if is_part(raw) and judged.verdict is not Verdict.HUMAN:
        return judged._replace(verdict=Verdict.HUMAN, reason=Reason.LONG, scope="", waits=True)
    return judged


def keep(turn: Turn, gateway: str, replies: Sequence[Inbound], at: int) -> list[Refusal]:
    """Store the messages received (`at`: epoch milliseconds); return the new refusals, which are in the replica already.

    Numbers whose reply waits for a person are among them, with the scope `open_replies.SCOPE`.
    """
    day = at - at % _DAY
    known = _known(turn, replies, day)
    count, of = read_mark(turn, _MARK)
    # Yesterday's messages may be judged beside today's: then they count among those of today.
    counted_on = int(of) if of and day < int(of) <= day + _LATELY else day
    count = count if of == str(counted_on) else 0
    strange = turn.number("SELECT count(*) FROM reply WHERE num = 0 AND at >= ?", (day,))
    refusals: dict[Refusal, None] = {}
    again: dict[int, int] = {}
    new: list[_New] = []
    waiting_now: dict[int, None] = {}
    judgements = [judge(reply.text, reply.raw) for reply in replies]
    judgements = _widened(turn, [reply.number for reply in replies], judgements, at)
    for reply, judged in zip(replies, judgements, strict=True):
        refuses = bool(reply.number) and judged.verdict is Verdict.REFUSE
        if refuses:
            refusals[reply.number, number_of(judged.scope)] = None
        today = known.setdefault(_sender(reply), _Today())
        body = _plain(judged.text)
        full = count >= MOST or len(today.rows) >= MOST_EACH or (not reply.number and strange >= MOST_STRANGE)
        if full and body not in today.rows and not (refuses and judged.scope not in today.scopes):
            body, judged = "", _flood(judged)  # noqa: PLW2901 - what is kept of it
            if not reply.number:
                # Senders may be invented: beyond the limit, all of them share one count.
                reply = reply._replace(address="")  # noqa: PLW2901 - what is kept of it
                today = known.setdefault(_sender(reply), _counted(turn, day))
        if reply.number and judged.waits:
            # Also where the same words came before: what somebody decided meanwhile was about the first time.
            waiting_now[reply.number] = None
        # The same words may refuse more than this morning: then they are reported as what they are now.
        counted = None if refuses and judged.scope not in today.scopes else today.rows.get(body)
        if isinstance(counted, int):
            again[counted] = again.get(counted, 0) + 1
        elif counted is not None:
            counted.times += 1
        else:
            row = _New(
                reply, body, judged, len(reply.text), b"" if judged.reason is Reason.FLOOD else reply.raw
            )
            today.rows[body] = row
            if refuses:
                today.scopes.add(judged.scope)
            new.append(row)
            count, strange = count + 1, strange + (not reply.number)
    turn.many(_ADD, [_values(gateway, row, at) for row in new])
    held = open_replies.hold(turn, waiting_now, at)
    turn.many(_AGAIN, [(times, at, at, row) for row, times in again.items()])
    write_mark(turn, _MARK, count, str(counted_on))
    add(turn, list(refusals))
    return [*refusals, *held]


def _flood(judged: Judgement) -> Judgement:
    return judged._replace(verdict=Verdict.HUMAN, reason=Reason.FLOOD, scope="", waits=True)


def _widened(turn: Turn, numbers: Sequence[int], judgements: Sequence[Judgement], at: int) -> list[Judgement]:
    """Give every refusal the scope that fits what its sender got from us: a bare word may refuse more than promotion."""
    bare = {
        number
        for number, judged in zip(numbers, judgements, strict=True)
        if number and judged.verdict is Verdict.REFUSE and judged.scope == PROMOTION
    }
    others = _got_others(turn, sorted(bare), at)
    return [
        judged._replace(scope=of_reply(judged.scope, promotion_alone=number not in others))
        for number, judged in zip(numbers, judgements, strict=True)
    ]


def _got_others(turn: Turn, numbers: Sequence[int], at: int) -> set[int]:
    """Return the numbers whose newest message from us was no promotion, or that got another message than promotion lately."""
    if not numbers:
        return set()
    since = _instant(at - _ANSWERS)
    rows = turn.rows_in(f"{_GOT} AND l.num IN ({{}})", (since,), numbers)
    newest: dict[int, int] = {}
    for num, send, _, _ in rows:
        newest[num] = max(send, newest.get(num, 0))
    lately = _instant(at - _LATELY)
    return {
        num
        for num, send, category, closes in rows
        if category != Category.PROMOTION and (send == newest[num] or closes >= lately)
    }


def _instant(at: int) -> str:
    return render(datetime.fromtimestamp(max(0, at) / 1000, UTC))


def _known(turn: Turn, replies: Sequence[Inbound], day: int) -> dict[Sender, _Today]:
    """Return what today's senders wrote earlier today."""
    nums = sorted({reply.number for reply in replies if reply.number})
    rows = turn.rows_in(f"{_BEFORE} num IN ({{}})", (day,), nums)
    addresses = sorted({_address(reply) for reply in replies if not reply.number})
    rows += turn.rows_in(f"{_BEFORE} num = 0 AND address IN ({{}})", (day,), addresses)
    known: dict[Sender, _Today] = {}
    for row in map(_Kept._make, rows):
        today = known.setdefault((row.num, "" if row.num else row.address), _Today())
        today.rows[row.body] = row.id
        today.scopes.add(row.scope)
    return known


def _counted(turn: Turn, day: int) -> _Today:
    """Return the count row of today's messages beyond the limit from senders without a number."""
    rows = turn.rows(f"{_BEFORE} num = 0 AND address = ''", (day,))
    return _Today({body: row for row, _, _, body, _ in rows})


def _sender(reply: Inbound) -> Sender:
    return reply.number, "" if reply.number else _address(reply)


def _address(reply: Inbound) -> str:
    return _plain(reply.address)


def _plain(text: str) -> str:
    """Return a text in a form that databases and desks accept, of bounded length."""
    return text_tidied(text.strip("\0\ufeff")[:LONGEST])[:LONGEST]


def _values(gateway: str, row: _New, at: int) -> tuple[Any, ...]:
    reply = row.reply
    return (
        gateway, reply.number, row.body, row.raw[:LONGEST], at, _address(reply), _plain(reply.to), row.chars, row.times,
        at, *_said(reply.number, row.judged),
    )  # fmt: skip


def _said(num: int, judged: Judgement) -> tuple[str, str, str, int, int]:
    """Return verdict, reason, scope, whether it waits, whether it acts: a refusal without a number cannot act, so it waits."""
    if judged.verdict is Verdict.REFUSE and not num:
        judged = judged._replace(verdict=Verdict.HUMAN, scope="", waits=True)
    acts = judged.verdict is Verdict.REFUSE
    return str(judged.verdict), str(judged.reason), judged.scope, int(judged.waits), int(acts)


def add(turn: Turn, rows: Sequence[Refusal]) -> None:
    """Add (number, scope) to the replica; entries that are there stay."""
    add_told(turn, [(num, scope, 0, 0) for num, scope in rows])


def add_told(turn: Turn, rows: Sequence[Told]) -> None:
    """Add refusals with the desk's serials; of one that is there the newer serial stays."""
    if rows:
        turn.many(_REFUSE, rows)


# ---- on their way to the desk


class Waiting(NamedTuple):
    """One reply whose present state the desk does not have; `at` and `last` are epoch milliseconds."""

    id: int
    gateway: str
    num: int
    body: str
    at: int
    address: str
    to: str
    verdict: str
    reason: str
    scope: str
    waits: int
    chars: int
    times: int
    last: int


def waiting(look: Turn, most: int, without: Sequence[int]) -> list[Waiting]:
    """Return the replies that have to be reported, oldest first, without those excluded."""
    rows = look.rows(_WAITING, (most + len(without),))
    return [one for one in map(Waiting._make, rows) if one.id not in without][:most]


def mark_reported(turn: Turn, rows: Sequence[Waiting]) -> None:
    """Mark replies as reported to the desk; one that was repeated meanwhile is reported again."""
    turn.many(
        "UPDATE reply SET reported = 1 WHERE id = ? AND times = ?", [(row.id, row.times) for row in rows]
    )


def answered(look: Turn, num: int, at: int) -> tuple[int, int]:
    """Return request and slot of the newest send that may have reached a number by that time; (0, 0) if there is none."""
    row = look.one(_ANSWERED, (num, at + _SLACK)) if num else None
    return (int(row[0]), int(row[1])) if row else (0, 0)


def judge_old(turn: Turn) -> tuple[list[Refusal], bool]:
    """Judge replies stored before verdicts existed; return the refusals, in the replica already, and whether more are left."""
    refusals: dict[Refusal, None] = {}
    waits: dict[int, None] = {}
    rows = turn.rows(_UNJUDGED, (_OLD,))
    for row, num, body, raw in rows:
        judged = judge(body, bytes(raw))
        if num and judged.waits:
            waits[num] = None
        turn.run(_JUDGED, (*_said(num, judged), row))
        if num and judged.verdict is Verdict.REFUSE:
            refusals[num, number_of(judged.scope)] = None
    add(turn, list(refusals))
    return [*refusals, *open_replies.hold(turn, waits, 0)], len(rows) == _OLD


_BEFORE = "SELECT id, num, address, body, scope FROM reply WHERE at >= ? AND"
_ADD = (
    "INSERT INTO reply (gateway, num, body, raw, at, address, dest, chars, times, last, verdict, reason, scope, waits, refusal,"
    " reported) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
)
_AGAIN = "UPDATE reply SET times = times + ?, last = CASE WHEN last > ? THEN last ELSE ? END, reported = 0 WHERE id = ?"
_WAITING = (
    "SELECT id, gateway, num, body, at, address, dest, verdict, reason, scope, waits, chars, times, last FROM reply"
    " WHERE reported = 0 AND verdict <> '' ORDER BY id LIMIT ?"
)
_ANSWERED = (
    "SELECT s.request, s.slot FROM listing l JOIN recipient r ON r.send_id = l.send_id AND r.place = l.place"
    " JOIN send s ON s.id = l.send_id WHERE l.num = ? AND s.erased = ''"
    " AND (r.state IN (1, 7) OR EXISTS (SELECT 1 FROM submission b WHERE b.send_id = s.id AND b.place = r.place AND b.at <= ?))"
    " ORDER BY s.id DESC LIMIT 1"
)
_GOT = (
    "SELECT l.num, s.id, s.category, s.closes FROM listing l JOIN send s ON s.id = l.send_id"
    " JOIN recipient r ON r.send_id = l.send_id AND r.place = l.place"
    " WHERE s.erased = '' AND s.closes >= ? AND r.state IN (1, 2, 3, 6, 7)"
)
_REFUSE = (
    "INSERT INTO optout (num, scope, serial, was) VALUES (?, ?, ?, ?) ON CONFLICT (num, scope) DO UPDATE SET"
    " serial = CASE WHEN excluded.serial > optout.serial THEN excluded.serial ELSE optout.serial END,"
    " was = CASE WHEN excluded.was > optout.was THEN excluded.was ELSE optout.was END"
    " WHERE excluded.serial > optout.serial OR excluded.was > optout.was"
)
_UNJUDGED = "SELECT id, num, body, raw FROM reply WHERE verdict = '' ORDER BY id LIMIT ?"
_JUDGED = "UPDATE reply SET verdict = ?, reason = ?, scope = ?, waits = ?, refusal = ? WHERE id = ?"
