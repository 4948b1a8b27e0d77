"""Sending again by commands alone: the operator proposes, an approver confirms, and the new slot is shown, held and stopped."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from console.cli import exits
from console.domain.times import render
from console.wire import pairs
from console.wire.acts import Prepare
from console.wire.answers import Prepared
from console.wire.sending import sends
from tests.cli.conftest import Line, Office
from tests.services.two_person.test_continuing import ended, propose, released, told, with_backup
from tests.services.two_person.test_pairs import confirm


def window(office: Office, hours: float = 6) -> tuple[str, ...]:
    """A window from now on, as people of the demo organisation's zone write it."""
    local = office.core.at + timedelta(hours=8)
    return ("--closes", f"{local + timedelta(hours=hours):%Y-%m-%d %H:%M}")


def proposed(office: Office) -> list[pairs.ProposalRow]:
    rows: list[pairs.ProposalRow] = office.core.call("qianwei", pairs.ProposalsPage(open=False))
    return rows


def test_the_remainder_is_proposed_listed_shown_and_confirmed(office: Office) -> None:
    request = ended(office.core)
    shown = office("qianwei", "send", "show", request)
    assert "refused or not delivered (resend) 3, never sent to (continue) 6" in shown.out
    made = office.json(
        "qianwei", "send", "continue", request, "--which", "remainder", "--count", "6", "--reason", "没有发完",
        *window(office), sign=True,
    )  # fmt: skip
    assert made.code == exits.OK, made.err
    digest = made.data["proposal"]
    assert "To be signed: proposal" in made.err
    assert "to be sent to again: never sent to (continue), 6, 2026-11-24 11:00" in made.err
    listed = office("sunli", "proposal", "list")
    assert "send to the remainder" in listed.out
    assert "as slot 2" in listed.out
    assert "confirm the remainder" in office("sunli", "todo").out
    whole = office("sunli", "proposal", "show", digest[:12], lang="zh")
    assert "没有发的（续发）" in whole.out
    assert "2026-11-24 17:00" in whole.out
    signed = office("sunli", "proposal", "confirm", digest[:12], "--count", "6", sign=True)
    assert signed.code == exits.OK, signed.err
    assert "没有发完" in signed.err
    monitor = office("qianwei", "send", "show", request, "--slot", "2")
    assert "continues slot" in monitor.out
    assert [(row.slot, row.n) for row in released(office.core)] == [(2, 6)]


def test_it_goes_through_the_backup_gateway_where_the_command_says_so(office: Office) -> None:
    request = with_backup(office.core)
    asked = ("send", "continue", request, "--which", "remainder", "--count", "6", "--reason", "第一家中断")
    wrong = office.json("qianwei", *asked, "--gateway", "third", *window(office), sign=True)
    assert wrong.json["refusal"]["code"] == "gateway_not_approved"
    made = office.json("qianwei", *asked, "--gateway", "second", *window(office), sign=True)
    assert made.code == exits.OK, made.err
    assert "through gateway second" in made.err
    digest = made.data["proposal"][:12]
    assert "second" in office("sunli", "proposal", "show", digest).out
    signed = office("sunli", "proposal", "confirm", digest, "--count", "6", sign=True)
    assert signed.code == exits.OK, signed.err
    shown = office.json("qianwei", "send", "show", request, "--slot", "2").data
    assert shown["row"]["gateway"] == "second"


def test_a_continuation_is_resumed_and_stopped_for_its_own_number(office: Office) -> None:
    core = office.core
    request = ended(core)
    confirm(core, propose(core, request))
    told(core, request, 2, "started", queued=6)
    core.call("wangfang", sends.HoldSlot(request, 2, "先停"))
    told(core, request, 2, "held", "先停", queued=6)
    wrong = office.json("qianwei", "send", "resume", request, "--slot", "2", "--count", "20", sign=True)
    assert wrong.json["refusal"]["code"] == "count_differs"
    right = office.json("qianwei", "send", "resume", request, "--slot", "2", "--count", "6", sign=True)
    assert right.code == exits.OK, right.err
    ends = ("send", "stop", request, "--slot", "2", "--count", "6", "--reason", "不发了")
    assert office("qianwei", *ends, sign=True).code == exits.OK
    assert released(core)[0].wish == "stop"
    nobody = office.json(
        "qianwei", "send", "stop", request, "--slot", "9", "--count", "6", "--reason", "x", sign=True
    )
    assert nobody.json["problem"]["code"] == "no_such_slot"


@pytest.mark.parametrize(
    ("person", "which", "count", "code"),
    [
        ("qianwei", "remainder", "7", "count_differs"),
        ("qianwei", "everybody", "6", "not_a_choice"),
        ("sunli", "remainder", "6", "not_your_part"),
    ],
)
def test_what_may_not_be_proposed_is_refused_and_nothing_is_signed(
    office: Office, person: str, which: str, count: str, code: str
) -> None:
    request = ended(office.core)
    answer = office.json(
        person, "send", "continue", request, "--which", which, "--count", count, "--reason", "没有发完",
        *window(office), sign=True,
    )  # fmt: skip
    assert (answer.code, answer.json["refusal"]["code"]) == (exits.REFUSED, code)
    assert proposed(office) == []


def test_a_time_that_is_none_is_asked_for_again(office: Office) -> None:
    request = ended(office.core)
    answer = office(
        "qianwei", "send", "continue", request, "--which", "remainder", "--count", "6", "--reason", "x",
        "--closes", "tomorrow", sign=True,
    )  # fmt: skip
    assert answer.code == exits.USAGE
    assert proposed(office) == []


LIES = {
    "count": ('"count":6', '"count":5'),
    "which": ('"which":"remainder"', '"which":"failed"'),
    "slot": ('"as_slot":2', '"as_slot":1'),
    "release": ("", "0" * 64),
    "window": ("T09:00:00Z", "T23:00:00Z"),
    "reason": ("没有发完", "已查清"),
}


@pytest.mark.parametrize("lie", LIES)
def test_the_console_signs_no_proposal_that_says_something_else(
    office: Office, monkeypatch: pytest.MonkeyPatch, lie: str
) -> None:
    """The desk prepares the bytes; the person's own program compares them with what they asked for."""
    request = ended(office.core)
    honest = Line.call

    def lying(line: Line, call: Any) -> Any:
        answer = honest(line, call)
        if isinstance(call, Prepare):
            return Prepared(bent(answer.text))
        return answer

    def bent(text: str) -> str:
        old, new = LIES[lie]
        old = old or msgspec.json.decode(text)["act"]["release"]
        assert old in text
        return text.replace(old, new)

    monkeypatch.setattr(Line, "call", lying)
    answer = office.json(
        "qianwei", "send", "continue", request, "--which", "remainder", "--count", "6", "--reason", "没有发完",
        *window(office), sign=True,
    )  # fmt: skip
    assert (answer.code, answer.json["problem"]["code"]) == (exits.PROBLEM, "prepared_differs")
    assert proposed(office) == []


def test_the_console_resumes_no_other_hold_than_the_one_that_it_was_emergency_of(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A desk that has the next hold signed for today could make it worth nothing."""
    core = office.core
    request = core.cleared()
    core.step("qianwei", "release", request, slot=1, count=20)
    told(core, request, 1, "started", queued=20)
    core.call("wangfang", sends.HoldSlot(request, 1))
    told(core, request, 1, "held", queued=20)
    honest = Line.call

    def lying(line: Line, call: Any) -> Any:
        answer = honest(line, call)
        if isinstance(call, Prepare):
            return Prepared(answer.text.replace('"hold":1', '"hold":2'))
        return answer

    monkeypatch.setattr(Line, "call", lying)
    answer = office.json("qianwei", "send", "resume", request, "--count", "20", sign=True)
    assert answer.json["problem"]["code"] == "prepared_differs"
    monkeypatch.setattr(Line, "call", honest)
    assert office.json("qianwei", "send", "resume", request, "--count", "20", sign=True).code == exits.OK


def test_the_list_and_the_request_say_what_continues_what(office: Office) -> None:
    request = ended(office.core)
    confirm(office.core, propose(office.core, request, closes=render(office.core.at + timedelta(hours=3))))
    for words in (("send", "list"), ("request", "show", request)):
        assert "continues slot" in office("qianwei", *words).out
