"""R0 at the screens: who has rules of their own, the text whole, earlier versions, and signing the next one."""

from pathlib import Path

import pytest

from console.wire.people import department_rules as wire
from tests.screens.driver import Operator, sitting
from tests.screens.personnel import pick
from tests.services.people.test_department_rules import acknowledge
from tests.terminal.sit import House

LONG = "\n".join(f"第{nth}条 短信由专人起草，名单用完即删。" for nth in range(1, 60))


async def to_rules(op: Operator) -> None:
    await op.press("8")
    await op.sees("▌ 赵敏")
    await op.press("m")
    await op.sees("▌ 业务部")


def newest(house: House) -> wire.RulesText:
    answer: wire.RulesText = house.core.call("sunli", wire.DepartmentRulesDetail("business"))
    return answer


@pytest.mark.parametrize(("lang", "size"), [("zh", (80, 24)), ("en", (120, 40))])
async def test_the_list_says_which_version_is_in_force_and_the_page_shows_all_of_it(
    house: House, lang: str, size: tuple[int, int]
) -> None:
    acknowledge(house.core)
    acknowledge(house.core, LONG)
    async with sitting(house.app(lang, person="zhaomin"), size) as op:
        await to_rules(op)
        shown = await op.sees("第 2 版" if lang == "zh" else "version 2", "业务部短信管理规定")
        rows = {line[2:8].strip(): line for line in shown.split("\n")}
        assert ("没有" if lang == "zh" else "none yet") in rows["信贷部"]
        assert "~" not in rows["业务部"][:80] + rows["信贷部"][:80]
        await op.press("enter")
        await op.sees("孙丽", "第1条")
        assert "第59条" not in op.screen()
        await op.press("end")
        await op.sees("第59条")


async def test_earlier_versions_are_read_and_say_that_another_is_in_force(house: House) -> None:
    acknowledge(house.core)
    acknowledge(house.core, "一、改过的。")
    async with sitting(house.app(person="zhaomin")) as op:
        await to_rules(op)
        await op.press("enter")
        await op.sees("一、改过的。")
        assert "旧版：" not in op.screen()
        await op.press("v")
        await op.sees("看哪一版", "第 2 版", "第 1 版")
        await pick(op, "第 1 版")
        await op.sees("二、名单用完即删。", "旧版：现行的是第 2 版")
        await op.press("n")
        await op.sees("您不是 业务部 的部门经理", "怎么办：")


async def test_another_department_s_rules_are_not_shown_and_it_is_said_why(house: House) -> None:
    acknowledge(house.core)
    async with sitting(house.app(person="weina")) as op:
        await to_rules(op)
        await op.press("enter")
        await op.sees("怎么办：", "业务部")
        await op.press("enter")
        await op.sees("▌ 业务部")
        await op.press("n")
        await op.sees("您不是 业务部 的部门经理")


async def test_the_manager_writes_the_first_version_in_the_field_sees_what_she_signs_and_signs(
    house: House,
) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await to_rules(op)
        await op.press("enter")
        await op.sees("还没有签署管理规定", " n 写新一版")
        await op.press("n")
        await op.sees("第 1 版", "业务部短信平台管理规定", "还差 1 处")
        await op.press("ctrl+s")
        await op.sees("没有填")
        op.app.screen.query_one("#control-rules").focus()
        await op.press(*"abc", "ctrl+j", *"def")
        await op.sees("共 7 字")
        await op.fill(control_rules="一、短信由专人起草。\n二、有事打 13800138000。")
        await op.press("ctrl+s")
        await op.sees("手机号码", "还差 1 处")
        await op.fill(control_rules="一、短信由专人起草。\n二、名单用完即删。")
        await op.press("escape")
        await op.sees("没填完的内容留着")
        await op.press("n")
        await op.sees("上次没填完的内容还在", "二、名单用完即删。")
        await op.press("ctrl+s")
        await op.sees("您将签署的规定（逐字如此）", "二、名单用完即删。", "业务部 (business)")
        await op.fill(passphrase="wrong")
        await op.press("ctrl+s")
        await op.sees("还能试 4 次")
        await op.fill(passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees("已签署第 1 版", "二、名单用完即删。", "校验值")
    found = newest(house)
    assert (found.row.version, found.row.by, found.row.title) == (1, "sunli", "业务部短信平台管理规定")
    assert "一、短信由专人起草。\\n二、名单用完即删。" in found.statement


async def test_the_next_version_begins_with_the_last_and_may_come_from_a_file(
    house: House, tmp_path: Path
) -> None:
    acknowledge(house.core)
    (tmp_path / "rules.txt").write_text(f"{LONG}\r\n", "utf-8-sig")
    (tmp_path / "bad.txt").write_bytes("规定".encode("gb18030"))
    async with sitting(house.app("en", person="sunli")) as op:
        await to_rules(op)
        await op.press("n")
        await op.sees("version 2", "二、名单用完即删。", "业务部短信管理规定")
        await op.press("f5")
        await op.sees("Read from a file")
        await op.fill(line_path="bad.txt")
        await op.press("ctrl+s")
        await op.sees("bad.txt", "UTF-8")
        await op.fill(line_path="rules.txt")
        await op.press("ctrl+s")
        await op.sees("第1条", "Ctrl+S shows it whole")
        await op.press("ctrl+s")
        await op.sees("The rules that you sign, to the letter", f"{'version':<18}2")
        await op.press("pagedown", "pagedown", "pagedown", "pagedown", "pagedown", "pagedown")
        await op.sees("第59条")
        await op.fill(passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees("Version 2 signed")
    assert "第59条" in newest(house).statement


async def test_the_board_leads_to_the_rules_that_are_owed_and_the_row_goes_once_they_are_signed(
    house: House,
) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("c", "t")
        await pick(op, "管理规定")
        await op.sees("只看：本部门管理规定", "▌ ")
        await op.press("d")
        await op.sees("还没有签署管理规定", " n 写新一版")
        await op.press("escape")
        await op.sees("只看：本部门管理规定")
        await op.press("enter")
        await op.sees("还没有签署管理规定")
        acknowledge(house.core)
        op.app.heard(frozenset({"departments"}))
        await op.sees("二、名单用完即删。")
        await op.press("escape")
        await op.sees("没有符合筛选的")
