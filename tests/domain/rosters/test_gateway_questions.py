"""The questions about a gateway file: each key once, in the template's order, each answer judged as the file's check judges its value."""

import re
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.rosters import gateway_questions as asking
from console.domain.rosters.gateway_questions import (
    APART,
    PROTOCOL,
    answers_in,
    fault,
    meant,
    questions,
    typed_as,
)
from console.domain.rosters.rule_files import faults_of_gateway
from console.domain.sending.gateway_keys import Key, as_toml, keys
from console.domain.sending.gateways import PROTOCOLS, read
from console.locale.gateway_file_words import template

BOTH = sorted(PROTOCOLS)
TYPED = {
    "version": "3.0",
    "id": "mobile",
    "name": "移动网关",
    "host": "10.1.2.4",
    "account": "920001",
    "source": "1069012345",
    "service": "BANKMSG",
    "price_fen": "4",
    "rate": "200",
    "send_path": "/send",
    "ask_path": "/balance",
    "body": "urlencoded",
    "fields": "mobile={mobiles}，content={text}",
    "sign": "none",
    "result_codes": "0=accepted、105=refused",
}
"""What a contract says, as it is typed."""
GROUPS = {
    "receipt_words": "ZUGESTELLT delivered; 11 failed",
    "refusal_codes": "MK:0001 promotion 2026-12-01 来函 第 1 号；MK:0002 all 2026-12-02 代码表",
    "handsets": "移动测试机 13900000001；联通测试机 13000000002",
    "opt_out.words": "R，TD、退订",
    "opt_out.other": "95588",
}


def key(path: str, protocol: str = "cmpp") -> Key:
    return next(one for one in questions(protocol) if ".".join(one.path) == path)


def answered(protocol: str) -> dict[asking.Path, Any]:
    """The values that the contract alone knows, and groups; nothing else is answered."""
    return dict(_answered(protocol))


@cache
def _answered(protocol: str) -> dict[asking.Path, Any]:
    said: dict[asking.Path, Any] = {PROTOCOL: protocol}
    for one in questions(protocol):
        typed = (TYPED | GROUPS).get(".".join(one.path))
        if typed is not None:
            assert fault(said, one, typed) is None, (one.path, typed)
            said[one.path] = meant(one, typed)
    return said


def text(protocol: str, said: dict[asking.Path, Any], lang: str = "zh") -> str:
    return "\n".join([*template(protocol, lang, said), ""])


@pytest.mark.parametrize("protocol", BOTH)
def test_every_key_of_a_file_is_asked_once_and_in_the_order_of_the_template(protocol: str) -> None:
    asked = [".".join(one.path) for one in questions(protocol)]
    assert asked[0] == "protocol"
    assert len(asked) == len(set(asked))
    whole = {one.path[0] for one in keys(protocol)}
    assert {name.partition(".")[0] for name in asked} == whole
    written = re.findall(
        r"(?m)^(?:# \[\[)?([a-z_]+)(?: = |\]\]$)", text(protocol, {}).partition("\n[opt_out]")[0]
    )
    assert written == [one for one in asked if "." not in one]
    # What says by which rules the line is spoken comes before what stands beside it in no contract.
    assert asked.index("host") < asked.index("account") < asked.index("rate") < asked.index("receipt_per")
    if protocol == "cmpp":
        assert asked[1] == "version"


@pytest.mark.parametrize("protocol", BOTH)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_answers_to_all_questions_make_a_file_without_a_fault_that_says_them(
    protocol: str, lang: str
) -> None:
    said = answered(protocol)
    made = text(protocol, said, lang)
    assert faults_of_gateway(made.encode()) == []
    assert asking.to_fill(protocol, said) == []
    gateway = read(made)
    assert (gateway.id, gateway.rate, gateway.name) == ("mobile", 200, "移动网关")
    assert [(one.word, one.means) for one in gateway.receipt_words] == [
        ("ZUGESTELLT", "delivered"),
        ("11", "failed"),
    ]
    assert [(one.code, one.proof) for one in gateway.refusal_codes] == [
        ("MK:0001", "来函 第 1 号"),
        ("MK:0002", "代码表"),
    ]
    assert [(one.label, one.number) for one in gateway.handsets] == [
        ("移动测试机", "13900000001"),
        ("联通测试机", "13000000002"),
    ]
    assert (gateway.opt_out.words, gateway.opt_out.other) == (["R", "TD", "退订"], ["95588"])
    assert answers_in(protocol, made.encode()) == asking.whole(protocol, said)


@pytest.mark.parametrize("protocol", BOTH)
def test_a_value_is_typed_as_it_is_shown(protocol: str) -> None:
    values = asking.whole(protocol, answered(protocol))
    for one in questions(protocol):
        assert meant(one, typed_as(values[one.path])) == values[one.path], one.path
    assert [meant(key("tls"), typed) for typed in ("是", "YES", "y", "true", "否", "n")] == [True] * 4 + [
        False
    ] * 2
    assert (meant(key("tls_ca"), "-"), meant(key("opt_out.words"), "-")) == ("", [])
    # Where nothing is no answer, neither is the sign.
    assert [typed for typed in ("-", "") if fault({}, key("name"), typed) is None] == []


@pytest.mark.parametrize("protocol", BOTH)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_an_answer_is_taken_if_and_only_if_a_file_with_it_has_no_fault(
    data: st.DataObject, protocol: str
) -> None:
    one = data.draw(st.sampled_from(questions(protocol)[1:]))
    snippets = [
        "0",
        "7890",
        "70000",
        "-1",
        "是",
        "x",
        "10.1.2.4",
        "10.1.2.4:80",
        "２０",
        "A b; C",
        "ucs2",
        "+86",
        "R,TD",
        '"x"',
        "a\tb",
        "\x7f",
    ]
    typed = data.draw(st.sampled_from([*snippets, *TYPED.values(), *GROUPS.values()]) | st.text(max_size=12))
    typed = typed.strip()
    said = {**answered(protocol), ("simulator",): True}
    found = fault(said, one, typed)
    if found is None:
        made = {**said, one.path: meant(one, typed)}
        left = faults_of_gateway(text(protocol, made).encode())
        # What lacks an answer to another question is said when all are asked.
        assert {one.code for one in left} <= {APART}
        if not left:
            read(text(protocol, made))
    else:
        assert (found.line, found.code != "") == (0, True)


@pytest.mark.parametrize(
    ("path", "typed", "code", "detail"),
    [
        ("host", "10.1.2.4：7890", "full_width", "："),
        ("host", "１０．1.2.4", "full_width", "１０．"),
        ("host", "10。1。2。4", "full_width", "。"),
        ("host", "10.1.2.4:7890", "value", None),
        ("host", "192.0.2.1", "placeholder", None),
        ("host", "smsc.example.com", "placeholder", None),
        ("port", "７８９０", "full_width", "７８９０"),
        ("port", "7890端口", "type", None),
        ("port", "65536", "value", None),
        ("port", "9" * 900, "type", None),
        ("rate", "200条/秒", "type", None),
        ("rate", "0", "value", None),
        ("rate", "", "missing", None),
        ("tls", "maybe", "type", None),
        ("handsets", "甲 139-0000-0001；乙 13000000002", "value", None),
        ("handsets", "甲 １３９00000001；乙 13000000002", "full_width", "１３９"),
        ("version", "3", "value", None),
        ("account", "92000", "value", None),
        ("account", "９２０００１", "full_width", "９２０１"),
        ("name", "移动\u200b网关", "not_text", "U+200B"),
        ("name", "移动\x1b[A", "not_text", "U+001B"),
        ("name", "e\u0301", "not_text", "NFC"),
        ("name", "移\ufffd", "not_text", "U+FFFD"),
        ("name", "网" * 41, "value", None),
        ("name", "网" * 4000, "too_long", "4000 > 1000"),
        ("encoding", "gsm7", "value", None),
        ("receipt_words", "DELIVRD failed", "known_word", None),
        ("receipt_words", "A failed; a delivered", "twice", None),
        ("receipt_words", "A", "missing", None),
        ("receipt_words", "A 未送达", "value", None),
        ("refusal_codes", "0 all 2026-12-01 来函", "every_message", None),
        ("opt_out.port", "号码", "value", None),
        ("name", "password = Bank#2026", "secret_typed", ""),
        ("tls_ca", "口令：Bank#2026", "secret_typed", ""),
        ("name", "密码是Bank#2026", "secret_typed", ""),
        ("service", 'shared_secret="x"', "secret_typed", ""),
    ],
)  # fmt: skip
def test_an_answer_that_is_wrong_is_told_for_what_it_is(
    path: str, typed: str, code: str, detail: str | None
) -> None:
    found = fault(answered("cmpp"), key(path), typed)
    assert found is not None
    assert (found.code, found.line) == (code, 0)
    assert detail is None or found.detail == detail
    if code == "secret_typed":
        assert "Bank#2026" not in f"{found}"


@pytest.mark.parametrize(
    "name", ["Private line gateway", "口令保管部网关", "Passport office", "移动密钥网关"]
)
def test_a_name_in_which_a_password_is_only_spoken_of_is_a_name(name: str) -> None:
    assert fault({PROTOCOL: "cmpp"}, key("name"), name) is None


def test_what_does_not_go_with_a_later_answer_is_told_at_its_own_key() -> None:
    said = {**answered("cmpp"), ("simulator",): True, ("port",): 0}
    assert asking.faults(asking.whole("cmpp", said)) == {}
    (found,) = asking.faults(asking.whole("cmpp", said | {("simulator",): False})).items()
    assert (found[0], found[1].code) == (("port",), "no_port")


def test_a_file_that_was_begun_gives_its_good_values_and_nothing_else() -> None:
    begun = text("cmpp", {PROTOCOL: "cmpp", ("id",): "mobile", ("window",): 20})
    said = answers_in("cmpp", begun.encode())
    assert said is not None
    assert (said["id",], said["window",]) == ("mobile", 20)
    assert [one.path[0] for one in asking.to_fill("cmpp", said)] == [
        *("version", "name", "host", "account", "source", "service", "price_fen", "rate")
    ]
    odd = begun.replace("window = 20", "window = 2026-12-01").replace('id = "mobile"', "id = 1.5")
    odd = odd.replace("port = 7890", "port = 0") + '\n[other]\nx = 1\n[[receipt_words]]\n"a b" = 1\n'
    kept = answers_in("cmpp", odd.encode())
    assert kept is not None
    assert {"window", "id", "port", "receipt_words", "other"} & {path[0] for path in kept} == set()
    for data in (
        begun.encode("gb18030"),
        b"",
        b"\xff",
        b'"""',
        b"x = 1",
        begun.replace("cmpp", "smpp").encode(),
    ):
        assert answers_in("cmpp", data) is None


def test_what_json_and_toml_write_otherwise_is_written_as_toml_reads_it() -> None:
    assert as_toml({"a": [1, "x\x7f"], "b": True}) == '{a = [1, "x\\u007f"], b = true}'
