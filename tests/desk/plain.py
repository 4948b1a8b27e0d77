"""A desk with small use cases of its own, so that tests see what the desk does: as a thread, or as a process.

`python -m tests.desk.plain --home H` is a real desk process over the same handlers.
"""

import argparse
import asyncio
import contextlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import msgspec
from sqlalchemy import Connection, text

from console.contacts.plan import newest_plan
from console.db.engine import open_database
from console.db.keyed import KeyFile
from console.desk.calls import Calls, Study
from console.desk.daemon import Core, Options, run
from console.desk.identity import Chosen, Identity
from console.desk.line import Limits
from console.desk.logbook import Logbook
from console.desk.server import Place, Server
from console.desk.state import State
from console.domain import policy
from console.domain.people.people import Roster, Standing
from console.domain.policy import Policy
from console.domain.refusals import refuse
from console.domain.timekeeping import Leap
from console.errors import ConsoleError, RefusedError
from console.launch.organisation import Organisation, build
from console.services.context import Context, Desk, Handler
from console.settings import Home
from console.signing.statements import encode
from console.wire import calls, dispatch
from console.wire.answers import Done, Page
from console.wire.base import Call
from console.wire.client import Client
from console.wire.contacts import lists as list_calls
from console.wire.duties.here import Me, PersonRow, TodoRow
from console.wire.duties.subjects import Request
from console.wire.ledger import ledger
from console.wire.requests.drafts import Draft
from tests.patience import IN_VAIN, Wait

NUMBER = "13800138000"
SECRET_LINE = f"forged\n{NUMBER}\x1b[2J"


def who_am_i(ctx: Context, _call: calls.WhoAmI) -> Me:
    who = ctx.caller.person or ctx.caller.service
    return Me(who, "", [], "", "", ctx.roster.solo, 0, "", ctx.at, "", ctx.roster.version)


def people(_ctx: Context, _call: calls.People) -> list[PersonRow]:
    return [PersonRow("x" * 100, "", [], "") for _ in range(2000)]


def todo(_ctx: Context, _call: calls.Todo) -> list[TodoRow]:
    return [TodoRow("x" * 1000, Request(1))] * 2000


def lists(ctx: Context, call: list_calls.ListsPage) -> list_calls.ListPage:
    total = ctx.conn.execute(text("SELECT count(*) FROM importing")).scalar_one()
    return list_calls.ListPage(Page(total, call.after), [])


def entries(ctx: Context, _call: ledger.EntriesPage) -> ledger.EntryPage:
    rows = ctx.conn.execute(text("SELECT id, who FROM mark ORDER BY id"))
    return ledger.EntryPage(Page(0, ""), [ledger.EntryRow(n, "", "", who, "", "") for n, who in rows])


def mark(ctx: Context, call: calls.SaveDraft) -> Done:
    """Keeps a mark; the draft's remarks say what else shall happen."""
    ctx.conn.execute(text("INSERT INTO mark (who) VALUES (:who)"), {"who": call.draft.purpose})
    made = ctx.conn.execute(text("SELECT max(id) FROM mark")).scalar_one()
    match call.draft.remarks:
        case "refuse":
            raise RefusedError(refuse("own_work", "R2"))
        case "problem":
            raise ConsoleError("list_gone", list=7)
        case "crash":
            raise RuntimeError(SECRET_LINE)
    ctx.notice("requests")
    return Done(made, made)


def begin(ctx: Context, call: list_calls.BeginList) -> Done:
    ctx.conn.execute(text("INSERT INTO importing (name) VALUES (:name)"), {"name": call.name})
    return Done(0, ctx.conn.execute(text("SELECT max(id) FROM importing")).scalar_one())


def drop(ctx: Context, call: list_calls.DropList) -> Done:
    ctx.conn.execute(text("DELETE FROM importing WHERE id = :id"), {"id": call.list_id})
    ctx.notice("lists")
    return Done(0, call.list_id)


def finish(_ctx: Context, call: list_calls.FinishList) -> Done:
    return Done(0, call.list_id)


def publish(ctx: Context, call: calls.Enact) -> Done:
    """Makes the given text the roster in force."""
    ctx.conn.execute(text("INSERT INTO rules (roster) VALUES (:roster)"), {"roster": call.text})
    ctx.notice("roster")
    return Done(0)


def numbers(_ctx: Context, _call: dispatch.PullNumbers) -> dispatch.ListChunk:
    return dispatch.ListChunk(b"", b"\0" * 8)


HANDLERS: dict[type[Call], Handler] = {
    calls.WhoAmI: who_am_i,
    calls.People: people,
    calls.Todo: todo,
    list_calls.ListsPage: lists,
    ledger.EntriesPage: entries,
    calls.SaveDraft: mark,
    list_calls.BeginList: begin,
    list_calls.DropList: drop,
    list_calls.FinishList: finish,
    calls.Enact: publish,
    dispatch.PullNumbers: numbers,
}


@dataclass
class World:
    """The demo organisation and the rules that a plain desk reads."""

    organisation: Organisation = field(default_factory=build)

    @property
    def roster(self) -> Roster:
        assert self.organisation.roster is not None
        return self.organisation.roster

    def desk(self) -> Desk:
        made = self.organisation
        return Desk(made.roots, b"\0" * 32, newest_plan(), KeyFile(Path("/nonexistent")))

    def load(self, conn: Connection) -> tuple[Roster, Policy]:
        kept = conn.execute(text("SELECT roster FROM rules ORDER BY id DESC LIMIT 1")).scalar()
        roster = self.roster if kept is None else msgspec.json.decode(kept, type=Roster)
        return roster, policy.read(self.organisation.policy_text)

    def mark(self, conn: Connection) -> tuple[int, ...]:
        return (conn.execute(text("SELECT coalesce(max(id), 0) FROM rules")).scalar_one(),)

    def start(self, conn: Connection) -> None:
        for table, column in (("mark", "who"), ("importing", "name"), ("rules", "roster")):
            conn.execute(
                text(
                    f"CREATE TABLE IF NOT EXISTS {table} (id INTEGER PRIMARY KEY AUTOINCREMENT, {column} TEXT)"
                )
            )

    def core(self) -> Core:
        return Core(HANDLERS, self.desk(), self.load, self.mark, self.start, tree=None)


def changed(roster: Roster, person: str, **changes: Any) -> Roster:
    """The roster with one person changed."""
    people = [msgspec.structs.replace(p, **changes) if p.id == person else p for p in roster.people]
    return msgspec.structs.replace(roster, people=people)


def suspended(roster: Roster, person: str) -> Roster:
    return changed(roster, person, standing=Standing.SUSPENDED)


def without(roster: Roster, person: str) -> Roster:
    return msgspec.structs.replace(roster, people=[p for p in roster.people if p.id != person])


def spelled(roster: Roster) -> str:
    return encode(roster).decode()


class PlainDesk:
    """A desk in a thread of this process; `with` starts and stops it."""

    def __init__(
        self,
        folder: Path,
        world: World,
        *,
        identity: Identity | None = None,
        limits: Limits | None = None,
        handlers: Mapping[type[Call], Handler] | None = None,
        sweep: Callable[[Context], object] | None = None,
        study: Study | None = None,
        leap: Leap | None = None,
        before: Mapping[type[Call], Callable[[Context, Any], object]] | None = None,
    ) -> None:
        self.world, self.path, self.log = world, folder / "desk.sock", folder / "desk.log"
        self.database = open_database(f"sqlite:///{folder / 'desk.db'}", role="desk")
        with self.database.writer() as conn:
            world.start(conn)
        with self.database.reader() as conn:
            state = State(world.load, world.mark, conn)
        desk = world.desk()
        desk.live.leap = leap or desk.live.leap
        self.calls = Calls(
            self.database,
            handlers=HANDLERS | dict(handlers or {}),
            state=state,
            desk=desk,
            identity=identity or Chosen(),
            logbook=Logbook(self.log),
            sweep=sweep,
            study=study,
            before=before,
        )
        self.server = Server(self.calls, Place(self.path), limits)
        self.failure: ConsoleError | None = None
        self._loop = asyncio.new_event_loop()
        self._over = asyncio.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Self:
        self._thread.start()
        wait_until(lambda: self.failure is not None or self.path.is_socket())
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        # The loop may be over by itself.
        with contextlib.suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()

    def client(self, person: str = "zhaomin", **options: Any) -> Client:
        return Client(self.path, person, **({"timeout": 10} | options))

    def rows(self, query: str) -> list[Any]:
        with self.database.reader() as conn:
            return [row[0] for row in conn.execute(text(query))]

    def events(self) -> list[dict[str, Any]]:
        return [msgspec.json.decode(line) for line in self.log.read_text("utf-8").splitlines()]

    def _run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
                runner.run(self.server.serve(self._over))
        except ConsoleError as error:
            self.failure = error
        finally:
            self.calls.close()
            self.calls.logbook.close()
            self.database.close()


def wait_until(holds: Callable[[], bool], seconds: float = IN_VAIN) -> None:
    """Return once the condition holds; fail if it does not in time."""
    wait = Wait(seconds)
    pause = threading.Event()
    while not holds():
        assert not wait.over(), "waited in vain"
        pause.wait(0.005)


def draft(purpose: str = "", remarks: str = "") -> calls.SaveDraft:
    return calls.SaveDraft(Draft(purpose=purpose, remarks=remarks))


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--fail", action="store_true")
    given = parser.parse_args()
    if given.fail:
        raise ConsoleError("told to fail")
    return run(Options(Home(given.home)), lambda: World().core())


if __name__ == "__main__":
    raise SystemExit(main())
