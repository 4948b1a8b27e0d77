"""The composition of the dispatcher: database, files, gateways, link threads and socket of one installation."""

import asyncio
import logging
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from console import failure
from console.db import doubt
from console.db.engine import open_database
from console.db.keyed import KeyFile
from console.db.location import database_url
from console.db.migrate import DISPATCH, upgrade
from console.dispatch import crash
from console.dispatch.claiming.claim import Claims
from console.dispatch.clock import Clock, HighWater, HostClock, instant
from console.dispatch.control import Control
from console.dispatch.control_socket import ControlSocket
from console.dispatch.custody import lines
from console.dispatch.custody.vault import Vault
from console.dispatch.dispatcher import Dispatcher
from console.dispatch.holds import ARMED_AGAIN, LEDGER_FORKED, NOT_ARMED, Holds
from console.dispatch.keeper_port import Keeper, MakeKeeper, NoKeeper, Parts
from console.dispatch.lease import REARMED, Instance, Lease, NotArmedError
from console.dispatch.link import DeskLink, NoticingLink, Rounds, Watched
from console.dispatch.memory.ledger_heads import Heads
from console.dispatch.memory.memory import Memories, Recollection, Witness
from console.dispatch.memory.recall import Recall
from console.dispatch.open_gateways import MakeSession, Openings, Prove
from console.dispatch.own_gateways import OwnGateways
from console.dispatch.promises import Promises
from console.dispatch.replies.hashed import Hashed
from console.dispatch.reports.outbox import HELD as HELD_EVENT
from console.dispatch.reports.outbox import Author, Outbox
from console.dispatch.rosters.files import Files
from console.dispatch.sending.sender import Sender
from console.dispatch.sends import ENDING, SENDING, WAITING, Prepare
from console.dispatch.store import STRAY, Store, Turn, read_mark, strides, write_mark
from console.dispatch.watch import Watch
from console.dispatch.worker import Worker
from console.domain.sending.gateways import GatewayFile
from console.domain.timekeeping import Proof, steady
from console.errors import ConsoleError, RefusedError
from console.settings import last_backup, placed
from console.signing.trust import Pin
from console.site import watchers
from console.wire.dispatch import Heartbeat, ReleasedRow

log = logging.getLogger(__name__)

_LOOK = 0.25
"""Seconds between two rounds of the watch; a notice of the desk brings the next one at once."""
_PARTING = 3.0
"""Seconds that a link thread gets to end; it holds nothing that the next start needs."""
_OWED = "doubt_owed"
"""Mark of an arming by hand: what the database forgot has still to be asked for."""
_ASKING = 2.0
"""Seconds that a start waits for the answer to what the database forgot, before the control socket opens anyway."""
_AGAIN = 1.0
"""Seconds between two calls to a desk that does not answer."""
_TOLD = "rearmed_told"
"""Mark of the newest re-arming whose holds were reported to the desk."""
_SOONEST, _LATEST = 0.1, 2.0
"""Seconds between two attempts to open a database that is gone: after the first, and at most."""
_FILES = 1.0
"""Seconds between two checks of which gateway files are in force and which are here."""


@dataclass(slots=True)
class Installation:
    """One installation as it is started: its folder, how the desk is reached, and who holds the secrets."""

    home: Path
    connect: Callable[[str], NoticingLink]
    vault: Vault
    simulator_port: int = 0
    clock: Clock = field(default_factory=HostClock)
    make_session: MakeSession = lines.session
    prove: Prove = lines.prove
    keeper: MakeKeeper = NoKeeper
    witness: Path | None = None
    play: bool = False
    """A demo: what is sent twice after a host was put back reaches nobody, so that no witness is asked for."""
    proof: Proof = field(default_factory=Proof)
    steady: Callable[[], float] = steady
    """What proves the host's clock after a leap ahead."""
    timezone: str = "Asia/Shanghai"
    """The zone of sending hours, an IANA name; the desk of the installation has the same."""

    def database_url(self) -> str:
        """The URL in `dispatch/database` (mode 0600), else the SQLite file beside it."""
        folder = self.home / "dispatch"
        return database_url(folder / "database", folder / "dispatch.db")

    def open_store(self) -> tuple[Store, Path | None]:
        """Open and upgrade the database; return it with its file (None on PostgreSQL)."""
        url = self.database_url()
        database = open_database(url, role="dispatch")
        try:
            upgrade(database, DISPATCH)
        except BaseException:
            database.close()
            raise
        return Store(database), Path(url.removeprefix("sqlite:///")) if database.dialect == "sqlite" else None


async def serve(installation: Installation) -> None:
    """Run one dispatcher until SIGTERM or SIGINT. Raises the error that ended it; the next start then takes stock.

    A database that goes ends no process: the same vault, the lock of the installation and the control socket stay, and another
    service takes stock once the database is back (decision 0053).
    """
    over = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, over.set)
    store, file = installation.open_store()
    instance = Instance(store, installation.home / "dispatch", file)
    door, promises = ControlSocket(), Promises()
    try:
        while True:
            try:
                return await _served(Service(installation, store, instance, door, promises), over)
            except Exception as error:
                if failure.named(error) != failure.DATABASE_GONE or door.control is None:
                    raise
                log.warning("the database is gone: %s", crash.place(error))
                store.close(error)
            since, before = time.monotonic(), store
            await door.control.settled()
            store = await _reopened(installation, before, over)
            instance.use(store)
            log.warning("the database is back after %.1f s", time.monotonic() - since)
    except _OverError:
        return None
    finally:
        await door.close()
        instance.close()
        store.close()


class _OverError(Exception):
    """The process was told to end while it had no database."""


async def _served(service: "Service", over: asyncio.Event) -> None:
    """Run a service until it ends, or is told to."""
    running, ending = asyncio.ensure_future(service.run()), asyncio.ensure_future(over.wait())
    await asyncio.wait({running, ending}, return_when=asyncio.FIRST_COMPLETED)
    ending.cancel()
    if over.is_set():
        service.stop()
    await running


async def _reopened(installation: Installation, before: Store, over: asyncio.Event) -> Store:
    """Open the database again as soon as it can be, off the loop, which serves the control socket. Raises _OverError."""
    pause = _SOONEST
    while True:
        with suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), pause)
            raise _OverError
        try:
            return await asyncio.to_thread(_opened_again, installation, before)
        except Exception as error:
            if failure.named(error) != failure.DATABASE_GONE:
                raise
        pause = min(2 * pause, _LATEST)


def _opened_again(installation: Installation, before: Store) -> Store:
    store, _ = installation.open_store()
    try:
        store.forgot_since(before)
    except BaseException:
        store.close()
        raise
    return store


def rearm(installation: Installation) -> None:
    """Re-arm the installation after its database was restored or copied. Raises LeaseTakenError."""
    store, file = installation.open_store()
    instance = Instance(store, installation.home / "dispatch", file)
    try:
        # What was forgotten is not asked for here: the next start asks, and marks the recipients concerned as unknown.
        instance.rearm(installation.clock, lambda turn: write_mark(turn, _OWED, 1))
    finally:
        instance.close()
        store.close()


class Service:
    """One start of an installation. `stop` ends `run` in an orderly way."""

    def __init__(
        self,
        installation: Installation,
        store: Store,
        instance: Instance,
        door: ControlSocket | None = None,
        promises: Promises | None = None,
    ) -> None:
        self._installation, self._store, self._instance = installation, store, instance
        self._own_door = door is None
        self._door, self._promises = door or ControlSocket(), promises or Promises()
        self._files = Files(installation.home)
        service, self._key = self._files.service()
        self._by = Author(self._files.roots.org, service)
        self._clock = HighWater(
            store, installation.clock, proof=installation.proof, steady=installation.steady
        )
        hashed = Hashed(store, KeyFile(placed(installation.home).dispatch_optout_key))
        self.dispatcher = Dispatcher(
            store, Outbox(self._by, self._clock), Holds(ZoneInfo(installation.timezone)), self._clock, hashed
        )
        with store.look() as look:
            version, digest = read_mark(look, "pin")
            if read_mark(look, LEDGER_FORKED)[0]:
                self.dispatcher.holds.everything.add(LEDGER_FORKED)
        self._files.look(Pin(version, digest) if version else None)
        self._keep_calendar()
        self._links: list[DeskLink] = []
        witness = Witness(installation.witness) if installation.witness is not None else None
        self.memories = Memories(store, self._files, self._by, self._key, self._clock, witness)
        self.openings = Openings(
            self.dispatcher, installation.vault, installation.make_session, installation.prove,
            simulator_file=placed(installation.home).simulator_file, simulator_port=installation.simulator_port,
        )  # fmt: skip
        self.gateways = OwnGateways(self._files, self.openings, self.dispatcher, self._add)
        self.memories.gateways = lambda: list(self.gateways.digests())
        self.keeper: Keeper | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._keeping: list[asyncio.Task[None]] = []
        self._running: list[Rounds] = []

    def stop(self) -> None:
        """End `run`."""
        self.dispatcher.stop()

    async def run(self) -> None:
        """Arm, open the gateways, and serve. Raises the error that ended it."""
        dispatcher, freezing = self.dispatcher, self.dispatcher.freezing
        keeper = self.keeper = self._keeper()
        freezing.retire, freezing.in_force = keeper.retire, keeper.in_force
        freezing.rearm = partial(self._arm_again, keeper)
        dispatcher.withdrawals.roster = lambda: self._files.newest
        home = placed(self._installation.home)
        control = Control(
            dispatcher,
            lambda: self._files.newest,
            keeper,
            self._witnessed,
            watchers=watchers(home.site),
            backed_up=partial(last_backup, home, "dispatch"),
            promises=self._promises,
        )
        threads = [*self._threads(), Rounds("custody", keeper.round, 0.25, dispatcher.fail)]
        try:
            beginning = asyncio.create_task(self._begin(keeper, threads))
            self._tasks.append(beginning)
            await asyncio.wait({beginning}, timeout=_ASKING)
            if not beginning.done():
                # The custodian may open the vault before the desk answers.
                await keeper.begin()
            freezing.begin()
            await self._door.open(home.dispatch_socket, control)
            await dispatcher.run()
        except Exception as error:
            if failure.named(error) == failure.DATABASE_GONE:
                await self._lose(control)
            await asyncio.to_thread(self._part, crash.cause(error))
            raise
        finally:
            tasks = [*self._tasks, *self._keeping]
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            for thread in self._running:
                thread.stop()
            for link in self._links:
                link.close()
            for thread in self._running:
                await asyncio.to_thread(thread.join, _PARTING)
            if self._own_door:
                await self._door.close()

    async def _lose(self, control: Control) -> None:
        """Let the socket say that the database is gone, by whoever knew the sends last."""
        self.dispatcher.lose()
        if self._promises.before is None:
            self._promises.before = self.dispatcher
            await self._door.open(placed(self._installation.home).dispatch_socket, control)

    def _part(self, why: str) -> None:
        """Tell the desk, once and if it can be reached, why this dispatcher stops reporting."""
        with suppress(RefusedError, ConsoleError, ConnectionError):
            self._watching.call(Heartbeat({}, self._files.own.digests(), ends=why))

    async def _begin(self, keeper: Keeper, threads: list[Rounds]) -> None:
        """Arm unless this database is a copy or has forgotten something; then start the link threads.

        Only the desk's answer can tell, and without the desk nothing could be sent anyway.
        """
        try:
            why = self._fits()
            if not why:
                asked = await self._asked()
                why = "" if await self._owed(asked) else asked.why
            if why:
                self._disarm(why)
            else:
                self.memories.begin()
                await asyncio.to_thread(self._tell)
                self.gateways.take_in()
                self._promises.keep(self.dispatcher)
                self._tell_held()
            await keeper.begin()
            if not why:
                self._keeping.append(asyncio.create_task(self._keep_up(keeper)))
            for thread in threads:
                self._running.append(thread)
                thread.start()
        except asyncio.CancelledError:
            raise
        except BaseException as error:  # noqa: BLE001 - the task's boundary
            self.dispatcher.fail(error)

    def _fits(self) -> str:
        """Take the next fence; return why the database and the marker file disagree, or an empty string."""
        try:
            self._instance.arm()
        except NotArmedError as error:
            return error.why
        return ""

    async def _asked(self) -> Recollection:
        """Return what the desk and the witness know; wait until the desk answers."""
        while True:
            try:
                return await asyncio.to_thread(self.memories.ask, self._link)
            except (RefusedError, ConsoleError, ConnectionError) as error:
                log.warning("what was told before is not known yet: the desk: %s", error)
                await asyncio.sleep(_AGAIN)

    async def _owed(self, memory: Recollection) -> bool:
        """Whether the database may be used: nothing was forgotten, or it was armed by hand and the doubt is recorded now."""
        with self._store.look() as look:
            owed = read_mark(look, _OWED)[0]
        if not owed:
            return not memory.why
        doubtful = self._doubtful(memory)
        if doubtful:
            await asyncio.to_thread(self._recall)
            self._doubt_waiting()
        with self._store.turn() as turn:
            if doubtful:
                self._adopt(turn, memory)
            turn.run("DELETE FROM mark WHERE name = ?", (_OWED,))
        return True

    def _doubtful(self, memory: Recollection) -> bool:
        """Whether messages may have been sent that this database does not know: somebody says so, or a receipt may."""
        with self._store.look() as look:
            return bool(memory.why or read_mark(look, STRAY)[0])

    def _disarm(self, why: str) -> None:
        log.error("not armed: %s", why)
        freezing = self.dispatcher.freezing
        self.dispatcher.holds.everything.add(NOT_ARMED)
        freezing.unarmed, freezing.why = self._instance.asks(), why

    def _forgot(self, why: str) -> None:
        """Hold everything in the middle of a turn: a receipt showed that this database was put back while nobody looked."""
        if NOT_ARMED not in self.dispatcher.holds.everything:
            self._disarm(why)

    async def _let_go(self) -> None:
        """Close what a dispatcher that forgot has open: it is armed again under another identity, with everything read anew."""
        for task in self._keeping:
            task.cancel()
        await asyncio.gather(*self._keeping, return_exceptions=True)
        self._keeping = []
        while shut := [one for one in self.openings.gateways if self.openings.is_open(one)]:
            for gateway in shut:
                await self.openings.close(gateway, NOT_ARMED)

    async def _arm_again(self, keeper: Keeper) -> None:
        """Take in the gateways and send again, after two people signed that no other copy of this database sends.

        Sends that were under way are held until their operator signs a resume (see `Instance.rearm`). If the database has forgotten
        something, the desk returns what was reported, and every recipient who might have got a message since is in doubt.
        """
        await self._let_go()
        asked = await asyncio.to_thread(self.memories.ask, self._link)
        if self._doubtful(asked):
            await asyncio.to_thread(self._recall)
            await self._let_go()
            # From here to where the gateways are taken in nothing else runs: nobody sees a half of it.
            self._doubt_waiting()
            self._instance.rearm(self._clock, partial(self._adopt, memory=asked))
        else:
            self._instance.rearm(self._clock)
        self.memories.begin()
        self.dispatcher.drop()
        self.gateways.take_in()
        self._promises.keep(self.dispatcher)
        await asyncio.to_thread(self._tell)
        self._tell_held()
        await keeper.begin()
        self.dispatcher.holds.everything -= {NOT_ARMED, LEDGER_FORKED}
        self._keeping.append(asyncio.create_task(self._keep_up(keeper)))
        log.warning("armed again")

    def _recall(self) -> None:
        """Read what was reported about the sends in this database. Runs on a link thread."""
        recall = Recall(self._store, self._link, self._by, self.memories.own_keys)
        recall.all(int(self._clock.time() * 1000))

    def _doubt_waiting(self) -> None:
        """Mark in doubt every recipient who still waits in a send whose window has opened; the next start sets them to UNKNOWN.

        A long list is marked in steps; whoever was not reached before a crash is marked when this is asked for again.
        """
        with self._store.look() as look:
            sends = look.rows(doubt.SENDS, (instant(self._clock),))
        marked, counted = doubt.step()
        for send_id, last in sends:
            for places in strides(range(last + 1)):
                with self._store.turn() as turn:
                    touched = turn.run(marked, (send_id, places[0], places[-1]))
                    turn.run(counted, (touched, touched, send_id))

    def _adopt(self, turn: Turn, memory: Recollection) -> None:
        """Take over what others know, once everybody is marked who might have got a message that this database does not know."""
        self.memories.adopt(turn, memory)
        turn.run("DELETE FROM mark WHERE name = ?", (STRAY,))

    def _tell(self) -> None:
        """Report how far the database goes before anything is sent. Runs on a link thread; a silent desk is told later."""
        try:
            self.memories.tell(self._link)
        except (RefusedError, ConsoleError, ConnectionError) as error:
            log.warning("how far the database goes: the desk: %s", error)

    def _witnessed(self) -> str:
        witness = self.memories.witness
        if witness is not None:
            return witness.state(self._installation.home)
        return "" if self._installation.play else "witness_none"

    def _tell_held(self) -> None:
        """Tell the desk, once, about the holds that arming again made: their resumes must name them."""
        with self._store.turn() as turn:
            at = read_mark(turn, REARMED)[0]
            if at <= read_mark(turn, _TOLD)[0]:
                return
            for _, send in self.dispatcher.sends():
                if send.held and send.state in {WAITING, SENDING, ENDING}:
                    self.dispatcher.outbox.put(turn, send, HELD_EVENT, ARMED_AGAIN)
            write_mark(turn, _TOLD, at)

    def _keeper(self) -> Keeper:
        link = Watched(self._installation.connect(self._by.service), self.dispatcher.heard_desk)
        self._links.append(link)
        parts = Parts(
            self._store, self._files, self.openings, self._installation.vault, self._clock, self._by, self._key,
            link,
        )  # fmt: skip
        return self._installation.keeper(parts)

    def _add(self, gateway: GatewayFile, prepare: Prepare) -> None:
        lease = Lease(self._store, gateway.id, self._instance.id)
        lease.take()
        sender = Sender(
            self._store, gateway.id, prepare, lease=lease, holds=self.dispatcher.holds,
            outbox=self.dispatcher.outbox, clock=self._clock,
        )  # fmt: skip
        sender.forgot = self._forgot
        self.dispatcher.add(sender, lease, gateway)

    def _keep_calendar(self) -> None:
        """Let the holds know the calendar that the newest roster names, as our own files have it."""
        self.dispatcher.holds.calendar = self._files.own.calendar(self._files.newest)

    async def _keep_up(self, keeper: Keeper) -> None:
        """Follow the newest roster from one gateway file to the next, until cancelled."""
        try:
            while True:
                await asyncio.sleep(_FILES)
                self._keep_calendar()
                await self.gateways.keep_up(keeper)
        except asyncio.CancelledError:
            raise
        except BaseException as error:  # noqa: BLE001 - the task's boundary
            self.dispatcher.fail(error)

    def _threads(self) -> list[Rounds]:
        dispatcher, connect = self.dispatcher, self._installation.connect
        watching = Watched(connect(self._by.service), dispatcher.heard_desk)
        working = Watched(connect(self._by.service), dispatcher.heard_desk)
        self._link = Watched(connect(self._by.service), dispatcher.heard_desk)
        self._links += [watching, working, self._link]

        def breathe() -> None:
            self.worker.deliver()

        claims = Claims(
            self._store, working, self._files, dispatcher.outbox, self._clock, self.gateways, breathe,
            Recall(self._store, working, self._by, self.memories.own_keys),
        )  # fmt: skip
        heads = Heads(self._store, working, self._files.roots, self._key, self._by, self._clock)
        self.worker = worker = Worker(self._store, working, dispatcher, claims, heads, self._key, self._files)
        rounds = Rounds("worker", worker.round, 0.1, dispatcher.fail)

        def fresh(rows: list[ReleasedRow]) -> None:
            worker.take(rows)
            rounds.soon()

        watch = Watch(
            self._store, watching, dispatcher, fresh, self._files.own.digests, worker.told_roster, self._key,
            self._witnessed,
        )  # fmt: skip
        watcher = Rounds("watch", watch.round, _LOOK, dispatcher.fail)

        def notice(topics: frozenset[str]) -> None:
            if watch.notice(topics):
                watcher.soon()

        watching.listen(notice)
        self._watching = watching
        memory = Rounds("memory", partial(self.memories.tell, self._link), _LOOK, dispatcher.fail)
        return [watcher, rounds, memory]
