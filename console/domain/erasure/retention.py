"""How long numbers are kept (R13): periods by kind as dated policy, the legal minimum, and when each period is over.

Records that are kept for good contain no numbers: statements, counts, digests, the ledger. Numbers are erased in two ways: with the
request that sent to them, or, if nothing was ever sent, with the list that they came in.
"""

from calendar import monthrange
from datetime import date, timedelta
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
    """What becomes due: the numbers that a request sent to, a list never sent to, or the rows that were not ordinary numbers.

    The number in a complaint that belongs to no sent request is erased automatically when its time is over.
    """

    REQUEST = "request"
    LIST = "list"
    FINDINGS = "findings"
    COMPLAINT = "complaint"


class RetentionRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Months for which each kind is kept.

    `notices`, `promotions`, `others`: numbers sent to, with their submissions, receipts and replies, counted from the end of the
    quarter in which the last window closed, or from that close (`counted_from`). `unused_list` and `findings` count from the
    import; `inbox` likewise, for the file that the list was read from. The number in a closed complaint that belongs to no sent
    request is kept as `others` are, from its closing. The defaults are for packs older than this rule: a year after the quarter for
    numbers (PIPL 19: no longer than needed; never less than the legal minimum).
    """

    counted_from: Literal["quarter", "end"] = "quarter"
    notices: _Months = 12
    promotions: _Months = 12
    others: _Months = 12
    unused_list: _Months = 6
    findings: _Months = 6
    inbox: _Months = 1


def months_of(rule: RetentionRule, category: Category, *, solo: bool) -> int:
    """Return for how many months numbers of a category are kept.

    The legal minimum applies to every organisation that can reach a provider; one with only the simulator may go below it.
    """
    months: int = getattr(rule, f"{category.value}s")
    return months if solo else max(months, FLOOR_MONTHS)


def shortest(rule: RetentionRule) -> int:
    """Return after how many months the first numbers of an organisation are erased: no copy of them is kept for longer."""
    return max(min(rule.notices, rule.promotions, rule.others, rule.unused_list, rule.findings), FLOOR_MONTHS)


def sent_due(
    rule: RetentionRule, category: Category, closes: str, timezone: str, *, solo: bool, ended: str = ""
) -> str:
    """Return the instant from which the numbers of a send whose last window closed at `closes` may be erased.

    With a period of 0 months they may be erased as soon as the send is over, at `ended` (empty: before anything).
    """
    months = months_of(rule, category, solo=solo)
    if not months:
        return ended
    last = (
        Quarter.of(closes, timezone).last() if rule.counted_from == "quarter" else local_day(closes, timezone)
    )
    return end_of(after(last, months), ZoneInfo(timezone))


def brought_due(months: int, at: str, timezone: str) -> str:
    """Return the instant from which data imported at `at` and kept for `months` may be erased."""
    return end_of(after(local_day(at, timezone), months), ZoneInfo(timezone)) if months else at


def last_brought(months: int, now: str, timezone: str) -> str:
    """Return the last instant from which data imported and kept for `months` may be erased at `now` (see `brought_due`)."""
    if not months:
        return now
    zone, day = ZoneInfo(timezone), local_day(now, timezone)
    # Who came in on a later day is never due before one of an earlier day.
    while end_of(after(day, months), zone) > now:
        day -= timedelta(days=1)
    return end_of(day, zone)


def after(day: date, months: int) -> date:
    """The same day some months later; the last day of that month if it is shorter, or if `day` is the last of its own month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    longest = monthrange(year, month + 1)[1]
    is_last = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, longest if is_last else min(day.day, longest))
