"""Maintenance and support at the screens: asked by anybody, answered from the to-do list, written down, greyed for who may not (R7, R8)."""

from tests.screens.driver import sitting
from tests.services.upkeep.test_upkeep import asked, listed, owed, written
from tests.terminal.sit import House


async def test_a_question_is_asked_on_page_7_answered_from_my_turn_and_read_by_who_asked(
    house: House,
) -> None:
    async with sitting(house.app("zh", person="zhaomin"), (80, 24)) as op:
        await op.press("7", "m")
        await op.sees("还没有记录")
        await op.press("w")
        await op.sees("维护不由您登记")
        await op.press("escape", "n")
        await op.sees("内容不写手机号码和口令", "要解决什么", "发送等着")
        await op.fill(control_about="导入名单", control_text="第二列怎么选")
        await op.press("ctrl+s")
        await op.sees("支持单已提交：2026-S001", "待答复", "使用方法")
    async with sitting(house.app("zh", person="wuhong"), (80, 24)) as op:
        await op.reach("答复支持单")
        await op.press("enter")
        await op.sees("2026-S001", "待答复")
        await op.press("a")
        await op.sees("2026-S001  导入名单", "第二列怎么选")
        await op.fill(line_text="Enter")
        await op.press("ctrl+s")
        await op.sees("已答复 2026-S001", "已办")
        await op.press("a")
        await op.sees("这张支持单已经答复")
    assert owed(house.core, "wuhong") == []
    async with sitting(house.app("en", person="zhaomin"), (100, 30)) as op:
        await op.press("7", "m", "enter")
        await op.sees("Support  2026-S001", "第二列怎么选", "Enter", "how to")


async def test_maintenance_is_written_down_and_a_mobile_number_in_it_is_refused_with_all_kept(
    house: House,
) -> None:
    async with sitting(house.app("zh", person="fenglei"), (80, 24)) as op:
        await op.press("6", "m", "w")
        await op.sees("维护完再登记", "办结时间空为现在", "日常检查")
        await op.fill(
            control_about="business desk",
            control_text="13800138000",
            control_result="same",
            control_began="2026-11-24 09:00",
        )
        await op.press("ctrl+s")
        await op.sees("手机号码")
        assert listed(house.core, "fenglei") == []
        await op.fill(control_text="restored")
        await op.press("ctrl+s")
        await op.sees("维护已登记：2026-M001", "business desk")
    async with sitting(house.app("en", person="sunli"), (80, 24)) as op:
        await op.press("7", "m")
        await op.sees("No record yet")


async def test_the_list_is_narrowed_by_kind_state_and_words(house: House) -> None:
    house.core.call("wuhong", written(house.core))
    asked(house.core)
    async with sitting(house.app("en", person="shenyu"), (100, 30)) as op:
        await op.press("7", "m")
        await op.sees("2026-M001", "2026-S001")
        await op.press("t")
        await op.sees("maintenance")
        for letter in "support":
            await op.press(letter)
        await op.press("enter")
        await op.until(lambda: "2026-M001" not in op.screen(), "maintenance is left out")
        await op.press("s")
        await op.sees("unanswered", "done")
        await op.press("down", "down", "enter")
        await op.sees("Nothing fits.", "Only: support, done")
