"""维护记录和支持申请 The maintenance log and requests for support: written down, asked, answered (R7, R8)."""

from collections.abc import Callable
from typing import ClassVar

from console.domain.refusals import Refusal
from console.domain.upkeep.upkeep import Kind, State, Topic
from console.screens import pages
from console.screens.do_form import DoForm, do
from console.screens.narrowing import NarrowedPage
from console.views.upkeep import UPKEEP
from console.widgets.record_list import Rows
from console.widgets.show import show
from console.wire.duties import subjects
from console.wire.upkeep import upkeep as wire


class UpkeepPage(NarrowedPage[wire.UpkeepRow], scope="upkeep"):
    """Records, newest first."""

    ON_ROW = frozenset({"answer"})
    VIEW = UPKEEP
    TOPICS = frozenset({"upkeep", "roster"})
    PARTS: ClassVar[dict[str, str]] = {"kind": "upkeep_kind", "state": "upkeep_state"}

    def __init__(self) -> None:
        super().__init__()
        self._page: wire.UpkeepPage | None = None

    def sought(self, about: pages.About) -> Callable[[wire.UpkeepRow], bool] | None:
        """Tell a question by its number."""
        match about:
            case subjects.Support(support=number):
                return lambda row: row.number == number
        return None

    def sought_by(self, about: pages.About) -> str:
        """The number; the list may be long."""
        return about.support if isinstance(about, subjects.Support) else ""

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for one page."""
        page: wire.UpkeepPage = self.session.desk().call(
            wire.Upkeep(self.kind, self.state, text, after, limit)
        )
        self._page = page
        return Rows(page.page.total, page.page.after, page.rows)

    def at_row(self, row: wire.UpkeepRow) -> None:
        """Update the key by whether the caller may answer."""
        self.allowed["upkeep.answer"] = row.refusal

    # ---- keys

    def do_open(self) -> None:
        """Show the record in full."""
        self.read_row(lambda row: f"{self.session.label('upkeep_kind', row.kind)}  {row.number}")

    def do_answer(self) -> None:
        """Answer the question under the cursor."""
        row = self.here
        if row is None:
            return

        def then(_: object) -> None:
            self.say(self.t("upkeep.answered", number=row.number))
            self.reload()

        about = f"{row.number}  {row.about}\n\n{row.text}"
        do(
            self,
            wire.AnswerSupport,
            lambda: self.t("action.upkeep.answer"),
            lambda: show(about),
            then,
            {"id": row.id},
        )

    def do_ask(self) -> None:
        """Ask for support."""
        self.open("support_form")

    def bar_enter(self) -> Refusal | None:
        """What the desk said with the list."""
        return self._page.refusal if self._page is not None else None

    def do_enter(self) -> None:
        """Write down maintenance."""
        self.open("upkeep_form")

    def do_kind(self) -> None:
        """Show only maintenance, or only support."""
        self.narrow("kind", Kind)

    def do_state(self) -> None:
        """Show only what is open, or only what is done."""
        self.narrow("state", State)


class UpkeepFormPage(DoForm, scope="upkeep_form"):
    """What was maintained."""

    KIND = wire.EnterUpkeep
    HEAD, READY, DONE = "upkeep.head", "upkeep.ready", "upkeep.entered_as"

    def __init__(self) -> None:
        super().__init__()
        self.kept = {"topic": str(Topic.INSPECTION)}


class SupportFormPage(DoForm, scope="support_form"):
    """A question to the General Department."""

    KIND = wire.AskSupport
    HEAD, READY, DONE = "upkeep.ask_head", "upkeep.ask_ready", "upkeep.asked_as"

    def __init__(self) -> None:
        super().__init__()
        self.kept = {"topic": str(Topic.USE)}
