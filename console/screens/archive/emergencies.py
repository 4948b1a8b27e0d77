"""补录: emergency sends that were made on paper, entered afterwards and acknowledged by the department's manager (R2, R3)."""

from collections.abc import Callable
from typing import ClassVar

from console.acting import emergencies as acting
from console.domain.archive.emergencies import EmergencyAcknowledgement, EmergencyState
from console.domain.refusals import Refusal
from console.screens import act_form, pages
from console.screens.narrowing import NarrowedPage
from console.views.archive import EMERGENCY
from console.widgets.record_list import Rows
from console.wire.archive import archive as wire
from console.wire.duties import subjects


class EmergenciesPage(NarrowedPage[wire.EmergencyRow], scope="emergencies"):
    """Emergency sends, newest first; every one is an exception."""

    ON_ROW = frozenset({"acknowledge"})
    VIEW = EMERGENCY
    TOPICS = frozenset({"emergencies", "archive", "roster"})
    PARTS: ClassVar[dict[str, str]] = {"state": "emergency_state"}

    def __init__(self) -> None:
        super().__init__()
        self._page: wire.EmergencyPage | None = None

    def sought(self, about: pages.About) -> Callable[[wire.EmergencyRow], bool] | None:
        """Tell an entry by its number."""
        match about:
            case subjects.Emergency(emergency=number):
                return lambda row: row.number == number
        return None

    def sought_by(self, about: pages.About) -> str:
        """The number; the list may be long."""
        return about.emergency if isinstance(about, subjects.Emergency) else ""

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for one page."""
        call = wire.Emergencies("", self.state, text, after, limit)
        self._page = self.session.desk().call(call)
        page = self._page
        return Rows(page.page.total, page.page.after, page.rows) if page is not None else Rows(0, "", [])

    def at_row(self, row: wire.EmergencyRow) -> None:
        """Update the key by whether the caller may acknowledge it."""
        self.allowed["emergencies.acknowledge"] = row.refusal

    # ---- keys

    def do_open(self) -> None:
        """Show the entry in full."""
        self.read_row(lambda row: f"{self.t('archive.exception')}  {row.number}")

    def bar_new(self) -> Refusal | None:
        """What the desk said with the list."""
        return self._page.refusal if self._page is not None else None

    def do_new(self) -> None:
        """Enter an emergency send."""
        self.open("emergency_form")

    def do_acknowledge(self) -> None:
        """Sign that the department's manager has seen the paper: their words, the count again, the passphrase."""
        row = self.here
        if row is None:
            return
        session = self.session

        def then() -> None:
            self.say(f"{self.t('archive.acknowledged')}  {row.number}")
            self.reload()

        act_form.ask(
            self,
            EmergencyAcknowledgement,
            lambda: self.t("action.emergencies.acknowledge"),
            lambda: self.row_words(row),
            lambda core, said: acting.prepare(core, row, said | {"count": row.recipients}, by=session.person),
            then,
        )

    def do_state(self) -> None:
        """Show only entries of one state."""
        self.narrow("state", EmergencyState)
