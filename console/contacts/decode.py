"""A TXT file's octets as lines; the encoding is chosen by rule, never by statistics.

The rules in order: BOM, UTF-16 without a BOM, strict UTF-8, strict GB18030. ASCII digits are the same octets in the last two,
so a number cannot change; only a name could, and therefore the preview shows the encoding.
"""

import codecs
from typing import NamedTuple

from console.contacts.errors import FileCode, FileRefusedError

MAX_ROWS = 1_048_576
"""Most rows of a workbook sheet, by its format."""
MAX_LINES = 3_000_000
"""Most rows of a text."""
ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
"""Encodings that a person may choose."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4096


class Lines(NamedTuple):
    """Lines without their ends, in an encoding that contains ASCII (`codec`); `encoding` is the file's own."""

    lines: list[bytes]
    codec: str
    encoding: str
    notes: tuple[str, ...]


def decode_lines(data: bytes, encoding: str | None = None) -> Lines:
    """Cut a text file into lines.

    Only LF and CRLF end a line (CR too in a file without LF), so that row numbers agree with editors. Raises FileRefusedError:
    `encoding` (with the row) or `too_many_rows`.
    """
    notes: list[str] = []
    bom, by_bom = next(((b, e) for b, e in _BOMS if data.startswith(b)), (b"", None))
    if bom:
        data = data[len(bom) :]
        notes.append("bom")
    if encoding is not None and encoding not in ENCODINGS:
        raise FileRefusedError(FileCode.ENCODING, encoding=encoding, row=0)
    chosen = encoding or by_bom
    if chosen is None:
        chosen = _utf16_without_bom(data)
        if chosen:
            notes.append("utf16_without_bom")
    if chosen is None:
        chosen = "utf-8" if _decodes(data, "utf-8") else "gb18030"
    data = _ascii_compatible(data, chosen)
    codec = "gb18030" if chosen == "gb18030" else "utf-8"
    return Lines(_split(data, notes), codec, chosen, tuple(notes))


def _utf16_without_bom(data: bytes) -> str | None:
    head = data[:_SAMPLE]
    if not (b"\n\x00" in head or b"\x00\n" in head or head.count(0) * 3 > len(head)):
        return None
    return "utf-16-le" if head[1::2].count(0) >= head[0::2].count(0) else "utf-16-be"


def _decodes(data: bytes, encoding: str) -> bool:
    if data.isascii():
        return True
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _ascii_compatible(data: bytes, encoding: str) -> bytes:
    if data.isascii() and not encoding.startswith("utf-16"):
        return data
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        feed = "\n".encode(encoding)
        row = data.count(feed, 0, error.start) + 1
        raise FileRefusedError(FileCode.ENCODING, encoding=encoding, row=row) from error
    return text.encode("utf-8") if encoding.startswith("utf-16") else data


def _split(data: bytes, notes: list[str]) -> list[bytes]:
    if data.endswith(b"\x1a"):
        data = data[:-1]
        notes.append("ctrl_z")
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n")
        if b"\n" not in data:
            data = data.replace(b"\r", b"\n")
            notes.append("cr_lines")
    count = data.count(b"\n") + (not data.endswith(b"\n"))
    if count > MAX_LINES:
        raise FileRefusedError(FileCode.TOO_MANY_ROWS, rows=count, limit=MAX_LINES)
    lines = data.split(b"\n")
    if not lines[-1]:
        lines.pop()
    return lines
