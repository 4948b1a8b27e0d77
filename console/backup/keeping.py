"""Backups side by side in one folder, as a timer makes them: each in a folder named by its moment, and which of them are kept.

Seven daily, five weekly and thirteen monthly ones; none for longer than the shortest time after which numbers are erased.
"""

import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from console.backup.checking import read
from console.backup.manifest import MANIFEST
from console.domain import policy, times
from console.domain.erasure.retention import RetentionRule, after, shortest
from console.errors import ConsoleError
from console.settings import BACKUP_NAME, Home

_FORM: Final = "%Y%m%dT%H%M%SZ"
_PERIODS: Final[Sequence[tuple[int, Callable[[datetime], object]]]] = (
    (7, datetime.date),
    (5, lambda moment: moment.isocalendar()[:2]),
    (13, lambda moment: (moment.year, moment.month)),
)
"""How many of each kind are kept, and what names the day, week or month of a moment (UTC)."""
_UNFINISHED: Final = timedelta(days=1)
"""After this a folder without a manifest is what a broken run left, and none that is being written."""


def place(folder: Path, at: str) -> Path:
    """The folder of a backup that is begun at a moment."""
    return folder / times.parse(at).strftime(_FORM)


def prune(home: Home, folder: Path) -> list[Path]:
    """Remove the backups of this organisation that are no longer kept; return them. Call it after a good backup alone. Raises OSError.

    Nothing else in the folder is touched.
    """
    made = {one: _moment(one) for one in folder.iterdir() if re.fullmatch(BACKUP_NAME, one.name)}
    whole = {one: moment for one, moment in made.items() if (one / MANIFEST).exists()}
    if not whole:
        return []
    org, newest = read(max(whole))[0].org, max(whole.values())
    stay = kept(whole.values(), _months(home))
    gone = [one for one, moment in whole.items() if moment not in stay and _org(one) == org]
    gone += [one for one, moment in made.items() if one not in whole and newest - moment > _UNFINISHED]
    for one in sorted(gone):
        # Without its manifest a backup that is half removed is none.
        (one / MANIFEST).unlink(missing_ok=True)
        shutil.rmtree(one)
    return sorted(gone)


def kept(moments: Iterable[datetime], months: int) -> set[datetime]:
    """Which backups are kept: the newest of each of the last days, weeks and months that have one, none older than some months.

    That age counts from the newest but one: a clock that leapt makes one backup with a wrong moment, and that removes nothing.
    """
    newest_first = sorted(set(moments), reverse=True)
    stay: set[datetime] = set(newest_first[:1])
    for most, period in _PERIODS:
        first: dict[object, datetime] = {}
        for moment in newest_first:
            first.setdefault(period(moment), moment)
        stay.update(sorted(first.values(), reverse=True)[:most])
    if not newest_first:
        return stay
    since = after(newest_first[:2][-1].date(), -months)
    return {one for one in stay if one.date() >= since}


def _months(home: Home) -> int:
    """The shortest time of any policy here: which one is in force, the roster says, and no roster is read for a backup."""
    rules = [RetentionRule()]
    for path in (home.policy, *sorted(home.policies.glob("*.toml"))):
        try:
            rules.append(policy.read(path.read_text("utf-8")).retention)
        except (OSError, ValueError):
            continue
    return min(map(shortest, rules[1:] or rules))


def _org(folder: Path) -> str:
    try:
        return read(folder)[0].org
    except ConsoleError:
        return ""


def _moment(folder: Path) -> datetime:
    return datetime.strptime(folder.name, _FORM).replace(tzinfo=UTC)
