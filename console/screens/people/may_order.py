"""Which orders the caller may give, for the keys of a page; apart from the orders' dialogs, which few people open."""

from collections.abc import Mapping

from console.domain.refusals import Refusal
from console.screens.page import Page
from console.wire.people.order_rights import MayOrder


def grey(page: Page, keys: Mapping[str, str], person: str = "") -> None:
    """Ask which orders the caller may give (about one person if given), and disable the page's keys for all others.

    `keys` maps the page's actions to `deputise`, `wake`, `suspend` or `unlock`.
    """
    page.asked_for |= keys.keys() - page.allowed.keys()

    def answered(refusals: dict[str, Refusal | None]) -> None:
        page.asked_for -= keys.keys()
        page.allowed |= {action: refusals.get(order) for action, order in keys.items()}
        page.draw_frame()

    page.ask(MayOrder(person), answered)
