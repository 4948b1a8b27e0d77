"""Which page is behind a duty: found by the type of what it is about; a page's module is read when it is first opened."""

from typing import Any, Final

from textual.screen import Screen

from console.domain.rosters.roster_alerts import APPLIED
from console.domain.two_person.pairing import PairKind
from console.screens import pages
from console.wire import subjects as about
from console.wire.deadlines import ChaseRow
from console.wire.views import TodoRow

_SIGNED: Final[dict[str, str]] = {
    PairKind.HAND_OVER: "hand_overs",
    PairKind.SEAL_ENVELOPE: "envelopes",
    PairKind.OPEN_ENVELOPE: "envelopes",
    PairKind.UNFREEZE: "credentials",
    PairKind.RESUME_AFTER_LOSS: "credentials",
    PairKind.REARM: "credentials",
    PairKind.ERASE: "erasure",
    PairKind.RELEASE_HOLD: "legal_holds",
}
"""Where a further signature about no request is given."""
_PAGES: Final[dict[type, tuple[str, ...]]] = {
    about.Version: ("proposals",),
    about.Rules: ("department_rule", "department"),
    about.Quarter: ("quarter", "department", "quarter"),
    about.Locked: ("person", "person"),
    about.Loss: ("loss", "loss"),
    about.Freeze: ("credentials",),
    about.Expiry: ("expiries",),
    about.Secret: ("envelopes",),
    about.Envelope: ("envelopes",),
    about.Handover: ("hand_overs",),
    about.Document: ("archive", "document"),
    about.Emergency: ("emergencies", "emergency"),
    about.Complaint: ("complaint", "complaint"),
    about.Replies: ("replies", "request"),
    about.Due: ("erasure",),
}
"""The page of what is done and read in the same place, and what of it the page is made with."""
_PUT_RIGHT: Final = {
    "wake": "orders",
    "apply": "applications",
    "propose": "roster_changes",
    "files": "rule_files",
}
"""Where the caller puts right what the roster lacks; else it is the list of its versions."""


def page_for(row: TodoRow | ChaseRow) -> Screen[Any]:
    """The page on which a duty of the caller's is done, or on which a duty of others is read."""
    name, *given = _page(row)
    if isinstance(row.subject, about.Replies):
        return pages.make(name, *given, state="open")
    return pages.make(name, *given)


def _page(row: TodoRow | ChaseRow) -> tuple[Any, ...]:
    """Its name, and what it is made with."""
    mine = isinstance(row, TodoRow)
    match row.subject:
        case about.Request(request=request, slot=slot):
            return _of_request(row, request, slot) if mine else ("request", request)
        case about.Application(application=application):
            carries = mine and row.what == "carry_out"
            return ("roster_changes" if carries else "application", application)
        case about.Pledge(person=person):
            return ("pledge",) if mine else ("person", person)
        case about.Lacking():
            return (_put_right(row),)
        case about.Proposal(kind=kind, loss=loss):
            return ("loss", loss) if loss else (_SIGNED[kind],)
        case about.Secret(what="password"):
            # There it is rotated.
            return ("credentials",)
        case subject:
            name, *fields = _PAGES[type(subject)]
            return (name, *(getattr(subject, field) for field in fields))


def _of_request(row: TodoRow | ChaseRow, request: int, slot: int) -> tuple[Any, ...]:
    """The page on which a request is decided, filled in, released, or its paper entered; else on which it is read."""
    match row.what:
        case "decide" | "accept":
            return ("card", request)
        case "draft":
            return ("form", request)
        case "release" | "refused" | "unknown" | "confirm" | "confirm_resend" | "confirm_remainder":
            return ("monitor", request, slot)
        case "paper":
            return ("paper_form", str(request), f"{row.number}  {row.title}")
        case _:
            return ("request", request)


def _put_right(row: TodoRow | ChaseRow) -> str:
    if isinstance(row, TodoRow):
        return _PUT_RIGHT.get(row.because, "rosters")
    if row.remedy == "standby":
        return "orders"
    return "applications" if row.alert is not None and row.alert.code in APPLIED else "rosters"
