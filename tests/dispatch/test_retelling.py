"""What a desk that was put back has to be told again: in steps that nobody waits for, and no more than once for each time it forgot."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from console.db.engine import open_database
from console.dispatch.reports import retelling
from console.dispatch.store import Turn
from console.domain.contacts.optouts import number_of
from tests.dispatch.running import World, case, organisation, until, world
from tests.dispatch.test_doubt_in_steps import Watched
from tests.dispatch.test_open_replies import desk_has, pulled, returned, told, writes
from tests.ready import dispatch_tables

N = 9_000
_LONGEST = 2_000


@pytest.fixture
def store(database_url: str) -> Iterator[Watched]:
    database = open_database(database_url, role="dispatch")
    dispatch_tables(database)
    made = Watched(database)
    yield made
    made.close()


def fill(turn: Turn) -> None:
    for scope in (0, 3):
        turn.insert(
            "optout",
            ("num", "scope", "serial", "was"),
            [(13_000_000_000 + nth, scope, 1 + nth, nth % 7) for nth in range(N)],
        )
        turn.insert(
            "optout_hmac",
            ("hmac", "scope", "serial", "was"),
            [((nth + 1).to_bytes(32), scope, 1 + nth, 0) for nth in range(N)],
        )


def serials(store: Watched) -> list[int]:
    """How many rows of each table have a serial still."""
    with store.look() as look:
        counted = "SELECT count(*) FROM {} WHERE serial <> 0"
        return [look.number(counted.format(table)) for table in ("optout", "optout_hmac")]


def remembered(store: Watched) -> list[tuple[int, ...]]:
    """The lowest and the highest serial that each table remembers."""
    with store.look() as look:
        return [
            tuple(look.number(f"SELECT {which}(was) FROM {table}") for which in ("min", "max"))  # noqa: S608 - our own words
            for table in ("optout", "optout_hmac")
        ]


def test_no_step_of_it_holds_the_store_for_all_opt_outs_and_none_is_passed_over(store: Watched) -> None:
    with store.turn() as turn:
        fill(turn)
    begun = len(store.written)
    with store.turn() as turn:
        retelling.forgotten(turn, 1)
    retelling.begin_again(store, 2)
    assert serials(store) == [0, 0]
    assert remembered(store) == [(1, N), (1, N)]
    assert max(store.written[begun:]) <= _LONGEST + 10


@pytest.mark.parametrize("nth", [1, 2, 5, 11])
def test_a_start_goes_on_where_the_power_failed(store: Watched, nth: int) -> None:
    with store.turn() as turn:
        fill(turn)
    with store.turn() as turn:
        retelling.forgotten(turn, 1)
    store.dies = len(store.written) + nth
    with pytest.raises(KeyboardInterrupt):
        retelling.begin_again(store, 2)
    store.dies = 0
    retelling.begin_again(store, 3)
    assert serials(store) == [0, 0]
    assert remembered(store) == [(1, N), (1, N)]


async def test_a_desk_that_goes_down_and_up_is_told_everything_once_and_later_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.dispatch.watch._REPLIES", 2)
    monkeypatch.setattr("console.dispatch.watch._AGAIN", 0.1)
    org = organisation()
    nums = list(case(org, 12, category="promotion").nums)
    promotion = number_of("promotion")
    async with world(tmp_path, org) as one:
        one.desk.optouts = [(num, promotion) for num in nums[:3]]
        await one.start()
        for number in nums[3:]:
            writes(one, number, "这是谁")
        await until(lambda: len(told(one)) == 9)
        desk_has(one, *nums[3:])
        await pulled(one)
        with one.desk.lock:
            one.desk.heard.clear()
        high, low = one.desk.newest_reply, one.desk.newest_reply - 4
        for _ in range(5):
            for newest in (low, high):
                await gone(one, newest)
        # Whoever begins anew each time never comes to the oldest.
        await until(lambda: set(told(one)) == set(nums[3:]))
        await pulled(one)
        assert sorted(told(one)) == sorted(nums[3:]), "nobody twice, however often it went down and up"
        assert not one.rows("SELECT 1 FROM reply WHERE reported = 0")
        one.clock.shift(timedelta(minutes=11))
        await until(lambda: len(told(one)) == 18)
        await pulled(one)
        one.clock.shift(timedelta(minutes=11))
        await pulled(one)
        await pulled(one)
        assert len(told(one)) == 18
        assert returned(one) == []
        with one.store.look() as look:
            assert not retelling.owed(look)


async def gone(one: World, newest: int) -> None:
    """The desk names another newest reply, and the dispatcher has seen it."""
    one.desk.newest_reply = newest
    await until(lambda: one.rows("SELECT number FROM mark WHERE name = 'newest_reply'") == [(newest,)])


async def test_nobody_whose_reply_may_be_forgotten_is_let_go_before_it_is_told_again(tmp_path: Path) -> None:
    org = organisation()
    who = case(org, 3, category="promotion").nums[0]
    async with world(tmp_path, org) as one:
        await one.start()
        writes(one, who, "这是谁")
        await until(lambda: told(one) == [who])
        desk_has(one, who)
        await pulled(one)
        high = one.desk.newest_reply
        for newest in (high - 1, high, high - 1):
            await gone(one, newest)
        await until(lambda: told(one) == [who] * 2)
        # It went down a second time since: what it has open then is no proof that somebody decided.
        one.desk.open_replies.clear()
        one.desk.newest_reply = high
        await pulled(one)
        assert one.rows("SELECT num FROM open_reply") == [(who,)]
        one.clock.shift(timedelta(minutes=11))
        await until(lambda: told(one) == [who] * 3)
        await until(lambda: not one.rows("SELECT num FROM open_reply"))
