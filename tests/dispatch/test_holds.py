"""Hold, resume, stop, freeze, and what the dispatcher holds by itself."""

import asyncio
import struct
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.acting.freezes import brakes
from console.dispatch.control import Control
from console.dispatch.sending import endings
from console.gateways.ports import Receipt
from console.wire.answers import Done
from console.wire.base import Call
from console.wire.control import Question, ask
from console.wire.dispatch import Heartbeat
from console.wire.duties.status import DispatchState
from console.wire.sending import sends
from tests.dispatch.desk import resume
from tests.dispatch.running import World, case, organisation, until, world


async def told(one: World, **question: Any) -> dict[str, Any]:
    """One question to the dispatcher's own socket."""
    reader, writer = await asyncio.open_unix_connection(one.home / "run" / "dispatch.sock")
    data = msgspec.msgpack.encode({"person": "wangfang"} | question)
    writer.write(struct.pack(">I", len(data)) + data)
    (length,) = struct.unpack(">I", await reader.readexactly(4))
    answer: dict[str, Any] = msgspec.msgpack.decode(await reader.readexactly(length))
    writer.close()
    return answer


async def quiet(one: World) -> int:
    """Wait until nothing is on the wire, then see that the simulator hears nothing more; returns what it took."""
    await until(lambda: one.tally()["in_flight"] == 0)
    taken = int(one.counts["submits"])
    beats = len(one.desk.heard)
    await until(lambda: len(one.desk.heard) > beats + 8)
    assert one.counts["submits"] == taken
    return taken


@pytest.mark.parametrize("reference", [None, 9], ids=["without a reference", "with another's"])
async def test_a_stray_receipt_for_somebody_who_still_waits_disarms_nothing_and_calls_nobody_delivered(
    tmp_path: Path, reference: int | None
) -> None:
    org = organisation(window=5, rate=100)
    made = case(org, 400)
    async with world(tmp_path, org) as one:
        one.faults(delay=0.02)
        slot = one.desk.offer(made)
        await one.start()
        await until(lambda: one.counts["submits"] > 10)
        assert one.service is not None
        sender = one.service.dispatcher.senders["demo"]
        (ours,) = one.rows("SELECT reference FROM send")[0]
        (num,) = one.rows("SELECT num FROM recipient WHERE state = 0 ORDER BY place DESC LIMIT 1")[0]
        stray = Receipt(num, "stray", reference and ours ^ reference, "DELIVRD", 2, "000", "", b"stray", 0)
        sender.on_turn([], [stray], [])
        # It may speak of what was forgotten, also under another reference: the operator looks, and the next one changes nothing more.
        await until(lambda: ("held", "receipt_stray") in one.desk.events())
        sender.on_turn([], [stray], [])
        await quiet(one)
        slot.hold, slot.resume = 1, resume(made, 1)
        await until(lambda: one.desk.last("done"))
        assert [event for event, _ in one.desk.events()] == ["started", "held", "resumed", "done"]
        # People looked: it is no reason any more to call somebody in doubt.
        assert one.rows("SELECT 1 FROM mark WHERE name = 'stray'") == []
        assert one.desk.of(Heartbeat)[-1].unarmed == ""
        assert one.tally()["delivered"] == 400
        assert (one.counts["distinct"], one.counts["repeats"]) == (400, 0)


async def test_a_hold_takes_effect_within_one_window_and_needs_a_signed_resume(tmp_path: Path) -> None:
    org = organisation(window=5, rate=100)
    made = case(org, 400)
    async with world(tmp_path, org) as one:
        one.faults(delay=0.02)
        slot = one.desk.offer(made)
        await one.start()
        await until(lambda: one.counts["submits"] > 10)
        slot.wish, slot.hold = "hold", 1
        await until(lambda: one.desk.last("held"))
        held = one.desk.last("held")
        assert held is not None
        out = held.tally.approved - held.tally.queued
        assert await quiet(one) == out
        assert held.tally.in_flight <= 5
        # The desk alone cannot lift it.
        slot.wish = "send"
        assert await quiet(one) == out
        slot.resume = resume(made, 1)
        await until(lambda: one.desk.last("done"))
        assert (one.counts["distinct"], one.counts["repeats"]) == (400, 0)
        assert [event for event, _ in one.desk.events()] == ["started", "held", "resumed", "done"]


@pytest.mark.parametrize("wrong", ["another hold", "another person", "another count", "by desk"])
async def test_a_resume_that_is_not_the_operator_s_for_this_hold_lifts_nothing(
    tmp_path: Path, wrong: str
) -> None:
    org = organisation(window=5, rate=100)
    made = case(org, 400)
    async with world(tmp_path, org) as one:
        slot = one.desk.offer(made)
        await one.start()
        await until(lambda: one.counts["submits"] > 10)
        slot.wish, slot.hold = "hold", 2
        await until(lambda: one.desk.last("held"))
        slot.wish = "send"
        slot.resume = {
            "another hold": resume(made, 1),
            "another person": resume(made, 2, by="sunli"),
            "another count": resume(made, 2, count=399),
            "by desk": resume(made, 2),
        }[wrong]
        if wrong == "by desk":
            slot.resume = msgspec.structs.replace(
                slot.resume, text=slot.resume.text.replace("qianwei", "wuhong")
            )
        await quiet(one)
        assert one.desk.last("resumed") is None


async def test_a_hold_survives_a_restart(tmp_path: Path) -> None:
    org = organisation(window=5, rate=100)
    async with world(tmp_path, org) as one:
        slot = one.desk.offer(case(org, 400))
        await one.start()
        await until(lambda: one.counts["submits"] > 10)
        slot.wish, slot.hold = "hold", 1
        await until(lambda: one.desk.last("held"))
        await one.stop()
        slot.wish, slot.hold = "send", 0
        await one.start()
        await until(lambda: one.service and one.service.dispatcher.gateways() == {"demo": "up"})
        await quiet(one)
        assert one.tally()["queued"] > 0


async def test_stop_leaves_the_rest_unsent_and_states_what_was_out(tmp_path: Path) -> None:
    org = organisation(window=5, rate=100)
    async with world(tmp_path, org) as one:
        one.faults(delay=0.05, receipt_delay=0.5)
        slot = one.desk.offer(case(org, 6_000))
        await one.start()
        await until(lambda: one.counts["submits"] > 10)
        slot.wish = "stop"
        await until(lambda: one.desk.last("stopped"))
        stopped = one.desk.last("stopped")
        assert stopped is not None
        assert stopped.tally.queued == 0
        assert stopped.tally.balances()
        assert stopped.tally.not_sent > 5_000
        await until(lambda: one.desk.last("corrected"))
        corrected = one.desk.last("corrected")
        assert corrected is not None
        assert corrected.tally.delivered + corrected.tally.not_sent == 6_000
        assert one.counts["distinct"] == corrected.tally.delivered


async def test_a_stop_whose_window_passes_before_all_is_taken_out_of_the_queue_is_told_as_a_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endings, "_SLICE", 50)
    org = organisation(window=5, rate=50)
    async with world(tmp_path, org) as one:
        slot = one.desk.offer(case(org, 400))
        await one.start()
        await until(lambda: one.counts["submits"] > 5)
        slot.wish = "stop"
        await until(lambda: one.rows("SELECT 1 FROM send WHERE state = 'ending'"))
        one.clock.shift(timedelta(hours=9))
        await until(lambda: {"stopped", "done"} & {event for event, _ in one.desk.events()})
        assert ("stopped", "stop") in one.desk.events()
        assert one.rows("SELECT state, reason FROM send") == [("stopped", "stop")]


async def test_a_silent_desk_holds_everything_until_it_answers_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.dispatch.dispatcher._SILENCE", 0.6)
    org = organisation(window=5, rate=100)
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 300))
        await one.start()
        await until(lambda: one.counts["submits"] > 10)
        one.desk.silent = True
        await until(lambda: one.service and "desk_silent" in one.service.dispatcher.holds.everything)
        await until(lambda: one.tally()["in_flight"] == 0)
        taken = one.counts["submits"]
        looks = one.clock.asked
        await until(lambda: one.clock.asked > looks + 40)
        assert one.counts["submits"] == taken < 300
        one.desk.silent = False
        await until(lambda: one.desk.last("done"))
        assert ("held", "desk_silent") in one.desk.events()
        assert ("resumed", "desk_silent") in one.desk.events()
        assert (one.counts["distinct"], one.counts["repeats"]) == (300, 0)


async def test_a_clock_that_was_set_back_holds_everything(tmp_path: Path) -> None:
    org = organisation(window=5, rate=100)
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 400))
        await one.start()
        await until(lambda: one.counts["submits"] > 10)
        one.clock.shift(timedelta(seconds=-90))
        await until(lambda: ("held", "clock_behind") in one.desk.events())
        await quiet(one)
        one.clock.shift(timedelta(seconds=90))
        await until(lambda: one.desk.last("done"))
        # However often it was looked at in between, it is told once.
        assert [event for event, _ in one.desk.events()] == ["started", "held", "resumed", "done"]


async def test_a_clock_that_was_set_back_while_the_dispatcher_was_away_holds_everything(
    tmp_path: Path,
) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        await one.start()
        await until(lambda: one.rows("SELECT number FROM mark WHERE name = 'clock'"))
        await one.stop()
        one.clock.shift(timedelta(minutes=-10))
        await one.start()
        await until(lambda: one.service and "clock_behind" in one.service.dispatcher.holds.everything)


@pytest.mark.parametrize(
    ("scope", "subject"), [("all", ""), ("gateway", "demo"), ("category", "notice"), ("request", "1")]
)
async def test_any_rostered_person_may_freeze_at_the_dispatcher_s_own_socket(
    tmp_path: Path, scope: str, subject: str
) -> None:
    org = organisation(window=5, rate=100)
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 400))
        await one.start()
        await until(lambda: one.counts["submits"] > 10)
        answer = await told(one, verb="freeze", scope=scope, subject=subject, reason="怀疑")
        assert answer == {"ok": {"freeze": 1}}
        await quiet(one)
        await until(lambda: ("held", "frozen") in one.desk.events())
        refused = await told(one, verb="unfreeze")
        assert refused["refusal"]["code"] == "unfreeze_needs_two"
        # It outlives the process.
        await one.stop()
        await one.start()
        await until(lambda: one.service and one.service.dispatcher.gateways() == {"demo": "up"})
        await quiet(one)


async def test_a_freeze_of_something_else_lets_a_send_go_on(tmp_path: Path) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        await one.start()
        await told(one, verb="freeze", scope="request", subject="7", reason="")
        one.desk.offer(case(org, 100))
        await until(lambda: one.desk.last("done"))


class KeepsBack:
    """A desk that says yes to a hold and keeps it to itself."""

    def call(self, call: Call) -> Done:
        assert isinstance(call, sends.HoldSlot)
        return Done(1, call.request)


async def test_a_desk_that_keeps_a_hold_back_lets_no_more_out_than_a_window(tmp_path: Path) -> None:
    window = 10
    org = organisation(window=window)
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 6_000))
        await one.start()
        await until(lambda: one.counts["submits"] > 500)
        straight = partial(ask, one.home / "run" / "dispatch.sock")
        held = partial(brakes.hold, KeepsBack, straight, sends.HoldSlot(1, 1, "客户投诉"), "wangfang")
        taken = await asyncio.to_thread(held)
        out = one.counts["submits"]
        assert (taken.dispatcher, taken.desk) == (1, Done(1, 1))
        assert await quiet(one) <= out + window
        assert ("held", "客户投诉") in one.desk.events()
        assert one.tally()["queued"] > 0


async def test_a_hold_at_the_socket_has_a_number_that_its_resume_names(tmp_path: Path) -> None:
    org = organisation(window=5, rate=100)
    made = case(org, 300)
    async with world(tmp_path, org) as one:
        slot = one.desk.offer(made)
        await one.start()
        await until(lambda: one.counts["submits"] > 10)
        answer = await told(one, verb="hold", request=1, slot=1, reason="内容有误")
        assert answer["ok"]["hold"] == 1
        await until(lambda: ("held", "内容有误") in one.desk.events())
        slot.hold, slot.resume = 1, resume(made, 1)
        await until(lambda: one.desk.last("done"))


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ({"verb": "hold", "request": 9, "slot": 1}, "not_claimed"),
        ({"verb": "freeze", "scope": "world"}, "freeze_scope"),
        ({"verb": "freeze", "scope": "request"}, "freeze_scope"),
        ({"verb": "freeze", "scope": "all", "person": "nobody"}, "not_in_roster"),
        ({"verb": "send"}, "not_understood"),
        ({"verb": "hold", "slots": 3}, "not_understood"),
    ],
)
async def test_the_socket_refuses_by_name(tmp_path: Path, question: dict[str, Any], code: str) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        await one.start()
        assert (await told(one, **question))["refusal"]["code"] == code


async def test_status_tells_what_holds_and_where_a_send_stands(tmp_path: Path) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 30))
        await one.start()
        await until(lambda: one.desk.last("done"))
        status = (await told(one, verb="status"))["ok"]
        assert status["gateways"] == {"demo": "up"}
        assert [send["state"] for send in status["sends"]] in (["done"], [])


async def test_whoever_watches_hears_states_and_counts(tmp_path: Path) -> None:
    org = organisation(window=5, rate=100)
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 400))
        await one.start()
        await until(lambda: one.counts["submits"] > 5)
        await told(one, verb="hold", request=1, slot=1, reason="客户张三投诉")
        answer = (await told(one, verb="state", person=""))["ok"]
        state = msgspec.convert(answer, DispatchState)
        assert state.gateways == {"demo": "up"}
        assert (state.waits, state.queued > 0) == ({"held": 1}, True)
        assert "张三" not in str(answer)


async def test_no_stranger_hears_how_the_dispatcher_is(tmp_path: Path) -> None:
    org = organisation()
    assert org.roster is not None
    roster = msgspec.structs.replace(org.roster, solo=False)
    async with world(tmp_path, org) as one:
        await one.start()
        assert one.service is not None
        control = Control(one.service.dispatcher, lambda: roster, watchers={0, 3000})
        assert "ok" in control.answer(Question("state"), 3000)
        for uid in (-1, 70_000):
            assert control.answer(Question("state"), uid)["refusal"].code == "account_unknown"
        for verb in ("status", "hold", "freeze"):
            refused = control.answer(Question(verb), 3000)["refusal"]
            assert refused.code == "not_in_roster", "it watches, and no more"
