"""What a file is by its octets, whatever its name says: a text, a workbook, or one of the things that clerks bring instead.

A text needs no mark of its own, so everything else is looked for first; what is left is a text unless too many control
characters say that it is none.
"""

import codecs
import re
import struct
from collections.abc import Callable, Collection
from pathlib import PurePath
from typing import Final

from console.contacts.errors import FileCode, FileRefusedError
from console.contacts.texts.decode import wide_without_mark
from console.domain.requests import file_heads as heads

_HEAD: Final = 4096
_UTF32 = {b"\xff\xfe\0\0": "utf-32-le", b"\0\0\xfe\xff": "utf-32-be"}
_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}

_STARTS: Final[dict[FileCode, tuple[bytes, ...]]] = {
    FileCode.ARCHIVE: (
        b"PK\x05\x06\0", b"PK\x07\x08PK", b"\x1f\x8b\x08", b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\xfd7zXZ\0",
        b"\x28\xb5\x2f\xfd", b"MSCF\0\0\0\0",
    ),
    FileCode.MEDIA: (
        heads.PNG, heads.JPEG, *heads.GIF, *heads.TIFF, b"#!AMR", b"OggS\0", b"fLaC\0",
    ),
    FileCode.DOCUMENT: (heads.PDF, b"{\\rtf"),
    FileCode.PROGRAM: (b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe"),
    FileCode.SHORTCUT: (b"L\0\0\0\x01\x14\x02\0", b"[InternetShortcut]"),
    FileCode.DATABASE: (b"SQLite format 3\0", b"\0\x01\0\0Standard "),
    FileCode.VCARD: (b"BEGIN:VCARD",),
    FileCode.SYLK: (b"ID;P",),
}  # fmt: skip
_PATTERNS: Final[dict[FileCode, "re.Pattern[bytes]"]] = {
    FileCode.DIF: re.compile(rb"TABLE\r?\n0,1\r?\n"),
    FileCode.ARCHIVE: re.compile(rb"BZh[1-9]1AY&SY|.{257}ustar", re.DOTALL),
    FileCode.MEDIA: re.compile(
        # A bitmap says where its points begin, in four octets behind four of noughts.
        rb"RIFF.{4}(?:WEBP|WAVE|AVI )|.{4}ftyp[a-zA-Z0-9 ]{4}|BM.{4}\0{4}.{3}\0|ID3[\x02-\x04]\0",
        re.DOTALL,
    ),
    FileCode.PROGRAM: re.compile(rb"MZ.{0,62}\0", re.DOTALL),
    # BOF of BIFF2 to BIFF5 as the file's beginning: [MS-XLS] has the later ones in a compound file only.
    FileCode.OLD_WORKBOOK: re.compile(rb"\x09[\0\x02\x04]|\x09\x08.{2}\0\x05", re.DOTALL),
    FileCode.WEB_ARCHIVE: re.compile(rb"(?:[!-9;-~]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,20}?MIME-Version:", re.IGNORECASE),
    FileCode.HTML_RENAMED: re.compile(
        rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|style|script|title|div|center"
        rb"|font|form|link|p|br|h[1-6]|span|tr|td)\b",
        re.IGNORECASE | re.DOTALL,
    ),
}  # fmt: skip
_XML = re.compile(rb"\s*<\?xml")
_SHEET_XML = re.compile(rb"<Workbook\b|urn:schemas-microsoft-com:office:spreadsheet|progid=.Excel\.Sheet")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
# Control characters that no text has, a run of NULs as one, and the octet that is in no encoding of characters.
_NOISE = re.compile(rb"[\x01-\x08\x0e-\x19\x1c-\x1f\xff]|\0+")
_LONG: Final = 512
_LOCK_SIZE: Final = 165


def demand_text(data: bytes, name: str) -> None:
    """Insist that a file that is neither zip nor compound file is a text. Raises FileRefusedError with what it is instead."""
    code = _foreign(data, name)
    if code is not None:
        raise FileRefusedError(code)


def _foreign(data: bytes, name: str) -> FileCode | None:
    head = data[:_HEAD]
    if not head.strip(b"\0") and not data.strip(b"\0"):
        return FileCode.DAMAGED
    if PurePath(name).name.startswith("~$") and len(data) == _LOCK_SIZE:
        return FileCode.OFFICE_LOCK
    plain = _narrow(head)
    if code := _by_marks(head, plain):
        return code
    if _XML.match(plain):
        return _xml(plain)
    if _is_dbase(head):
        return FileCode.DATABASE
    if _is_noise(plain):
        return FileCode.DAMAGED if PurePath(name).suffix.lower() in {".xls", ".xlsx"} else FileCode.NOT_TEXT
    return None


def _by_marks(head: bytes, plain: bytes) -> FileCode | None:
    for code, starts in _STARTS.items():
        if head.startswith(starts):
            return code
    for code, pattern in _PATTERNS.items():
        if pattern.match(plain if code is FileCode.HTML_RENAMED else head):
            return code
    return FileCode.VCARD if plain.startswith(_STARTS[FileCode.VCARD]) else None


def _is_noise(head: bytes) -> bool:
    """Whether too much of a head is none of a text: a quarter, of a long one a twentieth (octets of chance: a tenth)."""
    return len(_NOISE.findall(head)) * (20 if len(head) >= _LONG else 4) > len(head)


def _narrow(head: bytes) -> bytes:
    """A head without its mark; what is, or may be, one in UTF-16 or UTF-32 as UTF-8."""
    for size, marks in ((4, _UTF32), (2, _UTF16)):
        if codec := marks.get(head[:size]):
            return head[size:].decode(codec, "ignore").encode("utf-8", "ignore")
    if codec := wide_without_mark(head):
        return head.decode(codec, "ignore").encode("utf-8", "ignore")
    return head.removeprefix(codecs.BOM_UTF8)


def _xml(head: bytes) -> FileCode:
    if _ODS in head:
        return FileCode.ODS
    return FileCode.XML_SPREADSHEET if _SHEET_XML.search(head) else FileCode.XML_FILE


def _is_dbase(head: bytes) -> bool:
    """Whether a head is that of dBASE III to 5 or FoxPro: a version, a date, and fields of 32 octets up to a CR."""
    if len(head) < 65 or head[0] not in {0x03, 0x30, 0x31, 0x83, 0x8B, 0xF5}:
        return False
    size = int.from_bytes(head[8:10], "little")
    return (
        1 <= head[2] <= 12
        and 1 <= head[3] <= 31
        and size >= 65
        and (size > len(head) or b"\r" in head[64:size])
    )


# ---- zip


def zip_without_book(names: Collection[str], read: Callable[[str], bytes]) -> FileCode:
    """What a zip without a workbook is, by the names of its parts in small letters; `read` gives a part's octets by such a name."""
    if "mimetype" in names:
        kind = read("mimetype")[:100]
        if kind.startswith(_ODS):
            return FileCode.ODS
        if kind.startswith(b"application/vnd.oasis.opendocument."):
            return FileCode.DOCUMENT
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        return FileCode.DOCUMENT
    if "index.zip" in names or any(name.endswith(".iwa") for name in names):
        return FileCode.NUMBERS_TABLE
    return FileCode.NOT_WORKBOOK if "[content_types].xml" in names else FileCode.ARCHIVE


# ---- compound files


def demand_old_book(data: bytes) -> None:
    """Insist that a compound file holds a readable workbook of Excel 97 to 2003. Raises FileRefusedError with what it holds instead."""
    names = _streams(data)
    if "EncryptedPackage" in names or _is_locked(data):
        raise FileRefusedError(FileCode.ENCRYPTED)
    if "_VBA_PROJECT_CUR" in names:
        raise FileRefusedError(FileCode.MACRO_WORKBOOK)
    if "Workbook" in names:
        return
    if "Book" in names:
        raise FileRefusedError(FileCode.OLD_WORKBOOK)
    is_document = {"WordDocument", "PowerPoint Document"} & names
    raise FileRefusedError(FileCode.DOCUMENT if is_document else FileCode.NOT_WORKBOOK)


_ENTRY: Final = 128
_MOST_SECTORS: Final = 4_000
_END: Final = 0xFFFFFFFA


def _streams(data: bytes) -> set[str]:
    """The names in a compound file's directory ([MS-CFB] 2.2 to 2.6). Raises FileRefusedError `damaged`."""
    try:
        shift = struct.unpack_from("<H", data, 30)[0]
        size = 1 << shift
        start, more = struct.unpack_from("<I", data, 48)[0], struct.unpack_from("<I", data, 68)[0]
        tables = [one for one in struct.unpack_from("<109I", data, 76) if one < _END]
        if shift not in {9, 12} or (not tables and more >= _END):
            raise FileRefusedError(FileCode.DAMAGED)
        names: set[str] = set()
        seen: set[int] = set()
        while start < _END:
            if start in seen or len(seen) > _MOST_SECTORS:
                raise FileRefusedError(FileCode.DAMAGED)
            seen.add(start)
            names |= _entries(data, (start + 1) * size, size)
            start = _next(data, tables, start, size)
    except struct.error as error:
        raise FileRefusedError(FileCode.DAMAGED) from error
    return names


def _next(data: bytes, tables: list[int], sector: int, size: int) -> int:
    """The sector behind this one; the end where the table that would say so is beyond the first 109."""
    table, at = divmod(sector, size // 4)
    if table >= len(tables):
        return _END
    following: int = struct.unpack_from("<I", data, (tables[table] + 1) * size + at * 4)[0]
    return following


def _entries(data: bytes, start: int, size: int) -> set[str]:
    names = set()
    for at in range(start, start + size, _ENTRY):
        length, kind = struct.unpack_from("<HB", data, at + 64)
        if kind and 2 <= length <= 64:
            names.add(data[at : at + length - 2].decode("utf-16-le", "replace"))
    return names


# BOF, 16 octets, BIFF8, workbook globals; [MS-XLS] 2.4.21.
_BIFF8_GLOBALS: Final = b"\x09\x08\x10\x00\x00\x06\x05\x00"


def _is_locked(data: bytes) -> bool:
    """Look for FILEPASS near the start of the workbook's records; [MS-XLS] 2.4.117 and 2.1.7.20.3."""
    at = data.find(_BIFF8_GLOBALS)
    for _ in range(8):
        if at < 0 or at + 4 > len(data):
            return False
        record, size = struct.unpack_from("<HH", data, at)
        if record == 0x2F:
            return True
        at += 4 + size
    return False
