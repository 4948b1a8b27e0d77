"""A million opt-outs: bringing a list of them in, looking at it first, and what they cost a send against none.

`python -m bench.optouts [--numbers N] [--messages N] [--json]`. The desk is the real one over SQLite, in this process; the send is the
durable sender of `bench.dispatch` to its sink, in turns without and with the opt-outs, of which none hits the list, so that both send the
same. Ratios count; the machine is whatever it is.
"""

import argparse
import asyncio
import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from bench.dispatch import _FIRST, _timed, filled
from bench.smpp.sink import sink
from console.acting.contacts import optout_lists as acting
from console.contacts import importing, inbox
from console.db.engine import open_database
from console.dispatch.store import Store
from console.wire.contacts import optouts as wire
from tests.services.core import open_core

PERSON: Final = "wangfang"
MUST: Final = {"import_vs_read": 12.0, "preview_vs_read": 4.0, "send_ratio": 0.85}
"""Most times as long as reading the file alone, and the least share of the speed without opt-outs."""


class Line:
    """One person's line to the core, with the longest call."""

    def __init__(self, core: Any) -> None:
        self._core, self.longest = core, 0.0

    def call(self, call: Any) -> Any:
        """Answer a call."""
        began = time.perf_counter()
        answer = self._core.call(PERSON, call)
        self.longest = max(self.longest, time.perf_counter() - began)
        return answer


def timed(job: Callable[[], Any]) -> tuple[Any, float]:
    """What a job returned, and its seconds."""
    began = time.perf_counter()
    done = job()
    return done, time.perf_counter() - began


def lists(count: int) -> dict[str, Any]:
    """Read, preview and bring in a file of so many numbers; then preview it again, all of them known."""
    listed = acting.Listed("promotion", "", "carrier", "bench", "2026-11-20")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "list.txt"
        path.write_bytes(b"".join(b"%011d\n" % (13_000_000_000 + 97 * nth) for nth in range(count)))
        core = open_core(f"sqlite:///{folder}/desk.sqlite3")
        line = Line(core)

        def reading() -> importing.Reading:
            return importing.Reading(inbox.open_named(str(path), None))

        with reading() as one:
            _, read = timed(lambda: one.judge(frozenset()))
        with reading() as one:
            plan, preview = timed(lambda: acting.plan(line, one, listed))
        assert (plan.new, plan.known) == (count, 0)
        line.longest = 0.0
        done, bring = timed(lambda: acting.bring(line, plan, listed))
        assert done.id == count
        gap = line.longest
        with reading() as one:
            again, known = timed(lambda: acting.plan(line, one, listed))
        assert (again.new, again.known) == (0, count)
        made, out = timed(lambda: sum(1 for _ in acting.export(line, "", "bench").numbers))
        assert made == count
        page, first = timed(lambda: line.call(wire.OptOutsPage()))
        assert page.page.total == count
        core.database.close()
    return {
        "numbers": count, "read_s": round(read, 2), "preview_s": round(preview, 2), "import_s": round(bring, 2),
        "preview_known_s": round(known, 2), "export_s": round(out, 2), "page_s": round(first, 3),
        "longest_call_ms": round(gap * 1000), "preview_vs_read": round(preview / read, 2),
        "import_vs_read": round(bring / read, 2),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }  # fmt: skip


def sends(count: int, messages: int, rounds: int) -> dict[str, Any]:
    """Send with and without so many opt-outs in the replica, by turns; none of them is in the list."""
    rates: dict[bool, list[float]] = {False: [], True: []}
    with sink(receipts=False) as (port, _):
        for _ in range(rounds):
            for full in (False, True):
                with tempfile.TemporaryDirectory() as folder:
                    store = filled(Path(folder), messages)
                    try:
                        if full:
                            _fill(store, count, messages)
                        # What was filled in is not to be paid for while it is timed.
                        store.close()
                        store = Store(open_database(f"sqlite:///{folder}/bench.db", role="dispatch"))
                        result, _ = asyncio.run(_timed(store, port, messages, 50, receipts=False))
                    finally:
                        store.close()
                rates[full].append(result.rate)
    without, with_ = (statistics.median(rates[full]) for full in (False, True))
    return {
        "messages": messages, "none_per_s": round(without), "with_per_s": round(with_), "send_ratio": round(with_ / without, 3)
    }  # fmt: skip


def _fill(store: Store, count: int, messages: int) -> None:
    """Put opt-outs of promotion beside and among the numbers of a notice: they are read, and keep nobody back."""
    among = range(_FIRST, _FIRST + messages, 10)
    others = range(_FIRST + messages, _FIRST + messages + count - len(among))
    with store.turn() as turn:
        turn.insert(
            "optout", ("num", "scope"), ((number, 0) for numbers in (among, others) for number in numbers)
        )


def main() -> int:
    """Print the figures; 1 if one misses its bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--numbers", type=int, default=1_000_000)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    a = parser.parse_args()
    found = lists(a.numbers) | sends(a.numbers, a.messages, a.rounds) | {"must": MUST}
    missed = [
        name for name, bound in MUST.items()
        if (found[name] < bound if name == "send_ratio" else found[name] > bound)
    ]  # fmt: skip
    if a.json:
        print(json.dumps(found | {"missed": missed}))
    else:
        for name, value in found.items():
            print(f"{name:>18}  {value}")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
