"""What a provider's report says of a message (状态报告): delivered, failed, still under way, or nothing that can be understood.

Providers spell the words of SMPP 3.4 appendix B in their own way, write them out, or pass on those of CMPP. A word that is in no
table here has no effect: no recipient becomes delivered or failed, or is sent to again, because of it.
"""

import re
from enum import StrEnum
from functools import lru_cache
from typing import Final


class Verdict(StrEnum):
    """What a report means for the recipient."""

    DELIVERED = "delivered"
    FAILED = "failed"
    PENDING = "pending"
    """The provider has the message and is still trying."""
    NONE = "none"
    """The word is unknown, the provider itself does not know, or its two words contradict each other."""


_SAID: Final = {
    Verdict.DELIVERED: "delivrd delivered deliverd delivred delivrded delivery delivrdok",
    Verdict.FAILED: (
        "undeliv undelivrd undelivered undeliverd undeliverable undelivrable"
        " expired expird deleted deletd rejectd rejected reject rejctd failed fail failure"
    ),
    Verdict.PENDING: (
        "enroute enrouted acceptd accepted accptd accept scheduled schedld buffred buffered bufferd acked queued"
    ),
}
_WORDS: Final = {word: verdict for verdict, said in _SAID.items() for word in said.split()}
"""UNKNOWN is missing on purpose: with it the provider says that it does not know what happened to the message."""

_STATES: Final = {
    0: Verdict.PENDING, 1: Verdict.PENDING, 2: Verdict.DELIVERED, 3: Verdict.FAILED, 4: Verdict.FAILED, 5: Verdict.FAILED,
    6: Verdict.PENDING, 8: Verdict.FAILED,
}  # fmt: skip
"""message_state: SMPP 3.4, section 5.2.28; 0 is SMPP 5.0's SCHEDULED. 7 is UNKNOWN."""

_CMPP: Final = re.compile(r"(?:M[BKIN]|[CDSI]B):[0-9A-Z]{1,4}", re.IGNORECASE)
"""CMPP 3.0, Stat: an error returned by a network or a centre. The codes for silence (`MA`, `MC`, `IC`, …) prove nothing."""

_EDGES: Final = " \t\r\n\0.,;\"'"


def plain(status: str) -> str:
    """Return a state word without what providers spell differently."""
    return status.strip(_EDGES).casefold().replace("-", "").replace("_", "")


@lru_cache(maxsize=512)
def verdict(status: str, state: int | None, own: Verdict = Verdict.NONE) -> Verdict:
    """Return what a receipt's state word and its message_state (None: it has none) mean together.

    Spelling and case are ignored. If only one of them is known, it counts; an end state counts before one still under way. `own` is
    what the word means at this gateway alone, if it is in no table here.
    """
    word = plain(status)
    spoken = Verdict.FAILED if _CMPP.fullmatch(word) else _WORDS.get(word, own)
    said = {spoken, _STATES.get(-1 if state is None else state, Verdict.NONE)}
    ends = said & {Verdict.DELIVERED, Verdict.FAILED}
    if len(ends) == 1:
        return ends.pop()
    return Verdict.PENDING if not ends and Verdict.PENDING in said else Verdict.NONE
