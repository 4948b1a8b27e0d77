"""What a deliver_sm contains: a receipt for one of our messages, or a message from a subscriber.

Optional parameters come first; the text form is read if they are missing. The text form is the provider's own (SMPP 3.4 appendix B
calls it vendor specific), so it is read tolerantly and every value stays raw text.
"""

import re
from typing import Final

from console.gateways.addresses import mobile
from console.gateways.ports import Inbound, Receipt
from console.gateways.smpp.codec import LONGEST_ID, TLV_MESSAGE_PAYLOAD, TLV_NETWORK_ERROR_CODE, ShortMessage
from console.gateways.text import Coding, decode, without_header

STATES: Final = {
    1: "ENROUTE",
    2: "DELIVRD",
    3: "EXPIRED",
    4: "DELETED",
    5: "UNDELIV",
    6: "ACCEPTD",
    7: "UNKNOWN",
    8: "REJECTD",
}
"""message_state (section 5.2.28) and the words of appendix B."""

_USUAL: Final = re.compile(r"id:(\S*) sub:\S* dlvrd:\S* submit date:\S* done date:(\S*) stat:(\S*) err:(\S*)")
_TEXT: Final = re.compile(r"\btext:", re.IGNORECASE)
_FIELDS: Final = tuple(
    re.compile(r"(?:^|\s)" + name + r"\s*:\s*(\S*)", re.IGNORECASE)
    for name in ("id", r"done\s{0,3}date", r"stat(?:us)?", r"err(?:or)?")
)
_RECEIPT_TYPES: Final = frozenset({0x04, 0x20})
"""esm_class, bits 5 to 2: delivery receipt, and intermediate notification (section 5.2.12)."""


def _fields(content: str) -> tuple[str, ...]:
    """Return id, done date, stat and err of a receipt's text, each "" if absent."""
    usual = _USUAL.match(content)
    if usual is not None:
        return usual.groups()
    cut = _TEXT.search(content)
    ahead = content[: cut.start()] if cut else content
    matches = [pattern.search(ahead) for pattern in _FIELDS]
    return tuple(match[1] if match else "" for match in matches)


def is_receipt(message: ShortMessage) -> bool:
    """Whether a deliver_sm reports on one of our messages; one without the type bit must carry id and state."""
    if message.esm_class & 0x3C in _RECEIPT_TYPES:
        return True
    return message.receipted_id is not None and message.state is not None


def receipt(message: ShortMessage, token: int) -> Receipt:
    """Read a receipt. Missing values stay empty; `raw` keeps the whole text."""
    tlvs = message.tlvs
    raw = message.short_message or tlvs.get(TLV_MESSAGE_PAYLOAD, b"")
    # Some gateways end the text with a zero octet, as in C.
    said = raw.rstrip(b"\0") if message.data_coding != Coding.UCS2 else raw
    wide = message.data_coding == Coding.UCS2 and b"\0" in raw
    message_id, done, status, error = _fields(
        said.decode("utf-16-be", "replace") if wide else said.decode("latin-1")
    )
    state = message.state
    if state is not None and not status:
        status = STATES.get(state, "")
    if not error and (network := tlvs.get(TLV_NETWORK_ERROR_CODE)):
        error = network.hex()
    message_id = message.receipted_id or (message_id if len(message_id) <= LONGEST_ID else "")
    fields = (mobile(message.source), message_id, message.reference, status, state, error, done, raw, token)
    return tuple.__new__(Receipt, fields)


def has_long_id(message: ShortMessage) -> bool:
    """Whether a receipt names its message by an id that is longer than an id may be; then `receipt` gives it none."""
    return message.long_id or len(_fields(message.content.decode("latin-1"))[0]) > LONGEST_ID


def inbound(message: ShortMessage, token: int) -> Inbound:
    """Read a subscriber's message; a user data header is removed from its text."""
    content = without_header(message.content) if message.esm_class & 0x40 else message.content
    return Inbound(
        mobile(message.source), message.source.decode("latin-1"), message.destination.decode("latin-1"),
        decode(content, message.data_coding), message.content, token,
    )  # fmt: skip
