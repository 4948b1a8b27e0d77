"""Tables with a truth: every row's outcome is known by how the row was made, and duplicates by comparing every row with all above.

Nothing here asks the product what a row is. The writers give the same table in every format, two of them as XML by hand.
"""

import csv
import io
import random
from collections.abc import Callable
from typing import NamedTuple
from xml.sax.saxutils import escape

import openpyxl
import xlwt
from openpyxl.worksheet.worksheet import Worksheet

from tests.contacts.books import MAIN, pack, parts

Cell = str | int | float | None
REPAIRS = ("fullwidth", "spacing", "prefix", "invisible", "float_text")


class Row(NamedTuple):
    """The number's cell and the remark's, what a reader must say, and the number that repairs give (0: none)."""

    cell: Cell
    remark: Cell
    reasons: frozenset[str]
    number: int


class Truth(NamedTuple):
    """A table: title, heading, rows, and the row of sums; the first of `rows` is row 3 of the file."""

    rows: tuple[Row, ...]

    def cells(self) -> list[list[Cell]]:
        """Every row of the file: 序号, 姓名, 手机号, 备注."""
        body = [[nth, f"客户{nth}", row.cell, row.remark] for nth, row in enumerate(self.rows, 1)]
        return [
            ["2026年11月客户名单", None, None, None],
            ["序号", "姓名", "手机号", "备注"],
            *body,
            ["合计", None, None, None],
        ]

    def findings(self, repaired: bool) -> set[tuple[int, str, bool]]:
        """File row, reason, whether the row's number is in the list."""
        found = {(1, "header", False), (2, "header", False), (len(self.rows) + 3, "junk", False)}
        taken = self.taken(repaired)
        for nth, row in enumerate(self.rows):
            inside = taken[nth] and not self._repeats(nth, taken)
            found |= {(nth + 3, reason, inside) for reason in row.reasons}
            if taken[nth] and self._repeats(nth, taken):
                found.add((nth + 3, "duplicate", False))
        return found

    def taken(self, repaired: bool) -> list[bool]:
        """Whether each row gives a number, be it one that another row gave before."""
        return [bool(row.number) and (repaired or not row.reasons) for row in self.rows]

    def _repeats(self, nth: int, taken: list[bool]) -> bool:
        number = self.rows[nth].number
        return any(taken[above] and self.rows[above].number == number for above in range(nth))

    def numbers(self, repaired: bool) -> list[int]:
        """The distinct numbers, ascending."""
        taken = self.taken(repaired)
        return sorted({row.number for nth, row in enumerate(self.rows) if taken[nth]})


def _wide(text: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) for one in text)


def _bad(number: int, dice: random.Random) -> Row:
    """A row that is not simply a number, of a kind that is drawn."""
    text = str(number)
    middle = f"{text[:3]}-{text[3:7]}-{text[7:]}"
    kinds: list[tuple[Cell, str, int]] = [
        (_wide(text), "fullwidth", number),
        (f"{text[:3]} {text[3:7]} {text[7:]}", "spacing", number),
        (middle, "spacing", number),
        (f"+86{text}", "prefix", number),
        (f"0086{text}", "prefix", number),
        (f"86{text}", "prefix", number),
        (f"\u202d{text}\u202c", "invisible", number),
        (f"{text}.0", "float_text", number),
        (f"+86 {middle}", "prefix spacing", number),
        (f"{text[0]}.{text[1:4]}E+10", "lost_digits", 0),
        (f"{text}.5", "fraction", 0),
        (f"{text}/{number + 1}", "two_numbers", 0),
        (f"{text}、家属", "extra_column", 0),
        (f"{text}李", "junk", 0),
        (text[:10], "bad_length", 0),
        (f"{text}8", "bad_length", 0),
        (f"12{text[2:]}", "bad_head", 0),
        (f"0898-66{text[5:]}", "landline", 0),
        (f"14100{text[3:]}", "iot13", 0),
        ("95588", "short_code", 0),
        (f"+852{text[3:]}", "foreign", 0),
        ("没有", "junk", 0),
        (None, "blank", 0),
    ]
    cell, reasons, found = dice.choice(kinds)
    return Row(cell, dice.choice([None, "贵宾", "第二行\n备注, 含逗号"]), frozenset(reasons.split()), found)


def make(seed: int, share: float, rows: int = 240) -> Truth:
    """A table of which `share` of the rows are not simply a number, some numbers repeat, and some stand in the remark."""
    dice = random.Random(seed)  # noqa: S311 - a test
    found: list[Row] = []
    for nth in range(rows):
        number = dice.choice((138, 139, 186, 199)) * 10**8 + dice.randrange(10**8)
        if dice.random() < share:
            row = _bad(number, dice)
            if row.cell is None and dice.random() < 0.4:
                row = Row(None, str(number), frozenset({"other_column"}), 0)
        else:
            before = [one for one in found if one.number]
            if before and dice.random() < 0.05:
                number = dice.choice(before).number
            row = Row(
                number if dice.random() < 0.5 else str(number),
                dice.choice([None, "老客户"]),
                frozenset(),
                number,
            )
        found.append(row)
        del nth
    return Truth(tuple(found))


# ---- the same table in every format


def by_openpyxl(truth: Truth) -> bytes:
    """A workbook with a cover sheet, the title merged over the columns."""
    new = openpyxl.Workbook()
    cover = new.active
    assert isinstance(cover, Worksheet)
    cover["A1"] = "说明：联系电话 13900139000"
    sheet = new.create_sheet("名单")
    for cells in truth.cells():
        sheet.append(cells)
    sheet.merge_cells("A1:D1")
    out = io.BytesIO()
    new.save(out)
    return out.getvalue()


def by_xlwt(truth: Truth) -> bytes:
    """An old workbook."""
    old = xlwt.Workbook()
    sheet = old.add_sheet("名单")
    for row, cells in enumerate(truth.cells()):
        for column, cell in enumerate(cells):
            if cell is not None:
                sheet.write(row, column, cell)
    out = io.BytesIO()
    old.save(out)
    return out.getvalue()


def _xml(truth: Truth, tag: str, address: Callable[[int, int], str], quote: str = '"') -> str:
    lines = []
    for row, cells in enumerate(truth.cells(), 1):
        inside = ""
        for column, cell in enumerate(cells):
            at = address(row, column)
            if cell is None:
                inside += "" if at else f"<{tag}c/>"
            elif isinstance(cell, str):
                text = escape(cell).replace("\n", "&#10;")
                inside += f"<{tag}c t={quote}inlineStr{quote}{at}><{tag}is><{tag}t xml:space={quote}preserve{quote}>{text}</{tag}t></{tag}is></{tag}c>"
            else:
                inside += f"<{tag}c{at}><{tag}v>{float(cell)!r}</{tag}v></{tag}c>"
        lines.append(f"<{tag}row>{inside}</{tag}row>")
    return "".join(lines)


def prefixed(truth: Truth) -> bytes:
    """Elements with a prefix, single quotes, a false dimension."""
    rows = _xml(truth, "x:", lambda row, column: f" r='{'ABCD'[column]}{row}'", "'")
    whole = f"<x:worksheet xmlns:x='{MAIN[7:-1]}'><x:dimension ref='A1'/><x:sheetData>{rows}</x:sheetData></x:worksheet>"
    return pack({**parts(""), "xl/worksheets/sheet1.xml": whole})


def unaddressed(truth: Truth) -> bytes:
    """Cells without an address, so that each is beside the one before."""
    return pack(parts(_xml(truth, "", lambda _row, _column: "")))


def _delimited(truth: Truth, mark: str, codec: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator="\r\n").writerows(truth.cells())
    return out.getvalue().encode(codec)


WRITERS: dict[str, Callable[[Truth], bytes]] = {
    "openpyxl.xlsx": by_openpyxl,
    "old.xls": by_xlwt,
    "prefixed.xlsx": prefixed,
    "unaddressed.xlsx": unaddressed,
    "utf8.csv": lambda truth: _delimited(truth, ",", "utf-8-sig"),
    "gb.csv": lambda truth: _delimited(truth, ",", "gb18030"),
    "semicolon.csv": lambda truth: _delimited(truth, ";", "utf-8"),
    "tabs.txt": lambda truth: _delimited(truth, "\t", "utf-16"),
    "tabs-gb.txt": lambda truth: _delimited(truth, "\t", "gb18030"),
}
"""By the name of the file."""
