"""What other desks on the same database did meanwhile. They leave a ledger entry for every act, so its number tells.

Nothing is sent between desks: a look a second needs no second line to the database that could break in silence.
"""

from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection

from console.wire import views
from console.wire.calls import WISHES

TOPICS: Final = frozenset(
    {
        "requests",
        "lists",
        "sends",
        "optouts",
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
"""What may have changed once another desk wrote; pages read anew what they show."""

Newest = Callable[[Connection], int]
"""Reads the number of the newest ledger entry."""


class Others:
    """Compares the ledger's newest number with what this desk wrote itself. For one thread."""

    def __init__(self) -> None:
        self._seen = -1
        self._own: set[int] = set()

    def wrote(self, answer: object) -> None:
        """Take note of an act that was carried out here."""
        if isinstance(answer, views.Done) and answer.seq:
            self._own.add(answer.seq)

    def heard(self, newest: int) -> bool:
        """Whether somebody else wrote since the last look; the first look only begins."""
        began, before, self._seen = self._seen < 0, self._seen, max(newest, self._seen)
        own = sum(before < seq <= newest for seq in self._own)
        self._own = {seq for seq in self._own if seq > newest}
        return not began and newest - before > own
