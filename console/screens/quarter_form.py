"""A manager hands a quarter in (R3): words for each thing that is left open, what else is to be said, and the signature."""

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from console.acting import filing as acting
from console.acting import steps
from console.domain.refusals import refuse
from console.screens import signing
from console.screens.fields_page import FieldsPage, form_bindings
from console.screens.filing_words import gap_words, statement_rows
from console.widgets.fields import Field, LineInput, LinesInput
from console.widgets.modals import ROOM, Filled, Form
from console.widgets.show import show
from console.wire import filing as wire
from console.wire import views

_MARGIN = 4
_MOST = 120


class QuarterFormPage(FieldsPage, inherit_bindings=False):
    """The statement of one quarter."""

    SCOPE = "quarter_form"
    TAB = "filing"
    BINDINGS: ClassVar[list[BindingType]] = form_bindings("quarter_form")
    CSS = FieldsPage.CSS

    def __init__(self, view: wire.FilingView) -> None:
        super().__init__()
        self.view = view
        self._kept: dict[str, str] = {}

    def begin(self) -> None:
        """The form has all it needs."""
        if not self.ready:
            first = "gap0" if self.view.gaps else "words"
            self.call_later(self.rebuild, first)

    def fields(self) -> Iterable[Widget]:
        """What is signed; a line for each gap; anything else."""
        width = max(40, self.size.width - _MARGIN)
        drawn: Text = statement_rows(self.session, self.view, width)
        yield Static(drawn, markup=False)
        head = self.t("filing.explain_head") if self.view.gaps else self.t("filing.no_gaps")
        yield Static(show(head), markup=False)
        for nth, gap in enumerate(self.view.gaps):
            name = f"gap{nth}"
            said: Text = gap_words(self.session, gap)
            yield Static(said, markup=False)
            control = LineInput(self._kept.get(name, ""), id=f"control-{name}", most=_MOST)
            yield Field(name, gap.number, control)
        words = LinesInput(self._kept.get("words", ""), id="control-words")
        yield Field("words", self.t("filing.words"), words)

    def gather(self) -> None:
        """Keep what the fields hold."""
        for name in (*(f"gap{nth}" for nth in range(len(self.view.gaps))), "words"):
            self._kept[name] = self.value(name)

    def judge(self) -> None:
        """Each gap needs its words."""
        if not self.query("#control-words"):
            return
        self.faults = {
            f"gap{nth}": refuse("filing_unexplained", "R3", gap=gap.kind, number=gap.number)
            for nth, gap in enumerate(self.view.gaps)
            if not self.value(f"gap{nth}")
        }
        self.draw_faults()
        self.preview(self.still() if self.faults else self.t("people.ready"))

    def do_sign(self) -> None:
        """Show what is signed, ask for the passphrase, sign."""
        if not self.complete():
            return
        session, view = self.session, self.view
        said = [f"{gap.key}: {self.value(f'gap{nth}')}" for nth, gap in enumerate(view.gaps)]
        call = wire.PrepareFiling(view.editions[-1].id, self.value("words"), said)

        def job(filled: Filled) -> views.Done:
            core = session.desk()
            prepared = acting.prepare(core, view, call, by=session.person)
            return steps.enact(core, prepared, signing.unlocked(session, filled))

        self.act(
            lambda: self.t("filing.sign_title"),
            lambda: statement_rows(session, view, ROOM).append_text(show(self._said())),
            lambda: Form(passphrase=signing.passphrase_field(session)),
            job,
            lambda _done: self._signed(),
        )

    def _said(self) -> str:
        """The gaps in words, each with what is said of it."""
        return "".join(
            f"\n{self.session.label('gap', gap.kind)}  {gap.number}: {self.value(f'gap{nth}')}"
            for nth, gap in enumerate(self.view.gaps)
        )

    def _signed(self) -> None:
        self.touched = False
        self._back()
        self.say(self.t("filing.signed_now"))
