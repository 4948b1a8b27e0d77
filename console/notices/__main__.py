"""`python -m console.notices --home H`: the program that tells people outside what waits for them."""

import argparse
import asyncio
import contextlib
import os
import signal
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

from console.desk.door import Lock
from console.desk.logbook import Logbook
from console.notices import collector
from console.notices.collector import Collecting
from console.notices.service import EVERY, Service
from console.settings import Home, placed
from console.wire.client import Client

_ANSWER_SECONDS = 60.0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m console.notices", description=__doc__)
    parser.add_argument(
        "--home", type=Path, required=True, help="the installation's folder, or this account's own"
    )
    parser.add_argument("--timezone", default="Asia/Shanghai", help="zone of office hours (IANA name)")
    parser.add_argument("--every", type=float, default=EVERY, help="seconds between two looks at the desk")
    return parser.parse_args()


def main() -> int:
    """Run until SIGTERM or SIGINT; exit code 0, 75 where another one runs here."""
    os.umask(0o077)
    arguments = _arguments()
    home = placed(arguments.home.absolute())
    folder = home.notices
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    home.logs.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        lock = Lock(folder / "lock")
    except BlockingIOError:
        sys.stderr.write("notices_running: another one runs here\n")
        return os.EX_TEMPFAIL
    log = Logbook(home.log("notices"))
    try:
        with _line(home) as desk, _line(home) as beside:
            zone = ZoneInfo(arguments.timezone)
            service = Service(folder, home.notices_file, desk, zone, log, arguments.every)
            every = min(arguments.every, collector.EVERY)
            collecting = Collecting(folder, home.notices_file, beside, service.instance, log, every)
            asyncio.run(_served(service, collecting))
    finally:
        log.close()
        lock.release()
    return 0


def _line(home: Home) -> Client:
    return Client(home.desk_socket, timeout=_ANSWER_SECONDS, tells=True)


async def _served(*programs: Service | Collecting) -> None:
    over = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, over.set)
    running = [asyncio.ensure_future(one.run(over)) for one in programs]
    ends = asyncio.ensure_future(over.wait())
    await asyncio.wait({*running, ends}, return_when=asyncio.FIRST_COMPLETED)
    ends.cancel()
    # An attempt under way is not waited for: it is made again under the same number.
    for one in running:
        one.cancel()
    for one in running:
        with contextlib.suppress(asyncio.CancelledError):
            await one


if __name__ == "__main__":
    sys.exit(main())
