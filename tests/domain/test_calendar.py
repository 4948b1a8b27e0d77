"""Working days: weekends, the published holidays, the weekends worked for them, and the deadlines that follow."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.calendar import Calendar, DayKind, local_day, read, shipped
from console.domain.toml_lines import FileFaultError

ZONE = "Asia/Shanghai"

YEAR = """
year = 2031
source = "a test"
published = 2030-11-01

[[holiday]]
name = "one"
first = 2031-05-01
last = 2031-05-02
work = [2031-05-10]
"""


def test_the_shipped_year_has_the_weekends_that_are_worked_and_the_weekdays_that_are_not() -> None:
    calendar = shipped()
    worked = [date(2026, m, d) for m, d in ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))]
    assert all(day.weekday() >= 5 and calendar.works(day) for day in worked)
    off = [date(2026, m, d) for m, d in ((1, 1), (2, 16), (2, 23), (4, 6), (5, 1), (6, 19), (9, 25), (10, 7))]
    assert all(day.weekday() < 5 and not calendar.works(day) for day in off)


def test_the_working_days_of_2026_are_248() -> None:
    """365 days, 104 at weekends, 19 weekdays off, 6 weekend days worked."""
    assert shipped().working_days_between(date(2025, 12, 31), date(2026, 12, 31)) == 365 - 104 - 19 + 6


def test_a_year_without_data_is_not_covered_and_only_its_weekends_are_off() -> None:
    calendar = shipped()
    assert calendar.covers(date(2026, 12, 31))
    assert not calendar.covers(date(2027, 1, 1))
    assert calendar.works(date(2027, 1, 1))
    assert not calendar.works(date(2027, 1, 2))


def test_five_working_days_before_the_national_holiday_end_after_it() -> None:
    assert shipped().add_working_days(date(2026, 9, 28), 5) == date(2026, 10, 10)
    assert shipped().add_working_days(date(2026, 10, 9), 1) == date(2026, 10, 10)
    assert shipped().add_working_days(date(2026, 10, 8), -1) == date(2026, 9, 30)


def test_the_deadline_is_the_last_second_of_the_last_day_on_the_organisations_clock() -> None:
    calendar = shipped()
    assert calendar.closing("2026-11-24T03:00:00Z", 5, ZONE) == "2026-12-01T15:59:59Z"
    assert calendar.closing("2026-11-24T15:59:59Z", 5, ZONE) == "2026-12-01T15:59:59Z"
    assert calendar.closing("2026-11-24T16:00:00Z", 5, ZONE) == "2026-12-02T15:59:59Z"
    assert calendar.closing("2026-11-24T03:00:00Z", 5, "UTC") == "2026-12-01T23:59:59Z"


def test_what_comes_in_at_a_weekend_counts_from_the_next_working_day() -> None:
    assert shipped().closing("2026-11-28T03:00:00Z", 1, ZONE) == "2026-11-30T15:59:59Z"


def test_the_eve_of_a_deadline_is_the_end_of_the_working_day_before_it() -> None:
    assert shipped().eve("2026-11-30T15:59:59Z", ZONE) == "2026-11-27T15:59:59Z"
    assert shipped().eve("2026-12-01T11:00:00Z", ZONE) == "2026-11-30T15:59:59Z"


def test_a_day_that_the_clocks_change_ends_at_its_own_midnight() -> None:
    assert shipped().closing("2026-03-27T12:00:00Z", 1, "Europe/Berlin") == "2026-03-30T21:59:59Z"
    assert shipped().closing("2026-03-26T12:00:00Z", 1, "Europe/Berlin") == "2026-03-27T22:59:59Z"


def test_the_zone_decides_what_day_it_is() -> None:
    assert local_day("2026-11-24T15:59:59Z", ZONE) == date(2026, 11, 24)
    assert local_day("2026-11-24T16:00:00Z", ZONE) == date(2026, 11, 25)


@given(st.dates(date(2025, 1, 1), date(2028, 12, 31)), st.integers(-30, 30))
def test_counting_back_the_working_days_gives_what_was_added(day: date, n: int) -> None:
    calendar = shipped()
    reached = calendar.add_working_days(day, n)
    assert calendar.works(reached) or n == 0
    first, last = (day, reached) if n >= 0 else (reached - timedelta(days=1), day - timedelta(days=1))
    assert calendar.working_days_between(first, last) == abs(n)


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "detail"),
    [
        ("last = 2031-05-02", "last = 2031-04-30", "holiday_order", 9, "2031-04-30"),
        ("last = 2031-05-02", "last = 2031-07-02", "holiday_order", 9, "2031-07-02"),
        ("work = [2031-05-10]", "work = [2031-05-12]", "worked_weekday", 10, "2031-05-12"),
        ("work = [2031-05-10]", "work = [2031-05-10, 2031-05-10]", "day_twice", 10, "2031-05-10"),
        ("work = [2031-05-10]", "work = [2031-05-01]", "day_twice", 10, "2031-05-01"),
        ("first = 2031-05-01", "first = 2030-12-31", "holiday_order", 9, "2031-05-02"),
        (
            "first = 2031-05-01\nlast = 2031-05-02",
            "first = 2030-12-31\nlast = 2031-01-01",
            "other_year",
            8,
            "2030-12-31",
        ),
        ("year = 2031", "year = 2032", "other_year", 8, "2031-05-01"),
        ("year = 2031", "year = 31", "value", 2, "31"),
        ('name = "one"', 'name = "one"\nmore = 1', "unknown", 8, ""),
        ("[[holiday]]", "[[holiday", "not_toml", 6, ""),
        ('name = "one"', 'name = ""', "value", 7, "length >= 1"),
        ('source = "a test"', 'source = ""', "value", 3, "length >= 1"),
    ],
)
def test_a_year_that_contradicts_itself_is_not_read_and_says_which_day(
    old: str, new: str, code: str, line: int, detail: str
) -> None:
    with pytest.raises(FileFaultError) as caught:
        read(YEAR.replace(old, new))
    assert (caught.value.code, caught.value.line) == (code, line)
    assert detail in caught.value.detail


def test_two_holidays_that_overlap_name_the_day_and_the_second_one() -> None:
    more = '\n[[holiday]]\nname = "two"\nfirst = 2031-05-02\nlast = 2031-05-03\nwork = []\n'
    with pytest.raises(FileFaultError) as caught:
        read(YEAR + more)
    assert (caught.value.code, caught.value.field, caught.value.detail) == (
        "day_twice", "holiday[2].first", "2031-05-02",
    )  # fmt: skip


def test_a_day_is_worked_off_or_a_public_holiday() -> None:
    calendar = shipped()
    kinds = {
        date(2026, 10, 1): DayKind.HOLIDAY,
        date(2026, 10, 3): DayKind.HOLIDAY,  # a Saturday in a holiday
        date(2026, 10, 10): DayKind.WORK,  # a Saturday worked in its place
        date(2026, 10, 11): DayKind.OFF,
        date(2026, 10, 12): DayKind.WORK,
        date(2027, 1, 1): DayKind.WORK,  # nobody knows yet: see `covers`
    }
    assert {day: calendar.kind(day) for day in kinds} == kinds


def test_a_year_that_is_brought_replaces_the_shipped_one_alone() -> None:
    other = read(
        YEAR.replace("2031", "2026")
        .replace("2030-11-01", "2025-11-04")
        .replace("[2026-05-10]", "[2026-05-09]")
    )
    calendar = shipped().with_years([other, read(YEAR)])
    assert calendar.years == {2026, 2031}
    assert calendar.works(date(2026, 10, 1)), "the other year names no such holiday"
    assert not calendar.works(date(2026, 5, 1))
    assert shipped().with_years([other], without=[2026]).years == frozenset()


def test_a_year_that_is_read_changes_its_days_alone() -> None:
    calendar = Calendar([read(YEAR)])
    assert not calendar.works(date(2031, 5, 2))
    assert calendar.works(date(2031, 5, 10))
    assert not calendar.works(date(2031, 5, 11))
    assert calendar.works(date(2026, 10, 1))
