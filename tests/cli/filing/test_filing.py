"""`filing`: a quarter from the gap check to the archive at the command line (R3)."""

import hashlib
from pathlib import Path

import pytest

from console.cli import exits
from tests.cli.conftest import Office
from tests.services import quarters
from tests.services.quarters import OVER, QUARTER

QUARTER_OF = ("business", QUARTER)


def test_a_quarter_is_compiled_signed_received_and_handed_out_as_a_folder_that_is_what_was_signed(
    office: Office, tmp_path: Path
) -> None:
    quarters.sent(office.core)
    waiting = office.core.requested("promotion")
    number = office.core.view("zhaomin", waiting).row.number
    office.core.at = OVER
    output = office("qianwei", "filing", "check", *QUARTER_OF, lang="zh").out
    assert f"? 没有办完的申请  {number}" in output
    assert "? 没有抽查的月份  2026-11" in output
    quarters.head_signed(office.core)
    assert "待抽查" in office("wangfang", "filing", "samples", "--month", "2026-11", lang="zh").out
    read = office("sunli", "filing", "sample", "business", "2026-11", lang="zh").out
    assert "共发送 1 次" in read
    assert office.core.view("zhaomin", 1).row.number in read
    looked = (
        "filing",
        "sign-sample",
        "business",
        "2026-11",
        "--words",
        "都看过",
        "--faults",
        "名单里有两个离职的号码",
    )
    refused = office.json("qianwei", *looked, sign=True)
    assert refused.json["refusal"]["code"] == "sample_not_manager"
    assert office.json("sunli", *looked, sign=True).code == 0
    listed = office("wangfang", "filing", "samples", "--month", "2026-11", lang="zh").out
    assert "发现问题" in listed
    assert "名单里有两个离职的号码" in listed
    done = office.json("qianwei", "filing", "compile", *QUARTER_OF)
    assert done.code == 0, done.out
    refused = office.json("sunli", "filing", "sign", *QUARTER_OF, sign=True)
    assert (refused.code, refused.json["refusal"]["code"]) == (exits.REFUSED, "filing_unexplained")
    said = ("--explain", f"form_unsigned {number}=等总经理", "--words", "其余已办")
    done = office.json("sunli", "filing", "sign", *QUARTER_OF, *said, sign=True)
    assert done.code == 0, done.out
    done = office.json(
        "wangfang", "filing", "receive", *QUARTER_OF, "--paper", "2026Q4-001", "--place", "B-1", sign=True
    )
    assert done.code == 0, done.out
    table = office("wangfang", "filing", "list", "--quarter", QUARTER, lang="zh").out
    assert "已归档" in table
    assert "2026Q4-001" in table
    shown = office("wangfang", "filing", "show", *QUARTER_OF, lang="zh").out
    assert "已发送" in shown
    got = office.json("wangfang", "filing", "pack", *QUARTER_OF, "--out", tmp_path / "out")
    assert got.code == 0, got.out
    manifest = (tmp_path / "out" / f"business-{QUARTER}-r1" / "MANIFEST.sha256").read_bytes()
    assert got.data["manifest"] == hashlib.sha256(manifest).hexdigest()
    assert (
        got.data["manifest"]
        in (tmp_path / "out" / f"business-{QUARTER}-r1.signed" / "filing.json").read_text()
    )
    assert (tmp_path / "out" / f"business-{QUARTER}-r1.zip").stat().st_mode & 0o777 == 0o600
    again = office.json("wangfang", "filing", "pack", *QUARTER_OF, "--out", tmp_path / "out")
    assert again.json["problem"]["code"] == "file_exists"
    found = quarters.view(office.core)
    printed = office.json("wangfang", "form", "print", "filing", found.row.id, "--out", tmp_path / "q.xlsx")
    assert printed.code == 0, printed.out
    assert (tmp_path / "q.xlsx").stat().st_size > 5000


def test_a_quarter_goes_back_with_a_reason_and_the_board_says_who_owes_it(office: Office) -> None:
    office.core.at = OVER
    quarters.signed(office.core, "credit")
    done = office.json("wangfang", "filing", "return", "credit", QUARTER, "--words", "缺手写签名", sign=True)
    assert done.code == 0, done.out
    assert "缺手写签名" in office("weina", "filing", "show", "credit", QUARTER, lang="zh").out
    board = office("wangfang", "chase", "--kind", "filing", lang="zh").out
    assert "卫娜" in board
    assert "汇总" in board


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("sign", *QUARTER_OF), exits.USAGE),
        (("pack", *QUARTER_OF), exits.USAGE),
        (("show", "business", "2026Q9"), exits.REFUSED),
        (("show", "business", "2026Q3"), exits.REFUSED),
        (("sign", *QUARTER_OF, "--explain", "x"), exits.USAGE),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    office: Office, arguments: tuple[str, ...], code: int
) -> None:
    office.core.at = OVER
    done = office("sunli", "filing", *arguments, sign=arguments[0] == "sign")
    assert done.code == code
    assert done.err.strip()
