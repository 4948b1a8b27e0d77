"""Releasing a blocked text at the screens: the supervising manager proposes, the registrar finds it in their turn, either takes it back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from console import actions
from console.domain.acts import tag
from console.domain.content.appeals import ReleaseText
from console.screens.requests.request_view import RequestPage
from console.wire import calls, pairs
from console.wire.acts import Prepare
from console.wire.base import Call
from tests.lying import LyingDesk, forged
from tests.screens.driver import sitting
from tests.services.two_person.test_appealing import confirm, drafted, propose
from tests.terminal.sit import House


async def test_the_supervising_manager_proposes_and_the_registrar_confirms(house: House) -> None:
    house.core.at = datetime.now(UTC)
    draft, request = drafted(house.core)
    async with sitting(house.app(person="liqiang")) as op:
        await op.press("2")
        await op.reach(draft.purpose)
        await op.press("enter")
        await op.press("f")
        await op.sees("只放行这一份草稿", "原因")
        await op.fill(line_reason="反诈宣传")
        await op.press("ctrl+s")
        await op.sees("签名口令", "转账手续费", "反诈宣传", "20")
        await op.fill(passphrase="demo liqiang")
        await op.press("ctrl+s")
        await op.sees("已提议放行", "敏感词放行", "等确认")
    async with sitting(house.app(person="wangfang"), (120, 40)) as op:
        await op.reach("待您复核放行短信")
        await op.sees("核对短信全文和原因")
        await op.press("enter")
        await op.sees("等确认", "f 敏感词放行")
        await op.press("f")
        await op.sees("复核并签名", "撤回放行")
        await op.press("enter")
        await op.sees("转账手续费", "反诈宣传", "李强", "签名口令")
        await op.fill(passphrase="demo wangfang")
        await op.press("ctrl+s")
        await op.sees("已放行")
    assert house.core.call("zhaomin", calls.PreviewDraft(draft, request)).faults == []


async def test_what_a_desk_prepares_otherwise_after_it_was_read_is_not_signed(house: House) -> None:
    house.core.at = datetime.now(UTC)
    draft, _ = drafted(house.core)
    prepared: list[bool] = []

    def lie(call: Call, answer: Any) -> Any:
        if not isinstance(call, Prepare) or call.act != tag(ReleaseText):
            return answer
        prepared.append(True)
        return answer if len(prepared) == 1 else forged(more)(call, answer)

    def more(act: Any) -> Any:
        changed = msgspec.structs.replace(act.act, classes=[*act.act.classes, "phishing"])
        return msgspec.structs.replace(act, act=changed)

    async with sitting(house.app(person="liqiang")) as op:
        await op.press("2")
        await op.reach(draft.purpose)
        await op.press("enter")
        desk = op.app.session.core = LyingDesk(op.app.session.desk(), lie)
        await op.press("f")
        await op.sees("只放行这一份草稿", "原因")
        await op.fill(line_reason="反诈宣传")
        await op.press("ctrl+s")
        await op.sees("签名口令", "转账手续费")
        await op.fill(passphrase="demo liqiang")
        await op.press("ctrl+s")
        await op.sees("与您要签的不同")
        assert len(prepared) == 2
        assert not desk.signed


async def test_either_takes_it_back_with_the_reason(house: House) -> None:
    house.core.at = datetime.now(UTC)
    draft, request = drafted(house.core)
    confirm(house.core, propose(house.core, request))
    async with sitting(house.app("en", person="wangfang")) as op:
        await op.press("2")
        await op.reach(draft.purpose)
        await op.press("enter")
        await op.sees("releases of the text", "released")
        await op.press("f")
        await op.sees("A send that has begun goes on", "转账手续费", "反诈宣传用语")
        await op.fill(line_reason="wrong text", passphrase="demo wangfang")
        await op.press("ctrl+s")
        await op.sees("Release withdrawn", "withdrawn")
    (row,) = house.core.call("wangfang", pairs.ProposalsPage(request, open=False))
    assert row.state == "withdrawn"


async def test_nobody_takes_back_what_a_lying_desk_shows_for_another_release(house: House) -> None:
    house.core.at = datetime.now(UTC) - timedelta(minutes=2)
    draft, request = drafted(house.core)
    confirm(house.core, propose(house.core, request))
    house.core.at += timedelta(minutes=1)
    _, other = drafted(house.core, purpose="另一份")
    confirm(house.core, propose(house.core, other))

    def lie(call: Call, answer: Any) -> Any:
        if not isinstance(call, pairs.ProposalsPage) or not call.request:
            return answer
        return house.core.call("wangfang", msgspec.structs.replace(call, request=other))

    async with sitting(house.app(person="wangfang")) as op:
        await op.press("2")
        await op.reach(draft.purpose)
        await op.press("enter")
        await op.sees("敏感词放行")
        op.app.session.core = LyingDesk(op.app.session.desk(), lie)
        await op.press("f")
        await op.sees("与您要签的不同")
        assert "签名口令" not in op.screen()


async def test_who_may_not_release_reads_why(house: House) -> None:
    house.core.at = datetime.now(UTC)
    draft, _ = drafted(house.core)
    async with sitting(house.app(person="sunli")) as op:
        await op.press("2")
        await op.reach(draft.purpose)
        await op.press("enter")
        await op.until(lambda: getattr(op.app.screen, "view", None) is not None, "the request")
        page = op.app.screen
        assert isinstance(page, RequestPage)
        refusal = page.refusal(actions.find("request.appeal"))
        assert refusal is not None
        assert refusal.code == "not_your_part"
        await op.press("f")
        await op.sees("主管经理")
