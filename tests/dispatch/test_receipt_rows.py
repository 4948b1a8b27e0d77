"""Receipts are kept as they came, and a provider that sends endless ones about nobody fills no disk."""

import itertools
from collections.abc import Iterator

import pytest

from console.db.engine import open_database
from console.dispatch.outcomes import receipt_rows
from console.dispatch.store import Store
from console.domain.states import RecipientState
from console.gateways.ports import Receipt
from tests.dispatch.test_receipts import NOON, NUM, OPENED, Sheet, said
from tests.ready import dispatch_tables

S = RecipientState
STRANGER = 13_900_000_000
MOST = 50


@pytest.fixture
def sheet(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sheet]:
    monkeypatch.setattr(receipt_rows, "ROWS", MOST)
    database = open_database(database_url, role="dispatch")
    dispatch_tables(database)
    store = Store(database)
    yield Sheet(store)
    store.close()


def strange(first: int, count: int) -> list[Receipt]:
    return [said("delivered", num=STRANGER + nth, msgid=f"s{nth}") for nth in range(first, first + count)]


def unmatched(sheet: Sheet) -> list[int]:
    with sheet.store.look() as look:
        return [num for (num,) in look.rows("SELECT num FROM receipt WHERE send_id IS NULL ORDER BY id")]


def test_of_receipts_that_match_nobody_the_newest_are_kept_and_the_others_counted(sheet: Sheet) -> None:
    one = sheet.send(S.ACCEPTED, msgid="m1", opens=OPENED)
    for first in range(0, 200, 20):
        sheet.heard(*strange(first, 20))
    assert unmatched(sheet) == [STRANGER + nth for nth in range(150, 200)]
    assert sheet.book.faults["receipt_dropped"] == 150
    assert sheet.book.faults["receipt_unmatched"] == 200
    # More at once than are kept, after a start that knows of nothing.
    sheet.start()
    sheet.heard(*strange(200, 120), said("delivered"))
    assert unmatched(sheet) == [STRANGER + nth for nth in range(270, 320)]
    assert sheet.book.faults["receipt_dropped"] == 120
    # Whose receipt it is, has it.
    assert sheet.stands(one) == (S.DELIVERED, "")
    assert ("DELIVRD 001", one) in sheet.kept()


def test_another_gateway_s_receipts_take_no_room(sheet: Sheet) -> None:
    with sheet.store.turn() as turn:
        turn.run(
            "INSERT INTO receipt (gateway, num, msgid, status, raw, at) VALUES ('other', 1, '', '', ?, 0)",
            (b"",),
        )
    sheet.heard(*strange(0, MOST))
    assert len(unmatched(sheet)) == MOST + 1
    sheet.heard(*strange(MOST, 5))
    assert unmatched(sheet) == [1, *(STRANGER + nth for nth in range(5, MOST + 5))]


def test_what_may_still_be_about_somebody_here_outlives_the_flood(sheet: Sheet) -> None:
    sheet.send(S.DELIVERED, opens=OPENED, n=3)
    doubt = [said("delivered", num=NUM + nth, msgid="never seen", reference=99) for nth in range(3)]
    sheet.heard(*doubt)
    for first in range(0, 100, 20):
        sheet.heard(*strange(first, 20))
    assert unmatched(sheet)[:3] == [NUM, NUM + 1, NUM + 2]
    assert len(unmatched(sheet)) == MOST
    # Endless ones about people who are here fill no disk either.
    for _ in range(50):
        sheet.heard(*doubt)
    assert len(unmatched(sheet)) == MOST


def test_what_takes_much_room_is_bounded_by_its_octets(sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipt_rows, "OCTETS", 10_000)
    for first in range(0, 40, 4):
        sheet.heard(*(one._replace(raw=bytes(1_000)) for one in strange(first, 4)))
    assert unmatched(sheet) == [STRANGER + nth for nth in range(30, 40)]
    sheet.heard(strange(99, 1)[0]._replace(raw=bytes(20_000)))
    assert unmatched(sheet) == []


def test_after_an_erasure_there_is_room_again(sheet: Sheet) -> None:
    sheet.heard(*strange(0, MOST))
    with sheet.store.turn() as turn:
        turn.run("DELETE FROM receipt WHERE num > ?", (STRANGER + 9,))
    sheet.heard(*strange(100, 30))
    assert len(unmatched(sheet)) == 40
    assert sheet.book.faults["receipt_dropped"] == 0


WORDS = ["DELIVRD", "UNDELIV", "ENROUTE", "a word that nobody knows"]


@pytest.mark.parametrize("what", WORDS)
@pytest.mark.parametrize(
    "state", [S.ACCEPTED, S.UNKNOWN, S.NO_RECEIPT, S.DELIVERED, S.UNDELIVERED, S.REFUSED, S.NOT_SENT]
)
def test_a_receipt_repeated_without_end_fills_no_disk(sheet: Sheet, state: RecipientState, what: str) -> None:
    one = sheet.send(state, opens=OPENED, msgid="m1", code="EXPIRED 009" if state is S.UNDELIVERED else "")
    for _ in range(8):
        sheet.heard(*[said("delivered")._replace(status=what)] * 10)
    kept = sheet.kept()
    # The first is kept, whatever it says, and some of those that say it again; the others are counted.
    assert {send for _, send in kept} == {one}
    assert len(kept) + sheet.book.faults["receipt_dropped"] == 80
    assert len(kept) <= 2 * receipt_rows.EACH + 2


@pytest.mark.parametrize("what", WORDS)
def test_parts_of_a_long_message_reported_without_end_fill_no_disk(sheet: Sheet, what: str) -> None:
    sheet.parts = 2
    one = sheet.send(S.ACCEPTED, opens=OPENED, msgid="m1")
    for _ in range(8):
        sheet.heard(*[said("delivered")._replace(status=what)] * 10)
    assert {send for _, send in sheet.kept()} == {one}
    assert len(sheet.kept()) <= 2 * receipt_rows.EACH + 2


def test_the_first_word_that_a_message_is_under_way_is_kept_however_many_there_are(
    sheet: Sheet,
) -> None:
    one = sheet.send(S.ACCEPTED, opens=OPENED, n=2 * MOST)
    on_its_way = []
    for nth in range(2 * MOST):
        sheet.flights.remember(f"m{nth}", sheet.of(one), nth, NUM + nth, NOON)
        heard = said("delivered", num=NUM + nth, msgid=f"m{nth}", reference=7)
        on_its_way.append(heard._replace(status="ENROUTE"))
    sheet.heard(*on_its_way)
    assert len(sheet.kept()) == 2 * MOST
    for _ in range(3):
        sheet.heard(*on_its_way)
    assert len(sheet.kept()) == 3 * MOST
    assert sheet.book.faults["receipt_dropped"] == 5 * MOST


def test_contradictions_without_end_about_ever_others_fill_no_disk(
    sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipt_rows, "ROWS", 120)
    monkeypatch.setattr(receipt_rows, "_REMEMBERED", 10)
    sheet.send(S.DELIVERED, opens=OPENED, n=40)
    for _ in range(10):
        sheet.heard(*(said("failed", num=NUM + nth, msgid="", reference=7) for nth in range(40)))
    assert len(sheet.kept()) == 120
    assert sheet.book.faults["receipt_against"] == 400


@pytest.mark.parametrize(("parts", "what"), [(2, "delivered"), (1, "a word that nobody knows")])
def test_what_a_provider_says_of_somebody_in_doubt_is_kept_however_much_it_said_before(
    sheet: Sheet, monkeypatch: pytest.MonkeyPatch, parts: int, what: str
) -> None:
    monkeypatch.setattr(receipt_rows, "ROWS", 0)
    sheet.parts = parts
    one = sheet.send(S.UNKNOWN, opens=OPENED, code="crash")
    heard = said("delivered", reference=7)
    sheet.heard(heard if parts > 1 else heard._replace(status=what))
    assert sheet.stands(one)[0] is S.UNKNOWN
    assert [send for _, send in sheet.kept()] == [one]
    assert sheet.book.faults["receipt_dropped"] == 0


def test_what_contradicts_is_kept_however_much_was_said_again(
    sheet: Sheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipt_rows, "ROWS", 3)
    one = sheet.send(S.DELIVERED, opens=OPENED, msgid="m1")
    sheet.heard(*[said("delivered", reference=7)] * 5, said("failed", reference=7))
    assert sheet.stands(one)[0] is S.DELIVERED
    assert [words[:7] for words, _ in sheet.kept()] == ["DELIVRD"] * 3 + ["UNDELIV"]
    assert sheet.book.faults["receipt_dropped"] == 2
    # Endless ones fill no disk either.
    sheet.heard(*[said("failed", reference=7)] * 10)
    assert len(sheet.kept()) == 6
    assert sheet.book.faults["receipt_dropped"] == 10


def test_a_backlog_from_before_goes_turn_by_turn(sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipt_rows, "ROWS", 10**6)
    sheet.send(S.DELIVERED, opens=OPENED, n=3_000)
    sheet.heard(*(said("delivered", num=NUM + nth, msgid="never seen", reference=99) for nth in range(3_000)))
    assert len(unmatched(sheet)) == 3_000
    monkeypatch.setattr(receipt_rows, "ROWS", 1_000)
    sheet.start()
    went = [0]
    for nth in range(1, 400):
        sheet.heard(*strange(nth, 1))
        went.append(sheet.book.faults["receipt_dropped"])
    steps = [later - before for before, later in itertools.pairwise(went)]
    assert 1_000 <= max(steps) <= 1_010
    assert {*steps[3:]} == {0, 10}
    assert 900 <= len(unmatched(sheet)) <= 1_000
