"""What the cells of an .xlsx workbook have in common: its shared texts, its styles, and the workbook reader for single cells."""

import re
import zipfile
from array import array
from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from console.contacts.workbooks.grid import is_plain_text
from console.contacts.workbooks.row_shapes import UnreadError

if TYPE_CHECKING:
    from console.contacts.tables import Cell

FirstRows = Callable[[BytesIO], "list[Sequence[Cell]]"]
"""Gives the rows of a small workbook's first sheet, by the workbook reader; raises UnreadError."""

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FIXED: Final = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="a" '
    f'Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets><sheet name="a" sheetId="1" r:id="a"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="a" Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="b" Type="{_LINKS}/styles" Target="styles.xml"/>'
    f'<Relationship Id="c" Type="{_LINKS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
}
_SHEET: Final = f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode(), b"</sheetData></worksheet>"
_TEXTS: Final = f'<sst xmlns="{_MAIN}">'.encode(), b"</sst>"
_MOST: Final = 192 << 20
"""Octets of all shared texts at most."""
_LONGEST: Final = 4 << 20
"""Octets without the end of a shared text after which a part is not in the ordinary writing."""
_WHITE: Final = (b" ", b"\t", b"\n", b"\x0b", b"\x0c", b"\r")
_ITEM: Final = re.compile(
    rb'<si><t(?: xml:space="preserve")?>([^<&\r]*)</t>(?:<phoneticPr(?: [a-zA-Z]+="[^<>"]*")*/>)?</si>\s*(?=<si>|\Z)'
)
_ODD: Final = (b"_x", *(b">" + white for white in _WHITE), *(white + b"</t>" for white in _WHITE))
_ANY_ITEM: Final = re.compile(rb"<si>.*?</si>\s*", re.DOTALL)
_GAP: Final = re.compile(rb"\s*(?:<\?xml [^<>]*\?>)?\s*<sst [^<>]*>\s*")
_STYLES: Final = re.compile(rb"<cellXfs[ >].*?</cellXfs>", re.DOTALL)
_STYLE: Final = re.compile(rb"<xf [^<>]*>")
_FORMAT: Final = re.compile(rb"<numFmt [^<>]*>")
_FORMAT_OF: Final = re.compile(rb' numFmtId="([0-9]+)"')
_CODE: Final = re.compile(rb' formatCode="([^"]*)"')
_PLAIN_CODE: Final = re.compile(rb"(?:General|\[Red\]|[#0?.,%@_()\\*;+ -])+")
_PLAIN_FORMATS: Final = frozenset(
    map(str.encode, map(str, (*range(5), *range(9, 14), *range(37, 41), 48, 49)))
)
"""The formats that every program knows and that show no date; ECMA-376 part 1, 18.8.30."""


class Common:
    """The shared texts and the styles of a workbook."""

    def __init__(self, styles: bytes, texts: Iterator[bytes] | None, first_rows: FirstRows) -> None:
        """`styles` is the part, empty without one; `texts` are the octets of the other. Raises UnreadError."""
        self._first_rows = first_rows
        if styles:
            demand_well_formed(styles)
        self._styles = styles
        self._plain = {b"", *_plain_styles(styles)}
        self._octets, self._ends = bytearray(), array("Q", [0])
        if texts is not None:
            self._read_texts(texts)

    def is_plain(self, style: bytes) -> bool:
        """As `Shared.is_plain`."""
        return style in self._plain

    def texts(self, indices: Sequence[int]) -> list[str]:
        """As `Shared.texts`."""
        octets, ends = self._octets, self._ends
        known = {nth: octets[ends[nth] : ends[nth + 1]].decode() for nth in {*indices} - {-1}}
        known[-1] = ""
        return [known[nth] for nth in indices]

    @property
    def count(self) -> int:
        """As `Shared.count`."""
        return len(self._ends) - 1

    def read(self, cells: Sequence[bytes], items: Sequence[bytes] = ()) -> "list[Cell]":
        """As `Shared.read`; `items` are the shared texts that the cells refer to."""
        written = [
            b'<row r="%d"><c r="A%d"%b</row>' % (nth, nth, cell[2:]) for nth, cell in enumerate(cells, 1)
        ]
        made: dict[str, str | bytes] = {
            **_FIXED,
            "xl/worksheets/sheet1.xml": b"".join((_SHEET[0], *written, _SHEET[1])),
        }
        if self._styles:
            made["xl/styles.xml"] = self._styles
        if items:
            made["xl/sharedStrings.xml"] = b"".join((_TEXTS[0], *items, _TEXTS[1]))
        out = BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, text in made.items():
                archive.writestr(name, text)
        out.seek(0)
        rows = [row[0] if row else "" for row in self._first_rows(out)]
        return [*rows, *[""] * (len(cells) - len(rows))]

    def _read_texts(self, blocks: Iterator[bytes]) -> None:
        rest, begun = b"", False
        for block in blocks:
            text = rest + block
            if not begun:
                head = _GAP.match(text)
                if head is None or text.count(b"xmlns", 0, head.end()) != head[0].count(
                    b'xmlns="' + _MAIN.encode() + b'"'
                ):
                    raise UnreadError
                demand_well_formed(head[0] + b"</sst>")
                begun, text = True, text[head.end() :]
            cut = text.rfind(b"</si>") + 5
            if cut > 4:
                self._take(text[:cut])
                text = text[cut:]
            if len(text) > _LONGEST:
                raise UnreadError
            rest = text
        if not begun or rest.strip() != b"</sst>":
            raise UnreadError

    def _take(self, text: bytes) -> None:
        """Take in whole items."""
        text = text.lstrip()
        items: list[bytes] = _ITEM.findall(text)
        # Each is followed by the next one: nothing else stands there.
        if (
            len(items) != text.count(b"<si")
            or not text.startswith(b"<si>")
            or any(one in text for one in _ODD)
        ):
            items = self._with_odd(text)
        try:
            b"".join(items).decode()
        except UnicodeDecodeError as error:
            raise UnreadError from error
        self._octets += b"".join(items)
        if len(self._octets) > _MOST:
            raise UnreadError
        self._ends.extend(islice(accumulate(map(len, items), initial=self._ends[-1]), 1, None))

    def _with_odd(self, text: bytes) -> list[bytes]:
        """The texts of items of which some are not plain; what these say the workbook reader knows."""
        whole: list[bytes] = _ANY_ITEM.findall(text)
        if b"".join(whole) != text or len(whole) != text.count(b"<si") or b"<!" in text:
            raise UnreadError
        made: list[bytes] = []
        odd: list[int] = []
        for nth, one in enumerate(whole):
            plain = _ITEM.fullmatch(one)
            made.append(plain[1] if plain is not None and is_plain_text(plain[1]) else b"")
            if plain is None or not is_plain_text(plain[1]):
                odd.append(nth)
        cells = [b'<c t="s"><v>%d</v></c>' % nth for nth in range(len(odd))]
        for nth, read in zip(odd, self.read(cells, [whole[nth] for nth in odd]), strict=True):
            if not isinstance(read, str):
                raise UnreadError
            made[nth] = read.encode()
        return made


def demand_well_formed(text: bytes) -> None:
    """Insist that a small part is XML; raises UnreadError."""
    try:
        expat.ParserCreate(None, " ").Parse(text, True)
    except expat.ExpatError as error:
        raise UnreadError from error


def _plain_styles(part: bytes) -> Iterator[bytes]:
    """The styles of numbers that are certainly no dates; none if the part is in another writing."""
    found = _STYLES.search(part)
    if found is None or b"<!" in part:
        return
    styles = _STYLE.findall(found[0])
    formats = _FORMAT.findall(part)
    if len(styles) != found[0].count(b"<xf ") or len(formats) != part.count(b"<numFmt "):
        return
    own: dict[bytes, bool] = {}
    for one in formats:
        known, code = _FORMAT_OF.search(one), _CODE.search(one)
        if known is None or code is None:
            return
        own[known[1]] = own.get(known[1], True) and _PLAIN_CODE.fullmatch(code[1]) is not None
    for nth, style in enumerate(styles):
        known = _FORMAT_OF.search(style)
        if known is not None and own.get(known[1], known[1] in _PLAIN_FORMATS):
            yield b"%d" % nth
