"""Contact files for benches: seeded lists, 5 % of whose rows are as awkward as those that clerks hand in."""

import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEADINGS = ("序号", "姓名", "手机号", "备注")
_REMARKS = ("贵宾", "老客户", "新户")
_HEADS = ("130", "135", "138", "139", "150", "158", "177", "188", "192", "199")


def rows(count: int) -> Iterator[str]:
    """Yields the texts of a list: 95 % numbers, 5 % rows of the kinds that clerks hand in."""
    chance = random.Random(count)  # noqa: S311 - a seeded list, no secret
    awkward: tuple[Callable[[str], str], ...] = (
        lambda n: f"+86{n}",
        lambda n: f"{n[:3]} {n[3:7]} {n[7:]}",
        lambda n: f"{n}.0",
        lambda n: f"{n}\u200b",
        lambda n: n.translate({48 + i: 0xFF10 + i for i in range(10)}),
        lambda n: n[:10],
        lambda _: "1.38E+10",
        lambda _: "010-62322610",
        lambda _: "",
        lambda n: f"{n} {n[:-1]}0",
    )
    for _ in range(count):
        number = f"{chance.choice(_HEADS)}{chance.randrange(10**8):08d}"
        yield chance.choice(awkward)(number) if chance.random() < 0.05 else number


def write_txt(path: Path, count: int) -> None:
    """Writes a list as UTF-8 text."""
    path.write_text("".join(f"{row}\n" for row in rows(count)), "utf-8")


def write_xlsx(path: Path, count: int) -> None:
    """Writes a list as a workbook: numeric cells where a row is a number, inline text elsewhere."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in _fixed().items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            for at, row in enumerate(rows(count), 1):
                is_number = row.isascii() and row.isdigit()
                cell = f"><v>{row}</v>" if is_number else f' t="inlineStr"><is><t>{row}</t></is>'
                part.write(f'<row r="{at}"><c r="A{at}"{cell}</c></row>'.encode())
            part.write(b"</sheetData></worksheet>")


def write_table(path: Path, count: int) -> None:
    """Writes a list as clerks keep it, in the writing of the common programs: 序号, 姓名 (each another), 手机号, 备注, texts shared."""
    texts: dict[str, int] = {}

    def shared(text: str) -> str:
        return f't="s"><v>{texts.setdefault(text, len(texts))}</v></c>'

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in _fixed().items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            part.write(f'<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
            heads = "".join(f'<c r="{c}1" {shared(head)}' for c, head in zip("ABCD", _HEADINGS, strict=True))
            part.write(f'<row r="1" spans="1:4">{heads}</row>'.encode())
            for at, row in enumerate(rows(count), 2):
                is_number = row.isascii() and row.isdigit()
                cell = f'<c r="C{at}"><v>{row}</v></c>' if is_number else f'<c r="C{at}" {shared(row)}'
                name, remark = (
                    f'<c r="B{at}" {shared(f"客户{at}")}',
                    f'<c r="D{at}" {shared(_REMARKS[at % 3])}',
                )
                part.write(
                    f'<row r="{at}" spans="1:4"><c r="A{at}"><v>{at - 1}</v></c>{name}{cell}{remark}</row>'.encode()
                )
            part.write(b"</sheetData></worksheet>")
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            part.write(f'<sst xmlns="{_MAIN}">'.encode())
            for text in texts:
                part.write(f"<si><t>{text}</t></si>".encode())
            part.write(b"</sst>")


def _fixed() -> dict[str, str]:
    """The parts of a workbook around its sheet."""
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" '
        f'Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{links}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" '
        f'Type="{links}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" '
        f'Type="{links}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    }
