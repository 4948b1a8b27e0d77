"""Each channel against a real socket: what it sends, how an answer is judged, and what a bad one does to it."""

import asyncio
import json
import socket
import ssl
import sys
from collections.abc import Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any

import msgspec
import pytest
from aiosmtpd.smtp import AuthResult

from console.notices.channels import every, http, mail, port
from console.notices.channels.port import LATER, NEVER, SENT, Message, Outcome
from console.notices.channels.robots import dingtalk_sign, feishu_sign
from console.notices.channels.webhook import signature
from console.notices.settings import Channel
from tests.gateways.test_smpp_tls import Authority
from tests.notices.peers import Peer, Relay, listening, peer

TEXT = "【短信平台】有 2 件事项待您办理\n编号 N-000123"
MESSAGE = Message(
    "N-000123-1764490800", 1764490800, "【短信平台】待办", TEXT, {"number": "N-000123"}, "WangFang"
)
SECRETS = {"key": "K-1", "signing": "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}
HTTP = ("wecom", "dingtalk", "feishu", "webhook")


@pytest.fixture
def there() -> Iterator[Peer]:
    with peer() as made:
        yield made


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """An attempt at a peer that does not answer ends soon. Where one answers, it has the time that it has in service."""
    for module in (port, http, mail, sys.modules["console.notices.channels.command"]):
        monkeypatch.setattr(module, "SECONDS", 2.0)


def send(channel: Channel, secrets: dict[str, str] | None = None, message: Message = MESSAGE) -> Outcome:
    return asyncio.run(every.made(channel, SECRETS if secrets is None else secrets).send(message))


def at(there: Peer, kind: str, **more: Any) -> Channel:
    return msgspec.convert({"kind": kind, "url": there.url, **more}, Channel)


# ---- what is sent


def test_the_signatures_are_those_of_the_providers() -> None:
    secret = "SEC" + 4 * "0123456789abcdef"
    assert dingtalk_sign("1764490800000", secret) == "dsihQobIdBOCkh2zhhz/sLz006pPhifKd8wGVM4NEX4="
    assert dingtalk_sign("1764490800002", secret) == "10cl8iQ5x+5MZHbwe6A9+PzEuX8FOi54SBt2auoh/78="
    assert feishu_sign("1764490800", "demo-secret-0001") == "LrKh16gV/yVUb54oWH0cLZ5r8X7NMK/T62f2nrfQ1jA="
    body = b'{"kind":"todo","level":"normal","to":"approver","count":3}'
    assert (
        signature(SECRETS["signing"], "n-000001", "1764490800", body)
        == "v1,muPA7PE+tethFzU+oyyWSd+QroSTIMsjXtmU7HfcY2o="
    )
    public = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    key = "msg_p5jXN8AQM9LWM0D4loKWxJek"
    assert (
        signature(public, key, "1614265330", b'{"test": 2432232314}')
        == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


def test_each_robot_gets_its_own_shape(there: Peer) -> None:
    for kind in HTTP:
        assert send(at(there, kind)) == Outcome(SENT, ""), kind
    wecom, dingtalk, feishu, webhook = there.got
    assert wecom.path == "/hook?key=K-1"
    assert wecom.json == {"msgtype": "text", "text": {"content": TEXT, "mentioned_list": ["WangFang"]}}
    assert dingtalk.path.startswith("/hook?access_token=K-1&timestamp=")
    assert "+" not in dingtalk.path.partition("sign=")[2], "what is in a URL is percent-encoded"
    assert dingtalk.json["text"]["content"].endswith("\n@WangFang")
    assert dingtalk.json["at"]["atUserIds"] == ["WangFang"]
    assert feishu.path == "/hook/K-1"
    assert feishu.json["sign"] == feishu_sign(feishu.json["timestamp"], SECRETS["signing"])
    assert webhook.json == {"number": "N-000123", "to": "WangFang"}
    assert webhook.headers["webhook-id"] == MESSAGE.key
    assert webhook.headers["webhook-signature"] == signature(
        SECRETS["signing"], MESSAGE.key, webhook.headers["webhook-timestamp"], webhook.body
    )


def test_a_robot_without_somebody_to_call_says_it_to_the_group(there: Peer) -> None:
    for kind in HTTP[:3]:
        assert send(at(there, kind), message=MESSAGE._replace(address="")).state == SENT
    wecom, dingtalk, feishu = (one.json for one in there.got)
    assert "mentioned_list" not in wecom["text"]
    assert dingtalk["text"]["content"] == feishu["content"]["text"] == TEXT


@pytest.mark.parametrize("kind", HTTP)
def test_without_its_key_nothing_is_sent(there: Peer, kind: str) -> None:
    assert send(at(there, kind), {}) == Outcome(NEVER, "no_secret")
    assert there.got == []


# ---- how an answer is judged


@pytest.mark.parametrize(
    ("kind", "body", "expected"),
    [
        ("wecom", {"errcode": 0, "errmsg": "ok"}, Outcome(SENT, "")),
        ("wecom", {"errcode": 45009}, Outcome(LATER, "robot:45009")),
        ("wecom", {"errcode": 93000}, Outcome(NEVER, "robot:93000")),
        ("dingtalk", {"errcode": 310000}, Outcome(NEVER, "robot:310000")),
        ("dingtalk", {"errcode": 130101}, Outcome(LATER, "robot:130101")),
        ("feishu", {"code": 0, "StatusCode": 0}, Outcome(SENT, "")),
        ("feishu", {"StatusCode": 0}, Outcome(SENT, "")),
        ("feishu", {"code": 19021}, Outcome(NEVER, "robot:19021")),
        ("feishu", {"code": 11232}, Outcome(LATER, "robot:11232")),
        ("wecom", {"errcode": "0"}, Outcome(LATER, "answer")),
        ("wecom", {"errcode": True}, Outcome(LATER, "answer")),
        ("wecom", ["errcode"], Outcome(LATER, "answer")),
        ("wecom", {"ok": 1}, Outcome(LATER, "answer")),
    ],
)
def test_a_robot_is_judged_by_its_own_code(there: Peer, kind: str, body: Any, expected: Outcome) -> None:
    there.answers = [(200, json.dumps(body).encode(), {})]
    assert send(at(there, kind)) == expected


@pytest.mark.parametrize("kind", HTTP)
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ((500, b"", {}), Outcome(LATER, "http:500")),
        ((503, b"x" * 100_000, {}), Outcome(LATER, "http:503")),
        ((429, b"", {}), Outcome(LATER, "http:429")),
        ((404, b"", {}), Outcome(NEVER, "http:404")),
        ((302, b"", {"location": "http://127.0.0.1:9/elsewhere"}), Outcome(NEVER, "redirect")),
        ("hang", Outcome(LATER, "slow")),
        ("drip", Outcome(LATER, "slow")),
        ("cut", Outcome(LATER, "unreachable")),
    ],
)
def test_whatever_comes_back_is_an_outcome(
    there: Peer, kind: str, answer: Any, expected: Outcome, request: pytest.FixtureRequest
) -> None:
    there.answers = [answer]
    if isinstance(answer, str) and answer != "cut":
        request.getfixturevalue("hurried")
    got = send(at(there, kind))
    if answer == "drip" and kind == "webhook":
        # Its answer's body says nothing; it must end all the same.
        assert got.state == LATER
    assert got == expected
    assert len(there.got) == 1, "nothing is sent twice by one attempt"


def test_an_answer_that_is_no_json_or_endless_is_no_success(there: Peer) -> None:
    for body in (b"", b"<html>", b"[" * 5000, b"\xff\xfe", b"9" * 70_000):
        there.answers = [(200, body, {})]
        assert send(at(there, "wecom")) == Outcome(LATER, "answer"), body[:10]


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        number = free.getsockname()[1]
    channel = Channel("webhook", url=f"http://127.0.0.1:{number}/")
    assert send(channel) == Outcome(LATER, "unreachable")


def test_certificates_are_checked_and_ours_is_shown(there: Peer, tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=authority.ca_file)
    context.load_cert_chain(authority.certificate, authority.key)
    there.secure(context)
    assert send(at(there, "webhook")) == Outcome(LATER, "tls"), "an unknown authority"
    # The certificate is smsc.example's, and we asked 127.0.0.1.
    assert send(at(there, "webhook", ca=str(authority.ca_file))) == Outcome(LATER, "tls")
    assert send(at(there, "webhook", ca=str(tmp_path / "none.pem"))) == Outcome(NEVER, "unreadable")
    assert there.got == []


def test_a_receiver_may_want_our_certificate(
    there: Peer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = Authority(tmp_path)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=authority.ca_file)
    context.load_cert_chain(authority.certificate, authority.key)
    context.verify_mode = ssl.CERT_REQUIRED
    # Ours lacks what Python 3.13 insists on by default; a receiver that does not is what is tried.
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    there.secure(context)
    url = there.url.replace("127.0.0.1", "smsc.example")
    monkeypatch.setattr(socket, "getaddrinfo", _here(there.server.server_port))
    channel = Channel("webhook", url=url, ca=str(authority.ca_file))
    assert send(channel).state == LATER
    assert send(msgspec.structs.replace(channel, certificate=str(authority.own))) == Outcome(SENT, "")
    assert len(there.got) == 1


def _here(number: int) -> Any:
    def answer(*_: object, **__: object) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", number))]

    return answer


@pytest.mark.usefixtures("hurried")
def test_a_key_never_stands_in_what_is_said_of_a_failure(there: Peer) -> None:
    for answer in ("hang", "cut", (500, b"", {}), (404, b"", {}), (302, b"", {"location": there.url})):
        there.answers = [answer]
        assert "K-1" not in repr(send(at(there, "wecom")))


# ---- mail


@pytest.fixture
def relay(request: pytest.FixtureRequest) -> Iterator[tuple[Relay, int]]:
    with listening(**getattr(request, "param", {})) as found:
        yield found


def by_mail(number: int, security: str = "plain", **more: Any) -> Channel:
    plain = {
        "kind": "mail",
        "server": "127.0.0.1",
        "port": number,
        "security": security,
        "sender": "sms@bank.example",
    }
    return msgspec.convert({**plain, **more}, Channel)


TO = MESSAGE._replace(address="wang@bank.example")


def test_a_mail_says_the_notice_and_is_told_from_others(relay: tuple[Relay, int]) -> None:
    handler, number = relay
    assert send(by_mail(number), {}, TO) == Outcome(SENT, "")
    assert send(by_mail(number), {}, TO) == Outcome(SENT, "")
    one, two = (message_from_bytes(envelope.content) for envelope in handler.mails)
    assert str(make_header(decode_header(one["Subject"]))) == MESSAGE.subject
    payload = one.get_payload(decode=True)
    assert isinstance(payload, bytes)
    assert payload.decode().strip() == TEXT
    assert one["Auto-Submitted"] == "auto-generated"
    assert one["Message-ID"] == two["Message-ID"] == "<N-000123-1764490800@bank.example>"
    assert one["Content-Transfer-Encoding"] == "base64"
    assert handler.mails[0].rcpt_tos == ["wang@bank.example"]


@pytest.mark.parametrize(
    ("address", "expected"),
    [("gone@bank.example", Outcome(NEVER, "smtp:550")), ("busy@bank.example", Outcome(LATER, "smtp:451"))],
)
def test_a_refused_person_is_told_from_a_busy_relay(
    relay: tuple[Relay, int], address: str, expected: Outcome
) -> None:
    handler, number = relay
    assert send(by_mail(number), {}, MESSAGE._replace(address=address)) == expected
    assert handler.mails == []


@pytest.mark.parametrize(
    ("answer", "expected"),
    [("452 full", Outcome(LATER, "smtp:452")), ("554 spam", Outcome(NEVER, "smtp:554"))],
)
def test_a_refused_text(relay: tuple[Relay, int], answer: str, expected: Outcome) -> None:
    handler, number = relay
    handler.answer = answer
    assert send(by_mail(number), {}, TO) == expected


@pytest.mark.usefixtures("hurried")
def test_tls_is_never_less_than_the_file_says(relay: tuple[Relay, int]) -> None:
    handler, number = relay
    assert send(by_mail(number, "starttls"), {}, TO) == Outcome(NEVER, "no_starttls")
    assert send(by_mail(number, "tls"), {}, TO) in {Outcome(LATER, "tls"), Outcome(LATER, "slow")}
    assert handler.mails == []


def _only_wang(_server: object, _session: object, _envelope: object, _how: str, data: Any) -> AuthResult:
    return AuthResult(success=data.password == b"right", handled=False)


@pytest.mark.parametrize(
    "relay", [{"authenticator": _only_wang, "auth_require_tls": False, "auth_required": True}], indirect=True
)
def test_a_relay_may_want_a_login(relay: tuple[Relay, int]) -> None:
    handler, number = relay
    channel = by_mail(number, user="sms")
    assert send(channel, {}, TO) == Outcome(NEVER, "no_secret")
    assert send(channel, {"password": "wrong"}, TO) == Outcome(NEVER, "smtp:535")
    assert handler.mails == []
    assert send(channel, {"password": "right"}, TO) == Outcome(SENT, "")


@pytest.mark.usefixtures("hurried")
def test_a_relay_that_hangs_or_is_not_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        assert send(by_mail(silent.getsockname()[1]), {}, TO) == Outcome(LATER, "slow")
        number = silent.getsockname()[1]
    assert send(by_mail(number), {}, TO) == Outcome(LATER, "unreachable")


def test_an_address_with_a_line_break_sends_nothing(relay: tuple[Relay, int]) -> None:
    handler, number = relay
    bad = MESSAGE._replace(address="wang@bank.example\nBcc: other@elsewhere.example")
    assert send(by_mail(number), {}, bad).state != SENT
    assert handler.mails == []


# ---- a program


def program(tmp_path: Path, text: str) -> Channel:
    path = tmp_path / "tell"
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)
    return Channel("command", run=(str(path), "--from", "sms"))


def test_a_program_reads_the_notice_and_its_code_is_the_outcome(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    out = tmp_path / "out"
    assert send(program(tmp_path, f'cat > {out}; echo "$*" >> {out}; env >> {out}')) == Outcome(SENT, "")
    said, arguments, *variables = out.read_text("utf-8").splitlines()
    assert json.loads(said.partition("}")[0] + "}")["to"] == "WangFang" or "WangFang" in said
    assert "WangFang" not in arguments
    assert not [one for one in variables if "SECRET" in one or "HOME" in one]
    assert send(program(tmp_path, "exit 75")) == Outcome(LATER, "exit:75")
    assert send(program(tmp_path, "exit 3")) == Outcome(NEVER, "exit:3")
    assert send(Channel("command", run=("/nowhere/at/all",))) == Outcome(NEVER, "no_program")
    request.getfixturevalue("hurried")
    assert send(program(tmp_path, "sleep 600 & sleep 600")) == Outcome(LATER, "slow")
