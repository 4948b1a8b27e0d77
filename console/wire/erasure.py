"""Calls about what is kept and what goes (R13): legal holds, what is due, two people who erase it, and the certificate."""

from typing import Annotated, ClassVar

import msgspec

from console.domain.refusals import Refusal
from console.wire import views
from console.wire.base import Ask, Do
from console.wire.bounds import MANY, After, Exact, Filter, Whole
from console.wire.shown import shown


class ErasureReport(msgspec.Struct, frozen=True, tag="erasure_report/1", tag_field="type"):
    """What a dispatcher signs (namespace `sms-erasure@<org>`): `event` erased, erase_refused, hold_released.

    `proof` is the digest of the proposal that it answers, `why` the refusal's name. Of an erasure: how many `sends` of it were
    here, their `recipients`, the `rows` deleted, how many sends were `elsewhere`, and by which `means` free pages were written over.
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
    """A dispatcher did, or refused, what two people said of numbers that are kept."""

    text: Exact
    signature: Exact


class DueRow(msgspec.Struct, frozen=True):
    """Something with numbers in it. `kind` is request, list or findings; `id` the request's or the list's.

    `name` is the request's number or the list's name, `title` its purpose or file. `n` is how many recipients or numbers,
    `findings` how many rows that were none, `rows` how many rows of sends and lists go with it in all. `due` is since (or until) when; `lists` the names of the lists that go with a
    request. `holds` are the reasons of legal holds on it. `blocked` is why it cannot be erased now, None where it can.
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
    """What may go, or will: longest due first. `proposed` is the digest of an erasure that waits for its second, or empty.

    `refusal` is why the caller may not propose one, `hold_refusal` why they may not make a legal hold; None where they may.
    """

    page: views.Page
    rows: list[DueRow]
    proposed: str
    refusal: Refusal | None
    hold_refusal: Refusal | None


class ErasurePreview(Ask, frozen=True):
    """What would go. `every` shows also what is kept for now; `text` looks in numbers, names and purposes."""

    every: bool = False
    text: Filter = ""
    after: After = ""
    limit: Whole = 100
    Answer: ClassVar[type] = DuePage


class ErasedRequests(Ask, frozen=True):
    """The signed texts of requests that an act names by their digests, as many as one answer carries.

    An act names requests in no other way; whoever signs it reads their numbers from these texts, not from the desk.
    """

    digests: Annotated[list[str], MANY]
    Answer: ClassVar[type] = list[str]


class ErasedLists(Ask, frozen=True):
    """The signed manifests of lists that an act names by their digests, as many as one answer carries.

    Lists of one name are told apart by who imported them for which department, and when.
    """

    digests: Annotated[list[str], MANY]
    Answer: ClassVar[type] = list[str]


class MakeLegalHold(Do, frozen=True):
    """From now on nothing of a request (by its id) or of a department is erased; counts at once, without a signature."""

    scope: str
    subject: str
    reason: str


class LegalHoldRow(msgspec.Struct, frozen=True):
    """A legal hold. `name` is the request's number or the department's name; `released` when it ended, empty while it holds.

    `proposal` is the digest of the one that waits to end it; `refusal` why the caller may not propose that, None where they may.
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
    """Legal holds, newest first; `open` keeps those in force."""

    open: bool = True
    Answer: ClassVar[type] = list[LegalHoldRow]


class ErasureRow(msgspec.Struct, frozen=True):
    """An erasure: who, when, how much, and how far it has come (`erased`, `scrubbed` where nothing is left in free pages)."""

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

    page: views.Page
    rows: list[ErasureRow]


class Erasures(Ask, frozen=True):
    """Erasures carried out."""

    after: After = ""
    limit: Whole = 100
    Answer: ClassVar[type] = ErasurePage


class ErasedItem(msgspec.Struct, frozen=True):
    """One thing that went: a request's send, or a list; `digest` is the release's or the manifest's."""

    kind: str
    name: str
    digest: str
    n: int


class ErasureView(msgspec.Struct, frozen=True):
    """A certificate: the row, what went, the rows removed by table here, the two signed texts, and each dispatcher's report."""

    row: ErasureRow
    items: list[ErasedItem]
    removed: dict[str, int]
    proposal: str
    confirmation: str
    reports: list[str]


class ErasureDetail(Ask, frozen=True):
    """One erasure whole."""

    id: Whole
    Answer: ClassVar[type] = ErasureView


class BroughtFile(msgspec.Struct, frozen=True):
    """A file that a list of the caller's was read from, which its drop box need not keep any more."""

    sha256: str
    size: int
    source: str
    list: str
    due: str


class FilesToRemove(Ask, frozen=True):
    """Files of the caller's own lists whose time in the drop box is over; the caller's program looks whether they are still there."""

    Answer: ClassVar[type] = list[BroughtFile]


AnyCall = (
    ReportErasure
    | ErasurePreview
    | ErasedRequests
    | ErasedLists
    | MakeLegalHold
    | LegalHolds
    | Erasures
    | ErasureDetail
    | FilesToRemove
)
