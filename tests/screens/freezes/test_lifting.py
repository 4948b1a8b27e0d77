"""Freezes lifted at the screens: what is read is what is signed, also where the desk shows one thing and hands over another."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from console.acting.freezes import freezes as acting
from console.domain.timekeeping import Leap, Proof
from console.domain.times import parse, render
from console.domain.two_person.pairs import Proposal
from console.services.freezes import freeze_pages
from console.services.two_person import engine, proposals
from console.signing.statements import decode, encode
from console.store.personnel import proposal
from console.wire import dispatch, pairs
from console.wire.answers import Prepared
from console.wire.sending import freezes
from tests.screens.driver import Operator, sitting
from tests.services.core import one_clock
from tests.services.freezes.test_freezes import Told, freeze_it, lift, propose
from tests.services.losses.test_losses import _Line, install, report, show, step
from tests.services.sending.test_sending import DISPATCH
from tests.terminal.sit import House


def frozen(house: House, scope: str, subject: str, number: int) -> int:
    """A freeze that the dispatcher has taken under its own number."""
    made = freeze_it(house.core, scope, subject)
    Told(house.core, nonce=number * 10).take(number)
    return made


async def chosen(op: Operator, number: int) -> None:
    await op.press("6")
    await op.reach(f"冻结 {number}")
    await op.press("l")


async def test_two_managers_read_scope_and_subject_from_what_they_sign(house: House) -> None:
    house.core.at = datetime.now(UTC)
    number = frozen(house, "person", "sunli", 1)
    async with sitting(house.app(person="zhengtao")) as op:
        await chosen(op, number)
        await op.sees("提议恢复", "人员所签的 sunli 孙丽")
        assert "签名口令" not in op.screen()
        await op.fill(line_reason="已查明")
        await op.press("ctrl+s")
        # Every value of the bytes is read before the passphrase is asked for.
        await op.sees("签名口令", "已查明", "人员所签的", "sunli", "冻结", "过期时间")
        await op.fill(passphrase="demo zhengtao")
        await op.press("ctrl+s")
        await op.sees("已提议，等第二个人确认")
    async with sitting(house.app(person="zhoujian")) as op:
        await chosen(op, number)
        await op.sees("确认恢复", "人员所签的 sunli 孙丽", "已查明")
        await op.fill(passphrase="demo zhoujian")
        await op.press("ctrl+s")
        await op.sees("已确认")


async def test_who_confirms_a_resumption_comes_from_his_turn_to_the_case_and_signs_there(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_clock(house.core, monkeypatch)
    case = report(house.core)
    Told(house.core).take()
    for name in ("told", "acknowledged", "certified", "requested", "reissued"):
        case = step(house.core, case, name)
    install(house.core)
    case = step(house.core, case, "installed")
    told = acting.resume(
        _Line(house.core, "fenglei"), case, "AAAA BBBB CCCC DDDD", {"reason": "已换"}, by="fenglei"
    )
    propose(house.core, told, "fenglei")
    async with sitting(house.app(person="zhengtao")) as op:
        await op.sees("等您确认恢复网关", "冯磊 提出")
        await op.press("enter")
        await op.sees("遗失单", case.row.number, "由您办")
        await op.press("n")
        await op.sees("确认恢复", "项，结果不明 0 人")
        await op.fill(passphrase="demo zhengtao")
        await op.press("ctrl+s")
        await op.sees("已确认")


@pytest.mark.parametrize("named", ["孙丽", "全部照旧"])
async def test_a_desk_that_hands_over_another_proposal_gets_no_signature(
    house: House, monkeypatch: pytest.MonkeyPatch, named: str
) -> None:
    house.core.at = datetime.now(UTC)
    everything, person = frozen(house, "all", "", 1), frozen(house, "person", "sunli", 2)
    lift(house.core, everything, "zhengtao")
    honest = engine.row

    def lying(ctx: Any, kept: Any) -> pairs.ProposalRow:
        return msgspec.structs.replace(honest(ctx, kept), subject=f"freeze:{person}")

    monkeypatch.setattr(engine, "row", lying)
    row_of = freeze_pages._row

    def renamed(ctx: Any, row: Any) -> freezes.FreezeRow:
        return msgspec.structs.replace(row_of(ctx, row), name=named)

    monkeypatch.setattr(freeze_pages, "_row", renamed)
    async with sitting(house.app(person="zhoujian")) as op:
        await chosen(op, person)
        await op.sees("与您要签的不同")
        assert "确认恢复" not in op.screen()
    with house.core.database.reader() as conn:
        assert [state for (state,) in conn.execute(select(proposal.c.state))] == ["open"]


async def test_the_custodian_reads_the_fingerprint_that_he_signs_as_installed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_clock(house.core, monkeypatch)
    case = report(house.core)
    for name in ("told", "acknowledged", "certified", "requested", "reissued"):
        case = step(house.core, case, name)
    install(house.core)
    async with sitting(house.app(person="fenglei")) as op:
        await op.press("6")
        await op.reach(case.row.number)
        await op.press("enter")
        await op.sees("○")
        await op.press("n")
        await op.sees("AAAA BBBB CCCC DDDD")
        install(house.core, "EEEE FFFF GGGG HHHH")
        await op.fill(passphrase="demo fenglei")
        await op.press("ctrl+s")
        await op.sees("与您要签的不同")
    assert not show(house.core, case.row.id).steps[5].at


async def test_how_long_a_proposal_stands_is_what_was_read(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.core.at = datetime.now(UTC)
    number = frozen(house, "gateway", "demo", 1)
    honest, times = proposals.proposed, iter((72, 71))

    def lying(ctx: Any, act: Any, reason: str) -> Prepared:
        signed = decode(honest(ctx, act, reason).text.encode())
        assert isinstance(signed, Proposal)
        until = parse(signed.at) + timedelta(hours=next(times))
        return Prepared(encode(msgspec.structs.replace(signed, expires=render(until))).decode())

    monkeypatch.setattr(proposals, "proposed", lying)
    async with sitting(house.app(person="zhengtao")) as op:
        await chosen(op, number)
        await op.sees("提议恢复")
        await op.fill(line_reason="已查明")
        await op.press("ctrl+s")
        await op.sees("签名口令", "过期时间")
        await op.fill(passphrase="demo zhengtao")
        await op.press("ctrl+s")
        await op.sees("与您要签的不同")
    with house.core.database.reader() as conn:
        assert list(conn.execute(select(proposal.c.state))) == []


async def armed_again_by_two(house: House, row: str) -> None:
    """The custodian proposes on the page of passwords, the General Department's manager confirms from their turn."""
    async with sitting(house.app(person="fenglei")) as op:
        await op.press("6")
        await op.press("a")
        await op.sees("光标不在等重新启用的", "列在网关下面")
        await op.press("enter")
        await op.reach(row)
        await op.press("a")
        await op.sees("提议重新启用")
        await op.fill(line_reason="已核对")
        await op.press("ctrl+s")
        await op.sees("签名口令", "已核对", "副本标记")
        await op.fill(passphrase="demo fenglei")
        await op.press("ctrl+s")
        await op.sees("已提议，等第二个人确认", "等综合部经理确认")
        await op.press("a")
        await op.sees("怎么办")
    async with sitting(house.app(person="qianwei")) as op:
        await op.press("6")
        await op.reach(row)
        await op.press("a")
        await op.sees("怎么办")
    async with sitting(house.app(person="zhengtao")) as op:
        await op.sees("等您确认重新启用")
        await op.reach("等您确认重新启用")
        await op.press("enter")
        await op.reach(row)
        await op.press("a")
        await op.sees("确认重新启用", "已核对")
        await op.fill(passphrase="demo zhengtao")
        await op.press("ctrl+s")
        await op.sees("已确认")


async def test_a_dispatcher_is_armed_again_at_the_screens(house: House) -> None:
    house.core.at = datetime.now(UTC)
    house.core.call(DISPATCH, dispatch.Heartbeat({"demo": "up"}, [], "0f" * 16, "clock_behind"))
    async with sitting(house.app(person="fenglei")) as op:
        await op.sees("提议重新启用", "倒退", "6 凭证")
        await op.press("enter")
        await op.sees("须重新启用", DISPATCH)
    await armed_again_by_two(house, DISPATCH)
    assert len(Told(house.core).pull().lifts) == 1


async def test_the_clock_of_the_desk_is_accepted_at_the_screens(house: House) -> None:
    house.core.at = datetime.now(UTC)
    wall = [1_000_000.0]
    house.core.desk.live.leap = leap = Leap(lambda: wall[0], lambda: 0.0, Proof(lambda: False, 30.0))
    wall[0] += 7_200.0
    assert leap.unproved()
    async with sitting(house.app(person="fenglei")) as op:
        await op.sees("业务台时钟变快", "按 a 提议")
    await armed_again_by_two(house, "业务台")
    assert not leap.unproved()
