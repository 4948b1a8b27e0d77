"""`archive`: the book, what is owed, the register and emergency sends at the command line, each the twin of a key."""

from datetime import timedelta
from pathlib import Path

import openpyxl

from console.cli import exits
from console.domain.archive.check_code import check_code
from tests.cli.conftest import Office
from tests.services.archive.test_archive import sent

EMERGENCY = (
    "--department", "business", "--category", "promotion", "--sent", "2026-11-24 09:00", "--count", "1200", "--channel",
    "服务商网页", "--why", "平台断电", "--number", "2026-E-1", "--approved-by", "department_manager=孙丽", "--text",
    "【云岭示范银行】网点今日停电",
)  # fmt: skip


def test_a_form_is_printed_and_its_paper_entered_by_the_code_at_its_foot(
    office: Office, tmp_path: Path
) -> None:
    request = sent(office.core)
    assert "业务部-0001" in office("wangfang", "archive", "owed", lang="zh").out
    assert "欠交纸质申请表" in office("wangfang", "todo", lang="zh").out
    assert "业务部-0001" in office("zhengtao", "chase", "--kind", "paper").out
    printed = office.json("zhaomin", "form", "print", "request", request, "--out", tmp_path)
    wrong = office.json(
        "zhaomin", "archive", "add", "request", "--of", request, "--number", "B-1", "--code", "0"
    )
    assert wrong.code == exits.REFUSED
    assert wrong.json["refusal"]["code"] == "check_code_differs"
    code = printed.data["check_code"].lower().replace("-", " ")
    done = office.json(
        "zhaomin", "archive", "add", "request", "--of", request, "--number", "B-1", "--code", code, "--place", "甲柜",
        "--pages", "3",
    )  # fmt: skip
    assert done.data["number"] == "B-1"
    assert "No paper is owed" in office("wangfang", "archive", "owed").out
    listed = office("wangfang", "archive", "list", lang="zh").out
    assert "B-1" in listed
    assert "群发申请表" in listed
    numbers = office("wangfang", "archive", "numbers", "--department", "business", lang="zh").out
    assert "B-1" in numbers
    assert "甲柜" in numbers


def test_a_document_is_lent_corrected_taken_back_and_destroyed_by_two(office: Office) -> None:
    assert office("wangfang", "archive", "add", "custody", "--number", "C-1", "--title", "交接单").code == 0
    lent = office("wangfang", "archive", "lend", "C-1", "--to", "shenyu", "--due", "2026-11-24")
    assert lent.code == 0, lent.err
    office.core.at += timedelta(days=2)
    assert "沈雨" in office("wangfang", "archive", "list", "--overdue").out
    assert "C-1" in office("wangfang", "todo").out
    assert office("wangfang", "archive", "return", "C-1").code == 0
    corrected = office("wangfang", "archive", "correct", "C-1", "--place", "乙柜", "--pages", "2", lang="zh")
    assert corrected.out.startswith("已改正：C-1")
    assert office("wangfang", "archive", "destroy", "C-1", "--why", "期满").code == 0
    own = office.json("wangfang", "archive", "confirm", "C-1")
    assert own.json["refusal"]["code"] == "archive_own_destruction"
    assert office("zhengtao", "archive", "keep", "C-1", "--why", "还要用").code == 0
    assert office("wangfang", "archive", "destroy", "C-1", "--why", "期满").code == 0
    assert office("zhengtao", "archive", "confirm", "C-1").code == 0
    shown = office("shenyu", "archive", "show", "C-1", lang="zh").out
    assert "已销毁" in shown
    assert "乙柜" in shown
    assert shown.index("借出") < shown.index("归还") < shown.index("确认销毁")
    assert office("wangfang", "archive", "show", "C-9").code == exits.USAGE


def test_a_document_is_handed_over_with_its_receipt(office: Office) -> None:
    office("wangfang", "archive", "add", "custody", "--number", "C-1", "--title", "交接单")
    assert office("wangfang", "archive", "hand-over", "C-1", "--to", "总档案室", "--receipt", "88").code == 0
    assert "handed over  总档案室" in office("wangfang", "archive", "show", "C-1").out
    refused = office.json("wangfang", "archive", "lend", "C-1", "--to", "某人", "--due", "2026-12-01")
    assert refused.json["refusal"]["code"] == "archive_not_so"
    assert "handed over now; it cannot be: lent" in refused.json["refusal"]["what"]


def test_an_emergency_send_is_entered_listed_and_acknowledged_with_a_signature(office: Office) -> None:
    done = office.json("qianwei", "archive", "emergency", *EMERGENCY)
    assert done.data["number"] == "2026-业务部-B-0001"
    answer = office("wangfang", "archive", "emergencies", lang="zh")
    assert answer.code == 0, answer.err
    listed = answer.out
    assert "主管经理, 总经理" in listed
    assert "待认领" in listed
    assert "等您认领补录" in office("sunli", "todo", lang="zh").out
    number = done.data["number"]
    for among in (
        ("request", "list"),
        ("request", "list", "--state", "emergency", "--category", "promotion"),
    ):
        output = office("wangfang", *among, lang="zh").out
        assert number in output
        assert "补录" in output
    assert number not in office("wangfang", "request", "list", "--state", "draft").out
    wrong = office.json(
        "sunli", "archive", "acknowledge", number, "--words", "属实", "--count", "12", sign=True
    )
    assert wrong.json["refusal"]["code"] == "count_differs"
    signed = office(
        "sunli", "archive", "acknowledge", number, "--words", "属实", "--count", "1200", sign=True, lang="zh"
    )
    assert signed.code == 0, signed.err
    assert "认领补录" in signed.err
    assert "网点今日停电" in signed.err
    assert "已认领" in office("wangfang", "archive", "emergencies", lang="zh").out
    assert office("sunli", "archive", "acknowledge", "X", "--words", "好", sign=True).code == exits.USAGE
    assert (
        number
        in office("wangfang", "archive", "numbers", "--department", "business", "--kind", "emergency").out
    )


def test_a_text_from_a_file_has_its_longest(office: Office, tmp_path: Path) -> None:
    text = tmp_path / "text.txt"
    for octets, code in ((1 << 14, "emergency_text_long"), ((1 << 14) + 1, "file_unreadable")):
        text.write_bytes(b"a" * octets)
        answer = office.json("qianwei", "archive", "emergency", *EMERGENCY, "--text-file", text)
        assert code in answer.out, answer.out


def test_an_entry_badly_written_is_a_usage_error(office: Office) -> None:
    bad = [part.replace("department_manager=孙丽", "孙丽") for part in EMERGENCY]
    assert office("qianwei", "archive", "emergency", *bad).code == exits.USAGE
    bad = [part.replace("2026-11-24 09:00", "今早") for part in EMERGENCY]
    assert office("qianwei", "archive", "emergency", *bad).code == exits.USAGE
    custodian = office.json("fenglei", "archive", "emergency", *EMERGENCY)
    assert custodian.json["refusal"]["clause"] == "R12"


def test_a_key_claim_sheet_is_printed_with_the_fingerprint_in_groups(office: Office, tmp_path: Path) -> None:
    printed = office.json("zhaomin", "form", "print", "claim", "zhaomin", "--out", tmp_path)
    assert printed.code == 0, printed.out
    sheet = openpyxl.load_workbook(printed.data["path"]).worksheets[0]
    words = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    public = office.core.org.people["zhaomin"].public
    assert public in words
    assert "电子签名法第十三条" in words
    assert printed.data["check_code"] in words
    assert "SHA256\n" in words
    nobody = office.json("zhaomin", "form", "print", "claim", "nobody", "--out", tmp_path)
    assert nobody.json["refusal"]["code"] == "no_key_to_claim"


def test_an_acceptance_carried_in_from_elsewhere_names_the_code_too(office: Office, tmp_path: Path) -> None:
    core = office.core
    request = core.requested("other", "general")
    core.step("zhengtao", "approval", request)
    made = tmp_path / "acceptance"
    wrong = office.json(
        "wangfang",
        "statement",
        "prepare",
        "acceptance",
        request,
        "--paper",
        "A-1",
        "--code",
        "1",
        "--out",
        made,
    )
    assert wrong.json["refusal"]["code"] == "check_code_differs"
    code = check_code(core.view("wangfang", request).digest)
    done = office.json(
        "wangfang",
        "statement",
        "prepare",
        "acceptance",
        request,
        "--paper",
        "A-1",
        "--code",
        code,
        "--out",
        made,
    )
    assert done.code == 0, done.out
    assert code in made.read_text("utf-8")
