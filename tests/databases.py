"""Databases for tests: SQLite files, and one temporary PostgreSQL cluster per test session.

``SMS_TEST_POSTGRES`` (a SQLAlchemy URL of a role that may create databases) names a server to use. Without it, the
first test that asks starts a cluster of its own, which all pytest-xdist workers share. A cluster belongs to a keeper
process, ``python -m tests.databases serve FOLDER PID``, which ends it as soon as process PID is gone, however it went.

PostgreSQL refuses to run as root; under root it runs as the user ``postgres``, which its package makes.
"""

import contextlib
import os
import pwd
import re
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Final, Literal, Self

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from tests import needs

URL_VARIABLE = "SMS_TEST_POSTGRES"
FOLDER_VARIABLE = "SMS_TEST_POSTGRES_FOLDER"
"""Names the folder that this session's own cluster goes to; the process that starts the workers sets it."""
SUPERUSER = "sms_test"
SECONDS = 60
"""How long a server may take to answer, or to end."""

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    # Durability is no test's subject on this server: a lost power supply ends the session anyway.
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
}


class NoPostgresError(Exception):
    """No PostgreSQL server can be had here; the text names the package or tells the failure."""


def programs() -> Path:
    """The folder of the newest installed server's ``initdb`` and ``postgres``. Raises NoPostgresError."""
    folders = [one for one in Path("/usr").glob("lib/postgresql/*/bin") if (one / "initdb").exists()]
    if folders:
        return max(folders, key=lambda one: [int(part) for part in re.findall(r"\d+", one.parent.name)])
    found = shutil.which("initdb")
    if found is None:
        raise NoPostgresError(needs.words("postgresql"))
    return Path(found).resolve().parent


def server_user() -> dict[str, Any]:
    """Arguments for subprocess that run the server as ``postgres`` when we are root. Raises NoPostgresError."""
    if os.geteuid() != 0:
        return {}
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        raise NoPostgresError(needs.words("postgresql")) from None
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def new_folder_name() -> Path:
    """A name for a cluster's folder. Below /tmp and short, because a socket's path has at most 107 bytes."""
    return Path("/tmp") / f"sms-pg-{secrets.token_hex(6)}"  # noqa: S108  random, and made with mode 0700


def wait_for(happened: Callable[[], bool], seconds: float = SECONDS) -> bool:
    """Polls until ``happened()``; False when the deadline passes first."""
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def is_alive(pid: int) -> bool:
    """Whether a process with that id exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def answers(url: str) -> bool:
    """Whether a server accepts connections at that URL."""
    try:
        with create_engine(url, poolclass=NullPool).connect():
            return True
    except OperationalError:
        return False


def own_cluster(folder: Path, owner: int) -> str:
    """The URL of the cluster in ``folder``: starts it, or waits for whoever got there first. Raises NoPostgresError."""
    programs()
    user = server_user()
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        pass
    else:
        if user:
            os.chown(folder, user["user"], user["group"])
        command = [sys.executable, "-X", "utf8", "-m", "tests.databases", "serve", str(folder), str(owner)]
        root = Path(__file__).resolve().parent.parent
        # Its own session: Ctrl-C in the terminal must not end the server under running tests.
        with (folder / "keeper.log").open("wb") as log:
            subprocess.Popen(
                command, cwd=root, start_new_session=True, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
    if not wait_for(lambda: (folder / "url").exists() or (folder / "failed").exists()):
        raise NoPostgresError(f"PostgreSQL did not answer within {SECONDS} s; see {folder}")
    if (folder / "failed").exists():
        raise NoPostgresError(f"PostgreSQL did not start: {(folder / 'failed').read_text('utf-8')}")
    return (folder / "url").read_text("utf-8")


def end_cluster(folder: Path) -> None:
    """Ends the cluster in ``folder``, if there is one, and returns when it is gone."""
    if folder.exists():
        (folder / "stop").touch()
        wait_for(lambda: not folder.exists() or (folder / "failed").exists())
        shutil.rmtree(folder, ignore_errors=True)


def serve(folder: Path, owner: int) -> int:
    """The keeper: runs a cluster in ``folder`` until ``owner`` is gone, ``folder/stop`` appears or a signal comes.

    Writes the maintenance database's URL to ``folder/url`` when the server answers, or why not to ``folder/failed``.
    """
    signalled: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda got, _frame: signalled.append(got))
    url = f"postgresql+psycopg://{SUPERUSER}@/postgres?host={folder}"
    with running_server(folder) as server:

        def ended() -> bool:
            wanted = bool(signalled) or (folder / "stop").exists() or not is_alive(owner)
            return wanted or server is None or server.poll() is not None

        if server and wait_for(lambda: ended() or answers(url)) and not ended():
            announce(folder / "url", url)
            while not ended():
                # The owner is no child of ours, so there is nothing to wait on.
                time.sleep(0.2)
    if not (folder / "url").exists() and is_alive(owner):
        announce(folder / "failed", (folder / "log").read_text("utf-8", "replace")[-2000:])
        return 1
    shutil.rmtree(folder, ignore_errors=True)
    return 0


def announce(path: Path, words: str) -> None:
    """Writes a file that others wait for, so that they never read half of it."""
    fresh = path.with_suffix(".new")
    fresh.write_text(words, "utf-8")
    fresh.replace(path)


@contextlib.contextmanager
def running_server(folder: Path) -> "Iterator[subprocess.Popen[bytes] | None]":
    """A server process over a fresh cluster in ``folder``, ended on leaving; None when initdb fails."""
    with (folder / "log").open("wb") as log:
        if not fresh_cluster(folder, log):
            yield None
            return
        with started(folder, log) as server:
            try:
                yield server
            finally:
                # SIGINT is PostgreSQL's fast shutdown: sessions are ended, nothing is waited for.
                server.send_signal(signal.SIGINT)


def fresh_cluster(folder: Path, log: IO[bytes]) -> bool:
    """Makes a cluster in ``folder/data``; False when initdb fails, whose words are in the log."""
    command = [
        str(programs() / "initdb"),
        "-D",
        str(folder / "data"),
        "-U",
        SUPERUSER,
        "-A",
        "trust",
        "-E",
        "UTF8",
    ]
    made = subprocess.run([*command, "--locale=C", "--no-sync"], check=False, **_options(folder, log))
    return made.returncode == 0


def started(folder: Path, log: IO[bytes], **settings: str) -> "subprocess.Popen[bytes]":
    """A server over the cluster in ``folder``, listening on a socket there; it may not answer yet."""
    command = [str(programs() / "postgres"), "-D", str(folder / "data")]
    for name, value in {**SETTINGS, "unix_socket_directories": str(folder), **settings}.items():
        command += ["-c", f"{name}={value}"]
    return subprocess.Popen(command, **_options(folder, log))


def _options(folder: Path, log: IO[bytes]) -> dict[str, Any]:
    options: dict[str, Any] = {"cwd": folder, "stdin": subprocess.DEVNULL, "stdout": log, "stderr": log}
    return options | {
        "env": {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"},
        **server_user(),
    }


class Stoppable:
    """A server of one test, with one empty database, that is stopped and started again. Use it in a ``with``.

    What is committed stays, however it is stopped: without ``synchronous_commit`` an immediate stop would lose what no crash of
    PostgreSQL loses.
    """

    def __init__(self) -> None:
        self.folder = new_folder_name()
        self._url = f"postgresql+psycopg://{SUPERUSER}@/{{}}?host={self.folder}"
        self.url = self._url.format("outage")
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        programs()
        self.folder.mkdir(mode=0o700)
        user = server_user()
        if user:
            os.chown(self.folder, user["user"], user["group"])
        self._log = (self.folder / "log").open("wb")
        assert fresh_cluster(self.folder, self._log), (self.folder / "log").read_text("utf-8", "replace")
        self.start()
        admin = create_engine(self._url.format("postgres"), poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text("CREATE DATABASE outage TEMPLATE template0 ENCODING 'UTF8'"))
        return self

    @property
    def running(self) -> bool:
        """Whether it was started and not stopped since."""
        return self._server is not None

    def start(self) -> None:
        """Starts it; returns when it answers."""
        self._server = started(self.folder, self._log, synchronous_commit="on")
        assert wait_for(lambda: answers(self._url.format("postgres"))), "PostgreSQL does not answer"

    def stop(self, how: "Stop" = "fast") -> None:
        """Stops it; returns when it is gone. ``immediate`` leaves recovery to the next start, as a crash does."""
        if self._server is not None:
            self._server.send_signal(_STOPS[how])
            self._server.wait(SECONDS)
            self._server = None

    def __exit__(self, *_failure: object) -> None:
        self.stop("immediate")
        self._log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


Stop = Literal["fast", "immediate"]
_STOPS: Final = {"fast": signal.SIGINT, "immediate": signal.SIGQUIT}


def server_url() -> str:
    """The URL of the PostgreSQL server that tests use, started now if need be. Raises NoPostgresError."""
    given = os.environ.get(URL_VARIABLE)
    if given:
        return given
    folder = os.environ.get(FOLDER_VARIABLE)
    if folder is None:
        raise NoPostgresError(
            f"{URL_VARIABLE} is unset and this is no session of ours (see tests/conftest.py)"
        )
    # The workers' parent, not the worker: another worker may need the cluster after this one ended.
    return own_cluster(Path(folder), int(os.environ[f"{FOLDER_VARIABLE}_OWNER"]))


@contextlib.contextmanager
def postgres_database(server: str) -> Iterator[str]:
    """A fresh, empty database on that server; yields its URL and drops it afterwards, whoever is still connected."""
    name = f"sms_test_{secrets.token_hex(8)}"
    admin = create_engine(server, poolclass=NullPool, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def main(arguments: list[str]) -> int:
    """``serve FOLDER PID``; ``start FOLDER PID`` prints the URL; ``end FOLDER``. What .ci/run and the keeper call."""
    match arguments:
        case ["serve", folder, owner]:
            return serve(Path(folder), int(owner))
        case ["start", folder, owner]:
            print(own_cluster(Path(folder), int(owner)))  # noqa: T201  the caller reads it
            return 0
        case ["end", folder]:
            end_cluster(Path(folder))
            return 0
        case _:
            return 64


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
