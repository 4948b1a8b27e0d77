"""A flood of replies: stored and acknowledged as it comes, judged a few at a time, and nobody is written to before it is judged."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.db.engine import open_database
from console.db.migrate import DISPATCH, upgrade
from console.dispatch.lease import Lease
from console.dispatch.replies import unjudged
from console.dispatch.replies.unjudged import Unjudged
from console.dispatch.sending import intents
from console.dispatch.sending.sender import Sender
from console.dispatch.sends import SENDING
from console.dispatch.store import Store
from console.domain.contacts.optouts import number_of
from console.domain.sending import gateways
from console.gateways.ports import Inbound
from console.wire.dispatch import Heartbeat
from tests.dispatch.running import World, case, organisation, until, world
from tests.dispatch_rows import in_order

PROMOTION = number_of("promotion")
ASKS = "请不要再给我发这种短信了，谢谢"
STRANGER = 13_900_000_000


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """Where the dispatcher keeps its database; empty for a file in its folder."""
    return str(request.getfixturevalue("postgres_url")) if request.param == "postgres" else ""


def slowly(rate: int) -> dict[str, Any]:
    return {"request": lambda request: msgspec.structs.replace(request, rate=rate)}


def wrote(number: int, text: str, token: int = 0) -> Inbound:
    return Inbound(number, str(number), "1069", text, text.encode("utf-16-be"), token)


async def sending(one: World, n: int, rate: int) -> tuple[Sender, Any]:
    """A promotion that has begun and goes slowly."""
    made = case(one.org, n, category="promotion", twist=slowly(rate))
    one.desk.offer(made)
    await one.start()
    assert one.service is not None
    await until(lambda: one.counts["submits"] > 3)
    return one.service.dispatcher.senders["demo"], made


def kept(one: World) -> tuple[int, int]:
    """How many messages were judged, and how many wait for it."""
    (judged,), (waiting,) = (
        one.rows("SELECT sum(times) FROM reply"),
        one.rows("SELECT count(*) FROM unjudged"),
    )
    return int(judged[0] or 0), int(waiting[0])


class Paced:
    """A clock by which each look takes a millisecond, so that what is judged in a tick is the same on every machine."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.001
        return self.now


def paced(one: World) -> int:
    """Let the dispatcher judge by that clock; return the most that it judges between two ticks beside a send."""
    assert one.service is not None
    one.service.dispatcher._unjudged._clock = Paced()
    return (round(unjudged.BESIDE / 0.001) + 1) * unjudged._STEP


def innocents(count: int) -> list[Inbound]:
    return [wrote(STRANGER + nth, f"第{nth}条，请问余额多少", 7) for nth in range(count)]


@contextmanager
def listening(sender: Sender) -> Iterator[list[int]]:
    """The tokens that are acknowledged meanwhile."""
    session, told = sender.session, list[int]()
    assert session is not None
    taking = session.acknowledge

    def acknowledge(tokens: Any) -> None:
        kept_ = list(tokens)
        told.extend(kept_)
        taking(kept_)

    session.acknowledge = acknowledge  # type: ignore[method-assign]
    yield told
    session.acknowledge = taking  # type: ignore[method-assign]


def unsuppressed(one: World) -> set[int]:
    return {num for (num,) in one.rows("SELECT num FROM recipient WHERE state <> 8")}


@pytest.fixture
def due_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that waits is judged by and by: only before its sender is written to."""
    monkeypatch.setattr(Unjudged, "judge", lambda *_: [])


async def test_a_flood_beside_a_send_is_stored_in_its_turn_and_judged_by_and_by(
    tmp_path: Path, url: str
) -> None:
    async with world(tmp_path, organisation(), url=url) as one:
        sender, _ = await sending(one, 400, 20)
        most = paced(one)
        flood = innocents(3_000)
        flood[2_900] = wrote(STRANGER + 2_900, "退订", 7)
        with listening(sender) as told:
            sender.on_turn([], [], flood)
            assert sum(kept(one)) == 3_000
            assert told.count(7) == 3_000
            assert kept(one)[0] <= most
            # Further ones find that some wait: bare words are judged before them.
            assert one.service is not None
            one.service.dispatcher.tick()
            before = kept(one)[0]
            sender.on_turn([], [], [*innocents(50), wrote(STRANGER + 9_999, "退订", 7)])
            assert kept(one)[0] == before + 1
            assert one.rows("SELECT num, scope FROM optout") == [(STRANGER + 9_999, PROMOTION)]
        # Between two ticks no more than a bounded part of it is judged, in however many turns.
        before = kept(one)[0]
        for _ in range(20):
            sender.on_turn([], [], [wrote(STRANGER + 9_998, "退订")])
        one.service.dispatcher.tick()
        assert kept(one)[0] - before <= most + unjudged._STEP
        # In the end all of it is judged, each once, and the send has gone on meanwhile.
        await until(lambda: kept(one) == (3_071, 0))
        await until(lambda: one.desk.last("done"))
        assert one.counts["distinct"] == 400


@pytest.mark.usefixtures("due_alone")
async def test_whoever_refuses_behind_a_flood_is_not_written_to(tmp_path: Path, url: str) -> None:
    async with world(tmp_path, organisation(), url=url) as one:
        sender, made = await sending(one, 120, 60)
        refusing = [
            int(num) for (num,) in one.rows("SELECT num FROM recipient WHERE state = 0 ORDER BY place")
        ][2:32]
        flood = innocents(6_000) + [wrote(num, "退订") for num in refusing]
        sender.on_turn([], [], flood)
        await until(lambda: one.desk.last("done"))
        assert set(made.nums) - unsuppressed(one) == set(refusing)
        assert one.counts["distinct"] == 90
        await until(lambda: sum(kept(one)) == len(flood))


@pytest.mark.parametrize("fresh", [intents._FRESH, 0], ids=["kept", "more than is kept in memory"])
@pytest.mark.usefixtures("due_alone")
async def test_whoever_refuses_in_a_flood_in_their_own_words_is_not_written_to(
    tmp_path: Path, url: str, fresh: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intents, "_FRESH", fresh)
    async with world(tmp_path, organisation(), url=url) as one:
        sender, made = await sending(one, 300, 60)
        refusing = list(in_order(made.nums)[-100::10])
        flood = innocents(200)
        for at, num in enumerate(refusing):
            flood.insert(at * 13, wrote(num, ASKS))
        sender.on_turn([], [], flood)
        await until(lambda: sum(kept(one)) == len(flood))
        await until(lambda: one.desk.last("done"))
        assert set(made.nums) - unsuppressed(one) == set(refusing)
        assert one.counts["distinct"] == 290


@pytest.mark.usefixtures("due_alone")
async def test_one_number_that_writes_thousands_of_texts_waits_alone(tmp_path: Path, url: str) -> None:
    async with world(tmp_path, organisation(), url=url) as one:
        sender, _ = await sending(one, 60, 20)
        most = paced(one)
        queued = [int(num) for (num,) in one.rows("SELECT num FROM recipient WHERE state = 0 ORDER BY place")]
        hostile = queued[3]
        sender.on_turn([], [], [wrote(hostile, f"第{nth}条，请问余额多少") for nth in range(1_000)])
        steps = list[int]()
        judging = Unjudged.of

        def of(self: Unjudged, *asked: Any) -> Any:
            before = kept(one)[0]
            found = judging(self, *asked)
            steps.append(kept(one)[0] - before)
            return found

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Unjudged, "of", of)
            # All the others get theirs while it waits.
            await until(lambda: one.counts["accepted"] >= 59)
            assert kept(one)[1] > 0
            assert one.rows("SELECT state FROM recipient WHERE num = ?", hostile) == [(0,)]
        assert max(steps) <= most
        await until(lambda: one.desk.last("done"))
        # What it asks waits for a person, so no promotion goes there.
        assert one.rows("SELECT state FROM recipient WHERE num = ?", hostile) == [(8,)]
        assert kept(one) == (1_000, 0)


async def test_a_flood_while_all_is_held_does_not_stop_the_loop(tmp_path: Path, url: str) -> None:
    async with world(tmp_path, organisation(), url=url) as one:
        sender, _ = await sending(one, 60, 10)
        paced(one)
        most = (round(unjudged.IDLE / 0.001) + 1) * unjudged._STEP
        one.service.dispatcher.holds.everything.add("not_armed")  # type: ignore[union-attr]
        flood = innocents(3_000)
        with listening(sender) as told:
            sender.on_turn([], [], flood)
            assert told.count(7) == sum(kept(one)) == 3_000
        before = kept(one)[0]
        assert before <= most
        for _ in range(5):
            sender.on_turn([], [], innocents(1))
        one.service.dispatcher.tick()  # type: ignore[union-attr]
        assert kept(one)[0] - before <= most
        await until(lambda: kept(one) == (3_005, 0))


class Silent:
    """A line over which nothing goes out."""

    faults: dict[str, int] = {}  # noqa: RUF012 - never changed

    def __init__(self) -> None:
        self.told: list[int] = []

    def room(self) -> int:
        return 0

    def acknowledge(self, tokens: Any) -> None:
        self.told += tokens

    def unanswered(self, _: float) -> tuple[int, int]:
        return 0, 0


async def test_a_flood_at_one_gateway_leaves_the_send_of_another_its_time(tmp_path: Path, url: str) -> None:
    async with world(tmp_path, organisation(), url=url) as one:
        sender, _ = await sending(one, 400, 20)
        most = paced(one)
        assert one.service is not None
        dispatcher = one.service.dispatcher
        lease = Lease(one.store, "other", one.instance.id)  # type: ignore[union-attr]
        lease.take()
        other = Sender(
            one.store, "other", sender.book._prepare, lease=lease, holds=dispatcher.holds, outbox=dispatcher.outbox,
            clock=dispatcher.clock,
        )  # fmt: skip
        dispatcher.add(
            other, lease, gateways.read(one.org.gateway_texts["demo"].replace('id = "demo"', 'id = "other"'))
        )
        other.session = Silent()  # type: ignore[assignment]
        assert any(send.state == SENDING for send in sender.book)
        dispatcher.tick()
        before = kept(one)[0]
        for nth in range(10):
            other.on_turn([], [], innocents(1_000)[nth * 100 :][:100])
        sender.on_turn([], [], innocents(50))
        assert sum(kept(one)) == 1_050
        assert kept(one)[0] - before <= most
        before = kept(one)[0]
        dispatcher.tick()
        assert kept(one)[0] - before <= most
        dispatcher.senders.pop("other")
        await until(lambda: kept(one)[1] == 0)


def test_two_dispatchers_over_one_database_judge_each_message_once(postgres_url: str) -> None:
    database = open_database(postgres_url, role="dispatch")
    upgrade(database, DISPATCH)
    store = Store(database)
    one, other = Unjudged(), Unjudged()
    with store.turn() as turn:
        assert not one.judge(turn)
        assert not other.judge(turn)
        one._left = other._left = 0.0
        one.put(turn, "demo", innocents(20), 1)
        other.put(turn, "demo", [wrote(STRANGER + 50, ASKS)], 1)
    with suppress(ZeroDivisionError), store.turn() as first:
        assert first.rows(unjudged._taking("", first), (1,))
        # Whom another dispatcher is judging is not written to, nor judged twice.
        other._left = 1.0
        with store.turn() as second:
            found, waiting = other.of(second, [STRANGER, STRANGER + 50, STRANGER + 99])
        assert waiting == {STRANGER}
        assert (STRANGER + 50, PROMOTION) in found
        raise ZeroDivisionError
    for each in (one, other, one, other):
        each._left = 1.0
        with store.turn() as turn:
            each.judge(turn)
    with store.look() as look:
        assert look.rows("SELECT sum(times), count(DISTINCT num) FROM reply") == [(21, 21)]
    # Neither goes on looking for what the other has judged.
    assert not one
    assert not other
    store.close()


async def test_what_a_dispatcher_that_died_left_unjudged_another_one_judges(
    tmp_path: Path, postgres_url: str
) -> None:
    async with world(tmp_path, organisation(), url=postgres_url) as one:
        await one.start()
        assert one.service is not None
        waiting = one.service.dispatcher._unjudged
        for number in (STRANGER, STRANGER + 1):
            await until(lambda: not waiting)
            with one.store.turn() as turn:
                theirs = [("other", number, str(number), "1069", ASKS, ASKS.encode("utf-16-be"), 1)]
                turn.insert("unjudged", ("gateway", "num", "address", "dest", "body", "raw", "at"), theirs)
            if number > STRANGER:
                # Whoever gets a gateway looks at once.
                waiting.look_again()
                assert waiting
            await until(lambda number=number: one.rows("SELECT scope FROM optout WHERE num = ?", number))  # type: ignore[misc]
        assert kept(one) == (2, 0)


@pytest.mark.parametrize("measure", ["ROWS", "OCTETS"])
async def test_beyond_what_is_kept_a_flood_stays_with_the_provider_until_some_is_judged(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch, measure: str
) -> None:
    judging = Unjudged.judge
    monkeypatch.setattr(Unjudged, "judge", lambda *_: [])
    each = unjudged._octets(*innocents(1)[0][3:5])
    monkeypatch.setattr(unjudged, measure, 500 if measure == "ROWS" else 500 * each)
    async with world(tmp_path, organisation(), url=url) as one:
        sender, _ = await sending(one, 60, 2)
        paced(one)
        refusing = [
            int(num) for (num,) in one.rows("SELECT num FROM recipient WHERE state = 0 ORDER BY place")
        ][-5:]
        flood = innocents(2_000) + [wrote(num, ASKS) for num in refusing]
        flood = [message._replace(token=nth) for nth, message in enumerate(flood)]
        session, left = sender.session, list[int]()
        assert session is not None
        session.decline = left.extend  # type: ignore[method-assign, assignment]
        with listening(sender) as told:
            sender.on_turn([], [], flood)
        # Acknowledged is what is stored, and no more than fits; the rest is left, each once.
        assert len(told) == sum(kept(one))
        assert 400 < kept(one)[1] <= 500
        assert sorted([*told, *left]) == list(range(2_005))
        assert len(left) >= 1_400
        assert one.service is not None
        await until(lambda: said_of(one) == (len(left), True))
        # Whose message was left is not written to.
        with one.store.turn() as turn:
            assert sender.unjudged.of(turn, refusing)[1] == set(refusing)
        # Once some is judged, there is room for it as it comes again.
        monkeypatch.setattr(Unjudged, "judge", judging)
        again = {token: flood[token] for token in left}
        while again:
            await until(lambda: not sender.unjudged.full("demo"))
            left.clear()
            sender.on_turn([], [], list(again.values()))
            again = {token: flood[token] for token in left}
        await until(lambda: kept(one) == (2_005, 0))
        with one.store.turn() as turn:
            assert sender.unjudged.of(turn, refusing)[1] == set()
        assert one.rows("SELECT count(*) FROM optout WHERE num IN (SELECT num FROM recipient)")[0][0] == 5


def said_of(one: World) -> tuple[int, bool]:
    """How many messages were left with the provider as the desk was told last, and whether there is no room now."""
    beats = one.desk.of(Heartbeat)
    line = beats[-1].wire.get("demo") if beats else None
    return (line.faults.get("replies_full", 0), line.full) if line is not None else (0, False)


async def test_what_was_left_with_the_provider_comes_again_over_the_wire_and_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unjudged, "ROWS", 0)
    org = organisation()
    async with world(tmp_path, org) as one:
        made = case(org, 20)
        # The first is judged as it comes; beside it there is no time for the others.
        one.faults(replies={f"86{num}": ASKS for num in made.nums})
        monkeypatch.setattr(Unjudged, "put", crowded(Unjudged.put))
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.counts["receipts_rejected"] >= 20)
        assert kept(one) == (0, 0)
        monkeypatch.undo()
        await until(lambda: kept(one) == (20, 0))
        assert len(one.rows("SELECT num FROM optout")) == 20
        assert one.counts["replies_sent"] == 20


def crowded(put: Any) -> Any:
    """No time for judging."""

    def crowded_put(self: Unjudged, *asked: Any) -> Any:
        self._left = 0.0
        return put(self, *asked)

    return crowded_put


def test_after_a_start_what_waits_is_counted_by_gateway(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unjudged, "ROWS", 10)
    database = open_database(f"sqlite:///{tmp_path / 'dispatch.db'}", role="dispatch")
    upgrade(database, DISPATCH)
    store = Store(database)

    def put(one: Unjudged, gateway: str, count: int) -> int:
        one._left = 0.0
        with store.turn() as turn:
            return len(one.put(turn, gateway, innocents(count), 1)[1])

    first = Unjudged()
    assert (put(first, "demo", 8), put(first, "other", 10)) == (0, 0)
    assert (first.full("demo"), first.full("other")) == (False, True)
    again = Unjudged()
    assert (put(again, "demo", 5), put(again, "other", 5)) == (3, 5)
    again._left = 1.0
    with store.turn() as turn:
        again.judge(turn)
    assert not again.full("demo")
    assert not again, "nothing waits any more"
    assert again._held == {"demo": [0, 0], "other": [0, 0]}
    store.close()


async def test_what_waits_at_a_crash_is_judged_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Unjudged, "judge", lambda *_: [])
    async with world(tmp_path, organisation()) as one:
        sender, made = await sending(one, 200, 20)
        flood = [wrote(STRANGER + nth, f"第{nth}条，请问余额多少") for nth in range(200)]
        flood += [wrote(in_order(made.nums)[-1], ASKS), wrote(0, "您好" * 300)]
        sender.on_turn([], [], flood)
        await until(lambda: sum(kept(one)) == len(flood))
        assert kept(one)[1] > 0
        await one.die()
        monkeypatch.undo()
        await one.start()
        await until(lambda: kept(one) == (len(flood), 0))
        assert one.rows("SELECT num FROM optout") == [(in_order(made.nums)[-1],)]
        await until(lambda: one.desk.last("done"))
        assert one.counts["repeats"] == 0
        await asyncio.sleep(0)
