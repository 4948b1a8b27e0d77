"""Makes a session of a gateway file; the only place where the dispatcher knows a protocol."""

import asyncio
import json
import ssl
from pathlib import Path

from console.dispatch.custody.vault import Vault
from console.domain.sending.gateways import GatewayFile
from console.errors import ConsoleError
from console.gateways.ports import Message, Sink
from console.gateways.smpp import codec
from console.gateways.smpp.line import BindFailedError
from console.gateways.smpp.messages import prepare
from console.gateways.smpp.session import SmppSession, bind_test
from console.gateways.smpp.settings import Settings, tls_context
from console.gateways.smpp.text import Coding

_CODINGS = {"ucs2": Coding.UCS2, "gsm7": Coding.GSM7, "gb18030": Coding.GB18030}
_REFUSED = frozenset({codec.BIND_FAILED, codec.INVALID_PASSWORD, codec.INVALID_SYSTEM_ID})


class NoPortError(Exception):
    """The gateway file leaves the port open, and no simulator has reported one."""


def settings(gateway: GatewayFile, port: int) -> Settings:
    """Return the session's settings for a gateway file; `port` replaces a port of 0."""
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
    """Makes a gateway's messages without a line, because texts are judged before anything is claimed."""

    def __init__(self, gateway: GatewayFile) -> None:
        self._settings = settings(gateway, gateway.port or 1)

    def __call__(self, text: str, concatenation: int) -> Message:
        """See `ports.Session.prepare`. Raises ValueError."""
        return prepare(self._settings, text, concatenation)


def session(gateway: GatewayFile, port: int, vault: Vault, sink: Sink) -> SmppSession:
    """Return the gateway's session, not yet running. Raises OSError or ssl.SSLError if a CA file cannot be read."""

    async def password() -> str:
        # A keyring may be slow, and everything else must go on meanwhile.
        return await asyncio.to_thread(vault.secret, gateway.id)

    return SmppSession(settings(gateway, port), password, sink, tls=_tls(gateway))


def fits(gateway: GatewayFile, secret: str) -> bool:
    """Whether a secret can be expressed in the gateway's protocol."""
    try:
        codec.encode(codec.Pdu(codec.BIND_TRANSCEIVER, 1, body=codec.Bind(gateway.account, secret)))
    except codec.PduError:
        return False
    return bool(secret) and secret.isprintable() and secret == secret.strip()


async def prove(gateway: GatewayFile, port: int, secret: str) -> None:
    """Bind with a secret, beside any existing line, and unbind again; nothing is sent or received.

    Raises ConsoleError: `bind_refused` (the provider does not know the account or the secret), `bind_already` (the provider allows
    one bind and has it), `bind_failed` (another answer), `gateway_unreachable`.
    """
    try:
        await bind_test(settings(gateway, port), lambda: secret, tls=_tls(gateway))
    except BindFailedError as error:
        if error.status in _REFUSED:
            raise ConsoleError("bind_refused", gateway=gateway.id, status=f"0x{error.status:08X}") from None
        if error.status == codec.ALREADY_BOUND:
            raise ConsoleError("bind_already", gateway=gateway.id) from None
        raise ConsoleError("bind_failed", gateway=gateway.id, status=f"0x{error.status:08X}") from None
    except OSError as error:
        raise ConsoleError("gateway_unreachable", gateway=gateway.id, error=type(error).__name__) from None


def _tls(gateway: GatewayFile) -> ssl.SSLContext | None:
    return tls_context(Path(gateway.tls_ca) if gateway.tls_ca else None) if gateway.tls else None


def port(gateway: GatewayFile, listen: Path, given: int = 0) -> int:
    """Return the port to use: from the file, else `given`, else what the simulator wrote. Raises NoPortError."""
    if gateway.port or given:
        return gateway.port or given
    try:
        return int(json.loads(listen.read_text("ascii"))["port"])
    except (OSError, ValueError, KeyError) as error:
        raise NoPortError(f"no simulator has told its port for {gateway.id}") from error
