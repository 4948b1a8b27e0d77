"""Holding a slot from a screen: a key and a yes, because a reason may follow within the hour (R2)."""

from collections.abc import Callable

from console.acting.freezes import brakes
from console.domain.states import SlotState
from console.locale import words
from console.screens.page import Page
from console.screens.session import Session
from console.widgets.modals import Filled, Form, Line
from console.widgets.show import show
from console.wire.sending import sends


def hold(
    page: Page, request: int, slot: int, row: sends.SendRow | None, then: Callable[[brakes.Braked], None]
) -> None:
    """Hold at once, through the dispatcher's own socket and through the desk: whichever is reached stops the slot.

    The question names the slot by its `row`, if that is read: on a page of several another may have come to the front meanwhile.
    """
    session, call = page.session, sends.HoldSlot(request, slot)
    named = f"{row.number}.{row.slot}  {row.purpose}\n" if row is not None else ""
    if row is not None and row.state == SlotState.HELD:
        # A hold that ends by itself becomes one that a person must lift.
        named += f"{session.state(row.state, 'slot')}  {words.slot_reason(row.reason, session.lang)}\n"

    def job() -> brakes.Braked:
        return brakes.hold(session.desk, session.ask_dispatcher, call, session.person)

    page.confirm(
        lambda: page.t("monitor.hold_title"),
        lambda: named + page.t("monitor.hold_question"),
        lambda: page.work(job, then),
    )


def give_reason(
    page: Page, request: int, slot: int, row: sends.SendRow, then: Callable[[brakes.Braked], None]
) -> None:
    """Say why a slot is held that is held already; it stays held by the same number, whichever way takes it (R2)."""
    session = page.session

    def job(filled: Filled) -> brakes.Braked:
        call = sends.HoldSlot(request, slot, filled.lines["reason"])
        return brakes.hold(session.desk, session.ask_dispatcher, call, session.person)

    page.act(
        lambda: page.t("monitor.give_reason"),
        lambda: show(f"{row.number}.{row.slot}  {row.purpose}\n{page.t('monitor.reason_about')}"),
        lambda: Form(lines=(Line("reason", page.t("act.reason")),)),
        job,
        then,
    )


def told(session: Session, what: str, taken: brakes.Braked) -> str:
    """What was done (`held`, `stopped`), and which way it went."""
    return f"{session.t(f'monitor.{what}')} {words.road(taken, session.lang)}"
