"""One import of ours, from an open file to a signed list in a running desk: `python -m bench.import_ours HOME FILE [watched]`.

It prints seconds by part and peak memory by process as JSON. The key is unlocked beforehand, as that is slow on purpose. `watched`:
an event loop ticks in the main thread while a thread imports, as in the console, and another process of another person asks the
desk without pause; then the longest that each had to wait is printed too, and the seconds are of less use.
"""

import asyncio
import json
import resource
import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

PERSON: Final = "zhaomin"
OTHER: Final = "sunli"
_TICK: Final = 0.001
_PAUSE: Final = 0.002


def imported(home: Path, file: Path) -> dict[str, Any]:
    """Import a file; seconds by part."""
    # Loaded here: the reading process starts from this module too.
    from console.acting import lists  # noqa: PLC0415
    from console.contacts.importing import Reading  # noqa: PLC0415
    from console.contacts.source import open_source  # noqa: PLC0415
    from console.settings import Home  # noqa: PLC0415
    from console.signing.keys import demo_passphrase, unlock  # noqa: PLC0415
    from console.wire import calls  # noqa: PLC0415
    from console.wire.client import Client  # noqa: PLC0415

    place = Home(home)
    key = unlock(place.keys / PERSON, demo_passphrase(PERSON).encode())
    with Client(place.desk_socket, person=PERSON, timeout=300) as core:
        posts = core.call(calls.WhoAmI()).posts
        department = next(where for post, where in posts if post == "drafter")
        parts = [time.perf_counter()]
        with open_source(file) as source, Reading(source) as reading:
            reading.preview()
            parts.append(time.perf_counter())
            result = reading.judge(frozenset())
            parts.append(time.perf_counter())
        pending = lists.upload(core, result, person=PERSON, department=department, name="bench")
        parts.append(time.perf_counter())
        lists.finish(core, pending, key)
        parts.append(time.perf_counter())
    seconds = [after - before for before, after in pairwise(parts)]
    told = dict(zip(("read_s", "judge_s", "upload_s", "sign_s"), seconds, strict=True))
    result.findings.close()
    return {
        "seconds": parts[-1] - parts[0], **told, "rows": result.rows, "numbers": len(result.numbers),
        "findings": len(result.findings),
    }  # fmt: skip


def ask(home: Path) -> None:
    """Ask the desk as another person until standard input ends; print the longest wait of each ask in milliseconds."""
    from console.settings import Home  # noqa: PLC0415
    from console.wire import calls  # noqa: PLC0415
    from console.wire.client import Client  # noqa: PLC0415

    over = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
    asks = (calls.WhoAmI(), calls.Todo())
    waited: dict[str, list[float]] = {type(one).__name__: [] for one in asks}
    with Client(Home(home).desk_socket, person=OTHER, timeout=60) as core:
        for one in asks * 20:
            core.call(one)
        print("asking", flush=True)
        while not over.is_set():
            for one in asks:
                began = time.perf_counter()
                core.call(one)
                waited[type(one).__name__].append((time.perf_counter() - began) * 1000)
            time.sleep(_PAUSE)
    print(json.dumps({name: sorted(times) for name, times in waited.items()}))


async def ticking(home: Path, file: Path) -> tuple[dict[str, Any], list[float]]:
    """Import in a thread; what `imported` tells, and how late the event loop was each time, in milliseconds."""
    late = []
    job = asyncio.create_task(asyncio.to_thread(imported, home, file))
    while not job.done():
        began = time.perf_counter()
        await asyncio.sleep(_TICK)
        late.append((time.perf_counter() - began - _TICK) * 1000)
    return await job, sorted(late)


def watched(home: Path, file: Path) -> dict[str, Any]:
    """Import under the eyes of an event loop and of another person at the desk."""
    command = [sys.executable, "-X", "utf8", "-m", "bench.import_ours", str(home), "", "ask"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        if other.stdout is None or other.stdout.readline() != "asking\n":
            raise RuntimeError("the other person does not ask")
        told, late = asyncio.run(ticking(home, file))
        out, _ = other.communicate()
    asked = json.loads(out)
    told["loop_ms"] = late[-1]
    told["asks"] = {
        name: {"n": len(times), "p99_ms": times[len(times) * 99 // 100], "longest_ms": times[-1]}
        for name, times in asked.items()
    }
    return told


def desk_peak(pid: int) -> float:
    """Peak resident memory of a process in MiB since its mark was reset."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024


def main(home: str, file: str, how: str = "") -> None:
    """Import once and print it; or ask."""
    if how == "ask":
        ask(Path(home))
        return
    told = (watched if how == "watched" else imported)(Path(home), Path(file))
    told["child_mib"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    told["console_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
