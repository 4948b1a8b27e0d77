"""The list of any page as a workbook, by one key, in the person's own folder."""

from io import BytesIO
from typing import Any

import msgspec
import openpyxl
import pytest

from console.domain.times import render
from console.errors import ConsoleError
from console.exports import list_book
from console.views.complaints import ROW
from console.wire.answers import Page
from console.wire.base import Call
from console.wire.contacts import complaints
from console.wire.sending import freezes
from tests.screens.driver import sitting
from tests.terminal.sit import House

FORMULA = "=1+1"


def entered(house: House, reference: str, words: str = "x") -> None:
    at = render(house.core.at)
    house.core.call(
        "wangfang", complaints.EnterComplaint("other", words, at, "", 0, reference, "business", "")
    )


@pytest.mark.nightly
def test_a_sheet_takes_as_many_rows_as_every_program_that_opens_it() -> None:
    """ECMA-376 leaves it open; the programs stop at 1,048,576 rows, the header among them."""
    rows = iter([()] * 1_048_580)
    with pytest.raises(ConsoleError, match="workbook_full"):
        list_book.write(BytesIO(), ["号码"], rows)
    assert len([*rows]) == 4, "the first that has no room is refused"


async def test_a_list_goes_into_a_new_workbook_with_the_columns_of_the_commands_table(house: House) -> None:
    for nth in (1, 2):
        entered(house, f"甲-{nth}")
    async with sitting(house.app("zh", person="wangfang"), (120, 40)) as op:
        await op.press("5", "c")
        await op.sees(f"{house.year}-C002")
        await op.press("f4")
        await op.sees("列表存为表格文件", str(house.folder)[:30])
        await op.fill(line_name="投诉")
        await op.press("ctrl+s")
        await op.sees("已写 2 行 投诉.xlsx")
        # What is there is never replaced.
        await op.press("f4")
        await op.fill(line_name="投诉")
        await op.press("ctrl+s")
        await op.sees("投诉.xlsx", "写不出")
    out = house.folder / "投诉.xlsx"
    head, *rows = openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True)
    assert [*head] == [ROW.label("zh", one) for one in ROW.at("t")]
    assert [row[0] for row in rows] == [f"{house.year}-C002", f"{house.year}-C001"]
    assert out.stat().st_mode & 0o777 == 0o600


async def test_a_list_of_several_kinds_of_rows_has_them_all_under_one_head(house: House) -> None:
    house.core.call("wangfang", freezes.Freeze("category", "promotion", FORMULA))
    async with sitting(house.app("en", person="wangfang"), (120, 40)) as op:
        await op.press("6")
        await op.sees("freeze 1")
        await op.press("f4")
        await op.fill(line_name="keys.xlsx")
        await op.press("ctrl+s")
        await op.sees("2 rows written keys.xlsx")
    sheet = openpyxl.load_workbook(house.folder / "keys.xlsx").worksheets[0]
    _, gateway, frozen = sheet.iter_rows()
    assert [gateway[1].value, frozen[1].value] == ["demo", "freeze 1"]
    (formula,) = [cell for cell in frozen if cell.value == FORMULA]
    assert formula.data_type == "s"


async def test_a_list_without_an_end_is_refused_in_words_and_leaves_no_workbook(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    entered(house, "甲-1")
    honest = house.core.call

    def same_page(person: str, call: Call) -> Any:
        answer = honest(person, call)
        if isinstance(call, complaints.ComplaintsPage) and call.limit > 500:
            return msgspec.structs.replace(answer, page=Page(answer.page.total, "1"))
        return answer

    monkeypatch.setattr(house.core, "call", same_page)
    async with sitting(house.app("zh", person="wangfang"), (120, 40)) as op:
        await op.press("5", "c")
        await op.sees(f"{house.year}-C001")
        await op.press("f4")
        await op.fill(line_name="投诉")
        await op.press("ctrl+s")
        await op.sees("没有尽头", "检查业务台")
    assert not (house.folder / "投诉.xlsx").exists()
