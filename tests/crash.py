"""Rounds of kills, cuts and losses around a real dispatcher and a provider that counts for itself: ``./run crash``.

Each round sends one list through an installation of its own. A few blows fall while it goes out, drawn by the seed: the process is killed
at a named point or anywhere, the line is cut, answers are lost, the disk is full, the clock leaps. One round in three loses the
dispatcher's folder at last, and one in three has the whole host put back to an older copy, so that two people arm it again. Then it runs
to its end, and the provider's count says what came of it. The last line sums up all rounds; the exit status is 1 if anybody was lost or
repeated, or more are in doubt than the blows explain.

``--first K`` begins with the K-th round of the seed: a round that failed is run again alone by its number.
"""

import argparse
import asyncio
import contextlib
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from console.domain.sending import gateways
from console.domain.states import RECIPIENT_ENDS, RecipientState
from console.launch.organisation import Organisation
from console.wire.dispatch import Heartbeat
from tests.dispatch.running import World, case, cmpp_organisation, organisation, until
from tests.dispatch.test_crashes import Process, installation, reached, states
from tests.dispatch.test_forgot import Half, Place, all_taken, armed_by_two, stands_still
from tests.signing.test_lifting import House

_P = RecipientState
POINTS: Final = ("before_write", "after_write", "before_acknowledge")
CLOCKS: Final = ("clock_ahead", "clock_behind")
BLOWS: Final = (*POINTS, "anywhere", "cut", "lost_answers", "disk_full", *CLOCKS)
LOSSES: Final = ("none", "folder_lost", "host_put_back")
_LINE: Final = 0.004
"""Seconds before the provider answers."""
_LEAP: Final = 3 * 3600
"""Seconds by which a clock leaps."""
_LAST_WORD: Final = 1.0
"""Seconds from a copy to the loss: what was sent in the last quarter second before a loss no witness has heard of yet."""


@dataclass
class Outcome:
    """What came of one round; `wrong` is what must not be."""

    blows: list[str]
    distinct: int = 0
    repeated: int = 0
    lost: int = 0
    unknown: int = 0
    wrong: list[str] = field(default_factory=list)

    def line(self) -> str:
        """One line for people."""
        said = f"taken {self.distinct}, lost {self.lost}, repeated {self.repeated}, unknown {self.unknown}"
        return "; ".join([said, " ".join(self.blows), *(f"WRONG: {one}" for one in self.wrong)])


class Round:
    """One list on one installation, with a draw of its own."""

    def __init__(self, one: World, total: int, window: int, draw: random.Random) -> None:
        self.one, self.total, self.window, self.draw = one, total, window, draw
        made = case(one.org, total)
        one.trust()
        one.desk.offer(made)
        self.half = Half(one, House(made), Place(one))
        self.outcome, self.starts = Outcome([]), 0
        # Lost answers have another name at each kind of provider.
        self.losing = next(name for name in ("lose_every", "swallow_every") if hasattr(one.smsc.faults, name))

    async def run(self, blows: list[str], loss: str) -> Outcome:
        """Let the blows fall one after the other, then the loss if there is one, then go on to the end."""
        one, outcome = self.one, self.outcome
        try:
            await self._fall(blows, loss)
        except AssertionError as error:
            log = (one.home / "log" / "process.log").read_text("utf-8", "replace")
            outcome.wrong.append(f"{error}, {one.desk.events()}\n{log[-1500:]}")
        outcome.distinct, outcome.repeated = one.counts["distinct"], one.counts["repeats"]
        # What was on a line when it ended, and what was waited for without an answer.
        doubtful = self.window * (self.starts + one.counts["cuts"]) + one.counts["unanswered"]
        found = states(one)
        outcome.unknown = found.get(_P.UNKNOWN, 0)
        waits = {_P.ACCEPTED} if loss in outcome.blows else set()
        outcome.lost = self.total - sum(n for state, n in found.items() if state in RECIPIENT_ENDS | waits)
        # Whom the provider never got must stand as in doubt, or as never sent to.
        outcome.lost += max(0, self.total - outcome.distinct - outcome.unknown - found.get(_P.NOT_SENT, 0))
        if loss not in outcome.blows and outcome.unknown > doubtful:
            outcome.wrong.append(f"more in doubt than the {doubtful} that the blows explain")
        return outcome

    async def _fall(self, blows: list[str], loss: str) -> None:
        stretch = self.total // (len(blows) + 2)
        for kind in blows:
            await self._blow(kind, stretch)
        if loss == "host_put_back":
            await self._blow("anywhere", stretch, keeps=True)
        self.one.faults(delay=_LINE)
        if self.one.desk.last("done") is None and loss != "none":
            await self._lose(loss)
        else:
            await self._ends()

    def _known(self) -> int:
        return int(self.one.counts["distinct"])

    async def _blow(self, kind: str, stretch: int, *, keeps: bool = False) -> None:
        one = self.one
        if one.desk.last("done"):
            return
        self.outcome.blows.append(kind)
        if kind in CLOCKS:
            await self._leap(_LEAP if kind == "clock_ahead" else -_LEAP)
            return
        here = self.draw.randrange(20, 20 + stretch)
        faults: dict[str, Any] = {"delay": _LINE}
        if kind == "cut":
            faults["cut_after"] = here
        elif kind == "lost_answers":
            faults[self.losing] = self.draw.randrange(150, 300)
        one.faults(**faults)
        death = (kind, str(self.draw.randrange(1, 12))) if kind in {*POINTS, "disk_full"} else ()
        with self._process(*death) as process:
            target = self._known() + here
            if keeps:
                soon = self._known() + 10
                await self._or_over(process, lambda: reached(one, process, soon))
                self.half.told = dict(one.desk.memories), list(one.desk.heard)
                if not process.dead():
                    self.half.place.keep()
                    await asyncio.sleep(_LAST_WORD)
            await self._or_over(process, lambda: reached(one, process, target) and not death)
        await all_taken(one)

    async def _leap(self, seconds: int) -> None:
        """Start by a clock that nobody vouches for; it must send to nobody. Then the clock is right again."""
        one, taken = self.one, self.one.counts["submits"]
        one.faults(delay=_LINE)
        one.clock.offset += seconds
        os.environ["SMS_TEST_UNPROVED"] = "1"
        try:
            beats = len(one.desk.of(Heartbeat))
            with self._process() as process:
                await until(lambda: len(one.desk.of(Heartbeat)) > beats + 2 or process.dead())
        finally:
            one.clock.offset -= seconds
            del os.environ["SMS_TEST_UNPROVED"]
        if one.counts["submits"] != taken:
            self.outcome.wrong.append(f"{one.counts['submits'] - taken} sent by a clock that leapt")

    async def _lose(self, loss: str) -> None:
        """The folder is gone, or desk and folder are an older copy: nothing leaves, and two people arm it again."""
        half, one = self.half, self.one
        self.outcome.blows.append(loss)
        if loss == "folder_lost":
            half.place.lose()
        else:
            half.place.wind_back()
            half.wind_back_desk()
        submits, beats = one.counts["submits"], len(one.desk.of(Heartbeat))
        with self._process() as process:
            await until(lambda: len(one.desk.of(Heartbeat)) > beats or process.dead())
            await stands_still(half)
            await armed_by_two(half)
            await until(lambda: process.dead() or self._nobody_waits())
        if one.counts["submits"] != submits:
            self.outcome.wrong.append(f"{one.counts['submits'] - submits} sent after a loss")

    async def _ends(self) -> None:
        with self._process() as process:
            await self._or_over(process, lambda: False)
            await until(lambda: process.dead() or self._nobody_waits())
            await until(lambda: process.dead() or states(self.one).get(_P.DELIVERED, 0) == self._known())
            if process.dead():
                self.outcome.wrong.append("the last process ended by itself")

    def _nobody_waits(self) -> bool:
        return not {_P.QUEUED, _P.IN_FLIGHT}.intersection(states(self.one))

    @contextlib.contextmanager
    def _process(self, *death: str) -> Iterator[Process]:
        self.starts += 1
        process = Process(self.one, *death)
        try:
            yield process
        finally:
            process.kill()

    async def _or_over(self, process: Process, happened: Callable[[], bool]) -> None:
        await until(lambda: happened() or process.dead() or self.one.desk.last("done"))


def _house(protocol: str) -> Organisation:
    changes: dict[str, Any] = {"rate": 5_000, "response_timeout": 3}
    return cmpp_organisation(**changes) if protocol == "cmpp" else organisation(**changes)


def drawn(draw: random.Random, number: int, kinds: Sequence[str]) -> list[str]:
    """Draw the blows of a round, two to four if no number is given.

    A clock that leaps before the very first start is no leap: nothing is known of an earlier time. So none of these comes first.
    """
    blows = [draw.choice(kinds) for _ in range(number or draw.randrange(2, 5))]
    if blows[0] in CLOCKS:
        blows[0] = "anywhere"
    return blows


async def one_round(home: Path, seed: str, given: argparse.Namespace) -> Outcome:
    """Run one round in an empty folder; the same seed draws the same blows."""
    draw = random.Random(seed)  # noqa: S311 - the same in every run
    blows, loss = drawn(draw, given.blows, given.blow or BLOWS), draw.choice(given.loss or LOSSES)
    house = _house(given.protocol)
    window = gateways.read(house.gateway_texts["demo"]).window
    async with installation(home / "home", house) as one:
        one.witness = home / "witness"
        one.witness.mkdir()
        return await Round(one, given.messages, window, draw).run(blows, loss)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./run crash", description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--first", type=int, default=1, metavar="K")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--protocol", choices=("smpp", "cmpp"), default="smpp")
    parser.add_argument("--messages", type=int, default=1_000, help="recipients of each round")
    parser.add_argument("--blows", type=int, default=0, help="blows in each round; two to four if not given")
    parser.add_argument("--blow", action="append", choices=BLOWS, help="only these kinds; may be given again")
    parser.add_argument(
        "--loss", action="append", choices=LOSSES, help="only these losses; may be given again"
    )
    return parser


def main(words: list[str]) -> int:
    """See the module."""
    given = _arguments().parse_args(words)
    outcomes = []
    for number in range(given.first, given.first + given.rounds):
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="sms-crash-") as folder:
            seed = f"{given.seed}.{number}"
            outcome = asyncio.run(one_round(Path(folder), seed, given))
        outcomes.append(outcome)
        print(f"round {number}: {outcome.line()}; {time.monotonic() - began:.0f} s", flush=True)
    lost, repeated, unknown = (
        sum(getattr(one, name) for one in outcomes) for name in ("lost", "repeated", "unknown")
    )
    print(f"lost {lost}, repeated {repeated}, unknown {unknown}")
    return 1 if lost or repeated or any(one.wrong for one in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
