"""Contact lists: importing one, the findings in its file, and the manifest in which its importer vouches for it (R10)."""

from collections.abc import Sequence
from typing import Annotated, ClassVar, Final, Self

import msgspec

from console.domain.contacts.packing import pack_columns
from console.wire.answers import Page
from console.wire.base import Ask, Do, EnactCall
from console.wire.bounds import (
    MANY,
    After,
    Exact,
    Filter,
    PairAfter,
    Whole,
)
from console.wire.shown import shown


class ListRow(msgspec.Struct, frozen=True):
    """A contact list: counts by reason, repairs accepted, state (`importing`, `making`, `ready`, `erased`).

    `aside` counts by place the numbers of the file that are in no row (`console.domain.contacts.aside`); `texts_until` is until when what stands
    beside the numbers is kept, empty if it is not. `version` counts from 1 along the lists that it replaces; `replaces` and `replaced_by` are 0 for none. `made` says how it was made of
    the lists `parents`, empty for one that was read from a file; `prefixes` or `share` (percent) is the rule of a part. `sha256` is that of the file, in hex. `last_used` is the newest opening of a window that sends to it.
    """

    id: Annotated[int, shown("plain", places="tw")]
    name: Annotated[str, shown(places="lptw")]
    n: Annotated[int, shown(width=10, places="lptw", label="column.recipients")]
    rows: Annotated[
        int, shown("left_out", 9, "lptw", label="left_out", right=True), shown("count", places="ptw")
    ]
    department: Annotated[str, shown("department", 10, "lptw", section=1)]
    source: Annotated[
        str, shown(places="t", section=1), shown("read_from", places="pw", label="card.from", section=1)
    ]
    importer: Annotated[str, shown("person", places="ptw", section=1)]
    at: Annotated[str, shown("time", 15, "lptw", section=1)]
    used_by: Annotated[int, shown(places="ptw", label="used", section=1)]
    state: str
    encoding: str
    sheet: str
    counts: Annotated[
        dict[str, int],
        shown("left_out_why", places="pw", label="left_out_why"),
        shown("remarked", places="pw", label="remarked"),
    ]
    repaired: Annotated[dict[str, int], shown("repaired", places="pw")]
    digest: Annotated[str, shown("short_digest", places="pw", section=1)]
    last_used: Annotated[str, shown("time", places="ptw", label="last_used", section=1)] = ""
    version: Annotated[int, shown("versions", places="ptw", label="versions", section=1)] = 1
    replaces: int = 0
    replaced_by: int = 0
    made: Annotated[str, shown("made_of", places="ptw", label="made_of", section=1)] = ""
    parents: list[int] = []
    prefixes: list[str] = []
    share: int = 0
    note: Annotated[str, shown(places="ptw", label="note", section=1)] = ""
    sha256: str = ""
    aside: Annotated[dict[str, int], shown("aside", places="pw", label="aside")] = {}
    texts_until: Annotated[str, shown("time", places="pw", label="texts_until", section=1)] = ""


class ListPage(msgspec.Struct, frozen=True):
    """Lists, newest first."""

    page: Page
    rows: list[ListRow]


class FindingRow(msgspec.Struct, frozen=True):
    """A row of the source file that is not an ordinary number: file row, reason, what was read of its number.

    `raw` has the row's whole text only for its importer, who had it kept, and until that ends.
    `kept` is whether its number is in the list, None if not recorded; `first` is the row whose number a
    duplicate repeats, or the last of a run of blank rows, else 0.
    """

    row: Annotated[int, shown(width=9, places="lptx")]
    reason: Annotated[str, shown("reason", (27, 32), "lptx"), shown("outcome", 18, "lptx", label="outcome")]
    raw: Annotated[
        str,
        shown("visible", places="lptx"),
        shown("mend", places="px", label="mend"),
        shown("mended", places="x", label="mended"),
    ]
    kept: bool | None = None
    first: int = 0


class FindingPage(msgspec.Struct, frozen=True):
    """Findings of a list in file order."""

    page: Page
    rows: list[FindingRow]


class ListsPage(Ask, frozen=True):
    """Contact lists of the caller's departments; `current`: without those that a newer version has replaced."""

    department: str = ""
    text: Filter = ""
    current: bool = True
    after: After = ""
    limit: Whole = 128
    Answer: ClassVar[type] = ListPage


class FindingsPage(Ask, frozen=True):
    """Findings of one list; an empty `reason` means all; `after` is the last file row seen."""

    list_id: Whole
    reason: str = ""
    after: PairAfter = ""
    limit: Whole = 128
    Answer: ClassVar[type] = FindingPage


class BeginList(Do, frozen=True):
    """Open a list: until it is finished it is `importing`, and a lost connection deletes its rows.

    With the salt of its root (32 bytes) the desk computes the root while numbers arrive; `FinishList` must name the same one.
    """

    department: str
    name: str
    source: str
    sha256: str
    size: Whole
    encoding: str
    sheet: str
    salt: bytes = b""


NUMBERS: Final = 16_000
"""Numbers of one call at most: as many as a desk takes in before others have waited noticeably."""

FINDINGS: Final = 1_000
"""Findings of one call at most."""


class AddNumbers(Do, frozen=True):
    """Next chunk of at most `NUMBERS` numbers: int64 little-endian, ascending, above every number sent before."""

    list_id: Whole
    numbers: bytes


class AddFindings(Do, frozen=True):
    """At most `FINDINGS` findings, as columns (`console.domain.contacts.packing`).

    `names` are reasons, and `reasons` of each finding the place of its own among them. `kept` is whether the row's number is in
    the list, `firsts` the first row of that number for a duplicate, or the last of a run of blank rows, else 0. The raw text of
    each has at most 200 characters; what stands beside the number is kept only with `texts`, for as long as the desk keeps texts.
    """

    list_id: Whole
    names: Annotated[list[str], MANY]
    rows: bytes
    reasons: bytes
    kept: bytes
    firsts: bytes
    ends: bytes
    text: Exact
    texts: bool = False

    @classmethod
    def of(
        cls, list_id: int, rows: Sequence[tuple[int, str, bool, int, str]], *, texts: bool = False
    ) -> Self:
        """Pack rows of (file row, reason, kept, first row, raw text)."""
        names = sorted({row[1] for row in rows})
        numbers, reasons, kept, firsts, raws = zip(*rows, strict=True) if rows else ((),) * 5
        packed = pack_columns(numbers, map(names.index, reasons), kept, firsts, raws)
        return cls(list_id, names, *packed, texts=texts)


Piece = AddNumbers | AddFindings
"""The calls of which an import makes very many, one after another."""


class CountList(Do, frozen=True):
    """The counts of the reading: rows in the file, findings by reason, repairs accepted by reason.

    `name` is what the list is called from now on; empty: as it was opened. `aside` counts by place the numbers of the file that are in
    no row of it.
    """

    list_id: Whole
    rows: Whole
    counts: Annotated[dict[str, Whole], MANY]
    repaired: Annotated[dict[str, Whole], MANY]
    name: str = ""
    aside: Annotated[dict[str, Whole], MANY] = {}


class OptedOut(msgspec.Struct, frozen=True):
    """How many numbers a list has, and how many of them have opted out, each counted once under its widest scope."""

    n: Whole
    scopes: Annotated[dict[str, Whole], MANY]


class ListOptOuts(Ask, frozen=True):
    """Who of a finished list has opted out, as counts."""

    list_id: Whole
    Answer: ClassVar[type] = OptedOut


class DropList(Do, frozen=True):
    """Drop a list that is still being imported."""

    list_id: Whole


class FinishList(EnactCall, frozen=True):
    """Close a list: the signed manifest, and the salt of its root (32 bytes), which only the dispatcher receives."""

    list_id: Whole
    text: Exact
    signature: Exact
    salt: bytes


MOST: Final = 31
"""Lists of one answer: as many as a request may have slots."""
AT_MOST: Final = msgspec.Meta(max_length=MOST)


class SignedList(msgspec.Struct, frozen=True):
    """A list's manifest as its importer signed it; `list_id` is the desk's number of the list."""

    list_id: Whole
    text: str
    signature: str


class SignedLists(Ask, frozen=True):
    """The manifests of finished lists, by the digests in a statement or by the ids in a draft.

    Manifests that the caller may not read, or that do not exist, are missing from the answer.
    """

    digests: Annotated[list[str], AT_MOST] = []
    lists: Annotated[list[Whole], AT_MOST] = []
    Answer: ClassVar[type] = list[SignedList]
