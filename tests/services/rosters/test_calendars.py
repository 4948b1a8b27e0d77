"""Years of the calendar: brought by a roster signer, in force with the second signature, asked for from October on (R13)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from console.acting.rosters import rule_files as acting
from console.domain.calendar import shipped
from console.domain.people.people import CalendarRef
from console.domain.rosters import rule_file_differences, rule_files
from console.domain.rosters.rosters import SetCalendar
from console.domain.rosters.rule_files import Kind
from console.domain.times import render
from console.locale.rule_file_words import change_lines
from console.services.context import Caller, Live
from console.services.kept_files import KeptFiles, take_up
from console.wire import calls, dispatch
from console.wire.duties.deadlines import Chase
from console.wire.duties.here import TodoRow
from console.wire.rosters import rule_files as wire
from tests.db.ledgers import tamper
from tests.services.core import Core, bank, open_core
from tests.services.rosters.test_rule_files import bring, publish, refusal

YEAR = """# 2027
year = 2027
source = "国务院办公厅关于2027年部分节假日安排的通知"
published = 2026-11-10

[[holiday]]
name = "元旦"
first = 2027-01-01
last = 2027-01-03
work = []

[[holiday]]
name = "春节"
first = 2027-02-05
last = 2027-02-13
work = [2027-02-20]
"""


@pytest.fixture
def core(database_url: str) -> Iterator[Core]:
    """A house that knows the shipped year alone."""
    made = open_core(database_url)
    made.desk = replace(made.desk, calendar=shipped())
    yield made
    made.database.close()


def lacks(core: Core, person: str) -> list[TodoRow]:
    rows: list[TodoRow] = core.call(person, calls.Todo())
    return [row for row in rows if row.alert is not None and row.alert.code == "calendar_missing"]


def works(core: Core, day: str) -> bool:
    with core.context(Caller("", "desk"), write=False) as ctx:
        return ctx.calendar.works(datetime.fromisoformat(day).date())


def test_a_year_is_in_force_once_two_signed_it_and_every_deadline_counts_by_it(core: Core) -> None:
    assert works(core, "2027-02-05")
    change = bring(core, Kind.CALENDAR, YEAR)
    assert works(core, "2027-02-05"), "what was brought is not in force"
    publish(core, change)
    assert not works(core, "2027-02-05")
    assert works(core, "2027-02-20")
    rows = core.call("zhaomin", wire.RuleFilesInForce())
    (row,) = [one for one in rows if one.kind == "calendar"]
    assert (row.name, row.signed_by, row.kept, row.until) == ("2027", ["hanxue", "yangfan"], True, "")
    years: wire.Years = core.call("zhaomin", wire.CalendarYears())
    assert [(one.year, bool(one.roster), one.off, one.worked) for one in years.known] == [
        (2026, False, 33, 6),
        (2027, True, 12, 1),
    ]
    assert years.missing == 0


def test_a_year_that_is_corrected_keeps_its_history_and_says_what_differs(core: Core) -> None:
    publish(core, bring(core, Kind.CALENDAR, YEAR))
    core.at += timedelta(minutes=1)
    other = YEAR.replace("last = 2027-02-13", "last = 2027-02-14").replace(
        "2027-02-20]", "2027-02-20, 2027-02-27]"
    )
    old, new = (rule_files.opened(Kind.CALENDAR, text.encode()) for text in (YEAR, other))
    assert list(change_lines(Kind.CALENDAR, rule_file_differences.changes(old, new), "zh")) == [
        "放假 / 春节：2027-02-05 - 2027-02-13 -> 2027-02-05 - 2027-02-14",
        "放假 / 春节 / 调休上班：2027-02-20 -> 2027-02-20, 2027-02-27",
    ]
    publish(core, bring(core, Kind.CALENDAR, other))
    rows = [one for one in core.call("zhaomin", wire.RuleFilesInForce()) if one.kind == "calendar"]
    assert [(one.name, bool(one.until)) for one in rows] == [("2027", False), ("2027", True)]
    assert not works(core, "2027-02-14")
    assert works(core, "2027-02-27")


def test_a_named_year_whose_file_comes_later_than_that_of_another_counts_once_it_is_here(core: Core) -> None:
    other = (
        Path("data/calendar/cn-2026.toml")
        .read_text("utf-8")
        .replace("last = 2026-10-07", "last = 2026-10-08")
    )
    publish(core, bring(core, Kind.CALENDAR, YEAR))
    publish(core, bring(core, Kind.CALENDAR, other))
    tamper(core.database, "DELETE FROM rule_file WHERE kind = 'calendar' AND name = '2027'")
    core.desk = replace(core.desk, live=Live(), files=KeptFiles())
    assert (works(core, "2026-10-08"), works(core, "2027-02-20")) == (False, False)
    with core.database.writer() as conn:
        take_up(conn, [YEAR.encode()], render(core.at))
    assert (works(core, "2026-10-08"), works(core, "2027-02-20")) == (False, True)


def test_the_second_signer_is_shown_what_the_year_says_before_signing(core: Core) -> None:
    class Line:
        def call(self, call: object) -> object:
            return core.call("yangfan", call)  # type: ignore[arg-type]

    before = core.org.roster
    assert before is not None
    change = bring(core, Kind.CALENDAR, YEAR)
    assert isinstance(change, SetCalendar)
    named = [CalendarRef(change.year, change.digest)]
    after = msgspec.structs.replace(before, version=2, calendars=named)
    (one,) = acting.compared(Line(), before, after)
    assert (one.kind, one.old, one.missing) == (Kind.CALENDAR, None, [])
    said = list(change_lines(one.kind, one.changes, "en"))
    assert "+ holiday / 春节: 2027-02-05 - 2027-02-13" in said
    assert "+ holiday / 春节 / worked instead: 2027-02-20" in said


@pytest.mark.parametrize(
    ("old", "new", "fault", "detail"),
    [
        ("first = 2027-02-05", "first = 2027-01-03", "holiday_order", "2027-02-13"),
        (
            "first = 2027-02-05\nlast = 2027-02-13",
            "first = 2027-01-03\nlast = 2027-01-05",
            "day_twice",
            "2027-01-03",
        ),
        ("year = 2027", "year = 2028", "other_year", "2027-01-01"),
        ("work = [2027-02-20]", "work = [2027-02-22]", "worked_weekday", "2027-02-22"),
        ("work = [2027-02-20]", "work = [2027-02-20, 2026-02-21]", "other_year", "2026-02-21"),
    ],
)
def test_a_year_that_contradicts_itself_is_refused_with_line_and_day(
    core: Core, old: str, new: str, fault: str, detail: str
) -> None:
    refused = refusal(core, Kind.CALENDAR, YEAR.replace(old, new, 1).encode())
    assert (refused.code, refused.clause) == ("file_unfit_at", "R13")
    assert refused.params["file_fault"] == fault
    assert detail in refused.params["detail"]
    assert int(refused.params["line"]) > 1


def test_nobody_but_a_roster_signer_brings_a_year(core: Core) -> None:
    assert refusal(core, Kind.CALENDAR, YEAR.encode(), "zhengtao").code == "not_a_roster_signer"


@pytest.mark.parametrize("month", [9, 10])
def test_the_next_year_is_asked_for_from_october_on(month: int, tmp_path: Path) -> None:
    start = datetime(2026, month, 20, 2, tzinfo=UTC)
    made = open_core(f"sqlite:///{tmp_path / 'desk.db'}", bank(start - timedelta(hours=1)), start)
    made.desk = replace(made.desk, calendar=shipped())
    found = lacks(made, "zhengtao")
    assert len(found) == (month >= 10)
    years: wire.Years = made.call("zhaomin", wire.CalendarYears())
    assert (years.missing, years.grave) == (2027 if month >= 10 else 0, False)
    made.database.close()


def test_it_is_the_general_department_s_duty_due_at_the_year_s_end_and_gone_once_it_is_in_force(
    core: Core,
) -> None:
    (row,) = lacks(core, "zhengtao")
    assert (row.what, row.department, row.because, row.due) == (
        "lacking",
        "general",
        "files",
        "2026-12-31T15:59:59Z",
    )
    assert row.alert is not None
    assert (row.alert.grave, row.alert.params["year"]) == (False, "2027")
    assert not lacks(core, "hanxue"), "the signers are told once it is near"
    (debt,) = [
        one
        for one in core.call("wangfang", Chase(kind="lacking")).rows
        if one.alert.code == "calendar_missing"
    ]
    assert (debt.who, debt.late) == (["zhengtao"], False)
    core.at = datetime(2026, 12, 2, 2, tzinfo=UTC)
    (row,) = lacks(core, "zhengtao")
    assert row.alert is not None
    assert row.alert.grave, "a window asked for now may reach into the new year"
    assert lacks(core, "hanxue")
    publish(core, bring(core, Kind.CALENDAR, YEAR))
    assert not lacks(core, "zhengtao")
    assert not lacks(core, "hanxue")


def test_a_dispatcher_without_the_file_of_a_named_year_is_told_to_the_administrator(core: Core) -> None:
    publish(core, bring(core, Kind.CALENDAR, YEAR))
    core.call("dispatch-1", dispatch.Heartbeat({"demo": "up"}, []))
    rows = core.call("zhaomin", wire.RuleFilesInForce())
    (row,) = [one for one in rows if one.kind == "calendar"]
    assert row.missing_at == ["dispatch-1"]
    core.call("dispatch-1", dispatch.Heartbeat({"demo": "up"}, [row.digest]))
    (row,) = [one for one in core.call("zhaomin", wire.RuleFilesInForce()) if one.kind == "calendar"]
    assert row.missing_at == []


def test_a_roster_without_years_has_the_bytes_that_it_had_before_there_were_any(core: Core) -> None:
    assert core.org.roster is not None
    assert "calendars" not in core.org.rosters[0].text
    publish(core, bring(core, Kind.CALENDAR, YEAR))
    with core.context(Caller("", "desk"), write=False) as ctx:
        assert [one.year for one in ctx.roster.calendars] == [2027]


def test_a_correction_of_the_shipped_year_is_shown_against_it(core: Core) -> None:
    class Line:
        def call(self, call: object) -> object:
            return core.call("yangfan", call)  # type: ignore[arg-type]

    shipped_text = Path("data/calendar/cn-2026.toml").read_text("utf-8")
    change = bring(core, Kind.CALENDAR, shipped_text.replace("last = 2026-10-07", "last = 2026-10-08"))
    assert isinstance(change, SetCalendar)
    before = core.org.roster
    assert before is not None
    after = msgspec.structs.replace(before, version=2, calendars=[CalendarRef(change.year, change.digest)])
    (one,) = acting.compared(Line(), before, after)
    assert list(change_lines(one.kind, one.changes, "zh")) == [
        "放假 / 国庆节：2026-10-01 - 2026-10-07 -> 2026-10-01 - 2026-10-08"
    ]
    assert works(core, "2026-10-08")
    publish(core, change)
    assert not works(core, "2026-10-08")
