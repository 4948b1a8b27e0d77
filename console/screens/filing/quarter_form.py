"""The form in which a manager files a quarter (R3): an explanation of each open gap, further words, and the signature."""

from collections.abc import Iterable, Sequence

import msgspec
from rich.text import Text
from textual.widget import Widget
from textual.widgets import Static

from console.acting import filing as acting
from console.domain.filing.filing import Filing
from console.domain.refusals import Refusal, refuse
from console.screens import act_form
from console.screens.act_form import ActForm, Part
from console.screens.filing.filing_words import changed_rows, gap_words, statement_rows
from console.widgets.show import show
from console.wire.acts import Given
from console.wire.filing import filing as wire

_MARGIN = 4


class QuarterFormPage(ActForm, scope="quarter_form"):
    """The statement of one quarter."""

    def __init__(self, view: wire.FilingView) -> None:
        super().__init__(Filing)
        self.view = view

    @property
    def about(self) -> str:
        """The quarter and its gaps: the explanations are kept in the order of the gaps."""
        view = self.view
        return "-".join((view.row.department, view.row.quarter, *(gap.key for gap in view.gaps)))

    def bar_sign(self) -> Refusal | None:
        """Why the quarter is not the signer's now."""
        return self.view.allowed.get("sign")

    def begin(self) -> None:
        """Show the form, which has all it needs."""
        if not self.ready:
            self._said_before()
            self.call_later(self.rebuild, "explained0" if self.view.gaps else "words")

    def _said_before(self) -> None:
        """Put in what the manager said of the same gaps when this quarter was signed and returned, so that it is only read again."""
        signed = [one.statement for one in self.view.editions if one.statement]
        if not signed or self.kept:
            return
        act = msgspec.json.decode(signed[-1], type=Filing)
        said = {line.partition(": ")[0]: line.partition(": ")[2] for line in act.explained}
        self.kept = {"explained": [said.get(gap.key, "") for gap in self.view.gaps], "words": act.words}

    def above(self) -> Iterable[Widget]:
        """Yield what is signed."""
        drawn: Text = statement_rows(self.session, self.view, max(40, self.size.width - _MARGIN))
        yield Static(drawn, markup=False)
        head = self.t("filing.explain_head") if self.view.gaps else self.t("filing.no_gaps")
        yield Static(show(head), markup=False)

    def parts(self) -> Sequence[Part]:
        """Each gap, which needs an explanation."""
        return [
            Part(
                gap_words(self.session, gap),
                gap.number,
                f"{gap.key}: ",
                refuse("filing_unexplained", "R3", gap=gap.kind, number=gap.number),
            )
            for gap in self.view.gaps
        ]

    def sign(self, said: dict[str, Given]) -> None:
        """Have the statement prepared, read and signed."""
        session, view = self.session, self.view
        act_form.sign(
            self,
            lambda core: acting.prepare(core, view, said, by=session.person),
            lambda: self.t("filing.sign_title"),
            self._signed,
            lambda: changed_rows(session, view),
        )

    def _signed(self) -> None:
        self.done()
        self._back()
        self.say(self.t("filing.signed_now"))
