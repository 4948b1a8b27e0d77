"""A person's own keys: what the file says is what every place shows and does; what it cannot say is named."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

import console.screens.requests.requests  # noqa: F401 - loaded with a person's own keys it would keep them for other tests
from console import actions, keymap
from console.cli import given
from console.cli.checks import program
from console.locale import key_names
from console.locale.words import text
from console.settings import Settings
from tests.screens.driver import Operator, sitting
from tests.terminal.sit import House


@pytest.fixture(autouse=True)
def own_keys_end() -> Iterator[None]:
    yield
    actions.use_keys({})


def read(folder: Path, words: str) -> keymap.Keymap:
    file = folder / "keys.toml"
    file.write_text(words, "utf-8")
    return keymap.read(file)


def is_open(op: Operator, scope: str) -> bool:
    return getattr(op.app.screen, "SCOPE", "") == scope


def test_without_a_file_every_action_has_its_own_keys(tmp_path: Path) -> None:
    assert keymap.read(tmp_path / "keys.toml") == keymap.read(None) == keymap.Keymap()


def test_the_file_lies_beside_the_settings(tmp_path: Path) -> None:
    assert Settings.load(file=tmp_path / "settings.toml").keys == tmp_path / "keys.toml"


@pytest.mark.parametrize(
    ("words", "keys"),
    [
        ('"card.approve" = ["b"]', {"card.approve": ("b",)}),
        ('card.approve = ["Y", "Ctrl+A"]', {"card.approve": ("Y", "ctrl+a")}),
        ('[card]\napprove = "f11"\nreturn = "."', {"card.approve": ("f11",), "card.return": ("full_stop",)}),
        ('"form.submit" = ["f11"]', {"form.submit": ("f11",)}),
        # Two that change places.
        ('"card.approve" = "x"\n"card.reject" = "a"', {"card.approve": ("x",), "card.reject": ("a",)}),
    ],
)
def test_a_key_may_be_written_as_people_or_programs_write_it(
    tmp_path: Path, words: str, keys: dict[str, tuple[str, ...]]
) -> None:
    assert read(tmp_path, words) == keymap.Keymap(keys)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("card.approve = [", "unread"),
        ('"card.aprove" = "y"', "unknown_action"),
        ('"card.approve" = 5', "no_keys"),
        ('"card.approve" = []', "no_keys"),
        ('"card.approve" = "f99"', "unknown_key"),
        ('"card.approve" = "ctrl+c"', "unknown_key"),
        ('"card.approve" = "tab"', "unknown_key"),
        ('"requests.new" = "j"', "unknown_key"),
        ('"card.approve" = "\\u001b[31m"', "unknown_key"),
        ('"form.submit" = "s"', "taken_by_field"),
        # What opens a dialog never says yes in it.
        ('"card.approve" = "y"', "unknown_key"),
        ('"card.approve" = "ctrl+s"', "unknown_key"),
        ('"card.approve" = "Enter"', "unknown_key"),
        ('"card.approve" = "r"', "clash"),
        ('"card.approve" = "f2"', "clash"),
        ('"all.help" = "a"', "clash"),
        ('"card.approve" = "b"\n"card.reject" = "b"', "clash"),
    ],
)
def test_what_cannot_be_followed_is_named_in_both_languages_and_the_rest_counts(
    tmp_path: Path, words: str, code: str
) -> None:
    got = read(tmp_path, f'"monitor.hold" = "z"\n{words}')
    assert [fault.code for fault in got.faults] == [code]
    assert got.keys.get("monitor.hold") == (None if code == "unread" else ("z",))
    for lang in ("zh", "en"):
        said = got.faults[0].words(lang)
        assert "keys.toml" in said
        assert "\x1b" not in said


async def test_a_key_of_the_file_takes_the_place_of_the_actions_own_everywhere(
    house: House, tmp_path: Path
) -> None:
    own = read(tmp_path, '"requests.filter" = "y"\n"all.language" = "f11"')
    async with sitting(house.app(person="sunli", keymap=own)) as op:
        await op.press("2")
        await op.until(partial(is_open, op, "requests"), "requests")
        await op.sees("▌ ", "y 筛选", "F11 EN")
        assert "/ 筛选" not in op.screen()
        await op.press("slash")
        assert not op.app.screen.query("#search")
        await op.press("y")
        assert op.app.screen.query_one("#search").display
        await op.press("escape", "colon")
        await op.sees("F11 EN")
        await op.press("f11")
        await op.sees("F11 中文")
        await op.fill(filter="filter")
        assert "▌ y        filter" in op.screen()
        await op.press("escape", "question_mark")
        await op.sees("y                filter")


async def test_sentences_tabs_and_the_cheat_sheet_name_the_persons_keys(house: House, tmp_path: Path) -> None:
    own = read(
        tmp_path,
        '"requests.new" = "W"\n"all.contacts" = "K"\n"contacts.import" = "space"\n"all.marks" = "f11"',
    )
    async with sitting(house.app(person="zhaomin", keymap=own)) as op:
        await op.sees("先按 K、空格 导入通讯录，再按 2、W 起草申请", " K 通讯录")
        assert "4 通讯录" not in op.screen()
        await op.press("K")
        await op.sees("空格 导入", "客户名单")
        await op.press("f11")
        await op.sees("再按 F11 换回")
        await op.press("f11", "f12")
        await op.sees("各页按键")
        await op.press("slash", *"F11", "enter")
        await op.sees("只看含“F11”", "F11", "ASCII")


def test_refusals_on_the_command_line_name_the_persons_keys(tmp_path: Path) -> None:
    settings = Settings.load(file=tmp_path / "settings.toml")
    (tmp_path / "keys.toml").write_text('"quarter.compile" = "f11"', "utf-8")
    key_names.use(partial(given._own_keys, settings))
    assert text("refusal.filing_no_pack.next", "zh").startswith("请先按 F11 ")
    actions.use_keys({})
    assert text("refusal.filing_no_pack.next", "en") == "Compile it first, with c."


async def test_another_person_at_the_same_program_has_the_programs_keys_again(
    house: House, tmp_path: Path
) -> None:
    house.app(keymap=read(tmp_path, '"requests.filter" = "y"'))
    assert actions.find("requests.filter").keys == ("y",)
    house.app()
    assert actions.find("requests.filter").keys == ("slash",)


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_faults_are_said_at_the_start_and_by_doctor(house: House, tmp_path: Path, lang: str) -> None:
    own = read(tmp_path, '"card.approve" = "f2"\n"nothing.at_all" = "y"')
    async with sitting(house.app(lang, person="sunli", keymap=own)) as op:
        await op.sees("keys.toml", "nothing.at_all")
    found = list(program.keys(own, lang))
    assert [one.verdict for one in found] == ["weigh", "weigh"]
    assert found[1].found == own.faults[1].words(lang)
    assert text("doctor.remedy.keymap", lang)
    assert [one.verdict for one in program.keys(keymap.Keymap({"card.approve": ("y",)}), lang)] == ["good"]
    assert not list(program.keys(keymap.Keymap(), lang))
