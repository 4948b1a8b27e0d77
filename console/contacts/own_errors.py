"""The standard error that reading processes inherit: the terminal library's own has no descriptor to hand on."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

_lock = Lock()
_users = 0
_before: Any = None


@contextmanager
def handed_on() -> Iterator[None]:
    """Put the process's real standard error in place as long as any thread needs it; the last one puts back what was there."""
    global _users, _before  # noqa: PLW0603 - there is one standard error
    with _lock:
        if not _users:
            _before, sys.stderr = sys.stderr, sys.__stderr__ or sys.stderr
        _users += 1
    try:
        yield
    finally:
        with _lock:
            _users -= 1
            if not _users:
                sys.stderr, _before = _before, None
