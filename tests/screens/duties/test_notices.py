"""The notices that went outside: in the turn of whoever mends them, and as a list with what each channel answered."""

import pytest

from console.domain.times import render
from console.wire.notices import outward
from tests.screens.driver import sitting
from tests.screens.personnel import pick
from tests.terminal.sit import House

CUSTODIAN = "fenglei"


def told(house: House) -> None:
    """One notice was taken, one nobody takes, and one had nowhere to go."""
    rows = (
        ("chenjing", "mail", "sent", ""),
        ("sunli", "robot", "failed", "http:404"),
        ("zhaomin", "", "no_way", ""),
    )
    reports = [
        outward.NoticeReport(
            nth, person, render(house.core.at), "new", {"decide": nth}, channel, state, code, nth
        )
        for nth, (person, channel, state, code) in enumerate(rows, 1)
    ]
    house.core.call("", outward.ReportNotices("one", reports))


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "按 n 查看未发出的通知"), ("en", "press n for what did not")]
)
async def test_what_no_channel_took_says_where_to_look(house: House, lang: str, said: str) -> None:
    told(house)
    async with sitting(house.app(lang, person=CUSTODIAN), (140, 40)) as op:
        await op.sees(said)
        await op.press("n")
        await op.sees("N-000003", "N-000002", "N-000001")


async def test_one_state_is_chosen_and_a_notice_is_read_whole(house: House) -> None:
    told(house)
    async with sitting(house.app("zh", person=CUSTODIAN)) as op:
        await op.press("n")
        await op.sees("平台外通知 3", "无渠道")
        await op.press("s")
        await pick(op, "未发出")
        await op.sees("平台外通知 1", "N-000002", "HTTP 404")
        await op.press("enter")
        await op.sees("渠道答复", "上下键翻看")
