"""The chase board (催办): who owes what, since when, until when, and who can act in their place (R3, R7)."""

from collections.abc import Hashable
from typing import ClassVar

from rich.text import Text

from console.screens import pages
from console.screens.duties.duty_pages import page_for
from console.screens.lists import paged
from console.screens.narrowing import NarrowedPage
from console.views.duties import CHASE, named, whose
from console.widgets.record_list import Rows
from console.widgets.show import show
from console.wire.duties.deadlines import KINDS, Chase, ChaseRow

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
        "upkeep",
        "replies",
        "erasure",
    }
)


_UNTOLD = frozenset({"filing", "hand_over", "lacking", "renew_roster"})
"""Kinds whose next step depends on how far they are; it stands in the turn of those who take it."""
_TOLD = frozenset(KINDS) - _UNTOLD


class ChasePage(NarrowedPage[ChaseRow], scope="chase"):
    """All that people owe, overdue duties first."""

    VIEW = CHASE
    PARTS: ClassVar[dict[str, str]] = {"department": "", "kind": "chase"}

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for one page."""
        return paged(self, Chase(self.department, self.kind, text, after, limit))

    def key(self, row: ChaseRow) -> Hashable:
        """The duty, its subject and title, and its deadline."""
        return row.what, row.subject, row.title, row.until

    def changed(self, topics: frozenset[str]) -> None:
        """Reload if a duty may have been done or added."""
        if topics & _TOPICS:
            self.reload()

    def do_open(self) -> None:
        """Open the page of the row's subject."""
        row = self.here
        if row is not None:
            self.app.push_screen(page_for(row))

    def do_look(self) -> None:
        """Show the row in full in a dialog, with who does what next; what helps if they cannot stands in the row."""
        row = self.here
        if row is not None:
            self.read(lambda: named(self.session.viewer, row), lambda: self._whole(row))

    def _whole(self, row: ChaseRow) -> Text:
        whole = self.row_words(row)
        if row.remedy or row.alert is not None:
            return whole
        who = "/".join(whose(self.session.viewer, row))
        key = f"next.{row.what}"
        said = self.t(key) if row.what in _TOLD else self.t("chase.opens_it")
        return whole.append_text(show(f"\n\n{self.t('chase.does', who=who, next=said)}"))

    def do_rules(self) -> None:
        """Open the department's rules: of the row's department if it owes them, otherwise of all departments."""
        row = self.here
        page = page_for(row) if row is not None and row.what == "rules" else None
        self.app.push_screen(page or pages.make("department_rules"))

    def do_kind(self) -> None:
        """Limit the list to one kind of duty."""
        self.narrow("kind", KINDS)
