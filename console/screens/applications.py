"""Operator Applications (附件3): the list, and those that wait for the caller."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType

from console.domain.enrolment import ApplicationState
from console.screens.lists import ListPage, paged
from console.screens.page import bindings
from console.screens.session import Session
from console.screens.statement import rows
from console.widgets.record_list import Column, Rows
from console.wire import enrolment

_PANE = 42
_AFTERWARDS = ("suspended", "ended", "carried_out")
"""What the state of an application may be after it was in force, or where it is a change that was made."""


class ApplicationsPage(ListPage[enrolment.ApplicationRow]):
    """Applications that the caller may see, newest first; `queue` begins with those that wait for him."""

    SCOPE = "applications"
    TAB = "people"
    BINDINGS: ClassVar[list[BindingType]] = bindings("applications")

    def __init__(self, *, queue: bool = False) -> None:
        super().__init__()
        self.queue = queue

    def columns(self) -> Sequence[Column]:
        """State, number, what for, whom, post."""
        session = self.session
        return (
            Column(self.t("column.state"), 10, lambda r: session.state(r.state, "application")),
            Column(self.t("column.number"), 20, lambda r: r.number),
            Column(self.t("people.for_what"), 14, lambda r: session.label("application_kind", r.kind)),
            Column(self.t("people.name"), 8, lambda r: r.name or session.name(r.person)),
            Column(self.t("field.post"), 0, lambda r: session.post(r.post, r.department)),
        )

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk."""
        call = enrolment.ApplicationsPage(
            state=self.state, text=text, queue=self.queue, after=after, limit=limit
        )
        return paged(self, call)

    def changed(self, topics: frozenset[str]) -> None:
        """An application was handed in, decided or carried out."""
        if "applications" in topics:
            self.reload()

    def detail(self, row: enrolment.ApplicationRow) -> Text:
        """The row in full."""
        return rows(self.session, row_words(self.session, row), _PANE)

    # ---- keys

    def do_open(self) -> None:
        """Open the application."""
        row: enrolment.ApplicationRow | None = self.records.row
        if row is not None:
            self.open("application", row.id)

    def do_new(self) -> None:
        """Begin an empty form."""
        self.open("application_form")

    def do_queue(self) -> None:
        """Only those that wait for the caller, or all again."""
        self.queue = not self.queue
        self.records.ask("")
        self.say(self.t("people.queue_on" if self.queue else "people.queue_off"))

    def do_state(self) -> None:
        """Show one state alone."""
        self.pick_state([*(str(state) for state in ApplicationState), *_AFTERWARDS], "application")


def row_words(session: Session, row: enrolment.ApplicationRow) -> list[tuple[str, str]]:
    """An application's row as label and value."""
    return [
        (session.t("column.number"), f"{row.number}  v{row.version}"),
        (session.t("column.state"), session.state(row.state, "application")),
        (session.t("column.waits"), waits_words(session, row)),
        (session.t("people.for_what"), session.label("application_kind", row.kind)),
        (session.t("people.name"), f"{row.name or session.name(row.person)} ({row.person})"),
        (session.t("field.post"), session.post(row.post, row.department)),
        (session.t("people.applicant"), session.name(row.by)),
        (session.t("column.updated"), session.when(row.updated)),
    ]


def waits_words(session: Session, row: enrolment.ApplicationRow) -> str:
    """Whom an application waits for, in words."""
    return session.label("post", row.waits_for) if row.waits_for else ""
