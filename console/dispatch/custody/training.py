"""Training's vault: what a custodian put into it is there again after a restart, sealed in a file of the dispatcher.

It guards nothing real, because a solo installation reaches only simulators; the seal keeps a secret out of sight of whoever reads
the folder. Real secrets are in the operating system's keyring (`console.custody`).
"""

import hashlib
import os
import secrets
from pathlib import Path
from typing import Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from console.dispatch.custody.vault import MemoryVault

_NONCE: Final = 12
_ABOUT: Final = b"sms-console training vault"


class TrainingVault(MemoryVault):
    """A vault of memory that remembers in `file` what was put into it; `handed` secrets count only for gateways it has none for."""

    def __init__(self, handed: dict[str, str], file: Path, *, key: bytes) -> None:
        self._file = file
        self._seal = ChaCha20Poly1305(hashlib.sha256(_ABOUT + key).digest())
        put = self._read()
        super().__init__({**handed, **put}, key=key)
        self._handed -= put.keys()

    def put(self, gateway_id: str, secret: str) -> None:
        """See `Vault.put`."""
        super().put(gateway_id, secret)
        self._write()

    def remove(self, gateway_id: str) -> None:
        """See `Vault.remove`."""
        super().remove(gateway_id)
        self._write()

    def _read(self) -> dict[str, str]:
        """What was put in before; nothing if the file is missing, or sealed with another key."""
        try:
            data = self._file.read_bytes()
            return msgspec.json.decode(
                self._seal.decrypt(data[:_NONCE], data[_NONCE:], _ABOUT), type=dict[str, str]
            )
        except (FileNotFoundError, InvalidTag, ValueError, msgspec.MsgspecError):
            return {}

    def _write(self) -> None:
        put = {name: secret for name, secret in self._secrets.items() if name not in self._handed}
        nonce = secrets.token_bytes(_NONCE)
        fresh = self._file.with_suffix(".new")
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(fresh, flags, 0o600), "wb") as file:
            file.write(nonce + self._seal.encrypt(nonce, msgspec.json.encode(put), _ABOUT))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._file)
