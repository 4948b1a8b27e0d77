"""The clock's high-water mark: set back or ahead it holds everything and ends nothing, until it is right, proved, or accepted by two."""

import asyncio
import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from console.db.engine import open_database
from console.dispatch.clock import HighWater
from console.dispatch.store import Store
from console.domain.timekeeping import Leap, Proof, synchronised
from console.domain.two_person.pairs import Rearm
from console.wire.dispatch import Heartbeat, PullReleased
from tests.custody.world import custody, training
from tests.dispatch.running import TEN, case, organisation, until, world
from tests.dispatch.test_freezing import events, reports, signed
from tests.dispatch.test_holds import quiet
from tests.ready import dispatch_tables
from tests.signing.test_lifting import House


class Hands:
    """Two clocks of one host, the one that people set and the one that only goes on, and what its time service says."""

    def __init__(self) -> None:
        self.wall, self.moment = 1_000_000.0, 50.0
        self.synchronised = False

    def time(self) -> float:
        return self.wall

    def steady(self) -> float:
        return self.moment

    def go_on(self, seconds: float) -> None:
        self.wall += seconds
        self.moment += seconds


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    database = open_database(f"sqlite:///{tmp_path}/clock.db", role="dispatch")
    dispatch_tables(database)
    made = Store(database)
    yield made
    made.close()


def started(store: Store, hands: Hands) -> HighWater:
    return HighWater(store, hands, proof=Proof(lambda: hands.synchronised, 30.0), steady=hands.steady)


def watched(store: Store) -> tuple[Hands, HighWater]:
    hands = Hands()
    mark = started(store, hands)
    assert mark.judge() == ""
    return hands, mark


@pytest.mark.parametrize("ahead", [61, 3_600, 13 * 3_600, 400 * 86_400])
@pytest.mark.parametrize("seconds", [1, 4, 600])
def test_a_clock_that_leaps_ahead_moves_nothing_and_is_forgotten_once_it_is_right(
    store: Store, ahead: int, seconds: int
) -> None:
    hands, mark = watched(store)
    for _ in range(3):
        right = hands.wall
        hands.wall += ahead
        for _ in range(seconds):
            # Whoever asks for the time gets what it would be without the leap, at once and as long as it lasts.
            assert abs(mark.time() - right) < 1
            assert mark.judge() == "clock_ahead"
            hands.go_on(1)
            right += 1
        hands.wall -= ahead
        assert (mark.judge(), mark.time()) == ("", hands.wall)
        hands.go_on(10)
        assert mark.judge() == ""
    # Nor does the next start know of it.
    assert started(store, hands).judge() == ""


def test_many_small_leaps_are_no_way_around_it(store: Store) -> None:
    hands, mark = watched(store)
    for _ in range(10):
        hands.wall += 50
        hands.go_on(1)
        mark.judge()
    assert mark.judge() == "clock_ahead"


def test_small_corrections_never_add_up_to_a_leap(store: Store) -> None:
    hands, mark = watched(store)
    leap = Leap(hands.time, hands.steady, Proof(lambda: False, 30.0))
    for hour in range(200):
        # A host without a time service is set by a second each hour, in either direction for days.
        hands.wall += 1 if hour < 120 else -1
        for _ in range(60):
            hands.go_on(60)
            assert mark.judge() == ""
            assert not leap.unproved()
    hands.wall += 63
    assert mark.judge() == "clock_ahead"
    assert leap.unproved()


def test_a_leap_is_believed_when_the_time_service_agrees_for_half_a_minute_without_a_break(
    store: Store,
) -> None:
    hands, mark = watched(store)
    hands.wall += 7_200
    assert mark.judge() == "clock_ahead"
    # It agreed before the leap was heard of, or for a moment: a bad answer of a time server looks like that.
    for agrees, seconds in ((True, 25), (False, 5), (True, 29)):
        hands.synchronised = agrees
        for _ in range(seconds):
            hands.go_on(1)
            assert mark.judge() == "clock_ahead"
    for _ in range(3):
        hands.go_on(1)
        mark.judge()
    assert (mark.judge(), mark.time()) == ("", hands.wall)
    hands.wall -= 61
    assert mark.judge() == "clock_behind"


@pytest.mark.parametrize("restarted", [True, False], ids=["after a start", "in one run"])
def test_two_people_accept_the_clock_as_it_is(store: Store, *, restarted: bool) -> None:
    hands, mark = watched(store)
    hands.wall += 7_200
    for _ in range(60):
        hands.go_on(1)
        assert mark.judge() == "clock_ahead"
    asked = mark.asks("clock_ahead")
    if restarted:
        mark = started(store, hands)
        assert mark.judge() == "clock_ahead"
        assert mark.asks("clock_ahead") == asked
    mark.accept()
    assert (mark.judge(), mark.time()) == ("", hands.wall)
    assert asked != mark.asks("clock_ahead") != mark.asks("clock_behind")
    assert started(store, hands).judge() == ""
    hands.wall -= 90
    assert mark.judge() == "clock_behind"


def test_at_a_start_the_time_that_passed_is_no_leap_and_an_hour_more_is(store: Store) -> None:
    hands, _ = watched(store)
    # The program was away over a week-end, on a host that went on: nothing leapt.
    hands.go_on(3 * 86_400)
    assert started(store, hands).judge() == ""
    hands.wall += 3_500
    assert started(store, hands).judge() == ""
    hands.go_on(10)
    hands.wall += 3_700
    again = started(store, hands)
    assert (again.judge(), round(again.time())) == ("clock_ahead", round(hands.wall - 3_700))


def test_after_the_host_was_off_an_hour_has_to_be_proved(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands, _ = watched(store)
    hands.wall, hands.moment = hands.wall + 3_500, 7.0
    monkeypatch.setattr("console.domain.timekeeping._BOOT", Path("/proc/no/such"))
    assert started(store, hands).judge() == ""
    hands.wall, hands.moment = hands.wall + 3_700, 7.0
    mark = started(store, hands)
    assert mark.judge() == "clock_ahead"
    hands.synchronised = True
    for _ in range(32):
        hands.go_on(1)
        mark.judge()
    assert mark.judge() == ""


def test_a_clock_that_goes_on_as_it_should_is_believed_at_once(store: Store) -> None:
    hands, mark = watched(store)
    for _ in range(20):
        hands.go_on(50)
        assert (mark.judge(), mark.time()) == ("", hands.wall)
    hands.wall -= 61
    assert mark.judge() == "clock_behind"


def test_what_the_kernel_says_of_its_clock_is_what_timedatectl_says() -> None:
    asked = subprocess.run(
        ["timedatectl", "show", "-p", "NTPSynchronized", "--value"], capture_output=True, text=True, check=False
    ) if shutil.which("timedatectl") else None  # fmt: skip
    if asked is None or asked.returncode:
        # Without systemd: the kernel's own file of the same call, where nothing keeps the time.
        assert synchronised() in {True, False}
        return
    assert synchronised() is (asked.stdout.strip() == "yes")


def test_a_process_without_a_mark_knows_a_leap_by_its_steady_clock_alone() -> None:
    hands = Hands()
    leap = Leap(hands.time, hands.steady, Proof(lambda: hands.synchronised, 30.0))
    hands.go_on(86_400)
    assert not leap.unproved()
    hands.wall += 13 * 3_600
    assert leap.unproved()
    hands.wall -= 13 * 3_600
    assert not leap.unproved()
    hands.wall += 13 * 3_600
    hands.synchronised = True
    seconds = 0
    while leap.unproved():
        hands.go_on(1)
        seconds += 1
    assert 29 <= seconds <= 32
    hands.synchronised = False
    hands.wall += 61
    assert leap.unproved()
    leap.accept()
    assert not leap.unproved()


LEAP = timedelta(hours=13)


@pytest.mark.parametrize("seconds", [0.2, 5.0])
async def test_a_clock_thirteen_hours_ahead_for_a_moment_ends_nothing(tmp_path: Path, seconds: float) -> None:
    org = organisation(window=5, rate=100, receipt_hours=1)
    async with world(tmp_path, org) as one:
        one.clock.leaps = True
        one.proof = Proof(lambda: False, 30.0)
        one.faults(receipt_delay=2.0)
        one.desk.offer(case(org, 400))
        await one.start()
        await until(lambda: one.counts["submits"] > 20)
        one.clock.shift(LEAP)
        await until(lambda: ("held", "clock_ahead") in one.desk.events())
        await asyncio.sleep(seconds)
        taken = one.counts["submits"]
        await until(lambda: one.desk.of(Heartbeat)[-1:] and one.desk.of(Heartbeat)[-1].why == "clock_ahead")
        assert one.counts["submits"] == taken
        one.clock.shift(-LEAP)
        await until(lambda: one.desk.last("done"))
        tally = one.tally()
        assert (tally["delivered"], tally["not_sent"], tally["no_receipt"]) == (400, 0, 0)
        assert (one.counts["distinct"], one.counts["repeats"]) == (400, 0)


@pytest.mark.parametrize("claimed", [True, False], ids=["claimed before", "offered meanwhile"])
@pytest.mark.parametrize("running", [True, False], ids=["running", "at a start"])
async def test_what_waits_for_its_window_is_not_over_by_a_clock_that_leapt(
    tmp_path: Path, *, claimed: bool, running: bool
) -> None:
    org = organisation()
    made = case(org, 50, opens=TEN + timedelta(seconds=30), closes=TEN + timedelta(hours=3))
    async with world(tmp_path, org) as one:
        one.clock.leaps = True
        one.proof = Proof(lambda: False, 30.0)
        if claimed:
            one.desk.offer(made)
        await one.start()
        await until(lambda: one.rows("SELECT 1 FROM mark WHERE name = 'clock'"))
        if claimed:
            await until(lambda: one.rows("SELECT 1 FROM send WHERE state = 'waiting'"))
        if not running:
            await one.stop()
        one.clock.shift(LEAP)
        if not running:
            await one.start()
        await until(lambda: one.service and "clock_ahead" in one.service.dispatcher.holds.everything)
        if not claimed:
            one.desk.offer(made)
        pulls = len(one.desk.of(PullReleased))
        await until(lambda: len(one.desk.of(PullReleased)) > pulls + 8)
        assert one.desk.events() == []
        # Right again, and half a minute later by a small step that is no leap.
        one.clock.shift(timedelta(seconds=30) - LEAP)
        await until(lambda: one.desk.last("done"))
        assert one.counts["distinct"] == 50


async def test_a_leap_that_the_time_service_confirms_ends_what_is_over(tmp_path: Path) -> None:
    org = organisation(window=5, rate=100)
    async with world(tmp_path, org) as one:
        agrees = False
        one.clock.leaps = True
        one.proof = Proof(lambda: agrees, 1.0)
        one.desk.offer(case(org, 400))
        await one.start()
        await until(lambda: one.counts["submits"] > 20)
        one.clock.shift(LEAP)
        await until(lambda: ("held", "clock_ahead") in one.desk.events())
        assert not one.desk.last("done")
        agrees = True
        await until(lambda: one.desk.last("done"))
        assert one.tally()["not_sent"] > 0


async def test_two_people_accept_the_clock_and_the_send_goes_on(tmp_path: Path) -> None:
    org = organisation(window=5, rate=100)
    async with custody(tmp_path, org, training()) as one:
        made = case(org, 300)
        house = House(made)
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.counts["submits"] > 10)
        await one.stop()
        store, _ = one.installation().open_store()
        with store.turn() as turn:
            assert turn.run("UPDATE mark SET number = number + 7200 WHERE name = 'clock'") == 1
        store.close()
        await one.start()
        await until(lambda: any(beat.why == "clock_behind" for beat in one.desk.of(Heartbeat)[-1:]))
        beat = one.desk.of(Heartbeat)[-1]
        taken = await quiet(one)
        wrong = Rearm("dispatch-1", "0f" * 16)
        right = Rearm("dispatch-1", beat.unarmed)
        one.desk.lifts = [
            signed(house, wrong, "fenglei", "zhengtao"),
            # One person's word, or that of a clock which is ahead of this one, changes nothing.
            signed(house, right, "fenglei", "fenglei"),
            signed(house, right, "fenglei", "zhengtao", minutes=30),
        ]
        await until(
            lambda: (
                {why for event, why in events(one) if event == "lift_refused"}
                >= {"rearm_not_asked", "pair_not_allowed", "signed_in_future"}
            )
        )
        assert one.counts["submits"] == taken
        one.desk.lifts = [signed(house, right, "fenglei", "zhengtao")]
        await until(lambda: ("rearmed", "clock_behind") in events(one))
        assert reports(one)[-1].proof
        await until(lambda: one.desk.last("done"))
        # It was no copy: nobody has to resume what waited, and nobody is in doubt.
        assert (one.counts["distinct"], one.counts["repeats"]) == (300, 0)
        assert one.desk.of(Heartbeat)[-1].unarmed == ""


async def test_a_clock_that_is_set_right_needs_nobody(tmp_path: Path) -> None:
    org = organisation(window=5, rate=100)
    async with custody(tmp_path, org, training()) as one:
        await one.start()
        await until(one.up)
        one.clock.shift(timedelta(minutes=-10))
        await until(lambda: any(beat.unarmed for beat in one.desk.of(Heartbeat)[-1:]))
        one.clock.shift(timedelta(minutes=10))
        await until(lambda: not one.desk.of(Heartbeat)[-1].unarmed)


async def test_what_is_under_way_is_not_judged_by_a_clock_from_before_its_roster(tmp_path: Path) -> None:
    org = organisation(window=5, rate=100)
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 300))
        await one.start()
        await until(lambda: one.counts["submits"] > 10)
        await one.stop()
        one.clock.shift(timedelta(hours=-3))
        await one.start()
        await until(lambda: one.desk.of(Heartbeat)[-1].why == "clock_behind")
        beats = len(one.desk.of(Heartbeat))
        await until(lambda: len(one.desk.of(Heartbeat)) > beats + 4)
        await one.stop()
        one.clock.shift(timedelta(hours=3))
        await one.start()
        # Nobody has to resume what a wrong clock would have refused.
        await until(lambda: one.desk.last("done"))
        held = {why for event, why in one.desk.events() if event == "held"}
        assert held <= {"clock_behind", "desk_silent"}
        assert (one.counts["distinct"], one.counts["repeats"]) == (300, 0)


async def test_two_people_accept_a_clock_that_leapt_ahead(tmp_path: Path) -> None:
    org = organisation(window=5, rate=100)
    async with custody(tmp_path, org, training()) as one:
        one.clock.leaps = True
        one.proof = Proof(lambda: False, 30.0)
        made = case(org, 300)
        house = House(made)
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.counts["submits"] > 10)
        one.clock.shift(timedelta(minutes=90))
        await until(lambda: any(beat.why == "clock_ahead" for beat in one.desk.of(Heartbeat)[-1:]))
        taken = await quiet(one)
        right = Rearm("dispatch-1", one.desk.of(Heartbeat)[-1].unarmed)
        one.desk.lifts = [signed(house, right, "fenglei", "fenglei", minutes=90)]
        await until(lambda: ("lift_refused", "pair_not_allowed") in events(one))
        assert one.counts["submits"] == taken
        one.desk.lifts = [signed(house, right, "fenglei", "zhengtao", minutes=90)]
        await until(lambda: ("rearmed", "clock_ahead") in events(one))
        await until(lambda: one.desk.last("done"))
        assert (one.counts["distinct"], one.counts["repeats"]) == (300, 0)
        assert one.desk.of(Heartbeat)[-1].unarmed == ""
