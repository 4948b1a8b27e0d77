"""The number that people know is taken wherever the console's own is: of requests, slots, applications, loss cases, complaints."""

from typing import Any

import pytest

from console.cli import exits
from console.cli.command_line import commands
from console.domain.times import render
from console.wire.contacts import complaints
from console.wire.credentials import losses
from tests.cli.conftest import Office


def number_of(office: Office, request: int) -> str:
    return office.core.view("zhaomin", request).row.number


def test_a_request_is_shown_by_the_number_on_its_form(office: Office) -> None:
    request = office.core.requested()
    number = number_of(office, request)
    assert number == "2026-业务部-0001"
    by_number, by_id = (office.json("zhaomin", "request", "show", one).data for one in (number, request))
    assert by_number == by_id
    assert office.json("zhaomin", "request", "show", f" {number} ").data == by_id


def test_every_argument_that_is_about_a_request_takes_its_number() -> None:
    def walk(command: Any, path: str) -> None:
        names = {one.name for one in command.params if one.metavar in {"ID", "REQUEST"}}
        left.extend([path] if names & {"request", "application", "case", "which"} else [])
        for name, below in getattr(command, "commands", {}).items():
            walk(below, f"{path} {name}".strip())

    left: list[str] = []
    walk(commands(), "")
    assert left == []


def test_a_send_is_named_with_its_slot(office: Office) -> None:
    request = office.core.cleared()
    number = number_of(office, request)
    shown = office.json("qianwei", "send", "show", f"{number}.1").data
    assert shown == office.json("qianwei", "send", "show", request, "--slot", "1").data
    missing = office.json("qianwei", "send", "show", f"{number}.2")
    assert missing.json == office.json("qianwei", "send", "show", request, "--slot", "2").json
    assert missing.code != exits.OK
    twice = office.json("qianwei", "send", "show", f"{number}.2", "--slot", "1")
    assert (twice.code, "names slot 2 and --slot names 1" in twice.json["problem"]["what"]) == (
        exits.USAGE,
        True,
    )
    assert office.json("qianwei", "send", "show", f"{number}.1", "--slot", "1").code == exits.OK


def test_signing_goes_by_number_too(office: Office) -> None:
    request = office.core.requested()
    number = number_of(office, request)
    words = ("approval", "approve", number, "--count", "20", "--content-checked", "--list-checked")
    assert office("sunli", *words, sign=True).code == exits.OK
    released = office("qianwei", "send", "release", f"{number}.1", "--count", "20", sign=True)
    assert released.code == exits.OK, released.err
    assert office.core.view("qianwei", request).slots[0].state == "released"
    second = office.core.requested()
    batch = office.json(
        "sunli",
        "approval",
        "batch",
        f"{number_of(office, second)}:20",
        "--content-checked",
        "--list-checked",
        sign=True,
    )
    assert batch.data["signed"] == 1


def test_a_loss_case_and_its_certificate_go_by_number(office: Office, tmp_path: Any) -> None:
    office.core.call("zhaomin", losses.ReportLoss("login", "zhaomin", "forgotten", render(office.core.at)))
    shown = office.json("zhaomin", "loss", "show", "2026-L001").data
    assert shown == office.json("zhaomin", "loss", "show", shown["row"]["id"]).data
    printed = office.json("zhengtao", "form", "print", "loss", "2026-L001", "--out", tmp_path / "l.xlsx")
    by_id = office.json("zhengtao", "form", "print", "loss", shown["row"]["id"], "--out", tmp_path / "m.xlsx")
    # Whatever it says of a case without a certificate, it says of the number as of the id.
    assert (printed.code, printed.json.get("refusal"), printed.json.get("problem")) == (
        by_id.code, by_id.json.get("refusal"), by_id.json.get("problem"),
    )  # fmt: skip


def test_a_complaint_goes_by_number(office: Office) -> None:
    call = complaints.EnterComplaint(
        "direct", "说收到两条", render(office.core.at), "", 0, "", "business", ""
    )
    office.core.call("qianwei", call)
    shown = office.json("qianwei", "complaint", "show", "2026-C001").data
    assert shown["row"]["number"] == "2026-C001"
    assert shown == office.json("qianwei", "complaint", "show", shown["row"]["id"]).data


def test_one_question_is_asked_however_many_there_are(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.core.call("zhaomin", losses.ReportLoss("login", "zhaomin", "forgotten", render(office.core.at)))
    asked: list[str] = []
    real = office.core.call

    def counting(person: str, call: Any) -> Any:
        asked.append(type(call).__name__)
        return real(person, call)

    monkeypatch.setattr(office.core, "call", counting)
    assert office("zhaomin", "loss", "show", "2026-L001").code == exits.OK
    assert [one for one in asked if one != "People"][:2] == ["FindNumber", "LossDetail"]


@pytest.mark.parametrize("given", ["2026-业务部-9999", "2026-L999", "2026-业务部-0001.3.4", "2026-", "-5-"])
def test_a_number_that_fits_nothing_is_refused_in_words_that_say_what_to_type(
    office: Office, given: str
) -> None:
    office.core.requested()
    for lang, said in (
        ("zh", "照表上或列表里写，如 2026-业务部-0001"),
        ("en", "Write it as on the form or in the list"),
    ):
        answer = office("zhaomin", "request", "show", "--", given, lang=lang)
        assert answer.code == exits.PROBLEM
        assert given in answer.err
        assert said in answer.err


def test_a_number_of_another_kind_says_what_it_is(office: Office) -> None:
    office.core.call("zhaomin", losses.ReportLoss("login", "zhaomin", "forgotten", render(office.core.at)))
    answer = office("zhaomin", "request", "show", "2026-L001")
    assert answer.code == exits.PROBLEM
    assert "2026-L001 is a loss case, and this is about a request." in answer.err
    assert "2026-业务部-0001" in answer.err
    assert "遗失单的编号，这里要的是申请" in office("zhaomin", "request", "show", "2026-L001", lang="zh").err


def test_what_is_no_number_at_all_is_a_usage_error_with_an_example(office: Office) -> None:
    answer = office("zhaomin", "request", "show", "x")
    assert answer.code == exits.USAGE
    assert "cannot read the number x; write 2026-业务部-0001, or the id" in answer.err
    assert "sms-console request show --help" in answer.err


def test_who_may_not_read_a_request_does_not_find_it_by_its_number(office: Office) -> None:
    request = office.core.requested()
    number = number_of(office, request)
    by_number, by_id = (office.json("weina", "request", "show", one) for one in (number, request))
    assert by_number.code == by_id.code == exits.REFUSED
    assert by_number.json == by_id.json
