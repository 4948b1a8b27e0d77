"""The pledges of everyone who must pledge (附件2), for the General Department and for anyone who asks why a person cannot act."""

from console.nouns.people import ToPerson
from console.screens.lists import ListPage, portion
from console.views.people import PLEDGE
from console.widgets.record_list import Rows
from console.wire.people import personnel


class PledgesPage(ListPage[personnel.PledgeRow], scope="pledges"):
    """Everyone who must pledge, in roster order."""

    VIEW = PLEDGE
    KEY = ("person",)
    OPENS = ToPerson
    TOPICS = frozenset({"pledges", "roster"})

    def __init__(self) -> None:
        super().__init__()
        self.lacking = False

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for all of them."""
        session, typed = self.session, text.lower()
        rows: list[personnel.PledgeRow] = session.desk().call(personnel.Pledges())
        if self.lacking:
            rows = [row for row in rows if row.state != "valid"]
        if typed:
            rows = [
                row
                for row in rows
                if typed in f"{row.person} {row.name} {session.department(row.department)}".lower()
            ]
        return portion(rows, after, limit)

    def do_lacking(self) -> None:
        """Show only people whose pledge is missing, old or about to end; or everyone again."""
        self.lacking = not self.lacking
        self.records.ask(self.records.filter)
        self.say(self.t("people.lacking_on" if self.lacking else "people.lacking_off"))

    def do_mine(self) -> None:
        """Open the caller's own pledge."""
        self.open("pledge")
