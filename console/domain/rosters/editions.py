"""Which shipped edition of a rule file a house follows, and whether the program ships a newer one (R2, R11, A2).

A version begins with its edition, year and number: `2026-2`, `2026-2-our-own`. A house that changes a shipped file, or keeps its own after
reading a newer one, names its version after the edition that it compared (docs/adr/0060). A pledge has no version of a house's own: the pack
that names it was compared with it.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from console.domain.data_folder import data_folder
from console.domain.people.people import Roster
from console.domain.policy import Policy
from console.domain.rosters.alert import Alert

_EDITION: Final = re.compile(r"([0-9]{4})-([0-9]{1,3})")
_CLAUSES: Final = {"policy": "R2", "screening": "R11", "pledge": "A2"}


def edition(version: str) -> tuple[int, int]:
    """Return year and number of the edition that a version names, (0, 0) if it names none."""
    found = re.match(_EDITION.pattern + r"(?![0-9])", version)
    return (int(found[1]), int(found[2])) if found else (0, 0)


@cache
def newest(kind: str) -> str:
    """Return the newest edition of a kind (`policy`, `screening`, `pledge`) that this program ships; packs with a further name are no editions."""
    names = (one.name.removesuffix(".toml") for one in (data_folder() / kind).iterdir())
    return max((name for name in names if _EDITION.fullmatch(name)), key=edition)


def alerts(roster: Roster, policy: Policy) -> Iterator[Alert]:
    """Yield which files in force follow an older edition than the program ships, or none. In a house to try things out (solo) nothing is at stake."""
    pack, words, pledge = roster.policy.version, roster.screening.version, policy.pledge.version
    in_force = {"policy": [pack], "screening": [words], "pledge": [pledge, pack]}
    for kind, (name, *named_by) in in_force.items() if not roster.solo else ():
        if max(map(edition, [name, *named_by])) < edition(newest(kind)):
            params = {"rule_file": kind, "name": name, "shipped": newest(kind)}
            yield Alert("newer_shipped", _CLAUSES[kind], params, grave=False)
