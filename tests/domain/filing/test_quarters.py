"""Quarters on the organisation's clock."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.calendar import shipped
from console.domain.filing.quarters import Quarter

ZONE = "Asia/Shanghai"
quarters = st.builds(Quarter, st.integers(2000, 2999), st.integers(1, 4))


@pytest.mark.parametrize(
    ("at", "name"),
    [
        ("2026-12-31T15:59:59Z", "2026Q4"),
        ("2026-12-31T16:00:00Z", "2027Q1"),
        ("2026-03-31T15:59:59Z", "2026Q1"),
        ("2026-03-31T16:00:00Z", "2026Q2"),
        ("2026-09-30T16:00:00Z", "2026Q4"),
    ],
)
def test_an_instant_belongs_to_the_quarter_of_its_local_day(at: str, name: str) -> None:
    assert Quarter.of(at, ZONE).name == name


@given(quarters)
def test_a_quarter_begins_where_the_one_before_ends_and_reads_back(quarter: Quarter) -> None:
    assert Quarter.read(quarter.name) == quarter
    assert quarter.next().before() == quarter
    assert Quarter.of(quarter.begins(ZONE), ZONE) == quarter == Quarter.of(quarter.ends(ZONE), ZONE)
    assert (quarter.next().first() - quarter.last()).days == 1


@pytest.mark.parametrize("name", ["", "2026", "2026Q5", "2026Q0", "1999Q1", "2026q4", "2026Q4\n", "２026Q4"])
def test_nothing_else_is_a_quarter(name: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        Quarter.read(name)


def test_a_quarter_is_due_ten_working_days_after_its_end() -> None:
    # 2026-10-01 to 10-07 is the national holiday, 10-10 a worked Saturday.
    assert Quarter(2026, 3).due(shipped(), ZONE) == "2026-10-20T15:59:59Z"
