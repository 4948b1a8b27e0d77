"""Calls about what people may do: personnel orders (deputies, suspensions, standbys) and pledges (Attachment 2)."""

from typing import Annotated, ClassVar

import msgspec

from console.domain.refusals import Refusal
from console.wire.answers import Page
from console.wire.base import Ask, Do
from console.wire.bounds import After, Whole
from console.wire.shown import shown


class OrderRow(msgspec.Struct, frozen=True):
    """A personnel order. `person` is the deputy, suspended person or activated standby; `until` is the recall's instant if any.

    `text` is the signed order.
    """

    kind: Annotated[str, shown("step", places="pt", label="what")]
    state: Annotated[str, shown("order_state", 9)]
    since: Annotated[str, shown("time", places="pt")]
    until: Annotated[str, shown("time", 12, "lt"), shown("until", places="p")]
    person: Annotated[
        str, shown("order", places="l", label="order_column"), shown("person", places="pt", label="name")
    ]
    principal: Annotated[str, shown("person", places="pt")]
    post: Annotated[str, shown("held", places="pt", label="field.post")]
    department: str
    categories: Annotated[list[str], shown("categories", places="p")]
    reason: Annotated[str, shown(places="pt", label="act.reason")]
    by: Annotated[str, shown("person", places="pt", label="given_by", beside="at")]
    at: Annotated[str, shown("time", places="")]
    digest: Annotated[str, shown("short", places="pt")]
    text: str
    recallable: bool


class OrderPage(msgspec.Struct, frozen=True):
    """Orders, newest first."""

    page: Page
    rows: list[OrderRow]


class PledgeClause(msgspec.Struct, frozen=True):
    """One clause of the pledge, in both languages."""

    number: int
    zh: str
    en: str


class PledgeRow(msgspec.Struct, frozen=True):
    """The pledge of a person who must sign it: `state` is valid, expiring, expired, outdated or missing."""

    name: Annotated[str, shown(width=10, places="l")]
    person: Annotated[str, shown("named", places="pt", label="name")]
    state: Annotated[str, shown("pledge_state", 14)]
    version: Annotated[str, shown(places="pt", label="pledge")]
    at: Annotated[str, shown("time", places="pt", label="since")]
    until: Annotated[str, shown("time", 20)]
    department: Annotated[str, shown("department")]
    witness: Annotated[str, shown("person", 10)]


class PledgeText(msgspec.Struct, frozen=True):
    """The pledge in force, in full, and the state of the caller's own (None if their posts require none)."""

    version: str
    months: int
    clauses: list[PledgeClause]
    mine: PledgeRow | None


class OrdersPage(Ask, frozen=True):
    """Orders; `live` keeps only those in force now or later, `person` only those that name the person in any role."""

    person: str = ""
    kind: str = ""
    live: bool = True
    after: After = ""
    limit: Whole = 128
    Answer: ClassVar[type] = OrderPage


class Pledge(Ask, frozen=True):
    """The text of the pledge in force."""

    Answer: ClassVar[type] = PledgeText


class Pledges(Ask, frozen=True):
    """Everyone who must pledge, and the state of their pledge."""

    Answer: ClassVar[type] = list[PledgeRow]


class AbsenceRow(msgspec.Struct, frozen=True):
    """What a deputy did in the caller's place: `kind` is approval, return, rejection, extension or confirmation.

    `pair` is the two-person act that was confirmed, else empty; `state` is the current state of the request.
    """

    request: int
    number: Annotated[str, shown(places="pt")]
    kind: Annotated[str, shown("step", 12, "l", label="decided"), shown("done", places="pt", label="decided")]
    deputy: Annotated[str, shown("person", 10)]
    at: Annotated[str, shown("time", 12)]
    opinion: Annotated[str, shown(places="pt", label="said")]
    state: Annotated[str, shown("state:request", 9)]
    purpose: Annotated[str, shown("of_what", places="l", label="of_what"), shown("text", places="pt")]
    category: str
    pair: str = ""


class InMyAbsence(Ask, frozen=True):
    """What was done in the caller's name, newest first."""

    since: str = ""
    Answer: ClassVar[type] = list[AbsenceRow]


class WrongPassphrase(Do, frozen=True):
    """Report a wrong passphrase for the caller's key; the answer's `id` is how many tries are left before they are locked."""


class RightPassphrase(Do, frozen=True):
    """Report that the caller opened their key to unlock their console: wrong ones before do not count any more."""


class LockoutRow(msgspec.Struct, frozen=True):
    """A person locked by wrong passphrases, since when, and why the caller may not unlock them (None: they may)."""

    person: str
    since: str
    refusal: Refusal | None


class LockedOut(Ask, frozen=True):
    """Everyone whose signatures are refused after five wrong passphrases in a row, the longest locked first."""

    Answer: ClassVar[type] = list[LockoutRow]


class Unlock(Do, frozen=True):
    """Let a person who was locked by wrong passphrases sign again."""

    person: str
    reason: str
