"""Sending hours: both edges, across midnight, a holiday and the year's end, in zones whose clocks change and in one whose don't."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from console.domain import policy
from console.domain.calendar import Calendar, shipped
from console.domain.calendar import read as read_year
from console.domain.categories import Category
from console.domain.sending.hours import Hours, HoursRule, Rule, described
from console.domain.times import parse, render
from console.domain.toml_lines import FileFaultError

BEIJING = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
HAVANA = ZoneInfo("America/Havana")  # its clocks change at midnight
DAY = timedelta(days=1)
PACK = Path("data/policy/2026-2.toml").read_text("utf-8")
EARLY = "2026-01-01T00:00:00Z"
NEXT = """
year = 2027
source = "a test"
published = 2026-11-01
[[holiday]]
name = "one"
first = 2027-01-01
last = 2027-01-03
work = []
"""

SHOP = HoursRule(work=["08:00-20:00"], off=["09:00-20:00"], holiday=["10:00-18:00"])


def hours(rule: Rule = SHOP, calendar: Calendar | None = None, zone: ZoneInfo = BEIJING) -> Hours:
    return Hours(rule, calendar or shipped(), zone)


def at(text: str, zone: ZoneInfo = BEIJING) -> str:
    """A local time of the zone as an instant."""
    return render(datetime.fromisoformat(text).replace(tzinfo=zone))


def local(instant: str, zone: ZoneInfo = BEIJING) -> str:
    return f"{parse(instant).astimezone(zone):%Y-%m-%d %H:%M}" if instant else ""


@pytest.mark.parametrize(
    ("opens", "closes", "open_", "offer", "why"),
    [
        ("2026-11-27 20:30", "2026-11-27 21:30", 0, "2026-11-28 09:00", "after the evening's edge; the next day is off"),
        ("2026-11-27 20:00", "2026-11-27 21:00", 0, "2026-11-28 09:00", "the edge itself is closed"),
        ("2026-11-27 19:59", "2026-11-27 21:00", 60, "2026-11-27 19:59", "a minute of it"),
        ("2026-11-27 07:00", "2026-11-27 08:00", 0, "2026-11-27 08:00", "up to the morning's edge"),
        ("2026-11-27 07:00", "2026-11-27 08:01", 60, "2026-11-27 08:00", "one minute over it"),
        ("2026-11-27 08:00", "2026-11-27 20:00", 12 * 3600, "2026-11-27 08:00", "from edge to edge"),
        ("2026-11-28 08:00", "2026-11-28 09:00", 0, "2026-11-28 09:00", "a Saturday begins later"),
        ("2026-10-10 08:00", "2026-10-10 09:00", 3600, "2026-10-10 08:00", "a Saturday that is worked"),
        ("2026-09-30 19:00", "2026-10-01 11:00", 2 * 3600, "2026-09-30 19:00", "into a holiday"),
        ("2026-10-01 08:00", "2026-10-01 10:00", 0, "2026-10-01 10:00", "a holiday's begin"),
        ("2026-10-07 17:00", "2026-10-08 09:00", 2 * 3600, "2026-10-07 17:00", "out of a holiday"),
        ("2026-10-03 18:00", "2026-10-03 20:00", 0, "2026-10-04 10:00", "a Saturday in a holiday is the holiday's"),
        ("2026-12-31 19:00", "2027-01-01 00:00", 3600, "2026-12-31 19:00", "up to the year's end"),
    ],
)  # fmt: skip
def test_a_window_at_the_edges_of_the_day_a_holiday_and_the_year(
    opens: str, closes: str, open_: int, offer: str, why: str
) -> None:
    verdict = hours().judge(at(opens), at(closes), EARLY)
    assert (verdict.open, local(verdict.opens), verdict.missing) == (open_, offer, 0), why
    assert verdict.sendable is bool(open_)


def test_a_window_into_a_year_without_a_calendar_says_which_year_and_one_with_it_counts() -> None:
    opens, closes = at("2026-12-31 19:00"), at("2027-01-01 12:00")
    verdict = hours().judge(opens, closes, EARLY)
    assert (verdict.missing, verdict.open, verdict.sendable) == (2027, 0, False)
    assert local(verdict.opens) == "2026-12-31 19:00"
    known = shipped().with_years([read_year(NEXT)])
    assert hours(calendar=known).judge(opens, closes, EARLY).open == 3600 + 2 * 3600
    # Hours that are the same every day need no calendar.
    assert hours(("08:00", "20:00")).judge(opens, closes, EARLY).open == 3600 + 4 * 3600
    assert hours(HoursRule(work=["08:00-20:00"])).judge(opens, closes, EARLY).missing == 0
    after = hours().judge(at("2026-12-31 20:30"), at("2026-12-31 21:30"), EARLY)
    assert (after.sendable, after.opens) == (False, ""), "nothing can be offered beyond the last known day"


def test_hours_that_go_on_over_the_year_s_end_are_known_up_to_it_alone() -> None:
    rule = HoursRule(work=["00:00-24:00"], holiday=["10:00-18:00"])
    eve, new_year = parse(at("2026-12-31 23:59")), parse(at("2027-01-01 00:00"))
    assert hours(rule).now(eve) == (True, new_year, 0)
    assert hours(rule).now(new_year) == (False, None, 2027)
    known = hours(rule, shipped().with_years([read_year(NEXT)]))
    assert known.now(eve) == (True, new_year, 0)
    assert known.now(new_year) == (False, parse(at("2027-01-01 10:00")), 0)
    verdict = hours(rule).judge(at("2026-12-31 12:00"), at("2027-01-02 12:00"), EARLY)
    assert (local(verdict.opens), local(verdict.closes)) == ("2026-12-31 12:00", "2027-01-01 00:00")


def test_what_is_left_of_a_window_counts_from_now_on() -> None:
    verdict = hours().judge(at("2026-11-27 09:00"), at("2026-11-27 21:00"), at("2026-11-27 19:30"))
    assert (verdict.total, verdict.open) == (5400, 1800)
    gone = hours().judge(at("2026-11-27 09:00"), at("2026-11-27 21:00"), at("2026-11-27 20:10"))
    assert (gone.open, local(gone.opens)) == (0, "2026-11-28 09:00")


def test_a_list_that_takes_longer_than_the_hours_of_its_window_is_said_and_offered_more() -> None:
    verdict = hours().judge(at("2026-11-27 09:00"), at("2026-11-27 10:00"), EARLY, need=10_001)
    assert (verdict.sendable, verdict.whole) == (True, False)
    assert (local(verdict.opens), local(verdict.closes)) == ("2026-11-27 09:00", "2026-11-27 11:46")


def test_a_day_on_which_nothing_is_sent_moves_the_offer_past_it() -> None:
    rule = HoursRule(work=["09:00-18:00"], off=[], holiday=[])
    verdict = hours(rule).judge(at("2026-09-30 19:00"), at("2026-10-07 20:00"), EARLY)
    assert (verdict.open, local(verdict.opens)) == (0, "2026-10-08 09:00")


def test_a_named_weekday_counts_on_ordinary_days_alone() -> None:
    rule = HoursRule(
        work=["08:00-20:00"],
        off=["09:00-20:00"],
        holiday=["10:00-18:00"],
        saturday=[],
        friday=["08:00-12:00"],
    )
    judged = {
        day: hours(rule).judge(at(f"{day} 00:00"), at(f"{day} 23:59"), EARLY).open // 3600
        for day in ("2026-11-28", "2026-10-10", "2026-10-03", "2026-11-27", "2026-10-02")
    }
    assert judged == {
        "2026-11-28": 0, "2026-10-10": 12, "2026-10-03": 8, "2026-11-27": 4, "2026-10-02": 8,
    }  # fmt: skip


def test_a_span_over_midnight_belongs_to_the_day_on_which_it_begins() -> None:
    rule = HoursRule(work=["22:00-02:00"], off=[], holiday=[])
    friday = hours(rule).judge(at("2026-11-27 00:00"), at("2026-11-30 00:00"), EARLY)
    assert friday.open == (2 + 4) * 3600, "Thursday's night and Friday's, not Saturday's or Sunday's"


def test_hours_all_day_never_end_and_hours_of_nothing_never_begin() -> None:
    always = hours(("00:00", "24:00"))
    assert always.judge(at("2026-03-01 00:00"), at("2026-04-01 00:00"), EARLY).open == 31 * 86400
    assert always.now(parse(EARLY)).open
    never = hours(("08:00", "08:00"))
    assert never.judge(at("2026-11-27 00:00"), at("2026-11-28 00:00"), EARLY)[1:4] == (0, "", "")
    assert never.now(parse(EARLY)) == (False, None, 0)


def test_the_hours_are_said_by_kind_of_day() -> None:
    assert described(("08:00", "20:00")) == {"work": "08:00-20:00"}
    rule = HoursRule(work=["08:00-12:00", "14:00-20:00"], holiday=[], friday=["08:00-12:00"])
    assert described(rule) == {"work": "08:00-12:00, 14:00-20:00", "holiday": "", "friday": "08:00-12:00"}


# ---- for any rule and window

_hour = st.integers(0, 23 * 60 + 59).map(lambda m: f"{m // 60:02}:{m % 60:02}")
_end = st.one_of(_hour, st.just("24:00"))
_span = st.tuples(_hour, _end).map("-".join)
_spans = st.lists(_span, max_size=3)
_rules = st.one_of(
    st.tuples(_hour, _end),
    st.builds(
        HoursRule, work=_spans, off=st.none() | _spans, holiday=st.none() | _spans, sunday=st.none() | _spans
    ),
)
_days = st.dates(date(2026, 1, 1), date(2026, 12, 28))
_minutes = st.integers(0, 24 * 60 - 1)
_lengths = st.one_of(st.integers(1, 180), st.integers(1, 31 * 24 * 60))


def said(rule: Rule, day: date, minute: int) -> bool:
    """Whether the wall clock allows a minute of a day, as anybody would read the rule; slow, and without the code under test."""
    calendar = shipped()

    def spans(of: date) -> list[str]:
        if not isinstance(rule, HoursRule):
            return ["-".join(rule)]
        off = rule.work if rule.off is None else rule.off
        holiday = off if rule.holiday is None else rule.holiday
        holidays = {one for year in calendar.by_year.values() for h in year.holiday for one in h.days()}
        made_up = {one for year in calendar.by_year.values() for h in year.holiday for one in h.work}
        if of in holidays:
            return holiday
        if of in made_up:
            return rule.work
        if of.weekday() == 6 and rule.sunday is not None:
            return rule.sunday
        return rule.work if of.weekday() < 5 else off

    def within(span: str, at_: int) -> bool:
        first, last = (int(t[:2]) * 60 + int(t[3:]) for t in span.split("-"))
        return first <= at_ < last if first <= last else at_ >= first

    def tail(span: str, at_: int) -> bool:
        first, last = (int(t[:2]) * 60 + int(t[3:]) for t in span.split("-"))
        return last < first and at_ < last

    return any(within(span, minute) for span in spans(day)) or any(tail(s, minute) for s in spans(day - DAY))


@given(_rules, _days, _minutes)
@example(("20:00", "08:00"), date(2026, 11, 27), 8 * 60)
@example(("08:00", "20:00"), date(2026, 11, 27), 20 * 60)
def test_a_minute_is_open_exactly_if_the_wall_clock_says_so_where_clocks_never_change(
    rule: Rule, day: date, minute: int
) -> None:
    when = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=BEIJING)
    assert hours(rule).now(when.astimezone(UTC)).open is said(rule, day, minute)


@given(_rules, st.sampled_from([BERLIN, HAVANA]), st.integers(0, 365 * 24 * 60 - 1), st.integers(0, 59))
@example(("02:30", "03:00"), BERLIN, (87 * 24 + 1) * 60, 0)
def test_where_clocks_change_nothing_is_open_that_the_wall_clock_closes(
    rule: Rule, zone: ZoneInfo, minute: int, second: int
) -> None:
    when = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute, seconds=second)
    there = when.astimezone(zone)
    if hours(rule, zone=zone).now(when).open:
        assert said(rule, there.date(), there.hour * 60 + there.minute)


@given(_rules, st.sampled_from([BEIJING, BERLIN, HAVANA]), _days, _minutes, _lengths)
def test_the_openings_of_a_window_are_in_it_in_order_apart_and_add_up(
    rule: Rule, zone: ZoneInfo, day: date, minute: int, length: int
) -> None:
    first = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC) + timedelta(minutes=minute)
    last = min(first + timedelta(minutes=length), datetime(2027, 1, 1, tzinfo=UTC) - DAY)
    if last <= first:
        return
    judged = hours(rule, zone=zone)
    found = list(judged.openings(first, last))
    edges = [edge for one in found for edge in one]
    assert edges == sorted(set(edges))
    assert not edges or (first <= edges[0] and edges[-1] <= last)
    for one in found:
        assert judged.now(one.start).open
        assert judged.now(one.end - timedelta(seconds=1)).open
        assert one.end == last or not judged.now(one.end).open
    verdict = judged.judge(render(first), render(last), render(first))
    assert verdict.open == sum(one.seconds for one in found) <= verdict.total


@given(_rules, st.sampled_from([BEIJING, BERLIN]), _days, _minutes, st.integers(1, 600))
def test_what_is_offered_can_be_sent_and_is_never_before_what_was_asked(
    rule: Rule, zone: ZoneInfo, day: date, minute: int, length: int
) -> None:
    first = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC) + timedelta(minutes=minute)
    opens, closes = render(first), render(first + timedelta(minutes=length))
    judged = hours(rule, zone=zone)
    verdict = judged.judge(opens, closes, opens)
    if verdict.opens:
        assert opens <= verdict.opens < verdict.closes
        again = judged.judge(verdict.opens, verdict.closes, opens)
        assert (again.sendable, again.open) == (True, again.total)
    elif verdict.sendable:
        raise AssertionError("what can be sent is at least offered")


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ('off = ["09:00-20:00"]', 'off = ["09:00-09:00"]', 67, "category.promotion.hours.off[1]"),
        ('off = ["09:00-20:00"]', 'off = ["09:00-25:00"]', 67, "category.promotion.hours.off[1]"),
        ('off = ["09:00-20:00"]', 'funday = ["09:00-20:00"]', 67, "category.promotion.hours.funday"),
        ('work = ["08:00-20:00"]\n', "", 65, "category.promotion.hours.work"),
        ('hours = ["07:00", "22:00"]', 'hours = "always"', 53, "category.notice.hours"),
    ],
)
def test_hours_that_nobody_can_follow_are_a_fault_with_line_and_field(
    old: str, new: str, line: int, field: str
) -> None:
    text = PACK.replace(old, new, 1)
    with pytest.raises(FileFaultError) as caught:
        policy.read(text)
    assert (caught.value.line, caught.value.field) == (line, field)


def test_the_shipped_packs_are_true_to_the_regulation() -> None:
    by_name = {path.stem: policy.read(path.read_text("utf-8")) for path in Path("data/policy").glob("*.toml")}
    assert described(by_name["2026-1"].category[Category.PROMOTION].hours) == {"work": "08:00-20:00"}
    assert described(by_name["2026-2"].category[Category.PROMOTION].hours) == {
        "work": "08:00-20:00", "off": "09:00-20:00", "holiday": "10:00-18:00",
    }  # fmt: skip
    for name in ("2026-1", "2026-2"):
        assert described(by_name[name].category[Category.NOTICE].hours) == {"work": "07:00-22:00"}
    demo = [described(rule.hours) for rule in by_name["2026-1-demo"].category.values()]
    assert demo == [{"work": "00:00-24:00"}] * 3, "a demonstration works at night"
