"""The manner of every dialog and form: which key does what, what is said to be missing, another language, help."""

import threading
from types import SimpleNamespace
from typing import Any

import pytest
from textual.events import Resize
from textual.widgets import Input

from console.acting.steps import Core
from console.screens import signing
from console.screens.approvals.approvals import ApprovalsPage
from console.screens.page import Page
from console.widgets.act import Act
from console.widgets.fields import Tick
from console.widgets.modals import Confirm, Dialog, Form, Line, Notice, Pick, number_of
from console.widgets.show import show
from console.wire.acts import Prepare
from console.wire.base import Call
from tests.patience import PATIENCE
from tests.screens.driver import Operator, sitting
from tests.terminal.sit import House, this_year


async def card(op: Operator) -> None:
    """The approval of the notice to 20, from its card."""
    op.app.session.marked.clear()
    await op.press("3")
    await op.until(lambda: isinstance(op.app.screen, ApprovalsPage), "the queue's page")
    page: Any = op.app.screen
    await op.until(lambda: page.is_mounted and page.records.total == 2, "the queue")
    if page.records.row.number.endswith("0002"):
        await op.press("down")
    await op.press("enter")
    await op.sees(f"{this_year()}-业务部-0003")
    await op.until(lambda: getattr(op.app.screen, "shown", None) is not None, "the card")
    await op.press("a")
    await op.until(lambda: isinstance(op.app.screen, Act), "the dialog")


def ticks(op: Operator) -> list[bool]:
    return [tick.value for tick in op.app.screen.query(Tick)]


def field(op: Operator, name: str) -> Input:
    return op.app.screen.query_one(f"#{name}", Input)


def said(op: Operator, of: str) -> str:
    """What a part of the dialog says, without the breaks of its lines."""
    part = op.app.screen.query_one(of)
    return " ".join("".join(part.render_line(y).text for y in range(part.size.height)).split())


# ---- keys


async def test_space_ticks_and_stays_enter_goes_on_and_x_does_both(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await card(op)
        assert "空格打勾 x 打勾并下一项 Enter 或 Tab 下一项 末项 Enter 同 Ctrl+S" in said(op, ".keys")
        content = op.app.focused
        await op.press("space")
        assert (ticks(op), op.app.focused) == ([True, False], content)
        await op.press("space", "space", "enter")
        assert (ticks(op), op.app.focused) == ([True, False], op.app.screen.query(Tick).last())
        await op.press("x")
        assert (ticks(op), op.app.focused) == ([True, True], field(op, "line-count"))
        # On a box that is ticked x only goes on.
        await op.press("shift+tab", "x")
        assert (ticks(op), op.app.focused) == ([True, True], field(op, "line-count"))
        # Enter passes by what may stay empty, Tab does not.
        await op.press("2", "0", "enter")
        assert op.app.focused is field(op, "passphrase")
        await op.press("shift+tab", "x", "space", "y")
        assert field(op, "line-opinion").value == "x y"


async def test_what_is_missing_is_told_and_no_longer_once_it_is_there(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await card(op)
        await op.press("ctrl+s")
        await op.until(lambda: said(op, ".trouble") == "还差：内容已审（R7）", "the first box")
        await op.press("x")
        await op.until(lambda: said(op, ".trouble") == "还差：名单已审（R7）", "the second box")
        await op.press("x")
        await op.until(lambda: said(op, ".trouble") == "还差：重打收件人数", "the count")
        await op.press("2", "0", "enter")
        await op.until(lambda: said(op, ".trouble") == "还差：签名口令", "the passphrase")
        await op.press("d")
        await op.until(lambda: said(op, ".trouble") == "", "nothing missing")


async def test_a_passphrase_that_was_typed_into_a_text_is_not_signed_with_it(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await card(op)
        await op.press("x", "x")
        await op.fill(line_count="20", line_opinion="同意demo sunli", passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees("正文里有您的签名口令")
        await op.fill(line_opinion="同意", passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees(f"已批准 {house.year}-业务部-0003")


async def test_a_dialog_names_no_key_that_it_does_not_have(house: House) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        page = op.app.screen
        assert isinstance(page, Page)
        page.act("改名", show("一行"), Form(lines=(Line("name", "姓名"),)), lambda filled: filled, print)
        await op.sees("改名")
        assert said(op, ".keys") == "Enter 同 Ctrl+S Esc 取消 F1 帮助 F2 EN"


async def test_a_dialog_names_the_key_for_a_new_line_where_a_text_may_have_several(house: House) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        page = op.app.screen
        assert isinstance(page, Page)
        form = Form(lines=(Line("words", "正文", several=True),))
        page.act("改文", show("一行"), form, lambda filled: filled, print)
        await op.sees("改文")
        assert said(op, ".keys") == "Ctrl+J 换行 Enter 同 Ctrl+S Esc 取消 F1 帮助 F2 EN"


# ---- counts


async def test_a_count_is_read_without_its_separators(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await card(op)
        await op.press("x", "x")
        await op.fill(line_count=" 2, 0 ", passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees(f"已批准 {house.year}-业务部-0003")


def test_a_number_is_its_digits() -> None:
    for typed in ("1234", "1,234", "1，234", " 1234 ", "1 234", " 1 234 "):
        assert number_of(typed) == "1234", typed


async def test_a_wrong_count_is_told_when_it_is_left_emptied_with_the_passphrase_and_in_use_again(
    house: House,
) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await card(op)
        # The number that is typed again stands above.
        assert "收件人 20" in " ".join(op.screen().split())
        await op.fill(passphrase="demo sunli")
        await op.press("x", "x", "2", "1", "enter")
        await op.until(lambda: "与收件人数不符，打的数和口令都已清空" in said(op, ".trouble"), "the fault")
        assert (field(op, "line-count").value, field(op, "passphrase").value) == ("", "")
        assert op.app.focused is field(op, "line-count")
        # A passphrase that is typed now by mistake is not shown: a number takes digits alone.
        await op.press(*"demo 2", "0")
        await op.until(lambda: said(op, ".trouble") == "", "the fault taken away")
        assert field(op, "line-count").value.strip() == "20"


async def test_a_passphrase_with_a_blank_typed_ahead_of_the_fault_leads_to_no_other_field(
    house: House,
) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await card(op)
        await op.press("x", "x", "2", "1", "enter")
        await op.until(lambda: "与收件人数不符" in said(op, ".trouble"), "the fault")
        await op.press(*"demo sunli", "enter", "2", "0")
        assert field(op, "line-count").value.strip() == "20"
        assert field(op, "passphrase").value == ""


async def test_a_release_shows_what_is_let_go(house: House) -> None:
    async with sitting(house.app("en", person="qianwei")) as op:
        await op.sees("release")
        await op.press("enter")
        await op.sees("sent 0 / approved 12")
        await op.until(lambda: getattr(op.app.screen, "whole", None) is not None, "the request")
        await op.press("r")
        words = " ".join((await op.sees("retype the count")).split())
        for told in (
            f"{house.year}-业务部-0001.1 v1",
            "recipients 12",
            "window 20",
            "gateway demo",
            "【云岭示范银行】",
        ):
            assert told in words, told
        await op.fill(line_count="13")
        await op.press("ctrl+s")
        await op.sees("Not the number of recipients; count and passphrase are emptied")


async def test_a_long_text_leaves_fields_and_keys_in_view_and_is_scrolled(house: House) -> None:
    async with sitting(house.app("en", person="sunli")) as op:
        page = op.app.screen
        assert isinstance(page, Page)
        about = show("\n".join(f"line {nth}" for nth in range(40)))
        lines = (Line("reason", "reason", several=True), Line("count", "retype the count", equals="3"))
        page.act("long", about, Form((("seen", "seen"),), lines), lambda filled: filled, print)
        screen = await op.sees(
            "line 0", "☐ seen", "retype the count", "Not all of it is shown: PgUp PgDn", "F2 中文"
        )
        assert "line 39" not in screen

        def seen() -> list[int]:
            return [nth for nth in range(40) if f"line {nth} " in op.screen()]

        last = seen()[-1]
        await op.press("pagedown")
        await op.until(lambda: 0 not in seen(), "the next page")
        assert seen()[0] == last, "whoever reads on knows where they are"
        await op.press(*["pagedown"] * 5)
        await op.sees("line 39", "retype the count")
        await op.press(*["pageup"] * 6)
        await op.sees("line 0")


# ---- another language, help


async def test_on_a_narrow_screen_no_word_that_is_signed_hides_without_a_word(house: House) -> None:
    async with sitting(house.app(person="sunli"), (60, 20)) as op:
        await card(op)
        await op.sees("上文没显示完", "Esc 取消")
        await op.press("pagedown")
        await op.sees("短信全文", "您的定期存款", "Esc 取消")


async def test_the_language_changes_in_a_dialog_and_keeps_all_but_the_passphrase(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await card(op)
        await op.press("ctrl+s")
        await op.press("x", "space", "enter", "2", "0", "tab", *"fine")
        await op.fill(passphrase="demo sunli")
        await op.press("f2")
        await op.sees("you sign as", "retype the count", "Still to do: passphrase", "F2 中文")
        assert ticks(op) == [True, True]
        assert [field(op, name).value for name in ("line-count", "line-opinion", "passphrase")] == [
            "20",
            "fine",
            "",
        ]
        assert op.app.focused is field(op, "line-opinion")
        await op.press("escape")
        await op.sees("Scale and cost")


async def test_the_language_changes_in_a_list_a_question_and_a_refusal(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("2", "s")
        await op.sees("只看", "已退回")
        await op.fill(filter="ret")
        await op.press("f2")
        await op.sees("Show only", "returned", "type to filter")
        assert isinstance(op.app.screen, Pick)
        assert [option.words for option in op.app.screen.shown()] == ["returned"]
        await op.press("escape", "q")
        await op.sees("Leave the console")
        await op.press("f2")
        await op.sees("退出短信台", "y 是")
        assert isinstance(op.app.screen, Confirm)
        await op.press("escape", "n")
        await op.sees("怎么办：")
        await op.press("f2")
        await op.sees("What next:", "Enter close")
        assert isinstance(op.app.screen, Notice)
        await op.press("enter")
        await op.sees("new request")


@pytest.mark.parametrize("key", ["a", "q", "n"])
async def test_a_dialog_whose_fields_the_end_of_the_program_took_is_drawn_no_more(
    house: House, key: str
) -> None:
    """An act, a question and a refusal: the language or the size changed with the last key."""
    async with sitting(house.app(person="sunli")) as op:
        if key == "a":
            await card(op)
        else:
            await op.press("2", key)
            await op.until(lambda: isinstance(op.app.screen, Dialog), "the dialog")
        dialog: Any = op.app.screen
        await op.until(lambda: dialog.focused is not None or key == "q", "its first control")
        recompose = dialog.recompose

        async def taken() -> None:
            await recompose()
            await dialog.query("*").remove()

        dialog.recompose = taken
        await dialog.relabel()
        dialog.post_message(Resize(dialog.size, dialog.size))
        await dialog.relabel()
        assert not op.app.return_code


async def test_a_picked_field_is_filled_although_the_language_changed_over_its_list(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("p")
        await op.sees("您的保证书")
        op.app.screen.query_one("#control-witness").focus()
        await op.press("enter")
        await op.sees("输入文字筛选")
        await op.press("f2")
        await op.sees("type to filter")
        await op.fill(filter="郑涛")
        await op.press("enter")
        await op.until(lambda: "郑涛" in op.screen() and not isinstance(op.app.screen, Pick), "the witness")


@pytest.mark.parametrize("key", ["f1", "question_mark"])
async def test_a_question_says_what_its_keys_do(house: House, key: str) -> None:
    async with sitting(house.app("en", person="sunli")) as op:
        await op.press("q")
        await op.sees("Leave the console")
        await op.press(key)
        await op.sees("Keys in a dialog", "never the key that led here")
        await op.press("escape")
        await op.until(lambda: isinstance(op.app.screen, Confirm), "the question again")


async def test_help_in_a_dialog_keeps_what_was_typed(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await card(op)
        await op.press("x", "x", "2", "0", "f1")
        await op.sees("对话框里的按键", "打错了，它和口令都会清空")
        await op.press("escape")
        await op.until(lambda: isinstance(op.app.screen, Act), "the dialog again")
        assert field(op, "line-count").value == "20"
        await op.press("escape")
        await op.sees("规模与费用")
        await op.press("colon")
        await op.sees("拼音、首字母")
        await op.press("f1")
        await op.sees("打几个字就只剩含这些字的")


# ---- leaving


async def test_what_is_picked_begins_at_what_is_chosen_now(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("a")
        await op.press("n")
        await op.sees("<新增>")
        await op.press("enter")
        assert op.app.focused is not None
        assert op.app.focused.id == "control-department"
        # Enter goes on from a field that has its value; Space opens its list at that value, so that Enter changes nothing.
        await op.press("space")
        await op.sees("▌ 业务部", "综合部")
        await op.press("down", "down", "enter")
        await op.sees("信贷部")
        await op.press("shift+tab", "space")
        await op.sees("▌ 信贷部")
        await op.press("enter")
        await op.until(lambda: not isinstance(op.app.screen, Pick), "the form")
        assert "信贷部" in op.screen()


async def test_what_is_typed_while_the_key_is_opened_is_no_part_of_the_next_try(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed, open_key = threading.Event(), signing.unlocked

    def slowly(*given: Any) -> Any:
        typed.wait(PATIENCE)
        return open_key(*given)

    monkeypatch.setattr(signing, "unlocked", slowly)
    async with sitting(house.app(person="sunli")) as op:
        await card(op)
        await op.press("x", "x", "2", "0", "enter", *"wrong", "enter")
        page = op.app.screen
        assert isinstance(page, Act)
        await op.until(lambda: page.busy, "the key at work")
        await op.press(*"again", "enter")
        typed.set()
        await op.until(lambda: not page.busy, "the refusal")
        await op.until(lambda: op.app.focused is field(op, "passphrase"), "the passphrase in use")
        assert field(op, "passphrase").value == ""
        await op.press(*"demo sunli", "enter")
        await op.sees(f"已批准 {house.year}-业务部-0003")


class Dead:
    """A desk on whose line something unforeseen happens."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def call(self, call: Call) -> Any:
        if isinstance(call, Prepare):
            raise ZeroDivisionError
        return self._core.call(call)


async def test_a_fault_of_the_program_in_the_background_ends_it_with_a_report_and_leaves_nobody_waiting(
    house: House,
) -> None:
    async def fail() -> None:
        async with sitting(house.app(person="sunli")) as op:
            await card(op)
            op.app.session.core = Dead(op.app.session.desk())
            await op.press("x", "x")
            await op.fill(line_count="20", passphrase="demo sunli")
            await op.press("ctrl+s")
            await op.until(lambda: not op.app.is_running, "the end")

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert list(house.folder.glob("report-*"))


# ---- the confirming key


def test_of_much_that_is_missing_as_much_is_named_as_has_room_and_the_rest_is_counted() -> None:
    act: Any = SimpleNamespace(_asked=SimpleNamespace(missing=lambda names: f"还差：{'、'.join(names)}"))
    names = ["甲", "乙", "丙丁"]
    assert [Act._lacks(act, names, room) for room in (18, 17, 11)] == [
        "还差：甲、乙、丙丁",
        "还差：甲、乙 +1",
        "还差：甲 +2",
    ]


@pytest.mark.parametrize(
    ("lang", "begun", "ready"),
    [
        ("zh", "还差：勾选 2 项、重打收件人数、签名口令", "Ctrl+S 签名并提交"),
        ("en", "Still to do: 2 to tick, ", "Ctrl+S sign and do it"),
    ],
)
async def test_beside_the_confirming_key_stands_what_is_missing(
    house: House, lang: str, begun: str, ready: str
) -> None:
    async with sitting(house.app(lang, "sunli")) as op:
        await card(op)
        await op.until(lambda: begun in said(op, ".go"), begun)
        assert ready in said(op, ".go")
        await op.press("x")
        await op.until(lambda: begun not in said(op, ".go"), "one box less")
        await op.press("x")
        await op.fill(line_count="20", passphrase="whatever it is")
        await op.until(lambda: said(op, ".go").strip() == ready, "nothing is missing")
        await op.press("f2")
        other = {"zh": "Ctrl+S sign and do it", "en": "Ctrl+S 签名并提交"}[lang]
        # The passphrase is not kept over a change of language.
        await op.until(lambda: other in said(op, ".go"), other)
