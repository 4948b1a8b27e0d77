"""What is read from the octets of a sheet is what the workbook reader says, and what is not certain is left to that reader."""

import random
from datetime import date, datetime, time
from io import BytesIO
from time import process_time
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from console.contacts.errors import FileRefusedError
from console.contacts.workbooks import grid
from console.contacts.workbooks import guard as guarding
from console.contacts.workbooks.guard import Guarded, guard
from console.contacts.workbooks.sheets import Book, Sheet, first_rows
from tests.contacts.books import MAIN, RELATIONS, pack, parts
from tests.contacts.nasty import columns, workbooks
from tests.contacts.test_pipeline import Read, saved
from tests.contacts.test_xlsx import WRITINGS
from tests.contacts.truth import by_openpyxl, make

SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
NUMBER = 13800138000


@pytest.mark.parametrize(("letters", "number"), [(b"A", 0), (b"Z", 25), (b"AA", 26), (b"XFD", 16_383)])
def test_a_column_is_numbered_by_its_letters(letters: bytes, number: int) -> None:
    assert grid.number_of(letters) == number


def read(data: bytes, *, octets: bool) -> Sheet | str:
    """A workbook's sheet by octets or by the workbook reader, or why it is refused."""
    try:
        guarded = guard(data, "a.xlsx", first_rows)
        return _book(data, guarded, octets=octets).read(None, lambda _done, _total: None)
    except FileRefusedError as refused:
        return refused.reason.value


def _book(data: bytes, guarded: Guarded, *, octets: bool) -> Book:
    assert not octets or guarded.grids is not None
    return Book(data, guarded if octets else guarded._replace(grids=None))


def by_octets(data: bytes) -> bool:
    """Whether a workbook is read by its octets."""
    try:
        return guard(data, "a.xlsx", first_rows).grids is not None
    except FileRefusedError:
        return False


def demand_equal(data: bytes, what: str = "") -> None:
    """Insist that a workbook's columns are the same, whoever reads them."""
    guarded = guard(data, "a.xlsx", first_rows)
    ours, theirs = (_book(data, guarded, octets=octets) for octets in (True, False))
    whole = ours.read(None, lambda _done, _total: None)
    assert repr(whole) == repr(theirs.read(None, lambda _done, _total: None)), what
    for column in whole.columns:
        one, other = (book.read(None, lambda _done, _total: None, column) for book in (ours, theirs))
        assert repr(one) == repr(other), (what, column)


def as_excel(rows: str, texts: str = "", styles: str = "") -> bytes:
    """A workbook with shared texts and styles, as the common programs write one."""
    files = parts(rows)
    links = f'Type="{RELATIONS}/styles" Target="styles.xml"/><Relationship Id="rId3" Type="{RELATIONS}/sharedStrings"'
    files["xl/_rels/workbook.xml.rels"] = files["xl/_rels/workbook.xml.rels"].replace(
        "</Rel", f'<Relationship Id="rId2" {links} Target="sharedStrings.xml"/></Rel'
    )
    files[TEXTS] = f'<?xml version="1.0"?>\n<sst {MAIN} count="9" uniqueCount="9">{texts}</sst>'
    files["xl/styles.xml"] = (
        f'<styleSheet {MAIN}><numFmts count="1"><numFmt numFmtId="176" formatCode="0_);[Red]\\(0\\)"/>'
        '<numFmt numFmtId="177" formatCode="yyyy\\-mm\\-dd"/></numFmts><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="1"/>'
        f'<xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="177"/>{styles}</cellXfs></styleSheet>'
    )
    return pack(files)


def test_what_an_extension_calls_a_cell_costs_no_number() -> None:
    said = b'</sheetData><extLst><ext><x:c xmlns:x="urn:x"/></ext></extLst>'
    made = as_excel('<row r="1"><c r="A1" t="s"><v>0</v></c></row><!-- -->', "<si><t>13800138000</t></si>")
    with ZipFile(BytesIO(made)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files[SHEET] = files[SHEET].replace(b"</sheetData>", said)
    assert Read(pack(files), "a.xlsx").numbers == [NUMBER]


HEADS = "".join(
    f'<si><t>{head}</t><phoneticPr fontId="1"/></si>' for head in ("序号", "姓名", "手机号", "备注")
)
ITEMS = (
    "<si><t>张三</t></si>", '<si><t xml:space="preserve"> 李四 </t></si>', "<si><t> 王五 </t></si>", "<si><t/></si>", "<si><t></t></si>",
    "<si><r><t>13800</t></r><r><t>138009</t></r></si>", "<si><t>a&amp;b</t></si>", "<si><t>_x0041_</t></si>",
    "<si><r><t>138</t></r><rPh sb='0' eb='1'><t>9</t></rPh></si>", "<si><t>13800138008</t></si>", "<si><t>合计</t></si>", "<si><t>第一行\n第二行</t></si>",
)  # fmt: skip
CELLS = (
    "<c r={at}><v>13800138000</v></c>", '<c r={at} s="1"><v>13800138001</v></c>', '<c r={at} s="2"><v>13800138002</v></c>',
    '<c r={at} s="2"><v>45321</v></c>', '<c r={at} s="4"><v>45321.5</v></c>', '<c r={at} s="3"><v>13800138003</v></c>', '<c r={at} s="9"><v>5</v></c>',
    '<c r={at} t="s"><v>{text}</v></c>', '<c r={at} s="1" t="s"><v>{text}</v></c>', '<c r={at} t="s"><v>{text}</v></c>',
    '<c r={at} t="str"><f>B1&amp;"x"</f><v>13800138004</v></c>', "<c r={at}><f>1+1</f><v>13800138005</v></c>", "<c r={at}><f>1+1</f></c>",
    '<c r={at} t="e"><v>#N/A</v></c>', '<c r={at} t="b"><v>1</v></c>', '<c r={at} t="inlineStr"><is><t>138 0013 8006</t></is></c>',
    '<c r={at} t="inlineStr"><is><t xml:space="preserve"> 13800138007</t></is></c>', '<c r={at} t="inlineStr"><is><t></t></is></c>',
    '<c r={at} s="2"/>', '<c r={at} s="2"></c>', '<c r={at} t="n"><v>1.3800138E10</v></c>', "<c r={at}><v>-5.25</v></c>",
    '<c r={at} cm="1"><v>7</v></c>', '<c r={at} t="d"><v>2026-11-29</v></c>', "<c r={at}><v>13800138000.5</v></c>",
)  # fmt: skip


def drawn(seed: int, rows: int = 60, odd: float = 0.2) -> bytes:
    """A workbook in which every row has a few cells of the same ways, and some of every other way."""
    dice = random.Random(seed)  # noqa: S311 - a test
    usual = [dice.choice(CELLS) for _ in range(dice.randrange(1, 6))]
    lines, row = [], 0
    for _ in range(rows):
        row += dice.choice((1, 1, 1, 1, 1, 2, 4))
        cells = ""
        for nth, way in enumerate(usual):
            if dice.random() > odd / 2:
                chosen = dice.choice(CELLS) if dice.random() < odd else way
                cells += chosen.format(at=f'"{"BCDEFG"[nth]}{row}"', text=dice.randrange(4 + len(ITEMS)))
        lines.append(
            f'<row r="{row}"/>'
            if not cells and dice.random() < 0.5
            else f'<row r="{row}" spans="1:4">{cells}</row>'
        )
    return as_excel("".join(lines), HEADS + "".join(ITEMS))


def test_drawn_workbooks_are_read_as_the_workbook_reader_reads_them() -> None:
    for seed in range(40):
        demand_equal(drawn(seed), f"seed {seed}")
    # A shape that changes in mid sheet is learned again; so is one whose rows have all kinds of cells.
    demand_equal(drawn(1, rows=2_000, odd=0.9))


def test_ordinary_workbooks_are_read_by_their_octets_and_all_of_them_alike() -> None:
    cases = [one for one in (*workbooks.cases(), *columns.cases()) if one.name.endswith(".xlsx")]
    datas = (
        [one.data() for one in cases]
        + [by_openpyxl(make(seed, 0.25)) for seed in range(3)]
        + [*WRITINGS.values()]
    )
    ours = [data for data in datas if by_octets(data)]
    assert len(ours) > 45
    for data in ours:
        demand_equal(data)


def test_a_change_of_any_part_is_read_alike_or_makes_the_file_damaged() -> None:
    dice, compared = random.Random(7), 0  # noqa: S311 - a test
    whole = [drawn(seed, 12) for seed in range(8)]
    while compared < 100:
        data = dice.choice(whole)
        with ZipFile(BytesIO(data)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        part = dice.choice((SHEET, SHEET, TEXTS, "xl/styles.xml", "xl/_rels/workbook.xml.rels"))
        raw = bytearray(files[part])
        at = dice.randrange(len(raw))
        match dice.randrange(4):
            case 0:
                raw[at] = dice.randrange(256)
            case 1:
                del raw[at : at + dice.randrange(1, 9)]
            case 2:
                raw[at:at] = raw[at : at + dice.randrange(1, 40)]
            case _:
                raw[at:at] = dice.choice(
                    (
                        b" ",
                        b"'",
                        b'"',
                        b"/",
                        b"&#49;",
                        b"<!-- -->",
                        b"<v>",
                        b"</c>",
                        b"<t/>",
                        b"1",
                        b"_x0031_",
                    )
                )
        changed = pack({**files, part: bytes(raw)})
        if by_octets(changed):
            compared += 1
            other = read(changed, octets=False)
            # What the workbook reader finds broken may be around the cells, but no cell may be another.
            assert isinstance(other, str) or repr(read(changed, octets=True)) == repr(other), (
                part,
                at,
                raw[at - 40 : at + 60],
            )


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('s="2"><v>45321</v>', date(2024, 1, 30)),
        ('s="4"><v>45321.5</v>', datetime(2024, 1, 30, 12)),  # noqa: DTZ001 - a sheet knows no zone
        ('s="2"><v>0.5</v>', time(12)),
        ('s="2"><v>13800138000</v>', 13800138000.0),
        ('s="3"><v>13800138000</v>', 13800138000.0),
        ('t="b"><v>1</v>', True),
        ('t="s"><v>4</v>', "13800138009"),
        ('t="s"><v>5</v>', " 李四 "),
        ('t="inlineStr"><is><t>a&#98;c</t></is>', "abc"),
        ("><v>1.3800138E10</v>", 13800138000.0),
    ],
)
def test_a_cell_is_what_people_see(cell: str, value: object) -> None:
    items = HEADS + "<si><r><t>13800</t></r><r><t>138009</t></r></si>" + ITEMS[1]
    data = as_excel(f'<row r="1"><c r="B1"><v>1</v></c></row><row r="3"><c r="C3" {cell}</c></row>', items)
    grids = guard(data, "a.xlsx", first_rows).grids
    assert grids is not None
    (grid, visible), *others = grids
    assert visible
    assert not others
    assert [*grid.iter_rows()] == [(1.0, ""), ("", ""), ("", value)]
    assert (grid.start, grid.end, grid.width) == ((0, 1), (2, 2), 2)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v/></c></row>',
        '<row r="1"><c r="A2"><v>1</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c>x</row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><b/>',
        '<row r="1"><c r="A1" t="s"><v>99</v></c></row>',
        '<row r="1"><c r="A1" t="s" s="1"><v>0</v></c></row>',
        '<row r="1"><c><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="900000"><c r="A900000"><v>1</v></c></row><row r="900001"/>',
    ],
)
def test_what_is_not_certain_is_left_to_the_workbook_reader(rows: str) -> None:
    assert not by_octets(as_excel(rows, HEADS))


def test_sheets_that_are_hidden_or_of_another_kind_are_seen() -> None:
    new = openpyxl.Workbook()
    page = new.active
    assert isinstance(page, Worksheet)
    page["A1"] = NUMBER
    new.create_sheet("底稿")["B2"] = str(NUMBER)
    new["底稿"].sheet_state = "veryHidden"
    grids = guard(saved(new), "a.xlsx", first_rows).grids
    assert grids is not None
    assert [(grid.name, visible, grid.end) for grid, visible in grids] == [
        ("Sheet", True, (0, 0)),
        ("底稿", False, (1, 1)),
    ]
    new.create_chartsheet("图")
    assert not by_octets(saved(new))
    new.remove(new["图"])
    new.epoch = datetime(1904, 1, 1)  # noqa: DTZ001 - as above
    assert not by_octets(saved(new))


def test_rows_with_anything_between_them_are_left_at_once() -> None:
    # An expression that looked for the next row's end again and again would take minutes.
    rows = (
        "\n".join(f'<row r="{row}"><c r="A{row}"><v>{NUMBER}</v></c></row>' for row in range(1, 30_000))
        + "\n"
    )
    began = process_time()
    assert not by_octets(as_excel(rows))
    assert not by_octets(as_excel(rows.replace("\n", "<b/>")))
    assert process_time() - began < 10


def test_sheets_that_are_too_much_together_are_left_to_the_workbook_reader(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    new = openpyxl.Workbook()
    for name in ("一", "二"):
        sheet = new.create_sheet(name)
        for row in range(200):
            sheet.append([NUMBER + row, f"客户{row}"])
    assert by_octets(saved(new))
    monkeypatch.setattr(guarding, "MOST", 3_000)
    assert not by_octets(saved(new))
