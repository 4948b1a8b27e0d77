"""Reporting a loss (R12): anyone can do it, without a signature, and it counts at once."""

from collections.abc import Iterable
from datetime import UTC, datetime

from textual.widget import Widget
from textual.widgets import Static

from console.domain.losses.losses import Kind, Subject
from console.domain.refusals import refuse
from console.errors import ConsoleError
from console.look.senses import Sense
from console.screens.fields_page import FieldsPage
from console.screens.people import order_acts
from console.screens.windows import zone_name
from console.views.view import with_id
from console.widgets.fields import Choice, Field, LinesInput
from console.widgets.line_input import LineInput
from console.widgets.modals import Item
from console.widgets.picked import Picked
from console.widgets.show import show
from console.wire.answers import Done
from console.wire.credentials import losses
from console.wire.credentials.custody import CredentialRow, Credentials
from console.wire.duties import subjects as about

_TIMES = ("noticed", "seen")
_WORDS = ("where", "impact", "measures")


class LossReportPage(FieldsPage, scope="loss_report"):
    """What is lost, whose it is, and how; the rest may be reported later."""

    CSS = FieldsPage.CSS

    def __init__(self, gateway: str = "") -> None:
        super().__init__()
        self.gateways: list[CredentialRow] = []
        self._gateway = gateway
        self.kept = {"subject": str(Subject.GATEWAY), "name": gateway, "kind": str(Kind.FORGOTTEN)}

    @property
    def about(self) -> str:
        """The gateway that the report was opened from, if any."""
        return self._gateway

    # ---- the fields

    def begin(self) -> None:
        """Ask which gateways exist."""
        if self.ready:
            return
        self.ask(Credentials(), self._gathered)

    async def _gathered(self, rows: list[CredentialRow]) -> None:
        self.gateways = rows
        if len(rows) == 1 and not self.kept["name"]:
            self.kept["name"] = rows[0].gateway
        await self.rebuild("subject")

    def fields(self) -> Iterable[Widget]:
        """Yield the fields: what, whose, how, when; where, the harm, the measures taken."""
        session, t, kept = self.session, self.t, self.kept
        zone = zone_name(session.zone(), datetime.now(UTC))
        yield Static(show(t("loss_report.head", zone=zone)), markup=False)
        subjects = [(str(one), session.label("loss_subject", one)) for one in Subject]
        yield Field("subject", t("loss.subject"), Choice(subjects, kept["subject"], id="control-subject"))
        name = Picked(self._names, t("people.pick_hint"), kept["name"], id="control-name")
        yield Field("name", t("loss_report.name"), name)
        kinds = [(str(one), t(f"loss_report.{one}")) for one in Kind]
        yield Field("kind", t("loss.kind"), Choice(kinds, kept["kind"], id="control-kind"))
        for one in _TIMES:
            yield Field(one, t(f"loss_report.{one}"), LineInput(kept.get(one, ""), id=f"control-{one}"))
        for one in _WORDS:
            yield Field(one, t(f"loss.{one}"), LinesInput(kept.get(one, ""), id=f"control-{one}"))

    def _names(self) -> list[Item]:
        subject = self.value("subject") if self.query("#control-subject") else self.kept["subject"]
        if subject == Subject.GATEWAY:
            return [Item(one.gateway, with_id(one.name, one.gateway)) for one in self.gateways]
        return [Item(person, f"{name}  {person}") for person, name in self.session.names.items()]

    # ---- judging

    def judge(self) -> None:
        """Judge the fields: the lost item must exist, and times must be times."""
        if not self.query("#control-measures"):
            return
        self.faults = {}
        for picked in self.query("#control-name").results(Picked):
            if picked.value not in {item.value for item in self._names()}:
                picked.value = ""
            picked.refresh()
        if not self.value("name"):
            self.faults["name"] = refuse("field_missing", "R12", field="name")
        for name in _TIMES:
            try:
                order_acts.instant(self.session, self.value(name))
            except ConsoleError:
                self.faults[name] = refuse("time_unreadable", "R2", value=self.value(name))
        self.draw_faults()
        self.preview(self.still() if self.faults else self.t("loss_report.ready"))

    # ---- reporting

    def do_send(self) -> None:
        """Ask once more, then report."""
        if not self.complete():
            return
        call = losses.ReportLoss(
            self.value("subject"),
            self.value("name"),
            self.value("kind"),
            order_acts.instant(self.session, self.value("noticed")),
            order_acts.instant(self.session, self.value("seen")),
            *(self.value(name) for name in _WORDS),
        )
        what = f"{self.session.label('loss_subject', call.subject)}  {self._called(call)}"
        self.confirm(
            lambda: self.t("loss_report.title"),
            lambda: self.t("loss_report.question", what=what),
            lambda: self.ask(call, self._reported),
        )

    def _called(self, call: losses.ReportLoss) -> str:
        return call.name if call.subject == Subject.GATEWAY else self.session.name(call.name)

    def _reported(self, done: Done) -> None:
        self.done()
        self.console.refresh_head()
        self._back()
        self.go(about.Loss(done.id))
        self.say(self.t("loss_report.done", number=done.number), Sense.GOOD)
