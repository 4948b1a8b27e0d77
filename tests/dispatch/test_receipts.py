"""Receipts (状态报告): what each may change in each state of a recipient, and of which message one speaks."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count, permutations
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from console.db.engine import open_database
from console.db.migrate import DISPATCH, upgrade
from console.dispatch.claiming import continuing
from console.dispatch.outcomes.flights import Flight, Flights
from console.dispatch.outcomes.outcomes import Outcomes
from console.dispatch.outcomes.receipts import Receipts
from console.dispatch.sends import Book, Send
from console.dispatch.store import Store
from console.domain.states import RecipientState
from console.domain.two_person.pairs import Which
from console.gateways.ports import Accepted, Fault, Receipt, Refused, Unknown, Why
from console.gateways.smpp.line import said as status_words
from tests.dispatch_rows import put_recipients
from tests.patience import PATIENCE

S = RecipientState
NUM = 16100000000
NOON = 1_764_000_000_000
"""When a message was taken, in epoch milliseconds."""
LATER = NOON + 7_000
HOUR = 3_600_000

WORDS = {"delivered": "DELIVRD", "failed": "UNDELIV", "on its way": "ACCEPTD", "nobody knows": "zugestellt"}
TWO_WORDS = [(first, second) for first in WORDS for second in WORDS]


class Frame(NamedTuple):
    """A text made ready."""

    parts: int


@dataclass
class Sheet:
    """One gateway's sends in a database of their own; every turn is written, and its tallies must balance."""

    store: Store
    parts: int = 1
    ids: "count[int]" = field(default_factory=lambda: count(1))
    book: Book = field(init=False)
    flights: Flights = field(init=False)
    receipts: Receipts = field(init=False)
    outcomes: Outcomes = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """What a process knows at its start: what is written, and nothing else."""
        self.book = Book("demo", lambda _text, _reference: Frame(self.parts))
        self.flights = Flights()
        self.receipts = Receipts(self.book, self.flights)
        self.outcomes = Outcomes(self.book, self.flights)
        with self.store.turn() as turn:
            self.book.load(turn)

    def send(
        self,
        state: RecipientState,
        *,
        reference: int = 7,
        num: int = NUM,
        code: str = "",
        msgid: str = "",
        settled: bool = False,
        opens: str = "2026",
        n: int = 1,
        continues: int = 0,
    ) -> int:
        """A send of `n` recipients in that state, to whom something was sent unless they wait for it; `settled`: by two people."""
        one = next(self.ids)
        texts = dict.fromkeys(
            ("request_digest", "hours_from", "hours_to", "held_at", "people", "pairs", "reason"), ""
        )
        row: dict[str, Any] = texts | {
            "id": one, "request": one, "slot": 1, "release_digest": str(one), "list_id": one, "n": n,
            "category": "notice", "gateway": "demo", "opens": opens, "closes": "2027", "rate": 0, "body": "x",
            "reference": reference, "state": "sending", "hold": 0, "resumed": 0, "reported": 0, "bundle": b"",
            "continues": continues, "root": one,
        }  # fmt: skip
        tried = int(state not in {S.QUEUED, S.SUPPRESSED})
        with self.store.turn() as turn:
            turn.insert("send", list(row), [tuple(row.values())])
            turn.run("INSERT INTO tally VALUES (?, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)", (one,))
            turn.run(f"UPDATE tally SET {state.name.lower()} = ? WHERE send_id = ?", (n, one))  # noqa: S608 - our own name
            rows = [(num + nth, int(state), tried, reference * tried) for nth in range(n)]
            put_recipients(turn, one, rows)
            chunks = [(one, at, 0) for at in range((n + 999) // 1_000)]
            turn.insert("chunk", ("send_id", "position", "revision"), chunks)
            if code:
                turn.run("INSERT INTO verdict VALUES (?, 0, ?, ?)", (one, code, NOON))
            if msgid:
                turn.run("INSERT INTO submission VALUES (?, 0, 1, 0, 'demo', ?, ?)", (one, msgid, NOON))
            if settled:
                turn.run("INSERT INTO settlement VALUES (?, ?, 'sent', 1, ?)", (str(one), one, NOON))
        self.start()
        return one

    def of(self, one: int) -> Send:
        with self.store.look() as look:
            found = self.book.get(look, one)
        assert found is not None
        return found

    def fly(self, one: int, key: int, num: int = NUM) -> None:
        """Its message is on the wire, under a session's key."""
        self.flights.flying[key] = Flight(self.of(one), 0, num, 1)

    def heard(self, *said: Any) -> None:
        """One turn of outcomes and receipts, in the order in which the sender takes them."""
        receipts = [one for one in said if isinstance(one, Receipt)]
        outcomes = [one for one in said if not isinstance(one, Receipt)]
        with self.store.turn() as turn:
            if outcomes:
                self.outcomes.apply(turn, outcomes, NOON, status_words)
            if receipts:
                self.receipts.apply(turn, receipts, LATER)
            self.book.save(turn, LATER / 1000)

    def stands(self, one: int, num: int = NUM) -> tuple[RecipientState, str]:
        """State and raw code of a recipient, as they are written; the tally says the same."""
        with self.store.look() as look:
            state = S(look.number("SELECT state FROM recipient WHERE send_id = ? AND num = ?", (one, num)))
            assert look.number(f"SELECT {state.name.lower()} FROM tally WHERE send_id = ?", (one,))  # noqa: S608 - our own name
            code = look.one("SELECT code FROM verdict WHERE send_id = ?", (one,))
        return state, code[0] if code else ""

    def kept(self) -> list[tuple[str, int | None]]:
        """Every receipt's word and the send under which it stands."""
        with self.store.look() as look:
            return list(look.rows("SELECT status, send_id FROM receipt ORDER BY id"))


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A dispatcher's database with its tables and nothing in them."""
    path = tmp_path_factory.mktemp("tables") / "dispatch.db"
    database = open_database(f"sqlite:///{path}", role="dispatch")
    upgrade(database, DISPATCH)
    with database.writer() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path.read_bytes()


@pytest.fixture
def sheet(tmp_path: Path, template: bytes) -> Iterator[Sheet]:
    path = tmp_path / "dispatch.db"
    path.touch(0o600)
    path.write_bytes(template)
    store = Store(open_database(f"sqlite:///{path}", role="dispatch"))
    yield Sheet(store)
    store.close()


def said(
    what: str, *, num: int = NUM, msgid: str = "m1", reference: int | None = None, token: int = 0
) -> Receipt:
    return Receipt(num, msgid, reference, WORDS[what], None, "001", "", b"as it came", token)


BY: Final[dict[str, dict[str, Any]]] = {
    "message id": {},
    "reference": {"msgid": "never seen", "reference": 7},
    "number": {"msgid": "never seen"},
}
"""How a receipt names its message."""

CODE = {S.UNKNOWN: "timeout", S.UNDELIVERED: "EXPIRED 009", S.REFUSED: "0x0000000B"}
"""The raw code with which a recipient came into their state."""

OPEN = (S.IN_FLIGHT, S.ACCEPTED, S.UNKNOWN, S.NO_RECEIPT)
SETTLED = (S.NO_RECEIPT, S.NOT_SENT)
"""What two people make of UNKNOWN: sent, where the old code stays, or not sent."""


def against(state: RecipientState, what: str, *, settled: bool = False) -> str:
    """What a receipt contradicts in that state; empty if it may have its effect, or has none."""
    if state is S.NOT_SENT:
        return "against_not_sent" if settled else "against_tried"
    if (state, what) == (S.REFUSED, "delivered"):
        return "against_refused"
    return "against_delivered" if (state, what) == (S.DELIVERED, "failed") else ""


def becomes(state: RecipientState, what: str, code: str) -> tuple[RecipientState, str]:
    """State and code after a receipt about them."""
    if against(state, what):
        return state, {S.DELIVERED: code, S.REFUSED: f"contradicted {code}"}.get(state, "contradicted")
    if (state, what) == (S.UNDELIVERED, "delivered"):
        return S.DELIVERED, ""
    if state not in OPEN:
        return state, code
    if what == "delivered":
        return S.DELIVERED, ""
    if what == "failed":
        return S.UNDELIVERED, "UNDELIV 001"
    if what == "nobody knows":
        return state, "? zugestellt 001"
    return (S.ACCEPTED, "") if state is S.UNKNOWN else (state, code)


def meant(state: RecipientState, by: str, what: str, *, settled: bool) -> bool:
    """Whether a receipt that names its message so is about a recipient in that state, and stands under their send."""
    if by == "message id" and state not in {S.QUEUED, S.SUPPRESSED, S.REFUSED}:
        return True
    if settled:
        return True
    if state is S.NOT_SENT:
        # It was tried, and the window ended; that it was not delivered says nothing else.
        return what != "failed"
    if by == "reference":
        return state in {*OPEN, S.UNDELIVERED, S.DELIVERED, S.REFUSED}
    return state in {S.IN_FLIGHT, S.UNKNOWN}


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize(
    ("state", "settled"), [*((state, False) for state in S), *((state, True) for state in SETTLED)]
)
def test_what_a_receipt_may_change_in_each_state(
    sheet: Sheet, state: RecipientState, by: str, *, settled: bool
) -> None:
    # The provider gave an id for what it took, and for nothing else.
    msgid = "m1" if by == "message id" and state not in {S.QUEUED, S.SUPPRESSED, S.REFUSED} else ""
    code = "timeout" if settled else CODE.get(state, "")
    for nth, what in enumerate(WORDS):
        found = meant(state, by, what, settled=settled)
        num = NUM + nth
        one = sheet.send(state, num=num, code=code, msgid=msgid and f"{msgid}.{nth}", settled=settled)
        receipt = said(what, num=num, **({"msgid": f"m1.{nth}"} | BY[by]))
        sheet.heard(receipt)
        assert sheet.stands(one, num) == (becomes(state, what, code) if found else (state, code)), what
        # The receipt is kept as it came, also where it speaks of nobody.
        assert sheet.kept()[-1] == (f"{WORDS[what]} 001", one if found else None), what
        # What a receipt contradicts is told to the organisation; once.
        told = [(send.id, what) for send, what in sheet.receipts.contradicted()]
        wrong = against(state, what, settled=settled)
        assert told == ([(one, wrong)] if found and wrong else []), what
        sheet.heard(receipt)
        assert sheet.receipts.contradicted() == [], what


def test_a_contradicted_refusal_keeps_the_provider_s_code_however_often_it_is_contradicted(
    sheet: Sheet,
) -> None:
    one = sheet.send(S.IN_FLIGHT)
    sheet.fly(one, 1)
    sheet.heard(Refused(1, (0x0B,), retry=False))
    for what in ("on its way", "nobody knows", "failed"):
        sheet.heard(said(what, msgid="late", reference=7))
        assert sheet.stands(one) == (S.REFUSED, "0x0000000B")
        assert sheet.of(one).errors == {"0x0000000B": 1}
    for _ in range(2):
        sheet.heard(said("delivered", msgid="late", reference=7))
        assert sheet.stands(one) == (S.REFUSED, "contradicted 0x0000000B")
        assert sheet.of(one).errors == {"contradicted 0x0000000B": 1}
    sheet.start()
    assert sheet.of(one).errors == {"contradicted 0x0000000B": 1}


APART = ("one turn", "two turns", "a crash between")
"""How two receipts come: together, one after the other, or to two processes."""


def in_order(sheet: Sheet, receipts: list[Receipt], apart: str) -> list[str]:
    """Hear them in their order; return what they contradict."""
    found: list[str] = []
    for turn in [receipts] if apart == "one turn" else [[receipt] for receipt in receipts]:
        if apart == "a crash between":
            sheet.start()
        sheet.heard(*turn)
        found += [what for _, what in sheet.receipts.contradicted()]
    return found


@pytest.mark.parametrize("by", BY)
@pytest.mark.parametrize("apart", APART)
@pytest.mark.parametrize("state", OPEN)
def test_of_two_receipts_delivered_is_the_last_word_in_every_order(
    sheet: Sheet, state: RecipientState, apart: str, by: str
) -> None:
    if state is S.IN_FLIGHT and apart == "a crash between":
        state = S.UNKNOWN
    for nth, (first, second) in enumerate(TWO_WORDS):
        num, code = NUM + nth, CODE.get(state, "")
        one = sheet.send(state, num=num, code=code, msgid=f"m{nth}" if by == "message id" else "")
        named = {"msgid": f"m{nth}"} | BY[by]
        if by != "message id":
            named["msgid"] = f"x{nth}"
        receipts = [said(what, num=num, **named) for what in (first, second)]
        told = in_order(sheet, receipts, apart)
        if not meant(state, by, first, settled=False):
            assert sheet.stands(one, num) == (state, code)
            continue
        now, middle = becomes(state, first, code)
        # Whoever was in doubt is known by the id of the first receipt from then on.
        known = apart == "one turn" or (state is S.UNKNOWN and first != "nobody knows")
        second_found = known or meant(now, by, second, settled=False)
        end = becomes(now, second, middle) if second_found else (now, middle)
        assert sheet.stands(one, num) == end, (first, second)
        if {first, second} == {"delivered", "failed"} and second_found:
            assert end[0] is S.DELIVERED
        wrong = against(now, second) if second_found else ""
        assert told == ([wrong] if wrong else []), (first, second)
        # A failure that turned out otherwise is not among the provider's codes any more.
        assert sheet.of(one).errors == ({end[1]: 1} if end[1] else {}), (first, second)


@pytest.mark.parametrize("apart", APART)
def test_after_somebody_was_sent_to_again_a_late_delivery_changes_nothing_and_is_told(
    sheet: Sheet, apart: str
) -> None:
    for nth, (first, second) in enumerate(TWO_WORDS):
        num, msgid = NUM + nth, f"m{nth}"
        one = sheet.send(S.UNDELIVERED, num=num, code="UNDELIV 001", msgid=msgid)
        again = sheet.send(S.QUEUED, num=num, continues=one)
        receipts = [said(what, num=num, msgid=msgid) for what in (first, second)]
        told = in_order(sheet, receipts, apart)
        late = "delivered" in {first, second}
        assert sheet.stands(one, num) == (S.UNDELIVERED, f"{'contradicted ' * late}UNDELIV 001")
        assert set(told) == ({"against_again"} if late else set()), (first, second)
        # Who still waited for the second message is in doubt, and gets none by themselves.
        assert sheet.stands(again, num) == ((S.UNKNOWN, "contradicted") if late else (S.QUEUED, ""))


def test_a_receipt_before_the_answer_stands_whatever_the_answer_is(sheet: Sheet) -> None:
    answers: list[Callable[[int], Any]] = [
        lambda key: Accepted(key, ("m1",)),
        lambda key: Refused(key, (88,), retry=True),
        lambda key: Refused(key, (11,), retry=False),
        lambda key: Unknown(key, Why.TIMEOUT, ("",), (-1,)),
    ]
    for answer in answers:
        one = sheet.send(S.IN_FLIGHT, num=NUM + next(sheet.ids), reference=9)
        num = NUM + one - 1
        sheet.fly(one, one, num)
        sheet.heard(said("delivered", num=num, msgid="", reference=9))
        sheet.heard(answer(one))
        assert sheet.stands(one, num) == (S.DELIVERED, "")
        assert not sheet.of(one).again


def test_a_word_that_says_no_end_before_the_answer_leaves_the_answer_its_say(sheet: Sheet) -> None:
    for what in ("on its way", "nobody knows"):
        one = sheet.send(S.IN_FLIGHT)
        sheet.fly(one, one)
        sheet.heard(said(what, msgid="", reference=7))
        sheet.heard(Accepted(one, (f"m{one}",)))
        assert sheet.stands(one)[0] is S.ACCEPTED
        sheet.heard(said("delivered", msgid=f"m{one}"))
        assert sheet.stands(one) == (S.DELIVERED, "")


def test_what_was_in_doubt_and_is_on_its_way_is_found_by_the_id_of_that_receipt(sheet: Sheet) -> None:
    one = sheet.send(S.UNKNOWN, code="timeout")
    other = sheet.send(S.UNKNOWN, code="timeout", reference=8)
    sheet.heard(said("on its way", msgid="m9", reference=7))
    assert (sheet.stands(one), sheet.stands(other)) == ((S.ACCEPTED, ""), (S.UNKNOWN, "timeout"))
    sheet.start()
    sheet.heard(said("delivered", msgid="m9"))
    assert (sheet.stands(one), sheet.stands(other)) == ((S.DELIVERED, ""), (S.UNKNOWN, "timeout"))


# ---- a database that was put back


OPENED = "2025-01-01T00:00:00Z"


@pytest.mark.parametrize("what", WORDS)
def test_a_receipt_for_somebody_who_still_waits_shows_what_was_forgotten_and_counts_for_them(
    sheet: Sheet, what: str
) -> None:
    one = sheet.send(S.QUEUED, opens=OPENED)
    sheet.heard(said(what, msgid="never seen", reference=7))
    assert (sheet.receipts.forgotten, sheet.receipts.unproved) == (1, 0)
    now, code = becomes(S.IN_FLIGHT, what, "")
    assert sheet.stands(one) == (now, code)
    assert sheet.kept() == [(f"{WORDS[what]} 001", one)]


@pytest.mark.parametrize(("reference", "unproved"), [(9, 1), (0, 1), (None, 1)])
@pytest.mark.parametrize("what", WORDS)
def test_a_receipt_that_does_not_name_the_send_of_somebody_who_still_waits_is_matched_to_nobody(
    sheet: Sheet, what: str, reference: int | None, unproved: int
) -> None:
    one = sheet.send(S.QUEUED, opens=OPENED)
    sheet.heard(said(what, msgid="never seen", reference=reference))
    assert (sheet.receipts.forgotten, sheet.receipts.unproved) == (0, unproved)
    assert sheet.stands(one) == (S.QUEUED, "")
    assert sheet.kept() == [(f"{WORDS[what]} 001", None)]
    assert sheet.book.faults == {Fault.RECEIPT_UNMATCHED: 1}


@pytest.mark.parametrize("reference", [None, 7], ids=["no reference", "its reference"])
@pytest.mark.parametrize("what", WORDS)
def test_a_receipt_settles_somebody_whom_the_provider_did_not_take_by_its_answer(
    sheet: Sheet, what: str, reference: int | None
) -> None:
    one = sheet.send(S.IN_FLIGHT, opens=OPENED)
    sheet.fly(one, 1)
    sheet.heard(Refused(1, (0x58,), retry=True))
    assert sheet.stands(one) == (S.QUEUED, "")
    sheet.heard(said(what, msgid="never seen", reference=reference))
    assert (sheet.receipts.forgotten, sheet.receipts.unproved) == (0, 0)
    # On its way is on its way, and of a word that nobody knows only people can judge; nobody is sent to again.
    assert sheet.stands(one) == becomes(S.UNKNOWN, what, "")
    assert not sheet.of(one).again
    assert sheet.kept() == [(f"{WORDS[what]} 001", one)]
    sheet.start()
    sheet.heard(said("delivered", msgid="never seen", reference=reference))
    assert sheet.stands(one)[0] is S.DELIVERED


@pytest.mark.parametrize("reference", [None, 7], ids=["no reference", "its reference"])
def test_what_was_tried_in_vain_until_its_window_ended_and_was_delivered_after_all_is_told(
    sheet: Sheet, reference: int | None
) -> None:
    one = sheet.send(S.IN_FLIGHT, opens=OPENED)
    sheet.fly(one, 1)
    sheet.heard(Refused(1, (0x58,), retry=True))
    with sheet.store.turn() as turn:
        sheet.book.move(turn, sheet.of(one), S.QUEUED, S.NOT_SENT, [0])
        turn.run("UPDATE send SET state = 'done' WHERE id = ?", (one,))
        sheet.book.save(turn, LATER / 1000)
    sheet.start()
    sheet.heard(said("failed", msgid="never seen", reference=reference))
    assert (sheet.stands(one), sheet.kept()[-1][1]) == ((S.NOT_SENT, ""), None)
    sheet.heard(said("delivered", msgid="never seen", reference=reference))
    assert (sheet.stands(one), sheet.kept()[-1][1]) == ((S.NOT_SENT, "contradicted"), one)
    assert [what for _, what in sheet.receipts.contradicted()] == ["against_tried"]
    # Who is sent to again is in doubt from the beginning.
    with sheet.store.look() as look:
        assert continuing._contradicted(look, one, Which.REMAINDER) == {0}


def test_a_receipt_that_may_speak_of_another_message_contradicts_nothing_that_was_tried(sheet: Sheet) -> None:
    one = sheet.send(S.NOT_SENT)
    sheet.heard(said("delivered", msgid="never seen", reference=9))
    sheet.send(S.UNDELIVERED, reference=8, msgid="m8")
    sheet.heard(said("delivered", msgid="never seen"))
    assert sheet.stands(one) == (S.NOT_SENT, "")
    never = sheet.send(S.NOT_SENT, num=NUM + 1)
    with sheet.store.turn() as turn:
        turn.run("UPDATE recipient SET attempt = 0, reference = 0 WHERE send_id = ?", (never,))
    sheet.heard(said("delivered", num=NUM + 1, msgid="never seen"))
    assert [where for _, where in sheet.kept()] == [None, None, None]
    assert sheet.receipts.contradicted() == []


def test_a_receipt_of_another_message_leaves_somebody_whom_the_provider_did_not_take_in_the_queue(
    sheet: Sheet,
) -> None:
    one = sheet.send(S.IN_FLIGHT, opens=OPENED)
    sheet.fly(one, 1)
    sheet.heard(Refused(1, (0x58,), retry=True))
    sheet.heard(said("delivered", msgid="never seen", reference=9))
    assert (sheet.stands(one), sheet.receipts.forgotten) == ((S.QUEUED, ""), 0)


def test_a_receipt_shows_nothing_forgotten_where_it_may_speak_of_another_message_or_nothing_can_be_out(
    sheet: Sheet,
) -> None:
    early = sheet.send(S.QUEUED, num=NUM + 1, opens="2029-01-01T00:00:00Z")
    queued = sheet.send(S.QUEUED, opens=OPENED)
    sheet.send(S.ACCEPTED, reference=8, msgid="m8")
    for receipt in (
        # Of the message that the provider has, under an id that it never told.
        said("delivered", msgid="never seen"),
        said("delivered", msgid="never seen", num=NUM + 1),
        said("delivered", msgid="never seen", num=NUM + 2),
        said("delivered", msgid="never seen", num=0),
    ):
        sheet.heard(receipt)
    assert sheet.receipts.forgotten == 0
    assert sheet.stands(queued)[0] is S.QUEUED
    assert sheet.stands(early, NUM + 1)[0] is S.QUEUED
    # One that names another message than the one that waits for its receipt does.
    sheet.heard(said("delivered", msgid="never seen", reference=7))
    assert sheet.receipts.forgotten == 1
    assert sheet.stands(queued)[0] is S.DELIVERED


# ---- two messages to one number: of which does a receipt speak?


@pytest.mark.parametrize("state", [S.IN_FLIGHT, S.UNKNOWN])
def test_of_two_messages_without_an_id_the_reference_says_which(sheet: Sheet, state: RecipientState) -> None:
    sends = {reference: sheet.send(state, reference=reference) for reference in (7, 8)}
    # A number alone speaks of both, so of neither; a reference that nobody has of nobody.
    for nobody in (None, 9):
        sheet.heard(said("delivered", msgid="never seen", reference=nobody))
        assert {sheet.stands(one)[0] for one in sends.values()} == {state}
    sheet.heard(said("failed", msgid="nor this", reference=8))
    assert (sheet.stands(sends[7])[0], sheet.stands(sends[8])[0]) == (state, S.UNDELIVERED)
    # Of the one that is left the number is enough.
    sheet.heard(said("delivered", msgid="never seen"))
    assert (sheet.stands(sends[7])[0], sheet.stands(sends[8])[0]) == (S.DELIVERED, S.UNDELIVERED)
    assert [send for _, send in sheet.kept()] == [None, None, sends[8], sends[7]]


@pytest.mark.parametrize("remembered", [True, False], ids=["from memory", "after a start"])
def test_of_two_messages_with_one_id_the_reference_says_which_then_who_is_open(
    sheet: Sheet, *, remembered: bool
) -> None:
    sends = {reference: sheet.send(S.IN_FLIGHT, reference=reference) for reference in (7, 8)}
    for one in sends.values():
        sheet.fly(one, one)
        sheet.heard(Accepted(one, ("m1",)))
    if not remembered:
        sheet.start()
    sheet.heard(said("delivered"))
    assert {sheet.stands(one)[0] for one in sends.values()} == {S.ACCEPTED}
    sheet.heard(said("failed", reference=8))
    assert (sheet.stands(sends[7])[0], sheet.stands(sends[8])[0]) == (S.ACCEPTED, S.UNDELIVERED)
    sheet.heard(said("delivered"))
    assert (sheet.stands(sends[7])[0], sheet.stands(sends[8])[0]) == (S.DELIVERED, S.UNDELIVERED)


@pytest.mark.parametrize("remembered", [True, False], ids=["from memory", "after a start"])
def test_a_message_id_alone_is_not_that_message_nor_is_it_under_another_number(
    sheet: Sheet, *, remembered: bool
) -> None:
    one = sheet.send(S.IN_FLIGHT)
    sheet.fly(one, one)
    sheet.heard(Accepted(one, ("m1",)))
    if not remembered:
        sheet.start()
    sheet.heard(said("delivered", num=NUM + 1))
    sheet.heard(said("delivered", num=0))
    sheet.heard(said("delivered", num=0, reference=8))
    assert sheet.stands(one)[0] is S.ACCEPTED
    # With the reference that we gave it is, though no number can be read.
    sheet.heard(said("delivered", num=0, reference=7))
    assert sheet.stands(one)[0] is S.DELIVERED
    assert [send for _, send in sheet.kept()] == [None, None, None, one]
    assert sheet.book.faults == {Fault.RECEIPT_UNMATCHED: 1, Fault.RECEIPT_NUMBERLESS: 2}


def test_what_is_wrong_with_receipts_is_counted_by_name(sheet: Sheet) -> None:
    for nth in range(3):
        sheet.send(S.ACCEPTED, num=NUM + nth, msgid=f"m{nth}")
    for receipt in (
        said("delivered", msgid="m0"),
        said("delivered", msgid="m0"),
        said("delivered", msgid="m0"),
        said("failed", msgid="m0"),
        said("nobody knows", num=NUM + 1, msgid="m1"),
        said("delivered", num=NUM + 9, msgid="m9"),
        said("delivered", num=0, msgid="m2"),
        said("delivered", num=0, msgid=""),
    ):
        sheet.heard(receipt)
    assert sheet.book.faults == {
        Fault.RECEIPT_DOUBLED: 2, Fault.RECEIPT_AGAINST: 1, Fault.RECEIPT_UNREAD: 1, Fault.RECEIPT_UNMATCHED: 1,
        Fault.RECEIPT_NUMBERLESS: 1, Fault.RECEIPT_BAD: 1,
    }  # fmt: skip


def test_an_accepted_message_whose_id_is_remembered_gives_its_lag_once(sheet: Sheet) -> None:
    one = sheet.send(S.IN_FLIGHT)
    sheet.send(S.UNKNOWN, num=NUM + 5, code="timeout")
    sheet.fly(one, one)
    sheet.heard(Accepted(one, ("m1",)))
    sheet.heard(said("delivered"), said("delivered", msgid="never seen"))
    assert list(sheet.receipts.lags) == [7_000]
    # Of a message that was found by its number alone nobody knows when it was taken.
    sheet.heard(said("delivered", num=NUM + 5, msgid="never seen"))
    assert list(sheet.receipts.lags) == [7_000]


# ---- long texts


def test_a_long_text_is_delivered_by_a_receipt_of_each_part_and_by_none_twice(sheet: Sheet) -> None:
    sheet.parts = 3
    one = sheet.send(S.IN_FLIGHT)
    sheet.fly(one, one)
    sheet.heard(Accepted(one, ("a", "b", "c")))
    for msgid in ("a", "a", "b", "a", "b"):
        sheet.heard(said("delivered", msgid=msgid))
        assert sheet.stands(one)[0] is S.ACCEPTED
    sheet.start()
    sheet.heard(said("delivered", msgid="c"))
    assert sheet.stands(one) == (S.DELIVERED, "")


@pytest.mark.parametrize("apart", APART)
@pytest.mark.parametrize("order", sorted(set(permutations(["a-", "a+", "b+"]))), ids=" ".join)
def test_a_long_text_is_delivered_once_each_part_is_whatever_was_said_before(
    sheet: Sheet, order: tuple[str, ...], apart: str
) -> None:
    sheet.parts = 2
    one = sheet.send(S.IN_FLIGHT)
    sheet.fly(one, one)
    sheet.heard(Accepted(one, ("a", "b")))
    receipts = [said("failed" if part[1] == "-" else "delivered", msgid=part[0]) for part in order]
    told = in_order(sheet, receipts, apart)
    assert sheet.stands(one) == (S.DELIVERED, "")
    late = order.index("a-") > order.index("a+")
    assert told == (["against_delivered"] if late else [])


def test_a_long_text_of_which_one_part_failed_is_undelivered(sheet: Sheet) -> None:
    sheet.parts = 2
    one = sheet.send(S.IN_FLIGHT)
    sheet.fly(one, one)
    sheet.heard(Accepted(one, ("a", "b")))
    sheet.heard(said("failed", msgid="a"), said("delivered", msgid="b"))
    assert sheet.stands(one) == (S.UNDELIVERED, "UNDELIV 001")
    sheet.start()
    sheet.heard(said("delivered", msgid="a"))
    assert sheet.stands(one) == (S.DELIVERED, "")


def test_parts_whose_receipts_have_no_id_count_by_their_reports(sheet: Sheet) -> None:
    sheet.parts = 2
    one = sheet.send(S.UNKNOWN, code="timeout")
    sheet.heard(said("delivered", msgid="", reference=7, token=1))
    assert sheet.stands(one) == (S.UNKNOWN, "timeout")
    sheet.heard(said("delivered", msgid="", reference=7, token=2))
    assert sheet.stands(one) == (S.DELIVERED, "")


def test_a_long_text_in_doubt_that_is_on_its_way_is_found_by_that_id_from_then_on(sheet: Sheet) -> None:
    sheet.parts = 2
    one = sheet.send(S.UNKNOWN, code="timeout")
    sheet.heard(said("on its way", msgid="a", reference=7))
    assert sheet.stands(one)[0] is S.ACCEPTED
    sheet.heard(said("failed", msgid="a"))
    assert sheet.stands(one) == (S.UNDELIVERED, "UNDELIV 001")


@pytest.mark.parametrize("first", ["continuation", "receipt"])
def test_a_late_delivery_and_a_continuation_that_is_finished_beside_it_see_each_other(
    postgres_url: str, first: str
) -> None:
    database = open_database(postgres_url, role="dispatch")
    upgrade(database, DISPATCH)
    sheet = Sheet(Store(database))
    one = sheet.send(S.UNDELIVERED, code="UNDELIV 001", msgid="m1")
    again = sheet.send(S.QUEUED)
    with sheet.store.turn() as turn:
        turn.run("UPDATE send SET continues = ?, state = 'loading' WHERE id = ?", (one, again))
        before = continuing.moves(turn, one)
    sheet.start()
    here, go, seen = threading.Event(), threading.Event(), []
    told: list[str] = []

    def finish() -> None:
        with sheet.store.turn() as turn:
            if first == "receipt":
                here.set()
                assert go.wait(PATIENCE)
            seen.append(continuing.moves(turn, one) != before)
            if not seen[0]:
                turn.run("UPDATE send SET state = 'waiting' WHERE id = ?", (again,))
            if first == "continuation":
                here.set()
                # What it wrote is not to be seen yet by anybody else.
                go.wait(1)

    def hear() -> None:
        with sheet.store.turn() as turn:
            sheet.receipts.apply(turn, [said("delivered")], LATER)
            told.extend(what for _, what in sheet.receipts.contradicted())
            sheet.book.save(turn, LATER / 1000)
            if first == "receipt":
                go.set()
                threading.Event().wait(1)

    beside = threading.Thread(target=finish)
    beside.start()
    try:
        assert here.wait(PATIENCE)
        hear()
    finally:
        go.set()
        beside.join()
        after = sheet.stands(one)[0]
        sheet.store.close()
    # Either the continuation is refused, or the receipt moves nobody any more: nobody who has it is sent to again.
    assert (seen, told) == (([True], []) if first == "receipt" else ([False], ["against_again"]))
    assert after is (S.DELIVERED if first == "receipt" else S.UNDELIVERED)


@pytest.mark.parametrize("state", [S.IN_FLIGHT, S.UNKNOWN, S.NO_RECEIPT, S.NOT_SENT])
@pytest.mark.parametrize("what", WORDS)
def test_a_report_without_id_and_reference_is_given_to_nobody_even_if_one_message_alone_is_open(
    sheet: Sheet, state: RecipientState, what: str
) -> None:
    one = sheet.send(state, code="timeout", reference=4)
    sheet.heard(said(what, msgid=""))
    assert (sheet.stands(one), sheet.kept()) == ((state, "timeout"), [(f"{WORDS[what]} 001", None)])
    assert sheet.book.faults == {Fault.RECEIPT_UNMATCHED: 1}


@pytest.mark.parametrize("what", WORDS)
def test_a_report_without_id_and_reference_leaves_who_is_to_be_tried_again_in_the_queue(
    sheet: Sheet, what: str
) -> None:
    sheet.send(S.DELIVERED, reference=3, opens="2025")
    one = sheet.send(S.IN_FLIGHT, reference=4, opens="2025")
    sheet.fly(one, one)
    sheet.heard(Refused(one, (8,), retry=True))
    sheet.heard(said(what, msgid=""))
    assert sheet.stands(one)[0] is S.QUEUED


def test_a_repeated_report_without_an_id_shows_no_refused_message_as_delivered(sheet: Sheet) -> None:
    two = sheet.send(S.IN_FLIGHT, reference=4)
    sheet.fly(two, two)
    # It speaks of an earlier message to the same number.
    sheet.heard(said("delivered", msgid=""))
    sheet.heard(Refused(two, (13,), retry=False))
    assert sheet.stands(two)[0] is S.REFUSED


def test_a_report_under_an_id_that_no_answer_gave_speaks_of_the_message_without_an_answer(
    sheet: Sheet,
) -> None:
    taken, waiting = sheet.send(S.ACCEPTED, reference=3), sheet.send(S.IN_FLIGHT, reference=4)
    sheet.heard(said("delivered", msgid="never seen"))
    assert [sheet.stands(one)[0] for one in (taken, waiting)] == [S.ACCEPTED, S.DELIVERED]


@pytest.mark.parametrize("tried", [LATER, LATER - 71 * HOUR, LATER - 73 * HOUR, None], ids=str)
@pytest.mark.parametrize("msgid", ["", "never seen"])
def test_a_report_without_a_reference_holds_nothing_where_something_was_tried_in_the_time_for_receipts(
    sheet: Sheet, msgid: str, tried: int | None
) -> None:
    if tried is not None:
        before = sheet.send(S.DELIVERED, reference=3, msgid="m3")
        with sheet.store.turn() as turn:
            turn.run("UPDATE recipient SET at = ? WHERE send_id = ?", (tried, before))
    waiting = sheet.send(S.QUEUED, opens=OPENED)
    sheet.book.receipt_seconds = 72 * 3600
    sheet.heard(said("delivered", msgid=msgid))
    known = tried is not None and tried >= LATER - 72 * HOUR
    assert (sheet.receipts.unproved, sheet.receipts.forgotten) == (0 if known else 1, 0)
    assert sheet.stands(waiting)[0] is S.QUEUED


def test_a_report_under_an_id_that_was_given_twice_is_told_by_its_number(sheet: Sheet) -> None:
    first = sheet.send(S.ACCEPTED, msgid="m1")
    other = sheet.send(S.ACCEPTED, msgid="m1", num=NUM + 1)
    sheet.heard(said("delivered", num=NUM + 1))
    assert [sheet.stands(first)[0], sheet.stands(other, NUM + 1)[0]] == [S.ACCEPTED, S.DELIVERED]
    again = sheet.send(S.ACCEPTED, msgid="m1")
    sheet.heard(said("delivered"))
    assert [sheet.stands(one)[0] for one in (first, again)] == [S.ACCEPTED, S.ACCEPTED]
    assert sheet.book.faults == {Fault.RECEIPT_UNMATCHED: 1}
