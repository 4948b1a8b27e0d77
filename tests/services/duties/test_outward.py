"""What the program that tells people outside learns, who may ask for it, and what is kept of what it reports."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from console.domain.times import parse, render
from console.errors import RefusedError
from console.services.context import Caller
from console.services.ledger import sessions
from console.wire import calls
from console.wire.dispatch import Heartbeat
from console.wire.duties.status import OperationState
from console.wire.duties.subjects import Trouble
from console.wire.ledger import ledger
from console.wire.notices import outward as wire
from console.wire.notices.events import EventsAfter, LedgerEvent, LedgerEvents
from tests.services.core import Core, open_core
from tests.services.duties.test_troubles import CUSTODIAN, DRAFTER, OPERATOR, beats
from tests.services.sending.test_sending import DISPATCH, released


@pytest.fixture
def core(database_url: str) -> Iterator[Core]:
    made = open_core(database_url)
    yield made
    made.database.close()


def asked(core: Core, instance: str = "one") -> wire.OutwardState:
    state: wire.OutwardState = core.call("", wire.OpenDuties(instance))
    return state


def row(number: int = 1, person: str = CUSTODIAN, **more: Any) -> wire.NoticeReport:
    said = {
        "at": "2026-09-01T02:00:00Z",
        "level": "new",
        "kinds": {"decide": 2},
        "channel": "mail",
        "state": "sent",
        "code": "",
        "tries": 1,
    }
    return wire.NoticeReport(number=number, person=person, **{**said, **more})


def test_everything_that_is_owed_is_told_with_who_can_do_it(core: Core) -> None:
    released(core)
    core.at += timedelta(minutes=2)
    state = asked(core)
    owed = {one.kind for one in state.duties}
    assert "dispatcher_gone" in owed
    board = {one.what for one in core.call("sunli", calls.Todo())}
    assert board - {"draft"} <= owed | {"dispatcher_gone", "trouble_told"} | board
    (gone,) = (one for one in state.duties if one.kind == "dispatcher_gone")
    assert gone.night, "something is under way, and it stands"
    assert state.sending
    assert gone.circles[0] == sorted(gone.circles[0])
    people = [person for circle in gone.circles for person in circle]
    assert len(people) == len(set(people)), "each person once"
    assert OPERATOR in people
    assert DRAFTER not in people


def test_who_hears_of_a_silent_desk_is_known_before_it_is(core: Core) -> None:
    state = asked(core)
    circles = [state.hands, *state.above]
    assert CUSTODIAN in circles[0], "the example bank has no administrator"
    assert "wangfang" in circles[-1], "the General Department comes last"
    people = [person for circle in circles for person in circle]
    assert len(people) == len(set(people))


def test_a_broken_chain_is_told_at_night_though_nothing_is_being_sent(core: Core) -> None:
    core.call(DISPATCH, Heartbeat({"demo": "bind_refused"}, holds=["ledger_forked"]))
    state = asked(core)
    assert not state.sending
    assert {one.kind for one in state.duties if one.night} == {"chain_broken"}


def test_a_mark_stays_as_long_as_the_duty_does(core: Core) -> None:
    released(core)
    core.at += timedelta(minutes=2)
    first = {one.kind: one.mark for one in asked(core).duties}
    core.at += timedelta(minutes=3)
    assert {one.kind: one.mark for one in asked(core).duties}.items() >= first.items()
    beats(core, "up")
    assert "dispatcher_gone" not in {one.kind for one in asked(core).duties}


def test_nothing_of_a_request_leaves(core: Core) -> None:
    released(core)
    core.at += timedelta(minutes=2)
    said = msgspec.json.encode(asked(core)).decode()
    (request,) = core.call("sunli", calls.RequestsPage()).rows
    for secret in (request.number, request.purpose, "138"):
        assert secret
        assert secret not in said


@pytest.mark.parametrize("person", [CUSTODIAN, "sunli", DISPATCH])
def test_nobody_but_that_program_asks_or_reports(core: Core, person: str) -> None:
    for call in (wire.OpenDuties("one"), wire.ReportNotices("one", [row()])):
        with pytest.raises(RefusedError) as refused:
            core.call(person, call)
        assert refused.value.refusal.code == "not_a_service"


def test_a_second_program_is_refused_until_the_first_is_silent(core: Core) -> None:
    asked(core)
    with pytest.raises(RefusedError) as refused:
        asked(core, "two")
    assert refused.value.refusal.code == "notices_elsewhere"
    with pytest.raises(RefusedError):
        core.call("", wire.ReportNotices("two", [row()]))
    core.at += timedelta(seconds=119)
    asked(core)
    core.at += timedelta(seconds=120)
    asked(core, "two")
    with pytest.raises(RefusedError):
        asked(core)


def test_reports_replace_each_other_and_everybody_reads_their_own(core: Core) -> None:
    core.call("", wire.ReportNotices("one", [row(state="waiting", tries=0), row(2, OPERATOR)]))
    core.call("", wire.ReportNotices("one", [row(state="failed", code="http:404", tries=6)]))
    view: wire.NoticesView = core.call(CUSTODIAN, wire.Notices())
    assert [(one.id, one.person, one.state, one.code, one.tries) for one in view.rows] == [
        (2, OPERATOR, "sent", "", 1),
        (1, CUSTODIAN, "failed", "http:404", 6),
    ]
    assert [one.id for one in core.call(OPERATOR, wire.Notices()).rows] == [2]
    assert core.call(DRAFTER, wire.Notices()).rows == []
    assert [one.id for one in core.call(CUSTODIAN, wire.Notices(state="failed")).rows] == [1]
    assert [one.id for one in core.call(CUSTODIAN, wire.Notices(text=OPERATOR)).rows] == [2]
    assert asked(core).newest == 2


def test_a_program_whose_memory_was_put_back_changes_nobody_elses_notice(core: Core) -> None:
    core.call("", wire.ReportNotices("one", [row()]))
    core.call("", wire.ReportNotices("one", [row(1, OPERATOR, state="failed")]))
    (one,) = core.call(CUSTODIAN, wire.Notices()).rows
    assert (one.person, one.state) == (CUSTODIAN, "sent")


def test_kinds_that_nobody_declared_are_not_kept(core: Core) -> None:
    core.call("", wire.ReportNotices("one", [row(kinds={"decide": 1, "贷款 13800138000": 9})]))
    (one,) = core.call(CUSTODIAN, wire.Notices()).rows
    assert one.kinds == {"decide": 1}


def test_old_notices_go(core: Core) -> None:
    now = parse(core.call("", wire.OpenDuties("one")).time)
    old, kept = render(now - timedelta(days=401)), render(now - timedelta(days=399))
    core.call("", wire.ReportNotices("one", [row(at=old), row(2, at=kept)]))
    assert [one.id for one in core.call(CUSTODIAN, wire.Notices()).rows] == [2]


def test_what_no_channel_took_is_in_the_turn_of_whoever_mends_it(core: Core) -> None:
    core.call(DISPATCH, Heartbeat({"demo": "up"}))
    now = asked(core).time
    core.call("", wire.ReportNotices("one", [row(state="no_way", at=now)]))
    assert troubles(core) == []
    core.call("", wire.ReportNotices("one", [row(2, OPERATOR, state="failed", at=now)]))
    assert troubles(core) == [Trouble("notices_failing", "")]
    core.at += timedelta(days=1, seconds=1)
    asked(core)
    core.call(DISPATCH, Heartbeat({"demo": "up"}))
    assert troubles(core) == []


def test_a_program_of_notices_that_was_there_and_is_silent_is_missed(core: Core) -> None:
    core.call(DISPATCH, Heartbeat({"demo": "up"}))
    assert troubles(core) == [], "none was ever there"
    asked(core)
    for minutes, missed in ((10, []), (1, [Trouble("notices_gone", "")])):
        core.at += timedelta(minutes=minutes)
        core.call(DISPATCH, Heartbeat({"demo": "up"}))
        assert troubles(core) == missed
    asked(core)
    assert troubles(core) == []


# ---- events for the house's collector of logs


def events(core: Core, after: int = 0, digest: str = "", failing: str = "", by: str = "") -> EventsAfter:
    answer: EventsAfter = core.call(by, LedgerEvents("one", after, digest, failing))
    return answer


def test_the_collector_gets_every_entry_by_its_number_kind_and_hash_and_no_person_does(core: Core) -> None:
    released(core)
    got: list[LedgerEvent] = []
    while (found := events(core, len(got), got[-1].hash if got else "")).events:
        assert found.follows
        got += found.events
    assert [one.seq for one in got] == list(range(1, found.newest + 1))
    rows = {row.seq: row for row in core.call("zhoujian", ledger.EntriesPage(limit=500)).rows}
    assert all((one.kind, one.actor) == (rows[one.seq].kind, rows[one.seq].actor) for one in got)
    assert all(not one.said for one in got), "nothing but sessions says more"
    with pytest.raises(RefusedError, match="not_a_service"):
        events(core, by=CUSTODIAN)
    with pytest.raises(RefusedError, match="notices_elsewhere"):
        core.call("", LedgerEvents("two", 0))


def test_the_ledger_from_a_moment_on_has_no_entry_before_it(core: Core) -> None:
    released(core)
    every = core.call("zhoujian", ledger.EntriesPage(limit=500)).rows
    since = every[0].time
    assert every[-1].time < since
    later = core.call("zhoujian", ledger.EntriesPage(since=since, limit=500)).rows
    assert later == [row for row in every if row.time >= since]


def test_a_ledger_that_has_other_entries_says_so(core: Core) -> None:
    released(core)
    (first, *_) = events(core).events
    assert events(core, first.seq, first.hash).follows
    for after, digest in ((first.seq, "ab" * 32), (first.seq, ""), (99999, first.hash)):
        answer = events(core, after, digest)
        assert (answer.follows, answer.events) == (False, [])


def test_sessions_say_where_they_came_from_and_nothing_else(core: Core) -> None:
    payload = {
        "code": "left",
        "first": "x",
        "at": "y",
        "count": 3,
        "account": 1001,
        "source": "10.0.0.1",
        "way": "ssh",
    }
    with core.context(Caller(""), write=True) as ctx:
        sessions.keep(ctx, [sessions.Note("refused", "", 1001, payload)])
    (last,) = [one for one in events(core).events if one.kind == "session.refused"]
    assert last.said == {
        "code": "left",
        "account": "1001",
        "source": "10.0.0.1",
        "way": "ssh",
        "subject": "account:1001",
    }


def test_a_collector_that_takes_nothing_is_a_trouble_after_ten_minutes(core: Core) -> None:
    core.call(DISPATCH, Heartbeat({"demo": "up"}))
    since = asked(core).time
    for minutes, missed in ((10, []), (1, [Trouble("collector_failing", "")])):
        core.at += timedelta(minutes=minutes)
        core.call(DISPATCH, Heartbeat({"demo": "up"}))
        events(core, failing=since)
        assert troubles(core) == missed
        assert core.call("", OperationState()).collecting == since
    events(core)
    assert troubles(core) == []


def troubles(core: Core) -> list[Trouble]:
    return [one.subject for one in core.call(CUSTODIAN, calls.Todo()) if isinstance(one.subject, Trouble)]
