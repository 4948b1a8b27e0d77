"""Trials (R2): texts on the organisation's own telephones, and what came of each; proposed by one person, let go by another."""

from collections.abc import Callable

from console.acting import steps
from console.acting.two_person import proposals, trials
from console.domain.refusals import Refusal, refuse
from console.domain.sending.trials import MOST, Trial
from console.screens import act_form, pages
from console.screens.labelled import rows
from console.screens.lists import ListPage, portion
from console.screens.page import Page
from console.screens.two_person import confirmation
from console.screens.two_person.confirmation import ConfirmingPage
from console.views.sending import TRIAL
from console.widgets.modals import Item
from console.widgets.record_list import Rows
from console.widgets.room import ROOM
from console.wire.acts import Given
from console.wire.answers import Prepared
from console.wire.duties import subjects as about
from console.wire.requests.rows import RequestView
from console.wire.sending import trials as wire


class TrialsPage(ConfirmingPage, ListPage[wire.TrialRow], scope="trials"):
    """A row for each telephone of each trial, the newest first."""

    ON_ROW = frozenset({"sign"})
    VIEW = TRIAL
    KEY = ("digest", "label")
    TOPICS = frozenset({"gateways", "sends", "roster"})

    def __init__(self) -> None:
        super().__init__()
        self.view: wire.TrialsView | None = None

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for all of them; there are few."""
        self.view = self.session.desk().call(wire.Trials())
        return portion(self.fitting(self.view.rows if self.view else [], text), after, limit)

    def sought(self, subject: pages.About) -> Callable[[wire.TrialRow], bool] | None:
        """Tell the first telephone of the trial that a proposal is."""
        match subject:
            case about.Proposal(digest=digest):
                return lambda row: row.digest == digest
        return None

    def do_open(self) -> None:
        """Show all about the telephone."""
        self.read_row(lambda row: f"{row.number}  {row.label}")

    def _lines(self) -> list[wire.TriedLine]:
        """The gateways that can be tried."""
        return [line for line in self.view.lines if line.handsets and line.text] if self.view else []

    def bar_new(self) -> Refusal | None:
        """What the desk said with the list, or that no gateway file names a telephone."""
        if self.view is None or self.view.refusal is not None:
            return self.view.refusal if self.view is not None else None
        return None if self._lines() else refuse("trial_unprepared", "R2", gateway="-")

    def do_new(self) -> None:
        """Try a gateway with its own sentence."""
        lines = {line.gateway: line for line in self._lines()}
        if len(lines) == 1:
            self._propose(next(iter(lines.values())))
            return
        self.pick(
            lambda: self.t("trial.which"),
            lambda: [Item(name, name) for name in lines],
            lambda name: self._propose(lines[name]),
        )

    def _propose(self, line: wire.TriedLine) -> None:
        propose(
            self,
            line,
            line.text,
            lambda core, said: trials.of_gateway(core, line, said, by=self.session.person),
            self._acted,
        )

    def bar_sign(self) -> Refusal | None:
        """That the trial under the cursor waits for nobody, or not for the reader."""
        row = self.here
        return self.unconfirmable(lambda one: row is not None and one.digest == row.digest)

    def do_sign(self) -> None:
        """Read the trial under the cursor, and let it go by the second signature."""
        row = self.here
        if row is None:
            return
        confirmation.find(
            self,
            lambda one: one.digest == row.digest,
            lambda kept: confirmation.sign(
                self,
                lambda: self.t("trial.confirm_title"),
                lambda: proposals.read(kept, Trial),
                lambda core: proposals.confirm(core, kept.digest, by=self.session.person),
                lambda: self._acted(self.t("trial.confirmed")),
                [(self.t("search.number"), "  ".join(self._telephones(row)))],
            ),
            lambda: self.gone(self.bar_sign),
        )

    def _telephones(self, row: wire.TrialRow) -> list[str]:
        """The telephones of the trial, each with its masked number."""
        told = self.view.rows if self.view else []
        return [f"{one.label} {one.mobile}" for one in told if one.digest == row.digest]

    def _acted(self, done: str) -> None:
        self.say(done)
        self.reload()


def propose(
    page: Page,
    line: wire.TriedLine,
    text: str,
    prepare: Callable[[steps.Core, dict[str, Given]], Prepared],
    then: Callable[[str], None],
) -> None:
    """Ask for the telephones and the reason, and have the trial of a text signed as the first."""

    def about_it() -> list[tuple[str, str]]:
        known = "  ".join(f"{label} {number}" for label, number in line.handsets)
        return [
            (page.t("custody.column.gateway"), line.gateway),
            (page.t("trial.text"), text),
            (page.t("trial.handsets"), known),
        ]

    act_form.ask(
        page,
        Trial,
        lambda: page.t("trial.propose_title"),
        lambda: rows(page.session, [*about_it(), (page.t("lift.then"), page.t("trial.second"))], ROOM),
        prepare,
        lambda: then(page.t("trial.proposed")),
        about_it,
        begun={"to": "、".join(label for label, _ in line.handsets[:MOST])},
    )


def of_request(page: Page, view: RequestView, gateway: str, then: Callable[[str], None]) -> None:
    """Try the approved text of a request, through its gateway."""

    def answered(told: wire.TrialsView) -> None:
        line = next((one for one in told.lines if one.gateway == gateway), None)
        if line is None or not line.handsets:
            page.trouble(refuse("trial_unprepared", "R2", gateway=gateway))
            return
        text = view.draft.signature + view.draft.body + view.draft.opt_out
        propose(
            page,
            line,
            text,
            lambda core, said: trials.of_request(core, view, line, said, by=page.session.person),
            then,
        )

    page.ask(wire.Trials(), answered)
