"""重新订阅 at the screens (R13): a clerk proposes it by the number, a second person reads and confirms, and the end stays in sight."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from console.wire.contacts import optouts
from tests.screens.driver import sitting
from tests.services.erasure.test_erasing import answer
from tests.terminal.sit import House

NUMBER = "16100000003"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_two_people_end_a_refusal_at_the_list_of_opt_outs(house: House, size: tuple[int, int]) -> None:
    house.core.call("zhaomin", optouts.AddOptOuts([int(NUMBER)], "promotion", "来电"))
    house.core.at += timedelta(minutes=1)
    wanted = f"{house.core.at.astimezone(ZoneInfo('Asia/Shanghai')):%Y-%m-%d %H:%M}"
    async with sitting(house.app("zh", person="zhaomin"), size) as op:
        await op.press("4")
        await op.press("o")
        await op.sees("161****0003", "不收推广")
        await op.press("b")
        await op.sees("综合部经理确认")
        await op.fill(line_number=NUMBER, line_reason="本人来电")
        await op.press("ctrl+s")
        await op.sees("结束哪一个", "不收推广")
        await op.press("enter")
        await op.sees("书面申请", "电话录音", "短信回复")
        await op.press("enter")
        await op.sees("凭据编号")
        # Nobody means "now" by leaving the time out: it stands on the paper.
        await op.sees("本人提出恢复时间")
        await op.fill(line_evidence="2026-17")
        await op.press("ctrl+s")
        assert "号码校验码" not in await op.sees("本人提出恢复时间")
        await op.fill(line_wanted=wanted)
        await op.press("ctrl+s")
        await op.sees("号码校验码", "书面申请")
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("已提议，等综合部经理确认")
    async with sitting(house.app("zh", person="zhengtao"), size) as op:
        await op.sees("等您确认重新订阅")
        await op.press("enter")
        await op.sees("161****0003")
        await op.press("c")
        await op.sees("2026-17", "本人来电", "凭据上的手机号")
        await op.fill(line_number="16100000004", passphrase="demo zhengtao")
        await op.press("ctrl+s")
        await op.sees("凭据上的手机号不是这个退订的号码")
        await op.fill(line_number=NUMBER, passphrase="demo zhengtao")
        await op.press("ctrl+s")
        await op.sees("已确认")
    with house.core.database.reader() as conn:
        (proposal,) = conn.exec_driver_sql("SELECT digest FROM proposal").scalars()
    answer(house.core, "resubscribed", proposal)
    async with sitting(house.app("zh", person="zhaomin"), size) as op:
        await op.press("4")
        await op.press("o")
        await op.sees("已重新订阅")
