"""Frames of the desk's socket: a 4-byte big-endian length, then MessagePack of one message, at most 1 MiB.

Sans-io: bytes in, payloads out. Whatever the other side sends, the only error that leaves this module is FrameError.
"""

import re
import struct
from typing import Any, Final, TypeVar

import msgspec

from console.domain.refusals import Refusal
from console.wire import dispatch, released
from console.wire.bounds import tidied
from console.wire.calls import Envelope, Hello, Notice, Problem, Reply, Welcome

VERSION: Final = 1
"""Version of the wire: Hello and Welcome carry it, and both sides must have the same."""

MAX_FRAME: Final = 1 << 20
"""Longest payload in bytes (architecture section 4)."""

MAX_HELLO: Final = 4096
"""Longest payload in bytes before the desk knows who the caller is."""

NOTICE_ID: Final = 0
"""The reply number of notices; no call may use it."""

_HEADER: Final = struct.Struct(">I")
_LARGEST_ID: Final = (1 << 53) - 1
_NIL: Final = b"\xc0"

T = TypeVar("T")


class FrameError(ValueError):
    """The bytes are no frame or no message of this wire; their connection cannot be used further."""


class UnfitCallError(ValueError):
    """A call of this wire with a field out of bounds: it is answered with a refusal, and the connection stays open."""

    def __init__(self, number: int, where: str) -> None:
        super().__init__(f"call {number}: {where}")
        self.number, self.where = number, where


class Splitter:
    """Cuts a stream into payloads. `limit` is the longest payload allowed, in bytes, and may be raised between feeds."""

    def __init__(self, limit: int = MAX_FRAME) -> None:
        self.limit = limit
        self._kept = bytearray()

    @property
    def pending(self) -> bool:
        """Whether part of a frame is waiting for the rest."""
        return bool(self._kept)

    def feed(self, data: bytes) -> list[bytes]:
        """Take the next bytes of the stream and return the payloads that they complete, oldest first.

        Raises FrameError for an empty or too long frame, as soon as its length is known and, because
        it keeps the bytes, at every later feed.
        """
        self._kept += data
        frames: list[bytes] = []
        at = 0
        while len(self._kept) - at >= _HEADER.size:
            (length,) = _HEADER.unpack_from(self._kept, at)
            if not 0 < length <= self.limit:
                raise FrameError(f"a frame of {length} bytes; allowed are 1 to {self.limit}")
            end = at + _HEADER.size + length
            if len(self._kept) < end:
                break
            frames.append(bytes(self._kept[at + _HEADER.size : end]))
            at = end
        del self._kept[:at]
        return frames


def encode(message: Hello | Welcome | Envelope | Reply) -> bytes:
    """Return the whole frame of a message, length first. Raises FrameError if its payload is over 1 MiB."""
    try:
        return framed(msgspec.msgpack.encode(message))
    except UnicodeEncodeError:
        # A terminal in another encoding leaves lone surrogates in a command's arguments.
        return framed(msgspec.msgpack.encode(tidied(message)))


def encode_notice(topics: list[str]) -> bytes:
    """Return the frame of a notice: it is sent as the answer to call number 0, which nobody makes."""
    return encode(Reply(NOTICE_ID, ok=msgspec.Raw(msgspec.msgpack.encode(Notice(topics)))))


def framed(payload: bytes) -> bytes:
    """Put the length before a payload. Raises FrameError if it is empty or over 1 MiB."""
    if not 0 < len(payload) <= MAX_FRAME:
        raise FrameError(f"a payload of {len(payload)} bytes; allowed are 1 to {MAX_FRAME}")
    return _HEADER.pack(len(payload)) + payload


def decode_hello(payload: bytes) -> Hello:
    """Return the Hello in a payload; raises FrameError."""
    return _decode(payload, Hello)


def decode_welcome(payload: bytes) -> Welcome:
    """Return the Welcome in a payload; raises FrameError."""
    return _decode(payload, Welcome)


def decode_envelope(payload: bytes) -> Envelope:
    """Return the call in a payload, its texts tidied.

    Raises FrameError, also for a number outside 1 to 2^53-1, and UnfitCallError if a field of the call is out of bounds.
    """
    try:
        envelope: Envelope = _decoder(Envelope).decode(payload)
    except msgspec.ValidationError as error:
        number, where = _number(payload), _FIELD.search(str(error))
        if where is None or where[1] == "call" or not NOTICE_ID < number <= _LARGEST_ID:
            raise FrameError("no call") from None
        raise UnfitCallError(number, where[1]) from None
    except _UNREADABLE as error:
        raise FrameError(f"no Envelope: {type(error).__name__}") from None
    if not NOTICE_ID < envelope.id <= _LARGEST_ID:
        raise FrameError(f"call number {envelope.id}")
    return Envelope(envelope.id, tidied(envelope.call))


def _number(payload: bytes) -> int:
    """The number of a call that cannot be read; 0 if the number cannot be read either."""
    try:
        return _decode(payload, _Numbered).id
    except FrameError:
        return 0


def decode_reply(payload: bytes) -> Reply:
    """Return the reply in a payload, its `ok` still raw; raises FrameError, also unless exactly one part is set."""
    reply = _decode(payload, _RawReply)
    # A Raw borrows the payload; the copy keeps it whole after the payload is gone.
    ok = None if bytes(reply.ok) == _NIL else reply.ok.copy()
    if sum(part is not None for part in (ok, reply.refusal, reply.problem)) != 1:
        raise FrameError("a reply is an answer, a refusal or a problem")
    return Reply(reply.id, ok, reply.refusal, reply.problem)


def decode_notice(reply: Reply) -> Notice:
    """Return the notice that reply number 0 carries; raises FrameError."""
    return decode_answer(reply, Notice)


def decode_answer(reply: Reply, answer: type[T]) -> T:
    """Return the reply's `ok` as exactly the type `answer`; raises FrameError if it is missing or of another type."""
    if reply.ok is None:
        raise FrameError("the reply holds no answer")
    data = bytes(reply.ok)
    try:
        return _decode(data, answer)
    except FrameError:
        if answer is not dispatch.Released:
            raise
    # One row out of bounds must not hide all the others.
    decoded: Any = released.read(data)
    if decoded is None:
        raise FrameError("no Released")
    return decoded  # type: ignore[no-any-return]


class _RawReply(msgspec.Struct, frozen=True, array_like=True):
    """A reply as it is read: msgspec decodes a Raw only if it is the field's sole type, so an absent `ok` is nil."""

    id: int
    ok: msgspec.Raw
    refusal: Refusal | None = None
    problem: Problem | None = None


class _Numbered(msgspec.Struct, frozen=True, array_like=True):
    """An envelope of which only the number is read."""

    id: int
    call: msgspec.Raw


_FIELD: Final = re.compile(r"at `\$\[1\]\.(?:\S*\.)?(\w+)(?:\[\S*\])?`")
"""Matches msgspec's error path, to report only the names of our own fields, never what was sent."""

_UNREADABLE: Final = (msgspec.MsgspecError, ValueError, RecursionError, OverflowError)

_decoders: dict[Any, "msgspec.msgpack.Decoder[Any]"] = {}
# Built at first use: the decoder of Envelope knows every call, and a client never needs it.


def _decode(payload: bytes, kind: type[T]) -> T:
    try:
        decoded: T = _decoder(kind).decode(payload)
    except _UNREADABLE as error:
        # The words of the error could quote what was sent; the kind of message is enough.
        raise FrameError(f"no {getattr(kind, '__name__', kind)}: {type(error).__name__}") from None
    return decoded


def _decoder(kind: type[T]) -> "msgspec.msgpack.Decoder[T]":
    return _decoders.get(kind) or _decoders.setdefault(kind, msgspec.msgpack.Decoder(kind))
