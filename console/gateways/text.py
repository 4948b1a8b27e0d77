"""How a text travels on a link: codings, and segmentation into parts that a handset joins again.

Sources: 3GPP TS 23.038 (GSM 7-bit default alphabet and extension table), TS 23.040 section 9.2.3.24.1 (concatenation header), SMPP
3.4 section 5.2.19 (data_coding). What a provider *bills* is a different count, which is not made here.
"""

from collections.abc import Callable
from enum import IntEnum


class Coding(IntEnum):
    """Text codings by their data_coding value. There is no default: each route names its own."""

    GSM7 = 0
    """GSM 7-bit default alphabet, one septet per octet (unpacked), as most SMSCs accept it."""
    UCS2 = 8
    """UTF-16 big endian, as handsets read it."""
    GB18030 = 15
    """Reserved in SMPP; the Chinese gateways' GBK / GB18030."""


class UnencodableError(ValueError):
    """A character that the coding cannot represent: `position` (0-based, in characters) and `character` identify it."""

    def __init__(self, position: int, character: str) -> None:
        super().__init__(f"character {position} (U+{ord(character):04X}) cannot be written in this coding")
        self.position = position
        self.character = character


GSM_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""The 128 positions of the default alphabet; 0x1B leads to the extension table."""

GSM_EXTENSION = {
    "\f": 0x0A, "^": 0x14, "{": 0x28, "}": 0x29, "\\": 0x2F, "[": 0x3C, "~": 0x3D, "]": 0x3E, "|": 0x40, "€": 0x65,
}  # fmt: skip
"""Characters that cost two septets: escape, then this position."""

_ESCAPE = 0x1B
_GSM_ENCODE: dict[str, bytes] = {c: bytes([i]) for i, c in enumerate(GSM_BASIC) if i != _ESCAPE}
_GSM_ENCODE.update({c: bytes([_ESCAPE, code]) for c, code in GSM_EXTENSION.items()})
_GSM_EXTENDED = {code: c for c, code in GSM_EXTENSION.items()}

_ONE_PART = {Coding.GSM7: 160, Coding.UCS2: 140, Coding.GB18030: 140}
_HEADER_COST = {6: {Coding.GSM7: 7, Coding.UCS2: 6, Coding.GB18030: 6},
                7: {Coding.GSM7: 8, Coding.UCS2: 8, Coding.GB18030: 7}}  # fmt: skip
"""Room that a header of 6 or 7 octets takes: GSM-7 in septets (140 octets are 160 septets), UCS-2 in whole units."""


def _units(text: str, coding: Coding) -> list[bytes]:
    """Return the smallest pieces that must not be cut: one character each, in the coding's octets (GSM-7: septets)."""
    pieces: list[bytes] = []
    for position, character in enumerate(text):
        if coding is Coding.GSM7:
            piece = _GSM_ENCODE.get(character)
            if piece is None:
                raise UnencodableError(position, character)
        else:
            try:
                piece = character.encode("utf-16-be" if coding is Coding.UCS2 else "gb18030")
            except UnicodeEncodeError:
                raise UnencodableError(position, character) from None
        pieces.append(piece)
    return pieces


def encode(text: str, coding: Coding) -> bytes:
    """Return the text's octets in the coding, unsegmented.

    Raises:
        UnencodableError: a character that the coding does not have, or a lone surrogate.
    """
    return b"".join(_units(text, coding))


def decode(octets: bytes, data_coding: int) -> str:
    """Read a subscriber's message; unreadable octets become U+FFFD, so that nothing is lost silently.

    Codings other than the three of `Coding` are read as ASCII (1), else as Latin-1.
    """
    if data_coding == Coding.UCS2:
        return octets.decode("utf-16-be", "replace")
    if data_coding == Coding.GB18030:
        return octets.decode("gb18030", "replace")
    if data_coding != Coding.GSM7:
        return octets.decode("latin-1")
    characters: list[str] = []
    escaped = False
    for octet in octets:
        if escaped:
            characters.append(_GSM_EXTENDED.get(octet, "\ufffd"))
            escaped = False
        elif octet == _ESCAPE:
            escaped = True
        else:
            characters.append(GSM_BASIC[octet] if octet < 128 else "\ufffd")
    return "".join(characters)


def split(text: str, coding: Coding, header: int = 6) -> tuple[bytes, ...]:
    """Cut a text into part bodies (without headers); one part if it fits without a header.

    `header` is the length of the concatenation header in octets, 6 or 7. A surrogate pair, an escape pair and a
    multi-octet character stay in one part.

    Raises:
        UnencodableError: see `encode`.
        ValueError: the text is empty or needs more than 255 parts (the header counts in one octet).
    """
    pieces = _units(text, coding)
    if not pieces:
        raise ValueError("an empty text has no parts")
    whole = b"".join(pieces)
    if len(whole) <= _ONE_PART[coding]:
        return (whole,)
    limit = _ONE_PART[coding] - _HEADER_COST[header][coding]
    parts: list[bytes] = []
    body = bytearray()
    for piece in pieces:
        if len(body) + len(piece) > limit:
            parts.append(bytes(body))
            body.clear()
        body += piece
    parts.append(bytes(body))
    if len(parts) > 255:
        raise ValueError(f"{len(parts)} parts; a concatenated message has at most 255")
    return tuple(parts)


def concatenation_header(reference: int, total: int, index: int, *, wide: bool = False) -> bytes:
    """Return the user data header of part `index` (1-based) of `total`; `wide` gives the 16-bit reference form.

    Raises:
        ValueError: a value outside its field.
    """
    if not (0 <= reference <= (0xFFFF if wide else 0xFF) and 1 <= index <= total <= 255):
        raise ValueError("concatenation reference, total or index out of range")
    if wide:
        return bytes((6, 8, 4, reference >> 8, reference & 0xFF, total, index))
    return bytes((5, 0, 3, reference, total, index))


def segments(text: str, coding: Coding, reference: int, most: int) -> tuple[bytes, ...]:
    """Return the parts of a text as they go on the line, each with a header of 6 octets if there are several.

    Raises:
        UnencodableError, ValueError: see `split` and `concatenation_header`; or more than `most` parts.
    """
    bodies = split(text, coding)
    if len(bodies) > most:
        raise ValueError(f"{len(bodies)} parts, the account sends at most {most}")
    if len(bodies) == 1:
        return bodies
    return tuple(
        concatenation_header(reference, len(bodies), index) + body
        for index, body in enumerate(bodies, start=1)
    )


def without_header(content: bytes) -> bytes:
    """Return the text behind a user data header; a header that is longer than the whole is none."""
    return content[1 + content[0] :] if content and content[0] < len(content) else content


class Part:
    """One part of a text, framed for one account: `pack(start, sequence, front, number, back, reference)` gives the PDU's octets.

    Only sequence, number and reference vary within a send. The number must have 11 digits, which the caller has checked.
    """

    __slots__ = ("back", "front", "pack", "start")

    def __init__(self, start: bytes, front: bytes, back: bytes, pack: Callable[..., bytes]) -> None:
        self.start = start
        self.front = front
        self.back = back
        self.pack = pack

    def frame(self, sequence: int, number: int, reference: int) -> bytes:
        """Return the PDU's octets."""
        return self.pack(self.start, sequence, self.front, b"%d" % number, self.back, reference)


class FramedText:
    """A `ports.Message`: its parts, framed."""

    __slots__ = ("framed", "parts")

    def __init__(self, framed: tuple[Part, ...]) -> None:
        self.framed = framed
        self.parts = len(framed)
