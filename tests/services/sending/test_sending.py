"""Release, hold, resume and stop at the desk, and what the dispatcher's reports do to a slot."""

import hashlib
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from sqlalchemy import select

from console.domain.contacts import merkle
from console.domain.states import RecipientState as R
from console.domain.times import render
from console.errors import ConsoleError
from console.signing.canonical import dumps
from console.store.sends import result
from console.views.sending import evidence_words
from console.views.view import Viewer
from console.wire import calls, dispatch
from console.wire.answers import Done
from console.wire.ledger import ledger
from console.wire.requests.drafts import SlotDraft
from console.wire.sending import sends
from console.wire.sending.slots import SlotRow, Tally
from tests import asking
from tests.services.core import Core
from tests.services.ways import remembered

DISPATCH = "dispatch-1"
SHANGHAI = ZoneInfo("Asia/Shanghai")


@remembered
def released(core: Core, n: int = 20) -> int:
    request = core.cleared(n=n)
    core.step("qianwei", "release", request, slot=1, count=n)
    return request


def root_over(core: Core, request: int) -> str:
    """The root that the dispatcher signs over the results of slot 1: a leaf for each chunk's states; empty without any."""
    with core.database.reader() as conn:
        chunks = list(
            conn.execute(
                select(result.c.states)
                .where(result.c.request == request, result.c.slot == 1)
                .order_by(result.c.chunk)
            ).scalars()
        )
    leaves = [hashlib.sha256(b"\x00" + bytes(states)).digest() for states in chunks]
    return merkle.root_of(leaves).hex() if leaves else ""


def report(
    core: Core,
    request: int,
    event: str,
    *,
    reason: str = "",
    hold: int = 0,
    signer: Any = None,
    **tally: int,
) -> Done:
    view = core.view("zhoujian", request)
    release = core.call(DISPATCH, dispatch.PullReleased(["demo"])).rows
    digest = next((r.release for r in release if r.request == request), "")
    key = signer or core.org.service
    numbers = Tally(approved=view.slots[0].n, **tally)
    body = {
        "type": "report/1", "org": "yunling", "by": DISPATCH, "at": render(core.at), "request": request, "slot": 1,
        "release": digest, "event": event, "reason": reason, "hold": hold, "tally": msgspec.to_builtins(numbers),
        "results": root_over(core, request) if event in {"done", "stopped", "corrected"} else "", "proposal": "",
    }  # fmt: skip
    text = dumps(body).decode()
    call = dispatch.ReportSlot(
        request, 1, digest, event, reason, numbers, text, key.sign(text.encode(), "sms-report@yunling")
    )
    done: Done = core.call(DISPATCH, call)
    return done


def slot(core: Core, request: int) -> SlotRow:
    return core.view("zhoujian", request).slots[0]


def test_only_the_releasing_departments_operator_releases_and_types_the_count(core: Core) -> None:
    request = core.cleared()
    head = core.view("qianwei", request).head
    release = asking.step("release", request, head, slot=1, count=20)
    for person, code in (
        ("wuhong", "not_releasing_operator"),
        ("zhaomin", "not_releasing_operator"),
        ("sunli", "not_releasing_operator"),
    ):
        core.refuses(code, person, release)
    wrong = core.call("qianwei", msgspec.structs.replace(release, said={"count": 21}))
    text, signature = core.sign("qianwei", wrong)
    core.refuses("count_differs", "qianwei", calls.Enact(text, signature))
    other = core.call("qianwei", msgspec.structs.replace(release, said={"count": 20, "gateway": "other"}))
    text, signature = core.sign("qianwei", other)
    core.refuses("gateway_not_approved", "qianwei", calls.Enact(text, signature))
    core.refuses("no_such_slot", "qianwei", msgspec.structs.replace(release, subject=f"{request}.2"))
    core.step("qianwei", "release", request, slot=1, count=20)
    core.refuses("released_already", "qianwei", release)
    waiting = core.requested()
    head = core.view("qianwei", waiting).head
    core.refuses("not_cleared", "qianwei", asking.step("release", waiting, head, slot=1, count=20))


def test_of_two_slots_the_one_that_is_released_changes_alone(core: Core) -> None:
    lists = [core.add_list("zhaomin", "business", n=n) for n in (20, 5)]
    opens = [core.at - timedelta(minutes=10), core.at + timedelta(hours=1)]
    request = core.cleared(
        slots=[
            SlotDraft(one, render(at), render(at + timedelta(minutes=30)))
            for one, at in zip(lists, opens, strict=True)
        ]
    )
    core.step("qianwei", "release", request, slot=2, count=5)
    assert [one.state for one in core.view("qianwei", request).slots] == ["cleared", "released"]


def test_a_send_runs_to_its_end_and_the_request_with_it(core: Core) -> None:
    request = released(core)
    row = core.call(DISPATCH, dispatch.PullReleased(["demo"])).rows[0]
    assert (row.request, row.slot, row.n, row.wish) == (request, 1, 20, "send")
    assert core.call(DISPATCH, dispatch.PullReleased(["other"])).rows == []
    report(core, request, "started", queued=20)
    assert slot(core, request).state == "sending"
    bare = core.call("qianwei", sends.SendDetail(request, 1))
    assert (bare.window, bare.oldest_unknown, bare.lag, bare.errors, bare.eta_seconds) == (
        0,
        "",
        (-1, -1),
        [],
        -1,
    )
    core.call(
        DISPATCH,
        dispatch.ReportProgress(
            [
                dispatch.Counters(
                    request,
                    1,
                    Tally(approved=20, accepted=5, queued=15),
                    12,
                    50,
                    "",
                    (5, 9),
                    [("0x58", 2)],
                )
            ]
        ),
    )
    view = core.call("qianwei", sends.SendDetail(request, 1))
    assert (view.rates, view.window, view.lag, view.errors, view.eta_seconds) == (
        [12],
        50,
        (5, 9),
        [("0x58", 2)],
        2,
    )
    report(core, request, "done", delivered=19, undelivered=1)
    assert slot(core, request).tally.balances()
    assert core.view("zhaomin", request).row.state == "done"
    assert core.call(DISPATCH, dispatch.PullReleased(["demo"])).rows == []
    kinds = [r.kind for r in core.call("shenyu", ledger.EntriesPage(subject=f"request:{request}")).rows]
    assert kinds[:3] == ["send.done", "send.started", "slot.release"]


def test_hold_resume_and_stop_are_wishes_until_the_dispatcher_reports_them(core: Core) -> None:
    request = released(core)
    report(core, request, "started", queued=20)
    core.call("sunli", sends.HoldSlot(request, 1, "客户投诉"))
    core.call("zhaomin", sends.HoldSlot(request, 1))
    row = core.call(DISPATCH, dispatch.PullReleased(["demo"])).rows[0]
    assert (row.wish, row.hold, slot(core, request).state) == ("hold", 1, "sending")
    head = core.view("qianwei", request).head
    resume = asking.step("resume", request, head, slot=1, count=20)
    core.refuses("not_held", "qianwei", resume)
    report(core, request, "held", reason="hold", queued=20)
    core.refuses("not_releasing_operator", "sunli", resume)
    core.step("qianwei", "resume", request, slot=1, count=20)
    row = core.call(DISPATCH, dispatch.PullReleased(["demo"])).rows[0]
    assert row.wish == "send"
    assert '"hold":1' in row.resume
    report(core, request, "resumed", queued=20)
    assert slot(core, request).state == "sending"
    core.refuses("may_not_stop", "zhaomin", asking.step("stop", request, head, slot=1, text="x"))
    core.refuses("reason_missing", "qianwei", asking.step("stop", request, head, slot=1))
    core.step("sunli", "stop", request, slot=1, text="内容有误")
    assert core.call(DISPATCH, dispatch.PullReleased(["demo"])).rows[0].wish == "stop"
    report(core, request, "stopped", reason="内容有误", not_sent=20)
    assert slot(core, request).state == "stopped"
    core.refuses("already_ended", "sunli", asking.step("stop", request, head, slot=1, text="x"))


def test_a_stop_is_never_refused_for_its_words(core: Core) -> None:
    request = released(core)
    core.step("qianwei", "stop", request, slot=1, text="客户 13800138000\u200b 投诉")
    assert core.call(DISPATCH, dispatch.PullReleased(["demo"])).rows[0].wish == "stop"
    step = core.view("qianwei", request).steps[-1]
    assert (step.kind, step.opinion) == ("stop", "客户 138****8000\ufffd 投诉")


def test_a_refusal_of_the_dispatcher_is_shown_with_its_name_and_can_be_released_again(core: Core) -> None:
    request = released(core)
    report(core, request, "refused", reason="list_root", queued=20)
    assert (slot(core, request).state, slot(core, request).reason) == ("refused", "list_root")
    assert {t.what for t in core.call("qianwei", calls.Todo())} == {"refused"}
    later = released(core)
    rows: list[sends.SendRow] = core.call("qianwei", sends.SendsPage()).rows
    assert [row.request for row in rows] == [request, later], "what waits for a release stands first"
    again = core.call("shenyu", ledger.EntriesPage(kind="slot.release")).rows[1]
    replayed = core.call("shenyu", ledger.EntryDetail(again.seq))
    core.refuses("signed_before", "qianwei", calls.Enact(replayed.statement, replayed.signature))
    core.at += timedelta(seconds=1)
    core.step("qianwei", "release", request, slot=1, count=20)
    assert slot(core, request).state == "released"


def test_a_report_that_comes_twice_is_one_entry_and_a_hold_made_at_the_dispatcher_can_be_resumed(
    core: Core,
) -> None:
    request = released(core)
    report(core, request, "started", queued=20)
    text = dumps({"event": "held", "hold": 3, "request": request}).decode()
    release = core.call(DISPATCH, dispatch.PullReleased(["demo"])).rows[0].release
    signature = core.org.service.sign(text.encode(), "sms-report@yunling")
    call = dispatch.ReportSlot(
        request, 1, release, "held", "frozen", Tally(approved=20, queued=20), text, signature
    )
    assert core.call(DISPATCH, call).seq > 0
    assert core.call(DISPATCH, call).seq == 0
    assert core.call("shenyu", ledger.EntriesPage(kind="send.held")).page.total == 1
    assert core.call("qianwei", sends.SendDetail(request, 1)).hold == 3
    core.step("qianwei", "resume", request, slot=1, count=20)
    assert '"hold":3' in core.call(DISPATCH, dispatch.PullReleased(["demo"])).rows[0].resume


def test_a_report_counts_only_with_the_service_keys_signature(core: Core) -> None:
    request = released(core)
    with pytest.raises(ConsoleError, match="bad_report"):
        report(core, request, "done", signer=core.org.people["qianwei"], delivered=20)
    assert slot(core, request).state == "released"
    core.refuses("not_a_service", "qianwei", dispatch.PullReleased(["demo"]))
    core.refuses("not_a_service", "qianwei", dispatch.Heartbeat({}))


@pytest.mark.parametrize(
    ("said", "zh", "en"),
    [
        (
            sends.Evidence(
                at="2026-11-24T03:00:01Z", attempt=1, reference=77, written=True, opened="2026-11-24T02:00:00Z",
                ended="2026-11-24T03:00:02Z", receipts=2, receipt_at="2026-11-24T03:05:00Z", receipt="DELIVRD",
            ),
            "2026-11-24 11:00:01 +08 第 1 次提交，参考号 77",
            "2 receipts that match nobody name the number, the newest 2026-11-24 11:05 +08: delivered (DELIVRD)",
        ),
        (sends.Evidence(attempt=1), "没有留下所用线路的记录", "nothing is kept of its line"),
    ],
)  # fmt: skip
def test_what_is_known_of_a_recipient_in_doubt_is_told_to_who_sees_recipients_and_of_no_other(
    core: Core, said: sends.Evidence, zh: str, en: str
) -> None:
    request = released(core)
    states = bytes([R.DELIVERED, R.UNKNOWN] + [R.DELIVERED] * 18)
    told = {0: said, 1: said}
    core.call(
        DISPATCH, dispatch.ReportResults(request, 1, 0, 2, states, {1: "cut"}, {}, keyed=True, evidence=told)
    )
    rows = core.call("qianwei", sends.RecipientsPage(request, 1)).rows
    assert [row.evidence for row in rows if row.state == "unknown"] == [said]
    assert {row.evidence for row in rows if row.state != "unknown"} == {None}
    row = next(row for row in rows if row.evidence)
    assert any(zh in one for one in evidence_words(Viewer("zh", SHANGHAI, str, str), row))
    assert any(en in one for one in evidence_words(Viewer("en", SHANGHAI, str, str), row))
    assert "1610000" not in str(msgspec.to_builtins(row))
    core.refuses("custodian_sees_no_number", "fenglei", sends.RecipientsPage(request, 1))
    # A newer report of the same places says it anew, or nothing more.
    core.call(DISPATCH, dispatch.ReportResults(request, 1, 0, 3, states, {1: "cut"}, {}, keyed=True))
    again = core.call("qianwei", sends.RecipientsPage(request, 1)).rows
    assert {row.evidence for row in again} == {None}


def test_recipients_are_masked_and_filtered_by_state_and_an_older_revision_changes_nothing(
    core: Core,
) -> None:
    request = released(core, n=2500)
    for chunk, count in ((0, 1000), (1, 1000), (2, 500)):
        states = bytearray([R.DELIVERED] * count)
        states[7] = R.UNKNOWN
        core.call(
            DISPATCH,
            dispatch.ReportResults(request, 1, chunk, 2, bytes(states), {7: "timeout"}, {0: f"id{chunk}"}),
        )
    core.call(DISPATCH, dispatch.ReportResults(request, 1, 0, 1, bytes([R.QUEUED] * 1000), {}, {}))
    tally = Tally(approved=2500, delivered=2497, unknown=3)
    counters = dispatch.Counters(request, 1, tally, 0, 50, "2026-11-24T03:00:00Z", (1, 2), [])
    core.call(DISPATCH, dispatch.ReportProgress([counters]))
    unknown = core.call("qianwei", sends.RecipientsPage(request, 1, state="unknown"))
    assert {(r.number, r.state, r.code) for r in unknown.rows} == {
        ("161****0007", "unknown", "timeout"),
        ("161****1007", "unknown", "timeout"),
        ("161****2007", "unknown", "timeout"),
    }
    assert unknown.page.total == 3
    core.call("qianwei", sends.ReadRecipients(request, 1))
    first = core.call("qianwei", sends.RecipientsPage(request, 1, limit=1000))
    second = core.call("qianwei", sends.RecipientsPage(request, 1, after=first.page.after, limit=1000))
    assert len({row.position for row in first.rows + second.rows}) == 2000
    assert {t.what for t in core.call("qianwei", calls.Todo())} == {"unknown"}
    with pytest.raises(ConsoleError, match="bad_chunk"):
        core.call(DISPATCH, dispatch.ReportResults(request, 1, 0, 9, b"\xff", {}, {}))


def test_the_desk_says_how_the_gateway_stands_by_the_last_heartbeat(core: Core) -> None:
    assert core.call("qianwei", calls.WhoAmI()).gateway_state == "unknown"
    core.call(DISPATCH, dispatch.Heartbeat({"demo": "up"}))
    assert core.call("qianwei", calls.Gateways())[0].state == "up"
    core.at += timedelta(seconds=11)
    assert core.call("qianwei", calls.WhoAmI()).gateway_state == "unknown"


def test_what_waits_for_release_stands_before_every_other_send_on_any_page_size(core: Core) -> None:
    waiting = core.cleared()
    ran = [released(core), released(core)]
    later = core.cleared()
    for limit in (1, 2, 3, 10):
        seen: list[int] = []
        after = ""
        while True:
            sent = msgspec.msgpack.encode(sends.SendsPage(after=after, limit=limit))
            page = core.call("qianwei", msgspec.msgpack.decode(sent, type=sends.SendsPage))
            seen += [row.request for row in page.rows]
            after = page.page.after
            if not after:
                break
        assert seen == [later, waiting, ran[1], ran[0]]


def test_of_what_waits_for_release_the_earliest_window_stands_first(core: Core) -> None:
    made = {}
    for hours in (5, 2, 9, 2):
        opens, closes = (render(core.at + timedelta(hours=one)) for one in (hours, hours + 3))
        request = core.submit(core.draft(0, slots=[SlotDraft(core.add_list(), opens, closes)]))
        core.step("sunli", "approval", request)
        made[request] = opens
    in_order = sorted(made, key=lambda request: (made[request], -request))
    for limit in (1, 3, 10):
        seen: list[int] = []
        after = ""
        while len(seen) < len(made):
            page = core.call("qianwei", sends.SendsPage(after=after, limit=limit))
            seen += [row.request for row in page.rows]
            after = page.page.after
        assert seen == in_order


def test_sends_are_listed_filtered_and_paged(core: Core) -> None:
    first, second = released(core), core.cleared()
    core.requested()
    page = core.call("qianwei", sends.SendsPage(limit=1))
    rest = core.call("qianwei", sends.SendsPage(after=page.page.after))
    assert [r.request for r in page.rows + rest.rows] == [second, first]
    assert page.page.total == 2
    assert core.call("qianwei", sends.SendsPage(state="released")).page.total == 1
    assert core.call("weina", sends.SendsPage()).page.total == 0


def test_sends_are_those_of_the_newest_version_alone(core: Core) -> None:
    windows = [(timedelta(minutes=-10), timedelta(hours=2)), (timedelta(hours=3), timedelta(hours=8))]
    slots = [
        SlotDraft(core.add_list(), render(core.at + opens), render(core.at + closes))
        for opens, closes in windows
    ]
    draft = core.draft(0, "promotion", slots=slots)
    request = core.submit(draft)
    for manager in ("sunli", "liqiang", "zhoujian"):
        core.step(manager, "approval", request)
    core.step("sunli", "stop", request, slot=1, text="名单有误")
    core.step("wangfang", "return", request, text="请改名单")
    page = core.call("qianwei", sends.SendsPage())
    assert [(row.slot, row.state, row.purpose) for row in page.rows] == [(1, "stopped", draft.purpose)]
    core.at += timedelta(minutes=1)
    core.submit(msgspec.structs.replace(draft, purpose="改过的"), request=request)
    for manager in ("sunli", "liqiang", "zhoujian"):
        core.step(manager, "approval", request)
    core.step("wangfang", "acceptance", request, paper="2026-001", place="A-1")
    page = core.call("qianwei", sends.SendsPage())
    assert [(row.slot, row.state, row.purpose) for row in page.rows] == [
        (1, "cleared", "改过的"), (2, "cleared", "改过的"),
    ]  # fmt: skip
    assert page.page.total == 2


@pytest.mark.parametrize("reached", ["released", "started", "held"])
def test_a_stop_of_what_a_dispatcher_has_is_a_wish_and_final_when_it_reports_what_was_out(
    core: Core, reached: str
) -> None:
    request = released(core)
    if reached != "released":
        report(core, request, "started", queued=20)
    if reached == "held":
        core.call("sunli", sends.HoldSlot(request, 1))
        report(core, request, "held", reason="hold", queued=15, accepted=5)
    before = slot(core, request)
    core.at += timedelta(seconds=1)
    core.step("sunli", "stop", request, slot=1, text="内容有误")
    assert (slot(core, request).state, slot(core, request).tally) == (before.state, before.tally)
    assert [row.wish for row in core.call(DISPATCH, dispatch.PullReleased(["demo"])).rows] == ["stop"]
    assert core.view("zhaomin", request).row.state == "cleared"
    report(core, request, "stopped", reason="内容有误", delivered=5, not_sent=15)
    ended = slot(core, request)
    assert (ended.state, ended.tally.delivered, ended.tally.not_sent) == ("stopped", 5, 15)
    assert core.view("zhaomin", request).row.state == "done"


def test_a_stop_of_what_nobody_released_is_final_at_once_and_nobody_was_sent_to(core: Core) -> None:
    request = core.cleared()
    core.step("sunli", "stop", request, slot=1, text="内容有误")
    ended = slot(core, request)
    assert (ended.state, ended.tally.not_sent, ended.tally.balances()) == ("stopped", 20, True)
    assert core.call(DISPATCH, dispatch.PullReleased(["demo"])).rows == []
    assert core.view("zhaomin", request).row.state == "done"


def test_a_resumption_names_the_hold_that_was_read_and_lifts_no_newer_one(core: Core) -> None:
    request = released(core)
    report(core, request, "started", queued=20)
    core.call("sunli", sends.HoldSlot(request, 1))
    report(core, request, "held", reason="hold", queued=20)
    head = core.view("qianwei", request).head
    first = core.call("qianwei", asking.step("resume", request, head, slot=1, count=20))
    core.step("qianwei", "resume", request, slot=1, count=20)
    core.call("sunli", sends.HoldSlot(request, 1))
    core.at += timedelta(seconds=1)
    older = core.sign(
        "qianwei", msgspec.structs.replace(first, text=first.text.replace("03:00:00Z", "03:00:01Z"))
    )
    core.refuses("another_hold", "qianwei", calls.Enact(*older))
    assert core.call(DISPATCH, dispatch.PullReleased(["demo"])).rows[0].wish == "hold"


def test_a_head_signed_by_the_dispatcher_is_kept_if_it_is_a_head_of_this_chain(core: Core) -> None:
    head = core.call("shenyu", ledger.VerifyLedger()).head
    seq, _, hashed = head.partition(":")
    for value, good in ((hashed, True), ("0" * 64, False)):
        text = dumps({"hash": value, "seq": int(seq)}).decode()
        call = dispatch.Head(text, core.org.service.sign(text.encode(), "sms-head@yunling"))
        if good:
            assert core.call(DISPATCH, call).seq == int(seq)
        else:
            with pytest.raises(ConsoleError, match="bad_head"):
                core.call(DISPATCH, call)
    links = core.call(DISPATCH, dispatch.PullLinks(0)).rows
    assert [row[0] for row in links] == list(range(1, int(seq) + 1))


def test_a_hold_holds_no_mobile_number_and_holds_all_the_same(core: Core) -> None:
    request = released(core)
    core.call("sunli", sends.HoldSlot(request, 1, "问 138 0013 8000"))
    (row,) = core.call(DISPATCH, dispatch.PullReleased(["demo"])).rows
    assert (row.wish, row.reason) == ("hold", "问 138****8000")
