"""One import of ours, from an open file to a signed list in a running desk: `python -m bench.import_ours HOW HOME FILE PID`.

It prints seconds by part, and processor seconds and peak memory by process, as JSON; PID is the desk. The key is unlocked
beforehand, as that is slow on purpose. HOW is `alone`, or `watched`:
an event loop ticks in the main thread while a thread imports, as in the console, and another process of another person asks the
desk without pause; then the longest that each had to wait is printed too, and the seconds are of less use.
"""

import asyncio
import gc
import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from console.acting.contacts import lists
from console.contacts.importing import Reading
from console.contacts.source import open_source
from console.settings import Home
from console.signing.keys import demo_passphrase, unlock
from console.wire import calls
from console.wire.client import Client

PERSON: Final = "zhaomin"
OTHER: Final = "sunli"
_TICK: Final = 0.001
_PAUSE: Final = 0.002
_IDLE: Final = 1.5
"""Seconds for which the other person asks before the import begins."""


def imported(home: Path, file: Path, pid: int) -> dict[str, Any]:
    """Import a file into the desk (process `pid`); seconds by part, and processor seconds by process."""
    place = Home(home)
    key = unlock(place.keys / PERSON, demo_passphrase(PERSON).encode())
    with Client(place.desk_socket, person=PERSON, timeout=300) as core:
        posts = core.call(calls.WhoAmI()).posts
        department = next(where for post, where in posts if post == "drafter")
        used = _used(pid)
        parts = [time.perf_counter()]
        with open_source(file) as source, Reading(source) as reading:
            reading.preview()
            parts.append(time.perf_counter())
            result = reading.judge(frozenset())
            parts.append(time.perf_counter())
        pending = lists.upload(core, result, person=PERSON, department=department, name="bench")
        parts.append(time.perf_counter())
        lists.finish(core, pending, lambda: key)
        parts.append(time.perf_counter())
    cpu = [after - before for before, after in zip(used, _used(pid), strict=True)]
    seconds = [after - before for before, after in pairwise(parts)]
    told = dict(zip(("read_s", "judge_s", "upload_s", "sign_s"), seconds, strict=True))
    told |= dict(zip(("child_cpu_s", "console_cpu_s", "desk_cpu_s"), cpu, strict=True))
    result.findings.close()
    return {
        "seconds": parts[-1] - parts[0], **told, "rows": result.rows, "numbers": len(result.numbers),
        "findings": len(result.findings),
    }  # fmt: skip


def _used(pid: int) -> tuple[float, float, float]:
    """Processor seconds so far of ended children, of this process, and of the desk."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime, time.process_time(), time.clock_gettime(clock_of(pid))


class Waits:
    """Waits and the processor time that the awaited process used meanwhile, both in milliseconds.

    The second tells a busy machine from a busy process: what others on the machine take is not in it.
    """

    def __init__(self, clock: int) -> None:
        self._clock = clock
        self.waits: list[tuple[float, float]] = []

    @contextmanager
    def one(self) -> Iterator[None]:
        """Time one wait."""
        began, used = time.perf_counter(), time.clock_gettime(self._clock)
        yield
        waited, own = time.perf_counter() - began, time.clock_gettime(self._clock) - used
        self.waits.append((waited * 1000, own * 1000))

    def told(self) -> dict[str, float]:
        """How many, the middle one, and the longest of both."""
        waited, own = (sorted(times) for times in zip(*self.waits, strict=True))
        return {
            "n": len(waited), "p50_ms": round(waited[len(waited) // 2], 1), "p99_ms": round(waited[len(waited) * 99 // 100], 1),
            "longest_ms": round(waited[-1], 1), "own_ms": round(own[-1], 1),
        }  # fmt: skip


def clock_of(pid: int) -> int:
    """The clock of a process's processor time (what `clock_getcpuclockid` gives)."""
    return (~pid << 3) | 2


def ask(home: Path, pid: int) -> None:
    """Ask the desk (process `pid`) as another person until standard input ends; print the waits, before and after the first line."""
    over = threading.Event()
    asks = (calls.WhoAmI(), calls.Todo())
    with Client(Home(home).desk_socket, person=OTHER, timeout=60) as core:

        def asked(over: Callable[[], bool]) -> dict[str, Any]:
            waits = {type(one).__name__: Waits(clock_of(pid)) for one in asks}
            while not over():
                for one in asks:
                    with waits[type(one).__name__].one():
                        core.call(one)
                time.sleep(_PAUSE)
            return {name: one.told() for name, one in waits.items()}

        until = time.monotonic() + _IDLE
        idle = asked(lambda: time.monotonic() > until)
        print("asking", flush=True)

        def wait() -> None:
            sys.stdin.read()
            over.set()

        threading.Thread(target=wait, daemon=True).start()
        print(json.dumps({"idle": idle, "meanwhile": asked(over.is_set)}))


async def ticking(home: Path, file: Path, pid: int) -> tuple[dict[str, Any], Waits]:
    """Import in a thread; what `imported` tells, and how late the event loop was each time."""
    late = Waits(time.CLOCK_PROCESS_CPUTIME_ID)
    job = asyncio.create_task(asyncio.to_thread(imported, home, file, pid))
    while not job.done():
        with late.one():
            await asyncio.sleep(_TICK)
    return await job, late


def watched(home: Path, file: Path, pid: int) -> dict[str, Any]:
    """Import under the eyes of an event loop and of another person at the desk."""
    # As the console has it.
    gc.freeze()
    sys.setswitchinterval(0.001)
    command = [sys.executable, "-X", "utf8", "-m", "bench.import_ours", "ask", str(home), "", str(pid)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        if other.stdout is None or other.stdout.readline() != "asking\n":
            raise RuntimeError("the other person does not ask")
        told, late = asyncio.run(ticking(home, file, pid))
        out, _ = other.communicate()
    return {**told, "loop": late.told(), **json.loads(out)}


def desk_peak(pid: int) -> float:
    """Peak resident memory of a process in MiB since its mark was reset."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def main(how: str, home: str, file: str, pid: str) -> None:
    """Import once and print it; or ask."""
    if how == "ask":
        ask(Path(home), int(pid))
        return
    told = (watched if how == "watched" else imported)(Path(home), Path(file), int(pid))
    told["child_mib"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    # Not what `getrusage` says: that may be the peak of who started this process.
    told["console_mib"] = desk_peak(os.getpid())
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
