"""What other desks on the same database did meanwhile. Every act leaves a ledger entry, so its number shows it.

Nothing is sent between desks: one check per second needs no second connection to the database that could fail silently.
"""

from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection

from console.wire.answers import Done
from console.wire.calls import WISHES

TOPICS: Final = frozenset(
    {
        "requests",
        "lists",
        "sends",
        "optouts",
        "watch",
        "replies",
        "applications",
        "proposals",
        "orders",
        "pledges",
        "departments",
        "people",
        "losses",
        "gateways",
        WISHES,
    }
)
"""Topics that may have changed once another desk wrote; pages read again what they show."""

Newest = Callable[[Connection], int]
"""Reads the number of the newest ledger entry."""


class Others:
    """Compares the ledger's newest number with what this desk wrote itself. For one thread."""

    def __init__(self) -> None:
        self._seen = -1
        self._own: set[int] = set()

    def wrote(self, answer: object) -> None:
        """Note an act that was carried out here."""
        if isinstance(answer, Done) and answer.seq:
            self._own.add(answer.seq)

    def heard(self, newest: int) -> bool:
        """Whether another desk wrote since the last check; the first check only starts the comparison."""
        began, before, self._seen = self._seen < 0, self._seen, max(newest, self._seen)
        own = sum(before < seq <= newest for seq in self._own)
        self._own = {seq for seq in self._own if seq > newest}
        return not began and newest - before > own
