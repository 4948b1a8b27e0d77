"""What was typed into a form outlives every way elsewhere, nothing of another person's is shown, and no secret is kept."""

from pathlib import Path
from typing import Any

import pytest

from console.app import ConsoleApp
from console.screens import pages
from console.screens.fields_page import FieldsPage
from console.screens.form_drafts import Draft, Drafts
from console.screens.idle import Idle
from console.screens.lock import LockPage
from console.widgets.fields import LinesInput
from console.widgets.line_input import LineInput
from console.widgets.record_list import RecordList
from console.widgets.secret_input import SecretInput
from tests.screens.driver import Operator, sitting
from tests.terminal.sit import House

FORMS = {
    "paper_form": ("wangfang", {"number": "B-7", "place": "甲柜", "note": "第一行\n第二行"}),
    "emergency_form": ("wangfang", {"text": "网点今日停电", "recipients": "1,200", "late": "网络断了"}),
    "complaint_form": ("wangfang", {"at": "2026-12-01 09:00", "num": "15400000001", "text": "收到三次"}),
    "loss_report": ("fenglei", {"noticed": "2026-12-01 09:00", "measures": "已换锁"}),
    "gateway_form": ("hanxue", {"id": "mobile", "host": "10.1.2.4", "rate": "200"}),
}
"""Forms that are stored nowhere until they are done: who fills them in, and what."""


async def test_a_dialog_that_was_left_as_it_was_offered_is_no_work_to_be_lost(house: House) -> None:
    async with sitting(house.app(person="qianwei")) as op:
        await op.press("5", "f4")
        await op.sees("列表存为表格文件")
        await op.press("escape", "f9")
        await op.until(lambda: getattr(op.app.screen, "SCOPE", "") == "choose", "the choice of a person")


async def test_a_dialog_in_which_something_was_typed_is(house: House) -> None:
    async with sitting(house.app(person="qianwei")) as op:
        await op.press("5", "f4")
        await op.sees("列表存为表格文件")
        await op.fill(line_name="放行")
        await op.press("escape", "f9")
        await op.sees("有表还没填完")


def form(op: Operator) -> FieldsPage:
    page = op.app.screen
    assert isinstance(page, FieldsPage)
    return page


async def opened(op: Operator, name: str) -> None:
    op.app.push_screen(pages.make(name))
    await op.until(lambda: isinstance(op.app.screen, FieldsPage) and form(op).ready, name)
    await op.until(lambda: form(op).control_named(next(iter(FORMS[name][1]))) is not None, "the fields")


async def filled(op: Operator, name: str) -> None:
    for field, value in FORMS[name][1].items():
        control = form(op).control_named(field)
        assert control is not None
        control.focus()
        if isinstance(control, LineInput):
            control.value = value
        else:
            assert isinstance(control, LinesInput)
            control.text = value
    await op.pilot.pause()


def shows(op: Operator, name: str) -> bool:
    page = op.app.screen
    return isinstance(page, FieldsPage) and all(
        page.value(field) == value for field, value in FORMS[name][1].items()
    )


@pytest.mark.parametrize("name", FORMS)
async def test_a_form_is_as_it_was_left_after_another_tab_a_change_of_language_and_esc(
    house: House, name: str
) -> None:
    async with sitting(house.app(person=FORMS[name][0])) as op:
        await opened(op, name)
        await filled(op, name)
        await op.press("f2")
        await op.sees("F2 中文")
        await op.until(lambda: shows(op, name), "the typed values")
        op.app.open_tab("contacts")
        await op.until(lambda: not isinstance(op.app.screen, FieldsPage), "the other tab")
        await opened(op, name)
        await op.until(lambda: shows(op, name), "the typed values")
        await op.press("escape")
        await op.sees("What you typed is kept")
        await opened(op, name)
        await op.until(lambda: shows(op, name), "the typed values")
        await op.press("f10")
        await op.sees("cannot be brought back")
        await op.press("y")
        await op.sees("The form is empty again")
        assert not any(form(op).value(field) for field in FORMS[name][1])
        await op.press("escape")
        await op.until(lambda: not isinstance(op.app.screen, FieldsPage), "the page beneath")
        await opened(op, name)
        assert not any(form(op).value(field) for field in FORMS[name][1])


async def test_the_lock_of_an_idle_console_keeps_a_form(house: House) -> None:
    async with sitting(house.app(person="wangfang", idle=Idle(lock=6.0, leave=3600.0))) as op:
        await opened(op, "complaint_form")
        await filled(op, "complaint_form")
        await op.until(
            lambda: isinstance(op.app.screen, LockPage) and bool(op.app.screen.query("#passphrase")),
            "the lock",
        )
        await op.fill(passphrase="demo wangfang")
        await op.press("enter")
        await op.until(lambda: shows(op, "complaint_form"), "the typed values")


async def test_who_lets_another_person_sit_down_is_asked_and_leaves_nothing_behind(house: House) -> None:
    app = house.app(person="wangfang")
    async with sitting(app) as op:
        await opened(op, "complaint_form")
        await filled(op, "complaint_form")
        await op.press("f9")
        await op.sees("有表还没填完")
        await op.press("escape")
        assert shows(op, "complaint_form")
        await op.press("f9")
        await op.sees("有表还没填完")
        await op.press("y")
        await op.until(lambda: not app.session.person, "the choice of a person")
        assert not app.session.drafts._drafts
        app.sit_down("zhaomin")
        await op.until(lambda: app.session.person == "zhaomin", "the next person")
        await op.sees("赵敏")
        await opened(op, "complaint_form")
        assert not form(op).value("text")


@pytest.mark.parametrize(("name", "files"), [("emergency_form", 1), ("paper_form", 1), ("complaint_form", 0)])
async def test_only_forms_that_name_no_customer_are_written_down_in_case_the_line_is_cut(
    house: House, tmp_path: Path, name: str, files: int
) -> None:
    def app() -> ConsoleApp:
        made = house.app(person="wangfang")
        made.session.kept_in = tmp_path / "kept"
        made.session.kept_in.mkdir(exist_ok=True)
        return made

    async with sitting(app()) as op:
        await opened(op, name)
        await filled(op, name)
        await op.until(lambda: ("wangfang", form(op)._draft) in op.app.session.drafts._drafts, "the draft")
    assert len(list((tmp_path / "kept").rglob("*.json"))) == files
    async with sitting(app()) as op:
        await opened(op, name)
        await op.pilot.pause()
        assert shows(op, name) is bool(files)


async def test_the_words_of_a_dialog_stay_when_it_is_left_and_never_a_number_that_is_typed_again(
    house: House,
) -> None:
    from console.screens.page import Page
    from console.widgets.modals import Filled, Form, Line, Secret
    from console.widgets.show import show

    got: list[Filled] = []

    def job(filled: Filled) -> bool:
        got.append(filled)
        return True

    def ask(page: Page, about: str) -> None:
        lines = (Line("reason", "理由"), Line("count", "人数", equals="12"))
        page.act(
            "退回",
            show(about),
            Form(lines=lines, passphrase=Secret("口令")),
            job,
            lambda _: None,
        )

    def values(op: Operator) -> list[str]:
        return [one.value for one in op.app.screen.query(LineInput)]

    async with sitting(house.app(person="wangfang")) as op:
        page: Any = op.app.screen
        ask(page, "甲")
        await op.sees("理由")
        await op.fill(line_reason="附件不对", line_count="12", passphrase="geheim")
        assert [one.value for one in op.app.screen.query(SecretInput)] == ["geheim"]
        await op.press("escape")
        ask(page, "乙")
        await op.sees("理由", "乙")
        assert values(op) == ["", ""]
        await op.press("escape")
        ask(page, "甲")
        await op.sees("理由", "甲")
        assert values(op) == ["附件不对", ""]
        assert [one.value for one in op.app.screen.query(SecretInput)] == [""]
        assert "geheim" not in repr(page.session.drafts.__dict__)
        await op.fill(line_count="12", passphrase="geheim")
        await op.press("ctrl+s")
        await op.until(lambda: bool(got), "the act")
        ask(page, "甲")
        await op.sees("理由", "甲")
        assert values(op) == ["", ""]


def test_a_form_that_opens_with_other_values_is_another_form(tmp_path: Path) -> None:
    drafts = Drafts(lambda: tmp_path)
    drafts.keep("a", "form", Draft({"x": "1"}, {"x": "2"}))
    assert drafts.read("a", "form") == Draft({"x": "1"}, {"x": "2"})
    assert drafts.read("b", "form") is None
    assert drafts.would_lose("a")
    assert not drafts.would_lose("b")
    drafts.drop("a", "form")
    assert not drafts.would_lose("a")
    drafts.keep("a", "form", Draft(None, {"x": "2"}), cut=True)
    assert not drafts.would_lose("a")
    drafts.forget("a")
    assert drafts.read("a", "form") is None
    assert drafts.read("a", "form", cut=True) == Draft(None, {"x": "2"})
    drafts.drop("a", "form")
    assert drafts.read("a", "form", cut=True) is None
    drafts.drop("a", "act 退回/../x\n甲")
    assert [*tmp_path.rglob("*.json")] == []


def test_no_field_with_a_whole_number_is_written_to_the_disk(tmp_path: Path) -> None:
    drafts, form = Drafts(lambda: tmp_path), "emergency_form"
    typed = {"text": "网点今日停电", "late": "先打 154 0000-0001 问"}
    drafts.keep("sunli", form, Draft(None, typed), cut=True)
    assert "0001" not in (tmp_path / "unfinished" / f"sunli.{form}.json").read_text()
    assert drafts.would_lose("sunli")
    found = Drafts(lambda: tmp_path).read("sunli", form, cut=True)
    assert found is not None
    assert found.now == {"text": "网点今日停电"}
    drafts.keep("sunli", form, Draft(None, typed | {"late": "先打电话问"}), cut=True)
    assert not drafts.would_lose("sunli")


async def test_the_next_person_does_not_get_the_filter_of_the_one_before(house: House) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await op.press("2")
        await op.sees("▌ ")
        await op.press("slash", *str(house.year), "enter")
        await op.until(
            lambda: op.app.screen.query_one("#records", RecordList).filter == str(house.year), "the filter"
        )
        op.app.sit_down("sunli")
        await op.until(lambda: op.app.session.person == "sunli", "the next person")
        await op.press("2")
        await op.sees("▌ ")
        op.app.screen.do_again()  # type: ignore[attr-defined]
        assert not op.app.screen.query_one("#records", RecordList).filter
