"""What a message text may contain: NFC, no hidden characters, one signature, the opt-out line if required (R11, R13)."""

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from console.domain.combining import piled
from console.domain.requests.segments import hidden

if TYPE_CHECKING:
    from console.domain.acts import Text

_LONGEST_NAME = 18
_SIGNATURE = re.compile(rf"\A【[^【】\s]{{1,{_LONGEST_NAME}}}】\Z")


def bracketed(name: str) -> str:
    """A message signature with this name, cut where a signature may be no longer."""
    return f"【{name[:_LONGEST_NAME]}】"


def usual_signature(registered: Sequence[str], org_name: str) -> str:
    """The signature of a new text: the organisation's name if that is registered, else the first registered one."""
    own = bracketed(org_name)
    return own if own in registered or not registered else registered[0]


MOBILE = re.compile(r"(?<!\d)(?:(?:\+|00)?86)?[ -]?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)", re.ASCII)
"""A mobile number as people write it in a text, after NFKC normalisation."""


def mobile_in(text: str) -> bool:
    """Whether a text contains a mobile number, which no ledger entry may contain."""
    return MOBILE.search(unicodedata.normalize("NFKC", text)) is not None


def unseen(value: Any) -> bool:
    """Whether any text within a plain value (such as an act's fields) contains characters that a reader would not see."""
    if isinstance(value, str):
        return bool(hidden(value))
    if isinstance(value, dict):
        return any(unseen(item) for item in value.values())
    return isinstance(value, Sequence) and any(unseen(item) for item in value)


def faults(text: "Text", *, opt_out: bool) -> list[str]:
    """Return the codes of a text's faults: signature, brackets, nfc, hidden, piled, opt_out, body; empty if it may be sent."""
    whole = text.whole()
    refusals = []
    if not _SIGNATURE.match(text.signature):
        refusals.append("signature")
    if set("【】") & set(text.body + text.opt_out):
        refusals.append("brackets")
    if not unicodedata.is_normalized("NFC", whole):
        refusals.append("nfc")
    if hidden(whole):
        refusals.append("hidden")
    if piled(whole):
        refusals.append("piled")
    if opt_out and not text.opt_out.strip():
        refusals.append("opt_out")
    if not text.body.strip():
        refusals.append("body")
    return refusals
