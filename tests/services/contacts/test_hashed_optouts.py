"""Opt-outs of erased numbers (R13): kept as HMAC alone, they go on refusing; without their key nothing is imported or sent."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, select

from console.db.keyed import KeyFile
from console.domain.contacts.packing import unpack_numbers
from console.domain.times import render
from console.errors import RefusedError
from console.launch.organisation import DEMO_PACK
from console.services.complaints import complaint_numbers
from console.services.contacts import hashed_optouts
from console.services.context import Caller
from console.store.complaints import complaint
from console.store.contacts import finding, optout
from console.wire import dispatch
from console.wire.contacts import complaints as complaint_calls
from console.wire.contacts import lists, optouts
from console.wire.contacts.numbers import SearchNumber
from console.wire.filing.statistics import Statistics
from console.wire.requests import approvals
from console.wire.sending import erasure as wire
from tests.remains import in_folders, numbers_in
from tests.services.core import Core, bank, open_core, organisation
from tests.services.erasure.test_erasing import DISPATCH, answer, confirm, due, erased, propose, sent
from tests.services.replying import replied
from tests.world import numbers

FIRST, SECOND, THIRD = list(numbers(20))[:3]
STRANGER = 13900139000


@pytest.fixture
def core(database_url: str) -> Iterator[Core]:
    """A house that lets what it sent to go at once, and keeps what was brought in for a month."""
    shipped = organisation(policy_pack=DEMO_PACK).policy_text
    text = shipped.replace("unused_list = 0", "unused_list = 1")
    assert text != shipped
    made = open_core(database_url, bank(policy_text=text))
    yield made
    made.database.close()


def refuse_(core: Core, *nums: int, scope: str = "promotion", source: str = "来电") -> int:
    return int(core.call("wangfang", optouts.AddOptOuts(list(nums), scope, source)).id)


def in_clear(core: Core) -> set[int]:
    with core.database.reader() as conn:
        return set(conn.execute(select(optout.c.num).where(optout.c.num.is_not(None))).scalars())


def total(core: Core) -> int:
    page: optouts.OptOutPage = core.call("wangfang", optouts.OptOutsPage())
    assert len(page.rows) == page.page.total
    return page.page.total


def refused_in(core: Core, list_id: int) -> dict[int, int]:
    """What the dispatcher is told of a list."""
    chunk: dispatch.RefusingChunk = core.call(DISPATCH, dispatch.PullRefusing(list_id))
    return dict(zip(unpack_numbers(chunk.numbers), unpack_numbers(chunk.scopes), strict=True))


def state(core: Core) -> optouts.OptOutKeyState:
    answered: optouts.OptOutKeyState = core.call("zhaomin", optouts.OptOutKey())
    return answered


def test_opt_outs_of_what_is_erased_are_hashed_and_others_stay_in_clear(core: Core) -> None:
    refuse_(core, FIRST, SECOND, STRANGER)
    request = sent(core)
    assert state(core) == optouts.OptOutKeyState("", 0, None)
    assert not core.desk.optout_key.path.exists()
    erased(core, request)
    assert in_clear(core) == {STRANGER}
    assert core.desk.optout_key.path.stat().st_mode & 0o777 == 0o600
    assert (state(core).hashed, state(core).refusal, len(state(core).key)) == (2, None, 16)
    assert core.call(DISPATCH, dispatch.PullReleased(["demo"])).hashed == 2
    (row,) = core.call("shenyu", wire.Erasures()).rows
    assert core.call("shenyu", wire.ErasureDetail(row.id)).removed["optout"] == 2


def test_no_byte_of_an_opted_out_number_is_left_in_the_desks_folder(tmp_path: Path) -> None:
    org = bank(policy_pack=DEMO_PACK)
    made = open_core(f"sqlite:///{tmp_path / 'desk.db'}", org)
    refuse_(made, FIRST, SECOND)
    request = sent(made)
    assert numbers_in(in_folders([FIRST, SECOND], tmp_path)) == {FIRST, SECOND}
    erased(made, request)
    from console.services.erasure.erasures import SCRUBBED

    assert made.database.scrub(SCRUBBED)
    assert in_folders([FIRST, SECOND], tmp_path) == []
    made.database.close()
    assert in_folders([FIRST, SECOND], tmp_path) == []


def test_hashed_ones_go_on_refusing_counting_and_being_found(core: Core) -> None:
    refuse_(core, FIRST)
    refuse_(core, SECOND, scope="all")
    erased(core, sent(core))
    assert total(core) == 2
    page: optouts.OptOutPage = core.call("wangfang", optouts.OptOutsPage())
    assert [(row.number, row.scope) for row in page.rows] == [("", "all"), ("", "promotion")]
    # The same people in a new list.
    request = core.requested("promotion")
    assert core.call("sunli", approvals.Scope(request)).opted_out == 2
    assert refused_in(core, 2) == {FIRST: 0, SECOND: 1}
    assert core.call("sunli", approvals.Scope(core.requested())).opted_out == 1
    found = core.call("wangfang", SearchNumber(FIRST, "客户来访"))
    assert [(one.scope, one.source) for one in found.optouts] == [("promotion", "来电")]
    assert core.call("wangfang", SearchNumber(THIRD, "客户来访")).optouts == []
    assert core.call("wangfang", Statistics("2026Q4")).total.optouts == 2
    # The replica gets what is in clear, and does not ask for the others again and again.
    chunk: dispatch.OptOutChunk = core.call(DISPATCH, dispatch.PullOptOuts(0))
    assert (list(unpack_numbers(chunk.numbers)), chunk.serial) == ([], 2)


def test_whoever_refuses_again_is_not_written_down_again(core: Core) -> None:
    refuse_(core, FIRST)
    erased(core, sent(core))
    assert refuse_(core, FIRST) == 0
    assert core.call(DISPATCH, replied((FIRST, "TD"))).id == 0
    assert (total(core), in_clear(core)) == (1, set())
    # Another refusal of their comes in clear, so that a send that runs hears of it, and is hashed with the next erasure.
    assert refuse_(core, FIRST, scope="all") == 1
    assert in_clear(core) == {FIRST}
    other = sent(core)
    erased(core, other)
    assert (total(core), in_clear(core)) == (2, set())


def test_what_came_in_longer_ago_than_an_unused_list_is_kept_is_hashed_with_any_erasure(core: Core) -> None:
    refuse_(core, STRANGER)
    core.at += timedelta(days=20)
    refuse_(core, STRANGER + 1)
    core.at += timedelta(days=20)
    erased(core, sent(core))
    assert in_clear(core) == {STRANGER + 1}
    # Whose number is erased refuses once more: that is hashed with the next erasure, of whichever list.
    assert refuse_(core, STRANGER, scope="all") == 1
    assert in_clear(core) == {STRANGER, STRANGER + 1}
    erased(core, sent(core))
    assert in_clear(core) == {STRANGER + 1}


def test_many_opt_outs_are_hashed_in_a_few_statements(core: Core) -> None:
    def statements(*nums: int) -> int:
        refuse_(core, *nums)
        core.at += timedelta(days=40)
        request, seen = sent(core), list[str]()

        def note(_conn: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            seen.append(statement)

        event.listen(Engine, "before_cursor_execute", note)
        try:
            erased(core, request)
        finally:
            event.remove(Engine, "before_cursor_execute", note)
        assert in_clear(core) == set()
        return len(seen)

    one = statements(STRANGER)
    # The desk's only writer waits meanwhile: three times five hundred, not a statement for each.
    assert statements(*range(STRANGER + 1, STRANGER + 1_501)) < one + 50
    assert refuse_(core, *range(STRANGER, STRANGER + 1_501)) == 0
    assert state(core).hashed == 1_501


def test_findings_that_go_take_the_numbers_in_them_along(core: Core) -> None:
    core.add_list()
    with core.database.writer() as conn:
        conn.execute(
            finding.insert().values(list_id=1, row=3, nth=0, reason="spacing", raw="+86 139-0013-9000")
        )
    refuse_(core, STRANGER)
    core.at += timedelta(days=3)
    proposal = propose(core, findings=[1])
    confirm(core, proposal)
    answer(core, "erased", proposal, sends=0, recipients=0)
    assert in_clear(core) == set()


def test_the_source_of_an_opt_out_holds_no_number(core: Core) -> None:
    core.refuses("optout_source_number", "wangfang", optouts.AddOptOuts([FIRST], "all", "来电13900139000"))


# ---- the key


def _lose(core: Core) -> bytes:
    path = core.desk.optout_key.path
    data = path.read_bytes()
    path.unlink()
    return data


def _wants_key(core: Core, waiting: int, code: str) -> None:
    begin = lists.BeginList("business", "名单", "l.txt", "0" * 64, 1, "ascii", "")
    core.refuses(code, "zhaomin", begin)
    core.refuses(code, DISPATCH, dispatch.PullRefusing(1))
    core.refuses(code, "wangfang", SearchNumber(FIRST, "客户来访"))
    with pytest.raises(RefusedError) as caught:
        core.step("qianwei", "release", waiting, slot=1, count=20)
    assert caught.value.refusal.code == code
    refusal = state(core).refusal
    assert refusal is not None
    assert refusal.code == code


def test_without_the_very_key_nothing_is_imported_or_sent_until_it_is_back(core: Core) -> None:
    refuse_(core, FIRST)
    erased(core, sent(core))
    waiting, path = core.cleared(), core.desk.optout_key.path
    data = _lose(core)
    _wants_key(core, waiting, "optout_key_missing")
    path.write_bytes(bytes(32))
    path.chmod(0o600)
    _wants_key(core, waiting, "optout_key_wrong")
    path.write_bytes(data)
    path.chmod(0o644)
    _wants_key(core, waiting, "optout_key_loose")
    path.chmod(0o600)
    core.step("qianwei", "release", waiting, slot=1, count=20)
    assert refused_in(core, 2) == {FIRST: 0}


def test_a_refusal_is_written_down_even_while_the_key_is_away(core: Core) -> None:
    refuse_(core, FIRST)
    erased(core, sent(core))
    data, path = _lose(core), core.desk.optout_key.path
    assert refuse_(core, FIRST) == 1
    assert in_clear(core) == {FIRST}
    path.write_bytes(data)
    path.chmod(0o600)
    erased(core, sent(core))
    assert in_clear(core) == set()


def test_a_desk_without_the_key_carries_no_erasure_out_and_makes_no_second_key(core: Core) -> None:
    refuse_(core, FIRST)
    erased(core, sent(core))
    refuse_(core, SECOND)
    request = sent(core)
    _lose(core)
    proposal = propose(core, request)
    confirm(core, proposal)
    with pytest.raises(RefusedError):
        answer(core, "erased", proposal)
    assert not core.desk.optout_key.path.exists()
    assert in_clear(core) == {SECOND}
    assert [row.id for row in due(core) if row.kind == "request"] == [request]


def test_a_second_desk_on_the_database_refuses_until_it_has_the_same_file(core: Core, tmp_path: Path) -> None:
    refuse_(core, FIRST)
    made_at = replace(core.desk, mark="host-a:/home/a")
    here = replace(core, desk=made_at)
    erased(here, sent(here))
    other = replace(core, desk=replace(core.desk, mark="host-b:/home/b", optout_key=KeyFile(tmp_path / "k")))
    begin = lists.BeginList("business", "名单", "l.txt", "0" * 64, 1, "ascii", "")
    with pytest.raises(RefusedError) as caught:
        other.call("zhaomin", begin)
    assert caught.value.refusal.code == "optout_key_missing"
    assert caught.value.refusal.params["desk"] == "host-a:/home/a"
    assert not (tmp_path / "k").exists()
    (tmp_path / "k").touch(0o600)
    (tmp_path / "k").write_bytes(core.desk.optout_key.path.read_bytes())
    assert other.call("zhaomin", begin).id
    other.add_list()
    assert refused_in(other, 3) == {FIRST: 0}


# ---- complaints about nothing that was sent


def complained(core: Core, num: int = STRANGER, **fields: Any) -> int:
    call = complaint_calls.EnterComplaint("12321", "收到骚扰短信", render(core.at), num=num, **fields)
    return int(core.call("wangfang", call).id)


def closed(core: Core, which: int, by: str = "wangfang") -> None:
    core.call(by, complaint_calls.AnswerComplaint(which, "已说明"))
    core.call("zhengtao", complaint_calls.CloseComplaint(which, "unjustified", "非我行所发"))


def sweep(core: Core) -> None:
    with core.context(Caller("", "desk"), write=True) as ctx:
        complaint_numbers.sweep(ctx)


def complaint_number(core: Core) -> int | None:
    with core.database.reader() as conn:
        found: int | None = conn.execute(select(complaint.c.num)).scalar_one()
        return found


@pytest.fixture
def strict(database_url: str) -> Iterator[Core]:
    """A house with the standard policy."""
    made = open_core(database_url)
    yield made
    made.database.close()


def test_the_number_of_a_complaint_about_no_known_request_goes_when_its_time_is_over(strict: Core) -> None:
    which = complained(strict, opt_out="promotion")
    sweep(strict)
    assert complaint_number(strict) == STRANGER
    closed(strict, which)
    (row,) = due(strict, every=True)
    assert (row.kind, row.name, row.due) == ("complaint", "2026-C001", "2027-12-31T15:59:59Z")
    assert row.blocked is not None
    assert row.blocked.code == "erase_by_itself"
    sweep(strict)
    assert complaint_number(strict) == STRANGER
    _at(strict, "2027-12-31T15:59:59Z")
    sweep(strict)
    assert complaint_number(strict) is None
    assert in_clear(strict) == set()
    assert total(strict) == 1
    with strict.context(Caller("", "desk"), write=False) as ctx:
        assert complaint_numbers.unscrubbed(ctx)
        assert hashed_optouts.hashed(ctx) == 1
    view = strict.call("wangfang", complaint_calls.ComplaintDetail(which))
    assert (view.row.masked, len(view.commitment)) == ("", 64)


def test_a_legal_hold_keeps_it(strict: Core) -> None:
    closed(strict, complained(strict))
    strict.call("zhengtao", wire.MakeLegalHold("department", "general", "涉诉"))
    _at(strict, "2028-01-01T00:00:00Z")
    sweep(strict)
    assert complaint_number(strict) == STRANGER
    (row,) = due(strict)
    assert (row.holds, row.blocked.code if row.blocked else "") == (["涉诉"], "erase_held")


def test_one_about_a_request_that_was_sent_waits_for_the_requests_own_erasure(strict: Core) -> None:
    request = sent(strict)
    form = strict.view("wangfang", request).row.number
    closed(strict, complained(strict, FIRST, form=form), by="qianwei")
    assert [row.kind for row in due(strict, every=True)] == ["request"]
    _at(strict, "2028-01-01T00:00:00Z")
    sweep(strict)
    assert complaint_number(strict) == FIRST


def _at(core: Core, at: str) -> None:
    from tests.services.erasure.test_erasing import _in

    _in(core, at)
