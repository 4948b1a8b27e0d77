"""The page for a duty: most are declared by the type of its subject (`nouns`), the others depend on what is to be done."""

from typing import Any, Final

from textual.screen import Screen

from console.domain.contacts.resubscribing import Resubscribe
from console.domain.credentials.custody import HandOver, OpenEnvelope, SealEnvelope
from console.domain.erasure.erasing import Erase, ReleaseHold
from console.domain.pair import names
from console.domain.rosters.roster_alerts import APPLIED
from console.domain.sending.trials import Trial
from console.domain.two_person.pairs import Lifting
from console.nouns.approvals import ToCard
from console.nouns.archive import ToPaperForm
from console.nouns.people import ToPerson
from console.nouns.replies import ToReplies
from console.nouns.requests import ToForm, ToRequest
from console.nouns.rosters import ToChanges
from console.nouns.sending import ToMonitor
from console.screens import pages
from console.wire.duties import subjects as about
from console.wire.duties.deadlines import ChaseRow
from console.wire.duties.here import TodoRow

_SIGNED: Final[dict[str, str]] = {
    HandOver.RULE.name: "hand_overs",
    SealEnvelope.RULE.name: "envelopes",
    OpenEnvelope.RULE.name: "envelopes",
    **dict.fromkeys(names(Lifting), "credentials"),
    **dict.fromkeys(names(Trial), "trials"),
    Erase.RULE.name: "erasure",
    ReleaseHold.RULE.name: "legal_holds",
    Resubscribe.RULE.name: "optouts",
}
"""The page for a further signature that is not about a request."""
_PUT_RIGHT: Final = {"wake": "orders", "apply": "applications", "propose": "roster_changes"}
"""The page on which the caller corrects what the roster lacks; for other causes it is the list of roster versions."""
_OTHERWISE: Final = {
    "desk_clock_ahead": "credentials",
    "file_not_at_sender": "rule_files",
    "calendar_missing": "rule_files",
    "newer_shipped": "rule_files",
}
"""The page for what lacks elsewhere, by the alert's code: there is its row, whoever looks."""


def page_for(row: TodoRow | ChaseRow) -> Screen[Any]:
    """The page on which the caller does a duty, or reads a duty of other people."""
    there = _about(row)
    return pages.make(there, row.subject) if isinstance(there, str) else pages.showing(there)


def _about(row: TodoRow | ChaseRow) -> pages.About | str:
    """What the page is about; the page's name, where it needs nothing."""
    mine = isinstance(row, TodoRow)
    match row.subject:
        case about.Request(request=request, slot=slot):
            return _of_request(row, request, slot) if mine else ToRequest(request)
        case about.Application(application=application) if mine and row.what == "carry_out":
            return ToChanges(application)
        case about.Pledge(person=person):
            return "pledge" if mine else ToPerson(person)
        case about.Lacking():
            return _put_right(row)
        case about.Proposal(kind=kind, loss=loss):
            return about.Loss(loss) if loss else _SIGNED[kind]
        case about.Trouble(what="chain_broken"):
            return "ledger"
        case about.Secret(what="password"):
            # The password is rotated there.
            return "credentials"
        case about.Due(erasure=erasure) if erasure:
            return "erasures"
        case about.Replies(request=request):
            return ToReplies(request, "open")
        case subject:
            return subject


def _of_request(row: TodoRow | ChaseRow, request: int, slot: int) -> pages.About:
    """Where a request is decided, filled in or released, or its paper entered; otherwise the page that shows it."""
    match row.what:
        case "decide" | "accept":
            return ToCard(request)
        case "draft":
            return ToForm(request)
        case (
            "release"
            | "refused"
            | "held_back"
            | "untaken"
            | "held"
            | "unknown"
            | "confirm"
            | "confirm_resend"
            | "confirm_remainder"
        ):
            return ToMonitor(request, slot)
        case "paper":
            return ToPaperForm(str(request), f"{row.number}  {row.title}", number=row.number)
        case _:
            return ToRequest(request)


def _put_right(row: TodoRow | ChaseRow) -> str:
    code = row.alert.code if row.alert is not None else ""
    if code in _OTHERWISE:
        return _OTHERWISE[code]
    if isinstance(row, TodoRow):
        return _PUT_RIGHT.get(row.because, "rosters")
    if row.remedy == "standby":
        return "orders"
    return "applications" if code in APPLIED else "rosters"
