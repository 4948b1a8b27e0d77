"""The queue in memory: a receipt about somebody who waits in it takes them out of it, and nobody else's turn changes."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from console.db.engine import open_database
from console.dispatch.sending import intents
from console.dispatch.sending.caps import Caps
from console.dispatch.sending.intents import Intents
from console.dispatch.store import Store, Turn
from console.domain.sending.limits import SendLimits
from console.domain.states import RecipientState
from console.gateways.ports import Refused
from tests.dispatch.test_receipts import NUM, OPENED, Sheet, said
from tests.ready import dispatch_tables

S = RecipientState


class Queue(Sheet):
    """A sheet from which recipients are taken, and of whom some wrote something that nobody judged yet."""

    def start(self) -> None:
        super().start()
        self.wrote: set[int] = set()
        self.intents = Intents(self.book, self.flights, Caps(ZoneInfo("Asia/Shanghai")), self.judge)
        self.keys: dict[int, int] = {}

    def judge(self, _: Turn, nums: Sequence[int]) -> tuple[bool, set[int]]:
        return False, self.wrote.intersection(nums)

    def take(self, one: int, room: int) -> list[int]:
        """Intend so many of a send; return their places."""
        with self.store.turn() as turn:
            send = self.of(one)
            submits = self.intents.take(turn, send, room, 1_764_000_000.0)
            self.book.save(turn, 0.0)
        self.keys.update({submit.number - NUM: submit.key for submit in submits})
        return [submit.number - NUM for submit in submits]

    def throttled(self, place: int) -> Refused:
        return Refused(self.keys[place], (0x58,), retry=True)


@pytest.fixture
def queue(database_url: str) -> Iterator[Queue]:
    database = open_database(database_url, role="dispatch")
    dispatch_tables(database)
    store = Store(database)
    yield Queue(store)
    store.close()


def late(place: int, **changes: Any) -> Any:
    return said("delivered", num=NUM + place, msgid="never seen", reference=7, **changes)


def test_a_receipt_for_somebody_who_came_back_to_the_queue_takes_out_them_alone(queue: Queue) -> None:
    one = queue.send(S.QUEUED, opens=OPENED, n=30)
    assert queue.take(one, 5) == [0, 1, 2, 3, 4]
    queue.heard(queue.throttled(0))
    queue.heard(late(0))
    assert queue.stands(one) == (S.DELIVERED, "")
    # Of the next who comes back something has still to be judged, so it is put back once more.
    queue.heard(queue.throttled(1))
    queue.wrote = {NUM + 1}
    assert queue.take(one, 3) == [5, 6, 7]
    queue.wrote = set()
    assert queue.take(one, 3) == [1, 8, 9]
    rest = [queue.take(one, 1) for _ in range(21)]
    assert rest == [*([place] for place in range(10, 30)), []]
    assert queue.receipts.forgotten == 0


def test_a_receipt_for_somebody_read_ahead_takes_out_them_alone(queue: Queue) -> None:
    one = queue.send(S.QUEUED, opens=OPENED, n=12)
    assert queue.take(one, 2) == [0, 1]
    queue.heard(late(4))
    assert queue.stands(one, NUM + 4) == (S.DELIVERED, "")
    assert queue.take(one, 20) == [2, 3, 5, 6, 7, 8, 9, 10, 11]


def test_a_receipt_for_somebody_in_a_long_queue_does_not_have_it_read_again(queue: Queue) -> None:
    one = queue.send(S.QUEUED, opens=OPENED, n=2_100)
    assert [len(queue.take(one, 500)) for _ in range(4)] == [500] * 4
    for back in (0, 7, 1_999):
        queue.heard(queue.throttled(back))
    asked: list[int] = []
    rows = Turn.rows

    def note(turn: Turn, sql: str, values: Sequence[Any] = ()) -> Any:
        found = rows(turn, sql, values)
        if "ORDER BY place" in sql:
            asked.append(len(found))
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Turn, "rows", note)
        for back in (0, 7):
            queue.heard(late(back))
        assert queue.take(one, 200) == [1_999, *range(2_000, 2_100)]
    assert asked == [2_100 - 2_048, 0]


def test_whoever_wrote_something_that_nobody_judged_stays_in_the_queue_between_the_others(
    queue: Queue,
) -> None:
    one = queue.send(S.QUEUED, opens=OPENED, n=8)
    queue.wrote = {NUM + 2, NUM + 5}
    assert queue.take(one, 8) == [0, 1, 3, 4, 6, 7]
    assert [queue.stands(one, NUM + place) for place in (2, 5)] == [(S.QUEUED, "")] * 2
    assert (queue.of(one).tally[S.QUEUED], queue.of(one).tally[S.IN_FLIGHT]) == (2, 6)


def test_a_few_who_got_enough_do_not_end_the_turn_of_a_send_with_limits(queue: Queue) -> None:
    nums = [NUM + place for place in range(40)]
    first, second = (queue.send(S.QUEUED, opens=OPENED, n=n) for n in (20, 40))
    queue.of(first).limits = queue.of(second).limits = SendLimits(day=1)
    assert len(queue.take(first, 20)) == 20
    assert [NUM + place for place in queue.take(second, 10)] == nums[20:30]


def test_who_refused_is_asked_of_those_alone_who_are_read_ahead(
    queue: Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = queue.send(S.QUEUED, opens=OPENED, n=2_100)
    asked: list[tuple[int, int]] = []
    rows = Turn.rows

    def note(turn: Turn, sql: str, values: Sequence[Any] = ()) -> Any:
        if sql == intents._REFUSING:
            asked.append((values[1], values[2]))
        return rows(turn, sql, values)

    monkeypatch.setattr(Turn, "rows", note)
    while queue.take(one, 500):
        pass
    assert asked == [(0, 2_047), (2_048, 2_099)]


def test_of_a_database_that_was_closed_no_file_stays_open(tmp_path: Path) -> None:
    def opened() -> set[str]:
        found = set[str]()
        for one in Path("/proc/self/fd").iterdir():
            with suppress(FileNotFoundError):
                found.add(str(one.readlink()))
        return {one for one in found if one.startswith(str(tmp_path))}

    database = open_database(f"sqlite:///{tmp_path / 'dispatch.db'}", role="dispatch")
    dispatch_tables(database)
    store = Store(database)
    with store.turn() as turn:
        turn.run("UPDATE send SET reason = ''")
    assert opened()
    store.close()
    assert opened() == set()
