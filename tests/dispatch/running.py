"""A whole dispatcher in the test's own event loop: real database, real session, real simulator, fake desk."""

import asyncio
import contextlib
import json
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from console.db.migrate import DISPATCH
from console.dispatch import service, worker
from console.dispatch.custody import lines
from console.dispatch.custody.vault import MemoryVault
from console.dispatch.lease import Instance
from console.dispatch.service import Installation, Service
from console.domain.sending import gateways
from console.domain.states import RecipientState
from console.domain.timekeeping import Proof, steady
from console.gateways.simulator.ismg import Ismg
from console.gateways.simulator.platform import Platform
from console.gateways.simulator.smsc import Smsc
from console.launch.organisation import Organisation, build
from console.wire import calls, dispatch
from console.wire.credentials.custody import TrustChain
from tests.dispatch.desk import FakeDesk
from tests.gateways.http_support import PROFILE
from tests.patience import IN_VAIN, Wait
from tests.ready import upgraded_file
from tests.world import Case, make

# A desk in the same process may be asked more often than one on another host; tests wait for rounds, not for seconds.
service._LOOK, worker._RESULTS = 0.1, 0.3

SECRET = "demo1234"
TEN = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
"""Ten o'clock in the morning in Shanghai."""


class ShiftedClock:
    """The host's clock, moved so that the test began at `start`."""

    def __init__(self, start: datetime = TEN) -> None:
        self.offset = start.timestamp() - time.time()
        self.asked = 0
        self.leaps, self.passed = False, 0.0

    def time(self) -> float:
        self.asked += 1
        return time.time() + self.offset

    def steady(self) -> float:
        return steady() + self.passed

    def shift(self, by: timedelta) -> None:
        """Time passes, or with `leaps` the clock is moved while none does; it never passes backwards."""
        self.offset += by.total_seconds()
        if not self.leaps:
            self.passed += max(0.0, by.total_seconds())


def gateway_text(org_text: str, **changes: Any) -> str:
    """The demo's gateway file with some lines changed."""
    lines_ = []
    for line in org_text.splitlines():
        name = line.partition(" = ")[0]
        value = changes.get(name)
        said = json.dumps(value, ensure_ascii=False)
        lines_.append(line if value is None else f"{name} = {said}")
    return "\n".join(lines_) + "\n"


def provider(org: Organisation) -> Smsc | Ismg | Platform:
    """A simulator that speaks the protocol of the organisation's gateway file."""
    gateway = gateways.read(org.gateway_texts["demo"])
    accounts = {gateway.account: SECRET}
    if gateway.protocol == "http":
        return Platform(accounts)
    return Ismg(accounts) if gateway.protocol == "cmpp" else Smsc(accounts)


@cache
def _shipped_gateway() -> str:
    return build(TEN - timedelta(hours=2)).gateway_texts["demo"]


def organisation(**changes: Any) -> Organisation:
    return build(TEN - timedelta(hours=2), gateway_text=gateway_text(_shipped_gateway(), **changes))


def cmpp_organisation(version: str = "3.0", more: str = "", **changes: Any) -> Organisation:
    """An organisation whose gateway speaks CMPP; it has the demo's contract otherwise, and `more` lines in the file."""
    own = {"system_type", "source_ton", "source_npi"}
    plain = gateway_text(_shipped_gateway(), protocol="cmpp", account="920001", window=16, **changes)
    lines_ = [line for line in plain.splitlines() if line.partition(" = ")[0] not in own]
    text = "\n".join([*lines_, f'version = "{version}"', 'service = "BANKMSG"', more, ""])
    return build(TEN - timedelta(hours=2), gateway_text=text)


def http_organisation(more: str = "", **changes: Any) -> Organisation:
    """An organisation whose gateway is reached by HTTP; it has the demo's contract otherwise, and `more` lines in the file."""
    own = {"system_type", "source_ton", "source_npi"}
    plain = gateway_text(_shipped_gateway(), protocol="http", **changes)
    lines_ = [line for line in plain.splitlines() if line.partition(" = ")[0] not in own]
    return build(TEN - timedelta(hours=2), gateway_text="\n".join([*lines_, PROFILE, more, ""]))


def case(org: Organisation, n: int = 200, **changes: Any) -> Case:
    return make(n=n, org=org, at=changes.pop("at", TEN), **changes)


def next_version(org: Organisation, at: str = "2026-11-25T01:00:00Z", **changes: Any) -> None:
    assert org.roster is not None
    previous = org.rosters[-1].digest()
    org.add_roster(
        msgspec.structs.replace(
            org.roster, version=org.roster.version + 1, previous=previous, at=at, **changes
        )
    )


async def until(happened: Callable[[], Any], seconds: float = IN_VAIN) -> None:
    """Wait for a condition; fails with its source line when the deadline passes."""
    wait = Wait(seconds)
    while not happened():
        assert not wait.over(), "the condition did not come true in time"
        await asyncio.sleep(0.01)


class World:
    """One installation with its simulator and desk; `start` and `stop` may be called again and again."""

    def __init__(self, home: Path, org: Organisation, *, url: str = "") -> None:
        self.home, self.org = home, org
        # A dispatcher opens no person's key: locking ten of them would take longer than most tests.
        replace(org, people={}).write(home)
        (home / "run").mkdir(mode=0o700, exist_ok=True)
        kept = home / "dispatch" / ("database" if url else "dispatch.db")
        kept.touch(0o600)
        kept.write_bytes(url.encode() if url else upgraded_file(DISPATCH).read_bytes())
        self.desk = FakeDesk(org.roots)
        self.clock = ShiftedClock()
        self.smsc: Any = provider(org)
        self.secrets = {"demo": SECRET}
        self.make_session: Any = lines.session
        self.port = 0
        self.witness: Path | None = None
        self.timezone = "Asia/Shanghai"
        self.proof = Proof(lambda: True, 0.0)
        """What time it is here a time service vouches for; most tests move the clock as days pass."""
        self.service: Service | None = None
        self.task: asyncio.Task[None] | None = None
        self.instance: Instance | None = None
        self.store: Any = None

    def trust(self) -> None:
        """Let the desk tell the roster and the orders as they are now."""
        org = self.org
        self.desk.trust = TrustChain(
            [(one.text, one.signatures) for one in org.signers],
            [(one.text, one.signatures) for one in org.rosters],
            [(one.text, one.signatures) for one in org.orders],
        )

    def faults(self, **values: Any) -> None:
        self.smsc.faults = type(self.smsc.faults)(**values)

    @property
    def counts(self) -> dict[str, Any]:
        counted: dict[str, Any] = self.smsc.snapshot()
        return counted

    def installation(self) -> Installation:
        return Installation(
            self.home,
            lambda _service: self.desk,
            MemoryVault(self.secrets),
            self.port,
            self.clock,
            self.make_session,
            witness=self.witness,
            timezone=self.timezone,
            proof=self.proof,
            steady=self.clock.steady,
        )

    async def start(self) -> "World":
        if not self.port:
            self.port = await self.smsc.start()
        installation = self.installation()
        self.store, file = installation.open_store()
        self.instance = Instance(self.store, self.home / "dispatch", file)
        self.service = Service(installation, self.store, self.instance)
        self.task = asyncio.create_task(self.service.run())
        await until(
            lambda: (self.home / "run" / "dispatch.sock").exists() or (self.task and self.task.done())
        )
        return self

    async def stop(self) -> None:
        if self.service is None or self.task is None or self.instance is None:
            return
        self.service.stop()
        with contextlib.suppress(Exception):
            await self.task
        self.instance.close()
        self.store.close()
        self.service = None

    async def die(self) -> None:
        """Go away without a word, as a crash does: nothing is awaited, nothing is settled."""
        assert self.service is not None
        self.service.dispatcher.fail(RuntimeError("crash"))
        await self.stop()

    def rows(self, sql: str, *values: Any) -> list[Any]:
        with self.store.look() as look:
            return list(look.rows(sql, values))

    def story(self) -> str:
        """Where everything stands, for the words of a failed test."""
        states = self.rows("SELECT state, count(*), min(num) FROM recipient GROUP BY state")
        unmatched = self.rows("SELECT count(*) FROM receipt WHERE send_id IS NULL")
        failed = self.task.exception() if self.task and self.task.done() else None
        return f"{states} unmatched {unmatched} {self.counts} {self.desk.events()} {failed!r}"

    def tally(self) -> dict[str, int]:
        """Recipients by state, counted anew and compared with the tally that the dispatcher keeps."""
        counted = dict.fromkeys((state.name.lower() for state in RecipientState), 0)
        with self.store.look() as look:
            kept = look.rows("SELECT * FROM tally")
            for state, count in look.rows("SELECT state, count(*) FROM recipient GROUP BY state"):
                counted[RecipientState(state).name.lower()] = count
        assert [sum(column) for column in zip(*(row[1:] for row in kept), strict=True)] in (
            [],
            [*counted.values()],
        )
        return counted


@contextlib.asynccontextmanager
async def world(home: Path, org: Organisation, **options: Any) -> AsyncIterator[World]:
    made = World(home, org, **options)
    try:
        yield made
    except AssertionError as error:
        error.add_note(made.story())
        raise
    finally:
        await made.stop()
        if made.port:
            await made.smsc.stop()


async def waits(one: World) -> None:
    """The release was judged, and offered again and again since, and nothing was said of it."""
    await until(lambda: one.desk.of(calls.BundleOf))
    pulls = len(one.desk.of(dispatch.PullReleased))
    await until(lambda: len(one.desk.of(dispatch.PullReleased)) > pulls + 3)
    assert len(one.desk.of(calls.BundleOf)) <= 2, "nothing here changed, so it is not judged again and again"
    assert one.desk.events() == [], "nothing is refused: the file may come at any moment"
    assert one.counts["submits"] == 0
