"""Entering an emergency send that was made on paper (补录): kept as a record, and never sent by the console (R2, R3)."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from textual.widget import Widget
from textual.widgets import Static

from console.domain.categories import Category
from console.domain.people.people import Post
from console.domain.refusals import refuse
from console.errors import ConsoleError
from console.look.senses import Sense
from console.screens.archive.paper_form import departments
from console.screens.fields_page import FieldsPage
from console.screens.people import order_acts
from console.screens.windows import zone_name
from console.widgets.fields import Choice, Field, LinesInput
from console.widgets.line_input import LineInput
from console.widgets.modals import number_of
from console.widgets.paint import strong
from console.widgets.picked import Picked
from console.wire.answers import Done
from console.wire.archive import archive as wire

_SIGNERS: Final = (Post.DEPARTMENT_MANAGER, Post.SUPERVISING_MANAGER, Post.GENERAL_MANAGER)
"""Posts that sign a request; the field of a post that did not sign the paper stays empty."""
_NEEDED: Final = ("department", "sent_at", "text", "recipients", "channel", "reason", "number")
_CALLED: Final = {
    "text": "message",
    "channel": "means",
    "reason": "why_paper",
    "number": "archive_number",
}
"""Names in refusals for fields whose own names mean something else in other forms."""
_LINES: Final = frozenset({"text", "reason", "late"})
_NAMES: Final = (
    "department",
    "category",
    "sent_at",
    "text",
    "recipients",
    *_SIGNERS,
    "channel",
    "reason",
    "number",
    "place",
    "shelf",
    "box",
    "pages",
    "late",
)


class EmergencyFormPage(FieldsPage, scope="emergency_form"):
    """What was sent, to how many, who signed the paper, why it was sent on paper, and where the paper is."""

    CSS = FieldsPage.CSS
    SAVED = True

    def __init__(self) -> None:
        super().__init__()
        self.kept = {"category": str(Category.NOTICE)}

    def begin(self) -> None:
        """Show the form, which needs nothing from the desk; it begins with the caller's own department."""
        if self.ready:
            return
        me = self.session.me
        mine = [department for _, department in me.posts if department] if me is not None else []
        self.kept["department"] = mine[0] if mine else ""
        self.call_later(self.rebuild, "department")

    def fields(self) -> Iterable[Widget]:
        """Every field of an entry."""
        t = self.t
        zone = zone_name(self.session.zone(), datetime.now(UTC))
        yield Static(strong(t("emergency_form.head", zone=zone)), markup=False)
        for name in _NAMES:
            yield Field(name, t(f"emergency_form.{name}"), self._control(name))

    def _control(self, name: str) -> Widget:
        identity, kept = f"control-{name}", self.kept.get(name, "")
        if name == "department":
            return Picked(lambda: departments(self.session), self.t("people.pick_hint"), kept, id=identity)
        if name == "category":
            named = [(str(one), self.session.label("category", one)) for one in Category]
            return Choice(named, kept, id=identity)
        if name in _LINES:
            return LinesInput(kept, id=identity)
        return LineInput(kept, id=identity, most=200)

    def judge(self) -> None:
        """Say what is missing, and which values are no time or no number."""
        if not self.query("#control-late"):
            return
        self.faults = {
            name: refuse("field_missing", "R3", field=_CALLED.get(name, name))
            for name in _NEEDED
            if not self.value(name)
        }
        try:
            order_acts.instant(self.session, self.value("sent_at"))
        except ConsoleError:
            self.faults["sent_at"] = refuse("time_unreadable", "R2", value=self.value("sent_at"))
        count = number_of(self.value("recipients"))
        if count and (not count.isdecimal() or not int(count)):
            self.faults["recipients"] = refuse("emergency_count", "R3")
        if self.value("pages") and not self.value("pages").isdecimal():
            self.faults["pages"] = refuse("archive_pages", "R3", most=9999)
        self.draw_faults()
        self.preview(self.still() if self.faults else self.t("emergency_form.ready"))

    def do_save(self) -> None:
        """Ask once more, then have the desk record the send."""
        if not self.complete():
            return
        signed = [wire.ApproverRow(str(post), self.value(post)) for post in _SIGNERS if self.value(post)]
        call = wire.EnterEmergency(
            department=self.value("department"),
            category=self.value("category"),
            sent_at=order_acts.instant(self.session, self.value("sent_at")),
            text=self.value("text"),
            recipients=int(number_of(self.value("recipients"))),
            approvers=signed,
            channel=self.value("channel"),
            reason=self.value("reason"),
            number=self.value("number"),
            late=self.value("late"),
            box=self.value("box"),
            shelf=self.value("shelf"),
            place=self.value("place"),
            pages=int(self.value("pages") or 0),
        )
        self.confirm(
            lambda: self.t("action.emergency_form.save"),
            lambda: self.t("emergency_form.question"),
            lambda: self.ask(call, self._saved),
        )

    def _saved(self, done: Done) -> None:
        self.done()
        self.console.refresh_head()
        self._back()
        self.say(f"{self.t('archive.entered')}  {done.number}", Sense.GOOD)
