"""The receipts as they came, kept for whoever looks into what a provider said.

A receipt that settles somebody is always kept, and so is the first that contradicts what is settled. Of those that say of somebody what
was known so many of each message are kept (`EACH`), and so many in all since the start (`ROWS`). Of those that match nobody so many of each gateway are
kept and no more (`ROWS`, `OCTETS`): a flood must not fill the disk. Then the oldest go, of those at hand first the ones about numbers that
are in no send here; one about a number that is may still be laid beside a message by people. What goes is counted.
"""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from typing import Final

from console.dispatch.store import Row, Turn

ROWS: Final = 100_000
"""Receipts of one gateway that match nobody; since the start also those that say again what is known, and those that contradict it again."""
EACH: Final = 8
"""Receipts of one recipient that say what was known before, since the start."""
_REMEMBERED: Final = 65_536
"""Recipients of whom it is remembered how many such receipts came; of those who had none for longest it is forgotten."""
OCTETS: Final = 64 << 20
"""Octets of those that match nobody, as they came."""
Recipient = tuple[int, int]
"""The id of a send, and the place in it."""


class ReceiptRows:
    """Stores the receipts of one gateway, inside the turn's transaction."""

    def __init__(self, gateway: str) -> None:
        self._gateway = gateway
        self._held: tuple[int, int] | None = None
        """How many match nobody, and their octets; None until the database was asked."""
        self._idle = self._against = 0
        self._each: OrderedDict[Recipient, int] = OrderedDict()

    def add(
        self, turn: Turn, rows: Sequence[Row], idle: Mapping[int, Recipient], against: Mapping[int, Recipient]
    ) -> int:
        """Store receipts (in the order of `COLUMNS`); return how many are not kept, earlier ones among them.

        `idle` are the places of those that say again what was known, each with its recipient; `against` those of contradictions of which
        nobody asks whether they are kept.
        """
        left = self._left(idle, ROWS - self._idle)
        self._idle += len(idle) - len(left)
        more = self._left(against, ROWS - self._against)
        self._against += len(against) - len(more)
        left |= more
        kept = [row for nth, row in enumerate(rows) if nth not in left] if left else rows
        turn.many(_ADD, kept)
        strays = [len(row[_RAW]) for row in kept if row[-1] is None]
        return len(left) + (self._bound(turn, strays) if strays else 0)

    def _left(self, places: Mapping[int, Recipient], room: int) -> set[int]:
        """Return for which of these there is no room."""
        left = set[int]()
        for nth, whose in places.items():
            if self._often(whose) or room <= 0:
                left.add(nth)
            else:
                room -= 1
        return left

    def _often(self, whose: Recipient) -> bool:
        """Note one more that changes nothing of a recipient; return whether there were many."""
        count = self._each[whose] = self._each.pop(whose, 0) + 1
        if len(self._each) > _REMEMBERED:
            self._each.popitem(last=False)
        return count > EACH

    def _bound(self, turn: Turn, strays: Sequence[int]) -> int:
        """Delete the oldest where there is no room for what was just added, of so many octets each; return how many went."""
        if self._held is not None:
            self._held = (self._held[0] + len(strays), self._held[1] + sum(strays))
        if self._held is None or _over(self._held):
            # Some may have been erased since.
            self._held = self._read(turn)
        gone, step = 0, max(1, ROWS // 100)
        # A little more than came in at most: others wait for this turn, and a backlog from before goes turn by turn.
        while _over(self._held) and gone < len(strays) + _BEYOND:
            most = min(step, len(strays) + _BEYOND - gone)
            some = turn.rows(_STRANGERS, (self._gateway, _AMONG * most, most))
            # A whole step even where little is too much, so that the next turns find room.
            some += turn.rows(_OLDEST, (self._gateway, most - len(some))) if len(some) < most else []
            if not some:
                break
            gone += len(some)
            self._held = (self._held[0] - len(some), self._held[1] - sum(size for (size,) in some))
        return gone

    def _read(self, turn: Turn) -> tuple[int, int]:
        rows, octets = turn.rows(_HELD, (self._gateway,))[0]
        return int(rows), int(octets or 0)


def _over(held: tuple[int, int]) -> bool:
    return held[0] > ROWS or held[1] > OCTETS


COLUMNS: Final = ("gateway", "num", "msgid", "reference", "status", "raw", "at", "send_id")
_RAW: Final = COLUMNS.index("raw")
_ADD: Final = f"INSERT INTO receipt ({', '.join(COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - our own names
_HELD: Final = "SELECT count(*), sum(length(raw)) FROM receipt WHERE gateway = ? AND send_id IS NULL"
_BEYOND: Final = 1_000
"""How many more go in one turn than came in."""
_AMONG: Final = 4
"""How many times as many of the oldest are looked at for numbers that are in no send here as go in one step."""
_OLD: Final = (
    "SELECT c.id, c.num FROM receipt c WHERE c.gateway = ? AND c.send_id IS NULL ORDER BY c.id LIMIT ?"
)
_OLDEST: Final = f"DELETE FROM receipt WHERE id IN (SELECT o.id FROM ({_OLD}) o) RETURNING length(raw)"  # noqa: S608 - our own names
_STRANGERS: Final = (
    f"DELETE FROM receipt WHERE id IN (SELECT o.id FROM ({_OLD}) o"  # noqa: S608 - our own names
    " WHERE NOT EXISTS (SELECT 1 FROM listing l WHERE l.num = o.num) ORDER BY o.id LIMIT ?) RETURNING length(raw)"
)
