"""Hours at the screens: the refusal beside the window, the key that takes the next one, and what the card says before one signs."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from console.nouns.requests import ToForm
from console.screens.requests.request_form import FormPage
from console.widgets.line_input import LineInput
from console.wire import calls
from console.wire.requests.drafts import SlotDraft
from tests.screens.driver import sitting
from tests.services.core import bank, one_clock, open_core
from tests.terminal.sit import House

NOON = datetime(2026, 11, 27, 4, 0, tzinfo=UTC)  # a Friday in Beijing
PACK = Path("data/policy/2026-2.toml").read_text("utf-8")


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """A house with the shipped hours, at noon."""
    org = bank(NOON - timedelta(hours=1), policy_text=PACK)
    made = House(open_core(f"sqlite:///{tmp_path / 'desk.db'}", org, NOON), tmp_path)
    one_clock(made.core, monkeypatch)
    yield made
    made.core.database.close()


def control(form: FormPage, name: str) -> LineInput:
    return form.query_one(f"#control-{name}", LineInput)


@pytest.mark.parametrize(
    ("lang", "refused", "part"),
    [
        ("zh", ("条也发不出", "07:00 +08 至 11-28 08:00"), "只有 1 小时 在发送时间内"),
        ("en", ("Nothing of this window", "F4 takes 11-28"), "only 1 h of 2 h"),
    ],
)  # fmt: skip
async def test_a_window_that_cannot_be_sent_is_red_beside_its_field_and_a_key_takes_the_next_one(
    office: House, lang: str, refused: tuple[str, ...], part: str
) -> None:
    async with sitting(office.app(lang, person="zhaomin"), size=(80, 24)) as op:
        await op.press("2", "n")
        await op.press("pagedown", "pagedown", "pagedown")
        form = op.app.screen
        assert isinstance(form, FormPage)
        await op.fill(control_slots_0_opens="2026-11-27 22:30", control_slots_0_closes="2026-11-27 23:30")
        control(form, "slots-0-opens").focus()
        await op.press("tab", "tab")
        await op.sees("2026-11-27 22:30", *refused)
        await op.press("f4")
        await op.until(
            lambda: control(form, "slots-0-opens").value == "2026-11-28 07:00", "the next window taken"
        )
        assert control(form, "slots-0-closes").value == "2026-11-28 08:00"
        await op.fill(control_slots_0_opens="2026-11-27 21:00", control_slots_0_closes="2026-11-27 23:00")
        await op.sees(part)


async def test_the_key_takes_a_window_for_the_slot_that_cannot_be_sent_wherever_one_stands(
    office: House,
) -> None:
    core = office.core
    windows = [
        ("2026-11-28T02:00:00Z", "2026-11-28T04:00:00Z"),
        ("2026-11-28T14:30:00Z", "2026-11-28T15:30:00Z"),
    ]
    slots = [SlotDraft(core.add_list(), *window) for window in windows]
    draft = core.call("zhaomin", calls.SaveDraft(core.draft(0, slots=slots))).id
    async with sitting(office.app(person="zhaomin"), size=(120, 40)) as op:
        op.app.screen.go(ToForm(draft))  # type: ignore[attr-defined]  # a page
        await op.until(lambda: isinstance(op.app.screen, FormPage), "the form")
        form = op.app.screen
        assert isinstance(form, FormPage)
        await op.press("pagedown", "pagedown", "pagedown")
        await op.until(lambda: form.preview is not None and bool(form.preview.hours), "the hours")
        control(form, "slots-0-opens").focus()
        await op.press("tab", "f4")
        await op.until(
            lambda: control(form, "slots-1-opens").value == "2026-11-29 07:00",
            "the second slot's next window",
        )
        assert control(form, "slots-0-opens").value == "2026-11-28 10:00"


@pytest.mark.parametrize(
    ("lang", "before", "after"),
    [
        ("zh", "只有 1 小时 在发送时间内", "剩下的时段都不在"),
        ("en", "only 1 h of 2 h", "what is left of the window is outside"),
    ],
)
async def test_the_card_says_what_is_left_of_the_window_and_nobody_signs_once_nothing_is(
    office: House, lang: str, before: str, after: str
) -> None:
    core = office.core
    slots = [SlotDraft(1, "2026-11-27T13:00:00Z", "2026-11-27T15:00:00Z")]
    core.submit(core.draft(core.add_list(), slots=slots))
    async with sitting(office.app(lang, person="sunli"), size=(120, 40)) as op:
        await op.press("3")
        await op.sees("▌ 2026-业务部-0001")
        await op.press("enter")
        await op.sees(before)
        core.at = datetime(2026, 11, 27, 14, 10, tzinfo=UTC)
        await op.press("ctrl+r")
        await op.sees(after)
        await op.press("a")
        await op.sees("R13", "2026-11-28 07:00 +08")


async def test_an_opt_out_line_that_the_gateway_does_not_receive_is_refused_and_the_key_takes_one_that_works(
    office: House,
) -> None:
    async with sitting(office.app(person="zhaomin"), size=(80, 24)) as op:
        await op.press("2", "n")
        await op.sees("▸ 事项")
        await op.press("right", "pagedown", "pagedown")
        form = op.app.screen
        assert isinstance(form, FormPage)
        await op.fill(control_opt_out="回复888退订")
        control(form, "opt_out").focus()
        await op.press("tab")
        await op.sees("退订语请写「拒收请回复R」")
        await op.press("f4")
        await op.until(lambda: control(form, "opt_out").value == "拒收请回复R", "the line that works")


async def test_where_no_window_comes_the_key_says_so_and_leaves_the_times(office: House) -> None:
    async with sitting(office.app(person="zhaomin"), size=(80, 24)) as op:
        await op.press("2", "n")
        await op.press("pagedown", "pagedown", "pagedown")
        form = op.app.screen
        assert isinstance(form, FormPage)
        await op.fill(control_slots_0_opens="2026-11-27 22:30", control_slots_0_closes="2026-11-27 23:30")
        control(form, "slots-0-opens").focus()
        await op.press("tab", "tab")
        await op.sees("F4")
        await op.until(lambda: form.preview is not None and bool(form.preview.hours), "the hours")
        assert form.preview is not None
        form.preview = msgspec.structs.replace(
            form.preview, hours=[msgspec.structs.replace(one, opens="") for one in form.preview.hours]
        )
        form.take_window()
        await op.sees("没有可发的时段")
        assert control(form, "slots-0-opens").value == "2026-11-27 22:30"
