"""What stopped by itself, at the screens: from the turn to its row, why with the counts, and two signatures (I2)."""

from datetime import UTC, datetime

import pytest

from console.domain.times import render
from tests.screens.driver import sitting
from tests.services.freezes.test_freezes import Told
from tests.services.sending.test_sending import released
from tests.terminal.sit import House


@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
async def test_the_operator_proposes_and_the_first_approver_confirms(
    house: House, size: tuple[int, int]
) -> None:
    house.core.at = datetime.now(UTC)
    request = released(house.core)
    Told(house.core).tell(
        "frozen", freeze=1, scope="request", subject=str(request), reason="brake_code: 50/0x00000045",
        frozen_at=render(house.core.at),
    )  # fmt: skip
    async with sitting(house.app(person="qianwei"), size) as op:
        await op.reach("自动停发，须查明")
        await op.press("enter")
        await op.sees("dispatch-1", "冻结 1", "自动停发")
        await op.press("l")
        await op.sees("提议恢复", "接连拒收", "50 条，提交失败")
        await op.fill(line_reason="余额已充")
        await op.press("ctrl+s")
        await op.sees("签名口令", "停发编号")
        await op.fill(passphrase="demo qianwei")
        await op.press("ctrl+s")
        await op.sees("已提议，等第二个人确认")
    async with sitting(house.app(person="sunli"), size) as op:
        await op.reach("等您确认继续发送")
        await op.press("enter")
        await op.sees("冻结 1")
        await op.press("l")
        await op.sees("确认恢复", "余额已充")
        await op.fill(passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees("已确认")
    assert len(Told(house.core).pull().lifts) == 1
