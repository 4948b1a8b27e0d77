"""Whether a list file may be the beginning of one: an upload that goes on, or was cut off (R10)."""

import os
import re
import time
from enum import StrEnum
from pathlib import PurePath
from typing import Final

from console.contacts.source import Source
from console.contacts.texts.decode import wide_codec
from console.domain.requests import file_heads as heads

UNFINISHED: Final = frozenset({".part", ".filepart", ".partial", ".crdownload", ".download", ".tmp"})
"""What programs append to the name of a file as long as they write it."""
_RSYNC: Final = re.compile(r"\..+\.[A-Za-z0-9]{6}")
"""How rsync calls a file as long as it writes it (.list.txt.Xk2P0a)."""
YOUNG: Final = 10.0
"""Seconds since the last change after which nobody is likely to write on."""
_HEAD: Final = 65_536
"""Octets by which is judged how the lines of a text end."""


class Sign(StrEnum):
    """What says that a file may go on."""

    NAME = "name"
    YOUNG = "young"
    FUTURE = "future"
    NO_END = "no_end"


def unfinished(name: str) -> bool:
    """Whether a name is that of a file that is still being written."""
    return PurePath(name).suffix.lower() in UNFINISHED or _RSYNC.fullmatch(name) is not None


def signs(source: Source, now: float | None = None) -> tuple[Sign, ...]:
    """The signs that a file was cut off, `now` in seconds since 1970; none for what was pasted."""
    if source.changed is None:
        return ()
    age = (time.time() if now is None else now) - source.changed
    found = [Sign.NAME] if unfinished(source.name) else []
    # A clock that differs a little makes a file younger than nothing; of one from tomorrow nobody can tell how old it is.
    found += [Sign.YOUNG] if -YOUNG < age < YOUNG else []
    found += [Sign.FUTURE] if age <= -YOUNG else []
    found += [Sign.NO_END] if not _ends_whole(source) else []
    return tuple(found)


def _ends_whole(source: Source) -> bool:
    """Whether the last line of a text has its end; a workbook that was cut off is damaged, and refused as such."""
    head = os.pread(source.descriptor, _HEAD, 0)
    if head.startswith((heads.ZIP, heads.COMPOUND)):
        return True
    codec = wide_codec(head) or "latin-1"
    unit = len("\n".encode(codec))
    if source.size % unit:
        return False
    last = os.pread(source.descriptor, unit, source.size - unit).decode(codec, "replace")
    # CR alone is half an end where lines end in CR LF.
    return last in {"\n", "\x1a"} or (last == "\r" and "\n" not in head.decode(codec, "replace"))
