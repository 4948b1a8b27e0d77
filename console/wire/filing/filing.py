"""Calls about quarters (R3): compiling, the gap check, signing, receiving, and the pack itself."""

from typing import Annotated, ClassVar

import msgspec

from console.domain.filing.filed import FiledComplaint, FiledEmergency
from console.domain.refusals import Refusal
from console.wire.base import Ask, Do
from console.wire.bounds import Filter, Whole
from console.wire.shown import shown


class FilingRow(msgspec.Struct, frozen=True):
    """A department's quarter in a list. `id` is that of its newest pack, 0 before it was compiled.

    `state` is running, due, compiled, signed, received or returned; `due` is the deadline for handing it in, `late` whether
    it was missed, also before the signature, by `days` days. `gaps` are those found when it was compiled. `amends` says
    that results have changed since it was received. For a signed one `receive_by` is the deadline by which the General Department
    receives or returns it, and `unreceived` the days since then. `requests` and `recipients` count what was sent through the
    gateway; emergency sends on paper are `paper_sends` to `paper_recipients`.
    """

    id: int
    department: Annotated[str, shown("plain", places="t", label="cli.column.id")]
    name: Annotated[str, shown(width=12, label="column.department")]
    quarter: Annotated[str, shown(places="p")]
    state: Annotated[str, shown("state_words", (16, 20), label="column.state")]
    revision: Annotated[int, shown("some", places="t", label="cli.column.revision")]
    requests: Annotated[
        int, shown("forms", 5, "lt", label="forms", right=True), shown("counts", places="p", label="counts")
    ]
    recipients: Annotated[int, shown("people", (8, 10), "lt", label="column.recipients", right=True)]
    paper_sends: Annotated[int, shown("on_paper", places="pt", label="on_paper")]
    paper_recipients: int
    nil: bool
    gaps: Annotated[int, shown("some", 4, "lpt")]
    due: Annotated[str, shown("when", places="l", label="when"), shown("time", places="pt")]
    late: bool
    days: int
    signed_by: Annotated[str, shown("person", places="p", label="signed", beside="signed_at")]
    signed_at: Annotated[str, shown("time", places="t", label="signed")]
    received_by: Annotated[
        str, shown("person", places="p", label="received", beside="received_at", section=1)
    ]
    received_at: Annotated[str, shown("time", places="t", label="received")]
    paper: Annotated[str, shown(places="pt", section=1)]
    reason: Annotated[str, shown(places="p", label="column.reason", section=1)]
    amends: bool
    receive_by: Annotated[str, shown("time", places="p")] = ""
    unreceived: int = 0


class FilingsView(msgspec.Struct, frozen=True):
    """A quarter of every department that the caller may read, and the names of all quarters, newest first.

    `over` is whether the quarter has ended; `totals` counts departments by state.
    """

    quarter: str
    quarters: list[str]
    over: bool
    due: str
    rows: list[FilingRow]
    totals: dict[str, int]
    requests: int
    recipients: int
    paper_sends: int
    paper_recipients: int


class Filings(Ask, frozen=True):
    """The quarter of that name (empty: the newest that has ended); `text` is part of a department's name or of a state."""

    quarter: str = ""
    text: Filter = ""
    Answer: ClassVar[type] = FilingsView


class GapRow(msgspec.Struct, frozen=True):
    """A gap: its kind, the form, slot, case or ledger entry, details, whether it cannot be explained; `key` as in the statement."""

    kind: str
    number: str
    detail: str
    blocks: bool
    key: str


class FiledRow(msgspec.Struct, frozen=True):
    """A form of the quarter: why it belongs to it (`standing`), its counts by state, and where its paper is."""

    id: int
    number: str
    version: int
    standing: str
    category: str
    purpose: str
    recipients: int
    billed: int
    fen: int
    tally: dict[str, int]
    why: str
    paper: str
    place: str


class EditionRow(msgspec.Struct, frozen=True):
    """A compiled pack and what became of it; `statement` is the signed text, `answer` the receipt or the return."""

    id: int
    revision: int
    state: str
    manifest: str
    compiled_by: str
    compiled_at: str
    signed_by: str
    signed_at: str
    digest: str
    statement: str
    answered_by: str
    answered_at: str
    answer: str
    paper: str
    place: str
    reason: str


class FilingView(msgspec.Struct, frozen=True):
    """A department's quarter in full, as it stands now; `gaps` lack the proof of the whole ledger, which `GapCheck` adds.

    `emergencies` are sends on paper; `allowed` maps compile, sign, receive and return to None, or to the refusal that greys the
    key.
    """

    row: FilingRow
    forms: list[FiledRow]
    emergencies: list[FiledEmergency]
    complaints: list[FiledComplaint]
    gaps: list[GapRow]
    losses: list[str]
    papers: list[str]
    editions: list[EditionRow]
    amended: list[tuple[str, str, int, int]]
    moved_on: bool
    allowed: dict[str, Refusal | None]


class FilingDetail(Ask, frozen=True):
    """A quarter of a department."""

    department: str
    quarter: str
    Answer: ClassVar[type] = FilingView


class Gaps(msgspec.Struct, frozen=True):
    """Every gap, with the ledger verified from its first entry; `head` is the newest one."""

    gaps: list[GapRow]
    entries: int
    head: str


class GapCheck(Ask, frozen=True):
    """Look for every gap of a quarter, including those in the ledger."""

    department: str
    quarter: str
    Answer: ClassVar[type] = Gaps


class Built(msgspec.Struct, frozen=True):
    """The progress of building a pack: `done` of `total` steps; `manifest` is its digest once all are done."""

    done: int
    total: int
    manifest: str


class BuildFiling(Ask, frozen=True):
    """Build the next part of a pack, starting if `done` is 0: nothing is stored before `CompileFiling`, and each call is short."""

    department: str
    quarter: str
    done: Whole = 0
    Answer: ClassVar[type] = Built


class CompileFiling(Do, frozen=True):
    """Store the built pack, if the quarter has not changed since."""

    department: str
    quarter: str
    manifest: str


class PackPart(msgspec.Struct, frozen=True):
    """Part of a pack's zip: the whole size, the bytes, the folder's name, and in the first part what was signed.

    `signed` are file names and texts: the statement, its signature, the answer, its signature, and who may sign.
    """

    size: int
    data: bytes
    name: str
    signed: list[tuple[str, str]]


class FilingPack(Ask, frozen=True):
    """The pack of a filing from byte `offset` on."""

    filing: Whole
    offset: Whole = 0
    Answer: ClassVar[type] = PackPart
