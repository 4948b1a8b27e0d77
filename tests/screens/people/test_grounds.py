"""What a roster signer reads of the grounds of a version before they sign it at the screens."""

from dataclasses import dataclass
from datetime import timedelta
from threading import Lock
from typing import Any

import msgspec

from console.domain.rosters.rosters import Change, EditPerson
from console.signing.statements import decode, namespace
from console.wire.base import Call
from console.wire.rosters import rosters
from tests.screens.driver import Operator, sitting
from tests.screens.personnel import filed, in_force
from tests.terminal.sit import Bound, House


@dataclass(frozen=True)
class Forgetful(Bound):
    """The line to a desk that leaves the approval out of an application's proof."""

    def call(self, call: Call) -> Any:
        answer = super().call(call)
        if isinstance(call, rosters.GroundOf):
            return msgspec.structs.replace(answer, statements=[*answer.statements[:2], answer.statements[3]])
        return answer


def waiting(house: House, application: int, *changes: Change) -> None:
    """Han Xue proposed the version that carries the application out and makes these changes."""
    house.core.at += timedelta(minutes=1)
    text = house.core.call("hanxue", rosters.PrepareRoster(list(changes), [application])).text
    signature = house.core.org.people["hanxue"].sign(text.encode(), namespace(decode(text.encode())))
    house.core.call("hanxue", rosters.ProposeRoster(text, signature))


def red(op: Operator, words: str) -> bool:
    """Whether the words stand on the screen in bold red."""
    for strip in op.app.screen._compositor.render_strips():
        for segment in strip:
            if words in segment.text:
                colour = (
                    segment.style.color.get_truecolor() if segment.style and segment.style.color else None
                )
                bold = bool(segment.style and segment.style.bold)
                return bold and colour is not None and colour.red > 2 * max(colour.green, colour.blue)
    return False


async def opened(op: Operator) -> None:
    await op.sees("新名册等您签")
    await op.press("enter")
    await op.sees("▌ ", "待签", "韩雪")
    await op.press("enter")


async def test_the_second_signer_reads_who_signed_the_application_and_what_has_none(house: House) -> None:
    waiting(house, filed(house), EditPerson("weina", phone="010-00000077"))
    async with sitting(house.app(person="yangfan"), (120, 40)) as op:
        await opened(op)
        await op.sees(
            f"依据 {house.year}-业务部-A-0001（新增，何青 (heqing) 业务部 操作员）：本机逐个核对了签名",
            "申请  赵敏 (zhaomin)",
            "授权  孙丽 (sunli)",
            "批准  李强 (liqiang)",
            "存档  王芳 (wangfang)",
            "! 以下 1 处没有申请表（附件3）作依据：",
            "* 人员变更  卫娜 (weina)",
        )
        assert red(op, "以下 1 处没有申请表")
        assert red(op, "人员变更  卫娜")
        assert not red(op, "本机逐个核对了签名")


async def test_a_ground_that_does_not_hold_stands_there_in_red_and_nothing_can_be_signed(
    house: House,
) -> None:
    waiting(house, filed(house))
    app = house.app(person="yangfan")
    lock = Lock()
    app.session.connect = lambda person: Forgetful(house.core, person, lock)
    async with sitting(app, (120, 40)) as op:
        await opened(op)
        await op.sees("! 依据不成立", "(a 签名)")
        assert red(op, "依据不成立")
        await op.press("a")
        await op.sees("怎么办：", "不要签")
    assert in_force(house).version == 1


async def test_another_signers_proposal_is_not_his_to_drop(house: House) -> None:
    waiting(house, filed(house))
    async with sitting(house.app(person="yangfan")) as op:
        await opened(op)
        await op.sees(f"依据 {house.year}-业务部-A-0001", "(x 撤下)")
        await op.press("x")
        await op.sees("怎么办：", "韩雪")
    [row] = house.core.call("yangfan", rosters.RosterProposals()).rows
    assert row.state == "open"
