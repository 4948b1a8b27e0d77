"""What people do at the screens about people: the list, deputies, suspensions, pledges, who owes what."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from console.domain.people.people import Post
from console.domain.rosters.rosters import Appoint, SetStanding
from console.domain.times import render
from console.nouns.approvals import ToDeputy
from console.nouns.people import ToOrders
from console.screens.lists import portion
from console.screens.page import Page
from console.screens.people.pledge import PledgePage
from console.screens.versions.people_facts import key_of
from console.signing.sshsig import fingerprint
from console.widgets.line_input import LineInput
from console.wire.answers import Prepared
from console.wire.base import Call
from console.wire.people import personnel
from tests import asking
from tests.lying import LyingDesk, altered, forged
from tests.screens.driver import Operator, sitting
from tests.screens.personnel import in_force, orders, pick, published, suspended
from tests.services.approvals.test_absences import in_doubt
from tests.services.people.test_orders import deputy
from tests.services.two_person.test_pairs import confirm, propose
from tests.terminal.sit import House
from tests.terminal.unpledged import without_pledge


def page_of(op: Operator) -> Page:
    page = op.app.screen
    assert isinstance(page, Page)
    return page


# ---- the list and one person


async def test_the_list_names_posts_held_together_pledges_deputies_and_what_the_roster_lacks(
    house: House,
) -> None:
    core = house.core
    core.enact(
        "sunli",
        core.call(
            "sunli",
            asking.order(
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
    suspended(house, "qianwei", "qianwei")
    async with sitting(house.app(person="sunli")) as op:
        await op.press("8")
        shown = await op.sees("业务部 主管经理 兼 信贷部", "业务部 没有操作员。 [R8]", "w 看全部")
        rows = {line[3:7].strip(): line for line in shown.split("\n")}
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


async def test_of_a_roster_that_lacks_nothing_the_key_to_what_it_lacks_says_so(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("8")
        await op.sees("钱伟")
        await op.press("w")
        await op.sees("名册没有缺岗、冲突，也不快到期。")


async def test_beside_the_list_stands_until_when_a_pledge_counts(house: House) -> None:
    (pledge,) = (one for one in house.core.call("sunli", personnel.Pledges()) if one.person == "zhaomin")
    assert pledge.until
    async with sitting(house.app(person="sunli"), (120, 40)) as op:
        await op.press("8")
        await op.sees("▌ 赵敏", op.app.session.when(pledge.until))


def test_of_a_person_s_keys_the_newest_that_counts_is_printed(house: House) -> None:
    person = next(one for one in in_force(house).people if one.id == "zhaomin")
    (key,) = person.keys
    gone = replace(key, public=house.core.org.people["sunli"].public, revoked="2026-01-01T00:00:00Z")
    assert key_of(replace(person, keys=[key, gone])) == fingerprint(key.public)
    assert key_of(replace(person, keys=[gone])) == ""


async def test_a_person_s_page_shows_what_he_would_leave_behind_to_his_manager_alone(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("enter")
        await op.sees("业务部 起草专人  20", "（2026-1）到", f"{house.year}-业务部-0003  审批中", "SHA256:")
    async with sitting(house.app(person="weina")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("enter")
        await op.sees("离岗会留下什么", "赵敏")
        assert f"{house.year}-业务部-0003" not in op.screen()


async def test_a_page_that_is_left_while_its_language_changes_ends_nothing(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        for _ in range(3):
            await op.press("8")
            await op.sees("▌ 赵敏")
            op.app.action_language()
            op.app.choose_person()
            await op.until(lambda: len(op.app.screen_stack) == 2, "the choice")
            op.app.sit_down("sunli")
            await op.until(
                lambda: op.app.session.core is not None and len(op.app.screen_stack) > 2, "the page"
            )


# ---- orders


async def test_a_manager_names_a_deputy_from_his_queue_and_recalls_him(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("3")
        await op.sees(f"▌ {house.year}-业务部-0003")
        await op.press("d")
        await op.sees("代谁的岗", "孙丽  业务部 部门经理", "还差 3 处")
        await op.press("ctrl+s")
        await op.until(lambda: op.screen().count("✗ 还没有填 [R2]") == 2, "deputy and end are called empty")
        await op.fill(control_until="明天")
        await op.sees("“明天”不是一个时间")
        op.app.screen.query_one("#control-deputy").focus()
        await op.press("enter")
        await op.sees("输入文字筛选，上下键选")
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
        await op.sees("▌ 赵敏")
        await op.press("d")
        await op.sees("▌ ✓ 有效", "蒋波 代 孙丽（业务部 部门经理）")
        await op.press("x")
        await op.sees("提前收回")
        await op.fill(line_reason="提前回来")
        await op.press("ctrl+s")
        await op.sees("指令校验值", "提前回来", "签名口令")
        await op.fill(passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees("已收回：蒋波", "没有有效的代签")
    assert orders(house) == []


@pytest.mark.parametrize(("person", "first"), [("sunli", "deputy"), ("liqiang", "held")])
async def test_who_has_one_post_begins_with_the_deputy_and_who_has_several_with_the_post(
    house: House, person: str, first: str
) -> None:
    async with sitting(house.app(person=person)) as op:
        await op.press("3")
        await op.until(lambda: op.app.focused is not None, "the queue")
        await op.press("d")
        await op.sees("代谁的岗")
        await op.until(lambda: op.app.focused is not None and op.app.focused.id == f"control-{first}", first)


async def test_the_palette_leads_from_my_turn_to_naming_a_deputy(house: House) -> None:
    async with sitting(house.app("en", person="liqiang")) as op:
        await op.press("colon")
        await op.sees("pinyin")
        await op.fill(filter="zrdq")
        await op.sees("delegate")
        await op.press("enter")
        await op.sees("whose post", "李强  业务部 supervising manager")


async def test_a_form_that_is_left_before_it_is_signed_is_as_it_was_when_it_is_opened_again(
    house: House,
) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("3")
        await op.sees(f"▌ {house.year}-业务部-0003")
        await op.press("d")
        await op.sees("代谁的岗")
        op.app.screen.query_one("#control-reason").focus()
        await op.press("x", "escape")
        await op.sees("没填完的内容留着", f"▌ {house.year}-业务部-0003")
        await op.press("d")
        await op.sees("代谁的岗", "上次没填完的内容还在")
        assert op.app.screen.query_one("#control-reason", LineInput).value == "x"


async def test_a_suspension_needs_the_name_typed_again_and_takes_effect_at_once(house: House) -> None:
    async with sitting(house.app("en", person="sunli")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("j", "u")
        await op.sees("Suspend (at once)", "钱伟 (qianwei)")
        await op.fill(line_name="赵敏", line_reason="lost his key, call 138 0013 8000")
        await op.press("ctrl+s")
        await op.sees("Not the name; it is emptied")
        assert orders(house) == []
        await op.fill(line_name="钱伟")
        await op.press("ctrl+s")
        # An urgent act never fails for its words: what is signed is read first.
        await op.sees("lost his key, call 138****8000", "passphrase")
        await op.fill(passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees("Suspended: 钱伟", "suspended")
        await op.press("enter")
        await op.sees("in force  钱伟 is suspended")
    assert [(row.kind, row.person) for row in orders(house)] == [("suspension", "qianwei")]


async def test_a_desk_that_prepares_another_act_after_the_dialog_gets_no_signature_and_no_key(
    house: House,
) -> None:
    desks: list[LyingDesk] = []
    connect = house.connect()

    def twice(person: str) -> LyingDesk:
        answered: list[Prepared] = []

        def lie(_call: Call, answer: Any) -> Any:
            if not isinstance(answer, Prepared):
                return answer
            answered.append(answer)
            other = forged(lambda act: altered(act, ("person",), "weina"))
            return answer if len(answered) == 1 else other(_call, answer)

        desks.append(LyingDesk(connect(person), lie))
        return desks[-1]

    app = house.app(person="sunli")
    app.session.connect = twice
    async with sitting(app, (80, 40)) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("j", "u")
        await op.sees("停用（立即生效）")
        await op.fill(line_name="钱伟", line_reason="口令外泄")
        await op.press("ctrl+s")
        await op.sees("签名口令")
        # A wrong passphrase would be told of, and counted, if the key were tried.
        await op.fill(passphrase="wrong")
        await op.press("ctrl+s")
        await op.sees("业务台备的文件与您要签的不同")
    assert any(desk.told for desk in desks)
    assert not any(desk.signed for desk in desks)
    assert not any(isinstance(call, personnel.WrongPassphrase) for desk in desks for call in desk.asked)


async def test_who_has_nobody_to_stand_in_for_is_told_why(house: House) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.until(lambda: "people.wake" in page_of(op).allowed, "what he may")
        await op.press("b")
        await op.sees("没有您能启用的备岗", "部门经理", "怎么办：")
        await op.press("enter", "d")
        await op.sees("没有有效的代签", "(n 指定代签)", "(b 启用备岗)")
        await op.press("n")
        await op.sees("“起草专人”不能由别人代签", "制度包只许审批岗位有代签人")
        await op.press("enter")
        await op.sees("没有有效的代签")


async def test_naming_a_deputy_is_grey_for_who_has_nobody_and_says_why(house: House) -> None:
    async with sitting(house.app("en", person="qianwei")) as op:
        await op.sees("(d delegate)")
        await op.press("d")
        await op.sees("Nobody signs in the place of a operator", "What next:")
        await op.press("enter", "3")
        await op.until(lambda: "approvals.delegate" in page_of(op).allowed, "what he may")
        assert page_of(op).allowed["approvals.delegate"] is not None
    async with sitting(house.app("en", person="sunli")) as op:
        await op.until(lambda: "todo.delegate" in page_of(op).allowed, "what she may")
        await op.press("d")
        await op.sees("whose post")


async def test_a_person_s_page_greys_what_may_not_be_ordered_of_him(house: House) -> None:
    async with sitting(house.app(person="qianwei")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("j", "j", "enter")
        await op.sees("孙丽 (sunli)", "(d 指定代签)", "(u 停用)")
        await op.press("u")
        await op.sees("您不能停用 孙丽", "怎么办：")


async def test_the_orders_about_one_person_say_whose_they_are_in_either_language(house: House) -> None:
    deputy(house.core)
    deputy(house.core, "zhengtao", "wuhong", department="general")
    async with sitting(house.app(person="sunli")) as op:
        page_of(op).go(ToOrders("sunli"))
        await op.sees("蒋波", "只看与 孙丽 有关的")
        assert "郑涛" not in op.screen()
        await op.press("f2")
        await op.sees("蒋波", "Those that name 孙丽")
        await op.press("n")
        await op.sees("whose post")
        await op.press("f2")
        await op.sees("代谁的岗", "指定代签人")
        assert "有关的" not in op.screen()


async def test_a_manager_wakes_the_standby_of_his_department(house: House) -> None:
    since = render(house.core.at)
    published(house, Appoint("chenjing", Post.OPERATOR, "business", since, "", standby=True))
    async with sitting(house.app(person="sunli"), (80, 40)) as op:
        await op.press("8")
        await op.sees("▌ 赵敏", "综合部 起草专人 兼 业务部 操作员")
        await op.press("b")
        await op.sees("启用哪一位", "陈静  业务部 操作员（备岗）")
        await op.press("enter")
        await op.sees("启用备岗（R8）", "截止后自动换回")
        until = render(house.core.at + timedelta(days=2, hours=8))
        await op.fill(line_until="后天", line_reason="钱伟休假")
        await op.press("ctrl+s")
        await op.sees("“后天”不是一个时间", "写成 2026-12-01 18:00")
        await op.fill(line_until=until[:16].replace("T", " "))
        await op.press("ctrl+s")
        await op.sees("业务部 (business)", "陈静 (chenjing)", "签名口令")
        await op.fill(passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees("已启用备岗：陈静")
        await op.press("d")
        await op.sees("陈静 顶岗：业务部 操作员")
    assert [(row.kind, row.person, row.state) for row in orders(house)] == [
        ("activation", "chenjing", "live")
    ]


async def test_words_of_an_order_are_shown_as_they_are_and_never_read_as_markup(house: House) -> None:
    suspended(house, "qianwei", "sunli", "[bold]急[/] [@click=app.quit]x[/]")
    async with sitting(house.app(person="sunli"), (120, 40)) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("d")
        await op.sees("[bold]急[/]", "[@click=app.quit]x[/", "下一版名册")
        await op.press("enter")
        await op.sees("[bold]急[/] [@click=app.quit]x[/]", "Esc 关闭")
        await op.press("escape")
        await op.press("x")
        await op.sees("停用由名册签署人解除")


# ---- wrong passphrases


def guessed(house: House, person: str, times: int = 5) -> None:
    for _ in range(times):
        house.core.call(person, personnel.WrongPassphrase())


async def test_a_wrong_passphrase_says_how_many_tries_are_left_and_the_fifth_who_helps(house: House) -> None:
    guessed(house, "sunli", 3)
    async with sitting(house.app(person="sunli")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("j", "u")
        await op.sees("停用（立即生效）")
        await op.fill(line_name="钱伟", line_reason="x")
        await op.press("ctrl+s")
        await op.sees("签名口令")
        for tries in ("还能试 1 次", "已连错五次，您现在不能签名"):
            await op.fill(passphrase="wrong")
            await op.press("ctrl+s")
            await op.sees(tries)
        await op.sees("请部门经理或综合部恢复")


async def test_my_turn_leads_to_the_locked_person_where_a_passphrase_lets_him_sign_again(
    house: House,
) -> None:
    guessed(house, "qianwei")
    async with sitting(house.app(person="sunli")) as op:
        await op.sees("口令连错，等您恢复", "qianwei", "钱伟")
        records = op.app.screen.records  # type: ignore[attr-defined]  # a list page
        await op.press("end")
        await op.until(lambda: records.row is not None and records.row.what == "unlock", "the row")
        await op.press("enter")
        await op.sees("钱伟 (qianwei)", "被锁", "口令连错五次", " l 恢复签名")
        await op.press("l")
        await op.sees("恢复签名（R12）", "先问本人")
        await op.fill(line_reason="问过他，是打错", passphrase="wrong")
        await op.press("ctrl+s")
        await op.sees("还能试 4 次")
        assert [row.person for row in house.core.call("sunli", personnel.LockedOut())] == ["qianwei"]
        await op.fill(passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees("已恢复签名：钱伟", "在岗")
        assert house.core.call("sunli", personnel.LockedOut()) == []
        await op.press("1")
        await op.until(
            lambda: "口令连错" not in op.screen() and "等您审批" in op.screen(), "my turn without it"
        )


async def test_the_list_shows_who_is_locked_and_tells_others_why_they_may_not_unlock(house: House) -> None:
    guessed(house, "qianwei")
    async with sitting(house.app("en", person="zhaomin"), (120, 40)) as op:
        await op.press("8")
        shown = await op.sees("▌ 赵敏", "passphrase was wrong five times")
        rows = {line[3:7].strip(): line for line in shown.split("\n")}
        assert "locked" in rows["钱伟"]
        assert "locked" not in rows["孙丽"]
        await op.press("l")
        await op.sees("赵敏 is not locked")
        await op.press("enter", "j", "l")
        await op.sees("What next:", "钱伟")
        await op.press("enter", "enter")
        await op.sees("(l unlock)")


# ---- the pledge


async def test_who_need_not_sign_again_yet_is_told_before_he_ticks_anything(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("p")
        await op.sees("您的保证书：有效", "(Ctrl+S 签名)", "才到期")
        await op.press("ctrl+s")
        await op.sees("怎么办：", "不用再签")


async def test_a_pledge_is_signed_clause_by_clause_with_a_witness(house: House) -> None:
    without_pledge(house, "sunli")
    async with sitting(house.app(person="sunli")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("p")
        # It opens at its beginning, which says how it is filled in.
        await op.sees("您的保证书：未签", "空格打勾，Enter 下一条", "☐ 1. 法律法规", "还有 12 条没打勾")
        # Space ticks and stays, Enter goes on; x does both.
        await op.press("space")
        await op.sees("☑ 1. ", "还有 11 条没打勾")
        await op.press("enter", *["x"] * 10)
        await op.sees("还有 1 条没打勾")
        await op.press("ctrl+s")
        await op.press("space")
        await op.sees("还差 1 处：见证人")
        await op.press("ctrl+s")
        await op.sees("✗ 还没有填 [A2]")
        await op.press("enter")
        await op.sees("郑涛")
        await pick(op, "郑涛")
        await op.sees("已填齐")
        await op.press("ctrl+s")
        await op.sees("签署保证书（附件2）", "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12", "郑涛 (zhengtao)")
        await op.fill(passphrase="demo sunli")
        await op.press("ctrl+s")
        await op.sees("保证书已签（2026-1）")
    mine = house.core.call("sunli", personnel.Pledge()).mine
    assert (mine.witness, mine.state, mine.at) == ("zhengtao", "valid", render(house.core.at))


async def test_a_pledge_that_was_not_read_yet_has_no_tick_and_asks_for_none(house: House) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        page = PledgePage()
        await op.app.push_screen(page)
        page.found = None
        page.gather()
        assert page.to_keep()["clauses"] == []


async def test_everyone_s_pledge_is_a_list_and_who_needs_none_is_told(house: House) -> None:
    async with sitting(house.app("en", person="wangfang")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("p")
        await op.sees("Your posts ask for no pledge.")
        await op.press("f5")
        await op.sees("▌ 赵敏", "valid", "郑涛")
        await op.press("s")
        await op.sees("Nobody of that kind.")


# ---- what the roster lacks, in my turn


async def to_row(op: Operator, what: str) -> None:
    """Put the cursor of my turn on the row of that kind."""
    records = op.app.screen.records  # type: ignore[attr-defined]  # a list page
    await op.until(lambda: records.row is not None, "rows")
    for _ in range(20):
        if records.row.what == what:
            return
        await op.press("down")
    raise AssertionError(op.screen())


async def test_a_manager_without_operator_is_told_in_his_turn_and_led_to_attachment_3(house: House) -> None:
    async with sitting(house.app(person="sunli")) as op:
        await op.sees("等您审批")
        assert "没有操作员" not in op.screen()
    published(house, SetStanding("qianwei", "left"))
    async with sitting(house.app(person="sunli"), (120, 40)) as op:
        await op.sees("缺岗或冲突", "没有操作员")
        await to_row(op, "lacking")
        await op.sees("业务部 没有操作员。", "业务部、综", "各设一名操作员", "n 填附")
        await op.press("enter")
        await op.sees("没有操作员申请", " n 填申请表")
    async with sitting(house.app(person="wangfang")) as op:
        await op.sees("缺岗或冲突", "业务部", "没有操作员")
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("c", "t")
        await pick(op, "缺岗")
        await op.sees("业务部 没有操作员", "孙丽", "只看")
        await op.press("v")
        await op.sees("没有人担任；办操作员申请", "业务部 没有操作员。")
        await op.press("escape", "enter")
        await op.sees("没有操作员申请")
    published(house, Appoint("weina", Post.OPERATOR, "business", render(house.core.at)))
    async with sitting(house.app(person="sunli")) as op:
        await op.sees("等您审批")
        assert "没有操作员" not in op.screen()


async def test_a_standby_is_woken_from_the_row_that_says_that_the_operator_is_missing(house: House) -> None:
    since = render(house.core.at)
    published(
        house,
        Appoint("weina", Post.OPERATOR, "business", since, standby=True),
        SetStanding("qianwei", "left"),
    )
    async with sitting(house.app("en", person="sunli"), (140, 40)) as op:
        await op.sees("post missing or clash", "no operator")
        await to_row(op, "lacking")
        await op.press("enter")
        await op.sees(" b wake standby")


async def test_a_roster_near_its_end_leads_its_signers_to_renewing_it(house: House) -> None:
    house.core.at += timedelta(days=80)
    async with sitting(house.app("en", person="hanxue")) as op:
        await op.sees("renew the roster", "it ends soon")
        await to_row(op, "renew_roster")
        await op.press("enter")
        await op.sees("with nothing chosen the version is only renewed")
    async with sitting(house.app("en", person="wangfang")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("c", "t")
        await pick(op, "renew")
        await op.sees("renew the roster", "韩雪/杨帆")
        await op.press("enter")
        await op.sees("signed by")


# ---- the chase board


async def test_the_registrar_sees_who_owes_what_and_opens_it(house: House) -> None:
    async with sitting(house.app(person="wangfang")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("c")
        await op.sees("放行", "钱伟", f"{house.year}-业务部-0001", "孙丽")
        await op.press("slash")
        await op.fill(search="钱伟")
        await op.press("enter")
        await op.until(lambda: "孙丽" not in op.screen(), "what the operator owes")
        await op.press("enter")
        await op.sees("短信全文", "可放行")
    async with sitting(house.app(person="zhaomin")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("c")
        await op.sees("怎么办：")


def test_a_list_that_is_here_whole_is_read_page_by_page() -> None:
    rows = list(range(300))
    first = portion(rows, "", 128)
    second = portion(rows, first.after, 896)
    assert (first.total, first.rows, first.after) == (300, rows[:128], "128")
    assert (second.rows, second.after) == (rows[128:], "")


# ---- back from leave


async def test_done_in_my_absence_shows_what_a_deputy_settled_for_me(house: House) -> None:
    deputy(house.core)
    request = in_doubt(house.core, "jiangbo")
    house.core.at += timedelta(minutes=1)
    confirm(house.core, propose(house.core, request), by="jiangbo")
    for lang, head, said in (
        ("zh", "替我办的", ("▌ 确认", "蒋波", f"核定不明结果 {house.year}-业务部-", "批准")),
        ("en", "In my absence", ("▌ confirmation", "蒋波", "settle unknown results", "approval")),
    ):
        async with sitting(house.app(lang, person="sunli")) as op:
            await op.press("8")
            await op.sees("▌ 赵敏")
            await op.press("d", "v")
            await op.sees(head, *said)


async def test_who_names_a_deputy_for_somebody_in_vain_reads_for_whom(house: House) -> None:
    async with sitting(house.app(person="qianwei")) as op:
        await op.sees("▌ ")
        op.app.screen.go(ToDeputy("sunli"))  # type: ignore[attr-defined]  # a page
        await op.sees("您不能为 孙丽 指定代签人")
