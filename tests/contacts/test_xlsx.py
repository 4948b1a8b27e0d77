"""What the XML of a workbook says beyond its values, in every writing that programs use and in hostile ones."""

import random
from collections.abc import Callable, Iterator
from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from console.contacts.errors import FileCode, FileRefusedError
from console.contacts.marks import Marks
from console.contacts.messages import Remark
from console.contacts.reasons import Reason
from console.contacts.workbooks import xlsx
from console.contacts.workbooks.guard import guard
from tests.contacts.books import MAIN, book, pack, parts
from tests.contacts.test_pipeline import Read, saved

ONE, TWO, THREE = 13800138000, 13800138001, 13800138002


def sheet(whole: str) -> bytes:
    """A workbook whose sheet is written as it stands."""
    return pack({**parts(""), "xl/worksheets/sheet1.xml": '<?xml version="1.0"?>' + whole})


def prefixed(prefix: str) -> bytes:
    p = f"{prefix}:"
    return sheet(
        f'<{p}worksheet xmlns:{prefix}="{MAIN[7:-1]}"><{p}sheetData>'
        f'<{p}row r="1"><{p}c r="A1"><{p}v>{ONE}</{p}v></{p}c></{p}row>'
        f'<{p}row r="2"><{p}c r="A2" t="e"><{p}v>#N/A</{p}v></{p}c></{p}row>'
        f'<{p}row r="3"><{p}c r="A3"><{p}f>B1</{p}f></{p}c></{p}row>'
        f"</{p}sheetData></{p}worksheet>"
    )


WRITINGS = {
    "ordinary": book(
        f'<row r="1"><c r="A1"><v>{ONE}</v></c></row><row r="2"><c r="A2" t="e"><v>#N/A</v></c></row>'
        '<row r="3"><c r="A3"><f>B1</f></c></row>'
    ),
    "prefixed x": prefixed("x"),
    "prefixed ss": prefixed("ss"),
    "no addresses": book(
        f'<row><c><v>{ONE}</v></c></row><row><c t="e"><v>#N/A</v></c></row><row><c><f>B1</f></c></row>'
    ),
    "single quotes": book(
        f"<row r='1'><c r='A1'><v>{ONE}</v></c></row><row r='2'><c r='A2' t='e'><v>#N/A</v></c></row>"
        "<row r='3'><c r='A3'><f>B1</f></c></row>"
    ),
    "attributes the other way round": book(
        f'<row r="1"><c s="0" r="A1"><v>{ONE}</v></c></row><row r="2"><c t="e" r="A2"><v>#N/A</v></c></row>'
        '<row r="3"><c s="0" r="A3"><f>B1</f></c></row>'
    ),
    "spaces in tags": book(
        f'<row r = "1" ><c r = "A1" ><v >{ONE}</v ></c ></row ><row r="2"><c r="A2"\n t = "e"><v>#N/A</v></c></row>'
        '<row r="3"><c r="A3"><f >B1</f ></c></row>'
    ),
    "references": book(
        f'<row r="1"><c r="A1"><v>{ONE}</v></c></row><row r="2"><c r="A2" t="e"><v>#N/A</v></c></row>'
        '<row r="3"><c r="A3"><f>B&#49;</f></c></row>'
    ),
    "shared formula": book(
        f'<row r="1"><c r="A1"><f t="shared" ref="A1:A3" si="0">B1</f><v>{ONE}</v></c></row>'
        '<row r="2"><c r="A2" t="e"><f t="shared" si="0"/><v>#N/A</v></c></row>'
        '<row r="3"><c r="A3"><f t="shared" si="0">B1</f><v/></c></row>'
    ),
}


@pytest.mark.parametrize("writing", WRITINGS)
def test_errors_and_formulas_without_a_value_are_told_in_every_writing(writing: str) -> None:
    read = Read(WRITINGS[writing], "a.xlsx")
    assert read.numbers == [ONE]
    assert [(f.row, f.reason, f.raw) for f in read.findings] == [
        (2, Reason.ERROR_CELL, "#N/A"),
        (3, Reason.FORMULA, "=B1"),
    ]


def moved(target: str, part: str) -> bytes:
    files = parts(
        f'<row r="1"><c r="A1"><v>{ONE}</v></c></row><row r="2"><c r="A2" t="e"><v>#REF!</v></c></row>'
    )
    files[part] = files.pop("xl/worksheets/sheet1.xml")
    files["xl/_rels/workbook.xml.rels"] = files["xl/_rels/workbook.xml.rels"].replace(
        "worksheets/sheet1.xml", target
    )
    return pack(files)


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("/xl/other/one.xml", "xl/other/one.xml"),
        ("../data/one.xml", "data/one.xml"),
        ("sheet.bin", "xl/sheet.bin"),
    ],
)
def test_a_sheet_lies_where_its_relationship_says(target: str, part: str) -> None:
    marks = guard(moved(target, part), "a.xlsx").marks
    assert marks["名单"].cells == {(2, 0): ("#REF!", Reason.ERROR_CELL)}


def test_an_address_that_stands_twice_is_told_and_neither_number_is_taken() -> None:
    twice = f'<row r="1"><c r="A1"><v>{ONE}</v></c><c r="A1"><v>{TWO}</v></c></row>'
    again = twice + f'<row r="2"><c r="A2"><v>{THREE}</v></c></row>'
    read = Read(book(again), "a.xlsx")
    assert read.numbers == [THREE]
    assert [(f.row, f.reason, f.raw) for f in read.findings] == [(1, Reason.TWO_NUMBERS, f"{ONE} | {TWO}")]
    far = "".join(f'<row r="{i}"><c r="A{i}"><v>{THREE + i}</v></c></row>' for i in range(2, 60_000))
    apart = f'<row r="1"><c r="A1"><v>{ONE}</v></c></row>{far}<row r="60000"><c r="A1"><v>{TWO}</v></c></row>'
    assert next(f.raw for f in Read(book(apart), "a.xlsx").findings) == f"{ONE} | {TWO}"


@pytest.mark.parametrize("inside", ["<!-- -->", "<?x y?>", "<![CDATA[8]]>"])
def test_a_number_is_not_cut_at_a_comment_in_it(inside: str) -> None:
    whole = f'<row r="1"><c r="A1" t="str"><v>1380013{inside}8001</v></c></row>'
    read = Read(book(whole), "a.xlsx")
    if "CDATA" in inside:
        assert [(f.row, f.reason, f.raw) for f in read.findings] == [(1, Reason.BAD_LENGTH, "138001388001")]
    else:
        assert (read.numbers, read.findings) == ([TWO], [])


@pytest.mark.parametrize(
    ("cell", "numbers", "reasons"),
    [
        (f"><v>{ONE}</v><v/>", [ONE], []),
        (f"><v>{ONE}</v><v>{TWO}</v>", [], [Reason.TWO_NUMBERS]),
        (f"><v><v/>{ONE}</v>", [ONE], []),
        (f' t="inlineStr"><v>{ONE}</v>', [ONE], []),
        ("><v>+86 138 0013 8000</v>", [], [Reason.PREFIX, Reason.SPACING]),
        ("><v>inf</v>", [], [Reason.JUNK]),
        ("><v>nan</v>", [], [Reason.JUNK]),
    ],
)
def test_a_value_in_no_ordinary_place_is_not_lost(
    cell: str, numbers: list[int], reasons: list[Reason]
) -> None:
    rows = f'<row r="1"><c r="A1"><v>{THREE}</v></c></row><row r="2"><c r="A2"{cell}</c></row>'
    read = Read(book(rows), "a.xlsx")
    assert read.numbers == [*numbers, THREE]
    assert sorted(reason for _, reason in read.named()) == sorted(reasons)


def test_a_namespace_that_nobody_knows_hides_no_error() -> None:
    whole = f'<row r="1"><c r="A1"><v>{ONE}</v></c></row><row r="2"><c r="A2" t="e"><v>#N/A</v></c></row>'
    read = Read(sheet(f'<worksheet xmlns="urn:other"><sheetData>{whole}</sheetData></worksheet>'), "a.xlsx")
    assert [(f.row, f.reason) for f in read.findings] == [(2, Reason.ERROR_CELL)]


def test_phonetic_runs_are_no_part_of_a_text() -> None:
    runs = '<is><r><t>138</t></r><r><t>00138001</t></r><rPh sb="0" eb="1"><t>9</t></rPh></is>'
    read = Read(book(f'<row r="1"><c r="A1" t="inlineStr">{runs}</c></row>'), "a.xlsx")
    assert (read.numbers, read.findings) == ([TWO], [])


@pytest.mark.parametrize(
    "writing",
    [
        'hidden="1"',
        "hidden='1'",
        'hidden="true"',
        'ht="15" hidden = "1"',
        'ht="0" customHeight="1"',
        "ht='0.1'",
    ],
)
def test_hidden_rows_are_left_aside_unless_they_are_taken_in(writing: str) -> None:
    rows = f'<row r="1"><c r="A1"><v>{ONE}</v></c></row><row r="2" {writing}><c r="A2"><v>{TWO}</v></c></row>'
    read = Read(book(rows), "a.xlsx")
    assert (read.numbers, read.counts) == ([ONE], {Reason.HIDDEN_ROW: 1})
    assert read.source.remarks == (Remark("hidden_rows", "2", 1),)
    taken = Read(book(rows), "a.xlsx", frozenset({Reason.HIDDEN_ROW}))
    assert (taken.numbers, taken.counts) == ([ONE, TWO], {Reason.HIDDEN_TAKEN: 1})


def test_hidden_columns_and_sheets_are_told() -> None:
    new = openpyxl.Workbook()
    page = new.active
    assert isinstance(page, Worksheet)
    page.title = "名单"
    page.append(["姓名", "手机", "备用电话"])
    page.append(["张三", ONE, TWO])
    page.column_dimensions["C"].hidden = True
    other = new.create_sheet("底稿")
    other.append([THREE])
    other.sheet_state = "veryHidden"
    read = Read(saved(new), "a.xlsx")
    assert read.numbers == [ONE]
    assert read.source.remarks == (
        Remark("hidden_column", "C", 1),
        Remark("second_numbers", "C", 1),
        Remark("hidden_sheet", "底稿", 1),
    )
    shown = Read(saved(new), "a.xlsx", column="C")
    assert shown.numbers == [TWO]
    assert Remark("is_hidden_column", "C", 1) in shown.source.remarks


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_column_without_a_width_is_as_good_as_hidden(quote: str) -> None:
    row = f'<row r="1"><c r="A1"><v>{ONE}</v></c><c r="B1"><v>{TWO}</v></c></row>'
    flat = '<cols><col min="2" max="2" width="0" customWidth="1"/></cols>'.replace('"', quote)
    read = Read(sheet(f"<worksheet {MAIN}>{flat}<sheetData>{row}</sheetData></worksheet>"), "a.xlsx")
    assert (read.numbers, read.source.aside) == ([ONE], {"hidden_column:B": 1})


def test_rows_that_are_as_high_as_others_are_seen() -> None:
    rows = f'<row r="1" ht="15"><c r="A1"><v>{ONE}</v></c></row><row r="2" ht="0.75"><c r="A2"><v>{TWO}</v></c></row>'
    assert Read(book(rows), "a.xlsx").numbers == [ONE, TWO]


def test_an_unparsable_sheet_is_damaged_and_a_document_type_refused_whatever_the_part_is_called() -> None:
    with pytest.raises(FileRefusedError) as refused:
        guard(book("<row r='1'><c r='A1'><v>1</c></row>"), "a.xlsx")
    assert refused.value.reason is FileCode.DAMAGED
    files = parts("")
    files["xl/sheet.bin"] = (
        '<!DOCTYPE a [<!ENTITY b "c">]>' + files.pop("xl/worksheets/sheet1.xml").split("?>")[1]
    )
    files["xl/_rels/workbook.xml.rels"] = files["xl/_rels/workbook.xml.rels"].replace(
        "worksheets/sheet1.xml", "sheet.bin"
    )
    with pytest.raises(FileRefusedError) as refused:
        guard(pack(files), "a.xlsx")
    assert refused.value.reason is FileCode.DOCTYPE


def part_of(data: bytes) -> bytes:

    with ZipFile(BytesIO(data)) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


def blocks(data: bytes, size: int) -> Callable[[], Iterator[bytes]]:
    return lambda: (data[at : at + size] for at in range(0, len(data), size))


def made(seed: int) -> bytes:
    """A sheet as openpyxl writes it, with errors, formulas, hidden rows and texts that look like markup."""
    dice = random.Random(seed)  # noqa: S311 - a test
    new = openpyxl.Workbook()
    page = new.active
    assert isinstance(page, Worksheet)
    for row in range(1, dice.randrange(5, 200)):
        for column in range(1, dice.randrange(1, 6)):
            value = dice.choice(
                [
                    ONE + row,
                    str(ONE + row),
                    "#N/A",
                    "=A1",
                    '=SUM(A1:A2)&"e"',
                    '<c r="A1">',
                    None,
                    1.5,
                    '隐藏 hidden="1"',
                ]
            )
            page.cell(row, column, value)
        page.row_dimensions[row].hidden = dice.random() < 0.1
    return part_of(saved(new))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("size", [1 << 20, 997])
def test_octets_and_parser_say_the_same(seed: int, size: int) -> None:
    part = made(seed)
    read: Marks = xlsx._Ordinary().read(blocks(part, size)())
    parsed = xlsx._Parsed(None).read(blocks(part, size)())
    assert (read.cells, read.hidden_rows, read.hidden_columns) == (
        parsed.cells,
        parsed.hidden_rows,
        parsed.hidden_columns,
    )
    assert read.cells or read.hidden_rows


def test_no_change_of_the_writing_is_overlooked() -> None:
    # Whatever one octet of the markup becomes: octets say what the parser says, leave it to the parser, or the part is damaged.
    part = part_of(WRITINGS["ordinary"])
    dice, compared = random.Random(5), 0  # noqa: S311 - a test
    for _ in range(4_000):
        at = dice.randrange(part.index(b"<worksheet"), len(part))
        changed = (
            part[:at]
            + dice.choice([b"", b" ", b"'", b'"', b"e", b"x:", b"<", b">", b"&#101;", b"1"])
            + part[at + 1 :]
        )
        try:
            read = xlsx._Ordinary().read(iter([changed]))
            parsed = xlsx._Parsed(None).read(iter([changed]))
        except (xlsx._OddError, FileRefusedError):
            continue
        compared += 1
        assert (read.cells, read.hidden_rows) == (parsed.cells, parsed.hidden_rows), changed
    assert compared > 200
