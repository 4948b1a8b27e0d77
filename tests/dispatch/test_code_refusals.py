"""A provider's codes that mean a refusal (R13): declared in the gateway file, they opt out once; others do nothing; a lie is counted."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from console.domain.contacts.optouts import number_of
from console.gateways.ports import Receipt
from console.launch.organisation import Organisation, build
from console.wire.base import Call
from console.wire.dispatch import CodeRefusal, PullReleased, ReportCodeRefusals
from tests.dispatch.running import TEN, World, case, gateway_text, organisation, until, world

CODES = """
[[refusal_codes]]
code = "MB:1042"
scope = "promotion"
since = "2026-05-01"
proof = "CMCC letter 2026-05"

[[refusal_codes]]
code = "0x0000000B"
scope = "all"
since = "2026-05-01"
proof = "CMCC letter 2026-05"

[[refusal_codes]]
code = "MB:2000"
scope = "all"
since = "2099-01-01"
proof = "not yet"
"""


def declared() -> Organisation:
    demo = build(TEN - timedelta(hours=2)).gateway_texts["demo"]
    return build(TEN - timedelta(hours=2), gateway_text=gateway_text(demo) + CODES)


def told(one: World) -> list[CodeRefusal]:
    return [row for call in one.desk.of(ReportCodeRefusals) for row in call.rows]


def opted(one: World) -> set[tuple[int, int]]:
    return {(num, scope) for num, scope in one.rows("SELECT num, scope FROM optout")}


def receipt(one: World, num: int, words: str, status: str = "UNDELIV", *, msgid: str = "") -> None:
    assert one.service is not None
    sender = one.service.dispatcher.senders["demo"]
    ids = one.rows("SELECT msgid FROM submission JOIN recipient USING (send_id, place) WHERE num = ?", num)
    found = msgid or (ids[0][0] if ids else "none")
    sender.on_turn([], [Receipt(num, found, None, status, None, words, "", b"", 0)], [])


async def test_a_receipt_with_a_declared_code_opts_out_once_and_the_next_promotion_leaves_its_number_out(
    tmp_path: Path,
) -> None:
    org = declared()
    made = case(org, 40, category="promotion")
    async with world(tmp_path, org) as one:
        one.faults(receipts=False)
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.counts["accepted"] == 40)
        await until(lambda: len(one.rows("SELECT 1 FROM submission")) == 40)
        # As the provider's words have them: the whole, a part of them, in other letters.
        for num, words in zip(
            made.nums, ("MB:1042", "mb:1042", "MB:1042", "MB:9999", "MB:2000", "1042"), strict=False
        ):
            receipt(one, num, words)
        receipt(one, made.nums[0], "MB:1042")
        expected = {(num, number_of("promotion")) for num in made.nums[:3]}
        assert opted(one) == expected
        await until(lambda: {row.num for row in told(one)} == set(made.nums[:3]))
        assert {(row.gateway, row.scope, row.request, row.slot) for row in told(one)} == {
            ("demo", "promotion", 1, 1)
        }
        await until(lambda: one.rows("SELECT count(*) FROM code_refusal") == [(0,)])
        one.faults()
        one.clock.shift(timedelta(minutes=1))
        now = datetime.fromtimestamp(one.clock.time(), UTC).replace(microsecond=0)
        one.desk.offer(case(org, 40, category="promotion", at=now), request=2)
        await until(lambda: one.desk.last("done", request=2))
        done = one.desk.last("done", request=2)
        assert done is not None
        assert done.tally.suppressed == 3


async def test_an_answer_to_a_submit_with_a_declared_code_opts_out(tmp_path: Path) -> None:
    org = declared()
    made = case(org, 40)
    async with world(tmp_path, org) as one:
        one.faults(refuse={f"86{made.nums[5]}": 0x0B, f"86{made.nums[6]}": 0x0C})
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        assert opted(one) == {(made.nums[5], number_of("all"))}
        await until(lambda: [row.code for row in told(one)] == ["0x0000000B"])


async def test_a_provider_opts_out_nobody_whom_we_did_not_send_to_and_nobody_who_got_it(
    tmp_path: Path,
) -> None:
    org = declared()
    made = case(org, 20)
    async with world(tmp_path, org) as one:
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        for stranger in range(13900139000, 13900139050):
            receipt(one, stranger, "MB:1042", msgid=f"x{stranger}")
        receipt(one, made.nums[3], "MB:1042", "DELIVRD")
        assert opted(one) == set()
        assert told(one) == []


async def test_a_desk_that_does_not_answer_hears_of_it_later_and_a_restart_loses_nothing(
    tmp_path: Path,
) -> None:
    org = declared()
    made = case(org, 20)
    async with world(tmp_path, org) as one:
        one.desk.refuses = lambda call: isinstance(call, ReportCodeRefusals)
        one.faults(refuse={f"86{made.nums[5]}": 0x0B})
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        await one.die()
        await one.start()
        assert opted(one) == {(made.nums[5], number_of("all"))}
        one.desk.refuses = lambda _: False
        await until(lambda: one.rows("SELECT count(*) FROM code_refusal") == [(0,)])
        assert {row.num for row in told(one)} == {made.nums[5]}


STRANGE = "MB:1042 err:13900139000"
"""A declared code, and behind it a number that the provider wrote."""


async def test_only_the_declared_code_is_kept_and_told_never_the_provider_s_words(tmp_path: Path) -> None:
    org = declared()
    made = case(org, 20)
    async with world(tmp_path, org) as one:
        one.desk.refuses = lambda call: isinstance(call, ReportCodeRefusals)
        one.faults(receipts=False)
        one.desk.offer(made)
        await one.start()
        await until(lambda: len(one.rows("SELECT 1 FROM submission")) == 20)
        receipt(one, made.nums[0], STRANGE)
        receipt(one, made.nums[1], "mb:1042")
        assert one.rows("SELECT DISTINCT code FROM code_refusal") == [("MB:1042",)]
        one.desk.refuses = lambda _: False
        await until(lambda: one.rows("SELECT count(*) FROM code_refusal") == [(0,)])
        assert {(row.num, row.code) for row in told(one)} == {(num, "MB:1042") for num in made.nums[:2]}


async def test_one_refusal_that_the_desk_does_not_take_keeps_no_other_back_and_is_tried_again(
    tmp_path: Path,
) -> None:
    org = declared()
    made = case(org, 20)
    async with world(tmp_path, org) as one:
        strange = made.nums[1]

        def poisoned(call: Call) -> bool:
            return isinstance(call, ReportCodeRefusals) and any(row.num == strange for row in call.rows)

        one.desk.stumbles = poisoned
        one.faults(receipts=False)
        one.desk.offer(made)
        await one.start()
        await until(lambda: len(one.rows("SELECT 1 FROM submission")) == 20)
        with one.store.turn() as turn:
            # As if the three had come in one turn: the desk hears of them together.
            for num in made.nums[:3]:
                turn.run(
                    "INSERT INTO code_refusal VALUES (?, 'promotion', 'demo', 'MB:1042', 1, 1, 1)", (num,)
                )
        await until(lambda: one.rows("SELECT num FROM code_refusal") == [(strange,)])
        assert {row.num for row in told(one)} == {made.nums[0], made.nums[2]}
        one.desk.stumbles = lambda _: False
        await until(lambda: one.rows("SELECT count(*) FROM code_refusal") == [(0,)])
        assert strange in {row.num for row in told(one)}


async def test_a_refusal_that_the_desk_does_not_take_is_not_tried_in_every_round(tmp_path: Path) -> None:
    org = declared()
    tried: list[Call] = []

    def poisoned(call: Call) -> bool:
        if isinstance(call, ReportCodeRefusals):
            tried.append(call)
        return isinstance(call, ReportCodeRefusals)

    async with world(tmp_path, org) as one:
        one.desk.stumbles = poisoned
        await one.start()
        with one.store.turn() as turn:
            turn.run("INSERT INTO code_refusal VALUES (13800138000, 'promotion', 'demo', 'MB:1042', 1, 1, 1)")
        await until(lambda: tried)
        rounds = len(one.desk.of(PullReleased))
        await until(lambda: len(one.desk.of(PullReleased)) > rounds + 4)
        assert len(tried) == 1


async def test_without_declared_codes_nothing_is_read_into_a_code(tmp_path: Path) -> None:
    org = organisation()
    made = case(org, 20)
    async with world(tmp_path, org) as one:
        one.faults(refuse={f"86{made.nums[5]}": 0x0B})
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        receipt(one, made.nums[4], "MB:1042")
        assert opted(one) == set()


@pytest.mark.parametrize(("timezone", "begun"), [("Asia/Shanghai", True), ("Pacific/Honolulu", False)])
async def test_a_code_counts_from_the_day_on_which_it_is_where_the_organisation_is(
    tmp_path: Path, timezone: str, *, begun: bool
) -> None:
    """At two in the morning of the 25th by UTC it is the 25th in Shanghai, and still the 24th on Hawaii."""
    demo = build(TEN - timedelta(hours=2)).gateway_texts["demo"]
    today = CODES.replace("2026-05-01", "2026-11-25")
    org = build(TEN - timedelta(hours=2), gateway_text=gateway_text(demo) + today)
    made = case(org, 20)
    async with world(tmp_path, org) as one:
        one.timezone = timezone
        one.faults(receipts=False, refuse={f"86{made.nums[5]}": 0x0B})
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.tally()["refused"] == 1)
        await until(lambda: len(one.rows("SELECT 1 FROM submission")) == 19)
        receipt(one, made.nums[1], "MB:1042")
        said = {(made.nums[5], number_of("all")), (made.nums[1], number_of("promotion"))}
        assert opted(one) == (said if begun else set())
