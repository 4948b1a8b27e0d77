"""The form that proposes custody to somebody; the desk fills in what is handed over (R12)."""

from collections.abc import Iterable, Sequence

from textual.widget import Widget
from textual.widgets import Static

from console.acting import custody as acting
from console.domain.credentials.custody import HandOver
from console.domain.declared import Asked
from console.screens import act_form
from console.screens.act_form import ActForm
from console.widgets.modals import Item
from console.widgets.show import show
from console.wire.acts import Given


class HandOverFormPage(ActForm, scope="hand_over_form"):
    """To whom, from when, why; the desk fills in what is handed over."""

    def __init__(self, candidates: Sequence[str]) -> None:
        super().__init__(HandOver)
        self.candidates = list(candidates)

    def begin(self) -> None:
        """Show the form, which needs nothing more from the desk."""
        if not self.ready:
            self.call_later(self.rebuild, "incoming")

    def above(self) -> Iterable[Widget]:
        """Yield the words on what the desk fills in, and on who signs afterwards."""
        yield Static(show(self.t("hand_over.form_head")), markup=False)

    def items(self, one: Asked) -> Sequence[Item]:
        """The people who may take custody over."""
        del one
        return [Item(one, f"{self.session.name(one)}  {one}") for one in self.candidates]

    def sign(self, said: dict[str, Given]) -> None:
        """Have the hand-over prepared, read and signed; without a typed time it begins when it was first prepared."""
        act_form.sign(
            self,
            lambda core: acting.hand_over(core, said, by=self.session.person),
            lambda: self.t("hand_over.propose_title"),
            self._signed,
        )

    def _signed(self) -> None:
        self.done()
        self._back()
        self.say(self.t("hand_over.proposed_one"))
