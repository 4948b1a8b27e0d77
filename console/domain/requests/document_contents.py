"""What a document holds besides what is read: scripts, macros, programs, other files, what is fetched or hidden (R11).

A document is judged by its octets, whatever its name. What cannot be checked (encrypted, unreadable, too much) is refused too.
The document is hostile: nothing here inflates or counts without a bound.
"""

import contextlib
import re
import struct
import zlib
from collections.abc import Iterator
from enum import StrEnum
from typing import Final

MOST_INFLATED: Final = 64 * 1024 * 1024
"""Octets of all that is compressed in one document, inflated: more is not checked, and so not taken."""
_MOST_STREAMS: Final = 20_000
_MOST_PIXELS: Final = 200_000_000
"""More than A3 at 600 dots an inch; a picture of millions by millions is drawn by no viewer."""


class Content(StrEnum):
    """What a document is refused for; the words are `document_content.<name>`."""

    SCRIPT = "script"
    MACRO = "macro"
    PROGRAM = "program"
    EMBEDDED = "embedded"
    OUTSIDE = "outside"
    HIDDEN = "hidden"
    ENCRYPTED = "encrypted"
    UNREADABLE = "unreadable"
    EXCESSIVE = "excessive"


class ContentError(Exception):
    """A document holds `content`."""

    def __init__(self, content: Content) -> None:
        super().__init__(content)
        self.content = content


_OLD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ARCHIVES: Final = re.compile(rb"Rar!\x1a\x07[\x00\x01]|7z\xbc\xaf\x27\x1c|MSCF\0{4}")
_ELF: Final = re.compile(rb"\x7fELF[\x01\x02][\x01\x02]\x01")


def judge(data: bytes) -> None:
    """Raise ContentError for what makes a PDF, a file of earlier Office or a picture more than that."""
    if data.startswith(_OLD):
        _old_office(data)
    elif data.startswith(b"%PDF-"):
        _pdf(data)
    else:
        _picture(data)
    if holds_program(data):
        raise ContentError(Content.PROGRAM)
    if _ARCHIVES.search(data) or _ends_in_archive(data):
        raise ContentError(Content.HIDDEN)


def holds_program(data: bytes) -> bool:
    """Whether a program of Windows or Linux lies anywhere in the octets; two letters alone prove nothing."""
    if _ELF.search(data):
        return True
    at = data.find(b"MZ")
    while at >= 0:
        if at + 64 <= len(data):
            (header,) = struct.unpack_from("<I", data, at + 60)
            if data[at + header : at + header + 4] == b"PE\0\0":
                return True
        at = data.find(b"MZ", at + 1)
    return False


_END: Final = 22
"""Octets of the record that ends an archive, which a comment of up to 65,535 may follow."""


def _ends_in_archive(data: bytes) -> bool:
    """Whether an archive lies behind the document: whoever opens it as one (a jar, say) reads from the end."""
    floor = max(0, len(data) - _END - 0xFFFF)
    at = data.rfind(b"PK\x05\x06", floor)
    while at >= 0:
        if at + _END <= len(data):
            entries, size = struct.unpack_from("<HI", data, at + 10)
            if (entries or size) and 0 < size <= at and data[at - size : at - size + 4] == b"PK\x01\x02":
                return True
        at = data.rfind(b"PK\x05\x06", floor, at)
    return False


# PDF (ISO 32000-1): names 7.3.5, filters 7.4, object streams 7.5.7, actions 12.6.


def _names(*names: str) -> re.Pattern[bytes]:
    return re.compile(rb"/(?:" + "|".join(names).encode() + rb")(?=[\0\s()<>\[\]{}/%]|\Z)")


_PDF_NAMES: Final = (
    (Content.ENCRYPTED, _names("Encrypt")),
    (Content.SCRIPT, _names("JavaScript", "XFA")),
    (Content.PROGRAM, _names("Launch")),
    (Content.EMBEDDED, _names("EmbeddedFiles?", "FileAttachment", r"RichMedia\w*", "Rendition", "Movie", "U3D", "PRC")),
    (Content.OUTSIDE, _names("SubmitForm", "ImportData", "GoToE")),
)  # fmt: skip
"""Each is long enough not to arise by chance in eight megabytes of a picture, so that no place in the file is left out."""
_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM: Final = re.compile(rb"(?<!end)stream[ \t]*(?:\r\n|\n|\r)")
_OBJECTS: Final = _names("ObjStm")
_FILTER: Final = re.compile(rb"/F(?:ilter)?(?=[\s\[/]|\Z)")
_FLATE: Final = re.compile(rb"/Filter\s*(?:\[\s*)?/(?:FlateDecode|Fl)\s*(?:\]|/(?!\w*(?:Decode|Crypt))|>)")
_NUMBERS: Final = re.compile(rb"[\0\s]*(?:%|[+-]?\d+[\0\s]+(?:%|[+-]?\d|$))")
"""How the inside of an object stream begins: numbers, or a comment before them. Pictures and fonts seldom do."""
_PARAMETERS: Final = re.compile(rb"/D(?:ecodeParms|P)\s*(?!null)[\[<\d]")
_DICTIONARY: Final = 65536
_NEAR: Final = 4096
_CHUNK: Final = 16384


def _pdf(data: bytes) -> None:
    _insist_no_names(data)
    for inside in _object_streams(data):
        _insist_no_names(inside)
    _, end, behind = data.rpartition(b"%%EOF")
    if end and behind.strip(b"\0\t\n\x0c\r "):
        raise ContentError(Content.HIDDEN)


def _insist_no_names(data: bytes) -> None:
    plain = _unescaped(data)
    for content, names in _PDF_NAMES:
        if names.search(plain):
            raise ContentError(content)


def _unescaped(data: bytes) -> bytes:
    """Octets in which `#4A` in names is the letter that it stands for."""
    return _ESCAPE.sub(lambda match: bytes((int(match[1], 16),)), data)


def _object_streams(data: bytes) -> Iterator[bytes]:
    """Inflate every stream that is declared to hold objects, or begins like one: a reader that forgives takes those too."""
    view, left, since = memoryview(data), MOST_INFLATED, 0
    for nth, match in enumerate(_STREAM.finditer(data)):
        if nth >= _MOST_STREAMS:
            raise ContentError(Content.EXCESSIVE)
        declared = _declares_objects(data, since, match.start())
        since = match.end()
        first = inflated(view[since : since + 512], MOST_INFLATED)
        if declared and not first:
            raise ContentError(Content.UNREADABLE)
        if declared or _NUMBERS.match(first[:1024]):
            inside = inflated(view[since:], left)
            left -= len(inside)
            yield inside


def _declares_objects(data: bytes, since: int, at: int) -> bool:
    """Whether the stream that begins at `at` holds compressed objects; raises ContentError if not in the one usual way.

    Objects that are not compressed were read where they stand. The stream before began at `since`.
    """
    begin = data.rfind(b"obj", max(0, at - _DICTIONARY), at)
    said = _unescaped(data[max(begin, since, at - _DICTIONARY) : at])
    if not _OBJECTS.search(said):
        if _OBJECTS.search(_unescaped(data[max(since, at - _NEAR) : at])):
            raise ContentError(Content.UNREADABLE)
        return False
    if not _FILTER.search(said):
        return False
    if _PARAMETERS.search(said) or not _FLATE.search(said):
        raise ContentError(Content.UNREADABLE)
    return True


def inflated(view: memoryview, most: int) -> bytes:
    """What a reader gets of a compressed stream, damaged or not; raises ContentError if it is more than `most` octets."""
    inflater, parts = zlib.decompressobj(), []
    for at in range(0, len(view), _CHUNK):
        chunk, before = view[at : at + _CHUNK], inflater.copy()
        try:
            part = inflater.decompress(chunk)
            over = inflater.eof
        except zlib.error:
            part, over = _until_damage(before, chunk), True
        most -= len(part)
        if most < 0:
            raise ContentError(Content.EXCESSIVE)
        parts.append(part)
        if over:
            break
    return b"".join(parts)


def _until_damage(inflater: "zlib._Decompress", chunk: memoryview) -> bytes:
    parts: list[bytes] = []
    with contextlib.suppress(zlib.error):
        parts.extend(inflater.decompress(chunk[at : at + 1]) for at in range(len(chunk)))
    return b"".join(parts)


# The compound files of earlier Office (MS-CFB 2.6.1), and what their streams say (MS-XLS, MS-DOC, MS-PPT).

_OLD_NAMES: Final = {
    Content.ENCRYPTED: {"encryptedpackage", "encryptioninfo"},
    Content.MACRO: {"macros", "_vba_project_cur", "_vba_project", "vba"},
    Content.EMBEDDED: {"objectpool", "\x01ole10native", "package", "ocxname", "\x03ocxname"},
}
_OLD_RECORDS: Final = (
    # FILEPASS behind BOF; the FIB of a document that is encrypted.
    (Content.ENCRYPTED, re.compile(rb"\x09\x08\x10\0.{16}\x2f\0|\xec\xa5[\x60-\x70\xc0-\xff].{8}[\x01\x03\x05\x07\x09\x0b\x0d\x0f\x11\x13\x15\x17\x19\x1b\x1d\x1f]", re.DOTALL)),
    # BOUNDSHEET of a macro sheet; VBAInfoContainer.
    (Content.MACRO, re.compile(rb"\x85\0[\x08-\x60]\0.{4}[\0-\x02]\x01|\x0f\0\xff\x03\x14\0\0\0\x02\0\0\x04", re.DOTALL)),
    (Content.PROGRAM, re.compile(rb"\x13[\s\"]*DDE(?:AUTO)?\b|\x13\0(?:[\s\"]\0)*D\0D\0E\0(?:A\0U\0T\0O\0)?[\s\"]\0", re.IGNORECASE)),
    # ExOleObjStg of a presentation.
    (Content.EMBEDDED, re.compile(rb"[\0\x10]\0\x11\x10...\0", re.DOTALL)),
)  # fmt: skip
_ENTRY: Final = 128


def _old_office(data: bytes) -> None:
    names = set(_entries(data))
    for content, listed in _OLD_NAMES.items():
        if names & listed or (content == Content.EMBEDDED and any(_OBJECT.match(one) for one in names)):
            raise ContentError(content)
    for content, record in _OLD_RECORDS:
        if content == Content.EMBEDDED and "powerpoint document" not in names:
            continue
        if any(_counts(content, data, match) for match in record.finditer(data)):
            raise ContentError(content)


_OBJECT: Final = re.compile(r"mbd[0-9a-f]{8}$")
"""The storage of an object that a workbook holds."""


def _counts(content: Content, data: bytes, match: re.Match[bytes]) -> bool:
    """A document's FIB counts only where a stream can begin: at a sector."""
    return content != Content.ENCRYPTED or data[match.start()] != 0xEC or match.start() % 512 == 0


def _entries(data: bytes) -> Iterator[str]:
    """The names in small letters of all storages and streams, wherever the file says that its directory is: a lie hides none."""
    for at in range(512, len(data) - _ENTRY + 1, _ENTRY):
        size, kind, colour = struct.unpack_from("<HBB", data, at + 64)
        if kind in {1, 2, 5} and colour <= 1 and 2 <= size <= 64 and size % 2 == 0:
            yield data[at : at + size - 2].decode("utf-16-le", "replace").lower()


# Pictures.

_PAGE: Final = re.compile(rb"<script|<\?php|<html|<svg|<iframe", re.IGNORECASE)
_JPEG_SIZE: Final = re.compile(rb"\xff[\xc0-\xc3]\0[\x0b\x11\x14]\x08(....)", re.DOTALL)
_PNG_END: Final = b"IEND\xaeB`\x82"


def _picture(data: bytes) -> None:
    if any(width * height > _MOST_PIXELS for width, height in _sizes(data)):
        raise ContentError(Content.EXCESSIVE)
    _, end, behind = data.rpartition(_PNG_END) if data.startswith(b"\x89PNG") else (b"", b"", b"")
    if _PAGE.search(data) or (end and behind.strip(b"\0\r\n ")):
        raise ContentError(Content.HIDDEN)


def _sizes(data: bytes) -> Iterator[tuple[int, int]]:
    """Width and height, by each place that says them."""
    if data.startswith(b"\x89PNG") and data[12:16] == b"IHDR" and len(data) >= 24:
        yield struct.unpack_from(">II", data, 16)
    elif data.startswith(b"BM") and len(data) >= 26:
        width, height = struct.unpack_from("<ii", data, 18)
        yield abs(width), abs(height)
    elif data.startswith(b"GIF8") and len(data) >= 10:
        yield struct.unpack_from("<HH", data, 6)
    elif data.startswith(b"\xff\xd8"):
        yield from (struct.unpack(">HH", match[1]) for match in _JPEG_SIZE.finditer(data))
