"""The moments of other clocks: each hour and each seldom day is among them, and two runs in turn reach all of them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from console.domain.calendar import Calendar
from console.launch import processes
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


@pytest.mark.parametrize(
    ("by", "read"),
    [
        ("", False),
        ("datetime.now(UTC)", True),
        ("helped()", True),
        ("fixed()", False),
        ("bank", True),
        ("house.core.at", True),
    ],
)
def test_a_test_reads_the_clock_itself_or_by_a_helper_or_a_fixture_of_its_file(
    tmp_path: Path, by: str, read: bool
) -> None:
    given = by.partition(".")[0] if by.partition(".")[0] in {"bank", "house"} else ""
    text = f"""
def now(): return datetime.now(UTC)
def helped(): return [now() for _ in "1"]
def fixed(): return datetime(2026, 1, 1)
@pytest.fixture
def bank(): return helped()
def test_it({given}):
    assert [{by}]
"""
    file = tmp_path / "test_it.py"
    file.write_text(text, "utf-8")
    assert clocks._reads(file, "test_it") is read


def test_processes_get_the_clock_of_a_run_that_shifts_it_and_else_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def few(given: Mapping[str, str]) -> dict[str, str]:
        return {"PATH": given["PATH"]}

    monkeypatch.setattr(processes, "environment", few)
    clocks.let_processes_have_it({"PATH": "/bin", "LD_PRELOAD": "other.so"})
    assert processes.environment({"PATH": "/bin"}) == {"PATH": "/bin"}
    shifted = {"LD_PRELOAD": "faketime.so", "FAKETIME": "+60s", "NO_FAKE_STAT": "1"}
    clocks.let_processes_have_it({"HOME": "/root"} | shifted)
    assert processes.environment({"PATH": "/bin", "HOME": "/root"}) == {"PATH": "/bin"} | shifted
