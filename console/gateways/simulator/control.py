"""The simulator's control port: one line in, one JSON line out, on the loopback address.

`stats` gives the counts, `faults` the faults in force, `faults {…}` replaces them, `reset` starts counting again, `cut` cuts every
line, `password {"account", "password"}` changes an account's password; lines that are bound stay. `reply {"account", "number", "to",
"text"}` sends a message from a subscriber (SMPP: with `coding` and `hex` instead of `text`, these octets under that data_coding; CMPP:
with `fmt`, `hex`, `parts`, `pseudo`). CMPP has more: `report {"account", "number", "id", "to", "stat"}` sends a report on any id,
`active {"account"}` asks every line whether it is there, `terminate {"account"}` ends them, `serial {"next"}` sets the next Msg_Id's. HTTP has `report` too, without
`to`.
"""

import asyncio
import json
from dataclasses import asdict
from typing import Any, Final

from console.gateways.simulator.centre import Centre, Question

_LONGEST: Final = 1 << 20


class Control:
    """Serves the control port of one simulator."""

    def __init__(self, provider: Centre[Any]) -> None:
        self._provider = provider
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
                        self._provider.faults = self._provider.faults.parse(rest)
                    return asdict(self._provider.faults)
                case "reset":
                    self._provider.witness.reset()
                case "cut":
                    self._provider.cut()
                case "password":
                    question = _question(rest)
                    self._provider.set_password(question["account"], question["password"])
                case _:
                    act = self._provider.verbs.get(verb)
                    if act is None:
                        return {"error": "unknown command"}
                    act(_question(rest))
        except (ValueError, KeyError, TypeError) as error:
            return {"error": f"{type(error).__name__}: {error}"}
        return self._provider.snapshot()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                writer.write(json.dumps(self.answer(line.decode("utf-8", "replace"))).encode() + b"\n")
                await writer.drain()
        except (OSError, ValueError):  # The client went away, or sent a line without an end.
            pass
        finally:
            writer.close()


def _question(rest: str) -> Question:
    question = json.loads(rest)
    if not isinstance(question, dict):
        raise ValueError("a question is a JSON object")  # noqa: TRY004 - one error type for a document
    return question
