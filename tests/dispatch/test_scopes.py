"""Opt-outs of every scope at the dispatcher, up to the last moment before the wire, judged from the signed request alone (R13)."""

import importlib
from array import array
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

import msgspec
import pytest
from sqlalchemy import text

from console.db.engine import open_database
from console.db.migrate import DISPATCH, upgrade
from console.dispatch import tables
from console.dispatch.outcomes.flights import Flights
from console.dispatch.replies import replies
from console.dispatch.sending import intents
from console.dispatch.sending.caps import Caps
from console.dispatch.sends import Book
from console.dispatch.store import Store, read_mark
from console.dispatch.watch import Watch
from console.domain.categories import Basis, Category
from console.domain.contacts.optouts import SCOPES, covers, number_of
from console.domain.contacts.packing import pack_numbers
from console.domain.states import RecipientState
from console.domain.times import render
from console.gateways.ports import Inbound
from console.wire.contacts.replies import ReportReplies
from console.wire.dispatch import OptOutChunk
from tests.dispatch.running import TEN, World, case, organisation, until, world
from tests.dispatch_rows import put
from tests.world import Twist

STRANGER = 13900139000
CLAUSE = "存款合同第7条"


def must(basis: str = "contract", consent: str = CLAUSE) -> dict[str, Twist]:
    """A request that names its legal basis and the clause."""

    def named(request: Any) -> Any:
        return msgspec.structs.replace(request, basis=Basis(basis), consent=consent)

    return {"request": named}


KINDS: Final = {
    "promotion": ("promotion", None),
    "birthday wishes": ("notice", must("consent")),
    "interest of a contract": ("notice", must()),
    "a notice without its clause": ("notice", must("contract", " ")),
    "another message": ("other", must("consent")),
    "another message by law": ("other", must("duty", "商业银行法第29条")),
    "what promotes, filed as a notice of a contract": ("notice", must()),
}
MISFILED: Final = "what promotes, filed as a notice of a contract"
MANDATORY: Final = {"interest of a contract", "another message by law"}

ALL_SCOPES: Final = [*product(SCOPES[:3], [""]), ("department", "business"), ("department", "retail")]


def kept_back(kind: str, scope: str, whose: str) -> bool:
    category = Category.PROMOTION if kind == MISFILED else Category(KINDS[kind][0])
    return covers(scope, whose, category, "business", mandatory=kind in MANDATORY)


def opt_out(one: World, *rows: tuple[int, int]) -> None:
    one.desk.optouts = [*one.desk.optouts, *rows]


def reached(one: World, request: int = 1) -> set[int]:
    """The numbers that a request's messages may have reached."""
    sql = "SELECT r.num FROM recipient r JOIN send s ON s.id = r.send_id WHERE s.request = ? AND r.state <> 8"
    return {num for (num,) in one.rows(sql, request)}


@pytest.mark.parametrize("kind", KINDS)
async def test_each_scope_keeps_back_what_it_covers(tmp_path: Path, kind: str) -> None:
    category, twist = KINDS[kind]
    org = organisation()
    cases = ALL_SCOPES
    was = "promotion" if kind == MISFILED else ""
    made = case(org, 40, category=category, twist=twist, was=was)
    async with world(tmp_path, org) as one:
        opt_out(one, *((num, number_of(*scope)) for num, scope in zip(made.nums, cases, strict=False)))
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        expected = {num for num, scope in zip(made.nums, cases, strict=False) if kept_back(kind, *scope)}
        assert set(made.nums) - reached(one) == expected
        assert one.rows("SELECT department, mandatory, treated_as FROM send") == [
            ("business", int(kind in MANDATORY), was)
        ]
        done = one.desk.last("done")
        assert done is not None
        assert done.tally.suppressed == len(expected)


async def test_a_list_of_which_everybody_opted_out_ends_however_long_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As many blocks as a list of some millions of numbers has.
    monkeypatch.setattr(intents, "_BLOCK", 1)
    org = organisation()
    made = case(org, 1_500, category="promotion")
    async with world(tmp_path, org) as one:
        opt_out(one, *((num, number_of("promotion", "")) for num in made.nums))
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"), 60)
        done = one.desk.last("done")
        assert done is not None
        assert done.tally.suppressed == 1_500
        assert one.counts["submits"] == 0


async def during(
    tmp_path: Path, n: int, kind: str, scope: tuple[str, str], *, url: str = "", restart: bool = False
) -> None:
    """Opt-outs of a tenth of the recipients come while a send runs: whoever is not submitted then is never written to.

    In the next promotion of the same department all of them are left out.
    """
    category, twist = KINDS[kind]
    org = organisation()
    was = "promotion" if kind == MISFILED else ""
    made = case(org, n, category=category, twist=paced(twist, n // 4), was=was)
    tenth = set(made.nums[::10])
    async with world(tmp_path, org, url=url) as one:
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.counts["submits"] > n // 20)
        opt_out(one, *((num, number_of(*scope)) for num in tenth))
        await until(lambda: pulled(one) == len(tenth), 60)
        # From here on none of them may leave.
        left = {num for (num,) in one.rows("SELECT num FROM recipient WHERE state NOT IN (0, 8)")}
        if restart:
            await one.die()
            await one.start()
        await until(lambda: one.desk.last("done"), 600)
        if kept_back(kind, *scope):
            assert reached(one) & tenth == left & tenth
            assert len(tenth - left) > len(tenth) // 4, "the opt-outs came too late to tell"
        else:
            assert reached(one) == set(made.nums)
        one.clock.shift(timedelta(minutes=1))
        again = case(
            org, n, category="promotion", at=datetime.fromtimestamp(one.clock.time(), UTC).replace(microsecond=0)
        )  # fmt: skip
        one.desk.offer(again, request=2)
        await until(lambda: one.desk.last("done", request=2), 600)
        theirs = scope == ("department", "retail")
        assert reached(one, 2) == set(again.nums) - (set() if theirs else tenth)
        last = one.desk.last("done", request=2)
        assert last is not None
        assert last.tally.suppressed == (0 if theirs else len(tenth))


def paced(twist: dict[str, Twist] | None, rate: int) -> dict[str, Twist]:
    """The same request at so many messages a second, so that something may come while it is sent."""
    before = (twist or {}).get("request", lambda request: request)
    return {"request": lambda request: msgspec.structs.replace(before(request), rate=rate)}


def pulled(one: World) -> int:
    """How many of the desk's opt-outs are here, in the replica and for the read-ahead alike."""
    with one.store.look() as look:
        return read_mark(look, "optouts")[0]


EVERY: Final = list(product(KINDS, ALL_SCOPES))
BY_DAY: Final = [
    ("promotion", ("department", "business")),
    ("promotion", ("department", "retail")),
    ("promotion", ("promotion", "")),
    ("birthday wishes", ("optional", "")),
    ("interest of a contract", ("optional", "")),
    ("interest of a contract", ("all", "")),
    ("another message", ("optional", "")),
]


@pytest.mark.parametrize(("kind", "scope"), BY_DAY)
async def test_an_opt_out_during_a_send_reaches_everyone_not_yet_submitted(
    tmp_path: Path, kind: str, scope: tuple[str, str]
) -> None:
    await during(tmp_path, 2_000, kind, scope)


async def test_an_opt_out_during_a_send_outlives_a_crash(tmp_path: Path) -> None:
    await during(tmp_path, 2_000, "promotion", ("optional", ""), restart=True)


async def test_an_opt_out_during_a_send_is_kept_by_the_other_database(
    tmp_path: Path, postgres_url: str
) -> None:
    await during(tmp_path, 1_000, "promotion", ("department", "business"), url=postgres_url)


class Host:
    """One of several dispatchers over one database, each with a gateway of its own."""

    def __init__(self, url: str, nth: int) -> None:
        self.store = Store(open_database(url, role="dispatch"))
        self.nth = nth

    def open(self) -> None:
        self.book = Book(f"g{self.nth}", lambda _body, _reference: SimpleNamespace(parts=1))
        with self.store.turn() as turn:
            self.book.load(turn)
        self.intents = intents.Intents(
            self.book, Flights(), Caps(ZoneInfo("Asia/Shanghai")), lambda *_: (False, set())
        )

    def take(self, n: int) -> set[int]:
        (send,) = self.book
        with self.store.turn() as turn:
            taken = self.intents.take(turn, send, n, TEN.timestamp())
            self.book.save(turn, TEN.timestamp())
        return {submit.number for submit in taken}

    def pull(self, rows: list[tuple[int, int]]) -> None:
        """A round of the watch thread, as far as opt-outs go: the desk has these."""
        columns = [*zip(*rows, strict=True), range(1, len(rows) + 1)]
        numbers, scopes, serials = (pack_numbers(array("q", column)) for column in columns)
        desk = SimpleNamespace(call=lambda _: OptOutChunk(numbers, scopes, serials, len(rows)))
        dispatcher: Any = SimpleNamespace(
            inbox=SimpleNamespace(ask=lambda told: told()), refuse=self.intents.refuse
        )
        watch = Watch(self.store, cast("Any", desk), dispatcher, *cast("Any", (None,) * 4))
        assert watch._pull_optouts(watch._pulled(), len(rows))


@pytest.fixture
def hosts(postgres_url: str) -> Iterator[list[Host]]:
    made = [Host(postgres_url, nth) for nth in (1, 2)]
    upgrade(made[0].store.database, DISPATCH)
    with made[0].store.database.writer() as conn:
        for host in made:
            put(
                conn, tables.send, id=host.nth, request=host.nth, slot=1, release_digest=f"r{host.nth}", list_id=1, n=100,
                category="promotion", gateway=f"g{host.nth}", closes="2100-01-01T00:00:00Z", reference=7, state="sending",
                bundle=b"\0", body="hello", department="business",
            )  # fmt: skip
            put(conn, tables.tally, send_id=host.nth, queued=100)
            for num in range(100):
                put(conn, tables.recipient, send_id=host.nth, place=num, num=STRANGER + num)
                put(conn, tables.listing, send_id=host.nth, place=num, num=STRANGER + num)
            put(conn, tables.chunk, send_id=host.nth)
    for host in made:
        host.open()
    yield made
    for host in made:
        host.store.close()


def test_an_opt_out_that_one_host_pulled_counts_at_the_other_which_has_read_ahead(hosts: list[Host]) -> None:
    one, other = hosts
    assert (len(one.take(5)), len(other.take(5))) == (5, 5)
    refused = STRANGER + 50
    one.pull([(refused, number_of("promotion"))])
    # The mark is shared, so there is nothing left to pull.
    other.pull([(refused, number_of("promotion"))])
    for host in hosts:
        taken = host.take(1_000)
        assert (len(taken), refused in taken) == (94, False)


def test_an_opt_out_by_reply_or_code_at_one_host_counts_at_the_other_which_has_read_ahead(
    hosts: list[Host],
) -> None:
    one, other = hosts
    assert len(other.take(5)) == 5
    refused = STRANGER + 50
    with one.store.turn() as turn:
        replies.add(turn, [(refused, number_of("all"))])
    assert refused not in other.take(1_000)


@pytest.mark.nightly
@pytest.mark.timeout(900)
@pytest.mark.parametrize(("kind", "scope"), EVERY)
async def test_a_hundred_thousand_and_every_scope_and_category(
    tmp_path: Path, kind: str, scope: tuple[str, str]
) -> None:
    await during(tmp_path, 100_000, kind, scope)


# ---- by reply


async def answered(one: World, number: int, text: str = "退订") -> set[int]:
    """The scopes of the opt-outs that a number has after it replied."""
    assert one.service is not None
    sender = one.service.dispatcher.senders["demo"]
    sender.on_turn([], [], [Inbound(number, str(number), "1069", text, text.encode(), 0)])
    # A turn on a busy machine leaves a message to be judged by a later one.
    await until(lambda: not one.rows("SELECT 1 FROM unjudged"))
    return {scope for (scope,) in one.rows("SELECT scope FROM optout WHERE num = ?", number)}


PROMOTION, OPTIONAL = number_of("promotion"), number_of("optional")


@pytest.mark.parametrize("kind", KINDS)
async def test_a_bare_word_refuses_what_it_answers(tmp_path: Path, kind: str) -> None:
    category, twist = KINDS[kind]
    org = organisation()
    made = case(org, 20, category=category, twist=twist)
    async with world(tmp_path, org) as one:
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        bare = PROMOTION if category == "promotion" else OPTIONAL
        assert await answered(one, made.nums[3]) == {bare}
        assert await answered(one, made.nums[4], "拒收所有短信") == {OPTIONAL}
        # Who got nothing from us refuses what people refuse by law.
        assert await answered(one, STRANGER) == {PROMOTION}
        await until(lambda: len(_told(one)) == 3)
        told = _told(one)
        assert told[made.nums[3]] == ("promotion" if category == "promotion" else "optional")
        assert (told[made.nums[4]], told[STRANGER]) == ("optional", "promotion")


def _told(one: World) -> dict[int, str]:
    return {row.num: row.scope for call in one.desk.of(ReportReplies) for row in call.rows}


async def test_a_bare_word_after_a_notice_and_a_promotion_refuses_both(tmp_path: Path) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        made = case(org, 20, twist=must("consent"))
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        one.clock.shift(timedelta(minutes=1))
        now = datetime.fromtimestamp(one.clock.time(), UTC).replace(microsecond=0)
        one.desk.offer(case(org, 20, category="promotion", at=now), request=2)
        await until(lambda: one.desk.last("done", request=2))
        assert await answered(one, made.nums[3]) == {OPTIONAL}
        # A week later only the promotion can be meant, which was sent last.
        one.clock.shift(timedelta(days=7))
        assert await answered(one, made.nums[5]) == {PROMOTION}


def test_what_ended_three_days_ago_to_the_second_may_still_be_what_is_answered(tmp_path: Path) -> None:
    store = Store(open_database(f"sqlite:///{tmp_path / 'dispatch.db'}", role="dispatch"))
    upgrade(store.database, DISPATCH)
    with store.database.writer() as conn:
        for nth, category, days in ((1, "notice", 3), (2, "promotion", 1)):
            put(
                conn, tables.send, id=nth, request=nth, slot=1, release_digest=f"r{nth}", list_id=1, n=1, category=category,
                gateway="demo", closes=render(TEN - timedelta(days=days)), reference=7, state="done", bundle=b"\0",
            )  # fmt: skip
            put(conn, tables.recipient, send_id=nth, place=0, num=STRANGER, state=RecipientState.DELIVERED)
            put(conn, tables.listing, send_id=nth, place=0, num=STRANGER)
    at = int(TEN.timestamp() * 1000)
    with store.turn() as turn:
        assert replies._got_others(turn, [STRANGER], at) == {STRANGER}
        assert replies._got_others(turn, [STRANGER], at + 1_000) == set()
    store.close()


async def test_the_same_word_may_refuse_more_after_the_next_message(tmp_path: Path) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        made = case(org, 20, category="promotion")
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        number = made.nums[3]
        assert await answered(one, number) == {PROMOTION}
        one.clock.shift(timedelta(minutes=1))
        now = datetime.fromtimestamp(one.clock.time(), UTC).replace(microsecond=0)
        one.desk.offer(case(org, 20, at=now, twist=must()), request=2)
        await until(lambda: one.desk.last("done", request=2))
        assert await answered(one, number) == {PROMOTION, OPTIONAL}
        # The desk hears of both, although the words are the same.
        await until(lambda: _told(one).get(number) == "optional")


async def test_a_desk_that_lies_about_scopes_can_only_add_to_a_refusal(tmp_path: Path) -> None:
    org = organisation()
    made = case(org, 20, twist=must())
    async with world(tmp_path, org) as one:
        opt_out(one, (made.nums[0], 9), (made.nums[1], -5), (made.nums[2], 2**32 - 1))
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        assert set(made.nums) - reached(one) == set(made.nums[:3])


# ---- a database from before


async def test_a_send_from_before_learns_its_department_and_whether_it_must_be_sent(tmp_path: Path) -> None:
    org = organisation()
    made = case(org, 20, twist=must(), opens=TEN + timedelta(hours=1))
    async with world(tmp_path, org) as one:
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.rows("SELECT 1 FROM send WHERE state = 'waiting'"))
        await one.stop()
        migration = importlib.import_module("console.dispatch.migrations.versions.0011_scopes")
        database = open_database(f"sqlite:///{one.home}/dispatch/dispatch.db", role="dispatch")
        with database.writer() as conn:
            # As the columns are when they have just been added.
            conn.execute(text("UPDATE send SET department = '', mandatory = 0"))
            migration.fill(conn)
        database.close()
        await one.start()
        assert one.rows("SELECT department, mandatory FROM send") == [("business", 1)]
        opt_out(one, (made.nums[0], number_of("optional")), (made.nums[1], number_of("all")))
        await until(lambda: pulled(one) == 2)
        one.clock.shift(timedelta(hours=1))
        await until(lambda: one.desk.last("done"))
        assert set(made.nums) - reached(one) == {made.nums[1]}
