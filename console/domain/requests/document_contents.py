"""What a document holds besides what is read: scripts, macros, programs, other files, what is fetched or hidden (R11).

A document is judged by its octets, whatever its name. What cannot be checked (encrypted, unreadable, too much) is refused too.
The document is hostile: nothing here inflates or counts without a bound.
"""

import contextlib
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import chain, islice
from typing import Final

from console.domain.requests import compound_files, document_links
from console.domain.requests.file_heads import BITMAP, COMPOUND, GIF, JPEG, PDF, PNG

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
    """A document holds `content`; `files` are the names of the files in it, as far as they can be read."""

    def __init__(self, content: Content, files: Sequence[str] = ()) -> None:
        super().__init__(content)
        self.content, self.files = content, files


_ARCHIVES: Final = re.compile(rb"Rar!\x1a\x07[\x00\x01]|7z\xbc\xaf\x27\x1c|MSCF\0{4}")
_ELF: Final = re.compile(rb"\x7fELF[\x01\x02][\x01\x02]\x01")


def judge(data: bytes) -> None:
    """Raise ContentError for what makes a PDF, a file of earlier Office or a picture more than that."""
    if data.startswith(COMPOUND):
        _old_office(data)
    elif data.startswith(PDF):
        _pdf(data)
    else:
        _picture(data)
    if holds_program(data):
        raise ContentError(Content.PROGRAM)
    if holds_archive(data):
        raise ContentError(Content.HIDDEN)


def insist_harmless_link(target: str) -> None:
    """Raise ContentError for a link that starts a program, or that asks another computer of the network for a file."""
    if document_links.is_share(target):
        raise ContentError(Content.OUTSIDE)
    if document_links.starts_program(target):
        raise ContentError(Content.PROGRAM)


def holds_archive(data: bytes) -> bool:
    """Whether another archive lies in the octets, or behind them."""
    return _ARCHIVES.search(data) is not None or _ends_in_archive(data)


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
    return re.compile(rb"/(?:" + "|".join(names).encode() + rb")(?=[\0\s()<>\[\]{}/%])")


_PDF_NAMES: Final = (
    (Content.ENCRYPTED, _names("Encrypt")),
    (Content.SCRIPT, _names("JavaScript", "XFA")),
    (Content.PROGRAM, _names("Launch")),
    (
        Content.EMBEDDED,
        re.compile(
            _names("EmbeddedFiles?", "FileAttachment", "Rendition", "Movie", "U3D", "PRC").pattern
            + rb"|/RichMedia|/EF[\0\s]*(?:<<|\d+[\0\s]+\d+[\0\s]+R\b)"
        ),
    ),
    (Content.OUTSIDE, _names("SubmitForm", "ImportData", "GoToE")),
)  # fmt: skip
"""Each is long enough not to arise by chance in eight megabytes of a picture, so that no place in the file is left out."""
_LINK: Final = re.compile(
    rb"/(URI|Base|UF|F)[\0\s]{0,64}+(?:\(((?:[^()\\]|\\.){1,400})|<((?:[0-9A-Fa-f]\s?){4,400})"
    rb"|([\0\s]|%(?![0-9A-Fa-f]{2})|\d+[\0\s]+\d+[\0\s]+R\b))",
    re.DOTALL,
)
"""A link (12.6.4.7) or the name of a file (7.11.3): as a text, in hexadecimal digits, or not to be read here."""
_MOST_LINKS: Final = 10_000
"""Links in a piece: more have no room there, with what is said of each."""
_LONGEST_NAME: Final = 1024
"""Octets of the longest of these names with what is looked at of a link, each letter escaped."""
_ESCAPE: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM: Final = re.compile(rb"(?<!end)stream[ \t]*(?:\r\n|\n|\r)")
_OBJECTS: Final = re.compile(_names("ObjStm").pattern + rb"|/ObjStm\Z")
_COUNT: Final = _names("N")
_FIRST: Final = _names("First")
"""What only a stream of objects says of itself, also where its type is told elsewhere or not at all."""
_FILTER: Final = re.compile(rb"/F(?:ilter)?(?=[\s\[/]|\Z)")
_FLATE: Final = re.compile(rb"/Filter\s*(?:\[\s*)?/(?:FlateDecode|Fl)\s*(?:\]|/(?!\w*(?:Decode|Crypt))|>)")
_NUMBERS: Final = re.compile(rb"[\0\s]*(?:%|[+-]?\d+[\0\s]+(?:%|[+-]?\d|$))")
"""How the inside of an object stream begins: numbers, or a comment before them. Pictures and fonts seldom do."""
_PARAMETERS: Final = re.compile(rb"/D(?:ecodeParms|P)\s*(?!null)[\[<\d]")
_DICTIONARY: Final = 65536
_NEAR: Final = 4096
_CHUNK: Final = 16384
_PIECE: Final = 1 << 18


def _pdf(data: bytes) -> None:
    try:
        _insist_plain_pdf(data)
    except ContentError as found:
        if found.content != Content.EMBEDDED:
            raise
        raise ContentError(Content.EMBEDDED, _file_names(data)) from found


def _insist_plain_pdf(data: bytes) -> None:
    view = memoryview(data)
    _insist_no_names(view[at : at + _PIECE] for at in range(0, len(view), _PIECE))
    for inside in _object_streams(data):
        _insist_no_names(inside)
    _, end, behind = data.rpartition(b"%%EOF")
    if end and behind.strip(b"\0\t\n\x0c\r "):
        raise ContentError(Content.HIDDEN)


def _insist_no_names(pieces: Iterable[bytes | memoryview]) -> None:
    """Search what lies one behind the other; a name that is cut between two pieces is found with the second."""
    rest = b""
    for piece in chain(pieces, (b" ",)):
        here = rest + piece
        plain = _unescaped(here)
        for content, names in _PDF_NAMES:
            if names.search(plain):
                raise ContentError(content)
        for nth, link in enumerate(_LINK.finditer(plain)):
            if nth >= _MOST_LINKS:
                raise ContentError(Content.EXCESSIVE)
            _insist_link(link)
        rest = here[-_LONGEST_NAME:]


def _insist_link(link: re.Match[bytes]) -> None:
    """Refuse a link that starts a program, and a file of another computer; what a file is named besides is its own matter."""
    followed = link[1] in {b"URI", b"Base"}
    if link[4]:
        if followed:
            raise ContentError(Content.UNREADABLE)
        return
    target = _text(link)
    if followed:
        insist_harmless_link(target)
    elif document_links.is_elsewhere(target):
        raise ContentError(Content.OUTSIDE)


_STRING_ESCAPE: Final = re.compile(rb"\\(?:([0-7]{1,3})|(.))", re.DOTALL)
_MOST_NAMED: Final = 3
_NAME_SHOWN: Final = 60
_FILE: Final = re.compile(
    rb"/(U?F)[\0\s]*(?:\(((?:[^()\\]|\\.){1,255})\)|<([0-9A-Fa-f\s]{2,1020})>)", re.DOTALL
)
"""The name of a file in its specification (7.11.3)."""


def _file_names(data: bytes) -> list[str]:
    """Names of the first files that a PDF says that it holds; it is refused already, so one that is not found is no harm."""
    names: dict[str, None] = {}
    with contextlib.suppress(ContentError):
        for piece in chain((data,), chain.from_iterable(_object_streams(data))):
            names |= dict.fromkeys(_file_name(match) for match in islice(_FILE.finditer(piece), 100))
    return [one for one in names if one][:_MOST_NAMED]


def _file_name(match: re.Match[bytes]) -> str:
    return "".join(letter for letter in _text(match) if letter.isprintable())[:_NAME_SHOWN].strip()


def _text(match: re.Match[bytes]) -> str:
    """What a text says, by its second group, or by the digits in its third (7.3.4, 7.9.2)."""
    octets = _STRING_ESCAPE.sub(_unslashed, match[2]) if match[2] else _unhexed(match[3])
    wide = octets.startswith(b"\xfe\xff")
    return octets[2:].decode("utf-16-be", "replace") if wide else octets.decode("utf-8", "replace")


def _unslashed(match: re.Match[bytes]) -> bytes:
    return bytes((int(match[1], 8) & 0xFF,)) if match[1] else match[2]


def _unhexed(text: bytes) -> bytes:
    digits = b"".join(text.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _unescaped(data: bytes) -> bytes:
    """Octets in which `#4A` in names is the letter that it stands for."""
    return _ESCAPE.sub(lambda match: bytes((int(match[1], 16),)), data)


class _Budget:
    """How many octets may still be inflated of one document."""

    def __init__(self) -> None:
        self._left = MOST_INFLATED

    def take(self, n: int) -> None:
        """Take so many; raises ContentError when there are no more."""
        self._left -= n
        if self._left < 0:
            raise ContentError(Content.EXCESSIVE)


def _object_streams(data: bytes) -> Iterator[Iterator[bytes]]:
    """Inflate every stream that is declared to hold objects, or begins like one: a reader that forgives takes those too."""
    view, budget, since = memoryview(data), _Budget(), 0
    for nth, match in enumerate(_STREAM.finditer(data)):
        if nth >= _MOST_STREAMS:
            raise ContentError(Content.EXCESSIVE)
        declared = _declares_objects(data, since, match.start())
        since = match.end()
        first = _beginning(view[since : since + 512], budget)
        if declared and not first:
            raise ContentError(Content.UNREADABLE)
        if declared or _NUMBERS.match(first):
            yield _inflated(view[since:], budget, _PIECE)


def _declares_objects(data: bytes, since: int, at: int) -> bool:
    """Whether the stream that begins at `at` holds compressed objects; raises ContentError if not in the one usual way.

    Objects that are not compressed were read where they stand. The stream before began at `since`.
    """
    begin = data.rfind(b"obj", max(0, at - _DICTIONARY), at)
    said = _unescaped(data[max(begin, since, at - _DICTIONARY) : at])
    if not (_OBJECTS.search(said) or (_COUNT.search(said) and _FIRST.search(said))):
        if _OBJECTS.search(_unescaped(data[max(since, at - _NEAR) : at])):
            raise ContentError(Content.UNREADABLE)
        return False
    if not _FILTER.search(said):
        return False
    if _PARAMETERS.search(said) or not _FLATE.search(said):
        raise ContentError(Content.UNREADABLE)
    return True


_BEGINNING: Final = 1024


def _beginning(view: memoryview, budget: _Budget) -> bytes:
    """The first octets of a compressed stream."""
    first = b""
    for piece in _inflated(view, budget, _BEGINNING):
        first += piece
        if len(first) >= _BEGINNING:
            break
    return first[:_BEGINNING]


def _inflated(view: memoryview, budget: _Budget, most: int) -> Iterator[bytes]:
    """What a reader gets of a compressed stream, damaged or not, in pieces of at most `most` octets; raises ContentError."""
    inflater = zlib.decompressobj()
    for at in range(0, len(view), _CHUNK):
        waiting: bytes | memoryview = view[at : at + _CHUNK]
        while waiting:
            before = inflater.copy()
            try:
                piece = inflater.decompress(waiting, most)
            except zlib.error:
                yield from _until_damage(before, waiting, budget)
                return
            budget.take(len(piece))
            yield piece
            if inflater.eof:
                return
            waiting = inflater.unconsumed_tail
    with contextlib.suppress(zlib.error):
        yield inflater.flush()


def _until_damage(
    inflater: "zlib._Decompress", waiting: bytes | memoryview, budget: _Budget
) -> Iterator[bytes]:
    """What comes before the octet that is damaged, an octet of the compressed at a time."""
    with contextlib.suppress(zlib.error):
        for at in range(len(waiting)):
            piece = inflater.decompress(waiting[at : at + 1])
            budget.take(len(piece))
            yield piece


# The compound files of earlier Office (MS-CFB 2.6.1), and what their streams say (MS-XLS, MS-DOC, MS-PPT).

_OLD_NAMES: Final = {
    Content.ENCRYPTED: {"encryptedpackage", "encryptioninfo"},
    Content.MACRO: {"macros", "_vba_project_cur", "_vba_project", "vba", "jdedata", "jsproject"},
    Content.EMBEDDED: {
        "objectpool",
        "\x01ole10native",
        "package",
        "ocxname",
        "\x03ocxname",
        "equation native",
    },
}
_RECORDED: Final = frozenset({"workbook", "book", "worddocument", "powerpoint document"})
"""Streams that say by records or fields what is in the document."""
_FIELD: Final = re.compile(
    rb"\x13[\s\"]*DDE(?:AUTO)?\b|\x13\0(?:[\s\"]\0)*D\0D\0E\0(?:A\0U\0T\0O\0)?[\s\"]\0", re.IGNORECASE
)
_PROJECT: Final = re.compile(rb"\x0f\0\xff\x03\x14\0\0\0\x02\0\0\x04")
"""VBAInfoContainer of a presentation."""
_STORED_OBJECT: Final = re.compile(rb"[\0\x10]\0\x11\x10...\0", re.DOTALL)
"""ExOleObjStg of a presentation."""
_LOST_RECORDS: Final = (
    # FILEPASS behind BOF; the FIB of a document that is encrypted.
    (Content.ENCRYPTED, re.compile(rb"\x09\x08\x10\0.{16}\x2f\0|\xec\xa5[\x60-\x70\xc0-\xff].{8}[\x01\x03\x05\x07\x09\x0b\x0d\x0f\x11\x13\x15\x17\x19\x1b\x1d\x1f]", re.DOTALL)),
    # BOUNDSHEET of a macro sheet.
    (Content.MACRO, re.compile(rb"\x85\0[\x08-\x60]\0.{4}[\0-\x02]\x01", re.DOTALL)),
    (Content.MACRO, _PROJECT),
    (Content.PROGRAM, _FIELD),
    (Content.EMBEDDED, _STORED_OBJECT),
)  # fmt: skip
"""What is searched for where the streams cannot be read one by one: records may then lie anywhere."""
_FILEPASS, _SUPBOOK = 0x002F, 0x01AE
_MACRO_SHEET, _MODULE = 0x0040, 0x0006
_MACROS: Final = frozenset({1, 6})
"""Kinds of sheets in BOUNDSHEET: macro sheets and modules."""
_ENTRY: Final = 128


def _old_office(data: bytes) -> None:
    names = set(_entries(data))
    for content, listed in _OLD_NAMES.items():
        if names & listed or (content == Content.EMBEDDED and any(_OBJECT.match(one) for one in names)):
            raise ContentError(content)
    if not names & _RECORDED:
        # An installer, a letter with its enclosures, a database: such files hold anything.
        raise ContentError(Content.UNREADABLE)
    try:
        found = list(compound_files.streams(data, _RECORDED))
        if found and names & _RECORDED <= {name for name, _ in found}:
            for name, stream in found:
                _insist_no_records(name, stream)
            return
    except (struct.error, IndexError):
        pass
    for content, record in _LOST_RECORDS:
        if content == Content.EMBEDDED and "powerpoint document" not in names:
            continue
        if any(_counts(content, data, match) for match in record.finditer(data)):
            raise ContentError(content)


def _insist_no_records(name: str, stream: bytes) -> None:
    match name:
        case "workbook" | "book":
            _insist_plain_workbook(stream)
        case "worddocument":
            if stream.startswith(b"\xec\xa5") and stream[11] & 1:
                raise ContentError(Content.ENCRYPTED)
            if _FIELD.search(stream):
                raise ContentError(Content.PROGRAM)
        case _:
            if _PROJECT.search(stream):
                raise ContentError(Content.MACRO)
            if _STORED_OBJECT.search(stream):
                raise ContentError(Content.EMBEDDED)


def _insist_plain_workbook(stream: bytes) -> None:
    """Read the records of a workbook as its program does: from the first to the end of what is said of the whole, then each sheet's first."""
    for nth, (kind, at, length) in enumerate(compound_files.records(stream)):
        body = stream[at : at + length]
        if nth == 0 and kind != compound_files.BOF:
            raise ContentError(Content.UNREADABLE)
        if kind == compound_files.EOF:
            return
        if kind == _FILEPASS:
            raise ContentError(Content.ENCRYPTED)
        if kind == compound_files.BOUNDSHEET and (body[5] in _MACROS or _is_macro_sheet(stream, body)):
            raise ContentError(Content.MACRO)
        if kind == _SUPBOOK and _starts_program(body):
            raise ContentError(Content.PROGRAM)


def _is_macro_sheet(stream: bytes, body: bytes) -> bool:
    """Whether the sheet itself says so, whatever the list of sheets calls it."""
    (start,) = struct.unpack_from("<I", body)
    kind, _, _, said = struct.unpack_from("<4H", stream, start)
    return kind == compound_files.BOF and said in {_MACRO_SHEET, _MODULE}


def _starts_program(body: bytes) -> bool:
    """Whether a workbook takes data from a running program, which opening it starts (DDE); a path begins with a mark of its own."""
    if len(body) < 6 or int.from_bytes(body[2:4], "little") > 255:
        return False
    wide = body[4] & 1
    source = body[5:].decode("utf-16-le" if wide else "latin-1", "replace")
    return not source.startswith("\x01") and "\x03" in source


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
    _, end, behind = data.rpartition(_PNG_END) if data.startswith(PNG) else (b"", b"", b"")
    if _PAGE.search(data) or (end and behind.strip(b"\0\r\n ")):
        raise ContentError(Content.HIDDEN)


def _sizes(data: bytes) -> Iterator[tuple[int, int]]:
    """Width and height, by each place that says them."""
    if data.startswith(PNG) and data[12:16] == b"IHDR" and len(data) >= 24:
        yield struct.unpack_from(">II", data, 16)
    elif data.startswith(BITMAP) and len(data) >= 26:
        width, height = struct.unpack_from("<ii", data, 18)
        yield abs(width), abs(height)
    elif data.startswith(GIF) and len(data) >= 10:
        yield struct.unpack_from("<HH", data, 6)
    elif data.startswith(JPEG):
        yield from (struct.unpack(">HH", match[1]) for match in _JPEG_SIZE.finditer(data))
