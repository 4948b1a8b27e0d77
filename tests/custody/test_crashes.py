"""SIGKILL between the steps of a rotation, on a real keyring: afterwards it works, or its state has a name, and nothing is lost."""

import asyncio
import contextlib
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from console.dispatch.custody.vault import MemoryVault
from console.domain.credentials import phrases
from console.errors import ConsoleError
from console.wire import control
from console.wire.control import Question
from tests.clocks import shift_of
from tests.custody.keyrings import Session
from tests.custody.world import CUSTODIAN, Custody
from tests.dispatch.running import SECRET, organisation, until
from tests.leaks import in_files
from tests.patience import IN_VAIN, Wait

ROOT = Path(__file__).resolve().parents[2]
PHRASE = phrases.make()
NEW = "n3w-s3cr"


def listens(path: Path) -> bool:
    """Whether somebody answers there; a socket is there a moment before."""
    with socket.socket(socket.AF_UNIX) as sock:
        return sock.connect_ex(str(path)) == 0


class Process:
    """The dispatcher of a world with a keyring, as a process."""

    def __init__(self, one: Custody, bus: Session, *point: str) -> None:
        (one.home / "run" / "dispatch.sock").unlink(missing_ok=True)
        self.one, self.log = one, (one.home / "log" / "process.out").open("ab")
        self.popen = subprocess.Popen(
            [sys.executable, "-m", "tests.custody.process", str(one.home), str(one.home / "run" / "fake.sock"),
             str(one.port), str(one.clock.offset), *point],
            cwd=ROOT, stdout=self.log, stderr=self.log, env=bus.environ | shift_of() | {"PYTHONPATH": str(ROOT)},
        )  # fmt: skip

    async def there(self) -> "Process":
        await until(lambda: listens(self.one.home / "run" / "dispatch.sock"))
        return self

    def dead(self) -> bool:
        return self.popen.poll() is not None

    def kill(self) -> None:
        self.popen.kill()
        self.popen.wait()
        self.log.close()

    async def ask(self, verb: str, **fields: str) -> dict[str, Any]:
        """Ask over the real socket, on a thread: the simulator lives on this loop."""
        question = Question(verb, person=CUSTODIAN, **fields)  # type: ignore[arg-type]
        path = self.one.home / "run" / "dispatch.sock"
        try:
            answer: dict[str, Any] = await asyncio.to_thread(partial(control.ask, path, question, 60))
        except ConsoleError as error:
            said = (self.one.home / "log" / "process.out").read_text()[-2000:]
            error.add_note(f"{verb}: {error.params}\n{said}")
            raise
        return answer

    async def until_line(self, wanted: str, seconds: float = IN_VAIN) -> dict[str, Any]:
        """Wait until the line stands so; return what is said of its gateway then."""
        wait = Wait(seconds)
        while (gateway := (await self.ask("custody"))["gateways"][0])["line"] != wanted:
            assert not wait.over(), gateway
        told: dict[str, Any] = gateway
        return told


@contextlib.asynccontextmanager
async def installation(home: Path, url: str = "") -> AsyncIterator[Custody]:
    one = Custody(home, organisation(), MemoryVault({}), url=url)
    one.port = await one.smsc.start()
    listener = one.desk.serve(str(home / "run" / "fake.sock"))
    try:
        yield one
    finally:
        listener.close()
        await one.smsc.stop()


@pytest.mark.parametrize(
    ("point", "takes"), [("proved", "old"), ("intended", "old"), ("put", "new"), ("installed", "new")]
)
async def test_killed_in_the_middle_of_a_rotation_it_works_or_has_a_name(
    tmp_path: Path, bus: Session, point: str, takes: str
) -> None:
    async with installation(tmp_path) as one:
        process = await Process(one, bus, point).there()
        await process.ask("create", phrase=PHRASE)
        first = await process.ask("install", gateway="demo", secret=SECRET)
        one.provider(NEW)
        with pytest.raises(ConsoleError) as caught:
            await process.ask("rotate", gateway="demo", secret=NEW)
        assert caught.value.code == "dispatcher_lost"
        await until(process.dead)
        process.kill()

        process = await Process(one, bus).there()
        try:
            # The keyring's daemon lives on, so its collection is open; a reboot would have locked it.
            before = first["gateways"][0]["fingerprint"]
            if takes == "old":
                # The old one is in force here and the provider knows only the new one: that state has its name.
                await until(lambda: one.counts["binds_refused"] > 0)
                told = await process.until_line("bind_refused")
                assert told["fingerprint"] == before
                await process.ask("rotate", gateway="demo", secret=NEW)
            # It listens before it has compared vault and records.
            told = await process.until_line("up")
            assert told["fingerprint"] != before
            await until(lambda: [e for e, _ in one.events()].count("rotated") == 1)
            if point == "intended":
                assert ("rotate_failed", "interrupted") in one.events()
        finally:
            process.kill()
        assert in_files(tmp_path, [NEW, PHRASE]) == []
