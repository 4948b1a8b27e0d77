"""What doctor finds of a terminal, asked at a real one (a pseudo-terminal): its kind, size, colours, and how wide it draws `…`."""

import fcntl
import json
import os
import pty
import select
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tests.patience import Wait

ROOT = Path(__file__).resolve().parents[2]
_PROGRAM = """
import json, os, sys
from console.cli.checks.program import terminal
found = [(one.check, one.verdict, one.found) for one in terminal()]
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump(found, file)
"""


def asked(
    folder: Path, cells: int, size: tuple[int, int] = (80, 24), **environment: str
) -> dict[str, tuple[str, str]]:
    """Check name to verdict and finding, at a terminal that draws an ellipsis `cells` wide; 0 is one that says nothing."""
    file = folder / "found.json"
    master, slave = pty.openpty()
    try:
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        before = termios.tcgetattr(slave)
        settings = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LANG": "C.UTF-8", **environment}
        program = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-c", _PROGRAM, str(file)],
            stdin=slave, stdout=slave, stderr=slave, cwd=ROOT, env=settings,
        )  # fmt: skip
        seen, answered, wait = b"", False, Wait()
        while program.poll() is None:
            assert not wait.over(), seen
            if select.select([master], [], [], 0.05)[0]:
                seen += os.read(master, 1024)
            if cells and not answered and b"\x1b[6n" in seen:
                answered = True
                os.write(master, f"\x1b[1;{cells + 1}R".encode())
        assert program.returncode == 0, seen
        assert termios.tcgetattr(slave) == before, "the terminal is left as it was"
    finally:
        os.close(master)
        os.close(slave)
    rows = json.loads(file.read_text("utf-8"))
    return {check: (verdict, found) for check, verdict, found in rows}


@pytest.mark.parametrize(("cells", "verdict"), [(1, "good"), (2, "weigh")])
def test_how_wide_it_draws_an_ambiguous_character_is_asked_and_told(
    tmp_path: Path, cells: int, verdict: str
) -> None:
    assert asked(tmp_path, cells)["ambiguous"] == (verdict, str(cells))


def test_a_terminal_that_does_not_say_holds_nothing_up_and_is_told_nothing_of(tmp_path: Path) -> None:
    found = asked(tmp_path, 0)
    assert "ambiguous" not in found
    assert found["terminal"] == ("good", "xterm-256color")


def test_a_small_or_dumb_one_is_told(tmp_path: Path) -> None:
    found = asked(tmp_path, 1, size=(60, 20), TERM="dumb")
    assert found["size"] == ("weigh", "60 x 20")
    assert found["terminal"][0] == "bad"
    assert found["colours"][0] == "weigh"
    assert asked(tmp_path, 1, COLORTERM="truecolor")["colours"] == ("good", str(1 << 24))
