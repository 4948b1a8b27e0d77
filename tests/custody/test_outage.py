"""A real keyring stays open in the process that opened it while the database is gone, and its lines come up again by themselves."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from console.custody import keeper
from console.dispatch.custody.vault import MemoryVault, VaultState
from console.errors import ConsoleError
from tests.custody.keyrings import Session
from tests.custody.test_crashes import PHRASE, Process, installation
from tests.custody.world import custody as custody_world
from tests.databases import Stop, Stoppable
from tests.dispatch.running import SECRET, organisation, until
from tests.leaks import in_files
from tests.outage_rounds import says_gone
from tests.patience import IN_VAIN, Wait


async def custody(process: Process) -> dict[str, Any] | None:
    """What custody answers; None while the database is gone."""
    try:
        return await process.ask("custody")
    except ConsoleError as error:
        if error.code != "database_gone":
            raise
        return None


async def told(process: Process, *, gone: bool) -> dict[str, Any] | None:
    """Wait until the database is gone for custody, or back; return what it answers."""
    wait = Wait()
    while ((answer := await custody(process)) is None) is not gone:
        assert not wait.over()
        await asyncio.sleep(0.05)
    return answer


@pytest.mark.parametrize("how", ["fast", "immediate"])
async def test_a_vault_that_was_opened_is_open_after_an_outage_without_its_custodian(
    tmp_path: Path, bus: Session, how: Stop
) -> None:
    with Stoppable() as server:
        async with installation(tmp_path, server.url) as one:
            process = await Process(one, bus).there()
            try:
                await process.ask("create", phrase=PHRASE)
                await process.ask("install", gateway="demo", secret=SECRET)
                before = await process.until_line("up")
                binds = one.counts["binds"]
                daemons = bus.daemons()
                await asyncio.to_thread(server.stop, how)
                await told(process, gone=True)
                with pytest.raises(ConsoleError) as failed:
                    await process.ask("rotate", gateway="demo", secret="another1")
                assert failed.value.code == "database_gone"
                await asyncio.sleep(0.5)
                await asyncio.to_thread(server.start)
                answer = await told(process, gone=False)
                assert answer is not None
                assert answer["state"] == "unlocked"
                assert await process.until_line("up") == before
                await until(lambda: one.counts["binds"] > binds)
                assert (process.dead(), bus.daemons()) == (False, daemons)
            finally:
                process.kill()
    assert in_files(tmp_path, [SECRET, PHRASE, "another1"]) == []


async def test_the_custodian_locks_the_vault_also_without_a_database(tmp_path: Path, bus: Session) -> None:
    with Stoppable() as server:
        async with installation(tmp_path, server.url) as one:
            process = await Process(one, bus).there()
            try:
                await process.ask("create", phrase=PHRASE)
                await process.ask("install", gateway="demo", secret=SECRET)
                await process.until_line("up")
                await asyncio.to_thread(server.stop)
                await told(process, gone=True)
                await asyncio.wait_for(says_gone(one), IN_VAIN)
                # So late that who the custodian is would be asked anew, for which there is no database either.
                await asyncio.sleep(1.1 * keeper._ASKED)
                with pytest.raises(ConsoleError) as failed:
                    await process.ask("lock")
                assert failed.value.code == "database_gone", "nothing of it is on record"
                await asyncio.to_thread(server.start)
                answer = await told(process, gone=False)
                assert answer is not None
                assert (answer["state"], answer["gateways"][0]["line"]) == ("locked", "vault_locked")
            finally:
                process.kill()


async def test_a_lock_that_meets_the_outage_while_the_desk_still_answers_locks_too(tmp_path: Path) -> None:
    with Stoppable() as server:
        async with custody_world(
            tmp_path, organisation(), MemoryVault({}, phrase=None), url=server.url
        ) as one:
            await one.start()
            await one.done("create", phrase=PHRASE)
            # The desk still says who the custodian is; where that would be compared with the pin, there is nothing any more.
            await asyncio.sleep(1.1 * keeper._ASKED)
            await asyncio.to_thread(server.stop)
            assert (await one.fails("lock")).code == "database_gone"
            assert one.vault.standing().state is VaultState.LOCKED


async def test_a_process_that_ends_during_an_outage_opens_no_vault_by_itself(
    tmp_path: Path, bus: Session
) -> None:
    with Stoppable() as server:
        async with installation(tmp_path, server.url) as one:
            process = await Process(one, bus).there()
            await process.ask("create", phrase=PHRASE)
            await asyncio.to_thread(server.stop)
            await told(process, gone=True)
            process.kill()
            # A host that starts anew has its keyring locked.
            bus.end_daemons()
            await asyncio.to_thread(server.start)
            process = await Process(one, bus).there()
            try:
                assert (await process.ask("custody"))["state"] == "locked"
            finally:
                process.kill()
