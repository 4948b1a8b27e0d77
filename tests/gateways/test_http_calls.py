"""How a call is written and signed, by vectors of providers and of the standards; and what an answer means."""

import base64
import json
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.gateways.http.answers import Answer, Reader, at, number_of, read, text_at
from console.gateways.http.calls import Caller, signature, written_time
from console.gateways.ports import Accepted, Refused, Submit, Unknown, Why
from console.gateways.text import FramedText
from tests.gateways.http_support import file

MESSAGE: Any = FramedText(())
NUMBERS = ["13800138000", "13912345678"]


def test_the_mac_of_a_known_platform_comes_out() -> None:
    # 云MAS: MD5 over ecName, apId, secretKey, mobiles, content, sign, addSerial; JSON in base64, the secret itself a field.
    one = file(
        account="920001", source="07", body="base64", batch=50, sign="md5", tls=True,
        sign_text="示例银行{account}{secret}{mobiles}{text}AbCdEf123{source}",
        fields=["ecName=示例银行", "apId={account}", "secretKey={secret}", "mobiles={mobiles}", "content={text}",
                "sign=AbCdEf123", "addSerial={source}", "mac={sign}"],
    )  # fmt: skip
    call = Caller(one, "Bank#2026").send(NUMBERS, "您好", None)
    said = json.loads(base64.b64decode(call.body))
    assert said["mac"] == "5b337aae767a4fcd58affb54d90d4615"
    assert (said["mobiles"], said["content"], said["ecName"]) == (
        "13800138000,13912345678",
        "您好",
        "示例银行",
    )
    assert call.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    ("kind", "form", "expected"),
    [
        # RFC 2202 (2), RFC 4231 (4.3).
        ("hmac-md5", "hex", "750c783e6ab0b503eaa86e310a5db738"),
        ("hmac-sha1", "HEX", "EFFCDF6AE5EB2FA2D27416D5F184DF9C259A7C79"),
        ("hmac-sha256", "base64", "W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM="),
    ],
)
def test_vectors_of_the_standards(kind: str, form: str, expected: str) -> None:
    assert signature(kind, form, "Jefe", "what do ya want for nothing?") == expected


def test_digests_and_times_as_providers_write_them() -> None:
    assert signature("md5", "hex", "x", "abc") == "900150983cd24fb0d6963f7d28e17f72"
    assert signature("sha256", "hex", "x", "abc").startswith("ba7816bf8f01cfea")
    assert written_time("seconds", 1764604800.5) == "1764604800"
    assert written_time("milliseconds", 1764604800.5) == "1764604800500"
    assert written_time("yyyymmddhhmmss", 1764604800.5) == "20251202000000"


def test_a_signature_over_the_body_stands_in_a_header(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.gateways.http.calls.time.time", lambda: 1764604800.0)
    one = file(
        sign="hmac-sha256", sign_text="{time}{body}", headers=["X-Sign={sign}", "X-Time={time}"],
        fields=["to.mobiles={mobiles}", "to.text={text}", "at:={time}", "uid={reference}"], batch_form="list", batch=2,
        send_path="/v1/send?who={account}&t={time}", destination_prefix="86",
    )  # fmt: skip
    call = Caller(one, "geheim").send(NUMBERS, "【行】A&B=1{text}", None)
    assert call.path == "/v1/send?who=demo&t=1764604800"
    said = json.loads(call.body)
    assert said == {
        "to": {"mobiles": ["8613800138000", "8613912345678"], "text": "【行】A&B=1{text}"}, "at": 1764604800, "uid": "",
    }  # fmt: skip
    assert call.headers["X-Sign"] == signature(
        "hmac-sha256", "hex", "geheim", "1764604800" + call.body.decode()
    )


def test_a_form_keeps_every_character() -> None:
    text = "【行】50% & a=b;c+d 退订回T 😀\n二"
    call = Caller(file(body="urlencoded", batch_form=";"), "s").send(NUMBERS, text, None)
    assert parse_qs(call.body.decode())["content"] == [text]
    assert parse_qs(call.body.decode())["mobiles"] == [";".join(NUMBERS)]


@given(
    st.text(max_size=80), st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=30)
)
def test_no_text_and_no_secret_changes_another_field(text: str, secret: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    said = json.loads(Caller(file(), secret).send(NUMBERS, text, None).body)
    assert said == {
        "account": "demo", "time": said["time"], "mobiles": ",".join(NUMBERS), "content": text, "uid": "",
        "sign": signature("md5", "hex", secret, f"demo{secret}{said['time']}"),
    }  # fmt: skip


def told(answer: Answer, numbers: list[int] | None = None, **changes: Any) -> list[tuple[Any, str | None]]:
    people = [
        Submit(key, number, 0, MESSAGE) for key, number in enumerate(numbers or [13800138000, 13912345678])
    ]
    return [(one, meaning.means) for one, meaning in Reader(file(**changes)).outcomes(answer, people)]


def entry(number: object, code: object = "0", message_id: object = "7") -> dict[str, object]:
    return {"mobile": number, "code": code, "id": message_id}


def test_each_person_has_the_code_of_their_own_entry() -> None:
    rows = [entry("8613912345678", "105"), entry(13800138000, 0, 812)]
    assert [one for one, _ in told(Answer(200, {"code": 0, "list": rows}))] == [
        Accepted(0, ("812",)),
        Refused(1, (105,), retry=False),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [entry("13800138000")],
        [entry("13800138000"), entry("13912345678", "999")],
        [entry("13800138000"), entry("13912345678", "")],
        [entry("13800138000"), entry("13912345678"), entry("13912345678", "105")],
        [entry("13800138000"), entry("13912345678", True)],
        [entry("13800138000"), ["13912345678"], None, 3],
        [entry("13800138000"), entry("13912345678", "0", "9" * 65)],
    ],
)
def test_whoever_an_answer_says_nothing_sure_of_is_in_doubt(rows: list[Any]) -> None:
    first, second = (one for one, _ in told(Answer(200, {"code": "0", "list": rows})))
    assert isinstance(first, Accepted)
    assert isinstance(second, Unknown)
    assert second.why in {Why.MALFORMED, Why.LONG_ID}


@pytest.mark.parametrize(
    ("status", "document", "expected"),
    [
        (200, {"code": "105"}, "refused"),
        (200, {"code": "104"}, "later"),
        (200, {"code": "101"}, "account"),
        (403, {"code": "101"}, "account"),
        (400, {"code": "105"}, "refused"),
        (200, {"code": "1"}, None),
        (200, {"code": None}, None),
        (200, {}, None),
        (200, None, None),
        (200, [], None),
        (200, "0", None),
        (302, None, None),
        (302, {"code": "0"}, None),
        (400, {"code": "0"}, None),
        (500, {"code": "0"}, None),
        (502, {"code": "105"}, None),
        (504, None, None),
        (408, None, None),
        (409, {"code": "7"}, None),
        (429, None, "later"),
        (429, {"code": "0"}, None),
        (401, None, "account"),
        (403, {"code": "77"}, None),
        (403, {"error": "no"}, "account"),
        (404, None, "account"),
        (407, None, "account"),
    ],
)
def test_only_a_code_that_the_file_names_says_that_nobody_got_it(
    status: int, document: Any, expected: str | None
) -> None:
    answer = Answer(status, document)
    assert Reader(file()).meaning(answer).means == expected
    outcomes = [one for one, _ in told(answer)]
    if expected is None:
        assert all(isinstance(one, Unknown) for one in outcomes)
    else:
        assert all(isinstance(one, Refused) and one.retry is (expected != "refused") for one in outcomes)


def test_a_refused_call_with_an_accepted_person_in_it_proves_nothing_of_that_person() -> None:
    rows = [entry("13800138000"), entry("13912345678", "105")]
    assert [means for _, means in told(Answer(200, {"code": "104", "list": rows}))] == [None, "later"]
    assert read(b'{"code": "0", "list": [], "code": "104"}') is None


def test_one_id_for_the_whole_call_is_everybodys() -> None:
    outcomes = [
        one for one, _ in told(Answer(200, {"code": "0", "data": {"id": "g-1"}}), each_at="", id_at="data.id")
    ]
    assert outcomes == [Accepted(0, ("g-1",)), Accepted(1, ("g-1",))]


def test_codes_that_are_words_are_said_as_words() -> None:
    codes = ["OK=accepted", "isv.BLACK=refused", "007=refused"]
    reader = Reader(file(result_codes=codes))
    assert reader.said(number_of("isv.BLACK")) == "isv.BLACK"
    assert reader.said(number_of("007")) == "007"
    assert reader.said(105) == "105"
    assert reader.said(reader.meaning(Answer(404, None)).status) == "HTTP-404"
    assert reader.meaning(Answer(200, {"code": "OK"})).means == "accepted"


def test_places_in_an_answer() -> None:
    document = {"a": {"b": [{"c": "x"}, {"c": 5}]}, "d": True, "e": 1.5}
    assert [text_at(document, place) for place in ("a.b.0.c", "a.b.1.c", "a.b.2.c", "a.x", "d", "e", "a", "")] == [
        "x", "5", "", "", "true", "", "", "",
    ]  # fmt: skip
    assert at(document, "") is document
    assert text_at("OK", "") == "", "no place is none, though the whole answer is a word"
    assert read(b"\xff") is None
    assert read(b"[" * 100_000) is None


def test_characters_that_no_database_keeps_are_replaced() -> None:
    document = read(b'{"a": "x\\ud800\\u0000y", "b": "\\ud83d\\ude00"}')
    assert (text_at(document, "a"), text_at(document, "b")) == ("x\ufffd\ufffdy", "\U0001f600")
    assert read(b'{"code": ' + b"9" * 5_000 + b"}") is None
    told(
        Answer(
            200, read(b'{"code": "\\ud800", "list": [{"mobile": "\\udfff", "code": "0", "id": "\\ud800"}]}')
        )
    )


def test_no_provider_makes_what_is_kept_any_longer_than_its_place() -> None:
    long = "长" * 100_000
    entry_ = {"mobile": long, "to": long, "content": long, "id": "7", "stat": long, "more": long}
    reader = Reader(file(receipt_error_at="more"))
    reply, receipt = reader.reply(entry_, 1), reader.receipt(entry_, 2)
    assert reply is not None
    assert receipt is not None
    assert (len(reply.address), len(reply.to), len(reply.text), len(reply.raw)) == (64, 64, 2_000, 8_192)
    assert (len(receipt.status), len(receipt.error), len(receipt.raw), receipt.number) == (64, 64, 8_192, 0)
