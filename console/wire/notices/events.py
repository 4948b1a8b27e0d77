"""What happened, for the house's own collector of logs: an entry's number, time, kind and actor, never what was said in it (等保 8.1.4.3)."""

from typing import Annotated, ClassVar, Final

import msgspec

from console.wire.base import Ask
from console.wire.bounds import Whole

AT_ONCE: Final = 100
"""Events of one answer."""
SAID: Final = ("source", "way", "why", "code", "account")
"""What an event of a session says more: none of it was typed by anybody."""


class LedgerEvent(msgspec.Struct, frozen=True):
    """An entry of the ledger. `time` is UTC; `hash` 64 hexadecimal digits, by which the entry can be told from one put in its place later."""

    seq: int
    time: str
    kind: str
    actor: str
    hash: str
    said: dict[str, str] = {}


class EventsAfter(msgspec.Struct, frozen=True):
    """The entries after the one that was named, oldest first, and the ledger's newest number.

    `follows` is whether that entry is still there with that hash: a ledger that was put back from a backup has others, and answers none.
    """

    follows: bool
    newest: int
    events: list[LedgerEvent]


class LedgerEvents(Ask, frozen=True):
    """The next entries after `after` (0: from the first), whose hash is `hash`. `failing` is since when the collector takes nothing; empty: it does."""

    instance: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    after: Whole
    hash: Annotated[str, msgspec.Meta(max_length=64)] = ""
    failing: Annotated[str, msgspec.Meta(max_length=32)] = ""
    Answer: ClassVar[type] = EventsAfter
