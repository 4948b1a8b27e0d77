"""The session of CMPP: what goes out and when, what each answer means, and that nothing is ever sent twice or matched by chance."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from console.gateways.cmpp import pdus
from console.gateways.cmpp.codec import HEADER, decode, encode, frame, write_report
from console.gateways.cmpp.login import ismg_authenticator, source_authenticator
from console.gateways.cmpp.pdus import (
    NO_DIGEST,
    NO_ID,
    V20,
    V21,
    V30,
    ActiveTest,
    ActiveTestAnswer,
    Body,
    Connect,
    ConnectAnswer,
    Deliver,
    DeliverAnswer,
    Other,
    Pdu,
    Report,
    Submit,
    SubmitAnswer,
    Terminate,
    TerminateAnswer,
)
from console.gateways.cmpp.session import CmppSession
from console.gateways.line import BindFailedError
from console.gateways.ports import (
    NO_ANSWER,
    Accepted,
    Cut,
    Fault,
    Late,
    LineState,
    Refused,
    Unknown,
    Unsent,
    Why,
)
from console.gateways.ports import Submit as Send
from console.gateways.session import BindRefusedError
from console.gateways.simulator.deliveries import Delivery
from console.gateways.simulator.faults import IsmgFaults
from console.gateways.simulator.ismg import Ismg
from console.gateways.text import Coding
from tests.gateways.cmpp_support import Peer, connected, greeting, peered, scripted, settings_for, simulated
from tests.gateways.ismg_support import SECRET, SP, SRC_ID
from tests.gateways.smpp_support import LONG, NUMBER, SHORT, Recorder, until
from tests.gateways.test_cmpp_codec import VECTORS

both = pytest.mark.parametrize("version", [V20, V30])
ID = "bda4578003e90101"
OTHER = "bda4578003e90102"


async def quiet(seconds: float = 0.3) -> None:
    """Let time pass in which something might happen that must not."""
    await asyncio.sleep(seconds)


def report_of(
    message_id: str = ID, number: object = NUMBER, stat: str = "DELIVRD", shape: int = V30
) -> Deliver:
    """A DELIVER with a report, whose own id is another one."""
    said = Report(message_id, stat, "2611270905", "2611270907", str(number))
    return Deliver(
        OTHER, SRC_ID, source=str(number), registered_delivery=1, content=write_report(said, shape)
    )


# --- login ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", [V20, V21, V30])
async def test_the_login_proves_the_secret_at_its_minute_in_the_version_of_the_file(version: int) -> None:
    async with scripted(version) as (recorder, peer):
        ((_, connect),) = peer.of(Connect)
        assert (connect.sp_id, connect.version) == (SP, version)
        assert connect.authenticator == source_authenticator(SP, SECRET, connect.timestamp)
        now = datetime.now(timezone(timedelta(hours=8)))
        then = datetime.strptime(f"{now.year}{connect.timestamp:010d}+0800", "%Y%m%d%H%M%S%z")
        assert abs(now - then) < timedelta(minutes=2)
        spoken = f"{version >> 4}.{version & 15}"
        assert recorder.events[0].detail == f"bound as CMPP {spoken}, the gateway speaks {spoken}"
        assert recorder.session.faults == {}


@pytest.mark.parametrize(("status", "said"), [(2, "CONNECT-2"), (3, "CONNECT-3")])
async def test_a_refused_account_or_secret_stops_the_session_and_is_not_tried_again(
    status: int, said: str
) -> None:
    async with peered(answer=lambda _: ConnectAnswer(status)) as (peer, port):
        with pytest.raises(BindRefusedError, match=said):
            async with connected(settings_for(port)):
                pass
        await quiet()
        assert peer.lines == 1
        recorder = Recorder()
        recorder.session = CmppSession(settings_for(port), lambda: SECRET, recorder)
        with pytest.raises(BindRefusedError):
            await recorder.session.run()
        assert recorder.events[-1].cause is Cut.REFUSED


@pytest.mark.parametrize(
    ("status", "said"), [(1, "CONNECT-1"), (4, "CONNECT-4 v2.0"), (5, "CONNECT-5 v2.0"), (200, "CONNECT-200")]
)
async def test_another_status_is_told_with_the_gateways_version_and_no_other_one_is_guessed(
    status: int, said: str
) -> None:
    async with peered(answer=lambda _: ConnectAnswer(status, version=V20)) as (peer, port):
        recorder = Recorder()
        recorder.session = CmppSession(settings_for(port), lambda: SECRET, recorder)
        running = asyncio.create_task(recorder.session.run())
        await peer.wait(Connect, 3)
        await recorder.session.close()
        await running
        assert {event.state for event in recorder.events} == {LineState.DOWN}
        assert recorder.events[0].cause is Cut.BIND_FAILED
        assert recorder.events[0].detail == f"bind answered with status {said}"
        assert recorder.events[0].said == said
        assert {connect.version for _, connect in peer.of(Connect)} == {V30}
        with pytest.raises(BindFailedError, match=said):
            await CmppSession.bind_test(settings_for(port), lambda: SECRET)


async def test_a_right_secret_is_proved_by_a_login_alone() -> None:
    async with peered() as (peer, port):
        await CmppSession.bind_test(settings_for(port), lambda: SECRET)
        assert [type(pdu.body) for pdu in peer.got] == [Connect, Terminate]


async def test_nothing_else_goes_out_before_the_login_is_answered() -> None:
    early: list[Body] = [Deliver(OTHER, SRC_ID, source=str(NUMBER), content=b"TD"), ActiveTest()]
    async with peered(answer=lambda _: None) as (peer, port):
        recorder = Recorder()
        settings = settings_for(port, enquire_every=0.1, bind_timeout=0.8)
        recorder.session = CmppSession(settings, lambda: SECRET, recorder)
        running = asyncio.create_task(recorder.session.run())
        await peer.wait(Connect)
        peer.say(7, *early)
        recorder.session.write([Send(1, NUMBER, 0, recorder.session.prepare(SHORT, 1))])
        await until(lambda: recorder.outcomes, "the outcome")
        await peer.wait(Connect, 2)
        assert recorder.outcomes == [Unsent(1)]
        assert (recorder.replies, recorder.receipts) == ([], [])
        assert {type(pdu.body) for pdu in peer.got} == {Connect}
        assert recorder.session.faults == {Fault.UNREADABLE: 2}
        await recorder.session.close()
        await running


async def test_nothing_is_taken_or_answered_behind_a_refusal() -> None:
    async def then(peer: Peer) -> None:
        peer.say(900, report_of(ID), ActiveTest())

    async with peered(answer=lambda _: ConnectAnswer(3), then=then) as (peer, port):
        recorder = Recorder()
        recorder.session = CmppSession(settings_for(port), lambda: SECRET, recorder)
        with pytest.raises(BindRefusedError):
            await recorder.session.run()
        assert recorder.receipts == []
        assert {type(pdu.body) for pdu in peer.got} == {Connect}


def proof(width: int, secret: str = SECRET) -> Callable[[Connect], ConnectAnswer]:
    def answer(connect: Connect) -> ConnectAnswer:
        digest = ismg_authenticator(0, width, connect.authenticator, secret)
        return ConnectAnswer(0, digest, connect.version, 1)

    return answer


@pytest.mark.parametrize("width", [1, 4])
async def test_a_gateway_proves_that_it_knows_the_secret_however_wide_it_hashes_its_status(
    width: int,
) -> None:
    async with (
        peered(V20, proof(width)) as (_, port),
        connected(settings_for(port, version=V20, mutual=True)) as recorder,
    ):
        assert recorder.session.faults == {}


async def test_a_gateway_that_does_not_prove_it_is_counted_and_refused_only_where_the_file_says_so(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with peered(V20, proof(1, "another")) as (peer, port):
        async with connected(settings_for(port, version=V20)) as recorder:
            assert recorder.session.faults == {Fault.UNPROVED: 1}
        assert "AuthenticatorISMG" in caplog.text
        with pytest.raises(BindRefusedError, match="AuthenticatorISMG"):
            async with connected(settings_for(port, version=V20, mutual=True)):
                pass
        assert peer.lines == 2
        recorder = Recorder()
        settings = settings_for(port, version=V20, mutual=True)
        recorder.session = CmppSession(settings, lambda: SECRET, recorder)
        with pytest.raises(BindRefusedError):
            await recorder.session.run()
        # It is we who refuse: the provider took account and password.
        assert [(event.state, event.cause) for event in recorder.events] == [
            (LineState.REFUSED, Cut.UNPROVED)
        ]


async def test_an_answer_of_one_octet_to_a_login_of_3_0_is_read_by_its_length() -> None:
    async with peered(V30, proof(1)) as (_, port), connected(settings_for(port)) as recorder:
        assert recorder.events[0].detail == "bound as CMPP 3.0, the gateway speaks 3.0"


async def test_an_answer_to_a_login_that_is_not_ours_is_counted_and_means_nothing() -> None:
    async with peered(answer=lambda _: None) as (peer, port):
        recorder = Recorder()
        recorder.session = CmppSession(settings_for(port), lambda: SECRET, recorder)
        running = asyncio.create_task(recorder.session.run())
        ((sequence, connect),) = await peer.wait(Connect)
        peer.say(sequence + 1, ConnectAnswer(3))
        await until(lambda: recorder.session.faults, "the fault")
        peer.say(sequence, greeting(connect))
        await until(recorder.ups, "the line")
        peer.say(sequence, ConnectAnswer(3))
        await until(lambda: recorder.session.faults[Fault.STRAY_BIND] == 2, "the next fault")
        assert [event.state for event in recorder.events] == [LineState.UP]
        await recorder.session.close()
        await running


# --- what goes out ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "version"), [("P5", V20), ("P6", V30)])
async def test_a_submit_is_the_published_vector_octet_for_octet(name: str, version: int) -> None:
    async with scripted(version) as (recorder, peer):
        recorder.session.write([Send(1, NUMBER, 77, recorder.session.prepare("短信", 1))])
        ((sequence, submit),) = await peer.wait(Submit)
        assert encode(Pdu(sequence, submit), version) == VECTORS[name].octets
        peer.say(sequence, SubmitAnswer(ID, 0))


@both
async def test_every_recipient_has_a_submit_of_their_own_and_a_report(version: int) -> None:
    async with simulated(version=version) as (recorder, ismg):
        recorder.send(300)
        await until(lambda: len(recorder.receipts) == 300, "300 reports")
        assert ismg.counts.submits == ismg.counts.distinct == 300
        ids = {outcome.ids[0]: outcome.key for outcome in recorder.of(Accepted)}
        assert len(ids) == 300
        for one in recorder.receipts:
            assert (one.number, one.reference, one.status, one.state) == (
                NUMBER + ids[one.message_id], None, "DELIVRD", None,
            )  # fmt: skip
            assert len(one.message_id) == 16
            assert len(one.done_at) == 10


@both
async def test_the_fields_of_the_contract_are_in_every_submit(version: int) -> None:
    fields = {"fee_type": "02", "fee_code": "5", "number_prefix": "86", "coding": Coding.GB18030}
    async with scripted(version, **fields) as (recorder, peer):
        recorder.send(1, "拒收R")
        ((_, submit),) = await peer.wait(Submit)
        assert submit == Submit(
            service_id="BANKMSG", fmt=15, source=SP, fee_type="02", fee_code="5", src_id=SRC_ID,
            numbers=(f"86{NUMBER}",), content="拒收R".encode("gb18030"),
        )  # fmt: skip
        assert (submit.registered_delivery, submit.fee_user, submit.total, submit.number) == (1, 2, 1, 1)


@both
async def test_a_long_text_goes_in_parts_each_with_its_own_id_and_report(version: int) -> None:
    async with simulated(version=version, window=4) as (recorder, ismg):
        recorder.send(20, LONG)
        await until(lambda: len(recorder.receipts) == 60, "three reports for each of 20")
        assert recorder.keys() == list(range(20))
        ids = [one for outcome in recorder.of(Accepted) for one in outcome.ids]
        assert len(ids) == len(set(ids)) == 60
        assert {one.message_id for one in recorder.receipts} == set(ids)
        assert (ismg.counts.distinct, ismg.counts.repeats, ismg.counts.repeated_parts) == (20, 0, 0)


async def test_the_parts_say_which_they_are_in_their_header_and_beside_it() -> None:
    async with scripted() as (recorder, peer):
        recorder.send(1, LONG)
        parts = [submit for _, submit in await peer.wait(Submit, 3)]
        assert [(one.total, one.number, one.udhi) for one in parts] == [(3, 1, 1), (3, 2, 1), (3, 3, 1)]
        assert [one.content[:6].hex() for one in parts] == ["050003070301", "050003070302", "050003070303"]
        assert b"".join(one.content[6:] for one in parts).decode("utf-16-be") == LONG


async def test_the_window_is_never_exceeded() -> None:
    async with simulated(IsmgFaults(window=3, over_window="cut", delay=0.01), window=3) as (recorder, ismg):
        recorder.send(60)
        await until(lambda: len(recorder.of(Accepted)) == 60, "60 outcomes")
        assert ismg.counts.over_window == 0
        assert recorder.ups() == 1


def test_a_text_of_more_parts_than_the_account_sends_is_refused() -> None:
    session = CmppSession(settings_for(1, most_parts=2), lambda: SECRET, Recorder())
    assert session.prepare("尊" * 134, 1).parts == 2
    with pytest.raises(ValueError, match="3 parts"):
        session.prepare(LONG, 1)


# --- answers ----------------------------------------------------------------------------------------------------------


async def test_nothing_is_sent_again_after_silence_whatever_the_standard_demands() -> None:
    async with scripted(response_timeout=0.3, window=2) as (recorder, peer):
        recorder.send(3)
        await peer.wait(Submit, 2)
        await until(lambda: len(recorder.outcomes) == 2, "two outcomes")
        assert recorder.outcomes == [
            Unknown(0, Why.TIMEOUT, ("",), (NO_ANSWER,)), Unknown(1, Why.TIMEOUT, ("",), (NO_ANSWER,)),
        ]  # fmt: skip
        # Nothing more goes out until the gateway shows that it is there; then the third does, and only that.
        await peer.wait(ActiveTest)
        assert len(peer.of(Submit)) == 2
        peer.say(peer.of(ActiveTest)[0][0], ActiveTestAnswer())
        (_, _, (_, third)) = await peer.wait(Submit, 3)
        assert third.numbers == (str(NUMBER + 2),)
        await quiet(0.5)
        numbers = [submit.numbers[0] for _, submit in peer.of(Submit)]
        assert numbers == [str(NUMBER + key) for key in range(3)]


async def test_a_line_cut_in_between_leaves_doubt_and_no_repeat() -> None:
    async with simulated(IsmgFaults(cut_after=25)) as (recorder, ismg):
        recorder.send(100)
        await until(lambda: len(recorder.outcomes) == 100, "an outcome for each")
        unknown = recorder.of(Unknown)
        assert recorder.keys() == list(range(100))
        assert 1 <= len(unknown) <= 16
        assert {outcome.why for outcome in unknown} == {Why.CUT}
        assert ismg.counts.repeats == 0
        # The reports of those in doubt come on the next line, under ids that no answer gave.
        await until(lambda: len(recorder.receipts) >= ismg.counts.distinct, "their reports")


@both
@pytest.mark.parametrize("result", [1, 2, 4, 5, 6, 7, 9, 10, 11, 12, 13, 99, 100, 199, 0xFF])
async def test_a_result_refuses_for_certain_with_its_raw_code(version: int, result: int) -> None:
    async with scripted(version) as (recorder, peer):
        recorder.send(1)
        ((sequence, _),) = await peer.wait(Submit)
        peer.say(sequence, SubmitAnswer(NO_ID, result))
        await until(lambda: recorder.outcomes, "the outcome")
        assert recorder.outcomes == [Refused(0, (result,), False)]
        assert recorder.session.said(result) == f"SUBMIT-{result}"


async def test_a_result_of_four_octets_is_read_whole() -> None:
    async with scripted() as (recorder, peer):
        recorder.send(1)
        ((sequence, _),) = await peer.wait(Submit)
        peer.say(sequence, SubmitAnswer(NO_ID, 0xDEADBEEF))
        await until(lambda: recorder.outcomes, "the outcome")
        assert recorder.outcomes == [Refused(0, (0xDEADBEEF,), False)]


async def test_flow_control_alone_is_worth_another_try() -> None:
    async with scripted() as (recorder, peer):
        recorder.send(1)
        ((sequence, _),) = await peer.wait(Submit)
        peer.say(sequence, SubmitAnswer(NO_ID, 8))
        await until(lambda: recorder.outcomes, "the outcome")
        assert recorder.outcomes == [Refused(0, (8,), True)]


async def test_a_repeated_sequence_number_proves_nothing_also_when_it_is_told_late() -> None:
    async with scripted(response_timeout=0.3) as (recorder, peer):
        recorder.send(2)
        ((first, _), (second, _)) = await peer.wait(Submit, 2)
        peer.say(first, SubmitAnswer(NO_ID, 3))
        await until(lambda: len(recorder.outcomes) == 2, "two outcomes")
        peer.say(second, SubmitAnswer(NO_ID, 3))
        await quiet()
        assert recorder.outcomes == [
            Unknown(0, Why.REPEATED, ("",), (NO_ANSWER,)), Unknown(1, Why.TIMEOUT, ("",), (NO_ANSWER,)),
        ]  # fmt: skip
        assert recorder.session.faults == {}, "both are answers to something of ours"
        peer.say(second + 9, SubmitAnswer(NO_ID, 3))
        await until(lambda: recorder.session.faults == {Fault.STRAY_ANSWER: 1}, "a stray")


async def test_a_late_answer_is_told_as_such() -> None:
    async with scripted(response_timeout=0.3) as (recorder, peer):
        recorder.send(1)
        ((sequence, _),) = await peer.wait(Submit)
        await until(lambda: recorder.outcomes, "the doubt")
        peer.say(sequence, SubmitAnswer(ID, 0))
        await until(lambda: len(recorder.outcomes) == 2, "the late answer")
        assert recorder.outcomes[1] == Late(0, 0, ID, 0)


async def test_parts_answered_unlike_are_unknown_with_what_is_known_of_each() -> None:
    async with scripted() as (recorder, peer):
        recorder.send(1, LONG)
        sequences = [sequence for sequence, _ in await peer.wait(Submit, 3)]
        for sequence, result in zip(sequences, (0, 3, 13), strict=True):
            peer.say(sequence, SubmitAnswer(NO_ID if result else ID, result))
        await until(lambda: recorder.outcomes, "the outcome")
        assert recorder.outcomes == [Unknown(0, Why.REPEATED, (ID, "", ""), (0, NO_ANSWER, 13))]


async def test_an_answer_that_cannot_be_read_is_unknown_by_name_and_the_line_lives_on() -> None:
    async with scripted() as (recorder, peer):
        recorder.send(2)
        ((first, _), (second, _)) = await peer.wait(Submit, 2)
        # An answer of neither version: two octets short.
        peer.writer.write(HEADER.pack(22, pdus.SUBMIT | pdus.RESPONSE, first) + bytes.fromhex(ID) + b"\0\0")
        peer.say(second, SubmitAnswer(ID, 0))
        await until(lambda: len(recorder.outcomes) == 2, "two outcomes")
        assert recorder.outcomes == [Unknown(0, Why.MALFORMED, ("",), (NO_ANSWER,)), Accepted(1, (ID,))]
        assert recorder.session.faults == {Fault.UNREADABLE: 1}


@pytest.mark.parametrize("wrong", ["double_every", "wrong_every"])
async def test_an_answer_to_nothing_of_ours_is_counted_and_settles_nobody(wrong: str) -> None:
    async with simulated(IsmgFaults(**{wrong: 5}), response_timeout=0.4) as (recorder, ismg):  # type: ignore[arg-type]
        recorder.send(20)
        await until(lambda: len(recorder.outcomes) == 20, "20 outcomes")
        assert recorder.keys() == list(range(20))
        assert len(recorder.of(Unknown)) == (4 if wrong == "wrong_every" else 0)
        await until(lambda: recorder.session.faults[Fault.STRAY_ANSWER] == 4, "four strays")
        assert ismg.counts.repeats == 0


@pytest.mark.parametrize("word", ["zero", "same"])
async def test_a_gateway_that_gives_no_ids_gives_none_and_one_that_repeats_them_is_told_as_it_is(
    word: str,
) -> None:
    async with simulated(IsmgFaults(ids=word)) as (recorder, _):
        recorder.send(5)
        await until(lambda: len(recorder.receipts) == 5, "five reports")
        ids = {outcome.ids[0] for outcome in recorder.of(Accepted)}
        assert ids == {one.message_id for one in recorder.receipts}
        assert len(ids) == 1
        assert (ids == {""}) is (word == "zero")
        # What they have of their own is the number, and no reference.
        assert {(one.number, one.reference) for one in recorder.receipts} == {
            (NUMBER + key, None) for key in range(5)
        }


# --- reports ----------------------------------------------------------------------------------------------------------


@both
@pytest.mark.parametrize("shape", [V20, V30])
@pytest.mark.parametrize("cut", [False, True])
async def test_a_report_is_read_by_its_length_and_with_a_short_tail(
    version: int, shape: int, cut: bool
) -> None:
    octets = {V20: 60, V30: 71}[shape]
    faults = IsmgFaults(report_octets=octets, cut_tail=cut, stat="MK:0001")
    async with simulated(faults, version=version) as (recorder, ismg):
        recorder.send(1)
        await until(lambda: recorder.receipts, "the report")
        (one,) = recorder.receipts
        assert len(one.raw) == octets
        assert (one.number, one.status, one.error) == (NUMBER, "MK:0001", "")
        assert (one.message_id,) == recorder.of(Accepted)[0].ids
        await until(lambda: ismg.counts.receipts_acknowledged == 1, "the answer")
        assert recorder.session.faults == {}


async def test_a_report_of_another_length_is_kept_as_it_came_and_counted() -> None:
    async with scripted() as (recorder, peer):
        odd = Deliver(OTHER, SRC_ID, source=f"86{NUMBER}", registered_delivery=1, content=b"x" * 33)
        peer.say(5, odd)
        ((sequence, answer),) = await peer.wait(DeliverAnswer)
        assert (sequence, answer) == (5, DeliverAnswer(OTHER))
        (one,) = recorder.receipts
        assert (one.number, one.message_id, one.status, one.raw) == (NUMBER, "", "", b"x" * 33)
        assert recorder.session.faults == {Fault.UNREADABLE: 1}


@both
async def test_a_report_before_its_answer_waits_for_it(version: int) -> None:
    async with scripted(version) as (recorder, peer):
        recorder.send(3)
        ((first, _), (second, _), (third, _)) = await peer.wait(Submit, 3)
        peer.say(900, report_of(ID, shape=version))
        await quiet()
        assert (recorder.receipts, peer.of(DeliverAnswer)) == ([], [])
        peer.say(third, SubmitAnswer(OTHER, 0))
        await until(lambda: recorder.outcomes, "another's answer")
        assert recorder.receipts == []
        turns = recorder.turns
        peer.say(first, SubmitAnswer(ID, 0))
        await until(lambda: recorder.receipts, "the report")
        assert recorder.turns == turns + 1, "both in one turn, where answers are taken first"
        await peer.wait(DeliverAnswer)
        peer.say(second, SubmitAnswer(NO_ID, 13))


async def test_a_report_on_a_part_waits_for_the_outcome_of_the_whole_text() -> None:
    async with scripted(response_timeout=60.0) as (recorder, peer):
        recorder.send(1, LONG)
        (first, *others) = [sequence for sequence, _ in await peer.wait(Submit, 3)]
        peer.say(first, SubmitAnswer(ID, 0))
        peer.say(900, report_of(ID))
        await quiet(0.2)
        assert recorder.receipts == []
        turns = recorder.turns
        peer.writer.write(b"".join(encode(Pdu(one, SubmitAnswer(OTHER, 0)), V30) for one in others))
        await until(lambda: recorder.receipts, "the report")
        assert recorder.outcomes == [Accepted(0, (ID, OTHER, OTHER))]
        assert recorder.turns == turns + 1, "both in one turn, where answers are taken first"


async def test_a_report_waits_for_what_was_open_when_it_came_and_for_nothing_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("console.gateways.cmpp.line._PATIENT", 600.0)
    async with scripted(response_timeout=60.0) as (recorder, peer):
        recorder.send(1)
        ((first, _),) = await peer.wait(Submit)
        peer.say(900, report_of(ID))
        await quiet(0.1)
        recorder.send(1, first=1)
        (_, (second, _)) = await peer.wait(Submit, 2)
        peer.say(first, SubmitAnswer(OTHER, 0))
        await until(lambda: recorder.receipts, "the report, of a message before this line")
        peer.say(second, SubmitAnswer(OTHER, 0))


async def test_a_report_that_need_not_wait_any_more_lets_no_newer_one_go_in_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("console.gateways.cmpp.line._PATIENT", 600.0)
    newer = "bda4578003e90103"
    async with scripted(response_timeout=60.0) as (recorder, peer):
        recorder.send(1)
        ((first, _),) = await peer.wait(Submit)
        peer.say(900, report_of(ID))
        await quiet(0.1)
        recorder.send(1, first=1)
        (_, (second, _)) = await peer.wait(Submit, 2)
        peer.say(901, report_of(newer))
        await quiet(0.1)
        peer.say(first, SubmitAnswer(OTHER, 0))
        await until(lambda: recorder.receipts, "the older report")
        assert [one.message_id for one in recorder.receipts] == [ID]
        peer.say(second, SubmitAnswer(newer, 0))
        await until(lambda: len(recorder.receipts) == 2, "the newer report with its answer")


async def test_of_more_ids_than_are_remembered_the_oldest_is_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("console.gateways.cmpp.line._REMEMBERED", 2)
    monkeypatch.setattr("console.gateways.cmpp.line._PATIENT", 600.0)
    ids = [f"bda4578003e902{nth:02x}" for nth in range(3)]
    async with scripted(response_timeout=60.0) as (recorder, peer):
        recorder.send(4)
        submits = await peer.wait(Submit, 4)
        for (sequence, _), one in zip(submits, ids, strict=False):
            peer.say(sequence, SubmitAnswer(one, 0))
        for nth, one in enumerate(ids):
            peer.say(900 + nth, report_of(one))
        await until(lambda: len(recorder.receipts) == 2, "the reports on the newer two")
        await quiet(0.1)
        assert [one.message_id for one in recorder.receipts] == ids[1:]
        peer.say(submits[3][0], SubmitAnswer(NO_ID, 13))
        await until(lambda: len(recorder.receipts) == 3, "the report on the oldest")


async def test_a_report_whose_answer_is_lost_waits_for_a_while_and_no_longer() -> None:
    async with scripted(response_timeout=0.4) as (recorder, peer):
        recorder.send(1)
        await peer.wait(Submit)
        peer.say(900, report_of(ID))
        await until(lambda: recorder.receipts, "the report")
        assert recorder.outcomes == [Unknown(0, Why.TIMEOUT, ("",), (NO_ANSWER,))]
        await peer.wait(DeliverAnswer)


async def test_a_report_waits_five_seconds_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.gateways.cmpp.line._PATIENT", 0.3)
    async with scripted(response_timeout=60.0) as (recorder, peer):
        recorder.send(1)
        ((sequence, _),) = await peer.wait(Submit)
        peer.say(900, report_of(ID))
        await until(lambda: recorder.receipts, "the report")
        assert recorder.outcomes == []
        peer.say(sequence, SubmitAnswer(ID, 0))


async def test_no_report_waits_while_an_answer_has_been_missing_for_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("console.gateways.cmpp.line._PATIENT", 3.0)
    async with scripted(response_timeout=60.0) as (recorder, peer):
        loop = asyncio.get_running_loop()
        recorder.send(1)
        ((first, _),) = await peer.wait(Submit)
        await quiet(3.5)
        recorder.send(1, first=1)
        (_, (second, _)) = await peer.wait(Submit, 2)
        since = loop.time()
        peer.say(900, report_of(ID))
        await until(lambda: recorder.receipts, "the report")
        assert loop.time() - since < 2.0
        peer.say(first, SubmitAnswer(ID, 0))
        peer.say(second, SubmitAnswer(OTHER, 0))


async def test_at_the_end_of_a_line_the_reports_that_waited_are_told_with_the_doubt() -> None:
    async with scripted() as (recorder, peer):
        recorder.send(1)
        await peer.wait(Submit)
        peer.say(900, report_of(ID))
        await quiet(0.1)
        peer.writer.close()
        await until(lambda: recorder.receipts, "the report")
        assert recorder.outcomes == [Unknown(0, Why.CUT, ("",), (NO_ANSWER,))]


async def test_a_report_on_an_older_message_does_not_wait_where_nothing_is_open() -> None:
    async with scripted() as (recorder, peer):
        peer.say(900, report_of(ID))
        await until(lambda: recorder.receipts, "the report")
        await peer.wait(DeliverAnswer)


async def test_a_deliver_is_answered_only_once_it_is_stored_under_the_id_of_its_header() -> None:
    async with scripted() as (recorder, peer):
        recorder.acknowledging = False
        peer.say(900, report_of(ID))
        peer.say(901, Deliver(ID, SRC_ID, source=str(NUMBER), content=b"TD"))
        await until(lambda: recorder.receipts and recorder.replies, "both")
        await quiet()
        assert peer.of(DeliverAnswer) == []
        recorder.session.acknowledge([recorder.receipts[0].token])
        recorder.session.acknowledge([recorder.replies[0].token])
        assert await peer.wait(DeliverAnswer, 2) == [(900, DeliverAnswer(OTHER)), (901, DeliverAnswer(ID))]
        recorder.session.acknowledge([recorder.receipts[0].token])
        await quiet(0.1)
        assert len(peer.of(DeliverAnswer)) == 2, "an answer is given once"


async def test_what_cannot_be_stored_gets_no_answer_so_that_it_comes_again() -> None:
    ismg = Ismg({SP: SECRET}, IsmgFaults(repeat_after=0.2))
    port = await ismg.start()
    async with connected(settings_for(port)) as recorder:
        recorder.acknowledging = False
        ismg.deliver(SP, [Delivery(Deliver(ID, SRC_ID, source=str(NUMBER), content=b"TD"))])
        await until(lambda: recorder.replies, "the message")
        recorder.session.decline([recorder.replies[0].token])
        await until(lambda: len(recorder.replies) == 2, "the message again")
        assert (ismg.counts.receipts_rejected, ismg.counts.receipts_acknowledged) == (0, 0)
        recorder.session.acknowledge([recorder.replies[1].token])
        await until(lambda: ismg.counts.receipts_acknowledged == 1, "the answer")
    await ismg.stop()


async def test_a_sink_that_fails_ends_the_session_and_what_was_read_comes_again() -> None:
    ismg = Ismg({SP: SECRET})
    port = await ismg.start()
    recorder = Recorder(broken=RuntimeError("disk full"))
    recorder.session = CmppSession(settings_for(port), lambda: SECRET, recorder)
    running = asyncio.create_task(recorder.session.run())
    await until(recorder.ups, "the login")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asyncio.get_running_loop(), "call_exception_handler", lambda _: None)
        recorder.send(5)
        with pytest.raises(RuntimeError, match="disk full"):
            await running
    assert ismg.counts.receipts_acknowledged == 0
    async with connected(settings_for(port)) as later:
        await until(lambda: len(later.receipts) == 5, "the five reports on the next line")
    await ismg.stop()


def resized(octets: bytes) -> bytes:
    """A PDU whose length says how many octets it has."""
    return len(octets).to_bytes(4) + octets[4:]


async def test_a_deliver_that_cannot_be_read_is_kept_as_it_came_and_answered_once_it_is_stored() -> None:
    async with scripted() as (recorder, peer):
        recorder.acknowledging = False
        whole = encode(Pdu(900, report_of(ID)), V30)
        too_short, too_long = resized(whole[:-30]), resized(whole + b"\0")
        peer.writer.write(too_short + HEADER.pack(15, pdus.DELIVER, 901) + b"abc")
        peer.writer.write(too_long[:8] + (902).to_bytes(4) + too_long[12:])
        await until(lambda: len(recorder.receipts) == 3, "three of them")
        await quiet(0.1)
        assert peer.of(DeliverAnswer) == []
        assert recorder.replies == []
        assert [one.raw for one in recorder.receipts] == [too_short[12:], b"abc", too_long[12:]]
        assert {(one.number, one.message_id, one.status) for one in recorder.receipts} == {(0, "", "")}
        recorder.session.acknowledge([one.token for one in recorder.receipts])
        assert await peer.wait(DeliverAnswer, 3) == [
            (900, DeliverAnswer(OTHER)), (901, DeliverAnswer(b"abc".ljust(8, b"\0").hex())),
            (902, DeliverAnswer(OTHER)),
        ]  # fmt: skip
        assert recorder.session.faults == {Fault.UNREADABLE: 3}


async def test_a_deliver_before_the_login_is_neither_kept_nor_answered_also_if_it_cannot_be_read() -> None:
    async with peered(answer=lambda _: None) as (peer, port):
        recorder = Recorder()
        recorder.session = CmppSession(settings_for(port), lambda: SECRET, recorder)
        running = asyncio.create_task(recorder.session.run())
        ((sequence, connect),) = await peer.wait(Connect)
        peer.writer.write(HEADER.pack(15, pdus.DELIVER, 901) + b"abc")
        await until(lambda: recorder.session.faults, "the fault")
        peer.say(sequence, greeting(connect))
        await until(recorder.ups, "the line")
        await quiet(0.1)
        assert (recorder.receipts, peer.of(DeliverAnswer)) == ([], [])
        await recorder.session.close()
        await running


async def test_a_message_whose_kind_is_neither_is_kept_as_a_report_that_cannot_be_read() -> None:
    async with scripted() as (recorder, peer):
        peer.say(5, Deliver(ID, SRC_ID, source=str(NUMBER), registered_delivery=2, content=b"TD"))
        await peer.wait(DeliverAnswer)
        assert recorder.replies == []
        assert [(one.number, one.raw) for one in recorder.receipts] == [(NUMBER, b"TD")]


async def test_a_deliver_under_a_sequence_that_is_still_open_is_counted_and_not_answered() -> None:
    async with scripted() as (recorder, peer):
        recorder.acknowledging = False
        message = Deliver(ID, SRC_ID, source=str(NUMBER), content=b"TD")
        peer.say(5, message, report_of(ID), Other(pdus.DELIVER, b"abc"))
        await until(lambda: recorder.session.faults[Fault.SEQUENCE_TAKEN] == 2, "both faults")
        assert (len(recorder.replies), recorder.receipts) == (1, [])
        recorder.session.acknowledge([recorder.replies[0].token])
        assert await peer.wait(DeliverAnswer) == [(5, DeliverAnswer(ID))]
        peer.say(5, report_of(ID))
        await until(lambda: recorder.receipts, "the report, which came again")
        recorder.session.acknowledge([recorder.receipts[0].token])
        assert await peer.wait(DeliverAnswer, 2) == [(5, DeliverAnswer(ID)), (5, DeliverAnswer(OTHER))]


async def test_what_came_on_one_line_is_not_answered_on_the_next() -> None:
    async with scripted() as (recorder, peer):
        recorder.acknowledging = False
        peer.say(5, report_of(ID))
        await until(lambda: recorder.receipts, "the report")
        peer.writer.close()
        await until(lambda: recorder.ups() == 2, "the next line")
        peer.say(5, report_of(ID))
        await until(lambda: len(recorder.receipts) == 2, "the report again")
        recorder.session.acknowledge([recorder.receipts[0].token])
        await quiet(0.1)
        assert peer.of(DeliverAnswer) == []
        recorder.session.acknowledge([recorder.receipts[1].token])
        await peer.wait(DeliverAnswer)


# --- messages from subscribers ----------------------------------------------------------------------------------------


@both
@pytest.mark.parametrize(
    ("fmt", "content", "text"),
    [
        (0, b"TD@bank", "TD@bank"),
        (0, b"TD\xff", "TD�"),
        (8, "退订".encode("utf-16-be"), "退订"),
        (15, "退订𠮷".encode("gb18030"), "退订𠮷"),
        (4, b"\xe9", "é"),
    ],
)
async def test_a_subscribers_message_is_read_in_its_own_coding(
    version: int, fmt: int, content: bytes, text: str
) -> None:
    async with scripted(version) as (recorder, peer):
        peer.say(5, Deliver(ID, f"{SRC_ID}07", fmt=fmt, source=str(NUMBER), content=content))
        ((_, answer),) = await peer.wait(DeliverAnswer)
        assert answer == DeliverAnswer(ID)
        (one,) = recorder.replies
        assert (one.number, one.to, one.text, one.raw) == (NUMBER, f"{SRC_ID}07", text, content)


@pytest.mark.parametrize(
    ("source", "kind", "number"),
    [
        (f"{NUMBER}", 0, NUMBER), (f"86{NUMBER}", 0, NUMBER), (f"+86{NUMBER}", 0, NUMBER),
        (f"{NUMBER}", 1, 0), ("10658888", 0, 0), ("", 0, 0),
    ],
)  # fmt: skip
async def test_a_number_is_read_in_three_forms_and_never_guessed(source: str, kind: int, number: int) -> None:
    async with scripted() as (recorder, peer):
        peer.say(5, Deliver(ID, SRC_ID, source=source, source_kind=kind, content=b"TD"))
        peer.say(6, report_of(ID, number=source)._replace(source_kind=kind))
        await peer.wait(DeliverAnswer, 2)
        assert (recorder.replies[0].number, recorder.replies[0].address) == (number, source)
        assert recorder.receipts[0].number == number


@pytest.mark.parametrize("inside", [f"{NUMBER}   ", "", "  "])
async def test_a_number_is_read_without_blanks_and_an_empty_one_of_a_report_is_that_of_its_deliver(
    inside: str,
) -> None:
    async with scripted() as (recorder, peer):
        peer.say(5, report_of(ID, number=inside)._replace(source=f"86{NUMBER}  "))
        peer.say(6, Deliver(ID, SRC_ID, source=f"{NUMBER}  ", content=b"TD"))
        await peer.wait(DeliverAnswer, 2)
        assert [one.number for one in recorder.receipts] == [NUMBER]
        assert [one.number for one in recorder.replies] == [NUMBER]


async def test_a_long_message_comes_in_parts_without_their_headers() -> None:
    async with simulated() as (recorder, ismg):
        ismg.verbs["reply"]({"account": SP, "number": str(NUMBER), "to": SRC_ID, "text": "退" * 100})
        await until(lambda: len(recorder.replies) == 2, "two parts")
        assert "".join(one.text for one in recorder.replies) == "退" * 100
        await until(lambda: ismg.counts.receipts_acknowledged == 2, "two answers")


# --- the line ---------------------------------------------------------------------------------------------------------


async def test_an_idle_line_is_tested_and_any_pdu_shows_that_the_gateway_is_there() -> None:
    async with simulated(enquire_every=0.1, response_timeout=0.6) as (recorder, ismg):
        await until(lambda: ismg.counts.active_tests >= 3, "three tests")
        ismg.faults = IsmgFaults(active="request")
        before = ismg.counts.active_answers
        await until(lambda: ismg.counts.active_answers >= before + 12, "tests answered with tests")
        assert recorder.ups() == 1
        ismg.faults = IsmgFaults(active="bare")
        tests = ismg.counts.active_tests
        await until(lambda: ismg.counts.active_tests >= tests + 12, "tests answered without the octet")
        assert recorder.ups() == 1


async def test_a_gateway_that_answers_no_test_is_hung_up_on() -> None:
    async with simulated(IsmgFaults(active="silent"), enquire_every=0.1, response_timeout=0.4) as (
        recorder,
        _,
    ):
        await until(lambda: recorder.ups() >= 2, "the next line")
        down = next(event for event in recorder.events if event.state is LineState.DOWN)
        assert down.detail == "no answer to an enquiry"


async def test_a_test_is_answered_at_once_also_while_the_line_is_full() -> None:
    async with scripted(window=1) as (recorder, peer):
        recorder.send(2)
        await peer.wait(Submit)
        peer.say(80, ActiveTest())
        assert await peer.wait(ActiveTestAnswer) == [(80, ActiveTestAnswer())]


async def test_a_test_and_a_goodbye_are_answered_whatever_is_behind_their_headers() -> None:
    async with scripted() as (recorder, peer):
        peer.say(80, Other(pdus.ACTIVE_TEST, b"\0"))
        assert await peer.wait(ActiveTestAnswer) == [(80, ActiveTestAnswer())]
        peer.say(81, Other(pdus.TERMINATE, b"\0\0\0\0"))
        assert await peer.wait(TerminateAnswer) == [(81, TerminateAnswer())]
        await until(lambda: recorder.ups() == 2, "the next line")
        assert recorder.session.faults == {}


async def test_close_says_goodbye_after_the_open_answers() -> None:
    async with simulated(IsmgFaults(delay=0.2)) as (recorder, ismg):
        recorder.send(8)
        await recorder.session.close()
        assert len(recorder.of(Accepted)) == 8
        assert ismg.counts.terminates == 1
        assert recorder.events[-1].state is LineState.DOWN


MISFITS: dict[str, Callable[[int], Body]] = {
    "an answer": lambda _: SubmitAnswer(ID, 0),
    "a report": lambda version: report_of(ID, stat="MK:0001", shape=version),
    "a short message": lambda _: Deliver(
        ID, SRC_ID, fmt=8, source=str(NUMBER), content="退订".encode("utf-16-be")
    ),
}


@both
@pytest.mark.parametrize("what", MISFITS)
async def test_a_gateway_that_speaks_another_version_ends_the_session_by_name_with_one_window_in_doubt(
    version: int, what: str
) -> None:
    other = V20 if version == V30 else V30
    async with peered(version) as (peer, port):
        recorder = Recorder()
        settings = settings_for(port, version=version, window=4)
        recorder.session = CmppSession(settings, lambda: SECRET, recorder)
        running = asyncio.create_task(recorder.session.run())
        await until(recorder.ups, "the line")
        recorder.send(300)
        submits = await peer.wait(Submit, 4)
        peer.writer.write(encode(Pdu(submits[0][0], MISFITS[what](other)), other))
        with pytest.raises(BindRefusedError, match="another version"):
            await running
        last = recorder.events[-1]
        assert (last.state, last.cause) == (LineState.REFUSED, Cut.OTHER_VERSION)
        assert [outcome.why for outcome in recorder.of(Unknown)] == [Why.CUT] * 4
        assert (recorder.receipts, recorder.replies, peer.of(DeliverAnswer)) == ([], [], [])
        assert (len(peer.of(Submit)), peer.lines) == (4, 1)


async def test_a_bind_test_tells_another_version_where_it_shows() -> None:
    async def then(peer: Peer) -> None:
        peer.writer.write(encode(Pdu(900, report_of(ID, shape=V20)), V20))

    async with peered(then=then) as (_, port):
        with pytest.raises(BindFailedError, match="another version"):
            await CmppSession.bind_test(settings_for(port), lambda: SECRET)


async def test_a_bind_test_answers_nothing_that_it_cannot_store() -> None:
    async def then(peer: Peer) -> None:
        whole = encode(Pdu(901, report_of(ID)), V30)
        peer.say(900, report_of(ID), Deliver(ID, SRC_ID, source=str(NUMBER), content=b"TD"))
        peer.writer.write(resized(whole[:-30]))

    async with peered(then=then) as (peer, port):
        assert await CmppSession.bind_test(settings_for(port), lambda: SECRET)
        assert [type(pdu.body) for pdu in peer.got] == [Connect, Terminate]


async def test_a_goodbye_of_the_gateway_is_answered_and_the_session_comes_back() -> None:
    async with scripted(retry_first=0.1) as (recorder, peer):
        recorder.send(1)
        ((sequence, _),) = await peer.wait(Submit)
        peer.say(81, Terminate())
        peer.say(sequence, SubmitAnswer(ID, 0))
        assert await peer.wait(TerminateAnswer) == [(81, TerminateAnswer())]
        await until(lambda: recorder.ups() == 2, "the next line")
        assert recorder.keys() == [0]
        down = next(event for event in recorder.events if event.state is LineState.DOWN)
        assert down.detail == "unbound by the provider"


@pytest.mark.parametrize("command", [0x06, 0x07, 0x09, 0x80000006, 0x01000001])
async def test_a_command_that_nobody_knows_is_skipped_by_its_length(command: int) -> None:
    async with scripted() as (recorder, peer):
        peer.say(5, Other(command, b"\xff" * 51), Deliver(ID, SRC_ID, source=str(NUMBER), content=b"TD"))
        await peer.wait(DeliverAnswer)
        assert recorder.session.faults == {Fault.UNREADABLE: 1}
        assert (len(recorder.replies), recorder.ups()) == (1, 1)
        assert {type(pdu.body) for pdu in peer.got} == {Connect, DeliverAnswer}, "and not answered"


@pytest.mark.parametrize("length", [0, 4, 11, 4097, 0x7FFFFFFF, 0xFFFFFFFF])
async def test_a_length_out_of_bounds_ends_the_line_and_what_was_open_is_unknown(length: int) -> None:
    async with scripted() as (recorder, peer):
        recorder.send(2)
        ((first, _), _) = await peer.wait(Submit, 2)
        good = encode(Pdu(first, SubmitAnswer(ID, 0)), V30)
        peer.writer.write(good + HEADER.pack(length, pdus.ACTIVE_TEST, 5))
        await until(lambda: recorder.ups() == 2, "the next line")
        assert recorder.outcomes == [Accepted(0, (ID,)), Unknown(1, Why.CUT, ("",), (NO_ANSWER,))]


async def test_a_stream_in_single_octets_is_read_like_any_other() -> None:
    async with simulated(IsmgFaults(drip=True)) as (recorder, _):
        recorder.send(3)
        await until(lambda: len(recorder.receipts) == 3, "three reports")
        assert recorder.session.faults == {}


async def test_reports_right_behind_the_login_are_taken() -> None:
    async def then(peer: Peer) -> None:
        peer.say(900, report_of(ID))

    async with peered(then=then) as (peer, port), connected(settings_for(port)) as recorder:
        await until(lambda: recorder.receipts, "the report")
        await peer.wait(DeliverAnswer)


async def test_neither_numbers_nor_texts_nor_the_secret_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with scripted(response_timeout=0.3) as (recorder, peer):
        recorder.send(2)
        await peer.wait(Submit, 2)
        peer.say(
            5,
            report_of(ID)._replace(content=b"x" * 33),
            Deliver(ID, SRC_ID, source=str(NUMBER), content=b"TD"),
        )
        await until(lambda: len(recorder.outcomes) == 2, "two outcomes")
        peer.writer.close()
        await until(lambda: recorder.ups() == 2, "the next line")
        session: Any = recorder.session
        held = [
            *vars(session).values(), *vars(line := session._places[0].line).values(), *vars(line._window).values(),
        ]  # fmt: skip
        assert len(held) > 30
        assert not [one for one in held if SECRET in repr(one)]
    assert "report of 33 octets" in caplog.text
    for secret in (str(NUMBER)[:8], SHORT[:4], SECRET):
        assert secret not in caplog.text


def test_the_greeting_of_the_tests_is_the_published_one() -> None:
    """So that what proves the proofs is not our own arithmetic."""
    for version, asked, answered in ((V20, "P1", "P3"), (V30, "P2", "P4")):
        connect = _decoded(asked, version)
        assert encode(Pdu(1, greeting(connect)), version) == VECTORS[answered].octets
    assert greeting(_decoded("P1", V20)).authenticator != NO_DIGEST


def _decoded(name: str, version: int) -> Any:
    return decode(frame(VECTORS[name].octets), version).body
