"""The latest time that a desk has seen, kept in a small file beside its database, and what its next start expects of the clock."""

import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from console.domain import times
from console.domain.timekeeping import boot, steady


class _Seen(msgspec.Struct, frozen=True):
    """A time (seconds since the epoch), and at which start of the host and at which of its steady seconds it was."""

    at: float
    boot: str
    steady: float


class HighWater:
    """The file at `path`. It is written only while the clock is believed; if it is lost, the ledger's newest entry counts instead."""

    def __init__(
        self, path: Path, wall: Callable[[], float] = time.time, steady: Callable[[], float] = steady
    ) -> None:
        self._path, self._wall, self._steady = path, wall, steady

    def expected(self, newest: str) -> float | None:
        """Return what the clock should show now at least (seconds since the epoch); `newest` is the time of the newest ledger entry.

        After a start of the host nobody knows how long it was off. None where nothing is known yet.
        """
        try:
            seen = msgspec.json.decode(self._path.read_bytes(), type=_Seen)
        except (OSError, msgspec.DecodeError):
            return times.parse(newest).timestamp() if newest else None
        same = bool(seen.boot) and seen.boot == boot()
        return seen.at + (max(0.0, self._steady() - seen.steady) if same else 0.0)

    def keep(self) -> None:
        """Write down the present time. Raises OSError."""
        beside = self._path.with_name(f"{self._path.name}.new")
        beside.touch(mode=0o600)
        beside.write_bytes(msgspec.json.encode(_Seen(self._wall(), boot(), self._steady())))
        beside.replace(self._path)
