"""Text from outside, on every page, by the characters that reach the terminal."""

from array import array

import pytest
from rich.text import Text

from console.screens.requests.request_view import RequestPage
from console.widgets.fields import LinesInput
from console.widgets.line_input import LineInput
from console.widgets.secret_input import SecretInput
from console.widgets.show import fit, guard, show
from console.wire import calls
from console.wire.contacts import lists, optouts
from console.wire.requests.drafts import Draft, SlotDraft
from tests.screens.driver import sitting
from tests.terminal.sit import House

HOSTILE = "\x1b]0;owned\x07\x1b[41m\x9b31m\u202e\u200b\U000e0041[red]x[/red][/nope][@click=app.exit]y\x00"
FORBIDDEN = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), "\u202e", "\u200b", "\U000e0041"} - {"\n"}


def harmless(words: str) -> bool:
    return not FORBIDDEN & set(words)


def test_no_hostile_character_passes_and_no_markup_is_read() -> None:
    drawn = show(HOSTILE)
    assert isinstance(drawn, Text)
    assert harmless(drawn.plain)
    assert not drawn.spans
    assert "[/nope]" in drawn.plain
    assert "<202E>" in drawn.plain
    assert len(fit(HOSTILE, 10)) <= 10


def test_endless_texts_are_cut() -> None:
    assert len(guard("x\n" * 200_000).split("\n")) <= 2000


@pytest.fixture
def hostile_house(house: House) -> House:
    nums = array("q", range(15400000001, 15400000004))
    begun = house.core.call(
        "zhaomin", lists.BeginList("business", HOSTILE, HOSTILE, "0" * 64, 36, "ascii", HOSTILE)
    )
    house.core.call("zhaomin", lists.AddNumbers(begun.id, nums.tobytes()))
    house.core.call("zhaomin", lists.AddFindings.of(begun.id, [(2, "junk", False, 0, HOSTILE)]))
    house.core.call("zhaomin", lists.CountList(begun.id, 4, {"junk": 1}, {}))
    draft = Draft(
        department="business",
        slots=[SlotDraft()],
        purpose=HOSTILE,
        subtype=HOSTILE,
        body=HOSTILE,
        signature=HOSTILE,
        telephone=HOSTILE,
        audience=HOSTILE,
        remarks=HOSTILE,
    )
    house.core.call("zhaomin", calls.SaveDraft(draft, 0))
    house.core.call("zhaomin", optouts.AddOptOuts([15400000001], "all", HOSTILE))
    return house


async def test_every_page_draws_hostile_texts_harmlessly(hostile_house: House) -> None:
    async with sitting(hostile_house.app(person="zhaomin"), (120, 40)) as op:
        op.app.say(HOSTILE)
        for key, seen in (("2", "[red]x"), ("4", "[red]x"), ("9", "台账"), ("1", "待办")):
            await op.press(key)
            await op.sees(seen)
            assert harmless(op.screen())
        await op.press("4")
        await op.sees("[red]x")
        await op.press("enter")
        await op.sees("无法识别" if "无法识别" in op.screen() else "[red]x")
        assert harmless(op.screen())
        await op.press("escape", "o")
        await op.sees("154****0001")
        assert harmless(op.screen())
        await op.press("2")
        await op.sees("[red]x")
        await op.press("enter")
        await op.sees("短信群发申请表")
        await op.until(lambda: "[red]x" in op.screen(), "the form's fields")
        for _ in range(5):
            await op.pilot.pause()
            assert harmless(op.screen())
            await op.press("pagedown")
        op.app.push_screen(RequestPage(4))
        await op.sees("还是草稿")
        assert harmless(op.screen())


async def test_fields_draw_what_they_hold_harmlessly_and_a_secret_is_never_copied(house: House) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        # The page takes the focus when its list has come.
        await op.sees("没有等您办的事")
        field, lines, secret = LineInput(HOSTILE), LinesInput(HOSTILE), SecretInput()
        await op.app.screen.mount(field, lines, secret)
        assert harmless(field._value.plain)
        assert field.value == HOSTILE
        assert harmless(lines.get_line(0).plain)
        secret.focus()
        await op.until(lambda: op.app.focused is secret, "the secret field in use")
        await op.press("d", "e", "m", "o", "ctrl+a", "ctrl+c", "ctrl+x")
        assert op.app.clipboard == ""
        assert secret._value.plain == "••••"
        assert secret.take() == b"demo"
        assert secret.value == ""


async def test_a_fault_of_the_program_prints_a_report_id_and_nothing_of_its_variables(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    app = house.app(person="sunli")

    async def fail() -> None:
        async with sitting(app) as op:
            secret = "passphrase-in-a-local"
            app.call_later(lambda: len(secret) // 0)
            await op.until(lambda: not app.is_running, "the end")

    with pytest.raises(ZeroDivisionError):
        await fail()
    printed = "".join(capsys.readouterr())
    assert "报告编号" in printed
    assert "passphrase-in-a-local" not in printed
    assert list(house.folder.glob("report-*"))
