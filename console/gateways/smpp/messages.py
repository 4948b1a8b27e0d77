"""A text framed for one account, so that only sequence, destination and reference vary within a send."""

from collections.abc import Callable
from struct import Struct
from typing import Final

from console.gateways.smpp.codec import (
    HEADER,
    HEADER_SIZE,
    OK,
    SUBMIT_SM,
    TLV_USER_MESSAGE_REFERENCE,
    ShortMessage,
    short_message_parts,
)
from console.gateways.smpp.settings import Settings
from console.gateways.smpp.text import segments

_NUMBER_SIZE: Final = 11
_REFERENCE_HEAD: Final = TLV_USER_MESSAGE_REFERENCE.to_bytes(2) + b"\0\2"


class Part:
    """One submit_sm without its variable fields: `pack(start, sequence, front, number, back, reference)`."""

    __slots__ = ("back", "front", "pack", "start")

    def __init__(self, front: bytes, back: bytes) -> None:
        self.front = front
        self.back = back + _REFERENCE_HEAD
        length = HEADER_SIZE + len(front) + _NUMBER_SIZE + len(self.back) + 2
        self.start = HEADER.pack(length, SUBMIT_SM, OK, 0)[:12]
        self.pack: Callable[..., bytes] = Struct(f">12sI{len(front)}s{_NUMBER_SIZE}s{len(self.back)}sH").pack

    def frame(self, sequence: int, number: int, reference: int) -> bytes:
        """Return the PDU's octets. `number` must have 11 digits, which the caller has checked."""
        return self.pack(self.start, sequence, self.front, b"%d" % number, self.back, reference)


class SmppMessage:
    """A `ports.Message`: its parts, framed."""

    __slots__ = ("framed", "parts")

    def __init__(self, framed: tuple[Part, ...]) -> None:
        self.framed = framed
        self.parts = len(framed)


def prepare(settings: Settings, text: str, concatenation: int) -> SmppMessage:
    """Encode, segment and frame a text for the account.

    A receipt is always requested: it is the only evidence when an answer is lost.

    Raises:
        ValueError: see `text.segments`; or more parts than the account sends; or a setting over its field.
    """
    if len(settings.number_prefix) + _NUMBER_SIZE > 20:
        raise ValueError("number_prefix leaves no room for a number")
    bodies = segments(text, settings.coding, concatenation)
    if len(bodies) > settings.most_parts:
        raise ValueError(f"{len(bodies)} parts, the account sends at most {settings.most_parts}")
    framed = []
    for body in bodies:
        front, back = short_message_parts(
            ShortMessage(
                service_type=settings.service_type.encode(),
                source_ton=settings.source_ton,
                source_npi=settings.source_npi,
                source=settings.source.encode(),
                dest_ton=settings.dest_ton,
                dest_npi=settings.dest_npi,
                esm_class=0x40 if len(bodies) > 1 else 0,
                validity=settings.validity.encode(),
                registered_delivery=1,
                data_coding=settings.coding,
                short_message=body,
            )
        )
        framed.append(Part(front + settings.number_prefix.encode(), back))
    return SmppMessage(tuple(framed))
