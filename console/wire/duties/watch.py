"""What is unusual about requests and sends: on the approval card, and in the General Department's list, which acknowledges it (R7)."""

from typing import Annotated, ClassVar, Final

import msgspec

from console.domain.asks import ask
from console.domain.refusals import Refusal
from console.domain.watch.watch import Case, Past, Span, WatchRule
from console.wire.answers import Page
from console.wire.base import Ask, Do
from console.wire.bounds import After, Filter, Whole, filter_by
from console.wire.shown import shown

WORDS: Final = 500
"""Characters of each of the texts with which it is acknowledged."""


class CardWatch(msgspec.Struct, frozen=True):
    """What a request is compared with, on its card: the limits, what was before, and the hours of its category.

    Whoever reads the card judges by it with the count and the windows of the signed request.
    """

    rule: WatchRule
    past: Past
    within: Span


class WatchRow(msgspec.Struct, frozen=True):
    """An unusual request or send; `found` is when the newest of it was found. `state` is open or acknowledged."""

    request: int
    state: Annotated[str, shown("state:watch", 8, "lptwx")]
    form: Annotated[str, shown(width=18, places="lptwx")]
    department: Annotated[str, shown("department", (8, 10), "lptwx")]
    cases: Annotated[
        list[Case],
        shown("kinds", places="lt", label="kinds"),
        shown("said", places="pwx", label="cases", section=1),
    ]
    found: Annotated[str, shown("time", places="ptwx")]
    purpose: Annotated[str, shown(places="pwx")]
    category: Annotated[str, shown("category", places="pw", label="field.category")]
    acknowledged: Annotated[str, shown("time", places="ptx")]


class WatchView(msgspec.Struct, frozen=True):
    """The same in full. `looked` and `follows` are the words of the newest acknowledgement, by `by`; `allowed` has `acknowledge`."""

    row: WatchRow
    who: Annotated[list[str], shown("person", places="w")]
    by: Annotated[
        str, shown("person", places="w", section=2, label="acknowledged_by", beside="row.acknowledged")
    ]
    looked: Annotated[str, shown(places="w", section=2)]
    follows: Annotated[str, shown(places="w", section=2)]
    allowed: dict[str, Refusal | None]


class WatchedPage(msgspec.Struct, frozen=True):
    """Unusual requests and sends, the newest first."""

    page: Page
    rows: list[WatchRow]


class WatchPage(Ask, frozen=True):
    """Unusual requests and sends, newest first, by state, department, what is unusual, and words in form number or purpose."""

    state: Annotated[str, filter_by(("open", "acknowledged"), "state.watch")] = ""
    department: str = ""
    what: str = ""
    text: Filter = ""
    after: After = ""
    limit: Whole = 100
    Answer: ClassVar[type] = WatchedPage


class WatchDetail(Ask, frozen=True):
    """What is unusual about one request and its sends."""

    request: Whole
    Answer: ClassVar[type] = WatchView


class AcknowledgeWatch(Do, frozen=True):
    """Acknowledge it: what was looked at, and what follows. `seen` is `found` as the person read it; empty is not compared."""

    NOUN: ClassVar[str] = "watch"
    CLAUSE: ClassVar[str] = "R7"

    request: Whole
    looked: Annotated[str, ask(most=WORDS)]
    follows: Annotated[str, ask(most=WORDS)]
    seen: str = ""
