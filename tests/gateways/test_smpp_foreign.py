"""Our codec beside two that we did not write, smpplib and smpp34: the same octets, the same fields."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.gateways.smpp import codec
from console.gateways.smpp.codec import Pdu, PduError, ShortMessage, decode, encode
from console.gateways.window import LARGEST_SEQUENCE

octet = st.integers(0, 255)
digits = st.text("0123456789", min_size=1, max_size=20).map(str.encode)
known_tlvs = st.fixed_dictionaries(
    {},
    optional={
        codec.TLV_USER_MESSAGE_REFERENCE: st.binary(min_size=2, max_size=2),
        codec.TLV_MESSAGE_STATE: st.binary(min_size=1, max_size=1),
        codec.TLV_RECEIPTED_MESSAGE_ID: st.text("0123456789ABCDEF", min_size=1, max_size=30).map(
            lambda value: value.encode() + b"\0"
        ),
    },
)
messages = st.builds(
    ShortMessage, st.sampled_from([b"", b"CMT"]), octet, octet, digits, octet, octet, digits, octet, octet, octet,
    st.just(b""), st.sampled_from([b"", b"000001000000000R"]), octet, octet, octet, octet,
    st.binary(max_size=254), known_tlvs,
)  # fmt: skip
commands = st.sampled_from([codec.SUBMIT_SM, codec.DELIVER_SM])
sequences = st.integers(1, LARGEST_SEQUENCE)
FIELDS = (
    ("source_ton", "source_addr_ton"), ("source_npi", "source_addr_npi"), ("dest_ton", "dest_addr_ton"),
    ("dest_npi", "dest_addr_npi"), ("esm_class", "esm_class"), ("protocol_id", "protocol_id"),
    ("priority", "priority_flag"), ("registered_delivery", "registered_delivery"),
    ("replace", "replace_if_present_flag"), ("data_coding", "data_coding"), ("default_id", "sm_default_msg_id"),
)  # fmt: skip
TEXTS = (
    ("service_type", "service_type"), ("source", "source_addr"), ("destination", "destination_addr"),
    ("schedule", "schedule_delivery_time"), ("validity", "validity_period"),
)  # fmt: skip


def same(ours: ShortMessage, theirs: Any) -> None:
    for mine, yours in FIELDS:
        assert getattr(ours, mine) == getattr(theirs, yours), mine
    for mine, yours in TEXTS:
        value = getattr(theirs, yours)
        assert getattr(ours, mine) == (value.encode("latin-1") if isinstance(value, str) else value), mine


@given(sequences, messages)
def test_smpplib_reads_what_we_write(sequence: int, message: ShortMessage) -> None:
    smpp = pytest.importorskip("smpplib.smpp", reason="smpplib is missing: Python package smpplib")
    theirs = smpp.parse_pdu(encode(Pdu(codec.DELIVER_SM, sequence, 0, message)), client=None, sequence=1)
    assert theirs.sequence == sequence
    same(message, theirs)
    assert (theirs.short_message or b"") == message.short_message
    assert theirs.user_message_reference == message.reference
    assert theirs.message_state == message.state
    receipted = theirs.receipted_message_id
    assert (receipted.decode() if receipted else None) == message.receipted_id


@given(digits, digits, st.binary(max_size=200), octet, octet, st.integers(0, 0xFFFF))
def test_we_read_what_smpplib_writes(
    source: bytes, destination: bytes, text: bytes, coding: int, esm: int, reference: int
) -> None:
    smpp = pytest.importorskip("smpplib.smpp", reason="smpplib is missing: Python package smpplib")
    theirs = smpp.make_pdu(
        "submit_sm", client=None, sequence=1, source_addr=source.decode(), destination_addr=destination.decode(),
        short_message=text, data_coding=coding, esm_class=esm, registered_delivery=1,
        user_message_reference=reference,
    )  # fmt: skip
    ours = decode(theirs.generate())
    assert (ours.command, ours.status) == (codec.SUBMIT_SM, 0)
    assert isinstance(ours.body, ShortMessage)
    assert ours.body == ShortMessage(
        source=source, destination=destination, short_message=text, data_coding=coding, esm_class=esm,
        registered_delivery=1, tlvs={codec.TLV_USER_MESSAGE_REFERENCE: reference.to_bytes(2)},
    )  # fmt: skip


@given(commands, sequences, messages)
def test_smpp34_reads_what_we_write_and_writes_the_same_octets(
    command: int, sequence: int, message: ShortMessage
) -> None:
    smpp34 = pytest.importorskip("smpp34", reason="smpp34 is missing: Python package smpp34")
    octets = encode(Pdu(command, sequence, 0, message))
    theirs = smpp34.decode(octets)
    assert (theirs.command_id, theirs.sequence_number) == (command, sequence)
    same(message, theirs)
    assert theirs.short_message == message.short_message
    assert {tlv.tag: tlv.value for tlv in theirs.tlvs} == dict(message.tlvs)
    assert theirs.encode() == octets


@given(messages, st.data())
def test_where_smpp34_and_we_both_accept_damaged_octets_we_read_the_same(
    message: ShortMessage, data: st.DataObject
) -> None:
    smpp34 = pytest.importorskip("smpp34", reason="smpp34 is missing: Python package smpp34")
    octets = bytearray(encode(Pdu(codec.DELIVER_SM, 1, 0, message)))
    octets[data.draw(st.integers(16, len(octets) - 1))] = data.draw(octet)
    try:
        ours = decode(bytes(octets)).body
        theirs = smpp34.decode(bytes(octets))
    except (PduError, smpp34.SmppError):
        return
    assert isinstance(ours, ShortMessage)
    for mine, yours in FIELDS:
        assert getattr(ours, mine) == getattr(theirs, yours), mine
    assert ours.short_message == theirs.short_message
