"""Freezing and lifting by commands alone (R12): both ways, one of them is enough, and two people lift it."""

from collections.abc import Iterator
from typing import Any

import pytest

from console.cli import exits
from console.domain.timekeeping import Leap, Proof
from console.settings import Home
from console.wire import dispatch
from console.wire.sending import freezes
from tests.cli.conftest import Office
from tests.cli.credentials.test_custody import Dispatcher
from tests.services.freezes.test_freezes import DISPATCH, Told, installed


@pytest.fixture
def dispatcher(office: Office) -> Iterator[Dispatcher]:
    made = Dispatcher(Home(office.home).dispatch_socket)
    made.answer = lambda _question: {"ok": {"freeze": 2}}
    yield made
    made.close()


def test_a_freeze_goes_to_the_dispatcher_and_to_the_desk(office: Office, dispatcher: Dispatcher) -> None:
    answer = office.json("zhaomin", "freeze", "now", "gateway", "demo", "--reason", "怀疑")
    assert answer.code == exits.OK, answer.err
    assert (answer.data["dispatcher"], answer.data["desk"] > 0) == (2, True)
    asked = dispatcher.asked[0]
    assert (asked.verb, asked.scope, asked.subject, asked.reason) == ("freeze", "gateway", "demo", "怀疑")
    listed = office("qianwei", "freeze", "list")
    assert "怀疑" in listed.out
    assert "on its way to the dispatcher" in listed.out


def test_the_dispatcher_stops_also_when_the_desk_is_gone(office: Office, dispatcher: Dispatcher) -> None:
    office.down = True
    answer = office("zhaomin", "freeze", "now", "all", lang="zh")
    assert answer.code == exits.OK, answer.err
    assert "发送台已停" in answer.out
    assert "补写原因" in answer.out
    assert dispatcher.verbs == ["freeze"]


def test_the_desk_alone_takes_it_too_and_without_either_nothing_is_claimed(office: Office) -> None:
    answer = office("zhaomin", "freeze", "now", "all", "--reason", "演练")
    assert answer.code == exits.OK, answer.err
    assert "The desk tells it" in answer.out
    office.down = True
    assert office("zhaomin", "freeze", "now", "all").code == exits.NO_DESK


@pytest.mark.parametrize(
    ("arguments", "code"), [(("world",), exits.USAGE), (("gateway", "other"), exits.REFUSED)]
)
def test_what_there_is_not_is_not_frozen(office: Office, arguments: tuple[str, ...], code: int) -> None:
    assert office("zhaomin", "freeze", "now", *arguments).code == code


def test_the_reason_follows_and_two_managers_lift_it(office: Office) -> None:
    assert office("zhaomin", "freeze", "now", "gateway", "demo").code == exits.OK
    number = office.core.call("zhaomin", freezes.Freezes())[0].id
    assert "(reason owed)" in office("zhaomin", "freeze", "list").out
    assert "say why you froze" in office("zhaomin", "todo").out
    assert office("zhaomin", "freeze", "reason", number, "--words", "怀疑泄露").code == exits.OK
    Told(office.core).take()
    assert office("zhengtao", "freeze", "lift", 99, "--reason", "查明").code == exits.USAGE
    made = office.json("zhengtao", "freeze", "lift", number, "--reason", "查明", sign=True)
    assert made.code == exits.OK, made.err
    digest = made.data["proposal"]
    listed = office("jiangbo", "proposal", "list")
    assert "unfreeze" in listed.out
    assert f"freeze:{number}" in listed.out
    shown = office("jiangbo", "proposal", "show", digest[:12], lang="zh")
    assert "冻结编号" in shown.out
    signed = office("jiangbo", "proposal", "confirm", digest[:12], sign=True)
    assert signed.code == exits.OK, signed.err
    assert len(Told(office.core).pull().lifts) == 1


@pytest.mark.parametrize(
    ("reason", "why", "counts"),
    [
        ("brake_unmatched: 12/200", "match nobody", "12/200"),
        (
            "brake_bind: 3/0x00000008",
            "refused one bind after another",
            "3 times, the provider's system failed",
        ),
    ],
)
def test_what_stopped_by_itself_goes_on_by_custodian_and_general_department(
    office: Office, reason: str, why: str, counts: str
) -> None:
    Told(office.core).tell(
        "frozen", freeze=5, scope="gateway", subject="demo", reason=reason, frozen_at="2026-11-25T02:00:00Z"
    )
    assert why in office("qianwei", "freeze", "list").out
    assert counts in office("fenglei", "todo").out
    number = office.core.call("fenglei", freezes.Freezes())[0].id
    refused = office("zhengtao", "freeze", "lift", number, "--reason", "查明", sign=True)
    assert refused.code == exits.REFUSED
    made = office.json("fenglei", "freeze", "lift", number, "--reason", "网关文件已改", sign=True)
    assert made.code == exits.OK, made.err
    signed = office("zhengtao", "proposal", "confirm", made.data["proposal"][:12], sign=True)
    assert signed.code == exits.OK, signed.err
    assert len(Told(office.core).pull().lifts) == 1


def test_a_gateway_is_resumed_and_a_dispatcher_armed_again_by_proposals(office: Office) -> None:
    case = installed(office.core)
    Told(office.core).take()
    wrong: tuple[Any, ...] = (
        "freeze",
        "resume",
        case.row.number,
        "--fingerprint",
        "EEEE",
        "--reason",
        "已换",
    )
    assert office("fenglei", *wrong, sign=True).code == exits.PROBLEM
    right = ("freeze", "resume", case.row.number, "--fingerprint", "AAAA BBBB CCCC DDDD", "--reason", "已换")
    answer = office("fenglei", *right, sign=True)
    assert answer.code == exits.OK
    # Field by field, and no raw text of the act.
    for words in ("what is proposed", "resume a gateway after loss", "AAAA BBBB CCCC DDDD"):
        assert words in answer.err
    assert "+08" in next(line for line in answer.err.splitlines() if line.startswith("password installed"))
    assert "resume_loss/1" not in answer.err
    assert "Proposed; the second person has to confirm" in answer.out
    assert office("fenglei", "freeze", "resume", "2000-L001", *right[3:]).code == exits.PROBLEM
    ask = ("freeze", "rearm", DISPATCH, "--reason", "已查")
    assert office("fenglei", *ask, sign=True).code == exits.USAGE
    assert office.json("fenglei", "freeze", "dispatchers").data[0]["unarmed"] == ""
    office.core.call(DISPATCH, dispatch.Heartbeat({}, [], "0f" * 16, "clock_behind"))
    assert "accept it as it is" in office("fenglei", "freeze", "dispatchers").out
    assert "综合部经理确认" in office("fenglei", "freeze", "dispatchers", lang="zh").out
    assert office("fenglei", *ask, sign=True).code == exits.OK
    kinds = office("zhengtao", "proposal", "list").out
    assert "resume a gateway after loss" in kinds
    assert "re-arm a dispatcher" in kinds


def test_a_desk_in_doubt_of_its_own_clock_says_so_until_two_accept_it(office: Office) -> None:
    wall = [1_000_000.0]
    office.core.desk.live.leap = leap = Leap(lambda: wall[0], lambda: 0.0, Proof(lambda: False, 30.0))
    ask = ("freeze", "rearm", "desk", "--reason", "已核对")
    assert office("fenglei", *ask, sign=True).code == exits.USAGE
    assert "desk_clock" not in {one["check"] for one in office.json("fenglei", "doctor").data["checks"]}
    wall[0] += 7_200.0
    assert leap.unproved()
    assert "no deadline passes" in office("fenglei", "freeze", "dispatchers").out
    found = next(
        one for one in office.json("fenglei", "doctor").data["checks"] if one["check"] == "desk_clock"
    )
    assert "freeze rearm desk" in str(found)
    assert office("fenglei", *ask, sign=True).code == exits.OK
    digest = office.json("zhengtao", "proposal", "list").data[0]["digest"]
    assert office("zhengtao", "proposal", "confirm", digest, sign=True).code == exits.OK
    assert not leap.unproved()
    assert "no deadline passes" not in office("fenglei", "freeze", "dispatchers").out


def test_words_of_whoever_froze_do_not_reach_the_terminal_of_whoever_lifts_it(office: Office) -> None:
    words = "泄露\x1b]0;x\x07\x1b[2J"
    assert office("zhaomin", "freeze", "now", "gateway", "demo", "--reason", words).code == exits.OK
    number = office.core.call("zhaomin", freezes.Freezes())[0].id
    Told(office.core).take()
    answer = office("zhengtao", "freeze", "lift", number, "--reason", "查明", sign=True)
    assert answer.code == exits.OK, answer.err
    assert "泄露" in answer.out + answer.err
    assert not set(answer.out + answer.err) & {"\x1b", "\x07"}
