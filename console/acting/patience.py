"""Reading that may never end, as on a disk behind a network that is gone: it goes on by itself, and whoever waits can give it up."""

import errno
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock, Thread
from typing import Final, TypeVar

Answer = TypeVar("Answer")

_LONG: Final = 20.0
"""Seconds in which a small file has to be read."""
_LOOK: Final = 0.05


def waited(
    job: Callable[[], Answer], enough: Callable[[], bool], drop: Callable[[Answer], object] = lambda _: None
) -> Answer:
    """Return what a job returns, or raise what it raises; TimeoutError once it is `enough`. What comes after that is dropped by `drop`."""
    answers, errors, lock = list[Answer](), list[Exception](), Lock()
    left = False

    def run() -> None:
        try:
            answer = job()
        except Exception as error:  # noqa: BLE001 - raised where it is waited for
            errors.append(error)
            return
        with lock:
            if not left:
                answers.append(answer)
                return
        drop(answer)

    thread = Thread(target=run, name="patience", daemon=True)
    thread.start()
    thread.join(_LOOK)
    while thread.is_alive():
        if enough():
            with lock:
                left = not answers
            break
        thread.join(_LOOK)
    if errors:
        raise errors[0]
    if not answers:
        raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
    return answers[0]


def past(seconds: float) -> Callable[[], bool]:
    """Return a function that says whether so many seconds have passed since now."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() >= end


def within(seconds: float, job: Callable[[], Answer], otherwise: Answer) -> Answer:
    """What a job returns within so many seconds, else `otherwise`."""
    try:
        return waited(job, past(seconds))
    except TimeoutError:
        return otherwise


def octets(place: Path, most: int) -> bytes:
    """The first octets of a file; raises OSError, also for what is no file and would never end, and ValueError for no path."""

    def read() -> bytes:
        descriptor = os.open(place, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
            return file.read(most)

    return waited(read, past(_LONG))
