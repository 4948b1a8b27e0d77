"""Gateway files: a port of nobody's is for a simulator, and a simulator of this machine alone is for a solo roster."""

import pytest

from console.domain.sending.gateways import loopback, read
from console.domain.toml_lines import FileFaultError
from tests.signing.attacks import ORG

DEMO = ORG.gateway_texts["demo"].replace("port = 0\n", "port = 2775\n")


def bent(*changes: tuple[str, str]) -> str:
    text = DEMO
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def test_port_0_is_for_a_simulator_whose_launcher_tells_the_port() -> None:
    nobodys, real = ("port = 2775", "port = 0"), ("simulator = true", "simulator = false")
    assert read(bent(nobodys)).port == 0
    assert read(bent(real)).port == 2775
    with pytest.raises(FileFaultError) as caught:
        read(bent(nobodys, real))
    assert "port 0 is for a simulator" in str(caught.value)


@pytest.mark.parametrize(
    ("host", "simulator", "here"),
    [
        ("127.0.0.1", "true", True),
        ("127.8.9.1", "true", True),
        ("::1", "true", True),
        ("127.0.0.1", "false", False),
        ("10.1.1.1", "true", False),
        # A name may lead anywhere, whatever it says.
        ("localhost", "true", False),
        ("smsc.example.cn", "true", False),
    ],
)
def test_only_a_simulator_at_an_address_of_this_machine_is_one_for_a_solo_roster(
    host: str, simulator: str, here: bool
) -> None:
    file = read(
        bent(('host = "127.0.0.1"', f'host = "{host}"'), ("simulator = true", f"simulator = {simulator}"))
    )
    assert loopback(file) is here


def with_codes(*codes: str) -> str:
    return DEMO + "".join(
        f'\n[[refusal_codes]]\ncode = "{code}"\nscope = "promotion"\nsince = "2026-11-01"\nproof = "服务商来函"\n'
        for code in codes
    )


def test_a_code_that_means_a_refusal_is_named_once_and_is_no_word_that_every_message_may_have() -> None:
    assert [one.code for one in read(with_codes("MK:0001", "MK:0002")).refusal_codes] == [
        "MK:0001",
        "MK:0002",
    ]
    for codes, said in (
        (("MK:0001", "mk:0001"), "mk:0001: twice"),
        (("Undeliv",), "Undeliv: every message may have this word"),
        (("MK:0001", "0"), "0: every message may have this word"),
    ):
        with pytest.raises(FileFaultError) as caught:
            read(with_codes(*codes))
        assert said in str(caught.value)
