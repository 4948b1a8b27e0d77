"""The maintenance log and questions for support (R7, R8): who writes, asks, answers and reads, until when, and what the quarter has of it."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from console.domain.people.people import Post
from console.domain.rosters.rosters import Appoint, EndPost
from console.domain.times import render
from console.errors import ConsoleError
from console.wire import calls
from console.wire.duties.deadlines import Chase
from console.wire.duties.subjects import Support
from console.wire.ledger import ledger
from console.wire.upkeep import upkeep as wire
from tests.services import quarters
from tests.services.core import Core, one_clock, open_core
from tests.services.duties.test_chase import publish
from tests.services.filing.test_filing import files_of
from tests.services.quarters import OVER


@pytest.fixture
def core(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Core]:
    made = open_core(database_url)
    one_clock(made, monkeypatch)
    yield made
    made.database.close()


def written(core: Core, **changes: Any) -> wire.EnterUpkeep:
    """Maintenance of the hour before now."""
    said: dict[str, Any] = {
        "topic": "backup",
        "about": "业务台",
        "text": "恢复演练",
        "result": "数目相符",
        "began": render(core.at - timedelta(hours=1)),
        "ended": render(core.at),
    }
    return wire.EnterUpkeep(**{**said, **changes})


def asked(core: Core, who: str = "zhaomin", *, urgent: bool = False) -> int:
    return int(core.call(who, wire.AskSupport("use", "导入", "第二列怎么选", urgent)).id)


def detail(core: Core, which: int, who: str = "wuhong") -> wire.UpkeepRow:
    row: wire.UpkeepRow = core.call(who, wire.UpkeepDetail(which))
    return row


def listed(core: Core, who: str, **narrowed: Any) -> list[str]:
    return [one.number for one in core.call(who, wire.Upkeep(**narrowed)).rows]


def owed(core: Core, who: str) -> list[object]:
    return [one.subject for one in core.call(who, calls.Todo()) if one.what == "support"]


def test_maintenance_is_written_down_whole_and_stands_in_the_ledger(core: Core) -> None:
    done = core.call("wuhong", written(core, stopped=True))
    row = detail(core, done.id)
    assert (row.number, row.kind, row.state, row.topic) == ("2026-M001", "maintenance", "done", "backup")
    assert (row.about, row.text, row.result, row.stopped) == ("业务台", "恢复演练", "数目相符", True)
    assert (row.began, row.ended) == (render(core.at - timedelta(hours=1)), render(core.at))
    assert (row.by, row.who, row.department, row.due, row.late) == ("wuhong", "wuhong", "general", "", False)
    (entry,) = core.call("shenyu", ledger.EntriesPage(number="2026-M001")).rows
    assert (entry.kind, entry.seq) == ("upkeep.entered", done.seq)
    whole = core.call("shenyu", ledger.EntryDetail(entry.seq))
    said = {"topic": "backup", "about": "业务台", "text": "恢复演练", "result": "数目相符", "stopped": "1"}
    assert said.items() <= json.loads(whole.envelope)["payload"].items()
    core.refuses("upkeep_no_question", "wuhong", wire.AnswerSupport(done.id, "好"))


def test_a_question_is_answered_once_by_those_who_help(core: Core) -> None:
    which = asked(core)
    row = detail(core, which)
    assert (row.number, row.kind, row.state, row.department) == ("2026-S001", "support", "open", "business")
    assert (row.began, row.ended, row.result, row.who, row.stopped) == ("", "", "", "", False)
    assert {who: len(owed(core, who)) for who in ("wuhong", "zhengtao", "qianwei", "zhaomin", "fenglei")} == {
        "wuhong": 1, "zhengtao": 1, "qianwei": 0, "zhaomin": 0, "fenglei": 0,
    }  # fmt: skip
    assert owed(core, "wuhong") == [Support("2026-S001")]
    for who in ("zhaomin", "qianwei", "sunli"):
        core.refuses("support_not_yours", who, wire.AnswerSupport(which, "好"))
    core.at += timedelta(hours=2)
    core.call("zhengtao", wire.AnswerSupport(which, "按 Enter 选号码列"))
    row = detail(core, which, "zhaomin")
    assert (row.state, row.result, row.who, row.ended) == (
        "done", "按 Enter 选号码列", "zhengtao", render(core.at),
    )  # fmt: skip
    assert (row.due, row.late, owed(core, "wuhong")) == ("", False, [])
    core.refuses("support_answered", "wuhong", wire.AnswerSupport(which, "又一次"))
    assert detail(core, which).result == "按 Enter 选号码列"
    kinds = [one.kind for one in core.call("shenyu", ledger.EntriesPage(number="2026-S001")).rows]
    assert kinds == ["support.answered", "support.asked"]


def test_an_urgent_question_is_due_within_a_working_day_and_others_like_a_decision(core: Core) -> None:
    # Tuesday 24 November.
    urgent, plain = asked(core, urgent=True), asked(core)
    assert detail(core, urgent).due == "2026-11-25T15:59:59Z"
    assert detail(core, plain).due == "2026-12-01T15:59:59Z"
    assert (detail(core, urgent).stopped, detail(core, plain).stopped) == (True, False)
    core.at += timedelta(days=2)
    assert [detail(core, one).late for one in (urgent, plain)] == [True, False]
    rows = [one for one in core.call("shenyu", Chase()).rows if one.what == "support"]
    assert [(one.number, one.late) for one in rows] == [("2026-S001", True), ("2026-S002", False)]


def test_who_writes_down_maintenance(core: Core) -> None:
    for who in ("qianwei", "wuhong", "fenglei", "zhengtao"):
        core.call(who, written(core))
    for who in ("zhaomin", "sunli", "liqiang", "zhoujian", "wangfang", "shenyu", "jiangbo"):
        core.refuses("upkeep_not_yours", who, written(core))
    pages = {who: core.call(who, wire.Upkeep()).refusal for who in ("fenglei", "zhaomin")}
    assert (pages["fenglei"], pages["zhaomin"].code) == (None, "upkeep_not_yours")


def test_an_administrator_maintains_helps_and_reads_what_others_ask(core: Core) -> None:
    publish(core, EndPost("chuyan", Post.SUPERVISING_MANAGER, "general", render(core.at)))
    publish(core, Appoint("chuyan", Post.ADMINISTRATOR, "", render(core.at)))
    core.at += timedelta(minutes=1)
    which = asked(core)
    assert owed(core, "chuyan") == [Support("2026-S001")]
    assert (listed(core, "chuyan"), detail(core, which, "chuyan").refusal) == (["2026-S001"], None)
    core.call("chuyan", wire.AnswerSupport(which, "选好了"))
    done = core.call("chuyan", written(core, topic="host"))
    assert detail(core, done.id).department == "general"


def test_a_department_reads_its_own_and_the_general_department_everything(core: Core) -> None:
    core.call("qianwei", written(core))
    core.call("wuhong", written(core))
    asked(core)
    asked(core, "jiangbo")
    every = ["2026-S002", "2026-S001", "2026-M002", "2026-M001"]
    assert listed(core, "wuhong") == listed(core, "shenyu") == listed(core, "wangfang") == every
    assert listed(core, "zhaomin") == listed(core, "sunli") == ["2026-S001", "2026-M001"]
    assert listed(core, "weina") == ["2026-S002"]
    core.refuses("not_your_department", "weina", wire.UpkeepDetail(1))
    with pytest.raises(ConsoleError, match="no_such_upkeep"):
        detail(core, 9, "weina")
    # The custodian, of the General Department too, reads no question of another (R12).
    assert listed(core, "fenglei") == ["2026-M002", "2026-M001"]
    core.refuses("support_not_custodian", "fenglei", wire.UpkeepDetail(3))
    # Roster signers belong to no department; what they ask they read.
    which = asked(core, "hanxue")
    assert (listed(core, "hanxue"), detail(core, which).department) == (["2026-S003"], "general")


def test_a_record_is_found_by_kind_state_and_words_page_by_page(core: Core) -> None:
    core.call("wuhong", written(core, text="换磁盘"))
    core.call("wuhong", written(core, result="第七块坏"))
    core.call("wuhong", wire.AnswerSupport(asked(core), "选号码列"))
    asked(core)
    assert listed(core, "wuhong", kind="maintenance") == ["2026-M002", "2026-M001"]
    assert listed(core, "wuhong", kind="support", state="open") == ["2026-S002"]
    assert listed(core, "wuhong", text="磁盘") == ["2026-M001"]
    assert listed(core, "wuhong", text="第七块") == ["2026-M002"]
    assert listed(core, "wuhong", text="号码列") == ["2026-S001"]
    assert listed(core, "wuhong", text="S00") == ["2026-S002", "2026-S001"]
    first = core.call("wuhong", wire.Upkeep(limit=3))
    assert (first.page.total, [one.number for one in first.rows][-1]) == (4, "2026-M002")
    assert listed(core, "wuhong", after=first.page.after) == ["2026-M001"]


def test_numbers_begin_anew_with_the_year_and_each_kind_has_its_own(core: Core) -> None:
    core.call("wuhong", written(core))
    assert [detail(core, asked(core)).number for _ in range(2)] == ["2026-S001", "2026-S002"]
    core.at += timedelta(days=40)
    assert detail(core, asked(core)).number == "2027-S001"
    assert detail(core, core.call("wuhong", written(core)).id).number == "2027-M001"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"topic": "weather"}, "not_a_choice"),
        ({"about": " "}, "field_missing"),
        ({"text": ""}, "field_missing"),
        ({"result": ""}, "field_missing"),
        ({"text": "x" * 2001}, "too_long"),
        ({"about": "x" * 81}, "too_long"),
        ({"text": "打 13800138000 试过"}, "application_mobile"),
        ({"result": "打１３８００１３８０００试过"}, "application_mobile"),
        ({"about": "13800138000"}, "application_mobile"),
        ({"began": "2026-11-24"}, "time_unreadable"),
        ({"began": ""}, "field_missing"),
        ({"began": "2026-11-24T09:00:00Z", "ended": "2026-11-24T08:00:00Z"}, "upkeep_order"),
        ({"ended": "2027-11-24T09:00:00Z"}, "upkeep_in_future"),
    ],
)
def test_what_is_written_is_judged_and_nothing_of_it_is_kept(
    core: Core, changes: dict[str, Any], code: str
) -> None:
    core.refuses(code, "wuhong", written(core, **changes))
    assert listed(core, "wuhong") == []
    assert detail(core, core.call("wuhong", written(core)).id).number == "2026-M001"


@pytest.mark.parametrize("text", ["", "  ", "打 13800138000 试过", "x" * 2001])
def test_a_question_and_an_answer_are_judged_alike(core: Core, text: str) -> None:
    code = {0: "field_missing", 2: "field_missing", 2001: "too_long"}.get(len(text), "application_mobile")
    core.refuses(code, "zhaomin", wire.AskSupport("use", "导入", text))
    which = asked(core)
    core.refuses(code, "wuhong", wire.AnswerSupport(which, text))
    assert detail(core, which).state == "open"


def test_the_general_departments_quarter_lacks_a_log_and_answers_and_the_pack_has_both(core: Core) -> None:
    which = asked(core)
    core.at = OVER
    later = asked(core)
    assert quarters.gaps(core) == []
    assert quarters.gaps(core, "general") == [("upkeep_missing", "2026Q4"), ("support_open", "2026-S001")]
    core.call("wuhong", wire.AnswerSupport(which, "选号码列"))
    # Work that ended in the quarter, whenever it is written down; what is asked later belongs to the next.
    quarters.maintained(core)
    assert quarters.gaps(core, "general") == []
    assert detail(core, later).state == "open"
    pack = files_of(core, quarters.compiled(core, "general"))
    mine, theirs = quarters.facts(pack)["upkeep"], files_of(core, quarters.compiled(core))
    assert [(one["number"], one["kind"]) for one in mine] == [
        ("2027-M001", "maintenance"), ("2027-M002", "maintenance"),
    ]  # fmt: skip
    assert [(one["number"], one["state"], one["result"]) for one in quarters.facts(theirs)["upkeep"]] == [
        ("2026-S001", "done", "选号码列")
    ]
    kinds = [json.loads(theirs[one])["kind"] for one in theirs if one.startswith("ledger/entries/")]
    assert {"support.asked", "support.answered"} <= set(kinds)
    assert "upkeep.entered" not in kinds
