"""Messages from subscribers that are stored and acknowledged, and not yet judged.

Judging a message takes far longer than storing it. While something is being sent, a flood of messages is stored as it comes and judged
a few at a time, so that the send goes on beside it. Nothing that matters waits: bare words of refusal are judged at once, and before a
number is written to, whatever it wrote is judged.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from typing import Final

from console.dispatch import replies
from console.dispatch.replies import Refusal
from console.dispatch.store import Row, Turn
from console.domain.replies.reply_words import shipped
from console.gateways.ports import Inbound

MOST: Final = 200_000
"""Messages that may wait; beyond this number each is judged as it comes."""
_PAGE: Final = 500


class Unjudged:
    """The messages that wait, of every gateway of a dispatcher. Used on the event loop alone."""

    def __init__(self) -> None:
        self._numbers: Counter[int] | None = None
        """How many messages of each number wait; None until the database was asked."""

    def __len__(self) -> int:
        return self._numbers.total() if self._numbers else 0

    def __bool__(self) -> bool:
        """Whether messages wait, or may wait from before a start."""
        return self._numbers is None or bool(self._numbers)

    def put(self, turn: Turn, gateway: str, messages: Sequence[Inbound], at: int) -> list[Refusal]:
        """Store messages that came at `at` (epoch milliseconds); return the refusals of those that were judged at once."""
        waiting = self._known(turn)
        at_once, later = list[Inbound](), list[Inbound]()
        for one in messages:
            (at_once if bare(one.text) or len(one.text) > replies.LONGEST else later).append(one)
        if len(self) + len(later) > MOST:
            at_once, later = list(messages), []
        waiting.update(one.number for one in later)
        turn.insert(
            "unjudged",
            ("gateway", "num", "address", "dest", "body", "raw", "at"),
            [
                (gateway, one.number, one.address, one.to, one.text.replace("\0", ""), one.raw, at)
                for one in later
            ],
        )
        return replies.keep(turn, gateway, at_once, at) if at_once else []

    def judge(self, turn: Turn, most: int) -> list[Refusal]:
        """Judge the oldest messages; return the new refusals, which are in the replica already."""
        return self._judged(turn, turn.rows(_OLDEST, (most,))) if self._known(turn) else []

    def of(self, turn: Turn, nums: Sequence[int]) -> list[Refusal]:
        """Judge what these numbers wrote; return the new refusals. On PostgreSQL another dispatcher may have stored it."""
        waiting = self._known(turn)
        if not turn.postgresql:
            nums = [num for num in nums if num in waiting] if waiting else ()
        return self._judged(turn, turn.rows_in(_OF, (), nums)) if nums else []

    def _judged(self, turn: Turn, rows: Sequence[Row]) -> list[Refusal]:
        found: dict[Refusal, None] = {}
        for (gateway, at), those in groupby(sorted(rows), key=lambda row: (row[1], row[2])):
            messages = [
                Inbound(num, address, to, text, bytes(raw), 0)
                for _, _, _, num, address, to, text, raw in those
            ]
            found |= dict.fromkeys(replies.keep(turn, gateway, messages, at))
        turn.run_in("DELETE FROM unjudged WHERE id IN ({})", (), [row[0] for row in rows])
        waiting = self._known(turn)
        waiting.subtract(row[3] for row in rows)
        for num in {row[3] for row in rows}:
            if waiting[num] <= 0:
                del waiting[num]
        return list(found)

    def _known(self, turn: Turn) -> Counter[int]:
        if self._numbers is None:
            self._numbers = Counter(dict(turn.rows("SELECT num, count(*) FROM unjudged GROUP BY num")))
        return self._numbers


def bare(text: str) -> bool:
    """Whether a text is nothing but a word of refusal: what most people write, and quickly known."""
    return len(text) <= _LONGEST and text.strip().upper() in _words()


_LONGEST: Final = 16


@cache
def _words() -> frozenset[str]:
    return frozenset(word.upper() for word in shipped().refuse)


_ROW = "SELECT id, gateway, at, num, address, dest, body, raw FROM unjudged"
_OLDEST = f"{_ROW} ORDER BY id LIMIT ?"
_OF = f"{_ROW} WHERE num IN ({{}})"
