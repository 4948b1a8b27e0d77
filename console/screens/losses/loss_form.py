"""The form of one step of a loss case; signed at its end (R12)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime

import msgspec
from textual.widget import Widget
from textual.widgets import Static

from console.acting import losses as acting
from console.domain import declared
from console.domain.losses.losses import (
    STEP_OF,
    Certificate,
    LossAct,
    Report,
    Requested,
    Step,
    Subject,
    Told,
)
from console.domain.refusals import Refusal
from console.screens import act_form
from console.screens.act_form import ActForm
from console.screens.failures import KNOWN
from console.screens.page import Page
from console.screens.session import Session
from console.screens.windows import zone_name
from console.widgets.paint import strong
from console.widgets.show import show
from console.wire.acts import Given
from console.wire.credentials import expiries, losses


class LossFormPage(ActForm, scope="loss_form"):
    """One step of one case."""

    def __init__(self, view: losses.LossView, kind: type[LossAct]) -> None:
        super().__init__(kind)
        self.view, self.step = view, kind
        self.report = msgspec.json.decode(view.report, type=Report)

    @property
    def about(self) -> str:
        """The case and the step."""
        return f"{self.view.row.id}-{STEP_OF[self.step]}"

    def bar_sign(self) -> Refusal | None:
        """Why the step is not the signer's now."""
        own = (one.refusal for one in self.view.steps if one.step == STEP_OF[self.step])
        return next(own, None)

    # ---- the fields

    def begin(self) -> None:
        """Read the provider's card, which fills in some fields."""
        if self.ready:
            return
        session, gateway = self.session, self.view.row.name

        def job() -> expiries.ProviderCard | None:
            try:
                calendar: expiries.ExpiriesView = session.desk().call(expiries.Expiries())
            except KNOWN:
                # Without the card no field is filled in.
                return None
            return next((one for one in calendar.cards if one.gateway == gateway), None)

        self.work(job, self._gathered, slot="read")

    def changed(self, topics: frozenset[str]) -> None:
        """Ask for the case again after another person took a step: this step follows that one, and the typed values stay."""
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
        self.kept = self._beforehand(card)
        await self.rebuild(declared.of(self.kind)[0].name)

    def _beforehand(self, card: expiries.ProviderCard | None) -> dict[str, str]:
        """The values that the report and the provider's card give already."""
        report = self.report
        given: dict[str, str] = {}
        if self.step is Certificate:
            seen = self.session.when(report.seen)
            given |= {"impact": report.impact, "measures": report.measures, "last_known": seen}
            if report.subject is Subject.GATEWAY:
                given["channel"] = self.view.row.name
            # Whom the custodian called is whom the certificate is for.
            told = next(
                (step.statement for step in self.view.steps if step.step == Step.TOLD and step.at), ""
            )
            if told:
                given["addressee"] = msgspec.json.decode(told, type=Told).provider
        if card is not None and self.step is Told:
            given |= {"provider": card.name, "person": card.person}
        if card is not None and self.step is Certificate:
            given.setdefault("addressee", card.name)
        if card is not None and self.step is Requested:
            given["papers"] = card.papers
        return given

    def above(self) -> Iterable[Widget]:
        """Yield the case and the step, the time zone, and the words that no password is written here."""
        session, row = self.session, self.view.row
        step = session.label("loss_step", STEP_OF[self.step])
        head = f"{row.number}  {session.label('loss_subject', row.subject)}  {step}"
        zone = zone_name(session.zone(), datetime.now(UTC))
        yield Static(strong(head), markup=False)
        yield Static(show(self.t("loss_form.head", zone=zone)), markup=False)

    def now(self) -> str:
        """The desk's clock as last reported, or the time of the report if that is later: it may be only seconds old."""
        return max(super().now(), self.report.noticed)

    # ---- signing

    def sign(self, said: dict[str, Given]) -> None:
        """Have the step prepared, read and signed."""
        sign(self, self.view, self.step, said, self._signed)

    def _signed(self) -> None:
        self.done()
        self._back()
        self.say(self.t("loss.taken"))


def sign(
    page: Page,
    view: losses.LossView,
    kind: type[LossAct],
    said: Mapping[str, Given],
    then: Callable[[], None],
) -> None:
    """Have the desk prepare a step, show it together with the case, ask for the passphrase, and submit it."""
    session, row = page.session, view.row

    def beside() -> list[tuple[str, str]]:
        return [
            (page.t("loss.case"), row.number),
            (page.t("loss.subject"), f"{session.label('loss_subject', row.subject)}  {row.name}"),
            (page.t("loss_form.follows"), _follows(session, view)),
        ]

    act_form.sign(
        page,
        lambda core: acting.prepare(core, kind, said, by=session.person, view=view),
        lambda: session.label("loss_step", STEP_OF[kind]),
        then,
        beside,
    )


def _taken(session: Session, step: losses.LossStepRow) -> str:
    return f"{session.label('loss_step', step.step)} {step.name}"


def _follows(session: Session, view: losses.LossView) -> str:
    """The step that the signature cites: the one before it, or the report."""
    before = acting.newest(view)
    return _taken(session, before) if before else f"{session.t('loss.by')} {session.name(view.row.by)}"
