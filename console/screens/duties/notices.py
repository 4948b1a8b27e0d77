"""通知 What was told outside, newest first: to whom, about what, by which channel, and what came of it."""

from console.screens.lists import ListPage, paged
from console.views.notices import NOTICE, called
from console.widgets.record_list import Rows
from console.wire.notices import outward as wire


class NoticesPage(ListPage[wire.NoticeRow], scope="notices"):
    """One's own notices, or everybody's for those who look after the installation."""

    VIEW = NOTICE
    KEY = ("id",)
    TOPICS = frozenset({"roster"})
    STATES = ("notice", wire.STATES)

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk."""
        return paged(self, wire.Notices(self.state, text, after, limit))

    def do_open(self) -> None:
        """Show the whole of one."""
        self.read_row(lambda row: called(row.id))
