import random
import zipfile
from io import BytesIO

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from xlwt.CompoundDoc import XlsDoc

from console.contacts.errors import FileCode, FileRefusedError
from console.contacts.files import MAX_FILE
from console.contacts.reasons import Reason
from console.contacts.workbooks import guard as guarding
from console.contacts.workbooks.guard import guard
from tests.contacts.books import bomb, book, column, pack, parts
from tests.contacts.nasty.types import compound

GOOD = column("><v>13800138000</v>", ' t="inlineStr"><is><t>13800138001</t></is>')


def xls() -> bytes:
    out = BytesIO()
    old = xlwt.Workbook()
    old.add_sheet("a").write(0, 0, 13800138000)
    old.save(out)
    return out.getvalue()


def refusal(data: bytes, name: str = "a.xlsx") -> FileCode:
    with pytest.raises(FileRefusedError) as refused:
        guard(data, name)
    keys = refused.value.keys
    assert keys.what == f"import.{refused.value.reason.value}.what"
    assert keys.why.endswith(".why")
    assert keys.next.endswith(".next")
    return refused.value.reason


@pytest.mark.parametrize(
    ("data", "name", "kind", "notes"),
    [
        (b"13800138000\n", "a.txt", "txt", ()),
        (b"13800138000\n", "A.TXT", "txt", ()),
        (b"13800138000\n", "a.csv", "txt", ()),
        (book(GOOD), "a.xlsx", "xlsx", ()),
        (xls(), "a.xls", "xls", ()),
        # V54: the octets decide, and the difference is noted.
        (book(GOOD), "a.xls", "xlsx", ("extension_differs",)),
        (xls(), "a.xlsx", "xls", ("extension_differs",)),
        (book(GOOD), "a.txt", "xlsx", ("extension_differs",)),
        (b"13800138000\n", "a.lst", "txt", ("extension_differs",)),
        (b"13800138000,x\n", "a.xls", "txt", ("extension_differs",)),
        ("姓名,手机\n".encode("gb18030"), "a.xlsx", "txt", ("extension_differs",)),
        ("姓名\t手机\n".encode("utf-16"), "a.xls", "txt", ("extension_differs",)),
    ],
)
def test_the_first_octets_say_what_a_file_is(
    data: bytes, name: str, kind: str, notes: tuple[str, ...]
) -> None:
    guarded = guard(data, name)
    assert (guarded.kind, guarded.notes) == (kind, notes)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", FileCode.EMPTY),
        (b"<html><table><tr><td>13800138000", "a.xls", FileCode.HTML_RENAMED),
        (b"\xef\xbb\xbf <!DOCTYPE html><table>", "a.xls", FileCode.HTML_RENAMED),
        (b'<?xml version="1.0"?><Workbook>', "a.xls", FileCode.XML_SPREADSHEET),
        (b"\x01\x02\x03\x00" * 20, "a.xlsx", FileCode.DAMAGED),
        (pack({"[Content_Types].xml": "<a/>"}), "a.xlsx", FileCode.NOT_WORKBOOK),
        (pack({"content.xml": "<a/>", "mimetype": "x"}), "a.ods", FileCode.ARCHIVE),
        (pack({"xl/workbook.bin": "x"}), "a.xlsb", FileCode.XLSB),
        (pack({**parts(GOOD), "xl/vbaProject.bin": "x"}), "a.xlsm", FileCode.MACRO_WORKBOOK),
        (compound("EncryptedPackage"), "a.xlsx", FileCode.ENCRYPTED),
        (compound("WordDocument"), "a.xls", FileCode.DOCUMENT),
        # A text in a cell is no name of a stream.
        (compound("Contents", content="WordDocument".encode("utf-16-le")), "a.xls", FileCode.NOT_WORKBOOK),
    ],
)
def test_a_file_that_is_no_list_is_refused_by_name(data: bytes, name: str, code: FileCode) -> None:
    assert refusal(data, name) is code


@pytest.mark.parametrize(("month", "day"), [(1, 1), (12, 31)])
def test_a_database_is_one_on_whatever_day_it_was_saved(month: int, day: int) -> None:
    head = bytes([3, 126, month, day]) + b"\1\0\0\0" + bytes([65, 0, 12, 0])
    assert refusal(head.ljust(64, b"\0") + b"\r 13800138000\x1a", "a.txt") is FileCode.DATABASE


def test_a_file_beyond_the_size_is_refused() -> None:
    assert refusal(b"1" * (MAX_FILE + 1), "a.txt") is FileCode.TOO_LARGE


def test_two_gibibytes_of_shared_strings_are_refused_unopened() -> None:
    data = bytearray(bomb("xl/sharedStrings.xml", 2 << 20))
    assert refusal(bytes(data)) is FileCode.INFLATES_TOO_MUCH
    with zipfile.ZipFile(BytesIO(data)) as archive:
        size = archive.getinfo("xl/sharedStrings.xml").file_size
    # The directory alone says two gibibytes; nothing of that size is ever made.
    claimed = data.replace(size.to_bytes(8, "little"), (2 << 30).to_bytes(8, "little"))
    claimed = claimed.replace(size.to_bytes(4, "little"), (2 << 30).to_bytes(4, "little"))
    assert refusal(bytes(claimed)) is FileCode.INFLATES_TOO_MUCH


def test_a_part_that_holds_more_than_it_declares_is_refused() -> None:
    data = bytearray(book(GOOD * 200))
    with zipfile.ZipFile(BytesIO(data)) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    lie = bytes(data).replace(info.file_size.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lie != bytes(data)
    assert refusal(lie) is FileCode.DAMAGED


def test_an_encrypted_part_is_refused() -> None:
    data = bytearray(book(GOOD))
    entry = data.find(b"PK\x01\x02")
    data[entry + 8] |= 1
    assert refusal(bytes(data)) is FileCode.ENCRYPTED


@pytest.mark.parametrize("before", [b"", b"\x86\x00\x00\x00"])
def test_an_old_workbook_with_a_password_is_refused(before: bytes) -> None:
    old = xlwt.Workbook()
    old.add_sheet("a").write(0, 0, 13800138000)
    records = old.get_biff_data()
    # FILEPASS (record 0x2F, 54 octets) behind the first record, of 20 octets, and perhaps a write protection.
    locked = records[:20] + before + b"\x2f\x00\x36\x00" + b"\x01\x00" * 27 + records[20:]
    out = BytesIO()
    XlsDoc().save(out, locked)
    assert refusal(out.getvalue(), "a.xls") is FileCode.ENCRYPTED


def test_what_was_deleted_from_a_compound_file_says_nothing_of_what_it_is() -> None:
    data = bytearray(compound("WordDocument", "Workbook"))
    # A free entry keeps its name and has no kind, which stands behind the name's 64 octets and its length.
    data[data.find("Workbook".encode("utf-16-le")) + 66] = 0
    assert refusal(bytes(data), "a.xls") is FileCode.DOCUMENT


def test_a_part_given_twice_is_refused() -> None:
    out = BytesIO(book(GOOD))
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert refusal(out.getvalue()) is FileCode.DAMAGED


@pytest.mark.parametrize("place", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/media/extra.xml"])
@pytest.mark.parametrize("spaces", [0, 5_000, (1 << 20) - 40])
def test_a_document_type_is_refused_in_any_part_and_any_place(place: str, spaces: int) -> None:
    # Noise that does not shrink, so that the ratio is not what refuses it.
    noise = random.Random(1).randbytes(spaces // 2 + 1).hex()[:spaces]  # noqa: S311 - noise, no secret
    evil = f'<?xml version="1.0"?><!--{noise}--><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'
    assert refusal(pack({**parts(GOOD), place: evil})) is FileCode.DOCTYPE


@pytest.mark.parametrize("before", range(1, 9))
def test_a_document_type_that_straddles_two_blocks_is_refused(before: int) -> None:
    opening = '<?xml version="1.0"?><!--'
    noise = random.Random(1).randbytes(1 << 19).hex()  # noqa: S311 - noise, no secret
    evil = opening + noise[: (1 << 20) - len(opening) - 3 - before] + "--><!DOCTYPE a><a/>"
    for place in ("xl/workbook.xml", "xl/worksheets/sheet1.xml"):
        assert refusal(pack({**parts(GOOD), place: evil})) is FileCode.DOCTYPE


def test_parts_that_are_large_only_together_are_refused() -> None:
    infos = [zipfile.ZipInfo(name) for name in ("xl/workbook.xml", "xl/a.xml", "xl/b.xml")]
    for info in infos:
        info.file_size, info.compress_size = 400 << 20, 8 << 20
    with pytest.raises(FileRefusedError) as refused:
        guarding._check_directory(infos, lambda _: b"")
    assert refused.value.reason is FileCode.INFLATES_TOO_MUCH
    guarding._check_directory(infos[:2], lambda _: b"")


def test_xml_in_another_encoding_is_refused() -> None:
    evil = '<?xml version="1.0"?><!DOCTYPE a><a/>'
    for octets in (evil.encode("utf-16"), evil.encode("utf-16-le"), evil.encode("utf-16-be")):
        assert refusal(pack({**parts(GOOD), "xl/workbook.xml": octets})) is FileCode.XML_ENCODING


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_sheet_that_is_too_wide_is_refused(quote: str) -> None:
    def at(*cells: str) -> bytes:
        return book(GOOD + "".join(f"<row><c r={quote}{cell}{quote}><v>1</v></c></row>" for cell in cells))

    assert refusal(at("XFD1048576")) is FileCode.TOO_MANY_COLUMNS
    assert refusal(at("IW9")) is FileCode.TOO_MANY_COLUMNS
    # 256 columns are allowed, but not with so many rows that the reader would need gibibytes.
    assert guard(at("AA9", "IV10"), "a.xlsx").kind == "xlsx"
    assert refusal(at("IV131073")) is FileCode.TOO_MANY_COLUMNS
    assert guard(at("IV131072"), "a.xlsx").kind == "xlsx"
    assert guard(at("Z1048576"), "a.xlsx").kind == "xlsx"
    # The width that is told to be allowed is.
    with pytest.raises(FileRefusedError) as refused:
        guard(at("AA9999999"), "a.xlsx")
    assert refused.value.detail["limit"] == 26
    assert guard(at("Z9999999"), "a.xlsx").kind == "xlsx"


def test_a_dimension_that_only_claims_the_corner_passes() -> None:
    assert guard(book(GOOD, '<dimension ref="A1:XFD1048576"/>'), "a.xlsx").kind == "xlsx"


@pytest.mark.parametrize("pad", [0, 1 << 20, (1 << 20) - 300, (1 << 20) - 450])
def test_error_cells_and_formulas_without_value_are_found_across_blocks(pad: int) -> None:
    cells = column(
        "><v>13800138000</v>",
        ' t="e"><v>#DIV/0!</v>',
        "><f>1+1</f><v/>",
        "><f>1+1</f><v></v>",
        "><f>B1</f>",
        "><f>1+1</f><v>13800138002</v>",
        ' t="str"><f>"1"</f><v>13800138003</v>',
        "><v>13800138001</v>",
    )
    noise = "".join(f"<!--{i:060d}-->" for i in range(pad // 67))
    assert guard(book(noise + cells), "a.xlsx").marks["名单"].cells == {
        (2, 0): ("#DIV/0!", Reason.ERROR_CELL),
        (3, 0): ("=1+1", Reason.FORMULA),
        (4, 0): ("=1+1", Reason.FORMULA),
        (5, 0): ("=B1", Reason.FORMULA),
    }


def workbook() -> bytes:
    out = BytesIO()
    new = openpyxl.Workbook()
    sheet = new.active
    assert sheet is not None
    for i in range(50):
        sheet.cell(i + 1, 1, 13800138000 + i)
    new.save(out)
    return out.getvalue()


WORKBOOK = workbook()


@given(st.integers(3, len(WORKBOOK) - 1))
@settings(max_examples=60)
def test_a_truncated_workbook_is_refused_by_name(cut: int) -> None:
    assert refusal(WORKBOOK[:cut]) is FileCode.DAMAGED


@given(st.integers(0, len(WORKBOOK) * 8 - 1))
@settings(max_examples=150)
def test_a_flipped_bit_is_harmless_or_refused_by_name(bit: int) -> None:
    data = bytearray(WORKBOOK)
    data[bit // 8] ^= 1 << bit % 8
    try:
        guard(bytes(data), "a.xlsx")
    except FileRefusedError as refused:
        assert refused.reason in FileCode  # noqa: PT017 - either outcome is right
