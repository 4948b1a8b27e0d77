"""One loss case: the report, each step with its deadline and who takes it, and the messages in the exposed window (R12)."""

from collections.abc import Iterator
from functools import partialmethod
from typing import ClassVar

import msgspec
from rich.text import Text
from textual.binding import BindingType

from console.domain import declared
from console.domain.losses.losses import ACT_OF, Report, Step, Subject
from console.domain.refusals import Refusal, refuse
from console.look.senses import Sense
from console.screens.frame import bindings
from console.screens.losses import lift_acts
from console.screens.losses.loss_form import sign
from console.screens.printing import print_form
from console.screens.session import number
from console.screens.statement import rows
from console.screens.whole import WholePage
from console.views.losses import LOSS, clock
from console.widgets.modals import Item
from console.widgets.paint import sensed, strong
from console.widgets.show import show
from console.wire import losses, shown

_SHOWN = 30
"""Items of the exposed window that the page lists; the command line lists all."""


class LossPage(WholePage[losses.LossView]):
    """A case in full, and its next step."""

    SCOPE = "loss"
    TAB = "credentials"
    TOPICS = frozenset({"losses", "gateways", "sends", "roster"})
    USABLE_FIRST = True
    BINDINGS: ClassVar[list[BindingType]] = bindings("loss")

    def __init__(self, case: int) -> None:
        super().__init__()
        self.case = case

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
        return {**refused, **absent, "print": printed}

    # ---- drawing

    def words(self, view: losses.LossView, width: int) -> Text:
        """The report, the steps, and the exposed window."""
        session = self.session
        report = msgspec.json.decode(view.report, type=Report)
        pairs = [
            (self.t("loss.noticed"), session.when(report.noticed)),
            (self.t("loss.seen"), session.when(report.seen) or self.t("loss.nobody_knows")),
            (self.t("loss.where"), report.where),
            (self.t("loss.impact"), report.impact),
            (self.t("loss.measures"), report.measures),
        ]
        facts = [*LOSS.pairs(shown.PANE, session.viewer, view.row), *pairs]
        senses = LOSS.meanings(shown.PANE, session.viewer, view.row)
        parts = [rows(session, facts, width, senses=senses)]
        parts.append(Text("\n").join([strong(self.t("loss.path")), *self._steps(view)]))
        parts.append(Text("\n").join(self._exposed(view)))
        return Text("\n\n").join(parts)

    def _steps(self, view: losses.LossView) -> Iterator[Text]:
        for step in view.steps:
            name = self.session.label("loss_step", step.step)
            if step.at:
                done = show(f"  {step.name}  {self.session.when(step.at)}")
                yield sensed(Sense.GOOD, name).append_text(done)
            elif step.due:
                left = clock(self.session.viewer, step.due, late=step.late)
                mine = step.refusal is None
                whose = self.t("loss.yours") if mine else ", ".join(step.who)
                sense = Sense.BAD if step.late else Sense.YOURS if mine else Sense.WAITING
                yield sensed(sense, f"{name}  {left}  {whose}".rstrip())
            elif step.step != Step.FOUND:
                yield sensed(Sense.LATER, name)

    def _exposed(self, view: losses.LossView) -> Iterator[Text]:
        session = self.session
        head = self.t(
            "loss.exposed", since=session.when(view.since), n=view.total, unknown=number(view.unknown)
        )
        yield strong(head)
        for one in view.exposed[:_SHOWN]:
            slot = f".{one.slot}" if one.slot else ""
            unknown = f"  {self.t('loss.of_them_unknown', n=number(one.unknown))}" if one.unknown else ""
            kind = self.t("loss.send") if one.kind == "send" else session.label("ledger", one.kind)
            yield show(f"{session.when(one.at)}  {kind}  {one.number}{slot}  {number(one.count)}{unknown}")
        if view.total > _SHOWN:
            yield show(self.t("loss.more", n=view.total - _SHOWN))

    def do_print(self) -> None:
        """Print the certificate, once the holder's department has signed it."""
        print_form(self, "loss", str(self.case))

    # ---- the steps

    def do_next(self) -> None:
        """Take the step that is the caller's; if there are several, they choose."""
        view = self.view
        if view is None:
            return
        able = [
            step.step
            for step in view.steps
            if not step.at and step.refusal is None and step.step != Step.FOUND
        ]
        if not able:
            self.say(self.t("loss.nothing_yours"))
        elif len(able) == 1:
            self._open(able[0])
        else:
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
            self.open("loss_form", view, kind)
        else:
            sign(self, view, kind, {}, self._taken)

    def _taken(self) -> None:
        self.say(self.t("loss.taken"))
        self.reload()

    def do_resumed(self) -> None:
        """Propose to use a gateway again, or confirm the proposal; a person comes back by a roster version."""
        view = self.view
        if view is None:
            return
        if view.row.subject != Subject.GATEWAY:
            self.trouble(refuse("loss_takes_two", "R12"))
            return
        lift_acts.resume(self, view, self._lifted)

    def _lifted(self, done: str) -> None:
        self.say(done)
        self.reload()


# Each signed step has a key with its name.
for _step in ACT_OF:
    setattr(LossPage, f"do_{_step}", partialmethod(LossPage._open, _step))  # noqa: SLF001 - the class's own
