"""The form of one step of a loss case, with all its fields; signed at its end (R12)."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import ClassVar, Final, NamedTuple

import msgspec
from rich.text import Text
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from console.acting import losses as acting
from console.acting import steps
from console.domain.losses import Report, Step
from console.domain.refusals import refuse
from console.errors import ConsoleError
from console.screens import order_acts, signing
from console.screens.failures import KNOWN
from console.screens.fields_page import FieldsPage, form_bindings
from console.screens.page import Page
from console.screens.session import Session
from console.screens.statement import rows
from console.screens.windows import zone_name
from console.widgets.fields import Field, LineInput, LinesInput, Tick
from console.widgets.modals import ROOM, Filled, Form
from console.widgets.show import show
from console.wire import expiries, losses, views


class _Part(NamedTuple):
    """A field of a step: its name in the call, its kind (line, lines, tick, time), whether it must be filled in."""

    name: str
    kind: str = "line"
    needed: bool = True


FIELDS: Final[dict[str, tuple[_Part, ...]]] = {
    Step.TOLD: (
        _Part("provider"),
        _Part("person"),
        _Part("when", "time", needed=False),
        _Part("text", "lines", needed=False),
    ),
    Step.ACKNOWLEDGED: (_Part("yes", "tick", needed=False), _Part("text", "lines", needed=False)),
    Step.CERTIFIED: (
        _Part("number"),
        _Part("account"),
        _Part("channel"),
        _Part("addressee"),
        _Part("last_known", "lines"),
        _Part("impact", "lines"),
        _Part("measures", "lines"),
    ),
    Step.REQUESTED: (_Part("ticket"), _Part("text", "lines", needed=False)),
    Step.REISSUED: (
        _Part("yes", "tick"),
        _Part("when", "time", needed=False),
        _Part("text", "lines", needed=False),
    ),
    Step.CLOSED: (_Part("text", "lines"),),
    Step.FOUND: (_Part("text", "lines"),),
}
"""What each step asks. `installed` asks nothing: the dispatcher has proved it."""

_CALLED: dict[str, str] = {Step.CLOSED: "conclusion", Step.FOUND: "where"}
"""What the words of a step are called where they must be there."""


class LossFormPage(FieldsPage, inherit_bindings=False):
    """One step of one case."""

    SCOPE = "loss_form"
    TAB = "credentials"
    BINDINGS: ClassVar[list[BindingType]] = form_bindings("loss_form")
    CSS = FieldsPage.CSS

    def __init__(self, view: losses.LossView, step: str) -> None:
        super().__init__()
        self.view, self.step = view, step
        self.report = msgspec.json.decode(view.report, type=Report)
        self._kept: dict[str, str] = {}
        self._ticked: dict[str, bool] = {}

    # ---- the fields

    def begin(self) -> None:
        """Read the provider's card, from which some fields are filled in."""
        if self.ready:
            return
        session, gateway = self.session, self.view.row.name

        def job() -> expiries.ProviderCard | None:
            try:
                calendar: expiries.ExpiriesView = session.desk().call(expiries.Expiries())
            except KNOWN:
                # Then nothing is filled in beforehand.
                return None
            return next((one for one in calendar.cards if one.gateway == gateway), None)

        self.work(job, self._gathered, slot="read")

    def changed(self, topics: frozenset[str]) -> None:
        """Somebody else took a step meanwhile: this one follows that one, and what is typed stays."""
        if "losses" in topics:
            self.ask(losses.LossDetail(self.view.row.id), self._moved_on)

    def _moved_on(self, view: losses.LossView) -> None:
        if view.head == self.view.head:
            return
        known = {step.step for step in self.view.steps if step.at}
        taken = [_taken(self.session, step) for step in view.steps if step.at and step.step not in known]
        self.view = view
        self.say(self.t("loss_form.moved_on", steps=", ".join(taken)))

    async def _gathered(self, card: expiries.ProviderCard | None) -> None:
        self._kept = self._beforehand(card)
        await self.rebuild(FIELDS[self.step][0].name)

    def _beforehand(self, card: expiries.ProviderCard | None) -> dict[str, str]:
        """What the report and the provider's card say already."""
        report, session = self.report, self.session
        given: dict[str, str] = {}
        if self.step == Step.CERTIFIED:
            given |= {
                "impact": report.impact,
                "measures": report.measures,
                "last_known": session.when(report.seen),
            }
        if card is not None and self.step == Step.TOLD:
            given |= {"provider": card.name, "person": card.person}
        if card is not None and self.step == Step.CERTIFIED:
            given["addressee"] = card.name
        if card is not None and self.step == Step.REQUESTED:
            given["text"] = card.papers
        return given

    def fields(self) -> Iterable[Widget]:
        """Which case and step, the fields, and never the password."""
        session, t, row = self.session, self.t, self.view.row
        head = f"{row.number}  {session.label('loss_subject', row.subject)}  {session.label('loss_step', self.step)}"
        zone = zone_name(session.zone(), datetime.now(UTC))
        yield Static(show(head, "bold"), markup=False)
        yield Static(show(t("loss_form.head", zone=zone)), markup=False)
        for part in FIELDS[self.step]:
            yield self._field(part)

    def _field(self, part: _Part) -> Field:
        name, control_id = part.name, f"control-{part.name}"
        control: Widget
        match part.kind:
            case "tick":
                control = Tick(
                    self.t(f"loss_form.{self.step}.tick"), value=self._ticked.get(name, False), id=control_id
                )
            case "lines":
                control = LinesInput(self._kept.get(name, ""), id=control_id)
            case _:
                control = LineInput(self._kept.get(name, ""), id=control_id, most=200)
        return Field(name, self._label(part), control)

    def _label(self, part: _Part) -> str:
        if part.name in {"text", "yes"}:
            return self.t(f"loss_form.{self.step}.{part.name}")
        return self.t(f"loss_form.{part.name}")

    def gather(self) -> None:
        """Keep what the fields hold."""
        for part in FIELDS[self.step]:
            if part.kind == "tick":
                self._ticked[part.name] = self.ticked(part.name)
            else:
                self._kept[part.name] = self.value(part.name)

    # ---- judging

    def judge(self) -> None:
        """Say what is still missing."""
        parts = FIELDS[self.step]
        if not self.query(f"#control-{parts[-1].name}"):
            return
        self.faults = {}
        for part in parts:
            if part.kind == "tick":
                if part.needed and not self.ticked(part.name):
                    self.faults[part.name] = refuse("loss_old_not_void", "R12")
            elif part.needed and not self.value(part.name):
                called = _CALLED.get(self.step, part.name) if part.name == "text" else part.name
                self.faults[part.name] = refuse("field_missing", "R12", field=called)
            elif part.kind == "time":
                self._judge_time(part.name)
        self.draw_faults()
        self.preview(self.still() if self.faults else self.t("people.ready"))

    def _judge_time(self, name: str) -> None:
        try:
            order_acts.instant(self.session, self.value(name))
        except ConsoleError:
            self.faults[name] = refuse("time_unreadable", "R2", value=self.value(name))

    # ---- signing

    def do_sign(self) -> None:
        """Show what is signed, ask for the passphrase, sign."""
        if not self.complete():
            return
        sign(self, self.view, self._call(), self._signed)

    def _call(self) -> losses.PrepareLossStep:
        said: dict[str, str | bool] = {}
        for part in FIELDS[self.step]:
            match part.kind:
                case "tick":
                    said[part.name] = self.ticked(part.name)
                case "time":
                    typed = order_acts.instant(self.session, self.value(part.name))
                    # What the desk last told of its clock may lie before a report of this very minute.
                    said[part.name] = typed or max(self.session.now(), self.report.noticed)
                case _:
                    said[part.name] = self.value(part.name)
        return losses.PrepareLossStep(self.view.row.digest, self.view.head, self.step, **said)  # type: ignore[arg-type]  # names of the call's own fields

    def _signed(self) -> None:
        self.touched = False
        self._back()
        self.say(self.t("loss.taken"))


def sign(page: Page, view: losses.LossView, call: losses.PrepareLossStep, then: Callable[[], None]) -> None:
    """Have the desk prepare a step, show what it says, ask for the passphrase, and send it in."""
    session = page.session

    read: list[tuple[str, str]] = []

    def job(filled: Filled) -> views.Done:
        core = session.desk()
        prepared = acting.prepare(core, call, by=session.person, view=view)
        if acting.in_place(prepared) != read[-1]:
            raise ConsoleError("prepared_differs", fields="fingerprint")
        return steps.enact(core, prepared, signing.unlocked(session, filled))

    def about() -> Text:
        row = view.row
        said = [
            (page.t("leaf.case"), row.number),
            (page.t("loss.subject"), f"{session.label('loss_subject', row.subject)}  {row.name}"),
            (page.t("loss.step"), session.label("loss_step", call.step)),
            (page.t("loss_form.follows"), _follows(session, view)),
            *_said(page, call),
        ]
        print_, proved = read[-1]
        if print_:
            said += [
                (page.t("leaf.fingerprint"), print_),
                (page.t("leaf.proved"), session.when(proved)),
            ]
        return rows(session, said, ROOM)

    def shown(prepared: views.Prepared) -> None:
        try:
            read.append(acting.in_place(prepared))
        except ConsoleError as error:
            page.trouble(error)
            return
        page.act(
            lambda: session.label("loss_step", call.step),
            about,
            lambda: Form(passphrase=signing.passphrase_field(session)),
            job,
            lambda _done: then(),
        )

    page.ask(call, shown)


def _taken(session: Session, step: losses.LossStepRow) -> str:
    return f"{session.label('loss_step', step.step)} {step.name}"


def _follows(session: Session, view: losses.LossView) -> str:
    """What the signature cites: the step before it, or the report."""
    before = acting.newest(view)
    return _taken(session, before) if before else f"{session.t('loss.by')} {session.name(view.row.by)}"


def _said(page: Page, call: losses.PrepareLossStep) -> Iterable[tuple[str, str]]:
    for part in FIELDS.get(call.step, ()):
        value = getattr(call, part.name)
        label = (
            f"loss_form.{call.step}.{part.name}" if part.name in {"text", "yes"} else f"loss_form.{part.name}"
        )
        if part.kind == "tick":
            value = page.t("yes") if value else page.t("no")
        elif part.kind == "time":
            value = page.session.when(value)
        yield page.t(label), value
