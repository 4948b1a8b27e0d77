"""Ledger, one number, complaints and evidence at the screens: what a person sees and presses."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from console import actions
from console.acting.evidence import evidence_check
from console.app import ConsoleApp
from console.domain.states import RecipientState as R
from console.domain.times import render
from console.screens.ledger.ledger_entry import EntryPage
from console.screens.ledger.ledger_verify import VerifyingPage
from console.widgets.modals import Notice
from console.wire import dispatch
from console.wire.contacts import complaints as wire
from console.wire.ledger import ledger
from tests.cli.ledger.test_evidence import head
from tests.db.ledgers import tamper
from tests.screens.driver import Operator, sitting
from tests.services.sending.test_sending import DISPATCH, released, report
from tests.terminal.sit import House, this_year

NUMBER = 16100000003


def sent(house: House) -> int:
    """A request that was sent, its fourth recipient undelivered, between two signed heads."""
    core = house.core
    head(core)
    request = released(core, 20)
    report(core, request, "started", queued=20)
    states = bytes(R.UNDELIVERED if at == 3 else R.DELIVERED for at in range(20))
    core.call(DISPATCH, dispatch.ReportResults(request, 1, 0, 1, states, {3: "UNDELIV:001"}, {3: "id-3"}))
    report(core, request, "done", delivered=19, undelivered=1)
    head(core)
    return request


def complained(house: House, request: int) -> int:
    form = house.core.view("wangfang", request).row.number
    at = render(house.core.at - timedelta(days=1))
    call = wire.EnterComplaint("12321", "反复收到短信", at, form, NUMBER, "12321-88")
    return int(house.core.call("wangfang", call).id)


async def filtered(op: Operator, words: str) -> None:
    await op.press("slash")
    await op.fill(search=words)
    await op.press("enter")


# ---- the ledger


@pytest.mark.parametrize(("lang", "size"), [("zh", (80, 24)), ("en", (120, 40))])
async def test_the_ledger_is_filtered_by_several_words_at_once(
    house: House, lang: str, size: tuple[int, int]
) -> None:
    request = sent(house)
    form = house.core.view("wangfang", request).row.number
    async with sitting(house.app(lang, person="shenyu"), size) as op:
        await op.press("9")
        # What an entry is about stands in words and by its printed number, whole.
        assert "request:" not in await op.sees(form)
        await filtered(op, f"{form} @孙丽")
        await op.until(
            lambda: (
                {"zh": "通讯录导入", "en": "list finished"}[lang] not in op.screen() and form in op.screen()
            ),
            "one request",
        )
        assert "钱伟" not in op.screen().split("\n", 4)[4].split(form)[0]
        await filtered(op, "slot.")
        await op.until(lambda: "孙丽" not in op.screen() and "钱伟" in op.screen(), "the release alone")
        await filtered(op, "nonsense")
        await op.sees("“nonsense”")


async def test_a_printed_number_stands_whole_in_the_list_at_80_columns(house: House) -> None:
    async with sitting(house.app("zh", person="wangfang"), (80, 23)) as op:
        await op.press("9")
        screen = await op.sees("▌", "申请提交")
        row = next(line for line in screen.split("\n") if "▌" in line)
        assert f"{house.year}-业务部-0003" in row, row


async def test_one_entry_is_shown_whole_and_the_chain_is_walked_along(house: House) -> None:
    sent(house)
    async with sitting(house.app("zh", person="shenyu")) as op:
        await op.press("9")
        await filtered(op, "slot.release")
        await op.until(lambda: "钱伟" in op.screen() and "list:" not in op.screen(), "the release")
        await op.press("enter")
        page = await op.sees("放行 (slot.release)", "有效  钱伟", "与校验值一致", "sms-release@yunling")
        assert f"申请 {house.year}-" in page
        assert "request:" not in page
        await op.press("n")
        page = await op.sees("开始发送 (send.started)", "发送程序 dispatch-1")
        (maker,) = (one for one in page.split("\n") if "发送程序 dispatch-1" in one)
        assert maker.count("dispatch-1") == 1
        await op.press("p")
        await op.sees("放行 (slot.release)")


async def test_beside_an_entry_that_was_not_read_there_is_none_to_go_to(house: House) -> None:
    async with sitting(house.app("zh", person="shenyu")) as op:
        page = EntryPage(10**9)
        op.app.push_screen(page)
        await op.until(lambda: isinstance(op.app.screen, Notice), "why it is not shown")
        await op.press("enter", "p", "n")
        await op.until(lambda: op.app.screen is page, "the page")
        page.do_earlier()
        page.do_later()
        assert page.seq == 10**9


async def test_the_chain_is_verified_and_an_edit_is_named(house: House) -> None:
    sent(house)
    async with sitting(house.app("zh", person="shenyu")) as op:
        await op.press("9", "v")
        await op.sees("核验通过")
        tamper(house.core.database, "UPDATE ledger SET actor = 'sunli' WHERE seq = 8")
        await op.press("v")
        await op.sees("台账核验不通过", "第 8 条不对")


async def test_the_key_that_ends_a_pass_is_never_the_thing_to_do_next(house: House) -> None:
    sent(house)
    async with sitting(house.app("zh", person="shenyu")) as op:
        await op.press("9", "v")
        await op.sees("核验通过")
        page = op.app.screen
        assert isinstance(page, VerifyingPage)
        first = page.primary(page.own_actions())
        assert first is not None
        assert first.id == "verifying.check"
        page._under_way = True
        page._grey()
        assert page.primary(page.own_actions()) is None


async def test_a_head_typed_from_paper_finds_a_tail_that_was_cut(house: House) -> None:
    sent(house)
    paper = house.core.call("shenyu", ledger.VerifyLedger()).head
    tamper(house.core.database, "DELETE FROM ledger WHERE seq > (SELECT MAX(seq) - 1 FROM ledger)")
    async with sitting(house.app("zh", person="shenyu")) as op:
        await op.press("9", "v")
        await op.sees("台账核验不通过", "发送程序 dispatch-1 签过", "最近的备份对照")
    tamper(house.core.database, "DELETE FROM head")
    async with sitting(house.app("zh", person="shenyu")) as op:
        await op.press("9", "v")
        await op.sees("核验通过")
        await op.press("c")
        await op.sees("整条链必须")
        await op.fill(line_head=paper)
        await op.press("ctrl+s")
        await op.sees("台账核验不通过")
        await op.press("escape")
        await op.sees("序号")
        await op.press("c")
        await op.sees("空格和大小写不论")
        await op.fill(line_head=paper)
        await op.press("ctrl+s")
        await op.sees("末尾被截去")


async def test_signed_heads_are_listed_and_opened(house: House) -> None:
    sent(house)
    async with sitting(house.app("en", person="shenyu")) as op:
        await op.press("9", "h")
        await op.sees("good")
        await op.press("enter")
        await op.sees("BEGIN SSH SIGNATURE")


async def test_the_ledger_is_exported_by_who_may_read_all_of_it(house: House) -> None:
    for person, seen in (("shenyu", "已导出"), ("zhaomin", "整本台账不由您导出")):
        async with sitting(house.app("zh", person=person)) as op:
            await op.press("9", "w")
            await op.sees("导出台账")
            await op.fill(line_name=f"{person}.jsonl")
            await op.press("ctrl+s")
            await op.sees(seen)
    assert len((house.folder / "shenyu.jsonl").read_bytes().splitlines()) > 10
    assert not (house.folder / "zhaomin.jsonl").exists()


# ---- one number


async def search(op: Operator, number: str, reason: str) -> None:
    await op.press("n")
    await op.sees("不进台账")
    await op.fill(line_number=number, line_reason=reason)
    await op.press("ctrl+s")


async def test_one_numbers_timeline_is_shown_masked(house: House) -> None:
    complained(house, sent(house))
    async with sitting(house.app("zh", person="wangfang")) as op:
        await op.press("5")
        await op.sees(f"{house.year}-业务部-0001.1")
        await search(op, str(NUMBER), "客户来电")
        seen = await op.sees("161****0003：", "未送达", "UNDELIV:001", f"投诉 {house.year}-C001：12321")
        assert str(NUMBER) not in seen
        await op.press("enter")
        await op.sees("批准 20", "未送达")


@pytest.mark.parametrize("typed", ["1610000000³", "１６１０００００００３", "16100000003x"])
async def test_what_is_no_number_is_searched_for_nowhere_and_said(house: House, typed: str) -> None:
    sent(house)
    async with sitting(house.app("zh", person="wangfang")) as op:
        await op.press("5")
        await op.sees(f"{house.year}-业务部-0001.1")
        await search(op, typed, "客户来电")
        await op.sees("号码须为英文状态的数字")


@pytest.mark.parametrize("size", [(80, 23), (80, 24), (120, 40)])
@pytest.mark.parametrize(
    ("lang", "asks", "words"),
    [
        ("zh", "不进台账", ["✗ 未送达", "✓ 放行", "▲ 投诉"]),
        ("en", "ledger", ["✗ undelivered", "✓", "▲ complaint"]),
    ],
)
async def test_a_number_with_many_complaints_is_a_timeline_of_which_nothing_is_cut(
    house: House, lang: str, asks: str, words: list[str], size: tuple[int, int]
) -> None:
    request = sent(house)
    for _ in range(9):
        complained(house, request)
    async with sitting(house.app(lang, person="wangfang"), size) as op:
        await op.press("5")
        await op.sees(f"{house.year}-业务部-0004.1")
        await op.press("n")
        await op.sees(asks)
        await op.fill(line_number=str(NUMBER), line_reason="客户来电")
        await op.press("ctrl+s")
        seen = await op.sees(
            "161****0003", words[0], words[2], f"{house.year}-C001", f"{house.year}-业务部-0004.1"
        )
        # State first, then the clock with its zone, whole.
        row = next(line for line in seen.split("\n") if "▌" in line)
        assert re.search(rf"✗ \S+ .* \d\d-\d\d \d\d:\d\d \+08 {house.year}-业务部-0004\.1", row), row
        # The last complaint is reached by the keyboard, as the border says.
        if f"{house.year}-C009" not in seen:
            assert "↓" in seen
            await op.press("shift+tab", "end")
            await op.sees(f"{house.year}-C009")
        if size[1] >= 40:
            await op.sees(words[1])


async def test_a_search_without_a_reason_or_by_a_drafter_is_refused_in_words(house: House) -> None:
    async with sitting(house.app("zh", person="zhaomin")) as op:
        await op.press("5")
        await op.sees(f"{house.year}-业务部-0001.1")
        await op.press("n")
        await op.sees("号码不由您查看", "R7")


async def test_one_recipient_is_unmasked_with_a_reason(house: House) -> None:
    sent(house)
    async with sitting(house.app("zh", person="qianwei")) as op:
        await op.press("5")
        await op.sees("已完成")
        await op.press("down", "enter")
        await op.sees("批准 20")
        await op.press("enter")
        await op.sees("161****00", "u 看号码")
        await op.press("down", "down", "down")
        (masked,) = re.findall(r"▌ [^│]*161\*{4}(\d{4})", await op.sees("▌ "))
        await op.press("u")
        await op.sees("显示一次")
        await op.fill(line_reason="客户要求回电")
        await op.press("ctrl+s")
        await op.sees(f"1610000{masked}")
    async with sitting(house.app("zh", person="sunli")) as op:
        await op.press("5")
        await op.sees("已完成")
        await op.press("down", "enter")
        await op.sees("批准 20")
        await op.press("enter")
        await op.sees("161****00", "(u 看号码)")


# ---- complaints


async def test_a_complaint_is_entered_answered_and_closed_at_the_screens(house: House) -> None:
    request = sent(house)
    form = house.core.view("wangfang", request).row.number
    async with sitting(house.app("zh", person="wangfang")) as op:
        await op.press("5")
        await op.sees(f"{house.year}-业务部-0001.1")
        await op.press("c")
        await op.sees("没有投诉。按 n 登记一件。")
        await op.press("n")
        await op.sees("投诉内容不写号码")
        await op.fill(control_form=form, control_num="1610000", control_text="反复收到短信")
        await op.press("ctrl+s")
        await op.sees("R10")
        await op.fill(control_num=str(NUMBER))
        await op.press("ctrl+s")
        await op.sees(f"投诉已登记：{house.year}-C001", "161****0003", "待答复", "(a 答复)", "(x 结案)")
    async with sitting(house.app("zh", person="sunli")) as op:
        await op.sees("答复投诉")
        await op.reach("答复投诉")
        await op.press("enter")
        await op.sees("反复收到短信")
        await op.press("a")
        await op.sees(f"{house.year}-C001")
        await op.fill(line_text="已致歉")
        await op.press("ctrl+s")
        await op.sees("答复已记下", "已答复")
    async with sitting(house.app("zh", person="wangfang")) as op:
        await op.sees("投诉结案")
        await op.reach("投诉结案")
        await op.press("enter")
        await op.sees("已致歉")
        await op.press("x")
        await op.sees("投诉是否属实")
        await op.press("enter")
        await op.sees("结论")
        await op.fill(line_text="名单未更新")
        await op.press("ctrl+s")
        await op.sees("已结案", "属实", "名单未更新")
        await op.press("enter")
        await op.sees(form, "已完成", "提醒客户办理到期存款")


async def test_who_signed_the_request_sees_what_became_of_it(house: House) -> None:
    request = sent(house)
    which = complained(house, request)
    house.core.call("qianwei", wire.AnswerComplaint(which, "已致歉"))
    async with sitting(house.app("zh", person="sunli")) as op:
        await op.sees("您批的申请被投诉")
    assert [one.state for one in house.core.view("sunli", request).complaints] == ["answered"]


async def test_a_complaint_about_another_department_is_not_entered_by_a_drafter(house: House) -> None:
    async with sitting(house.app("zh", person="zhaomin")) as op:
        await op.press("5")
        await op.sees(f"{house.year}-业务部-0001.1")
        await op.press("c")
        await op.sees("没有投诉")
        await op.press("n")
        await op.sees("投诉不由您登记", "R7")


# ---- evidence


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


async def gather(op: Operator, app: ConsoleApp, request: int) -> None:
    from console.screens.requests.request_view import RequestPage

    app.push_screen(RequestPage(request))
    await op.sees(f"{this_year()}-业务部-")
    await op.press("b")
    await op.sees("取出全部证据")


async def test_the_evidence_of_a_request_is_taken_out_into_a_folder_that_verifies(house: House) -> None:
    request = sent(house)
    app = house.app("zh", person="wangfang")
    async with sitting(app) as op:
        await gather(op, app, request)
        await op.fill(line_reason="审计抽查", line_name="proof")
        await op.press("ctrl+s")
        await op.sees("的证据：", "清单的 SHA-256 记入台账")
    found = evidence_check.check(house.folder / "proof", house.core.org.roots)
    assert (found.faults, len(found.verified)) == ([], 1)


async def test_what_became_of_the_evidence_is_read_to_its_end_by_keys_in_either_language(
    house: House,
) -> None:
    request = sent(house)
    app = house.app("zh", person="wangfang")
    async with sitting(app, (60, 12)) as op:
        await gather(op, app, request)
        await op.fill(line_reason="审计抽查", line_name="proof")
        await op.press("ctrl+s")
        await op.sees("的证据")
        await op.press("f2")
        await op.until(lambda: "的证据" not in op.screen(), "the other language")
        assert "sh verify.sh" not in op.screen()
        await op.press("end")
        await op.sees("sh verify.sh")


async def test_a_folder_elsewhere_or_one_that_is_there_is_refused_before_anything_is_entered(
    house: House,
) -> None:
    request = sent(house)
    (house.folder / "there").mkdir()
    app = house.app("zh", person="wangfang")
    async with sitting(app) as op:
        await gather(op, app, request)
        await op.fill(line_reason="审计抽查", line_name="../proof")
        await op.press("ctrl+s")
        await op.sees("../proof")
        await op.fill(line_name="there")
        await op.press("ctrl+s")
        await op.until(
            lambda: "已有" in op.screen() or "存在" in op.screen() or "already" in op.screen(), "it is there"
        )
    with house.core.database.reader() as conn:
        assert (
            conn.execute(text("SELECT COUNT(*) FROM ledger WHERE kind = 'evidence.made'")).scalar_one() == 0
        )
    assert "proof" not in names(house.folder.parent)


async def test_the_custodian_is_told_at_the_key_that_no_evidence_is_theirs(house: House) -> None:
    from console.screens.requests.request_view import RequestPage

    page = RequestPage(sent(house))
    app = house.app("zh", person="fenglei")
    async with sitting(app) as op:
        app.push_screen(page)
        await op.sees(f"{house.year}-业务部-")
        refusal = page.refusal(actions.find("request.evidence"))
        assert refusal is not None
        assert refusal.code == "custodian_sees_no_number"


@pytest.mark.parametrize(("lang", "stop", "over"), [("zh", "停止", "没有成功"), ("en", "stop", "and failed")])
async def test_nothing_is_left_to_stop_when_the_gathering_failed(
    house: House, lang: str, stop: str, over: str
) -> None:
    from console.screens.ledger.evidence import GatheringPage

    view = house.core.view("wangfang", sent(house))
    app = house.app(lang, person="fenglei")
    async with sitting(app) as op:
        app.push_screen(GatheringPage(view, "审计抽查", "proof"))
        # The custodian may see no number, so the desk refuses; the dialog says it.
        await op.sees("R12")
        await op.press("enter")
        await op.sees(f"(x {stop})")
        await op.press("x")
        await op.sees(over)
    assert "proof" not in names(house.folder)


async def test_a_requests_complaints_are_opened_from_its_page(house: House) -> None:
    from console.screens.requests.request_view import RequestPage

    request = sent(house)
    complained(house, request)
    app = house.app("zh", person="sunli")
    async with sitting(app) as op:
        app.push_screen(RequestPage(request))
        await op.sees(f"{house.year}-业务部-")
        await op.press("k")
        await op.sees(f"{house.year}-C001", "待答复", "n 登记投诉")
