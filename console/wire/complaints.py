"""Calls about complaints: received, answered, closed; linked to a request and to a number."""

from typing import ClassVar

import msgspec

from console.domain.refusals import Refusal
from console.wire import views
from console.wire.base import Ask, Do
from console.wire.bounds import After, Filter, Whole


class ComplaintRow(msgspec.Struct, frozen=True):
    """A complaint in a list. `masked` is empty where no number is kept; `form` the request's number, `request` 0 where none.

    `due` is until when the next step is owed, empty once it is closed.
    """

    id: int
    number: str
    source: str
    state: str
    request: int
    form: str
    purpose: str
    department: str
    masked: str
    at: str
    due: str
    late: bool
    closed: str


class ComplaintView(msgspec.Struct, frozen=True):
    """A complaint whole. `allowed` maps `answer`, `close` to None or why not; `who` owes the next step.

    `outcome` is justified or unjustified, empty while open; `opted` the scope of the opt-out that was recorded with it.
    """

    row: ComplaintRow
    text: str
    reference: str
    by: str
    entered: str
    opted: str
    answer: str
    answered_by: str
    answered: str
    outcome: str
    conclusion: str
    closed_by: str
    commitment: str
    who: list[str]
    allowed: dict[str, Refusal | None]


class ComplaintPage(msgspec.Struct, frozen=True):
    """Complaints, newest first; `refusal` is why the caller may enter none, or None."""

    page: views.Page
    rows: list[ComplaintRow]
    refusal: Refusal | None


class ComplaintsPage(Ask, frozen=True):
    """Complaints, newest first, by state, request, and words in number, form number or purpose."""

    state: str = ""
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
    """A complaint came in: `source` is 12321, direct or other; `form` the request's printed number or empty; `num` 0 for none.

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
    """What was answered, to the complainer or to 12321."""

    id: Whole
    text: str


class CloseComplaint(Do, frozen=True):
    """The complaint is over: `outcome` is justified or unjustified, `text` what was concluded."""

    id: Whole
    outcome: str
    text: str


AnyCall = ComplaintsPage | ComplaintDetail | EnterComplaint | AnswerComplaint | CloseComplaint
