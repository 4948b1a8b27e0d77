"""What was left out goes to a clerk as a workbook, and comes back mended, by commands alone."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from console.cli import exits
from console.domain.contacts import mended
from tests.cli.conftest import Office

FILE = b"15400000001\n1540000000(2)\n+86 154 0000 0003\n=15400000004+1\n1540000000\n1540000\xff0006\n"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_findings_are_written_mended_and_imported_again(office: Office, tmp_path: Path, lang: str) -> None:
    (tmp_path / "a.txt").write_bytes(FILE)
    done = office.json("zhaomin", "contacts", "import", tmp_path / "a.txt", "--texts", "--yes", sign=True)
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
    # It knows whose findings it was, and becomes a part of that list's next version.
    first = done.data["list"]
    made = office.json("zhaomin", "contacts", "mend", again.data["list"], sign=True).data
    assert (made["replaces"], made["n"]) == (first, 4)
    (row,) = (
        one for one in office.json("zhaomin", "contacts", "list").data["rows"] if one["id"] == made["list"]
    )
    assert (row["n"], row["made"], row["parents"], row["version"]) == (
        4,
        "merge",
        [first, again.data["list"]],
        2,
    )
    # Nothing joins twice, and what is no mended workbook joins nothing.
    twice = office("zhaomin", "contacts", "mend", again.data["list"], lang=lang)
    assert (twice.code, twice.out) == (exits.REFUSED, "")
    assert office("zhaomin", "contacts", "mend", first, lang=lang).code == exits.REFUSED


def test_the_mark_is_found_again_and_holds_no_digit() -> None:
    digest = "0123456789ab" + "c" * 52
    assert mended.mark(digest) == "#ghijklmnopab"
    for place in ("问题行 #ghijklmnopab", "findings #ghijklmnopab!F"):
        assert mended.marked(place) == digest[:12]
    for place in ("", "名单", "#ghijklmnopabc", "#ghijklmnopqr", "#ghijklmnopab x"):
        assert mended.marked(place) == ""
