"""Calls about the archive book, missing paper, form numbers, and emergency sends entered afterwards (R1, R3)."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar

import msgspec

from console.domain.archive.archive import CODED, PaperKind, PaperState
from console.domain.archive.emergencies import EmergencyState
from console.domain.asks import ask
from console.domain.refusals import Refusal, refuse
from console.wire.answers import Page
from console.wire.base import Ask, Do
from console.wire.bounds import MANY, After, Filter, Small, Whole, filter_by
from console.wire.shown import shown

# ---- the book


class PaperRow(msgspec.Struct, frozen=True):
    """One document of the book. `number` is its archive number, `about` what it belongs to (`request:12`), `received` a day.

    `due` is the day on which a lent document must come back, `overdue` whether that day has passed; `who` has it or took it over.
    """

    id: int
    number: Annotated[str, shown(width=12)]
    kind: Annotated[str, shown("paper_kind", (12, 18))]
    state: Annotated[str, shown("state_short", (10, 12), "l"), shown("state_whole", places="ptw")]
    about: str
    title: Annotated[str, shown()]
    department: Annotated[str, shown("department", places="pw")]
    place: Annotated[str, shown("where", 12, "lt", label="where"), shown("text", places="pw")]
    shelf: Annotated[str, shown(places="pw")]
    box: Annotated[str, shown(places="pw")]
    pages: Annotated[int, shown("some", places="ptw")]
    received: Annotated[str, shown(places="pw", beside="by")]
    by: Annotated[str, shown("person", places="")]
    brought_by: Annotated[str, shown(places="pw")]
    note: Annotated[str, shown(places="pw")]
    who: str
    due: str
    overdue: bool
    at: str


class PapersPage(msgspec.Struct, frozen=True):
    """Documents, newest first; `refusal` is why the caller may not keep the book, None if they may."""

    page: Page
    rows: list[PaperRow]
    refusal: Refusal | None


class PaperMove(msgspec.Struct, frozen=True):
    """An event of a document: `move` is one of `domain.archive.Move`."""

    move: str
    who: str
    words: str
    due: str
    by: str
    at: str


class PaperView(msgspec.Struct, frozen=True):
    """One document in full, its history (oldest first), and for each move why the caller may not make it now."""

    row: PaperRow
    moves: list[PaperMove]
    allowed: dict[str, Refusal | None]


class ArchivePage(Ask, frozen=True):
    """The book as the caller may read it. `overdue` keeps only overdue lent documents; empty filters match everything."""

    kind: str = ""
    state: Annotated[str, filter_by(PaperState, "paper_state")] = ""
    department: str = ""
    text: Filter = ""
    overdue: bool = False
    after: After = ""
    limit: Whole = 128
    Answer: ClassVar[type] = PapersPage


class PaperDetail(Ask, frozen=True):
    """One document in full."""

    id: Whole
    Answer: ClassVar[type] = PaperView


Laid = Annotated[str, ask(needed=False)]
Pages = Annotated[Small, ask(needed=False)]
Noted = Annotated[str, ask(needed=False, most=2000)]
"""Where a document lies, and what is known of it besides."""


class ShelvePaper(Do, frozen=True):
    """Enter a document under an archive number.

    `of` is what it belongs to: for a request, receipt or application its id, for a pledge or key claim sheet the person's id, for a
    loss certificate the case's id; for other kinds it is empty, and `title` says what the document is. `code` is the check code on
    the paper, `received` a day (empty: today), `department` the owner if nothing else determines it.
    """

    NOUN: ClassVar[str] = "paper_form"
    CLAUSE: ClassVar[str] = "R3"
    kind: Annotated[str, ask("pick", choices=PaperKind)]
    number: Annotated[str, ask(missing=refuse("archive_number_missing", "R3"), most=60)]
    of: Annotated[str, ask(needed=False, code=True)] = ""
    code: Annotated[str, ask(needed=False, code=True)] = ""
    title: Annotated[str, ask(needed=False)] = ""
    department: Annotated[str, ask("department", needed=False)] = ""
    box: Laid = ""
    shelf: Laid = ""
    place: Laid = ""
    pages: Pages = 0
    received: Annotated[str, ask("day", needed=False)] = ""
    brought_by: Annotated[str, ask(needed=False)] = ""
    note: Noted = ""

    @staticmethod
    def between(said: Mapping[str, Any]) -> Iterator[tuple[str, Refusal]]:
        """Yield what a document of its kind is known by, and what is not given."""
        for name in ("of", "code") if said.get("kind") in CODED else ("title",):
            if not str(said.get(name, "")).strip():
                yield name, refuse("field_missing", "R3", field=f"paper_form.{name}")


class CorrectPaper(Do, frozen=True):
    """Correct where a document lies, how many pages it has, and its note."""

    NOUN: ClassVar[str] = "paper_form"
    CLAUSE: ClassVar[str] = "R3"
    id: Whole
    box: Laid
    shelf: Laid
    place: Laid
    pages: Pages
    note: Noted


class MovePaper(Do, frozen=True):
    """Lend, take back, hand over to the central archive, propose to destroy, confirm that, or keep it after all.

    `move` is one of `domain.archive.Move`, `who` the borrower or receiver, `words` the reason or the receipt's number, `due` the
    day on which it must come back.
    """

    id: Whole
    move: str
    who: str = ""
    words: str = ""
    due: str = ""


# ---- missing paper, and form numbers


class OwedPaper(msgspec.Struct, frozen=True):
    """A sent request whose signed paper is not in the book yet: since when it is missing, until when it is due, and from whom."""

    request: int
    late: Annotated[
        bool,
        shown("late", 4, "lt", label="archive.is_late"),
        shown("late", places="p", label="column.state"),
    ]
    number: Annotated[str, shown(width=18, label="request")]
    category: Annotated[str, shown("category", places="p")]
    department: Annotated[str, shown("department", places="p")]
    version: int
    since: Annotated[str, shown("time", places="pt")]
    until: Annotated[str, shown("time", 5)]
    who: Annotated[list[str], shown("owers", 16, "l"), shown("person", places="pt")]
    purpose: Annotated[str, shown()]


class PapersOwed(Ask, frozen=True):
    """Missing paper of sent requests (R3), oldest first; an empty `department` means all that the caller may read."""

    department: str = ""
    text: Filter = ""
    Answer: ClassVar[type] = list[OwedPaper]


class NumberRow(msgspec.Struct, frozen=True):
    """A form number that was given out. `kind` is request, application or emergency, `state` that of its newest version.

    `void` says that the form has no effect: withdrawn, rejected, expired. The `state` `missing` means that nothing has the number.
    `id` is that of the request, application or entry (0: none), `paper` and `place` say where its paper lies.
    """

    serial: Annotated[int, shown("serial", 6, right=True)]
    number: Annotated[str, shown("number", 20, label="request")]
    kind: str
    id: int
    version: int
    state: Annotated[str, shown("number_state", 14)]
    void: Annotated[bool, shown("void", 4)]
    title: Annotated[str, shown("title")]
    at: Annotated[str, shown("time", places="p", label="since")]
    paper: Annotated[str, shown(width=12, label="number")]
    place: Annotated[str, shown(places="pt", label="where")]


class NumbersPage(msgspec.Struct, frozen=True):
    """Numbers in order, and how many of the whole register are void."""

    page: Page
    rows: list[NumberRow]
    void: int


class FormNumbers(Ask, frozen=True):
    """The register of a department's form numbers of one year (0: this one); `void` keeps only void numbers."""

    department: str
    year: Small = 0
    kind: str = "request"
    void: bool = False
    text: Filter = ""
    after: After = ""
    limit: Whole = 128
    Answer: ClassVar[type] = NumbersPage


# ---- emergency sends (补录)


class ApproverRow(msgspec.Struct, frozen=True):
    """One signature on the paper: post and name."""

    post: str
    name: str


class EmergencyRow(msgspec.Struct, frozen=True):
    """One emergency send as it was entered. `lacking` are posts of the category's route that did not sign the paper (R2).

    `refusal` is why the caller may not acknowledge it; `state` is entered or acknowledged.
    """

    id: int
    sent_at: Annotated[str, shown("time", 11)]
    number: Annotated[str, shown(width=20, label="request")]
    digest: str
    department: Annotated[str, shown("department", places="p")]
    category: Annotated[str, shown("category", (8, 10))]
    recipients: Annotated[int, shown(width=10)]
    state: Annotated[str, shown("emergency_state", (6, 14), "lt"), shown("exception", places="p")]
    text: Annotated[str, shown(places="p")]
    approvers: Annotated[list[ApproverRow], shown("approvers", places="p")]
    lacking: Annotated[list[str], shown("post", places="pt")]
    channel: Annotated[str, shown(places="p")]
    reason: Annotated[str, shown(label="why")]
    late: Annotated[str, shown(places="p")]
    paper: Annotated[str, shown("paper", places="pt", label="number")]
    place: str
    by: Annotated[str, shown("person", places="p", beside="at")]
    at: Annotated[str, shown("time", places="")]
    acknowledged_by: Annotated[str, shown("person", places="p", beside="acknowledged")]
    acknowledged: Annotated[str, shown("time", places="")]
    opinion: Annotated[str, shown(places="p")]
    refusal: Refusal | None


class EmergencyPage(msgspec.Struct, frozen=True):
    """Emergency sends, newest first; `refusal` is why the caller may not enter one for any department."""

    page: Page
    rows: list[EmergencyRow]
    refusal: Refusal | None


class Emergencies(Ask, frozen=True):
    """Emergency sends of the departments that the caller may read."""

    department: str = ""
    state: Annotated[str, filter_by(EmergencyState, "emergency_state")] = ""
    text: Filter = ""
    after: After = ""
    limit: Whole = 128
    Answer: ClassVar[type] = EmergencyPage


class EnterEmergency(Do, frozen=True):
    """Enter a send that was made on paper only. `number` is the archive number of its paper and is required.

    `sent_at` is an instant, `text` the whole message, `approvers` the signatures on the paper, `channel` the means of sending,
    `late` why it is entered so late.
    """

    department: str
    category: str
    sent_at: str
    text: str
    recipients: Whole
    approvers: Annotated[list[ApproverRow], MANY]
    channel: str
    reason: str
    number: str
    late: str = ""
    box: str = ""
    shelf: str = ""
    place: str = ""
    pages: Small = 0
