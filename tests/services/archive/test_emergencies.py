"""补录 in the core (R2, R3): what was sent on paper is entered afterwards, is never sent, and stays an exception."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import select

from console.acting import emergencies as acting
from console.domain.times import render
from console.errors import ConsoleError, RefusedError
from console.services.archive import emergencies as service
from console.services.context import Caller
from console.store.sends import slot
from console.store.tables import ledger
from console.wire import calls, dispatch
from console.wire.acts import Given, Prepare
from console.wire.answers import Done, Prepared
from console.wire.archive import archive
from console.wire.duties.deadlines import Chase, ChasePage
from console.wire.duties.here import TodoRow
from console.wire.ledger import ledger as ledger_calls
from console.wire.requests.rows import RequestPage, RequestRow
from tests import asking
from tests.cli.conftest import Line
from tests.services.core import Core, one_clock


@pytest.fixture(autouse=True)
def _same_clock(core: Core, monkeypatch: pytest.MonkeyPatch) -> None:
    one_clock(core, monkeypatch)


def entry(core: Core, **changes: Any) -> archive.EnterEmergency:
    base = archive.EnterEmergency(
        department="business",
        category="notice",
        sent_at=render(core.at - timedelta(hours=3)),
        text="【云岭示范银行】网点今日停电,请到总行办理。客服 13800138000",
        recipients=120,
        approvers=[archive.ApproverRow("department_manager", "孙丽")],
        channel="服务商网页",
        reason="平台断电",
        number="2026-E-1",
        place="业务部柜",
    )
    return msgspec.structs.replace(base, **changes)


def enter(core: Core, by: str = "qianwei", **changes: Any) -> Done:
    done: Done = core.call(by, entry(core, **changes))
    return done


def page(core: Core, person: str = "wangfang", **asked: Any) -> list[archive.EmergencyRow]:
    answer: archive.EmergencyPage = core.call(person, archive.Emergencies(**asked))
    return answer.rows


def standing(count: int = 120, opinion: str = "属实") -> dict[str, Given]:
    """What the department's manager says of an entry."""
    return {"count": count, "opinion": opinion}


def asked(entry: str, **said: Any) -> Prepare:
    """What a console asks the desk for, of the entry with that digest."""
    return Prepare("emergency_acknowledgement/1", entry, "", standing(**said))


def acknowledge(core: Core, by: str = "sunli", count: int = 120, words: str = "属实") -> Done:
    (row,) = page(core)
    return core.enact(by, acting.prepare(Line(core, by), row, standing(count, words), by=by))


def waits(core: Core, person: str) -> list[str]:
    rows: list[TodoRow] = core.call(person, calls.Todo())
    return [row.number for row in rows if row.what == "emergency"]


def test_an_entry_takes_a_number_its_paper_comes_into_the_book_and_nothing_of_it_is_sent(core: Core) -> None:
    done = enter(core)
    (row,) = page(core)
    assert row.number == done.number == "2026-业务部-B-0001"
    assert (row.state, row.paper, row.place, row.lacking) == ("entered", "2026-E-1", "业务部柜", [])
    (kept,) = core.call("wangfang", archive.ArchivePage()).rows
    assert (kept.kind, kept.number, kept.about) == ("emergency", "2026-E-1", f"emergency:{row.number}")
    with core.database.reader() as conn:
        assert conn.execute(select(slot)).all() == []
    assert core.call("dispatch-1", dispatch.PullReleased(["demo"])).rows == []
    numbers: archive.NumbersPage = core.call("wangfang", archive.FormNumbers("business", kind="emergency"))
    assert [(one.number, one.paper) for one in numbers.rows] == [(row.number, "2026-E-1")]
    assert core.call("wangfang", archive.FormNumbers("business")).rows == []


def test_the_message_may_quote_a_number_and_the_ledger_never_holds_it(core: Core) -> None:
    enter(core)
    acknowledge(core)
    with core.database.reader() as conn:
        for row in conn.execute(select(ledger)):
            assert b"13800138000" not in bytes(row.envelope) + bytes(row.statement or b"")


def test_the_manager_stands_to_it_with_his_signature_once(core: Core) -> None:
    enter(core)
    assert waits(core, "sunli") == ["2026-业务部-B-0001"]
    assert waits(core, "qianwei") == waits(core, "zhengtao") == []
    board: ChasePage = core.call("wangfang", Chase(kind="emergency"))
    assert [(one.number, one.who) for one in board.rows] == [("2026-业务部-B-0001", ["sunli"])]
    acknowledge(core)
    (row,) = page(core)
    assert (row.state, row.acknowledged_by, row.opinion) == ("acknowledged", "sunli", "属实")
    assert waits(core, "sunli") == []
    # Nobody is asked for a passphrase in vain.
    core.refuses("emergency_acknowledged", "sunli", asked(row.digest))
    page_of: ledger_calls.EntryPage = core.call(
        "shenyu", ledger_calls.EntriesPage(kind="emergency.acknowledged")
    )
    whole: ledger_calls.EntryView = core.call("shenyu", ledger_calls.EntryDetail(page_of.rows[0].seq))
    assert whole.signature
    assert row.digest in whole.statement


@pytest.mark.parametrize(
    ("by", "count", "words", "code"),
    [
        ("zhaomin", 120, "属实", "emergency_not_manager"),
        ("zhengtao", 120, "属实", "emergency_not_manager"),
        ("liqiang", 120, "属实", "emergency_not_manager"),
        ("sunli", 121, "属实", "count_differs"),
        ("sunli", 120, " ", "field_missing"),
        ("sunli", 120, "问 13800138000", "application_mobile"),
    ],
)
def test_nobody_else_stands_to_it_and_not_for_another_count(
    core: Core, by: str, count: int, words: str, code: str
) -> None:
    enter(core)
    with pytest.raises(RefusedError) as caught:
        acknowledge(core, by, count, words)
    assert caught.value.refusal.code == code
    assert page(core)[0].state == "entered"


def test_a_statement_made_for_another_entry_is_refused_where_it_comes_in(core: Core) -> None:
    enter(core)
    (row,) = page(core)
    made = core.call("sunli", asked(row.digest))
    text, signature = core.sign("sunli", Prepared(made.text.replace('"count":120', '"count":12')))
    core.refuses("count_differs", "sunli", calls.Enact(text, signature))
    with pytest.raises(ConsoleError, match="no_such_emergency"):
        core.call("sunli", asked("0" * 64))


def test_who_entered_it_does_not_stand_to_it(core: Core) -> None:
    from console.domain.archive import emergencies as rules

    enter(core)
    with core.context(Caller("wangfang"), write=False) as ctx:
        ((_, told, who),) = service.unacknowledged(ctx)
        assert who == ["sunli"]
        own = msgspec.structs.replace(told, by="sunli")
        refusal = rules.may_acknowledge("sunli", own, ctx.roster, ctx.at)
        assert refusal is not None
        assert refusal.code == "emergency_own"
        assert rules.acknowledging(own, ctx.roster, ctx.at) == ["liqiang"]


@pytest.mark.parametrize(
    ("by", "code"),
    [
        ("fenglei", "emergency_custodian"),
        ("zhaomin", "emergency_not_yours"),
        ("sunli", "emergency_not_yours"),
        ("weina", "emergency_not_yours"),
        ("shenyu", "emergency_not_yours"),
    ],
)
def test_nobody_but_the_operators_and_the_registrar_enters_one_least_the_custodian(
    core: Core, by: str, code: str
) -> None:
    core.refuses(code, by, entry(core))


def test_the_general_departments_people_enter_one_for_a_department_without_an_operator(core: Core) -> None:
    enter(core, "wuhong", department="credit", number="E-1")
    enter(core, "wangfang", department="credit", number="E-2")
    assert [row.number for row in page(core)] == ["2026-信贷部-B-0002", "2026-信贷部-B-0001"]


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("emergency_no_category", {"category": "letter"}),
        ("time_unreadable", {"sent_at": "今早"}),
        ("emergency_in_future", {"sent_at": "2026-11-24T04:00:00Z"}),
        ("emergency_late", {"sent_at": "2026-11-02T04:00:00Z"}),
        ("field_missing", {"text": " "}),
        ("field_missing", {"channel": ""}),
        ("field_missing", {"reason": ""}),
        ("emergency_text_long", {"text": "字" * 1101}),
        ("hidden_characters", {"text": "好\u202e"}),
        ("emergency_count", {"recipients": 0}),
        ("emergency_approvers", {"approvers": [archive.ApproverRow("chairman", "某人")]}),
        ("emergency_approvers", {"approvers": [archive.ApproverRow("department_manager", " ")]}),
        ("emergency_approvers", {"approvers": [archive.ApproverRow("department_manager", "甲")] * 2}),
        ("application_mobile", {"reason": "找 13800138000"}),
        ("archive_number_missing", {"number": " "}),
        ("archive_pages", {"pages": 10_000}),
    ],
)
def test_what_lacks_something_is_not_entered(core: Core, code: str, changes: dict[str, Any]) -> None:
    core.refuses(code, "qianwei", entry(core, **changes))
    assert page(core) == []


def test_an_unknown_department_is_refused(core: Core) -> None:
    core.refuses("archive_no_department", "wuhong", entry(core, department="moon"))


def test_a_late_entry_says_why_and_is_taken(core: Core) -> None:
    enter(core, sent_at="2026-11-02T04:00:00Z", late="断网三周")
    assert page(core)[0].late == "断网三周"


def test_signatures_that_the_paper_lacks_are_named_and_not_hidden(core: Core) -> None:
    enter(core, category="promotion")
    assert page(core)[0].lacking == ["supervising_manager", "general_manager"]


def test_a_paper_of_the_book_is_not_taken_a_second_time(core: Core) -> None:
    enter(core)
    core.refuses("archive_number_taken", "qianwei", entry(core))
    enter(core, number="2026-E-2")
    assert [row.number for row in page(core)] == ["2026-业务部-B-0002", "2026-业务部-B-0001"]


def test_another_department_does_not_read_it(core: Core) -> None:
    enter(core)
    assert page(core, "weina") == []
    core.refuses("not_your_department", "weina", archive.Emergencies("business"))
    assert page(core, "shenyu")[0].number == "2026-业务部-B-0001"
    assert page(core, state="acknowledged") == []
    assert len(page(core, state="entered", text="停电")) == 1


# ---- among the requests


def listed(core: Core, person: str = "wangfang", **asked: Any) -> list[RequestRow]:
    answer: RequestPage = core.call(person, calls.RequestsPage(**asked))
    assert answer.page.total >= len(answer.rows)
    return answer.rows


def test_an_entry_stands_among_the_requests_at_its_place_marked_and_never_to_be_sent(core: Core) -> None:
    before = core.requested()
    done = enter(core)
    after = core.requested()
    rows = listed(core)
    assert [row.id for row in rows] == [after, -done.id, before]
    (one,) = listed(core, state="emergency")
    assert (one.number, one.state, one.recipients, one.purpose) == (done.number, "emergency", 120, "平台断电")
    assert (one.version, one.waits_for, one.drafter) == (0, "department_manager", "qianwei")
    acknowledge(core)
    assert listed(core, state="emergency")[0].waits_for == ""
    # It has no slot, and no call about a request reaches it.
    with pytest.raises(ConsoleError):
        core.call("qianwei", asking.step("release", one.id, "0" * 64, slot=1, count=120))
    assert core.call("dispatch-1", dispatch.PullReleased(["demo"])).rows == []
    queue: RequestPage = core.call("sunli", calls.RequestsPage(queue=True))
    assert {row.id for row in queue.rows} == {before, after}


def test_every_filter_of_the_list_holds_for_entries_too(core: Core) -> None:
    request = core.requested()
    one = enter(core)
    two = enter(core, category="other", number="2026-E-2")
    assert [row.id for row in listed(core)] == [-two.id, -one.id, request]
    assert [row.id for row in listed(core, category="other")] == [-two.id]
    assert [row.id for row in listed(core, text="B-0001")] == [-one.id]
    assert [row.id for row in listed(core, text="网点今日停电")] == [-two.id, -one.id]
    assert [row.id for row in listed(core, state="submitted")] == [request]
    assert [row.id for row in listed(core, department="credit")] == []
    assert [row.id for row in listed(core, department="business")] == [-two.id, -one.id, request]
    # Another department's people see none of them.
    assert listed(core, "weina") == []


def test_pages_of_any_size_give_every_row_once(core: Core) -> None:
    made: list[int] = []
    for nth, what in enumerate("ererreee"):
        if what == "r":
            made.append(core.requested())
        else:
            made.append(-enter(core, number=f"2026-E-{nth}").id)
    for limit in (1, 2, 3, 8):
        found, after = [], ""
        while True:
            page_: RequestPage = core.call("wangfang", calls.RequestsPage(after=after, limit=limit))
            assert page_.page.total == 8
            found += [row.id for row in page_.rows]
            after = page_.page.after
            if not after:
                break
        assert found == made[::-1], limit


def test_an_acknowledgement_that_was_signed_elsewhere_is_held_to_what_it_may_say(core: Core) -> None:
    enter(core)
    (row,) = page(core)
    good = acting.prepare(Line(core, "sunli"), row, standing(opinion="属实"), by="sunli")
    for words in ("属实，致电13800138000", "属\u200b实", " "):
        forged = Prepared(good.text.replace("属实", words))
        with pytest.raises(RefusedError):
            core.enact("sunli", forged)
        assert page(core)[0].state == "entered", words
    core.enact("sunli", good)
