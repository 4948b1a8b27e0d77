"""Calls about one mobile number: its history across requests, and the unmasking of one recipient (R7).

Each call is a ledger entry with its reason, and no entry holds the number.
"""

from typing import Annotated, ClassVar

import msgspec

from console.domain.refusals import Refusal
from console.wire.base import Ask, Do
from console.wire.bounds import Small, Whole
from console.wire.shown import shown


class TimelineRow(msgspec.Struct, frozen=True):
    """A slot whose list holds the number: what was sent, and the result for this number.

    `at` orders the rows; `released`, `started` and `ended` are instants of the slot, empty before they happen: the
    desk keeps times of slots, not of single messages. `state` is the recipient's, `none` if nothing was sent.
    """

    request: int
    number: Annotated[
        str,
        shown("numbered", 18, "l", label="column.number"),
        shown("versioned", places="p", label="column.number"),
        shown("which", places="t", label="cli.column.number"),
    ]
    version: int
    slot: Annotated[int, shown("plain", places="t", label="cli.column.slot")]
    department: Annotated[str, shown("department", places="p", section=2)]
    category: Annotated[str, shown("category", places="p", section=2)]
    purpose: Annotated[str, shown(places="lpt", section=2)]
    list_name: Annotated[
        str, shown(places="t", label="cli.column.list"), shown("listed", places="p", label="list")
    ]
    slot_state: Annotated[str, shown("state:slot", places="p", label="slot", section=2)]
    state: Annotated[
        str, shown("state:recipient", 14, "l", section=-2), shown("state:recipient", places="pt")
    ]
    code: Annotated[str, shown("code", 14, "lt"), shown("code", places="p")]
    message_id: Annotated[str, shown(places="p")]
    at: str
    released: Annotated[str, shown("time", places="p", section=1)]
    started: Annotated[
        str,
        shown("time", places="p", section=1),
        shown("begun", places="t", label="cli.column.since", section=1),
        shown("begun_short", 15, "l", label="column.at", section=-1),
    ]
    ended: Annotated[
        str,
        shown("time", places="p", section=1),
        shown("time", places="t", label="cli.column.until", section=1),
    ]
    position: int


class ListedRow(msgspec.Struct, frozen=True):
    """A list that holds the number."""

    id: int
    name: str
    department: str
    at: str


class OptedRow(msgspec.Struct, frozen=True):
    """An opt-out of the number; `department` is whose promotion it refuses, else empty.

    `ended` is when two people ended it, `end` the digest of their proposal; both are empty while it holds.
    """

    scope: str
    source: str
    at: str
    department: str = ""
    ended: str = ""
    end: str = ""


class ComplainedRow(msgspec.Struct, frozen=True):
    """A complaint of the number."""

    id: int
    number: str
    source: str
    state: str
    at: str


class RepliedRow(msgspec.Struct, frozen=True):
    """A reply of the number; in `text` mobile numbers are masked."""

    id: int
    state: str
    text: str
    reason: str
    form: str
    at: str


class Timeline(msgspec.Struct, frozen=True):
    """Everything that the desk knows of one number, as far as the caller may read it; `seq` is the search's ledger entry."""

    seq: int
    masked: str
    rows: list[TimelineRow]
    lists: list[ListedRow]
    optouts: list[OptedRow]
    complaints: list[ComplainedRow]
    replies: list[RepliedRow] = []


class Unmasked(msgspec.Struct, frozen=True):
    """One number, to be shown once."""

    seq: int
    number: int


class NumberRights(msgspec.Struct, frozen=True):
    """Why the caller may not search by number, or None."""

    search: Refusal | None


class MaySearch(Ask, frozen=True):
    """Whether the caller may search by number and unmask."""

    Answer: ClassVar[type] = NumberRights


class SearchNumber(Do, frozen=True):
    """The timeline of one number; `reason` goes into the ledger and holds no number."""

    num: Whole
    reason: str
    Answer: ClassVar[type] = Timeline


class UnmaskRecipient(Do, frozen=True):
    """The number of the recipient at a place of a slot, as the caller was shown it."""

    request: Whole
    slot: Small
    position: Whole
    reason: str
    Answer: ClassVar[type] = Unmasked


class UnmaskComplaint(Do, frozen=True):
    """The number that a complaint is about, so that people can answer it."""

    complaint: Whole
    reason: str
    Answer: ClassVar[type] = Unmasked


class UnmaskReply(Do, frozen=True):
    """The number that a reply came from, so that people can ask its sender."""

    reply: Whole
    reason: str
    Answer: ClassVar[type] = Unmasked
