"""A department's lists as what it keeps: versions, difference, lists made of others, notes, deletion, and who overlaps with whom."""

from typing import Annotated, ClassVar, Final

import msgspec

from console.domain.acts import MOST_PARENTS, Making
from console.domain.asks import ask
from console.wire.answers import Page
from console.wire.base import Ask, Do, EnactCall
from console.wire.bounds import MANY, After, Exact, Whole, one_of
from console.wire.contacts import lists
from console.wire.shown import shown

NOTE: Final = 500
"""Characters of a note."""
SIDES: Final = ("only", "both", "only_other")
"""Parts of a difference: in the first list alone, in both, in the second alone."""
Side = Annotated[str, one_of(SIDES)]


class ListDetail(Ask, frozen=True):
    """One list."""

    list_id: Whole
    Answer: ClassVar[type] = lists.ListRow


class Difference(msgspec.Struct, frozen=True):
    """How many numbers two lists have, and how many of them are in both or in one alone."""

    name: Annotated[str, shown(places="ws", label="first", beside="n")]
    other_name: Annotated[str, shown(places="ws", label="other", beside="other_n")]
    n: Annotated[int, shown(places="")]
    other_n: Annotated[int, shown(places="")]
    only: Annotated[int, shown(places="ws")]
    both: Annotated[int, shown(places="ws")]
    only_other: Annotated[int, shown(places="ws")]


class ListDifference(Ask, frozen=True):
    """Compare two finished lists."""

    list_id: Whole
    other: Whole
    Answer: ClassVar[type] = Difference


class MaskedRow(msgspec.Struct, frozen=True):
    """A number as it is shown, its middle hidden; `position` is its place in this order, from 0."""

    position: int
    number: Annotated[str, shown(places="lpt", label="number")]


class MaskedPage(msgspec.Struct, frozen=True):
    """Masked numbers in the order of what is shown of them: their order says nothing about the hidden digits."""

    page: Page
    rows: list[MaskedRow]


class DifferenceNumbers(Ask, frozen=True):
    """The numbers of one part of a difference, masked; `after` is how many were seen."""

    list_id: Whole
    other: Whole
    side: Side
    after: After = ""
    limit: Whole = 128
    Answer: ClassVar[type] = MaskedPage


class Need(msgspec.Struct, frozen=True):
    """What still needs a list: a request (`draft`, `request`, `sent`) or a legal hold (`hold`), by number or id, and until when."""

    kind: Annotated[str, shown("need", 12, "lptw", label="need")]
    subject: Annotated[str, shown(places="lptw", label="column.subject")]
    until: Annotated[str, shown("time", 15, "lptw", label="until")]


class ListNeeds(Ask, frozen=True):
    """What still needs a list, so that it cannot be deleted."""

    list_id: Whole
    Answer: ClassVar[type] = list[Need]


class SetListNote(Do, frozen=True):
    """Write the note of a list anew; empty removes it."""

    NOUN: ClassVar[str] = "lists"
    CLAUSE: ClassVar[str] = "R10"
    list_id: Whole
    note: Annotated[str, ask(needed=False, most=NOTE)]


class ReplaceList(Do, frozen=True):
    """Say that a list is the next version of another one; 0 for none."""

    list_id: Whole
    replaces: Whole


class DeleteList(Do, frozen=True):
    """Delete a list's numbers and findings; the answer's `id` is 1 while some are left, for a further call."""

    list_id: Whole


class MakeList(Do, frozen=True):
    """Open a list that is merged or subtracted from others: until it is finished it is `making`, and a lost connection deletes it.

    `salt` is that of its root (32 bytes), made by the importing console.
    """

    department: str
    name: str
    made: Making
    parents: Annotated[list[Whole], msgspec.Meta(min_length=2, max_length=MOST_PARENTS)]
    salt: bytes


class MakePart(Do, frozen=True):
    """Open a list that is a part of another one, by prefixes or by a share in percent (0: by prefixes); then as `MakeList`."""

    department: str
    name: str
    parent: Whole
    salt: bytes
    prefixes: Annotated[list[str], MANY] = []
    share: Whole = 0


class Grown(msgspec.Struct, frozen=True):
    """How far a list is that is being made: numbers so far, whether it is whole, and then its root in hex (empty without a number)."""

    n: Whole
    whole: bool = False
    root: str = ""


class GrowList(Do, frozen=True):
    """Put the next numbers into such a list; called until it is whole."""

    list_id: Whole
    Answer: ClassVar[type] = Grown


class FinishMade(EnactCall, frozen=True):
    """Close such a list with its signed manifest."""

    list_id: Whole
    text: Exact
    signature: Exact


class Overlap(msgspec.Struct, frozen=True):
    """How many numbers a list shares with another one of its department."""

    list_id: Whole
    name: str
    n: Whole


class Glance(msgspec.Struct, frozen=True):
    """What stands out about a list of `n` numbers, as counts.

    `overlaps` are those with the `compared` newest other lists of the department, the greatest first; `recent` were sent something in
    `days` days. Both are estimated from part of the numbers if `estimated`. `opted` counts each number once, under its widest scope;
    `over` counts by category who has reached a limit. `runs` of ten or more numbers without a gap hold `in_runs` numbers, the
    longest `longest`.
    """

    n: Whole
    compared: Whole
    overlaps: list[Overlap]
    days: Whole
    recent: Whole
    estimated: bool
    opted: dict[str, Whole]
    over: dict[str, Whole]
    runs: Whole
    in_runs: Whole
    longest: Whole


class ListGlance(Ask, frozen=True):
    """What stands out about a list, also of one that its importer has yet to sign."""

    list_id: Whole
    Answer: ClassVar[type] = Glance
