"""What a reading left aside: numbers of a file that are in no row of it, counted by where they stand (R10).

A place is written as kind and name, `column:C`, `hidden_sheet:底稿`; so the signed manifest has them, and everything that shows it.
A list that was made of others has what each of them left aside, summed by kind: `of_column:2 年末名单`, the parent's place and name.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

COLUMN, HIDDEN_COLUMN, SHEET, HIDDEN_SHEET, MORE = "column", "hidden_column", "sheet", "hidden_sheet", "more"
KINDS: Final = (COLUMN, HIDDEN_COLUMN, SHEET, HIDDEN_SHEET, MORE)
"""Kinds of places; `more` is all that has no room, its name the number of those places."""
ROWS: Final = ("hidden_row", "filtered_row")
"""Rows out of sight that were left out: the manifest of a file counts them among its reasons, one made of others by parent."""
_OF: Final = "of_"
OF_KINDS: Final = tuple(f"{_OF}{kind}" for kind in (*KINDS, *ROWS))
"""Kinds of what a parent left aside."""
MOST: Final = 24
"""Places that are told each by itself."""
_NAME: Final = 80


class Place(NamedTuple):
    """Where numbers were left aside, and how many."""

    kind: str
    name: str
    n: int


def key(kind: str, name: str) -> str:
    """A place as it is written."""
    return f"{kind}:{name[:_NAME]}"


def places(aside: Mapping[str, int]) -> Iterator[Place]:
    """The places, those with most numbers first."""
    for one, n in sorted(aside.items(), key=lambda item: (-item[1], item[0])):
        kind, _, name = one.partition(":")
        yield Place(kind, name, n)


def of_parent(nth: int, name: str, aside: Mapping[str, int], counts: Mapping[str, int]) -> dict[str, int]:
    """What the `nth` parent left aside, from what its manifest says: places, its own parents' too, and rows out of sight."""
    sums = Counter({kind: counts[kind] for kind in ROWS if counts.get(kind)})
    for place in places(aside):
        kind = place.kind.removeprefix(_OF)
        sums[kind if kind in (*KINDS, *ROWS) else MORE] += place.n
    return {key(f"{_OF}{kind}", f"{nth} {name}"): n for kind, n in sums.items()}


class Origin(NamedTuple):
    """A place of a parent: its kind, and which parent by position and name."""

    kind: str
    nth: str
    name: str


def origin(place: Place) -> Origin:
    """Read a place whose kind is in `OF_KINDS`."""
    nth, _, name = place.name.partition(" ")
    return Origin(place.kind.removeprefix(_OF), nth, name)


def capped(aside: Mapping[str, int]) -> dict[str, int]:
    """The same with at most `MOST` places: the smallest are counted together."""
    every = sorted(aside.items(), key=lambda item: (-item[1], item[0]))
    rest = every[MOST:]
    return dict(every[:MOST]) | ({key(MORE, str(len(rest))): sum(n for _, n in rest)} if rest else {})


def is_sound(aside: Mapping[str, int]) -> bool:
    """Whether it is written as it should be, however it came here."""
    return len(aside) <= MOST + 1 and all(
        one.partition(":")[0] in KINDS and 0 < len(one) <= 2 * _NAME and n > 0 for one, n in aside.items()
    )


def columns(aside: Mapping[str, int]) -> list[Place]:
    """Other columns of a sheet that was read: whoever signs says what becomes of them."""
    return [place for place in places(aside) if place.kind in {COLUMN, HIDDEN_COLUMN}]


def sheets(aside: Mapping[str, int]) -> list[Place]:
    """Sheets that were not read."""
    return [place for place in places(aside) if place.kind in {SHEET, HIDDEN_SHEET}]
