"""What time does at the desk: requests expire and lapse, slots lapse and are extended, superiors and the chase board see it."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from console.domain.people.people import Post
from console.domain.times import parse, render
from console.errors import ConsoleError
from console.services.context import Caller
from console.services.requests import deadlines
from console.services.rosters import rules
from console.signing.bundle import verify
from console.signing.bundle_file import Verified, unpack
from console.wire import calls, dispatch
from console.wire.acts import Prepare
from console.wire.answers import Done
from console.wire.duties.deadlines import Chase, ChasePage, ChaseRow
from console.wire.duties.here import TodoRow
from console.wire.ledger import ledger
from console.wire.requests.drafts import SlotDraft
from console.wire.sending import sends
from tests import asking
from tests.services.core import AT, Core
from tests.services.sending.test_sending import report
from tests.services.ways import remembered

DAY = timedelta(days=1)
DEADLINE = datetime(2026, 12, 1, 15, 59, 59, tzinfo=UTC)
"""Five working days after AT, a Tuesday: the end of the next Tuesday in Shanghai."""


def sweep(core: Core) -> int:
    with core.context(Caller("", "desk"), write=True) as ctx:
        return deadlines.sweep(ctx)


def window(core: Core, opens: timedelta, closes: timedelta) -> SlotDraft:
    """A slot of a new list, its window counted from now."""
    return SlotDraft(core.add_list(), render(core.at + opens), render(core.at + closes))


@remembered
def asked(core: Core, *slots: SlotDraft, category: str = "notice") -> int:
    """A submitted request whose window is open for twenty days, or as given."""
    slots = slots or (window(core, timedelta(), 20 * DAY),)
    return core.submit(core.draft(slots[0].list_id, category, slots=list(slots)))


@remembered
def cleared(core: Core, *slots: SlotDraft) -> int:
    request = asked(core, *(slots or (window(core, timedelta(), timedelta(hours=2)),)))
    core.step("sunli", "approval", request)
    return request


def extension(core: Core, request: int, slot: int = 1, **fields: Any) -> Prepare:
    """The last approver's new window for a slot, from now for eight hours."""
    usual: dict[str, Any] = {
        "text": "操作员出差",
        "count": 20,
        "opens": render(core.at),
        "closes": render(core.at + timedelta(hours=8)),
    }
    by_or_head = {name: fields.pop(name) for name in ("head", "by") if name in fields}
    call = asking.step(
        "extension",
        request,
        core.view("sunli", request).head,
        slot=slot,
        **usual | fields,
    )
    return msgspec.structs.replace(call, **by_or_head)


def extend(core: Core, request: int, slot: int = 1, person: str = "sunli", **fields: Any) -> Done:
    return core.enact(person, core.call(person, extension(core, request, slot, **fields)))


def release(core: Core, request: int, slot: int = 1) -> None:
    core.step("qianwei", "release", request, slot=slot, count=20)


def proved(core: Core, request: int, slot: int) -> Verified:
    """What an offline verifier finds in the slot's bundle now."""
    blob = core.call("dispatch-1", calls.BundleOf(request, slot))
    return verify(unpack(blob.data), core.org.roots, render(core.at))


def state(core: Core, request: int) -> str:
    return core.view("zhoujian", request).row.state


def slots(core: Core, request: int) -> list[str]:
    return [slot.state for slot in core.view("zhoujian", request).slots]


def entries(core: Core, kind: str) -> list[ledger.EntryRow]:
    page: ledger.EntryPage = core.call("shenyu", ledger.EntriesPage(kind=kind))
    return page.rows


def todo(core: Core, person: str, what: str) -> list[TodoRow]:
    return [row for row in core.call(person, calls.Todo()) if row.what == what]


def board(core: Core, person: str = "wangfang", department: str = "") -> list[ChaseRow]:
    """What is owed, but for the departments' own rules, which nobody of the demo organisation has written yet."""
    page: ChasePage = core.call(person, Chase(department))
    return [row for row in page.rows if row.what != "rules"]


# ---- expiry


def test_a_decision_is_taken_until_the_last_second_of_the_fifth_working_day(core: Core) -> None:
    request = asked(core)
    core.at = DEADLINE
    assert sweep(core) == 0
    core.step("sunli", "approval", request)
    assert state(core, request) == "cleared"


@pytest.mark.parametrize("kind", ["approval", "return", "rejection"])
def test_after_the_deadline_nothing_is_decided_even_before_the_sweep_came_by(core: Core, kind: str) -> None:
    request = asked(core)
    head = core.view("sunli", request).head
    core.at = DEADLINE + timedelta(seconds=1)
    core.refuses("decision_expired", "sunli", asking.step(kind, request, head, text="晚了", count=20))
    assert todo(core, "sunli", "decide") == []


def test_a_decision_signed_in_time_and_carried_in_too_late_is_refused(core: Core) -> None:
    request = asked(core)
    head = core.view("sunli", request).head
    core.at = DEADLINE
    prepared = core.call("sunli", asking.step("return", request, head, text="改名单"))
    text, signature = core.sign("sunli", prepared)
    core.at = DEADLINE + timedelta(minutes=1)
    core.refuses("decision_expired", "sunli", calls.Enact(text, signature))


def test_an_undecided_request_expires_once_and_comes_back_as_a_new_version(core: Core) -> None:
    request = asked(core)
    core.at = DEADLINE + timedelta(seconds=1)
    assert (sweep(core), sweep(core)) == (1, 0)
    view = core.view("zhaomin", request)
    assert (view.row.state, view.row.waits_for, slots(core, request)) == ("expired", "revise", ["stopped"])
    (entry,) = entries(core, "request.expired")
    assert (entry.actor, entry.subject) == ("desk", f"request:{request}")
    (row,) = todo(core, "zhaomin", "revise")
    assert (row.request, row.because) == (request, "expired")
    draft = core.draft(view.slots[0].list_id)
    assert core.submit(draft, request=request) == request
    core.step("sunli", "approval", request)
    view = core.view("zhaomin", request)
    assert (view.row.state, view.row.version) == ("cleared", 2)
    assert core.call("shenyu", ledger.VerifyLedger()).bad == 0


def test_each_level_has_no_time_of_its_own_and_the_deadline_is_the_versions(core: Core) -> None:
    request = asked(core, category="promotion")
    core.at = DEADLINE - timedelta(hours=1)
    core.step("sunli", "approval", request)
    core.at = DEADLINE + timedelta(seconds=1)
    assert sweep(core) == 1
    assert state(core, request) == "expired"


def test_what_is_approved_waits_for_its_paper_and_does_not_expire(core: Core) -> None:
    request = asked(core, category="promotion")
    for person in ("sunli", "liqiang", "zhoujian"):
        core.step(person, "approval", request)
    core.at = DEADLINE + 3 * DAY
    assert sweep(core) == 0
    core.step("wangfang", "acceptance", request, paper="2026-001", place="A-1")
    assert state(core, request) == "cleared"


# ---- lapse


@pytest.mark.parametrize("approved", [False, True])
def test_a_request_whose_last_window_passed_before_it_was_cleared_lapses(core: Core, approved: bool) -> None:
    parts = window(core, timedelta(), timedelta(hours=1)), window(core, timedelta(), timedelta(hours=2))
    request = asked(core, *parts, category="promotion")
    if approved:
        for person in ("sunli", "liqiang", "zhoujian"):
            core.step(person, "approval", request)
    core.at = AT + timedelta(hours=1, seconds=1)
    assert sweep(core) == 0
    core.at = AT + timedelta(hours=2)
    assert (sweep(core), sweep(core)) == (1, 0)
    assert (state(core, request), slots(core, request)) == ("lapsed", ["stopped", "stopped"])
    assert [entry.actor for entry in entries(core, "request.lapsed")] == ["desk"]
    assert todo(core, "zhaomin", "revise")[0].because == "lapsed"
    core.submit(core.draft(parts[0].list_id, "promotion"), request=request)
    assert state(core, request) == "submitted"


def test_a_slot_that_nobody_released_lapses_and_the_last_approver_is_told(core: Core) -> None:
    request = cleared(core)
    core.at = AT + timedelta(hours=2)
    assert (sweep(core), sweep(core)) == (1, 0)
    view = core.view("sunli", request)
    assert (view.row.state, view.row.waits_for, slots(core, request)) == (
        "cleared",
        "department_manager",
        ["lapsed"],
    )
    assert [entry.actor for entry in entries(core, "slot.lapsed")] == ["desk"]
    assert [row.slot for row in todo(core, "sunli", "extend")] == [1]
    assert todo(core, "liqiang", "extend") == todo(core, "qianwei", "release") == []
    assert core.call("qianwei", sends.SendsPage(state="lapsed")).page.total == 1


def test_a_lapsed_slot_can_be_stopped_or_its_request_withdrawn(core: Core) -> None:
    stopped, withdrawn = cleared(core), cleared(core)
    core.at = AT + timedelta(hours=2)
    assert sweep(core) == 2
    core.step("sunli", "stop", stopped, slot=1, text="不发了")
    assert (state(core, stopped), slots(core, stopped)) == ("done", ["stopped"])
    core.step("zhaomin", "withdrawal", withdrawn, text="不发了")
    assert (state(core, withdrawn), slots(core, withdrawn)) == ("withdrawn", ["stopped"])


def test_sweeps_of_several_desks_change_a_thing_once(core: Core) -> None:
    for _ in range(3):
        asked(core)
        cleared(core)
    core.at = DEADLINE + timedelta(seconds=1)
    counts: list[int] = []
    threads = [threading.Thread(target=lambda: counts.append(sweep(core))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(counts) == 6
    assert len(entries(core, "request.expired")) == len(entries(core, "slot.lapsed")) == 3
    assert core.call("shenyu", ledger.VerifyLedger()).bad == 0


# ---- extension


def test_an_extended_slot_is_released_and_verified_in_its_new_window(core: Core) -> None:
    request = cleared(core)
    core.at = AT + timedelta(hours=3)
    sweep(core)
    head = core.view("qianwei", request).head
    core.refuses("released_already", "qianwei", asking.step("release", request, head, slot=1, count=20))
    done = extend(core, request)
    view = core.view("qianwei", request)
    assert view.head != head
    assert (view.row.waits_for, view.slots[0].state) == ("release", "cleared")
    (entry,) = entries(core, "request.extension")
    assert (entry.seq, entry.actor) == (done.seq, "sunli")
    release(core, request)
    verified = proved(core, request, 1)
    assert (verified.slot.opens, verified.slot.closes) == (
        render(core.at),
        render(core.at + timedelta(hours=8)),
    )
    assert [one.kind for one in verified.signatures][-2:] == ["extension", "release"]


def test_an_extension_before_the_sweep_came_by_counts_as_well(core: Core) -> None:
    request = cleared(core)
    core.at = AT + timedelta(hours=2)
    extend(core, request)
    assert sweep(core) == 0
    release(core, request)
    assert proved(core, request, 1).slot.closes == render(core.at + timedelta(hours=8))


def test_releases_before_and_after_the_extension_of_another_slot_all_verify(core: Core) -> None:
    short, long = timedelta(hours=2), timedelta(hours=12)
    request = cleared(
        core,
        window(core, timedelta(), long),
        window(core, timedelta(), short),
        window(core, timedelta(), long),
        window(core, timedelta(), short),
    )
    release(core, request, 1)
    core.at = AT + timedelta(hours=3)
    assert sweep(core) == 2
    assert slots(core, request) == ["released", "lapsed", "cleared", "lapsed"]
    extend(core, request, 2)
    release(core, request, 3)
    extend(core, request, 4, closes=render(core.at + timedelta(hours=1)))
    release(core, request, 2)
    core.at += timedelta(hours=2)
    assert sweep(core) == 1
    extend(core, request, 4)
    release(core, request, 4)
    core.at += timedelta(minutes=1)
    found = [proved(core, request, slot) for slot in (1, 2, 3, 4)]
    extensions = [[one.kind for one in verified.signatures].count("extension") for verified in found]
    assert extensions == [0, 2, 1, 3]
    assert [verified.slot.id for verified in found] == [1, 2, 3, 4]
    assert found[1].slot.closes == render(AT + timedelta(hours=11))
    assert found[3].slot.closes == render(AT + timedelta(hours=13))
    closes = core.view("sunli", request).slots[3].closes
    assert closes == found[3].slot.closes


def test_only_the_last_approver_extends(core: Core) -> None:
    request = cleared(core)
    core.at = AT + timedelta(hours=2)
    call = extension(core, request)
    core.refuses("own_work", "zhaomin", call)
    core.refuses("not_last_approver", "qianwei", call)
    core.refuses("not_last_approver", "liqiang", call)
    assert core.view("sunli", request).allowed["extend"] is None
    refused = core.view("qianwei", request).allowed["extend"]
    assert refused is not None
    assert refused.code == "not_last_approver"


def test_who_holds_the_last_approvers_post_now_extends_too(core: Core) -> None:
    request = cleared(core)
    core.at = AT + timedelta(hours=2)
    old = core.org.roster
    assert old is not None
    posts = [
        msgspec.structs.replace(p, person="wuhong")
        if (p.person, p.post) == ("sunli", Post.DEPARTMENT_MANAGER)
        else p
        for p in old.posts
        if p.person != "wuhong"
    ]
    posts.append(msgspec.structs.replace(posts[0], person="sunli", post=Post.OPERATOR, department="general"))
    core.org.add_roster(
        msgspec.structs.replace(
            old, version=2, previous=core.org.rosters[-1].digest(), at=render(core.at), posts=posts
        )
    )
    with core.database.writer() as conn:
        rules.establish(
            conn,
            core.desk,
            signers=core.org.signers,
            rosters=core.org.rosters,
            pledges=core.org.pledges,
            at=render(core.at),
        )
    extend(core, request, person="wuhong")
    release(core, request)
    assert proved(core, request, 1).slot.closes == render(core.at + timedelta(hours=8))


def test_a_window_that_is_open_needs_no_extension(core: Core) -> None:
    request = cleared(core)
    core.at = AT + timedelta(hours=1, minutes=59)
    core.refuses("window_still_open", "sunli", extension(core, request))
    waiting = asked(core)
    core.refuses("nothing_to_extend", "sunli", extension(core, waiting))
    release(core, request)
    core.at = AT + timedelta(hours=2)
    core.refuses("nothing_to_extend", "sunli", extension(core, request))


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("time_unreadable", {"closes": "tomorrow"}),
        ("window_order", {"closes": "2026-11-24T04:00:00Z", "opens": "2026-11-24T04:00:00Z"}),
        ("window_order", {"closes": "2027-01-24T04:00:00Z"}),
        ("window_passed", {"opens": "2026-11-24T04:00:00Z", "closes": "2026-11-24T05:00:00Z"}),
        ("reason_missing", {"text": " "}),
        ("no_such_slot", {"slot": 2}),
    ],
)
def test_a_new_window_must_make_sense(core: Core, code: str, changes: dict[str, Any]) -> None:
    request = cleared(core)
    core.at = AT + timedelta(hours=2)
    core.refuses(code, "sunli", extension(core, request, **changes))


def test_the_count_of_the_slot_is_typed_again_and_not_that_of_the_request(core: Core) -> None:
    request = cleared(
        core, window(core, timedelta(), timedelta(hours=2)), window(core, timedelta(), timedelta(hours=9))
    )
    core.at = AT + timedelta(hours=2)
    text, signature = core.sign("sunli", core.call("sunli", extension(core, request, count=40)))
    core.refuses("count_differs", "sunli", calls.Enact(text, signature))


def test_an_extension_follows_the_chain_as_it_stands(core: Core) -> None:
    request = cleared(core)
    core.at = AT + timedelta(hours=2)
    first = core.call("sunli", extension(core, request, text="一"))
    second = core.call("sunli", extension(core, request, text="二"))
    core.enact("sunli", first)
    core.refuses("stale", "sunli", calls.Enact(*core.sign("sunli", second)))
    old = extension(core, request, head="0" * 64)
    core.refuses("stale", "sunli", old)


def test_a_release_that_the_dispatcher_refused_lapses_and_is_not_handed_out_again(core: Core) -> None:
    request = cleared(core)
    release(core, request)
    report(core, request, "refused", reason="window_passed", queued=20)
    core.at = AT + timedelta(hours=2)
    assert sweep(core) == 1
    assert slots(core, request) == ["lapsed"]
    pulled = dispatch.PullReleased(["demo"])
    assert core.call("dispatch-1", pulled).rows == []
    extend(core, request)
    assert core.call("dispatch-1", pulled).rows == []
    with pytest.raises(ConsoleError, match="not_released"):
        core.call("dispatch-1", calls.BundleOf(request, 1))
    release(core, request)
    (row,) = core.call("dispatch-1", pulled).rows
    assert row.release == proved(core, request, 1).release_digest


def test_a_held_send_that_never_began_may_be_taken_back_and_lapses(core: Core) -> None:
    request = cleared(core)
    release(core, request)
    report(core, request, "held", reason="held", queued=20)
    assert slots(core, request) == ["held"]
    core.at = AT + timedelta(hours=2)
    report(core, request, "refused", reason="window_passed", queued=20)
    sweep(core)
    assert slots(core, request) == ["lapsed"]


# ---- what is due, and what superiors see


def test_a_decision_is_due_at_its_deadline_or_at_the_end_of_its_window_if_that_is_earlier(core: Core) -> None:
    later, sooner = asked(core), asked(core, window(core, timedelta(), 2 * DAY))
    due = {row.request: row.due for row in todo(core, "sunli", "decide")}
    assert due == {later: render(DEADLINE), sooner: render(AT + 2 * DAY)}
    assert [row.request for row in todo(core, "sunli", "decide")] == [sooner, later]


def test_on_the_last_day_the_superior_sees_what_waits_below_him_and_cannot_sign_it(core: Core) -> None:
    request = asked(core)
    core.at = DEADLINE - DAY
    assert todo(core, "liqiang", "late") == []
    assert not todo(core, "sunli", "decide")[0].escalated
    core.at += timedelta(seconds=1)
    assert todo(core, "sunli", "decide")[0].escalated
    (row,) = todo(core, "liqiang", "late")
    assert (row.request, row.who, row.because) == (request, ["sunli"], "department_manager")
    assert (row.since, row.due) == (render(AT), render(DEADLINE))
    assert todo(core, "chuyan", "late") == todo(core, "zhoujian", "late") == []
    head = core.view("liqiang", request).head
    core.refuses("wrong_post", "liqiang", asking.step("approval", request, head, count=20))
    core.step("sunli", "approval", request)
    assert todo(core, "liqiang", "late") == []


def test_the_general_manager_sees_what_is_late_at_the_supervising_manager(core: Core) -> None:
    request = asked(core, category="promotion")
    core.step("sunli", "approval", request)
    core.at = DEADLINE - timedelta(hours=1)
    (row,) = todo(core, "zhoujian", "late")
    assert (row.request, row.who, row.because) == (request, ["liqiang"], "supervising_manager")
    assert todo(core, "liqiang", "late") == []


@pytest.mark.parametrize(("second", "told"), [(-1, False), (0, True), (59, True), (60, False)])
def test_at_the_beginning_of_a_day_open_consoles_are_told_to_look_again(
    core: Core, second: int, told: bool
) -> None:
    core.at = DEADLINE - DAY + timedelta(seconds=1 + second)
    with core.context(Caller("", "desk"), write=True) as ctx:
        deadlines.sweep(ctx)
        assert ctx.topics == ({"requests"} if told else set())


def test_what_came_in_on_its_last_day_is_not_told_to_the_superior(core: Core) -> None:
    asked(core, window(core, timedelta(), timedelta(hours=8)))
    core.at = AT + timedelta(hours=7)
    assert todo(core, "liqiang", "late") == []
    assert not todo(core, "sunli", "decide")[0].escalated


# ---- the chase board


def test_the_board_says_who_owes_what_since_when_and_until_when(core: Core) -> None:
    undecided = asked(core)
    paper = asked(core, category="promotion")
    for person in ("sunli", "liqiang", "zhoujian"):
        core.step(person, "approval", paper)
    returned = asked(core)
    core.step("sunli", "return", returned, text="改名单")
    unreleased = cleared(core)
    lapsed = cleared(core, window(core, timedelta(), timedelta(minutes=1)))
    core.at = AT + timedelta(minutes=2)
    sweep(core)
    found = {(row.what, row.request): row for row in board(core)}
    assert set(found) == {
        ("decide", undecided),
        ("accept", paper),
        ("revise", returned),
        ("release", unreleased),
        ("extend", lapsed),
    }
    decide = found["decide", undecided]
    assert (decide.who, decide.since, decide.until, decide.late) == (
        ["sunli"],
        render(AT),
        render(DEADLINE),
        False,
    )
    assert found["accept", paper].who == ["wangfang", "wuhong", "zhengtao"]
    assert found["revise", returned].who == ["zhaomin"]
    assert found["release", unreleased].who == ["qianwei"]
    assert (found["extend", lapsed].who, found["extend", lapsed].late) == (["sunli"], True)
    assert board(core)[0] == found["extend", lapsed]


def test_late_things_stand_first_and_a_returned_request_is_late_after_as_many_days(core: Core) -> None:
    returned = asked(core)
    core.step("sunli", "return", returned, text="改名单")
    core.at = DEADLINE
    fresh = asked(core)
    assert [row.late for row in board(core) if row.request == returned] == [False]
    core.at = DEADLINE + timedelta(seconds=1)
    rows = board(core)
    assert [(row.request, row.late) for row in rows] == [(returned, True), (fresh, False)]


def test_an_unknown_that_nobody_settled_stands_on_the_board(core: Core) -> None:
    request = cleared(core)
    release(core, request)
    report(core, request, "started", queued=20)
    report(core, request, "done", delivered=18, unknown=2)

    def doubtful() -> list[ChaseRow]:
        return [row for row in board(core) if row.what == "unknown"]

    (row,) = doubtful()
    assert (row.request, row.who, row.late) == (request, ["qianwei"], False)
    core.at += 2 * DAY
    assert doubtful()[0].late
    settled = cleared(core)
    release(core, settled)
    report(core, settled, "started", queued=20)
    report(core, settled, "done", delivered=20)
    assert [one.request for one in doubtful()] == [request]


def test_the_day_for_settling_an_unknown_begins_at_the_end_of_the_send(core: Core) -> None:
    request = cleared(core)
    release(core, request)
    report(core, request, "started", queued=20)
    core.at += 2 * DAY
    report(core, request, "done", delivered=18, unknown=2)
    (row,) = [row for row in board(core) if row.what == "unknown"]
    assert (row.since, row.late) == (render(core.at), False)


def test_a_pledge_that_is_missing_or_ends_soon_stands_on_the_board(core: Core) -> None:
    assert board(core) == []
    valid = min(signed_until(core))
    core.at = parse(valid) - 20 * DAY

    def pledges(person: str = "wangfang") -> list[ChaseRow]:
        return [row for row in board(core, person) if row.what == "pledge"]

    rows = pledges()
    assert {row.who[0] for row in rows} >= {"zhaomin", "qianwei", "sunli"}
    assert all(row.until and not row.late for row in rows)
    core.at = parse(valid) + DAY
    assert all(row.late and row.since and not row.until for row in pledges())
    assert {row.department for row in pledges("sunli")} == {"business"}


def signed_until(core: Core) -> list[str]:
    return [msgspec.json.decode(pledge.text)["until"] for pledge in core.org.pledges]


def test_only_those_who_have_somebody_to_ask_see_the_board_and_managers_their_department(core: Core) -> None:
    own = asked(core)
    other = core.requested("other", "credit")
    for person in ("wangfang", "wuhong", "zhengtao", "shenyu", "zhoujian", "chuyan"):
        assert {row.request for row in board(core, person)} == {own, other}
    assert {row.request for row in board(core, "sunli")} == {own}
    assert {row.request for row in board(core, "jiangbo")} == {other}
    assert {row.request for row in board(core, "liqiang")} == {own, other}
    assert {row.request for row in board(core, "wangfang", "credit")} == {other}
    core.refuses("not_your_department", "sunli", Chase("credit"))
    for person in ("zhaomin", "qianwei", "fenglei", "hanxue"):
        core.refuses("chases_nobody", person, Chase())
