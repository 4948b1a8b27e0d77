"""One person's sitting at a desk: the line to it, and the newest roster version that the desk named through that line."""

import contextlib
import threading
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from console.errors import ConsoleError, RefusedError
from console.wire import calls
from console.wire.base import Ask, Call
from console.wire.duties.here import Me

if TYPE_CHECKING:
    from console.signing.trust import Roots

_FRESH: Final = 10.0
"""Seconds for which an answer that was asked for ahead counts where the desk tells of no change: a slow machine loads so long."""


class Core(Protocol):
    """The desk as a client meets it."""

    def call(self, call: Call) -> Any:
        """Return the answer (`call.Answer`); raises RefusedError or ConsoleError."""
        ...


class _Ahead:
    """A call that was made ahead, the moment of it, and its answer as soon as it is there."""

    def __init__(self, call: Call) -> None:
        self.call, self.asked = call, 0.0
        self.answer: Any = None


class Sitting:
    """A line to the desk that remembers which roster version the desk named when it said who the caller is.

    The version never goes back: if a desk names an older one, nothing that it prepares is signed here.
    """

    def __init__(self, core: Core, roots: "Callable[[], Roots | None]" = lambda: None) -> None:
        self._core = core
        self.roots = roots
        """Reads the root keys that are pinned on this machine; None without any."""
        self._roster = 0
        self._ahead: list[_Ahead] = []
        self._lock = threading.Lock()

    def ask_ahead(self, asked: Iterable[Call]) -> None:
        """Ask now what will be asked soon: the next such call gets the answer, unless it is old or something changed since.

        What fails is left to the one who asks then.
        """
        coming = [_Ahead(call) for call in asked]
        self._ahead = [*coming]
        for one in coming:
            if one in self._ahead:
                with contextlib.suppress(RefusedError, ConsoleError):
                    one.asked, one.answer = time.monotonic(), self._core.call(one.call)

    def changed(self) -> None:
        """Forget what was asked for ahead: the desk told of a change."""
        with self._lock:
            self._ahead = []

    def _known(self, call: Call) -> Any:
        """The answer that was asked for ahead, which counts once; None without one."""
        with self._lock:
            known = next((one for one in self._ahead if one.call == call), None)
            if known is None:
                return None
            self._ahead.remove(known)
        return known.answer if time.monotonic() - known.asked < _FRESH else None

    def call(self, call: Call) -> Any:
        """See Core."""
        known = self._known(call) if self._ahead else None
        if known is not None:
            return known
        try:
            answer = self._core.call(call)
        finally:
            if not isinstance(call, Ask):
                # What was asked for before an act is not asked for after it, whether or not the desk has told of it yet.
                self.changed()
        if isinstance(answer, Me):
            self._roster = max(self._roster, answer.roster)
        return answer

    @property
    def roster(self) -> int:
        """The newest version that the person was told of; asks the desk if they were not told of one yet."""
        if not self._roster:
            self.call(calls.WhoAmI())
        return self._roster


class Seat(NamedTuple):
    """A person at their desk: their sitting, who the desk says they are, and the names of departments and people by id."""

    core: Sitting
    me: Me
    departments: dict[str, str]
    names: dict[str, str]


def seat(core: Core) -> Seat:
    """Take a seat at a desk. Raises RefusedError, ConsoleError."""
    sitting = Sitting(core)
    me = sitting.call(calls.WhoAmI())
    departments = {one.id: one.name for one in sitting.call(calls.Departments())}
    return Seat(sitting, me, departments, {one.id: one.name for one in sitting.call(calls.People())})


def insist_roster(core: Core, version: int) -> None:
    """Raise ConsoleError("roster_not_seen") unless an act names the roster version that its signer was told of."""
    sitting = _sitting(core)
    seen = sitting.roster
    if version != seen:
        # Asking again tells them of the new version before they retry.
        sitting.call(calls.WhoAmI())
        raise ConsoleError("roster_not_seen", version=version, seen=seen)


def pinned(core: Core) -> "Roots | None":
    """The root keys that are pinned on this machine, as far as that line knows them."""
    return _sitting(core).roots()


def seen_version(core: Core) -> int:
    """The newest roster version that the person was told of through that line."""
    return _sitting(core).roster


def _sitting(core: Core) -> Sitting:
    return core if isinstance(core, Sitting) else Sitting(core)
