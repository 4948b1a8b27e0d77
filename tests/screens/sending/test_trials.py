"""Trials at the screens (R2): the custodian tries a gateway, the operator an approved text, and the General Department's manager lets it go."""

from datetime import UTC, datetime

import pytest

from console.wire.dispatch import PullReleased
from tests.screens.driver import sitting
from tests.terminal.sit import House


@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
async def test_a_gateway_is_tried_from_the_credentials_and_let_go_from_the_turn(
    house: House, size: tuple[int, int]
) -> None:
    house.core.at = datetime.now(UTC)
    async with sitting(house.app(person="fenglei"), size) as op:
        await op.press("6")
        await op.press("t")
        await op.sees("试发", "90 天内没有试发")
        await op.press("n")
        await op.sees("提议试发", "短信通道测试", "139****0001")
        await op.fill(line_to="移动测试机、陌生机", line_reason="新接的网关")
        await op.press("ctrl+s")
        await op.sees("有的测试手机不在网关文件里")
        await op.fill(line_to="移动测试机")
        await op.press("ctrl+s")
        await op.sees("签名口令", "2026-T001" if house.core.at.year == 2026 else "-T001", "移动测试机")
        await op.fill(passphrase="demo fenglei")
        await op.press("ctrl+s")
        await op.sees("已提议试发")
        await op.sees("移动测试机", "139****0001")
    async with sitting(house.app(person="zhengtao"), size) as op:
        await op.reach("等您确认试发网关")
        await op.press("enter")
        await op.sees("试发", "移动测试机")
        await op.press("a")
        await op.sees("确认试发", "短信通道测试", "139****0001")
        await op.fill(passphrase="demo zhengtao")
        await op.press("ctrl+s")
        await op.sees("已确认")
    assert len(house.core.call("dispatch-1", PullReleased(["demo"])).trials) == 1


async def test_an_approved_text_is_tried_from_its_monitor(house: House) -> None:
    house.core.at = datetime.now(UTC)
    house.core.cleared()
    async with sitting(house.app(person="qianwei"), (80, 24)) as op:
        await op.press("5")
        await op.press("enter")
        await op.sees("发送监视")
        await op.press("t")
        await op.sees("提议试发", "测试手机")
        await op.fill(line_reason="先看一看")
        await op.press("ctrl+s")
        await op.sees("签名口令", "移动测试机、联通测试机、电信测试机")
        await op.fill(passphrase="demo qianwei")
        await op.press("ctrl+s")
        await op.sees("已提议试发")
