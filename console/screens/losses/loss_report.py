"""Reporting a loss (R12): anyone can do it, without a signature, and it counts at once."""

from collections.abc import Sequence

from console.domain.declared import Asked
from console.domain.losses.losses import Kind, Subject
from console.screens.do_form import DoForm
from console.views.view import with_id
from console.widgets.modals import Item
from console.widgets.picked import Picked
from console.wire.answers import Done
from console.wire.credentials import losses
from console.wire.credentials.custody import CredentialRow, Credentials
from console.wire.duties import subjects as about


class LossReportPage(DoForm, scope="loss_report"):
    """What is lost, whose it is, and how; the rest may be reported later."""

    KIND = losses.ReportLoss
    HEAD, READY, DONE = "loss_report.head", "loss_report.ready", "loss_report.done"

    def __init__(self, gateway: str = "") -> None:
        super().__init__()
        self.gateways: list[CredentialRow] = []
        self._gateway = gateway
        self.kept = {"subject": str(Subject.GATEWAY), "name": gateway, "kind": str(Kind.FORGOTTEN)}

    @property
    def about(self) -> str:
        """The gateway that the report was opened from, if any."""
        return self._gateway

    def begin(self) -> None:
        """Ask which gateways exist."""
        if not self.ready:
            self.ask(Credentials(), self._gathered)

    async def _gathered(self, rows: list[CredentialRow]) -> None:
        self.gateways = rows
        if len(rows) == 1 and not self.kept["name"]:
            self.kept["name"] = rows[0].gateway
        await self.rebuild("subject")

    def items(self, one: Asked) -> Sequence[Item]:
        """The gateways, or the people whose key or login may be lost."""
        del one
        subject = self.value("subject") if self.query("#control-subject") else self.kept["subject"]
        if subject == Subject.GATEWAY:
            return [Item(one.gateway, with_id(one.name, one.gateway)) for one in self.gateways]
        return [Item(person, f"{name}  {person}") for person, name in self.session.names.items()]

    def judge(self) -> None:
        """Judge the fields; what was chosen of another subject is chosen no longer."""
        for picked in self.query("#control-name").results(Picked):
            if picked.value not in {item.value for item in picked.options()}:
                picked.value = ""
            picked.refresh()
        super().judge()

    def do_send(self) -> None:
        """Have it reported, after a question."""
        self.do_save()

    def send(self, call: losses.ReportLoss) -> None:
        """Ask once more, then report."""
        name = call.name if call.subject == Subject.GATEWAY else self.session.name(call.name)
        what = f"{self.session.label('loss_subject', call.subject)}  {name}"
        self.confirm(
            lambda: self.t("loss_report.title"),
            lambda: self.t("loss_report.question", what=what),
            lambda: self.ask(call, self.sent),
        )

    def then(self, done: Done) -> None:
        """Open the case."""
        self.go(about.Loss(done.id))
