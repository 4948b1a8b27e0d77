"""Frames of the desk's socket: a 4-byte big-endian length, then MessagePack of one message, at most 1 MiB.

Sans-io: bytes in, payloads out. Whatever the other side sends, the only error that leaves this module is FrameError.
"""

import struct
from collections.abc import Callable
from typing import Any, Final, TypeVar

import msgspec

from console.domain.refusals import Refusal
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
_NIL: Final = b"\xc0"

T = TypeVar("T")


class FrameError(ValueError):
    """The bytes are no frame or no message of this wire; their connection cannot be used further."""


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
    return decoded(payload, Hello)


def decode_welcome(payload: bytes) -> Welcome:
    """Return the Welcome in a payload; raises FrameError."""
    return decoded(payload, Welcome)


def decode_reply(payload: bytes) -> Reply:
    """Return the reply in a payload, its `ok` still raw; raises FrameError, also unless exactly one part is set."""
    reply = decoded(payload, _RawReply)
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
        return decoded(data, answer)
    except FrameError:
        salvage: Callable[[bytes], T | None] | None = getattr(answer, "salvaged", None)
        saved = None if salvage is None else salvage(data)
        if saved is None:
            raise
    return saved


class _RawReply(msgspec.Struct, frozen=True, array_like=True):
    """A reply as it is read: msgspec decodes a Raw only if it is the field's sole type, so an absent `ok` is nil."""

    id: int
    ok: msgspec.Raw
    refusal: Refusal | None = None
    problem: Problem | None = None


UNREADABLE: Final = (msgspec.MsgspecError, ValueError, RecursionError, OverflowError)
"""What the library may raise over bytes that are no message."""

_decoders: dict[Any, "msgspec.msgpack.Decoder[Any]"] = {}


def decoded(payload: bytes, kind: type[T]) -> T:
    """Return the message of that kind in a payload; raises FrameError."""
    try:
        message: T = decoder(kind).decode(payload)
    except UNREADABLE as error:
        # The words of the error could quote what was sent; the kind of message is enough.
        raise FrameError(f"no {getattr(kind, '__name__', kind)}: {type(error).__name__}") from None
    return message


def decoder(kind: type[T]) -> "msgspec.msgpack.Decoder[T]":
    """Return the decoder of a kind of message, made at its first use."""
    return _decoders.get(kind) or _decoders.setdefault(kind, msgspec.msgpack.Decoder(kind))
