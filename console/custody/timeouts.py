"""A keyring may never answer: every call to it runs in a thread of its own and is given up in time."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Final, TypeVar

from console.dispatch.vault import VaultError

SECONDS: Final = 15.0
"""How long one call may take; the slowest good one that was seen took 1.4 s."""

T = TypeVar("T")


def with_timeout(function: Callable[[], T], seconds: float = SECONDS) -> T:
    """Return what the function returns or raise what it raises; raises VaultError `keyring_slow` when time is over.

    A call that is given up may still end some day: its thread is left to itself, and its result is dropped.
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
