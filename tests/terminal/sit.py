"""Runs the console over a core in this process: `python -m tests.terminal.sit FOLDER zh|en [PERSON [WAITING]]`.

Three requests wait in the queues: a notice and a promotion to be decided, and a cleared notice to be released. With WAITING
so many wait for the business department's manager, each with a count of its own.
"""

import atexit
import hashlib
import os
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

import pytest
from sqlalchemy import update

from console.acting.roll import Roll
from console.acting.steps import Core as Line
from console.app import ConsoleApp
from console.db.engine import open_database
from console.domain.times import render
from console.domain.two_person.pairs import ResumeLoss
from console.exports import list_book
from console.launch.organisation import Organisation, build
from console.services.context import Caller
from console.services.losses import losses
from console.services.two_person import pairs
from console.signing.keys import demo_passphrase
from console.store.credentials import credential
from console.store.freezes import freeze
from console.widgets.looks import chosen
from console.wire import calls
from console.wire import pairs as pair_calls
from console.wire.base import Call
from console.wire.control import Question
from console.wire.duties.here import DepartmentRow, PersonRow
from console.wire.rosters import rosters
from tests.clocks import ZONE
from tests.ready import copied
from tests.services.core import Core, all_day, core_over, key_file, one_clock, open_core
from tests.world import with_same_keys


@dataclass(frozen=True)
class Bound:
    """The core for one person."""

    core: Core
    person: str
    lock: Lock

    def call(self, call: Call) -> Any:
        with self.lock:
            return self.core.call(self.person, call)


@dataclass
class House:
    """A core, the key files of those who sign, and the console over it."""

    core: Core
    folder: Path
    year: int = field(init=False)
    """In which the house was made: its first numbers begin with it."""

    def __post_init__(self) -> None:
        self.year = self.core.at.astimezone(ZONE).year

    def connect(self) -> Callable[[str], Line]:
        lock = Lock()
        return lambda person: Bound(self.core, person, lock)

    def people(self) -> list[PersonRow]:
        rows: list[PersonRow] = self.core.call("zhoujian", calls.People())
        return rows

    def roll(self) -> Roll:
        departments: list[DepartmentRow] = self.core.call("zhoujian", calls.Departments())
        versions: list[rosters.RosterRow] = self.core.call("zhoujian", rosters.RosterVersions())
        named = {one.id: one.name for one in departments}
        return Roll([one for one in self.people() if one.posts], named, versions[0].expires)

    def keys(self, person: str) -> Path:
        return key_file(self.core.org, person, self.folder / person)

    def keep(self, report: str, error: BaseException) -> None:
        (self.folder / f"report-{report}").write_text("".join(traceback.format_exception(error)), "utf-8")

    def app(self, lang: str = "zh", person: str = "", **options: Any) -> ConsoleApp:
        app = ConsoleApp(
            self.connect(),
            roll=self.roll,
            keys=self.keys,
            lang=lang,
            demo_passphrases=demo_passphrase,
            inbox=self.folder,
            person=person,
            report=self.keep,
            **options,
        )
        app.session.roots = lambda: self.core.org.roots
        app.session.book = list_book.write
        return app


@dataclass
class Dispatcher:
    """Stands in for the dispatcher: takes custody's verbs, and what two people said, and tells the core as its reports would."""

    house: House

    def __call__(self, question: Question) -> Any:
        if question.verb in {"install", "rotate"}:
            self._installed(question.secret)
        if question.verb == "bind_test":
            self._resumed()
        gateway = {
            "gateway": "demo",
            "fingerprint": self._print(question.secret),
            "last_bind": "",
            "line": "up",
        }
        return {"state": "unlocked", "backend": "memory", "gateways": [gateway], "freeze": 1}

    def _print(self, secret: str) -> str:
        mark = hashlib.sha256(secret.encode()).hexdigest()[:16].upper()
        return " ".join(mark[at : at + 4] for at in range(0, 16, 4))

    def _installed(self, secret: str) -> None:
        at = render(self.house.core.at)
        values = {
            "gateway": "demo", "fingerprint": self._print(secret), "installed": at, "installed_by": "fenglei",
            "last_bind": at, "state": "in_force", "why": "", "backend": "memory", "updated": at,
        }  # fmt: skip
        with self.house.core.database.writer() as conn:
            conn.execute(credential.delete())
            conn.execute(credential.insert().values(**values))

    def _resumed(self) -> None:
        """The dispatcher has proved both signatures."""
        with self.house.core.context(Caller("zhengtao"), write=True) as ctx:
            for row in pairs.page(ctx, pair_calls.ProposalsPage(open=False)):
                if row.kind == ResumeLoss.RULE.name and row.state == "confirmed":
                    losses.resumed(ctx, row.number, row.confirmed_by, row.digest)
                    ctx.conn.execute(update(freeze).values(lifted=ctx.at, proof=row.digest))


_FILE: Final = "desk.sqlite3"


@cache
def _of_today() -> Organisation:
    """The house's organisation lasts 90 days: one of a day in the calendar would be over some day."""
    return build(datetime.now(UTC) - timedelta(hours=1), policy_text=all_day())


def this_year() -> int:
    """The year with which the numbers of a house begin that is made at this very moment."""
    return datetime.now(ZONE).year


def furnish(folder: Path, waiting: int = 2, now: datetime | None = None) -> House:
    """A house with work in it, of this very moment or of another; `waiting` requests lie before sunli, for eight hours each."""
    org = build(now - timedelta(hours=1), policy_text=all_day()) if now else _of_today()
    now = now or datetime.now(UTC)
    core = open_core(f"sqlite:///{folder / _FILE}", with_same_keys(org), now)
    core.cleared("notice", n=12)
    core.requested("promotion", n=30)
    for nth in range(1, waiting):
        # Each a minute before the one before it: the newest number has the nearest deadline and stands first in the queue.
        core.at = now - timedelta(minutes=nth)
        purpose = {"purpose": f"提醒客户办理第{nth + 1}批到期存款"} if nth > 1 else {}
        core.requested("notice", n=19 + nth, **purpose)
    core.at = now
    return House(core, folder)


_KEPT: Final[list[tuple[float, Path, Core]]] = []
_FRESH: Final = 240.0


def furnished(folder: Path) -> House:
    """A house as `furnish` makes it, of a few minutes ago at most: copied from one that this process made, because that is quicker."""
    if not _KEPT or time.monotonic() - _KEPT[-1][0] > _FRESH:
        place = Path(tempfile.mkdtemp(prefix="sms-house-"))
        atexit.register(shutil.rmtree, place, ignore_errors=True)
        made, began = furnish(place), time.monotonic()
        made.core.database.close()
        copied(place / _FILE, place / f"whole-{_FILE}")
        _KEPT.append((began, place, made.core))
    _, place, made_once = _KEPT[-1]
    path = folder / _FILE
    shutil.copyfile(place / f"whole-{_FILE}", path)
    path.chmod(0o600)
    for key in place.glob("*.key"):
        shutil.copy2(key, folder)
    url = f"sqlite:///{path}"
    return House(
        core_over(open_database(url, role="desk"), url, with_same_keys(made_once.org), made_once.at), folder
    )


def lived(folder: Path, live: Callable[[Core], None], opened: Callable[[str], Core] = open_core) -> House:
    """A house in which this has happened: copied from one in which this process let it happen once.

    `opened` founds it at a database's URL, on the tests' own day if nothing else is asked for.
    """
    made, whole = _let_live(live, opened)
    path = folder / _FILE
    shutil.copyfile(whole, path)
    path.chmod(0o600)
    for key in whole.parent.glob("*.key"):
        shutil.copy2(key, folder)
    url = f"sqlite:///{path}"
    return House(core_over(open_database(url, role="desk"), url, with_same_keys(made.org), made.at), folder)


@cache
def _let_live(live: Callable[[Core], None], opened: Callable[[str], Core]) -> tuple[Core, Path]:
    folder = Path(tempfile.mkdtemp(prefix="sms-lived-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    core = opened(f"sqlite:///{folder / _FILE}")
    with pytest.MonkeyPatch.context() as patch:
        one_clock(core, patch)
        live(core)
    core.database.close()
    copied(folder / _FILE, folder / f"whole-{_FILE}")
    return core, folder / f"whole-{_FILE}"


def console(folder: str, lang: str = "zh", person: str = "", waiting: str = "2") -> ConsoleApp:
    """The console of a house made in that folder."""
    return over(furnish(Path(folder), int(waiting)), lang, person)


def over(house: House, lang: str, person: str) -> ConsoleApp:
    """The console over a house, in the look that the environment asks for."""
    app = house.app(lang, person, look=chosen(os.environ.get("SMS_TEST_THEME", "")))
    app.session.custody = Dispatcher(house)
    app.session.kept_in = house.folder
    return app


def main(*given: str) -> int:
    console(*given).run()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
