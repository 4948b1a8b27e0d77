"""How much goes to the terminal: over a slow line it is what a person waits for. Counted in a terminal of our own, 80x24."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.patience import Wait
from tests.terminal.line import Line
from tests.terminal.sit import this_year

FIRST = 16_000
"""Most bytes for the first page."""
PAGE = 8_000
"""Most bytes for another page."""
MOVE = 600
"""Most bytes for another row, with the pane that says all about it."""
SECTION = 4_000
"""Most bytes for another section of the form."""
LIVE = 6 * 1024
"""Most bytes a second for a send that is watched."""


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Callable[..., Line]]:
    opened: list[Line] = []

    def start(module: str = "sit", person: str = "sunli") -> Line:
        opened.append(Line(["-X", "utf8", "-m", f"tests.terminal.{module}", str(tmp_path), "zh", person]))
        return opened[-1]

    yield start
    for one in opened:
        one.close()


def test_a_page_and_a_row_take_few_bytes(line: Callable[..., Line]) -> None:
    at = line()
    assert at.until(f"{this_year()}-") <= FIRST
    pages = {key: at.press(key, " ") for key in "234567891"}
    assert max(pages.values()) <= PAGE, pages
    # Something was drawn each time.
    assert min(pages.values()) > 1_000, pages
    at.press("3", " ")
    moves = [at.press(key, " ") for key in "jk"]
    assert max(moves) <= MOVE, moves
    assert min(moves) > 50, moves
    # What is sent again is sent whole: nobody knows what else wrote on the terminal.
    assert at.press("\x12", " ") > 3_000


def test_a_send_that_is_watched_takes_few_bytes(line: Callable[..., Line]) -> None:
    at = line("watching", "qianwei")
    at.until(f"{this_year()}-")
    at.press("5", " ")
    at.press("\r", "3,105", quiet=0.2)
    seconds = 6.0
    read = at.read_for(seconds)
    assert sum(map(len, read)) <= LIVE * seconds, len(b"".join(read))
    # It is drawn anew about twice a second.
    assert len(read) >= seconds, read


def test_a_line_that_is_cut_leaves_no_fault_and_the_place_where_one_was(
    line: Callable[..., Line], tmp_path: Path
) -> None:
    at = line()
    at.until(f"{this_year()}-")
    at.press("3", " ")
    at.press("\r", " ")
    at.cut()
    wait = Wait()
    while not at.gone():
        assert not wait.over()
        time.sleep(0.05)
    assert not list(tmp_path.glob("report-*"))
    (kept,) = (tmp_path / "unfinished").iterdir()
    assert "approvals" in kept.read_text("utf-8")
    assert "card" in kept.read_text("utf-8")


def test_writing_a_request_takes_few_bytes(line: Callable[..., Line]) -> None:
    at = line("sit", "zhaomin")
    at.until("F2")
    at.press("2", f"{this_year()}-")
    assert at.press("n", "PgDn") <= PAGE
    sections = [at.press("\x1b[6~", " ") for _ in range(4)]
    assert max(sections) <= SECTION, sections
    assert min(sections) > 300, sections
    at.press("\x1b[5~\x1b[5~", " ")
    # With it comes what is counted and saved half a second later; with the first one the section is no longer empty.
    first, *letters = [at.press(letter, letter) for letter in "abc"]
    assert max(letters) <= MOVE, letters
    assert first <= 2 * MOVE
