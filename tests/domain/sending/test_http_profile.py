"""What a file of a provider by HTTP may not say: everything with which a call could not be written, would say a secret, or send to nobody."""

import re
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.rosters.rule_files import faults_of_gateway
from console.domain.sending.gateway_keys import as_toml
from console.domain.sending.gateways import HttpGateway, loopback, read, remarks
from console.domain.toml_lines import FileFaultError
from console.gateways.http.calls import Caller
from tests.gateways.http_support import FILE

PLAIN = re.sub(r"(?m)^(simulator|tls|port|price_fen|host) = .*\n", "", FILE) + (
    'simulator = false\ntls = true\nport = 443\nprice_fen = 4\nhost = "10.1.2.3"\n'
)
"""A file of a real provider."""


def changed(**values: str) -> str:
    text = PLAIN
    for key, value in values.items():
        text = re.sub(rf"(?m)^{key} = .*\n", "", text)
        text += f"{key} = {value}\n" if value else ""
    return text


def named(text: str) -> set[tuple[str, str]]:
    return {(one.code, one.field) for one in faults_of_gateway(text.encode())}


FIELDS = '"account={account}", "time={time}", "sign={sign}", "mobiles={mobiles}", "content={text}"'


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({"fields": f'[{FIELDS}, "x={{phone}}"]'}, {("odd_word", "fields[6]")}),
        ({"fields": '["sign={sign}", "content={text}"]'}, {("not_carried", "fields")}),
        ({"fields": '["sign={sign}", "mobiles={mobiles}"]'}, {("not_carried", "fields")}),
        ({"tls": "false", "fields": f'[{FIELDS}, "key={{secret}}"]'}, {("in_the_clear", "tls")}),
        ({"send_path": '"/send?to={mobiles}"'}, {("in_address", "send_path")}),
        ({"ask_path": '"/balance?key={secret}"'}, {("in_address", "ask_path")}),
        ({"headers": '["X-Text={text}"]'}, {("in_address", "headers[1]")}),
        ({"receipts_path": '"/r?b={body}"'}, {("in_itself", "receipts_path")}),
        ({"sign_text": '"{account}{sign}"'}, {("in_itself", "sign_text")}),
        ({"sign_text": '"{body}"'}, {("in_itself", "sign_text")}),
        ({"sign": '"none"'}, {("goes_with", "sign")}),
        ({"sign_text": '""'}, {("goes_with", "sign")}),
        ({"each_number_at": ""}, {("goes_with", "each_at")}),
        ({"receipt_id_at": ""}, {("goes_with", "receipts_path")}),
        ({"receipt_state_at": ""}, {("goes_with", "receipts_path")}),
        ({"receipt_reference_at": '"uid"'}, {("goes_with", "receipt_reference_at")}),
        ({"result_codes": '["105=refused"]'}, {("none_accepted", "result_codes")}),
        ({"result_codes": '["0=refused", "0=accepted"]'}, {("twice", "result_codes[2]")}),
        ({"result_codes": '["0=maybe"]'}, {("value", "result_codes[1]"), ("none_accepted", "result_codes")}),
        ({"fields": f'[{FIELDS}, "a=1", "a.b=2"]'}, {("twice", "fields[7]")}),
        ({"fields": f'[{FIELDS}, "a.b=1", "a=2"]'}, {("twice", "fields[7]")}),
        ({"fields": f'[{FIELDS}, "u:=-{{reference}}"]'}, {("no_number", "fields[6]")}),
        ({"fields": f'[{FIELDS}, "u:=NaN"]'}, {("no_number", "fields[6]")}),
        ({"fields": f'[{FIELDS}, "u:=1e999"]'}, {("no_number", "fields[6]")}),
        ({"fields": f'[{FIELDS}, "u:={{text}}"]'}, {("no_number", "fields[6]")}),
        ({"fields": f'[{FIELDS}, "password=Bank#2026"]'}, {("secret", "fields[6]")}),
        ({"headers": '["Authorization=Bearer abcdef"]'}, set()),
        ({"headers": '["X-Secret=abcdef"]'}, {("secret", "headers[1]")}),
        ({"headers": '["Content-Length=3"]'}, {("value", "headers[1]")}),
        ({"headers": '["X-A= b"]'}, {("value", "headers[1]")}),
        ({"proxy": '"127.0.0.1:99999"'}, {("value", "proxy")}),
        ({"proxy": '"127.0.0.1"'}, {("value", "proxy")}),
        ({"batch": "51"}, {("value", "batch")}),
        ({"send_path": '"send"'}, {("value", "send_path")}),
        ({"fields": f'[{FIELDS}, "u:={{reference}}", "v:=true", "w:=[1, 2]", "d.e={{nonce}}"]'}, set()),
    ],
)  # fmt: skip
def test_what_a_file_may_not_say_is_named(values: dict[str, str], found: set[tuple[str, str]]) -> None:
    text = changed(**values)
    assert named(text) == found
    if not found:
        read(text)
    elif not any(code == "secret" for code, _ in found):
        # What stands in force is judged alike; that somebody wrote a password is told of a new file.
        with pytest.raises(FileFaultError):
            read(text)


def test_a_file_without_its_headers_is_judged_as_with_none() -> None:
    text = changed(headers="", sign='"none"')
    assert named(text) == {("goes_with", "sign")}


def test_without_receipts_the_brake_on_them_is_remarked_on() -> None:
    assert "no_receipts" not in remarks(read(PLAIN))
    assert "no_receipts" in remarks(read(changed(receipts_path="")))
    assert "no_receipts" not in remarks(read(changed(receipts_path="", receipt_minutes="0")))


WORD = st.sampled_from(
    ["{account}", "{secret}", "{mobiles}", "{text}", "{reference}", "{time}", "{nonce}", "{sign}", "{body}", "{", "}", "a", "1",
     "-", "é", '"', "\\", ":", "=", ".", " ", "😀", "{}", "{odd}"]
)  # fmt: skip
VALUE = st.lists(WORD, max_size=5).map("".join)
NAME = st.lists(st.sampled_from(["a", "b", ".", "-", "_", "1"]), min_size=1, max_size=4).map("".join)
FIELD = st.tuples(NAME, st.sampled_from(["=", ":="]), VALUE).map("".join)


@given(
    st.lists(FIELD, max_size=4),
    st.lists(FIELD, max_size=3),
    st.lists(st.tuples(st.sampled_from(["X-A", "Host", "A"]), VALUE).map("=".join), max_size=2),
    VALUE,
    VALUE,
    st.sampled_from(["urlencoded", "json", "base64"]),
    st.sampled_from([",", "list"]),
    st.sampled_from(["none", "md5", "hmac-sha256"]),
)
def test_whatever_a_good_file_says_a_call_can_be_written(
    fields: list[str],
    asked: list[str],
    headers: list[str],
    path: str,
    signed: str,
    body: str,
    form: str,
    sign: str,
) -> None:
    said: dict[str, Any] = msgspec.to_builtins(read(PLAIN)) | {
        "fields": ["mobiles={mobiles}", "content={text}", *fields], "ask_fields": asked, "headers": headers, "send_path": f"/{path}",
        "sign_text": signed, "body": body, "batch_form": form, "sign": sign,
    }  # fmt: skip
    try:
        gateway = read(_toml(said))
    except FileFaultError:
        return
    assert isinstance(gateway, HttpGateway)
    caller = Caller(gateway, "geheim")
    for numbers, reference in (
        (["13800138000"], 0),
        (["13800138000"], 65_535),
        (["13800138000", "13912345678"], None),
    ):
        call = caller.send(numbers, '文😀\n"', reference)
        assert "geheim" not in call.path
        assert all(value.isascii() for value in call.headers.values())
    caller.ask(gateway.ask_path)


def _toml(said: dict[str, Any]) -> str:
    return "".join(f"{key} = {as_toml(value)}\n" for key, value in said.items() if value is not None)


def test_the_dispatcher_reaches_the_proxy_alone_where_there_is_one() -> None:
    plain = read(changed(spare='["10.1.2.4"]'))
    assert plain.reached == plain.hosts == ("10.1.2.3", "10.1.2.4")
    assert read(changed(proxy='"10.9.9.9:3128"')).reached == ("10.9.9.9",)


@pytest.mark.parametrize(
    ("host", "proxy", "here"),
    [
        ("127.0.0.1", "", True),
        ("10.1.2.3", "", False),
        ("127.0.0.1", "127.0.0.1:3128", True),
        ("127.0.0.1", "10.9.9.9:3128", False),
        ("10.1.2.3", "127.0.0.1:3128", False),
    ],
)
def test_a_simulator_is_of_this_machine_if_nothing_leaves_it(host: str, proxy: str, here: bool) -> None:
    gateway = read(changed(host=f'"{host}"', proxy=f'"{proxy}"', simulator="true"))
    assert loopback(gateway) is here
