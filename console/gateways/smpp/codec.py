"""SMPP 3.4 on the wire: strict reading, exact writing. One exception type, `PduError`.

Every offset is checked against the PDU's own end, every string against its field, and nothing is guessed: a PDU that does not parse
is answered with the status in the error, and is not passed on. Section numbers in this module are those of the SMPP 3.4
specification, issue 1.2.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from struct import Struct
from types import MappingProxyType
from typing import Final, NamedTuple, TypeAlias

GENERIC_NACK: Final = 0x80000000
BIND_RECEIVER: Final = 0x00000001
BIND_TRANSMITTER: Final = 0x00000002
QUERY_SM: Final = 0x00000003
SUBMIT_SM: Final = 0x00000004
DELIVER_SM: Final = 0x00000005
UNBIND: Final = 0x00000006
BIND_TRANSCEIVER: Final = 0x00000009
ENQUIRE_LINK: Final = 0x00000015
RESPONSE: Final = 0x80000000
"""The bit that turns a request's command id into that of its answer (section 5.1.2.1)."""
SUBMIT_SM_RESP: Final = SUBMIT_SM | RESPONSE
DELIVER_SM_RESP: Final = DELIVER_SM | RESPONSE
BINDS: Final = frozenset({BIND_RECEIVER, BIND_TRANSMITTER, BIND_TRANSCEIVER})

OK: Final = 0x00
INVALID_MESSAGE_LENGTH: Final = 0x01
INVALID_COMMAND_LENGTH: Final = 0x02
INVALID_COMMAND_ID: Final = 0x03
INVALID_BIND_STATUS: Final = 0x04
ALREADY_BOUND: Final = 0x05
SYSTEM_ERROR: Final = 0x08
BIND_FAILED: Final = 0x0D
INVALID_PASSWORD: Final = 0x0E
INVALID_SYSTEM_ID: Final = 0x0F
QUEUE_FULL: Final = 0x14
THROTTLED: Final = 0x58
TEMPORARY_FAULT: Final = 0x64
"""ESME_RX_T_APPN (SMPP 3.4, section 5.1.3): whoever delivers keeps the message and delivers it again later."""
QUERY_FAILED: Final = 0x67
INVALID_OPTIONAL_PART: Final = 0xC0

TLV_RECEIPTED_MESSAGE_ID: Final = 0x001E
TLV_USER_MESSAGE_REFERENCE: Final = 0x0204
TLV_NETWORK_ERROR_CODE: Final = 0x0423
TLV_MESSAGE_PAYLOAD: Final = 0x0424
TLV_MESSAGE_STATE: Final = 0x0427

HEADER_SIZE: Final = 16
LARGEST: Final = 70_000
"""Octets of the largest PDU that is read: a message_payload of 64 KiB and its frame."""
LONGEST_ID: Final = 64
"""Octets of a message id without its terminator (section 5.2.23)."""

HEADER: Final = Struct(">IIII")
_TLV: Final = Struct(">HH")
_THREE: Final = Struct("3B")
_FOUR: Final = Struct("4B")
_FIVE: Final = Struct("5B")
NO_TLVS: Final[Mapping[int, bytes]] = MappingProxyType({})


def _no_tlvs() -> Mapping[int, bytes]:
    return NO_TLVS


class PduError(ValueError):
    """A PDU that cannot be read or written; `status` is the command status that answers it."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class LongIdError(PduError):
    """A message id of more than 64 octets."""

    def __init__(self) -> None:
        super().__init__(INVALID_COMMAND_LENGTH, f"message id over {LONGEST_ID} octets")


class Header(NamedTuple):
    """The 16 octets in front of every PDU; `length` counts the header and the body."""

    length: int
    command: int
    status: int
    sequence: int


class ShortMessage(NamedTuple):
    """The body of submit_sm and deliver_sm (sections 4.4.1, 4.6.1), which have the same layout.

    Addresses and texts are octets as received. `tlvs` keeps every optional parameter raw, by tag; the first one counts if a tag is
    repeated.
    """

    service_type: bytes = b""
    source_ton: int = 0
    source_npi: int = 0
    source: bytes = b""
    dest_ton: int = 0
    dest_npi: int = 0
    destination: bytes = b""
    esm_class: int = 0
    protocol_id: int = 0
    priority: int = 0
    schedule: bytes = b""
    validity: bytes = b""
    registered_delivery: int = 0
    replace: int = 0
    data_coding: int = 0
    default_id: int = 0
    short_message: bytes = b""
    tlvs: Mapping[int, bytes] = NO_TLVS

    @property
    def content(self) -> bytes:
        """The message's octets: short_message, or message_payload when that is empty (section 5.3.2.32)."""
        return self.short_message or self.tlvs.get(TLV_MESSAGE_PAYLOAD, b"")

    @property
    def reference(self) -> int | None:
        """user_message_reference (0x0204), None when absent or not two octets."""
        value = self.tlvs.get(TLV_USER_MESSAGE_REFERENCE)
        return int.from_bytes(value) if value is not None and len(value) == 2 else None

    @property
    def receipted_id(self) -> str | None:
        """receipted_message_id (0x001E) without its terminator, None when absent, empty or over-long."""
        value = self.tlvs.get(TLV_RECEIPTED_MESSAGE_ID)
        if value is None:
            return None
        text = value[:-1] if value[-1:] == b"\0" else value
        return text.decode("latin-1") if 0 < len(text) <= LONGEST_ID and 0 not in text else None

    @property
    def long_id(self) -> bool:
        """Whether receipted_message_id is longer than an id may be."""
        return len(self.tlvs.get(TLV_RECEIPTED_MESSAGE_ID, b"").rstrip(b"\0")) > LONGEST_ID

    @property
    def state(self) -> int | None:
        """message_state (0x0427), None when absent or not one octet."""
        value = self.tlvs.get(TLV_MESSAGE_STATE)
        return value[0] if value is not None and len(value) == 1 else None


@dataclass(frozen=True, slots=True)
class Bind:
    """The body of the three bind requests (section 4.1). Its text form never shows the password."""

    system_id: str
    password: str = field(repr=False)
    system_type: str = ""
    interface_version: int = 0x34
    ton: int = 0
    npi: int = 0
    address_range: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """The body of the bind answers: the SMSC's system_id."""

    system_id: str
    tlvs: Mapping[int, bytes] = field(default_factory=_no_tlvs)


@dataclass(frozen=True, slots=True)
class MessageId:
    """The body of submit_sm_resp and deliver_sm_resp: an opaque id, at most 64 octets, read as Latin-1."""

    message_id: str
    tlvs: Mapping[int, bytes] = field(default_factory=_no_tlvs)


@dataclass(frozen=True, slots=True)
class Query:
    """The body of query_sm (section 4.8.1)."""

    message_id: str
    ton: int
    npi: int
    source: str


@dataclass(frozen=True, slots=True)
class QueryReply:
    """The body of query_sm_resp (section 4.8.2); `state` as in message_state."""

    message_id: str
    final_date: str
    state: int
    error: int


Body: TypeAlias = ShortMessage | Bind | Name | MessageId | Query | QueryReply | None


@dataclass(frozen=True, slots=True)
class Pdu:
    """One PDU. `body` is None if the command has none, or if an answer omitted it."""

    command: int
    sequence: int
    status: int = OK
    body: Body = None


def header(octets: bytes, at: int = 0) -> Header:
    """Read and check a header; the length is 16..70,000 octets.

    Raises:
        PduError: fewer than 16 octets, or a length outside the range, after which the stream cannot be trusted.
    """
    if len(octets) - at < HEADER_SIZE:
        raise PduError(INVALID_COMMAND_LENGTH, "header cut short")
    fields = Header(*HEADER.unpack_from(octets, at))
    if not HEADER_SIZE <= fields.length <= LARGEST:
        raise PduError(INVALID_COMMAND_LENGTH, "length outside 16..70000")
    return fields


def _string(octets: bytes, at: int, end: int, size: int) -> int:
    """Return where the C-octet string at `at` has its terminator, which is at most octet `size` of the field."""
    stop = octets.find(0, at, at + size)
    if not at <= stop < end:
        raise PduError(INVALID_COMMAND_LENGTH, "string without an end in its field")
    return stop


def tlvs(octets: bytes, at: int, end: int) -> Mapping[int, bytes]:
    """Read optional parameters up to `end`, raw, by tag.

    Raises:
        PduError: a parameter that runs past the PDU's end.
    """
    if at == end:
        return NO_TLVS
    by_tag: dict[int, bytes] = {}
    unpack = _TLV.unpack_from
    while end - at >= 4:
        tag, length = unpack(octets, at)
        at += 4
        stop = at + length
        if stop > end:
            break
        if tag not in by_tag:
            by_tag[tag] = octets[at:stop]
        at = stop
    if at != end:
        raise PduError(INVALID_OPTIONAL_PART, "optional parameter past the end")
    return by_tag


def short_message(octets: bytes, at: int, end: int) -> ShortMessage:
    """Read the body of a submit_sm or deliver_sm between `at` and `end`.

    Raises:
        PduError: an unterminated or over-long string, a text or parameter past the end.
    """
    # The hot path: searches are limited to the field; one check at the last field ensures that nothing is past the end.
    find = octets.find
    service = find(0, at, at + 6)
    source = find(0, service + 3, service + 24)
    destination = find(0, source + 3, source + 24)
    schedule = find(0, destination + 4, destination + 21)
    validity = find(0, schedule + 1, schedule + 18)
    text = validity + 6
    if service < 0 or source < 0 or destination < 0 or schedule < 0 or validity < 0 or text > end:
        raise PduError(INVALID_COMMAND_LENGTH, "string without an end in its field")
    registered, replace, coding, default_id, length = _FIVE.unpack_from(octets, validity + 1)
    stop = text + length
    if stop > end:
        raise PduError(INVALID_MESSAGE_LENGTH, "text past the end")
    _, source_ton, source_npi = _THREE.unpack_from(octets, service)
    _, dest_ton, dest_npi = _THREE.unpack_from(octets, source)
    _, esm_class, protocol_id, priority = _FOUR.unpack_from(octets, destination)
    fields = (
        octets[at:service], source_ton, source_npi, octets[service + 3 : source],
        dest_ton, dest_npi, octets[source + 3 : destination],
        esm_class, protocol_id, priority, octets[destination + 4 : schedule], octets[schedule + 1 : validity],
        registered, replace, coding, default_id, octets[text:stop],
        NO_TLVS if stop == end else tlvs(octets, stop, end),
    )  # fmt: skip
    return tuple.__new__(ShortMessage, fields)


def message_id(octets: bytes, at: int, end: int) -> str:
    """Read the id at the start of the body of a submit_sm_resp; an absent body gives an empty id.

    Raises:
        LongIdError: an id of more than 64 octets.
        PduError: an id without an end.
    """
    if at >= end:
        return ""
    stop = octets.find(0, at, end)
    if (stop if stop >= 0 else end) - at > LONGEST_ID:
        raise LongIdError
    return octets[at : _string(octets, at, end, LONGEST_ID + 1)].decode("latin-1")


class _Reader:
    """Reads the fields of the rare PDUs one after the other."""

    def __init__(self, octets: bytes, at: int, end: int) -> None:
        self.octets, self.at, self.end = octets, at, end

    def text(self, size: int) -> str:
        stop = _string(self.octets, self.at, self.end, size)
        value = self.octets[self.at : stop].decode("latin-1")
        self.at = stop + 1
        return value

    def octet(self) -> int:
        if self.at >= self.end:
            raise PduError(INVALID_COMMAND_LENGTH, "body cut short")
        self.at += 1
        return self.octets[self.at - 1]

    def tlvs(self) -> Mapping[int, bytes]:
        return tlvs(self.octets, self.at, self.end)

    def nothing_more(self) -> None:
        if self.at != self.end:
            raise PduError(INVALID_COMMAND_LENGTH, "octets after the body")


def _body(command: int, octets: bytes, at: int, end: int) -> Body:
    request = command & ~RESPONSE
    read = _Reader(octets, at, end)
    body: Body = None
    if command in {SUBMIT_SM, DELIVER_SM}:
        return short_message(octets, at, end)
    if command in BINDS:
        body = Bind(
            read.text(16),
            read.text(9),
            read.text(13),
            read.octet(),
            read.octet(),
            read.octet(),
            read.text(41),
        )
    elif command == QUERY_SM:
        body = Query(read.text(LONGEST_ID + 1), read.octet(), read.octet(), read.text(21))
    elif command & RESPONSE and at < end:
        if request in BINDS:
            return Name(read.text(16), read.tlvs())
        if request in {SUBMIT_SM, DELIVER_SM}:
            return MessageId(read.text(LONGEST_ID + 1), read.tlvs())
        if request == QUERY_SM:
            body = QueryReply(read.text(LONGEST_ID + 1), read.text(17), read.octet(), read.octet())
    read.nothing_more()
    return body


_KNOWN: Final = frozenset(
    {GENERIC_NACK}
    | {
        command | answer
        for command in (*BINDS, QUERY_SM, SUBMIT_SM, DELIVER_SM, UNBIND, ENQUIRE_LINK)
        for answer in (0, RESPONSE)
    }
)


def decode(octets: bytes, at: int = 0) -> Pdu:
    """Read the whole PDU that starts at `at`; octets after it are ignored.

    Raises:
        PduError: an unknown command, a PDU that is not all there, or a body that breaks its layout.
    """
    length, command, status, sequence = header(octets, at)
    if at + length > len(octets):
        raise PduError(INVALID_COMMAND_LENGTH, "PDU cut short")
    if command not in _KNOWN:
        raise PduError(INVALID_COMMAND_ID, "unknown command")
    return Pdu(command, sequence, status, _body(command, octets, at + HEADER_SIZE, at + length))


def _field(value: str | bytes, size: int) -> bytes:
    """Write a C-octet string. The error does not show the value, which may be a password."""
    try:
        octets = value.encode("latin-1") if isinstance(value, str) else value
    except UnicodeEncodeError:
        raise PduError(SYSTEM_ERROR, "text outside Latin-1") from None
    if len(octets) >= size or 0 in octets:
        raise PduError(SYSTEM_ERROR, f"text over {size - 1} octets, or with a NUL")
    return octets + b"\0"


def _write_tlvs(parameters: Mapping[int, bytes]) -> bytes:
    return b"".join(_TLV.pack(tag, len(value)) + value for tag, value in parameters.items())


def short_message_parts(m: ShortMessage) -> tuple[bytes, bytes]:
    """Write a submit_sm or deliver_sm body in two pieces: up to the destination, and from its terminator on.

    Raises:
        PduError: a field over its size.
    """
    if len(m.short_message) > 254:
        raise PduError(INVALID_MESSAGE_LENGTH, "short_message over 254 octets")
    front = b"".join((
        _field(m.service_type, 6), bytes((m.source_ton, m.source_npi)), _field(m.source, 21),
        bytes((m.dest_ton, m.dest_npi)),
    ))  # fmt: skip
    back = b"".join((
        bytes((0, m.esm_class, m.protocol_id, m.priority)), _field(m.schedule, 17), _field(m.validity, 17),
        bytes((m.registered_delivery, m.replace, m.data_coding, m.default_id, len(m.short_message))),
        m.short_message, _write_tlvs(m.tlvs),
    ))  # fmt: skip
    return front, back


def _write_body(body: Body) -> bytes:
    if body is None:
        return b""
    if isinstance(body, ShortMessage):
        front, back = short_message_parts(body)
        return front + _field(body.destination, 21)[:-1] + back
    if isinstance(body, Bind):
        return (
            _field(body.system_id, 16) + _field(body.password, 9) + _field(body.system_type, 13)
            + bytes((body.interface_version, body.ton, body.npi)) + _field(body.address_range, 41)
        )  # fmt: skip
    if isinstance(body, Name):
        return _field(body.system_id, 16) + _write_tlvs(body.tlvs)
    if isinstance(body, MessageId):
        return _field(body.message_id, LONGEST_ID + 1) + _write_tlvs(body.tlvs)
    if isinstance(body, Query):
        return _field(body.message_id, LONGEST_ID + 1) + bytes((body.ton, body.npi)) + _field(body.source, 21)
    return (
        _field(body.message_id, LONGEST_ID + 1)
        + _field(body.final_date, 17)
        + bytes((body.state, body.error))
    )


def encode(pdu: Pdu) -> bytes:
    """Write a PDU.

    Raises:
        PduError: a field over its size, or the whole over 70,000 octets.
    """
    body = _write_body(pdu.body)
    length = HEADER_SIZE + len(body)
    if length > LARGEST:
        raise PduError(INVALID_COMMAND_LENGTH, "PDU over 70000 octets")
    return HEADER.pack(length, pdu.command, pdu.status, pdu.sequence) + body
