"""Calls about the ledger beyond its plain list: one entry with its surroundings, signed heads, a printed head, the export."""

from typing import Annotated, ClassVar

import msgspec

from console.wire import views
from console.wire.base import Ask
from console.wire.bounds import After, Whole
from console.wire.shown import shown


class HeadRow(msgspec.Struct, frozen=True):
    """A head that a dispatcher signed: as it is printed, when it came, and the verdict on the signature.

    `service` is whose key signed it (empty: nobody's of any roster version); `text` and `signature` as they came.
    """

    seq: Annotated[int, shown(width=7, places="lt")]
    at: Annotated[str, shown("time", 20, "lt")]
    verdict: Annotated[str, shown("verdict", 10, "lt", label="entry.signature")]
    head: Annotated[str, shown("hash", places="lt", label="entry.hash")]
    service: str
    text: str
    signature: str


class HeadPage(msgspec.Struct, frozen=True):
    """Signed heads, newest first."""

    page: views.Page
    rows: list[HeadRow]


class WholeEntry(views.EntryView, frozen=True):
    """An entry whole, with its neighbours in the chain.

    `prev` is the hash that it follows and `found` the one that its bytes give; both and the row's hash are hex. `before` and
    `behind` are its neighbours, `head` the first signed head at or after it. `verdict` is on the statement's signature:
    `none`, `good`, `bad_signature` or `not_the_signer`; `signer` and `fingerprint` say whose it is.
    """

    prev: str = ""
    found: str = ""
    before: views.EntryRow | None = None
    behind: views.EntryRow | None = None
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
    """Whether a head from paper is one of this ledger: `why` is empty, or `rewritten`, `cut`; `at` is its entry's time."""

    seq: int
    stands: bool
    why: str
    at: str
    newest: int


class LedgerKinds(Ask, frozen=True):
    """The kinds that there are, and how many of each."""

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
    """Entries after number `after`, oldest first, whole: as many as one answer carries, at most `limit`."""

    after: Whole
    limit: Whole = 500
    Answer: ClassVar[type] = list[RawEntry]


AnyCall = LedgerKinds | LedgerHeads | EntryWhole | HeadStands | ExportEntries
