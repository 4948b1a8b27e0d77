"""One Operator Application in full: signed text, next decision, chain; authorise, approve, file, return, reject, withdraw."""

from collections.abc import Callable

from rich.text import Text

from console import reading
from console.acting import steps
from console.acting.people import enrolment as acting
from console.acting.people import post_states
from console.domain.people.enrolment import Application, ApplicationState, Decision
from console.domain.refusals import Refusal, refuse
from console.errors import ConsoleError
from console.look.senses import Sense
from console.nouns.people import ToApplicationForm
from console.screens import act_form, whole
from console.screens.labelled import rows
from console.screens.session import Session
from console.screens.whole import WholePage
from console.views.people import APPLICATION_WHOLE
from console.widgets.modals import Filled, Form, Line
from console.widgets.paint import part_heading, sensed
from console.widgets.room import ROOM
from console.widgets.show import show
from console.wire.acts import Given
from console.wire.people import enrolment
from console.wire.requests.rows import StepRow


class ApplicationPage(WholePage[enrolment.ApplicationView], scope="application"):
    """One application by id."""

    TOPICS = frozenset({"applications", "roster"})

    def __init__(self, application: int) -> None:
        super().__init__()
        self.application = application
        self.act_shown: Application | None = None

    def call(self) -> enrolment.ApplicationDetail:
        """The call that reads the application."""
        return enrolment.ApplicationDetail(self.application)

    def took(self, view: enrolment.ApplicationView) -> None:
        """Show the application only from the bytes that were signed."""
        try:
            self.act_shown = acting.shown(view)
        except ConsoleError as error:
            self.trouble(error)
            return
        super().took(view)

    def may(self, view: enrolment.ApplicationView) -> dict[str, Refusal | None]:
        """The desk's refusals; one key authorises or approves, and only a returned application has a next version."""
        returned = view.row.state == ApplicationState.RETURNED
        return {
            **view.allowed,
            "agree": view.allowed.get("authorise") if view.allowed.get("approve") is not None else None,
            "edit": None if returned else refuse("application_not_returned", "R1", state=view.row.state),
        }

    def words(self, view: enrolment.ApplicationView, width: int) -> Text:
        """Its state, the signed text, the chain."""
        return (
            whole_words(self.session, view, self.act_shown, width) if self.act_shown is not None else Text()
        )

    # ---- decisions

    def do_agree(self) -> None:
        """Authorise (R8) or approve (R1), whichever the caller is to do."""
        view = self.view
        if view is None:
            return
        decision = Decision.AUTHORISE if view.allowed.get("authorise") is None else Decision.APPROVE
        self._decide(decision, lambda: (Line("reason", self.t("act.opinion"), optional=True),))

    def do_file(self) -> None:
        """File the paper for the General Department: its number and its place."""
        self._decide(
            Decision.FILE,
            lambda: (Line("paper", self.t("act.paper")), Line("place", self.t("act.place"), optional=True)),
        )

    def do_return(self) -> None:
        """Return the application for change, with the reason."""
        self._decide(Decision.RETURN, self._reason)

    def do_reject(self) -> None:
        """Reject the application for good, with the reason."""
        self._decide(Decision.REJECT, self._reason)

    def do_withdraw(self) -> None:
        """Withdraw the application, with the reason."""
        self._decide(Decision.WITHDRAW, self._reason)

    def _reason(self) -> tuple[Line, ...]:
        return (Line("reason", self.t("act.reason"), several=True),)

    def do_edit(self) -> None:
        """Begin the next version of a returned application."""
        if self.view is not None:
            self.go(ToApplicationForm(self.view))

    def _decide(self, decision: Decision, lines: Callable[[], tuple[Line, ...]]) -> None:
        view, act = self.view, self.act_shown
        if view is None or act is None:
            self.say(self.t("list.waiting"))
            return
        session = self.session

        def meant(_core: steps.Core, filled: Filled) -> act_form.Prepares:
            said: dict[str, Given] = {"decision": str(decision), **filled.lines}
            return lambda core: acting.decide(core, view, said, by=session.person)

        act_form.ask_first(
            self,
            lambda: session.label("decision", decision),
            lambda: rows(session, form_rows(session, act), ROOM),
            lambda: Form(lines=lines()),
            meant,
            lambda: self._decided(decision, view.row.number),
        )

    def _decided(self, decision: Decision, number: str) -> None:
        self.say(self.t("people.decided", what=self.session.label("decision", decision), number=number))
        self.reload()


def whole_words(session: Session, view: enrolment.ApplicationView, act: Application, width: int) -> Text:
    """An application in full: its state, the signed text, the chain."""
    t = session.t
    states = view.afterwards
    after = (
        [
            part_heading(t("afterwards.head")),
            rows(session, list(post_states.pairs(states, t, session.name, session.when)), width),
        ]
        if states is not None
        else []
    )
    parts = [
        whole.whole_words(APPLICATION_WHOLE, session, view, width),
        *after,
        part_heading(t("people.head.form")),
        rows(session, form_rows(session, act, view.fingerprint), width),
        part_heading(t("card.chain")),
        chain(session, view.steps),
    ]
    return Text("\n").join(parts)


def form_rows(session: Session, act: Application, fingerprint: str = "") -> list[tuple[str, str]]:
    """Every signed field of Attachment 3; with a fingerprint also the key, and whether it is a new one."""
    key = f"{fingerprint}\n{session.t('people.new_key' if act.key else 'people.same_key')}"
    said = [(session.t("cli.column.fingerprint"), key)] if fingerprint else []
    return [*reading.rows(session.reader, act), *said]


def chain(session: Session, steps_: list[StepRow]) -> Text:
    """The signed steps, each with the verdict on its signature and the levels for which it counts (兼)."""
    lines = []
    for step in steps_:
        posts = session.t("people.and").join(session.label("post", post) for post in step.posts)
        good = step.verdict == "good"
        verdict = (
            session.t("signed.good")
            if good
            else f"{session.t('signed.bad')} {session.label('verdict', step.verdict)}"
        )
        head = (
            f"{session.label('decision', step.kind)}  {step.name} {posts}".rstrip()
            + f"  {session.when(step.at)}"
        )
        sense = Sense.GOOD if good else Sense.BAD
        lines.append(show(f"{head}  ").append_text(sensed(sense, verdict)))
        if step.carrier:
            lines.append(show(f"    {session.t('signed.carried')}: {session.name(step.carrier)}"))
        if step.opinion:
            lines.append(show(f"    {step.opinion}"))
    return Text("\n").join(lines)
