"""Which of the gateways that a request names a send goes through: asked for only where it names two."""

from collections.abc import Callable, Mapping

from console.domain.acts import Request
from console.screens.page import Page
from console.widgets.modals import Item
from console.wire.sending.slots import GatewayRow


def pick(
    page: Page, signed: Request, used: str, known: Mapping[str, GatewayRow], then: Callable[[str], None]
) -> None:
    """Call `then` with a gateway: the one that is used without a choice, or what the person chooses, who reads of each how its line is."""
    both = dict.fromkeys((used, signed.gateway, signed.backup_gateway))
    ways = [one for one in both if one]
    if len(ways) == 1:
        then(used)
        return
    session = page.session

    def options() -> list[Item]:
        marks = {signed.gateway: "gateway", signed.backup_gateway: "backup_gateway"}
        return [Item(one, words(one, marks[one])) for one in ways if one in marks]

    def words(one: str, mark: str) -> str:
        row = known.get(one)
        line = session.label("gateway", row.state) if row is not None else ""
        return "  ".join(filter(None, (one, session.label("field", mark), line)))

    page.pick(lambda: session.t("ways.which"), options, then, at=used)
