"""What the gateway tests share: a sink that records, patience with a deadline, and SMSCs to talk to."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from console.gateways.account import Account
from console.gateways.ports import Inbound, LineEvent, LineState, Outcome, Receipt, Submit
from console.gateways.session import AnySession
from console.gateways.simulator.faults import Faults
from console.gateways.simulator.smsc import Smsc
from console.gateways.smpp.session import SmppSession
from console.gateways.smpp.settings import Settings
from console.gateways.text import FramedText
from tests import needs
from tests.patience import IN_VAIN, PATIENCE, Wait

PEERS = Path(__file__).with_name("peers")
ACCOUNT, PASSWORD = "demo", "demo1234"
SHORT = "您的定期存款将于12月1日到期"
LONG = "尊" * 150  # three parts: 67 + 67 + 16
NUMBER = 13800138000


async def until(condition: Callable[[], object], what: str, patience: float = IN_VAIN) -> None:
    """Wait until the condition holds; a deadline passed is a failed test."""
    wait = Wait(patience)
    while not condition():
        assert not wait.over(), f"waited {patience} s in vain for: {what}"
        await asyncio.sleep(0.002)


@dataclass
class Recorder:
    """A sink that keeps all it is told and writes what is queued as room appears."""

    session: Any = field(init=False)
    outcomes: list[Outcome] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    replies: list[Inbound] = field(default_factory=list)
    events: list[LineEvent] = field(default_factory=list)
    queue: list[Submit[FramedText]] = field(default_factory=list)
    turns: int = 0
    most_open: int = 0
    written: int = 0
    acknowledging: bool = True
    broken: Exception | None = None

    def on_line(self, event: LineEvent) -> None:
        self.events.append(event)

    def on_turn(self, outcomes: list[Outcome], receipts: list[Receipt], inbound: list[Inbound]) -> None:
        self.turns += 1
        if self.broken is not None and (outcomes or receipts):
            raise self.broken
        self.outcomes += outcomes
        self.receipts += receipts
        self.replies += inbound
        if self.acknowledging:
            self.session.acknowledge([r.token for r in receipts] + [i.token for i in inbound])
        self.feed()

    def feed(self) -> None:
        room = self.session.room()
        if room and self.queue:
            now, self.queue = self.queue[:room], self.queue[room:]
            self.written += len(now)
            self.most_open = max(self.most_open, self.written - len(self.outcomes))
            self.session.write(now)

    def send(self, count: int, text: str = SHORT, *, first: int = 0) -> None:
        """Queue `count` recipients with keys from `first` on and numbers to match."""
        message = self.session.prepare(text, 7)
        self.queue += [Submit(k, NUMBER + k, k & 0xFFFF, message) for k in range(first, first + count)]
        self.feed()

    def of(self, kind: type) -> list[Any]:
        """The outcomes of one kind."""
        return [outcome for outcome in self.outcomes if type(outcome) is kind]

    def keys(self) -> list[int]:
        """The keys of all outcomes, sorted."""
        return sorted(outcome.key for outcome in self.outcomes)

    def ups(self) -> int:
        """How often the line came up."""
        return sum(event.state is LineState.UP for event in self.events)


def settings_for(port: int, **changes: Any) -> Settings:
    """An account on the loopback address with short times."""
    base = Settings(
        "127.0.0.1", port, ACCOUNT, source="106900000", window=10, response_timeout=2.0, bind_timeout=5.0,
        enquire_every=5.0, retry_first=0.05, retry_longest=0.2,
    )  # fmt: skip
    return replace(base, **changes)


@asynccontextmanager
async def connected(
    settings: Account,
    *,
    password: str = PASSWORD,
    tls: Any = None,
    kind: type[AnySession[Any]] = SmppSession,
) -> AsyncIterator[Recorder]:
    """A running, bound session and its recorder."""
    recorder = Recorder()
    recorder.session = kind(settings, lambda: password, recorder, tls=tls)
    running = asyncio.create_task(recorder.session.run())
    try:
        await until(lambda: recorder.ups() or running.done(), "the bind")
        if running.done():
            running.result()
        yield recorder
    finally:
        await recorder.session.close()
        if not running.done():
            await running
        elif not running.cancelled():
            running.exception()


@asynccontextmanager
async def simulated(faults: Faults | None = None, **settings: Any) -> AsyncIterator[tuple[Recorder, Smsc]]:
    """A session bound to a simulator in this process."""
    smsc = Smsc({ACCOUNT: PASSWORD}, faults)
    port = await smsc.start()
    try:
        async with connected(settings_for(port, **settings)) as recorder:
            yield recorder, smsc
    finally:
        await smsc.stop()


def _node_path() -> str | None:
    for folder in (
        PEERS / "node_modules",
        *map(Path, filter(None, os.environ.get("NODE_PATH", "").split(":"))),
    ):
        if (folder / "smpp").is_dir():
            return str(folder)
    return None


def _perl_has_smpp() -> bool:
    perl = shutil.which("perl")
    return (
        perl is not None
        and not subprocess.run([perl, "-MNet::SMPP", "-e", "1"], capture_output=True, check=False).returncode
    )


PEER_NAMES = ("simulator", "node", "perl")
_WORDS = {
    "smpp": ("throttle", "cut_after", "undelivered"),
    "cmpp": ("rate", "cut_after", "undelivered"),
    "http": ("rate", "cut_after", "undelivered"),
}
"""What the simulator calls the options of a peer."""


@contextmanager
def peer(name: str, folder: Path, **options: int | str) -> Iterator[int]:
    """Run an SMSC: the simulator, npm smpp or Net::SMPP; or the simulator's CMPP gateway. Options: throttle, drop, undelivered.

    Yields its port.
    """
    file = folder / f"{name}.port"
    environment = dict(os.environ)
    plain = [f"{key}={value}" for key, value in options.items()]
    if name in {"simulator", "cmpp", "http"}:
        protocol = "smpp" if name == "simulator" else name
        names = dict(zip(("throttle", "drop", "undelivered"), _WORDS[protocol], strict=True))
        faults = {names[key]: value for key, value in options.items()}
        command = [
            sys.executable, "-m", "console.gateways.simulator", "--port", "0", "--port-file", str(file),
            "--protocol", protocol, "--password", PASSWORD, "--faults", json.dumps(faults),
        ]  # fmt: skip
    elif name == "node":
        needs.require("node")
        modules = _node_path()
        if modules is None:
            pytest.skip("needs smpp of Node.js: (cd tests/gateways/peers && npm ci)")
        environment["NODE_PATH"] = modules
        command = ["node", str(PEERS / "node_smsc.js"), f"told={file}", *plain]
    else:
        if not _perl_has_smpp():
            pytest.skip(needs.words("libnet-smpp-perl"))
        command = ["perl", str(PEERS / "perl_smsc.pl"), f"told={file}", *plain]
    process = subprocess.Popen(command, env=environment)
    try:
        wait = Wait()
        while not file.exists():
            assert process.poll() is None, f"{name} ended at its start"
            assert not wait.over(), f"{name} did not start"
            time.sleep(0.01)
        text = file.read_text(encoding="ascii")
        yield int(json.loads(text)["port"]) if name in {"simulator", "cmpp", "http"} else int(text)
    finally:
        process.terminate()
        process.wait(PATIENCE)
