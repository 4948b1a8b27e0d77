"""`./run bench ui [--json]`: the screens at the end of a line that measures, each figure beside its limit.

Times are ratios to a bare application of the same library in the same run, or medians of many keys; bytes are counted at 80x24.
Exit code 1 if a figure is over its limit.
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bench.figures import Figure, told
from bench.import_files import write_txt
from console.launch import demo
from console.launch.processes import Solo
from console.settings import Home
from tests.terminal.line import Line
from tests.terminal.sit import this_year

ROUNDS: Final = 7
KEYS: Final = 200
WATCHED: Final = 10.0
"""Seconds for which a running send is watched."""
ROWS: Final = 1_000_000
SIZES: Final = (10_000, 1_000_000)


@contextmanager
def line(*arguments: str) -> Iterator[Line]:
    """A program at a line, ended at the end."""
    at = Line(["-X", "utf8", *arguments])
    try:
        yield at
    finally:
        at.close()


def begun(words: str, *arguments: str) -> float:
    """Seconds from the start of a program until the words stand on the terminal."""
    with line(*arguments) as at:
        return at.since_start(words)


@contextmanager
def bank(folder: Path) -> Iterator[Path]:
    """The home of the example bank, its desk running."""
    home = Home(folder / "bank")
    demo.make(home)
    solo = Solo(home)
    solo.start()
    try:
        demo.fill(home)
        yield home.root
    finally:
        solo.stop()


def start(home: Path) -> Iterator[Figure]:
    """The console over a running desk until the queue of a manager is there, against the bare application, in turn."""
    ours, bare = [], []
    for _ in range(ROUNDS):
        bare.append(begun("ready", "-m", "bench.ui.bare"))
        ours.append(begun(f"{this_year()}-", "-m", "console", "--home", str(home), "--as", "sunli", "open"))
    yield Figure("bare application", statistics.median(bare) * 1000, "ms", float("inf"))
    yield Figure("exec to queue", statistics.median(ours) / statistics.median(bare), "x bare", 1.5)


def keys() -> Iterator[Figure]:
    """From a key to the first byte of the row that it leads to."""
    for size in SIZES:
        with line("-m", "bench.ui.rows", str(size)) as at:
            at.until("定期存款到期提醒 0")
            at.press("j", " ", quiet=0.2)
            took = [at.first_byte("j" if nth % 20 < 12 else "k") for nth in range(KEYS)]
        yield Figure(f"key to paint, {size:,} rows, p50", statistics.median(took) * 1000, "ms", 5)
        yield Figure(f"key to paint, {size:,} rows, p95", sorted(took)[KEYS * 95 // 100] * 1000, "ms", 16)


def bytes_sent(folder: Path) -> Iterator[Figure]:
    """How many bytes the first page, another page, another row and a running send take."""
    sit = folder / "sit"
    sit.mkdir()
    with line("-m", "tests.terminal.sit", str(sit), "zh", "sunli") as at:
        yield Figure("first paint", at.until(f"{this_year()}-"), "bytes", 16_000)
        pages = [at.press(key, " ") for key in "234567891"]
        yield Figure("page switch, most of nine", max(pages), "bytes", 8_000)
        at.press("3", " ")
        yield Figure("another row", max(at.press(key, " ") for key in "jk"), "bytes", 600)
    watched = folder / "watched"
    watched.mkdir()
    with line("-m", "tests.terminal.watching", str(watched), "zh", "qianwei") as at:
        at.until(f"{this_year()}-")
        at.press("5", " ")
        at.press("\r", "3,105", quiet=0.2)
        sent = sum(map(len, at.read_for(WATCHED)))
        yield Figure("a running send", sent / WATCHED / 1024, "KiB/s", 6)


def waits(at: Line, folder: Path, began: float, what: str) -> Iterator[Figure]:
    """The longest that the event loop was not to be had since `began`, apart the building of pages, and what it computed itself."""
    at.read_for(1.0)
    told = json.loads((folder / "gaps.json").read_text("utf-8"))
    since = [one[1:] for one in told if one[0] >= began]
    for built, most, when in ((False, 16, what), (True, float("inf"), f"{what}, a page being built")):
        late = [(late * 1000, own * 1000) for late, own, building in since if building is built] or [
            (0.0, 0.0)
        ]
        yield Figure(f"longest wait while {when}", max(one for one, _ in late), "ms", most)
        yield Figure(
            f"most that the console computed in a wait while {when}", max(own for _, own in late), "ms"
        )


def loop(folder: Path) -> Iterator[Figure]:
    """The longest that a key had to wait while a send was watched, and while a list of numbers was imported."""
    sending = folder / "sending"
    sending.mkdir()
    with line("-m", "bench.ui.gaps", "watching", str(sending)) as at:
        at.until(f"{this_year()}-")
        at.press("5", " ")
        at.press("\r", "3,105", quiet=0.2)
        began = time.perf_counter()
        at.read_for(WATCHED)
        yield from waits(at, sending, began, "a send is watched")


def importing(folder: Path, home: Path) -> Iterator[Figure]:
    """The longest that a key had to wait while a list of a million numbers was read, judged and handed to the desk."""
    files = folder / "files"
    files.mkdir()
    write_txt(files / "million.txt", ROWS)
    with line("-m", "bench.ui.gaps", "bank", str(files), str(home)) as at:
        at.until("赵敏")
        at.press("4", " ")
        at.press("i", "million.txt")
        began = time.perf_counter()
        at.press("\r", "不收")
        at.press("\x13", "按原因", quiet=0.5)
        yield from waits(at, files, began, "a million rows are read")
        began = time.perf_counter()
        at.press("\x13", "签名口令")
        at.press("demo zhaomin", " ", quiet=0.2)
        at.press("\x13", "已导入：", quiet=0.5)
        yield from waits(at, files, began, "they are handed over")


def main(arguments: list[str]) -> int:
    """Measure and print; 1 if a figure is over its limit."""
    with tempfile.TemporaryDirectory(prefix="sms-ui-") as folder:
        place = Path(folder)
        figures = [*keys(), *bytes_sent(place), *loop(place)]
        with bank(place) as home:
            figures += [*start(home), *importing(place, home)]
    return told(figures, as_json="--json" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
