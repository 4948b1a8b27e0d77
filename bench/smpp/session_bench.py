"""Our session without a database against the raw client: same sink, same window, runs interleaved.

`python -m bench.smpp.session_bench [--messages N] [--windows 10 50] [--rounds 5] [--receipts]` prints, for each
window, the median rates and their ratio, and exits 1 if the ratio at window 50 without receipts is under 0.4.
"""

import argparse
import asyncio
import json
import statistics
import time
from typing import Any

from bench.smpp.raw_client import TEXT, Result
from bench.smpp.raw_client import run as run_raw
from bench.smpp.sink import sink
from console.gateways.ports import Accepted, Inbound, LineEvent, LineState, Outcome, Receipt, Submit
from console.gateways.session import AnySession
from console.gateways.smpp.session import SmppSession
from console.gateways.smpp.settings import Settings
from console.gateways.text import FramedText

TARGET = 0.4


class Feeder:
    """The least a dispatcher does: keep each outcome, fill the room, acknowledge."""

    def __init__(self, messages: int, *, receipts: bool) -> None:
        self.messages, self.receipts = messages, receipts
        self.sent = self.settled = self.reported = 0
        self.began = self.cpu_began = 0.0
        self.over = asyncio.Event()
        self.session: AnySession[Any]
        self.message: FramedText

    def on_line(self, event: LineEvent) -> None:
        """Start the clock."""
        if event.state is LineState.UP and not self.began:
            self.began, self.cpu_began = time.perf_counter(), time.process_time()

    def on_turn(self, outcomes: list[Outcome], receipts: list[Receipt], inbound: list[Inbound]) -> None:
        """Take a turn."""
        assert not inbound
        for outcome in outcomes:
            assert type(outcome) is Accepted
        self.settled += len(outcomes)
        if receipts:
            self.reported += len(receipts)
            self.session.acknowledge([receipt.token for receipt in receipts])
        count = min(self.session.room(), self.messages - self.sent)
        if count:
            sent, message = self.sent, self.message
            self.sent += count
            self.session.write(
                [Submit(i, 13000000000 + i, i & 0xFFFF, message) for i in range(sent, sent + count)]
            )
        elif self.settled == self.messages and (not self.receipts or self.reported == self.messages):
            self.over.set()


async def run_session(port: int, messages: int, window: int, *, receipts: bool) -> Result:
    """One timed run of the product's session."""
    feeder = Feeder(messages, receipts=receipts)
    settings = Settings(
        "127.0.0.1", port, "receipts" if receipts else "bench", source="106900000", window=window
    )
    feeder.session = SmppSession(settings, lambda: "bench123", feeder)
    return await run_feeder(feeder)


async def run_feeder(feeder: Feeder) -> Result:
    """Run a feeder's session until all is answered."""
    feeder.message = feeder.session.prepare(TEXT, 1)
    running = asyncio.create_task(feeder.session.run())
    over = asyncio.create_task(feeder.over.wait())
    await asyncio.wait({over, running}, return_when=asyncio.FIRST_COMPLETED)
    if not over.done():
        over.cancel()
        running.result()
    result = Result(
        feeder.messages, time.perf_counter() - feeder.began, time.process_time() - feeder.cpu_began
    )
    await feeder.session.close()
    await running
    return result


def compare(messages: int, window: int, rounds: int, *, receipts: bool) -> dict[str, object]:
    """Interleaved rounds; medians and their ratio."""
    raw: list[Result] = []
    ours: list[Result] = []
    with sink(receipts=receipts) as (port, kind):
        for _ in range(rounds):
            raw.append(asyncio.run(run_raw(port, messages, window, receipts=receipts)))
            ours.append(asyncio.run(run_session(port, messages, window, receipts=receipts)))
    raw_rate = statistics.median(result.rate for result in raw)
    our_rate = statistics.median(result.rate for result in ours)
    return {
        "window": window,
        "receipts": receipts,
        "sink": kind,
        "raw_per_s": round(raw_rate),
        "session_per_s": round(our_rate),
        "ratio": round(our_rate / raw_rate, 3),
        "raw_cpu_us": round(statistics.median(r.cpu / r.messages for r in raw) * 1e6, 2),
        "session_cpu_us": round(statistics.median(r.cpu / r.messages for r in ours) * 1e6, 2),
    }


def main() -> int:
    """Print one JSON line a window."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--windows", type=int, nargs="+", default=[10, 50])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--receipts", action="store_true")
    a = parser.parse_args()
    missed = False
    for window in a.windows:
        found = compare(a.messages, window, a.rounds, receipts=a.receipts)
        print(json.dumps(found))
        ratio = found["ratio"]
        missed |= window == 50 and not a.receipts and isinstance(ratio, float) and ratio < TARGET
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
