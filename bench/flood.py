"""A send beside a flood of replies: what is left of its rate, and whether every reply is there in the end.

`./run bench flood [--messages N] [--replies N] [--rate N] [--rounds N]`: the product's sender over the C sink, alone and beside replies of
as many different people, each with words of their own, interleaved. The provider of the bench keeps 200 replies unacknowledged at a time;
their octets are not read from the line, so the cost of that is left out. With `--rate` the send goes no faster than so many a second, as
most contracts have it. Prints JSON; exits 1 if a send keeps less than half of its rate, or a reply is lost.
"""

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.dispatch import Timed, filled
from bench.replies import corpus
from bench.smpp.sink import sink
from console.dispatch.clock import HostClock
from console.dispatch.holds import Holds
from console.dispatch.lease import Lease
from console.dispatch.reports.outbox import Author, Outbox
from console.dispatch.sending.recovery import recover
from console.gateways.ports import Inbound, Outcome, Receipt
from console.gateways.smpp.messages import prepare
from console.gateways.smpp.session import SmppSession
from console.gateways.smpp.settings import Settings

LEAST = 0.5
_OPEN = 200
_TICK = 0.05
_STRANGER = 15_000_000_000


class Flooded(Timed):
    """The sender, to which the provider hands replies in its turns, as many at once as it may keep unacknowledged."""

    def flood(self, replies: int) -> None:
        """Have so many replies come."""
        self.texts = [one.text for one in corpus()]
        self.left, self.open, self.most = replies, 0, replies

    def on_turn(self, outcomes: list[Outcome], receipts: list[Receipt], inbound: list[Inbound]) -> None:
        """Take a turn, with the replies that the provider has room for."""
        count = min(self.left, _OPEN - self.open)
        first = self.most - self.left
        self.left, self.open = self.left - count, self.open + count
        more = [self._reply(nth) for nth in range(first, first + count)]
        super().on_turn(outcomes, receipts, inbound + more)

    def _reply(self, nth: int) -> Inbound:
        text = f"{self.texts[nth % len(self.texts)]} {nth}"
        return Inbound(_STRANGER + nth, f"{_STRANGER + nth}", "1069", text, text.encode("utf-16-be"), -1)

    def acknowledged(self, tokens: Iterable[int]) -> None:
        """Make room for more."""
        self.open -= sum(token == -1 for token in tokens)


async def _one(port: int, folder: Path, a: argparse.Namespace, replies: int) -> dict[str, float]:
    store = filled(folder, a.messages)
    with store.turn() as turn:
        turn.run("UPDATE send SET rate = ?", (a.rate,))
    settings = Settings("127.0.0.1", port, "bench", source="106900000", window=a.window)
    lease = Lease(store, "bench", "bench")
    lease.take()
    sender = Flooded(
        store, "bench", lambda text, number: prepare(settings, text, number), lease=lease, holds=Holds(),
        outbox=Outbox(Author("bench", "dispatch-1"), HostClock()), clock=HostClock(),
    )  # fmt: skip
    recover(store, sender.book, lease, time.time())
    for send in sender.book:
        send.unscreened = ""
    session = SmppSession(settings, lambda: "bench123", sender)
    taking = session.acknowledge

    def acknowledge(tokens: Iterable[int]) -> None:
        kept = list(tokens)
        sender.acknowledged(kept)
        taking(one for one in kept if one >= 0)

    session.acknowledge = acknowledge  # type: ignore[method-assign]
    over = sender.attach(session, 2, a.messages)
    sender.flood(replies)
    running = asyncio.create_task(session.run())

    async def ticks() -> None:
        while True:
            if sender.unjudged:
                with store.turn() as turn:
                    sender.refused(sender.unjudged.judge(turn))
            sender.unjudged.begin(beside=sender.ready())
            sender.tick()
            await asyncio.sleep(_TICK)

    ticking = asyncio.create_task(ticks())
    await over.wait()
    seconds = time.perf_counter() - sender.began
    cpu = time.process_time() - sender.cpu_began
    began = time.perf_counter()
    while _kept(store) < replies:
        await asyncio.sleep(_TICK)
        if time.perf_counter() - began > a.patience:
            break
    drained, kept = time.perf_counter() - began, _kept(store)
    ticking.cancel()
    await session.close()
    await running
    store.close()
    return {
        "rate": a.messages / seconds, "cpu_us": cpu / a.messages * 1e6, "taken": replies - sender.left, "kept": kept, "after_s": drained,
    }  # fmt: skip


def _kept(store: Any) -> int:
    with store.look() as look:
        return int(look.number("SELECT coalesce(sum(times), 0) FROM reply"))


def main() -> int:
    """Print one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--replies", type=int, default=100_000)
    parser.add_argument("--window", type=int, default=50)
    parser.add_argument("--rate", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--patience", type=int, default=900)
    a = parser.parse_args()
    alone, beside = list[dict[str, float]](), list[dict[str, float]]()
    with sink() as (port, kind):
        for _ in range(a.rounds):
            for replies, found in ((0, alone), (a.replies, beside)):
                with tempfile.TemporaryDirectory() as folder:
                    found.append(asyncio.run(_one(port, Path(folder), a, replies)))
    rates = [statistics.median(one["rate"] for one in found) for found in (alone, beside)]
    lost = max(a.replies - one["kept"] for one in beside)
    print(json.dumps({
        "messages": a.messages, "replies": a.replies, "sink": kind, "rate_wanted": a.rate, "alone_per_s": round(rates[0]),
        "beside_per_s": round(rates[1]), "ratio": round(rates[1] / rates[0], 3), "least": LEAST, "lost": lost,
        "judged_after_s": round(statistics.median(one["after_s"] for one in beside), 1),
        "cpu_us": [round(statistics.median(one["cpu_us"] for one in found), 1) for found in (alone, beside)],
    }))  # fmt: skip
    return int(rates[1] < LEAST * rates[0] or lost > 0)


if __name__ == "__main__":
    raise SystemExit(main())
