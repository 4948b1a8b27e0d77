"""The durable sender against the raw client: real schema, SQLite in FULL, one transaction a turn; same sink, same window.

`python -m bench.dispatch [--messages N] [--window 50] [--rounds 3]` runs with and without receipts, interleaved with the raw
client, prints medians and ratios, checks that every message was stored once, and exits 1 if a ratio is under 0.10.

With `--caps` it measures limits per number instead: a promotion, over a database with a month of earlier sends (`--sends`) to each of
its numbers, one of them today, with limits and without, interleaved (`--messages 100000 --sends 102` is a history of ten million rows).
It exits 1 if the limits cost more than 1.25 times of none. Beside it the claim of such a list: how long it holds the store at a time.

With `--late SECONDS` the receipts come that long after the answers (`--messages 300000 --late 60` is the case that people meet). It
exits 1 if a message costs more than 1.25 times as much at the end of the send as in its second tenth, receipts aside.
"""

import argparse
import asyncio
import json
import os
import statistics
import tempfile
import time
from array import array
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec

from bench.smpp.raw_client import TEXT, Result
from bench.smpp.raw_client import run as run_raw
from bench.smpp.sink import sink
from console.db.engine import open_database
from console.db.migrate import DISPATCH, upgrade
from console.dispatch.claiming.claim import Claims
from console.dispatch.clock import HostClock
from console.dispatch.holds import Holds
from console.dispatch.lease import Lease
from console.dispatch.reports.outbox import Author, Outbox
from console.dispatch.sending.recovery import recover
from console.dispatch.sending.sender import Sender
from console.dispatch.store import Store, Turn
from console.domain.contacts import merkle
from console.domain.contacts.packing import pack_numbers
from console.domain.ordering import sending
from console.domain.sending.limits import SendLimits
from console.domain.times import render
from console.gateways.ports import Inbound, LineEvent, LineState, Outcome, Receipt
from console.gateways.smpp.messages import prepare
from console.gateways.smpp.session import SmppSession
from console.gateways.smpp.settings import Settings
from console.wire.dispatch import ListChunk

TARGET, STRETCH = 0.10, 0.25
CAPS_MOST = 1.25
LATE_MOST = 1.25
_TENTHS = 10
_DAY_MS = 86_400_000
_LIMITS = SendLimits(day=1, days_30=3, all_day=10, same_text_days=30)
"""Those of a promotion in the pack that the program ships."""
_FIRST = 13_000_000_000


class Timed(Sender):
    """The product's sender, with a clock at its first turn and its last."""

    began = cpu_began = 0.0
    last = done = 0
    turns = 0

    def attach(self, session: SmppSession, last_state: int, messages: int) -> asyncio.Event:
        """Run over this session until every recipient is in `last_state`."""
        self.session, self.last, self.messages, self.over = session, last_state, messages, asyncio.Event()
        self.before, self.costs = 0.0, [list[float]() for _ in range(_TENTHS)]
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
        now = time.process_time()
        if outcomes and not receipts:
            # What late receipts cost is no part of what a submit costs.
            tenth = self.done * _TENTHS // self.messages
            self.costs[tenth].append((now - self.before) / len(outcomes))
        self.done += len(outcomes)
        self.before = now
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
        _place(turn, 1, numbers, (0, 0, 0, 0))
        chunks = [(1, at, 0) for at in range(-(-messages // merkle.CHUNK))]
        turn.insert("chunk", ("send_id", "position", "revision"), chunks)
    return store


def _place(
    turn: Turn, send_id: int, numbers: range, rest: tuple[int, int, int, int]
) -> list[tuple[int, int]]:
    """Store the recipients of a send, each with the same state, attempts, reference and time; return their places and numbers."""
    placed = [
        (place, numbers[at]) for place, at in enumerate(sending(b"%d" % send_id, len(numbers)).positions())
    ]
    turn.insert(
        "recipient",
        ("send_id", "place", "num", "state", "attempt", "reference", "at"),
        ((send_id, *one, *rest) for one in placed),
    )
    by_number = sorted((num, send_id, place) for place, num in placed)
    turn.insert("listing", ("num", "send_id", "place"), by_number)
    return placed


def remember(store: Store, messages: int, sends: int) -> None:
    """Fill a database with `sends` earlier sends to the same numbers over four weeks, all delivered; the newest is of today.

    Four of them are promotions to half of the numbers each, so that everybody had two; the others are notices to everybody.
    """
    now = int(time.time() * 1000)
    promotions = {sends * part // 5 for part in (1, 2, 3, 4)}
    for nth in range(sends):
        send_id, at = nth + 2, now - (sends - 1 - nth) * 27 * _DAY_MS // max(sends - 1, 1)
        closes = datetime.fromtimestamp(at / 1000 + 3600, UTC)
        category = "promotion" if nth in promotions else "notice"
        numbers = range(_FIRST, _FIRST + messages)
        if nth in promotions:
            numbers = numbers[sorted(promotions).index(nth) % 2 :: 2]
        with store.turn() as turn:
            turn.run(
                "INSERT INTO send (id, request, slot, release_digest, request_digest, list_id, n, category, gateway,"
                " opens, closes, hours_from, hours_to, rate, body, reference, state, reason, hold, resumed, reported, bundle,"
                " held_at, continues, root, pairs, people, text_key)"
                " VALUES (?, ?, 1, ?, ?, 1, ?, ?, 'bench', '', ?, '', '', 0, 'x', ?, 'done', '',"
                " 0, 0, 1, ?, '', 0, 0, '', '', ?)",
                (send_id, send_id, f"r{send_id}", f"q{send_id}", len(numbers), category, render(closes), send_id, b"",
                 f"text {send_id}"),
            )  # fmt: skip
            turn.run("INSERT INTO tally VALUES (?, 0, 0, 0, ?, 0, 0, 0, 0, 0, 0)", (send_id, len(numbers)))
            placed = _place(turn, send_id, numbers, (3, 1, send_id, at))
            turn.insert(
                "submission", ("send_id", "place", "attempt", "part", "gateway", "msgid", "at"),
                ((send_id, place, 1, 0, "bench", f"{send_id}-{num}", at) for place, num in placed),
            )  # fmt: skip


def again(store: Store, messages: int, *, limited: bool) -> None:
    """Put the measured send back to its beginning."""
    limits = msgspec.json.encode(_LIMITS).decode() if limited else ""
    with store.turn() as turn:
        turn.run("DELETE FROM receipt WHERE send_id = 1")
        turn.run("DELETE FROM submission WHERE send_id = 1")
        turn.run("UPDATE recipient SET state = 0, attempt = 0, reference = 0, at = 0 WHERE send_id = 1")
        turn.run("DELETE FROM tally WHERE send_id = 1")
        turn.run("INSERT INTO tally VALUES (1, ?, 0, 0, 0, 0, 0, 0, 0, 0, 0)", (messages,))
        turn.run(
            "UPDATE send SET limits = ?, text_key = 'mine', category = 'promotion', state = 'sending', reported = 0 WHERE id = 1",
            (limits,),
        )


class _Desk:
    """Hands out a list, as the desk does."""

    def __init__(self, numbers: range) -> None:
        self._numbers = numbers

    def call(self, question: Any) -> ListChunk:
        """The next 10,000 numbers."""
        left = [num for num in self._numbers if num > question.after][:10_000]
        return ListChunk(salt=b"salt", numbers=pack_numbers(array("q", left)))


class _Watched(Store):
    """A store that notes how long each write transaction holds the others up, in seconds."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.held: list[float] = []

    @contextmanager
    def turn(self) -> Generator[Turn]:
        """Yield a write transaction."""
        with super().turn() as turn:
            began = time.perf_counter()
            yield turn
        self.held.append(time.perf_counter() - began)


def claimed(folder: Path, messages: int) -> dict[str, Any]:
    """Claim a list of the same numbers over the history: how long the store was held at most, and what a recipient costs."""
    store = _Watched(open_database(f"sqlite:///{folder}/bench.db", role="dispatch"))
    desk: Any = _Desk(range(_FIRST, _FIRST + messages))
    nothing: Any = None
    gateways: Any = SimpleNamespace(digests=dict)
    claims = Claims(store, desk, nothing, nothing, HostClock(), gateways, lambda: None)
    lease = Lease(store, "bench", "bench")
    lease.take()
    began = time.process_time()
    # The part that copies a list, without the signatures around it.
    claims.loading._place(100_000, *claims.loading._pull(1, messages), lease.check, 0, "")  # noqa: SLF001
    spent = time.process_time() - began
    store.close()
    held = sorted(store.held)
    return {
        "claim_us": round(spent / messages * 1e6, 1), "claim_held_ms": round(held[-1] * 1e3, 1),
        "claim_held_median_ms": round(held[len(held) // 2] * 1e3, 1),
        "claim_held_p90_ms": round(held[len(held) * 9 // 10] * 1e3, 1), "claim_steps": len(held),
    }  # fmt: skip


def compare_caps(messages: int, window: int, rounds: int, sends: int) -> dict[str, Any]:
    """The same send with limits and without over the same earlier sends, interleaved; the medians of their times and the ratio."""
    took: dict[bool, list[Result]] = {True: [], False: []}
    with tempfile.TemporaryDirectory() as folder, sink(receipts=True) as (port, kind):
        here = Path(folder)
        store = filled(here, messages)
        remember(store, messages, sends)
        store.close()
        for nth in range(rounds):
            for limited in (True, False) if nth % 2 else (False, True):
                store = Store(open_database(f"sqlite:///{here}/bench.db", role="dispatch"))
                again(store, messages, limited=limited)
                result, _ = asyncio.run(_timed(store, port, messages, window, receipts=True))
                with store.look() as look:
                    assert (
                        look.number("SELECT count(*) FROM recipient WHERE send_id = 1 AND state = 3")
                        == messages
                    )
                took[limited].append(result)
                store.close()
        claim = claimed(here, messages)
    with_, without = (statistics.median(r.seconds for r in took[one]) for one in (True, False))
    cpu, cpu_without = (statistics.median(r.cpu for r in took[one]) for one in (True, False))
    return {
        "caps": True, "messages": messages, "earlier": messages * (sends - 2), "sends": sends, "sink": kind,
        "with_s": round(with_, 2), "without_s": round(without, 2), "ratio": round(with_ / without, 3),
        "cpu_us": round(cpu / messages * 1e6, 1), "cpu_without_us": round(cpu_without / messages * 1e6, 1),
        "cpu_ratio": round(cpu / cpu_without, 3), "most": CAPS_MOST, **claim,
    }  # fmt: skip


async def _timed(
    store: Store, port: int, messages: int, window: int, *, receipts: bool, name: str = ""
) -> tuple[Result, Timed]:
    name = name or ("receipts" if receipts else "bench")
    settings = Settings("127.0.0.1", port, name, source="106900000", window=window)
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
    return result, sender


def run_durable(
    port: int, messages: int, window: int, *, receipts: bool, name: str = ""
) -> tuple[Result, Timed]:
    """One timed run over a fresh database; fails unless every message was stored exactly once."""
    with tempfile.TemporaryDirectory() as folder:
        store = filled(Path(folder), messages)
        try:
            found = asyncio.run(_timed(store, port, messages, window, receipts=receipts, name=name))
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
            result, sender = run_durable(port, messages, window, receipts=receipts)
            ours.append(result)
            turns = sender.turns
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


def compare_late(messages: int, window: int, late: int) -> dict[str, Any]:
    """One send whose receipts are late, beside the raw client: what a message costs, and whether it grows with those before it."""
    with sink(receipts=True, late=late) as (port, kind):
        raw = asyncio.run(run_raw(port, messages, window, receipts=True, name="late"))
        ours, sender = run_durable(port, messages, window, receipts=True, name="late")
    # The cheaper turns of each tenth: on a busy machine the others say what else ran.
    tenths = [statistics.quantiles(costs)[0] * 1e6 for costs in sender.costs if len(costs) > 1]
    growth = tenths[-1] / tenths[1]
    return {
        "late_s": late, "messages": messages, "window": window, "sink": kind, "raw_cpu_us": round(raw.cpu / messages * 1e6, 1),
        "cpu_us": round(ours.cpu / messages * 1e6, 1),
        "tenths_us": [round(one, 1) for one in tenths],
        "growth": round(growth, 2), "most": LATE_MOST,
    }  # fmt: skip


def main() -> int:
    """Print one JSON line a case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=100_000)
    parser.add_argument("--window", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--caps", action="store_true")
    parser.add_argument("--sends", type=int, default=12)
    parser.add_argument("--late", type=int, default=0, metavar="SECONDS")
    a = parser.parse_args()
    if a.late:
        found = compare_late(a.messages, a.window, a.late)
        print(json.dumps(found), flush=True)
        return int(found["growth"] > LATE_MOST)
    if a.caps:
        found = compare_caps(a.messages, a.window, a.rounds, a.sends)
        print(json.dumps(found), flush=True)
        return int(found["cpu_ratio"] > CAPS_MOST)
    missed = False
    for receipts in (False, True):
        found = compare(a.messages, a.window, a.rounds, receipts=receipts)
        print(json.dumps(found), flush=True)
        missed |= found["ratio"] < TARGET
    return int(missed)


if __name__ == "__main__":
    raise SystemExit(main())
