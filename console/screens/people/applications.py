"""Operator Applications (附件3): the list, and the applications that wait for the caller."""

from console.domain.people.enrolment import ApplicationState
from console.screens.lists import ListPage, paged
from console.views.people import APPLICATION
from console.widgets.record_list import Rows
from console.wire.duties import subjects as about
from console.wire.people import enrolment

_AFTERWARDS = ("suspended", "ended", "carried_out")
"""Further states of an application: of one that was in force, or of a change that was made."""


class ApplicationsPage(ListPage[enrolment.ApplicationRow], scope="applications"):
    """Applications that the caller may see, newest first; `queue` begins with those that wait for the caller."""

    VIEW = APPLICATION
    OPENS = about.Application
    TOPICS = frozenset({"applications"})
    STATES = ("application", (*ApplicationState, *_AFTERWARDS))

    def __init__(self, *, queue: bool = False) -> None:
        super().__init__()
        self.queue = queue

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk."""
        call = enrolment.ApplicationsPage(
            state=self.state, text=text, queue=self.queue, after=after, limit=limit
        )
        return paged(self, call)

    # ---- keys

    def do_new(self) -> None:
        """Begin an empty form."""
        self.open("application_form")

    def do_queue(self) -> None:
        """Show only applications that wait for the caller, or all again."""
        self.queue = not self.queue
        self.records.ask("")
        self.say(self.t("people.queue_on" if self.queue else "people.queue_off"))
