"""The durable sender against the raw client: real schema, SQLite in FULL, one transaction a turn; same sink, same window.

`python -m bench.dispatch [--messages N] [--window 50] [--rounds 3]` runs with and without receipts, interleaved with the raw
client, prints medians and ratios, checks that every message was stored once, and exits 1 if a ratio is under 0.10.

With `--caps` it measures limits per number instead: the same send, over a database in which each of its numbers got ten messages in
the last ten days, with limits and without, interleaved. It exits 1 if the limits cost more than 15 per cent.
"""

import argparse
import asyncio
import json
import os
import shutil
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from bench.smpp.raw_client import TEXT, Result
from bench.smpp.raw_client import run as run_raw
from bench.smpp.sink import sink
from console.db.engine import open_database
from console.db.migrate import DISPATCH, upgrade
from console.dispatch.clock import HostClock
from console.dispatch.holds import Holds
from console.dispatch.lease import Lease
from console.dispatch.outbox import Author, Outbox
from console.dispatch.recovery import recover
from console.dispatch.sender import Sender
from console.dispatch.store import Store
from console.domain.contacts import merkle
from console.domain.sending.limits import SendLimits
from console.domain.times import render
from console.gateways.ports import Inbound, LineEvent, LineState, Outcome, Receipt
from console.gateways.smpp.messages import prepare
from console.gateways.smpp.session import SmppSession
from console.gateways.smpp.settings import Settings

TARGET, STRETCH = 0.10, 0.25
CAPS_MOST = 1.15
_EARLIER = 10
"""Sends to the same numbers before the one that is measured."""
_DAY_MS = 86_400_000
_LIMITS = SendLimits(day=5, days_30=20, all_day=10, all_days_30=50, same_text_days=30)
_FIRST = 13_000_000_000


class Timed(Sender):
    """The product's sender, with a clock at its first turn and its last."""

    began = cpu_began = 0.0
    last = 0
    turns = 0

    def attach(self, session: SmppSession, last_state: int, messages: int) -> asyncio.Event:
        """Run over this session until every recipient is in `last_state`."""
        self.session, self.last, self.messages, self.over = session, last_state, messages, asyncio.Event()
        return self.over

    def on_line(self, event: LineEvent) -> None:
        """Start the clock."""
        super().on_line(event)
        if event.state is LineState.UP:
            self.began, self.cpu_began = time.perf_counter(), time.process_time()

    def on_turn(self, outcomes: list[Outcome], receipts: list[Receipt], inbound: list[Inbound]) -> None:
        """Take a turn as the product does."""
        super().on_turn(outcomes, receipts, inbound)
        self.turns += 1
        if all(send.tally[self.last] == self.messages for send in self.book):
            self.over.set()


def filled(folder: Path, messages: int) -> Store:
    """A fresh database with one send that is ready to go."""
    database = open_database(f"sqlite:///{folder}/bench.db", role="dispatch")
    upgrade(database, DISPATCH)
    store = Store(database)
    with store.turn() as turn:
        turn.run(
            "INSERT INTO send (id, request, slot, release_digest, request_digest, list_id, n, category, gateway, opens,"
            " closes, hours_from, hours_to, rate, body, reference, state, reason, hold, resumed, reported, bundle)"
            " VALUES (1, 1, 1, 'r', 'q', 1, ?, 'notice', 'bench', '2000-01-01T00:00:00Z', '2100-01-01T00:00:00Z',"
            " '00:00', '24:00', 0, ?, 1, 'sending', '', 0, 0, 0, ?)",
            (messages, TEXT, b""),
        )
        turn.run("INSERT INTO tally VALUES (1, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0)", (messages,))
        numbers = range(_FIRST, _FIRST + messages)
        turn.insert(
            "recipient",
            ("send_id", "num", "state", "attempt", "reference"),
            ((1, n, 0, 0, 0) for n in numbers),
        )
        chunks = [(1, at, first, 0) for at, first in enumerate(numbers[:: merkle.CHUNK])]
        turn.insert("chunk", ("send_id", "position", "first", "revision"), chunks)
    return store


def remember(store: Store, messages: int) -> None:
    """Fill a database with earlier sends to the same numbers, one a day, each recipient delivered with a submission and a receipt."""
    now = int(time.time() * 1000)
    for nth in range(2, _EARLIER + 2):
        at = now - nth * _DAY_MS
        closes = datetime.fromtimestamp(at / 1000 + 3600, UTC)
        with store.turn() as turn:
            turn.run(
                "INSERT INTO send (id, request, slot, release_digest, request_digest, list_id, n, category, gateway,"
                " opens, closes, hours_from, hours_to, rate, body, reference, state, reason, hold, resumed, reported, bundle,"
                " held_at, continues, root, pairs, people, text_key)"
                " VALUES (?, ?, 1, ?, ?, 1, ?, 'notice', 'bench', '', ?, '', '', 0, 'x', ?, 'done', '',"
                " 0, 0, 1, ?, '', 0, 0, '', '', ?)",
                (nth, nth, f"r{nth}", f"q{nth}", messages, render(closes), nth, b"", f"text {nth}"),
            )
            turn.run("INSERT INTO tally VALUES (?, 0, 0, 0, ?, 0, 0, 0, 0, 0, 0)", (nth, messages))
            turn.insert(
                "recipient", ("send_id", "num", "state", "attempt", "reference", "at"),
                ((nth, _FIRST + n, 3, 1, nth, at) for n in range(messages)),
            )  # fmt: skip
            turn.insert(
                "submission", ("send_id", "num", "attempt", "part", "gateway", "msgid", "at"),
                ((nth, _FIRST + n, 1, 0, "bench", f"{nth}-{n}", at) for n in range(messages)),
            )  # fmt: skip


def compare_caps(messages: int, window: int, rounds: int) -> dict[str, Any]:
    """The same send with limits and without over the same earlier sends, interleaved; the medians of their times and the ratio."""
    took: dict[bool, list[Result]] = {True: [], False: []}
    with tempfile.TemporaryDirectory() as folder, sink(receipts=True) as (port, kind):
        kept = Path(folder) / "kept"
        kept.mkdir()
        store = filled(kept, messages)
        remember(store, messages)
        store.close()
        for nth in range(rounds):
            for limited in (True, False) if nth % 2 else (False, True):
                here = Path(folder) / "round"
                shutil.copytree(kept, here)
                store = Store(open_database(f"sqlite:///{here}/bench.db", role="dispatch"))
                with store.turn() as turn:
                    limits = msgspec.json.encode(_LIMITS).decode() if limited else ""
                    turn.run("UPDATE send SET limits = ?, text_key = 'mine' WHERE id = 1", (limits,))
                result, _ = asyncio.run(_timed(store, port, messages, window, receipts=True))
                with store.look() as look:
                    assert (
                        look.number("SELECT count(*) FROM recipient WHERE send_id = 1 AND state = 3")
                        == messages
                    )
                took[limited].append(result)
                store.close()
                shutil.rmtree(here)
    with_, without = (statistics.median(r.seconds for r in took[one]) for one in (True, False))
    cpu, cpu_without = (statistics.median(r.cpu for r in took[one]) for one in (True, False))
    return {
        "caps": True, "messages": messages, "earlier": messages * _EARLIER, "sink": kind, "with_s": round(with_, 2),
        "without_s": round(without, 2), "ratio": round(with_ / without, 3), "cpu_ratio": round(cpu / cpu_without, 3), "most": CAPS_MOST,
    }  # fmt: skip


async def _timed(
    store: Store, port: int, messages: int, window: int, *, receipts: bool
) -> tuple[Result, int]:
    settings = Settings(
        "127.0.0.1", port, "receipts" if receipts else "bench", source="106900000", window=window
    )
    lease = Lease(store, "bench", "bench")
    lease.take()
    sender = Timed(
        store, "bench", lambda text, number: prepare(settings, text, number), lease=lease, holds=Holds(),
        outbox=Outbox(Author("bench", "dispatch-1"), HostClock()), clock=HostClock(),
    )  # fmt: skip
    recover(store, sender.book, lease, time.time())
    for send in sender.book:
        # What the dispatcher finds out before it starts a send, once; here nobody refused.
        send.unscreened = ""
    session = SmppSession(settings, lambda: "bench123", sender)
    over = sender.attach(session, 3 if receipts else 2, messages)
    running = asyncio.create_task(session.run())
    await asyncio.wait({running, asyncio.ensure_future(over.wait())}, return_when=asyncio.FIRST_COMPLETED)
    result = Result(messages, time.perf_counter() - sender.began, time.process_time() - sender.cpu_began)
    await session.close()
    await running
    return result, sender.turns


def run_durable(port: int, messages: int, window: int, *, receipts: bool) -> tuple[Result, int]:
    """One timed run over a fresh database; fails unless every message was stored exactly once."""
    with tempfile.TemporaryDirectory() as folder:
        store = filled(Path(folder), messages)
        try:
            found = asyncio.run(_timed(store, port, messages, window, receipts=receipts))
            with store.look() as look:
                assert look.number("SELECT count(*) FROM submission") == messages
                assert look.number("SELECT count(*) FROM receipt") == (messages if receipts else 0)
                assert look.number("SELECT count(*) FROM recipient WHERE attempt <> 1") == 0
        finally:
            store.close()
    return found


def fdatasync_us() -> int:
    """What one durable append costs on this disk just now (median): it bounds the rate to window / this."""
    costs = []
    with tempfile.TemporaryFile() as file:
        for _ in range(200):
            file.write(bytes(4096 * 6))
            file.flush()
            began = time.perf_counter()
            os.fdatasync(file.fileno())
            costs.append(time.perf_counter() - began)
    return round(statistics.median(costs) * 1e6)


def compare(messages: int, window: int, rounds: int, *, receipts: bool) -> dict[str, Any]:
    """Interleaved rounds; medians and their ratio."""
    raw: list[Result] = []
    ours: list[Result] = []
    turns = 0
    with sink(receipts=receipts) as (port, kind):
        for _ in range(rounds):
            raw.append(asyncio.run(run_raw(port, messages, window, receipts=receipts)))
            result, turns = run_durable(port, messages, window, receipts=receipts)
            ours.append(result)
    raw_rate = statistics.median(result.rate for result in raw)
    our_rate = statistics.median(result.rate for result in ours)
    return {
        "window": window,
        "receipts": receipts,
        "sink": kind,
        "raw_per_s": round(raw_rate),
        "durable_per_s": round(our_rate),
        "ratio": round(our_rate / raw_rate, 3),
        "must": TARGET,
        "stretch": STRETCH,
        "fdatasync_us": fdatasync_us(),
        "messages_a_commit": round(messages / max(turns, 1), 1),
        "cpu_us": round(statistics.median(r.cpu / r.messages for r in ours) * 1e6, 1),
    }


def main() -> int:
    """Print one JSON line a case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--window", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--caps", action="store_true")
    a = parser.parse_args()
    if a.caps:
        found = compare_caps(a.messages, a.window, a.rounds)
        print(json.dumps(found), flush=True)
        return int(found["ratio"] > CAPS_MOST)
    missed = False
    for receipts in (False, True):
        found = compare(a.messages, a.window, a.rounds, receipts=receipts)
        print(json.dumps(found), flush=True)
        missed |= found["ratio"] < TARGET
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
