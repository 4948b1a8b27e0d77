"""The archive book at the screens: the code of the paper at acceptance, what is owed, documents, numbers, emergency sends."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from textual.screen import ModalScreen

from console.domain.archive.check_code import check_code
from console.domain.times import render
from console.screens.archive.paper_form import PaperFormPage
from console.store.archive import paper
from console.widgets.line_input import LineInput
from console.wire import calls
from console.wire.archive import archive
from console.wire.duties import subjects
from tests.screens.driver import Operator, sitting
from tests.screens.duties.test_begins_at import opened
from tests.services.archive.test_archive import sent
from tests.services.archive.test_emergencies import enter
from tests.terminal.sit import House


def custody(house: House, number: str = "C-1") -> int:
    done = house.core.call(
        "wangfang", archive.ShelvePaper("custody", number, title="口令交接单", place="甲柜")
    )
    return int(done.id)


def emergency(house: House) -> None:
    call = archive.EnterEmergency(
        "business", "promotion", render(house.core.at - timedelta(hours=1)), "【云岭示范银行】网点今日停电", 1200,
        [archive.ApproverRow("department_manager", "孙丽")], "服务商网页", "平台断电", "2026-E-1",
    )  # fmt: skip
    house.core.call("qianwei", call)


async def book(op: Operator, lang: str = "zh") -> None:
    await op.press("7")
    await op.sees("b 档案簿" if lang == "zh" else "b archive book")
    await op.press("b")
    await op.sees("n 入档" if lang == "zh" else "n enter")


def optional(op: Operator, *names: str) -> set[str]:
    """Of these lines of the form, those that say that they may be left empty."""
    page = op.app.screen
    return {name for name in names if page.query_one(f"#control-{name}", LineInput).placeholder == "可空"}


async def test_the_registrar_types_the_code_of_the_paper_and_a_wrong_one_is_told(house: House) -> None:
    request = house.core.requested("other", "general")
    house.core.step("zhengtao", "approval", request)
    digest = house.core.view("wangfang", request).digest
    async with sitting(house.app(person="wangfang")) as op:
        await op.press("3")
        await op.sees(f"{house.year}-综合部-0001")
        await op.press("enter")
        await op.sees("c 接收")
        await op.press("c")
        await op.sees("纸上的核对码", "纸质件编号")
        await op.fill(
            line_code="0000-0000-0000", line_paper="A-1", line_place="甲柜", passphrase="demo wangfang"
        )
        await op.press("ctrl+s")
        await op.sees("核对码不对", "这张纸不是签过的那一版")
        await op.fill(line_code=check_code(digest).lower(), passphrase="demo wangfang")
        await op.press("ctrl+s")
        await op.until(lambda: house.core.view("wangfang", request).row.state == "cleared", "the acceptance")
    (row,) = house.core.call("wangfang", archive.ArchivePage()).rows
    assert (row.number, row.place) == ("A-1", "甲柜")


@pytest.mark.parametrize(("lang", "size"), [("zh", (80, 24)), ("en", (120, 40))])
async def test_paper_that_is_owed_is_in_his_turn_and_entered_from_there(
    house: House, lang: str, size: tuple[int, int]
) -> None:
    request = sent(house.core)
    digest = house.core.view("wangfang", request).digest
    async with sitting(house.app(lang, person="wangfang"), size) as op:
        what = "欠交纸质申请表" if lang == "zh" else "paper form owed"
        await op.reach(what)
        await op.press("enter")
        await op.sees("纸上的核对码" if lang == "zh" else "check code")
        await op.press("ctrl+s")
        await op.sees("还差 2 处" if lang == "zh" else "check code, archive number")
        await op.fill(control_code=check_code(digest), control_number="B-1", control_pages="3")
        await op.press("ctrl+s")
        await op.sees("已入档  B-1" if lang == "zh" else "entered  B-1")
    assert house.core.call("wangfang", archive.PapersOwed()) == []


async def test_an_empty_book_says_how_it_fills_and_what_is_owed_is_a_key_away(house: House) -> None:
    async with sitting(house.app(person="wangfang")) as op:
        await book(op)
        await op.sees("档案簿还是空的", "按 n 入档")
        await op.press("o")
        await op.sees("没有欠交的纸质件")
        await op.press("escape")
        await op.press("b")
        await op.sees("没有补录")
        await op.press("escape")
        await op.press("v")
        await op.sees("没有发出过编号", "y 按年")


async def test_what_was_typed_into_the_archive_form_outlives_a_cut_line(house: House) -> None:
    for typed in (True, False):
        app = house.app(person="wangfang")
        app.session.kept_in = house.folder
        async with sitting(app) as op:
            await book(op)
            await op.press("n")
            await op.sees("纸上的核对码")
            if typed:
                await op.fill(control_number="B-7", control_place="甲柜")
                await op.until(lambda: any((house.folder / "unfinished").glob("*.json")), "the kept form")
            else:
                await op.sees("上次没填完的内容还在", "B-7", "甲柜")
                await op.press("f10")
                await op.sees("确定清空")
                await op.press("y")
                await op.sees("已清空")
                assert "B-7" not in op.screen()
    assert list((house.folder / "unfinished").iterdir()) == []


async def test_a_judgement_that_comes_while_the_archive_form_is_drawn_anew_does_not_draw_it_once_more(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sitting(house.app(person="wangfang")) as op:
        await book(op)
        await op.press("n")
        await op.sees("纸上的核对码")
        page = op.app.screen
        assert isinstance(page, PaperFormPage)
        later: list[object] = []
        monkeypatch.setattr(page, "call_later", lambda *asked: later.append(asked))
        await page.query_one("#form").remove()
        page.judge()
        assert later == []


async def test_leaving_a_form_in_which_nobody_typed_asks_nothing(house: House) -> None:
    sent(house.core)
    async with sitting(house.app(person="wangfang")) as op:
        await book(op)
        await op.press("o")
        await op.sees("提醒客户办理到期存款")
        await op.press("enter")
        await op.sees("纸上的核对码")
        await op.press("escape")
        await op.sees("v 看申请")
        await op.press("enter")
        await op.sees("纸上的核对码")
        await op.fill(control_number="B-1")
        await op.press("escape")
        await op.sees("没填完的内容留着", "v 看申请")
        await op.press("enter")
        await op.sees("纸上的核对码", "上次没填完的内容还在", "B-1")


async def test_another_kind_of_document_asks_for_other_fields(house: House) -> None:
    async with sitting(house.app(person="wangfang")) as op:
        await book(op)
        await op.press("n")
        await op.sees("编号或人员", "纸上的核对码")
        # What a paper with a code is known by is needed, whatever other documents can do without.
        assert optional(op, "of", "code", "pages") == {"pages"}
        await op.press("space")
        await op.fill(filter="口令交接单")
        await op.press("enter")
        await op.sees("名称", "部门")
        assert "纸上的核对码" not in op.screen()
        assert optional(op, "title", "pages") == {"pages"}
        await op.fill(control_title="口令交接单 冯磊", control_number="C-1")
        await op.press("ctrl+s")
        await op.sees("已入档  C-1")


async def test_a_document_is_lent_and_one_that_should_be_back_is_marked(house: House) -> None:
    kept, next_year = custody(house), house.year + 1
    async with sitting(house.app(person="wangfang")) as op:
        await book(op)
        await op.sees("C-1", "口令交接单")
        await op.press("enter")
        await op.sees("入档以后没有动过")
        await op.press("l")
        await op.sees("借给谁", "哪天还")
        await op.fill(line_who="shenyu", line_due=f"{next_year}/1/5")
        await op.press("ctrl+s")
        await op.sees("已借出", "沈雨", f"应于 {next_year}-01-05 归还")
        await op.press("x")
        await op.sees("现在是“借出”")
        await op.press("escape")
        with house.core.database.writer() as conn:
            conn.execute(update(paper).where(paper.c.id == kept).values(due=f"{house.year - 1}-01-05"))
        await op.press("escape")
        await op.sees("借出 逾期")
        await op.press("1")
        await op.sees("档案借出逾期")


async def test_a_destruction_takes_two_and_the_number_typed_again(house: House) -> None:
    kept = custody(house)
    async with sitting(house.app(person="wangfang")) as op:
        await book(op)
        await op.sees("C-1")
        await op.press("enter")
        await op.sees("x 销毁")
        await op.press("x")
        await op.sees("重打档号")
        await op.fill(line_words="保存期满", line_number="C-2")
        await op.press("ctrl+s")
        await op.sees("与档号不符")
        await op.fill(line_words="保存期满", line_number="C-1")
        await op.press("ctrl+s")
        await op.sees("已提议销毁", "待销毁")
        await op.press("c")
        await op.sees("要另一人确认")
    async with sitting(house.app("en", person="zhengtao")) as op:
        await op.sees("confirm a destruction")
        await op.reach("confirm a destruction")
        await op.press("enter")
        await op.sees("C-1", "to destroy")
        await op.press("enter")
        await op.sees("c confirm")
        await op.press("c")
        await op.fill(line_number="C-1")
        await op.press("ctrl+s")
        await op.sees("destroyed")
    view: archive.PaperView = house.core.call("wangfang", archive.PaperDetail(kept))
    assert view.row.state == "destroyed"


async def test_an_emergency_send_is_entered_in_a_form_and_says_what_is_missing(house: House) -> None:
    async with sitting(house.app(person="qianwei"), (120, 40)) as op:
        await book(op)
        await op.press("b")
        await op.sees("没有补录")
        await op.press("n")
        await op.sees("短信全文", "总经理", "纸质件档号")
        await op.press("ctrl+s")
        await op.sees("还差 6 处")
        await op.fill(
            control_sent_at="2020-01-02 09:00", control_text="【云岭示范银行】停电", control_recipients="1,200",
            control_channel="服务商网页", control_reason="平台断电", control_number="E-1",
        )  # fmt: skip
        await op.press("ctrl+s")
        await op.sees("补录以后不能改")
        await op.press("y")
        await op.sees("没有写晚补的原因")
        await op.press("escape")
        await op.fill(control_late="系统停用期间的存档")
        await op.press("ctrl+s")
        await op.sees("补录以后不能改")
        await op.press("y")
        await op.sees(f"已补录  {house.year}-业务部-B-0001", "没有人签")
    (row,) = house.core.call("wangfang", archive.Emergencies()).rows
    assert (row.recipients, row.lacking, row.state) == (1200, ["department_manager"], "entered")


async def test_the_manager_reads_an_entry_types_the_count_and_signs(house: House) -> None:
    emergency(house)
    async with sitting(house.app(person="sunli")) as op:
        await op.sees("等您认领补录")
        await op.reach("等您认领补录")
        await op.press("enter")
        await op.sees("待认领", "平台断电")
        await op.press("enter")
        await op.until(lambda: isinstance(op.app.screen, ModalScreen), "the entry in front")
        await op.sees("例外：事后补录", "主管经理, 总经理", "网点今日停电")
        await op.press("escape")
        await op.press("a")
        await op.sees("网点今日停电", "意见")
        await op.fill(line_opinion="属实")
        await op.press("ctrl+s")
        await op.sees("补录摘要", "属实", "1,200", "重打收件人数")
        await op.fill(line_count="120", passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees("与收件人数不符")
        await op.fill(line_count="1200", passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees("已签名认领", "已认领")
        await op.press("a")
        await op.sees("已经认领")


async def test_a_page_of_paper_sends_that_is_opened_for_one_begins_at_it(house: House) -> None:
    entered = [enter(house.core, number=f"2026-E-{nth}").number for nth in (1, 2, 3)]
    async with sitting(house.app(person="wangfang")) as op:
        for number in entered:
            page = await opened(op, subjects.Emergency(number))
            assert page.records.row.number == number
            op.app.pop_screen()


async def test_an_entry_stands_among_the_requests_and_opens_its_own_page(house: House) -> None:
    house.core.requested()
    emergency(house)
    async with sitting(house.app(person="wangfang", lang="en")) as op:
        await op.press("2")
        await op.sees("on paper", f"{house.year}-业务部-B-0001", f"{house.year}-业务部-0001")
        await op.press("enter")
        await op.sees("unacknowledged", "平台断电")
        await op.press("2")
        await op.sees(f"{house.year}-业务部-0001")
        await op.press("s")
        await op.sees("draft", "on paper")


async def test_the_register_shows_void_numbers_alone(house: House) -> None:
    gone = house.core.requested()
    house.core.step("zhaomin", "withdrawal", gone, text="改期")
    number = house.core.view("zhaomin", gone).row.number
    async with sitting(house.app(person="zhaomin")) as op:
        await book(op)
        await op.press("v")
        await op.sees(f"{house.year}-业务部-0001", number, "作废")
        await op.press("x")
        await op.sees(number)
        await op.until(lambda: "0001" not in op.screen().replace(number, ""), "void numbers alone")
        await op.press("enter")
        await op.sees(number, "撤回")


async def test_a_key_that_is_not_his_says_why(house: House) -> None:
    emergency(house)
    custody(house)
    async with sitting(house.app(person="shenyu")) as op:
        await book(op)
        await op.sees("C-1")
        await op.press("slash")
        await op.fill(search="交接")
        await op.press("enter")
        await op.sees("C-1")
        assert "2026-E-1" not in op.screen()
        await op.press("enter")
        await op.sees("(l 借出)")
        await op.press("l")
        await op.sees("档案簿不由您登记")
    assert house.core.call("shenyu", calls.Todo()) == []


@pytest.mark.parametrize(
    ("lang", "size", "keys", "name", "row"),
    [
        # A list says it in its frame; another page in the row of tabs, or on the message line.
        ("zh", (80, 24), ("7", "b"), "档案簿", 2),
        ("en", (120, 40), ("7", "b"), "The archive book", 2),
        ("zh", (80, 24), ("9", "enter"), "一条台账", -2),
        ("en", (120, 40), ("9", "enter"), "One entry", 1),
    ],
)
async def test_a_page_behind_a_page_says_its_name_where_there_is_room(
    house: House, lang: str, size: tuple[int, int], keys: tuple[str, ...], name: str, row: int
) -> None:
    async with sitting(house.app(lang, person="wangfang"), size) as op:
        await op.press(keys[0])
        await op.sees("▌ ")
        await op.press(*keys[1:])
        await op.sees(name)
        assert name in op.screen().splitlines()[row]
        await op.press("escape")
        await op.until(lambda: name not in op.screen().splitlines()[row], "the first page")


async def test_what_a_page_says_of_itself_is_not_said_of_another(house: House) -> None:
    async with sitting(house.app(person="wangfang")) as op:
        await op.press("7", "b")
        await op.sees("档案簿")
        await op.press("v")
        # Whose numbers these are is said before any key is pressed.
        await op.sees("编号登记", "只看：综合部, 群发申请")
        await op.press("x")
        await op.sees("作废")
        await op.press("escape")
        await op.sees("档案簿")
        assert "只看" not in op.screen()
        await op.press("escape", "e")
        await op.sees("只看到期的")
        await op.press("l")
        await op.sees("保全令")
        assert "只看到期的" not in op.screen()
