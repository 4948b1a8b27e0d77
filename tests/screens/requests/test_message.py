"""The message section of the entry form: what is typed there lands in the text, its signature is chosen, and limits speak."""

import msgspec
import pytest
from textual.widgets import Input

from console.screens.requests.request_form import FormPage
from console.widgets.fields import Choice, Field
from console.widgets.line_input import LineInput
from tests.screens.driver import Operator
from tests.screens.requests.test_form import entering, here
from tests.terminal.sit import House

LONG = "尊敬的客户您的定期存款将于12月1日到期请及时办理续存手续"
PHONE = "control-telephone"


async def on(op: Operator, form: FormPage, field: str) -> None:
    form.query_one(f"#{field}").focus()
    await op.pilot.pause()


async def typed(op: Operator, text: str) -> None:
    await op.press(*("space" if one == " " else one for one in text))


@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
@pytest.mark.parametrize("key", ["enter", "tab", "pagedown", "click"])
async def test_whoever_comes_into_the_message_section_writes_the_message(
    house: House, key: str, size: tuple[int, int]
) -> None:
    async with entering(house, size=size) as (op, form):
        if key == "click":
            form.go_to_section(2)
        else:
            await on(op, form, "control-list_source")
            await op.press(key)
        await op.until(lambda: form.section == "message", "the section")
        await typed(op, LONG)
        form.gather()
        assert form.draft is not None
        assert (form.draft.body, form.draft.signature) == (LONG, "【云岭示范银行】")


async def test_also_a_message_that_is_written_already_is_what_gets_the_focus(house: House) -> None:
    async with entering(house) as (op, form):
        form.go_to_section(2)
        await typed(op, LONG)
        await op.press("pageup", "pagedown")
        assert here(op) == "control-body"


async def test_the_signature_is_chosen_among_the_registered_ones(house: House) -> None:
    async with entering(house) as (_, form):
        signature = form.query_one("#control-signature", Choice)
        assert [value for value, _ in signature.options] == ["【云岭示范银行】"]


async def test_where_nothing_is_registered_the_signature_is_typed(house: House) -> None:
    async with entering(house) as (op, form):
        assert form.session.me is not None
        form.session.me.signatures.clear()
        await form.rebuild("control-signature")
        assert form.query_one("#control-signature", LineInput).value == "【云岭示范银行】"
        assert here(op) == "control-signature"


async def test_a_signature_that_is_registered_no_longer_stays_and_its_fault_says_so(house: House) -> None:
    async with entering(house) as (op, form):
        assert form.draft is not None
        form.draft = msgspec.structs.replace(form.draft, signature="【别家银行】", body=LONG)
        await form.rebuild("control-body")
        assert form.query_one("#control-signature", Choice).value == "【别家银行】"
        field = next(one for one in form.query(Field) if one.field == "signature")
        form._all_faults = True
        await op.until(lambda: field.wrong, "the fault")


@pytest.mark.parametrize("size", [(80, 23), (120, 40)])
async def test_what_does_not_fit_into_a_line_is_said_while_one_types(
    house: House, size: tuple[int, int]
) -> None:
    async with entering(house, size=size) as (op, form):
        await on(op, form, "control-opt_out")
        line = form.query_one("#control-opt_out", Input)
        line.value = ""
        await typed(op, "拒收请回复" * 7)
        if "╭" in op.screen():
            await op.until(lambda: "35/40" in op.screen(), "how much is taken")
        await typed(op, "拒收请回复R")
        assert line.value == "拒收请回复" * 8
        await op.until(lambda: "最多 40 字，1 字未收录" in op.screen(), "the limit")
        # A judgement that comes later leaves the words there.
        await op.until(lambda: form.draft is not None and form.draft.opt_out == line.value, "the draft")
        await op.pilot.pause(0.7)
        assert "最多 40 字" in op.screen()
        await op.press("backspace")
        await op.until(lambda: "最多 40 字" not in op.screen(), "the words gone")


async def test_of_a_paste_that_is_too_long_as_much_is_taken_as_fits(house: House) -> None:
    async with entering(house) as (op, form):
        await on(op, form, "control-subtype")
        line = form.query_one("#control-subtype", LineInput)
        line.insert("甲" * 205, 0)
        await op.until(lambda: "最多 200 字，5 字未收录" in op.screen(), "the limit")
        assert line.value == "甲" * 200


@pytest.mark.parametrize(
    ("text", "wrong"), [("abc", True), ("12", True), ("010-00000001", False), ("95599", False)]
)
async def test_a_telephone_that_nobody_can_dial_is_refused(house: House, text: str, wrong: bool) -> None:
    async with entering(house) as (op, form):
        await on(op, form, PHONE)
        await typed(op, text)
        await op.press("enter")
        field = next(one for one in form.query(Field) if one.field == "telephone")
        await op.until(lambda: form.draft is not None and form.draft.telephone == text, "the draft")
        await op.until(lambda: ("telephone" in _wrong(form)) == wrong, "the judgement")
        await op.until(lambda: field.wrong == wrong, "the fault")


def _wrong(form: FormPage) -> set[str]:
    return {one.field for one in form.preview.faults} if form.preview is not None else set()
