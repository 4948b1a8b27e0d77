"""The page on connecting a provider, in both languages: its files pass the check, its commands exist, and both say the same."""

import re
from pathlib import Path

import pytest

from console.domain.rosters.rule_files import faults_of_gateway
from console.domain.sending.gateways import HttpGateway, read
from console.gateways.account import common
from console.gateways.http.settings import Settings
from console.gateways.ports import Accepted
from console.gateways.simulator.faults import WebFaults
from console.gateways.simulator.platform import Platform
from tests.gateways import http_support
from tests.gateways.smpp_support import NUMBER, PASSWORD, until

_PAGES = Path(__file__).resolve().parents[2] / "docs" / "how-to"
ENGLISH = (_PAGES / "connect-a-provider.md").read_text("utf-8")
CHINESE = (_PAGES / "connect-a-provider.zh.md").read_text("utf-8")
BOTH = pytest.mark.parametrize("page", [ENGLISH, CHINESE], ids=["en", "zh"])
_COMMANDS = (_PAGES.parent / "reference" / "commands.md").read_text("utf-8")


def files(page: str) -> list[str]:
    return re.findall(r"^```toml\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)


def commands(page: str) -> list[str]:
    return re.findall(r"^    sms-console (.+)$", page, re.MULTILINE)


@BOTH
def test_the_files_can_be_used_as_they_stand(page: str) -> None:
    assert [faults_of_gateway(one.encode()) for one in files(page)] == [[], [], [], []]
    assert [read(one).protocol for one in files(page)] == ["cmpp", "smpp", "http", "http"]


@BOTH
def test_every_command_is_one_of_the_program(page: str) -> None:
    for one in commands(page):
        noun, verb, *_ = one.split()
        assert f"## `sms-console {noun} {verb}`" in _COMMANDS, one


def test_both_languages_have_the_same_steps_commands_files_and_rows() -> None:
    assert commands(ENGLISH) == commands(CHINESE)
    assert files(ENGLISH) == files(CHINESE)
    for sign in ("## ", "| ", "```", "    sms-console "):
        counts = [sum(line.startswith(sign) for line in page.splitlines()) for page in (ENGLISH, CHINESE)]
        assert counts[0] == counts[1] > 0, sign
    keys = [re.findall(r"`([a-z_]+(?: = [^`…]+)?)`", page) for page in (ENGLISH, CHINESE)]
    assert sorted(keys[0]) == sorted(keys[1])


@BOTH
async def test_the_stand_in_takes_the_file_that_is_for_it_with_receipts_and_replies(page: str) -> None:
    file = read(files(page)[-1])
    assert isinstance(file, HttpGateway)
    platform = Platform({file.account: PASSWORD}, WebFaults(replies={str(NUMBER): "退订"}))
    port = await platform.start()
    try:
        async with http_support.connected(
            Settings(file=file, secure=False, **common(file, 0) | {"port": port})
        ) as recorder:
            recorder.send(20)
            await until(lambda: len(recorder.receipts) == 20 and recorder.replies, "receipts and the reply")
            assert len(recorder.of(Accepted)) == 20
    finally:
        await platform.stop()
