"""申请 Requests: the requests of the caller's departments by state; new ones begin here."""

from typing import Any

from textual.screen import Screen

from console.domain.states import UNSETTLED, RequestState
from console.nouns.requests import ToForm, ToRequest
from console.screens import pages
from console.screens.lists import ListPage, paged
from console.screens.session import Session
from console.views.requests import EMERGENCY, REQUEST
from console.widgets.record_list import Rows
from console.wire import calls
from console.wire.duties import subjects as about
from console.wire.requests.rows import RequestRow


class RequestsPage(ListPage[RequestRow], scope="requests"):
    """Requests, newest first; emergency sends on paper are sorted in among them."""

    VIEW = REQUEST
    STATES = ("request", (*RequestState, UNSETTLED, EMERGENCY))

    def begin(self) -> None:
        """Disable the key for a new request if the caller may draft nowhere; the desk judges again."""
        self.allowed = {"draft": self.session.demand_drafter()}
        super().begin()

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk."""
        return paged(self, calls.RequestsPage(state=self.state, text=text, after=after, limit=limit))

    def do_open(self) -> None:
        """Open the request: a draft of the caller's departments as a form, a send on paper (补录) as its entry."""
        row = self.here
        if row is not None:
            self.app.push_screen(self.page_of(self.session, row))

    @staticmethod
    def page_of(session: Session, row: RequestRow) -> Screen[Any]:
        """The page of a request as this person opens it."""
        if row.state == EMERGENCY:
            return pages.showing(about.Emergency(row.number))
        mine = row.state == RequestState.DRAFT and row.department in session.drafts_for()
        return pages.showing(ToForm(row.id) if mine else ToRequest(row.id))

    def do_new(self) -> None:
        """Begin an empty form."""
        self.go(ToForm(0, self.session.drafts_for()[0]))
