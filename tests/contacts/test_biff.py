"""What the records of an .xls say beyond its values."""

import struct
from io import BytesIO

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from xlwt.CompoundDoc import XlsDoc

from console.contacts.messages import Remark
from console.contacts.reasons import Reason
from console.contacts.workbooks import biff
from console.contacts.workbooks.guard import guard
from tests.contacts.test_pipeline import Read

ONE, TWO = 13800138000, 13800138001


def with_formulas(rows: int = 8) -> bytes:
    """A sheet whose formulas have the stored results that Excel writes: an error, none, an empty text, a text."""
    old = xlwt.Workbook()
    sheet = old.add_sheet("名单")
    sheet.write(0, 0, ONE)
    sheet.row(1).set_cell_error(0, 0x2A)
    for row in range(2, 6):
        sheet.write(row, 0, xlwt.Formula("B1"))
    sheet.row(6).hidden = True
    sheet.write(6, 0, TWO)
    sheet.write(7, 1, True)
    sheet.col(2).hidden = True
    for row in range(8, rows):
        sheet.write(row, 0, "x" * 30 + str(row))
    records = bytearray(old.get_biff_data())
    results = {
        2: b"\x02\0\x07\0\0\0\xff\xff",
        3: b"\x03\0\0\0\0\0\xff\xff",
        4: b"\x00\0\0\0\0\0\xff\xff",
        5: b"\x00\0\0\0\0\0\xff\xff",
    }
    out, at = bytearray(), 0
    while at < len(records):
        kind, length = struct.unpack_from("<HH", records, at)
        record = bytearray(records[at : at + 4 + length])
        at += 4 + length
        row = struct.unpack_from("<H", record, 4)[0] if length >= 2 else -1
        if kind == 0x0006:
            record[10:18] = results[row]
            texts = {4: "", 5: str(TWO + 1)}
            if row in texts:
                body = struct.pack("<HB", len(texts[row]), 0) + texts[row].encode()
                record += struct.pack("<HH", 0x0207, len(body)) + body
        out += record
    # The one sheet begins at its BOF, which is the second one.
    start = out.index(b"\x09\x08", 4)
    place = out.index(struct.pack("<H", 0x0085))
    out[place + 4 : place + 8] = struct.pack("<I", start)
    file = BytesIO()
    XlsDoc().save(file, bytes(out))
    return file.getvalue()


@pytest.mark.parametrize("rows", [8, 400, 20_000])
def test_errors_and_formulas_without_a_value_keep_their_rows(rows: int) -> None:
    # Streams from a few sectors to so many that the table of chains has several.
    read = Read(with_formulas(rows), "a.xls")
    assert read.numbers == [ONE, TWO + 1]
    assert read.counts[Reason.HIDDEN_ROW] == 1
    assert [(f.row, f.reason, f.raw) for f in read.findings][:4] == [
        (2, Reason.ERROR_CELL, "#N/A"),
        (3, Reason.ERROR_CELL, "#DIV/0!"),
        (4, Reason.FORMULA, "=…"),
        (5, Reason.FORMULA, "=…"),
    ]
    assert Remark("hidden_rows", "7", 1) in read.source.remarks


def test_every_error_of_a_cell_is_named_as_excel_names_it() -> None:
    # [MS-XLS] 2.5.10, BErr.
    names = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
    old = xlwt.Workbook()
    sheet = old.add_sheet("名单")
    sheet.write(0, 0, ONE)
    for row, code in enumerate(names, 1):
        sheet.row(row).set_cell_error(0, code)
    out = BytesIO()
    old.save(out)
    found = Read(out.getvalue(), "a.xls").findings
    assert [(f.reason, f.raw) for f in found] == [(Reason.ERROR_CELL, name) for name in names.values()]


def test_rows_without_a_height_and_columns_without_a_width_are_as_good_as_hidden() -> None:
    old = xlwt.Workbook()
    sheet = old.add_sheet("名单")
    for row in range(3):
        sheet.write(row, 0, ONE + row)
        sheet.write(row, 1, ONE + 10 + row)
    # In twentieths of a point; a fifth of a point can just be seen.
    for row, height in ((1, 0), (2, 4)):
        sheet.row(row).height, sheet.row(row).height_mismatch = height, True
    sheet.col(1).width = 0
    out = BytesIO()
    old.save(out)
    read = Read(out.getvalue(), "a.xls")
    assert (read.numbers, read.counts) == ([ONE, ONE + 2], {Reason.HIDDEN_ROW: 1})
    assert read.source.aside == {"hidden_column:B": 3}


def test_hidden_columns_of_every_sheet_are_known_by_its_name() -> None:
    old = xlwt.Workbook()
    for name in ("Sheet1", "名单"):
        old.add_sheet(name).write(0, 0, ONE)
    old.get_sheet(1).col(3).hidden = True
    out = BytesIO()
    old.save(out)
    marks = guard(out.getvalue(), "a.xls").marks
    assert {name: sorted(one.hidden_columns) for name, one in marks.items()} == {"Sheet1": [], "名单": [3]}


WHOLE = with_formulas(400)


@given(
    st.integers(0, len(WHOLE)),
    st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=20),
)
@settings(max_examples=300, deadline=None)
def test_a_broken_file_gives_marks_or_none_and_ends(cut: int, changes: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for at, octet in changes:
        data[at] = octet
    for one in (bytes(data), bytes(data[:cut])):
        assert all(isinstance(name, str) for name in biff.read_marks(one))
