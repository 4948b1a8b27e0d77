"""The chase board (催办): who owes what, since when, until when, and who can act where they cannot (R3, R7)."""

from collections.abc import Hashable
from typing import ClassVar

from textual.binding import BindingType

from console.screens import pages
from console.screens.duties.duty_pages import page_for
from console.screens.frame import bindings
from console.screens.lists import paged
from console.screens.narrowing import NarrowedPage
from console.views.duties import CHASE
from console.widgets.record_list import Rows
from console.wire.deadlines import KINDS, Chase, ChaseRow

_TOPICS = frozenset(
    {
        "requests",
        "sends",
        "pledges",
        "roster",
        "applications",
        "proposals",
        "orders",
        "departments",
        "people",
        "losses",
        "expiries",
        "archive",
        "emergencies",
        "filings",
        "freezes",
        "custody",
        "complaints",
        "replies",
        "erasure",
    }
)


class ChasePage(NarrowedPage[ChaseRow]):
    """What everybody owes, late things first."""

    SCOPE = "chase"
    TAB = "people"
    VIEW = CHASE
    PARTS: ClassVar[dict[str, str]] = {"department": "", "kind": "chase"}
    BINDINGS: ClassVar[list[BindingType]] = bindings("chase")

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for one page."""
        return paged(self, Chase(self.department, self.kind, text, after, limit))

    def key(self, row: ChaseRow) -> Hashable:
        """What is owed on what, and until when."""
        return row.what, row.subject, row.title, row.until

    def changed(self, topics: frozenset[str]) -> None:
        """Something was done, or came."""
        if topics & _TOPICS:
            self.reload()

    def do_open(self) -> None:
        """Open what is behind the row."""
        row = self.here
        if row is not None:
            self.app.push_screen(page_for(row))

    def do_look(self) -> None:
        """The row in full in a dialog, with what helps: on a narrow terminal there is no pane."""
        self.read_row(lambda row: self.session.label("chase", row.what))

    def do_rules(self) -> None:
        """The departments' own rules: of the row's department where it owes them, else of all."""
        row = self.here
        page = page_for(row) if row is not None and row.what == "rules" else None
        self.app.push_screen(page or pages.make("department_rules"))

    def do_kind(self) -> None:
        """Only one kind of thing."""
        self.narrow("kind", KINDS)
