"""After an error of the database nothing more is written by that process: what it remembers may be ahead of what is there."""

from pathlib import Path
from typing import Any

import psycopg
import pytest

from console import failure
from console.db.engine import open_database
from console.db.migrate import DISPATCH
from console.dispatch.store import BrokenError, DriftError, Store, Turn, read_mark, write_mark
from console.domain.states import RecipientState
from tests.dispatch.running import case, organisation, until, world
from tests.ready import upgraded_file


@pytest.fixture
def store(tmp_path: Path) -> Any:
    path = tmp_path / "dispatch.db"
    path.touch(0o600)
    path.write_bytes(upgraded_file(DISPATCH).read_bytes())
    opened = Store(open_database(f"sqlite:///{path}", role="dispatch"))
    yield opened
    opened.close()


def number(store: Store) -> int:
    with store.look() as look:
        return read_mark(look, "test")[0]


def test_after_a_full_disk_no_turn_is_taken(store: Store) -> None:
    with store.turn() as turn:
        write_mark(turn, "test", 1)
        turn.run("PRAGMA max_page_count = 1")
    with pytest.raises(store.database.errors) as full, store.turn() as turn:
        write_mark(turn, "test", 2, "x" * 1_000_000)
    assert "full" in str(full.value)
    with pytest.raises(BrokenError, match="full"), store.turn() as turn:
        write_mark(turn, "test", 3)
    assert number(store) == 1


def test_after_a_state_that_memory_did_not_expect_no_turn_is_taken(store: Store) -> None:
    def drift(turn: Turn) -> None:
        write_mark(turn, "test", 1)
        raise DriftError("a recipient in another state")

    with pytest.raises(DriftError), store.turn() as turn:
        drift(turn)
    with pytest.raises(BrokenError), store.turn():
        pytest.fail("a turn began")
    assert number(store) == 0


def test_a_refusal_in_a_turn_breaks_nothing(store: Store) -> None:
    with pytest.raises(LookupError), store.turn():
        raise LookupError("nobody of this name")
    with store.turn() as turn:
        write_mark(turn, "test", 1)
    assert number(store) == 1


def test_a_store_that_an_outage_closed_takes_no_turn_and_says_that_the_database_is_gone(store: Store) -> None:
    store.close(psycopg.OperationalError("the connection is lost"))
    with pytest.raises(BrokenError) as broken, store.turn() as turn:
        write_mark(turn, "test", 1)
    assert failure.named(broken.value) == "database_gone"
    assert number(store) == 0, "what is there can still be read"


async def test_what_was_rolled_back_is_not_written_by_a_later_turn(tmp_path: Path) -> None:
    """The turn of a window fails as on a full disk; the loop still runs for a moment, and a hold arrives."""
    async with world(tmp_path, organisation()) as one:
        one.faults(delay=0.02)
        one.desk.offer(case(one.org, 400))
        await one.start()
        await until(lambda: one.counts["distinct"] > 100)
        assert one.service is not None
        dispatcher, count = one.service.dispatcher, one.store._count
        fallen: list[None] = []

        def fails_once(turn: Turn) -> int:
            # By then the turn of a window has counted in memory.
            if not fallen and turn.number(
                "SELECT count(*) FROM recipient WHERE state = ?", (RecipientState.IN_FLIGHT,)
            ):
                fallen.append(None)
                raise one.store.database.errors[0]("database or disk is full")
            return int(count(turn))

        one.store._count = fails_once
        [(_, send)] = dispatcher.sends()
        await until(lambda: fallen)
        with pytest.raises(BrokenError):
            dispatcher.hold(send, 0, "stop at once")
        await until(lambda: one.task is not None and one.task.done())
        await one.stop()
        await one.start()
        await until(lambda: one.desk.last("done"))
        assert sum(one.tally().values()) == 400
        assert one.counts["repeats"] == 0
