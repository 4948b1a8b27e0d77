"""Attachment 3 at the screens: filled in, judged, signed, decided, sent back, filed."""

from datetime import timedelta

import msgspec
import pytest

from console.domain.people.enrolment import ApplicationKind
from console.domain.times import parse, render
from console.screens.people import application_fields
from console.screens.people.application_form import ApplicationFormPage
from console.widgets.fields import Field
from console.widgets.picked import Picked
from console.wire import calls
from console.wire.people import enrolment
from tests.screens.driver import Operator, sitting
from tests.screens.personnel import decided, form, handed_in, pick
from tests.services.people.test_enrolment import Desk
from tests.terminal.sit import House


def shown_fields(op: Operator) -> set[str]:
    """The fields that the form asks for now."""
    return {field.field for field in op.app.screen.query(Field) if field.display}


async def signed(op: Operator, person: str) -> None:
    await op.fill(passphrase=f"demo {person}")
    await op.press("ctrl+s")


async def test_an_application_is_filled_in_judged_beside_its_fields_signed_and_authorised(
    house: House,
) -> None:
    wanted = form(house)
    (house.folder / "heqing.pub").write_text(f"{wanted.key} heqing@bank\n", "utf-8")
    async with sitting(house.app(person="zhaomin")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("a")
        await op.sees("没有操作员申请")
        await op.press("n")
        await op.sees("操作员申请表（附件3）", "<新增>", "还差")
        names = ("person", "name", "staff_no", "title", "email", "trained_on", "reason")
        await op.fill(
            **{f"control_{name}": getattr(wanted, name) for name in names}, control_telephone="13800138000"
        )
        op.app.screen.query_one("#control-send").focus()
        await op.press("space", "ctrl+s")
        await op.sees("手机号", "还差")
        await op.fill(control_telephone=wanted.telephone)
        await op.press("f6")
        await op.sees("读公钥")
        await op.fill(line_path=str(house.folder / "heqing.pub"))
        await op.press("ctrl+s")
        await op.sees("还差 1 处：接替")
        op.app.screen.query_one("#control-replaces").focus()
        await op.sees("[R8]")
        await op.press("enter")
        await op.sees("qianwei")
        await pick(op, "钱伟")
        await op.sees("已填齐")
        await op.press("ctrl+s")
        await op.sees("您将签名的申请表", "heqing", "何青", "公钥")
        await op.press("pagedown")
        await op.sees("SHA256:")
        await signed(op, "zhaomin")
        await op.sees(f"已交上去：{house.year}-业务部-A-0001", "▌ ● 待审批")
    async with sitting(house.app(person="sunli")) as op:
        await op.sees("操作员申请等您授权")
        at = [one.what for one in house.core.call("sunli", calls.Todo())].index("authorise_application")
        await op.press(*["down"] * at, "enter")
        await op.sees("heqing", "何青", "等待", "部门经理 孙丽 > 主管经理 李强")
        await op.press("end")
        await op.sees("申请  赵敏", "✓ 签名有效")
        await op.press("f")
        await op.sees("怎么办：")
        await op.press("enter", "a")
        await op.sees("授权", "意见")
        await op.press("ctrl+s")
        await op.sees("签名口令", "决定", "授权")
        await signed(op, "sunli")
        await op.sees(f"已授权 {house.year}-业务部-A-0001")
    rows = house.core.call("sunli", enrolment.ApplicationsPage()).rows
    assert [(row.state, row.waits_for, row.name) for row in rows] == [
        ("authorised", "supervising_manager", "何青")
    ]


async def test_a_returned_application_is_changed_and_comes_back_under_its_number(house: House) -> None:
    application = handed_in(house)
    async with sitting(house.app(person="sunli")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("a", "m")
        await op.sees("只看等您办的；", "▌ ● 待审批")
        await op.press("m")
        await op.sees("看全部；", "▌ ● 待审批")
        await op.press("m")
        await op.sees("只看等您办的；", "▌ ● 待审批")
        await op.press("enter")
        await op.sees("heqing", "何青")
        await op.press("r")
        await op.sees("原因")
        await op.fill(line_reason="职务写全称")
        await op.press("ctrl+s")
        await op.sees("签名口令", "决定", "职务写全称")
        await signed(op, "sunli")
        await op.sees(f"已退回 {house.year}-业务部-A-0001", "职务写全称")
    house.core.at += timedelta(minutes=1)
    async with sitting(house.app(person="zhaomin")) as op:
        await op.sees("操作员申请退回待改")
        await op.press("enter")
        await op.sees("已退回", "职务写全称")
        await op.press("e")
        await op.sees("退回的原因： 职务写全称", "已填齐")
        await op.fill(control_title="综合柜员")
        await op.press("ctrl+s")
        await op.sees("您将签名的申请表", "版本              2", "综合柜员")
        await signed(op, "zhaomin")
        await op.sees(f"已交上去：{house.year}-业务部-A-0001")
    view = house.core.call("zhaomin", enrolment.ApplicationDetail(application))
    assert (view.row.version, view.row.state, view.form.title) == (2, "submitted", "综合柜员")


async def test_an_application_for_another_department_opens_with_it_and_not_with_ones_own(
    house: House,
) -> None:
    page = ApplicationFormPage()
    page.form = form(house, department="credit")
    async with sitting(house.app(person="zhaomin")) as op:
        await op.app.push_screen(page)
        await op.until(lambda: bool(page.query("#control-department")), "the form")
        assert page.query_one("#control-department", Picked).value == "credit"


async def test_an_application_takes_the_next_number_where_another_took_its_own_meanwhile(
    house: House,
) -> None:
    application = handed_in(house)
    decided(house, "sunli", "return", application, reason="不清")
    wanted = form(
        house, person="hexi", name="何西", staff_no="D0102", post="drafter", replaces="", trained_on=""
    )
    page = ApplicationFormPage()
    page.form = wanted
    async with sitting(house.app(person="zhaomin")) as op:
        await op.app.push_screen(page)
        await op.sees("已填齐")
        await op.press("ctrl+s")
        await op.sees("您将签名的申请表", f"{house.year}-业务部-A-0002")
        handed_in(
            house, person="heyu", name="何玉", staff_no="D0103", post="drafter", replaces="", trained_on=""
        )
        await signed(op, "zhaomin")
        await op.sees(f"已交上去：{house.year}-业务部-A-0003")


async def test_the_general_department_files_an_application_with_the_paper_s_number(house: House) -> None:
    application = handed_in(house)
    decided(house, "sunli", "authorise", application)
    decided(house, "liqiang", "approve", application)
    async with sitting(house.app(person="wangfang")) as op:
        await op.sees("操作员申请等您存档")
        await op.press("enter")
        await op.sees("heqing", "何青", "综合部存档")
        await op.press("f")
        await op.sees("纸质件编号")
        await op.fill(line_paper="2026-A-7", line_place="C-3")
        await op.press("ctrl+s")
        await op.sees("签名口令", "2026-A-7", "C-3")
        await signed(op, "wangfang")
        await op.sees(f"已存档 {house.year}-业务部-A-0001", "2026-A-7", "C-3")
    assert house.core.call("wangfang", enrolment.ApplicationDetail(application)).row.waits_for == "roster"


async def test_another_language_or_kind_keeps_what_was_typed_and_asks_for_the_new_department(
    house: House,
) -> None:
    async with sitting(house.app(person="wangfang")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("a")
        await op.sees("没有操作员申请")
        await op.press("n")
        await op.sees("<新增>", "还差")
        await op.fill(control_person="tanyue", control_name="谭越")
        op.app.screen.query_one("#control-contacts").focus()
        await op.press("space", "f2")
        # The judgement takes four lines of the fields, and the one that is being filled in stays in view.
        await op.sees("Ask its drafter", "☑ contact lists")
        op.app.screen.query_one("#control-person").focus()
        await op.sees("person id", "tanyue", "谭越")
        op.app.screen.query_one("#control-kind").focus()
        await op.press("left")
        await op.sees("<new department>", "its kind", "in charge of it", "tanyue", "☑ contact lists")
        await op.fill(control_new_department="risk", control_department_name="风险部")
        op.app.screen.query_one("#control-supervisor").focus()
        await op.press("enter")
        await op.sees("李强", "周健")
        await pick(op, "李强")
        # A department joins with its manager: neither another post nor what only an operator has is asked.
        assert not {"post", "standby", "trained_on", "until"} & shown_fields(op)
        await op.press("f5")
        await op.sees("D0012")
        await pick(op, "jiangbo")
        await op.sees("D0012", "010-00000012", "李强")
        await op.press("question_mark", "f1")
        await op.sees("R12 (accounts kept by one person)")
        await op.press("escape", "escape")
        await op.sees("What you typed is kept")
        await op.press("n")
        await op.sees("What you typed before is here", "jiangbo", "D0012", "☑ contact lists")


async def test_who_may_not_apply_is_told_before_he_fills_anything_in(house: House) -> None:
    async with sitting(house.app("en", person="sunli")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("a")
        await op.press("n")
        await op.sees("<add>", "still to fix")
        await op.press("left")
        await op.sees("<new department>", "It is not yours to apply for a new department")
        await op.press("right")
        await op.until(lambda: "not yours to apply" not in op.screen(), "nothing in the way")


async def test_under_a_roster_that_expired_nobody_fills_in_an_application_in_vain(house: House) -> None:
    roster = house.core.org.roster
    assert roster is not None
    house.core.at = parse(roster.expires)
    async with sitting(house.app("zh", person="sunli")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("a", "n")
        await op.sees("<新增>", "还差", "名册已于")


async def test_an_application_that_is_read_by_somebody_else_offers_him_no_key(house: House) -> None:
    handed_in(house)
    async with sitting(house.app(person="qianwei")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("a")
        await op.sees("何青")
        await op.press("enter")
        await op.sees("(a 同意)", "(f 存档)", "(r 退回)", "(x 驳回)")
        await op.press("e")
        await op.sees("怎么办：")


async def test_an_application_that_was_carried_out_says_how_its_post_ended(house: House) -> None:
    desk = Desk(house.core)
    application = desk.filed(form(house))
    desk.publish(application)
    house.core.at += timedelta(minutes=1)
    wanted = msgspec.structs.replace(
        form(house), kind="revoke", key="", replaces="", trained_on="", since=render(house.core.at)
    )
    giving_up = desk.filed(wanted)
    house.core.at += timedelta(minutes=1)
    desk.publish(giving_up)
    async with sitting(house.app(person="sunli")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("a")
        await op.sees("▌ ✓ 已执行", "已终止")
        await op.press("down", "enter")
        await op.sees("批准之后", "终止", "heqing，未绑定系统账号", "名册第 2 版，韩雪 经办，杨帆 复核")
        await op.sees("名册第 3 版，韩雪 经办，杨帆 复核", f"依据 {house.year}-业务部-A-0002")


@pytest.mark.parametrize("kind", list(ApplicationKind))
def test_every_kind_of_application_asks_whom_it_is_about_from_when_and_why(
    house: House, kind: ApplicationKind
) -> None:
    asked = application_fields.shown(form(house, kind=str(kind)))
    assert {"kind", "name", "staff_no", "since", "reason"} <= {*asked}
    assert ("until" in asked) is (kind in {ApplicationKind.ADD, ApplicationKind.DEPUTY})
