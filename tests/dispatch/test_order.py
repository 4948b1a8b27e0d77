"""The order in which a send goes: whoever watches its results learns no place in the list, whatever they look at."""

import random
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.db.engine import open_database
from console.db.migrate import DISPATCH, upgrade
from console.dispatch import tables, worker
from console.dispatch.memory.recall import Recall, Whose
from console.dispatch.reports.outbox import Author
from console.dispatch.store import Store, Turn
from console.domain.states import RecipientState
from console.signing.keys import UnlockedKey
from console.wire import dispatch
from console.wire.ledger.memory import ToldChunk, results_text
from tests.dispatch.running import World, case, organisation, until, world
from tests.dispatch.test_caps import tree_before
from tests.dispatch_rows import in_order, put

_S = RecipientState
QUEUED = int(RecipientState.QUEUED)
BLIND = 1 - 2**-0.5
"""The median distance between two places that have nothing to do with each other, as a share of the list (0.293)."""


def paced(rate: int) -> dict[str, Any]:
    return {"request": lambda request: msgspec.structs.replace(request, rate=rate)}


def first_seen(one: World, every: int) -> dict[int, int]:
    """In which of its looks somebody first saw a result, by place in the reports, who looks after each `every`th report."""
    seen: dict[int, int] = {}
    states: dict[int, bytes] = {}
    calls: Sequence[dispatch.ReportResults] = one.desk.of(dispatch.ReportResults)
    for nth, call in enumerate(calls):
        assert call.keyed
        states[call.chunk] = call.states
        if nth % every == every - 1 or nth == len(calls) - 1:
            for chunk, said in states.items():
                for at, state in enumerate(said, chunk * 1_000):
                    if state != QUEUED:
                        seen.setdefault(at, nth)
    return seen


def error(guess: Mapping[int, float], truth: Mapping[int, int]) -> float:
    """The median error of places guessed by rank, as a share of the list; whoever knows the direction may turn the guess round."""
    ranks = {at: rank for rank, at in enumerate(sorted(guess, key=lambda at: guess[at]))}
    n = len(ranks)
    return min(
        statistics.median(abs(ranks[at] - truth[at]) for at in ranks),
        statistics.median(abs(n - 1 - ranks[at] - truth[at]) for at in ranks),
    ) / n  # fmt: skip


def by_first_result(seen: Sequence[Mapping[int, int]]) -> dict[int, float]:
    """What several readers together make of when each of them first saw a result."""
    chance = random.Random(1)  # noqa: S311 - a test repeats itself
    return {at: statistics.mean(one[at] for one in seen) + chance.random() * 1e-6 for at in seen[0]}


@pytest.mark.parametrize(("rate", "n"), [(50, 400), (300, 2_500), (2_000, 4_000)])
async def test_whoever_watches_a_send_guesses_places_no_better_than_blind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rate: int, n: int
) -> None:
    # Results are told as often as can be: nobody sees them at finer moments than the desk.
    monkeypatch.setattr(worker, "_RESULTS", 0.05)
    monkeypatch.setattr(worker, "_CHUNKS", 3)
    org = organisation(rate=rate)
    made = case(org, n, twist=paced(rate))
    listed = {num: at for at, num in enumerate(made.nums)}
    truth = {place: listed[num] for place, num in enumerate(in_order(made.nums))}
    async with world(tmp_path, org) as one:
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        await until(lambda: QUEUED not in one.desk.states(1) and len(one.desk.states(1)) == n)
        told = {num: place for place, num in one.rows("SELECT place, num FROM recipient")}
        assert told == {num: place for place, num in enumerate(in_order(made.nums))}
        for readers in (1, 16):
            seen = [first_seen(one, 1 + nth) for nth in range(readers)]
            assert len({*seen[0].values()}) > 10, "the send was watched while it ran"
            found = by_first_result(seen)
            # The attack works where the order tells something: the reports' own places it guesses well, though a busy machine reports seldom.
            assert error(found, {place: place for place in found}) < 0.2 * BLIND
            assert error(found, truth) >= 0.9 * BLIND
        assert error({place: place for place in truth}, truth) >= 0.9 * BLIND
        # Nor do the provider's ids tell it, which count up.
        ids = dict(one.rows("SELECT place, msgid FROM submission"))
        counted = sorted(ids, key=ids.__getitem__)
        assert error({place: rank for rank, place in enumerate(counted)}, truth) >= 0.9 * BLIND


async def test_a_send_goes_on_in_its_order_after_a_crash(tmp_path: Path) -> None:
    org = organisation(window=5)
    made = case(org, 300, twist=paced(100))
    order = in_order(made.nums)
    async with world(tmp_path, org) as one:
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.counts["submits"] > 60)
        gone = [num for (num,) in one.rows("SELECT num FROM recipient WHERE state <> 0 ORDER BY place")]
        assert gone == order[: len(gone)]
        await one.die()
        await one.start()
        await until(lambda: one.desk.last("done"))
        assert one.counts["repeats"] == 0
        told = one.rows("SELECT num FROM recipient JOIN submission USING (send_id, place) ORDER BY msgid")
        assert [num for (num,) in told] == [num for num in order if (num,) in set(told)]


def test_what_was_claimed_before_keeps_the_list_s_order_in_which_it_was_reported(
    tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(open_database(database_url, role="dispatch"))
    upgrade(store.database, tree_before(tmp_path, monkeypatch, "_sending_order"))
    nums = [11, 12, 15, 19]
    with store.turn() as turn:
        for send_id, root, listed in ((1, 0, nums), (2, 1, [12, 19]), (3, 1, [19])):
            turn.run(
                "INSERT INTO send (id, request, slot, release_digest, request_digest, list_id, n, category, gateway,"
                " opens, closes, hours_from, hours_to, rate, body, reference, state, reason, bundle, continues, root,"
                " pairs, people, hold, resumed, reported, held_at) VALUES (?, 1, ?, ?, '', 1, ?, 'notice', 'demo', '',"
                " '2100', '', '', 0, 'b', ?, 'sending', '', ?, ?, ?, '', '', 0, 0, 0, '')",
                (send_id, send_id, f"r{send_id}", len(listed), send_id, b"", send_id - 1, root),
            )
            turn.many(
                "INSERT INTO recipient (send_id, num, state, attempt, reference, at) VALUES (?, ?, 3, 1, ?, ?)",
                [(send_id, num, send_id, num) for num in reversed(listed)],
            )
            turn.run(
                "INSERT INTO chunk (send_id, position, first, revision) VALUES (?, 0, 11, 5)", (send_id,)
            )
            turn.run("INSERT INTO submission VALUES (?, 19, 1, 0, 'demo', ?, 9)", (send_id, f"m{send_id}"))
            turn.run("INSERT INTO verdict VALUES (?, 19, 'code', 9)", (send_id,))
            turn.run("INSERT INTO part_done VALUES (?, 19, 'm')", (send_id,))
    store.close()
    store = Store(open_database(database_url, role="dispatch"))
    upgrade(store.database, DISPATCH)
    with store.look() as look:
        found = look.rows("SELECT send_id, place, num, at, reference FROM recipient ORDER BY send_id, place")
        placed = look.rows("SELECT send_id, place, num FROM listing ORDER BY send_id, place")
        last = [
            look.rows(f"SELECT send_id, place FROM {table} ORDER BY send_id")  # noqa: S608 - our own names
            for table in ("submission", "verdict", "part_done")
        ]
        sends = look.rows("SELECT keyed FROM send")
        chunks = look.rows("SELECT position, revision FROM chunk")
    one = [(1, place, num, num, 1) for place, num in enumerate(nums)]
    assert found == [*one, (2, 1, 12, 12, 2), (2, 3, 19, 19, 2), (3, 3, 19, 19, 3)]
    assert placed == [row[:3] for row in found]
    assert last == [[(1, 3), (2, 3), (3, 3)]] * 3
    assert (set(sends), set(chunks)) == ({(0,)}, {(0, 5)})
    store.close()


async def test_whom_a_stopped_send_left_out_are_the_last_of_its_order(tmp_path: Path) -> None:
    org = organisation(window=5)
    made = case(org, 300, twist=paced(100))
    async with world(tmp_path, org) as one:
        slot = one.desk.offer(made)
        await one.start()
        await until(lambda: one.counts["submits"] > 60)
        slot.wish = "stop"
        await until(lambda: one.desk.last("stopped"))
        left = {num for (num,) in one.rows("SELECT num FROM recipient WHERE state = 9")}
        assert left == set(in_order(made.nums)[-len(left) :])
        assert not left <= set(made.nums[-len(left) - 20 :])


class Kept:
    """A desk that has a send's results of an earlier version: places of the list's own order, as `results/1` signed them."""

    def __init__(self, chunks: list[ToldChunk]) -> None:
        self.chunks = chunks

    def call(self, call: Any) -> list[ToldChunk]:
        return [chunk for chunk in self.chunks if chunk.chunk > call.after]


NUMS = (13, 11, 19, 12, 17)
"""In sending order; in the list's own they are 11, 12, 13, 17, 19."""


def told_before(
    key: UnlockedKey, states: list[RecipientState], *, says_keyed: bool, keyed: bool = False
) -> ToldChunk:
    """Results that the dispatcher signed, with `results/1` unless `keyed`; `says_keyed` is what the desk makes of that."""
    raw, codes = bytes(states), {1: "EXPIRED 001"}
    text = results_text("yunling", "dispatch-1", "r1", 0, 4, raw, codes, {}, keyed=keyed)
    return ToldChunk(0, 4, raw, codes, {}, key.sign(text, "sms-results@yunling"), keyed=says_keyed)


@pytest.mark.parametrize("continued", [False, True])
@pytest.mark.parametrize("here", ["sending order", "the list's own"])
def test_results_of_an_earlier_version_speak_of_the_list_s_own_order(
    tmp_path: Path, here: str, *, continued: bool
) -> None:
    store = Store(open_database(f"sqlite:///{tmp_path / 'dispatch.db'}", role="dispatch"))
    upgrade(store.database, DISPATCH)
    keyed = here == "sending order"
    nums = NUMS if keyed else tuple(sorted(NUMS))
    taken_up = [(place, num) for place, num in enumerate(nums) if not continued or num in {12, 19}]
    with store.database.writer() as conn:
        put(
            conn,
            tables.send,
            id=1,
            release_digest="r1" if not continued else "r0",
            n=len(NUMS),
            keyed=keyed,
            bundle=b"",
        )
        put(
            conn,
            tables.send,
            id=2,
            release_digest="r1" if continued else "r2",
            n=2,
            continues=1,
            root=1,
            keyed=keyed,
            bundle=b"",
        )
        for send, rows in ((1, list(enumerate(nums))), (2, taken_up if continued else [])):
            put(conn, tables.tally, send_id=send, queued=len(rows))
            put(conn, tables.chunk, send_id=send, position=0)
            for place, num in rows:
                put(conn, tables.recipient, send_id=send, place=place, num=num)
    key = organisation().people["sunli"]
    # By the list's own order 11, 12, 13, 17, 19; who is not in a continuation is suppressed there.
    states = [_S.DELIVERED, _S.UNDELIVERED, _S.NOT_SENT, _S.SUPPRESSED, _S.DELIVERED]
    desk = Kept([told_before(key, states, says_keyed=False)])
    whose = Whose(2 if continued else 1, 1, 1, "r1", 1 if continued else 0, "demo", keyed)
    Recall(store, desk, Author("yunling", "dispatch-1"), lambda: [key.public]).one(whose, 9)  # type: ignore[arg-type]  # a stub
    with store.look() as look:
        found: dict[int, int] = dict(
            look.rows("SELECT num, state FROM recipient WHERE send_id = ?", (whose.id,))
        )
        coded = look.rows(
            "SELECT r.num, v.code FROM verdict v JOIN recipient r ON r.send_id = v.send_id AND r.place = v.place"
        )
    meant = dict(zip(sorted(NUMS), states, strict=True))
    assert found == {num: int(meant[num]) for _, num in taken_up}
    assert coded == [(12, "EXPIRED 001")]
    store.close()


def test_results_that_a_desk_gives_out_as_of_another_order_are_not_believed(tmp_path: Path) -> None:
    key = organisation().people["sunli"]
    states = [_S.DELIVERED] * len(NUMS)
    # A lie about what was signed, and the truth about an order that is not known here.
    for nth, (signed, keyed) in enumerate(((False, True), (True, False))):
        store = Store(open_database(f"sqlite:///{tmp_path / f'{nth}.db'}", role="dispatch"))
        upgrade(store.database, DISPATCH)
        with store.database.writer() as conn:
            put(conn, tables.send, id=1, release_digest="r1", n=len(NUMS), keyed=keyed, bundle=b"")
            put(conn, tables.tally, send_id=1, queued=len(NUMS))
            for place, num in enumerate(NUMS):
                put(conn, tables.recipient, send_id=1, place=place, num=num)
        desk = Kept([told_before(key, states, says_keyed=True, keyed=signed)])
        whose = Whose(1, 1, 1, "r1", 0, "demo", keyed)
        Recall(store, desk, Author("yunling", "dispatch-1"), lambda: [key.public]).one(whose, 9)  # type: ignore[arg-type]  # a stub
        with store.look() as look:
            assert look.rows("SELECT DISTINCT state FROM recipient") == [(0,)]
        store.close()


def test_what_an_earlier_version_reported_is_taken_back_without_a_look_at_the_whole_list_for_each_chunk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(open_database(f"sqlite:///{tmp_path / 'dispatch.db'}", role="dispatch"))
    upgrade(store.database, DISPATCH)
    count, chunks = 4_500, 5
    # The list's own order is the reverse of the sending order here.
    nums = range(count, 0, -1)
    with store.database.writer() as conn:
        put(conn, tables.send, id=1, release_digest="r1", n=count, keyed=1, bundle=b"")
        put(conn, tables.tally, send_id=1, queued=count - 1, delivered=1)
    with store.turn() as turn:
        rows = [(1, place, num, int(not place and _S.DELIVERED), 0, 0) for place, num in enumerate(nums)]
        turn.insert("recipient", ("send_id", "place", "num", "state", "attempt", "reference"), rows)
    key = organisation().people["sunli"]
    told = []
    for nth in range(chunks):
        size = min(1_000, count - nth * 1_000)
        states = bytes([_S.DELIVERED if at % 3 else _S.REFUSED for at in range(size)])
        text = results_text("yunling", "dispatch-1", "r1", nth, 4, states, {}, {}, keyed=False)
        told.append(ToldChunk(nth, 4, states, {}, {}, key.sign(text, "sms-results@yunling"), keyed=False))
    asked: list[str] = []
    for name in ("rows", "run", "number"):
        plain = getattr(Turn, name)

        def spying(self: Turn, sql: str, *rest: Any, plain: Any = plain) -> Any:
            asked.append(sql)
            return plain(self, sql, *rest)

        monkeypatch.setattr(Turn, name, spying)
    whose = Whose(1, 1, 1, "r1", 0, "demo", keyed=True)
    Recall(store, Kept(told), Author("yunling", "dispatch-1"), lambda: [key.public]).one(whose, 9)  # type: ignore[arg-type]  # a stub
    monkeypatch.undo()
    whole = [sql for sql in asked if "FROM recipient" in sql and "place" not in sql.partition("WHERE")[2]]
    assert len(whole) == 1
    with store.look() as look:
        found = look.rows("SELECT num, state FROM recipient ORDER BY num")
        tally = look.one("SELECT queued, delivered, refused FROM tally")
    meant = [(num, int(_S.DELIVERED if (num - 1) % 1_000 % 3 else _S.REFUSED)) for num in range(1, count + 1)]
    meant[-1] = (count, int(_S.DELIVERED))
    assert found == meant
    delivered = sum(state == _S.DELIVERED for _, state in meant)
    assert tally == (0, delivered, count - delivered)
    store.close()
