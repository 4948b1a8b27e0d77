"""Calls about retention and erasure (R13): legal holds, what is due, the two people who erase it, and the certificate."""

from typing import Annotated, ClassVar

import msgspec

from console.domain.asks import ask
from console.domain.erasure.erasing import HoldScope
from console.domain.reads import reads
from console.domain.refusals import Refusal, refuse
from console.wire.answers import Page
from console.wire.base import Ask, Do
from console.wire.bounds import MANY, After, Exact, Filter, Whole
from console.wire.shown import shown


class ErasureReport(msgspec.Struct, frozen=True, tag="erasure_report/1", tag_field="type"):
    """What a dispatcher signs (namespace `sms-erasure@<org>`): `event` erased, erase_refused, hold_released, resubscribed.

    `proof` is the digest of the proposal that it answers, `why` the refusal's name. For an erasure: how many of its `sends` were
    here, their `recipients`, the `rows` deleted, how many sends were `elsewhere`, and the `means` of overwriting free pages.
    """

    org: str
    by: str
    at: str
    event: str
    proof: str
    why: str
    sends: int
    recipients: int
    rows: int
    elsewhere: int
    means: str
    nonce: str


class ReportErasure(Do, frozen=True):
    """A dispatcher carried out, or refused, a two-person act about stored numbers."""

    text: Exact
    signature: Exact


class DueRow(msgspec.Struct, frozen=True):
    """Something that contains numbers. `kind` is request, list or findings; `id` the request's or the list's.

    `name` is the request's number or the list's name, `title` its purpose or file. `n` counts recipients or numbers, `findings`
    rows that were no numbers, `rows` all rows of sends and lists that are erased with it. `due` is since (or until) when. `lists`
    names the lists of a request, `holds` the reasons of legal holds. `blocked` is why it cannot be erased now, or None.
    """

    due: Annotated[str, shown("time", 10)]
    kind: Annotated[str, shown("erasure.kind", (12, 11), label="what")]
    id: Annotated[int, shown("plain", places="t")]
    rows: Annotated[int, shown(width=9)]
    blocked: Annotated[
        Refusal | None,
        shown("word", (8, 10), "l", label="state"),
        shown("why", places="p", label="state", section=1),
        shown("what", places="t", label="state"),
    ]
    name: Annotated[str, shown(width=18)]
    title: Annotated[str, shown(label="field.purpose")]
    department: Annotated[str, shown("department", places="p", label="field.department")]
    category: Annotated[str, shown("category", places="p", label="field.category")]
    n: Annotated[int, shown(places="pt", label="numbers")]
    findings: Annotated[int, shown(places="pt")]
    lists: Annotated[list[str], shown("lists", places="p")]
    holds: Annotated[list[str], shown("lines", places="p")]


class DuePage(msgspec.Struct, frozen=True):
    """What may be erased now or later, longest due first. `proposed` is the digest of an erasure awaiting its second, or empty.

    `refusal` is why the caller may not propose one, `hold_refusal` why they may not make a legal hold; None if they may.
    """

    page: Page
    rows: list[DueRow]
    proposed: str
    refusal: Refusal | None
    hold_refusal: Refusal | None


class ErasurePreview(Ask, frozen=True):
    """What would be erased. `every` also shows what must still be kept; `text` searches numbers, names and purposes."""

    every: bool = False
    text: Filter = ""
    after: After = ""
    limit: Whole = 100
    Answer: ClassVar[type] = DuePage


class ErasedRequests(Ask, frozen=True):
    """The signed texts of requests that an act names by their digests, as many as one answer carries.

    An act names requests only by digest; its signer reads the request numbers from these texts, not from the desk.
    """

    digests: Annotated[list[str], MANY]
    Answer: ClassVar[type] = list[str]


class ErasedLists(Ask, frozen=True):
    """The signed manifests of lists that an act names by their digests, as many as one answer carries.

    Lists of the same name differ in who imported them, for which department, and when.
    """

    digests: Annotated[list[str], MANY]
    Answer: ClassVar[type] = list[str]


class MakeLegalHold(Do, frozen=True):
    """Stop the erasure of a request (by its id) or of a department; it takes effect at once, without a signature."""

    NOUN: ClassVar[str] = "legal_hold"
    CLAUSE: ClassVar[str] = "R13"
    scope: Annotated[str, reads("erasure.scope"), ask(choices=HoldScope)]
    subject: str
    reason: Annotated[str, ask(missing=refuse("reason_missing", "R2"), most=2000)]


class LegalHoldRow(msgspec.Struct, frozen=True):
    """A legal hold. `name` is the request's number or the department's name; `released` is when it ended, empty while in force.

    `proposal` is the digest of an open proposal to end it; `refusal` why the caller may not propose that, None if they may.
    """

    id: Annotated[int, shown("plain", places="t")]
    scope: Annotated[
        str, shown("erasure.scope", 11, "lt", label="what"), shown("subject", places="p", label="subject")
    ]
    subject: str
    name: Annotated[str, shown(width=18, places="lt")]
    by: Annotated[str, shown("person", 10, label="made_by")]
    at: Annotated[str, shown("time", 10, label="made_at")]
    released: Annotated[str, shown("time", 10)]
    reason: Annotated[str, shown(label="act.reason")]
    proof: str
    proposal: Annotated[str, shown("ending", places="p", label="ending")]
    refusal: Refusal | None


class LegalHolds(Ask, frozen=True):
    """Legal holds, newest first; `open` keeps only those in force."""

    open: bool = True
    Answer: ClassVar[type] = list[LegalHoldRow]


class ErasureRow(msgspec.Struct, frozen=True):
    """An erasure: who, when, how much, and its progress (`erased`, then `scrubbed` once free pages are overwritten)."""

    id: Annotated[int, shown("plain", places="t")]
    at: Annotated[str, shown("time", 16, label="carried_out")]
    scrubbed: Annotated[str, shown("scrubbed", places="pt")]
    requests: Annotated[int, shown(width=10)]
    lists: Annotated[int, shown(places="pt", label="erasure.item.list")]
    count: Annotated[int, shown(width=9, label="rows")]
    by: Annotated[str, shown("person", 12, label="proposer")]
    confirmed_by: Annotated[str, shown("person", 13, label="confirmer")]
    reason: Annotated[str, shown(label="act.reason")]
    proposal: Annotated[str, shown(places="ws", label="people.digest")]
    entry: int


class ErasurePage(msgspec.Struct, frozen=True):
    """Erasures carried out, newest first."""

    page: Page
    rows: list[ErasureRow]


class Erasures(Ask, frozen=True):
    """Erasures carried out."""

    after: After = ""
    limit: Whole = 100
    Answer: ClassVar[type] = ErasurePage


class ErasedItem(msgspec.Struct, frozen=True):
    """One erased thing: a request's send, or a list; `digest` is the release's or the manifest's."""

    kind: str
    name: str
    digest: str
    n: int


class ErasureView(msgspec.Struct, frozen=True):
    """A certificate: the row, what was erased, the rows removed by table here, the two signed texts, each dispatcher's report."""

    row: ErasureRow
    items: list[ErasedItem]
    removed: dict[str, int]
    proposal: str
    confirmation: str
    reports: list[str]


class ErasureDetail(Ask, frozen=True):
    """One erasure in full."""

    id: Whole
    Answer: ClassVar[type] = ErasureView


class BroughtFile(msgspec.Struct, frozen=True):
    """A file from which a list of the caller's was read, and which their drop box need not keep any more."""

    sha256: str
    size: int
    source: str
    list: str
    due: str


class FilesToRemove(Ask, frozen=True):
    """Files of the caller's own lists whose time in the drop box is over; the caller's program checks whether they still exist."""

    Answer: ClassVar[type] = list[BroughtFile]
