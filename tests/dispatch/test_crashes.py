"""SIGKILL of the real process, restart, and the provider's own count: nothing repeated, nobody lost, doubt shown and settled."""

import asyncio
import contextlib
import os
import random
import subprocess
import sys
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from console.db.engine import open_database
from console.dispatch.store import Store
from console.domain.states import RECIPIENT_ENDS, RecipientState
from console.launch.organisation import Organisation
from console.wire.dispatch import Heartbeat
from tests.dispatch.running import World, case, organisation, until

ROOT = Path(__file__).resolve().parents[2]


class Process:
    """The dispatcher of a world as a process."""

    def __init__(self, one: World, *death: str) -> None:
        self.log = (one.home / "log" / "process.log").open("ab")
        self.popen = subprocess.Popen(
            [sys.executable, "-m", "tests.dispatch.process", str(one.home), str(one.home / "run" / "fake.sock"),
             str(one.port), str(one.clock.offset), *death],
            cwd=ROOT, stdout=self.log, stderr=self.log,
            env=os.environ | {"PYTHONPATH": str(ROOT), "SMS_TEST_WITNESS": str(one.witness or "")},
        )  # fmt: skip

    def dead(self) -> bool:
        return self.popen.poll() is not None

    def kill(self) -> None:
        self.popen.kill()
        self.popen.wait()
        self.log.close()


@contextlib.asynccontextmanager
async def installation(
    home: Path, org: Organisation | None = None, **gateway: object
) -> AsyncIterator[World]:
    one = World(home, org or organisation(**gateway))
    one.port = await one.smsc.start()
    listener = one.desk.serve(str(home / "run" / "fake.sock"))
    try:
        yield one
    finally:
        listener.close()
        await one.smsc.stop()


def states(one: World) -> dict[RecipientState, int]:
    database = open_database(f"sqlite:///{one.home}/dispatch/dispatch.db", role="dispatch")
    try:
        with Store(database).look() as look:
            rows = look.rows("SELECT state, count(*) FROM recipient GROUP BY state")
            tally = look.rows("SELECT * FROM tally")
            sizes: dict[Any, Any] = dict(look.rows("SELECT id, n FROM send"))
        assert all(sum(row[1:]) == sizes[row[0]] for row in tally)
        return {RecipientState(state): count for state, count in rows}
    finally:
        database.close()


def reached(one: World, process: Process, target: int) -> bool:
    return bool(one.counts["distinct"] >= target) or process.dead()


async def ends(one: World, total: int) -> dict[RecipientState, int]:
    """Run to the end in a fresh process; check what must hold after every crash."""
    process = Process(one)
    try:
        await until(lambda: one.desk.last("done") or process.dead())
        assert not process.dead(), (one.home / "log" / "process.log").read_text()[-2000:]
        await until(lambda: states(one).get(RecipientState.DELIVERED, 0) == one.counts["distinct"])
        found = states(one)
    finally:
        process.kill()
    assert one.counts["repeats"] == 0
    assert sum(found.values()) == total
    assert set(found) <= RECIPIENT_ENDS
    # All that the provider got is settled by receipts; what it never got is in doubt, at most one window of it a crash.
    assert found.get(RecipientState.UNKNOWN, 0) == total - one.counts["distinct"]
    return found


@pytest.mark.parametrize(
    ("point", "count", "total"),
    [
        ("before_write", 1, 1_500),
        ("before_write", 9, 1_500),
        ("before_write", 150, 20_000),
        ("after_write", 1, 1_500),
        ("after_write", 17, 1_500),
        ("after_write", 170, 20_000),
        ("before_acknowledge", 1, 1_500),
        ("before_acknowledge", 11, 1_500),
        ("before_acknowledge", 130, 20_000),
    ],
)
async def test_killed_at_any_point_nobody_is_lost_or_sent_to_twice(
    tmp_path: Path, point: str, count: int, total: int
) -> None:
    async with installation(tmp_path) as one:
        one.faults(delay=0.01)
        one.desk.offer(case(one.org, total))
        process = Process(one, point, str(count))
        await until(process.dead)
        process.kill()
        assert one.desk.last("done") is None
        found = await ends(one, total)
        assert found.get(RecipientState.UNKNOWN, 0) <= 50
        if point == "before_write":
            assert found[RecipientState.UNKNOWN] > 0


@pytest.mark.parametrize(
    "seed", [20261124, *(pytest.param(seed, marks=pytest.mark.nightly) for seed in range(1, 21))]
)
async def test_killed_again_and_again_at_random_moments_with_cut_lines(tmp_path: Path, seed: int) -> None:
    moments = random.Random(seed)  # noqa: S311 - the same moments in every run
    async with installation(tmp_path) as one:
        one.desk.offer(case(one.org, 2_500))
        for _ in range(4):
            taken = one.counts["distinct"]
            one.faults(delay=0.01, cut_after=moments.randrange(50, 300))
            process = Process(one)
            target = taken + moments.randrange(200, 500)
            await until(partial(reached, one, process, target))
            process.kill()
        one.faults()
        found = await ends(one, 2_500)
        assert found.get(RecipientState.UNKNOWN, 0) <= 50 * (4 + one.counts["cuts"])


async def test_recipients_in_doubt_after_a_crash_are_told_to_the_desk(tmp_path: Path) -> None:
    async with installation(tmp_path) as one:
        one.desk.offer(case(one.org, 400))
        process = Process(one, "before_write", "3")
        await until(process.dead)
        process.kill()
        found = await ends(one, 400)
        done = one.desk.last("done")
        assert done is not None
        assert done.tally.unknown == found[RecipientState.UNKNOWN] > 0
        assert done.tally.balances()


async def test_a_second_process_on_the_same_installation_does_not_start(tmp_path: Path) -> None:
    async with installation(tmp_path) as one:
        first = Process(one)
        try:
            await until((one.home / "run" / "dispatch.sock").exists)
            second = Process(one)
            await until(second.dead)
            assert not first.dead()
            second.kill()
        finally:
            first.kill()


async def test_a_process_ends_in_order_on_sigterm_and_leaves_no_doubt(tmp_path: Path) -> None:
    async with installation(tmp_path, window=5, rate=200) as one:
        one.desk.offer(case(one.org, 1_000))
        process = Process(one)
        await until(lambda: one.counts["distinct"] > 20)
        process.popen.terminate()
        await asyncio.to_thread(process.popen.wait, 20)
        process.kill()
        found = states(one)
        assert RecipientState.UNKNOWN not in found
        assert RecipientState.IN_FLIGHT not in found


async def test_a_send_of_which_a_crash_left_nobody_but_those_in_doubt_ends_by_itself(tmp_path: Path) -> None:
    async with installation(tmp_path, window=50) as one:
        process = Process(one)
        await until(lambda: any(beat.gateways == {"demo": "up"} for beat in one.desk.of(Heartbeat)))
        # No answer comes, and no receipt either: after the start nothing moves any more.
        one.faults(delay=600, receipt_delay=600)
        one.desk.offer(case(one.org, 20))
        await until(lambda: one.counts["submits"] == 20 or process.dead())
        process.kill()
        assert states(one) == {RecipientState.IN_FLIGHT: 20}
        one.faults()
        process = Process(one)
        try:
            await until(lambda: one.desk.last("done") or process.dead())
            assert states(one) == {RecipientState.UNKNOWN: 20}
        finally:
            process.kill()
        assert one.counts["repeats"] == 0
