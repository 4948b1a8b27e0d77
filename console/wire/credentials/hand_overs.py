"""Calls about the hand-over of custody (R12): proposed, confirmed by two, carried out by a roster version."""

from typing import Annotated, ClassVar

import msgspec

from console.domain.credentials.custody import Handed
from console.domain.refusals import Refusal
from console.wire.base import Ask
from console.wire.shown import shown


class Signer(msgspec.Struct, frozen=True):
    """A signer and the time of signing."""

    person: str
    at: str


class HandOverRow(msgspec.Struct, frozen=True):
    """A hand-over: from whom (empty: nobody held it) to whom, of what, and its progress.

    `state` is open (`waits_for` is the role of the next signer), confirmed (a roster version must carry it out), applied,
    expired or overtaken. `roster` is the version that carried it out, 0 before. `text` is the signed proposal, `digest` its
    digest. `refusal` is why the caller may not sign next, `carry` why they may not have it carried out; None if they may.
    """

    number: Annotated[str, shown(width=10, places="lt")]
    digest: str
    state: Annotated[str, shown("hand_over_state", 14, "lpt")]
    outgoing: Annotated[str, shown("who", (16, 22), "lt", label="who")]
    incoming: str
    department: str
    effective: Annotated[str, shown("time", 11, "lt")]
    waits_for: Annotated[str, shown("part", places="lpt")]
    signed: Annotated[list[Signer], shown("signed", places="t"), shown("signed_when", places="p")]
    roster: Annotated[int, shown("some", places="pt")]
    passwords: list[Handed]
    envelopes: list[str]
    rotate_by: str
    reason: str
    by: str
    at: str
    expires: Annotated[str, shown("until", places="p")]
    text: str
    refusal: Refusal | None
    carry: Refusal | None


class HandOversView(msgspec.Struct, frozen=True):
    """Hand-overs, newest first; `candidates` may take over custody, and `refusal` is why the caller may propose none."""

    rows: list[HandOverRow]
    candidates: list[str]
    refusal: Refusal | None


class HandOvers(Ask, frozen=True):
    """Every hand-over."""

    Answer: ClassVar[type] = HandOversView
