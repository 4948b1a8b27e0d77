"""Figures of use at the screens: bars of plain characters, another time or grouping by a key, down to the requests."""

import io

import openpyxl
import pytest

from console.screens.filing.statistics import StatisticsPage
from console.screens.session import Session
from console.widgets.lines import Lines
from console.widgets.spark import thin_bar
from tests.screens.driver import Operator, sitting
from tests.screens.personnel import pick
from tests.services.filing.test_statistics import sent
from tests.terminal.sit import House


async def opened(op: Operator) -> str:
    await op.press("7", "s")
    return await op.sees("合计")


async def test_a_quarter_stands_there_by_department_with_bars(house: House) -> None:
    sent(house.core, 20, delivered=10, unknown=10)
    sent(house.core, 40, "other")
    async with sitting(house.app(person="zhoujian")) as op:
        shown = await opened(op)
        rows = {line[2:].split()[0]: line for line in shown.split("\n") if line[2:].split()}
        assert f" {'━' * 14} " in rows["信贷部"]
        assert f" {'━' * 7} " in rows["业务部"]
        assert "━" not in rows["综合部"]
        assert "50.0 %" in rows["业务部"]
        # Of sixty in all, at a glance above the list.
        figures = op.app.screen.query_one("#figures", Lines)
        assert "83.3 %" in "\n".join(one.plain for one in figures._lines)
        assert "按部门" in shown


@pytest.mark.parametrize("size", [(80, 23), (80, 24), (100, 30), (120, 40), (60, 20)])
@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_every_figure_is_whole_at_a_glance_in_the_list_and_by_month_and_category(
    house: House, lang: str, size: tuple[int, int]
) -> None:
    sent(house.core, 8905, delivered=8000, unknown=905)
    sent(house.core, 12345, "other")
    async with sitting(house.app(lang, person="zhoujian"), size) as op:
        await op.press("7", "s")
        # The whole period: recipients, billed parts, cost in yuan, and the share that was reached.
        seen = await op.sees("21,250", "20,345", "813.80", "95.7 %", "8,905", "━")
        await op.press("end")
        seen += await op.sees("12,345", "100.0 %")
        if op.app.screen.has_class("-low"):
            # Without room for them the other groupings are a key away.
            return
        await op.press("tab", "pagedown")
        words = (
            ("按月份  人数", "按类别  人数")
            if lang == "zh"
            else ("By month: recipients", "By category: recipi")
        )
        await op.until(lambda: words[1] in op.screen(), "the second grouping")
        seen += op.screen()
        assert words[0] in seen
        assert any(f"{house.year}-" in line and "━" in line and "21,250" in line for line in seen.split("\n"))
        kinds = [line for line in seen.split("\n") if "8,905" in line]
        assert any("业务提示" in line or "notice" in line for line in kinds)
        if size[0] >= 100:
            # The two groupings stand side by side.
            assert any(words[0] in line and words[1] in line for line in seen.split("\n"))


async def test_the_groupings_beneath_the_list_are_those_that_it_does_not_show(house: House) -> None:
    sent(house.core, 33, "other")
    async with sitting(house.app(person="zhoujian"), (120, 40)) as op:
        await opened(op)
        await op.sees("按月份  人数", "按类别  人数")
        await op.press("d")
        await pick(op, "类别")
        await op.sees("按月份  人数", "按部门  人数")
        assert "按类别  人数" not in op.screen()
        await op.press("m")
        await pick(op, "费用")
        await op.sees("按月份  费用（元）", "按部门  费用（元）", "1.32")


async def test_other_times_groupings_and_figures_lie_on_keys(house: House) -> None:
    sent(house.core, 20)
    async with sitting(house.app(person="zhoujian")) as op:
        await opened(op)
        await op.press("d")
        await pick(op, "类别")
        await op.sees("业务提示", "按类别")
        await op.press("m")
        await pick(op, "费用")
        await op.sees("费用（元）")
        await op.press("b")
        await op.sees("这段时间没有申请，也没有发送。")
        await op.press("n")
        await op.sees("业务提示")
        await op.press("p")
        await pick(op, "全年")
        await op.sees("按类别")
        page = op.app.screen
        assert isinstance(page, StatisticsPage)
        assert page.period.months == 12
        await op.press("slash")
        await op.fill(search="推广")
        await op.press("enter")
        await op.until(lambda: "合计" not in op.screen(), "only what the filter lets through")


async def test_enter_leads_from_a_bar_to_its_requests_and_to_one_of_them(house: House) -> None:
    sent(house.core, 33, "other")
    async with sitting(house.app(person="zhoujian")) as op:
        await opened(op)
        await op.sees("信贷部")
        await op.press("end", "enter")
        shown = await op.sees("33", "信贷部的申请")
        assert "业务部" not in shown.replace("信贷部的申请", "")
        await op.press("enter")
        await op.sees("信贷部-0001")
        await op.press("escape", "escape")
        await op.sees("合计")


async def test_v_tells_everything_of_a_row(house: House) -> None:
    request = house.core.requested(purpose="退回的")
    house.core.step("sunli", "return", request, text="写明到期日")
    async with sitting(house.app(person="zhoujian"), size=(120, 60)) as op:
        await opened(op)
        await op.press("v")
        await op.sees("审批中位")
        await op.press("end")
        await op.sees("1 x 写明到期日")


async def test_w_writes_the_workbook_into_the_persons_own_folder(house: House) -> None:
    sent(house.core, 20)
    async with sitting(house.app(person="zhaomin")) as op:
        await opened(op)
        await op.press("w")
        await op.sees("没有收信人的号码")
        await op.fill(line_name="tongji")
        await op.press("enter")
        await op.until((house.folder / "tongji.xlsx").exists, "the file")
        assert (
            "类别按月"
            in openpyxl.load_workbook(io.BytesIO((house.folder / "tongji.xlsx").read_bytes())).sheetnames
        )


async def test_a_departments_own_people_see_their_department_alone(house: House) -> None:
    sent(house.core, 20)
    sent(house.core, 40, "other")
    async with sitting(house.app(lang="en", person="zhaomin")) as op:
        await op.press("7", "s")
        shown = await op.sees("total", "业务部")
        assert "信贷部" not in shown


@pytest.mark.parametrize(
    ("value", "top", "drawn"),
    [(0, 5, ""), (-1, 5, ""), (1, 1000, "╸"), (5, 10, "━━━━━"), (10, 10, "━" * 10)],
)
def test_a_bar_is_as_long_as_its_share_and_never_invisible(value: int, top: int, drawn: str) -> None:
    assert thin_bar(value, top, 10) == drawn


async def test_what_lies_beneath_the_list_is_announced_with_the_key_that_leads_there(house: House) -> None:
    async with sitting(house.app("zh", "wangfang"), (80, 23)) as op:
        await op.press("7")
        await op.sees("归档 3")
        await op.press("s")
        await op.sees("Tab ↓ 下面还有 ")
        await op.press("tab", "G")
        await op.until(lambda: "下面还有" not in op.screen(), "the end")
        await op.sees("其他")


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_low_screen_keeps_the_list_and_says_how_to_group_otherwise(house: House, lang: str) -> None:
    other = {"zh": "d 换成按月份、类别", "en": "d by month, category"}[lang]
    async with sitting(house.app(lang, person="zhoujian"), (60, 12)) as op:
        await op.press("7", "s")
        await op.sees(other, "业务部", "综合部")
        assert not op.app.screen.query_one("#figures").display
        assert not op.app.screen.records.border_subtitle, "nothing that is not there goes on"  # type: ignore[attr-defined]
        await op.pilot.resize_terminal(80, 30)
        await op.until(lambda: other not in op.screen() and "0.00" in op.screen(), "both groupings again")


async def test_figures_say_until_when_they_were_read_however_often_they_are_drawn(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent(house.core, 12)
    monkeypatch.setattr(Session, "clock", lambda _self, _ahead=0: "11:18 +08")
    async with sitting(house.app(person="zhoujian")) as op:
        await op.press("7", "s")
        await op.sees("截至 11:18")
        monkeypatch.setattr(Session, "clock", lambda _self, _ahead=0: "11:19 +08")
        await op.pilot.resize_terminal(60, 20)
        await op.sees("截至 11:18")
        await op.press("ctrl+r")
        await op.sees("截至 11:19")
