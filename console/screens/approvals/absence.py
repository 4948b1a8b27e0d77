"""Back from leave (替我办的): what deputies decided in the place of the one who sits here."""

from typing import ClassVar

from textual.binding import BindingType

from console.screens.frame import bindings
from console.screens.lists import ListPage, portion
from console.views.people import ABSENCE
from console.widgets.record_list import Rows
from console.wire import personnel


class AbsencePage(ListPage[personnel.AbsenceRow]):
    """Decisions in one's own place, newest first; Enter opens the request as it stands now."""

    SCOPE = "absence"
    TAB = "people"
    VIEW = ABSENCE
    KEY = ("request", "at", "kind")
    TOPICS = frozenset({"requests"})
    BINDINGS: ClassVar[list[BindingType]] = bindings("absence")

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """The desk gives at most 500."""
        del text
        rows: list[personnel.AbsenceRow] = self.session.desk().call(personnel.InMyAbsence())
        return portion(rows, after, limit)

    def do_open(self) -> None:
        """The request as it stands now."""
        row = self.here
        if row is None:
            self.say(self.t("list.absence.empty").partition("\n")[0])
            return
        self.open("request", row.request)
