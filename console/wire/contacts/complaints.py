"""Calls about complaints: received, answered, closed; linked to a request and to a number."""

from typing import Annotated, ClassVar

import msgspec

from console.domain.complaints.complaints import State
from console.domain.refusals import Refusal
from console.wire.answers import Page
from console.wire.base import Ask, Do
from console.wire.bounds import After, Filter, Whole, filter_by
from console.wire.shown import shown


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
    """Enter a complaint: `source` is 12321, direct or other; `form` the request's printed number or empty; `num` 0 for none.

    `at` is when it came in; `opt_out` is empty, promotion or all.
    """

    source: str
    text: str
    at: str
    form: str = ""
    num: Whole = 0
    reference: str = ""
    department: str = ""
    opt_out: str = ""


class AnswerComplaint(Do, frozen=True):
    """Record the answer to the complainer or to 12321."""

    id: Whole
    text: str


class CloseComplaint(Do, frozen=True):
    """Close the complaint: `outcome` is justified or unjustified, `text` the conclusion."""

    id: Whole
    outcome: str
    text: str
