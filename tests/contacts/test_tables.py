"""Which column of a table has the numbers, and which row names it."""

from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from console.contacts.errors import FileCode, FileRefusedError
from console.contacts.messages import RAW_LENGTH, Remark
from console.contacts.reasons import Reason
from console.contacts.tables import letter, looks_like, rank
from console.contacts.workbooks.xlsx import column_of
from tests.contacts.test_pipeline import Read, txt

ONE = 13800138000


def book(*rows: list[object], name: str = "名单") -> bytes:
    new = openpyxl.Workbook()
    sheet = new.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    for row in rows:
        sheet.append(row)
    out = BytesIO()
    new.save(out)
    return out.getvalue()


def test_letters_and_numbers_of_columns_are_one_to_one() -> None:
    assert [letter(nth) for nth in (0, 25, 26, 51, 52, 255, 701, 702)] == [
        "A", "Z", "AA", "AZ", "BA", "IV", "ZZ", "AAA",
    ]  # fmt: skip
    assert [column_of(letter(nth)) for nth in range(16_384)] == list(range(16_384))


@pytest.mark.parametrize(
    "titles",
    [
        [["手机银行客户名单"]],
        [["2026年11月客户名单"], ["经办人：王芳  电话 13900139000"]],
        [["客户名称与手机"], [], ["部门：业务部"]],
        [["云岭银行"], ["客户 联系方式 汇总"]],
        [],
    ],
)
def test_titles_above_the_heading_are_no_heading(titles: list[list[object]]) -> None:
    rows: list[list[object]] = [[f"客户{nth}", 139_0013_9000 + nth, ONE + nth] for nth in range(20)]
    read = Read(book(*titles, ["姓名", "经办人手机", "手机号码"], *rows), "a.xlsx")
    assert (read.source.column, read.source.heads) == ("C", ("姓名", "经办人手机", "手机号码"))
    assert read.numbers == [ONE + nth for nth in range(20)]
    assert {reason for row, reason in read.named() if row <= len(titles) + 1} <= {Reason.HEADER, Reason.BLANK}
    assert read.named()[-1][0] == len(titles) + 1
    assert Remark("second_numbers", "B", 20) in read.source.remarks


def test_titles_above_the_heading_of_one_column_are_no_heading() -> None:
    assert txt("手机银行客户名单", "手机号", str(ONE)).named() == [(1, Reason.HEADER), (2, Reason.HEADER)]
    assert txt("手机号", "王芳", str(ONE)).named() == [(1, Reason.HEADER), (2, Reason.JUNK)]


@pytest.mark.parametrize(
    ("head", "level"),
    [("手机号", 4), ("手机", 4), ("Mobile No.", 4), ("联系电话", 2), ("联系方式", 2), ("备用手机", 2), ("客户经理手机", 2),
     ("紧急联系电话", 0), ("身份证号码", 0), ("姓名", 0), ("", 0),
     ("手机" + "（本行留存）" * 3, 4), ("手机号" + "（本行留存）" * 3, 0), ("请在此列填写客户本人的手机号码，并核对无误", 0)],
)  # fmt: skip
def test_a_heading_says_whose_number_it_is(head: str, level: int) -> None:
    assert rank(head) == level


def test_of_two_that_are_alike_the_first_is_taken_and_the_other_told() -> None:
    read = Read(book(["手机", "手机"], [ONE, ONE + 1], [ONE + 2, ONE + 3]), "a.xlsx")
    assert read.numbers == [ONE, ONE + 2]
    assert read.source.remarks == (Remark("same_columns", "B", 1), Remark("second_numbers", "B", 2))


def test_a_column_that_is_mostly_bad_is_taken_if_its_heading_says_so() -> None:
    rows: list[list[object]] = [[ONE + nth if nth < 4 else "待补", 139_0013_9000 + nth] for nth in range(20)]
    read = Read(book(["手机号", "备用号码"], *rows), "a.xlsx")
    assert (read.source.column, len(read.numbers)) == ("A", 4)
    assert read.counts[Reason.JUNK] == 16


def test_the_heading_names_a_column_that_a_person_chooses() -> None:
    data = book(["姓名", "手机", "家属 手机"], ["张三", ONE, ONE + 1])
    for named in ("C", "c", "家属 手机", "家属"):
        assert Read(data, "a.xlsx", column=named).numbers == [ONE + 1]
    for wrong in ("Z", "邮箱", ""):
        with pytest.raises(FileRefusedError) as refused:
            Read(data, "a.xlsx", column=wrong)
        assert refused.value.reason is FileCode.NO_SUCH_COLUMN


def test_of_a_remark_that_holds_the_number_only_the_number_is_told() -> None:
    read = Read(
        book(["姓名", "手机", "备注"], ["张三", ONE, None], ["李四", None, "打 13900139000 找他母亲"]),
        "a.xlsx",
    )
    assert [(f.row, f.reason, f.raw) for f in read.findings] == [
        (1, Reason.HEADER, "手机"),
        (3, Reason.OTHER_COLUMN, "C: 13900139000"),
    ]


def test_no_name_is_in_any_finding() -> None:
    rows: list[list[object]] = [
        ["张三", ONE, "贵宾"],
        ["王五", None, "号码待补"],
        ["赵六", "12345", "x"],
        ["合计", 3, None],
    ]
    read = Read(book(["客户", "手机", "备注"], *rows), "a.xlsx")
    assert [f.raw for f in read.findings] == ["手机", "", "12345", "合计"]


def test_a_zero_is_not_a_blank() -> None:
    read = Read(book(["手机", "x"], [0, "a"], [False, "b"], [None, None], [ONE, "c"]), "a.xlsx")
    assert read.named() == [(1, Reason.HEADER), (2, Reason.BAD_LENGTH), (3, Reason.JUNK), (4, Reason.BLANK)]


def test_a_heading_may_say_how_many_digits() -> None:
    read = Read(book(["客户", "手机号码(11位)"], ["张三", ONE]), "a.xlsx")
    assert (read.source.column, read.named()) == ("B", [(1, Reason.HEADER)])


def test_a_number_in_a_remark_does_not_outweigh_a_heading() -> None:
    rows: list[list[object]] = [["待补", "打 13900139000" if nth == 3 else "x"] for nth in range(20)]
    read = Read(book(["手机号", "备注"], *rows), "a.xlsx")
    assert (read.source.column, read.numbers) == ("A", [])


def test_a_number_in_a_text_counts_as_long_as_the_text_is_kept_whole() -> None:
    for length, counts in ((11, True), (RAW_LENGTH, True), (RAW_LENGTH + 1, False)):
        assert looks_like(f"{ONE}{'，' * (length - 11)}") is counts, length
