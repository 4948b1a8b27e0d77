"""Figures: periods by name, the part an instant lies in, and sums that equal a count made in another way."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from console.domain.calendar import local_day
from console.domain.filing.quarters import Quarter
from console.domain.filing.statistics import (
    MEASURES,
    STATES,
    Buckets,
    Dimension,
    Event,
    Figures,
    Happened,
    Period,
    Send,
    aggregate,
    masked,
    rank,
    recent,
)
from console.domain.times import parse, render

ZONE = ZoneInfo("Asia/Shanghai")
START = parse("2026-01-01T00:00:00Z")

instants = st.integers(0, 365 * 86400 - 1).map(lambda s: render(START + timedelta(seconds=s)))
departments = st.sampled_from(["business", "credit", "general"])
categories = st.sampled_from(["notice", "promotion", "other"])
some = st.integers(0, 5000)
events = st.builds(
    Event, st.sampled_from(Happened), instants, departments, categories, st.integers(-1, 900_000)
)


def made(at: str, department: str, category: str, numbers: tuple[int, ...]) -> Send:
    states: dict[str, Any] = dict(zip(STATES, numbers, strict=False))
    settled, parts, price = numbers[len(STATES) :]
    taken = states["delivered"] + states["undelivered"] + states["no_receipt"]
    whys = (("opted_out", states["suppressed"] // 2), ("over_day", states["suppressed"] // 3))
    return Send(
        at=at, department=department, category=category, recipients=sum(states.values()), settled=settled, taken=taken,
        parts=1 + parts % 9, price=price % 20, whys=whys, **states,
    )  # fmt: skip


sends = st.builds(made, instants, departments, categories, st.tuples(*[some] * (len(STATES) + 3)))


def key_of(by: Dimension, at: str, department: str, category: str) -> str:
    """The row that a fact belongs to, worked out from the local day and not from boundaries."""
    day = local_day(at, "Asia/Shanghai")
    return {
        Dimension.DEPARTMENT: department,
        Dimension.CATEGORY: category,
        Dimension.MONTH: f"{day:%Y-%m}",
        Dimension.QUARTER: Quarter.of(at, "Asia/Shanghai").name,
    }[by]


def recounted(happened: list[Event], sent: list[Send], by: Dimension) -> Counter[tuple[str, str]]:
    """Every figure by row and name, one fact at a time."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in happened:
        counts[key_of(by, *one[1:4]), one.what.value] += 1
    for send in sent:
        row = key_of(by, *send[:3])
        counts[row, "sends"] += 1
        counts[row, "recipients"] += send.recipients
        counts[row, "parts"] += send.taken * send.parts
        counts[row, "fen"] += send.taken * send.parts * send.price
        for name in (*STATES, "settled"):
            counts[row, name] += getattr(send, name)
        for name, n in send.whys:
            counts[row, name] += n
        counts[row, "unsaid"] += send.suppressed - sum(n for _, n in send.whys)
    return counts


def grouped(by: Dimension) -> Callable[[str, str, str], str]:
    # Two years, for the last hours of a year in UTC are the next one's here.
    parts = [part for year in ("2026", "2027") for part in Period.read(year).split(by)]
    buckets = Buckets(parts, ZONE)
    return {
        Dimension.DEPARTMENT: lambda _at, department, _category: department,
        Dimension.CATEGORY: lambda _at, _department, category: category,
    }.get(by, lambda at, _department, _category: buckets.name(at))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(events, max_size=20), st.lists(sends, max_size=8), st.sampled_from(Dimension))
def test_every_row_equals_a_naive_recount(happened: list[Event], sent: list[Send], by: Dimension) -> None:
    found, counts = aggregate(happened, sent, grouped(by)), recounted(happened, sent, by)
    assert {row for row, _ in counts} == found.keys()
    whole = aggregate(happened, sent, lambda *_: "").get("", Figures())
    for name in MEASURES:
        assert {row: getattr(one, name) for row, one in found.items()} == {
            row: counts[row, name] for row in found
        }
        assert sum(getattr(one, name) for one in found.values()) == getattr(whole, name)
    assert all(one.balances() for one in (whole, *found.values()))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(events, max_size=30), st.sampled_from(Dimension))
def test_median_and_p90_are_times_that_occurred_and_so_many_took_no_longer(
    happened: list[Event], by: Dimension
) -> None:
    lengths: dict[str, list[int]] = {}
    for one in happened:
        if one.what is Happened.APPROVED and one.seconds >= 0:
            lengths.setdefault(key_of(by, *one[1:4]), []).append(one.seconds)
    for row, figures in aggregate(happened, [], grouped(by)).items():
        times = lengths.get(row, [])
        if not times:
            assert (figures.median, figures.p90) == (-1, -1)
            continue
        for percent, value in ((50, figures.median), (90, figures.p90)):
            assert value in times
            assert sum(one <= value for one in times) * 100 >= percent * len(times)
            assert sum(one < value for one in times) * 100 < percent * len(times)


@pytest.mark.parametrize(
    ("name", "begins", "ends", "before", "after"),
    [
        ("2026", "2025-12-31T16:00:00Z", "2026-12-31T16:00:00Z", "2025", "2027"),
        ("2026Q1", "2025-12-31T16:00:00Z", "2026-03-31T16:00:00Z", "2025Q4", "2026Q2"),
        ("2026-12", "2026-11-30T16:00:00Z", "2026-12-31T16:00:00Z", "2026-11", "2027-01"),
    ],
)
def test_a_period_begins_and_ends_on_the_organisations_clock(
    name: str, begins: str, ends: str, before: str, after: str
) -> None:
    period = Period.read(name)
    assert (period.begins(ZONE), period.ends(ZONE)) == (begins, ends)
    assert (period.name, period.before().name, period.after().name) == (name, before, after)


@pytest.mark.parametrize(
    "name", ["", "26", "2026-13", "2026-1", "2026Q5", "2026Q4 ", "２０２６", "1999", "2026-11-01"]
)
def test_what_is_no_period_is_not_read(name: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        Period.read(name)


def test_a_quarter_of_figures_is_the_quarter_that_is_filed() -> None:
    for nth in range(1, 5):
        quarter, period = Quarter(2026, nth), Period.read(f"2026Q{nth}")
        assert period.begins(ZONE) == quarter.begins("Asia/Shanghai")
        assert period.ends(ZONE) == quarter.next().begins("Asia/Shanghai")
        assert [one.name for one in period.split(Dimension.MONTH)] == [
            f"2026-{3 * nth - 2 + month:02d}" for month in range(3)
        ]


def test_ranks_are_values_that_occurred() -> None:
    assert (rank([], 50), rank([7], 90), rank([3, 1, 2, 4], 50), rank(list(range(1, 11)), 90)) == (
        -1,
        7,
        2,
        9,
    )


def test_the_periods_to_choose_from_go_back_from_today() -> None:
    names = [one.name for one in recent(date(2026, 2, 10))]
    assert names[:3] == ["2026-02", "2026-01", "2025-12"]
    assert names[12:14] == ["2026Q1", "2025Q4"]
    assert names[-3:] == ["2026", "2025", "2024"]


@pytest.mark.parametrize(
    "written", ["13800138000", "138 0013 8000", "138-0013-8000", "+86 13800138000", "１３８００１３８０００"]
)
def test_a_reason_shows_no_number_however_it_was_written(written: str) -> None:
    assert masked(f"客户 {written} 已注销") == "客户 138****8000 已注销"
