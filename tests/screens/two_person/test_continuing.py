"""Sending again at the screens: the operator proposes on the monitor, the approver finds it in their turn."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from console.wire import dispatch, pairs
from console.wire.sending import sends
from tests.screens.driver import sitting
from tests.services.two_person.test_continuing import (
    ended,
    of_two_gateways,
    propose,
    released,
    told,
    with_backup,
)
from tests.services.two_person.test_pairs import confirm
from tests.terminal.sit import House


async def test_the_operator_proposes_and_the_last_approver_confirms(house: House) -> None:
    core = house.core
    core.at = datetime.now(UTC)
    request = ended(core)
    until = (core.at + timedelta(hours=6)).astimezone(ZoneInfo("Asia/Shanghai"))
    async with sitting(house.app(person="qianwei")) as op:
        await op.press("5")
        await op.sees("▌ ▲ 可放行", "已完成")
        await op.press("down", "enter")
        await op.sees("p 再发", "可再发：拒收和未送达 3 人，没有发的 6 人；按 p 提议")
        await op.press("p")
        await op.sees("再发给谁", "网关拒收和未送达的", "没有发的（续发）")
        await op.press("2", "enter")
        await op.sees("没有发的（续发）", "末级审批人确认", "一人不发两遍")
        await op.fill(
            line_closes=f"{until:%Y-%m-%d %H:%M}",
            line_reason="没有发完",
        )
        await op.press("ctrl+s")
        await op.sees("签名口令", "没有发完", "没有发的（续发）", "过期时间", "重打再发人数")
        await op.fill(line_count="5", passphrase="demo qianwei")
        await op.press("ctrl+s")
        await op.sees("与可再发的人数不符")
        await op.fill(line_count="6", passphrase="demo qianwei")
        await op.press("ctrl+s")
        await op.sees("已提议", "续发余下的  第 2 时段  6  钱伟  等确认")
    (row,) = core.call("sunli", pairs.ProposalsPage(request))
    assert (row.kind, row.count, row.as_slot, row.reason) == ("remainder", 6, 2, "没有发完")
    assert row.closes == f"{until.astimezone(UTC):%Y-%m-%dT%H:%M}:00Z"
    async with sitting(house.app(person="sunli"), (120, 40)) as op:
        await op.sees("等您确认续发")
        await op.reach("等您确认续发")
        await op.sees("下一步", "打开看提议")
        await op.press("enter")
        await op.sees("等您确认：按 c 看提议")
        await op.press("c")
        await op.sees("没有发的（续发）", "新时段", f"{until:%m-%d %H:%M}", "没有发完", "钱伟")
        await op.fill(line_count="6", passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees("已确认，等发送台")
    assert [(one.slot, one.n) for one in released(core)] == [(2, 6)]
    view: sends.SendView = core.call("qianwei", sends.SendDetail(request, 2))
    assert view.row.continues == 1


async def test_of_two_gateways_the_operator_chooses_and_the_approver_reads_which(house: House) -> None:
    core = house.core
    core.at = datetime.now(UTC)
    request = with_backup(core)
    core.call("dispatch-1", dispatch.Heartbeat({"demo": "down", "second": "up"}))
    until = (core.at + timedelta(hours=6)).astimezone(ZoneInfo("Asia/Shanghai"))
    async with sitting(house.app(person="qianwei"), (80, 23)) as op:
        await op.press("5")
        await op.reach(core.view("qianwei", request).row.number)
        await op.press("enter")
        await op.sees("p 再发")
        await op.press("p", "2", "enter")
        await op.sees("经哪个网关发", "demo  网关  断开", "second  备用网关  正常")
        await op.press("2", "enter")
        await op.sees("网关", "second", "没有发的（续发）")
        await op.fill(line_closes=f"{until:%Y-%m-%d %H:%M}", line_reason="第一家中断")
        await op.press("ctrl+s")
        await op.sees("签名口令", "second")
        await op.fill(line_count="6", passphrase="demo qianwei")
        await op.press("ctrl+s")
        await op.sees("已提议")
    async with sitting(house.app(person="sunli"), (120, 40)) as op:
        await op.reach("等您确认续发")
        await op.press("enter")
        await op.sees("等您确认：按 c 看提议")
        await op.press("c")
        await op.sees("second", "第一家中断")
        await op.fill(line_count="6", passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees("已确认，等发送台")
    view: sends.SendView = core.call("qianwei", sends.SendDetail(request, 2))
    assert view.row.gateway == "second"


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_of_two_gateways_a_release_goes_through_the_one_that_was_chosen(
    house: House, lang: str
) -> None:
    core = house.core
    core.at = datetime.now(UTC)
    request = of_two_gateways(core)
    said = {"zh": ("经哪个网关发", "已放行"), "en": ("Through which gateway", "Released")}[lang]
    async with sitting(house.app(lang, person="qianwei"), (80, 23)) as op:
        await op.press("5")
        await op.reach(core.view("qianwei", request).row.number)
        await op.press("enter")
        await op.sees(f"{core.view('qianwei', request).row.number}.1")
        await op.press("r")
        await op.sees(said[0], "demo", "second")
        await op.press("2", "enter")
        await op.sees("second")
        await op.fill(line_count="20", passphrase="demo qianwei")
        await op.press("ctrl+s")
        await op.sees(said[1])
    view: sends.SendView = core.call("qianwei", sends.SendDetail(request, 1))
    assert (view.row.gateway, view.row.state) == ("second", "released")


async def test_a_continuation_has_its_own_monitor_and_the_one_choice_left_is_not_asked_for(
    house: House,
) -> None:
    core = house.core
    core.at = datetime.now(UTC)
    request = ended(core)
    confirm(core, propose(core, request))
    told(core, request, 2, "started", queued=6)
    async with sitting(house.app("en", person="qianwei"), (120, 40)) as op:
        await op.press("5")
        await op.sees("▌ ▲ cleared", "done", "sending")
        await op.press("down", "down", "enter")
        await op.sees("continues slot 1, for those it did not reach", "sent 0 / approved 6")
        # Nothing of it can be sent to again while it runs.
        await op.press("p")
        await op.sees("it has not ended")
        await op.press("enter", "escape")
        await op.sees("▌ ▸ sending")
        await op.press("up")
        await op.sees("▌ ✓ done")
        await op.press("enter")
        await op.sees("3 refused or not delivered, 0 never sent to")
        await op.press("p")
        await op.sees("refused or not delivered (resend)", "first approver confirms")


async def test_who_may_not_propose_is_told_why(house: House) -> None:
    core = house.core
    core.at = datetime.now(UTC)
    ended(core)
    async with sitting(house.app(person="sunli")) as op:
        await op.press("5")
        await op.sees("▌ ▲ 可放行", "已完成")
        await op.press("down", "enter")
        await op.sees("已完成")
        await op.press("p")
        await op.sees("不是发送部门的操作员")
