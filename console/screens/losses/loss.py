"""One loss case: the report, each step with its deadline and who takes it, and the messages in the exposed window (R12)."""

from collections.abc import Iterable
from functools import partialmethod

from textual.containers import Container
from textual.widget import Widget

from console.domain import declared
from console.domain.losses.losses import ACT_OF, Step, Subject
from console.domain.refusals import Refusal, refuse
from console.nouns.losses import ToLossForm
from console.screens.losses import case_words, lift_acts
from console.screens.losses.loss_form import sign
from console.screens.printing import print_form
from console.screens.whole import WholePage
from console.widgets.lines import Draw, Lines
from console.widgets.modals import Item
from console.widgets.panels import mark_panel
from console.widgets.show import show
from console.wire.credentials import expiries, losses


class LossPage(WholePage[losses.LossView], scope="loss"):
    """A case in full, and its next step."""

    TOPICS = frozenset({"losses", "gateways", "sends", "roster"})
    USABLE_FIRST = True
    CSS = """
    #sides { layout: vertical; height: auto; }
    #sides > Container { width: 1fr; height: auto; }
    LossPage.-wide #sides { layout: horizontal; }
    LossPage.-wide #sides > Container { width: 2fr; }
    LossPage.-wide #sides > Container:last-of-type { width: 1fr; }
    """

    def __init__(self, loss: int) -> None:
        super().__init__()
        self.case = loss
        self.cards: dict[str, expiries.ProviderCard] = {}

    def call(self) -> losses.LossDetail:
        """The call that reads the case."""
        return losses.LossDetail(self.case)

    def may(self, view: losses.LossView) -> dict[str, Refusal | None]:
        """The refusals of steps, and whether there is a certificate to print."""
        refused: dict[str, Refusal | None] = {step.step: step.refusal for step in view.steps}
        absent = {
            str(step): refuse("loss_step_not_here", "R12", step=step) for step in Step if step not in refused
        }
        certified = any(step.step == Step.CERTIFIED and step.at for step in view.steps)
        number = view.row.number
        printed = None if certified else refuse("loss_not_certified", "R12", number=number)
        following = None if _mine(view) else refuse("loss_nothing_yours", "R12", number=number)
        return {**refused, **absent, "print": printed, "next": following}

    # ---- drawing

    def body(self) -> Iterable[Widget]:
        """Yield the steps and the report; beside them or beneath, what the loss affects and what may have been exposed."""
        left = Container(Lines(id="case", classes="panel"), Lines(id="report", classes="panel"))
        right = Container(Lines(id="affected", classes="panel"), Lines(id="exposed", classes="panel"))
        yield self.scrolled(Container(left, right, id="sides"))

    def read_it(self) -> None:
        """Read the case, and whom to call about its gateway."""
        super().read_it()
        self.ask(expiries.Expiries(), self._know)

    def _know(self, calendar: expiries.ExpiriesView) -> None:
        self.cards = {card.gateway: card for card in calendar.cards}
        self.draw_whole()

    def draw_whole(self) -> None:
        """Draw the case; the steps in the colour of what its state means."""
        view, session = self.view, self.session
        if view is None or not self.query("#case"):
            return
        card = self.cards.get(view.row.name) if view.row.subject == Subject.GATEWAY else None
        spaced = self.size.height > case_words.SPACED
        drawn: dict[str, Draw] = {
            "case": lambda width: case_words.steps(session, view, width, spaced=spaced),
            "report": lambda width: case_words.report(session, view, width),
            "affected": lambda width: case_words.affected(session, view, card, width),
            "exposed": lambda width: case_words.exposed(session, view, width),
        }
        for name, draw in drawn.items():
            panel = self.query_one(f"#{name}", Lines)
            panel.border_title = show(
                case_words.title(session, view) if name == "case" else self.t(f"loss.{name}_title")
            )
            panel.put(draw)
        case = self.query_one("#case", Lines)
        case.border_subtitle = show(case_words.since(session, view))
        mark_panel(case, case_words.sense(view))

    def do_print(self) -> None:
        """Print the certificate, once the holder's department has signed it."""
        print_form(self, "loss", str(self.case))

    # ---- the steps

    def do_next(self) -> None:
        """Take the step that is the caller's; if there are several, they choose."""
        view = self.view
        if view is None:
            return
        able = _mine(view)
        if len(able) == 1:
            self._open(able[0])
        elif able:
            self.pick(
                lambda: self.t("loss.which"),
                lambda: [Item(one, self.session.label("loss_step", one)) for one in able],
                self._open,
            )

    def _open(self, step: str) -> None:
        view = self.view
        if view is None:
            return
        if step == Step.RESUMED:
            self.do_resumed()
            return
        kind = ACT_OF[Step(step)]
        if declared.of(kind):
            self.go(ToLossForm(view, kind))
        else:
            sign(self, view, kind, {}, self._taken)

    def _taken(self) -> None:
        self.say(self.t("loss.taken"))
        self.reload()

    def bar_resumed(self) -> Refusal | None:
        """That a person comes back by a roster version."""
        person = self.view is not None and self.view.row.subject != Subject.GATEWAY
        return refuse("loss_takes_two", "R12") if person else None

    def do_resumed(self) -> None:
        """Propose to use a gateway again, or confirm the proposal; a person comes back by a roster version."""
        view = self.view
        if view is None:
            return
        lift_acts.resume(self, view, self._lifted)

    def _lifted(self, done: str) -> None:
        self.say(done)
        self.reload()


# Each signed step has a key with its name.
for _step in ACT_OF:
    setattr(LossPage, f"do_{_step}", partialmethod(LossPage._open, _step))  # noqa: SLF001 - the class's own


def _mine(view: losses.LossView) -> list[str]:
    """The steps of a case that the caller may take now."""
    return [
        step.step for step in view.steps if not step.at and step.refusal is None and step.step != Step.FOUND
    ]
