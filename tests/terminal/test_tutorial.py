"""Both tutorials, played key by key at 80x23 in a real terminal: each shows what it says one sees, and what is typed is what it says."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from console.locale import catalogue, words
from tests.project.test_tutorial import NAMES, keys, parts
from tests.terminal.test_scenarios import Terminal

_TMUX: Final = {"Enter": "Enter", "Esc": "Escape", "Space": "Space", "PgDn": "NPage", "Shift+Tab": "BTab"}
"""Keys that tmux calls by another name, or types as letters."""
_START, _IMPORT, _WRITE, _SIGN, _RELEASE, _FILE, _LOOK_BACK = range(1, 8)
"""The tutorial's parts, behind its title."""


class Low(Terminal):
    """The smallest screen that the console is made for."""

    ROWS = 23


class Reader:
    """Somebody who reads the tutorial in that language and does what it says."""

    def __init__(self, terminal: Terminal, lang: str) -> None:
        self.at, self.lang = terminal, lang
        self.part, self.pressed = "", set[str]()

    def begin(self, nth: int) -> None:
        """Begin a part; what the last one named has been pressed."""
        self.end()
        self.part, self.pressed = parts(self.lang)[nth], set()

    def end(self, *left_out: str) -> None:
        """All keys that the part names were pressed."""
        missed = keys(self.part) - self.pressed - {*left_out}
        assert not missed, f"named and not pressed: {missed}: {self.part[:40]}"

    def press(self, *named: str) -> None:
        """Press keys by the names that the tutorial has."""
        for key in named:
            self.pressed.add(NAMES.get(key.lower(), key.lower()))
            self.at.press(re.sub(r"^Ctrl\+(.)$", lambda one: f"C-{one[1].lower()}", _TMUX.get(key, key)))

    def sees(self, *texts: str) -> str:
        return self.at.sees(*texts)

    def says(self, key: str, **values: object) -> str:
        return words.text(key, self.lang, **values).strip()

    def counts(self, *figures: int) -> None:
        """The part says these figures, and so does the screen."""
        assert all(re.search(rf"\b{one}\b", self.part, re.ASCII) for one in figures)
        self.at.until(
            lambda screen: all(re.search(rf"\b{one}\b", screen, re.ASCII) for one in figures), f"{figures}"
        )

    def types(self, text: str, *, then: str = "Enter") -> None:
        self.at.types(text)
        self.sees(text[:20])
        self.at.press(then)

    def signs(self, person: str) -> None:
        self.at.types(f"demo {person}")
        self.sees("•••")
        self.at.press("Enter")

    def becomes(self, person: str) -> None:
        self.press("F9")
        self.sees(self.says("choose.filter"))
        self.at.types(person)
        self.at.until(lambda screen: screen.count("demo ") == 1, person)
        self.at.press("Enter")
        self.sees(self.says("frame.gateway"))

    def reach(self, text: str) -> None:
        """Go down to the row with that text."""
        self.sees(text)
        for _ in range(30):
            before = self.at.screen()
            if any("▌" in row and text in row for row in before.split("\n")):
                return
            self.at.press("Down")
            self.at.until(before.__ne__, "the cursor on another row")
        raise AssertionError(f"never reached {text}:\n{self.at.screen()}")

    def row(self, nth: int) -> list[str]:
        """What row `nth` of the table says to type, by field; the text of the message is one."""
        rows = re.findall(r"(?m)^\| (?!---)(.+?) \| (.+?) \|$", self.part)[1:]
        return [rows[nth][1]] if "。" in rows[nth][1] else re.split("[，,] ?", rows[nth][1])


@pytest.fixture
def terminal(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Low]:
    home = tmp_path / "home"
    at = Low(tmp_path, "console", "--home", str(home), "--lang", request.param, "demo")
    yield at
    at.close()


@pytest.mark.parametrize(
    ("terminal", "lang"), [(lang, lang) for lang in catalogue.LANGUAGES], indirect=["terminal"]
)
def test_the_tutorial_can_be_played_to_its_end(terminal: Terminal, lang: str) -> None:
    reader = Reader(terminal, lang)
    _start(reader)
    _import(reader)
    _write(reader)
    _sign(reader)
    _release(reader)
    _file(reader)
    _look_back(reader)


def _start(reader: Reader) -> None:
    reader.begin(_START)
    reader.sees("demo zhaomin", reader.says("choose.filter"))
    reader.types("zhaomin")
    reader.sees(reader.says("frame.solo"), reader.says("tab.contacts"))
    reader.press("?")
    reader.sees(reader.says("help.todo.title"))
    reader.press("Esc")
    reader.press("F2")
    reader.sees(words.text("tab.requests", "en" if reader.lang == "zh" else "zh"))
    reader.press("F2")
    reader.sees(reader.says("tab.requests"))
    # The rest of what is the same everywhere is pressed where it is needed.
    reader.end(*keys(reader.part) - {"question_mark", "f2"})
    reader.part = ""


def _import(reader: Reader) -> None:
    reader.begin(_IMPORT)
    path = re.search(r"`(data/\S+)`", reader.part)
    assert path is not None
    reader.press("4")
    reader.sees("notice-200")
    reader.press("i")
    reader.sees("data/")
    reader.press("/")
    reader.at.types(path[1])
    reader.sees(path[1])
    reader.press("Enter")
    reader.sees("gb18030", "１５４")
    reader.press("Enter")
    reader.counts(33, 6)
    reader.press("Space")
    reader.sees("☑")
    reader.press("Ctrl+S")
    reader.sees("demo zhaomin")
    reader.signs("zhaomin")
    reader.sees(reader.says("import_view.next_lists"))


def _write(reader: Reader) -> None:
    reader.begin(_WRITE)
    lang, zone = reader.lang, ZoneInfo("Asia/Shanghai")
    reader.press("2")
    reader.sees("2026-")
    reader.press("n")
    reader.sees(words.field("telephone", lang), words.field("purpose", lang))
    reader.press("Enter")
    for nth in (1, 2):
        for value in reader.row(nth):
            reader.types(value)
    reader.sees(words.field("audience", lang))
    reader.press("Enter", "Enter")
    for value in reader.row(4):
        reader.types(value)
    reader.sees(words.field("body", lang))
    (body,) = reader.row(5)
    reader.at.types(body)
    reader.sees(body[:12])
    reader.press("PgDn")
    reader.sees(words.field("rate", lang))
    reader.press("F5")
    reader.reach("200")
    reader.press("Enter")
    now = datetime.now(zone)
    for at in (now, now + timedelta(hours=6)):
        reader.types(f"{at:%Y-%m-%d %H:%M}")
    reader.types(reader.row(8)[0], then="NPage")
    reader.sees("☐")
    reader.press("Space", "Enter", "Space")
    reader.press("Ctrl+O")
    reader.sees(body[:12])
    reader.press("Esc")
    reader.sees("☑")
    reader.press("Ctrl+S")
    reader.sees("demo zhaomin")
    reader.signs("zhaomin")
    reader.sees("-0003", reader.says("action.requests.new"))


def _sign(reader: Reader) -> None:
    reader.begin(_SIGN)
    reader.becomes("sunli")
    reader.sees("-0003", "-0002", "-0001")
    reader.press("Enter")
    # Each of the three that wait: the next one opens by itself.
    for nth in range(3):
        reader.sees(reader.says("action.card.approve"))
        if nth == 0:
            reader.press("v")
            reader.sees(words.field("telephone", reader.lang), "010-00000001")
            reader.press("Esc")
            reader.at.until(lambda screen: "010-00000001" not in screen, "the card's beginning")
        reader.press("a")
        reader.sees("demo sunli")
        reader.press("x", "x")
        reader.types("200")
        reader.signs("sunli")
    reader.sees(reader.says("tab.todo"))
    reader.end("r", "ctrl+s")
    reader.part = ""


def _release(reader: Reader) -> None:
    reader.begin(_RELEASE)
    reader.becomes("qianwei")
    reader.press("5")
    reader.reach("0003")
    reader.press("Enter")
    reader.sees(reader.says("action.monitor.release"))
    reader.press("r")
    reader.sees("demo qianwei")
    reader.types("200")
    reader.signs("qianwei")
    reader.sees(words.state("sending", reader.lang, "slot"))
    reader.press("h")
    reader.sees("y")
    reader.press("y")
    reader.sees(words.state("held", reader.lang, "slot"))
    reader.press("h")
    reader.types("核对")
    reader.press("u")
    reader.sees("demo qianwei")
    reader.end("x")
    reader.part = ""


def _file(reader: Reader) -> None:
    reader.begin(_FILE)
    reader.press("1")
    reader.reach(reader.says("todo.filing_compile"))
    reader.press("Enter")
    reader.sees(reader.says("action.quarter.compile"))
    reader.press("c")
    reader.sees(words.state("compiled", reader.lang, "filing"))
    reader.press("k")
    reader.sees("Esc")
    reader.press("Esc")
    reader.becomes("sunli")
    reader.press("1")
    reader.reach(reader.says("todo.filing_sign"))
    reader.press("Enter")
    reader.sees(reader.says("action.quarter.sign"))
    reader.press("s")
    reader.press("Ctrl+S")
    reader.sees("demo sunli")
    reader.signs("sunli")
    reader.becomes("wangfang")
    reader.press("1")
    reader.reach(reader.says("todo.filing_receive"))
    reader.press("Enter")
    reader.sees(reader.says("action.quarter.receive"))
    reader.press("a")
    number, place = re.findall(r"2026Q3-001|B-1", reader.part)
    reader.types(number)
    reader.types(place)
    reader.signs("wangfang")
    reader.end("r")
    reader.part = ""


def _look_back(reader: Reader) -> None:
    reader.begin(_LOOK_BACK)
    reader.press("9")
    reader.sees(reader.says("action.ledger.verify"))
    reader.press("v")
    reader.sees("✓")
    reader.press("Ctrl+Q")
    reader.at.until(lambda _: reader.at.dead(), "the end of the demo")
    reader.end()
