"""A desk that lies to the command line: each lie meets its one refusal, in words, and nothing is signed."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.acting import clock
from console.backup import verbs
from console.cli import exits
from console.cli.main import run
from console.cli.outside import Outside
from console.domain.times import render
from console.exports import list_book
from console.locale.words import STRICT_VARIABLE
from console.settings import Home
from console.signing.keys import demo_passphrase
from console.wire import calls
from console.wire.answers import Page
from console.wire.base import Call
from console.wire.requests.rows import RequestPage
from tests.cli.conftest import Answer
from tests.lies import DRAFTER, LIES, WHO, Line, World, command
from tests.lying import Lie, LyingDesk
from tests.services.core import key_file, open_core


class Cli:
    """The command line of one folder over a desk that lies."""

    def __init__(self, world: World, home: Path) -> None:
        self.world, self.home = world, home
        self.lie: Lie = lambda _call, answer: answer
        self.desks: list[LyingDesk] = []

    def __call__(
        self, person: str, *arguments: object, capsys: pytest.CaptureFixture[str], json: bool = True
    ) -> Answer:
        key_file(self.world.core.org, person, self.home / "keys" / person)
        reading, writing = os.pipe()
        os.write(writing, demo_passphrase(person).encode() + b"\n")
        os.close(writing)
        words = ["--home", self.home, "--as", person, "--lang", "en", "--passphrase-fd", reading]
        outside = Outside(self._connect, _nobody, _nobody, _nobody, _nobody, lambda: verbs, list_book.write)
        try:
            code = run([*map(str, [*words, *(["--json"] if json else []), *arguments])], outside)
        finally:
            os.close(reading)
        output = capsys.readouterr()
        return Answer(code, output.out, output.err)

    def _connect(self, _home: Home, person: str) -> LyingDesk:
        self.desks.append(LyingDesk(Line(self.world.core, person), self.lie))
        return self.desks[-1]


def _nobody(*_given: Any) -> Any:
    raise AssertionError("not asked for here")


def _furnished(world: World, home: Path, capsys: pytest.CaptureFixture[str] | None = None) -> Cli:
    """The folder with the pinned root keys; the form's list is chosen at this machine."""
    (home / "keys").mkdir(mode=0o700)
    (home / "roots.json").write_bytes(msgspec.json.encode(world.core.org.roots))
    del capsys
    return Cli(world, home)


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cli]:
    folder = tmp_path_factory.mktemp("lies")
    core = open_core(f"sqlite:///{folder / 'desk.sqlite3'}")
    world = World(core, folder)
    yield _furnished(world, tmp_path_factory.mktemp("home"))
    core.database.close()


@pytest.fixture
def cli(furnished: Cli, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    monkeypatch.setenv(STRICT_VARIABLE, "strict")
    monkeypatch.delenv("SMS_CONSOLE_KEY", raising=False)
    monkeypatch.setattr(clock, "now", lambda: render(furnished.world.core.at))
    furnished.lie = lambda _call, answer: answer
    if not (furnished.home / "kept").exists():
        assert choose(furnished, capsys).code == exits.OK
    furnished.desks.clear()
    return furnished


def choose(cli: Cli, capsys: pytest.CaptureFixture[str]) -> Answer:
    slot = cli.world.draft.slots[0]
    given = f"{slot.list_id},{slot.opens},{slot.closes}"
    return cli(DRAFTER, "request", "edit", cli.world.requests["submit"], "--slot", given, capsys=capsys)


@pytest.mark.parametrize("name", LIES)
def test_every_lie_meets_its_refusal_in_words_and_nothing_is_signed(
    cli: Cli, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    told, arguments = LIES[name], command(cli.world, LIES[name].act)
    cli.lie = told.making(cli.world)
    answer = cli(WHO[told.act], *arguments, capsys=capsys)
    assert answer.code == exits.PROBLEM, answer.out + answer.err
    problem = answer.json["problem"]
    assert problem["code"] == told.refusal, problem
    if told.fields:
        assert problem["params"]["fields"] == told.fields
    assert problem["what"]
    assert problem["next"]
    assert any(desk.told for desk in cli.desks)
    assert not any(desk.signed for desk in cli.desks)


def test_a_list_without_an_end_is_refused_and_leaves_no_workbook(
    cli: Cli, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def same_page(_call: Call, answer: Any) -> Any:
        if not isinstance(answer, RequestPage):
            return answer
        return msgspec.structs.replace(answer, page=Page(answer.page.total, "1"))

    cli.lie = same_page
    out = tmp_path / "requests.xlsx"
    answer = cli(DRAFTER, "request", "list", "--xlsx", out, capsys=capsys)
    assert answer.code == exits.PROBLEM
    assert answer.json["problem"]["code"] == "list_endless"
    assert not out.exists()


def test_a_desk_that_tells_the_truth_gets_every_signature(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, cli: Cli, capsys: pytest.CaptureFixture[str]
) -> None:
    core = open_core(f"sqlite:///{tmp_path / 'desk.sqlite3'}")
    made = _furnished(World(core, tmp_path), tmp_path_factory.mktemp("home"))
    assert "chosen: 客户名单  20 numbers" in choose(made, capsys).err
    del cli
    for act, person in WHO.items():
        answer = made(person, *command(made.world, act), capsys=capsys)
        assert answer.code == exits.OK, answer.out + answer.err
        assert "lists (their importers' signatures are proved)" in answer.err
        assert "客户名单  20 numbers" in answer.err
        assert "not chosen at this machine" not in answer.err
    core.database.close()


def test_without_root_keys_every_line_about_a_list_says_that_it_is_the_desks_word(
    cli: Cli, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "keys").mkdir()
    bare = Cli(cli.world, tmp_path)
    for act, person in WHO.items():
        out = tmp_path / act
        kind = {"submit": "request", "approve": "approval", "accept": "acceptance", "release": "release"}[act]
        paper = ("--paper", "2026-1", "--code", command(cli.world, act)[-1]) if act == "accept" else ()
        arguments = (
            "statement",
            "prepare",
            kind,
            cli.world.requests[act],
            "--count",
            20,
            "--out",
            out,
            *paper,
        )
        ticks = ("--content-checked", "--list-checked")
        answer = bare(person, *arguments, *ticks, capsys=capsys, json=False)
        assert answer.code == exits.OK, answer.err
        lines = answer.err.splitlines()
        head = next(nth for nth, line in enumerate(lines) if "only the desk's word" in line)
        about = lines[head + 1 : head + 6]
        assert "客户名单  20 numbers" in about[0]
        assert all(line.endswith("[the desk's word]") for line in about)


def test_a_list_that_a_colleague_changed_is_refused_until_it_is_chosen_again(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, cli: Cli, capsys: pytest.CaptureFixture[str]
) -> None:
    core = open_core(f"sqlite:///{tmp_path / 'desk.sqlite3'}")
    world = World(core, tmp_path)
    made = _furnished(world, tmp_path_factory.mktemp("home"))
    del cli
    assert choose(made, capsys).code == exits.OK
    slot = msgspec.structs.replace(world.draft.slots[0], list_id=world.lists["other"])
    draft = msgspec.structs.replace(world.draft, slots=[slot])
    core.call(DRAFTER, calls.SaveDraft(draft, world.requests["submit"]))
    refused = made(DRAFTER, *command(world, "submit"), capsys=capsys)
    assert refused.json["problem"]["code"] == "list_not_chosen"
    world.draft = draft
    assert choose(made, capsys).code == exits.OK
    assert made(DRAFTER, *command(world, "submit"), capsys=capsys).code == exits.OK
    core.database.close()


def test_what_is_kept_at_this_machine_proves_no_older_roster(
    cli: Cli, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A program that has proved version 2 takes no desk that ends at version 1."""
    (tmp_path / "keys").mkdir()
    made = _furnished_with_pin(cli.world, tmp_path)
    refused = made(WHO["approve"], *command(cli.world, "approve"), capsys=capsys)
    assert refused.json["problem"]["code"] == "roster_unproven"
    assert not any(desk.signed for desk in made.desks)


def _furnished_with_pin(world: World, home: Path) -> Cli:
    roots = msgspec.json.encode(world.core.org.roots)
    (home / "roots.json").write_bytes(roots)
    import hashlib

    kept = {"roots": hashlib.sha256(roots).hexdigest(), "version": 2, "digest": "d" * 64, "chosen": {}}
    path = Home(home).kept(WHO["approve"])
    path.parent.mkdir()
    path.write_bytes(msgspec.json.encode(kept))
    return Cli(world, home)
