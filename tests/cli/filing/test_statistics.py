"""`statistics`: the figures at the command line, the same as on the screen, and the workbook as a file."""

import io
from pathlib import Path

import openpyxl

from console.cli import exits
from tests.cli.conftest import Office
from tests.services.filing.test_statistics import sent


def test_a_period_is_shown_as_a_table_and_as_json(office: Office) -> None:
    sent(office.core, 20, delivered=17, unknown=3)
    sent(office.core, 40, "other")
    shown = office("zhoujian", "statistics", "show", "2026Q4", "--by", "department").out
    lines = {line.split()[0]: line.split() for line in shown.splitlines() if line.strip()}
    assert lines["业务部"][-5:-1] == ["20", "17", "3", "17"]
    assert lines["total"][-5:-1] == ["60", "57", "3", "57"]
    assert "A send counts in the month of its first message" in shown
    data = office.json("zhoujian", "statistics", "show", "2026Q4", "--by", "category").data
    assert {row["key"]: row["figures"]["recipients"] for row in data["rows"]} == {
        "notice": 20, "promotion": 0, "other": 40,
    }  # fmt: skip
    assert data["total"]["optouts"] == 0
    zh = office("zhaomin", "statistics", "show", "2026-11", lang="zh").out
    assert "审批中位" in zh
    assert "2026-11" in zh


def test_why_tells_reasons_and_codes(office: Office) -> None:
    request = office.core.requested()
    office.core.step("sunli", "return", request, text="写明到期日")
    shown = office("sunli", "statistics", "why", "2026-11").out
    assert "写明到期日" in shown
    assert office.json("sunli", "statistics", "why", "2026-11").data["codes"] == []


def test_the_requests_behind_the_figures_are_listed(office: Office) -> None:
    request = office.core.requested(purpose="年终提醒")
    shown = office("zhaomin", "statistics", "requests", "2026-11", "--text", "年终").out
    assert office.core.view("zhaomin", request).row.number in shown
    none = office("zhaomin", "statistics", "requests", "2026-10").out
    assert "This row counts no request" in none


def test_the_workbook_is_written_once_and_for_its_owner_alone(office: Office, tmp_path: Path) -> None:
    sent(office.core, 20)
    out = office("zhoujian", "statistics", "export", "2026Q4", "--out", tmp_path, "--paper-lang", "en")
    path = tmp_path / "statistics-2026Q4.xlsx"
    assert out.code == 0, out.err
    assert str(path) in out.out.replace("\n", "")
    assert path.stat().st_mode & 0o777 == 0o600
    assert "category by month" in openpyxl.load_workbook(io.BytesIO(path.read_bytes())).sheetnames
    again = office("zhoujian", "statistics", "export", "2026Q4", "--out", path)
    assert again.code == exits.PROBLEM
    assert office("zhoujian", "statistics", "export", "2026", "--paper-lang", "fr").code == exits.USAGE


def test_what_is_refused_names_its_clause(office: Office) -> None:
    done = office.json("zhoujian", "statistics", "show", "2026-13")
    assert done.code == exits.REFUSED
    assert (done.json["refusal"]["code"], done.json["refusal"]["clause"]) == ("statistics_period", "R8")
    assert office("zhaomin", "statistics", "show", "2026", "--department", "credit").code == exits.REFUSED
