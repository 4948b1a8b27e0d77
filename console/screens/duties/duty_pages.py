"""The page for a duty, found by the type of its subject; a page's module is loaded when it is first opened."""

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
    PairKind.RESUBSCRIBE: "optouts",
}
"""The page for a further signature that is not about a request."""
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
    about.Watched: ("watched", "request"),
    about.Template: ("template", "template"),
}
"""The page for subjects that are handled and read in the same place, and the fields of the subject that the page takes."""
_PUT_RIGHT: Final = {
    "wake": "orders",
    "apply": "applications",
    "propose": "roster_changes",
    "files": "rule_files",
}
"""The page on which the caller corrects what the roster lacks; for other causes it is the list of roster versions."""


def page_for(row: TodoRow | ChaseRow) -> Screen[Any]:
    """The page on which the caller does a duty, or reads a duty of other people."""
    name, *given = _page(row)
    if isinstance(row.subject, about.Replies):
        return pages.make(name, *given, state="open")
    return pages.make(name, *given)


def _page(row: TodoRow | ChaseRow) -> tuple[Any, ...]:
    """The page's name and its arguments."""
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
            # The password is rotated there.
            return ("credentials",)
        case subject:
            name, *fields = _PAGES[type(subject)]
            return (name, *(getattr(subject, field) for field in fields))


def _of_request(row: TodoRow | ChaseRow, request: int, slot: int) -> tuple[Any, ...]:
    """The page on which a request is decided, filled in or released, or its paper entered; otherwise the page that shows it."""
    match row.what:
        case "decide" | "accept":
            return ("card", request)
        case "draft":
            return ("form", request)
        case (
            "release"
            | "refused"
            | "held_back"
            | "unknown"
            | "confirm"
            | "confirm_resend"
            | "confirm_remainder"
        ):
            return ("monitor", request, slot)
        case "paper":
            return ("paper_form", str(request), f"{row.number}  {row.title}", None, row.number)
        case _:
            return ("request", request)


def _put_right(row: TodoRow | ChaseRow) -> str:
    if isinstance(row, TodoRow):
        return _PUT_RIGHT.get(row.because, "rosters")
    if row.remedy == "standby":
        return "orders"
    return "applications" if row.alert is not None and row.alert.code in APPLIED else "rosters"
