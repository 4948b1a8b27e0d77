"""监督抽查 The samples of a month (R7): each department's, and the sends of one with the manager's sheet."""

from rich.text import Text

from console.acting import samples as acting
from console.domain.filing.sampling import SampleSheet
from console.domain.refusals import Refusal, refuse
from console.nouns.requests import ToRequest
from console.screens import act_form
from console.screens.lists import ListPage, portion
from console.views.filing import SAMPLE, SAMPLED
from console.widgets.modals import Item
from console.widgets.record_list import Rows
from console.widgets.show import show
from console.wire.duties import subjects as about
from console.wire.filing import samples as wire

_TOPICS = frozenset({"filings", "sends", "roster"})


class SamplesPage(ListPage[wire.SampleRow], scope="samples"):
    """A month, department by department."""

    VIEW = SAMPLE
    KEY = ("department",)
    TOPICS = _TOPICS

    def __init__(self, month: str = "") -> None:
        super().__init__()
        self.month, self.months = month, [month]

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for the month."""
        view: wire.SamplesView = self.session.desk().call(wire.Samples(self.month, text))
        self.month, self.months = view.month, view.months
        return portion(view.rows, after, limit)

    def do_open(self) -> None:
        """Open the department's month."""
        if self.here is not None:
            self.go(about.Sample(self.here.department, self.here.month))

    def do_month(self) -> None:
        """Show another month."""

        def picked(value: str) -> None:
            self.month = value
            self.records.ask(self.records.filter)

        months = [Item(one, one) for one in self.months]
        self.pick(lambda: self.t("sample.which"), months, picked, at=self.month)


class SamplePage(ListPage[wire.SampledRow], scope="sample"):
    """The sends of a department's month that were drawn; the sheet is signed here."""

    VIEW = SAMPLED
    KEY = ("name",)
    TOPICS = _TOPICS
    FILLS = ""

    def __init__(self, department: str, month: str) -> None:
        super().__init__()
        self.department, self.month = department, month
        self.view: wire.SampleView | None = None

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk; what was drawn is few."""
        self.view = self.session.desk().call(wire.SampleDetail(self.department, self.month))
        return portion(self.fitting(self.view.rows, text), after, limit)

    def do_open(self) -> None:
        """Read the request: its text, list and signatures."""
        if self.here is not None:
            self.go(ToRequest(self.here.request))

    def bar_sign(self) -> Refusal | None:
        """What the desk said with the month."""
        return (
            self.view.refusal if self.view is not None else refuse("sample_undrawn", "R7", month=self.month)
        )

    def do_sign(self) -> None:
        """Sign what was looked at and found."""
        view, session = self.view, self.session
        if view is None:
            return

        def then() -> None:
            self.say(self.t("step.sample_sheet"))
            self.reload()

        act_form.ask(
            self,
            SampleSheet,
            lambda: self.t("action.sample.sign"),
            lambda: self._about(view),
            lambda core, said: acting.prepare(core, view, said, by=session.person),
            then,
        )

    def _about(self, view: wire.SampleView) -> Text:
        row = view.row
        said = [self.t("sample.drawn", department=row.name, month=row.month, n=len(view.rows), of=row.of)]
        return show("\n".join([*said, *(f"{one.name}  {one.purpose}" for one in view.rows)]))
