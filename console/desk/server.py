"""The desk's server: who is admitted, whose calls run, who gets notices, and how it ends."""

import asyncio
import contextlib
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from console.desk.calls import Calls, Claim
from console.desk.door import SOLO_MODE, Door
from console.desk.line import Limits, Line
from console.desk.sessions import Sessions, came, person_of
from console.domain.refusals import Refusal, refuse
from console.errors import RefusedError
from console.services.context import handled
from console.wire import every_call, frames
from console.wire.calls import Envelope, Hello, Reply, Welcome

_DOUBT: Final = 1.0
"""Seconds between two looks at a clock in doubt."""


@dataclass(frozen=True, slots=True)
class Place:
    """Path of the socket and who may reach it; `group` (-1: none) goes with mode 0660, see Door."""

    path: Path
    mode: int = SOLO_MODE
    group: int = -1


class Server:
    """Serves one socket. One connection's failure, malice or slowness never affects another."""

    def __init__(self, calls: Calls, place: Place, limits: Limits | None = None) -> None:
        self._calls, self._place = calls, place
        self._limits = limits or Limits()
        self._log = calls.logbook
        self._sessions = Sessions()
        self._lines: dict[Line, asyncio.Task[None]] = {}
        self._hearing: dict[Line, Claim] = {}
        self._listening: set[asyncio.Task[None]] = set()
        self._background: set[asyncio.Task[None]] = set()
        self._stopping = False

    async def serve(self, until: asyncio.Event) -> None:
        """Open the door, serve until the event is set, then let calls under way end and close.

        Raises ConsoleError `loose_folder` or `socket_path` (see Door).
        """
        door = Door(self._place.path, mode=self._place.mode, group=self._place.group)
        try:
            server = await asyncio.start_unix_server(self._welcome, sock=door.socket, backlog=128)
            door.open()
            self._log.event("serving")
            regular = [asyncio.create_task(one()) for one in (self._sweep, self._watch, self._note)]
            try:
                await until.wait()
            finally:
                # Work under way ends in its thread, which closes after the lines.
                for task in regular:
                    task.cancel()
            self._stopping = True
            server.close()
        finally:
            door.close()
        for task in self._listening:
            task.cancel()
        if self._lines:
            await asyncio.wait(set(self._lines.values()), timeout=self._limits.closing)
        for line in self._lines:
            line.cut()
        self._log.event("stopped", cut=len(self._lines))
        await self._calls.note(self._sessions.end())

    async def _sweep(self) -> None:
        """Sweep once at the start, for what became due while no desk ran, and then every minute."""
        while True:
            self._announce(await self._calls.sweep())
            self._announce(await self._calls.study())
            await self._pause()

    async def _pause(self) -> None:
        """Wait for the next sweep. A clock in doubt is asked about without a break, and once it is proved the wait is over."""
        if self._calls.believes():
            await asyncio.sleep(self._limits.sweep)
            return
        over = time.monotonic() + self._limits.sweep
        while time.monotonic() < over:
            await asyncio.sleep(min(self._limits.sweep, _DOUBT))
            if self._calls.believes():
                return

    async def _watch(self) -> None:
        """Check every second what other desks on the same database did."""
        while True:
            self._announce(await self._calls.watch())
            await asyncio.sleep(self._limits.watch)

    async def _note(self) -> None:
        """Write down every second what became of sessions: nobody waits for it at the door."""
        while True:
            await self._calls.note(self._sessions.due())
            await asyncio.sleep(self._limits.watch)

    async def _welcome(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection from Hello to the end; asyncio runs one of these for each."""
        line = Line(reader, writer, self._limits)
        full = self._crowded(line)
        task = asyncio.current_task()
        if task is not None:
            self._lines[line] = task
        claim: Claim | None = None
        try:
            claim = await self._greet(line, full)
            if claim is not None:
                self._let_in(line.uid, claim)
                await self._attend(line, claim)
        except (frames.FrameError, TimeoutError) as error:
            self._log.event("cut", uid=line.uid, why=str(error) or "too slow")
            if claim is not None:
                claim.why = "cut"
            line.cut()
        except (OSError, EOFError):
            line.cut()
        except Exception as error:  # noqa: BLE001 - the boundary of one connection
            self._log.unexpected(error, uid=line.uid)
            line.cut()
        finally:
            if claim is not None and claim.caller.person:
                self._sessions.closed(claim.caller.person, line.uid, came(claim.hello.source), claim.why)
            await line.close()
            del self._lines[line]

    def _crowded(self, line: Line) -> Refusal | None:
        full = len(self._lines) >= self._limits.connections and not self._made_room()
        if full or self._stopping:
            return refuse("desk_full", "I4", limit=self._limits.connections)
        own = sum(other.uid == line.uid for other in self._lines)
        if own >= self._limits.per_account and not self._calls.state.roster().solo:
            return refuse("account_full", "I4", limit=self._limits.per_account)
        return None

    def _made_room(self) -> bool:
        """Cut the longest silent line, if silent for `idle`; never one that waits for an answer or sends a list."""
        since = time.monotonic() - self._limits.idle
        quiet = [
            line
            for line, claim in self._hearing.items()
            if line.heard < since and not line.under_way and not claim.lists
        ]
        if not quiet:
            return False
        silent = min(quiet, key=lambda line: line.heard)
        self._log.event("gave_way", uid=silent.uid)
        self._hearing[silent].why = "cut"
        silent.cut()
        return True

    async def _greet(self, line: Line, full: Refusal | None) -> Claim | None:
        """Check the Hello and answer it; return None if the caller was refused."""
        hello = frames.decode_hello(await line.hello())
        refusal = full or _other_release(hello)
        if refusal is None:
            try:
                caller = self._calls.identity.caller(hello, line.uid, self._calls.state.roster())
            except RefusedError as refused:
                refusal = refused.refusal
                self._turned_away(line.uid, hello, refusal.code)
            else:
                await line.send(frames.encode(Welcome(frames.VERSION)))
                return Claim(hello, line.uid, caller)
        self._log.event("refused", uid=line.uid, refusal=refusal.code)
        await line.send(frames.encode(Welcome(frames.VERSION, refusal)))
        return None

    def _let_in(self, uid: int, claim: Claim) -> None:
        if claim.caller.person and self._calls.tracks():
            self._sessions.opened(claim.caller.person, uid, came(claim.hello.source))

    def _turned_away(self, uid: int, hello: Hello, code: str) -> None:
        if self._calls.tracks():
            people = ((one.id, one.uid) for one in self._calls.state.roster().people)
            self._sessions.refused(person_of(uid, people), uid, came(hello.source), code)

    async def _attend(self, line: Line, claim: Claim) -> None:
        """Take calls until the other side or the desk ends it; then finish running calls and drop unfinished lists."""
        running: set[asyncio.Task[None]] = set()
        listening = asyncio.create_task(self._listen(line, claim, running))
        self._listening.add(listening)
        telling = asyncio.create_task(line.tell())
        self._hearing[line] = claim
        if self._stopping:
            listening.cancel()
        try:
            await asyncio.wait({listening, telling}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._listening.discard(listening)
            del self._hearing[line]
            for task in (listening, telling):
                task.cancel()
            ended = await asyncio.gather(listening, telling, return_exceptions=True)
            if running:
                await asyncio.wait(running)
            self._announce(await self._calls.drop_lists(claim))
            if not any(other.caller.service == claim.caller.service for other in self._hearing.values()):
                self._announce(self._calls.left(claim.caller.service))
        for result in ended:
            if isinstance(result, Exception):
                raise result

    async def _listen(self, line: Line, claim: Claim, running: "set[asyncio.Task[None]]") -> None:
        async for payload in line.payloads():
            await line.pace()
            await line.begin()
            try:
                envelope = every_call.decode_envelope(payload)
            except every_call.UnfitCallError as unfit:
                refusal = refuse("out_of_bounds", "I4", field=unfit.where)
                line.end()
                await line.send(frames.encode(Reply(unfit.number, refusal=refusal)))
                continue
            task = asyncio.create_task(self._answer(line, claim, envelope))
            running.add(task)
            task.add_done_callback(running.discard)

    async def _answer(self, line: Line, claim: Claim, envelope: Envelope) -> None:
        try:
            outcome = await self._calls.perform(claim, envelope.id, envelope.call)
            self._announce(outcome.topics)
            with contextlib.suppress(OSError):
                await line.send(outcome.frame)
        finally:
            line.end()
        if outcome.hang_up:
            self._log.event("sent_away", uid=line.uid, call=handled(envelope.call))
            claim.why = "sent_away"
            closing = asyncio.create_task(line.close())
            self._background.add(closing)
            closing.add_done_callback(self._background.discard)

    def _announce(self, topics: frozenset[str]) -> None:
        if topics:
            for line in self._hearing:
                line.notice(topics)


def _other_release(hello: Hello) -> Refusal | None:
    if hello.version == frames.VERSION:
        return None
    return refuse("wire_version", "I4", desk=frames.VERSION, console=hello.version)
