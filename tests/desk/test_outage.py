"""The desk over a real PostgreSQL server that is stopped and started again: it says so in words, lives, and goes on by itself."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
import pytest

from console.errors import ConsoleError
from console.launch import organisation
from console.settings import Home
from console.wire import calls
from console.wire.base import Call
from console.wire.client import Client
from console.wire.contacts import lists
from console.wire.duties.here import Me
from tests.databases import Stop, Stoppable
from tests.desk.plain import wait_until
from tests.desk.test_process import ROOT, home, up
from tests.patience import PATIENCE

__all__ = ["home"]

BEGIN = lists.BeginList("business", "left", "a.txt", "0" * 64, 1, "utf-8", "")


@pytest.fixture
def server() -> Iterator[Stoppable]:
    with Stoppable() as made:
        yield made


@contextmanager
def desk(home: Home, server: Stoppable) -> Iterator["subprocess.Popen[bytes]"]:
    """The desk of a new organisation, as a process over the server."""
    organisation.build().write(home.root)
    command = [sys.executable, "-X", "utf8", "-m", "console.desk", "--home", str(home.root)]
    with subprocess.Popen([*command, "--database", server.url], cwd=ROOT, stderr=subprocess.PIPE) as child:
        try:
            yield child
        finally:
            child.kill()


def failing(client: Client, call: Call) -> str:
    """The code under which a call fails."""
    with pytest.raises(ConsoleError) as failed:
        client.call(call)
    return failed.value.code


def answered(client: Client) -> bool:
    """Whether the desk answers; until it does, it says why not."""
    try:
        me: Me = client.call(calls.WhoAmI())
    except ConsoleError as error:
        if error.code != "database_gone":
            raise
        return False
    return me.person == "zhaomin"


def events(home: Home) -> list[dict[str, Any]]:
    return [msgspec.json.decode(line) for line in home.log("desk").read_bytes().splitlines()]


def status(home: Home) -> tuple[int, set[str]]:
    command = [sys.executable, "-X", "utf8", "-m", "console", "--home", str(home.root), "status", "--json"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return run.returncode, {one["brief"] for one in json.loads(run.stdout)["data"]["findings"]}


@pytest.mark.parametrize("how", ["fast", "immediate"])
def test_while_the_database_is_gone_each_call_is_told_so_and_then_the_desk_goes_on(
    home: Home, server: Stoppable, how: Stop
) -> None:
    with desk(home, server) as child:
        up(child, home)
        noticed: set[str] = set()
        back = threading.Event()

        def note(topics: frozenset[str]) -> None:
            noticed.update(topics)
            back.set()

        with Client(home.desk_socket, "zhaomin", timeout=PATIENCE) as client:
            client.listen(note)
            assert answered(client)
            server.stop(how)
            assert [failing(client, call) for call in (calls.WhoAmI(), BEGIN, calls.WhoAmI())] == [
                "database_gone"
            ] * 3
            code, briefs = status(home)
            assert (code, "desk database gone" in briefs) == (2, True)
            # A person who comes now is told the same: the roster is known.
            with Client(home.desk_socket, "sunli", timeout=PATIENCE) as other:
                assert failing(other, calls.WhoAmI()) == "database_gone"
            wait_until(lambda: any(event.get("call") == "look" for event in events(home)))
            back.clear()
            noticed.clear()
            server.start()
            wait_until(lambda: answered(client))
            assert client.call(BEGIN).id == 1, "what failed was not carried out"
            # Pages that asked in vain read again.
            assert back.wait(PATIENCE)
            wait_until(lambda: {"requests", "sends"} <= noticed)
        assert child.poll() is None
        gone = [event for event in events(home) if event["event"] == "database_gone"]
        assert {"WhoAmI", "BeginList", "look"} <= {event["call"] for event in gone}
        assert not [event for event in events(home) if event["event"] == "unexpected"]


def test_a_desk_that_is_started_without_its_database_says_so(home: Home, server: Stoppable) -> None:
    server.stop()
    with desk(home, server) as child:
        assert child.wait(PATIENCE) == 1
        assert child.stderr is not None
        assert child.stderr.read().startswith(b"desk: database_gone: OperationalError")
    assert events(home)[-1]["why"] == "database_gone"
