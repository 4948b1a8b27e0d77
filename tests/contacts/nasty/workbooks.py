"""Workbooks of one column with hidden things, odd cells and broken packaging."""

import io
import warnings
import zipfile

import openpyxl

from tests.contacts.books import book, column, pack, parts
from tests.contacts.nasty.case import Case, refused

A, B, C = 13800138001, 13800138002, 13800138003
GOOD = column(f"><v>{A}</v>", f"><v>{B}</v>")
SHEET = "xl/worksheets/sheet1.xml"


def inline(value: str) -> str:
    """The inside of a cell that holds a text."""
    return f' t="inlineStr"><is><t xml:space="preserve">{value}</t></is>'


def _cells(what: str, cells: tuple[str, ...], numbers: tuple[int, ...], **counts: int) -> Case:
    return Case("a.xlsx", what, lambda: book(column(*cells)), "", numbers, len(cells), counts)


def _one_column() -> list[Case]:
    a, b = f"><v>{A}</v>", inline(str(B))
    return [
        _cells("numbers and texts", (a, b), (A, B)),
        _cells("a heading", (inline("手机号"), a, b), (A, B), header=1),
        _cells("a number in scientific notation is whole inside", ("><v>1.3800138001E10</v>", b), (A, B)),
        _cells("a text in scientific notation has lost digits", (a, inline("1.38E+10"), b), (A, B), lost_digits=1),
        _cells("a fraction is not rounded", (a, f"><v>{C}.5</v>", b), (A, B), fraction=1),
        _cells("a negative number", (a, f"><v>-{C}</v>", b), (A, B), junk=1),
        _cells("a text with a nought behind the point", (a, inline(f"{C}.0"), b), (A, B, C), float_text=1),
        _cells("a text with full-width digits", (a, inline("１３８００１３８００３"), b), (A, B, C), fullwidth=1),
        _cells("a text with a bracket that joins", (a, inline("1380013800(3)"), b), (A, B), joined=1),
        _cells("a text with spaces", (a, inline("138 0013 8003"), b), (A, B, C), spacing=1),
        _cells("a text with a line break in it", (a, inline(f"{C}&#10;"), b), (A, B, C), spacing=1),
        _cells("two numbers in a cell on two lines", (a, inline(f"{C}&#10;13800138004"), b), (A, B), two_numbers=1),
        _cells("a number on two lines of a cell", (a, inline("1380013&#10;8003"), b), (A, B), joined=1),
        _cells("a text of zero width signs", (a, inline("&#8203;&#8203;"), b), (A, B), blank=1),
        _cells("a truth value", (a, ' t="b"><v>1</v>', b), (A, B), junk=1),
        _cells("an error", (a, ' t="e"><v>#N/A</v>', b), (A, B), error_cell=1),
        _cells("a formula without a value", (a, "><f>1+1</f>", b), (A, B), formula=1),
        _cells("a formula with its value", (a, f"><f>1+1</f><v>{C}</v>", b), (A, B, C)),
        _cells("an empty cell between", (a, ">", b), (A, B), blank=1),
        _cells("a duplicate as number and text", (a, inline(str(A)), b), (A, B), duplicate=1),
        _cells("a number of ten digits", (a, "><v>1380013800</v>", b), (A, B), bad_length=1),
        _cells("a number that begins with twelve", (a, "><v>12012345678</v>", b), (A, B), bad_head=1),
        _cells("a landline that lost its nought", (a, "><v>57188886666</v>", b), (A, B), bad_head=1),
        _cells("a text like a formula", (a, inline(f"={C}"), b), (A, B), junk=1),
        _cells("an asterisk in the middle", (a, inline("138****8003"), b), (A, B), junk=1),
    ]  # fmt: skip


def _styled(rows: int) -> bytes:
    return book(GOOD + "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, rows)))


def _hidden() -> bytes:
    made = openpyxl.Workbook()
    first = made.active
    assert first is not None
    first.title, first.sheet_state = "旧", "hidden"
    first["A1"] = C
    second = made.create_sheet("名单")
    second["A1"], second["A2"] = A, str(B)
    made.active = 1
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _with_lines_hidden() -> bytes:
    return book(
        f'<row r="1"><c r="A1"><v>{A}</v></c></row><row r="2" hidden="1"><c r="A2"><v>{B}</v></c></row>'
    )


def _twice() -> bytes:
    out = io.BytesIO(book(GOOD))
    with zipfile.ZipFile(out, "a") as archive, warnings.catch_warnings(action="ignore"):
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


def _locked() -> bytes:
    data = bytearray(book(GOOD))
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def _crc() -> bytes:
    data = bytearray(book(GOOD))
    data[data.find(b"PK\x03\x04") + 14] ^= 0xFF
    data[data.find(b"PK\x01\x02") + 16] ^= 0xFF
    return bytes(data)


def _packaging() -> list[Case]:
    two, whole = (A, B), parts(GOOD)
    doctype = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>'
    return [
        Case("a.xlsx", "a column C below two empty rows", lambda: book(f'<row r="3"><c r="C3"><v>{A}</v></c></row><row r="4"><c r="C4"><v>{B}</v></c></row>'), "", two, 4, {"blank": 2}),
        Case("a.xlsx", "a dimension that claims the corner", lambda: book(GOOD, '<dimension ref="A1:XFD1048576"/>'), "", two, 2, {}),
        Case("a.xlsx", "a dimension that is too small", lambda: book(GOOD, '<dimension ref="A1"/>'), "", two, 2, {}),
        Case("a.xlsx", "styled rows without a value", lambda: _styled(2000), "", two, 2, {}),
        Case("a.xlsx", "a hidden sheet before the list", _hidden, "", two, 2, {}),
        Case("a.xlsx", "octets behind the archive", lambda: book(GOOD) + b"\0" * 100, "", two, 2, {}),
        refused("a.xlsx", "a part twice", _twice, "damaged"),
        refused("a.xlsx", "a part with a password", _locked, "encrypted"),
        refused("a.xlsx", "a part with a wrong check sum", _crc, "damaged"),
        refused("a.xlsx", "a document type in the sheet", lambda: pack(parts(GOOD, prolog=doctype)), "doctype"),
        refused("a.xlsx", "a document type in another part", lambda: pack({**whole, "xl/theme/theme1.xml": doctype + "<a/>"}), "doctype"),
        refused("a.xlsx", "a part of two gibibytes, said to be so", _claimed, "inflates_too_much"),
        refused("a.xlsx", "a sheet that ends in mid element", lambda: pack({**whole, SHEET: whole[SHEET][:-40]}), "damaged"),
        refused("a.xlsx", "a workbook part that is no XML", lambda: pack({**whole, "xl/workbook.xml": "x"}), "damaged"),
        refused("a.xlsx", "a sheet that is missing", lambda: pack({n: d for n, d in whole.items() if n != SHEET}), "damaged"),
        Case("a.xlsx", "a workbook without a row", lambda: book(""), "", (), 0, {}),
        Case("a.xlsx", "parts that nobody knows", lambda: pack({**whole, "xl/evil.bin": b"\0" * 50, "../../evil.txt": b"x"}), "", two, 2, {}),
    ]  # fmt: skip


def _claimed() -> bytes:
    data = book(GOOD)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo(SHEET).file_size
    return data.replace(size.to_bytes(4, "little"), (2 << 30).to_bytes(4, "little"))


def cases() -> list[Case]:
    """All of them; books with several columns stand in `columns`."""
    return [*_one_column(), *_packaging()]
