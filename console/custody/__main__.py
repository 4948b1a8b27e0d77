"""`python -m console.custody --home H`: the dispatcher with the keyring's vault, in an account that nobody logs in to (R12).

It starts locked; the custodian opens it with `sms-console custody unlock`. On Linux it runs under a D-Bus session of its own:
`dbus-run-session -- python -m console.custody --home H`.
"""

import argparse
import os
import sys
from pathlib import Path

from console.custody.keeper import Keeper
from console.custody.vault import KeyringVault
from console.dispatch import crash
from console.dispatch.__main__ import run
from console.dispatch.custody import vault
from console.dispatch.link import NoticingLink
from console.dispatch.rosters.files import Files
from console.dispatch.service import Installation
from console.settings import WITNESS_VARIABLE, placed
from console.wire.client import Client

_ANSWER_SECONDS = 20.0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m console.custody", description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="the installation's folder")
    parser.add_argument(
        "--simulator-port", type=int, default=0, help="port for a gateway file whose port is 0"
    )
    parser.add_argument(
        "--witness",
        type=Path,
        default=os.environ.get(WITNESS_VARIABLE) or None,
        help="a folder on another disk or host that remembers how far this database goes",
    )
    parser.add_argument("--timezone", default="Asia/Shanghai", help="zone of sending hours (IANA name)")
    return parser.parse_args()


def main() -> int:
    """Run until SIGTERM or SIGINT; exit code 0, 1 after a failure, 2 when the start is refused."""
    os.umask(0o077)
    arguments = _arguments()
    home: Path = arguments.home.resolve()
    vault.harden()
    crash.take_over()
    crash.log_to(home / "log", "dispatch")

    def connect(service: str) -> NoticingLink:
        return Client(placed(home).desk_socket, service=service, timeout=_ANSWER_SECONDS)

    keyring = KeyringVault(Files(home).roots.org)
    port, witness = arguments.simulator_port, arguments.witness
    zone = arguments.timezone
    return run(Installation(home, connect, keyring, port, keeper=Keeper, witness=witness, timezone=zone))


if __name__ == "__main__":
    sys.exit(main())
