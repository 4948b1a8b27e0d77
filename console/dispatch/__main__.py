"""`python -m console.dispatch --home H`: the dispatcher of one installation in training; its secrets come through a pipe.

With real secrets the program is `python -m console.custody`.
"""

import argparse
import asyncio
import logging
import os
import secrets
import sys
from pathlib import Path

from console.custody.keeper import Keeper
from console.db.errors import StorageError
from console.dispatch import crash
from console.dispatch.custody import vault
from console.dispatch.custody.training import TrainingVault
from console.dispatch.lease import LeaseTakenError
from console.dispatch.link import NoticingLink
from console.dispatch.rosters.files import Files
from console.dispatch.service import Installation, rearm, serve
from console.locale import daemon_words
from console.settings import WITNESS_VARIABLE, placed
from console.wire.client import Client

_ANSWER_SECONDS = 20.0
"""Seconds to wait for an answer of the desk; holding does not depend on it."""


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m console.dispatch", description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="the installation's folder")
    parser.add_argument(
        "--simulator-port", type=int, default=0, help="port for a gateway file whose port is 0"
    )
    parser.add_argument(
        "--secret-fd", type=int, help="an inherited pipe with a JSON object of gateway id to secret"
    )
    parser.add_argument(
        "--rearm", action="store_true", help="re-arm a restored or copied database (solo only), then end"
    )
    parser.add_argument(
        "--witness",
        type=Path,
        default=os.environ.get(WITNESS_VARIABLE) or None,
        help="a folder on another disk or host that remembers how far this database goes",
    )
    parser.add_argument(
        "--play", action="store_true", help="nothing reaches anybody, so no witness is asked for (the demo)"
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
    key = _fingerprint_key(home)
    handed = {} if arguments.secret_fd is None else vault.from_descriptor(arguments.secret_fd)
    secrets_ = TrainingVault(handed, home / "dispatch" / "training.vault", key=key)
    crash.log_to(home / "log", "dispatch")

    def connect(service: str) -> NoticingLink:
        return Client(placed(home).desk_socket, service=service, timeout=_ANSWER_SECONDS)

    installation = Installation(
        home, connect, secrets_, arguments.simulator_port, keeper=Keeper, witness=arguments.witness,
        timezone=arguments.timezone, play=arguments.play,
    )  # fmt: skip
    if arguments.rearm:
        return _rearm(installation)
    return run(installation)


def run(installation: Installation) -> int:
    """Serve, and report only the place of a failure; return the exit code."""
    try:
        asyncio.run(serve(installation))
    except LeaseTakenError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except StorageError as error:
        logging.getLogger(__name__).error("the start is refused: %s %s", error.code, error.params)  # noqa: TRY400 - plain values
        os.write(2, daemon_words.lines("dispatcher", error.code, error.params).encode())
        return 2
    except Exception:  # the process boundary
        logging.getLogger(__name__).exception("the dispatcher ended")
        sys.stderr.write("the dispatcher ended; its log says why\n")
        return 1
    return 0


def _fingerprint_key(home: Path) -> bytes:
    """Training's fingerprint key, so that a retired password is recognised after a restart; it protects nothing real."""
    path = home / "dispatch" / "fingerprints.key"
    try:
        return bytes.fromhex(path.read_text("ascii"))
    except (FileNotFoundError, ValueError):
        key = secrets.token_bytes(32)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="ascii") as file:
            file.write(key.hex())
        return key


def _rearm(installation: Installation) -> int:
    files = Files(installation.home)
    files.look(None)
    if files.newest is None or not files.newest.solo:
        sys.stderr.write("re-arming here is for solo installations; elsewhere two people do it\n")
        return 2
    try:
        rearm(installation)
    except LeaseTakenError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
