"""A custody process that kills itself in the middle of an act: `process.py HOME DESK PORT OFFSET [POINT]`.

DESK is the socket of a FakeDesk, PORT the simulator's, OFFSET what is added to the host's clock. POINT is `proved` (the
provider took the new secret, nothing is written), `intended` (written down, the vault does not have it), `put` (the vault has
it, the records do not) or `installed` (both have it, the line still has the old one). It counts from the second secret on.
"""

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any

from console.custody.keeper import Keeper
from console.custody.vault import KeyringVault
from console.dispatch import crash
from console.dispatch.custody import lines, vault
from console.dispatch.service import Installation, serve
from console.domain.sending.gateways import GatewayFile
from console.domain.timekeeping import Proof
from console.gateways.ports import Session, Sink
from tests.dispatch.desk import Line
from tests.dispatch.process import Clock


def main(home: str, desk: str, port: str, offset: str, point: str = "") -> None:
    secrets: list[str] = []

    def at(where: str) -> None:
        if where == point and len(secrets) > 1:
            os.kill(os.getpid(), signal.SIGKILL)

    class Dying(KeyringVault):
        def put(self, gateway_id: str, secret: str) -> None:
            at("intended")
            super().put(gateway_id, secret)
            at("put")

    async def prove(gateway: GatewayFile, port: int, secret: str) -> bool:
        proved = await lines.prove(gateway, port, secret)
        secrets.append(secret)
        at("proved")
        return proved

    def make_session(gateway: GatewayFile, port: int, vault_: vault.Vault, sink: Sink) -> Session[Any]:
        at("installed")
        return lines.session(gateway, port, vault_, sink)

    vault.harden()
    crash.take_over()
    crash.log_to(Path(home) / "log", "dispatch")
    installation = Installation(
        Path(home), lambda _service: Line(desk), Dying("yunling"), int(port), Clock(float(offset)), make_session,
        prove, Keeper, proof=Proof(lambda: True, 0.0),
    )  # fmt: skip
    asyncio.run(serve(installation))


if __name__ == "__main__":
    main(*sys.argv[1:])
