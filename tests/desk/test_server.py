"""The desk over real sockets: who gets in, what is kept, who is told, and that nobody can harm another."""

import contextlib
import os
import socket
import stat
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from console.desk import calls as desk_calls
from console.desk.identity import PeerUid
from console.desk.line import Limits
from console.errors import ConsoleError, RefusedError
from console.services.context import Context, Handler
from console.wire import calls, dispatch, frames
from console.wire.answers import Done
from console.wire.base import Call
from console.wire.calls import Envelope, Hello, Welcome
from console.wire.client import AnswerLost, ConnectionLost
from console.wire.contacts import lists
from console.wire.duties.here import Me, PersonRow
from tests.desk.plain import (
    NUMBER,
    PlainDesk,
    World,
    changed,
    draft,
    mark,
    spelled,
    suspended,
    wait_until,
    who_am_i,
    without,
)
from tests.patience import PATIENCE


def dial(desk: PlainDesk, hello: Hello | None = None) -> socket.socket:
    """A bare connection, with its Hello sent if one is given."""
    sock = socket.socket(socket.AF_UNIX)
    sock.settimeout(10)
    sock.connect(str(desk.path))
    if hello is not None:
        sock.sendall(frames.encode(hello))
    return sock


def first(sock: socket.socket) -> bytes:
    splitter = frames.Splitter()
    while data := sock.recv(65536):
        if payloads := splitter.feed(data):
            return payloads[0]
    raise EOFError


def hung_up(sock: socket.socket) -> bool:
    try:
        while sock.recv(65536):
            pass
    except ConnectionError:
        pass
    return True


def begun(desk: PlainDesk) -> list[str]:
    return [str(name) for name in desk.rows("SELECT name FROM importing ORDER BY id")]


def begin(name: str) -> lists.BeginList:
    return lists.BeginList("business", name, "a.txt", "", 0, "utf-8", "")


HELLO = Hello(frames.VERSION, "zhaomin")


def test_an_ask_is_answered_in_the_type_of_the_call(desk: PlainDesk) -> None:
    with desk.client() as client:
        me = client.call(calls.WhoAmI())
    assert isinstance(me, Me)
    assert me.person == "zhaomin"


def test_the_socket_is_the_owners_alone_and_gone_at_the_end(folder: Path, world: World) -> None:
    with PlainDesk(folder, world) as desk:
        assert stat.S_IMODE(desk.path.stat().st_mode) == 0o600
    assert not desk.path.exists()
    assert not list(folder.glob(".*"))


def test_a_folder_that_others_may_enter_gets_no_socket(folder: Path, world: World) -> None:
    folder.chmod(0o711)
    with PlainDesk(folder, world) as desk:
        assert isinstance(desk.failure, ConsoleError)
        assert desk.failure.code == "loose_folder"
    assert not desk.path.exists()


def test_a_socket_left_behind_is_replaced_but_a_file_is_not(folder: Path, world: World) -> None:
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(folder / "desk.sock"))
    left.close()
    with PlainDesk(folder, world) as desk:
        wait_until(lambda: any(event["event"] == "serving" for event in desk.events()))
        with desk.client() as client:
            assert client.call(calls.WhoAmI()).person == "zhaomin"
    (folder / "desk.sock").write_text("mine")
    with PlainDesk(folder, world) as desk:
        pass
    assert isinstance(desk.failure, ConsoleError)
    assert desk.failure.code == "socket_path"
    assert (folder / "desk.sock").read_text() == "mine"


def test_dos_take_effect_in_the_order_in_which_they_came(desk: PlainDesk) -> None:
    with dial(desk, HELLO) as sock:
        first(sock)
        frames_ = [frames.encode(Envelope(n, draft(str(n)))) for n in range(1, 101)]
        sock.sendall(b"".join(frames_))
        sock.shutdown(socket.SHUT_WR)
        assert hung_up(sock)
    assert desk.rows("SELECT who FROM mark ORDER BY id") == [str(n) for n in range(1, 101)]


def test_twenty_clients_at_once_all_get_their_own_answers(desk: PlainDesk, world: World) -> None:
    people = [person.id for person in world.roster.people]
    start = threading.Barrier(20)

    def one(number: int) -> set[str]:
        person = people[number % len(people)]
        with desk.client(person) as client:
            start.wait()
            for turn in range(10):
                client.call(draft(f"{number}/{turn}"))
            return {"own" if client.call(calls.WhoAmI()).person == person else "foreign" for _ in range(10)}

    with ThreadPoolExecutor(20) as pool:
        assert set().union(*pool.map(one, range(20))) == {"own"}
    kept = desk.rows("SELECT who FROM mark ORDER BY id")
    assert sorted(kept) == sorted(f"{n}/{t}" for n in range(20) for t in range(10))


def test_a_refusal_comes_with_its_clause_and_keeps_nothing(desk: PlainDesk) -> None:
    with desk.client() as client, pytest.raises(RefusedError) as refused:
        client.call(draft("x", "refuse"))
    assert (refused.value.refusal.code, refused.value.refusal.clause) == ("own_work", "R2")
    assert desk.rows("SELECT who FROM mark") == []


def test_a_named_failure_comes_with_its_values_and_keeps_nothing(desk: PlainDesk) -> None:
    with desk.client() as client, pytest.raises(ConsoleError) as failed:
        client.call(draft("x", "problem"))
    assert (failed.value.code, failed.value.params) == ("list_gone", {"list": "7"})
    assert desk.rows("SELECT who FROM mark") == []


def test_an_unexpected_failure_is_logged_masked_under_the_report_that_the_caller_gets(
    desk: PlainDesk,
) -> None:
    with desk.client() as client:
        with pytest.raises(ConsoleError) as failed:
            client.call(draft("x", "crash"))
        assert client.call(calls.WhoAmI()).person == "zhaomin"
    assert failed.value.code == "unexpected"
    assert desk.rows("SELECT who FROM mark") == []
    (event,) = [event for event in desk.events() if event["event"] == "unexpected"]
    assert event["report"] == failed.value.params["report"]
    assert "RuntimeError" in event["trace"]
    written = desk.log.read_text("utf-8")
    assert NUMBER not in written
    assert "\x1b" not in written


def test_a_full_disk_is_named_and_not_called_a_mistake_of_the_program(desk: PlainDesk) -> None:
    with desk.database.writer() as conn:
        # SQLite takes the present size where less is asked for.
        conn.exec_driver_sql("PRAGMA max_page_count = 1")
    with desk.client() as client:
        with pytest.raises(ConsoleError) as failed:
            client.call(draft("x" * 100_000))
        assert failed.value.code == "disk_full"
        assert client.call(calls.WhoAmI()).person == "zhaomin"
    (event,) = [event for event in desk.events() if event["event"] == "disk_full"]
    assert event["call"] == "SaveDraft"


def test_an_answer_over_the_frame_limit_is_a_named_failure(desk: PlainDesk) -> None:
    with desk.client() as client:
        with pytest.raises(ConsoleError) as failed:
            client.call(calls.Todo())
        assert client.call(calls.WhoAmI()).person == "zhaomin"
    assert failed.value.code == "too_large"


def test_a_call_without_a_use_case_is_a_named_failure(desk: PlainDesk) -> None:
    with desk.client() as client, pytest.raises(ConsoleError) as failed:
        client.call(calls.Departments())
    assert failed.value.code == "not_supported"


def test_a_person_cannot_make_the_dispatchers_calls(desk: PlainDesk) -> None:
    with desk.client() as client, pytest.raises(RefusedError) as refused:
        client.call(dispatch.PullNumbers(1))
    assert refused.value.refusal.code == "not_a_service"
    with desk.client("", service="dispatch-1") as client:
        assert client.call(dispatch.PullNumbers(1)).numbers == b"\0" * 8


def test_every_connection_hears_what_changed_after_the_commit(desk: PlainDesk) -> None:
    heard: list[tuple[frozenset[str], list[Any]]] = []
    with (
        desk.client(
            "sunli", notices=lambda topics: heard.append((topics, desk.rows("SELECT who FROM mark")))
        ) as other,
        desk.client() as client,
    ):
        other.connect()
        client.call(draft("new"))
        wait_until(lambda: bool(heard))
    assert heard[0] == (frozenset({"requests"}), ["new"])


def test_everybody_hears_that_a_dispatcher_left_once_its_last_line_is_gone(desk: PlainDesk) -> None:
    heard: list[frozenset[str]] = []
    with desk.client("sunli", notices=heard.append) as other:
        other.connect()
        with desk.client("", service="dispatch-1") as first:
            first.call(dispatch.PullNumbers(1))
            with desk.client("", service="dispatch-1") as second:
                second.call(dispatch.PullNumbers(1))
            other.call(calls.WhoAmI())
            assert frozenset({"gateways", "sends"}) not in heard
        wait_until(lambda: frozenset({"gateways", "sends"}) in heard)


def test_a_refused_act_is_told_to_nobody(desk: PlainDesk) -> None:
    heard: list[frozenset[str]] = []
    with desk.client(notices=heard.append) as client:
        for remarks in ("refuse", "problem", "crash"):
            with pytest.raises((RefusedError, ConsoleError)):
                client.call(draft("x", remarks))
        client.call(calls.WhoAmI())
    assert heard == []


@pytest.mark.parametrize("change", [suspended, without])
def test_a_person_loses_his_rights_at_the_next_call_after_the_roster_says_so(
    desk: PlainDesk, world: World, change: Any
) -> None:
    with desk.client("qianwei") as leaver, desk.client("hanxue") as signer:
        assert leaver.call(calls.WhoAmI()).person == "qianwei"
        signer.call(calls.Enact(spelled(change(world.roster, "qianwei")), ""))
        with pytest.raises(RefusedError) as refused:
            leaver.call(draft("too late"))
        assert refused.value.refusal.code in {"person_not_active", "not_in_roster"}
        with pytest.raises(RefusedError):
            leaver.call(calls.WhoAmI())
        assert signer.call(calls.WhoAmI()).person == "hanxue"
    assert desk.rows("SELECT who FROM mark") == []


def test_a_person_who_lost_his_rights_loses_his_connection_too(desk: PlainDesk, world: World) -> None:
    with dial(desk, Hello(frames.VERSION, "qianwei")) as sock, desk.client("hanxue") as signer:
        first(sock)
        signer.call(calls.Enact(spelled(suspended(world.roster, "qianwei")), ""))
        sock.sendall(frames.encode(Envelope(1, calls.WhoAmI())))
        assert hung_up(sock)


def test_an_act_that_waited_behind_the_new_roster_is_judged_by_it(desk: PlainDesk, world: World) -> None:
    publish = calls.Enact(spelled(suspended(world.roster, "qianwei")), "")
    with dial(desk, Hello(frames.VERSION, "qianwei")) as sock:
        first(sock)
        sock.sendall(frames.encode(Envelope(1, publish)) + frames.encode(Envelope(2, draft("too late"))))
        assert hung_up(sock)
    assert len(desk.rows("SELECT id FROM rules")) == 1
    assert desk.rows("SELECT who FROM mark") == []


def test_a_connection_does_not_pass_to_the_person_who_gets_the_account_next(
    folder: Path, world: World
) -> None:
    own = os.geteuid()
    held = changed(world.roster, "zhaomin", uid=own)
    given_on = changed(world.roster, "sunli", uid=own)
    with PlainDesk(folder, world, identity=PeerUid({})) as desk:
        with desk.database.writer() as conn:
            conn.execute(text("INSERT INTO rules (roster) VALUES (:roster)"), {"roster": spelled(held)})
        with desk.database.reader() as conn:
            desk.calls.state.current(conn)
        with desk.client("") as client:
            assert client.call(calls.WhoAmI()).person == "zhaomin"
            client.call(calls.Enact(spelled(given_on), ""))
            with pytest.raises(RefusedError) as refused:
                client.call(draft("whose?"))
            assert refused.value.refusal.code == "account_unknown"
            assert desk.rows("SELECT who FROM mark") == []


def test_a_roster_that_cannot_be_read_is_not_published(desk: PlainDesk) -> None:
    with desk.client("hanxue") as signer:
        with pytest.raises(ConsoleError):
            signer.call(calls.Enact("no roster", ""))
        assert signer.call(draft("still here")).id == 1
    assert desk.rows("SELECT roster FROM rules") == []


def test_lists_that_a_lost_connection_left_unfinished_are_dropped(desk: PlainDesk) -> None:
    with desk.client("sunli") as other, desk.client() as client:
        other.call(begin("other's"))
        finished = client.call(begin("finished"))
        client.call(begin("unfinished"))
        client.call(lists.FinishList(finished.id, "", "", b""))
        assert begun(desk) == ["other's", "finished", "unfinished"]
        client.close()
        wait_until(lambda: begun(desk) == ["other's", "finished"])


def test_a_list_begun_while_the_connection_is_lost_is_dropped_too(folder: Path, world: World) -> None:
    entered, go_on = threading.Event(), threading.Event()

    def slow(_ctx: Context, _call: calls.SaveDraft) -> Done:
        entered.set()
        assert go_on.wait(PATIENCE)
        return Done(0)

    with PlainDesk(folder, world, handlers={calls.SaveDraft: slow}) as desk:
        with dial(desk, HELLO) as sock:
            first(sock)
            sock.sendall(frames.encode(Envelope(1, draft())) + frames.encode(Envelope(2, begin("late"))))
            assert entered.wait(PATIENCE)
        go_on.set()
        with desk.client("sunli") as other:
            other.call(begin("mark"))
            wait_until(lambda: begun(desk) == ["mark"])
            assert desk.rows("SELECT max(id) FROM importing") == [2]


@pytest.mark.parametrize(
    "hostile",
    [
        b"\xff\xff\xff\xff",
        b"\x00\x00\x00\x00",
        b"\x00\x10\x00\x01",
        frames.framed(b"\xc1"),
        frames.framed(b"\x91" * 4000),
        frames.framed(b"\x93\x01\x81\xa4call\xa6Unheard\xc0"),
        frames.encode(Envelope(0, calls.WhoAmI())),
        frames.encode(Envelope(-1, calls.WhoAmI())),
        b"GET / HTTP/1.1\r\n\r\n",
    ],
    ids=range(9),
)
@pytest.mark.parametrize("greeted", [True, False])
def test_hostile_bytes_end_their_own_connection_and_no_other(
    desk: PlainDesk, hostile: bytes, greeted: bool
) -> None:
    with desk.client("sunli") as neighbour, dial(desk, HELLO if greeted else None) as sock:
        neighbour.connect()
        if greeted:
            first(sock)
        sock.sendall(hostile)
        sock.shutdown(socket.SHUT_WR)
        assert hung_up(sock)
        assert neighbour.call(calls.WhoAmI()).person == "sunli"
    assert not [event for event in desk.events() if event["event"] == "unexpected"]


def test_a_hello_must_be_short(desk: PlainDesk) -> None:
    with dial(desk) as sock:
        sock.sendall(frames.encode(Hello(frames.VERSION, "x" * frames.MAX_HELLO)))
        assert hung_up(sock)
    wait_until(lambda: any(event["event"] == "cut" for event in desk.events()))


def test_another_release_is_told_so(desk: PlainDesk) -> None:
    with dial(desk, Hello(frames.VERSION + 1, "zhaomin")) as sock:
        welcome = frames.decode_welcome(first(sock))
        assert hung_up(sock)
    assert isinstance(welcome, Welcome)
    assert welcome.refusal is not None
    assert welcome.refusal.code == "wire_version"


def test_whoever_says_nothing_or_half_a_frame_is_cut_in_time(folder: Path, world: World) -> None:
    with PlainDesk(folder, world, limits=Limits(hello=0.05, frame=0.05)) as desk:
        with dial(desk) as silent:
            assert hung_up(silent)
        with dial(desk, HELLO) as half:
            first(half)
            half.sendall(b"\x00\x00")
            assert hung_up(half)


def test_an_idle_connection_is_kept(folder: Path, world: World) -> None:
    with PlainDesk(folder, world, limits=Limits(hello=0.05, frame=0.05)) as desk, desk.client() as idle:
        idle.connect()
        with dial(desk) as silent:
            assert hung_up(silent)
        assert idle.call(draft()).id == 1


def test_whoever_does_not_read_is_cut_and_holds_up_nobody(folder: Path, world: World) -> None:
    with (
        PlainDesk(folder, world, limits=Limits(write=0.2)) as desk,
        desk.client("sunli") as neighbour,
        dial(desk, HELLO) as deaf,
    ):
        for number in range(1, 30):
            deaf.sendall(frames.encode(Envelope(number, calls.People())))
        assert neighbour.call(calls.WhoAmI()).person == "sunli"
        wait_until(lambda: len(desk.server._lines) == 1)
        assert neighbour.call(calls.WhoAmI()).person == "sunli"


def test_more_connections_than_allowed_are_refused_and_a_free_place_is_taken_again(
    folder: Path, world: World
) -> None:
    with (
        PlainDesk(folder, world, limits=Limits(connections=2)) as desk,
        desk.client() as one,
        desk.client() as two,
        desk.client() as three,
    ):
        one.connect()
        two.connect()
        with pytest.raises(RefusedError) as refused:
            three.connect()
        assert refused.value.refusal.code == "desk_full"
        one.close()
        wait_until(lambda: len(desk.server._lines) == 1)
        three.connect()


def test_an_idle_connection_gives_way_when_every_place_is_taken_and_comes_back_by_itself(
    folder: Path, world: World
) -> None:
    with (
        PlainDesk(folder, world, limits=Limits(connections=2, idle=0.0)) as desk,
        desk.client() as oldest,
        desk.client() as importing,
        desk.client() as newest,
    ):
        importing.call(begin("kept"))
        oldest.connect()
        newest.connect()
        # Only the one that neither asks nor sends a list went, and its program connects anew when it has to.
        assert newest.call(calls.WhoAmI()).person
        assert begun(desk) == ["kept"]
        assert oldest.call(calls.WhoAmI()).person
        assert begun(desk) == ["kept"]


def test_calls_beyond_the_allowance_wait_and_are_all_carried_out(folder: Path, world: World) -> None:
    with PlainDesk(folder, world, limits=Limits(rate=100, burst=1)) as desk, desk.client() as client:
        client.connect()
        with ThreadPoolExecutor(10) as pool:
            list(pool.map(lambda n: client.call(draft(str(n))), range(10)))
        assert len(desk.rows("SELECT who FROM mark")) == 10


def test_a_call_under_way_is_answered_before_the_desk_stops(folder: Path, world: World) -> None:
    entered, go_on = threading.Event(), threading.Event()

    def slow(ctx: Context, call: calls.SaveDraft) -> Done:
        entered.set()
        assert go_on.wait(PATIENCE)
        return mark(ctx, call)

    with PlainDesk(folder, world, handlers={calls.SaveDraft: slow}) as desk, desk.client() as client:
        with ThreadPoolExecutor(2) as pool:
            answer = pool.submit(client.call, draft("last"))
            assert entered.wait(PATIENCE)
            stopping = pool.submit(desk.stop)
            wait_until(lambda: not desk.path.exists())
            go_on.set()
            assert answer.result(10).id == 1
            stopping.result(10)
        with pytest.raises(ConnectionLost):
            client.call(draft("after"))


def test_an_act_that_the_stopped_desk_did_not_answer_is_of_unknown_fate(folder: Path, world: World) -> None:
    entered, go_on = threading.Event(), threading.Event()

    def stuck(_ctx: Context, _call: Any) -> Done:
        entered.set()
        assert go_on.wait(PATIENCE)
        return Done(0)

    limits = Limits(closing=0.05)
    with (
        PlainDesk(folder, world, limits=limits, handlers={calls.SaveDraft: stuck}) as desk,
        desk.client() as client,
        ThreadPoolExecutor(2) as pool,
    ):
        answer = pool.submit(client.call, draft("?"))
        assert entered.wait(PATIENCE)
        stopping = pool.submit(desk.stop)
        with pytest.raises(AnswerLost):
            answer.result(10)
        go_on.set()
        stopping.result(10)


@pytest.mark.parametrize("patient", [True, False])
def test_a_piece_of_a_list_lets_an_ask_go_first_but_does_not_wait_for_ever(
    folder: Path, world: World, monkeypatch: pytest.MonkeyPatch, patient: bool
) -> None:
    monkeypatch.setattr(desk_calls, "_WAY", PATIENCE if patient else 0.02)
    entered, go_on, done = threading.Event(), threading.Event(), []

    def slow(ctx: Context, call: calls.WhoAmI) -> Me:
        entered.set()
        assert go_on.wait(PATIENCE)
        done.append("ask")
        return who_am_i(ctx, call)

    def piece(_ctx: Context, call: lists.AddNumbers) -> Done:
        done.append("piece")
        return Done(0, call.list_id)

    handlers: dict[type[Call], Handler] = {calls.WhoAmI: slow, lists.AddNumbers: piece}
    with PlainDesk(folder, world, handlers=handlers) as desk, desk.client(timeout=PATIENCE) as client:
        with ThreadPoolExecutor(2) as pool:
            ask = pool.submit(client.call, calls.WhoAmI())
            assert entered.wait(PATIENCE)
            added = pool.submit(client.call, lists.AddNumbers(1, b"\0" * 8))
            if not patient:
                added.result(PATIENCE)
            go_on.set()
            ask.result(PATIENCE)
            added.result(PATIENCE)
        assert done == (["ask", "piece"] if patient else ["piece", "ask"])
        # With nobody asking it does not wait at all.
        client.call(lists.AddNumbers(1, b"\0" * 8))


def test_what_an_ask_needs_tried_first_holds_up_nobody_else_who_asks(folder: Path, world: World) -> None:
    go_on, tried = threading.Event(), []

    def trial() -> None:
        assert go_on.wait(PATIENCE)
        tried.append("trial")

    def people(_ctx: Context, _call: calls.People) -> list[PersonRow]:
        assert tried
        return []

    handlers: dict[type[Call], Handler] = {calls.People: people}
    before: dict[type[Call], Callable[[Context, Any], object]] = {calls.People: lambda _ctx, _call: trial}
    with (
        PlainDesk(folder, world, handlers=handlers, before=before) as desk,
        ThreadPoolExecutor(12) as pool,
        contextlib.ExitStack() as clients,
    ):
        lines = [clients.enter_context(desk.client(timeout=PATIENCE)) for _ in range(13)]
        asked = [pool.submit(line.call, calls.People()) for line in lines[1:]]
        try:
            # More than there are readers are under way.
            assert lines[0].call(calls.WhoAmI()).person == "zhaomin"
            assert not any(one.done() for one in asked)
        finally:
            go_on.set()
        assert [one.result(PATIENCE) for one in asked] == [[]] * 12
