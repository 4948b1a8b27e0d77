"""Filing at the screens: the quarter from the list to the archive, and why a key is greyed (R3)."""

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from console.domain.filing.quarters import Quarter
from console.domain.times import render
from console.wire.base import Call
from console.wire.filing import filing
from tests.patience import PATIENCE
from tests.screens.driver import Operator, sitting
from tests.screens.personnel import pick
from tests.services import quarters
from tests.services.core import Core, one_clock
from tests.services.filing.test_filing_late import filed, late_emergency
from tests.services.quarters import OVER, QUARTER
from tests.terminal.sit import House, lived


@pytest.fixture
def ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A house at the beginning of the new year, with one promotion sent and one under way."""
    house = lived(tmp_path, until_the_year_is_over)
    one_clock(house.core, monkeypatch)
    return house


def until_the_year_is_over(core: Core) -> None:
    quarters.sent(core)
    core.requested("promotion")
    core.at = OVER
    quarters.looked(core)


async def at_quarter(op: Operator, *words: str) -> None:
    await op.press("7")
    await op.sees(QUARTER, "业务部")
    await op.press("enter")
    await op.sees("缺项", *words)


@pytest.mark.parametrize(("size", "lang"), [((80, 24), "zh"), ((120, 40), "en")])
async def test_the_list_says_who_has_to_hand_in_what_until_when(
    ended: House, size: tuple[int, int], lang: str
) -> None:
    async with sitting(ended.app(lang, person="wangfang"), size) as op:
        await op.press("7")
        screen = await op.sees(QUARTER, "业务部", "综合部", "信贷部", "2027-01-14")
        assert all(len(one) <= size[0] for one in screen.splitlines())
        await op.press("slash", *"信贷", "enter")
        await op.until(lambda: "业务部" not in op.screen().split("\n", 3)[3], "one department alone")


async def test_a_returned_quarter_is_signed_again_with_what_was_said_of_its_gaps(ended: House) -> None:
    core = ended.core
    view: filing.FilingView = core.call("sunli", filing.FilingDetail("business", QUARTER))
    pack = quarters.signed(core, explained=[f"{gap.key}: 等总经理批" for gap in view.gaps])
    async with sitting(ended.app(person="wangfang")) as op:
        await op.press("7")
        screen = await op.sees("待接收", "2027-01-12 前接收")
        assert "~" not in next(line for line in screen.splitlines() if "待接收" in line)
    core.enact("wangfang", core.call("wangfang", quarters.returned(pack)))
    quarters.compiled(core)
    async with sitting(ended.app(person="sunli")) as op:
        await at_quarter(op, "没有办完的申请")
        await op.press("s")
        await op.sees("逐项写明原因", "等总经理批", "已填齐")


async def test_a_quarter_goes_from_the_operator_to_the_archive(ended: House) -> None:
    async with sitting(ended.app(person="qianwei")) as op:
        await op.sees("汇总季度材料")
        await at_quarter(op, "没有办完的申请")
        await op.press("s")
        await op.sees("没有等着签的材料")
        await op.press("enter", "c")
        await op.sees("已汇总；没有标 ! 的缺项")
    async with sitting(ended.app(person="sunli")) as op:
        await op.sees("签交季度材料")
        await at_quarter(op, "没有办完的申请")
        await op.press("s")
        await op.sees("逐项写明原因")
        await op.press("ctrl+s")
        await op.sees("没有写明原因")
        await op.fill(control_explained0="等总经理批")
        await op.press("ctrl+s")
        await op.sees("签交季度材料", "没有办完的申请 (form_unsigned ", "等总")
        await op.fill(passphrase="demo sunli")
        await op.press("enter")
        await op.sees("已签交，等综合部接收")
    async with sitting(ended.app(person="wangfang")) as op:
        await at_quarter(op, "待接收", "接收期限")
        await op.press("a")
        await op.sees("接收季度材料", "档案号")
        await op.fill(line_paper="2026Q4-001", line_place="B-1")
        await op.press("ctrl+s")
        await op.sees(f"{QUARTER}  r1", "签交的摘要", "2026Q4-001", "B-1")
        await op.fill(passphrase="demo wangfang")
        await op.press("ctrl+s")
        await op.sees("已接收归档")
        await op.press("w")
        await op.sees("取材料包")
        await op.press("ctrl+s")
        await op.sees(f"已写到 business-{QUARTER}-r1")
        await op.press("p")
        await op.sees(f"已打印：business-{QUARTER}-r1-filing.xlsx（核对码 ")
    assert (ended.folder / f"business-{QUARTER}-r1" / "MANIFEST.sha256").exists()
    assert (ended.folder / f"business-{QUARTER}-r1-filing.xlsx").exists()
    assert quarters.view(ended.core).row.state == "received"


async def test_who_signs_and_who_receives_an_amendment_read_what_was_sent_on_paper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.services.core import one_clock, open_core

    core = open_core(f"sqlite:///{tmp_path / 'desk.sqlite3'}")
    one_clock(core, monkeypatch)
    filed(core)
    number = late_emergency(core)
    quarters.compiled(core)
    house = House(core, tmp_path)
    told = ("sent on paper", "sends: 1, recipients: 120", f"{number}  sent on paper  0 -> 120")
    async with sitting(house.app("en", person="sunli")) as op:
        await op.press("7")
        await op.sees("业务部")
        await op.press("enter")
        await op.sees("What is missing", "to amend")
        await op.press("s")
        await op.sees("Hand the quarter in", *told)
        await op.press("ctrl+s")
        await op.fill(passphrase="demo sunli")
        await op.press("enter")
        await op.sees("Signed; the General Department receives it next.")
    async with sitting(house.app("en", person="wangfang")) as op:
        await op.press("7")
        await op.sees("业务部")
        await op.press("enter")
        await op.sees("What is missing", "to amend")
        await op.press("a")
        await op.sees("Receive the quarter", *told)


async def test_a_quarter_goes_back_with_its_reason(ended: House) -> None:
    pack = quarters.signed(ended.core, "credit")
    assert pack
    async with sitting(ended.app(person="wangfang")) as op:
        await op.sees("接收季度材料")
        await op.press("enter")
        await op.sees("信贷部", "待接收")
        await op.press("r")
        await op.sees("退回季度材料")
        await op.fill(line_reason="缺手写签名")
        await op.press("ctrl+s")
        await op.sees("信贷部", "签交的摘要", "缺手写签名")
        await op.fill(passphrase="demo wangfang")
        await op.press("ctrl+s")
        await op.sees("已退回", "缺手写签名")


async def test_the_gap_check_names_each_form_and_proves_the_ledger(ended: House) -> None:
    async with sitting(ended.app("en", person="qianwei")) as op:
        await op.press("7")
        await op.sees("业务部")
        await op.press("enter")
        await op.sees("What is missing")
        await op.press("k")
        await op.sees("request still under way", "entries proved")


async def test_esc_stops_the_compiling_and_nothing_is_kept(
    ended: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    escaped, asked = Event(), ended.core.call

    def held_back(person: str, call: Call) -> Any:
        """A small pack would be made before anybody can press a key."""
        answer = asked(person, call)
        assert not isinstance(call, filing.BuildFiling) or escaped.wait(PATIENCE)
        return answer

    async with sitting(ended.app(person="qianwei")) as op:
        await at_quarter(op)
        monkeypatch.setattr(ended.core, "call", held_back)
        await op.press("c", "escape")
        escaped.set()
        await op.sees("汇总停下了", "怎么办")
    assert quarters.view(ended.core).editions == []


async def test_who_may_not_is_told_why(ended: House) -> None:
    async with sitting(ended.app(person="shenyu")) as op:
        await at_quarter(op)
        await op.press("c")
        await op.sees("不由您汇总", "怎么办")


async def test_before_it_is_compiled_print_and_pack_say_so(ended: House) -> None:
    async with sitting(ended.app("en", person="qianwei")) as op:
        await op.press("7")
        await op.sees("业务部")
        await op.press("enter")
        await op.sees("What is missing", "Not compiled yet: c compiles it.")
        await op.press("p")
        await op.sees("This quarter is not compiled", "Compile it first")


async def test_the_custodian_sees_none_of_it(ended: House) -> None:
    async with sitting(ended.app(person="fenglei")) as op:
        await op.sees("(7 归档)", "8 人员")
        for keys in (("7",), ("g", "f")):
            await op.press("2")
            await op.until(lambda: getattr(op.app.screen, "SCOPE", "") == "requests", "the requests")
            await op.press(*keys)
            await op.sees("季度材料不给口令保管人看")
            await op.press("escape")
            assert getattr(op.app.screen, "SCOPE", "") == "requests"


async def test_a_running_quarter_can_be_looked_at(house: House) -> None:
    async with sitting(house.app(person="wangfang")) as op:
        await op.press("7")
        # In the first hour of a quarter the house owes the one before it, too, and that is shown first.
        await op.sees("归档")
        await op.press("t")
        running = Quarter.of(render(house.core.at), "Asia/Shanghai").name
        await pick(op, running)
        await op.sees("还没有结束", "季度未完")
    view: filing.FilingsView = house.core.call("wangfang", filing.Filings(running))
    assert not view.over
