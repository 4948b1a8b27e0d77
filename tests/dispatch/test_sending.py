"""From a released slot to the last receipt, and everything that may come between."""

import asyncio
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from console.dispatch import worker
from console.dispatch.store import read_mark
from console.wire import calls, dispatch
from console.wire.base import Call
from console.wire.contacts.replies import ReportReplies
from tests.dispatch.running import World, case, organisation, until, world
from tests.dispatch_rows import in_order
from tests.world import Twist


async def test_every_recipient_is_sent_to_once_and_settled_by_his_receipt(tmp_path: Path) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 2_500))
        await one.start()
        await until(lambda: one.desk.last("done"))
        assert one.counts["distinct"] == 2_500
        assert one.counts["repeats"] == 0
        assert one.tally()["delivered"] == 2_500
        done = one.desk.last("done")
        assert done is not None
        assert done.tally.delivered == 2_500
        assert done.tally.balances()
        await until(lambda: one.desk.states() == bytes([3]) * 2_500)
        assert len(one.desk.results()[2].ids) == 500
        assert [event for event, _ in one.desk.events()] == ["started", "done"]


async def test_several_sends_share_the_line_and_each_ends_whole(tmp_path: Path) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        for request in (1, 2, 3):
            one.desk.offer(case(org, 300, number=f"2026-业务部-000{request}"), request)
        await one.start()
        for request in (1, 2, 3):
            await until(partial(one.desk.last, "done", request))
        # The same people get all three, so each number is taken three times and none a fourth.
        assert (one.counts["accepted"], one.counts["distinct"]) == (900, 300)
        assert one.tally()["delivered"] == 900


async def test_a_receipt_may_come_before_the_answer(tmp_path: Path) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        one.faults(receipt_first=True, delay=0.02)
        one.desk.offer(case(org, 400))
        await one.start()
        await until(lambda: one.desk.last("done"))
        assert one.tally()["delivered"] == 400
        await until(lambda: len(one.rows("SELECT 1 FROM submission")) == 400)
        await until(lambda: one.desk.results() and len(one.desk.results()[0].ids) == 400)


async def test_what_is_refused_keeps_its_raw_code_and_what_is_undelivered_its_words(tmp_path: Path) -> None:
    org = organisation()
    made = case(org, 1_000)
    async with world(tmp_path, org) as one:
        one.faults(undelivered=30, refuse={f"86{made.nums[5]}": 0x0B})
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        tally = one.tally()
        assert tally["refused"] == 1
        assert tally["undelivered"] > 0
        assert tally["refused"] + tally["undelivered"] + tally["delivered"] == 1_000
        await until(lambda: one.desk.states().count(0) == 0 and one.desk.states())
        codes = one.desk.results()[0].codes
        assert codes.pop(in_order(made.nums).index(made.nums[5])) == "0x0000000B"
        assert set(codes.values()) == {"UNDELIV 001"}


async def test_a_code_is_told_with_the_thousand_of_its_recipient_and_with_no_other(tmp_path: Path) -> None:
    org = organisation()
    made = case(org, 1_010)
    async with world(tmp_path, org) as one:
        one.faults(refuse={f"86{in_order(made.nums)[1_005]}": 0x0B})
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        await until(lambda: len(one.desk.states()) == 1_010 and one.desk.states().count(0) == 0)
        told = {chunk: report.codes for chunk, report in one.desk.results().items()}
        assert told == {0: {}, 1: {5: "0x0000000B"}}


async def test_throttled_messages_go_back_to_the_queue_and_all_arrive(tmp_path: Path) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        one.faults(throttle=60)
        one.desk.offer(case(org, 300))
        await one.start()
        await until(lambda: one.desk.last("done"))
        assert one.counts["throttled"] > 0
        assert (one.counts["distinct"], one.counts["repeats"]) == (300, 0)
        assert one.tally()["delivered"] == 300


@pytest.mark.parametrize("cut", [1, 333, 700])
async def test_a_cut_line_leaves_doubt_never_a_repeat_and_receipts_settle_it(
    tmp_path: Path, cut: int
) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        one.faults(cut_after=cut)
        one.desk.offer(case(org, 1_500))
        await one.start()
        await until(lambda: one.counts["cuts"] == 1)
        await until(lambda: one.desk.last("done") and one.tally()["delivered"] == one.counts["distinct"])
        # What the provider got is settled by its receipts; what it never got stays in doubt.
        assert one.counts["repeats"] == 0
        assert one.tally()["unknown"] == 1_500 - one.counts["distinct"] < 50


async def test_doubt_without_an_echoed_reference_is_settled_by_the_number_alone(tmp_path: Path) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        one.faults(cut_after=300, echo=False)
        one.desk.offer(case(org, 600))
        await one.start()
        await until(lambda: one.desk.last("done") and one.tally()["unknown"] == 0)
        assert one.counts["repeats"] == 0
        assert one.tally()["delivered"] == 600


async def test_a_lost_answer_is_in_doubt_and_stays_so_without_a_receipt(tmp_path: Path) -> None:
    org = organisation(response_timeout=3)
    async with world(tmp_path, org) as one:
        one.faults(lose_every=50, receipts=False)
        one.desk.offer(case(org, 200))
        await one.start()
        await until(lambda: one.tally()["unknown"] == 4 and one.tally()["accepted"] == 196)
        one.clock.shift(timedelta(hours=3))
        assert one.counts["repeats"] == 0
        await until(lambda: one.desk.of(dispatch.ReportProgress)[-1].sends[0].errors == [("timeout", 4)])
        assert one.desk.of(dispatch.ReportProgress)[-1].sends[0].oldest_unknown


async def test_a_long_text_is_delivered_when_all_of_its_parts_are(tmp_path: Path) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        one.faults(cut_after=101)
        one.desk.offer(case(org, 100, twist={"request": long_text}))
        await one.start()
        await until(lambda: one.desk.last("done"))
        await until(lambda: one.tally()["unknown"] == 0 or one.counts["receipts_waiting"] == 0)
        counts, tally = one.counts, one.tally()
        assert counts["repeats"] == counts["repeated_parts"] == 0
        # The cut came between the two parts of one recipient, and the rest of the window was never taken.
        assert counts["accepted"] == 2 * tally["delivered"] + 1
        assert 1 <= tally["unknown"] <= 25
        assert tally["delivered"] + tally["unknown"] == 100


def long_text(request: object) -> object:
    import msgspec

    body = msgspec.structs.replace(request.text, body="长" * 90)  # type: ignore[attr-defined]
    cost = msgspec.structs.replace(
        request.cost,  # type: ignore[attr-defined]
        chars=len(body.whole()),
        wire_each=2,
        billed_each=2,
        billed_total=200,
        fen=800,
    )
    return msgspec.structs.replace(request, text=body, cost=cost)  # type: ignore[type-var]


@pytest.mark.parametrize(("category", "suppressed"), [("promotion", 5), ("notice", 2)])
async def test_opt_outs_are_applied_again_when_sending(
    tmp_path: Path, category: str, suppressed: int
) -> None:
    org = organisation()
    made = case(org, 100, category=category)
    async with world(tmp_path, org) as one:
        one.desk.optouts = [(num, 0) for num in made.nums[10:13]] + [(num, 1) for num in made.nums[50:52]]
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        assert one.counts["distinct"] == 100 - suppressed
        assert one.tally()["suppressed"] == suppressed


async def test_an_opt_out_that_comes_while_sending_counts_from_then_on(tmp_path: Path) -> None:
    org = organisation(window=1, rate=100)
    made = case(org, 60, category="promotion")
    async with world(tmp_path, org) as one:
        one.faults(delay=0.02)
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.counts["distinct"] >= 5)
        one.desk.optouts = [(num, 1) for num in in_order(made.nums)[40:]]
        await until(lambda: one.desk.last("done"))
        assert one.tally()["suppressed"] == 20
        assert one.counts["distinct"] == 40


def pulled(one: World) -> int:
    """The desk's serial up to which this dispatcher has the opt-outs."""
    with one.store.look() as look:
        return read_mark(look, "optouts")[0]


async def test_a_desk_that_was_restored_to_fewer_opt_outs_is_heard_from_the_beginning(tmp_path: Path) -> None:
    org = organisation()
    made = case(org, 20, category="promotion")
    async with world(tmp_path, org) as one:
        one.desk.optouts = [(num, 1) for num in made.nums[:5]]
        await one.start()
        await until(lambda: pulled(one) == 5)
        # Two of them are gone, and others have their serials.
        one.desk.optouts = [(num, 1) for num in made.nums[10:13]]
        await until(lambda: pulled(one) == 3)
        one.desk.optouts = []
        await until(lambda: pulled(one) == 0)
        one.desk.optouts = [(made.nums[15], 1)]
        await until(lambda: pulled(one) == 1)
        one.desk.offer(made)
        await until(lambda: one.desk.last("done"))
        assert one.tally()["suppressed"] == 5 + 3 + 1


async def test_while_the_desk_is_behind_what_is_here_nothing_is_sent(tmp_path: Path) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        one.desk.optouts = [(13800138000, 1), (13800138001, 1)]
        await one.start()
        await until(lambda: pulled(one) == 2)
        assert one.service is not None
        dispatcher = one.service.dispatcher
        await until(lambda: dispatcher.synced)
        one.desk.stumbles = lambda call: isinstance(call, dispatch.PullOptOuts)
        one.desk.optouts = [(13800138002, 1)]
        await until(lambda: not dispatcher.synced)
        one.desk.offer(case(org, 20, category="promotion"))
        rounds = len(one.desk.of(dispatch.PullReleased))
        await until(lambda: len(one.desk.of(dispatch.PullReleased)) > rounds + 3)
        assert one.counts["submits"] == 0
        one.desk.stumbles = lambda _: False
        await until(lambda: one.desk.last("done"))


async def test_one_chunk_with_a_serial_from_far_ahead_hides_no_later_opt_out(tmp_path: Path) -> None:
    org = organisation()
    made = case(org, 20, category="promotion")

    def tamper(call: Call, answer: Any) -> Any:
        if isinstance(call, dispatch.PullOptOuts):
            answer["serial"] = 2**53 - 1
        return answer

    async with world(tmp_path, org) as one:
        one.desk.tampers = tamper
        one.desk.optouts = [(made.nums[0], 1)]
        await one.start()
        await until(lambda: pulled(one))
        assert pulled(one) == 1
        one.desk.tampers = None
        one.desk.optouts = [(num, 1) for num in made.nums[:4]]
        one.desk.offer(made)
        await until(lambda: one.desk.last("done"))
        assert one.tally()["suppressed"] == 4


async def test_a_reply_that_refuses_is_kept_here_first_then_told_to_the_desk(tmp_path: Path) -> None:
    org = organisation()
    made = case(org, 50, category="promotion")
    async with world(tmp_path, org) as one:
        one.desk.refuses = lambda call: isinstance(call, ReportReplies)
        refuses, thanks = in_order(made.nums)[3:5]
        one.faults(replies={f"86{refuses}": "退订", f"86{thanks}": "谢谢"})
        one.desk.offer(made)
        await one.start()
        await until(
            lambda: one.desk.last("done") is None and one.rows("SELECT 1 FROM reply WHERE refusal = 0")
        )
        await until(lambda: one.rows("SELECT num, scope FROM optout") == [(refuses, 0)])
        assert one.desk.of(ReportReplies) == []
        one.desk.refuses = lambda _: False
        await until(lambda: one.desk.of(ReportReplies))
        rows = one.desk.of(ReportReplies)[0].rows
        assert [(row.num, row.text, row.scope) for row in rows] == [
            (refuses, "退订", "promotion"),
            (thanks, "谢谢", ""),
        ]


async def test_outside_the_category_s_hours_everything_is_held_and_goes_on_by_itself(tmp_path: Path) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        one.clock.shift(timedelta(hours=13))  # 23:00 in Shanghai; notices end at 22:00
        one.desk.offer(case(org, 50, closes=case(org, 1).at + timedelta(days=2)))
        await one.start()
        await until(lambda: ("held", "quiet_hours: 2026-11-25T23:00:00Z") in one.desk.events())
        assert one.counts["submits"] == 0
        one.clock.shift(timedelta(hours=9))
        await until(lambda: one.desk.last("done"))
        assert ("resumed", "quiet_hours") in one.desk.events()
        assert one.counts["distinct"] == 50


async def test_before_its_window_a_send_waits(tmp_path: Path) -> None:
    org = organisation()
    made = case(org, 50, opens=case(org, 1).at + timedelta(hours=2))
    async with world(tmp_path, org) as one:
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.rows("SELECT state FROM send") == [("waiting",)])
        assert one.desk.events() == []
        assert one.counts["submits"] == 0
        one.clock.shift(timedelta(hours=2, minutes=1))
        await until(lambda: one.desk.last("done"))


async def test_when_the_window_closes_the_rest_is_not_sent(tmp_path: Path) -> None:
    org = organisation(window=1, rate=50)
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 400))
        await one.start()
        await until(lambda: one.counts["distinct"] > 3)
        one.clock.shift(timedelta(hours=8, minutes=1))
        await until(lambda: one.desk.last("done"))
        assert one.desk.events()[-1] == ("done", "window_passed")
        tally = one.tally()
        assert tally["not_sent"] > 0
        assert tally["delivered"] == one.counts["distinct"]
        assert tally["not_sent"] + tally["delivered"] == 400


async def test_a_request_s_own_rate_is_kept(tmp_path: Path) -> None:
    org = organisation()
    slow: Twist = lambda request: type(request)(  # noqa: E731 - one line that a reader sees whole
        **{name: getattr(request, name) for name in request.__struct_fields__} | {"rate": 100}
    )
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 150, twist={"request": slow}))
        await one.start()
        await until(lambda: one.desk.last("done"))
        counts = one.counts
        assert counts["last_at"] - counts["first_at"] > 1.2


async def test_without_a_receipt_in_time_a_recipient_counts_as_such_and_a_late_one_corrects(
    tmp_path: Path,
) -> None:
    org = organisation(receipt_hours=1)
    async with world(tmp_path, org) as one:
        one.faults(receipt_delay=3.0)
        one.desk.offer(case(org, 80))
        await one.start()
        await until(lambda: one.tally()["accepted"] == 80)
        one.clock.shift(timedelta(hours=2))
        one.service.worker.look_again()  # type: ignore[union-attr]
        await until(lambda: one.desk.last("done"))
        done = one.desk.last("done")
        assert done is not None
        assert done.tally.no_receipt == 80
        await until(lambda: one.desk.last("corrected"))
        corrected = one.desk.last("corrected")
        assert corrected is not None
        assert corrected.tally.delivered == 80
        assert corrected.tally.balances()
        await until(lambda: one.desk.states() == bytes([3]) * 80)


async def test_of_more_than_one_reading_takes_everybody_overdue_is_ended_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "_OVERDUE", worker._OVERDUE.replace("LIMIT 5000", "LIMIT 30"))
    org = organisation(receipt_hours=1)
    async with world(tmp_path, org) as one:
        one.faults(receipts=False)
        one.desk.offer(case(org, 80))
        await one.start()
        await until(lambda: one.tally()["accepted"] == 80)
        one.clock.shift(timedelta(hours=2))
        assert one.service is not None
        await asyncio.to_thread(one.service.worker._expire)
        assert one.tally()["no_receipt"] == 80


async def test_while_no_receipt_is_overdue_whoever_was_accepted_is_not_forgotten(tmp_path: Path) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        one.faults(receipts=False)
        one.desk.offer(case(org, 80))
        await one.start()
        await until(lambda: one.tally()["accepted"] == 80)
        assert one.service is not None
        known = one.service.dispatcher.senders["demo"]._flights.accepted
        assert len(known) == 80
        await asyncio.to_thread(one.service.worker._expire)
        assert len(known) == 80


async def test_reports_that_the_desk_missed_are_told_after_a_restart(tmp_path: Path) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        one.desk.refuses = lambda call: isinstance(call, dispatch.ReportSlot | dispatch.ReportResults)
        one.desk.offer(case(org, 120))
        await one.start()
        await until(lambda: one.rows("SELECT state FROM send") == [("done",)])
        await one.stop()
        one.desk.refuses = lambda _: False
        await one.start()
        await until(lambda: one.desk.last("done"))
        assert [event for event, _ in one.desk.events()] == ["started", "done"]
        await until(lambda: one.desk.states() == bytes([3]) * 120)
        assert one.counts["distinct"] == one.counts["accepted"] == 120


async def test_a_report_that_the_desk_cannot_take_holds_nothing_else_up(tmp_path: Path) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        one.desk.stumbles = lambda call: (
            getattr(call, "request", 0) == 1 and not isinstance(call, calls.BundleOf)
        )
        one.desk.offer(case(org, 60))
        await one.start()
        await until(lambda: one.rows("SELECT state FROM send") == [("done",)])
        one.desk.offer(case(org, 60, number="2026-业务部-0002"), request=2)
        await until(lambda: one.desk.last("done", 2))
        await until(lambda: one.desk.states(2) == bytes([3]) * 60)
        assert one.desk.events(1) == []
