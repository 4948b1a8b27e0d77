"""The dispatcher's own socket: frames, limits and who asks. It stays open over the services of one process, whose control answers."""

import asyncio
import os
import socket
import struct
from collections import Counter
from pathlib import Path
from typing import Final

import msgspec

from console.dispatch.control import Control
from console.wire.control import LENGTH, LONGEST

_SECONDS = 30.0
_MOST: Final = 64
"""Questions served at once; more connections would take descriptors from the gateways and the database."""
_PER_ACCOUNT: Final = 8
"""Questions of one account at once, so that one account cannot keep others from holding and freezing."""


class ControlSocket:
    """Serves the socket on the event loop, by the answers of `control`, which is another after an outage of the database."""

    def __init__(self) -> None:
        self.control: Control | None = None
        self._server: asyncio.Server | None = None
        self._path: Path | None = None
        self._asking: Counter[int] = Counter()
        self._hearing: dict[asyncio.StreamWriter, int] = {}

    async def open(self, path: Path, control: Control) -> None:
        """Answer by this control from now on; listen if nobody does yet. Raises OSError."""
        self.control = control
        if self._server is None:
            await self._start(path, control)

    async def _start(self, path: Path, control: Control) -> None:
        """Listen. The socket is created last, because others wait for it."""
        path.unlink(missing_ok=True)  # noqa: ASYNC240 - once, at the start
        roster = control.roster
        shared = roster is not None and not roster.solo
        bound = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            bound.bind(str(path))
            # The permissions are set before anybody can connect.
            path.chmod(0o666 if shared else 0o600)  # noqa: ASYNC240 - once, at the start
            self._server = await asyncio.start_unix_server(self._serve, sock=bound)
        except OSError:
            bound.close()
            raise
        self._path = path

    async def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()
        if self._path is not None:
            self._path.unlink(missing_ok=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        uid, control = _peer(writer), self.control
        if control is None:
            writer.close()
            return
        roster = control.roster
        most = _MOST if roster is not None and roster.solo else _PER_ACCOUNT
        full = self._asking[uid] >= most
        if (full or self._asking.total() >= _MOST) and not self._made_room(uid if full else None):
            writer.close()
            return
        self._asking[uid] += 1
        self._hearing[writer] = uid
        try:
            async with asyncio.timeout(_SECONDS):
                (length,) = LENGTH.unpack(await reader.readexactly(LENGTH.size))
                if not 0 < length <= LONGEST:
                    return
                data = await reader.readexactly(length)
            self._hearing.pop(writer, None)
            answer = msgspec.msgpack.encode(await (self.control or control).answered(data, uid))
            async with asyncio.timeout(_SECONDS):
                writer.write(LENGTH.pack(len(answer)) + answer)
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            pass
        finally:
            self._hearing.pop(writer, None)
            self._asking[uid] -= 1
            writer.close()

    def _made_room(self, uid: int | None) -> bool:
        """Cut the connection that has waited longest without a complete question (of one account, or of any), to serve others.

        Return False if all have asked and wait for their answers.
        """
        silent = next((line for line, whose in self._hearing.items() if uid in {None, whose}), None)
        if silent is None:
            return False
        del self._hearing[silent]
        silent.transport.abort()
        return True


def _peer(writer: asyncio.StreamWriter) -> int:
    """The account at the other end; -1 if the kernel does not say."""
    sock = writer.get_extra_info("socket")
    if not hasattr(socket, "SO_PEERCRED"):
        return -1 if sock is None else os.getuid()
    _, uid, _ = struct.unpack(
        "3i", sock.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    )
    return int(uid)
