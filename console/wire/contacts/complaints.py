"""Calls about complaints: received, answered, closed; linked to a request and to a number."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Final

import msgspec

from console.domain.asks import ask
from console.domain.complaints.complaints import ENTERED, Outcome, State
from console.domain.contacts.optouts import CHOICES
from console.domain.reads import reads
from console.domain.refusals import Refusal, refuse
from console.wire.answers import Page
from console.wire.base import Ask, Do
from console.wire.bounds import After, Filter, Whole, filter_by
from console.wire.shown import shown

WORDS: Final = 2000
"""Characters of each text that is typed."""


class ComplaintRow(msgspec.Struct, frozen=True):
    """A complaint in a list. `masked` is empty if no number is kept; `form` is the request's number, `request` 0 if none.

    `due` is the deadline of the next step, empty once the complaint is closed.
    """

    id: int
    number: Annotated[str, shown(width=9)]
    state: Annotated[str, shown("state:complaint", 9)]
    source: Annotated[str, shown("complaint_source", 8)]
    due: Annotated[str, shown("due", 20)]
    request: int
    form: Annotated[str, shown(width=18)]
    purpose: Annotated[str, shown()]
    department: Annotated[str, shown("department", places="pw")]
    masked: Annotated[str, shown(places="ptw", label="mobile")]
    at: Annotated[str, shown("time", places="ptw")]
    late: bool
    closed: Annotated[str, shown("time", places="")]


class ComplaintView(msgspec.Struct, frozen=True):
    """A complaint in full. `allowed` maps `answer`, `close` to None or why not; `who` must take the next step.

    `outcome` is justified or unjustified, empty while open; `opted` is the scope of the opt-out that was recorded with it.
    """

    row: ComplaintRow
    reference: Annotated[str, shown(places="w")]
    by: Annotated[str, shown("person", places="w", label="entered_by", beside="entered")]
    entered: Annotated[str, shown("time", places="")]
    opted: Annotated[str, shown("optout", places="w")]
    who: Annotated[list[str], shown("person", places="w")]
    text: Annotated[str, shown(places="w", section=1)]
    answered_by: Annotated[str, shown("person", places="w", section=2, beside="answered")]
    answered: Annotated[str, shown("time", places="")]
    answer: Annotated[str, shown(places="w", section=2)]
    closed_by: Annotated[str, shown("person", places="w", section=3, beside="row.closed")]
    outcome: Annotated[str, shown("complaint_outcome", places="w", section=3)]
    conclusion: Annotated[str, shown(places="w", section=3)]
    commitment: Annotated[str, shown(places="s", section=3)]
    allowed: dict[str, Refusal | None]


class ComplaintPage(msgspec.Struct, frozen=True):
    """Complaints, newest first; `refusal` is why the caller may not enter any, or None."""

    page: Page
    rows: list[ComplaintRow]
    refusal: Refusal | None


class ComplaintsPage(Ask, frozen=True):
    """Complaints, newest first, filtered by state, request, and words in number, form number or purpose."""

    state: Annotated[str, filter_by(State, "state.complaint")] = ""
    text: Filter = ""
    request: Whole = 0
    after: After = ""
    limit: Whole = 100
    Answer: ClassVar[type] = ComplaintPage


class ComplaintDetail(Ask, frozen=True):
    """One complaint, by its id."""

    id: Whole
    Answer: ClassVar[type] = ComplaintView


class EnterComplaint(Do, frozen=True):
    """Enter a complaint: `form` is the request's printed number or empty; `num` 0 for none; `at` is when it came in."""

    NOUN: ClassVar[str] = "complaint"
    CLAUSE: ClassVar[str] = "R7"
    source: Annotated[str, reads("complaint_source"), ask(choices=ENTERED)]
    text: Annotated[str, ask(option="words", most=WORDS)]
    at: Annotated[str, ask("now")]
    form: Annotated[str, ask(needed=False, option="request")] = ""
    num: Annotated[Whole, ask("mobile", needed=False, option="number", label="mobile")] = 0
    reference: Annotated[str, ask(needed=False, most=80)] = ""
    department: Annotated[str, ask("department", needed=False)] = ""
    opt_out: Annotated[str, reads("optout"), ask(needed=False, label="opted", choices=CHOICES)] = ""

    @staticmethod
    def between(said: Mapping[str, Any]) -> Iterator[tuple[str, Refusal]]:
        """Yield that an opt-out needs the complainer's number."""
        if said.get("opt_out") and not said.get("num"):
            yield "num", refuse("complaint_opt_out_whom", "R13")


class AnswerComplaint(Do, frozen=True):
    """Record the answer to the complainer or to 12321."""

    NOUN: ClassVar[str] = "complaint"
    CLAUSE: ClassVar[str] = "R7"
    id: Whole
    text: Annotated[str, ask(option="words", label="answer", most=WORDS)]


class CloseComplaint(Do, frozen=True):
    """Close the complaint, with the conclusion."""

    NOUN: ClassVar[str] = "complaint"
    CLAUSE: ClassVar[str] = "R7"
    id: Whole
    outcome: Annotated[str, reads("complaint_outcome"), ask(choices=Outcome)]
    text: Annotated[str, ask(option="words", label="conclusion", most=WORDS)]
