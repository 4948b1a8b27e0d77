"""The monitor at the desk: the cause of what stands still is on the send itself, and no speed outlives its report."""

from datetime import timedelta
from typing import Any

import pytest

from console.domain.rosters.rule_files import Kind
from console.gateways.ports import Fault
from console.locale import words
from console.services.context import Caller, Context
from console.services.sending import reports
from console.services.sending import sending as sending_service
from console.wire import calls, dispatch
from console.wire.sending import sends
from console.wire.sending.slots import Tally
from tests.services.core import Core
from tests.services.rosters.test_rule_files import bring, gateway, publish
from tests.services.sending.test_sending import DISPATCH, released, report, slot


def standing(request: int, why: str = "", rate: int = 300, **tally: int) -> dispatch.Counters:
    numbers = Tally(approved=20, **(tally or {"queued": 15, "accepted": 5}))
    return dispatch.Counters(request, 1, numbers, rate, 50, "", (5, 9), [], why)


def beat(core: Core, gateways: dict[str, str], told: dispatch.Counters) -> None:
    """What the dispatcher tells every two seconds."""
    core.call(DISPATCH, dispatch.ReportProgress([told]))
    core.call(DISPATCH, dispatch.Heartbeat(gateways))


def sending(core: Core) -> int:
    request = released(core)
    report(core, request, "started", queued=20)
    beat(core, {"demo": "up"}, standing(request))
    return request


def monitor(core: Core, request: int) -> sends.SendView:
    view: sends.SendView = core.call("qianwei", sends.SendDetail(request, 1))
    return view


def listed(core: Core, request: int) -> sends.SendRow:
    page: sends.SendPage = core.call("qianwei", sends.SendsPage())
    return next(row for row in page.rows if row.request == request)


def test_a_heartbeat_brings_the_counters_of_what_is_under_way(core: Core) -> None:
    request = sending(core)
    view = monitor(core, request)
    assert (view.row.tally.queued, view.rates[-1], view.eta_seconds, view.row.reason) == (15, 300, 1, "")


def test_a_dispatcher_that_goes_while_it_is_read_is_not_named_gone_beside_its_speed(
    core: Core, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = sending(core)
    row_of = sending_service._send_row

    def gone(ctx: Context, *about: Any) -> sends.SendRow:
        ctx.desk.live.gone[DISPATCH] = "dispatcher_gone"
        return row_of(ctx, *about)

    monkeypatch.setattr(sending_service, "_send_row", gone)
    view = monitor(core, request)
    assert (view.row.reason, view.rates[-1], view.eta_seconds) == ("dispatcher_gone", 0, -1)


@pytest.mark.parametrize(
    "why", ["line_down", "bind_refused", "quiet_hours", "window_ahead", "desk_optout_key", "vault_locked"]
)
def test_the_cause_is_on_the_send_itself_and_goes_with_it(core: Core, why: str) -> None:
    request = sending(core)
    beat(core, {"demo": "down"}, standing(request, why, 0))
    view = monitor(core, request)
    assert (view.row.reason, view.rates[-1], view.eta_seconds) == (why, 0, -1)
    assert listed(core, request).reason == slot(core, request).reason == why
    beat(core, {"demo": "up"}, standing(request))
    assert listed(core, request).reason == ""


def test_a_dispatcher_that_is_silent_is_the_cause_and_nothing_has_a_speed(core: Core) -> None:
    request = sending(core)
    core.at += timedelta(seconds=6)
    view = monitor(core, request)
    assert (view.row.reason, view.rates[-1], view.eta_seconds) == ("", 0, -1)
    core.at += timedelta(seconds=6)
    assert monitor(core, request).row.reason == listed(core, request).reason == "dispatcher_gone"
    beat(core, {"demo": "up"}, standing(request))
    assert monitor(core, request).row.reason == ""


def test_a_dispatcher_that_says_why_it_ends_is_quoted_until_it_is_back(core: Core) -> None:
    request = sending(core)
    core.call(DISPATCH, dispatch.Heartbeat({}, ends="disk_full"))
    assert monitor(core, request).row.reason == "disk_full"
    assert monitor(core, request).eta_seconds == -1
    assert core.call("qianwei", calls.WhoAmI()).gateway_state == "unknown"
    beat(core, {"demo": "up"}, standing(request))
    assert monitor(core, request).row.reason == ""
    assert core.call("qianwei", calls.WhoAmI()).gateway_state == "up"


def test_a_gateway_that_somebody_must_open_is_told_of_before_one_that_is_down(core: Core) -> None:
    publish(core, bring(core, Kind.GATEWAY, gateway(core, ('id = "demo"', 'id = "second"'))))
    for state in ("bind_refused", "vault_locked"):
        core.call(DISPATCH, dispatch.Heartbeat({"demo": "down", "second": state}))
        assert core.call("qianwei", calls.WhoAmI()).gateway_state == state


def test_what_waits_for_a_dispatcher_that_is_not_armed_says_so(core: Core) -> None:
    request = released(core)
    core.call(DISPATCH, dispatch.Heartbeat({}, [], "0f" * 16, "a copy"))
    assert listed(core, request).reason == "not_armed"


def test_a_person_s_hold_keeps_its_reason_whatever_the_dispatcher_does(core: Core) -> None:
    request = sending(core)
    core.call("sunli", sends.HoldSlot(request, 1, "客户投诉"))
    report(core, request, "held", reason="客户投诉", hold=1, queued=15, accepted=5)
    beat(core, {"demo": "up"}, standing(request, "held", 0))
    core.at += timedelta(minutes=1)
    assert monitor(core, request).row.reason == "客户投诉"


def test_a_send_that_ended_with_its_window_keeps_saying_so(core: Core) -> None:
    request = sending(core)
    report(core, request, "done", reason="window_passed", delivered=5, not_sent=15)
    assert (slot(core, request).state, slot(core, request).reason) == ("done", "window_passed")
    core.at += timedelta(minutes=1)
    assert listed(core, request).reason == "window_passed"


def test_every_console_is_told_when_the_dispatcher_comes_or_goes_or_stands_otherwise_and_not_at_each_beat(
    core: Core,
) -> None:
    def noticed(**beat: Any) -> set[str]:
        with core.context(Caller("", DISPATCH), write=True) as ctx:
            reports.heartbeat(ctx, dispatch.Heartbeat(**beat))
            return set(ctx.topics)

    told = {"gateways", "sends"}
    up: dict[str, Any] = {"gateways": {"demo": "up"}}
    for changed in (
        up,
        {"gateways": {"demo": "down"}},
        up,
        up | {"files": ["a" * 64]},
        up | {"files": ["a" * 64], "unarmed": "mark", "why": "copied"},
        up,
    ):
        assert noticed(**changed) == told
        assert noticed(**changed) == set()
    assert noticed(gateways={}, ends="disk_full") == told
    assert noticed(**up) == told
    assert noticed(**up) == set()


def test_what_goes_wrong_on_the_line_and_a_missing_witness_are_on_the_send(core: Core) -> None:
    request = sending(core)
    faults = {"receipt_unmatched": 3, "long_id": 20}
    outage = ("2026-11-24T02:00:00Z", "2026-11-24T02:01:07Z")
    line = dispatch.GatewayWire(faults=faults, unanswered=(4, 12), outage=outage)
    beats = dispatch.Heartbeat({"demo": "up"}, witness="witness_none", wire={"demo": line})
    core.call(DISPATCH, beats)
    view = monitor(core, request)
    assert view.wire == [("long_id", 20), ("receipt_unmatched", 3)]
    assert (view.unanswered, view.outage, view.witness) == ((4, 12), outage, "witness_none")
    for fault in Fault:
        assert all(words.has(f"wire.{fault}", lang) for lang in ("zh", "en")), fault
    core.call(DISPATCH, dispatch.Heartbeat({"demo": "up"}, witness="good"))
    view = monitor(core, request)
    assert (view.wire, view.unanswered, view.outage, view.witness) == ([], (0, 0), ("", ""), "")
    # Figures of a dispatcher that is gone say nothing of now.
    core.call(DISPATCH, beats)
    core.at += timedelta(seconds=11)
    assert monitor(core, request).unanswered == (0, 0)


@pytest.mark.parametrize("why", ["clock_ahead", "clock_behind", "forgot_receipt", "forgot_server"])
def test_a_dispatcher_that_asks_two_people_is_shown_with_the_cause(core: Core, why: str) -> None:
    request = sending(core)
    core.call(DISPATCH, dispatch.Heartbeat({"demo": "up"}, [], "0f" * 16, why))
    assert monitor(core, request).row.reason == listed(core, request).reason == why
    assert words.has(f"hold.{why}", "zh")
    core.call(DISPATCH, dispatch.Heartbeat({"demo": "up"}, [], "0f" * 16, "the database file is a copy"))
    assert monitor(core, request).row.reason == "not_armed"


def happened(core: Core, request: int) -> list[str]:
    """What happened to a send, in its order."""
    return [what for _, what in reversed(monitor(core, request).events)]


def stood(core: Core, request: int, why: str, seconds: int) -> None:
    """The send stands for a cause, told every two seconds."""
    for _ in range(0, seconds, 2):
        beat(core, {"demo": "down"}, standing(request, why, 0))
        core.at += timedelta(seconds=2)


def test_a_minute_for_which_a_send_stood_is_an_event_and_so_is_its_going_on(core: Core) -> None:
    request = sending(core)
    before = happened(core, request)
    stood(core, request, "line_down", 40)
    stood(core, request, "line_unreachable", 90)
    beat(core, {"demo": "up"}, standing(request))
    beat(core, {"demo": "up"}, standing(request))
    assert happened(core, request) == [*before, "stands line_unreachable", "goes_on"]
    stood(core, request, "line_down", 62)
    assert happened(core, request)[-1] == "stands line_down"
    for lang in ("zh", "en"):
        assert words.slot_reason("line_down", lang) in words.event("stands line_down", lang)


def test_a_line_that_soon_comes_back_and_a_planned_wait_are_no_events(core: Core) -> None:
    request = sending(core)
    before = happened(core, request)
    for _ in range(4):
        stood(core, request, "line_down", 58)
        beat(core, {"demo": "up"}, standing(request))
    stood(core, request, "quiet_hours: 2026-11-28T00:00:00Z", 120)
    beat(core, {"demo": "up"}, standing(request))
    assert happened(core, request) == before


def test_a_desk_that_began_anew_meanwhile_tells_neither_twice(core: Core) -> None:
    request = sending(core)
    before = happened(core, request)
    stood(core, request, "line_down", 70)
    core.desk.live.standing.clear()
    stood(core, request, "line_down", 70)
    core.desk.live.standing.clear()
    beat(core, {"demo": "up"}, standing(request))
    assert happened(core, request) == [*before, "stands line_down", "goes_on"]
