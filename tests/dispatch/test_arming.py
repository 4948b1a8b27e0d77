"""The clone guard and the lease: a copied, restored or doubled database sends nothing."""

import asyncio
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, make_url
from sqlalchemy.pool import NullPool

from console.db.engine import open_database
from console.db.migrate import DISPATCH, check, upgrade
from console.dispatch.claiming import untaken
from console.dispatch.lease import Instance, Lease, LeaseLostError, LeaseTakenError, NotArmedError
from console.dispatch.outcomes import receipts_again
from console.dispatch.service import rearm
from console.dispatch.store import Store
from console.dispatch.worker import Worker
from console.domain.two_person.pairs import Rearm
from console.gateways.ports import Receipt
from console.wire.dispatch import Heartbeat, PullNumbers, ReportSlot
from console.wire.ledger.memory import PullResults
from tests.dispatch.running import TEN, World, case, organisation, until, world
from tests.dispatch.test_freezing import signed
from tests.ready import dispatch_tables
from tests.signing.test_lifting import House


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    database = open_database(database_url, role="dispatch")
    dispatch_tables(database)
    yield Store(database)
    database.close()


def test_the_migrations_leave_the_tables_that_the_code_declares() -> None:
    assert check(DISPATCH) == []


def test_an_ordinary_restart_needs_no_arming(store: Store, tmp_path: Path) -> None:
    fences = []
    for _ in range(3):
        instance = Instance(store, tmp_path, None)
        instance.arm()
        fences.append(instance.fence)
        instance.close()
    assert fences == [1, 2, 3]


def test_a_start_that_was_cut_short_between_marker_and_database_needs_no_arming(
    store: Store, tmp_path: Path
) -> None:
    instance = Instance(store, tmp_path, None)
    instance.arm()
    marker = (tmp_path / "instance").read_text()
    (tmp_path / "instance").write_text(marker.replace('"next":1', '"next":2'))
    instance.arm()
    assert instance.fence == 2
    instance.close()


def test_a_database_without_its_marker_is_not_armed(store: Store, tmp_path: Path) -> None:
    instance = Instance(store, tmp_path, None)
    instance.arm()
    (tmp_path / "instance").unlink()
    with pytest.raises(NotArmedError):
        instance.arm()
    instance.close()


def test_an_older_copy_of_the_database_is_not_armed(store: Store, tmp_path: Path) -> None:
    instance = Instance(store, tmp_path, None)
    instance.arm()
    instance.arm()
    with store.turn() as turn:
        turn.run("UPDATE instance SET fence = 1")
    with pytest.raises(NotArmedError):
        instance.arm()
    instance.close()


def test_an_empty_database_beside_a_marker_is_not_armed(store: Store, tmp_path: Path) -> None:
    instance = Instance(store, tmp_path, None)
    instance.arm()
    with store.turn() as turn:
        turn.run("DELETE FROM instance")
    with pytest.raises(NotArmedError):
        instance.arm()
    instance.close()


def test_only_one_process_holds_an_installation(store: Store, tmp_path: Path) -> None:
    first = Instance(store, tmp_path, None)
    with pytest.raises(LeaseTakenError):
        Instance(store, tmp_path, None)
    first.close()
    Instance(store, tmp_path, None).close()


def test_a_lease_is_refused_to_others_until_it_ends_and_then_fences_the_first_one_out(store: Store) -> None:
    first, second = Lease(store, "demo", "a"), Lease(store, "demo", "b")
    first.take()
    with pytest.raises(LeaseTakenError):
        second.take()
    with store.turn() as turn:
        assert first.check(turn) == 0
        turn.run("UPDATE lease SET expires = 0")
    second.take()
    with pytest.raises(LeaseLostError), store.turn() as turn:
        first.check(turn)
    with pytest.raises(LeaseLostError):
        first.renew()


def test_the_fence_is_checked_even_when_the_owner_has_the_same_name(store: Store) -> None:
    first, second = Lease(store, "demo", "a"), Lease(store, "demo", "a")
    first.take()
    second.take()
    with pytest.raises(LeaseLostError), store.turn() as turn:
        first.check(turn)


def cloned(url: str) -> str:
    """Another database of the same server with the same content, as `CREATE DATABASE … TEMPLATE` makes it."""
    name = make_url(url).database
    admin = create_engine(
        make_url(url).set(database="postgres"), poolclass=NullPool, isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as conn:
        conn.exec_driver_sql(f"CREATE DATABASE {name}_clone TEMPLATE {name}")
    return make_url(url).set(database=f"{name}_clone").render_as_string(hide_password=False)


def dropped(url: str) -> None:
    admin = create_engine(
        make_url(url).set(database="postgres"), poolclass=NullPool, isolation_level="AUTOCOMMIT"
    )
    with admin.connect() as conn:
        conn.exec_driver_sql(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")


async def test_a_cloned_database_with_its_cloned_folder_sends_nothing_beside_the_original(
    tmp_path: Path, postgres_url: str
) -> None:
    org = organisation(window=5, rate=100)
    async with world(tmp_path / "a", org, url=postgres_url) as one:
        await _half_sent(one)
        await one.stop()
        clone = cloned(postgres_url)
        try:
            shutil.copytree(one.home, tmp_path / "b")
            (tmp_path / "b" / "dispatch" / "database").write_text(clone)
            twin = World(tmp_path / "c", org)
            twin.home, twin.desk, twin.port, twin.clock = tmp_path / "b", one.desk, one.port, one.clock
            await twin.start()
            assert twin.service is not None
            assert "copy" in twin.service.dispatcher.freezing.why
            taken = one.counts["submits"]
            await asyncio.sleep(1)
            assert one.counts["submits"] == taken
            await one.start()
            await until(lambda: one.desk.last("done"))
            assert (one.counts["distinct"], one.counts["repeats"]) == (400, 0)
            await twin.stop()
        finally:
            dropped(clone)


def test_two_copies_that_are_not_armed_ask_under_marks_of_their_own(
    tmp_path: Path, postgres_url: str
) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    database = open_database(postgres_url, role="dispatch")
    upgrade(database, DISPATCH)
    instance = Instance(Store(database), first, None)
    mark = instance.asks()
    assert instance.asks() == mark
    instance.close()
    database.close()
    clone = cloned(postgres_url)
    try:
        shutil.copytree(first, second)
        database = open_database(clone, role="dispatch")
        copied = Instance(Store(database), second, None)
        # What two people sign for the one arms the other not.
        assert copied.asks() != mark
        copied.close()
        database.close()
    finally:
        dropped(clone)


@pytest.mark.parametrize(
    ("part", "value"), [(0, "1"), (1, "1"), (2, "00000007")], ids=["server", "database", "timeline"]
)
def test_a_database_that_says_another_word_of_itself_than_the_marker_is_not_armed(
    tmp_path: Path, postgres_url: str, part: int, value: str
) -> None:
    database = open_database(postgres_url, role="dispatch")
    upgrade(database, DISPATCH)
    store = Store(database)
    instance = Instance(store, tmp_path, None)
    instance.arm()
    instance.arm()
    text = (tmp_path / "instance").read_text()
    whose, _, address = store.server().partition(" ")
    other = whose.split("/")
    other[part] = value
    (tmp_path / "instance").write_text(text.replace(whose, "/".join(other)))
    with pytest.raises(NotArmedError, match="copy"):
        instance.arm()
    # A server whose files were copied has the same numbers, and answers elsewhere.
    (tmp_path / "instance").write_text(text.replace(address, f"/elsewhere{address}"))
    with pytest.raises(NotArmedError, match="another address"):
        instance.arm()
    (tmp_path / "instance").write_text(text)
    instance.arm()
    instance.close()
    database.close()


async def _half_sent(one: World) -> None:
    one.desk.offer(case(one.org, 400))
    await one.start()
    await until(lambda: one.counts["submits"] > 20)


async def test_a_copied_installation_sends_nothing(tmp_path: Path) -> None:
    org = organisation(window=5, rate=100)
    async with world(tmp_path / "a", org) as one:
        await _half_sent(one)
        await one.stop()
        taken = one.counts["submits"]
        shutil.copytree(one.home, tmp_path / "b")
        twin = World(tmp_path / "c", org)
        twin.home, twin.desk, twin.port, twin.clock = tmp_path / "b", one.desk, one.port, one.clock
        await twin.start()
        assert twin.service is not None
        await until(lambda: twin.service and "not_armed" in twin.service.dispatcher.holds.everything)
        beats = len(one.desk.heard)
        await until(lambda: len(one.desk.heard) > beats + 1)
        assert one.counts["submits"] == taken
        await twin.stop()


async def test_after_re_arming_a_send_under_way_waits_for_a_signed_resume(tmp_path: Path) -> None:
    from tests.dispatch.desk import resume

    org = organisation(window=5, rate=100)
    async with world(tmp_path, org) as one:
        await _half_sent(one)
        await one.stop()
        (one.home / "dispatch" / "instance").unlink()
        rearm(one.installation())
        taken = one.counts["submits"]
        await one.start()
        await until(lambda: one.service and one.service.dispatcher.gateways() == {"demo": "up"})
        beats = len(one.desk.heard)
        await until(lambda: len(one.desk.heard) > beats + 6)
        assert one.counts["submits"] == taken
        slot = one.desk.slots[1]
        slot.hold, slot.resume = 1, resume(slot.case, 1)
        await until(lambda: one.desk.last("done"))
        assert (one.counts["distinct"], one.counts["repeats"]) == (400, 0)


async def test_after_re_arming_a_release_from_before_that_is_not_known_here_is_refused(
    tmp_path: Path,
) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        await one.start()
        await one.stop()
        one.clock.shift(timedelta(seconds=2))
        rearm(one.installation())
        await one.start()
        # Nothing of it can have been sent: its window is still to open.
        one.desk.offer(case(org, 20, opens=TEN + timedelta(hours=1)))
        await until(lambda: one.desk.last("refused"))
        assert one.desk.events() == [("refused", "released_before_rearm")]


async def test_after_re_arming_a_release_from_before_whose_window_had_opened_leaves_everybody_in_doubt(
    tmp_path: Path,
) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        await one.start()
        await one.stop()
        one.clock.shift(timedelta(seconds=2))
        rearm(one.installation())
        await one.start()
        # Refused, it would be released anew, and whoever got it from the lost database got it twice.
        one.desk.offer(case(org, 20))
        await until(lambda: one.desk.last("done"))
        assert one.desk.events() == [("started", "forgotten"), ("done", "")]
        done = one.desk.last("done")
        assert done is not None
        assert (done.tally.unknown, one.counts["submits"]) == (20, 0)


@pytest.mark.parametrize("crash", [False, True])
async def test_a_receipt_that_comes_while_a_forgotten_send_is_recalled_counts(
    tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch, *, crash: bool
) -> None:
    monkeypatch.setattr(receipts_again, "_STEP", 2)
    org = organisation()
    made = case(org, 20)
    words = ("DELIVRD", "UNDELIV", "DELIVRD", "DELIVRD", "DELIVRD", "")
    strangers = [Receipt(13900000000, "no", 5, "DELIVRD", None, "000", "", b"", 0)]
    came = strangers + [
        # The last has no word, only a state.
        Receipt(num, f"id{nth}", 5, word, None if word else 2, "001", "", b"text", nth)
        for nth, (num, word) in enumerate(zip(made.nums, words, strict=False))
    ]
    async with world(tmp_path / "home", org, url="" if "sqlite" in database_url else database_url) as one:
        await one.start()
        await one.stop()
        one.clock.shift(timedelta(seconds=2))
        rearm(one.installation())
        if crash:
            monkeypatch.setattr(Worker, "_take_again", lambda _: None)
        await one.start()
        await until(lambda: one.service and one.service.dispatcher.gateways() == {"demo": "up"})
        assert one.service is not None
        dispatcher = one.service.dispatcher

        def meanwhile(call: object, answer: Any) -> Any:
            """The provider goes on reporting while our own results are asked for."""
            if isinstance(call, PullResults) and came:
                told = [came.pop(0) for _ in range(len(came))]
                dispatcher.inbox.ask(lambda: dispatcher.senders["demo"].on_turn([], told, []))
            return answer

        one.desk.tampers = meanwhile
        one.desk.offer(made)
        await until(lambda: one.desk.last("done") and not came)
        if crash:
            monkeypatch.undo()
            await one.die()
            await one.start()
        await until(lambda: one.tally()["delivered"] == 5)
        assert (one.tally()["undelivered"], one.tally()["unknown"], one.counts["submits"]) == (1, 14, 0)
        assert one.rows("SELECT num FROM receipt WHERE send_id IS NULL") == [(13900000000,)]
        await until(lambda: not one.rows("SELECT 1 FROM mark WHERE name LIKE ?", "receipts_again%"))
        await until(lambda: one.desk.last("corrected"))


async def test_a_desk_that_lies_about_a_forgotten_list_gets_nobody_called_unsent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(untaken, "AGAIN", 0.1)
    org = organisation()
    async with world(tmp_path, org) as one:
        await one.start()
        await one.stop()
        one.clock.shift(timedelta(seconds=2))
        rearm(one.installation())
        slot = one.desk.offer(case(org, 20))
        whole, slot.nums = slot.nums, slot.nums[:-1]
        await one.start()
        await until(lambda: len(one.desk.of(PullNumbers)) > 4)
        # Refused, it would count as not sent, people would release it anew, and whoever got it would get it twice.
        assert one.desk.events() == []
        slot.nums = whole
        await until(lambda: one.desk.last("done"))
        assert one.desk.events() == [("started", "forgotten"), ("done", "")]
        done = one.desk.last("done")
        assert done is not None
        assert (done.tally.unknown, one.counts["submits"]) == (20, 0)


@pytest.mark.parametrize("wish", ["stop", "hold"])
async def test_what_was_stopped_or_held_before_it_was_forgotten_is_not_called_unsent(
    tmp_path: Path, wish: str
) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        await one.start()
        await one.stop()
        one.clock.shift(timedelta(seconds=2))
        rearm(one.installation())
        await one.start()
        slot = one.desk.offer(case(org, 20))
        slot.wish, slot.hold = wish, 1
        await until(lambda: one.desk.last("done") or one.desk.last("stopped"))
        last = one.desk.of(ReportSlot)[-1]
        assert (last.tally.unknown, last.tally.not_sent, one.counts["submits"]) == (20, 0, 0)


def test_the_program_re_arms_a_solo_installation(tmp_path: Path) -> None:
    one = World(tmp_path, organisation())
    run = [sys.executable, "-m", "console.dispatch", "--home", str(one.home), "--rearm"]
    assert subprocess.run(run, check=False, capture_output=True).returncode == 0
    assert (one.home / "dispatch" / "instance").exists()


def _stray(one: World) -> None:
    """A receipt that fits no message, for somebody to whom nothing was sent yet."""
    assert one.service is not None
    (num,) = one.rows("SELECT num FROM recipient WHERE state = 0 ORDER BY place DESC LIMIT 1")[0]
    stray = Receipt(num, "stray", None, "DELIVRD", 2, "000", "", b"stray", 0)
    one.service.dispatcher.senders["demo"].on_turn([], [stray], [])


@pytest.mark.parametrize("by", ["two people", "hand"])
async def test_armed_again_after_a_stray_receipt_nobody_who_waited_is_sent_to(
    tmp_path: Path, database_url: str, by: str
) -> None:
    from tests.dispatch.desk import resume

    org = organisation(window=5, rate=100)
    async with world(tmp_path / "home", org, url="" if "sqlite" in database_url else database_url) as one:
        one.trust()
        await _half_sent(one)
        _stray(one)
        await until(lambda: ("held", "receipt_stray") in one.desk.events())
        await one.stop()
        (one.home / "dispatch" / "instance").unlink()
        if by == "hand":
            rearm(one.installation())
        taken = one.counts["submits"]
        await one.start()
        if by == "two people":
            await until(lambda: one.desk.of(Heartbeat)[-1].unarmed)
            act = Rearm("dispatch-1", one.desk.of(Heartbeat)[-1].unarmed)
            one.desk.lifts = [signed(House(one.desk.slots[1].case), act, "fenglei", "zhengtao")]
        await until(lambda: one.tally()["unknown"] and not one.tally()["queued"] + one.tally()["in_flight"])
        slot = one.desk.slots[1]
        slot.hold, slot.resume = 2, resume(slot.case, 2)
        await until(lambda: one.desk.last("done"))
        assert (one.counts["submits"], one.counts["repeats"]) == (taken, 0)
        assert one.tally()["unknown"] >= 400 - taken
        assert one.rows("SELECT 1 FROM mark WHERE name = 'stray'") == []
