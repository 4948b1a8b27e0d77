"""Legal holds (R13): what must not be erased, who decided so and why; two people end a hold."""

from collections.abc import Callable

from console.domain.refusals import Refusal
from console.screens import pages
from console.screens.erasure import erasure_acts
from console.screens.lists import ListPage, portion
from console.screens.two_person import confirmation
from console.screens.two_person.confirmation import ConfirmingPage
from console.views.erasure import HOLD
from console.widgets.record_list import Rows
from console.wire.duties import subjects
from console.wire.sending import erasure as wire


class LegalHoldsPage(ConfirmingPage, ListPage[wire.LegalHoldRow], scope="legal_holds"):
    """Legal holds, newest first."""

    ON_ROW = frozenset({"release"})
    VIEW = HOLD
    TOPICS = frozenset({"erasure", "roster"})

    def __init__(self) -> None:
        super().__init__()
        self.every = False

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for all of them."""
        del text
        rows: list[wire.LegalHoldRow] = self.session.desk().call(wire.LegalHolds(open=not self.every))
        return portion(rows, after, limit)

    def sought(self, about: pages.About) -> Callable[[wire.LegalHoldRow], bool] | None:
        """Tell the hold that a proposal would end."""
        match about:
            case subjects.Proposal(digest=digest):
                return lambda row: row.proposal == digest
        return None

    def narrowed(self) -> bool:
        """Return False: the list has no filter."""
        return False

    def bar_release(self) -> Refusal | None:
        """Why the reader may not propose to end the hold under the cursor, or not confirm the proposal that waits."""
        row = self.here
        if row is None or not row.proposal:
            return row.refusal if row is not None else None
        return self.unconfirmable(lambda one: one.digest == row.proposal)

    def do_open(self) -> None:
        """Show the hold in full."""
        self.read_row(lambda row: self.t("erasure.hold", id=row.id))

    def do_release(self) -> None:
        """Propose to end the hold under the cursor, or confirm the proposal."""
        row = self.here
        if row is None:
            return
        if not row.proposal:
            erasure_acts.release(self, row, self._done)
            return
        confirmation.find(
            self,
            lambda one: one.digest == row.proposal,
            lambda one: erasure_acts.confirm(self, one, self._done),
            lambda: self.gone(self.bar_release),
        )

    def do_every(self) -> None:
        """Show ended holds too, or only those in force."""
        self.every = not self.every
        self.records.ask("")

    def do_filter(self) -> None:
        """Do nothing: the list is short and has no filter."""

    def _done(self, done: str) -> None:
        self.say(done)
        self.reload()
