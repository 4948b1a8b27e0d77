"""What happened goes on to the house's own collector of logs: each entry of the ledger at least once, in order, from the first on.

It never holds up notices: a task of its own with a line of its own to the desk. How far it came lies in a file; where that is lost, or
the ledger was put back and has other entries, it begins anew, and the collector tells what it has by number and hash.
"""

import asyncio
import contextlib
from pathlib import Path
from typing import Final

import msgspec

from console.desk.logbook import Logbook
from console.domain.times import now
from console.errors import ConsoleError, RefusedError
from console.notices import secrets, syslog
from console.notices.settings import Collector, Settings, read
from console.notices.syslog import Sink
from console.wire.client import Client
from console.wire.notices import events as wire

EVERY: Final = 5.0
"""Seconds between two looks while nothing new is there."""
_PAUSE: Final = 1.0
"""Seconds after a full answer: 100 events a second at most (`wire.notices.events.AT_ONCE`)."""
_LONGEST: Final = 300.0


class Cursor(msgspec.Struct, frozen=True):
    """The last entry that the collector took."""

    seq: int = 0
    hash: str = ""


class Collecting:
    """One way to one collector, by the file of the notices."""

    def __init__(
        self, home: Path, file: Path, desk: Client, instance: str, log: Logbook, every: float = EVERY
    ) -> None:
        self._kept, self._file, self._desk, self._instance = home / "collector.json", file, desk, instance
        self._log, self._every = log, every
        self._cursor = self._read()
        self._to: Collector | None = None
        self._sink: Sink | None = None
        self._last = Settings()
        self._failing, self._said = "", ""
        self._told = ""
        """What the desk was told last of `_failing`."""

    def _read(self) -> Cursor:
        try:
            return msgspec.json.decode(self._kept.read_bytes(), type=Cursor)
        except FileNotFoundError:
            return Cursor()
        except (OSError, msgspec.DecodeError) as error:
            self._log.event("collector_forgotten", error=type(error).__name__)
            return Cursor()

    async def run(self, over: asyncio.Event) -> None:
        """Hand on what is new until `over`."""
        pause = 0.0
        while not over.is_set():
            try:
                full = await self.turn()
            except (ConsoleError, RefusedError, OSError) as error:
                self._fails(error)
                pause = min(max(self._every, 2 * pause), _LONGEST)
            else:
                pause = _PAUSE if full else self._every
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(over.wait(), pause)
        self._shut()

    async def turn(self) -> bool:
        """Hand on one answer of the desk; return whether more is there. Raises OSError where the collector does not take it."""
        settings = self._settings()
        if settings.collector is None and not self._told:
            return False
        call = wire.LedgerEvents(self._instance, self._cursor.seq, self._cursor.hash, self._failing)
        answer: wire.EventsAfter = await asyncio.to_thread(self._desk.call, call)
        self._told = self._failing
        if settings.collector is None:
            return False
        if not answer.follows:
            self._log.event("collector_ledger", why="other", seq=self._cursor.seq, newest=answer.newest)
            self._keep(Cursor())
            return True
        if answer.events:
            await asyncio.to_thread(self._hand_on, answer.events, settings.collector, settings.host)
            last = answer.events[-1]
            self._keep(Cursor(last.seq, last.hash))
        return self._cursor.seq < answer.newest

    def _settings(self) -> Settings:
        """The file as it is now, or as it was before a fault in it; another collector gets what comes from here on."""
        with contextlib.suppress(ConsoleError):
            self._last = read(self._file)
        settings = self._last
        if settings.collector != self._to:
            self._shut()
            self._to, self._failing = settings.collector, ""
        return settings

    def _hand_on(self, events: list[wire.LedgerEvent], to: Collector, host: str) -> None:
        if self._sink is None:
            self._sink = syslog.opened(to, host)
        self._sink.send(events)
        if self._said:
            self._log.event("collector", says="takes")
        self._failing = self._said = ""

    def _keep(self, cursor: Cursor) -> None:
        self._cursor = cursor
        secrets.write(self._kept, msgspec.json.encode(cursor))

    def _fails(self, error: Exception) -> None:
        """Give the line up, and write down once what is the matter. A desk that is away is not the collector's fault."""
        self._shut()
        if isinstance(error, OSError):
            self._failing = self._failing or now()
        said = type(error).__name__ if isinstance(error, OSError) else getattr(error, "code", "refused")
        if said != self._said:
            self._log.event("collector", says=said)
        self._said = said

    def _shut(self) -> None:
        if self._sink is not None:
            self._sink.close()
        self._sink = None
