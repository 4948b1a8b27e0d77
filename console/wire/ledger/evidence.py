"""Calls behind the evidence of one request: first its making is announced and recorded, then its parts are read.

Each call names the ledger entry of the making (`made`), which must be the caller's own and about that request.
"""

from typing import ClassVar, Final

import msgspec

from console.wire.base import Ask, Do
from console.wire.bounds import Small, Whole
from console.wire.ledger import ledger
from console.wire.requests.rows import DocumentRow
from console.wire.sending.slots import Tally

LETTERS: Final = "qiadurn?sx"
"""A letter for each recipient state, by its number: queued, in flight, accepted, delivered, undelivered, refused, no receipt,
unknown, suppressed, not sent."""

NOBODY: Final = "."
"""The letter of a place without a recipient, in a slot that continues another."""


class Proof(msgspec.Struct, frozen=True):
    """A signed text as it came; `kind` is its kind and the first half of its file name. A loss report has no signature."""

    kind: str
    text: str
    signatures: list[str]


class SlotPart(msgspec.Struct, frozen=True):
    """A slot of the request's newest version and its results; `root` is its list's, `continues` another slot or 0.

    `suppressed` counts the suppressed by reason (`limits.Why`); it is empty in evidence from before reasons were kept.
    """

    slot: int
    state: str
    n: int
    list_name: str
    root: str
    tally: Tally
    chunks: int
    continues: int
    suppressed: dict[str, int] = {}


class Outline(msgspec.Struct, frozen=True):
    """What the evidence of a request consists of.

    `keys` are principals and public keys: root keys, everybody of every roster version, services. `bundles` are slots with a
    release, or only 0 for a cleared request without one. `forms` are printed forms as kind, id and version; `entries` are
    ledger numbers, `documents` the attachments of all versions that are here, `tip` is the newest head when the evidence was made, `until` that head's number.
    """

    request: int
    number: str
    org: str
    made: int
    at: str
    keys: list[tuple[str, str]]
    slots: list[SlotPart]
    bundles: list[int]
    forms: list[tuple[str, str, int]]
    entries: list[int]
    heads: list[ledger.HeadRow]
    tip: str
    until: int
    documents: list[DocumentRow] = []


class ChunkPart(msgspec.Struct, frozen=True):
    """Results of 1,000 places in the sending order: one letter each (`LETTERS`), raw codes by place within them; no mobile number."""

    chunk: int
    states: str
    codes: dict[int, str]


class Chunks(msgspec.Struct, frozen=True):
    """Results by chunk, and the chunk after which the next answer starts (-1: none)."""

    rows: list[ChunkPart]
    after: int


class LinkPart(msgspec.Struct, frozen=True):
    """What binds an entry into the chain: SHA-256 of envelope and signature, and its hash, in hex."""

    seq: int
    prev: str
    envelope: str
    signature: str
    hash: str


class MakeEvidence(Do, frozen=True):
    """Record that the caller takes out the evidence of a request, and why; the answer has the number of the ledger entry."""

    request: Whole
    reason: str


class SealEvidence(Do, frozen=True):
    """Record that the evidence is complete: the SHA-256 of its manifest goes into the ledger."""

    request: Whole
    made: Whole
    digest: str


class EvidenceOutline(Ask, frozen=True):
    """What the evidence contains."""

    request: Whole
    made: Whole
    Answer: ClassVar[type] = Outline


class EvidenceProofs(Ask, frozen=True):
    """Signed texts from the `start`-th on, as many as one answer carries; an empty answer is the end."""

    request: Whole
    made: Whole
    start: Whole = 0
    Answer: ClassVar[type] = list[Proof]


class EvidenceResults(Ask, frozen=True):
    """Results of a slot after a chunk."""

    request: Whole
    made: Whole
    slot: Small
    after: Whole = -1
    Answer: ClassVar[type] = Chunks


class EvidenceEntries(Ask, frozen=True):
    """Ledger entries of the outline with a number above `after`, in full, as many as one answer carries."""

    request: Whole
    made: Whole
    after: Whole = 0
    Answer: ClassVar[type] = list[ledger.RawEntry]


class EvidenceLinks(Ask, frozen=True):
    """Links of the entries after number `after` up to `until`, as many as one answer carries."""

    request: Whole
    made: Whole
    after: Whole
    until: Whole
    Answer: ClassVar[type] = list[LinkPart]
