"""Enter on a duty shows what it is about: a page of its own, or a list with the cursor on its row, however the list is ordered or cut."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import pytest
from msgspec.structs import astuple
from sqlalchemy import select, update
from textual.screen import ModalScreen

from console.acting.freezes import freezes as acting
from console.domain.timekeeping import Leap, Proof
from console.domain.times import render
from console.launch.organisation import DEMO_PACK
from console.screens import pages
from console.screens.duties.duty_pages import page_for
from console.screens.lists import ListPage
from console.services.freezes import freeze_pages
from console.store.freezes import freeze
from console.widgets.record_list import PAGE
from console.wire import calls, dispatch
from console.wire.credentials import losses
from console.wire.credentials.custody import CredentialRow
from console.wire.credentials.envelopes import SecretChange
from console.wire.duties import subjects as about
from console.wire.duties.deadlines import ChaseRow
from console.wire.duties.here import TodoRow
from console.wire.sending import freezes
from console.wire.sending.freezes import DispatcherRow, FreezeRow
from tests import asking
from tests.patience import Wait
from tests.screens.driver import Operator, sitting
from tests.services.contacts import test_resubscribing as resubscribing
from tests.services.core import Core, bank, one_clock, open_core
from tests.services.credentials import test_envelopes as envelopes
from tests.services.duties.test_one_stream import HOUSES, board, everybody, forgotten, gone
from tests.services.erasure import test_erasing as erasing
from tests.services.freezes import test_freezes as freezing
from tests.services.losses.test_losses import _Line, install
from tests.services.sending.test_sending import DISPATCH
from tests.terminal.sit import House

Duty = TodoRow | ChaseRow


# ---- further houses: second signatures, and gaps that are no people


def two_sign(core: Core) -> None:
    """Freezes, a re-arming, a sealing and a legal hold that each wait for the second person, none of them on top of its list."""
    install(core)
    envelopes.sealed(core)
    envelopes.seal(core, holds="phrase", gateway="", seal="B-9")
    first = freezing.freeze_it(core, why="查")
    freezing.Told(core, nonce=50).take(1)
    freezing.freeze_it(core, "category", "promotion", "sunli", "查")
    freezing.lift(core, first)
    freezing.beat(core, "0f" * 16)
    found = core.call("fenglei", freezes.Dispatchers())
    act = acting.rearm(_Line(core, "fenglei"), found[0], {"reason": "已查"}, by="fenglei")
    core.enact("fenglei", act)
    holds = [
        erasing.hold(core, "department", one, by)
        for one, by in (("business", "sunli"), ("credit", "jiangbo"))
    ]
    core.enact("wangfang", core.call("wangfang", asking.release_hold(holds[0], "结案")))


def resubscribed(core: Core) -> None:
    """The end of a refusal that waits for its second person; another refusal is newer."""
    resubscribing.refuse(core)
    resubscribing.refuse(core, resubscribing.OTHER)
    resubscribing.proposed(core)


def erased(core: Core) -> None:
    """An erasure that waits for its second person."""
    erasing.propose(core, erasing.sent(core))


def doubted(core: Core) -> None:
    """A desk that doubts its clock, while a dispatcher asks too; files that the dispatcher lacks."""
    freezing.beat(core, "0f" * 16)
    core.call(DISPATCH, dispatch.Heartbeat({}, files=[]))
    wall = [core.at.timestamp()]
    core.desk.live.leap = leap = Leap(lambda: wall[0], lambda: 0.0, Proof(lambda: False, 30.0))
    leap.unproved()
    wall[0] += timedelta(hours=13).total_seconds()
    assert leap.unproved()


_MORE: Final = (two_sign, resubscribed, erased, doubted)
_GOES: Final = {gone, forgotten, resubscribed, erased}
"""Houses whose numbers may go as soon as a send is over."""


@pytest.fixture(params=[*HOUSES, *_MORE], ids=lambda house: house.__name__)
def furnished(
    request: pytest.FixtureRequest, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Core]:
    core = open_core(sqlite_url, bank(policy_pack=DEMO_PACK) if request.param in _GOES else None)
    one_clock(core, monkeypatch)
    request.param(core)
    yield core
    core.database.close()


# ---- what shows a subject


def _proposed(duty: Duty, row: Any) -> bool:
    """What a two-person act is about; of an erasure all that may go, since its key shows what is named."""
    digest = getattr(duty.subject, "digest", "")
    match getattr(duty.subject, "kind", ""):
        case "hand_over":
            return bool(row.digest == digest)
        case "resubscribe":
            return str(row.serial) == duty.number
        case "erase":
            return row.kind in {"request", "list", "findings"}
        case _:
            return bool(row.proposal == digest)


def _secret(duty: Duty, row: Any) -> bool:
    what, gateway = getattr(duty.subject, "what", ""), getattr(duty.subject, "gateway", "")
    if what == "password":
        return isinstance(row, CredentialRow) and row.gateway == gateway
    return isinstance(row, SecretChange) and row.what == what


def _due(duty: Duty, row: Any) -> bool:
    if isinstance(duty.subject, about.Due) and duty.subject.service:
        return bool(row.proposal.startswith(duty.number))
    return row.name == duty.number and row.blocked is None


def _gap(duty: Duty, row: Any) -> bool:
    """What lacks; of a post without people the list is where somebody is put there."""
    code, *rest = getattr(duty.subject, "alert", "").split(" ")
    if code == "desk_clock_ahead":
        return isinstance(row, DispatcherRow) and row.id == "desk"
    return code != "file_not_at_sender" or (row.digest.startswith(rest[0]) and not row.until)


def _named(kind: type[Any], *fields: str) -> Callable[[Duty, Any], bool]:
    """A row of that kind whose fields have the subject's values."""

    def same(duty: Duty, row: Any) -> bool:
        values = [getattr(duty.subject, one) for one in duty.subject.__struct_fields__]
        return isinstance(row, kind) and [getattr(row, one) for one in fields] == values[: len(fields)]

    return same


def _trouble(duty: Duty, row: Any) -> bool:
    """The row of the gateway, where it is about one."""
    return getattr(duty.subject, "gateway", None) in {"", getattr(row, "gateway", None)}


_ROWS: Final[dict[type[Any], Callable[[Duty, Any], bool]]] = {
    about.Freeze: _named(FreezeRow, "id"),
    about.Dispatcher: _named(DispatcherRow, "id"),
    about.Expiry: _named(object, "gateway", "kind"),
    about.Envelope: _named(object, "number"),
    about.Handover: _named(object, "number"),
    about.Document: _named(object, "number"),
    about.Emergency: _named(object, "number"),
    about.Support: _named(object, "number"),
    about.Version: lambda duty, row: bool(row.digest == getattr(duty.subject, "digest", "")),
    about.Replies: _named(object, "request"),
    about.Secret: _secret,
    about.Trouble: _trouble,
    about.Proposal: _proposed,
    about.Due: _due,
    about.Lacking: _gap,
}
"""Where a list shows what a duty is about: whether the row under its cursor does. All else has a page of its own."""


def shows(page: Any, duty: Duty) -> bool:
    """Whether a page that has all it asked for shows what a duty is about."""
    if isinstance(page, ListPage):
        row, own = page.records.row, _ROWS.get(type(duty.subject))
        if own is None:  # The list of one subject alone.
            return page.opened == astuple(duty.subject)
        # A list of gaps may be empty: there the way out of the gap begins.
        return (row is None and page.records.total == 0 and isinstance(duty.subject, about.Lacking)) or own(
            duty, row
        )
    if isinstance(duty.subject, about.Lacking | about.Pledge):
        return page.SCOPE in {"roster_changes", "pledge", "person"}
    named = {str(getattr(duty.subject, one)) for one in duty.subject.__struct_fields__}
    return bool(named & {str(one) for one in page.opened})


async def arrived(op: Operator) -> Any:
    """The page in front once it has all that it shows first."""
    wait = Wait()
    while not op.app.screen.all_here:  # type: ignore[attr-defined]
        assert not wait.over(), op.screen()
        await op.pilot.pause(0.02)
    await op.pilot.pause()
    return op.app.screen


async def test_enter_on_every_duty_shows_what_it_is_about(furnished: Core, tmp_path: Path) -> None:
    house, known = House(furnished, tmp_path), set[tuple[str, object]]()
    turns: dict[str, list[Duty]] = {"shenyu": [*board(furnished)]}
    for person in everybody(furnished):
        turns.setdefault(person, []).extend(furnished.call(person, calls.Todo()))
    for person, duties in turns.items():
        fresh = [one for one in duties if (type(one).__name__ + one.what, one.subject) not in known]
        known |= {(type(one).__name__ + one.what, one.subject) for one in fresh}
        if not fresh:
            continue
        async with sitting(house.app(person=person), (80, 23)) as op:
            here = op.app.screen
            for duty in fresh:
                op.app.push_screen(page_for(duty))
                await op.until(lambda here=here: op.app.screen is not here, "its page")  # type: ignore[misc]
                page = await arrived(op)
                assert shows(page, duty), (person, duty, op.screen())
                op.app.pop_screen()
                await op.until(lambda here=here: op.app.screen is here, "the page beneath")  # type: ignore[misc]
    assert known


async def opened(op: Operator, subject: pages.About) -> Any:
    """The page of a subject, opened over the one in front."""
    op.app.screen.go(subject)  # type: ignore[attr-defined]
    await op.pilot.pause()
    return await arrived(op)


async def test_a_subject_on_a_later_page_of_a_list_is_where_the_cursor_stands(house: House) -> None:
    first = freezing.freeze_it(house.core, why="查")
    with house.core.database.writer() as conn:
        kept = dict(conn.execute(select(freeze).where(freeze.c.id == first)).mappings().one())
        rows = [kept | {"id": first + n, "subject": f"g{n}"} for n in range(1, 1500)]
        conn.execute(freeze.insert(), rows)
    # The desk itself gives fewer; the list must not depend on that.
    async with sitting(house.app(person="zhengtao"), (80, 23)) as op:
        with patch.object(freeze_pages, "_MOST", 2000):
            page = await opened(op, about.Freeze(first))
            assert page.records.row.id == first
            assert page.records.cursor > PAGE
            await op.sees(f"冻结      {first}  网关")
            # A key typed at once is about that row.
            op.app.pop_screen()
            op.app.screen.go(about.Freeze(first))  # type: ignore[attr-defined]
            await op.press("enter")
            await op.until(lambda: isinstance(op.app.screen, ModalScreen), "the freeze in full")
            await op.sees("谁冻结的", f"冻结      {first}  网关")


@pytest.mark.parametrize(("lang", "words"), [("zh", "已不在此列表中"), ("en", "no longer in this list")])
async def test_what_the_list_leaves_out_at_first_is_shown_and_what_is_gone_is_said(
    house: House, lang: str, words: str
) -> None:
    over, stands = (
        freezing.freeze_it(house.core, why="查"),
        freezing.freeze_it(house.core, "category", "promotion"),
    )
    with house.core.database.writer() as conn:
        conn.execute(update(freeze).where(freeze.c.id == over).values(lifted=kept_at(house)))
    async with sitting(house.app(lang, "zhengtao"), (80, 23)) as op:
        page = await opened(op, about.Freeze(over))
        assert page.records.row.id == over
        op.app.pop_screen()
        page = await opened(op, about.Freeze(stands))
        assert (page.records.row.id, page.every) == (stands, False)
        op.app.pop_screen()
        await opened(op, about.Freeze(999))
        await op.sees(words)


async def test_of_a_clock_that_is_right_again_the_list_says_that_it_asks_no_more(house: House) -> None:
    right = house.core.desk.live.leap
    doubted(house.core)
    (duty,) = (one for one in house.core.call("fenglei", calls.Todo()) if one.because == "clock")
    house.core.desk.live.leap = right
    house.core.call("zhaomin", losses.ReportLoss("gateway", "demo", "leak", ""))
    async with sitting(house.app("zh", "fenglei"), (80, 23)) as op:
        op.app.push_screen(page_for(duty))
        await op.sees("-L001", "已不在此列表中")


def kept_at(house: House) -> str:
    return render(house.core.at)


async def test_the_other_language_keeps_the_row_under_the_cursor(house: House) -> None:
    async with sitting(house.app("zh", "zhaomin"), (80, 23)) as op:
        await op.press("2")
        await op.sees("▌ ")
        await op.press("end")
        row = op.app.screen.records.row  # type: ignore[attr-defined]
        assert op.app.screen.records.cursor  # type: ignore[attr-defined]
        await op.press("f2")
        await op.until(lambda: "Requests" in op.screen() and op.app.screen.all_here, "the other language")  # type: ignore[attr-defined]
        assert op.app.screen.records.row == row  # type: ignore[attr-defined]
