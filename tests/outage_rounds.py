"""Stops of a real PostgreSQL server under a send: ``python -m tests.outage_rounds``.

One dispatcher process sends one list while its database is stopped again and again (fast, immediate, or started again at once), for times
drawn by the seed. Nobody helps it: the process and its vault have to live through every stop, hold meanwhile and say why, and go on by
themselves. The provider counts what came. Without receipts (``--receipts none``) what was in flight stays in doubt.

The last line is ``stops N, lost 0, repeated 0, unknown N, window W, back within T ms``; the exit status is 1 if anybody was lost or repeated, if a
stop left more in doubt than a window, or if it did not go on.
"""

import argparse
import asyncio
import contextlib
import random
import re
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from console.db.engine import open_database
from console.dispatch.store import Store
from console.domain.sending import gateways
from console.domain.states import RecipientState
from console.errors import ConsoleError
from console.wire import control
from console.wire.control import Question
from tests.databases import Stop, Stoppable
from tests.dispatch.running import World, case, organisation, until
from tests.dispatch.test_crashes import Process

_P = RecipientState
How = Literal["fast", "immediate", "restart"]
PERSON: Final = "wangfang"
SOON: Final = 10.0
"""Seconds after the server's return within which it has to send again."""
_DOUBT: Final = re.compile(r"^(\d+) recipients in doubt", re.MULTILINE)


@contextlib.asynccontextmanager
async def house(home: Path, server: Stoppable, **gateway: Any) -> AsyncIterator[World]:
    """An installation whose dispatcher is a process over the server; provider and desk live here."""
    one = World(home, organisation(**gateway), url=server.url)
    one.port = await one.smsc.start()
    listener = one.desk.serve(str(home / "run" / "fake.sock"))
    try:
        yield one
    finally:
        listener.close()
        await one.smsc.stop()


def states(server: Stoppable) -> dict[RecipientState, int]:
    """Recipients by state, by the database; each tally must agree."""
    database = open_database(server.url, role="dispatch")
    try:
        with Store(database).look() as look:
            rows = look.rows("SELECT state, count(*) FROM recipient GROUP BY state")
            tally = look.rows("SELECT * FROM tally")
            sizes: dict[Any, Any] = dict(look.rows("SELECT id, n FROM send"))
        assert all(sum(row[1:]) == sizes[row[0]] for row in tally)
        return {RecipientState(state): count for state, count in rows}
    finally:
        database.close()


async def ask(one: World, verb: str, **fields: Any) -> Any:
    """What the dispatcher's socket answers; raises as `control.ask`."""
    question = Question(verb, **({"person": PERSON} | fields))
    return await asyncio.to_thread(control.ask, one.home / "run" / "dispatch.sock", question, 20)


async def holds(one: World) -> list[str]:
    """What holds everything, as the socket says."""
    found: list[str] = (await ask(one, "state"))["holds"]
    return found


async def says_gone(one: World, *, gone: bool = True) -> None:
    """Wait until the socket says that the database is gone, or that it is back."""
    while ("database_gone" in await holds(one)) is not gone:
        await asyncio.sleep(0.05)


def log_of(one: World) -> str:
    """What the process wrote."""
    return (one.home / "log" / "process.log").read_text("utf-8", "replace")


@dataclass
class Stopped:
    """What came of one stop: how and for how many seconds it was, and after how many seconds more something was sent."""

    how: How
    seconds: float
    back: float = -1.0

    def line(self) -> str:
        """One line for people."""
        return f"{self.how}, {self.seconds:.1f} s: sends again {self.back:.1f} s after the server is back"


@dataclass
class Outcome:
    """What came of all; `wrong` is what must not be."""

    stops: list[Stopped] = field(default_factory=list)
    window: int = 0
    lost: int = 0
    repeated: int = 0
    unknown: int = 0
    doubts: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def line(self) -> str:
        """The last line."""
        back = max((one.back for one in self.stops), default=0.0)
        said = f"stops {len(self.stops)}, lost {self.lost}, repeated {self.repeated}, unknown {self.unknown}"
        return "; ".join([f"{said}, window {self.window}, back within {1000 * back:.0f} ms", *self.wrong])

    @property
    def good(self) -> bool:
        """Whether all was as it must be."""
        return not (self.lost or self.repeated or self.wrong)


class Rounds:
    """One process, one list, and stops while it goes out."""

    def __init__(self, one: World, server: Stoppable, total: int, say: Callable[[str], None]) -> None:
        self.one, self.server, self.total, self.say = one, server, total, say
        self.outcome = Outcome(window=gateways.read(one.org.gateway_texts["demo"]).window)
        one.desk.offer(case(one.org, total))

    async def run(self, stops: Sequence[tuple[How, float]], *, receipts: bool = True) -> Outcome:
        """Stop so often; then let it go on to the end."""
        process = Process(self.one)
        try:
            await until(lambda: self._sent() > self.total // 100 or process.dead())
            for how, seconds in stops:
                stopped = Stopped(how, seconds)
                self.outcome.stops.append(stopped)
                await self._stop(stopped, process)
                self.say(stopped.line())
            await until(lambda: self.one.desk.last("done") or process.dead() or not receipts, 300)
            await until(lambda: process.dead() or self._settled(receipts=receipts), 60)
            self._judge(process)
        except (AssertionError, ConsoleError) as error:
            self.outcome.wrong.append(f"{error!r} {self.one.desk.events()}\n{log_of(self.one)[-2000:]}")
        finally:
            process.kill()
        return self.outcome

    def _sent(self) -> int:
        return int(self.one.counts["submits"])

    async def _stop(self, stopped: Stopped, process: Process) -> None:
        server, how = self.server, stopped.how
        await asyncio.to_thread(server.stop, _stop_of(how))
        began = time.monotonic()
        if how != "restart":
            await asyncio.wait_for(says_gone(self.one), SOON)
            sent = self._sent()
            await asyncio.sleep(max(0.0, stopped.seconds - (time.monotonic() - began)))
            assert self._sent() == sent, "something was sent without a database"
            await says_gone(self.one)
        await asyncio.to_thread(server.start)
        back, sent = time.monotonic(), self._sent()
        stopped.seconds = back - began
        await until(lambda: self._sent() > sent or process.dead(), 3 * SOON)
        assert not process.dead(), "the process ended"
        stopped.back = time.monotonic() - back
        if stopped.back > SOON:
            self.outcome.wrong.append(f"sent again only after {stopped.back:.1f} s")
        # Some of it goes on, so that the next stop meets another window.
        await until(lambda: self._sent() > sent + self.outcome.window or process.dead())

    def _settled(self, *, receipts: bool) -> bool:
        found = states(self.server)
        moving = {_P.QUEUED, _P.IN_FLIGHT} & found.keys()
        return not moving and (not receipts or found.get(_P.DELIVERED, 0) == self.one.counts["distinct"])

    def _judge(self, process: Process) -> None:
        outcome, counts, found = self.outcome, self.one.counts, states(self.server)
        outcome.repeated, outcome.unknown = counts["repeats"], found.get(_P.UNKNOWN, 0)
        outcome.lost = max(0, self.total - counts["distinct"] - outcome.unknown)
        outcome.doubts = [int(one) for one in _DOUBT.findall(log_of(self.one))]
        if process.dead():
            outcome.wrong.append("the process ended")
        if max(outcome.doubts, default=0) > outcome.window:
            outcome.wrong.append(f"in doubt after a stop: {outcome.doubts}")


def _stop_of(how: How) -> Stop:
    return "immediate" if how == "immediate" else "fast"


def drawn(draw: random.Random, given: argparse.Namespace) -> list[tuple[How, float]]:
    """Draw the order of the stops, fast and immediate ones by turns: from the shortest to the longest, short ones more often."""
    times = [
        given.shortest * (given.longest / given.shortest) ** (nth / max(1, given.rounds - 1))
        for nth in range(given.rounds)
    ]
    draw.shuffle(times)
    stops: list[tuple[How, float]] = [
        ("immediate" if nth % 2 else "fast", seconds) for nth, seconds in enumerate(times)
    ]
    stops += [("restart", 0.0)] * given.restarts
    return stops


async def outages(home: Path, given: argparse.Namespace, say: Callable[[str], None] = print) -> Outcome:
    """Run all stops of the arguments in an empty folder."""
    stops = drawn(random.Random(given.seed), given)  # noqa: S311 - the same in every run
    with Stoppable() as server:
        async with house(home, server, rate=given.rate, response_timeout=3) as one:
            one.faults(delay=0.004, **({"receipts": False} if given.receipts == "none" else {}))
            rounds = Rounds(one, server, given.messages, say)
            return await rounds.run(stops, receipts=given.receipts != "none")


def arguments() -> argparse.ArgumentParser:
    """What may be said."""
    parser = argparse.ArgumentParser(prog="python -m tests.outage_rounds", description=__doc__)
    parser.add_argument("--rounds", type=int, default=30, help="stops")
    parser.add_argument(
        "--restarts", type=int, default=3, help="stops more after which it is started at once"
    )
    parser.add_argument("--shortest", type=float, default=1.0, metavar="SECONDS")
    parser.add_argument("--longest", type=float, default=300.0, metavar="SECONDS")
    parser.add_argument("--messages", type=int, default=40_000)
    parser.add_argument("--rate", type=int, default=500, help="messages a second")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--receipts", choices=("all", "none"), default="all")
    return parser


def main(words: list[str]) -> int:
    """See the module."""
    given = arguments().parse_args(words)
    with tempfile.TemporaryDirectory(prefix="sms-outage-") as folder:
        outcome = asyncio.run(outages(Path(folder) / "home", given))
    print(f"in doubt at each return: {outcome.doubts}")
    print(outcome.line())
    return 0 if outcome.good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
