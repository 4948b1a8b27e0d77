"""`watch` at the command line: listed, shown, acknowledged by the request's number; and the card says what is unlike before (R7)."""

from pathlib import Path

from openpyxl import load_workbook

from console.cli import exits
from tests.cli.conftest import Office
from tests.services.quarters import sent
from tests.services.watch.test_watch import looked


def test_an_unusual_send_is_listed_shown_and_acknowledged_by_its_number(
    office: Office, tmp_path: Path
) -> None:
    assert "没有异常发送" in office("wangfang", "watch", "list", lang="zh").out
    request = sent(office.core, "notice", n=600, delivered=400, undelivered=200)
    looked(office.core)
    number = office.core.view("wangfang", request).row.number
    out = office("wangfang", "watch", "list", "--state", "open", "--what", "failures", lang="zh").out
    assert number in out
    assert "未看" in out
    assert "看异常发送" in office("wangfang", "todo", lang="zh").out
    assert "33.33%" in office("shenyu", "watch", "show", number, lang="en").out
    book = office("wangfang", "watch", "list", "--xlsx", str(tmp_path / "watch.xlsx"), lang="en")
    assert book.code == 0
    cells = [*load_workbook(tmp_path / "watch.xlsx").worksheets[0].iter_rows(values_only=True)]
    assert {"state", "request", "department", "what is unusual", "found", "purpose"} <= set(cells[0])
    assert any("33.33%" in str(cell) for cell in cells[1])
    said = ("watch", "acknowledge", number, "--looked", "看了失败代码", "--follows", "更新名单")
    refused = office.json("sunli", *said)
    assert (refused.code, refused.json["refusal"]["code"]) == (exits.REFUSED, "watch_own")
    assert office("wangfang", *said, lang="zh").code == 0
    shown = office("wangfang", "watch", "show", number, lang="zh").out
    assert "更新名单" in shown
    assert "王芳 (wangfang)" in shown
    assert office("wangfang", "watch", "show", "99").code == exits.PROBLEM


def test_the_card_says_what_is_unlike_before_among_what_the_desk_computed(office: Office) -> None:
    sent(office.core, "notice", n=20)
    request = office.core.requested("notice", n=600)
    out = office("sunli", "approval", "scope", str(request), lang="en").out
    computed = out.partition("computed")[2]
    assert "600 recipients, 30 times the department's largest send in 90 days" in computed
    assert (
        "600 consecutive numbers (1 runs, the longest 600): they look generated, check the source" in computed
    )
