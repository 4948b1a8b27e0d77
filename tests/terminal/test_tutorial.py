"""Both tutorials, played at 80x23 in a real terminal, key by key as their tables say: each shows what it says one sees.

The tables are the script: what is pressed, typed and seen stands there and nowhere else (`docs/developing.md`).
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from console.launch.processes import Solo
from console.locale import words
from console.settings import Home
from tests.patience import IN_VAIN
from tests.project.test_tutorial import KEY, PAGES, Step, parts, steps
from tests.terminal.test_scenarios import Terminal

TMUX: Final = {"Esc": "Escape", "PgDn": "NPage"}
"""Keys that tmux calls by another name than people do."""
ZONE: Final = ZoneInfo("Asia/Shanghai")
"""Of the demo."""
MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")
"""A moment in a step is an example: now the first time, six hours later the next."""
MASKED: Final = "•"


class Low(Terminal):
    """The smallest screen that the console is made for."""

    ROWS = 23


class Reader:
    """Somebody who does what the page says, and looks whether the screen shows what the page says."""

    def __init__(self, terminal: Terminal) -> None:
        self.at, self.opens = terminal, datetime.now(ZONE)

    def does(self, step: Step) -> None:
        before = self.at.screen()
        assert not step.sees or not _all(step.sees, before), (
            f"there before anything was pressed: {step}\n{before}"
        )
        for kind, said in step.does:
            if kind == "row":
                self._reach(said)
            elif KEY.fullmatch(said):
                self.at.press(re.sub(r"^Ctrl\+(.)$", lambda one: f"C-{one[1].lower()}", TMUX.get(said, said)))
            else:
                self._types(self._moment() if MOMENT.fullmatch(said) else said)
        if step.sees:
            # The demo sends 200 messages in 40 seconds, however quiet the machine.
            self.at.until(lambda screen: _all(step.sees, screen), str(step), 6 * IN_VAIN)

    def _types(self, text: str) -> None:
        self.at.types(text)
        self.at.until(lambda screen: text[:20] in screen or MASKED * len(text) in screen, text)

    def _moment(self) -> str:
        moment, self.opens = self.opens, self.opens + timedelta(hours=6)
        return f"{moment:%Y-%m-%d %H:%M}"

    def _reach(self, text: str) -> None:
        """Go down to the row that says this."""
        for _ in range(30):
            before = self.at.sees(text, "▌")
            if any("▌" in row and text in row for row in before.split("\n")):
                return
            self.at.press("Down")
            self.at.until(before.__ne__, f"the cursor on another row than\n{before}")
        raise AssertionError(f"never reached {text}:\n{self.at.screen()}")


def _all(texts: tuple[str, ...], screen: str) -> bool:
    return all(text in screen for text in texts)


@pytest.fixture
def home() -> Iterator[Path]:
    """A place for the demo, whose processes end with the test."""
    # Sockets have short paths, and pytest's own folder is long already.
    folder = Path(tempfile.mkdtemp(prefix="sms-tutorial-"))
    yield folder / "bank"
    if (folder / "bank" / "gateways").exists():
        Solo(Home(folder / "bank")).stop()
    shutil.rmtree(folder)


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("lang", PAGES)
def test_the_tutorial_can_be_played_to_its_end(home: Path, tmp_path: Path, lang: str) -> None:
    at = Low(tmp_path, "console", "--home", str(home), "--lang", lang, "demo")
    try:
        at.sees(words.text("choose.filter", lang).strip(), "zhaomin")
        reader = Reader(at)
        played = 0
        for part in parts(lang):
            for step in steps(part):
                reader.does(step)
                played += 1
                # Nobody who tries the program needs to be warned of what cannot happen to anybody.
                assert words.text("monitor.witness_none", lang)[:10] not in at.screen()
        at.until(lambda _: at.dead(), "the end of the demo")
        assert at.tmux("display-message", "-p", "#{pane_dead_status}").strip() == "0"
        assert played > 60
    finally:
        at.close()
