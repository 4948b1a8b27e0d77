"""Personal key files: OpenSSH format, Ed25519, bcrypt with at least 64 rounds, unlocked for one act at a time."""

import base64
import os
import secrets
import stat
import struct
from pathlib import Path
from typing import TYPE_CHECKING

from console.signing.key_errors import KeyFileError
from console.signing.sshsig import BadSignatureError, fingerprint, public_line, sign

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ROUNDS = 64
"""Fewer rounds make the passphrase of a stolen file cheap to guess: 64 rounds cost about half a second a try."""
DEMO_ROUNDS = 1
"""Rounds of a demonstration's key files: everybody knows their passphrases, so there is nothing to guess."""


class UnlockedKey:
    """A private key in memory. It never shows itself; drop the object as soon as the act is signed."""

    def __init__(self, key: "Ed25519PrivateKey") -> None:
        self._key = key
        self.public = public_line(key.public_key())

    def __repr__(self) -> str:
        return "<UnlockedKey>"

    def sign(self, message: bytes, namespace: str) -> str:
        """Return the armoured SSHSIG of `message`."""
        return sign(self._key, message, namespace)


def demo_passphrase(person: str) -> str:
    """The passphrase of a person's key file in a demonstration, which prints it beside the field."""
    return f"demo {person}"


def generate() -> UnlockedKey:
    """Make a new key; write no file."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - see sshsig

    return UnlockedKey(Ed25519PrivateKey.generate())


def save(key: UnlockedKey, path: Path, passphrase: bytes, *, rounds: int = ROUNDS, comment: str = "") -> None:
    """Write the key to `path` (mode 0600) under `passphrase`, and its public line beside it as `<path>.pub`.

    Raises FileExistsError rather than replace either file, and ValueError for an empty passphrase. `comment` names the owner in the
    public line.
    """
    _write_pair(path, _locked(key, passphrase, rounds), f"{key.public} {comment}".rstrip())


def save_service_key(key: UnlockedKey, path: Path) -> None:
    """Write a daemon's own key without a passphrase (mode 0600): only the file mode protects it."""
    _write_pair(path, _written(key), key.public)


def change_passphrase(path: Path, old: bytes, new: bytes, *, rounds: int = ROUNDS) -> str:
    """Lock the key file under another passphrase and return its public line; a file with too few rounds gets more.

    The new file is written beside the old one, opened once to prove it, and then replaces it with the same mode, so there is one
    complete file at every moment. Raises KeyFileError, OSError, and ValueError for an empty passphrase.
    """
    key = unlock(path, old, least_rounds=0)
    mode = stat.S_IMODE(path.stat().st_mode)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        _write(fresh, _locked(key, new, rounds), 0o600)
        if unlock(fresh, new, least_rounds=rounds).public != key.public:
            raise KeyFileError("not_a_key", path)
        fresh.chmod(mode)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    _settle(path.parent)
    return key.public


def public_of(path: Path) -> str:
    """Return the public line that a private key file shows without its passphrase; raises KeyFileError.

    Only the file itself vouches for this line: the signer's program compares it with the key that it unlocked.
    """
    blob = _container(_read(path), path)
    try:
        _, at = _field(blob, _BEHIND_MAGIC)
        _, at = _field(blob, at)
        _, at = _field(blob, at)
        (count,) = struct.unpack_from(">I", blob, at)
        public, _ = _field(blob, at + 4)
        line = "ssh-ed25519 " + base64.b64encode(public).decode()
        fingerprint(line)
    except (struct.error, BadSignatureError) as error:
        raise KeyFileError("not_a_key", path) from error
    if count != 1:
        raise KeyFileError("not_a_key", path)
    return line


def unlock(path: Path, passphrase: bytes | None, *, least_rounds: int = ROUNDS) -> UnlockedKey:
    """Open the key file; `passphrase` None opens only a daemon's unlocked file. Raises KeyFileError.

    A lower `least_rounds` is only for a demonstration's files.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415 - see sshsig

    data = _read(path)
    if passphrase is not None and _rounds(data, path) < least_rounds and not _demonstrates(data, path.name):
        raise KeyFileError("weak_kdf", path)
    try:
        key = _opened(data, passphrase)
    except ValueError as error:
        raise KeyFileError("wrong_passphrase", path) from error
    except TypeError as error:
        raise KeyFileError("not_a_key", path) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError("not_a_key", path)
    return UnlockedKey(key)


def _demonstrates(data: bytes, person: str) -> bool:
    """Whether a file belongs to a demonstration, that is, opens with the passphrase that everybody knows."""
    try:
        _opened(data, demo_passphrase(person).encode())
    except (ValueError, TypeError):
        return False
    return True


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


def _locked(key: UnlockedKey, passphrase: bytes, rounds: int) -> bytes:
    if not passphrase:
        raise ValueError("a signing key needs a passphrase")
    return _written(key, passphrase, rounds)


def _written(key: UnlockedKey, passphrase: bytes = b"", rounds: int = 0) -> bytes:
    """The bytes of a key file, encrypted if there is a passphrase."""
    from cryptography.hazmat.primitives import serialization as formats  # noqa: PLC0415 - see sshsig

    ssh = formats.PrivateFormat.OpenSSH
    lock = (
        ssh.encryption_builder().kdf_rounds(rounds).build(passphrase)
        if passphrase
        else formats.NoEncryption()
    )
    return key._key.private_bytes(formats.Encoding.PEM, ssh, lock)  # noqa: SLF001 - one module owns the private part


def _opened(data: bytes, passphrase: bytes | None) -> object:
    from cryptography.hazmat.primitives import serialization as formats  # noqa: PLC0415 - see sshsig

    return formats.load_ssh_private_key(data, passphrase)


def _write_pair(path: Path, private: bytes, public: str) -> None:
    """Write both files or none: a public line left over from another key would name the wrong key."""
    beside = path.with_name(f"{path.name}.pub")
    if beside.exists() or beside.is_symlink():
        raise FileExistsError(beside)
    _write(path, private, 0o600)
    _write(beside, f"{public}\n".encode(), 0o644)


def _write(path: Path, data: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Flush the folder's entries to disk, so that a later power cut cannot bring an old name back."""
    handle = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


_BEHIND_MAGIC = len(b"openssh-key-v1\0")


def _container(data: bytes, path: Path) -> bytes:
    """Return the binary of an openssh-key-v1 file (OpenSSH PROTOCOL.key); raises KeyFileError."""
    try:
        lines = data.decode("ascii").strip().split("\n")
        if lines[0] != "-----BEGIN OPENSSH PRIVATE KEY-----":
            raise KeyFileError("not_a_key", path)
        return base64.b64decode("".join(lines[1:-1]), validate=True)
    except ValueError as error:
        raise KeyFileError("not_a_key", path) from error


def _field(blob: bytes, at: int) -> tuple[bytes, int]:
    """Return the length-prefixed value at an offset and the offset after it; raises struct.error if it is cut short."""
    (length,) = struct.unpack_from(">I", blob, at)
    (value,) = struct.unpack_from(f"{length}s", blob, at + 4)
    return value, at + 4 + length


def _rounds(data: bytes, path: Path) -> int:
    """Read the bcrypt rounds; 0 if the file is unprotected or protected by something else."""
    blob = _container(data, path)
    try:
        _, at = _field(blob, _BEHIND_MAGIC)
        name, at = _field(blob, at)
        if name != b"bcrypt":
            return 0
        options, _ = _field(blob, at)
        _, at = _field(options, 0)
        (rounds,) = struct.unpack_from(">I", options, at)
    except struct.error as error:
        raise KeyFileError("not_a_key", path) from error
    return int(rounds)
