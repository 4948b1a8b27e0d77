"""What a newcomer types: nothing, a group, --help, --version, something misspelt; and output that goes nowhere."""

import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from console.cli import exits, pages, streams
from console.cli.command_line import commands, known_nouns
from console.locale.wrapping import cells, wrapped
from console.version import VERSION
from tests.cli.conftest import Office
from tests.patience import PATIENCE

ROOT = Path(__file__).resolve().parents[2]
HAN = re.compile(r"[\u3001-\u3011\u4e00-\u9fff\uff00-\uffef]")


def whole() -> Any:
    return commands()


def below(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, one in getattr(command, "commands", {}).items():
        yield from below(one, (*path, name))


def groups() -> list[tuple[str, ...]]:
    return [path for path, one in below(whole()) if hasattr(one, "commands") and path]


def program(home: Path, *words: str, **more: Any) -> "subprocess.CompletedProcess[str]":
    """The program as a process of its own, with an empty data folder."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    environment = {**kept, "HOME": str(home), "LANG": "en_US.UTF-8", **more.pop("env", {})}
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "console", *words],
        cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, text=True, check=False, timeout=PATIENCE,
        **({"capture_output": True} | more if "stdout" not in more else more | {"stderr": subprocess.PIPE}),
    )  # fmt: skip


# ---- nothing installed yet


def test_the_bare_program_says_what_to_type_where_nothing_is_installed(tmp_path: Path) -> None:
    said = program(tmp_path)
    assert (said.returncode, said.stderr) == (0, "")
    assert said.stdout.splitlines()[:2] == [
        f"SMS console {VERSION}: bulk SMS under a regulation",
        f"Nothing is installed here yet ({tmp_path}/.local/share/sms-console).",
    ]
    assert "  sms-console demo        try the example bank\n" in said.stdout
    assert "␊" not in said.stdout
    assert "这里还没有安装" in program(tmp_path, "--lang", "zh").stdout


def test_the_bare_program_knows_the_demo_after_it_was_made(tmp_path: Path) -> None:
    demo = tmp_path / ".local/share/sms-console/demo"
    demo.mkdir(parents=True)
    (demo / "roots.json").touch()
    said = program(tmp_path)
    assert "Nothing is installed here yet" in said.stdout
    assert "the example bank is there" in said.stdout
    assert "sms-console --demo --as sunli todo" in said.stdout
    # And the option names its folder: nobody serves there, but there is where it was asked.
    assert program(tmp_path, "--demo", "todo").returncode == exits.NO_DESK


def test_on_a_terminal_the_bare_program_says_the_same_and_draws_no_screen(tmp_path: Path) -> None:
    leader, follower = pty.openpty()
    said = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "console"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TERM": "xterm"},
        stdin=follower,
        stdout=follower,
        stderr=subprocess.PIPE,
        check=False,
        timeout=PATIENCE,
    )
    told = os.read(leader, 10_000).decode()
    os.close(leader)
    os.close(follower)
    assert (said.returncode, said.stderr) == (0, b"")
    assert "这里还没有安装" in told
    assert "\x1b" not in told


@pytest.mark.parametrize(
    ("keys", "lines", "term", "drawn"),
    [
        (True, True, "xterm", True),
        (False, True, "xterm", False),
        (True, False, "xterm", False),
        (True, True, "dumb", False),
        (True, True, "", False),
    ],
)
def test_screens_are_drawn_only_where_keys_come_from_a_terminal_and_lines_go_to_one(
    monkeypatch: pytest.MonkeyPatch, keys: bool, lines: bool, term: str, drawn: bool
) -> None:
    ends = SimpleNamespace(
        stdin=SimpleNamespace(isatty=lambda: keys), stdout=SimpleNamespace(isatty=lambda: lines)
    )
    monkeypatch.setattr(streams, "sys", ends)
    monkeypatch.setenv("TERM", term)
    assert streams.has_terminal() is drawn


def test_a_script_that_names_no_command_is_told_so_in_json(office: Office) -> None:
    for words in ((), ("request",), ("custody", "hand-over")):
        answer = office.json("x", *words)
        assert (answer.code, answer.json["problem"]["code"]) == (exits.USAGE, "usage")
        assert "a command is missing" in answer.json["problem"]["what"]


# ---- help


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("group", groups(), ids=" ".join)
def test_a_bare_group_prints_its_page_line_by_line(office: Office, group: tuple[str, ...], lang: str) -> None:
    answer = office("x", *group, lang=lang)
    assert (answer.code, answer.err) == (exits.USAGE, "")
    assert office("x", *group, "--help", lang=lang).code == exits.OK
    assert "␊" not in answer.out
    assert (
        answer.out
        == office("x", *group, "--help", lang=lang).out
        == office("x", "help", *group, lang=lang).out
    )
    named = dict(below(whole()))[group].commands
    assert {line.split()[0] for line in answer.out.splitlines() if line.startswith("  ")} >= set(named)


def test_every_page_is_in_one_language_and_no_wider_than_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for path, command in below(whole()):
        for lang in ("zh", "en"):
            page = list(pages.page(command, ("sms-console", *path), lang))
            assert max(cells(line) for line in page) <= 80, path
            assert not [line for line in page if "..." in line], path
            if lang == "en":
                assert not HAN.search("".join(page)), (path, page)


def test_every_text_has_both_languages() -> None:
    for path, command in below(whole()):
        for text in (
            command.help,
            *(getattr(one, "help", "") for one in command.params if one.name != "help"),
        ):
            for part in filter(None, (text or "").split("\n\n")):
                chinese, english = pages.spoken(part, "zh"), pages.spoken(part, "en")
                if HAN.search(part):
                    assert HAN.search(chinese), (path, part)
                    assert re.search(r"[A-Za-z]{2}", english), (path, part)


def test_a_chinese_help_that_ends_in_a_word_of_the_program_is_whole(office: Office) -> None:
    page = office("x", "gateway", "new", "--help", lang="zh").out
    assert "协议：smpp、cmpp 或 http\n" in page
    assert "写入的文件，默认 gateway.toml\n" in page
    english = office("x", "gateway", "new", "--help", lang="en").out
    assert "the file to write; gateway.toml by default\n" in english
    assert pages.APART not in page + english
    # A command has no commands below it to ask about.
    assert "sms-console gateway new COMMAND" not in english


def test_every_command_stands_in_one_section_of_the_first_page(office: Office) -> None:
    listed = [noun for nouns in pages.SECTIONS.values() for noun in nouns]
    assert sorted(listed) == sorted(known_nouns())
    page = office("x", "--help").out
    assert "Getting started\n  demo " in page
    assert page.index("Everyday work") < page.index("Installation and upkeep")


def test_a_wide_terminal_is_used(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    assert "\n  doctor  Is this place fit? Each fault with its remedy.\n" in office("x", "--help").out
    monkeypatch.setenv("COLUMNS", "60")
    assert (
        "Make a draft from a file or from fields; --example prints a template."
        not in office("x", "request").out
    )


def test_text_breaks_at_blanks_and_chinese_never_before_punctuation() -> None:
    assert wrapped("one two three", 7) == ["one two", "three"]
    assert wrapped("甲乙丙，丁戊", 6) == ["甲乙", "丙，丁", "戊"]
    assert wrapped("", 10) == []


# ---- version


def test_the_version_is_told_in_words_and_in_json(office: Office) -> None:
    assert office("x", "--version").out == f"sms-console {VERSION}, unbuilt\n"
    assert office.json("x", "--version").data == {"version": VERSION, "full": VERSION, "build": None}
    # Behind a command it is that command's own.
    assert office("x", "request", "show", "1", "--version", "0").code == exits.PROBLEM


def test_what_other_programs_call_otherwise_is_understood(office: Office) -> None:
    for path in ((), ("request",), ("request", "list"), ("people",), ("custody", "hand-over")):
        short, long = (office("x", *path, one) for one in ("-h", "--help"))
        assert (short.code, short.err) == (exits.OK, ""), path
        assert short.out == long.out, path
    assert office("x", "version").out == office("x", "--version").out
    for noun in ("people", "todo", "chase", "lately"):
        asked, listed = office("sunli", noun), office("sunli", noun, "list")
        assert (listed.code, listed.out) == (asked.code, asked.out), noun
    # What stands behind -- is no option.
    assert office("x", "request", "show", "--", "-h").code == exits.PROBLEM


# ---- what is misspelt


@pytest.mark.parametrize(
    ("words", "zh", "en", "see"),
    [
        (("reqest",), "没有 reqest 这个命令；是不是 request？", "no command reqest; do you mean request?", ""),
        (("qqqq",), "没有 qqqq 这个命令", "no command qqqq", ""),
        (("request", "shwo"), "是不是 show？", "do you mean show?", " request"),
        (("send", "list", "--limit", "x"), "--limit 的值不对：x", "--limit cannot be x", " send list"),
        (("send", "list", "--limit", "1'\"2\\"), "--limit 的值不对：1'\"2\\", "--limit cannot be 1'\"2\\", " send list"),
        (("form", "print", "a", "b", "c", "d"), "多出来的：c d", "too much: c d", " form print"),
        (("completion",), "没有 completion 这个命令\n", "no command completion\n", ""),
        (("--jsno",), "没有 --jsno 这个选项；是不是 --json？", "no option --jsno; do you mean --json?", ""),
        (("send", "list", "--limt", "5"), "是不是 --limit？", "do you mean --limit?", " send list"),
        (("people", "--colour"), "没有 --colour 这个选项", "no option --colour", " people"),
        (("people", "--key"), "--key 后面还要写一个值", "--key needs a value", ""),
        (("ledger", "export", "--out"), "--out 后面还要写一个值", "--out needs a value", " ledger export"),
        (("ledger", "export"), "还要写 --out", "--out is missing", " ledger export"),
    ],
)  # fmt: skip
def test_what_is_misspelt_is_told_in_one_language_and_names_the_help_of_its_command(
    office: Office, words: tuple[str, ...], zh: str, en: str, see: str
) -> None:
    for lang, told in (("zh", zh), ("en", en)):
        answer = office("zhaomin", *words, lang=lang)
        assert answer.code == exits.USAGE
        assert told in answer.err
        assert f"sms-console{see} --help" in answer.err


def test_a_language_that_is_not_there_is_told_without_the_librarys_words(tmp_path: Path) -> None:
    said = program(tmp_path, "--lang", "fr", "todo")
    assert said.returncode == exits.USAGE
    assert "--lang 不能是 fr" in said.stderr or "--lang cannot be fr" in said.stderr
    assert "enum" not in said.stderr


def test_what_nobody_can_be_asked_for_is_a_usage_error(office: Office) -> None:
    request = office.core.requested()
    office.key("sunli")
    words = ("approval", "approve", request, "--count", "20", "--content-checked", "--list-checked")
    answer = office.json("sunli", *words)
    assert (answer.code, answer.json["problem"]["code"]) == (exits.USAGE, "passphrase_needed")


# ---- output that goes nowhere


def test_a_reader_that_has_enough_is_no_fault(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    for words in (("--help",), ("--json", "--version"), ("request", "new", "--example")):
        said = program(tmp_path, *words, stdout=writing)
        assert (said.returncode, said.stderr) == (exits.OK, ""), words
    os.close(writing)


def test_a_full_disk_is_told_as_one_and_not_as_a_mistake_of_ours(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        said = program(tmp_path, "--help", stdout=full)
    assert said.returncode == exits.PROBLEM
    assert said.stderr.startswith("The output cannot be written: the disk is full")
    assert "report" not in said.stderr


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_first_page_says_of_each_command_what_the_command_says_of_itself(lang: str) -> None:
    whole, named = commands(), commands(names_alone=True)
    assert set(named.commands) == set(whole.commands)
    assert [*pages.page(named, ["sms-console"], lang)] == [*pages.page(whole, ["sms-console"], lang)]
