"""CMPP 2.0 and 3.0 on the wire: strict reading, exact writing. One family of exceptions, `PduError`.

Both versions share the frame and the commands; they differ in the width of a number, a status and the last field (`Layout`). All
integers are big-endian, text fields have a fixed width and are filled up with zeros. Facts come from the texts of CMPP 2.0 (2002)
and CMPP 3.0.0 (QB-GF-028-2003). Query, cancel and the commands between gateways are not read: they stay `Other`, skipped by length.
"""

from collections.abc import Callable, Iterator
from struct import Struct
from struct import error as StructError  # noqa: N812 - its own name is `error`
from typing import Any, Final, NamedTuple

from console.gateways.cmpp.ids import id_octets
from console.gateways.cmpp.login import check_digest
from console.gateways.cmpp.pdus import (
    ACTIVE_TEST,
    COMMANDS,
    CONNECT,
    DELIVER,
    MOST_NUMBERS,
    RESPONSE,
    SP_ID,
    SUBMIT,
    TERMINATE,
    TOO_LONG,
    V30,
    WRONG_LENGTH,
    WRONG_STRUCTURE,
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
    longest,
)  # fmt: skip

HEADER: Final = Struct(">III")
HEADER_SIZE: Final = 12
LARGEST: Final = 4096
"""Octets of the largest PDU that is read; a 3.0 SUBMIT of 140 octets to 100 numbers has 3,503. The texts give no maximum."""
_CONNECT: Final = Struct(">6s16sBI")
_CONNECT_ANSWERS: Final = {1: Struct(">B16sB"), 4: Struct(">I16sB")}
_SEQUENCE: Final = Struct(">I")
_OCTET: Final = Struct("B")


class FrameError(PduError):
    """A length outside 12..4,096, after which nothing on the line can be trusted: close it."""

    def __init__(self, length: int) -> None:
        super().__init__(WRONG_LENGTH, f"length {length} outside {HEADER_SIZE}..{LARGEST}")


class Layout(NamedTuple):
    """What differs between the versions. `number`, `result` and `reserve` are the octets of these fields."""

    number: int
    result: int
    reserve: int
    submit: Struct
    deliver: Struct
    answer: Struct


LAYOUT_2: Final = Layout(
    21, 1, 8, Struct(">8s4B10sB21s3B6s2s6s17s17s21sB"), Struct(">8s21s10s3B21sBB"), Struct(">8sB")
)
LAYOUT_3: Final = Layout(
    32, 4, 20, Struct(">8s4B10sB32s4B6s2s6s17s17s21sB"), Struct(">8s21s10s3B32sBBB"), Struct(">8sI")
)


_SHORT_TAIL: Final = 11
"""Octets that the DELIVERs of one platform lack at their end, in reports of version 3.0."""


def layout(version: int) -> Layout:
    """Return the layout of a Version octet: its high nibble is the major version."""
    return LAYOUT_3 if version >= V30 else LAYOUT_2


# --- fields -----------------------------------------------------------------------------------------------------


def _text(octets: bytes) -> str:
    """Read a text field of a client: printable ASCII, filled up with zeros."""
    value = octets.rstrip(b"\0").decode("latin-1")
    if not (value.isascii() and value.isprintable()):
        raise PduError(WRONG_STRUCTURE, "odd octets in a text field")
    return value


def _said(octets: bytes) -> str:
    """Read a text field of a gateway up to its first zero octet, as it is: what is refused is lost."""
    return octets.partition(b"\0")[0].decode("latin-1")


def _fixed(value: str, size: int) -> bytes:
    """Write a text field. The error does not show the value, which may be a person's number."""
    if len(value) > size or not (value.isascii() and value.isprintable()):
        raise PduError(WRONG_STRUCTURE, f"text over {size} octets, or not printable ASCII")
    return value.encode("ascii").ljust(size, b"\0")


def _reserve(octets: bytes, size: int) -> bytes:
    if len(octets) > size:
        raise PduError(WRONG_STRUCTURE, f"last field over {size} octets")
    return octets.ljust(size, b"\0")


def _pack(shape: Struct, *values: Any) -> bytes:
    try:
        return shape.pack(*values)
    except StructError:
        raise PduError(WRONG_STRUCTURE, "a number does not fit its field") from None


def _unpack(shape: Struct, octets: bytes) -> tuple[Any, ...]:
    """Read a body of exactly one shape."""
    if len(octets) != shape.size:
        raise PduError(WRONG_LENGTH, f"a body of {len(octets)} octets instead of {shape.size}")
    return shape.unpack(octets)


def _front(shape: Struct, octets: bytes) -> tuple[Any, ...]:
    """Read the fixed fields in front of a body."""
    if len(octets) < shape.size:
        raise PduError(WRONG_LENGTH, "body cut short")
    return shape.unpack_from(octets)


# --- frames -----------------------------------------------------------------------------------------------------


class Frame(NamedTuple):
    """A PDU that is all there and not yet read: its command, sequence and body octets."""

    command: int
    sequence: int
    octets: bytes


class Frames:
    """Cuts what arrives into frames, however it was cut on its way."""

    def __init__(self) -> None:
        self._octets = b""

    def feed(self, data: bytes) -> Iterator[Frame]:
        """Take octets; yield each PDU that is complete now.

        Raises:
            FrameError: a length outside 12..4,096; the frames before it have been yielded.
        """
        self._octets += data
        at = 0
        try:
            while len(self._octets) - at >= HEADER_SIZE:
                length, command, sequence = HEADER.unpack_from(self._octets, at)
                _check_length(length)
                if at + length > len(self._octets):
                    return
                start, at = at + HEADER_SIZE, at + length
                yield Frame(command, sequence, self._octets[start:at])
            # A length that is out of bounds is known after four octets: no more need come to close the line.
            if len(self._octets) - at >= 4:
                _check_length(int.from_bytes(self._octets[at : at + 4]))
        finally:
            self._octets = self._octets[at:]


def _check_length(length: int) -> None:
    if not HEADER_SIZE <= length <= LARGEST:
        raise FrameError(length)


def frame(octets: bytes) -> Frame:
    """Read exactly one PDU.

    Raises:
        PduError: fewer octets than its length says, or more.
    """
    found = list(Frames().feed(octets))
    if len(found) != 1 or HEADER_SIZE + len(found[0].octets) != len(octets):
        raise PduError(WRONG_LENGTH, "not exactly one PDU")
    return found[0]


# --- reading ----------------------------------------------------------------------------------------------------


def _read_connect(octets: bytes, _: Layout) -> Connect:
    sp_id, digest, version, stamp = _unpack(_CONNECT, octets)
    return Connect(_text(sp_id), digest, stamp, version)


def _read_connect_answer(octets: bytes, _: Layout) -> ConnectAnswer:
    width = 4 if len(octets) == _CONNECT_ANSWERS[4].size else 1
    status, digest, version = _unpack(_CONNECT_ANSWERS[width], octets)
    return ConnectAnswer(status, digest, version, width)


def _read_submit(octets: bytes, of: Layout) -> Submit:
    first = _front(of.submit, octets)
    head, texts, count = first[:8], first[-7:-1], first[-1]
    # In 3.0 the kind of the fee number precedes TP_pId.
    fee_kind, pid, udhi, fmt = first[8:-7] if of is LAYOUT_3 else (0, *first[8:-7])
    at = of.submit.size + count * of.number
    kind_size = 1 if of is LAYOUT_3 else 0
    if not 1 <= count <= MOST_NUMBERS or len(octets) <= at + kind_size:
        raise PduError(WRONG_STRUCTURE, "not 1..100 numbers, or cut short")
    numbers = tuple(_text(octets[i : i + of.number]) for i in range(of.submit.size, at, of.number))
    content = at + kind_size + 1
    end = content + octets[content - 1]
    if len(octets) != end + of.reserve:
        raise PduError(WRONG_LENGTH, "the text does not fill the body")
    return Submit._make((
        head[0].hex(), *head[1:5], _text(head[5]), head[6], _text(head[7]), fee_kind, pid, udhi, fmt,
        *map(_text, texts), numbers, octets[at] if kind_size else 0,
        octets[content:end], octets[end:].rstrip(b"\0"),
    ))  # fmt: skip


def _read_deliver(octets: bytes, of: Layout) -> Deliver:
    first = _front(of.deliver, octets)
    message_id, to, service, pid, udhi, fmt, source = first[:7]
    kind, registered, length = first[7:] if of is LAYOUT_3 else (0, *first[7:])
    end = of.deliver.size + length
    # Platforms leave the last field away, whole or in part: one lacks its last 11 octets in reports of 3.0.
    if not 0 <= len(octets) - end <= of.reserve:
        raise PduError(WRONG_LENGTH, "the text does not fill the body")
    return Deliver(
        message_id.hex(), _said(to), _said(service), pid, udhi, fmt, _said(source), kind, registered,
        octets[of.deliver.size : end], octets[end:].rstrip(b"\0"),
    )  # fmt: skip


def _read_submit_answer(octets: bytes, of: Layout) -> SubmitAnswer:
    message_id, result = _unpack(of.answer, octets)
    return SubmitAnswer(message_id.hex(), result)


def _read_deliver_answer(octets: bytes, of: Layout) -> DeliverAnswer:
    message_id, result = _unpack(of.answer, octets)
    return DeliverAnswer(message_id.hex(), result)


def _read_active_test_answer(octets: bytes, _: Layout) -> ActiveTestAnswer:
    if len(octets) > 1:
        raise PduError(WRONG_LENGTH, "octets after the body")
    return ActiveTestAnswer(octets)


def _bare(body: Body) -> Callable[[bytes, Layout], Body]:
    """Read a PDU that is its header alone; octets that a platform writes behind it mean nothing."""
    return lambda _octets, _layout: body


_READERS: Final[dict[int, Callable[[bytes, Layout], Body]]] = {
    CONNECT: _read_connect,
    CONNECT | RESPONSE: _read_connect_answer,
    TERMINATE: _bare(Terminate()),
    TERMINATE | RESPONSE: _bare(TerminateAnswer()),
    SUBMIT: _read_submit,
    SUBMIT | RESPONSE: _read_submit_answer,
    DELIVER: _read_deliver,
    DELIVER | RESPONSE: _read_deliver_answer,
    ACTIVE_TEST: _bare(ActiveTest()),
    ACTIVE_TEST | RESPONSE: _read_active_test_answer,
}


def decode(found: Frame, version: int) -> Pdu:
    """Read a frame; a command that is not known becomes `Other`.

    Raises:
        PduError: a body that breaks its layout.
    """
    command, sequence, octets = found
    reader = _READERS.get(command)
    return Pdu(sequence, Other(command, octets) if reader is None else reader(octets, layout(version)))


def of_other_version(found: Frame, version: int) -> bool:
    """Whether a frame is laid out as only the other version has it: an answer to a SUBMIT, or a DELIVER with a text.

    A DELIVER of 2.0 with a short text can be read as one of 3.0 without a text whose last field is cut, and would be lost so.
    """
    mine = layout(version)
    other = LAYOUT_2 if mine is LAYOUT_3 else LAYOUT_3
    if found.command == SUBMIT | RESPONSE:
        return len(found.octets) == other.answer.size
    # The last field of 2.0 may be cut anywhere. So may that of 3.0, but then nearly any DELIVER of 2.0 could be one of 3.0.
    cuts = range(mine.reserve + 1) if mine is LAYOUT_2 else _tails(mine)
    return (
        found.command == DELIVER
        and _rest(found.octets, other) in _tails(other)
        and _rest(found.octets, mine) not in cuts
    )


def _tails(of: Layout) -> set[int]:
    """The sizes of a DELIVER's last field that are known of gateways."""
    return {size for size in (of.reserve, of.reserve - _SHORT_TAIL) if size >= 0}


def _rest(octets: bytes, of: Layout) -> int:
    """How many octets follow the text of a DELIVER; below 0 if some are missing, or if there is no text."""
    size = of.deliver.size
    length = octets[size - 1] if len(octets) >= size else 0
    return len(octets) - size - length if length else -1


_REPORTS: Final = {shape.size: shape for shape in (Struct(">8s7s10s10s21sI"), Struct(">8s7s10s10s32sI"))}


def report(content: bytes) -> Report:
    """Read a status report by its length, 60 or 71 octets, whatever the version of the line: both occur in 3.0.

    Raises:
        PduError: another length.
    """
    shape = _REPORTS.get(len(content))
    if shape is None:
        raise PduError(WRONG_LENGTH, f"a report of {len(content)} octets instead of 60 or 71")
    message_id, *texts, sequence = shape.unpack(content)
    stat, submitted, done, number = map(_said, texts)
    return Report(message_id.hex(), stat, submitted, done, number, sequence)


# --- writing ----------------------------------------------------------------------------------------------------


def write_report(r: Report, version: int) -> bytes:
    """Write the content of a status report, as long as the version has it.

    Raises:
        PduError: a field over its size.
    """
    return id_octets(r.message_id) + b"".join((
        _fixed(r.stat, 7), _fixed(r.submit_time, 10), _fixed(r.done_time, 10),
        _fixed(r.number, layout(version).number), _pack(_SEQUENCE, r.sequence),
    ))  # fmt: skip


def submit_parts(s: Submit, version: int) -> tuple[bytes, bytes]:
    """Write a SUBMIT's body in two pieces, up to the numbers and from behind them on: a sender joins them for each number.

    Raises:
        PduError: a field over its size, content over `longest`, not 1..100 numbers.
    """
    of = layout(version)
    if not 1 <= len(s.numbers) <= MOST_NUMBERS:
        raise PduError(WRONG_STRUCTURE, f"not 1..{MOST_NUMBERS} numbers")
    if len(s.content) > longest(s.fmt):
        raise PduError(TOO_LONG, f"content over {longest(s.fmt)} octets")
    fee_kind = (s.fee_terminal_kind,) if of is LAYOUT_3 else ()
    front = _pack(
        of.submit, id_octets(s.message_id), s.total, s.number, s.registered_delivery, s.level, _fixed(s.service_id, 10),
        s.fee_user, _fixed(s.fee_terminal, of.number), *fee_kind, s.pid, s.udhi, s.fmt, _fixed(s.source, SP_ID),
        _fixed(s.fee_type, 2), _fixed(s.fee_code, 6), _fixed(s.valid_time, 17), _fixed(s.at_time, 17),
        _fixed(s.src_id, 21), len(s.numbers),
    )  # fmt: skip
    kind = _pack(_OCTET, s.number_kind) if of is LAYOUT_3 else b""
    return front, kind + bytes((len(s.content),)) + s.content + _reserve(s.reserve, of.reserve)


def number_field(number: str, version: int) -> bytes:
    """Write one number, as it stands between the two pieces of `submit_parts`. Raises PduError if it is too long."""
    return _fixed(number, layout(version).number)


def _write_submit(s: Submit, version: int) -> bytes:
    front, back = submit_parts(s, version)
    return front + b"".join(number_field(number, version) for number in s.numbers) + back


def _write_deliver(d: Deliver, of: Layout) -> bytes:
    kind = (d.source_kind,) if of is LAYOUT_3 else ()
    front = _pack(
        of.deliver, id_octets(d.message_id), _fixed(d.destination, 21), _fixed(d.service_id, 10), d.pid, d.udhi, d.fmt,
        _fixed(d.source, of.number), *kind, d.registered_delivery, len(d.content),
    )  # fmt: skip
    return front + d.content + _reserve(d.reserve, of.reserve)


def _write_connect(c: Connect) -> bytes:
    if len(c.sp_id) != SP_ID:
        raise PduError(WRONG_STRUCTURE, f"an SP_Id has {SP_ID} characters")
    return _pack(_CONNECT, _fixed(c.sp_id, SP_ID), check_digest(c.authenticator), c.version, c.timestamp)


def _write_connect_answer(c: ConnectAnswer) -> bytes:
    if c.width not in _CONNECT_ANSWERS:
        raise PduError(WRONG_STRUCTURE, "a status has 1 or 4 octets")
    return _pack(_CONNECT_ANSWERS[c.width], c.status, check_digest(c.authenticator), c.version)


def _write_body(body: Body, version: int) -> bytes:
    of = layout(version)
    match body:
        case Submit():
            return _write_submit(body, version)
        case Deliver():
            return _write_deliver(body, of)
        case SubmitAnswer() | DeliverAnswer():
            return _pack(of.answer, id_octets(body.message_id), body.result)
        case Connect():
            return _write_connect(body)
        case ConnectAnswer():
            return _write_connect_answer(body)
        case ActiveTestAnswer():
            return body.reserved
        case Other():
            return body.octets
        case _:
            return b""


def encode(pdu: Pdu, version: int) -> bytes:
    """Write a PDU.

    Raises:
        PduError: a field over its size.
    """
    body = pdu.body
    octets = _write_body(body, version)
    command = body.command if isinstance(body, Other) else COMMANDS[type(body)]
    return _pack(HEADER, HEADER_SIZE + len(octets), command, pdu.sequence) + octets
