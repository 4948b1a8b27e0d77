"""A dispatcher in a process of its own, for tests that kill it: `process.py HOME DESK PORT OFFSET [POINT COUNT]`.

DESK is the socket of a FakeDesk, PORT the simulator's, OFFSET what is added to the host's clock. POINT says where the process
kills itself at the COUNT-th time: `before_write` (intents are committed, no byte has left), `after_write`, or
`before_acknowledge` (receipts are committed, the provider does not know).
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
from console.domain.sending.gateways import GatewayFile
from console.domain.timekeeping import Proof
from console.gateways.ports import Session, Sink
from tests.dispatch.desk import Line


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
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def make_session(gateway: GatewayFile, port: int, vault: Vault, sink: Sink) -> Session[Any]:
        session = lines.session(gateway, port, vault, sink)
        write, acknowledge = session.write, session.acknowledge

        def dying_write(submits: Any) -> None:
            at("before_write")
            write(submits)
            at("after_write")

        def dying_acknowledge(tokens: Any) -> None:
            at("before_acknowledge")
            acknowledge(tokens)

        session.write, session.acknowledge = dying_write, dying_acknowledge  # type: ignore[method-assign]
        return session

    installation = Installation(
        Path(home),
        lambda _service: Line(desk),
        MemoryVault({"demo": "demo1234"}),
        int(port),
        Clock(float(offset)),
        make_session,
        witness=Path(witness) if (witness := os.environ.get("SMS_TEST_WITNESS")) else None,
        proof=Proof(lambda: True, 0.0),
    )
    asyncio.run(serve(installation))


if __name__ == "__main__":
    main(*sys.argv[1:])
