"""What was left out goes to a clerk as a workbook, and comes back mended, by commands alone."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.conftest import Office

FILE = b"15400000001\n1540000000(2)\n+86 154 0000 0003\n=15400000004+1\n1540000000\n1540000\xff0006\n"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_findings_are_written_mended_and_imported_again(office: Office, tmp_path: Path, lang: str) -> None:
    (tmp_path / "a.txt").write_bytes(FILE)
    done = office.json("zhaomin", "contacts", "import", tmp_path / "a.txt", "--yes", sign=True)
    assert (done.data["rows"], done.data["numbers"]) == (6, 1)
    out = tmp_path / "findings.xlsx"
    assert office("zhaomin", "contacts", "findings", done.data["list"], "--xlsx", out, lang=lang).code == 0
    book: Any = openpyxl.load_workbook(out)
    sheet = book.worksheets[0]
    raw = {row[0].value: row[3].value for row in sheet.iter_rows(min_row=2)}
    assert (raw[2], raw[4], raw[6]) == ("1540000000(2)", "=15400000004+1", "1540000\\xff0006")
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)} == {
        "s"
    }
    for row in sheet.iter_rows(min_row=2):
        mended = {2: "15400000002", 5: 15400000005, 6: "１５４０００００００６"}.get(row[0].value)
        if mended:
            row[5].value = mended
    book.save(tmp_path / "mended.xlsx")
    again = office.json(
        "zhaomin", "contacts", "import", tmp_path / "mended.xlsx", "--accept", "fullwidth", "--yes", sign=True
    )
    assert (again.data["numbers"], again.data["source"]["column"]) == (3, "F")
    assert again.data["counts"]["header"] == 1
