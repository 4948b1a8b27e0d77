"""投诉 Complaints, from 12321 and direct: newest first; enter a complaint, open one (R7, R13)."""

from collections.abc import Mapping

from console.domain.complaints.complaints import Source, State
from console.domain.refusals import Refusal
from console.screens.complaints.complaint import ComplaintPage
from console.screens.do_form import DoForm
from console.screens.lists import ListPage
from console.views.complaints import ROW
from console.widgets.record_list import Rows
from console.wire.acts import Given
from console.wire.answers import Done
from console.wire.contacts import complaints as wire
from console.wire.duties import subjects as about


class ComplaintsPage(ListPage[wire.ComplaintRow], scope="complaints"):
    """Complaints that the caller may read; only those about one request if it is given."""

    VIEW = ROW
    OPENS = about.Complaint
    TOPICS = frozenset({"complaints", "roster"})
    STATES = ("complaint", State)

    def __init__(self, request: int = 0, form: str = "") -> None:
        super().__init__()
        self.request, self.form = request, form
        self.answered: wire.ComplaintPage | None = None

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk."""
        call = wire.ComplaintsPage(self.state, text, self.request, after, limit)
        page: wire.ComplaintPage = self.session.desk().call(call)
        self.answered = page
        return Rows(page.page.total, page.page.after, page.rows)

    def bar_new(self) -> Refusal | None:
        """What the desk said with the list."""
        return self.answered.refusal if self.answered is not None else None

    def do_new(self) -> None:
        """Enter a complaint."""
        self.app.push_screen(ComplaintFormPage(self.form))


class ComplaintFormPage(DoForm, scope="complaint_form"):
    """The form of a complaint as it came in."""

    KIND = wire.EnterComplaint
    HEAD, READY, DONE = "complaint.head", "complaint.ready", "complaint.entered_as"
    ORDER = ("source", "at", "form", "num", "opt_out", "reference", "text")

    def __init__(self, form: str = "") -> None:
        super().__init__()
        self.kept = {"source": str(Source.CENTRE), "form": form}
        self._form = form

    @property
    def about(self) -> str:
        """The request that the complaint was opened from, if any."""
        return self._form

    def given(self) -> Mapping[str, Given]:
        """The department, which the request says, or the one whose complaint it is."""
        return {"department": ""}

    def then(self, done: Done) -> None:
        """Open the complaint."""
        self.app.push_screen(ComplaintPage(done.id))
