"""Whether a list file may be the beginning of one: an upload that goes on, or was cut off (R10)."""

import os
import time
from enum import StrEnum
from pathlib import PurePath
from typing import Final

from console.contacts.source import Source
from console.domain.requests import file_heads as heads

UNFINISHED: Final = frozenset({".part", ".filepart"})
"""What programs append to the name of a file as long as they write it."""
YOUNG: Final = 10.0
"""Seconds since the last change after which nobody is likely to write on."""
_ENDS: Final = (
    b"\n", b"\r", b"\x1a", b"\n\0", b"\0\n", b"\r\0", b"\0\r", b"\n\0\0\0", b"\0\0\0\n", b"\r\0\0\0", b"\0\0\0\r",
)  # fmt: skip
"""How a text ends whose last line is whole, in octets of any encoding that is read."""


class Sign(StrEnum):
    """What says that a file may go on."""

    NAME = "name"
    YOUNG = "young"
    NO_END = "no_end"


def unfinished(name: str) -> bool:
    """Whether a name is that of a file that is still being written."""
    return PurePath(name).suffix.lower() in UNFINISHED


def signs(source: Source, now: float | None = None) -> tuple[Sign, ...]:
    """The signs that a file was cut off, `now` in seconds since 1970; none for what was pasted."""
    if source.changed is None:
        return ()
    age = (time.time() if now is None else now) - source.changed
    found = [Sign.NAME] if unfinished(source.name) else []
    # A clock that differs a little makes a file younger than nothing.
    found += [Sign.YOUNG] if -YOUNG < age < YOUNG else []
    found += [Sign.NO_END] if not _ends_whole(source) else []
    return tuple(found)


def _ends_whole(source: Source) -> bool:
    """Whether the last line of a text has its end; a workbook that was cut off is damaged, and refused as such."""
    head = os.pread(source.descriptor, len(heads.COMPOUND), 0)
    if head.startswith((heads.ZIP, heads.COMPOUND)):
        return True
    return os.pread(source.descriptor, 4, max(0, source.size - 4)).endswith(_ENDS)
