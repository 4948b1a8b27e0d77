"""How many keys each task of the day takes, from the first page on. What is typed into fields is not counted; every other key is.

`-s` prints the table. Limits are what the tasks took when they were counted first: nobody shall need more.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

from console.domain.credentials import phrases
from tests.screens.contacts.test_import import written
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
    await hand.op.sees("✓ ", f"{HOUSE[0].year}-业务部-0002")


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
    await hand.op.sees("已暂停：")


async def settle(hand: Hand) -> None:
    await hand.to("不明")
    await hand.press("enter")
    await hand.op.sees("按 s 提议核定")
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
    await hand.op.sees(f"✓ 已打印：{HOUSE[0].year}-业务部-0003-v1.xlsx")


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
    written(HOUSE[0], rows)
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


async def write(hand: Hand) -> None:
    """Enter goes from field to field, PgDn over the rest of a part where nothing more is typed; what is typed is not counted."""
    house, op = HOUSE[0], hand.op
    draft = house.core.draft(house.core.add_list(n=7))
    typed = {f"control-{name}": getattr(draft, name) for name in _TYPED} | {
        "control-slots-0-opens": "2099-12-01 09:00", "control-slots-0-closes": "2099-12-01 18:00",
    }  # fmt: skip
    left = {*typed, _LIST}
    await hand.press("2", "n")
    await op.sees("还差 12 处")
    ticked = 0
    for _ in range(60):
        field: Any = op.app.focused
        name = field.id or ""
        if name in left & typed.keys():
            await op.fill(**{name.replace("-", "_"): typed[name]})
            left.discard(name)
            await hand.press("enter")
        elif name in left:
            await hand.press("enter")
            await op.until(lambda: op.app.screen.is_modal, "the lists")
            await op.sees("客户名单")
            await hand.press("enter")
            await op.until(lambda: not op.app.screen.is_modal, "the form")
            left.discard(name)
            if op.app.focused is field:
                await hand.press("enter")
        elif type(field).__name__ == "Tick":
            await hand.press("x")
            ticked += 1
            if ticked == 2:
                break
        else:
            more = any(one.id in left for one in op.app.screen.query("#form *") if one.region.height)
            await hand.press("enter" if more else "pagedown")
    assert left == set()
    await op.sees("已填齐")
    await hand.press("ctrl+s")
    await op.sees("签名")
    await op.until(lambda: op.app.screen.is_modal, "the dialog")
    if op.app.screen.query("#line-count"):
        await op.fill(line_count="7")
    await op.fill(passphrase="demo zhaomin")
    await hand.press("ctrl+s")
    await op.until(lambda: not op.app.screen.is_modal, "submitted")


_PAGE: Final = Path(__file__).resolve().parents[2] / "docs/explanation/keys-per-task.md"
_LIST: Final = "control-slots-0-list"
_TYPED: Final = ("subtype", "purpose", "telephone", "audience", "selection", "list_source", "body")
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
    write: ("zhaomin", 21),
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


def test_the_page_of_figures_has_these_limits() -> None:
    rows = [
        line.split("|")[3].strip() for line in _PAGE.read_text("utf-8").split("\n") if line.startswith("| ")
    ]
    assert rows[2:] == [str(most) for _, most in TASKS.values()]
