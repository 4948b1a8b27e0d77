"""What a process that runs tests need not do twice: nothing here changes an answer, only how soon it comes.

A key file is made slow to open, and each database that is opened puts every query together anew. A user does both seldom;
the tests do them with the same bytes many thousand times.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives import serialization
from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache


def at_once() -> None:
    """Remember opened keys and queries that were put together; for `pytest_configure`."""
    serialization.load_ssh_private_key = lru_cache(maxsize=256)(serialization.load_ssh_private_key)  # type: ignore[assignment]
    _share_queries()


def _share_queries() -> None:
    """Let all engines of a kind use the statements that one of them compiled.

    The cache's keys name the dialect, so those of a kind must be equal; here they are: one library, one driver, one server.
    """
    shared: dict[type, LRUCache[Any, Any]] = {}
    for kind in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        shared[kind] = LRUCache(5000)
        kind.__eq__ = lambda self, other: type(self) is type(other)  # type: ignore[method-assign]
        kind.__hash__ = lambda self: hash(type(self))  # type: ignore[method-assign]
    made: Callable[..., None] = Engine.__init__

    def make(self: Engine, *given: Any, **named: Any) -> None:
        made(self, *given, **named)
        if type(self.dialect) in shared:
            self._compiled_cache = shared[type(self.dialect)]

    Engine.__init__ = make  # type: ignore[method-assign]
