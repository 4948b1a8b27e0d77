"""The secret comes by a pipe and shows itself nowhere."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from console.dispatch.custody.lines import NoPortError, port
from console.dispatch.custody.vault import MemoryVault, NoSecretError, from_descriptor
from console.domain.sending import gateways
from tests.dispatch.running import case, organisation, until, world


def _pipe(data: bytes) -> int:
    reading, writing = os.pipe()
    os.write(writing, data)
    os.close(writing)
    return reading


def test_secrets_are_read_from_a_pipe() -> None:
    vault = MemoryVault(from_descriptor(_pipe(b'{"demo": "s3cret"}')))
    assert vault.secret("demo") == "s3cret"
    assert "s3cret" not in repr(vault)
    with pytest.raises(NoSecretError):
        vault.secret("other")


@pytest.mark.parametrize("data", [b"", b"s3cret", b'["s3cret"]', b'{"demo": 3}'])
def test_a_malformed_pipe_is_refused_without_quoting_it(data: bytes) -> None:
    with pytest.raises(ValueError, match="does not hold") as caught:
        from_descriptor(_pipe(data))
    assert "s3cret" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_hardened_process_leaves_no_core_and_cannot_be_traced() -> None:
    program = (
        "import ctypes, resource\nfrom console.dispatch.custody.vault import harden\nharden()\n"
        "assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)\n"
        "assert ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0"  # PR_GET_DUMPABLE
    )
    subprocess.run([sys.executable, "-c", program], check=True)


async def test_without_a_secret_the_gateway_is_not_opened_and_nothing_is_claimed(tmp_path: Path) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        one.secrets = {}
        one.desk.offer(case(org, 20))
        await one.start()
        await until(lambda: len(one.desk.heard) > 1)
        assert one.counts["binds"] == one.counts["submits"] == 0
        assert one.desk.events() == []


async def test_a_wrong_secret_is_tried_once_and_shows_in_no_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        one.secrets = {"demo": "s3cret"}
        await one.start()
        await until(lambda: one.counts["binds_refused"] == 1)
        await until(lambda: len(one.desk.heard) > 4)
        assert one.counts["binds_refused"] == 1
        assert "s3cret" not in caplog.text


def test_the_simulator_tells_its_port_when_the_file_leaves_it_open(tmp_path: Path) -> None:
    gateway = gateways.read(organisation().gateway_texts["demo"])
    file = tmp_path / "simulator.json"
    with pytest.raises(NoPortError):
        port(gateway, file)
    file.write_text('{"port": 4711, "control": 1}')
    assert port(gateway, file) == 4711
    assert port(gateway, file, given=99) == 99


def test_memory_vault_is_a_vault() -> None:
    assert MemoryVault({"a": "b"}).secret("a") == "b"
