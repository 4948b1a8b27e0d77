"""The console over a core whose one send runs for ever: `python -m tests.terminal.watching FOLDER zh|en [PERSON]`.

What the desk says of the send is made up from the clock, twenty messages a tick; all else is the real desk.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, Final

import msgspec

from console.acting.steps import Core as Line
from console.app import ConsoleApp
from console.domain.states import SlotState
from console.wire.base import Call
from console.wire.sending import sends
from console.wire.sending.slots import Tally
from tests.terminal.sit import Bound, House, furnish, over

APPROVED: Final = 3_105
PACE: Final = 38.2
"""Messages a second."""


@dataclass(frozen=True)
class Watched(Bound):
    """The core for one person, in which a send has begun when the person came."""

    began: float = field(default_factory=time.monotonic)

    def call(self, call: Call) -> Any:
        answer = super().call(call)
        if isinstance(answer, sends.SendView):
            return sending(answer, time.monotonic() - self.began)
        return answer


def sending(view: sends.SendView, seconds: float) -> sends.SendView:
    """The view of a send after so many seconds."""
    left = min(APPROVED, int(PACE * seconds) + 1_900)
    taken = max(0, left - 16)
    refused, unknown, undelivered = taken // 170, taken // 280, taken // 110
    answered = taken - refused - unknown
    delivered = answered * 9 // 10 - undelivered
    tally = Tally(
        approved=APPROVED,
        queued=APPROVED - left,
        in_flight=left - taken,
        accepted=answered - delivered - undelivered,
        delivered=delivered,
        undelivered=undelivered,
        refused=refused,
        unknown=unknown,
    )
    assert tally.balances()
    row = msgspec.structs.replace(view.row, state=SlotState.SENDING, tally=tally)
    return msgspec.structs.replace(
        view,
        row=row,
        rates=[36 + (nth + int(seconds * 2)) * 7 % 5 for nth in range(60)],
        window=16,
        in_flight=left - taken,
        eta_seconds=int((APPROVED - left) / PACE),
        lag=(3_000 + int(seconds) % 7 * 100, 41_000),
        errors=[("MK:0001", undelivered), ("timeout", unknown), ("88", refused)],
    )


class Sending(House):
    """A house whose send runs."""

    def connect(self) -> Callable[[str], Line]:
        lock = Lock()
        return lambda person: Watched(self.core, person, lock)


def console(folder: str, lang: str = "zh", person: str = "") -> ConsoleApp:
    """The console of a house made in that folder, whose send runs."""
    made = furnish(Path(folder))
    return over(Sending(made.core, made.folder), lang, person)


if __name__ == "__main__":
    console(*sys.argv[1:]).run()
