"""A text framed for one account, so that only sequence and number vary within a send."""

from struct import Struct
from typing import Any, Final

from console.gateways.cmpp.codec import HEADER, HEADER_SIZE, number_field, submit_parts
from console.gateways.cmpp.pdus import SUBMIT, Submit
from console.gateways.cmpp.settings import Settings
from console.gateways.text import FramedText, Part, segments

_NUMBER: Final = "1" + "0" * 10
"""Stands for any number of 11 digits."""


def _part(front: bytes, back: bytes) -> Part:
    """Return one SUBMIT without its variable fields; CMPP has no place for a reference."""
    pack = Struct(f">8sI{len(front)}s{len(_NUMBER)}s{len(back)}s").pack

    def frame(*fields: Any) -> bytes:
        return pack(*fields[:-1])

    length = HEADER_SIZE + len(front) + len(_NUMBER) + len(back)
    return Part(HEADER.pack(length, SUBMIT, 0)[:8], front, back, frame)


def prepare(settings: Settings, text: str, concatenation: int) -> FramedText:
    """Encode, segment and frame a text for the account: one number a SUBMIT, and a report always asked for.

    With one number the answer speaks of one person, and so does a lost one.

    Raises:
        ValueError: see `text.segments`; or a setting over its field.
    """
    bodies = segments(text, settings.coding, concatenation, settings.most_parts)
    prefix = settings.number_prefix.encode()
    field = number_field(settings.number_prefix + _NUMBER, settings.version)
    framed = []
    for number, body in enumerate(bodies, start=1):
        submit = Submit(
            total=len(bodies), number=number, service_id=settings.service, udhi=int(len(bodies) > 1),
            fmt=settings.coding, source=settings.name, fee_type=settings.fee_type, fee_code=settings.fee_code,
            src_id=settings.source, numbers=(_NUMBER,), content=body,
        )  # fmt: skip
        front, back = submit_parts(submit, settings.version)
        framed.append(_part(front + prefix, field[len(prefix) + len(_NUMBER) :] + back))
    return FramedText(tuple(framed))
