"""Samples at the screens (R7): from my turn to the signed sheet, and to what was sent."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from console.screens.filing.samples import SamplesPage
from tests.screens.driver import sitting
from tests.services import quarters
from tests.services.core import Core, one_clock
from tests.terminal.sit import House, lived

MONTH = "2026-11"


def until_december(core: Core) -> None:
    for _ in range(6):
        quarters.sent(core, "notice")
    core.at = datetime(2026, 12, 1, 1, 0, 0, tzinfo=UTC)
    quarters.head_signed(core)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    made = lived(tmp_path, until_december)
    one_clock(made.core, monkeypatch)
    return made


async def test_a_manager_looks_at_what_was_drawn_and_signs(house: House) -> None:
    async with sitting(house.app(person="sunli"), (80, 24)) as op:
        await op.sees("抽查上月发送", MONTH)
        await op.press("enter")
        await op.sees("一个部门一个月的抽查", ".1")
        await op.press("s")
        await op.sees("共发送 6 次，抽查 5 次", "抽查情况")
        await op.press("ctrl+s")
        await op.sees("抽查情况")
        await op.fill(line_words="逐条看过，与名单相符")
        await op.press("ctrl+s")
        await op.sees("逐条看过，与名单相符", "发送数")
        await op.fill(passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees("抽查签名")
        await op.press("enter")
        await op.sees("到期存款")
    async with sitting(house.app(person="wangfang"), (120, 40)) as op:
        await op.press("7")
        await op.sees("业务部")
        await op.press("u")
        await op.sees("监督抽查", "已抽查", "没有发送")
        await op.press("t")
        await op.sees("哪个月份", "2026-12")
        await op.press("escape")
        await op.press("enter")
        await op.sees("一个部门一个月的抽查")
        await op.press("s")
        await op.sees("不由您签")


async def test_a_month_without_a_head_says_what_draws(house: House) -> None:
    async with sitting(house.app("en", person="sunli"), (80, 23)) as op:
        op.app.push_screen(SamplesPage("2026-12"))
        await op.sees("running")
        await op.press("enter")
        await op.sees("No send was drawn")
