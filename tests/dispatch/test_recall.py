"""What a forgetful dispatcher takes back of its own results, and what it leaves alone: results that somebody else put in its place."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.dispatch.custody import lines
from console.dispatch.memory.recall import Recall, Whose, _corrected
from console.dispatch.outcomes.outcomes import VERDICT
from console.dispatch.reports import results
from console.dispatch.reports.outbox import Author
from console.dispatch.sends import Book
from console.domain.sending import gateways
from console.domain.states import RecipientState
from console.wire.ledger.memory import PullResults, ToldChunk, results_text
from tests.dispatch.running import case
from tests.dispatch.test_doubt_in_steps import House

N = 40


@pytest.fixture
def house(tmp_path: Path, database_url: str) -> Iterator[House]:
    made = House(tmp_path, database_url)
    yield made
    made.store.close()


def claimed(house: House) -> Whose:
    """A send of which all are in doubt."""
    slot = house.desk.offer(case(house.org, N))
    house.clock.shift(timedelta(minutes=20))
    taken = house.claims().take(slot.row())
    assert taken is not None
    return Whose(taken[0], 1, 1, slot.release, 0, "demo", keyed=True)


def chunk(house: House, send: Whose, by: str, revision: int) -> ToldChunk:
    """Everybody delivered, as somebody of the house signed it in the dispatcher's name."""
    states = bytes([RecipientState.DELIVERED] * N)
    org = house.org.roots.org
    text = results_text(org, "dispatch-1", send.release, 0, revision, states, {}, {}, keyed=True)
    signature = house.org.people[by].sign(text, f"sms-results@{org}")
    return ToldChunk(0, revision, states, {}, {}, signature, keyed=True)


def recalled(house: House, send: Whose, told: ToldChunk) -> tuple[int, int]:
    """The revision of the chunk, and how many are delivered, after what the desk told was read."""

    def answers(call: object, answer: Any) -> Any:
        if not isinstance(call, PullResults):
            return answer
        return msgspec.msgpack.decode(msgspec.msgpack.encode([told] if call.after < 0 else []))

    house.desk.tampers = answers
    keys = [house.org.people["zhaomin"].public]
    Recall(house.store, house.desk, Author(house.org.roots.org, "dispatch-1"), lambda: keys).one(send, 5)
    with house.store.look() as look:
        return (
            look.number("SELECT revision FROM chunk WHERE send_id = ?", (send.id,)),
            look.number("SELECT delivered FROM tally WHERE send_id = ?", (send.id,)),
        )


@pytest.mark.parametrize("revision", [7, 1_000_000_000])
def test_a_stranger_s_report_changes_nothing_and_our_own_goes_on_from_its_own_revision(
    house: House, revision: int
) -> None:
    send = claimed(house)
    assert recalled(house, send, chunk(house, send, "sunli", revision)) == (0, 0)
    with house.store.turn() as turn:
        book = Book("demo", lines.Factory(gateways.read(house.org.gateway_texts["demo"])))
        known = book.get(turn, send.id)
    assert known is not None
    by = Author(house.org.roots.org, "dispatch-1")
    report = results.report(house.store, known, 0, by, house.org.people["zhaomin"])
    assert report.revision == 1


def test_our_own_report_is_taken_back_with_its_revision(house: House) -> None:
    send = claimed(house)
    with house.store.turn() as turn:
        turn.many(VERDICT, [(send.id, 0, "crash", 1), (send.id + 1, 0, "crash", 1)])
    assert recalled(house, send, chunk(house, send, "zhaomin", 7)) == (7, N)
    # What was said of somebody here while it was not known is said no more, and of no other send.
    assert house.rows("SELECT send_id FROM verdict") == [(send.id + 1,)]


def test_a_report_that_says_what_stands_here_counts_nobody_twice(house: House) -> None:
    send = claimed(house)
    told = chunk(house, send, "zhaomin", 7)
    with house.store.turn() as turn:
        rows = [(int(RecipientState.ACCEPTED), send.id, place) for place in range(N)]
        turn.many("UPDATE recipient SET state = ? WHERE send_id = ? AND place = ?", rows)
        same = msgspec.structs.replace(told, states=bytes([RecipientState.ACCEPTED] * N))
        assert not +_corrected(turn, send, same, range(N), 1)
