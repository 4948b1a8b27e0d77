"""A send that a person holds: from the list, with the reason afterwards, and what whoever resumes it reads."""

import pytest

from console.screens.sending.monitor import MonitorPage
from console.wire import dispatch
from console.wire.control import Question
from console.wire.sending import sends
from tests.screens.driver import sitting
from tests.services.two_person.test_pairs import told
from tests.terminal.sit import House

SAID = {
    "zh": ("h 暂停", "立刻暂停", "没有写原因", "h 补原因", "u 恢复", "暂停：名单有误", "原因已记下"),
    "en": ("h hold", "Hold now?", "without a reason", "h add reason", "u resume", "名单有误", "Reason noted"),
}


def sending(house: House) -> int:
    request = house.core.cleared()
    house.core.step("qianwei", "release", request, slot=1, count=20)
    told(house.core, request, "started", queued=20)
    return request


@pytest.mark.parametrize("lang", ["zh", "en"])
async def test_a_send_is_held_from_the_list_and_given_its_reason_afterwards(house: House, lang: str) -> None:
    request, asked = sending(house), list[Question]()
    app = house.app(lang, person="qianwei")
    hold, sure, unsaid, reason, resume, because, noted = SAID[lang]

    def takes(question: Question) -> dict[str, int]:
        asked.append(question)
        return {"hold": 1}

    app.session.custody = takes
    async with sitting(app, (80, 23)) as op:
        await op.press("5")
        await op.reach(house.core.view("qianwei", request).row.number)
        await op.sees(hold)
        await op.press("h")
        await op.sees(sure)
        await op.press("y")
        await op.until(lambda: bool(asked), "the dispatcher's own road")
        told(house.core, request, "held", "held", queued=20)
        await op.press("enter")
        await op.sees(unsaid, reason, resume)
        page = op.app.screen
        assert isinstance(page, MonitorPage)
        first = page.primary(page.own_actions())
        assert first is not None
        assert first.id == "monitor.resume", "not to hold again"
        await op.press("h", *"名单有误", "enter")
        await op.sees(noted, because)
        await op.press("u")
        await op.sees(because, "20")
    (row,) = house.core.call("dispatch-1", dispatch.PullReleased(["demo"])).rows
    assert (row.wish, row.hold, row.reason) == ("hold", 1, "名单有误")
    assert [one.reason for one in asked] == ["", "名单有误"]


async def test_what_is_said_of_an_order_without_a_word_leaves_the_person_s_reason(house: House) -> None:
    request = sending(house)
    house.core.call("zhaomin", sends.HoldSlot(request, 1, "名单有误"))
    told(house.core, request, "held", "held", queued=20)
    house.core.call("sunli", sends.HoldSlot(request, 1))
    assert house.core.call("qianwei", sends.SendDetail(request, 1)).row.reason == "名单有误"
    house.core.step("sunli", "stop", request, slot=1, text="内容有误")
    told(house.core, request, "stopped", "stop", not_sent=20)
    async with sitting(house.app("zh", person="sunli"), (80, 23)) as op:
        await op.press("5")
        await op.reach(house.core.view("sunli", request).row.number)
        await op.press("enter")
        await op.sees("孙丽", "终止：内容有误")


async def test_nothing_is_held_where_nothing_runs_and_the_key_says_why(house: House) -> None:
    house.core.cleared()
    async with sitting(house.app("zh", person="qianwei"), (80, 23)) as op:
        await op.press("5")
        await op.sees("▌ ▲ 可放行", "↵ 打开")
        await op.press("h")
        await op.sees("没有可暂停的发送")
