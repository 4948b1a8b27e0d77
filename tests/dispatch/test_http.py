"""A whole send over HTTP: nobody twice, a lost answer leaves a whole call in doubt, and a word of the account's loses nobody."""

from functools import partial
from pathlib import Path

import pytest

from console.dispatch.custody import lines
from console.domain.rosters.rule_files import faults_of_gateway
from console.domain.sending import gateways
from console.domain.states import RecipientState
from console.errors import ConsoleError
from console.gateways.simulator.platform import Platform
from tests.dispatch.running import SECRET, case, http_organisation, until, world
from tests.dispatch.test_cmpp import why
from tests.dispatch.test_crashes import Process, installation, reached, states
from tests.dispatch.test_sending import long_text
from tests.dispatch_rows import in_order
from tests.gateways.http_support import FILE

_P = RecipientState


async def test_every_recipient_is_sent_to_once_and_settled_by_a_receipt_that_was_fetched(
    tmp_path: Path,
) -> None:
    org = http_organisation()
    async with world(tmp_path, org) as one:
        for request in (1, 2):
            one.desk.offer(case(org, 600, number=f"2026-业务部-000{request}"), request)
        await one.start()
        for request in (1, 2):
            await until(partial(one.desk.last, "done", request))
        assert (one.counts["accepted"], one.counts["repeats"]) == (1_200, 600)
        assert one.counts["submits"] < 1_200
        # The same people get both, so that the number alone would not tell whose receipt it is.
        assert one.tally()["delivered"] == 1_200
        assert one.rows("SELECT count(*) FROM receipt WHERE send_id IS NULL") == [(0,)]


async def test_one_id_of_a_call_is_matched_together_with_the_number(tmp_path: Path) -> None:
    org = http_organisation(window=40)
    assert faults_of_gateway(org.gateway_texts["demo"].encode()) == []
    async with world(tmp_path, org) as one:
        one.faults(same_id=True)
        one.desk.offer(case(org, 100))
        await one.start()
        await until(lambda: one.desk.last("done"))
        assert one.tally()["delivered"] == 100


async def test_a_long_text_is_one_message_with_one_receipt(tmp_path: Path) -> None:
    org = http_organisation()
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 100, twist={"request": long_text}))
        await one.start()
        await until(lambda: one.desk.last("done"))
        assert one.tally()["delivered"] == 100
        assert one.counts["accepted"] == 100


async def test_codes_are_told_and_throttled_people_get_it_later(tmp_path: Path) -> None:
    org = http_organisation()
    made = case(org, 200)
    async with world(tmp_path, org) as one:
        one.faults(refuse={f"86{made.nums[0]}": "105", f"86{made.nums[1]}": "31337"}, rate=60)
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.tally()["delivered"] == 198)
        assert (one.tally()["refused"], one.tally()["unknown"]) == (1, 1)
        await until(one.desk.results)
        codes, order = one.desk.results()[0].codes, in_order(made.nums)
        assert codes[order.index(made.nums[0])] == "105"
        assert (one.counts["distinct"], one.counts["repeats"]) == (198, 0)


async def test_a_lost_answer_leaves_the_whole_call_in_doubt_until_a_receipt_comes(tmp_path: Path) -> None:
    org = http_organisation()
    async with world(tmp_path, org) as one:
        one.faults(lose_every=4, receipts=False)
        one.desk.offer(case(org, 200))
        await one.start()
        await until(lambda: one.tally()["unknown"] + one.tally()["accepted"] == 200)
        assert one.tally()["unknown"] % 10 == 0
        assert one.tally()["unknown"] >= 40
        assert one.counts["repeats"] == 0


async def test_an_account_that_is_refused_in_the_middle_loses_nobody(tmp_path: Path) -> None:
    org = http_organisation(rate=100)
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 300))
        await one.start()
        await until(lambda: one.counts["accepted"] > 50)
        one.smsc.set_password("demo", "another1")
        await until(lambda: why(one) == "bind_refused")
        assert one.tally()["refused"] == 0
        assert one.tally()["queued"] == 300 - one.counts["accepted"]


async def test_proving_a_password_sends_and_fetches_nothing() -> None:
    org = http_organisation()
    gateway = gateways.read(org.gateway_texts["demo"])
    platform = Platform({gateway.account: SECRET})
    port = await platform.start()
    try:
        assert await lines.prove(gateway, port, SECRET)
        with pytest.raises(ConsoleError) as refused:
            await lines.prove(gateway, port, "wrong1234")
        assert (refused.value.code, refused.value.params["status"]) == ("bind_refused", "101")
        assert platform.snapshot()["submits"] == 0
    finally:
        await platform.stop()
    with pytest.raises(ConsoleError) as away:
        await lines.prove(gateway, port, SECRET)
    assert away.value.code == "gateway_unreachable"
    assert lines.fits(gateway, "Bank#2026")
    assert not lines.fits(gateway, "口令")


async def test_killed_again_and_again_nobody_gets_it_twice(tmp_path: Path) -> None:
    org = http_organisation()
    async with installation(tmp_path, org) as one:
        one.faults(delay=0.01)
        one.desk.offer(case(org, 2_000))
        for _ in range(5):
            process = Process(one)
            await until(partial(reached, one, process, one.counts["distinct"] + 250))
            process.kill()
        process = Process(one)
        try:
            await until(lambda: process.dead() or not {_P.QUEUED, _P.IN_FLIGHT} & {*states(one)})
            assert not process.dead()
            # A receipt that was fetched when the process died is gone at the provider: whoever it was about stays accepted.
            await until(lambda: one.counts["receipts_waiting"] == 0)
        finally:
            process.kill()
        found = states(one)
        assert one.counts["repeats"] == 0
        assert sum(found.values()) == 2_000
        assert found.get(_P.UNKNOWN, 0) <= 5 * 40
        # Whoever the provider never got is in doubt, and of those whom it got some may be.
        assert found.get(_P.UNKNOWN, 0) >= 2_000 - one.counts["distinct"]


def test_a_file_is_read_as_it_stands() -> None:
    gateway = gateways.read(FILE)
    assert (gateway.protocol, gateway.id, gateway.source) == ("http", "web", "106900000")
