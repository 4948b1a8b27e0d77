"""A provider's codes that mean that the subscriber refuses, or is on a black list (R13): dated data of each gateway's file.

Codes are not the same from one provider to the next, so nothing here knows one by itself. Limits on what one send may say so.
"""

from collections.abc import Sequence
from typing import Annotated, Final, Literal

import msgspec

SHARE: Final = 5
"""Percent of a send's recipients beyond which refusals by code are reported: a list does not refuse all at once."""
LEAST: Final = 20
"""Refusals by code of one send that are never reported as too many."""

STATES: Final = frozenset(
    [
        "delivrd",
        "delivered",
        "undeliv",
        "undelivered",
        "expired",
        "deleted",
        "rejectd",
        "rejected",
        "acceptd",
        "accepted",
        "enroute",
        "unknown",
        "failed",
        "0",
        "000",
        "0000",
        "0x00000000",
    ]
)
"""Words that every message may have; one of them alone names no refusal."""


class RefusalCode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One code, as receipts or answers have it, of which scope its opt-out is, from which day, and who says so."""

    code: Annotated[str, msgspec.Meta(pattern=r"\A[!-~]{1,20}\Z")]
    scope: Literal["promotion", "optional", "all"]
    since: Annotated[str, msgspec.Meta(pattern=r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")]
    proof: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]


class RefusalCodes:
    """The codes of one gateway file, looked up in a receipt's words: the whole of them, or one part between blanks."""

    def __init__(self, codes: Sequence[RefusalCode] = ()) -> None:
        self._codes = {one.code.casefold(): one for one in codes}

    def __bool__(self) -> bool:
        return bool(self._codes)

    def meaning(self, words: str, day: str) -> RefusalCode | None:
        """The code by which a receipt's words opt out on a day (`YYYY-MM-DD`) of the organisation; None if they do not."""
        if not self._codes:
            return None
        for word in (words, *words.split()):
            known = self._codes.get(word.casefold())
            if known is not None and known.since <= day:
                return known
        return None

    def scope(self, words: str, day: str) -> str:
        """The scope of the opt-out that a receipt's words make on a day (`YYYY-MM-DD`); empty if they make none."""
        known = self.meaning(words, day)
        return known.scope if known is not None else ""


def too_many(n: int, recipients: int) -> bool:
    """Whether so many refusals by code in one send of so many recipients are to be reported."""
    return n > LEAST and n * 100 > recipients * SHARE
