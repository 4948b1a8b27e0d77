"""A keyring may never answer: every call to it runs in a thread of its own, with a time limit."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Final, TypeVar

from console.dispatch.custody.vault import VaultError

SECONDS: Final = 15.0
"""Seconds that one call may take; the slowest good call observed took 1.4 s."""

T = TypeVar("T")


def with_timeout(function: Callable[[], T], seconds: float = SECONDS) -> T:
    """Return what the function returns or raise what it raises. Raises VaultError `keyring_slow` after the time limit.

    A call that was given up may still end later: its thread is left alone, and its result is dropped.
    """
    future: Future[T] = Future()

    def run() -> None:
        try:
            future.set_result(function())
        except BaseException as error:  # noqa: BLE001 - handed on to the asking thread
            future.set_exception(error)

    threading.Thread(target=run, name="keyring", daemon=True).start()
    try:
        return future.result(seconds)
    except TimeoutError:
        if future.done():
            raise
        raise VaultError("keyring_slow", seconds=f"{seconds:g}") from None
