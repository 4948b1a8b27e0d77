"""Msg_Ids: 16 hexadecimal digits wherever they are stored, compared or shown."""

from typing import NamedTuple

from console.gateways.cmpp.pdus import WRONG_STRUCTURE, PduError


def id_octets(message_id: str) -> bytes:
    """Return the 8 octets of an id. Raises PduError unless it has 16 hexadecimal digits."""
    try:
        octets = bytes.fromhex(message_id) if len(message_id) == 16 else b""
    except ValueError:
        octets = b""
    if len(octets) != 8:
        raise PduError(WRONG_STRUCTURE, "a message id is 16 hexadecimal digits")
    return octets


class MessageId(NamedTuple):
    """What a Msg_Id is made of: 4, 5, 5, 6, 6, 22 and 16 bits from the top. It has no year, so it comes round again."""

    month: int
    day: int
    hour: int
    minute: int
    second: int
    gateway: int
    serial: int

    @classmethod
    def read(cls, message_id: str) -> "MessageId":
        """Take an id apart. Raises PduError unless it has 16 hexadecimal digits."""
        v = int.from_bytes(id_octets(message_id))
        return cls(
            v >> 60, v >> 55 & 31, v >> 50 & 31, v >> 44 & 63, v >> 38 & 63, v >> 16 & 0x3FFFFF, v & 0xFFFF
        )

    def __str__(self) -> str:
        value = 0
        for part, bits in zip(self, (4, 5, 5, 6, 6, 22, 16), strict=True):
            if part >> bits:
                raise PduError(WRONG_STRUCTURE, "a part of the message id does not fit its bits")
            value = value << bits | part
        return f"{value:016x}"


def following(message_id: str, places: int) -> str:
    """Return the id of the number `places` behind the first in a SUBMIT: the 16-bit serial wraps and carries nothing over."""
    octets = id_octets(message_id)
    serial = int.from_bytes(octets[6:]) + places & 0xFFFF
    return (octets[:6] + serial.to_bytes(2)).hex()
