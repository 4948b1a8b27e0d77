"""The console in a real terminal (tmux), 80x24, in both languages: what a person sees, types, and loses when the line drops."""

import os
import shlex
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from console.launch.processes import Solo
from console.settings import Home
from tests.clocked import starting
from tests.patience import IN_VAIN, PATIENCE, Wait
from tests.terminal.sit import this_year

ROOT = Path(__file__).resolve().parents[2]


class Terminal:
    """One tmux server with one window that runs a program of ours."""

    ROWS = 24

    def __init__(self, folder: Path, *module: str, **environment: str) -> None:
        self.socket = folder / "tmux"
        self.folder = folder
        program = starting(*module)
        settings = {"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "SMS_CONSOLE_WORDS": "strict", **environment}
        extra = [part for name, value in settings.items() for part in ("-e", f"{name}={value}")]
        self.tmux(
            "-f",
            os.devnull,
            "new-session",
            "-d",
            "-x",
            "80",
            "-y",
            str(self.ROWS),
            *extra,
            "-c",
            str(ROOT),
            *program,
        )
        self.tmux("set-option", "-g", "remain-on-exit", "on")

    def tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-S", str(self.socket), *arguments],
            check=True,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        return done.stdout

    def screen(self, *options: str) -> str:
        return self.tmux("capture-pane", "-p", *options)

    def until(self, happened: Callable[[str], bool], what: str, seconds: float = IN_VAIN) -> str:
        wait = Wait(seconds)
        while True:
            screen = self.screen()
            if happened(screen):
                return screen
            assert not wait.over(), f"never saw {what}:\n{screen}"
            time.sleep(0.05)

    def sees(self, *words: str) -> str:
        return self.until(lambda screen: all(word in screen for word in words), " ".join(words))

    def press(self, *keys: str) -> None:
        self.tmux("send-keys", *keys)

    def types(self, words: str) -> None:
        self.tmux("send-keys", "-l", words)

    def dead(self) -> bool:
        return self.tmux("display-message", "-p", "#{pane_dead}").strip() == "1"

    def close(self) -> None:
        subprocess.run(
            ["tmux", "-S", str(self.socket), "kill-server"],
            check=False,
            capture_output=True,
            timeout=PATIENCE,
        )


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    opened: list[Terminal] = []

    def start(lang: str, person: str, **environment: str) -> Terminal:
        (tmp_path / "sit").mkdir()
        opened.append(
            Terminal(tmp_path, "tests.terminal.sit", str(tmp_path / "sit"), lang, person, **environment)
        )
        return opened[-1]

    yield start
    for one in opened:
        one.close()


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder for an installation whose processes end with the test."""
    # Sockets have short paths, and pytest's own folder is long already.
    folder = Path(tempfile.mkdtemp(prefix="sms-open-"))
    yield folder / "bank"
    if (folder / "bank" / "gateways").exists():
        Solo(Home(folder / "bank")).stop()
    shutil.rmtree(folder)


def test_leaving_or_losing_a_second_console_leaves_the_first_its_desk(home: Path, tmp_path: Path) -> None:
    """A demo with three consoles: one is left, one is killed, and the first still works; its end ends the processes."""

    def opened(name: str, *words: str) -> Terminal:
        (tmp_path / name).mkdir()
        return Terminal(tmp_path / name, "console", "--home", str(home), "--lang", "en", *words)

    def leaves(at: Terminal) -> None:
        at.press("C-q")
        at.press("y")
        at.until(lambda _: at.dead(), "the end")

    consoles = [opened("first", "demo", "--no-mouse")]
    try:
        first = consoles[0]
        first.sees("孙丽")
        consoles += [opened("left"), opened("killed", "--as", "sunli")]
        for at in consoles[1:]:
            at.sees("孙丽")
        leaves(consoles[1])
        os.kill(int(consoles[2].tmux("display-message", "-p", "#{pane_pid}")), signal.SIGKILL)
        consoles[2].until(lambda _: consoles[2].dead(), "the end")
        assert all(one.answers for one in Solo(Home(home)).status())
        first.types("孙丽")
        first.press("Enter")
        first.sees(" 1 Todo")
        leaves(first)
        assert [one.pid for one in Solo(Home(home)).status()] == [0, 0, 0]
    finally:
        for at in consoles:
            at.close()


def test_the_demo_is_made_left_and_opened_again_by_the_bare_command(home: Path, tmp_path: Path) -> None:
    """What a newcomer types: the demo with its bank made anew; then the program alone, which finds the bank as it was left."""
    at = Terminal(tmp_path, "console", "--home", str(home), "--lang", "en", "demo", "--no-mouse")
    try:
        at.sees("孙丽")
        at.press("C-q")
        at.press("y")
        at.until(lambda _: at.dead(), "the end")
        assert [one.pid for one in Solo(Home(home)).status()] == [0, 0, 0]
        again = starting("console", "--home", str(home), "--lang", "en")
        at.tmux("respawn-pane", "-k", shlex.join(again))
        at.sees("孙丽")
        assert all(one.answers for one in Solo(Home(home)).status())
        at.press("C-q")
        at.press("y")
        at.until(lambda _: at.dead(), "the end")
        assert [one.pid for one in Solo(Home(home)).status()] == [0, 0, 0]
    finally:
        at.close()


def test_a_manager_approves_in_chinese_and_sees_the_next_request(terminal: Callable[..., Terminal]) -> None:
    at = terminal("zh", "sunli")
    at.sees("待办 3", "等您审批")
    at.press("3")
    at.sees(f"▌ {this_year()}-业务部-0003")
    at.press("Enter")
    at.sees("规模与费用")
    at.press("a")
    at.sees("☐ 内容已审", "demo sunli")
    at.press("x", "x")
    at.types("20")
    at.press("Enter")
    # In one burst, as a quick hand or a paste does it: Enter waits for the letters before it.
    at.press("demo sunli", "Enter")
    at.sees(f"已批准 {this_year()}-业务部-0003", f"{this_year()}-业务部-0002")


class Hand:
    """A person's hand at a terminal that counts: every key is one, but what is typed in (with the key that ends it) is none."""

    def __init__(self, at: Terminal) -> None:
        self.at, self.keys = at, 0

    def press(self, *keys: str) -> None:
        self.keys += len(keys)
        self.at.press(*keys)

    def types(self, words: str) -> None:
        self.at.types(words)
        self.at.press("Enter")

    def gives_reason(self, words: str) -> None:
        """A reason may have several lines, so a key of its own leads from it to the passphrase."""
        self.at.types(words)
        self.press("Tab")
        self.types("demo sunli")


def test_a_manager_reads_ten_requests_signs_seven_together_returns_two_and_rejects_one(
    tmp_path: Path,
) -> None:
    """80x24, no mouse: thirty keys for ten decisions, with everything opened and read, and one passphrase for the seven."""
    (tmp_path / "sit").mkdir()
    at = Terminal(tmp_path, "tests.terminal.sit", str(tmp_path / "sit"), "zh", "sunli", "10")
    year = this_year()
    try:
        hand = Hand(at)
        at.sees("待办 11")
        hand.press("3")
        at.sees(f"▌ {year}-业务部-0011")
        hand.press("Enter")
        reasons = {
            3: ("r", "日期写错", "已退回"),
            5: ("r", "名单请重核", "已退回"),
            6: ("x", "不合规", "已驳回"),
        }
        for serial in range(11, 1, -1):
            number = f"{year}-业务部-{serial:04d}"
            at.sees("规模与费用", number)
            if serial not in reasons:
                hand.press("Space")
                continue
            key, reason, done = reasons[serial]
            hand.press(key)
            at.sees("原因", "签名口令", number)
            hand.gives_reason(reason)
            at.sees(f"{done} {number}")
        at.sees(f"✓ {year}-业务部-0002", "选中了 7 件")
        hand.press("a")
        at.sees("批准 7 件", f"1/7  {year}-业务部-0002 v1  [已看]")
        for count in (30, 21, 24, 25, 26, 27, 28):
            hand.press("x", "x")
            hand.types(str(count))
        at.sees("签名口令           │ 演示口令：demo sunli")
        hand.types("demo sunli")
        screen = at.sees("已签 7 件，没有签成 0 件", "待办 1")
        assert screen.count(f"[签] {year}-业务部-") == 7
        assert all(len(line) <= 80 for line in screen.split("\n"))
        assert hand.keys <= 3 * 10
        with sqlite3.connect(f"file:{tmp_path / 'sit' / 'desk.sqlite3'}?mode=ro", uri=True) as conn:
            rows = conn.execute("SELECT state, count(*) FROM request GROUP BY state").fetchall()
            signed = conn.execute("SELECT count(*) FROM step WHERE person = 'sunli' AND kind = 'approval'")
            # One notice was cleared before they sat down; the promotion goes on to the next manager.
            assert dict(rows) == {"cleared": 7, "submitted": 1, "returned": 2, "rejected": 1}
            assert signed.fetchone()[0] == 8
    finally:
        at.close()


def test_a_drafter_types_in_english_leaves_and_finds_the_draft_again(
    terminal: Callable[..., Terminal],
) -> None:
    at = terminal("en", "zhaomin")
    at.sees("Nothing waits for you")
    at.press("2")
    at.sees("new request")
    at.press("n")
    at.sees("Batch SMS Request", "still to fix")
    at.press("Tab", "Tab")
    at.types("新年问候 greetings")
    at.sees("Draft saved")
    at.press("Escape")
    screen = at.sees("draft", "新年问候 greetings")
    assert all(len(line) <= 80 for line in screen.split("\n"))


def test_wrong_bytes_and_a_small_window_leave_the_console_alive(terminal: Callable[..., Terminal]) -> None:
    at = terminal("zh", "qianwei", NO_COLOR="1")
    at.sees("等您放行")
    at.tmux("send-keys", "-H", "b6", "cc", "d0", "c5")
    at.sees("终端编码不是 UTF-8")
    at.tmux("resize-window", "-x", "120", "-y", "40")
    at.sees("看清人数和时段")
    at.tmux("resize-window", "-x", "80", "-y", "24")
    at.press("5")
    at.sees("可放行", "0/12")


def test_a_hang_up_ends_the_console_and_gives_the_terminal_back(terminal: Callable[..., Terminal]) -> None:
    at = terminal("en", "qianwei")
    at.sees("release")
    at.press("5")
    at.sees("0/12")
    process = int(at.tmux("display-message", "-p", "#{pane_pid}"))
    os.kill(process, 1)  # SIGHUP, as when the line is cut
    at.until(lambda _: at.dead(), "the end")
    assert at.tmux("display-message", "-p", "#{alternate_on}").strip() == "0"
    assert not list((at.folder / "sit").glob("report-*"))
    # What was open is kept for the next start.
    (kept,) = (at.folder / "sit" / "unfinished").iterdir()
    assert '"sends' in kept.read_text("utf-8").replace("\\", "")


def test_a_pledge_is_signed_clause_by_clause_in_a_real_terminal(tmp_path: Path) -> None:
    (tmp_path / "sit").mkdir()
    at = Terminal(tmp_path, "tests.terminal.unpledged", str(tmp_path / "sit"), "zh", "sunli")
    try:
        at.sees("保证书要签")
        at.press("8")
        at.sees("▌ 赵敏", "业务部 主管经理 兼 信贷部")
        at.press("p")
        screen = at.sees("您的保证书：未签", "☐ 1. 法律法规", "还有 12 条没打勾")
        # A clause that takes two lines goes on under its first one, and nothing is cut.
        whole = "".join(screen.split())
        assert "由谁要求，我都不起草、不审批、不发送。☐2." in whole, screen
        at.press(*["x"] * 12)
        at.sees("还差 1 处：见证人")
        at.press("Enter")
        at.sees("输入文字筛选")
        at.types("郑涛")
        at.press("Enter")
        at.sees("已填齐")
        at.press("C-s")
        at.sees("签署保证书（附件2）", "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12", "demo sunli")
        at.press("demo sunli", "Enter")
        at.sees("保证书已签（2026-1）", "▌ 赵敏")
    finally:
        at.close()
