"""Several lines of one account: the window is each line's, the pace the account's, and what one loses the others do not."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from console.gateways.account import Account
from console.gateways.cmpp.session import CmppSession
from console.gateways.cmpp.settings import Settings as CmppSettings
from console.gateways.ports import Accepted, Fault, LineState, Unknown
from console.gateways.session import AccountSession, BindRefusedError
from console.gateways.simulator.faults import Faults, IsmgFaults
from console.gateways.simulator.ismg import Ismg
from console.gateways.simulator.smsc import Smsc
from console.gateways.smpp.session import SmppSession
from console.gateways.smpp.settings import Settings
from tests.gateways.smpp_support import ACCOUNT, PASSWORD, Recorder, connected, until

TIMES: dict[str, Any] = {
    "source": "106900000", "window": 5, "response_timeout": 2.0, "bind_timeout": 5.0, "retry_first": 0.05,
    "retry_away": 0.1, "retry_longest": 0.2, "connections": 3,
}  # fmt: skip
KINDS: dict[str, tuple[type[AccountSession[Any]], Account]] = {
    "smpp": (SmppSession, Settings("127.0.0.1", 1, ACCOUNT, **TIMES)),
    "cmpp": (CmppSession, CmppSettings("127.0.0.1", 1, "920001", service="BANKMSG", **TIMES)),
}
PROVIDERS: dict[str, Callable[..., Any]] = {
    "smpp": lambda **faults: Smsc({ACCOUNT: PASSWORD}, Faults(**faults)),
    "cmpp": lambda **faults: Ismg({"920001": PASSWORD}, IsmgFaults(**faults)),
}


@asynccontextmanager
async def several(protocol: str, lines: int = 3, **more: Any) -> AsyncIterator[tuple[Recorder, Any]]:
    """A session whose lines are all bound, and its provider; `faults` are the provider's, the rest is the account's."""
    kind, account = KINDS[protocol]
    provider = PROVIDERS[protocol](**more.pop("faults", {}))
    settings = replace(account, port=await provider.start(), **more)
    try:
        async with connected(settings, kind=kind) as recorder:
            await until(lambda: provider.witness.counts.lines == lines, "the lines")
            yield recorder, provider
    finally:
        await provider.stop()


def downs(recorder: Recorder) -> int:
    return sum(event.state is LineState.DOWN for event in recorder.events)


@pytest.mark.parametrize("protocol", KINDS)
async def test_all_lines_carry_and_each_has_its_window(protocol: str) -> None:
    async with several(protocol, faults={"delay": 0.05}) as (recorder, provider):
        open_ = [0]
        seen = provider.witness.counts
        recorder.send(200)
        while len(recorder.outcomes) < 200:
            open_.append(sum(len(one._window.pending) for one in recorder.session._all()))
            assert all(len(one._window.pending) <= 5 for one in recorder.session._all())
            await asyncio.sleep(0.005)
        assert max(open_) == 15
        await until(lambda: len(recorder.receipts) == 200, "the receipts")
        assert recorder.keys() == list(range(200))
        assert len(recorder.of(Accepted)) == 200
        assert (seen.submits, recorder.ups(), downs(recorder)) == (200, 1, 0)
        await until(lambda: provider.waiting() == 0, "every receipt answered on its line")
    assert recorder.session.faults[Fault.LINE_LOST] == 0, "those that take leave are not lost"


@pytest.mark.parametrize("protocol", KINDS)
async def test_a_line_that_is_lost_takes_its_window_with_it_and_nobody_hears_of_an_outage(
    protocol: str,
) -> None:
    async with several(protocol, faults={"delay": 0.05}) as (recorder, provider):
        recorder.send(200)
        await until(lambda: len(recorder.outcomes) > 30, "some outcomes")
        next(iter(provider._lines)).cut()
        await until(lambda: len(recorder.outcomes) == 200, "all outcomes")
        assert recorder.keys() == list(range(200))
        assert 1 <= len(recorder.of(Unknown)) <= 5
        await until(lambda: provider.witness.counts.lines == 3, "the third line again")
        assert (recorder.ups(), downs(recorder), recorder.session.faults[Fault.LINE_LOST]) == (1, 0, 1)


@pytest.mark.parametrize("protocol", KINDS)
async def test_all_come_back_after_their_provider(protocol: str) -> None:
    kind, account = KINDS[protocol]
    provider = PROVIDERS[protocol]()
    port = await provider.start()
    async with connected(replace(account, port=port), kind=kind) as recorder:
        await until(lambda: provider.witness.counts.lines == 3, "the lines")
        await provider.stop()
        await until(lambda: downs(recorder), "the outage")
        assert recorder.session.room() == 0
        provider = PROVIDERS[protocol]()
        await provider.start(port)
        await until(lambda: provider.witness.counts.lines == 3, "the lines again")
        recorder.send(20)
        await until(lambda: len(recorder.of(Accepted)) == 20, "the outcomes")
        assert recorder.ups() == 2
    await provider.stop()


@pytest.mark.parametrize("protocol", KINDS)
async def test_a_wrong_password_is_tried_by_one_line_alone(protocol: str) -> None:
    kind, account = KINDS[protocol]
    provider = PROVIDERS[protocol]()
    recorder = Recorder()
    settings = replace(account, port=await provider.start())
    recorder.session = kind(settings, lambda: "wrong", recorder)
    with pytest.raises(BindRefusedError):
        await recorder.session.run()
    assert (provider.witness.counts.binds_refused, recorder.events[-1].state) == (1, LineState.REFUSED)
    await provider.stop()


@pytest.mark.parametrize("protocol", KINDS)
async def test_a_line_that_is_refused_for_good_lets_the_others_hear_their_answers_first(
    protocol: str,
) -> None:
    async with several(protocol, faults={"delay": 0.1}) as (recorder, provider):
        recorder.send(15)
        await until(lambda: recorder.written == 15, "all windows full")
        provider.set_password(ACCOUNT if protocol == "smpp" else "920001", "another1")
        next(iter(provider._lines)).cut()
        await until(lambda: recorder.events[-1].state is LineState.REFUSED, "the refusal")
        await until(lambda: len(recorder.outcomes) == 15, "every outcome")
        assert len(recorder.of(Unknown)) <= 5
        await until(lambda: provider.witness.counts.lines == 0, "the end of all lines")
        assert provider.witness.counts.binds_refused == 1


async def test_an_error_of_the_sink_while_the_others_take_leave_is_not_hidden_by_the_refusal() -> None:
    smsc = Smsc({ACCOUNT: PASSWORD})
    recorder = Recorder()
    settings = Settings("127.0.0.1", await smsc.start(), ACCOUNT, **TIMES)
    recorder.session = SmppSession(settings, lambda: PASSWORD, recorder)
    running = asyncio.create_task(recorder.session.run())
    await until(lambda: all(one.bound for one in recorder.session._places), "the binds")
    # What is written now is answered late; the bind that comes then is answered at once.
    smsc.faults = Faults(delay=1.0)
    recorder.send(15)
    await until(lambda: smsc.witness.counts.submits == 15, "all windows full")
    smsc.faults = Faults()
    smsc.set_password(ACCOUNT, "another1")
    next(iter(smsc._lines)).cut()
    await until(recorder.session.closing.is_set, "the refusal")
    recorder.broken = RuntimeError("the disk is full")
    with pytest.raises(RuntimeError, match="the disk is full"):
        await running
    await smsc.stop()


@pytest.mark.parametrize(("protocol", "faults"), [("smpp", {"one_bind": True}), ("cmpp", {"lines": 1})])
async def test_a_provider_that_takes_fewer_lines_than_its_contract_says_is_served_by_those(
    protocol: str, faults: dict[str, Any]
) -> None:
    async with several(protocol, 1, faults=faults) as (recorder, provider):
        await until(lambda: provider.witness.counts.binds_refused > 5, "the others tried")
        recorder.send(30)
        await until(lambda: len(recorder.of(Accepted)) == 30, "the outcomes")
        assert (downs(recorder), recorder.session.refused_binds) == (0, 0)


async def test_of_a_pair_one_line_receives_and_nothing_is_sent_while_there_is_none() -> None:
    async with several("smpp", 3, connections=2, paired=True, faults={"receipt_delay": 0.01}) as (
        recorder,
        smsc,
    ):
        recorder.send(20)
        await until(lambda: len(recorder.receipts) == 20, "the receipts")
        (receiver,) = [one for one in smsc._lines if not one.may_submit]
        smsc.faults = replace(smsc.faults, refuse_binds=0x0D)
        receiver.cut()
        await until(lambda: downs(recorder), "the outage")
        submits = smsc.witness.counts.submits
        recorder.send(5, first=20)
        await asyncio.sleep(0.2)
        assert (smsc.witness.counts.submits, recorder.session.room()) == (submits, 0)
        smsc.faults = replace(smsc.faults, refuse_binds=0)
        recorder.session.again()
        await until(lambda: len(recorder.receipts) == 25, "the rest")
        assert recorder.ups() == 2
        assert len(recorder.of(Accepted)) == 25


async def test_the_pace_is_the_accounts_and_not_each_lines() -> None:
    async with several("smpp", rate=50.0, window=20) as (recorder, _):
        loop = asyncio.get_running_loop()
        began = loop.time()
        recorder.send(100)
        await until(lambda: len(recorder.of(Accepted)) == 100, "the outcomes")
        assert loop.time() - began > 1.5


@pytest.mark.parametrize("protocol", KINDS)
async def test_a_line_that_is_lost_is_not_dropped_again(protocol: str) -> None:
    """A transport over TLS of Python 3.11.2 (Debian 12) raises where it is aborted after its loss."""
    async with several(protocol, lines=1, connections=1) as (recorder, _):
        line = recorder.session._places[0].line
        line._transport.abort()
        await asyncio.wait({line.ended}, timeout=5)

        class Gone:
            def abort(self) -> None:
                raise AttributeError("'NoneType' object has no attribute '_force_close'")

        line._transport = Gone()
        line.end("left")
        assert line.ended.result() != "left"
