"""What is unusual about a request or a send, against what its department did before and against fixed floors (R7, R11).

The limits stand in the policy pack (`[watch]`). Before a send, count and windows are those of the signed request, so whoever reads it
can judge again; what was before, and what lists have in common, is the desk's word. Nothing here stops a send: it is said to people.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final
from zoneinfo import ZoneInfo

import msgspec

from console.domain.sending.hours import Hour
from console.domain.times import parse

_MIDNIGHT: Final = 24 * 60
_WHOLE: Final = 10_000
_AGAIN: Final = 2
"""How many times what was acknowledged a figure must be to be news, and how many times its largest part what was split."""

_Days = Annotated[int, msgspec.Meta(ge=1, le=366)]
_Times = Annotated[int, msgspec.Meta(ge=2, le=100)]
_Number = Annotated[int, msgspec.Meta(ge=1, le=10_000_000)]
_Share = Annotated[int, msgspec.Meta(ge=1, le=_WHOLE)]


class WatchRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From when on something is unusual. The defaults are for packs older than this rule.

    Sends of the last `days` and numbers of the last `list_days` are what a request is compared with. Fewer `recipients`, or fewer
    `cases` of a kind, are never unusual. `times` is how much more than before is unusual: recipients than in the largest send, or a
    share than the department's own. Less than `known_percent` of a list among the numbers written to is unusual; so are
    `split_requests` requests within `split_days` that have a text or a file in common and together `times` as many recipients; so
    are `runs` numbers in unbroken rows of ten or more. Windows within `usual_hours` are never unusual. The shares are in ten thousand
    messages submitted: from the first on if it is `times` the department's own, from the second on always.
    """

    days: _Days = 90
    list_days: _Days = 365
    recipients: _Number = 500
    times: _Times = 3
    known_percent: Annotated[int, msgspec.Meta(ge=0, le=100)] = 10
    split_days: Annotated[int, msgspec.Meta(ge=1, le=31)] = 7
    split_requests: _Times = 3
    runs: _Number = 100
    usual_hours: tuple[Hour, Hour] = ("08:00", "20:00")
    cases: _Number = 3
    failures: tuple[_Share, _Share] = (500, 2000)
    refusals: tuple[_Share, _Share] = (50, 200)
    complaints: tuple[_Share, _Share] = (5, 20)


class What(StrEnum):
    """What can be unusual, in the order in which it is said: of a request, then of its send."""

    VOLUME = "volume"
    SPLIT = "split"
    EARLY = "early"
    LATE = "late"
    STRANGERS = "strangers"
    RUNS = "runs"
    FAILURES = "failures"
    REFUSALS = "refusals"
    COMPLAINTS = "complaints"


SHARES: Final = (What.FAILURES, What.REFUSALS, What.COMPLAINTS)
"""What is known only after a send, as a share of the messages submitted."""


class Case(msgspec.Struct, frozen=True):
    """One unusual thing, in figures; `usual` is -1 where there is nothing to compare with, `days` how far back it was looked.

    VOLUME: `n` recipients, `usual` those of the largest send, whose number is `about`. SPLIT: `n` recipients of `of` requests, `usual`
    those of the largest send or the largest such week before. EARLY, LATE: minute `n` of the local day, `usual` the earliest or latest
    before. STRANGERS: of `of` numbers `n` were written to. RUNS: `n` numbers in `of` rows, the longest `usual`. A share: `n` of `of`
    messages, `usual` is the department's own in ten thousand.
    """

    what: str
    n: int
    of: int = 0
    usual: int = -1
    about: str = ""
    days: int = 0


class Past(msgspec.Struct, frozen=True):
    """What a department did before a request, and what its lists have in common with that, as the desk says.

    `sent` is whether it sent anything; `largest` the recipients of its largest send, `largest_of` the number of that request. Windows
    before lay between the minutes `earliest` and `latest` of the day (-1: none). `parts` requests, with this one, look like one that
    was split, of `in_parts` recipients, `most_part` in the largest; `parts_before` is the most that there were in such a week before. Of `looked` numbers `known`
    were written to before (0 of 0: nothing to compare with); `habit` is the percentage of its newest lists for which that was so (-1:
    not known). `runs` unbroken rows hold `in_runs` numbers.
    """

    sent: bool = False
    largest: int = 0
    largest_of: str = ""
    earliest: int = -1
    latest: int = -1
    parts: int = 1
    in_parts: int = 0
    most_part: int = 0
    parts_before: int = 0
    looked: int = 0
    known: int = 0
    habit: int = -1
    runs: int = 0
    in_runs: int = 0
    longest: int = 0


class Span(msgspec.Struct, frozen=True, array_like=True):
    """Minutes of the local day: the first, and the one after the last."""

    first: int
    last: int


def span(opens: str, closes: str, zone: ZoneInfo, within: Span) -> Span | None:
    """Return between which minutes of the day a window's messages may leave, in the category's hours `within`; None if never."""
    try:
        first, last = parse(opens).astimezone(zone), parse(closes).astimezone(zone)
    except ValueError:
        return None
    days = (last.date() - first.date()).days
    if days <= 0:
        parts = [(_minute(first), _minute(last))]
    elif days == 1:
        parts = [(_minute(first), _MIDNIGHT), (0, _minute(last))]
    else:
        parts = [(0, _MIDNIGHT)]
    return joined(
        Span(max(start, within.first), min(end, within.last))
        for start, end in parts
        if max(start, within.first) < min(end, within.last)
    )


def joined(spans: Iterable[Span | None]) -> Span | None:
    """Return the span from the earliest to the latest minute of all; None if there is none."""
    found = [one for one in spans if one is not None]
    return Span(min(one.first for one in found), max(one.last for one in found)) if found else None


def _minute(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def before_sending(rule: WatchRule, past: Past, n: int, when: Span | None) -> Iterator[Case]:
    """Yield what is unusual about a request of `n` recipients whose messages leave within `when`."""
    if past.sent and n >= max(rule.recipients, rule.times * past.largest):
        yield Case(What.VOLUME, n, usual=past.largest, about=past.largest_of, days=rule.days)
    most = max(past.largest, past.parts_before)
    # What is hardly more than its largest part hides nothing.
    least = max(rule.recipients, rule.times * most, _AGAIN * past.most_part)
    if past.parts >= rule.split_requests and past.in_parts >= least:
        yield Case(What.SPLIT, past.in_parts, past.parts, most if past.sent else -1, days=rule.split_days)
    if when is not None and past.latest >= 0:
        day = [int(one[:2]) * 60 + int(one[3:]) for one in rule.usual_hours]
        if when.first < min(day[0], past.earliest):
            yield Case(What.EARLY, when.first, usual=past.earliest, days=rule.days)
        if when.last > max(day[1], past.latest):
            yield Case(What.LATE, when.last, usual=past.latest, days=rule.days)
    alike = past.habit < 0 or past.habit >= rule.known_percent
    if past.looked >= rule.recipients and 100 * past.known < rule.known_percent * past.looked and alike:
        yield Case(What.STRANGERS, past.known, past.looked, days=rule.list_days)
    if past.in_runs >= rule.runs:
        yield Case(What.RUNS, past.in_runs, past.runs, past.longest)


def after_sending(
    rule: WatchRule, submitted: int, counts: Mapping[What, int], usual: Mapping[What, int]
) -> Iterator[Case]:
    """Yield which shares of a send stand out; `usual` are the department's own in ten thousand, without those not known."""
    for what in SHARES:
        n, own = counts.get(what, 0), usual.get(what, -1)
        noticed, floor = getattr(rule, what)
        if submitted < rule.recipients or n < rule.cases:
            continue
        more = own >= 0 and _WHOLE * n >= max(noticed, rule.times * own) * submitted
        if more or _WHOLE * n >= floor * submitted:
            yield Case(what, n, submitted, own, days=rule.days)


def share(n: int, of: int) -> int:
    """Return a share in ten thousand, rounded down; -1 of nothing."""
    return _WHOLE * n // of if of else -1


def news(cases: Iterable[Case], seen: Iterable[Case]) -> list[Case]:
    """Return the cases of which nobody knew when `seen` was acknowledged: another kind, or a figure twice as high."""
    known = {one.what: one for one in seen}
    return [
        one
        for one in cases
        if one.what not in known or (one.what in SHARES and one.n >= _AGAIN * known[one.what].n)
    ]
