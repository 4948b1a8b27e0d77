"""Where the gateway's secret comes from. It is asked for at each bind, kept here alone, and shown nowhere."""

import ctypes
import os
import resource
import sys
from typing import Protocol

import msgspec

_PR_SET_DUMPABLE = 4
"""prctl(2), linux/prctl.h."""
_LONGEST = 65_536


class NoSecretError(Exception):
    """The vault holds no secret for that gateway."""


class Vault(Protocol):
    """The one holder of gateway secrets."""

    def secret(self, gateway_id: str) -> str:
        """The secret of a gateway account. Raises NoSecretError."""
        ...


class MemoryVault:
    """Secrets handed over at the start; for solo mode, whose gateways are simulators."""

    def __init__(self, secrets: dict[str, str]) -> None:
        self._secrets = secrets

    def __repr__(self) -> str:
        return "<MemoryVault>"

    def secret(self, gateway_id: str) -> str:
        """See `Vault.secret`."""
        try:
            return self._secrets[gateway_id]
        except KeyError:
            raise NoSecretError(gateway_id) from None


def from_descriptor(descriptor: int) -> MemoryVault:
    """Read a JSON object of gateway id to secret from an inherited pipe until its end, and close it.

    Raises ValueError, whose words never quote what was read, and OSError.
    """
    with os.fdopen(descriptor, "rb") as pipe:
        data = pipe.read(_LONGEST)
    try:
        return MemoryVault(msgspec.json.decode(data, type=dict[str, str]))
    except msgspec.MsgspecError:
        raise ValueError("the secrets' pipe does not hold a JSON object of texts") from None


def harden() -> None:
    """Keep this process's memory out of core files and from debuggers of the same account (Linux)."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux" and ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_DUMPABLE)")
