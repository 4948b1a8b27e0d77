"""The entry form: its sections, the live panel beneath the fields, the message as the phone shows it."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import pytest
from rich.text import Text
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from console.domain import acts, declared
from console.domain.refusals import refuse
from console.locale import catalogue, words
from console.look.senses import Sense
from console.screens.requests import form_preview
from console.screens.requests.request_form import FormPage
from console.screens.sectioned import FormSection
from console.screens.session import money, number
from console.widgets.fields import Field, LinesInput
from console.widgets.lines import Lines
from console.widgets.sections import Part, Sections
from console.widgets.show import cells
from console.wire import calls
from console.wire.answers import Fault
from console.wire.base import Call
from console.wire.requests.drafts import Preview, SlotDraft
from console.wire.requests.limits import DraftLimits
from tests.screens.driver import Operator, sitting
from tests.terminal.sit import House

LANGUAGES = ("zh", "en")
NAMES = list(form_preview.SECTIONS)


@asynccontextmanager
async def entering(
    house: House, lang: str = "zh", size: tuple[int, int] = (80, 23)
) -> AsyncIterator[tuple[Operator, FormPage]]:
    """A new request, begun and judged."""
    async with sitting(house.app(lang, person="zhaomin"), size) as op:
        await op.press("2")
        await op.until(lambda: getattr(op.app.screen, "SCOPE", "") == "requests", "the requests")
        await op.until(lambda: not getattr(op.app.screen, "unanswered", 1), "the list")
        await op.press("n")
        await op.until(lambda: isinstance(op.app.screen, FormPage), "the form")
        form = op.app.screen
        assert isinstance(form, FormPage)
        await op.until(lambda: form.preview is not None and form.focused is not None, "the first judgement")
        yield op, form


def here(op: Operator) -> str:
    return (op.app.focused.id or "") if op.app.focused is not None else ""


def shown(form: FormPage) -> list[str]:
    return [one.name or "" for one in form.query(FormSection) if one.display]


def steps(op: Operator) -> str:
    return op.screen().split("\n")[2]


# ---- the sections


def test_each_field_of_the_act_is_in_exactly_one_section() -> None:
    asked = [one.name for one in declared.typed(acts.REQUEST)]
    sections = declared.sections(acts.REQUEST)
    assert sorted(one.name for fields in sections.values() for one in fields) == sorted(asked)
    assert "" not in sections
    for name in sections:
        for lang in catalogue.LANGUAGES:
            assert words.has(f"form.section.{name}", lang)


async def test_the_form_has_every_field_in_its_section(house: House) -> None:
    async with entering(house) as (_, form):
        for section in form.sections:
            asked = {one.name for one in form_preview.SECTIONS[section.name or ""]}
            drawn = {field.field.partition(".")[0] for field in section.fields}
            # The department is chosen before the form opens.
            assert drawn == asked - {"department"}


async def test_tab_goes_through_every_field_in_order_and_comes_back(house: House) -> None:
    async with entering(house) as (op, form):
        fields = [field.control.id for field in form.query(Field)]
        assert len(fields) == len(declared.typed(acts.REQUEST)) - 2 + 3
        seen = []
        for _ in fields:
            seen.append(here(op))
            in_view = next(one for one in form.sections if one.name == form.section)
            assert here(op) in {field.control.id for field in in_view.fields}
            assert shown(form) == [form.section]
            await op.press("tab")
        assert seen == fields
        assert here(op) == fields[0]
        await op.press("shift+tab")
        assert here(op) == fields[-1]
        assert shown(form) == [NAMES[-1]]


@pytest.mark.parametrize(("lang", "ends"), [("zh", ("开始时间", "结束时间")), ("en", ("start", "end"))])
async def test_each_missing_end_of_a_window_is_named_by_itself(
    house: House, lang: str, ends: tuple[str, str]
) -> None:
    house.core.call(
        "zhaomin", calls.SaveDraft(house.core.draft(house.core.add_list(n=7), purpose="提前提醒"))
    )
    async with sitting(house.app(lang, person="zhaomin")) as op:
        await op.press("home")
        await op.sees("提前提醒")
        await op.press("end", "enter")
        await op.until(lambda: bool(op.app.screen.query("#control-slots-0-closes")), "the form")
        form = op.app.screen
        assert isinstance(form, FormPage)
        opens, closes = (form.query_one(f"#control-slots-0-{end}", Input) for end in ("opens", "closes"))
        whole = opens.value, closes.value
        for typed, named in ((("", whole[1]), ends[:1]), ((whole[0], ""), ends[1:]), (("", ""), ends)):
            opens.value, closes.value = typed
            await op.sees(form.t("form.faults", n=len(named), names=form.t("form.between").join(named)))
        opens.value, closes.value = whole[1], whole[0]
        wrong = {field.control: field for field in form.query(Field)}
        await op.until(lambda: wrong[closes].wrong and not wrong[opens].wrong, "their order, beside the end")


async def test_enter_on_the_last_field_of_a_section_goes_on_into_the_next(house: House) -> None:
    async with entering(house) as (op, form):
        matter, people, *_ = form.sections
        matter.fields[-1].control.focus()
        await op.pilot.pause()
        await op.press("enter")
        assert (here(op), shown(form)) == (people.fields[0].control.id, ["people"])
        form.query_one("#control-remarks").focus()
        await op.pilot.pause()
        await op.press("enter")
        assert here(op) == "control-remarks"


async def test_page_down_goes_on_even_out_of_a_text_and_page_up_comes_back(house: House) -> None:
    async with entering(house) as (op, form):
        await op.press("pagedown", "ctrl+pagedown")
        # The signature is chosen already.
        assert (here(op), form.section) == ("control-body", "message")
        await op.press("pagedown")
        assert form.section == "times"
        await op.press("pagedown", "pagedown", "pagedown")
        assert form.section == "checks"
        await op.press("pageup", "ctrl+pageup")
        assert form.section == "message"


@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
async def test_a_click_on_a_section_opens_it(house: House, size: tuple[int, int]) -> None:
    async with entering(house, size=size) as (op, form):
        lines = op.screen().split("\n")
        y, line = next((y, one) for y, one in enumerate(lines) if "时段" in one)
        x = cells(line[: line.index("时段")])
        await op.pilot.click(offset=(x, y))
        await op.until(lambda: form.section == "times", "the section")
        assert here(op) == "control-slots-0-list"


def test_the_empty_lines_between_upright_sections_belong_to_the_one_above() -> None:
    sections = Sections()
    parts = [Part(Sense.LATER, name, "", here=False) for name in ("事由", "名单", "时段")]
    for gap, expected in ((0, [0, 1, 2, None, None]), (1, [0, 0, 1, 1, 2, 2, None])):
        sections.tell(parts, Text(), upright=True, gap=gap)
        assert [sections._at(0, y) for y in range(len(expected))] == expected


def body(form: FormPage) -> str:
    return form.draft.body if form.draft is not None else ""


async def test_the_desk_counts_for_a_text_once_it_is_written(house: House) -> None:
    async with entering(house) as (op, form):
        asked: list[str] = []
        ask = form.ask

        def noted(call: Call, *rest: Any, **named: Any) -> None:
            asked.extend([call.draft.body] if isinstance(call, DraftLimits) else [])
            ask(call, *rest, **named)

        form.ask = noted  # type: ignore[method-assign]  # to see what is asked
        await op.press("pagedown", "pagedown")
        for word in ("尊敬的客户", "尊敬的客户，您好", "尊敬的客户，您的存款到期"):
            await op.fill(control_body=word)
            await op.until(lambda: body(form) == word, word)  # noqa: B023 - within this turn
            await op.until(lambda: not form.unanswered, "the judgement")
        assert not asked
        await op.press("pagedown")
        await op.until(lambda: bool(asked), "the count")
        assert asked == ["尊敬的客户，您的存款到期"]


async def test_a_section_says_how_far_it_is_once_it_was_left(house: House) -> None:
    draft = house.core.draft(house.core.add_list(n=7))
    async with entering(house) as (op, form):
        assert "▸ 事项" in steps(op)
        assert "○ 对象" in steps(op)
        await op.press("pagedown")
        await op.sees("✗ 事项", "▸ 对象")
        await op.fill(
            control_subtype=draft.subtype, control_purpose=draft.purpose, control_telephone=draft.telephone
        )
        await op.sees("✓ 事项")
        count = len(form.preview.faults) if form.preview else 0
        assert f"还差 {count} 处" in steps(op)


async def test_a_section_counts_the_list_and_both_ends_of_the_window_of_each_slot(house: House) -> None:
    async with entering(house) as (_, form):
        assert form.preview is not None
        draft = msgspec.structs.replace(form._draft(), slots=[SlotDraft(), SlotDraft()])
        needed = {name: far.needed for name, far in form_preview.standings(draft, form.preview).items()}
        for name, fields in form_preview.SECTIONS.items():
            others = sum(one.needed for one in fields if one.name != "slots")
            assert needed[name] == others + 6 * any(one.name == "slots" for one in fields), name


async def test_what_is_wrong_in_a_section_out_of_view_is_reached_by_the_key_that_signs(house: House) -> None:
    draft = house.core.draft(house.core.add_list(n=7))
    async with entering(house) as (op, form):
        await op.fill(
            control_subtype=draft.subtype, control_purpose=draft.purpose, control_telephone=draft.telephone
        )
        await op.press("pagedown", "pagedown", "pagedown", "pagedown")
        assert form.section == "checks"
        await op.press("ctrl+s")
        await op.until(lambda: here(op) == "control-audience", "the first field with a fault")
        assert shown(form) == ["people"]
        await op.sees("还没有填 [R2]", "“发送对象”")


async def test_another_language_keeps_the_place_and_what_was_typed(house: House) -> None:
    async with entering(house) as (op, form):
        form.query_one("#control-selection", Input).value = "12月1日到期"
        form.query_one("#control-selection").focus()
        await op.pilot.pause()
        await op.press("f2")
        await op.sees("▸ People")
        await op.until(lambda: here(op) == "control-selection", "the place")
        assert form.query_one("#control-selection", Input).value == "12月1日到期"
        assert shown(form) == ["people"]


# ---- the room


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [(80, 23), (80, 24), (100, 30), (120, 40)])
async def test_a_section_is_whole_without_scrolling(house: House, lang: str, size: tuple[int, int]) -> None:
    async with entering(house, lang, size) as (op, form):
        for nth, name in enumerate(NAMES):
            form.go_to_section(nth)
            await op.until(lambda name=name: shown(form) == [name], name)  # type: ignore[misc]  # the name of this turn
            await op.pilot.pause()
            assert form.query_one("#form", VerticalScroll).max_scroll_y == 0, op.screen()
            # In English boxes of the self-check have no room beside each other at 100 columns.
            assert form.has_class("-boxed") or size[0] == 100, op.screen()
            for field in form.query_one(f"#section-{name}", FormSection).fields:
                assert field.control.size.width > 15, field.field


@pytest.mark.parametrize("size", [(60, 20), (40, 10), (20, 5)])
async def test_a_small_screen_still_shows_the_field_in_use(house: House, size: tuple[int, int]) -> None:
    async with entering(house, size=size) as (op, form):
        for _ in form.query(Field):
            control = form.focused
            assert control is not None
            await op.until(lambda c=control: _in_view(form, c), "the field")  # type: ignore[misc]
            await op.press("tab")
        assert here(op) == "control-category"


def _in_view(form: FormPage, control: Widget) -> bool:
    """Whether the field stands between tabs and message; at 20 columns there is room for its label alone."""
    field = next(one for one in control.ancestors if isinstance(one, Field))
    return field.region.height > 0 and 2 <= field.region.y < form.size.height - 2


# ---- the live panel and the phone


def big(preview: Preview) -> Preview:
    """As much as a request can come to."""
    return msgspec.structs.replace(
        preview,
        chars=1_040,
        billed_each=16,
        recipients=9_876_543,
        billed_total=158_024_688,
        fen=1_580_246_880,
    )


async def test_a_fault_that_the_form_does_not_know_ends_nothing(house: House) -> None:
    async with entering(house) as (op, form):
        assert form.preview is not None
        unknown = Fault("moon", refuse("field_missing", "R1", field="moon"))
        wordless = Fault("body", refuse("text_screened", "R11"))
        form._previewed(msgspec.structs.replace(form.preview, faults=[unknown, wordless]))
        await op.sees("R11")


def figures(preview: Preview) -> list[str]:
    return [
        number(preview.chars),
        number(preview.billed_each),
        number(preview.recipients),
        number(preview.billed_total),
        money(preview.fen),
        number(preview.most_parts),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [(80, 23), (80, 24), (100, 30), (120, 40), (60, 20)])
async def test_every_figure_of_the_live_panel_is_whole(
    house: House, lang: str, size: tuple[int, int]
) -> None:
    async with entering(house, lang, size) as (op, form):
        assert form.preview is not None
        form.preview = big(form.preview)
        for nth in range(len(NAMES)):
            form.go_to_section(nth)
            form.draw_beside()
            await op.pilot.pause()
            panel = form.query_one("#live", Lines)
            assert panel.region.height == len(panel._lines) + 2
            assert form.region.contains_region(panel.region)
            screen = op.screen()
            for figure in figures(form.preview):
                assert re.search(rf"(?<![\d,.]){re.escape(figure)}(?![\d,.])", screen), (figure, screen)


@pytest.mark.parametrize("lang", LANGUAGES)
async def test_the_panel_never_has_more_lines_than_its_room_and_says_so(house: House, lang: str) -> None:
    async with entering(house, lang) as (op, form):
        session, preview = op.app.session, form.preview
        assert preview is not None
        many = msgspec.structs.replace(
            big(preview),
            warned=[("internal", "内部"), ("absolute_claim", "最佳"), ("one_time_code", "验证码")],
        )
        for width, most in ((38, 5), (38, 7), (56, 4), (76, 4), (76, 5)):
            lines = form_preview.live(session, many, [], width, most)
            whole = "".join(one.plain for one in lines)
            assert len(lines) <= most
            assert all(one.cell_len <= width for one in lines)
            assert all(figure in whole for figure in figures(many))
        roomy = "".join(one.plain for one in form_preview.live(session, many, [], 38, 100))
        for _, words in form_preview.found(session, many):
            assert "".join(words.split()) in "".join(roomy.split())
        everything = form_preview.whole(session, form._draft(), many, [], 74).plain
        assert "~" not in everything
        assert "验证码" in everything


async def test_what_screening_found_stands_out_where_it_is_typed_and_where_it_is_read(house: House) -> None:
    async with entering(house, size=(120, 40)) as (op, form):
        form.go_to_section(NAMES.index("message"))
        await op.fill(control_body="本行最佳理财产品，请到网点办理。")
        await op.until(lambda: bool(form_preview.hits(form.preview)), "the hit")
        found = form_preview.hits(form.preview)[0]
        body = form.query_one("#control-body", LinesInput)
        await op.until(lambda: bool(body.get_line(0).spans), "the hit in the text")
        assert [found] == [body.get_line(0).plain[one.start : one.end] for one in body.get_line(0).spans]
        await op.sees(f"「{found}」")
        underlined = [
            segment.text
            for strip in op.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style is not None and segment.style.underline
        ]
        # In the text and on the phone.
        assert "".join(underlined).count(found) == 2
        await op.fill(control_body="请到网点办理。")
        await op.until(lambda: not form_preview.hits(form.preview), "none")
        await op.until(lambda: not body.get_line(0).spans, "none in the text")


async def test_what_is_found_in_a_line_that_was_drawn_before_stands_out_at_once(house: House) -> None:
    async with entering(house, size=(120, 40)) as (op, form):
        form.go_to_section(NAMES.index("message"))
        body = form.query_one("#control-body", LinesInput)
        body.text = "请到网点办理。"
        await op.sees("请到网点办理")
        for said in ([], ["网点"], []):
            body.mark(said)
            drawn = [part for part in body.render_line(0) if part.style is not None and part.style.underline]
            assert "".join(part.text for part in drawn) == "".join(said)


async def test_a_text_that_may_not_be_sent_is_refused_in_words_with_the_clause(house: House) -> None:
    async with entering(house) as (op, form):
        session, preview = op.app.session, form.preview
        assert preview is not None
        why = refuse("text_screened", "R11", reason="internal", words="内部", version="v1")
        wrong = msgspec.structs.replace(preview, faults=[Fault("body", why)])
        ((_, said),) = form_preview.found(session, wrong)
        assert said == "「内部」：内部事项，不得发送（R11，敏感词表 v1）"
        assert form_preview.hits(wrong) == ["内部"]


async def test_the_phone_is_beside_the_fields_below_them_or_one_key_away(house: House) -> None:
    text = "您的定期存款将于12月1日到期。"
    async with entering(house, size=(120, 40)) as (op, form):
        await op.fill(control_body=text)
        await op.sees("手机预览", "客户看到的样子", "第 1 段 24/70 字")
    async with entering(house, size=(80, 40)) as (op, form):
        await op.fill(control_body=text)
        await op.sees("─ 手机预览 ─", "第 1 段 24/70 字")
        form.go_to_section(NAMES.index("message"))
        await op.sees("─ 手机预览 ─", "第 1 段 24/70 字")
    async with entering(house) as (op, form):
        await op.fill(control_body=text)
        form.go_to_section(NAMES.index("message"))
        await op.until(lambda: form.preview is not None and form.preview.chars == 24, "the text")
        assert "客户看到的样子" not in op.screen()
        await op.press("ctrl+o")
        await op.sees("客户看到的样子", "第 1 段 24/70 字", "审批流程")
        await op.press("escape")
        assert op.app.screen is form


async def test_the_route_names_who_will_sign(house: House) -> None:
    async with entering(house) as (op, form):
        assert form.preview is not None
        first = form.preview.route[0]
        assert first.people
        await op.sees("审批流程", first.people[0])


# ---- coming back, and how much there is to press


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
async def test_why_it_came_back_stands_above_the_fields_of_every_section(
    house: House, lang: str, size: tuple[int, int]
) -> None:
    request = house.core.requested()
    house.core.step("sunli", "return", request, reason="「限时」\n请删去")
    async with sitting(house.app(lang, person="zhaomin"), size) as op:
        form = FormPage(request)
        op.app.push_screen(form)
        await op.until(lambda: form.preview is not None and form.focused is not None, "the form")
        for nth in range(len(NAMES)):
            form.go_to_section(nth)
            await op.pilot.pause()
            screen = op.screen()
            # A line break of the reason is a space here, not the picture of a control character.
            assert "「限时」 请删去" in screen
            assert "▲" in screen
            assert form.query_one("#form", VerticalScroll).max_scroll_y == 0, screen


async def test_a_request_is_written_and_signed_with_nineteen_keys_besides_its_words(house: House) -> None:
    draft = house.core.draft(house.core.add_list(n=7))
    typed = {
        "subtype": draft.subtype,
        "purpose": draft.purpose,
        "telephone": draft.telephone,
        "audience": draft.audience,
        "selection": draft.selection,
        "list_source": draft.list_source,
        "body": draft.body,
        "slots-0-opens": "2099-12-01 09:00",
        "slots-0-closes": "2099-12-01 18:00",
    }
    async with sitting(house.app(person="zhaomin")) as op:
        await op.press("2")
        await op.sees(f"{house.year}-业务部-0003")
        keys = 0

        async def press(*pressed: str) -> None:
            nonlocal keys
            keys += len(pressed)
            await op.press(*pressed)

        await press("n")
        await op.until(lambda: here(op) == "control-category", "the form")
        while here(op) != "control-body":
            control = op.app.focused
            if isinstance(control, Input):
                control.value = typed.pop(here(op).removeprefix("control-"), control.value)
            await press("enter")
        await op.fill(control_body=typed.pop("body"))
        await press("pagedown", "enter")
        await op.sees("客户名单")
        await press("enter")
        for end in ("opens", "closes"):
            await op.until(lambda end=end: here(op) == f"control-slots-0-{end}", end)  # type: ignore[misc]
            form = op.app.screen
            form.query_one(f"#control-slots-0-{end}", Input).value = typed.pop(f"slots-0-{end}")
            await press("enter" if end == "opens" else "pagedown")
        await press("x", "x")
        await op.sees("已填齐，Ctrl+S 签名提交。")
        await press("ctrl+s")
        await op.sees("您将签名的申请")
        await op.fill(passphrase="demo zhaomin")
        await press("ctrl+s")
        await op.sees(f"已提交 {house.year}-业务部-0004")
        assert not typed
        assert keys == 19


async def test_a_field_explains_itself(house: House) -> None:
    async with entering(house) as (op, form):
        await op.press("question_mark")
        await op.sees("类别  R4 R5 R6：notice 业务提示", "边打边存")
        await op.press("escape")
        await op.press("tab")
        # Where one types, it is a character.
        await op.press("question_mark")
        assert form.query_one("#control-subtype", Input).value == "?"
        await op.press("f1")
        await op.sees("具体事项  R2：例如到期提醒")


async def test_keys_while_the_form_is_drawn_anew_do_no_harm(house: House) -> None:
    async with entering(house) as (op, form):
        form.query_one("#control-purpose", Input).value = "提醒客户"
        drawn = asyncio.ensure_future(form.relabel())
        met = 0
        while not drawn.done():
            form.do_next()
            form.on_resize()
            form.focus_next()
            met += bool(form._composing)
            await asyncio.sleep(0)
        assert met > 1
        await op.until(lambda: form.focused is not None, "the form")
        assert form.query_one("#control-purpose", Input).value == "提醒客户"


async def test_a_form_that_its_reader_may_not_read_is_left_and_says_why(house: House) -> None:
    request = house.core.requested()
    async with sitting(house.app("zh", person="hexi"), (80, 23)) as op:
        before = op.app.screen
        op.app.push_screen(FormPage(request))
        await op.sees("业务部 的内容您无权查看")
        await op.press("escape")
        await op.until(lambda: op.app.screen is before, "the page before")
