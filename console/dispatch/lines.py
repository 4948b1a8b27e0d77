"""From a gateway file to a session: the one place where the dispatcher knows a protocol."""

import json
from pathlib import Path

from console.dispatch.vault import Vault
from console.domain.gateways import GatewayFile
from console.gateways.ports import Message, Sink
from console.gateways.smpp.messages import prepare
from console.gateways.smpp.session import SmppSession
from console.gateways.smpp.settings import Settings, tls_context
from console.gateways.smpp.text import Coding

_CODINGS = {"ucs2": Coding.UCS2, "gsm7": Coding.GSM7, "gb18030": Coding.GB18030}


class NoPortError(Exception):
    """The gateway file leaves the port open and no simulator has told one."""


def settings(gateway: GatewayFile, port: int) -> Settings:
    """The session's settings for a gateway file; `port` stands in for a port of 0."""
    return Settings(
        host=gateway.host,
        port=gateway.port or port,
        system_id=gateway.account,
        system_type=gateway.system_type,
        source=gateway.source,
        source_ton=gateway.source_ton,
        source_npi=gateway.source_npi,
        number_prefix=gateway.destination_prefix,
        coding=_CODINGS[gateway.encoding],
        window=gateway.window,
        rate=float(gateway.rate),
        response_timeout=float(gateway.response_timeout),
        enquire_every=float(gateway.enquire_seconds),
        retry_longest=10.0 if gateway.simulator else 60.0,
    )


class Factory:
    """Makes a gateway's messages without a line: texts are judged before anything is claimed."""

    def __init__(self, gateway: GatewayFile) -> None:
        self._settings = settings(gateway, gateway.port or 1)

    def __call__(self, text: str, concatenation: int) -> Message:
        """See `ports.Session.prepare`. Raises ValueError."""
        return prepare(self._settings, text, concatenation)


def session(gateway: GatewayFile, port: int, vault: Vault, sink: Sink) -> SmppSession:
    """The gateway's session, not yet running. Raises OSError or ssl.SSLError for a CA file that cannot be read."""
    tls = tls_context(Path(gateway.tls_ca) if gateway.tls_ca else None) if gateway.tls else None
    return SmppSession(settings(gateway, port), lambda: vault.secret(gateway.id), sink, tls=tls)


def port(gateway: GatewayFile, told: Path, given: int = 0) -> int:
    """The port to use: the file's own, else the one given, else what the simulator wrote. Raises NoPortError."""
    if gateway.port or given:
        return gateway.port or given
    try:
        return int(json.loads(told.read_text("ascii"))["port"])
    except (OSError, ValueError, KeyError) as error:
        raise NoPortError(f"no simulator has told its port for {gateway.id}") from error
