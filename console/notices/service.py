"""The program that tells people outside: it asks the desk what is open, decides, tells, and reports what came of it.

It has no access to databases, keys or the vault. While the desk is silent, it says that alone.
"""

import asyncio
import secrets as randomness
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec

from console.desk.logbook import Logbook
from console.domain.times import now, parse
from console.errors import ConsoleError, RefusedError
from console.notices import secrets
from console.notices.channels import every
from console.notices.delivery import Delivery, Pending, reported
from console.notices.plan import Memory, alone, plan
from console.notices.settings import Settings, read
from console.wire.client import Client
from console.wire.notices import outward as wire

EVERY: Final = 30.0
"""Seconds between two looks at the desk."""
_TURN: Final = 5.0
"""Seconds between two turns of delivery."""
_SILENT: Final = timedelta(minutes=2)
_AT_ONCE: Final = 100
"""Reports of one call."""
_MOST: Final = 2000
"""Reports and notices that are kept while the desk is away; the oldest reports go first."""


class State(msgspec.Struct):
    """What outlives the program: who it is, what it said, what is on its way, and what the desk does not know yet."""

    instance: str
    memory: Memory
    pending: list[Pending] = []
    untold: list[wire.NoticeReport] = []


class Service:
    """One program, by the file and the secrets of its home."""

    def __init__(
        self, home: Path, file: Path, desk: Client, zone: ZoneInfo, log: Logbook, every_seconds: float = EVERY
    ) -> None:
        self._home, self._file, self._desk, self._zone = home, file, desk, zone
        self._log, self._every = log, every_seconds
        self._kept = home / "state.json"
        self._state = self._read()
        self._untold = {row.number: row for row in self._state.untold}
        self._delivery = Delivery(Settings(), zone, self._note, log)
        self._delivery.pending = self._state.pending
        self._marks: tuple[Any, ...] = ()
        self._silent, self._said, self._next = "", "", 0.0

    @property
    def instance(self) -> str:
        """What the desk knows this program by."""
        return self._state.instance

    def _read(self) -> State:
        try:
            return msgspec.json.decode(self._kept.read_bytes(), type=State)
        except FileNotFoundError:
            return State(randomness.token_hex(8), Memory())
        except (OSError, msgspec.DecodeError, ValueError) as error:
            # Rather said twice than not at all; numbers go on from the desk's newest.
            self._log.event("forgotten", error=type(error).__name__)
            return State(randomness.token_hex(8), Memory())

    async def run(self, over: asyncio.Event) -> None:
        """Look and tell until `over`."""
        while not over.is_set():
            await self.turn()
            try:
                await asyncio.wait_for(over.wait(), min(_TURN, self._every))
            except TimeoutError:
                continue

    async def turn(self) -> None:
        """Read a changed file, look at the desk if it is time, tell what is due, and report it."""
        self._reload()
        loop = asyncio.get_running_loop()
        if self._delivery.settings.channels and loop.time() >= self._next:
            before = loop.time()
            await self._look()
            # A desk that takes long is not asked all the time.
            self._next = loop.time() + max(self._every, 10 * (loop.time() - before))
        self._keep()
        await self._delivery.turn()
        self._keep()
        await self._tell_desk()

    def _reload(self) -> None:
        """Take the file and the secrets in as they are now; a bad file changes nothing, and is said once."""
        marks = tuple(_mark(path) for path in (self._file, self._home / "secrets.json"))
        if marks == self._marks:
            return
        self._marks = marks
        try:
            settings, opened = read(self._file), secrets.read(self._home / "secrets.json")
        except ConsoleError as error:
            self._log.event(error.code, **error.params)
            return
        self._delivery.settings = settings
        self._delivery.channels = {
            name: every.made(one, opened.get(name, {})) for name, one in settings.channels.items()
        }
        self._delivery.opened()
        self._log.event("read", channels=sorted(settings.channels), people=len(settings.people))

    async def _look(self) -> None:
        memory, settings = self._state.memory, self._delivery.settings
        try:
            state = await asyncio.to_thread(self._desk.call, wire.OpenDuties(self._state.instance))
        except (ConsoleError, RefusedError) as error:
            self._hear(_code(error))
            since = self._silent = self._silent or now()
            if isinstance(error, RefusedError) or parse(now()) - parse(since) < _SILENT:
                return
            made = plan(memory, alone(memory, settings, now(), since), settings, self._zone, whole=False)
        else:
            self._hear("")
            self._silent = ""
            made = plan(memory, state, settings, self._zone)
        for notice in made:
            self._delivery.add(notice)

    def _hear(self, code: str) -> None:
        """Write down a change of what the desk says, once."""
        if code != self._said:
            self._log.event("desk", says=code or "answers")
        self._said = code

    def _note(self, one: Pending, channel: str, state: str) -> None:
        self._untold[one.notice.number] = reported(one, channel, state)

    async def _tell_desk(self) -> None:
        rows = list(self._untold.values())[:_AT_ONCE]
        if not rows or self._said:
            return
        try:
            await asyncio.to_thread(self._desk.call, wire.ReportNotices(self._state.instance, rows))
        except (ConsoleError, RefusedError) as error:
            self._hear(_code(error))
            return
        for row in rows:
            if self._untold.get(row.number) is row:
                del self._untold[row.number]
        self._keep()

    def _keep(self) -> None:
        """Write down what must outlive this program: a notice is remembered as said before it is told."""
        self._state.pending = self._delivery.pending
        self._state.untold = list(self._untold.values())[-_MOST:]
        try:
            secrets.write(self._kept, msgspec.json.encode(self._state))
        except ConsoleError as error:
            self._log.event(error.code, **error.params)


def _code(error: ConsoleError | RefusedError) -> str:
    return error.code if isinstance(error, ConsoleError) else error.refusal.code


def _mark(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size
