"""Roster versions at the screens: chosen, read, signed by two, compared."""

from datetime import timedelta

import msgspec

from console.domain.people.people import (
    CalendarRef,
    GatewayRef,
    PlanRef,
    PolicyRef,
    Post,
    Roster,
    ScreeningRef,
)
from console.domain.rosters.roster_differences import difference
from console.domain.rosters.rosters import Appoint, EndPost, SetStanding
from console.domain.times import render
from console.screens.rosters.rosters import RostersPage
from console.screens.session import Session
from console.screens.two_person.proposals import RosterProposalsPage
from console.screens.versions import roster_words
from console.signing import keys
from console.signing.sshsig import fingerprint
from console.wire import calls
from console.wire.duties import subjects
from console.wire.people import enrolment
from console.wire.rosters import rosters
from tests import asking
from tests.screens.driver import sitting
from tests.screens.personnel import decided, filed, handed_in, in_force, pick, proposed, published, suspended
from tests.terminal.sit import House


async def test_a_roster_signer_chooses_changes_reads_the_difference_and_another_publishes(
    house: House,
) -> None:
    application = filed(house)
    house.core.at += timedelta(minutes=1)
    async with sitting(house.app(person="hanxue")) as op:
        await op.sees("已存档，等新名册")
        await op.press("enter")
        await op.sees("第 1 版之后的第 2 版", "办理", f"{house.year}-业务部-A-0001")
        await op.press("f")
        await op.sees(f"☑ {house.year}-业务部-A-0001")
        await op.press("enter")
        await op.sees(f"☐ {house.year}-业务部-A-0001")
        await op.press("enter")
        await op.sees(f"☑ {house.year}-业务部-A-0001")
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
        await op.sees("第 2 版已提出", "▌ ", "待签", "韩雪")
    assert in_force(house).version == 1
    async with sitting(house.app(person="yangfan")) as op:
        await op.sees("新名册等您签")
        todo = [one.what for one in house.core.call("yangfan", calls.Todo())]
        await op.press(*["down"] * todo.index("confirm_roster"), "enter")
        await op.sees("▌ ", "待签", "韩雪")
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
        await op.sees("▌ 赵敏")
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
        await op.sees("没填完的内容留着", "韩雪, 杨帆")
        await op.press("n")
        await op.sees("1. 钱伟 (qianwei) 任 信贷部 操作员")


async def test_both_signers_of_a_move_see_the_deputy_who_stands_in_for_the_post(house: House) -> None:
    at = house.core.at
    order = asking.order(
        "deputation", "jiangbo", post="department_manager", department="business",
        since=render(at), until=render(at + timedelta(days=3)), reason="出差",
    )  # fmt: skip
    house.core.enact("sunli", house.core.call("sunli", order))
    house.core.at += timedelta(minutes=1)
    at_once = render(house.core.at)
    proposed(
        house,
        EndPost("sunli", Post.DEPARTMENT_MANAGER, "business", at_once),
        Appoint("sunli", Post.DRAFTER, "credit", at_once),
    )
    async with sitting(house.app(person="yangfan")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("r")
        await op.sees("韩雪, 杨帆")
        await op.press("p")
        await op.sees("待签", "韩雪")
        await op.press("enter")
        await op.sees("第一个签名：韩雪")
        await op.press("end")
        await op.sees("孙丽 要交接的", "交出的岗位", "业务部 部门经理", "蒋波 代 孙丽（业务部 部门经理）")


async def test_after_a_filed_change_of_key_the_older_one_is_offered_for_revoking(house: House) -> None:
    before = in_force(house).person("zhaomin")
    assert before is not None
    old = before.keys[0].public
    new = keys.generate().public
    application = handed_in(
        house, kind="change", person="zhaomin", name="赵敏", staff_no=before.staff_no, post="drafter",
        duties=["draft"], replaces="", trained_on="", key=new,
    )  # fmt: skip
    for by, decision in (("sunli", "authorise"), ("liqiang", "approve")):
        decided(house, by, decision, application)
    decided(house, "wangfang", "file", application, paper="2026-A-7", place="C-3")
    async with sitting(house.app(person="hanxue")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("r")
        await op.sees("韩雪, 杨帆")
        await op.press("n")
        await op.sees("还没有选改动")
        assert "仍有效" not in op.screen()
        await op.press("f")
        await op.sees(f"☐ {house.year}-业务部-A-0001")
        await op.press("enter")
        await op.sees(f"☑ {house.year}-业务部-A-0001")
        await op.press("escape")
        await op.sees("赵敏 另有新密钥", fingerprint(old), "仍有效；k 作废")
        await op.press("ctrl+s")
        await op.sees("赵敏 (zhaomin) 的旧密钥", "仍然有效")
        await op.press("escape")
        await op.sees("仍有效；k 作废")
        await op.press("k")
        await op.sees("作废哪把密钥", "有更新的")
        await op.press("enter")
        await op.sees("作废（空为现在）", "退回重办")
        await op.press("ctrl+s")
        await op.sees("赵敏 (zhaomin) 作废密钥", fingerprint(old))
        assert "另有新密钥" not in op.screen()
        await op.press("ctrl+s")
        await op.sees("前一版已从本机的根密钥核对")
        assert "的旧密钥" not in op.screen()
        await op.press("a")
        await op.sees("您签第一个名")
        await op.fill(passphrase="demo hanxue")
        await op.press("ctrl+s")
        await op.sees("第 2 版已提出")
    waiting = house.core.call("yangfan", rosters.RosterProposals()).rows[0]
    person = msgspec.json.decode(waiting.text, type=Roster).person("zhaomin")
    assert person is not None
    assert [(key.public, bool(key.revoked)) for key in person.keys] == [(old, True), (new, False)]


async def test_a_suspension_is_lifted_a_post_ended_and_another_given_in_one_version(house: House) -> None:
    suspended(house, "qianwei", "sunli")
    house.core.at += timedelta(minutes=1)
    async with sitting(house.app(person="hanxue")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("r")
        await op.sees("韩雪, 杨帆")
        await op.press("n")
        await op.sees("还没有选改动")
        await op.press("u")
        await op.sees("恢复谁", "钱伟")
        await op.press("enter")
        await op.sees("1. 钱伟 (qianwei) 恢复")
        await op.press("e")
        await op.sees("免去哪个岗位")
        await pick(op, "陈静")
        await op.sees("结束（空为现在）")
        await op.press("ctrl+s")
        await op.sees("2. 陈静 (chenjing) 免去 综合部 起草专人")
        await op.press("a")
        await op.sees("任命谁")
        await pick(op, "chenjing")
        await op.sees("陈静：哪个岗位")
        await pick(op, "信贷部 操作员（备岗）")
        await op.fill(line_since="2098-12-01 00:00", line_until="2099-01-01 00:00")
        await op.press("ctrl+s")
        await op.sees("3. 陈静 (chenjing) 任 信贷部 操作员（备岗）")
        await op.press("ctrl+s")
        await op.sees("! 恢复 钱伟 (qianwei)", "任命  陈静 (chenjing)  信贷部 操作员（备岗）")
        await op.press("escape")
        await op.sees("3. 陈静 (chenjing) 任")
        await op.press("ctrl+s")
        await op.sees("! 恢复 钱伟 (qianwei)")
        await op.press("a")
        await op.sees("您签第一个名")
        await op.fill(passphrase="demo hanxue")
        await op.press("ctrl+s")
        await op.sees("第 2 版已提出")
    waiting = house.core.call("yangfan", rosters.RosterProposals()).rows
    assert [(one.state, one.lifts) for one in waiting] == [("open", ["qianwei"])]
    (standby,) = [
        one
        for one in msgspec.json.decode(waiting[0].text, type=Roster).posts
        if one.standby and one.person == "chenjing"
    ]
    assert (standby.since, standby.until) == ("2098-11-30T16:00:00Z", "2098-12-31T16:00:00Z")


async def test_a_machine_without_the_root_keys_says_that_nothing_is_proved(house: House) -> None:
    proposed(house, SetStanding("weina", "left"))
    app = house.app(person="yangfan")
    app.session.roots = lambda: None
    async with sitting(app) as op:
        await op.sees("新名册等您签")
        await op.press("enter")
        await op.sees("待签", "韩雪")
        await op.press("enter")
        await op.sees("未核对：本机没有根密钥", "卫娜 (weina)")


async def test_who_proposed_does_not_confirm_and_a_proposal_can_be_dropped(house: House) -> None:
    proposed(house, SetStanding("weina", "left"))
    async with sitting(house.app(person="hanxue")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
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
    states = [one.state for one in house.core.call("hanxue", rosters.RosterProposals()).rows]
    assert states == ["dropped"]


async def test_rows_that_come_after_their_reader_left_end_nothing(house: House) -> None:
    async with sitting(house.app(person="wangfang")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("r")
        await op.until(lambda: isinstance(op.app.screen, RostersPage), "the versions")
        page = op.app.screen
        assert isinstance(page, RostersPage)
        sought = page.sought(subjects.Lacking("operator_missing"))
        assert sought is not None
        (row,) = house.core.call("wangfang", rosters.RosterVersions())
        assert sought(row)
        me, op.app.session.me = op.app.session.me, None
        assert not sought(row)
        op.app.session.me = me


async def test_a_version_that_somebody_proposes_meanwhile_comes_into_the_open_list(house: House) -> None:
    async with sitting(house.app(person="wangfang")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("r", "p")
        await op.until(lambda: isinstance(op.app.screen, RosterProposalsPage), "the list")
        assert "韩雪" not in op.screen()
        proposed(house, SetStanding("weina", "left"))
        op.app.heard(frozenset({"proposals"}))
        await op.sees("韩雪")


def test_of_the_dates_of_a_post_only_the_one_that_changed_has_two_values(house: House) -> None:
    session = Session(lambda _person: None, None, lambda _person: None)  # type: ignore[arg-type, return-value]  # nobody sits
    old = in_force(house)
    first, *rest = old.posts
    until = msgspec.structs.replace(first, until=render(house.core.at + timedelta(days=30)))
    new = msgspec.structs.replace(old, posts=[until, *rest])
    said = roster_words.difference_words(session, difference(old, new), new, old, 120).plain
    assert session.when(first.since) in said
    assert said.count("->") == 1


def test_of_a_new_gateway_its_id_is_told_too(house: House) -> None:
    session = Session(lambda _person: None, None, lambda _person: None)  # type: ignore[arg-type, return-value]  # nobody sits
    old = in_force(house)
    (first, *_) = old.gateways
    new = msgspec.structs.replace(old, gateways=[*old.gateways, msgspec.structs.replace(first, id="neu")])
    said = roster_words.difference_words(session, difference(old, new), new, old, 120).plain
    assert f"{session.label('roster.field', 'id')}: neu" in said


def test_an_account_that_was_taken_away_is_said_to_be_none(house: House) -> None:
    session = Session(lambda _person: None, None, lambda _person: None)  # type: ignore[arg-type, return-value]  # nobody sits
    new = in_force(house)
    first, *rest = new.people
    old = msgspec.structs.replace(new, people=[msgspec.structs.replace(first, uid=1234), *rest])
    said = roster_words.difference_words(session, difference(old, new), new, old, 120).plain
    assert first.uid == -1
    assert f"{session.label('roster.field', 'uid')}: 1234 -> {session.t('none')}" in said


def test_a_version_in_full_names_every_file_department_dispatcher_and_person(house: House) -> None:
    session = Session(lambda _person: None, None, lambda _person: None)  # type: ignore[arg-type, return-value]  # nobody sits
    bare = in_force(house)
    brought = msgspec.structs.replace(
        bare, calendars=[CalendarRef(2027, "c" * 64)], plans=[PlanRef("2027-1", "d" * 64)],
        at=render(house.core.at - timedelta(hours=5)),
    )  # fmt: skip
    said = roster_words.version_words(session, brought, 120).plain
    files: list[PolicyRef | ScreeningRef | GatewayRef | CalendarRef | PlanRef] = [
        brought.policy, brought.screening, *brought.gateways, *brought.calendars, *brought.plans,
    ]  # fmt: skip
    assert [one for one in files if one.digest[:16] not in said] == []
    assert [one.id for one in brought.departments if f"({one.id})" not in said] == []
    keyed = [*((one.id, one.public) for one in brought.services)]
    keyed += [(one.id, key.public) for one in brought.people for key in one.keys]
    assert [name for name, public in keyed if fingerprint(public) not in said] == []
    assert brought.services
    assert [at for at in (brought.at, brought.expires) if session.when(at) not in said] == []
    assert {brought.org, "2027", "2027-1", brought.pledge} <= {
        *said.replace("(", " ").replace(")", " ").split()
    }


async def test_two_versions_are_compared_in_words(house: House) -> None:
    published(house, SetStanding("weina", "left"))
    async with sitting(house.app("en", person="shenyu"), (120, 40)) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("r")
        await op.sees("(n next version)", "▌       2")
        await op.press("c")
        await op.sees(
            "Version 2 against version 1", "post ended  卫娜 (weina)  信贷部 drafter", "active -> left"
        )
        await op.press("c")
        await op.sees("organisation", "zhaomin  D0001  active")
        await op.press("end")
        await op.sees("weina  D0011  left")
        await op.press("v")
        await op.sees("Against which version", "version 1")
        await op.press("enter")
        await op.sees("Version 2 against version 1")
