"""The form in which the custodian enters an envelope that they have just sealed; a witness signs after them (R12)."""

from collections.abc import Iterable, Sequence

from textual.widget import Widget
from textual.widgets import Static

from console.acting import custody as acting
from console.domain.credentials.custody import Holds, SealEnvelope
from console.domain.declared import Asked
from console.screens import act_form
from console.screens.act_form import ActForm
from console.views.view import with_id
from console.widgets.modals import Item
from console.widgets.show import show
from console.wire.acts import Given
from console.wire.credentials.custody import CredentialRow, Credentials


class SealFormPage(ActForm, scope="seal_form"):
    """What was sealed, under which seal, where it is kept, when it is checked next."""

    def __init__(self) -> None:
        super().__init__(SealEnvelope)
        self.gateways: list[CredentialRow] = []
        self.kept["holds"] = str(Holds.PASSWORD)

    def begin(self) -> None:
        """Ask which gateways exist."""
        if not self.ready:
            self.ask(Credentials(), self._read)

    def _read(self, rows: list[CredentialRow]) -> None:
        self.gateways = rows
        if len(rows) == 1:
            self.kept["gateway"] = rows[0].gateway
        self.call_later(self.rebuild, "holds")

    def above(self) -> Iterable[Widget]:
        """Yield the words on what to do first, and that no secret is written here."""
        yield Static(show(self.t("envelope.form_head")), markup=False)

    def items(self, one: Asked) -> Sequence[Item]:
        """The gateways, each with the fingerprint of its password."""
        del one
        return [
            Item(row.gateway, f"{with_id(row.name, row.gateway)}  {row.fingerprint}") for row in self.gateways
        ]

    def said(self) -> dict[str, Given]:
        """The values of all fields; the phrase is that of every gateway, so `gateway` is empty for it."""
        said = super().said()
        return said | {"gateway": ""} if said["holds"] == Holds.PHRASE else said

    def sign(self, said: dict[str, Given]) -> None:
        """Have the sealing prepared, read and signed by the person who sealed the envelope."""
        act_form.sign(
            self,
            lambda core: acting.sealing(core, said, by=self.session.person),
            lambda: self.t("envelope.seal_title"),
            self._signed,
        )

    def _signed(self) -> None:
        self.done()
        self._back()
        self.say(self.t("envelope.sealed_one"))
