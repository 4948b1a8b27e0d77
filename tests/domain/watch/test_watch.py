"""What is unusual: each limit told on the one side and quiet on the other, hours across days, and what is news (R7, R11)."""

from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from console.domain import policy
from console.domain.data_folder import data_folder
from console.domain.watch.watch import (
    Case,
    Past,
    Span,
    WatchRule,
    What,
    after_sending,
    before_sending,
    joined,
    news,
    share,
    span,
)

ZONE = ZoneInfo("Asia/Shanghai")
RULE = WatchRule()
DAY = Span(9 * 60, 18 * 60)
PAST = Past(
    sent=True,
    largest=1000,
    largest_of="2026-业务部-0001",
    earliest=540,
    latest=1080,
    in_parts=600,
    looked=600,
    known=300,
)


def told(past: Past = PAST, n: int = 600, when: Span | None = DAY, **changes: Any) -> list[str]:
    return [one.what for one in before_sending(RULE, msgspec.structs.replace(past, **changes), n, when)]


def test_what_is_as_before_is_not_told() -> None:
    assert told() == []
    assert told(Past(), n=1_000_000, when=Span(0, 1440)) == [], "there is nothing to compare with"


@pytest.mark.parametrize(
    ("quiet", "unusual", "what"),
    [
        ({"n": 2999}, {"n": 3000}, What.VOLUME),
        ({"n": 499, "largest": 10}, {"n": 500, "largest": 10}, What.VOLUME),
        ({"parts": 2, "in_parts": 9000}, {"parts": 3, "in_parts": 3000}, What.SPLIT),
        (
            {"parts": 4, "in_parts": 9000, "parts_before": 4000},
            {"parts": 4, "in_parts": 9000, "parts_before": 3000},
            What.SPLIT,
        ),
        (
            {"parts": 3, "in_parts": 9000, "most_part": 4501},
            {"parts": 3, "in_parts": 9000, "most_part": 4500},
            What.SPLIT,
        ),
        ({"when": Span(480, 1080)}, {"when": Span(479, 1080)}, What.EARLY),
        ({"when": Span(540, 1260), "latest": 1260}, {"when": Span(540, 1261), "latest": 1260}, What.LATE),
        ({"when": Span(540, 1200)}, {"when": Span(540, 1201)}, What.LATE),
        ({"known": 60}, {"known": 59}, What.STRANGERS),
        ({"known": 0, "habit": 9}, {"known": 0, "habit": 10}, What.STRANGERS),
        ({"known": 0, "looked": 499}, {"known": 0, "looked": 500}, What.STRANGERS),
        ({"in_runs": 99, "runs": 9}, {"in_runs": 100, "runs": 10}, What.RUNS),
    ],
)
def test_each_limit_is_told_from_its_figure_on(quiet: Any, unusual: Any, what: What) -> None:
    assert told(**quiet) == []
    assert told(**unusual) == [what]


def test_a_split_list_is_told_with_what_it_comes_to() -> None:
    (case,) = before_sending(RULE, msgspec.structs.replace(PAST, parts=4, in_parts=48_000), 600, DAY)
    assert (case.n, case.of, case.usual, case.days) == (48_000, 4, 1000, 7)


@pytest.mark.parametrize(
    ("opens", "closes", "found"),
    [
        ("2026-11-24T01:00:00Z", "2026-11-24T10:30:00Z", Span(540, 1110)),
        # From half past eight in the evening to eight the next morning: as far as the category's hours let it.
        ("2026-11-24T12:30:00Z", "2026-11-25T00:00:00Z", Span(420, 1320)),
        ("2026-11-24T14:30:00Z", "2026-11-24T22:30:00Z", None),
        ("2026-11-24T12:30:00Z", "2026-11-28T00:00:00Z", Span(420, 1320)),
        ("", "2026-11-28T00:00:00Z", None),
    ],
)
def test_a_window_is_read_in_minutes_of_the_local_day(opens: str, closes: str, found: Span | None) -> None:
    assert span(opens, closes, ZONE, Span(420, 1320)) == found
    assert joined([found, None, Span(600, 700)]) == (
        Span(min(found.first, 600), max(found.last, 700)) if found else Span(600, 700)
    )


@pytest.mark.parametrize(
    ("submitted", "counts", "usual", "found"),
    [
        (1000, {What.FAILURES: 199}, {}, []),
        (1000, {What.FAILURES: 200}, {}, [What.FAILURES]),
        (1000, {What.FAILURES: 50}, {What.FAILURES: 166}, [What.FAILURES]),
        (1000, {What.FAILURES: 50}, {What.FAILURES: 167}, []),
        (1000, {What.FAILURES: 49}, {What.FAILURES: 0}, []),
        (499, {What.FAILURES: 499}, {}, []),
        (1000, {What.COMPLAINTS: 2}, {}, []),
        (1500, {What.COMPLAINTS: 3}, {}, [What.COMPLAINTS]),
        (1000, {What.REFUSALS: 20, What.FAILURES: 200}, {}, [What.FAILURES, What.REFUSALS]),
    ],
)
def test_a_share_is_held_against_the_floor_and_against_the_department_s_own(
    submitted: int, counts: Any, usual: Any, found: list[What]
) -> None:
    assert [one.what for one in after_sending(RULE, submitted, counts, usual)] == found


def test_only_another_kind_or_twice_the_figure_is_news() -> None:
    seen = [Case(What.FAILURES, 100, 1000), Case(What.VOLUME, 3000)]
    assert news([Case(What.FAILURES, 199, 1000), Case(What.VOLUME, 9000)], seen) == []
    grown, other = Case(What.FAILURES, 200, 1000), Case(What.COMPLAINTS, 3, 1000)
    assert news([grown, other], seen) == [grown, other]


def test_a_pack_without_the_section_has_the_shipped_limits() -> None:
    """The newest pack says what older ones mean."""
    older, newest = (
        policy.read((data_folder() / "policy" / f"{name}.toml").read_text("utf-8"))
        for name in ("2026-1", "2026-2")
    )
    assert older.watch == newest.watch == WatchRule()
    assert share(1, 3) == 3333
    assert share(0, 0) == -1
