"""A session by HTTP: no call is repeated, a lost answer leaves all of it in doubt, and what is fetched is stored before more is asked."""

import asyncio
import contextlib
import gzip
import json
import re
import socket
import ssl
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from console.gateways.http.session import HttpSession, prepare
from console.gateways.http.settings import Settings
from console.gateways.line import BindFailedError
from console.gateways.ports import Accepted, Cut, Fault, LineState, Refused, Submit, Unknown, Unsent, Why
from console.gateways.session import BindRefusedError
from console.gateways.simulator.faults import WebFaults
from console.gateways.simulator.platform import Platform
from console.tls import tls_context
from tests.gateways.http_support import connected, peered, settings_for, simulated
from tests.gateways.smpp_support import ACCOUNT, NUMBER, PASSWORD, Recorder, until
from tests.gateways.test_smpp_tls import Authority


async def test_people_of_one_text_go_together_and_each_has_an_id_and_a_receipt() -> None:
    async with simulated() as (recorder, platform):
        recorder.send(500)
        await until(lambda: len(recorder.receipts) == 500, "500 receipts")
        assert recorder.keys() == list(range(500))
        ids = {outcome.ids[0]: outcome.key for outcome in recorder.of(Accepted)}
        assert {ids[one.message_id] == one.number - NUMBER for one in recorder.receipts} == {True}
        counts = platform.snapshot()
        assert (counts["distinct"], counts["repeats"], counts["submits"]) == (500, 0, 50)


async def test_two_texts_and_one_person_twice_are_different_calls() -> None:
    async with simulated() as (recorder, platform):
        one, two = (recorder.session.prepare(text, 0) for text in ("一", "二"))
        recorder.session.write(
            [
                Submit(0, NUMBER, 0, one),
                Submit(1, NUMBER, 0, one),
                Submit(2, NUMBER + 1, 0, one),
                Submit(3, NUMBER + 2, 0, two),
            ]
        )
        await until(lambda: len(recorder.outcomes) == 4, "four outcomes")
        assert platform.snapshot()["submits"] == 3
        assert {type(outcome) for outcome in recorder.outcomes} == {Accepted}


async def test_a_lost_answer_leaves_everybody_of_the_call_in_doubt_and_nobody_gets_it_twice() -> None:
    async with simulated(WebFaults(lose_every=5)) as (recorder, platform):
        recorder.send(400)
        await until(lambda: len(recorder.outcomes) == 400, "400 outcomes")
        assert recorder.keys() == list(range(400))
        doubtful = [outcome.key for outcome in recorder.of(Unknown)]
        assert len(doubtful) == 80
        assert Counter(key // 10 for key in doubtful) == dict.fromkeys({key // 10 for key in doubtful}, 10)
        counts = platform.snapshot()
        assert (counts["distinct"], counts["repeats"], counts["repeated_parts"]) == (400, 0, 0)


async def test_a_provider_that_answers_questions_but_no_calls_gets_one_window_at_a_time() -> None:
    async with simulated(response_timeout=0.4, connections=2) as (recorder, platform):
        platform.faults = WebFaults(mute="send")
        recorder.send(60)
        await until(lambda: len(recorder.of(Unknown)) >= 20, "the first calls in doubt")
        assert {outcome.why for outcome in recorder.of(Unknown)} == {Why.TIMEOUT}
        platform.faults = WebFaults()
        await until(lambda: len(recorder.outcomes) == 60, "an outcome for each")
        assert recorder.keys() == list(range(60))
        assert platform.snapshot()["repeats"] == 0


@pytest.mark.parametrize(
    "faults",
    [
        WebFaults(status_after=500),
        WebFaults(status_after=302),
        WebFaults(answer="<html>Bad Gateway</html>"),
        WebFaults(answer='{"code": "0"}'),
        WebFaults(answer='{"code": "31337"}'),
        WebFaults(answer="[]"),
        WebFaults(half=True),
    ],
    ids=["500", "redirect", "page", "no_list", "unlisted", "array", "half"],
)
async def test_an_answer_that_proves_nothing_leaves_all_in_doubt(faults: WebFaults) -> None:
    async with simulated(faults) as (recorder, platform):
        recorder.send(20)
        await until(lambda: len(recorder.outcomes) == 20, "20 outcomes")
        assert {type(outcome) for outcome in recorder.outcomes} == {Unknown}
        assert platform.snapshot()["repeats"] == 0


async def test_codes_of_the_file_refuse_or_wait() -> None:
    faults = WebFaults(refuse={str(NUMBER + 3): "105"}, rate=15)
    async with simulated(faults) as (recorder, _):
        recorder.send(30)
        await until(lambda: len(recorder.outcomes) == 30, "30 outcomes")
        final = [outcome for outcome in recorder.of(Refused) if not outcome.retry]
        assert [(outcome.key, outcome.codes) for outcome in final] == [(3, (105,))]
        assert {outcome.codes for outcome in recorder.of(Refused) if outcome.retry} == {(104,)}
        assert recorder.session.said(105) == "105"


async def test_an_account_that_is_refused_while_it_sends_loses_nobody_and_closes_the_line() -> None:
    async with simulated() as (recorder, platform):
        platform.set_password(ACCOUNT, "another")
        recorder.send(20)
        await until(lambda: recorder.events[-1].state is LineState.REFUSED, "the refusal")
        assert recorder.events[-1].said == "101"
        assert all(isinstance(outcome, Refused) and outcome.retry for outcome in recorder.outcomes)
        assert platform.snapshot()["accepted"] == 0
        assert recorder.session.room() == 0


@pytest.mark.parametrize("status", [401, 403, 404])
async def test_a_page_of_a_machine_between_is_no_refusal_of_people(status: int) -> None:
    async with simulated() as (recorder, platform):
        platform.faults = WebFaults(status=status)
        recorder.send(10)
        await until(lambda: recorder.events[-1].state is LineState.REFUSED, "the refusal")
        assert recorder.events[-1].said == f"HTTP-{status}"
        assert all(isinstance(outcome, Refused) and outcome.retry for outcome in recorder.outcomes)


async def test_a_wrong_password_is_proved_by_a_call_that_sends_nothing() -> None:
    platform = Platform({ACCOUNT: PASSWORD})
    port = await platform.start()
    try:
        with pytest.raises(BindRefusedError):
            async with connected(settings_for(port), password="wrong"):
                pass
        with pytest.raises(BindFailedError) as refusal:
            await HttpSession.bind_test(settings_for(port), lambda: "wrong")
        assert refusal.value.said == "101"
        platform._accounts[ACCOUNT].waiting.append({"mobile": "1"})
        assert await HttpSession.bind_test(settings_for(port), lambda: PASSWORD)
        # What waits is not taken by a test.
        assert platform.waiting() == 1
        assert platform.snapshot()["submits"] == 0
    finally:
        await platform.stop()


async def test_a_provider_that_is_not_there_costs_nobody_and_is_found_again() -> None:
    async with simulated() as (recorder, platform):
        port = recorder.session.settings.port
        await platform.stop()
        recorder.send(10)
        await until(lambda: recorder.events[-1].cause is Cut.UNREACHABLE, "the end of the line")
        assert {type(outcome) for outcome in recorder.outcomes} == {Unsent}
        again = Platform({ACCOUNT: PASSWORD})
        await again.start(port)
        try:
            await until(lambda: recorder.ups() == 2, "the line again")
            recorder.send(10, first=100)
            await until(lambda: len(recorder.of(Accepted)) == 10, "ten accepted")
        finally:
            await again.stop()


async def test_a_provider_that_takes_no_connection_leaves_nobody_in_doubt_however_short_the_time() -> None:
    async with simulated(response_timeout=1.0) as (recorder, platform):
        port = recorder.session.settings.port
        await platform.stop()
        with contextlib.ExitStack() as opened:
            full = opened.enter_context(socket.socket())
            full.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            full.bind(("127.0.0.1", port))
            full.listen(0)
            for _ in range(4):
                knocking = opened.enter_context(socket.socket())
                knocking.setblocking(False)
                knocking.connect_ex(("127.0.0.1", port))
            recorder.send(10)
            await until(lambda: len(recorder.outcomes) == 10, "ten outcomes")
            assert {type(outcome) for outcome in recorder.outcomes} == {Unsent}


async def test_a_spare_host_is_taken_at_once() -> None:
    platform = Platform({ACCOUNT: PASSWORD})
    port = await platform.start()
    try:
        async with connected(settings_for(port, host="127.0.0.9", spare=("127.0.0.1",))) as recorder:
            recorder.send(5)
            await until(lambda: len(recorder.of(Accepted)) == 5, "five accepted")
        assert await HttpSession.bind_test(
            settings_for(port, host="127.0.0.9", spare=("127.0.0.1",)), lambda: PASSWORD
        )
    finally:
        await platform.stop()


async def test_more_is_fetched_only_when_what_came_is_stored() -> None:
    async with simulated() as (recorder, platform):
        recorder.acknowledging = False
        platform.verbs["report"]({"account": ACCOUNT, "number": str(NUMBER), "id": "1", "stat": "DELIVRD"})
        await until(lambda: recorder.receipts, "the first receipt")
        platform.verbs["report"]({"account": ACCOUNT, "number": str(NUMBER), "id": "2", "stat": "DELIVRD"})
        await asyncio.sleep(1.5)
        assert [one.message_id for one in recorder.receipts] == ["1"]
        assert platform.waiting() == 1
        recorder.acknowledging = True
        recorder.session.acknowledge([recorder.receipts[0].token])
        await until(lambda: len(recorder.receipts) == 2, "the second receipt")


async def test_a_reply_that_cannot_be_stored_now_is_offered_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.gateways.http.fetching._AGAIN", 0.05)
    async with simulated(WebFaults(replies={str(NUMBER): "退订"})) as (recorder, _):
        recorder.acknowledging = False
        recorder.send(1)
        await until(lambda: recorder.replies, "the reply")
        first = recorder.replies[0]
        recorder.session.decline([first.token])
        await until(lambda: len(recorder.replies) == 2, "the reply again")
        assert recorder.replies[1] == first
        assert (first.number, first.text, first.to) == (NUMBER, "退订", "106900000")


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([{"stat": "DELIVRD"}, {"mobile": "abc", "stat": "X"}, {"id": "9" * 65}], Fault.RECEIPT_BAD),
        ("not a list", Fault.UNREADABLE),
        (None, Fault.UNREADABLE),
    ],
)
async def test_receipts_that_cannot_be_read_are_counted(rows: Any, fault: Fault) -> None:
    def answer(path: str, _: bytes) -> Any:
        if rows is None:
            # The entries stand under another name than the file says.
            return {"code": "0", "data": [{"id": "7", "mobile": str(NUMBER), "stat": "DELIVRD"}]}
        return {"code": "0", "list": rows if path == "/send/reports" else []}

    async with peered(answer, receipts_path="/send/reports") as (recorder, _):
        await until(lambda: recorder.session.faults[fault], "the fault")
        assert recorder.receipts == []


async def test_a_surplus_answer_is_nobodys() -> None:
    taken: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Each connection is answered with two answers at once, however many calls come.
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while head := await reader.readuntil(b"\r\n\r\n"):
                size = int(re.search(rb"(?i)content-length: (\d+)", head)[1])  # type: ignore[index]
                body = json.loads(await reader.readexactly(size))
                numbers = body.get("mobiles", "").split(",")
                taken.extend(filter(None, numbers))
                rows = [{"mobile": one, "code": "0", "id": one} for one in numbers]
                said = [json.dumps({"code": "0", "list": rows}).encode(), b'{"code": "104"}']
                writer.write(
                    b"".join(
                        b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n%b" % (len(one), one) for one in said
                    )
                )
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    settings = settings_for(server.sockets[0].getsockname()[1], receipts_path="", replies_path="")
    async with connected(settings) as recorder:
        for nth in range(3):
            recorder.send(10, first=nth * 10)
            await until(lambda nth=nth: len(recorder.outcomes) == 10 * nth + 10, "ten outcomes")  # type: ignore[misc]
    server.close()
    assert {type(outcome) for outcome in recorder.outcomes} == {Accepted}
    assert len(taken) == len(set(taken)) == 30


@pytest.mark.parametrize("location", ["mailto:x", "http:foo", "http://xn--a-/", "//[", "http://a:99999999/"])
async def test_an_address_that_is_none_ends_nothing(location: str) -> None:
    def answer(_path: str, _body: bytes) -> Any:
        return 302, b"", [("location", location)]

    async with peered(answer) as (recorder, _):
        recorder.send(10)
        await until(lambda: len(recorder.outcomes) == 10, "ten outcomes")
        assert {type(outcome) for outcome in recorder.outcomes} == {Unknown}
        assert recorder.events[-1].state is LineState.UP


async def test_what_is_being_fetched_when_the_session_closes_is_handed_on() -> None:
    row = {"mobile": str(NUMBER), "to": "", "content": "退订"}
    async with simulated() as (recorder, platform):
        platform.faults = WebFaults(delay=0.4)
        platform._accounts[ACCOUNT].replies.append(row)
        await until(lambda: not platform._accounts[ACCOUNT].replies, "the fetch")
        await recorder.session.close()
        assert [reply.text for reply in recorder.replies] == ["退订"]


async def test_a_reply_that_no_session_could_store_is_offered_to_the_next_one() -> None:
    platform = Platform({ACCOUNT: PASSWORD}, WebFaults(replies={str(NUMBER): "退订"}))
    settings = settings_for(await platform.start())
    try:
        async with connected(settings) as recorder:
            recorder.acknowledging = False
            recorder.send(1)
            await until(lambda: recorder.replies, "the reply")
            recorder.session.decline([recorder.replies[0].token])
        async with connected(settings) as later:
            await until(lambda: later.replies, "the reply again")
            assert later.replies == recorder.replies[:1]
            await until(lambda: not platform.waiting(), "what is fetched after it")
    finally:
        await platform.stop()


async def test_many_receipts_in_one_list_are_all_handed_on() -> None:
    rows = [{"mobile": str(NUMBER + nth), "id": f"{nth:060d}", "stat": "DELIVRD"} for nth in range(10_000)]

    def answer(path: str, _: bytes) -> Any:
        return {
            "code": "0",
            "list": [rows.pop() for _ in range(len(rows))] if path == "/send/reports" else [],
        }

    async with peered(answer, receipts_path="/send/reports") as (recorder, _):
        await until(lambda: len(recorder.receipts) == 10_000, "10,000 receipts")
        assert len({one.number for one in recorder.receipts}) == 10_000


async def test_whoever_is_being_written_to_when_the_session_is_cancelled_has_an_outcome() -> None:
    async with simulated(connections=1) as (recorder, platform):
        platform.faults = WebFaults(delay=1.0)
        recorder.send(10)
        recorder.session.write([Submit(99, NUMBER + 99, 0, recorder.session.prepare("other", 0))])
        await asyncio.sleep(0.1)
        (running,) = (task for task in asyncio.all_tasks() if "HttpSession.run" in repr(task.get_coro()))
        running.cancel()
        await asyncio.wait({running})
        assert {outcome.key: type(outcome) for outcome in recorder.outcomes} == {
            **dict.fromkeys(range(10), Unknown),
            99: Unsent,
        }


async def test_a_session_that_is_cancelled_at_once_says_that_nobody_was_written_to() -> None:
    async with simulated() as (recorder, platform):
        recorder.session.write([Submit(1, NUMBER, 0, recorder.session.prepare("text", 0))])
        (running,) = (task for task in asyncio.all_tasks() if "HttpSession.run" in repr(task.get_coro()))
        for task in asyncio.all_tasks():
            if "HttpSession._send" in repr(task.get_coro()):
                task.cancel()
        running.cancel()
        await asyncio.wait({running})
        assert recorder.outcomes == [Unsent(1)]
        assert platform.snapshot()["submits"] == 0


async def test_a_provider_that_always_has_more_does_not_keep_a_session_open() -> None:
    nth = 0

    def answer(path: str, _: bytes) -> Any:
        nonlocal nth
        nth += 1
        row = {"mobile": str(NUMBER), "id": str(nth), "stat": "DELIVRD"}
        return {"code": "0", "list": [row] if path == "/send/reports" else []}

    async with peered(answer, receipts_path="/send/reports") as (recorder, _):
        await until(lambda: len(recorder.receipts) > 2, "some receipts")
        await asyncio.wait_for(recorder.session.close(), 1.5)


async def test_a_header_that_cannot_be_written_tells_nobody_the_secret(
    caplog: pytest.LogCaptureFixture,
) -> None:
    platform = Platform({ACCOUNT: "geheim77"})
    settings = settings_for(await platform.start(), headers=["A= b {secret}"])
    with pytest.raises(OSError, match="Protocol") as told:
        await HttpSession.bind_test(settings, lambda: "geheim77")
    await platform.stop()
    assert "geheim77" not in str(told.value) + caplog.text


async def test_the_pace_of_a_contract_is_reached_by_calls_of_many() -> None:
    async with simulated(WebFaults(delay=0.3), rate=100.0, batch=25, connections=4) as (recorder, platform):
        began = asyncio.get_running_loop().time()
        recorder.send(200)
        await until(lambda: len(recorder.outcomes) == 200, "200 outcomes")
        assert asyncio.get_running_loop().time() - began > 1.5
        # One in each call would have needed 200 calls, and 15 seconds.
        assert platform.snapshot()["submits"] < 60


async def test_an_entry_that_refuses_the_account_is_told_by_its_own_code() -> None:
    def answer(_path: str, body: bytes) -> Any:
        numbers = json.loads(body)["mobiles"].split(",")
        return {"code": "0", "list": [{"mobile": one, "code": "102", "id": ""} for one in numbers]}

    async with peered(answer) as (recorder, _):
        recorder.send(3)
        await until(lambda: recorder.events[-1].state is LineState.REFUSED, "the refusal")
        assert recorder.events[-1].said == "102"


async def test_an_error_of_the_sink_at_a_line_that_came_ends_the_session(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    platform = Platform({ACCOUNT: PASSWORD})
    recorder = Recorder()
    recorder.session = HttpSession(settings_for(await platform.start()), lambda: PASSWORD, recorder)

    def broken(_event: object) -> None:
        raise OSError("disk")

    monkeypatch.setattr(recorder, "on_line", broken)
    with pytest.raises(OSError, match="disk"):
        await asyncio.wait_for(recorder.session.run(), 5)
    await platform.stop()


async def test_rows_of_no_use_are_fetched_no_faster_than_none() -> None:
    asked = 0

    def answer(path: str, _: bytes) -> Any:
        nonlocal asked
        asked += path == "/send/reports"
        return {"code": "0", "list": [{"stat": "DELIVRD"}]}

    async with peered(answer, receipts_path="/send/reports") as (recorder, _):
        await asyncio.sleep(1.5)
        assert asked <= 3
        assert recorder.session.faults[Fault.RECEIPT_BAD] == asked


async def test_many_texts_at_once_make_no_more_calls_than_connections() -> None:
    def answer(_path: str, body: bytes) -> Any:
        said = json.loads(body)
        return {
            "code": "0",
            "list": [{"mobile": one, "code": "0", "id": one} for one in said["mobiles"].split(",")],
        }

    async with peered(answer, connections=3, batch=10, window=30) as (recorder, peer):
        messages = [recorder.session.prepare(f"text {nth}", 0) for nth in range(30)]
        recorder.session.write([Submit(nth, NUMBER + nth, 0, one) for nth, one in enumerate(messages)])
        await until(lambda: len(recorder.outcomes) == 30, "an outcome for each")
        assert {type(outcome) for outcome in recorder.outcomes} == {Accepted}
        # The account's own questions have connections of their own.
        assert peer.most <= 3 + 3


async def test_an_answer_without_end_or_packed_is_none() -> None:
    packed = gzip.compress(json.dumps({"code": "0", "list": []}).encode())
    for said in ((200, b" " * (2 << 20), []), (200, packed, [("content-encoding", "gzip")])):
        async with peered(lambda *_, said=said: said) as (recorder, peer):
            recorder.send(5)
            await until(lambda: len(recorder.outcomes) == 5, "five outcomes")
            assert {outcome.why for outcome in recorder.of(Unknown)} == {Why.MALFORMED}
            assert len([1 for path, _, _ in peer.got if path == "/send"]) == 1


async def test_a_redirect_is_not_followed_and_a_closed_connection_is_not_tried_again() -> None:
    for said in ((307, b"", [("location", "/send")]), None):
        async with peered(lambda *_, said=said: said) as (recorder, peer):
            recorder.send(10)
            await until(lambda: len(recorder.outcomes) == 10, "ten outcomes")
            assert {type(outcome) for outcome in recorder.outcomes} == {Unknown}
            assert len([1 for path, _, _ in peer.got if path == "/send"]) == 1


async def test_the_pace_and_the_window_are_kept() -> None:
    async with simulated(window=7, connections=3, batch=5) as (recorder, _):
        recorder.send(100)
        await until(lambda: len(recorder.outcomes) == 100, "100 outcomes")
        assert recorder.most_open <= 7
    async with simulated(rate=50.0) as (recorder, platform):
        recorder.send(60)
        await until(lambda: len(recorder.outcomes) == 60, "60 outcomes")
        counts = platform.snapshot()
        assert counts["last_at"] - counts["first_at"] > 0.8


async def test_the_error_of_the_sink_ends_the_session() -> None:
    async with simulated() as (recorder, _):
        recorder.broken = RuntimeError("disk")
        (running,) = (task for task in asyncio.all_tasks() if "HttpSession.run" in repr(task.get_coro()))
        recorder.send(3)
        with pytest.raises(RuntimeError, match="disk"):
            await asyncio.wait_for(running, 5)


async def test_close_waits_for_open_answers() -> None:
    async with simulated(WebFaults(delay=0.3)) as (recorder, _):
        recorder.send(20)
        await asyncio.sleep(0.05)
        await recorder.session.close()
        assert len(recorder.of(Accepted)) == 20


async def test_a_text_without_characters_or_with_half_of_one_is_refused() -> None:
    for text in ("", "a\ud800"):
        with pytest.raises(ValueError):  # noqa: PT011 - its words name the character
            prepare(settings_for(1), text, 0)


@asynccontextmanager
async def forwarding(target: int, *, refuses: bool = False) -> AsyncIterator[tuple[int, list[bytes]]]:
    """An HTTP proxy that opens tunnels (CONNECT), or refuses them; its port, and the first line of each call."""
    asked: list[bytes] = []

    async def pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.close()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        asked.append(head.split(b"\r\n")[0])
        if refuses:
            writer.write(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n")
            writer.close()
            return
        there = await asyncio.open_connection("127.0.0.1", target)
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        await asyncio.gather(pipe(reader, there[1]), pipe(there[0], writer), return_exceptions=True)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1], asked
    finally:
        server.close()


async def test_tls_with_an_own_authority_and_a_proxy(tmp_path: Path) -> None:
    authority = Authority(tmp_path)
    client = tls_context(authority.ca_file)
    platform = Platform({ACCOUNT: PASSWORD}, tls=authority.server_context())
    port = await platform.start()

    def settings(name: str = "smsc.example", **changes: Any) -> Settings:
        return settings_for(port, server_name=name, tls=True, **changes)

    try:
        async with forwarding(port) as (proxy, asked):
            async with connected(
                settings(host="smsc.example", proxy=f"127.0.0.1:{proxy}"), tls=client
            ) as recorder:
                recorder.send(20)
                await until(lambda: len(recorder.of(Accepted)) == 20, "twenty accepted")
            # The name goes to the proxy: here nothing looks it up.
            assert {(*line.split()[:2],) for line in asked} == {(b"CONNECT", f"smsc.example:{port}".encode())}
        async with forwarding(port, refuses=True) as (proxy, _):
            with pytest.raises(OSError, match="403"):
                await HttpSession.bind_test(
                    settings(host="smsc.example", proxy=f"127.0.0.1:{proxy}"), lambda: PASSWORD, tls=client
                )
        # Another name than the certificate's, and an authority that nobody named.
        with pytest.raises(ssl.SSLCertVerificationError):
            await HttpSession.bind_test(settings("other.example"), lambda: PASSWORD, tls=client)
        with pytest.raises(ssl.SSLCertVerificationError):
            await HttpSession.bind_test(settings(), lambda: PASSWORD, tls=tls_context(None))
        recorder = Recorder()
        recorder.session = HttpSession(settings("other.example"), lambda: PASSWORD, recorder, tls=client)
        with pytest.raises(ssl.SSLCertVerificationError):
            await recorder.session.run()
        assert [event.state for event in recorder.events] == [LineState.REFUSED]
    finally:
        await platform.stop()


async def test_a_provider_that_is_away_is_no_malformed_answer() -> None:
    async with simulated(receipts_path="/reports", pull_seconds=1) as (recorder, platform):
        await asyncio.sleep(0.2)
        await platform.stop()
        await asyncio.sleep(2.5)
        assert recorder.session.faults[Fault.UNREADABLE] == 0
