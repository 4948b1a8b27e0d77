"""States go forward only, and the sums always hold."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

import pytest

from console.domain import states
from console.domain.sending import counts
from console.domain.states import RecipientState, RequestState, SlotState
from console.wire.sending.slots import Tally


@pytest.mark.parametrize("moves", [states.REQUEST_MOVES, states.SLOT_MOVES, states.RECIPIENT_MOVES])
def test_every_state_has_its_moves_and_every_move_leads_to_a_state(
    moves: Mapping[Any, frozenset[Any]],
) -> None:
    kind: type[Enum] = type(next(iter(moves)))
    assert set(moves) == set(kind)
    assert set().union(*moves.values()) <= set(kind)


def test_an_end_has_no_way_on() -> None:
    for state in (RequestState.REJECTED, RequestState.WITHDRAWN):
        assert not states.REQUEST_MOVES[state]
    # Two people may send again to those whom one of its sends did not reach, and nothing else.
    assert states.REQUEST_MOVES[RequestState.DONE] == {RequestState.CLEARED}
    for slot in (SlotState.DONE, SlotState.STOPPED):
        assert not states.SLOT_MOVES[slot]
    with pytest.raises(states.StateError):
        states.move_request(RequestState.DONE, RequestState.SUBMITTED)
    with pytest.raises(states.StateError):
        states.move_slot(SlotState.STOPPED, SlotState.SENDING)


def test_whom_a_send_did_not_reach_stays_counted_there_but_for_a_later_receipt() -> None:
    """Whom another send takes up is that send's recipient: of the one before nothing is taken back, so its sums stay true."""
    assert not states.RECIPIENT_MOVES[RecipientState.REFUSED]
    assert not states.RECIPIENT_MOVES[RecipientState.NOT_SENT]
    assert states.RECIPIENT_MOVES[RecipientState.UNDELIVERED] == {RecipientState.DELIVERED}


def test_only_a_definite_not_taken_brings_a_recipient_back_to_the_queue() -> None:
    back = [s for s, to in states.RECIPIENT_MOVES.items() if RecipientState.QUEUED in to]
    assert back == [RecipientState.IN_FLIGHT]


def test_an_unknown_recipient_is_settled_but_never_sent_again_by_itself() -> None:
    settled = states.RECIPIENT_MOVES[RecipientState.UNKNOWN]
    assert RecipientState.QUEUED not in settled
    assert RecipientState.IN_FLIGHT not in settled
    assert {RecipientState.DELIVERED, RecipientState.NOT_SENT} <= settled


def test_what_two_people_say_was_sent_may_still_be_corrected_by_a_late_receipt() -> None:
    """Sent without a receipt is NO_RECEIPT, and no wait for a receipt begins that nobody could match; not sent is the end."""
    assert RecipientState.NO_RECEIPT in states.RECIPIENT_MOVES[RecipientState.UNKNOWN]
    late = {RecipientState.DELIVERED, RecipientState.UNDELIVERED}
    assert states.RECIPIENT_MOVES[RecipientState.NO_RECEIPT] == late
    assert not states.RECIPIENT_MOVES[RecipientState.NOT_SENT]


def test_the_tally_names_every_recipient_state_and_balances_only_when_it_adds_up() -> None:
    names = {s.name.lower() for s in RecipientState}
    assert set(Tally.__struct_fields__) == names | {"approved"}
    assert Tally(approved=3, delivered=1, unknown=1, queued=1).balances()
    assert not Tally(approved=3, delivered=1).balances()
    assert counts.balances({"approved": 3, "delivered": 2, "unknown": 1})
    assert not counts.balances({"approved": 3, "delivered": 2})
