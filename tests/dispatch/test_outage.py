"""A real PostgreSQL server that is stopped under a dispatcher's process: it stays, holds, keeps what is asked, and goes on by itself."""

import asyncio
import contextlib
import os
import random
import signal
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from console.db.engine import open_database
from console.dispatch.lease import Lease
from console.dispatch.store import Store
from console.domain.content.appeals import AppealWithdrawal
from console.errors import RefusedError
from console.launch.organisation import Organisation
from console.signing.statements import Signed, sign
from console.wire.dispatch import Heartbeat
from tests import outage_rounds
from tests.databases import Stoppable
from tests.dispatch.running import World, case, until
from tests.dispatch.test_crashes import Process
from tests.outage_rounds import Outcome, Rounds, Stopped, ask, holds, house, log_of, says_gone
from tests.patience import IN_VAIN

BACK = "the database is back"


@contextlib.asynccontextmanager
async def sending(tmp_path: Path, n: int = 3_000) -> AsyncIterator[tuple[World, Stoppable, Process]]:
    """A dispatcher in the middle of a slow send, over a server of its own."""
    with Stoppable() as server:
        async with house(tmp_path / "home", server, window=5, rate=100) as one:
            one.desk.offer(case(one.org, n))
            process = Process(one)
            try:
                await until(lambda: one.counts["submits"] > 10 or process.dead())
                yield one, server, process
            except AssertionError as error:
                error.add_note(log_of(one)[-3000:])
                raise
            finally:
                process.kill()


async def stop(one: World, server: Stoppable) -> int:
    """Stop the server and wait until the dispatcher says so; return what the provider took."""
    await asyncio.to_thread(server.stop)
    await asyncio.wait_for(says_gone(one), IN_VAIN)
    return int(one.counts["submits"])


def withdrawal(org: Organisation) -> Signed:
    """A withdrawal that an active person signed, of a release that is nowhere here."""
    assert org.roster is not None
    act = AppealWithdrawal(
        org=org.roots.org,
        by="wangfang",
        at=org.roster.at,
        roster=org.roster.version,
        proposal="ab" * 32,
        reason="内容有误",
    )
    return sign(act, org.people["wangfang"])


async def start(server: Stoppable) -> None:
    await asyncio.to_thread(server.start)


@contextlib.contextmanager
def standing(process: Process) -> Any:
    """The process stands still: what is done here, it meets as it wakes."""
    os.kill(process.popen.pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(process.popen.pid, signal.SIGCONT)


@contextlib.contextmanager
def store_of(server: Stoppable) -> Any:
    database = open_database(server.url, role="dispatch")
    store = Store(database)
    try:
        yield store
    finally:
        store.close()


async def test_stopped_and_started_under_a_send_it_goes_on_by_itself_and_repeats_nobody(
    tmp_path: Path,
) -> None:
    with Stoppable() as server:
        async with house(tmp_path / "home", server, rate=500, response_timeout=3) as one:
            one.faults(delay=0.004)
            said: list[str] = []
            rounds = Rounds(one, server, 2_500, said.append)
            outcome = await rounds.run([("fast", 1.0), ("immediate", 1.0), ("restart", 0.0)])
    assert outcome.good, outcome.line()
    assert len(said) == len(outcome.doubts) == 3
    assert outcome.unknown == 0, "receipts settle whoever was in flight"


async def test_without_receipts_whoever_was_in_flight_stays_unknown_and_nobody_is_sent_to_twice(
    tmp_path: Path,
) -> None:
    with Stoppable() as server:
        async with house(tmp_path / "home", server, rate=500, response_timeout=3) as one:
            one.faults(delay=0.02, receipts=False)
            rounds = Rounds(one, server, 1_000, lambda _: None)
            outcome = await rounds.run([("immediate", 1.0)], receipts=False)
    assert outcome.good, outcome.line()
    assert outcome.unknown == sum(outcome.doubts) <= outcome.window


async def test_what_is_asked_without_a_database_is_promised_and_done_before_anything_leaves(
    tmp_path: Path,
) -> None:
    async with sending(tmp_path) as (one, server, process):
        sent = await stop(one, server)
        state = await ask(one, "state")
        assert (state["gateways"], state["waits"]) == ({"demo": "down"}, {"database_gone": 1})
        held = await ask(one, "hold", request=1, slot=1, reason="客户来电")
        assert (held["hold"], held["promised"], held["tally"]["approved"]) == (1, 1, 3_000)
        assert await ask(one, "hold", request=1, slot=1, reason="客户来电") == held, "kept once"
        assert (await ask(one, "freeze", scope="category", subject="promotion"))["promised"] == 1
        act = withdrawal(one.org)
        taken = await ask(one, "withdraw", text=act.text, signature=act.signatures[0])
        assert taken == {"withdraw": 3, "promised": 1}
        # What would be refused is refused at once, and nobody but a person is promised anything.
        for verb, fields, code in (
            ("hold", {"request": 9, "slot": 1}, "not_claimed"),
            ("freeze", {"scope": "nowhere"}, "freeze_scope"),
            ("withdraw", {"text": "no", "signature": "no"}, "withdrawal_not_good"),
            ("unfreeze", {}, "unfreeze_needs_two"),
        ):
            with pytest.raises(RefusedError) as refused:
                await ask(one, verb, **fields)
            assert refused.value.refusal.code == code
        assert one.counts["submits"] == sent
        binds = one.counts["binds"]
        await start(server)
        await until(lambda: ("held", "客户来电") in one.desk.events())
        await until(lambda: one.counts["binds"] > binds)
        beats = len(one.desk.of(Heartbeat))
        await until(lambda: len(one.desk.of(Heartbeat)) > beats + 4)
        assert one.counts["submits"] == sent, "nothing left before the hold"
        state = await ask(one, "state")
        assert (state["holds"], state["frozen"], state["gateways"]) == ([], 1, {"demo": "up"})
        with store_of(server) as store, store.look() as look:
            assert look.rows("SELECT person FROM appeal_withdrawal") == [("wangfang",)]
        assert not process.dead()


async def test_a_hold_that_comes_while_the_sends_are_not_read_again_is_promised_too(tmp_path: Path) -> None:
    async with sending(tmp_path) as (one, server, process):
        sent = await stop(one, server)
        # The database is back and the desk is not: without its answer nothing is taken in.
        one.desk.silent = True
        await start(server)
        await until(lambda: BACK in log_of(one))
        await says_gone(one, gone=False)
        assert (await ask(one, "hold", request=1, slot=1))["promised"] == 1
        one.desk.silent = False
        await until(lambda: ("held", "held") in one.desk.events())
        assert one.counts["submits"] == sent
        assert not process.dead()


async def test_who_is_frozen_is_promised_nothing_as_only_the_database_knows_why(tmp_path: Path) -> None:
    async with sending(tmp_path) as (one, server, _):
        await ask(one, "freeze", scope="person", subject="hanxue")
        assert await ask(one, "status", person="hanxue"), "it is by no loss"
        await stop(one, server)
        with pytest.raises(RefusedError) as refused:
            await ask(one, "hold", person="hanxue", request=1, slot=1)
        assert refused.value.refusal.code == "not_in_roster"


async def test_a_rival_that_took_the_lease_meanwhile_keeps_it_and_this_process_ends(tmp_path: Path) -> None:
    async with sending(tmp_path) as (one, server, process):
        sent = await stop(one, server)
        with standing(process):
            await start(server)
            with store_of(server) as store:
                with store.turn() as turn:
                    turn.run("UPDATE lease SET expires = 0")
                Lease(store, "demo", "another").take()
        await until(process.dead)
        assert "LeaseTakenError" in log_of(one)
        assert one.counts["submits"] == sent


async def test_a_database_that_comes_back_without_the_newest_transactions_sends_nothing(
    tmp_path: Path,
) -> None:
    async with sending(tmp_path) as (one, server, process):
        sent = await stop(one, server)
        with standing(process):
            await start(server)
            # As a standby that never had them: only this process knows that there were more.
            with store_of(server) as store, store.turn() as turn:
                turn.run("UPDATE memory SET number = number - 2")
        await until(lambda: "not armed: forgot_server" in log_of(one))
        assert "not_armed" in await holds(one)
        assert (await ask(one, "status"))["why"] == "forgot_server"
        assert one.counts["submits"] == sent
        assert not process.dead()


async def test_it_ends_in_good_order_without_a_database_and_does_not_begin_without_one(
    tmp_path: Path,
) -> None:
    async with sending(tmp_path) as (one, server, process):
        await stop(one, server)
        process.popen.terminate()
        await until(process.dead)
        assert process.popen.returncode == 0
        assert not (one.home / "run" / "dispatch.sock").exists()
        second = Process(one)
        try:
            await until(second.dead)
            assert second.popen.returncode == 1
        finally:
            second.kill()


async def test_the_desk_is_told_why_it_is_silent(tmp_path: Path) -> None:
    async with sending(tmp_path) as (one, server, _):
        await stop(one, server)
        await until(lambda: one.desk.of(Heartbeat)[-1].ends == "database_gone")
        await start(server)
        await until(lambda: one.desk.of(Heartbeat)[-1].ends == "")
        assert one.desk.of(Heartbeat)[-1].gateways


@pytest.mark.parametrize("found", [{"lost": 1}, {"repeated": 1}, {"wrong": ["the process ended"]}])
def test_whatever_must_not_be_ends_the_rounds_with_a_failure(
    found: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    made = Outcome([Stopped("fast", 1.0, 0.5)], window=50, unknown=2, doubts=[2])

    async def outages(_home: Path, _given: object) -> Outcome:
        return made

    monkeypatch.setattr(outage_rounds, "outages", outages)
    assert outage_rounds.main([]) == 0
    said = "stops 1, lost 0, repeated 0, unknown 2, window 50, back within 500 ms"
    assert capsys.readouterr().out.splitlines()[-1] == said
    for name, value in found.items():
        setattr(made, name, value)
    assert outage_rounds.main([]) == 1


def test_the_stops_are_drawn_from_the_shortest_to_the_longest() -> None:
    given = outage_rounds.arguments().parse_args([])
    stops = outage_rounds.drawn(random.Random("x"), given)  # noqa: S311 - as the rounds do
    times = sorted(seconds for how, seconds in stops if how != "restart")
    assert (len(times), len(stops), times[0], round(times[-1])) == (30, 33, 1.0, 300)
    assert {how for how, _ in stops} == {"fast", "immediate", "restart"}
