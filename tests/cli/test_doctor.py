"""What doctor finds of the program itself, and of the dispatcher."""

import io
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from console.cli import exits
from console.cli.checks import program
from console.settings import Home
from tests.cli.conftest import Office
from tests.cli.credentials.test_custody import STATUS, Dispatcher
from tests.custody.world import CUSTODIAN

PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


def needed() -> list[str]:
    """Names of the packages that the program needs on every machine."""
    wanted = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["dependencies"]
    return sorted(re.split(r"[\[<>=]", one)[0] for one in wanted if ";" not in one)


def test_every_package_that_the_program_needs_is_looked_for() -> None:
    (found,) = (one for one in program.program() if one.check == "packages")
    assert found.verdict == "good"
    assert sorted(one.split()[0] for one in found.found.split(", ")) == needed()


@pytest.mark.parametrize(
    ("encoding", "verdict"), [("utf-8", "good"), ("UTF8", "good"), ("ascii", "bad"), ("gbk", "bad")]
)
def test_a_terminal_that_cannot_draw_chinese_is_told(
    monkeypatch: pytest.MonkeyPatch, encoding: str, verdict: str
) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding))
    assert [one.verdict for one in program.characters()] == [verdict]


def test_a_package_that_is_gone_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    version = metadata.version

    def gone(name: str) -> str:
        if name == "regex":
            raise metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(metadata, "version", gone)
    (found,) = (one for one in program.program() if one.check == "packages")
    assert (found.verdict, found.params) == ("bad", {"names": "regex"})


@pytest.fixture
def dispatcher(office: Office) -> Iterator[Dispatcher]:
    made = Dispatcher(Home(office.home).dispatch_socket)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("witness", "says"),
    [
        ("witness_none", "备查文件"),
        ("witness_same_disk", "另一块盘"),
        ("witness_unwritable", "写不进去"),
        ("good", ""),
        ("", ""),
    ],
)
def test_doctor_says_when_nothing_outside_knows_how_far_the_dispatcher_is(
    office: Office, dispatcher: Dispatcher, witness: str, says: str
) -> None:
    status: dict[str, Any] = {"gateways": {"demo": "open"}, "witness": witness, "wire": {}}
    dispatcher.answer = lambda question: {"ok": status if question.verb == "status" else STATUS}
    answer = office.json(CUSTODIAN, "doctor")
    found = {one["check"]: one for one in answer.data["checks"]}
    assert found["dispatcher"]["good"]
    if not witness:
        assert "witness" not in found, "what a demo sends reaches nobody"
        return
    assert found["witness"]["verdict"] == ("good" if witness == "good" else "weigh")
    if says:
        assert says in office(CUSTODIAN, "doctor", lang="zh").out


def test_a_gateway_that_is_down_is_no_good_news(office: Office, dispatcher: Dispatcher) -> None:
    status: dict[str, Any] = {"gateways": {"demo": "up", "second": "down"}, "wire": {}}
    dispatcher.answer = lambda question: {"ok": status if question.verb == "status" else STATUS}
    answer = office.json(CUSTODIAN, "doctor")
    (found,) = (one for one in answer.data["checks"] if one["check"] == "gateway")
    assert (found["verdict"], found["good"], "second" in found["remedy"]) == ("bad", False, True)
    assert (answer.code, answer.data["good"]) == (exits.PROBLEM, False)
    shown = office(CUSTODIAN, "doctor", lang="zh").out
    assert "second: 断开" in shown
    assert "demo 正常" in shown


def test_who_may_not_ask_reads_that_it_is_not_known(office: Office, dispatcher: Dispatcher) -> None:
    refused = {"refusal": {"code": "account_unknown", "clause": "I2", "params": {"uid": "70000"}}}
    dispatcher.answer = lambda _question: refused
    found = {one["check"]: one for one in office.json("nobody", "doctor").data["checks"]}
    assert (found["dispatcher"]["verdict"], found["dispatcher"]["good"]) == ("unknown", False)
    assert "不明" in office("nobody", "doctor", lang="zh").out


@pytest.mark.parametrize(("state", "says"), [("locked", "custody unlock"), ("missing", "custody create")])
def test_a_vault_that_is_not_there_is_made_and_a_locked_one_opened(
    office: Office, dispatcher: Dispatcher, state: str, says: str
) -> None:
    status: dict[str, Any] = {"gateways": {"demo": "down"}, "wire": {}}
    vault = STATUS | {"state": state}
    dispatcher.answer = lambda question: {"ok": status if question.verb == "status" else vault}
    found = {one["check"]: one for one in office.json(CUSTODIAN, "doctor").data["checks"]}
    assert says in found["vault"]["remedy"]
