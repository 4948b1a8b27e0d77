"""Limits per number as people meet them: on the form before anybody signs, on the card, and in the monitor with their reasons."""

from pathlib import Path

import pytest

from console.wire import dispatch
from console.wire.sending.slots import Tally
from tests.screens.driver import sitting
from tests.services.core import Core, bank, open_core
from tests.services.quarters import sent
from tests.services.sending.test_limits import draft, pack_with_limits
from tests.services.two_person.test_pairs import told
from tests.terminal.sit import House, lived

LANGUAGES = ("zh", "en")
DISPATCH = "dispatch-1"


def founded(url: str) -> Core:
    return open_core(url, bank(policy_text=pack_with_limits()))


def a_promotion_was_sent(core: Core) -> None:
    """Forty people got a promotion today; the credit department writes to them and one more, and to sixty."""
    sent(core, n=40)
    for n in (41, 60):
        core.submit(draft(core, n, purpose=f"推广{n}"), "weina")


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_form_and_card_warn_loudly_where_nearly_nobody_is_left(tmp_path: Path, lang: str) -> None:
    house = lived(tmp_path, a_promotion_was_sent, founded)
    loud, some = (
        ("几乎发不出去：到时约 40 / 41", "到时约 40 / 60 个号码已达发送上限")
        if lang == "zh"
        else (
            "almost nothing would go out: about 40 of 41",
            "about 40 of 60 numbers will have reached a limit",
        )
    )
    # The draft that the first look leaves stands above the others.
    for row, n, words in ((0, 60, some), (2, 41, loud)):
        async with sitting(house.app(lang, person="weina"), (120, 40)) as op:
            await op.press("2")
            await op.sees(f"推广{n}")
            await op.press(*["down"] * row, "enter")
            await op.sees("w 撤回" if lang == "zh" else "w withdraw", f"推广{n}")
            await op.press("n")
            await op.sees(words)
    async with sitting(house.app(lang, person="jiangbo"), (120, 40)) as op:
        await op.press("3")
        await op.sees("推广41")
        await op.press("enter")
        await op.sees(f"✗ {loud}")


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_the_monitor_tells_the_reasons_and_each_opens_its_people(house: House, lang: str) -> None:
    request = house.core.cleared()
    house.core.step("qianwei", "release", request, slot=1, count=20)
    told(house.core, request, "started", queued=20)
    states, codes = bytes([8] * 9 + [3] * 11), {at: "cap_day" if at < 6 else "opted_out" for at in range(8)}
    house.core.call(DISPATCH, dispatch.ReportResults(request, 1, 0, 1, states, codes, {}))
    tally = Tally(approved=20, delivered=11, suppressed=9)
    reasons = [("cap_day", 6), ("opted_out", 2)]
    counters = dispatch.Counters(request, 1, tally, 0, 50, "", (-1, -1), [], suppressed=reasons)
    house.core.call(DISPATCH, dispatch.ReportProgress([counters]))
    zh = lang == "zh"
    async with sitting(house.app(lang, person="qianwei"), (80, 40)) as op:
        await op.press("5", "down", "enter")
        await op.sees("6 个号码已收到规定的条数" if zh else "6 numbers got no message")
        await op.press("end")
        for words, n in (
            ("已退订", 2), ("当日同类已满", 6), ("未记原因", 1)
        ) if zh else (("opted out", 2), ("day limit", 6), ("no reason kept", 1)):  # fmt: skip
            line = next(one for one in op.screen().splitlines() if one[:36].strip("│▌ ").startswith(words))
            assert line[:36].rstrip("│ ").endswith(f" {n}"), op.screen()
        await op.press("up", "up", "enter")
        await op.sees("当日同类短信已满" if zh else "day limit, category")
        rows = [one for one in op.screen().splitlines() if "161****" in one and one.count("****") == 1]
        assert sum("当日同类短信已满" in one or "day limit, category" in one for one in rows) == 6, (
            op.screen()
        )
