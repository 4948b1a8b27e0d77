"""A text framed for one account, so that only sequence, destination and reference vary within a send."""

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
from console.gateways.text import FramedText, Part, segments

_NUMBER_SIZE: Final = 11
_REFERENCE_HEAD: Final = TLV_USER_MESSAGE_REFERENCE.to_bytes(2) + b"\0\2"


def _part(front: bytes, back: bytes) -> Part:
    """Return one submit_sm without its variable fields."""
    back += _REFERENCE_HEAD
    length = HEADER_SIZE + len(front) + _NUMBER_SIZE + len(back) + 2
    pack = Struct(f">12sI{len(front)}s{_NUMBER_SIZE}s{len(back)}sH").pack
    return Part(HEADER.pack(length, SUBMIT_SM, OK, 0)[:12], front, back, pack)


def prepare(settings: Settings, text: str, concatenation: int) -> FramedText:
    """Encode, segment and frame a text for the account.

    A receipt is always requested: it is the only evidence when an answer is lost.

    Raises:
        ValueError: see `text.segments`; or a setting over its field.
    """
    if len(settings.number_prefix) + _NUMBER_SIZE > 20:
        raise ValueError("number_prefix leaves no room for a number")
    bodies = segments(text, settings.coding, concatenation, settings.most_parts)
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
        framed.append(_part(front + settings.number_prefix.encode(), back))
    return FramedText(tuple(framed))
