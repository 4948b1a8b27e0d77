"""Settling unknown results by commands alone: the operator proposes, the first approver confirms, each types the number."""

from typing import Any

import msgspec
import pytest

from console.cli import exits
from console.wire import calls, pairs
from console.wire.acts import Prepare
from console.wire.answers import Prepared
from tests.cli.conftest import Line, Office
from tests.services.two_person.test_pairs import doubtful, propose, told

SETTLE = ("--verdict", "not_sent", "--reason", "运营商查无记录")


def state(office: Office) -> list[str]:
    return [row.state for row in office.core.call("qianwei", pairs.ProposalsPage(open=False))]


def test_unknowns_are_proposed_listed_shown_and_confirmed(office: Office) -> None:
    request = doubtful(office.core)
    made = office.json("qianwei", "send", "settle", request, "--count", "3", *SETTLE, sign=True)
    assert made.code == exits.OK, made.err
    digest = made.data["proposal"]
    assert "To be signed: proposal" in made.err
    assert "3 in doubt, proposed: not sent" in made.err
    listed = office("sunli", "proposal", "list")
    assert digest[:12] in listed.out
    assert "运营商查无记录" in listed.out
    assert "waits for its second" in listed.out
    assert "not sent" in listed.out
    shown = office("sunli", "proposal", "show", digest[:12])
    assert digest in shown.out
    assert "not sent" in shown.out
    signed = office("sunli", "proposal", "confirm", digest[:12], "--count", "3", sign=True)
    assert signed.code == exits.OK, signed.err
    assert "运营商查无记录" in signed.err
    assert "To be signed: confirmation" in signed.err
    assert state(office) == ["confirmed"]
    told(office.core, request, "settle_refused", "settle_count", digest, delivered=17, unknown=3)
    assert office("sunli", "proposal", "list").out.strip() == "no proposals"
    over = office("sunli", "proposal", "list", "--all", lang="zh")
    assert "发送台不接受" in over.out
    why = office("sunli", "proposal", "show", digest)
    assert "look again and propose anew" in why.out
    monitor = office("qianwei", "send", "show", request)
    assert "the settlement is refused" in monitor.out
    assert "look again and propose anew" in monitor.out


@pytest.mark.parametrize(
    ("person", "arguments", "code"),
    [
        ("qianwei", ("--count", "4", *SETTLE), "count_differs"),
        ("sunli", ("--count", "3", *SETTLE), "not_your_part"),
        ("qianwei", ("--count", "3", "--verdict", "perhaps", "--reason", "x"), "not_a_choice"),
        ("qianwei", ("--count", "3", "--verdict", "sent", "--reason", " "), "reason_missing"),
    ],
)
def test_what_may_not_be_proposed_is_refused_and_nothing_is_signed(
    office: Office, person: str, arguments: tuple[str, ...], code: str
) -> None:
    request = doubtful(office.core)
    answer = office.json(person, "send", "settle", request, *arguments, sign=True)
    assert (answer.code, answer.json["refusal"]["code"]) == (exits.REFUSED, code)
    assert state(office) == []


@pytest.mark.parametrize("slot", ["", ".1"])
def test_a_settlement_is_confirmed_by_the_number_that_the_to_do_list_prints(
    office: Office, slot: str
) -> None:
    propose(office.core, doubtful(office.core))
    (number,) = [row.number for row in office.core.call("sunli", calls.Todo()) if row.what == "confirm"]
    signed = office("sunli", "proposal", "confirm", f"{number}{slot}", "--count", "3", sign=True)
    assert signed.code == exits.OK, signed.err
    assert state(office) == ["confirmed"]


def test_the_wrong_person_or_another_number_confirms_nothing(office: Office) -> None:
    digest = propose(office.core, doubtful(office.core))
    wrong = office.json("sunli", "proposal", "confirm", digest, "--count", "2", sign=True)
    assert (wrong.code, wrong.json["refusal"]["code"]) == (exits.REFUSED, "count_differs")
    other = office.json("liqiang", "proposal", "confirm", digest, "--count", "3", sign=True)
    assert other.json["refusal"]["code"] == "not_your_part"
    nothing = office("sunli", "proposal", "confirm", "0000", "--count", "3")
    assert nothing.code == exits.USAGE
    assert state(office) == ["open"]


@pytest.mark.parametrize("lie", ["verdict", "count", "release", "reason"])
def test_the_console_signs_no_proposal_that_says_something_else(
    office: Office, monkeypatch: pytest.MonkeyPatch, lie: str
) -> None:
    """The desk prepares the bytes; the person's own program compares them with what they asked for."""
    request = doubtful(office.core)
    honest = Line.call

    def lying(line: Line, call: Any) -> Any:
        answer = honest(line, call)
        if isinstance(call, Prepare):
            return Prepared(bent(answer.text))
        return answer

    def bent(text: str) -> str:
        release = msgspec.json.decode(text)["act"]["release"]
        old, new = {
            "verdict": ('"not_sent"', '"sent"'),
            "count": ('"count":3', '"count":2'),
            "release": (release, "0" * 64),
            "reason": ("查无记录", "已确认"),
        }[lie]
        assert old in text
        return text.replace(old, new)

    monkeypatch.setattr(Line, "call", lying)
    answer = office.json("qianwei", "send", "settle", request, "--count", "3", *SETTLE, sign=True)
    assert (answer.code, answer.json["problem"]["code"]) == (exits.PROBLEM, "prepared_differs")
    assert state(office) == []


@pytest.mark.parametrize("lie", ["text", "digest"])
def test_the_console_confirms_no_proposal_but_the_one_that_was_read(
    office: Office, monkeypatch: pytest.MonkeyPatch, lie: str
) -> None:
    core = office.core
    digest = propose(core, doubtful(core))
    other = propose(core, doubtful(core))
    honest = Line.call

    def lying(line: Line, call: Any) -> Any:
        answer = honest(line, call)
        if isinstance(call, pairs.ProposalsPage) and lie == "text":
            return [msgspec.structs.replace(r, text=r.text.replace("not_sent", "sent")) for r in answer]
        if isinstance(call, Prepare) and lie == "digest":
            return Prepared(answer.text.replace(digest, other))
        return answer

    monkeypatch.setattr(Line, "call", lying)
    answer = office.json("sunli", "proposal", "confirm", digest, "--count", "3", sign=True)
    assert (answer.code, answer.json["problem"]["code"]) == (exits.PROBLEM, "prepared_differs")
    monkeypatch.setattr(Line, "call", honest)
    assert state(office) == ["open", "open"]


def test_the_approver_s_todo_names_the_settlement(office: Office) -> None:
    propose(office.core, doubtful(office.core))
    answer = office("sunli", "todo")
    assert "confirm a settlement" in answer.out
    rows = office.core.call("sunli", calls.Todo())
    assert [row.because for row in rows if row.what == "confirm"] == ["qianwei"]
