"""Custody on the command line: secret and phrase by descriptor or unseen at a terminal, to the dispatcher's socket alone."""

import os
import re
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pexpect
import pytest

from console.domain.credentials import phrases
from console.domain.refusals import refuse
from console.settings import Home
from console.wire.calls import Problem
from console.wire.control import LENGTH, Question
from tests.cli.conftest import Office
from tests.custody.world import CUSTODIAN
from tests.patience import PATIENCE
from tests.services.credentials.test_credentials import told as report

ROOT = Path(__file__).resolve().parents[3]
STATUS = {
    "state": "locked",
    "why": "",
    "params": {},
    "backend": "Secret Service",
    "wait": 4,
    "gateways": [
        {
            "gateway": "demo", "line": "vault_locked", "fingerprint": "1a2b 3c4d 5e6f 7081",
            "installed": "2026-11-24T03:00:00Z", "by": "fenglei", "last_bind": "2026-11-24T03:00:00Z",
        }
    ],
}  # fmt: skip


class Dispatcher:
    """The other end of the control socket: it answers as told, and keeps what it was asked."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        self.asked: list[Question] = []
        self.answer: Callable[[Question], dict[str, Any] | None] = lambda _question: {"ok": STATUS}
        self._path = path
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.bind(str(path))
        self._socket.listen(8)
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._socket.accept()
            except OSError:
                return
            with line, line.makefile("rb") as stream:
                (length,) = LENGTH.unpack(stream.read(LENGTH.size))
                question = msgspec.msgpack.decode(stream.read(length), type=Question)
                self.asked.append(question)
                answer = self.answer(question)
                if answer is not None:
                    data = msgspec.msgpack.encode(answer)
                    line.sendall(LENGTH.pack(len(data)) + data)

    def close(self) -> None:
        self._socket.close()
        self._path.unlink(missing_ok=True)

    @property
    def verbs(self) -> list[str]:
        return [one.verb for one in self.asked]


@pytest.fixture
def dispatcher(office: Office) -> Iterator[Dispatcher]:
    made = Dispatcher(Home(office.home).dispatch_socket)
    yield made
    made.close()


def given(text: str) -> int:
    reading, writing = os.pipe()
    os.write(writing, text.encode() + b"\n")
    os.close(writing)
    return reading


def test_status_tells_vault_lines_and_what_is_wrong(office: Office, dispatcher: Dispatcher) -> None:
    answer = office(CUSTODIAN, "custody", "status")
    assert answer.code == 0
    assert "Vault: locked (Secret Service)" in answer.out
    assert "taken in 4 s" in answer.out
    assert re.search(r"demo +vault locked +1a2b 3c4d 5e6f 7081", answer.out)
    wrong = STATUS | {
        "state": "unavailable",
        "why": "keyring_overridden",
        "params": {"what": "keyringrc.cfg"},
    }
    dispatcher.answer = lambda _question: {"ok": wrong}
    answer = office(CUSTODIAN, "custody", "status", lang="zh")
    assert "有人指定了另一种钥匙环（keyringrc.cfg）。" in answer.out
    assert dispatcher.asked[0].person == CUSTODIAN


def test_who_is_not_the_custodian_is_refused_with_the_clause(office: Office, dispatcher: Dispatcher) -> None:
    dispatcher.answer = lambda _question: {"refusal": refuse("not_custodian", "R12", holder="冯磊 (fenglei)")}
    answer = office("wuhong", "custody", "lock")
    assert answer.code == 3
    assert "Only the custodian does this; at present: 冯磊 (fenglei)." in answer.err
    assert "R12" in answer.err
    assert office.json("wuhong", "custody", "lock").json["refusal"]["clause"] == "R12"


def test_without_a_dispatcher_it_is_said_and_the_exit_code_is_that_of_no_desk(office: Office) -> None:
    answer = office(CUSTODIAN, "custody", "status")
    assert (answer.code, "The dispatcher cannot be reached." in answer.err) == (4, True)


def test_an_answer_that_never_came_is_no_failure_of_the_act(office: Office, dispatcher: Dispatcher) -> None:
    dispatcher.answer = lambda _question: None
    answer = office.json(CUSTODIAN, "custody", "lock")
    assert (answer.code, answer.json["problem"]["code"]) == (4, "dispatcher_lost")
    assert answer.json["problem"]["params"] == {"verb": "lock"}


@pytest.mark.parametrize("verb", ["install", "rotate"])
def test_a_password_comes_from_a_descriptor_and_shows_nowhere(
    office: Office, dispatcher: Dispatcher, verb: str
) -> None:
    reading = given("s3cr€t+%")
    answer = office(CUSTODIAN, "custody", verb, "demo", "--secret-fd", reading)
    os.close(reading)
    assert answer.code == 0
    assert [(one.verb, one.gateway, one.secret) for one in dispatcher.asked] == [(verb, "demo", "s3cr€t+%")]
    assert "s3cr" not in answer.out + answer.err


def test_nobody_to_ask_and_no_descriptor_is_a_problem_and_nothing_is_sent(
    office: Office, dispatcher: Dispatcher
) -> None:
    assert office.json(CUSTODIAN, "custody", "install", "demo").json["problem"]["code"] == "secret_needed"
    assert office.json(CUSTODIAN, "custody", "unlock").json["problem"]["code"] == "passphrase_needed"
    assert dispatcher.verbs == ["custody"]


def test_a_phrase_is_tidied_and_a_slip_costs_no_attempt(office: Office, dispatcher: Dispatcher) -> None:
    phrase = phrases.make()
    wrong = phrase[:-1] + ("2" if phrase[-1] != "2" else "3")
    for typed, code in ((wrong, 1), (f" {phrase.upper().replace('-', ' ')} ", 0)):
        reading = given(typed)
        answer = office(CUSTODIAN, "custody", "unlock", "--passphrase-fd", reading)
        os.close(reading)
        assert answer.code == code
        assert phrase not in answer.out + answer.err
    assert dispatcher.verbs == ["custody", "custody", "unlock"]
    assert dispatcher.asked[-1].phrase == phrase


def test_a_vault_that_is_open_asks_for_no_phrase(office: Office, dispatcher: Dispatcher) -> None:
    dispatcher.answer = lambda _question: {"ok": STATUS | {"state": "unlocked", "wait": 0}}
    assert office(CUSTODIAN, "custody", "unlock").code == 0
    assert dispatcher.asked[-1].phrase == ""


@pytest.mark.parametrize("verb", ["unlock", "install", "rotate"])
def test_a_line_that_is_on_its_way_up_is_not_told_as_down(
    office: Office, dispatcher: Dispatcher, verb: str
) -> None:
    gateways: Any = STATUS["gateways"]
    states = iter(["down", "down", "down", "bound"])

    def answer(_question: Question) -> dict[str, Any]:
        line = next(states, "bound")
        return {"ok": STATUS | {"state": "unlocked", "wait": 0, "gateways": [gateways[0] | {"line": line}]}}

    dispatcher.answer = answer
    reading = given("secret1")
    words = ("unlock",) if verb == "unlock" else (verb, "demo", "--secret-fd", reading)
    told = office.json(CUSTODIAN, "custody", *words)
    os.close(reading)
    assert told.data["gateways"][0]["line"] == "bound"
    assert dispatcher.verbs[-1] == "custody"


def test_a_new_vault_gives_its_phrase_once_and_the_dispatcher_never_answers_with_it(
    office: Office, dispatcher: Dispatcher
) -> None:
    answer = office.json(CUSTODIAN, "custody", "create")
    assert phrases.fits(answer.data["phrase"])
    assert dispatcher.asked[-1].phrase == answer.data["phrase"]
    reading = given(phrases.make())
    answer = office.json(CUSTODIAN, "custody", "create", "--passphrase-fd", reading)
    os.close(reading)
    assert "phrase" not in answer.data
    dispatcher.answer = lambda _question: {"problem": Problem("vault_there")}
    assert office.json(CUSTODIAN, "custody", "create").json["problem"]["code"] == "vault_there"


def test_a_rotation_that_failed_says_why_and_that_the_old_one_stays(
    office: Office, dispatcher: Dispatcher
) -> None:
    params = {"gateway": "demo", "custody_fault": "bind_refused"}
    dispatcher.answer = lambda _question: {"problem": Problem("rotate_failed", params)}
    reading = given("n3wer")
    answer = office(CUSTODIAN, "custody", "rotate", "demo", "--secret-fd", reading)
    os.close(reading)
    assert answer.code == 1
    assert "the provider does not take the new one. The old one stays in force." in answer.err


def test_everybody_may_list_holders_fingerprints_and_ages(office: Office) -> None:
    report(office.core, "installed")
    answer = office("zhaomin", "custody", "list")
    assert re.search(r"demo +in force +unknown +1a2b 3c4d 5e6f 7081 .* 冯磊 \(fenglei\)", answer.out)
    report(office.core, "incident", state="incident", why="secret_gone", nonce="1")
    assert "口令库里却没有" in office("zhaomin", "custody", "list", lang="zh").out


def terminal(office: Office, *arguments: str) -> "pexpect.spawn[str]":
    """The program at a terminal of its own."""
    return pexpect.spawn(
        sys.executable,
        ["-m", "console", "--home", str(office.home), "--as", CUSTODIAN, "--lang", "en", *arguments],
        cwd=str(ROOT),
        env=os.environ | {"XDG_CONFIG_HOME": "/nonexistent"},
        encoding="utf-8",
        timeout=PATIENCE,
        dimensions=(40, 200),
    )


def test_at_a_terminal_the_password_is_typed_twice_and_unseen(office: Office, dispatcher: Dispatcher) -> None:
    for again, code in (("0ther", 1), ("s3cret", 0)):
        program = terminal(office, "custody", "install", "demo")
        program.expect("Gateway password")
        program.sendline("s3cret")
        program.expect("Once more")
        program.sendline(again)
        program.expect(pexpect.EOF)
        program.close()
        assert program.exitstatus == code
        assert "s3cret" not in (program.before or "")
    assert [(one.verb, one.secret) for one in dispatcher.asked] == [("install", "s3cret")]


def test_at_a_terminal_a_new_phrase_is_shown_and_typed_from_the_paper(
    office: Office, dispatcher: Dispatcher
) -> None:
    program = terminal(office, "custody", "create")
    program.expect(r"    ([2-9a-z]{4}(?:-[2-9a-z]{4}){4})\r\n")
    assert program.match is not None
    phrase = str(program.match.group(1))
    program.expect("Written down")
    program.sendline("something else")
    program.expect("There is a slip")
    program.expect("Written down")
    program.sendline(phrase.upper())
    program.expect(pexpect.EOF)
    program.close()
    assert program.exitstatus == 0
    assert dispatcher.verbs == ["custody", "create"]
    assert dispatcher.asked[-1].phrase == phrase
