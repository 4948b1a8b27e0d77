"""How soon a line is back once its provider is, and that no provider is asked too often; in a loop that leaps over idle time."""

import asyncio
import random
import selectors
import socket
from collections.abc import Awaitable, Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any, TypeVar

import pytest

from console.gateways.account import Account
from console.gateways.cmpp.session import CmppSession
from console.gateways.cmpp.settings import Settings as CmppSettings
from console.gateways.ports import Cut, LineState
from console.gateways.session import AccountSession
from console.gateways.simulator.faults import Faults, IsmgFaults
from console.gateways.simulator.ismg import Ismg
from console.gateways.simulator.smsc import Smsc
from console.gateways.smpp import codec
from console.gateways.smpp.session import SmppSession
from console.gateways.smpp.settings import Settings
from console.tls import tls_context
from tests.gateways.smpp_support import ACCOUNT, PASSWORD, Recorder

T = TypeVar("T")
SOON = 5.0
"""Seconds within which a line is back after its provider."""


class _Idle(selectors.DefaultSelector):
    """A selector that looks for a moment only, and counts how long nothing would have happened."""

    leapt = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        found = super().select(0.002 if timeout is None else min(timeout, 0.002))
        if not found and timeout is not None:
            self.leapt += timeout
        return found


class _Leaping(asyncio.SelectorEventLoop):
    """A loop whose idle time passes at once and is the only time that passes: ten minutes take a second, on a busy machine too."""

    def __init__(self) -> None:
        self.idle = _Idle()
        super().__init__(self.idle)

    def time(self) -> float:
        return self.idle.leapt


def leaping(work: Callable[[], Awaitable[T]]) -> T:
    random.seed(7)
    with asyncio.Runner(loop_factory=_Leaping) as runner:

        async def run() -> T:
            return await work()

        return runner.run(run())


async def _until(condition: Callable[[], object]) -> float:
    """Wait until the condition holds; return how long that took on the loop's clock."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    while not condition():
        assert loop.time() - began < 600, "ten minutes in vain"
        await asyncio.sleep(0.01)
    return loop.time() - began


PROVIDERS: dict[str, tuple[type[AccountSession[Any]], Account, Callable[[], Any]]] = {
    "smpp": (SmppSession, Settings("127.0.0.1", 1, ACCOUNT), lambda: Smsc({ACCOUNT: PASSWORD})),
    "cmpp": (CmppSession, CmppSettings("127.0.0.1", 1, "920001"), lambda: Ismg({"920001": PASSWORD})),
}


@pytest.mark.parametrize("protocol", PROVIDERS)
@pytest.mark.parametrize("seconds", [10, 60, 600])
def test_a_line_is_back_within_seconds_of_its_provider(protocol: str, seconds: int) -> None:
    kind, account, provider = PROVIDERS[protocol]

    async def gone_for(seconds: float) -> float:
        centre = provider()
        port = await centre.start()
        recorder = Recorder()
        recorder.session = kind(replace(account, port=port), lambda: PASSWORD, recorder)
        running = asyncio.create_task(recorder.session.run())
        await _until(recorder.ups)
        await asyncio.sleep(30)
        await centre.stop()
        await asyncio.sleep(seconds)
        assert recorder.ups() == 1
        centre = provider()
        await centre.start(port)
        took = await _until(lambda: recorder.ups() == 2)
        await recorder.session.close()
        await running
        await centre.stop()
        return took

    took = leaping(lambda: gone_for(seconds))
    assert took <= SOON


@pytest.mark.parametrize("protocol", PROVIDERS)
def test_a_host_that_is_not_reached_has_its_line_at_the_spare_one_until_that_ends(protocol: str) -> None:
    kind, account, provider = PROVIDERS[protocol]

    async def by_turns() -> list[float]:
        spare, first = provider(), provider()
        port = await spare.start()
        settings = replace(account, host="127.0.0.2", spare=("127.0.0.3", "127.0.0.1"), port=port)
        assert isinstance(await kind.bind_test(settings, lambda: PASSWORD), bool)
        recorder = Recorder()
        recorder.session = kind(settings, lambda: PASSWORD, recorder)
        running = asyncio.create_task(recorder.session.run())
        took = [await _until(recorder.ups)]
        # The first is there again; the line stays where it is for as long as it lasts.
        server = await asyncio.get_running_loop().create_server(first.line, "127.0.0.2", port)
        await asyncio.sleep(600)
        assert (recorder.ups(), first.snapshot()["binds"]) == (1, 0)
        await spare.stop()
        took.append(await _until(lambda: recorder.ups() == 2))
        assert first.snapshot()["binds"] == 1
        await recorder.session.close()
        await running
        first.cut()
        server.close()
        return took

    assert max(leaping(by_turns)) <= SOON


@pytest.mark.parametrize("protocol", PROVIDERS)
def test_hosts_that_are_not_reached_are_tried_together_and_no_oftener_than_one(protocol: str) -> None:
    kind, account, _ = PROVIDERS[protocol]

    async def in_vain(*spare: str) -> int:
        with socket.socket() as unheard:
            unheard.bind(("127.0.0.1", 0))
            port = unheard.getsockname()[1]
            settings = replace(account, spare=spare, port=port)
            recorder = Recorder()
            recorder.session = kind(settings, lambda: PASSWORD, recorder)
            running = asyncio.create_task(recorder.session.run())
            await asyncio.sleep(60)
            tried = len(recorder.events)
            await recorder.session.close()
            await running
            return tried

    alone = leaping(in_vain)
    assert alone >= 10
    together = leaping(lambda: in_vain("127.0.0.2", "127.0.0.3"))
    assert 2 * alone < together <= 3 * alone + 3


def _answering(statuses: list[int], tried: list[float]) -> Callable[..., Any]:
    """A provider that answers each bind with the next status, the last one for ever, and ends the line; `tried` has when it was asked."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readexactly(16)
        tried.append(asyncio.get_running_loop().time())
        status = statuses[min(len(tried), len(statuses)) - 1]
        answer = codec.BIND_TRANSCEIVER | codec.RESPONSE
        writer.write(codec.encode(codec.Pdu(answer, int.from_bytes(head[12:]), status, codec.Name("test"))))
        await writer.drain()
        writer.close()

    return serve


@pytest.mark.parametrize(
    ("host", "full", "tls", "seconds"),
    [("127.0.0.1", True, False, 4), ("localhost", True, False, 20), ("127.0.0.1", False, False, 20), ("127.0.0.1", False, True, 20)],
)  # fmt: skip
def test_a_connection_that_is_dropped_is_tried_anew_soon_and_a_slow_answer_waited_for(
    host: str, full: bool, tls: bool, seconds: float
) -> None:
    async def first_failure() -> float:
        with socket.create_server(("127.0.0.1", 0), backlog=0 if full else 8) as silent:
            filling = []
            for _ in range(4 if full else 0):
                filling.append(socket.socket())
                filling[-1].setblocking(False)
                filling[-1].connect_ex(silent.getsockname())
            recorder = Recorder()
            account = Settings(host, silent.getsockname()[1], ACCOUNT)
            context = tls_context() if tls else None
            recorder.session = SmppSession(account, lambda: PASSWORD, recorder, tls=context)
            running = asyncio.create_task(recorder.session.run())
            took = await _until(lambda: recorder.events)
            assert recorder.events[0].cause is Cut.UNREACHABLE
            await recorder.session.close()
            await running
            for one in filling:
                one.close()
            return took

    assert leaping(first_failure) == pytest.approx(seconds, abs=0.1)


async def _asked(statuses: list[int], seconds: float, *, again: bool = False) -> tuple[list[float], Recorder]:
    """What a session asks of such a provider in some seconds; then it is let go on, if at all."""
    tried: list[float] = []
    server = await asyncio.start_server(_answering(statuses, tried), "127.0.0.1", 0)
    recorder = Recorder()
    account = Settings("127.0.0.1", server.sockets[0].getsockname()[1], ACCOUNT)
    recorder.session = SmppSession(account, lambda: PASSWORD, recorder)
    running = asyncio.create_task(recorder.session.run())
    await asyncio.wait({running}, timeout=seconds)
    if again:
        recorder.session.again()
        await asyncio.wait({running}, timeout=seconds)
    await recorder.session.close()
    await asyncio.gather(running, return_exceptions=True)
    server.close()
    return tried, recorder


@pytest.mark.parametrize("status", [codec.BIND_FAILED, codec.SYSTEM_ERROR, codec.THROTTLED])
def test_a_bind_that_may_pass_is_tried_three_times_and_then_when_people_say_so(status: int) -> None:
    tried, recorder = leaping(lambda: _asked([status], 3600))
    assert len(tried) == 3
    # Less often than a provider that is away is asked.
    assert min(later - before for before, later in pairwise(tried)) > SOON
    assert [(one.state, one.cause, one.refused) for one in recorder.events] == [
        (LineState.DOWN, Cut.BIND_FAILED, nth) for nth in (1, 2, 3)
    ]
    assert len(leaping(lambda: _asked([status], 3600, again=True))[0]) == 6


def test_a_bind_that_succeeds_begins_the_count_anew() -> None:
    failed = codec.BIND_FAILED
    tried, recorder = leaping(lambda: _asked([failed, failed, 0, failed], 3600))
    assert len(tried) == 6
    assert [one.refused for one in recorder.events] == [1, 2, 0, 0, 1, 2, 3]


@pytest.mark.parametrize("status", [codec.INVALID_PASSWORD, codec.INVALID_SYSTEM_ID])
def test_a_refused_password_is_never_tried_again_by_itself(status: int) -> None:
    tried, recorder = leaping(lambda: _asked([status], 3600, again=True))
    assert (len(tried), recorder.events[-1].state) == (1, LineState.REFUSED)


def test_an_account_that_has_a_line_is_tried_until_the_provider_lets_that_one_go() -> None:
    tried, recorder = leaping(lambda: _asked([codec.ALREADY_BOUND] * 9 + [0], 600))
    assert [one.cause for one in recorder.events[:9]] == [Cut.TAKEN] * 9
    assert (recorder.events[9].state, recorder.events[9].refused) == (LineState.UP, 0)
    assert min(later - before for before, later in pairwise(tried[1:9])) >= 30


def test_lines_that_do_not_hold_are_tried_ever_less() -> None:
    tried, _ = leaping(lambda: _asked([0], 600))
    assert 10 < len(tried) < 25


@pytest.mark.parametrize(
    ("protocol", "faults", "cause", "said"),
    [("smpp", Faults(one_bind=True), Cut.TAKEN, "0x00000005"), ("cmpp", IsmgFaults(lines=1), Cut.BIND_FAILED, "CONNECT-5 v3.0")],
)  # fmt: skip
def test_a_second_line_of_an_account_is_refused_by_name_and_the_first_stays(
    protocol: str, faults: Any, cause: Cut, said: str
) -> None:
    kind, account, provider = PROVIDERS[protocol]

    async def two() -> tuple[Recorder, Recorder]:
        centre = provider()
        centre.faults = faults
        port = await centre.start()
        both = Recorder(), Recorder()
        for recorder in both:
            recorder.session = kind(replace(account, port=port), lambda: PASSWORD, recorder)
        first, second = (asyncio.ensure_future(one.session.run()) for one in both)
        del first
        await _until(lambda: any(one.events and one.events[0].state is not LineState.UP for one in both))
        await asyncio.gather(*(one.session.close() for one in both))
        await second
        await centre.stop()
        return both

    first, second = sorted(leaping(two), key=lambda one: one.events[0].state is not LineState.UP)
    assert (first.events[0].state, len(first.events)) == (LineState.UP, 2)
    assert (second.events[0].cause, second.events[0].said, second.ups()) == (cause, said, 0)
