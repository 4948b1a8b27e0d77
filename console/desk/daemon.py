"""The desk as a process, one per home: it upgrades its database, reads its rules, and serves until it is told to stop."""

import asyncio
import gc
import os
import resource
import signal
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from sqlalchemy import Connection

from console import failure
from console.db import gate, migrate
from console.db.engine import Database, open_database
from console.db.errors import StorageError
from console.db.location import database_url
from console.desk import places
from console.desk.calls import Calls, KeepSessions, Scrub, Study
from console.desk.door import GROUP_MODE, SOLO_MODE, Lock
from console.desk.high_water import HighWater
from console.desk.identity import Chosen, PeerUid
from console.desk.line import Limits
from console.desk.logbook import Logbook
from console.desk.others import Newest
from console.desk.server import Place, Server
from console.desk.state import Load, Mark, State
from console.domain import times
from console.errors import ConsoleError
from console.locale import daemon_words
from console.services.context import Context, Desk, Handler
from console.settings import Home
from console.signing.refused import Refused
from console.site import teller, watchers
from console.wire.base import Call

_SWITCH: Final = 0.0005
"""Seconds after which a thread that computes gives way; Python's own are five thousandths."""


@dataclass(frozen=True, slots=True)
class Core:
    """The desk's use cases; tests supply their own. `sweep` runs every minute in a write transaction of its own.

    `start` runs only once, in a write transaction before the door opens; `load` reads the rules in force, `mark` values that grow
    with each change of them, `newest` the ledger's newest number, `latest` the time of its newest entry (empty: none). `scrub` names tables to overwrite when a handler asks. `study` follows each sweep.
    `sessions` writes down who was let in. `before` is what is looked at for a call before the writer carries it out; a function that it returns runs apart from the readers.
    """

    handlers: Mapping[type[Call], Handler]
    desk: Desk
    load: Load
    mark: Mark
    start: Callable[[Connection], None]
    tree: migrate.Tree | None = migrate.DESK
    sweep: Callable[[Context], object] | None = None
    newest: Newest | None = None
    latest: Callable[[Connection], str] = lambda _: ""
    scrub: Scrub | None = None
    study: Study | None = None
    before: Mapping[type[Call], Callable[[Context, Any], object]] = field(default_factory=dict)
    sessions: KeepSessions | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How this desk runs; `services` maps accounts (uid) to service entries.

    An empty `database` means the one that `desk/database` names, else the home's own SQLite file; `group` is the numeric group that
    may reach the socket where people have accounts of their own (-1: none).
    """

    home: Home
    database: str = ""
    services: tuple[tuple[int, str], ...] = ()
    group: int = -1
    limits: Limits | None = None


def run(options: Options, core: Callable[[], Core]) -> int:
    """Run the desk until SIGTERM or SIGINT and return the exit code: 0, 75 if this home has a desk already, else 1.

    A failure before the door opens is written to the log and, in one line, to standard error.
    """
    os.umask(0o077)
    # A core file would contain numbers and names.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    home = options.home
    for folder in (home.logs, home.desk_lock.parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        places.judge(home, separated=home.site is not None or options.group >= 0)
    except ConsoleError as error:
        # The log itself may be the loose file, so nothing is written to it.
        _tell(f"{error.code}: {error.params}; see: sms-console doctor, sms-console install check")
        return 1
    logbook = Logbook(home.log("desk"))
    try:
        lock = Lock(home.desk_lock)
    except BlockingIOError:
        logbook.event("refused_start", why="desk_running")
        _tell("desk_running: this home has a desk already")
        return os.EX_TEMPFAIL
    try:
        asyncio.run(_serve(options, core(), logbook))
    except StorageError as error:
        logbook.event("refused_start", why=error.code, **error.params)
        _write(daemon_words.lines("desk", error.code, error.params))
        return 1
    except ConsoleError as error:
        logbook.event("refused_start", why=error.code, **error.params)
        _tell(f"{error.code}: {error.params}")
        return 1
    except Refused as refused:
        logbook.event("refused_start", why=refused.name, detail=refused.detail)
        _tell(f"{refused.name}: {refused.detail}; see: sms-console org check")
        return 1
    except Exception as error:  # noqa: BLE001 - the process's boundary
        report = logbook.failed(error)
        if name := failure.named(error):
            logbook.event("refused_start", why=name)
            _tell(f"{name}: {type(error).__name__}; see: sms-console doctor")
            return 1
        _tell(f"unexpected: {type(error).__name__}, report {report} in {home.log('desk')}")
        return 1
    finally:
        lock.release()
        logbook.close()
    return 0


async def _serve(options: Options, core: Core, logbook: Logbook) -> None:
    over = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, over.set)
    loop.set_exception_handler(lambda _loop, context: _report(logbook, context))
    url = options.database or database_url(options.home.desk_told, options.home.desk_database)
    database = open_database(url, role="desk")
    clock = HighWater(options.home.desk_clock)
    try:
        state = _prepared(database, core, logbook, clock)
        solo = state.roster().solo
        _settle()
        calls = Calls(
            database,
            handlers=core.handlers,
            state=state,
            desk=replace(core.desk, log=logbook.size, log_days=logbook.days),
            identity=Chosen()
            if solo
            else PeerUid(dict(options.services), watchers(options.home.site), teller(options.home.site)),
            logbook=logbook,
            sweep=core.sweep,
            newest=core.newest,
            scrub=core.scrub,
            study=core.study,
            before=core.before,
            believed=clock.keep,
            sessions=core.sessions,
        )
        mode = SOLO_MODE if solo or options.group < 0 else GROUP_MODE
        options.home.run.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = Place(options.home.desk_socket, mode, -1 if solo else options.group)
        try:
            await Server(calls, place, options.limits).serve(over)
        finally:
            calls.close()
    finally:
        database.close()


def _prepared(database: Database, core: Core, logbook: Logbook, clock: HighWater) -> State:
    """Upgrade the database, run what must be done before the first call, and read the rules."""
    if core.tree is not None:
        logbook.event("upgraded", revisions=migrate.upgrade(database, core.tree))
    with database.writer() as conn:
        gate.enter(conn, alone=True)
        # Before this start writes anything by a clock that may be wrong.
        expected = clock.expected(core.latest(conn))
        core.start(conn)
    if expected is not None:
        core.desk.live.leap.expect(expected)
    with database.reader() as conn:
        state = State(core.load, core.mark, conn)
    if state.roster().expires <= times.now():
        logbook.event("roster_expired", expires=state.roster().expires)
    return state


def _settle() -> None:
    """Prepare the interpreter for many short calls beside a long one.

    A full collection would look through everything that was loaded, half a tenth of a second in which nobody is answered: what is
    there by now stays. A thread that computes gives way sooner than by itself: an answer takes many turns.
    """
    gc.freeze()
    sys.setswitchinterval(_SWITCH)


def _report(logbook: Logbook, context: dict[str, Any]) -> None:
    error = context.get("exception")
    if isinstance(error, BaseException):
        logbook.unexpected(error, where=str(context.get("message", "")))
    else:
        logbook.event("loop", message=str(context.get("message", "")))


def _tell(words: str) -> None:
    _write(f"desk: {words}\n")


def _write(text: str) -> None:
    os.write(2, text.encode("utf-8", "backslashreplace"))
