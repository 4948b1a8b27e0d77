"""A month of history: what limits ask of it, and how long other work on the store holds up the sender."""

import random
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from console.db.engine import open_database
from console.db.migrate import DISPATCH, upgrade
from console.dispatch.sending.caps import Caps
from console.dispatch.store import Row, Store, Turn, strides
from console.domain.sending.limits import COUNTED, Contact, SendLimits, over, since
from console.domain.states import RecipientState
from console.domain.times import render
from tests.dispatch.test_caps import sending
from tests.dispatch_rows import put_recipients
from tests.patience import PATIENCE, Wait
from tests.ready import dispatch_tables

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = 1_790_000_000
DAY = 86_400
SHIPPED = SendLimits(day=1, days_30=3, all_day=10, same_text_days=30)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    made = Store(open_database(database_url, role="dispatch"))
    dispatch_tables(made.database)
    yield made
    made.close()


def add(
    turn: Turn,
    send_id: int,
    rows: Sequence[Row],
    *,
    category: str = "notice",
    text: str = "",
    treated_as: str = "",
    ago: float = 0,
) -> None:
    """A send whose window closed so many days ago (an hour later, to be exact); `rows` are number, state, time in milliseconds."""
    closes = render(datetime.fromtimestamp(NOW - ago * DAY + 3600, UTC))
    turn.run(
        "INSERT INTO send (id, request, slot, release_digest, request_digest, list_id, n, category, gateway, opens, closes,"
        " hours_from, hours_to, rate, body, reference, state, reason, bundle, continues, root, pairs, people, hold, resumed,"
        " reported, held_at, text_key, treated_as) VALUES (?, 1, 1, ?, ?, 1, ?, ?, 'g', '', ?, '', '', 0, 'b', 0, 'done', '', ?,"
        " 0, 0, '', '', 0, 0, 0, '', ?, ?)",
        (
            send_id,
            f"r{send_id}",
            f"q{send_id}",
            len(rows),
            category,
            closes,
            b"",
            text or f"t{send_id}",
            treated_as,
        ),
    )
    put_recipients(turn, send_id, [(num, state, 1, 0, at) for num, state, at in rows])


class Counting(Turn):
    """Counts what is asked and what comes back."""

    __slots__ = ("asked", "returned")

    def __init__(self, turn: Turn) -> None:
        self._connection, self._cursor, self._postgresql = turn._connection, turn._cursor, turn._postgresql
        self.asked: list[str] = []
        self.returned = 0

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[Row]:
        found = super().rows(sql, values)
        self.asked.append(sql)
        self.returned += len(found)
        return found


def test_whoever_got_a_notice_today_costs_a_promotion_no_look_at_what_they_got(store: Store) -> None:
    nums = range(1_000, 1_050)
    with store.turn() as turn:
        for nth in range(60):
            category, ago = ("promotion", 9) if nth in {3, 4} else ("notice", (59 - nth) / 2)
            at = int((NOW - ago * DAY) * 1000)
            add(turn, nth + 1, [(num, 3, at) for num in nums], category=category, ago=ago)
        add(turn, 100, [(num, 0, 0) for num in nums], category="promotion", text="mine")
        caps, send = Caps(SHANGHAI), sending(100, SHIPPED, "mine")
        assert caps.over(turn, send, nums, NOW) == {}
        watched = Counting(turn)
        # Everybody had one message today and two promotions in thirty days: no limit can have been reached, and none is asked about.
        assert caps.over(watched, send, nums, NOW) == {}
        assert (watched.asked, watched.returned) == ([], 0)
        # One promotion more: one question of the index, and nobody near.
        add(turn, 61, [(num, 3, (NOW - 8 * DAY) * 1000) for num in nums[:0]], category="promotion", ago=8)
        watched = Counting(turn)
        caps = Caps(SHANGHAI)
        assert caps.over(watched, send, nums, NOW) == {}
        asked = [sql for sql in watched.asked if "listing" in sql]
        assert len(asked) == 1
        assert not any("at > 0" in sql for sql in asked)


def test_an_index_bounded_by_sends_answers_and_no_table_is_read(tmp_path: Path) -> None:
    made = Store(open_database(f"sqlite:///{tmp_path}/d.db", role="dispatch"))
    upgrade(made.database, DISPATCH)
    nums = list(range(1_000, 1_050))
    with made.turn() as turn:
        for nth in range(60):
            category = "promotion" if nth in {3, 20, 40} else "notice"
            at = int((NOW - (59 - nth) / 2 * DAY) * 1000)
            add(turn, nth + 1, [(num, 3, at) for num in nums], category=category, ago=(59 - nth) / 2)
        for limits in (SendLimits(days_30=3), SendLimits(all_day=2), SendLimits(all_days_30=50)):
            watched = Counting(turn)
            Caps(SHANGHAI).over(watched, sending(100, limits), nums, NOW)
            asked = [one for one in watched.asked if "GROUP BY num" in one]
            assert asked
            for sql in asked:
                (plan,) = turn.rows(f"EXPLAIN QUERY PLAN {sql}", nums)
                assert "SEARCH listing USING PRIMARY KEY (num=? AND send_id" in plan[3]
    made.close()


@pytest.mark.parametrize(
    "seed", [0, 1, 2, *(pytest.param(seed, marks=pytest.mark.nightly) for seed in range(3, 12))]
)
def test_what_is_asked_finds_whomever_a_judgement_of_every_message_finds(store: Store, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a test repeats itself
    nums, most = range(2_000, 2_040), RecipientState.NOT_SENT
    day, month, all_day, all_month = (chance.choice([0, 0, 1, 2, 3, 6]) for _ in range(4))
    limits = SendLimits(day, month, all_day, all_month, chance.choice([0, 5, 30]))
    got: dict[int, list[Contact]] = defaultdict(list)
    with store.turn() as turn:
        for nth in range(chance.choice([3, 15, 40])):
            ago = chance.choice([0.0, 0.1, 1, 4, 20, 29, 40])
            filed, was = chance.choice(
                [("promotion", ""), ("notice", ""), ("other", ""), ("notice", "promotion")]
            )
            text, rows = chance.choice(["mine", "", ""]), []
            for num in chance.sample(nums, chance.choice([5, 20, 40])):
                state, at = (
                    chance.randrange(most + 1),
                    int((NOW - ago * DAY) * 1000) - chance.randrange(3_600_000),
                )
                rows.append((num, state, at))
                if state in COUNTED:
                    arrived = state != RecipientState.UNDELIVERED
                    got[num].append(Contact(at, was or filed, text or f"t{nth + 1}", f"q{nth + 1}", arrived))
            add(turn, nth + 1, rows, category=filed, treated_as=was, text=text, ago=ago)
        add(turn, 100, [(num, 0, 0) for num in nums], category="promotion", text="mine")
        send, begins = sending(100, limits, "mine"), since(NOW, SHANGHAI, limits.same_text_days)
        expected = {}
        for num in nums:
            why = over(limits, "promotion", "mine", send.request_digest, begins, got[num])
            if why is not None:
                expected[num] = why
        assert Caps(SHANGHAI).over(turn, send, nums, NOW) == expected


@pytest.mark.parametrize("cost", [1e-7, 3e-6, 1e-4, 4e-4])
def test_a_step_of_long_work_has_fewer_rows_where_rows_cost_more(cost: float) -> None:
    now, pieces, listed = [0.0], list[int](), list(range(30_000))
    for piece in strides(listed, lambda: now[0]):
        now[0] += len(piece) * cost + 2e-4
        pieces.append(len(piece))
    assert sum(pieces) == len(listed)
    assert max(pieces[1:]) * cost <= 0.01
    assert max(pieces) <= 2_000
    # But where they cost little the commits stay few.
    assert len(pieces) < 30 or cost > 1e-5


def test_long_work_lets_whoever_waits_in_before_its_next_step(tmp_path: Path) -> None:
    made = Store(open_database(f"sqlite:///{tmp_path}/d.db", role="dispatch"))
    upgrade(made.database, DISPATCH)
    steps, seen, stood, entered = [0], threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        with made.turn():
            seen.set()
            # Whoever waits stands between the two locks.
            wait = Wait()
            while not made._lock._next.locked():
                assert not wait.over()
                time.sleep(0.001)
            stood.set()
        while not entered.is_set():
            with made.turn():
                steps[0] += 1

    thread = threading.Thread(target=work)
    thread.start()
    assert seen.wait(PATIENCE)
    with made.turn():
        entered.set()
        passed = steps[0]
    thread.join()
    made.close()
    assert stood.is_set()
    assert passed == 0
