"""Where the gateways' secrets come from: one holder, asked at each bind, which shows them nowhere else.

This module is the port; `console.custody` keeps the real secrets, and the dispatcher does not import it.
"""

import ctypes
import hmac
import os
import resource
import secrets as chance
import sys
from enum import StrEnum
from typing import NamedTuple, Protocol

import msgspec

from console.domain.credentials import phrases
from console.errors import ConsoleError

_PR_SET_DUMPABLE = 4
"""prctl(2), linux/prctl.h."""
_LONGEST = 65_536


class VaultState(StrEnum):
    """The state of a vault."""

    UNLOCKED = "unlocked"
    LOCKED = "locked"
    MISSING = "missing"
    """There is no collection to unlock: none was created yet, or it is gone."""
    UNAVAILABLE = "unavailable"
    """The state cannot be known: there is no keyring here, or one that must not be used."""


class Standing(NamedTuple):
    """A vault's state; if it is unavailable, `why` is the code of the fault, with the values for its message."""

    state: VaultState
    why: str = ""
    params: dict[str, str] = {}  # noqa: RUF012 - never changed


class VaultError(ConsoleError):
    """The vault cannot do what was asked. `code` selects the message; no value of it is ever a secret."""

    def __str__(self) -> str:
        # For a keyring that fails once in a thousand times, the log has nothing but the name of its error.
        return " ".join((self.code, *self.params.values()))


class NoSecretError(VaultError):
    """The vault is open and holds no secret for that gateway (code `secret_missing`)."""

    def __init__(self, gateway: str) -> None:
        super().__init__("secret_missing", gateway=gateway)


class Vault(Protocol):
    """The only holder of gateway secrets. Calls may block for some seconds and are safe from any thread.

    Unless it is unlocked, `secret`, `put`, `remove` and `fingerprint_key` raise VaultError (`vault_locked`, `vault_missing`, or the
    code of the fault that makes it unavailable).
    """

    @property
    def backend(self) -> str:
        """Where the secrets are, as a name for people."""
        ...

    @property
    def handed(self) -> frozenset[str]:
        """Gateways whose secrets were handed over at the start and not entered by a custodian (training only)."""
        ...

    def standing(self) -> Standing:
        """Return the vault's state; never raises."""
        ...

    def create(self, phrase: str) -> None:
        """Create the collection, opened by this phrase from now on. Raises VaultError `vault_there` if there is one."""
        ...

    def unlock(self, phrase: str) -> None:
        """Open the vault; an open one stays open whatever the phrase is. Raises VaultError `phrase_wrong`, or as `secret` does."""
        ...

    def rephrase(self, phrase: str, new: str) -> None:
        """Replace the phrase, whether the vault is open or not. Raises VaultError `phrase_wrong`, or as `secret` does."""
        ...

    def lock(self) -> None:
        """Close the vault: nothing can be read until somebody types the phrase."""
        ...

    def secret(self, gateway_id: str) -> str:
        """Return the secret of a gateway account. Raises NoSecretError or VaultError."""
        ...

    def put(self, gateway_id: str, secret: str) -> None:
        """Store a secret in place of the one before; it has been read back when this returns."""
        ...

    def remove(self, gateway_id: str) -> None:
        """Delete a gateway's secret, if there is one."""
        ...

    def fingerprint_key(self) -> bytes:
        """Return the 32 random bytes of the fingerprint key; they stay the same as long as the collection exists."""
        ...


class MemoryVault:
    """Secrets handed over at the start and forgotten at the end; for training, whose gateways are simulators.

    `phrase` None stands for a collection that was not created yet; `key` is the fingerprint key, random if empty.
    """

    def __init__(
        self, secrets: dict[str, str], *, phrase: str | None = phrases.TRAINING, key: bytes = b""
    ) -> None:
        self._secrets = dict(secrets)
        self._handed = frozenset(secrets)
        self._phrase = phrase
        self._key = key or chance.token_bytes(32)
        self._locked = False

    def __repr__(self) -> str:
        return "<MemoryVault>"

    @property
    def backend(self) -> str:
        """See `Vault.backend`."""
        return "memory"

    @property
    def handed(self) -> frozenset[str]:
        """See `Vault.handed`."""
        return self._handed

    def standing(self) -> Standing:
        """See `Vault.standing`."""
        if self._phrase is None:
            return Standing(VaultState.MISSING)
        return Standing(VaultState.LOCKED if self._locked else VaultState.UNLOCKED)

    def create(self, phrase: str) -> None:
        """See `Vault.create`."""
        if self._phrase is not None:
            raise VaultError("vault_there")
        self._phrase, self._locked = phrase, False

    def unlock(self, phrase: str) -> None:
        """See `Vault.unlock`."""
        if self._phrase is None:
            raise VaultError("vault_missing")
        if self._locked and not hmac.compare_digest(phrase.encode(), self._phrase.encode()):
            raise VaultError("phrase_wrong")
        self._locked = False

    def rephrase(self, phrase: str, new: str) -> None:
        """See `Vault.rephrase`."""
        if self._phrase is None:
            raise VaultError("vault_missing")
        if not hmac.compare_digest(phrase.encode(), self._phrase.encode()):
            raise VaultError("phrase_wrong")
        self._phrase = new

    def lock(self) -> None:
        """See `Vault.lock`."""
        self._locked = True

    def secret(self, gateway_id: str) -> str:
        """See `Vault.secret`."""
        self._open()
        try:
            return self._secrets[gateway_id]
        except KeyError:
            raise NoSecretError(gateway_id) from None

    def put(self, gateway_id: str, secret: str) -> None:
        """See `Vault.put`."""
        self._open()
        self._secrets[gateway_id] = secret
        self._handed -= {gateway_id}

    def remove(self, gateway_id: str) -> None:
        """See `Vault.remove`."""
        self._open()
        self._secrets.pop(gateway_id, None)
        self._handed -= {gateway_id}

    def fingerprint_key(self) -> bytes:
        """See `Vault.fingerprint_key`."""
        self._open()
        return self._key

    def _open(self) -> None:
        state = self.standing().state
        if state is VaultState.MISSING:
            raise VaultError("vault_missing")
        if state is not VaultState.UNLOCKED:
            raise VaultError("vault_locked")


def from_descriptor(descriptor: int) -> dict[str, str]:
    """Read a JSON object of gateway id to secret from an inherited pipe until its end, and close it.

    Raises ValueError, whose text never quotes the input, and OSError.
    """
    with os.fdopen(descriptor, "rb") as pipe:
        data = pipe.read(_LONGEST)
    try:
        return msgspec.json.decode(data, type=dict[str, str])
    except msgspec.MsgspecError:
        raise ValueError("the secrets' pipe does not hold a JSON object of texts") from None


def harden() -> None:
    """Keep this process's memory out of core files and from debuggers of the same account (Linux)."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux" and ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_DUMPABLE)")
