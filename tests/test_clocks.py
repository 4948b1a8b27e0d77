"""The moments of other clocks: each hour and each seldom day is among them, and two runs in turn reach all of them."""

from datetime import UTC, date, datetime, timedelta

import pytest

from console.domain.calendar import Calendar
from tests import clocks
from tests.services.core import open_core

TODAY = date(2026, 11, 30)


def test_every_hour_and_every_seldom_day_has_its_moment_and_each_lies_ahead() -> None:
    found = clocks.moments(TODAY)
    assert {f"{at:%H:%M}" for at in found.values()} == {"00:30", "08:59", "16:45", "23:50"}
    assert all(at.date() > TODAY for at in found.values())
    told = {name.rpartition("-")[0]: at.date() for name, at in found.items()}
    assert told["friday"].weekday() == 4
    assert (told["year-end"].month, told["year-end"].day) == (12, 31)
    assert told["leap-day"] == date(2028, 2, 29)
    assert (told["quarter-end"] + timedelta(days=1)).month in {1, 4, 7, 10}
    eve = told["holiday-eve"]
    calendar = Calendar(clocks.own_years(eve.year))
    assert calendar.works(eve) or eve.weekday() >= 5
    assert not calendar.works(eve + timedelta(days=1))


def test_two_by_two_every_moment_has_its_turn() -> None:
    now = datetime(2026, 11, 30, 14, 0, tzinfo=UTC)
    reached = {name for number in range(5) for name in clocks.turn(number, now)}
    assert reached == set(clocks.moments(TODAY))
    assert all(len(set(clocks.turn(number, now))) == 2 for number in range(5))


def test_the_clock_stands_off_by_what_lies_between() -> None:
    now = datetime(2026, 11, 30, 14, 0, tzinfo=UTC)
    assert (
        clocks.shift("year-end-0859", now)
        == (datetime(2026, 12, 31, 0, 59, tzinfo=UTC) - now).total_seconds()
    )
    with pytest.raises(KeyError):
        clocks.shift("yesterday", now)


def test_houses_of_the_tests_know_the_years_of_every_moment(sqlite_url: str) -> None:
    core = open_core(sqlite_url)
    assert {at.year for at in clocks.moments(TODAY).values()} <= set(core.desk.calendar.years)
    core.database.close()


def test_the_evening_that_once_failed_is_among_what_runs_under_other_clocks() -> None:
    found = clocks.files()
    assert "tests/screens/requests/test_deadlines.py" in found
    assert "tests/domain/contacts/test_packing.py" not in found
