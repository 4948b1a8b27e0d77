"""The form in which custody is proposed to somebody: what is handed over the desk says (R12)."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from console.acting import custody as acting
from console.acting.steps import Core
from console.domain.refusals import refuse
from console.errors import ConsoleError
from console.screens import act_form
from console.screens.fields_page import FieldsPage, form_bindings
from console.screens.people import order_acts
from console.widgets.fields import Field, LineInput, LinesInput
from console.widgets.modals import Item
from console.widgets.picked import Picked
from console.widgets.show import show
from console.wire import hand_overs as wire
from console.wire import views


class HandOverFormPage(FieldsPage, inherit_bindings=False):
    """To whom, from when, why; what is handed over the desk says."""

    SCOPE = "hand_over_form"
    TAB = "credentials"
    BINDINGS: ClassVar[list[BindingType]] = form_bindings("hand_over_form")
    CSS = FieldsPage.CSS

    def __init__(self, candidates: Sequence[str]) -> None:
        super().__init__()
        self.candidates = list(candidates)
        self._kept = {"incoming": "", "effective": "", "reason": ""}

    def begin(self) -> None:
        """The form needs nothing more from the desk."""
        if not self.ready:
            self.call_later(self.rebuild, "incoming")

    def fields(self) -> Iterable[Widget]:
        """To whom, from when, why."""
        t, kept = self.t, self._kept
        yield Static(show(t("hand_over.form_head")), markup=False)
        incoming = Picked(self._people, t("people.pick_hint"), kept["incoming"], id="control-incoming")
        yield Field("incoming", t("hand_over.incoming"), incoming)
        since = LineInput(kept["effective"], id="control-effective", most=40)
        yield Field("effective", t("hand_over.effective"), since)
        yield Field("reason", t("act.reason"), LinesInput(kept["reason"], id="control-reason"))

    def _people(self) -> list[Item]:
        return [Item(one, f"{self.session.name(one)}  {one}") for one in self.candidates]

    def gather(self) -> None:
        """Keep what the fields hold."""
        for name in self._kept:
            self._kept[name] = self.value(name)

    def judge(self) -> None:
        """Say what is still missing."""
        if not self.query("#control-reason"):
            return
        self.faults = {
            name: refuse("field_missing", "R12", field="why" if name == "reason" else name)
            for name in ("incoming", "reason")
            if not self.value(name)
        }
        try:
            order_acts.instant(self.session, self.value("effective"))
        except ConsoleError:
            self.faults["effective"] = refuse("time_unreadable", "R2", value=self.value("effective"))
        self.draw_faults()
        self.preview(self.still() if self.faults else self.t("people.ready"))

    def do_sign(self) -> None:
        """Have it prepared, show what is handed over, sign."""
        if not self.complete():
            return
        session = self.session
        incoming, reason = self.value("incoming"), self.value("reason")
        since = [order_acts.instant(session, self.value("effective"))]

        def prepare(core: Core) -> views.Prepared:
            call = wire.PrepareHandOver(incoming, reason, since[0])
            prepared, act = acting.hand_over(core, call, by=session.person)
            # Left empty, custody passes on when it was prepared: what is signed names the time that was read.
            since[0] = act.effective
            return prepared

        act_form.sign(self, prepare, lambda: self.t("hand_over.propose_title"), self._signed)

    def _signed(self) -> None:
        self.touched = False
        self._back()
        self.say(self.t("hand_over.proposed_one"))
