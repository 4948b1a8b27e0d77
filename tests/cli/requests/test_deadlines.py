"""chase, approval extend, statement prepare extension, todo's late rows, and what doctor says of the calendar."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from console.cli import exits
from console.domain.calendar import shipped
from console.domain.times import render
from console.services.context import Caller
from console.services.requests import deadlines
from console.wire.requests.drafts import SlotDraft
from console.wire.requests.rows import RequestView
from tests.cli.conftest import Office
from tests.services.core import AT
from tests.services.duties.test_chase import propose
from tests.services.people.test_enrolment import Desk, form
from tests.services.people.test_orders import deputy, suspend
from tests.services.two_person.test_pairs import doubtful
from tests.services.two_person.test_pairs import propose as propose_settling

LATER = AT + timedelta(hours=10)
"""Past the window of a request that the core's tests make: it closes eight hours after AT."""


def lapsed(office: Office) -> int:
    request = office.core.cleared()
    office.core.at = LATER
    with office.core.context(Caller("", "desk"), write=True) as ctx:
        assert deadlines.sweep(ctx) == 1
    return request


@pytest.fixture(autouse=True)
def clock(office: Office) -> None:
    office.core.at = AT


def test_the_chase_board_names_people_and_posts_and_is_the_general_departments(office: Office) -> None:
    request = office.core.requested()
    answer = office("wangfang", "chase")
    assert answer.code == exits.OK
    assert "孙丽" in answer.out
    assert "department manager" in answer.out
    (row,) = office.json("wangfang", "chase", "--kind", "decide").data["rows"]
    assert (row["what"], row["request"], row["who"]) == ("decide", request, ["sunli"])
    assert (row["since"], row["until"]) == (render(AT), render(AT + timedelta(hours=8)))
    assert "审批" in office("wangfang", "chase", lang="zh").out
    refused = office("zhaomin", "chase")
    assert refused.code == exits.REFUSED
    assert "R7" in refused.err


def test_a_board_on_which_nothing_stands_says_so(office: Office) -> None:
    assert office("wangfang", "chase", "--kind", "decide").out.startswith("Nothing fits.")
    answer = office("wangfang", "chase", "--department", "credit")
    assert answer.code == exits.OK
    assert "department rules" in answer.out


def test_the_board_says_who_stands_in_and_what_helps_where_nobody_can(office: Office) -> None:
    core = office.core
    core.requested()
    core.requested("other", "credit")
    deputy(core, person="zhengtao")
    core.at += timedelta(minutes=1)
    suspend(core, "wangfang", "jiangbo")
    answer = office("wangfang", "chase", "--kind", "decide")
    assert "孙丽, 郑涛 for 孙丽" in answer.out
    assert "nobody" in answer.out
    assert "蒋波 is suspended; the roster signers (韩雪, 杨帆)" in answer.out
    assert "郑涛（代 孙丽）" in office("wangfang", "chase", lang="zh").out


def test_the_board_is_asked_by_kind_text_and_page(office: Office) -> None:
    core = office.core
    first, second = core.requested(), core.requested()
    page = office.json("wangfang", "chase", "--text", "孙丽", "--kind", "decide", "--limit", 1).data
    assert [row["request"] for row in page["rows"]] == [first]
    assert page["page"]["total"] == 2
    rest = office.json(
        "wangfang",
        "chase",
        "--text",
        "孙丽",
        "--kind",
        "decide",
        "--limit",
        1,
        "--after",
        page["page"]["after"],
    ).data
    assert [row["request"] for row in rest["rows"]] == [second]
    refused = office("wangfang", "chase", "--kind", "all")
    assert (refused.code, "R7" in refused.err) == (exits.REFUSED, True)


def test_the_queue_and_the_todo_say_until_when_and_how_many_working_days_are_left(office: Office) -> None:
    core = office.core
    listed = core.add_list()
    core.submit(core.draft(listed, slots=[SlotDraft(listed, render(AT), render(AT + timedelta(days=20)))]))
    for command in (("approval", "queue"), ("todo",)):
        output = office("sunli", *command).out
        assert "working days left" in output
        assert "2026-12-01 23:59" in output
    (row,) = office.json("sunli", "approval", "queue").data["rows"]
    assert (row["due"], row["days"], row["late"]) == ("2026-12-01T15:59:59Z", 5, False)
    assert "working days left" not in office("sunli", "request", "list").out
    core.at = AT + timedelta(days=7)
    assert "late" in office("sunli", "approval", "queue").out


def test_the_last_approver_extends_a_slot_in_local_time_and_types_its_count(office: Office) -> None:
    request = lapsed(office)
    assert "extend its window" in office("sunli", "todo").out
    words = ("approval", "extend", request, "--closes", "2026-11-25 18:00", "--reason", "系统检修")
    wrong = office("sunli", *words, "--count", 19, sign=True)
    assert (wrong.code, "19" in wrong.err) == (exits.REFUSED, True)
    answer = office("sunli", *words, "--opens", "2026-11-25 09:00", "--count", 20, sign=True)
    assert answer.code == exits.OK, answer.err
    slot = office.core.view("sunli", request).slots[0]
    assert (slot.state, slot.opens, slot.closes) == (
        "cleared",
        "2026-11-25T01:00:00Z",
        "2026-11-25T10:00:00Z",
    )
    assert "2026-11-25 18:00" in answer.err


def test_an_extension_without_a_beginning_begins_now(office: Office) -> None:
    request = lapsed(office)
    words = ("approval", "extend", request, "--closes", "2026-11-25T10:00:00Z", "--reason", "检修")
    assert office("sunli", *words, "--count", 20, sign=True).code == exits.OK
    assert office.core.view("sunli", request).slots[0].opens == render(LATER)


def test_a_time_that_cannot_be_read_is_a_usage_error(office: Office) -> None:
    request = lapsed(office)
    answer = office(
        "sunli", "approval", "extend", request, "--closes", "soon", "--reason", "x", "--count", 20
    )
    assert answer.code == exits.USAGE
    assert "soon" in answer.err


def test_an_extension_is_signed_elsewhere_and_carried_in(office: Office, tmp_path: Path) -> None:
    request = lapsed(office)
    file = tmp_path / "extension"
    made = office(
        "sunli", "statement", "prepare", "extension", request, "--closes", "2026-11-25 18:00",
        "--text", "检修", "--count", 20, "--out", file,
    )  # fmt: skip
    assert made.code == exits.OK, made.err
    assert "sms-extension@yunling" in made.out
    assert office("sunli", "statement", "sign", file, "--count", 19, sign=True).code == exits.REFUSED
    assert office("sunli", "statement", "sign", file, "--count", 20, sign=True).code == exits.OK
    assert office("wangfang", "statement", "carry", file).code == exits.OK
    view: RequestView = office.core.view("sunli", request)
    assert view.slots[0].state == "cleared"
    assert (view.steps[-1].kind, view.steps[-1].carrier) == ("extension", "wangfang")


def test_todo_says_what_is_late_below_and_what_came_back(office: Office) -> None:
    office.core.submit(
        office.core.draft(
            office.core.add_list(),
            slots=[SlotDraft(1, render(AT), render(AT + timedelta(days=20)))],
        )
    )
    office.core.at = AT + timedelta(days=7)
    assert "your superior sees it too" in office("sunli", "todo").out
    late = office("liqiang", "todo")
    assert "late below you" in late.out
    assert "waits for 孙丽 since 2026-11-24 11:00" in late.out
    office.core.at = AT + timedelta(days=8)
    with office.core.context(Caller("", "desk"), write=True) as ctx:
        deadlines.sweep(ctx)
    assert "逾期未批" in office("zhaomin", "todo", lang="zh").out


def test_doctor_says_which_years_calendar_is_missing_amber_from_october_and_red_when_it_is_needed(
    office: Office,
) -> None:
    def told(on: datetime) -> tuple[str, str]:
        office.core.at = on
        checks = office.json("zhaomin", "doctor").data["checks"]
        (found,) = [check for check in checks if check["check"] == "calendar"]
        return found["verdict"], found["found"]

    (verdict, found) = told(AT)
    assert verdict == "good"
    assert found.startswith("holidays of 2026, 2027"), "what the desk knows, not this program"
    office.core.desk = replace(office.core.desk, calendar=shipped())
    (verdict, found) = told(AT)
    assert verdict == "weigh"
    assert found.startswith("the public holidays of 2027 are missing")
    assert told(AT + timedelta(days=8))[0] == "bad"


def test_the_years_are_listed_with_their_origin_and_written_out_to_begin_the_next_one_from(
    office: Office, tmp_path: Path
) -> None:
    office.core.desk = replace(office.core.desk, calendar=shipped())
    answer = office("zhaomin", "calendar", "years")
    assert "2026  the program" in answer.out
    assert "2027 are missing" in answer.out
    out = tmp_path / "cn-2027.toml"
    assert office("zhaomin", "calendar", "year", "2026", "--out", str(out)).code == exits.OK
    assert out.read_text("utf-8") == Path("data/calendar/cn-2026.toml").read_text("utf-8")
    unknown = office.json("zhaomin", "calendar", "year", "2031")
    assert unknown.json["problem"]["code"] == "no_such_year"
    wrong = office.json(
        "hanxue", "calendar", "check", str(_saved(tmp_path, "first = 2026-10-01", "first = 2026-09-27"))
    )
    assert wrong.json["refusal"]["params"]["file_fault"] == "day_twice"
    answer = office(
        "hanxue", "calendar", "check", str(_saved(tmp_path, "first = 2026-10-01", "first = 2026-09-27"))
    )
    assert "2026-09-27" in answer.err + answer.out


def _saved(folder: Path, old: str, new: str) -> Path:
    text = Path("data/calendar/cn-2026.toml").read_text("utf-8")
    assert old in text
    path = folder / "wrong.toml"
    path.write_text(text.replace(old, new), "utf-8")
    return path


def test_todo_lists_applications_versions_and_second_signatures_as_in_a_login_message(office: Office) -> None:
    core = office.core
    desk = Desk(core)
    desk.apply(form())
    propose_settling(core, doubtful(core))
    answer = office("sunli", "todo")
    assert (answer.code, answer.err) == (exits.OK, "")
    assert "何青" in answer.out
    assert "confirm a settlement" in answer.out
    assert "proposed by 钱伟" in answer.out
    propose(core)
    answer = office("yangfan", "todo", lang="zh")
    assert "韩雪 提出" in answer.out
    assert [row["what"] for row in office.json("yangfan", "todo").data] == ["confirm_roster"]
    assert office("fenglei", "todo").out == "Nothing waits on you.\n"
