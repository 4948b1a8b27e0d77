"""Personal key files: OpenSSH format, Ed25519, bcrypt with at least 64 rounds, unlocked for one act at a time."""

import base64
import binascii
import os
import stat
import struct
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_ssh_private_key,
)

from console.signing.sshsig import public_line, sign

ROUNDS = 64
"""Fewer rounds make a stolen file cheap to guess: 64 cost about half a second a try."""


class KeyFileError(Exception):
    """The key file can't be used; `code` names why: missing, loose_mode, not_a_key, weak_kdf, wrong_passphrase."""

    def __init__(self, code: str, path: Path) -> None:
        super().__init__(f"{code}: {path.name}")
        self.code = code
        self.path = path


class UnlockedKey:
    """A private key in memory. It never shows itself; drop it as soon as the act is signed."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.public = public_line(key.public_key())

    def __repr__(self) -> str:
        return "<UnlockedKey>"

    def sign(self, message: bytes, namespace: str) -> str:
        """Return the armoured SSHSIG of `message`."""
        return sign(self._key, message, namespace)


def generate() -> UnlockedKey:
    """Make a new key; nothing is written."""
    return UnlockedKey(Ed25519PrivateKey.generate())


def save(key: UnlockedKey, path: Path, passphrase: bytes, *, rounds: int = ROUNDS) -> None:
    """Write the key to `path` (mode 0600, must not exist yet) under `passphrase`, and its public line beside it as `.pub`.

    Raises FileExistsError rather than replace a key, and ValueError for an empty passphrase.
    """
    if not passphrase:
        raise ValueError("a signing key needs a passphrase")
    lock = PrivateFormat.OpenSSH.encryption_builder().kdf_rounds(rounds).build(passphrase)
    _write(path, key._key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, lock), 0o600)  # noqa: SLF001 - one module owns the private part
    _write(path.with_suffix(".pub"), (key.public + "\n").encode(), 0o644)


def save_service_key(key: UnlockedKey, path: Path) -> None:
    """Write a daemon's own key without a passphrase (mode 0600): the account's file mode is its lock."""
    _write(path, key._key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()), 0o600)  # noqa: SLF001 - as above
    _write(path.with_suffix(".pub"), (key.public + "\n").encode(), 0o644)


def unlock(path: Path, passphrase: bytes | None, *, least_rounds: int = ROUNDS) -> UnlockedKey:
    """Open the key file; `passphrase` None opens only a daemon's unlocked file. Raises KeyFileError."""
    data = _read(path)
    if passphrase is not None and _rounds(data, path) < least_rounds:
        raise KeyFileError("weak_kdf", path)
    try:
        key = load_ssh_private_key(data, passphrase)
    except ValueError as error:
        raise KeyFileError("wrong_passphrase", path) from error
    except TypeError as error:
        raise KeyFileError("not_a_key", path) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError("not_a_key", path)
    return UnlockedKey(key)


def _read(path: Path) -> bytes:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise KeyFileError("missing", path) from error
    with os.fdopen(handle, "rb") as file:
        mode = os.fstat(file.fileno()).st_mode
        if not stat.S_ISREG(mode) or mode & 0o077:
            raise KeyFileError("loose_mode", path)
        return file.read(65536)


def _write(path: Path, data: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)


def _rounds(data: bytes, path: Path) -> int:
    """Read the bcrypt rounds from an openssh-key-v1 file (OpenSSH PROTOCOL.key)."""
    try:
        lines = data.decode("ascii").strip().split("\n")
        if lines[0] != "-----BEGIN OPENSSH PRIVATE KEY-----":
            raise KeyFileError("not_a_key", path)
        blob = base64.b64decode("".join(lines[1:-1]), validate=True)
        at = len(b"openssh-key-v1\0")
        for _ in range(2):
            (length,) = struct.unpack_from(">I", blob, at)
            name = blob[at + 4 : at + 4 + length]
            at += 4 + length
        if name != b"bcrypt":
            return 0
        (_, salt) = struct.unpack_from(">II", blob, at)
        (rounds,) = struct.unpack_from(">I", blob, at + 8 + salt)
    except (ValueError, IndexError, struct.error, binascii.Error) as error:
        raise KeyFileError("not_a_key", path) from error
    return int(rounds)
