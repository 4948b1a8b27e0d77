"""Back from leave (替我办的): decisions that deputies made in the caller's place."""

from console.nouns.requests import ToRequest
from console.screens.lists import ListPage, portion
from console.views.people import ABSENCE
from console.widgets.record_list import Rows
from console.wire.people import personnel


class AbsencePage(ListPage[personnel.AbsenceRow], scope="absence"):
    """Decisions in the caller's place, newest first; Enter opens the request in its present state."""

    VIEW = ABSENCE
    KEY = ("request", "at", "kind")
    TOPICS = frozenset({"requests"})

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk, which gives at most 500 rows."""
        del text
        rows: list[personnel.AbsenceRow] = self.session.desk().call(personnel.InMyAbsence())
        return portion(rows, after, limit)

    def do_open(self) -> None:
        """Open the request in its present state."""
        row = self.here
        if row is None:
            self.say(self.t("list.absence.empty").partition("\n")[0])
            return
        self.go(ToRequest(row.request))
