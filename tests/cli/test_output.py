"""`--out -`: whatever a command writes for people can go to standard output, and with it off a host that gives no file out."""

import io
import json
import os
import pty
import re
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.cli import exits
from console.cli.command_line import commands
from console.contacts.plan import texts
from console.domain.rosters.rule_files import Kind
from console.errors import ConsoleError
from console.launch.organisation import Organisation
from console.wire.contacts.optouts import AddOptOuts
from tests.cli.conftest import Office
from tests.papers import APPROVAL, saved
from tests.patience import PATIENCE
from tests.services import quarters
from tests.services.core import one_clock, open_core
from tests.services.quarters import OVER, QUARTER
from tests.services.rosters.test_calendars import YEAR
from tests.services.rosters.test_rule_files import bring, publish

Words = tuple[object, ...]
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def office(
    sqlite_url: str,
    organisation: Organisation,
    installation: Path,
    capsysbinary: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Office]:
    """The office, with what is printed as bytes."""
    core = open_core(sqlite_url, organisation)
    one_clock(core, monkeypatch)
    yield Office(core, installation, capsysbinary)
    core.database.close()


def writers() -> dict[str, Any]:
    """Every command that writes something for people, with the parameter that says where."""
    found: dict[str, Any] = {}

    def walk(command: Any, path: str) -> None:
        for one in command.params:
            if one.name == "out":
                found[path.strip()] = one
        for name, below in getattr(command, "commands", {}).items():
            walk(below, f"{path} {name}")

    walk(commands(), "")
    return found


# ---- one way for every writer to be asked


def _organisation(office: Office, folder: Path) -> Path:
    home = folder / "founded"
    office.core.org.write(home)
    return home


def _plan(office: Office, folder: Path) -> Path:
    plan = folder / "plan.toml"
    assert office("x", "org", "plan", plan).code == 0
    (folder / "keys").mkdir()
    for name in set(re.findall(r"keys/([\w-]+)\.pub", plan.read_text("utf-8"))):
        key = folder / "keys" / name
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    return plan


def _statement(office: Office, folder: Path) -> Path:
    file = folder / "return.json"
    words = ("statement", "prepare", "return", office.core.requested(), "--text", "x", "--out", file)
    assert office("sunli", *words).code == 0
    return file


def _calendar(office: Office) -> str:
    publish(office.core, bring(office.core, Kind.CALENDAR, YEAR))
    return "2027"


def _roster(office: Office, folder: Path) -> Path:
    whole: Any = msgspec.to_builtins(office.core.org.roster)
    whole["solo"] = False
    path = folder / "roster.json"
    path.write_text(json.dumps({"data": {"roster": whole}}))
    return path


def _database(office: Office, folder: Path) -> Words:
    home = _organisation(office, folder)
    core = open_core(f"sqlite:///{home / 'desk' / 'desk.db'}", office.core.org)
    core.cleared()
    core.database.close()
    office.home = home
    return ("backup", "--part", "desk")


def _quarter(office: Office, _folder: Path) -> Words:
    quarters.sent(office.core)
    office.core.at = OVER
    quarters.compiled(office.core)
    return ("filing", "pack", "business", QUARTER)


def _opted_out(office: Office, _folder: Path) -> Words:
    office.core.call("wangfang", AddOptOuts([16100000003 + nth for nth in range(20)], "promotion", "来电"))
    return ("contacts", "optout-export", "--reason", "交运营商")


def _numbers(office: Office) -> str:
    text = next(iter(texts().values())).replace('version = "cn-2026"', 'version = "cn-2027"', 1)
    publish(office.core, bring(office.core, Kind.NUMBERS, text))
    return "cn-2027"


def _two_lists(office: Office) -> tuple[int, int]:
    return office.core.add_list(n=40), office.core.add_list(n=20)


def _attached(office: Office) -> int:
    core = office.core
    return saved(core, core.draft(core.add_list(), attachments=[APPROVAL.named]))


Asked = Callable[[Office, Path], Words]


def _words(folder: Path) -> Path:
    """A table of words for the screening list."""
    path = folder / "words.txt"
    path.write_text("甲乙丙丁贷\n", "utf-8")
    return path


RECIPES: dict[str, tuple[str, Asked, bytes]] = {
    "request attachment": ("zhaomin", lambda o, _: ("request", "attachment", _attached(o)), b"%PDF"),
    "backup": ("x", _database, b"tar"),
    "bundle export": ("qianwei", lambda o, _: ("bundle", "export", o.core.cleared()), b"{"),
    "contacts diff": ("zhaomin", lambda o, _: ("contacts", "diff", *_two_lists(o)), b"161****"),
    "contacts optout-export": ("wangfang", _opted_out, b""),
    "evidence": ("wangfang", lambda o, _: ("evidence", o.core.cleared(), "--reason", "audit"), b"tar"),
    "filing pack": ("wangfang", _quarter, b"tar"),
    "form print": ("zhaomin", lambda o, _: ("form", "print", "request", o.core.requested()), b"PK"),
    "gateway show": ("zhaomin", lambda _o, _f: ("gateway", "show", "demo"), b""),
    "install script": (
        "x",
        lambda o, f: ("install", "script", "--roster", _roster(o, f)),
        b"#!/bin/sh",
    ),
    "key sheet": (
        "x",
        lambda o, _: ("key", "sheet", o.key("sunli"), "--person", "sunli", "--name", "孙丽"),
        b"",
    ),
    "ledger export": ("shenyu", lambda o, _: ("ledger", "export", "--since", o.core.cleared() - 1), b"{"),
    "org draft": ("x", lambda o, f: ("org", "draft", "--plan", _plan(o, f)), b"tar"),
    "org export": ("x", lambda o, f: ("org", "export", _organisation(o, f), "roster-1"), b"{"),
    "org plan": ("x", lambda _o, _f: ("org", "plan"), b"#"),
    "calendar show": ("zhaomin", lambda o, _: ("calendar", "show", _calendar(o)), b"# 2027"),
    "calendar year": ("zhaomin", lambda _o, _f: ("calendar", "year", "2026"), b"# Public holidays"),
    "numbers on": ("zhaomin", lambda _o, _f: ("numbers", "on", "2026-11-24"), b"# Mobile number ranges"),
    "numbers show": ("zhaomin", lambda o, _: ("numbers", "show", _numbers(o)), b"# Mobile number ranges"),
    "policy show": ("zhaomin", lambda _o, _f: ("policy", "show"), b""),
    "screening import": (
        "hanxue",
        lambda _o, f: ("screening", "import", _words(f), "--class", "fraud", "--level", "warn"),
        b"# Screening list",
    ),
    "screening show": ("zhaomin", lambda _o, _f: ("screening", "show"), b""),
    "statement prepare": (
        "sunli",
        lambda o, _: ("statement", "prepare", "return", o.core.requested(), "--text", "x"),
        b"{",
    ),
    "statement sign": ("sunli", lambda o, f: ("statement", "sign", _statement(o, f)), b"-----BEGIN SSH"),
    "statistics export": ("zhaomin", lambda _o, _f: ("statistics", "export", QUARTER), b"PK"),
}
"""Each writer: who asks, how, and what its output begins with (`tar`: that it is one)."""


def test_every_writer_is_asked_below() -> None:
    # The upgrade asks for a program in a folder of its own: see tests/install.
    assert set(RECIPES) == set(writers()) - {"install upgrade", "restore"}


def test_every_writer_says_that_it_can_write_to_standard_output() -> None:
    for path, param in writers().items():
        assert "- 为标准输出" in param.help, path
        assert "- for standard output" in param.help, path


@pytest.mark.parametrize("path", RECIPES)
def test_a_writer_puts_the_file_and_nothing_else_on_standard_output(
    office: Office, tmp_path: Path, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, recipe, begins = RECIPES[path]
    words = recipe(office, tmp_path)
    folder = tmp_path / "nothing is written here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    where = ("-",) if path == "org plan" else ("--out", "-")
    answer: Any = office(person, *words, *where, sign=path == "statement sign")
    assert answer.code == exits.OK, answer.err.decode()
    assert list(folder.iterdir()) == []
    told = answer.err.decode()
    if path != "filing pack":
        assert "standard output" in told, told
    # Nothing of that name is there to be run.
    assert "sh standard output" not in told
    if begins == b"tar":
        with tarfile.open(fileobj=io.BytesIO(answer.out)) as tar:
            members = [one for one in tar.getmembers() if one.isfile()]
        assert len(members) > 2
        assert {one.mode & 0o077 for one in members} == {0}
        assert len({one.name.split("/")[0].partition(".")[0] for one in members}) == 1
    else:
        assert answer.out.startswith(begins)
        assert len(answer.out) > 100
    if begins == b"{":
        for line in answer.out.splitlines():
            json.loads(line)
    as_file = tmp_path / ("made.xlsx" if begins == b"PK" else "made")
    again: Any = office(
        person,
        *words,
        *((as_file,) if path == "org plan" else ("--out", as_file)),
        sign=path == "statement sign",
    )
    assert again.code == exits.OK, again.err
    if begins not in {b"tar", b"PK"} and path not in {"statement prepare", "statement sign"}:
        assert as_file.read_bytes() == answer.out


def test_the_answer_of_a_writer_goes_to_standard_error_in_json_too_and_so_does_a_failure(
    office: Office,
) -> None:
    request = office.core.cleared()
    answer: Any = office.json("qianwei", "bundle", "export", request, "--out", "-")
    assert json.loads(answer.err)["data"] == {"file": "-", "bytes": len(answer.out)}
    failed: Any = office.json("qianwei", "bundle", "export", "99", "--out=-")
    assert (failed.out, json.loads(failed.err)["ok"]) == (b"", False)


def test_a_statement_leaves_by_a_pipe_and_comes_back_signed_by_one(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = office.core.requested()
    prepared: Any = office("sunli", "statement", "prepare", "return", request, "--text", "x", "--out", "-")
    assert b"ssh-keygen -Y sign -f KEYFILE -n sms-approval@yunling FILE" in prepared.err.replace(
        b"sms-return", b"sms-approval"
    )
    assert b"cat FILE FILE.sig | sms-console statement carry -" in prepared.err

    def piped(data: bytes, person: str, *words: object, sign: bool = False) -> Any:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        return office(person, *words, sign=sign)

    signed = piped(prepared.out, "sunli", "statement", "sign", "-", sign=True)
    assert signed.code == exits.OK, signed.err
    alone = piped(prepared.out, "zhaomin", "statement", "carry", "-")
    assert (alone.code, b"and then its signature" in alone.err) == (exits.USAGE, True)
    assert piped(prepared.out + b"\n" + signed.out, "zhaomin", "statement", "carry", "-").code == exits.OK
    assert office.core.view("sunli", request).row.state == "returned"


def test_a_draft_is_read_from_standard_input(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = office.core.draft(office.core.add_list(), purpose="到期提醒")
    fields = msgspec.to_builtins(draft)
    toml = "\n".join(
        f"{name} = {json.dumps(value)}" for name, value in fields.items() if isinstance(value, str | bool)
    )
    for data, wanted in (
        (msgspec.json.encode(draft), draft),
        (toml.encode(), msgspec.structs.replace(draft, slots=[], rate=0)),
    ):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        answer: Any = office.json("zhaomin", "request", "new", "-")
        saved = json.loads(answer.out)["data"]["id"]
        found = office.core.view("zhaomin", saved).draft
        assert (found.purpose, found.body) == (wanted.purpose, wanted.body)


def test_a_file_is_not_written_to_a_terminal(tmp_path: Path) -> None:
    leader, follower = pty.openpty()
    os.set_blocking(leader, False)
    said = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "console", "--lang", "en", "org", "plan", "-"],
        cwd=ROOT, env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)}, stdin=follower, stdout=follower,
        stderr=subprocess.PIPE, text=True, check=False, timeout=PATIENCE,
    )  # fmt: skip
    with pytest.raises(BlockingIOError):
        os.read(leader, 4096)
    os.close(follower)
    os.close(leader)
    assert said.returncode == exits.PROBLEM
    assert said.stderr.splitlines()[0] == "A file is not written to a terminal."


def test_half_a_file_does_not_stay(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office.core.cleared()
    real = office.core.call
    asked: list[str] = []

    def failing(person: str, call: Any) -> Any:
        asked.append(type(call).__name__)
        # The first one only asks whether this person may.
        if asked.count("ExportEntries") > 1:
            raise ConsoleError("desk_gone")
        return real(person, call)

    monkeypatch.setattr(office.core, "call", failing)
    out = tmp_path / "ledger.jsonl"
    assert office("shenyu", "ledger", "export", "--out", out).code == exits.NO_DESK
    assert not out.exists()


def test_without_a_place_a_form_lies_in_the_current_folder_and_its_path_is_told(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer: Any = office.json("zhaomin", "form", "print", "request", office.core.requested())
    (made,) = tmp_path.glob("*.xlsx")
    assert json.loads(answer.out)["data"]["path"] == str(made)
