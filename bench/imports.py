"""`./run bench import [--json] [--sizes=N,N…] [--rounds=N] [--formats=txt,xlsx]`: from a contact file to a signed list in a desk, and what else there is.

Each round runs, one after another in the same minute: our import (file, limited child, judging, upload, signature, a real desk over
its socket); the floor (parse, drop repeated numbers, sort, one insert in one transaction of the same file); for a workbook the raw
reader. Seconds are the median of the rounds; a ratio is the median of the rounds' ratios, of processor seconds too, which a busy
machine changes less: the import's three processes share two cores with everything else, the floor needs one. Slow peers read as many rows as they need to be
told apart, and are compared by the row. A library that is not installed is reported as absent. Ratios count; the machine is whatever it is.
Exit code 1 if a figure is over its limit.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any, Final

from bench.figures import Figure, told
from bench.import_files import write_table, write_txt, write_xlsx
from bench.import_ours import desk_peak
from console.contacts.texts.decode import MAX_LINES, MAX_ROWS
from console.launch import demo
from console.launch.processes import Solo, standard
from console.settings import Home

SIZES: Final = (10_000, 100_000, 1_000_000, MAX_LINES)
ROUNDS: Final = 3
MOST: Final = {"txt": 2.2, "xlsx": 2.0, "table": 2.0}
"""Most times as long as the floor (and the raw reader for a workbook), at a million rows; a table is a workbook of four columns."""
MILLION: Final = 1_000_000
PEERS: Final = {"txt": ("pandas", "upsert", "phonenumbers", "judging"), "xlsx": ("pandas", "openpyxl")}
PEER_ROWS: Final = 100_000


@contextmanager
def bank(folder: Path) -> Iterator[tuple[Home, int]]:
    """The home of the example bank, its desk running, and the desk's process."""
    home = Home(folder / "bank")
    demo.make(home)
    solo = Solo(home, standard(home)[:1])
    try:
        yield home, solo.start()[0].pid
    finally:
        solo.stop()


def run(*arguments: str) -> dict[str, Any]:
    """What a module of this package prints, run in an interpreter of its own."""
    command = [sys.executable, "-X", "utf8", "-m", *arguments]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    answer: dict[str, Any] = json.loads(out)
    return answer


def one_round(home: Home, pid: int, file: Path, text: Path) -> dict[str, Any]:
    """Our import, the floor, and for a workbook the raw reader, in turn."""
    # The peak is reset, so that it is this import's.
    Path(f"/proc/{pid}/clear_refs").write_text("5", "ascii")
    ours = run("bench.import_ours", "alone", str(home.root), str(file), str(pid)) | {
        "desk_mib": desk_peak(pid)
    }
    floor = run("bench.import_peers", "floor", str(text))
    made = {**ours, "floor_s": floor["seconds"], "floor_cpu_s": floor["cpu"]}
    if file.suffix == ".xlsx":
        raw = run("bench.import_peers", "calamine", str(file))
        made |= {"calamine_s": raw["seconds"], "calamine_cpu_s": raw["cpu"], "calamine_mib": raw["peak"]}
    return made


def measured(home: Home, pid: int, file: Path, text: Path, rounds: int) -> dict[str, Any]:
    """The medians of the rounds, the greatest peaks, and the ratio to the floor."""
    rows = [one_round(home, pid, file, text) for _ in range(rounds)]
    made: dict[str, Any] = {
        "file": file.name,
        "format": file.suffix[1:],
        "rows": rows[0]["rows"],
        "rounds": rounds,
    }
    for name in rows[0]:
        if name.endswith("_mib"):
            made[name] = round(max(row[name] for row in rows), 1)
        elif name == "seconds" or name.endswith("_s"):
            made[name] = round(median(row[name] for row in rows), 3)
    made["ratio"] = round(
        median(row["seconds"] / (row["floor_s"] + row.get("calamine_s", 0)) for row in rows), 2
    )
    made["cpu_ratio"] = round(median(_used(row) / _used(row, ("floor", "calamine")) for row in rows), 2)
    made |= {name: rows[0][name] for name in ("numbers", "findings")}
    return made


def _used(row: dict[str, Any], of: tuple[str, ...] = ("child", "console", "desk")) -> float:
    """Processor seconds of some of the programs."""
    return sum(float(row.get(f"{name}_cpu_s", 0)) for name in of)


def peers(file: Path, ours: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Each peer's rows a second on a file, and how many times as many ours are, end to end."""
    rate = ours["rows"] / ours["seconds"]
    for name in PEERS[ours["format"]]:
        got = run("bench.import_peers", name, str(file), str(min(PEER_ROWS, ours["rows"])))
        row = {"peer": name, "format": ours["format"], **got}
        if "seconds" in got:
            row["per_s"] = round(got["rows"] / got["seconds"])
            row["ours_times"] = round(rate / row["per_s"], 1)
        yield row


def lines(files: list[dict[str, Any]], others: list[dict[str, Any]]) -> Iterator[str]:
    """The tables for people."""
    yield f"{'file':<14}{'ours s':>8}{'floor s':>8}{'raw s':>8}{'ratio':>7}{'cpu':>6}{'rows/s':>11}   child console desk MiB"
    for one in files:
        raw = f"{one['calamine_s']:.3f}" if "calamine_s" in one else ""
        peaks = "  ".join(f"{one[f'{name}_mib']:5.0f}" for name in ("child", "console", "desk"))
        rate = one["rows"] / one["seconds"]
        yield (
            f"{one['file']:<14}{one['seconds']:>8.3f}{one['floor_s']:>8.3f}{raw:>8}{one['ratio']:>7.2f}{one['cpu_ratio']:>6.2f}{rate:>11,.0f}   {peaks}"
            f"   (read {one['read_s']:.2f} judge {one['judge_s']:.2f} upload {one['upload_s']:.2f} sign {one['sign_s']:.2f};"
            f" cpu child {one['child_cpu_s']:.2f} console {one['console_cpu_s']:.2f} desk {one['desk_cpu_s']:.2f}, floor {one['floor_cpu_s']:.2f})"
        )
    for one in others:
        if "absent" in one:
            yield f"{one['peer']} ({one['format']}): absent"
        else:
            yield f"{one['peer']} ({one['format']}): {one['per_s']:,} rows/s; ours, end to end: {one['ours_times']:,} times"


def figures(files: list[dict[str, Any]], seen: dict[str, Any]) -> Iterator[Figure]:
    """What is held against a limit."""
    at = {(one["format"], one["rows"]): one for one in files}
    for form, most in MOST.items():
        if one := at.get((form, MILLION)) or at.get((form, MILLION + 1)):
            against = "floor" if form == "txt" else "raw reader + floor"
            yield Figure(f"a million rows of {form}, file to signed list", one["ratio"], f"x {against}", most)
            yield Figure(
                f"peak of the reading process, a million rows of {form}", one["child_mib"], "MiB", 250
            )
    texts = sorted((one for one in files if one["format"] == "txt"), key=lambda one: one["rows"])
    if len(texts) > 1 and texts[-2]["rows"] >= MILLION:
        each = [one["seconds"] / one["rows"] for one in texts[-2:]]
        yield Figure(
            f"cost of a row at {texts[-1]['rows']:,} against {MILLION:,}", each[1] / each[0], "x", 1.3
        )
    if seen:
        yield from waits("the event loop in an import of the largest text", seen["loop"], 16)
        for name, one in seen["meanwhile"].items():
            idle = seen["idle"][name]["longest_ms"]
            yield Figure(f"longest {name} of another person at the idle desk", idle, "ms")
            yield from waits(f"{name} of another person meanwhile", one, 30)


def waits(what: str, one: dict[str, float], most: float) -> Iterator[Figure]:
    """The longest wait, and what the awaited process itself computed in one: a busy machine is not in that."""
    yield Figure(f"longest wait for {what}", one["longest_ms"], "ms", most)
    yield Figure(f"most that its process computed in a wait for {what}", one["own_ms"], "ms")


def main(arguments: list[str]) -> int:
    """Measure and print; 1 if a figure is over its limit."""
    parser = argparse.ArgumentParser(prog="./run bench import")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--formats", default="txt,xlsx")
    told_of = parser.parse_args(arguments)
    sizes = sorted(map(int, told_of.sizes.split(",")))
    files: list[dict[str, Any]] = []
    others: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="sms-import-") as folder, bank(Path(folder)) as (home, pid):
        for size in sizes:
            text = Path(folder) / f"{size}.txt"
            write_txt(text, size)
            for form in told_of.formats.split(","):
                file = text.with_suffix(f".{form}")
                if form == "xlsx":
                    if size > MAX_ROWS:
                        continue
                    write_xlsx(file, size)
                files.append(measured(home, pid, file, text, told_of.rounds))
                if size == PEER_ROWS:
                    others += peers(file, files[-1])
            if size == MILLION and "xlsx" in told_of.formats:
                file = text.with_name("table.xlsx")
                write_table(file, size)
                files.append(measured(home, pid, file, text, told_of.rounds) | {"format": "table"})
        seen = run("bench.import_ours", "watched", str(home.root), str(text), str(pid))
    if not told_of.json:
        print("\n".join(lines(files, others)))
    return told(figures(files, seen), as_json=told_of.json, files=files, peers=others, watched=seen)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
