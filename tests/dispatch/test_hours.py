"""Sending hours at each submit: both edges, midnight, a holiday's begin, the year's end, and sends from before they differed by day."""

import contextlib
import dataclasses
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from console.dispatch.holds import Holds
from console.dispatch.sends import Send
from console.domain.calendar import read, shipped
from console.domain.people.people import CalendarRef
from console.domain.sending.hours import HoursRule
from console.domain.times import parse, render
from console.launch.organisation import Organisation, build
from console.signing.bundle_file import pack
from console.signing.statements import digest
from tests.dispatch.desk import Slot
from tests.dispatch.running import World, case, gateway_text, next_version, until, world
from tests.dispatch.test_lacking_files import lay

BEIJING = ZoneInfo("Asia/Shanghai")
YEAR = """
year = 2027
source = "a test"
published = 2026-11-01

[[holiday]]
name = "one"
first = 2027-01-01
last = 2027-01-03
work = []
"""


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING).astimezone(UTC)


def house(start: datetime, hours: str, **changes: object) -> Organisation:
    """An organisation whose notices have these hours."""
    begun = build(start - timedelta(hours=2))
    text = begun.policy_text.replace('hours = ["07:00", "22:00"]', f"hours = {hours}", 1)
    return build(
        start - timedelta(hours=2),
        gateway_text=gateway_text(begun.gateway_texts["demo"], rate=100, **changes),
        policy_text=text,
    )


@contextlib.asynccontextmanager
async def sending(
    home: Path, start: str, hours: str, *, closes: timedelta = timedelta(days=3), was: str = ""
) -> AsyncIterator[tuple[World, Slot]]:
    """A dispatcher that sends 400 notices at 100 a second from `start` on, on Beijing's clock."""
    at = moment(start)
    org = house(at, hours)
    async with world(home, org) as one:
        one.clock.offset += (at - datetime.fromtimestamp(one.clock.time(), UTC)).total_seconds()
        made = case(org, 400, at=at, opens=at - timedelta(minutes=1), closes=at + closes, was=was)
        slot = one.desk.offer(made)
        await one.start()
        yield one, slot


async def held(one: World, why: str) -> int:
    """Wait for the hold, then until nothing more is on the wire; returns how many were sent by then."""
    await until(lambda: one.desk.last("held"))
    report = one.desk.last("held")
    assert report is not None
    assert report.reason == why
    await until(lambda: one.tally()["in_flight"] == 0)
    taken = int(one.counts["submits"])
    beats = len(one.desk.heard)
    await until(lambda: len(one.desk.heard) > beats + 8)
    assert one.counts["submits"] == taken, "nothing is sent outside the hours"
    return taken


def to(one: World, local: str) -> None:
    """Move the dispatcher's clock forward to a local time."""
    ahead = moment(local) - datetime.fromtimestamp(one.clock.time(), UTC)
    assert ahead > timedelta(0)
    one.clock.shift(ahead)


HOURS = '{ work = ["08:00-20:00"], off = ["09:00-20:00"], holiday = ["10:00-18:00"] }'


@pytest.mark.parametrize(
    ("start", "hours", "till", "before", "why"),
    [
        ("2026-11-25 19:59:58", '["08:00", "20:00"]', "2026-11-26 08:00", "2026-11-26 07:59:57", "a pack from before"),
        ("2026-11-25 19:59:58", HOURS, "2026-11-26 08:00", "2026-11-26 07:59:57", "the evening's edge, and the morning's"),
        ("2026-11-27 19:59:58", HOURS, "2026-11-28 09:00", "2026-11-28 08:59:57", "into a day off"),
        (
            "2026-11-25 23:59:58", '{ work = ["20:00-24:00"], off = [] }', "2026-11-26 20:00", "2026-11-26 19:59:57",
            "midnight ends a day's span",
        ),
        (
            "2026-11-28 01:59:58", '{ work = ["22:00-02:00"], off = [] }', "2026-11-30 22:00", "2026-11-30 21:59:57",
            "Friday's night ends on Saturday, and the weekend has none",
        ),
        ("2026-09-30 23:59:58", '{ work = ["00:00-24:00"], holiday = ["10:00-18:00"] }', "2026-10-01 10:00", "2026-10-01 09:59:57", "a holiday's begin"),
    ],
)  # fmt: skip
async def test_nothing_is_submitted_outside_the_hours_and_it_goes_on_by_itself(
    tmp_path: Path, start: str, hours: str, till: str, before: str, why: str
) -> None:
    async with sending(tmp_path, start, hours, closes=timedelta(days=5)) as (one, _):
        taken = await held(one, f"quiet_hours: {render(moment(till))}")
        assert 0 < taken < 400, why
        to(one, before)
        beats = len(one.desk.heard)
        await until(lambda: len(one.desk.heard) > beats + 2 or one.counts["submits"] > taken)
        if datetime.fromtimestamp(one.clock.time(), UTC) < moment(till):
            assert one.counts["submits"] == taken, "not a second before the edge"
        await until(lambda: one.desk.last("done"))
        assert datetime.fromtimestamp(one.clock.time(), UTC) >= moment(till)
        assert (one.counts["distinct"], one.counts["repeats"]) == (400, 0)
        assert [event for event, _ in one.desk.events()] == ["started", "held", "resumed", "done"]


async def test_what_promotes_keeps_the_hours_of_promotion_though_it_is_filed_as_a_notice(
    tmp_path: Path,
) -> None:
    every = '["00:00", "24:00"]'
    async with sending(tmp_path, "2026-11-25 19:59:58", every, was="promotion") as (one, _):
        assert 0 < await held(one, f"quiet_hours: {render(moment('2026-11-26 08:00'))}") < 400


async def test_at_the_year_s_end_a_send_whose_hours_need_the_calendar_waits_for_it(tmp_path: Path) -> None:
    hours = '{ work = ["00:00-24:00"], holiday = ["10:00-18:00"] }'
    async with sending(tmp_path, "2026-12-31 23:59:58", hours) as (one, slot):
        taken = await held(one, "calendar_missing")
        assert 0 < taken < 400
        # The file alone is nothing: two signers' roster must name it.
        lay(one, "calendars/2027.toml", YEAR)
        beats = len(one.desk.heard)
        await until(lambda: len(one.desk.heard) > beats + 4)
        assert one.counts["submits"] == taken
        named = [CalendarRef(2027, digest(YEAR.encode()))]
        next_version(one.org, render(moment("2026-12-31 23:59:58")), calendars=named)
        assert one.org.roster is not None
        slot.bundle, one.desk.roster = pack(slot.case.bundle()), one.org.roster.version
        await until(
            lambda: one.desk.events()[-1] == ("held", f"quiet_hours: {render(moment('2027-01-01 10:00'))}")
        )
        assert one.counts["submits"] == taken, "New Year's Day begins at ten"
        to(one, "2027-01-01 10:00:01")
        await until(lambda: one.desk.last("done"))
        assert (one.counts["distinct"], one.counts["repeats"]) == (400, 0)


async def test_a_year_that_the_roster_names_and_that_is_not_here_is_unknown_not_the_shipped_one(
    tmp_path: Path,
) -> None:
    at = moment("2026-11-25 10:00")
    org = house(at, HOURS)
    next_version(org, render(at - timedelta(hours=1)), calendars=[CalendarRef(2026, "0" * 64)])
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 20, at=at))
        await one.start()
        await until(lambda: one.desk.last("held"))
        assert one.desk.events()[-1] == ("held", "calendar_missing")
        assert one.counts["submits"] == 0


def plain(**values: object) -> Send:
    """A send as it is read from the table."""
    usual: dict[str, Any] = {
        one.name: "" for one in dataclasses.fields(Send) if one.default is dataclasses.MISSING
    }
    usual = {name: value for name, value in usual.items() if name in _PLAIN}
    return Send(**(usual | {"unscreened": "", "hold": 0, "resumed": 0, "keyed": 0} | values))


_PLAIN = {
    one.name
    for one in dataclasses.fields(Send)
    if one.default is dataclasses.MISSING and one.default_factory is dataclasses.MISSING
}


@pytest.mark.parametrize(
    ("local", "open_"),
    [("06:59", False), ("07:00", True), ("21:59", True), ("22:00", False), ("23:30", False)],
)
def test_a_send_from_before_hours_differed_by_day_keeps_its_daily_span(local: str, open_: bool) -> None:
    holds = Holds()
    old = plain(hours_from="07:00", hours_to="22:00", hours="")
    now = moment(f"2026-11-28 {local}").timestamp()
    assert (holds.why(old, now) == "") is open_


def test_what_is_remembered_of_the_hours_ends_at_the_edge_and_with_another_calendar() -> None:
    holds = Holds()
    rule = HoursRule(work=["08:00-20:00"], off=["09:00-20:00"], holiday=["10:00-18:00"])
    send = plain(hours=msgspec.json.encode(rule).decode())
    edge = parse("2026-11-27T12:00:00Z").timestamp()
    assert [holds.why(send, edge + after) for after in (-1.0, -0.001, 0.0, 0.5)] == [
        "",
        "",
        "quiet_hours",
        "quiet_hours",
    ]
    assert holds.why(send, edge - 1) == "", "a clock that goes back is asked anew"
    new_year = parse("2026-12-31T16:00:00Z").timestamp()
    assert holds.why(send, new_year) == "calendar_missing"
    holds.calendar = shipped().with_years([read(YEAR)])
    assert holds.why(send, new_year) == "quiet_hours"
    assert holds.said(send, new_year, "quiet_hours") == "quiet_hours: 2027-01-01T02:00:00Z"


async def test_the_hours_are_those_of_the_zone_that_the_installation_has(tmp_path: Path) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    at = datetime(2026, 11, 25, 21, 59, 58, tzinfo=berlin).astimezone(UTC)
    org = build(at - timedelta(hours=2))
    async with world(tmp_path, org) as one:
        one.timezone = berlin.key
        one.clock.offset += (at - datetime.fromtimestamp(one.clock.time(), UTC)).total_seconds()
        one.desk.offer(case(org, 20, at=at, opens=at + timedelta(seconds=3), closes=at + timedelta(days=1)))
        await one.start()
        await until(lambda: one.desk.last("held"))
        report = one.desk.last("held")
        assert report is not None
        assert report.reason == "quiet_hours: 2026-11-26T06:00:00Z", "seven in Berlin"
        assert one.counts["submits"] == 0
