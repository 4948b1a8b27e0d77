"""The composition of the dispatcher: database, files, gateways, link threads and socket of one installation."""

import asyncio
import logging
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from console.db.engine import open_database
from console.db.keyed import KeyFile
from console.db.migrate import DISPATCH, upgrade
from console.db.told import database_url
from console.dispatch import crash, lines
from console.dispatch.claim import Claims
from console.dispatch.clock import Clock, HostClock
from console.dispatch.control import Control
from console.dispatch.dispatcher import Dispatcher
from console.dispatch.files import Files
from console.dispatch.hashed import Hashed
from console.dispatch.haul import Haul
from console.dispatch.heads import Heads
from console.dispatch.holds import ARMED_AGAIN, LEDGER_FORKED, NOT_ARMED, Holds
from console.dispatch.keeping import Keeper, MakeKeeper, NoKeeper, Parts
from console.dispatch.lease import REARMED, Instance, Lease, NotArmedError
from console.dispatch.link import DeskLink, NoticingLink, Rounds, Watched
from console.dispatch.openings import MakeSession, Openings, Prove
from console.dispatch.outbox import HELD as HELD_EVENT
from console.dispatch.outbox import Author, Outbox
from console.dispatch.own_gateways import OwnGateways
from console.dispatch.sender import Sender
from console.dispatch.sends import ENDING, SENDING, WAITING, Prepare
from console.dispatch.store import Store, read_mark, write_mark
from console.dispatch.vault import Vault
from console.dispatch.watch import Watch
from console.domain.gateways import GatewayFile
from console.errors import ConsoleError, RefusedError
from console.settings import placed
from console.signing.trust import Pin
from console.wire.calls import Heartbeat
from console.wire.views import ReleasedRow

log = logging.getLogger(__name__)

_LOOK = 0.25
"""Seconds between two rounds of the watch; a notice of the desk brings the next one at once."""
_PARTING = 3.0
"""Seconds that a link thread gets to end; it holds nothing that the next start would miss."""
_TOLD = "rearmed_told"
"""The mark of the newest re-arming whose holds the desk was told of."""
_FILES = 1.0
"""Seconds between two looks at which gateway files are in force, and which are here."""


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

    def database_url(self) -> str:
        """The URL in `dispatch/database` (mode 0600), else the SQLite file beside it."""
        folder = self.home / "dispatch"
        return database_url(folder / "database", folder / "dispatch.db")

    def open_store(self) -> tuple[Store, Path | None]:
        """Open and upgrade the database; return it with its file, None on PostgreSQL."""
        url = self.database_url()
        database = open_database(url, role="dispatch")
        upgrade(database, DISPATCH)
        return Store(database), Path(url.removeprefix("sqlite:///")) if database.dialect == "sqlite" else None


async def serve(installation: Installation) -> None:
    """Run one dispatcher until SIGTERM or SIGINT. Raises what ended it; then the next start takes stock."""
    store, file = installation.open_store()
    instance = Instance(store, installation.home / "dispatch", file)
    try:
        service = Service(installation, store, instance)
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, service.stop)
        await service.run()
    finally:
        instance.close()
        store.close()


def rearm(installation: Installation) -> None:
    """Re-arm the installation after its database was restored or copied. Raises LeaseTakenError."""
    store, file = installation.open_store()
    instance = Instance(store, installation.home / "dispatch", file)
    try:
        instance.rearm(installation.clock)
    finally:
        instance.close()
        store.close()


class Service:
    """One start of an installation. `stop` ends `run` in good order."""

    def __init__(self, installation: Installation, store: Store, instance: Instance) -> None:
        self._installation, self._store, self._instance = installation, store, instance
        self._files = Files(installation.home)
        service, self._key = self._files.service()
        self._by = Author(self._files.roots.org, service)
        self._clock = installation.clock
        hashed = Hashed(store, KeyFile(placed(installation.home).dispatch_optout_key))
        self.dispatcher = Dispatcher(store, Outbox(self._by, self._clock), Holds(), self._clock, hashed)
        with store.look() as look:
            version, digest = read_mark(look, "pin")
            if read_mark(look, LEDGER_FORKED)[0]:
                self.dispatcher.holds.everything.add(LEDGER_FORKED)
        self._files.look(Pin(version, digest) if version else None)
        self._links: list[DeskLink] = []
        self.openings = Openings(
            self.dispatcher, installation.vault, installation.make_session, installation.prove,
            simulator_file=placed(installation.home).simulator_file, simulator_port=installation.simulator_port,
        )  # fmt: skip
        self.gateways = OwnGateways(self._files, self.openings, self.dispatcher, self._add)
        self.keeper: Keeper | None = None
        self._following: asyncio.Task[None] | None = None

    def stop(self) -> None:
        """End `run`."""
        self.dispatcher.stop()

    async def run(self) -> None:
        """Arm, open the gateways, and serve. Raises what ended it."""
        dispatcher, armed = self.dispatcher, True
        freezing = dispatcher.freezing
        try:
            self._instance.arm()
            self.gateways.take_in()
            self._tell_held()
        except NotArmedError as error:
            log.error("%s", error)  # noqa: TRY400 - an answer about the installation, not a fault of ours
            dispatcher.holds.everything.add(NOT_ARMED)
            freezing.unarmed, freezing.why = self._instance.asks(), error.why
            armed = False
        threads = self._threads()
        keeper = self.keeper = self._keeper()
        freezing.retire, freezing.in_force = keeper.retire, keeper.in_force
        freezing.rearm = partial(self._arm_again, keeper)
        threads.append(Rounds("custody", keeper.round, 0.25, dispatcher.fail))
        control = Control(dispatcher, lambda: self._files.newest, keeper)
        try:
            await keeper.begin()
            freezing.begin()
            for thread in threads:
                thread.start()
            await control.start(placed(self._installation.home).dispatch_socket)
            if armed:
                self._following = asyncio.create_task(self._keep_up(keeper))
            await dispatcher.run()
        except Exception as error:
            await asyncio.to_thread(self._part, crash.cause(error))
            raise
        finally:
            if self._following is not None:
                self._following.cancel()
                await asyncio.gather(self._following, return_exceptions=True)
            for thread in threads:
                thread.stop()
            for link in self._links:
                link.close()
            for thread in threads:
                await asyncio.to_thread(thread.join, _PARTING)
            await control.stop()

    def _part(self, why: str) -> None:
        """Tell the desk, once and as far as it can be told, why nothing more comes from here."""
        with suppress(RefusedError, ConsoleError, ConnectionError):
            self._watching.call(Heartbeat({}, self._files.own.digests(), ends=why))

    async def _arm_again(self, keeper: Keeper) -> None:
        """Two people said that nobody else sends from this database: take in the gateways, and send again.

        What was under way is held until its operator signs a resume; see `Instance.rearm`.
        """
        self._instance.rearm(self._clock)
        self.gateways.take_in()
        self._tell_held()
        await keeper.begin()
        self.dispatcher.holds.everything -= {NOT_ARMED, LEDGER_FORKED}
        self._following = asyncio.create_task(self._keep_up(keeper))
        log.warning("armed again")

    def _tell_held(self) -> None:
        """Tell the desk, once, of the holds that arming again took: their resumes must name them."""
        with self._store.turn() as turn:
            at = read_mark(turn, REARMED)[0]
            if at <= read_mark(turn, _TOLD)[0]:
                return
            for _, send in self.dispatcher.sends():
                if send.held and send.state in {WAITING, SENDING, ENDING}:
                    self.dispatcher.outbox.put(turn, send, HELD_EVENT, ARMED_AGAIN)
            write_mark(turn, _TOLD, at)

    def _keeper(self) -> Keeper:
        link = Watched(self._installation.connect(self._by.service), self.dispatcher.told)
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
        self.dispatcher.add(sender, lease, gateway.receipt_hours)

    async def _keep_up(self, keeper: Keeper) -> None:
        """Follow the newest roster from one gateway file to another, for as long as this runs."""
        try:
            while True:
                await asyncio.sleep(_FILES)
                await self.gateways.keep_up(keeper)
        except asyncio.CancelledError:
            raise
        except BaseException as error:  # noqa: BLE001 - the task's boundary
            self.dispatcher.fail(error)

    def _threads(self) -> list[Rounds]:
        dispatcher, connect = self.dispatcher, self._installation.connect
        watching = Watched(connect(self._by.service), dispatcher.told)
        hauling = Watched(connect(self._by.service), dispatcher.told)
        self._links = [watching, hauling]

        def breathe() -> None:
            self.haul.deliver()

        claims = Claims(
            self._store, hauling, self._files, dispatcher.outbox, self._clock, self.gateways, breathe,
        )  # fmt: skip
        claims.sweep()
        heads = Heads(self._store, hauling, self._files.roots, self._key, self._by, self._clock)
        self.haul = haul = Haul(self._store, hauling, dispatcher, claims, heads, self._key, self._files)
        hauler = Rounds("haul", haul.round, 0.1, dispatcher.fail)

        def fresh(rows: list[ReleasedRow]) -> None:
            haul.take(rows)
            hauler.soon()

        watch = Watch(
            self._store, watching, dispatcher, fresh, self._files.own.digests, haul.told_roster, self._key
        )  # fmt: skip
        watcher = Rounds("watch", watch.round, _LOOK, dispatcher.fail)

        def notice(topics: frozenset[str]) -> None:
            if watch.notice(topics):
                watcher.soon()

        watching.listen(notice)
        self._watching = watching
        return [watcher, hauler]
