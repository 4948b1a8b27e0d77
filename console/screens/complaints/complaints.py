"""投诉 Complaints, from 12321 and direct: newest first; enter a complaint, open one (R7, R13)."""

from collections.abc import Iterable
from datetime import UTC, datetime

from textual.widget import Widget
from textual.widgets import Static

from console.domain.complaints.complaints import ENTERED, Source, State
from console.domain.contacts.optouts import CHOICES
from console.domain.contacts.phone import is_mobile_form
from console.domain.refusals import Refusal, refuse
from console.domain.times import render
from console.errors import ConsoleError
from console.look.senses import Sense
from console.screens.complaints.complaint import ComplaintPage
from console.screens.fields_page import FieldsPage
from console.screens.lists import ListPage
from console.screens.people import order_acts
from console.screens.windows import zone_name
from console.views.complaints import ROW
from console.widgets.fields import Choice, Field, LinesInput
from console.widgets.line_input import LineInput
from console.widgets.record_list import Rows
from console.widgets.show import show
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


class ComplaintFormPage(FieldsPage, scope="complaint_form"):
    """The form of a complaint as it came in."""

    CSS = FieldsPage.CSS

    def __init__(self, form: str = "") -> None:
        super().__init__()
        self.kept = {"source": str(Source.CENTRE), "form": form, "opted": ""}
        self._form = form

    @property
    def about(self) -> str:
        """The request that the complaint was opened from, if any."""
        return self._form

    def begin(self) -> None:
        """Show the form, which needs nothing from the desk."""
        if not self.ready:
            self.call_later(self.rebuild, "source")

    def fields(self) -> Iterable[Widget]:
        """Yield the fields: source, time, request, number, text."""
        session, t, kept = self.session, self.t, self.kept
        zone = zone_name(session.zone(), datetime.now(UTC))
        yield Static(show(t("complaint.head", zone=zone)), markup=False)
        sources = [(str(one), session.label("complaint_source", one)) for one in ENTERED]
        yield Field("source", t("complaint.source"), Choice(sources, kept["source"], id="control-source"))
        for name in ("at", "form", "mobile"):
            control = LineInput(kept.get(name, ""), id=f"control-{name}", most=40)
            yield Field(name, t(f"complaint.{name}_field"), control)
        scopes = [("", t("complaint.no_opt_out"))]
        scopes += [(one, session.label("optout", one)) for one in CHOICES]
        yield Field("opted", t("complaint.opted"), Choice(scopes, kept["opted"], id="control-opted"))
        reference = LineInput(kept.get("reference", ""), id="control-reference", most=80)
        yield Field("reference", t("complaint.reference"), reference)
        text = LinesInput(kept.get("text", ""), id="control-text")
        yield Field("text", t("complaint.text"), text)

    def judge(self) -> None:
        """Judge time and mobile number; an opt-out needs the number, and the text is required."""
        if not self.query("#control-text"):
            return
        self.faults = {}
        try:
            order_acts.instant(self.session, self.value("at"))
        except ConsoleError:
            self.faults["at"] = refuse("time_unreadable", "R2", value=self.value("at"))
        mobile = self.value("mobile")
        if mobile and not is_mobile_form(mobile):
            self.faults["mobile"] = refuse("not_mobile", "R10")
        elif self.value("opted") and not mobile:
            self.faults["mobile"] = refuse("complaint_opt_out_whom", "R13")
        if not self.value("text"):
            self.faults["text"] = refuse("field_missing", "R7", field="complaint_text")
        self.draw_faults()
        self.preview(self.still() if self.faults else self.t("complaint.ready"))

    def do_save(self) -> None:
        """Have the desk record the complaint."""
        if not self.complete():
            return
        at = order_acts.instant(self.session, self.value("at")) or render(datetime.now(UTC))
        me = self.session.me
        # The desk's clock decides what is now: a machine whose clock is ahead must not date a complaint tomorrow.
        at = min(at, me.time) if not self.value("at") and me is not None else at
        mobile = self.value("mobile")
        call = wire.EnterComplaint(
            self.value("source"),
            self.value("text"),
            at,
            self.value("form"),
            int(mobile) if mobile else 0,
            self.value("reference"),
            "",
            self.value("opted"),
        )
        self.ask(call, self._entered)

    def _entered(self, done: Done) -> None:
        self.done()
        self.console.refresh_head()
        self._back()
        self.app.push_screen(ComplaintPage(done.id))
        self.say(self.t("complaint.entered_as", number=done.number), Sense.GOOD)
