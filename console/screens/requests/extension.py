"""The form of an extension: the last approver gives a new window to a slot whose window passed (architecture section 5)."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from rich.text import Text

from console.acting.approvals import decisions
from console.acting.contacts.manifests import Vouched
from console.domain import acts
from console.screens.page import Page
from console.screens.requests import submitting
from console.screens.requests.decisions import decide
from console.screens.requests.vouched_words import list_words
from console.screens.session import number
from console.screens.statement import slot_words
from console.screens.windows import to_local, zone_name
from console.widgets.modals import Item
from console.widgets.room import ROOM
from console.widgets.show import show
from console.wire.answers import Done
from console.wire.requests.rows import RequestView
from console.wire.sending.slots import SlotRow

Then = Callable[[Done], None]


def ask_extension(page: Page, view: RequestView, then: Then) -> None:
    """Ask for the slot if several passed, then for its new window, the count and the passphrase; sign and call `then`."""
    # The desk's clock decides whether a window has passed; a slot whose window has just passed may still be marked as cleared.
    passed = [slot for slot in view.slots if slot.state == "lapsed"]
    passed = passed or [slot for slot in view.slots if slot.state == "cleared"]
    session = page.session

    def proved(slot: tuple[acts.Request, tuple[Vouched, ...]]) -> None:
        _pick(page, view, slot, passed, then)

    page.work(lambda: submitting.of_slots(session, view), proved, slot="extension")


def _pick(
    page: Page,
    view: RequestView,
    chosen: tuple[acts.Request, tuple[Vouched, ...]],
    passed: Sequence[SlotRow],
    then: Then,
) -> None:
    if len(passed) == 1:
        _ask(page, view, chosen, passed[0], then)
        return
    session = page.session
    options = [
        Item(str(slot.id), f"{slot.id}. {number(slot.n)}  {session.window(slot.opens, slot.closes)}")
        for slot in passed
    ]

    def picked(choice: str) -> None:
        for slot in passed:
            if choice == str(slot.id):
                _ask(page, view, chosen, slot, then)

    page.pick(lambda: page.t("extension.pick"), options, picked)


def _ask(
    page: Page,
    view: RequestView,
    chosen: tuple[acts.Request, tuple[Vouched, ...]],
    slot: SlotRow,
    then: Then,
) -> None:
    session, on = page.session, decisions.of_view(view, slot.id)
    act, lists = chosen[0], [one for one in chosen[1] if one.slot == slot.id]
    # The count comes from the signed text, not from the desk's row.
    n = next((signed.n for signed in act.slots if signed.id == slot.id), 0)

    def about() -> Text:
        was = (page.t("extension.was"), session.window(slot.opens, slot.closes))
        zone = zone_name(session.zone(), datetime.now(UTC))
        words = slot_words(session, act, slot.id, n, was)
        words.append("\n").append_text(list_words(session, lists, ROOM))
        return words.append_text(show(f"\n{page.t('extension.times', zone=zone)}"))

    title, zone = "action.request.extend", session.zone()
    begun = {"opens": to_local(slot.next_opens, zone), "closes": to_local(slot.next_closes, zone)}
    decide(
        page, acts.Extension, lambda: on, lambda: page.t(title), about, then, counts={"count": n}, begun=begun
    )
