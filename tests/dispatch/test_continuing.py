"""Whom a send did not reach is sent to again, once, out of the dispatcher's own rows, whatever the desk offers."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace as changed
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from console.dispatch.claiming import continuing
from console.domain.people.people import GatewayRef, Standing
from console.domain.sending import gateways
from console.domain.states import ABSENT, RecipientState
from console.domain.times import render
from console.domain.two_person.pairs import Verdict, Which
from console.gateways.ports import Receipt
from console.gateways.simulator.smsc import Smsc
from console.signing.bundle_file import pack
from console.signing.pairs import Pair
from console.signing.refused import Refused
from console.signing.statements import Signed, digest
from console.wire import calls, dispatch
from tests.dispatch.desk import resume
from tests.dispatch.running import TEN, World, case, gateway_text, next_version, organisation, until, world
from tests.dispatch.test_settling import offer
from tests.dispatch_rows import in_order
from tests.signing.test_continue import again, pair, roster
from tests.signing.test_pairs import confirmation, proposal
from tests.world import Case

replace = msgspec.structs.replace
N = 200
LATER = {"opens": render(TEN + timedelta(hours=8)), "closes": render(TEN + timedelta(hours=11))}
SECOND = "second12"
"""The password of the second gateway, where there is one."""
FAILED = range(0, N, 10)
"""Positions of those whom the provider refuses or does not deliver to."""


def row(signed: Pair, slot: int = 2, **changes: Any) -> dispatch.ReleasedRow:
    """What a desk brings for a continuation."""
    act = msgspec.json.decode(signed.proposal.text).get("act", {"count": N})
    offered = dispatch.ReleasedRow(
        request=1,
        slot=slot,
        release=signed.proposal.digest(),
        list_id=1,
        n=act["count"],
        wish="send",
        hold=0,
        resume="",
        resume_signature="",
        reason="",
        proposal=signed.proposal.text,
        proposal_signature=signed.proposal.signatures[0],
        confirmation=signed.confirmation.text,
        confirmation_signature=signed.confirmation.signatures[0],
    )
    return replace(offered, **changes)


def left(made: Case, count: int, **changes: Any) -> Pair:
    """The remainder, proposed by the operator and confirmed by the last approver."""
    return pair(made, again(made, count=count, **LATER | changes))


def failed(made: Case, count: int, **changes: Any) -> Pair:
    """Those who failed, proposed by the operator and confirmed by the first approver."""
    return left(made, count, which=Which.FAILED, **changes)


def told(one: World, slot: int = 2) -> list[tuple[str, str]]:
    return [(r.event, r.reason) for r in one.desk.of(dispatch.ReportSlot) if r.slot == slot]


def tally(one: World, slot: int) -> dict[str, int]:
    """A slot's recipients by state, as the dispatcher's rows have them."""
    rows = one.rows(
        "SELECT r.state, count(*) FROM recipient r JOIN send s ON s.id = r.send_id"
        " WHERE s.slot = ? AND s.state <> 'refused' GROUP BY r.state",
        slot,
    )
    return {RecipientState(state).name.lower(): count for state, count in rows}


def of_slot(one: World, slot: int) -> list[int]:
    found = "SELECT num FROM recipient r JOIN send s ON s.id = r.send_id WHERE s.slot = ? ORDER BY num"
    return [num for (num,) in one.rows(found, slot)]


async def rounds(one: World) -> None:
    """Let the watching and hauling threads go round a few times."""
    seen = len(one.desk.of(dispatch.PullReleased))
    await until(lambda: len(one.desk.of(dispatch.PullReleased)) > seen + 4)


async def taken(one: World, slot: int = 2) -> None:
    """Wait until a continuation is done, and all that was told of it."""
    await until(lambda: "done" in dict(told(one, slot)))
    await rounds(one)


@asynccontextmanager
async def half(
    home: Path, url: str = "", *, stop: bool = False, made: Case | None = None
) -> AsyncIterator[tuple[World, Case, int]]:
    """A send whose window passed, or that was stopped, at half; the third is how many were never sent to."""
    made = made or case(organisation(window=5, rate=100), N)
    async with world(home, made.org, url=url) as one:
        one.secrets["second"] = SECOND
        slot = one.desk.offer(made)
        await one.start()
        await until(lambda: one.counts["submits"] > 60)
        if stop:
            slot.wish = "stop"
        else:
            one.clock.shift(timedelta(hours=8))
        await until(lambda: one.desk.last("stopped" if stop else "done"))
        if stop:
            one.clock.shift(timedelta(hours=8))
        await until(lambda: not one.tally()["accepted"] + one.tally()["in_flight"])
        yield one, made, one.tally()["not_sent"]


@asynccontextmanager
async def with_failures(home: Path) -> AsyncIterator[tuple[World, Case]]:
    """A send that is done; of every tenth the provider refused one half, and did not deliver to the other."""
    org = organisation()
    made = case(org, N)
    async with world(home, org) as one:
        refused = {f"86{made.nums[at]}": 0x0B for at in FAILED[::2]}
        one.faults(refuse=refused, undelivered=0)
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        # Those are told later by receipts.
        moved = [made.nums[at] for at in FAILED[1::2]]
        with one.store.turn() as turn:
            turn.run("UPDATE tally SET delivered = delivered - 10, undelivered = 10 WHERE send_id = 1")
            turn.run_in("UPDATE recipient SET state = ? WHERE send_id = 1 AND num IN ({})", (4,), moved)
        await one.stop()
        one.faults()
        one.clock.shift(timedelta(hours=8))
        await one.start()
        yield one, made


# ---- what two people let go


@pytest.mark.parametrize("stop", [False, True], ids=["window passed", "stopped"])
async def test_the_remainder_is_sent_to_and_everybody_gets_it_exactly_once(
    tmp_path: Path, stop: bool
) -> None:
    async with half(tmp_path, stop=stop) as (one, made, rest):
        assert 0 < rest < N
        one.desk.again = [row(left(made, rest))]
        await taken(one)
        assert (one.counts["distinct"], one.counts["repeats"]) == (N, 0)
        assert tally(one, 2) == {"delivered": rest}
        assert tally(one, 1) == {"delivered": N - rest, "not_sent": rest}
        assert [event for event, _ in told(one)] == ["started", "done"]


async def test_the_remainder_is_sent_over_postgresql_too(tmp_path: Path, postgres_url: str) -> None:
    async with half(tmp_path, postgres_url) as (one, made, rest):
        one.desk.again = [row(left(made, rest))]
        await taken(one)
        assert (one.counts["distinct"], one.counts["repeats"]) == (N, 0)
        assert tally(one, 2) == {"delivered": rest}


def with_backup(port: int, **first: int) -> Case:
    """A request that names a backup gateway, whose provider listens at a port; `first` changes the other gateway's file."""
    org = organisation(**{"window": 5, "rate": 100} | first)
    assert org.roster is not None
    shipped = organisation().gateway_texts["demo"]
    text = gateway_text(shipped, id="second", port=port, name="第二家", window=5, rate=100)
    org.gateway_texts["second"] = text
    refs = [*org.roster.gateways, GatewayRef("second", digest(text.encode()))]
    next_version(org, gateways=refs)
    return case(org, N, twist={"request": lambda asked: replace(asked, backup_gateway="second")})


@pytest.mark.parametrize("lacking", [False, True], ids=["at once", "when its file is here"])
async def test_the_remainder_goes_through_the_backup_gateway_and_everybody_gets_it_exactly_once(
    tmp_path: Path, *, lacking: bool
) -> None:
    second = Smsc({gateways.read(organisation().gateway_texts["demo"]).account: SECOND})
    made = with_backup(await second.start())
    text = made.org.gateway_texts["second"]
    if lacking:
        del made.org.gateway_texts["second"]
    try:
        async with half(tmp_path, made=made) as (one, _, rest):
            first = one.counts["distinct"]
            signed = left(made, rest, gateway="second")
            one.desk.again = [row(signed)]
            if lacking:
                await rounds(one)
                assert told(one) == [], "it waits for the file, and is not refused"
                (tmp_path / "gateways" / "second.toml").write_text(text, "utf-8")
            await taken(one)
            # The first provider hears of nobody any more; the second one of the rest, once.
            assert (one.counts["distinct"], one.counts["repeats"]) == (first, 0)
            assert (second.snapshot()["distinct"], second.snapshot()["repeats"]) == (rest, 0)
            assert tally(one, 2) == {"delivered": rest}
            assert tally(one, 1) == {"delivered": N - rest, "not_sent": rest}
            ((gateway,),) = one.rows("SELECT gateway FROM send WHERE slot = 2")
            assert gateway == "second"
    finally:
        await second.stop()


async def test_how_long_failures_must_be_quiet_is_said_by_the_gateway_that_failed(tmp_path: Path) -> None:
    second = Smsc({gateways.read(organisation().gateway_texts["demo"]).account: SECOND})
    made = with_backup(await second.start(), window=50, rate=1000, failure_quiet_minutes=30)
    try:
        async with world(tmp_path, made.org) as one:
            one.secrets["second"] = SECOND
            one.faults(undelivered=10)
            one.desk.offer(made)
            await one.start()
            await until(lambda: one.desk.last("done"))
            fell = one.tally()["undelivered"]
            one.clock.shift(timedelta(hours=8))
            with one.store.turn() as turn:
                turn.run("UPDATE verdict SET at = ?", (int(one.clock.time() * 1000),))
            one.clock.shift(timedelta(minutes=5))
            one.desk.again = [row(failed(made, fell, gateway="second"))]
            await rounds(one)
            assert told(one) == [], "the backup's own file asks for one minute"
            one.clock.shift(timedelta(minutes=26))
            await taken(one)
            assert (second.snapshot()["distinct"], tally(one, 2)) == (fell, {"delivered": fell})
    finally:
        await second.stop()


async def test_through_a_gateway_that_the_request_does_not_name_nobody_is_sent_to(tmp_path: Path) -> None:
    made = with_backup(1)
    own = case(made.org, N)
    async with half(tmp_path, made=own) as (one, _, rest):
        one.desk.again = [row(left(own, rest, gateway="second"))]
        await until(lambda: told(one))
        assert told(one) == [("refused", "gateway_not_approved")]
        assert tally(one, 2) == {}


async def test_those_who_failed_are_sent_to_again_and_nobody_else(tmp_path: Path) -> None:
    async with with_failures(tmp_path) as (one, made):
        one.desk.again = [row(failed(made, len(FAILED)))]
        await taken(one)
        assert of_slot(one, 2) == [made.nums[at] for at in FAILED]
        assert tally(one, 2) == {"delivered": len(FAILED)}
        assert one.counts["distinct"] == N
        # Who was not delivered to had been taken once; who was refused had not.
        assert one.counts["repeats"] == len(FAILED) // 2


async def test_results_say_of_each_place_whether_it_belongs_to_the_continuation(
    tmp_path: Path,
) -> None:
    async with with_failures(tmp_path) as (one, made):
        one.desk.again = [row(failed(made, len(FAILED)))]
        await taken(one)
        reports = [r for r in one.desk.of(dispatch.ReportResults) if r.slot == 2]
        states = max(reports, key=lambda r: r.revision).states
        delivered = int(RecipientState.DELIVERED)
        fell = {made.nums[at] for at in FAILED}
        assert list(states) == [delivered if num in fell else ABSENT for num in in_order(made.nums)]
        ids = max(reports, key=lambda r: r.revision).ids
        assert set(ids) == {place for place, num in enumerate(in_order(made.nums)) if num in fell}


async def test_a_chunk_in_which_nobody_is_sent_to_again_is_not_emergency_of(tmp_path: Path) -> None:
    org = organisation()
    made = case(org, 3_500)
    async with world(tmp_path, org) as one:
        one.faults(refuse={f"86{in_order(made.nums)[at]}": 0x0B for at in (2_999, 3_000, 3_499)})
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        one.faults()
        one.clock.shift(timedelta(hours=8))
        one.desk.again = [row(failed(made, 3))]
        await taken(one)
        await until(lambda: {r.chunk for r in one.desk.of(dispatch.ReportResults) if r.slot == 2} == {2, 3})
        last = {r.chunk: r for r in one.desk.of(dispatch.ReportResults) if r.slot == 2}
        places = {chunk: [at for at, s in enumerate(r.states) if s != ABSENT] for chunk, r in last.items()}
        assert places == {2: [999], 3: [0, 499]}


async def test_what_was_continued_is_continued_again(tmp_path: Path) -> None:
    async with half(tmp_path) as (one, made, rest):
        one.faults(refuse={f"86{num}": 0x0B for num in in_order(made.nums)[-3:]})
        once = left(made, rest)
        one.desk.again = [row(once)]
        await taken(one)
        assert tally(one, 2) == {"delivered": rest - 3, "refused": 3}
        one.faults()
        late = {
            "at": render(TEN + timedelta(hours=8, minutes=1)),
            "expires": render(TEN + timedelta(hours=20)),
        }
        twice = failed(made, 3, slot=2, as_slot=3, release=once.proposal.digest(), **late)
        confirmed = Pair(twice.proposal, confirmation(made, twice.proposal, at=late["at"]))
        one.clock.shift(timedelta(minutes=2))
        one.desk.again.append(row(confirmed, 3))
        await taken(one, 3)
        assert tally(one, 3) == {"delivered": 3}
        assert (one.counts["distinct"], one.counts["repeats"]) == (N, 0)
        reports = [r for r in one.desk.of(dispatch.ReportResults) if r.slot == 3]
        assert [at for at, s in enumerate(reports[-1].states) if s != ABSENT] == [N - 3, N - 2, N - 1]


async def test_failed_and_remainder_of_one_send_are_two_sends_of_their_own(tmp_path: Path) -> None:
    async with half(tmp_path) as (one, made, rest):
        first = in_order(made.nums)[:2]
        with one.store.turn() as turn:
            turn.run("UPDATE tally SET delivered = delivered - 2, undelivered = 2")
            turn.run_in("UPDATE recipient SET state = 4 WHERE send_id = ? AND num IN ({})", (1,), first)
        await one.stop()
        await one.start()
        one.desk.again = [row(left(made, rest)), row(failed(made, 2, as_slot=3), 3)]
        await taken(one)
        await taken(one, 3)
        assert of_slot(one, 3) == sorted(first)
        assert (tally(one, 2), tally(one, 3)) == ({"delivered": rest}, {"delivered": 2})


async def test_who_opted_out_since_is_not_sent_to_again(tmp_path: Path) -> None:
    async with half(tmp_path) as (one, made, rest):
        one.desk.optouts = [(in_order(made.nums)[-1], 1)]
        await rounds(one)
        one.desk.again = [row(left(made, rest))]
        await taken(one)
        assert tally(one, 2) == {"delivered": rest - 1, "suppressed": 1}
        assert one.counts["distinct"] == N - 1


# ---- receipts that come after a failure


async def test_those_who_failed_wait_until_their_receipts_are_quiet_and_who_arrived_meanwhile_is_left_out(
    tmp_path: Path,
) -> None:
    org = organisation(failure_quiet_minutes=30)
    made = case(org, N)
    async with world(tmp_path, org) as one:
        one.faults(undelivered=10)
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        fell = one.rows(
            "SELECT r.num, s.msgid FROM submission s JOIN recipient r ON r.place = s.place WHERE r.state = 4"
        )
        assert len(fell) == 9
        one.faults()
        one.clock.shift(timedelta(hours=8))
        with one.store.turn() as turn:
            turn.run("UPDATE verdict SET at = ?", (int(one.clock.time() * 1000),))
        submits = one.counts["submits"]
        one.desk.again = [row(failed(made, 9))]
        await rounds(one)
        assert told(one) == []
        num, msgid = fell[0]
        one.smsc.report("demo", f"86{num}", msgid, 2)
        await until(lambda: one.tally()["undelivered"] == 8)
        one.clock.shift(timedelta(minutes=31))
        # Nine were signed for, and one of them has it by now: two people sign again, for eight.
        await until(lambda: told(one) == [("refused", "continue_count")])
        one.desk.again = [row(failed(made, 8, as_slot=3), 3)]
        await taken(one, 3)
        assert tally(one, 3) == {"delivered": 8}
        assert (one.counts["submits"] - submits, num in of_slot(one, 3)) == (8, False)
        # Those who were sent to again stay: what is told of their first message now is a contradiction.
        num, msgid = fell[1]
        one.smsc.report("demo", f"86{num}", msgid, 2)
        await until(lambda: ("contradicted", "against_again") in one.desk.events())
        assert one.rows("SELECT state FROM recipient WHERE send_id = 1 AND num = ?", num) == [(4,)]


async def test_who_is_delivered_while_a_continuation_is_loaded_is_not_sent_to_again(tmp_path: Path) -> None:
    async with with_failures(tmp_path) as (one, made):
        nums = [made.nums[at] for at in FAILED]
        whose = continuing.Source(1, 1, "", (), 1)
        with one.store.turn() as turn:
            turn.run(
                "INSERT INTO recipient SELECT 9, place, num, 0, 0, 0, 0 FROM recipient WHERE send_id = 1 AND state IN (4, 5)"
            )
            continuing.demand_unmoved(turn, 9, whose, Which.FAILED)
            turn.run("UPDATE recipient SET state = 3 WHERE send_id = 1 AND num = ?", (nums[1],))
            with pytest.raises(Refused, match="continue_count"):
                continuing.demand_unmoved(turn, 9, whose, Which.FAILED)
            turn.run("DELETE FROM recipient WHERE send_id = 9")
            turn.run("UPDATE recipient SET state = 4 WHERE send_id = 1 AND num = ?", (nums[1],))


async def test_a_continuation_counts_again_only_where_a_receipt_may_have_moved_somebody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[int] = []
    count = continuing.demand_unmoved

    def note(*question: Any) -> None:
        counted.append(1)
        count(*question)

    monkeypatch.setattr(continuing, "demand_unmoved", note)
    async with with_failures(tmp_path) as (one, made):
        num, reference = one.rows(
            "SELECT num, reference FROM recipient WHERE send_id = 1 AND state = 4 ORDER BY num LIMIT 1"
        )[0]
        take_up = continuing.take_up

        def late(*question: Any) -> int:
            """A receipt comes after the recipients were taken up, and before they may go."""
            doubtful = take_up(*question)
            assert one.service is not None
            one.service.dispatcher.inbox.ask(lambda: _receipt(one, num, reference))
            return doubtful

        monkeypatch.setattr(continuing, "take_up", late)
        one.desk.again = [row(failed(made, len(FAILED)))]
        await until(lambda: told(one) == [("refused", "continue_count")])
        assert counted == [1]
        assert one.rows("SELECT state FROM recipient WHERE send_id = 1 AND num = ?", num) == [(3,)]
        monkeypatch.setattr(continuing, "take_up", take_up)
        one.desk.again = [row(failed(made, len(FAILED) - 1, as_slot=3), 3)]
        await taken(one, 3)
        assert counted == [1]
        assert (num in of_slot(one, 3), one.counts["repeats"]) == (False, len(FAILED) // 2 - 1)


async def test_whom_the_provider_refused_and_has_on_its_way_by_a_receipt_is_in_doubt_and_not_sent_to_again(
    tmp_path: Path,
) -> None:
    async with with_failures(tmp_path) as (one, made):
        num, reference = one.rows(
            "SELECT num, reference FROM recipient WHERE send_id = 1 AND state = 5 ORDER BY num LIMIT 1"
        )[0]
        assert one.service is not None
        on_its_way = Receipt(num, "late", reference, "ENROUTE", 1, "000", "", b"late", 0)
        one.service.dispatcher.senders["demo"].on_turn([], [on_its_way], [])
        one.desk.again = [row(failed(made, len(FAILED)))]
        await taken(one)
        assert tally(one, 2) == {"delivered": len(FAILED) - 1, "unknown": 1}
        assert one.rows("SELECT state FROM recipient WHERE send_id = 2 AND num = ?", num) == [(7,)]


# ---- what a desk invents

Lie = Callable[[World, Case, int], dispatch.ReleasedRow]


def bent(signed: Pair, old: str, new: str) -> Pair:
    first = replace(signed.proposal, text=signed.proposal.text.replace(old, new, 1))
    assert first.text != signed.proposal.text
    return Pair(first, signed.confirmation)


def unended(one: World, made: Case, rest: int) -> dispatch.ReleasedRow:
    with one.store.turn() as turn:
        turn.run("UPDATE send SET state = 'sending' WHERE slot = 1")
    return row(left(made, rest))


def of_nothing(_: World, made: Case, rest: int) -> dispatch.ReleasedRow:
    return row(left(made, rest, release="0" * 64))


def settled_instead(_: World, made: Case, rest: int) -> dispatch.ReleasedRow:
    first = proposal(made, count=rest)
    return row(Pair(first, confirmation(made, first)))


def rearmed(one: World, made: Case, rest: int) -> dispatch.ReleasedRow:
    with one.store.turn() as turn:
        turn.run("INSERT INTO mark (name, number, body) VALUES ('rearmed', ?, '')", (int(TEN.timestamp()),))
    return row(left(made, rest))


LIES: list[tuple[str, str, Lie]] = [
    ("another count in the bytes", "pair_signature", lambda _, c, n: row(bent(left(c, n), f":{n},", ":5,"))),
    ("others in the bytes", "pair_signature", lambda _, c, n: row(bent(left(c, n), "remainder", "failed"))),
    ("one too many", "continue_count", lambda _, c, n: row(left(c, n + 1))),
    ("one too few", "continue_count", lambda _, c, n: row(left(c, n - 1))),
    ("the failed, of whom there are none", "continue_count", lambda _, c, n: row(failed(c, n))),
    ("under another slot", "release_differs", lambda _, c, n: row(left(c, n), 3)),
    ("of another slot", "pair_differs", lambda _, c, n: row(left(c, n, slot=3))),
    ("as a slot of the request", "release_slot", lambda _, c, n: row(left(c, n, as_slot=1), 1)),
    ("the same person twice", "pair_not_allowed", lambda _, c, n: row(pair(c, again(c, count=n), "qianwei"))),
    ("another approver", "pair_not_allowed", lambda _, c, n: row(pair(c, again(c, count=n), "liqiang"))),
    ("another operator", "pair_not_allowed", lambda _, c, n: row(left(c, n, by="wuhong"))),
    ("too late", "pair_expired", lambda _, c, n: row(left(c, n, expires=render(TEN + timedelta(hours=8))))),
    ("a window that is over", "window_passed", lambda _, c, n: row(left(c, n, closes=render(TEN + timedelta(hours=8)), opens=c.now))),
    ("a window of years", "continue_window", lambda _, c, n: row(left(c, n, closes=render(TEN + timedelta(days=40))))),
    ("another release", "release_differs", lambda _, c, n: row(left(c, n), release="0" * 64)),
    ("no signature", "pair_signature", lambda _, c, n: row(left(c, n), confirmation_signature="")),
    ("no confirmation", "not_canonical", lambda _, c, n: row(left(c, n), confirmation="")),
    ("no pair at all", "release_differs", lambda _, c, n: row(left(c, n), proposal="")),
    ("another proposal", "release_differs", lambda _, c, n: row(left(c, n), proposal="{}")),
    ("no proposal", "not_canonical", lambda _, c, n: row(Pair(Signed("{ }", [""]), left(c, n).confirmation))),
    ("a settlement", "pair_differs", settled_instead),
    ("a send that is not here", "continue_source", of_nothing),
    ("a send that has not ended", "continue_source", unended),
    ("from before the re-arming", "released_before_rearm", rearmed),
]  # fmt: skip


@pytest.mark.parametrize(("name", "lie"), [lie[1:] for lie in LIES], ids=[lie[0] for lie in LIES])
async def test_what_does_not_hold_is_refused_by_name_and_nobody_is_sent_to(
    tmp_path: Path, name: str, lie: Lie
) -> None:
    async with half(tmp_path) as (one, made, rest):
        before = one.counts["submits"]
        offered = lie(one, made, rest)
        one.desk.again = [offered]
        await until(lambda: told(one, offered.slot)[-1:] and told(one, offered.slot)[-1][0] == "refused")
        assert told(one, offered.slot)[-1] == ("refused", name)
        await rounds(one)
        assert one.counts["submits"] == before
        assert one.rows("SELECT 1 FROM recipient r JOIN send s ON s.id = r.send_id WHERE s.slot <> 1") == []
        assert len([event for event in told(one, offered.slot) if event[0] == "refused"]) == 1


async def test_a_pair_is_carried_out_once_however_often_and_however_it_is_offered(tmp_path: Path) -> None:
    async with half(tmp_path) as (one, made, rest):
        signed = left(made, rest)
        one.desk.again = [row(signed), row(signed)]
        await taken(one)
        # Under another slot it is refused; it was let go for one.
        one.desk.again = [row(signed), row(signed, 3)]
        await until(lambda: told(one, 3) == [("refused", "release_differs")])
        other = confirmation(made, signed.proposal, at=made.now)
        one.desk.again = [row(Pair(signed.proposal, other)), row(signed, 4), row(signed, 3)]
        await until(lambda: told(one, 4) == [("refused", "release_differs")])
        await one.stop()
        await one.start()
        await rounds(one)
        assert (one.counts["distinct"], one.counts["repeats"]) == (N, 0)
        assert one.rows("SELECT count(*) FROM send WHERE continues = 1") == [(1,)]


async def test_whoever_was_taken_up_is_taken_up_by_no_second_pair(tmp_path: Path) -> None:
    async with half(tmp_path) as (one, made, rest):
        one.desk.again = [row(left(made, rest))]
        await taken(one)
        second = left(made, rest, as_slot=3, reason="再来一次")
        one.desk.again.append(row(second, 3))
        await until(lambda: told(one, 3) == [("refused", "continue_count")])
        assert (one.counts["distinct"], one.counts["repeats"]) == (N, 0)
        # Nor while the first one only waits for its window.
        assert one.rows("SELECT count(*) FROM recipient") == [(N + rest,)]


async def test_a_continuation_that_waits_keeps_its_recipients_until_it_is_refused(tmp_path: Path) -> None:
    async with half(tmp_path) as (one, made, rest):
        ahead = {"opens": render(TEN + timedelta(hours=9)), "closes": render(TEN + timedelta(hours=10))}
        one.desk.again = [row(left(made, rest, **ahead))]
        await until(lambda: one.rows("SELECT state FROM send WHERE slot = 2") == [("waiting",)])
        one.desk.again.append(row(left(made, rest, as_slot=3), 3))
        await until(lambda: told(one, 3) == [("refused", "continue_count")])
        # The operator is suspended before the window opens: nothing of it is sent, and others may propose anew.
        roster(made, standing={"qianwei": Standing.SUSPENDED}, successors={"qianwei": "weina"})
        one.desk.slots[1].bundle = pack(made.bundle())
        one.service.worker.look_again()  # type: ignore[union-attr]
        one.clock.shift(timedelta(hours=1, minutes=1))
        await until(lambda: told(one, 2) == [("refused", "signer_not_active")])
        assert one.counts["distinct"] == N - rest


async def test_a_continuation_that_was_only_begun_to_load_is_swept_and_taken_anew(tmp_path: Path) -> None:
    async with half(tmp_path) as (one, made, rest):
        ahead = {"opens": render(TEN + timedelta(hours=9)), "closes": render(TEN + timedelta(hours=10))}
        one.desk.again = [row(left(made, rest, **ahead))]
        await until(lambda: one.rows("SELECT state FROM send WHERE slot = 2") == [("waiting",)])
        await one.stop()
        one.store, _ = one.installation().open_store()
        with one.store.turn() as turn:
            # As SIGKILL leaves it between two steps of the load.
            turn.run("UPDATE send SET state = 'loading' WHERE slot = 2")
            for table in ("tally", "chunk", "claimed"):
                turn.run(f"DELETE FROM {table} WHERE send_id = 2")  # noqa: S608 - our own names
            last = [(num,) for num in in_order(made.nums)[-3:]]
            turn.many("DELETE FROM listing WHERE send_id = 2 AND num = ?", last)
            turn.many("DELETE FROM recipient WHERE send_id = 2 AND num = ?", last[:2])
        one.store.close()
        await one.start()
        one.clock.shift(timedelta(hours=1))
        await taken(one)
        assert tally(one, 2) == {"delivered": rest}
        assert (one.counts["distinct"], one.counts["repeats"]) == (N, 0)


async def test_killed_while_it_runs_nobody_is_lost_or_sent_to_twice(tmp_path: Path) -> None:
    async with half(tmp_path) as (one, made, rest):
        before = one.counts["submits"]
        one.desk.again = [row(left(made, rest))]
        await until(lambda: one.counts["submits"] > before + rest // 3)
        await one.die()
        await one.start()
        await taken(one)
        await until(lambda: not one.tally()["accepted"])
        assert one.counts["repeats"] == 0
        assert tally(one, 2).get("unknown", 0) == N - one.counts["distinct"] <= 5


# ---- doubt


async def test_whom_two_people_called_not_sent_is_in_doubt_again_where_a_receipt_says_otherwise(
    tmp_path: Path,
) -> None:
    org = organisation(window=20)
    made = case(org, N)
    async with world(tmp_path, org) as one:
        one.faults(nack_every=40)
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        one.faults()
        unknown = one.tally()["unknown"]
        one.desk.settlements = [offer(made, proposal(made, count=unknown, verdict=Verdict.NOT_SENT))]
        await until(lambda: one.desk.last("corrected"))
        num, reference = one.rows(
            "SELECT num, reference FROM recipient WHERE state = 9 ORDER BY num LIMIT 1"
        )[0]
        _receipt(one, num, reference)
        await until(lambda: one.desk.last("contradicted"))
        one.clock.shift(timedelta(hours=8))
        one.desk.again = [row(left(made, unknown))]
        await taken(one)
        # They get nothing by that word; the others do, and two people may look at them again.
        assert tally(one, 2) == {"delivered": unknown - 1, "unknown": 1}
        assert one.rows(
            "SELECT num, code FROM verdict JOIN recipient USING (send_id, place) WHERE send_id = 2"
        ) == [(num, "contradicted")]
        assert (one.counts["distinct"], one.counts["repeats"]) == (N - 1, 0)


async def test_a_continuation_of_nobody_but_those_in_doubt_ends_at_once(tmp_path: Path) -> None:
    org = organisation(window=20)
    made = case(org, N)
    async with world(tmp_path, org) as one:
        one.faults(nack_every=150)
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        one.desk.settlements = [offer(made, proposal(made, count=1, verdict=Verdict.NOT_SENT))]
        await until(lambda: one.desk.last("corrected"))
        num, reference = one.rows("SELECT num, reference FROM recipient WHERE state = 9")[0]
        _receipt(one, num, reference)
        await until(lambda: one.desk.last("contradicted"))
        one.clock.shift(timedelta(hours=8))
        one.desk.again = [row(left(made, 1))]
        await taken(one)
        assert [event for event, _ in told(one)] == ["started", "done"]
        assert tally(one, 2) == {"unknown": 1}


async def test_late_receipts_find_their_own_send_when_two_have_the_same_number(tmp_path: Path) -> None:
    async with with_failures(tmp_path) as (one, made):
        one.faults(receipts=False)
        one.desk.again = [row(failed(made, len(FAILED)))]
        await until(lambda: tally(one, 2) == {"accepted": len(FAILED)})
        unlucky, refused, third = made.nums[FAILED[1]], made.nums[FAILED[0]], made.nums[FAILED[2]]
        taken_as = "SELECT num, msgid FROM submission JOIN recipient USING (send_id, place) WHERE send_id = ? AND part = 0"
        msgid, anew = dict(one.rows(taken_as, 1)), dict(one.rows(taken_as, 2))
        # By the message id of the first attempt: that one is over, and the second is not spoken of.
        _receipt(one, unlucky, None, msgid=msgid[unlucky])
        # By its own id, and by an id that nobody knows with the reference of the continuation.
        _receipt(one, refused, None, msgid=anew[refused])
        _receipt(one, third, 2)
        _receipt(one, unlucky, 1)
        states = dict(one.rows("SELECT num, state FROM recipient WHERE send_id = ?", 2))
        delivered, accepted = int(RecipientState.DELIVERED), int(RecipientState.ACCEPTED)
        assert (states[refused], states[third], states[unlucky]) == (delivered, delivered, accepted)
        before = dict(one.rows("SELECT num, state FROM recipient WHERE send_id = ?", 1))
        assert (before[unlucky], before[refused]) == (4, 5)


async def test_a_receipt_with_a_number_alone_speaks_of_the_one_attempt_that_has_no_answer(
    tmp_path: Path,
) -> None:
    """Whoever is in doubt in the continuation, and had failed before it for good: only the doubt is settled."""
    async with with_failures(tmp_path) as (one, made):
        one.faults(nack_every=4)
        one.desk.again = [row(failed(made, len(FAILED)))]
        await taken(one)
        unknown = [n for (n,) in one.rows("SELECT num FROM recipient WHERE send_id = 2 AND state = 7")]
        assert unknown
        _receipt(one, unknown[0], None)
        await until(lambda: ("corrected", "receipts") in told(one))
        states = dict(one.rows("SELECT num, state FROM recipient WHERE send_id = ?", 2))
        assert states[unknown[0]] == RecipientState.DELIVERED
        assert dict(one.rows("SELECT num, state FROM recipient WHERE send_id = ?", 1))[unknown[0]] in {4, 5}


async def test_the_unknown_of_a_continuation_are_settled_against_it(tmp_path: Path) -> None:
    async with with_failures(tmp_path) as (one, made):
        one.faults(nack_every=5)
        signed = failed(made, len(FAILED))
        one.desk.again = [row(signed)]
        await taken(one)
        one.faults()
        unknown = tally(one, 2)["unknown"]
        about: dict[str, Any] = {"release": signed.proposal.digest(), "slot": 2, "count": unknown}
        # A settlement of the first send is none of this one.
        wrong = proposal(made, count=unknown)
        first = proposal(made, **about)
        for given, event in ((wrong, "settle_refused"), (first, "corrected")):
            settlement = offer(made, given)
            one.desk.settlements = [replace(settlement, slot=2, release=signed.proposal.digest())]
            await until(lambda wanted=event: wanted in dict(told(one)))  # type: ignore[misc]
        assert dict(told(one))["settle_refused"] == "pair_differs"
        assert tally(one, 2) == {"delivered": len(FAILED) - unknown, "not_sent": unknown}


# ---- holds, and operators who come and go


async def test_a_continuation_is_held_and_resumed_by_its_own_release(tmp_path: Path) -> None:
    async with half(tmp_path) as (one, made, rest):
        signed = left(made, rest)
        before = one.counts["submits"]
        offered = row(signed)
        one.desk.again = [offered]
        await until(lambda: one.counts["submits"] > before + 10)
        one.desk.again = [replace(offered, wish="hold", hold=1)]
        await until(lambda: "held" in dict(told(one)))
        await until(lambda: one.tally()["in_flight"] == 0)
        at = render(TEN + timedelta(hours=8, minutes=1))
        fits: dict[str, Any] = {"previous": signed.proposal.digest(), "slot": 2, "count": rest, "at": at}
        one.clock.shift(timedelta(minutes=2))
        # A resume of the first send lifts nothing here.
        old = resume(made, 1, at=at)
        one.desk.again = [replace(offered, hold=1, resume=old.text, resume_signature=old.signatures[0])]
        await rounds(one)
        assert "resumed" not in dict(told(one))
        lifts = resume(made, 1, **fits)
        one.desk.again = [replace(offered, hold=1, resume=lifts.text, resume_signature=lifts.signatures[0])]
        await taken(one)
        assert (one.counts["distinct"], one.counts["repeats"]) == (N, 0)


def succeeded(made: Case, standing: Standing = Standing.ACTIVE) -> None:
    """A new operator since three minutes ago, in the roster that the next bundle brings."""
    roster(made, successors={"qianwei": "weina"}, standing={"qianwei": standing})


@pytest.mark.parametrize("standing", [Standing.ACTIVE, Standing.LEFT], ids=["replaced", "left"])
async def test_the_new_operator_resumes_a_send_of_the_one_before(tmp_path: Path, standing: Standing) -> None:
    org = organisation(window=5, rate=100)
    made = case(org, N)
    async with world(tmp_path, org) as one:
        slot = one.desk.offer(made)
        await one.start()
        await until(lambda: one.counts["submits"] > 10)
        succeeded(made, standing)
        slot.bundle = pack(made.bundle())
        one.service.worker.look_again()  # type: ignore[union-attr]
        # It runs on: what was let go in order is not held because its operator has moved on.
        bundles = len(one.desk.of(calls.BundleOf))
        await until(lambda: len(one.desk.of(calls.BundleOf)) > bundles)
        assert one.desk.last("held") is None
        slot.wish, slot.hold = "hold", 1
        await until(lambda: one.desk.last("held"))
        slot.wish, slot.resume = "send", resume(made, 1, by="qianwei", roster=2)
        await rounds(one)
        assert one.desk.last("resumed") is None
        slot.resume = resume(made, 1, by="weina", roster=2)
        await until(lambda: one.desk.last("done"))
        assert (one.counts["distinct"], one.counts["repeats"]) == (N, 0)


@pytest.mark.parametrize("standing", [Standing.ACTIVE, Standing.LEFT], ids=["replaced", "left"])
async def test_the_new_operator_continues_and_settles_a_send_of_the_one_before(
    tmp_path: Path, standing: Standing
) -> None:
    async with half(tmp_path) as (one, made, rest):
        one.faults(nack_every=rest // 2)
        succeeded(made, standing)
        one.desk.slots[1].bundle = pack(made.bundle())
        at = {"at": render(TEN - timedelta(minutes=2))}
        first = again(made, by="weina", count=rest, **LATER | at)
        signed = Pair(first, confirmation(made, first, at=render(TEN - timedelta(minutes=1))))
        one.desk.again = [row(signed)]
        await taken(one)
        unknown = tally(one, 2)["unknown"]
        assert 0 < unknown == N - one.counts["distinct"]
        since: dict[str, Any] = {"at": made.now, "release": first.digest(), "slot": 2, "count": unknown}
        second = proposal(made, by="weina", **since)
        given = offer(made, second, confirmation(made, second, at=made.now))
        one.desk.settlements = [replace(given, slot=2, release=first.digest())]
        await until(lambda: "corrected" in dict(told(one)))
        assert tally(one, 2) == {"delivered": rest - unknown, "not_sent": unknown}


async def test_a_release_that_comes_first_from_an_operator_replaced_since_is_still_refused(
    tmp_path: Path,
) -> None:
    org = organisation()
    made = case(org, 20)
    succeeded(made)
    async with world(tmp_path, org) as one:
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("refused"))
        assert one.desk.events() == [("refused", "release_not_allowed")]


async def test_a_resume_signed_before_its_hold_was_taken_lifts_nothing(tmp_path: Path) -> None:
    """A desk keeps a resume that it had signed for a hold that had not happened, and offers it when it does."""
    org = organisation(window=5, rate=100)
    made = case(org, N)
    async with world(tmp_path, org) as one:
        slot = one.desk.offer(made)
        await one.start()
        await until(lambda: one.counts["submits"] > 10)
        beforehand = resume(made, 1)
        one.clock.shift(timedelta(minutes=6))
        slot.wish, slot.hold = "hold", 1
        await until(lambda: one.desk.last("held"))
        slot.wish, slot.resume = "send", beforehand
        await rounds(one)
        assert one.desk.last("resumed") is None
        slot.resume = resume(changed(made, at=TEN + timedelta(minutes=6)), 1)
        await until(lambda: one.desk.last("resumed"))


def _receipt(one: World, num: int, reference: Any, msgid: str = "") -> None:
    """A receipt that the provider sends much later, mostly under an id that nobody here ever saw."""
    assert one.service is not None
    sender = one.service.dispatcher.senders["demo"]
    late = Receipt(num, msgid or f"late-{num}-{reference}", reference, "DELIVRD", 2, "000", "", b"late", 0)
    sender.on_turn([], [late], [])
