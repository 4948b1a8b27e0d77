"""A whole send over CMPP, in both versions: the port hides the protocol, and what CMPP lacks is not made up."""

import asyncio
import re
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from console.dispatch.custody import lines
from console.domain.rosters.rule_files import faults_of_gateway
from console.domain.sending import gateways
from console.domain.states import RecipientState
from console.errors import ConsoleError
from console.gateways.cmpp import codec
from console.gateways.cmpp.codec import decode, encode
from console.gateways.cmpp.pdus import V20, V30, Connect, ConnectAnswer, Pdu
from console.gateways.cmpp.spoken import CMPP
from console.gateways.simulator import deliveries
from console.gateways.simulator.ismg import Ismg
from console.launch.organisation import Organisation
from console.locale import words
from console.wire import dispatch
from tests.dispatch.running import SECRET, World, case, cmpp_organisation, provider, until, world
from tests.dispatch.test_crashes import Process, ends, installation, reached
from tests.dispatch.test_sending import long_text
from tests.dispatch_rows import in_order

both = pytest.mark.parametrize("version", ["2.0", "3.0"])


@both
async def test_every_recipient_is_sent_to_once_and_settled_by_their_report(
    tmp_path: Path, version: str
) -> None:
    org = cmpp_organisation(version)
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 1_200))
        await one.start()
        await until(lambda: one.desk.last("done"))
        assert (one.counts["submits"], one.counts["distinct"], one.counts["repeats"]) == (1_200, 1_200, 0)
        assert one.tally()["delivered"] == 1_200
        await until(lambda: one.desk.states() == bytes([3]) * 1_200)
        ids = [one_id for row in one.desk.results().values() for one_id in row.ids.values()]
        assert len(set(ids)) == 1_200
        assert {len(one_id) for one_id in ids} == {16}
        assert all(int(one_id, 16) for one_id in ids)


@both
async def test_reports_may_come_before_the_answers(tmp_path: Path, version: str) -> None:
    org = cmpp_organisation(version)
    async with world(tmp_path, org) as one:
        one.faults(report_first=True, delay=0.02)
        for request in (1, 2):
            one.desk.offer(case(org, 200, number=f"2026-业务部-000{request}"), request)
        await one.start()
        for request in (1, 2):
            await until(partial(one.desk.last, "done", request))
        # The same people get both, so that the number alone would not tell whose report it is.
        assert one.tally()["delivered"] == 400
        assert one.rows("SELECT count(*) FROM receipt WHERE send_id IS NULL") == [(0,)]
        # Two sends share one window, and neither goes beyond it.
        assert one.counts["over_window"] == 0


async def test_what_is_refused_keeps_its_result_and_what_is_undelivered_its_word(tmp_path: Path) -> None:
    org = cmpp_organisation()
    made = case(org, 300)
    results = {0: 13, 1: 8_000, 2: 100, 3: 3}
    async with world(tmp_path, org) as one:
        one.faults(stat="MK:0001", refuse={f"86{made.nums[at]}": code for at, code in results.items()})
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        tally = one.tally()
        assert (tally["refused"], tally["unknown"], tally["undelivered"]) == (3, 1, 296)
        await until(lambda: one.desk.states().count(0) == 0 and one.desk.states())
        codes, order = one.desk.results()[0].codes, in_order(made.nums)
        said = [codes.pop(order.index(made.nums[at])) for at in results]
        assert said == ["SUBMIT-13", "SUBMIT-8000", "SUBMIT-100", "repeated"]
        assert set(codes.values()) == {"MK:0001"}
    assert words.gateway_code("SUBMIT-13", "zh") == "收件号码不对 (SUBMIT-13)"
    assert words.gateway_code("SUBMIT-100", "zh") == "SUBMIT-100", "the maker's own, which he has to tell"


async def test_what_is_too_fast_goes_back_to_the_queue_and_all_arrive(tmp_path: Path) -> None:
    org = cmpp_organisation()
    async with world(tmp_path, org) as one:
        one.faults(rate=60)
        one.desk.offer(case(org, 200))
        await one.start()
        await until(lambda: one.desk.last("done"))
        assert one.counts["throttled"] > 0
        assert (one.counts["distinct"], one.counts["repeats"]) == (200, 0)
        assert one.tally()["delivered"] == 200


async def test_a_lost_answer_is_in_doubt_and_stays_so_without_a_report(tmp_path: Path) -> None:
    org = cmpp_organisation(response_timeout=3)
    async with world(tmp_path, org) as one:
        one.faults(swallow_every=50, reports=False)
        one.desk.offer(case(org, 200))
        await one.start()
        await until(lambda: one.tally()["unknown"] == 4 and one.tally()["accepted"] == 196)
        one.clock.shift(timedelta(hours=3))
        await until(lambda: one.desk.of(dispatch.ReportProgress)[-1].sends[0].errors == [("timeout", 4)])
        assert (one.counts["submits"], one.counts["repeats"]) == (200, 0)


@pytest.mark.parametrize("cut", [1, 333])
async def test_a_cut_line_leaves_doubt_never_a_repeat_and_reports_settle_it_by_the_number(
    tmp_path: Path, cut: int
) -> None:
    org = cmpp_organisation()
    async with world(tmp_path, org) as one:
        one.faults(cut_after=cut)
        one.desk.offer(case(org, 700))
        await one.start()
        await until(lambda: one.counts["cuts"] == 1)
        await until(lambda: one.desk.last("done") and one.tally()["delivered"] == one.counts["distinct"])
        assert one.counts["repeats"] == 0
        assert one.tally()["unknown"] == 700 - one.counts["distinct"] <= 16


async def test_reports_of_a_gateway_that_gives_no_ids_are_matched_by_nothing_and_counted(
    tmp_path: Path,
) -> None:
    org = cmpp_organisation()
    async with world(tmp_path, org) as one:
        one.faults(ids="zero", report_delay=0.2)
        one.desk.offer(case(org, 60))
        await one.start()
        await until(lambda: one.counts["receipts_acknowledged"] == 60)
        assert one.tally()["accepted"] == 60
        await until(
            lambda: one.rows("SELECT count(*) FROM receipt WHERE send_id IS NULL AND msgid = ''") == [(60,)]
        )


async def test_reports_of_a_gateway_that_repeats_its_ids_are_matched_by_id_and_number(tmp_path: Path) -> None:
    org = cmpp_organisation()
    made = case(org, 60)
    async with world(tmp_path, org) as one:
        one.faults(ids="same", report_reverse=20)
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        assert one.tally()["delivered"] == 60
        rows = one.rows(
            "SELECT c.num, r.num FROM receipt c JOIN recipient r ON r.send_id = c.send_id AND r.num = c.num"
        )
        assert len(rows) == 60


@both
async def test_a_long_text_is_delivered_when_all_of_its_parts_are(tmp_path: Path, version: str) -> None:
    org = cmpp_organisation(version)
    async with world(tmp_path, org) as one:
        one.faults(report_reverse=7)
        one.desk.offer(case(org, 100, twist={"request": long_text}))
        await one.start()
        await until(lambda: one.desk.last("done"))
        assert (one.counts["accepted"], one.counts["repeats"], one.counts["repeated_parts"]) == (200, 0, 0)
        assert one.tally()["delivered"] == 100


async def test_a_refusal_counts_before_the_next_message_leaves(tmp_path: Path) -> None:
    org = cmpp_organisation()
    made = case(org, 60, category="promotion")
    async with world(tmp_path, org) as one:
        one.faults(replies={f"86{num}": "退订" for num in made.nums[:9]})
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        await until(lambda: len(one.rows("SELECT 1 FROM optout")) == 9)
        assert {num for (num,) in one.rows("SELECT num FROM optout")} == set(made.nums[:9])
        assert one.counts["receipts_waiting"] == 0


async def test_a_service_id_in_chinese_loses_neither_a_refusal_nor_a_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def odd(pdu: Pdu, version: int) -> bytes:
        octets = bytearray(encode(pdu, version))
        octets[41:45] = "银行".encode("gbk")
        return bytes(octets)

    monkeypatch.setattr(deliveries, "encode", odd)
    org = cmpp_organisation()
    made = case(org, 60, category="promotion")
    async with world(tmp_path, org) as one:
        one.faults(replies={f"86{num}": "退订" for num in made.nums[:9]})
        one.desk.offer(made)
        await one.start()
        await until(lambda: one.desk.last("done"))
        await until(lambda: len(one.rows("SELECT 1 FROM optout")) == 9)
        assert (one.counts["receipts_rejected"], one.counts["receipts_waiting"]) == (0, 0)
        assert one.tally()["delivered"] + one.tally()["suppressed"] == 60


# --- custody ----------------------------------------------------------------------------------------------------------


def why(one: World) -> str:
    """Why nothing of the only send leaves, as the desk was told last."""
    told = one.desk.of(dispatch.ReportProgress)
    return told[-1].sends[0].why if told else ""


async def test_the_live_line_says_the_status_of_a_login_in_words(tmp_path: Path) -> None:
    org = cmpp_organisation()
    async with world(tmp_path, org) as one:
        one.faults(version=V20)
        one.desk.offer(case(org, 20))
        await one.start()
        await until(lambda: why(one).startswith("line_bind_failed"))
        assert words.slot_reason(why(one), "zh") == (
            "服务商不让登录（协议版本高于网关支持的版本（括号内为网关版本） (CONNECT-4 v2.0)），正在重连"
        )


async def test_a_gateway_of_another_version_is_closed_by_name_with_one_window_in_doubt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    login = Ismg.login

    def as_2_0(gateway: Ismg, peer: Any, connect: Connect) -> ConnectAnswer:
        answer = login(gateway, peer, connect)
        peer.version = V20
        return answer

    monkeypatch.setattr(Ismg, "login", as_2_0)
    # The SUBMITs of 3.0 are longer; such a gateway takes them all the same.
    monkeypatch.setattr(codec, "decode", lambda found, _: decode(found, V30))
    org = cmpp_organisation("3.0")
    async with world(tmp_path, org) as one:
        one.desk.offer(case(org, 300))
        await one.start()
        await until(lambda: why(one) == "gateway_version")
        tally = one.tally()
        assert 1 <= tally["unknown"] <= 16
        assert tally["unknown"] + tally["queued"] == 300
        assert one.counts["receipts_acknowledged"] == 0
        await asyncio.sleep(1.5)
        assert one.counts["binds"] == 1, "it is not tried again by itself"
    assert "version" in words.slot_reason("gateway_version", "zh")


async def test_a_gateway_that_proves_nothing_is_refused_by_us_where_its_file_says_mutual(
    tmp_path: Path,
) -> None:
    org = cmpp_organisation(more="mutual = true")
    async with world(tmp_path, org) as one:
        one.faults(bad_digest=True)
        one.desk.offer(case(org, 20))
        await one.start()
        await until(lambda: why(one) == "gateway_unproved")
        assert one.tally()["queued"] == 20
    error = await proved(org, bad_digest=True)
    assert isinstance(error, ConsoleError)
    assert error.code == "gateway_unproved"


async def test_a_login_that_proves_nothing_of_the_gateway_is_told_as_such() -> None:
    org = cmpp_organisation()
    assert (await proved(org), await proved(org, bad_digest=True)) == (True, False)
    assert (
        words.carried_out("bind_test", {"proved": False}, "zh")
        == "登录试过，可用。网关没有证明它也掌握口令。"
    )
    assert words.carried_out("bind_test", {"proved": True}, "zh") == "登录试过，可用。"


async def proved(org: Organisation, secret: str = SECRET, **faults: Any) -> ConsoleError | bool:
    """What a login with a secret comes to: whether the gateway proved itself, or the problem."""
    smsc: Any = provider(org)
    smsc.faults = type(smsc.faults)(**faults)
    try:
        return await lines.prove(gateways.read(org.gateway_texts["demo"]), await smsc.start(), secret)
    except ConsoleError as error:
        return error
    finally:
        await smsc.stop()


async def test_a_secret_is_proved_by_a_login_and_a_refusal_is_told_in_words() -> None:
    org = cmpp_organisation()
    told: dict[str, Any] = {
        "bind_refused": await proved(org, "wrong"),
        "bind_failed": await proved(org, version=V20),
    }
    assert {code: error.code for code, error in told.items()} == {code: code for code in told}
    said: Sequence[str] = [words.explain_problem(error, "zh").what for error in told.values()]
    assert said == [
        "服务商不认网关 demo 的账号或口令：认证失败 (CONNECT-3)。",
        "网关 demo 登录没有成功：协议版本高于网关支持的版本（括号内为网关版本） (CONNECT-4 v2.0)。",
    ]


def test_a_secret_fits_by_the_rules_of_the_gateways_protocol() -> None:
    spoken = gateways.read(cmpp_organisation().gateway_texts["demo"])
    assert lines.fits(spoken, "much too long for SMPP")
    # Two programs would hash these differently.
    for secret in ("", "口令", " Bank#2026", "Bank#2026 ", "a\tb"):
        assert not lines.fits(spoken, secret)
    assert not CMPP.fits("92000", SECRET), "an SP_Id has six characters"


@pytest.mark.parametrize("prefix", ["0", "861", "86 ", "1" * 23])
def test_a_prefix_with_which_no_number_would_be_one_is_refused(prefix: str) -> None:
    text = cmpp_organisation().gateway_texts["demo"]
    for known in ("", "86", "+86", "0086"):
        assert gateways.read(prefixed(text, known)).destination_prefix == known
        assert faults_of_gateway(prefixed(text, known).encode()) == []
    (fault,) = faults_of_gateway(prefixed(text, prefix).encode())
    assert fault.field == "destination_prefix"


def prefixed(text: str, prefix: str) -> str:
    """A gateway file with another prefix."""
    return re.sub(r"(?m)^destination_prefix = .*$", f'destination_prefix = "{prefix}"', text)


# --- crashes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("point", ["before_write", "after_write", "before_acknowledge"])
async def test_killed_at_any_point_nobody_is_lost_or_sent_to_twice(tmp_path: Path, point: str) -> None:
    async with installation(tmp_path, cmpp_organisation()) as one:
        one.faults(delay=0.01)
        one.desk.offer(case(one.org, 1_000))
        process = Process(one, point, "9")
        await until(process.dead)
        process.kill()
        found = await ends(one, 1_000)
        assert found.get(RecipientState.UNKNOWN, 0) <= 16
        if point == "before_write":
            assert found[RecipientState.UNKNOWN] > 0


async def test_killed_again_and_again_with_cut_lines(tmp_path: Path) -> None:
    async with installation(tmp_path, cmpp_organisation()) as one:
        one.desk.offer(case(one.org, 1_500))
        for step in range(4):
            taken = one.counts["distinct"]
            one.faults(delay=0.01, cut_after=60 + 31 * step)
            process = Process(one)
            await until(partial(reached, one, process, taken + 150 + 40 * step))
            process.kill()
        one.faults()
        found = await ends(one, 1_500)
        assert found.get(RecipientState.UNKNOWN, 0) <= 16 * (4 + one.counts["cuts"])
