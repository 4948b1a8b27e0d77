"""What the archives hold that documents are: Office Open XML (ECMA-376 part 2) and OFD (GB/T 33190), and nothing else.

An archive is read as strictly as a document's is written: one part behind the other from the first octet to the last, each typed.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from typing import Final
from xml.parsers import expat

from console.domain.requests import document_links
from console.domain.requests.document_contents import (
    MOST_INFLATED,
    Content,
    ContentError,
    holds_archive,
    holds_program,
    insist_harmless_link,
)
from console.domain.requests.file_heads import ZIP

_MOST_PARTS: Final = 5_000
_MOST_RATIO: Final = 100
_RATIO_FLOOR: Final = 1024 * 1024
_TYPES: Final = "[content_types].xml"
_DESCRIPTOR: Final = 24
"""Octets of the longest data descriptor, which may follow a part (APPNOTE 4.3.9)."""
_OFD_PARTS: Final = re.compile(
    r"xml|xbrl|png|jpe?g|bmp|gif|tiff?|g?jb2|g?jbig2|gbig2|ttf|otf|ttc|cff|pfb|dat|esl|sig|der|cer|crt"
)
"""Endings of what an OFD holds: pages, pictures, fonts, seals, and the bill itself as data."""
_PROGRAM_ENDINGS: Final = re.compile(
    r"exe|dll|com|scr|pif|cpl|ocx|sys|ms[ip]|bat|cmd|psm?1|vb[se]|jse?|ws[fh]|hta|jar|class|lnk|url|reg|inf|scf|chm|(?:ba)?sh|py"
    r"|pl|rb|php|app|dmg|deb|rpm|apk|so|dylib"
)
_PROGRAMS: Final = re.compile(
    rb"MZ|\x7fELF|#!|\xca\xfe\xba\xbe|\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe|dex\n|L\0\0\0\x01\x14\x02\0"
)
_FILES: Final = re.compile(
    rb"PK\x03\x04|PK\x05\x06|\xd0\xcf\x11\xe0|Rar!|7z\xbc\xaf|MSCF|\xfd7zXZ|BZh\d|%PDF-|\{\\rtf|\(\xb5\x2f\xfd"
)
_PIECE: Final = 65536
_GZIP: Final = b"\x1f\x8b"
_METAFILES: Final = frozenset({"emz", "wmz"})


def judge(data: bytes, *, inner: bool = False) -> None:
    """Raise ContentError for what makes an archive more than a document; `inner` is the workbook behind a document's chart."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _judge(data, archive, inner=inner)
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        ValueError,
        EOFError,
        RuntimeError,
        OSError,
    ) as error:
        raise ContentError(Content.UNREADABLE) from error


def _judge(data: bytes, archive: zipfile.ZipFile, *, inner: bool) -> None:
    infos = archive.infolist()
    _insist_bounds(infos)
    _insist_whole(data, archive, infos)
    parts = {one.filename.lower(): one for one in infos if not one.is_dir()}
    types = _Types(archive.read(parts[_TYPES])) if _TYPES in parts else None
    if types is None and "ofd.xml" not in parts:
        program = any(one == "meta-inf/manifest.mf" or one.endswith(".class") for one in parts)
        raise ContentError(Content.PROGRAM if program else Content.EMBEDDED)
    for name, info in parts.items():
        content = archive.read(info)
        _insist_harmless(name, content)
        if types is not None:
            types.insist_known(name)
        elif not _OFD_PARTS.fullmatch(_ending(name)):
            raise ContentError(Content.EMBEDDED)
        if types is not None and not inner and content.startswith(ZIP):
            judge(content, inner=True)
        elif _FILES.match(content) or (content.startswith(_GZIP) and _ending(name) not in _METAFILES):
            raise ContentError(Content.EMBEDDED)
        if not content.startswith(ZIP) and holds_archive(content):
            raise ContentError(Content.HIDDEN)
        if _is_markup(name, content):
            _Markup().read(content)


def _insist_bounds(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > _MOST_PARTS or sum(one.file_size for one in infos) > MOST_INFLATED:
        raise ContentError(Content.EXCESSIVE)
    for one in infos:
        if one.flag_bits & 0x41:
            raise ContentError(Content.ENCRYPTED)
        if one.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise ContentError(Content.UNREADABLE)
        if one.file_size > max(_RATIO_FLOOR, _MOST_RATIO * one.compress_size):
            raise ContentError(Content.EXCESSIVE)


def _insist_whole(data: bytes, archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> None:
    """Nothing lies before, between or behind the parts, and no two of them share octets or a name."""
    at = 0
    for one in sorted(infos, key=lambda info: info.header_offset):
        if not at <= one.header_offset <= at + (_DESCRIPTOR if at else 0):
            raise ContentError(Content.HIDDEN)
        name, extra = struct.unpack_from("<HH", data, one.header_offset + 26)
        at = one.header_offset + 30 + name + extra + one.compress_size
    paths = [one.filename.lower() for one in infos]
    odd = any("\\" in one or one.startswith("/") or ".." in one.split("/") for one in paths)
    end = data.rfind(b"PK\x05\x06")
    if (
        odd
        or len(set(paths)) < len(paths)
        or not at <= archive.start_dir <= at + _DESCRIPTOR
        or end + 22 != len(data)
    ):
        raise ContentError(Content.HIDDEN)


def _ending(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[2]


def _insist_harmless(name: str, content: bytes) -> None:
    """No part is a program, by its name or its octets."""
    if any(one in name for one in ("vbaproject", "vbadata", "jdedata")):
        raise ContentError(Content.MACRO)
    if _PROGRAM_ENDINGS.fullmatch(_ending(name)) or _PROGRAMS.match(content) or holds_program(content):
        raise ContentError(Content.PROGRAM)


class _Types:
    """The types of a package's parts, as its own list gives them."""

    def __init__(self, text: bytes) -> None:
        self._types = _Markup().read(text).types
        for said in self._types.values():
            _insist_type(said)

    def insist_known(self, name: str) -> None:
        """A part without a type belongs to no document."""
        if name != _TYPES and f"/{name}" not in self._types and _ending(name) not in self._types:
            raise ContentError(Content.EMBEDDED)


_BAD_TYPES: Final = (
    (Content.MACRO, re.compile(r"macroenabled|macrosheet|vbaproject|vbadata|jdeextension|jsproject|keymapcustomizations|attachedtoolbars")),
    (Content.SCRIPT, re.compile(r"webextension|javascript|html")),
    (Content.EMBEDDED, re.compile(r"oleobject|activex|controlproperties|ms-office\.active|package\.control")),
    (Content.OUTSIDE, re.compile(r"externallink|\.connections\+|querytable")),
)  # fmt: skip
_GOOD_TYPES: Final = re.compile(
    r"application/(?:vnd\.(?:openxmlformats-|ms-|wps-)|xml$|inkml\+xml$|x-font|font|vnd\.oasis)|text/xml$|image/|font/|audio/|video/"
)


def _insist_type(said: str) -> None:
    for content, types in _BAD_TYPES:
        if types.search(said):
            raise ContentError(content)
    if not _GOOD_TYPES.match(said):
        raise ContentError(Content.EMBEDDED)


_BAD_RELATIONS: Final = {
    "vbaproject": Content.MACRO,
    "wordvbadata": Content.MACRO,
    "xlmacrosheet": Content.MACRO,
    "xlintlmacrosheet": Content.MACRO,
    # Macros of WPS, and the keys and ribbons that call any.
    "jdeextension": Content.MACRO,
    "jsproject": Content.MACRO,
    "extensibility": Content.MACRO,
    "attachedtoolbars": Content.MACRO,
    "oleobject": Content.EMBEDDED,
    "control": Content.EMBEDDED,
    "activexcontrolbinary": Content.EMBEDDED,
    "afchunk": Content.EMBEDDED,
    "webextension": Content.SCRIPT,
    "externallink": Content.OUTSIDE,
    "attachedtemplate": Content.OUTSIDE,
    "frame": Content.OUTSIDE,
    "connections": Content.OUTSIDE,
}
_COMMAND: Final = re.compile(r"\x13[\s\"]*(?:DDE(?:AUTO)?\b|QUOTE(?:\s+\d{2,3}){4})", re.IGNORECASE)
"""A field that runs a command, or that spells one by numbers (ECMA-376 part 1, 17.16)."""
_FETCH: Final = re.compile(
    r"\x13[\s\"]*(?:(?:LINK|DATABASE)\b|(?:INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|RD)\b[^\x13-\x15]*?(?:[\s\"](?:[a-z+]{3,}:|\\\\|//)|\x13))",
    re.IGNORECASE,
)
"""A field that takes in what lies elsewhere, behind any switches, or where another field tells."""
_FIELD_MARKS: Final = {"begin": "\x13", "separate": "\x15", "end": "\x15"}
_LINK_FIELD: Final = re.compile(r"\x13[\s\"]*HYPERLINK\b([^\x13-\x15]*)", re.IGNORECASE)
_SAID_BESIDE: Final = re.compile(
    r"(?<![^\s\"])\\[lost*@#](?=[\s\"])\s*(?:\"[^\"]*\"|[^\s\"\\]\S*)?", re.IGNORECASE
)
"""Switches of such a field with what follows each: a place in the page, a window, what is shown."""
_TARGET: Final = re.compile(r"\"([^\"\n]{1,2000})\"|(?<!\S)([^\s\"\\]\S{0,2000}|\\\\\S{1,2000})")
"""What such a field leads to, in quotes or without; a switch begins with one backslash."""
_FORMULAS: Final = frozenset({"f", "formula", "formula1", "formula2", "definedname"})
_LINK_FORMULA: Final = re.compile(
    r'HYPERLINK\s*\(\s*("[^"\n]{0,2000}"(?:\s*&\s*"[^"\n]{0,2000}"){0,50})', re.IGNORECASE
)
_QUOTED: Final = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
_STARTING: Final = re.compile(
    r"(?<![\w.])(?:_xlfn\.|_xll\.)*(?:RTD|DDE|CALL|REGISTER(?:\.ID)?|EXEC)\s*\(|[\w\"']\|[^!|\n]{0,200}!",
    re.IGNORECASE,
)
_FETCHING: Final = re.compile(
    r"(?<![\w.])(?:_xlfn\.|_xlws\.)*(?:WEBSERVICE|IMAGE|SQL\.REQUEST)\s*\(", re.IGNORECASE
)
"""Functions of a sheet that start a program, or ask another computer whenever the sheet is reckoned."""


def _is_markup(name: str, content: bytes) -> bool:
    """Whether a part is XML; the drawings of old (.vml) are not always well-formed, and what they name is typed and related."""
    return _ending(name) in {"xml", "rels", "svg"} or content.lstrip()[:5] in {b"<?xml", b"\xef\xbb\xbf<?"}


class _Markup:
    """One part of XML, read for what it starts or fetches."""

    def __init__(self) -> None:
        self.types: dict[str, str] = {}
        self._fields: list[str] = []
        self._formulas: list[str] = []
        self._drawn = False
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.StartDoctypeDeclHandler = self._doctype

    def read(self, text: bytes) -> "_Markup":
        """Read it whole; raises ContentError also for what is not well-formed."""
        try:
            # In pieces, so that others have their turn between them.
            for at in range(0, len(text), _PIECE):
                self._parser.Parse(text[at : at + _PIECE])
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise ContentError(Content.UNREADABLE) from error
        fields = "".join(self._fields)
        if _COMMAND.search(fields):
            raise ContentError(Content.PROGRAM)
        if _FETCH.search(fields):
            raise ContentError(Content.OUTSIDE)
        for field in _LINK_FIELD.finditer(fields):
            for quoted, bare in _TARGET.findall(_SAID_BESIDE.sub(" ", field[1])):
                insist_harmless_link(quoted or bare)
        if self._formulas:
            _insist_formulas("".join(self._formulas))
        return self

    def _doctype(self, *_: object) -> None:
        # Entities: no document has any.
        raise ContentError(Content.UNREADABLE)

    def _start(self, name: str, given: Mapping[str, str]) -> None:
        self._parser.CharacterDataHandler = None
        local = name.rpartition(":")[2].lower()
        if local == "svg" or self._drawn:
            self._drawn = True
            _insist_drawing(local, given)
        match local:
            case "default" | "override":
                of = given.get("PartName") or given.get("Extension", "")
                self.types[of.lower()] = given.get("ContentType", "").lower()
            case "fldchar":
                self._fields += (_FIELD_MARKS.get(one, "") for one in given.values())
            case "fldsimple":
                self._fields += (f"\x13{one}\x15" for one in given.values())
            case "instrtext":
                self._parser.CharacterDataHandler = self._fields.append
            case _ if local in _FORMULAS:
                self._formulas.append("\n")
                self._parser.CharacterDataHandler = self._formulas.append
            case _:
                _insist_element(local, given)


def _insist_element(local: str, given: Mapping[str, str]) -> None:
    """Nothing that an element says of itself starts a program or fetches anything."""
    match local:
        case "relationship":
            _insist_relation(given)
        case "script":
            raise ContentError(Content.SCRIPT)
        case "ddelink" | "ddeitem":
            raise ContentError(Content.PROGRAM)
        case "uri":
            insist_harmless_link(given.get("URI", ""))
        case "attachment":
            _insist_attachment(given)
        case "customui" if any(key.lower() in {"onload", "loadimage"} for key in given):
            raise ContentError(Content.MACRO)
        case "property" if given.get("name", "").lower().startswith("_assembly"):
            # A program for Office that is fetched when the document is opened.
            raise ContentError(Content.OUTSIDE)
        case "hlinkclick" | "hlinkhover" | "hlinkmouseover":
            if given.get("action", "").lower().startswith(("ppaction://program", "ppaction://macro")):
                raise ContentError(Content.PROGRAM)
        case _:
            pass


def _insist_relation(given: Mapping[str, str]) -> None:
    kind = given.get("Type", "").rpartition("/")[2].lower()
    if kind in _BAD_RELATIONS:
        raise ContentError(_BAD_RELATIONS[kind])
    if given.get("TargetMode", "").lower() != "external":
        return
    if kind != "hyperlink":
        raise ContentError(Content.OUTSIDE)
    insist_harmless_link(given.get("Target", ""))


def _insist_drawing(local: str, given: Mapping[str, str]) -> None:
    """A drawing (SVG) has no handlers of events, and no pages within it."""
    attributes = {key.rpartition(":")[2].lower(): value for key, value in given.items()}
    if local in {"iframe", "embed", "object"} or any(key.startswith("on") for key in attributes):
        raise ContentError(Content.SCRIPT)
    for key in ("href", "values", "from", "to", "by"):
        for target in attributes.get(key, "").split(";"):
            _insist_drawn(local, target)


def _insist_drawn(local: str, target: str) -> None:
    """A drawing shows what lies in it; only a link of it leads elsewhere."""
    if local != "a" and target.strip().lower().startswith("data:image/"):
        return
    insist_harmless_link(target)
    if local != "a" and document_links.is_elsewhere(target):
        raise ContentError(Content.OUTSIDE)


def _insist_attachment(given: Mapping[str, str]) -> None:
    """A file in an OFD is no program, whatever the part that holds it is called (GB/T 33190, 19)."""
    if any(
        _PROGRAM_ENDINGS.fullmatch(_ending(f".{given.get(key, '')}".lower())) for key in ("Name", "Format")
    ):
        raise ContentError(Content.PROGRAM)


def _insist_formulas(text: str) -> None:
    for link in _LINK_FORMULA.finditer(text):
        insist_harmless_link("".join(re.findall(r'"([^"]*)"', link[1])))
    bare = _QUOTED.sub('""', text)
    if _STARTING.search(bare):
        raise ContentError(Content.PROGRAM)
    if _FETCHING.search(bare):
        raise ContentError(Content.OUTSIDE)
