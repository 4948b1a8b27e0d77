"""Which parts of an .xlsx workbook are sheets, as its relationships have it; and its small parts as XML."""

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple
from xml.parsers import expat

from console.contacts.errors import FileCode, FileRefusedError

_USUAL = {
    "worksheet": re.compile(r"(?:/xl/)?worksheets/[a-zA-Z0-9_]+\.xml"),
    "styles": re.compile(r"(?:/xl/)?styles\.xml"),
    "sharedStrings": re.compile(r"(?:/xl/)?sharedStrings\.xml"),
}
"""Where the common programs put parts, by the kind of their relationship."""
_STATES = frozenset({"visible", "hidden", "veryHidden"})


class Parts(NamedTuple):
    """The names of a workbook's sheets by their part; of one whose parts all lie where they usually do also which are visible."""

    sheets: dict[str, str]
    visible: tuple[tuple[str, bool], ...] | None = None


class _Sheet(NamedTuple):
    name: str
    link: str
    state: str


class _Link(NamedTuple):
    kind: str
    target: str

    @property
    def part(self) -> str:
        """The part, in small letters."""
        return posixpath.normpath(posixpath.join("/xl", self.target)).lstrip("/").lower()

    @property
    def is_usual(self) -> bool:
        """Whether such a part is where it usually is, or of a kind that matters to no cell."""
        return self.kind not in _USUAL or _USUAL[self.kind].fullmatch(self.target) is not None


def sheet_parts(archive: zipfile.ZipFile, blocks: Callable[[zipfile.ZipInfo], Iterator[bytes]]) -> Parts:
    """The sheets; none where they cannot be read. `blocks` yields the octets of a part."""
    names = {name.lower(): name for name in archive.namelist()}
    sheets: list[_Sheet] = []
    links: dict[str, _Link] = {}
    from_1904: list[bool] = []

    def book(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        if local == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith("/relationships id")), "")
            sheets.append(_Sheet(attributes.get("name", ""), link, attributes.get("state", "visible")))
        elif local == "workbookPr":
            from_1904.append(attributes.get("date1904", "0") not in {"0", "false"})

    def related(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(" ")[2] == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            links[attributes.get("Id", "")] = _Link(kind, attributes.get("Target", ""))

    for part, handler in (("xl/workbook.xml", book), ("xl/_rels/workbook.xml.rels", related)):
        if part not in names:
            return Parts({})
        parser = parser_of()
        parser.StartElementHandler = handler
        parse(parser, blocks(archive.getinfo(names[part])))
    linked = [(sheet, links.get(sheet.link, _Link("", ""))) for sheet in sheets]
    found = {names[link.part]: sheet.name for sheet, link in linked if link.target and link.part in names}
    usual = all(link.is_usual for link in links.values()) and not any(from_1904)
    if usual and all(_is_plain(sheet, link, archive) for sheet, link in linked):
        visible = tuple((sheet.name, sheet.state == "visible") for sheet in sheets)
        if len(found) == len(dict(visible)) == len(visible):
            return Parts(found, visible)
    return Parts(found)


def _is_plain(sheet: _Sheet, link: _Link, archive: zipfile.ZipFile) -> bool:
    return link.kind == "worksheet" and link.part in archive.NameToInfo and sheet.state in _STATES


def parser_of() -> "expat.XMLParserType":
    """A parser that joins names with a space, and refuses document types."""
    parser = expat.ParserCreate(None, " ")
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise FileRefusedError(FileCode.DOCTYPE)

    parser.StartDoctypeDeclHandler = refuse
    return parser


def parse(parser: "expat.XMLParserType", blocks: Iterable[bytes]) -> None:
    """Parse to the end; raises FileRefusedError `damaged`."""
    try:
        for block in blocks:
            parser.Parse(block, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise FileRefusedError(FileCode.DAMAGED) from error
