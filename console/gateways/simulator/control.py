"""The simulator's control port: one line in, one JSON line out, on the loopback address.

`stats` gives the counts, `faults` the faults in force, `faults {…}` replaces them, `reset` starts counting again, `cut` cuts every
line, `reply {"account", "number", "to", "text"}` sends a message from a subscriber (with `coding` and `hex` instead of `text`:
these octets under that data_coding), `password {"account", "password"}` changes an account's password; lines that are bound stay.
"""

import asyncio
import json
from dataclasses import asdict
from typing import Any, Final

from console.gateways.simulator.faults import Faults
from console.gateways.simulator.smsc import Smsc
from console.gateways.smpp.text import Coding

_LONGEST: Final = 1 << 20


class Control:
    """Serves the control port of one simulator."""

    def __init__(self, smsc: Smsc) -> None:
        self._smsc = smsc
        self._server: asyncio.Server | None = None

    async def start(self, port: int = 0) -> int:
        """Listen on the loopback address; returns the port.

        Raises:
            OSError: the port is taken.
        """
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port, limit=_LONGEST)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.close()

    def answer(self, line: str) -> dict[str, Any]:
        """Carry out one line; a line that cannot be carried out returns `{"error": …}`."""
        verb, _, rest = line.strip().partition(" ")
        try:
            match verb:
                case "stats":
                    pass
                case "faults":
                    if rest:
                        self._smsc.faults = Faults.parse(rest)
                    return asdict(self._smsc.faults)
                case "reset":
                    self._smsc.witness.reset()
                case "cut":
                    self._smsc.cut()
                case "reply":
                    question = json.loads(rest)
                    self._smsc.deliver(
                        question["account"], question["number"], question["to"], question.get("text", ""),
                        coding=int(question.get("coding", Coding.UCS2)), octets=bytes.fromhex(question.get("hex", "")),
                    )  # fmt: skip
                case "password":
                    question = json.loads(rest)
                    self._smsc.set_password(question["account"], question["password"])
                case _:
                    return {"error": "unknown command"}
        except (ValueError, KeyError, TypeError) as error:
            return {"error": f"{type(error).__name__}: {error}"}
        return self._smsc.snapshot()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                writer.write(json.dumps(self.answer(line.decode("utf-8", "replace"))).encode() + b"\n")
                await writer.drain()
        except (OSError, ValueError):  # The client went away, or sent a line without an end.
            pass
        finally:
            writer.close()
