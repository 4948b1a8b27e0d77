"""A list that was let go before it was forgotten is taken in in steps, each of few rows, whatever its length."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from console.db.engine import open_database
from console.db.migrate import DISPATCH, upgrade
from console.dispatch.claiming.claim import Claims
from console.dispatch.custody import lines
from console.dispatch.lease import REARMED, Lease
from console.dispatch.memory.recall import Recall
from console.dispatch.reports.outbox import Author, Outbox
from console.dispatch.rosters.files import Files
from console.dispatch.sending.recovery import recover
from console.dispatch.sends import Book
from console.dispatch.store import Store, Turn, write_mark
from console.domain.sending import gateways
from tests.dispatch.desk import FakeDesk
from tests.dispatch.running import TEN, ShiftedClock, case, organisation
from tests.dispatch.test_postgres import Alone

N = 6_000
_LONGEST = 2_000
"""The most people of whom a step may be about (`store.strides`)."""


class Counted(Turn):
    """A transaction that counts the rows it writes, and may end the process before it is committed."""

    __slots__ = ("rows_written",)

    def __init__(self, turn: Turn) -> None:
        self._connection, self._cursor, self._postgresql = turn._connection, turn._cursor, turn._postgresql
        self.rows_written = 0

    def many(self, sql: str, rows: Any) -> int:
        self.rows_written += len(rows)
        return super().many(sql, rows)

    def run(self, sql: str, values: Any = ()) -> int:
        touched = super().run(sql, values)
        self.rows_written += max(0, touched) if not sql.startswith("SELECT") else 0
        return touched

    def insert(self, table: str, columns: Any, rows: Any) -> int:
        rows = list(rows)
        self.rows_written += len(rows) * self._postgresql
        return super().insert(table, columns, rows)


class Watched(Store):
    """A store whose turns are counted; `dies` is the turn at which the power fails."""

    def __init__(self, database: Any) -> None:
        super().__init__(database)
        self.written: list[int] = []
        self.dies = 0

    @contextmanager
    def turn(self) -> Generator[Turn]:
        with super().turn() as turn:
            counted = Counted(turn)
            yield counted
            # Whoever wants to tidy up after it is dead as well.
            if self.dies and len(self.written) + 1 >= self.dies:
                raise KeyboardInterrupt
            self.written.append(counted.rows_written)


class House:
    """A dispatcher's parts after it was armed again, and a desk that offers what was let go before."""

    def __init__(self, home: Path, url: str) -> None:
        self.org = organisation()
        self.org.write(home)
        database = open_database(url, role="dispatch")
        upgrade(database, DISPATCH)
        self.store = Watched(database)
        self.clock, self.desk, self.files = ShiftedClock(), FakeDesk(self.org.roots), Files(home)
        self.files.look(None)
        with self.store.turn() as turn:
            write_mark(turn, REARMED, int((TEN + timedelta(minutes=10)).timestamp()))
        self.lease = Lease(self.store, "demo", "this one")
        self.lease.take()

    def claims(self) -> Claims:
        by = Author(self.org.roots.org, "dispatch-1")
        outbox = Outbox(by, self.clock)
        recall = Recall(self.store, self.desk, by, list)
        return Claims(
            self.store, self.desk, self.files, outbox, self.clock, Alone(self.org, self.lease), lambda: None,
            recall,
        )  # fmt: skip

    def rows(self, sql: str) -> list[Any]:
        with self.store.look() as look:
            return look.rows(sql)


@pytest.fixture
def house(tmp_path: Path, database_url: str) -> Iterator[House]:
    made = House(tmp_path, database_url)
    yield made
    made.store.close()


def stands(house: House) -> list[Any]:
    return house.rows(
        "SELECT s.state, t.unknown, t.queued, (SELECT count(*) FROM verdict v WHERE v.send_id = s.id AND v.code = 'forgotten'),"
        " (SELECT count(*) FROM recipient r WHERE r.send_id = s.id AND r.state = 7 AND r.attempt = 1 AND r.at > 0)"
        " FROM send s JOIN tally t ON t.send_id = s.id"
    )


def test_no_step_of_a_list_in_doubt_holds_the_store_for_the_whole_list(house: House) -> None:
    row = house.desk.offer(case(house.org, N)).row()
    house.clock.shift(timedelta(minutes=20))
    assert house.claims().take(row) is not None
    assert stands(house) == [("sending", N, 0, N, N)]
    # A recipient and why they are in doubt.
    assert max(house.store.written) <= 2 * _LONGEST + 10


@pytest.mark.parametrize("nth", [2, 3, 5, 7, 8, 9])
def test_a_list_in_doubt_comes_through_whenever_the_power_failed(house: House, nth: int) -> None:
    row = house.desk.offer(case(house.org, 1_000)).row()
    house.clock.shift(timedelta(minutes=20))
    house.store.dies = len(house.store.written) + nth
    with suppress(KeyboardInterrupt):
        house.claims().take(row)
    assert not house.rows("SELECT 1 FROM recipient WHERE state = 0")
    house.store.dies = 0
    claims = house.claims()
    claims.loading.sweep()
    claims.take(row)
    assert stands(house) == [("sending", 1_000, 0, 1_000, 1_000)]
    assert len(house.rows("SELECT 1 FROM outbox")) == 1


@pytest.mark.parametrize("dies", [0, 3])
def test_who_was_on_the_wire_is_left_in_doubt_in_steps_and_a_start_goes_on_where_one_ended(
    house: House, dies: int
) -> None:
    house.desk.offer(case(house.org, N))
    with house.store.turn() as turn:
        turn.run("DELETE FROM mark WHERE name = ?", (REARMED,))
    claimed = house.claims().take(house.desk.slots[1].row())
    assert claimed is not None
    with house.store.turn() as turn:
        turn.run("UPDATE recipient SET state = 1, attempt = 1 WHERE place < ?", (N // 2,))
        turn.run("UPDATE tally SET queued = ?, in_flight = ?", (N // 2, N // 2))

    def start() -> int:
        book = Book("demo", lines.Factory(gateways.read(house.org.gateway_texts["demo"])))
        return recover(house.store, book, house.lease, 1_000.0)

    house.store.written.clear()
    first = 0
    if dies:
        house.store.dies = dies
        with suppress(KeyboardInterrupt):
            start()
        house.store.dies, house.store.written = 0, []
        first = house.rows("SELECT count(*) FROM recipient WHERE state = 7")[0][0]
        assert 0 < first < N // 2
    assert start() == N // 2 - first
    assert max(house.store.written) <= 2 * _LONGEST + 10
    assert house.rows("SELECT state, count(*) FROM recipient GROUP BY state ORDER BY state") == [
        (0, N // 2), (7, N // 2),
    ]  # fmt: skip
    assert house.rows("SELECT queued, in_flight, unknown FROM tally") == [(N // 2, 0, N // 2)]
    assert house.rows("SELECT count(*), min(at), max(at) FROM verdict WHERE code = 'crash'") == [
        (N // 2, 1_000_000, 1_000_000)
    ]
