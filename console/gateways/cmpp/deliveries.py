"""What a DELIVER contains: a report on one of our messages, or a message from a subscriber."""

from console.gateways.addresses import mobile
from console.gateways.cmpp import codec
from console.gateways.cmpp.pdus import NO_ID, Deliver, PduError
from console.gateways.ports import Inbound, Receipt
from console.gateways.text import Coding, decode, without_header


def known_id(message_id: str) -> str:
    """Return a Msg_Id, "" for the 0 that some gateways give to every message: it names none."""
    return "" if message_id == NO_ID else message_id


def receipt(deliver: Deliver, token: int) -> Receipt | None:
    """Read a report; None if its length is neither that of 2.0 nor that of 3.0."""
    try:
        r = codec.report(deliver.content)
    except PduError:
        return None
    number = _number(deliver, r.number.strip() or deliver.source)
    return Receipt(
        number, known_id(r.message_id), None, r.stat, None, "", r.done_time, deliver.content, token
    )


def unread(deliver: Deliver, token: int) -> Receipt:
    """What cannot be read is kept as it came, with the number of its DELIVER; refused it would be lost."""
    return Receipt(_number(deliver, deliver.source), "", None, "", None, "", "", deliver.content, token)


def inbound(deliver: Deliver, token: int) -> Inbound:
    """Read a subscriber's message; a user data header is removed from its text."""
    content = without_header(deliver.content) if deliver.udhi & 1 else deliver.content
    # Msg_Fmt 0 is ASCII here, not the alphabet of handsets.
    text = content.decode("ascii", "replace") if deliver.fmt == Coding.GSM7 else decode(content, deliver.fmt)
    number = _number(deliver, deliver.source)
    return Inbound(number, deliver.source, deliver.destination, text, deliver.content, token)


def _number(deliver: Deliver, address: str) -> int:
    """Return a number; 0 for a pseudo number (伪码), whose digits may look like somebody's."""
    return 0 if deliver.source_kind else mobile(address.strip().encode("latin-1"))
