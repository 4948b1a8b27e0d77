"""Which of the gateways that a request names a send goes through: asked for only where it names two."""

from collections.abc import Callable

from console.domain.acts import Request
from console.screens.page import Page
from console.widgets.modals import Item


def pick(page: Page, signed: Request, used: str, then: Callable[[str], None]) -> None:
    """Call `then` with a gateway: the one that is used without a choice, or what the person chooses."""
    both = dict.fromkeys((used, signed.gateway, signed.backup_gateway))
    ways = [one for one in both if one]
    if len(ways) == 1:
        then(used)
        return
    session = page.session

    def options() -> list[Item]:
        marks = {signed.gateway: "gateway", signed.backup_gateway: "backup_gateway"}
        return [Item(one, f"{one}  {session.label('field', marks[one])}") for one in ways if one in marks]

    page.pick(lambda: session.t("ways.which"), options, then, at=used)
