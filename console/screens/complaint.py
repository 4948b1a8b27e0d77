"""One complaint: what was said, what was answered, what was concluded, and who is next (R7, R13)."""

from collections.abc import Iterable
from typing import ClassVar

from rich.text import Text
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from console.domain.complaints import Outcome, State
from console.domain.refusals import refuse
from console.screens import timeline
from console.screens.page import Page, bindings
from console.screens.session import Session
from console.screens.statement import rows
from console.widgets.modals import Filled, Form, Item, Line
from console.widgets.show import show
from console.wire import complaints as wire
from console.wire import numbers, views

_MARGIN = 4


class ComplaintPage(Page):
    """A complaint whole, and its next step."""

    SCOPE = "complaint"
    TAB = "sends"
    BINDINGS: ClassVar[list[BindingType]] = bindings("complaint")

    def __init__(self, complaint: int) -> None:
        super().__init__()
        self.complaint = complaint
        self.view: wire.ComplaintView | None = None

    def body(self) -> Iterable[Widget]:
        """The complaint as text."""
        waiting: Text = show(self.t("list.waiting"))
        yield VerticalScroll(Static(waiting, id="complaint", markup=False), classes="scroll", id="scroll")

    def begin(self) -> None:
        """Read it."""
        self.query_one("#scroll").focus()
        timeline.grey(self, "complaint.unmask")
        self.ask(wire.ComplaintDetail(self.complaint), self._read)

    def on_resize(self) -> None:
        """Fold to the new width."""
        super().on_resize()
        self._draw()

    def changed(self, topics: frozenset[str]) -> None:
        """A step was taken."""
        if topics & {"complaints", "roster"}:
            self.reload()

    def _read(self, view: wire.ComplaintView) -> None:
        self.view = view
        self.allowed |= {f"complaint.{step}": refusal for step, refusal in view.allowed.items()}
        nothing = refuse("complaint_no_link", "R7") if not view.row.request else None
        self.allowed["complaint.request"] = nothing
        self._draw()
        self.draw_frame()

    def _draw(self) -> None:
        if self.view is None:
            return
        drawn: Text = complaint_words(self.session, self.view, max(40, self.size.width - _MARGIN))
        for label in self.query("#complaint").results(Static):
            label.update(drawn)

    # ---- the steps

    def do_answer(self) -> None:
        """Note what was answered."""
        session, which = self.session, self.complaint

        def job(filled: Filled) -> views.Done:
            done: views.Done = session.desk().call(wire.AnswerComplaint(which, filled.lines["answer"]))
            return done

        self.act(
            lambda: self.t("action.complaint.answer"),
            self._about,
            lambda: Form(lines=(Line("answer", self.t("complaint.answer"), several=True),)),
            job,
            lambda _: self._acted(self.t("complaint.answered_done")),
        )

    def do_close(self) -> None:
        """Whether it was justified, then what was concluded."""
        self.pick(
            lambda: self.t("complaint.which_outcome"),
            lambda: [Item(str(one), self.session.label("complaint_outcome", one)) for one in Outcome],
            self._close,
        )

    def _close(self, outcome: str) -> None:
        session, which = self.session, self.complaint

        def job(filled: Filled) -> views.Done:
            done: views.Done = session.desk().call(
                wire.CloseComplaint(which, outcome, filled.lines["conclusion"])
            )
            return done

        self.act(
            lambda: f"{self.t('action.complaint.close')}  {session.label('complaint_outcome', outcome)}",
            self._about,
            lambda: Form(lines=(Line("conclusion", self.t("complaint.conclusion"), several=True),)),
            job,
            lambda _: self._acted(self.t("complaint.closed_done")),
        )

    def _about(self) -> Text:
        view = self.view
        return show(f"{view.row.number}  {view.row.form}\n\n{view.text}" if view is not None else "")

    def _acted(self, told: str) -> None:
        self.say(told)
        self.reload()

    def do_unmask(self) -> None:
        """Show the complainer's number once, with a reason."""
        view = self.view
        if view is not None:
            about = f"{view.row.number}  {view.row.masked}"
            timeline.unmask(self, about, numbers.UnmaskComplaint(self.complaint, ""))

    def do_request(self) -> None:
        """The request that it is about."""
        if self.view is not None and self.view.row.request:
            self.open("request", self.view.row.request)


def due_words(session: Session, row: wire.ComplaintRow) -> str:
    """Until when the next step is owed, and that it is late."""
    if not row.due:
        return ""
    late = f" {session.t('complaint.late')}" if row.late else ""
    return f"{session.when(row.due, year=False)}{late}"


def complaint_words(session: Session, view: wire.ComplaintView, width: int) -> Text:
    """A complaint in full."""
    t, row = session.t, view.row
    told = [
        (t("complaint.number"), row.number),
        (t("complaint.state"), session.state(row.state, "complaint")),
        (t("complaint.source"), session.label("complaint_source", row.source)),
        (t("complaint.reference"), view.reference),
        (t("complaint.form"), f"{row.form}  {row.purpose}".strip()),
        (t("complaint.department"), session.department(row.department) if row.department else ""),
        (t("complaint.mobile"), row.masked),
        (t("complaint.at"), session.when(row.at)),
        (t("complaint.entered_by"), f"{session.name(view.by)}  {session.when(view.entered)}"),
        (t("complaint.opted"), session.label("optout", view.opted) if view.opted else ""),
        (t("complaint.due"), due_words(session, row)),
        (t("complaint.who"), ", ".join(session.name(person) for person in view.who)),
    ]
    parts = [rows(session, told, width), rows(session, [(t("complaint.text"), view.text)], width)]
    if view.answer:
        by = f"{session.name(view.answered_by)}  {session.when(view.answered)}"
        parts.append(
            rows(session, [(t("complaint.answered_by"), by), (t("complaint.answer"), view.answer)], width)
        )
    if row.state == State.CLOSED:
        by = f"{session.name(view.closed_by)}  {session.when(row.closed)}"
        ended = [
            (t("complaint.closed_by"), by),
            (t("complaint.outcome"), session.label("complaint_outcome", view.outcome)),
            (t("complaint.conclusion"), view.conclusion),
        ]
        parts.append(rows(session, ended, width))
    return Text("\n\n").join(parts)
