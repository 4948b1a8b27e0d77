"""An idle console locks by the person's keys and by nothing else, shows nothing of what was there, and leaves in the end (R12)."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from console.app import ConsoleApp
from console.domain.refusals import refuse
from console.errors import ConsoleError, RefusedError
from console.screens import lock, signing
from console.screens.idle import Idle
from console.screens.lock import LockPage
from console.services import lockouts
from console.services.context import Caller
from console.settings import Settings
from console.widgets.secret_input import SecretInput
from console.wire import calls
from console.wire.answers import Page
from console.wire.base import Call
from console.wire.duties.here import TodoRow
from console.wire.people import personnel
from console.wire.sending import sends
from console.wire.sending.slots import Tally
from tests.screens.driver import Operator, sitting
from tests.terminal.sit import House

SHORT = Idle(lock=6.0, leave=3600.0)
"""Long enough for a page to be drawn on a busy machine before the lock comes."""


def locked(app: ConsoleApp) -> bool:
    return isinstance(app.screen, LockPage)


async def goes_idle(op: Operator) -> str:
    """Do nothing until the keys lock."""
    await op.until(lambda: locked(op.app), "the lock")
    return await op.sees("久未按键，已锁")


async def test_without_a_key_the_content_blanks_and_no_key_of_the_page_does_anything(house: House) -> None:
    async with sitting(house.app(person="sunli", idle=SHORT)) as op:
        await op.sees("等您审批")
        screen = await goes_idle(op)
        assert "等您审批" not in screen
        assert "存款" not in screen
        stack = list(op.app.screen_stack)
        await op.press("2", "escape", "f9", "question_mark", "colon")
        assert list(op.app.screen_stack) == stack


async def test_the_passphrase_of_ones_own_key_goes_on_where_one_was(house: House) -> None:
    async with sitting(house.app(person="sunli", idle=SHORT)) as op:
        await op.press("3")
        await op.sees(" 3 审批")
        await goes_idle(op)
        await op.fill(passphrase="demo sunli")
        assert "demo sunli" not in "".join(part for part in op.screen().split("*") if "demo" not in part)
        await op.press("enter")
        await op.sees(" 3 审批")
        assert not locked(op.app)


async def test_keys_that_open_slowly_do_not_lock_again_at_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sitting(house.app(person="sunli", idle=SHORT)) as op:
        await goes_idle(op)
        honest = signing.unlocked

        def slow(*given: Any) -> Any:
            op.app._keyed -= SHORT.lock
            return honest(*given)

        monkeypatch.setattr(signing, "unlocked", slow)
        await op.fill(passphrase="demo sunli")
        await op.press("enter")
        await op.until(lambda: not locked(op.app), "the page again")
        op.app._look_at_the_clock()
        assert not locked(op.app)


async def test_wrong_passphrases_count_as_they_do_everywhere_and_the_fifth_leaves(house: House) -> None:
    async with sitting(house.app(person="sunli", idle=Idle(2.0, 3600.0))) as op:
        await goes_idle(op)
        for nth in range(1, 6):
            await op.fill(passphrase=f"wrong {nth}")
            await op.press("enter")

            def counted(told: int = nth) -> bool:
                return slips(op) >= told or op.app._exit

            await op.until(counted, f"slip {nth}")
        await op.until(lambda: op.app._exit, "the end")
    with pytest.raises(RefusedError) as locked_out:
        house.core.step("sunli", "approval", _first_waiting(house))
    assert locked_out.value.refusal.code == "locked_out"


def slips(op: Operator) -> int:
    """How many wrong passphrases the lock has counted."""
    page = op.app.screen
    return page._wrong if isinstance(page, LockPage) else 0


def counted(house: House) -> int:
    """How many wrong passphrases of sunli's the desk has counted."""
    with house.core.context(Caller("sunli"), write=False) as ctx:
        row = lockouts._row(ctx, "sunli")
    return row.failures if row is not None else 0


async def test_keys_of_somebody_who_does_not_see_the_lock_are_no_wrong_passphrases(house: House) -> None:
    async with sitting(house.app(person="sunli", idle=Idle(2.0, 3600.0))) as op:
        await goes_idle(op)
        for keys in ("2", "a", "5h", "y"):
            await op.press(*keys, "enter")
            await op.sees("暂不计数")
            await op.until(lambda: not op.app.screen._busy, "the judgement")  # type: ignore[attr-defined]
        await op.press(*"whatwasthisagain", "enter")
        await op.until(lambda: slips(op) == 1, "a first one that could be a passphrase")
        assert counted(house) == 0
        await op.press(*"whatwasthisagain", "enter")
        await op.until(lambda: slips(op) == 2, "another one")
        await op.until(lambda: counted(house) == 2, "both are counted")


async def test_a_right_passphrase_at_the_lock_makes_the_desk_forget_the_wrong_ones(house: House) -> None:
    for _ in range(4):
        house.core.call("sunli", personnel.WrongPassphrase())
    async with sitting(house.app(person="sunli", idle=SHORT)) as op:
        await goes_idle(op)
        await op.fill(passphrase="demo sunli")
        await op.press("enter")
        await op.until(lambda: not locked(op.app), "the page again")
    assert counted(house) == 0
    assert house.core.call("sunli", personnel.WrongPassphrase()).id == 4


def test_who_is_locked_out_stays_so_whatever_their_console_says(house: House) -> None:
    for _ in range(5):
        house.core.call("sunli", personnel.WrongPassphrase())
    house.core.call("sunli", personnel.RightPassphrase())
    assert [row.person for row in house.core.call("wangfang", personnel.LockedOut())] == ["sunli"]


def _first_waiting(house: House) -> int:
    rows: list[TodoRow] = house.core.call("sunli", calls.Todo())
    return rows[0].request


async def test_what_the_console_does_by_itself_does_not_keep_it_awake_but_a_key_does(house: House) -> None:
    async with sitting(house.app(person="sunli", idle=Idle(3.0, 3600.0))) as op:
        await op.sees("等您审批")
        for _ in range(6):
            op.app.heard(frozenset({"requests", "sends"}))
            await op.press("down")
            await asyncio.sleep(0.7)
            assert not locked(op.app)
        for _ in range(20):
            op.app.heard(frozenset({"requests", "sends"}))
            await asyncio.sleep(0.2)
        await op.until(lambda: locked(op.app), "the lock")


async def test_a_passphrase_that_was_being_typed_does_not_stay_in_its_field(house: House) -> None:
    async with sitting(house.app(person="sunli", idle=Idle(3600.0, 7200.0))) as op:
        await op.sees("等您审批")
        await op.press("enter")
        await op.sees("a 批准")
        await op.press("a")
        await op.until(lambda: bool(op.app.screen.query("#passphrase")), "the field")
        dialog = op.app.screen
        await op.fill(passphrase="demo sunli")
        op.app._keyed -= 4000.0
        await goes_idle(op)
        assert dialog.query_one("#passphrase", SecretInput).value == ""


async def test_a_running_sends_counters_stay_in_view_and_nothing_else_of_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    tally = Tally(approved=12000, queued=2000, accepted=4000, delivered=5990, unknown=10)
    row = sends.SendRow(
        1,
        f"{house.year}-业务部-0001",
        1,
        "提醒客户办理到期存款",
        "notice",
        "business",
        "demo",
        "sending",
        "",
        "",
        "",
        tally,
        "",
    )

    def answer(person: str, call: Call, ask: object = house.core.call) -> object:
        if isinstance(call, sends.SendsPage):
            return sends.SendPage(Page(1, ""), [row])
        return ask(person, call)  # type: ignore[operator]  # the core's own

    monkeypatch.setattr(house.core, "call", answer)
    # They stand there at once, and not only when they are read for the next time.
    monkeypatch.setattr(lock, "_EVERY", 3_600.0)
    async with sitting(house.app("en", person="wuhong", idle=SHORT)) as op:
        await op.until(lambda: locked(op.app), "the lock")
        screen = await op.sees(
            f"{house.year}-业务部-0001.1", "12,000", "9,990 sent", "5,990 delivered", "10 unknown"
        )
        assert "存款" not in screen


async def test_after_the_longer_time_the_console_leaves(house: House) -> None:
    async with sitting(house.app(person="sunli", idle=Idle(1.0, 6.0))) as op:
        await op.until(lambda: op.app._exit, "the end")


async def test_what_would_come_up_meanwhile_waits_until_the_person_is_back(house: House) -> None:
    async with sitting(house.app(person="sunli", idle=SHORT)) as op:
        await op.sees("等您审批")
        page = op.app.screen
        await goes_idle(op)
        page.trouble(ConsoleError("desk_gone"))  # type: ignore[attr-defined]  # a page
        assert locked(op.app)
        await op.fill(passphrase="demo sunli")
        await op.press("enter")
        await op.sees("连不上业务台")


async def test_whose_rights_end_is_told_so_and_sees_nothing_more(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sitting(house.app(person="zhaomin")) as op:
        await op.press("2")
        await op.sees(" 2 申请")

        def gone(person: str, call: Call, ask: object = house.core.call) -> object:
            if person == "zhaomin":
                raise RefusedError(refuse("person_not_active", "R8", person=person, standing="suspended"))
            return ask(person, call)  # type: ignore[operator]  # the core's own

        monkeypatch.setattr(house.core, "call", gone)
        await op.press("ctrl+r")
        await op.sees("停用", "授权停用后即不能再操作")
        assert op.app.session.core is None


def test_the_settings_may_shorten_both_times_and_never_lengthen_them(tmp_path: Path) -> None:
    def read(text: str) -> Settings:
        file = tmp_path / "settings.toml"
        file.write_text(text, "utf-8")
        return Settings.load(environ={}, file=file)

    assert (read("").lock_minutes, read("").leave_minutes) == (5, 20)
    assert read("lock_minutes = 1\nleave_minutes = 2").leave_minutes == 2
    for text in ("lock_minutes = 6", "leave_minutes = 21", "lock_minutes = 0"):
        with pytest.raises(ConsoleError) as error:
            read(text)
        assert error.value.code == "bad_settings"


async def test_a_tick_after_the_last_page_has_gone_breaks_nothing(house: House) -> None:
    app = house.app(person="sunli", idle=SHORT)
    async with sitting(app) as op:
        await op.sees("等您审批")
    assert not app.screen_stack
    app._look_at_the_clock()
