"""The real processes of one solo home under a test's hand: desk, dispatcher and simulator, and what people do with them."""

import json
import os
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from console.db.engine import open_database
from console.domain.categories import Category
from console.domain.data_folder import data_folder
from console.launch import organisation
from console.launch.processes import Solo, standard
from console.launch.scenes import Walk
from console.settings import Home
from console.wire import calls
from console.wire.answers import Done
from console.wire.requests.rows import RequestView
from console.wire.sending import sends
from tests import asking
from tests.patience import IN_VAIN, PATIENCE, Wait
from tests.world import numbers


@dataclass
class Whole:
    """A running solo installation."""

    home: Home
    org: organisation.Organisation
    solo: Solo
    walk: Walk

    def control(self, line: str) -> dict[str, Any]:
        """Ask the simulator over its control port."""
        port = int(json.loads(self.home.simulator_file.read_bytes())["control"])
        with (
            socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as sock,
            sock.makefile("rw") as stream,
        ):
            stream.write(line + "\n")
            stream.flush()
            answer: dict[str, Any] = json.loads(stream.readline())
        return answer

    def listed(self, n: int, department: str = "business") -> int:
        """A finished list of `n` numbers."""
        path = self.home.root / "list.txt"
        path.write_text("".join(f"{num}\n" for num in numbers(n)))
        return self.walk.bring_list(path, department).list_id

    def released(self, n: int, category: Category = Category.NOTICE) -> int:
        """A request of `n` recipients, signed by everyone, released."""
        request = self.cleared(n, category)
        self.walk.release(request)
        return request

    def cleared(self, n: int, category: Category = Category.NOTICE) -> int:
        """A request of `n` recipients, signed by everyone."""
        department = "credit" if category is Category.OTHER else "business"
        path = self.home.root / "list.txt"
        path.write_text("".join(f"{num}\n" for num in numbers(n)))
        request = self.walk.ask(category, department, self.walk.bring_list(path, department))
        self.walk.decide(request, department)
        return request

    def send(self, request: int) -> sends.SendView:
        """The monitor of a request's first slot."""
        view: sends.SendView = self.walk.core("zhoujian").call(sends.SendDetail(request, 1))
        return view

    def until(
        self, request: int, condition: Callable[[sends.SendView], bool], seconds: float = IN_VAIN
    ) -> sends.SendView:
        """Wait until the monitor shows it; a send that goes on is not waited for in vain."""
        wait, tally = Wait(seconds), None
        while True:
            view = self.send(request)
            if condition(view):
                return view
            if view.row.tally != tally:
                wait, tally = Wait(seconds), view.row.tally
            assert not wait.over(), (view.row.state, view.row.reason, view.row.tally)
            time.sleep(0.05)

    def state(self, request: int, *states: str) -> sends.SendView:
        """Wait until the slot is in one of these states."""
        return self.until(request, lambda view: view.row.state in states)

    def ended(self, request: int) -> sends.SendView:
        """Wait until the slot has ended, with or without unknown results."""
        return self.state(request, "done", "unsettled")

    def step(self, person: str, kind: str, request: int, **fields: Any) -> Done:
        """A signed step of a person on the first slot."""
        core = self.walk.core(person)
        view: RequestView = core.call(calls.RequestDetail(request))
        call = asking.step(kind, request, view.head, slot=1, **fields)
        return asking.enacted(core, asking.decided(core, call, person, view.digest), self.walk.key(person))

    def kill(self, name: str) -> None:
        """SIGKILL a process and wait until it is gone."""
        pid = next(status.pid for status in self.solo.status() if status.name == name)
        os.kill(pid, signal.SIGKILL)
        wait = Wait()
        while any(status.pid for status in self.solo.status() if status.name == name):
            assert not wait.over(), f"{name} does not die"
            time.sleep(0.01)

    def tamper(self, *statements: str) -> None:
        """What a desk that lies does: change its own database behind everyone's back."""
        self.walk.close()
        self.walk.clients.clear()
        self.solo.stop()
        database = open_database(f"sqlite:///{self.home.desk_database}", role="desk")
        with database.writer() as conn:
            for statement in statements:
                assert conn.exec_driver_sql(statement).rowcount == 1
        database.close()
        self.solo.start()


@contextmanager
def running(
    *, rate: int = 20000, window: int = 50, databases: Mapping[str, str] | None = None, **made: Any
) -> Iterator[Whole]:
    """A new solo home with its processes up; `databases` are the URLs of parts (`desk`, `dispatch`) that are on a server.

    `made` is said of the organisation besides (`organisation.build`).
    """
    root = Path(tempfile.mkdtemp(prefix="sms-"))
    home = Home(root)
    text = (data_folder() / "gateways" / "demo.toml").read_text("utf-8")
    text = text.replace("rate = 20000", f"rate = {rate}").replace("window = 50", f"window = {window}")
    org = organisation.build(gateway_text=text, **{"policy_pack": organisation.DEMO_PACK, **made})
    org.write(home.root)
    for part, url in (databases or {}).items():
        (home.root / part / "database").touch(0o600)
        (home.root / part / "database").write_text(url, "utf-8")
    solo = Solo(home, standard(home))
    walk = Walk(home, say=lambda _words: None)
    walk.keys.update(org.people)
    try:
        solo.start()
        yield Whole(home, org, solo, walk)
    finally:
        walk.close()
        solo.stop()
        shutil.rmtree(root)
