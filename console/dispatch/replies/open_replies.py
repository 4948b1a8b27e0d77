"""Numbers whose reply or complaint waits for a person at the desk: they get no promotion until somebody has decided (R11, R13).

A reply that waits may refuse. Its number is held in the transaction that stores it, so a crash loses none, and let go only when the
desk, asked after it has the reply, no longer names it as open and every opt-out up to then is here. A complaint that came by telephone is
known to the desk alone, and holds like one that was written.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from console.dispatch.link import DeskLink
from console.dispatch.reports import retelling
from console.dispatch.store import Store, Turn
from console.domain.contacts.packing import unpack_numbers
from console.errors import ConsoleError
from console.wire.dispatch import OpenReplies, PullOpenReplies

SCOPE: Final = -1
"""How an open reply stands among the scopes of opt-outs in memory: no opt-out has a scope below 0."""


def hold(turn: Turn, numbers: Iterable[int], at: int) -> list[tuple[int, int]]:
    """Hold numbers whose reply of `at` (epoch milliseconds) waits for a person; return them as refusals are told in memory."""
    held = list(numbers)
    turn.many(_HOLD, [(num, at) for num in held])
    return [(num, SCOPE) for num in held]


def among(turn: Turn, send_id: int, first: int, last: int) -> set[int]:
    """Return the numbers between two places of a send, both included, that are held."""
    return {num for (num,) in turn.rows(_BETWEEN, (send_id, first, last))}


def these(turn: Turn, numbers: Sequence[int]) -> set[int]:
    """Return those of the numbers that are held."""
    return {num for (num,) in turn.rows_in(_THESE, (), numbers)}


class Changed(NamedTuple):
    """What changed: numbers that are held now, and numbers that are let go."""

    held: list[tuple[int, int]]
    let: list[tuple[int, int]]


@dataclass(slots=True)
class OpenAtDesk:
    """What the desk was heard to have open on this connection: up to which reply, and how many.

    New replies are fetched alone. Where the desk has fewer than that makes, or a complaint is closed, somebody decided, and all are fetched.
    """

    mark: str = ""
    newest: int = 0
    count: int = -1
    complaints: frozenset[int] = frozenset()

    def forget(self) -> None:
        """Begin anew: another desk may answer next."""
        self.mark, self.newest, self.count, self.complaints = "", 0, -1, frozenset()

    def follow(self, store: Store, desk: DeskLink, mark: str, optouts: Callable[[], int]) -> Changed:
        """Hold what the desk has open, and let go what somebody decided on; `optouts` is the newest opt-out that is here.

        Raises the link's errors.
        """
        if mark in {"", self.mark}:
            return Changed([], [])
        news = _ask(desk, self.newest) if self.count >= 0 else None
        if news is None or self.complaints - news.complaints or self.count + len(news.numbers) != news.total:
            return self._compare(store, desk, mark, optouts)
        with store.turn() as turn:
            new = hold(turn, sorted((news.complaints - self.complaints).union(news.numbers)), 0)
        self._knows(mark, max(self.newest, news.newest), news)
        return Changed(new, [])

    def _knows(self, mark: str, newest: int, told: "_Told") -> None:
        self.mark, self.newest, self.count, self.complaints = mark, newest, told.total, told.complaints

    def _compare(self, store: Store, desk: DeskLink, mark: str, optouts: Callable[[], int]) -> Changed:
        """Compare everything that is held with everything that the desk has open."""
        # Before the desk is asked: what another dispatcher of this database tells it meanwhile may not be in the answer.
        with store.look() as look:
            before = look.rows(_REPORTED, (retelling.upto(look),))
            held = {num for (num,) in look.rows(_HELD)}
        last = _ask(desk, 0)
        told = last.complaints.union(last.numbers)
        # Somebody may have refused by deciding, after the opt-outs were fetched: then nobody is let go yet.
        caught_up = optouts() >= last.optouts
        let: list[tuple[int, int]] = []
        with store.turn() as turn:
            for num, came in before if caught_up else ():
                # A reply that came meanwhile has another time.
                if num not in told and turn.run(
                    "DELETE FROM open_reply WHERE num = ? AND last = ?", (num, came)
                ):
                    let.append((num, SCOPE))
            new = hold(turn, sorted(told - held), 0)
        if caught_up:
            self._knows(mark, last.newest, last)
        return Changed(new, let)


class _Told(NamedTuple):
    numbers: list[int]
    newest: int
    total: int
    optouts: int
    complaints: frozenset[int]


def _ask(desk: DeskLink, after: int) -> _Told:
    """Ask for the open replies after one; raises ConsoleError `bad_answer` for an answer that does not go on."""
    numbers: list[int] = []
    while True:
        page: OpenReplies = desk.call(PullOpenReplies(after))
        try:
            numbers += unpack_numbers(page.numbers)
            complaints = frozenset(unpack_numbers(page.complaints))
        except ValueError as error:
            raise ConsoleError("bad_answer", call=type(page).__name__) from error
        if not page.more:
            return _Told(numbers, page.newest, page.count, page.optouts, complaints)
        if page.newest <= after:
            raise ConsoleError("bad_answer", call=type(page).__name__)
        after = page.newest


_HOLD = (
    "INSERT INTO open_reply (num, last) VALUES (?, ?) ON CONFLICT (num)"
    " DO UPDATE SET last = excluded.last WHERE excluded.last > open_reply.last"
)
_BETWEEN = (
    "SELECT o.num FROM recipient r JOIN open_reply o ON o.num = r.num"
    " WHERE r.send_id = ? AND r.place BETWEEN ? AND ?"
)
_HELD = "SELECT num FROM open_reply"
_THESE = "SELECT num FROM open_reply WHERE num IN ({})"
_REPORTED = (
    "SELECT o.num, o.last FROM open_reply o WHERE NOT EXISTS"
    " (SELECT 1 FROM reply r WHERE r.num = o.num AND (r.reported = 0 OR r.verdict = '' OR r.id <= ?))"
)
