"""Templates at the real screens: taken, begun from, changed; what the approval card says of them."""

import pytest
from textual.widgets import Static

from console.domain.people.people import Post
from console.domain.rosters.rosters import Appoint
from console.domain.times import render
from console.nouns.approvals import ToCard
from console.nouns.requests import ToForm
from console.screens.requests.request_form import FormPage
from console.screens.templates.template_form import TemplateFormPage
from console.screens.templates.templates import TemplatePage
from console.widgets.fields import LinesInput
from console.widgets.line_input import LineInput
from console.wire import calls
from console.wire.duties import subjects as about
from console.wire.requests import templates as wire
from tests.screens.driver import Operator, sitting
from tests.screens.personnel import published
from tests.services.templates.test_templates import BODY, SAYS, again, drafted, write
from tests.terminal.sit import House


async def at_templates(op: Operator) -> None:
    await op.press("2")
    await op.until(lambda: getattr(op.app.screen, "SCOPE", "") == "requests", "the requests")
    await op.press("t")
    await op.until(lambda: getattr(op.app.screen, "SCOPE", "") == "templates", "the templates")


async def test_shipped_templates_are_taken_and_one_begins_a_request_with_its_blanks_filled(
    house: House,
) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await at_templates(op)
        await op.press("i")
        await op.sees("10 份全部收进来")
        await op.press("enter")
        await op.sees("短信签名", "【云岭示范银行】")
        await op.press("ctrl+s")
        await op.sees("收进了 10 份模板", "尊敬的客户")
        await op.press("b")
        # Every text with a blank is read before it is filled, not the body alone.
        await op.sees("起草", "已于{结息日}结入账户", "提醒客户查收{季度}存款利息")
        dialog = "\n".join(str(one.render()) for one in op.app.screen.query(Static))
        assert "提醒客户查收{季度}存款利息" in dialog
        assert "【云岭示范银行】" not in dialog
        await op.press(*"FZ", "tab")
        await op.press("ctrl+s")
        await op.until(lambda: isinstance(op.app.screen, FormPage), "the form")
        form = op.app.screen
        assert isinstance(form, FormPage)
        await op.until(lambda: form.request > 0 and form.preview is not None, "the saved draft")
    draft = house.core.view("zhaomin", form.request).draft
    assert (draft.purpose, draft.category, draft.gateway) == ("提醒客户查收FZ存款利息", "notice", "demo")
    faults = house.core.call("zhaomin", calls.PreviewDraft(draft)).faults
    assert "blank_unfilled" in {one.refusal.code for one in faults}
    assert draft.template > 0


async def test_a_template_is_written_judged_as_it_is_typed_and_read_in_its_versions(house: House) -> None:
    template = write(house.core)
    async with sitting(house.app(person="sunli")) as op:
        await at_templates(op)
        await op.sees("到期提醒")
        await op.press("enter")
        await op.until(lambda: isinstance(op.app.screen, TemplatePage), "the template")
        await op.sees("{到期日}")
        await op.press("e")
        await op.until(lambda: isinstance(op.app.screen, TemplateFormPage), "its form")
        form = op.app.screen
        assert isinstance(form, TemplateFormPage)
        await op.until(lambda: bool(form.query("#control-body")), "the fields")
        reused = (
            "category", "signature", "opt_out", "subtype", "purpose", "audience", "selection", "list_source", "basis",
            "consent", "telephone", "remarks",
        )  # fmt: skip
        assert [name for name in reused if not form.query(f"#control-{name}")] == []
        assert form.query_one("#control-body").size.height > 1, "room for a text"
        assert not form.query("#control-everyone"), "only the General Department offers templates to all"
        await op.press("ctrl+s")
        await op.sees("没有改动", "改好再保存")
        await op.press("enter")
        await op.sees("(Ctrl+S 保存模板)")
        form.query_one("#control-body").focus()
        await op.press("x")
        await op.until(lambda: "(Ctrl+S" not in op.screen(), "the key")
        form.query_one("#control-body", LinesInput).text = "{姓名}，您好。"
        await op.press("ctrl+s")
        await op.sees("每个收件人各不相同")
        form.query_one("#control-body", LinesInput).text = BODY + "谢谢。"
        await op.press("ctrl+s")
        await op.sees("模板已保存")
        await op.press("v")
        await op.sees("看哪一版", "v1", "赵敏")
        await op.press("down", "enter")
        await op.until(lambda: "谢谢" not in op.screen() and "{到期日}" in op.screen(), "the first version")
    assert house.core.call("sunli", wire.TemplateDetail(template)).row.version == 2


async def test_the_general_department_offers_one_to_all_and_others_cannot_change_it(house: House) -> None:
    async with sitting(house.app(person="chenjing")) as op:
        await at_templates(op)
        await op.press("n")
        await op.until(lambda: bool(op.app.screen.query("#control-everyone")), "the form")
        form = op.app.screen
        assert isinstance(form, TemplateFormPage)
        form.query_one("#control-name", LineInput).value = "通用"
        form.query_one("#control-body", LinesInput).text = "尊敬的客户，{事}。"
        form.query_one("#control-everyone").focus()
        await op.pilot.pause()
        await op.press("space", "ctrl+s")
        await op.sees("模板已保存")
    async with sitting(house.app(person="weina")) as op:
        await at_templates(op)
        await op.sees("通用", "各部门")
        await op.press("enter")
        await op.sees("{事}")
        await op.press("e")
        await op.sees("您不维护")


async def test_who_gets_the_post_while_the_list_is_open_writes_templates_at_once(house: House) -> None:
    async with sitting(house.app(person="liqiang")) as op:
        await at_templates(op)
        await op.press("n")
        await op.sees("您不维护")
        await op.press("enter")
        await op.sees("(n 新模板)")
        published(house, Appoint("liqiang", Post.DRAFTER, "business", render(house.core.at)))
        op.app.heard(frozenset({"roster"}))
        await op.until(lambda: "(n 新模板)" not in op.screen(), "the key is no longer greyed")
        await op.press("n")
        await op.until(lambda: isinstance(op.app.screen, TemplateFormPage), "the form")


async def test_the_card_says_what_was_filled_in_and_what_was_changed(house: House) -> None:
    template = write(house.core)
    same = house.core.submit(drafted(house.core, template))
    changed = house.core.submit(
        drafted(house.core, template, body=BODY.replace("{到期日}", "1日") + "好礼相送。")
    )
    again(house.core, template, 1, body="以后的一版。")
    async with sitting(house.app(person="sunli"), (120, 40)) as op:
        for request, words in ((same, "填入 月份：12月"), (changed, "加「好礼相送。」")):
            op.app.screen.go(ToCard(request))  # type: ignore[attr-defined]
            await op.sees(f"「{SAYS.name}」第 1 版", words)
            await op.press("escape")


async def test_the_drafter_reads_the_comparison_above_what_they_sign_and_another_template_stops_it(
    house: House,
) -> None:
    template = write(house.core)
    saved = int(house.core.call("zhaomin", calls.SaveDraft(drafted(house.core, template))).id)
    async with sitting(house.app(person="zhaomin")) as op:
        op.app.screen.go(ToForm(saved))  # type: ignore[attr-defined]
        await op.until(lambda: getattr(op.app.screen, "preview", None) is not None, "the form")
        await op.press("ctrl+s")
        await op.sees("与模板「到期提醒」第 1 版一致")
        await op.press("escape")
        op.app.session.own.begin_with(saved, "0" * 64)
        await op.press("ctrl+s")
        await op.sees("与申请里签的不是同一份")


@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
async def test_the_form_says_what_differs_from_the_template_and_puts_its_words_back(
    house: House, size: tuple[int, int]
) -> None:
    template = write(house.core)
    body = BODY.replace("{到期日}", "12月1日")
    saved = int(house.core.call("zhaomin", calls.SaveDraft(drafted(house.core, template, body=body))).id)
    async with sitting(house.app(person="zhaomin"), size) as op:
        op.app.screen.go(ToForm(saved))  # type: ignore[attr-defined]
        await op.until(lambda: getattr(op.app.screen, "template", None) is not None, "the template")
        form = op.app.screen
        assert isinstance(form, FormPage)
        await op.sees("与模板「到期提醒」第 1 版一致")
        await op.press("ctrl+t")
        await op.sees("与模板没有不同")
        await op.press("pagedown")
        form.query_one("#control-body", LinesInput).text = body + "好礼相送。"
        await op.sees("与模板「到期提醒」第 1 版不同", "加「好礼相")
        assert form.query_one("#live").has_class("-warn")
        await op.press("ctrl+t")
        await op.sees("加「好礼相送。」", "已填的空留着")
        await op.press("y")
        await op.until(lambda: form.draft is not None and form.draft.body == body, "the template's words")
        await op.sees("已恢复模板原文")
        await op.until(lambda: not form.query_one("#live").has_class("-warn"), "nothing differs")


async def test_a_draft_lets_go_of_a_withdrawn_template_with_the_key_and_keeps_its_text(house: House) -> None:
    template = write(house.core)
    body = BODY.replace("{到期日}", "12月1日")
    saved = int(house.core.call("zhaomin", calls.SaveDraft(drafted(house.core, template))).id)
    house.core.call("zhaomin", wire.WithdrawTemplate(template, "措辞违规"))
    async with sitting(house.app(person="zhaomin")) as op:
        op.app.screen.go(ToForm(saved))  # type: ignore[attr-defined]
        await op.until(lambda: getattr(op.app.screen, "template", None) is not None, "the template")
        await op.press("ctrl+s")
        await op.sees("已停用", "Ctrl+T")
        await op.press("ctrl+t")
        await op.sees("不再写明模板")
        await op.press("y")
        await op.sees("不再按模板")
        await op.press("ctrl+s")
        await op.until(lambda: "口令" in op.screen() or "解锁码" in op.screen(), "the passphrase")
        await op.press("escape")
    draft = house.core.view("zhaomin", saved).draft
    assert (draft.template, draft.template_version, draft.body) == (0, 0, body)


async def test_a_template_is_withdrawn_and_restored_on_its_page(house: House) -> None:
    template = write(house.core)
    async with sitting(house.app(person="zhaomin")) as op:
        op.app.screen.go(about.Template(template))  # type: ignore[attr-defined]
        await op.sees("{到期日}")
        await op.press("u")
        await op.sees("没有停用")
        await op.press("escape", "x")
        await op.sees("停用后不再供起草")
        await op.fill(line_reason="改用新合同")
        await op.press("ctrl+s")
        await op.sees("已停用")
        await op.press("u")
        await op.sees("停用事由：改用新合同")
        await op.press("y")
        await op.sees("模板已恢复使用")
    assert house.core.call("zhaomin", wire.TemplateDetail(template)).row.state == "offered"
