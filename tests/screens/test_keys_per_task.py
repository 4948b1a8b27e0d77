"""How many keys each task of the day takes, from the first page on. What is typed into fields is not counted; every other key is.

`-s` prints the table. Limits are what the tasks took when they were counted first: nobody shall need more.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Final

import pytest

from console.domain.credentials import phrases
from tests.screens.credentials.test_credentials import Dispatcher, installed
from tests.screens.driver import Operator, sitting
from tests.screens.sending.test_running import running
from tests.services.two_person.test_pairs import doubtful
from tests.terminal.sit import House


@dataclass
class Hand:
    """Presses keys and counts them; ticks that are signed are counted apart."""

    op: Operator
    keys: int = 0
    ticks: int = 0

    async def press(self, *keys: str) -> None:
        for key in keys:
            if key == "x":
                self.ticks += 1
            else:
                self.keys += 1
            await self.op.press(key)

    async def to(self, words: str) -> None:
        """Go down the first page to the row with these words."""
        while not any("▌" in line and words in line for line in self.op.screen().split("\n")):
            await self.press("down")


async def approve(hand: Hand) -> None:
    await hand.to("0003")
    await hand.press("enter")
    await hand.op.sees("20 个")
    await hand.press("a")
    await hand.op.sees("☐")
    await hand.press("x", "x")
    await hand.op.fill(line_count="20", passphrase="demo sunli")
    await hand.press("ctrl+s")
    await hand.op.sees("✓ ", "2026-业务部-0002")


async def send_back(hand: Hand) -> None:
    await hand.to("0003")
    await hand.press("enter")
    await hand.op.sees("20 个")
    await hand.press("r")
    await hand.op.sees("Ctrl+S")
    await hand.op.fill(line_reason="日期写错", passphrase="demo sunli")
    await hand.press("ctrl+s")
    await hand.op.sees("✓ ")


async def release(hand: Hand) -> None:
    await hand.to("放行")
    await hand.press("enter")
    await hand.op.sees("r 放行")
    await hand.press("r")
    await hand.op.sees("Ctrl+S")
    await hand.op.fill(line_count="12", passphrase="demo qianwei")
    await hand.press("ctrl+s")
    await hand.op.sees("✓ ")


async def hold(hand: Hand) -> None:
    running(HOUSE[0].core)
    await hand.press("5", "w")
    await hand.op.sees("已发 0 / 批准 20")
    await hand.press("h")
    await hand.op.sees("立刻暂停")
    await hand.press("y")
    await hand.op.sees("已叫停")


async def settle(hand: Hand) -> None:
    await hand.to("不明")
    await hand.press("enter")
    await hand.op.sees("按 s 提议认定")
    await hand.press("s")
    await hand.op.sees("未发出")
    await hand.press("2", "enter")
    await hand.op.sees("第一位审批人")
    await hand.op.fill(line_reason="运营商查无记录")
    await hand.press("ctrl+s")
    await hand.op.sees("签名口令", "重打不明人数")
    await hand.op.fill(line_count="3", passphrase="demo qianwei")
    await hand.press("ctrl+s")
    await hand.op.sees("已提议")


async def print_form(hand: Hand) -> None:
    await hand.to("0003")
    await hand.press("p")
    await hand.op.sees("✓ 已打印：2026-业务部-0003-v1.xlsx")


async def unlock(hand: Hand) -> None:
    await hand.press("6")
    await hand.op.sees("u 开锁")
    await hand.press("u")
    await hand.op.sees("开锁短语")
    await hand.op.fill(passphrase=phrases.make())
    await hand.press("ctrl+s")
    await hand.op.sees("口令库已打开")


async def report(hand: Hand) -> None:
    await hand.press("6")
    await hand.op.sees("demo")
    await hand.press("e")
    await hand.op.sees("遗失什么")
    await hand.op.fill(control_where="交接时遗落")
    await hand.press("ctrl+s")
    await hand.op.sees("即刻停用")
    await hand.press("y")
    await hand.op.sees("已立")


async def import_clean(hand: Hand) -> None:
    await imported(hand, "15400000001\n15400000002\n", "2 个号码可以导入")


async def import_dirty(hand: Hand) -> None:
    """Three kinds of repair are ticked."""
    await imported(
        hand, "15400000001\n154-0000-0002\n１５４０００００００３\n+8615400000004\n", "1 个号码可以导入", 3
    )


async def imported(hand: Hand, rows: str, at_first: str, repairs: int = 0) -> None:
    (HOUSE[0].folder / "客户.txt").write_text(rows, "utf-8")
    await hand.press("4")
    await hand.op.sees("客户名单")
    await hand.press("i")
    await hand.op.sees("客户.txt")
    await hand.press("enter")
    await hand.op.sees("哪一列是手机号")
    await hand.press("enter")
    await hand.op.sees(at_first)
    await hand.press(*["space"] * repairs)
    await hand.op.sees(f"{rows.count(chr(10))} 个号码可以导入")
    await hand.press("ctrl+s")
    await hand.op.sees("签名并导入")
    await hand.op.fill(passphrase="demo zhaomin")
    await hand.press("ctrl+s")
    await hand.op.sees("已导入：客户")


HOUSE: Final[list[House]] = []
TASKS: Final[dict[Callable[[Hand], Awaitable[None]], tuple[str, int]]] = {
    approve: ("sunli", 3),
    send_back: ("sunli", 3),
    release: ("qianwei", 3),
    hold: ("qianwei", 4),
    settle: ("qianwei", 7),
    print_form: ("sunli", 1),
    unlock: ("fenglei", 3),
    report: ("zhaomin", 4),
    import_clean: ("zhaomin", 6),
    import_dirty: ("zhaomin", 9),
}


@pytest.mark.parametrize("task", [*TASKS], ids=lambda task: task.__name__)
async def test_no_task_takes_more_keys_than_it_did(
    house: House, task: Callable[[Hand], Awaitable[None]]
) -> None:
    person, most = TASKS[task]
    HOUSE[:] = [house]
    if task is settle:
        doubtful(house.core)
    if task in {unlock, report}:
        installed(house)
    app: Any = house.app("zh", person)
    app.session.custody = (lambda _question: {"hold": 1}) if task is hold else Dispatcher()
    async with sitting(app) as op:
        await op.sees("▌ " if app.session.me.todo else "没有等您办的事")
        hand = Hand(op)
        await task(hand)
    print(f"{task.__name__}: {hand.keys} keys, {hand.ticks} ticks")  # noqa: T201 - figures for who asks with -s
    assert hand.keys <= most
