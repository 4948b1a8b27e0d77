"""Settling unknown results at the screens: the operator proposes on the monitor, the first approver finds it in their turn."""

from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from console.services.sending import sending
from console.store.personnel import proposal
from console.wire import pairs
from console.wire.sending import sends
from tests.screens.driver import sitting
from tests.services.two_person.test_pairs import doubtful, propose
from tests.terminal.sit import House


async def test_the_operator_proposes_and_the_first_approver_confirms(house: House) -> None:
    house.core.at = datetime.now(UTC)
    request = doubtful(house.core)
    async with sitting(house.app(person="qianwei")) as op:
        await op.sees("结果不明")
        await op.reach("结果不明")
        await op.press("enter")
        await op.sees("s 核定不明", "结果不明 3 人：按 s 提议核定")
        await op.press("s")
        await op.sees("3 人结果不明", "未发出", "无法查清")
        await op.press("2", "enter")
        await op.sees("结果不明（人）    3", "未发出", "第一位审批人")
        await op.fill(line_reason="运营商查无记录")
        await op.press("ctrl+s")
        # Every value of the bytes is read before the passphrase is asked for.
        await op.sees("签名口令", "运营商查无记录", "未发出", "过期时间", "重打不明人数")
        await op.fill(line_count="4", passphrase="demo qianwei")
        await op.press("ctrl+s")
        await op.sees("与结果不明的人数不符")
        await op.fill(line_count="3", passphrase="demo qianwei")
        await op.press("ctrl+s")
        await op.sees("已提议", "核定  未发出  3  钱伟  等确认")
        assert "按 s 提议" not in op.screen()
    (row,) = house.core.call("sunli", pairs.ProposalsPage(request))
    assert (row.verdict, row.count, row.reason, row.by) == ("not_sent", 3, "运营商查无记录", "qianwei")
    async with sitting(house.app(person="sunli"), (120, 40)) as op:
        await op.sees("等您确认核定")
        await op.reach("等您确认核定")
        await op.sees("下一步", "打开看提议")
        await op.press("enter")
        await op.sees("等您确认：按 c 看提议", "等确认", "未发出")
        await op.press("c")
        await op.sees("运营商查无记录", "结果不明（人）    3", "未发出", "钱伟")
        await op.fill(line_count="3", passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees("已确认，等发送台")
    (row,) = house.core.call("sunli", pairs.ProposalsPage(request, open=False))
    assert (row.state, row.confirmed_by) == ("confirmed", "sunli")


async def test_who_may_not_settle_is_told_why(house: House) -> None:
    house.core.at = datetime.now(UTC)
    request = doubtful(house.core)
    propose(house.core, request)
    async with sitting(house.app("en", person="qianwei")) as op:
        await op.press("5")
        await op.sees("▌ ▲ cleared", "▲ unsettled")
        await op.press("down", "enter")
        await op.sees("settlement  not sent  3  钱伟  waits for its second")
        await op.press("c")
        await op.sees("钱伟 has signed this already", "takes two people")


async def test_a_desk_that_shows_the_number_of_another_request_gets_no_signature(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.core.at = datetime.now(UTC)
    doubtful(house.core)
    honest = sending._send_row

    def lying(*given: Any, **named: Any) -> sends.SendRow:
        return msgspec.structs.replace(honest(*given, **named), purpose="别的申请")

    monkeypatch.setattr(sending, "_send_row", lying)
    async with sitting(house.app(person="qianwei")) as op:
        await op.press("5", "down", "enter")
        await op.sees("s 核定不明")
        await op.press("s", "2", "enter")
        await op.fill(line_reason="查无")
        await op.press("ctrl+s")
        await op.sees("与您要签的不同")
    with house.core.database.reader() as conn:
        assert list(conn.execute(select(proposal.c.digest))) == []
