"""What stops by itself (I2): each brake by a provider that does just that, told by its name and counts, and let go on by two people alone."""

import asyncio
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from console.dispatch.sending.brakes import Brakes
from console.domain.freezes.freezes import Scope
from console.domain.two_person.pairs import GoOn, Unfreeze
from console.gateways.ports import Fault
from console.launch.organisation import Organisation, build
from tests.custody.world import Custody, custody, training
from tests.dispatch.running import TEN, case, organisation, until
from tests.dispatch.test_freezing import events, order, reports, signed
from tests.dispatch.test_holds import quiet
from tests.signing.test_lifting import House
from tests.world import Case, numbers

N, WINDOW = 1000, 20
NUMBERS = [f"86{one}" for one in numbers(N)]
OPERATOR, APPROVER, CUSTODIAN, MANAGER = "qianwei", "sunli", "fenglei", "zhengtao"


def braked(one: Custody) -> list[tuple[str, str, str]]:
    """What stopped by itself, as the desk was told."""
    return [(r.scope, r.subject, r.reason) for r in reports(one) if r.event == "frozen" and not r.person]


def outage(one: Custody) -> tuple[str, str]:
    """Since when the line is or was down, and when it came back."""
    assert one.service is not None
    return one.service.dispatcher.wire()["demo"].outage


async def begun(one: Custody, made: Case, **faults: Any) -> House:
    one.faults(**faults)
    one.desk.offer(made)
    await one.start()
    return House(made)


def done(one: Custody) -> int:
    """Those who have an outcome, whatever it is."""
    tally = one.tally()
    return sum(tally.values()) - tally["queued"] - tally["in_flight"]


@pytest.mark.parametrize(
    ("faults", "scope", "why", "at"),
    [
        ({"nack_every": 40}, "request", "brake_unknown", 500),
        ({"refuse": {one: 0x0B + nth % 2 for nth, one in enumerate(NUMBERS) if nth % 4 < 2}}, "request", "brake_refused", 500),
        ({"refuse": dict.fromkeys(NUMBERS, 0x45)}, "request", "brake_code", 50),
        ({"lose_every": 1, "receipts": False}, "gateway", "brake_lost", 2 * WINDOW),
        ({"stat": "zugestellt"}, "gateway", "brake_unread", 20),
        ({"numberless": True, "echo": False}, "gateway", "brake_unmatched", 200),
    ],
)  # fmt: skip
async def test_each_brake_stops_at_its_count_and_two_people_let_it_go_on(
    tmp_path: Path, faults: dict[str, Any], scope: str, why: str, at: int
) -> None:
    async with custody(tmp_path, organisation(window=WINDOW, response_timeout=1), training()) as one:
        # So few that those in doubt do not stop the send, too, once its line goes on.
        n = 480 if why == "brake_lost" else N
        house = await begun(one, case(one.org, n), **faults)
        await until(lambda: braked(one))
        subject = "1" if scope == "request" else "demo"
        assert [(s, of, said.partition(":")[0]) for s, of, said in braked(one)] == [(scope, subject, why)]
        await until(
            lambda: any(event == "held" and said.startswith(f"{why}: ") for event, said in one.desk.events())
        )
        await quiet(one)
        assert at <= done(one) <= at + 2 * WINDOW + 50
        one.faults()
        first, second = (OPERATOR, APPROVER) if scope == "request" else (CUSTODIAN, MANAGER)
        one.desk.lifts = [signed(house, GoOn(Scope(scope), subject, 1), first, second)]
        await until(lambda: done(one) == n)
        await until(lambda: [event for event, _ in events(one)] == ["frozen", "lifted"])
        assert (one.counts["repeats"], one.tally()["not_sent"]) == (0, 0)


class _NoSends(list[Any]):
    """The book of a gateway that has nothing to send."""

    gateway, window, receipt_minutes, day_fen = "demo", WINDOW, 30, 0

    def __init__(self) -> None:
        super().__init__()
        self.faults: Counter[str] = Counter()


def test_unread_receipts_are_counted_only_while_nothing_else_comes() -> None:
    book: Any = _NoSends()
    brakes = Brakes(book)

    def came(unread: int = 0, unmatched: int = 0) -> dict[tuple[Scope, str], str]:
        before = dict(book.faults)
        book.faults.update({Fault.RECEIPT_UNREAD: unread, Fault.RECEIPT_UNMATCHED: unmatched})
        brakes.received(unread + unmatched, before)
        return brakes.pulled([], 0.0)

    assert came(unread=19) == {}
    # These can be read, though they are about nobody.
    assert came(unmatched=1) == {}
    assert came(unread=19) == {}
    assert came(unread=1) == {(Scope.GATEWAY, "demo"): "brake_unread: 20/40"}


async def test_a_bind_refused_three_times_stops_the_line_until_two_people_let_it_go_on(
    tmp_path: Path,
) -> None:
    async with custody(tmp_path, organisation(window=WINDOW), training()) as one:
        house = await begun(one, case(one.org, 40), refuse_binds=0x08)
        await until(lambda: braked(one))
        assert braked(one) == [("gateway", "demo", "brake_bind: 3/0x00000008")]
        since, back = outage(one)
        assert (bool(since), back) == (True, "")
        one.faults()
        await asyncio.sleep(6)
        assert (one.counts["binds_refused"], done(one)) == (3, 0)
        one.desk.lifts = [signed(house, GoOn(Scope.GATEWAY, "demo", 1), CUSTODIAN, MANAGER)]
        await until(lambda: done(one) == 40)
        assert (one.counts["binds_refused"], one.counts["repeats"]) == (3, 0)
        assert outage(one)[0] == since <= outage(one)[1]


async def test_a_gateway_that_gives_no_receipt_at_all_stops_after_its_minutes(tmp_path: Path) -> None:
    async with custody(tmp_path, organisation(window=WINDOW), training()) as one:
        await begun(one, case(one.org, 600), receipts=False)
        await until(lambda: one.tally()["accepted"] == 600)
        assert braked(one) == []
        one.clock.shift(timedelta(minutes=31))
        await until(lambda: braked(one))
        assert braked(one) == [("gateway", "demo", "brake_silent: 600/30")]


@pytest.mark.parametrize(
    ("act", "first", "second", "name"),
    [
        (Unfreeze(Scope.REQUEST, "1", 1), "zhengtao", "jiangbo", "freeze_of_brake"),
        (GoOn(Scope.REQUEST, "1", 1), APPROVER, OPERATOR, "pair_not_allowed"),
        (GoOn(Scope.REQUEST, "1", 1), OPERATOR, MANAGER, "pair_not_allowed"),
        (GoOn(Scope.REQUEST, "1", 1), CUSTODIAN, MANAGER, "pair_not_allowed"),
        (GoOn(Scope.REQUEST, "2", 1), OPERATOR, APPROVER, "freeze_unknown"),
        (GoOn(Scope.GATEWAY, "demo", 1), CUSTODIAN, MANAGER, "pair_differs"),
        (GoOn(Scope.REQUEST, "1", 7), OPERATOR, APPROVER, "freeze_unknown"),
    ],
)
async def test_nobody_else_and_no_other_act_lets_it_go_on(
    tmp_path: Path, act: Any, first: str, second: str, name: str
) -> None:
    async with custody(tmp_path, organisation(window=WINDOW), training()) as one:
        house = await begun(one, case(one.org, N), refuse=dict.fromkeys(NUMBERS, 0x45))
        await until(lambda: braked(one))
        stands = await quiet(one)
        one.desk.lifts = [signed(house, act, first, second)]
        await until(lambda: ("lift_refused", name) in events(one))
        assert await quiet(one) == stands


async def test_what_stopped_stays_so_after_a_crash_and_counts_anew_once_it_goes_on(tmp_path: Path) -> None:
    async with custody(tmp_path, organisation(window=WINDOW), training()) as one:
        house = await begun(one, case(one.org, N), nack_every=40)
        await until(lambda: braked(one))
        await one.die()
        await one.start()
        await quiet(one)
        one.desk.lifts = [signed(house, GoOn(Scope.REQUEST, "1", 1), OPERATOR, APPROVER)]
        await until(lambda: ("lifted", "") in events(one))
        await one.die()
        await one.start()
        # The same share again stops it again, but not before as many more.
        await until(lambda: len(braked(one)) == 2 or one.desk.last("done"))
        assert done(one) >= N - 2 * WINDOW


def careful(more: str = "") -> Organisation:
    """A house whose policy pack lets large sends begin with a few; `more` are lines of the gateway file."""
    text = organisation(window=WINDOW).gateway_texts["demo"] + more
    return build(TEN - timedelta(hours=2), gateway_text=text, policy_pack="2026-2")


async def test_a_large_send_goes_on_by_itself_once_its_first_ones_have_their_receipts(tmp_path: Path) -> None:
    async with custody(tmp_path, careful(), training()) as one:
        await begun(one, case(one.org, N), receipt_delay=2.0)
        await until(lambda: ("held", "first_ones") in one.desk.events())
        assert done(one) + one.tally()["in_flight"] == 100
        await until(lambda: one.tally()["delivered"] == N)
        assert ("resumed", "first_ones") in one.desk.events()
        assert (braked(one), one.counts["repeats"]) == ([], 0)


async def test_a_large_send_whose_first_ones_have_no_receipt_waits_for_two_people(tmp_path: Path) -> None:
    async with custody(tmp_path, careful(), training()) as one:
        house = await begun(one, case(one.org, N), receipts=False)
        await until(lambda: ("held", "first_ones") in one.desk.events())
        assert await quiet(one) == 100
        one.clock.shift(timedelta(minutes=31))
        await until(lambda: braked(one))
        assert braked(one) == [("request", "1", "brake_first: 0/100")]
        one.desk.lifts = [signed(house, GoOn(Scope.REQUEST, "1", 1), OPERATOR, APPROVER, 31)]
        await until(lambda: one.counts["submits"] > 100)
        assert one.counts["repeats"] == 0


@pytest.mark.parametrize(("n", "minutes"), [(999, 30), (N, 0)], ids=["small", "a gateway without receipts"])
async def test_nobody_waits_for_first_ones_in_a_small_send_or_where_no_receipts_come(
    tmp_path: Path, n: int, minutes: int
) -> None:
    async with custody(tmp_path, careful(f"receipt_minutes = {minutes}\n"), training()) as one:
        await begun(one, case(one.org, n), receipts=False)
        await until(lambda: one.counts["submits"] == n)
        assert ("held", "first_ones") not in one.desk.events()


async def test_one_cut_of_the_line_stops_nothing_and_two_of_them_do(tmp_path: Path) -> None:
    async with custody(tmp_path, organisation(window=WINDOW), training()) as one:
        await begun(one, case(one.org, N), cut_after=450, receipts=False)
        await until(lambda: done(one) == N)
        assert one.tally()["unknown"] * 100 >= 2 * 500
        assert braked(one) == []
    async with custody(tmp_path / "again", organisation(window=WINDOW), training()) as one:
        await begun(one, case(one.org, N), cut_after=200, receipts=False)
        await until(lambda: one.counts["cuts"] == 1)
        one.faults(cut_after=200, receipts=False)
        await until(lambda: braked(one))
        assert braked(one)[0][2].startswith("brake_unknown: ")


@pytest.mark.parametrize("scope", ["all", "category"])
async def test_what_a_desk_freezes_for_nobody_is_no_brake_and_ends_by_two_managers(
    tmp_path: Path, scope: str
) -> None:
    async with custody(tmp_path, organisation(window=5, rate=100), training()) as one:
        house = await begun(one, case(one.org, 400))
        await until(lambda: one.counts["submits"] > 10)
        subject = "" if scope == "all" else "notice"
        one.desk.frozen = [order(scope, subject, person="")]
        await until(lambda: events(one) == [("frozen", "")])
        one.desk.lifts = [signed(house, GoOn(Scope(scope), subject, 1), CUSTODIAN, MANAGER)]
        await until(lambda: ("lift_refused", "freeze_of_people") in events(one))
        one.desk.lifts = [signed(house, Unfreeze(Scope(scope), subject, 1), MANAGER, "zhoujian")]
        await until(lambda: one.desk.last("done"))


async def test_first_ones_that_were_refused_prove_nothing(tmp_path: Path) -> None:
    async with custody(tmp_path, careful(), training()) as one:
        codes = {number: (0x0B, 0x45)[nth % 2] for nth, number in enumerate(NUMBERS)}
        await begun(one, case(one.org, N), refuse=codes)
        await until(lambda: ("held", "first_ones") in one.desk.events())
        assert await quiet(one) == 100


PRICE, BUDGET = 4, 1_000


async def test_what_may_be_spent_in_a_day_stops_the_gateway_over_a_restart_until_two_let_it_go_on(
    tmp_path: Path,
) -> None:
    org = careful(f"day_fen = {BUDGET}\n")
    async with custody(tmp_path, org, training()) as one:
        house = await begun(one, case(one.org, N))
        await until(lambda: done(one) >= 100)
        # A restart on the way is no new budget.
        await one.stop()
        await one.start()
        await until(lambda: braked(one))
        ((scope, subject, why),) = braked(one)
        assert (scope, subject, why.partition(":")[0]) == ("gateway", "demo", "brake_spent")
        assert why.endswith(f"/{BUDGET}")
        await quiet(one)
        taken = done(one)
        assert BUDGET / PRICE <= taken <= BUDGET / PRICE + 2 * WINDOW + 50
        await one.stop()
        await one.start()
        assert await quiet(one) == one.counts["submits"] == taken
        one.desk.lifts = [signed(house, GoOn(Scope.GATEWAY, "demo", 1), CUSTODIAN, MANAGER)]
        # As much again goes out, and it stops again.
        await until(lambda: len(braked(one)) == 2)
        await quiet(one)
        assert 2 * BUDGET / PRICE <= done(one) <= 2 * (BUDGET / PRICE + 2 * WINDOW + 50)
        one.desk.lifts = [signed(house, GoOn(Scope.GATEWAY, "demo", 2), CUSTODIAN, MANAGER)]
        await until(lambda: done(one) > 2 * taken + 20)
        # Letting go on what another brake stopped is no new budget; the next day has one of its own.
        assert one.service is not None
        brakes, now = one.service.dispatcher.senders["demo"].brakes, one.clock.time()
        spent = brakes._answers.spent
        brakes.released(Scope.GATEWAY, "demo")
        assert brakes._answers.spent == spent > 0
        brakes._spend({}, now + 86_400)
        assert brakes._answers.spent == 0
        assert one.counts["repeats"] == 0
