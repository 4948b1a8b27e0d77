"""Sending again at the desk: what it asks of both people, the slot that it makes, and what it believes only from the dispatcher."""

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from console.domain.people.people import PolicyRef
from console.domain.rosters.rosters import SetGateway
from console.domain.rosters.rule_files import Kind
from console.domain.states import ABSENT, RecipientState
from console.domain.times import render
from console.domain.two_person.pairs import Continue, Proposal, Which
from console.errors import ConsoleError, RefusedError
from console.services import kept_rows
from console.services.context import Caller
from console.services.requests import requests
from console.services.requests.deadlines import sweep
from console.services.sending.slots import may_continue
from console.signing.bundle import verify
from console.signing.bundle_file import Own, unpack
from console.signing.canonical import dumps
from console.signing.pairs import Pair, verify_continue
from console.signing.statements import Signed, digest
from console.signing.trust import Stage
from console.wire import calls, dispatch
from console.wire.acts import Prepare
from console.wire.answers import Blob, Prepared
from console.wire.credentials import losses
from console.wire.ledger import ledger
from console.wire.sending import sends
from console.wire.sending.slots import Tally
from tests import asking
from tests.services.core import Core
from tests.services.rosters.test_rule_files import ago, bring, gateway, publish
from tests.services.two_person.test_pairs import DISPATCH, confirm, digest_of_release, kinds, rows, todo
from tests.services.ways import remembered

TOTAL = 20
HALF: dict[str, int] = {"delivered": 11, "undelivered": 2, "refused": 1, "not_sent": 6}
"""Its window passed: three failed, six were never sent to."""


def told(
    core: Core, request: int, slot: int, event: str, reason: str = "", proposal: str = "", /, **tally: int
) -> None:
    """A signed report of the dispatcher about a slot."""
    view: sends.SendView = core.call("zhoujian", sends.SendDetail(request, slot))
    release = next(r.release for r in released(core) if (r.request, r.slot) == (request, slot))
    text = dumps(
        {
            "event": event,
            "request": request,
            "slot": slot,
            "reason": reason,
            "proposal": proposal,
            "tally": tally,
        }
    ).decode()
    numbers = Tally(approved=view.row.tally.approved, **tally)
    signature = core.org.service.sign(text.encode(), "sms-report@yunling")
    core.call(DISPATCH, dispatch.ReportSlot(request, slot, release, event, reason, numbers, text, signature))


def released(core: Core) -> list[dispatch.ReleasedRow]:
    answer: dispatch.Released = core.call(DISPATCH, dispatch.PullReleased(["demo", "second"]))
    return answer.rows


@remembered
def ended(core: Core, category: str = "notice", event: str = "done", **tally: int) -> int:
    """A request whose slot ended with some whom it did not reach."""
    request = core.cleared(category)
    by = "qianwei" if category == "notice" else "wuhong"
    core.step(by, "release", request, slot=1, count=TOTAL)
    told(core, request, 1, "started", queued=TOTAL)
    told(core, request, 1, event, "window_passed" if event == "done" else "stop", **(tally or HALF))
    return request


def prepare(core: Core, request: int, slot: int = 1, **changed: Any) -> Prepare:
    window = {"opens": render(core.at), "closes": render(core.at + timedelta(hours=9))}
    usual = {"which": "remainder", "count": 6, "reason": "时段内没有发完"}
    return asking.send_again(request, slot, **usual | window | changed)


def propose(core: Core, request: int, by: str = "qianwei", **fields: Any) -> str:
    prepared = core.call(by, prepare(core, request, **fields))
    core.enact(by, prepared)
    return digest(prepared.text.encode())


def slots(core: Core, request: int) -> dict[int, tuple[str, int, int]]:
    """State, recipients and what it continues, by slot."""
    return {one.id: (one.state, one.n, one.continues) for one in core.view("zhoujian", request).slots}


def state(core: Core, request: int) -> str:
    return core.view("zhoujian", request).row.state


def test_those_who_failed_are_not_offered_while_receipts_of_failures_still_come(core: Core) -> None:
    request = ended(core)
    tally = Tally(approved=TOTAL, **HALF)

    def fails(at: str) -> None:
        counters = dispatch.Counters(request, 1, tally, 0, 50, "", (-1, -1), [], failed_at=at)
        core.call(DISPATCH, dispatch.ReportProgress([counters]))

    quiet = 1  # The demo's gateway file asks for one minute.
    fails(render(core.at))
    until = render(core.at + timedelta(minutes=quiet))
    with pytest.raises(RefusedError) as caught:
        core.call("qianwei", prepare(core, request, which="failed", count=3))
    refusal = caught.value.refusal
    assert (refusal.code, refusal.params) == ("receipts_awaited", {"minutes": "1", "until": until})
    # Those who were never sent to need not wait.
    assert core.call("qianwei", prepare(core, request))
    core.at += timedelta(minutes=quiet)
    proposed = propose(core, request, which="failed", count=3)
    fails(render(core.at))
    confirm(core, proposed)
    view: sends.SendView = core.call("qianwei", sends.SendDetail(request, 2))
    assert (view.row.state, view.row.reason) == ("released", "receipts_awaited")


def of_two_gateways(core: Core) -> int:
    """An approved request that names a second gateway as its backup."""
    publish(core, bring(core, Kind.GATEWAY, gateway(core, ('id = "demo"', 'id = "second"'))))
    request = core.requested(backup_gateway="second")
    core.step("sunli", "approval", request)
    return request


def with_backup(core: Core) -> int:
    """A request of two gateways that ended with some whom it did not reach."""
    request = of_two_gateways(core)
    core.step("qianwei", "release", request, slot=1, count=TOTAL)
    told(core, request, 1, "started", queued=TOTAL)
    told(core, request, 1, "done", "window_passed", **HALF)
    return request


def test_it_goes_through_the_gateway_that_two_people_signed(core: Core) -> None:
    request = with_backup(core)
    proposal = propose(core, request, gateway="second")
    confirm(core, proposal)
    offered = {name: core.call(DISPATCH, dispatch.PullReleased([name])).rows for name in ("demo", "second")}
    assert offered["demo"] == [], "whoever sends through the first gateway is not offered it"
    assert [(one.slot, one.release, one.n) for one in offered["second"]] == [(2, proposal, 6)]
    view: sends.SendView = core.call("qianwei", sends.SendDetail(request, 2))
    assert (view.row.gateway, view.row.continues) == ("second", 1)
    told(core, request, 2, "started", queued=6)
    told(core, request, 2, "done", delivered=5, undelivered=1)
    # What nobody says goes on through the gateway of the send that is continued.
    confirm(core, propose(core, request, slot=2, which="failed", count=1))
    again: sends.SendView = core.call("qianwei", sends.SendDetail(request, 3))
    assert (again.row.gateway, again.row.continues) == ("second", 2)


def test_it_goes_through_no_gateway_that_was_not_approved_or_is_gone(core: Core) -> None:
    core.refuses("gateway_not_approved", "qianwei", prepare(core, ended(core), gateway="second"))
    request = with_backup(core)
    core.refuses("gateway_not_approved", "qianwei", prepare(core, request, gateway="third"))
    ago(core, seconds=1)
    publish(core, SetGateway("second", ""))
    core.refuses("gateway_not_approved", "qianwei", prepare(core, request, gateway="second"))
    assert core.call("qianwei", prepare(core, request))


def test_what_began_by_a_gateway_that_left_the_roster_is_refused_before_anybody_signs(core: Core) -> None:
    request = with_backup(core)
    view: sends.SendView = core.call("qianwei", sends.SendDetail(request, 1))
    assert view.allowed["continue"] is None
    ago(core, seconds=1)
    publish(core, SetGateway("demo", ""))
    core.refuses("gateway_left", "qianwei", prepare(core, request, gateway="second"))
    refused = core.call("qianwei", sends.SendDetail(request, 1)).allowed["continue"]
    assert refused is not None
    assert refused.code == "gateway_left"


def test_a_lost_gateway_is_no_reason_not_to_go_on_through_the_other(core: Core) -> None:
    request = with_backup(core)
    core.call("sunli", losses.ReportLoss("gateway", "demo", "leak", render(core.at)))
    view: sends.SendView = core.call("qianwei", sends.SendDetail(request, 1))
    assert view.allowed["continue"] is None
    core.refuses("gateway_lost", "qianwei", prepare(core, request))
    confirm(core, propose(core, request, gateway="second"))


def test_a_proposal_that_was_signed_before_gateways_were_named_is_confirmed_and_no_new_one_is_made(
    core: Core,
) -> None:
    request = ended(core)
    core.refuses("act_unknown", "qianwei", msgspec.structs.replace(prepare(core, request), act="continue/1"))
    whole: Prepared = core.call("qianwei", prepare(core, request))
    older = msgspec.json.decode(whole.text)
    older["act"] = {name: value for name, value in older["act"].items() if name != "gateway"}
    older["act"]["act"] = "continue/1"
    text = dumps(older).decode()
    core.enact("qianwei", msgspec.structs.replace(whole, text=text))
    confirm(core, digest(text.encode()))
    assert [one.slot for one in released(core)] == [2]
    view: sends.SendView = core.call("qianwei", sends.SendDetail(request, 2))
    assert view.row.gateway == "demo"


def test_the_remainder_is_proposed_and_confirmed_and_the_request_goes_on_and_ends_again(core: Core) -> None:
    request = ended(core)
    assert state(core, request) == "done"
    view: sends.SendView = core.call("qianwei", sends.SendDetail(request, 1))
    assert (view.failed, view.remainder, view.allowed["continue"]) == (3, 6, None)
    proposal = propose(core, request)
    assert slots(core, request) == {1: ("done", TOTAL, 0)}, "nothing happens by one signature"
    waiting = next(r for r in core.call("sunli", calls.Todo()) if r.what == "confirm_remainder")
    assert (waiting.request, waiting.slot, waiting.because) == (request, 1, "qianwei")
    (row,) = rows(core, "sunli")
    assert (row.kind, row.count, row.as_slot, row.verdict) == ("remainder", 6, 2, "")
    confirm(core, proposal)
    assert slots(core, request) == {1: ("done", TOTAL, 0), 2: ("released", 6, 1)}
    assert state(core, request) == "cleared"
    assert "confirm_remainder" not in todo(core, "sunli")
    (offered,) = released(core)
    assert (offered.slot, offered.release, offered.n, offered.list_id) == (2, proposal, 6, 1)
    assert digest(offered.proposal.encode()) == proposal
    told(core, request, 2, "started", queued=6)
    assert [r.state for r in rows(core)] == ["applied"]
    told(core, request, 2, "done", delivered=5, undelivered=1)
    assert state(core, request) == "done"
    view = core.call("qianwei", sends.SendDetail(request, 2))
    assert (view.row.continues, view.failed, view.remainder) == (1, 1, 0)
    assert kinds(core, request)[:4] == ["send.done", "send.started", "proposal.confirmed", "proposal.made"]
    assert core.call("shenyu", ledger.VerifyLedger()).bad == 0


def test_the_dispatcher_s_judge_takes_what_the_desk_hands_over(core: Core) -> None:
    request = ended(core)
    confirm(core, propose(core, request))
    (offered,) = released(core)
    blob: Blob = core.call(DISPATCH, calls.BundleOf(request, 2))
    bundle = unpack(blob.data)
    assert bundle.release is not None
    assert bundle.release.digest() == digest_of_release(core, request), "the bundle is the first release's"
    own = Own(core.org.policy_text, core.org.gateway_texts["demo"])
    verified = verify(bundle, core.org.roots, render(core.at), own=own, stage=Stage.BEGUN)
    pair = Pair(
        Signed(offered.proposal, [offered.proposal_signature]),
        Signed(offered.confirmation, [offered.confirmation_signature]),
    )
    new, act = verify_continue(verified, pair, bundle, core.org.roots)
    assert (new.slot.id, new.slot.n, act.which) == (2, 6, "remainder")


def test_the_failed_are_the_first_approver_s_to_confirm_and_the_remainder_the_last_one_s(core: Core) -> None:
    request = ended(core, "promotion")
    failed = propose(core, request, by="wuhong", which="failed", count=3)
    core.refuses("not_your_part", "zhoujian", asking.confirmation(failed))
    core.refuses("not_your_part", "liqiang", asking.confirmation(failed))
    core.refuses("same_person_twice", "wuhong", asking.confirmation(failed))
    assert "confirm_resend" in todo(core, "sunli")
    confirm(core, failed, by="sunli")
    left = propose(core, request, by="wuhong")
    core.refuses("not_your_part", "sunli", asking.confirmation(left))
    assert "confirm_remainder" in todo(core, "zhoujian")
    confirm(core, left, by="zhoujian")
    assert slots(core, request) == {
        1: ("done", TOTAL, 0),
        2: ("released", 3, 1),
        3: ("released", 6, 1),
    }


@pytest.mark.parametrize("person", ["wuhong", "zhaomin", "sunli", "liqiang"])
def test_nobody_but_the_releasing_department_s_operator_proposes(core: Core, person: str) -> None:
    core.refuses("not_your_part", person, prepare(core, ended(core)))


def test_what_cannot_be_sent_again_is_refused_in_words(core: Core) -> None:
    request = ended(core)
    core.refuses("continue_count_differs", "qianwei", prepare(core, request, count=5))
    core.refuses("reason_missing", "qianwei", prepare(core, request, reason=" "))
    core.refuses("not_a_choice", "qianwei", prepare(core, request, which="everybody"))
    now, before = render(core.at), render(core.at - timedelta(hours=1))
    core.refuses("time_unreadable", "qianwei", prepare(core, request, closes="tomorrow"))
    core.refuses("window_order", "qianwei", prepare(core, request, closes=now))
    core.refuses("window_passed", "qianwei", prepare(core, request, opens=before, closes=now))
    far = render(core.at + timedelta(days=32))
    core.refuses("window_order", "qianwei", prepare(core, request, closes=far))
    propose(core, request)
    core.refuses("proposed_already", "qianwei", prepare(core, request, which="failed", count=3))
    nobody = ended(core, delivered=TOTAL)
    core.refuses("nobody_failed", "qianwei", prepare(core, nobody, which="failed", count=1))
    core.refuses("nobody_left", "qianwei", prepare(core, nobody))
    running = core.cleared()
    core.refuses("not_ended", "qianwei", prepare(core, running))
    core.step("qianwei", "release", running, slot=1, count=TOTAL)
    told(core, running, 1, "started", queued=10, not_sent=0, delivered=10)
    core.refuses("not_ended", "qianwei", prepare(core, running))
    with pytest.raises(ConsoleError):
        core.call("qianwei", prepare(core, request, slot=7))


def test_bytes_that_the_desk_would_not_have_prepared_are_refused_as_well(core: Core) -> None:
    request = ended(core)
    good = core.call("qianwei", prepare(core, request))
    statement = msgspec.json.decode(good.text, type=Proposal)
    assert isinstance(statement.act, Continue)
    for old, new, code in (
        ('"count":6', '"count":5', "continue_count_differs"),
        ('"which":"remainder"', '"which":"failed"', "continue_count_differs"),
        ('"as_slot":2', '"as_slot":3', "stale"),
        (statement.act.release, "0" * 64, "stale"),
        (statement.expires, render(core.at + timedelta(hours=73)), "proposal_expired"),
        ('"by":"qianwei"', '"by":"wuhong"', "not_your_part"),
    ):
        assert old in good.text
        by = "wuhong" if "wuhong" in new else "qianwei"
        text, signature = core.sign(by, Prepared(good.text.replace(old, new)))
        core.refuses(code, by, calls.Enact(text, signature))
    text, signature = core.sign("qianwei", good)
    core.call("qianwei", calls.Enact(text, signature))
    core.refuses("proposed_already", "qianwei", calls.Enact(text, signature))


def test_whoever_was_taken_up_is_counted_out_until_the_dispatcher_refuses(core: Core) -> None:
    request = ended(core)
    proposal = propose(core, request)
    confirm(core, proposal)
    core.refuses("nobody_left", "qianwei", prepare(core, request))
    told(core, request, 2, "refused", "continue_count", not_sent=6)
    (row,) = rows(core)
    assert (row.state, row.why) == ("refused", "continue_count")
    # A refused continuation is over: it waits for nobody, and its request is done.
    assert slots(core, request)[2] == ("refused", 6, 1)
    assert state(core, request) == "done"
    assert not {"refused", "release", "extend"} & set(todo(core, "qianwei") + todo(core, "sunli"))
    core.at += timedelta(hours=10)
    assert released(core) == []
    step = asking.step("release", request, core.view("qianwei", request).head, slot=2, count=6)
    core.refuses("not_cleared", "qianwei", step)
    # And the same people may be proposed for anew, under a number of its own.
    again = propose(core, request, reason="再次提议")
    confirm(core, again)
    assert slots(core, request)[3] == ("released", 6, 1)


def test_a_refused_continuation_is_not_released_nor_extended_while_its_request_is_cleared(core: Core) -> None:
    request = ended(core)
    confirm(core, propose(core, request))
    confirm(core, propose(core, request, which="failed", count=3))
    told(core, request, 2, "refused", "continue_count", not_sent=6)
    assert state(core, request) == "cleared"
    step = asking.step("release", request, core.view("qianwei", request).head, slot=2, count=6)
    core.refuses("continuation_is_not_released", "qianwei", step)
    core.at += timedelta(hours=10)
    from console.services.context import Caller

    with core.context(Caller(""), write=True) as ctx:
        assert sweep(ctx) == 0
    assert slots(core, request)[2] == ("refused", 6, 1)


def test_a_continuation_stopped_before_it_was_taken_frees_its_recipients(core: Core) -> None:
    request = ended(core)
    confirm(core, propose(core, request))
    core.step("qianwei", "stop", request, slot=2, text="改日再发")
    told(core, request, 2, "stopped", "stopped_early", not_sent=6)
    assert [r.state for r in rows(core)] == ["refused"]
    view: sends.SendView = core.call("qianwei", sends.SendDetail(request, 2))
    assert (view.remainder, view.allowed["continue"] is not None) == (0, True)
    core.refuses("never_taken", "qianwei", prepare(core, request, slot=2))
    assert propose(core, request, reason="再次提议")


def test_what_was_stopped_under_way_is_continued_from_itself(core: Core) -> None:
    request = ended(core)
    first = propose(core, request)
    confirm(core, first)
    told(core, request, 2, "started", queued=6)
    core.step("qianwei", "stop", request, slot=2, text="改日再发")
    told(core, request, 2, "stopped", "stop", delivered=2, not_sent=4)
    core.refuses("nobody_left", "qianwei", prepare(core, request))
    second = propose(core, request, slot=2, count=4, reason="接着发")
    (row,) = rows(core, open=True)
    assert (row.slot, row.as_slot, row.count) == (2, 3, 4)
    assert msgspec.json.decode(row.text)["act"]["release"] == first
    confirm(core, second)
    assert slots(core, request)[3] == ("released", 4, 2)
    blob: Blob = core.call(DISPATCH, calls.BundleOf(request, 3))
    assert unpack(blob.data).release is not None


def test_a_receipt_that_comes_between_the_two_overtakes_the_proposal(core: Core) -> None:
    request = ended(core, delivered=10, undelivered=1, no_receipt=3, not_sent=6)
    proposal = propose(core, request, which="failed", count=1)
    told(
        core, request, 1, "corrected", "receipts", delivered=10, undelivered=2, no_receipt=2, not_sent=6
    ) if (released(core)) else corrected(core, request, delivered=10, undelivered=2, no_receipt=2, not_sent=6)
    core.refuses("proposal_overtaken", "sunli", asking.confirmation(proposal))
    assert [r.state for r in rows(core)] == ["overtaken"]
    # The remainder is another matter, and its count still stands.
    confirm(core, propose(core, request))
    core.at += timedelta(hours=9)
    passed = propose(core, request, which="failed", count=2)
    core.at += timedelta(hours=9)
    core.refuses("proposal_overtaken", "sunli", asking.confirmation(passed))


def corrected(core: Core, request: int, **tally: int) -> None:
    """A correction of an ended slot, which the dispatcher pulls no more."""
    release = digest_of_release(core, request)
    text = dumps({"event": "corrected", "request": request, "proposal": "", "tally": tally}).decode()
    numbers = Tally(approved=TOTAL, **tally)
    signature = core.org.service.sign(text.encode(), "sms-report@yunling")
    core.call(
        DISPATCH, dispatch.ReportSlot(request, 1, release, "corrected", "receipts", numbers, text, signature)
    )


def test_a_proposal_without_its_second_is_nothing_after_its_time(core: Core) -> None:
    request = ended(core)
    proposal = propose(core, request, closes=render(core.at + timedelta(days=20)))
    core.at += timedelta(hours=72)
    core.refuses("proposal_expired", "sunli", asking.confirmation(proposal))
    assert [r.state for r in rows(core)] == ["expired"]
    assert propose(core, request, reason="再次提议") != proposal


def test_who_confirmed_a_window_does_not_release_or_propose_afterwards(core: Core) -> None:
    """The manager who is made the operator later has approved already; so has who let the remainder go."""
    request = ended(core)
    confirm(core, propose(core, request))
    with core.context(Caller("sunli"), write=False) as ctx:
        from console.services.requests import requests

        facts = requests.facts_of(ctx, kept_rows.row_by_id(ctx, request))
    assert "sunli" in facts.extended_by
    assert {(s.id, s.continues, s.released_by) for s in facts.slots} == {(1, 0, "qianwei"), (2, 1, "qianwei")}


def test_the_unknown_of_a_continuation_are_settled_like_any_others(core: Core) -> None:
    request = ended(core)
    let_go = propose(core, request)
    confirm(core, let_go)
    told(core, request, 2, "started", queued=6)
    told(core, request, 2, "done", delivered=4, unknown=2)
    assert "unknown" in todo(core, "qianwei")
    call = asking.settle(request, 2, count=2)
    prepared = core.call("qianwei", call)
    core.enact("qianwei", prepared)
    settled = digest(prepared.text.encode())
    assert msgspec.json.decode(prepared.text)["act"]["release"] == let_go
    confirm(core, settled)
    answer: dispatch.Released = core.call(DISPATCH, dispatch.PullReleased(["demo"]))
    (offered,) = answer.settlements
    assert (offered.slot, offered.release) == (2, let_go)


def test_hold_resume_and_stop_work_on_a_continuation(core: Core) -> None:
    request = ended(core)
    let_go = propose(core, request)
    confirm(core, let_go)
    told(core, request, 2, "started", queued=6)
    core.call("wangfang", sends.HoldSlot(request, 2, "先停"))
    told(core, request, 2, "held", "先停", queued=4, delivered=2)
    head = core.view("qianwei", request).head
    prepared = core.call("qianwei", asking.step("resume", request, head, slot=2, count=6))
    assert msgspec.json.decode(prepared.text)["previous"] == let_go
    core.enact("qianwei", prepared)
    assert released(core)[0].resume
    told(core, request, 2, "resumed", queued=4, delivered=2)
    core.step("qianwei", "stop", request, slot=2, text="不发了")
    assert released(core)[0].wish == "stop"


def test_a_resume_is_for_the_hold_that_stands_and_for_no_other(core: Core) -> None:
    request = core.cleared()
    core.step("qianwei", "release", request, slot=1, count=TOTAL)
    told(core, request, 1, "started", queued=TOTAL)
    head = core.view("qianwei", request).head
    call = asking.step("resume", request, head, slot=1, count=TOTAL)
    # It holds by itself: there is nothing that a person could lift.
    told(core, request, 1, "held", "quiet_hours", queued=TOTAL)
    core.refuses("holds_by_itself", "qianwei", call)
    told(core, request, 1, "resumed", "quiet_hours", queued=TOTAL)
    core.call("wangfang", sends.HoldSlot(request, 1))
    told(core, request, 1, "held", queued=TOTAL)
    good = core.call("qianwei", call)
    for hold in (2, 7):
        text, signature = core.sign("qianwei", Prepared(good.text.replace('"hold":1', f'"hold":{hold}')))
        core.refuses("another_hold", "qianwei", calls.Enact(text, signature))
    core.enact("qianwei", good)


def test_recipients_of_a_continuation_are_those_of_the_list_that_it_has(core: Core) -> None:
    request = ended(core)
    confirm(core, propose(core, request, which="failed", count=3))
    told(core, request, 2, "started", queued=3)
    page: sends.RecipientPage = core.call("qianwei", sends.RecipientsPage(request, 2))
    assert page.rows == [], "before anything was told nobody knows who they are"
    states = [ABSENT] * TOTAL
    for place, after in (
        (3, RecipientState.DELIVERED),
        (9, RecipientState.REFUSED),
        (19, RecipientState.DELIVERED),
    ):
        states[place] = int(after)
    report = dispatch.ReportResults(request, 2, 0, 1, bytes(states), {9: "0x0000000B"}, {3: "a1", 19: "a2"})
    core.call(DISPATCH, report)
    page = core.call("qianwei", sends.RecipientsPage(request, 2))
    assert sorted((r.state, r.code) for r in page.rows) == [
        ("delivered", ""),
        ("delivered", ""),
        ("refused", "0x0000000B"),
    ]
    whole: sends.RecipientPage = core.call("qianwei", sends.RecipientsPage(request, 1))
    assert {r.number for r in page.rows} == {"161****0003", "161****0009", "161****0019"}
    assert len(whole.rows) == TOTAL
    only = core.call("qianwei", sends.RecipientsPage(request, 2, "refused"))
    assert len(only.rows) == 1
    first = core.call("qianwei", sends.RecipientsPage(request, 2, limit=1))
    after = core.call("qianwei", sends.RecipientsPage(request, 2, after=first.page.after))
    assert [r.position for r in first.rows + after.rows] == [r.position for r in page.rows]
    bad = msgspec.structs.replace(report, states=bytes([200]), revision=2)
    with pytest.raises(ConsoleError):
        core.call(DISPATCH, bad)


def test_under_another_policy_nothing_of_the_old_one_is_sent_again(core: Core) -> None:
    """The dispatcher would refuse it; the desk says so before anybody signs."""
    request = ended(core)
    with core.context(Caller("qianwei"), write=False) as ctx:
        later = PolicyRef("2099-1", "0" * 64)
        ctx.roster = msgspec.structs.replace(ctx.roster, policy=later)
        row = kept_rows.row_by_id(ctx, request)
        part = requests.slots_of(ctx, request, row.version)[0]
        refusal = may_continue(ctx, row, part, Which.REMAINDER, "qianwei")
    assert refusal is not None
    assert (refusal.code, refusal.params["version"]) == ("approved_under_other_rules", "2099-1")


def test_numbers_of_slots_go_on_and_two_proposals_never_share_one(core: Core) -> None:
    request = ended(core)
    second = ended(core)
    first = propose(core, request)
    assert msgspec.json.decode(rows(core, open=True)[0].text)["act"]["as_slot"] == 2
    # Another request's numbers are its own.
    propose(core, second)
    confirm(core, first)
    other = core.call("qianwei", prepare(core, request, which="failed", count=3))
    assert msgspec.json.decode(other.text)["act"]["as_slot"] == 3


def test_no_ledger_entry_of_it_holds_a_number_and_each_says_what_was_let_go(core: Core) -> None:
    request = ended(core)
    confirm(core, propose(core, request))
    entries = core.call("shenyu", ledger.EntriesPage(subject=f"request:{request}")).rows[:2]
    for entry in entries:
        view: ledger.EntryView = core.call("shenyu", ledger.EntryDetail(entry.seq))
        assert "1610000" not in view.envelope + view.statement
        payload = msgspec.json.decode(view.envelope)["payload"]
        said = [payload[name] for name in ("which", "count", "slot", "as_slot", "gateway")]
        assert said == ["remainder", 6, 1, 2, "demo"]


def test_another_department_sees_none_of_it(core: Core) -> None:
    request = ended(core)
    proposal = propose(core, request)
    assert rows(core, "weina") == []
    core.refuses("not_your_department", "weina", asking.confirmation(proposal))
    core.refuses("not_your_department", "weina", prepare(core, request))
