"""申请 Requests: the requests of the caller's departments by state; new ones begin here."""

from typing import ClassVar, Final

from rich.text import Text
from textual.binding import BindingType

from console.domain.states import RequestState
from console.screens import pages
from console.screens.frame import bindings
from console.screens.lists import ListPage, paged
from console.screens.session import number
from console.views import ends
from console.views.requests import REQUEST
from console.widgets.record_list import Rows
from console.widgets.show import show
from console.wire import calls, views

EMERGENCY: Final = "emergency"
"""The state of a send on paper that was entered afterwards (补录)."""


class RequestsPage(ListPage[views.RequestRow]):
    """Requests, newest first; emergency sends on paper are sorted in among them."""

    SCOPE = "requests"
    TAB = "requests"
    VIEW = REQUEST
    BINDINGS: ClassVar[list[BindingType]] = bindings("requests")

    def begin(self) -> None:
        """Disable the key for a new request if the caller may draft nowhere; the desk judges again."""
        self.allowed = {"draft": self.session.demand_drafter()}
        super().begin()

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk."""
        return paged(self, calls.RequestsPage(state=self.state, text=text, after=after, limit=limit))

    def detail(self, row: views.RequestRow) -> Text:
        """The row in full."""
        return request_words(self, row)

    def do_open(self) -> None:
        """Open the request: a draft of the caller's departments as a form, a send on paper (补录) as its entry."""
        row = self.here
        if row is None:
            return
        if row.state == EMERGENCY:
            self.open("emergencies", row.number)
            return
        mine = row.state == RequestState.DRAFT and row.department in self.session.drafts_for()
        self.app.push_screen(pages.make("form", row.id) if mine else pages.make("request", row.id))

    def do_new(self) -> None:
        """Begin an empty form."""
        self.open("form", 0, self.session.drafts_for()[0])

    def do_state(self) -> None:
        """Show only one state."""
        self.pick_state([*map(str, RequestState), EMERGENCY], "request")


def _when(page: ListPage[views.RequestRow], row: views.RequestRow) -> str:
    """The start of the first window, or the time of a send on paper, which is an exception and never sent by the console."""
    if not row.opens:
        return ""
    at = page.session.when(row.opens)
    if row.state == EMERGENCY:
        return f"{page.t('archive.sent_at')}: {at}\n{page.t('archive.exception')}"
    return f"{page.t('column.opens')}: {at}"


def request_words(page: ListPage[views.RequestRow], row: views.RequestRow) -> Text:
    """A request's row in full, for the pane."""
    session = page.session
    lines = [
        row.number
        if row.state == EMERGENCY
        else f"{row.number or page.t('requests.unnumbered')}  v{row.version}",
        f"{session.label('category', row.category)}  {session.state(row.state, 'request')}",
        row.purpose,
        f"{session.department(row.department)}  {session.name(row.drafter)}",
        f"{page.t('column.recipients')}: {number(row.recipients)}",
        f"{page.t('ends.decide_by')}: {ends.full(session.viewer, row.due, row.days)}" if row.due else "",
        page.t("late.told") if row.late else "",
        _when(page, row),
        f"{page.t('column.waits')}: {session.label('post', row.waits_for)}" if row.waits_for else "",
        f"{page.t('column.updated')}: {session.when(row.updated)}",
    ]
    return show("\n".join(line for line in lines if line))
