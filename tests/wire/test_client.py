"""The client against a desk that the test plays itself: what is repeated, what never is, and who gets which answer."""

import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from console.domain.refusals import Refusal
from console.errors import ConsoleError, RefusedError
from console.wire import calls, every_call, frames
from console.wire.answers import Done
from console.wire.base import Call
from console.wire.calls import Envelope, Hello, Problem, Reply, Welcome
from console.wire.client import CONNECTION, TOPICS, AnswerLost, Client, ConnectionLost, answers
from console.wire.contacts import lists
from console.wire.duties.here import PersonRow
from console.wire.requests.drafts import Draft
from tests.patience import PATIENCE

DRAFT = calls.SaveDraft(Draft())


class Peer:
    """One connection as the played desk sees it."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self._splitter = frames.Splitter()
        self._waiting: list[bytes] = []

    def payload(self) -> bytes:
        while not self._waiting:
            data = self.sock.recv(65536)
            if not data:
                raise EOFError
            self._waiting += self._splitter.feed(data)
        return self._waiting.pop(0)

    def call(self) -> Envelope:
        return every_call.decode_envelope(self.payload())

    def answer(self, number: int, answer: object) -> None:
        self.sock.sendall(frames.encode(Reply(number, ok=msgspec.Raw(msgspec.msgpack.encode(answer)))))


Script = Callable[[Peer], None]


class Played:
    """A desk that runs one script a connection, in order; the last one again and again."""

    def __init__(self, path: Path, *scripts: Script, welcome: Welcome | None = None) -> None:
        self.path, self.hellos = path, list[Hello]()
        self._scripts, self._welcome = list(scripts), welcome or Welcome(frames.VERSION)
        self._server = socket.socket(socket.AF_UNIX)
        self._server.bind(str(path))
        self._server.listen()
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._thread.join(10)
        self._server.close()

    def _serve(self) -> None:
        while True:
            try:
                sock, _ = self._server.accept()
            except OSError:
                return
            script = self._scripts.pop(0) if len(self._scripts) > 1 else self._scripts[0]
            with sock:
                sock.settimeout(10)
                peer = Peer(sock)
                self.hellos.append(frames.decode_hello(peer.payload()))
                try:
                    sock.sendall(frames.encode(self._welcome))
                    script(peer)
                except (EOFError, ConnectionError):
                    continue


@pytest.fixture
def path() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="sms-"))
    yield folder / "desk.sock"
    shutil.rmtree(folder)


@pytest.fixture
def play(path: Path) -> Iterator[Callable[..., Played]]:
    played: list[Played] = []

    def start(*scripts: Script, welcome: Welcome | None = None) -> Played:
        played.append(Played(path, *scripts, welcome=welcome))
        return played[-1]

    yield start
    for one in played:
        one.close()


def nobody(_peer: Peer) -> None:
    """Hangs up after the welcome."""


def swallow(peer: Peer) -> None:
    """Takes one call and hangs up."""
    peer.call()


def serve(peer: Peer) -> None:
    """Answers every call with its number."""
    while True:
        envelope = peer.call()
        answer: object = Done(envelope.id)
        if isinstance(envelope.call, calls.People):
            answer = [PersonRow("a", "b", [("drafter", "c")], "")]
        peer.answer(envelope.id, answer)


def test_importing_the_client_loads_nothing_heavy() -> None:
    heavy = ("sqlalchemy", "textual", "cryptography", "asyncio", "subprocess", "logging")
    script = f"import sys, console.wire.client; print([m for m in {heavy!r} if m in sys.modules])"
    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert printed.stdout.strip() == "[]"


def test_the_hello_names_the_caller_and_the_wire(play: Callable[..., Played]) -> None:
    desk = play(serve)
    with Client(desk.path, "zhaomin") as client:
        client.call(DRAFT)
    assert desk.hellos == [Hello(frames.VERSION, "zhaomin", "")]


def test_a_client_that_was_left_has_no_connection_and_makes_none(play: Callable[..., Played]) -> None:
    desk = play(serve)
    with Client(desk.path) as client:
        client.call(DRAFT)
    with pytest.raises(ConnectionLost):
        client.call(DRAFT)
    assert len(desk.hellos) == 1


def test_an_answer_has_the_type_of_its_call(play: Callable[..., Played]) -> None:
    with Client(play(serve).path) as client:
        assert client.call(calls.People()) == [PersonRow("a", "b", [("drafter", "c")], "")]
        assert isinstance(client.call(DRAFT), Done)


def test_an_answer_of_another_type_is_a_named_failure(play: Callable[..., Played]) -> None:
    with Client(play(serve).path) as client:
        with pytest.raises(ConsoleError) as failed:
            client.call(calls.WhoAmI())
        assert failed.value.code == "bad_answer"
        assert isinstance(client.call(DRAFT), Done)


def test_refusals_and_problems_arrive_as_what_they_are(play: Callable[..., Played]) -> None:
    refusal = Refusal("own_work", "R2", {"person": "x"})

    def script(peer: Peer) -> None:
        peer.sock.sendall(frames.encode(Reply(peer.call().id, refusal=refusal)))
        problem = Problem("unexpected", {"a": "b"}, "r1")
        peer.sock.sendall(frames.encode(Reply(peer.call().id, problem=problem)))
        peer.payload()

    with Client(play(script).path) as client:
        with pytest.raises(RefusedError) as refused:
            client.call(DRAFT)
        assert refused.value.refusal == refusal
        with pytest.raises(ConsoleError) as failed:
            client.call(DRAFT)
        assert (failed.value.code, failed.value.params) == ("unexpected", {"a": "b", "report": "r1"})


def test_a_caller_who_is_not_let_in_gets_the_refusal_at_every_call(play: Callable[..., Played]) -> None:
    refusal = Refusal("not_in_roster", "R8")
    with Client(play(nobody, welcome=Welcome(1, refusal)).path) as client:
        for call in (calls.WhoAmI(), DRAFT):
            with pytest.raises(RefusedError) as refused:
                client.call(call)
            assert refused.value.refusal == refusal


def test_a_desk_of_another_release_is_a_named_failure(play: Callable[..., Played]) -> None:
    with Client(play(nobody, welcome=Welcome(99)).path) as client, pytest.raises(ConsoleError) as failed:
        client.connect()
    assert failed.value.code == "wire_version"


def test_without_a_desk_nothing_was_sent(path: Path) -> None:
    for call in (calls.People(), DRAFT):
        with Client(path) as client, pytest.raises(ConnectionLost) as failed:
            client.call(call)
        assert failed.value.code == "desk_gone"


def test_an_ask_is_repeated_once_over_a_new_connection(play: Callable[..., Played]) -> None:
    desk = play(swallow, serve)
    with Client(desk.path) as client:
        assert client.call(calls.People())[0].id == "a"
    assert len(desk.hellos) == 2


def test_an_ask_is_not_repeated_twice(play: Callable[..., Played]) -> None:
    desk = play(swallow)
    with Client(desk.path) as client, pytest.raises(ConnectionLost):
        client.call(calls.People())
    assert len(desk.hellos) == 2


@pytest.mark.parametrize("act", [DRAFT, calls.Enact("{}", "")])
def test_a_do_or_enact_without_an_answer_is_never_repeated(play: Callable[..., Played], act: Call) -> None:
    desk = play(swallow, serve)
    with Client(desk.path) as client:
        with pytest.raises(AnswerLost) as lost:
            client.call(act)
        assert (lost.value.code, lost.value.params) == ("answer_lost", {"call": type(act).__name__})
        assert len(desk.hellos) == 1
        assert client.call(DRAFT).seq == 1
    assert len(desk.hellos) == 2


def test_a_do_goes_over_a_new_connection_when_the_old_one_ended_before(play: Callable[..., Played]) -> None:
    gone = threading.Event()
    desk = play(nobody, serve)
    with Client(desk.path, notices=lambda topics: gone.set() if topics == CONNECTION else None) as client:
        client.connect()
        assert gone.wait(PATIENCE)
        assert client.call(DRAFT).seq == 1


def test_a_slow_answer_fails_by_name_and_a_late_one_reaches_nobody_else(play: Callable[..., Played]) -> None:
    late = threading.Event()

    def script(peer: Peer) -> None:
        ask, act = peer.call(), peer.call()
        assert late.wait(PATIENCE)
        peer.answer(ask.id, Done(1000))
        peer.answer(act.id, Done(2000))
        serve(peer)

    with Client(play(script).path, timeout=1) as client:
        with pytest.raises(ConsoleError) as slow:
            client.call(calls.People())
        assert slow.value.code == "desk_slow"
        with pytest.raises(AnswerLost):
            client.call(DRAFT)
        late.set()
        assert client.call(DRAFT).seq == 3


def test_each_thread_gets_the_answer_to_its_own_call_in_whatever_order_they_come(
    play: Callable[..., Played],
) -> None:
    def backwards(peer: Peer) -> None:
        while True:
            envelopes = [peer.call() for _ in range(8)]
            for envelope in reversed(envelopes):
                assert isinstance(envelope.call, calls.SaveDraft)
                peer.answer(envelope.id, Done(0, int(envelope.call.draft.purpose)))

    with Client(play(backwards).path, timeout=PATIENCE) as client, ThreadPoolExecutor(8) as pool:
        wanted = list(range(80))
        made = pool.map(lambda n: client.call(calls.SaveDraft(Draft(purpose=str(n)))).id, wanted)
        assert list(made) == wanted


def test_notices_reach_the_callback_and_a_new_connection_tells_every_topic(
    play: Callable[..., Played],
) -> None:
    heard: list[frozenset[str]] = []
    gone = threading.Event()

    def script(peer: Peer) -> None:
        peer.sock.sendall(frames.encode_notice(["lists"]))
        peer.answer(peer.call().id, Done(1))

    def told(topics: frozenset[str]) -> None:
        heard.append(topics)
        if topics == CONNECTION:
            gone.set()

    with Client(play(script, serve).path, notices=told) as client:
        client.call(DRAFT)
        assert gone.wait(PATIENCE)
        client.call(DRAFT)
    assert heard == [frozenset({"lists"}), CONNECTION, TOPICS]


@pytest.mark.parametrize("garbage", [b"\xff\xff\xff\xff", frames.framed(b"\xc1"), frames.encode(Reply(0))])
def test_garbage_from_the_desk_is_a_lost_connection(play: Callable[..., Played], garbage: bytes) -> None:
    def script(peer: Peer) -> None:
        peer.call()
        peer.sock.sendall(garbage)
        peer.payload()

    with Client(play(script).path) as client, pytest.raises(AnswerLost):
        client.call(DRAFT)


def test_a_call_too_large_for_a_frame_is_never_sent(play: Callable[..., Played]) -> None:
    with Client(play(serve).path) as client:
        with pytest.raises(ConsoleError) as failed:
            client.call(lists.AddNumbers(1, bytes(frames.MAX_FRAME)))
        assert failed.value.code == "too_large"
        assert client.call(DRAFT).seq >= 1


def test_closing_ends_waiting_calls_and_all_later_ones(play: Callable[..., Played]) -> None:
    taken = threading.Event()

    def script(peer: Peer) -> None:
        peer.call()
        taken.set()
        peer.payload()

    client = Client(play(script).path)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(client.call, DRAFT)
        assert taken.wait(PATIENCE)
        client.close()
        with pytest.raises(AnswerLost):
            waiting.result(10)
    with pytest.raises(ConnectionLost):
        client.call(calls.People())


def test_a_probe_says_whether_a_desk_answers(path: Path, play: Callable[..., Played]) -> None:
    assert not answers(path)
    play(nobody, welcome=Welcome(1, Refusal("nobody_named", "R8")))
    assert answers(path)
