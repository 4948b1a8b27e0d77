"""Determines what a file is by its first octets, and whether its packaging is hostile, before any parser sees it.

This serves clear messages and is not the security boundary: that is the limited process in `reader.py`.
"""

import re
import zipfile
import zlib
from io import BytesIO
from pathlib import PurePath
from typing import NamedTuple

from console.contacts.errors import FileCode, FileRefusedError
from console.contacts.messages import Kind
from console.contacts.reasons import Reason

SUFFIXES = frozenset({".txt", ".xls", ".xlsx"})
"""How the name of a file ends that may be a list, in small letters."""
MAX_FILE = 64 * 1024 * 1024
"""Most octets of a file."""
MAX_INFLATED = 1024 * 1024 * 1024
"""Most octets of all parts of a workbook together."""
MAX_RATIO = 100
"""Largest ratio of inflated to stored size for a part above `RATIO_FLOOR`."""
RATIO_FLOOR = 1024 * 1024
MAX_PARTS = 2_000

Troubled = dict[str, dict[int, tuple[Reason, str]]]
"""By sheet part, then by row: a cell without a usable value, and the text shown in its place."""

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# BOF, 16 octets, BIFF8, workbook globals; [MS-XLS] 2.4.21.
_BIFF8_GLOBALS = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_HTML = re.compile(
    rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|table|meta)\b", re.IGNORECASE | re.DOTALL
)
_BLOCK = 1024 * 1024
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# Two letters or more before the row number mean a column beyond Z.
_FAR_CELL = re.compile(rb"""\sr\s*=\s*["'][A-Za-z]{2,}[0-9]""")
_CELL = re.compile(rb"""<c\b([^>]*?)(/?)>""")
_ROW = re.compile(rb"""\sr=["'][A-Za-z]+([0-9]{1,7})["']""")
_ERROR = re.compile(rb"""\st=["']e["']""")
_VALUE = re.compile(rb"<v[^>/]*>([^<]+)</v>|<is\b")
_FORMULA = re.compile(rb"<f\b[^>]*/>|<f\b[^>]*>([^<]*)</f>")


class Guarded(NamedTuple):
    """A file that may be parsed: its kind, notes, and the cells without a usable value."""

    kind: Kind
    notes: tuple[str, ...]
    troubled: Troubled


def guard(data: bytes, name: str) -> Guarded:
    """Determine what a file is. Raises FileRefusedError with a `FileCode` for every file that is not accepted."""
    suffix = PurePath(name).suffix.lower()
    if not data:
        raise FileRefusedError(FileCode.EMPTY)
    if len(data) > MAX_FILE:
        raise FileRefusedError(FileCode.TOO_LARGE, size=len(data), limit=MAX_FILE)
    if data.startswith(_OLE):
        _check_ole(data)
        return Guarded("xls", _differs(suffix, ".xls"), {})
    if data.startswith(_ZIP):
        return Guarded("xlsx", _differs(suffix, ".xlsx"), _check_zip(data))
    _check_text(data[:4096], suffix)
    return Guarded("txt", (), {})


def _differs(suffix: str, expected: str) -> tuple[str, ...]:
    return () if suffix == expected else ("extension_differs",)


def _check_text(head: bytes, suffix: str) -> None:
    bare = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(bare):
        raise FileRefusedError(FileCode.HTML_RENAMED)
    if bare.lstrip().startswith(b"<?xml"):
        raise FileRefusedError(FileCode.XML_SPREADSHEET)
    if suffix in {".xls", ".xlsx"}:
        # A text, perhaps UTF-16 with its BOM; a workbook that lost its head contains control characters.
        is_text = head[:2] in {b"\xff\xfe", b"\xfe\xff"} or not re.search(rb"[\x00-\x08\x0e-\x19]", bare)
        raise FileRefusedError(FileCode.CSV_RENAMED if is_text else FileCode.DAMAGED)
    if suffix == ".csv":
        raise FileRefusedError(FileCode.CSV_FILE)
    if suffix != ".txt":
        raise FileRefusedError(FileCode.UNKNOWN_TYPE, suffix=suffix[:20])


def _check_ole(data: bytes) -> None:
    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if has("EncryptedPackage") or _is_locked(data):
        raise FileRefusedError(FileCode.ENCRYPTED)
    if has("WordDocument") or has("PowerPoint Document"):
        raise FileRefusedError(FileCode.NOT_WORKBOOK)


def _is_locked(data: bytes) -> bool:
    """Look for FILEPASS near the start of the workbook's records; [MS-XLS] 2.4.117 and 2.1.7.20.3."""
    at = data.find(_BIFF8_GLOBALS)
    for _ in range(4):
        if at < 0 or at + 4 > len(data):
            return False
        record, size = (
            int.from_bytes(data[at : at + 2], "little"),
            int.from_bytes(data[at + 2 : at + 4], "little"),
        )
        if record == 0x2F:
            return True
        at += 4 + size
    return False


def _check_zip(data: bytes) -> Troubled:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_directory(archive.infolist())
            return {
                info.filename: found for info in archive.infolist() if (found := _check_part(archive, info))
            }
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, ValueError) as error:
        raise FileRefusedError(FileCode.DAMAGED) from error
    except (NotImplementedError, RuntimeError) as error:
        raise FileRefusedError(FileCode.ENCRYPTED) from error
    except zlib.error as error:
        raise FileRefusedError(FileCode.DAMAGED) from error


def _check_directory(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename.lower() for part in parts]
    if len(parts) > MAX_PARTS or len(set(names)) != len(names):
        raise FileRefusedError(FileCode.DAMAGED)
    if any(part.flag_bits & 1 for part in parts):
        raise FileRefusedError(FileCode.ENCRYPTED)
    if any(name.endswith("vbaproject.bin") for name in names):
        raise FileRefusedError(FileCode.MACRO_WORKBOOK)
    if "xl/workbook.bin" in names:
        raise FileRefusedError(FileCode.XLSB)
    if "xl/workbook.xml" not in names:
        raise FileRefusedError(FileCode.NOT_WORKBOOK)
    inflated = sum(part.file_size for part in parts)
    steep = any(
        part.file_size > RATIO_FLOOR and part.file_size > MAX_RATIO * part.compress_size for part in parts
    )
    if inflated > MAX_INFLATED or steep:
        raise FileRefusedError(FileCode.INFLATES_TOO_MUCH, size=inflated, limit=MAX_INFLATED)


def _check_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> dict[int, tuple[Reason, str]]:
    """Inflate one part to its end (which also checks its CRC) and look through it block by block."""
    name = info.filename.lower()
    is_sheet = name.startswith("xl/worksheets/") and name.endswith(".xml")
    is_xml = name.endswith((".xml", ".rels", ".vml"))
    troubled: dict[int, tuple[Reason, str]] = {}
    rest = b""
    with archive.open(info) as part:
        first = True
        while block := part.read(_BLOCK):
            if first and is_xml and 0 in block[:4]:
                raise FileRefusedError(FileCode.XML_ENCODING)
            first = False
            text = rest + block
            if is_xml and _DECLARATION.search(text):
                raise FileRefusedError(FileCode.DOCTYPE)
            if is_sheet and _FAR_CELL.search(text):
                raise FileRefusedError(FileCode.TOO_MANY_COLUMNS, limit=26)
            # A cell, a declaration or a reference may straddle two blocks, so the last cell is searched again.
            cut = text.rfind(b"<c", max(0, len(text) - _BLOCK))
            cut = cut if is_sheet and cut >= 0 else max(0, len(text) - 64)
            if is_sheet:
                _find_troubled(text[:cut], troubled)
            rest = text[cut:]
    if is_sheet:
        _find_troubled(rest, troubled)
    return troubled


def _find_troubled(text: bytes, troubled: dict[int, tuple[Reason, str]]) -> None:
    """Note error cells and formulas without a stored value, which the workbook reader shows as blank."""
    if b"<f" not in text and b't="e"' not in text and b"t='e'" not in text:
        return
    for cell in _CELL.finditer(text):
        if cell[2]:
            continue
        end = text.find(b"</c>", cell.end())
        body = text[cell.end() : end if end >= 0 else len(text)]
        row = _ROW.search(cell[1])
        if row is None:
            continue
        value = _VALUE.search(body)
        if _ERROR.search(cell[1]):
            raw = value[1] if value and value[1] else b"#ERROR"
            troubled[int(row[1])] = Reason.ERROR_CELL, raw[:40].decode("utf-8", "replace")
        elif value is None and (formula := _FORMULA.search(body)):
            raw = b"=" + (formula[1] or b"")
            troubled[int(row[1])] = Reason.FORMULA, raw[:80].decode("utf-8", "replace")
