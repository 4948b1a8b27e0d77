"""One person's sitting at a desk: the line to it, and the newest roster version of which they were told through that line."""

from typing import Any, Protocol

from console.errors import ConsoleError
from console.wire import calls, views
from console.wire.base import Call


class Core(Protocol):
    """The desk as a client meets it."""

    def call(self, call: Call) -> Any:
        """Return the answer (`call.Answer`); raises RefusedError or ConsoleError."""
        ...


class Sitting:
    """A line to the desk that keeps in mind which roster version the desk named when it said who the caller is.

    It never goes back: a desk that names an older version than before prepares nothing that is signed here.
    """

    def __init__(self, core: Core) -> None:
        self._core = core
        self._roster = 0

    def call(self, call: Call) -> Any:
        """See Core."""
        answer = self._core.call(call)
        if isinstance(answer, views.Me):
            self._roster = max(self._roster, answer.roster)
        return answer

    @property
    def roster(self) -> int:
        """The newest version of which the person was told, asked for where nobody has told them yet."""
        if not self._roster:
            self.call(calls.WhoAmI())
        return self._roster


def insist_roster(core: Core, version: int) -> None:
    """Raise ConsoleError("roster_not_seen") unless an act names the roster version of which its signer was told."""
    sitting = _sitting(core)
    seen = sitting.roster
    if version != seen:
        # So that they have been told of it when they look again.
        sitting.call(calls.WhoAmI())
        raise ConsoleError("roster_not_seen", version=version, seen=seen)


def seen_version(core: Core) -> int:
    """The newest roster version of which the person was told through that line."""
    return _sitting(core).roster


def _sitting(core: Core) -> Sitting:
    return core if isinstance(core, Sitting) else Sitting(core)
