"""The form in which custody is proposed to somebody: what is handed over the desk says (R12)."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from console.acting import custody as acting
from console.domain.credentials.custody import HandOver
from console.domain.declared import Asked
from console.screens import act_form
from console.screens.act_form import ActForm
from console.screens.fields_page import form_bindings
from console.widgets.modals import Item
from console.widgets.show import show
from console.wire.acts import Given


class HandOverFormPage(ActForm, inherit_bindings=False):
    """To whom, from when, why; what is handed over the desk says."""

    SCOPE = "hand_over_form"
    TAB = "credentials"
    BINDINGS: ClassVar[list[BindingType]] = form_bindings("hand_over_form")

    def __init__(self, candidates: Sequence[str]) -> None:
        super().__init__(HandOver)
        self.candidates = list(candidates)

    def begin(self) -> None:
        """The form needs nothing more from the desk."""
        if not self.ready:
            self.call_later(self.rebuild, "incoming")

    def above(self) -> Iterable[Widget]:
        """What the desk fills in, and who signs after it."""
        yield Static(show(self.t("hand_over.form_head")), markup=False)

    def items(self, one: Asked) -> Sequence[Item]:
        """Who may take it over."""
        del one
        return [Item(one, f"{self.session.name(one)}  {one}") for one in self.candidates]

    def sign(self, said: dict[str, Given]) -> None:
        """Have it prepared, and signed as it is read; empty, it begins when it was first prepared."""
        act_form.sign(
            self,
            lambda core: acting.hand_over(core, said, by=self.session.person),
            lambda: self.t("hand_over.propose_title"),
            self._signed,
        )

    def _signed(self) -> None:
        self.touched = False
        self._back()
        self.say(self.t("hand_over.proposed_one"))
