"""The first rows of a long file, and how they would be read, before it is read: only its beginning is.

Of a text these are the first octets; of a workbook its index and the first rows of each sheet. The rest of the file may say
otherwise, so whoever reads on compares the two. Where a beginning alone says nothing certain there is none: then the file is read
whole at once.
"""

import io
from collections.abc import Callable
from pathlib import PurePath
from typing import Final

from msgspec.structs import replace

from console.contacts import kinds, pipeline
from console.contacts.errors import FileRefusedError
from console.contacts.messages import Kind, Look, Preview, Progress, SourceInfo
from console.contacts.texts.decode import cut
from console.contacts.workbooks import guard
from console.contacts.workbooks.row_shapes import UnreadError
from console.contacts.workbooks.sheets import Book, first_rows
from console.domain.contacts.phone import NumberPlan
from console.domain.requests import file_heads as heads

Read = Callable[[int, int], bytes]
"""Gives at most so many octets of the file from a place on."""

HEAD: Final = 256 * 1024
"""Octets of a text that are its beginning; a file that has no more is read at once."""


def beginning(read: Read, size: int, name: str, plan: NumberPlan, look: Look) -> Preview | None:
    """The preview of a file of `size` octets by its beginning; None where it has to be read whole, be it to say why it is refused."""
    if size <= HEAD:
        return None
    head, suffix = read(HEAD, 0), PurePath(name).suffix.lower()
    try:
        if head.startswith(heads.ZIP):
            with io.BufferedReader(_File(read, size)) as file:
                guarded = guard.of_beginning(file, suffix, first_rows)
                info = replace(_info(name, size, "xlsx", plan), notes=guarded.notes)
                found = pipeline.sheet_column(Book(b"", guarded), look.sheet, _unheard, info, look.column)
        elif head.startswith(heads.COMPOUND):
            return None
        else:
            kinds.demand_text(head, name)
            info = replace(_info(name, size, "txt", plan), notes=guard.text_notes(suffix))
            found = pipeline.text_column(cut(head, size), look.encoding, _unheard, info, look.column)
    except (FileRefusedError, UnreadError):
        return None
    made = pipeline.preview_of(found, plan)
    sheets = tuple(replace(one, rows=0) for one in made.source.sheets)
    return replace(
        made, rows=0, whole=False, source=replace(made.source, sheets=sheets, remarks=(), aside={})
    )


def _unheard(_progress: Progress) -> None:
    """Nobody waits for so little."""


def _info(name: str, size: int, kind: Kind, plan: NumberPlan) -> SourceInfo:
    return SourceInfo(name, "", size, kind, None, None, (), (), (), plan.version)


class _File(io.RawIOBase):
    """A file of which only what is asked for is read."""

    def __init__(self, read: Read, size: int) -> None:
        super().__init__()
        self._read, self._size, self._at = read, size, 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        self._at = max(0, offset + (0, self._at, self._size)[whence])
        return self._at

    def tell(self) -> int:
        """The place."""
        return self._at

    def readinto(self, buffer: "memoryview[int] | bytearray") -> int:  # type: ignore[override]
        """Read from the place on."""
        data = self._read(len(buffer), self._at)
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)
