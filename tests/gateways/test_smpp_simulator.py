"""The simulator as a process: it tells its ports, counts exactly, and changes its faults while it runs."""

import asyncio
import json
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from console.gateways.line import BindFailedError
from console.gateways.ports import Accepted, Refused
from console.gateways.simulator.control import Control
from console.gateways.simulator.counts import Counts, Witness
from console.gateways.simulator.faults import Faults
from console.gateways.simulator.smsc import Smsc
from console.gateways.smpp import codec
from console.gateways.smpp.codec import Pdu, Query, decode, encode
from console.gateways.smpp.session import SmppSession
from console.tls import tls_context
from tests.gateways.smpp_support import ACCOUNT, LONG, NUMBER, PASSWORD, connected, settings_for, until
from tests.gateways.test_smpp_tls import Authority
from tests.patience import PATIENCE, Wait


class Running:
    """A simulator process and its control port."""

    def __init__(self, told: dict[str, int]) -> None:
        self.port = told["port"]
        self.control = socket.create_connection(("127.0.0.1", told["control"]), 10)
        self.answers = self.control.makefile("rb")

    def ask(self, line: str) -> dict[str, Any]:
        self.control.sendall(line.encode() + b"\n")
        answer = json.loads(self.answers.readline())
        assert isinstance(answer, dict)
        return answer


@contextmanager
def process(folder: Path, *words: str) -> Iterator[Running]:
    file = folder / "ports.json"
    child = subprocess.Popen(
        [sys.executable, "-m", "console.gateways.simulator", "--port", "0", "--port-file", str(file), *words]
    )
    try:
        wait = Wait()
        while not file.exists():
            assert child.poll() is None
            assert not wait.over(), "the simulator did not start"
            time.sleep(0.01)
        running = Running(json.loads(file.read_text(encoding="ascii")))
        yield running
        running.answers.close()
        running.control.close()
    finally:
        child.terminate()
        assert child.wait(PATIENCE) == 0


async def test_it_counts_numbers_repeats_and_parts_and_logs_each(tmp_path: Path) -> None:
    log = tmp_path / "accepted.log"
    with process(tmp_path, "--log", str(log)) as running:
        async with connected(settings_for(running.port)) as recorder:
            recorder.send(10)
            recorder.send(2, LONG, first=10)
            recorder.send(1, first=3)
            recorder.send(1, LONG, first=10)
            await until(lambda: len(recorder.receipts) == 20, "20 receipts")
        counts = running.ask("stats")
        lines = log.read_text(encoding="ascii").splitlines()
        assert running.ask("reset")["accepted"] == 0
    assert 0 < counts["first_at"] < counts["last_at"]
    assert counts["accepted"] == len(lines) == 20
    assert (counts["distinct"], counts["repeats"], counts["repeated_parts"], counts["exact"]) == (
        12,
        2,
        2,
        True,
    )
    assert (counts["receipts_sent"], counts["receipts_acknowledged"], counts["receipts_waiting"]) == (
        20,
        20,
        0,
    )
    assert min(line.split()[0] for line in lines) == str(NUMBER)
    assert {line.split()[2] for line in lines} == {
        outcome_id for o in recorder.of(Accepted) for outcome_id in o.ids
    }


async def test_it_serves_tls_with_the_certificate_and_the_key_that_it_is_given(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    words = ("--certificate", str(authority.certificate), "--key", str(authority.key))
    with process(tmp_path, *words) as running:
        settings = settings_for(running.port, server_name="smsc.example")
        async with connected(settings, tls=tls_context(authority.ca_file)) as recorder:
            recorder.send(1)
            await until(lambda: len(recorder.receipts) == 1, "a receipt")


async def test_faults_change_while_it_runs(tmp_path: Path) -> None:
    with process(tmp_path) as running:
        async with connected(settings_for(running.port)) as recorder:
            recorder.send(1)
            await until(lambda: recorder.outcomes, "an outcome")
            assert running.ask(f'faults {{"refuse": {{"{NUMBER + 1}": 11}}}}')["refuse"] == {
                str(NUMBER + 1): 11
            }
            recorder.send(1, first=1)
            await until(lambda: len(recorder.outcomes) == 2, "another")
            assert [type(outcome) for outcome in recorder.outcomes] == [Accepted, Refused]
            assert running.ask("faults")["throttle"] == 0
            running.ask("cut")
            await until(lambda: recorder.ups() == 2, "a new line after the cut")
            reply = {"account": "demo", "number": str(NUMBER), "to": "106900000", "text": "退订"}
            running.ask(f"reply {json.dumps(reply)}")
            await until(lambda: recorder.replies, "a reply")
            assert recorder.replies[0].text == "退订"


@pytest.mark.parametrize(
    "line", ["nonsense", "faults {", "faults []", 'faults {"throttel": 1}', 'faults {"throttle": "1"}',
             'faults {"throttle": true}', 'faults {"mute": 1}', "reply {}", "reply []"],
)  # fmt: skip
async def test_a_command_that_cannot_be_carried_out_is_answered_with_an_error(line: str) -> None:
    smsc = Smsc({ACCOUNT: PASSWORD})
    assert "error" in Control(smsc).answer(line)
    assert smsc.faults == Faults()


async def test_it_answers_queries_and_refuses_what_it_must() -> None:
    smsc = Smsc({ACCOUNT: PASSWORD})
    port = await smsc.start()
    async with connected(settings_for(port)) as recorder:
        recorder.send(1)
        await until(lambda: recorder.outcomes, "an outcome")
    ask = await _open(port)
    assert (await ask(Pdu(codec.SUBMIT_SM, 1, 0, codec.ShortMessage(destination=b"1")))).status == 4
    assert (await ask(Pdu(codec.BIND_TRANSCEIVER, 2, 0, codec.Bind("nobody", PASSWORD)))).status == 0x0F
    assert (await ask(Pdu(codec.BIND_TRANSCEIVER, 3, 0, codec.Bind(ACCOUNT, "no")))).status == 0x0E
    assert (await ask(Pdu(codec.BIND_TRANSCEIVER, 4, 0, codec.Bind(ACCOUNT, PASSWORD)))).status == 0
    assert (await ask(Pdu(codec.BIND_TRANSCEIVER, 5, 0, codec.Bind(ACCOUNT, PASSWORD)))).status == 5
    known = await ask(Pdu(codec.QUERY_SM, 6, 0, Query("0000000001", 0, 0, "")))
    assert isinstance(known.body, codec.QueryReply)
    assert known.body.state == 2
    assert (await ask(Pdu(codec.QUERY_SM, 7, 0, Query("0000000002", 0, 0, "")))).status == codec.QUERY_FAILED
    alive = await ask(Pdu(codec.ENQUIRE_LINK, 8))
    assert (alive.command, alive.sequence, alive.status) == (codec.ENQUIRE_LINK | codec.RESPONSE, 8, 0)
    await smsc.stop()


async def _open(port: int) -> Callable[[Pdu], Awaitable[Pdu]]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)

    async def ask(pdu: Pdu) -> Pdu:
        writer.write(encode(pdu))
        head = await reader.readexactly(16)
        return decode(head + await reader.readexactly(int.from_bytes(head[:4]) - 16))

    return ask


def test_the_witness_says_when_its_memory_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.gateways.simulator.counts.MOST_REMEMBERED", 2)
    witness = Witness(Counts())
    for number in (b"1", b"2", b"3"):
        witness.took(number, 1, "id")
    assert (witness.counts.distinct, witness.counts.accepted, witness.counts.exact) == (2, 3, False)


async def test_an_account_can_get_another_password_while_its_line_stays() -> None:
    smsc = Smsc({ACCOUNT: PASSWORD})
    control = Control(smsc)
    port = await smsc.start()
    try:
        async with connected(settings_for(port)) as recorder:
            answer = control.answer(f'password {{"account": "{ACCOUNT}", "password": "n3wer"}}')
            assert answer["binds"] == 1
            recorder.send(3)
            await until(lambda: len(recorder.receipts) == 3, "3 receipts")
            with pytest.raises(BindFailedError) as caught:
                await SmppSession.bind_test(settings_for(port), lambda: PASSWORD)
            assert caught.value.status == codec.INVALID_PASSWORD
            await SmppSession.bind_test(settings_for(port), lambda: "n3wer")
        assert "error" in control.answer('password {"account": "nobody", "password": "x"}')
    finally:
        await smsc.stop()


async def test_binds_fail_on_demand_and_an_account_can_be_limited_to_one_line() -> None:
    smsc = Smsc({ACCOUNT: PASSWORD})
    port = await smsc.start()
    try:
        async with connected(settings_for(port)):
            smsc.faults = Faults.parse('{"one_bind": true}')
            for status in (codec.ALREADY_BOUND, codec.SYSTEM_ERROR):
                with pytest.raises(BindFailedError) as caught:
                    await SmppSession.bind_test(settings_for(port), lambda: PASSWORD)
                assert caught.value.status == status
                smsc.faults = Faults.parse(f'{{"refuse_binds": {codec.SYSTEM_ERROR}}}')
        smsc.faults = Faults.parse('{"one_bind": true}')
        await SmppSession.bind_test(settings_for(port), lambda: PASSWORD)
    finally:
        await smsc.stop()


async def test_a_password_may_be_given_after_a_while() -> None:
    smsc = Smsc({ACCOUNT: PASSWORD})
    port = await smsc.start()

    async def slowly() -> str:
        await asyncio.sleep(0)
        return PASSWORD

    try:
        await SmppSession.bind_test(settings_for(port), slowly)
        assert smsc.snapshot()["binds"] == 1
    finally:
        await smsc.stop()


async def test_what_waits_comes_to_the_next_line_however_slow_it_answers() -> None:
    smsc = Smsc({ACCOUNT: PASSWORD})
    port = await smsc.start()
    try:
        smsc.faults = Faults(delay=0.01)
        smsc.report(ACCOUNT, "8613900000001", "0000000001")
        assert smsc.snapshot()["receipts_waiting"] == 1
        async with connected(settings_for(port)):
            await until(lambda: smsc.snapshot()["receipts_waiting"] == 0, "the receipt")
    finally:
        await smsc.stop()
