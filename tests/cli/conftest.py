"""The command line against the real core in one process: a person a run, their own key file, a pipe for their passphrase."""

import atexit
import io
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
import pytest

from console.backup import verbs
from console.cli.main import run
from console.cli.outside import Outside
from console.db.engine import open_database
from console.db.sqlite import sqlite_choice
from console.errors import ConsoleError
from console.exports import list_book
from console.launch.organisation import Organisation
from console.locale.words import STRICT_VARIABLE, use_general
from console.settings import Home, Settings
from console.signing.keys import demo_passphrase
from console.wire.base import Call
from tests.ready import copied
from tests.services.core import Core, key_file, one_clock, open_core, organisation
from tests.services.ways import Trail


@pytest.fixture(autouse=True)
def strict_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(STRICT_VARIABLE, "strict")
    monkeypatch.delenv("SMS_CONSOLE_KEY", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", "/nonexistent")


@dataclass(frozen=True)
class Line:
    """One person's line to the core."""

    core: Core
    person: str

    def call(self, call: Call) -> Any:
        return self.core.call(self.person, call)


@dataclass
class Answer:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def data(self) -> Any:
        assert self.json["ok"] is True, self.out
        return self.json["data"]


@dataclass
class Office:
    """The core, the installation's folder, and a way to run commands as somebody."""

    core: Core
    home: Path
    capsys: pytest.CaptureFixture[str]
    written: set[str] = field(default_factory=set)
    down: bool = False
    launched: list[tuple[Any, ...]] = field(default_factory=list)
    between: Callable[[Any], Any] = lambda line: line
    """What stands between a person and the core: a desk that lies, say."""

    def __call__(self, person: str, *arguments: object, sign: bool = False, lang: str = "en") -> Answer:
        words = ["--home", str(self.home), "--as", person, "--lang", lang, *map(str, arguments)]
        reading = -1
        if sign:
            self.key(person)
            reading, writing = os.pipe()
            os.write(writing, demo_passphrase(person).encode() + b"\n")
            os.close(writing)
            words += ["--passphrase-fd", str(reading)]
        try:
            outside = Outside(
                self._connect,
                self._sqlite,
                self._screens,
                self._demo,
                self._tour,
                lambda: verbs,
                list_book.write,
            )
            code = run(words, outside)
        finally:
            if reading >= 0:
                os.close(reading)
        output = self.capsys.readouterr()
        return Answer(code, output.out, output.err)

    def json(self, person: str, *arguments: object, sign: bool = False) -> Answer:
        return self(person, "--json", *arguments, sign=sign)

    def key(self, person: str) -> Path:
        path = self.home / "keys" / person
        path.parent.mkdir(mode=0o700, exist_ok=True)
        return key_file(self.core.org, person, path)

    def roots(self) -> Path:
        path = self.home / "roots.json"
        path.write_bytes(msgspec.json.encode(self.core.org.roots))
        return path

    def _connect(self, _home: Home, person: str) -> Any:
        if self.down:
            raise ConsoleError("desk_gone")
        return self.between(Line(self.core, person))

    def _sqlite(self) -> tuple[str, str, str, str]:
        choice = sqlite_choice()
        return choice.module, choice.version, choice.journal, choice.why

    def _screens(self, look: Settings, key: Path | None, person: str) -> int:
        self.launched.append(("screens", look, key, person))
        return 0

    def _demo(self, *given: Any) -> int:
        self.launched.append(given)
        return 0

    def _tour(self, *given: Any) -> int:
        self.launched.append(given)
        return 1


@pytest.fixture(scope="session", name="organisation")
def the_organisation() -> Organisation:
    return organisation()


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for the session: opening and writing a key file takes half a second each."""
    home = tmp_path_factory.mktemp("home")
    home.chmod(0o700)
    return home


@pytest.fixture
def office(
    sqlite_url: str,
    organisation: Organisation,
    installation: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Office]:
    core = open_core(sqlite_url, organisation)
    # What an earlier test chose was for the requests of another desk.
    shutil.rmtree(installation / "kept", ignore_errors=True)
    one_clock(core, monkeypatch)
    yield Office(core, installation, capsys)
    core.database.close()


T = TypeVar("T")


def brought(office: Office, do: Callable[[Office], T]) -> T:
    """What `do` returns that is done in a fresh office: once in this process, whose database is copied from then on."""
    core = office.core
    with core.database.reader() as conn:
        file = Path(conn.exec_driver_sql("PRAGMA database_list").one().file)
    if do not in _DONE:
        told = do(office)
        folder = Path(tempfile.mkdtemp(prefix="sms-done-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        copied(file, folder / "whole.db")
        _DONE[do] = (folder / "whole.db", core.at, told)
        return told
    whole, core.at, told = _DONE[do]
    core.database.close()
    shutil.copyfile(whole, file)
    core.database, core.state = open_database(f"sqlite:///{file}", role="desk"), None
    # It came here by no remembered way, so that no memory of one may stand in for what it does next.
    core.trail = Trail()
    return told


_DONE: Final[dict[Callable[[Office], Any], tuple[Path, datetime, Any]]] = {}


Run = Callable[..., Answer]


class _Nowhere:
    """A host without an organisation: whatever asks for a desk fails the test."""

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(name)


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Any:
    """Run a command where no organisation is, with these bytes as its standard input."""

    def pipe(lines: bytes, *words: str) -> Answer:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines)))
        code = run([*words, "--home", str(tmp_path / "nowhere")], _Nowhere())  # type: ignore[arg-type]
        # Texts of later tests ask no desk for the name of its General Department.
        use_general(str)
        out = capsys.readouterr()
        return Answer(code, out.out, out.err)

    return pipe
