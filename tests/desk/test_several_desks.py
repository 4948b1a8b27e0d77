"""Several desks on one PostgreSQL: every act is judged by the newest rules, whichever desk they came by, and people are told."""

import asyncio
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from console.db.engine import open_database
from console.desk.calls import Calls, KeepSessions
from console.desk.identity import Chosen, Identity
from console.desk.line import Limits
from console.desk.logbook import Logbook
from console.desk.others import TOPICS, Others
from console.desk.server import Place, Server
from console.desk.state import Load, State
from console.domain.people.people import Post
from console.domain.rosters.rosters import AddPerson, Appoint, Change
from console.domain.times import render
from console.errors import RefusedError
from console.services import everything
from console.services.contacts import optouts
from console.services.context import Caller, Context, Handler
from console.services.ledger import ledger
from console.services.rosters import rules
from console.signing import keys
from console.signing.statements import decode, namespace
from console.store.contacts import optout
from console.wire import calls
from console.wire.answers import Done
from console.wire.base import Call
from console.wire.client import Client
from console.wire.ledger import ledger as ledger_calls
from console.wire.requests import approvals
from console.wire.rosters import rosters
from tests import asking
from tests.desk.plain import wait_until
from tests.patience import PATIENCE
from tests.services.core import Core, open_core


class RealDesk:
    """A desk with the product's own use cases in a thread of this process, on the core's database and at the core's instant."""

    def __init__(
        self,
        core: Core,
        url: str,
        folder: Path,
        handlers: Mapping[type[Call], Handler],
        *,
        identity: Identity | None = None,
        load: Load | None = None,
        sessions: KeepSessions | None = None,
    ) -> None:
        self.path = folder / "desk.sock"
        self.database = open_database(url, role="desk")
        with self.database.reader() as conn:
            state = State(load or partial(rules.load, desk=core.desk), rules.mark, conn)
        self.calls = Calls(
            self.database,
            handlers=everything.handlers() | dict(handlers),
            state=state,
            desk=core.desk,
            identity=identity or Chosen(),
            logbook=Logbook(folder / "log"),
            clock=lambda: render(core.at),
            newest=ledger.newest,
            sessions=sessions,
        )
        self._server = Server(self.calls, Place(self.path), Limits(watch=0.02))
        self._loop = asyncio.new_event_loop()
        self._over = asyncio.Event()
        self._thread = threading.Thread(target=self._run)

    def client(self, person: str, **options: Any) -> Client:
        return Client(self.path, person, **({"timeout": 30} | options))

    def start(self) -> None:
        self._thread.start()
        wait_until(self.path.is_socket)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._server.serve(self._over))
        self.calls.close()
        self.database.close()


class House:
    """One organisation, one database, as many desks as a test starts."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.core = open_core(url)

    @contextmanager
    def desk(self, **handlers: Handler) -> Iterator[RealDesk]:
        """A desk; handlers by the name of their call replace the product's."""
        known = {kind.__name__: kind for kind in everything.handlers()}
        with tempfile.TemporaryDirectory(prefix="sms-") as folder:
            made = RealDesk(
                self.core, self.url, Path(folder), {known[name]: one for name, one in handlers.items()}
            )
            made.start()
            try:
                yield made
            finally:
                made.stop()

    def suspension(self, person: str, by: str = "wangfang") -> calls.Enact:
        call = asking.order("suspension", person=person, reason="口令外泄")
        return calls.Enact(*self.core.sign(by, self.core.call(by, call)))

    def approval(self, request: int, by: str = "sunli") -> calls.Enact:
        view = self.core.view(by, request)
        card = self.core.call(by, approvals.Scope(request))
        step = asking.step(
            "approval",
            request,
            view.head,
            count=view.row.recipients,
            content_checked=True,
            list_checked=True,
            shown=card.shown,
        )
        return calls.Enact(*self.core.sign(by, self.core.call(by, step)))

    def proposed(self, *changes: Change) -> rosters.ConfirmRoster:
        """The next version with its first signature at the desk; what its second signature brings in."""
        made = self.core.call("hanxue", rosters.PrepareRoster(list(changes))).text
        name = namespace(decode(made.encode()))
        first = self.core.org.people["hanxue"].sign(made.encode(), name)
        self.core.call("hanxue", rosters.ProposeRoster(made, first))
        (waiting,) = [
            one for one in self.core.call("yangfan", rosters.RosterProposals()).rows if one.text == made
        ]
        return rosters.ConfirmRoster(
            waiting.digest, self.core.org.people["yangfan"].sign(made.encode(), name)
        )

    def waits_at_the_gate(self) -> bool:
        """Whether a transaction waits for the advisory lock that another holds."""
        with self.core.database.reader() as conn:
            query = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            return bool(conn.execute(text(query)).scalar_one())


@pytest.fixture
def house(postgres_url: str) -> Iterator[House]:
    made = House(postgres_url)
    yield made
    made.core.database.close()


def held_up(entered: threading.Event, go_on: threading.Event, turn: int = 1) -> Handler:
    """Enact that, in its given turn, carries out the act and then keeps its transaction open until it is told to go on."""
    turns: list[str] = []

    def slow(ctx: Context, call: calls.Enact) -> Any:
        done = everything.handlers()[calls.Enact](ctx, call)
        turns.append(call.text)
        if len(turns) != turn:
            return done
        entered.set()
        assert go_on.wait(PATIENCE)
        return done

    return slow


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(RefusedError) as caught:
        act()
    return caught.value.refusal.code


def test_who_is_suspended_at_one_desk_has_no_right_at_another_from_his_next_call_on(house: House) -> None:
    request = house.core.requested()
    approval, suspension = house.approval(request), house.suspension("sunli")
    with house.desk() as one, house.desk() as other:
        with other.client("sunli") as manager, one.client("wangfang") as registrar:
            assert manager.call(calls.WhoAmI()).person == "sunli"
            registrar.call(suspension)
            assert refused(lambda: manager.call(calls.WhoAmI())) == "person_not_active"
        with other.client("wangfang") as carrier:
            assert refused(lambda: carrier.call(approval)) == "not_the_signer"
    assert house.core.view("zhoujian", request).row.state == "submitted"


def test_an_act_under_way_at_one_desk_is_seen_by_the_order_that_another_takes_meanwhile(house: House) -> None:
    request = house.core.requested("promotion")
    approval, suspension = house.approval(request), house.suspension("sunli")
    entered, go_on = threading.Event(), threading.Event()
    with (
        house.desk(Enact=held_up(entered, go_on)) as slow,
        house.desk() as other,
        slow.client("sunli") as manager,
        other.client("wangfang") as registrar,
        ThreadPoolExecutor(2) as pool,
    ):
        approving = pool.submit(manager.call, approval)
        assert entered.wait(PATIENCE)
        suspending = pool.submit(registrar.call, suspension)
        wait_until(house.waits_at_the_gate)
        assert not suspending.done()
        go_on.set()
        assert approving.result(30).number
        assert suspending.result(30).seq
    # The order came after the approval, and so it found it: what the suspended person signed goes back.
    assert house.core.view("zhoujian", request).row.state == "returned"
    assert house.core.call("shenyu", ledger_calls.VerifyLedger()).bad == 0


def test_an_act_that_came_while_another_desk_changed_the_rules_is_judged_by_the_new_ones(
    house: House,
) -> None:
    request = house.core.requested()
    approval, suspension = house.approval(request), house.suspension("sunli")
    entered, go_on = threading.Event(), threading.Event()
    with (
        # First it shares the gate, and once it turns out what it is, it begins anew to have it alone.
        house.desk(Enact=held_up(entered, go_on, turn=2)) as slow,
        house.desk() as other,
        slow.client("wangfang") as registrar,
        other.client("wangfang") as carrier,
        ThreadPoolExecutor(2) as pool,
    ):
        suspending = pool.submit(registrar.call, suspension)
        assert entered.wait(PATIENCE)
        carrying = pool.submit(carrier.call, approval)
        wait_until(house.waits_at_the_gate)
        go_on.set()
        assert suspending.result(30).seq
        assert refused(lambda: carrying.result(30)) == "not_the_signer"


def test_a_version_is_not_confirmed_past_an_order_that_another_desk_takes_meanwhile(house: House) -> None:
    """A version older than a deputation would spoil every bundle: the verifier judges the order by it."""
    confirm = house.proposed(Appoint("zhaomin", Post.AUDITOR, "", render(house.core.at)))
    house.core.at += timedelta(minutes=1)
    call = asking.order(
        "deputation",
        person="liqiang",
        post="department_manager",
        department="business",
        since=render(house.core.at),
        until=render(house.core.at + timedelta(days=3)),
        reason="休假",
    )
    order = calls.Enact(*house.core.sign("sunli", house.core.call("sunli", call)))
    entered, go_on = threading.Event(), threading.Event()
    with (
        house.desk(Enact=held_up(entered, go_on, turn=2)) as slow,
        house.desk() as other,
        slow.client("sunli") as manager,
        other.client("yangfan") as signer,
        ThreadPoolExecutor(2) as pool,
    ):
        ordering = pool.submit(manager.call, order)
        assert entered.wait(PATIENCE)
        confirming = pool.submit(signer.call, confirm)
        wait_until(house.waits_at_the_gate)
        go_on.set()
        assert ordering.result(30).seq
        assert refused(lambda: confirming.result(30)) == "roster_before_order"


def test_of_two_versions_confirmed_at_two_desks_at_once_one_is_published(house: House) -> None:
    since = render(house.core.at)
    first = house.proposed(Appoint("zhaomin", Post.AUDITOR, "", since))
    second = house.proposed(Appoint("qianwei", Post.AUDITOR, "", since))
    with house.desk() as one, house.desk() as other, ThreadPoolExecutor(2) as pool:

        def confirm(desk: RealDesk, call: rosters.ConfirmRoster) -> str:
            with desk.client("yangfan") as client:
                try:
                    client.call(call)
                except RefusedError as error:
                    return error.refusal.code
            return "published"

        found = list(pool.map(confirm, (one, other), (first, second)))
    assert sorted(found) == ["published", "roster_not_open"]
    assert [row.version for row in house.core.call("sunli", rosters.RosterVersions())] == [2, 1]


def test_whoever_comes_by_a_version_that_another_desk_published_is_let_in_here_soon(house: House) -> None:
    confirm = house.proposed(
        AddPerson("heqing", "何青", "D0101", "010-00000101", -1, keys.generate().public),
        Appoint("heqing", Post.AUDITOR, "", render(house.core.at)),
    )
    with house.desk() as one, house.desk() as other:
        assert refused(lambda: other.client("heqing").connect()) == "not_in_roster"
        with one.client("yangfan") as signer:
            signer.call(confirm)

        def let_in() -> bool:
            try:
                with other.client("heqing") as newcomer:
                    return bool(newcomer.call(calls.WhoAmI()).person == "heqing")
            except RefusedError:
                return False

        wait_until(let_in)


def test_consoles_at_one_desk_hear_what_was_done_at_another(house: House) -> None:
    told: list[frozenset[str]] = []
    request = house.core.requested()
    approval = house.approval(request)
    with (
        house.desk() as one,
        house.desk() as other,
        other.client("wangfang", notices=told.append) as listener,
        one.client("sunli") as manager,
    ):
        listener.connect()
        manager.call(approval)
        wait_until(lambda: TOPICS in told)
        assert "roster" not in frozenset().union(*told)
        manager.call(house.suspension("qianwei", by="sunli"))
        wait_until(lambda: TOPICS | {"roster"} in told)


def test_a_desks_own_acts_are_no_news_of_others() -> None:
    others = Others()
    others.wrote(Done(3))
    assert not others.heard(3), "the first look only begins"
    others.wrote(Done(4))
    others.wrote(Done(0, 7))
    assert not others.heard(4)
    others.wrote(Done(6))
    assert others.heard(6), "entry 5 is somebody else's"
    assert not others.heard(6)
    others.wrote(Done(7))
    assert not others.heard(0), "a look that failed"
    assert not others.heard(7)


# ---- opt-outs


def keep(num: int) -> Callable[[Context], object]:
    return lambda ctx: optouts.keep(ctx, [num], "promotion", "来电")


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (keep(13800138001), keep(13800138002), {13800138000: 1, 13800138001: 2, 13800138002: 3}),
        (keep(13800138001), keep(13800138001), {13800138000: 1, 13800138001: 2}),
        (lambda ctx: optouts.renumber(ctx, 1), keep(13800138001), {13800138000: 2, 13800138001: 3}),
        (keep(13800138001), lambda ctx: optouts.renumber(ctx, 1), {13800138000: 3, 13800138001: 2}),
    ],
    ids=["two numbers", "the same number", "renumbered before", "renumbered after"],
)
def test_two_desks_record_opt_outs_at_once_and_no_serial_is_given_twice(
    postgres_url: str,
    first: Callable[[Context], object],
    second: Callable[[Context], object],
    kept: dict[int, int],
) -> None:
    core = open_core(postgres_url)
    with core.context(Caller("wangfang", ""), write=True) as ctx:
        keep(13800138000)(ctx)
    begun = threading.Event()

    def at_the_other() -> None:
        with core.context(Caller("wangfang", ""), write=True) as ctx:
            begun.set()
            second(ctx)

    with ThreadPoolExecutor(1) as pool:
        with core.context(Caller("wangfang", ""), write=True) as ctx:
            first(ctx)
            other = pool.submit(at_the_other)
            assert begun.wait(PATIENCE)
            # Long enough to get stuck at whatever keeps it back.
            time.sleep(0.5)
            assert not other.done()
        other.result(PATIENCE)
    with core.database.reader() as conn:
        rows = conn.execute(select(optout.c.num, optout.c.serial)).all()
    assert {row.num: row.serial for row in rows} == kept
    core.database.close()
