"""Receipts in the words of other providers: nobody is undelivered, or sent to again, by a word that nobody knows."""

from pathlib import Path

import pytest

from console.domain.sending import gateways
from console.domain.states import RecipientState as R
from console.locale import words
from tests.dispatch.running import case, organisation, until, world


@pytest.mark.parametrize("stat", ["delivrd", "DELIVERED", "Deliverd"])
async def test_another_spelling_of_delivered_delivers(tmp_path: Path, stat: str) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        one.faults(stat=stat)
        one.desk.offer(case(org, 30))
        await one.start()
        await until(lambda: one.desk.last("done"))
        assert (one.tally()["delivered"], one.tally()["undelivered"]) == (30, 0)


@pytest.mark.parametrize("stat", ["zugestellt", "UNKNOWN", "11", "000", "MA:0001"])
async def test_a_word_that_nobody_knows_changes_nobody_and_is_shown_with_each(
    tmp_path: Path, stat: str
) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        one.faults(stat=stat)
        one.desk.offer(case(org, 30))
        await one.start()
        await until(lambda: one.rows("SELECT count(*) FROM receipt") == [(30,)])
        await until(lambda: any(len(r.codes) == 30 for r in one.desk.results().values()))
        assert one.tally() | {"accepted": 30, "delivered": 0, "undelivered": 0} == one.tally()
        (told,) = one.desk.results().values()
        assert set(told.states) == {R.ACCEPTED}
        assert set(told.codes.values()) == {f"? {stat} 000"}
        assert words.gateway_code(f"? {stat} 000", "zh").startswith("状态词没人认识")
        # The line and the counters say it, too; and a word that is known is believed when it comes.
        assert one.service is not None
        (send,) = [send for _, send in one.service.dispatcher.sends()]
        assert send.errors[f"? {stat} 000"] == 30


async def test_a_known_word_after_an_unknown_one_is_believed_and_takes_the_unknown_one_away(
    tmp_path: Path,
) -> None:
    org = organisation()
    async with world(tmp_path, org) as one:
        one.faults(stat="zugestellt")
        one.desk.offer(case(org, 10))
        await one.start()
        await until(lambda: one.rows("SELECT count(*) FROM verdict") == [(10,)])
        # Also by a process that did not see the first.
        await one.stop()
        await one.start()
        await until(lambda: one.counts["lines"] > 0)
        account = gateways.read(org.gateway_texts["demo"]).account
        for number, msgid in one.rows(
            "SELECT num, msgid FROM submission JOIN recipient USING (send_id, place)"
        ):
            one.smsc.report(account, str(number), msgid)
        await until(lambda: one.tally()["delivered"] == 10)
        assert one.rows("SELECT count(*) FROM verdict") == [(0,)]
