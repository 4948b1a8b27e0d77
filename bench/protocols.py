"""Every protocol's session, without a database, against its stand-in in a process of its own: lines and calls side by side, interleaved.

`python -m bench.protocols [--messages N] [--rounds 3] [--delay 0.02] [--window 16]` prints, for one, two and four lines of SMPP and of
CMPP, and for calls of 1, 10 and 50 people by HTTP, the median rate and its ratio to one line of SMPP. The provider answers `--delay`
seconds after a message, as one does that is not on this machine; with 0 the processor is the limit.
"""

import argparse
import asyncio
import contextlib
import json
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from subprocess import Popen
from tempfile import TemporaryDirectory
from typing import Any

from bench.smpp.raw_client import Result
from bench.smpp.session_bench import Feeder, run_feeder
from bench.smpp.sink import wait_for
from console.gateways.account import Account
from console.gateways.cmpp.session import CmppSession
from console.gateways.http.session import HttpSession
from console.gateways.session import AnySession
from console.gateways.smpp.session import SmppSession
from tests.gateways import cmpp_support, http_support, smpp_support
from tests.gateways.ismg_support import SECRET

_PATIENT: dict[str, Any] = {"response_timeout": 30.0, "rate": None}
_PASSWORDS = {"smpp": smpp_support.PASSWORD, "cmpp": SECRET, "http": smpp_support.PASSWORD}


@dataclass(frozen=True)
class Way:
    """One way to a provider: its name, the session, the account at port 0, and the stand-in's protocol."""

    name: str
    session: type[AnySession[Any]]
    account: Account
    protocol: str


def ways(window: int) -> Iterator[Way]:
    """Yield what is compared; the first is the measure of the others."""
    for lines in (1, 2, 4):
        smpp = smpp_support.settings_for(0, connections=lines)
        yield Way(f"smpp {lines}", SmppSession, replace(smpp, window=window, **_PATIENT), "smpp")
    for lines in (1, 2, 4):
        cmpp = cmpp_support.settings_for(0, connections=lines)
        yield Way(f"cmpp {lines}", CmppSession, replace(cmpp, window=window, **_PATIENT), "cmpp")
    for people in (1, 10, 50):
        web = http_support.settings_for(0, window=people * window, connections=window, batch=people)
        yield Way(f"http {people} a call", HttpSession, replace(web, **_PATIENT), "http")


@contextlib.contextmanager
def provider(protocol: str, delay: float, window: int) -> Iterator[int]:
    """Run a stand-in that answers late and sends no receipts; yields its port."""
    with TemporaryDirectory() as folder:
        told = Path(folder, "port")
        without = {"reports": False, "window": window} if protocol == "cmpp" else {"receipts": False}
        faults = json.dumps({"delay": delay, **without})
        command = [sys.executable, "-m", "console.gateways.simulator", "--protocol", protocol, "--port", "0", "--port-file", str(told)]  # fmt: skip
        process = Popen([*command, "--password", _PASSWORDS[protocol], "--faults", faults])
        try:
            yield json.loads(wait_for(told, process))["port"]
        finally:
            process.terminate()
            process.wait()


async def once(way: Way, port: int, messages: int) -> Result:
    """One timed run."""
    feeder = Feeder(messages, receipts=False)
    account = replace(way.account, port=port)
    feeder.session = way.session(account, lambda: _PASSWORDS[way.protocol], feeder)
    return await run_feeder(feeder)


def main() -> int:
    """Print a line of JSON for each way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--delay", type=float, default=0.02)
    parser.add_argument("--window", type=int, default=16)
    a = parser.parse_args()
    rates: dict[str, list[float]] = {}
    with contextlib.ExitStack() as open_:
        ports = {one: open_.enter_context(provider(one, a.delay, a.window)) for one in _PASSWORDS}
        for _ in range(a.rounds):
            for way in ways(a.window):
                found = asyncio.run(once(way, ports[way.protocol], a.messages))
                rates.setdefault(way.name, []).append(found.rate)
    medians = {name: statistics.median(found) for name, found in rates.items()}
    measure = next(iter(medians.values()))
    for name, rate in medians.items():
        print(
            json.dumps(
                {"way": name, "delay": a.delay, "per_s": round(rate), "ratio": round(rate / measure, 2)}
            )
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
