"""`python -m console.dispatch --home H`: the dispatcher of one installation."""

import argparse
import asyncio
import json
import logging
import os
import sys
from pathlib import Path

from console.dispatch import vault
from console.dispatch.files import Files
from console.dispatch.lease import LeaseTakenError
from console.dispatch.link import DeskLink
from console.dispatch.service import Installation, rearm, serve
from console.domain.times import now
from console.settings import Home
from console.wire.client import Client

_ANSWER_SECONDS = 20.0
"""How long an answer of the desk is waited for; holding does not wait for it."""


class _JsonLines(logging.Formatter):
    """One JSON object a line. No message of the dispatcher holds a number or a secret."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": now(),
            "level": record.levelname.lower(),
            "of": record.name,
            "text": record.getMessage(),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


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
    return parser.parse_args()


def _log_to(home: Path) -> None:
    folder = home / "log"
    folder.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(folder / "dispatch.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    handler = logging.StreamHandler(os.fdopen(handle, "a", encoding="utf-8"))
    handler.setFormatter(_JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])


def main() -> int:
    """Run until SIGTERM or SIGINT; exit code 0, 1 after a failure, 2 when the start is refused."""
    os.umask(0o077)
    arguments = _arguments()
    home: Path = arguments.home.resolve()
    vault.harden()
    secrets = (
        vault.MemoryVault({}) if arguments.secret_fd is None else vault.from_descriptor(arguments.secret_fd)
    )
    _log_to(home)

    def connect(service: str) -> DeskLink:
        return Client(Home(home).desk_socket, service=service, timeout=_ANSWER_SECONDS)

    installation = Installation(home, connect, secrets, arguments.simulator_port)
    try:
        if arguments.rearm:
            return _rearm(installation)
        asyncio.run(serve(installation))
    except LeaseTakenError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except Exception:  # the process boundary
        logging.getLogger(__name__).exception("the dispatcher ended")
        sys.stderr.write("the dispatcher ended; its log says why\n")
        return 1
    return 0


def _rearm(installation: Installation) -> int:
    files = Files(installation.home)
    files.look(None)
    if files.newest is None or not files.newest.solo:
        sys.stderr.write("re-arming here is for solo installations; elsewhere two people do it\n")
        return 2
    rearm(installation)
    return 0


if __name__ == "__main__":
    sys.exit(main())
