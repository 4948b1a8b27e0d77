"""Attachment 3 walked by hand to its end, each kind of it: handed in, authorised, approved, filed, in the roster by two signers."""

from collections.abc import Sequence
from datetime import timedelta

from textual.widgets import Input

from console.domain.people.people import Post
from console.domain.times import render
from console.signing import keys
from console.wire import calls
from console.wire.people import enrolment
from console.wire.people.enrolment import ApplicationRow
from tests.screens.driver import Operator, sitting
from tests.screens.personnel import in_force, pick
from tests.terminal.sit import House

Row = tuple[str, ...]


async def sign(op: Operator, person: str) -> None:
    """The passphrase, and the key that signs."""
    await op.fill(passphrase=f"demo {person}")
    await op.press("ctrl+s")


async def new_form(op: Operator, lang: str) -> None:
    await op.press("8")
    await op.sees("▌ 赵敏")
    await op.press("a")
    await op.sees("附件3" if lang == "zh" else "Attachment 3")
    await op.press("n")
    await op.sees("<新增>" if lang == "zh" else "<add>")


async def hand_in(op: Operator, person: str, lang: str) -> None:
    await op.sees("已填齐" if lang == "zh" else "Complete")
    await op.press("ctrl+s")
    await op.sees("您将签名的申请表" if lang == "zh" else "The application that you sign")
    await sign(op, person)
    await op.sees("已交上去" if lang == "zh" else "Handed in")


async def decide(house: House, person: str, lang: str, key: str, **filled: str) -> None:
    """Open it from what waits for them, decide, and see it told."""
    house.core.at += timedelta(minutes=1)
    async with sitting(house.app(lang, person=person)) as op:
        waits = [row.application for row in house.core.call(person, calls.Todo())]
        await op.until(lambda: "▌ " in op.screen(), "what waits")
        await op.press(*["down"] * waits.index(newest(house).id), "enter")
        await op.sees("审批流程" if lang == "zh" else "route")
        await op.press(key)
        await op.sees("F1 帮助" if lang == "zh" else "F1 help")
        await op.fill(**{f"line_{name}": value for name, value in filled.items()})
        await op.press("ctrl+s")
        await op.sees("签名口令" if lang == "zh" else "passphrase")
        await sign(op, person)
        number = newest(house).number
        done = (
            ("已授权", "已批准", "已存档")
            if lang == "zh"
            else ("Done (authorise):", "Done (approve):", "Done (file):")
        )
        await op.until(lambda: any(f"{words} {number}" in op.screen() for words in done), "what was done")


async def carry_out(house: House, lang: str) -> None:
    """One roster signer takes the filed application into the next version, the other signs it."""
    zh = lang == "zh"
    version = in_force(house).version + 1
    house.core.at += timedelta(minutes=1)
    async with sitting(house.app(lang, person="hanxue")) as op:
        await op.sees("已存档，等新名册" if zh else "filed; next roster")
        await op.press("enter")
        await op.sees(newest(house).number)
        await op.press("ctrl+s")
        await op.sees("前一版已从本机的根密钥核对" if zh else "is proved from this machine's root keys")
        await op.press("a")
        await op.sees("签名口令" if zh else "passphrase")
        await sign(op, "hanxue")
        await op.sees(f"第 {version} 版已提出" if zh else f"Version {version} is proposed")
    house.core.at += timedelta(minutes=1)
    async with sitting(house.app(lang, person="yangfan")) as op:
        todo = [one.what for one in house.core.call("yangfan", calls.Todo())]
        await op.sees("新名册等您签" if zh else "sign the roster")
        await op.press(*["down"] * todo.index("confirm_roster"), "enter")
        await op.sees("待签" if zh else "waits")
        await op.press("enter")
        await op.sees("第一个签名：韩雪" if zh else "韩雪")
        await op.press("a")
        await op.sees("签名口令" if zh else "passphrase")
        await sign(op, "yangfan")
        await op.sees(f"第 {version} 版名册已生效" if zh else f"Roster version {version} is in force")
    assert in_force(house).version == version


def newest(house: House) -> ApplicationRow:
    page: enrolment.ApplicationPage = house.core.call("hanxue", enrolment.ApplicationsPage())
    return page.rows[0]


def public_key(house: House, name: str) -> str:
    path = house.folder / f"{name}.pub"
    path.write_text(f"{keys.generate().public} {name}@bank\n", "utf-8")
    return str(path)


async def read_key(op: Operator, path: str) -> None:
    await op.press("f6")
    await op.sees(".pub")
    await op.fill(line_path=path)
    await op.press("enter")
    await op.sees("ssh-ed25519")


async def types(op: Operator, *values: str) -> None:
    """Fill one field after the other as a hand does it: the words, then Enter."""
    for value in values:
        control = op.app.focused
        assert isinstance(control, Input), control
        control.value = value
        await op.press("enter")


def held(house: House, post: Post, department: str) -> list[str]:
    return in_force(house).holders(post, department, render(house.core.at))


async def through(house: House, lang: str, deciders: Sequence[Row]) -> None:
    """The deciders in order, the General Department's filing, and the two roster signers."""
    for person, key in deciders:
        await decide(house, person, lang, key)
    assert newest(house).state == "approved"
    await decide(house, "wuhong", lang, "f", paper="2026-A-7", place="C-3")
    await carry_out(house, lang)
    found = newest(house)
    assert found.state == ("carried_out" if found.kind in {"change", "revoke"} else "active")


MANAGERS = (("sunli", "a"), ("liqiang", "a"))


async def test_a_newcomer_takes_the_operator_s_post_from_who_gives_it_up(house: House) -> None:
    lang = "zh"
    async with sitting(house.app(lang, person="zhaomin")) as op:
        await new_form(op, lang)
        await op.press("enter", "enter")
        await types(op, "heqing", "heqing", "D0101", "teller", "010-00000101", "heqing@bank.example")
        await op.press("enter", "enter", "enter")
        await pick(op, "qianwei")
        # A date as people write it, two duties, no dates: from now on.
        await types(op, "2026/11/20")
        await op.press("x", "enter", "x", "enter", "enter", "enter", "enter")
        await read_key(op, public_key(house, "heqing"))
        await types(op, "takes over")
        await hand_in(op, "zhaomin", lang)
    assert newest(house).kind == "add"
    await through(house, lang, MANAGERS)
    assert held(house, Post.OPERATOR, "business") == ["heqing"]


async def test_a_person_s_telephone_and_key_are_changed_at_his_own_wish(house: House) -> None:
    lang = "en"
    async with sitting(house.app(lang, person="qianwei")) as op:
        await new_form(op, lang)
        await op.press("right")
        await op.sees("<change>")
        await op.press("enter", "enter", "enter")
        await pick(op, "qianwei")
        # The roster fills in who they are; the post is the one that they hold.
        await op.sees("010-00000002", "<operator>")
        await types(op, "teller")
        await op.fill(control_telephone="010-00000202")
        await op.press("enter")
        await types(op, "qianwei@bank.example")
        await op.press("enter")
        await read_key(op, public_key(house, "new-key"))
        await op.press("shift+tab", "enter")
        await op.fill(control_reason="new handset, new key")
        await hand_in(op, "qianwei", lang)
    await through(house, lang, MANAGERS)
    person = in_force(house).person("qianwei")
    assert person is not None
    assert (person.phone, len(person.keys)) == ("010-00000202", 2)
    assert held(house, Post.OPERATOR, "business") == ["qianwei"]


async def test_a_post_is_given_up(house: House) -> None:
    lang = "zh"
    async with sitting(house.app(lang, person="zhaomin")) as op:
        await new_form(op, lang)
        await op.press("right", "right")
        await op.sees("<注销>")
        await op.press("enter", "enter", "enter")
        await pick(op, "qianwei")
        await op.sees("钱伟  D0002")
        # F6 has nothing to read into: a post that ends takes no key.
        await op.press("f6")
        await op.sees("R12")
        await op.press("enter")
        await types(op, "leaves for another bank")
        await hand_in(op, "zhaomin", lang)
    await through(house, lang, MANAGERS)
    assert held(house, Post.OPERATOR, "business") == []


async def test_an_operator_is_stood_in_for_for_a_week_and_has_his_post_back_afterwards(house: House) -> None:
    lang = "en"
    async with sitting(house.app(lang, person="zhaomin")) as op:
        await new_form(op, lang)
        await op.press("left", "left")
        await op.sees("<temporary>")
        await op.press("f5")
        await pick(op, "weina")
        await op.sees("卫娜", "D0011")
        await types(op, "teller")
        await op.press("enter")
        await types(op, "weina@bank.example")
        await op.press("enter")
        await pick(op, "qianwei")
        await types(op, "20261120")
        await op.press("enter", "enter", "x", "enter", "enter", "enter")
        until = render(house.core.at + timedelta(days=7, hours=8))[:16].replace("T", " ")
        await types(op, until)
        await op.press("enter")
        await types(op, "on leave")
        await hand_in(op, "zhaomin", lang)
    await through(house, lang, MANAGERS)
    assert held(house, Post.OPERATOR, "business") == ["weina"]
    house.core.at += timedelta(days=7)
    assert held(house, Post.OPERATOR, "business") == ["qianwei"]


async def test_a_department_joins_with_its_manager(house: House) -> None:
    lang = "en"
    async with sitting(house.app(lang, person="wangfang")) as op:
        await new_form(op, lang)
        await op.press("left")
        await op.sees("<new department>")
        await op.press("enter")
        await types(op, "risk", "Risk")
        await op.press("right", "enter", "enter")
        await pick(op, "李强")
        await types(op, "tanyue", "tanyue", "D0102", "manager", "010-00000102", "tanyue@bank.example")
        await op.press("x", "enter", "enter", "enter", "enter", "enter")
        await read_key(op, public_key(house, "tanyue"))
        await types(op, "joins the platform")
        await hand_in(op, "wangfang", lang)
    row = newest(house)
    assert (row.kind, row.post, row.number[5:]) == ("open_department", "department_manager", "Risk-A-0001")
    while (waits := newest(house).waits_for) in set(Post):
        person = {"supervising_manager": "liqiang", "general_manager": "zhoujian"}[waits]
        await decide(house, person, lang, "a")
    await decide(house, "wuhong", lang, "f", paper="2026-A-8", place="C-4")
    await carry_out(house, lang)
    assert held(house, Post.DEPARTMENT_MANAGER, "risk") == ["tanyue"]
    assert held(house, Post.SUPERVISING_MANAGER, "risk") == ["liqiang"]


async def standby_filed(house: House) -> None:
    """Chen Jing is filed as the business department's dormant second operator."""
    async with sitting(house.app(person="zhaomin")) as op:
        await new_form(op, "zh")
        await op.press("f5")
        await pick(op, "chenjing")
        await op.sees("陈静", "D0009")
        await types(op, "柜员")
        await op.press("enter")
        await types(op, "chenjing@bank.example")
        # The post stays; the box is ticked and left; nobody gives anything up.
        await op.press("enter", "space")
        await op.sees("☑ 备岗")
        await op.press("enter", "enter", "enter")
        await types(op, "2026.11.20")
        await op.press("enter", "enter", "x", "enter", "enter", "enter", "enter", "enter")
        await types(op, "备岗")
        await hand_in(op, "zhaomin", "zh")
    await through(house, "zh", MANAGERS)
    assert held(house, Post.OPERATOR, "business") == ["qianwei"]


async def woken(house: House) -> None:
    """The department's manager wakes her for two days."""
    house.core.at += timedelta(minutes=1)
    async with sitting(house.app(person="sunli")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.until(lambda: "people.wake" in getattr(op.app.screen, "allowed", {}), "what she may")
        await op.press("b")
        await op.sees("启用哪一位")
        await op.press("enter")
        await op.sees("有效至")
        until = render(house.core.at + timedelta(days=2, hours=8))[:16].replace("T", " ")
        await op.fill(line_until=until, line_reason="钱伟休假")
        await op.press("ctrl+s")
        await op.sees("陈静 (chenjing)")
        await sign(op, "sunli")
        await op.sees("已启用备岗：陈静")
    house.core.at += timedelta(minutes=1)


async def test_a_standby_is_filed_woken_releases_and_gives_the_post_back(house: House) -> None:
    await standby_filed(house)
    async with sitting(house.app(person="chenjing")) as op:
        await op.press("5")
        await op.sees("可放行")
        await op.press("enter")
        await op.sees("(r 放行)")
    await woken(house)
    async with sitting(house.app(person="qianwei")) as op:
        # Who is stood in for has nothing to release on these days.
        await op.sees("没有等您办的事")
        await op.press("5")
        await op.sees("没有可发送的申请")
    async with sitting(house.app(person="chenjing")) as op:
        await op.sees("等您放行")
        await op.press("enter")
        await op.sees("r 放行")
        await op.press("r")
        await op.sees("收件人            12")
        await op.fill(line_count="12")
        await sign(op, "chenjing")
        await op.sees("已放行")
    house.core.at += timedelta(minutes=1)
    async with sitting(house.app(person="sunli")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("d")
        await op.sees("陈静 顶岗：业务部 操作员")
        await op.press("x")
        await op.sees("提前收回")
        await op.fill(line_reason="钱伟回来了")
        await op.press("ctrl+s")
        await op.sees("指令校验值")
        await sign(op, "sunli")
        await op.sees("已收回：陈静")
    house.core.at += timedelta(minutes=1)
    assert house.core.call("qianwei", calls.WhoAmI()).posts == [("operator", "business")]
    assert house.core.call("chenjing", calls.WhoAmI()).posts == [("drafter", "general")]
