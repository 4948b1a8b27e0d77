"""Receipts and replies as providers write them."""

import pytest

from console.gateways.addresses import mobile
from console.gateways.smpp import codec
from console.gateways.smpp.codec import ShortMessage
from console.gateways.smpp.receipts import inbound, is_receipt, receipt
from console.gateways.text import Coding, concatenation_header, encode

TEXT = b"id:0000000042 sub:001 dlvrd:001 submit date:2611240815 done date:2611240816 stat:DELIVRD err:000 text:hi"


def report(text: bytes = TEXT, **changes: object) -> ShortMessage:
    return ShortMessage(source=b"13800138000", esm_class=4, short_message=text)._replace(**changes)  # type: ignore[arg-type]


def test_the_usual_text_is_read() -> None:
    read = receipt(report(), 5)
    assert (read.number, read.message_id, read.status, read.error, read.done_at) == (
        13800138000, "0000000042", "DELIVRD", "000", "2611240816",
    )  # fmt: skip
    assert (read.reference, read.state, read.raw, read.token) == (None, None, TEXT, 5)


def test_parameters_stand_before_the_text() -> None:
    tlvs = {
        codec.TLV_RECEIPTED_MESSAGE_ID: b"2A\0",
        codec.TLV_MESSAGE_STATE: b"\5",
        codec.TLV_USER_MESSAGE_REFERENCE: b"\1\2",
    }
    read = receipt(report(tlvs=tlvs), 0)
    assert (read.message_id, read.state, read.reference, read.status) == ("2A", 5, 0x0102, "DELIVRD")
    bare = receipt(report(b"", tlvs={**tlvs, codec.TLV_NETWORK_ERROR_CODE: b"\3\0\x0b"}), 0)
    assert (bare.status, bare.error) == ("UNDELIV", "03000b")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"ID:7f SUB:1 STAT:UNDELIV ERR:MA:0001", ("7f", "UNDELIV", "MA:0001", "")),
        (b"stat:EXPIRED id: 9 done date: 261124081630", ("9", "EXPIRED", "", "261124081630")),
        (b"id:5 stat:REJECTD text:id:6 stat:DELIVRD err:000", ("5", "REJECTD", "", "")),
        (b"text:id:6 stat:DELIVRD", ("", "", "", "")),
        (b"id:" + b"9" * 65 + b" stat:DELIVRD", ("", "DELIVRD", "", "")),
        (b"\xff\xfe nothing to read", ("", "", "", "")),
        (b"", ("", "", "", "")),
    ],
)
def test_other_texts_are_read_tolerantly_and_never_from_the_message_itself(
    text: bytes, expected: tuple[str, str, str, str]
) -> None:
    read = receipt(report(text), 0)
    assert (read.message_id, read.status, read.error, read.done_at) == expected
    assert read.raw == text


def test_a_receipt_in_ucs2_is_read() -> None:
    read = receipt(report(encode(TEXT.decode(), Coding.UCS2), data_coding=8), 0)
    assert (read.message_id, read.status) == ("0000000042", "DELIVRD")


@pytest.mark.parametrize("size", [0, 66, 200])
def test_an_id_parameter_that_is_empty_or_too_long_is_not_used(size: int) -> None:
    assert receipt(report(tlvs={codec.TLV_RECEIPTED_MESSAGE_ID: b"x" * size}), 0).message_id == "0000000042"


def test_what_is_a_receipt() -> None:
    assert is_receipt(report())
    assert is_receipt(report(esm_class=0x44))
    assert is_receipt(report(esm_class=0x20))
    assert not is_receipt(report(esm_class=0))
    assert not is_receipt(report(esm_class=0x40))
    assert is_receipt(
        report(esm_class=0, tlvs={codec.TLV_RECEIPTED_MESSAGE_ID: b"1\0", codec.TLV_MESSAGE_STATE: b"\2"})
    )


@pytest.mark.parametrize(
    ("address", "number"),
    [
        (b"13800138000", 13800138000), (b"8613800138000", 13800138000), (b"+8613800138000", 13800138000),
        (b"008613800138000", 13800138000), (b"10690000", 0), (b"95588", 0), (b"23800138000", 0), (b"", 0),
        ("１３８００１３８".encode(), 0), (b"1380013800x", 0), (b"+85291234567", 0),
    ],
)  # fmt: skip
def test_a_mobile_number_is_found_behind_its_prefixes(address: bytes, number: int) -> None:
    assert mobile(address) == number


def test_a_reply_is_read_in_its_coding_without_its_header() -> None:
    content = concatenation_header(1, 2, 1) + encode("退订", Coding.UCS2)
    message = ShortMessage(
        source=b"+8613800138000",
        destination=b"10690000012",
        data_coding=8,
        short_message=content,
        esm_class=0x40,
    )
    read = inbound(message, 3)
    assert (read.number, read.address, read.to, read.text, read.token) == (
        13800138000, "+8613800138000", "10690000012", "退订", 3,
    )  # fmt: skip
    assert read.raw == content
    gb = inbound(ShortMessage(source=b"1", data_coding=15, short_message="退订".encode("gbk")), 0)
    assert gb.text == "退订"
    assert inbound(ShortMessage(source=b"1", tlvs={codec.TLV_MESSAGE_PAYLOAD: b"TD"}), 0).text == "TD"
