"""Numbers kept only to be recognised again: as HMAC-SHA-256 under a key that is in a file of its owner, and in no database.

A plain hash of eleven digits can be reversed in minutes. A keyed hash cannot, as long as nobody who reads the database has the key
file as well. The database stores the key's fingerprint, so that a different key is noticed.
"""

import contextlib
import hashlib
import hmac
import os
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

_LENGTH: Final = 32
"""Octets of a key, the same as the hash has (RFC 2104, section 3)."""


class KeyedError(RuntimeError):
    """The key of a database is not usable: `code` is missing, loose (others could read it) or wrong (a different key)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Key:
    """A key in memory; its `repr` does not reveal it."""

    secret: bytes = field(repr=False)

    @property
    def id(self) -> str:
        """Return the fingerprint by which a database knows the key: 16 hex digits."""
        return hashlib.sha256(b"sms-optouts\0" + self.secret).hexdigest()[:16]

    def of(self, number: int) -> bytes:
        """Return the HMAC of a number's eleven digits, 32 octets."""
        return hmac.digest(self.secret, b"%011d" % number, "sha256")


class KeyFile:
    """The file with the key; its folder belongs to the owner alone."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def key(self, expected: str) -> Key:
        """Return the key with that fingerprint. Raises KeyedError."""
        key = self._read()
        if key is None:
            raise KeyedError("missing")
        if key.id != expected:
            raise KeyedError("wrong")
        return key

    def make(self) -> Key:
        """Return the key in the file, or a new one, durable before it is returned. Raises KeyedError `loose`, `wrong`.

        A key that a crash left behind, unknown to any database, is used.
        """
        key = self._read()
        if key is not None:
            return key
        fresh = self.path.with_name(f"{self.path.name}.{secrets.token_hex(4)}")
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(fresh, flags, 0o600), "wb") as file:
            file.write(secrets.token_bytes(_LENGTH))
            file.flush()
            os.fsync(file.fileno())
        try:
            # Never replace a key that another process made meanwhile: hashes under it would be useless.
            with contextlib.suppress(FileExistsError):
                os.link(fresh, self.path)
        finally:
            fresh.unlink()
        folder = os.open(self.path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        made = self._read()
        if made is None:
            raise KeyedError("missing")
        return made

    def _read(self) -> Key | None:
        try:
            reading = os.open(self.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise KeyedError("loose") from error
        with os.fdopen(reading, "rb") as file:
            status = os.fstat(file.fileno())
            if (
                not stat.S_ISREG(status.st_mode)
                or status.st_uid != os.geteuid()
                or stat.S_IMODE(status.st_mode) & 0o077
            ):
                raise KeyedError("loose")
            secret = file.read(_LENGTH + 1)
        if len(secret) != _LENGTH:
            raise KeyedError("wrong")
        return Key(secret)
