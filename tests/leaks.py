"""A search for secrets where none may be: files, command lines, environments, traffic, in every spelling that programs use.

It knows nothing of how the product works; a laboratory points it at folders, processes and bytes. `Tap` listens in on a Unix
socket between two programs.
"""

import base64
import contextlib
import os
import re
import socket
import threading
import urllib.parse
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

_CHUNK = 1 << 20


class Leak(NamedTuple):
    """A secret that was found: where, and in which spelling."""

    where: str
    spelling: str


@cache
def spellings(secret: str) -> dict[str, bytes]:
    """Every way in which the search knows a secret, by name."""
    data = secret.encode()
    found = {
        "plain": data,
        "hex": data.hex().encode(),
        "HEX": data.hex().upper().encode(),
        "utf-16-le": secret.encode("utf-16-le"),
        "utf-16-be": secret.encode("utf-16-be"),
        "url": urllib.parse.quote(secret, safe="").encode(),
        "url-all": "".join(f"%{octet:02X}" for octet in data).encode(),
        "backslash": secret.encode("unicode_escape"),
        "reversed": data[::-1],
    }
    for shift in range(3):
        # In the middle of something longer, base64 has three spellings; the symbols at its ends belong to the neighbours.
        whole = base64.b64encode(b"\0" * shift + data)
        start, end = -(-shift * 8 // 6), (shift + len(data)) * 8 // 6
        found[f"base64+{shift}"] = whole[start:end]
        found[f"base64url+{shift}"] = whole[start:end].translate(bytes.maketrans(b"+/", b"-_"))
    return found


def in_bytes(where: str, data: bytes, secrets: Iterable[str]) -> list[Leak]:
    """What is found in bytes."""
    secrets = tuple(secrets)
    if not _any(secrets).search(data):
        return []
    return [
        Leak(where, name)
        for secret in secrets
        for name, spelling in spellings(secret).items()
        if spelling in data
    ]


@cache
def _any(secrets: tuple[str, ...]) -> "re.Pattern[bytes]":
    """One pattern for every spelling: most of what is looked at holds none."""
    found = [re.escape(one) for secret in secrets for one in spellings(secret).values()]
    return re.compile(b"|".join(found) if found else b"(?!)")


def in_files(folder: Path, secrets: Iterable[str]) -> list[Leak]:
    """What is found in the files below a folder, in their names too; databases with their journals are files like others."""
    wanted = list(secrets)
    leaks: list[Leak] = []
    for path in sorted(folder.rglob("*")):
        leaks += in_bytes(f"name {path}", os.fsencode(path.name), wanted)
        if path.is_file() and not path.is_symlink():
            with contextlib.suppress(FileNotFoundError):
                leaks += in_bytes(str(path), path.read_bytes(), wanted)
    return leaks


def in_processes(secrets: Iterable[str], pids: Iterable[int] | None = None) -> list[Leak]:
    """What is found in the command lines and environments of processes; of every one on the machine without `pids`."""
    wanted = list(secrets)
    leaks: list[Leak] = []
    for pid in pids if pids is not None else _everybody():
        for name in ("cmdline", "environ", "comm"):
            with contextlib.suppress(OSError):
                leaks += in_bytes(f"{pid} {name}", Path(f"/proc/{pid}/{name}").read_bytes(), wanted)
    return leaks


def _everybody() -> Iterator[int]:
    return (int(path.name) for path in Path("/proc").glob("[0-9]*"))


class Tap:
    """Puts itself in front of a Unix socket that listens already, and keeps everything that goes through, both ways.

    `heard` is what the callers said, `said` what was answered.
    """

    def __init__(self, path: Path) -> None:
        self._path, self._behind = path, path.with_name(f"{path.name}.behind")
        path.rename(self._behind)
        self._lock = threading.Lock()
        self._heard, self._said = bytearray(), bytearray()
        self._lines: list[socket.socket] = []
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(path))
        self._listening.listen(32)
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def heard(self) -> bytes:
        with self._lock:
            return bytes(self._heard)

    @property
    def said(self) -> bytes:
        with self._lock:
            return bytes(self._said)

    def close(self) -> None:
        """Go away; the socket is where it was."""
        self._listening.close()
        with contextlib.suppress(OSError):
            self._behind.rename(self._path)
        for line in self._lines:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()

    def _accept(self) -> None:
        while True:
            try:
                caller, _ = self._listening.accept()
            except OSError:
                return
            service = socket.socket(socket.AF_UNIX)
            try:
                service.connect(str(self._behind))
            except OSError:
                caller.close()
                continue
            self._lines += [caller, service]
            for source, target, kept in (
                (caller, service, self._heard),
                (service, caller, self._said),
            ):
                threading.Thread(target=self._pass, args=(source, target, kept), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket, kept: bytearray) -> None:
        try:
            while data := source.recv(_CHUNK):
                with self._lock:
                    kept += data
                target.sendall(data)
        except OSError:
            pass
        for line in (source, target):
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
