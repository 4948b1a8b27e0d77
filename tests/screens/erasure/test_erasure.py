"""Erasure at the screens: what is due, marking, proposing, confirming, holds, and certificates, at both sizes and in both languages."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from console.launch.organisation import DEMO_PACK, build
from console.screens.erasure.erasure import ErasurePage
from console.screens.two_person.confirmation import OPEN
from console.widgets.line_input import LineInput
from console.wire.sending import erasure as wire
from tests.screens.driver import sitting
from tests.services.core import AT, one_clock, open_core
from tests.services.erasure.test_erasing import erased, hold, offered, propose, sent
from tests.terminal.sit import House


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    core = open_core(
        f"sqlite:///{tmp_path / 'desk.sqlite3'}", build(AT - timedelta(hours=1), policy_pack=DEMO_PACK)
    )
    one_clock(core, monkeypatch)
    yield House(core, tmp_path)
    core.database.close()


async def test_an_empty_house_says_what_comes_here(house: House) -> None:
    async with sitting(house.app("en", person="wangfang")) as op:
        await op.press("7", "e")
        await op.sees("No numbers are due")
        await op.press("l")
        await op.sees("No legal holds")
        await op.press("escape", "v")
        await op.sees("Nothing was erased yet")


@pytest.mark.parametrize(
    ("size", "lang", "word"), [((80, 24), "zh", "可以清除"), ((120, 40), "en", "may go")]
)
async def test_registrar_and_supervising_manager_erase_what_is_marked(
    house: House, size: tuple[int, int], lang: str, word: str
) -> None:
    request = sent(house.core)
    async with sitting(house.app(lang, person="wangfang"), size) as op:
        await op.press("7", "e")
        await op.sees(word, "2026-业务部-0001", "40")
        await op.press("space")
        await op.sees("已选 1 项，共 40 条" if lang == "zh" else "1 marked, 40 rows")
        await op.press("p")
        await op.sees("提议清除号码" if lang == "zh" else "Propose to erase numbers")
        await op.fill(line_reason="保存期满")
        await op.press("ctrl+s")
        await op.sees("签名口令" if lang == "zh" else "passphrase", "保存期满", "2026-业务部-0001")
        await op.sees("重打清除行数合计" if lang == "zh" else "retype all rows that go")
        await op.fill(line_count="39", passphrase="demo wangfang")
        await op.press("ctrl+s")
        await op.sees("与要清除的条数不符" if lang == "zh" else "Not how many rows would go")
        # What was typed ahead of the message was the passphrase; the number typed after it still goes where it belongs.
        await op.press(*"wangfang", "enter", *"40", "enter")
        assert [one.value for one in op.app.screen.query("LineInput").results(LineInput)] == ["40"]
        await op.fill(line_count="40", passphrase="demo wangfang")
        await op.press("ctrl+s")
        await op.sees("已提议" if lang == "zh" else "Proposed")
    async with sitting(house.app(lang, person="chuyan"), size) as op:
        # Straight from what waits on them.
        await op.press("enter")
        await op.sees("2026-业务部-0001")
        await op.press("c")
        await op.sees("确认清除号码" if lang == "zh" else "Confirm: erase numbers", "保存期满", "40")
        # The list that goes with it, by its own manifest.
        await op.sees("客户名单  业务部  2026-11-24 11:")
        await op.fill(line_count="40", passphrase="demo chuyan")
        await op.press("ctrl+s")
        await op.sees("已确认" if lang == "zh" else "Confirmed")
    (proposal,) = [one.proposal for one in offered(house.core)]
    assert '"count":40' in proposal
    assert house.core.call("wangfang", wire.ErasurePreview()).rows[0].id == request


async def test_a_manager_holds_a_request_and_the_row_says_so(house: House) -> None:
    sent(house.core)
    async with sitting(house.app("zh", person="sunli")) as op:
        await op.press("7", "e")
        await op.sees("可以清除")
        # Proposing is not theirs, and the key says why.
        await op.press("p")
        await op.sees("不是综合部备案员")
        await op.press("escape", "h")
        await op.sees("保全什么", "这份申请", "业务部的全部")
        await op.press("enter")
        await op.sees("发保全令")
        await op.fill(line_reason="涉诉")
        await op.press("ctrl+s")
        await op.sees("保全令已生效", "保全")
        await op.press("enter")
        await op.sees("有保全令（第 1 号）：涉诉", "R13")


async def test_a_hold_of_all_of_a_department_names_the_department_before_it_is_made(house: House) -> None:
    sent(house.core)
    async with sitting(house.app("zh", person="sunli")) as op:
        await op.press("7", "e")
        await op.sees("可以清除")
        await op.press("h")
        await op.sees("保全什么", "业务部的全部")
        await op.press("down", "enter")
        await op.sees("发保全令", "部门 业务部")


async def test_who_comes_while_a_proposal_waits_is_told_so_at_once(house: House) -> None:
    propose(house.core, sent(house.core))
    async with sitting(house.app("zh", person="chuyan")) as op:
        await op.press("7", "e")
        await op.sees("有一个提议等确认：按 c 看")


async def test_a_hold_in_between_ends_the_proposal_and_who_looks_for_it_is_told(house: House) -> None:
    propose(house.core, sent(house.core))
    async with sitting(house.app("zh", person="chuyan")) as op:
        await op.press("7", "e")
        await op.sees("可以清除")
        page = op.app.screen
        assert isinstance(page, ErasurePage)
        hold(house.core, "department", "business")
        await op.press("c")
        await op.sees("没有等着确认的清除；王芳 ", "的提议已作废。")
        # Where another waits, nothing is said of the one that came to nothing.
        assert page.known is not None
        waits = msgspec.structs.replace(page.known[0], state=OPEN, refusal=None)
        page.known = [*page.known, waits]
        assert page.bar_confirm() is None


async def test_a_hold_is_ended_by_two_on_its_own_page(house: House) -> None:
    request = sent(house.core)
    hold(house.core, "request", str(request))
    async with sitting(house.app("en", person="wangfang"), (120, 40)) as op:
        await op.press("7", "e", "l")
        await op.sees("涉诉", "孙丽")
        await op.press("u")
        await op.sees("Propose to end a legal hold")
        await op.fill(line_reason="结案")
        await op.press("ctrl+s")
        await op.sees("passphrase", "结案", "made at")
        await op.fill(passphrase="demo wangfang")
        await op.press("ctrl+s")
        await op.sees("Proposed")
    async with sitting(house.app("en", person="zhoujian"), (120, 40)) as op:
        await op.press("enter")
        await op.sees("涉诉", "its end is")
        await op.press("u")
        await op.sees("Confirm: end a legal hold", "结案")
        await op.fill(passphrase="demo zhoujian")
        await op.press("ctrl+s")
        await op.sees("Confirmed")


async def test_what_went_is_listed_read_and_printed_and_recipients_say_erased(house: House) -> None:
    request = sent(house.core)
    erased(house.core, request)
    async with sitting(house.app("zh", person="shenyu")) as op:
        await op.press("7", "e", "v")
        await op.sees("王芳", "褚燕", "40")
        await op.press("enter")
        await op.sees("第 1 次清除", "2026-业务部-0001.1", "还没有")
        await op.press("escape", "x")
        await op.sees("已打印：E-", "核对码")
    (certificate,) = house.folder.glob("E-*.xlsx")
    assert certificate.read_bytes()[:2] == b"PK"
    async with sitting(house.app("zh", person="qianwei")) as op:
        await op.press("5")
        await op.sees("2026-业务部-0001")
        await op.press("enter")
        await op.sees("批准 20")
        await op.press("enter")
        await op.sees("已清除", "已送达")
