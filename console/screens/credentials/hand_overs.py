"""Hand-overs of custody: proposed, taken over, witnessed, carried out by a roster version, printed (R12)."""

from collections.abc import Callable

from console import reading
from console.acting.two_person import proposals
from console.domain.credentials.custody import CustodyAct
from console.domain.refusals import Refusal
from console.nouns.credentials import ToHandOverForm
from console.screens import pages
from console.screens.credentials import custody_words
from console.screens.lists import ListPage, portion
from console.screens.printing import print_form
from console.screens.two_person.proposals import ProposalPage
from console.views.custody import HAND_OVER
from console.widgets.record_list import Rows
from console.wire.credentials import hand_overs as wire
from console.wire.duties import subjects


class HandOversPage(ListPage[wire.HandOverRow], scope="hand_overs"):
    """Every hand-over, newest first."""

    ON_ROW = frozenset({"sign", "carry_out", "print"})
    VIEW = HAND_OVER
    KEY = ("number",)
    TOPICS = frozenset({"custody", "roster", "gateways"})

    def __init__(self) -> None:
        super().__init__()
        self.view: wire.HandOversView | None = None

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for all of them; there are few."""
        self.view = self.session.desk().call(wire.HandOvers())
        listed = self.view.rows if self.view else []
        typed = text.lower()
        return portion([row for row in listed if typed in self._words(row)], after, limit)

    def sought(self, about: pages.About) -> Callable[[wire.HandOverRow], bool] | None:
        """Tell a hand-over by its number, or by the proposal that it is."""
        match about:
            case subjects.Handover(number=number):
                return lambda row: row.number == number
            case subjects.Proposal(digest=digest):
                return lambda row: row.digest == digest
        return None

    def _words(self, row: wire.HandOverRow) -> str:
        session = self.session
        names = [custody_words.person(session, one) for one in (row.outgoing, row.incoming)]
        state = session.label("hand_over_state", row.state)
        return " ".join((row.number, state, *names, row.reason)).lower()

    def facts(self, row: wire.HandOverRow) -> list[tuple[str, str]]:
        """How far it is, then every field of the proposal, read from the signed bytes."""
        signed = proposals.of_text(row.text, CustodyAct)
        return [*super().facts(row), *reading.rows(self.session.reader, signed)]

    def at_row(self, row: wire.HandOverRow) -> None:
        """Update the keys by what the caller may do with it."""
        self.allowed |= {"hand_overs.sign": row.refusal, "hand_overs.carry_out": row.carry}

    def do_open(self) -> None:
        """Show the hand-over in full."""
        self.read_row(lambda row: self.t("hand_over.title_of", number=row.number))

    def do_new(self) -> None:
        """Propose a hand-over."""
        if self.view is not None:
            self.go(ToHandOverForm(self.view.candidates))

    def bar_new(self) -> Refusal | None:
        """What the desk said with the list."""
        return self.view.refusal if self.view is not None else None

    def do_sign(self) -> None:
        """Sign as the person who takes custody over, or as witness."""
        row = self.here
        if row is not None:
            custody_words.sign(self, row, self._acted)

    def do_carry_out(self) -> None:
        """Have the roster version drafted that carries the hand-over out."""
        row = self.here
        if row is not None:
            self.app.push_screen(ProposalPage(hand_overs=[row.digest], then=self.reload))

    def do_print(self) -> None:
        """Print the sheet for the ink signatures."""
        row = self.here
        if row is not None:
            print_form(self, "hand_over", row.number)

    def _acted(self, done: str) -> None:
        self.say(done)
        self.reload()
