"""The clone guard and the lease: a copied, restored or doubled database sends nothing."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from console.db.engine import open_database
from console.db.migrate import DISPATCH, check, upgrade
from console.dispatch.lease import Instance, Lease, LeaseLostError, LeaseTakenError, NotArmedError
from console.dispatch.service import rearm
from console.dispatch.store import Store
from tests.dispatch.running import World, case, organisation, until, world


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    database = open_database(database_url, role="dispatch")
    upgrade(database, DISPATCH)
    yield Store(database)
    database.close()


def test_the_migrations_leave_the_tables_that_the_code_declares() -> None:
    assert check(DISPATCH) == []


def test_an_ordinary_restart_needs_no_arming(store: Store, tmp_path: Path) -> None:
    fences = []
    for _ in range(3):
        instance = Instance(store, tmp_path, None)
        instance.arm()
        fences.append(instance.fence)
        instance.close()
    assert fences == [1, 2, 3]


def test_a_start_that_was_cut_short_between_marker_and_database_needs_no_arming(
    store: Store, tmp_path: Path
) -> None:
    instance = Instance(store, tmp_path, None)
    instance.arm()
    marker = (tmp_path / "instance").read_text()
    (tmp_path / "instance").write_text(marker.replace('"next":1', '"next":2'))
    instance.arm()
    assert instance.fence == 2
    instance.close()


def test_a_database_without_its_marker_is_not_armed(store: Store, tmp_path: Path) -> None:
    instance = Instance(store, tmp_path, None)
    instance.arm()
    (tmp_path / "instance").unlink()
    with pytest.raises(NotArmedError):
        instance.arm()
    instance.close()


def test_an_older_copy_of_the_database_is_not_armed(store: Store, tmp_path: Path) -> None:
    instance = Instance(store, tmp_path, None)
    instance.arm()
    instance.arm()
    with store.turn() as turn:
        turn.run("UPDATE instance SET fence = 1")
    with pytest.raises(NotArmedError):
        instance.arm()
    instance.close()


def test_an_empty_database_beside_a_marker_is_not_armed(store: Store, tmp_path: Path) -> None:
    instance = Instance(store, tmp_path, None)
    instance.arm()
    with store.turn() as turn:
        turn.run("DELETE FROM instance")
    with pytest.raises(NotArmedError):
        instance.arm()
    instance.close()


def test_only_one_process_holds_an_installation(store: Store, tmp_path: Path) -> None:
    first = Instance(store, tmp_path, None)
    with pytest.raises(LeaseTakenError):
        Instance(store, tmp_path, None)
    first.close()
    Instance(store, tmp_path, None).close()


def test_a_lease_is_refused_to_others_until_it_ends_and_then_fences_the_first_one_out(store: Store) -> None:
    first, second = Lease(store, "demo", "a"), Lease(store, "demo", "b")
    first.take()
    with pytest.raises(LeaseTakenError):
        second.take()
    with store.turn() as turn:
        assert first.check(turn) == 0
        turn.run("UPDATE lease SET expires = 0")
    second.take()
    with pytest.raises(LeaseLostError), store.turn() as turn:
        first.check(turn)
    with pytest.raises(LeaseLostError):
        first.renew()


def test_the_fence_is_checked_even_when_the_owner_has_the_same_name(store: Store) -> None:
    first, second = Lease(store, "demo", "a"), Lease(store, "demo", "a")
    first.take()
    second.take()
    with pytest.raises(LeaseLostError), store.turn() as turn:
        first.check(turn)


async def _half_sent(one: World) -> None:
    one.desk.offer(case(one.org, 400))
    await one.start()
    await until(lambda: one.counts["submits"] > 20)


async def test_a_copied_installation_sends_nothing(tmp_path: Path) -> None:
    org = organisation(window=5, rate=100)
    async with world(tmp_path / "a", org) as one:
        await _half_sent(one)
        await one.stop()
        taken = one.counts["submits"]
        shutil.copytree(one.home, tmp_path / "b")
        twin = World(tmp_path / "c", org)
        twin.home, twin.desk, twin.port, twin.clock = tmp_path / "b", one.desk, one.port, one.clock
        await twin.start()
        assert twin.service is not None
        await until(lambda: twin.service and "not_armed" in twin.service.dispatcher.holds.everything)
        beats = len(one.desk.heard)
        await until(lambda: len(one.desk.heard) > beats + 1)
        assert one.counts["submits"] == taken
        await twin.stop()


async def test_after_re_arming_a_send_under_way_waits_for_a_signed_resume(tmp_path: Path) -> None:
    from tests.dispatch.desk import resume

    org = organisation(window=5, rate=100)
    async with world(tmp_path, org) as one:
        await _half_sent(one)
        await one.stop()
        (one.home / "dispatch" / "instance").unlink()
        rearm(one.installation())
        taken = one.counts["submits"]
        await one.start()
        await until(lambda: one.service and one.service.dispatcher.gateways() == {"demo": "up"})
        beats = len(one.desk.heard)
        await until(lambda: len(one.desk.heard) > beats + 6)
        assert one.counts["submits"] == taken
        slot = one.desk.slots[1]
        slot.hold, slot.resume = 1, resume(slot.case, 1)
        await until(lambda: one.desk.last("done"))
        assert (one.counts["distinct"], one.counts["repeats"]) == (400, 0)


async def test_after_re_arming_a_release_from_before_that_is_not_known_here_is_refused(
    tmp_path: Path,
) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        await one.start()
        await one.stop()
        one.clock.shift(timedelta(seconds=2))
        rearm(one.installation())
        await one.start()
        one.desk.offer(case(org, 20))
        await until(lambda: one.desk.last("refused"))
        assert one.desk.events() == [("refused", "released_before_rearm")]


def test_the_program_re_arms_a_solo_installation(tmp_path: Path) -> None:
    one = World(tmp_path, organisation())
    run = [sys.executable, "-m", "console.dispatch", "--home", str(one.home), "--rearm"]
    assert subprocess.run(run, check=False, capture_output=True).returncode == 0
    assert (one.home / "dispatch" / "instance").exists()
