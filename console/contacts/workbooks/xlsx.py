"""The XML of an .xlsx workbook's sheets, read beside the workbook reader: what that one shows wrongly or not at all.

A sheet in the ordinary writing is looked through as octets, many times faster than it can be parsed. The ordinary writing is
decided soundly: whatever is written otherwise (prefixes, single quotes, comments, cells without an address) is parsed by expat.
"""

import html
import re
from collections.abc import Callable, Iterator
from xml.parsers import expat

from console.contacts.errors import FileCode, FileRefusedError
from console.contacts.marks import MAX_CELLS, MAX_COLUMNS, Marks, is_unseen, rows_of
from console.contacts.reasons import Reason
from console.contacts.workbooks.grid import Grid, number_of
from console.contacts.workbooks.row_shapes import UnreadError
from console.contacts.workbooks.sheet_parts import parse, parser_of

Blocks = Callable[[], Iterator[bytes]]
"""The octets of a part, from its beginning at each call."""

_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_BLOCK = 1 << 20
_LONGEST = 4 * _BLOCK
"""Octets without a row's beginning after which a part is not in the ordinary writing."""
_ROOT = re.compile(rb"<worksheet\s([^>]*)>")
_PLAIN = tuple(f'xmlns="{one}"'.encode() for one in _MAIN)
_COLUMN = re.compile(rb"<col\s([^>]*)>")
_ADDRESS = re.compile(rb'<c r="([A-Z]+[1-9][0-9]{0,8})"')
_ROW_OPEN = re.compile(rb'<row r="([1-9][0-9]{0,8})"')
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WIDE = re.compile(rb'<c r="[A-Z][A-Z]')
_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([0-9]{1,7})"(?: s="[0-9]+")?(?: t="([a-zA-Z]+)")?(?: [a-z]+="[0-9]+")*(/?)>'
)
_BODY = re.compile(rb"(?:<f(?: [^<>]*)?(?:/>|>([^<]*)</f>))?(?:<v(?: ?/>|>([^<]*)</v>))?")
"""What is in a cell with an error or a formula: the formula, the value."""
_ROW_TAG = re.compile(rb"<row\s[^>]*>")
_HIDDEN = re.compile(rb'\shidden="([a-z01]+)"')
_HEIGHT = re.compile(rb'\sht="([0-9.]{1,20})"')
_FLAT = b' ht="0'
_FILTER = re.compile(rb"""<autoFilter\s[^<>]{0,200}?\bref\s*=\s*["']([A-Za-z0-9$:]+)["']""")
_FILTER_LENGTH = 256
"""Octets that are looked at again with the next block: a filter's range may lie in both."""
_ROW = re.compile(rb'\sr="([0-9]{1,7})"')
_SUSPECT = (b"<f", b'"e"', b"'e'", b'"&', b"'&")
# Comments and declarations; a second value in a cell, and one in a text's cell, which the workbook reader drops.
_FOREIGN = (b"<!", b"<?", b"xmlns", b"</v><v", b"<v><", b'inlineStr"><v')
_ORDINARY = 26
"""Columns that a sheet may have however long it is."""
_BEGIN = b"<sheetData>"
_END = b"</sheetData>"
_SHOWN_ERROR, _SHOWN_FORMULA = 40, 80


class _OddError(Exception):
    """The part is not in the ordinary writing."""


def read_marks(blocks: Blocks, grid: Grid | None = None) -> Marks:
    """Look through a sheet's part; `grid` takes in its cells, or is given up.

    Raises FileRefusedError `too_many_columns`, `damaged`, `doctype`.
    """
    try:
        return _Ordinary(grid).read(blocks())
    except _OddError:
        parsed = _Parsed(None)
        if grid is not None:
            grid.give_up()
    marks = parsed.read(blocks())
    # Only where cells do not come in order can one come twice unseen; then all of them are kept.
    return marks if parsed.in_order else _Parsed({}).read(blocks())


def demand_width(last_row: int, columns: int) -> None:
    """Insist that a sheet is not too wide: the workbook reader keeps every cell up to its last row and column in memory."""
    if columns > MAX_COLUMNS or last_row * columns > MAX_CELLS:
        limit = MAX_COLUMNS if columns > MAX_COLUMNS else max(26, MAX_CELLS // last_row)
        if columns > 26:
            raise FileRefusedError(FileCode.TOO_MANY_COLUMNS, limit=limit)


def column_of(letters: str | bytes) -> int:
    """The number of a column, from 0, by its letters."""
    text = letters.encode("ascii") if isinstance(letters, str) else letters
    return number_of(text.upper())


class _Ordinary:
    """Looks through a sheet as octets; raises `_OddError` where it is not written as the common programs write."""

    def __init__(self, grid: Grid | None = None) -> None:
        self._marks, self._grid = Marks(), grid
        self._frame = expat.ParserCreate(None, " ")
        self._last_row = self._columns = 0

    def read(self, blocks: Iterator[bytes]) -> Marks:
        """Read to the end; what follows the cells is only looked through for more cells."""
        rest, begun, over = b"", False, False
        for block in blocks:
            text = rest + block
            if over:
                self._after(text)
                self._demand_frame(block)
                rest = text[-_FILTER_LENGTH:]
                continue
            if not begun:
                at = self._begin(text)
                if at < 0:
                    rest = text
                    continue
                self._demand_frame(text[:at] + _BEGIN)
                begun, text = True, text[at:]
            end = text.find(_END)
            cut = end if end >= 0 else max(text.rfind(b"<row "), 0)
            if len(text) - cut > _LONGEST:
                raise _OddError
            self._cells(text[len(_BEGIN) if text.startswith(_BEGIN) else 0 : cut])
            rest, over = (text[end + len(_END) :], True) if end >= 0 else (text[cut:], False)
            if over:
                self._demand_frame(_END + rest)
        if not over:
            if not rest.startswith(b"<sheetData/>"):
                raise _OddError
            self._demand_frame(_END + rest.removeprefix(b"<sheetData/>"))
        self._after(rest.removeprefix(b"<sheetData/>"))
        demand_width(self._last_row, self._columns)
        self._demand_frame(b"", whole=True)
        return self._marks

    def _demand_frame(self, text: bytes, *, whole: bool = False) -> None:
        """Parse what is around the rows: cells are taken only from a part that is XML throughout."""
        if self._grid is not None:
            try:
                self._frame.Parse(text, whole)
            except expat.ExpatError:
                self._leave()

    def _leave(self) -> None:
        if self._grid is not None:
            self._grid.give_up()
            self._grid = None

    def _begin(self, text: bytes) -> int:
        """Where the rows begin; -1 if that is not to be seen yet."""
        at = text.find(b"<sheetData")
        if at < 0 or len(text) < at + 12:
            if len(text) > _LONGEST:
                raise _OddError
            return -1
        root = _ROOT.search(text, 0, at)
        main = text[:at].count(_MAIN[0].encode()) + text[:at].count(_MAIN[1].encode())
        odd = root is None or main != 1 or not any(one in root[1] for one in _PLAIN)
        if odd or not text.startswith((b"<sheetData>", b"<sheetData/>"), at):
            raise _OddError
        head = text[:at]
        if b"<!" in head or any(head.count(one) != head.count(one + b'"') for one in (b"hidden=", b"width=")):
            raise _OddError
        for column in _COLUMN.finditer(head):
            given = dict(re.findall(rb'([a-zA-Z]+)="([^"]*)"', column[1]))
            if given.get(b"hidden") in {b"1", b"true"} or is_unseen(given.get(b"width")):
                first, last = int(given.get(b"min", b"1")), int(given.get(b"max", b"1"))
                self._marks.hidden_columns.update(range(first - 1, min(last, MAX_COLUMNS)))
        return at

    def _after(self, text: bytes) -> None:
        if b"sheetData" in text:
            raise _OddError
        for ref in _FILTER.findall(text):
            self._marks.filtered = rows_of(ref.decode())

    def _cells(self, text: bytes) -> None:
        """Look through whole rows."""
        if self._grid is None or not self._taken(self._grid, text):
            if any(one in text for one in _FOREIGN):
                raise _OddError
            found = _ADDRESS.findall(text)
            self._addresses(text, found)
            if any(one in text for one in _SUSPECT):
                self._troubled(text, len(found))
        if b" ht='" in text:
            raise _OddError
        if b"hidden" in text or _FLAT in text:
            self._hidden(text)

    def _taken(self, grid: Grid, text: bytes) -> bool:
        """Have the cells read; they are looked through meanwhile. Whether they are."""
        try:
            rows = grid.take(text, self._last_row)
        except UnreadError:
            self._leave()
            return False
        if b"xmlns" in text or any(one in rows.other for one in _FOREIGN):
            self._leave()
            return False
        self._last_row = rows.numbers[-1] if rows.numbers else self._last_row
        if any(one in rows.other for one in _SUSPECT):
            self._troubled(rows.other, rows.cells)
        self._columns = max(self._columns, grid.written)
        if self._columns > _ORDINARY:
            demand_width(self._last_row, self._columns)
        return True

    def _addresses(self, text: bytes, found: list[bytes]) -> None:
        """Every cell has an address in its own row, no two have the same, and the rows come in order."""
        named = _ROW_OPEN.findall(text)
        rows, known = [*map(int, named)], set(named)
        # The rows of all cells at once, many times faster than one by one.
        within = b"\n".join(found).translate(None, _LETTERS).split(b"\n") if found else []
        if (
            text.count(b"<c") != len(found)
            or text.count(b"<row") != len(rows)
            # One cell a row: they are as different as the rows.
            or not (within == named or (len(set(found)) == len(found) and known.issuperset(within)))
            or len(known) != len(named)
            or rows != sorted(rows)
            or (rows and rows[0] <= self._last_row)
        ):
            raise _OddError
        self._last_row = rows[-1] if rows else self._last_row
        if _WIDE.search(text):
            letters = set(b"\n".join(found).translate(None, b"0123456789").split(b"\n"))
            self._columns = max(self._columns, *(column_of(one) + 1 for one in letters))
            demand_width(self._last_row, self._columns)

    def _troubled(self, text: bytes, cells: int) -> None:
        """Note error cells and formulas without a stored value."""
        looked = 0
        for cell in _CELL.finditer(text):
            looked += 1
            if cell[4]:
                continue
            end = text.find(b"</c>", cell.end())
            body = text[cell.end() : end if end >= 0 else len(text)]
            is_error = cell[3] == b"e"
            if not is_error and b"<f" not in body:
                continue
            known = _BODY.fullmatch(body)
            if known is None:
                raise _OddError
            at = int(cell[2]), column_of(cell[1])
            if is_error:
                self._marks.cells[at] = _shown(known[2] or b"#ERROR", _SHOWN_ERROR), Reason.ERROR_CELL
            elif not known[2]:
                self._marks.cells[at] = _shown(b"=" + (known[1] or b""), _SHOWN_FORMULA), Reason.FORMULA
        if looked != cells:
            raise _OddError

    def _hidden(self, text: bytes) -> None:
        for row in _ROW_TAG.findall(text):
            height = _HEIGHT.search(row) if _FLAT in row else None
            unseen = height is not None and is_unseen(height[1])
            if b"hidden" in row or unseen:
                hidden, number = _HIDDEN.search(row), _ROW.search(row)
                if number is None or (hidden is None and not unseen):
                    raise _OddError
                if unseen or (hidden is not None and hidden[1] in {b"1", b"true"}):
                    self._marks.hidden_rows.add(int(number[1]))


def _shown(raw: bytes, most: int) -> str:
    """A text of the XML, its entities resolved."""
    return html.unescape(raw[: most * 8].decode("utf-8", "replace"))[:most]


class _Parsed:
    """Parses a sheet with expat; `seen` takes the value of each cell, None to find out whether that is needed."""

    def __init__(self, seen: dict[int, str] | None) -> None:
        self.in_order = True
        self._marks = Marks()
        self._seen, self._key = seen, -1
        self._row = self._last_row = self._columns = 0
        self._column, self._kind = -1, "n"
        self._in_rows = self._in_cell = self._broken = False
        self._value: list[str] | None = None
        self._formula: list[str] | None = None
        self._into: list[str] | None = None
        self._phonetic = self._deep = 0

    def read(self, blocks: Iterator[bytes]) -> Marks:
        """Parse to the end."""
        parser = parser_of()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.CommentHandler = parser.ProcessingInstructionHandler = self._break
        parser.StartCdataSectionHandler = parser.EndCdataSectionHandler = self._break
        parse(parser, blocks)
        demand_width(self._last_row, self._columns)
        return self._marks

    def _break(self, *_: object) -> None:
        """The workbook reader reads a text only up to a comment, and a quoted section not at all."""
        self._broken = True

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        # The workbook reader goes by local names, too, whatever they are bound to.
        local = name.rpartition(" ")[2]
        if local == "sheetData":
            self._in_rows = True
        elif self._in_rows and local == "c":
            self._begin_cell(attributes)
        elif self._in_rows and local == "row":
            self._begin_row(attributes)
        elif local == "col" and (
            attributes.get("hidden") in {"1", "true"} or is_unseen(attributes.get("width"))
        ):
            first, last = _whole(attributes.get("min"), 1), _whole(attributes.get("max"), 1)
            self._marks.hidden_columns.update(range(first - 1, min(last, MAX_COLUMNS)))
        elif local == "autoFilter":
            self._marks.filtered = rows_of(attributes.get("ref", ""))
        elif self._in_cell:
            self._inside(local)

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._row = _whole(attributes.get("r"), self._row + 1)
        self._column = -1
        if attributes.get("hidden") in {"1", "true"} or is_unseen(attributes.get("ht")):
            self._marks.hidden_rows.add(self._row)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        address = re.fullmatch(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})", attributes.get("r", ""))
        if address is not None:
            self._column, self._row = column_of(address[1]), int(address[2])
        else:
            self._column += 1
        self._last_row, self._columns = max(self._last_row, self._row), max(self._columns, self._column + 1)
        demand_width(self._last_row, self._columns)
        self._in_cell, self._broken, self._kind = True, False, attributes.get("t", "n")
        self._value = self._formula = self._into = None
        self._phonetic = self._deep = 0

    def _inside(self, local: str) -> None:
        if self._into is not None:
            # Markup within a value: the workbook reader drops what is before or after it.
            self._broken, self._deep = True, self._deep + 1
        elif local == "f":
            self._formula = self._into = []
        elif local == "rPh":
            self._phonetic += 1
        elif local in {"v", "t"} and not self._phonetic:
            self._broken |= local == "v" and (self._value is not None or self._kind == "inlineStr")
            self._value = self._into = self._value if self._value is not None else []

    def _text(self, text: str) -> None:
        if self._into is not None:
            self._into.append(text)

    def _end(self, name: str) -> None:
        local = name.rpartition(" ")[2]
        if self._into is not None and self._deep:
            self._deep -= 1
        elif local in {"v", "t", "f"}:
            self._into = None
        elif local == "sheetData":
            self._in_rows = False
        elif local == "rPh":
            self._phonetic -= 1
        elif local == "c" and self._in_cell:
            self._in_cell = False
            self._judge("".join(self._value or ()), "".join(self._formula or ()))

    def _judge(self, value: str, formula: str) -> None:
        at = self._row, self._column
        key = self._row << 14 | self._column
        self.in_order &= key > self._key
        self._key, before = key, None
        if self._seen is not None:
            before = self._seen.get(key)
            self._seen[key] = value
        if self._kind == "e":
            self._marks.cells[at] = (value or "#ERROR")[:_SHOWN_ERROR], Reason.ERROR_CELL
        elif not value and self._formula is not None:
            self._marks.cells[at] = f"={formula}"[:_SHOWN_FORMULA], Reason.FORMULA
        elif before is not None and value and before and before != value:
            # The same cell twice: nobody can say which one is meant.
            both = f"{before} | {value}" if self._kind != "s" else "#?"
            self._marks.cells[at] = both[:_SHOWN_FORMULA], Reason.TWO_NUMBERS
        elif self._broken and value:
            self._marks.cells[at] = (value, None) if self._kind != "s" else ("#?", Reason.JUNK)


def _whole(text: str | None, otherwise: int) -> int:
    return (
        int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 8 else otherwise
    )
