"""Every command, read from the parser, asked for nonsense and for what is not there, in a house in which everything has happened.

What a command says in its help is walked in `tests/cli/test_first_words.py`; that arguments take form numbers in
`tests/cli/archive/test_form_numbers.py`; what its output files are in `tests/cli/test_output.py`.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from console.cli import exits
from console.cli.command_line import commands
from tests.cli.conftest import Answer, Office
from tests.services.core import one_clock
from tests.walks.filled import opened

DOCUMENTED: Final = {code for name, code in vars(exits).items() if name.isupper()}
NOWHERE: Final = "999999"
"""A number that nothing in the house has."""

LEFT_OUT: Final = {
    ("open",): "opens the screens",
    ("demo",): "makes an organisation of its own",
    ("tour",): "makes an organisation of its own",
    ("doctor",): "its exit code is its verdict on the installation",
    ("status",): "its exit code is its verdict on the installation",
}
"""Commands that are not run here, and why."""


def leaves() -> dict[tuple[str, ...], Any]:
    """Every command by its words."""
    found: dict[tuple[str, ...], Any] = {}

    def walk(command: Any, path: tuple[str, ...]) -> None:
        below = getattr(command, "commands", {})
        for name, one in below.items():
            walk(one, (*path, name))
        if not below and path:
            found[path] = command

    walk(commands(), ())
    return found


LEAVES: Final = leaves()
RUN: Final = [path for path in LEAVES if path not in LEFT_OUT]


def required(command: Any) -> list[Any]:
    return [one for one in command.params if one.required]


def given(one: Any, value: str) -> list[str]:
    if one.param_type_name != "option":
        return [value]
    return [one.opts[0]] if one.is_flag else [one.opts[0], value]


def a_whole_number(one: Any) -> bool:
    """Whether the library itself reads it as a whole number."""
    return one.type.name in {"integer", "integer range"}


NUMBERED: Final = {"ID", "REQUEST", "NUMBER", "CASE", "COMPLAINT", "REPLY"}
"""How arguments are called that take a form's number, or the console's own."""
PATHS: Final = {"FILE", "DIR", "PATH", "OUT"}


def nonsense(one: Any, folder: Path, number: str = NOWHERE) -> str:
    """A value that fits what it is for and means nothing."""
    wanted = (one.metavar or "").rstrip("….")
    if one.name == "passphrase_fd":
        return "77"
    if wanted in PATHS or one.type.name in {"path", "file", "directory"}:
        return str(folder / "nothing-here")
    if wanted in NUMBERED and not a_whole_number(one):
        return number
    return NOWHERE


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with opened(tmp_path_factory.mktemp("commands")) as here:
        yield here


@pytest.fixture
def office(
    house: Any, installation: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Office:
    monkeypatch.delenv("SMS_CONSOLE_KEY", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nonexistent")
    one_clock(house.core, monkeypatch)
    return Office(house.core, installation, capsys)


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    home.chmod(0o700)
    return home


def documents(out: str) -> list[Any]:
    """One document, or one on each line."""
    try:
        return [json.loads(out)]
    except ValueError:
        return [json.loads(line) for line in out.splitlines()]


def fair(answer: Answer, path: tuple[str, ...]) -> None:
    """No traceback, a documented exit code, and nothing that only a programmer understands."""
    assert answer.code in DOCUMENTED, path
    for words in (answer.out, answer.err):
        assert "Traceback" not in words
        assert not re.search(r"report id|报告编号", words), words


@pytest.mark.parametrize("path", RUN, ids=" ".join)
def test_what_is_not_understood_is_told_in_words_and_in_json_with_the_code_for_it(
    office: Office, tmp_path: Path, path: tuple[str, ...]
) -> None:
    command = LEAVES[path]
    wrong = [["--no-such-option"]]
    if required(command):
        wrong.append([])
    for one in command.params:
        if a_whole_number(one):
            needed = required(command) if one in required(command) else [*required(command), one]
            values = [(each, "three" if each is one else nonsense(each, tmp_path)) for each in needed]
            wrong.append([word for each, value in values for word in given(each, value)])
    for nth, words in enumerate(wrong, RUN.index(path)):
        # In the two languages by turns: each kind of mistake is told a hundred times in both.
        plain = office("wangfang", *path, *words, lang=("zh", "en")[nth % 2])
        fair(plain, path)
        assert (plain.code, plain.out) == (exits.USAGE, ""), (words, plain)
        assert "--help" in plain.err, (words, plain.err)
        answer = office.json("wangfang", *path, *words)
        assert answer.code == exits.USAGE
        assert answer.json["ok"] is False
        assert answer.json["problem"]["what"]
        assert answer.json["problem"]["next"]


@pytest.mark.parametrize("path", RUN, ids=" ".join)
def test_what_is_not_there_is_told_in_words_and_in_json(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    command = LEAVES[path]
    needed = required(command)
    numbered = any((one.metavar or "") in NUMBERED for one in needed)
    for number in (NOWHERE, "2026-业务部-9999") if numbered else (NOWHERE,):
        words = [word for one in needed for word in given(one, nonsense(one, tmp_path, number))]
        plain = office("wangfang", *path, *words)
        fair(plain, path)
        answer = office.json("wangfang", *path, *words)
        fair(answer, path)
        if plain.code == exits.OK:
            # Where it wrote a file at first, the second one is refused.
            assert documents(answer.out)
            continue
        assert plain.err.strip(), "it ends without a word"
        assert answer.json["ok"] is False
        said = answer.json.get("refusal") or answer.json.get("problem")
        assert said["what"], said
        assert said["next"], said


def test_no_reason_for_leaving_a_command_out_is_of_a_command_that_is_gone() -> None:
    assert set(LEFT_OUT) <= set(LEAVES)
    assert len(RUN) > 150
