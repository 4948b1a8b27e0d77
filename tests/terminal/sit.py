"""Runs the console over a core in this process: `python -m tests.terminal.sit FOLDER zh|en [PERSON [WAITING]]`.

Three requests wait in the queues: a notice and a promotion to be decided, and a cleared notice to be released. With WAITING
so many wait for the business department's manager, each with a count of its own.
"""

import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from console.acting.steps import Core as Line
from console.app import ConsoleApp
from console.launch.organisation import passphrase
from console.signing import keys
from console.wire import calls, views
from console.wire.base import Call
from tests.services.core import Core, open_core

ACTING = ("zhaomin", "sunli", "qianwei", "wangfang")
"""Those who sign in the tests; a key file takes half a second to write."""


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

    def connect(self) -> Callable[[str], Line]:
        lock = Lock()
        return lambda person: Bound(self.core, person, lock)

    def people(self) -> list[views.PersonRow]:
        rows: list[views.PersonRow] = self.core.call("zhoujian", calls.People())
        return rows

    def keys(self, person: str) -> Path:
        path = self.folder / person
        if not path.exists():
            keys.save(self.core.org.people[person], path, passphrase(person).encode())
        return path

    def keep(self, report: str, error: BaseException) -> None:
        (self.folder / f"report-{report}").write_text("".join(traceback.format_exception(error)), "utf-8")

    def app(self, lang: str = "zh", person: str = "", **options: Any) -> ConsoleApp:
        app = ConsoleApp(
            self.connect(),
            people=self.people(),
            keys=self.keys,
            lang=lang,
            demo_passphrases=passphrase,
            inbox=self.folder,
            person=person,
            report=self.keep,
            **options,
        )
        app.session.roots = lambda: self.core.org.roots
        return app


def furnish(folder: Path, waiting: int = 2) -> House:
    """A house with work in it; `waiting` requests lie before sunli."""
    core = open_core(f"sqlite:///{folder / 'desk.sqlite3'}")
    core.at = datetime.now(UTC)
    core.cleared("notice", n=12)
    core.requested("promotion", n=30)
    core.requested("notice", n=20)
    for nth in range(2, waiting):
        core.requested("notice", n=19 + nth, purpose=f"提醒客户办理第{nth + 1}批到期存款")
    return House(core, folder)


def main(folder: str, lang: str = "zh", person: str = "", waiting: str = "2") -> int:
    house = furnish(Path(folder), int(waiting))
    house.app(lang, person).run()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
