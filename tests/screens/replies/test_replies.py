"""Replies at the screens: every one is seen, and who may decides on it."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from console.store.contacts import optout
from console.wire.contacts.optouts import AddOptOuts
from tests.screens.driver import sitting
from tests.services.replying import replied
from tests.services.sending.test_sending import DISPATCH, released
from tests.terminal.sit import House

NUMBER, OTHER = 16100000003, 16100000004


def answered(house: House) -> int:
    request = released(house.core, 20)
    now = int(house.core.at.timestamp() * 1000)
    said = replied((NUMBER, "请退订"), (OTHER, "怎么退订?"), request=request, slot=1, at=now, last=now)
    house.core.call(DISPATCH, said)
    return request


def opted(house: House) -> set[int]:
    with house.core.database.reader() as conn:
        return set(conn.execute(select(optout.c.num)).scalars())


@pytest.mark.parametrize(
    ("lang", "size", "words"),
    [
        ("zh", (80, 23), ("待处理", "已退订", "怎么退订?")),
        ("en", (80, 24), ("open", "opted out", "怎么退订?")),
        ("zh", (120, 40), ("待处理", "已退订", "怎么退订?", "161****0004", "提问")),
        ("en", (120, 40), ("open", "opted out", "question")),
    ],
)
async def test_every_reply_is_seen_with_its_state(
    house: House, lang: str, size: tuple[int, int], words: tuple[str, ...]
) -> None:
    answered(house)
    async with sitting(house.app(lang, person="qianwei"), size) as op:
        await op.press("5")
        await op.sees(f"{house.year}-业务部-0001")
        await op.press("r")
        await op.sees(*words)


async def test_what_waits_is_in_the_todo_and_is_decided_there(house: House) -> None:
    answered(house)
    async with sitting(house.app("zh", person="zhaomin"), (120, 40)) as op:
        await op.sees("处理短信回复", "1 条回复待处理")
        await op.press("enter")
        await op.sees("怎么退订?")
        assert "请退订" not in op.screen()
        await op.press("enter")
        await op.sees("由谁处理", "赵敏", "提问")
        await op.press("r")
        await op.sees("不收推广", "一律不收")
        await op.press("enter")
        await op.sees("说明")
        await op.press("ctrl+s")
        await op.sees("回复已处理", "处理人")
    assert opted(house) == {NUMBER, OTHER}


async def test_who_may_not_decide_sees_the_keys_greyed_and_is_told_why(house: House) -> None:
    request = answered(house)
    async with sitting(house.app("zh", person="wangfang"), (120, 40)) as op:
        await op.press("5")
        await op.sees(f"{house.year}-业务部-0001")
        await op.press("r")
        await op.sees("怎么退订?")
        await op.press("enter")
        await op.sees("由谁处理")
        await op.press("r")
        await op.sees("这条回复由 业务部 处理")
    assert opted(house) == {NUMBER}
    assert request


async def test_a_request_shows_the_replies_to_it(house: House) -> None:
    answered(house)
    async with sitting(house.app("zh", person="zhaomin"), (120, 40)) as op:
        await op.press("2")
        await op.sees(f"{house.year}-业务部-0001")
        await op.press("enter")
        await op.sees("申请内容")
        await op.press("r")
        await op.sees("怎么退订?", "请退订")


async def test_replies_are_narrowed_by_how_they_were_judged(house: House) -> None:
    answered(house)
    async with sitting(house.app("zh", person="qianwei"), (100, 30)) as op:
        await op.press("5")
        await op.sees(f"{house.year}-业务部-0001")
        await op.press("r")
        await op.sees("请退订", "怎么退订?")
        await op.press("w")
        await op.sees("只看", "挂失或异常")
        for letter in "提问":
            await op.press(letter)
        await op.press("enter")
        await op.sees("怎么退订?")
        await op.until(lambda: "请退订" not in op.screen(), "the other reply is left out")


async def test_a_reply_proves_that_its_sender_wants_messages_again(house: House) -> None:
    request = released(house.core, 20)
    house.core.call("wangfang", AddOptOuts([NUMBER], "promotion", "来电"))
    house.core.at += timedelta(minutes=1)
    now = int(house.core.at.timestamp() * 1000)
    wanted = f"{house.core.at.astimezone(ZoneInfo('Asia/Shanghai')):%Y-%m-%d %H:%M}"
    house.core.call(DISPATCH, replied((NUMBER, "重新订阅"), request=request, slot=1, at=now, last=now))
    async with sitting(house.app("zh", person="zhaomin"), (120, 40)) as op:
        await op.press("5")
        await op.sees(f"{house.year}-业务部-0001")
        await op.press("r")
        await op.sees("重新订阅", "要恢复或撤回退订")
        await op.press("enter")
        await op.sees("由谁处理")
        await op.press("b")
        await op.sees("综合部经理确认")
        # Nobody types the number: it is the sender's, whom the desk knows.
        assert "手机号码" not in await op.sees("不用输入")
        await op.fill(line_reason="本人回复要求恢复")
        await op.press("ctrl+s")
        await op.sees("结束哪一个")
        await op.press("enter")
        await op.sees("短信回复  1")
        await op.fill(line_wanted=wanted)
        await op.press("ctrl+s")
        await op.sees("号码校验码", "短信回复")
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("已提议，等综合部经理确认")
