"""The beginning of a file before it is chosen: never the whole of a large one, and a list only by the limited reader.

Of a text the first octets are handed to the reader as if they were all of it. A workbook has its index at its end, so it is read
whole, and only a small one. Everything may take its time: to be called in a thread.
"""

import os
from collections.abc import Callable
from pathlib import Path
from threading import BoundedSemaphore
from typing import Final, NamedTuple

from console.acting.contacts.browsing import Shown
from console.contacts import importing, own_errors, source
from console.contacts.error import ContactsError
from console.contacts.errors import ImportCancelledError
from console.contacts.messages import Preview
from console.contacts.reader import Limits
from console.contacts.texts.decode import cut
from console.domain.digit_masking import digits_masked
from console.domain.requests.file_heads import COMPOUND, ZIP

ROWS: Final = 6
"""Rows that are shown."""
_HEAD: Final = 64 * 1024
"""Octets of a text that are read."""
_BOOK: Final = 4 * 1024 * 1024
"""Octets of a workbook that is read."""
_LIMITS: Final = Limits(memory=768 * 1024 * 1024, cpu_seconds=10, wall_seconds=20.0)
_LINE: Final = 400
"""Characters of a row that are kept."""
_AT_ONCE: Final = BoundedSemaphore(2)
"""Files that are read at once: a disk that no longer answers must not gather threads."""


class Peek(NamedTuple):
    """The first rows, numbers masked; rows in all (-1: not known), the sheet they stand on; what is wrong instead of them.

    `why` is `large_book`, `silent_file`, or empty; `error` is why the file was refused.
    """

    rows: tuple[str, ...] = ()
    total: int = -1
    sheet: str = ""
    why: str = ""
    error: ContactsError | None = None


def peek(path: Path, shown: Shown, cancelled: Callable[[], bool]) -> Peek | None:
    """Read the beginning of a file; None if that was cancelled."""
    if not _AT_ONCE.acquire(timeout=1.0):
        return None if cancelled() else Peek(why="silent_file")
    try:
        return None if cancelled() else _peek(path, shown, cancelled)
    except ImportCancelledError:
        return None
    except ContactsError as error:
        return Peek(error=error)
    finally:
        _AT_ONCE.release()


def _peek(path: Path, shown: Shown, cancelled: Callable[[], bool]) -> Peek:
    with source.held(path) as file:
        size = file.status.st_size
        head = os.pread(file.descriptor, _HEAD, 0)
        if shown is Shown.TEXT:
            return Peek(
                tuple(map(_masked, cut(head, size).decode("utf-8-sig", "replace").splitlines()[:ROWS]))
            )
        if head.startswith((ZIP, COMPOUND)):
            if size > _BOOK:
                return Peek(why="large_book")
            head = b"".join(iter(_pieces(file.descriptor, size), b""))
        data, whole = cut(head, size), len(head) >= size
    with (
        own_errors.handed_on(),
        source.typed_source(data, path.name.encode("utf-8", "replace").decode()) as copy,
        importing.Reading(copy, limits=_LIMITS) as reading,
    ):
        preview: Preview = reading.preview(cancelled=cancelled)
    rows = tuple(_masked(" | ".join(filter(None, row))) for row in preview.table[:ROWS])
    return Peek(rows, preview.rows if whole else -1, preview.source.sheet or "")


def _pieces(descriptor: int, size: int) -> Callable[[], bytes]:
    """Return a function that reads an open file piece by piece, as far as it went when it was opened."""
    at = 0

    def piece() -> bytes:
        nonlocal at
        data = os.pread(descriptor, min(_HEAD, size - at), at)
        at += len(data)
        return data

    return piece


def _masked(row: str) -> str:
    return digits_masked(row)[:_LINE]
