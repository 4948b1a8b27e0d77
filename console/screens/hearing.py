"""Whether the desk answers, and since when what the pages show is old: one record for all of them, drawn in the head."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from console.errors import ConsoleError
from console.failure import DATABASE_GONE

_SILENT: Final = frozenset({"desk_gone", "desk_slow", DATABASE_GONE})
PATIENCE: Final = 5.0
"""Seconds after which a desk that has not said who the caller is counts as one that does not answer."""


def silent(error: Exception) -> bool:
    """Whether an error says that the desk does not answer."""
    return isinstance(error, ConsoleError) and error.code in _SILENT


@dataclass(slots=True)
class Hearing:
    """When the desk answered last (None: not yet), and whether it is silent now."""

    answered_at: datetime | None = None
    silent: bool = False

    def answered(self) -> None:
        """The desk answered now."""
        self.answered_at, self.silent = datetime.now(UTC), False

    def failed(self, error: Exception) -> None:
        """A call failed; only some errors say that the desk does not answer."""
        self.silent = self.silent or silent(error)
