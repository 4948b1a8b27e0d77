"""What people do at the screens about people: deputies, suspensions, applications, pledges, roster versions."""

from datetime import timedelta
from typing import Any

import msgspec

from console.domain.people import Post, Roster
from console.domain.rosters import Change, SetStanding
from console.domain.times import render
from console.signing import keys
from console.signing.statements import decode, namespace
from console.wire import calls, enrolment, personnel, rosters
from tests.screens.driver import Operator, sitting
from tests.terminal.sit import House


def form(house: House, **changed: Any) -> enrolment.ApplicationForm:
    """He Qing, new to the bank, takes over from Qian Wei as the business department's operator."""
    base = enrolment.ApplicationForm(
        department="business",
        person="heqing",
        name="何青",
        staff_no="D0101",
        title="柜员",
        telephone="010-00000101",
        email="heqing@bank.example",
        duties=["send"],
        since=render(house.core.at),
        replaces="qianwei",
        trained_on="2026-11-20",
        key=keys.generate().public,
        reason="钱伟调往信贷部",
    )
    return msgspec.structs.replace(base, **changed)


def handed_in(house: House, by: str = "zhaomin", **changed: Any) -> int:
    prepared = house.core.call(by, enrolment.PrepareApplication(form(house, **changed)))
    return house.core.enact(by, prepared).id


def decided(house: House, person: str, decision: str, application: int, **said: str) -> None:
    view = house.core.call(person, enrolment.ApplicationDetail(application))
    call = enrolment.PrepareApplicationStep(application, view.head, decision, **said)
    house.core.enact(person, house.core.call(person, call))


def filed(house: House) -> int:
    application = handed_in(house)
    decided(house, "sunli", "authorise", application)
    decided(house, "liqiang", "approve", application)
    decided(house, "wangfang", "file", application, paper="2026-A-7", place="C-3")
    return application


def proposed(house: House, *changes: Change, by: str = "hanxue") -> str:
    house.core.at += timedelta(minutes=1)
    text = house.core.call(by, rosters.PrepareRoster(list(changes))).text
    signature = house.core.org.people[by].sign(text.encode(), namespace(decode(text.encode())))
    house.core.call(by, rosters.ProposeRoster(text, signature))
    return str(text)


def in_force(house: House) -> Roster:
    found = decode(house.core.call("sunli", rosters.RosterDetail()).text.encode())
    assert isinstance(found, Roster)
    return found


def orders(house: House) -> list[personnel.OrderRow]:
    page: personnel.OrderPage = house.core.call("sunli", personnel.OrdersPage())
    return page.rows


async def pick(op: Operator, words: str) -> None:
    """Type part of an option and take it."""
    await op.fill(filter=words)
    await op.press("enter")


# ---- the list and one person


async def test_the_list_names_posts_held_together_pledges_deputies_and_what_the_roster_lacks(
    house: House,
) -> None:
    core = house.core
    core.enact(
        "sunli",
        core.call(
            "sunli",
            personnel.PrepareOrder(
                "deputation",
                person="jiangbo",
                principal="sunli",
                post="department_manager",
                department="business",
                since=render(core.at),
                until=render(core.at + timedelta(days=3)),
                reason="出差",
            ),
        ),
    )
    core.enact(
        "qianwei",
        core.call("qianwei", personnel.PrepareOrder("suspension", person="qianwei", reason="口令外泄")),
    )
    async with sitting(house.app(person="sunli")) as op:
        await op.press("8")
        shown = await op.sees("业务部 主管经理 兼 信贷部", "业务部 没有操作员。 [R8]", "w 看全部")
        rows = {line[2:6].strip(): line for line in shown.split("\n")}
        assert "停用" in rows["钱伟"]
        assert "蒋波" in rows["孙丽"]
        assert "有效" in rows["赵敏"]
        assert "有效" not in rows["李强"]
        await op.press("w")
        await op.sees("R8 操作员与授权：", "按附件3申请")
        await op.press("escape", "slash")
        await op.fill(search="信贷部")
        await op.press("enter")
        await op.until(
            lambda: "卫娜" in op.screen() and "赵敏" not in op.screen(), "the credit department alone"
        )


async def test_a_person_s_page_shows_what_he_would_leave_behind_to_his_manager_alone(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("8")
        await op.sees("> 赵敏")
        await op.press("enter")
        await op.sees("业务部 起草专人  20", "（2026-1）到", "2026-业务部-0003  审批中", "SHA256:")
    async with sitting(house.app(person="weina")) as op:
        await op.press("8")
        await op.sees("> 赵敏")
        await op.press("enter")
        await op.sees("离岗会留下什么", "赵敏")
        assert "2026-业务部-0003" not in op.screen()


# ---- orders


async def test_a_manager_names_a_deputy_from_his_queue_and_recalls_him(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("3")
        await op.sees("> 2026-业务部-0003")
        await op.press("d")
        await op.sees("代谁的岗", "孙丽  业务部 部门经理", "还差 3 处")
        await op.press("ctrl+s")
        await op.sees("“代签人”没有填", "“截止”没有填")
        await op.fill(control_until="明天")
        await op.sees("“明天”不是一个时间")
        op.app.screen.query_one("#control-deputy").focus()
        await op.press("enter")
        await op.sees("打字筛选")
        await pick(op, "蒋波")
        soon = render(house.core.at + timedelta(days=40, hours=8))
        await op.fill(control_until=soon[:16].replace("T", " "), control_reason="出差")
        await op.sees("已填齐")
        await op.press("ctrl+s")
        await op.sees("起止时间不对，或超过 31 天")
        await op.press("enter")
        soon = render(house.core.at + timedelta(days=3, hours=8))
        await op.fill(control_until=soon[:16].replace("T", " "))
        await op.press("ctrl+s")
        await op.sees("指定代签人（R2", "全部类别", "签名口令")
        await op.fill(passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees("已指定代签人：蒋波")
        assert [(row.person, row.principal, row.state) for row in orders(house)] == [
            ("jiangbo", "sunli", "live")
        ]
        await op.press("8")
        await op.sees("> 赵敏")
        await op.press("d")
        await op.sees("> 有效", "蒋波 代 孙丽（业务部 部门经理）")
        await op.press("x")
        await op.sees("提前收回")
        await op.fill(line_reason="提前回来", passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees("已收回：蒋波", "没有有效的代签")
    assert orders(house) == []


async def test_a_form_that_is_not_signed_asks_before_it_is_left(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("3")
        await op.sees("> 2026-业务部-0003")
        await op.press("d")
        await op.sees("代谁的岗")
        op.app.screen.query_one("#control-reason").focus()
        await op.press("x", "escape")
        await op.sees("这张表没有存")
        await op.press("n")
        await op.sees("代谁的岗")
        await op.press("escape")
        await op.sees("这张表没有存")
        await op.press("y")
        await op.sees("> 2026-业务部-0003")


async def test_a_suspension_needs_the_name_typed_again_and_takes_effect_at_once(house: House) -> None:
    async with sitting(house.app("en", person="sunli")) as op:
        await op.press("8")
        await op.sees("> 赵敏")
        await op.press("j", "u")
        await op.sees("Suspend (at once)", "钱伟 (qianwei)")
        await op.fill(line_name="赵敏", line_reason="lost his key", passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees("That is not the name")
        assert orders(house) == []
        await op.fill(line_name="钱伟", passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees("Suspended: 钱伟", "suspe~")
    assert [(row.kind, row.person) for row in orders(house)] == [("suspension", "qianwei")]


async def test_who_has_nobody_to_stand_in_for_is_told_why(house: House) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await op.press("8")
        await op.sees("> 赵敏")
        await op.press("b")
        await op.sees("不是", "部门经理", "怎么办：")
        await op.press("enter", "d")
        await op.sees("没有有效的代签")
        await op.press("n")
        await op.sees("代签人由本人授权，或由他的上级指定")
        await op.press("enter")
        await op.sees("没有有效的代签")


# ---- applications


async def test_an_application_is_filled_in_judged_beside_its_fields_signed_and_authorised(
    house: House,
) -> None:
    wanted = form(house)
    (house.folder / "heqing.pub").write_text(f"{wanted.key} heqing@bank\n", "utf-8")
    async with sitting(house.app(person="zhaomin")) as op:
        await op.press("8")
        await op.sees("> 赵敏")
        await op.press("a")
        await op.sees("没有操作员申请")
        await op.press("n")
        await op.sees("操作员申请表（附件3）", "<新增>", "还差")
        names = ("person", "name", "staff_no", "title", "email", "trained_on", "reason")
        await op.fill(
            **{f"control_{name}": getattr(wanted, name) for name in names}, control_telephone="13800138000"
        )
        op.app.screen.query_one("#control-send").focus()
        await op.press("space")
        await op.press("ctrl+s")
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
        await op.sees("您将签名的申请表", "何青 (heqing)", "SHA256:")
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("已交上去：2026-业务部-A-0001", "> 待审批")
    async with sitting(house.app(person="sunli")) as op:
        await op.sees("操作员申请等您授权")
        row = house.core.call("sunli", calls.Todo())
        at = [one.what for one in row].index("authorise_application")
        await op.press(*["down"] * at, "enter")
        await op.sees("何青 (heqing)", "等待", "部门经理 孙丽 > 主管经理 李强")
        await op.press("end")
        await op.sees("申请  赵敏", "[签名有效]")
        await op.press("f")
        await op.sees("怎么办：")
        await op.press("enter", "a")
        await op.sees("授权", "签名口令")
        await op.fill(passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees("已授权 2026-业务部-A-0001")
    rows = house.core.call("sunli", enrolment.ApplicationsPage()).rows
    assert [(row.state, row.waits_for, row.name) for row in rows] == [
        ("authorised", "supervising_manager", "何青")
    ]


async def test_a_returned_application_is_changed_and_comes_back_under_its_number(house: House) -> None:
    application = handed_in(house)
    async with sitting(house.app(person="sunli")) as op:
        await op.press("8")
        await op.sees("> 赵敏")
        await op.press("a", "m")
        await op.sees("只看等您办的", "> 待审批")
        await op.press("enter")
        await op.sees("何青 (heqing)")
        await op.press("r")
        await op.sees("原因")
        await op.fill(line_reason="职务写全称", passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees("已退回 2026-业务部-A-0001", "职务写全称")
    house.core.at += timedelta(minutes=1)
    async with sitting(house.app(person="zhaomin")) as op:
        await op.sees("操作员申请退回待改")
        await op.press("enter")
        await op.sees("已退回", "职务写全称")
        await op.press("e")
        await op.sees("退回的原因： 职务写全称", "已填齐")
        await op.fill(control_title="综合柜员")
        await op.press("ctrl+s")
        await op.sees("您将签名的申请表", "综合柜员", "v2")
        await op.fill(passphrase="demo zhaomin")
        await op.press("ctrl+s")
        await op.sees("已交上去：2026-业务部-A-0001")
    view = house.core.call("zhaomin", enrolment.ApplicationDetail(application))
    assert (view.row.version, view.row.state, view.form.title) == (2, "submitted", "综合柜员")


async def test_the_general_department_files_an_application_with_the_paper_s_number(house: House) -> None:
    application = handed_in(house)
    decided(house, "sunli", "authorise", application)
    decided(house, "liqiang", "approve", application)
    async with sitting(house.app(person="wangfang")) as op:
        await op.sees("操作员申请等您存档")
        await op.press("enter")
        await op.sees("何青 (heqing)", "综合部存档")
        await op.press("f")
        await op.sees("纸质件编号")
        await op.fill(line_paper="2026-A-7", line_place="C-3", passphrase="demo wangfang")
        await op.press("ctrl+s")
        await op.sees("已存档 2026-业务部-A-0001", "2026-A-7", "C-3")
    assert house.core.call("wangfang", enrolment.ApplicationDetail(application)).row.waits_for == "roster"


# ---- the pledge


async def test_a_pledge_is_signed_clause_by_clause_with_a_witness(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("8")
        await op.sees("> 赵敏")
        await op.press("p")
        await op.sees("您的保证书：有效", "[ ] 1. 法律法规", "还有 12 条没打勾")
        await op.press(*["space"] * 11)
        await op.sees("还有 1 条没打勾")
        await op.press("ctrl+s")
        await op.press("space")
        await op.sees("还要选见证人")
        await op.press("ctrl+s")
        await op.sees("“见证人”没有填")
        await op.press("enter")
        await op.sees("郑涛")
        await pick(op, "郑涛")
        await op.sees("已填齐")
        await op.press("ctrl+s")
        await op.sees("签署保证书（附件2）", "全部 12 条", "郑涛")
        await op.fill(passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees("保证书已签（2026-1）")
    mine = house.core.call("sunli", personnel.Pledge()).mine
    assert (mine.witness, mine.state, mine.at) == ("zhengtao", "valid", render(house.core.at))


async def test_everyone_s_pledge_is_a_list_and_who_needs_none_is_told(house: House) -> None:
    async with sitting(house.app("en", person="wangfang")) as op:
        await op.press("8")
        await op.sees("> 赵敏")
        await op.press("p")
        await op.sees("Your posts ask for no pledge.")
        await op.press("f5")
        await op.sees("> 赵敏", "valid", "郑涛")
        await op.press("s")
        await op.sees("Nobody of that kind.")


# ---- roster versions


async def test_a_roster_signer_chooses_changes_reads_the_difference_and_another_publishes(
    house: House,
) -> None:
    application = filed(house)
    house.core.at += timedelta(minutes=1)
    async with sitting(house.app(person="hanxue")) as op:
        await op.sees("已存档，等新名册")
        await op.press("enter")
        await op.sees("第 1 版之后的第 2 版", "办理", "2026-业务部-A-0001")
        await op.press("f")
        await op.sees("[x] 2026-业务部-A-0001")
        await op.press("enter")
        await op.sees("[ ] 2026-业务部-A-0001")
        await op.press("enter")
        await op.sees("[x] 2026-业务部-A-0001")
        await op.press("escape", "l")
        await op.sees("谁离岗")
        await pick(op, "weina")
        await op.sees("卫娜 (weina) 离岗")
        await op.press("ctrl+s")
        await op.sees("前一版已从本机的根密钥核对", "新增人员  何青 (heqing)", "在岗 -> 已离开")
        await op.press("a")
        await op.sees("另一位名册签署人签了才生效")
        await op.fill(passphrase="demo hanxue")
        await op.press("ctrl+s")
        await op.sees("第 2 版已提出")
    assert in_force(house).version == 1
    async with sitting(house.app(person="yangfan")) as op:
        await op.sees("新名册等您签")
        todo = [one.what for one in house.core.call("yangfan", calls.Todo())]
        await op.press(*["down"] * todo.index("confirm_roster"), "enter")
        await op.sees("> ", "待签", "韩雪")
        await op.press("enter")
        await op.sees("第一个签名：韩雪", "新增人员  何青 (heqing)")
        await op.press("a")
        await op.sees("立即生效")
        await op.fill(passphrase="demo yangfan")
        await op.press("ctrl+s")
        await op.sees("第 2 版名册已生效")
    roster = in_force(house)
    assert roster.version == 2
    assert roster.holders(Post.OPERATOR, "business", render(house.core.at)) == ["heqing"]
    assert house.core.call("zhaomin", enrolment.ApplicationDetail(application)).row.state == "active"


async def test_a_post_is_moved_from_one_department_to_another(house: House) -> None:
    async with sitting(house.app(person="hanxue")) as op:
        await op.press("8")
        await op.sees("> 赵敏")
        await op.press("r")
        await op.sees("韩雪, 杨帆")
        await op.press("n")
        await op.sees("还没有选改动")
        await op.press("m")
        await op.sees("从哪个岗位调走")
        await pick(op, "钱伟")
        await op.sees("钱伟：哪个岗位")
        await pick(op, "信贷部 操作员")
        await op.sees("开始（空为现在）")
        await op.press("ctrl+s")
        await op.sees("1. 钱伟 (qianwei) 免去 业务部 操作员", "2. 钱伟 (qianwei) 任 信贷部 操作员")
        await op.press("x")
        await op.sees("去掉哪一项")
        await op.press("enter")
        await op.until(lambda: "1. 钱伟 (qianwei) 任 信贷部 操作员" in op.screen(), "one change left")
        await op.press("escape")
        await op.sees("这张表没有存")
        await op.press("y")
        await op.sees("韩雪, 杨帆")


async def test_who_proposed_does_not_confirm_and_a_proposal_can_be_dropped(house: House) -> None:
    proposed(house, SetStanding("weina", "left"))
    async with sitting(house.app(person="hanxue")) as op:
        await op.press("8")
        await op.sees("> 赵敏")
        await op.press("r", "p")
        await op.sees("待签", "韩雪")
        await op.press("enter")
        await op.sees("人员变更  卫娜 (weina)", "(a 签名)")
        await op.press("a")
        await op.sees("怎么办：")
        await op.press("enter", "x")
        await op.sees("撤下这一版")
        await op.press("y")
        await op.sees("已撤下")
    states = [one.state for one in house.core.call("hanxue", rosters.RosterProposals())]
    assert states == ["dropped"]


async def test_two_versions_are_compared_in_words(house: House) -> None:
    text = proposed(house, SetStanding("weina", "left"))
    second = house.core.org.people["yangfan"].sign(text.encode(), namespace(decode(text.encode())))
    digest = house.core.call("yangfan", rosters.RosterProposals())[0].digest
    house.core.call("yangfan", rosters.ConfirmRoster(digest, second))
    async with sitting(house.app("en", person="shenyu"), (120, 40)) as op:
        await op.press("8")
        await op.sees("> 赵敏")
        await op.press("r")
        await op.sees("(n next version)", ">       2")
        await op.press("c")
        await op.sees(
            "Version 2 against version 1", "post ended  卫娜 (weina)  信贷部 drafter", "active -> left"
        )
        await op.press("c")
        await op.sees("organisation", "zhaomin  D0001  active")
        await op.press("end")
        await op.sees("weina  D0011  left")


# ---- the chase board


async def test_the_registrar_sees_who_owes_what_and_opens_it(house: House) -> None:
    async with sitting(house.app(person="wangfang")) as op:
        await op.press("8")
        await op.sees("> 赵敏")
        await op.press("c")
        await op.sees("放行", "钱伟", "2026-业务部-0001", "孙丽")
        await op.press("slash")
        await op.fill(search="钱伟")
        await op.press("enter")
        await op.until(lambda: "孙丽" not in op.screen(), "what the operator owes")
        await op.press("enter")
        await op.sees("短信全文", "可放行")
    async with sitting(house.app(person="zhaomin")) as op:
        await op.press("8")
        await op.sees("> 赵敏")
        await op.press("c")
        await op.sees("怎么办：")
