"""The session under every fault: what is reported, exactly once, and what is left on the wire."""

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from typing import get_args

import pytest

from console.gateways.ports import (
    NO_ANSWER,
    Accepted,
    Fault,
    Inbound,
    Late,
    LineState,
    Outcome,
    Receipt,
    Refused,
    Submit,
    Unknown,
    Unsent,
    Why,
)
from console.gateways.simulator.faults import Faults
from console.gateways.simulator.smsc import Smsc
from console.gateways.smpp import codec
from console.gateways.smpp.codec import MessageId, Name, Pdu, ShortMessage, decode, encode
from console.gateways.smpp.session import SmppSession
from console.gateways.smpp.settings import BindAs, Settings
from console.gateways.window import LARGEST_SEQUENCE
from tests.gateways.smpp_support import (
    ACCOUNT,
    LONG,
    NUMBER,
    PASSWORD,
    SHORT,
    Recorder,
    connected,
    settings_for,
    simulated,
    until,
)

# --- faults of the simulator ----------------------------------------------------------------------------------------


async def test_a_lost_answer_is_unknown_after_the_response_time_and_the_rest_goes_on() -> None:
    async with simulated(Faults(lose_every=10)) as (recorder, smsc):
        recorder.send(100)
        await until(lambda: len(recorder.outcomes) == 100, "an outcome for each of 100")
        assert recorder.keys() == list(range(100))
        assert {outcome.why for outcome in recorder.of(Unknown)} == {Why.TIMEOUT}
        assert len(recorder.of(Unknown)) == 10
        assert smsc.snapshot()["accepted"] == 100
        assert smsc.snapshot()["repeats"] == 0
        by_reference = {receipt.reference for receipt in recorder.receipts}
        assert {outcome.key for outcome in recorder.of(Unknown)} <= by_reference, "receipts settle them"


def past_cut(told: Recorder, smsc: Smsc, cuts: int) -> bool:
    return smsc.witness.counts.cuts == cuts and told.ups() > cuts


async def test_repeated_cuts_lose_nothing_and_repeat_nothing() -> None:
    async with simulated(Faults(cut_after=30)) as (recorder, smsc):
        recorder.send(2_000)
        for cuts in (1, 2, 3):
            await until(partial(past_cut, recorder, smsc, cuts), "a cut and a new line")
            smsc.faults = Faults(cut_after=30)
        await until(lambda: len(recorder.outcomes) == 2_000, "an outcome for each of them")
        assert recorder.keys() == list(range(2_000))
        unknown = {outcome.key for outcome in recorder.of(Unknown)}
        assert 1 <= len(unknown) <= 10 * smsc.witness.counts.cuts
        await until(lambda: smsc.snapshot()["receipts_waiting"] == 0, "every receipt acknowledged")
        counts = smsc.snapshot()
        assert counts["repeats"] == 0
        assert counts["distinct"] == counts["accepted"]
        taken = {receipt.reference for receipt in recorder.receipts}
        assert {outcome.key for outcome in recorder.of(Accepted)} <= taken
        assert {outcome.key for outcome in recorder.outcomes} - taken <= unknown


async def test_receipts_not_acknowledged_come_again_on_the_next_line() -> None:
    async with simulated() as (recorder, smsc):
        recorder.acknowledging = False
        recorder.send(5)
        await until(lambda: len(recorder.receipts) == 5, "five receipts")
        assert smsc.snapshot()["receipts_acknowledged"] == 0
        old = [receipt.token for receipt in recorder.receipts]
        smsc.cut()
        await until(lambda: len(recorder.receipts) == 10, "the five receipts again")
        assert Counter(receipt.message_id for receipt in recorder.receipts).most_common(1)[0][1] == 2
        recorder.session.acknowledge(old)
        recorder.session.acknowledge([receipt.token for receipt in recorder.receipts[5:7]])
        await until(lambda: smsc.snapshot()["receipts_acknowledged"] == 2, "two acknowledged")
        assert smsc.snapshot()["receipts_waiting"] == 3, "tokens of the ended line said nothing"


async def test_what_came_over_an_ended_session_is_not_acknowledged_on_the_next_one() -> None:
    async with simulated() as (recorder, _):
        recorder.acknowledging = False
        recorder.send(5)
        await until(lambda: len(recorder.receipts) == 5, "five receipts")
        old = {receipt.token for receipt in recorder.receipts}
        await recorder.session.close()
        async with connected(recorder.session.settings) as later:
            # The first session's receipts come again, each with a token of its own.
            await until(lambda: len(later.receipts) == 5, "the five receipts again")
            assert old.isdisjoint(receipt.token for receipt in later.receipts)


async def test_a_nack_is_unknown() -> None:
    async with simulated(Faults(nack_every=5)) as (recorder, _):
        recorder.send(20)
        await until(lambda: len(recorder.outcomes) == 20, "an outcome for each of 20")
        assert [(o.why, o.codes) for o in recorder.of(Unknown)] == [(Why.NACK, (NO_ANSWER,))] * 4
        assert len(recorder.of(Accepted)) == 16


async def test_a_receipt_before_its_answer_and_no_echo_are_both_told_as_they_are() -> None:
    async with simulated(Faults(receipt_first=True, delay=0.05, echo=False)) as (recorder, _):
        recorder.send(3)
        await until(lambda: len(recorder.receipts) == 3, "three receipts")
        assert not recorder.outcomes
        assert {receipt.reference for receipt in recorder.receipts} == {None}
        await until(lambda: len(recorder.outcomes) == 3, "three outcomes")
        assert {o.ids[0] for o in recorder.of(Accepted)} == {
            receipt.message_id for receipt in recorder.receipts
        }


async def test_a_refused_number_is_refused_for_good_with_its_code() -> None:
    async with simulated(Faults(refuse={str(NUMBER + 1): 0x0B})) as (recorder, smsc):
        recorder.send(3)
        await until(lambda: len(recorder.outcomes) == 3, "three outcomes")
        assert recorder.of(Refused) == [Refused(1, (0x0B,), retry=False)]
        assert smsc.snapshot()["accepted"] == 2


async def test_a_subscribers_reply_arrives_and_is_acknowledged() -> None:
    async with simulated(Faults(replies={str(NUMBER): "退订"})) as (recorder, smsc):
        recorder.send(2)
        await until(lambda: recorder.replies, "the reply")
        reply = recorder.replies[0]
        assert (reply.number, reply.text, reply.to) == (NUMBER, "退订", "106900000")
        await until(
            lambda: smsc.snapshot()["receipts_acknowledged"] == 3, "two receipts and a reply acknowledged"
        )


async def test_a_silent_smsc_gets_no_more_than_the_window_and_is_hung_up_on() -> None:
    async with simulated(response_timeout=0.4, enquire_every=0.2, window=7) as (recorder, smsc):
        smsc.faults = Faults(mute=True)
        recorder.send(50)
        await until(lambda: recorder.events[-1].state is LineState.DOWN, "the end of the line")
        assert smsc.witness.counts.submits == 7
        assert recorder.keys() == list(range(7))
        assert {type(outcome) for outcome in recorder.outcomes} == {Unknown}
        smsc.faults = Faults()
        await until(lambda: len(recorder.outcomes) == 50, "the rest, on the next line")
        assert recorder.keys() == list(range(50))


async def test_an_idle_line_is_kept_alive_by_enquiries() -> None:
    async with simulated(enquire_every=0.1, response_timeout=1.0) as (recorder, _):
        loop = asyncio.get_running_loop()
        start = loop.time()
        await until(lambda: loop.time() - start > 3.0, "three response times to pass")
        assert recorder.ups() == 1
        assert recorder.events[-1].state is LineState.UP


async def reached(run: Callable[[], Awaitable[float]], least: float) -> None:
    """One of some runs takes at least so many messages a second; what else the machine does cannot make a slow one quick."""
    rates = []
    for _ in range(8):
        rates.append(await run())
        if rates[-1] >= least:
            return
    raise AssertionError(rates)


async def throttled() -> float:
    """Messages a second, of an account that believes in 500 at an SMSC that takes 300."""
    async with simulated(Faults(throttle=300), window=20, rate=500.0) as (recorder, smsc):
        total = 1200
        loop = asyncio.get_running_loop()
        start = loop.time()
        recorder.send(total)
        seen = 0
        while len(recorder.of(Accepted)) < total:
            await until(lambda seen=seen: len(recorder.outcomes) > seen, "more outcomes")  # type: ignore[misc]
            again = [o.key for o in recorder.outcomes[seen:] if type(o) is Refused and o.retry]
            seen = len(recorder.outcomes)
            for key in again:
                recorder.send(1, first=key)
        took = loop.time() - start
        counts = smsc.snapshot()
        assert counts["accepted"] == counts["distinct"] == total
        # The SMSC counts by the clock's second, so a run may profit from a part of one second more at either end.
        assert total / (took + 1) <= 300
        assert counts["throttled"] <= 0.15 * total
        return total / took


async def test_under_throttling_nine_tenths_of_what_is_allowed_is_taken() -> None:
    await reached(throttled, 0.9 * 300)


async def paced() -> float:
    """Messages a second, of an account that may send 400 a second; never more."""
    async with simulated(rate=400.0, window=50) as (recorder, _):
        loop = asyncio.get_running_loop()
        start = loop.time()
        recorder.send(800)
        await until(lambda: len(recorder.outcomes) == 800, "800 outcomes")
        rate = 800 / (loop.time() - start)
        assert rate <= 1.03 * 400
        return rate


async def test_the_contracted_rate_is_kept() -> None:
    await reached(paced, 0.9 * 400)


async def test_an_idle_paced_session_leaves_the_sink_alone() -> None:
    async with simulated(rate=50.0) as (recorder, _):
        recorder.send(10)
        await until(lambda: len(recorder.receipts) == 10, "ten receipts")
        loop = asyncio.get_running_loop()
        turns, start = recorder.turns, loop.time()
        await until(lambda: loop.time() - start > 0.5, "half a second")
        assert recorder.turns <= turns + 1


async def test_a_sink_that_fails_ends_the_session_and_nothing_read_is_acknowledged() -> None:
    smsc = Smsc({ACCOUNT: PASSWORD})
    port = await smsc.start()
    recorder = Recorder(broken=RuntimeError("disk full"))
    recorder.session = SmppSession(settings_for(port), lambda: PASSWORD, recorder)
    running = asyncio.create_task(recorder.session.run())
    await until(recorder.ups, "the bind")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asyncio.get_running_loop(), "call_exception_handler", lambda _: None)
        recorder.send(5)
        with pytest.raises(RuntimeError, match="disk full"):
            await running
    assert smsc.snapshot()["receipts_acknowledged"] == 0
    assert recorder.session.room() == 0
    await smsc.stop()


async def test_what_is_written_with_the_line_down_comes_back_unsent() -> None:
    recorder = Recorder()
    recorder.session = SmppSession(settings_for(1), lambda: PASSWORD, recorder)
    message = recorder.session.prepare(SHORT, 1)
    recorder.session.write([Submit(1, NUMBER, 1, message), Submit(2, NUMBER, 2, message)])
    await until(lambda: len(recorder.outcomes) == 2, "two outcomes")
    assert recorder.outcomes == [Unsent(1), Unsent(2)]


@pytest.mark.parametrize(
    ("number", "reference"), [(1380013800, 0), (138001380001, 0), (NUMBER, -1), (NUMBER, 65536)]
)
async def test_a_number_or_reference_of_the_wrong_size_is_refused_and_nothing_is_written(
    number: int, reference: int
) -> None:
    async with simulated() as (recorder, smsc):
        message = recorder.session.prepare(SHORT, 1)
        with pytest.raises(ValueError, match="11 digits"):
            recorder.session.write([Submit(1, NUMBER, 1, message), Submit(2, number, reference, message)])
        recorder.send(1, first=3)
        await until(lambda: recorder.outcomes, "the outcome of the good one")
        assert recorder.keys() == [3]
        assert smsc.snapshot()["accepted"] == 1


async def test_every_number_of_eleven_digits_can_be_written_to() -> None:
    async with simulated() as (recorder, _):
        message = recorder.session.prepare(SHORT, 1)
        recorder.session.write([Submit(1, 10_000_000_000, 1, message), Submit(2, 99_999_999_999, 2, message)])
        await until(lambda: len(recorder.outcomes) == 2, "two outcomes")
        assert sorted(recorder.keys()) == [1, 2]


async def test_a_long_message_goes_through_a_window_of_one_and_a_slow_pace() -> None:
    async with simulated(window=1, rate=200.0) as (recorder, smsc):
        recorder.send(3, LONG)
        await until(lambda: len(recorder.outcomes) == 3, "three outcomes")
        assert [len(outcome.ids) for outcome in recorder.of(Accepted)] == [3, 3, 3]
        counts = smsc.snapshot()
        assert (counts["accepted"], counts["distinct"], counts["repeated_parts"]) == (9, 3, 0)


async def test_close_waits_for_open_answers() -> None:
    async with simulated(Faults(delay=0.2)) as (recorder, _):
        recorder.send(8)
        await recorder.session.close()
        assert len(recorder.of(Accepted)) == 8


async def test_a_transmitter_sends_while_a_receiver_of_the_same_account_takes_the_receipts() -> None:
    smsc = Smsc({ACCOUNT: PASSWORD})
    port = await smsc.start()
    async with (
        connected(settings_for(port, bind_as=BindAs.TRANSMITTER)) as sender,
        connected(settings_for(port, bind_as=BindAs.RECEIVER)) as hearer,
    ):
        assert hearer.session.room() == 0
        sender.send(4)
        await until(lambda: len(hearer.receipts) == 4, "four receipts")
        assert len(sender.of(Accepted)) == 4
        assert not sender.receipts
    await smsc.stop()


# --- an SMSC that says exactly what the test wants ------------------------------------------------------------------

Reply = Callable[[Pdu, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def scripted(
    reply: Reply, early: bytes = b"", **changes: object
) -> AsyncIterator[tuple[Recorder, list[Pdu]]]:
    """A session on a server that binds anyone, sends `early` before it says so, and leaves the rest to `reply`; all PDUs it got are listed."""
    got: list[Pdu] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readexactly(16)
                pdu = decode(head + await reader.readexactly(int.from_bytes(head[:4]) - 16))
                got.append(pdu)
                if pdu.command in codec.BINDS:
                    writer.write(early)
                    writer.write(encode(Pdu(pdu.command | codec.RESPONSE, pdu.sequence, 0, Name("test"))))
                elif pdu.command in {codec.ENQUIRE_LINK, codec.UNBIND}:
                    writer.write(encode(Pdu(pdu.command | codec.RESPONSE, pdu.sequence)))
                await reply(pdu, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        async with connected(settings_for(port, **changes)) as recorder:
            yield recorder, got
    finally:
        server.close()


def taken(pdu: Pdu, message_id: str = "id", status: int = 0) -> bytes:
    return encode(Pdu(codec.SUBMIT_SM_RESP, pdu.sequence, status, None if status else MessageId(message_id)))


async def test_parts_answered_unlike_are_partial_with_every_id_and_code() -> None:
    async def reply(pdu: Pdu, writer: asyncio.StreamWriter) -> None:
        if isinstance(pdu.body, ShortMessage) and pdu.command == codec.SUBMIT_SM:
            part = pdu.body.short_message[5]
            writer.write(taken(pdu, f"id{part}", 0x58 if part == 2 else 0))

    async with scripted(reply) as (recorder, got):
        recorder.send(1, LONG)
        await until(lambda: recorder.outcomes, "the outcome")
        assert recorder.outcomes == [Unknown(0, Why.PARTIAL, ("id1", "", "id3"), (0, 0x58, 0))]
        message = recorder.session.prepare(LONG, 7)
        recorder.session.write([Submit(5, NUMBER, 5, message, only=(0,))])
        await until(lambda: len(recorder.outcomes) == 2, "the part sent alone")
        assert recorder.outcomes[1] == Accepted(5, ("id1",))
        parts = [p.body.short_message[:6] for p in got if isinstance(p.body, ShortMessage)]
        assert parts == [bytes((5, 0, 3, 7, 3, n)) for n in (1, 2, 3, 1)]


@pytest.mark.parametrize(
    ("codes", "retry"), [((0x58, 0x14, 0x58), True), ((0x58, 0x0B, 0x58), False), ((8, 8, 8), False)]
)
async def test_parts_all_refused_are_refused_and_retried_only_if_all_lacked_room(
    codes: tuple[int, ...], retry: bool
) -> None:
    async def reply(pdu: Pdu, writer: asyncio.StreamWriter) -> None:
        if isinstance(pdu.body, ShortMessage) and pdu.command == codec.SUBMIT_SM:
            writer.write(taken(pdu, status=codes[pdu.body.short_message[5] - 1]))

    async with scripted(reply) as (recorder, _):
        recorder.send(1, LONG)
        await until(lambda: recorder.outcomes, "the outcome")
        assert recorder.outcomes == [Refused(0, codes, retry)]


async def test_a_late_answer_settles_its_own_key_and_no_other() -> None:
    held: list[tuple[Pdu, asyncio.StreamWriter]] = []

    async def reply(pdu: Pdu, writer: asyncio.StreamWriter) -> None:
        if pdu.command == codec.SUBMIT_SM:
            held.append((pdu, writer))
            if len(held) == 2:
                writer.write(taken(pdu, "second"))

    async with scripted(reply) as (recorder, _):
        recorder.send(2)
        await until(lambda: len(recorder.outcomes) == 2, "one answer, one time-out")
        assert recorder.outcomes == [Accepted(1, ("second",)), Unknown(0, Why.TIMEOUT, ("",), (NO_ANSWER,))]
        first, writer = held[0]
        writer.write(taken(first, "late") + taken(first, "twice") + taken(Pdu(0, 999_999), "stranger"))
        await until(lambda: len(recorder.outcomes) == 3, "the late answer")
        recorder.send(1, first=9)
        await until(lambda: len(held) == 3, "another submit")
        writer.write(taken(held[2][0], "third"))
        await until(lambda: len(recorder.outcomes) == 4, "its answer")
        assert recorder.outcomes[2:] == [Late(0, 0, "late", 0), Accepted(9, ("third",))]


async def test_a_late_part_in_time_for_its_verdict_is_counted_there() -> None:
    held: list[tuple[Pdu, asyncio.StreamWriter]] = []

    async def reply(pdu: Pdu, writer: asyncio.StreamWriter) -> None:
        if pdu.command == codec.SUBMIT_SM:
            held.append((pdu, writer))

    async with scripted(reply, response_timeout=0.4, window=1) as (recorder, _):
        recorder.send(1, "尊" * 100)
        await until(lambda: len(held) == 2, "the second part, once the first had timed out")
        writer = held[0][1]
        writer.write(taken(held[0][0], "one") + taken(held[1][0], "two"))
        await until(lambda: recorder.outcomes, "the outcome")
        assert recorder.outcomes == [Accepted(0, ("one", "two"))]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (b"x" * 65 + b"\0", Why.LONG_ID),
        (b"x" * 300 + b"\0", Why.LONG_ID),
        (b"x" * 10 + b"\xff" * 60, Why.LONG_ID),
        (b"no end", Why.MALFORMED),
    ],
)
async def test_an_answer_that_cannot_be_read_is_unknown_by_name_and_the_line_lives_on(
    bad: bytes, why: Why
) -> None:
    async def reply(pdu: Pdu, writer: asyncio.StreamWriter) -> None:
        if pdu.command == codec.SUBMIT_SM:
            writer.write(codec.HEADER.pack(16 + len(bad), codec.SUBMIT_SM_RESP, 0, pdu.sequence) + bad)

    async with scripted(reply) as (recorder, _):
        recorder.send(2)
        await until(lambda: len(recorder.outcomes) == 2, "two outcomes")
        assert {outcome.why for outcome in recorder.of(Unknown)} == {why}
        assert recorder.session.faults == {Fault.LONG_ID if why is Why.LONG_ID else Fault.UNREADABLE: 2}
        assert recorder.ups() == 1


async def test_an_id_of_64_octets_is_taken_and_a_receipt_under_a_longer_one_is_counted() -> None:
    longest = "x" * 64

    def told(message_id: bytes, tlv: bytes = b"") -> bytes:
        text = (
            b"id:" + message_id + b" sub:001 dlvrd:001 submit date:1 done date:1 stat:DELIVRD err:000 text:"
        )
        tlvs = {codec.TLV_RECEIPTED_MESSAGE_ID: tlv} if tlv else {}
        body = ShortMessage(source=b"13800138000", esm_class=4, short_message=text, tlvs=tlvs)
        return encode(Pdu(codec.DELIVER_SM, 7, 0, body))

    async def reply(pdu: Pdu, writer: asyncio.StreamWriter) -> None:
        if pdu.command == codec.SUBMIT_SM:
            writer.write(taken(pdu, longest) + told(longest.encode()))
            writer.write(told(b"y" * 65) + told(b"", b"z" * 65 + b"\0"))

    async with scripted(reply) as (recorder, _):
        recorder.send(1)
        await until(lambda: len(recorder.receipts) == 3, "three receipts")
        assert recorder.outcomes == [Accepted(0, (longest,))]
        assert [one.message_id for one in recorder.receipts] == [longest, "", ""]
        assert recorder.session.faults == {Fault.LONG_ID: 2}


async def test_a_throttled_answer_to_nothing_of_ours_does_not_slow_the_line_and_is_counted() -> None:
    async def reply(pdu: Pdu, writer: asyncio.StreamWriter) -> None:
        if pdu.command == codec.SUBMIT_SM:
            stray = encode(Pdu(codec.SUBMIT_SM_RESP, pdu.sequence + 90_000, codec.THROTTLED))
            # The second time it is an answer to what was answered already.
            writer.write(stray + taken(pdu) + taken(pdu, status=codec.THROTTLED))

    async with scripted(reply, window=10) as (recorder, _):
        recorder.send(3)
        await until(lambda: recorder.session.faults[Fault.STRAY_ANSWER] == 6, "six answers to nothing")
        assert recorder.session.faults == {Fault.STRAY_ANSWER: 6}
        assert len(recorder.of(Accepted)) == 3
        assert recorder.session.room() == 10


async def test_a_bind_answer_under_another_sequence_is_not_ours() -> None:
    ready = asyncio.Event()
    early = encode(Pdu(codec.BIND_TRANSCEIVER | codec.RESPONSE, 4_711, 0, Name("another")))
    early += encode(Pdu(codec.BIND_RECEIVER | codec.RESPONSE, 1, 0, Name("another")))
    early += encode(Pdu(codec.BIND_TRANSCEIVER | codec.RESPONSE, 4_711, codec.BIND_FAILED))

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readexactly(16)
        writer.write(early)
        await ready.wait()
        answer = codec.BIND_TRANSCEIVER | codec.RESPONSE
        writer.write(encode(Pdu(answer, int.from_bytes(head[12:]), 0, Name("test"))))
        while await reader.read(1000):
            pass
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    recorder = Recorder()
    recorder.session = SmppSession(
        settings_for(server.sockets[0].getsockname()[1]), lambda: PASSWORD, recorder
    )
    running = asyncio.create_task(recorder.session.run())
    try:
        await until(lambda: recorder.session.faults[Fault.STRAY_BIND] == 3, "the answers to others' binds")
        assert not recorder.ups()
        assert recorder.session.room() == 0
        ready.set()
        await until(recorder.ups, "the line")
        assert recorder.session.room() == 10
    finally:
        running.cancel()
        await asyncio.wait({running})
        server.close()


async def test_submits_without_an_answer_are_told_with_the_age_of_the_oldest() -> None:
    held: list[tuple[Pdu, asyncio.StreamWriter]] = []

    async def reply(pdu: Pdu, writer: asyncio.StreamWriter) -> None:
        if pdu.command == codec.SUBMIT_SM:
            held.append((pdu, writer))

    async with scripted(reply, response_timeout=8.0) as (recorder, _):
        session = recorder.session
        recorder.send(3)
        await until(lambda: len(held) == 3, "three submits")
        assert session.unanswered(3.0) == (0, 0)
        await until(lambda: session.unanswered(1.0)[0] == 3, "three that wait for over a second")
        recorder.send(2, first=3)
        assert session.unanswered(1.0)[0] == 3
        writer = held[0][1]
        writer.write(taken(held[0][0]) + taken(held[2][0]))
        await until(lambda: len(recorder.outcomes) == 2, "two answers")
        count, oldest = session.unanswered(1.0)
        assert count == 1
        assert oldest >= 1
        for pdu, _ in held:
            writer.write(taken(pdu))
        await until(lambda: len(recorder.outcomes) == 5, "all answers")
        assert session.unanswered(0.0) == (0, 0)


async def test_an_answer_without_an_id_is_an_acceptance_without_an_id() -> None:
    async def reply(pdu: Pdu, writer: asyncio.StreamWriter) -> None:
        if pdu.command == codec.SUBMIT_SM:
            writer.write(codec.HEADER.pack(16, codec.SUBMIT_SM_RESP, 0, pdu.sequence))

    async with scripted(reply) as (recorder, _):
        recorder.send(1)
        await until(lambda: recorder.outcomes, "the outcome")
        assert recorder.outcomes == [Accepted(0, ("",))]


async def test_a_message_that_does_not_parse_is_answered_with_its_status_and_reaches_nobody() -> None:
    good = encode(Pdu(codec.DELIVER_SM, 78, 0, ShortMessage(source=b"13800138000", short_message=b"TD")))
    bad = codec.HEADER.pack(36, codec.DELIVER_SM, 0, 77) + b"x" * 20
    odd = codec.HEADER.pack(16, 0x103, 0, 79)

    async def reply(pdu: Pdu, writer: asyncio.StreamWriter) -> None:
        if pdu.command in codec.BINDS:
            writer.write(bad + odd + good)

    async with scripted(reply) as (recorder, got):
        await until(lambda: recorder.replies, "the good one")
        await until(lambda: len(got) == 4, "bind and three answers")
        assert [(p.command, p.sequence, p.status) for p in got[1:]] == [
            (codec.DELIVER_SM_RESP, 77, codec.INVALID_COMMAND_LENGTH),
            (codec.GENERIC_NACK, 79, codec.INVALID_COMMAND_ID),
            (codec.DELIVER_SM_RESP, 78, 0),
        ]
        assert [reply.text for reply in recorder.replies] == ["TD"]


@pytest.mark.parametrize("length", [0, 4, 8, 11, 70_001, 0x7FFFFFFF, 0xFFFFFFFF])
async def test_a_hostile_length_ends_the_line_and_what_was_open_is_unknown(length: int) -> None:
    async def reply(pdu: Pdu, writer: asyncio.StreamWriter) -> None:
        if pdu.command == codec.SUBMIT_SM:
            writer.write(codec.HEADER.pack(length, codec.SUBMIT_SM_RESP, 0, pdu.sequence) + b"x" * 100)

    async with scripted(reply) as (recorder, _):
        recorder.send(1)
        await until(lambda: recorder.outcomes, "the outcome")
        assert recorder.outcomes == [Unknown(0, Why.CUT, ("",), (NO_ANSWER,))]
        await until(
            lambda: any("70000" in event.detail for event in recorder.events), "the reason on the line"
        )


async def test_receipts_right_behind_the_bind_answer_are_acknowledged() -> None:
    note = ShortMessage(source=b"13800138000", esm_class=4, short_message=b"id:7 stat:DELIVRD")

    async def reply(pdu: Pdu, writer: asyncio.StreamWriter) -> None:
        if pdu.command in codec.BINDS:
            writer.write(encode(Pdu(codec.DELIVER_SM, 5, 0, note)))

    async with scripted(reply) as (recorder, got):
        await until(lambda: len(got) == 2, "the acknowledgement")
        assert (got[1].command, got[1].sequence, got[1].status) == (codec.DELIVER_SM_RESP, 5, 0)
        assert recorder.receipts[0].message_id == "7"


async def test_a_message_before_the_bind_is_turned_away() -> None:
    async def reply(pdu: Pdu, writer: asyncio.StreamWriter) -> None:
        pass

    note = ShortMessage(source=b"13800138000", short_message=b"TD")
    async with scripted(reply, early=encode(Pdu(codec.DELIVER_SM, 5, 0, note))) as (recorder, got):
        await until(lambda: len(got) == 2, "its answer")
        assert (got[1].command, got[1].status) == (codec.DELIVER_SM_RESP, codec.INVALID_BIND_STATUS)
        assert not recorder.replies


async def test_at_a_cut_what_was_never_written_is_unsent_and_what_was_begun_is_unknown() -> None:
    async def reply(pdu: Pdu, writer: asyncio.StreamWriter) -> None:
        if pdu.command == codec.SUBMIT_SM:
            writer.close()

    async with scripted(reply, window=1) as (recorder, _):
        message = recorder.session.prepare(LONG, 7)
        recorder.session.write([Submit(1, NUMBER, 1, message), Submit(2, NUMBER, 2, message)])
        await until(lambda: len(recorder.outcomes) == 2, "two outcomes")
        assert recorder.outcomes == [Unknown(1, Why.CUT, ("",) * 3, (NO_ANSWER,) * 3), Unsent(2)]


async def test_an_unbind_by_the_provider_is_answered_and_the_session_comes_back() -> None:
    async def reply(pdu: Pdu, writer: asyncio.StreamWriter) -> None:
        if pdu.command == codec.SUBMIT_SM:
            writer.write(encode(Pdu(codec.UNBIND, 3)))

    async with scripted(reply) as (recorder, got):
        recorder.send(1)
        await until(lambda: recorder.ups() == 2, "the second bind")
        assert recorder.outcomes == [Unknown(0, Why.CUT, ("",), (NO_ANSWER,))]
        assert codec.UNBIND | codec.RESPONSE in [pdu.command for pdu in got]


async def test_close_unbinds() -> None:
    async def reply(pdu: Pdu, writer: asyncio.StreamWriter) -> None:
        if pdu.command == codec.UNBIND:
            writer.close()

    async with scripted(reply) as (recorder, got):
        await recorder.session.close()
        assert got[-1].command == codec.UNBIND
        assert recorder.events[-1].detail == "unbound"


async def test_what_is_sent_is_the_layout_of_the_specification_with_the_settings_in_it() -> None:
    async def reply(pdu: Pdu, writer: asyncio.StreamWriter) -> None:
        if pdu.command == codec.SUBMIT_SM:
            writer.write(taken(pdu))

    async with scripted(
        reply,
        number_prefix="86",
        service_type="CMT",
        source_ton=5,
        validity="000001000000000R",
        system_type="VMA",
    ) as (recorder, got):
        recorder.send(1, first=513)
        await until(lambda: recorder.outcomes, "the outcome")
        bind, submit = got[0].body, got[1].body
        assert bind == codec.Bind(ACCOUNT, PASSWORD, "VMA")
        assert submit == ShortMessage(
            b"CMT", 5, 0, b"106900000", 1, 1, b"86%d" % (NUMBER + 513), 0, 0, 0, b"", b"000001000000000R", 1, 0, 8, 0,
            SHORT.encode("utf-16-be"), {codec.TLV_USER_MESSAGE_REFERENCE: b"\2\1"},
        )  # fmt: skip


async def test_one_turn_is_one_call_of_the_sink_however_many_answers_it_brings() -> None:
    waiting: list[Pdu] = []

    async def reply(pdu: Pdu, writer: asyncio.StreamWriter) -> None:
        if pdu.command == codec.SUBMIT_SM:
            waiting.append(pdu)
            if len(waiting) == 10:
                writer.write(b"".join(taken(p) for p in waiting))

    async with scripted(reply) as (recorder, _):
        recorder.send(10)
        before = recorder.turns
        await until(lambda: recorder.outcomes, "outcomes")
        assert len(recorder.outcomes) == 10
        assert recorder.turns == before + 1


async def test_a_stream_in_single_octets_is_read_like_any_other() -> None:
    async def reply(pdu: Pdu, writer: asyncio.StreamWriter) -> None:
        if pdu.command == codec.SUBMIT_SM:
            for octet in taken(pdu, "drip"):
                writer.write(bytes((octet,)))
                await writer.drain()
                await asyncio.sleep(0)

    async with scripted(reply) as (recorder, _):
        recorder.send(3)
        await until(lambda: len(recorder.outcomes) == 3, "three outcomes")
        assert recorder.of(Accepted) == [Accepted(k, ("drip",)) for k in range(3)]


async def test_sequence_numbers_start_anew_before_they_leave_their_31_bits() -> None:
    async def reply(pdu: Pdu, writer: asyncio.StreamWriter) -> None:
        if pdu.command == codec.SUBMIT_SM:
            writer.write(taken(pdu))

    async with scripted(reply, window=1) as (recorder, got):
        line = recorder.session._places[0].line
        assert line is not None
        line._sequence = LARGEST_SEQUENCE - 5
        recorder.send(1)
        await until(lambda: recorder.outcomes, "the outcome")
        recorder.send(1, LONG, first=1)
        line._sequence = LARGEST_SEQUENCE - 1
        await until(lambda: len(recorder.outcomes) == 2, "the long one's outcome")
        assert [pdu.sequence for pdu in got[1:]] == [1, 2, LARGEST_SEQUENCE, 1]


async def test_neither_numbers_nor_texts_nor_the_password_are_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    async with simulated(Faults(nack_every=2, refuse={str(NUMBER + 1): 0x0B}), response_timeout=0.3) as (
        recorder,
        smsc,
    ):
        recorder.send(6)
        await until(lambda: len(recorder.outcomes) == 6, "six outcomes")
        smsc.cut()
        await until(lambda: recorder.ups() == 2, "the next line")
        assert PASSWORD not in repr(vars(recorder.session))
    assert "generic_nack" in caplog.text
    for secret in (str(NUMBER)[:8], SHORT[:4], PASSWORD):
        assert secret not in caplog.text


@pytest.mark.parametrize(
    "bad", [{"window": 0}, {"rate": 0.0}, {"response_timeout": 0.0}, {"enquire_every": -1.0}]
)
def test_settings_that_would_never_send_are_refused(bad: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="positive"):
        settings_for(1, **bad)


def test_a_text_of_more_parts_than_the_account_sends_is_refused() -> None:
    session = SmppSession(Settings("127.0.0.1", 1, ACCOUNT), lambda: PASSWORD, Recorder())
    assert session.prepare("中" * 500, 1).parts == 8
    with pytest.raises(ValueError, match="at most 8"):
        session.prepare("中" * 537, 1)
    with pytest.raises(ValueError, match="number_prefix"):
        SmppSession(settings_for(1, number_prefix="0" * 10), lambda: PASSWORD, Recorder()).prepare("中", 1)


async def test_the_kinds_of_outcome_are_what_the_port_says() -> None:
    assert {Accepted, Refused, Unsent, Unknown, Late} == set(get_args(Outcome))
    assert Receipt._fields[-1] == Inbound._fields[-1] == "token"
