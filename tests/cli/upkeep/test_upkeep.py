"""`upkeep` at the command line: asked, answered and shown by number, written down, listed and exported (R7, R8)."""

from pathlib import Path

from openpyxl import load_workbook

from console.cli import exits
from tests.cli.conftest import Office


def test_a_question_is_asked_owed_answered_and_shown_by_its_number(office: Office) -> None:
    assert "没有记录" in office("zhaomin", "upkeep", "list", lang="zh").out
    said = ("upkeep", "ask", "--topic", "use", "--about", "导入", "--words", "第二列怎么选", "--urgent")
    assert "支持单已提交" in office("zhaomin", *said, lang="zh").out
    assert "答复支持单" in office("wuhong", "todo", lang="zh").out
    answer = ("upkeep", "answer", "2026-S001", "--words")
    refused = office.json("sunli", *answer, "好")
    assert (refused.code, refused.json["refusal"]["code"]) == (exits.REFUSED, "support_not_yours")
    mobile = office.json("wuhong", *answer, "打 13800138000")
    assert (mobile.code, mobile.json["refusal"]["code"]) == (exits.REFUSED, "application_mobile")
    assert office("wuhong", *answer, "按 Enter 选号码列", lang="zh").code == 0
    shown = office("zhaomin", "upkeep", "show", "2026-S001", lang="zh").out
    assert all(one in shown for one in ("第二列怎么选", "按 Enter 选号码列", "吴红", "赵敏", "已办"))
    again = office.json("wuhong", *answer, "又")
    assert (again.code, again.json["refusal"]["code"]) == (exits.REFUSED, "support_answered")
    assert office("weina", "upkeep", "show", "2026-S001").code == exits.REFUSED
    assert office("zhaomin", "upkeep", "show", "2026-S009").code == exits.PROBLEM


def test_maintenance_is_entered_and_goes_into_a_workbook(office: Office, tmp_path: Path) -> None:
    said = ["upkeep", "enter", "--topic", "backup", "--about", "业务台", "--result", "数目相符", "--stopped"]
    said += ["--words", "=1+1", "--began", "2026-11-24 09:00", "--ended", "2026-11-24 09:30"]
    assert office("wuhong", *said, lang="zh").code == 0
    assert office("zhaomin", *said).code == exits.REFUSED
    book = tmp_path / "upkeep.xlsx"
    assert (
        office("shenyu", "upkeep", "list", "--kind", "maintenance", "--xlsx", str(book), lang="en").code == 0
    )
    names, row = [*load_workbook(book).worksheets[0].iter_rows(values_only=True)][:2]
    cells = dict(zip(names, row, strict=True))
    assert (cells["number"], cells["kind"], cells["sending affected"]) == ("2026-M001", "maintenance", "yes")
    assert "2026-11-24 09:30" in str(cells["ended"])
