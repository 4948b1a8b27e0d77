"""Contact files for benches: seeded lists, 5 % of whose rows are as awkward as those that clerks hand in."""

import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

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
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    fixed = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" '
        f'Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{links}"><sheets>'
        '<sheet name="a" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" '
        f'Type="{links}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in fixed.items():
            archive.writestr(name, text)
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(f'<worksheet xmlns="{main}"><sheetData>'.encode())
            for at, row in enumerate(rows(count), 1):
                is_number = row.isascii() and row.isdigit()
                cell = f"><v>{row}</v>" if is_number else f' t="inlineStr"><is><t>{row}</t></is>'
                part.write(f'<row r="{at}"><c r="A{at}"{cell}</c></row>'.encode())
            part.write(b"</sheetData></worksheet>")
