"""Which gateways are open: each has its lease and sends from the start, and a line while its secret is available."""

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final

from console.dispatch.custody import lines
from console.dispatch.custody.vault import Vault
from console.dispatch.dispatcher import Dispatcher
from console.dispatch.holds import (
    PORT_UNKNOWN,
    SECRET_MISSING,
    TLS_UNREADABLE,
    VAULT_LOCKED,
    VAULT_MISSING,
    VAULT_UNAVAILABLE,
)
from console.domain.sending.gateways import GatewayFile
from console.gateways.ports import Session, Sink

log = logging.getLogger(__name__)

MakeSession = Callable[[GatewayFile, int, Vault, Sink], Session[Any]]
Prove = Callable[[GatewayFile, int, str], Awaitable[bool]]
"""Binds with a secret and unbinds again; see `lines.prove`."""

_HELD: Final = {code: code for code in (VAULT_LOCKED, VAULT_MISSING, SECRET_MISSING)}


def closed_by(code: str) -> str:
    """Return the name under which a gateway is closed for the code of a VaultError."""
    return _HELD.get(code, VAULT_UNAVAILABLE)


class Openings:
    """Lives on the event loop. The caller must not run `open` and `close` of one gateway at the same time."""

    def __init__(
        self,
        dispatcher: Dispatcher,
        vault: Vault,
        make_session: MakeSession,
        prove: Prove,
        *,
        simulator_file: Path,
        simulator_port: int,
    ) -> None:
        self.dispatcher, self.vault = dispatcher, vault
        self.gateways: dict[str, GatewayFile] = {}
        self._make_session, self._prove = make_session, prove
        self._told, self._given = simulator_file, simulator_port

    def add(self, gateway: GatewayFile, why: str) -> None:
        """Take in a gateway, closed for a reason; the dispatcher must have its sender already."""
        self.gateways[gateway.id] = gateway
        self.dispatcher.holds.closed[gateway.id] = why

    def is_open(self, gateway_id: str) -> bool:
        """Whether the gateway has a line, up or not."""
        return self.dispatcher.senders[gateway_id].session is not None

    def open(self, gateway_id: str) -> str:
        """Give a gateway its line; return an empty string, or why it stays closed. The secret must be available."""
        if self.is_open(gateway_id):
            return ""
        gateway = self.gateways[gateway_id]
        try:
            port = self.port(gateway_id)
        except lines.NoPortError:
            self.shut(gateway_id, PORT_UNKNOWN)
            return PORT_UNKNOWN
        sender = self.dispatcher.senders[gateway_id]
        try:
            session = self._make_session(gateway, port, self.vault, sender)
        except lines.UnreadableError as error:
            log.warning("gateway %s: %s", gateway_id, error)
            self.shut(gateway_id, TLS_UNREADABLE)
            return TLS_UNREADABLE
        self.dispatcher.connect(gateway_id, session)
        log.info("gateway %s is open", gateway_id)
        return ""

    async def close(self, gateway_id: str, why: str) -> None:
        """Close the gateway's line in an orderly way, and set the reason."""
        self.shut(gateway_id, why)
        await self.dispatcher.disconnect(gateway_id)

    def shut(self, gateway_id: str, why: str) -> None:
        """Set the reason for which a gateway is closed."""
        if self.dispatcher.holds.closed.get(gateway_id) != why:
            log.warning("gateway %s is closed: %s", gateway_id, why)
        self.dispatcher.holds.closed[gateway_id] = why

    def why(self, gateway_id: str) -> str:
        """Return why a gateway is closed, or an empty string."""
        return self.dispatcher.holds.closed.get(gateway_id, "")

    def port(self, gateway_id: str) -> int:
        """Return the port of a gateway. Raises NoPortError."""
        return lines.port(self.gateways[gateway_id], self._told, self._given)

    async def prove(self, gateway_id: str, secret: str) -> bool:
        """Bind with a secret beside any existing line; return whether the gateway proved itself. Raises ConsoleError, as `lines.prove` does, and NoPortError."""
        return await self._prove(self.gateways[gateway_id], self.port(gateway_id), secret)
