"""Opt-outs of erased numbers at the dispatcher (R13): as HMAC alone they go on keeping messages back, at every later send."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from console.db.keyed import KeyFile
from console.dispatch.store import read_mark, write_mark
from console.domain.refusals import Refusal
from console.gateways.ports import Inbound
from console.wire import dispatch
from tests.custody.world import Custody
from tests.dispatch.running import case, until
from tests.dispatch.test_erasing import N, act, events, sent, signed
from tests.remains import in_folders, numbers_in
from tests.world import Case

STRANGER = 13900139000


def key(one: Custody) -> Path:
    return Path(one.home) / "dispatch" / "optouts.key"


def later(one: Custody) -> Case:
    """The same people in another request, whose window is open now."""
    again = case(one.org, N, at=datetime.fromtimestamp(one.clock.time(), UTC).replace(microsecond=0))
    one.desk.offer(again, request=2)
    return again


async def erased(one: Custody, made: Case) -> None:
    told = len(events(one))
    one.desk.erasures = [signed(made, act(made))]
    await until(lambda: len(events(one)) > told)
    assert events(one)[-1] == ("erased", "")
    one.desk.erasures = []


def optouts(one: Custody) -> list[tuple[int, int]]:
    return [(int(num), int(scope)) for num, scope in one.rows("SELECT num, scope FROM optout ORDER BY num")]


def reply(one: Custody, number: int, text: str = "TD") -> None:
    assert one.service is not None
    sender = one.service.dispatcher.senders["demo"]
    sender.on_turn([], [], [Inbound(number, str(number), "1069", text, str(number).encode(), 0)])


async def test_an_opted_out_number_is_found_before_and_not_after_and_is_kept_back_at_the_next_send(
    tmp_path: Path,
) -> None:
    async with sent(tmp_path) as (one, made):
        first, second = made.nums[0], made.nums[7]
        # One by a reply, one by the desk, which has another number of nobody's besides.
        reply(one, first)
        one.desk.optouts = [(second, 1), (first, 1), (STRANGER, 0)]
        await until(lambda: len(optouts(one)) == 4)
        await until(lambda: one.rows("SELECT reported FROM reply") == [(1,)])
        wanted = [first, second, STRANGER]
        assert numbers_in(in_folders(wanted, tmp_path / "dispatch")) == set(wanted)
        assert not key(one).exists()
        await erased(one, made)
        assert in_folders(wanted, tmp_path / "dispatch") == []
        assert optouts(one) == []
        assert one.rows("SELECT count(*) FROM optout_hmac") == [(4,)]
        assert key(one).stat().st_mode & 0o777 == 0o600
        # The same people are sent to again, by a notice: it goes to those who refused promotion alone.
        # The one who answered a notice refused more than that.
        before = one.counts["distinct"]
        again = later(one)
        await until(lambda: one.desk.last("done", request=2))
        event = one.desk.last("done", request=2)
        assert event is not None
        assert (event.tally.suppressed, event.tally.approved) == (2, N)
        assert one.counts["distinct"] == before
        assert sorted(optouts(one)) == [(first, 1), (first, 2), (second, 1)]
        # And go as HMAC again with the next erasure.
        one.clock.shift(timedelta(minutes=40))
        await erased(one, again)
        assert optouts(one) == []
        assert in_folders(wanted, tmp_path / "dispatch") == []


async def test_whom_the_desk_alone_knows_by_hmac_is_kept_back_as_well(tmp_path: Path) -> None:
    async with sent(tmp_path) as (one, made):
        # An empty table of ours, as on a host that takes over with a new database.
        one.desk.hashed = [(made.nums[3], 1), (made.nums[4], 0)]
        later(one)
        await until(lambda: one.desk.last("done", request=2))
        event = one.desk.last("done", request=2)
        assert event is not None
        assert event.tally.suppressed == 1
        assert optouts(one) == [(made.nums[3], 1), (made.nums[4], 0)]


async def test_a_send_waits_while_the_desk_cannot_say_whom_it_may_not_reach(tmp_path: Path) -> None:
    async with sent(tmp_path) as (one, made):
        one.desk.hashed_refusal = Refusal("optout_key_missing", "R13")
        later(one)
        await until(lambda: one.service.dispatcher.find(2, 1))
        await until(lambda: one.service.dispatcher.find(2, 1).unscreened == "desk_optout_key")
        assert one.desk.last("started", request=2) is None
        assert one.counts["submits"] == N
        one.desk.hashed_refusal, one.desk.hashed = None, [(made.nums[3], 1)]
        await until(lambda: one.desk.last("done", request=2))
        event = one.desk.last("done", request=2)
        assert event is not None
        assert event.tally.suppressed == 1


async def test_without_the_very_key_nothing_is_sent_and_nothing_erased_until_it_is_back(
    tmp_path: Path,
) -> None:
    async with sent(tmp_path) as (one, made):
        one.desk.optouts = [(made.nums[3], 1)]
        await until(lambda: len(optouts(one)) == 1)
        await erased(one, made)
        await one.stop()
        data = key(one).read_bytes()
        for bad in (None, bytes(32)):
            key(one).unlink()
            if bad:
                key(one).touch(0o600)
                key(one).write_bytes(bad)
            await one.start()
            await until(lambda: "optout_key" in one.service.dispatcher.holds.everything)
            if bad:
                later(one)
                await until(lambda: one.service.dispatcher.find(2, 1))
                await until(lambda: one.service.dispatcher.find(2, 1).unscreened == "optout_key")
                assert one.desk.last("started", request=2) is None
            assert one.counts["submits"] == N
            await one.stop()
            key(one).touch(0o600, exist_ok=True)
        key(one).write_bytes(data)
        await one.start()
        await until(lambda: one.desk.last("done", request=2))
        event = one.desk.last("done", request=2)
        assert event is not None
        assert event.tally.suppressed == 1


async def test_where_the_key_is_lost_for_good_the_how_to_s_two_statements_leave_it_to_the_desk(
    tmp_path: Path,
) -> None:
    how_to = Path(__file__).parents[2] / "docs/how-to/erase-what-is-due.md"
    statements = how_to.read_text("utf-8").split("```sql\n")[1].split("```")[0].strip().splitlines()
    async with sent(tmp_path) as (one, made):
        one.desk.optouts = [(made.nums[3], 1)]
        await until(lambda: len(optouts(one)) == 1)
        await erased(one, made)
        await one.stop()
        key(one).unlink()
        one.desk.hashed = [(made.nums[3], 1)]
        store, _ = one.installation().open_store()
        with store.turn() as turn:
            for statement in statements:
                turn.run(statement.rstrip(";"))
        store.close()
        await one.start()
        later(one)
        await until(lambda: one.desk.last("done", request=2))
        event = one.desk.last("done", request=2)
        assert event is not None
        assert event.tally.suppressed == 1


async def test_a_number_of_another_send_that_is_kept_stays_refused_in_clear(tmp_path: Path) -> None:
    async with sent(tmp_path) as (one, made):
        again = later(one)
        await until(lambda: one.desk.last("done", request=2))
        one.desk.optouts = [(made.nums[3], 1), (STRANGER, 1)]
        await until(lambda: len(optouts(one)) == 2)
        await erased(one, made)
        assert optouts(one) == [(again.nums[3], 1)]
        assert one.rows("SELECT count(*) FROM optout_hmac") == [(1,)]


async def test_numbers_that_went_at_the_desk_by_another_way_are_hashed_here_too(tmp_path: Path) -> None:
    async with sent(tmp_path) as (one, made):
        one.desk.optouts = [(STRANGER, 1), (made.nums[0], 1)]
        await until(lambda: len(optouts(one)) == 2)
        one.desk.hashed = [(STRANGER, 1)]
        await until(lambda: optouts(one) == [(made.nums[0], 1)])
        await until(lambda: in_folders([STRANGER], tmp_path / "dispatch") == [])


async def test_a_start_between_hashing_and_writing_over_goes_on(tmp_path: Path) -> None:
    async with sent(tmp_path) as (one, _made):
        one.desk.optouts = [(STRANGER, 1)]
        await until(lambda: len(optouts(one)) == 1)
        await one.stop()
        # Hashed and deleted, and then the process was killed before free pages were written over.
        store, _ = one.installation().open_store()
        made_key = KeyFile(key(one)).make()
        with store.turn() as turn:
            write_mark(turn, "optout_key", 0, made_key.id)
            write_mark(turn, "optouts_scrub", 1)
            turn.run("INSERT INTO optout_hmac (hmac, scope) VALUES (?, 1)", (made_key.of(STRANGER),))
        store.close()
        await one.start()
        await until(lambda: optouts(one) == [])
        await until(lambda: in_folders([STRANGER], tmp_path / "dispatch") == [])

        def over() -> bool:
            with one.service.dispatcher.store.look() as look:
                return read_mark(look, "optouts_scrub")[0] == 0

        await until(over)
        assert one.rows("SELECT count(*) FROM optout_hmac") == [(1,)]


async def test_while_nobody_refused_the_desk_is_asked_once_a_send_and_no_key_is_made(tmp_path: Path) -> None:
    async with sent(tmp_path) as (one, _made):
        assert len(one.desk.of(dispatch.PullRefusing)) == 1
        assert not key(one).exists()


async def test_over_postgresql_a_hashed_opt_out_is_kept_back_too(tmp_path: Path, postgres_url: str) -> None:
    async with sent(tmp_path, url=postgres_url) as (one, made):
        one.desk.optouts = [(made.nums[3], 1)]
        await until(lambda: len(optouts(one)) == 1)
        await erased(one, made)
        assert optouts(one) == []
        later(one)
        await until(lambda: one.desk.last("done", request=2))
        event = one.desk.last("done", request=2)
        assert event is not None
        assert event.tally.suppressed == 1
