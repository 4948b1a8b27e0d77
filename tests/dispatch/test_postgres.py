"""The same dispatcher over PostgreSQL, and a second host that waits for the first one's lease."""

import threading
from pathlib import Path
from typing import Any

from console.db.engine import open_database
from console.db.migrate import DISPATCH, upgrade
from console.dispatch.claiming.claim import Claims
from console.dispatch.custody import lines
from console.dispatch.freezes.frozen import make
from console.dispatch.lease import Instance, Lease, LeaseTakenError
from console.dispatch.reports.outbox import Author, Outbox
from console.dispatch.rosters.files import Files
from console.dispatch.store import Store
from console.domain.sending import gateways
from console.launch.organisation import Organisation
from console.signing.statements import digest
from console.wire.base import Call
from console.wire.dispatch import PullNumbers
from tests.dispatch.desk import FakeDesk
from tests.dispatch.running import ShiftedClock, World, case, organisation, until, world


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
        other = enrolled(tmp_path / "b", one, postgres_url)
        other.desk = one.desk
        await other.start()
        await until(lambda: other.task is not None and other.task.done())
        assert other.task is not None
        assert isinstance(other.task.exception(), LeaseTakenError)
        await until(lambda: one.desk.last("done"))
        assert (one.counts["distinct"], one.counts["repeats"], one.counts["binds"]) == (300, 0, 1)
        await other.stop()


class Pause:
    """Stops a desk at a list's second chunk until the test goes on."""

    def __init__(self, one: World) -> None:
        self.reached, self.go = threading.Event(), threading.Event()
        one.desk.tampers = self._tampers

    def _tampers(self, call: Call, answer: Any) -> Any:
        if isinstance(call, PullNumbers) and call.after and not self.go.is_set():
            self.reached.set()
            assert self.go.wait(60)
        return answer


def enrolled(folder: Path, one: World, url: str) -> World:
    """Another host over the same database."""
    other = World(folder, one.org, url=url)
    other.port, other.clock = one.port, one.clock
    store, _ = other.installation().open_store()
    joined = Instance(store, other.home / "dispatch", None)
    joined.enrol()
    joined.close()
    store.close()
    return other


async def test_a_host_that_starts_takes_nothing_away_from_one_that_loads_a_list(
    tmp_path: Path, postgres_url: str
) -> None:
    org = organisation()
    async with world(tmp_path / "a", org, url=postgres_url) as one:
        pause = Pause(one)
        one.desk.offer(case(org, 300))
        await one.start()
        await until(pause.reached.is_set)
        other = enrolled(tmp_path / "b", one, postgres_url)
        await other.start()
        await until(lambda: other.task is not None and other.task.done())
        await other.stop()
        pause.go.set()
        await until(lambda: one.desk.last("done") or one.desk.last("refused"))
        assert one.desk.last("refused") is None
        assert (one.counts["distinct"], one.counts["repeats"]) == (300, 0)


class Alone:
    """What a claim asks about gateways, with a lease that somebody takes over meanwhile."""

    def __init__(self, org: Organisation, lease: Lease) -> None:
        self._text, self._lease = org.gateway_texts["demo"], lease

    def digests(self) -> dict[str, str]:
        return {"demo": digest(self._text.encode())}

    def prepare(self, _gateway: str) -> Any:
        return lines.Factory(gateways.read(self._text))

    def leases(self) -> dict[str, Lease]:
        return {"demo": self._lease}


def test_what_is_loaded_under_a_lease_that_is_lost_is_not_taken_in(tmp_path: Path, postgres_url: str) -> None:
    org = organisation()
    org.write(tmp_path)
    database = open_database(postgres_url, role="dispatch")
    upgrade(database, DISPATCH)
    store, clock, desk, files = Store(database), ShiftedClock(), FakeDesk(org.roots), Files(tmp_path)
    files.look(None)
    lease = Lease(store, "demo", "this one")
    lease.take()
    outbox = Outbox(Author(org.roots.org, "dispatch-1"), clock)
    claims = Claims(store, desk, files, outbox, clock, Alone(org, lease), lambda: None)
    row = desk.offer(case(org, 300)).row()

    def taken_over(call: Call, answer: Any) -> Any:
        if isinstance(call, PullNumbers) and call.after:
            with store.turn() as turn:
                turn.run("UPDATE lease SET expires = 0")
            Lease(store, "demo", "another").take()
        return answer

    desk.tampers = taken_over
    assert claims.take(row) is None
    with store.look() as look:
        for table in ("send", "recipient", "listing", "claimed", "outbox"):
            assert look.rows(f"SELECT count(*) FROM {table}") == [(0,)]  # noqa: S608 - our own names
    # Whoever has a lease again takes the release in.
    desk.tampers = None
    with store.turn() as turn:
        turn.run("UPDATE lease SET expires = 0")
    lease.take()
    assert claims.take(row) is not None
    store.close()


async def test_who_lost_the_lease_while_a_list_was_loaded_leaves_the_release_to_the_host_that_has_it(
    tmp_path: Path, postgres_url: str
) -> None:
    org = organisation()
    async with world(tmp_path / "a", org, url=postgres_url) as one:
        pause = Pause(one)
        one.desk.offer(case(org, 300))
        await one.start()
        await until(pause.reached.is_set)
        assert one.service is not None
        begun = one.rows("SELECT id, state FROM send")
        assert [state for _, state in begun] == ["loading"]
        # It stood still for longer than its lease lasts: nothing of it runs but the thread that loads.
        one.service.dispatcher._renew.due = lambda: False  # type: ignore[method-assign]
        with one.store.turn() as turn:
            turn.run("UPDATE lease SET expires = 0")
        other = enrolled(tmp_path / "b", one, postgres_url)
        other.desk.offer(case(org, 300))
        await other.start()
        await until(lambda: one.counts["submits"])
        pause.go.set()

        def events() -> list[str]:
            # What the one wrote down to be reported, the other may report.
            return sorted(event for each in (one, other) for event, _ in each.desk.events())

        await until(lambda: "done" in events())
        await until(lambda: not other.rows("SELECT 1 FROM recipient WHERE send_id = ?", begun[0][0]))
        await one.stop()
        assert set(events()) == {"started", "done"}
        assert (one.counts["distinct"], one.counts["repeats"]) == (300, 0)
        assert other.rows("SELECT count(*) FROM recipient") == [(300,)]
        await other.stop()
