"""Carrying out a call: who asks, under which rules, in which thread, in one transaction; and the names of failures."""

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

import msgspec
from sqlalchemy import Connection

from console import failure
from console.db import gate
from console.db.engine import Database
from console.db.errors import StorageError
from console.db.writer import Readers, Writer
from console.desk.identity import Identity
from console.desk.logbook import Logbook
from console.desk.others import TOPICS, Newest, Others
from console.desk.state import ALONE, TOPIC, Rules, State
from console.domain import times
from console.domain.refusals import refuse
from console.errors import ConsoleError, RefusedError
from console.services.context import Caller, Context, Desk, Handler, handled
from console.services.ledger.sessions import Note
from console.services.presence import GONE
from console.wire import dispatch, frames
from console.wire.answers import Done
from console.wire.base import Ask, Call
from console.wire.calls import Hello, Problem, Reply
from console.wire.contacts import list_assets
from console.wire.contacts import lists as list_calls
from console.wire.contacts.replies import ReportReplies
from console.wire.duties import status
from console.wire.ledger import memory
from console.wire.notices import events, outward

SERVICE_CALLS: Final = frozenset(
    {
        dispatch.PullReleased,
        dispatch.PullNumbers,
        dispatch.PullOptOuts,
        dispatch.PullOpenReplies,
        dispatch.PullRefusing,
        dispatch.PullLinks,
        dispatch.ReportSlot,
        dispatch.ReportProgress,
        dispatch.ReportUntaken,
        dispatch.ReportTrial,
        dispatch.ReportResults,
        ReportReplies,
        dispatch.ReportCodeRefusals,
        dispatch.ReturnOptOuts,
        dispatch.Heartbeat,
        dispatch.Head,
        memory.TellMemory,
        memory.PullMemories,
        memory.PullResults,
    }
)
"""Calls that no person may make; they include the only answers with whole mobile numbers."""
BOUND: Final = {
    "watch": frozenset({status.OperationState}),
    "notices": frozenset({outward.OpenDuties, outward.ReportNotices, events.LedgerEvents}),
}
"""The only calls of our own programs: of whoever watches, and of what tells people outside."""


_NOTES: Final = 2_000
"""Sessions that are kept while the database is away."""
KeepSessions = Callable[[Context, Sequence[Note]], list[int]]
"""Writes down what became of sessions; returns the numbers of the entries."""
_APART: Final = 4
"""Checks that take long and need no database, at a time."""
_WAY: Final = 0.02
"""Seconds for which a piece of a list waits for other people's asks at most."""


@dataclass(frozen=True, slots=True)
class Scrub:
    """The tables whose deleted rows are overwritten: a handler requests it by `topic`; `done` records it in a transaction."""

    topic: str
    tables: tuple[str, ...]
    done: Callable[[Context], object]


@dataclass(frozen=True, slots=True)
class Study:
    """Work that takes too long for the writer: `look` reads, as a query does; `keep` writes what it found, if that is anything."""

    look: Callable[[Context], object]
    keep: Callable[[Context, Any], object]


@dataclass(slots=True)
class Claim:
    """State of one connection: its Hello, the account behind it, the caller at Hello, its unfinished lists, and how it ends."""

    hello: Hello
    uid: int
    caller: Caller
    lists: set[int] = field(default_factory=set)
    why: str = "left"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A reply's frame, the topics changed, and whether to hang up because the roster no longer knows the caller."""

    frame: bytes
    topics: frozenset[str] = frozenset()
    hang_up: bool = False


class Calls:
    """Runs asks on the readers; runs dos and enacts one after another on the writer."""

    def __init__(  # noqa: PLR0913 - the parts of a desk, named once where it is built
        self,
        database: Database,
        *,
        handlers: Mapping[type[Call], Handler],
        state: State,
        desk: Desk,
        identity: Identity,
        logbook: Logbook,
        clock: Callable[[], str] = times.now,
        sweep: Callable[[Context], object] | None = None,
        newest: Newest | None = None,
        scrub: Scrub | None = None,
        study: Study | None = None,
        before: Mapping[type[Call], Callable[[Context, Any], object]] | None = None,
        believed: Callable[[], None] = lambda: None,
        sessions: KeepSessions | None = None,
    ) -> None:
        self.state, self.identity, self.logbook = state, identity, logbook
        self._handlers, self._desk, self._clock, self._sweep = handlers, desk, clock, sweep
        self._writer, self._readers = Writer(database), Readers(database)
        self._database, self._scrub, self._study = database, scrub, study
        self._before, self._believed = before or {}, believed
        self._apart = ThreadPoolExecutor(max_workers=_APART, thread_name_prefix="apart")
        self._asking, self._quiet = 0, asyncio.Event()
        self._scrubbing: asyncio.Task[None] | None = None
        self._newest = newest if database.dialect == "postgresql" else None
        self._others, self._told, self._blind = Others(), state.rules(), False
        self._keep_sessions, self._notes, self._behind = sessions, list[Note](), False

    async def perform(self, claim: Claim, number: int, call: Call) -> Outcome:
        """Carry out call `number` of a connection. Any failure is in the reply; nothing of a failed call is kept.

        Once this returns, the rules that this call may have changed apply to every caller and every call.
        """
        outcome = await self._attempt(claim, number, call)
        if TOPIC in outcome.topics:
            await self._look()
            self._told = self.state.rules()
        return outcome

    async def _attempt(self, claim: Claim, number: int, call: Call) -> Outcome:
        only = claim.caller.only
        if only and type(call) not in BOUND[only]:
            bound = refuse("watches_only", "R8") if only == "watch" else refuse("notices_only", "R8")
            return Outcome(frames.encode(Reply(number, refusal=bound)))
        try:
            answer, topics, frame = await self._run(claim, number, call)
        except _UnknownCallerError as gone:
            return Outcome(frames.encode(Reply(number, refusal=gone.refusal)), hang_up=True)
        except RefusedError as refused:
            return Outcome(frames.encode(Reply(number, refusal=refused.refusal)))
        except ConsoleError as error:
            return self._problem(number, Problem(error.code, error.params))
        except frames.FrameError:
            return self._problem(number, Problem("too_large", {"call": handled(call)}))
        except Exception as error:  # noqa: BLE001 - the desk's boundary: one call's failure is that caller's alone
            who = claim.caller.person or claim.caller.service
            report = self.logbook.failed(error, call=handled(call), caller=who)
            if name := failure.named(error):
                return self._problem(number, Problem(name))
            if isinstance(error, StorageError):
                return self._problem(number, Problem(error.code, error.params, report))
            return self._problem(number, Problem("unexpected", report=report))
        self._remember(claim, call, answer)
        self._others.wrote(answer)
        return Outcome(frame, self._begin_scrubbing(topics))

    def believes(self) -> bool:
        """Whether the clock can be believed; while it cannot, ask every second, so that the time service can prove it."""
        return not self._desk.live.leap.unproved()

    async def sweep(self) -> frozenset[str]:
        """Carry out on the writer what is due by time; return the topics changed. A failure is logged and retried in a minute.

        Nothing is due by a clock that leapt ahead and that nobody has proved yet.
        """
        sweep = self._sweep
        if sweep is None or not self.believes():
            return frozenset()

        def unit(conn: Connection) -> frozenset[str]:
            gate.enter(conn, alone=False)
            roster, policy = self.state.current(conn)
            context = Context(conn, Caller("", "desk"), self._clock(), roster, policy, self._desk)
            sweep(context)
            return frozenset(context.topics)

        try:
            self._believed()
            return self._begin_scrubbing(await asyncio.wrap_future(self._writer.submit(unit)))
        except Exception as error:  # noqa: BLE001 - nobody waits for it; the log is told
            self.logbook.failed(error, call="sweep")
            return frozenset()

    async def study(self) -> frozenset[str]:
        """Look at what takes long, and write down what was found; return the topics changed. A failure is logged, and retried."""
        study = self._study
        if study is None:
            return frozenset()

        def look(conn: Connection) -> object:
            return study.look(
                Context(conn, Caller("", "desk"), self._clock(), *self.state.current(conn), self._desk)
            )

        def keep(found: object, conn: Connection) -> frozenset[str]:
            gate.enter(conn, alone=False)
            context = Context(conn, Caller("", "desk"), self._clock(), *self.state.current(conn), self._desk)
            study.keep(context, found)
            return frozenset(context.topics)

        try:
            found = await asyncio.wrap_future(self._readers.submit(look))
            return (
                await asyncio.wrap_future(self._writer.submit(partial(keep, found))) if found else frozenset()
            )
        except Exception as error:  # noqa: BLE001 - nobody waits for it; the log is told
            self.logbook.failed(error, call="study")
            return frozenset()

    def _begin_scrubbing(self, topics: frozenset[str]) -> frozenset[str]:
        """Start overwriting free pages if a handler requested it, without making its caller wait; return the other topics."""
        scrub = self._scrub
        if scrub is None or scrub.topic not in topics:
            return topics
        if self._scrubbing is None or self._scrubbing.done():
            self._scrubbing = asyncio.create_task(self._scrub_now(scrub))
        return topics - {scrub.topic}

    async def _scrub_now(self, scrub: Scrub) -> None:
        """Overwrite free pages; if a slow reader keeps the log from being emptied, the next sweep requests it again."""

        def note(conn: Connection) -> None:
            gate.enter(conn, alone=False)
            roster, policy = self.state.current(conn)
            scrub.done(Context(conn, Caller("", "desk"), self._clock(), roster, policy, self._desk))

        try:
            over = await asyncio.wrap_future(self._writer.alone(partial(self._database.scrub, scrub.tables)))
            if over:
                await asyncio.wrap_future(self._writer.submit(note))
        except Exception as error:  # noqa: BLE001 - nobody waits for it; the log is told, and the next sweep asks again
            self.logbook.failed(error, call="scrub")

    def tracks(self) -> bool:
        """Whether sessions are written down: where accounts say who people are, not where one account plays everybody."""
        return self._keep_sessions is not None and not self.state.roster().solo

    async def note(self, notes: Sequence[Note]) -> None:
        """Write down what became of sessions, in one transaction; what cannot be written is kept and tried again with the next.

        As with a sweep, nothing is written by a clock that leapt ahead and that nobody has proved yet.
        """
        self._notes += notes
        lost = len(self._notes) - _NOTES
        if lost > 0:
            self.logbook.event("sessions_lost", n=lost)
            del self._notes[:lost]
        keep, taken = self._keep_sessions, self._notes
        if keep is None or not taken or not self.believes():
            return

        def unit(conn: Connection) -> list[int]:
            gate.enter(conn, alone=False)
            rules = self.state.current(conn)
            return keep(Context(conn, Caller("", "desk"), self._clock(), *rules, self._desk), taken)

        # Who is cancelled meanwhile leaves them to the writer, which writes them once.
        self._notes = []
        try:
            numbers = await asyncio.shield(asyncio.wrap_future(self._writer.submit(unit)))
        except Exception as error:  # noqa: BLE001 - nobody waits for it; the log is told once
            if not self._behind:
                self.logbook.failed(error, call="sessions")
            self._behind, self._notes = True, taken + self._notes
            return
        self._behind = False
        for seq in numbers:
            self._others.wrote(Done(seq))

    async def drop_lists(self, claim: Claim) -> frozenset[str]:
        """Drop the lists that a lost connection left unfinished (architecture section 7); return the topics changed."""
        changed: set[str] = set()
        for list_id in sorted(claim.lists):
            call = list_calls.DropList(list_id)
            try:
                unit = self._writer.submit(partial(self._drop, claim.caller, call))
                topics = await asyncio.wrap_future(unit)
                changed |= topics
            except RefusedError as refused:
                self.logbook.event("list_kept", list=list_id, refusal=refused.refusal.code)
            except Exception as error:  # noqa: BLE001 - nobody is left to tell; the log is
                self.logbook.failed(error, call=handled(call), list=list_id)
        claim.lists.clear()
        return frozenset(changed)

    def left(self, service: str) -> frozenset[str]:
        """Note that a service's last line ended (nothing if `service` is empty); return the topics changed.

        The reason in its own last heartbeat stays valid.
        """
        if not service or service in self._desk.live.gone:
            return frozenset()
        self._desk.live.gone[service] = GONE
        return frozenset({"gateways", "sends"})

    def close(self) -> None:
        """Finish the work that was begun, and end the threads."""
        self._apart.shutdown(wait=True)
        self._writer.close()
        self._readers.close()

    def _drop(self, caller: Caller, call: list_calls.DropList, conn: Connection) -> frozenset[str]:
        gate.enter(conn, alone=False)
        return self._unit(caller, 1, call, conn, self.state.current(conn))[1]

    async def _run(self, claim: Claim, number: int, call: Call) -> "_Answered":
        await self._try_before(claim, call)
        if isinstance(call, Ask):
            self._asking += 1
            self._quiet.clear()
            try:
                return await asyncio.wrap_future(
                    self._readers.submit(partial(self._ask, claim, number, call))
                )
            finally:
                self._asking -= 1
                if not self._asking:
                    self._quiet.set()
        if isinstance(call, list_calls.Piece):
            await self._give_way()
        try:
            return await self._write(claim, number, call, alone=False)
        except _NotAloneError:
            # Its changes are rolled back; it runs again, alone from its beginning.
            return await self._write(claim, number, call, alone=True)

    async def _try_before(self, claim: Claim, call: Call) -> None:
        """Look at what a call needs looked at first; what is learnt is remembered, so that neither writer nor reader waits for it."""
        before = self._before.get(type(call))
        if before is None:
            return
        rest = await asyncio.wrap_future(
            self._readers.submit(partial(self._look_before, before, claim, call))
        )
        if callable(rest):
            # It takes longer than a reader has.
            await asyncio.wrap_future(self._apart.submit(rest))

    async def _give_way(self) -> None:
        """Wait for asks under way, but not for long: a person waits for their answers, and nobody for one piece of a list."""
        if self._asking:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_WAY):
                    await self._quiet.wait()

    def _look_before(
        self, before: Callable[[Context, Any], object], claim: Claim, call: Call, conn: Connection
    ) -> object:
        rules = self.state.current(conn)
        return before(Context(conn, self._caller(claim, rules), self._clock(), *rules, self._desk), call)

    def _ask(self, claim: Claim, number: int, call: Call, conn: Connection) -> "_Answered":
        # If no other desk writes, the rules were read again after every change: an ask need not check.
        rules = self.state.current(conn) if gate.is_shared(conn) else self.state.rules()
        return self._unit(self._caller(claim, rules), number, call, conn, rules)

    def _write(self, claim: Claim, number: int, call: Call, *, alone: bool) -> "asyncio.Future[_Answered]":
        def unit(conn: Connection) -> _Answered:
            gate.enter(conn, alone=alone)
            rules = self.state.current(conn)
            answered = self._unit(self._caller(claim, rules), number, call, conn, rules)
            if not alone and gate.is_shared(conn) and answered[1] & ALONE:
                raise _NotAloneError
            return answered

        return asyncio.wrap_future(self._writer.submit(unit))

    def _caller(self, claim: Claim, rules: Rules) -> Caller:
        """Check again who calls: a roster version may have come since Hello."""
        try:
            caller = self.identity.caller(claim.hello, claim.uid, rules[0])
        except RefusedError as refused:
            raise _UnknownCallerError(refused.refusal) from refused
        if caller != claim.caller:
            raise _UnknownCallerError(refuse("account_unknown", "R8", uid=claim.uid))
        return caller

    def _unit(self, caller: Caller, number: int, call: Call, conn: Connection, rules: Rules) -> "_Answered":
        """Run one call in its transaction. The reply is encoded inside it: an answer that cannot be sent undoes the act."""
        if type(call) in SERVICE_CALLS and not caller.service:
            raise RefusedError(refuse("not_a_service", "R8"))
        handler = self._handlers.get(type(call))
        if handler is None:
            raise ConsoleError("not_supported", call=handled(call))
        context = Context(conn, caller, self._clock(), *rules, self._desk)
        answer = handler(context, call)
        frame = frames.encode(Reply(number, ok=msgspec.Raw(msgspec.msgpack.encode(answer))))
        if TOPIC in context.topics:
            self.state.judge(conn)
        return answer, frozenset(context.topics), frame

    def _remember(self, claim: Claim, call: Call, answer: Any) -> None:
        match call:
            case list_calls.BeginList() | list_assets.MakeList() | list_assets.MakePart():
                claim.lists.add(int(answer.id))
            case (
                list_calls.FinishList(list_id=list_id)
                | list_assets.FinishMade(list_id=list_id)
                | list_calls.DropList(list_id=list_id)
            ):
                claim.lists.discard(list_id)
            case _:
                pass

    async def watch(self) -> frozenset[str]:
        """Check what other desks on this database did since the last check; return the topics to announce.

        The rules are read too, so that a person added by another desk's roster version is admitted here. On SQLite a home has one
        desk, so there is nothing to check.
        """
        if self._newest is None:
            return frozenset()
        blind, newest = self._blind, await self._look()
        # What was asked in vain while the database was gone is asked again now that it is back.
        back = blind and not self._blind
        topics = TOPICS if self._others.heard(newest) or back else frozenset()
        rules = self.state.rules()
        if rules is not self._told:
            self._told = rules
            topics |= {TOPIC}
        return topics

    async def _look(self) -> int:
        """Read the rules if they changed, and return the newest ledger entry's number; 0 if nothing can be read."""

        def unit(conn: Connection) -> int:
            self.state.current(conn)
            return self._newest(conn) if self._newest is not None else 0

        try:
            newest = await asyncio.wrap_future(self._readers.submit(unit))
        except Exception as error:  # noqa: BLE001 - acts read the rules by themselves; the next look is in a second
            if not self._blind:
                self.logbook.failed(error, call="look")
            self._blind = True
            return 0
        self._blind = False
        return newest

    def _problem(self, number: int, problem: Problem) -> Outcome:
        return Outcome(frames.encode(Reply(number, problem=problem)))


_Answered = tuple[Any, frozenset[str], bytes]


class _NotAloneError(Exception):
    """An act turned out to change the rules by which others are judged; it must run alone."""


class _UnknownCallerError(RefusedError):
    """The roster in force does not know this caller, or no longer does."""
