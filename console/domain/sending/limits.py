"""How often one number may be written to (R11: junk by frequency; R13): the limits of the policy pack, and what they say of a number.

A day is a calendar day in the organisation's time zone, and thirty days are that day and the 29 before it. A message counts once per
recipient and send, however many parts it has, from the moment it may have reached the provider.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from typing import Annotated, Final, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from console.domain.categories import Category
from console.domain.states import RecipientState

REACH_DAYS: Final = 30
"""The longest time over which messages are counted. Numbers are kept far longer (`retention.FLOOR_MONTHS`)."""

_Most = Annotated[int, msgspec.Meta(ge=0, le=1000)]
_Days = Annotated[int, msgspec.Meta(ge=0, le=REACH_DAYS)]


class TotalLimit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The most messages to one number in a day and in thirty days; 0 means no limit."""

    day: _Most = 0
    days_30: _Most = 0


class CategoryLimit(TotalLimit, frozen=True, forbid_unknown_fields=True):
    """The limits of a category, in which its own messages count.

    With `same_text_days` a number gets a text once per request, and no sooner than that many days after it last got it, whoever sent
    it; 0 means that the text is not compared.
    """

    same_text_days: _Days = 0


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The limits of a policy pack: by category, and over the messages of all categories. A pack without them limits nothing.

    A send of `canary` recipients or more goes to a few first (`brakes.FIRST`), and to the rest once these have their receipts; 0 means none does.
    """

    notice: CategoryLimit = CategoryLimit()
    promotion: CategoryLimit = CategoryLimit()
    other: CategoryLimit = CategoryLimit()
    all: TotalLimit = TotalLimit()
    canary: Annotated[int, msgspec.Meta(ge=0, le=10_000_000)] = 0

    def of(self, category: str) -> "SendLimits":
        """Return the limits that apply to a message of a category."""
        own: CategoryLimit = getattr(self, Category(category).value)
        return SendLimits(
            own.day, own.days_30, self.all.day, self.all.days_30, own.same_text_days, self.canary
        )


class SendLimits(msgspec.Struct, frozen=True, array_like=True):
    """What applies to one send; 0 means no limit."""

    day: int = 0
    days_30: int = 0
    all_day: int = 0
    all_days_30: int = 0
    same_text_days: int = 0
    canary: int = 0

    def __bool__(self) -> bool:
        """Whether anything is limited for a number."""
        return any((self.day, self.days_30, self.all_day, self.all_days_30, self.same_text_days))


UNLIMITED: Final = SendLimits()


class Why(StrEnum):
    """Why a recipient was suppressed, in the order in which the reasons are looked for."""

    OPTED_OUT = "opted_out"
    REPLY_OPEN = "reply_open"  # a reply waits for a person: it may refuse promotion
    SAME_TEXT = "same_text"
    DAY = "cap_day"
    ALL_DAY = "cap_all_day"
    DAYS_30 = "cap_30_days"
    ALL_DAYS_30 = "cap_all_30_days"
    UNSAID = "unsaid"  # told without a reason: by an opt-out, or before reasons were kept


LIMITED: Final = (Why.SAME_TEXT, Why.DAY, Why.ALL_DAY, Why.DAYS_30, Why.ALL_DAYS_30)
"""The reasons that are limits on frequency."""

COUNTED: Final = (
    RecipientState.IN_FLIGHT,
    RecipientState.ACCEPTED,
    RecipientState.DELIVERED,
    RecipientState.UNDELIVERED,
    RecipientState.NO_RECEIPT,
    RecipientState.UNKNOWN,
)
"""States of a message that reached the provider or may have; one that the provider refused did not."""


class Contact(NamedTuple):
    """A message that counts: its time (epoch milliseconds), category, text (`text_key`), and request.

    `arrived` is False if it was reported as undelivered: it counts for the limits, but its text was not read.
    """

    at: int
    category: str
    text: str
    request: str
    arrived: bool


class Since(NamedTuple):
    """The beginnings of today, of the thirty days and of the days in which the text is compared (epoch milliseconds)."""

    day: int
    days_30: int
    same_text: int


def since(now: float, zone: ZoneInfo, same_text_days: int) -> Since:
    """Return from when messages count at `now` (epoch seconds)."""
    today = datetime.fromtimestamp(now, UTC).astimezone(zone).date()
    first, month, text = (
        int(datetime.combine(today - timedelta(days=back), time.min, zone).timestamp() * 1000)
        for back in (0, REACH_DAYS - 1, max(same_text_days, 1) - 1)
    )
    return Since(first, month, text)


def over(
    limits: SendLimits, category: str, text: str, request: str, begins: Since, contacts: Iterable[Contact]
) -> Why | None:
    """Return why a number may not get one message more, from the messages that it got before; None if it may."""
    own_day = own_30 = all_day = all_30 = 0
    for one in contacts:
        if (
            limits.same_text_days
            and one.text == text
            and one.arrived
            and (one.request == request or one.at >= begins.same_text)
        ):
            return Why.SAME_TEXT
        if one.at >= begins.days_30:
            own, today = one.category == category, one.at >= begins.day
            all_30 += 1
            all_day += today
            own_30 += own
            own_day += own and today
    for most, count, why in (
        (limits.day, own_day, Why.DAY),
        (limits.all_day, all_day, Why.ALL_DAY),
        (limits.days_30, own_30, Why.DAYS_30),
        (limits.all_days_30, all_30, Why.ALL_DAYS_30),
    ):
        if most and count >= most:
            return why
    return None


@lru_cache(maxsize=256)
def text_key(text: str) -> str:
    """Return what two texts share that read the same: width, case, blanks, signs and invisible characters make no difference."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    letters = "".join(character for character in plain if character.isalnum())
    return sha256((letters or "".join(plain.split())).encode("utf-8", "surrogatepass")).hexdigest()[:32]


GROUPS: Final[dict[str, tuple[Why, ...]]] = {
    "opted_out": (Why.OPTED_OUT,),
    "reply_open": (Why.REPLY_OPEN,),
    "same_text": (Why.SAME_TEXT,),
    "over_day": (Why.DAY, Why.ALL_DAY),
    "over_30_days": (Why.DAYS_30, Why.ALL_DAYS_30),
    "unsaid": (Why.UNSAID,),
}
"""The reasons as figures and quarters tell them; every reason is in one of them, so that they add up to the suppressed."""


def grouped(reasons: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Return how many were suppressed in each group of reasons."""
    told = dict(reasons)
    return {group: sum(told.get(str(why), 0) for why in whys) for group, whys in GROUPS.items()}


def by_reason(suppressed: int, said: Mapping[str, int] | Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return how many were suppressed for each reason, in the order of `Why`; the parts always add up to `suppressed`.

    What was told without a reason is UNSAID. Reasons that nobody knows here, or more than were suppressed, are not believed.
    """
    told = {str(why): max(0, dict(said).get(str(why), 0)) for why in Why if why is not Why.UNSAID}
    if sum(told.values()) > suppressed:
        told = {}
    told[Why.UNSAID] = suppressed - sum(told.values())
    return [(str(why), told[why]) for why in Why if told.get(why)]


def read_reasons(suppressed: int, kept: str) -> list[tuple[str, int]]:
    """Return what a slot keeps as JSON of the reasons of its suppressed (empty: none was told), as `by_reason` does."""
    return by_reason(suppressed, msgspec.json.decode(kept, type=dict[str, int]) if kept else {})
