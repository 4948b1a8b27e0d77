"""Who gets a notice in the end: by which channel, after which pauses, and what a dead one does to the others."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from console.desk.logbook import Logbook
from console.domain.times import parse, render
from console.notices import delivery
from console.notices.channels.port import LATER, NEVER, SENT, Message, Outcome
from console.notices.delivery import Delivery, Pending
from console.notices.plan import Line, Notice
from console.notices.settings import Settings
from console.wire.notices import outward as wire

SLOW, GOOD = Outcome(LATER, "slow"), Outcome(SENT, "")
SETTINGS = msgspec.convert(
    {
        "channels": {"first": {"kind": "webhook"}, "second": {"kind": "webhook"}},
        "people": {name: {"to": {"first": name, "second": name}} for name in ("wang", "li", "zhao")},
    },
    Settings,
)


class Told:
    """A channel that answers as it is told; the last answer stands."""

    def __init__(self, *outcomes: Outcome) -> None:
        self.outcomes = list(outcomes)
        self.got: list[str] = []

    async def send(self, message: Message) -> Outcome:
        self.got.append(message.address)
        return self.outcomes.pop(0) if len(self.outcomes) > 1 else self.outcomes[0]


class Clock:
    """The time of the delivery."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._at = parse("2026-12-01T02:00:00Z")
        monkeypatch.setattr(delivery, "now", lambda: render(self._at))

    def on(self, seconds: int) -> None:
        self._at += timedelta(seconds=seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


class House:
    """A delivery, its two channels, and what it reported."""

    def __init__(self, log: Logbook, *channels: Told) -> None:
        self.reports: list[tuple[str, str, str]] = []
        self.at = "2026-12-01T02:00:00Z"
        self.delivery = Delivery(SETTINGS, ZoneInfo("Asia/Shanghai"), self.heard, log)
        self.delivery.channels = dict(zip(("first", "second"), channels, strict=True))

    def heard(self, one: Pending, channel: str, state: str) -> None:
        self.reports.append((one.notice.person, channel, state))

    def add(self, level: str = wire.NEW, *people: str) -> None:
        for nth, person in enumerate(people or ("wang",), 1):
            line = Line("decide", 1, self.at, "")
            self.delivery.add(Notice(nth, person, self.at, level, (), (line,)))

    def turn(self) -> list[tuple[str, str, str]]:
        self.reports = []
        asyncio.run(self.delivery.turn())
        return self.reports


@pytest.fixture
def log(tmp_path: Path) -> Any:
    made = Logbook(tmp_path / "log")
    yield made
    made.close()


def test_a_channel_that_refuses_for_good_hands_over_at_once(log: Logbook) -> None:
    first, second = Told(Outcome(NEVER, "http:404")), Told(GOOD)
    house = House(log, first, second)
    house.add()
    assert house.turn() == [("wang", "first", "waiting")]
    assert house.turn() == [("wang", "second", "sent")]
    house.add()
    assert house.turn() == [("wang", "second", "sent")], "it is left alone for a while"
    assert first.got == ["wang"]


def test_what_can_wait_waits_longer_each_time_and_then_goes_by_the_next(log: Logbook, clock: Clock) -> None:
    first, second = Told(SLOW), Told(GOOD)
    house = House(log, first, second)
    house.add()
    for nth, pause in enumerate((0, 30, 60, 120, 300, 900), 1):
        clock.on(pause - 1)
        assert house.turn() == [] if pause else True
        clock.on(1)
        house.turn()
        assert len(first.got) == nth
    assert house.turn() == [("wang", "second", "sent")]


def test_what_cannot_wait_goes_by_the_next_channel_at_once_and_round_again(
    log: Logbook, clock: Clock
) -> None:
    first, second = Told(SLOW), Told(SLOW, GOOD)
    house = House(log, first, second)
    house.add(wire.URGENT)
    assert house.turn() == [("wang", "first", "waiting")]
    assert house.turn() == [("wang", "second", "waiting")]
    assert house.turn() == [], "both were tried"
    clock.on(31)
    house.turn()
    assert house.turn() == [("wang", "second", "sent")]
    assert house.delivery.pending == []


def test_nobody_waits_for_a_dead_channel_but_the_first(log: Logbook) -> None:
    first, second = Told(SLOW), Told(GOOD)
    house = House(log, first, second)
    house.add(wire.URGENT, "wang", "li", "zhao")
    assert [one for one, _, _ in house.turn()] == ["wang", "li", "zhao"]
    assert first.got == ["wang"]
    assert house.turn() == [(one, "second", "sent") for one in ("wang", "li", "zhao")]


def test_one_refused_person_is_no_word_on_the_others(log: Logbook) -> None:
    first, second = Told(Outcome(LATER, "smtp:451"), GOOD), Told(GOOD)
    house = House(log, first, second)
    house.add(wire.NEW, "wang", "li")
    assert house.turn() == [("wang", "first", "waiting"), ("li", "first", "sent")]


def test_all_channels_dead_it_is_given_up_in_the_end_and_said(log: Logbook, clock: Clock) -> None:
    house = House(log, Told(SLOW), Told(SLOW))
    house.add(wire.URGENT)
    for _ in range(40):
        clock.on(900)
        house.turn()
        if not house.delivery.pending:
            break
    assert house.reports == [("wang", "second", "failed")]


def test_a_person_without_a_channel_is_said_to_have_none(log: Logbook) -> None:
    house = House(log, Told(GOOD), Told(GOOD))
    house.add(wire.NEW, "nobody")
    assert house.reports == [("nobody", "", "no_way")]
    assert house.turn() == []


def test_a_channel_taken_out_of_the_file_hands_over(log: Logbook) -> None:
    first, second = Told(GOOD), Told(GOOD)
    house = House(log, first, second)
    house.add()
    people = {"wang": msgspec.structs.replace(SETTINGS.people["wang"], to={"second": "wang"})}
    house.delivery.settings = msgspec.structs.replace(SETTINGS, people=people)
    assert house.turn() == [("wang", "first", "waiting")]
    assert house.turn() == [("wang", "second", "sent")]
    assert first.got == []


@pytest.mark.parametrize(("outcome", "pauses"), [(GOOD, 2), (SLOW, 0)])
def test_a_robot_is_not_spoken_to_at_once_again_and_nobody_waits_for_a_dead_one(
    log: Logbook, monkeypatch: pytest.MonkeyPatch, outcome: Outcome, pauses: int
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    monkeypatch.setattr(asyncio, "sleep", sleep)
    monkeypatch.setattr(delivery, "ROBOTS", frozenset({"webhook"}))
    house = House(log, Told(outcome), Told(GOOD))
    house.add(wire.NEW, "wang", "li", "zhao")
    house.turn()
    assert len(slept) == pauses
