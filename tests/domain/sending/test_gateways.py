"""Gateway files: each has the keys of its protocol; a port of nobody's is for a simulator, of this machine for a solo roster."""

import msgspec
import pytest

from console.domain.rosters import rule_files
from console.domain.rosters.rule_files import Kind
from console.domain.sending.dialects import Dialect
from console.domain.sending.gateways import CmppGateway, SmppGateway, at_odds, loopback, read, remarks
from console.domain.sending.verdicts import Verdict
from console.domain.toml_lines import FileFaultError
from tests.signing.attacks import ORG

DEMO = ORG.gateway_texts["demo"].replace("port = 0\n", "port = 2775\n")
OLD = """\
id = "old"
name = "旧网关"
protocol = "smpp"
simulator = false
host = "10.1.2.3"
port = 2775
tls = true
tls_ca = "ca.pem"
system_type = "VMA"
account = "bank"
source = "10690000"
source_ton = 3
source_npi = 1
destination_prefix = "86"
encoding = "gsm7"
billing = "cn_70_67"
window = 50
rate = 200
price_fen = 4
response_timeout = 30
enquire_seconds = 30
receipt_hours = 48
"""
"""A file of the time when SMPP was all there was."""
OLD_DIGEST = "d6de97cd09da68e97ed5193338472bc9669b3bed1350ddcc6f765664e8bbde09"
"""Its digest then, which rosters name."""
OLD_VALUES = {
    "id": "old",
    "name": "旧网关",
    "protocol": "smpp",
    "simulator": False,
    "host": "10.1.2.3",
    "port": 2775,
    "tls": True,
    "tls_ca": "ca.pem",
    "system_type": "VMA",
    "account": "bank",
    "source": "10690000",
    "source_ton": 3,
    "source_npi": 1,
    "destination_prefix": "86",
    "encoding": "gsm7",
    "billing": "cn_70_67",
    "window": 50,
    "rate": 200,
    "price_fen": 4,
    "response_timeout": 30,
    "enquire_seconds": 30,
    "receipt_hours": 48,
    "opt_out": {"inbound": True, "words": [], "port": "", "other": []},
    "refusal_codes": [],
    "failure_quiet_minutes": 60,
}
"""What was read of it then."""
SINCE = {
    "receipt_id": "as_is",
    "receipt_per": "part",
    "receipt_words": [],
    "receipt_minutes": 30,
    "day_fen": 0,
    "spare": [],
    "connections": 1,
    "bind": "transceiver",
    "tls_certificate": "",
    "test_text": "",
    "handsets": [],
}
"""What it says of what files may say since."""
CMPP = """\
id = "mobile"
name = "移动网关"
protocol = "cmpp"
simulator = false
host = "10.1.2.4"
port = 7890
tls = false
tls_ca = ""
account = "920001"
source = "1069012345"
destination_prefix = ""
encoding = "ucs2"
version = "3.0"
service = "BANKMSG"
billing = "cn_70_67"
window = 16
rate = 200
price_fen = 4
response_timeout = 60
enquire_seconds = 30
receipt_hours = 48
"""


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


def test_a_spare_address_elsewhere_is_none_for_a_solo_roster() -> None:
    assert loopback(read(DEMO + 'spare = ["127.0.0.2"]\n'))
    assert not loopback(read(DEMO + 'spare = ["127.0.0.2", "10.1.1.1"]\n'))


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


def test_a_word_of_receipts_has_one_meaning_and_none_that_all_gateways_know_gets_another() -> None:
    def with_words(*words: str) -> str:
        return DEMO + "".join(f'\n[[receipt_words]]\nword = "{word}"\nmeans = "failed"\n' for word in words)

    said = read(with_words("ZUGESTELLT", "9")).dialect
    assert said.verdict("zugestellt", None) is Verdict.FAILED
    assert read(DEMO).dialect == Dialect()
    for words, told in (
        (("Zugestellt", "ZUGE-STELLT"), "ZUGE-STELLT: twice"),
        (("delivered",), "delivered: this word has its meaning"),
        (("9", "MK:0001"), "MK:0001: this word has its meaning"),
    ):
        with pytest.raises(FileFaultError) as caught:
            read(with_words(*words))
        assert told in str(caught.value)


@pytest.mark.parametrize(
    ("simulator", "changes", "told"),
    [
        ("false", {}, []),
        ("false", {"test_text": ""}, ["no_trial"]),
        ("false", {"handsets": []}, ["no_trial"]),
        ("true", {"handsets": []}, ["no_trial"]),
        ("true", {"handsets": [], "test_text": ""}, []),
        ("false", {"handsets": [], "test_text": ""}, ["no_trial"]),
        ("false", {"test_text": "短信通道测试"}, ["unsigned"]),
    ],
)
def test_what_a_good_file_may_have_forgotten_is_told(
    simulator: str, changes: dict[str, object], told: list[str]
) -> None:
    gateway = read(DEMO.replace("simulator = true", f"simulator = {simulator}"))
    assert remarks(msgspec.structs.replace(gateway, **changes)) == told


def test_words_that_stand_where_none_may_are_no_fault_of_their_own() -> None:
    """Their shape is told by the reader; a check of the whole file still looks at what stands beside them."""
    for groups in (3, "MK:0001", [4], ["code"], [{"code": 5}]):
        assert list(at_odds(DEMO, {"refusal_codes": groups})) == []
    told = list(at_odds(DEMO, {"refusal_codes": [4, {"code": "Undeliv"}]}))
    assert ["every message may have this word" in str(one) for one in told] == [True]


def test_a_file_of_before_is_read_as_before_under_the_digest_that_rosters_name() -> None:
    file = rule_files.opened(Kind.GATEWAY, OLD.encode())
    assert file.named.digest == OLD_DIGEST
    assert isinstance(file.says, SmppGateway)
    assert file.says.protocol == "smpp"
    assert msgspec.to_builtins(file.says) == OLD_VALUES | SINCE


def test_a_file_that_names_no_protocol_is_one_of_smpp() -> None:
    assert read(DEMO.replace('protocol = "smpp"\n', "")) == read(DEMO)


def test_a_file_of_cmpp_has_its_own_keys_some_of_which_it_may_leave_out() -> None:
    gateway = read(CMPP)
    assert isinstance(gateway, CmppGateway)
    assert gateway.protocol == "cmpp"
    assert (gateway.version, gateway.service) == ("3.0", "BANKMSG")
    assert (gateway.fee_type, gateway.fee_code, gateway.mutual) == ("01", "0", False)
    said = read(CMPP + 'fee_type = "02"\nfee_code = "5"\nmutual = true\n')
    assert isinstance(said, CmppGateway)
    assert (said.fee_type, said.fee_code, said.mutual) == ("02", "5", True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (DEMO.replace('"smpp"', '"sgip"'), "line 4: protocol: Invalid value 'sgip'"),
        (DEMO.replace('"smpp"', "7"), "line 4: protocol: str expected, not int"),
        (DEMO + 'version = "3.0"\n', "line 31: version: Object contains unknown field `version`"),
        (CMPP + 'system_type = ""\n', "line 22: system_type: Object contains unknown field `system_type`"),
        (CMPP.replace('version = "3.0"\n', ""), "version: Object missing required field `version`"),
        (CMPP.replace('"3.0"', '"4.0"'), "line 13: version: Invalid enum value '4.0'"),
        (CMPP.replace('"ucs2"', '"gsm7"'), "line 12: encoding: Invalid enum value 'gsm7'"),
        (CMPP.replace('"920001"', '"92000"'), "line 9: account"),
        (CMPP.replace('"1069012345"', '"BANK"'), "line 10: source"),
        (CMPP.replace('"BANKMSG"', '"BANKMESSAGES"'), "line 14: service"),
        (CMPP + 'secret = "Bank#2026"\n', "line 22: secret: Object contains unknown field `secret`"),
    ],
)
def test_an_unknown_protocol_and_a_key_of_another_one_are_named(text: str, said: str) -> None:
    with pytest.raises(FileFaultError) as caught:
        read(text)
    assert str(caught.value).startswith(said)
    assert "Bank#2026" not in str(caught.value)
