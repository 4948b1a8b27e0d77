"""The rules in force: roster and policy, read at start and again whenever the database says that they are others by now."""

import threading
from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection

from console.domain.people.people import Roster
from console.domain.rosters.policy import Policy

TOPIC: Final = "roster"
"""The topic with which a handler says that the roster or the policy changed."""

ALONE: Final = frozenset({TOPIC, "orders"})
"""Topics of acts that must not run beside others: what they change, others are judged by (`console.db.gate`)."""

Rules = tuple[Roster, Policy]
Load = Callable[[Connection], Rules]
"""Reads and verifies the rules that the database and the installation's files hold; raises rather than guess."""

Mark = Callable[[Connection], tuple[int, ...]]
"""Reads in one cheap query what grows with every change of the rules, by whichever desk it was made."""


class State:
    """Roster and policy for every thread, and the mark that they were read at."""

    def __init__(self, load: Load, mark: Mark, conn: Connection) -> None:
        self._load, self._mark = load, mark
        self._lock = threading.Lock()
        # The mark first: what comes between makes the next transaction read once more.
        self._known = mark(conn), load(conn)

    def rules(self) -> Rules:
        """Roster and policy that belong together, as this desk last read them."""
        return self._known[1]

    def roster(self) -> Roster:
        """The roster as this desk last read it."""
        return self.rules()[0]

    def current(self, conn: Connection) -> Rules:
        """The rules that this transaction is judged by: as the database has them, and never older than this desk knows them.

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
        """Read the rules as this uncommitted transaction leaves them, so that it fails if they can't be read."""
        self._load(conn)
