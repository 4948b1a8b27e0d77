"""Holding and stopping by commands: both roads are taken, one of them is enough, and the words say which it was."""

from collections.abc import Iterator

import pytest

from console.cli import exits
from console.domain.refusals import refuse
from console.settings import Home
from console.wire import dispatch
from console.wire.sending.slots import Tally
from tests.cli.conftest import Office
from tests.cli.credentials.test_custody import Dispatcher
from tests.services.sending.test_sending import released, report


@pytest.fixture
def dispatcher(office: Office) -> Iterator[Dispatcher]:
    made = Dispatcher(Home(office.home).dispatch_socket)
    made.answer = lambda _question: {"ok": {"hold": 1, "tally": {}}}
    yield made
    made.close()


def sending(office: Office) -> int:
    request = released(office.core)
    report(office.core, request, "started", queued=20)
    return request


def test_a_hold_goes_to_the_dispatcher_and_to_the_desk(office: Office, dispatcher: Dispatcher) -> None:
    request = sending(office)
    answer = office.json("zhaomin", "send", "hold", request, "--reason", "客户投诉")
    assert answer.code == exits.OK, answer.err
    assert (answer.data["dispatcher"], answer.data["seq"] > 0, answer.data["problem"]) == (1, True, "")
    (asked,) = dispatcher.asked
    assert (asked.verb, asked.request, asked.slot, asked.reason) == ("hold", request, 1, "客户投诉")
    row = office.core.call("dispatch-1", dispatch.PullReleased(["demo"])).rows[0]
    assert (row.wish, row.reason) == ("hold", "客户投诉")
    assert "发送台已当即停下" in office("zhaomin", "send", "hold", request, lang="zh").out


def test_the_dispatcher_holds_also_when_the_desk_is_gone(office: Office, dispatcher: Dispatcher) -> None:
    office.down = True
    answer = office("zhaomin", "send", "hold", 1, lang="zh")
    assert answer.code == exits.OK, answer.err
    assert "发送台已停，由它转告业务台；业务台没有收到" in answer.out
    assert dispatcher.verbs == ["hold"]


def test_the_desk_alone_holds_too_and_without_either_nothing_is_claimed(office: Office) -> None:
    request = sending(office)
    answer = office("zhaomin", "send", "hold", request)
    assert answer.code == exits.OK, answer.err
    assert "The desk tells it" in answer.out
    office.down = True
    assert office("zhaomin", "send", "hold", request).code == exits.NO_DESK


def test_a_dispatcher_that_has_no_such_send_leaves_the_word_to_the_desk(
    office: Office, dispatcher: Dispatcher
) -> None:
    dispatcher.answer = lambda _question: {"refusal": refuse("not_claimed", "R2", request=1)}
    request = sending(office)
    output = office("sunli", "send", "hold", request).out
    assert "The desk tells it to the dispatcher" in output
    assert "has no such send in hand" in output


def test_a_stop_holds_at_the_dispatcher_while_its_act_goes_by_the_desk(
    office: Office, dispatcher: Dispatcher
) -> None:
    request = sending(office)
    answer = office.json("sunli", "send", "stop", request, "--reason", "内容有误", "--count", 20, sign=True)
    assert answer.code == exits.OK, answer.err
    (asked,) = dispatcher.asked
    assert (asked.verb, asked.request, asked.slot) == ("hold", request, 1)
    assert (answer.data["dispatcher"], answer.data["seq"] > 0) == (1, True)
    assert office.core.call("dispatch-1", dispatch.PullReleased(["demo"])).rows[0].wish == "stop"
    # What the dispatcher reports of that hold takes nothing of the stop away.
    report(office.core, request, "held", reason="内容有误", hold=1, queued=20)
    assert office.core.call("dispatch-1", dispatch.PullReleased(["demo"])).rows[0].wish == "stop"


def test_what_holds_by_itself_is_held_by_a_person_too(office: Office) -> None:
    request = sending(office)
    report(office.core, request, "held", reason="quiet_hours", queued=20)
    assert office("zhaomin", "send", "hold", request, "--reason", "客户投诉").code == exits.OK
    row = office.core.call("dispatch-1", dispatch.PullReleased(["demo"])).rows[0]
    assert (row.wish, row.hold) == ("hold", 1)


def test_beneath_the_suppressed_stand_their_reasons(office: Office) -> None:
    request = sending(office)
    tally, reasons = (
        Tally(approved=20, queued=9, suppressed=8, delivered=3),
        [("cap_day", 6), ("opted_out", 2)],
    )
    counters = dispatch.Counters(request, 1, tally, 0, 50, "", (-1, -1), [], suppressed=reasons)
    office.core.call("dispatch-1", dispatch.ReportProgress([counters]))
    lines = office("qianwei", "send", "show", request, lang="zh").out.splitlines()
    at = next(nth for nth, line in enumerate(lines) if line.split() == ["剔除", "8"])
    assert [line.split() for line in lines[at + 1 : at + 3]] == [["已退订", "2"], ["当日同类短信已满", "6"]]


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "与服务商的线路断了"), ("en", "the line to the provider is down")]
)
def test_what_a_send_waits_for_is_said_in_words_by_show_and_list(
    office: Office, lang: str, said: str
) -> None:
    request = sending(office)
    waiting = dispatch.Counters(
        request, 1, Tally(approved=20, queued=20), 0, 50, "", (-1, -1), [("timeout", 2)], "line_down"
    )
    office.core.call("dispatch-1", dispatch.ReportProgress([waiting]))
    office.core.call("dispatch-1", dispatch.Heartbeat({"demo": "down"}))
    for command in (("send", "show", request), ("send", "list")):
        assert said in office("qianwei", *command, lang=lang).out
    shown = office("qianwei", "--json", "send", "show", request, lang=lang).data
    assert (shown["row"]["reason"], said in shown["row"]["why"]) == ("line_down", True)
    (row,) = office("qianwei", "--json", "send", "list", lang=lang).data["rows"]
    assert (row["reason"], said in row["why"]) == ("line_down", True)
    line = dispatch.GatewayWire(outage=("2026-11-24T02:00:00Z", "2026-11-24T02:03:00Z"))
    office.core.call("dispatch-1", dispatch.Heartbeat({"demo": "up"}, wire={"demo": line}))
    back = {
        "zh": "线路 2026-11-24 10:03 +08 恢复，此前自 2026-11-24 10:00 +08 断开",
        "en": "line back at 2026-11-24 10:03 +08",
    }[lang]
    assert back in office("qianwei", "send", "show", request, lang=lang).out
    words = {"zh": "服务商没有按时应答 (timeout) 2", "en": "no answer in time (timeout) 2"}[lang]
    assert words in office("qianwei", "send", "show", request, lang=lang).out
