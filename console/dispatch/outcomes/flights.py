"""What is on the wire: which recipient belongs to a session's key, and what is known about those in doubt."""

from collections import OrderedDict
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from console.dispatch.sends import Send


class Flight(NamedTuple):
    """One intent that was written: the recipient, and the number of the attempt."""

    send: Send
    place: int
    num: int
    attempt: int


@dataclass(slots=True)
class Doubt:
    """An intent without a verdict: the answer to each of its parts (`NO_ANSWER`: none)."""

    flight: Flight
    codes: list[int]


_REMEMBERED = 65_536
"""Accepted recipients whose receipt is matched from memory; beyond this number the database is asked."""


@dataclass(slots=True)
class Flights:
    """The intents on the wire. Each key is used once in a process; after a restart nothing is on the wire."""

    flying: dict[int, Flight] = field(default_factory=dict)
    doubts: dict[int, Doubt] = field(default_factory=dict)
    settled: set[tuple[int, int]] = field(default_factory=set)
    """Recipients (send, place) on the wire whom a receipt settled before their answer came."""
    spared: set[tuple[int, int]] = field(default_factory=set)
    """Recipients (send, place) on the wire who are sent to again, and of whose first message a receipt came: if this one is not taken, it
    is not tried again."""
    accepted: OrderedDict[str, tuple[Send, int, int, int]] = field(default_factory=OrderedDict)
    """By message id, in the form in which ids are compared: send, place, number and time of the recipients who are ACCEPTED and have no receipt yet. In order, because the oldest
    is forgotten at each new one once it is full: a plain dictionary would walk over all that it forgot before."""
    keys: "count[int]" = field(default_factory=count)

    def remember(self, msgid: str, send: Send, place: int, num: int, at: int) -> None:
        """Note an accepted recipient of a one-part text. An id that is given twice is no longer matched from memory."""
        accepted = self.accepted
        if accepted.pop(msgid, None) is None and msgid:
            accepted[msgid] = (send, place, num, at)
            if len(accepted) > _REMEMBERED:
                accepted.popitem(last=False)
