"""What every list does: an empty one shows what can be done instead, and a search line is written anew."""

from threading import Event
from typing import Any

import pytest

from console.locale.words import text
from console.screens.approvals.card import CardPage
from console.wire import calls
from console.wire.base import Call
from tests.screens.driver import sitting
from tests.terminal.sit import House


@pytest.mark.parametrize(("lang", "needs_row"), [("zh", "列表是空的"), ("en", "The list is empty")])
async def test_an_empty_list_offers_what_can_be_done_and_a_key_for_a_row_says_so(
    house: House, lang: str, needs_row: str
) -> None:
    async with sitting(house.app(lang, "zhaomin"), (80, 23)) as op:
        await op.press("4", "o")
        await op.until(lambda: getattr(op.app.screen, "SCOPE", "") == "optouts", "the opt-outs")
        await op.until(lambda: op.app.screen.records.total == 0, "that there are none")  # type: ignore[attr-defined]
        page = op.app.screen
        first = page.primary(page.own_actions())  # type: ignore[attr-defined]
        assert first is not None
        assert first.id == "optouts.add"
        await op.press("3")
        await op.until(lambda: getattr(op.app.screen, "SCOPE", "") == "approvals", "the approvals")
        await op.until(lambda: op.app.screen.records.total == 0, "that there are none")  # type: ignore[attr-defined]
        page = op.app.screen
        assert {one.name for one in page.own_actions()} == {"delegate", "filter", "again"}  # type: ignore[attr-defined]
        assert page.primary(page.own_actions()) is None  # type: ignore[attr-defined]
        await op.press("enter")
        await op.sees(needs_row)
        await op.press("space")
        await op.sees(needs_row)


async def test_a_list_that_has_rows_opens_the_first_and_one_that_is_filtered_away_fills_nothing(
    house: House,
) -> None:
    async with sitting(house.app("zh", "zhaomin"), (80, 23)) as op:
        await op.press("2")
        await op.sees("▌ ", "↵ 打开", "n 新申请", "t 模板")
        await op.press("slash", *"xyz", "enter")
        await op.sees("没有符合筛选的")
        page = op.app.screen
        assert page.primary(page.own_actions()) is None  # type: ignore[attr-defined]
        assert "↵ 打开" not in op.screen()
        await op.press("escape")
        await op.sees("↵ 打开")


async def test_what_a_search_kept_is_replaced_by_what_is_typed_and_gone_on_with_after_a_move(
    house: House,
) -> None:
    async with sitting(house.app("zh", "zhaomin"), (80, 23)) as op:
        await op.press("2")
        await op.sees("▌ ")
        for keys, kept in (("到期", "到期"), ("定期", "定期")):
            await op.press("slash", *keys, "enter")
            await op.until(lambda kept=kept: op.app.screen.records.filter == kept, kept)  # type: ignore[attr-defined, misc]
        await op.press("slash", "end", "x", "enter")
        await op.until(lambda: op.app.screen.records.filter == "定期x", "what was gone on with")  # type: ignore[attr-defined]
    async with sitting(house.app("zh", "wuhong"), (80, 23)) as op:
        await op.press("5", "n", *"13900", "escape", "n")
        await op.sees("13900")
        await op.press(*"777")
        await op.sees("777")
        assert "13900" not in op.screen()


async def test_a_hint_of_a_page_does_not_follow_to_another_tab(house: House) -> None:
    request = house.core.cleared()
    house.core.step("qianwei", "release", request, slot=1, count=20)
    async with sitting(house.app("zh", "qianwei"), (80, 23)) as op:
        await op.press("5")
        await op.reach(house.core.view("qianwei", request).row.number)
        await op.press("enter")
        await op.sees("最近")
        await op.press("1")
        await op.until(lambda: getattr(op.app.screen, "SCOPE", "") == "todo", "my turn")
        await op.until(lambda: "最近 " not in op.screen(), "the message line of the page")


async def test_a_narrow_head_keeps_the_products_name_in_english(house: House) -> None:
    async with sitting(house.app("en", "sunli"), (84, 23)) as op:
        await op.sees("孙丽 department manager")
        assert op.screen().split("\n")[0].startswith(" SMS ")


async def test_whoever_comes_back_to_a_list_sees_what_came_in_meanwhile(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("3")
        await op.sees("▌ ")
        await op.press("enter")
        await op.until(lambda: isinstance(op.app.screen, CardPage), "the card")
        number = house.core.view("sunli", house.core.requested()).row.number
        await op.press("escape")
        await op.sees(number)


class Slow:
    """The line of a person to a desk that answers nothing but who they are until it is told to."""

    def __init__(self, core: Any) -> None:
        self._call, self.go = core.call, Event()
        core.call = self.call

    def call(self, call: Call) -> Any:
        if not isinstance(call, calls.WhoAmI):
            self.go.wait(30)
        return self._call(call)


@pytest.mark.parametrize("key", ["3", "1"])
async def test_no_key_is_offered_before_the_desk_has_said_what_there_is_to_act_on(
    house: House, key: str
) -> None:
    async with sitting(house.app("zh", "zhoujian"), (120, 40)) as op:
        await op.press("9")
        await op.until(lambda: not getattr(op.app.screen, "unanswered", 1), "the ledger")
        desk = Slow(op.app.session.core)
        op.app.open_tab({"3": "approvals", "1": "todo"}[key])
        page: Any = op.app.screen
        await op.until(lambda: bool(page.unanswered), "that it asks")
        await op.pilot.pause()
        footer = op.screen().split("\n")[-1]
        assert "(↵ 打开)" in footer
        assert "(d 找人代签)" in footer
        offered = [one.id for one in page.own_actions() if page.available(one)]
        assert {one.partition(".")[2] for one in offered} <= {"filter", "again", "batch", "notices"}, offered
        desk.go.set()
        await op.until(lambda: page.all_here and "(d 找人代签)" not in op.screen(), "what may be done")


@pytest.mark.parametrize(("lang", "writes"), [("zh", "按 n"), ("en", "with n")])
async def test_whoever_may_not_fill_an_empty_list_is_not_told_to(
    house: House, lang: str, writes: str
) -> None:
    for person, told in (("shenyu", False), ("zhaomin", True)):
        async with sitting(house.app(lang, person), (80, 23)) as op:
            await op.press("2", "t")
            await op.until(lambda: getattr(op.app.screen, "SCOPE", "") == "templates", "the templates")
            await op.until(lambda: op.app.screen.records.total == 0, "that there are none")  # type: ignore[attr-defined]
            await op.sees({"zh": "没有模板", "en": "No templates"}[lang])
            assert (writes in op.screen()) is told, op.screen()


@pytest.mark.parametrize(("lang", "more"), [("zh", "更多"), ("en", "more")])
async def test_what_the_footer_leaves_out_is_told_without_a_mark_that_reads_like_a_key(
    house: House, lang: str, more: str
) -> None:
    async with sitting(house.app(lang, "fenglei"), (80, 23)) as op:
        await op.press("6")
        await op.sees("▌ ")
        footer = op.screen().split("\n")[-1]
        assert f"  {more}  " in footer


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("keys", [("7", "s"), ("f12",)])
async def test_the_help_of_a_list_without_a_view_tells_every_column_of_it(
    house: House, keys: tuple[str, ...], lang: str
) -> None:
    async with sitting(house.app(lang, person="zhoujian")) as op:
        await op.press(*keys)
        await op.until(lambda: getattr(op.app.screen, "SCOPE", "") in {"keys", "statistics"}, "the page")
        page: Any = op.app.screen
        heads = [one.head for one in page.columns() if one.head]
        said = text(f"help.{page.SCOPE}.columns", lang).split("\n")
        assert [one.partition("：" if lang == "zh" else ": ")[0] for one in said] == heads
