"""Everything that is wrong with a new gateway file is named at once: of every key of every protocol, whatever else is wrong."""

import re
import tomllib
from typing import Any, get_args

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain import file_faults, toml_lines
from console.domain.rosters import rule_files
from console.domain.rosters.rule_files import Kind, faults_of_gateway
from console.domain.sending.gateway_faults import faults
from console.domain.sending.gateway_keys import Key, allowed, keys
from console.domain.sending.gateways import PROTOCOLS, CmppGateway, GatewayFile, Named, read
from console.domain.toml_lines import FileFaultError, FileFaultsError
from console.locale.gateway_file_words import template
from tests.domain.sending.test_gateways import CMPP, DEMO, OLD

BOTH = sorted(PROTOCOLS)
FILLED = {
    "id": '"mobile"',
    "name": '"移动网关"',
    "host": '"10.1.2.4"',
    "account": '"920001"',
    "source": '"1069012345"',
    "rate": "200",
    "price_fen": "4",
    "version": '"3.0"',
    "service": '"BANKMSG"',
}
"""What a contract says in place of what a template leaves to it."""
BY_HTTP = {
    "send_path": '"/send"',
    "ask_path": '"/balance"',
    "body": '"urlencoded"',
    "fields": '["mobile={mobiles}", "content={text}"]',
    "sign": '"none"',
    "result_codes": '["0=accepted", "105=refused"]',
}


def contract(protocol: str) -> dict[str, str]:
    """What a contract says, as a file of a protocol has it."""
    return FILLED | (BY_HTTP if protocol == "http" else {})


def whole(protocol: str, lang: str = "zh") -> str:
    return "\n".join([*template(protocol, lang), ""])


def filled(protocol: str) -> str:
    """A template whose every value is the provider's; the group of a code that is shown is not one yet."""
    text = whole(protocol)
    for key, value in contract(protocol).items():
        text = re.sub(rf"(?m)^{key} = .*$", f"{key} = {value}", text)
    return text


def with_code(text: str) -> str:
    """With the group of a code that a template only shows."""
    group = {"code": '"MK:0001"', "scope": '"promotion"', "since": '"2026-12-01"', "proof": '"来函"'}
    word = '\n[[receipt_words]]\nword = "ZUGESTELLT"\nmeans = "delivered"\n'
    phone = '\n[[handsets]]\nlabel = "移动机"\nnumber = "13900000001"\n'
    return (
        text
        + word
        + phone
        + "\n[[refusal_codes]]\n"
        + "".join(f"{key} = {value}\n" for key, value in group.items())
    )


def named(text: str) -> set[str]:
    return {fault.field for fault in faults(text)}


def keys_named(text: str) -> set[str]:
    """The keys that are named, whichever of a list's values it is."""
    return {re.sub(r"\[[0-9]+\]", "", one) for one in named(text)}


def place(key: Key) -> str:
    """How a fault spells the place of a key; the only group of a list is the first."""
    return (
        ".".join(key.path)
        .replace("refusal_codes.", "refusal_codes[1].")
        .replace("receipt_words.", "receipt_words[1].")
        .replace("handsets.", "handsets[1].")
    )


def line_of(text: str, key: Key) -> int:
    """The line (from 0) of a value, counted in the table that it is in."""
    lines = text.split("\n")
    table = key.path[0] if len(key.path) > 1 else ""
    start = next((nth for nth, line in enumerate(lines) if line.strip("[]") == table), 0) if table else 0
    return next(
        nth for nth, line in enumerate(lines) if nth >= start and line.startswith(f"{key.path[-1]} = ")
    )


VALUES = [(protocol, key) for protocol in BOTH for key in keys(protocol) if not key.table]


@pytest.mark.parametrize("protocol", BOTH)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_template_lacks_nothing_but_what_a_person_fills_in_and_all_of_that_is_named(
    protocol: str, lang: str
) -> None:
    to_fill = {key.path[0] for key in keys(protocol) if not key.table and key.to_fill and not key.in_list}
    assert named(whole(protocol, lang)) == to_fill
    assert {"id", "name", "host", "account", "source", "rate", "price_fen"} <= to_fill
    assert ({"version", "service"} <= to_fill) is (protocol == "cmpp")
    gateway = read(filled(protocol))
    assert (gateway.protocol, faults(filled(protocol))) == (protocol, [])


@pytest.mark.parametrize("protocol", BOTH)
def test_a_template_writes_every_key_that_a_file_may_have_once(protocol: str) -> None:
    struct = PROTOCOLS[protocol]
    written = re.findall(r"(?m)^(?:# )?\[*([a-z_]+)(?: = |\]+$)", whole(protocol))
    assert set(struct.__struct_fields__) | {"protocol"} <= set(written)
    # The port of a reply is another one than the gateway's.
    assert sorted(set(written) | {"port"}) == sorted({*written})
    assert len(written) == len(set(written)) + 1


@pytest.mark.parametrize(("protocol", "key"), VALUES, ids=lambda one: ".".join(getattr(one, "path", [one])))
def test_each_key_left_out_doubled_or_wrong_is_named_and_nothing_else_is(protocol: str, key: Key) -> None:
    lines = with_code(filled(protocol)).split("\n")
    at = line_of("\n".join(lines), key)

    def found(*instead: str) -> set[str]:
        # Of a list, a value is named by its place.
        return {
            re.sub(r"(\[1\])+\Z", "", one)
            for one in named("\n".join([*lines[:at], *instead, *lines[at + 1 :]]))
        }

    assert found() == (set() if key.optional else {place(key)})
    assert found(lines[at], lines[at]) == {place(key)}
    for wrong in ("1979-05-27", "-7", "[[7]]", "{a = 1}", "1.5", "“移动”", "", "x"):
        assert found(f"{key.path[-1]} = {wrong}") == {place(key)}, wrong


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from(BOTH))
def test_whatever_is_wrong_with_several_keys_all_of_them_are_named(
    data: st.DataObject, protocol: str
) -> None:
    lines = filled(protocol).split("\n")
    values = [key for one, key in VALUES if one == protocol and len(key.path) == 1 and not key.optional]
    chosen = data.draw(
        st.lists(st.sampled_from(values), unique_by=lambda one: one.path, max_size=len(values))
    )
    for key in chosen:
        at = next(nth for nth, line in enumerate(lines) if line.startswith(f"{key.path[0]} = "))
        lines[at] = data.draw(
            st.sampled_from(["", f"{key.path[0]} = [7]", f"{key.path[0]} = “x”", f"{key.path[0]}：7"])
        )
    # Without its protocol a file is one of the protocol that most of its keys are of: perhaps of the other.
    if "protocol" in {key.path[0] for key in chosen}:
        assert {key.path[0] for key in chosen} <= keys_named("\n".join(lines)) | OWN
    else:
        assert keys_named("\n".join(lines)) == {key.path[0] for key in chosen}


COMMON = {*GatewayFile.__struct_fields__}
OWN = {name for one in PROTOCOLS.values() for name in one.__struct_fields__} - COMMON
SNIPPETS = [
    *OLD.splitlines(),
    *CMPP.splitlines(),
    "[opt_out]",
    "[[refusal_codes]]",
    'code = "0"',
    "[[receipt_words]]",
    'word = "DELIVRD"',
    'password = "x"',
    "port = 0",
    "port = false",
    'host = "198.51.100.7"',
    'words = ["R", ""]',
    '"#3" = 1',
    "[",
    '"""',
    "x = [[[",
    "",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(SNIPPETS), max_size=30), st.booleans())
def test_a_file_without_a_fault_can_be_read_and_one_that_cannot_has_faults(
    some: list[str], behind: bool
) -> None:
    text = "\n".join([CMPP, *some] if behind else some)
    if not faults(text):
        read(text)
    for fault in faults(text):
        assert fault.code
        assert 0 <= fault.line <= text.count("\n") + 1


def test_what_was_good_before_there_was_a_second_protocol_is_a_good_new_file() -> None:
    for text in (OLD, CMPP, DEMO):
        assert faults(text) == []
    unnamed = DEMO.replace('protocol = "smpp"\n', "")
    read(unnamed)
    assert [(fault.code, fault.field) for fault in faults(unnamed)] == [("missing", "protocol")]


def seen(text: str) -> list[tuple[str, int, str]]:
    return [(fault.code, fault.line, fault.field) for fault in faults(text)]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('"cmpp"', '"sgip"', [("value", 3, "protocol")]),
        ('"cmpp"', "7", [("type", 3, "protocol")]),
        ('"10.1.2.4"', '"192.0.2.4"', [("placeholder", 5, "host")]),
        ('"10.1.2.4"', '"smsc.example.com"', [("placeholder", 5, "host")]),
        ('"10.1.2.4"', '"0.0.0.0"', [("placeholder", 5, "host")]),
        ('"10.1.2.4"', '"2001:db8::1"', [("placeholder", 5, "host")]),
        ('"10.1.2.4"', '"10.1.2.4"\nspare = ["10.1.2.5", "192.0.2.4"]', [("placeholder", 6, "spare[2]")]),
        ('"10.1.2.4"', '"10.1.2.4:7890"', [("value", 5, "host")]),
        ('"10.1.2.4"', '"10.1.2.400"', [("value", 5, "host")]),
        ('"10.1.2.4"', '"http://10.1.2.4"', [("value", 5, "host")]),
        ('"10.1.2.4"', '" 10.1.2.4"', [("value", 5, "host")]),
        ("port = 7890", "port = 0", [("no_port", 6, "port")]),
        ("port = 7890", "port = 70000", [("value", 6, "port")]),
        ("port = 7890", "port = 99999999999999999999", [("value", 6, "port")]),
        ("tls = false", "tls = 否", [("not_toml", 7, "tls")]),
        ("tls = false", "tls ＝ false", [("full_width", 7, "tls")]),
        ("tls = false", "tls: false", [("not_toml", 7, "tls")]),
        ('tls_ca = ""', 'tls_ca = ""\ntls_cert = ""', [("unknown", 9, "tls_cert")]),
        ('tls_ca = ""', 'tls_ca = ""\nsystem_type = ""', [("other_protocol", 9, "system_type")]),
        ('tls_ca = ""', 'tls_ca = ""\nshared_secret = "x"', [("secret", 9, "shared_secret")]),
        ('tls_ca = ""', 'tls_ca = ""\n口令 = "x"', [("secret", 9, "口令")]),
        ('tls_ca = ""', 'tls_ca = ""\npassword = “x”', [("secret", 9, "password")]),
        ('"ucs2"', '"gsm7"', [("value", 12, "encoding")]),
        ('tls_ca = ""', 'tls_ca = ""\nrefusal_codes = 7', [("type", 9, "refusal_codes")]),
        ('tls_ca = ""', 'tls_ca = ""\nrefusal_codes = [7]', [("type", 9, "refusal_codes[1]")]),
        ('tls_ca = ""', 'tls_ca = ""\nopt_out = 7', [("type", 9, "opt_out")]),
        ('"10.1.2.4"', "7", [("type", 5, "host")]),
        ('destination_prefix = ""', 'destination_prefix = "0"', [("value", 11, "destination_prefix")]),
    ],
)
def test_a_fault_is_named_for_what_it_is(old: str, new: str, found: list[tuple[str, int, str]]) -> None:
    assert old in CMPP
    assert seen(CMPP.replace(old, new, 1)) == found


def test_no_secret_stands_in_what_is_told() -> None:
    told = faults(CMPP + 'password = "Bank#2026"\n[login]\nsecret = "Bank#2026"\n')
    assert [fault.field for fault in told] == ["password", "login"]
    assert not any("Bank#2026" in f"{fault} {fault.detail}" for fault in told)


def test_lines_that_are_no_toml_hide_no_other_fault() -> None:
    text = CMPP.replace('"移动网关"', "“移动网关”").replace("window = 16", "window: 16")
    text = text.replace("rate = 200", "rate = 0").replace("receipt_hours = 48\n", "")
    assert seen(text) == [
        ("full_width", 2, "name"),
        ("not_toml", 16, "window"),
        ("value", 17, "rate"),
        ("missing", 0, "receipt_hours"),
    ]
    # A table without a name is not another one's.
    assert seen(CMPP + "[opt_out\ninbound = true\nwindow = 3\n[[refusal_codes]]\ncode = 7\n") == [
        ("not_toml", 22, ""),
        ("missing", 25, "refusal_codes[1].scope"),
        ("missing", 25, "refusal_codes[1].since"),
        ("missing", 25, "refusal_codes[1].proof"),
        ("type", 26, "refusal_codes[1].code"),
    ]


def test_a_code_that_every_message_may_have_is_told_among_other_faults() -> None:
    text = with_code(CMPP).replace("MK:0001", "DELIVRD", 1).replace("window = 16", "window = 0")
    assert seen(text) == [("value", 16, "window"), ("every_message", 32, "refusal_codes[1].code")]
    assert seen(with_code(with_code(CMPP))) == [
        ("twice", 38, "receipt_words[2].word"),
        ("twice", 42, "handsets[2].label"),
        ("twice", 46, "refusal_codes[2].code"),
    ]
    assert seen(with_code(CMPP).replace("ZUGESTELLT", "Delivrd")) == [
        ("known_word", 24, "receipt_words[1].word")
    ]


def bytes_seen(data: bytes) -> list[tuple[str, int, str]]:
    return [(fault.code, fault.line, fault.detail) for fault in faults_of_gateway(data)]


def test_bytes_in_another_encoding_are_told_and_their_keys_judged_all_the_same() -> None:
    bad = CMPP.replace("window = 16", "window = 0")
    detail = "Expected `int` >= 1"
    for data, first in (
        (bad.encode("gb18030"), ("not_text", 2, "UTF-8")),
        (bad.encode("utf-16"), ("not_text", 1, "UTF-8")),
        (bad.encode("utf-8-sig"), ("not_text", 1, "U+FEFF")),
        (bad.replace("920001", "920001\u200b").encode(), ("not_text", 9, "U+200B")),
        (bad.replace("移动", "e\u0301").encode(), ("not_text", 2, "NFC")),
    ):
        found = bytes_seen(data)
        assert found[0] == first
        assert ("value", 16, detail) in found
        with pytest.raises(FileFaultError):
            rule_files.opened(Kind.GATEWAY, data)


def test_a_file_too_large_is_judged_by_its_size_alone_and_a_deep_one_breaks_nothing() -> None:
    assert bytes_seen(CMPP.encode() + b"#" * 20_000) == [
        ("too_large", 0, f"{len(CMPP.encode()) + 20_000} > 16384")
    ]
    assert bytes_seen(b"x = " + b"[" * 16_000)[0][0] == "not_toml"
    with pytest.raises(FileFaultError):
        read("x = " + "[" * 16_000)
    # As many faults are told as can be found in tenths of a second.
    assert 10 < len(bytes_seen(b"=\n" * 8_000)) < 40
    assert len(bytes_seen("".join(f"{line}”\n" for line in CMPP.splitlines()).encode())) == 21


MANY = {
    "unknown keys": "".join(f"{chr(97 + nth % 26)}{nth // 26}=1\n" for nth in range(2_200)),
    "tables": "[[refusal_codes]]\n" * 900,
    "parts of a key": ".".join("a" * 8_000) + "=1",
    "parts of a key after faults": "=\n" * 20 + ".".join("a" * 7_900) + "=1",
    "parts of a header": "[" + ".".join("a" * 8_000) + "]",
    "words": CMPP + "[opt_out]\nwords = [" + '"",' * 5_000 + "]",
    "groups": CMPP + "[[refusal_codes]]\ncode=7\nscope=1\nsince=2\nproof=3\n" * 100,
    "hidden": "\u200b\n" * 4_000,
}


@pytest.mark.parametrize("text", MANY.values(), ids=MANY)
def test_a_file_full_of_faults_is_read_a_few_times_and_not_once_for_each(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    parsed: list[int] = []
    loads = tomllib.loads

    def counted(words: str) -> dict[str, Any]:
        parsed.append(len(words))
        # No key of thousands of parts is taken apart by itself, and the lines are found twice: by place and by key.
        assert sum(parsed) < 20 * 16_384, "read again and again"
        return loads(words)

    monkeypatch.setattr(tomllib, "loads", counted)
    assert len(text.encode()) <= rule_files.LONGEST[Kind.GATEWAY]
    found = faults_of_gateway(text.encode())
    assert 0 < len(found) <= file_faults.MOST + 1
    long = ".".join("a" * 7_900)
    assert sum(size >= len(long) for size in parsed) <= 1 or long not in text


def test_of_very_many_faults_the_first_are_told_and_the_number_of_the_others() -> None:
    data = MANY["unknown keys"].encode()
    with pytest.raises(FileFaultsError) as caught:
        rule_files.brought(Kind.GATEWAY, data)
    *told, more = caught.value.faults
    assert [one.line for one in told] == [*range(1, file_faults.MOST + 1)]
    # Beside the keys that no file has, those that every file has are missing.
    missing = len(faults("")) - len([one for one in told if one.code == "missing"])
    assert (more.code, more.detail) == ("more", str(2_200 + missing - file_faults.MOST))
    refusal = rule_files.refusal(Kind.GATEWAY, caught.value)
    assert refusal.params["n"] == str(2_200 + missing) == str(file_faults.number(caught.value.faults))
    assert file_faults.first(told) == told


def test_what_may_stand_in_place_of_a_line_that_is_no_toml_is_told_whatever_else_is_wrong() -> None:
    text = CMPP.replace("simulator = false", "simulator = True")
    for more in ("", "=\n" * 800):
        (found,) = (one for one in faults(text + more) if one.field == "simulator")
        assert (found.code, found.may and found.may.name) == ("not_toml", "yes_no")


def test_a_file_that_a_person_brings_is_refused_with_all_its_faults_and_one_in_force_is_read_as_before() -> (
    None
):
    loose = OLD.replace('"10.1.2.3"', '"192.0.2.1"').replace("source_npi = 1", "source_npi = 99")
    assert rule_files.opened(Kind.GATEWAY, loose.encode()).named.name == "old"
    with pytest.raises(FileFaultsError) as caught:
        rule_files.brought(Kind.GATEWAY, loose.encode())
    refusal = rule_files.refusal(Kind.GATEWAY, caught.value)
    assert (refusal.code, refusal.clause, refusal.params["n"]) == ("file_faults", "R2", "2")
    carried = file_faults.read(refusal.params["file_faults"])
    assert [(one.code, one.field) for one in carried] == [("placeholder", "host"), ("value", "source_npi")]
    assert carried == caught.value.faults
    assert carried[1].may == ("whole", {"ge": "0", "le": "18"}, None)
    assert file_faults.read("what a desk may say") == []
    assert rule_files.brought(Kind.GATEWAY, OLD.encode()).says == read(OLD)


def test_each_protocol_is_named_once_and_its_keys_say_what_a_template_writes() -> None:
    (protocol,) = msgspec.structs.fields(Named)
    assert get_args(get_args(protocol.type)[0]) == tuple(PROTOCOLS)
    assert PROTOCOLS["cmpp"] is CmppGateway
    for one in PROTOCOLS.values():
        for field in msgspec.structs.fields(one):
            notes = [note for note in getattr(field.type, "__metadata__", ()) if note.examples]
            assert bool(notes) is field.required, field.name


def test_what_a_file_may_say_is_told_by_the_bounds_that_judge_it() -> None:
    of = {".".join(key.path): allowed(key.kind) for key in keys("cmpp")}
    assert (of["window"].name, of["window"].bounds) == ("whole", {"ge": "1", "le": "1000"})
    assert (of["account"].name, of["account"].bounds) == ("visible", {"n": "6"})
    assert of["encoding"].bounds == {"values": '"ucs2", "gb18030"'}
    each = of["opt_out.words"].each
    assert each is not None
    assert each.bounds == {"n": "1-20"}
    assert toml_lines.stricter(int) is Any
