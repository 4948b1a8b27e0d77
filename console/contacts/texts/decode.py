"""A text's octets as rows. One octet that is no text costs its row, never the file.

The encoding is a mark (BOM), else what the octets bear witness of:

- UTF-32 or UTF-16, where a quarter of the units and more begin or end with NULs, always on one side;
- else UTF-8 if every row is; else GB18030, unless most of the rows that are not ASCII are UTF-8: that rarely happens by chance,
  while octets of UTF-8 often pass for Chinese ones.

ASCII digits are the same octets in UTF-8 and GB18030, so a number cannot change; only a name could, and therefore the preview
shows the encoding. The choice of a person is stronger than all of this.
"""

import codecs
import re
from typing import NamedTuple

from console.contacts.errors import FileCode, FileRefusedError

MAX_ROWS = 1_048_576
"""Most rows of a workbook sheet, by its format."""
MAX_LINES = 3_000_000
"""Most rows of a text."""
ENCODINGS = ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
"""Encodings that a person may choose."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    # Before UTF-16, whose mark is the first half of this one.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 64 * 1024
_WITNESSES = 2_000
"""Rows that are asked for their encoding at most."""
_NO_TEXT = "contacts-no-text"
_BAD = re.compile("[\udc00-\udcff]")


class Lines(NamedTuple):
    r"""Rows without their ends, in an encoding that contains ASCII (`codec`); `encoding` is the file's own.

    `bad` are the indices of rows that held octets of no text, which are written `\xNN` instead.
    """

    lines: list[bytes]
    codec: str
    encoding: str
    notes: tuple[str, ...]
    bad: frozenset[int] = frozenset()


def decode_lines(data: bytes, encoding: str | None = None) -> Lines:
    """Cut a text file into rows at LF, CR LF and lone CR and nowhere else, so that row numbers agree with editors.

    Raises FileRefusedError: `encoding` for one that is not in `ENCODINGS`, or if nobody chose it and hardly a row is text;
    `too_many_rows`.
    """
    if encoding is not None and encoding not in ENCODINGS:
        raise FileRefusedError(FileCode.ENCODING, encoding=encoding, row=0)
    notes: list[str] = []
    mark, marked = _mark(data)
    if mark:
        data = data[len(mark) :]
        notes.append("bom")
    chosen = encoding or marked
    if chosen is None and (chosen := wide_without_mark(data)):
        notes.append(f"{chosen[:3]}{chosen[4:6]}_without_bom")
    if chosen == "utf-8":
        return _read(data, chosen, notes)
    if chosen is not None and chosen != "gb18030":
        return _wide(data.decode(chosen, _NO_TEXT).encode("utf-8", "surrogatepass"), chosen, notes)
    read = _read(data, chosen, notes)
    if encoding is None:
        _demand_text(read)
    return read


def cut(head: bytes, size: int) -> bytes:
    """The beginning of a text of `size` octets without the row that it breaks off in, if there are others.

    UTF-16 and UTF-32 stay whole characters.
    """
    if len(head) >= size:
        return head
    # Between CR and LF no row ends.
    if b"\0" in head:
        head = head[: len(head) // 4 * 4]
        return head[:-4] if head.rstrip(b"\0").endswith(b"\r") else head
    end = head.rfind(b"\n")
    end = end if end >= 0 else head.rfind(b"\r")
    return head[: end + 1] if end > 0 else head


def wide_codec(head: bytes) -> str | None:
    """UTF-16 or UTF-32, by a mark or by where the NULs are; None for a text whose line ends are single octets."""
    marked = _mark(head)[1] or wide_without_mark(head)
    return None if marked == "utf-8" else marked


def _mark(data: bytes) -> tuple[bytes, str | None]:
    for mark, encoding in _BOMS:
        # Four octets of which two are NULs are a mark of UTF-32 only if the file has whole units of it.
        if data.startswith(mark) and (len(mark) < 4 or _thirds_are_nul(data[4:], encoding)):
            return mark, encoding
    return b"", None


def _thirds_are_nul(data: bytes, encoding: str) -> bool:
    """Whether the highest octet of each unit of UTF-32 is NUL, as in every text."""
    highest = data[:_SAMPLE][3 if encoding.endswith("le") else 0 :: 4]
    return highest.count(0) * 10 >= len(highest) * 9


def wide_without_mark(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, by where its NULs are."""
    sample = data[:_SAMPLE]
    if not sample.count(0):
        return None
    nuls = [sample[at::4].count(0) for at in range(4)]
    units = -(-len(sample) // 4)
    # In UTF-32 the two highest octets of every unit are NUL; 90 of 100 leave room for octets that are no text.
    for encoding, high, low in (("utf-32-le", nuls[2:], nuls[0]), ("utf-32-be", nuls[:2], nuls[3])):
        if min(high) * 10 >= (units - 1) * 9 and low * 10 <= units:
            return encoding
    units = -(-len(sample) // 2)
    even, odd = nuls[0] + nuls[2], nuls[1] + nuls[3]
    for encoding, high_nuls, low_nuls in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if high_nuls * 4 >= units and low_nuls * 4 <= high_nuls:
            return encoding
    return None


def _read(data: bytes, encoding: str | None, notes: list[str]) -> Lines:
    """Rows of UTF-8 or GB18030, or of what they bear witness of."""
    lines = _split(data, notes)
    if data.isascii() or (encoding != "gb18030" and _decodes(data, "utf-8")):
        return Lines(
            lines,
            "gb18030" if encoding == "gb18030" else "utf-8",
            encoding or "utf-8",
            tuple(notes),
            frozenset(),
        )
    foreign = [index for index, line in enumerate(lines) if not line.isascii()]
    if encoding is None and _is_cut_utf8(data):
        encoding = "utf-8"
    if encoding is None:
        asked = [lines[index] for index in foreign[:: len(foreign) // _WITNESSES + 1]]
        utf8, gb18030 = (sum(_decodes(line, codec) for line in asked) for codec in ("utf-8", "gb18030"))
        encoding = "utf-8" if utf8 * 2 > len(asked) or utf8 >= gb18030 else "gb18030"
    if _decodes(data, encoding):
        return Lines(lines, encoding, encoding, tuple(notes))
    bad = frozenset(index for index in foreign if not _decodes(lines[index], encoding))
    for index in bad:
        lines[index] = lines[index].decode(encoding, "backslashreplace").encode(encoding)
    return Lines(lines, encoding, encoding, tuple(notes), bad)


def _is_cut_utf8(data: bytes) -> bool:
    """Whether all is UTF-8 up to a last character that is cut."""
    try:
        codecs.utf_8_decode(data, "strict", False)
    except UnicodeDecodeError:
        return False
    return True


def _demand_text(read: Lines) -> None:
    """Insist that not every filled row holds octets of no text, unless there are few."""
    filled = sum(1 for line in read.lines if line) if read.bad else 0
    if len(read.bad) > _FEW and len(read.bad) * 10 > filled * 9:
        raise FileRefusedError(FileCode.ENCODING, encoding=read.encoding, row=min(read.bad) + 1)


_FEW = 10
"""Rows of no text that do not yet make a file one of no text."""


def _wide(data: bytes, encoding: str, notes: list[str]) -> Lines:
    """Rows of UTF-16 or UTF-32 as UTF-8; octets of no text came as surrogates, which UTF-8 writes `ED B0 80` to `ED B3 BF`."""
    lines = _split(data, notes)
    suspects = enumerate(lines) if b"\xed" in data else ()
    bad = {index for index, line in suspects if b"\xed" in line and not _decodes(line, "utf-8")}
    for index in bad:
        text = lines[index].decode("utf-8", "surrogatepass")
        lines[index] = _BAD.sub(lambda one: f"\\x{ord(one[0]) - 0xDC00:02x}", text).encode("utf-8")
    return Lines(lines, "utf-8", encoding, tuple(notes), frozenset(bad))


def _as_surrogates(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    octets = error.object[error.start : error.end]
    return "".join(chr(0xDC00 + octet) for octet in octets), error.end


codecs.register_error(_NO_TEXT, _as_surrogates)


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _split(data: bytes, notes: list[str]) -> list[bytes]:
    if data.endswith(b"\x1a"):
        data = data[:-1]
        notes.append("ctrl_z")
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n")
        if b"\r" in data:
            data = data.replace(b"\r", b"\n")
            notes.append("cr_lines")
    count = data.count(b"\n") + (not data.endswith(b"\n"))
    if count > MAX_LINES:
        raise FileRefusedError(FileCode.TOO_MANY_ROWS, rows=count, limit=MAX_LINES)
    lines = data.split(b"\n")
    if not lines[-1]:
        lines.pop()
    return lines
