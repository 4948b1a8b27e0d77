"""A gateway file from a contract on one page: judged as it is typed, written to the person's folder, and proposed from there."""

from pathlib import Path

import pytest

from console.domain.rosters.rule_files import faults_of_gateway
from console.domain.sending.gateways import read
from console.screens.rosters.gateway_form import GatewayFormPage
from console.widgets.fields import Choice
from console.widgets.line_input import LineInput
from tests.cli.credentials.test_gateway_new import SMPP
from tests.domain.rosters.test_gateway_questions import TYPED
from tests.screens.driver import Operator, sitting
from tests.terminal.sit import House

YES = {"是": "true", "否": "false"}


def form(op: Operator) -> GatewayFormPage:
    page = op.app.screen
    assert isinstance(page, GatewayFormPage)
    return page


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.toml"))


async def opened(op: Operator) -> None:
    await op.press("8")
    await op.sees("▌ 赵敏")
    await op.press("f")
    await op.sees("2026-1")
    await op.press("w")
    await op.until(lambda: isinstance(op.app.screen, GatewayFormPage) and form(op).ready, "the form")
    await op.sees("cmpp")


async def fill(op: Operator, typed: dict[str, str]) -> None:
    for name, value in typed.items():
        control = form(op).control_named(name)
        assert isinstance(control, LineInput | Choice), name
        control.focus()
        if isinstance(control, LineInput):
            control.value = value
            continue
        for _ in control.options:
            if control.value != YES.get(value, value):
                control.action_move(1)
    await op.pilot.pause()


@pytest.mark.parametrize(
    ("size", "lang"), [((80, 23), "zh"), ((120, 40), "en"), ((120, 40), "zh"), ((80, 23), "en")]
)
async def test_what_is_wrong_is_told_beside_each_answer_and_nothing_is_written(
    house: House, tmp_path: Path, size: tuple[int, int], lang: str
) -> None:
    app = house.app(person="hanxue", lang=lang)
    app.session.inbox = tmp_path
    async with sitting(app, size) as op:
        await opened(op)
        await fill(op, {"name": "password: Bank#2026", "account": "９２０００１", "host": "10.1.2.4：7890"})
        await op.press("ctrl+s")
        await op.sees(
            {"zh": "还差 9 处", "en": "9 still to fix"}[lang], {"zh": "缺少这一项", "en": "missing"}[lang]
        )
        for field, words in {
            "host": {"zh": "有全角符号 ：", "en": "full-width characters ："},
            "name": {"zh": "这里不收口令", "en": "no password is taken here"},
            "account": {"zh": "有全角符号 ９２０１", "en": "full-width characters ９２０１"},
        }.items():
            control = form(op).control_named(field)
            assert control is not None
            control.focus()
            control.scroll_visible(animate=False)
            await op.sees(words[lang])
        assert names(tmp_path) == []


async def test_a_question_says_what_it_means_while_it_is_in_use(house: House) -> None:
    async with sitting(house.app(person="hanxue"), (80, 23)) as op:
        await opened(op)
        await op.sees("决定文件里有哪些项", "smpp, cmpp, http 之一")
        await op.press("enter")
        await op.sees("程序不会尝试别的版本", "2.0, 2.1, 3.0 之一")
        await op.press("enter")
        await op.sees("小写字母、数字、连字符，1-40 个")
        assert "加引号" not in op.screen()


async def test_a_choice_without_room_for_all_it_offers_says_that_there_is_more(house: House) -> None:
    async with sitting(house.app(person="hanxue"), (60, 60)) as op:
        await opened(op)
        await op.sees("<cn_70_67>  gsm_160_153   ascii_…")
        await fill(op, {"billing": "ascii_140_134"})
        await op.sees("<ascii_140_134>  cn_70_67")


async def test_another_protocol_has_its_questions_and_keeps_what_was_answered(house: House) -> None:
    async with sitting(house.app(person="hanxue"), (120, 60)) as op:
        await opened(op)
        await fill(op, {"id": "mobile", "name": "移动网关", "window": "20"})
        await op.sees("业务代码")
        await fill(op, {"protocol": "smpp"})
        await op.until(
            lambda: form(op).drawn == "smpp" and form(op).control_named("system_type") is not None, "smpp"
        )
        await op.sees("系统类型")
        page = form(op)
        assert page.control_named("service") is None
        assert [page.value(name) for name in ("id", "name", "window", "port", "tls")] == [
            *("mobile", "移动网关", "20", "2775", "true")
        ]
        # What was answered outlives a change of language and another tab.
        await op.press("f2")
        await op.sees("F2 中文")
        op.app.open_tab("contacts")
        await op.until(lambda: not isinstance(op.app.screen, GatewayFormPage), "the other tab")
        await op.press("f2")
        await opened_again(op)
        assert [form(op).value(name) for name in ("protocol", "id", "window")] == ["smpp", "mobile", "20"]


async def test_the_file_under_the_cursor_gives_the_first_answers(house: House, tmp_path: Path) -> None:
    app = house.app(person="hanxue")
    app.session.inbox = tmp_path
    async with sitting(app, (120, 40)) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("f")
        await op.sees("2026-1")
        while getattr(op.app.screen, "here").kind != "gateway":  # noqa: B009 - the list's row under the cursor
            await op.press("down")
        await op.press("w")
        await op.until(lambda: isinstance(op.app.screen, GatewayFormPage) and form(op).ready, "the form")
        await op.sees("模拟网关")
        assert [form(op).value(name) for name in ("protocol", "id", "window", "simulator")] == [
            *("smpp", "demo", "50", "true")
        ]
        await fill(op, {"receipt_id": "hex_to_dec", "handsets": "移动测试机 13900000001"})
        await op.press("ctrl+s")
        await op.sees("另存文件", "demo.toml")
        await op.press("ctrl+s")
        await op.sees("现在提出？")
        await op.press("y")
        await op.sees("已写到 demo.toml", "签名")
    before = read(house.core.org.gateway_texts["demo"])
    said = read((tmp_path / "demo.toml").read_text("utf-8"))
    assert (said.dialect.id_form, [one.number for one in said.handsets]) == ("hex_to_dec", ["13900000001"])
    changed = {name for name in before.__struct_fields__ if getattr(before, name) != getattr(said, name)}
    assert changed == {"receipt_id", "handsets"}


async def opened_again(op: Operator) -> None:
    await op.press("8")
    await op.sees("▌ 赵敏")
    await op.press("f")
    await op.sees("2026-1")
    await op.press("w")
    await op.until(lambda: isinstance(op.app.screen, GatewayFormPage) and form(op).ready, "the form")
    await op.sees("smpp")


async def test_the_file_is_written_and_goes_on_to_the_first_signature(house: House, tmp_path: Path) -> None:
    app = house.app(person="hanxue")
    app.session.inbox = tmp_path
    (tmp_path / "second.toml").write_text("of before", "utf-8")
    async with sitting(app, (120, 40)) as op:
        await opened(op)
        await fill(op, {"protocol": "smpp"})
        await op.until(
            lambda: form(op).drawn == "smpp" and form(op).control_named("system_type") is not None, "smpp"
        )
        await fill(op, SMPP)
        await op.press("ctrl+s")
        await op.sees("另存文件", "second-2.toml")
        await op.press("ctrl+s")
        await op.sees("文件 second-2.toml 已写出，核对无误。现在提出？", "录入口令", "登录测试")
        await op.press("y")
        await op.sees("网关文件 second (")
        await op.press("a")
        await op.sees("另一位名册签署人签了才生效")
        await op.fill(passphrase="demo hanxue")
        await op.press("ctrl+s")
        await op.sees("第 2 版已提出", "待签")
    made = (tmp_path / "second-2.toml").read_bytes()
    assert faults_of_gateway(made) == []
    assert (read(made.decode()).id, read(made.decode()).rate) == ("second", 200)
    assert (tmp_path / "second.toml").read_text("utf-8") == "of before"


async def test_a_real_gateway_is_written_and_the_desk_says_why_it_is_not_for_one_account(
    house: House, tmp_path: Path
) -> None:
    app = house.app(person="hanxue")
    app.session.inbox = tmp_path
    async with sitting(app, (120, 40)) as op:
        await opened(op)
        await fill(op, {name: typed for name, typed in TYPED.items() if form(op).control_named(name)})
        await op.press("ctrl+s")
        await op.sees("另存文件", "mobile.toml")
        await op.press("ctrl+s")
        await op.sees("现在提出？")
        await op.press("y")
        await op.sees("网关“mobile”不是本机的模拟网关")
    assert faults_of_gateway((tmp_path / "mobile.toml").read_bytes()) == []


async def test_who_signs_no_roster_is_told_so_at_the_key(house: House) -> None:
    async with sitting(house.app(person="shenyu")) as op:
        await op.press("8")
        await op.sees("▌ 赵敏")
        await op.press("f")
        await op.sees("2026-1")
        await op.press("w")
        await op.sees("名册由两位名册签署人签发")
