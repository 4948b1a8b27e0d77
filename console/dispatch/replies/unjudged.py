"""Messages from subscribers that are stored and acknowledged, and not yet judged.

Judging a message takes far longer than storing it, so every message is stored in the turn in which it comes, and each tick of the
dispatcher has so much time for judging, once for all gateways: for what comes while nothing waits, for bare words of refusal, for
numbers that are about to be written to, and then for the oldest. A number of whom a message waits is not written to.

Of each gateway so many are kept and no more (`ROWS`, `OCTETS`): a flood must not fill the disk. What comes beyond is left with the provider,
which sends it again; its numbers are not written to meanwhile.
"""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from itertools import groupby
from typing import Final

from console.dispatch.link import Every
from console.dispatch.replies import replies
from console.dispatch.replies.replies import Refusal
from console.dispatch.store import Row, Turn, marks
from console.domain.replies.reply_words import shipped
from console.gateways.ports import Inbound

BESIDE: Final = 0.003
"""Seconds of judging between two ticks beside a send."""
IDLE: Final = 0.05
"""The same while nothing is to be sent, or more than `MOST` messages wait."""
MOST: Final = 200_000
ROWS: Final = 100_000
"""Messages of one gateway that may wait."""
OCTETS: Final = 64 << 20
"""Octets of them, about."""
_DECLINED: Final = 100_000
"""Numbers remembered whose message was left with the provider."""
_AGAIN: Final = 1_800.0
"""Seconds for which they are remembered: a provider tries again sooner."""
_OTHERS: Final = 5.0
"""Seconds between two looks at what other dispatchers of the same database left behind."""
_STEP: Final = 4
"""Messages judged at a time; a tick may take so much longer than it has time."""


class Unjudged:
    """The messages that wait, of every gateway of a dispatcher. Used on the event loop alone."""

    def __init__(self, clock: Callable[[], float] = time.perf_counter, *, shared: bool = False) -> None:
        """`shared` says that other dispatchers store messages in the same database, and may die before they judge them."""
        self._shared = Every(_OTHERS) if shared else None
        self._numbers: Counter[int] | None = None
        """How many messages of each number wait; None until the database was asked. On PostgreSQL others judge and store as well."""
        self._clock, self._left = clock, IDLE
        self._held: dict[str, list[int]] = {}
        """Of each gateway how many messages wait, and their octets; as good as `_numbers`."""
        self._declined: dict[int, float] = {}
        """Numbers whose message was left with the provider, with the time."""

    def __len__(self) -> int:
        return self._numbers.total() if self._numbers else 0

    def __bool__(self) -> bool:
        """Whether messages wait, or may wait from before a start."""
        return self._numbers is None or bool(self._numbers)

    def begin(self, *, beside: bool) -> None:
        """Begin the time of another tick; `beside` says whether anything may be sent meanwhile."""
        self._left = BESIDE if beside and len(self) <= MOST else IDLE
        if not self and self._shared is not None and self._shared.due():
            self.look_again()

    def look_again(self) -> None:
        """Ask the database anew what waits: it may hold more than is known here."""
        self._numbers = None

    def full(self, gateway: str) -> bool:
        """Whether no more messages of this gateway are kept."""
        rows, octets = self._held.get(gateway, (0, 0))
        return rows >= ROWS or octets >= OCTETS

    def put(
        self, turn: Turn, gateway: str, messages: Sequence[Inbound], at: int
    ) -> tuple[list[Refusal], list[Inbound]]:
        """Store messages that came at `at` (epoch milliseconds).

        Return the refusals of those that were judged at once, and the messages for which there is no room: nothing of them is kept.
        """
        waiting = self._known(turn)
        first = [one for one in messages if bare(one.text)] if waiting else list(messages)
        later = [one for one in messages if not bare(one.text)] if waiting else []
        found: list[Refusal] = []
        while first and self._left > 0:
            began, some, first = self._clock(), first[:_STEP], first[_STEP:]
            found += replies.keep(turn, gateway, some, at)
            self._left -= self._clock() - began
        later, left = self._fitting(gateway, first + later)
        waiting.update(one.number for one in later)
        turn.insert(
            "unjudged",
            ("gateway", "num", "address", "dest", "body", "raw", "at"),
            [
                (gateway, one.number, one.address, one.to, one.text.replace("\0", ""), one.raw, at)
                for one in later
            ],
        )
        return found, left

    def _fitting(self, gateway: str, messages: Sequence[Inbound]) -> tuple[list[Inbound], list[Inbound]]:
        """Divide messages into those that are kept, which count from now on, and those that are left with the provider."""
        held, kept, left = self._held.setdefault(gateway, [0, 0]), list[Inbound](), list[Inbound]()
        for one in messages:
            if self.full(gateway):
                left.append(one)
                continue
            kept.append(one)
            held[0] += 1
            held[1] += _octets(one.text, one.raw)
        now = time.monotonic()
        for one in kept if self._declined else ():
            self._declined.pop(one.number, None)
        for one in left:
            self._declined.pop(one.number, None)
            self._declined[one.number] = now
        while self._declined:
            oldest = next(iter(self._declined))
            if len(self._declined) <= _DECLINED and now - self._declined[oldest] < _AGAIN:
                break
            del self._declined[oldest]
        return kept, left

    def judge(self, turn: Turn) -> list[Refusal]:
        """Judge the oldest messages with the time that is left, a few at least; return the refusals, which are in the replica."""
        found: list[Refusal] = []
        while self._known(turn):
            began = self._clock()
            rows = turn.rows(_taking("", turn), (_STEP,))
            found += self._judged(turn, rows)
            self._left -= self._clock() - began
            if not rows:
                # Another dispatcher judged them.
                self.look_again()
            if not rows or self._left <= 0:
                break
        return found

    def of(self, turn: Turn, nums: Sequence[int]) -> tuple[list[Refusal], set[int]]:
        """Judge what these numbers wrote as far as there is time; return the refusals, and of whom something still waits."""
        known = self._known(turn)
        declined = self._declined.keys() & set(nums) if self._declined else set[int]()
        if not turn.postgresql:
            nums = [num for num in nums if num in known] if known else ()
        if not nums:
            return [], declined
        waiting = Counter(
            dict(turn.rows_in(_COUNTED, (), nums)) if turn.postgresql else {num: known[num] for num in nums}
        )
        found: list[Refusal] = []
        while waiting and self._left > 0:
            began, some = self._clock(), list(waiting)[:_STEP]
            rows = turn.rows(_taking(f"WHERE num IN ({marks(len(some))})", turn), (*some, _STEP))
            found += self._judged(turn, rows)
            self._left -= self._clock() - began
            if not rows:
                # Another dispatcher judges them at this moment: what it finds is known once it has committed.
                self.look_again()
                break
            waiting.subtract(row[3] for row in rows)
            _clear(waiting, some)
        return found, set(waiting) | declined

    def _judged(self, turn: Turn, rows: Sequence[Row]) -> list[Refusal]:
        """Judge rows that were taken out of the table."""
        found: list[Refusal] = []
        for (gateway, at), those in groupby(sorted(rows), key=lambda row: (row[1], row[2])):
            messages = [
                Inbound(num, address, to, text, bytes(raw), 0)
                for _, _, _, num, address, to, text, raw in those
            ]
            found += replies.keep(turn, gateway, messages, at)
        waiting = self._known(turn)
        waiting.subtract(row[3] for row in rows)
        _clear(waiting, [row[3] for row in rows])
        for _, gateway, _, _, _, _, text, raw in rows:
            held = self._held.setdefault(gateway, [0, 0])
            held[0], held[1] = max(0, held[0] - 1), max(0, held[1] - _octets(text, raw))
        return found

    def _known(self, turn: Turn) -> Counter[int]:
        if self._numbers is None:
            self._numbers = Counter(dict(turn.rows("SELECT num, count(*) FROM unjudged GROUP BY num")))
            self._held = {gateway: [rows, int(octets)] for gateway, rows, octets in turn.rows(_HELD)}
        return self._numbers


def _clear(counter: Counter[int], nums: Sequence[int]) -> None:
    """Take those out of whom nothing waits."""
    for num in nums:
        if counter[num] <= 0:
            del counter[num]


def _taking(where: str, turn: Turn) -> str:
    """Return the statement that takes the oldest messages; those that another dispatcher is judging are left to it."""
    mine = f"SELECT id FROM unjudged {where} ORDER BY id LIMIT ?"  # noqa: S608 - our own names
    if turn.postgresql:
        mine += " FOR UPDATE SKIP LOCKED"
    return f"DELETE FROM unjudged WHERE id IN ({mine}) RETURNING {_COLUMNS}"  # noqa: S608 - our own names


def bare(text: str) -> bool:
    """Whether a text is nothing but a word of refusal: what most people write, and quickly known."""
    return len(text) <= _LONGEST and text.strip().upper() in _words()


def _octets(text: str, raw: bytes) -> int:
    """About how many octets a stored message takes; the same as `_HELD` reckons."""
    return 3 * len(text) + len(raw)


_LONGEST: Final = 16


@cache
def _words() -> frozenset[str]:
    return frozenset(word.upper() for word in shipped().refuse)


_COLUMNS: Final = "id, gateway, at, num, address, dest, body, raw"
_HELD: Final = "SELECT gateway, count(*), sum(3 * length(body) + length(raw)) FROM unjudged GROUP BY gateway"
_COUNTED: Final = "SELECT num, count(*) FROM unjudged WHERE num IN ({}) GROUP BY num"
