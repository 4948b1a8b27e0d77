"""The CMPP codec: every published vector both ways; what it writes it reads; what it cannot read raises PduError and nothing else."""

import hashlib
import random
import struct
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from console.gateways.cmpp import codec
from console.gateways.cmpp.codec import (
    Frame,
    FrameError,
    Frames,
    decode,
    encode,
    frame,
    of_other_version,
    report,
    write_report,
)
from console.gateways.cmpp.ids import MessageId, following
from console.gateways.cmpp.login import ismg_authenticator, source_authenticator, timestamp
from console.gateways.cmpp.pdus import (
    COMMANDS,
    NO_ID,
    TOO_LONG,
    V20,
    V21,
    V30,
    ActiveTest,
    ActiveTestAnswer,
    Body,
    Connect,
    ConnectAnswer,
    Deliver,
    DeliverAnswer,
    Other,
    Pdu,
    PduError,
    Report,
    Submit,
    SubmitAnswer,
    Terminate,
    TerminateAnswer,
)


class Vector(NamedTuple):
    version: int
    octets: bytes


def _vectors() -> dict[str, Vector]:
    lines = Path(__file__).with_name("cmpp_vectors.txt").read_text("utf-8").splitlines()
    rows = [line.split(" | ") for line in lines if not line.startswith("#")]
    for name, _, _, size, octets, _ in rows:
        assert len(octets) == 2 * int(size), name
    return {row[0]: Vector(V30 if row[1] == "3.0" else V20, bytes.fromhex(row[4])) for row in rows}


VECTORS = _vectors()
SECRET, STAMP = "Bank#2026", 301081503
DIGEST = source_authenticator("920001", SECRET, STAMP)
ID = str(MessageId(11, 27, 9, 5, 30, 1001, 257))
SUBMIT = Submit(service_id="BANKMSG", source="920001", src_id="1069012345", numbers=("13800138000",))
SHORT = SUBMIT._replace(content="短信".encode("utf-16-be"))
HEADER_2, HEADER_3, HEADER_MO = "bda4708003e90009", "bda470c003e9000a", "bda4800003e9000b"
REPORTED = Deliver(destination="1069012345", service_id="BANKMSG", registered_delivery=1)
REPORT_2 = Report(following(ID, 2), "DELIVRD", "2611270905", "2611270907", "15887654321", 0x01020304)
REPORT_3 = Report(ID, "MK:0001", "2611270905", "2611270906", "13800138000", 7)

PDUS: dict[str, Pdu] = {
    "P1": Pdu(1, Connect("920001", DIGEST, STAMP, V20)),
    "P2": Pdu(1, Connect("920001", DIGEST, STAMP, V30)),
    "P3": Pdu(1, ConnectAnswer(0, ismg_authenticator(0, 1, DIGEST, SECRET), V20, 1)),
    "P4": Pdu(1, ConnectAnswer(0, ismg_authenticator(0, 4, DIGEST, SECRET), V30, 4)),
    "P5": Pdu(2, SHORT),
    "P6": Pdu(2, SHORT),
    "P7": Pdu(3, SUBMIT._replace(fmt=15, content="拒收R".encode("gb18030"))),
    "P8": Pdu(
        4,
        SUBMIT._replace(
            total=2, number=2, udhi=1, content=bytes.fromhex("0500032a0202") + "测试".encode("utf-16-be")
        ),
    ),
    "P9": Pdu(
        5,
        SUBMIT._replace(
            numbers=("13800138000", "13912345678", "15887654321"), content="你好".encode("utf-16-be")
        ),
    ),
    "P10": Pdu(5, SubmitAnswer(ID, 0)),
    "P11": Pdu(4, SubmitAnswer(NO_ID, 8)),
    "P12": Pdu(
        77,
        REPORTED._replace(
            message_id=HEADER_2, source="15887654321", content=write_report(REPORT_2, V20)
        ),
    ),
    "P13": Pdu(
        78,
        REPORTED._replace(
            message_id=HEADER_3, source="13800138000", content=write_report(REPORT_3, V30)
        ),
    ),
    "P14": Pdu(
        79,
        Deliver(
            HEADER_MO, "106901234507", "BANKMSG", fmt=8, source="8613800138000",
            content="退订".encode("utf-16-be"),
        ),
    ),
    "P15": Pdu(77, DeliverAnswer(HEADER_2)),
    "P16": Pdu(78, DeliverAnswer(HEADER_3)),
    "P17": Pdu(80, ActiveTest()),
    "P18": Pdu(80, ActiveTestAnswer()),
    "P19": Pdu(81, Terminate()),
    # Query and cancel are not read: they are skipped by their length.
    "P20": Pdu(82, Other(0x6, VECTORS["P20"].octets[12:])),
    "P21": Pdu(82, Other(0x80000006, VECTORS["P21"].octets[12:])),
    "P22": Pdu(83, Other(0x7, VECTORS["P22"].octets[12:])),
    "P23": Pdu(83, Other(0x80000007, b"\1")),
    "P24": Pdu(83, Other(0x80000007, b"\0\0\0\1")),
    "V25": Pdu(23, Connect("900001", VECTORS["V21"].octets, 1021080510, V21)),
}  # fmt: skip


def test_no_vector_is_left_out() -> None:
    assert {f"P{n}" for n in range(1, 25)} <= PDUS.keys()
    assert set(VECTORS) - set(PDUS) == {"V21", "V22", "V23", "V24", "V24n", "V26", "V27", "V28"}


@pytest.mark.parametrize("name", PDUS)
def test_a_vector_is_read_as_what_it_says_and_written_octet_for_octet(name: str) -> None:
    version, octets = VECTORS[name]
    assert decode(frame(octets), version) == PDUS[name]
    assert encode(PDUS[name], version) == octets


@pytest.mark.parametrize(("name", "expected"), [("P12", REPORT_2), ("P13", REPORT_3)])
def test_the_report_in_a_vector_is_read(name: str, expected: Report) -> None:
    version, octets = VECTORS[name]
    body = decode(frame(octets), version).body
    assert isinstance(body, Deliver)
    assert report(body.content) == expected


def test_v20_v21_and_v24_the_time_stamp_is_hashed_with_ten_digits() -> None:
    assert source_authenticator("900001", "888888", 1021080510) == VECTORS["V21"].octets
    ours = source_authenticator("900001", "888888", 121080510)
    assert ours == VECTORS["V24"].octets
    assert ours != VECTORS["V24n"].octets
    assert timestamp(datetime(2026, 1, 21, 8, 5, 10)) == 121080510  # noqa: DTZ001 - a clock's digits have no zone


@pytest.mark.parametrize(("name", "width"), [("V22", 1), ("V23", 4)])
def test_v22_and_v23_the_status_is_hashed_with_the_width_it_has_on_the_wire(name: str, width: int) -> None:
    assert ismg_authenticator(0, width, VECTORS["V21"].octets, "888888") == VECTORS[name].octets


def test_v26_the_report_of_a_published_vector_both_ways() -> None:
    octets = VECTORS["V26"].octets
    expected = Report(
        f"{13025908756704198656:016x}", "DELIVRD", "1511120955", "1511120957", "13412340000", 0x12345678
    )
    assert report(octets) == expected
    assert write_report(expected, V20) == octets


def test_v27_and_v28_an_id_tells_its_moment_and_its_serial_wraps_without_carry() -> None:
    assert MessageId.read(VECTORS["V27"].octets.hex()) == (11, 9, 17, 21, 12, 1, 0)
    last = MessageId(11, 24, 8, 30, 15, 1001, 65535)
    assert str(last) == VECTORS["V28"].octets.hex()
    assert MessageId.read(following(str(last), 1)) == last._replace(serial=0)


# --- properties -------------------------------------------------------------------------------------------------

octet = st.integers(0, 255)
sequences = st.integers(0, 0xFFFFFFFF)
versions = st.sampled_from([V20, V21, V30])
ids = st.binary(min_size=8, max_size=8).map(bytes.hex)
digests = st.binary(min_size=16, max_size=16)


def text(size: int) -> st.SearchStrategy[str]:
    return st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=size)


def tail(size: int) -> st.SearchStrategy[bytes]:
    return st.binary(max_size=size).map(lambda value: value.rstrip(b"\0"))


submits = st.builds(
    Submit, ids, octet, octet, octet, octet, text(10), octet, text(21), st.just(0), octet, octet, octet, text(6), text(2),
    text(6), text(17), text(17), text(21), st.lists(text(21), min_size=1, max_size=5).map(tuple), st.just(0),
    st.binary(max_size=140), tail(8),
)  # fmt: skip
delivers = st.builds(
    Deliver,
    ids,
    text(21),
    text(10),
    octet,
    octet,
    octet,
    text(21),
    st.just(0),
    octet,
    st.binary(max_size=255),
    tail(8),
)
bodies: st.SearchStrategy[Body] = st.one_of(
    submits,
    delivers,
    st.builds(SubmitAnswer, ids, octet),
    st.builds(DeliverAnswer, ids, octet),
    st.builds(
        Connect, text(6).filter(lambda name: len(name) == 6), digests, st.integers(0, 0xFFFFFFFF), octet
    ),
    st.builds(ConnectAnswer, octet, digests, octet, st.sampled_from([1, 4])),
    st.just(ActiveTest()),
    st.builds(ActiveTestAnswer, st.binary(max_size=1)),
    st.just(Terminate()),
    st.just(TerminateAnswer()),
    st.builds(Other, st.sampled_from([0x6, 0x7, 0x9, 0x80000007, 0, 0x80000000]), st.binary(max_size=60)),
)
pdus = st.builds(Pdu, sequences, bodies)


@given(pdus, versions)
def test_what_is_written_is_read_again(pdu: Pdu, version: int) -> None:
    octets = encode(pdu, version)
    assert struct.unpack_from(">I", octets)[0] == len(octets)
    assert decode(frame(octets), version) == pdu


@given(submits, octet, octet, tail(20), text(32))
def test_3_0_has_the_kinds_of_its_numbers_and_a_wider_tail(
    submit: Submit, fee_kind: int, kind: int, link: bytes, number: str
) -> None:
    wide = submit._replace(fee_terminal_kind=fee_kind, number_kind=kind, reserve=link, numbers=(number,))
    assert decode(frame(encode(Pdu(1, wide), V30)), V30).body == wide


@given(st.builds(Report, ids, text(7), text(10), text(10), text(21), sequences), versions)
def test_a_report_is_read_by_its_length_and_not_by_a_version(written: Report, version: int) -> None:
    assert report(write_report(written, version)) == written


@given(st.lists(st.tuples(pdus, versions), max_size=4), st.lists(st.integers(1, 50), max_size=30))
def test_pdus_are_read_however_their_octets_arrive(many: list[tuple[Pdu, int]], cuts: list[int]) -> None:
    octets = b"".join(encode(pdu, version) for pdu, version in many)
    frames, at = Frames(), 0
    found: list[Frame] = []
    for cut in cuts:
        found += frames.feed(octets[at : at + cut])
        at += cut
    found += frames.feed(octets[at:])
    assert [decode(each, version) for each, (_, version) in zip(found, many, strict=True)] == [
        p for p, _ in many
    ]


@given(pdus, versions, st.data())
def test_a_body_cut_or_stretched_is_refused(pdu: Pdu, version: int, data: st.DataObject) -> None:
    whole = frame(encode(pdu, version))
    cut = data.draw(st.integers(0, len(whole.octets)))
    for octets in (whole.octets[:cut], whole.octets + bytes(cut + 1)):
        other = attempt(Frame(whole.command, 1, octets), version)
        # The last field of a DELIVER may be missing, so that its zeros say nothing; nor does what is behind a bare header.
        said = octets.rstrip(b"\0") != whole.octets.rstrip(b"\0") or not isinstance(pdu.body, Deliver)
        bare = isinstance(pdu.body, Other | ActiveTest | Terminate | TerminateAnswer)
        if not bare and octets != whole.octets and said:
            assert isinstance(other, int) or other.body != pdu.body


def attempt(found: Frame, version: int) -> Pdu | int:
    """The PDU, put to every use, or the result of its refusal."""
    try:
        pdu = decode(found, version)
        if isinstance(pdu.body, Deliver):
            report(pdu.body.content)
    except PduError as error:
        return error.result
    return pdu


@given(
    st.sampled_from([*COMMANDS.values(), 0x6, 0x80000007, 0, 0xFFFFFFFF]), st.binary(max_size=300), versions
)
@example(0x4, b"", V20)
def test_hostile_bodies_raise_nothing_but_a_pdu_error(command: int, body: bytes, version: int) -> None:
    read = attempt(Frame(command, 1, body), version)
    assert isinstance(read, Pdu) or 0 < read <= 9


@given(submits | delivers, versions, st.data())
def test_a_message_with_any_octet_changed_is_read_as_it_stands_or_refused(
    body: Body, version: int, data: st.DataObject
) -> None:
    octets = bytearray(encode(Pdu(1, body), version))
    at = data.draw(st.integers(12, len(octets) - 1))
    octets[at] = data.draw(octet)
    read = attempt(Frame(COMMANDS[type(body)], 1, bytes(octets[12:])), version)
    if isinstance(read, Pdu) and isinstance(read.body, Submit) and len(read.body.content) <= 140:
        assert encode(read, version) == octets


@given(st.lists(st.binary(max_size=60), max_size=5))
def test_a_hostile_stream_raises_nothing_but_a_frame_error(pieces: list[bytes]) -> None:
    frames = Frames()
    with suppress(FrameError):
        for piece in pieces:
            for found in frames.feed(piece):
                attempt(found, V30)


# --- bad input --------------------------------------------------------------------------------------------------

ALIVE = encode(Pdu(80, ActiveTest()), V20)


@pytest.mark.parametrize("length", [0, 4, 11, 4097, 0x7FFFFFFF, 0xFFFFFFFF])
@pytest.mark.parametrize("size", [4, 12, 40])
def test_a_length_out_of_bounds_ends_the_stream_after_what_came_before_it(length: int, size: int) -> None:
    stream = Frames().feed(ALIVE + struct.pack(">III", length, 0x8, 81).ljust(40, b"\0")[:size])
    assert next(stream) == Frame(0x8, 80, b"")
    with pytest.raises(FrameError, match=f"length {length} outside"):
        next(stream)


def test_the_bounds_themselves_are_read() -> None:
    largest = struct.pack(">III", 4096, 0x99, 7) + bytes(4084)
    assert [len(found.octets) for found in Frames().feed(ALIVE + largest + ALIVE)] == [0, 4084, 0]


def test_an_unknown_command_is_skipped_by_its_length() -> None:
    strange = struct.pack(">III", 20, 0x10, 7) + b"whatever"
    bodies = [decode(found, V20).body for found in Frames().feed(strange + ALIVE)]
    assert bodies == [Other(0x10, b"whatever"), ActiveTest()]


def test_a_consumer_that_stops_midway_loses_nothing() -> None:
    frames = Frames()
    assert next(frames.feed(ALIVE * 3 + ALIVE[:5])).sequence == 80
    assert len(list(frames.feed(ALIVE[5:]))) == 3


def test_octets_one_by_one_and_a_pdu_that_never_ends() -> None:
    frames = Frames()
    octets = VECTORS["P13"].octets
    for place in octets[:-1]:
        assert list(frames.feed(bytes((place,)))) == []
    assert [decode(each, V30) for each in frames.feed(octets[-1:])] == [PDUS["P13"]]


@pytest.mark.parametrize("octets", [b"", ALIVE[:11], ALIVE + b"\0", ALIVE * 2, VECTORS["P5"].octets[:-1]])
def test_exactly_one_pdu_is_no_more_and_no_less(octets: bytes) -> None:
    with pytest.raises(PduError, match="not exactly one PDU"):
        frame(octets)


@pytest.mark.parametrize(("width", "most"), [(1, 255), (4, 2**32 - 1)])
def test_every_status_that_its_field_holds_is_hashed_and_no_wider_one(width: int, most: int) -> None:
    for status in (4, 255, most):
        octets = status.to_bytes(width) + DIGEST + SECRET.encode()
        assert (
            ismg_authenticator(status, width, DIGEST, SECRET)
            == hashlib.md5(octets, usedforsecurity=False).digest()
        )
    with pytest.raises(PduError, match="1 or 4 octets"):
        ismg_authenticator(most + 1, width, DIGEST, SECRET)


@pytest.mark.parametrize("width", [0, 15, 17, 32])
def test_an_authenticator_of_the_wrong_width_is_not_written_hashed_or_read(width: int) -> None:
    digest = bytes(width)
    for body in (Connect("920001", digest, 1), ConnectAnswer(0, digest)):
        with pytest.raises(PduError, match="16 octets"):
            encode(Pdu(1, body), V30)
    with pytest.raises(PduError, match="16 octets"):
        ismg_authenticator(0, 4, digest, SECRET)
    for command, front in ((0x1, b"920001"), (0x80000001, bytes(4))):
        with pytest.raises(PduError, match="a body of"):
            decode(Frame(command, 1, front + digest + bytes(5 if command == 1 else 1)), V30)


@pytest.mark.parametrize(
    "body",
    [
        SUBMIT._replace(src_id="1" * 22), SUBMIT._replace(service_id="BANKMSG短"), SUBMIT._replace(source="9200011"),
        SUBMIT._replace(numbers=("138\x000",)), SUBMIT._replace(numbers=()), SUBMIT._replace(numbers=("1",) * 101),
        SUBMIT._replace(numbers=("1" * 22,)), SUBMIT._replace(total=256), SUBMIT._replace(message_id="1"),
        SUBMIT._replace(message_id="g" * 16), SUBMIT._replace(fee_code="1\n"), SUBMIT._replace(reserve=bytes(9)),
        SubmitAnswer(NO_ID, 256), Deliver(content=bytes(256)), Deliver(source="1" * 22),
        Connect("92001", bytes(16), 1), Connect("920001", bytes(16), -1), ConnectAnswer(256, width=1), ConnectAnswer(0, width=2),
    ],
)  # fmt: skip
def test_a_field_over_its_size_is_refused_before_the_wire(body: Body) -> None:
    with pytest.raises(PduError):
        encode(Pdu(1, body), V20)


@pytest.mark.parametrize(("fmt", "most"), [(0, 159), (8, 140), (15, 140)])
def test_a_content_over_what_its_coding_allows_is_refused_before_the_wire(fmt: int, most: int) -> None:
    fits = SUBMIT._replace(fmt=fmt, content=bytes(most))
    assert decode(frame(encode(Pdu(1, fits), V30)), V30).body == fits
    with pytest.raises(PduError) as refusal:
        encode(Pdu(1, fits._replace(content=bytes(most + 1))), V30)
    assert refusal.value.result == TOO_LONG


def test_a_refusal_shows_neither_a_number_nor_a_digest() -> None:
    with pytest.raises(PduError) as refusal:
        encode(Pdu(1, SUBMIT._replace(numbers=("13800138000" * 3,))), V20)
    assert "138" not in str(refusal.value)
    assert repr(DIGEST) not in repr(PDUS["P1"])


def test_a_hundred_numbers_fit_one_submit() -> None:
    many = SUBMIT._replace(numbers=tuple(str(13800138000 + n) for n in range(100)), content=bytes(140))
    octets = encode(Pdu(1, many), V30)
    assert len(octets) == 3503
    assert decode(frame(octets), V30).body == many


@pytest.mark.parametrize("count", [0, 101])
def test_a_submit_to_nobody_or_to_too_many_is_refused(count: int) -> None:
    octets = bytearray(VECTORS["P5"].octets[12:])
    octets[116] = count
    with pytest.raises(PduError):
        decode(Frame(0x4, 1, bytes(octets)), V20)


def test_numbers_packed_at_the_width_of_the_other_version_are_refused() -> None:
    # One client writes the numbers of a 3.0 SUBMIT 21 octets apart in fields of 32: the lengths agree, the second number is lost.
    two = encode(Pdu(1, SUBMIT._replace(numbers=("13800138000", "13912345678"))), V30)
    packed = b"13800138000".ljust(21, b"\0") + b"13912345678"
    with pytest.raises(PduError, match="odd octets"):
        decode(frame(two[:141] + packed.ljust(64, b"\0") + two[141 + 64 :]), V30)


def test_an_active_test_may_be_answered_without_its_octet() -> None:
    assert decode(Frame(0x80000008, 1, b""), V20).body == ActiveTestAnswer(b"")
    with pytest.raises(PduError, match="octets after"):
        decode(Frame(0x80000008, 1, b"\0\0"), V20)


def test_a_3_0_login_may_be_answered_with_one_octet_of_status() -> None:
    answer = decode(frame(VECTORS["P3"].octets), V30).body
    assert isinstance(answer, ConnectAnswer)
    assert (answer.width, answer.version) == (1, V20)
    assert encode(Pdu(1, replace(answer, width=4)), V30)[:4] == b"\0\0\0\x21"


@pytest.mark.parametrize("size", [60, 71])
@pytest.mark.parametrize("version", [V20, V30])
def test_a_report_of_either_length_is_read_whatever_its_last_field_lacks(size: int, version: int) -> None:
    content = write_report(REPORT_3, V20 if size == 60 else V30)
    octets = encode(Pdu(78, REPORTED._replace(content=content, source_kind=0)), version)[12:]
    whole = codec.layout(version).reserve
    for tail in range(whole + 1):
        found = decode(Frame(0x5, 78, octets[: len(octets) - whole + tail]), version).body
        assert isinstance(found, Deliver)
        assert report(found.content) == REPORT_3
    for body in (octets[: -whole - 1], octets + b"\0"):
        with pytest.raises(PduError, match="does not fill"):
            decode(Frame(0x5, 78, body), version)


ODD_FIELDS = {
    "Service_Id in GBK": (29, "银行".encode("gbk"), "service_id", "银行".encode("gbk").decode("latin-1")),
    "behind the end of Service_Id": (35, b"\0\xcc", "service_id", "BANK"),
    "behind the end of Dest_Id": (23, b"\x01\x7f", "destination", "1069012345"),
    "behind the end of Src_terminal_Id": (62, b"\xcc", "source", "13800138000"),
    "in the middle of Src_terminal_Id": (45, b"\xff", "source", "138\xff0138000"),
}
"""The octets of a body from a place on, and how a field reads then."""


@pytest.mark.parametrize("version", [V20, V30])
@pytest.mark.parametrize("what", ODD_FIELDS)
def test_a_text_field_of_a_deliver_is_read_up_to_its_first_zero_and_never_refused(
    what: str, version: int
) -> None:
    at, odd, field, said = ODD_FIELDS[what]
    written = Deliver(NO_ID, "1069012345", "BANK", fmt=8, source="13800138000", content=b"\x90\x00\x8b\xa2")
    octets = bytearray(encode(Pdu(7, written), version)[12:])
    octets[at : at + len(odd)] = odd
    read = decode(Frame(0x5, 7, bytes(octets)), version).body
    assert isinstance(read, Deliver)
    assert read._asdict() == written._asdict() | {field: said}


def test_a_report_of_60_octets_that_calls_itself_71_still_names_its_number() -> None:
    # Eleven octets are missing at the end, and the length of the text is that of the other version: it reaches into the tail.
    octets = encode(Pdu(78, REPORTED._replace(content=write_report(REPORT_3, V20))), V30)[12:]
    at = codec.LAYOUT_3.deliver.size - 1
    found = decode(Frame(0x5, 78, octets[:at] + bytes((71,)) + octets[at + 1 :]), V30).body
    assert isinstance(found, Deliver)
    assert report(found.content)[:5] == REPORT_3[:5]


@pytest.mark.parametrize("size", [0, 1, 59, 61, 70, 72, 255])
def test_a_report_of_another_length_is_refused(size: int) -> None:
    with pytest.raises(PduError, match="instead of 60 or 71"):
        report(bytes(size))


def test_a_report_with_odd_words_is_read_as_it_came() -> None:
    octets = bytearray(write_report(REPORT_3, V20))
    octets[8:15] = "拒绝".encode("gbk") + b"\0x\0"
    assert report(bytes(octets))[1] == "拒绝".encode("gbk").decode("latin-1")


def test_whatever_a_subscriber_writes_no_deliver_of_2_0_is_taken_for_one_of_another_version() -> None:
    dice = random.Random(7)  # noqa: S311 - texts of a test
    for nth in range(3_000):
        content = dice.randbytes(dice.randrange(1, 140))
        deliver = Deliver(ID, "1069012345", source="13800138000", content=content)
        whole = encode(Pdu(nth + 1, deliver), V20)
        some = whole[: len(whole) - dice.randrange(9)]
        assert not of_other_version(frame(len(some).to_bytes(4) + some[4:]), V20), content.hex()


def test_a_whole_deliver_of_3_0_is_known_on_a_line_of_2_0() -> None:
    dice = random.Random(8)  # noqa: S311 - texts of a test
    for nth in range(1_000):
        content = dice.randbytes(dice.randrange(1, 140))
        deliver = Deliver(ID, "1069012345", source="13800138000", content=content)
        assert of_other_version(frame(encode(Pdu(nth + 1, deliver), V30)), V20), content.hex()
