"""The rules in force: roster and policy, read at start and again whenever the database shows that they changed."""

import threading
from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection

from console.domain.people.people import Roster
from console.domain.policy import Policy
from console.locale import words

TOPIC: Final = "roster"
"""The topic by which a handler reports that the roster or the policy changed."""

ALONE: Final = frozenset({TOPIC, "orders"})
"""Topics of acts that must not run beside others, because they change the rules for judging others (`console.db.gate`)."""

Rules = tuple[Roster, Policy]
Load = Callable[[Connection], Rules]
"""Reads and verifies the rules in the database and the installation's files; raises an error instead of guessing."""

Mark = Callable[[Connection], tuple[int, ...]]
"""Reads, in one cheap query, values that grow with every change of the rules by any desk."""


class State:
    """Roster and policy for every thread, and the mark at which they were read."""

    def __init__(self, load: Load, mark: Mark, conn: Connection) -> None:
        self._load, self._mark = load, mark
        self._lock = threading.Lock()
        # The mark is read first: a change in between makes the next transaction read again.
        self._known = mark(conn), load(conn)
        words.use_general(lambda: self.roster().general_name())

    def rules(self) -> Rules:
        """Return a roster and policy that belong together, as this desk last read them."""
        return self._known[1]

    def roster(self) -> Roster:
        """Return the roster as this desk last read it."""
        return self.rules()[0]

    def current(self, conn: Connection) -> Rules:
        """Return the rules for this transaction: as in the database, and never older than those this desk has read.

        `conn` must have changed nothing yet.
        """
        mark, (known, rules) = self._mark(conn), self._known
        if mark <= known:
            return rules
        fresh = self._load(conn)
        with self._lock:
            if mark > self._known[0]:
                self._known = mark, fresh
        return fresh

    def judge(self, conn: Connection) -> None:
        """Read the rules as this uncommitted transaction leaves them, so that it fails if they cannot be read."""
        self._load(conn)
