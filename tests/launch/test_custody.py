"""Custody in real processes: desk, simulator, the custody program on a real keyring, and the command line; and no secret anywhere."""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from console.domain.categories import Category
from console.domain.credentials import phrases
from console.launch import organisation
from console.launch.processes import Solo, standard
from console.launch.scenes import Walk
from console.settings import Home
from console.wire.client import Client
from console.wire.credentials.custody import CredentialRow, Credentials
from console.wire.ledger import ledger
from tests.custody.keyrings import Session, session
from tests.custody.test_crashes import listens
from tests.leaks import Leak, Tap, in_bytes, in_files, in_processes
from tests.patience import IN_VAIN, PATIENCE, Wait
from tests.world import numbers

ROOT = Path(__file__).resolve().parents[2]


def until(happened: Callable[[], Any], seconds: float = IN_VAIN) -> Any:
    wait = Wait(seconds)
    while not (found := happened()):
        assert not wait.over(), "the condition did not come true in time"
        time.sleep(0.05)
    return found


@dataclass
class House:
    """One installation whose dispatcher is the custody program."""

    home: Home
    bus: Session
    solo: Solo
    org: organisation.Organisation
    tap: Tap
    secrets: list[str] = field(default_factory=list)
    outputs: list[bytes] = field(default_factory=list)
    seen: list[Leak] = field(default_factory=list)
    custody: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start the custody program, as its unit would."""
        self.home.dispatch_socket.unlink(missing_ok=True)
        out = (self.home.logs / "custody.out").open("ab")
        self.custody = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", "console.custody", "--home", str(self.home.root)],
            cwd=self.home.root, env=self.environ, stdout=out, stderr=out,
        )  # fmt: skip
        out.close()
        until(lambda: listens(self.home.dispatch_socket))

    @property
    def environ(self) -> dict[str, str]:
        return self.bus.environ | {"PYTHONPATH": str(ROOT), "SMS_CONSOLE_WORDS": "strict"}

    def end(self, number: signal.Signals = signal.SIGTERM) -> None:
        if self.custody is not None:
            self.custody.send_signal(number)
            self.custody.wait(PATIENCE)
            self.custody = None

    def simulator(self, line: str) -> dict[str, Any]:
        port = int(json.loads(self.home.simulator_file.read_bytes())["control"])
        with (
            socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as sock,
            sock.makefile("rw") as stream,
        ):
            stream.write(line + "\n")
            stream.flush()
            answer: dict[str, Any] = json.loads(stream.readline())
        return answer

    def provider(self, password: str) -> None:
        """The provider gives the account another password."""
        told = self.simulator("password " + json.dumps({"account": "demo", "password": password}))
        assert "error" not in told

    def run(
        self, *arguments: str, person: str = "fenglei", given: str = "", new: str = "", expect: int = 0
    ) -> Any:
        """A command in a process of its own; while it runs every command line and environment is looked at."""
        command = [
            sys.executable,
            "-X",
            "utf8",
            "-m",
            "console",
            "--home",
            str(self.home.root),
            "--as",
            person,
            "--json",
        ]
        command += arguments
        passed = []
        option = "--secret-fd" if arguments[1] in {"install", "rotate"} else "--passphrase-fd"
        for name, text in ((option, given), ("--new-fd", new)):
            if text:
                reading, writing = os.pipe()
                os.write(writing, text.encode() + b"\n")
                os.close(writing)
                passed.append(reading)
                command += [name, str(reading)]
        process = subprocess.Popen(
            command, cwd=self.home.root, env=self.environ, pass_fds=passed, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )  # fmt: skip
        for descriptor in passed:
            os.close(descriptor)
        while process.poll() is None:
            self.seen += in_processes(self.secrets)
            time.sleep(0.05)
        out, err = process.communicate()
        self.outputs += [out, err]
        assert process.returncode == expect, (out, err)
        return json.loads(out)

    def leaks(self) -> list[Leak]:
        """Everything that can be seen outside the memory of the custody program and its keyring."""
        found = list(self.seen)
        found += in_files(self.home.root, self.secrets)
        found += in_files(self.bus.folder, self.secrets)
        found += in_processes(self.secrets)
        found += in_bytes("to the desk", self.tap.heard, self.secrets)
        found += in_bytes("from the desk", self.tap.said, self.secrets)
        for output in self.outputs:
            found += in_bytes("what a command printed", output, self.secrets)
        return found

    def credential(self) -> CredentialRow:
        with Client(self.home.desk_socket, person="wuhong") as client:
            rows: list[CredentialRow] = client.call(Credentials())
        return rows[0]

    def kinds(self) -> list[str]:
        """Kinds of the ledger's entries about custody, oldest first."""
        with Client(self.home.desk_socket, person="shenyu") as client:
            page: ledger.EntryPage = client.call(ledger.EntriesPage(limit=500))
        return [row.kind for row in reversed(page.rows) if row.kind.startswith("custody.")]


@contextmanager
def house() -> Iterator[House]:
    root = Path(tempfile.mkdtemp(prefix="sms-c-"))
    try:
        with session(root / "account") as bus:
            home = Home(root / "home")
            org = organisation.build(policy_pack=organisation.DEMO_PACK)
            org.write(home.root)
            solo = Solo(home, [one for one in standard(home) if one.name != "dispatch"])
            solo.start()
            made = House(home, bus, solo, org, Tap(home.desk_socket))
            try:
                yield made
            finally:
                made.end(signal.SIGKILL)
                made.tap.close()
                solo.stop()
    finally:
        shutil.rmtree(root, ignore_errors=True)


def secret() -> str:
    """Eight characters, as SMPP allows, with some that programs like to write in another way."""
    return f"{secrets.token_hex(3)}+%"


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_from_the_first_phrase_to_a_rotation_and_a_crash_and_no_secret_is_found_anywhere() -> None:
    with house() as one:
        first, second, wrong, phrase = secret(), secret(), secret(), phrases.make()
        one.secrets = [first, second, wrong, phrase, phrase.replace("-", "")]
        one.provider(first)
        one.start()
        _first_day(one, phrase, first, wrong)
        _send(one)
        _rotation(one, first, second, wrong)
        _crash(one, phrase)
        wanted = [
            "custody.created", "custody.installed", "custody.bind_tested", "custody.rotate_failed", "custody.rotated",
            "custody.unlocked", "custody.locked",
        ]  # fmt: skip
        assert until(lambda: one.kinds() == wanted), one.kinds()
        assert one.simulator("stats")["repeats"] == 0
        one.end()
        assert one.leaks() == []
        assert len(one.tap.heard) > 1000
        _planted(one, first, second, wrong)


def _first_day(one: House, phrase: str, first: str, wrong: str) -> None:
    assert one.run("custody", "status")["data"]["state"] == "missing"
    answer = one.run("custody", "status", person="wuhong", expect=3)
    assert (answer["refusal"]["code"], answer["refusal"]["clause"]) == ("not_custodian", "R12")
    one.run("custody", "create", given=phrase)
    answer = one.run("custody", "install", "demo", given=wrong, expect=1)
    assert answer["problem"]["code"] == "bind_refused"
    answer = one.run("custody", "install", "demo", given=first)
    one.run("custody", "bind-test", "demo")
    row = until(lambda: (found := one.credential()).link == "up" and found.last_bind and found)
    assert row.fingerprint == answer["data"]["gateways"][0]["fingerprint"]
    assert (row.state, row.age, row.due) == ("in_force", 0, False)
    assert row.holders == [("fenglei", "冯磊")]


def _send(one: House) -> None:
    walk = Walk(one.home, say=lambda _words: None)
    walk.keys.update(one.org.people)
    path = one.home.root / "list.txt"
    path.write_text("".join(f"{num}\n" for num in numbers(50)))
    request = walk.ask(Category.NOTICE, "business", walk.bring_list(path, "business"))
    walk.decide(request, "business")
    walk.release(request)
    until(lambda: one.simulator("stats")["distinct"] == 50)
    walk.close()


def _rotation(one: House, first: str, second: str, wrong: str) -> None:
    before = one.credential().fingerprint
    answer = one.run("custody", "rotate", "demo", given=wrong, expect=1)
    assert answer["problem"]["code"] == "rotate_failed"
    one.provider(second)
    answer = one.run("custody", "rotate", "demo", given=second)
    assert answer["data"]["gateways"][0]["fingerprint"] != before
    answer = one.run("custody", "rotate", "demo", given=first, expect=3)
    assert answer["refusal"]["code"] == "secret_retired"


def _crash(one: House, phrase: str) -> None:
    one.end(signal.SIGKILL)
    one.bus.end_daemons()
    answer = one.run("custody", "unlock", given=phrase, expect=4)
    assert answer["problem"]["code"] == "dispatcher_gone"
    one.start()
    until(lambda: one.credential().link == "vault_locked")
    answer = one.run("custody", "unlock", given=phrases.make(), expect=1)
    assert answer["problem"]["code"] == "phrase_wrong"
    one.run("custody", "unlock", given=phrase)
    until(lambda: one.credential().link == "up")
    one.run("custody", "lock")
    until(lambda: (row := one.credential()).state == "locked" and row.link == "vault_locked")
    listed = one.run("custody", "list", person="zhaomin")
    assert listed["data"][0]["link"] == "vault_locked"


def _planted(one: House, first: str, second: str, wrong: str) -> None:
    """The same search finds what is planted: in a log as hex, in a command line, in an environment."""
    with (one.home.logs / "dispatch.log").open("a") as log:
        log.write(f'{{"text": "{wrong.encode().hex()}"}}\n')
    planted = subprocess.Popen(
        [sys.executable, "-c", "import sys; sys.stdin.read()", f"--password={first}"],
        stdin=subprocess.PIPE,
        env={"TOKEN": second},
    )
    wanted = {f"{planted.pid} cmdline", f"{planted.pid} environ", str(one.home.logs / "dispatch.log")}
    try:
        until(lambda: wanted <= {leak.where for leak in one.leaks()})
    finally:
        planted.kill()
        planted.communicate()


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_after_a_hand_over_the_new_custodian_opens_the_vault_and_the_old_one_is_refused() -> None:
    with house() as one:
        first, second, phrase, new = secret(), secret(), phrases.make(), phrases.make()
        one.secrets = [first, second, phrase, phrase.replace("-", ""), new, new.replace("-", "")]
        one.provider(first)
        one.start()
        one.run("custody", "create", given=phrase)
        one.run("custody", "install", "demo", given=first)
        until(lambda: one.credential().link == "up")
        number = _handed_over(one)
        # The dispatcher goes down and comes up locked: from now on it listens to the new custodian alone.
        one.end()
        one.bus.end_daemons()
        one.start()
        until(lambda: one.credential().link == "vault_locked")
        for words in (("unlock",), ("install", "demo"), ("rotate", "demo"), ("rephrase",)):
            new_ = new if words == ("rephrase",) else ""
            answer = one.run("custody", *words, given=phrase, new=new_, expect=3)
            assert (answer["refusal"]["code"], answer["refusal"]["clause"]) == ("not_custodian", "R12"), words
        one.run("custody", "unlock", given=phrase, person="hanxue")
        until(lambda: one.credential().link == "up")
        _send(one)
        # Who knew password and phrase knows them for ever, so both are due to be changed, until both are.
        assert _due(one, number) == {"phrase", "password"}
        one.provider(second)
        one.run("custody", "rotate", "demo", given=second, person="hanxue")
        until(lambda: _due(one, number) == {"phrase"})
        answer = one.run("custody", "rephrase", given=phrase, person="hanxue", expect=2)
        assert answer["problem"]["code"] == "new_phrase_needed"
        one.run("custody", "rephrase", given=phrase, new=new, person="hanxue")
        until(lambda: _due(one, number) == set())
        one.run("custody", "lock", person="hanxue")
        answer = one.run("custody", "unlock", given=phrase, person="hanxue", expect=1)
        assert answer["problem"]["code"] == "phrase_wrong"
        one.run("custody", "unlock", given=new, person="hanxue")
        until(lambda: one.credential().link == "up")
        assert one.credential().holders == [("hanxue", "韩雪")]
        one.end()
        assert one.leaks() == []


def _handed_over(one: House) -> str:
    """Custody goes from fenglei to hanxue by commands alone; the number of the hand-over."""

    def signed(person: str, *words: str) -> Any:
        return one.run(*words, person=person, given=f"demo {person}")["data"]

    words = ("propose", "--to", "hanxue", "--reason", "轮岗")
    signed("fenglei", "custody", "hand-over", *words)
    number = str(one.run("custody", "hand-over", "list")["data"]["rows"][0]["number"])
    signed("hanxue", "custody", "hand-over", "confirm", number)
    signed("wangfang", "custody", "hand-over", "confirm", number)
    assert one.credential().holders == [("fenglei", "冯磊")]
    signed("hanxue", "roster", "propose", "--hand-over", number, "--yes")
    digest = one.run("roster", "proposals", person="yangfan")["data"]["rows"][0]["digest"]
    signed("yangfan", "roster", "confirm", digest[:16], "--yes")
    return number


def _due(one: House, number: str) -> set[str]:
    """What a hand-over leaves to be changed."""
    answer = one.run("custody", "envelope", "list", person="hanxue")["data"]
    return {row["what"] for row in answer["changes"] if row["number"] == number and not row["done"]}
