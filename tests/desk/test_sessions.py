"""Who was let in, who was not, and when they left, as the ledger has it; and that no flood of either makes it grow without bound."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import Connection, Engine, event, select

from console.desk.identity import PeerUid
from console.desk.sessions import ADDRESSES, FIRST, LINGER, LONGEST, Sessions, came, person_of
from console.domain.people.people import Standing
from console.errors import RefusedError
from console.services.ledger import sessions as kept
from console.services.ledger.sessions import Note
from console.services.rosters import rules
from console.store.tables import LedgerRecord
from console.wire import calls, frames
from console.wire.calls import Hello
from console.wire.client import came_from
from tests.desk.plain import changed, wait_until
from tests.desk.test_several_desks import RealDesk
from tests.services.core import Core, open_core

HOST = came("")
SSH = came("10.1.2.3")


class Time:
    """Monotonic seconds that a test moves, and instants that count what was asked."""

    def __init__(self) -> None:
        self.ticks, self.nth = 0.0, 0

    def now(self) -> str:
        self.nth += 1
        return f"t{self.nth}"


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def sessions(time: Time) -> Sessions:
    return Sessions(time.now, lambda: time.ticks)


def said(notes: list[Note]) -> list[tuple[str, str, int]]:
    return [(one.done, one.person, one.payload.get("logins", one.payload.get("count", 1))) for one in notes]


@pytest.mark.parametrize(
    ("told", "source", "way"),
    [
        ("", "", "host"),
        ("10.1.2.3", "10.1.2.3", "ssh"),
        ("2001:DB8:0:0::1", "2001:db8::1", "ssh"),
        ("fe80::1%13800138000", "fe80::1", "ssh"),
        ("10.1.2.3\n10.9.9.9", "", "unclear"),
        ("13800138000", "", "unclear"),
        ("赵敏", "", "unclear"),
        ("x" * 3000, "", "unclear"),
        ("10.1.2.3 ", "", "unclear"),
    ],
)
def test_an_address_is_an_address_or_nothing(told: str, source: str, way: str) -> None:
    assert came(told) == (source, way)


def test_connections_that_follow_each_other_are_one_session_and_it_ends_after_the_last(
    sessions: Sessions, time: Time
) -> None:
    for _ in range(50):
        sessions.opened("zhaomin", 1001, SSH)
        sessions.closed("zhaomin", 1001, SSH, "left")
        time.ticks += LINGER - 1
    (opened,) = sessions.due()
    assert (opened.done, opened.payload["source"], opened.payload["way"]) == ("opened", "10.1.2.3", "ssh")
    time.ticks += 1
    (closed,) = sessions.due()
    assert (closed.done, closed.payload["logins"], closed.payload["why"]) == ("closed", 50, "left")
    assert closed.payload["session"] == opened.payload["session"]
    assert closed.payload["from"] == opened.payload["at"]
    assert closed.payload["at"] != closed.payload["from"]
    time.ticks += 10 * LINGER
    assert sessions.due() == []


def test_a_session_lasts_as_long_as_one_connection_and_each_address_has_its_own(
    sessions: Sessions, time: Time
) -> None:
    for source in (SSH, SSH, HOST):
        sessions.opened("zhaomin", 1001, source)
    sessions.closed("zhaomin", 1001, SSH, "cut")
    sessions.closed("zhaomin", 1001, HOST, "left")
    assert said(sessions.due()) == [("opened", "zhaomin", 1)] * 2
    time.ticks += 5 * LINGER
    assert said(sessions.due()) == [("closed", "zhaomin", 1)]
    sessions.closed("zhaomin", 1001, SSH, "sent_away")
    time.ticks += LINGER
    (closed,) = sessions.due()
    assert (closed.payload["logins"], closed.payload["why"]) == (2, "sent_away")


def test_the_desks_end_closes_what_is_open(sessions: Sessions) -> None:
    sessions.opened("zhaomin", 1001, SSH)
    sessions.opened("sunli", 1002, SSH)
    sessions.closed("sunli", 1002, SSH, "left")
    sessions.refused("", 1009, HOST, "account_unknown")
    sessions.refused("", 1009, HOST, "account_unknown")
    notes = sessions.end()
    assert [one.payload["why"] for one in notes if one.done == "closed"] == ["desk_ended", "left"]
    assert [one.payload["count"] for one in notes if one.done == "refused"] == [1, 1]
    assert sessions.end() == []


def test_a_flood_of_refusals_is_few_entries_and_each_is_counted(sessions: Sessions, time: Time) -> None:
    notes: list[Note] = []
    for second in range(24 * 3600):
        time.ticks = float(second)
        for _ in range(2):
            sessions.refused("", 1009, came(f"10.0.{second // 256 % 256}.{second % 256}"), "account_unknown")
        notes += sessions.due()
    time.ticks += 2 * LONGEST
    notes += sessions.due()
    assert sum(one.payload["count"] for one in notes) == 2 * 24 * 3600
    assert len(notes) < 2 * ADDRESSES + 24 + 10
    assert len({one.payload["source"] for one in notes}) == ADDRESSES + 1
    time.ticks += 2 * LONGEST
    sessions.due()
    sessions.refused("", 1009, came("10.9.9.9"), "account_unknown")
    assert [one.payload["source"] for one in sessions.due()] == ["10.9.9.9"]


def test_the_first_refusal_is_told_at_once_and_the_next_after_a_minute(
    sessions: Sessions, time: Time
) -> None:
    sessions.refused("zhaomin", 1001, SSH, "person_not_active")
    assert said(sessions.due()) == [("refused", "zhaomin", 1)]
    for _ in range(5):
        sessions.refused("zhaomin", 1001, SSH, "person_not_active")
    time.ticks += FIRST - 1
    assert sessions.due() == []
    time.ticks += 1
    (one,) = sessions.due()
    assert one.payload["count"] == 5
    assert one.payload["first"] < one.payload["at"]


def test_whose_account_it_was() -> None:
    people = [("a", 1), ("b", 2), ("c", 2), ("new", -1)]
    assert [person_of(uid, iter(people)) for uid in (1, 2, 3, -1)] == ["a", "", "", ""]


def test_the_client_tells_the_first_word_of_what_sshd_told_it() -> None:
    assert came_from({"SSH_CONNECTION": "10.1.2.3 50000 10.0.0.1 2222"}) == "10.1.2.3"
    assert came_from({}) == ""
    assert len(came_from({"SSH_CONNECTION": "x" * 65536})) == 64


# ---- with a desk


class House:
    """A desk on the core's database, to which the account of this process is one person of a separated roster."""

    def __init__(self, core: Core, url: str, folder: Path, **person: Any) -> None:
        self.core, self.person = core, {"uid": os.geteuid()} | person
        self._stopped = False
        self.made = RealDesk(core, url, folder, {}, identity=PeerUid({}), load=self._load, sessions=kept.keep)

    def _load(self, conn: Connection) -> Any:
        roster, policy = rules.load(conn, self.core.desk)
        separated = msgspec.structs.replace(roster, solo=False)
        return changed(separated, "zhaomin", **self.person), policy

    def rows(self, done: str = "") -> list[dict[str, Any]]:
        query = select(LedgerRecord.envelope).where(LedgerRecord.kind.startswith(f"session.{done}"))
        with self.core.database.reader() as conn:
            found = conn.execute(query.order_by(LedgerRecord.seq)).scalars().all()
        return [msgspec.json.decode(one) for one in found]

    def stop(self) -> None:
        if not self._stopped:
            self._stopped = True
            self.made.stop()

    def hello(self, **said: Any) -> None:
        """A connection with these words, which ends after the answer."""
        with socket.socket(socket.AF_UNIX) as sock:
            sock.connect(str(self.made.path))
            sock.sendall(frames.encode(Hello(frames.VERSION, **said)))
            sock.recv(4096)


@contextmanager
def serving(url: str, folder: Path, **person: Any) -> Iterator[House]:
    core = open_core(url)
    made = House(core, url, folder, **person)
    made.made.start()
    try:
        yield made
    finally:
        made.stop()
        core.database.close()


def in_time(house: House, done: str, n: int = 1) -> list[dict[str, Any]]:
    wait_until(lambda: len(house.rows(done)) >= n)
    return house.rows(done)


def test_a_person_is_let_in_and_goes_and_the_ledger_knows_from_where(
    database_url: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "10.1.2.3 50000 10.0.0.1 2222")
    with serving(database_url, folder) as house:
        with house.made.client("") as one, house.made.client("") as two:
            assert one.call(calls.WhoAmI()).person == two.call(calls.WhoAmI()).person == "zhaomin"
            (opened,) = in_time(house, "opened")
        assert (opened["actor"], opened["subject"]) == ("zhaomin", "person:zhaomin")
        told = opened["payload"]
        assert (told["source"], told["way"], told["account"]) == ("10.1.2.3", "ssh", os.geteuid())
        assert house.rows("closed") == []
        house.stop()
        (closed,) = house.rows("closed")
        assert (closed["payload"]["session"], closed["payload"]["logins"]) == (told["session"], 2)
        assert closed["payload"]["why"] == "left"


def test_an_account_that_may_not_come_in_is_written_down_and_many_tries_are_one_entry(
    database_url: str, folder: Path
) -> None:
    with serving(database_url, folder, standing=Standing.SUSPENDED) as house:
        for _ in range(20):
            with pytest.raises(RefusedError), house.made.client("") as client:
                client.connect()
        (first,) = in_time(house, "refused")
        assert (first["actor"], first["subject"]) == ("desk", "person:zhaomin")
        assert first["payload"]["code"] == "person_not_active"
        house.stop()
        assert sum(one["payload"]["count"] for one in house.rows("refused")) == 20
        assert len(house.rows("refused")) == 2
        assert house.rows("opened") == []


def test_an_account_of_nobody_is_written_down_by_its_number(sqlite_url: str, folder: Path) -> None:
    with serving(sqlite_url, folder, uid=os.geteuid() + 1) as house:
        house.hello(source="10.1.2.3\n13800138000")
        (row,) = in_time(house, "refused")
        assert row["subject"] == f"account:{os.geteuid()}"
        assert (row["payload"]["source"], row["payload"]["way"]) == ("", "unclear")


def test_what_watches_makes_no_entry(sqlite_url: str, folder: Path) -> None:
    with serving(sqlite_url, folder) as house:
        house.hello(watch=True)
        house.hello()
        in_time(house, "opened")
        house.stop()
        assert len(house.rows()) == 2


def test_a_login_costs_three_statements_and_nobody_waits_for_them(sqlite_url: str, folder: Path) -> None:
    seen: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    with serving(sqlite_url, folder) as house:
        event.listen(Engine, "before_cursor_execute", note)
        try:
            house.hello()
            wait_until(lambda: any("INSERT INTO ledger" in one for one in seen))
        finally:
            event.remove(Engine, "before_cursor_execute", note)
    work = [one for one in seen if not one.startswith(("BEGIN", "PRAGMA"))]
    assert len(work) == 3, work


def test_where_no_session_began_or_ended_nothing_is_asked_of_the_database(
    sqlite_url: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[list[Any]] = []
    told: list[int] = []

    def keep(_ctx: Any, notes: list[Any]) -> list[int]:
        kept.append(notes)
        return []

    with serving(sqlite_url, folder) as house:
        calls, usual = house.made.calls, house.made.calls.note

        async def note(notes: Any) -> None:
            await usual(notes)
            told.append(len(notes))

        monkeypatch.setattr(calls, "_keep_sessions", keep)
        monkeypatch.setattr(calls, "note", note)
        wait_until(lambda: told.count(0) > 1)
        assert kept == []
        house.hello()
        wait_until(lambda: bool(kept))


def test_what_the_database_does_not_take_is_written_down_once_it_does(sqlite_url: str, folder: Path) -> None:
    with serving(sqlite_url, folder) as house:
        working = house.made.calls._keep_sessions

        def fails(*_: Any) -> list[int]:
            raise OSError

        house.made.calls._keep_sessions = fails
        house.hello()
        wait_until(lambda: "sessions" in (folder / "log").read_text())
        house.hello()
        house.made.calls._keep_sessions = working
        in_time(house, "opened")
        house.stop()
        assert [one["kind"] for one in house.rows()] == ["session.opened", "session.closed"]
        assert (folder / "log").read_text().count('"call": "sessions"') == 1


def test_where_one_account_plays_everybody_no_session_is_written_down(sqlite_url: str, folder: Path) -> None:
    core = open_core(sqlite_url)
    desk = RealDesk(core, sqlite_url, folder, {}, sessions=kept.keep)
    desk.start()
    with desk.client("zhaomin") as client:
        client.call(calls.WhoAmI())
    desk.stop()
    with core.database.reader() as conn:
        kinds = conn.execute(select(LedgerRecord.kind)).scalars().all()
    assert not [one for one in kinds if one.startswith("session.")]
    core.database.close()
