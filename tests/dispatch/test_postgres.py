"""The same dispatcher over PostgreSQL, and a second host that waits for the first one's lease."""

from pathlib import Path

from console.dispatch.frozen import make
from console.dispatch.lease import Instance, LeaseTakenError
from tests.dispatch.running import World, case, organisation, until, world


async def test_a_send_over_postgresql_ends_whole_after_a_crash_and_a_cut_line(
    tmp_path: Path, postgres_url: str
) -> None:
    org = organisation()
    async with world(tmp_path, org, url=postgres_url) as one:
        one.faults(delay=0.01, cut_after=333, undelivered=20)
        one.desk.offer(case(org, 1_500, category="promotion"))
        one.desk.optouts = [(one.desk.slots[1].nums[3], 0)]
        await one.start()
        await until(lambda: one.counts["distinct"] >= 600)
        await one.die()
        await one.start()
        await until(lambda: one.desk.last("done"))
        await until(lambda: one.counts["receipts_waiting"] == 0 and one.tally()["accepted"] == 0)
        tally = one.tally()
        assert one.counts["repeats"] == 0
        assert tally["suppressed"] == 1
        assert tally["undelivered"] > 0
        assert tally["delivered"] + tally["undelivered"] == one.counts["distinct"]
        assert tally["unknown"] == 1_499 - one.counts["distinct"] <= 100
        await until(lambda: len(one.desk.states()) == 1_500 and 0 not in one.desk.states())


async def test_holds_and_freezes_work_over_postgresql(tmp_path: Path, postgres_url: str) -> None:
    org = organisation(window=5, rate=100)
    async with world(tmp_path, org, url=postgres_url) as one:
        one.desk.offer(case(org, 400))
        await one.start()
        await until(lambda: one.counts["submits"] > 10)
        # Another host's freeze, which this process learns from the database alone.
        with one.store.turn() as turn:
            make(turn, scope="all", subject="", person="wangfang", reason="", at=case(org, 1).now)
        await until(lambda: ("held", "frozen") in one.desk.events())
        await until(lambda: one.tally()["in_flight"] == 0)
        assert one.tally()["queued"] > 0


async def test_a_second_host_does_not_send_while_the_first_one_s_lease_holds(
    tmp_path: Path, postgres_url: str
) -> None:
    org = organisation(window=5, rate=100)
    async with world(tmp_path / "a", org, url=postgres_url) as one:
        one.desk.offer(case(org, 300))
        await one.start()
        await until(lambda: one.counts["submits"] > 10)
        other = World(tmp_path / "b", org, url=postgres_url)
        other.desk, other.port, other.clock = one.desk, one.port, one.clock
        store, _ = other.installation().open_store()
        joined = Instance(store, other.home / "dispatch", None)
        joined.enrol()
        joined.close()
        await other.start()
        await until(lambda: other.task is not None and other.task.done())
        assert other.task is not None
        assert isinstance(other.task.exception(), LeaseTakenError)
        await until(lambda: one.desk.last("done"))
        assert (one.counts["distinct"], one.counts["repeats"], one.counts["binds"]) == (300, 0, 1)
        await other.stop()
