"""Receipts as providers spell them (providers.md 6): what is counted while nobody can match them, and what is settled once the file says how."""

from pathlib import Path
from typing import Any, Literal

import pytest

from console.dispatch.outcomes import receipts_again
from console.domain.people.people import GatewayRef
from console.domain.sending.dialects import Dialect, ReceiptWord, dialect
from console.domain.states import RecipientState
from console.gateways.ports import Accepted, Fault, Receipt
from console.signing.bundle_file import pack
from console.signing.statements import digest
from console.wire import dispatch
from tests.dispatch.running import case, next_version, organisation, until, world
from tests.dispatch.test_receipts import NOON, NUM, OPENED, Sheet, sheet, template

__all__ = ["sheet", "template"]
S = RecipientState
PART: Literal["part"] = "part"


def said(
    msgid: str, status: str = "DELIVRD", *, num: int = NUM, token: int = 0, state: int | None = None
) -> Receipt:
    return Receipt(num, msgid, None, status, state, "000", "", b"as it came", token)


def words(**means: Any) -> list[ReceiptWord]:
    return [ReceiptWord(word, meaning) for word, meaning in means.items()]


def by(sheet: Sheet, spoken: Dialect) -> None:
    """The gateway's file says from now on that receipts are spelled so; all that waits for it is judged again."""
    sheet.book.dialect = spoken
    sheet.flights.accepted.clear()
    with sheet.store.turn() as turn:
        receipts_again.owe_all(turn, "demo", repr(spoken))
    for _ in range(50):
        with sheet.store.turn() as turn:
            owed = receipts_again.owed(turn)
            for send_id, _gateway in owed:
                sheet.receipts.read_again(turn, send_id)
                for at, receipts in receipts_again.step(turn, "demo", send_id):
                    sheet.receipts.apply(turn, receipts, at)
            sheet.book.save(turn, NOON / 1000)
        if not owed:
            return
    raise AssertionError("no end")


def taken(sheet: Sheet, *ids: str, num: int = NUM) -> int:
    """A send whose message the provider took under these ids, one for each part."""
    sheet.parts, spoken = len(ids), sheet.book.dialect
    one = sheet.send(S.IN_FLIGHT, num=num, opens=OPENED)
    sheet.book.dialect = spoken
    sheet.fly(one, 1, num)
    sheet.heard(Accepted(1, ids))
    return one


HEX, DEC = dialect("hex_to_dec", PART, []), dialect("dec_to_hex", PART, [])


@pytest.mark.parametrize("restarted", [False, True], ids=["running", "restarted"])
@pytest.mark.parametrize(
    ("answered", "reported"),
    [
        ("479ab700", "479AB700"), ("B8BE19", "00B8BE19"), ("221067780", "0221067780"), ("0221067780", "221067780"),
        ("0000000000012345", "12345"), ("1F0E-22AB", "1f0e-22ab"), ("m1", "m1"),
    ],
)  # fmt: skip
def test_capitals_and_zeros_make_no_other_id(
    sheet: Sheet, answered: str, reported: str, restarted: bool
) -> None:
    one = taken(sheet, answered)
    if restarted:
        sheet.start()
    sheet.heard(said(reported))
    assert sheet.stands(one) == (S.DELIVERED, "")
    assert not sheet.book.faults


@pytest.mark.parametrize(
    ("spoken", "answered", "reported"),
    [
        (HEX, "0A1b2c", "662316"), (HEX, "FFFFFFFFFFFFFFFF", "18446744073709551615"), (HEX, "64", "00100"),
        (DEC, "662316", "A1B2C"), (DEC, "662316", "0x0a1b2c".removeprefix("0x")),
    ],
)  # fmt: skip
def test_an_id_that_is_another_kind_of_number_is_counted_until_the_file_says_so(
    sheet: Sheet, spoken: Dialect, answered: str, reported: str
) -> None:
    one = taken(sheet, answered)
    sheet.heard(said(reported))
    assert sheet.stands(one) == (S.ACCEPTED, "")
    assert sheet.book.faults == {Fault.RECEIPT_UNMATCHED: 1}
    by(sheet, spoken)
    assert sheet.stands(one) == (S.DELIVERED, "")
    assert sheet.kept() == [("DELIVRD 000", one)]
    # And the next is matched at once.
    other = taken(sheet, answered, num=NUM + 1)
    sheet.heard(said(reported, num=NUM + 1))
    assert sheet.stands(other, NUM + 1) == (S.DELIVERED, "")


def test_the_same_characters_mean_another_message_where_ids_are_converted(sheet: Sheet) -> None:
    sheet.book.dialect = HEX
    hundred, other = taken(sheet, "100"), taken(sheet, "64")
    sheet.heard(said("100", "UNDELIV"))
    assert sheet.stands(hundred) == (S.ACCEPTED, "")
    assert sheet.stands(other) == (S.UNDELIVERED, "UNDELIV 000")
    sheet.start()
    sheet.book.dialect = HEX
    sheet.heard(said("256"))
    assert sheet.stands(hundred) == (S.DELIVERED, "")


@pytest.mark.parametrize("number", [0, NUM + 9])
def test_a_converted_id_proves_nothing_without_its_number(sheet: Sheet, number: int) -> None:
    sheet.book.dialect = HEX
    one = taken(sheet, "64")
    sheet.heard(said("100", num=number))
    assert sheet.stands(one) == (S.ACCEPTED, "")
    assert sum(sheet.book.faults.values()) == 1


def test_one_receipt_for_all_parts_settles_them_once_the_file_says_so(sheet: Sheet) -> None:
    one = taken(sheet, "a1", "a2", "a3")
    sheet.heard(said("a3"))
    assert sheet.stands(one) == (S.ACCEPTED, "")
    assert sheet.book.faults == {Fault.RECEIPT_PART: 1}
    whole = dialect("as_is", "message", [])
    by(sheet, whole)
    assert sheet.stands(one) == (S.DELIVERED, "")
    other = taken(sheet, "b1", "b2", num=NUM + 1)
    sheet.heard(said("b1", num=NUM + 1))
    assert sheet.stands(other, NUM + 1) == (S.DELIVERED, "")
    sheet.heard(said("b2", "UNDELIV", num=NUM + 1))
    assert sheet.stands(other, NUM + 1)[0] is S.DELIVERED
    assert sheet.book.faults[Fault.RECEIPT_AGAINST] == 1


def test_parts_that_are_all_reported_are_counted_no_more(sheet: Sheet) -> None:
    one = taken(sheet, "a1", "a2")
    sheet.heard(said("a2"))
    sheet.heard(said("a1"))
    assert sheet.stands(one) == (S.DELIVERED, "")
    assert not sheet.book.faults[Fault.RECEIPT_PART]


OWN = dialect("as_is", PART, words(ZUGESTELLT="delivered", Fehler9="failed", WARTET="pending"))


@pytest.mark.parametrize("state", [S.ACCEPTED, S.UNKNOWN, S.NO_RECEIPT])
@pytest.mark.parametrize(
    ("word", "becomes"),
    [
        ("zugestellt", (S.DELIVERED, "")),
        ("FEHLER9", (S.UNDELIVERED, "FEHLER9 000")),
        ("Wartet", None),
        ("was", "still"),
    ],
)
def test_a_word_of_the_provider_alone_has_its_effect_once_the_file_says_what_it_means(
    sheet: Sheet, state: S, word: str, becomes: Any
) -> None:
    one = sheet.send(state, msgid="m1", opens=OPENED)
    sheet.heard(said("m1", word))
    assert sheet.stands(one) == (state, f"? {word} 000")
    assert sheet.book.faults == {Fault.RECEIPT_UNREAD: 1}
    sheet.start()
    by(sheet, OWN)
    on_its_way = (S.ACCEPTED if state is S.UNKNOWN else state), ""
    expected = {None: on_its_way, "still": (state, f"? {word} 000")}.get(becomes, becomes)
    assert sheet.stands(one) == expected
    assert sheet.of(one).errors == ({expected[1]: 1} if expected[1] else {})


def test_a_word_that_all_gateways_know_keeps_its_meaning() -> None:
    bent = Dialect(words=(("delivrd", "failed"),))
    assert bent.verdict("DELIVRD", None) == "delivered"
    assert OWN.verdict("Zugestellt", 5) == "none"
    assert OWN.verdict("zugestellt.", None) == "delivered"


def test_words_of_long_texts_stay_with_people(sheet: Sheet) -> None:
    one = taken(sheet, "a1", "a2")
    sheet.heard(said("a1", "zugestellt"))
    by(sheet, OWN)
    assert sheet.stands(one) == (S.ACCEPTED, "? zugestellt 000")


def test_many_people_are_looked_at_in_steps_and_only_once(sheet: Sheet) -> None:
    one = sheet.send(S.ACCEPTED, n=450, opens=OPENED)
    with sheet.store.turn() as turn:
        turn.insert(
            "verdict",
            ("send_id", "place", "code", "at"),
            [(one, at, "? zugestellt", NOON) for at in range(450)],
        )
    sheet.start()
    by(sheet, OWN)
    assert sheet.of(one).tally[S.DELIVERED] == 450
    with sheet.store.turn() as turn:
        receipts_again.owe_all(turn, "demo", repr(OWN))
        assert receipts_again.owed(turn) == []


def test_a_dispatcher_that_knew_no_dialects_has_nothing_to_read_again(sheet: Sheet) -> None:
    sheet.send(S.ACCEPTED, opens=OPENED)
    with sheet.store.turn() as turn:
        receipts_again.owe_all(turn, "demo", repr(Dialect()))
        assert receipts_again.owed(turn) == []
        receipts_again.owe_all(turn, "other", repr(OWN))
        assert receipts_again.owed(turn) == []
        receipts_again.owe_all(turn, "demo", repr(OWN))
        assert len(receipts_again.owed(turn)) == 1


# ---- a whole dispatcher, from the count that nobody can match to the file that says how


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue("postgres_url")) if request.param == "postgresql" else ""


@pytest.mark.parametrize(
    ("faults", "line", "counted"),
    [
        ({"hexadecimal": True, "echo": False}, 'receipt_id = "hex_to_dec"', Fault.RECEIPT_UNMATCHED),
        ({"stat": "zugestellt"}, '[[receipt_words]]\nword = "ZUGESTELLT"\nmeans = "delivered"', None),
    ],
    ids=["ids", "words"],
)
async def test_what_was_counted_is_settled_once_two_people_signed_how_the_provider_writes(
    tmp_path: Path, url: str, faults: dict[str, Any], line: str, counted: Fault | None
) -> None:
    org = organisation()
    made = case(org, 40)
    async with world(tmp_path, org, url=url) as one:
        one.faults(**faults)
        slot = one.desk.offer(made)
        await one.start()
        await until(lambda: one.counts["receipts_acknowledged"] == 40)
        before = one.tally()["delivered"]
        assert one.tally()["accepted"] == 40 - before > 20
        if counted is not None:
            await until(
                lambda: (
                    one.desk.of(dispatch.Heartbeat)[-1].wire["demo"].faults.get(str(counted)) == 40 - before
                )
            )
        text = org.gateway_texts["demo"] + f"{line}\n"
        org.gateway_texts["demo"] = text
        next_version(org, "2026-11-25T02:00:00Z", gateways=[GatewayRef("demo", digest(text.encode()))])
        slot.bundle = pack(made.bundle(gateway=text))
        one.trust()
        one.desk.roster = 2
        (tmp_path / "gateways" / "demo.toml").write_text(text, "utf-8")
        await until(lambda: one.desk.last("done"))
        assert one.tally()["delivered"] == 40
        assert (one.counts["distinct"], one.counts["repeats"]) == (40, 0)
