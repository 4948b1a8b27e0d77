"""What people do at the screens, over the real core."""

import asyncio
import time
from typing import Any

import pytest
from sqlalchemy import select
from textual.widgets import Input

from console.acting.steps import Core
from console.screens.requests.request_form import FormPage
from console.store.contacts import contact_list
from console.widgets.fields import Field, LinesInput, Tick
from console.wire import calls
from console.wire.base import Call
from console.wire.contacts import lists
from console.wire.sending import sends
from tests.screens.contacts.test_import import aged
from tests.screens.driver import sitting
from tests.terminal.sit import House


def newest(house: House) -> int:
    rows = house.core.call("zhoujian", calls.RequestsPage()).rows
    return int(rows[0].id)


async def test_a_department_manager_approves_with_three_keys_the_count_and_the_passphrase(
    house: House,
) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("3")
        await op.sees(f"▌ {house.year}-业务部-0003")
        await op.press("enter")
        await op.sees("规模与费用", "【云岭示范银行】您的定期存款")
        await op.press("a")
        await op.sees("☐ 内容已审")
        await op.press("x", "x")
        await op.fill(line_count="20", passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees(f"已批准 {house.year}-业务部-0003", f"{house.year}-业务部-0002")
    view = house.core.view("sunli", newest(house))
    assert view.row.state == "cleared"
    assert view.steps[-1].kind == "approval"
    assert view.steps[-1].verdict == "good"


@pytest.mark.parametrize(("lang", "asks"), [("zh", "按 e 修改"), ("en", "e edits it")])
async def test_a_manager_reads_a_draft_and_only_its_drafter_is_told_to_edit_it(
    house: House, lang: str, asks: str
) -> None:
    core = house.core
    core.call("zhaomin", calls.SaveDraft(core.draft(core.add_list(), body="请于周五前到网点办理。")))
    async with sitting(house.app(lang, person="sunli")) as op:
        await op.press("2")
        await op.until(lambda: bool(op.app.screen.query("#records")), "the list")
        await op.press("enter")
        screen = await op.sees("请于周五前到网点办理。", "赵敏")
        assert asks not in screen


async def test_a_wrong_count_or_passphrase_signs_nothing_and_keeps_what_was_typed(house: House) -> None:
    async with sitting(house.app("en", person="sunli")) as op:
        await op.press("3")
        await op.sees(f"▌ {house.year}-业务部-0003")
        await op.press("enter")
        await op.sees("Scale and cost")
        await op.press("a", "x", "x")
        await op.fill(line_count="21", line_opinion="fine", passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees("Not the number of recipients; count and passphrase are emptied")
        count = op.app.screen.query_one("#line-count", Input)
        assert (count.value, op.app.screen.query_one("#passphrase", Input).value) == ("", "")
        assert op.app.focused is count
        await op.fill(line_count="20", passphrase="wrong")
        await op.until(lambda: "Not the number" not in op.screen(), "the count taken as right")
        await op.press("ctrl+s")
        await op.until(lambda: "passphrase" in op.screen() and "Working" not in op.screen(), "the refusal")
        assert "fine" in op.screen()
    assert house.core.view("sunli", newest(house)).row.state == "submitted"


async def test_a_return_needs_a_reason_and_reaches_the_drafter(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("3")
        await op.sees(f"▌ {house.year}-业务部-0003")
        await op.press("enter")
        await op.sees("规模与费用")
        await op.press("r")
        await op.sees("原因")
        await op.fill(passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees("还差：原因")
        await op.fill(line_reason="日期写错", passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees(f"已退回 {house.year}-业务部-0003")
    assert house.core.view("zhaomin", newest(house)).reason == "日期写错"


async def test_a_refused_key_stays_visible_and_says_why_with_the_clause(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("2")
        await op.sees("(n 新申请)")
        await op.press("n")
        await op.sees("原因：", "R9", "怎么办：")
        await op.press("enter")
        await op.sees("▌ ")


class SlowPreview:
    """A desk whose previews take a while, as over a slow line."""

    def __init__(self, core: Core) -> None:
        self._core, self.asked = core, 0

    def call(self, call: Call) -> Any:
        if isinstance(call, calls.PreviewDraft):
            self.asked += 1
            time.sleep(0.3)
        return self._core.call(call)


async def test_a_form_is_kept_as_typed_judged_beside_its_fields_and_submitted(house: House) -> None:
    draft = house.core.draft(house.core.add_list(n=7))
    async with sitting(house.app(person="zhaomin")) as op:
        await op.press("2")
        await op.sees("可放行")
        await op.press("n")
        await op.sees("▸ 事项", "还差")
        await op.fill(control_purpose=draft.purpose)
        await op.sees("草稿已保存")
        await op.press("escape")
        await op.sees("草稿", draft.purpose)
        await op.press("enter")
        await op.sees("还没有填 [R2]")
        await op.fill(
            **{
                f"control_{name}": getattr(draft, name)
                for name in ("subtype", "telephone", "audience", "selection")
            },
            control_list_source=draft.list_source,
            control_body=draft.body,
            control_slots_0_opens="2099-12-01 09:00",
            control_slots_0_closes="2099-12-01 18:00",
        )
        for name in ("harmless", "unclassified"):
            op.app.screen.query_one(f"#control-{name}").focus()
            await op.press("space")
        await op.press("f5")
        await op.sees("选通讯录", "客户名单")
        await op.press("enter")
        await op.sees("x 7 人", "已填齐")
        # What the page asks for by itself must not overtake what the key asked for.
        await op.fill(control_remarks="加急")
        form, core = op.app.screen, SlowPreview(op.app.session.desk())
        assert isinstance(form, FormPage)
        op.app.session.core = core
        await op.press("ctrl+s")
        await op.until(lambda: core.asked >= 2, "the preview that submitting asks for")
        asked = core.asked
        form.keep()
        await op.until(lambda: core.asked > asked, "one more preview")
        await op.sees("您将签名的申请", "【云岭示范银行】")
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees(f"已提交 {house.year}-业务部-0004")
    view = house.core.view("zhaomin", newest(house))
    assert (view.row.state, view.row.recipients, view.draft.body) == ("submitted", 7, draft.body)
    assert view.draft.slots[0].opens == "2099-12-01T01:00:00Z"


async def test_what_was_typed_last_stays_when_a_slot_comes_or_goes_and_the_new_one_is_like_it(
    house: House,
) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await op.press("2", "n")
        await op.sees("▸ 事项")

        def typed(name: str) -> str:
            return "".join(
                one.value for one in op.app.screen.query(Input).results() if one.id == f"control-{name}"
            )

        form = op.app.screen
        assert isinstance(form, FormPage)

        def types(**values: str) -> None:
            # Quick fingers: the key comes before the page has kept what was typed.
            for name, value in values.items():
                form.query_one(f"#control-{name.replace('_', '-')}", Input).value = value

        types(purpose="提醒一", slots_0_opens="2099-12-01 09:00")
        form.do_add_slot()
        await op.until(lambda: typed("slots-1-opens") == "2099-12-01 09:00", "a second slot like the first")
        # A form that is drawn anew goes on in the new slot; only then is it left for another.
        await op.until(
            lambda: getattr(form.focused, "id", "") == "control-slots-1-list", "the form drawn anew"
        )
        assert typed("purpose") == "提醒一"
        first = form.query_one("#control-slots-0-opens")
        first.focus()
        await op.until(lambda: form.focused is first, "the first slot in use")
        types(purpose="提醒二", slots_0_opens="2099-12-03 09:00", slots_1_opens="2099-12-05 09:00")
        form.do_remove_slot()
        # The page may keep at any moment, also while it still shows the slot that went.
        form.keep()
        await op.until(
            lambda: not form.query("#control-slots-1-opens") and typed("slots-0-opens") == "2099-12-05 09:00",
            "the second slot alone",
        )
        assert typed("purpose") == "提醒二"
        form.do_add_slot()
        await op.until(lambda: getattr(form.focused, "id", "") == "control-slots-1-list", "another slot")
        form.do_remove_slot()
        # Where the last slot went, one goes on in the one before it.
        await op.until(lambda: getattr(form.focused, "id", "") == "control-slots-0-list", "the slot before")
        assert not form.query("#control-slots-1-opens")


async def test_a_form_that_is_kept_while_it_is_drawn_anew_keeps_what_was_typed(house: House) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await op.press("2", "n")
        await op.sees("▸ 事项")
        form = op.app.screen
        assert isinstance(form, FormPage)
        form.query_one("#control-purpose", Input).value = "提醒客户"
        form.do_add_slot()
        drawn = asyncio.ensure_future(form.relabel())
        kept = 0
        while not drawn.done():
            form.keep()
            kept += bool(form._composing)
            await asyncio.sleep(0)
        assert kept > 1
        await op.until(lambda: bool(form.query("#control-slots-1-opens")), "the second slot")
        assert form.query_one("#control-purpose", Input).value == "提醒客户"


async def test_fields_are_gone_through_by_enter_and_a_list_opens_where_none_is_taken(house: House) -> None:
    house.core.add_list(n=7)
    async with sitting(house.app("en", person="zhaomin")) as op:
        await op.press("2")
        await op.sees("new request")
        await op.press("n")
        await op.sees("Enter next; Space ticks, opens lists", "still to fix")

        def here() -> str:
            return (op.app.focused.id or "") if op.app.focused is not None else ""

        await op.press("right", "enter", *"maturity", "enter", *"remind x", "enter")
        assert here() == "control-telephone"
        form = op.app.screen
        assert form.query_one("#control-purpose", Input).value == "remind x"
        form.query_one("#control-body").focus()
        await op.press(*"one", "ctrl+j", *"two", "enter")
        assert form.query_one("#control-body", LinesInput).text == "one\ntwo"
        assert here() == "control-signature"
        form.query_one("#control-slots-0-list").focus()
        await op.press("enter")
        await op.sees("Choose a list")
        await op.press("f2")
        await op.sees("选通讯录")
        await op.press("enter")
        await op.until(lambda: here() == "control-slots-0-opens", "the next field")
        # Once one is taken, Enter goes on and Space opens the list again.
        await op.press("shift+tab", "enter")
        assert here() == "control-slots-0-opens"
        await op.press("shift+tab", "space")
        await op.sees("选通讯录")
        await op.press("escape")
        form.query_one("#control-harmless").focus()
        await op.press("space", "space", "space")
        assert (form.query_one("#control-harmless", Tick).value, here()) == (True, "control-harmless")
        await op.press("x", "x")
        assert form.query_one("#control-unclassified", Tick).value
        assert here() == "control-third_party"


async def test_the_lists_to_choose_from_are_those_whose_names_have_what_is_typed(house: House) -> None:
    house.core.add_list(n=7)
    async with sitting(house.app("en", person="zhaomin")) as op:
        await op.press("2")
        await op.sees("new request")
        await op.press("n")
        await op.sees("still to fix")
        op.app.screen.query_one("#control-slots-0-list").focus()
        await op.press("enter")
        await op.sees("Choose a list", "客户名单")
        await op.fill(filter="贷款")
        await op.until(lambda: "客户名单" not in op.screen(), "no list is called so")
        await op.fill(filter="客户")
        await op.sees("客户名单")


async def test_what_is_said_of_a_field_is_never_about_what_stood_there_before(house: House) -> None:
    async with sitting(house.app("en", person="zhaomin")) as op:
        await op.press("2")
        await op.sees("new request")
        await op.press("n")
        await op.sees("still to fix")
        await op.press("enter", "enter")
        await op.sees("still empty [R2]")
        await op.press("shift+tab", "m", "enter")
        form = op.app.screen
        assert isinstance(form, FormPage)
        wrong = [field.field for field in form.query(Field) if field.wrong]
        assert wrong == ["purpose"]


async def test_an_operator_releases_after_typing_the_count_again(house: House) -> None:
    async with sitting(house.app(person="qianwei")) as op:
        await op.sees("等您放行")
        await op.press("enter")
        await op.sees("可放行", "已发 0 / 批准 12")
        await op.press("r")
        await op.sees("重打收件人数", "【云岭示范银行】")
        await op.fill(line_count="12", passphrase="demo qianwei")
        await op.press("ctrl+s")
        await op.sees("已放行")
        await op.press("h")
        await op.sees("立刻暂停")
        await op.press("y")
        await op.sees("已暂停：")
    row = house.core.call("qianwei", sends.SendsPage()).rows[0]
    assert row.state == "released"
    assert house.core.call("qianwei", sends.SendDetail(row.request, row.slot)).hold == 1


async def test_a_list_is_imported_with_its_findings_shown_and_signed(house: House) -> None:
    path = house.folder / "客户.txt"
    path.write_text("15400000001\n１５４０００００００２\nnot a number\n", "utf-8")
    aged(path)
    async with sitting(house.app(person="zhaomin")) as op:
        await op.press("4")
        await op.sees("客户名单")
        await op.press("i")
        await op.sees("文件路径")
        await op.fill(path=str(path))
        op.app.screen.query_one("#path").focus()
        await op.press("enter")
        await op.sees("哪一列是手机号", "not a number")
        await op.press("enter")
        await op.sees("1 个号码可以导入", "☐ 全角数字")
        await op.press("space")
        await op.sees("2 个号码可以导入", "☑ 全角数字")
        await op.press("ctrl+s")
        await op.sees("签名并导入", "合格号码")
        await op.press("escape")
        await op.sees("业务台上的号码已删除")
        with house.core.database.reader() as conn:
            assert set(conn.execute(select(contact_list.c.state)).scalars()) == {"ready"}
        await op.press("ctrl+s")
        await op.sees("签名并导入", "合格号码")
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("已导入：客户")
    row = house.core.call("zhaomin", lists.ListsPage()).rows[0]
    assert (row.name, row.n, row.repaired) == ("客户", 2, {"fullwidth": 1})


async def test_what_came_into_the_drop_box_is_opened_by_its_name_and_gone_once_it_is_a_list(
    house: House,
) -> None:
    box = house.folder / "in"
    box.mkdir(mode=0o700)
    (box / "客户.txt").write_text("15400000001\n", "utf-8")
    aged(box / "客户.txt")
    app = house.app(person="zhaomin")
    app.session.inbox, app.session.drop_box = box, True
    async with sitting(app) as op:
        await op.press("4")
        await op.sees("客户名单")
        await op.press("i")
        await op.sees("文件路径")
        await op.sees("客户.txt")
        await op.press("enter")
        await op.sees("哪一列是手机号")
        await op.press("enter")
        await op.sees("1 个号码可以导入")
        await op.press("ctrl+s")
        await op.sees("签名并导入", "合格号码")
        assert (box / "客户.txt").exists()
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("已导入：客户", "已从收件箱删除")
    assert list(box.iterdir()) == []


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_the_language_changes_live_on_every_page(house: House, size: tuple[int, int]) -> None:
    async with sitting(house.app(person="sunli"), size) as op:
        for key, chinese, english in (
            ("1", "等您审批", "approval due"),
            ("9", "核验", "verify"),
            ("6", "保管", "custody"),
        ):
            await op.press(key)
            await op.sees(chinese)
            await op.press("f2")
            await op.sees(english)
            await op.press("f2")
