"""The clock's high-water mark: set back it holds everything, ahead for a moment it does not, and two people accept it as it is."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from console.db.engine import open_database
from console.db.migrate import DISPATCH, upgrade
from console.dispatch.clock import HighWater
from console.dispatch.store import Store
from console.domain.two_person.pairs import Rearm
from console.wire.dispatch import Heartbeat
from tests.custody.world import custody, training
from tests.dispatch.running import case, organisation, until
from tests.dispatch.test_freezing import events, reports, signed
from tests.dispatch.test_holds import quiet
from tests.signing.test_lifting import House


class Hands:
    """Two clocks of one host: the one that people set, and the one that only goes on."""

    def __init__(self) -> None:
        self.wall, self.moment = 1_000_000.0, 50.0

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
    upgrade(database, DISPATCH)
    made = Store(database)
    yield made
    made.close()


def watched(store: Store) -> tuple[Hands, HighWater]:
    hands = Hands()
    mark = HighWater(store, hands, steady=hands.steady)
    assert not mark.behind()
    return hands, mark


def ahead_for(hands: Hands, mark: HighWater, seconds: int) -> bool:
    """The clock stands two hours ahead for so long, and goes back; whether everything is held then."""
    hands.wall += 7200
    for _ in range(seconds):
        assert not mark.behind()
        hands.go_on(1)
    hands.wall -= 7200
    return mark.behind()


def test_two_hours_ahead_for_three_seconds_hold_nothing(store: Store) -> None:
    hands, mark = watched(store)
    for _ in range(3):
        assert not ahead_for(hands, mark, 3)
        hands.go_on(10)
        assert not mark.behind()
    # Nor does the next start know of it.
    assert not HighWater(store, hands, steady=hands.steady).behind()


def test_two_hours_ahead_for_a_minute_hold_everything_until_two_people_accept_the_clock(store: Store) -> None:
    hands, mark = watched(store)
    assert ahead_for(hands, mark, 60)
    hands.go_on(600)
    assert mark.behind()
    asked = mark.asks()
    assert HighWater(store, hands, steady=hands.steady).asks() == asked
    mark.accept()
    assert not mark.behind()
    assert mark.asks() != asked
    assert not HighWater(store, hands, steady=hands.steady).behind()
    hands.wall -= 90
    assert mark.behind()


def test_a_clock_that_goes_on_as_it_should_is_believed_at_once(store: Store) -> None:
    hands, mark = watched(store)
    for _ in range(20):
        hands.go_on(50)
        assert not mark.behind()
    hands.wall -= 61
    assert mark.behind()


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
