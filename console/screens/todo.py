"""待办 My turn: everything that waits on the caller, oldest deadline first, and why it is his."""

from collections.abc import Hashable, Sequence
from typing import Any, ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.screen import Screen

from console.domain.alert import subject
from console.locale import words
from console.screens import order_acts, pages
from console.screens.ends import COLUMN, ends_full, ends_short
from console.screens.lists import ListPage
from console.screens.page import bindings
from console.screens.people_facts import alert_words
from console.screens.printing import print_form
from console.widgets.record_list import Column, Rows
from console.widgets.show import show
from console.wire import calls, views

_BECAUSE = {
    "decide": "post",
    "accept": "post",
    "authorise_application": "post",
    "approve_application": "post",
    "file_application": "post",
    "carry_out": "post",
    "pledge": "pledge_state",
    "filing_compile": "filing_again",
}
"""Which words the reason of a kind of row has."""

_QUARTER = "filing_"
"""What the kinds of rows begin with that are about a quarter."""

_LIFTED = ("freeze:", "loss:", "dispatcher:", "hand_over:", "sealing:", "opening:")
"""What a two-person act about no request is about."""
_KEPT = ("erasure:", "hold:")
"""Likewise, of numbers that are kept."""


_ARCHIVE = frozenset({"paper", "loan", "destroy_paper", "emergency"})
"""What waits at the archive book."""
_ENVELOPED = frozenset({"secret_change", "secret_change_late", "envelope_check", "envelope_stale"})
"""What is seen to where the envelopes are."""
_BY_SOMEBODY = frozenset({"destroy_paper", "emergency", "loan", "carry_out_hand_over"})
"""Kinds of rows besides what is to be confirmed whose reason is a person."""


class TodoPage(ListPage[views.TodoRow]):
    """What waits on me."""

    SCOPE = "todo"
    TAB = "todo"
    BINDINGS: ClassVar[list[BindingType]] = bindings("todo")

    def begin(self) -> None:
        """Ask also whether the caller may name a deputy."""
        super().begin()
        order_acts.grey(self, {"todo.delegate": "deputise"})

    def columns(self) -> Sequence[Column]:
        """What, due, number, purpose."""
        return (
            Column(
                self.t("column.what"),
                18 if self.session.lang == "zh" else 23,
                lambda r: self.session.label("todo", r.what),
            ),
            Column(
                self.t("column.due"),
                COLUMN[self.session.lang],
                lambda r: ends_short(self.session, r.due, r.days),
            ),
            Column(self.t("column.number"), 18, self._number),
            Column(self.t("column.purpose"), 0, self._purpose),
        )

    def _number(self, row: views.TodoRow) -> str:
        """Its number; what the roster lacks has none, there it is the department."""
        return row.number if row.alert is None else self.session.department(row.department)

    def _purpose(self, row: views.TodoRow) -> str:
        """What it is for; of what two people sign about no request, whose proposal it is; what the roster lacks."""
        if row.alert is not None:
            return self.session.label("lacking_short", row.alert.code)
        if row.what == "freeze_reason":
            return words.frozen(row.because, row.title, self.session.lang)
        if not row.title.startswith((*_LIFTED, *_KEPT)):
            return row.title
        name = self.session.name(row.because)
        return self.t(
            "ends.goes_to" if row.what == "carry_out_hand_over" else "ends.proposed_by", person=name
        )

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """The desk gives the whole of it, at most 500."""
        del text, after, limit
        rows = self.session.desk().call(calls.Todo())
        return Rows(len(rows), "", rows)

    def key(self, row: views.TodoRow) -> Hashable:
        """Request, slot, what, application, number and end (two proposals of a roster version differ in nothing else)."""
        return row.request, row.slot, row.what, row.application, row.number, row.due, self._which(row)

    def _which(self, row: views.TodoRow) -> str:
        """Which step of a loss, which end, which department's quarter, what is lacking: several may be due at one moment."""
        if row.alert is not None:
            return subject(row.alert)
        if row.what.startswith(_QUARTER):
            return row.department
        return row.because if row.loss or row.what in {"expiry", "secret_change"} else ""

    def detail(self, row: views.TodoRow) -> Text:
        """Why it is mine, and what happens next."""
        session = self.session
        lines = [
            session.label("todo", row.what),
            f"{row.number} {session.label('category', row.category) if row.category else ''}".rstrip(),
            session.department(row.department),
            self._purpose(row) if row.alert is None else alert_words(session, row.alert).what,
            f"{self.t('column.due')}: {ends_full(session, row.due, row.days)}" if row.due else "",
            self._reason(row),
            self.t("late.told") if row.escalated and row.what not in {"late", "loss_late"} else "",
            self._next(row),
        ]
        return show("\n".join(part for part in lines if part))

    def _reason(self, row: views.TodoRow) -> str:
        """Why it waits for me."""
        session = self.session
        if row.alert is not None:
            told = alert_words(session, row.alert)
            return f"{told.why}\n{told.next}"
        if row.what == "unlock":
            return self.t("people.locked_since", since=session.when(row.because))
        if row.what == "draft":
            return f"{self.t('column.updated')}: {session.when(row.since)}"
        return self._said(row)

    def _said(self, row: views.TodoRow) -> str:
        """The reason of a request, a loss, an end, a complaint, or of what another person did."""
        session = self.session
        because = session.label(_BECAUSE.get(row.what, ""), row.because)
        if row.what == "late":
            who = ", ".join(session.name(person) for person in row.who)
            because = self.t("late.waits", who=who, since=session.when(row.since))
        elif row.what == "revise":
            because = words.sent_back(row.because, session.lang)
        if row.what in {"release", "refused"} and row.because:
            because = words.slot_reason(row.because, session.lang)
        if row.what.startswith("confirm") or row.what in _BY_SOMEBODY:
            because = session.name(row.because)
        elif row.loss:
            because = session.label("loss_step", row.because)
        elif row.what in _ENVELOPED:
            because = session.label("envelope_holds", row.because)
        elif row.what == "expiry":
            because = session.label("expiry_kind", row.because)
        elif row.what == "replies":
            because = self.t("reply.waiting", n=row.because)
        elif row.complaint:
            because = session.label("complaint_source", row.because)
        return because

    def _next(self, row: views.TodoRow) -> str:
        """What happens next."""
        if row.alert is not None:
            return self.t(f"lacking.{row.because}")
        if row.what == "secret_change_late":
            return self.t("next.secret_change_late", who=", ".join(self.session.name(one) for one in row.who))
        if row.what == "loss_late":
            return self.t("next.loss_late", who=", ".join(self.session.name(person) for person in row.who))
        confirms = row.what.startswith("confirm")
        return self.t("next.loss" if row.loss and not confirms else f"next.{row.what}")

    def do_open(self) -> None:
        """Open what waits, where it can be done."""
        row: views.TodoRow | None = self.records.row
        if row is not None:
            self.app.push_screen(page_for(row))

    def do_print(self) -> None:
        """Print Attachment 1 of the request that waits."""
        row: views.TodoRow | None = self.records.row
        if row is None or not row.request or row.what == "draft":
            self.say(self.t("printing.no_request"))
            return
        print_form(self, "request", str(row.request))

    def do_delegate(self) -> None:
        """Name a deputy who decides in the caller's place for some days (代)."""
        self.open("deputy")

    def do_filter(self) -> None:
        """The list is short; it has no filter."""


def page_for(row: views.TodoRow) -> Screen[Any]:
    """The page on which a thing that waits is done."""
    if row.what in _ARCHIVE:
        return _page_of_archive(row)
    if row.complaint:
        return pages.make("complaint", row.complaint)
    if row.what == "replies":
        return pages.make("replies", row.request, state="open")
    if row.what in {"erasure_due", "erasure_again"} or row.title.startswith(_KEPT):
        return _page_of_erasure(row)
    if row.loss or row.what in {"expiry", "freeze_reason", *_ENVELOPED} or row.title.startswith(_LIFTED):
        return _page_of_custody(row)
    if row.what.startswith(_QUARTER):
        return pages.make("quarter", row.department, row.number)
    return _page_of_request(row) if row.request else _page_of_people(row)


def _page_of_request(row: views.TodoRow) -> Screen[Any]:
    """The page on which a request is decided, filled in, released or read."""
    match row.what:
        case "decide" | "accept":
            return pages.make("card", row.request)
        case "draft":
            return pages.make("form", row.request)
        case "release" | "refused" | "unknown" | "confirm" | "confirm_resend" | "confirm_remainder":
            return pages.make("monitor", row.request, row.slot)
        case _:
            return pages.make("request", row.request)


def _page_of_erasure(row: views.TodoRow) -> Screen[Any]:
    """The page for what is due, or for a legal hold that two people end."""
    return pages.make("legal_holds") if row.title.startswith("hold:") else pages.make("erasure")


def _page_of_custody(row: views.TodoRow) -> Screen[Any]:
    """The page for a loss case, a freeze, or what ends soon."""
    if row.loss:
        return pages.make("loss", row.loss)
    if row.what == "secret_change" and row.because == "password":
        # There it is rotated.
        return pages.make("credentials")
    if row.what in _ENVELOPED or row.title.startswith(("sealing:", "opening:")):
        return pages.make("envelopes")
    if row.title.startswith("hand_over:"):
        return pages.make("hand_overs")
    return pages.make("expiries") if row.what == "expiry" else pages.make("credentials")


def _page_of_archive(row: views.TodoRow) -> Screen[Any]:
    """The page on which paper is entered, asked back, destroyed, or an emergency send acknowledged."""
    if row.what == "paper":
        return pages.make("paper_form", str(row.request), f"{row.number}  {row.title}")
    return (
        pages.make("emergencies", row.number)
        if row.what == "emergency"
        else pages.make("archive", row.number)
    )


def _page_where(where: str) -> Screen[Any]:
    """The page on which the caller puts right what the roster lacks."""
    match where:
        case "wake":
            return pages.make("orders")
        case "apply":
            return pages.make("applications")
        case "propose":
            return pages.make("roster_changes")
        case "files":
            return pages.make("rule_files")
        case _:
            return pages.make("rosters")


def _page_of_people(row: views.TodoRow) -> Screen[Any]:
    """The page for what has no request behind it: an application, the pledge, a roster version, what the roster lacks."""
    if row.alert is not None:
        return _page_where(row.because)
    match row.what:
        case "unlock":
            return pages.make("person", row.number)
        case "pledge":
            return pages.make("pledge")
        case "confirm_roster":
            return pages.make("proposals")
        case "carry_out":
            return pages.make("roster_changes", row.application)
        case _:
            return pages.make("application", row.application)
