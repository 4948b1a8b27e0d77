"""The composition of the dispatcher: database, files, gateways, link threads and socket of one installation."""

import asyncio
import logging
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from console.db.engine import open_database
from console.db.migrate import DISPATCH, upgrade
from console.dispatch import lines
from console.dispatch.claim import Claims
from console.dispatch.clock import Clock, HostClock
from console.dispatch.control import Control
from console.dispatch.dispatcher import Dispatcher
from console.dispatch.files import Files
from console.dispatch.haul import Haul
from console.dispatch.heads import Heads
from console.dispatch.holds import LEDGER_FORKED, NOT_ARMED, Holds
from console.dispatch.lease import Instance, Lease, NotArmedError
from console.dispatch.link import DeskLink, Rounds, Watched
from console.dispatch.outbox import Author, Outbox
from console.dispatch.sender import Sender
from console.dispatch.store import Store, read_mark
from console.dispatch.vault import NoSecretError, Vault
from console.dispatch.watch import Watch
from console.domain import gateways
from console.domain.gateways import GatewayFile
from console.gateways.ports import Session, Sink
from console.settings import Home
from console.signing.trust import Pin
from console.wire.views import ReleasedRow

log = logging.getLogger(__name__)

_PARTING = 3.0
"""Seconds that a link thread gets to end; it holds nothing that the next start would miss."""

MakeSession = Callable[[GatewayFile, int, Vault, Sink], Session[Any]]


@dataclass(slots=True)
class Installation:
    """One installation as it is started: its folder, how the desk is reached, and who holds the secrets."""

    home: Path
    connect: Callable[[str], DeskLink]
    vault: Vault
    simulator_port: int = 0
    clock: Clock = field(default_factory=HostClock)
    make_session: MakeSession = lines.session

    def database_url(self) -> str:
        """The URL in `dispatch/database` (mode 0600), else the SQLite file beside it."""
        told = self.home / "dispatch" / "database"
        return (
            told.read_text("utf-8").strip()
            if told.exists()
            else f"sqlite:///{self.home}/dispatch/dispatch.db"
        )

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
        instance.rearm()
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
        self.dispatcher = Dispatcher(store, Outbox(self._by, self._clock), Holds(), self._clock)
        with store.look() as look:
            version, digest = read_mark(look, "pin")
            if read_mark(look, LEDGER_FORKED)[0]:
                self.dispatcher.holds.everything.add(LEDGER_FORKED)
        self._files.look(Pin(version, digest) if version else None)
        self._links: list[DeskLink] = []
        self._factories: dict[str, lines.Factory] = {}

    def stop(self) -> None:
        """End `run`."""
        self.dispatcher.stop()

    async def run(self) -> None:
        """Arm, open the gateways, and serve. Raises what ended it."""
        dispatcher = self.dispatcher
        try:
            self._instance.arm()
            sessions = self._sessions()
        except NotArmedError as error:
            log.error("%s", error)  # noqa: TRY400 - an answer about the installation, not a fault of ours
            dispatcher.holds.everything.add(NOT_ARMED)
            sessions = {}
        threads = self._threads()
        control = Control(dispatcher, lambda: self._files.newest)
        try:
            for thread in threads:
                thread.start()
            await control.start(Home(self._installation.home).dispatch_socket)
            await dispatcher.run(sessions)
        finally:
            for thread in threads:
                thread.stop()
            for link in self._links:
                link.close()
            for thread in threads:
                await asyncio.to_thread(thread.join, _PARTING)
            await control.stop()

    def _sessions(self) -> dict[str, Session[Any]]:
        installation = self._installation
        sessions: dict[str, Session[Any]] = {}
        for gateway_id, text in self._files.gateway_texts().items():
            gateway = gateways.read(text)
            try:
                installation.vault.secret(gateway_id)
                port = lines.port(
                    gateway, Home(installation.home).simulator_file, installation.simulator_port
                )
            except (NoSecretError, lines.NoPortError) as error:
                log.warning("gateway %s is not opened: %s", gateway_id, type(error).__name__)
                continue
            sessions[gateway_id] = self._open(gateway, port)
        return sessions

    def _open(self, gateway: GatewayFile, port: int) -> Session[Any]:
        lease = Lease(self._store, gateway.id, self._instance.id)
        lease.take()
        factory = self._factories[gateway.id] = lines.Factory(gateway)
        sender = Sender(
            self._store, gateway.id, factory, lease=lease, holds=self.dispatcher.holds,
            outbox=self.dispatcher.outbox, clock=self._clock,
        )  # fmt: skip
        self.dispatcher.add(sender, lease, gateway.receipt_hours)
        return self._installation.make_session(gateway, port, self._installation.vault, sender)

    def _threads(self) -> list[Rounds]:
        dispatcher, connect = self.dispatcher, self._installation.connect
        watching = Watched(connect(self._by.service), dispatcher.told)
        hauling = Watched(connect(self._by.service), dispatcher.told)
        self._links = [watching, hauling]

        def breathe() -> None:
            self.haul.deliver()

        claims = Claims(
            self._store, hauling, self._files, dispatcher.outbox, self._clock, self._factories.get,
            breathe,
        )  # fmt: skip
        claims.sweep()
        heads = Heads(self._store, hauling, self._files.roots, self._key, self._by, self._clock)
        self.haul = haul = Haul(self._store, hauling, dispatcher, claims, heads, self._key)
        hauler = Rounds("haul", haul.round, 0.1, dispatcher.fail)

        def fresh(rows: list[ReleasedRow]) -> None:
            haul.take(rows)
            hauler.soon()

        watch = Watch(self._store, watching, dispatcher, fresh)
        return [Rounds("watch", watch.round, 0.25, dispatcher.fail), hauler]
