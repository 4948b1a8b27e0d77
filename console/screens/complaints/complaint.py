"""One complaint: its text, the answer, the conclusion, and who acts next (R7, R13)."""

from rich.text import Text

from console.domain.complaints.complaints import Outcome
from console.domain.refusals import Refusal, refuse
from console.nouns.requests import ToRequest
from console.screens import timeline
from console.screens.do_form import do
from console.screens.whole import WholePage
from console.views.complaints import WHOLE
from console.widgets.modals import Item
from console.widgets.show import show
from console.wire.acts import Given
from console.wire.base import Do
from console.wire.contacts import complaints as wire
from console.wire.contacts import numbers


class ComplaintPage(WholePage[wire.ComplaintView], scope="complaint"):
    """A complaint in full, and its next step."""

    VIEW = WHOLE
    TOPICS = frozenset({"complaints", "roster"})

    def __init__(self, complaint: int) -> None:
        super().__init__()
        self.complaint = complaint

    def call(self) -> wire.ComplaintDetail:
        """The call that reads the complaint."""
        return wire.ComplaintDetail(self.complaint)

    def begin(self) -> None:
        """Read the complaint; the key for the number is disabled for a person who may see no number."""
        super().begin()
        timeline.grey(self, "complaint.unmask")

    def may(self, view: wire.ComplaintView) -> dict[str, Refusal | None]:
        """The desk's refusals, and whether there is a request to open."""
        return {**view.allowed, "request": None if view.row.request else refuse("complaint_no_link", "R7")}

    # ---- the steps

    def do_answer(self) -> None:
        """Record the answer to the complaint."""
        self._step(wire.AnswerComplaint, "answer", "answered_done")

    def do_close(self) -> None:
        """Close the complaint: ask whether it was justified, then for the conclusion."""
        self.pick(
            lambda: self.t("complaint.which_outcome"),
            lambda: [Item(str(one), self.session.label("complaint_outcome", one)) for one in Outcome],
            lambda outcome: self._step(wire.CloseComplaint, "close", "closed_done", outcome=outcome),
        )

    def _step(self, kind: type[Do], action: str, done: str, **said: str) -> None:
        def title() -> str:
            outcome = [self.session.label("complaint_outcome", one) for one in said.values()]
            return "  ".join([self.t(f"action.complaint.{action}"), *outcome])

        given: dict[str, Given] = {"id": self.complaint, **said}
        do(self, kind, title, self._about, lambda _: self._acted(self.t(f"complaint.{done}")), given)

    def _about(self) -> Text:
        view = self.view
        return show(f"{view.row.number}  {view.row.form}\n\n{view.text}" if view is not None else "")

    def _acted(self, done: str) -> None:
        self.say(done)
        self.reload()

    def do_unmask(self) -> None:
        """Show the complainer's number once, with a reason."""
        view = self.view
        if view is not None:
            about = f"{view.row.number}  {view.row.masked}"
            timeline.unmask(self, about, numbers.UnmaskComplaint(self.complaint, ""))

    def do_request(self) -> None:
        """Open the request that the complaint is about."""
        if self.view is not None and self.view.row.request:
            self.go(ToRequest(self.view.row.request))
