"""What the desk is told of a send: all of it after every start and with every heartbeat, no speed where nothing moves, and why."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from console.dispatch.lease import Instance
from console.domain.states import RecipientState
from console.domain.times import render
from console.wire import dispatch
from tests.dispatch.running import TEN, World, case, organisation, until, world
from tests.dispatch.test_holds import quiet
from tests.dispatch_rows import in_order


def newest(one: World, request: int = 1) -> dispatch.Counters | None:
    """The newest counters of a send that the desk was told."""
    told = [counters for call in one.desk.of(dispatch.ReportProgress) for counters in call.sends]
    return next((counters for counters in reversed(told) if counters.request == request), None)


def beats(one: World) -> list[dispatch.Heartbeat]:
    found: list[dispatch.Heartbeat] = one.desk.of(dispatch.Heartbeat)
    return found


async def test_after_a_restart_the_first_heartbeat_says_where_all_stands(tmp_path: Path) -> None:
    org = organisation(window=5, rate=100)
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 400))
        await one.start()
        await until(lambda: one.counts["submits"] > 10)
        await one.die()
        before = one.desk.heard[:]
        out = 400 - one_queued(one)
        one.smsc.faults = type(one.smsc.faults)(mute=True)
        await one.start()
        await until(lambda: dispatch.Heartbeat in [type(call) for call in one.desk.heard[len(before) :]])
        fresh = [call for call in one.desk.heard[len(before) :] if isinstance(call, dispatch.ReportProgress)]
        # Before the desk hears that it is here, it hears where all stands.
        (told,) = fresh[0].sends
        assert told.tally.balances()
        assert (told.tally.approved - told.tally.queued, told.tally.in_flight) == (out, 0)
        assert told.rate == 0


def one_queued(one: World) -> int:
    """Recipients in the queue, read from the database of a dispatcher that is gone."""
    store, _ = one.installation().open_store()
    with store.look() as look:
        queued = look.number("SELECT queued FROM tally")
    store.close()
    return queued


async def test_a_line_that_is_down_is_the_cause_and_nothing_has_a_speed(tmp_path: Path) -> None:
    org = organisation(window=5, rate=100)
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 3_000))
        await one.start()
        await until(lambda: (counters := newest(one)) and counters.rate > 0 and not counters.why)
        await one.smsc.stop()
        await until(lambda: (counters := newest(one)) and counters.why == "line_unreachable")
        counters = newest(one)
        assert counters is not None
        assert counters.rate == 0
        assert counters.tally.balances()
        # It is no hold: nobody has to lift anything.
        assert [event for event, _ in one.desk.events()] == ["started"]


@pytest.mark.parametrize(
    ("status", "cause"),
    [
        (0x0D, "line_bind_failed: 0x0000000D"),
        (0x05, "line_taken"),
        (0x08, "line_bind_failed: 0x00000008"),
    ],
)
async def test_what_the_provider_answers_to_the_bind_is_the_cause(
    tmp_path: Path, status: int, cause: str
) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        one.faults(refuse_binds=status)
        one.desk.offer(case(org, 30))
        await one.start()
        await until(lambda: (counters := newest(one)) and counters.why == cause)
        one.faults()
        await until(lambda: one.desk.last("done"))


@pytest.mark.parametrize("secret", ["wrong", "much too long for SMPP"], ids=["wrong", "too long"])
async def test_a_wrong_password_is_the_cause_of_what_waits_for_it(tmp_path: Path, secret: str) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        one.secrets["demo"] = secret
        one.desk.offer(case(org, 30))
        await one.start()
        await until(lambda: (counters := newest(one)) and counters.why == "bind_refused")
        await until(lambda: beats(one)[-1].gateways == {"demo": "bind_refused"})


async def test_a_send_whose_window_is_not_open_yet_says_so(tmp_path: Path) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 30, opens=TEN + timedelta(hours=1)))
        await one.start()
        await until(lambda: (counters := newest(one)) and counters.why == "window_ahead")
        one.clock.shift(timedelta(hours=1))
        await until(lambda: one.desk.last("done"))
        await until(lambda: (counters := newest(one)) and not counters.why)


async def test_a_send_outside_its_category_s_hours_says_so(tmp_path: Path) -> None:
    org = organisation(window=5, rate=50)
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 400, closes=TEN + timedelta(days=2)))
        await one.start()
        await until(lambda: one.counts["submits"] > 10)
        one.clock.shift(timedelta(hours=13))
        said = "quiet_hours: 2026-11-25T23:00:00Z"
        await until(lambda: (counters := newest(one)) and counters.why == said and not counters.rate)


async def test_a_full_disk_ends_the_dispatcher_and_the_desk_is_told_so(tmp_path: Path) -> None:
    org = organisation(window=5, rate=100)
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 2_000))
        await one.start()
        await until(lambda: one.counts["submits"] > 10)
        with one.store.turn() as turn:
            pages = turn.number("PRAGMA page_count")
            turn.run(f"PRAGMA max_page_count = {pages + 1}")
        await until(lambda: one.task and one.task.done())
        assert one.task is not None
        assert one.task.exception() is not None
        assert beats(one)[-1].ends == "disk_full"


async def test_a_dispatcher_that_is_not_armed_says_so_with_every_heartbeat(tmp_path: Path) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        await one.start()
        await one.stop()
        assert isinstance(one.instance, Instance)
        database = tmp_path / "dispatch" / "dispatch.db"
        copy = database.with_suffix(".copy")
        copy.write_bytes(database.read_bytes())
        copy.chmod(0o600)
        copy.replace(database)
        await one.start()
        await until(lambda: beats(one) and beats(one)[-1].unarmed)


@pytest.mark.parametrize("wish", ["hold", "stop"])
async def test_a_stop_that_the_desk_gives_notice_of_lets_no_more_out_than_a_window(
    tmp_path: Path, wish: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without the notice nobody would ask for a minute.
    window = 20
    org = organisation(window=window)
    async with world(tmp_path, org) as one:
        monkeypatch.setattr("console.dispatch.service._LOOK", 60.0)
        slot = one.desk.offer(case(org, 8_000))
        one.desk.optouts = []
        await one.start()
        one.desk.push()
        await until(lambda: one.counts["submits"] > 300)
        slot.wish, slot.hold = wish, 1
        one.desk.push()
        out = one.counts["submits"]
        await until(lambda: one.desk.last("held" if wish == "hold" else "stopped"))
        await until(lambda: one.tally()["in_flight"] == 0)
        await asyncio.sleep(0)
        assert one.counts["submits"] <= out + window
        assert one.counts["submits"] < 8_000


async def test_a_notice_whose_stop_is_not_read_yet_lets_nothing_out(tmp_path: Path) -> None:
    org = organisation(window=5, rate=100)
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 400))
        await one.start()
        await until(lambda: one.counts["submits"] > 10)
        one.desk.silent = True
        one.desk.push()
        await until(lambda: one.tally()["in_flight"] == 0)
        taken, looks = one.counts["submits"], one.clock.asked
        await until(lambda: one.clock.asked > looks + 40)
        assert one.counts["submits"] == taken < 400
        one.desk.silent = False
        await until(lambda: one.desk.last("done"))
        assert (one.counts["distinct"], one.counts["repeats"]) == (400, 0)
        assert await quiet(one) == 400


async def test_what_goes_wrong_on_the_line_is_told_with_each_heartbeat(tmp_path: Path) -> None:
    org = organisation(window=5, rate=100)
    async with world(tmp_path, org) as one:
        made = case(org, 30)
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        assert beats(one)[-1].witness == "witness_none"
        told = f"86{in_order(made.nums)[0]}", "0000000001"
        one.smsc.report("demo", *told)
        one.smsc.report("demo", *told, 5)
        one.smsc.report("demo", "8613999999999", "0000099999")
        await until(
            lambda: (
                beats(one)[-1].wire["demo"].faults
                == {"receipt_doubled": 1, "receipt_against": 1, "receipt_unmatched": 1}
            )
        )
        # A line that is made anew starts from nothing, and what was counted stays.
        one.smsc.cut()
        one.smsc.report("demo", *told)
        await until(lambda: beats(one)[-1].wire["demo"].faults["receipt_doubled"] == 2)


async def test_the_oldest_doubt_is_told_and_nothing_that_was_certain_before_it(tmp_path: Path) -> None:
    org = organisation(response_timeout=3)
    made = case(org, 60)
    async with world(tmp_path, org) as one:
        one.faults(lose_every=50, receipts=False, refuse={f"86{in_order(made.nums)[0]}": 0x0B})
        one.desk.offer(made)
        await one.start()
        await until(lambda: (counters := newest(one)) and counters.oldest_unknown)
        counters = newest(one)
        (refused,), (doubtful,) = (
            one.rows(
                "SELECT min(v.at) FROM verdict v JOIN recipient r USING (send_id, place) WHERE r.state = ?",
                int(state),
            )
            for state in (RecipientState.REFUSED, RecipientState.UNKNOWN)
        )
        assert counters is not None
        assert refused[0] + 1_000 < doubtful[0]
        assert counters.oldest_unknown == render(datetime.fromtimestamp(doubtful[0] / 1000, UTC))


async def test_submits_without_an_answer_are_told_after_three_seconds(tmp_path: Path) -> None:
    org = organisation(window=5, rate=100)
    async with world(tmp_path, org) as one:
        await one.start()
        await until(lambda: beats(one) and beats(one)[-1].gateways == {"demo": "up"})
        one.faults(mute=True)
        one.desk.offer(case(org, 30))
        await until(lambda: beats(one)[-1].wire["demo"].unanswered[0])
        count, oldest = beats(one)[-1].wire["demo"].unanswered
        assert (count <= 5, oldest >= 3) == (True, True)


async def test_a_witness_in_its_place_is_told_as_good_or_as_what_is_wrong_with_it(tmp_path: Path) -> None:
    async with world(tmp_path / "home", organisation()) as one:
        one.witness = tmp_path / "witness"
        one.witness.mkdir()
        await one.start()
        await until(lambda: beats(one) and beats(one)[-1].witness == "witness_same_disk")
