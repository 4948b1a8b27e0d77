"""What opens the channels: one file of the service's own account (0600), beside nothing else. See decision 0054 for why no keyring."""

import os
from pathlib import Path
from typing import Final

import msgspec

from console.errors import ConsoleError, os_cause

_LONGEST: Final = 1024


def read(path: Path) -> dict[str, dict[str, str]]:
    """By channel and name of the secret. Raises ConsoleError `notices_secrets` for a file of others, or one that cannot be read."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConsoleError("notices_secrets", path=path, error=os_cause(error)) from error
    with os.fdopen(handle, "rb") as file:
        if os.fstat(handle).st_mode & 0o077:
            raise ConsoleError("notices_secrets", path=path, error="[Errno 1]")
        try:
            return msgspec.json.decode(file.read(), type=dict[str, dict[str, str]])
        except msgspec.DecodeError as error:
            raise ConsoleError("notices_secrets", path=path, error="[Errno 74]") from error


def put(path: Path, channel: str, name: str, secret: str) -> None:
    """Keep a secret in place of the former one; an empty one is forgotten. Raises ConsoleError."""
    if len(secret) > _LONGEST or not secret.isprintable() or not secret.isascii():
        raise ConsoleError("notices_secret_form", channel=channel)
    kept = read(path)
    kept.setdefault(channel, {})[name] = secret
    kept[channel] = {name: value for name, value in kept[channel].items() if value}
    write(path, msgspec.json.encode(kept))


def write(path: Path, data: bytes) -> None:
    """Put a file (0600) in the place of the former one, whole or not at all, as the folder's own account. Raises ConsoleError `file_unwritable`."""
    beside = path.with_name(f".{path.name}")
    try:
        beside.unlink(missing_ok=True)
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if os.geteuid() == 0:
                owner = path.parent.stat()
                os.fchown(file.fileno(), owner.st_uid, owner.st_gid)
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise ConsoleError("file_unwritable", path=path, error=os_cause(error)) from error
