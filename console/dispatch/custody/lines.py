"""Makes a session of a gateway file; the only place where the dispatcher knows which protocols there are."""

import asyncio
import json
import ssl
from pathlib import Path
from typing import Any, Final

from console.dispatch.custody.vault import Vault
from console.domain.sending.gateways import GatewayFile
from console.errors import ConsoleError, os_cause
from console.gateways.cmpp.spoken import CMPP
from console.gateways.http.spoken import HTTP
from console.gateways.line import BindFailedError
from console.gateways.ports import Cut, Message, Sink
from console.gateways.session import AnySession
from console.gateways.smpp.spoken import SMPP
from console.gateways.spoken import Spoken
from console.tls import tls_context

_SPOKEN: Final[tuple[Spoken[Any, Any], ...]] = (SMPP, CMPP, HTTP)
"""What is spoken; a new protocol adds itself here."""
SPOKEN: Final = {one.file.__struct_config__.tag: one for one in _SPOKEN}
"""By the protocol that a gateway file names."""


class NoPortError(Exception):
    """The gateway file leaves the port open, and no simulator has reported one."""


class UnreadableError(Exception):
    """A certificate file that the gateway file names cannot be read, or holds none; `paths` are those that it names."""

    def __init__(self, paths: str, cause: OSError) -> None:
        super().__init__(f"{paths}: {cause}")
        self.paths, self.cause = paths, os_cause(cause)


class Factory:
    """Makes a gateway's messages without a line, because texts are judged before anything is claimed."""

    def __init__(self, gateway: GatewayFile) -> None:
        self._spoken = _spoken(gateway)
        self._settings = self._spoken.settings(gateway, gateway.port or 1)

    def __call__(self, text: str, concatenation: int) -> Message:
        """See `ports.Session.prepare`. Raises ValueError."""
        return self._spoken.prepare(self._settings, text, concatenation)


def session(gateway: GatewayFile, port: int, vault: Vault, sink: Sink) -> AnySession[Any]:
    """Return the gateway's session, not yet running. Raises UnreadableError."""

    async def password() -> str:
        # A keyring may be slow, and everything else must go on meanwhile.
        return await asyncio.to_thread(vault.secret, gateway.id)

    spoken = _spoken(gateway)
    return spoken.session(spoken.settings(gateway, port), password, sink, tls=_tls(gateway))


def fits(gateway: GatewayFile, secret: str) -> bool:
    """Whether a secret can be expressed in the gateway's protocol."""
    plain = bool(secret) and secret.isprintable() and secret == secret.strip()
    return plain and _spoken(gateway).fits(gateway.account, secret)


async def prove(gateway: GatewayFile, port: int, secret: str) -> bool:
    """Bind with a secret, beside any existing line, and unbind again: nothing is sent, and nothing that arrives is taken or answered.

    Return whether the gateway proved that it knows the secret, where its protocol has a proof of it.

    Raises ConsoleError: `gateway_unproved`, `gateway_version` (see `ports.Cut`), `bind_refused` (the provider does not know the account
    or the secret), `bind_already` (the provider allows one bind and has it), `bind_failed` (another answer), `gateway_unreachable`, `tls_unreadable`.
    """
    spoken = _spoken(gateway)
    answers = spoken.session.ANSWERS
    try:
        tls = _tls(gateway)
    except UnreadableError as error:
        raise ConsoleError(
            "tls_unreadable", gateway=gateway.id, path=error.paths, error=error.cause
        ) from None
    try:
        return await spoken.session.bind_test(spoken.settings(gateway, port), lambda: secret, tls=tls)
    except BindFailedError as error:
        match answers.ours.get(error.status):
            case Cut.UNPROVED:
                raise ConsoleError("gateway_unproved", gateway=gateway.id) from None
            case Cut.OTHER_VERSION:
                raise ConsoleError("gateway_version", gateway=gateway.id) from None
        if error.status in answers.refused | answers.wavering:
            raise ConsoleError("bind_refused", gateway=gateway.id, status=error.said) from None
        if error.status in answers.taken:
            raise ConsoleError("bind_already", gateway=gateway.id) from None
        raise ConsoleError("bind_failed", gateway=gateway.id, status=error.said) from None
    except OSError as error:
        raise ConsoleError("gateway_unreachable", gateway=gateway.id, error=type(error).__name__) from None


def _spoken(gateway: GatewayFile) -> Spoken[Any, Any]:
    return SPOKEN[gateway.protocol]


def _tls(gateway: GatewayFile) -> ssl.SSLContext | None:
    """Raises UnreadableError."""
    if not gateway.tls:
        return None
    authority, own = (Path(one) if one else None for one in (gateway.tls_ca, gateway.tls_certificate))
    try:
        return tls_context(authority, certificate=own)
    except OSError as error:
        raise UnreadableError(
            ", ".join(filter(None, (gateway.tls_ca, gateway.tls_certificate))), error
        ) from error


def port(gateway: GatewayFile, listen: Path, given: int = 0) -> int:
    """Return the port to use: from the file, else `given`, else what the simulator wrote. Raises NoPortError."""
    if gateway.port or given:
        return gateway.port or given
    try:
        return int(json.loads(listen.read_text("ascii"))["port"])
    except (OSError, ValueError, KeyError) as error:
        raise NoPortError(f"no simulator has told its port for {gateway.id}") from error
