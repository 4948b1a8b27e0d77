"""The desk looks at the clock by itself: at its start and then every minute, on the writer, and whatever goes wrong."""

import threading
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from console.desk import high_water
from console.desk.calls import Study
from console.desk.line import Limits
from console.domain.timekeeping import Leap, Proof
from console.services.context import Context
from console.wire import calls
from tests.desk.plain import PlainDesk, World, wait_until


def test_the_sweep_runs_at_the_start_and_again_and_again_on_the_writer(folder: Path, world: World) -> None:
    threads: set[str] = set()

    def sweep(ctx: Context) -> None:
        threads.add(threading.current_thread().name)
        assert (ctx.caller.service, ctx.caller.person) == ("desk", "")
        ctx.conn.execute(text("INSERT INTO mark (who) VALUES ('sweep')"))

    with PlainDesk(folder, world, limits=Limits(sweep=0.01), sweep=sweep) as desk:
        wait_until(lambda: len(desk.rows("SELECT id FROM mark")) >= 3)
    assert {name.rpartition("_")[0] for name in threads} == {"db-writer"}


def test_nothing_is_due_by_a_clock_that_leapt_until_it_is_believed(
    folder: Path, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept, ahead, asked = threading.Event(), threading.Event(), threading.Event()

    def unproved(_leap: Leap) -> bool:
        asked.set()
        return ahead.is_set()

    monkeypatch.setattr(Leap, "unproved", unproved)
    ahead.set()
    with PlainDesk(folder, world, limits=Limits(sweep=0.01), sweep=lambda _ctx: swept.set()):
        wait_until(asked.is_set)
        asked.clear()
        wait_until(asked.is_set)
        assert not swept.is_set()
        ahead.clear()
        wait_until(swept.is_set)


def test_a_desk_that_starts_with_its_clock_ahead_sweeps_once_the_time_service_has_agreed_without_a_break(
    folder: Path, world: World
) -> None:
    swept = threading.Event()
    asked: list[float] = []

    def agrees() -> bool:
        asked.append(time.monotonic())
        return len(asked) > 1

    leap = Leap(proof=Proof(agrees, 3.0))
    leap.expect(time.time() - 13 * 3600)
    with PlainDesk(folder, world, leap=leap, sweep=lambda _ctx: swept.set()):
        wait_until(swept.is_set)
    # Asked each second, not once a minute; swept when it was proved, and not a minute later.
    assert len(asked) >= 4
    assert 3.0 <= asked[-1] - asked[1] < 30


def test_a_clock_within_an_hour_of_what_a_start_expects_is_believed() -> None:
    leap = Leap(proof=Proof(lambda: False))
    for hours in (-13, 0, 0.9):
        leap.expect(time.time() - hours * 3600)
        assert not leap.unproved()
    leap.expect(time.time() - 1.1 * 3600)
    assert leap.unproved()
    leap.accept()
    assert not leap.unproved()


class Hands:
    """A wall clock and a steady one, as a test sets them."""

    wall, steady = 1_800_000_000.0, 500.0


def test_what_a_start_expects_of_the_clock_is_what_the_last_sweep_saw_and_what_passed_since(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = ["one start of the host"]
    monkeypatch.setattr(high_water, "boot", lambda: start[0])
    hands = Hands()
    kept = high_water.HighWater(folder / "clock", lambda: hands.wall, lambda: hands.steady)
    assert kept.expected("") is None
    assert kept.expected("2027-01-15T08:00:00Z") == 1_800_000_000.0
    kept.keep()
    # Three quiet hours of the same host are no leap, whatever the ledger says last.
    hands.steady += 10_800
    assert kept.expected("2027-01-15T08:00:00Z") == 1_800_010_800.0
    # How long the host was off nobody knows.
    start[0], hands.steady = "the next", 3.0
    assert kept.expected("2027-01-15T09:00:00Z") == 1_800_000_000.0
    (folder / "clock").write_text("{")
    assert kept.expected("2027-01-15T08:00:00Z") == 1_800_000_000.0


def test_consoles_are_told_what_a_sweep_changed(folder: Path, world: World) -> None:
    told: list[frozenset[str]] = []
    due = threading.Event()

    def sweep(ctx: Context) -> None:
        if due.is_set():
            ctx.notice("requests")

    with (
        PlainDesk(folder, world, limits=Limits(sweep=0.01), sweep=sweep) as desk,
        desk.client(notices=told.append) as client,
    ):
        client.connect()
        due.set()
        wait_until(lambda: frozenset({"requests"}) in told)


def test_a_sweep_that_fails_leaves_nothing_stands_in_the_log_and_is_tried_again(
    folder: Path, world: World
) -> None:
    tries: list[int] = []

    def sweep(ctx: Context) -> None:
        tries.append(1)
        ctx.conn.execute(text("INSERT INTO mark (who) VALUES ('sweep')"))
        if len(tries) < 3:
            raise RuntimeError("no")

    with PlainDesk(folder, world, limits=Limits(sweep=0.01), sweep=sweep) as desk:
        wait_until(lambda: len(tries) >= 3)
        wait_until(lambda: bool(desk.rows("SELECT id FROM mark")))
        failures = [event for event in desk.events() if event.get("call") == "sweep"]
    assert len(failures) == 2


def test_a_desk_that_has_no_sweep_serves_as_well(folder: Path, world: World) -> None:
    with PlainDesk(folder, world, limits=Limits(sweep=0.01)) as desk, desk.client() as client:
        assert client.call(calls.WhoAmI()).person == "zhaomin"


def test_what_takes_long_is_looked_at_by_a_reader_and_what_it_found_is_written_by_the_writer(
    folder: Path, world: World
) -> None:
    threads: list[str] = []
    looks: list[int] = []

    def look(_ctx: Context) -> str | None:
        looks.append(1)
        threads.append(threading.current_thread().name)
        if len(looks) == 1:
            raise RuntimeError("no")
        return "found" if len(looks) == 2 else None

    def keep(ctx: Context, found: object) -> None:
        threads.append(threading.current_thread().name)
        ctx.conn.execute(text("INSERT INTO mark (who) VALUES (:found)"), {"found": found})

    with (
        PlainDesk(folder, world, limits=Limits(sweep=0.1), study=Study(look, keep)) as desk,
        desk.client() as client,
    ):
        wait_until(lambda: len(looks) >= 4)
        assert desk.rows("SELECT who FROM mark WHERE who = 'found'") == ["found"]
        assert [one.rpartition("_")[0] for one in threads].count("db-writer") == 1
        assert [event for event in desk.events() if event.get("call") == "study"]
        assert client.call(calls.WhoAmI()).person == "zhaomin"
