"""A dispatcher in a process of its own, for tests that kill it: `process.py HOME DESK PORT OFFSET [POINT COUNT]`.

DESK is the socket of a FakeDesk, PORT the simulator's, OFFSET what is added to the host's clock. POINT says where the process
kills itself at the COUNT-th time: `before_write` (intents are committed, no byte has left), `after_write`, or
`before_acknowledge` (receipts are committed, the provider does not know). At `disk_full` it goes on living, and its database cannot grow
from the COUNT-th write on. With SMS_TEST_UNPROVED set, no time service vouches for its clock.
"""

import asyncio
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from console.dispatch.custody import lines
from console.dispatch.custody.vault import MemoryVault, Vault
from console.dispatch.service import Installation, serve
from console.dispatch.store import Store
from console.domain.sending.gateways import GatewayFile
from console.domain.timekeeping import Proof
from console.gateways.ports import Session, Sink
from tests.dispatch.desk import Line


class _Full(Installation):
    """An installation whose database can be kept from growing, as by a full disk."""

    def open_store(self) -> tuple[Store, Path | None]:
        self.store, file = super().open_store()
        return self.store, file

    def fill(self) -> None:
        turn = self.store._own or self.store._hold()
        # SQLite takes the present size where less is asked for.
        turn.run("PRAGMA max_page_count = 1")


class Clock:
    def __init__(self, offset: float) -> None:
        self._offset = offset

    def time(self) -> float:
        return time.time() + self._offset


def main(home: str, desk: str, port: str, offset: str, point: str = "", count: str = "0") -> None:
    left = int(count)

    def at(where: str) -> None:
        nonlocal left
        if where == point:
            left -= 1
            if left == 0 and point == "disk_full":
                installation.fill()
            elif left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def make_session(gateway: GatewayFile, port: int, vault: Vault, sink: Sink) -> Session[Any]:
        session = lines.session(gateway, port, vault, sink)
        write, acknowledge = session.write, session.acknowledge

        def dying_write(submits: Any) -> None:
            at("disk_full")
            at("before_write")
            write(submits)
            at("after_write")

        def dying_acknowledge(tokens: Any) -> None:
            at("before_acknowledge")
            acknowledge(tokens)

        session.write, session.acknowledge = dying_write, dying_acknowledge  # type: ignore[method-assign]
        return session

    installation = _Full(
        Path(home),
        lambda _service: Line(desk),
        MemoryVault({"demo": "demo1234"}),
        int(port),
        Clock(float(offset)),
        make_session,
        witness=Path(witness) if (witness := os.environ.get("SMS_TEST_WITNESS")) else None,
        proof=Proof(lambda: "SMS_TEST_UNPROVED" not in os.environ, 0.0),
    )
    asyncio.run(serve(installation))


if __name__ == "__main__":
    main(*sys.argv[1:])
