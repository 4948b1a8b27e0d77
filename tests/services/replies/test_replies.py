"""Replies at the desk: kept once, shown to who may read them, decided upon by who answers for the text (R7, R11, R13)."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from console.domain.contacts.packing import unpack_numbers
from console.domain.times import render
from console.services.context import Caller
from console.services.replies import reply_numbers
from console.store.contacts import optout
from console.store.replies import reply as table
from console.store.tables import ledger
from console.wire import calls, dispatch
from console.wire.answers import Done
from console.wire.contacts import complaints as complaint_calls
from console.wire.contacts import replies as wire
from console.wire.contacts.numbers import SearchNumber, UnmaskReply
from console.wire.duties.deadlines import Chase
from console.wire.duties.here import TodoRow
from tests.services.contacts.test_numbers import envelopes
from tests.services.core import Core
from tests.services.replying import MOMENT, replied, reply
from tests.services.sending.test_sending import released

DISPATCH = "dispatch-1"
NUMBER, OTHER = 16100000003, 16100000004


def told(core: Core, *said: tuple[int, str], **changes: Any) -> Done:
    answer: Done = core.call(DISPATCH, replied(*said, **changes))
    return answer


def page(core: Core, person: str = "zhaomin", **asked: Any) -> list[wire.ReplyRow]:
    answer: wire.ReplyPage = core.call(person, wire.RepliesPage(**asked))
    assert answer.page.total == len(answer.rows)
    return answer.rows


def view(core: Core, which: int, person: str = "zhaomin") -> wire.ReplyView:
    found: wire.ReplyView = core.call(person, wire.ReplyDetail(which))
    return found


def opted(core: Core) -> set[tuple[int, str, str]]:
    with core.database.reader() as conn:
        return {(row.num, row.scope, row.source) for row in conn.execute(select(optout))}


def kinds(core: Core) -> list[str]:
    with core.database.reader() as conn:
        return list(conn.execute(select(ledger.c.kind).order_by(ledger.c.seq.desc()).limit(2)).scalars())


def todos(core: Core, person: str) -> list[TodoRow]:
    return [row for row in core.call(person, calls.Todo()) if row.what == "replies"]


def test_every_reply_is_listed_with_what_it_says_how_it_was_judged_and_what_it_answers(core: Core) -> None:
    request = released(core, 20)
    form = core.view("zhaomin", request).row.number
    told(core, (NUMBER, "请退订"), (OTHER, "怎么退订?"), (NUMBER, "谢谢"), request=request, slot=1)
    rows = page(core)
    assert [(row.state, row.sender, row.text, row.verdict, row.form, row.slot) for row in rows] == [
        ("noted", "161****0003", "谢谢", "ignore", form, 1),
        ("open", "161****0004", "怎么退订?", "human", form, 1),
        ("acted", "161****0003", "请退订", "refuse", form, 1),
    ]
    assert [row.id for row in page(core, state="open")] == [rows[1].id]
    assert page(core, request=request) == rows
    assert [row.text for row in page(core, text="怎么")] == ["怎么退订?"]
    assert opted(core) == {(NUMBER, "promotion", "reply")}
    assert kinds(core)[0] == "optout.received"


def test_a_refusal_that_acted_waits_for_nobody_unless_it_complains_as_well(core: Core) -> None:
    request = released(core, 20)
    told(core, (NUMBER, "退订"), (OTHER, "退订！再发就投诉"), request=request, slot=1)
    both = page(core)
    assert [(row.state, row.scope) for row in both] == [("open", "promotion"), ("acted", "promotion")]
    assert opted(core) == {(NUMBER, "promotion", "reply"), (OTHER, "promotion", "reply")}
    core.refuses("reply_decided", "zhaomin", wire.DecideReply(both[1].id, "nothing"))


def test_a_refusal_that_the_dispatcher_passed_over_counts_once_our_own_words_know_it(core: Core) -> None:
    told(core, (NUMBER, "请退订"), verdict="human", reason="unclear", scope="", waits=True)
    assert opted(core) == {(NUMBER, "promotion", "reply")}
    told(core, (OTHER, "请退订"), verdict="human", reason="long", scope="", waits=True)
    assert [row.state for row in page(core, "wangfang")] == ["open", "acted"]


def test_a_reply_that_is_told_again_is_one_reply_that_came_more_often(core: Core) -> None:
    first = reply(NUMBER, "怎么退订?")
    core.call(DISPATCH, wire.ReportReplies([first]))
    later = {"times": 3, "last": MOMENT + 5_000}
    from msgspec.structs import replace

    core.call(DISPATCH, wire.ReportReplies([replace(first, **later)]))
    core.call(DISPATCH, wire.ReportReplies([first]))
    (row,) = page(core, "wangfang")
    assert row.times == 3


def again(core: Core, first: wire.ReportedReply, times: int) -> None:
    """The dispatcher tells that the same words came another time, just now."""
    last = int(core.at.timestamp() * 1000)
    core.call(DISPATCH, wire.ReportReplies([msgspec.structs.replace(first, times=times, last=last)]))


def test_the_same_words_after_a_decision_are_open_again_with_a_new_due_time(core: Core) -> None:
    first = reply(NUMBER, "你们烦不烦")
    core.call(DISPATCH, wire.ReportReplies([first]))
    (row,) = page(core, "wangfang")
    core.call("wangfang", wire.DecideReply(row.id, "nothing"))
    assert todos(core, "wangfang") == []
    core.at += timedelta(days=1)
    again(core, first, 2)
    assert kinds(core)[0] == "reply.reopened"
    found = view(core, row.id, "wangfang")
    assert (found.row.state, found.row.times, found.decision) == ("open", 2, "nothing")
    # Wednesday and one working day.
    assert [one.due for one in todos(core, "wangfang")] == [found.row.due] == ["2026-11-26T15:59:59Z"]
    # Told again for another reason, it stays decided.
    core.call("wangfang", wire.DecideReply(row.id, "nothing"))
    again(core, first, 2)
    assert [one.state for one in page(core, "wangfang")] == ["decided"]


@pytest.mark.parametrize("asked", [("refuses", "promotion"), ("complaint", "promotion"), ("complaint", "")])
def test_after_which_decision_the_same_words_are_open_again(core: Core, asked: tuple[str, str]) -> None:
    first = reply(NUMBER, "你们烦不烦")
    core.call(DISPATCH, wire.ReportReplies([first]))
    (row,) = page(core, "wangfang")
    core.call("wangfang", wire.DecideReply(row.id, *asked))
    again(core, first, 2)
    assert [one.state for one in page(core, "wangfang")] == ["decided" if asked[0] == "refuses" else "open"]


def test_who_complains_in_the_same_words_once_the_complaint_is_closed_opens_another(core: Core) -> None:
    request = released(core, 20)
    first = reply(NUMBER, "我要投诉", request=request, slot=1)
    core.call(DISPATCH, wire.ReportReplies([first]))
    (row,) = page(core)
    core.call("zhaomin", wire.DecideReply(row.id, "complaint"))
    again(core, first, 2)
    assert [one.number for one in complaints(core)] == ["2026-C001"]
    core.call("zhaomin", wire.DecideReply(row.id, "complaint"))
    core.call("sunli", complaint_calls.AnswerComplaint(complaints(core)[0].id, "已致歉"))
    core.call("wangfang", complaint_calls.CloseComplaint(complaints(core)[0].id, "justified", "属实"))
    again(core, first, 3)
    assert [one.number for one in complaints(core)] == ["2026-C002", "2026-C001"]
    assert view(core, row.id).complaint == "2026-C002"


def test_words_that_come_again_once_they_are_erased_are_there_to_be_read(core: Core) -> None:
    first = reply(NUMBER, "你们烦不烦")
    core.call(DISPATCH, wire.ReportReplies([first]))
    (row,) = page(core, "wangfang")
    core.call("wangfang", wire.DecideReply(row.id, "nothing"))
    core.at += timedelta(days=900)
    with core.context(Caller("", "desk"), write=True) as ctx:
        reply_numbers.sweep(ctx)
    assert [one.text for one in page(core, "wangfang")] == [""]
    again(core, first, 2)
    assert [(one.state, one.text, one.sender) for one in page(core, "wangfang")] == [
        ("open", "你们烦不烦", "161****0003")
    ]


def test_a_report_is_answered_with_how_many_it_opted_out_and_the_entry_that_says_so(core: Core) -> None:
    assert told(core, (NUMBER, "谢谢")) == Done(0, 0)
    done = told(core, (NUMBER, "退订"), (OTHER, "退订"))
    with core.database.reader() as conn:
        last = conn.execute(select(ledger.c.seq, ledger.c.kind).order_by(ledger.c.seq.desc())).first()
    assert ((done.seq, "optout.received"), done.id) == (last, 2)


def test_only_a_dispatcher_reports_replies(core: Core) -> None:
    core.refuses("not_a_service", "zhaomin", replied((NUMBER, "退订")))


def test_the_drafter_s_department_decides_and_then_the_general_department_too(core: Core) -> None:
    request = released(core, 20)
    told(core, (NUMBER, "怎么退订?"), request=request, slot=1)
    (row,) = page(core)
    # Tuesday and one working day.
    assert row.due == "2026-11-25T15:59:59Z"
    assert view(core, row.id).who == ["zhaomin", "qianwei", "sunli"]
    number = core.view("zhaomin", request).row.number
    found = core.call("wangfang", Chase(text=number)).rows
    assert "replies" in {one.what for one in found}, "by the number of what they answer"
    for person in ("zhaomin", "qianwei", "sunli"):
        (waits,) = todos(core, person)
        assert (waits.request, waits.number) == (request, number)
        assert (waits.because, waits.due, waits.escalated) == ("1", row.due, False)
    for person in ("wangfang", "shenyu", "fenglei", "jiangbo"):
        assert todos(core, person) == []
    core.refuses("reply_not_yours", "wangfang", wire.DecideReply(row.id, "nothing"))
    core.at += timedelta(days=2)
    assert [one.escalated for one in todos(core, "wangfang")] == [True]
    assert view(core, row.id, "wangfang").allowed["refuses"] is None
    core.call("wangfang", wire.DecideReply(row.id, "refuses", "all"))
    assert opted(core) == {(NUMBER, "all", "reply")}
    assert todos(core, "wangfang") == todos(core, "zhaomin") == []


def test_who_may_not_decide_is_told_so_before_and_who_may_not_read_sees_nothing(core: Core) -> None:
    request = released(core, 20)
    told(core, (NUMBER, "怎么退订?"), request=request, slot=1)
    (row,) = page(core)
    refusal = view(core, row.id, "wangfang").allowed["nothing"]
    assert refusal is not None
    assert refusal.code == "reply_not_yours"
    assert page(core, "jiangbo") == []
    core.refuses("not_your_department", "jiangbo", wire.ReplyDetail(row.id))
    core.refuses("not_your_department", "jiangbo", wire.DecideReply(row.id, "nothing"))


def test_what_answers_nothing_is_the_general_department_s(core: Core) -> None:
    told(core, (13900139000, "你是谁?"), (0, "退订"), address="10086")
    rows = page(core, "wangfang")
    assert [(row.sender, row.state, row.request) for row in rows] == [
        ("10086", "open", 0),
        ("139****9000", "open", 0),
    ]
    assert page(core, "zhaomin") == []
    assert [one.because for one in todos(core, "wangfang")] == ["2"]
    assert opted(core) == set()
    # An address that is no number can be decided upon, but not opted out.
    core.refuses("reply_no_number", "wangfang", wire.DecideReply(rows[0].id, "refuses", "promotion"))
    core.call("wangfang", wire.DecideReply(rows[0].id, "nothing"))


def test_a_decision_is_a_ledger_entry_without_number_or_text(core: Core) -> None:
    request = released(core, 20)
    told(core, (NUMBER, f"我是{NUMBER}，怎么不能退订"), request=request, slot=1)
    (row,) = page(core)
    assert row.text == "我是161****0003，怎么不能退订"
    core.call("qianwei", wire.DecideReply(row.id, "refuses", "promotion", "已电话确认"))
    assert kinds(core)[0] == "reply.decided"
    entries = envelopes(core)
    assert str(NUMBER).encode() not in entries
    assert "怎么不能退订".encode() not in entries
    found = view(core, row.id)
    assert (found.decision, found.decided_by, found.note) == ("refuses", "qianwei", "已电话确认")
    assert opted(core) == {(NUMBER, "promotion", "reply")}
    core.refuses("reply_decided", "sunli", wire.DecideReply(row.id, "nothing"))


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (("refuses", ""), "unknown_scope"),
        (("refuses", "some"), "not_a_choice"),
        (("nothing", "all"), "unknown_scope"),
        (("perhaps", ""), "not_a_choice"),
        (("nothing", "", "x" * 201), "too_long"),
        (("nothing", "", f"号码 {NUMBER}"), "application_mobile"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(core: Core, asked: tuple[str, ...], code: str) -> None:
    request = released(core, 20)
    told(core, (NUMBER, "怎么退订?"), request=request, slot=1)
    (row,) = page(core)
    core.refuses(code, "zhaomin", wire.DecideReply(row.id, *asked))
    assert [one.state for one in page(core)] == ["open"]


def complaints(core: Core, person: str = "sunli") -> list[complaint_calls.ComplaintRow]:
    answer: complaint_calls.ComplaintPage = core.call(person, complaint_calls.ComplaintsPage())
    return answer.rows


def test_a_complaint_that_came_as_a_reply_opens_by_itself_and_goes_its_way(core: Core) -> None:
    request = released(core, 20)
    told(core, (NUMBER, f"投诉你们，我是{NUMBER}"), request=request, slot=1)
    (one,) = complaints(core)
    assert (one.number, one.source, one.state, one.request, one.masked) == (
        "2026-C001", "reply", "received", request, "161****0003",
    )  # fmt: skip
    found: complaint_calls.ComplaintView = core.call("sunli", complaint_calls.ComplaintDetail(one.id))
    assert (found.by, found.opted, found.text) == ("", "", "投诉你们，我是161****0003")
    assert str(NUMBER).encode() not in envelopes(core)
    core.call("sunli", complaint_calls.AnswerComplaint(one.id, "已致电致歉"))
    core.call("wangfang", complaint_calls.CloseComplaint(one.id, "justified", "属实"))
    assert [(row.state, row.closed != "") for row in complaints(core)] == [("closed", True)]


def test_whether_a_complaint_refuses_as_well_a_person_says_and_no_second_one_is_opened(core: Core) -> None:
    request = released(core, 20)
    told(core, (NUMBER, "我要投诉你们"), request=request, slot=1)
    (row,) = page(core)
    assert (row.state, row.reason, view(core, row.id).complaint) == ("open", "complaint", "2026-C001")
    assert opted(core) == set()
    done = core.call("zhaomin", wire.DecideReply(row.id, "complaint", "all"))
    assert done.number == "2026-C001"
    assert opted(core) == {(NUMBER, "all", "reply")}
    assert len(complaints(core)) == 1


def test_a_refusal_beside_a_complaint_acts_and_the_complaint_names_it(core: Core) -> None:
    request = released(core, 20)
    told(core, (NUMBER, "退订。我要投诉你们"), request=request, slot=1)
    (one,) = complaints(core)
    found: complaint_calls.ComplaintView = core.call("sunli", complaint_calls.ComplaintDetail(one.id))
    assert found.opted == "promotion"
    assert opted(core) == {(NUMBER, "promotion", "reply")}


def test_who_complains_again_about_the_same_text_belongs_to_the_open_complaint(core: Core) -> None:
    request = released(core, 20)
    told(core, (NUMBER, "我要投诉"), (OTHER, "投诉"), (NUMBER, "再说一遍，我要投诉"), request=request, slot=1)
    assert [view(core, row.id).complaint for row in page(core)] == ["2026-C001", "2026-C002", "2026-C001"]
    first = complaints(core)[-1]
    core.call("sunli", complaint_calls.AnswerComplaint(first.id, "已致歉"))
    core.call("wangfang", complaint_calls.CloseComplaint(first.id, "justified", "属实"))
    told(core, (NUMBER, "还在发，我要投诉"), request=request, slot=1)
    assert [row.number for row in complaints(core)] == ["2026-C003", "2026-C002", "2026-C001"]


def test_a_reply_told_twice_opens_one_complaint_and_a_stranger_s_goes_to_the_general_department(
    core: Core,
) -> None:
    first = reply(0, "我要投诉", address="106900001111")
    for times in (1, 2):
        core.call(DISPATCH, wire.ReportReplies([msgspec.structs.replace(first, times=times)]))
    (one,) = complaints(core, "wangfang")
    assert (one.masked, one.department, one.request) == ("", "", 0)
    assert "wangfang" in core.call("wangfang", complaint_calls.ComplaintDetail(one.id)).who


@pytest.mark.parametrize("verdict", ["ignore", "human"])
def test_a_complaint_that_the_dispatcher_takes_for_something_else_is_found_by_the_desk(
    core: Core, verdict: str
) -> None:
    request = released(core, 20)
    told(
        core,
        (NUMBER, "我要投诉你们"),
        request=request,
        slot=1,
        verdict=verdict,
        reason="unclear",
        waits=False,
    )
    assert [(row.state, row.verdict, row.reason) for row in page(core)] == [("open", "human", "complaint")]
    assert [row.number for row in complaints(core)] == ["2026-C001"]


def test_what_was_taken_for_thanks_may_be_decided_otherwise(core: Core) -> None:
    request = released(core, 20)
    told(core, (NUMBER, "好的"), request=request, slot=1)
    (row,) = page(core)
    core.call("zhaomin", wire.DecideReply(row.id, "refuses", "promotion"))
    assert opted(core) == {(NUMBER, "promotion", "reply")}


def test_a_number_s_story_tells_its_replies_masked(core: Core) -> None:
    request = released(core, 20)
    told(core, (NUMBER, f"怎么退订{OTHER}"), (OTHER, "谢谢"), request=request, slot=1)
    answer = core.call("wangfang", SearchNumber(NUMBER, "客户来电"))
    assert [(one.text, one.state, one.reason) for one in answer.replies] == [
        ("怎么退订161****0004", "open", "question")
    ]


def test_the_number_of_a_reply_is_shown_once_with_a_reason_and_to_no_one_else(core: Core) -> None:
    request = released(core, 20)
    told(core, (NUMBER, "怎么退订?"), request=request, slot=1)
    (row,) = page(core)
    assert core.call("wangfang", UnmaskReply(row.id, "回电")).number == NUMBER
    core.refuses("number_not_yours", "zhaomin", UnmaskReply(row.id, "回电"))
    core.refuses("search_reason_missing", "wangfang", UnmaskReply(row.id, " "))
    assert str(NUMBER).encode() not in envelopes(core)


def test_digits_are_not_looked_for_in_texts_in_which_they_stand_masked(core: Core) -> None:
    request = released(core, 20)
    told(core, (NUMBER, f"我的号码{OTHER}怎么退订"), request=request, slot=1)
    assert page(core, text="16100000004") == page(core, text="0000") == []
    assert len(page(core, text="怎么")) == 1


def test_a_clock_of_the_dispatcher_that_is_ahead_makes_no_reply_of_tomorrow(core: Core) -> None:
    told(core, (NUMBER, "怎么退订?"), at=MOMENT * 2, last=2**60)
    (row,) = page(core, "wangfang")
    assert row.at == render(core.at)


def test_replies_of_strangers_go_by_themselves_when_their_time_is_over_but_never_unread(core: Core) -> None:
    told(core, (NUMBER, "谢谢"), (OTHER, "怎么退订?"))
    with core.context(Caller("", "desk"), write=True) as ctx:
        reply_numbers.sweep(ctx)
    assert [row.text for row in page(core, "wangfang")] == ["怎么退订?", "谢谢"]
    core.at += timedelta(days=900)
    with core.context(Caller("", "desk"), write=True) as ctx:
        reply_numbers.sweep(ctx)
        assert reply_numbers.unscrubbed(ctx)
        reply_numbers.scrubbed(ctx)
        assert not reply_numbers.unscrubbed(ctx)
    with core.database.reader() as conn:
        rows = [
            (row.num, row.text, bool(row.forgotten))
            for row in conn.execute(select(table).order_by(table.c.id))
        ]
    assert rows == [(None, "", True), (OTHER, "怎么退订?", False)]
    assert kinds(core)[0] == "reply.forgotten"


def test_replies_are_found_by_how_they_were_judged(core: Core) -> None:
    told(core, (NUMBER, "怎么退订?"), (OTHER, "我的卡丢了"), (NUMBER, "我要投诉"))
    assert [row.text for row in page(core, "zhengtao", reason="loss")] == ["我的卡丢了"]
    assert [row.text for row in page(core, "zhengtao", reason="complaint", state="open")] == ["我要投诉"]
    assert page(core, "zhengtao", reason="fraud") == []


def test_the_dispatcher_is_told_which_replies_are_open_and_hears_when_that_changes(core: Core) -> None:
    def named(after: int = 0) -> tuple[list[int], int]:
        answer = core.call(DISPATCH, dispatch.PullOpenReplies(after))
        return list(unpack_numbers(answer.numbers)), answer.count

    def mark() -> str:
        return str(core.call(DISPATCH, dispatch.PullReleased(["demo"])).open_replies)

    request, before = released(core, 20), mark()
    told(core, (NUMBER, "再发就投诉"), (13900139002, "退订"), (OTHER, "这是谁"), request=request, slot=1)
    first, newest = mark(), core.call(DISPATCH, dispatch.PullOpenReplies()).newest
    assert named() == ([NUMBER, OTHER], 2)
    assert named(newest) == ([], 2)
    told(core, (NUMBER, "你们是谁啊"), request=request, slot=1)
    second = mark()
    assert named(newest) == ([NUMBER], 3)
    core.call("zhaomin", wire.DecideReply(newest, "nothing"))
    assert named() == ([NUMBER, NUMBER], 2)
    assert len({before, first, second, mark()}) == 4
    core.refuses("not_a_service", "zhaomin", dispatch.PullOpenReplies())


def held(core: Core) -> set[int]:
    """Whom the desk tells the dispatcher to hold."""
    answer = core.call(DISPATCH, dispatch.PullOpenReplies())
    return {*unpack_numbers(answer.numbers), *unpack_numbers(answer.complaints)}


def told_marks(core: Core) -> str:
    return str(core.call(DISPATCH, dispatch.PullReleased(["demo"])).open_replies)


def test_a_reply_that_came_again_is_named_to_a_dispatcher_that_asks_for_newer_ones_alone(core: Core) -> None:
    first = reply(NUMBER, "你们烦不烦")
    core.call(DISPATCH, wire.ReportReplies([first, reply(OTHER, "这是谁")]))
    other, row = page(core, "wangfang")
    core.call("wangfang", wire.DecideReply(row.id, "nothing"))
    before = told_marks(core)
    assert held(core) == {OTHER}
    # In the same minute the other is decided on: as many are open as before.
    again(core, first, 2)
    core.call("wangfang", wire.DecideReply(other.id, "nothing"))
    news = core.call(DISPATCH, dispatch.PullOpenReplies(other.id))
    assert (list(unpack_numbers(news.complaints)), news.count) == ([NUMBER], 0)
    assert told_marks(core) != before
    assert held(core) == {NUMBER}
    core.call("wangfang", wire.DecideReply(row.id, "nothing"))
    assert held(core) == set()


@pytest.mark.parametrize("entered", [True, False])
def test_an_open_complaint_holds_until_it_is_closed_however_it_came(core: Core, *, entered: bool) -> None:
    request = released(core, 20)
    if entered:
        form = core.view("zhaomin", request).row.number
        call = complaint_calls.EnterComplaint("direct", "来电", render(core.at), form, num=NUMBER)
        core.call("sunli", call)
    else:
        told(core, (NUMBER, "这是谁"), request=request, slot=1)
        core.call("zhaomin", wire.DecideReply(page(core)[0].id, "complaint"))
    before = told_marks(core)
    assert held(core) == {NUMBER}
    core.call("sunli", complaint_calls.AnswerComplaint(complaints(core)[0].id, "已致歉"))
    assert held(core) == {NUMBER}
    core.call("wangfang", complaint_calls.CloseComplaint(complaints(core)[0].id, "justified", "属实"))
    assert held(core) == set()
    assert told_marks(core) != before
