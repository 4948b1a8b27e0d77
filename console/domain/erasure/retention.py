"""How long numbers are kept (R13): periods by kind as dated policy, the law's floor under them, and when each is over.

What is kept for good has no number in it: statements, counts, digests, the ledger. What has numbers goes in two ways: with the
request that sent to them, or, where nothing was ever sent, with the list that they came in.
"""

from calendar import monthrange
from datetime import date
from enum import StrEnum
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo

import msgspec

from console.domain.calendar import end_of, local_day
from console.domain.categories import Category
from console.domain.filing.quarters import Quarter

_Months = Annotated[int, msgspec.Meta(ge=0, le=120)]

FLOOR_MONTHS: Final = 6
"""Send and receive times with their numbers are kept for at least six months (the SMS regulation of 2026; 网络安全法, logs)."""


class Kind(StrEnum):
    """What becomes due: what a request sent to, a list that nothing was sent to, or the rows that were no ordinary numbers.

    The number of a complaint about no request that sent anything goes by itself, when its time is over.
    """

    REQUEST = "request"
    LIST = "list"
    FINDINGS = "findings"
    COMPLAINT = "complaint"


class RetentionRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Months for which each kind is kept.

    `notices`, `promotions`, `others`: numbers sent to, with their submissions, receipts and replies, counted from the end of the
    quarter in which the last window closed, or from that close (`counted_from`). `unused_list` and `findings` count from the
    import; `inbox` likewise, for the file that the list was read from. The number of a closed complaint about no request that
    sent anything is kept as `others` are, from its closing. The defaults are for packs that are older than this rule:
    a year after the quarter for numbers (PIPL 19: no longer than needed; the floor below never undercut).
    """

    counted_from: Literal["quarter", "end"] = "quarter"
    notices: _Months = 12
    promotions: _Months = 12
    others: _Months = 12
    unused_list: _Months = 6
    findings: _Months = 6
    inbox: _Months = 1


def months_of(rule: RetentionRule, category: Category, *, solo: bool) -> int:
    """For how many months numbers of a category are kept.

    The floor holds for every house that can reach a provider; one that reaches the simulator alone may go below it.
    """
    months: int = getattr(rule, f"{category.value}s")
    return months if solo else max(months, FLOOR_MONTHS)


def sent_due(
    rule: RetentionRule, category: Category, closes: str, timezone: str, *, solo: bool, ended: str = ""
) -> str:
    """Return the instant from which numbers may be erased that a send with its last window up to `closes` went to.

    Without a month to wait they may go as soon as the send is over, at `ended` (empty: before anything).
    """
    months = months_of(rule, category, solo=solo)
    if not months:
        return ended
    last = (
        Quarter.of(closes, timezone).last() if rule.counted_from == "quarter" else local_day(closes, timezone)
    )
    return end_of(_after(last, months), ZoneInfo(timezone))


def brought_due(months: int, at: str, timezone: str) -> str:
    """Return the instant from which something may be erased that was brought in at `at` and is kept for `months`."""
    return end_of(_after(local_day(at, timezone), months), ZoneInfo(timezone)) if months else at


def _after(day: date, months: int) -> date:
    """The same day some months later; the last one of its month where that is shorter, or where `day` is the last of its own."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    longest = monthrange(year, month + 1)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, longest if is_last else min(day.day, longest))
