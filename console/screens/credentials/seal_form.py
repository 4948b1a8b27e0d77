"""The form in which the custodian enters an envelope that he has just sealed; a witness signs after him (R12)."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from console.acting import custody as acting
from console.domain.custody import Holds
from console.domain.refusals import refuse
from console.screens import act_form
from console.screens.fields_page import FieldsPage, form_bindings
from console.screens.windows import is_day, to_day
from console.widgets.fields import Choice, Field, LineInput, LinesInput
from console.widgets.modals import Item
from console.widgets.picked import Picked
from console.widgets.show import show
from console.wire import envelopes as wire
from console.wire.custody import CredentialRow, Credentials


class SealFormPage(FieldsPage, inherit_bindings=False):
    """What was sealed, under which seal, where it lies, when it is looked at again."""

    SCOPE = "seal_form"
    TAB = "credentials"
    BINDINGS: ClassVar[list[BindingType]] = form_bindings("seal_form")
    CSS = FieldsPage.CSS
    _NAMES = ("holds", "gateway", "seal", "place", "check", "reason")

    def __init__(self) -> None:
        super().__init__()
        self.gateways: list[CredentialRow] = []
        self._kept = dict.fromkeys(self._NAMES, "") | {"holds": str(Holds.PASSWORD)}

    def begin(self) -> None:
        """Which gateways there are."""
        if not self.ready:
            self.ask(Credentials(), self._read)

    def _read(self, found: list[CredentialRow]) -> None:
        self.gateways = found
        if len(found) == 1:
            self._kept["gateway"] = found[0].gateway
        self.call_later(self.rebuild, "holds")

    def fields(self) -> Iterable[Widget]:
        """What is inside, of which gateway, seal, place, next check, words."""
        t, kept = self.t, self._kept
        yield Static(show(t("envelope.form_head")), markup=False)
        kinds = [(str(one), self.session.label("envelope_holds", one)) for one in Holds]
        yield Field("holds", t("envelope.holds"), Choice(kinds, kept["holds"], id="control-holds"))
        gateway = Picked(self._gateways, t("people.pick_hint"), kept["gateway"], id="control-gateway")
        yield Field("gateway", t("custody.column.gateway"), gateway)
        for name in ("seal", "place", "check"):
            control = LineInput(kept[name], id=f"control-{name}", most=60)
            yield Field(name, t(f"envelope.{'check_day' if name == 'check' else name}"), control)
        yield Field("reason", t("envelope.reason"), LinesInput(kept["reason"], id="control-reason"))

    def _gateways(self) -> list[Item]:
        return [Item(one.gateway, f"{one.name} ({one.gateway})  {one.fingerprint}") for one in self.gateways]

    def gather(self) -> None:
        """Keep what the fields hold."""
        for name in self._NAMES:
            self._kept[name] = self.value(name)

    def judge(self) -> None:
        """Say what is still missing."""
        if not self.query("#control-reason"):
            return
        needed = ["seal", "place", "check", "reason"]
        if self.value("holds") == Holds.PASSWORD:
            needed.append("gateway")
        self.faults = {
            name: refuse("field_missing", "R12", field="text" if name == "reason" else name)
            for name in needed
            if not self.value(name)
        }
        check = self.value("check")
        if check and not is_day(to_day(check)):
            self.faults["check"] = refuse("expiry_no_day", "R12", value=check)
        self.draw_faults()
        self.preview(self.still() if self.faults else self.t("people.ready"))

    def do_sign(self) -> None:
        """Have it prepared, show it, sign as the one who sealed; a witness signs after that."""
        if not self.complete():
            return
        session = self.session
        gateway = self.value("gateway") if self.value("holds") == Holds.PASSWORD else ""
        call = wire.PrepareSealing(
            self.value("holds"),
            gateway,
            self.value("seal"),
            self.value("place"),
            to_day(self.value("check")),
            self.value("reason"),
        )

        act_form.sign(
            self,
            lambda core: acting.sealing(core, call, by=session.person)[0],
            lambda: self.t("envelope.seal_title"),
            self._signed,
        )

    def _signed(self) -> None:
        self.touched = False
        self._back()
        self.say(self.t("envelope.sealed_one"))
