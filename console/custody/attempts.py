"""Wrong phrases: from the third in a row on, each costs a longer wait, even after a restart."""

from typing import Final

from console.dispatch.clock import Clock
from console.dispatch.store import Store, read_mark, write_mark

_FREE: Final = 3
"""The wrong phrase from which waiting begins: 1 s, 2 s, 4 s, …"""
_LONGEST: Final = 1024
_MARK: Final = "custody_wrong"


class Attempts:
    """Counts wrong phrases in the dispatcher's database."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def wait(self) -> int:
        """Return the seconds until the next phrase is accepted; 0 for now."""
        with self._store.look() as look:
            wrong, last = read_mark(look, _MARK)
        if wrong < _FREE:
            return 0
        pause = min(_LONGEST, 1 << min(wrong - _FREE, 16))
        # A clock that was set back must not lock anybody out for longer than the wait itself.
        return max(0, min(pause, int(last) + pause - int(self._clock.time())))

    def wrong(self) -> int:
        """Note a wrong phrase; return how many there were in a row."""
        with self._store.turn() as turn:
            count = read_mark(turn, _MARK)[0] + 1
            write_mark(turn, _MARK, count, str(int(self._clock.time())))
        return count

    def right(self) -> None:
        """Note a right phrase."""
        with self._store.turn() as turn:
            write_mark(turn, _MARK, 0, "0")
