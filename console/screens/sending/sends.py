"""发送 Sends: slots that are cleared, running, held or ended."""

from console.acting.freezes import brakes
from console.domain.refusals import refuse
from console.domain.states import UNSETTLED, SlotState
from console.look.senses import Sense
from console.nouns.sending import ToMonitor
from console.screens.lists import ListPage, paged
from console.screens.sending import holding
from console.screens.sending.running import STATES
from console.screens.timeline import ask_number
from console.views.sending import SEND
from console.widgets.record_list import Rows
from console.wire.sending import sends


class SendsPage(ListPage[sends.SendRow], scope="sends"):
    """Slots: those to be released, the earliest window on top, then the others, newest first."""

    VIEW = SEND
    KEY = ("request", "slot")
    OPENS = ToMonitor
    STATES = ("slot", [*(one for one in SlotState if one is not SlotState.WAITING), UNSETTLED])
    ON_ROW = frozenset({"hold"})
    USABLE_FIRST = True

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk."""
        return paged(self, sends.SendsPage(state=self.state, text=text, after=after, limit=limit))

    def at_row(self, row: sends.SendRow) -> None:
        """Update the key that holds by whether the send is under way."""
        held = None if row.state in STATES else refuse("not_sending", "R2", state=row.state)
        self.allowed["sends.hold"] = held

    def do_hold(self) -> None:
        """Hold the send under the cursor at once."""
        row = self.here
        if row is not None:
            holding.hold(self, row.request, row.slot, row, self._held)

    def _held(self, taken: brakes.Braked) -> None:
        self.say(holding.told(self.session, "held", taken), Sense.GOOD)
        self.reload()

    def do_number(self) -> None:
        """Search for one number, with a reason."""
        ask_number(self)
