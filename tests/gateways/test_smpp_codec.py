"""The codec: what it writes it reads, what it cannot read raises PduError and nothing else."""

import struct

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from console.gateways.smpp import codec
from console.gateways.smpp.codec import (
    Bind,
    MessageId,
    Name,
    Pdu,
    PduError,
    Query,
    QueryReply,
    ShortMessage,
    decode,
    encode,
)
from console.gateways.smpp.receipts import inbound, is_receipt, receipt
from console.gateways.window import LARGEST_SEQUENCE

octet = st.integers(0, 255)
sequences = st.integers(1, LARGEST_SEQUENCE)
REQUESTS = (codec.SUBMIT_SM, codec.DELIVER_SM)


def text(size: int) -> st.SearchStrategy[str]:
    return st.text(st.characters(min_codepoint=1, max_codepoint=255), max_size=size - 1)


def field(size: int) -> st.SearchStrategy[bytes]:
    return text(size).map(lambda value: value.encode("latin-1"))


tlv_maps = st.dictionaries(st.integers(0, 0xFFFF), st.binary(max_size=40), max_size=5)
messages = st.builds(
    ShortMessage, field(6), octet, octet, field(21), octet, octet, field(21), octet, octet, octet, field(17), field(17),
    octet, octet, octet, octet, st.binary(max_size=254), tlv_maps,
)  # fmt: skip
statuses = st.integers(0, 0xFFFFFFFF)
pdus = st.one_of(
    st.builds(Pdu, st.sampled_from(REQUESTS), sequences, st.just(0), messages),
    st.builds(
        Pdu, st.sampled_from(sorted(codec.BINDS)), sequences, st.just(0),
        st.builds(Bind, text(16), text(9), text(13), octet, octet, octet, text(41)),
    ),
    st.builds(
        Pdu, st.sampled_from([c | codec.RESPONSE for c in codec.BINDS]), sequences, statuses,
        st.none() | st.builds(Name, text(16), tlv_maps),
    ),
    st.builds(
        Pdu, st.sampled_from([c | codec.RESPONSE for c in REQUESTS]), sequences, statuses,
        st.none() | st.builds(MessageId, text(65), tlv_maps),
    ),
    st.builds(Pdu, st.just(codec.QUERY_SM), sequences, st.just(0), st.builds(Query, text(65), octet, octet, text(21))),
    st.builds(
        Pdu, st.just(codec.QUERY_SM | codec.RESPONSE), sequences, statuses,
        st.none() | st.builds(QueryReply, text(65), text(17), octet, octet),
    ),
    st.builds(
        Pdu, st.sampled_from([codec.ENQUIRE_LINK, codec.ENQUIRE_LINK | codec.RESPONSE, codec.UNBIND,
                              codec.UNBIND | codec.RESPONSE, codec.GENERIC_NACK]), sequences, statuses,
    ),
)  # fmt: skip


@given(pdus)
def test_what_is_written_is_read_again(pdu: Pdu) -> None:
    octets = encode(pdu)
    assert decode(octets) == pdu
    assert struct.unpack_from(">I", octets)[0] == len(octets)


@given(pdus, st.binary(max_size=30), st.binary(max_size=30))
def test_neighbours_in_the_buffer_change_nothing(pdu: Pdu, before: bytes, after: bytes) -> None:
    assert decode(before + encode(pdu) + after, len(before)) == pdu


@given(pdus, st.data())
def test_a_pdu_cut_anywhere_is_refused_even_when_octets_follow(pdu: Pdu, data: st.DataObject) -> None:
    octets = encode(pdu)
    cut = data.draw(st.integers(0, len(octets) - 1))
    with pytest.raises(PduError):
        decode(octets[:cut])
    if cut < 16:
        return
    # The length itself lies: what lies behind the PDU's end must not help to read it.
    shorter = struct.pack(">I", cut) + octets[4:]
    assert attempt(shorter) == attempt(shorter[:cut])


def attempt(octets: bytes) -> Pdu | int:
    """The PDU, put to every use, or the status of its refusal."""
    try:
        pdu = decode(octets)
    except PduError as error:
        return error.status
    use(pdu)
    return pdu


def use(pdu: Pdu) -> None:
    """Everything that is done with a decoded message."""
    if isinstance(pdu.body, ShortMessage):
        receipt(pdu.body, 1)
        inbound(pdu.body, 1)
        is_receipt(pdu.body)


@given(
    st.binary(max_size=300),
    st.sampled_from([0, 1, 3, 4, 5, 6, 9, 0x15, 0x80000004, 0x80000009, 0x80000003, 0x103]),
)
@example(b"", 0)
def test_hostile_bodies_raise_nothing_but_a_pdu_error(body: bytes, command: int) -> None:
    octets = struct.pack(">IIII", 16 + len(body), command, 0, 1) + body
    read = attempt(octets)
    assert isinstance(read, Pdu) or 0 < read <= 0xFF


@given(st.binary(max_size=120))
def test_hostile_octets_raise_nothing_but_a_pdu_error(octets: bytes) -> None:
    read = attempt(octets)
    assert isinstance(read, Pdu) or 0 < read <= 0xFF


@given(messages, st.data())
def test_a_message_with_any_octet_changed_is_read_or_refused(
    message: ShortMessage, data: st.DataObject
) -> None:
    octets = bytearray(encode(Pdu(codec.DELIVER_SM, 1, 0, message)))
    at = data.draw(st.integers(0, len(octets) - 1))
    octets[at] = data.draw(octet)
    read = attempt(bytes(octets))
    assert isinstance(read, Pdu) or 0 < read <= 0xFF


@pytest.mark.parametrize("length", [0, 4, 8, 11, 15, 70_001, 0x7FFFFFFF, 0xFFFFFFFF])
def test_a_length_outside_the_range_is_refused(length: int) -> None:
    with pytest.raises(PduError, match=r"16\.\.70000") as refusal:
        codec.header(struct.pack(">IIII", length, 5, 0, 1))
    assert refusal.value.status == codec.INVALID_COMMAND_LENGTH


def test_v33_the_reference_parameter() -> None:
    message = ShortMessage(destination=b"1", tlvs={codec.TLV_USER_MESSAGE_REFERENCE: b"\0\x2a"})
    octets = encode(Pdu(codec.SUBMIT_SM, 1, 0, message))
    assert octets.hex().endswith("02040002002a")
    assert message.reference == 42


def body_of(message: ShortMessage) -> bytes:
    return encode(Pdu(codec.DELIVER_SM, 1, 0, message))[16:]


FULL = ShortMessage(b"CMT", 1, 1, b"13800138000", 0, 1, b"106900000", short_message=b"hello")


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"x" * 60, "string without an end"),
        (body_of(FULL).replace(b"CMT\0", b"CMTXYZ\0"), "string without an end"),
        (body_of(FULL).replace(b"13800138000", b"1" * 21), "string without an end"),
        (body_of(FULL).replace(b"\5hello", b"\6hello"), "text past the end"),
        (body_of(FULL) + b"\4\x27\0\2\1", "optional parameter past the end"),
        (body_of(FULL) + b"\4\x27\0", "optional parameter past the end"),
        (body_of(FULL)[:20], "string without an end"),
    ],
)
def test_each_broken_message_is_refused_for_its_reason(body: bytes, why: str) -> None:
    with pytest.raises(PduError, match=why):
        decode(struct.pack(">IIII", 16 + len(body), 5, 0, 1) + body)


@pytest.mark.parametrize("cut", range(len(body_of(FULL))))
def test_a_message_that_ends_early_is_refused_wherever_it_ends(cut: int) -> None:
    octets = struct.pack(">IIII", 16 + cut, 5, 0, 1) + body_of(FULL)[:cut]
    with pytest.raises(PduError):
        decode(octets)


def test_octets_after_a_fixed_body_and_unknown_commands_are_refused() -> None:
    with pytest.raises(PduError, match="after the body"):
        decode(struct.pack(">IIII", 17, codec.ENQUIRE_LINK, 0, 1) + b"\0")
    with pytest.raises(PduError, match="unknown command") as refusal:
        decode(struct.pack(">IIII", 16, 0x103, 0, 1))
    assert refusal.value.status == codec.INVALID_COMMAND_ID


@pytest.mark.parametrize(
    "body",
    [Bind("x" * 16, "p"), Bind("x", "p" * 9), Bind("x\0y", "p"), Bind("银", "p"), MessageId("x" * 65),
     ShortMessage(short_message=b"x" * 255), ShortMessage(destination=b"1" * 21)],
)  # fmt: skip
def test_a_field_over_its_size_is_not_written(body: codec.Body) -> None:
    with pytest.raises(PduError):
        encode(Pdu(codec.SUBMIT_SM, 1, 0, body))


def test_the_largest_pdu_is_70000_octets() -> None:
    payload = {codec.TLV_MESSAGE_PAYLOAD: b"x" * 65_535}
    fits = Pdu(codec.DELIVER_SM, 1, 0, ShortMessage(tlvs=payload))
    assert decode(encode(fits)) == fits
    assert ShortMessage(tlvs=payload).content == b"x" * 65_535
    with pytest.raises(PduError, match="70000"):
        encode(Pdu(codec.DELIVER_SM, 1, 0, ShortMessage(tlvs={**payload, 1: b"x" * 65_535})))


def test_a_password_is_in_no_text_form_and_no_error() -> None:
    bind = Bind("system", "geheim-9")
    assert "geheim" not in repr(bind)
    assert "geheim" not in repr(Pdu(codec.BIND_TRANSCEIVER, 1, 0, bind))
    with pytest.raises(PduError) as refusal:
        encode(Pdu(codec.BIND_TRANSCEIVER, 1, 0, Bind("system", "geheim-zu-lang")))
    assert "geheim" not in str(refusal.value)


def test_an_id_ends_at_its_end_whatever_follows_and_however_long_that_is() -> None:
    assert codec.message_id(b"abc\0" + b"x" * 80, 0, 84) == "abc"
    assert codec.message_id(b"a" * 64 + b"\0", 0, 65) == "a" * 64
    assert codec.message_id(b"abc", 3, 3) == ""
    with pytest.raises(codec.LongIdError):
        codec.message_id(b"a" * 65 + b"\0", 0, 66)
    with pytest.raises(codec.PduError):
        codec.message_id(b"a" * 64, 0, 64)
