"""Two CMPP clients that we did not write talk to the simulator's gateway: pycmpp in version 2.1, cmppy in 3.0, each as a process."""

import asyncio
import os
import re
import sys
from pathlib import Path

import pytest

from console.gateways.cmpp.ids import MessageId
from console.gateways.simulator.faults import IsmgFaults
from tests.gateways.ismg_support import NUMBER, SECRET, SP, SRC_ID, gateway
from tests.gateways.smpp_support import PEERS, until
from tests.patience import PATIENCE

MODULES = Path(__file__).parents[2] / "build" / "peers"
HOW = "needs pycmpp and cmppy: see tests/gateways/peers/python.txt"
pytestmark = pytest.mark.skipif(
    not (MODULES / "pycmpp").is_dir() or not (MODULES / "cmppy").is_dir(), reason=HOW
)


async def run(client: str, *words: str) -> str:
    """What a client's process prints."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-X", "utf8", str(PEERS / f"{client}_client.py"), *words,
        stdout=asyncio.subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(MODULES)},
    )  # fmt: skip
    out, _ = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode == 0
    return out.decode()


async def test_cmppy_logs_in_with_3_0_is_answered_and_says_goodbye() -> None:
    async with gateway() as (ismg, port):
        said = await run("cmppy", str(port), SP, SECRET, SRC_ID, str(NUMBER), "您的定期存款将于12月1日到期")
        found = re.search(r"^answer (\w{16}) 0$", said, re.MULTILINE)
        assert found is not None
        assert MessageId.read(found[1]).gateway == 1001
        counts = ismg.counts
        assert (counts.binds, counts.accepted, counts.terminates, counts.unreadable) == (1, 1, 1, 0)
        await until(lambda: ismg.counts.lines == 0, "the end of its line")


async def test_cmppy_is_refused_with_a_wrong_secret_and_sends_nothing() -> None:
    async with gateway() as (ismg, port):
        assert "login refused" in await run("cmppy", str(port), SP, "wrong", SRC_ID, str(NUMBER), "您好")
        assert (ismg.counts.binds_refused, ismg.counts.submits) == (1, 0)


async def test_cmppy_reads_a_result_that_is_not_0() -> None:
    async with gateway(IsmgFaults(refuse={str(NUMBER): 0xDEADBEEF})) as (_, port):
        said = await run("cmppy", str(port), SP, SECRET, SRC_ID, str(NUMBER), "您好")
        assert f"answer {'0' * 16} {0xDEADBEEF}\n" in said


async def test_pycmpp_logs_in_with_2_1_but_without_src_id_it_sends_nothing() -> None:
    async with gateway() as (ismg, port):
        long = "尊" * 150  # three parts of 64 characters at most
        steps = [
            f"submit:{NUMBER}:您好",
            f"submit:{NUMBER + 1},{NUMBER + 2}:您好",
            f"submit:{NUMBER}:{long}",
            "active",
            "wait:1",
        ]
        said = await run("pycmpp", str(port), SP, SECRET, *steps, "terminate", "wait:0.2")
        assert "短信网关连接成功" in said
        assert said.count("其它错误") == 5
        counts = ismg.counts
        assert (counts.binds, counts.accepted, counts.active_tests, counts.terminates) == (1, 0, 1, 1)
        assert counts.results == {10: 5}
        assert counts.unreadable == 0


async def test_pycmpp_with_a_src_id_is_accepted_and_its_unanswered_reports_come_again() -> None:
    async with gateway(IsmgFaults(repeat_after=0.2, window=20)) as (ismg, port):
        steps = [f"from:{SRC_ID}:{NUMBER + n}:您好" for n in range(20)]
        said = await run("pycmpp", str(port), SP, SECRET, *steps, "wait:3")
        assert len(set(re.findall(r"msg_id: (\d{10,})", said))) == 20
        counts = ismg.counts
        assert (counts.submits, counts.accepted, counts.distinct, counts.unreadable) == (20, 20, 20, 0)
        # It has no handler for DELIVER: the first sixteen fill the window, come three times more, and are lost then.
        assert counts.receipts_acknowledged == 0
        assert counts.delivers_given_up >= 16
        assert counts.delivers_repeated >= 48
        assert "command: 0x5" in said


async def test_pycmpp_answers_an_active_test_with_octets_too_many_and_the_line_is_cut() -> None:
    async with gateway() as (ismg, port):
        client = asyncio.create_task(run("pycmpp", str(port), SP, SECRET, "wait:2", "active", "wait:1"))
        await until(lambda: ismg.counts.binds == 1, "its login")
        ismg.verbs["active"]({"account": SP})
        # Its answer says 13 octets and has 16: the next length begins three octets early, and is out of bounds.
        await until(lambda: ismg.counts.active_answers == 1, "its answer")
        await until(lambda: ismg.counts.unreadable == 1, "the cut")
        await client
        assert (ismg.counts.active_tests, ismg.counts.lines) == (0, 0)
