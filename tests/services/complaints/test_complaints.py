"""Complaints: who enters, answers and closes them, until when, and that no ledger entry holds a number (R7, R13)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from console.domain.complaints.complaints import commitment
from console.domain.times import render
from console.store.complaints import complaint
from console.store.contacts import optout
from console.store.tables import ledger
from console.wire import calls
from console.wire.contacts import complaints as wire
from console.wire.duties.here import TodoRow
from console.wire.ledger import ledger as ledger_calls
from tests.services.core import Core
from tests.services.ways import remembered

NUMBER = 16100000003


def entering(core: Core, **changes: Any) -> wire.EnterComplaint:
    fields: dict[str, Any] = {
        "source": "12321",
        "text": "反复收到短信",
        "at": render(core.at),
        "reference": "12321-88",
    }
    return wire.EnterComplaint(**{**fields, **changes})


def entered(core: Core, person: str = "wangfang", **changes: Any) -> int:
    return int(core.call(person, entering(core, **changes)).id)


@remembered
def about(core: Core) -> tuple[int, str]:
    request = core.cleared()
    return request, core.view("wangfang", request).row.number


def detail(core: Core, which: int, person: str = "wangfang") -> wire.ComplaintView:
    view: wire.ComplaintView = core.call(person, wire.ComplaintDetail(which))
    return view


def test_a_complaint_walks_from_its_coming_in_over_the_answer_to_its_closing(core: Core) -> None:
    request, form = about(core)
    which = entered(core, form=form, num=NUMBER)
    view = detail(core, which)
    assert (view.row.number, view.row.state, view.row.form, view.row.department) == (
        "2026-C001",
        "received",
        form,
        "business",
    )
    assert view.row.masked == "161****0003"
    assert view.who == ["qianwei", "sunli"]
    # Tuesday 24 November and five working days.
    assert view.row.due == "2026-12-01T15:59:59Z"
    core.call("sunli", wire.AnswerComplaint(which, "已致歉并退订"))
    view = detail(core, which)
    assert (view.row.state, view.answered_by, view.answer) == ("answered", "sunli", "已致歉并退订")
    assert view.who == ["wangfang", "zhengtao", "chuyan"]
    core.call("wangfang", wire.CloseComplaint(which, "justified", "名单未更新"))
    view = detail(core, which)
    assert (view.row.state, view.outcome, view.conclusion, view.row.due) == (
        "closed",
        "justified",
        "名单未更新",
        "",
    )
    kinds = [row.kind for row in core.call("shenyu", ledger_calls.EntriesPage(number="2026-C001")).rows]
    assert kinds == ["complaint.closed", "complaint.answered", "complaint.received"]
    assert [one.number for one in core.view("zhaomin", request).complaints] == ["2026-C001"]


def test_numbers_run_on_within_a_year_and_begin_anew_with_the_next(core: Core) -> None:
    assert [detail(core, entered(core)).row.number for _ in range(2)] == ["2026-C001", "2026-C002"]
    core.at += timedelta(days=40)
    assert detail(core, entered(core)).row.number == "2027-C001"


def test_the_number_is_kept_with_its_salt_while_the_ledger_has_the_commitment_alone(core: Core) -> None:
    entered(core, num=NUMBER)
    with core.database.reader() as conn:
        row = conn.execute(select(complaint)).one()
        entries = b"".join(bytes(one.envelope) for one in conn.execute(select(ledger)))
    assert row.num == NUMBER
    assert commitment(row.salt, NUMBER) == row.commitment
    assert row.commitment.encode() in entries
    assert str(NUMBER).encode() not in entries


def test_the_one_who_complains_is_opted_out_when_that_is_asked(core: Core) -> None:
    entered(core, num=NUMBER, opt_out="all")
    with core.database.reader() as conn:
        row = conn.execute(select(optout)).one()
    assert (row.num, row.scope, row.source) == (NUMBER, "all", "complaint 2026-C001")
    core.refuses("complaint_opt_out_whom", "wangfang", entering(core, opt_out="all"))
    core.refuses("not_a_choice", "wangfang", entering(core, num=NUMBER, opt_out="some"))


def test_who_may_enter_a_complaint(core: Core) -> None:
    _, form = about(core)
    core.refuses("complaint_not_yours_to_enter", "shenyu", entering(core))
    core.refuses("complaint_not_yours_to_enter", "zhaomin", entering(core))
    core.refuses("complaint_not_yours_to_enter", "fenglei", entering(core))
    core.refuses("not_your_department", "jiangbo", entering(core, form=form))
    core.refuses("complaint_other_department", "jiangbo", entering(core, department="business"))
    assert entered(core, "qianwei", form=form)
    assert entered(core, "jiangbo")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"source": "rumour"}, "not_a_choice"),
        ({"text": "  "}, "field_missing"),
        ({"text": "x" * 2001}, "too_long"),
        ({"text": "打 13800138000 找我"}, "application_mobile"),
        ({"text": "打１３８００１３８０００找我"}, "application_mobile"),
        ({"reference": "13800138000"}, "application_mobile"),
        ({"form": "2026-业务部-9999"}, "complaint_no_request"),
        ({"department": "nobody"}, "complaint_no_department"),
        ({"num": 12345}, "not_mobile"),
        ({"at": "2026-11-24"}, "time_unreadable"),
        ({"at": "2027-11-24T03:00:00Z"}, "complaint_in_future"),
    ],
)
def test_what_is_entered_is_judged_and_nothing_of_it_is_kept(
    core: Core, changes: dict[str, Any], code: str
) -> None:
    core.refuses(code, "wangfang", entering(core, **changes))
    assert core.call("wangfang", wire.ComplaintsPage()).rows == []


def test_nobody_skips_a_step_or_closes_what_he_answered(core: Core) -> None:
    _, form = about(core)
    which = entered(core, form=form)
    close = wire.CloseComplaint(which, "justified", "查实")
    core.refuses("complaint_unanswered", "wangfang", close)
    core.refuses("complaint_not_yours_to_answer", "wangfang", wire.AnswerComplaint(which, "好"))
    core.refuses("not_your_department", "jiangbo", wire.AnswerComplaint(which, "好"))
    core.refuses("field_missing", "sunli", wire.AnswerComplaint(which, " "))
    core.refuses("application_mobile", "sunli", wire.AnswerComplaint(which, "已回电13800138000"))
    core.call("sunli", wire.AnswerComplaint(which, "好"))
    core.refuses("complaint_own_answer", "sunli", close)
    core.refuses("complaint_not_yours_to_close", "qianwei", close)
    core.refuses("not_a_choice", "wangfang", wire.CloseComplaint(which, "perhaps", "查实"))
    core.refuses("field_missing", "wangfang", wire.CloseComplaint(which, "justified", ""))
    core.call("wangfang", close)
    core.refuses("complaint_closed", "wangfang", close)
    core.refuses("complaint_closed", "sunli", wire.AnswerComplaint(which, "再答"))


def test_a_complaint_about_nobody_knows_whose_text_is_the_general_departments(core: Core) -> None:
    request, _ = about(core)
    which = entered(core)
    assert detail(core, which).row.form == ""
    assert core.view("zhaomin", request).complaints == []
    assert detail(core, which).who == ["wuhong", "zhengtao", "wangfang"]
    core.call("wangfang", wire.AnswerComplaint(which, "不是我行所发"))
    assert detail(core, which).who == ["zhengtao", "chuyan"]
    core.refuses("complaint_own_answer", "wangfang", wire.CloseComplaint(which, "unjustified", "不是我行"))


def waits(core: Core, person: str) -> list[tuple[str, str]]:
    rows: list[TodoRow] = core.call(person, calls.Todo())
    return [(row.what, row.due) for row in rows if row.complaint]


def test_it_waits_for_who_answers_then_for_who_closes_and_the_signer_sees_it(core: Core) -> None:
    request, form = about(core)
    assert core.view("sunli", request).steps[1].person == "sunli"
    which = entered(core, form=form)
    assert waits(core, "qianwei") == waits(core, "sunli") == [("complaint", "2026-12-01T15:59:59Z")]
    assert waits(core, "wangfang") == []
    core.call("qianwei", wire.AnswerComplaint(which, "好"))
    assert waits(core, "sunli") == [("complaint_signed", "2026-12-01T15:59:59Z")]
    assert [what for what, _ in waits(core, "wangfang")] == ["complaint_close"]
    core.call("wangfang", wire.CloseComplaint(which, "unjustified", "查无此事"))
    assert waits(core, "sunli") == waits(core, "wangfang") == []


def test_others_departments_complaints_are_not_read_and_the_custodian_sees_no_number(core: Core) -> None:
    _, form = about(core)
    which = entered(core, form=form, num=NUMBER)
    assert core.call("jiangbo", wire.ComplaintsPage()).rows == []
    core.refuses("not_your_department", "jiangbo", wire.ComplaintDetail(which))
    assert detail(core, which, "fenglei").row.masked == ""
    rows = core.call("shenyu", wire.ComplaintsPage(text="到期存款", state="received")).rows
    assert [row.masked for row in rows] == ["161****0003"]
    assert core.call("shenyu", wire.ComplaintsPage(text="12321-8")).page.total == 1
    assert core.call("shenyu", wire.ComplaintsPage(state="closed")).rows == []


def test_who_entered_a_complaint_is_named_and_reads_it_on_whoever_answers_it(core: Core) -> None:
    which = entered(core, "jiangbo")
    core.at += timedelta(minutes=1)
    other = entered(core, "qianwei")
    assert [row.id for row in core.call("jiangbo", wire.ComplaintsPage()).rows] == [which]
    assert [row.id for row in core.call("qianwei", wire.ComplaintsPage()).rows] == [other]
    view = detail(core, which, "jiangbo")
    assert (view.by, view.entered) == ("jiangbo", render(core.at - timedelta(minutes=1)))
    core.refuses("not_your_department", "qianwei", wire.ComplaintDetail(which))
    core.refuses("complaint_not_yours_to_answer", "jiangbo", wire.AnswerComplaint(which, "好"))
    entries = core.call("shenyu", ledger_calls.EntriesPage(kind="complaint.received")).rows
    assert [row.actor for row in entries] == ["qianwei", "jiangbo"]


def test_a_complaint_is_overdue_after_its_last_working_day(core: Core) -> None:
    which = entered(core, at=render(core.at - timedelta(days=1)))
    core.at += timedelta(days=6)
    assert not detail(core, which).row.late
    core.at += timedelta(days=1)
    assert detail(core, which).row.late


def test_another_answer_gives_no_more_time_and_lets_nobody_close_what_he_answered(core: Core) -> None:
    which = entered(core)
    core.call("zhengtao", wire.AnswerComplaint(which, "已致歉"))
    due = detail(core, which).row.due
    core.at += timedelta(days=2)
    core.call("wuhong", wire.AnswerComplaint(which, "同上"))
    assert detail(core, which).row.due == due
    assert detail(core, which).who == ["wangfang", "chuyan"]
    assert detail(core, which, "zhengtao").allowed["close"] is not None
    core.refuses("complaint_own_answer", "zhengtao", wire.CloseComplaint(which, "unjustified", "无"))
    core.call("wangfang", wire.CloseComplaint(which, "justified", "属实"))
