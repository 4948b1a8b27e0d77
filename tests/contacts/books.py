"""Workbooks and archives that the contacts tests build by hand."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
ROOT = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)


def parts(sheet: str, dimension: str = "", prolog: str = '<?xml version="1.0"?>') -> dict[str, str]:
    """The parts of a workbook with one sheet, whose rows are given as XML."""
    return {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": ROOT,
        "xl/workbook.xml": f'<?xml version="1.0"?><workbook {MAIN} xmlns:r="{RELATIONS}"><sheets>'
        '<sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<?xml version="1.0"?><Relationships '
        'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"{prolog}<worksheet {MAIN}>{dimension}<sheetData>{sheet}</sheetData></worksheet>",
    }


def pack(files: Mapping[str, str | bytes]) -> bytes:
    """A zip of the given parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def book(sheet: str, dimension: str = "") -> bytes:
    """A workbook with one sheet."""
    return pack(parts(sheet, dimension))


def column(*cells: str) -> str:
    """Rows of column A, from row 1, each given as the inside of its cell."""
    return "".join(f'<row r="{i}"><c r="A{i}"{cell}</c></row>' for i, cell in enumerate(cells, 1))


def bomb(part: str, inflated: int) -> bytes:
    """A workbook one of whose parts is `inflated` octets of one letter, written block by block."""
    out = BytesIO()
    block = b"a" * (1 << 20)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts(column("><v>13800138000</v>")).items():
            archive.writestr(name, text)
        with archive.open(part, "w", force_zip64=True) as entry:
            for _ in range(inflated >> 20):
                entry.write(block)
    return out.getvalue()
