"""A dispatcher that lost or went back behind what it knew, in a process of its own: it sends nothing, and says whom it cannot tell of."""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.db.engine import open_database
from console.db.migrate import DISPATCH, upgrade
from console.dispatch import crash
from console.dispatch.memory.memory import Witness
from console.dispatch.service import rearm
from console.dispatch.store import FORGOT, ForgotError, Store, read_mark, write_mark
from console.domain.states import RecipientState
from console.domain.two_person.pairs import Rearm
from console.signing.statements import Signed
from console.wire.dispatch import Heartbeat, ReportResults
from tests.dispatch.running import World, case, organisation, until, world
from tests.dispatch.test_crashes import Process, installation, reached, states
from tests.dispatch.test_freezing import signed
from tests.signing.test_lifting import House

TOTAL = 1_500
_P = RecipientState


class Place:
    """The dispatcher's own folder, as somebody finds it, keeps it, loses it, or puts an old one in its place."""

    def __init__(self, one: World) -> None:
        self.folder = one.home / "dispatch"
        self.kept = one.home.parent / "kept"

    def keep(self) -> None:
        """Copy it while the dispatcher runs, the database as SQLite itself copies it."""
        shutil.copytree(self.folder, self.kept, ignore=shutil.ignore_patterns("dispatch.db*", "lock"))
        with (
            closing(sqlite3.connect(self.folder / "dispatch.db")) as database,
            closing(sqlite3.connect(self.kept / "dispatch.db")) as copy,
        ):
            database.backup(copy)

    def lose(self) -> None:
        shutil.rmtree(self.folder)
        self.folder.mkdir(0o700)

    def wind_back(self) -> None:
        """Put the content of the copy into the very files that are there, so that no inode tells of it."""
        for path in self.folder.glob("dispatch.db-*"):
            path.unlink()
        for path in self.kept.iterdir():
            (self.folder / path.name).write_bytes(path.read_bytes())


@dataclass
class Half:
    """An installation whose dispatcher was killed in the middle of a send, and the people of its house.

    `told` is what the desk had been told when the folder was copied.
    """

    one: World
    house: House
    place: Place
    told: tuple[dict[str, tuple[str, str]], list[Any]] = field(default_factory=lambda: ({}, []))

    def wind_back_desk(self) -> None:
        """The desk's database goes back to when the folder was copied, or to its beginning."""
        self.one.desk.memories, self.one.desk.heard = dict(self.told[0]), list(self.told[1])

    @contextmanager
    def restarted(self) -> Iterator[Process]:
        process = Process(self.one)
        try:
            yield process
            assert not process.dead(), (self.one.home / "log" / "process.log").read_text()[-2000:]
        finally:
            process.kill()

    def beat(self) -> Heartbeat:
        found: Heartbeat = self.one.desk.of(Heartbeat)[-1]
        return found


@asynccontextmanager
async def half_sent(
    home: Path, *, keep_at: int = 0, witness: bool = False, receipt_delay: float = 0.0, **gateway: Any
) -> AsyncIterator[Half]:
    """Killed after a part of the list; with `keep_at` the folder was copied while that many were out."""
    async with installation(home / "home", **({"window": 20, "rate": 250} | gateway)) as one:
        if witness:
            one.witness = home / "witness"
            one.witness.mkdir()
        one.faults(delay=0.005, receipt_delay=receipt_delay)
        one.trust()
        made = case(one.org, TOTAL)
        one.desk.offer(made)
        place = Place(one)
        half = Half(one, House(made), place)
        process = Process(one)
        try:
            if keep_at:
                await until(lambda: reached(one, process, keep_at))
                # The desk first: what it hears meanwhile stands in the copy, and not the other way round.
                half.told = dict(one.desk.memories), list(one.desk.heard)
                place.keep()
            known = one.desk.states().count(_P.DELIVERED)
            await until(lambda: one.desk.states().count(_P.DELIVERED) > known)
            await until(lambda: reached(one, process, keep_at + 100))
        finally:
            process.kill()
        assert one.desk.last("done") is None
        await all_taken(one)
        yield half


async def all_taken(one: World) -> None:
    """The provider has read everything that the killed process had written."""
    before = -1
    while before != one.counts["submits"]:
        before = one.counts["submits"]
        await asyncio.sleep(0.5)


async def stands_still(half: Half) -> None:
    """It is not armed, says so, and nothing leaves for a while of several rounds."""
    one, taken = half.one, half.one.counts["submits"]
    await until(lambda: half.beat().unarmed)
    beats = len(one.desk.of(Heartbeat))
    await until(lambda: len(one.desk.of(Heartbeat)) > beats + 1)
    assert one.counts["submits"] == taken


async def armed_by_two(half: Half) -> None:
    act = Rearm("dispatch-1", half.beat().unarmed)
    half.one.desk.lifts = [signed(half.house, act, "fenglei", "zhengtao")]
    await until(lambda: not half.beat().unarmed)


def only_accepted(one: World) -> bool:
    """Whether nobody waits for anything but a receipt, and somebody does."""
    now = states(one)
    return _P.ACCEPTED in now and not {_P.QUEUED, _P.IN_FLIGHT}.intersection(now)


async def settles(half: Half) -> dict[RecipientState, int]:
    """Armed again by two it ends without repeating anybody, and whoever nobody knows of is UNKNOWN, here and at the desk."""
    one = half.one
    submits = one.counts["submits"]
    await armed_by_two(half)
    try:
        await until(lambda: one.desk.last("done"))
    except AssertionError:
        # Who was told to be accepted, and whose receipt was lost with the database, waits for it as long as the gateway file says.
        assert only_accepted(one), states(one)
        assert one.counts["receipts_waiting"] == 0
    found = states(one)
    assert (one.counts["submits"], one.counts["repeats"]) == (submits, 0)
    assert sum(found.values()) == TOTAL
    assert found[_P.UNKNOWN] >= TOTAL - one.counts["distinct"]
    done = one.desk.last("done")
    if done is not None:
        assert done.tally.balances()
        # A receipt that came between the report and this look settled its recipient.
        settled = found[_P.DELIVERED] - done.tally.delivered
        assert settled >= 0
        assert done.tally.unknown == found[_P.UNKNOWN] + settled
    return found


async def test_a_folder_lost_in_mid_send_repeats_nobody_and_all_doubt_is_shown(tmp_path: Path) -> None:
    async with half_sent(tmp_path) as half:
        reported = half.one.desk.states().count(_P.DELIVERED)
        half.place.lose()
        with half.restarted():
            await stands_still(half)
            assert half.beat().why == "forgot_desk"
            found = await settles(half)
            # What it had reported before stays known; only the rest is in doubt.
            assert found[_P.DELIVERED] >= reported


async def test_a_database_wound_back_in_place_repeats_nobody(tmp_path: Path) -> None:
    async with half_sent(tmp_path, keep_at=150) as half:
        reported = half.one.desk.states().count(_P.DELIVERED)
        half.place.wind_back()
        with half.restarted():
            await stands_still(half)
            assert half.beat().why == "forgot_desk"
            found = await settles(half)
            assert found[_P.DELIVERED] >= reported


@pytest.mark.parametrize("lost", [True, False], ids=["lost", "wound back"])
async def test_desk_and_dispatcher_are_wound_back_and_the_witness_knows(tmp_path: Path, lost: bool) -> None:
    async with half_sent(tmp_path, keep_at=150, witness=True) as half:
        (half.place.lose if lost else half.place.wind_back)()
        half.wind_back_desk()
        if lost:
            half.one.desk.memories = {}
        with half.restarted():
            await stands_still(half)
            assert half.beat().why == "forgot_witness"
            await settles(half)


async def test_a_host_put_back_whole_without_a_witness_is_held_by_the_first_receipt_for_somebody_queued(
    tmp_path: Path,
) -> None:
    async with half_sent(tmp_path, keep_at=150, receipt_delay=0.3) as half:
        one = half.one
        half.place.wind_back()
        half.wind_back_desk()
        # Whatever the provider still has to tell it tells as soon as somebody is there.
        one.faults(receipt_delay=0.3)
        with half.restarted():
            await until(lambda: half.beat().unarmed)
            assert half.beat().why == "forgot_receipt"
            await stands_still(half)
            # One window was written before the provider's first receipt could be read.
            repeats, submits = one.counts["repeats"], one.counts["submits"]
            assert repeats <= 20
            await armed_by_two(half)
            await until(lambda: not {_P.QUEUED, _P.IN_FLIGHT}.intersection(states(one)))
            beats = len(one.desk.of(Heartbeat))
            await until(lambda: len(one.desk.of(Heartbeat)) > beats + 2)
            assert (one.counts["repeats"], one.counts["submits"]) == (repeats, submits)
            found = states(one)
            assert sum(found.values()) == TOTAL
            # A receipt that showed it counts; whose receipt was lost with the host waits for it until its time is over.
            assert found[_P.DELIVERED] > 0
            assert set(found) <= {_P.UNKNOWN, _P.DELIVERED, _P.ACCEPTED}


async def test_held_by_a_receipt_it_stays_held_over_a_restart(tmp_path: Path) -> None:
    async with half_sent(tmp_path, keep_at=150, receipt_delay=0.3) as half:
        half.place.wind_back()
        half.wind_back_desk()
        half.one.faults(receipt_delay=0.3)
        with half.restarted():
            await until(lambda: half.beat().unarmed)
        submits = half.one.counts["submits"]
        half.one.desk.heard.clear()
        with half.restarted():
            await until(lambda: half.one.desk.of(Heartbeat))
            await stands_still(half)
            assert half.beat().why == "forgot_receipt"
        assert half.one.counts["submits"] == submits


def test_a_database_that_goes_back_under_a_running_process_is_noticed_by_the_next_transaction(
    database_url: str,
) -> None:
    database = open_database(database_url, role="dispatch")
    upgrade(database, DISPATCH)
    store, other = Store(database), Store(open_database(database_url, role="dispatch"))
    try:
        with store.turn() as turn:
            turn.run("INSERT INTO memory (line, service, number, at) VALUES ('a', 'dispatch-1', 0, '')")
        store.begin("a")
        for number in range(5):
            with store.turn() as turn:
                write_mark(turn, "work", number)
        for gone in (1, 2):
            # A standby takes over that never had the last transactions: the same rows under the same address.
            with other.turn() as turn:
                turn.run("UPDATE memory SET number = number - ?", (gone,))
            with pytest.raises(ForgotError) as caught, store.turn() as turn:
                write_mark(turn, "work", 99)
            assert caught.value.committed == 5
            with other.look() as look:
                assert read_mark(look, "work")[0] == 4
                assert read_mark(look, FORGOT) == (1, "forgot_server")
            assert crash.cause(caught.value) == "forgot_server"
        # What goes on elsewhere under another line is no loss.
        with other.turn() as turn:
            turn.run("UPDATE memory SET number = 5")
        with store.turn() as turn:
            write_mark(turn, "work", 6)
    finally:
        store.close()
        other.close()


async def test_a_desk_that_answers_later_arms_nobody_who_forgot(tmp_path: Path) -> None:
    async with half_sent(tmp_path) as half:
        half.place.lose()
        half.one.desk.silent = True
        submits = half.one.counts["submits"]
        with half.restarted():
            await until((half.one.home / "run" / "dispatch.sock").exists)
            assert half.one.counts["binds"] == 1
            half.one.desk.silent = False
            await stands_still(half)
            assert half.one.counts["submits"] == submits
            assert half.one.counts["binds"] == 1


async def test_who_once_found_that_it_forgot_is_not_armed_by_a_desk_that_says_less(tmp_path: Path) -> None:
    async with half_sent(tmp_path, keep_at=150) as half:
        half.place.wind_back()
        with half.restarted():
            await stands_still(half)
        half.wind_back_desk()
        half.one.desk.memories = {}
        with half.restarted():
            await stands_still(half)
            assert half.beat().why == "forgot_desk"


async def test_killed_right_after_it_was_armed_again_it_still_knows_the_doubt(tmp_path: Path) -> None:
    async with half_sent(tmp_path, keep_at=150) as half:
        one = half.one
        half.place.wind_back()
        submits = one.counts["submits"]
        with half.restarted() as process:
            await stands_still(half)
            beats = len(one.desk.of(Heartbeat))
            act = Rearm("dispatch-1", half.beat().unarmed)
            one.desk.lifts = [signed(half.house, act, "fenglei", "zhengtao")]
            await until(lambda: any(not beat.unarmed for beat in one.desk.of(Heartbeat)[beats:]))
            process.popen.kill()
            process.popen.wait()
            one.desk.lifts = []
            process.popen = Process(one).popen
            await until(lambda: one.desk.last("done"))
        assert (one.counts["submits"], one.counts["repeats"]) == (submits, 0)
        assert states(one)[_P.UNKNOWN] >= TOTAL - one.counts["distinct"]


async def test_results_that_nobody_signed_are_not_believed(tmp_path: Path) -> None:
    async with half_sent(tmp_path) as half:
        half.place.lose()
        reports = half.one.desk.of(ReportResults)
        for report in reports:
            bent = msgspec.structs.replace(report, states=bytes([_P.NOT_SENT]) * len(report.states))
            half.one.desk.heard[half.one.desk.heard.index(report)] = bent
        with half.restarted():
            await stands_still(half)
            found = await settles(half)
            # Whom a desk could have called not sent two people would have sent to again.
            assert _P.NOT_SENT not in found


async def test_armed_by_hand_it_asks_at_the_next_start_and_keeps_the_doubt(tmp_path: Path) -> None:
    async with half_sent(tmp_path, keep_at=150) as half:
        one, submits = half.one, half.one.counts["submits"]
        half.place.wind_back()
        rearm(one.installation())
        with half.restarted():
            await until(lambda: one.desk.last("done"))
            assert half.beat().unarmed == ""
        assert (one.counts["submits"], one.counts["repeats"]) == (submits, 0)
        assert states(one)[_P.UNKNOWN] >= TOTAL - one.counts["distinct"]


async def test_another_dispatcher_in_its_place_knows_that_somebody_sent_before(tmp_path: Path) -> None:
    async with half_sent(tmp_path) as half:
        half.place.lose()
        (key, other) = (half.one.home / "keys" / f"dispatch-{n}" for n in (1, 2))
        shutil.copy(key, other)
        shutil.copy(key.with_suffix(".pub"), other.with_suffix(".pub"))
        key.with_suffix(".pub").unlink()
        with half.restarted():
            await stands_still(half)
            assert half.beat().why == "forgot_other"


async def test_what_stands_in_its_own_name_and_nobody_signed_is_not_taken_for_nothing(tmp_path: Path) -> None:
    async with half_sent(tmp_path) as half:
        half.place.lose()
        text, signature = half.one.desk.memories["dispatch-1"]
        half.one.desk.memories["dispatch-1"] = (text.replace('"number":', '"number":1'), signature)
        with half.restarted():
            await stands_still(half)
            assert half.beat().why == "forgot_foreign"


async def test_a_new_organisation_arms_itself_and_is_known_before_anything_leaves(tmp_path: Path) -> None:
    async with world(tmp_path / "home", organisation()) as one:
        one.witness = tmp_path / "witness"
        one.witness.mkdir()
        await one.start()
        await until(lambda: one.service and one.service.dispatcher.gateways() == {"demo": "up"})
        assert one.counts["submits"] == 0
        assert set(one.desk.memories) == {"dispatch-1"}
        (kept,) = one.witness.iterdir()
        assert kept.name == "dispatch-1.memory"
        # The witness is lost, and the desk remembers: it goes on, and the witness is there again.
        await one.stop()
        shutil.rmtree(one.witness)
        one.witness.mkdir()
        await one.start()
        one.desk.offer(case(one.org, 50))
        await until(lambda: one.desk.last("done"))
        assert kept.exists()
        # The desk was wound back, and the dispatcher was not: it has forgotten nothing.
        one.desk.memories = {}
        await one.stop()
        await one.start()
        await until(lambda: one.service and one.service.dispatcher.gateways() == {"demo": "up"})


def test_a_witness_that_cannot_be_written_is_told_until_it_can(tmp_path: Path) -> None:
    witness, said = Witness(tmp_path), Signed("{}", [])
    (tmp_path / "dispatch-1.new").mkdir()
    witness.write("dispatch-1", said)
    assert witness.state(tmp_path) == "witness_unwritable"
    (tmp_path / "dispatch-1.new").rmdir()
    witness.write("dispatch-1", said)
    assert witness.state(tmp_path) == "witness_same_disk"


async def test_of_two_reasons_not_to_be_armed_the_one_that_was_found_first_is_told(tmp_path: Path) -> None:
    async with world(tmp_path / "home", organisation()) as one:
        one.witness = tmp_path / "witness"
        one.witness.mkdir()
        await one.start()
        await until(lambda: one.service and one.service.dispatcher.gateways() == {"demo": "up"})
        await one.stop()
        shutil.rmtree(one.home / "dispatch")
        (one.home / "dispatch").mkdir(0o700)
        (one.witness / "dispatch-1.memory").write_text("{")
        await one.start()
        await until(lambda: one.service and "not_armed" in one.service.dispatcher.holds.everything)
        assert one.service is not None
        assert one.service.dispatcher.freezing.why == "forgot_desk"


async def test_a_witness_that_cannot_be_read_arms_nobody(tmp_path: Path) -> None:
    async with world(tmp_path / "home", organisation()) as one:
        one.witness = tmp_path / "witness"
        one.witness.mkdir()
        (one.witness / "dispatch-1.memory").write_text("{")
        await one.start()
        await until(lambda: one.service and "not_armed" in one.service.dispatcher.holds.everything)
        assert one.service is not None
        assert one.service.dispatcher.freezing.why == "forgot_foreign"
