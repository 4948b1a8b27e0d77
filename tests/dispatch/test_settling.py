"""Recipients in doubt that two people settle: carried out once, told to the desk, and never on the desk's word alone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.domain.states import RecipientState
from console.domain.two_person.pairs import Verdict
from console.gateways.ports import Receipt
from console.signing.statements import Signed
from console.wire import calls, dispatch
from tests.dispatch.running import World, case, organisation, until, world
from tests.signing.test_pairs import confirmation, proposal
from tests.world import Case

N = 200


def offer(made: Case, first: Signed, second: Signed | None = None) -> dispatch.Settlement:
    """What a desk brings that has both signatures."""
    second = second or confirmation(made, first)
    assert made.release is not None
    return dispatch.Settlement(
        1, 1, made.release.digest(), first.text, first.signatures[0], second.text, second.signatures[0]
    )


@asynccontextmanager
async def in_doubt(home: Path, url: str = "") -> AsyncIterator[tuple[World, Case, int]]:
    """A send that is done but for some of whom nobody knows; the third is how many."""
    org = organisation(window=20)
    made = case(org, N)
    async with world(home, org, url=url) as one:
        one.faults(nack_every=40)
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        one.faults()
        unknown = one.tally()["unknown"]
        assert unknown == N // 40
        yield one, made, unknown


@pytest.mark.parametrize(
    ("verdict", "becomes"),
    [(Verdict.SENT, "no_receipt"), (Verdict.NOT_SENT, "not_sent"), (Verdict.CLOSED, "unknown")],
)
async def test_what_two_people_say_is_carried_out_and_told(
    tmp_path: Path, verdict: Verdict, becomes: str
) -> None:
    async with in_doubt(tmp_path) as (one, made, unknown):
        before = one.tally()
        first = proposal(made, count=unknown, verdict=verdict)
        one.desk.settlements = [offer(made, first)]
        await until(lambda: one.desk.last("corrected"))
        event = one.desk.last("corrected")
        assert event is not None
        assert event.reason == f"settled_{verdict}"
        assert (event.tally.balances(), event.tally.unknown) == (True, unknown if becomes == "unknown" else 0)
        after = one.tally()
        assert after == before | {"unknown": 0} | {becomes: unknown}
        report = msgspec.json.decode(event.text)
        assert report["proposal"] == first.digest()
        assert len(report["results"]) == 64
        assert one.rows("SELECT proposal, verdict, count FROM settlement") == [
            (first.digest(), str(verdict), unknown)
        ]
        state = RecipientState[becomes.upper()]
        await until(lambda: one.desk.states().count(state) == unknown)
        assert (one.counts["distinct"], one.counts["repeats"]) == (N - unknown, 0)


async def test_what_two_people_say_is_carried_out_once_over_postgresql_too(
    tmp_path: Path, postgres_url: str
) -> None:
    async with in_doubt(tmp_path, postgres_url) as (one, made, unknown):
        first = proposal(made, count=unknown, verdict=Verdict.SENT)
        one.desk.settlements = [offer(made, first)]
        await until(lambda: ("corrected", "settled_sent") in one.desk.events())
        assert (one.tally()["unknown"], one.tally()["no_receipt"]) == (0, unknown)
        await one.stop()
        await one.start()
        await until(lambda: ("corrected", "settled_before") in one.desk.events())
        assert one.rows("SELECT verdict, count FROM settlement") == [("sent", unknown)]


async def test_the_same_pair_is_carried_out_once_however_often_it_is_offered(tmp_path: Path) -> None:
    async with in_doubt(tmp_path) as (one, made, unknown):
        first = proposal(made, count=unknown)
        one.desk.settlements = [offer(made, first), offer(made, first)]
        await until(lambda: one.desk.last("corrected"))
        settled = one.tally()
        await _rounds(one)
        # Another confirmation of the same proposal is another offer, but no other settlement.
        again = confirmation(made, first, at=made.now)
        one.desk.settlements = [offer(made, first, again)]
        await until(lambda: ("corrected", "settled_before") in one.desk.events())
        assert one.tally() == settled
        assert one.rows("SELECT count(*) FROM settlement") == [(1,)]
        await one.stop()
        await one.start()
        told = one.desk.events().count(("corrected", "settled_before"))
        await until(lambda: one.desk.events().count(("corrected", "settled_before")) == told + 1)
        await _rounds(one)
        assert one.tally() == settled
        assert one.desk.events().count(("corrected", "settled_before")) == told + 1


async def test_a_desk_that_changes_the_verdict_changes_nothing(tmp_path: Path) -> None:
    async with in_doubt(tmp_path) as (one, made, unknown):
        before = one.tally()
        first = proposal(made, count=unknown, verdict=Verdict.NOT_SENT)
        good = offer(made, first)
        one.desk.settlements = [
            msgspec.structs.replace(good, proposal=good.proposal.replace("not_sent", "sent"))
        ]
        await until(lambda: one.desk.last("settle_refused"))
        told = one.desk.last("settle_refused")
        assert told is not None
        assert told.reason == "pair_signature"
        await _rounds(one)
        assert one.tally() == before
        assert len([event for event, _ in one.desk.events() if event == "settle_refused"]) == 1
        assert one.desk.last("corrected") is None


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ("count", "settle_count"),
        ("operator", "pair_not_allowed"),
        ("approver", "pair_not_allowed"),
        ("slot", "pair_differs"),
        ("expired", "pair_expired"),
    ],
)
async def test_a_pair_that_does_not_fit_is_refused_in_its_name(tmp_path: Path, wrong: str, name: str) -> None:
    async with in_doubt(tmp_path) as (one, made, unknown):
        first = {
            "count": lambda: proposal(made, count=unknown + 1),
            "operator": lambda: proposal(made, by="wuhong", count=unknown),
            "approver": lambda: proposal(made, count=unknown),
            "slot": lambda: proposal(made, count=unknown, slot=2),
            "expired": lambda: proposal(made, count=unknown, expires=made.now),
        }[wrong]()
        second = confirmation(made, first, by="liqiang") if wrong == "approver" else None
        one.desk.settlements = [offer(made, first, second)]
        await until(lambda: one.desk.last("settle_refused"))
        event = one.desk.last("settle_refused")
        assert event is not None
        assert (event.reason, event.tally.unknown) == (name, unknown)
        assert one.tally()["unknown"] == unknown


async def test_nothing_is_settled_while_recipients_are_still_sent_to(tmp_path: Path) -> None:
    org = organisation(window=5, rate=100)
    made = case(org, 400)
    async with world(tmp_path, org) as one:
        one.faults(nack_every=10)
        slot = one.desk.offer(made)
        await one.start()
        await until(lambda: one.tally()["unknown"] > 0)
        slot.wish, slot.hold = "hold", 1
        await until(lambda: one.desk.last("held"))
        await until(lambda: one.tally()["in_flight"] == 0)
        unknown = one.tally()["unknown"]
        assert one.tally()["queued"]
        one.desk.settlements = [offer(made, proposal(made, count=unknown))]
        await until(lambda: one.desk.last("settle_refused"))
        event = one.desk.last("settle_refused")
        assert event is not None
        assert (event.reason, one.tally()["unknown"]) == ("settle_early", unknown)


async def test_a_late_receipt_still_corrects_who_was_settled_as_sent(tmp_path: Path) -> None:
    """Also after a restart, when nothing of the send is open any more, and although nobody has their message id."""
    async with in_doubt(tmp_path) as (one, made, unknown):
        first = proposal(made, count=unknown, verdict=Verdict.SENT)
        one.desk.settlements = [offer(made, first)]
        await until(lambda: one.desk.last("corrected"))
        one.desk.settlements = []
        num, reference = one.rows(
            f"SELECT num, reference FROM recipient WHERE state = {int(RecipientState.NO_RECEIPT)}"  # noqa: S608 - our own integer
            " ORDER BY num LIMIT 1"
        )[0]
        await one.stop()
        await one.start()
        await until(lambda: one.service and one.service.dispatcher.gateways() == {"demo": "up"})
        assert one.service is not None
        for given in (reference, None):
            _receipt(one, num, given)
            num = one.rows(
                f"SELECT max(num) FROM recipient WHERE state = {int(RecipientState.NO_RECEIPT)}"  # noqa: S608 - as above
            )[0][0]
        await until(lambda: ("corrected", "receipts") in one.desk.events())
        assert (one.tally()["delivered"], one.tally()["no_receipt"]) == (N - unknown + 2, unknown - 2)
        assert one.rows("SELECT count(*) FROM verdict") == [(unknown - 2,)]


@pytest.mark.parametrize("referenced", [True, False])
async def test_a_receipt_for_whom_two_people_called_not_sent_is_kept_and_told_but_moves_nobody(
    tmp_path: Path, referenced: bool
) -> None:
    async with in_doubt(tmp_path) as (one, made, unknown):
        one.desk.settlements = [offer(made, proposal(made, count=unknown))]
        await until(lambda: one.desk.last("corrected"))
        before = one.tally()
        named = one.rows(
            f"SELECT num, reference FROM recipient WHERE state = {int(RecipientState.NOT_SENT)} ORDER BY num"  # noqa: S608 - our own integer
        )
        for num, reference in named:
            _receipt(one, num, reference if referenced else None)
        await until(lambda: one.desk.last("contradicted"))
        await _rounds(one)
        # Told once, however many there are; every receipt stands under its send.
        assert len([event for event, _ in one.desk.events() if event == "contradicted"]) == 1
        assert one.tally() == before
        assert one.rows("SELECT count(*) FROM receipt WHERE msgid LIKE 'late-%' AND send_id = 1") == [
            (unknown,)
        ]


async def test_a_desk_that_is_gone_while_a_pair_is_judged_loses_nothing(tmp_path: Path) -> None:
    async with in_doubt(tmp_path) as (one, made, unknown):
        one.desk.stumbles = lambda call: isinstance(call, calls.BundleOf)
        one.desk.settlements = [offer(made, proposal(made, count=unknown))]
        await _rounds(one)
        assert one.tally()["unknown"] == unknown
        one.desk.stumbles = lambda _: False
        await until(lambda: one.desk.last("corrected"))
        assert one.tally()["not_sent"] == unknown


async def _rounds(one: World) -> None:
    """Let the watching and hauling threads go round a few times."""
    seen = len(one.desk.of(dispatch.PullReleased))
    await until(lambda: len(one.desk.of(dispatch.PullReleased)) > seen + 4)


def _receipt(one: World, num: int, reference: Any) -> None:
    """A receipt that the provider sends much later, under an id that nobody here ever saw."""
    assert one.service is not None
    sender = one.service.dispatcher.senders["demo"]
    sender.on_turn([], [Receipt(num, f"late-{num}", reference, "DELIVRD", 2, "000", "", b"late", 0)], [])
