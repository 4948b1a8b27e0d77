"""Calls about the ledger: its entries, one entry with its surroundings, signed heads, a printed head, the export."""

from typing import Annotated, ClassVar

import msgspec

from console.wire.answers import Page
from console.wire.base import Ask
from console.wire.bounds import MANY, After, Whole
from console.wire.shown import shown


class EntryRow(msgspec.Struct, frozen=True):
    """A ledger entry in a list. `number` is the printed number of the request or application in `subject`; empty: none is known.

    `program` says that nobody of the roster made it, but a program such as a dispatcher.
    """

    seq: Annotated[int, shown(width=7, places="lpt", spare=True)]
    time: Annotated[str, shown("time", 15, "lpt", label="at")]
    kind: Annotated[str, shown("ledger", (20, 30), "lt"), shown("with_code", places="p")]
    actor: Annotated[str, shown("by", 10, "lt"), shown("who", places="p")]
    subject: Annotated[str, shown("about_short", places="l"), shown("about", places="p"), shown(places="t")]
    hash: Annotated[
        str, shown("short", places="t", label="entry.hash"), shown(places="p", label="entry.hash")
    ]
    number: str = ""
    program: bool = False


class EntryPage(msgspec.Struct, frozen=True):
    """Ledger entries, newest first."""

    page: Page
    rows: list[EntryRow]


class EntryView(msgspec.Struct, frozen=True):
    """A ledger entry in full: the envelope and the statement as stored."""

    row: EntryRow
    envelope: str
    statement: str
    signature: str


class Witness(msgspec.Struct, frozen=True):
    """A kept head that the chain contradicts: the entry that it names, and the head as it is printed.

    `kind` says where it was kept: `signed` by the dispatcher `by`, `unproved` if that signature is not good, `filing` with the pack
    of the department and quarter `by`, `given` by the caller. `at` is when it came; empty for a given one.
    """

    seq: int
    head: str
    kind: str
    by: str = ""
    at: str = ""


class LedgerReport(msgspec.Struct, frozen=True):
    """Outcome of a verification: entries read, newest head as text, first bad entry (0: none) and why; whether there is `more`.

    `witness` is the head that names what was cut off or rewritten.
    """

    entries: int
    head: str
    bad: int
    why: str
    more: bool = False
    witness: Witness | None = None


class EntriesPage(Ask, frozen=True):
    """Ledger entries, newest first. `kind` may list several kinds, with commas; one that ends in a full stop is a prefix.

    `number` is the printed number of a request, an application, a loss case or a complaint; `since` and `until` are instants.
    """

    kind: str = ""
    actor: str = ""
    subject: str = ""
    after: After = ""
    limit: Whole = 128
    number: str = ""
    since: str = ""
    until: str = ""
    Answer: ClassVar[type] = EntryPage


class EntryDetail(Ask, frozen=True):
    """One ledger entry in full."""

    seq: Whole
    Answer: ClassVar[type] = EntryView


class VerifyLedger(Ask, frozen=True):
    """Verify the chain from `since`, against heads kept elsewhere; at most `most` entries, 0 for all."""

    since: Whole = 0
    heads: Annotated[list[str], MANY] = []
    most: Whole = 0
    Answer: ClassVar[type] = LedgerReport


class HeadRow(msgspec.Struct, frozen=True):
    """A head that a dispatcher signed: as it is printed, when it came, and the verdict on the signature.

    `service` is the service whose key signed it (empty: none of any roster version); `text` and `signature` are as they came.
    """

    seq: Annotated[int, shown(width=7, places="lpt")]
    at: Annotated[str, shown("time", 20, "lpt")]
    verdict: Annotated[str, shown("verdict", 10, "lpt", label="entry.signature")]
    head: Annotated[
        str, shown("hash", places="lt", label="entry.hash"), shown(places="p", label="head.field")
    ]
    service: Annotated[str, shown(places="p", label="service")]
    text: str
    signature: str


class HeadPage(msgspec.Struct, frozen=True):
    """Signed heads, newest first."""

    page: Page
    rows: list[HeadRow]


class WholeEntry(EntryView, frozen=True):
    """An entry in full, with its neighbours in the chain.

    `prev` is the hash that it follows and `found` the hash computed from its bytes; both and the row's hash are hex. `before` and
    `behind` are its neighbours, `head` the first signed head at or after it. `verdict` is on the statement's signature:
    `none`, `good`, `bad_signature` or `not_the_signer`; `signer` and `fingerprint` say whose it is.
    """

    prev: str = ""
    found: str = ""
    before: EntryRow | None = None
    behind: EntryRow | None = None
    verdict: str = "none"
    signer: str = ""
    fingerprint: str = ""
    namespace: str = ""
    head: HeadRow | None = None


class RawEntry(msgspec.Struct, frozen=True):
    """An entry as an export holds it: texts are the exact bytes as UTF-8, hashes in hex."""

    seq: int
    prev: str
    hash: str
    envelope: str
    statement: str | None
    signature: str | None


class KindCount(msgspec.Struct, frozen=True):
    """How many entries of a kind the caller may read."""

    kind: str
    n: int


class HeadStanding(msgspec.Struct, frozen=True):
    """Whether a head from paper belongs to this ledger: `why` is empty, or `rewritten`, `cut`; `at` is its entry's time."""

    seq: int
    stands: bool
    why: str
    at: str
    newest: int


class LedgerKinds(Ask, frozen=True):
    """The kinds of entries, and how many of each."""

    Answer: ClassVar[type] = list[KindCount]


class LedgerHeads(Ask, frozen=True):
    """Heads that the dispatcher signed, newest first."""

    after: After = ""
    limit: Whole = 100
    Answer: ClassVar[type] = HeadPage


class EntryWhole(Ask, frozen=True):
    """One entry with its surroundings."""

    seq: Whole
    Answer: ClassVar[type] = WholeEntry


class HeadStands(Ask, frozen=True):
    """Whether a head that was typed from paper is in the chain."""

    head: str
    Answer: ClassVar[type] = HeadStanding


class ExportEntries(Ask, frozen=True):
    """Entries after number `after`, oldest first, in full: as many as one answer carries, at most `limit`."""

    after: Whole
    limit: Whole = 500
    Answer: ClassVar[type] = list[RawEntry]
