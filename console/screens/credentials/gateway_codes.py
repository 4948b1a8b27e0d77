"""Codes of failed messages by gateway, so that those which mean a refusal are declared in the gateway file (R13)."""

from console.screens.lists import ListPage, portion
from console.views.sending import GATEWAY_CODE
from console.widgets.record_list import Rows
from console.wire.rosters import gateway_codes as wire


class GatewayCodesPage(ListPage[wire.GatewayCodeRow], scope="gateway_codes"):
    """The codes of the last 90 days, the most frequent first, and whether each is declared as a refusal."""

    VIEW = GATEWAY_CODE
    KEY = ("gateway", "code")
    TOPICS = frozenset({"gateways", "roster"})

    def fetch(self, text: str, after: str, limit: int) -> Rows:
        """Ask the desk for all of them."""
        wanted = text.casefold()
        rows: list[wire.GatewayCodeRow] = self.session.desk().call(wire.GatewayCodes())
        fitting = [row for row in rows if wanted in f"{row.gateway} {row.code}".casefold()]
        return portion(fitting, after, limit)

    def do_open(self) -> None:
        """Show the code in full."""
        self.read_row(lambda row: f"{row.gateway}  {row.code}")
