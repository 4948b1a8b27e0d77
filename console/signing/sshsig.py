"""SSHSIG signatures (OpenSSH PROTOCOL.sshsig) with Ed25519, made and verified in process.

Stock `ssh-keygen -Y sign` and `-Y verify` read and write the same armour. The cipher library is loaded only when the first key is
opened or the first signature is judged: most commands and pages do neither, and loading it takes as long as the rest of the start.
"""

import base64
import binascii
import hashlib
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_MAGIC = b"SSHSIG"
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_ALGORITHM = b"ssh-ed25519"
_HASHES = {b"sha512": hashlib.sha512, b"sha256": hashlib.sha256}
_MAX_ARMOUR = 4096


class BadSignatureError(ValueError):
    """The armour is malformed or has another algorithm or namespace, or the signature does not match the message."""


def public_line(key: "Ed25519PublicKey") -> str:
    """Return the key as OpenSSH writes it, `ssh-ed25519 AAAA…`, without a comment."""
    raw = key.public_bytes_raw()
    return "ssh-ed25519 " + base64.b64encode(_string(_ALGORITHM) + _string(raw)).decode()


def fingerprint(public: str) -> str:
    """Return `SHA256:…` as `ssh-keygen -l` prints it; raises BadSignatureError if the line is not an Ed25519 key."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(_blob(public)).digest()).decode().rstrip("=")


def sign(key: "Ed25519PrivateKey", message: bytes, namespace: str) -> str:
    """Return the armoured signature of `message` in `namespace`."""
    public = key.public_key().public_bytes_raw()
    space = namespace.encode()
    signature = key.sign(_signed(space, b"sha512", message))
    blob = (
        _MAGIC
        + struct.pack(">I", 1)
        + _string(_string(_ALGORITHM) + _string(public))
        + _string(space)
        + _string(b"")
        + _string(b"sha512")
        + _string(_string(_ALGORITHM) + _string(signature))
    )
    text = base64.b64encode(blob).decode()
    lines = [text[i : i + 70] for i in range(0, len(text), 70)]
    return "\n".join([_BEGIN, *lines, _END, ""])


def verify(armour: str, message: bytes, namespace: str) -> str:
    """Return the public key line that signed; raises BadSignatureError for anything but a good signature in `namespace`."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - see above
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415 - see above

    reader = _Reader(_unarmour(armour))
    if reader.take(6) != _MAGIC or reader.u32() != 1:
        raise BadSignatureError("not an SSHSIG of version 1")
    public, space, reserved, digest, signature = (reader.string() for _ in range(5))
    reader.end()
    if space != namespace.encode():
        raise BadSignatureError(f"signed for another purpose than {namespace}")
    if reserved or digest not in _HASHES:
        raise BadSignatureError("unknown options in the signature")
    raw = _typed(public, 32)
    try:
        Ed25519PublicKey.from_public_bytes(raw).verify(_typed(signature, 64), _signed(space, digest, message))
    except InvalidSignature as error:
        raise BadSignatureError("the signature does not fit the message") from error
    return "ssh-ed25519 " + base64.b64encode(public).decode()


def digest(armour: str) -> str:
    """Return the SHA-256 (hex) of the signature itself, the same however its armour is written; raises BadSignatureError."""
    return hashlib.sha256(_unarmour(armour)).hexdigest()


def _signed(space: bytes, digest: bytes, message: bytes) -> bytes:
    return (
        _MAGIC + _string(space) + _string(b"") + _string(digest) + _string(_HASHES[digest](message).digest())
    )


def _unarmour(armour: str) -> bytes:
    if len(armour) > _MAX_ARMOUR or not armour.isascii():
        raise BadSignatureError("not a signature armour")
    lines = armour.rstrip("\n").split("\n")
    if len(lines) < 3 or lines[0] != _BEGIN or lines[-1] != _END:
        raise BadSignatureError("not a signature armour")
    try:
        return base64.b64decode("".join(lines[1:-1]), validate=True)
    except binascii.Error as error:
        raise BadSignatureError("the armour is not base64") from error


def _blob(public: str) -> bytes:
    parts = public.split(" ")
    if len(parts) < 2 or parts[0] != "ssh-ed25519":
        raise BadSignatureError("not an Ed25519 public key line")
    try:
        blob = base64.b64decode(parts[1], validate=True)
    except binascii.Error as error:
        raise BadSignatureError("not an Ed25519 public key line") from error
    _typed(blob, 32)
    return blob


def _typed(blob: bytes, length: int) -> bytes:
    reader = _Reader(blob)
    algorithm, value = reader.string(), reader.string()
    reader.end()
    if algorithm != _ALGORITHM or len(value) != length:
        raise BadSignatureError("not Ed25519")
    return value


def _string(value: bytes) -> bytes:
    return struct.pack(">I", len(value)) + value


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def take(self, n: int) -> bytes:
        if n > len(self._data) - self._at:
            raise BadSignatureError("the signature is cut short")
        self._at += n
        return self._data[self._at - n : self._at]

    def u32(self) -> int:
        return int.from_bytes(self.take(4), "big")

    def string(self) -> bytes:
        return self.take(self.u32())

    def end(self) -> None:
        if self._at != len(self._data):
            raise BadSignatureError("bytes left over in the signature")
