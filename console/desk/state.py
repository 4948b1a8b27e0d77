"""The rules in force: roster and policy, read at start and again whenever a handler says that the roster changed."""

import threading
from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection

from console.domain.people import Roster
from console.domain.policy import Policy

TOPIC: Final = "roster"
"""The topic with which a handler says that the roster or the policy changed."""

Load = Callable[[Connection], tuple[Roster, Policy]]
"""Reads and verifies the rules that the database and the installation's files hold; raises rather than guess."""


class State:
    """Roster and policy for every thread. Only a write transaction may clear `stale`: a reader's snapshot could be older."""

    def __init__(self, load: Load, conn: Connection) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._rules = load(conn)
        self._stale = False

    @property
    def stale(self) -> bool:
        """Whether a transaction that changed the rules may have been committed since they were read."""
        return self._stale

    def rules(self) -> tuple[Roster, Policy]:
        """Roster and policy that belong together."""
        with self._lock:
            return self._rules

    def roster(self) -> Roster:
        """The roster in force."""
        return self.rules()[0]

    def policy(self) -> Policy:
        """The policy pack in force."""
        return self.rules()[1]

    def judge(self, conn: Connection) -> None:
        """Read the rules as this uncommitted transaction leaves them, so that it fails if they can't be; then mark stale."""
        self._load(conn)
        self._stale = True

    def refresh(self, conn: Connection) -> None:
        """Read the rules again if they are stale; `conn` is in a write transaction that has changed nothing yet."""
        if self._stale:
            fresh = self._load(conn)
            with self._lock:
                self._rules = fresh
            self._stale = False
