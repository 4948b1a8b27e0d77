"""A receipt of the first message, after a second one was let go: nobody who may have the first gets the second by themselves."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from console.db.engine import open_database
from console.dispatch.claiming import continuing
from console.dispatch.store import Store
from console.domain.states import RecipientState
from console.domain.times import render
from console.domain.two_person.pairs import Which
from console.gateways.ports import Accepted, Receipt
from tests.dispatch.running import TEN, case, organisation, until, world
from tests.dispatch.test_continuing import failed, row, taken, tally, told
from tests.dispatch.test_queue import Queue
from tests.dispatch.test_receipts import CODE, NUM, OPENED, said
from tests.ready import dispatch_tables

S = RecipientState
N = 40


@pytest.fixture
def queue(database_url: str) -> Iterator[Queue]:
    database = open_database(database_url, role="dispatch")
    dispatch_tables(database)
    store = Store(database)
    yield Queue(store)
    store.close()


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """Where the dispatcher keeps its database; empty for a file in its folder."""
    return str(request.getfixturevalue("postgres_url")) if request.param == "postgres" else ""


def first(place: int, what: str = "delivered") -> Receipt:
    """A receipt that names the first message by its reference."""
    return said(what, num=NUM + place, msgid=f"first {place}", reference=7)


def against(queue: Queue) -> set[str]:
    return {what for _, what in queue.receipts.contradicted()}


FIRST = {
    "undelivered": (S.UNDELIVERED, "delivered", {"against_again"}, "contradicted EXPIRED 009"),
    "refused": (S.REFUSED, "delivered", {"against_refused"}, "contradicted 0x0000000B"),
    "refused, and on its way": (S.REFUSED, "on its way", set[str](), "0x0000000B"),
    "settled as not sent": (S.NOT_SENT, "on its way", {"against_not_sent"}, "contradicted"),
}


@pytest.mark.parametrize("which", FIRST)
def test_whose_first_message_turns_out_to_be_there_is_taken_out_of_the_second_send_s_queue(
    queue: Queue, which: str
) -> None:
    state, what, marks, code = FIRST[which]
    one = queue.send(state, n=5, code=CODE.get(state, ""), settled=state is S.NOT_SENT, opens=OPENED)
    again = queue.send(S.QUEUED, n=5, reference=8, continues=one, opens=OPENED)
    assert queue.take(again, 1) == [0]
    # One of those read ahead, one who came back, and one on the wire.
    assert queue.take(again, 1) == [1]
    queue.heard(queue.throttled(1))
    with queue.store.turn() as turn:
        turn.run("UPDATE verdict SET place = 3 WHERE send_id = ?", (one,))
    queue.heard(first(3, what))
    assert against(queue) == marks
    assert queue.stands(one, NUM + 3) == (state, code)
    assert queue.stands(again, NUM + 3) == (S.UNKNOWN, "contradicted")
    assert queue.of(again).errors == {"contradicted": 1}
    queue.heard(first(1, what))
    queue.heard(first(0, what), queue.throttled(0))
    assert queue.take(again, 5) == [2, 4]
    for place in (0, 1, 3):
        assert queue.stands(again, NUM + place)[0] is S.UNKNOWN
    assert queue.of(again).errors == {"contradicted": 3}
    # So it is after a crash.
    before = queue.of(again).tally
    queue.start()
    assert queue.of(again).tally == before
    assert queue.of(again).errors == {"contradicted": 3}
    assert queue.take(again, 5) == []


def test_a_contradicted_failure_keeps_the_provider_s_code_and_its_time(queue: Queue) -> None:
    one = queue.send(S.UNDELIVERED, code="UNDELIV 012", opens=OPENED)
    queue.send(S.DELIVERED, reference=8, continues=one, opens=OPENED)
    with queue.store.look() as look:
        quiet = continuing.quiet_until(look, one, 30)
    for _ in range(2):
        queue.heard(first(0))
        assert queue.stands(one) == (S.UNDELIVERED, "contradicted UNDELIV 012")
        assert queue.of(one).errors == {"contradicted UNDELIV 012": 1}
        queue.start()
    with queue.store.look() as look:
        # Those who failed beside them need not wait once more until the receipts are quiet.
        assert continuing.quiet_until(look, one, 30) == quiet > 0


def test_the_second_message_on_the_wire_goes_its_way_unless_it_is_not_taken(queue: Queue) -> None:
    one = queue.send(S.UNDELIVERED, n=2, opens=OPENED)
    again = queue.send(S.QUEUED, n=2, reference=8, continues=one, opens=OPENED)
    assert queue.take(again, 2) == [0, 1]
    queue.heard(first(0), first(1))
    queue.heard(Accepted(queue.keys[0], ("m0",)))
    queue.heard(queue.throttled(1))
    assert queue.stands(again) == (S.ACCEPTED, "contradicted")
    assert queue.stands(again, NUM + 1) == (S.UNKNOWN, "contradicted")
    assert queue.take(again, 2) == []


@pytest.mark.parametrize("between", [S.UNDELIVERED, S.REFUSED, S.NOT_SENT])
def test_a_third_send_is_not_sent_to_whose_first_message_turns_out_to_be_there(
    queue: Queue, between: RecipientState
) -> None:
    one = queue.send(S.UNDELIVERED, n=3, opens=OPENED)
    second = queue.send(between, n=3, reference=8, continues=one, opens=OPENED)
    third = queue.send(S.QUEUED, n=3, reference=9, continues=second, opens=OPENED)
    queue.heard(first(1))
    assert against(queue) == {"against_again"}
    assert queue.stands(third, NUM + 1) == (S.UNKNOWN, "contradicted")
    assert queue.take(third, 3) == [0, 2]


TAKEN_UP = [
    # The second send's state, whether two people settled it there, and what becomes of the person in the third.
    (S.UNDELIVERED, "EXPIRED 009", S.UNKNOWN),
    (S.REFUSED, "0x0000000B", S.UNKNOWN),
    (S.NOT_SENT, "", S.UNKNOWN),
    (S.NOT_SENT, "contradicted", S.QUEUED),
]


@pytest.mark.parametrize(("state", "code", "becomes"), TAKEN_UP)
@pytest.mark.parametrize("when", ["before", "while it is loaded"])
def test_whoever_is_taken_up_after_such_a_receipt_is_in_doubt_from_the_beginning(
    queue: Queue, state: RecipientState, code: str, becomes: RecipientState, when: str
) -> None:
    one = queue.send(S.UNDELIVERED, n=3, opens=OPENED)
    second = queue.send(state, n=3, reference=8, continues=one, opens=OPENED, settled=bool(code))
    if code:
        with queue.store.turn() as turn:
            turn.run("INSERT INTO verdict VALUES (?, 1, ?, 0)", (second, code))
    third = queue.send(S.QUEUED, n=0, reference=9, continues=second, opens=OPENED)
    whose = continuing.Source(second, one, "", (), 0)
    which = Which.REMAINDER if state is S.NOT_SENT else Which.FAILED
    with queue.store.turn() as turn:
        turn.run("UPDATE send SET state = 'loading' WHERE id = ?", (third,))
        before = continuing.moves(turn, second)
    queue.start()
    if when == "before":
        queue.heard(first(1))
    doubtful = continuing.take_up(queue.store, third, whose, which, 3, lambda: None, lambda _: None, 1)
    if when == "before":
        assert doubtful == (becomes is S.UNKNOWN)
    else:
        queue.heard(first(1))
        with queue.store.turn() as turn:
            # The receipt is of the first send, and the second one is told all the same.
            assert continuing.moves(turn, second) != before
            continuing.demand_unmoved(turn, third, whose, which)
            assert continuing.contradicted_since(turn, third, whose, which) == (becomes is S.UNKNOWN)
    with queue.store.look() as look:
        rows = look.rows("SELECT place, state FROM recipient WHERE send_id = ? ORDER BY place", (third,))
    assert rows == [(0, S.QUEUED), (1, becomes), (2, S.QUEUED)]


TRIED = [
    # What somebody who was not sent to went through, the receipt with its reference, what it contradicts, and what becomes of them.
    ("tried", "delivered", 7, "against_tried", S.UNKNOWN),
    ("tried", "on its way", None, "against_tried", S.UNKNOWN),
    ("tried", "failed", 7, "", S.QUEUED),
    ("settled", "delivered", 7, "against_not_sent", S.UNKNOWN),
    ("settled", "failed", 7, "against_not_sent", S.UNKNOWN),
]


@pytest.mark.parametrize(("how", "what", "reference", "contradicts", "becomes"), TRIED)
def test_a_receipt_for_whom_a_remainder_takes_up_counts_while_it_is_loaded(
    queue: Queue, how: str, what: str, reference: int | None, contradicts: str, becomes: RecipientState
) -> None:
    one = queue.send(S.NOT_SENT, n=3, opens=OPENED, settled=how == "settled")
    third = queue.send(S.QUEUED, n=0, reference=9, continues=one, opens=OPENED)
    whose = continuing.Source(one, one, "", (), 0)
    with queue.store.turn() as turn:
        if how == "settled":
            turn.run("INSERT INTO verdict VALUES (?, 1, 'lost', 0)", (one,))
        turn.run("UPDATE send SET state = 'loading' WHERE id = ?", (third,))
        before = continuing.moves(turn, one)
    queue.start()
    assert (
        continuing.take_up(queue.store, third, whose, Which.REMAINDER, 3, lambda: None, lambda _: None, 1)
        == 0
    )
    queue.heard(said(what, num=NUM + 1, msgid="first 1", reference=reference))
    assert against(queue) == ({contradicts} if contradicts else set())
    with queue.store.turn() as turn:
        assert (continuing.moves(turn, one) != before) == bool(contradicts)
        continuing.demand_unmoved(turn, third, whose, Which.REMAINDER)
        assert continuing.contradicted_since(turn, third, whose, Which.REMAINDER) == (becomes is S.UNKNOWN)
    with queue.store.look() as look:
        rows = look.rows("SELECT place, state FROM recipient WHERE send_id = ? ORDER BY place", (third,))
    assert rows == [(0, S.QUEUED), (1, becomes), (2, S.QUEUED)]


def test_a_receipt_for_somebody_in_a_send_that_is_still_loaded_does_not_bring_it_into_memory(
    queue: Queue,
) -> None:
    one = queue.send(S.UNKNOWN, msgid="m1", opens=OPENED)
    with queue.store.turn() as turn:
        turn.run("UPDATE send SET state = 'loading' WHERE id = ?", (one,))
    queue.start()
    queue.heard(said("delivered"))
    with queue.store.turn() as turn:
        turn.run("UPDATE send SET state = 'sending' WHERE id = ?", (one,))
    assert queue.of(one).state == "sending"


async def test_who_has_it_after_all_before_the_second_send_begins_gets_no_second_one(
    tmp_path: Path, url: str
) -> None:
    org = organisation(failure_quiet_minutes=1)
    made = case(org, N)
    async with world(tmp_path, org, url=url) as one:
        one.faults(undelivered=300)
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        one.faults()
        fell = one.rows(
            "SELECT r.num, s.msgid FROM submission s JOIN recipient r ON r.place = s.place WHERE r.state = 4"
            " ORDER BY r.place"
        )
        assert len(fell) > 5
        opens = render(TEN + timedelta(hours=2))
        one.clock.shift(timedelta(hours=1))
        one.desk.again = [row(failed(made, len(fell), opens=opens))]
        await until(lambda: one.rows("SELECT 1 FROM send WHERE slot = 2 AND state = 'waiting'"))
        submits = one.counts["submits"]
        for num, msgid in fell[:4]:
            one.smsc.report("demo", f"86{num}", msgid, 2)
        await until(lambda: tally(one, 2) == {"queued": len(fell) - 4, "unknown": 4})
        await until(lambda: ("contradicted", "against_again") in one.desk.events())
        one.clock.shift(timedelta(hours=2))
        await taken(one)
        assert tally(one, 2) == {"delivered": len(fell) - 4, "unknown": 4}
        assert one.counts["submits"] - submits == len(fell) - 4
        assert told(one)[-1][0] == "done"
        first_send = dict(one.rows("SELECT num, state FROM recipient WHERE send_id = 1"))
        assert {first_send[num] for num, _ in fell} == {4}
        assert one.rows("SELECT count(*) FROM verdict WHERE send_id = 2 AND code = 'contradicted'") == [(4,)]
