"""The CMPP gateway of the simulator: what a gateway must do in both versions, and each of its faults, by command at run time."""

import asyncio
import json
import os
import random
import struct
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from console.gateways.cmpp.codec import encode
from console.gateways.cmpp.ids import MessageId, following
from console.gateways.cmpp.login import ismg_authenticator, source_authenticator
from console.gateways.cmpp.pdus import (
    NO_DIGEST,
    NO_ID,
    V20,
    V21,
    V30,
    ActiveTest,
    ActiveTestAnswer,
    Connect,
    ConnectAnswer,
    Deliver,
    DeliverAnswer,
    Other,
    Pdu,
    Report,
    SubmitAnswer,
    Terminate,
    TerminateAnswer,
)
from console.gateways.simulator.control import Control
from console.gateways.simulator.counts import Counts
from console.gateways.simulator.faults import IsmgFaults
from console.gateways.simulator.ismg import Ismg
from console.gateways.simulator.passwords import Secrets
from tests.gateways.ismg_support import (
    NUMBER,
    SECRET,
    SP,
    SRC_ID,
    STAMP,
    VERSIONS,
    Client,
    connected,
    gateway,
    line,
    submit,
)
from tests.gateways.smpp_support import until
from tests.gateways.test_smpp_simulator import process

both = pytest.mark.parametrize("version", VERSIONS)
DIGEST = source_authenticator(SP, SECRET, STAMP)


def set_faults(ismg: Ismg, **faults: object) -> None:
    """Change the faults as the control port does."""
    assert "error" not in Control(ismg).answer(f"faults {json.dumps(faults)}")


def command(ismg: Ismg, verb: str, **question: object) -> None:
    """Give a command at the control port."""
    assert "error" not in Control(ismg).answer(f"{verb} {json.dumps({'account': SP, **question})}")


# --- login ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("version", "width"), [(V20, 1), (V21, 1), (V30, 4)])
async def test_both_versions_on_one_port_with_the_digest_that_proves_the_secret(
    version: int, width: int
) -> None:
    async with gateway() as (_, port), line(port) as client:
        answer = await client.login(version)
        assert answer == ConnectAnswer(0, ismg_authenticator(0, width, DIGEST, SECRET), version, width)


@pytest.mark.parametrize(
    ("version", "sp", "secret", "status"),
    [(V30, SP, "wrong", 3), (V20, "920002", SECRET, 2), (0x40, SP, SECRET, 4), (0x12, SP, SECRET, 4)],
)
async def test_a_bad_login_is_refused_for_its_reason_and_the_line_ends(
    version: int, sp: str, secret: str, status: int
) -> None:
    async with gateway() as (ismg, port), line(port) as client:
        answer = await client.login(version, sp=sp, secret=secret)
        assert (answer.status, answer.authenticator, answer.version) == (status, NO_DIGEST, V30)
        await client.ended()
        assert (ismg.counts.binds, ismg.counts.binds_refused) == (0, 1)


async def test_an_older_gateway_refuses_3_0_and_says_what_it_knows() -> None:
    async with gateway(IsmgFaults(version=V20)) as (_, port), line(port) as client:
        answer = await client.login(V30)
        assert (answer.status, answer.version) == (4, V20)


@pytest.mark.parametrize(
    ("faults", "seen"),
    [
        (IsmgFaults(login_status=9), (9, 4, False)),
        (IsmgFaults(login_width=1), (0, 1, True)),
        (IsmgFaults(bad_digest=True), (0, 4, False)),
        (IsmgFaults(login_delay=0.2), (0, 4, True)),
    ],
)
async def test_faults_of_the_login(faults: IsmgFaults, seen: tuple[int, int, bool]) -> None:
    async with gateway(faults) as (_, port), line(port) as client:
        before = asyncio.get_running_loop().time()
        answer = await client.login()
        assert asyncio.get_running_loop().time() - before >= faults.login_delay
        good = answer.authenticator == ismg_authenticator(0, answer.width, DIGEST, SECRET)
        assert (answer.status, answer.width, good) == seen


async def test_a_silent_login_is_not_answered_and_the_line_stays() -> None:
    async with gateway(IsmgFaults(login_silent=True)) as (ismg, port), line(port) as client:
        client.say(Connect(SP, DIGEST, STAMP))
        await asyncio.sleep(0.1)
        assert not client.heard
        assert not client.over
        set_faults(ismg)
        assert (await client.login()).status == 0


async def test_a_second_line_of_the_account_is_refused_until_the_first_ends() -> None:
    async with connected(IsmgFaults(lines=1)) as (client, ismg):
        port = client.writer.get_extra_info("peername")[1]
        async with line(port) as second:
            assert (await second.login()).status == 5
            await second.ended()
        client.writer.close()
        await until(lambda: ismg.counts.lines == 0, "the end of the first line")
        async with line(port) as third:
            assert (await third.login()).status == 0


async def test_nothing_but_connect_is_heard_before_the_login() -> None:
    async with gateway() as (ismg, port), line(port) as client:
        client.say(submit())
        await client.ended()
        assert (ismg.counts.submits, ismg.counts.unreadable) == (0, 1)


def test_the_file_of_changed_secrets_is_its_owners_alone_whatever_the_umask(tmp_path: Path) -> None:
    file = tmp_path / "secrets.json"
    # What an earlier run left half written.
    file.with_suffix(".new").write_text("{")
    file.with_suffix(".new").chmod(0o666)
    before = os.umask(0)
    try:
        Secrets({SP: SECRET}, file).change(SP, "Bank#2027")
    finally:
        os.umask(before)
    assert file.stat().st_mode & 0o777 == 0o600
    assert json.loads(file.read_text()) == {SP: "Bank#2027"}


async def test_a_changed_secret_is_asked_for_and_outlives_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "secrets.json"
    for given in (SECRET, "forgotten"):
        ismg = Ismg({SP: given}, secrets=file)
        port = await ismg.start()
        command(ismg, "password", password="n3wer")
        async with line(port) as client:
            assert (await client.login(secret=SECRET)).status == 3
        async with line(port) as client:
            assert (await client.login(secret="n3wer")).status == 0
        await ismg.stop()


# --- submits ----------------------------------------------------------------------------------------------------


@both
async def test_every_submit_gets_an_id_of_its_own_and_a_report(version: int) -> None:
    async with connected(version=version, gateway=4321) as (client, ismg):
        for n in range(40):
            client.say(submit(n))
            await client.wait(SubmitAnswer, n + 1)
        await until(lambda: ismg.counts.receipts_acknowledged == 40, "40 reports")
        ids = [answer.message_id for answer in client.of(SubmitAnswer)]
        assert len(set(ids)) == 40
        assert {MessageId.read(each).gateway for each in ids} == {4321}
        assert [(r.message_id, r.number, r.stat) for r in client.reports()] == [
            (each, str(NUMBER + n), "DELIVRD") for n, each in enumerate(ids)
        ]
        delivers = client.of(Deliver)
        assert {deliver.destination for deliver in delivers} == {SRC_ID}
        assert [len(deliver.content) for deliver in delivers] == [60 if version == V20 else 71] * 40
        counts = Control(ismg).answer("stats")
        assert (counts["accepted"], counts["distinct"], counts["repeats"], counts["receipts_waiting"]) == (
            40,
            40,
            0,
            0,
        )


async def test_a_submit_to_many_numbers_counts_each_and_its_ids_wrap_without_carry() -> None:
    async with connected(serial=65535) as (client, ismg):
        client.say(submit(numbers=tuple(str(NUMBER + n) for n in range(3))))
        await until(lambda: len(client.reports()) == 3, "three reports")
        first = client.of(SubmitAnswer)[0].message_id
        assert MessageId.read(first).serial == 65535
        assert [r.message_id for r in client.reports()] == [following(first, n) for n in range(3)]
        assert MessageId.read(client.reports()[1].message_id).serial == 0
        assert (ismg.counts.submits, ismg.counts.accepted) == (1, 3)


@pytest.mark.parametrize(
    ("changes", "result"),
    [
        ({"src_id": ""}, 10), ({"source": "920002"}, 11), ({"numbers": ("1380013800",)}, 13),
        ({"numbers": (str(NUMBER), "12345")}, 13), ({"numbers": ("+86" + str(NUMBER),)}, 0),
        ({"numbers": ("86" + str(NUMBER),)}, 0), ({"fmt": 0, "content": b"a" * 159}, 0),
    ],
)  # fmt: skip
@both
async def test_a_submit_is_judged_by_its_fields(version: int, changes: dict[str, Any], result: int) -> None:
    async with connected(version=version) as (client, ismg):
        client.say(submit(**changes))
        await client.wait(SubmitAnswer)
        assert client.results() == [(2, result)]
        assert ismg.counts.results == {result: 1}
        assert ismg.counts.accepted == (0 if result else 1)


async def test_a_content_over_its_length_is_refused_with_6() -> None:
    async with connected() as (client, _):
        octets = encode(Pdu(9, submit(fmt=0, content=b"a" * 150)), V30)
        # The coding says UCS-2 now, under which 140 octets are the most.
        client.writer.write(octets.replace(b"\0\0\0" + SP.encode(), b"\0\0\x08" + SP.encode()))
        await client.wait(SubmitAnswer)
        assert client.results() == [(9, 6)]


@both
async def test_what_cannot_be_read_is_answered_counted_and_skipped(version: int) -> None:
    async with connected(version=version) as (client, ismg):
        octets = encode(Pdu(9, submit()), version)
        client.writer.write((len(octets) - 1).to_bytes(4) + octets[4:-1])
        client.say(Other(0x6, bytes(27)), ActiveTest())
        await client.wait(ActiveTestAnswer)
        assert client.results() == [(9, 4)]
        assert (ismg.counts.unreadable, ismg.counts.skipped) == (1, 1)


@pytest.mark.parametrize("length", [0, 4, 11, 4097, 0x7FFFFFFF])
async def test_a_length_out_of_bounds_ends_the_line(length: int) -> None:
    async with connected() as (client, ismg):
        client.writer.write(struct.pack(">III", length, 8, 1))
        await client.ended()
        assert ismg.counts.unreadable == 1


async def test_octets_one_by_one_and_two_pdus_in_one_segment_are_read() -> None:
    async with connected() as (client, _):
        for octet in encode(Pdu(9, submit()), V30):
            client.writer.write(bytes((octet,)))
            await asyncio.sleep(0)
        client.say(submit(1), ActiveTest())
        await client.wait(SubmitAnswer, 2)
        await client.wait(ActiveTestAnswer)
        assert client.results() == [(9, 0), (2, 0)]


async def test_the_window_of_16_is_kept_and_one_more_is_answered_8() -> None:
    async with connected(IsmgFaults(delay=0.3)) as (client, ismg):
        client.say(*map(submit, range(17)))
        await client.wait(SubmitAnswer, 17)
        assert max(client.results()) == (18, 8)
        assert (ismg.counts.accepted, ismg.counts.over_window) == (16, 1)
        client.say(submit(16))
        await client.wait(SubmitAnswer, 18)
        assert client.results()[-1] == (19, 0)


async def test_the_line_is_cut_over_the_window_if_the_gateway_does_that() -> None:
    async with connected(IsmgFaults(delay=0.3, window=2, over_window="cut")) as (client, ismg):
        client.say(*map(submit, range(3)))
        await client.ended()
        assert (ismg.counts.accepted, client.results()) == (2, [])


async def test_the_same_sequence_while_it_is_open_is_a_repetition() -> None:
    async with connected(IsmgFaults(delay=0.2)) as (client, ismg):
        client.say(submit(0), submit(1), sequence=7)
        await client.wait(SubmitAnswer, 2)
        assert sorted(client.results()) == [(7, 0), (7, 3)]
        assert ismg.counts.accepted == 1


async def test_over_the_rate_each_number_counts_and_8_is_the_answer() -> None:
    async with connected(IsmgFaults(rate=3, window=100)) as (client, ismg):
        client.say(
            submit(numbers=(str(NUMBER), str(NUMBER + 1))),
            submit(2),
            submit(3),
            submit(4),
            submit(5),
            submit(6),
        )
        await client.wait(SubmitAnswer, 6)
        # The second of the clock may have turned once in between.
        assert ismg.counts.accepted + ismg.counts.throttled == 7
        assert {result for _, result in client.results()} == {0, 8}
        assert ismg.counts.accepted in {3, 4, 5, 6}


@pytest.mark.parametrize("code", [*range(1, 14), 100, 199, 0xDEADBEEF])
async def test_any_result_can_be_asked_for(code: int) -> None:
    async with connected() as (client, ismg):
        set_faults(ismg, result=code, result_every=2)
        for n in range(4):
            client.say(submit(n))
            await client.wait(SubmitAnswer, n + 1)
        assert client.results() == [(2, 0), (3, code), (4, 0), (5, code)]
        set_faults(ismg, refuse={str(NUMBER + 1): code})
        client.say(submit(0), submit(1))
        await client.wait(SubmitAnswer, 6)
        assert client.results()[4:] == [(6, 0), (7, code)]


@pytest.mark.parametrize("code", [256, 0xDEADBE00])
async def test_a_result_that_does_not_fit_2_0_is_no_acceptance_there(code: int) -> None:
    async with connected(version=V20) as (client, ismg):
        set_faults(ismg, result=code)
        client.say(submit())
        await client.wait(SubmitAnswer)
        assert client.results() == [(2, 255)]
        assert ismg.counts.refused == 1


async def test_answers_are_swallowed_doubled_or_come_under_another_sequence() -> None:
    async with connected(IsmgFaults(reports=False)) as (client, ismg):
        for fault, expected in {
            "swallow_every": [(2, 0), (4, 0)],
            "double_every": [(6, 0), (7, 0), (7, 0), (8, 0), (9, 0), (9, 0)],
            "wrong_every": [(10, 0), (11 ^ 0x40000000, 0), (12, 0), (13 ^ 0x40000000, 0)],
        }.items():
            command(ismg, "reset")
            set_faults(ismg, **{fault: 2}, reports=False)
            before = len(client.results())
            client.say(*map(submit, range(4)))
            await client.wait(SubmitAnswer, before + len(expected))
            assert client.results()[before:] == expected
            assert ismg.counts.unanswered == (0 if fault == "double_every" else 2)
            assert ismg.counts.accepted == 4


async def test_answers_come_backwards_and_what_is_too_little_comes_after_a_while() -> None:
    async with connected(IsmgFaults(reverse=4, reports=False)) as (client, _):
        for n in range(6):
            client.say(submit(n))
        await client.wait(SubmitAnswer, 6)
        assert client.results()[:4] == [(5, 0), (4, 0), (3, 0), (2, 0)]
        assert sorted(client.results()[4:]) == [(6, 0), (7, 0)]


@pytest.mark.parametrize(
    ("ids", "id_of_all"), [("zero", NO_ID), ("same", str(MessageId(1, 1, 0, 0, 0, 1001, 1)))]
)
async def test_a_gateway_may_give_every_message_the_same_id(ids: str, id_of_all: str) -> None:
    async with connected(IsmgFaults(ids=ids)) as (client, _):
        client.say(submit(0), submit(1))
        await until(lambda: len(client.reports()) == 2, "two reports")
        assert [answer.message_id for answer in client.of(SubmitAnswer)] == [id_of_all] * 2
        assert [r.message_id for r in client.reports()] == [id_of_all] * 2


# --- reports ----------------------------------------------------------------------------------------------------


def kinds(client: Client) -> list[str]:
    """What came after the login, by kind."""
    return [type(pdu.body).__name__ for pdu in client.heard[1:]]


@pytest.mark.parametrize(
    ("faults", "order"),
    [
        (IsmgFaults(), ["SubmitAnswer", "Deliver"]),
        (IsmgFaults(report_first=True), ["Deliver", "SubmitAnswer"]),
        (IsmgFaults(report_first=True, delay=0.1), ["Deliver", "SubmitAnswer"]),
        (IsmgFaults(report_double=True), ["SubmitAnswer", "Deliver", "Deliver"]),
        (IsmgFaults(report_delay=0.1), ["SubmitAnswer", "Deliver"]),
    ],
)
async def test_a_report_comes_when_and_as_often_as_the_gateway_likes(
    faults: IsmgFaults, order: list[str]
) -> None:
    async with connected(faults) as (client, _):
        client.say(submit())
        await until(lambda: len(client.heard) == 1 + len(order), "all of it")
        assert kinds(client) == order


async def test_reports_never_come_or_long_after_or_for_an_id_never_given() -> None:
    async with connected(IsmgFaults(reports=False)) as (client, ismg):
        client.say(submit())
        await client.wait(SubmitAnswer)
        given = client.of(SubmitAnswer)[0].message_id
        for message_id in (given, "f" * 16):
            command(ismg, "report", number=str(NUMBER), id=message_id, to=SRC_ID, stat="EXPIRED")
        await client.wait(Deliver, 2)
        assert [(r.message_id, r.stat) for r in client.reports()] == [
            (given, "EXPIRED"),
            ("f" * 16, "EXPIRED"),
        ]
        assert ismg.counts.receipts_sent == 2


@pytest.mark.parametrize(
    ("faults", "words"),
    [
        (IsmgFaults(stat="ACCEPTD", then="DELIVRD"), ["ACCEPTD", "DELIVRD"]),
        (IsmgFaults(stat="MK:0001"), ["MK:0001"]),
        (IsmgFaults(stat="delivrd"), ["delivrd"]),
        (IsmgFaults(undelivered=1000), ["UNDELIV"]),
    ],
)
async def test_the_words_of_a_report(faults: IsmgFaults, words: list[str]) -> None:
    async with connected(faults) as (client, _):
        client.say(submit())
        await client.wait(Deliver, len(words))
        assert [r.stat for r in client.reports()] == words


@pytest.mark.parametrize(("version", "octets"), [(V20, 71), (V30, 60)])
@pytest.mark.parametrize("cut_tail", [False, True])
async def test_a_report_in_the_other_version_s_length_and_without_its_tail(
    version: int, octets: int, cut_tail: bool
) -> None:
    faults = IsmgFaults(report_octets=octets, cut_tail=cut_tail)
    async with connected(faults, version=version) as (client, ismg):
        client.segments.clear()
        client.say(submit())
        await until(lambda: ismg.counts.receipts_acknowledged == 1, "the report")
        assert len(client.of(Deliver)[0].content) == octets
        assert client.reports()[0].number == str(NUMBER)
        whole = 21 + 85 + octets if version == V20 else 24 + 109 + octets
        missing = 11 if cut_tail and version == V30 else 0
        assert sum(map(len, client.segments)) == whole - missing


async def test_the_reports_of_a_long_text_come_in_another_order_and_its_parts_are_counted() -> None:
    async with connected(IsmgFaults(report_reverse=3)) as (client, ismg):
        for n in (1, 2, 3):
            head = bytes((5, 0, 3, 7, 3, n))
            client.say(submit(total=3, number=n, udhi=1, content=head + "短信".encode("utf-16-be")))
        await until(lambda: len(client.reports()) == 3, "three reports")
        ids = [answer.message_id for answer in client.of(SubmitAnswer)]
        assert [r.message_id for r in client.reports()] == ids[::-1]
        assert (ismg.counts.distinct, ismg.counts.repeats, ismg.counts.repeated_parts) == (1, 0, 0)
        client.say(
            submit(total=3, number=2, udhi=1, content=bytes((6, 8, 4, 0, 7, 3, 2)) + b"\x4f\x60"), submit()
        )
        await client.wait(SubmitAnswer, 5)
        assert (ismg.counts.repeats, ismg.counts.repeated_parts) == (1, 1)


async def test_a_deliver_without_an_answer_comes_again_three_times_and_is_lost_then() -> None:
    async with connected(IsmgFaults(repeat_after=0.1)) as (client, ismg):
        client.answering = False
        client.say(submit())
        await until(lambda: ismg.counts.delivers_given_up == 1, "the end of its patience")
        assert ismg.counts.delivers_repeated == 3
        assert len(client.of(Deliver)) == 4
        assert len({pdu.sequence for pdu in client.heard if isinstance(pdu.body, Deliver)}) == 1
        assert ismg.snapshot()["receipts_waiting"] == 0


async def test_only_an_answer_under_the_header_s_id_settles_a_deliver() -> None:
    async with connected() as (client, ismg):
        client.answering = False
        client.say(submit())
        await client.wait(Deliver)
        sequence, deliver = client.heard[-1].sequence, client.of(Deliver)[0]
        client.say(DeliverAnswer(client.reports()[0].message_id), sequence=sequence)
        client.say(DeliverAnswer(deliver.message_id), sequence=sequence + 1)
        await until(lambda: ismg.counts.misanswered == 2, "two wrong answers")
        assert ismg.snapshot()["receipts_waiting"] == 1
        client.say(DeliverAnswer(deliver.message_id, 9), sequence=sequence)
        await until(lambda: ismg.counts.receipts_rejected == 1, "a right answer that declines")
        assert ismg.snapshot()["receipts_waiting"] == 0


@pytest.mark.parametrize("second", VERSIONS)
async def test_what_a_line_did_not_answer_comes_on_the_next_in_its_own_version(second: int) -> None:
    async with connected() as (client, ismg):
        client.answering = False
        client.say(*map(submit, range(16)))
        await client.wait(SubmitAnswer, 16)
        client.say(*map(submit, range(16, 20)))
        await client.wait(SubmitAnswer, 20)
        await client.wait(Deliver, 16)
        assert ismg.snapshot()["receipts_waiting"] == 20
        assert len(client.of(Deliver)) == 16
        port = client.writer.get_extra_info("peername")[1]
        client.writer.close()
        await until(lambda: ismg.counts.lines == 0, "the end of the line")
        async with line(port) as again:
            await again.login(second)
            await again.wait(Deliver, 20)
            assert [r.number for r in again.reports()] == [str(NUMBER + n) for n in range(20)]
            await until(lambda: ismg.counts.receipts_acknowledged == 20, "20 answers")


# --- replies ----------------------------------------------------------------------------------------------------


@both
@pytest.mark.parametrize(("fmt", "text"), [(0, "TD"), (8, "退订"), (15, "退订R")])
async def test_a_subscriber_writes_in_any_coding_from_any_number(version: int, fmt: int, text: str) -> None:
    async with connected(version=version) as (client, ismg):
        for number, pseudo in ((str(NUMBER), False), (f"+86{NUMBER}", False), ("a1b2c3d4", True)):
            command(ismg, "reply", number=number, to=SRC_ID + "07", text=text, fmt=fmt, pseudo=pseudo)
        await client.wait(Deliver, 3)
        codings = {0: "ascii", 8: "utf-16-be", 15: "gb18030"}
        assert {d.content.decode(codings[fmt]) for d in client.of(Deliver)} == {text}
        assert [d.source for d in client.of(Deliver)] == [str(NUMBER), f"+86{NUMBER}", "a1b2c3d4"]
        assert [d.source_kind for d in client.of(Deliver)] == ([0, 0, 0] if version == V20 else [0, 0, 1])
        assert {(d.fmt, d.registered_delivery, d.destination) for d in client.of(Deliver)} == {
            (fmt, 0, SRC_ID + "07")
        }
        assert ismg.counts.replies_sent == 3


@pytest.mark.parametrize(
    ("length", "asked", "parts"), [(70, 0, 1), (71, 0, 2), (150, 0, 3), (4, 2, 2), (3, 2, 2)]
)
async def test_a_long_reply_comes_in_parts_that_make_the_text_again(
    length: int, asked: int, parts: int
) -> None:
    async with connected() as (client, ismg):
        text = "退" * length
        command(ismg, "reply", number=str(NUMBER), to=SRC_ID, text=text, parts=asked)
        await client.wait(Deliver, parts)
        pieces = client.of(Deliver)
        assert {piece.udhi for piece in pieces} == {int(parts > 1)}
        assert all(len(piece.content) <= 140 for piece in pieces)
        skip = 6 if parts > 1 else 0
        assert b"".join(piece.content[skip:] for piece in pieces).decode("utf-16-be") == text
        if parts > 1:
            assert {(*p.content[:3], p.content[4]) for p in pieces} == {(5, 0, 3, parts)}
            assert [p.content[5] for p in pieces] == list(range(1, parts + 1))
            assert len({p.content[3] for p in pieces}) == 1


async def test_a_number_may_answer_by_itself() -> None:
    async with connected(IsmgFaults(reports=False, replies={str(NUMBER): "退订"})) as (client, _):
        client.say(submit(0), submit(1))
        await client.wait(SubmitAnswer, 2)
        await client.wait(Deliver)
        assert [(d.source, d.content.decode("utf-16-be")) for d in client.of(Deliver)] == [
            (str(NUMBER), "退订")
        ]


# --- the line ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "answers"),
    [
        ("", [ActiveTestAnswer()]),
        ("request", [ActiveTest()]),
        ("bare", [ActiveTestAnswer(b"")]),
        ("silent", []),
    ],
)
async def test_an_active_test_is_answered_as_the_gateway_likes(word: str, answers: list[object]) -> None:
    async with connected(IsmgFaults(active=word)) as (client, ismg):
        client.say(ActiveTest(), submit())
        await client.wait(Deliver)
        assert [
            b for b in (pdu.body for pdu in client.heard) if isinstance(b, ActiveTest | ActiveTestAnswer)
        ] == answers
        assert ismg.counts.active_tests == 1


async def test_the_gateway_asks_and_ends_lines_itself() -> None:
    async with connected() as (client, ismg):
        command(ismg, "active")
        await client.wait(ActiveTest)
        client.say(ActiveTestAnswer(), sequence=client.heard[-1].sequence)
        await until(lambda: ismg.counts.active_answers == 1, "the answer")
        command(ismg, "terminate")
        await client.wait(Terminate)
        client.say(TerminateAnswer(), sequence=client.heard[-1].sequence)
        await client.ended()


async def test_a_terminate_is_answered_and_then_the_line_ends() -> None:
    async with connected() as (client, ismg):
        client.say(submit(), Terminate())
        await client.ended()
        assert kinds(client)[:2] == ["SubmitAnswer", "TerminateAnswer"]
        assert ismg.counts.terminates == 1
        # The report had no line left and waits for the next.
        assert ismg.snapshot()["receipts_waiting"] == 1


async def test_a_terminate_in_the_middle_of_the_window() -> None:
    async with connected(IsmgFaults(terminate_after=3, reports=False)) as (client, ismg):
        client.say(*map(submit, range(5)))
        await client.wait(SubmitAnswer, 5)
        assert kinds(client) == ["SubmitAnswer"] * 2 + ["Terminate"] + ["SubmitAnswer"] * 3
        assert ismg.faults.terminate_after == 0


async def test_a_cut_after_reading_and_before_answering() -> None:
    async with connected(IsmgFaults(cut_after=3)) as (client, ismg):
        client.say(*map(submit, range(5)))
        await client.ended()
        assert client.results() == []
        assert (ismg.counts.accepted, ismg.counts.unanswered, ismg.counts.cuts) == (3, 3, 1)
        # Their reports wait for the next line.
        assert ismg.snapshot()["receipts_waiting"] == 3


async def test_a_cut_inside_a_pdu() -> None:
    async with connected(IsmgFaults(cut_inside=2)) as (client, ismg):
        client.say(submit(0), submit(1))
        await client.ended()
        assert client.results() == [(2, 0)]
        assert len(client.segments[-1]) == 2 * 24 - 5
        assert ismg.snapshot()["receipts_waiting"] == 2


async def test_octets_drip_and_what_they_say_stays_whole() -> None:
    async with connected(IsmgFaults(drip=True)) as (client, ismg):
        client.segments.clear()
        client.say(submit(0), submit(1))
        await until(lambda: ismg.counts.receipts_acknowledged == 2, "two reports")
        assert len(client.segments) > 50
        client.say(Terminate())
        await client.ended()
        assert client.of(TerminateAnswer)


async def test_answers_of_one_turn_come_in_one_segment() -> None:
    async with connected(IsmgFaults(reports=False)) as (client, _):
        client.segments.clear()
        client.say(submit(0), submit(1), ActiveTest())
        await client.wait(ActiveTestAnswer)
        assert [len(segment) for segment in client.segments] == [24 + 24 + 13]


@pytest.mark.parametrize("length", [4, 11, 0x7FFFFFFF])
async def test_an_impossible_length_comes_once_behind_an_answer(length: int) -> None:
    async with connected(IsmgFaults(bad_length=length, reports=False)) as (client, ismg):
        client.say(submit())
        await until(lambda: client.segments[-1][-12:-8] == length.to_bytes(4), "the length")
        assert client.results() == [(2, 0)]
        assert ismg.faults.bad_length == 0


async def test_mute_is_switched_on_while_a_line_is_up() -> None:
    async with connected() as (client, ismg):
        set_faults(ismg, mute=True)
        heard = len(client.heard)
        client.say(submit(), ActiveTest())
        await until(lambda: ismg.counts.active_tests == 1, "the request to arrive")
        await asyncio.sleep(0.05)
        assert (len(client.heard), ismg.counts.accepted) == (heard, 1)


async def test_every_line_is_cut_on_command() -> None:
    async with connected() as (client, ismg):
        command(ismg, "cut")
        await client.ended()


# --- control ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        "nonsense", "faults {", 'faults {"delai": 1}', 'faults {"delay": "1"}', 'faults {"active": "sometimes"}',
        'faults {"over_window": "drop"}', 'faults {"stat": "DELIVERED"}', 'faults {"report_octets": 65}', "reply {}", "reply []",
        'reply {"account": "920001", "number": "1", "to": "1", "text": "退订", "fmt": 0}', "report []", "active {}",
        f'reply {{"account": "920001", "number": "{"1" * 40}", "to": "1", "text": "x"}}', "serial {}", "terminate 7",
        'report {"account": "920001", "number": "13800138000", "id": "12"}',
    ],
)  # fmt: skip
async def test_a_command_that_cannot_be_carried_out_is_answered_with_an_error(wrong: str) -> None:
    ismg = Ismg({SP: SECRET})
    assert "error" in Control(ismg).answer(wrong)
    assert ismg.faults == IsmgFaults()
    assert ismg.snapshot()["receipts_waiting"] == 0


async def test_as_a_process_it_logs_every_accepted_part_with_its_time(tmp_path: Path) -> None:
    log = tmp_path / "accepted.log"
    with process(tmp_path, "--protocol", "cmpp", "--password", SECRET, "--log", str(log)) as running:
        async with line(running.port) as client:
            await client.login(V20)
            client.say(submit(0), submit(1), submit(0))
            await client.wait(SubmitAnswer, 3)
            counts = running.ask("stats")
            assert running.ask('serial {"next": 65535}')["accepted"] == 3
            client.say(submit(2))
            await client.wait(SubmitAnswer, 4)
            assert MessageId.read(client.of(SubmitAnswer)[-1].message_id).serial == 65535
    assert (counts["accepted"], counts["distinct"], counts["repeats"]) == (3, 2, 1)
    assert counts["results"] == {"0": 3}
    rows = [row.split() for row in log.read_text("ascii").splitlines()]
    assert [row[:2] for row in rows] == [
        [str(NUMBER), "1"],
        [str(NUMBER + 1), "1"],
        [str(NUMBER), "1"],
        [str(NUMBER + 2), "1"],
    ]
    assert [row[2] for row in rows] == [answer.message_id for answer in client.of(SubmitAnswer)]
    times = [float(row[3]) for row in rows]
    assert times == sorted(times)


@both
async def test_messages_under_many_faults_are_each_counted_once(version: int) -> None:
    """Whatever the faults, what the client sent, what was accepted and what the log counts agree."""
    faults = IsmgFaults(
        swallow_every=7, double_every=5, report_double=True, reverse=3, result=5, result_every=11
    )
    async with connected(faults, version=version) as (client, ismg):

        def answered() -> int:
            return len({sequence for sequence, _ in client.results()})

        order = random.Random(7)  # noqa: S311 - a repeatable order
        sent = 0
        while sent < 300:
            burst = order.randint(1, 4)
            client.say(*map(submit, range(sent, sent + burst)))
            sent += burst
            await until(lambda due=sent: answered() == due - ismg.counts.unanswered, "all answers")  # type: ignore[misc]
        counts = ismg.counts
        await until(lambda: ismg.snapshot()["receipts_waiting"] == 0, "all reports")
        refused = counts.results[5]
        assert counts.accepted == counts.distinct == sent - refused
        assert counts.repeats == 0
        assert len(client.reports()) == counts.receipts_sent == 2 * counts.accepted


async def test_the_report_a_test_makes_is_the_report_that_comes() -> None:
    async with connected(version=V21) as (client, ismg):
        made = Report(NO_ID, "DELIVRD", "2612010101", "2612010102", str(NUMBER), 9)
        ismg.report(SP, SRC_ID, made)
        await client.wait(Deliver)
        assert client.reports() == [made]


def test_a_simulator_begins_with_nothing_counted() -> None:
    counted = asdict(Counts())
    assert counted.pop("exact") is True
    assert not any(counted.values())
